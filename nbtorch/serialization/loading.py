"""`torch.load`: which format a file has, who unpickles it, and the errors that say what to do."""

from __future__ import annotations

import io
import os
import pickle
import re
import sys
import warnings
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from ..backend import dtype as dtypes
from ..backend.storage import TypedStorage
from . import legacy, options, restricted
from .names import THEIRS, is_storage, ours, storage_type, typed
from .places import restoring
from .rebuild import REBUILD

if TYPE_CHECKING:
    from .archive import Archive

UNSAFE = (
    "In PyTorch 2.6, we changed the default value of the `weights_only` argument in `torch.load` from `False` to "
    "`True`. Re-running `torch.load` with `weights_only` set to `False` will likely succeed, but it can result in "
    "arbitrary code execution. Do it only if you got the file from a trusted source."
)
DOCS = (
    "\n\nCheck the documentation of torch.load to learn more about types accepted by default with weights_only "
    "https://pytorch.org/docs/stable/generated/torch.load.html."
)


def load(
    f: Any, map_location: Any = None, pickle_module: Any = None, *, weights_only: bool | None = None,
    mmap: bool | None = None, **pickle_load_args: Any,
) -> Any:  # fmt: skip
    """The object that `save`, here or in PyTorch, wrote to the path or file `f`.

    `weights_only` (the default) makes nothing but tensors, containers and plain values, and what `add_safe_globals`
    allows; with False the file can run any code. `map_location`: a device, its name, a dict from saved to wanted
    places, or a function `(storage, location) -> storage or None`. `mmap`: read the file when values are used.
    pickle.UnpicklingError when the file wants more than weights, RuntimeError when it is damaged.
    """
    weights_only = _checked(weights_only, pickle_module)
    if weights_only and pickle_load_args:
        warnings.warn("pickle_load_args only works if `weights_only=False`.", stacklevel=2)
    pickle_load_args.setdefault("encoding", "utf-8")
    is_path = isinstance(f, (str, os.PathLike))
    if is_path and os.fspath(f).endswith(".safetensors"):
        return _safetensors(os.fspath(f), map_location)
    if not is_path:
        _check_readable(f)
    with open(f, "rb") if is_path else nullcontext(f) as file:
        start = file.tell()
        is_zip = file.read(4) == b"PK\3\4"
        file.seek(start)
        if mmap and not is_zip:
            raise RuntimeError(
                f"mmap can only be used with files saved with `torch.save({f'{f}, ' if isinstance(f, str) else ''}"
                "_use_new_zipfile_serialization=True), please torch.save your checkpoint with this option in order to "
                "use mmap."
            )
        unpickler = _Reader(map_location, weights_only, pickle_module or pickle, pickle_load_args)
        try:
            if not is_zip:
                return legacy.load(file, unpickler, UNSAFE)
            if mmap and not is_path:
                raise ValueError("f must be a file path in order to use the mmap argument")
            from .archive import Archive, map_file  # brings `zipfile`, which a program that loads nothing does not need

            shared = options.get_default_mmap_options() != 2
            archive = Archive(file, str(f) if is_path else None, map_file(os.fspath(f), shared) if mmap else None)
            return _load(archive, unpickler)
        except pickle.UnpicklingError as error:
            if weights_only:
                raise pickle.UnpicklingError(advice(str(error))) from None
            raise


def _checked(weights_only: bool | None, pickle_module: Any) -> bool:
    """Whether only weights are loaded: what was asked for, what the environment forces, else yes."""
    forced = [
        os.environ.get(name, "0").lower() in ("1", "y", "yes", "true")
        for name in ("TORCH_FORCE_WEIGHTS_ONLY_LOAD", "TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD")
    ]
    if all(forced):
        raise RuntimeError(
            "Only one of `TORCH_FORCE_WEIGHTS_ONLY_LOAD` or `TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD` should be set, but both "
            "were set."
        )
    if forced[1] and weights_only is None:
        warnings.warn(
            "Environment variable TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD detected, since the`weights_only` argument was not "
            "explicitly passed to `torch.load`, forcing weights_only=False.",
            stacklevel=3,
        )
        weights_only = False
    weights_only = bool(forced[0] or (pickle_module is None if weights_only is None else weights_only))
    if weights_only and pickle_module is not None:
        raise RuntimeError("Can not safely load weights when explicit pickle_module is specified")
    return weights_only


def _check_readable(file: Any) -> None:
    for name in ("read", "readline"):
        if not hasattr(file, name):
            raise AttributeError(
                f"expected 'f' to be a path or a file with a '{name}' method, got {type(file).__name__}"
            )
    try:
        file.seek(file.tell())
    except (io.UnsupportedOperation, AttributeError) as error:
        raise type(error)(
            f"{error}. You can only torch.load from a file that is seekable. Please pre-load the data into a buffer "
            "like io.BytesIO and try to load from it instead."
        ) from None


def advice(message: str) -> str:
    """The error of a restricted load, with what to do about it."""
    if re.search(r"GLOBAL (\S+) was not an allowed global by default.", message):
        return (
            "Weights only load failed. This file can still be loaded, to do so you have two options, \033[1mdo those "
            f"steps only if you trust the source of the checkpoint\033[0m. \n\t(1) {UNSAFE}\n\t(2) Alternatively, to "
            "load with `weights_only=True` please check the recommended steps in the following error message.\n\t"
            f"WeightsUnpickler error: {message}{DOCS}"
        )
    return f"Weights only load failed. {UNSAFE}\nWeightsUnpickler error: \n\n{message}{DOCS}"


class _Reader:
    """Makes unpicklers for one file, restricted or not, and places its storages."""

    def __init__(self, map_location: Any, weights_only: bool, module: Any, arguments: dict[str, Any]):
        self.weights_only, self.module, self.arguments = weights_only, module, arguments
        self.place = restoring(map_location)

    def __call__(self, file: Any, persistent_load: Any = None) -> Any:
        """The next object in `file`."""
        if self.weights_only:
            encoding = self.arguments["encoding"]
            return restricted.Unpickler(file, encoding=encoding, persistent_load=persistent_load).load()

        class Unpickler(self.module.Unpickler):  # type: ignore[name-defined]
            def find_class(self, module: str, name: str) -> Any:
                return found(super().find_class, module, name)

            def persistent_load(self, saved: Any) -> Any:
                if persistent_load is None:
                    raise pickle.UnpicklingError("a persistent id was encountered where none is expected")
                return persistent_load(saved)

        return Unpickler(file, **self.arguments).load()


def found(find: Any, module: str, name: str) -> Any:
    """A class or function by the path in a file: PyTorch's are nbtorch's here."""
    if is_storage(module, name):
        return storage_type(name)
    if (module, name) in REBUILD:
        return REBUILD[module, name]
    return ours(module, name) if module.partition(".")[0] == THEIRS else find(module, name)


def _load(archive: Archive, unpickler: _Reader) -> Any:
    if "constants.pkl" in archive:
        raise RuntimeError(
            "Cannot use ``weights_only=True`` with TorchScript archives passed to ``torch.load``. " + UNSAFE
            if unpickler.weights_only
            else "the file is a TorchScript archive, whose program nbtorch cannot run: save a state_dict in PyTorch"
        )
    swapped = _order(archive) != sys.byteorder
    storages: dict[str, tuple[Any, int]] = {}

    def persistent_load(saved: Any) -> TypedStorage:
        kind, key, location, count, _ = typed(saved, 5)
        size = count * kind.itemsize
        if key not in storages:
            if archive.size(f"data/{key}") < size:
                raise RuntimeError(
                    f"the storage {key} of {size} bytes is announced, its record has {archive.size(f'data/{key}')}: "
                    "the file is corrupt"
                )
            storage = archive.storage(f"data/{key}")
            if swapped and kind.itemsize > 1:
                storage._array.view("uint16" if kind is dtypes.bfloat16 else kind.array).byteswap(inplace=True)
            storages[key] = unpickler.place(storage, location), storage.nbytes()
        placed, room = storages[key]
        if size > room:
            raise pickle.UnpicklingError(f"the storage {key} is announced with {size} bytes and has {room}")
        return TypedStorage(getattr(placed, "untyped", lambda: placed)(), kind)

    return unpickler(io.BytesIO(archive.read("data.pkl")), persistent_load)


def _order(archive: Archive) -> str:
    if "byteorder" in archive:
        order = bytes(archive.read("byteorder"))
        if order not in (b"little", b"big"):
            raise ValueError(f"Unknown endianness type: {order[:20]!r}")
        return order.decode()
    default = options.get_default_load_endianness()
    if default is options.LoadEndianness.NATIVE:
        return sys.byteorder
    return "big" if default is options.LoadEndianness.BIG else "little"


def _safetensors(path: str, map_location: Any) -> Any:
    from .. import safetensors

    if isinstance(map_location, dict) or callable(map_location):
        kind = "dict" if isinstance(map_location, dict) else "callable"
        raise RuntimeError(
            f"Loading safetensors file with {kind} map_location is not supported. Use a device string or torch.device "
            "instead."
        )
    return safetensors.load_file(path, device="cpu" if map_location is None else str(map_location))
