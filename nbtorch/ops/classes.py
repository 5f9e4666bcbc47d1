"""Losses against class indices. Each is one node and computes its gradient from what the forward kept."""

from __future__ import annotations

import math

import numpy

from ..autograd.errors import dimension_error
from ..autograd.op import op
from ..backend import dtype as dtypes
from ..backend.array import CPU, Array, Index
from .checks import refuses
from .loss import REDUCTIONS, known
from .reduce import total
from .softmax import log_softmax, log_softmax_gradient

_INT64 = numpy.dtype("int64")


def _classes(*shape):
    """A function that draws targets among four classes, for samples."""
    return lambda draw: draw.integers(0, 4, shape)


_CLASSES = (
    ((5, 4), _classes(5)),
    ((4,), _classes()),
    ((3, 4, 2), _classes(3, 2), (4,), {"reduction": "sum"}),
    ((5, 4), _classes(5), (4,), {"ignore_index": 2}),
    ((5, 4), _classes(5), None, {"reduction": "none", "ignore_index": 1}),
)


def _classes_last(input_shape):
    """The sizes before, of, and after the class dimension."""
    if len(input_shape) == 1:
        return 1, input_shape[0], 1
    return input_shape[0], input_shape[1], math.prod(input_shape[2:])


def _plain(xp, target, classes):
    """Whether every target is a class. One reduction: as unsigned numbers, negative targets are large."""
    if xp is not CPU:
        return False
    unsigned = target.view(numpy.uint64) if target.dtype.itemsize == 8 else target
    return not target.size or int(CPU.maximum.reduce(unsigned, None)) < classes


def _sample_weights(xp, target, weight, kind, classes, ignore_index):
    """The weight of each sample, and targets whose ignored ones are 0."""
    if weight is None and not 0 <= ignore_index < classes and _plain(xp, target, classes):
        return None, target
    kept = target != ignore_index
    if xp is CPU:
        bad = target[kept & ((target < 0) | (target >= classes))]
        if bad.size:
            raise IndexError(f"Target {bad.flat[0]} is out of bounds.")
    safe = xp.where(kept, target, 0)
    weights = kept.astype(kind)
    return (weights if weight is None or not classes else weights * weight[safe]), safe


def _pick(xp, values, target):
    """`values[n, target[n, m], m]` of (N, C, M) values; of no classes 0, since all targets are ignored."""
    if not values.shape[1]:
        return xp.zeros((values.shape[0], values.shape[2]), values.dtype)
    if values.shape[2] == 1:
        return values[:, :, 0][xp.arange(values.shape[0]), target.reshape(-1)][:, None]
    return values[xp.arange(values.shape[0])[:, None], target.reshape(values.shape[0], -1), xp.arange(values.shape[2])]


def _weighed(xp, losses, weights, reduction):
    """The losses, weighted (a weight of 0 hides a loss that is infinite), their mean or their sum."""
    if weights is not None:
        losses = xp.where(weights == 0, 0, losses * weights)
    if reduction == "none":
        return losses
    whole = total(xp, losses, None)
    if reduction == "sum":
        return whole
    return whole / (losses.dtype.type(losses.size) if weights is None else total(xp, weights, None))


def _spread(xp, slope, shape, kind, target, weight, ignore_index, reduction):
    """What each sample's class, and only that, gets of `slope`: (N, 1, M), and the targets."""
    weights, safe = _sample_weights(xp, target, weight, kind, shape[1], ignore_index)
    if reduction == "mean":
        slope = slope / (kind.type(max(target.size, 1)) if weights is None else total(xp, weights, None))
    if weights is not None:  # a mean over nothing is NaN, but what is ignored has a gradient of 0
        slope = xp.where(weights == 0, kind.type(0), slope * weights)
    out = xp.empty((shape[0], 1, shape[2]), kind)
    out[...] = slope.reshape(out.shape) if slope.ndim else slope
    return out, safe


def _put(xp, whole, target, values):
    count, classes, places = whole.shape
    if not classes:
        return
    if places == 1:
        whole[xp.arange(count), target.reshape(-1), 0] += values[:, 0, 0]
    else:
        whole[xp.arange(count)[:, None], target.reshape(count, -1), xp.arange(places)] += values[:, 0]


def _fits(input, target, weight=None, ignore_index=-100, reduction="mean"):
    known(reduction)
    if input.ndim == 0:
        raise ValueError("Expected 1 or more dimensions (got 0)")
    expected = () if input.ndim == 1 else (input.shape[0], *input.shape[2:])
    if input.ndim > 1 and (not target.ndim or input.shape[0] != target.shape[0]):
        raise ValueError(
            f"Expected input batch_size ({input.shape[0]}) to match target batch_size "
            f"({target.shape[0] if target.ndim else 0})."
        )
    if target.dtype not in ("int64", "uint8"):
        raise RuntimeError(f"expected target dtype to be Long or Byte, but got {dtypes.of(target.dtype).word}")
    if input.ndim == target.ndim == 1:
        if target.shape != (1,):
            raise ValueError(f"For 1D input, 1D target must have size 1, but got target size: {target.shape[0]}")
        expected = (1,)
    refuses("nll_loss_out_frame", "biuc")(input)
    if target.shape != expected:
        if input.ndim > 2:
            raise RuntimeError(f"Expected target size {list(expected)}, got {list(target.shape)}")
        raise RuntimeError("0D or 1D target tensor expected, multi-target not supported")
    classes = input.shape[-1] if input.ndim == 1 else input.shape[1]
    if weight is not None and weight.shape != (classes,):
        raise RuntimeError(
            f"weight tensor should be defined either for all {classes} classes or no classes but got weight tensor of "
            f"shape: {list(weight.shape)}"
        )


def _softmax_fits(input, target, weight=None, ignore_index=-100, reduction="mean"):
    """Of `cross_entropy`, which takes the logarithms of softmax before it looks at the targets."""
    if input.dtype.kind == "f" and _common(input, target, weight, reduction):
        return
    known(reduction)
    if input.ndim == 0:
        raise dimension_error(1, 0)
    refuses("log_softmax_lastdim_kernel_impl", "biuc")(input)
    _fits(input, target, weight, ignore_index, reduction)


def _node_name(*statics):
    return lambda input_shape: "NllLoss2DBackward0" if len(input_shape) > 2 else "NllLossBackward0"


@op(
    vjp={
        "input": lambda g, target, weight, ignore_index, reduction, input_shape: nll_gradient(
            g, target, weight, input_shape, ignore_index, reduction
        )
    },
    method=False,
    promote="same",
    function=False,
    check=_fits,
    grad_fn=_node_name,
    samples=_CLASSES,
)
def nll_loss(xp, input: Array, target: Index, weight: Index = None, ignore_index=-100, reduction="mean"):
    """Minus the log-probability of each target: `(N, C, ...), (N, ...) -> ()`."""
    if (
        target.dtype.kind not in "iu"
        or reduction not in REDUCTIONS
        or input.ndim < 2
        or input.shape[:1] + input.shape[2:] != target.shape
    ):
        _fits(input, target, weight, ignore_index, reduction)
    shape = _classes_last(input.shape)
    weights, safe = _sample_weights(xp, target, weight, input.dtype, shape[1], ignore_index)
    losses = xp.negative(_pick(xp, input.reshape(shape), safe)).reshape(target.shape)
    return _weighed(xp, losses, weights, reduction)


@op(
    vjp={
        "slope": lambda g, target, weight, ignore_index, reduction: nll_loss(g, target, weight, ignore_index, reduction)
    },
    method=False,
    function=False,
    samples=(
        ((), _classes(5), (4,), {"shape": (5, 4)}),
        ((5,), _classes(5), None, {"shape": (5, 4), "reduction": "none"}),
    ),
)
def nll_gradient(xp, slope: Array, target: Index, weight: Index = None, shape=(), ignore_index=-100, reduction="mean"):
    """The gradient of `nll_loss`, whose transpose it is."""
    sizes = _classes_last(shape)
    whole = xp.zeros(sizes, slope.dtype)
    values, safe = _spread(xp, xp.asarray(slope), sizes, slope.dtype, target, weight, ignore_index, reduction)
    _put(xp, whole, safe, -values)
    return whole.reshape(shape)


def _cross_entropy_rule(g, log_probabilities, target, weight, ignore_index, reduction):
    if not hasattr(g, "_node"):
        return cross_entropy_gradient(g, log_probabilities, target, weight, ignore_index, reduction)
    spread = nll_gradient(g, target, weight, log_probabilities.shape, ignore_index, reduction)  # recorded: in two steps
    return log_softmax_gradient(spread, log_probabilities, _class_dim(log_probabilities))


def _class_dim(values):
    return 1 if values.ndim > 1 else 0


@op(
    vjp={"input": _cross_entropy_rule},
    outputs=("out", "log_probabilities"),
    within={"log_probabilities": lambda value: (log_softmax, (_class_dim(value),))},
    promote="same",
    method=False,
    function=False,
    check=_softmax_fits,
    grad_fn=_node_name,
    samples=_CLASSES,
)
def cross_entropy(xp, input: Array, target: Index, weight: Index = None, ignore_index=-100, reduction="mean"):
    """`nll_loss` of `log_softmax(input)` in one node."""
    values = log_softmax.forward(xp, input, _class_dim(input))
    if _usual(xp, values, target, weight, ignore_index, reduction):
        losses = values[numpy.arange(target.size), target]
        return total(xp, numpy.negative(losses, out=losses), None) / values.dtype.type(target.size), values
    return nll_loss.forward(xp, values, target, weight, ignore_index, reduction), values


def _common(values, target, weight, reduction):
    """Whether this is the mean over rows of classes, none weighted: no other loss is taken as often."""
    return (
        reduction == "mean" and weight is None and values.ndim == 2
        and target.shape == values.shape[:1] and target.size > 0 and target.dtype is _INT64
    )  # fmt: skip


def _usual(xp, values, target, weight, ignore_index, reduction):
    """Whether it is that, and none is ignored."""
    return (
        ignore_index < 0 and _common(values, target, weight, reduction) and _plain(xp, target, values.shape[1])
    )  # fmt: skip


@op(method=False, function=False)
def cross_entropy_gradient(
    xp, slope: Array, value: Array, target: Index, weight: Index = None, ignore_index=-100, reduction="mean"
):
    """The gradient of `cross_entropy`, from that of the loss and the log-probabilities, in PyTorch's order."""
    if _usual(xp, value, target, weight, ignore_index, reduction):
        share = value.dtype.type(slope / value.dtype.type(target.size))
        whole = numpy.exp(value)
        whole *= share
        whole[numpy.arange(target.size), target] -= share
        return whole
    sizes = _classes_last(value.shape)
    scale, safe = _spread(xp, xp.asarray(slope), sizes, value.dtype, target, weight, ignore_index, reduction)
    whole = xp.exp(value).reshape(sizes)
    whole *= scale
    _put(xp, whole, safe, -scale)
    return whole.reshape(value.shape)
