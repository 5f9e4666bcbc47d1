"""What classes and functions are called in files: by PyTorch's paths, whichever of the two frameworks wrote them."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pickle import UnpicklingError
from typing import Any

from ..backend import dtype as dtypes
from ..nn.modules._joined import JOINED

OURS, THEIRS = "nbtorch", "torch"
# modules that are split or joined differently there
THEIRS_OF = {
    "nbtorch._methods": "torch",
    "nbtorch._functions": "torch",
    "nbtorch.nn._lazy_parameter": "torch.nn.parameter",
    "nbtorch.optim.adafactor": "torch.optim",
    "nbtorch.optim.muon": "torch.optim",
    **{
        f"nbtorch.nn.modules.{here}": f"torch.nn.modules.{there}"
        for there, several in JOINED.items()
        for here in several
    },
}
# packages here that are one module there
MERGED = ("nbtorch.distributions.transforms", "nbtorch.optim.lr_scheduler")
# where PyTorch's functions written in C++ are found
OURS_OF = {"torch._C._nn": "nbtorch.nn.functional", "torch._C._VariableFunctions": OURS}


class Named:
    """A class or function of PyTorch, by its path, as it stands in a file; PyTorch itself is never imported."""

    __slots__ = ("module", "name")

    def __init__(self, module: str, name: str):
        self.module, self.name = module, name

    def __call__(self, *args: Any) -> Any:
        raise TypeError(f"{self.module}.{self.name} stands here for a name in a file, and cannot be called")


@cache
def named(module: str, name: str) -> Named:
    """The one `Named` of this path, so that a pickle names it once."""
    return Named(module, name)


def is_ours(thing: Any) -> bool:
    """Whether a class or function is part of nbtorch."""
    module = getattr(thing, "__module__", None)
    # under `nbtorch.alias()` some classes call themselves torch's
    return isinstance(module, str) and module.partition(".")[0] in (OURS, THEIRS)


def theirs(thing: Any) -> tuple[str, str]:
    """PyTorch's (module, name) for a class or function of nbtorch; the own path of any other."""
    module, name = thing.__module__, thing.__qualname__
    if is_ours(thing):
        module = next((merged for merged in MERGED if module.startswith(merged + ".")), module)
        module = THEIRS_OF.get(module, THEIRS + module.removeprefix(OURS) if module.startswith(OURS) else module)
    return module, name


def ours(module: str, name: str) -> Any:
    """What nbtorch has for a path in PyTorch; AttributeError when it has nothing."""
    if (module, name) == ("torch._C", "_VariableFunctionsClass"):
        return import_module(OURS)
    place = OURS_OF.get(module, OURS + module.removeprefix(THEIRS))
    while place:
        if _is_module(place):
            found: Any = import_module(place)
            for part in name.split("."):
                found = getattr(found, part, None)
            if found is not None:
                return found
        place = place.rpartition(".")[0]  # a public name is also known further up: nn.modules.conv.Conv2d, nn.Conv2d
    raise AttributeError(f"the file needs {module}.{name}, and nbtorch has no such class or function")


def _is_module(path: str) -> bool:
    try:
        return find_spec(path) is not None
    except ModuleNotFoundError:  # its parent is not there, or is no package
        return False


class StorageType:
    """The class of a storage as files name it, `torch.FloatStorage`: the dtype of what it holds."""

    __slots__ = ("dtype",)

    def __init__(self, name: str):
        self.dtype = STORAGES[name]

    def __str__(self) -> str:
        return f"StorageType(dtype={self.dtype})"


# PyTorch wrote names of this kind for its first dtypes; younger ones are bytes (`UntypedStorage`) and a dtype
_YOUNGER = ("uint16", "uint32", "uint64")
STORAGES = {f"{kind.word}Storage": kind for kind in dtypes.dtype.known.values() if kind.name not in _YOUNGER}
STORAGES["UntypedStorage"] = dtypes.uint8
STORAGE_OF = {kind: name for name, kind in STORAGES.items() if name != "UntypedStorage"}


@cache
def storage_type(name: str) -> StorageType:
    """The one `StorageType` of this name."""
    return StorageType(name)


def is_storage(module: str, name: str) -> bool:
    """Whether a path in a file names a storage class that nbtorch can hold."""
    return module in ("torch", "torch.cuda", "torch.storage") and name in STORAGES


def text(value: Any) -> Any:
    """A word that PyTorch itself wrote, which comes as bytes when a file of Python 2 is read with encoding='bytes'."""
    return value.decode("ascii") if isinstance(value, bytes) else value


def typed(saved: Any, length: int) -> tuple[dtypes.dtype, str, str, int, tuple[Any, ...]]:
    """A storage as a pickle names it: its dtype, key, location, number of elements, and what else there is."""
    if len(saved) != length:
        raise UnpicklingError(f"a storage is named by {length} values, got {len(saved)}")
    _, kind, key, location, count, *more = saved
    key, location = text(key), text(location)
    if not isinstance(kind, StorageType):
        raise UnpicklingError(f"a storage's class must be one of torch's, got {kind!r:.200}")
    if type(key) is not str or type(location) is not str or type(count) is not int or count < 0:
        raise UnpicklingError(f"a storage is named by key, location and size, got {saved[2:]!r:.200}")
    return kind.dtype, key, location, count, tuple(more)
