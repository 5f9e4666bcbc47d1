"""Linear algebra by the names of `torch.linalg`."""

from __future__ import annotations

from typing import Any

from . import return_types
from ._methods import det as det, matmul as matmul, vector_norm as vector_norm
from ._tensor import Tensor
from .backend.array import NAMESPACES
from .ops.create import wrap
from .ops.decompose import (
    all_vectors,
    cholesky as cholesky,
    complete,
    orthogonal,
    precision,
    pseudo,
    singular,
    symmetric,
)
from .ops.inverse import (
    LinAlgError as LinAlgError,
    inverse,
    matrix_power as matrix_power,
    sign_and_log,
    solve as solve,
    solve_triangular as solve_triangular,
    square,
)
from .ops.metrics import (
    any_norm as norm,
    cond as cond,
    cross3 as cross,
    matrix_norm as matrix_norm,
    matrix_rank as matrix_rank,
    residuals,
    svdvals as svdvals,
)

inv = inverse
__all__ = [
    "LinAlgError", "cholesky", "cond", "cross", "det", "diagonal", "eig", "eigh", "eigvals", "eigvalsh", "inv", "lstsq",
    "matmul", "matrix_norm", "matrix_power", "matrix_rank", "multi_dot", "norm", "pinv", "qr", "slogdet", "solve",
    "solve_triangular", "svd", "svdvals", "vander", "vecdot", "vector_norm",
]  # fmt: skip


def slogdet(A: Tensor) -> Any:
    """The sign and the logarithm of the absolute value of each determinant."""
    return return_types.linalg_slogdet(sign_and_log.call(A))


def qr(A: Tensor, mode: str = "reduced") -> Any:
    """Q and R in A = QR; `mode` is "reduced", "complete" or "r"."""
    if mode == "complete":
        return return_types.linalg_qr(complete(A))
    Q, R = orthogonal.call(A)
    if mode == "r":
        Q, R = A.new_empty(0), R.detach()
    return return_types.linalg_qr((Q, R))


def svd(A: Tensor, full_matrices: bool = True, *, driver: str | None = None) -> Any:
    """U, S, Vh in A = U diag(S) Vh."""
    return return_types.linalg_svd(all_vectors(A) if full_matrices else singular.call(A))


def eigh(A: Tensor, UPLO: str = "L") -> Any:
    """Eigenvalues, ascending, and eigenvectors of symmetric matrices."""
    return return_types.linalg_eigh(symmetric.call(A, UPLO.upper() == "U"))


def eigvalsh(A: Tensor, UPLO: str = "L") -> Tensor:
    """Eigenvalues of symmetric matrices, ascending."""
    return symmetric.call(A, UPLO.upper() == "U")[0]


def eig(A: Tensor) -> Any:
    """Complex eigenvalues and eigenvectors of square matrices; without a derivative."""
    square("linalg.eig", A._data)
    if A.requires_grad:
        raise RuntimeError("linalg.eig has no derivative here: use linalg.eigh for symmetric matrices, or detach()")
    xp = NAMESPACES[type(A._data)]
    values, vectors = xp.linalg.eig(A._data)
    kind = A.dtype.to_complex().array
    return return_types.linalg_eig((wrap(values.astype(kind)), wrap(vectors.astype(kind))))


def eigvals(A: Tensor) -> Tensor:
    """Complex eigenvalues of square matrices; without a derivative."""
    return eig(A)[0]


def pinv(A: Tensor, *, atol: Any = None, rtol: Any = None, hermitian: bool = False) -> Tensor:
    """The Moore-Penrose inverse."""
    return pseudo.call(A, precision(A) if rtol is None else rtol)


def lstsq(A: Tensor, B: Tensor, rcond: float | None = None, *, driver: str | None = None) -> Any:
    """X that makes the squares of AX - B smallest, by the Moore-Penrose inverse."""
    if B._data.ndim == A._data.ndim - 1:
        X, rest, rank, values = lstsq(A, B.unsqueeze(-1), rcond)
        return return_types.linalg_lstsq((X.squeeze(-1), rest, rank, values))
    X = pseudo.call(A, precision(A) if rcond is None else rcond) @ B
    values = A.new_empty(0)
    return return_types.linalg_lstsq((X, residuals(A, B, X), matrix_rank(A), values))


def multi_dot(tensors: Any) -> Tensor:
    """The product of several matrices, multiplied in the cheapest order."""
    tensors = list(tensors)
    if len(tensors) < 2:
        raise RuntimeError("multi_dot(): expected at least 2 tensors but got " + str(len(tensors)))
    first, last = tensors[0]._data.ndim == 1, tensors[-1]._data.ndim == 1
    if first:
        tensors[0] = tensors[0].unsqueeze(0)
    if last:
        tensors[-1] = tensors[-1].unsqueeze(1)
    product = _cheapest(tensors)
    product = product.squeeze(-1) if last else product
    return product.squeeze(0) if first else product


def _cheapest(tensors: list[Tensor]) -> Tensor:
    """The matrix chain, split where the number of multiplications is smallest (Cormen et al., section 14.2)."""
    n = len(tensors)
    sizes = [t._data.shape[0] for t in tensors] + [tensors[-1]._data.shape[1]]
    cost = [[0] * n for _ in range(n)]
    split = [[0] * n for _ in range(n)]
    for length in range(1, n):
        for i in range(n - length):
            j = i + length
            cost[i][j], split[i][j] = min(
                (cost[i][k] + cost[k + 1][j] + sizes[i] * sizes[k + 1] * sizes[j + 1], k) for k in range(i, j)
            )

    def product(i: int, j: int) -> Tensor:
        return tensors[i] if i == j else product(i, split[i][j]) @ product(split[i][j] + 1, j)

    return product(0, n - 1)


def vecdot(x: Tensor, y: Tensor, *, dim: int = -1) -> Tensor:
    """The sum of products along `dim`."""
    return (x * y).sum(dim)


def diagonal(A: Tensor, *, offset: int = 0, dim1: int = -2, dim2: int = -1) -> Tensor:
    """View of the diagonal of matrices."""
    return A.diagonal(offset, dim1, dim2)


def vander(x: Tensor, *, N: int | None = None) -> Tensor:
    """Powers of each element: (n,) -> (n, N)."""
    N = x._data.shape[-1] if N is None else N
    return x.unsqueeze(-1) ** wrap(NAMESPACES[type(x._data)].arange(N))
