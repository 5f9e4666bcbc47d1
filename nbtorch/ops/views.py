"""Other ways to look at the same memory: permuted, in another shape, expanded."""

from __future__ import annotations

from typing import Any

from .._size import Size
from ..autograd.errors import broadcast_error, invalid, not_a_tensor
from ..autograd.inplace import shares_memory
from ..autograd.op import composed, op
from ..backend.array import Array, Int, Ints, List
from .dimension import absolute, dimension
from .shape import bad_shape, negative, reshape


@op(
    vjp={"input": lambda g, input_shape: reshape(g, input_shape)},
    view="maybe",
    function=False,
    spread="size",
    samples=(((3, 4), {"size": (2, 6)}), ((3, 4), {"size": (-1,)}), ((), {"size": (1, 1)})),
)
def view(xp, input: Array, size: List):
    """The same memory in another shape; `reshape` where a copy will do."""
    try:
        seen = input.reshape(size)
    except (ValueError, TypeError):
        raise bad_shape(input, size) from None
    if seen.shape != size and negative(size):
        raise bad_shape(input, size)
    if not (input.flags.c_contiguous or shares_memory(input, seen)):
        raise RuntimeError(
            "view size is not compatible with input tensor's size and stride (at least one dimension spans across two "
            "contiguous subspaces). Use .reshape(...) instead."
        )
    return seen


@op(view=True, method=False, function=False)
def view_dtype(xp, input: Array, dtype):
    """The same bytes read as another dtype; the last dimension shrinks or grows with the item size."""
    return input.view(dtype)


def _permutable(input: Any, dims: Any) -> None:
    if len(dims) != input.ndim:
        raise RuntimeError(
            "permute(sparse_coo): number of dimensions in the tensor input does not match the length of the desired "
            f"ordering of dimensions i.e. input.dim() = {input.ndim} is not equal to len(dims) = {len(dims)}"
        )
    seen: set[int] = set()
    for dim in dims:
        if (found := dimension(dim, input.ndim)) in seen:
            raise RuntimeError("permute(): duplicate dims are not allowed.")
        seen.add(found)


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
def permute(xp, input: Array, dims: List):
    """View with the dimensions in the order `dims`."""
    if len(dims) != input.ndim or (dims and not -64 <= min(dims) <= max(dims) < 64):  # of more bits NumPy drops some
        _permutable(input, dims)
    return input.transpose(dims)


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
def swapaxes(input, axis0: Int, axis1: Int):
    """View with two dimensions swapped: `transpose` by NumPy's name."""
    return input.transpose(axis0, axis1)


@composed(aliases=("moveaxis",))
def movedim(input, source: Ints, destination: Ints):
    """View with the dimensions `source` moved to the places `destination`."""
    ndim = input._data.ndim
    if isinstance(source, int) is not isinstance(destination, int):
        raise invalid("movedim", [input, source, destination])
    sources = absolute((source,) if isinstance(source, int) else source, ndim)
    targets = absolute((destination,) if isinstance(destination, int) else destination, ndim)
    if len(sources) != len(targets):
        raise RuntimeError(
            f"movedim: Invalid source or destination dims: source ({list(sources)} dims) should contain the same "
            "number of "
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
def flatten(input, start_dim: Int = 0, end_dim: Int = -1):
    """The dimensions from `start_dim` to `end_dim` as one: (N, C, H, W) -> (N, C * H * W) from 1 on."""
    shape = input._data.shape
    if not shape:
        dimension(start_dim, 0), dimension(end_dim, 0)
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
def unflatten(input, dim: Int, sizes: List):
    """One dimension as several: the inverse of `flatten`."""
    shape = input._data.shape
    dim, sizes = dimension(dim, len(shape)), tuple(sizes)
    if not sizes:
        raise RuntimeError("unflatten: sizes must be non-empty")
    if not shape:
        raise RuntimeError(
            f"unflatten got an unexpected error:\nDimension specified as {dim} but tensor has no dimensions"
        )
    known = 1
    for n in sizes:
        known *= n if n != -1 else 1
    if not shape:
        raise RuntimeError("unflatten got an unexpected error:\nDimension specified as 0 but tensor has no dimensions")
    fits = (known != 0 and shape[dim] % known == 0) if -1 in sizes else known == shape[dim]
    if fits and sizes.count(-1) == 1:  # beside another dimension of nothing `view` could not tell
        sizes = tuple([shape[dim] // known if n == -1 else n for n in sizes])
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
def broadcast_to(input, size: List):
    """View `input` at a larger `size`."""
    return input.expand(size)


@composed(method=False)
def broadcast_tensors(*tensors):
    """Every tensor expanded to the shape they make together."""
    for position, value in enumerate(tensors):
        if not hasattr(value, "_node"):
            raise not_a_tensor(position, value)
    shapes = [x._data.shape for x in tensors]
    try:
        shape = broadcast_shapes(*shapes)
    except RuntimeError as error:
        raise broadcast_error(shapes) or error from None
    return tuple([x if x._data.shape == shape else x.expand(shape) for x in tensors])


@composed(method=False)
def broadcast_shapes(*shapes):
    """The shape that tensors of these shapes make together."""
    for s in shapes:
        if s is not None and not isinstance(s, (int, list, tuple, str)):
            raise RuntimeError(f"Input shapes should be of type ints, a tuple of ints, or a list of ints, got {s}")
    rows = [(s,) if isinstance(s, int) else tuple(s or ()) for s in shapes]
    total = [1] * max(map(len, rows), default=0)
    for index, shape in enumerate(rows):
        for dim in range(-1, -1 - len(shape), -1):
            if isinstance(shape[dim], (int, float)) and shape[dim] < 0:
                raise ValueError("Attempting to broadcast a dimension with negative length!")
            if shape[dim] not in (1, total[dim]):
                if total[dim] != 1:
                    raise RuntimeError(
                        f"Attempting to broadcast a dimension of length {shape[dim]} at {dim}! Mismatching argument at "
                        f"index {index} had {shape}; but expected shape should be broadcastable to {total}"
                    )
                total[dim] = shape[dim]
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
