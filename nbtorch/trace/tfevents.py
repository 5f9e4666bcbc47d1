"""TensorBoard's event files: scalars as records of protocol buffers, each with two checksums."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator

import numpy as np

CASTAGNOLI = 0x82F63B78  # the reversed polynomial of CRC32C (RFC 3720, appendix B.4)
BLOCK = 4096  # records whose checksums are computed at once

Scalar = tuple[str, int, float, float]  # tag, step, seconds since 1970, value


def records(began: float, scalars: Iterable[Scalar]) -> Iterator[bytes]:
    """The pieces of an event file that holds `scalars`."""
    yield from _framed([_event(began, 0, b"\x1a" + _sized(b"brain.Event:2"))])
    block: list[bytes] = []
    for tag, step, when, value in scalars:
        point = b"\x0a" + _sized(tag.encode("utf-8", "replace")) + b"\x15" + struct.pack("<f", _single(value))
        block.append(_event(when, step, b"\x2a" + _sized(b"\x0a" + _sized(point))))
        if len(block) == BLOCK:
            yield from _framed(block)
            block.clear()
    yield from _framed(block)


def masked_checksums(parts: list[bytes]) -> list[int]:
    """CRC32C of each part, masked as the record format wants: rotated right by 15 bits, plus a constant."""
    out = np.zeros(len(parts), np.uint32)
    lengths = np.array([len(part) for part in parts])
    for length in set(lengths.tolist()):  # parts of one length go through the table side by side
        chosen = np.flatnonzero(lengths == length)
        columns = np.frombuffer(b"".join([parts[index] for index in chosen]), np.uint8).reshape(len(chosen), length)
        checksum = np.full(len(chosen), 0xFFFFFFFF, np.uint32)
        for column in columns.T:
            checksum = TABLE[(checksum ^ column) & 0xFF] ^ (checksum >> 8)
        out[chosen] = ~checksum
    return [((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF for crc in out.tolist()]


def _table() -> np.ndarray:
    table = np.arange(256, dtype=np.uint32)
    for _ in range(8):
        table = np.where(table & 1, table >> 1 ^ CASTAGNOLI, table >> 1).astype(np.uint32)
    return table


TABLE = _table()


def _framed(events: list[bytes]) -> Iterator[bytes]:
    lengths = [struct.pack("<Q", len(event)) for event in events]
    for length, check, event, sum_of_event in zip(lengths, masked_checksums(lengths), events,
                                                  masked_checksums(events), strict=True):
        yield length + struct.pack("<I", check) + event + struct.pack("<I", sum_of_event)


def _event(when: float, step: int, what: bytes) -> bytes:
    return b"\x09" + struct.pack("<d", when) + b"\x10" + _varint(step) + what


def _sized(content: bytes) -> bytes:
    return _varint(len(content)) + content


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def _single(value: float) -> float:
    """A number that `struct` packs as a float: what is too large becomes infinite, as it does in the file's float32."""
    return value if abs(value) <= 3.4028234e38 or value != value else float("inf") if value > 0 else float("-inf")
