"""Sequences of different lengths in one tensor, padded or packed."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Iterable
from typing import Any

from ..._functions import arange, as_tensor, cat, empty_like, tensor
from ...backend import dtype as dtypes


class PackedSequence(namedtuple("PackedSequence_", ["data", "batch_sizes", "sorted_indices", "unsorted_indices"])):
    """Sequences, longest first, with the elements of one step after the other in `data`.

    `batch_sizes` says how many sequences reach each step; the indices lead from the order given to that by length,
    and back.
    """

    __slots__ = ()

    def __new__(
        cls, data: Any, batch_sizes: Any = None, sorted_indices: Any = None, unsorted_indices: Any = None
    ) -> PackedSequence:
        if unsorted_indices is None:
            unsorted_indices = invert_permutation(sorted_indices)
        if batch_sizes is None:
            if not isinstance(data, (list, tuple)) or len(data) != 2:
                raise AssertionError("Expected data to be a list or tuple of length 2")
            data, batch_sizes = data
        elif batch_sizes.device.type != "cpu":
            raise ValueError(
                "batch_sizes should always be on CPU. Instances of PackedSequence should never be created manually. "
                "They should be instantiated by functions like pack_sequence and pack_padded_sequences in "
                "nn.utils.rnn. https://pytorch.org/docs/stable/nn.html#torch.nn.utils.rnn.pack_sequence"
            )
        return super().__new__(cls, data, batch_sizes, sorted_indices, unsorted_indices)

    def to(self, *args: Any, **kwargs: Any) -> PackedSequence:
        """The same sequences on another device, or of another dtype."""
        data = self.data.to(*args, **kwargs)
        if data is self.data:
            return self
        indices = [None if i is None else i.to(data.device) for i in self[2:]]
        return type(self)(data, self.batch_sizes, *indices)

    def cpu(self) -> PackedSequence:
        """The same sequences on the CPU."""
        return self.to("cpu")

    def cuda(self, device: Any = None) -> PackedSequence:
        """The same sequences on a GPU."""
        return self.to("cuda" if device is None else device)

    def pin_memory(self) -> PackedSequence:
        """The same sequences: NumPy's memory is not pinned."""
        return self

    def is_pinned(self) -> bool:
        """Whether the memory is pinned."""
        return bool(self.data.is_pinned())

    is_cuda = property(lambda self: self.data.is_cuda)

    def double(self) -> PackedSequence:
        """The same sequences in float64."""
        return self.to(dtypes.float64)

    def float(self) -> PackedSequence:
        """The same sequences in float32."""
        return self.to(dtypes.float32)

    def half(self) -> PackedSequence:
        """The same sequences in float16."""
        return self.to(dtypes.float16)

    def long(self) -> PackedSequence:
        """The same sequences in int64."""
        return self.to(dtypes.int64)

    def int(self) -> PackedSequence:
        """The same sequences in int32."""
        return self.to(dtypes.int32)

    def short(self) -> PackedSequence:
        """The same sequences in int16."""
        return self.to(dtypes.int16)

    def char(self) -> PackedSequence:
        """The same sequences in int8."""
        return self.to(dtypes.int8)

    def byte(self) -> PackedSequence:
        """The same sequences in uint8."""
        return self.to(dtypes.uint8)


def invert_permutation(permutation: Any) -> Any:
    """The order that undoes an order: (N,) -> (N,)."""
    if permutation is None:
        return None
    places = arange(0, permutation.numel(), device=permutation.device)
    return empty_like(permutation).scatter_(0, permutation, places)


def _rows(sizes: Iterable[int], count: int, device: Any) -> Any:
    """Where the packed elements stand among the rows of (L, N, ...) laid out as (L * N, ...)."""
    return cat([arange(step * count, step * count + size, device=device) for step, size in enumerate(sizes)])


def pack_padded_sequence(
    input: Any, lengths: Any, batch_first: bool = False, enforce_sorted: bool = True
) -> PackedSequence:
    """Pack padded sequences: (L, N, *), or (N, L, *) with `batch_first`, and N lengths."""
    lengths = lengths.to(dtypes.int64) if hasattr(lengths, "_node") else as_tensor(lengths, dtype=dtypes.int64)
    order = None
    if not enforce_sorted:
        lengths, order = lengths.sort(descending=True)
        order = order.to(input.device)
        input = input.index_select(0 if batch_first else 1, order)
    steps = input.transpose(0, 1) if batch_first else input
    counts = lengths.tolist()
    _check_lengths(counts, steps)
    longest, count = counts[0], steps.shape[1]
    sizes = [sum([length > step for length in counts]) for step in range(longest)]
    rows = steps[:longest].reshape(longest * count, *steps.shape[2:])
    return PackedSequence(rows.index_select(0, _rows(sizes, count, input.device)), tensor(sizes), order, None)


def _check_lengths(counts: list[int], steps: Any) -> None:
    if steps.numel() == 0:
        raise RuntimeError("Cannot pack empty tensors.")
    if len(counts) != steps.shape[1]:
        raise RuntimeError(
            f"Expected `len(lengths)` to be equal to batch_size, but got {len(counts)} (batch_size={steps.shape[1]})"
        )
    if min(counts) <= 0:
        raise RuntimeError(
            "Length of all samples has to be greater than 0, but found an element in 'lengths' that is <= 0"
        )
    if sorted(counts, reverse=True) != counts:
        raise RuntimeError(
            "`lengths` array must be sorted in decreasing order when `enforce_sorted` is True. You can pass "
            "`enforce_sorted=False` to pack_padded_sequence and/or pack_sequence to sidestep this requirement if you "
            "do not need ONNX exportability."
        )
    if counts[0] > steps.shape[0]:
        raise RuntimeError(f"Expected lengths of at most {steps.shape[0]}, the input's, but got {counts[0]}")


def pad_packed_sequence(
    sequence: PackedSequence, batch_first: bool = False, padding_value: float = 0.0, total_length: int | None = None
) -> tuple[Any, Any]:
    """Packed sequences padded, to the longest or to `total_length`: (L, N, *), and the N lengths."""
    sizes = sequence.batch_sizes.tolist()
    longest, count, data = len(sizes), sizes[0], sequence.data
    if total_length is not None:
        if total_length < longest:
            raise ValueError(
                "Expected total_length to be at least the length of the longest sequence in input, but got "
                f"total_length={total_length} and max sequence length being {longest}"
            )
        longest = total_length
    rows = data.new_full((longest * count, *data.shape[1:]), padding_value)
    rows = rows.index_copy(0, _rows(sizes, count, data.device), data)
    out = rows.reshape(longest, count, *data.shape[1:])
    out = out.transpose(0, 1) if batch_first else out
    lengths = tensor([sum([size > place for size in sizes]) for place in range(count)])
    back = sequence.unsorted_indices
    return (out, lengths) if back is None else (out.index_select(0 if batch_first else 1, back), lengths[back.cpu()])


def pad_sequence(
    sequences: Any, batch_first: bool = False, padding_value: float = 0.0, padding_side: str = "right"
) -> Any:
    """Stack sequences `(L, ...)`, filled up to the longest: `(L, N, ...)`, or `(N, L, ...)` with `batch_first`."""
    if not isinstance(sequences, Iterable):
        raise RuntimeError(
            f"pad_sequence: Expected iterable for input sequences, but got arg of type: {type(sequences)}"
        )
    if padding_side not in ("left", "right"):
        raise RuntimeError(f"padding_side should be one of 'left' or 'right', but got {padding_side}")
    sequences = list(sequences)
    if not sequences:
        raise RuntimeError("received an empty list of sequences")
    longest = max(len(s) for s in sequences)
    out = sequences[0].new_full((len(sequences), longest, *sequences[0].shape[1:]), padding_value)
    for row, sequence in enumerate(sequences):
        start = longest - len(sequence) if padding_side == "left" else 0
        out[row, start : start + len(sequence)] = sequence
    return out if batch_first else out.transpose(0, 1)


def unpad_sequence(padded_sequences: Any, lengths: Any, batch_first: bool = False) -> list[Any]:
    """The sequences of a padded tensor, (L, N, *) or (N, L, *) with `batch_first`, by their lengths."""
    rows = padded_sequences if batch_first else padded_sequences.transpose(0, 1)
    return [row[: int(length)] for row, length in zip(rows, lengths, strict=True)]


def pack_sequence(sequences: Any, enforce_sorted: bool = True) -> PackedSequence:
    """Pack sequences `(L, ...)` of different lengths."""
    lengths = tensor([len(s) for s in sequences])
    return pack_padded_sequence(pad_sequence(sequences), lengths, enforce_sorted=enforce_sorted)


def unpack_sequence(packed_sequences: PackedSequence) -> list[Any]:
    """The sequences of a packed one."""
    return unpad_sequence(*pad_packed_sequence(packed_sequences, batch_first=True), batch_first=True)
