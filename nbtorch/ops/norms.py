"""Sizes: norms, distances, and the logarithm of a sum of exponentials."""

from __future__ import annotations

import math

from ..autograd.arguments import list_of, number_of
from ..autograd.op import composed, op
from ..backend import dtype as dtypes
from ..backend.array import Array, Flag, Int, Ints, Number, Scalar
from .checks import want_tensors
from .compare import where
from .dimension import dimension
from .extremes import cast_like
from .pointwise import abs, exp, nothing, sgn
from .powers import pow
from .reduce import axes, required, sum, total, unsqueezed
from .samples import REDUCE


def _sums(g, input, out, ord, dim, keepdim, input_shape):
    """The gradient of a norm, 0 where the norm is."""
    g, out = [unsqueezed(t, input_shape, dim, keepdim) for t in (g, out)]
    if ord == 0:
        return nothing(input)
    if ord == 1:
        return sgn(input) * g
    if abs_inf(ord):
        most = cast_like(where(abs(input) == out, 1.0, 0.0), g)
        return sgn(input) * most * (g / sum(most, dim, True) if input_shape else g)
    if ord == 2:
        return g * where(out == 0, 0.0, input / out)  # in this order its own derivative at 0 is NaN, as PyTorch's
    size = abs(input)
    if ord < 1:
        return where(size == 0, 0.0, pow(size, ord - 1) * sgn(input)) * g * pow(out, 1 - ord)
    steep = sgn(input) * pow(size, ord - 1) if ord < 2 else input * pow(size, ord - 2)
    return steep * where(out == 0, 0.0, g / pow(out, ord - 1))


def abs_inf(ord):
    return ord in (math.inf, -math.inf)


_ORDERS = [
    (*s[:1], {**(s[1] if len(s) > 1 else {}), "ord": o})
    for s in REDUCE[:3]
    for o in (1, 2, 3, 0.5, math.inf, -math.inf, 0)
]


def _known(input, *statics):
    if dtypes.category(input.dtype) < dtypes.FLOATING:
        raise RuntimeError(
            "linalg.vector_norm: Expected a floating point or complex tensor as input. Got "
            + dtypes.of(input.dtype).word
        )


def _identity(shape, axis, ord):
    """Refuse a norm that is that of no element for an empty dimension."""
    axes = range(len(shape)) if axis is None else axis if isinstance(axis, tuple) else (axis,)
    for dim in axes:
        if not shape[dim]:
            raise RuntimeError(
                f"linalg.vector_norm cannot compute the {ord:g} norm on the dimension {dim % len(shape)} because this "
                "dimension is empty and the operation does not have an identity"
            )


def _single(shape, axis):
    """Whether every norm is of one element: its absolute value, which powers would overflow."""
    if axis is None:
        return math.prod(shape) == 1
    return shape[axis] == 1 if isinstance(axis, int) else math.prod([shape[dim] for dim in axis]) == 1


@op(vjp={"input": _sums}, promote="same", casts=True, method=False, function=False, check=_known,
    samples=tuple(_ORDERS), grad_fn="LinalgVectorNormBackward0", conjugates=True)  # fmt: skip
def vector_norm(xp, input: Array, ord: Scalar = 2, dim: Ints = None, keepdim=False):
    """The `ord`-norm of the elements over `dim`, taken as one vector."""
    axis = axes(dim, input)
    if ord != 0 and (input.ndim or dim in (None, ())) and _single(input.shape, axis):
        size = xp.abs(input)
        return (size if keepdim else size.reshape(())) if axis is None else size if keepdim else size.squeeze(axis)
    if ord == 2:
        if input.dtype.kind == "c":
            input = xp.abs(input)
        if axis is None and not keepdim:
            flat = input.reshape(-1)
            return xp.sqrt(xp.dot(flat, flat))
        return xp.sqrt(total(xp, input * input, axis, keepdim))
    size = xp.abs(input)
    if not input.size and ord not in (0, 1):
        if ord < 0 or ord == math.inf:
            _identity(input.shape, axis, ord)
        return total(xp, size, axis, keepdim)
    if ord == 0:
        return total(xp, (size != 0).astype(size.dtype), axis, keepdim)
    if ord == 1:
        return total(xp, size, axis, keepdim)
    if abs_inf(ord):
        return (size.max if ord > 0 else size.min)(axis, keepdims=keepdim)
    return xp.power(total(xp, xp.power(size, ord), axis, keepdim), 1 / ord)


@composed()
def norm(input, p="fro", dim: Ints = None, keepdim: Flag = False, out=None, dtype=None):
    """The `p`-norm over `dim`: "fro" and 2 are Euclidean; of a matrix also "nuc"."""
    if dtype is not None and (input.is_floating_point() or input.is_complex()):
        input = input.to(dtype)  # integers are refused, whatever they were to become
    if isinstance(p, str) and p == "nuc":
        from .metrics import matrix_norm

        result = matrix_norm(input, "nuc", (-2, -1) if dim is None else dim, keepdim)
    else:
        if isinstance(p, str) and p != "fro":
            raise RuntimeError(f"linalg.matrix_norm: Order {p} not supported.")
        if not isinstance(p, (str, type(None))):
            p = number_of("linalg_vector_norm(): argument 'ord' (position 2)", p)
        if isinstance(dim, int):
            dim = list_of("linalg_vector_norm(): argument 'dim'", [dim])
        if isinstance(p, complex):
            _known(input._data)
            raise RuntimeError("linalg.vector_norm: Expected a non-complex scalar as the order of norm.")
        result = vector_norm(input, 2 if p in ("fro", None) else float(p), dim, keepdim)
    if out is None:
        return result
    from ..autograd.calls import into

    return into("norm", out, result, same=True, fresh=True)


@composed()
def dist(input, other, p: Number = 2):
    """The `p`-norm of `input - other`."""
    want_tensors("dist", input=input, other=other)
    return vector_norm(input - other, p)


def _renorms(input, p, maxnorm):
    if isinstance(p, complex):
        raise RuntimeError("renorm: p must be real-valued")
    if not p > 0:
        raise RuntimeError("renorm: non-positive-norm not supported")
    if isinstance(maxnorm, complex):
        raise RuntimeError("renorm: maxnorm must be real-valued")
    if not maxnorm >= 0:
        raise RuntimeError(f"renorm: expected maxnorm to be >= 0 but got {maxnorm:g}")
    if input._data.ndim < 2:
        raise RuntimeError(f"renorm: input needs at least 2 dimensions, got {input._data.ndim} dimensions")


@composed(inplace=True, out=True)
def renorm(input, p: Number, dim: Int, maxnorm: Number):
    """`input` with each slice along `dim` whose `p`-norm is above `maxnorm` scaled down to it."""
    _renorms(input, p, maxnorm)
    dim = dimension(dim, input._data.ndim)
    others = tuple([d for d in range(input._data.ndim) if d != dim])
    wide = input.float() if input._data.dtype in dtypes.HALF else input
    size = vector_norm(wide, p, others, True)
    return (wide * where(size > maxnorm, maxnorm / (size + 1e-7), 1.0)).to(input.dtype)


def _softmax_weighted(g, input, out, dim, keepdim, input_shape):
    g, out = [unsqueezed(t, input_shape, dim, keepdim) for t in (g, out)]
    return g * exp(input - out)


def _left(input, axis):
    """The shape that a reduction without `keepdim` leaves."""
    gone = range(input.ndim) if axis is None else {a % input.ndim for a in ((axis,) if isinstance(axis, int) else axis)}
    return tuple([n for i, n in enumerate(input.shape) if i not in gone])


@op(
    vjp={"input": _softmax_weighted},
    promote="float",
    samples=(
        ((3, 4), {"dim": 1}),
        ((2, 3, 4), {"dim": (0, 2), "keepdim": True}),
        ((3, 4), {"dim": -2}),
        ((), {"dim": 0}),
    ),
)
def logsumexp(xp, input: Array, dim: Ints = None, keepdim: Flag = False):
    """The logarithm of the sum of exponentials over `dim`; nothing overflows."""
    required("logsumexp", dim)
    axis = axes(dim, input)
    if input.size == 0:
        return xp.log(total(xp, xp.exp(input), axis, keepdim))
    top = input.real.max(axis, keepdims=True)  # complex numbers have no order, and their phases stay as they are
    top = xp.where(xp.isfinite(top), top, 0)
    out = xp.log(total(xp, xp.exp(input - top), axis, True)) + top
    return out if keepdim else out.reshape(_left(input, axis))
