"""Linear algebra on stacks of matrices."""

from __future__ import annotations

from typing import Any

from .. import _functions as functions, linalg as library
from .._tensor import Tensor
from .datatypes import matched
from .statistical import reduced, sum as total


def matmul(x1: Tensor, x2: Tensor, /) -> Tensor:
    """The matrix product."""
    return functions.matmul(*matched(x1, x2))


def matrix_transpose(x: Tensor, /) -> Tensor:
    """View of matrices with rows and columns swapped."""
    return x.mT


def tensordot(x1: Tensor, x2: Tensor, /, *, axes: Any = 2) -> Tensor:
    """Sums of products over the last axes of one array and the first of the other, or over the axes named."""
    first, second = matched(x1, x2)
    return functions.tensordot(first, second, axes)


def vecdot(x1: Tensor, x2: Tensor, /, *, axis: int = -1) -> Tensor:
    """The inner product along `axis`, the first array conjugated."""
    if x1.shape[axis] != x2.shape[axis]:
        raise ValueError(f"vecdot(): sizes along axis {axis} differ: {x1.shape[axis]} and {x2.shape[axis]}")
    x1, x2 = matched(x1, x2)
    return functions.sum(functions.conj_physical(x1) * x2, axis, dtype=x1.dtype)


def outer(x1: Tensor, x2: Tensor, /) -> Tensor:
    """The product of every pair: (N,), (M,) -> (N, M)."""
    return functions.outer(*matched(x1, x2))


def cross(x1: Tensor, x2: Tensor, /, *, axis: int = -1) -> Tensor:
    """The vector product of vectors of three numbers along `axis`."""
    for x in (x1, x2):
        if x.shape[axis] != 3:
            raise ValueError(f"cross(): vectors must have 3 elements, got {x.shape[axis]} along axis {axis}")
    return library.cross(*functions.broadcast_tensors(*matched(x1, x2)), dim=axis)


def diagonal(x: Tensor, /, *, offset: int = 0) -> Tensor:
    """View of the diagonals of matrices."""
    return library.diagonal(x, offset=offset)


def trace(x: Tensor, /, *, offset: int = 0, dtype: Any = None) -> Tensor:
    """The sum of a diagonal of matrices."""
    return total(diagonal(x, offset=offset), axis=-1, dtype=dtype)


def matrix_norm(x: Tensor, /, *, keepdims: bool = False, ord: Any = "fro") -> Tensor:
    """A norm of matrices."""
    return library.matrix_norm(x, ord, (-2, -1), keepdims)


def vector_norm(x: Tensor, /, *, axis: Any = None, keepdims: bool = False, ord: Any = 2) -> Tensor:
    """A norm over `axis`, or of all elements."""
    return reduced(lambda x, axis, keepdims: library.vector_norm(x, ord, axis, keepdims), x, axis, keepdims)


def cholesky(x: Tensor, /, *, upper: bool = False) -> Tensor:
    """The triangular matrix whose product with its adjoint is `x`."""
    return library.cholesky(x, upper=upper)


def det(x: Tensor, /) -> Tensor:
    """Determinants."""
    return library.det(x)


def slogdet(x: Tensor, /) -> Any:
    """The `sign` and `logabsdet` of determinants."""
    return library.slogdet(x)


def inv(x: Tensor, /) -> Tensor:
    """Inverse matrices."""
    return library.inv(x)


def pinv(x: Tensor, /, *, rtol: Any = None) -> Tensor:
    """The Moore-Penrose inverse."""
    return library.pinv(x, rtol=rtol)


def solve(x1: Tensor, x2: Tensor, /) -> Tensor:
    """The solution of `x1 @ x = x2`; only an `x2` of one dimension is a vector."""
    x1, x2 = matched(x1, x2)
    if x2.ndim == 1:
        return library.solve(x1, x2.unsqueeze(-1)).squeeze(-1)
    return library.solve(x1, x2.unsqueeze(0) if x2.ndim == x1.ndim - 1 else x2)


def eigh(x: Tensor, /) -> Any:
    """The `eigenvalues`, ascending, and `eigenvectors` of symmetric matrices."""
    return library.eigh(x)


def eigvalsh(x: Tensor, /) -> Tensor:
    """Eigenvalues of symmetric matrices, ascending."""
    return library.eigvalsh(x)


def qr(x: Tensor, /, *, mode: str = "reduced") -> Any:
    """`Q` and `R` whose product is `x`."""
    return library.qr(x, mode)


def svd(x: Tensor, /, *, full_matrices: bool = True) -> Any:
    """The singular value decomposition: `U`, `S`, `Vh`."""
    return library.svd(x, full_matrices)


def svdvals(x: Tensor, /) -> Tensor:
    """Singular values, descending."""
    return library.svdvals(x)


def matrix_power(x: Tensor, n: int, /) -> Tensor:
    """Matrices to the power of `n`."""
    return library.matrix_power(x, n)


def matrix_rank(x: Tensor, /, *, rtol: Any = None) -> Tensor:
    """The number of singular values above `rtol` times the largest."""
    return library.matrix_rank(x, rtol=rtol)
