"""Views of parts: slices, pieces along a dimension, diagonals."""

from __future__ import annotations

from typing import Any

from ..autograd.arguments import int_of, ints_of, overloaded
from ..autograd.op import composed, op
from ..backend import dtype as dtypes
from ..backend.array import CPU, Array, Int, List, Pieces
from .dimension import absolute, dimension
from .shape import cat


@composed()
def narrow(input, dim: Int, start, length: Int):
    """View of `length` slices from `start` on along `dim`."""
    if input._data.ndim == 0:
        raise RuntimeError("narrow() cannot be applied to a 0-dim tensor.")
    if hasattr(start, "_node") and (start._data.ndim or start._data.dtype.kind not in "iu"):
        raise RuntimeError("start must be an 0-dim integral Tensor.")
    start = int(start) if hasattr(start, "_node") else overloaded("narrow", int_of, start, input)
    dim = dimension(dim, input._data.ndim)
    n = input._data.shape[dim]
    if length < 0:
        raise RuntimeError("narrow(): length must be non-negative.")
    if not -n <= start <= n:
        raise IndexError(f"start out of range (expected to be in range of [{-n}, {n}], but got {start})")
    start += n if start < 0 else 0
    if start + length > n:
        raise RuntimeError(f"start ({start}) + length ({length}) exceeds dimension size ({n}).")
    return input[(slice(None),) * dim + (slice(start, start + length),)]


@composed()
def select(input, dim: Int, index: Int):
    """View of the slice `index` along `dim`, which goes away."""
    if input._data.ndim == 0:
        raise IndexError("select() cannot be applied to a 0-dim tensor.")
    dim = dimension(dim, input._data.ndim)
    n = input._data.shape[dim]
    if not -n <= index < n:
        raise IndexError(
            f"select(): index {index} out of range for tensor of size {list(input._data.shape)} at dimension {dim}"
        )
    return input[(slice(None),) * dim + (int(index),)]


_MOST = 2**31  # pieces: their list alone would fill the memory


def _lengths(n: int, sections: Any) -> tuple[int, ...]:
    """The sizes of the pieces of `n` slices."""
    if not isinstance(sections, int):
        return tuple([int(s) for s in sections])
    return (n,) if n <= sections else tuple([min(sections, n - i) for i in range(0, n, sections)])


def _splits(tensor: Any, split_size_or_sections: Any, dim: int) -> None:
    if tensor.ndim == 0:
        raise RuntimeError("split expects at least a 1-dimensional tensor")
    n, sections = tensor.shape[dimension(dim, tensor.ndim)], split_size_or_sections
    if isinstance(sections, int):
        if sections == 0 and n:
            raise RuntimeError(f"split_size can only be 0 if dimension size is 0, but got dimension size of {n}")
        if sections < 0:
            raise RuntimeError(f"split expects split_size be non-negative, but got split_size={sections}")
    elif sum([int(s) for s in sections]) != n or min([int(s) for s in sections], default=0) < 0:
        raise RuntimeError(
            f"split_with_sizes expects split_sizes to sum exactly to {n} (input tensor's size at dimension "
            f"{dim}), but got split_sizes={list(sections)}"
        )


@op(
    vjp={"tensor": lambda g, dim: cat(g, dim)},
    outputs=(),
    view=True,
    check=_splits,
    samples=(
        ((5, 4), {"split_size_or_sections": 2}),
        ((3, 5), {"split_size_or_sections": (1, 4), "dim": 1}),
        ((3, 4), {"split_size_or_sections": 7, "dim": -1}),
    ),
    grad_fn=lambda split_size_or_sections, dim: (
        "SplitBackward0" if isinstance(split_size_or_sections, int) else "SplitWithSizesBackward0"
    ),
)
def split(xp, tensor: Array, split_size_or_sections: Pieces, dim: Int = 0):
    """Views of pieces along `dim`: all of one size but the last, or of the sizes in a list."""
    lead, start, pieces = (slice(None),) * (dim % tensor.ndim), 0, []
    for length in _lengths(tensor.shape[dim], split_size_or_sections):
        pieces.append(tensor[(*lead, slice(start, start + length))])
        start += length
    return tuple(pieces)


@composed()
def split_with_sizes(input, split_sizes: List, dim: Int = 0):
    """Views of pieces of given sizes along `dim`."""
    return input.split(tuple(split_sizes), dim)


@composed()
def chunk(input, chunks: Int, dim: Int = 0):
    """Views of at most `chunks` pieces of one size along `dim`."""
    if input._data.ndim == 0:
        raise RuntimeError("chunk expects at least a 1-dimensional tensor")
    if chunks <= 0:
        raise RuntimeError(f"chunk expects `chunks` to be greater than 0, got: {chunks}")
    n = input._data.shape[dimension(dim, input._data.ndim)]
    return input.split((0,) * chunks, dim) if n == 0 else input.split(-(-n // chunks), dim)


def sections(name: str, input: Any, value: Any) -> Any:
    """Into how many pieces to cut, or where: an integer or a list of them."""
    if name == "tensor_split" and hasattr(value, "_node") and value._data.dtype.name != "int64":
        return value  # whose dtype is told of
    return overloaded(name, ints_of, value, input)


@composed()
def tensor_split(input, indices_or_sections, dim: Int = 0):
    """Views of pieces along `dim`: so many of nearly one size, or cut at the given indices."""
    if input._data.ndim == 0:
        raise RuntimeError("tensor_split expected at least a 1-dimensional tensor, but got a tensor with 0 dims")
    dim = dimension(dim, input._data.ndim)
    n, cuts = input._data.shape[dim], indices_or_sections
    if not (hasattr(cuts, "_node") and cuts._data.ndim):
        cuts = sections("tensor_split", input, cuts)
    if hasattr(cuts, "_node"):
        if cuts._data.dtype != "int64":
            kind = dtypes.of(cuts._data.dtype).word
            wanted = "tensor_split expected tensor_indices_or_sections to have dtype of long"
            raise RuntimeError(f"{wanted}, but got {kind}")
        cuts = cuts.tolist()
    if isinstance(cuts, int):
        if cuts <= 0:
            raise RuntimeError(f"number of sections must be larger than 0, got {cuts}")
        if cuts >= _MOST:
            raise RuntimeError(f"tensor_split(): {cuts} pieces are more than there is memory for")
        each, more = divmod(n, cuts)
        cuts = [(i + 1) * each + min(i + 1, more) for i in range(cuts - 1)]
    lead = (slice(None),) * dim
    return tuple([input[(*lead, slice(a, b))] for a, b in zip([0, *cuts], [*cuts, n], strict=True)])


def _cut(name: str, input: Any, indices_or_sections: Any, dim: int, least: int) -> Any:
    if input._data.ndim < least:
        raise RuntimeError(
            f"torch.{name} requires a tensor with at least {least} dimension{'s' * (least > 1)}, but got a tensor with "
            f"{input._data.ndim} dimensions!"
        )
    n, indices_or_sections = input._data.shape[dim], sections(name, input, indices_or_sections)
    if isinstance(indices_or_sections, int) and (indices_or_sections == 0 or n % indices_or_sections):
        raise RuntimeError(
            f"torch.{name} attempted to split along dimension {dim}, but the size of the dimension {n} is not "
            "divisible by "
            f"the split_size {indices_or_sections}!"
        )
    return input.tensor_split(indices_or_sections, dim)


@composed()
def hsplit(input, indices_or_sections):
    """Views of pieces side by side: along dimension 1, or 0 of a vector."""
    return _cut("hsplit", input, indices_or_sections, 0 if input._data.ndim == 1 else 1, 1)


@composed()
def vsplit(input, indices_or_sections):
    """Views of pieces one above the other: along dimension 0."""
    return _cut("vsplit", input, indices_or_sections, 0, 2)


@composed()
def dsplit(input, indices_or_sections):
    """Views of pieces one behind the other: along dimension 2."""
    return _cut("dsplit", input, indices_or_sections, 2, 3)


@op(
    vjp={"input": lambda g, input_shape, offset, dim1, dim2: diagonal_back(g, input_shape, offset, dim1, dim2)},
    view=True,
    samples=(
        ((3, 4),),
        ((3, 4), {"offset": -1}),
        ((2, 3, 4), {"offset": 1, "dim1": -1, "dim2": 0}),
        ((2, 3), {"offset": 5}),
    ),
)
def diagonal(xp, input: Array, offset: Int = 0, dim1: Int = 0, dim2: Int = 1):
    """View of the diagonal of two dimensions, as the last dimension."""
    a, b = absolute((dim1, dim2), input.ndim)
    if a == b:
        raise RuntimeError(f"diagonal dimensions cannot be identical {dim1}, {dim2}")
    found = input.diagonal(max(-input.shape[dim1], min(offset, input.shape[dim2])), dim1, dim2)
    if xp is CPU:
        found.flags.writeable = True  # NumPy says it will be, one day
    return found


@op(
    vjp={"input": lambda g, offset, dim1, dim2: diagonal(g, offset, dim1, dim2)},
    method=False,
    function=False,
    samples=(((3,), {"shape": (3, 4), "offset": 0, "dim1": 0, "dim2": 1}),),
)
def diagonal_back(xp, input: Array, shape, offset, dim1, dim2):
    """Zeros of `shape` with `input` on a diagonal: the transpose of `diagonal`."""
    whole = xp.zeros(shape, input.dtype)
    diagonal.forward(xp, whole, offset, dim1, dim2)[...] = input
    return whole
