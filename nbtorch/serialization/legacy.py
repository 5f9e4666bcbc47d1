"""The format before PyTorch 1.6: five pickles one after the other, then the bytes of the storages."""

from __future__ import annotations

import pickle
import struct
import sys
from typing import Any

import numpy

from ..backend import device as devices, dtype as dtypes
from ..backend.storage import TypedStorage, UntypedStorage
from .names import typed
from .source import remaining

MAGIC, PROTOCOL = 0x1950A86A20F9469CFC6C, 1001
PIECE = 1 << 24
SYSTEM = {
    "protocol_version": PROTOCOL,
    "little_endian": sys.byteorder == "little",
    "type_sizes": {"short": 2, "int": 4, "long": 4},
}


def load(file: Any, unpickler: Any, unsafe: str) -> Any:
    """The object in a file of this format, from where the file stands."""
    if file.tell() == 0 and _is_tar(file):
        raise RuntimeError(
            "Cannot use ``weights_only=True`` with files saved in the legacy .tar format. " + unsafe
            if unpickler.weights_only
            else "the file is in the .tar format of PyTorch before 0.1.13: load it in PyTorch and save it again"
        )
    room = remaining(file)
    if room == 0:
        raise EOFError("Ran out of input")
    if unpickler(file) != MAGIC:
        raise RuntimeError("Invalid magic number; corrupt file?")
    version = unpickler(file)
    if version != PROTOCOL:
        raise RuntimeError(f"Invalid protocol version: {version!r:.80}")
    system = unpickler(file)
    order = "little" if not isinstance(system, dict) or system.get("little_endian", True) else "big"
    storages: dict[str, tuple[UntypedStorage, dtypes.dtype, UntypedStorage]] = {}
    left = [room]

    def persistent_load(saved: Any) -> Any:
        if saved and saved[0] == "module" and not unpickler.weights_only:
            return saved[1]
        if not saved or saved[0] not in ("storage", b"storage"):
            raise RuntimeError(f"Unknown saved id type: {saved[:1]!r}")
        kind, key, location, count, (view,) = typed(saved, 6)
        if key not in storages:
            size = count * kind.itemsize
            if left[0] is not None:
                if size > left[0]:
                    raise pickle.UnpicklingError(f"a storage of {size} bytes is announced in a file of {room} bytes")
                left[0] -= size
            storage = UntypedStorage(numpy.empty(size, "uint8"))
            storages[key] = storage, kind, unpickler.place(storage, location)
        whole = storages[key][2]
        if view is None:
            return TypedStorage(whole, kind)
        if type(view) is not tuple or len(view) != 3 or not all([type(n) is int and n >= 0 for n in view[1:]]):
            raise pickle.UnpicklingError(f"a view of a storage is a key, an offset and a size, got {view!r:.200}")
        first, last = view[1] * kind.itemsize, (view[1] + view[2]) * kind.itemsize
        return TypedStorage(UntypedStorage(whole._bytes[first:last]), kind)

    result = unpickler(file, persistent_load)
    keys = unpickler(file)
    if not isinstance(keys, list):
        raise pickle.UnpicklingError("the list of storages is missing: the file is corrupt")
    for key in keys:
        if key not in storages:
            raise pickle.UnpicklingError(f"storage key {key!r:.80} not found in deserialized_objects")
        storage, kind, placed = storages[key]
        _fill(file, storage, kind, order)
        if placed is not storage:
            placed._bytes[...] = devices.move(storage._bytes, placed.device)
    return result


def _is_tar(file: Any) -> bool:
    magic = file.read(512)[257:262]
    file.seek(0)
    return bool(magic == b"ustar")


def _fill(file: Any, storage: UntypedStorage, kind: dtypes.dtype, order: str) -> None:
    """Read the bytes of a storage, behind the number of its elements."""
    head = file.read(8)
    count = struct.unpack("<q" if order == "little" else ">q", head)[0] if len(head) == 8 else -1
    view = memoryview(storage._array)
    if count * kind.itemsize != len(view):
        raise RuntimeError(
            f"a storage of {len(view)} bytes was announced and {count * kind.itemsize} follow: the file is truncated "
            "or corrupt"
            if len(head) == 8
            else "the file ends before its last storage: it is truncated"
        )
    for begin in range(0, len(view), PIECE):
        piece = view[begin : begin + PIECE]
        data = file.read(len(piece))
        if len(data) != len(piece):
            raise RuntimeError("the file ends inside of a storage: it is truncated")
        piece[:] = data
    if order != sys.byteorder and kind.itemsize > 1:
        storage._array.view("uint16" if kind is dtypes.bfloat16 else kind.array).byteswap(inplace=True)


def dump(file: Any, pickled: bytes, storages: dict[str, tuple[Any, dtypes.dtype]], protocol: int) -> None:
    """Write a pickle and the bytes of the storages that it names."""
    for fact in (MAGIC, PROTOCOL, SYSTEM):
        pickle.dump(fact, file, protocol)
    file.write(pickled)
    keys = sorted(storages)
    pickle.dump(keys, file, protocol)
    for key in keys:
        content, kind = storages[key]
        file.write(struct.pack("=q", len(content) // kind.itemsize))
        file.write(content)
