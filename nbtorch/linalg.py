"""Linear algebra by the names of `torch.linalg`."""

from __future__ import annotations

from typing import Any

from . import _absent, return_types
from ._methods import det as _det, matmul as matmul, matrix_exp as matrix_exp, vector_norm as vector_norm
from ._tensor import Tensor
from .autograd.autocast import whole
from .autograd.calls import with_out
from .autograd.op import telling
from .backend.array import Array, Flag, Int, Text
from .ops.chains import (
    multi_dot as multi_dot,
    tensorinv as tensorinv,
    tensorsolve as tensorsolve,
    vander_powers as vander,
    vecdot as vecdot,
)
from .ops.decompose import cholesky_ex as cholesky_ex, factor as cholesky, orthogonal
from .ops.householder import householder_product as householder_product
from .ops.inverse import (
    LinAlgError as LinAlgError,
    inv_ex as inv_ex,
    inverse as inv,
    matrix_power as matrix_power,
    sign_and_log,
    solve as solve,
    solve_ex as solve_ex,
    solve_triangular as solve_triangular,
)
from .ops.ldl import ldl_factor as ldl_factor, ldl_factor_ex as ldl_factor_ex, ldl_solve as ldl_solve
from .ops.lu import (
    lu_factor as lu_factor,
    lu_factor_ex as lu_factor_ex,
    lu_matrices as lu,
    solve_factored as lu_solve,
)
from .ops.metrics import (
    any_norm as norm,
    cond as cond,
    cross3 as cross,
    matrix_norm as matrix_norm,
)
from .ops.spectral import (
    all_vectors,
    eigvalsh as _levels,
    general,
    halves,
    lstsq as lstsq,
    matrix_rank as matrix_rank,
    no_driver,
    pinv as pinv,
    singular,
    svdvals as svdvals,
    symmetric,
)

__all__ = [
    "LinAlgError", "cholesky", "cholesky_ex", "cond", "cross", "det", "diagonal", "eig", "eigh", "eigvals", "eigvalsh",
    "householder_product", "inv", "inv_ex", "ldl_factor", "ldl_factor_ex", "ldl_solve", "lstsq", "lu", "lu_factor",
    "lu_factor_ex", "lu_solve", "matmul", "matrix_exp", "matrix_norm", "matrix_power", "matrix_rank", "multi_dot",
    "norm", "pinv", "qr", "slogdet", "solve", "solve_ex", "solve_triangular", "svd", "svdvals", "tensorinv",
    "tensorsolve", "vander", "vecdot", "vector_norm",
]  # fmt: skip


def det(A: Array) -> Tensor:
    """The determinant of each square matrix."""
    return _det(A)


def slogdet(A: Array) -> Any:
    """The sign and the logarithm of the absolute value of each determinant."""
    return return_types.linalg_slogdet(sign_and_log.call(A))


@whole
def qr(A: Array, mode: Text = "reduced") -> Any:
    """Q and R in A = QR; `mode` is "reduced", "complete" or "r"."""
    return return_types.linalg_qr(orthogonal.call(A, mode))


@whole
def svd(A: Array, full_matrices: Flag = True, *, driver: str | None = None) -> Any:
    """U, S, Vh in A = U diag(S) Vh."""
    no_driver(driver)
    return return_types.linalg_svd(all_vectors(A) if full_matrices else singular.call(A))


@whole
def eigh(A: Array, UPLO: Text = "L") -> Any:
    """Eigenvalues, ascending, and eigenvectors of Hermitian matrices."""
    return return_types.linalg_eigh(symmetric.call(A, halves(UPLO)))


@whole
def eigvalsh(A: Array, UPLO: Text = "L") -> Tensor:
    """Eigenvalues of Hermitian matrices, ascending."""
    return _levels(A, halves(UPLO))


@whole
def eig(A: Array) -> Any:
    """Complex eigenvalues and eigenvectors of square matrices."""
    return return_types.linalg_eig(general.call(A, A.is_complex()))


@whole
def eigvals(A: Array) -> Tensor:
    """Complex eigenvalues of square matrices."""
    return general.call(A, A.is_complex())[0]


@telling
def diagonal(A: Array, *, offset: Int = 0, dim1: Int = -2, dim2: Int = -1) -> Tensor:
    """View of the diagonal of matrices."""
    return A.diagonal(offset, dim1, dim2)


for _name in ("det", "slogdet", "qr", "svd", "eigh", "eigvalsh", "eig", "eigvals"):
    globals()[_name] = telling(globals()[_name])
for _name in set(__all__) - {"LinAlgError", "diagonal", "matmul", "matrix_exp", "vander"}:
    globals()[_name] = with_out("linalg_", globals()[_name])

__getattr__ = _absent.getter(__name__)
