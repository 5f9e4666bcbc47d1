"""Padding: with a constant, or with what lies at or beyond the edge."""

from __future__ import annotations

import numpy

from ..autograd.apply import apply
from ..autograd.autocast import whole
from ..autograd.memory import followed
from ..autograd.op import composed, op
from ..backend.array import Array, List, Number, Real, Text
from ..backend.scatter import add_at
from .scalars import converts

MODES = {"reflect": "Reflection", "replicate": "Replication", "circular": "Circular"}


def _sides(ndim, pad):
    """(before, after) per dimension; `pad` lists them from the last dimension on."""
    pairs = [(0, 0)] * ndim
    for i in range(len(pad) // 2):
        pairs[ndim - 1 - i] = (int(pad[2 * i]), int(pad[2 * i + 1]))
    return pairs


def _room(input, pad, value):
    if len(pad) % 2:
        raise RuntimeError(f"Length of pad must be even but instead it equals {len(pad)}")
    if len(pad) > 2 * input.ndim:
        raise RuntimeError(
            "Length of pad should be no more than twice the number of dimensions of the input. Pad length is "
            f"{len(pad)}while the input has {input.ndim}dimensions."
        )
    if max(pad, default=0) > 0:  # else nothing is filled with it
        converts(value, input.dtype)
    for dim, (before, after) in enumerate(_sides(input.ndim, pad)):
        if input.shape[dim] + min(before, 0) + min(after, 0) < 0:
            raise RuntimeError("narrow(): length must be non-negative.")
        if input.shape[dim] + before + after < 0:
            raise RuntimeError(
                f"The input size {input.shape[dim]}, plus negative padding {before} and {after} resulted in a negative "
                f"output size, which is invalid. Check dimension {dim} of your input."
            )


@op(
    vjp={"input": lambda g, pad: constant_pad_nd(g, tuple([-n for n in pad]), 0)},
    method=False,
    check=_room,
    samples=(((3, 4), {"pad": (1, 2), "value": 0.5}), ((2, 3, 4), {"pad": (-1, 1, 0, 2), "value": 0})),
)
def constant_pad_nd(xp, input: Array, pad: List, value: Number = 0):
    """`input` with `value` around it; negative sizes cut."""
    _room(input, pad, value)
    pairs = _sides(input.ndim, pad)
    sizes = [n + b + a for n, (b, a) in zip(input.shape, pairs, strict=True)]
    out = xp.full(sizes, converts(value, input.dtype) if max(pad, default=0) > 0 else 0, input.dtype)
    into = [slice(max(b, 0), n - max(a, 0)) for n, (b, a) in zip(sizes, pairs, strict=True)]
    source = [slice(max(-b, 0), n - max(-a, 0)) for n, (b, a) in zip(input.shape, pairs, strict=True)]
    out[tuple(into)] = input[tuple(source)]
    return followed(xp, out, input)


def _origins(size, before, after, mode):
    """Which input element each padded place repeats."""
    places = numpy.arange(-before, size + after)
    if mode == "reflect":
        return (size - 1) - abs((size - 1) - abs(places))
    return numpy.clip(places, 0, size - 1) if mode == "replicate" else places % size


def _edge_origins(shape, pad, mode):
    dims = len(pad) // 2
    pairs = _sides(len(shape), pad)[-dims:]
    return [_origins(n, b, a, mode) for n, (b, a) in zip(shape[-dims:], pairs, strict=True)]


@op(
    vjp={"input": lambda g, input_shape, pad, mode: edge_pad_gradient(g, input_shape, pad, mode)},
    method=False,
    function=False,
    samples=tuple([((2, 3, 4), {"pad": (2, 1), "mode": mode}) for mode in MODES]),
    grad_fn=lambda pad, mode: f"{MODES[mode]}Pad{len(pad) // 2}DBackward0",
)
def edge_pad(xp, input: Array, pad, mode):
    """`input` continued beyond its edges: mirrored, by its last values, or around."""
    out = input
    for back, origins in enumerate(reversed(_edge_origins(input.shape, pad, mode))):
        out = xp.take(out, xp.asarray(origins), input.ndim - 1 - back)
    return followed(xp, out, input)


@op(
    vjp={"slope": lambda g, pad, mode: edge_pad(g, pad, mode)},
    method=False,
    function=False,
    samples=tuple([((2, 3, 7), {"shape": (2, 3, 4), "pad": (2, 1), "mode": mode}) for mode in MODES]),
)
def edge_pad_gradient(xp, slope: Array, shape, pad, mode):
    """The gradient of `edge_pad`: every element gets those of its repetitions."""
    out = slope
    for back, origins in enumerate(reversed(_edge_origins(shape, pad, mode))):
        dim = len(shape) - 1 - back
        moved = xp.moveaxis(out, dim, 0)
        total = xp.zeros((shape[dim], *moved.shape[1:]), out.dtype)
        add_at(xp, total, xp.asarray(origins), moved)
        out = xp.moveaxis(total, 0, dim)
    return out


def continued(input, pad, mode):
    """`input` continued beyond its edges, in its dtype."""
    return apply(edge_pad, (input,), (pad, mode))


@whole
def padded_from_edges(input, pad, mode):
    """The kinds of padding that autocast runs in float32 on the CPU."""
    return continued(input, pad, mode)


@composed(method=False, function=False)
def pad(input, pad: List, mode: Text = "constant", value: Real = None):
    """Pad the last dimensions: `pad` is (before, after) of the last one, then of the one before it, and so on."""
    pad = tuple([int(n) for n in pad])
    ndim = input._data.ndim
    if len(pad) % 2:
        raise RuntimeError("Padding length must be divisible by 2")
    if len(pad) > 2 * ndim:
        raise RuntimeError(
            f"Padding length should be less than or equal to two times the input dimension but got padding length "
            f"{len(pad)} and input of dimension {ndim}"
        )
    if mode == "constant":
        return apply(constant_pad_nd, (input,), (pad, 0 if value is None else value))
    if mode not in MODES:
        raise NotImplementedError(f"Unrecognised padding mode {mode}")
    if value is not None and value != 0:
        raise ValueError(f'Padding mode "{mode}" doesn\'t take in value argument')
    dims = len(pad) // 2
    if dims not in (1, 2, 3) or ndim not in (dims + 1, dims + 2):
        raise NotImplementedError(
            f"Padding size {len(pad)} is not supported for {ndim}D input tensor.\n"
            "Supported combinations for non-constant padding:\n"
            "  - 2D or 3D input: padding size = 2 (pads last dimension)\n"
            "  - 3D or 4D input: padding size = 4 (pads last 2 dimensions)\n"
            "  - 4D or 5D input: padding size = 6 (pads last 3 dimensions)"
        )
    if mode != "circular" and 0 in input._data.shape[ndim - dims - 1 :]:
        raise RuntimeError(
            f"Expected {dims + 1}D or {dims + 2}D (batch mode) tensor with possibly 0 batch size and other non-zero "
            f"dimensions for input, but got: {list(input._data.shape)}"
        )
    for i in range(dims):
        size, (before, after) = input._data.shape[ndim - 1 - i], pad[2 * i : 2 * i + 2]
        if mode == "reflect" and max(before, after) >= size:
            raise RuntimeError(
                f"Argument #4: Padding size should be less than the corresponding input dimension, but got: padding "
                f"({before}, {after}) at dimension {ndim - 1 - i} of input {list(input._data.shape)}"
            )
        if mode == "circular" and max(before, after) > size:
            raise RuntimeError("Padding value causes wrapping around more than once.")
    if mode == "circular" and any([n < 0 for n in pad]):
        input = apply(constant_pad_nd, (input,), (tuple([min(n, 0) for n in pad]), 0))
        pad = tuple([max(n, 0) for n in pad])
    in_halves = mode == "circular" or (mode == "reflect" and dims == 3)
    return (continued if in_halves else padded_from_edges)(input, pad, mode)
