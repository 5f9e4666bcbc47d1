"""Sequences of different lengths in one tensor."""

from __future__ import annotations

from typing import Any


def pad_sequence(
    sequences: Any, batch_first: bool = False, padding_value: float = 0.0, padding_side: str = "right"
) -> Any:
    """Stack sequences `(L, ...)`, filled up to the longest: `(L, N, ...)`, or `(N, L, ...)` with `batch_first`."""
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
