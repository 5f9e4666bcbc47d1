"""Views, copies, casts: what moves elements without computing."""

from __future__ import annotations

import warnings
from math import prod
from typing import Any

from ..autograd import apply as applying, engine, inplace as writing
from ..autograd.memory import asked
from ..autograd.op import op
from ..backend import device as devices, dtype as dtypes
from ..backend.array import CPU, Array, Arrays, Int, Ints, List
from ..backend.layout import contiguous_format, preserve_format
from ..backend.ranges import UNPACKING
from ..backend.scatter import add_at
from ..backend.storage import row_major
from .dimension import absolute, dimension
from .samples import UNARY

_WHOLE = slice(None)


@op(vjp={"input": lambda g: g}, samples=UNARY)
def clone(xp, input: Array, memory_format=None):
    """A copy of the elements; the gradient passes through."""
    if memory_format is None or memory_format is preserve_format:
        return xp.array(input) if input.flags.c_contiguous or 0 not in input.strides else xp.array(input, order="C")
    if memory_format is contiguous_format:
        return xp.array(input, order="C")
    asked[0] = True
    return xp.moveaxis(xp.array(xp.moveaxis(input, 1, -1), order="C"), -1, 1)


@op(
    vjp={"input": lambda g, dtype, source: cast(g, source, dtype)},
    method=False,
    function=False,
    grad_fn="ToCopyBackward0",
)
def cast(xp, input: Array, dtype, source):
    """`input` as `dtype`, a NumPy dtype; `source` is what its gradient is cast back to."""
    return (input.real if input.dtype.kind == "c" and dtype.kind != "c" else input).astype(dtype)


@op(
    vjp={"input": lambda g, source, target: transfer(g, source, target)},
    method=False,
    function=False,
    grad_fn="ToCopyBackward0",
)
def transfer(xp, input: Array, target, source):
    """`input` copied to device `target`; its gradient goes back to `source`."""
    return devices.move(input, target)


@op(vjp={"input": lambda g: zeros_as(g)}, method=False, function=False)
def zeros_as(xp, input: Array):
    """Zeros in the shape of `input`: the gradient of what was overwritten."""
    return xp.zeros(input.shape, input.dtype)


def _expands(input: Any, size: Any) -> None:
    if max(size, default=0) >= 2**63:
        raise TypeError("expand(): argument 'size' failed to unpack an integer: Overflow when unpacking long long")
    lead = len(size) - input.ndim
    if lead < 0:
        raise RuntimeError(
            f"expand(torch.{dtypes.of(input.dtype).word}Tensor{{{list(input.shape)}}}, size={list(size)}): the "
            "number of sizes provided "
            f"({len(size)}) must be greater or equal to the number of dimensions in the tensor ({input.ndim})"
        )
    for i, n in reversed(list(enumerate(size))):  # PyTorch looks at the last dimension first
        if n == -1 and i < lead:
            raise RuntimeError(
                f"The expanded size of the tensor ({n}) isn't allowed in a leading, non-existing dimension {i}"
            )
        if i >= lead and n != -1 and input.shape[i - lead] not in (1, n):
            raise RuntimeError(
                f"The expanded size of the tensor ({n}) must match the existing size ({input.shape[i - lead]}) at "
                f"non-singleton dimension {i}.  Target sizes: {list(size)}.  Tensor sizes: {list(input.shape)}"
            )


@op(
    vjp={"input": lambda g, input_shape: sum_to(g, input_shape)},
    view=True,
    function=False,
    spread="size",
    check=_expands,
    samples=(((3, 1), {"size": (3, 4)}), ((4,), {"size": (2, 3, 4)}), ((3, 1), {"size": (-1, 4)})),
)
def expand(xp, input: Array, size: List):
    """View `input` at a larger `size`, repeating dimensions of size 1; -1 keeps one."""
    lead = len(size) - input.ndim
    if lead < 0 or -1 in size[:lead]:
        _expands(input, size)
    size = tuple([input.shape[i - lead] if n == -1 else n for i, n in enumerate(size)])
    if size == input.shape:
        return input[...]
    seen = xp.broadcast_to(input, size)
    if xp is CPU and input.flags.writeable:
        seen.flags.writeable = True  # where elements repeat, the engine refuses writes itself
    return seen


@op(vjp={"input": lambda g, input_shape: sum_to(g, input_shape)}, method=False, function=False)
def spread_over(xp, input: Array, shape):
    """`input` broadcast to `shape`, for rules: written out when small, since `broadcast_to` costs 1.5 us."""
    if prod(shape) > 4096:
        return xp.broadcast_to(input, shape)
    out = xp.empty(shape, input.dtype)
    out[...] = input
    return out


@op(vjp={"input": lambda g, input_shape: spread_over(g, input_shape)}, method=False, function=False)
def sum_to(xp, input: Array, shape):
    """Sum `input` down to `shape`: the transpose of broadcasting."""
    lead = input.ndim - len(shape)
    if lead == 1 and input.shape[1:] == shape:
        return xp.add.reduce(input, 0)
    axes = tuple([i for i in range(input.ndim) if i < lead or shape[i - lead] != input.shape[i]])
    return xp.add.reduce(input, axes, keepdims=True).reshape(shape)


@op(
    vjp={"input": lambda g, input_shape: reshape(g, input_shape)},
    view="maybe",
    spread="shape",
    samples=(((3, 4), {"shape": (2, 6)}), ((3, 4), {"shape": (-1,)}), ((), {"shape": (1, 1)})),
    grad_fn="ViewBackward0",
)
def reshape(xp, input: Array, shape: List):
    """The same elements in another `shape`: a view where memory allows, else a copy."""
    try:
        seen = input.reshape(shape)
    except (ValueError, TypeError):
        raise bad_shape(input, shape) from None
    if seen.shape != shape and negative(shape):  # NumPy takes any one negative size for "whatever is left"
        raise bad_shape(input, shape)
    return seen


def negative(shape: Any) -> bool:
    """Whether a size that is neither positive nor -1 is among these."""
    return min(shape if hasattr(shape, "__iter__") else (shape,), default=0) < -1


def bad_shape(input: Any, shape: Any) -> Exception:
    """PyTorch's error for a shape that the elements do not fill."""
    shape = list(shape) if isinstance(shape, (list, tuple)) else [shape]
    for n in shape:
        if not hasattr(n, "__index__"):
            return TypeError(f"view() received an invalid combination of arguments - got ({type(n).__name__})")
        if n.__index__() >= 2**63:
            return TypeError(f"view(): argument 'size' failed to unpack: {UNPACKING}")
    if shape.count(-1) > 1:
        return RuntimeError("only one dimension can be inferred")
    for n in shape:
        if n < -1:
            return RuntimeError(f"invalid shape dimension {n} at index {shape.index(n)} of shape {shape}")
    if -1 in shape and 0 in shape:
        return RuntimeError(
            f"cannot reshape tensor of 0 elements into shape {shape} because the unspecified dimension size -1 can "
            "be any "
            "value and is ambiguous"
        )
    return RuntimeError(f"shape '{shape}' is invalid for input of size {input.size}")


@op(
    vjp={"input": lambda g, dim0, dim1: transpose(g, dim0, dim1)},
    view=True,
    samples=(((3, 4), {"dim0": 0, "dim1": 1}), ((2, 3, 4), {"dim0": -1, "dim1": 0})),
)
def transpose(xp, input: Array, dim0: Int, dim1: Int):
    """View with two dimensions swapped."""
    if input.ndim == 0:
        absolute((dim0, dim1), 0)
        return input[...]
    return input.swapaxes(dim0, dim1)


@op(
    vjp={"input": lambda g, input_shape: reshape(g, input_shape)},
    view=True,
    samples=(((3, 4), {"dim": 1}), ((3, 4), {"dim": -1}), ((), {"dim": 0})),
)
def unsqueeze(xp, input: Array, dim: Int):
    """View with a new dimension of size 1 at `dim`."""
    if not -input.ndim - 1 <= dim <= input.ndim:
        return xp.expand_dims(input, dim)  # says so
    return input[(*(_WHOLE,) * (dim if dim >= 0 else dim + input.ndim + 1), None)]


@op(
    vjp={"input": lambda g, input_shape: reshape(g, input_shape)},
    view=True,
    samples=(((3, 1, 1),), ((3, 1, 4), {"dim": 1}), ((3, 1, 4), {"dim": 0}), ((1, 3, 1), {"dim": (0, -1)})),
    grad_fn=lambda dim: f"SqueezeBackward{0 if dim is ... else 2 if isinstance(dim, (tuple, list)) else 1}",
)
def squeeze(xp, input: Array, dim: Ints = ...):
    """View without the dimensions of size 1, or without those among `dim` that have size 1."""
    if dim is ...:
        return input.squeeze() if input.ndim else input[...]
    dims = tuple(dim) if isinstance(dim, (tuple, list)) else (dim,)
    dims = absolute(dims, input.ndim)
    if len({*dims}) < len(dims):
        raise RuntimeError(f"dim {dims[-1]} appears multiple times in the list of dims")
    if input.ndim == 0:
        return input[...]
    return input.squeeze(tuple([d for d in dims if input.shape[d] == 1])) if dims else input[...]


def _in_range(input, *rest):
    """PyTorch's words for an index that does not fit; the key comes last."""
    given = len([k for k in rest[-1] if k is not None and k is not ...])
    if given and input.ndim == 0:
        raise IndexError(
            "invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` in C++ to convert a "
            "0-dim tensor to a number"
        )
    if given > input.ndim:
        raise IndexError(f"too many indices for tensor of dimension {input.ndim}")


def _last_view(key: tuple[Any, ...]) -> str:
    """PyTorch's name of the last view that a key makes: it takes one for each entry."""
    for entry in reversed(key):
        if entry is None:
            return "UnsqueezeBackward0"
        if isinstance(entry, int):
            return "SelectBackward0"
        if isinstance(entry, slice) and entry != slice(None):
            return "SliceBackward0"
    return "AliasBackward0"


@op(
    vjp={"input": lambda g, input_shape, key: place(g, input_shape, key)},
    view=True,
    method=False,
    function=False,
    check=_in_range,
    samples=(((3, 4), {"key": (slice(1, None),)}), ((3, 4), {"key": (0, 1)}), ((3, 4), {"key": (None, ..., 2)})),
    grad_fn=lambda key: _last_view(key),
)
def take_basic(xp, input: Array, key):
    """Basic indexing by ints, slices, None and Ellipsis: a view."""
    found = input[key]
    return (
        found if type(found) is type(input) else input[(*key, ...)]
    )  # with the dots NumPy gives an array for a number


@op(vjp={"input": lambda g, key: take_basic(g, key)}, method=False, function=False)
def place(xp, input: Array, shape, key):
    """Zeros of `shape` with `input` at a basic `key`: the transpose of `take_basic`."""
    whole = xp.zeros(shape, input.dtype)
    whole[key] = input
    return whole


@op(
    vjp={"input": lambda g, input_shape, key: scatter_key(g, input_shape, key)},
    method=False,
    function=False,
    grad_fn="IndexBackward0",
)
def take_key(xp, input: Array, key):
    """Indexing by integer arrays or masks: a copy."""
    try:
        return row_major(xp, input[key])
    except IndexError as error:
        if "broadcast" in str(error):
            shapes = ", ".join([str(list(k.shape)) for k in key if hasattr(k, "shape")])
            words = f"shape mismatch: indexing tensors could not be broadcast together with shapes {shapes}"
            raise IndexError(words) from None
        raise


@op(vjp={"input": lambda g, key: take_key(g, key)}, method=False, function=False)
def scatter_key(xp, input: Array, shape, key):
    """Zeros of `shape` with `input` added at `key`, repeated indices too: the transpose of `take_key`."""
    whole = xp.zeros(shape, input.dtype)
    add_at(xp, whole, key, input)
    return whole


def _put(xp, input, value, key):
    try:
        input[key] = value
    except (ValueError, TypeError):  # the second of a mask's
        raise RuntimeError(
            f"shape mismatch: value tensor of shape {list(value.shape)} cannot be broadcast to indexing result of "
            "shape "
            f"{list(input[key].shape)}"
        ) from None


@op(
    vjp={"input": lambda g, key: put_key(g, 0, key), "value": lambda g, key: take_key(g, key)},
    inplace=_put,
    method=False,
    function=False,
    grad_fn="IndexPutBackward0",
)
def put_key(xp, input: Array, value: Array, key):
    """`input` with `value` at `key`; in place this is `input[key] = value`."""
    whole = xp.array(input)
    _put(xp, whole, value, key)
    return whole


def _copy(xp, input, src, non_blocking):
    if getattr(src, "dtype", input.dtype).kind == "c" != input.dtype.kind:
        warnings.warn("Casting complex values to real discards the imaginary part", stacklevel=5)
        src = src.real
    try:
        input[...] = src
    except (OverflowError, ValueError, TypeError):
        if type(src) not in (int, float, complex):
            raise
        kind = "float64" if type(src) is not int else "uint64" if src > 0 else "int64"
        input[...] = xp.asarray(src.real, kind).astype(input.dtype)  # whatever the dtype holds of it, as of a tensor


@op(vjp={"src": lambda g: g}, inplace=_copy, method=False, function=False, grad_fn="CopyBackwards")
def copy(xp, input: Array, src: Array, non_blocking=False):
    """`src` broadcast to the shape of `input`; in place this is `input[...] = src`."""
    return xp.array(xp.broadcast_to(src, input.shape))


@op(
    vjp={"input": lambda g, dim: stack(g, dim)},
    outputs=(),
    view=True,
    samples=(((3, 4),), ((3, 4), {"dim": 1})),
)
def unbind(xp, input: Array, dim: Int = 0):
    """Slices along `dim`, one view each."""
    key = (slice(None),) * dimension(dim, input.ndim)
    if input.ndim == 0:
        raise IndexError("Dimension specified as 0 but tensor has no dimensions")
    return tuple([input[(*key, i, ...)] for i in range(input.shape[dim])])


def _parts(g, tensors_shape, dim):
    """Cut `g` along `dim` at the sizes that were joined."""
    start, parts = 0, []
    lead: tuple[Any, ...] = (slice(None),) * (dim % g.ndim)
    for shape in tensors_shape:
        stop = start + (shape[dim] if shape != (0,) else 0)
        parts.append(reshape(take_basic(g, (*lead, slice(start, stop))), shape))
        start = stop
    return parts


def _joins(tensors, dim=0):
    if not tensors:
        raise ValueError("torch.cat(): expected a non-empty list of Tensors")
    kept = [(i, t) for i, t in enumerate(tensors) if t.shape != (0,)]
    for index, t in kept:
        if t.ndim == 0:
            raise RuntimeError(f"zero-dimensional tensor (at position {index}) cannot be concatenated")
    for _, t in kept:
        first = kept[0][1]
        if t.ndim != first.ndim:
            raise RuntimeError(f"Tensors must have same number of dimensions: got {first.ndim} and {t.ndim}")
        dimension(dim, t.ndim)
        if any([m != n for d, (m, n) in enumerate(zip(first.shape, t.shape, strict=True)) if d != dim % t.ndim]):
            raise RuntimeError(
                f"Sizes of tensors must match except in dimension {dim}. Expected size "
                f"{_unlike(first, t, dim)} in the list."
            )


def _unlike(first, t, dim):
    d = next(d for d, (m, n) in enumerate(zip(first.shape, t.shape, strict=True)) if m != n and d != dim % t.ndim)
    return f"{first.shape[d]} but got size {t.shape[d]} for tensor number 1"


@op(
    vjp={"tensors": _parts},
    promote="common",
    method=False,
    check=_joins,
    samples=(([(3, 4), (2, 4)],), ([(3, 4), (3, 1), (3, 2)], {"dim": -1}), ([(0,), (2, 3)],)),
)
def cat(xp, tensors: Arrays, dim: Int = 0):
    """The tensors side by side along an existing dimension; empty 1-d tensors are passed over."""
    kept = [t for t in tensors if t.shape != (0,)]
    return row_major(xp, xp.concatenate(kept, dim)) if kept else tensors[0].copy()


def _rows(g, tensors_shape, dim):
    """The slices of `g` along `dim`."""
    lead: tuple[Any, ...] = (slice(None),) * (dim % g.ndim)
    return [take_basic(g, (*lead, i)) for i in range(len(tensors_shape))]


def _stacks(tensors, dim=0):
    if not tensors:
        raise RuntimeError("stack expects a non-empty TensorList")
    for index, t in enumerate(tensors):
        if t.shape != tensors[0].shape:
            raise RuntimeError(
                f"stack expects each tensor to be equal size, but got {list(tensors[0].shape)} at entry 0 and "
                f"{list(t.shape)} at entry {index}"
            )


@op(
    vjp={"tensors": _rows},
    promote="common",
    method=False,
    check=_stacks,
    samples=(([(3, 4), (3, 4)],), ([(3, 4), (3, 4), (3, 4)], {"dim": -1}), ([(), ()],)),
)
def stack(xp, tensors: Arrays, dim: Int = 0):
    """The tensors side by side along a new dimension."""
    return row_major(xp, xp.stack(tensors, dim))


engine.sum_to, engine.stack, writing.clone, applying.cast = sum_to, stack, clone, cast
