"""The exponential of matrices."""

from __future__ import annotations

import math
from typing import Any

from ..autograd.op import op
from ..backend import dtype as dtypes
from ..backend.array import Array
from .inverse import mT, squares
from .shape import cat, take_basic

# Higham, "The scaling and squaring method for the matrix exponential revisited", SIAM J. Matrix Anal. 26 (2005): the
# coefficients of the Pade approximant of degree 13, and the norm up to which it is exact to float64
_PADE = [math.comb(13, k) * math.factorial(26 - k) // math.factorial(13) for k in range(14)]
_REACH = 5.371920351148152


def _square(input: Any) -> None:
    if dtypes.category(input.dtype) < dtypes.FLOATING:
        raise RuntimeError(
            "linalg.matrix_exp: Expected a floating point or complex tensor as input. Got "
            + dtypes.of(input.dtype).word
        )
    if input.ndim < 2:
        raise RuntimeError("linalg.matrix_exp: The input tensor A must have at least 2 dimensions.")
    if input.shape[-1] != input.shape[-2]:
        raise RuntimeError(
            "linalg.matrix_exp: A must be batches of square matrices, but they are "
            f"{input.shape[-2]} by {input.shape[-1]} matrices"
        )


def _exponential_back(g: Any, input: Any) -> Any:
    """The corner of the exponential of [[A^T, G], [0, A^T]]: Higham, "Functions of Matrices", theorem 3.6."""
    n = input.shape[-1]
    turned = mT(input)
    whole = cat([cat([turned, g], -1), cat([turned * 0, turned], -1)], -2)
    return take_basic(matrix_exp(whole), (..., slice(0, n), slice(n, None)))


@op(
    vjp={"input": _exponential_back},
    promote="same",
    check=_square,
    samples=((squares,), (lambda draw: squares(draw, (2, 3, 3)),)),
    grad_fn="LinalgMatrixExpBackward0",
)
def matrix_exp(xp, input: Array):
    """The exponential of each square matrix: (*, n, n) -> (*, n, n)."""
    _square(input)
    if not input.size:
        return input.copy()
    kind = "complex128" if input.dtype.kind == "c" else "float64"
    A = input.astype(kind)
    size = xp.abs(A).sum(-2).max(-1)
    steps = xp.where(size > _REACH, xp.ceil(xp.log2(xp.maximum(size, 1e-300) / _REACH)), 0)
    A = A * xp.exp2(-steps)[..., None, None]
    eye = xp.eye(A.shape[-1], dtype=kind)
    two = A @ A
    four = two @ two
    six = two @ four
    b = [float(c) / _PADE[13] for c in _PADE]
    odd = six @ (b[13] * six + b[11] * four + b[9] * two) + b[7] * six + b[5] * four + b[3] * two + b[1] * eye
    even = six @ (b[12] * six + b[10] * four + b[8] * two) + b[6] * six + b[4] * four + b[2] * two + b[0] * eye
    odd = A @ odd
    found = xp.linalg.solve(even - odd, even + odd)
    for k in range(int(steps.max()) if xp.isfinite(steps).all() else 0):
        found = xp.where((steps > k)[..., None, None], found @ found, found)
    return found.astype(input.dtype)
