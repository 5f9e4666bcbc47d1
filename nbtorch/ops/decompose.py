"""Matrices as products of triangular and orthogonal ones: Cholesky and QR, and what is computed with them.

The derivatives are those of Giles, "Collected matrix derivative results for forward and reverse mode AD", 2008; Murray,
arXiv:1602.07527 (Cholesky); Liao, Liu, Wang & Xiang, arXiv:1903.09650 (QR). Where values meet they are infinite, as in
PyTorch.
"""

from __future__ import annotations

from typing import Any

from .. import return_types
from ..autograd.op import composed, op
from ..backend.array import NAMESPACES, Array, Flag
from .arrange import tril
from .checks import refuses
from .create import wrap
from .elimination import first_failure
from .inverse import LinAlgError, floating, inv, mH, square, squares_of, triangular
from .linalg import matmul
from .shape import cat, take_basic


def _half(value: Any) -> Any:
    """The lower triangle, its diagonal halved."""
    return (tril(value) + tril(value, -1)) * 0.5


def _cholesky_back(g: Any, out: Any, upper: Any) -> Any:
    if upper:
        g, out = mH(g), mH(out)
    turned = mH(inv(out))
    inner = matmul(mH(out), g)
    return matmul(matmul(turned, (tril(inner) + mH(tril(inner, -1))) * 0.5), mH(turned))


def _minors(xp: Any, input: Any) -> Any:
    """For each matrix the order of its first leading minor that is not positive-definite, or 0."""
    n = input.shape[-1]
    whole = xp.tril(input) + xp.conj(xp.swapaxes(xp.tril(input, -1), -1, -2))
    bad = xp.stack([(xp.linalg.eigvalsh(whole[..., :k, :k]) <= 0).any(-1) for k in range(1, n + 1)], -1)
    return xp.where(bad.any(-1), bad.argmax(-1) + 1, 0).astype("int32")


@op(
    vjp={"input": _cholesky_back},
    promote="same",
    method=False,
    function=False,
    conjugates=True,
    check=squares_of("linalg.cholesky"),
    grad_fn="LinalgCholeskyExBackward0",
)
def triangle(xp, input: Array, upper):
    """L in A = L L^H, or U in A = U^H U, from one half of A."""
    given = xp.conj(xp.swapaxes(input, -1, -2)) if upper else input
    try:
        found = xp.linalg.cholesky(given)
        return xp.conj(xp.swapaxes(found, -1, -2)) if upper else found
    except xp.linalg.LinAlgError:
        square("linalg.cholesky", input)
        element, order = first_failure(_minors(xp, given))
        raise LinAlgError(
            f"linalg.cholesky: {element}The factorization could not be completed because the input is not "
            f"positive-definite (the leading minor of order {order} is not positive-definite)."
        ) from None


def _copied(value: Any) -> Any:
    """The lower triangle, mirrored, and the real part of the diagonal."""
    half = _half(value)
    return half + mH(half)


def _square_qr_back(gq: Any, gr: Any, q: Any, r: Any) -> Any:
    inner = matmul(r, mH(gr)) - matmul(mH(gq), q)
    return matmul(gq + matmul(q, _copied(inner)), mH(inv(r)))


def _qr_back(g: Any, input_shape: Any, Q: Any, R: Any, mode: Any) -> Any:
    gq, gr = g
    m, n = input_shape[-2], input_shape[-1]
    if mode == "r":
        raise RuntimeError(
            "The derivative of linalg.qr depends on Q, which is not computed when mode='r'. Please use "
            "torch.linalg.qr(A, mode='reduced') if you are going to require gradients."
        )
    if m >= n:
        if mode == "complete" and m > n:
            raise RuntimeError(
                "The QR decomposition is not differentiable when mode='complete' and nrows > ncols. See "
                "https://pytorch.org/docs/stable/generated/torch.linalg.qr.html"
            )
        return _square_qr_back(gq, gr, Q, R)
    first, rest = (..., slice(0, m)), (..., slice(m, None))
    gv = take_basic(gr, rest)
    turned = matmul(matmul(Q, take_basic(R, rest)), mH(gv))
    gx = _square_qr_back(gq + turned, take_basic(gr, first), Q, take_basic(R, first))
    return cat([gx, matmul(Q, gv)], -1)


def _qr_of_matrices(input: Any, mode: Any) -> None:
    if mode not in ("reduced", "complete", "r"):
        raise RuntimeError(
            f"qr received unrecognized mode '{mode}' but expected one of 'reduced' (default), 'r', or 'complete'"
        )
    if input.ndim < 2:
        raise RuntimeError("linalg.qr: The input tensor A must have at least 2 dimensions.")
    floating("linalg.qr", input)


@op(
    vjp={"input": _qr_back},
    promote="same",
    outputs=("Q", "R"),
    whole=True,
    method=False,
    function=False,
    conjugates=True,
    check=_qr_of_matrices,
    samples=(((4, 3),), ((3, 3),), ((2, 4),)),
    grad_fn="LinalgQrBackward0",
)
def orthogonal(xp, input: Array, mode="reduced"):
    """Q with orthonormal columns and an upper triangular R in A = QR."""
    if mode == "r":
        return xp.zeros((0,), input.dtype), xp.linalg.qr(input, "r")
    return tuple(xp.linalg.qr(input, mode))


def _factor_back(g: Any, L: Any, out: Any, upper: Any) -> Any:
    """Of both halves of the factor, as in PyTorch, though only one is looked at."""
    product = matmul(with_factor(g, L, upper), mH(out))
    common = product + mH(product)
    return -(matmul(L, common) if upper else matmul(common, L))


@op(
    vjp={"input": lambda g, L, upper: with_factor(g, L, upper), "L": _factor_back},
    promote="same",
    method=False,
    function=False,
    conjugates=True,
    grad_fn="CholeskySolveBackward0",
)
def with_factor(xp, input: Array, L: Array, upper):
    """X in A X = input, given the triangular factor of A."""
    L = xp.conj(xp.swapaxes(L, -1, -2)) if upper else L
    half = triangular.forward(xp, L, input, False, False)
    return triangular.forward(xp, xp.conj(xp.swapaxes(L, -1, -2)), half, True, False)


# ---------------------------------------------------------------- as PyTorch calls them
@composed(method=False, function=False)
def factor(A, *, upper=False):
    """The triangular factor of a Hermitian positive-definite matrix, of which the other half is not looked at."""
    square("linalg.cholesky", A._data)
    return triangle.call(A, upper)


@composed(out=True)
def cholesky(input, upper: Flag = False):
    """The triangular factor of a Hermitian positive-definite matrix."""
    if input._data.ndim < 2 or input._data.shape[-1] != input._data.shape[-2]:
        square("cholesky", input._data)
    return factor(input, upper=upper)


@composed(method=False, function=False)
def cholesky_ex(A, *, upper=False, check_errors=False):
    """The triangular factor, and the first leading minor that is not positive-definite or 0: nothing is raised."""
    square("linalg.cholesky_ex" if not check_errors else "linalg.cholesky", A._data)
    xp = NAMESPACES[type(A._data)]
    try:
        L = factor(A, upper=upper)
    except LinAlgError:
        if check_errors:
            raise
        info = _minors(xp, xp.conj(xp.swapaxes(A._data, -1, -2)) if upper else A._data)
        sound = (info == 0)[..., None, None]
        kept = A * wrap(sound.astype(A._data.dtype))
        filler = (~sound * xp.eye(A._data.shape[-1])).astype(A._data.dtype)
        return return_types.linalg_cholesky_ex((factor(kept + wrap(filler), upper=upper), wrap(xp.asarray(info))))
    return return_types.linalg_cholesky_ex((L, wrap(xp.zeros(A._data.shape[:-2], "int32"))))


@composed(out=True)
def cholesky_solve(input, L, upper: Flag = False):
    """X in A X = input, given the triangular factor of A."""
    for name, value in (("b", input), ("u", L)):
        if value._data.ndim < 2:
            raise RuntimeError(
                f"{name} should have at least 2 dimensions, but has {value._data.ndim} dimensions instead"
            )
    if L._data.shape[-1] != L._data.shape[-2] or L._data.shape[-1] != input._data.shape[-2]:
        square("cholesky_solve", L._data, "A")
        raise RuntimeError(
            f"Incompatible matrix sizes for cholesky_solve: each A matrix is {L._data.shape[-1]} by "
            f"{L._data.shape[-1]} but each b matrix is {input._data.shape[-2]} by {input._data.shape[-1]}"
        )
    refuses("cholesky_solve_cpu", "biuh")(input._data, L._data)
    return with_factor.call(input, L, upper)


@composed(out=True)
def cholesky_inverse(L, upper: Flag = False):
    """The inverse of A, given its triangular factor."""
    square("cholesky_inverse", L._data)
    eye = wrap(NAMESPACES[type(L._data)].eye(L._data.shape[-1], dtype=L._data.dtype)).expand(L._data.shape)
    return cholesky_solve(eye, L, upper)


@composed(out=True)
def qr(input, some: Flag = True):
    """Q and R in A = QR."""
    return return_types.qr(orthogonal.call(input, "reduced" if some else "complete"))
