"""Products of matrices and vectors by their own names, and sums of them."""

from __future__ import annotations

from typing import Any

from ..autograd.arguments import list_of
from ..autograd.op import composed
from ..backend import dtype as dtypes
from ..backend.array import Array, Number
from .checks import refuses, want_tensors
from .dimension import dimension


def _size(x: Any) -> str:
    return "x".join([str(n) for n in x._data.shape])


@composed(out=True)
def mm(input, mat2):
    """(n, m) @ (m, p) -> (n, p)."""
    want_tensors("mm", input=input, mat2=mat2)
    if input._data.ndim != 2:
        raise RuntimeError("self must be a matrix")
    if mat2._data.ndim != 2:
        raise RuntimeError("mat2 must be a matrix")
    return input @ mat2


@composed(out=True)
def bmm(input, mat2):
    """(b, n, m) @ (b, m, p) -> (b, n, p)."""
    want_tensors("bmm", input=input, mat2=mat2)
    if input._data.ndim != 3 or mat2._data.ndim != 3:
        raise RuntimeError(f"batch{1 if input._data.ndim != 3 else 2} must be a 3D tensor")
    (b, _, m), (c, n, _) = input._data.shape, mat2._data.shape
    if b != c or m != n:
        raise RuntimeError(
            f"Expected size for first two dimensions of batch2 tensor to be: [{b}, {m}] but got: [{c}, {n}]."
        )
    return input @ mat2


@composed(out=True)
def mv(input, vec):
    """(n, m) @ (m,) -> (n,)."""
    want_tensors("mv", input=input, vec=vec)
    if input._data.ndim != 2 or vec._data.ndim != 1:
        raise RuntimeError(f"vector + matrix @ vector expected, got 1, {input._data.ndim}, {vec._data.ndim}")
    if input._data.shape[1] != vec._data.shape[0]:
        raise RuntimeError(
            f"size mismatch, got input ({input._data.shape[0]}), mat ({_size(input)}), vec ({vec._data.shape[0]})"
        )
    return input @ vec


@composed(out=True)
def dot(input, tensor):
    """The sum of the products of two vectors."""
    want_tensors("dot", input=input, tensor=tensor)
    if input._data.ndim != 1 or tensor._data.ndim != 1:
        raise RuntimeError(f"1D tensors expected, but got {input._data.ndim}D and {tensor._data.ndim}D tensors")
    if input.dtype != tensor.dtype:
        raise RuntimeError(
            f"dot : expected both vectors to have same dtype, but found {_word(input)} and {_word(tensor)}"
        )
    return input @ tensor


def _word(x: Any) -> str:
    return {"Float": "Float", "Double": "Double"}.get(x.dtype.word, x.dtype.word)


@composed(out=True)
def vdot(input, other):
    """The sum of the products of two vectors, the first conjugated."""
    want_tensors("vdot", input=input, other=other)
    return dot(input.conj() if input.is_complex() else input, other)


@composed(out=True)
def inner(input, other):
    """The products summed over the last dimension of both: (*, n), (**, n) -> (*, **)."""
    want_tensors("inner", input=input, other=other)
    if input._data.ndim == 0 or other._data.ndim == 0:
        return input * other
    if input._data.shape[-1] != other._data.shape[-1]:
        raise RuntimeError(
            "inner() the last dimension must match on both input tensors but got shapes "
            f"{list(input._data.shape)} and {list(other._data.shape)}"
        )
    if input._data.ndim == other._data.ndim == 1:
        return dot(input, other)
    return tensordot(input, other, ((-1,), (-1,)))


@composed(aliases=("ger",), out=True)
def outer(input, vec2):
    """Every product of two elements: (n,), (m,) -> (n, m)."""
    want_tensors("outer", input=input, vec2=vec2)
    for name, x in (("self", input), ("vec2", vec2)):
        if x._data.ndim != 1:
            raise RuntimeError(f"outer: Expected 1-D argument {name}, but got {x._data.ndim}-D")
    return input.unsqueeze(1) * vec2


@composed(method=False, out=True)
def tensordot(a, b, dims=2):
    """Sum products over dimensions of both: the last and first `dims`, or two lists of them."""
    first, second = _contracted(a, b, dims)
    first = [dimension(d, a._data.ndim) for d in first]
    second = [dimension(d, b._data.ndim) for d in second]
    if len(first) != len(second):
        raise RuntimeError("both dimension lists should have same length")
    for m, n in zip(first, second, strict=True):
        sizes = a._data.shape[m], b._data.shape[n]
        if sizes[0] != sizes[1]:
            if 1 not in sizes:
                raise RuntimeError(
                    f"contracted dimensions need to match, but first has size {sizes[0]} in dim {m} and second has "
                    f"size {sizes[1]} in dim {n}"
                )
            a = a.sum(m, keepdim=True, dtype=a.dtype) if sizes[1] == 1 else a
            b = b.sum(n, keepdim=True, dtype=b.dtype) if sizes[0] == 1 else b
    rows = [d for d in range(a._data.ndim) if d not in first]
    columns = [d for d in range(b._data.ndim) if d not in second]
    inside = _count(a, first)
    shape = [a._data.shape[d] for d in rows] + [b._data.shape[d] for d in columns]
    left = a.permute(rows + first).reshape((_count(a, rows), inside))
    right = b.permute(second + columns).reshape((inside, _count(b, columns)))
    return (left @ right).reshape(tuple(shape))


def _contracted(a: Any, b: Any, dims: Any) -> tuple[list[int], list[int]]:
    """The dimensions of each tensor that are summed over."""
    if not isinstance(dims, (int, list, tuple)) and not hasattr(dims, "_node"):
        raise RuntimeError(
            "tensordot expects dims to be int or tuple[list[int], list[int]] or list[list[int]] containing two lists, "
            f"but got dims={dims}"
        )
    if hasattr(dims, "_node"):
        dims = dims.tolist() if dims._data.size > 1 else int(dims.item())
    if isinstance(dims, int):
        if dims < 0:
            raise RuntimeError(f"tensordot expects dims >= 0, but got dims={dims}")
        _tensors(a, b)
        if dims > min(a._data.ndim, b._data.ndim):
            raise RuntimeError(f"tensordot expects dims < ndim_a or ndim_b, but got dims={dims}")
        return list(range(a._data.ndim - dims, a._data.ndim)), list(range(dims))
    if len(dims) != 2:
        raise ValueError(f"tensordot(): dims: want two lists of dimensions, got {len(dims)}")
    first, second = [list_of("tensordot(): argument 'dims'", found) for found in dims]
    return list(first), list(second)


def _tensors(*given: Any) -> None:
    """PyTorch asks these for their dimensions in Python."""
    for value in given:
        if not hasattr(value, "_node"):
            raise AttributeError(f"'{type(value).__name__}' object has no attribute 'dim'")


def _count(x: Any, dims: list[int]) -> int:
    total = 1
    for d in dims:
        total *= x._data.shape[d]
    return total


def _sum(input: Any, product: Any, beta: Any, alpha: Any) -> Any:
    """`beta * input + alpha * product`; with `beta` 0 a NaN in `input` does not matter."""
    if input._data.shape != product._data.shape:
        input.expand(product._data.shape)  # says where that cannot be
    if complex in (type(beta), type(alpha)) and product._data.dtype.kind != "c":
        raise RuntimeError("value cannot be converted to type float without overflow")
    if product._data.dtype.kind in "iu":  # integers stay integers: PyTorch cuts the numbers' fractions off
        beta, alpha = int(beta), int(alpha)
    product = product if alpha == 1 else product * alpha
    if input._data.shape != product._data.shape:
        input = input.expand(product._data.shape)
    if beta == 0:
        return product
    return (input if beta == 1 else input * beta) + product


def _one_dtype(words: str, *given: Any) -> None:
    kinds = [dtypes.of(x._data.dtype).word for x in given]
    if len(set(kinds)) > 1:
        raise RuntimeError(f"{words} must have the same dtype, but got {' and '.join(kinds)}")


def _added(product: Any) -> Any:
    """A product of matrices that others are added to; of masks PyTorch adds none but one without elements."""
    if product._data.dtype == bool and product._data.size:
        raise RuntimeError("result type Long can't be cast to the desired output type Bool")
    return product


@composed(inplace=True, out=True)
def addmm(input: Array, mat1: Array, mat2: Array, *, beta: Number = 1, alpha: Number = 1):
    """`beta * input + alpha * (mat1 @ mat2)`."""
    for name, x in (("mat1", mat1), ("mat2", mat2)):
        if x._data.ndim != 2:
            raise RuntimeError(f"{name} must be a matrix, got {x._data.ndim}-D tensor")
    _one_dtype("self and mat2", input, mat2)
    return _sum(input, _added(mat1 @ mat2), beta, alpha)


@composed(inplace=True, out=True)
def addmv(input: Array, mat: Array, vec: Array, *, beta: Number = 1, alpha: Number = 1):
    """`beta * input + alpha * (mat @ vec)`."""
    if mat.ndim != 2 or vec.ndim != 1:
        ndims = f"{input.ndim}, {mat.ndim}, {vec.ndim}"
        raise RuntimeError(f"vector + matrix @ vector expected, got {ndims}")
    if not input.ndim and mat._data.shape[1] != vec._data.shape[0]:
        raise IndexError("Dimension specified as 0 but tensor has no dimensions")
    _one_dtype("addmv input tensors", input, mat, vec)
    return _sum(input, mat @ vec, beta, alpha)


@composed(inplace=True, out=True)
def addr(input: Array, vec1: Array, vec2: Array, *, beta: Number = 1, alpha: Number = 1):
    """`beta * input + alpha * outer(vec1, vec2)`."""
    if vec1.ndim == vec2.ndim == 1:
        input.expand((vec1._data.size, vec2._data.size))  # says where that cannot be
    if input._data.dtype == vec1._data.dtype == vec2._data.dtype == bool:
        return input & bool(beta) | (outer(vec1, vec2) & bool(alpha))
    return _sum(input, outer(vec1, vec2), beta, alpha)


def _sized(batch1: Any, batch2: Any, first: int) -> None:
    """PyTorch asks for the sizes of the result, from dimension `first` of the batch on, before it looks at anything."""
    for batch, dim in (*((batch1, dim) for dim in range(first, 2)), (batch2, 2)):
        if batch._data.ndim == 0:
            raise IndexError(f"Dimension specified as {dim} but tensor has no dimensions")
        dimension(dim, batch._data.ndim)


@composed(inplace=True, out=True)
def baddbmm(input: Array, batch1: Array, batch2: Array, *, beta: Number = 1, alpha: Number = 1):
    """`beta * input + alpha * (batch1 @ batch2)`, for each matrix of a batch."""
    _sized(batch1, batch2, 0)
    _one_dtype("input, batch1 and batch2", input, batch1, batch2)
    return _sum(input, _added(bmm(batch1, batch2)), beta, alpha)


@composed(out=True)
def addbmm(input: Array, batch1: Array, batch2: Array, *, beta: Number = 1, alpha: Number = 1):
    """`beta * input + alpha * (batch1 @ batch2).sum(0)`: the products of a batch added up."""
    _sized(batch1, batch2, 1)
    _one_dtype("self and mat2", input, batch2)
    return _sum(input, _added(bmm(batch1, batch2).sum(0).to(batch1.dtype)), beta, alpha)


@composed(function=False)
def addbmm_(self, batch1, batch2, *, beta: Number = 1, alpha: Number = 1):
    """Write `addbmm` into this tensor, which takes its size: alone among the in-place forms."""
    result = addbmm(self, batch1, batch2, beta=beta, alpha=alpha)
    return (self if self._data.shape == result._data.shape else self.resize_(result._data.shape)).copy_(result)



@composed(function=False)  # `nbtorch.trace` is the package of that name, which can be called
def trace(input):
    """The sum of the diagonal of a matrix."""
    if input._data.ndim != 2:
        raise RuntimeError(f"trace: expected a matrix, but got tensor with dim {input._data.ndim}")
    refuses("trace", "b")(input._data)
    return input.diagonal().sum()


@composed(out=True)
def kron(input, other):
    """Every element of `input` times all of `other`, in blocks."""
    want_tensors("kron", input=input, other=other)
    ndim = max(input._data.ndim, other._data.ndim)
    a = input.reshape((1,) * (ndim - input._data.ndim) + input._data.shape)
    b = other.reshape((1,) * (ndim - other._data.ndim) + other._data.shape)
    left = a.reshape(tuple([n for size in a._data.shape for n in (size, 1)]))
    right = b.reshape(tuple([n for size in b._data.shape for n in (1, size)]))
    return (left * right).reshape(tuple([m * n for m, n in zip(a._data.shape, b._data.shape, strict=True)]))
