"""Inverses, determinants and solutions of linear systems."""

from __future__ import annotations

from typing import Any

import numpy

from ..autograd.op import composed, op
from ..backend import dtype as dtypes
from ..backend.array import Array
from .linalg import matmul
from .pointwise import mul
from .reduce import sum
from .shape import transpose, unsqueeze


class LinAlgError(RuntimeError):
    """A matrix is singular, or not positive-definite, or an iteration did not converge."""


def mT(value: Any) -> Any:
    """The last two dimensions swapped."""
    return transpose(value, -2, -1)


def square(name: str, input: Any, argument: str = "A") -> None:
    """Refuse what is no batch of square matrices of floating point numbers."""
    if input.ndim < 2:
        raise RuntimeError(f"{name}: The input tensor {argument} must have at least 2 dimensions.")
    if input.shape[-1] != input.shape[-2]:
        raise RuntimeError(
            f"{name}: {argument} must be batches of square matrices, but they are {input.shape[-2]} by "
            f"{input.shape[-1]} "
            "matrices"
        )
    floating(name, input)


def floating(name: str, input: Any) -> None:
    """Refuse integers."""
    if dtypes.category(input.dtype) < dtypes.FLOATING:
        word = dtypes.of(input.dtype).word
        raise RuntimeError(f"{name}: Expected a floating point or complex tensor as input. Got {word}")


def squares(draw: Any, size: Any = (3, 3)) -> Any:
    """Well-conditioned matrices, for samples."""
    return draw.uniform(-1, 1, size) + 2 * numpy.eye(size[-1])


# A generalisation of d(A^-1) = -A^-1 dA A^-1: Giles, "Collected matrix derivative results", 2008, section 2.2.3
@op(
    vjp={"input": lambda g, out: -matmul(matmul(mT(out), g), mT(out))},
    promote="same",
    method=False,
    function=False,
    samples=((squares,), (lambda draw: squares(draw, (2, 3, 3)),)),
    grad_fn="LinalgInvExBackward0",
)
def inv(xp, input: Array):
    """The inverse of each square matrix."""
    square("linalg.inv", input)
    try:
        return xp.linalg.inv(input)
    except xp.linalg.LinAlgError:
        where = _pivot(xp, input)
        raise LinAlgError(
            f"linalg.inv: The diagonal element {where} is zero, the inversion could not be completed because the "
            "input matrix "
            "is singular."
        ) from None


def _pivot(xp: Any, input: Any) -> int:
    """The first step at which elimination meets a singular leading block."""
    flat = input.reshape(-1, *input.shape[-2:])
    singular = next(m for m in flat if xp.linalg.matrix_rank(m) < m.shape[-1])
    n = singular.shape[-1]
    return next(k for k in range(1, n + 1) if xp.linalg.matrix_rank(singular[:, :k]) < k)


def _cofactor_back(g: Any, input: Any, out: Any) -> Any:
    """From cof(A) = det(A) A^-T, where A is invertible."""
    turned = mT(inv(input))
    weight = unsqueeze(unsqueeze(sum(mul(g, turned), (-2, -1)), -1), -1)
    return out * weight - matmul(matmul(out, mT(g)), turned)


@op(vjp={"input": _cofactor_back}, promote="same", method=False, function=False, samples=((squares,),))
def cofactor(xp, input: Array):
    """The derivative of the determinant, of singular matrices too: by products of all singular values but one."""
    u, s, v = xp.linalg.svd(input)
    others = xp.stack([xp.multiply.reduce(xp.delete(s, i, -1), -1) for i in range(s.shape[-1])], -1)
    sign = (xp.linalg.det(u) * xp.linalg.det(v))[..., None, None]
    return (sign * (u * others[..., None, :]) @ v).astype(input.dtype)


@op(
    vjp={"input": lambda g, input: unsqueeze(unsqueeze(g, -1), -1) * cofactor(input)},
    promote="same",
    samples=((squares,), (lambda draw: squares(draw, (2, 3, 3)),)),
    grad_fn="LinalgDetBackward0",
)
def det(xp, input: Array):
    """The determinant of each square matrix."""
    square("linalg.det", input)
    return xp.linalg.det(input)


@op(
    vjp={"input": lambda g, input: unsqueeze(unsqueeze(g[1], -1), -1) * mT(inv(input))},
    promote="same",
    outputs=("sign", "logabsdet"),
    whole=True,
    method=False,
    function=False,
    samples=((squares,),),
    grad_fn="LinalgSlogdetBackward0",
)
def sign_and_log(xp, input: Array):
    """The sign and the logarithm of the absolute value of each determinant."""
    square("linalg.slogdet", input)
    return tuple(xp.linalg.slogdet(input))


def _fits(input: Any, other: Any) -> None:
    square("linalg.solve", input)
    if input.shape[-1] != other.shape[-2]:
        raise RuntimeError(
            "linalg.solve: Incompatible shapes of A and B for the equation AX = B "
            f"({input.shape[-2]}x{input.shape[-1]} and "
            f"{other.shape[-2]}x{other.shape[-1]})"
        )


# Giles 2008, section 2.3.1
@op(
    vjp={
        "input": lambda g, input, out: -matmul(solution(mT(input), g), mT(out)),
        "other": lambda g, input: solution(mT(input), g),
    },
    promote="same",
    method=False,
    function=False,
    samples=((squares, (3, 2)), (squares, (2, 3, 2))),
    grad_fn="LinalgSolveExBackward0",
)
def solution(xp, input: Array, other: Array):
    """X in AX = B."""
    _fits(input, other)
    try:
        return xp.linalg.solve(input, other)
    except xp.linalg.LinAlgError:
        raise LinAlgError("torch.linalg.solve: The solver failed because the input matrix is singular.") from None


@composed()
def inverse(input):
    """The inverse of each square matrix."""
    return inv.call(input)


@composed()
def logdet(input):
    """The logarithm of each determinant; NaN where it is negative."""
    sign, size = sign_and_log.call(input)
    return (sign.sqrt() * 0 + 1) * size  # NaN for a negative sign


@composed(method=False, function=False)
def solve(A, B, *, left=True):
    """X in AX = B, or with `left=False` in XA = B; vectors too."""
    vector = B._data.ndim == 1 or (B._data.ndim == A._data.ndim - 1 and B._data.shape == A._data.shape[:-1])
    if vector:
        square("linalg.solve", A._data)
        return solution.call(A if left else A.mT, B.unsqueeze(-1)).squeeze(-1)
    if left:
        return solution.call(A, B)
    return solution.call(A.mT, B.mT).mT


@composed(method=False, function=False)
def solve_triangular(A, B, *, upper, left=True, unitriangular=False):
    """X in AX = B for a triangular A, of which the other half is not looked at."""
    A = A.triu() if upper else A.tril()
    if unitriangular:
        A = A - A.diagonal(0, -2, -1).diag_embed() + A.new_ones(A._data.shape[-1]).diag_embed()
    return solve(A, B, left=left)


@composed()
def matrix_power(A, n):
    """A matrix multiplied by itself; a negative power is one of the inverse."""
    square("linalg.matrix_power", A._data)
    if n < 0:
        A, n = inv.call(A), -n
    total = None
    while n:
        if n % 2:
            total = A if total is None else total @ A
        n //= 2
        A = A @ A if n else A
    return total if total is not None else A * 0 + A.new_ones(A._data.shape[-1]).diag_embed()
