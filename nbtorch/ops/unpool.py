"""Undoing a maximum pool: every value goes back to where its index says, zeros lie elsewhere."""

from __future__ import annotations

import math

from ..autograd.apply import apply
from ..autograd.arguments import list_of
from ..autograd.op import composed, op
from ..backend.array import Array, Index
from .pool import take_places
from .window import batched, repeated


@op(
    vjp={"values": lambda g, indices: take_places(g, indices)},
    promote="same",
    method=False,
    function=False,
    grad_fn=lambda shape: f"MaxUnpool{max(len(shape) - 2, 2)}DBackward0",
    samples=(
        ((2, 3, 2), lambda draw: draw.permuted([[[0, 2, 4, 5]] * 3] * 2, axis=2)[:, :, :2], {"shape": (2, 3, 6)}),
    ),
)
def put_places(xp, values: Array, indices: Index, shape):
    """Zeros of `shape` (N, C, ...) with `values` written at flat indices of each channel."""
    rows, channels = math.prod(shape[:2]), math.prod(shape[2:])
    out = xp.zeros((rows, channels), values.dtype)
    if out.size:
        out[xp.arange(rows)[:, None], indices.reshape(rows, -1)] = values.reshape(rows, -1)
    return out.reshape(shape)


def _sizes(sizes, kernel, stride, padding, wanted):
    """The sizes that the pool had before it: those asked for, if a pool could have made these of them."""
    count = len(kernel)
    if len(sizes) < count:
        raise IndexError(f"input of size {list(sizes)} has fewer dimensions than kernel_size {list(kernel)}")
    if not len(kernel) <= min(len(stride), len(padding)):
        raise IndexError(f"kernel_size, stride and padding do not go together: {kernel}, {stride}, {padding}")
    lasts = sizes[len(sizes) - count :]
    usual = [(n - 1) * s + k - 2 * p for n, s, k, p in zip(lasts, stride, kernel, padding, strict=False)]
    if wanted is None:
        return usual
    wanted = list(wanted)[2:] if len(wanted) == count + 2 else list(wanted)
    if len(wanted) != count:
        raise ValueError(
            f"output_size should be a sequence containing {count} or {count + 2} elements, but it has a length of "
            f"'{len(wanted)}'"
        )
    low = [u - s for u, s in zip(usual, stride, strict=True)]
    high = [u + s for u, s in zip(usual, stride, strict=True)]
    for dim, (least, size, most) in enumerate(zip(low, wanted, high, strict=True)):
        if not least < size < most:
            raise ValueError(f'invalid output_size "{tuple(wanted)}" (dim {dim} must be between {least} and {most})')
    return wanted


def _unpool(count, input, indices, kernel_size, stride, padding, output_size):
    name = f"max_unpool{count}d"
    kernel = repeated(kernel_size, count)
    stride = kernel if stride is None or stride == [] else repeated(stride, count)
    sizes = _sizes(tuple(input.shape), kernel, stride, repeated(padding, count), output_size)
    sizes = list_of(f"{name}(): argument 'output_size' (position 3)", sizes)
    if len(sizes) != count:
        raise RuntimeError(f"There should be exactly {count} elements in output_size, but got {len(sizes)} elements.")
    if min(sizes) < 0:
        place = [size < 0 for size in sizes].index(True)
        raise ValueError(
            "max_unpooling: output_size must contain non-negative spatial dimensions, but got "
            f"output_size[{place}]={sizes[place]}"
        )
    if indices._data.dtype != "int64":
        raise RuntimeError(f"elements in indices should be type int64 but got: {indices.dtype}")
    if tuple(input.shape) != tuple(indices.shape):
        raise RuntimeError(
            f"Expected shape of indices to be same as that of the input tensor ({list(input.shape)}) but got indices "
            f"tensor with shape: {list(indices.shape)}"
        )
    if input.ndim in (count + 1, count + 2) and 0 in input.shape[1 - (count + 2 - input.ndim) :]:
        raise RuntimeError(
            f"{name}: Expected input to have non-zero size for non-batch dimensions, but got {list(input.shape)}"
        )
    if count == 3 and min(stride) <= 0:
        raise RuntimeError(f"strides should be greater than zero, but got stride: {list(stride)}")
    input, had_batch = batched(input, count, name)
    indices = indices if had_batch else indices.unsqueeze(0)
    places = math.prod(sizes)
    if indices._data.size and places and not (indices._data.min() >= 0 and indices._data.max() < places):
        wrong = indices._data[(indices._data < 0) | (indices._data >= places)].reshape(-1)[0]
        volume = "x".join(map(str, sizes if count > 1 else (*sizes, 1)))
        raise RuntimeError(f"Found an invalid max index: {int(wrong)} (output volumes are of size {volume})")
    out = apply(put_places, (input, indices), ((*input.shape[:2], *sizes),))
    return out if had_batch else out.squeeze(0)


@composed(method=False, function=False)
def max_unpool1d(input, indices, kernel_size, stride=None, padding=0, output_size=None):
    """The values of `max_pool1d` at their places, zeros elsewhere: `(N, C, L') -> (N, C, L)`."""
    return _unpool(1, input, indices, kernel_size, stride, padding, output_size)


@composed(method=False, function=False)
def max_unpool2d(input, indices, kernel_size, stride=None, padding=0, output_size=None):
    """The values of `max_pool2d` at their places, zeros elsewhere: `(N, C, H', W') -> (N, C, H, W)`."""
    return _unpool(2, input, indices, kernel_size, stride, padding, output_size)


@composed(method=False, function=False)
def max_unpool3d(input, indices, kernel_size, stride=None, padding=0, output_size=None):
    """The values of `max_pool3d` at their places, zeros elsewhere: `(N, C, D', H', W') -> (N, C, D, H, W)`."""
    return _unpool(3, input, indices, kernel_size, stride, padding, output_size)
