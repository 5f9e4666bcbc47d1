"""Products of Householder reflections I - tau v v^H, as LAPACK packs them: v below the diagonal, 1 on it."""

from __future__ import annotations

from typing import Any

from .. import return_types
from ..autograd.modes import recording
from ..autograd.op import composed
from ..backend.array import NAMESPACES, Array, Flag
from .create import wrap
from .inverse import mH


@composed(out=True)
def geqrf(input):
    """R, below it the reflections whose product is Q, and their factors: (*, m, n) -> (*, m, n), (*, min(m, n))."""
    if input._data.ndim < 2:
        raise RuntimeError("torch.geqrf: input must have at least 2 dimensions.")
    if input.requires_grad and recording.get():
        raise NotImplementedError("derivative for aten::geqrf is not implemented")
    xp = NAMESPACES[type(input._data)]
    turned, tau = xp.linalg.qr(input._data, "raw")
    return return_types.geqrf((wrap(xp.swapaxes(turned, -1, -2)), wrap(tau)))


def _reflected(A: Any, tau: Any, X: Any, backwards: bool, adjoint: bool) -> Any:
    """`X` after all reflections; backwards, the last one comes first."""
    steps = tau._data.shape[-1]
    m, n = A._data.shape[-2:]
    whole = A.tril(-1) + wrap(NAMESPACES[type(A._data)].eye(m, n, dtype=A._data.dtype))
    tau = tau.conj() if adjoint else tau
    for i in range(steps - 1, -1, -1) if backwards else range(steps):
        v = whole[..., :, i : i + 1]
        X = X - v * tau[..., i : i + 1, None] @ (mH(v) @ X)
    return X


@composed(method=False, function=False)
def householder_product(A: Array, tau: Array):
    """The first columns of the product of the reflections: (*, m, n), (*, k) -> (*, m, n)."""
    name = "torch.linalg.householder_product"
    if A._data.ndim < 2:
        raise RuntimeError(f"{name}: input must have at least 2 dimensions.")
    m, n = A._data.shape[-2:]
    if m < n:
        raise RuntimeError(f"{name}: input.shape[-2] must be greater than or equal to input.shape[-1]")
    if not tau._data.ndim:
        raise IndexError("Dimension specified as -1 but tensor has no dimensions")
    if n < tau._data.shape[-1]:
        raise RuntimeError(f"{name}: input.shape[-1] must be greater than or equal to tau.shape[-1]")
    if A._data.ndim - tau._data.ndim != 1:
        raise RuntimeError(
            f"{name}: Expected tau to have one dimension less than input, but got tau.ndim equal to "
            f"{tau._data.ndim} and input.ndim is equal to {A._data.ndim}"
        )
    if A._data.shape[:-2] != tau._data.shape[:-1]:
        raise RuntimeError(
            f"{name}: Expected batch dimensions of tau to be equal to input.shape[:-2], but got "
            f"{list(tau._data.shape[:-1])}"
        )
    if A._data.dtype != tau._data.dtype:
        raise RuntimeError(
            f"{name}: tau dtype {tau.dtype.name} does not match input dtype {A.dtype.name}"
        )
    eye = wrap(NAMESPACES[type(A._data)].eye(m, n, dtype=A._data.dtype))
    whole = eye.expand(A._data.shape)
    return _reflected(A, tau, whole, True, False) if tau._data.shape[-1] else whole + A * 0


@composed(out=True)
def orgqr(input, input2):
    """The first columns of the product of reflections: `linalg.householder_product`."""
    return householder_product(input, input2)


@composed(out=True)
def ormqr(input, input2, input3, left: Flag = True, transpose: Flag = False):
    """The product of reflections times a matrix, all columns of it: (*, m, k), (*, k), (*, m, n) -> (*, m, n)."""
    A, tau, other = input, input2, input3
    if A._data.ndim < 2:
        raise RuntimeError("torch.ormqr: input must have at least 2 dimensions.")
    if other._data.ndim < 2:
        raise RuntimeError("torch.ormqr: other must have at least 2 dimensions.")
    side = -2 if left else -1
    if other._data.shape[side] < tau._data.shape[-1]:
        raise RuntimeError(f"torch.ormqr: other.shape[{side}] must be greater than or equal to tau.shape[-1]")
    if other._data.shape[side] != A._data.shape[-2]:
        raise RuntimeError(f"torch.ormqr: other.shape[{side}] must be equal to input.shape[-2]")
    if tau._data.shape[-1] > A._data.shape[-1]:
        raise RuntimeError("torch.ormqr: tau.shape[-1] must be less than or equal to input.shape[-1]")
    if A._data.ndim - tau._data.ndim != 1:
        raise RuntimeError(
            "torch.ormqr: Expected tau to have one dimension less than input, but got tau.ndim equal to "
            f"{tau._data.ndim} and input.ndim is equal to {A._data.ndim}"
        )
    if A._data.ndim != other._data.ndim:
        raise RuntimeError(
            "torch.ormqr: Expected other to have the same number of dimensions as input, but got other.ndim equal to "
            f"{other._data.ndim} and input.ndim is equal to {A._data.ndim}"
        )
    if A._data.shape[:-2] != tau._data.shape[:-1]:
        raise RuntimeError(
            "torch.ormqr: Expected batch dimensions of tau to be equal to input.shape[:-2], but got "
            f"{list(tau._data.shape[:-1])}"
        )
    if A._data.shape[:-2] != other._data.shape[:-2]:
        raise RuntimeError(
            "torch.ormqr: Expected batch dimensions of other to be equal to input.shape[:-2], but got "
            f"{list(other._data.shape[:-2])}"
        )
    for word, value in (("tau", tau), ("other", other)):
        if value._data.dtype != A._data.dtype:
            raise RuntimeError(
                f"torch.ormqr: Expected input and {word} to have the same dtype, but input has dtype "
                f"{A.dtype.word} and {word} has dtype {value.dtype.word}"
            )
    if left:
        return _reflected(A, tau, other, not transpose, transpose)
    return mH(_reflected(A, tau, mH(other), transpose, not transpose))
