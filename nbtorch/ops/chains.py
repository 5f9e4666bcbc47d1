"""Products of several matrices, of whole tensors as matrices, and along one dimension."""

from __future__ import annotations

import math
from typing import Any

from ..autograd.calls import into
from ..autograd.errors import not_a_tensor
from ..autograd.op import composed
from ..backend import dtype as dtypes
from ..backend.array import Array, Flag, Int
from .inverse import inverse, solve
from .shape import cat


@composed(method=False, function=False)
def multi_dot(tensors):
    """The product of several matrices, multiplied in the cheapest order."""
    if not isinstance(tensors, (list, tuple)):
        kind = type(tensors).__name__
        raise TypeError(f"linalg_multi_dot(): argument 'tensors' (position 1) must be tuple of Tensors, not {kind}")
    for position, value in enumerate(tensors):
        if not hasattr(value, "_node"):
            raise not_a_tensor(position, value)
    tensors = list(tensors)
    if len(tensors) < 2:
        raise RuntimeError("multi_dot(): expected at least 2 tensors but got " + str(len(tensors)))
    for position, matrix in enumerate(tensors):
        inside = 0 < position < len(tensors) - 1
        if matrix._data.ndim != 2 and (inside or matrix._data.ndim != 1):
            which = f"tensor {position}" if inside else f"the {'last' if position else 'first'} tensor"
            wanted = "2D" if inside else "1D or 2D"
            raise RuntimeError(f"multi_dot(): {which} must be {wanted} but got {matrix._data.ndim}D")
        if matrix._data.dtype != tensors[0]._data.dtype:
            raise RuntimeError(
                f"multi_dot(): all tensors must have be the same dtype but tensor 0 is {tensors[0].dtype.word} and "
                f"tensor {position} {matrix.dtype.word}"
            )
    first, last = tensors[0]._data.ndim == 1, tensors[-1]._data.ndim == 1
    if first:
        tensors[0] = tensors[0].unsqueeze(0)
    if last:
        tensors[-1] = tensors[-1].unsqueeze(1)
    product = _cheapest(tensors)
    product = product.squeeze(-1) if last else product
    return product.squeeze(0) if first else product


def _cheapest(tensors: list[Any]) -> Any:
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

    def product(i: int, j: int) -> Any:
        return tensors[i] if i == j else product(i, split[i][j]) @ product(split[i][j] + 1, j)

    return product(0, n - 1)


@composed(method=False)
def chain_matmul(*matrices, out=None):
    """The product of several matrices, multiplied in the cheapest order; `linalg.multi_dot` follows it."""
    for matrix in matrices:
        if matrix._data.ndim != 2:
            raise RuntimeError(f"Tensor dimension is {matrix._data.ndim}, expected 2 instead.")
    result = matrices[0] if len(matrices) == 1 else multi_dot(matrices)
    return result if out is None else into("multi_dot", out, result, *matrices, same=len(matrices) > 1, fresh=True)


@composed(method=False)
def vander(x, N: Int = None, increasing: Flag = False):
    """Powers of each element of a vector, the highest first: (n,) -> (n, N)."""
    if x._data.ndim != 1:
        raise RuntimeError("x must be a one-dimensional tensor.")
    N = x._data.shape[0] if N is None else N
    if N < 0:
        raise RuntimeError("N must be non-negative.")
    column = x.long() if x._data.dtype.kind in "biu" else x
    column = column.unsqueeze(-1)
    if N < 2:
        return column.new_ones((x._data.shape[0], N))
    powers = cat([column.new_ones(column._data.shape), column.expand((x._data.shape[0], N - 1)).cumprod(-1)], -1)
    return powers if increasing else powers.flip(-1)


@composed(method=False, function=False)
def vecdot(x: Array, y: Array, *, dim: Int = -1):
    """The sum of products along `dim`, the first factor conjugated: (*, n), (*, n) -> (*,)."""
    for value in (x, y):
        if not (value.is_floating_point() or value.is_complex()):
            raise RuntimeError(
                f"linalg.vecdot: Expected a floating point or complex tensor as input. Got {value.dtype.word}"
            )
    words = [dtypes.of(value._data.dtype).word for value in (x, y)]
    if words[0] != words[1]:
        raise RuntimeError(
            f"linalg.vecdot: Expected x and y to have the same dtype, but found x of type {words[0]} and y of type "
            f"{words[1]} instead"
        )
    if x._data.ndim == y._data.ndim == 1:
        dim = -1  # PyTorch takes the product of vectors, whatever the dimension
    return (x.conj() * y).sum(dim)


@composed(method=False, function=False)
def vander_powers(x, *, N=None):
    """Powers of each element: (*, n) -> (*, n, N)."""
    if x._data.dtype == bool:
        raise RuntimeError("linalg.vander: Expected x to be numbers, got Bool")
    if x._data.dtype in dtypes.HALF:
        kind = dtypes.of(x._data.dtype).word
        raise RuntimeError(f"linalg.vander supports floating point, complex, and integer tensors, but got {kind}")
    x = x.unsqueeze(0) if x._data.ndim == 0 else x
    if (x._data.shape[-1] if N is None else N) <= 1:
        raise RuntimeError("N must be greater than 1.")
    N = x._data.shape[-1] if N is None else N
    column = x.unsqueeze(-1)
    column = column.long() if x._data.dtype.kind in "iu" else column
    powers = column.expand((*x._data.shape, N - 1)).cumprod(-1)
    return cat([column.new_ones(column._data.shape), powers], -1)


@composed(method=False, function=False)
def tensorinv(A: Array, ind: Int = 2):
    """The inverse of a tensor as a matrix whose rows are its first `ind` dimensions."""
    if ind <= 0:
        raise RuntimeError("Expected a strictly positive integer for 'ind'")
    if ind > A._data.ndim:
        raise RuntimeError(f"ArrayRef: invalid slice, N = {ind}; size = {A._data.ndim}")
    first, last = A._data.shape[:ind], A._data.shape[ind:]
    if math.prod(first) != math.prod(last):
        raise RuntimeError(
            "Expected self to satisfy the requirement prod(self.shape[ind:]) == prod(self.shape[:ind]), but got "
            f"{math.prod(last)} != {math.prod(first)}"
        )
    return inverse(A.reshape((math.prod(first), math.prod(last)))).reshape((*last, *first))


@composed(method=False, function=False)
def tensorsolve(A, B, dims=None):
    """X in tensordot(A, X, X.ndim) = B; the dimensions `dims` of A are moved to its end first."""
    if dims is not None:
        A = A.movedim(tuple(dims), tuple(range(A._data.ndim - len(dims), A._data.ndim)))
    shape = A._data.shape[B._data.ndim :]
    if math.prod(shape) != math.prod(A._data.shape[: B._data.ndim]):
        raise RuntimeError(
            "Expected self to satisfy the requirement prod(self.shape[other.ndim:]) == prod(self.shape[:other.ndim]), "
            f"but got {math.prod(shape)} != {math.prod(A._data.shape[: B._data.ndim])}"
        )
    rows = math.prod(shape)
    return solve(A.reshape((rows, rows)), B.reshape((rows,))).reshape(shape)
