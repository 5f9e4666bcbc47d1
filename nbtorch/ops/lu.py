"""A = PLU: Gaussian elimination with row exchanges, packed and unpacked, and what is solved with it."""

from __future__ import annotations

from typing import Any

from .. import return_types
from ..autograd.op import composed, op
from ..backend.array import NAMESPACES, Array, Flag, Index
from .arrange import tril, triu
from .create import wrap
from .elimination import eliminate, first_failure, order
from .inverse import fitting, floating, mH, triangular
from .linalg import matmul
from .shape import cat, take_basic


@op(
    vjp={"input": lambda g, pivots, back: exchanged(g, pivots, not back)},
    method=False,
    function=False,
)
def exchanged(xp, input: Array, pivots: Index, back):
    """The rows in the order that `pivots` leave them: P^T A; with `back`, PA."""
    found = order(xp, pivots, input.shape[-2])
    if back:
        found = xp.argsort(found, -1)
    batch = xp.broadcast_shapes(input.shape[:-2], found.shape[:-1])
    whole = xp.broadcast_to(input, (*batch, *input.shape[-2:]))
    return xp.take_along_axis(whole, xp.broadcast_to(found, (*batch, found.shape[-1]))[..., None], -2)


def _lu_back(g: Any, LU: Any, pivots: Any) -> Any:
    """By blocks, as L and U are square in their first rows and columns."""
    m, n = LU.shape[-2:]
    k = min(m, n)
    square = (..., slice(0, k), slice(0, k))
    first, g_first = take_basic(LU, square), take_basic(g, square)
    L, U = tril(first, -1), triu(first)
    below = matmul(_unit_times(mH(L)), tril(g_first, -1))
    above = matmul(triu(g_first), mH(U))
    if n > k:
        right = (..., slice(0, k), slice(k, None))
        g_right = take_basic(g, right)
        below = below - matmul(g_right, mH(take_basic(LU, right)))
    if m > k:
        under = (..., slice(k, None), slice(0, k))
        g_under = take_basic(g, under)
        above = above - matmul(mH(take_basic(LU, under)), g_under)
    inner = tril(below, -1) + triu(above)
    left = triangular(mH(first), inner, True, True)
    found = mH(triangular(U, mH(left), True, False))
    if n > k:
        found = cat([found, triangular(mH(first), g_right, True, True)], -1)
    if m > k:
        found = cat([found, mH(triangular(U, mH(g_under), True, False))], -2)
    return exchanged(found, pivots, True)


def _unit_times(strict: Any) -> Any:
    """A strict triangle with ones on its diagonal."""
    xp = NAMESPACES[type(getattr(strict, "_data", strict))]
    eye = xp.eye(strict.shape[-1], dtype=getattr(strict, "_data", strict).dtype)
    return strict + (wrap(eye) if hasattr(strict, "_node") else eye)


@op(
    vjp={"input": _lu_back},
    promote="same",
    outputs=("LU", "pivots", "info"),
    method=False,
    function=False,
    conjugates=True,
    grad_fn="LinalgLuFactorExBackward0",
)
def packed(xp, input: Array):
    """L below the diagonal and U above, the row exchanges, and the first zero pivot or 0."""
    if not input.size:
        *batch, m, n = input.shape
        return xp.array(input), xp.zeros((*batch, min(m, n)), "int32"), xp.zeros(batch, "int32")
    return eliminate(xp, input)


def _factored(name: str, A: Any, pivot: bool) -> Any:
    if A._data.ndim < 2:
        raise RuntimeError(
            f"{name.replace('_factor_ex', '_factor')}: Expected tensor with 2 or more dimensions. Got size: "
            f"{list(A._data.shape)} instead"
        )
    floating(name, A._data)
    if not pivot:
        raise RuntimeError(f"{name}: LU without pivoting is not implemented on the CPU")
    return packed.call(A)


@composed(method=False, function=False)
def lu_factor_ex(A, *, pivot=True, check_errors=False):
    """L and U in one matrix, the row exchanges counted from 1, and the first zero pivot of U or 0."""
    LU, pivots, info = _factored("linalg.lu_factor_ex", A, pivot)
    if check_errors:
        _sound("torch.linalg.lu_factor_ex", info)
    return return_types.linalg_lu_factor_ex((LU, pivots, info))


def _sound(name: str, info: Any) -> None:
    if info._data.any():
        element, where = first_failure(info._data)
        raise RuntimeError(
            f"{name}: {element}U[{where},{where}] is zero and using it on lu_solve would result in a division by zero. "
            "If you still want to perform the factorization, consider calling linalg.lu(A, pivot) or "
            "linalg.lu_factor_ex(A, pivot)"
        )


@composed(method=False, function=False)
def lu_factor(A, *, pivot=True):
    """L and U in one matrix, and the row exchanges counted from 1."""
    LU, pivots, info = _factored("linalg.lu_factor", A, pivot)
    _sound("torch.linalg.lu_factor", info)
    return return_types.linalg_lu_factor((LU, pivots))


@composed(out=True)
def lu(input, pivot: Flag = True, get_infos=False):
    """L and U in one matrix, and the row exchanges; `linalg.lu_factor` follows it."""
    LU, pivots, info = _factored("linalg.lu_factor_ex", input, pivot)
    if get_infos:
        return return_types._lu_with_info((LU, pivots, info))
    _sound("torch.linalg.lu_factor_ex", info)
    return LU, pivots


def _parts(LU: Any) -> tuple[Any, Any]:
    m, n = LU._data.shape[-2:]
    k = min(m, n)
    L = LU[..., :, :k].tril(-1)
    ones = wrap(NAMESPACES[type(LU._data)].eye(m, k, dtype=LU._data.dtype))
    return L + ones, LU[..., :k, :].triu()


def _permutation(LU: Any, pivots: Any) -> Any:
    m = LU._data.shape[-2]
    eye = wrap(NAMESPACES[type(LU._data)].eye(m, dtype=LU._data.dtype))
    return exchanged.call(eye, pivots, True).expand((*LU._data.shape[:-2], m, m))


@composed(method=False, out=True)
def lu_unpack(LU_data, LU_pivots, unpack_data: Flag = True, unpack_pivots: Flag = True):
    """P, L and U from what `lu_factor` returns."""
    if unpack_pivots and LU_pivots._data.dtype != "int32":
        raise RuntimeError(
            "torch.lu_unpack: LU_pivots is expected to be a contiguous tensor of torch.int32 dtype.\n"
            "Note: this function is intended to be used with the output produced by torch.linalg.lu_factor"
        )
    if LU_data._data.ndim < 2:
        raise RuntimeError("torch.lu_unpack: The input tensor LU_data must have at least 2 dimensions.")
    L, U = _parts(LU_data) if unpack_data else (LU_data.new_empty(0), LU_data.new_empty(0))
    P = _permutation(LU_data, LU_pivots) if unpack_pivots else LU_data.new_empty(0)
    return return_types.lu_unpack((P, L, U))


@composed(method=False, function=False)
def lu_matrices(A, *, pivot=True):
    """P, L and U in A = PLU: `linalg.lu`."""
    if A._data.ndim < 2:
        raise RuntimeError("linalg.lu: Expected tensor with 2 or more dimensions. Got size: "
                           f"{list(A._data.shape)} instead")  # fmt: skip
    LU, pivots, _ = _factored("linalg.lu", A, pivot)
    L, U = _parts(LU)
    return return_types.linalg_lu((_permutation(LU, pivots), L, U))


def _solved(LU: Any, pivots: Any, B: Any, adjoint: bool) -> Any:
    """X in AX = B, or in A^H X = B."""
    if adjoint:
        Y = triangular.call(mH(LU), B, False, False)
        return exchanged.call(triangular.call(mH(LU), Y, True, True), pivots, True)
    Y = triangular.call(LU, exchanged.call(B, pivots, False), False, True)
    return triangular.call(LU, Y, True, False)


def _solvable(name: str, LU: Any, pivots: Any, B: Any, left: bool) -> None:
    if LU._data.ndim < 2:
        raise RuntimeError(f"{name}: The input tensor LU must have at least 2 dimensions.")
    if LU._data.shape[-1] != LU._data.shape[-2]:
        raise RuntimeError(
            f"{name}: LU must be batches of square matrices, but they are {LU._data.shape[-2]} by "
            f"{LU._data.shape[-1]} matrices"
        )
    if LU._data.dtype != B._data.dtype:
        raise RuntimeError(
            f"{name}: Expected LU and B to have the same dtype, but found LU of type {LU.dtype.word} and B of type "
            f"{B.dtype.word} instead"
        )
    if pivots._data.dtype != "int32":
        raise RuntimeError(f"{name}: pivots should be a Tensor of scalar type torch.int32")
    fitting(name, LU, B, left)
    if pivots._data.shape[-1] != LU._data.shape[-1]:
        raise RuntimeError(f"{name}: Number of pivots per batch should be same as the dimension of the matrix")
    if pivots._data.shape[:-1] != LU._data.shape[:-2]:
        raise RuntimeError(
            f"{name}: Expected LU.shape[:-1] and pivots.shape to be the same, but got pivots with shape "
            f"{list(pivots._data.shape)} instead"
        )


@composed(method=False, function=False)
def solve_factored(LU, pivots, B, *, left=True, adjoint=False):
    """X in AX = B, or with `left=False` in XA = B, from what `lu_factor` returns: `linalg.lu_solve`."""
    _solvable("linalg.lu_solve", LU, pivots, B, left)
    if left:
        return _solved(LU, pivots, B, adjoint)
    return mH(_solved(LU, pivots, mH(B), not adjoint))


@composed(out=True)
def lu_solve(input, LU_data, LU_pivots):
    """X in AX = input, from what `lu` returns; `linalg.lu_solve` follows it."""
    return solve_factored(LU_data, LU_pivots, input)
