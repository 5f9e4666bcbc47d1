"""PyTorch's test samples in our terms: its tensors, dtypes and functions, each as the one of the same name here."""

from __future__ import annotations

import builtins
import functools
import importlib
import types
from typing import Any

import ml_dtypes
import numpy as np
import torch

import nbtorch

PLACES = ("", "nn.functional", "linalg", "fft", "special", "masked", "signal.windows", "Tensor", "_C._nn", "sparse")
DTYPES = {value: str(value) for name, value in vars(torch).items() if isinstance(value, torch.dtype)}
FLOATS = (torch.float16, torch.bfloat16, torch.float32, torch.float64, torch.complex64, torch.complex128)


class Missing(Exception):
    """PyTorch has this name and we do not."""


def lookup(root: Any, path: str) -> Any:
    """`root.path`, importing submodules on the way; None where there is no such name."""
    for part in filter(None, path.split(".")):
        found = getattr(root, part, None)
        if found is None and isinstance(root, types.ModuleType):
            try:
                found = importlib.import_module(f"{root.__name__}.{part}")
            except ImportError:
                return None
        if found is None:
            return None
        root = found
    return root


@functools.cache
def public_names() -> dict[int, str]:
    """The public path of every function of PyTorch, by its identity."""
    names: dict[int, str] = {}
    for place in PLACES:
        for name, value in sorted(vars(lookup(torch, place)).items(), key=lambda item: item[0].startswith("_")):
            if callable(value):
                names.setdefault(id(value), f"{place}.{name}".lstrip("."))
    return names


def _rewritten(function: types.FunctionType) -> types.FunctionType:
    """A function of PyTorch's test suite, with every global and closed-over name of PyTorch's replaced by ours."""
    closure = function.__closure__ and tuple(
        [types.CellType(ours(cell.cell_contents)) for cell in function.__closure__]
    )
    made = types.FunctionType(function.__code__, _Globals(function.__globals__), function.__name__, None, closure)
    made.__defaults__ = function.__defaults__ and tuple([ours(value) for value in function.__defaults__])
    made.__kwdefaults__ = function.__kwdefaults__ and {n: ours(v) for n, v in function.__kwdefaults__.items()}
    return made


def seeded(operation: Any, *args: Any, **kwargs: Any) -> Any:
    """What the suite's `wrapper_set_seed` does, without restoring the stream."""
    nbtorch.manual_seed(42)
    return operation(*args, **kwargs)


class _Globals(dict):
    """Globals that are translated when they are looked up."""

    def __init__(self, original: dict[str, Any]):
        super().__init__(__builtins__=builtins.__dict__)
        self.original = original
        for name, value in original.items():
            if value is torch or (isinstance(value, types.ModuleType) and value.__name__.startswith("torch.nn")):
                self[name] = ours(value)
            elif isinstance(value, types.FunctionType) and value.__module__.startswith("torch.testing"):
                self[name] = seeded if name == "wrapper_set_seed" else _Later(value)
            elif id(value) in public_names():
                self[name] = _Later(value)
            else:
                self.setdefault(name, value)


class _Later:
    """A function that is translated when it is called."""

    def __init__(self, function: Any):
        self.function = function

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return ours(self.function)(*args, **kwargs)


# of one sample: our arrays of its storages (tensors that share memory share it here), and its tensors with ours
memory: dict[tuple[int, Any], tuple[Any, np.ndarray]] = {}
met: dict[int, tuple[Any, Any]] = {}


def forget() -> None:
    """Begin another sample."""
    memory.clear()
    met.clear()


def tensor(value: torch.Tensor) -> Any:
    """The same tensor here: values, strides, offset and `requires_grad`."""
    if value.layout != torch.strided or value.device.type != "cpu" or value.is_quantized or value.dtype not in DTYPES:
        raise Missing(f"{value.layout} {value.dtype} tensors on {value.device}")
    if id(value) in met:
        return met[id(value)][1]
    flat = value.detach().resolve_conj().resolve_neg()
    storage = flat.untyped_storage()
    if value.ndim > 64:
        raise RuntimeError("a NumPy array has at most 64 dimensions")
    key = storage.data_ptr(), flat.dtype
    if key not in memory:
        memory[key] = storage, _array(flat, storage)  # a storage that is kept keeps its address to itself
    array = memory[key][1]
    made = nbtorch.from_numpy(array).as_strided(tuple(flat.shape), flat.stride(), flat.storage_offset())
    made = made.detach().requires_grad_(value.requires_grad) if value.requires_grad else made
    met[id(value)] = value, made
    return made


def _array(flat: torch.Tensor, storage: Any) -> np.ndarray:
    whole = torch.empty(0, dtype=flat.dtype).set_(storage).clone()
    if flat.dtype == torch.bfloat16:
        return whole.view(torch.int16).numpy().view(ml_dtypes.bfloat16)
    return whole.numpy()


def ours(value: Any) -> Any:
    """A value of PyTorch's samples as ours."""
    if isinstance(value, torch.Tensor):
        return tensor(value)
    if value is torch:
        return nbtorch
    if isinstance(value, torch.dtype):
        return getattr(nbtorch, DTYPES[value].removeprefix("torch."))
    if isinstance(value, torch.device):
        return nbtorch.device(str(value))
    if isinstance(value, torch.memory_format | torch.layout):
        found = lookup(nbtorch, str(value).removeprefix("torch."))
        if found is None:
            raise Missing(str(value))
        return found
    if isinstance(value, torch.Generator):
        return nbtorch.Generator().manual_seed(value.initial_seed())
    if isinstance(value, tuple | list) and not hasattr(value, "_fields"):
        return type(value)([ours(item) for item in value]) if type(value) in (tuple, list) else tuple(map(ours, value))
    if isinstance(value, dict):
        return {name: ours(item) for name, item in value.items()}
    if isinstance(value, slice):
        return slice(ours(value.start), ours(value.stop), ours(value.step))
    if isinstance(value, functools.partial):
        return functools.partial(ours(value.func), *ours(value.args), **ours(value.keywords))
    if isinstance(value, types.ModuleType):
        found = (
            lookup(nbtorch, value.__name__.removeprefix("torch").lstrip("."))
            if value.__name__[:5] == "torch"
            else value
        )
        if found is None:
            raise Missing(value.__name__)
        return found
    if isinstance(value, torch.nn.PairwiseDistance):
        return nbtorch.nn.functional.pairwise_distance
    if callable(value) and not isinstance(value, type):
        return _function(value)
    return value


def _function(value: Any) -> Any:
    path = public_names().get(id(value))
    if path is None and getattr(value, "__objclass__", None) is not None:
        path = f"Tensor.{value.__name__}"
    if path is not None:
        found = lookup(nbtorch, path)
        if found is None:
            raise Missing(path)
        return found
    if isinstance(value, types.FunctionType):
        if value.__module__.startswith("torch._tensor"):
            found = getattr(nbtorch.Tensor, value.__name__, None)
            if found is None:
                raise Missing(f"Tensor.{value.__name__}")
            return found
        return _rewritten(value)
    if type(value).__module__.startswith(("torch._ops", "torch.cuda")):
        raise Missing(repr(value))
    return value


def theirs_to_numpy(value: torch.Tensor) -> np.ndarray:
    value = value.detach().resolve_conj().resolve_neg()
    return value.float().numpy() if value.dtype == torch.bfloat16 else value.numpy(force=True)


def to_numpy(value: Any) -> np.ndarray:
    array = np.asarray(value.detach().resolve_conj()._data)
    return array.astype(np.float32) if array.dtype == ml_dtypes.bfloat16 else array
