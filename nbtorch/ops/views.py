"""Other ways to look at the same memory: permuted, cut, sliced, diagonal."""

from __future__ import annotations

from typing import Any

from .._size import Size
from ..autograd.errors import broadcast_error
from ..autograd.inplace import shares_memory
from ..autograd.op import composed, op
from ..backend.array import CPU, Array
from .dimension import absolute, dimension
from .shape import bad_shape, cat, reshape


def _channels_last(input: Any) -> bool:
    """Whether a (N, C, ...) array lies in memory as (N, ..., C), which is how a convolution leaves it."""
    if input.ndim < 3:
        return False
    axes = (0, *range(2, input.ndim), 1)
    return bool(input.transpose(axes).flags.c_contiguous)


@op(
    vjp={"input": lambda g, input_shape: reshape(g, input_shape)},
    view="maybe",
    function=False,
    spread="size",
    samples=(((3, 4), {"size": (2, 6)}), ((3, 4), {"size": (-1,)}), ((), {"size": (1, 1)})),
)
def view(xp, input: Array, size):
    """The same memory in another shape; `reshape` where a copy will do.

    What a convolution made has its channels last in memory, where PyTorch's are second: such a tensor is copied.
    """
    try:
        seen = input.reshape(size)
    except (ValueError, TypeError):
        raise bad_shape(input, size) from None
    if not (input.flags.c_contiguous or shares_memory(input, seen) or _channels_last(input)):
        raise RuntimeError(
            "view size is not compatible with input tensor's size and stride (at least one dimension spans across two "
            "contiguous subspaces). Use .reshape(...) instead."
        )
    return seen


@op(view=True, method=False, function=False)
def view_dtype(xp, input: Array, dtype):
    """The same bytes read as another dtype; the last dimension shrinks or grows with the item size."""
    if input.ndim == 0 and input.dtype.itemsize != dtype.itemsize:
        raise RuntimeError(f"self.dim() cannot be 0 to view {input.dtype} as {dtype} (different element sizes)")
    return input.view(dtype)


def _permutable(input: Any, dims: Any) -> None:
    if len(dims) != input.ndim:
        raise RuntimeError(
            "permute(sparse_coo): number of dimensions in the tensor input does not match the length of the desired "
            f"ordering of dimensions i.e. input.dim() = {input.ndim} is not equal to len(dims) = {len(dims)}"
        )
    if len(set(absolute(dims, input.ndim))) != len(dims):
        raise RuntimeError("permute(): duplicate dims are not allowed.")


def _back(dims: Any) -> tuple[int, ...]:
    """The permutation that undoes `dims`."""
    places = {d % len(dims): i for i, d in enumerate(dims)}
    return tuple([places[i] for i in range(len(dims))])


@op(
    vjp={"input": lambda g, dims: permute(g, _back(dims))},
    view=True,
    spread="dims",
    check=_permutable,
    samples=(((2, 3, 4), {"dims": (2, 0, 1)}), ((2, 3, 4), {"dims": (0, -1, 1)}), ((), {"dims": ()})),
)
def permute(xp, input: Array, dims):
    """View with the dimensions in the order `dims`."""
    return input.transpose(dims) if len(dims) == input.ndim else _permutable(input, dims)


def _matrix_at_most(input: Any) -> None:
    if input.ndim > 2:
        raise RuntimeError(f"t() expects a tensor with <= 2 dimensions, but self is {input.ndim}D")


@op(vjp={"input": lambda g: t(g)}, view=True, samples=(((3, 4),), ((3,),), ((),)))
def t(xp, input: Array):
    """A matrix transposed: (n, m) -> (m, n); vectors and numbers as they are."""
    if input.ndim > 2:
        _matrix_at_most(input)
    return input.T if input.ndim == 2 else input[...]


@composed(aliases=("swapdims",))
def swapaxes(input, axis0, axis1):
    """View with two dimensions swapped: `transpose` by NumPy's name."""
    return input.transpose(axis0, axis1)


@composed(aliases=("moveaxis",))
def movedim(input, source, destination):
    """View with the dimensions `source` moved to the places `destination`."""
    ndim = input._data.ndim
    sources = absolute((source,) if isinstance(source, int) else source, ndim)
    targets = absolute((destination,) if isinstance(destination, int) else destination, ndim)
    if len(sources) != len(targets):
        raise RuntimeError(
            f"movedim: Invalid source or destination dims: source ({list(sources)} dims) should contain the same number of "
            f"dims as destination ({list(targets)} dims)"
        )
    for dims, word in ((sources, "source"), (targets, "destination")):
        if len(set(dims)) != len(dims):
            raise RuntimeError(f"movedim: repeated dim in `{word}` ({list(dims)})")
    moved = dict(zip(targets, sources, strict=True))
    rest = iter([d for d in range(ndim) if d not in sources])
    return input.permute(tuple([moved[i] if i in moved else next(rest) for i in range(ndim)]))


# ---------------------------------------------------------------- in another shape
@composed(function=False)
def view_as(self, other):
    """This memory in the shape of `other`."""
    return self.view(other._data.shape)


@composed(function=False)
def reshape_as(self, other):
    """These elements in the shape of `other`."""
    return self.reshape(other._data.shape)


@composed()
def flatten(input, start_dim=0, end_dim=-1):
    """The dimensions from `start_dim` to `end_dim` as one: (N, C, H, W) -> (N, C * H * W) from 1 on."""
    shape = input._data.shape
    if not shape:
        return input.reshape((1,))
    start, end = dimension(start_dim, len(shape)), dimension(end_dim, len(shape))
    if start > end:
        raise RuntimeError("flatten() has invalid args: start_dim cannot come after end_dim")
    if start == end:
        return input
    size = 1
    for n in shape[start : end + 1]:
        size *= n
    return input.reshape((*shape[:start], size, *shape[end + 1 :]))


@composed()
def ravel(input):
    """All elements in one dimension."""
    return input.contiguous().view((-1,))


@composed()
def unflatten(input, dim, sizes):
    """One dimension as several: the inverse of `flatten`."""
    shape = input._data.shape
    dim, sizes = dimension(dim, len(shape)), tuple(sizes)
    if not sizes:
        raise RuntimeError("unflatten: sizes must be non-empty")
    known = 1
    for n in sizes:
        known *= n if n != -1 else 1
    fits = (known != 0 and shape[dim] % known == 0) if -1 in sizes else known == shape[dim]
    if not fits:
        raise RuntimeError(
            f"unflatten: Provided sizes {list(sizes)} don't multiply up to the size of dim {dim} ({shape[dim]}) in the "
            "input tensor"
        )
    return input.view((*shape[:dim], *sizes, *shape[dim + 1 :]))


@composed(function=False)
def expand_as(self, other):
    """This tensor expanded to the shape of `other`."""
    return self.expand(other._data.shape)


@composed()
def broadcast_to(input, size):
    """View `input` at a larger `size`."""
    return input.expand(size)


@composed(method=False)
def broadcast_tensors(*tensors):
    """Every tensor expanded to the shape they make together."""
    tensors = tensors[0] if len(tensors) == 1 and isinstance(tensors[0], (tuple, list)) else tensors
    shapes = [x._data.shape for x in tensors]
    try:
        shape = broadcast_shapes(*shapes)
    except RuntimeError:
        raise broadcast_error(shapes) from None
    return tuple([x.expand(shape) for x in tensors])


@composed(method=False)
def broadcast_shapes(*shapes):
    """The shape that tensors of these shapes make together."""
    total: tuple[int, ...] = ()
    for shape in [(s,) if isinstance(s, int) else tuple(s) for s in shapes]:
        ndim = max(len(total), len(shape))
        a, b = [(1,) * (ndim - len(s)) + s for s in (total, shape)]
        if any([m != n and 1 not in (m, n) for m, n in zip(a, b, strict=True)]):
            raise RuntimeError("Shape mismatch: objects cannot be broadcast to a single shape")
        total = tuple([n if m == 1 else m for m, n in zip(a, b, strict=True)])
    return Size(total)


def _each(tensors: Any, function: Any) -> Any:
    """`function` of a tensor, or of each of several."""
    if len(tensors) == 1:
        tensors = tensors[0]
    return function(tensors) if hasattr(tensors, "_node") else tuple([function(x) for x in tensors])


@composed(method=False)
def atleast_1d(*tensors):
    """A number as a vector; the rest as it is."""
    return _each(tensors, lambda x: x if x._data.ndim else x.reshape((1,)))


@composed(method=False)
def atleast_2d(*tensors):
    """Tensors with at least two dimensions, new ones in front."""
    return _each(tensors, lambda x: x if x._data.ndim > 1 else x.reshape((1, -1)))


@composed(method=False)
def atleast_3d(*tensors):
    """Tensors with at least three dimensions: (n,) -> (1, n, 1), (n, m) -> (n, m, 1)."""
    return _each(
        tensors,
        lambda x: x if x._data.ndim > 2 else x.unsqueeze(-1) if x._data.ndim == 2 else x.reshape((1, -1, 1)),
    )


# ---------------------------------------------------------------- pieces
@composed()
def narrow(input, dim, start, length):
    """View of `length` slices from `start` on along `dim`."""
    dim = dimension(dim, input._data.ndim)
    n, start, length = input._data.shape[dim], int(start), int(length)
    if length < 0:
        raise RuntimeError("narrow(): length must be non-negative.")
    if not -n <= start <= n:
        raise IndexError(f"start out of range (expected to be in range of [{-n}, {n}], but got {start})")
    start += n if start < 0 else 0
    if start + length > n:
        raise RuntimeError(f"start ({start}) + length ({length}) exceeds dimension size ({n}).")
    return input[(slice(None),) * dim + (slice(start, start + length),)]


@composed()
def select(input, dim, index):
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
def split(xp, tensor: Array, split_size_or_sections, dim=0):
    """Views of pieces along `dim`: all of one size but the last, or of the sizes in a list."""
    lead, start, pieces = (slice(None),) * (dim % tensor.ndim), 0, []
    for length in _lengths(tensor.shape[dim], split_size_or_sections):
        pieces.append(tensor[(*lead, slice(start, start + length))])
        start += length
    return tuple(pieces)


@composed()
def split_with_sizes(input, split_sizes, dim=0):
    """Views of pieces of given sizes along `dim`."""
    return input.split(tuple(split_sizes), dim)


@composed()
def chunk(input, chunks, dim=0):
    """Views of at most `chunks` pieces of one size along `dim`."""
    if input._data.ndim == 0:
        raise RuntimeError("chunk expects at least a 1-dimensional tensor")
    if chunks <= 0:
        raise RuntimeError(f"chunk expects `chunks` to be greater than 0, got: {chunks}")
    n = input._data.shape[dimension(dim, input._data.ndim)]
    return input.split((0,) * chunks, dim) if n == 0 else input.split(-(-n // chunks), dim)


@composed()
def tensor_split(input, indices_or_sections, dim=0):
    """Views of pieces along `dim`: so many of nearly one size, or cut at the given indices."""
    if input._data.ndim == 0:
        raise RuntimeError("tensor_split expected at least a 1-dimensional tensor, but got a tensor with 0 dims")
    dim = dimension(dim, input._data.ndim)
    n, cuts = input._data.shape[dim], indices_or_sections
    if hasattr(cuts, "_node"):
        cuts = cuts.tolist()
    if isinstance(cuts, int):
        if cuts <= 0:
            raise RuntimeError(f"number of sections must be larger than 0, got {cuts}")
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
    n = input._data.shape[dim]
    if isinstance(indices_or_sections, int) and (indices_or_sections == 0 or n % indices_or_sections):
        raise RuntimeError(
            f"torch.{name} attempted to split along dimension {dim}, but the size of the dimension {n} is not divisible by "
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
    samples=(((3, 4),), ((3, 4), {"offset": -1}), ((2, 3, 4), {"offset": 1, "dim1": -1, "dim2": 0}), ((2, 3), {"offset": 5})),
)
def diagonal(xp, input: Array, offset=0, dim1=0, dim2=1):
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
