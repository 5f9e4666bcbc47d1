"""Eigenvalues and singular values, and what is made of them: inverses of any matrix, least squares, ranks.

The derivatives are those of Giles, "Collected matrix derivative results for forward and reverse mode AD", 2008;
Boeddeker, Hanebrink, Drude, Heymann & Haeb-Umbach, arXiv:1701.00392 (complex eigenvalues); Townsend, "Differentiating
the singular value decomposition", 2016, and Wan & Zhang, arXiv:1909.02659 (complex singular values). Where values meet
they are infinite, as in PyTorch.
"""

from __future__ import annotations

from typing import Any

from .. import return_types
from ..autograd.arguments import overloaded, real_of
from ..autograd.modes import recording
from ..autograd.op import composed, op
from ..backend import dtype as dtypes
from ..backend.array import CPU, NAMESPACES, Array, Flag, Real
from .arrange import tril
from .complexes import conj_physical, is_complex, real_part
from .create import wrap
from .inverse import floating, mH, mT, solution, square, squares_of
from .linalg import matmul
from .pieces import diagonal, diagonal_back
from .shape import cat, unsqueeze


def on_diagonal(values: Any) -> Any:
    """Square matrices with `values` (*, n) on the diagonal: (*, n, n)."""
    return diagonal_back(values, (*values.shape, values.shape[-1]), 0, -2, -1)


def _gaps(values: Any) -> Any:
    """values_j - values_i, and 1 on the diagonal."""
    return unsqueeze(values, -2) - unsqueeze(values, -1) + on_diagonal(values * 0 + 1)


def _off(value: Any) -> Any:
    """Everything but the diagonal."""
    return tril(value, -1) + mT(tril(mT(value), -1))


def _real(value: Any) -> Any:
    return real_part(value) if is_complex(value) else value


def _phase_free(name: str, value: Any, vectors: str = "eigenvectors") -> None:
    """Refuse a loss that depends on the phase of the vectors, which nothing determines."""
    array = getattr(value, "_data", value)
    turns = array.diagonal(0, -2, -1).imag
    if array.size and float(abs(turns).max()) > 1e-2 * max(float(abs(array).max()), 1e-2):
        raise RuntimeError(
            f"{name}_backward: The {vectors} in the complex case are specified up to multiplication by e^{{i phi}}. "
            "The specified loss function depends on this quantity, so it is ill-defined."
        )


# ---------------------------------------------------------------- eigenvalues
def _eigh_back(g: Any, L: Any, V: Any) -> Any:
    levels, vectors = g
    if vectors is None:  # finite also where eigenvalues meet
        return matmul(V * unsqueeze(_real(levels), -2), mH(V))
    inner = matmul(mH(V), vectors)
    if is_complex(V):
        _phase_free("linalg_eigh", inner)
    inner = _off(inner) / _gaps(L)
    inner = inner if levels is None else inner + on_diagonal(_real(levels))
    found = matmul(matmul(V, inner), mH(V))
    return (found + mH(found)) * 0.5


def halves(UPLO: Any) -> bool:
    """Whether `UPLO` means the upper half."""
    if str(UPLO).upper() not in ("L", "U"):
        raise RuntimeError(f"Expected UPLO argument to be 'L' or 'U', but got {UPLO}")
    return UPLO.upper() == "U"


@op(
    vjp={"input": _eigh_back},
    promote="same",
    outputs=("L", "V"),
    whole="some",
    method=False,
    function=False,
    conjugates=True,
    check=squares_of("linalg.eigh"),
    grad_fn="LinalgEighBackward0",
)
def symmetric(xp, input: Array, upper):
    """Eigenvalues, ascending, and eigenvectors of Hermitian matrices."""
    if not input.size:
        return xp.zeros(input.shape[:-1], input.real.dtype), xp.asarray(input)
    return tuple(xp.linalg.eigh(input, "U" if upper else "L"))


@op(promote="same", method=False, function=False, check=squares_of("linalg.eigh"))
def levels(xp, input: Array, upper):
    """The eigenvalues of Hermitian matrices alone, which nobody differentiates."""
    if not input.size:
        return xp.zeros(input.shape[:-1], input.real.dtype)
    return xp.linalg.eigvalsh(input, "U" if upper else "L")


def eigvalsh(A: Any, upper: bool) -> Any:
    """The eigenvalues of Hermitian matrices; backward needs the eigenvectors too."""
    return symmetric.call(A, upper)[0] if A.requires_grad and recording.get() else levels.call(A, upper)


def _eig_back(g: Any, L: Any, V: Any, imaginary: Any) -> Any:
    levels, vectors = g
    turned, inner = mH(V), None
    if vectors is not None:
        inner = matmul(turned, vectors)
        _phase_free("linalg_eig", inner)
        scale = real_part(diagonal(inner, 0, -2, -1))
        inner = inner - matmul(turned, V) * unsqueeze(scale, -2)
        inner = _off(inner) / conj_physical(_gaps(L))
    if levels is not None:
        inner = on_diagonal(levels) if inner is None else inner + on_diagonal(levels)
    found = solution(turned, matmul(inner, turned))
    return found if imaginary else real_part(found)


@op(
    vjp={"input": _eig_back},
    promote="same",
    outputs=("L", "V"),
    whole="some",
    method=False,
    function=False,
    conjugates=True,
    check=squares_of("linalg.eig"),
    grad_fn="LinalgEigBackward0",
)
def general(xp, input: Array, imaginary):
    """Complex eigenvalues and eigenvectors of square matrices, which are themselves complex or not."""
    if not xp.isfinite(input).all():
        raise RuntimeError("torch.linalg.eig: input tensor should not contain infs or NaNs.")
    values, vectors = xp.linalg.eig(input)
    kind = xp.result_type(input.dtype, "complex64")
    return values.astype(kind), vectors.astype(kind)


# ---------------------------------------------------------------- singular values
def _skew(value: Any) -> Any:
    return value - mH(value)


def _svd_back(g: Any, input_shape: Any, U: Any, S: Any, Vh: Any) -> Any:
    if g[0] is None and g[2] is None:  # finite also where singular values meet
        return matmul(U * unsqueeze(_real(g[1]), -2), Vh)
    gu, gs, gv = [value * 0 if part is None else part for part, value in zip(g, (U, S, Vh), strict=True)]
    v, gs, gv = mH(Vh), _real(gs), mH(gv)
    gaps = _gaps(S * S)
    left, right = matmul(mH(U), gu), matmul(mH(v), gv)
    row, column = unsqueeze(S, -2), unsqueeze(S, -1)
    around, about = _skew(left), _skew(right)
    inner = _off(around) / gaps * row + column * (_off(about) / gaps) + on_diagonal(gs)
    if is_complex(U):
        _phase_free("svd", left + right, "singular vectors")
        inner = inner + on_diagonal(diagonal(around, 0, -2, -1) / (S * 2))
    found = matmul(matmul(U, inner), Vh)
    m, n, k = input_shape[-2], input_shape[-1], S.shape[-1]
    if m > k:
        found = found + matmul((gu - matmul(U, left)) / row, Vh)
    if n > k:
        found = found + matmul(U, mH((gv - matmul(v, right)) / row))
    return found


def _has_matrices(name: str) -> Any:
    def check(input: Any, *statics: Any) -> None:
        if input.ndim < 2:
            raise RuntimeError(f"{name}: The input tensor A must have at least 2 dimensions.")
        floating(name, input)

    return check


@op(
    vjp={"input": _svd_back},
    promote="same",
    outputs=("U", "S", "Vh"),
    whole="some",
    method=False,
    function=False,
    conjugates=True,
    check=_has_matrices("linalg.svd"),
    grad_fn="LinalgSvdBackward0",
)
def singular(xp, input: Array):
    """U, S, Vh in A = U diag(S) Vh, reduced: singular values in descending order."""
    return tuple(xp.linalg.svd(input, full_matrices=False))


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
def svd(input, some: Flag = True, compute_uv: Flag = True):
    """U, S, V in A = U diag(S) V^H."""
    U, S, Vh = singular.call(input) if some else all_vectors(input)
    if not compute_uv:
        m, n = input._data.shape[-2:]
        lead = input._data.shape[:-2]
        return return_types.svd((input.new_zeros((*lead, m, m)), S, input.new_zeros((*lead, n, n))))
    return return_types.svd((U, S, mH(Vh)))


@op(promote="same", method=False, function=False, check=_has_matrices("linalg.svd"))
def sizes(xp, input: Array):
    """The singular values alone, which nobody differentiates."""
    return xp.linalg.svd(input, compute_uv=False)


def no_driver(driver):
    """Refuse the choice of a library that only a GPU has."""
    if driver is not None:
        raise RuntimeError(
            "torch.linalg.svd: keyword argument `driver=` is only supported on CUDA inputs with cuSOLVER backend."
        )


@composed(method=False, function=False)
def svdvals(A, *, driver=None):
    """The singular values, descending; backward needs the singular vectors too."""
    no_driver(driver)
    return singular.call(A)[1] if A.requires_grad and recording.get() else sizes.call(A)


# ---------------------------------------------------------------- the Moore-Penrose inverse
# Golub & Pereyra, "The differentiation of pseudo-inverses and nonlinear least squares problems", 1973
def _pinv_back(g: Any, input: Any, out: Any) -> Any:
    turned = mH(out)
    ap, pa = matmul(input, out), matmul(out, input)
    gt = mH(g)
    first = matmul(gt, matmul(out, turned))
    second = matmul(matmul(turned, out), gt)
    return first - matmul(ap, first) + second - matmul(second, pa) - matmul(matmul(turned, g), turned)


@op(
    vjp={"input": _pinv_back},
    promote="same",
    method=False,
    function=False,
    conjugates=True,
    check=_has_matrices("linalg.pinv"),
    samples=(
        ((4, 3), {"atol": 0.0, "rtol": 1e-12, "hermitian": False}),
        ((2, 3, 4), {"atol": 0.0, "rtol": 1e-12, "hermitian": False}),
    ),
    grad_fn="LinalgPinvBackward0",
)
def pseudo(xp, input: Array, atol, rtol, hermitian):
    """The Moore-Penrose inverse; singular values below `atol` or `rtol` of the largest count as zero."""
    if not input.size:
        return xp.zeros((*input.shape[:-2], input.shape[-1], input.shape[-2]), input.dtype)
    if hermitian:
        values, vectors = xp.linalg.eigh(input)
        left, right = vectors, vectors
        sizes = xp.abs(values)
    else:
        left, values, turned = xp.linalg.svd(input, full_matrices=False)
        right, sizes = xp.conj(xp.swapaxes(turned, -1, -2)), values
    kept = sizes > threshold(xp, sizes, atol, rtol)[..., None]
    scale = xp.where(kept, 1 / xp.where(kept, values, 1), 0).astype(values.dtype)
    return xp.matmul(right * scale[..., None, :], xp.conj(xp.swapaxes(left, -1, -2)))


def threshold(xp: Any, sizes: Any, atol: Any, rtol: Any) -> Any:
    """The size from which on a singular value counts: (*, n) -> (*,)."""
    return xp.maximum(xp.asarray(atol), xp.asarray(rtol) * sizes.max(-1)).astype(sizes.dtype)


def precision(input: Any) -> float:
    """What PyTorch takes for zero beside the largest singular value."""
    return max(input._data.shape[-2:]) * float(CPU.finfo(input._data.dtype).eps)


def tolerances(name: str, A: Any, atol: Any, rtol: Any) -> tuple[Any, Any]:
    """Numbers or arrays of both, in PyTorch's defaults: `rtol` is 0 beside an `atol`."""
    for word, value in (("atol", atol), ("rtol", rtol)):
        if hasattr(value, "_node") and value.is_complex():
            raise RuntimeError(
                f"{name}: {word} tensor of complex type is not supported. Got {value.dtype.word}"
            )
    if rtol is None:
        rtol = precision(A)
        if hasattr(atol, "_node"):
            xp = NAMESPACES[type(atol._data)]
            return atol._data, xp.where(atol._data > 0, 0.0, rtol)
        rtol = 0.0 if atol is not None and atol > 0 else rtol
    return (getattr(atol, "_data", 0.0 if atol is None else atol), getattr(rtol, "_data", rtol))


@composed(method=False, function=False)
def pinv(input: Array, rcond=None, hermitian=False, *, atol=None, rtol=None):
    """The Moore-Penrose inverse: (*, m, n) -> (*, n, m)."""
    if rcond is not None:
        atol, rtol = 0.0, rcond
    if input._data.ndim < 2 or input._data.dtype.kind not in "fc" or input._data.dtype in dtypes.HALF:
        kind = f"{dtypes.of(input._data.dtype).word}{{{list(input._data.shape)}}}"
        wanted = "a tensor with 2 or more dimensions of float, double, cfloat or cdouble types"
        raise RuntimeError(f"linalg.pinv({kind}): expected {wanted}")
    if hermitian:
        square("linalg.pinv", input._data)
    return pseudo.call(input, *tolerances("torch.linalg.pinv", input, atol, rtol), hermitian)


@composed()
def pinverse(input, rcond: Real = 1e-15):
    """The Moore-Penrose inverse."""
    return pinv(input, rcond)


@composed(method=False, function=False)
def matrix_rank(A: Array, tol=None, hermitian=False, *, atol=None, rtol=None):
    """How many singular values are not zero: (*, m, n) -> (*,)."""
    if tol is not None:
        atol, rtol = tol if hasattr(tol, "_node") else overloaded("linalg_matrix_rank", real_of, tol, A), 0.0
    if tol is None and (A._data.dtype.kind not in "fc" or A._data.dtype in dtypes.HALF):
        raise RuntimeError("This function doesn't handle types other than float and double")
    if A._data.ndim < 2:
        raise RuntimeError("linalg.matrix_rank: The input tensor input must have at least 2 dimensions.")
    if hermitian:
        square("linalg.matrix_rank", A._data)
    elif A._data.size:
        floating("linalg.svd", A._data)
    xp = NAMESPACES[type(A._data)]
    absolute, relative = tolerances("torch.linalg.matrix_rank", A, atol, rtol)
    if not A._data.size:
        return wrap(xp.zeros(A._data.shape[:-2], "int64"))
    sizes = xp.abs(xp.linalg.eigvalsh(A._data)) if hermitian else xp.linalg.svd(A._data, compute_uv=False)
    return wrap(xp.asarray((sizes > threshold(xp, sizes, absolute, relative)[..., None]).sum(-1, dtype="int64")))


DRIVERS = ("gels", "gelsy", "gelsd", "gelss")


@composed(method=False, function=False)
def lstsq(A: Array, B: Array, rcond=None, *, driver=None):
    """X that makes the squares of AX - B smallest, by the Moore-Penrose inverse: (*, m, n), (*, m, k) -> (*, n, k)."""
    if A._data.ndim < 2:
        raise RuntimeError("torch.linalg.lstsq: input must have at least 2 dimensions.")
    if B._data.ndim < 1:
        raise RuntimeError("torch.linalg.lstsq: other must have at least 1 dimension.")
    if A._data.dtype != B._data.dtype:
        raise RuntimeError(
            "torch.linalg.lstsq: Expected input and other to have the same dtype, but got input's dtype "
            f"{A.dtype.word} and other's dtype {B.dtype.word}"
        )
    if driver is not None and driver not in DRIVERS:
        raise RuntimeError(
            "torch.linalg.lstsq: parameter `driver` should be one of (gels, gelsy, gelsd, gelss)"
        )
    if A._data.dtype.kind not in "fc" or A._data.dtype in dtypes.HALF:
        raise RuntimeError("This function doesn't handle types other than float and double")
    difference = A._data.ndim - B._data.ndim
    if not 0 <= difference <= 1:
        raise RuntimeError(
            "torch.linalg.lstsq: input.dim() must be greater or equal to other.dim() and (input.dim() - other.dim()) "
            "<= 1"
        )
    vector = difference == 1 and A._data.shape[:-1] == B._data.shape
    right = B.unsqueeze(-1) if vector else B
    if A._data.shape[-2] != right._data.shape[-2]:
        raise RuntimeError(
            f"torch.linalg.lstsq: input.size(-2) should match other.size({'-1' if vector else '-2'})"
        )
    driver = driver or "gelsy"
    relative = precision(A) if rcond is None else rcond
    X = pseudo.call(A, 0.0, relative, False) @ right
    xp = NAMESPACES[type(A._data)]
    rank = matrix_rank(A, atol=0.0, rtol=relative) if driver != "gels" else wrap(xp.zeros((0,), "int64"))
    values = A.detach().abs().new_empty(0)
    if driver in ("gelsd", "gelss"):
        values = svdvals(A.detach())
    full = driver in ("gelsd", "gelss") and bool((rank._data == A._data.shape[-1]).all())
    rest = _residuals(A, right, X, driver == "gels" or full)
    return return_types.linalg_lstsq((X.squeeze(-1) if vector else X, rest, rank, values))


def _residuals(A: Any, B: Any, X: Any, known: bool) -> Any:
    """Squared residuals of least squares, where there are more equations than unknowns and the driver tells."""
    m, n = A._data.shape[-2:]
    if m <= n or not known:
        return X.abs().reshape(-1)[:0]
    error = (A @ X - B).abs()
    return (error * error).sum(-2)
