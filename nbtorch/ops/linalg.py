"""Matrix products."""

from __future__ import annotations

from math import prod

import numpy

from ..autograd.errors import dimension_error
from ..autograd.op import composed, op
from ..backend import dtype as dtypes
from ..backend.array import CPU, Array
from ..backend.threads import get_num_threads, has_small_kernels
from .samples import MATMUL
from .shape import reshape, squeeze, transpose, unsqueeze


def rows(value):
    """All leading dimensions in one."""
    return value if value.ndim == 2 else reshape(value, (prod(value.shape[:-1]), value.shape[-1]))


def _left(g, other, input_shape):
    if g.ndim == 2 and other.ndim == 2:
        return g @ other.T
    if other.ndim == 1:
        return g * other if len(input_shape) == 1 else unsqueeze(g, -1) * other
    if len(input_shape) == 1:
        return squeeze(matmul(other, unsqueeze(g, -1)), -1)
    return matmul(g, transpose(other, -1, -2))


def _right(g, input, other_shape):
    if g.ndim == 2 and input.ndim == 2:
        return input.T @ g
    if input.ndim == 1:
        return g * input if len(other_shape) == 1 else unsqueeze(input, -1) * unsqueeze(g, -2)
    if len(other_shape) == 1:
        return squeeze(matmul(transpose(input, -1, -2), unsqueeze(g, -1)), -1)
    if len(other_shape) == 2 and input.ndim > 2:
        return matmul(transpose(rows(input), 0, 1), rows(g))
    return matmul(transpose(input, -1, -2), g)


def _numbers(array, other):
    if array.dtype == bool and ((array.size and other.size) or array.ndim == other.ndim == 1):
        kernel = {0: "dot", 1: "dot", 2: "addmm_impl_cpu_"}.get(array.ndim, "bmm")
        raise NotImplementedError(f"\"{kernel}\" not implemented for 'Bool'")


def _fits(input, other):
    _numbers(input, other)
    if input.ndim == 0 or other.ndim == 0:
        raise RuntimeError(
            f"both arguments to matmul need to be at least 1D, but they are {input.ndim}D and {other.ndim}D"
        )
    inner = other.shape[-2] if other.ndim > 1 else other.shape[0]
    if input.shape[-1] != inner:
        if input.ndim == 1 and other.ndim == 1:
            raise RuntimeError(
                f"inconsistent tensor size, expected tensor [{input.shape[0]}] and src [{inner}] to have the same "
                "number "
                f"of elements, but got {input.shape[0]} and {inner} elements respectively"
            )
        a = f"{input.size // max(input.shape[-1], 1)}x{input.shape[-1]}" if input.ndim > 1 else f"1x{input.shape[0]}"
        b = f"{inner}x{other.shape[-1] if other.ndim > 1 else 1}"
        raise RuntimeError(f"mat1 and mat2 shapes cannot be multiplied ({a} and {b})")


@op(
    vjp={"input": _left, "other": _right},
    promote="same",
    operator="__matmul__",
    check=_fits,
    samples=(*MATMUL, ((3,), (3,)), ((3, 4), (4,))),
    grad_fn=("DotBackward0", "MvBackward0", "MmBackward0", "UnsafeViewBackward0"),
    numbers=(),
)
def matmul(xp, input: Array, other: Array):
    """Matrix product of the last two dimensions, broadcast over the rest; vectors as in `numpy.matmul`."""
    return product(xp, input, other)


def product(xp, input, matrix):
    """`input @ matrix`; contiguous leading dimensions go into one product, which is up to twice as fast as a batch."""
    if matrix.ndim != 2 or input.ndim < 3 or not input.flags.c_contiguous or not input.size:
        return xp.matmul(input, matrix)
    return xp.matmul(input.reshape(-1, input.shape[-1]), matrix).reshape(*input.shape[:-1], matrix.shape[1])


def _linear_fits(input, weight, bias=None):
    if not input.ndim or not weight.ndim:
        raise RuntimeError(
            f"both arguments to linear need to be at least 1D, but they are {input.ndim}D and {weight.ndim}D"
        )
    _numbers(input, weight)
    if weight.ndim > 2:
        raise RuntimeError(f"t() expects a tensor with <= 2 dimensions, but self is {weight.ndim}D")
    if weight.ndim < 2 and bias is not None:
        raise RuntimeError(f"mat2 must be a matrix, got {weight.ndim}-D tensor")
    if input.ndim == 0 or input.shape[-1] != weight.shape[-1]:
        lead = input.size // max(input.shape[-1], 1) if input.ndim else 1
        last = input.shape[-1] if input.ndim else 1
        raise RuntimeError(
            f"mat1 and mat2 shapes cannot be multiplied ({lead}x{last} and {weight.shape[-1]}x{weight.shape[0]})"
        )


@op(
    vjp={
        "input": lambda g, weight: matmul(g, weight) if g.ndim > 2 else g @ weight,
        "weight": lambda g, input: rows(g).T @ rows(input),
        "bias": lambda g: g if hasattr(g, "_node") or g.ndim < 2 else rows(g).sum(0),
    },
    promote="same",
    check=_linear_fits,
    samples=(((3, 4), (5, 4), (5,)), ((2, 3, 4), (5, 4), (5,)), ((4,), (5, 4), (5,))),
    method=False,
    function=False,
    out=True,
    grad_fn=("ViewBackward0", "ViewBackward0", "AddmmBackward0", "ViewBackward0"),
    edges=("bias", "input", "weight"),
)
def linear(xp, input: Array, weight: Array, bias: Array = None):
    """`input @ weight.T + bias` in one node: an op for speed (one node, bias added in place)."""
    if weight.ndim != 2:
        _linear_fits(input, weight, bias)
    if input.ndim == 2 and weight.size >= LARGE:
        if xp is CPU and (piece := _piece(input, weight)):
            return _in_pieces(input, weight, bias, piece)
        if input.shape[0] <= FEW and input.shape[0] * 2 <= weight.shape[0]:
            return _of_few_rows(xp, input, weight, bias)
    out = product(xp, input, weight.T)
    if bias is not None:
        out += bias
    return out


FEW, LARGE = 64, 1 << 13  # rows of an input, elements of a weight


_FLOAT32 = dtypes.float32.array
SMALL, CACHED = 1_000_000, 1 << 18  # multiplications in a product that OpenBLAS finds small, elements of a weight


def _piece(input, weight):
    """How many rows of the weight make a product with all of the input that BLAS computes without packing; or 0.

    Packing is a third of the time of `linear` on 64 rows of 784. With threads the whole is faster.
    """
    (rows, inner), (outer, _) = input.shape, weight.shape
    if not has_small_kernels() or rows <= 8 or not 2 * LARGE <= weight.size <= CACHED:
        return 0
    piece = next((n for n in (16, 8) if not outer % n and rows * inner * n <= SMALL), 0)
    fits = piece and weight.dtype is _FLOAT32 and weight.flags.c_contiguous and get_num_threads() == 1
    return piece if fits else 0


def _in_pieces(input, weight, bias, piece):
    """`linear` by products with some rows of the weight each."""
    out = numpy.empty((input.shape[0], weight.shape[0]), weight.dtype)
    pieces = weight.reshape(-1, piece, weight.shape[1]).transpose(0, 2, 1)
    numpy.matmul(input, pieces, out=out.reshape(-1, len(pieces), piece).transpose(1, 0, 2))
    if bias is not None:
        out += bias
    return out


def _of_few_rows(xp, input, weight, bias):
    """`linear` by the transposed product: BLAS packs the small matrix instead of the weight."""
    turned = xp.matmul(weight, input.T).T
    out = xp.empty(turned.shape, turned.dtype)
    if bias is None:
        out[...] = turned
        return out
    return xp.add(turned, bias, out=out)


def _bilinear_fits(input1, input2, weight, bias):
    words = [dtypes.of(t._data.dtype).word for t in (input1, input2, weight)]
    if len(set(words)) > 1:
        kinds = ", ".join([f"{n}: {w}" for n, w in zip(("input1", "input2", "weight"), words, strict=True)])
        raise RuntimeError(f"All tensors must have the same dtype, got {kinds}")
    if input1.ndim != input2.ndim:
        raise RuntimeError(f"bilinear(): input dimensions do not match: got {input1.ndim} and {input2.ndim}")
    if tuple(input1.shape[:-1]) != tuple(input2.shape[:-1]):
        raise RuntimeError(
            f"bilinear(): input batch dimensions do not match: got {list(input1.shape)} and {list(input2.shape)}"
        )
    for name, given, dim in (("input1", input1, 1), ("input2", input2, 2)):
        if not -weight.ndim <= dim < weight.ndim or not given.ndim:
            raise dimension_error(dim, weight.ndim)
        if given.shape[-1] != weight.shape[dim]:
            raise RuntimeError(
                f"bilinear(): {name} size does not match weight size: got {given.shape[-1]} but expected "
                f"{weight.shape[dim]}"
            )
    if bias is not None and bias.shape[0] != weight.shape[0]:
        raise RuntimeError(
            f"bilinear(): bias size does not match weight size: got {bias.shape[0]} but expected {weight.shape[0]}"
        )


@composed(method=False)
def bilinear(input1, input2, weight, bias=None):
    """`input1 @ weight[o] @ input2 + bias[o]`: `(*, I), (*, J), (O, I, J) -> (*, O)`."""
    _bilinear_fits(input1, input2, weight, bias)
    size, first, second = weight.shape
    lead = tuple(input1.shape[:-1])
    halfway = input1.reshape(-1, first).matmul(weight.permute(1, 0, 2).reshape(first, size * second))
    out = (halfway.reshape(-1, size, second) * input2.reshape(-1, 1, second)).sum(-1).reshape(*lead, size)
    return out if bias is None else out + bias
