"""A checkpoint's zip file: its records, read without trusting what it says about their size and place."""

from __future__ import annotations

import mmap
import struct
import zipfile
import zlib
from typing import Any

import numpy

from ..backend.storage import UntypedStorage
from .source import remaining

LOCAL = struct.Struct("<4s5H3I2H")  # the header before a record
PIECE = 1 << 18  # bytes read and checked at a time, while they are in the cache
RATIO = 20  # a compressed record may unpack to so many times its size; PyTorch writes them uncompressed


class Archive:
    """The records of a checkpoint by name, without the folder that all of them are in."""

    def __init__(self, file: Any, path: str | None = None, mapped: Any = None):
        self.file, self.mapped = file, mapped
        self.start = file.tell()
        self.length = remaining(file) or 0
        try:
            entries = zipfile.ZipFile(_From(file, self.start)).infolist()
        except (zipfile.BadZipFile, struct.error, ValueError, NotImplementedError, OSError, EOFError) as error:
            raise RuntimeError(
                f"PytorchStreamReader failed reading zip archive: {error}. The file {path or file!r} is truncated or "
                "corrupt."
            ) from error
        pickles = [e.filename for e in entries if e.filename.endswith("/data.pkl")]
        if not pickles:
            raise RuntimeError("PytorchStreamReader failed locating file data.pkl: file not found")
        root = min(pickles, key=len).removesuffix("data.pkl")
        self.entries = {e.filename.removeprefix(root): e for e in entries if e.filename.startswith(root)}
        # records that overlap would unpack to more than the file is long
        if sum([e.compress_size for e in entries]) > self.length:
            raise RuntimeError(f"the records of {path or file!r} claim more bytes than it has: it is corrupt")

    def __contains__(self, name: str) -> bool:
        return name in self.entries

    def size(self, name: str) -> int:
        """How long a record says it is."""
        return self._entry(name).file_size

    def _entry(self, name: str) -> zipfile.ZipInfo:
        if name not in self.entries:
            raise RuntimeError(f"PytorchStreamReader failed locating file {name}: file not found")
        entry = self.entries[name]
        if entry.flag_bits & 1:
            raise RuntimeError(f"the record {name} is encrypted")
        if entry.compress_type == zipfile.ZIP_STORED:
            if entry.file_size != entry.compress_size:
                raise RuntimeError(f"the record {name} has two sizes: the file is corrupt")
        elif entry.compress_type != zipfile.ZIP_DEFLATED:
            raise RuntimeError(f"the record {name} is compressed by method {entry.compress_type}, as none is")
        elif entry.file_size > RATIO * entry.compress_size:
            raise RuntimeError(
                f"the record {name} would unpack from {entry.compress_size} to {entry.file_size} bytes, more than "
                f"{RATIO} times its size, as bombs do. If you trust the file, unzip it and zip it again uncompressed "
                "(zip -0)."
            )
        return entry

    def _begin(self, name: str, entry: zipfile.ZipInfo) -> int:
        """Where the content of a record starts."""
        self.file.seek(self.start + entry.header_offset)
        header = self.file.read(LOCAL.size)
        if len(header) == LOCAL.size and header[:4] == b"PK\3\4":
            *_, name_length, extra_length = LOCAL.unpack(header)
            begin = self.start + entry.header_offset + LOCAL.size + name_length + extra_length
            if begin + entry.compress_size <= self.start + self.length:
                return int(begin)
        raise RuntimeError(f"the record {name} does not lie in the file where it says: it is truncated or corrupt")

    def read(self, name: str) -> Any:
        """The bytes of a record, as an array in memory of its own; their checksum is compared."""
        entry = self._entry(name)
        self.file.seek(self._begin(name, entry))
        data: Any = numpy.empty(entry.file_size, "uint8")
        found = 0
        view = memoryview(data)
        pieces = self._stored(view) if entry.compress_type == zipfile.ZIP_STORED else self._inflated(view, entry, name)
        for piece in pieces:
            found = zlib.crc32(piece, found)
        # 0 stands where PyTorch was told to compute none: torch.serialization.set_crc32_options(False)
        if entry.CRC and found != entry.CRC:
            raise RuntimeError(f"the record {name} is corrupt: its checksum is {found:08x}, not {entry.CRC:08x}")
        return data

    def _stored(self, view: memoryview) -> Any:
        into = getattr(self.file, "readinto", None)
        for begin in range(0, len(view), PIECE):
            piece = view[begin : begin + PIECE]
            count = 0
            while count < len(piece):
                if into is not None:
                    more = into(piece[count:])
                else:
                    data = self.file.read(len(piece) - count)
                    more = len(data)
                    piece[count : count + more] = data
                if not more:
                    raise RuntimeError("the file ends inside of a record: it is truncated")
                count += more
            yield piece

    def _inflated(self, view: memoryview, entry: zipfile.ZipInfo, name: str) -> Any:
        machine, left, done = zlib.decompressobj(-zlib.MAX_WBITS), entry.compress_size, 0
        while done < len(view):
            waiting = machine.unconsumed_tail
            if not waiting:
                waiting = self.file.read(min(PIECE, left))
                left -= len(waiting)
            try:
                data = machine.decompress(waiting, min(PIECE, len(view) - done))
            except zlib.error as error:
                raise RuntimeError(f"the record {name} is corrupt: {error}") from error
            if not data and not waiting:
                raise RuntimeError(f"the record {name} unpacks to less than it says: it is corrupt")
            view[done : done + len(data)] = data
            done += len(data)
            yield data

    def storage(self, name: str) -> UntypedStorage:
        """A record as a storage: read, or in the mapped file."""
        entry = self._entry(name)
        if self.mapped is None or entry.compress_type != zipfile.ZIP_STORED or not entry.file_size:
            return UntypedStorage(self.read(name))
        return UntypedStorage(numpy.frombuffer(self.mapped, "uint8", entry.file_size, self._begin(name, entry)))


class _From:
    """A file as if it began at `start`: an archive may stand behind something else."""

    def __init__(self, file: Any, start: int):
        self.file, self.start = file, start
        self.read = file.read

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return int(self.file.tell()) - self.start

    def seek(self, offset: int, whence: int = 0) -> int:
        return int(self.file.seek(offset + self.start if whence == 0 else offset, whence)) - self.start


def map_file(path: str, shared: bool) -> mmap.mmap:
    """The file in memory, read when it is touched; `shared`: what is written goes into the file."""
    with open(path, "r+b" if shared else "rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_WRITE if shared else mmap.ACCESS_COPY)
