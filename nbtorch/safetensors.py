"""Safetensors files, which hold nothing but tensors: `load_file`, `save_file`, in PyTorch's and everybody's format.

A file is the length of its header, the header (JSON: name -> dtype, shape, place), and the bytes of the tensors
(https://github.com/huggingface/safetensors#format). The names here are those of the package's `safetensors.torch`.
"""

from __future__ import annotations

import json
import os
import struct
import sys
from typing import Any

import numpy

from ._tensor import Tensor
from .autograd.memory import settled
from .backend import device as devices, dtype as dtypes
from .serialization.atomic import replacing

DTYPES = {
    "BOOL": dtypes.bool_, "U8": dtypes.uint8, "I8": dtypes.int8, "U16": dtypes.uint16, "I16": dtypes.int16,
    "U32": dtypes.uint32, "I32": dtypes.int32, "U64": dtypes.uint64, "I64": dtypes.int64, "F16": dtypes.float16,
    "BF16": dtypes.bfloat16, "F32": dtypes.float32, "F64": dtypes.float64, "C64": dtypes.complex64,
}  # fmt: skip
NAMES = {kind: name for name, kind in DTYPES.items()}
LONGEST_HEADER = 100_000_000  # bytes, as in the format's own reader


def save(tensors: dict[str, Tensor], metadata: dict[str, str] | None = None) -> bytes:
    """The bytes of a safetensors file."""
    return b"".join([bytes(part) for part in _parts(tensors, metadata)])


def save_file(tensors: dict[str, Tensor], filename: Any, metadata: dict[str, str] | None = None) -> None:
    """Write tensors by name; the file is replaced as a whole or not at all.

    RuntimeError when two tensors share memory, which the format cannot say.
    """
    parts = _parts(tensors, metadata)
    with replacing(filename) as file:
        for part in parts:
            file.write(part)


def load(data: bytes) -> dict[str, Tensor]:
    """The tensors in the bytes of a safetensors file."""
    entries, begin = _entries(len(data), lambda start, count: data[start : start + count])
    return {name: _tensor(numpy.frombuffer(bytearray(data[begin + a : begin + b]), "uint8"), kind, shape)
            for name, (kind, shape, a, b) in entries.items()}  # fmt: skip


def load_file(filename: Any, device: Any = "cpu") -> dict[str, Tensor]:
    """The tensors of a file, on `device`; ValueError when the file is damaged."""
    with open(filename, "rb") as file:

        def read(start: int, count: int) -> bytes:
            file.seek(start)
            return file.read(count)

        entries, begin = _entries(os.fstat(file.fileno()).st_size, read)
        found = {}
        for name, (kind, shape, first, last) in entries.items():
            data: Any = numpy.empty(last - first, "uint8")
            file.seek(begin + first)
            if file.readinto(memoryview(data)) != last - first:
                raise ValueError(f"{filename} ends inside of the tensor {name!r}: it is truncated")
            found[name] = _tensor(data, kind, shape).to(device)
    return found


def _parts(tensors: Any, metadata: Any) -> list[Any]:
    if not isinstance(tensors, dict):
        raise ValueError(f"Expected a dict of [str, torch.Tensor] but received {type(tensors)}")
    header: dict[str, Any] = {} if metadata is None else {"__metadata__": _texts(metadata)}
    arrays: list[Any] = []
    places: dict[int, str] = {}
    end = 0
    # the widest first, as the package writes them: every tensor then begins at a multiple of its own item
    for name, t in sorted(tensors.items(), key=lambda item: (-_checked(*item).itemsize, item[0])):
        array = devices.move(settled(t), "cpu")
        if array.size and not array.flags.c_contiguous:
            raise ValueError(
                f"You are trying to save a non contiguous tensor: `{name}` which is not allowed: the format cannot say "
                "how it lies in memory. Save the full tensor, or call `.contiguous()` first."
            )
        if array.size:
            where = array.ctypes.data
            if where in places:
                raise RuntimeError(
                    f"Some tensors share memory, this will lead to duplicate memory on disk and potential differences "
                    f"when loading them again: [{{'{places[where]}', '{name}'}}]. Save one of them, or clone() one."
                )
            places[where] = name
        header[name] = {"dtype": NAMES[t.dtype], "shape": list(array.shape), "data_offsets": [end, end + array.nbytes]}
        end += array.nbytes
        arrays.append(_little(array))
    text = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()
    text += b" " * (-len(text) % 8)
    return [struct.pack("<Q", len(text)) + text, *arrays]


def _checked(name: Any, t: Any) -> dtypes.dtype:
    if not isinstance(name, str) or not isinstance(t, Tensor):
        raise ValueError(f"Key `{name}` is invalid, expected torch.Tensor but received {type(t)}")
    if t.dtype not in NAMES:
        raise ValueError(f"Key `{name}` is of dtype {t.dtype}, which safetensors cannot hold")
    return t.dtype


def _texts(metadata: Any) -> dict[str, str]:
    if not all([isinstance(part, str) for pair in metadata.items() for part in pair]):
        raise ValueError("metadata must be a dict of texts by text")
    return dict(metadata)


def _little(array: Any) -> memoryview:
    flat: Any = numpy.ascontiguousarray(array).reshape(-1)
    if sys.byteorder == "big":
        flat = flat.byteswap()
    return memoryview(flat.view("uint8"))


def _entries(size: int, read: Any) -> tuple[dict[str, tuple[Any, tuple[int, ...], int, int]], int]:
    """(dtype, shape, first byte, last byte) by name, every one inside of a file of `size` bytes; where bytes begin."""
    if size < 8:
        raise ValueError("Error while deserializing header: header too small")
    (length,) = struct.unpack("<Q", read(0, 8))
    if length > min(LONGEST_HEADER, size - 8):
        raise ValueError(f"Error while deserializing header: header too large: {length} bytes in a file of {size}")
    try:
        header = json.loads(read(8, length))
    except (ValueError, RecursionError) as error:
        raise ValueError(f"Error while deserializing header: invalid JSON in header: {error}") from error
    if not isinstance(header, dict):
        raise ValueError("Error while deserializing header: it is not an object")
    header.pop("__metadata__", None)
    found, room = {}, size - 8 - length
    for name, facts in header.items():
        found[name] = _entry(name, facts)
    end = 0
    for name, (_, _, first, last) in sorted(found.items(), key=lambda item: item[1][2:]):
        if first != end or last > room:
            raise ValueError(f"Error while deserializing header: invalid offset for tensor `{name}`")
        end = last
    if end != room:
        raise ValueError("Error while deserializing header: metadata incomplete buffer: truncated, or longer")
    return found, 8 + length


def _entry(name: str, facts: Any) -> tuple[Any, tuple[int, ...], int, int]:
    whole = lambda values: isinstance(values, list) and all([type(n) is int and n >= 0 for n in values])  # noqa: E731
    if not isinstance(facts, dict) or not whole(facts.get("shape")) or not whole(facts.get("data_offsets")):
        raise ValueError(f"Error while deserializing header: the entry of `{name}` is not one")
    if facts.get("dtype") not in DTYPES:
        raise ValueError(f"the tensor {name!r} is of dtype {facts.get('dtype')!r:.80}, which nbtorch does not have")
    kind, shape, offsets = DTYPES[facts["dtype"]], tuple(facts["shape"]), facts["data_offsets"]
    count = 1
    for n in shape:
        count *= n
    if len(offsets) != 2 or len(shape) > 64 or offsets[1] - offsets[0] != count * kind.itemsize:
        raise ValueError(f"Error while deserializing header: `{name}` of shape {shape} does not fill its bytes")
    return kind, shape, offsets[0], offsets[1]


def _tensor(data: Any, kind: dtypes.dtype, shape: tuple[int, ...]) -> Tensor:
    if sys.byteorder == "big":
        data = data.view(kind.array).byteswap().view("uint8")
    return Tensor(data.view(kind.array).reshape(shape), None)
