"""`nbtorch.alias()`: let `import torch` give nbtorch in this process, for programs that are to stay as they are."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from types import ModuleType
from typing import TYPE_CHECKING, Any

from . import version
from .torch_version import TorchVersion

OURS, THEIRS = "nbtorch", "torch"
# what programs print, under the name they know: `<class 'torch.Tensor'>`. Pickles do not hold these names.
PRINTED = ("Tensor", "Size", "dtype", "device", "layout", "memory_format", "finfo", "iinfo")


if TYPE_CHECKING:  # at run time a loader need not say that it is one, and `importlib.abc` brings much else
    from importlib.abc import Loader
else:
    Loader = object


class _Given(Loader):
    """Loads `torch.x` by handing over `nbtorch.x`, the same object."""

    def __init__(self, name: str):
        self.name = name

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        module = import_module(self.name)
        self.spec = module.__spec__
        return module

    def exec_module(self, module: ModuleType) -> None:
        module.__spec__ = self.spec  # importing has written its own over it


class _Finder:
    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        if fullname != THEIRS and not fullname.startswith(THEIRS + "."):
            return None
        name = OURS + fullname.removeprefix(THEIRS)
        found = _found(name)
        if found is None:
            raise ModuleNotFoundError(
                f"No module named {fullname!r}: in this process `torch` is nbtorch (nbtorch.alias()), and there is no "
                f"{name}. Do without it, or call nbtorch.alias(False) and install PyTorch.",
                name=fullname,
            )
        return ModuleSpec(
            fullname, _Given(name), origin=found.origin, is_package=found.submodule_search_locations is not None
        )


def _found(name: str) -> ModuleSpec | None:
    try:
        return find_spec(name)
    except ModuleNotFoundError:  # its parent is not there, or is no package
        return None


_finder = _Finder()


def is_on() -> bool:
    """Whether `import torch` gives nbtorch."""
    return _finder in sys.meta_path


def alias(on: bool = True) -> None:
    """Let `import torch` and `import torch.nn as nn` give nbtorch's own modules from now on; `alias(False)` ends it.

    `torch.__version__` is then the PyTorch version whose behaviour this is, and ours after a plus sign; the version of
    nbtorch stays in `nbtorch.version.nbtorch`. RuntimeError when PyTorch is already imported in this process.
    """
    ours = sys.modules[OURS]
    loaded = [n for n in sys.modules if n == THEIRS or n.startswith(THEIRS + ".")]
    if on:
        if any([not sys.modules[name].__name__.startswith(OURS) for name in loaded]):
            raise RuntimeError(
                "nbtorch.alias(): PyTorch itself is already imported in this process, and `torch` cannot be both. "
                "Start a new process (in a notebook: restart the kernel) and call nbtorch.alias() before anything "
                "imports torch."
            )
        if not is_on():
            sys.meta_path.insert(0, _finder)
    elif is_on():
        sys.meta_path.remove(_finder)
        for name in loaded:
            del sys.modules[name]
    number = TorchVersion(f"{version.pytorch}+nbtorch{version.nbtorch}") if is_on() else version.nbtorch
    ours.__version__ = version.__version__ = number  # type: ignore[attr-defined]
    for name in PRINTED:
        getattr(ours, name).__module__ = THEIRS if is_on() else OURS
