"""A = LDL^H of symmetric and Hermitian matrices that need not be positive: D has blocks of one row or two."""

from __future__ import annotations

import math
from typing import Any

from .. import return_types
from ..autograd.modes import recording
from ..autograd.op import composed
from ..backend.array import NAMESPACES
from .create import wrap
from .elimination import first_failure
from .inverse import LinAlgError, square

_GROWTH = (1 + math.sqrt(17)) / 8  # Bunch & Kaufman, Math. Comp. 31 (1977): bounds how much elements may grow


def _size(value: Any) -> Any:
    return abs(value.real) + abs(value.imag)


def _bunch_kaufman(xp: Any, A: Any, hermitian: bool) -> tuple[Any, int]:
    """One matrix, its lower triangle overwritten as LAPACK's sytrf does; the exchanges, and the first zero block."""
    n = A.shape[0]
    pivots, info, k = xp.zeros(n, "int32"), 0, 0
    turn = xp.conj if hermitian else xp.asarray
    while k < n:
        if hermitian:
            A[k, k] = A[k, k].real
        step, at = 1, k
        own = abs(A[k, k].real) if hermitian else _size(A[k, k])
        below = _size(A[k + 1 :, k])
        widest = k + 1 + int(below.argmax()) if k + 1 < n else k
        most = float(below.max()) if k + 1 < n else 0.0
        if max(own, most) == 0:
            info = info or k + 1
        elif own < _GROWTH * most:
            row = max([float(_size(v)) for v in (*A[widest, k:widest], *A[widest + 1 :, widest])], default=0.0)
            if own >= _GROWTH * most * (most / row):
                at = k
            elif (abs(A[widest, widest].real) if hermitian else _size(A[widest, widest])) >= _GROWTH * row:
                at = widest
            else:
                at, step = widest, 2
        if max(own, most) != 0:
            last = k + step - 1
            if at != last:
                _exchange(A, last, at, k if step == 2 else None, turn)
            _update(xp, A, k, step, turn, hermitian)
        if step == 1:
            pivots[k] = at + 1
        else:
            pivots[k : k + 2] = -(at + 1)
        k += step
    return pivots, info


def _exchange(A: Any, first: int, other: int, column: int | None, turn: Any) -> None:
    """Rows and columns `first` and `other` of the lower triangle."""
    A[other + 1 :, [first, other]] = A[other + 1 :, [other, first]]
    middle = A[first + 1 : other, first].copy()
    A[first + 1 : other, first] = turn(A[other, first + 1 : other])
    A[other, first + 1 : other] = turn(middle)
    A[other, first] = turn(A[other, first])
    A[first, first], A[other, other] = A[other, other].copy(), A[first, first].copy()
    if column is not None:
        A[first, column], A[other, column] = A[other, column].copy(), A[first, column].copy()


def _update(xp: Any, A: Any, k: int, step: int, turn: Any, hermitian: bool) -> None:
    """Take the block of D at `k` out of what is left."""
    rest = slice(k + step, None)
    if k + step >= A.shape[0]:
        return
    block = A[k : k + step, k : k + step]
    block = xp.tril(block) + turn(xp.tril(block, -1)).T
    columns = A[rest, k : k + step].copy()
    factor = xp.linalg.solve(block.T, columns.T).T
    A[rest, rest] -= xp.tril(factor @ turn(columns).T)
    A[rest, k : k + step] = factor
    if hermitian:
        corner = xp.arange(k + step, A.shape[0])
        A[corner, corner] = A[corner, corner].real


def _factored(name: str, A: Any, hermitian: bool) -> tuple[Any, Any, Any]:
    square(name, A._data)
    if A.requires_grad and recording.get():
        raise NotImplementedError("derivative for aten::linalg_ldl_factor_ex is not implemented")
    xp = NAMESPACES[type(A._data)]
    n = A._data.shape[-1]
    flat = xp.array(A._data, order="C").reshape((math.prod(A._data.shape[:-2]), n, n))
    flat = xp.tril(flat)
    pivots, info = xp.zeros(flat.shape[:2], "int32"), xp.zeros(flat.shape[:1], "int32")
    for i in range(flat.shape[0]):
        pivots[i], info[i] = _bunch_kaufman(xp, flat[i], hermitian and flat.dtype.kind == "c")
    lead = A._data.shape[:-2]
    return (wrap(flat.reshape(A._data.shape)), wrap(pivots.reshape((*lead, n))), wrap(xp.asarray(info.reshape(lead))))


@composed(method=False, function=False)
def ldl_factor_ex(A, *, hermitian=False, check_errors=False):
    """L and D in one matrix, the exchanges as LAPACK counts them, and the first zero block of D or 0."""
    found = _factored("torch.linalg.ldl_factor_ex", A, hermitian)
    if check_errors:
        _sound("torch.linalg.ldl_factor_ex", found[2])
    return return_types.linalg_ldl_factor_ex(found)


def _sound(name: str, info: Any) -> None:
    if info._data.any():
        element, where = first_failure(info._data)
        raise LinAlgError(
            f"{name}: {element}D[{where},{where}] is zero and using it to solve a system would divide by zero"
        )


@composed(method=False, function=False)
def ldl_factor(A, *, hermitian=False):
    """L and D in one matrix, and the exchanges as LAPACK counts them."""
    LD, pivots, info = _factored("torch.linalg.ldl_factor", A, hermitian)
    _sound("torch.linalg.ldl_factor", info)
    return return_types.linalg_ldl_factor((LD, pivots))


@composed(method=False, function=False)
def ldl_solve(LD, pivots, B, *, hermitian=False):
    """X in AX = B, from what `ldl_factor` returns."""
    square("torch.linalg.ldl_solve", LD._data, "LD")
    if B._data.ndim < 2:
        raise RuntimeError(
            "torch.linalg.ldl_solve: Expected B to have at least 2 dimensions, but it has "
            f"{B._data.ndim} dimensions instead"
        )
    if LD._data.dtype != B._data.dtype:
        raise RuntimeError(
            f"torch.linalg.ldl_solve: LD dtype {LD.dtype.name} does not match b dtype {B.dtype.name}"
        )
    if pivots._data.dtype.kind not in "iu":
        raise RuntimeError(f"torch.linalg.ldl_solve: Expected pivots to be integers. Got {pivots.dtype.word}")
    xp = NAMESPACES[type(LD._data)]
    lead = xp.broadcast_shapes(LD._data.shape[:-2], B._data.shape[:-2])
    n, k = B._data.shape[-2:]
    count = math.prod(lead)
    factors = xp.broadcast_to(LD._data, (*lead, n, n)).reshape((count, n, n))
    swaps = xp.broadcast_to(pivots._data, (*lead, n)).reshape((count, n))
    X = xp.array(xp.broadcast_to(B._data, (*lead, n, k))).reshape((count, n, k))
    hermitian = hermitian and LD._data.dtype.kind == "c"
    for i in range(count):
        _solved(xp, factors[i], swaps[i].tolist(), X[i], hermitian)
    return wrap(X.reshape((*lead, n, k)))


def _solved(xp: Any, LD: Any, pivots: list[int], X: Any, hermitian: bool) -> None:
    """Overwrite B by X in LDL^H X = B, block by block down and up again."""
    turn = xp.conj if hermitian else xp.asarray
    n, k, blocks = len(pivots), 0, []
    while k < n:
        step = 1 if pivots[k] > 0 else 2
        last, at = k + step - 1, abs(pivots[k]) - 1
        X[[last, at]] = X[[at, last]]
        rest = slice(k + step, None)
        X[rest] -= LD[rest, k : k + step] @ X[k : k + step]
        block = LD[k : k + step, k : k + step]
        whole = xp.tril(block) + turn(xp.tril(block, -1)).T
        X[k : k + step] = xp.linalg.solve(whole, X[k : k + step])
        blocks.append((k, step, last, at))
        k += step
    for k, step, last, at in reversed(blocks):
        rest = slice(k + step, None)
        X[k : k + step] -= turn(LD[rest, k : k + step]).T @ X[rest]
        X[[last, at]] = X[[at, last]]
