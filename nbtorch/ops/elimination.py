"""Gaussian elimination of batches of matrices, as arrays: which pivots it took, and where it met a zero."""

from __future__ import annotations

from math import prod
from typing import Any


def _sizes(xp: Any, values: Any) -> Any:
    """How LAPACK compares pivots: of complex numbers, by the sum of the sizes of the parts."""
    return xp.abs(values.real) + xp.abs(values.imag) if values.dtype.kind == "c" else xp.abs(values)


def eliminate(xp: Any, matrices: Any) -> tuple[Any, Any, Any]:
    """L below the diagonal and U above in one array, row exchanges counted from 1, and the first zero pivot or 0.

    Golub & Van Loan, "Matrix Computations", algorithm 3.4.1: (*, m, n) -> (*, m, n), (*, min(m, n)), (*,).
    """
    *batch, m, n = matrices.shape
    steps = min(m, n)
    packed = xp.array(matrices, order="C").reshape(-1, m, n) if matrices.size else xp.zeros((0, m, n), matrices.dtype)
    count = packed.shape[0]
    pivots, info = xp.zeros((count, steps), "int32"), xp.zeros(count, "int32")
    every = xp.arange(count)
    for j in range(steps if count else 0):
        at = xp.argmax(_sizes(xp, packed[:, j:, j]), 1) + j
        pivots[:, j] = at + 1
        chosen = packed[every, at].copy()
        packed[every, at] = packed[:, j]
        packed[:, j] = chosen
        pivot = packed[:, j, j]
        zero = pivot == 0
        info = xp.where(zero & (info == 0), j + 1, info)
        if j + 1 < m:
            packed[:, j + 1 :, j] /= xp.where(zero, 1, pivot)[:, None]
            if j + 1 < n:
                packed[:, j + 1 :, j + 1 :] -= packed[:, j + 1 :, j : j + 1] * packed[:, j : j + 1, j + 1 :]
    if not count:
        pivots = xp.zeros((*batch, steps), "int32") + xp.arange(1, steps + 1, dtype="int32")
    return packed.reshape(matrices.shape), pivots.reshape(*batch, steps), info.astype("int32").reshape(batch)


def order(xp: Any, pivots: Any, rows: int) -> Any:
    """The rows in the order that the exchanges `pivots` leave them: (*, k) -> (*, rows)."""
    flat = pivots.reshape(prod(pivots.shape[:-1]), pivots.shape[-1])
    found = xp.zeros((flat.shape[0], rows), "int64") + xp.arange(rows)
    every = xp.arange(flat.shape[0])
    for j in range(flat.shape[1]):
        at = flat[:, j] - 1
        moved = found[every, at].copy()
        found[every, at] = found[:, j]
        found[:, j] = moved
    return found.reshape(*pivots.shape[:-1], rows)


def first_failure(info: Any) -> tuple[str, int]:
    """PyTorch's words for the first matrix of a batch that failed, and its code."""
    codes = info.reshape(-1).tolist()
    at = next(i for i, code in enumerate(codes) if code)
    return (f"(Batch element {at}): " if info.ndim else ""), codes[at]


def substitute(xp: Any, lower: Any, right: Any, unit: bool) -> Any:
    """X in LX = B for lower triangular L, by halves; a zero on the diagonal gives infinities, as in LAPACK."""
    n = lower.shape[-1]
    if n <= 1:
        return right.copy() if unit or n == 0 else right / lower[..., :1, :1]
    half = n // 2
    top = substitute(xp, lower[..., :half, :half], right[..., :half, :], unit)
    rest = right[..., half:, :] - xp.matmul(lower[..., half:, :half], top)
    return xp.concatenate([top, substitute(xp, lower[..., half:, half:], rest, unit)], -2)
