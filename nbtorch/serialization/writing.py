"""`torch.save`: the pickle of an object, and the bytes of its storages, in one file."""

from __future__ import annotations

import os
import pickle
import struct
import sys
from contextlib import nullcontext
from typing import Any

from . import legacy, options
from .atomic import replacing
from .pickling import pickled

DEFAULT_PROTOCOL = 2
ALIGNMENT = 64  # storages begin so, as PyTorch's, and can be used in the mapped file
LOCAL_HEADER, PADDING_HEADER, ZIP64_FIELD = 30, 4, 20
LARGE = 0x7FFFFFFF
PIECE = 1 << 19  # bytes whose checksum is taken and that are written while they are in the cache


def save(
    obj: Any, f: Any, pickle_module: Any = pickle, pickle_protocol: int = DEFAULT_PROTOCOL,
    _use_new_zipfile_serialization: bool = True, _disable_byteorder_record: bool = False,
) -> None:  # fmt: skip
    """Write `obj` to the path or file `f`, for `load` here or in PyTorch.

    A path is replaced as a whole when everything is written, or stays as it was. Tensors that share memory share it in
    the file. RuntimeError when memory is shared by tensors of different dtypes, or the folder does not exist.
    """
    is_path = isinstance(f, (str, os.PathLike))
    if not is_path and not hasattr(f, "write"):
        raise AttributeError("expected 'f' to be string, path, or a file-like object with a 'write' attribute")
    content, storages = pickled(obj, pickle_module, pickle_protocol, old=not _use_new_zipfile_serialization)
    with replacing(f) if is_path else nullcontext(f) as file:
        if not _use_new_zipfile_serialization:
            legacy.dump(file, content, storages, pickle_protocol)
        else:
            name = os.path.splitext(os.path.basename(os.fspath(f)))[0] if is_path else "archive"
            records = {"data.pkl": content}
            if not _disable_byteorder_record:
                records["byteorder"] = sys.byteorder.encode()
            records.update({f"data/{key}": data for key, (data, _) in storages.items()})
            _write(file, name if name.isascii() and name else "archive", {**records, "version": b"3\n"})
        if not is_path and hasattr(file, "flush"):
            file.flush()


def _write(file: Any, root: str, records: dict[str, Any]) -> None:
    """A zip file of uncompressed records, each beginning at a multiple of 64 bytes."""
    import zipfile  # a program that saves nothing does not need it

    out: Any = _Written(file)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, data in records.items():
            entry = zipfile.ZipInfo(f"{root}/{name}", (1980, 1, 1, 0, 0, 0))
            entry.file_size = len(data)
            large = len(data) * 1.05 > LARGE  # `zipfile` then adds a field
            begin = out.tell() + LOCAL_HEADER + len(entry.filename.encode()) + PADDING_HEADER + large * ZIP64_FIELD
            padding = -begin % ALIGNMENT
            entry.extra = struct.pack("<2sH", b"FB", padding) + bytes(padding)
            with archive.open(entry, "w", force_zip64=large) as opened:
                record: Any = opened
                for start in range(0, len(data), PIECE):
                    record.write(data[start : start + PIECE])
                if not options.get_crc32_options():
                    record._crc = 0


class _Written:
    """A file that only `write` is asked of, as PyTorch does: a socket or a pipe will do."""

    def __init__(self, file: Any):
        self.file, self.count = file, 0

    def write(self, data: Any) -> int:
        self.file.write(data)
        self.count += len(data)
        return len(data)

    def tell(self) -> int:
        return self.count

    def flush(self) -> None:
        pass
