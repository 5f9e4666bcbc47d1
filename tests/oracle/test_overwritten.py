"""An argument or a result that is overwritten between forward and backward: never a wrong gradient.

PyTorch keeps what its rules need and refuses to differentiate once that was overwritten. What ours need is kept by us,
so that we may refuse less; we refuse more where a case names it.
"""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("expecttest", reason="PyTorch's operator database imports expecttest")

import torch
from database import parts
from database.compare import DERIVATIVE, Outcome, compare, flat
from database.exceptions import UNSUPPORTED
from database.sides import Side, learns
from database.translate import ours, theirs_to_numpy, to_numpy

import nbtorch

pytestmark = pytest.mark.oracle
REFUSED = "modified by an inplace operation"
SAMPLES = 2
MOST = 3  # of the tensors of a sample
KEPT_HERE = {  # what our rules need and PyTorch's do not
    "ldexp": "both factors are kept", "polar": "the parts are products",
    "nn.functional.linear_cross_entropy": "PyTorch computes the gradient in the forward",
    "nn.functional.scaled_dot_product_attention": "PyTorch scales a copy of the keys, we scale the queries alone",
    "kron": "views are multiplied, where PyTorch copies what it cannot view",
}  # fmt: skip
QUICK = """
mul div exp tanh sigmoid matmul linalg.svdvals linalg.eigvalsh linalg.cond nn.functional.l1_loss
nn.functional.cross_entropy nn.functional.batch_norm nn.functional.linear nn.functional.conv2d nn.functional.max_pool2d
__getitem__ index_put put take masked_select masked_scatter take_along_dim gather softmax cumprod prod where norm
""".split()  # noqa: SIM905
OTHER_DERIVATIVE = {"as_strided_scatter": "PyTorch's derivative is swapped", "sort": "", "topk": "", "msort": ""}


def copied(value: Any) -> Any:
    """A sample's tensors, each with memory of its own."""
    if isinstance(value, torch.Tensor):
        return value.detach().clone().requires_grad_(value.requires_grad)
    if isinstance(value, dict):
        return {name: copied(part) for name, part in value.items()}
    return type(value)([copied(part) for part in value]) if type(value) in (tuple, list) else value


def fresh(sample: Any) -> Any:
    made = type(sample)(copied(sample.input), args=copied(sample.args), kwargs=copied(sample.kwargs))
    made.output_process_fn_grad = sample.output_process_fn_grad
    return made


def overwrite(framework: Any, t: Any) -> None:
    with framework.no_grad():
        if t.is_floating_point() or t.is_complex():
            t.mul_(0.75).add_(0.125)
        elif str(t.dtype) == "torch.bool":
            t.logical_not_()
        else:
            t.zero_()


def tensors(side: Side, place: str) -> list[Any]:
    values = [*side.arguments, side.keywords] if place == "argument" else [side.outcome.result]
    return [t for t in flat(values) if isinstance(t, side.framework.Tensor)]


def differentiated(side: Side, place: str | None = None, which: int = 0) -> Outcome | None:
    """The gradients once the tensor is overwritten; None where there is no such tensor, or it cannot be written."""
    if side.call().error is not None:
        return None
    outputs = [t for t in flat(side.process(side.outcome.result)) if learns(t)]
    if not outputs:
        return None
    if place is not None:
        found = tensors(side, place)
        if which >= len(found) or Outcome(overwrite, side.framework, found[which]).error is not None:
            return None
    return Outcome(side.pull, outputs, 1, False)


def unlike(mine: Any, yours: Any) -> str | None:
    """How gradients differ; one that is known to be zero may be None."""
    for a, b in zip(mine, yours, strict=True):
        if a is None or b is None:
            present = a if b is None else b
            values = None if present is None else (to_numpy if b is None else theirs_to_numpy)(present)
            if values is not None and np.any(values):
                return f"{a} instead of {b}"
        elif found := compare(a, b, "", 5, DERIVATIVE):
            return found
    return None


def entries() -> list[Any]:
    found = [entry for entry in parts.entries() if entry.name not in UNSUPPORTED and entry.supports_autograd]
    return [entry for entry in found if torch.float32 in entry.supported_backward_dtypes("cpu")]


def title(entry: Any) -> str:
    return f"{entry.name}-{entry.variant_test_name}" if entry.variant_test_name else entry.name


@pytest.mark.parametrize("entry", [
    pytest.param(entry, id=title(entry), marks=() if entry.name in QUICK else pytest.mark.slow) for entry in entries()
])  # fmt: skip
def test_what_is_overwritten_before_backward(entry):
    function = Outcome(ours, entry.op)
    if function.error is not None:
        return
    torch.manual_seed(0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        drawn = zip(range(SAMPLES), entry.sample_inputs("cpu", torch.float32, requires_grad=True), strict=False)
        for _, sample in drawn:
            for place in ("argument", "result"):
                for which in range(MOST):
                    yours = differentiated(Side(torch, entry.op, fresh(sample)), place, which)
                    if yours is None or (yours.error is not None and REFUSED not in str(yours.error)):
                        continue
                    mine = differentiated(Side(nbtorch, function.result, fresh(sample)), place, which)
                    said = f"{place} {which} of {parts.described(sample)}"
                    assert mine is not None, said
                    if mine.error is not None:
                        assert REFUSED in str(mine.error), f"{mine.error!r}: {said}"
                        assert yours.error is not None or entry.name in KEPT_HERE, f"we refuse: {said}"
                    elif entry.name not in OTHER_DERIVATIVE:
                        if yours.error is not None:  # then the gradients have to be those of what was there before
                            yours = differentiated(Side(torch, entry.op, fresh(sample)))
                        assert unlike(mine.result, yours.result) is None, f"{unlike(mine.result, yours.result)}: {said}"
