"""Distances, norms of matrices, and moments of columns: compositions of products, norms and decompositions."""

from __future__ import annotations

import math
import warnings
from typing import Any

from ..autograd.arguments import ints_of, list_of, number_of, overloaded
from ..autograd.op import composed
from ..backend import dtype as dtypes
from ..backend.array import Array, Int, Real
from .checks import unimplemented
from .complexes import join_parts
from .dimension import absolute, dimension
from .inverse import inv, mH
from .norms import vector_norm
from .spectral import svdvals

_MODES = (
    "use_mm_for_euclid_dist_if_necessary", "use_mm_for_euclid_dist", "donot_use_mm_for_euclid_dist",
)  # fmt: skip


@composed(method=False)
def cdist(x1, x2, p: Real = 2.0, compute_mode="use_mm_for_euclid_dist_if_necessary"):
    """Distances between every two rows: (*, n, d), (*, m, d) -> (*, n, m)."""
    if compute_mode not in _MODES:
        raise ValueError(f"{compute_mode} is not a valid value for compute_mode")
    for name, x in (("X1", x1), ("X2", x2)):
        if not x.is_floating_point():
            kind = dtypes.of(x._data.dtype).word
            raise RuntimeError(f"cdist only supports floating-point dtypes, {name} got: {kind}")
        if x._data.ndim < 2:
            raise RuntimeError(f"cdist only supports at least 2D tensors, {name} got: {x._data.ndim}D")
    if x1._data.shape[-1] != x2._data.shape[-1]:
        raise RuntimeError(
            f"X1 and X2 must have the same number of columns. X1: {x1._data.shape[-1]} X2: {x2._data.shape[-1]}"
        )
    if not p >= 0:  # nor NaN
        raise RuntimeError("cdist only supports non-negative p values")
    away = x1.unsqueeze(-2) - x2.to(x1.dtype).unsqueeze(-3)
    if away._data.size:
        rows = max(x1._data.shape[-2], x2._data.shape[-2])
        _kernel(x1, x2, p == 2 and (compute_mode == _MODES[1] or (compute_mode == _MODES[0] and rows > 25)))
    return vector_norm.call(away, p, -1)


def _kernel(x1, x2, multiplies):
    """Refuse the dtypes that PyTorch has no distances of; by a product of matrices it has more."""
    first, second = [dtypes.of(x._data.dtype).word for x in (x1, x2)]
    if multiplies and first != second:
        x1.matmul(x2.mT)  # which says so
    if not multiplies and x1._data.dtype in dtypes.HALF:
        raise unimplemented("cdist", x1._data.dtype)
    if first != second:
        raise RuntimeError(f"expected scalar type {first} but found {second}")


@composed(method=False, function=False)
def cross3(input: Array, other: Array, dim: Int = -1):
    """The cross product along a dimension of size 3."""
    if input._data.ndim != other._data.ndim:
        raise RuntimeError("linalg.cross: inputs must have the same number of dimensions.")
    if not input._data.ndim:
        raise IndexError(f"Dimension specified as {dim} but tensor has no dimensions")
    sizes = [x._data.shape[dimension(dim, x._data.ndim)] for x in (input, other)]
    words = [dtypes.of(x._data.dtype).word for x in (input, other)]
    if words[0] == "Bool":
        raise NotImplementedError("\"cross\" not implemented for 'Bool'")
    if words[0] != words[1]:
        raise RuntimeError(f"expected scalar type {words[0]} but found {words[1]}")
    if sizes != [3, 3]:
        raise RuntimeError(f"linalg.cross: inputs dimension {dim} must have length 3. Got {sizes[0]} and {sizes[1]}")
    return input.roll(-1, dim) * other.roll(-2, dim) - input.roll(-2, dim) * other.roll(-1, dim)


@composed(out=True)
def cross(input, other, dim: Int = None):
    """The cross product along `dim`, or along the first dimension of size 3."""
    if dim is None:
        found = [d for d, n in enumerate(input._data.shape) if n == 3]
        if not found:
            raise RuntimeError("no dimension of size 3 in input")
        dim = found[0]
    return cross3(input, other, dim)


def _weights(name: str, weights: Any, kind: str, whole: bool, count: int) -> None:
    if weights._data.ndim > 1:
        raise RuntimeError(
            f"cov(): expected {name} to have one or fewer dimensions but got {name} with "
            f"{weights._data.ndim} dimensions"
        )
    if (dtypes.category(weights._data.dtype) >= dtypes.FLOATING) == whole or weights.is_complex():
        raise RuntimeError(
            f"cov(): expected {name} to have {kind} dtype but got {name} with {weights.dtype.word} dtype"
        )
    if weights._data.size != count:
        raise RuntimeError(
            f"cov(): expected {name} to have the same numel as there are observations in the input but got "
            f"{weights._data.size} != {count}"
        )
    if count and bool((weights._data < 0).any()):
        raise RuntimeError(f"cov(): {name} cannot be negative")


@composed()
def cov(input, *, correction: Int = 1, fweights=None, aweights=None):
    """The covariance of rows, observations in columns: (n, N) -> (n, n)."""
    if input._data.ndim > 2:
        raise RuntimeError(
            f"cov(): expected input to have two or fewer dimensions but got an input with {input.ndim} dimensions"
        )
    if input._data.dtype == bool:
        raise RuntimeError("cov(): bool dtype is not supported for input")
    rows = input.reshape((1, -1)) if input._data.ndim < 2 else input
    total: Any = rows._data.shape[1]
    weights = None
    if fweights is not None:
        _weights("fweights", fweights, "integral", True, total)
        weights = fweights
    if aweights is not None:
        _weights("aweights", aweights, "floating point", False, total)
        weights = aweights if weights is None else weights * aweights
    if weights is not None:
        total = weights.sum()
        if float(total._data) == 0:
            raise RuntimeError("cov(): weights sum to zero, can't be normalized")
    mean = (rows if weights is None else rows * weights).sum(1) / total
    if aweights is not None and correction != 0:
        norm = total - correction * (weights * aweights).sum() / total
    else:
        norm = total - correction
    if float(getattr(norm, "_data", norm)) <= 0:
        warnings.warn(
            "cov(): degrees of freedom is <= 0. Correction should be strictly less than the number of observations.",
            stacklevel=2,
        )
        norm = norm * 0
    centred = rows - mean.unsqueeze(1)
    product = centred @ mH(centred if weights is None else centred * weights)
    return (product / norm).squeeze()


@composed()
def corrcoef(input):
    """The correlation of rows, observations in columns: (n, N) -> (n, n)."""
    if input._data.ndim > 2:
        raise RuntimeError(
            f"corrcoef(): expected input to have two or fewer dimensions but got an input with {input.ndim} dimensions"
        )
    whole = cov(input)
    if whole._data.ndim == 0:
        return whole / whole
    variance = whole.diagonal()
    spread = (variance.real if variance.is_complex() else variance).sqrt()
    whole = whole / spread.unsqueeze(-1) / spread.unsqueeze(0)
    if whole.is_complex():
        return join_parts(whole.real.clamp(-1, 1), whole.imag.clamp(-1, 1))
    return whole.clamp(-1, 1)


# ---------------------------------------------------------------- norms of matrices
def _largest(values: Any, dim: int, keepdim: bool = False) -> Any:
    """The largest of sizes along `dim`; of none it is 0."""
    return values.amax(dim, keepdim=keepdim) if values._data.shape[dim] else values.sum(dim, keepdim=keepdim)


def _of_matrix(A: Any, ord: Any, dims: tuple[int, int], keepdim: bool) -> Any:
    row, column = dims
    if ord == "fro":
        return vector_norm.call(A, 2, dims, keepdim)
    if ord in ("nuc", 2, -2):
        if A._data.dtype in dtypes.HALF:
            kind = dtypes.of(A._data.dtype).word
            raise RuntimeError(f"linalg.matrix_norm: Low precision dtypes not supported. Got {kind}")
        values = svdvals(A.movedim(dims, (-2, -1)))
        found = values.sum(-1) if ord == "nuc" else _largest(values, -1) if ord == 2 else values.amin(-1)
        if keepdim:
            for d in sorted(dims):
                found = found.unsqueeze(d)
        return found
    if isinstance(ord, (str, complex)) or abs(ord) not in (1, math.inf):
        raise RuntimeError(f"linalg.matrix_norm: Order {ord} not supported.")
    along, over = (row, column) if abs(ord) == 1 else (column, row)
    sums = A.abs().sum(along, keepdim=True)
    sums = _largest(sums, over, True) if ord > 0 else sums.amin(over, keepdim=True)
    return sums if keepdim else sums.squeeze((row, column))


def _no_integers(name, A):
    if A._data.dtype.kind in "biu":
        kind = dtypes.of(A._data.dtype).word
        raise RuntimeError(f"{name}: Expected a floating point or complex tensor as input. Got {kind}")


@composed(method=False, function=False)
def matrix_norm(A: Array, ord="fro", dim=(-2, -1), keepdim=False, *, dtype=None):
    """The norm of matrices: "fro", "nuc", 1, -1, 2, -2, inf or -inf."""
    if not isinstance(ord, str):
        ord = overloaded("linalg_matrix_norm", number_of, ord, A)
    dim = overloaded("linalg_matrix_norm", list_of, dim, A)
    _no_integers("linalg.matrix_norm", A)
    A = A if dtype is None else A.to(dtype)
    if A._data.ndim < 2:
        raise RuntimeError("linalg.matrix_norm: The input tensor A must have at least 2 dimensions.")
    return _of_matrix(A, ord, absolute(dim, A._data.ndim), keepdim)  # type: ignore[arg-type]


@composed(method=False, function=False)
def any_norm(A: Array, ord=None, dim=None, keepdim=False, *, dtype=None):
    """The norm of a vector or of matrices, by the number of dimensions: `linalg.norm`."""
    if ord is not None and not isinstance(ord, str):
        ord = overloaded("linalg_norm", number_of, ord, A)
    dim = None if dim is None else overloaded("linalg_norm", ints_of, dim, A)
    _no_integers("linalg.vector_norm", A)
    A = A if dtype is None else A.to(dtype)
    dims = None if dim is None else (dim,) if isinstance(dim, int) else tuple(dim)
    if dims is not None and len(dims) not in (1, 2):
        raise RuntimeError(f"linalg.norm: If dim is specified, it must be of length 1 or 2. Got {list(dims)}")
    if ord is None:
        return vector_norm.call(A, 2, dims, keepdim)
    if dims is None:
        if A._data.ndim not in (1, 2):
            raise RuntimeError(
                f"linalg.norm: If dim is not specified but ord is, the input must be 1D or 2D. Got {A._data.ndim}D."
            )
        dims = tuple(range(A._data.ndim))
    if len(dims) == 2:
        if A._data.ndim < 2:
            raise RuntimeError("linalg.matrix_norm: The input tensor A must have at least 2 dimensions.")
        return _of_matrix(A, ord, absolute(dims, A._data.ndim), keepdim)  # type: ignore[arg-type]
    if isinstance(ord, (str, complex)):
        raise RuntimeError(f"linalg.norm: Order {ord} not supported for a vector.")
    return vector_norm.call(A, ord, dims, keepdim)


@composed(method=False, function=False)
def cond(A: Array, p=None):
    """The condition number: how much a solution may grow an error."""
    if not A._data.size and A._data.ndim > 1:
        return A.abs().new_zeros(A._data.shape[:-2])
    if p in (None, 2, -2):
        values = svdvals(A)
        least, most = values[..., -1], values[..., 0]
        return least / most if p == -2 else most / least
    return matrix_norm(A, p) * matrix_norm(inv.call(A), p)
