"""`torch.onnx.export`: the ops of one forward as an ONNX graph."""

from __future__ import annotations

import os
from contextlib import nullcontext
from typing import Any

from .._tensor import Tensor
from ..serialization.atomic import replacing
from .errors import OnnxExporterError

OPSETS = range(18, 22)  # versions of ONNX's operators that the translations are written for

_exporting = [False]


def is_in_onnx_export() -> bool:
    """Whether a model is being exported just now."""
    return _exporting[0]


def export(
    model: Any, args: Any = (), f: Any = None, *, kwargs: dict[str, Any] | None = None, verbose: bool | None = None,
    input_names: Any = None, output_names: Any = None, opset_version: int | None = None, dynamic_axes: Any = None,
    do_constant_folding: bool = True, dynamo: bool = False,
) -> Any:  # fmt: skip
    """Run `model(*args, **kwargs)` once, in evaluation mode, and write the ops that ran to the path or file `f`.

    `dynamic_axes`: {"x": {0: "batch"}} or {"x": [0]}: axes whose length may differ when the graph runs; the model then
    runs a second time with other lengths, to see what follows from them. What the Python code decides (`if`, loops,
    `item()`) is in the graph as it was decided. Returns the onnx.ModelProto. Needs the `onnx` package.
    UnsupportedOperatorError for an op without a translation.
    """
    try:
        import onnx
    except ImportError as error:
        raise OnnxExporterError("torch.onnx.export needs the onnx package: pip install onnx") from error
    from . import building  # what is seldom needed is loaded when it is

    opset = OPSETS[0] if opset_version is None else opset_version
    if opset not in OPSETS:
        raise ValueError(f"opset_version must be from {OPSETS[0]} to {OPSETS[-1]}, got {opset}")
    args = args if isinstance(args, tuple) else (args,)
    kwargs = kwargs or {}
    names = _names(args, kwargs, input_names)
    wanted = building.axes_by_input(dynamic_axes)
    axes, second = building.dynamic(args, kwargs, names, wanted)
    training = [module for module in getattr(model, "modules", tuple)() if module.training]
    _exporting[0] = True
    try:
        for module in training:
            module.training = False
        first = building.Recording(model, args, kwargs, names)
        again = building.Recording(model, second[0], second[1], names) if axes else first
    finally:
        _exporting[0] = False
        for module in training:
            module.training = True
    proto = building.model_of(onnx, opset, axes, first, again, list(output_names or ()), wanted)
    onnx.checker.check_model(proto)
    if f is not None:
        with replacing(f) if isinstance(f, (str, os.PathLike)) else nullcontext(f) as file:
            file.write(proto.SerializeToString())
    if verbose:
        print(onnx.printer.to_text(proto.graph))
    return proto


def _names(args: Any, kwargs: Any, given: Any) -> list[str]:
    tensors = [f"input_{i}" for i, t in enumerate(args) if isinstance(t, Tensor)]
    tensors += [name for name, t in kwargs.items() if isinstance(t, Tensor)]
    names = list(given or ())
    if len(names) > len(tensors):
        raise OnnxExporterError(
            f"number of input names provided ({len(names)}) exceeded number of inputs ({len(tensors)})"
        )
    return names + tensors[len(names) :]
