"""Inverses, determinants and solutions of linear systems."""

from __future__ import annotations

from typing import Any

import numpy

from .. import return_types
from ..autograd.op import composed, op
from ..backend import dtype as dtypes
from ..backend.array import NAMESPACES, Array, Flag, Int
from .arrange import tril, triu
from .checks import refuses
from .complexes import conj_physical, imaginary_part, is_complex, join_parts
from .create import wrap
from .elimination import eliminate, first_failure, substitute
from .linalg import matmul
from .pointwise import mul
from .reduce import sum
from .shape import transpose, unsqueeze


class LinAlgError(RuntimeError):
    """A matrix is singular, or not positive-definite, or an iteration did not converge."""


def mT(value: Any) -> Any:
    """The last two dimensions swapped."""
    return transpose(value, -2, -1)


def mH(value: Any) -> Any:
    """The last two dimensions swapped, complex numbers conjugated."""
    return mT(conj_physical(value) if is_complex(value) else value)


def square(name: str, input: Any, argument: str = "A") -> None:
    """Refuse what is no batch of square matrices of floating point numbers."""
    if input.ndim < 2:
        raise RuntimeError(f"{name}: The input tensor {argument} must have at least 2 dimensions.")
    if input.shape[-1] != input.shape[-2]:
        raise RuntimeError(
            f"{name}: {argument} must be batches of square matrices, but they are {input.shape[-2]} by "
            f"{input.shape[-1]} matrices"
        )
    floating(name, input)


_OF_NO_INTEGERS = frozenset(
    ("linalg.eigh", "linalg.lu", "linalg.lu_factor", "linalg.lu_factor_ex")
)  # fmt: skip
_OF_NOTHING = _OF_NO_INTEGERS | {
    "linalg.cholesky", "linalg.cholesky_ex", "linalg.det", "torch.linalg.ldl_factor", "torch.linalg.ldl_factor_ex",
    "linalg.matrix_exp", "linalg.svd", "linalg.solve",
}  # fmt: skip


def floating(name: str, input: Any) -> None:
    """Refuse integers and half precision, but where there is nothing to compute and PyTorch does not look."""
    if not input.size and name in (_OF_NOTHING if input.dtype in dtypes.HALF else _OF_NO_INTEGERS):
        return
    word = dtypes.of(input.dtype).word
    if dtypes.category(input.dtype) < dtypes.FLOATING:
        raise RuntimeError(f"{name}: Expected a floating point or complex tensor as input. Got {word}")
    if input.dtype in dtypes.HALF:
        raise RuntimeError(f"{name}: Low precision dtypes not supported. Got {word}")


def squares_of(name: str) -> Any:
    """A check for an op of one batch of square matrices."""

    def check(input: Any, *statics: Any) -> None:
        square(name, input)

    return check


def squares(draw: Any, size: Any = (3, 3)) -> Any:
    """Well-conditioned matrices, for samples."""
    return draw.uniform(-1, 1, size) + 2 * numpy.eye(size[-1])


# A generalisation of d(A^-1) = -A^-1 dA A^-1: Giles, "Collected matrix derivative results", 2008, section 2.2.3
@op(
    vjp={"input": lambda g, out: -matmul(matmul(mT(out), g), mT(out))},
    promote="same",
    method=False,
    function=False,
    check=squares_of("linalg.inv"),
    samples=((squares,), (lambda draw: squares(draw, (2, 3, 3)),)),
    grad_fn="LinalgInvExBackward0",
)
def inv(xp, input: Array):
    """The inverse of each square matrix."""
    try:
        return xp.linalg.inv(input)
    except xp.linalg.LinAlgError:
        square("linalg.inv", input)
        element, where = first_failure(eliminate(xp, input)[2])
        raise LinAlgError(
            f"linalg.inv: {element}The diagonal element {where} is zero, the inversion could not be completed because "
            "the input matrix is singular."
        ) from None


def regular(A: Any) -> tuple[Any, Any]:
    """`A` with its singular matrices replaced by identities, and where elimination met the first zero of each."""
    xp = NAMESPACES[type(A._data)]
    try:
        xp.linalg.inv(A._data)
    except xp.linalg.LinAlgError:
        info = eliminate(xp, A._data)[2]
        sound = (info == 0)[..., None, None]
        whole = A * wrap(sound.astype(A._data.dtype))
        return whole + wrap((~sound * xp.eye(A._data.shape[-1])).astype(A._data.dtype)), wrap(xp.asarray(info))
    return A, wrap(xp.zeros(A._data.shape[:-2], "int32"))


@composed(method=False, function=False)
def inv_ex(A, *, check_errors=False):
    """The inverse of each square matrix, and where elimination met a zero, or 0: nothing is raised."""
    square("linalg.inv", A._data)
    if check_errors:
        return return_types.linalg_inv_ex((inv.call(A), regular(A)[1]))
    whole, info = regular(A)
    return return_types.linalg_inv_ex((inv.call(whole), info))


def _cofactor_back(g: Any, input: Any, out: Any) -> Any:
    """From cof(A) = det(A) A^-T, where A is invertible."""
    turned = mT(inv(input))
    weight = unsqueeze(unsqueeze(sum(mul(g, turned), (-2, -1)), -1), -1)
    return out * weight - matmul(matmul(out, mT(g)), turned)


@op(vjp={"input": _cofactor_back}, promote="same", method=False, function=False, samples=((squares,),))
def cofactor(xp, input: Array):
    """The derivative of the determinant, of singular matrices too: by products of all singular values but one."""
    if not input.size:
        return xp.zeros_like(input)
    u, s, v = xp.linalg.svd(input)
    others = xp.stack([xp.multiply.reduce(xp.delete(s, i, -1), -1) for i in range(s.shape[-1])], -1)
    sign = (xp.linalg.det(u) * xp.linalg.det(v))[..., None, None]
    return (sign * (xp.conj(u) * others[..., None, :]) @ xp.conj(v)).astype(input.dtype)


@op(
    vjp={"input": lambda g, input: unsqueeze(unsqueeze(g, -1), -1) * cofactor(input)},
    promote="same",
    check=squares_of("linalg.det"),
    samples=((squares,), (lambda draw: squares(draw, (2, 3, 3)),)),
    grad_fn="LinalgDetBackward0",
)
def det(xp, input: Array):
    """The determinant of each square matrix."""
    return xp.linalg.det(input)


def _slogdet_back(g: Any, input: Any, sign: Any) -> Any:
    """Of log|det| it is A^-H; the sign of a complex determinant turns by the imaginary part of tr(A^-1 dA)."""
    weight = g[1]
    if is_complex(input):
        weight = weight if not is_complex(weight) else weight.real
        weight = join_parts(weight, -imaginary_part(conj_physical(g[0] + sign * 0) * sign))
    return unsqueeze(unsqueeze(weight, -1), -1) * mH(inv(input))


@op(
    vjp={"input": _slogdet_back},
    promote="same",
    outputs=("sign", "logabsdet"),
    whole=True,
    method=False,
    function=False,
    conjugates=True,
    check=squares_of("linalg.slogdet"),
    samples=((squares,),),
    grad_fn="LinalgSlogdetBackward0",
)
def sign_and_log(xp, input: Array):
    """The sign and the logarithm of the absolute value of each determinant."""
    return tuple(xp.linalg.slogdet(input))


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
    try:
        return xp.linalg.solve(input, other)
    except xp.linalg.LinAlgError:
        square("linalg.solve", input)
        element, _ = first_failure(eliminate(xp, input)[2])
        raise LinAlgError(
            f"torch.linalg.solve: {element}The solver failed because the input matrix is singular."
        ) from None


def _half(value: Any, upper: bool, strict: bool) -> Any:
    return triu(value, 1 if strict else 0) if upper else tril(value, -1 if strict else 0)


def _triangular_back(g: Any, input: Any, out: Any, upper: Any, unit: Any) -> Any:
    return -_half(matmul(triangular(mT(input), g, not upper, unit), mT(out)), upper, unit)


@op(
    vjp={
        "input": _triangular_back,
        "other": lambda g, input, upper, unit: triangular(mT(input), g, not upper, unit),
    },
    promote="same",
    method=False,
    function=False,
    samples=((squares, (3, 2), {"upper": True, "unit": False}), (squares, (2, 3, 2), {"upper": False, "unit": True})),
    grad_fn="LinalgSolveTriangularBackward0",
)
def triangular(xp, input: Array, other: Array, upper, unit):
    """X in AX = B for a triangular A, of which the other half is not looked at."""
    if upper:  # read from the other corner it is a lower one
        return substitute(xp, input[..., ::-1, ::-1], other[..., ::-1, :], unit)[..., ::-1, :].copy()
    return substitute(xp, input, other, unit)


# ---------------------------------------------------------------- as PyTorch calls them
@composed(out=True)
def inverse(input):
    """The inverse of each square matrix."""
    return inv.call(input)


@composed()
def logdet(input):
    """The logarithm of each determinant; NaN where a real one is negative."""
    sign, size = sign_and_log.call(input)
    if input.is_complex():
        return sign.log() + size
    return (sign.sqrt() * 0 + 1) * size  # NaN for a negative sign


@composed(out=True)
def slogdet(input):
    """The sign and the logarithm of the absolute value of each determinant."""
    return return_types.slogdet(sign_and_log.call(input))


def agree(name: str, A: Any, B: Any) -> None:
    """Refuse two dtypes."""
    if A._data.dtype != B._data.dtype:
        raise RuntimeError(
            f"{name}: Expected A and B to have the same dtype, but found A of type {A.dtype.word} and B of type "
            f"{B.dtype.word} instead"
        )


def fitting(name: str, A: Any, B: Any, left: bool) -> None:
    """Refuse shapes that do not make an equation."""
    side = -2 if left else -1
    if B._data.ndim < 2:
        raise RuntimeError(f"{name}: The input tensor B must have at least 2 dimensions.")
    if A._data.shape[-2] != B._data.shape[side]:
        (m, n), (k, p) = A._data.shape[-2:], B._data.shape[-2:]
        raise RuntimeError(
            f"{name}: Incompatible shapes of A and B for the equation {'AX = B' if left else 'XA = B'} "
            f"({m}x{n} and {k}x{p})"
        )


@composed(method=False, function=False)
def solve(A, B, *, left=True):
    """X in AX = B, or with `left=False` in XA = B; vectors too."""
    square("linalg.solve", A._data)
    agree("linalg.solve", A, B)
    vector = B._data.ndim == 1 or (B._data.ndim == A._data.ndim - 1 and B._data.shape == A._data.shape[:-1])
    if vector:
        B = B.unsqueeze(-1)
        fitting("linalg.solve", A, B, True)
        if not left:
            raise RuntimeError(
                "linalg.solve: Vector broadcasting of the left hand side is not supported for left=False. In this case "
                "linalg.solve is equivalent to B / A.squeeze(-1)"
            )
        return solution.call(A, B).squeeze(-1)
    fitting("linalg.solve", A, B, left)
    if left:
        return solution.call(A, B)
    return solution.call(A.mT, B.mT).mT


@composed(method=False, function=False)
def solve_ex(A, B, *, left=True, check_errors=False):
    """X in AX = B, and where elimination met a zero: 0 where it did not, and nothing is raised."""
    if check_errors:
        return return_types.linalg_solve_ex((solve(A, B, left=left), regular(A)[1]))
    square("linalg.solve", A._data)
    whole, info = regular(A)
    return return_types.linalg_solve_ex((solve(whole, B, left=left), info))


@composed(method=False, function=False)
def solve_triangular(A: Array, B: Array, *, upper: Flag, left=True, unitriangular=False):
    """X in AX = B for a triangular A, of which the other half is not looked at."""
    refuses("triangular_solve_cpu", "biuh")(A._data)
    square("linalg.solve_triangular", A._data)
    fitting("linalg.solve_triangular", A, B, left)
    B = B.to(A.dtype)
    if left:
        return triangular.call(A, B, upper, unitriangular)
    return triangular.call(A.mT, B.mT, not upper, unitriangular).mT


@composed(out=True)
def triangular_solve(input, A, upper: Flag = True, transpose: Flag = False, unitriangular: Flag = False):
    """X in AX = input for a triangular A, and A; `linalg.solve_triangular` follows it."""
    for name, value in (("b", input), ("A", A)):
        if value._data.ndim < 2:
            raise RuntimeError(
                f"torch.triangular_solve: Expected {name} to have at least 2 dimensions, but it has "
                f"{value._data.ndim} dimensions instead"
            )
    if A._data.shape[-1] != A._data.shape[-2]:
        rows, columns = A._data.shape[-2:]
        raise RuntimeError(f"A must be batches of square matrices, but they are {rows} by {columns} matrices")
    refuses("triangular_solve_cpu", "biuh")(A._data)
    given, upside = (A.mT, not upper) if transpose else (A, upper)
    X = triangular.call(given, input, upside, unitriangular)
    return return_types.triangular_solve((X, A.expand((*X._data.shape[:-2], *A._data.shape[-2:])).clone()))


@composed(out=True)
def matrix_power(A, n: Int):
    """A matrix multiplied by itself; a negative power is one of the inverse."""
    if n < 0 or A._data.ndim < 2 or A._data.shape[-1] != A._data.shape[-2]:
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
