"""The largest singular values of a matrix, from its action on a few random vectors.

Halko, Martinsson & Tropp, "Finding structure with randomness", SIAM Review 53 (2011), algorithms 4.4 and 5.1.
"""

from __future__ import annotations

from typing import Any

from ..autograd.op import composed
from .decompose import orthogonal
from .inverse import mH
from .random import randn
from .spectral import singular


def _basis(A: Any, q: int, niter: int) -> Any:
    """Orthonormal columns that span most of what `A` reaches."""
    Q = orthogonal.call(A @ randn(A._data.shape[-1], q, dtype=A.dtype, device=A.device))[0]
    for _ in range(niter):
        Q = orthogonal.call(mH(A) @ Q)[0]
        Q = orthogonal.call(A @ Q)[0]
    return Q


@composed(method=False)
def svd_lowrank(A, q=6, niter=2, M=None):
    """U, S, V of the `q` largest singular values of A, or of A - M: approximate, and as random as `randn`."""
    A = A if M is None else A - M.expand(A._data.shape)
    wide = A._data.shape[-2] < A._data.shape[-1]
    A = mH(A) if wide else A
    Q = _basis(A, 6 if q is None else q, niter)
    U, S, Vh = singular.call(mH(Q) @ A)
    U, V = Q @ U, mH(Vh)
    return (V, S, U) if wide else (U, S, V)


@composed(method=False)
def pca_lowrank(A, q=None, center=True, niter=2):
    """U, S, V of the rows of A, after their mean is taken out with `center`."""
    m, n = A._data.shape[-2:]
    if q is None:
        q = min(6, m, n)
    elif not 0 <= q <= min(m, n):
        raise ValueError(f"q(={q}) must be non-negative integer and not greater than min(m, n)={min(m, n)}")
    if niter < 0:
        raise ValueError(f"niter(={niter}) must be non-negative integer")
    return svd_lowrank(A - A.mean(-2, keepdim=True) if center else A, q, niter)
