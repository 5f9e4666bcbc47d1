"""Matrices as products of simpler ones: Cholesky, QR, eigenvalues, singular values.

The derivatives are those of Giles, "Collected matrix derivative results for forward and reverse mode AD", 2008; Murray,
arXiv:1602.07527 (Cholesky); Liao, Liu, Wang & Xiang, arXiv:1903.09650 (QR); Townsend, "Differentiating the singular
value decomposition", 2016. Where values meet they are infinite, as in PyTorch.
"""

from __future__ import annotations

from typing import Any

from .. import return_types
from ..autograd.op import composed, op
from ..backend.array import CPU, NAMESPACES, Array
from .arrange import tril
from .create import wrap
from .inverse import LinAlgError, floating, inv, mT, sign_and_log, solution, square
from .linalg import matmul
from .pieces import diagonal_back
from .shape import cat, take_basic, unsqueeze


def on_diagonal(values: Any) -> Any:
    """Square matrices with `values` (*, n) on the diagonal: (*, n, n)."""
    return diagonal_back(values, (*values.shape, values.shape[-1]), 0, -2, -1)


def _half(value: Any) -> Any:
    """The lower triangle, its diagonal halved."""
    return (tril(value) + tril(value, -1)) * 0.5


def _cholesky_back(g: Any, out: Any) -> Any:
    turned = mT(inv(out))
    inner = _half(matmul(mT(out), tril(g)))
    found = matmul(matmul(turned, inner), mT(turned))
    return (found + mT(found)) * 0.5


@op(
    vjp={"input": _cholesky_back},
    promote="same",
    method=False,
    function=False,
    grad_fn="LinalgCholeskyExBackward0",
)
def lower(xp, input: Array):
    """L in A = L L^T."""
    square("linalg.cholesky", input)
    whole = xp.tril(input) + mT_array(xp, xp.tril(input, -1))
    try:
        return xp.linalg.cholesky(whole)
    except xp.linalg.LinAlgError:
        order = next(k for k in range(1, input.shape[-1] + 1) if (xp.linalg.eigvalsh(whole[..., :k, :k]) <= 0).any())
        raise LinAlgError(
            "linalg.cholesky: The factorization could not be completed because the input is not positive-definite (the "
            f"leading minor of order {order} is not positive-definite)."
        ) from None


def mT_array(xp: Any, array: Any) -> Any:
    return xp.swapaxes(array, -1, -2)


def _copied(value: Any) -> Any:
    """The lower triangle, mirrored."""
    return tril(value) + mT(tril(value, -1))


def _square_qr_back(gq: Any, gr: Any, q: Any, r: Any) -> Any:
    inner = matmul(r, mT(gr)) - matmul(mT(gq), q)
    return matmul(gq + matmul(q, _copied(inner)), mT(inv(r)))


def _qr_back(g: Any, input: Any, Q: Any, R: Any) -> Any:
    gq, gr = g
    m, n = input.shape[-2], input.shape[-1]
    if m >= n:
        return _square_qr_back(gq, gr, Q, R)
    first, rest = (..., slice(0, m)), (..., slice(m, None))
    y, gv = take_basic(input, rest), take_basic(gr, rest)
    gx = _square_qr_back(gq + matmul(y, mT(gv)), take_basic(gr, first), Q, take_basic(R, first))
    return cat([gx, matmul(Q, gv)], -1)


@op(
    vjp={"input": _qr_back},
    promote="same",
    outputs=("Q", "R"),
    whole=True,
    method=False,
    function=False,
    samples=(((4, 3),), ((3, 3),), ((2, 4),)),
    grad_fn="LinalgQrBackward0",
)
def orthogonal(xp, input: Array):
    """Q with orthonormal columns and an upper triangular R in A = QR."""
    floating("linalg.qr", input)
    return tuple(xp.linalg.qr(input))


def _gaps(values: Any) -> Any:
    """values_j - values_i, and 1 on the diagonal."""
    return unsqueeze(values, -2) - unsqueeze(values, -1) + on_diagonal(values * 0 + 1)


def _off(value: Any) -> Any:
    """Everything but the diagonal."""
    return tril(value, -1) + mT(tril(mT(value), -1))


def _eigh_back(g: Any, L: Any, V: Any) -> Any:
    inner = _off(matmul(mT(V), g[1])) / _gaps(L) + on_diagonal(g[0])
    return matmul(matmul(V, inner), mT(V))


@op(
    vjp={"input": _eigh_back},
    promote="same",
    outputs=("L", "V"),
    whole=True,
    method=False,
    function=False,
    grad_fn="LinalgEighBackward0",
)
def symmetric(xp, input: Array, upper):
    """Eigenvalues, ascending, and eigenvectors of symmetric matrices."""
    square("linalg.eigh", input)
    return tuple(xp.linalg.eigh(input, "U" if upper else "L"))


def _svd_back(g: Any, input_shape: Any, U: Any, S: Any, Vh: Any) -> Any:
    gu, gs, gv = g[0], g[1], mT(g[2])
    v = mT(Vh)
    squares = S * S
    gaps = _gaps(squares)
    left, right = matmul(mT(U), gu), matmul(mT(v), gv)
    row, column = unsqueeze(S, -2), unsqueeze(S, -1)
    inner = (left - mT(left)) / gaps * row + column * ((right - mT(right)) / gaps) + on_diagonal(gs)
    found = matmul(matmul(U, inner), Vh)
    m, n, k = input_shape[-2], input_shape[-1], S.shape[-1]
    if m > k:
        found = found + matmul((gu - matmul(U, left)) / row, Vh)
    if n > k:
        found = found + matmul(U, mT((gv - matmul(v, right)) / row))
    return found


@op(
    vjp={"input": _svd_back},
    promote="same",
    outputs=("U", "S", "Vh"),
    whole=True,
    method=False,
    function=False,
    grad_fn="LinalgSvdBackward0",
)
def singular(xp, input: Array):
    """U, S, Vh in A = U diag(S) Vh, reduced: singular values in descending order."""
    floating("linalg.svd", input)
    return tuple(xp.linalg.svd(input, full_matrices=False))


# Golub & Pereyra, "The differentiation of pseudo-inverses and nonlinear least squares problems", 1973
def _pinv_back(g: Any, input: Any, out: Any) -> Any:
    turned = mT(out)
    ap, pa = matmul(input, out), matmul(out, input)
    gt = mT(g)
    first = matmul(gt, matmul(out, turned))
    second = matmul(matmul(turned, out), gt)
    return first - matmul(ap, first) + second - matmul(second, pa) - matmul(matmul(turned, g), turned)


@op(
    vjp={"input": _pinv_back},
    promote="same",
    method=False,
    function=False,
    samples=(((4, 3), {"rcond": 1e-12}), ((2, 3, 4), {"rcond": 1e-12})),
    grad_fn="LinalgPinvBackward0",
)
def pseudo(xp, input: Array, rcond):
    """The Moore-Penrose inverse; singular values below `rcond` of the largest count as zero."""
    floating("linalg.pinv", input)
    return xp.linalg.pinv(input, rcond)


def precision(input: Any) -> float:
    """What PyTorch takes for zero beside the largest singular value."""
    return max(input._data.shape[-2:]) * float(CPU.finfo(input._data.dtype).eps)


# ---------------------------------------------------------------- as PyTorch calls them
@composed(out=True)
def cholesky(input, upper=False):
    """The triangular factor of a symmetric positive-definite matrix."""
    factor = lower.call(input)
    return factor.mT if upper else factor


@composed(out=True)
def cholesky_solve(input, L, upper=False):
    """X in A X = input, given the triangular factor of A."""
    whole = L.mT @ L if upper else L @ L.mT
    return solution.call(whole, input)


@composed(out=True)
def cholesky_inverse(L, upper=False):
    """The inverse of A, given its triangular factor."""
    return inv.call(L.mT @ L if upper else L @ L.mT)


@composed(out=True)
def qr(input, some=True):
    """Q and R in A = QR."""
    return return_types.qr(orthogonal.call(input) if some else complete(input))


def complete(input: Any) -> tuple[Any, Any]:
    """All of Q, and R with rows of zeros: without a history."""
    if input.requires_grad:
        raise RuntimeError("The QR decomposition is not differentiable when mode='complete' and nrows > ncols.")
    q, r = NAMESPACES[type(input._data)].linalg.qr(input._data, "complete")
    return wrap(q), wrap(r)


def all_vectors(input: Any) -> tuple[Any, Any, Any]:
    """U and Vh square; the columns beyond the singular values have no history."""
    U, S, Vh = singular.call(input)
    m, n = input._data.shape[-2:]
    if m == n:
        return U, S, Vh
    whole = NAMESPACES[type(input._data)].linalg.svd(input._data)
    k = S._data.shape[-1]
    if m > k:
        U = cat([U, wrap(whole[0][..., k:])], -1)
    else:
        Vh = cat([Vh, wrap(whole[2][..., k:, :])], -2)
    return U, S, Vh


@composed(out=True)
def svd(input, some=True, compute_uv=True):
    """U, S, V in A = U diag(S) V^T."""
    U, S, Vh = singular.call(input) if some else all_vectors(input)
    return return_types.svd((U, S, Vh.mT))


@composed()
def slogdet(input):
    """The sign and the logarithm of the absolute value of each determinant."""
    return return_types.slogdet(sign_and_log.call(input))


@composed()
def pinverse(input, rcond=1e-15):
    """The Moore-Penrose inverse."""
    return pseudo.call(input, rcond)
