"""Views, copies, casts: what moves elements without computing."""

from __future__ import annotations

from math import prod

from ..autograd import apply as applying, engine, inplace as writing
from ..autograd.op import op
from ..backend import device as devices
from ..backend.array import Array, Arrays
from .samples import UNARY


@op(vjp={"input": lambda g: g}, samples=UNARY)
def clone(xp, input: Array, memory_format=None):
    """A copy of the elements; the gradient passes through."""
    return xp.array(input)


@op(vjp={"input": lambda g, source: cast(g, source, source)}, method=False, function=False, grad_fn="ToCopyBackward0")
def cast(xp, input: Array, dtype, source):
    """`input` as `dtype`, a NumPy dtype; `source` is what its gradient is cast back to."""
    return input.astype(dtype)


@op(
    vjp={"input": lambda g, source, target: transfer(g, source, target)},
    method=False,
    function=False,
    grad_fn="ToCopyBackward0",
)
def transfer(xp, input: Array, target, source):
    """`input` copied to device `target`; its gradient goes back to `source`."""
    return devices.move(input, target)


@op(
    vjp={"input": lambda g, input_shape: sum_to(g, input_shape)},
    view=True,
    spread="size",
    samples=(((3, 1), {"size": (3, 4)}), ((4,), {"size": (2, 3, 4)}), ((3, 1), {"size": (-1, 4)})),
)
def expand(xp, input: Array, size):
    """View `input` at a larger `size`, repeating dimensions of size 1; -1 keeps one."""
    lead = len(size) - input.ndim
    return xp.broadcast_to(input, tuple([input.shape[i - lead] if n == -1 else n for i, n in enumerate(size)]))


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
        return input.sum(0)
    axes = tuple([i for i in range(input.ndim) if i < lead or shape[i - lead] != input.shape[i]])
    return input.sum(axes, keepdims=True).reshape(shape)


@op(
    vjp={"input": lambda g, input_shape: reshape(g, input_shape)},
    view="maybe",
    spread="shape",
    samples=(((3, 4), {"shape": (2, 6)}), ((3, 4), {"shape": (-1,)}), ((), {"shape": (1, 1)})),
    grad_fn="ViewBackward0",
)
def reshape(xp, input: Array, shape):
    """The same elements in another `shape`: a view where memory allows, else a copy."""
    try:
        return input.reshape(shape)
    except ValueError:
        raise RuntimeError(f"shape '{list(shape)}' is invalid for input of size {input.size}") from None


@op(
    vjp={"input": lambda g, dim0, dim1: transpose(g, dim0, dim1)},
    view=True,
    samples=(((3, 4), {"dim0": 0, "dim1": 1}), ((2, 3, 4), {"dim0": -1, "dim1": 0})),
)
def transpose(xp, input: Array, dim0, dim1):
    """View with two dimensions swapped."""
    return input.swapaxes(dim0, dim1) if input.ndim else input[...]


@op(
    vjp={"input": lambda g, input_shape: reshape(g, input_shape)},
    view=True,
    samples=(((3, 4), {"dim": 1}), ((3, 4), {"dim": -1}), ((), {"dim": 0})),
)
def unsqueeze(xp, input: Array, dim):
    """View with a new dimension of size 1 at `dim`."""
    return xp.expand_dims(input, dim)


@op(
    vjp={"input": lambda g, input_shape: reshape(g, input_shape)},
    view=True,
    samples=(((3, 1, 1),), ((3, 1, 4), {"dim": 1}), ((3, 1, 4), {"dim": 0}), ((1, 3, 1), {"dim": (0, -1)})),
)
def squeeze(xp, input: Array, dim=None):
    """View without the dimensions of size 1, or without those among `dim` that have size 1."""
    if dim is None:
        return input.squeeze() if input.ndim else input[...]
    dims = dim if isinstance(dim, tuple) else (dim,)
    if input.ndim == 0 and all(d in (0, -1) for d in dims):
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


@op(
    vjp={"input": lambda g, input_shape, key: place(g, input_shape, key)},
    view=True,
    method=False,
    function=False,
    check=_in_range,
    samples=(((3, 4), {"key": (slice(1, None),)}), ((3, 4), {"key": (0, 1)}), ((3, 4), {"key": (None, ..., 2)})),
    grad_fn=lambda key: "SelectBackward0" if any(isinstance(k, int) for k in key) else "SliceBackward0",
)
def take_basic(xp, input: Array, key):
    """Basic indexing by ints, slices, None and Ellipsis: a view."""
    return input[key if ... in key else (*key, ...)]  # with the dots NumPy gives an array even for one element


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
    return input[key]


@op(vjp={"input": lambda g, key: take_key(g, key)}, method=False, function=False)
def scatter_key(xp, input: Array, shape, key):
    """Zeros of `shape` with `input` added at `key`, repeated indices too: the transpose of `take_key`."""
    whole = xp.zeros(shape, input.dtype)
    xp.add.at(whole, key, input)
    return whole


def _put(xp, input, value, key):
    input[key] = value


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
    whole[key] = value
    return whole


def _copy(xp, input, src, non_blocking):
    input[...] = src


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
def unbind(xp, input: Array, dim=0):
    """Slices along `dim`, one view each."""
    key = (slice(None),) * (dim % input.ndim)
    return tuple([input[(*key, i, ...)] for i in range(input.shape[dim])])


def _parts(g, tensors_shape, dim):
    """Cut `g` along `dim` at the sizes that were joined."""
    start, parts = 0, []
    lead = (slice(None),) * (dim % g.ndim)
    for shape in tensors_shape:
        stop = start + (shape[dim] if shape != (0,) else 0)
        parts.append(reshape(take_basic(g, (*lead, slice(start, stop))), shape))
        start = stop
    return parts


@op(vjp={"tensors": _parts}, promote="common", method=False, samples=())
def cat(xp, tensors: Arrays, dim=0):
    """The tensors side by side along an existing dimension; empty 1-d tensors are passed over."""
    kept = [t for t in tensors if t.shape != (0,)] or tensors[:1]
    return xp.concatenate(kept, dim)


@op(
    vjp={"tensors": lambda g, tensors_shape, dim: [take_basic(g, ((slice(None),) * (dim % g.ndim) + (i,))) for i in range(len(tensors_shape))]},
    promote="common",
    method=False,
)
def stack(xp, tensors: Arrays, dim=0):
    """The tensors side by side along a new dimension."""
    return xp.stack(tensors, dim)


engine.sum_to, writing.clone, applying.cast = sum_to, clone, cast
