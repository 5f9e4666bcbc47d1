"""Fast paths and methods of every op. Written by `python nbtorch/ops/surface.py` from nbtorch/ops: edit those."""
# ruff: noqa
from __future__ import annotations

import warnings
from typing import Any

from numpy import asarray as as_array, ndarray

from .autograd.apply import apply, attempted, current
from .autograd.arguments import (
    dtype_of, flag_of, int_of, ints_of, list_of, number_of, operand_of, pieces_of, real_of, retold, scalar_of,
    spread_of, text_of,
)  # fmt: skip
from .autograd.calls import into, over, listed, same_dtype, landed, spelled, spread, target
from .autograd.errors import RAISED, explained
from .autograd.inference import check_saved, living
from .autograd.inplace import inplace, mark_view
from .autograd.memory import settled
from .autograd.modes import recording
from .autograd.node import PARENTS, SHAPE, STATICS, clock
from .autograd.observe import ops as observers
from .autograd.overriding import active, call_of, concerned, loose
from .autograd.refusals import INNER
from .autograd.scope import where as whence
from .backend.array import CPU
from .backend.dtype import dtype as Dtype, float32 as _float32
from .backend.silence import NO_FILTER, QUIET
from .ops import activation as activation_ops, arrange as arrange_ops, attention as attention_ops, bags as bags_ops, batch_norm as batch_norm_ops, bessel as bessel_ops, bounds as bounds_ops, casts as casts_ops, chains as chains_ops, choose as choose_ops, classes as classes_ops, closeness as closeness_ops, combine as combine_ops, compare as compare_ops, complexes as complexes_ops, conv as conv_ops, conv_transposed as conv_transposed_ops, copies as copies_ops, counting as counting_ops, create as create_ops, ctc as ctc_ops, decompose as decompose_ops, division as division_ops, draws as draws_ops, einsum as einsum_ops, embed as embed_ops, embedding as embedding_ops, exchange as exchange_ops, exponent as exponent_ops, exponential as exponential_ops, extremes as extremes_ops, facts as facts_ops, fill as fill_ops, fourier as fourier_ops, fractional as fractional_ops, gamma as gamma_ops, gates as gates_ops, gather as gather_ops, grid as grid_ops, grouped as grouped_ops, hashing as hashing_ops, histograms as histograms_ops, householder as householder_ops, image as image_ops, implicit as implicit_ops, inclusive as inclusive_ops, indexed as indexed_ops, inverse as inverse_ops, join as join_ops, ldl as ldl_ops, legacy as legacy_ops, likelihood as likelihood_ops, linalg as linalg_ops, logic as logic_ops, loss as loss_ops, lowrank as lowrank_ops, lu as lu_ops, margins as margins_ops, masks as masks_ops, memory as memory_ops, metrics as metrics_ops, mixing as mixing_ops, native as native_ops, nonzero as nonzero_ops, norm as norm_ops, norms as norms_ops, pad as pad_ops, pieces as pieces_ops, pointwise as pointwise_ops, polynomials as polynomials_ops, pool as pool_ops, powers as powers_ops, probabilities as probabilities_ops, products as products_ops, quantiles as quantiles_ops, random as random_ops, reduce as reduce_ops, resize as resize_ops, rounding as rounding_ops, scan as scan_ops, scatter as scatter_ops, segments as segments_ops, shape as shape_ops, shuffle as shuffle_ops, similarity as similarity_ops, slopes as slopes_ops, softmax as softmax_ops, sorting as sorting_ops, special as special_ops, spectral as spectral_ops, spectrogram as spectrogram_ops, statistics as statistics_ops, strided as strided_ops, tapers as tapers_ops, tbc as tbc_ops, trapezoids as trapezoids_ops, trigonometry as trigonometry_ops, turned as turned_ops, unpool as unpool_ops, views as views_ops, window as window_ops

Tensor: Any = None  # set by nbtorch._tensor
float32 = _float32.array
is_recording = recording.get
NUMBERS = frozenset((float, int))



RELU = activation_ops.relu
relu_forward = RELU.forward
relu_vjp_input = RELU.rules[0].function


def relu(input):
    """`max(input, 0)`, elementwise."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(RELU, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(RELU, (input,), ())
    try:
        data = relu_forward(CPU, input_data)
    except RAISED as error:
        raise explained(RELU, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [RELU, (input_node,), (out._data,), (out._writes,), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


RELU.call = relu


def relu_backward(g, saved, node):
    out, = saved
    return (relu_vjp_input(g, out),)


RELU.backward = relu_backward


def relu_(input):
    """In-place version of `relu`."""
    return inplace(RELU, (input,), ())


POSITIVE_PART = activation_ops.positive_part
positive_part_forward = POSITIVE_PART.forward
positive_part_vjp_input = POSITIVE_PART.rules[0].function


def positive_part(input, where_positive):
    """`input` where the other array, never -0.0, is positive, else 0: the gradient of relu."""
    return apply(POSITIVE_PART, (input, where_positive), ())


POSITIVE_PART.call = positive_part


def positive_part_backward(g, saved, node):
    where_positive, = saved
    input_node, where_positive_node = node[PARENTS]
    return (None if input_node is None else positive_part_vjp_input(g, where_positive), None)


POSITIVE_PART.backward = positive_part_backward


SIGMOID = activation_ops.sigmoid
sigmoid_forward = SIGMOID.forward
sigmoid_vjp_input = SIGMOID.rules[0].function


def sigmoid(input, *, out=None):
    """`1 / (1 + exp(-input))`, elementwise."""
    if out is not None:
        return into('sigmoid', out, sigmoid(input))
    try:
        input_data = input._data
    except AttributeError:
        return apply(SIGMOID, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(SIGMOID, (input,), ())
    try:
        data = sigmoid_forward(CPU, input_data)
    except RAISED as error:
        raise explained(SIGMOID, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [SIGMOID, (input_node,), (out._data,), (out._writes,), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


SIGMOID.call = sigmoid


def sigmoid_backward(g, saved, node):
    out, = saved
    return (sigmoid_vjp_input(g, out),)


SIGMOID.backward = sigmoid_backward


def sigmoid_(input):
    """In-place version of `sigmoid`."""
    return inplace(SIGMOID, (input,), ())


LEAKY_RELU = activation_ops.leaky_relu
leaky_relu_forward = LEAKY_RELU.forward
leaky_relu_vjp_input = LEAKY_RELU.rules[0].function


def leaky_relu(input, negative_slope=0.01):
    """`input` where positive, `negative_slope * input` elsewhere."""
    if type(negative_slope) is not int and type(negative_slope) is not float:
        negative_slope = scalar_of("leaky_relu(): argument 'negative_slope' (position 2)", negative_slope)
    try:
        input_data = input._data
    except AttributeError:
        return apply(LEAKY_RELU, (input,), (negative_slope,))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(LEAKY_RELU, (input,), (negative_slope,))
    try:
        data = leaky_relu_forward(CPU, input_data, negative_slope)
    except RAISED as error:
        raise explained(LEAKY_RELU, error, (input_data,), (negative_slope,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [LEAKY_RELU, (input_node,), (input_data,), (input._writes,), (negative_slope,),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


LEAKY_RELU.call = leaky_relu


def leaky_relu_backward(g, saved, node):
    input, = saved
    negative_slope, = node[STATICS]
    return (leaky_relu_vjp_input(g, input, negative_slope),)


LEAKY_RELU.backward = leaky_relu_backward


def leaky_relu_(input, negative_slope=0.01):
    """In-place version of `leaky_relu`."""
    if type(negative_slope) is not int and type(negative_slope) is not float:
        negative_slope = scalar_of("leaky_relu(): argument 'negative_slope' (position 2)", negative_slope)
    return inplace(LEAKY_RELU, (input,), (negative_slope,))


ELU = activation_ops.elu
elu_forward = ELU.forward
elu_vjp_input = ELU.rules[0].function


def elu(input, alpha=1.0):
    """`input` where positive, `alpha * (exp(input) - 1)` elsewhere."""
    if type(alpha) is not int and type(alpha) is not float:
        alpha = scalar_of("elu(): argument 'alpha' (position 2)", alpha)
    try:
        input_data = input._data
    except AttributeError:
        return apply(ELU, (input,), (alpha,))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(ELU, (input,), (alpha,))
    try:
        data = elu_forward(CPU, input_data, alpha)
    except RAISED as error:
        raise explained(ELU, error, (input_data,), (alpha,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [ELU, (input_node,), (input_data,), (input._writes,), (alpha,),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


ELU.call = elu


def elu_backward(g, saved, node):
    input, = saved
    alpha, = node[STATICS]
    return (elu_vjp_input(g, input, alpha),)


ELU.backward = elu_backward


def elu_(input, alpha=1.0):
    """In-place version of `elu`."""
    if type(alpha) is not int and type(alpha) is not float:
        alpha = scalar_of("elu(): argument 'alpha' (position 2)", alpha)
    return inplace(ELU, (input,), (alpha,))


SELU = activation_ops.selu
selu_forward = SELU.forward
selu_vjp_input = SELU.rules[0].function


def selu(input):
    """ELU scaled so that activations keep mean 0 and variance 1 (Klambauer et al., 2017)."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(SELU, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(SELU, (input,), ())
    try:
        data = selu_forward(CPU, input_data)
    except RAISED as error:
        raise explained(SELU, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [SELU, (input_node,), (input_data,), (input._writes,), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


SELU.call = selu


def selu_backward(g, saved, node):
    input, = saved
    return (selu_vjp_input(g, input),)


SELU.backward = selu_backward


def selu_(input):
    """In-place version of `selu`."""
    return inplace(SELU, (input,), ())


CELU = activation_ops.celu
celu_forward = CELU.forward
celu_vjp_input = CELU.rules[0].function


def celu(input, alpha=1.0):
    """`input` where positive, `alpha * (exp(input / alpha) - 1)` elsewhere."""
    if type(alpha) is not int and type(alpha) is not float:
        alpha = scalar_of("celu(): argument 'alpha' (position 2)", alpha)
    try:
        input_data = input._data
    except AttributeError:
        return apply(CELU, (input,), (alpha,))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(CELU, (input,), (alpha,))
    try:
        data = celu_forward(CPU, input_data, alpha)
    except RAISED as error:
        raise explained(CELU, error, (input_data,), (alpha,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [CELU, (input_node,), (input_data,), (input._writes,), (alpha,),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


CELU.call = celu


def celu_backward(g, saved, node):
    input, = saved
    alpha, = node[STATICS]
    return (celu_vjp_input(g, input, alpha),)


CELU.backward = celu_backward


def celu_(input, alpha=1.0):
    """In-place version of `celu`."""
    if type(alpha) is not int and type(alpha) is not float:
        alpha = scalar_of("celu(): argument 'alpha' (position 2)", alpha)
    return inplace(CELU, (input,), (alpha,))


SOFTPLUS = activation_ops.softplus
softplus_forward = SOFTPLUS.forward
softplus_vjp_input = SOFTPLUS.rules[0].function


def softplus(input, beta=1.0, threshold=20.0, *, out=None):
    """`log(1 + exp(beta * input)) / beta`; `input` itself where `beta * input` exceeds `threshold`."""
    if out is not None:
        return into('softplus', out, softplus(input, beta, threshold))
    if type(beta) is not int and type(beta) is not float:
        beta = scalar_of("softplus(): argument 'beta' (position 2)", beta)
    if type(threshold) is not int and type(threshold) is not float:
        threshold = scalar_of("softplus(): argument 'threshold' (position 3)", threshold)
    try:
        input_data = input._data
    except AttributeError:
        return apply(SOFTPLUS, (input,), (beta, threshold))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(SOFTPLUS, (input,), (beta, threshold))
    try:
        data = softplus_forward(CPU, input_data, beta, threshold)
    except RAISED as error:
        raise explained(SOFTPLUS, error, (input_data,), (beta, threshold)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [SOFTPLUS, (input_node,), (input_data,), (input._writes,), (beta, threshold),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


SOFTPLUS.call = softplus


def softplus_backward(g, saved, node):
    input, = saved
    beta, threshold = node[STATICS]
    return (softplus_vjp_input(g, input, beta, threshold),)


SOFTPLUS.backward = softplus_backward


LOGSIGMOID = activation_ops.logsigmoid
logsigmoid_forward = LOGSIGMOID.forward
logsigmoid_vjp_input = LOGSIGMOID.rules[0].function


def logsigmoid(input, *, out=None):
    """`log(sigmoid(input))`, without overflow."""
    if out is not None:
        return into('logsigmoid', out, logsigmoid(input))
    try:
        input_data = input._data
    except AttributeError:
        return apply(LOGSIGMOID, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(LOGSIGMOID, (input,), ())
    try:
        data = logsigmoid_forward(CPU, input_data)
    except RAISED as error:
        raise explained(LOGSIGMOID, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [LOGSIGMOID, (input_node,), (input_data,), (input._writes,), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


LOGSIGMOID.call = logsigmoid


def logsigmoid_backward(g, saved, node):
    input, = saved
    return (logsigmoid_vjp_input(g, input),)


LOGSIGMOID.backward = logsigmoid_backward


HARDTANH = activation_ops.hardtanh
hardtanh_forward = HARDTANH.forward
hardtanh_vjp_input = HARDTANH.rules[0].function


def hardtanh(input, min_val=-1.0, max_val=1.0):
    """`input` held between two bounds."""
    if type(min_val) is not int and type(min_val) is not float:
        min_val = scalar_of("hardtanh(): argument 'min_val' (position 2)", min_val)
    if type(max_val) is not int and type(max_val) is not float:
        max_val = scalar_of("hardtanh(): argument 'max_val' (position 3)", max_val)
    try:
        input_data = input._data
    except AttributeError:
        return apply(HARDTANH, (input,), (min_val, max_val))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(HARDTANH, (input,), (min_val, max_val))
    try:
        data = hardtanh_forward(CPU, input_data, min_val, max_val)
    except RAISED as error:
        raise explained(HARDTANH, error, (input_data,), (min_val, max_val)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [HARDTANH, (input_node,), (input_data,), (input._writes,), (min_val, max_val),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


HARDTANH.call = hardtanh


def hardtanh_backward(g, saved, node):
    input, = saved
    min_val, max_val = node[STATICS]
    return (hardtanh_vjp_input(g, input, min_val, max_val),)


HARDTANH.backward = hardtanh_backward


def hardtanh_(input, min_val=-1.0, max_val=1.0):
    """In-place version of `hardtanh`."""
    if type(min_val) is not int and type(min_val) is not float:
        min_val = scalar_of("hardtanh(): argument 'min_val' (position 2)", min_val)
    if type(max_val) is not int and type(max_val) is not float:
        max_val = scalar_of("hardtanh(): argument 'max_val' (position 3)", max_val)
    return inplace(HARDTANH, (input,), (min_val, max_val))


HARDSIGMOID = activation_ops.hardsigmoid
hardsigmoid_forward = HARDSIGMOID.forward
hardsigmoid_vjp_input = HARDSIGMOID.rules[0].function


def hardsigmoid(input):
    """`(input + 3) / 6` held between 0 and 1."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(HARDSIGMOID, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(HARDSIGMOID, (input,), ())
    try:
        data = hardsigmoid_forward(CPU, input_data)
    except RAISED as error:
        raise explained(HARDSIGMOID, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [HARDSIGMOID, (input_node,), (input_data,), (input._writes,), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


HARDSIGMOID.call = hardsigmoid


def hardsigmoid_backward(g, saved, node):
    input, = saved
    return (hardsigmoid_vjp_input(g, input),)


HARDSIGMOID.backward = hardsigmoid_backward


def hardsigmoid_(input):
    """In-place version of `hardsigmoid`."""
    return inplace(HARDSIGMOID, (input,), ())


THRESHOLD = activation_ops.threshold
threshold_forward = THRESHOLD.forward
threshold_vjp_input = THRESHOLD.rules[0].function


def threshold(input, threshold, value, *, out=None):
    """`input` where it exceeds `threshold`, else `value`."""
    if out is not None:
        return into('threshold', out, THRESHOLD.call(input, threshold, value))
    if type(threshold) is not int and type(threshold) is not float:
        threshold = scalar_of("threshold(): argument 'threshold' (position 2)", threshold)
    if type(value) is not int and type(value) is not float:
        value = scalar_of("threshold(): argument 'value' (position 3)", value)
    try:
        input_data = input._data
    except AttributeError:
        return apply(THRESHOLD, (input,), (threshold, value))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(THRESHOLD, (input,), (threshold, value))
    try:
        data = threshold_forward(CPU, input_data, threshold, value)
    except RAISED as error:
        raise explained(THRESHOLD, error, (input_data,), (threshold, value)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [THRESHOLD, (input_node,), (input_data,), (input._writes,), (threshold, value),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


THRESHOLD.call = threshold


def threshold_backward(g, saved, node):
    input, = saved
    threshold, value = node[STATICS]
    return (threshold_vjp_input(g, input, threshold),)


THRESHOLD.backward = threshold_backward


def threshold_(input, threshold, value):
    """In-place version of `threshold`."""
    if type(threshold) is not int and type(threshold) is not float:
        threshold = scalar_of("threshold(): argument 'threshold' (position 2)", threshold)
    if type(value) is not int and type(value) is not float:
        value = scalar_of("threshold(): argument 'value' (position 3)", value)
    return inplace(THRESHOLD, (input,), (threshold, value))


HARDSHRINK = activation_ops.hardshrink
hardshrink_forward = HARDSHRINK.forward
hardshrink_vjp_input = HARDSHRINK.rules[0].function


def hardshrink(input, lambd=0.5, *, out=None):
    """`input` where its absolute value exceeds `lambd`, else 0."""
    if out is not None:
        return into('hardshrink', out, hardshrink(input, lambd), same=True)
    if type(lambd) is not int and type(lambd) is not float:
        lambd = scalar_of("hardshrink(): argument 'lambd' (position 2)", lambd)
    try:
        input_data = input._data
    except AttributeError:
        return apply(HARDSHRINK, (input,), (lambd,))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(HARDSHRINK, (input,), (lambd,))
    try:
        data = hardshrink_forward(CPU, input_data, lambd)
    except RAISED as error:
        raise explained(HARDSHRINK, error, (input_data,), (lambd,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [HARDSHRINK, (input_node,), (input_data,), (input._writes,), (lambd,),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


HARDSHRINK.call = hardshrink


def hardshrink_backward(g, saved, node):
    input, = saved
    lambd, = node[STATICS]
    return (hardshrink_vjp_input(g, input, lambd),)


HARDSHRINK.backward = hardshrink_backward


SOFTSHRINK = activation_ops.softshrink
softshrink_forward = SOFTSHRINK.forward
softshrink_vjp_input = SOFTSHRINK.rules[0].function


def softshrink(input, lambd=0.5, *, out=None):
    """`input` moved towards 0 by `lambd`, and 0 within."""
    if out is not None:
        return into('softshrink', out, softshrink(input, lambd))
    if type(lambd) is not int and type(lambd) is not float:
        lambd = scalar_of("softshrink(): argument 'lambd' (position 2)", lambd)
    try:
        input_data = input._data
    except AttributeError:
        return apply(SOFTSHRINK, (input,), (lambd,))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(SOFTSHRINK, (input,), (lambd,))
    try:
        data = softshrink_forward(CPU, input_data, lambd)
    except RAISED as error:
        raise explained(SOFTSHRINK, error, (input_data,), (lambd,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [SOFTSHRINK, (input_node,), (input_data,), (input._writes,), (lambd,),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


SOFTSHRINK.call = softshrink


def softshrink_backward(g, saved, node):
    input, = saved
    lambd, = node[STATICS]
    return (softshrink_vjp_input(g, input, lambd),)


SOFTSHRINK.backward = softshrink_backward


PRELU_KERNEL = activation_ops.prelu_kernel
prelu_kernel_forward = PRELU_KERNEL.forward
prelu_kernel_vjp_input = PRELU_KERNEL.rules[0].function
prelu_kernel_vjp_weight = PRELU_KERNEL.rules[1].function


def prelu_kernel(input, weight):
    """`input` where positive, `weight * input` elsewhere."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(PRELU_KERNEL, (input, weight), ())
    weight_data = getattr(weight, '_data', weight)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or type(weight_data) is not ndarray or weight_data.dtype is not float32):
        return apply(PRELU_KERNEL, (input, weight), ())
    try:
        data = prelu_kernel_forward(CPU, input_data, weight_data)
    except RAISED as error:
        raise explained(PRELU_KERNEL, error, (input_data, weight_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    weight_node = None if weight_data is weight else weight._node if weight._view is None else current(weight)
    if (input_node is not None or weight_node is not None) and is_recording():
        out._node = [PRELU_KERNEL, (input_node, weight_node), (input_data, None if input_node is None else weight_data), (input._writes, None if input_node is None else weight_data is not weight and weight._writes or None), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


PRELU_KERNEL.call = prelu_kernel


def prelu_kernel_backward(g, saved, node):
    input, weight = saved
    input_node, weight_node = node[PARENTS]
    return (None if input_node is None else prelu_kernel_vjp_input(g, input, weight), None if weight_node is None else prelu_kernel_vjp_weight(g, input))


PRELU_KERNEL.backward = prelu_kernel_backward


prelu_body: Any = getattr(activation_ops.prelu, '__wrapped__')


def prelu(input, weight):
    """`input` where positive, `weight * input` elsewhere: one weight, or one per channel (dimension 1)."""
    if active and concerned(loose((input, weight), {})):
        return call_of(prelu, (input, weight), {})
    try:
        input._node; weight._node
        return prelu_body(input, weight)
    except INNER as error:
        if concerned(loose((input, weight), {})):
            return call_of(prelu, (input, weight), {})
        raise retold(prelu_body, (input, weight), {}, error)


FLIP = arrange_ops.flip
flip_forward = FLIP.forward
flip_vjp_input = FLIP.rules[0].function


def flip(input, *dims, out=None, **more):
    """The elements in reverse order along `dims`."""
    if out is not None:
        return into('flip', out, flip(input, dims, **more))
    if more:
        dims = spread(FLIP, more)
    if dims and type(dims[0]) is not int:
        dims = spread_of("flip(): argument 'dims' (position 1)", dims)
    try:
        input_data = input._data
    except AttributeError:
        return apply(FLIP, (input,), (dims,))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET):
        return apply(FLIP, (input,), (dims,))
    try:
        data = flip_forward(CPU, input_data, dims)
    except RAISED as error:
        raise explained(FLIP, error, (input_data,), (dims,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [FLIP, (input_node,), (), (), (dims,),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    return out


FLIP.call = flip


def flip_function(input, dims, *, out=None):
    """The elements in reverse order along `dims`."""
    if (active or not hasattr(input, '_node')) and out is None and concerned(loose((input, dims), {})):
        return call_of(flip_function, (input, dims), {})
    dims = list_of("flip(): argument 'dims' (position 2)", dims)
    return flip(input, dims, out=out)


flip_function.__name__ = 'flip'


def flip_backward(g, saved, node):
    dims, = node[STATICS]
    return (flip_vjp_input(g, dims),)


FLIP.backward = flip_backward


ROLL = arrange_ops.roll
roll_forward = ROLL.forward
roll_vjp_input = ROLL.rules[0].function


def roll(input, shifts, dims=None):
    """The elements moved by `shifts` along `dims`; what falls off one end comes in at the other."""
    if (type(shifts) is not int or shifts.bit_length() > 63):
        shifts = ints_of("roll(): argument 'shifts' (position 2)", shifts)
    if dims is not None and type(dims) is not int:
        dims = ints_of("roll(): argument 'dims' (position 3)", dims)
    try:
        input_data = input._data
    except AttributeError:
        return apply(ROLL, (input,), (shifts, dims))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET):
        return apply(ROLL, (input,), (shifts, dims))
    try:
        data = roll_forward(CPU, input_data, shifts, dims)
    except RAISED as error:
        raise explained(ROLL, error, (input_data,), (shifts, dims)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [ROLL, (input_node,), (), (), (shifts, dims),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    return out


ROLL.call = roll


def roll_backward(g, saved, node):
    shifts, dims = node[STATICS]
    return (roll_vjp_input(g, shifts, dims),)


ROLL.backward = roll_backward


REPEAT = arrange_ops.repeat
repeat_forward = REPEAT.forward
repeat_vjp_input = REPEAT.rules[0].function


def repeat(input, *repeats, **more):
    """The tensor laid out `repeats` times along each dimension."""
    if more:
        repeats = spread(REPEAT, more)
    if repeats and type(repeats[0]) is not int:
        repeats = spread_of("repeat(): argument 'repeats' (position 1)", repeats)
    try:
        input_data = input._data
    except AttributeError:
        return apply(REPEAT, (input,), (repeats,))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET):
        return apply(REPEAT, (input,), (repeats,))
    try:
        data = repeat_forward(CPU, input_data, repeats)
    except RAISED as error:
        raise explained(REPEAT, error, (input_data,), (repeats,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [REPEAT, (input_node,), (), (), (repeats,),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    return out


REPEAT.call = repeat


def repeat_backward(g, saved, node):
    repeats, = node[STATICS]
    input_node, = node[PARENTS]
    return (repeat_vjp_input(g, input_node and input_node[SHAPE], repeats),)


REPEAT.backward = repeat_backward


TRIL = arrange_ops.tril
tril_forward = TRIL.forward
tril_vjp_input = TRIL.rules[0].function


def tril(input, diagonal=0, *, out=None):
    """The lower triangle of matrices up to a `diagonal`, zeros above."""
    if out is not None:
        return into('tril', out, tril(input, diagonal), same=True, fresh=True, twice=True)
    if (type(diagonal) is not int or diagonal.bit_length() > 63):
        diagonal = int_of("tril(): argument 'diagonal' (position 2)", diagonal)
    try:
        input_data = input._data
    except AttributeError:
        return apply(TRIL, (input,), (diagonal,))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET):
        return apply(TRIL, (input,), (diagonal,))
    try:
        data = tril_forward(CPU, input_data, diagonal)
    except RAISED as error:
        raise explained(TRIL, error, (input_data,), (diagonal,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [TRIL, (input_node,), (), (), (diagonal,),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    return out


TRIL.call = tril


def tril_backward(g, saved, node):
    diagonal, = node[STATICS]
    return (tril_vjp_input(g, diagonal),)


TRIL.backward = tril_backward


def tril_(input, diagonal=0):
    """In-place version of `tril`."""
    if (type(diagonal) is not int or diagonal.bit_length() > 63):
        diagonal = int_of("tril(): argument 'diagonal' (position 2)", diagonal)
    return inplace(TRIL, (input,), (diagonal,))


TRIU = arrange_ops.triu
triu_forward = TRIU.forward
triu_vjp_input = TRIU.rules[0].function


def triu(input, diagonal=0, *, out=None):
    """The upper triangle of matrices from a `diagonal` on, zeros below."""
    if out is not None:
        return into('triu', out, triu(input, diagonal), same=True, fresh=True, twice=True)
    if (type(diagonal) is not int or diagonal.bit_length() > 63):
        diagonal = int_of("triu(): argument 'diagonal' (position 2)", diagonal)
    try:
        input_data = input._data
    except AttributeError:
        return apply(TRIU, (input,), (diagonal,))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET):
        return apply(TRIU, (input,), (diagonal,))
    try:
        data = triu_forward(CPU, input_data, diagonal)
    except RAISED as error:
        raise explained(TRIU, error, (input_data,), (diagonal,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [TRIU, (input_node,), (), (), (diagonal,),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    return out


TRIU.call = triu


def triu_backward(g, saved, node):
    diagonal, = node[STATICS]
    return (triu_vjp_input(g, diagonal),)


TRIU.backward = triu_backward


def triu_(input, diagonal=0):
    """In-place version of `triu`."""
    if (type(diagonal) is not int or diagonal.bit_length() > 63):
        diagonal = int_of("triu(): argument 'diagonal' (position 2)", diagonal)
    return inplace(TRIU, (input,), (diagonal,))


fliplr_body: Any = getattr(arrange_ops.fliplr, '__wrapped__')


def fliplr(input):
    """A matrix with its columns in reverse order."""
    if active and concerned(loose((input,), {})):
        return call_of(fliplr, (input,), {})
    try:
        return fliplr_body(input)
    except INNER as error:
        if concerned(loose((input,), {})):
            return call_of(fliplr, (input,), {})
        raise retold(fliplr_body, (input,), {}, error)


flipud_body: Any = getattr(arrange_ops.flipud, '__wrapped__')


def flipud(input):
    """A matrix with its rows in reverse order."""
    if active and concerned(loose((input,), {})):
        return call_of(flipud, (input,), {})
    try:
        return flipud_body(input)
    except INNER as error:
        if concerned(loose((input,), {})):
            return call_of(flipud, (input,), {})
        raise retold(flipud_body, (input,), {}, error)


rot90_body: Any = getattr(arrange_ops.rot90, '__wrapped__')


def rot90(input, k=1, dims=(0, 1)):
    """Turned by `k` quarters in the plane of two `dims`, from the first towards the second."""
    if active and concerned(loose((input, k, dims), {})):
        return call_of(rot90, (input, k, dims), {})
    if (type(k) is not int or k.bit_length() > 63):
        k = int_of("rot90(): argument 'k' (position 2)", k)
    dims = list_of("rot90(): argument 'dims' (position 3)", dims)
    try:
        return rot90_body(input, k, dims)
    except INNER as error:
        if concerned(loose((input, k, dims), {})):
            return call_of(rot90, (input, k, dims), {})
        raise retold(rot90_body, (input, k, dims), {}, error)


tile_body: Any = getattr(arrange_ops.tile, '__wrapped__')


def tile(input, dims):
    """`repeat` that takes fewer numbers than there are dimensions, too: the last ones are meant."""
    if active and concerned(loose((input, dims), {})):
        return call_of(tile, (input, dims), {})
    dims = list_of("tile(): argument 'dims' (position 2)", dims)
    try:
        return tile_body(input, dims)
    except INNER as error:
        if concerned(loose((input, dims), {})):
            return call_of(tile, (input, dims), {})
        raise retold(tile_body, (input, dims), {}, error)


def tile_method(input, *sizes, dims=None):
    """`repeat` that takes fewer numbers than there are dimensions, too: the last ones are meant."""
    given = spread_of("tile(): argument 'dims' (position 1)", sizes) if dims is None else dims
    return tile(input, given)


tile_method.__name__ = 'tile'


repeat_interleave_body: Any = getattr(arrange_ops.repeat_interleave, '__wrapped__')


def repeat_interleave(input, repeats=Ellipsis, dim=None, *, output_size=None):
    """Each slice along `dim` so many times in a row; `repeats` is a number, or one per slice."""
    if active and concerned(loose((input, repeats, dim), {'output_size': output_size})):
        return call_of(repeat_interleave, (input, repeats, dim), {'output_size': output_size})
    if dim is not None and (type(dim) is not int or dim.bit_length() > 63):
        dim = int_of("repeat_interleave(): argument 'dim' (position 3)", dim)
    if output_size is not None and (type(output_size) is not int or output_size.bit_length() > 63):
        output_size = int_of("repeat_interleave(): argument 'output_size'", output_size)
    try:
        return repeat_interleave_body(input, repeats, dim, output_size=output_size)
    except INNER as error:
        if concerned(loose((input, repeats, dim), {'output_size': output_size})):
            return call_of(repeat_interleave, (input, repeats, dim), {'output_size': output_size})
        raise retold(repeat_interleave_body, (input, repeats, dim), {'output_size': output_size}, error)


diag_embed_body: Any = getattr(arrange_ops.diag_embed, '__wrapped__')


def diag_embed(input, offset=0, dim1=-2, dim2=-1):
    """Zeros with the last dimension of `input` on a diagonal of two new dimensions."""
    if active and concerned(loose((input, offset, dim1, dim2), {})):
        return call_of(diag_embed, (input, offset, dim1, dim2), {})
    if (type(offset) is not int or offset.bit_length() > 63):
        offset = int_of("diag_embed(): argument 'offset' (position 2)", offset)
    if (type(dim1) is not int or dim1.bit_length() > 63):
        dim1 = int_of("diag_embed(): argument 'dim1' (position 3)", dim1)
    if (type(dim2) is not int or dim2.bit_length() > 63):
        dim2 = int_of("diag_embed(): argument 'dim2' (position 4)", dim2)
    try:
        return diag_embed_body(input, offset, dim1, dim2)
    except INNER as error:
        if concerned(loose((input, offset, dim1, dim2), {})):
            return call_of(diag_embed, (input, offset, dim1, dim2), {})
        raise retold(diag_embed_body, (input, offset, dim1, dim2), {}, error)


diag_body: Any = getattr(arrange_ops.diag, '__wrapped__')


def diag(input, diagonal=0, *, out=None):
    """A matrix with a vector on its diagonal, or the diagonal of a matrix."""
    if active and out is None and concerned(loose((input, diagonal), {})):
        return call_of(diag, (input, diagonal), {})
    if (type(diagonal) is not int or diagonal.bit_length() > 63):
        diagonal = int_of("diag(): argument 'diagonal' (position 2)", diagonal)
    try:
        result = diag_body(input, diagonal)
    except INNER as error:
        if concerned(loose((input, diagonal), {})):
            return call_of(diag, (input, diagonal), {})
        raise retold(diag_body, (input, diagonal), {}, error)
    return result if out is None else into('diag', out, result, same=True, fresh=True)


diagflat_body: Any = getattr(arrange_ops.diagflat, '__wrapped__')


def diagflat(input, offset=0):
    """A matrix with all elements of `input` on its diagonal."""
    if active and concerned(loose((input, offset), {})):
        return call_of(diagflat, (input, offset), {})
    if (type(offset) is not int or offset.bit_length() > 63):
        offset = int_of("diagflat(): argument 'offset' (position 2)", offset)
    try:
        return diagflat_body(input, offset)
    except INNER as error:
        if concerned(loose((input, offset), {})):
            return call_of(diagflat, (input, offset), {})
        raise retold(diagflat_body, (input, offset), {}, error)


scaled_dot_product_attention_body: Any = getattr(attention_ops.scaled_dot_product_attention, '__wrapped__')


def scaled_dot_product_attention(query, key, value, attn_mask=None, dropout_p=0.0, is_causal=False, scale=None, enable_gqa=False):
    """`softmax(query @ key.mT * scale + mask) @ value`: `(..., L, E), (..., S, E), (..., S, V) -> (..., L, V)`.

    A boolean mask says where to look. A query that sees no key gets zeros. With `enable_gqa`, each key and value head
    serves several query heads (Ainslie et al., 2023).
    """
    if active and concerned(loose((query, key, value, attn_mask, dropout_p, is_causal, scale, enable_gqa), {})):
        return call_of(scaled_dot_product_attention, (query, key, value, attn_mask, dropout_p, is_causal, scale, enable_gqa), {})
    if is_causal is not False and is_causal is not True:
        is_causal = flag_of("scaled_dot_product_attention(): argument 'is_causal' (position 6)", is_causal)
    if enable_gqa is not False and enable_gqa is not True:
        enable_gqa = flag_of("scaled_dot_product_attention(): argument 'enable_gqa' (position 8)", enable_gqa)
    try:
        return scaled_dot_product_attention_body(query, key, value, attn_mask, dropout_p, is_causal, scale, enable_gqa)
    except INNER as error:
        if concerned(loose((query, key, value, attn_mask, dropout_p, is_causal, scale, enable_gqa), {})):
            return call_of(scaled_dot_product_attention, (query, key, value, attn_mask, dropout_p, is_causal, scale, enable_gqa), {})
        raise retold(scaled_dot_product_attention_body, (query, key, value, attn_mask, dropout_p, is_causal, scale, enable_gqa), {}, error)


embedding_bag_body: Any = getattr(bags_ops.embedding_bag, '__wrapped__')


def embedding_bag(input, weight, offsets=None, max_norm=None, norm_type=2, scale_grad_by_freq=False, mode='mean', sparse=False, per_sample_weights=None, include_last_offset=False, padding_idx=None):
    """Rows of `weight`, summed per bag: `(B, L), (V, D) -> (B, D)`, or `(L,)` with `offsets` (B,) where bags start.

    Indices `padding_idx` count for nothing. The gradient of a `sparse` call is a dense tensor.
    """
    if active and concerned(loose((input, weight, offsets, max_norm, norm_type, scale_grad_by_freq, mode, sparse, per_sample_weights, include_last_offset, padding_idx), {})):
        return call_of(embedding_bag, (input, weight, offsets, max_norm, norm_type, scale_grad_by_freq, mode, sparse, per_sample_weights, include_last_offset, padding_idx), {})
    if scale_grad_by_freq is not False and scale_grad_by_freq is not True:
        scale_grad_by_freq = flag_of("embedding_bag(): argument 'scale_grad_by_freq' (position 6)", scale_grad_by_freq)
    if sparse is not False and sparse is not True:
        sparse = flag_of("embedding_bag(): argument 'sparse' (position 8)", sparse)
    if include_last_offset is not False and include_last_offset is not True:
        include_last_offset = flag_of("embedding_bag(): argument 'include_last_offset' (position 10)", include_last_offset)
    try:
        return embedding_bag_body(input, weight, offsets, max_norm, norm_type, scale_grad_by_freq, mode, sparse, per_sample_weights, include_last_offset, padding_idx)
    except INNER as error:
        if concerned(loose((input, weight, offsets, max_norm, norm_type, scale_grad_by_freq, mode, sparse, per_sample_weights, include_last_offset, padding_idx), {})):
            return call_of(embedding_bag, (input, weight, offsets, max_norm, norm_type, scale_grad_by_freq, mode, sparse, per_sample_weights, include_last_offset, padding_idx), {})
        raise retold(embedding_bag_body, (input, weight, offsets, max_norm, norm_type, scale_grad_by_freq, mode, sparse, per_sample_weights, include_last_offset, padding_idx), {}, error)


BATCH_NORM = batch_norm_ops.batch_norm
batch_norm_forward = BATCH_NORM.forward
batch_norm_check: Any = BATCH_NORM.check
batch_norm_vjp_input = BATCH_NORM.rules[0].function


def batch_norm(input, weight=None, bias=None, running_mean=None, running_var=None, training=True, eps=1e-05):
    """Mean 0 and variance 1 per channel, by the batch or the running statistics (Ioffe & Szegedy, 2015)."""
    if training is not False and training is not True:
        training = flag_of("batch_norm(): argument 'training' (position 6)", training)
    try:
        input_data = input._data
    except AttributeError:
        return apply(BATCH_NORM, (input, weight, bias, running_mean, running_var), (training, eps))
    weight_data = getattr(weight, '_data', weight)
    bias_data = getattr(bias, '_data', bias)
    running_mean_data = getattr(running_mean, '_data', running_mean)
    running_var_data = getattr(running_var, '_data', running_var)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (weight_data is None or type(weight_data) is ndarray and weight_data.dtype is float32)
            or not (bias_data is None or type(bias_data) is ndarray and bias_data.dtype is float32)
            or type(running_mean_data) is not ndarray and running_mean_data is not None
            or type(running_var_data) is not ndarray and running_var_data is not None):
        return apply(BATCH_NORM, (input, weight, bias, running_mean, running_var), (training, eps))
    batch_norm_check(input_data, weight_data, bias_data, running_mean_data, running_var_data, training, eps)
    try:
        data = batch_norm_forward(CPU, input_data, weight_data, bias_data, running_mean_data, running_var_data, training, eps)
    except RAISED as error:
        raise explained(BATCH_NORM, error, (input_data, weight_data, bias_data, running_mean_data, running_var_data), (training, eps)) from None
    outputs = out_out, mean_out, rstd_out, variance_out = tuple([
        Tensor(d if type(d) is ndarray else as_array(d), None) for d in data])
    input_node = input._node if input._view is None else current(input)
    weight_node = None if weight_data is weight else weight._node if weight._view is None else current(weight)
    bias_node = None if bias_data is bias else bias._node if bias._view is None else current(bias)
    running_mean_node = None if running_mean_data is running_mean else running_mean._node if running_mean._view is None else current(running_mean)
    running_var_node = None if running_var_data is running_var else running_var._node if running_var._view is None else current(running_var)
    if (input_node is not None or weight_node is not None or bias_node is not None or running_mean_node is not None or running_var_node is not None) and is_recording():
        out_out._node = [BATCH_NORM, (input_node, weight_node, bias_node, running_mean_node, running_var_node), (None if input_node is None and weight_node is None and bias_node is None else input_data, None if input_node is None and weight_node is None and bias_node is None else weight_data, None if input_node is None and weight_node is None and bias_node is None else running_mean_data, None if input_node is None and weight_node is None and bias_node is None else running_var_data, None if input_node is None and weight_node is None and bias_node is None else mean_out._data, None if input_node is None and weight_node is None and bias_node is None else rstd_out._data), (None if input_node is None and weight_node is None and bias_node is None else input._writes, None if input_node is None and weight_node is None and bias_node is None else weight_data is not weight and weight._writes or None, None if input_node is None and weight_node is None and bias_node is None else running_mean_data is not running_mean and running_mean._writes or None, None if input_node is None and weight_node is None and bias_node is None else running_var_data is not running_var and running_var._writes or None, None if input_node is None and weight_node is None and bias_node is None else mean_out._writes, None if input_node is None and weight_node is None and bias_node is None else rstd_out._writes), (training, eps),
                     out_out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out_out._node)
    return outputs


BATCH_NORM.call = batch_norm


def batch_norm_backward(g, saved, node):
    input, weight, running_mean, running_var, mean, rstd = saved
    training, eps = node[STATICS]
    input_node, weight_node, bias_node, running_mean_node, running_var_node = node[PARENTS]
    input_g, weight_g, bias_g = batch_norm_vjp_input(g, input, weight, running_mean, running_var, mean, rstd, training, eps) if input_node is not None or weight_node is not None or bias_node is not None else (None, None, None)
    return (input_g, weight_g, bias_g, None, None)


BATCH_NORM.backward = batch_norm_backward


BATCH_NORM_GRADIENT = batch_norm_ops.batch_norm_gradient
batch_norm_gradient_forward = BATCH_NORM_GRADIENT.forward


def batch_norm_gradient(slope, input, mean, rstd, weight=None, training=True):
    """The gradients of `batch_norm`."""
    if training is not False and training is not True:
        training = flag_of("batch_norm_gradient(): argument 'training' (position 6)", training)
    return apply(BATCH_NORM_GRADIENT, (slope, input, mean, rstd, weight), (training,))


BATCH_NORM_GRADIENT.call = batch_norm_gradient


I0 = bessel_ops.i0
i0_forward = I0.forward
i0_vjp_input = I0.rules[0].function


def i0(input, *, out=None):
    """The modified Bessel function of the first kind, order 0."""
    if out is not None:
        return into('i0', out, i0(input))
    try:
        input_data = input._data
    except AttributeError:
        return apply(I0, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(I0, (input,), ())
    try:
        data = i0_forward(CPU, input_data)
    except RAISED as error:
        raise explained(I0, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [I0, (input_node,), (input_data,), (input._writes,), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


I0.call = i0


def i0_backward(g, saved, node):
    input, = saved
    return (i0_vjp_input(g, input),)


I0.backward = i0_backward


def i0_(input):
    """In-place version of `i0`."""
    return inplace(I0, (input,), ())


I0E = bessel_ops.i0e
i0e_forward = I0E.forward
i0e_vjp_input = I0E.rules[0].function


def i0e(input):
    """`exp(-|input|) * i0(input)`."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(I0E, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(I0E, (input,), ())
    try:
        data = i0e_forward(CPU, input_data)
    except RAISED as error:
        raise explained(I0E, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [I0E, (input_node,), (input_data, out._data), (input._writes, out._writes), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


I0E.call = i0e


def i0e_backward(g, saved, node):
    input, out = saved
    return (i0e_vjp_input(g, input, out),)


I0E.backward = i0e_backward


I1 = bessel_ops.i1
i1_forward = I1.forward
i1_vjp_input = I1.rules[0].function


def i1(input):
    """The modified Bessel function of the first kind, order 1."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(I1, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(I1, (input,), ())
    try:
        data = i1_forward(CPU, input_data)
    except RAISED as error:
        raise explained(I1, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [I1, (input_node,), (input_data, out._data), (input._writes, out._writes), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


I1.call = i1


def i1_backward(g, saved, node):
    input, out = saved
    return (i1_vjp_input(g, input, out),)


I1.backward = i1_backward


I1E = bessel_ops.i1e
i1e_forward = I1E.forward
i1e_vjp_input = I1E.rules[0].function


def i1e(input):
    """`exp(-|input|) * i1(input)`."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(I1E, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(I1E, (input,), ())
    try:
        data = i1e_forward(CPU, input_data)
    except RAISED as error:
        raise explained(I1E, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [I1E, (input_node,), (input_data, out._data), (input._writes, out._writes), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


I1E.call = i1e


def i1e_backward(g, saved, node):
    input, out = saved
    return (i1e_vjp_input(g, input, out),)


I1E.backward = i1e_backward


MODIFIED_BESSEL_I0 = bessel_ops.modified_bessel_i0
modified_bessel_i0_forward = MODIFIED_BESSEL_I0.forward


def modified_bessel_i0(input):
    """The modified Bessel function of the first kind, order 0."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(MODIFIED_BESSEL_I0, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(MODIFIED_BESSEL_I0, (input,), ())
    try:
        data = modified_bessel_i0_forward(CPU, input_data)
    except RAISED as error:
        raise explained(MODIFIED_BESSEL_I0, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


MODIFIED_BESSEL_I0.call = modified_bessel_i0


MODIFIED_BESSEL_I1 = bessel_ops.modified_bessel_i1
modified_bessel_i1_forward = MODIFIED_BESSEL_I1.forward


def modified_bessel_i1(input):
    """The modified Bessel function of the first kind, order 1."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(MODIFIED_BESSEL_I1, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(MODIFIED_BESSEL_I1, (input,), ())
    try:
        data = modified_bessel_i1_forward(CPU, input_data)
    except RAISED as error:
        raise explained(MODIFIED_BESSEL_I1, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


MODIFIED_BESSEL_I1.call = modified_bessel_i1


MODIFIED_BESSEL_K0 = bessel_ops.modified_bessel_k0
modified_bessel_k0_forward = MODIFIED_BESSEL_K0.forward


def modified_bessel_k0(input):
    """The modified Bessel function of the second kind, order 0."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(MODIFIED_BESSEL_K0, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(MODIFIED_BESSEL_K0, (input,), ())
    try:
        data = modified_bessel_k0_forward(CPU, input_data)
    except RAISED as error:
        raise explained(MODIFIED_BESSEL_K0, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


MODIFIED_BESSEL_K0.call = modified_bessel_k0


MODIFIED_BESSEL_K1 = bessel_ops.modified_bessel_k1
modified_bessel_k1_forward = MODIFIED_BESSEL_K1.forward


def modified_bessel_k1(input):
    """The modified Bessel function of the second kind, order 1."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(MODIFIED_BESSEL_K1, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(MODIFIED_BESSEL_K1, (input,), ())
    try:
        data = modified_bessel_k1_forward(CPU, input_data)
    except RAISED as error:
        raise explained(MODIFIED_BESSEL_K1, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


MODIFIED_BESSEL_K1.call = modified_bessel_k1


SCALED_MODIFIED_BESSEL_K0 = bessel_ops.scaled_modified_bessel_k0
scaled_modified_bessel_k0_forward = SCALED_MODIFIED_BESSEL_K0.forward


def scaled_modified_bessel_k0(input):
    """`exp(input)` times the modified Bessel function of the second kind, order 0."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(SCALED_MODIFIED_BESSEL_K0, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(SCALED_MODIFIED_BESSEL_K0, (input,), ())
    try:
        data = scaled_modified_bessel_k0_forward(CPU, input_data)
    except RAISED as error:
        raise explained(SCALED_MODIFIED_BESSEL_K0, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


SCALED_MODIFIED_BESSEL_K0.call = scaled_modified_bessel_k0


SCALED_MODIFIED_BESSEL_K1 = bessel_ops.scaled_modified_bessel_k1
scaled_modified_bessel_k1_forward = SCALED_MODIFIED_BESSEL_K1.forward


def scaled_modified_bessel_k1(input):
    """`exp(input)` times the modified Bessel function of the second kind, order 1."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(SCALED_MODIFIED_BESSEL_K1, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(SCALED_MODIFIED_BESSEL_K1, (input,), ())
    try:
        data = scaled_modified_bessel_k1_forward(CPU, input_data)
    except RAISED as error:
        raise explained(SCALED_MODIFIED_BESSEL_K1, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


SCALED_MODIFIED_BESSEL_K1.call = scaled_modified_bessel_k1


BESSEL_J0 = bessel_ops.bessel_j0
bessel_j0_forward = BESSEL_J0.forward


def bessel_j0(input):
    """The Bessel function of the first kind, order 0."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(BESSEL_J0, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(BESSEL_J0, (input,), ())
    try:
        data = bessel_j0_forward(CPU, input_data)
    except RAISED as error:
        raise explained(BESSEL_J0, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


BESSEL_J0.call = bessel_j0


BESSEL_J1 = bessel_ops.bessel_j1
bessel_j1_forward = BESSEL_J1.forward


def bessel_j1(input):
    """The Bessel function of the first kind, order 1."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(BESSEL_J1, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(BESSEL_J1, (input,), ())
    try:
        data = bessel_j1_forward(CPU, input_data)
    except RAISED as error:
        raise explained(BESSEL_J1, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


BESSEL_J1.call = bessel_j1


BESSEL_Y0 = bessel_ops.bessel_y0
bessel_y0_forward = BESSEL_Y0.forward


def bessel_y0(input):
    """The Bessel function of the second kind, order 0."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(BESSEL_Y0, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(BESSEL_Y0, (input,), ())
    try:
        data = bessel_y0_forward(CPU, input_data)
    except RAISED as error:
        raise explained(BESSEL_Y0, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


BESSEL_Y0.call = bessel_y0


BESSEL_Y1 = bessel_ops.bessel_y1
bessel_y1_forward = BESSEL_Y1.forward


def bessel_y1(input):
    """The Bessel function of the second kind, order 1."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(BESSEL_Y1, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(BESSEL_Y1, (input,), ())
    try:
        data = bessel_y1_forward(CPU, input_data)
    except RAISED as error:
        raise explained(BESSEL_Y1, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


BESSEL_Y1.call = bessel_y1


SPHERICAL_BESSEL_J0 = bessel_ops.spherical_bessel_j0
spherical_bessel_j0_forward = SPHERICAL_BESSEL_J0.forward


def spherical_bessel_j0(input):
    """`sin(input) / input`, 1 at 0."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(SPHERICAL_BESSEL_J0, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(SPHERICAL_BESSEL_J0, (input,), ())
    try:
        data = spherical_bessel_j0_forward(CPU, input_data)
    except RAISED as error:
        raise explained(SPHERICAL_BESSEL_J0, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


SPHERICAL_BESSEL_J0.call = spherical_bessel_j0


AIRY_AI = bessel_ops.airy_ai
airy_ai_forward = AIRY_AI.forward


def airy_ai(input):
    """Airy's function Ai, a solution of y'' = xy that falls off for positive x."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(AIRY_AI, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(AIRY_AI, (input,), ())
    try:
        data = airy_ai_forward(CPU, input_data)
    except RAISED as error:
        raise explained(AIRY_AI, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


AIRY_AI.call = airy_ai


MAXIMUM = bounds_ops.maximum
maximum_forward = MAXIMUM.forward
maximum_vjp_input = MAXIMUM.rules[0].function
maximum_vjp_other = MAXIMUM.rules[1].function


def maximum(input, other, *, out=None):
    """The larger of each pair; NaN if either is."""
    if out is not None:
        return into('maximum', out, maximum(input, other))
    try:
        input_data = input._data
    except AttributeError:
        return apply(MAXIMUM, (input, other), ())
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or type(other_data) is not ndarray or other_data.dtype is not float32):
        return apply(MAXIMUM, (input, other), ())
    try:
        data = maximum_forward(CPU, input_data, other_data)
    except RAISED as error:
        raise explained(MAXIMUM, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    other_node = None if other_data is other else other._node if other._view is None else current(other)
    if (input_node is not None or other_node is not None) and is_recording():
        out._node = [MAXIMUM, (input_node, other_node), (input_data, other_data), (input._writes, other_data is not other and other._writes or None), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


MAXIMUM.call = maximum


def maximum_backward(g, saved, node):
    input, other = saved
    input_node, other_node = node[PARENTS]
    return (None if input_node is None else maximum_vjp_input(g, input, other), None if other_node is None else maximum_vjp_other(g, input, other))


MAXIMUM.backward = maximum_backward


MINIMUM = bounds_ops.minimum
minimum_forward = MINIMUM.forward
minimum_vjp_input = MINIMUM.rules[0].function
minimum_vjp_other = MINIMUM.rules[1].function


def minimum(input, other, *, out=None):
    """The smaller of each pair; NaN if either is."""
    if out is not None:
        return into('minimum', out, minimum(input, other))
    try:
        input_data = input._data
    except AttributeError:
        return apply(MINIMUM, (input, other), ())
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or type(other_data) is not ndarray or other_data.dtype is not float32):
        return apply(MINIMUM, (input, other), ())
    try:
        data = minimum_forward(CPU, input_data, other_data)
    except RAISED as error:
        raise explained(MINIMUM, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    other_node = None if other_data is other else other._node if other._view is None else current(other)
    if (input_node is not None or other_node is not None) and is_recording():
        out._node = [MINIMUM, (input_node, other_node), (input_data, other_data), (input._writes, other_data is not other and other._writes or None), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


MINIMUM.call = minimum


def minimum_backward(g, saved, node):
    input, other = saved
    input_node, other_node = node[PARENTS]
    return (None if input_node is None else minimum_vjp_input(g, input, other), None if other_node is None else minimum_vjp_other(g, input, other))


MINIMUM.backward = minimum_backward


FMAX = bounds_ops.fmax
fmax_forward = FMAX.forward
fmax_vjp_input = FMAX.rules[0].function
fmax_vjp_other = FMAX.rules[1].function


def fmax(input, other, *, out=None):
    """The larger of each pair; the other one if one is NaN."""
    if out is not None:
        return into('fmax', out, fmax(input, other))
    try:
        input_data = input._data
    except AttributeError:
        return apply(FMAX, (input, other), ())
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or type(other_data) is not ndarray or other_data.dtype is not float32):
        return apply(FMAX, (input, other), ())
    try:
        data = fmax_forward(CPU, input_data, other_data)
    except RAISED as error:
        raise explained(FMAX, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    other_node = None if other_data is other else other._node if other._view is None else current(other)
    if (input_node is not None or other_node is not None) and is_recording():
        out._node = [FMAX, (input_node, other_node), (input_data, other_data), (input._writes, other_data is not other and other._writes or None), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


FMAX.call = fmax


def fmax_backward(g, saved, node):
    input, other = saved
    input_node, other_node = node[PARENTS]
    return (None if input_node is None else fmax_vjp_input(g, input, other), None if other_node is None else fmax_vjp_other(g, input, other))


FMAX.backward = fmax_backward


FMIN = bounds_ops.fmin
fmin_forward = FMIN.forward
fmin_vjp_input = FMIN.rules[0].function
fmin_vjp_other = FMIN.rules[1].function


def fmin(input, other, *, out=None):
    """The smaller of each pair; the other one if one is NaN."""
    if out is not None:
        return into('fmin', out, fmin(input, other))
    try:
        input_data = input._data
    except AttributeError:
        return apply(FMIN, (input, other), ())
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or type(other_data) is not ndarray or other_data.dtype is not float32):
        return apply(FMIN, (input, other), ())
    try:
        data = fmin_forward(CPU, input_data, other_data)
    except RAISED as error:
        raise explained(FMIN, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    other_node = None if other_data is other else other._node if other._view is None else current(other)
    if (input_node is not None or other_node is not None) and is_recording():
        out._node = [FMIN, (input_node, other_node), (input_data, other_data), (input._writes, other_data is not other and other._writes or None), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


FMIN.call = fmin


def fmin_backward(g, saved, node):
    input, other = saved
    input_node, other_node = node[PARENTS]
    return (None if input_node is None else fmin_vjp_input(g, input, other), None if other_node is None else fmin_vjp_other(g, input, other))


FMIN.backward = fmin_backward


CLAMP = bounds_ops.clamp
clamp_forward = CLAMP.forward
clamp_vjp_input = CLAMP.rules[0].function
clamp_vjp_min = CLAMP.rules[1].function
clamp_vjp_max = CLAMP.rules[2].function


def clamp(input, min=None, max=None, *, out=None):
    """`input` with what is below `min` raised to it and what is above `max` lowered to it."""
    if out is not None:
        return into('clamp', out, clamp(input, min, max), same=not hasattr(min, '_node') and min is not None or not hasattr(max, '_node') and max is not None)
    try:
        input_data = input._data
    except AttributeError:
        return apply(CLAMP, (input, min, max), ())
    min_data = getattr(min, '_data', min)
    max_data = getattr(max, '_data', max)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (min_data.dtype is float32 if type(min_data) is ndarray else type(min_data) in NUMBERS or min_data is None)
            or not (max_data.dtype is float32 if type(max_data) is ndarray else type(max_data) in NUMBERS or max_data is None)):
        return apply(CLAMP, (input, min, max), ())
    try:
        data = clamp_forward(CPU, input_data, min_data, max_data)
    except RAISED as error:
        raise explained(CLAMP, error, (input_data, min_data, max_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    min_node = None if min_data is min else min._node if min._view is None else current(min)
    max_node = None if max_data is max else max._node if max._view is None else current(max)
    if (input_node is not None or min_node is not None or max_node is not None) and is_recording():
        out._node = [CLAMP, (input_node, min_node, max_node), (input_data, min_data, max_data), (input._writes, min_data is not min and min._writes or None, max_data is not max and max._writes or None), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


CLAMP.call = clamp


def clamp_backward(g, saved, node):
    input, min, max = saved
    input_node, min_node, max_node = node[PARENTS]
    return (None if input_node is None else clamp_vjp_input(g, input, min, max), None if min_node is None else clamp_vjp_min(g, input, min, max), None if max_node is None else clamp_vjp_max(g, input, min, max))


CLAMP.backward = clamp_backward


def clamp_(input, min=None, max=None):
    """In-place version of `clamp`."""
    return inplace(CLAMP, (input, min, max), ())


REPLACE_NONFINITE = bounds_ops.replace_nonfinite
replace_nonfinite_forward = REPLACE_NONFINITE.forward
replace_nonfinite_vjp_input = REPLACE_NONFINITE.rules[0].function


def replace_nonfinite(input, nan, posinf, neginf):
    """`input` with numbers in the place of NaN and of the infinities."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(REPLACE_NONFINITE, (input,), (nan, posinf, neginf))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(REPLACE_NONFINITE, (input,), (nan, posinf, neginf))
    try:
        data = replace_nonfinite_forward(CPU, input_data, nan, posinf, neginf)
    except RAISED as error:
        raise explained(REPLACE_NONFINITE, error, (input_data,), (nan, posinf, neginf)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [REPLACE_NONFINITE, (input_node,), (input_data,), (input._writes,), (nan, posinf, neginf),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


REPLACE_NONFINITE.call = replace_nonfinite


def replace_nonfinite_backward(g, saved, node):
    input, = saved
    return (replace_nonfinite_vjp_input(g, input),)


REPLACE_NONFINITE.backward = replace_nonfinite_backward


def replace_nonfinite_(input, nan, posinf, neginf):
    """In-place version of `replace_nonfinite`."""
    return inplace(REPLACE_NONFINITE, (input,), (nan, posinf, neginf))


def clamp_min_(input, *args, **kwargs):
    """In-place version of `clamp_min`."""
    copy = target('clamp_min', input).clone()
    return over('clamp_min', input, clamp_min(copy, *args, **kwargs))


clamp_min_body: Any = getattr(bounds_ops.clamp_min, '__wrapped__')


def clamp_min(input, min, *, out=None):
    """`input` with what is below `min` raised to it."""
    if active and out is None and concerned(loose((input, min), {})):
        return call_of(clamp_min, (input, min), {})
    try:
        result = clamp_min_body(input, min)
    except INNER as error:
        if concerned(loose((input, min), {})):
            return call_of(clamp_min, (input, min), {})
        raise retold(clamp_min_body, (input, min), {}, error)
    return result if out is None else into('clamp_min', out, result, same=not hasattr(min, '_node') and min is not None)


def clamp_max_(input, *args, **kwargs):
    """In-place version of `clamp_max`."""
    copy = target('clamp_max', input).clone()
    return over('clamp_max', input, clamp_max(copy, *args, **kwargs))


clamp_max_body: Any = getattr(bounds_ops.clamp_max, '__wrapped__')


def clamp_max(input, max, *, out=None):
    """`input` with what is above `max` lowered to it."""
    if active and out is None and concerned(loose((input, max), {})):
        return call_of(clamp_max, (input, max), {})
    try:
        result = clamp_max_body(input, max)
    except INNER as error:
        if concerned(loose((input, max), {})):
            return call_of(clamp_max, (input, max), {})
        raise retold(clamp_max_body, (input, max), {}, error)
    return result if out is None else into('clamp_max', out, result, same=not hasattr(max, '_node') and max is not None)


nan_to_num_body: Any = getattr(bounds_ops.nan_to_num, '__wrapped__')


def nan_to_num(input, nan=None, posinf=None, neginf=None, *, out=None):
    """`input` with NaN as 0 and infinities as the largest finite numbers of its dtype, or as given."""
    if active and out is None and concerned(loose((input, nan, posinf, neginf), {})):
        return call_of(nan_to_num, (input, nan, posinf, neginf), {})
    if nan is not None and type(nan) is not int and type(nan) is not float:
        nan = real_of("nan_to_num(): argument 'nan' (position 2)", nan)
    if posinf is not None and type(posinf) is not int and type(posinf) is not float:
        posinf = real_of("nan_to_num(): argument 'posinf' (position 3)", posinf)
    if neginf is not None and type(neginf) is not int and type(neginf) is not float:
        neginf = real_of("nan_to_num(): argument 'neginf' (position 4)", neginf)
    try:
        result = nan_to_num_body(input, nan, posinf, neginf)
    except INNER as error:
        if concerned(loose((input, nan, posinf, neginf), {})):
            return call_of(nan_to_num, (input, nan, posinf, neginf), {})
        raise retold(nan_to_num_body, (input, nan, posinf, neginf), {}, error)
    return result if out is None else into('nan_to_num', out, result, same=True)


nan_to_num__body: Any = getattr(bounds_ops.nan_to_num_, '__wrapped__')


def nan_to_num_(input, nan=None, posinf=None, neginf=None):
    """In-place version of `nan_to_num`."""
    if active and concerned(loose((input, nan, posinf, neginf), {})):
        return call_of(nan_to_num_, (input, nan, posinf, neginf), {})
    if nan is not None and type(nan) is not int and type(nan) is not float:
        nan = real_of("nan_to_num_(): argument 'nan' (position 2)", nan)
    if posinf is not None and type(posinf) is not int and type(posinf) is not float:
        posinf = real_of("nan_to_num_(): argument 'posinf' (position 3)", posinf)
    if neginf is not None and type(neginf) is not int and type(neginf) is not float:
        neginf = real_of("nan_to_num_(): argument 'neginf' (position 4)", neginf)
    try:
        return nan_to_num__body(input, nan, posinf, neginf)
    except INNER as error:
        if concerned(loose((input, nan, posinf, neginf), {})):
            return call_of(nan_to_num_, (input, nan, posinf, neginf), {})
        raise retold(nan_to_num__body, (input, nan, posinf, neginf), {}, error)


cuda_body: Any = getattr(casts_ops.cuda, '__wrapped__')


def cuda(self, device=None, non_blocking=False, memory_format=None):
    """On a GPU."""
    if active and concerned(loose((self, device, non_blocking, memory_format), {})):
        return call_of(cuda, (self, device, non_blocking, memory_format), {})
    if non_blocking is not False and non_blocking is not True:
        non_blocking = flag_of("cuda(): argument 'non_blocking' (position 3)", non_blocking)
    try:
        return cuda_body(self, device, non_blocking, memory_format)
    except INNER as error:
        if concerned(loose((self, device, non_blocking, memory_format), {})):
            return call_of(cuda, (self, device, non_blocking, memory_format), {})
        raise retold(cuda_body, (self, device, non_blocking, memory_format), {}, error)


type_as_body: Any = getattr(casts_ops.type_as, '__wrapped__')


def type_as(self, other):
    """As the dtype, and on the device, of `other`."""
    if active and concerned(loose((self, other), {})):
        return call_of(type_as, (self, other), {})
    try:
        self._node; other._node
        return type_as_body(self, other)
    except INNER as error:
        if concerned(loose((self, other), {})):
            return call_of(type_as, (self, other), {})
        raise retold(type_as_body, (self, other), {}, error)


chain_matmul_body: Any = getattr(chains_ops.chain_matmul, '__wrapped__')


def chain_matmul(*matrices, out=None):
    """The product of several matrices, multiplied in the cheapest order; `linalg.multi_dot` follows it."""
    if active and concerned(loose((*matrices,), {'out': out})):
        return call_of(chain_matmul, (*matrices,), {'out': out})
    try:
        return chain_matmul_body(*matrices, out=out)
    except INNER as error:
        if concerned(loose((*matrices,), {'out': out})):
            return call_of(chain_matmul, (*matrices,), {'out': out})
        raise retold(chain_matmul_body, (*matrices,), {'out': out}, error)


vander_body: Any = getattr(chains_ops.vander, '__wrapped__')


def vander(x, N=None, increasing=False):
    """Powers of each element of a vector, the highest first: (n,) -> (n, N)."""
    if active and concerned(loose((x, N, increasing), {})):
        return call_of(vander, (x, N, increasing), {})
    if N is not None and (type(N) is not int or N.bit_length() > 63):
        N = int_of("vander(): argument 'N' (position 2)", N)
    if increasing is not False and increasing is not True:
        increasing = flag_of("vander(): argument 'increasing' (position 3)", increasing)
    try:
        return vander_body(x, N, increasing)
    except INNER as error:
        if concerned(loose((x, N, increasing), {})):
            return call_of(vander, (x, N, increasing), {})
        raise retold(vander_body, (x, N, increasing), {}, error)


vecdot_body: Any = getattr(chains_ops.vecdot, '__wrapped__')


def vecdot(x, y, *, dim=-1):
    """The sum of products along `dim`, the first factor conjugated: (*, n), (*, n) -> (*,)."""
    if active and concerned(loose((x, y), {'dim': dim})):
        return call_of(vecdot, (x, y), {'dim': dim})
    if (type(dim) is not int or dim.bit_length() > 63):
        dim = int_of("vecdot(): argument 'dim'", dim)
    try:
        x._node; y._node
        return vecdot_body(x, y, dim=dim)
    except INNER as error:
        if concerned(loose((x, y), {'dim': dim})):
            return call_of(vecdot, (x, y), {'dim': dim})
        raise retold(vecdot_body, (x, y), {'dim': dim}, error)


tensorinv_body: Any = getattr(chains_ops.tensorinv, '__wrapped__')


def tensorinv(A, ind=2):
    """The inverse of a tensor as a matrix whose rows are its first `ind` dimensions."""
    if active and concerned(loose((A, ind), {})):
        return call_of(tensorinv, (A, ind), {})
    if (type(ind) is not int or ind.bit_length() > 63):
        ind = int_of("tensorinv(): argument 'ind' (position 2)", ind)
    try:
        A._node
        return tensorinv_body(A, ind)
    except INNER as error:
        if concerned(loose((A, ind), {})):
            return call_of(tensorinv, (A, ind), {})
        raise retold(tensorinv_body, (A, ind), {}, error)


NLL_LOSS = classes_ops.nll_loss
nll_loss_forward = NLL_LOSS.forward
nll_loss_vjp_input = NLL_LOSS.rules[0].function


def nll_loss(input, target, weight=None, ignore_index=-100, reduction='mean'):
    """Minus the log-probability of each target: `(N, C, ...), (N, ...) -> ()`."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(NLL_LOSS, (input, target, weight), (ignore_index, reduction))
    target_data = getattr(target, '_data', target)
    weight_data = getattr(weight, '_data', weight)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or type(target_data) is not ndarray
            or type(weight_data) is not ndarray and weight_data is not None):
        return apply(NLL_LOSS, (input, target, weight), (ignore_index, reduction))
    try:
        data = nll_loss_forward(CPU, input_data, target_data, weight_data, ignore_index, reduction)
    except RAISED as error:
        raise explained(NLL_LOSS, error, (input_data, target_data, weight_data), (ignore_index, reduction)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    target_node = None if target_data is target else target._node if target._view is None else current(target)
    weight_node = None if weight_data is weight else weight._node if weight._view is None else current(weight)
    if (input_node is not None or target_node is not None or weight_node is not None) and is_recording():
        out._node = [NLL_LOSS, (input_node, target_node, weight_node), (None if input_node is None else target_data, None if input_node is None else weight_data), (None if input_node is None else target_data is not target and target._writes or None, None if input_node is None else weight_data is not weight and weight._writes or None), (ignore_index, reduction),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


NLL_LOSS.call = nll_loss


def nll_loss_backward(g, saved, node):
    target, weight = saved
    ignore_index, reduction = node[STATICS]
    input_node, target_node, weight_node = node[PARENTS]
    return (None if input_node is None else nll_loss_vjp_input(g, target, weight, ignore_index, reduction, input_node and input_node[SHAPE]), None, None)


NLL_LOSS.backward = nll_loss_backward


NLL_GRADIENT = classes_ops.nll_gradient
nll_gradient_forward = NLL_GRADIENT.forward
nll_gradient_vjp_slope = NLL_GRADIENT.rules[0].function


def nll_gradient(slope, target, weight=None, shape=(), ignore_index=-100, reduction='mean'):
    """The gradient of `nll_loss`, whose transpose it is."""
    try:
        slope_data = slope._data
    except AttributeError:
        return apply(NLL_GRADIENT, (slope, target, weight), (shape, ignore_index, reduction))
    target_data = getattr(target, '_data', target)
    weight_data = getattr(weight, '_data', weight)
    if (observers or type(slope_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or type(target_data) is not ndarray
            or type(weight_data) is not ndarray and weight_data is not None):
        return apply(NLL_GRADIENT, (slope, target, weight), (shape, ignore_index, reduction))
    try:
        data = nll_gradient_forward(CPU, slope_data, target_data, weight_data, shape, ignore_index, reduction)
    except RAISED as error:
        raise explained(NLL_GRADIENT, error, (slope_data, target_data, weight_data), (shape, ignore_index, reduction)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    slope_node = slope._node if slope._view is None else current(slope)
    target_node = None if target_data is target else target._node if target._view is None else current(target)
    weight_node = None if weight_data is weight else weight._node if weight._view is None else current(weight)
    if (slope_node is not None or target_node is not None or weight_node is not None) and is_recording():
        out._node = [NLL_GRADIENT, (slope_node, target_node, weight_node), (None if slope_node is None else target_data, None if slope_node is None else weight_data), (None if slope_node is None else target_data is not target and target._writes or None, None if slope_node is None else weight_data is not weight and weight._writes or None), (shape, ignore_index, reduction),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


NLL_GRADIENT.call = nll_gradient


def nll_gradient_backward(g, saved, node):
    target, weight = saved
    shape, ignore_index, reduction = node[STATICS]
    slope_node, target_node, weight_node = node[PARENTS]
    return (None if slope_node is None else nll_gradient_vjp_slope(g, target, weight, ignore_index, reduction), None, None)


NLL_GRADIENT.backward = nll_gradient_backward


CROSS_ENTROPY = classes_ops.cross_entropy
cross_entropy_forward = CROSS_ENTROPY.forward
cross_entropy_check: Any = CROSS_ENTROPY.check
cross_entropy_vjp_input = CROSS_ENTROPY.rules[0].function


def cross_entropy(input, target, weight=None, ignore_index=-100, reduction='mean'):
    """`nll_loss` of `log_softmax(input)` in one node."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(CROSS_ENTROPY, (input, target, weight), (ignore_index, reduction))
    target_data = getattr(target, '_data', target)
    weight_data = getattr(weight, '_data', weight)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or type(target_data) is not ndarray
            or type(weight_data) is not ndarray and weight_data is not None):
        return apply(CROSS_ENTROPY, (input, target, weight), (ignore_index, reduction))
    cross_entropy_check(input_data, target_data, weight_data, ignore_index, reduction)
    try:
        data = cross_entropy_forward(CPU, input_data, target_data, weight_data, ignore_index, reduction)
    except RAISED as error:
        raise explained(CROSS_ENTROPY, error, (input_data, target_data, weight_data), (ignore_index, reduction)) from None
    outputs = out_out, log_probabilities_out = tuple([
        Tensor(d if type(d) is ndarray else as_array(d), None) for d in data])
    input_node = input._node if input._view is None else current(input)
    target_node = None if target_data is target else target._node if target._view is None else current(target)
    weight_node = None if weight_data is weight else weight._node if weight._view is None else current(weight)
    if (input_node is not None or target_node is not None or weight_node is not None) and is_recording():
        out_out._node = [CROSS_ENTROPY, (input_node, target_node, weight_node), (None if input_node is None else target_data, None if input_node is None else weight_data, None if input_node is None else log_probabilities_out._data), (None if input_node is None else target_data is not target and target._writes or None, None if input_node is None else weight_data is not weight and weight._writes or None, None if input_node is None else log_probabilities_out._writes), (ignore_index, reduction),
                     out_out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out_out._node)
    return outputs


CROSS_ENTROPY.call = cross_entropy


def cross_entropy_backward(g, saved, node):
    target, weight, log_probabilities = saved
    ignore_index, reduction = node[STATICS]
    input_node, target_node, weight_node = node[PARENTS]
    return (None if input_node is None else cross_entropy_vjp_input(g, log_probabilities, target, weight, ignore_index, reduction), None, None)


CROSS_ENTROPY.backward = cross_entropy_backward


CROSS_ENTROPY_GRADIENT = classes_ops.cross_entropy_gradient
cross_entropy_gradient_forward = CROSS_ENTROPY_GRADIENT.forward


def cross_entropy_gradient(slope, value, target, weight=None, ignore_index=-100, reduction='mean'):
    """The gradient of `cross_entropy`, from that of the loss and the log-probabilities, in PyTorch's order."""
    return apply(CROSS_ENTROPY_GRADIENT, (slope, value, target, weight), (ignore_index, reduction))


CROSS_ENTROPY_GRADIENT.call = cross_entropy_gradient


ISCLOSE = closeness_ops.isclose
isclose_forward = ISCLOSE.forward


def isclose(input, other, rtol=1e-05, atol=1e-08, equal_nan=False):
    """True where `|input - other| <= atol + rtol * |other|`."""
    if type(rtol) is not int and type(rtol) is not float:
        rtol = real_of("isclose(): argument 'rtol' (position 3)", rtol)
    if type(atol) is not int and type(atol) is not float:
        atol = real_of("isclose(): argument 'atol' (position 4)", atol)
    if equal_nan is not False and equal_nan is not True:
        equal_nan = flag_of("isclose(): argument 'equal_nan' (position 5)", equal_nan)
    return apply(ISCLOSE, (input, other), (rtol, atol, equal_nan))


ISCLOSE.call = isclose


FOUND_IN = closeness_ops.found_in
found_in_forward = FOUND_IN.forward


def found_in(elements, test_elements, invert):
    """Whether each element is among the test elements."""
    try:
        elements_data = elements._data
    except AttributeError:
        return apply(FOUND_IN, (elements, test_elements), (invert,))
    test_elements_data = getattr(test_elements, '_data', test_elements)
    if (observers or type(elements_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or elements_data.dtype is not float32
            or not (test_elements_data.dtype is float32 if type(test_elements_data) is ndarray else type(test_elements_data) in NUMBERS)):
        return apply(FOUND_IN, (elements, test_elements), (invert,))
    try:
        data = found_in_forward(CPU, elements_data, test_elements_data, invert)
    except RAISED as error:
        raise explained(FOUND_IN, error, (elements_data, test_elements_data), (invert,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


FOUND_IN.call = found_in


allclose_body: Any = getattr(closeness_ops.allclose, '__wrapped__')


def allclose(input, other, rtol=1e-05, atol=1e-08, equal_nan=False):
    """Whether all elements are close, as a Python bool."""
    if active and concerned(loose((input, other, rtol, atol, equal_nan), {})):
        return call_of(allclose, (input, other, rtol, atol, equal_nan), {})
    if type(rtol) is not int and type(rtol) is not float:
        rtol = real_of("allclose(): argument 'rtol' (position 3)", rtol)
    if type(atol) is not int and type(atol) is not float:
        atol = real_of("allclose(): argument 'atol' (position 4)", atol)
    if equal_nan is not False and equal_nan is not True:
        equal_nan = flag_of("allclose(): argument 'equal_nan' (position 5)", equal_nan)
    try:
        return allclose_body(input, other, rtol, atol, equal_nan)
    except INNER as error:
        if concerned(loose((input, other, rtol, atol, equal_nan), {})):
            return call_of(allclose, (input, other, rtol, atol, equal_nan), {})
        raise retold(allclose_body, (input, other, rtol, atol, equal_nan), {}, error)


equal_body: Any = getattr(closeness_ops.equal, '__wrapped__')


def equal(input, other):
    """Whether shapes and all elements are the same, as a Python bool."""
    if active and concerned(loose((input, other), {})):
        return call_of(equal, (input, other), {})
    try:
        return equal_body(input, other)
    except INNER as error:
        if concerned(loose((input, other), {})):
            return call_of(equal, (input, other), {})
        raise retold(equal_body, (input, other), {}, error)


isin_body: Any = getattr(closeness_ops.isin, '__wrapped__')


def isin(elements, test_elements, *, assume_unique=False, invert=False, out=None):
    """True where an element is one of `test_elements`."""
    if active and out is None and concerned(loose((elements, test_elements), {'assume_unique': assume_unique, 'invert': invert})):
        return call_of(isin, (elements, test_elements), {'assume_unique': assume_unique, 'invert': invert})
    if assume_unique is not False and assume_unique is not True:
        assume_unique = flag_of("isin(): argument 'assume_unique'", assume_unique)
    if invert is not False and invert is not True:
        invert = flag_of("isin(): argument 'invert'", invert)
    try:
        result = isin_body(elements, test_elements, assume_unique=assume_unique, invert=invert)
    except INNER as error:
        if concerned(loose((elements, test_elements), {'assume_unique': assume_unique, 'invert': invert})):
            return call_of(isin, (elements, test_elements), {'assume_unique': assume_unique, 'invert': invert})
        raise retold(isin_body, (elements, test_elements), {'assume_unique': assume_unique, 'invert': invert}, error)
    return result if out is None else into('isin', out, result, same=True, fresh=True)


def index_reduce_(input, *args, **kwargs):
    """In-place version of `index_reduce`."""
    copy = target('index_reduce', input).clone()
    return over('index_reduce', input, index_reduce(copy, *args, **kwargs))


index_reduce_body: Any = getattr(combine_ops.index_reduce, '__wrapped__')


def index_reduce(input, dim, index, source, reduce, *, include_self=True, out=None):
    """`input` combined ("prod", "mean", "amax", "amin") along `dim` with the slices of `source` where `index` says."""
    if active and out is None and concerned(loose((input, dim, index, source, reduce), {'include_self': include_self})):
        return call_of(index_reduce, (input, dim, index, source, reduce), {'include_self': include_self})
    if (type(dim) is not int or dim.bit_length() > 63):
        dim = int_of("index_reduce(): argument 'dim' (position 2)", dim)
    if include_self is not False and include_self is not True:
        include_self = flag_of("index_reduce(): argument 'include_self'", include_self)
    try:
        result = index_reduce_body(input, dim, index, source, reduce, include_self=include_self)
    except INNER as error:
        if concerned(loose((input, dim, index, source, reduce), {'include_self': include_self})):
            return call_of(index_reduce, (input, dim, index, source, reduce), {'include_self': include_self})
        raise retold(index_reduce_body, (input, dim, index, source, reduce), {'include_self': include_self}, error)
    return result if out is None else into('index_reduce', out, result, fresh=True)


WHERE = compare_ops.where
where_forward = WHERE.forward
where_vjp_input = WHERE.rules[0].function
where_vjp_other = WHERE.rules[1].function


def where(condition, input, other):
    """`input` where `condition`, else `other`, broadcast."""
    try:
        condition_data = condition._data
    except AttributeError:
        return apply(WHERE, (condition, input, other), ())
    input_data = getattr(input, '_data', input)
    other_data = getattr(other, '_data', other)
    if (observers or type(condition_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or type(input_data) is not ndarray or input_data.dtype is not float32
            or not (other_data.dtype is float32 if type(other_data) is ndarray else type(other_data) in NUMBERS)):
        return apply(WHERE, (condition, input, other), ())
    try:
        data = where_forward(CPU, condition_data, input_data, other_data)
    except RAISED as error:
        raise explained(WHERE, error, (condition_data, input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    condition_node = condition._node if condition._view is None else current(condition)
    input_node = None if input_data is input else input._node if input._view is None else current(input)
    other_node = None if other_data is other else other._node if other._view is None else current(other)
    if (condition_node is not None or input_node is not None or other_node is not None) and is_recording():
        out._node = [WHERE, (condition_node, input_node, other_node), (None if input_node is None and other_node is None else condition_data,), (None if input_node is None and other_node is None else condition._writes,), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


WHERE.call = where


def where_backward(g, saved, node):
    condition, = saved
    condition_node, input_node, other_node = node[PARENTS]
    return (None, None if input_node is None else where_vjp_input(g, condition), None if other_node is None else where_vjp_other(g, condition))


WHERE.backward = where_backward


EQ = compare_ops.eq
eq_forward = EQ.forward


def eq(input, other, *, out=None):
    """True where `input == other`."""
    if out is not None:
        return into('eq', out, eq(input, other))
    try:
        input_data = input._data
    except AttributeError:
        return apply(EQ, (input, other), ())
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (other_data.dtype is float32 if type(other_data) is ndarray else type(other_data) in NUMBERS)):
        return apply(EQ, (input, other), ())
    try:
        data = eq_forward(CPU, input_data, other_data)
    except RAISED as error:
        raise explained(EQ, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


EQ.call = eq


def eq_operator(input, other):
    """`eq` between operands."""
    try:
        input_data = input._data
    except AttributeError:
        return attempted(EQ, (input, other), ())
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (other_data.dtype is float32 if type(other_data) is ndarray else type(other_data) in NUMBERS)):
        return attempted(EQ, (input, other), ())
    try:
        data = eq_forward(CPU, input_data, other_data)
    except RAISED as error:
        raise explained(EQ, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


def eq_(input, other):
    """In-place version of `eq`."""
    return inplace(EQ, (input, other), ())


NE = compare_ops.ne
ne_forward = NE.forward


def ne(input, other, *, out=None):
    """True where `input != other`."""
    if out is not None:
        return into('ne', out, ne(input, other))
    try:
        input_data = input._data
    except AttributeError:
        return apply(NE, (input, other), ())
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (other_data.dtype is float32 if type(other_data) is ndarray else type(other_data) in NUMBERS)):
        return apply(NE, (input, other), ())
    try:
        data = ne_forward(CPU, input_data, other_data)
    except RAISED as error:
        raise explained(NE, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


NE.call = ne


def ne_operator(input, other):
    """`ne` between operands."""
    try:
        input_data = input._data
    except AttributeError:
        return attempted(NE, (input, other), ())
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (other_data.dtype is float32 if type(other_data) is ndarray else type(other_data) in NUMBERS)):
        return attempted(NE, (input, other), ())
    try:
        data = ne_forward(CPU, input_data, other_data)
    except RAISED as error:
        raise explained(NE, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


def ne_(input, other):
    """In-place version of `ne`."""
    return inplace(NE, (input, other), ())


GT = compare_ops.gt
gt_forward = GT.forward


def gt(input, other, *, out=None):
    """True where `input > other`."""
    if out is not None:
        return into('gt', out, gt(input, other))
    try:
        input_data = input._data
    except AttributeError:
        return apply(GT, (input, other), ())
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (other_data.dtype is float32 if type(other_data) is ndarray else type(other_data) in NUMBERS)):
        return apply(GT, (input, other), ())
    try:
        data = gt_forward(CPU, input_data, other_data)
    except RAISED as error:
        raise explained(GT, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


GT.call = gt


def gt_operator(input, other):
    """`gt` between operands."""
    try:
        input_data = input._data
    except AttributeError:
        return attempted(GT, (input, other), ())
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (other_data.dtype is float32 if type(other_data) is ndarray else type(other_data) in NUMBERS)):
        return attempted(GT, (input, other), ())
    try:
        data = gt_forward(CPU, input_data, other_data)
    except RAISED as error:
        raise explained(GT, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


def gt_(input, other):
    """In-place version of `gt`."""
    return inplace(GT, (input, other), ())


GE = compare_ops.ge
ge_forward = GE.forward


def ge(input, other, *, out=None):
    """True where `input >= other`."""
    if out is not None:
        return into('ge', out, ge(input, other))
    try:
        input_data = input._data
    except AttributeError:
        return apply(GE, (input, other), ())
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (other_data.dtype is float32 if type(other_data) is ndarray else type(other_data) in NUMBERS)):
        return apply(GE, (input, other), ())
    try:
        data = ge_forward(CPU, input_data, other_data)
    except RAISED as error:
        raise explained(GE, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


GE.call = ge


def ge_operator(input, other):
    """`ge` between operands."""
    try:
        input_data = input._data
    except AttributeError:
        return attempted(GE, (input, other), ())
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (other_data.dtype is float32 if type(other_data) is ndarray else type(other_data) in NUMBERS)):
        return attempted(GE, (input, other), ())
    try:
        data = ge_forward(CPU, input_data, other_data)
    except RAISED as error:
        raise explained(GE, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


def ge_(input, other):
    """In-place version of `ge`."""
    return inplace(GE, (input, other), ())


LT = compare_ops.lt
lt_forward = LT.forward


def lt(input, other, *, out=None):
    """True where `input < other`."""
    if out is not None:
        return into('lt', out, lt(input, other))
    try:
        input_data = input._data
    except AttributeError:
        return apply(LT, (input, other), ())
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (other_data.dtype is float32 if type(other_data) is ndarray else type(other_data) in NUMBERS)):
        return apply(LT, (input, other), ())
    try:
        data = lt_forward(CPU, input_data, other_data)
    except RAISED as error:
        raise explained(LT, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


LT.call = lt


def lt_operator(input, other):
    """`lt` between operands."""
    try:
        input_data = input._data
    except AttributeError:
        return attempted(LT, (input, other), ())
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (other_data.dtype is float32 if type(other_data) is ndarray else type(other_data) in NUMBERS)):
        return attempted(LT, (input, other), ())
    try:
        data = lt_forward(CPU, input_data, other_data)
    except RAISED as error:
        raise explained(LT, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


def lt_(input, other):
    """In-place version of `lt`."""
    return inplace(LT, (input, other), ())


LE = compare_ops.le
le_forward = LE.forward


def le(input, other, *, out=None):
    """True where `input <= other`."""
    if out is not None:
        return into('le', out, le(input, other))
    try:
        input_data = input._data
    except AttributeError:
        return apply(LE, (input, other), ())
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (other_data.dtype is float32 if type(other_data) is ndarray else type(other_data) in NUMBERS)):
        return apply(LE, (input, other), ())
    try:
        data = le_forward(CPU, input_data, other_data)
    except RAISED as error:
        raise explained(LE, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


LE.call = le


def le_operator(input, other):
    """`le` between operands."""
    try:
        input_data = input._data
    except AttributeError:
        return attempted(LE, (input, other), ())
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (other_data.dtype is float32 if type(other_data) is ndarray else type(other_data) in NUMBERS)):
        return attempted(LE, (input, other), ())
    try:
        data = le_forward(CPU, input_data, other_data)
    except RAISED as error:
        raise explained(LE, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


def le_(input, other):
    """In-place version of `le`."""
    return inplace(LE, (input, other), ())


ISNAN = compare_ops.isnan
isnan_forward = ISNAN.forward


def isnan(input):
    """True where an element is not a number."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(ISNAN, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(ISNAN, (input,), ())
    try:
        data = isnan_forward(CPU, input_data)
    except RAISED as error:
        raise explained(ISNAN, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


ISNAN.call = isnan


ISINF = compare_ops.isinf
isinf_forward = ISINF.forward


def isinf(input):
    """True where an element is infinite."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(ISINF, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(ISINF, (input,), ())
    try:
        data = isinf_forward(CPU, input_data)
    except RAISED as error:
        raise explained(ISINF, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


ISINF.call = isinf


ISFINITE = compare_ops.isfinite
isfinite_forward = ISFINITE.forward


def isfinite(input):
    """True where an element is neither infinite nor NaN."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(ISFINITE, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(ISFINITE, (input,), ())
    try:
        data = isfinite_forward(CPU, input_data)
    except RAISED as error:
        raise explained(ISFINITE, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


ISFINITE.call = isfinite


ISPOSINF = compare_ops.isposinf
isposinf_forward = ISPOSINF.forward


def isposinf(input, *, out=None):
    """True where an element is positive infinity."""
    if out is not None:
        return into('isposinf', out, isposinf(input), same=True)
    try:
        input_data = input._data
    except AttributeError:
        return apply(ISPOSINF, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(ISPOSINF, (input,), ())
    try:
        data = isposinf_forward(CPU, input_data)
    except RAISED as error:
        raise explained(ISPOSINF, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


ISPOSINF.call = isposinf


ISNEGINF = compare_ops.isneginf
isneginf_forward = ISNEGINF.forward


def isneginf(input, *, out=None):
    """True where an element is negative infinity."""
    if out is not None:
        return into('isneginf', out, isneginf(input), same=True)
    try:
        input_data = input._data
    except AttributeError:
        return apply(ISNEGINF, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(ISNEGINF, (input,), ())
    try:
        data = isneginf_forward(CPU, input_data)
    except RAISED as error:
        raise explained(ISNEGINF, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


ISNEGINF.call = isneginf


SIGNBIT = compare_ops.signbit
signbit_forward = SIGNBIT.forward


def signbit(input, *, out=None):
    """True where the sign is negative, -0.0 included."""
    if out is not None:
        return into('signbit', out, signbit(input), same=True)
    try:
        input_data = input._data
    except AttributeError:
        return apply(SIGNBIT, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(SIGNBIT, (input,), ())
    try:
        data = signbit_forward(CPU, input_data)
    except RAISED as error:
        raise explained(SIGNBIT, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


SIGNBIT.call = signbit


REAL_PART = complexes_ops.real_part
real_part_forward = REAL_PART.forward
real_part_vjp_input = REAL_PART.rules[0].function


def real_part(input):
    """View of the real parts."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(REAL_PART, (input,), ())
    if input_data.ndim > 3 and not input_data.flags.c_contiguous:
        input_data = settled(input)
    if (observers or type(input_data) is not ndarray):
        return apply(REAL_PART, (input,), ())
    try:
        data = real_part_forward(CPU, input_data)
    except RAISED as error:
        raise explained(REAL_PART, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [REAL_PART, (input_node,), (), (), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    if input._view is None:
        out._writes = input._writes
        out._view = [input, ((REAL_PART, (), None),), next(clock), is_recording(), None]
    else:
        mark_view(REAL_PART, input, (), out)
    return out


REAL_PART.call = real_part


def real_part_backward(g, saved, node):
    return (real_part_vjp_input(g),)


REAL_PART.backward = real_part_backward


IMAGINARY_PART = complexes_ops.imaginary_part
imaginary_part_forward = IMAGINARY_PART.forward
imaginary_part_vjp_input = IMAGINARY_PART.rules[0].function


def imaginary_part(input):
    """View of the imaginary parts."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(IMAGINARY_PART, (input,), ())
    if input_data.ndim > 3 and not input_data.flags.c_contiguous:
        input_data = settled(input)
    if (observers or type(input_data) is not ndarray):
        return apply(IMAGINARY_PART, (input,), ())
    try:
        data = imaginary_part_forward(CPU, input_data)
    except RAISED as error:
        raise explained(IMAGINARY_PART, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [IMAGINARY_PART, (input_node,), (), (), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    if input._view is None:
        out._writes = input._writes
        out._view = [input, ((IMAGINARY_PART, (), None),), next(clock), is_recording(), None]
    else:
        mark_view(IMAGINARY_PART, input, (), out)
    return out


IMAGINARY_PART.call = imaginary_part


def imaginary_part_backward(g, saved, node):
    return (imaginary_part_vjp_input(g),)


IMAGINARY_PART.backward = imaginary_part_backward


JOIN_PARTS = complexes_ops.join_parts
join_parts_forward = JOIN_PARTS.forward
join_parts_vjp_real = JOIN_PARTS.rules[0].function
join_parts_vjp_imag = JOIN_PARTS.rules[1].function


def join_parts(real, imag):
    """`real + 1j * imag`."""
    return apply(JOIN_PARTS, (real, imag), ())


JOIN_PARTS.call = join_parts


def join_parts_backward(g, saved, node):
    real_node, imag_node = node[PARENTS]
    return (None if real_node is None else join_parts_vjp_real(g), None if imag_node is None else join_parts_vjp_imag(g))


JOIN_PARTS.backward = join_parts_backward


CONJ_PHYSICAL = complexes_ops.conj_physical
conj_physical_forward = CONJ_PHYSICAL.forward
conj_physical_vjp_input = CONJ_PHYSICAL.rules[0].function


def conj_physical(input, *, out=None):
    """The complex conjugate, computed."""
    if out is not None:
        return into('conj_physical', out, conj_physical(input), same=True)
    try:
        input_data = input._data
    except AttributeError:
        return apply(CONJ_PHYSICAL, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET):
        return apply(CONJ_PHYSICAL, (input,), ())
    try:
        data = conj_physical_forward(CPU, input_data)
    except RAISED as error:
        raise explained(CONJ_PHYSICAL, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [CONJ_PHYSICAL, (input_node,), (), (), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    return out


CONJ_PHYSICAL.call = conj_physical


def conj_physical_backward(g, saved, node):
    return (conj_physical_vjp_input(g),)


CONJ_PHYSICAL.backward = conj_physical_backward


def conj_physical_(input):
    """In-place version of `conj_physical`."""
    return inplace(CONJ_PHYSICAL, (input,), ())


ANGLE = complexes_ops.angle
angle_forward = ANGLE.forward
angle_vjp_input = ANGLE.rules[0].function


def angle(input, *, out=None):
    """The direction of each number in radians: 0 or pi for a real one."""
    if out is not None:
        return into('angle', out, angle(input))
    try:
        input_data = input._data
    except AttributeError:
        return apply(ANGLE, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(ANGLE, (input,), ())
    try:
        data = angle_forward(CPU, input_data)
    except RAISED as error:
        raise explained(ANGLE, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [ANGLE, (input_node,), (input_data,), (input._writes,), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


ANGLE.call = angle


def angle_backward(g, saved, node):
    input, = saved
    return (angle_vjp_input(g, input),)


ANGLE.backward = angle_backward


VIEW_AS_REAL = complexes_ops.view_as_real
view_as_real_forward = VIEW_AS_REAL.forward
view_as_real_vjp_input = VIEW_AS_REAL.rules[0].function


def view_as_real(input):
    """The real and imaginary parts along a new last dimension: a view."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(VIEW_AS_REAL, (input,), ())
    if input_data.ndim > 3 and not input_data.flags.c_contiguous:
        input_data = settled(input)
    if (observers or type(input_data) is not ndarray):
        return apply(VIEW_AS_REAL, (input,), ())
    try:
        data = view_as_real_forward(CPU, input_data)
    except RAISED as error:
        raise explained(VIEW_AS_REAL, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [VIEW_AS_REAL, (input_node,), (), (), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    if input._view is None:
        out._writes = input._writes
        out._view = [input, ((VIEW_AS_REAL, (), None),), next(clock), is_recording(), None]
    else:
        mark_view(VIEW_AS_REAL, input, (), out)
    return out


VIEW_AS_REAL.call = view_as_real


def view_as_real_backward(g, saved, node):
    return (view_as_real_vjp_input(g),)


VIEW_AS_REAL.backward = view_as_real_backward


VIEW_AS_COMPLEX = complexes_ops.view_as_complex
view_as_complex_forward = VIEW_AS_COMPLEX.forward
view_as_complex_vjp_input = VIEW_AS_COMPLEX.rules[0].function


def view_as_complex(input):
    """Pairs along the last dimension as complex numbers: a view."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(VIEW_AS_COMPLEX, (input,), ())
    if input_data.ndim > 3 and not input_data.flags.c_contiguous:
        input_data = settled(input)
    if (observers or type(input_data) is not ndarray):
        return apply(VIEW_AS_COMPLEX, (input,), ())
    try:
        data = view_as_complex_forward(CPU, input_data)
    except RAISED as error:
        raise explained(VIEW_AS_COMPLEX, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [VIEW_AS_COMPLEX, (input_node,), (), (), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    if input._view is None and (data.base is input_data or data.base is not None and data.base is input_data.base):
        out._writes = input._writes
        out._view = [input, ((VIEW_AS_COMPLEX, (), None),), next(clock), is_recording(), None]
    else:
        mark_view(VIEW_AS_COMPLEX, input, (), out)
    return out


VIEW_AS_COMPLEX.call = view_as_complex


def view_as_complex_backward(g, saved, node):
    return (view_as_complex_vjp_input(g),)


VIEW_AS_COMPLEX.backward = view_as_complex_backward


JOINED_PAIRS = complexes_ops.joined_pairs
joined_pairs_forward = JOINED_PAIRS.forward
joined_pairs_vjp_input = JOINED_PAIRS.rules[0].function


def joined_pairs(input):
    """`view_as_complex` of pairs that lie anywhere."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(JOINED_PAIRS, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET):
        return apply(JOINED_PAIRS, (input,), ())
    try:
        data = joined_pairs_forward(CPU, input_data)
    except RAISED as error:
        raise explained(JOINED_PAIRS, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [JOINED_PAIRS, (input_node,), (), (), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    return out


JOINED_PAIRS.call = joined_pairs


def joined_pairs_backward(g, saved, node):
    return (joined_pairs_vjp_input(g),)


JOINED_PAIRS.backward = joined_pairs_backward


real_body: Any = getattr(complexes_ops.real, '__wrapped__')


def real(input):
    """The real parts; a real tensor is its own."""
    if active and concerned(loose((input,), {})):
        return call_of(real, (input,), {})
    try:
        return real_body(input)
    except INNER as error:
        if concerned(loose((input,), {})):
            return call_of(real, (input,), {})
        raise retold(real_body, (input,), {}, error)


imag_body: Any = getattr(complexes_ops.imag, '__wrapped__')


def imag(input):
    """The imaginary parts of a complex tensor."""
    if active and concerned(loose((input,), {})):
        return call_of(imag, (input,), {})
    try:
        return imag_body(input)
    except INNER as error:
        if concerned(loose((input,), {})):
            return call_of(imag, (input,), {})
        raise retold(imag_body, (input,), {}, error)


complex_body: Any = getattr(complexes_ops.complex, '__wrapped__')


def complex(real, imag, *, out=None):
    """`real + 1j * imag`, of two float32 or float64 tensors."""
    if active and out is None and concerned(loose((real, imag), {})):
        return call_of(complex, (real, imag), {})
    try:
        result = complex_body(real, imag)
    except INNER as error:
        if concerned(loose((real, imag), {})):
            return call_of(complex, (real, imag), {})
        raise retold(complex_body, (real, imag), {}, error)
    return result if out is None else into('complex', out, result, same=True)


polar_body: Any = getattr(complexes_ops.polar, '__wrapped__')


def polar(abs, angle, *, out=None):
    """The complex numbers at distance `abs` from 0 in direction `angle`, in radians."""
    if active and out is None and concerned(loose((abs, angle), {})):
        return call_of(polar, (abs, angle), {})
    try:
        result = polar_body(abs, angle)
    except INNER as error:
        if concerned(loose((abs, angle), {})):
            return call_of(polar, (abs, angle), {})
        raise retold(polar_body, (abs, angle), {}, error)
    return result if out is None else into('polar', out, result)


conj_body: Any = getattr(complexes_ops.conj, '__wrapped__')


def conj(input):
    """The complex conjugate; a real tensor is its own."""
    if active and concerned(loose((input,), {})):
        return call_of(conj, (input,), {})
    try:
        return conj_body(input)
    except INNER as error:
        if concerned(loose((input,), {})):
            return call_of(conj, (input,), {})
        raise retold(conj_body, (input,), {}, error)


resolve_conj_body: Any = getattr(complexes_ops.resolve_conj, '__wrapped__')


def resolve_conj(input):
    """The tensor itself: conjugates are computed at once here."""
    if active and concerned(loose((input,), {})):
        return call_of(resolve_conj, (input,), {})
    try:
        return resolve_conj_body(input)
    except INNER as error:
        if concerned(loose((input,), {})):
            return call_of(resolve_conj, (input,), {})
        raise retold(resolve_conj_body, (input,), {}, error)


isreal_body: Any = getattr(complexes_ops.isreal, '__wrapped__')


def isreal(input):
    """True where the imaginary part is 0."""
    if active and concerned(loose((input,), {})):
        return call_of(isreal, (input,), {})
    try:
        return isreal_body(input)
    except INNER as error:
        if concerned(loose((input,), {})):
            return call_of(isreal, (input,), {})
        raise retold(isreal_body, (input,), {}, error)


CHANNEL_TOTAL = conv_ops.channel_total
channel_total_forward = CHANNEL_TOTAL.forward
channel_total_vjp_input = CHANNEL_TOTAL.rules[0].function


def channel_total(input):
    """`(N, C, ...) -> (C,)`, summed."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(CHANNEL_TOTAL, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET):
        return apply(CHANNEL_TOTAL, (input,), ())
    try:
        data = channel_total_forward(CPU, input_data)
    except RAISED as error:
        raise explained(CHANNEL_TOTAL, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [CHANNEL_TOTAL, (input_node,), (), (), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    return out


CHANNEL_TOTAL.call = channel_total


def channel_total_backward(g, saved, node):
    input_node, = node[PARENTS]
    return (channel_total_vjp_input(g, input_node and input_node[SHAPE]),)


CHANNEL_TOTAL.backward = channel_total_backward


CONVOLUTION = conv_ops.convolution
convolution_forward = CONVOLUTION.forward
convolution_vjp_input = CONVOLUTION.rules[0].function
convolution_vjp_bias = CONVOLUTION.rules[1].function


def convolution(input, weight, bias=None, stride=(1,), padding=(0,), dilation=(1,), groups=1):
    """Slide a kernel: `(N, C, ...), (O, C / groups, *kernel) -> (N, O, ...)`."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(CONVOLUTION, (input, weight, bias), (stride, padding, dilation, groups))
    weight_data = getattr(weight, '_data', weight)
    bias_data = getattr(bias, '_data', bias)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or type(weight_data) is not ndarray or weight_data.dtype is not float32
            or not (bias_data is None or type(bias_data) is ndarray and bias_data.dtype is float32)):
        return apply(CONVOLUTION, (input, weight, bias), (stride, padding, dilation, groups))
    try:
        data = convolution_forward(CPU, input_data, weight_data, bias_data, stride, padding, dilation, groups)
    except RAISED as error:
        raise explained(CONVOLUTION, error, (input_data, weight_data, bias_data), (stride, padding, dilation, groups)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    weight_node = None if weight_data is weight else weight._node if weight._view is None else current(weight)
    bias_node = None if bias_data is bias else bias._node if bias._view is None else current(bias)
    if (input_node is not None or weight_node is not None or bias_node is not None) and is_recording():
        out._node = [CONVOLUTION, (input_node, weight_node, bias_node), (None if input_node is None and weight_node is None else input_data, None if input_node is None and weight_node is None else weight_data), (None if input_node is None and weight_node is None else input._writes, None if input_node is None and weight_node is None else weight_data is not weight and weight._writes or None), (stride, padding, dilation, groups),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


CONVOLUTION.call = convolution


def convolution_backward(g, saved, node):
    input, weight = saved
    stride, padding, dilation, groups = node[STATICS]
    input_node, weight_node, bias_node = node[PARENTS]
    input_g, weight_g = convolution_vjp_input(g, input, weight, input_node and input_node[SHAPE], weight_node and weight_node[SHAPE], stride, padding, dilation, groups) if input_node is not None or weight_node is not None else (None, None)
    return (input_g, weight_g, None if bias_node is None else convolution_vjp_bias(g))


CONVOLUTION.backward = convolution_backward


CONVOLUTION_INPUT = conv_ops.convolution_input
convolution_input_forward = CONVOLUTION_INPUT.forward
convolution_input_vjp_slope = CONVOLUTION_INPUT.rules[0].function
convolution_input_vjp_weight = CONVOLUTION_INPUT.rules[1].function


def convolution_input(slope, weight, sizes, stride, padding, dilation, groups):
    """The gradient of `convolution` for an input of these spatial sizes."""
    return apply(CONVOLUTION_INPUT, (slope, weight), (sizes, stride, padding, dilation, groups))


CONVOLUTION_INPUT.call = convolution_input


def convolution_input_backward(g, saved, node):
    slope, weight = saved
    sizes, stride, padding, dilation, groups = node[STATICS]
    slope_node, weight_node = node[PARENTS]
    return (None if slope_node is None else convolution_input_vjp_slope(g, weight, slope_node and slope_node[SHAPE], stride, padding, dilation, groups), None if weight_node is None else convolution_input_vjp_weight(g, slope, weight_node and weight_node[SHAPE], stride, padding, dilation, groups))


CONVOLUTION_INPUT.backward = convolution_input_backward


CONVOLUTION_WEIGHT = conv_ops.convolution_weight
convolution_weight_forward = CONVOLUTION_WEIGHT.forward
convolution_weight_vjp_slope = CONVOLUTION_WEIGHT.rules[0].function
convolution_weight_vjp_input = CONVOLUTION_WEIGHT.rules[1].function


def convolution_weight(slope, input, shape, stride, padding, dilation, groups):
    """The gradient of `convolution` for a weight of this shape."""
    return apply(CONVOLUTION_WEIGHT, (slope, input), (shape, stride, padding, dilation, groups))


CONVOLUTION_WEIGHT.call = convolution_weight


def convolution_weight_backward(g, saved, node):
    slope, input = saved
    shape, stride, padding, dilation, groups = node[STATICS]
    slope_node, input_node = node[PARENTS]
    return (None if slope_node is None else convolution_weight_vjp_slope(g, input, slope_node and slope_node[SHAPE], stride, padding, dilation, groups), None if input_node is None else convolution_weight_vjp_input(g, slope, input_node and input_node[SHAPE], stride, padding, dilation, groups))


CONVOLUTION_WEIGHT.backward = convolution_weight_backward


CONVOLUTION_TRANSPOSED = conv_transposed_ops.convolution_transposed
convolution_transposed_forward = CONVOLUTION_TRANSPOSED.forward
convolution_transposed_vjp_input = CONVOLUTION_TRANSPOSED.rules[0].function
convolution_transposed_vjp_weight = CONVOLUTION_TRANSPOSED.rules[1].function
convolution_transposed_vjp_bias = CONVOLUTION_TRANSPOSED.rules[2].function


def convolution_transposed(input, weight, bias=None, stride=(1,), padding=(0,), output_padding=(0,), groups=1, dilation=(1,)):
    """The transpose of `convolution`: `(N, C, ...), (C, O / groups, *kernel) -> (N, O, ...)`."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(CONVOLUTION_TRANSPOSED, (input, weight, bias), (stride, padding, output_padding, groups, dilation))
    weight_data = getattr(weight, '_data', weight)
    bias_data = getattr(bias, '_data', bias)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or type(weight_data) is not ndarray or weight_data.dtype is not float32
            or not (bias_data is None or type(bias_data) is ndarray and bias_data.dtype is float32)):
        return apply(CONVOLUTION_TRANSPOSED, (input, weight, bias), (stride, padding, output_padding, groups, dilation))
    try:
        data = convolution_transposed_forward(CPU, input_data, weight_data, bias_data, stride, padding, output_padding, groups, dilation)
    except RAISED as error:
        raise explained(CONVOLUTION_TRANSPOSED, error, (input_data, weight_data, bias_data), (stride, padding, output_padding, groups, dilation)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    weight_node = None if weight_data is weight else weight._node if weight._view is None else current(weight)
    bias_node = None if bias_data is bias else bias._node if bias._view is None else current(bias)
    if (input_node is not None or weight_node is not None or bias_node is not None) and is_recording():
        out._node = [CONVOLUTION_TRANSPOSED, (input_node, weight_node, bias_node), (None if weight_node is None else input_data, None if input_node is None else weight_data), (None if weight_node is None else input._writes, None if input_node is None else weight_data is not weight and weight._writes or None), (stride, padding, output_padding, groups, dilation),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


CONVOLUTION_TRANSPOSED.call = convolution_transposed


def convolution_transposed_backward(g, saved, node):
    input, weight = saved
    stride, padding, output_padding, groups, dilation = node[STATICS]
    input_node, weight_node, bias_node = node[PARENTS]
    return (None if input_node is None else convolution_transposed_vjp_input(g, weight, input_node and input_node[SHAPE], stride, padding, dilation, groups), None if weight_node is None else convolution_transposed_vjp_weight(g, input, weight_node and weight_node[SHAPE], stride, padding, dilation, groups), None if bias_node is None else convolution_transposed_vjp_bias(g))


CONVOLUTION_TRANSPOSED.backward = convolution_transposed_backward


alias_copy_body: Any = getattr(copies_ops.alias_copy, '__wrapped__')


def alias_copy(input, *, out=None):
    """The tensor, in memory of its own."""
    if active and out is None and concerned(loose((input,), {})):
        return call_of(alias_copy, (input,), {})
    try:
        result = alias_copy_body(input)
    except INNER as error:
        if concerned(loose((input,), {})):
            return call_of(alias_copy, (input,), {})
        raise retold(alias_copy_body, (input,), {}, error)
    return result if out is None else into('alias_copy', out, result, same=True, fresh=True)


as_strided_copy_body: Any = getattr(copies_ops.as_strided_copy, '__wrapped__')


def as_strided_copy(input, *args, out=None, **kwargs):
    """What `as_strided` gives, in memory of its own."""
    if active and out is None and concerned(loose((input, *args), {**kwargs})):
        return call_of(as_strided_copy, (input, *args), {**kwargs})
    try:
        result = as_strided_copy_body(input, *args, **kwargs)
    except INNER as error:
        if concerned(loose((input, *args), {**kwargs})):
            return call_of(as_strided_copy, (input, *args), {**kwargs})
        raise retold(as_strided_copy_body, (input, *args), {**kwargs}, error)
    return result if out is None else into('as_strided_copy', out, result, fresh=True)


diagonal_copy_body: Any = getattr(copies_ops.diagonal_copy, '__wrapped__')


def diagonal_copy(input, *args, out=None, **kwargs):
    """What `diagonal` gives, in memory of its own."""
    if active and out is None and concerned(loose((input, *args), {**kwargs})):
        return call_of(diagonal_copy, (input, *args), {**kwargs})
    try:
        result = diagonal_copy_body(input, *args, **kwargs)
    except INNER as error:
        if concerned(loose((input, *args), {**kwargs})):
            return call_of(diagonal_copy, (input, *args), {**kwargs})
        raise retold(diagonal_copy_body, (input, *args), {**kwargs}, error)
    return result if out is None else into('diagonal_copy', out, result, same=True, fresh=True)


expand_copy_body: Any = getattr(copies_ops.expand_copy, '__wrapped__')


def expand_copy(input, *args, out=None, **kwargs):
    """What `expand` gives, in memory of its own."""
    if active and out is None and concerned(loose((input, *args), {**kwargs})):
        return call_of(expand_copy, (input, *args), {**kwargs})
    try:
        result = expand_copy_body(input, *args, **kwargs)
    except INNER as error:
        if concerned(loose((input, *args), {**kwargs})):
            return call_of(expand_copy, (input, *args), {**kwargs})
        raise retold(expand_copy_body, (input, *args), {**kwargs}, error)
    return result if out is None else into('expand_copy', out, result, fresh=True)


narrow_copy_body: Any = getattr(copies_ops.narrow_copy, '__wrapped__')


def narrow_copy(input, dim, start, length, *, out=None):
    """What `narrow` gives, in memory of its own."""
    if active and out is None and concerned(loose((input, dim, start, length), {})):
        return call_of(narrow_copy, (input, dim, start, length), {})
    if (type(dim) is not int or dim.bit_length() > 63):
        dim = int_of("narrow_copy(): argument 'dim' (position 2)", dim)
    if (type(start) is not int or start.bit_length() > 63):
        start = int_of("narrow_copy(): argument 'start' (position 3)", start)
    if (type(length) is not int or length.bit_length() > 63):
        length = int_of("narrow_copy(): argument 'length' (position 4)", length)
    try:
        result = narrow_copy_body(input, dim, start, length)
    except INNER as error:
        if concerned(loose((input, dim, start, length), {})):
            return call_of(narrow_copy, (input, dim, start, length), {})
        raise retold(narrow_copy_body, (input, dim, start, length), {}, error)
    return result if out is None else into('narrow_copy', out, result, same=True, fresh=True)


permute_copy_body: Any = getattr(copies_ops.permute_copy, '__wrapped__')


def permute_copy(input, *args, out=None, **kwargs):
    """What `permute` gives, in memory of its own."""
    if active and out is None and concerned(loose((input, *args), {**kwargs})):
        return call_of(permute_copy, (input, *args), {**kwargs})
    try:
        result = permute_copy_body(input, *args, **kwargs)
    except INNER as error:
        if concerned(loose((input, *args), {**kwargs})):
            return call_of(permute_copy, (input, *args), {**kwargs})
        raise retold(permute_copy_body, (input, *args), {**kwargs}, error)
    return result if out is None else into('permute_copy', out, result, fresh=True)


select_copy_body: Any = getattr(copies_ops.select_copy, '__wrapped__')


def select_copy(input, *args, out=None, **kwargs):
    """What `select` gives, in memory of its own."""
    if active and out is None and concerned(loose((input, *args), {**kwargs})):
        return call_of(select_copy, (input, *args), {**kwargs})
    try:
        result = select_copy_body(input, *args, **kwargs)
    except INNER as error:
        if concerned(loose((input, *args), {**kwargs})):
            return call_of(select_copy, (input, *args), {**kwargs})
        raise retold(select_copy_body, (input, *args), {**kwargs}, error)
    return result if out is None else into('select_copy', out, result, same=True)


split_copy_body: Any = getattr(copies_ops.split_copy, '__wrapped__')


def split_copy(input, *args, out=None, **kwargs):
    """What `split` gives, in memory of its own."""
    if active and out is None and concerned(loose((input, *args), {**kwargs})):
        return call_of(split_copy, (input, *args), {**kwargs})
    try:
        result = split_copy_body(input, *args, **kwargs)
    except INNER as error:
        if concerned(loose((input, *args), {**kwargs})):
            return call_of(split_copy, (input, *args), {**kwargs})
        raise retold(split_copy_body, (input, *args), {**kwargs}, error)
    return result if out is None else into('split_copy', out, result)


split_with_sizes_copy_body: Any = getattr(copies_ops.split_with_sizes_copy, '__wrapped__')


def split_with_sizes_copy(input, *args, out=None, **kwargs):
    """What `split_with_sizes` gives, in memory of its own."""
    if active and out is None and concerned(loose((input, *args), {**kwargs})):
        return call_of(split_with_sizes_copy, (input, *args), {**kwargs})
    try:
        result = split_with_sizes_copy_body(input, *args, **kwargs)
    except INNER as error:
        if concerned(loose((input, *args), {**kwargs})):
            return call_of(split_with_sizes_copy, (input, *args), {**kwargs})
        raise retold(split_with_sizes_copy_body, (input, *args), {**kwargs}, error)
    return result if out is None else into('split_with_sizes_copy', out, result)


squeeze_copy_body: Any = getattr(copies_ops.squeeze_copy, '__wrapped__')


def squeeze_copy(input, *args, out=None, **kwargs):
    """What `squeeze` gives, in memory of its own."""
    if active and out is None and concerned(loose((input, *args), {**kwargs})):
        return call_of(squeeze_copy, (input, *args), {**kwargs})
    try:
        result = squeeze_copy_body(input, *args, **kwargs)
    except INNER as error:
        if concerned(loose((input, *args), {**kwargs})):
            return call_of(squeeze_copy, (input, *args), {**kwargs})
        raise retold(squeeze_copy_body, (input, *args), {**kwargs}, error)
    return result if out is None else into('squeeze_copy', out, result, same=True, fresh=True)


t_copy_body: Any = getattr(copies_ops.t_copy, '__wrapped__')


def t_copy(input, *args, out=None, **kwargs):
    """What `t` gives, in memory of its own."""
    if active and out is None and concerned(loose((input, *args), {**kwargs})):
        return call_of(t_copy, (input, *args), {**kwargs})
    try:
        result = t_copy_body(input, *args, **kwargs)
    except INNER as error:
        if concerned(loose((input, *args), {**kwargs})):
            return call_of(t_copy, (input, *args), {**kwargs})
        raise retold(t_copy_body, (input, *args), {**kwargs}, error)
    return result if out is None else into('t_copy', out, result, same=True, fresh=True)


transpose_copy_body: Any = getattr(copies_ops.transpose_copy, '__wrapped__')


def transpose_copy(input, *args, out=None, **kwargs):
    """What `transpose` gives, in memory of its own."""
    if active and out is None and concerned(loose((input, *args), {**kwargs})):
        return call_of(transpose_copy, (input, *args), {**kwargs})
    try:
        result = transpose_copy_body(input, *args, **kwargs)
    except INNER as error:
        if concerned(loose((input, *args), {**kwargs})):
            return call_of(transpose_copy, (input, *args), {**kwargs})
        raise retold(transpose_copy_body, (input, *args), {**kwargs}, error)
    return result if out is None else into('transpose_copy', out, result, same=True, fresh=True)


unbind_copy_body: Any = getattr(copies_ops.unbind_copy, '__wrapped__')


def unbind_copy(input, *args, out=None, **kwargs):
    """What `unbind` gives, in memory of its own."""
    if active and out is None and concerned(loose((input, *args), {**kwargs})):
        return call_of(unbind_copy, (input, *args), {**kwargs})
    try:
        result = unbind_copy_body(input, *args, **kwargs)
    except INNER as error:
        if concerned(loose((input, *args), {**kwargs})):
            return call_of(unbind_copy, (input, *args), {**kwargs})
        raise retold(unbind_copy_body, (input, *args), {**kwargs}, error)
    return result if out is None else into('unbind_copy', out, result)


unfold_copy_body: Any = getattr(copies_ops.unfold_copy, '__wrapped__')


def unfold_copy(input, *args, out=None, **kwargs):
    """What `unfold` gives, in memory of its own."""
    if active and out is None and concerned(loose((input, *args), {**kwargs})):
        return call_of(unfold_copy, (input, *args), {**kwargs})
    try:
        result = unfold_copy_body(input, *args, **kwargs)
    except INNER as error:
        if concerned(loose((input, *args), {**kwargs})):
            return call_of(unfold_copy, (input, *args), {**kwargs})
        raise retold(unfold_copy_body, (input, *args), {**kwargs}, error)
    return result if out is None else into('unfold_copy', out, result, same=True, fresh=True)


unsqueeze_copy_body: Any = getattr(copies_ops.unsqueeze_copy, '__wrapped__')


def unsqueeze_copy(input, *args, out=None, **kwargs):
    """What `unsqueeze` gives, in memory of its own."""
    if active and out is None and concerned(loose((input, *args), {**kwargs})):
        return call_of(unsqueeze_copy, (input, *args), {**kwargs})
    try:
        result = unsqueeze_copy_body(input, *args, **kwargs)
    except INNER as error:
        if concerned(loose((input, *args), {**kwargs})):
            return call_of(unsqueeze_copy, (input, *args), {**kwargs})
        raise retold(unsqueeze_copy_body, (input, *args), {**kwargs}, error)
    return result if out is None else into('unsqueeze_copy', out, result, same=True, fresh=True)


view_as_complex_copy_body: Any = getattr(copies_ops.view_as_complex_copy, '__wrapped__')


def view_as_complex_copy(input, *args, out=None, **kwargs):
    """What `view_as_complex` gives, in memory of its own."""
    if active and out is None and concerned(loose((input, *args), {**kwargs})):
        return call_of(view_as_complex_copy, (input, *args), {**kwargs})
    try:
        result = view_as_complex_copy_body(input, *args, **kwargs)
    except INNER as error:
        if concerned(loose((input, *args), {**kwargs})):
            return call_of(view_as_complex_copy, (input, *args), {**kwargs})
        raise retold(view_as_complex_copy_body, (input, *args), {**kwargs}, error)
    return result if out is None else into('view_as_complex_copy', out, result)


view_as_real_copy_body: Any = getattr(copies_ops.view_as_real_copy, '__wrapped__')


def view_as_real_copy(input, *args, out=None, **kwargs):
    """What `view_as_real` gives, in memory of its own."""
    if active and out is None and concerned(loose((input, *args), {**kwargs})):
        return call_of(view_as_real_copy, (input, *args), {**kwargs})
    try:
        result = view_as_real_copy_body(input, *args, **kwargs)
    except INNER as error:
        if concerned(loose((input, *args), {**kwargs})):
            return call_of(view_as_real_copy, (input, *args), {**kwargs})
        raise retold(view_as_real_copy_body, (input, *args), {**kwargs}, error)
    return result if out is None else into('view_as_real_copy', out, result)


view_copy_body: Any = getattr(copies_ops.view_copy, '__wrapped__')


def view_copy(input, *args, out=None, **kwargs):
    """What `view` gives, in memory of its own."""
    if active and out is None and concerned(loose((input, *args), {**kwargs})):
        return call_of(view_copy, (input, *args), {**kwargs})
    try:
        result = view_copy_body(input, *args, **kwargs)
    except INNER as error:
        if concerned(loose((input, *args), {**kwargs})):
            return call_of(view_copy, (input, *args), {**kwargs})
        raise retold(view_copy_body, (input, *args), {**kwargs}, error)
    return result if out is None else into('view_copy', out, result, fresh=True)


unsafe_split_with_sizes_body: Any = getattr(copies_ops.unsafe_split_with_sizes, '__wrapped__')


def unsafe_split_with_sizes(input, *args, **kwargs):
    """What `split_with_sizes` gives, in memory of its own."""
    if active and concerned(loose((input, *args), {**kwargs})):
        return call_of(unsafe_split_with_sizes, (input, *args), {**kwargs})
    try:
        return unsafe_split_with_sizes_body(input, *args, **kwargs)
    except INNER as error:
        if concerned(loose((input, *args), {**kwargs})):
            return call_of(unsafe_split_with_sizes, (input, *args), {**kwargs})
        raise retold(unsafe_split_with_sizes_body, (input, *args), {**kwargs}, error)


unsafe_chunk_body: Any = getattr(copies_ops.unsafe_chunk, '__wrapped__')


def unsafe_chunk(input, *args, **kwargs):
    """What `chunk` gives, in memory of its own."""
    if active and concerned(loose((input, *args), {**kwargs})):
        return call_of(unsafe_chunk, (input, *args), {**kwargs})
    try:
        return unsafe_chunk_body(input, *args, **kwargs)
    except INNER as error:
        if concerned(loose((input, *args), {**kwargs})):
            return call_of(unsafe_chunk, (input, *args), {**kwargs})
        raise retold(unsafe_chunk_body, (input, *args), {**kwargs}, error)


unsafe_split_body: Any = getattr(copies_ops.unsafe_split, '__wrapped__')


def unsafe_split(input, split_size, dim=0):
    """What `split` gives, in memory of its own; of one size only."""
    if active and concerned(loose((input, split_size, dim), {})):
        return call_of(unsafe_split, (input, split_size, dim), {})
    if (type(split_size) is not int or split_size.bit_length() > 63):
        split_size = int_of("unsafe_split(): argument 'split_size' (position 2)", split_size)
    if (type(dim) is not int or dim.bit_length() > 63):
        dim = int_of("unsafe_split(): argument 'dim' (position 3)", dim)
    try:
        return unsafe_split_body(input, split_size, dim)
    except INNER as error:
        if concerned(loose((input, split_size, dim), {})):
            return call_of(unsafe_split, (input, split_size, dim), {})
        raise retold(unsafe_split_body, (input, split_size, dim), {}, error)


BINCOUNT = counting_ops.bincount
bincount_forward = BINCOUNT.forward


def bincount(input, weights=None, minlength=0):
    """How often each integer occurs, or the sum of its `weights`."""
    if (type(minlength) is not int or minlength.bit_length() > 63):
        minlength = int_of("bincount(): argument 'minlength' (position 3)", minlength)
    try:
        input_data = input._data
    except AttributeError:
        return apply(BINCOUNT, (input, weights), (minlength,))
    weights_data = getattr(weights, '_data', weights)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or type(weights_data) is not ndarray and weights_data is not None):
        return apply(BINCOUNT, (input, weights), (minlength,))
    try:
        data = bincount_forward(CPU, input_data, weights_data, minlength)
    except RAISED as error:
        raise explained(BINCOUNT, error, (input_data, weights_data), (minlength,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


BINCOUNT.call = bincount


DISTINCT = counting_ops.distinct
distinct_forward = DISTINCT.forward


def distinct(input, dim, consecutive, **more):
    """Distinct values, where each element is among them, and how often each comes."""
    if more:
        return distinct(**spelled(DISTINCT, (input, dim, consecutive), more))
    return apply(DISTINCT, (input,), (dim, consecutive))


DISTINCT.call = distinct


MODE_DIM = counting_ops.mode_dim
mode_dim_forward = MODE_DIM.forward
mode_dim_check: Any = MODE_DIM.check
mode_dim_vjp_input = MODE_DIM.rules[0].function


def mode_dim(input, dim, keepdim, **more):
    """The most frequent value along `dim` (the smallest of several), and its last place."""
    if more:
        return mode_dim(**spelled(MODE_DIM, (input, dim, keepdim), more))
    try:
        input_data = input._data
    except AttributeError:
        return apply(MODE_DIM, (input,), (dim, keepdim))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(MODE_DIM, (input,), (dim, keepdim))
    mode_dim_check(input_data, dim, keepdim)
    try:
        data = mode_dim_forward(CPU, input_data, dim, keepdim)
    except RAISED as error:
        raise explained(MODE_DIM, error, (input_data,), (dim, keepdim)) from None
    outputs = values_out, indices_out = tuple([
        Tensor(d if type(d) is ndarray else as_array(d), None) for d in data])
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        values_out._node = [MODE_DIM, (input_node,), (indices_out._data,), (indices_out._writes,), (dim, keepdim),
                     values_out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(values_out._node)
    return outputs


MODE_DIM.call = mode_dim


def mode_dim_backward(g, saved, node):
    indices, = saved
    dim, keepdim = node[STATICS]
    input_node, = node[PARENTS]
    return (mode_dim_vjp_input(g, indices, input_node and input_node[SHAPE], dim, keepdim),)


MODE_DIM.backward = mode_dim_backward


HISTC = counting_ops.histc
histc_forward = HISTC.forward


def histc(input, bins=100, min=0, max=0, *, out=None):
    """How many elements fall into each of `bins` equal intervals from `min` to `max`."""
    if out is not None:
        return into('histc', out, histc(input, bins, min, max), same=True, fresh=True)
    if (type(bins) is not int or bins.bit_length() > 63):
        bins = int_of("histc(): argument 'bins' (position 2)", bins)
    if type(min) is not int and type(min) is not float:
        min = number_of("histc(): argument 'min' (position 3)", min)
    if type(max) is not int and type(max) is not float:
        max = number_of("histc(): argument 'max' (position 4)", max)
    try:
        input_data = input._data
    except AttributeError:
        return apply(HISTC, (input,), (bins, min, max))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(HISTC, (input,), (bins, min, max))
    try:
        data = histc_forward(CPU, input_data, bins, min, max)
    except RAISED as error:
        raise explained(HISTC, error, (input_data,), (bins, min, max)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


HISTC.call = histc


SEARCH = counting_ops.search
search_forward = SEARCH.forward


def search(sorted_sequence, values, right):
    """Where each value would go to keep the innermost dimension of the sequence in order."""
    try:
        sorted_sequence_data = sorted_sequence._data
    except AttributeError:
        return apply(SEARCH, (sorted_sequence, values), (right,))
    values_data = getattr(values, '_data', values)
    if (observers or type(sorted_sequence_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or sorted_sequence_data.dtype is not float32
            or not (values_data.dtype is float32 if type(values_data) is ndarray else type(values_data) in NUMBERS)):
        return apply(SEARCH, (sorted_sequence, values), (right,))
    try:
        data = search_forward(CPU, sorted_sequence_data, values_data, right)
    except RAISED as error:
        raise explained(SEARCH, error, (sorted_sequence_data, values_data), (right,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


SEARCH.call = search


unique_body: Any = getattr(counting_ops.unique, '__wrapped__')


def unique(input, sorted=True, return_inverse=False, return_counts=False, dim=None):
    """The distinct values in order, and on demand where each element is among them and how often each comes."""
    if active and concerned(loose((input, sorted, return_inverse, return_counts, dim), {})):
        return call_of(unique, (input, sorted, return_inverse, return_counts, dim), {})
    if sorted is not False and sorted is not True:
        sorted = flag_of("unique(): argument 'sorted' (position 2)", sorted)
    if return_inverse is not False and return_inverse is not True:
        return_inverse = flag_of("unique(): argument 'return_inverse' (position 3)", return_inverse)
    if return_counts is not False and return_counts is not True:
        return_counts = flag_of("unique(): argument 'return_counts' (position 4)", return_counts)
    try:
        return unique_body(input, sorted, return_inverse, return_counts, dim)
    except INNER as error:
        if concerned(loose((input, sorted, return_inverse, return_counts, dim), {})):
            return call_of(unique, (input, sorted, return_inverse, return_counts, dim), {})
        raise retold(unique_body, (input, sorted, return_inverse, return_counts, dim), {}, error)


unique_consecutive_body: Any = getattr(counting_ops.unique_consecutive, '__wrapped__')


def unique_consecutive(input, return_inverse=False, return_counts=False, dim=None):
    """The values with repetitions in a row left out."""
    if active and concerned(loose((input, return_inverse, return_counts, dim), {})):
        return call_of(unique_consecutive, (input, return_inverse, return_counts, dim), {})
    if return_inverse is not False and return_inverse is not True:
        return_inverse = flag_of("unique_consecutive(): argument 'return_inverse' (position 2)", return_inverse)
    if return_counts is not False and return_counts is not True:
        return_counts = flag_of("unique_consecutive(): argument 'return_counts' (position 3)", return_counts)
    if dim is not None and (type(dim) is not int or dim.bit_length() > 63):
        dim = int_of("unique_consecutive(): argument 'dim' (position 4)", dim)
    try:
        return unique_consecutive_body(input, return_inverse, return_counts, dim)
    except INNER as error:
        if concerned(loose((input, return_inverse, return_counts, dim), {})):
            return call_of(unique_consecutive, (input, return_inverse, return_counts, dim), {})
        raise retold(unique_consecutive_body, (input, return_inverse, return_counts, dim), {}, error)


mode_body: Any = getattr(counting_ops.mode, '__wrapped__')


def mode(input, dim=-1, keepdim=False, *, out=None):
    """The most frequent value along `dim`, and where it is."""
    if active and out is None and concerned(loose((input, dim, keepdim), {})):
        return call_of(mode, (input, dim, keepdim), {})
    if (type(dim) is not int or dim.bit_length() > 63):
        dim = int_of("mode(): argument 'dim' (position 2)", dim)
    if keepdim is not False and keepdim is not True:
        keepdim = flag_of("mode(): argument 'keepdim' (position 3)", keepdim)
    try:
        result = mode_body(input, dim, keepdim)
    except INNER as error:
        if concerned(loose((input, dim, keepdim), {})):
            return call_of(mode, (input, dim, keepdim), {})
        raise retold(mode_body, (input, dim, keepdim), {}, error)
    return result if out is None else into('mode', out, result, fresh=True)


searchsorted_body: Any = getattr(counting_ops.searchsorted, '__wrapped__')


def searchsorted(sorted_sequence, input, *, out_int32=False, right=False, side=None, sorter=None, out=None):
    """Where each value would go to keep the sequence in order: before equal ones, or behind them if `right`."""
    if active and out is None and concerned(loose((sorted_sequence, input), {'out_int32': out_int32, 'right': right, 'side': side, 'sorter': sorter})):
        return call_of(searchsorted, (sorted_sequence, input), {'out_int32': out_int32, 'right': right, 'side': side, 'sorter': sorter})
    if out is not None:
        sorted_sequence = operand_of('searchsorted', sorted_sequence)
    if out_int32 is not False and out_int32 is not True:
        out_int32 = flag_of("searchsorted(): argument 'out_int32'", out_int32)
    if right is not False and right is not True:
        right = flag_of("searchsorted(): argument 'right'", right)
    try:
        result = searchsorted_body(sorted_sequence, input, out_int32=out_int32, right=right, side=side, sorter=sorter)
    except INNER as error:
        if concerned(loose((sorted_sequence, input), {'out_int32': out_int32, 'right': right, 'side': side, 'sorter': sorter})):
            return call_of(searchsorted, (sorted_sequence, input), {'out_int32': out_int32, 'right': right, 'side': side, 'sorter': sorter})
        raise retold(searchsorted_body, (sorted_sequence, input), {'out_int32': out_int32, 'right': right, 'side': side, 'sorter': sorter}, error)
    return result if out is None else into('searchsorted', out, result, same=True, fresh=True)


bucketize_body: Any = getattr(counting_ops.bucketize, '__wrapped__')


def bucketize(input, boundaries, *, out_int32=False, right=False, out=None):
    """Which of the intervals between `boundaries` each value lies in."""
    if active and out is None and concerned(loose((input, boundaries), {'out_int32': out_int32, 'right': right})):
        return call_of(bucketize, (input, boundaries), {'out_int32': out_int32, 'right': right})
    if out is not None:
        input = operand_of('bucketize', input)
    if out_int32 is not False and out_int32 is not True:
        out_int32 = flag_of("bucketize(): argument 'out_int32'", out_int32)
    if right is not False and right is not True:
        right = flag_of("bucketize(): argument 'right'", right)
    try:
        result = bucketize_body(input, boundaries, out_int32=out_int32, right=right)
    except INNER as error:
        if concerned(loose((input, boundaries), {'out_int32': out_int32, 'right': right})):
            return call_of(bucketize, (input, boundaries), {'out_int32': out_int32, 'right': right})
        raise retold(bucketize_body, (input, boundaries), {'out_int32': out_int32, 'right': right}, error)
    return result if out is None else into('bucketize', out, result, same=True, fresh=True)


tensor_body: Any = getattr(create_ops.tensor, '__wrapped__')


def tensor(data, dtype=None, device=None, requires_grad=False, pin_memory=False):
    """A new tensor with a copy of `data`: numbers, nested lists, a NumPy array, or a tensor.

    >>> tensor([1.0, 2.0])
    tensor([1., 2.])
    """
    if active and concerned(loose((data, dtype, device, requires_grad, pin_memory), {})):
        return call_of(tensor, (data, dtype, device, requires_grad, pin_memory), {})
    if dtype is not None and type(dtype) is not Dtype:
        dtype = dtype_of("tensor(): argument 'dtype' (position 2)", dtype)
    if requires_grad is not None and requires_grad is not False and requires_grad is not True:
        requires_grad = flag_of("tensor(): argument 'requires_grad' (position 4)", requires_grad)
    if pin_memory is not False and pin_memory is not True:
        pin_memory = flag_of("tensor(): argument 'pin_memory' (position 5)", pin_memory)
    try:
        return tensor_body(data, dtype, device, requires_grad, pin_memory)
    except INNER as error:
        if concerned(loose((data, dtype, device, requires_grad, pin_memory), {})):
            return call_of(tensor, (data, dtype, device, requires_grad, pin_memory), {})
        raise retold(tensor_body, (data, dtype, device, requires_grad, pin_memory), {}, error)


from_numpy_body: Any = getattr(create_ops.from_numpy, '__wrapped__')


def from_numpy(ndarray):
    """A tensor that shares its memory with a NumPy array."""
    if active and concerned(loose((ndarray,), {})):
        return call_of(from_numpy, (ndarray,), {})
    try:
        return from_numpy_body(ndarray)
    except INNER as error:
        if concerned(loose((ndarray,), {})):
            return call_of(from_numpy, (ndarray,), {})
        raise retold(from_numpy_body, (ndarray,), {}, error)


frombuffer_body: Any = getattr(create_ops.frombuffer, '__wrapped__')


def frombuffer(buffer, *, dtype, count=-1, offset=0, requires_grad=False):
    """A vector on the memory of a Python buffer: `count` elements from byte `offset` on, all of them for -1."""
    if active and concerned(loose((buffer,), {'dtype': dtype, 'count': count, 'offset': offset, 'requires_grad': requires_grad})):
        return call_of(frombuffer, (buffer,), {'dtype': dtype, 'count': count, 'offset': offset, 'requires_grad': requires_grad})
    if type(dtype) is not Dtype:
        dtype = dtype_of("frombuffer(): argument 'dtype'", dtype)
    if requires_grad is not None and requires_grad is not False and requires_grad is not True:
        requires_grad = flag_of("frombuffer(): argument 'requires_grad'", requires_grad)
    try:
        return frombuffer_body(buffer, dtype=dtype, count=count, offset=offset, requires_grad=requires_grad)
    except INNER as error:
        if concerned(loose((buffer,), {'dtype': dtype, 'count': count, 'offset': offset, 'requires_grad': requires_grad})):
            return call_of(frombuffer, (buffer,), {'dtype': dtype, 'count': count, 'offset': offset, 'requires_grad': requires_grad})
        raise retold(frombuffer_body, (buffer,), {'dtype': dtype, 'count': count, 'offset': offset, 'requires_grad': requires_grad}, error)


from_file_body: Any = getattr(create_ops.from_file, '__wrapped__')


def from_file(filename, shared=None, size=0, *, dtype=None, layout=None, device=None, requires_grad=False, pin_memory=False):
    """A vector of `size` elements on the memory of a file; where it is `shared`, writes go to the file."""
    if active and concerned(loose((filename, shared, size), {'dtype': dtype, 'layout': layout, 'device': device, 'requires_grad': requires_grad, 'pin_memory': pin_memory})):
        return call_of(from_file, (filename, shared, size), {'dtype': dtype, 'layout': layout, 'device': device, 'requires_grad': requires_grad, 'pin_memory': pin_memory})
    if dtype is not None and type(dtype) is not Dtype:
        dtype = dtype_of("from_file(): argument 'dtype'", dtype)
    if requires_grad is not None and requires_grad is not False and requires_grad is not True:
        requires_grad = flag_of("from_file(): argument 'requires_grad'", requires_grad)
    if pin_memory is not False and pin_memory is not True:
        pin_memory = flag_of("from_file(): argument 'pin_memory'", pin_memory)
    try:
        return from_file_body(filename, shared, size, dtype=dtype, layout=layout, device=device, requires_grad=requires_grad, pin_memory=pin_memory)
    except INNER as error:
        if concerned(loose((filename, shared, size), {'dtype': dtype, 'layout': layout, 'device': device, 'requires_grad': requires_grad, 'pin_memory': pin_memory})):
            return call_of(from_file, (filename, shared, size), {'dtype': dtype, 'layout': layout, 'device': device, 'requires_grad': requires_grad, 'pin_memory': pin_memory})
        raise retold(from_file_body, (filename, shared, size), {'dtype': dtype, 'layout': layout, 'device': device, 'requires_grad': requires_grad, 'pin_memory': pin_memory}, error)


asarray_body: Any = getattr(create_ops.asarray, '__wrapped__')


def asarray(obj, *, dtype=None, device=None, copy=None, requires_grad=None):
    """`obj` as a tensor, without a copy where that can be and `copy` is not True."""
    if active and concerned(loose((obj,), {'dtype': dtype, 'device': device, 'copy': copy, 'requires_grad': requires_grad})):
        return call_of(asarray, (obj,), {'dtype': dtype, 'device': device, 'copy': copy, 'requires_grad': requires_grad})
    if dtype is not None and type(dtype) is not Dtype:
        dtype = dtype_of("asarray(): argument 'dtype'", dtype)
    try:
        return asarray_body(obj, dtype=dtype, device=device, copy=copy, requires_grad=requires_grad)
    except INNER as error:
        if concerned(loose((obj,), {'dtype': dtype, 'device': device, 'copy': copy, 'requires_grad': requires_grad})):
            return call_of(asarray, (obj,), {'dtype': dtype, 'device': device, 'copy': copy, 'requires_grad': requires_grad})
        raise retold(asarray_body, (obj,), {'dtype': dtype, 'device': device, 'copy': copy, 'requires_grad': requires_grad}, error)


as_tensor_body: Any = getattr(create_ops.as_tensor, '__wrapped__')


def as_tensor(data, dtype=None, device=None):
    """`data` as a tensor, without a copy where its dtype and device allow."""
    if active and concerned(loose((data, dtype, device), {})):
        return call_of(as_tensor, (data, dtype, device), {})
    if dtype is not None and type(dtype) is not Dtype:
        dtype = dtype_of("as_tensor(): argument 'dtype' (position 2)", dtype)
    try:
        return as_tensor_body(data, dtype, device)
    except INNER as error:
        if concerned(loose((data, dtype, device), {})):
            return call_of(as_tensor, (data, dtype, device), {})
        raise retold(as_tensor_body, (data, dtype, device), {}, error)


zeros_body: Any = getattr(create_ops.zeros, '__wrapped__')


def zeros(*shape, size=None, dtype=None, device=None, requires_grad=False, layout=None, pin_memory=False, out=None):
    """Zeros of a size."""
    if active and concerned(loose((*shape,), {'size': size, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory, 'out': out})):
        return call_of(zeros, (*shape,), {'size': size, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory, 'out': out})
    if dtype is not None and type(dtype) is not Dtype:
        dtype = dtype_of("zeros(): argument 'dtype'", dtype)
    if requires_grad is not None and requires_grad is not False and requires_grad is not True:
        requires_grad = flag_of("zeros(): argument 'requires_grad'", requires_grad)
    if pin_memory is not False and pin_memory is not True:
        pin_memory = flag_of("zeros(): argument 'pin_memory'", pin_memory)
    try:
        return zeros_body(*shape, size=size, dtype=dtype, device=device, requires_grad=requires_grad, layout=layout, pin_memory=pin_memory, out=out)
    except INNER as error:
        if concerned(loose((*shape,), {'size': size, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory, 'out': out})):
            return call_of(zeros, (*shape,), {'size': size, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory, 'out': out})
        raise retold(zeros_body, (*shape,), {'size': size, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory, 'out': out}, error)


ones_body: Any = getattr(create_ops.ones, '__wrapped__')


def ones(*shape, size=None, dtype=None, device=None, requires_grad=False, layout=None, pin_memory=False, out=None):
    """Ones of a size."""
    if active and concerned(loose((*shape,), {'size': size, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory, 'out': out})):
        return call_of(ones, (*shape,), {'size': size, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory, 'out': out})
    if dtype is not None and type(dtype) is not Dtype:
        dtype = dtype_of("ones(): argument 'dtype'", dtype)
    if requires_grad is not None and requires_grad is not False and requires_grad is not True:
        requires_grad = flag_of("ones(): argument 'requires_grad'", requires_grad)
    if pin_memory is not False and pin_memory is not True:
        pin_memory = flag_of("ones(): argument 'pin_memory'", pin_memory)
    try:
        return ones_body(*shape, size=size, dtype=dtype, device=device, requires_grad=requires_grad, layout=layout, pin_memory=pin_memory, out=out)
    except INNER as error:
        if concerned(loose((*shape,), {'size': size, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory, 'out': out})):
            return call_of(ones, (*shape,), {'size': size, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory, 'out': out})
        raise retold(ones_body, (*shape,), {'size': size, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory, 'out': out}, error)


full_body: Any = getattr(create_ops.full, '__wrapped__')


def full(size, fill_value, *, dtype=None, device=None, requires_grad=False, layout=None, pin_memory=False, out=None):
    """One value at every place of a size."""
    if active and out is None and concerned(loose((size, fill_value), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory})):
        return call_of(full, (size, fill_value), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory})
    if out is not None and dtype is None:
        dtype = getattr(out, 'dtype', None)
    if type(fill_value) is not int and type(fill_value) is not float:
        fill_value = number_of("full(): argument 'fill_value' (position 2)", fill_value)
    if dtype is not None and type(dtype) is not Dtype:
        dtype = dtype_of("full(): argument 'dtype'", dtype)
    if requires_grad is not None and requires_grad is not False and requires_grad is not True:
        requires_grad = flag_of("full(): argument 'requires_grad'", requires_grad)
    if pin_memory is not False and pin_memory is not True:
        pin_memory = flag_of("full(): argument 'pin_memory'", pin_memory)
    try:
        result = full_body(size, fill_value, dtype=dtype, device=device, requires_grad=requires_grad, layout=layout, pin_memory=pin_memory)
    except INNER as error:
        if concerned(loose((size, fill_value), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory})):
            return call_of(full, (size, fill_value), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory})
        raise retold(full_body, (size, fill_value), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory}, error)
    return result if out is None else into('full', out, result, fresh=True, twice=True)


empty_body: Any = getattr(create_ops.empty, '__wrapped__')


def empty(*shape, size=None, dtype=None, device=None, requires_grad=False, layout=None, pin_memory=False, memory_format=None, out=None):
    """A tensor whose values are not set."""
    if active and out is None and concerned(loose((*shape,), {'size': size, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory, 'memory_format': memory_format})):
        return call_of(empty, (*shape,), {'size': size, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory, 'memory_format': memory_format})
    if out is not None and dtype is None:
        dtype = getattr(out, 'dtype', None)
    if dtype is not None and type(dtype) is not Dtype:
        dtype = dtype_of("empty(): argument 'dtype'", dtype)
    if requires_grad is not None and requires_grad is not False and requires_grad is not True:
        requires_grad = flag_of("empty(): argument 'requires_grad'", requires_grad)
    if pin_memory is not False and pin_memory is not True:
        pin_memory = flag_of("empty(): argument 'pin_memory'", pin_memory)
    try:
        result = empty_body(*shape, size=size, dtype=dtype, device=device, requires_grad=requires_grad, layout=layout, pin_memory=pin_memory, memory_format=memory_format)
    except INNER as error:
        if concerned(loose((*shape,), {'size': size, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory, 'memory_format': memory_format})):
            return call_of(empty, (*shape,), {'size': size, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory, 'memory_format': memory_format})
        raise retold(empty_body, (*shape,), {'size': size, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory, 'memory_format': memory_format}, error)
    return result if out is None else into('empty', out, result, fresh=True, twice=True)


zeros_like_body: Any = getattr(create_ops.zeros_like, '__wrapped__')


def zeros_like(input, *, dtype=None, device=None, requires_grad=False, layout=None, memory_format=None):
    """Zeros in the shape, dtype and device of `input`."""
    if active and concerned(loose((input,), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'memory_format': memory_format})):
        return call_of(zeros_like, (input,), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'memory_format': memory_format})
    if dtype is not None and type(dtype) is not Dtype:
        dtype = dtype_of("zeros_like(): argument 'dtype'", dtype)
    if requires_grad is not None and requires_grad is not False and requires_grad is not True:
        requires_grad = flag_of("zeros_like(): argument 'requires_grad'", requires_grad)
    try:
        return zeros_like_body(input, dtype=dtype, device=device, requires_grad=requires_grad, layout=layout, memory_format=memory_format)
    except INNER as error:
        if concerned(loose((input,), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'memory_format': memory_format})):
            return call_of(zeros_like, (input,), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'memory_format': memory_format})
        raise retold(zeros_like_body, (input,), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'memory_format': memory_format}, error)


ones_like_body: Any = getattr(create_ops.ones_like, '__wrapped__')


def ones_like(input, *, dtype=None, device=None, requires_grad=False, layout=None, memory_format=None):
    """Ones in the shape, dtype and device of `input`."""
    if active and concerned(loose((input,), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'memory_format': memory_format})):
        return call_of(ones_like, (input,), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'memory_format': memory_format})
    if dtype is not None and type(dtype) is not Dtype:
        dtype = dtype_of("ones_like(): argument 'dtype'", dtype)
    if requires_grad is not None and requires_grad is not False and requires_grad is not True:
        requires_grad = flag_of("ones_like(): argument 'requires_grad'", requires_grad)
    try:
        return ones_like_body(input, dtype=dtype, device=device, requires_grad=requires_grad, layout=layout, memory_format=memory_format)
    except INNER as error:
        if concerned(loose((input,), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'memory_format': memory_format})):
            return call_of(ones_like, (input,), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'memory_format': memory_format})
        raise retold(ones_like_body, (input,), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'memory_format': memory_format}, error)


full_like_body: Any = getattr(create_ops.full_like, '__wrapped__')


def full_like(input, fill_value, *, dtype=None, device=None, requires_grad=False, layout=None, memory_format=None):
    """One value in the shape, dtype and device of `input`."""
    if active and concerned(loose((input, fill_value), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'memory_format': memory_format})):
        return call_of(full_like, (input, fill_value), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'memory_format': memory_format})
    if type(fill_value) is not int and type(fill_value) is not float:
        fill_value = number_of("full_like(): argument 'fill_value' (position 2)", fill_value)
    if dtype is not None and type(dtype) is not Dtype:
        dtype = dtype_of("full_like(): argument 'dtype'", dtype)
    if requires_grad is not None and requires_grad is not False and requires_grad is not True:
        requires_grad = flag_of("full_like(): argument 'requires_grad'", requires_grad)
    try:
        return full_like_body(input, fill_value, dtype=dtype, device=device, requires_grad=requires_grad, layout=layout, memory_format=memory_format)
    except INNER as error:
        if concerned(loose((input, fill_value), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'memory_format': memory_format})):
            return call_of(full_like, (input, fill_value), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'memory_format': memory_format})
        raise retold(full_like_body, (input, fill_value), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'memory_format': memory_format}, error)


empty_like_body: Any = getattr(create_ops.empty_like, '__wrapped__')


def empty_like(input, *, dtype=None, device=None, requires_grad=False, layout=None, memory_format=None):
    """A tensor in the shape, dtype and device of `input` whose values are not set."""
    if active and concerned(loose((input,), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'memory_format': memory_format})):
        return call_of(empty_like, (input,), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'memory_format': memory_format})
    if dtype is not None and type(dtype) is not Dtype:
        dtype = dtype_of("empty_like(): argument 'dtype'", dtype)
    if requires_grad is not None and requires_grad is not False and requires_grad is not True:
        requires_grad = flag_of("empty_like(): argument 'requires_grad'", requires_grad)
    try:
        return empty_like_body(input, dtype=dtype, device=device, requires_grad=requires_grad, layout=layout, memory_format=memory_format)
    except INNER as error:
        if concerned(loose((input,), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'memory_format': memory_format})):
            return call_of(empty_like, (input,), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'memory_format': memory_format})
        raise retold(empty_like_body, (input,), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'memory_format': memory_format}, error)


new_zeros_body: Any = getattr(create_ops.new_zeros, '__wrapped__')


def new_zeros(self, *size, dtype=None, device=None, requires_grad=False, layout=None, pin_memory=False):
    """Zeros of a size, in this tensor's dtype and device."""
    if active and concerned(loose((self, *size), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory})):
        return call_of(new_zeros, (self, *size), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory})
    if dtype is not None and type(dtype) is not Dtype:
        dtype = dtype_of("new_zeros(): argument 'dtype'", dtype)
    if requires_grad is not None and requires_grad is not False and requires_grad is not True:
        requires_grad = flag_of("new_zeros(): argument 'requires_grad'", requires_grad)
    if pin_memory is not False and pin_memory is not True:
        pin_memory = flag_of("new_zeros(): argument 'pin_memory'", pin_memory)
    try:
        return new_zeros_body(self, *size, dtype=dtype, device=device, requires_grad=requires_grad, layout=layout, pin_memory=pin_memory)
    except INNER as error:
        if concerned(loose((self, *size), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory})):
            return call_of(new_zeros, (self, *size), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory})
        raise retold(new_zeros_body, (self, *size), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory}, error)


new_ones_body: Any = getattr(create_ops.new_ones, '__wrapped__')


def new_ones(self, *size, dtype=None, device=None, requires_grad=False, layout=None, pin_memory=False):
    """Ones of a size, in this tensor's dtype and device."""
    if active and concerned(loose((self, *size), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory})):
        return call_of(new_ones, (self, *size), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory})
    if dtype is not None and type(dtype) is not Dtype:
        dtype = dtype_of("new_ones(): argument 'dtype'", dtype)
    if requires_grad is not None and requires_grad is not False and requires_grad is not True:
        requires_grad = flag_of("new_ones(): argument 'requires_grad'", requires_grad)
    if pin_memory is not False and pin_memory is not True:
        pin_memory = flag_of("new_ones(): argument 'pin_memory'", pin_memory)
    try:
        return new_ones_body(self, *size, dtype=dtype, device=device, requires_grad=requires_grad, layout=layout, pin_memory=pin_memory)
    except INNER as error:
        if concerned(loose((self, *size), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory})):
            return call_of(new_ones, (self, *size), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory})
        raise retold(new_ones_body, (self, *size), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory}, error)


new_full_body: Any = getattr(create_ops.new_full, '__wrapped__')


def new_full(self, size, fill_value, *, dtype=None, device=None, requires_grad=False, layout=None, pin_memory=False):
    """One value of a size, in this tensor's dtype and device."""
    if active and concerned(loose((self, size, fill_value), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory})):
        return call_of(new_full, (self, size, fill_value), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory})
    size = list_of("new_full(): argument 'size' (position 2)", size)
    if type(fill_value) is not int and type(fill_value) is not float:
        fill_value = number_of("new_full(): argument 'fill_value' (position 3)", fill_value)
    if dtype is not None and type(dtype) is not Dtype:
        dtype = dtype_of("new_full(): argument 'dtype'", dtype)
    if requires_grad is not None and requires_grad is not False and requires_grad is not True:
        requires_grad = flag_of("new_full(): argument 'requires_grad'", requires_grad)
    if pin_memory is not False and pin_memory is not True:
        pin_memory = flag_of("new_full(): argument 'pin_memory'", pin_memory)
    try:
        return new_full_body(self, size, fill_value, dtype=dtype, device=device, requires_grad=requires_grad, layout=layout, pin_memory=pin_memory)
    except INNER as error:
        if concerned(loose((self, size, fill_value), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory})):
            return call_of(new_full, (self, size, fill_value), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory})
        raise retold(new_full_body, (self, size, fill_value), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory}, error)


new_empty_body: Any = getattr(create_ops.new_empty, '__wrapped__')


def new_empty(self, *size, dtype=None, device=None, requires_grad=False, layout=None, pin_memory=False):
    """Unset values of a size, in this tensor's dtype and device."""
    if active and concerned(loose((self, *size), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory})):
        return call_of(new_empty, (self, *size), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory})
    if dtype is not None and type(dtype) is not Dtype:
        dtype = dtype_of("new_empty(): argument 'dtype'", dtype)
    if requires_grad is not None and requires_grad is not False and requires_grad is not True:
        requires_grad = flag_of("new_empty(): argument 'requires_grad'", requires_grad)
    if pin_memory is not False and pin_memory is not True:
        pin_memory = flag_of("new_empty(): argument 'pin_memory'", pin_memory)
    try:
        return new_empty_body(self, *size, dtype=dtype, device=device, requires_grad=requires_grad, layout=layout, pin_memory=pin_memory)
    except INNER as error:
        if concerned(loose((self, *size), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory})):
            return call_of(new_empty, (self, *size), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory})
        raise retold(new_empty_body, (self, *size), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory}, error)


new_tensor_body: Any = getattr(create_ops.new_tensor, '__wrapped__')


def new_tensor(self, data, *, dtype=None, device=None, requires_grad=False, layout=None, pin_memory=False):
    """A tensor of `data` in this tensor's dtype and device."""
    if active and concerned(loose((self, data), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory})):
        return call_of(new_tensor, (self, data), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory})
    if dtype is not None and type(dtype) is not Dtype:
        dtype = dtype_of("new_tensor(): argument 'dtype'", dtype)
    if requires_grad is not None and requires_grad is not False and requires_grad is not True:
        requires_grad = flag_of("new_tensor(): argument 'requires_grad'", requires_grad)
    if pin_memory is not False and pin_memory is not True:
        pin_memory = flag_of("new_tensor(): argument 'pin_memory'", pin_memory)
    try:
        return new_tensor_body(self, data, dtype=dtype, device=device, requires_grad=requires_grad, layout=layout, pin_memory=pin_memory)
    except INNER as error:
        if concerned(loose((self, data), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory})):
            return call_of(new_tensor, (self, data), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory})
        raise retold(new_tensor_body, (self, data), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory}, error)


arange_body: Any = getattr(create_ops.arange, '__wrapped__')


def arange(start, end=Ellipsis, step=1, *, out=None, dtype=None, device=None, requires_grad=False, layout=None, pin_memory=False):
    """Numbers from `start` up to `end`, without it, by `step`."""
    if active and concerned(loose((start, end, step), {'out': out, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory})):
        return call_of(arange, (start, end, step), {'out': out, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory})
    if type(start) is not int and type(start) is not float:
        start = number_of("arange(): argument 'start' (position 1)", start)
    if end is not Ellipsis and type(end) is not int and type(end) is not float:
        end = number_of("arange(): argument 'end' (position 2)", end)
    if type(step) is not int and type(step) is not float:
        step = number_of("arange(): argument 'step' (position 3)", step)
    if dtype is not None and type(dtype) is not Dtype:
        dtype = dtype_of("arange(): argument 'dtype'", dtype)
    if requires_grad is not None and requires_grad is not False and requires_grad is not True:
        requires_grad = flag_of("arange(): argument 'requires_grad'", requires_grad)
    if pin_memory is not False and pin_memory is not True:
        pin_memory = flag_of("arange(): argument 'pin_memory'", pin_memory)
    try:
        return arange_body(start, end, step, out=out, dtype=dtype, device=device, requires_grad=requires_grad, layout=layout, pin_memory=pin_memory)
    except INNER as error:
        if concerned(loose((start, end, step), {'out': out, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory})):
            return call_of(arange, (start, end, step), {'out': out, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory})
        raise retold(arange_body, (start, end, step), {'out': out, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory}, error)


linspace_body: Any = getattr(create_ops.linspace, '__wrapped__')


def linspace(start, end, steps, *, dtype=None, device=None, requires_grad=False, layout=None, pin_memory=False, out=None):
    """`steps` evenly spaced numbers from `start` to `end`, both included."""
    if active and out is None and concerned(loose((start, end, steps), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory})):
        return call_of(linspace, (start, end, steps), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory})
    if out is not None and dtype is None:
        dtype = getattr(out, 'dtype', None)
    if (type(steps) is not int or steps.bit_length() > 63):
        steps = int_of("linspace(): argument 'steps' (position 3)", steps)
    if dtype is not None and type(dtype) is not Dtype:
        dtype = dtype_of("linspace(): argument 'dtype'", dtype)
    if requires_grad is not None and requires_grad is not False and requires_grad is not True:
        requires_grad = flag_of("linspace(): argument 'requires_grad'", requires_grad)
    if pin_memory is not False and pin_memory is not True:
        pin_memory = flag_of("linspace(): argument 'pin_memory'", pin_memory)
    try:
        result = linspace_body(start, end, steps, dtype=dtype, device=device, requires_grad=requires_grad, layout=layout, pin_memory=pin_memory)
    except INNER as error:
        if concerned(loose((start, end, steps), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory})):
            return call_of(linspace, (start, end, steps), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory})
        raise retold(linspace_body, (start, end, steps), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory}, error)
    return result if out is None else into('linspace', out, result, fresh=True, flat=True)


logspace_body: Any = getattr(create_ops.logspace, '__wrapped__')


def logspace(start, end, steps, base=10.0, *, dtype=None, device=None, requires_grad=False, layout=None, pin_memory=False, out=None):
    """`steps` numbers whose logarithms are evenly spaced."""
    if active and out is None and concerned(loose((start, end, steps, base), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory})):
        return call_of(logspace, (start, end, steps, base), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory})
    if out is not None and dtype is None:
        dtype = getattr(out, 'dtype', None)
    if (type(steps) is not int or steps.bit_length() > 63):
        steps = int_of("logspace(): argument 'steps' (position 3)", steps)
    if type(base) is not int and type(base) is not float:
        base = real_of("logspace(): argument 'base' (position 4)", base)
    if dtype is not None and type(dtype) is not Dtype:
        dtype = dtype_of("logspace(): argument 'dtype'", dtype)
    if requires_grad is not None and requires_grad is not False and requires_grad is not True:
        requires_grad = flag_of("logspace(): argument 'requires_grad'", requires_grad)
    if pin_memory is not False and pin_memory is not True:
        pin_memory = flag_of("logspace(): argument 'pin_memory'", pin_memory)
    try:
        result = logspace_body(start, end, steps, base, dtype=dtype, device=device, requires_grad=requires_grad, layout=layout, pin_memory=pin_memory)
    except INNER as error:
        if concerned(loose((start, end, steps, base), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory})):
            return call_of(logspace, (start, end, steps, base), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory})
        raise retold(logspace_body, (start, end, steps, base), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory}, error)
    return result if out is None else into('logspace', out, result, fresh=True, flat=True)


eye_body: Any = getattr(create_ops.eye, '__wrapped__')


def eye(n, m=Ellipsis, *, dtype=None, device=None, requires_grad=False, layout=None, pin_memory=False, out=None):
    """Ones on the diagonal, zeros elsewhere: (n, m)."""
    if active and out is None and concerned(loose((n, m), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory})):
        return call_of(eye, (n, m), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory})
    if out is not None and dtype is None:
        dtype = getattr(out, 'dtype', None)
    if (type(n) is not int or n.bit_length() > 63):
        n = int_of("eye(): argument 'n' (position 1)", n)
    if m is not Ellipsis and (type(m) is not int or m.bit_length() > 63):
        m = int_of("eye(): argument 'm' (position 2)", m)
    if dtype is not None and type(dtype) is not Dtype:
        dtype = dtype_of("eye(): argument 'dtype'", dtype)
    if requires_grad is not None and requires_grad is not False and requires_grad is not True:
        requires_grad = flag_of("eye(): argument 'requires_grad'", requires_grad)
    if pin_memory is not False and pin_memory is not True:
        pin_memory = flag_of("eye(): argument 'pin_memory'", pin_memory)
    try:
        result = eye_body(n, m, dtype=dtype, device=device, requires_grad=requires_grad, layout=layout, pin_memory=pin_memory)
    except INNER as error:
        if concerned(loose((n, m), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory})):
            return call_of(eye, (n, m), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory})
        raise retold(eye_body, (n, m), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory}, error)
    return result if out is None else into('eye', out, result, fresh=True)


tril_indices_body: Any = getattr(create_ops.tril_indices, '__wrapped__')


def tril_indices(row, col, offset=0, *, dtype=None, device=None, layout=None):
    """Rows and columns of the lower triangle of a (row, col) matrix: (2, N)."""
    if active and concerned(loose((row, col, offset), {'dtype': dtype, 'device': device, 'layout': layout})):
        return call_of(tril_indices, (row, col, offset), {'dtype': dtype, 'device': device, 'layout': layout})
    if (type(row) is not int or row.bit_length() > 63):
        row = int_of("tril_indices(): argument 'row' (position 1)", row)
    if (type(col) is not int or col.bit_length() > 63):
        col = int_of("tril_indices(): argument 'col' (position 2)", col)
    if (type(offset) is not int or offset.bit_length() > 63):
        offset = int_of("tril_indices(): argument 'offset' (position 3)", offset)
    if dtype is not None and type(dtype) is not Dtype:
        dtype = dtype_of("tril_indices(): argument 'dtype'", dtype)
    try:
        return tril_indices_body(row, col, offset, dtype=dtype, device=device, layout=layout)
    except INNER as error:
        if concerned(loose((row, col, offset), {'dtype': dtype, 'device': device, 'layout': layout})):
            return call_of(tril_indices, (row, col, offset), {'dtype': dtype, 'device': device, 'layout': layout})
        raise retold(tril_indices_body, (row, col, offset), {'dtype': dtype, 'device': device, 'layout': layout}, error)


triu_indices_body: Any = getattr(create_ops.triu_indices, '__wrapped__')


def triu_indices(row, col, offset=0, *, dtype=None, device=None, layout=None):
    """Rows and columns of the upper triangle of a (row, col) matrix: (2, N)."""
    if active and concerned(loose((row, col, offset), {'dtype': dtype, 'device': device, 'layout': layout})):
        return call_of(triu_indices, (row, col, offset), {'dtype': dtype, 'device': device, 'layout': layout})
    if (type(row) is not int or row.bit_length() > 63):
        row = int_of("triu_indices(): argument 'row' (position 1)", row)
    if (type(col) is not int or col.bit_length() > 63):
        col = int_of("triu_indices(): argument 'col' (position 2)", col)
    if (type(offset) is not int or offset.bit_length() > 63):
        offset = int_of("triu_indices(): argument 'offset' (position 3)", offset)
    if dtype is not None and type(dtype) is not Dtype:
        dtype = dtype_of("triu_indices(): argument 'dtype'", dtype)
    try:
        return triu_indices_body(row, col, offset, dtype=dtype, device=device, layout=layout)
    except INNER as error:
        if concerned(loose((row, col, offset), {'dtype': dtype, 'device': device, 'layout': layout})):
            return call_of(triu_indices, (row, col, offset), {'dtype': dtype, 'device': device, 'layout': layout})
        raise retold(triu_indices_body, (row, col, offset), {'dtype': dtype, 'device': device, 'layout': layout}, error)


scalar_tensor_body: Any = getattr(create_ops.scalar_tensor, '__wrapped__')


def scalar_tensor(s, *, dtype=None, device=None, requires_grad=False, layout=None, pin_memory=False):
    """A 0-dim tensor of the default dtype."""
    if active and concerned(loose((s,), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory})):
        return call_of(scalar_tensor, (s,), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory})
    if type(s) is not int and type(s) is not float:
        s = number_of("scalar_tensor(): argument 's' (position 1)", s)
    if dtype is not None and type(dtype) is not Dtype:
        dtype = dtype_of("scalar_tensor(): argument 'dtype'", dtype)
    if requires_grad is not None and requires_grad is not False and requires_grad is not True:
        requires_grad = flag_of("scalar_tensor(): argument 'requires_grad'", requires_grad)
    if pin_memory is not False and pin_memory is not True:
        pin_memory = flag_of("scalar_tensor(): argument 'pin_memory'", pin_memory)
    try:
        return scalar_tensor_body(s, dtype=dtype, device=device, requires_grad=requires_grad, layout=layout, pin_memory=pin_memory)
    except INNER as error:
        if concerned(loose((s,), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory})):
            return call_of(scalar_tensor, (s,), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory})
        raise retold(scalar_tensor_body, (s,), {'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory}, error)


CTC = ctc_ops.ctc
ctc_forward = CTC.forward
ctc_vjp_log_probs = CTC.rules[0].function


def ctc(log_probs, targets, input_lengths, target_lengths, blank=0):
    """Minus the log-likelihood of each sample: `(T, N, C), (N, S), (N,), (N,) -> (N,)`."""
    try:
        log_probs_data = log_probs._data
    except AttributeError:
        return apply(CTC, (log_probs, targets, input_lengths, target_lengths), (blank,))
    targets_data = getattr(targets, '_data', targets)
    input_lengths_data = getattr(input_lengths, '_data', input_lengths)
    target_lengths_data = getattr(target_lengths, '_data', target_lengths)
    if (observers or type(log_probs_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or log_probs_data.dtype is not float32
            or type(targets_data) is not ndarray
            or type(input_lengths_data) is not ndarray
            or type(target_lengths_data) is not ndarray):
        return apply(CTC, (log_probs, targets, input_lengths, target_lengths), (blank,))
    try:
        data = ctc_forward(CPU, log_probs_data, targets_data, input_lengths_data, target_lengths_data, blank)
    except RAISED as error:
        raise explained(CTC, error, (log_probs_data, targets_data, input_lengths_data, target_lengths_data), (blank,)) from None
    outputs = out_out, reached_out = tuple([
        Tensor(d if type(d) is ndarray else as_array(d), None) for d in data])
    log_probs_node = log_probs._node if log_probs._view is None else current(log_probs)
    targets_node = None if targets_data is targets else targets._node if targets._view is None else current(targets)
    input_lengths_node = None if input_lengths_data is input_lengths else input_lengths._node if input_lengths._view is None else current(input_lengths)
    target_lengths_node = None if target_lengths_data is target_lengths else target_lengths._node if target_lengths._view is None else current(target_lengths)
    if (log_probs_node is not None or targets_node is not None or input_lengths_node is not None or target_lengths_node is not None) and is_recording():
        out_out._node = [CTC, (log_probs_node, targets_node, input_lengths_node, target_lengths_node), (None if log_probs_node is None else log_probs_data, None if log_probs_node is None else targets_data, None if log_probs_node is None else input_lengths_data, None if log_probs_node is None else target_lengths_data, None if log_probs_node is None else out_out._data, None if log_probs_node is None else reached_out._data), (None if log_probs_node is None else log_probs._writes, None if log_probs_node is None else targets_data is not targets and targets._writes or None, None if log_probs_node is None else input_lengths_data is not input_lengths and input_lengths._writes or None, None if log_probs_node is None else target_lengths_data is not target_lengths and target_lengths._writes or None, None if log_probs_node is None else out_out._writes, None if log_probs_node is None else reached_out._writes), (blank,),
                     out_out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out_out._node)
    return outputs


CTC.call = ctc


def ctc_backward(g, saved, node):
    log_probs, targets, input_lengths, target_lengths, out, reached = saved
    blank, = node[STATICS]
    log_probs_node, targets_node, input_lengths_node, target_lengths_node = node[PARENTS]
    return (None if log_probs_node is None else ctc_vjp_log_probs(g, log_probs, reached, out, targets, input_lengths, target_lengths, blank), None, None, None)


CTC.backward = ctc_backward


CTC_GRADIENT = ctc_ops.ctc_gradient
ctc_gradient_forward = CTC_GRADIENT.forward


def ctc_gradient(slope, log_probs, reached, losses, targets, input_lengths, target_lengths, blank=0):
    """The gradient of `ctc` for log-probabilities that a log_softmax made, as in PyTorch: `p - p(symbol | target)`."""
    return apply(CTC_GRADIENT, (slope, log_probs, reached, losses, targets, input_lengths, target_lengths), (blank,))


CTC_GRADIENT.call = ctc_gradient


ctc_loss_body: Any = getattr(ctc_ops.ctc_loss, '__wrapped__')


def ctc_loss(log_probs, targets, input_lengths, target_lengths, blank=0, reduction='mean', zero_infinity=False):
    """Minus the log-likelihood of the targets over all alignments: `(T, N, C), (N, S), (N,), (N,) -> ()`."""
    if active and concerned(loose((log_probs, targets, input_lengths, target_lengths, blank, reduction, zero_infinity), {})):
        return call_of(ctc_loss, (log_probs, targets, input_lengths, target_lengths, blank, reduction, zero_infinity), {})
    if zero_infinity is not False and zero_infinity is not True:
        zero_infinity = flag_of("ctc_loss(): argument 'zero_infinity' (position 7)", zero_infinity)
    try:
        return ctc_loss_body(log_probs, targets, input_lengths, target_lengths, blank, reduction, zero_infinity)
    except INNER as error:
        if concerned(loose((log_probs, targets, input_lengths, target_lengths, blank, reduction, zero_infinity), {})):
            return call_of(ctc_loss, (log_probs, targets, input_lengths, target_lengths, blank, reduction, zero_infinity), {})
        raise retold(ctc_loss_body, (log_probs, targets, input_lengths, target_lengths, blank, reduction, zero_infinity), {}, error)


TRIANGLE = decompose_ops.triangle
triangle_forward = TRIANGLE.forward
triangle_vjp_input = TRIANGLE.rules[0].function


def triangle(input, upper):
    """L in A = L L^H, or U in A = U^H U, from one half of A."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(TRIANGLE, (input,), (upper,))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(TRIANGLE, (input,), (upper,))
    try:
        data = triangle_forward(CPU, input_data, upper)
    except RAISED as error:
        raise explained(TRIANGLE, error, (input_data,), (upper,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [TRIANGLE, (input_node,), (out._data,), (out._writes,), (upper,),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


TRIANGLE.call = triangle


def triangle_backward(g, saved, node):
    out, = saved
    upper, = node[STATICS]
    return (triangle_vjp_input(g, out, upper),)


TRIANGLE.backward = triangle_backward


ORTHOGONAL = decompose_ops.orthogonal
orthogonal_forward = ORTHOGONAL.forward
orthogonal_vjp_input = ORTHOGONAL.rules[0].function


def orthogonal(input, mode='reduced'):
    """Q with orthonormal columns and an upper triangular R in A = QR."""
    return apply(ORTHOGONAL, (input,), (mode,))


ORTHOGONAL.call = orthogonal


WITH_FACTOR = decompose_ops.with_factor
with_factor_forward = WITH_FACTOR.forward
with_factor_vjp_input = WITH_FACTOR.rules[0].function
with_factor_vjp_L = WITH_FACTOR.rules[1].function


def with_factor(input, L, upper):
    """X in A X = input, given the triangular factor of A."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(WITH_FACTOR, (input, L), (upper,))
    L_data = getattr(L, '_data', L)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or type(L_data) is not ndarray or L_data.dtype is not float32):
        return apply(WITH_FACTOR, (input, L), (upper,))
    try:
        data = with_factor_forward(CPU, input_data, L_data, upper)
    except RAISED as error:
        raise explained(WITH_FACTOR, error, (input_data, L_data), (upper,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    L_node = None if L_data is L else L._node if L._view is None else current(L)
    if (input_node is not None or L_node is not None) and is_recording():
        out._node = [WITH_FACTOR, (input_node, L_node), (L_data, None if L_node is None else out._data), (L_data is not L and L._writes or None, None if L_node is None else out._writes), (upper,),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


WITH_FACTOR.call = with_factor


def with_factor_backward(g, saved, node):
    L, out = saved
    upper, = node[STATICS]
    input_node, L_node = node[PARENTS]
    return (None if input_node is None else with_factor_vjp_input(g, L, upper), None if L_node is None else with_factor_vjp_L(g, L, out, upper))


WITH_FACTOR.backward = with_factor_backward


factor_body: Any = getattr(decompose_ops.factor, '__wrapped__')


def factor(A, *, upper=False):
    """The triangular factor of a Hermitian positive-definite matrix, of which the other half is not looked at."""
    if active and concerned(loose((A,), {'upper': upper})):
        return call_of(factor, (A,), {'upper': upper})
    if upper is not False and upper is not True:
        upper = flag_of("factor(): argument 'upper'", upper)
    try:
        return factor_body(A, upper=upper)
    except INNER as error:
        if concerned(loose((A,), {'upper': upper})):
            return call_of(factor, (A,), {'upper': upper})
        raise retold(factor_body, (A,), {'upper': upper}, error)


cholesky_body: Any = getattr(decompose_ops.cholesky, '__wrapped__')


def cholesky(input, upper=False, *, out=None):
    """The triangular factor of a Hermitian positive-definite matrix."""
    if active and out is None and concerned(loose((input, upper), {})):
        return call_of(cholesky, (input, upper), {})
    if upper is not False and upper is not True:
        upper = flag_of("cholesky(): argument 'upper' (position 2)", upper)
    try:
        result = cholesky_body(input, upper)
    except INNER as error:
        if concerned(loose((input, upper), {})):
            return call_of(cholesky, (input, upper), {})
        raise retold(cholesky_body, (input, upper), {}, error)
    return result if out is None else into('cholesky', out, result, fresh=True)


cholesky_ex_body: Any = getattr(decompose_ops.cholesky_ex, '__wrapped__')


def cholesky_ex(A, *, upper=False, check_errors=False):
    """The triangular factor, and the first leading minor that is not positive-definite or 0: nothing is raised."""
    if active and concerned(loose((A,), {'upper': upper, 'check_errors': check_errors})):
        return call_of(cholesky_ex, (A,), {'upper': upper, 'check_errors': check_errors})
    if upper is not False and upper is not True:
        upper = flag_of("cholesky_ex(): argument 'upper'", upper)
    if check_errors is not False and check_errors is not True:
        check_errors = flag_of("cholesky_ex(): argument 'check_errors'", check_errors)
    try:
        return cholesky_ex_body(A, upper=upper, check_errors=check_errors)
    except INNER as error:
        if concerned(loose((A,), {'upper': upper, 'check_errors': check_errors})):
            return call_of(cholesky_ex, (A,), {'upper': upper, 'check_errors': check_errors})
        raise retold(cholesky_ex_body, (A,), {'upper': upper, 'check_errors': check_errors}, error)


cholesky_solve_body: Any = getattr(decompose_ops.cholesky_solve, '__wrapped__')


def cholesky_solve(input, L, upper=False, *, out=None):
    """X in A X = input, given the triangular factor of A."""
    if active and out is None and concerned(loose((input, L, upper), {})):
        return call_of(cholesky_solve, (input, L, upper), {})
    if upper is not False and upper is not True:
        upper = flag_of("cholesky_solve(): argument 'upper' (position 3)", upper)
    try:
        result = cholesky_solve_body(input, L, upper)
    except INNER as error:
        if concerned(loose((input, L, upper), {})):
            return call_of(cholesky_solve, (input, L, upper), {})
        raise retold(cholesky_solve_body, (input, L, upper), {}, error)
    return result if out is None else into('cholesky_solve', out, result, fresh=True)


cholesky_inverse_body: Any = getattr(decompose_ops.cholesky_inverse, '__wrapped__')


def cholesky_inverse(L, upper=False, *, out=None):
    """The inverse of A, given its triangular factor."""
    if active and out is None and concerned(loose((L, upper), {})):
        return call_of(cholesky_inverse, (L, upper), {})
    if upper is not False and upper is not True:
        upper = flag_of("cholesky_inverse(): argument 'upper' (position 2)", upper)
    try:
        result = cholesky_inverse_body(L, upper)
    except INNER as error:
        if concerned(loose((L, upper), {})):
            return call_of(cholesky_inverse, (L, upper), {})
        raise retold(cholesky_inverse_body, (L, upper), {}, error)
    return result if out is None else into('cholesky_inverse', out, result, fresh=True)


qr_body: Any = getattr(decompose_ops.qr, '__wrapped__')


def qr(input, some=True, *, out=None):
    """Q and R in A = QR."""
    if active and out is None and concerned(loose((input, some), {})):
        return call_of(qr, (input, some), {})
    if some is not False and some is not True:
        some = flag_of("qr(): argument 'some' (position 2)", some)
    try:
        result = qr_body(input, some)
    except INNER as error:
        if concerned(loose((input, some), {})):
            return call_of(qr, (input, some), {})
        raise retold(qr_body, (input, some), {}, error)
    return result if out is None else into('qr', out, result)


DIVIDE_WHOLE = division_ops.divide_whole
divide_whole_forward = DIVIDE_WHOLE.forward
divide_whole_vjp_input = DIVIDE_WHOLE.rules[0].function
divide_whole_vjp_other = DIVIDE_WHOLE.rules[1].function


def divide_whole(input, other, rounding_mode):
    """`input / other` rounded down ("floor") or towards zero ("trunc"); integers stay integers."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(DIVIDE_WHOLE, (input, other), (rounding_mode,))
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (other_data.dtype is float32 if type(other_data) is ndarray else type(other_data) in NUMBERS)):
        return apply(DIVIDE_WHOLE, (input, other), (rounding_mode,))
    try:
        data = divide_whole_forward(CPU, input_data, other_data, rounding_mode)
    except RAISED as error:
        raise explained(DIVIDE_WHOLE, error, (input_data, other_data), (rounding_mode,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    other_node = None if other_data is other else other._node if other._view is None else current(other)
    if (input_node is not None or other_node is not None) and is_recording():
        out._node = [DIVIDE_WHOLE, (input_node, other_node), (), (), (rounding_mode,),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    return out


DIVIDE_WHOLE.call = divide_whole


def divide_whole_backward(g, saved, node):
    input_node, other_node = node[PARENTS]
    return (None if input_node is None else divide_whole_vjp_input(g), None if other_node is None else divide_whole_vjp_other(g))


DIVIDE_WHOLE.backward = divide_whole_backward


def divide_whole_(input, other, rounding_mode):
    """In-place version of `divide_whole`."""
    return inplace(DIVIDE_WHOLE, (input, other), (rounding_mode,))


FLOOR_DIVIDE = division_ops.floor_divide
floor_divide_forward = FLOOR_DIVIDE.forward
floor_divide_vjp_input = FLOOR_DIVIDE.rules[0].function
floor_divide_vjp_other = FLOOR_DIVIDE.rules[1].function


def floor_divide(input, other, *, out=None):
    """`input / other` rounded down."""
    if out is not None:
        return into('floor_divide', out, floor_divide(input, other))
    try:
        input_data = input._data
    except AttributeError:
        return apply(FLOOR_DIVIDE, (input, other), ())
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (other_data.dtype is float32 if type(other_data) is ndarray else type(other_data) in NUMBERS)):
        return apply(FLOOR_DIVIDE, (input, other), ())
    try:
        data = floor_divide_forward(CPU, input_data, other_data)
    except RAISED as error:
        raise explained(FLOOR_DIVIDE, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    other_node = None if other_data is other else other._node if other._view is None else current(other)
    if (input_node is not None or other_node is not None) and is_recording():
        out._node = [FLOOR_DIVIDE, (input_node, other_node), (), (), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    return out


FLOOR_DIVIDE.call = floor_divide


def floor_divide_operator(input, other):
    """`floor_divide` between operands."""
    try:
        input_data = input._data
    except AttributeError:
        return attempted(FLOOR_DIVIDE, (input, other), ())
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (other_data.dtype is float32 if type(other_data) is ndarray else type(other_data) in NUMBERS)):
        return attempted(FLOOR_DIVIDE, (input, other), ())
    try:
        data = floor_divide_forward(CPU, input_data, other_data)
    except RAISED as error:
        raise explained(FLOOR_DIVIDE, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    other_node = None if other_data is other else other._node if other._view is None else current(other)
    if (input_node is not None or other_node is not None) and is_recording():
        out._node = [FLOOR_DIVIDE, (input_node, other_node), (), (), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    return out


def floor_divide_backward(g, saved, node):
    input_node, other_node = node[PARENTS]
    return (None if input_node is None else floor_divide_vjp_input(g), None if other_node is None else floor_divide_vjp_other(g))


FLOOR_DIVIDE.backward = floor_divide_backward


def floor_divide_(input, other):
    """In-place version of `floor_divide`."""
    return inplace(FLOOR_DIVIDE, (input, other), ())


REMAINDER = division_ops.remainder
remainder_forward = REMAINDER.forward
remainder_vjp_input = REMAINDER.rules[0].function
remainder_vjp_other = REMAINDER.rules[1].function


def remainder(input, other, *, out=None):
    """What `input / other` rounded down leaves: it has the sign of `other`."""
    if out is not None:
        return into('remainder', out, remainder(input, other))
    try:
        input_data = input._data
    except AttributeError:
        return apply(REMAINDER, (input, other), ())
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (other_data.dtype is float32 if type(other_data) is ndarray else type(other_data) in NUMBERS)):
        return apply(REMAINDER, (input, other), ())
    try:
        data = remainder_forward(CPU, input_data, other_data)
    except RAISED as error:
        raise explained(REMAINDER, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    other_node = None if other_data is other else other._node if other._view is None else current(other)
    if (input_node is not None or other_node is not None) and is_recording():
        out._node = [REMAINDER, (input_node, other_node), (None if other_node is None else input_data, None if other_node is None else other_data), (None if other_node is None else input._writes, None if other_node is None else other_data is not other and other._writes or None), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


REMAINDER.call = remainder


def remainder_operator(input, other):
    """`remainder` between operands."""
    try:
        input_data = input._data
    except AttributeError:
        return attempted(REMAINDER, (input, other), ())
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (other_data.dtype is float32 if type(other_data) is ndarray else type(other_data) in NUMBERS)):
        return attempted(REMAINDER, (input, other), ())
    try:
        data = remainder_forward(CPU, input_data, other_data)
    except RAISED as error:
        raise explained(REMAINDER, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    other_node = None if other_data is other else other._node if other._view is None else current(other)
    if (input_node is not None or other_node is not None) and is_recording():
        out._node = [REMAINDER, (input_node, other_node), (None if other_node is None else input_data, None if other_node is None else other_data), (None if other_node is None else input._writes, None if other_node is None else other_data is not other and other._writes or None), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


def remainder_backward(g, saved, node):
    input, other = saved
    input_node, other_node = node[PARENTS]
    return (None if input_node is None else remainder_vjp_input(g), None if other_node is None else remainder_vjp_other(g, input, other))


REMAINDER.backward = remainder_backward


def remainder_(input, other):
    """In-place version of `remainder`."""
    return inplace(REMAINDER, (input, other), ())


FMOD = division_ops.fmod
fmod_forward = FMOD.forward
fmod_vjp_input = FMOD.rules[0].function
fmod_vjp_other = FMOD.rules[1].function


def fmod(input, other, *, out=None):
    """What `input / other` rounded towards zero leaves: it has the sign of `input`."""
    if out is not None:
        return into('fmod', out, fmod(input, other))
    try:
        input_data = input._data
    except AttributeError:
        return apply(FMOD, (input, other), ())
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (other_data.dtype is float32 if type(other_data) is ndarray else type(other_data) in NUMBERS)):
        return apply(FMOD, (input, other), ())
    try:
        data = fmod_forward(CPU, input_data, other_data)
    except RAISED as error:
        raise explained(FMOD, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    other_node = None if other_data is other else other._node if other._view is None else current(other)
    if (input_node is not None or other_node is not None) and is_recording():
        out._node = [FMOD, (input_node, other_node), (None if other_node is None else input_data, None if other_node is None else other_data), (None if other_node is None else input._writes, None if other_node is None else other_data is not other and other._writes or None), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


FMOD.call = fmod


def fmod_backward(g, saved, node):
    input, other = saved
    input_node, other_node = node[PARENTS]
    return (None if input_node is None else fmod_vjp_input(g), None if other_node is None else fmod_vjp_other(g, input, other))


FMOD.backward = fmod_backward


def fmod_(input, other):
    """In-place version of `fmod`."""
    return inplace(FMOD, (input, other), ())


div_body: Any = getattr(division_ops.div, '__wrapped__')


def div(input, other, *, rounding_mode=None, out=None):
    """`input / other`, rounded as `rounding_mode` says: None, "trunc" or "floor"."""
    if active and out is None and concerned(loose((input, other), {'rounding_mode': rounding_mode})):
        return call_of(div, (input, other), {'rounding_mode': rounding_mode})
    try:
        result = div_body(input, other, rounding_mode=rounding_mode)
    except INNER as error:
        if concerned(loose((input, other), {'rounding_mode': rounding_mode})):
            return call_of(div, (input, other), {'rounding_mode': rounding_mode})
        raise retold(div_body, (input, other), {'rounding_mode': rounding_mode}, error)
    return result if out is None else into('div', out, result)


bernoulli_body: Any = getattr(draws_ops.bernoulli, '__wrapped__')


def bernoulli(input, p=Ellipsis, *, generator=None, out=None):
    """1 with the probability that `input` holds (or `p`), else 0."""
    if active and concerned(loose((input, p), {'generator': generator, 'out': out})):
        return call_of(bernoulli, (input, p), {'generator': generator, 'out': out})
    try:
        input._node
        return bernoulli_body(input, p, generator=generator, out=out)
    except INNER as error:
        if concerned(loose((input, p), {'generator': generator, 'out': out})):
            return call_of(bernoulli, (input, p), {'generator': generator, 'out': out})
        raise retold(bernoulli_body, (input, p), {'generator': generator, 'out': out}, error)


multinomial_body: Any = getattr(draws_ops.multinomial, '__wrapped__')


def multinomial(input, num_samples, replacement=False, *, generator=None, out=None):
    """Indices drawn by the (relative) probabilities in `input`: (C,) -> (num_samples,), (N, C) -> (N, num_samples)."""
    if active and concerned(loose((input, num_samples, replacement), {'generator': generator, 'out': out})):
        return call_of(multinomial, (input, num_samples, replacement), {'generator': generator, 'out': out})
    if (type(num_samples) is not int or num_samples.bit_length() > 63):
        num_samples = int_of("multinomial(): argument 'num_samples' (position 2)", num_samples)
    if replacement is not False and replacement is not True:
        replacement = flag_of("multinomial(): argument 'replacement' (position 3)", replacement)
    try:
        return multinomial_body(input, num_samples, replacement, generator=generator, out=out)
    except INNER as error:
        if concerned(loose((input, num_samples, replacement), {'generator': generator, 'out': out})):
            return call_of(multinomial, (input, num_samples, replacement), {'generator': generator, 'out': out})
        raise retold(multinomial_body, (input, num_samples, replacement), {'generator': generator, 'out': out}, error)


poisson_body: Any = getattr(draws_ops.poisson, '__wrapped__')


def poisson(input, generator=None):
    """Poisson counts of the rates in `input`."""
    if active and concerned(loose((input, generator), {})):
        return call_of(poisson, (input, generator), {})
    try:
        return poisson_body(input, generator)
    except INNER as error:
        if concerned(loose((input, generator), {})):
            return call_of(poisson, (input, generator), {})
        raise retold(poisson_body, (input, generator), {}, error)


binomial_body: Any = getattr(draws_ops.binomial, '__wrapped__')


def binomial(count, prob, generator=None):
    """The successes in `count` trials of probability `prob`: tensors that broadcast."""
    if active and concerned(loose((count, prob, generator), {})):
        return call_of(binomial, (count, prob, generator), {})
    try:
        return binomial_body(count, prob, generator)
    except INNER as error:
        if concerned(loose((count, prob, generator), {})):
            return call_of(binomial, (count, prob, generator), {})
        raise retold(binomial_body, (count, prob, generator), {}, error)


einsum_body: Any = getattr(einsum_ops.einsum, '__wrapped__')


def einsum(equation, *operands):
    """The sum of products that an equation spells: "ij,jk->ik" is a matrix product.

    >>> einsum("i,i", tensor([1.0, 2.0]), tensor([3.0, 4.0]))
    tensor(11.)
    """
    if active and concerned(loose((equation, *operands), {})):
        return call_of(einsum, (equation, *operands), {})
    try:
        return einsum_body(equation, *operands)
    except INNER as error:
        if concerned(loose((equation, *operands), {})):
            return call_of(einsum, (equation, *operands), {})
        raise retold(einsum_body, (equation, *operands), {}, error)


select_scatter_body: Any = getattr(embed_ops.select_scatter, '__wrapped__')


def select_scatter(input, src, dim, index):
    """`input` with `src` in the place of the slice `index` along `dim`."""
    if active and concerned(loose((input, src, dim, index), {})):
        return call_of(select_scatter, (input, src, dim, index), {})
    if (type(dim) is not int or dim.bit_length() > 63):
        dim = int_of("select_scatter(): argument 'dim' (position 3)", dim)
    if (type(index) is not int or index.bit_length() > 63):
        index = int_of("select_scatter(): argument 'index' (position 4)", index)
    try:
        return select_scatter_body(input, src, dim, index)
    except INNER as error:
        if concerned(loose((input, src, dim, index), {})):
            return call_of(select_scatter, (input, src, dim, index), {})
        raise retold(select_scatter_body, (input, src, dim, index), {}, error)


slice_scatter_body: Any = getattr(embed_ops.slice_scatter, '__wrapped__')


def slice_scatter(input, src, dim=0, start=None, end=None, step=1, *, out=None):
    """`input` with `src` in the place of the slices `start:end:step` along `dim`."""
    if active and out is None and concerned(loose((input, src, dim, start, end, step), {})):
        return call_of(slice_scatter, (input, src, dim, start, end, step), {})
    if (type(dim) is not int or dim.bit_length() > 63):
        dim = int_of("slice_scatter(): argument 'dim' (position 3)", dim)
    if start is not None and (type(start) is not int or start.bit_length() > 63):
        start = int_of("slice_scatter(): argument 'start' (position 4)", start)
    if end is not None and (type(end) is not int or end.bit_length() > 63):
        end = int_of("slice_scatter(): argument 'end' (position 5)", end)
    if (type(step) is not int or step.bit_length() > 63):
        step = int_of("slice_scatter(): argument 'step' (position 6)", step)
    try:
        input._node; src._node
        result = slice_scatter_body(input, src, dim, start, end, step)
    except INNER as error:
        if concerned(loose((input, src, dim, start, end, step), {})):
            return call_of(slice_scatter, (input, src, dim, start, end, step), {})
        raise retold(slice_scatter_body, (input, src, dim, start, end, step), {}, error)
    return result if out is None else into('slice_scatter', out, result, same=True, fresh=True)


diagonal_scatter_body: Any = getattr(embed_ops.diagonal_scatter, '__wrapped__')


def diagonal_scatter(input, src, offset=0, dim1=0, dim2=1):
    """`input` with `src` on a diagonal."""
    if active and concerned(loose((input, src, offset, dim1, dim2), {})):
        return call_of(diagonal_scatter, (input, src, offset, dim1, dim2), {})
    if (type(offset) is not int or offset.bit_length() > 63):
        offset = int_of("diagonal_scatter(): argument 'offset' (position 3)", offset)
    if (type(dim1) is not int or dim1.bit_length() > 63):
        dim1 = int_of("diagonal_scatter(): argument 'dim1' (position 4)", dim1)
    if (type(dim2) is not int or dim2.bit_length() > 63):
        dim2 = int_of("diagonal_scatter(): argument 'dim2' (position 5)", dim2)
    try:
        return diagonal_scatter_body(input, src, offset, dim1, dim2)
    except INNER as error:
        if concerned(loose((input, src, offset, dim1, dim2), {})):
            return call_of(diagonal_scatter, (input, src, offset, dim1, dim2), {})
        raise retold(diagonal_scatter_body, (input, src, offset, dim1, dim2), {}, error)


EMBEDDING = embedding_ops.embedding
embedding_forward = EMBEDDING.forward
embedding_vjp_weight = EMBEDDING.rules[0].function


def embedding(weight, input, padding_idx=-1, by_frequency=False):
    """Rows of `weight`: `(V, D), (*) -> (*, D)`; the row `padding_idx` gets no gradient.

    `by_frequency`: each row's gradient is divided by how often the row is read.
    """
    if by_frequency is not False and by_frequency is not True:
        by_frequency = flag_of("embedding(): argument 'by_frequency' (position 4)", by_frequency)
    try:
        weight_data = weight._data
    except AttributeError:
        return apply(EMBEDDING, (weight, input), (padding_idx, by_frequency))
    input_data = getattr(input, '_data', input)
    if (observers or type(weight_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or weight_data.dtype is not float32
            or type(input_data) is not ndarray):
        return apply(EMBEDDING, (weight, input), (padding_idx, by_frequency))
    try:
        data = embedding_forward(CPU, weight_data, input_data, padding_idx, by_frequency)
    except RAISED as error:
        raise explained(EMBEDDING, error, (weight_data, input_data), (padding_idx, by_frequency)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    weight_node = weight._node if weight._view is None else current(weight)
    input_node = None if input_data is input else input._node if input._view is None else current(input)
    if (weight_node is not None or input_node is not None) and is_recording():
        out._node = [EMBEDDING, (weight_node, input_node), (None if weight_node is None else input_data,), (None if weight_node is None else input_data is not input and input._writes or None,), (padding_idx, by_frequency),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


EMBEDDING.call = embedding


def embedding_backward(g, saved, node):
    input, = saved
    padding_idx, by_frequency = node[STATICS]
    weight_node, input_node = node[PARENTS]
    return (None if weight_node is None else embedding_vjp_weight(g, input, padding_idx, by_frequency, weight_node and weight_node[SHAPE]), None)


EMBEDDING.backward = embedding_backward


RARITY = embedding_ops.rarity
rarity_forward = RARITY.forward


def rarity(input, like, size):
    """One over the number of times that each index occurs: `(*) -> (*, 1)`."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(RARITY, (input, like), (size,))
    like_data = getattr(like, '_data', like)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or type(like_data) is not ndarray):
        return apply(RARITY, (input, like), (size,))
    try:
        data = rarity_forward(CPU, input_data, like_data, size)
    except RAISED as error:
        raise explained(RARITY, error, (input_data, like_data), (size,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


RARITY.call = rarity


EMBEDDING_GRADIENT = embedding_ops.embedding_gradient
embedding_gradient_forward = EMBEDDING_GRADIENT.forward
embedding_gradient_vjp_slope = EMBEDDING_GRADIENT.rules[0].function


def embedding_gradient(slope, input, shape, padding_idx):
    """Zeros of the table's `shape` with every row of `slope` added at its index."""
    try:
        slope_data = slope._data
    except AttributeError:
        return apply(EMBEDDING_GRADIENT, (slope, input), (shape, padding_idx))
    input_data = getattr(input, '_data', input)
    if (observers or type(slope_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or type(input_data) is not ndarray):
        return apply(EMBEDDING_GRADIENT, (slope, input), (shape, padding_idx))
    try:
        data = embedding_gradient_forward(CPU, slope_data, input_data, shape, padding_idx)
    except RAISED as error:
        raise explained(EMBEDDING_GRADIENT, error, (slope_data, input_data), (shape, padding_idx)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    slope_node = slope._node if slope._view is None else current(slope)
    input_node = None if input_data is input else input._node if input._view is None else current(input)
    if (slope_node is not None or input_node is not None) and is_recording():
        out._node = [EMBEDDING_GRADIENT, (slope_node, input_node), (None if slope_node is None else input_data,), (None if slope_node is None else input_data is not input and input._writes or None,), (shape, padding_idx),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


EMBEDDING_GRADIENT.call = embedding_gradient


def embedding_gradient_backward(g, saved, node):
    input, = saved
    shape, padding_idx = node[STATICS]
    slope_node, input_node = node[PARENTS]
    return (None if slope_node is None else embedding_gradient_vjp_slope(g, input, padding_idx), None)


EMBEDDING_GRADIENT.backward = embedding_gradient_backward


_WITHOUT = embedding_ops._without
_without_forward = _WITHOUT.forward
_without_vjp_input = _WITHOUT.rules[0].function


def _without(input, row):
    """`input` with one row zero."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(_WITHOUT, (input,), (row,))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET):
        return apply(_WITHOUT, (input,), (row,))
    try:
        data = _without_forward(CPU, input_data, row)
    except RAISED as error:
        raise explained(_WITHOUT, error, (input_data,), (row,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [_WITHOUT, (input_node,), (), (), (row,),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    return out


_WITHOUT.call = _without


def _without_backward(g, saved, node):
    row, = node[STATICS]
    return (_without_vjp_input(g, row),)


_WITHOUT.backward = _without_backward


ONE_HOT = embedding_ops.one_hot
one_hot_forward = ONE_HOT.forward


def one_hot(input, num_classes=-1):
    """A new last dimension with 1 at each index and 0 elsewhere, as int64."""
    if (type(num_classes) is not int or num_classes.bit_length() > 63):
        num_classes = int_of("one_hot(): argument 'num_classes' (position 2)", num_classes)
    try:
        input_data = input._data
    except AttributeError:
        return apply(ONE_HOT, (input,), (num_classes,))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET):
        return apply(ONE_HOT, (input,), (num_classes,))
    try:
        data = one_hot_forward(CPU, input_data, num_classes)
    except RAISED as error:
        raise explained(ONE_HOT, error, (input_data,), (num_classes,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


ONE_HOT.call = one_hot


from_dlpack_body: Any = getattr(exchange_ops.from_dlpack, '__wrapped__')


def from_dlpack(ext_tensor, *, device=None, copy=None):
    """A tensor on the memory of another library's array; `copy=True` copies, `copy=False` raises where it must copy."""
    if active and concerned(loose((ext_tensor,), {'device': device, 'copy': copy})):
        return call_of(from_dlpack, (ext_tensor,), {'device': device, 'copy': copy})
    try:
        return from_dlpack_body(ext_tensor, device=device, copy=copy)
    except INNER as error:
        if concerned(loose((ext_tensor,), {'device': device, 'copy': copy})):
            return call_of(from_dlpack, (ext_tensor,), {'device': device, 'copy': copy})
        raise retold(from_dlpack_body, (ext_tensor,), {'device': device, 'copy': copy}, error)


MATRIX_EXP = exponent_ops.matrix_exp
matrix_exp_forward = MATRIX_EXP.forward
matrix_exp_vjp_input = MATRIX_EXP.rules[0].function


def matrix_exp(input):
    """The exponential of each square matrix: (*, n, n) -> (*, n, n)."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(MATRIX_EXP, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(MATRIX_EXP, (input,), ())
    try:
        data = matrix_exp_forward(CPU, input_data)
    except RAISED as error:
        raise explained(MATRIX_EXP, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [MATRIX_EXP, (input_node,), (input_data,), (input._writes,), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


MATRIX_EXP.call = matrix_exp


def matrix_exp_backward(g, saved, node):
    input, = saved
    return (matrix_exp_vjp_input(g, input),)


MATRIX_EXP.backward = matrix_exp_backward


EXP2 = exponential_ops.exp2
exp2_forward = EXP2.forward
exp2_vjp_input = EXP2.rules[0].function


def exp2(input, *, out=None):
    """2 to the power of `input`, elementwise."""
    if out is not None:
        return into('exp2', out, exp2(input))
    try:
        input_data = input._data
    except AttributeError:
        return apply(EXP2, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(EXP2, (input,), ())
    try:
        data = exp2_forward(CPU, input_data)
    except RAISED as error:
        raise explained(EXP2, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [EXP2, (input_node,), (out._data,), (out._writes,), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


EXP2.call = exp2


def exp2_backward(g, saved, node):
    out, = saved
    return (exp2_vjp_input(g, out),)


EXP2.backward = exp2_backward


def exp2_(input):
    """In-place version of `exp2`."""
    return inplace(EXP2, (input,), ())


EXPM1 = exponential_ops.expm1
expm1_forward = EXPM1.forward
expm1_vjp_input = EXPM1.rules[0].function


def expm1(input, *, out=None):
    """`exp(input) - 1`, exact near 0."""
    if out is not None:
        return into('expm1', out, expm1(input))
    try:
        input_data = input._data
    except AttributeError:
        return apply(EXPM1, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(EXPM1, (input,), ())
    try:
        data = expm1_forward(CPU, input_data)
    except RAISED as error:
        raise explained(EXPM1, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [EXPM1, (input_node,), (out._data,), (out._writes,), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


EXPM1.call = expm1


def expm1_backward(g, saved, node):
    out, = saved
    return (expm1_vjp_input(g, out),)


EXPM1.backward = expm1_backward


def expm1_(input):
    """In-place version of `expm1`."""
    return inplace(EXPM1, (input,), ())


LOG2 = exponential_ops.log2
log2_forward = LOG2.forward
log2_vjp_input = LOG2.rules[0].function


def log2(input, *, out=None):
    """Logarithm to base 2, elementwise."""
    if out is not None:
        return into('log2', out, log2(input))
    try:
        input_data = input._data
    except AttributeError:
        return apply(LOG2, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(LOG2, (input,), ())
    try:
        data = log2_forward(CPU, input_data)
    except RAISED as error:
        raise explained(LOG2, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [LOG2, (input_node,), (input_data,), (input._writes,), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


LOG2.call = log2


def log2_backward(g, saved, node):
    input, = saved
    return (log2_vjp_input(g, input),)


LOG2.backward = log2_backward


def log2_(input):
    """In-place version of `log2`."""
    return inplace(LOG2, (input,), ())


LOG10 = exponential_ops.log10
log10_forward = LOG10.forward
log10_vjp_input = LOG10.rules[0].function


def log10(input, *, out=None):
    """Logarithm to base 10, elementwise."""
    if out is not None:
        return into('log10', out, log10(input))
    try:
        input_data = input._data
    except AttributeError:
        return apply(LOG10, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(LOG10, (input,), ())
    try:
        data = log10_forward(CPU, input_data)
    except RAISED as error:
        raise explained(LOG10, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [LOG10, (input_node,), (input_data,), (input._writes,), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


LOG10.call = log10


def log10_backward(g, saved, node):
    input, = saved
    return (log10_vjp_input(g, input),)


LOG10.backward = log10_backward


def log10_(input):
    """In-place version of `log10`."""
    return inplace(LOG10, (input,), ())


LOG1P = exponential_ops.log1p
log1p_forward = LOG1P.forward
log1p_vjp_input = LOG1P.rules[0].function


def log1p(input, *, out=None):
    """`log(1 + input)`, exact near 0."""
    if out is not None:
        return into('log1p', out, log1p(input))
    try:
        input_data = input._data
    except AttributeError:
        return apply(LOG1P, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(LOG1P, (input,), ())
    try:
        data = log1p_forward(CPU, input_data)
    except RAISED as error:
        raise explained(LOG1P, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [LOG1P, (input_node,), (input_data,), (input._writes,), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


LOG1P.call = log1p


def log1p_backward(g, saved, node):
    input, = saved
    return (log1p_vjp_input(g, input),)


LOG1P.backward = log1p_backward


def log1p_(input):
    """In-place version of `log1p`."""
    return inplace(LOG1P, (input,), ())


LOGADDEXP = exponential_ops.logaddexp
logaddexp_forward = LOGADDEXP.forward
logaddexp_vjp_input = LOGADDEXP.rules[0].function
logaddexp_vjp_other = LOGADDEXP.rules[1].function


def logaddexp(input, other, *, out=None):
    """`log(exp(input) + exp(other))`; nothing overflows."""
    if out is not None:
        return into('logaddexp', out, logaddexp(input, other))
    try:
        input_data = input._data
    except AttributeError:
        return apply(LOGADDEXP, (input, other), ())
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or type(other_data) is not ndarray or other_data.dtype is not float32):
        return apply(LOGADDEXP, (input, other), ())
    try:
        data = logaddexp_forward(CPU, input_data, other_data)
    except RAISED as error:
        raise explained(LOGADDEXP, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    other_node = None if other_data is other else other._node if other._view is None else current(other)
    if (input_node is not None or other_node is not None) and is_recording():
        out._node = [LOGADDEXP, (input_node, other_node), (input_data, other_data), (input._writes, other_data is not other and other._writes or None), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


LOGADDEXP.call = logaddexp


def logaddexp_backward(g, saved, node):
    input, other = saved
    input_node, other_node = node[PARENTS]
    return (None if input_node is None else logaddexp_vjp_input(g, input, other), None if other_node is None else logaddexp_vjp_other(g, input, other))


LOGADDEXP.backward = logaddexp_backward


LOGADDEXP2 = exponential_ops.logaddexp2
logaddexp2_forward = LOGADDEXP2.forward
logaddexp2_vjp_input = LOGADDEXP2.rules[0].function
logaddexp2_vjp_other = LOGADDEXP2.rules[1].function


def logaddexp2(input, other, *, out=None):
    """`log2(2**input + 2**other)`; nothing overflows."""
    if out is not None:
        return into('logaddexp2', out, logaddexp2(input, other))
    try:
        input_data = input._data
    except AttributeError:
        return apply(LOGADDEXP2, (input, other), ())
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or type(other_data) is not ndarray or other_data.dtype is not float32):
        return apply(LOGADDEXP2, (input, other), ())
    try:
        data = logaddexp2_forward(CPU, input_data, other_data)
    except RAISED as error:
        raise explained(LOGADDEXP2, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    other_node = None if other_data is other else other._node if other._view is None else current(other)
    if (input_node is not None or other_node is not None) and is_recording():
        out._node = [LOGADDEXP2, (input_node, other_node), (input_data, other_data), (input._writes, other_data is not other and other._writes or None), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


LOGADDEXP2.call = logaddexp2


def logaddexp2_backward(g, saved, node):
    input, other = saved
    input_node, other_node = node[PARENTS]
    return (None if input_node is None else logaddexp2_vjp_input(g, input, other), None if other_node is None else logaddexp2_vjp_other(g, input, other))


LOGADDEXP2.backward = logaddexp2_backward


XLOGY = exponential_ops.xlogy
xlogy_forward = XLOGY.forward
xlogy_vjp_input = XLOGY.rules[0].function
xlogy_vjp_other = XLOGY.rules[1].function


def xlogy(input, other, *, out=None):
    """`input * log(other)`, 0 where `input` is 0."""
    if out is not None:
        return into('xlogy', out, xlogy(input, other))
    try:
        input_data = input._data
    except AttributeError:
        return apply(XLOGY, (input, other), ())
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (other_data.dtype is float32 if type(other_data) is ndarray else type(other_data) in NUMBERS)):
        return apply(XLOGY, (input, other), ())
    try:
        data = xlogy_forward(CPU, input_data, other_data)
    except RAISED as error:
        raise explained(XLOGY, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    other_node = None if other_data is other else other._node if other._view is None else current(other)
    if (input_node is not None or other_node is not None) and is_recording():
        out._node = [XLOGY, (input_node, other_node), (input_data, other_data), (input._writes, other_data is not other and other._writes or None), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


XLOGY.call = xlogy


def xlogy_backward(g, saved, node):
    input, other = saved
    input_node, other_node = node[PARENTS]
    return (None if input_node is None else xlogy_vjp_input(g, input, other), None if other_node is None else xlogy_vjp_other(g, input, other))


XLOGY.backward = xlogy_backward


def xlogy_(input, other):
    """In-place version of `xlogy`."""
    return inplace(XLOGY, (input, other), ())


LOGIT = exponential_ops.logit
logit_forward = LOGIT.forward
logit_vjp_input = LOGIT.rules[0].function


def logit(input, eps=None, *, out=None):
    """`log(input / (1 - input))`, the inverse of sigmoid; `eps` keeps the input in `[eps, 1 - eps]`."""
    if out is not None:
        return into('logit', out, logit(input, eps))
    if eps is not None and type(eps) is not int and type(eps) is not float:
        eps = real_of("logit(): argument 'eps' (position 2)", eps)
    try:
        input_data = input._data
    except AttributeError:
        return apply(LOGIT, (input,), (eps,))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(LOGIT, (input,), (eps,))
    try:
        data = logit_forward(CPU, input_data, eps)
    except RAISED as error:
        raise explained(LOGIT, error, (input_data,), (eps,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [LOGIT, (input_node,), (input_data,), (input._writes,), (eps,),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


LOGIT.call = logit


def logit_backward(g, saved, node):
    input, = saved
    eps, = node[STATICS]
    return (logit_vjp_input(g, input, eps),)


LOGIT.backward = logit_backward


def logit_(input, eps=None):
    """In-place version of `logit`."""
    if eps is not None and type(eps) is not int and type(eps) is not float:
        eps = real_of("logit(): argument 'eps' (position 2)", eps)
    return inplace(LOGIT, (input,), (eps,))


SPLIT_NUMBER = exponential_ops.split_number
split_number_forward = SPLIT_NUMBER.forward
split_number_vjp_input = SPLIT_NUMBER.rules[0].function


def split_number(input):
    """Mantissas of a size in [0.5, 1), and the exponents of 2."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(SPLIT_NUMBER, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(SPLIT_NUMBER, (input,), ())
    try:
        data = split_number_forward(CPU, input_data)
    except RAISED as error:
        raise explained(SPLIT_NUMBER, error, (input_data,), ()) from None
    outputs = mantissa_out, exponent_out = tuple([
        Tensor(d if type(d) is ndarray else as_array(d), None) for d in data])
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        mantissa_out._node = [SPLIT_NUMBER, (input_node,), (exponent_out._data,), (exponent_out._writes,), (),
                     mantissa_out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(mantissa_out._node)
    return outputs


SPLIT_NUMBER.call = split_number


def split_number_backward(g, saved, node):
    exponent, = saved
    return (split_number_vjp_input(g, exponent),)


SPLIT_NUMBER.backward = split_number_backward


frexp_body: Any = getattr(exponential_ops.frexp, '__wrapped__')


def frexp(input, *, out=None):
    """The mantissa, of a size in [0.5, 1), and the exponent with `input = mantissa * 2**exponent`."""
    if active and out is None and concerned(loose((input,), {})):
        return call_of(frexp, (input,), {})
    try:
        result = frexp_body(input)
    except INNER as error:
        if concerned(loose((input,), {})):
            return call_of(frexp, (input,), {})
        raise retold(frexp_body, (input,), {}, error)
    return result if out is None else into('frexp', out, result)


def ldexp_(input, *args, **kwargs):
    """In-place version of `ldexp`."""
    copy = target('ldexp', input).clone()
    return over('ldexp', input, ldexp(copy, *args, **kwargs))


ldexp_body: Any = getattr(exponential_ops.ldexp, '__wrapped__')


def ldexp(input, other, *, out=None):
    """`input * 2**other`."""
    if active and out is None and concerned(loose((input, other), {})):
        return call_of(ldexp, (input, other), {})
    try:
        result = ldexp_body(input, other)
    except INNER as error:
        if concerned(loose((input, other), {})):
            return call_of(ldexp, (input, other), {})
        raise retold(ldexp_body, (input, other), {}, error)
    return result if out is None else into('ldexp', out, result)


AMAX = extremes_ops.amax
amax_forward = AMAX.forward
amax_vjp_input = AMAX.rules[0].function


def amax(input, dim=(), keepdim=False, *, out=None, **more):
    """The largest element over `dim`; equal ones share the gradient."""
    if out is not None:
        return into('amax', out, amax(input, dim, keepdim, **more), same=True, fresh=True)
    if more:
        return amax(**spelled(AMAX, (input, dim, keepdim), more))
    if dim is not None and type(dim) is not int:
        dim = ints_of("amax(): argument 'dim' (position 2)", dim)
    if keepdim is not False and keepdim is not True:
        keepdim = flag_of("amax(): argument 'keepdim' (position 3)", keepdim)
    try:
        input_data = input._data
    except AttributeError:
        return apply(AMAX, (input,), (dim, keepdim))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(AMAX, (input,), (dim, keepdim))
    try:
        data = amax_forward(CPU, input_data, dim, keepdim)
    except RAISED as error:
        raise explained(AMAX, error, (input_data,), (dim, keepdim)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [AMAX, (input_node,), (input_data, out._data), (input._writes, out._writes), (dim, keepdim),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


AMAX.call = amax


def amax_backward(g, saved, node):
    input, out = saved
    dim, keepdim = node[STATICS]
    input_node, = node[PARENTS]
    return (amax_vjp_input(g, input, out, dim, keepdim, input_node and input_node[SHAPE]),)


AMAX.backward = amax_backward


AMIN = extremes_ops.amin
amin_forward = AMIN.forward
amin_vjp_input = AMIN.rules[0].function


def amin(input, dim=(), keepdim=False, *, out=None, **more):
    """The smallest element over `dim`; equal ones share the gradient."""
    if out is not None:
        return into('amin', out, amin(input, dim, keepdim, **more), same=True, fresh=True)
    if more:
        return amin(**spelled(AMIN, (input, dim, keepdim), more))
    if dim is not None and type(dim) is not int:
        dim = ints_of("amin(): argument 'dim' (position 2)", dim)
    if keepdim is not False and keepdim is not True:
        keepdim = flag_of("amin(): argument 'keepdim' (position 3)", keepdim)
    try:
        input_data = input._data
    except AttributeError:
        return apply(AMIN, (input,), (dim, keepdim))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(AMIN, (input,), (dim, keepdim))
    try:
        data = amin_forward(CPU, input_data, dim, keepdim)
    except RAISED as error:
        raise explained(AMIN, error, (input_data,), (dim, keepdim)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [AMIN, (input_node,), (input_data, out._data), (input._writes, out._writes), (dim, keepdim),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


AMIN.call = amin


def amin_backward(g, saved, node):
    input, out = saved
    dim, keepdim = node[STATICS]
    input_node, = node[PARENTS]
    return (amin_vjp_input(g, input, out, dim, keepdim, input_node and input_node[SHAPE]),)


AMIN.backward = amin_backward


ARGMAX = extremes_ops.argmax
argmax_forward = ARGMAX.forward


def argmax(input, dim=None, keepdim=False, *, out=None, **more):
    """Where the (first) largest element is, over `dim` or in the flattened input."""
    if out is not None:
        return into('argmax', out, argmax(input, dim, keepdim, **more), same=True, fresh=True)
    if more:
        return argmax(**spelled(ARGMAX, (input, dim, keepdim), more))
    if dim is not None and type(dim) is not int:
        dim = int_of("argmax(): argument 'dim' (position 2)", dim)
    if keepdim is not False and keepdim is not True:
        keepdim = flag_of("argmax(): argument 'keepdim' (position 3)", keepdim)
    try:
        input_data = input._data
    except AttributeError:
        return apply(ARGMAX, (input,), (dim, keepdim))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(ARGMAX, (input,), (dim, keepdim))
    try:
        data = argmax_forward(CPU, input_data, dim, keepdim)
    except RAISED as error:
        raise explained(ARGMAX, error, (input_data,), (dim, keepdim)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


ARGMAX.call = argmax


ARGMIN = extremes_ops.argmin
argmin_forward = ARGMIN.forward


def argmin(input, dim=None, keepdim=False, *, out=None, **more):
    """Where the (first) smallest element is, over `dim` or in the flattened input."""
    if out is not None:
        return into('argmin', out, argmin(input, dim, keepdim, **more), same=True, fresh=True)
    if more:
        return argmin(**spelled(ARGMIN, (input, dim, keepdim), more))
    if dim is not None and type(dim) is not int:
        dim = int_of("argmin(): argument 'dim' (position 2)", dim)
    if keepdim is not False and keepdim is not True:
        keepdim = flag_of("argmin(): argument 'keepdim' (position 3)", keepdim)
    try:
        input_data = input._data
    except AttributeError:
        return apply(ARGMIN, (input,), (dim, keepdim))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(ARGMIN, (input,), (dim, keepdim))
    try:
        data = argmin_forward(CPU, input_data, dim, keepdim)
    except RAISED as error:
        raise explained(ARGMIN, error, (input_data,), (dim, keepdim)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


ARGMIN.call = argmin


MAX_DIM = extremes_ops.max_dim
max_dim_forward = MAX_DIM.forward
max_dim_check: Any = MAX_DIM.check
max_dim_vjp_input = MAX_DIM.rules[0].function


def max_dim(input, dim, keepdim=False, **more):
    """The largest element along `dim`, and where it is."""
    if more:
        return max_dim(**spelled(MAX_DIM, (input, dim, keepdim), more))
    if keepdim is not False and keepdim is not True:
        keepdim = flag_of("max_dim(): argument 'keepdim' (position 3)", keepdim)
    try:
        input_data = input._data
    except AttributeError:
        return apply(MAX_DIM, (input,), (dim, keepdim))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(MAX_DIM, (input,), (dim, keepdim))
    max_dim_check(input_data, dim, keepdim)
    try:
        data = max_dim_forward(CPU, input_data, dim, keepdim)
    except RAISED as error:
        raise explained(MAX_DIM, error, (input_data,), (dim, keepdim)) from None
    outputs = values_out, indices_out = tuple([
        Tensor(d if type(d) is ndarray else as_array(d), None) for d in data])
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        values_out._node = [MAX_DIM, (input_node,), (indices_out._data,), (indices_out._writes,), (dim, keepdim),
                     values_out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(values_out._node)
    return outputs


MAX_DIM.call = max_dim


def max_dim_backward(g, saved, node):
    indices, = saved
    dim, keepdim = node[STATICS]
    input_node, = node[PARENTS]
    return (max_dim_vjp_input(g, indices, input_node and input_node[SHAPE], dim, keepdim),)


MAX_DIM.backward = max_dim_backward


MIN_DIM = extremes_ops.min_dim
min_dim_forward = MIN_DIM.forward
min_dim_check: Any = MIN_DIM.check
min_dim_vjp_input = MIN_DIM.rules[0].function


def min_dim(input, dim, keepdim=False, **more):
    """The smallest element along `dim`, and where it is."""
    if more:
        return min_dim(**spelled(MIN_DIM, (input, dim, keepdim), more))
    if keepdim is not False and keepdim is not True:
        keepdim = flag_of("min_dim(): argument 'keepdim' (position 3)", keepdim)
    try:
        input_data = input._data
    except AttributeError:
        return apply(MIN_DIM, (input,), (dim, keepdim))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(MIN_DIM, (input,), (dim, keepdim))
    min_dim_check(input_data, dim, keepdim)
    try:
        data = min_dim_forward(CPU, input_data, dim, keepdim)
    except RAISED as error:
        raise explained(MIN_DIM, error, (input_data,), (dim, keepdim)) from None
    outputs = values_out, indices_out = tuple([
        Tensor(d if type(d) is ndarray else as_array(d), None) for d in data])
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        values_out._node = [MIN_DIM, (input_node,), (indices_out._data,), (indices_out._writes,), (dim, keepdim),
                     values_out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(values_out._node)
    return outputs


MIN_DIM.call = min_dim


def min_dim_backward(g, saved, node):
    indices, = saved
    dim, keepdim = node[STATICS]
    input_node, = node[PARENTS]
    return (min_dim_vjp_input(g, indices, input_node and input_node[SHAPE], dim, keepdim),)


MIN_DIM.backward = min_dim_backward


MAX_ALL = extremes_ops.max_all
max_all_forward = MAX_ALL.forward
max_all_vjp_input = MAX_ALL.rules[0].function


def max_all(input):
    """The largest element."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(MAX_ALL, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(MAX_ALL, (input,), ())
    try:
        data = max_all_forward(CPU, input_data)
    except RAISED as error:
        raise explained(MAX_ALL, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [MAX_ALL, (input_node,), (input_data, out._data), (input._writes, out._writes), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


MAX_ALL.call = max_all


def max_all_backward(g, saved, node):
    input, out = saved
    input_node, = node[PARENTS]
    return (max_all_vjp_input(g, input, out, input_node and input_node[SHAPE]),)


MAX_ALL.backward = max_all_backward


MIN_ALL = extremes_ops.min_all
min_all_forward = MIN_ALL.forward
min_all_vjp_input = MIN_ALL.rules[0].function


def min_all(input):
    """The smallest element."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(MIN_ALL, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(MIN_ALL, (input,), ())
    try:
        data = min_all_forward(CPU, input_data)
    except RAISED as error:
        raise explained(MIN_ALL, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [MIN_ALL, (input_node,), (input_data, out._data), (input._writes, out._writes), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


MIN_ALL.call = min_all


def min_all_backward(g, saved, node):
    input, out = saved
    input_node, = node[PARENTS]
    return (min_all_vjp_input(g, input, out, input_node and input_node[SHAPE]),)


MIN_ALL.backward = min_all_backward


max_body: Any = getattr(extremes_ops.max, '__wrapped__')


def max(input, dim=Ellipsis, keepdim=False, other=Ellipsis, *, out=None, **more):
    """The largest element; with `dim` the largest along it and its index; with a tensor the larger of each pair."""
    if active and concerned(loose((input, dim, keepdim, other), {'out': out, **more})):
        return call_of(max, (input, dim, keepdim, other), {'out': out, **more})
    if keepdim is not False and keepdim is not True:
        keepdim = flag_of("max(): argument 'keepdim' (position 3)", keepdim)
    try:
        return max_body(input, dim, keepdim, other, out=out, **more)
    except INNER as error:
        if concerned(loose((input, dim, keepdim, other), {'out': out, **more})):
            return call_of(max, (input, dim, keepdim, other), {'out': out, **more})
        raise retold(max_body, (input, dim, keepdim, other), {'out': out, **more}, error)


min_body: Any = getattr(extremes_ops.min, '__wrapped__')


def min(input, dim=Ellipsis, keepdim=False, other=Ellipsis, *, out=None, **more):
    """The smallest element; with `dim` the smallest along it and its index; with a tensor the smaller of each pair."""
    if active and concerned(loose((input, dim, keepdim, other), {'out': out, **more})):
        return call_of(min, (input, dim, keepdim, other), {'out': out, **more})
    if keepdim is not False and keepdim is not True:
        keepdim = flag_of("min(): argument 'keepdim' (position 3)", keepdim)
    try:
        return min_body(input, dim, keepdim, other, out=out, **more)
    except INNER as error:
        if concerned(loose((input, dim, keepdim, other), {'out': out, **more})):
            return call_of(min, (input, dim, keepdim, other), {'out': out, **more})
        raise retold(min_body, (input, dim, keepdim, other), {'out': out, **more}, error)


aminmax_body: Any = getattr(extremes_ops.aminmax, '__wrapped__')


def aminmax(input, *, dim=None, keepdim=False, out=None):
    """The smallest and the largest element over `dim`."""
    if active and out is None and concerned(loose((input,), {'dim': dim, 'keepdim': keepdim})):
        return call_of(aminmax, (input,), {'dim': dim, 'keepdim': keepdim})
    if dim is not None and (type(dim) is not int or dim.bit_length() > 63):
        dim = int_of("aminmax(): argument 'dim'", dim)
    if keepdim is not False and keepdim is not True:
        keepdim = flag_of("aminmax(): argument 'keepdim'", keepdim)
    try:
        result = aminmax_body(input, dim=dim, keepdim=keepdim)
    except INNER as error:
        if concerned(loose((input,), {'dim': dim, 'keepdim': keepdim})):
            return call_of(aminmax, (input,), {'dim': dim, 'keepdim': keepdim})
        raise retold(aminmax_body, (input,), {'dim': dim, 'keepdim': keepdim}, error)
    return result if out is None else into('aminmax', out, result, same=True, fresh=True)


numel_body: Any = getattr(facts_ops.numel, '__wrapped__')


def numel(input):
    """The number of elements."""
    if active and concerned(loose((input,), {})):
        return call_of(numel, (input,), {})
    try:
        return numel_body(input)
    except INNER as error:
        if concerned(loose((input,), {})):
            return call_of(numel, (input,), {})
        raise retold(numel_body, (input,), {}, error)


is_floating_point_body: Any = getattr(facts_ops.is_floating_point, '__wrapped__')


def is_floating_point(input):
    """Whether the dtype is a floating one."""
    if active and concerned(loose((input,), {})):
        return call_of(is_floating_point, (input,), {})
    try:
        return is_floating_point_body(input)
    except INNER as error:
        if concerned(loose((input,), {})):
            return call_of(is_floating_point, (input,), {})
        raise retold(is_floating_point_body, (input,), {}, error)


is_complex_body: Any = getattr(facts_ops.is_complex, '__wrapped__')


def is_complex(input):
    """Whether the dtype is a complex one."""
    if active and concerned(loose((input,), {})):
        return call_of(is_complex, (input,), {})
    try:
        return is_complex_body(input)
    except INNER as error:
        if concerned(loose((input,), {})):
            return call_of(is_complex, (input,), {})
        raise retold(is_complex_body, (input,), {}, error)


is_inference_body: Any = getattr(facts_ops.is_inference, '__wrapped__')


def is_inference(input):
    """Whether it was made in inference mode."""
    if active and concerned(loose((input,), {})):
        return call_of(is_inference, (input,), {})
    try:
        return is_inference_body(input)
    except INNER as error:
        if concerned(loose((input,), {})):
            return call_of(is_inference, (input,), {})
        raise retold(is_inference_body, (input,), {}, error)


is_nonzero_body: Any = getattr(facts_ops.is_nonzero, '__wrapped__')


def is_nonzero(input):
    """Whether the only element is not zero."""
    if active and concerned(loose((input,), {})):
        return call_of(is_nonzero, (input,), {})
    try:
        return is_nonzero_body(input)
    except INNER as error:
        if concerned(loose((input,), {})):
            return call_of(is_nonzero, (input,), {})
        raise retold(is_nonzero_body, (input,), {}, error)


is_same_size_body: Any = getattr(facts_ops.is_same_size, '__wrapped__')


def is_same_size(input, other):
    """Whether two tensors have the same shape."""
    if active and concerned(loose((input, other), {})):
        return call_of(is_same_size, (input, other), {})
    try:
        return is_same_size_body(input, other)
    except INNER as error:
        if concerned(loose((input, other), {})):
            return call_of(is_same_size, (input, other), {})
        raise retold(is_same_size_body, (input, other), {}, error)


result_type_body: Any = getattr(facts_ops.result_type, '__wrapped__')


def result_type(tensor1, tensor2):
    """The dtype that two tensors or numbers make together."""
    if active and concerned(loose((tensor1, tensor2), {})):
        return call_of(result_type, (tensor1, tensor2), {})
    try:
        return result_type_body(tensor1, tensor2)
    except INNER as error:
        if concerned(loose((tensor1, tensor2), {})):
            return call_of(result_type, (tensor1, tensor2), {})
        raise retold(result_type_body, (tensor1, tensor2), {}, error)


promote_types_body: Any = getattr(facts_ops.promote_types, '__wrapped__')


def promote_types(type1, type2):
    """The dtype that two dtypes make together."""
    if active and concerned(loose((type1, type2), {})):
        return call_of(promote_types, (type1, type2), {})
    try:
        return promote_types_body(type1, type2)
    except INNER as error:
        if concerned(loose((type1, type2), {})):
            return call_of(promote_types, (type1, type2), {})
        raise retold(promote_types_body, (type1, type2), {}, error)


can_cast_body: Any = getattr(facts_ops.can_cast, '__wrapped__')


def can_cast(from_, to):
    """Whether an in-place result of one dtype may land in another: never down a category."""
    if active and concerned(loose((from_, to), {})):
        return call_of(can_cast, (from_, to), {})
    try:
        return can_cast_body(from_, to)
    except INNER as error:
        if concerned(loose((from_, to), {})):
            return call_of(can_cast, (from_, to), {})
        raise retold(can_cast_body, (from_, to), {}, error)


is_signed_body: Any = getattr(facts_ops.is_signed, '__wrapped__')


def is_signed(input):
    """Whether the dtype has negative numbers."""
    if active and concerned(loose((input,), {})):
        return call_of(is_signed, (input,), {})
    try:
        return is_signed_body(input)
    except INNER as error:
        if concerned(loose((input,), {})):
            return call_of(is_signed, (input,), {})
        raise retold(is_signed_body, (input,), {}, error)


is_conj_body: Any = getattr(facts_ops.is_conj, '__wrapped__')


def is_conj(input):
    """Whether conjugation was put off; here it is computed at once."""
    if active and concerned(loose((input,), {})):
        return call_of(is_conj, (input,), {})
    try:
        return is_conj_body(input)
    except INNER as error:
        if concerned(loose((input,), {})):
            return call_of(is_conj, (input,), {})
        raise retold(is_conj_body, (input,), {}, error)


is_neg_body: Any = getattr(facts_ops.is_neg, '__wrapped__')


def is_neg(input):
    """Whether negation was put off; here it is computed at once."""
    if active and concerned(loose((input,), {})):
        return call_of(is_neg, (input,), {})
    try:
        return is_neg_body(input)
    except INNER as error:
        if concerned(loose((input,), {})):
            return call_of(is_neg, (input,), {})
        raise retold(is_neg_body, (input,), {}, error)


resolve_neg_body: Any = getattr(facts_ops.resolve_neg, '__wrapped__')


def resolve_neg(input):
    """The tensor itself: its negation is never put off."""
    if active and concerned(loose((input,), {})):
        return call_of(resolve_neg, (input,), {})
    try:
        return resolve_neg_body(input)
    except INNER as error:
        if concerned(loose((input,), {})):
            return call_of(resolve_neg, (input,), {})
        raise retold(resolve_neg_body, (input,), {}, error)


get_device_body: Any = getattr(facts_ops.get_device, '__wrapped__')


def get_device(input):
    """The index of the GPU that holds the tensor; -1 for the CPU."""
    if active and concerned(loose((input,), {})):
        return call_of(get_device, (input,), {})
    try:
        return get_device_body(input)
    except INNER as error:
        if concerned(loose((input,), {})):
            return call_of(get_device, (input,), {})
        raise retold(get_device_body, (input,), {}, error)


adjoint_body: Any = getattr(facts_ops.adjoint, '__wrapped__')


def adjoint(input):
    """Conjugate transpose of the last two dimensions: (..., M, N) -> (..., N, M)."""
    if active and concerned(loose((input,), {})):
        return call_of(adjoint, (input,), {})
    try:
        return adjoint_body(input)
    except INNER as error:
        if concerned(loose((input,), {})):
            return call_of(adjoint, (input,), {})
        raise retold(adjoint_body, (input,), {}, error)


typename_body: Any = getattr(facts_ops.typename, '__wrapped__')


def typename(obj):
    """The old name of a tensor's type, e.g. `torch.FloatTensor`; of another object or class, its module and name."""
    if active and concerned(loose((obj,), {})):
        return call_of(typename, (obj,), {})
    try:
        return typename_body(obj)
    except INNER as error:
        if concerned(loose((obj,), {})):
            return call_of(typename, (obj,), {})
        raise retold(typename_body, (obj,), {}, error)


uniform__body: Any = getattr(fill_ops.uniform_, '__wrapped__')


def uniform_(self, from_=0.0, to=1.0, *, generator=None, **bounds):
    """Fill with uniform numbers in [from, to)."""
    if active and concerned(loose((self, from_, to), {'generator': generator, **bounds})):
        return call_of(uniform_, (self, from_, to), {'generator': generator, **bounds})
    if type(from_) is not int and type(from_) is not float:
        from_ = real_of("uniform_(): argument 'from_' (position 2)", from_)
    if type(to) is not int and type(to) is not float:
        to = real_of("uniform_(): argument 'to' (position 3)", to)
    try:
        return uniform__body(self, from_, to, generator=generator, **bounds)
    except INNER as error:
        if concerned(loose((self, from_, to), {'generator': generator, **bounds})):
            return call_of(uniform_, (self, from_, to), {'generator': generator, **bounds})
        raise retold(uniform__body, (self, from_, to), {'generator': generator, **bounds}, error)


normal__body: Any = getattr(fill_ops.normal_, '__wrapped__')


def normal_(self, mean=0.0, std=1.0, *, generator=None):
    """Fill with normal numbers."""
    if active and concerned(loose((self, mean, std), {'generator': generator})):
        return call_of(normal_, (self, mean, std), {'generator': generator})
    if type(mean) is not int and type(mean) is not float:
        mean = real_of("normal_(): argument 'mean' (position 2)", mean)
    if type(std) is not int and type(std) is not float:
        std = real_of("normal_(): argument 'std' (position 3)", std)
    try:
        return normal__body(self, mean, std, generator=generator)
    except INNER as error:
        if concerned(loose((self, mean, std), {'generator': generator})):
            return call_of(normal_, (self, mean, std), {'generator': generator})
        raise retold(normal__body, (self, mean, std), {'generator': generator}, error)


log_normal__body: Any = getattr(fill_ops.log_normal_, '__wrapped__')


def log_normal_(self, mean=1.0, std=2.0, *, generator=None):
    """Fill with exponentials of normal numbers."""
    if active and concerned(loose((self, mean, std), {'generator': generator})):
        return call_of(log_normal_, (self, mean, std), {'generator': generator})
    if type(mean) is not int and type(mean) is not float:
        mean = real_of("log_normal_(): argument 'mean' (position 2)", mean)
    if type(std) is not int and type(std) is not float:
        std = real_of("log_normal_(): argument 'std' (position 3)", std)
    try:
        return log_normal__body(self, mean, std, generator=generator)
    except INNER as error:
        if concerned(loose((self, mean, std), {'generator': generator})):
            return call_of(log_normal_, (self, mean, std), {'generator': generator})
        raise retold(log_normal__body, (self, mean, std), {'generator': generator}, error)


exponential__body: Any = getattr(fill_ops.exponential_, '__wrapped__')


def exponential_(self, lambd=1.0, *, generator=None):
    """Fill with exponential numbers of mean 1 / lambd."""
    if active and concerned(loose((self, lambd), {'generator': generator})):
        return call_of(exponential_, (self, lambd), {'generator': generator})
    if type(lambd) is not int and type(lambd) is not float:
        lambd = real_of("exponential_(): argument 'lambd' (position 2)", lambd)
    try:
        return exponential__body(self, lambd, generator=generator)
    except INNER as error:
        if concerned(loose((self, lambd), {'generator': generator})):
            return call_of(exponential_, (self, lambd), {'generator': generator})
        raise retold(exponential__body, (self, lambd), {'generator': generator}, error)


cauchy__body: Any = getattr(fill_ops.cauchy_, '__wrapped__')


def cauchy_(self, median=0.0, sigma=1.0, *, generator=None):
    """Fill with Cauchy numbers."""
    if active and concerned(loose((self, median, sigma), {'generator': generator})):
        return call_of(cauchy_, (self, median, sigma), {'generator': generator})
    if type(median) is not int and type(median) is not float:
        median = real_of("cauchy_(): argument 'median' (position 2)", median)
    if type(sigma) is not int and type(sigma) is not float:
        sigma = real_of("cauchy_(): argument 'sigma' (position 3)", sigma)
    try:
        return cauchy__body(self, median, sigma, generator=generator)
    except INNER as error:
        if concerned(loose((self, median, sigma), {'generator': generator})):
            return call_of(cauchy_, (self, median, sigma), {'generator': generator})
        raise retold(cauchy__body, (self, median, sigma), {'generator': generator}, error)


geometric__body: Any = getattr(fill_ops.geometric_, '__wrapped__')


def geometric_(self, p, *, generator=None):
    """Fill with the number of trials, of probability `p`, to a first success."""
    if active and concerned(loose((self, p), {'generator': generator})):
        return call_of(geometric_, (self, p), {'generator': generator})
    if type(p) is not int and type(p) is not float:
        p = real_of("geometric_(): argument 'p' (position 2)", p)
    try:
        return geometric__body(self, p, generator=generator)
    except INNER as error:
        if concerned(loose((self, p), {'generator': generator})):
            return call_of(geometric_, (self, p), {'generator': generator})
        raise retold(geometric__body, (self, p), {'generator': generator}, error)


FOURIER = fourier_ops.fourier
fourier_forward = FOURIER.forward
fourier_vjp_input = FOURIER.rules[0].function


def fourier(input, dim, scale, inverse, **more):
    """The transform of complex numbers over the dimensions `dim`; `inverse`: with the sign of the exponent turned."""
    if more:
        return fourier(**spelled(FOURIER, (input, dim, scale, inverse), more))
    try:
        input_data = input._data
    except AttributeError:
        return apply(FOURIER, (input,), (dim, scale, inverse))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET):
        return apply(FOURIER, (input,), (dim, scale, inverse))
    try:
        data = fourier_forward(CPU, input_data, dim, scale, inverse)
    except RAISED as error:
        raise explained(FOURIER, error, (input_data,), (dim, scale, inverse)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [FOURIER, (input_node,), (), (), (dim, scale, inverse),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    return out


FOURIER.call = fourier


def fourier_backward(g, saved, node):
    dim, scale, inverse = node[STATICS]
    return (fourier_vjp_input(g, dim, scale, inverse),)


FOURIER.backward = fourier_backward


FOURIER_OF_REAL = fourier_ops.fourier_of_real
fourier_of_real_forward = FOURIER_OF_REAL.forward
fourier_of_real_vjp_input = FOURIER_OF_REAL.rules[0].function


def fourier_of_real(input, dim, scale, half, **more):
    """The transform of real numbers; `half`: without the second half of the last of `dim`, which mirrors the first."""
    if more:
        return fourier_of_real(**spelled(FOURIER_OF_REAL, (input, dim, scale, half), more))
    try:
        input_data = input._data
    except AttributeError:
        return apply(FOURIER_OF_REAL, (input,), (dim, scale, half))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET):
        return apply(FOURIER_OF_REAL, (input,), (dim, scale, half))
    try:
        data = fourier_of_real_forward(CPU, input_data, dim, scale, half)
    except RAISED as error:
        raise explained(FOURIER_OF_REAL, error, (input_data,), (dim, scale, half)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [FOURIER_OF_REAL, (input_node,), (), (), (dim, scale, half),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    return out


FOURIER_OF_REAL.call = fourier_of_real


def fourier_of_real_backward(g, saved, node):
    dim, scale, half = node[STATICS]
    input_node, = node[PARENTS]
    return (fourier_of_real_vjp_input(g, input_node and input_node[SHAPE], dim, scale, half),)


FOURIER_OF_REAL.backward = fourier_of_real_backward


DOUBLED = fourier_ops.doubled
doubled_forward = DOUBLED.forward
doubled_vjp_input = DOUBLED.rules[0].function


def doubled(input, dim, count, **more):
    """Twice the `count` slices after the first along `dim`: those that stand for their mirror images too."""
    if more:
        return doubled(**spelled(DOUBLED, (input, dim, count), more))
    try:
        input_data = input._data
    except AttributeError:
        return apply(DOUBLED, (input,), (dim, count))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET):
        return apply(DOUBLED, (input,), (dim, count))
    try:
        data = doubled_forward(CPU, input_data, dim, count)
    except RAISED as error:
        raise explained(DOUBLED, error, (input_data,), (dim, count)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [DOUBLED, (input_node,), (), (), (dim, count),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    return out


DOUBLED.call = doubled


def doubled_backward(g, saved, node):
    dim, count = node[STATICS]
    return (doubled_vjp_input(g, dim, count),)


DOUBLED.backward = doubled_backward


FOURIER_TO_REAL = fourier_ops.fourier_to_real
fourier_to_real_forward = FOURIER_TO_REAL.forward
fourier_to_real_vjp_input = FOURIER_TO_REAL.rules[0].function


def fourier_to_real(input, dim, scale, size, **more):
    """The inverse transform from a first half to `size` real numbers along the last of `dim`."""
    if more:
        return fourier_to_real(**spelled(FOURIER_TO_REAL, (input, dim, scale, size), more))
    try:
        input_data = input._data
    except AttributeError:
        return apply(FOURIER_TO_REAL, (input,), (dim, scale, size))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET):
        return apply(FOURIER_TO_REAL, (input,), (dim, scale, size))
    try:
        data = fourier_to_real_forward(CPU, input_data, dim, scale, size)
    except RAISED as error:
        raise explained(FOURIER_TO_REAL, error, (input_data,), (dim, scale, size)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [FOURIER_TO_REAL, (input_node,), (), (), (dim, scale, size),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    return out


FOURIER_TO_REAL.call = fourier_to_real


def fourier_to_real_backward(g, saved, node):
    dim, scale, size = node[STATICS]
    input_node, = node[PARENTS]
    return (fourier_to_real_vjp_input(g, input_node and input_node[SHAPE], dim, scale, size),)


FOURIER_TO_REAL.backward = fourier_to_real_backward


fractional_max_pool2d_body: Any = getattr(fractional_ops.fractional_max_pool2d, '__wrapped__')


def fractional_max_pool2d(input, kernel_size, output_size=None, output_ratio=None, return_indices=False, _random_samples=None):
    """The greatest value of windows at random steps: `(N, C, H, W) -> (N, C, *output_size)`."""
    if active and concerned(loose((input, kernel_size, output_size, output_ratio, return_indices, _random_samples), {})):
        return call_of(fractional_max_pool2d, (input, kernel_size, output_size, output_ratio, return_indices, _random_samples), {})
    if return_indices is not False and return_indices is not True:
        return_indices = flag_of("fractional_max_pool2d(): argument 'return_indices' (position 5)", return_indices)
    try:
        return fractional_max_pool2d_body(input, kernel_size, output_size, output_ratio, return_indices, _random_samples)
    except INNER as error:
        if concerned(loose((input, kernel_size, output_size, output_ratio, return_indices, _random_samples), {})):
            return call_of(fractional_max_pool2d, (input, kernel_size, output_size, output_ratio, return_indices, _random_samples), {})
        raise retold(fractional_max_pool2d_body, (input, kernel_size, output_size, output_ratio, return_indices, _random_samples), {}, error)


fractional_max_pool3d_body: Any = getattr(fractional_ops.fractional_max_pool3d, '__wrapped__')


def fractional_max_pool3d(input, kernel_size, output_size=None, output_ratio=None, return_indices=False, _random_samples=None):
    """The greatest value of windows at random steps: `(N, C, D, H, W) -> (N, C, *output_size)`."""
    if active and concerned(loose((input, kernel_size, output_size, output_ratio, return_indices, _random_samples), {})):
        return call_of(fractional_max_pool3d, (input, kernel_size, output_size, output_ratio, return_indices, _random_samples), {})
    if return_indices is not False and return_indices is not True:
        return_indices = flag_of("fractional_max_pool3d(): argument 'return_indices' (position 5)", return_indices)
    try:
        return fractional_max_pool3d_body(input, kernel_size, output_size, output_ratio, return_indices, _random_samples)
    except INNER as error:
        if concerned(loose((input, kernel_size, output_size, output_ratio, return_indices, _random_samples), {})):
            return call_of(fractional_max_pool3d, (input, kernel_size, output_size, output_ratio, return_indices, _random_samples), {})
        raise retold(fractional_max_pool3d_body, (input, kernel_size, output_size, output_ratio, return_indices, _random_samples), {}, error)


LOWER_GAMMA = gamma_ops.lower_gamma
lower_gamma_forward = LOWER_GAMMA.forward
lower_gamma_vjp_input = LOWER_GAMMA.rules[0].function
lower_gamma_vjp_other = LOWER_GAMMA.rules[1].function


def lower_gamma(input, other):
    """The lower incomplete gamma function of shape `input` at `other`, divided by the whole."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(LOWER_GAMMA, (input, other), ())
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (other_data.dtype is float32 if type(other_data) is ndarray else type(other_data) in NUMBERS)):
        return apply(LOWER_GAMMA, (input, other), ())
    try:
        data = lower_gamma_forward(CPU, input_data, other_data)
    except RAISED as error:
        raise explained(LOWER_GAMMA, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    other_node = None if other_data is other else other._node if other._view is None else current(other)
    if (input_node is not None or other_node is not None) and is_recording():
        out._node = [LOWER_GAMMA, (input_node, other_node), (None if other_node is None else input_data, None if other_node is None else other_data), (None if other_node is None else input._writes, None if other_node is None else other_data is not other and other._writes or None), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


LOWER_GAMMA.call = lower_gamma


def lower_gamma_backward(g, saved, node):
    input, other = saved
    input_node, other_node = node[PARENTS]
    return (None if input_node is None else lower_gamma_vjp_input(g), None if other_node is None else lower_gamma_vjp_other(g, input, other))


LOWER_GAMMA.backward = lower_gamma_backward


UPPER_GAMMA = gamma_ops.upper_gamma
upper_gamma_forward = UPPER_GAMMA.forward
upper_gamma_vjp_input = UPPER_GAMMA.rules[0].function
upper_gamma_vjp_other = UPPER_GAMMA.rules[1].function


def upper_gamma(input, other):
    """The upper incomplete gamma function of shape `input` at `other`, divided by the whole."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(UPPER_GAMMA, (input, other), ())
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (other_data.dtype is float32 if type(other_data) is ndarray else type(other_data) in NUMBERS)):
        return apply(UPPER_GAMMA, (input, other), ())
    try:
        data = upper_gamma_forward(CPU, input_data, other_data)
    except RAISED as error:
        raise explained(UPPER_GAMMA, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    other_node = None if other_data is other else other._node if other._view is None else current(other)
    if (input_node is not None or other_node is not None) and is_recording():
        out._node = [UPPER_GAMMA, (input_node, other_node), (None if other_node is None else input_data, None if other_node is None else other_data), (None if other_node is None else input._writes, None if other_node is None else other_data is not other and other._writes or None), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


UPPER_GAMMA.call = upper_gamma


def upper_gamma_backward(g, saved, node):
    input, other = saved
    input_node, other_node = node[PARENTS]
    return (None if input_node is None else upper_gamma_vjp_input(g), None if other_node is None else upper_gamma_vjp_other(g, input, other))


UPPER_GAMMA.backward = upper_gamma_backward


ZETA = gamma_ops.zeta
zeta_forward = ZETA.forward
zeta_vjp_input = ZETA.rules[0].function
zeta_vjp_other = ZETA.rules[1].function


def zeta(input, other):
    """Hurwitz' zeta function: the sum of `(other + k) ** -input` over k >= 0."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(ZETA, (input, other), ())
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (other_data.dtype is float32 if type(other_data) is ndarray else type(other_data) in NUMBERS)):
        return apply(ZETA, (input, other), ())
    try:
        data = zeta_forward(CPU, input_data, other_data)
    except RAISED as error:
        raise explained(ZETA, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    other_node = None if other_data is other else other._node if other._view is None else current(other)
    if (input_node is not None or other_node is not None) and is_recording():
        out._node = [ZETA, (input_node, other_node), (None if other_node is None else input_data, None if other_node is None else other_data), (None if other_node is None else input._writes, None if other_node is None else other_data is not other and other._writes or None), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


ZETA.call = zeta


def zeta_backward(g, saved, node):
    input, other = saved
    input_node, other_node = node[PARENTS]
    return (None if input_node is None else zeta_vjp_input(g), None if other_node is None else zeta_vjp_other(g, input, other))


ZETA.backward = zeta_backward


def igamma_(input, *args, **kwargs):
    """In-place version of `igamma`."""
    copy = target('igamma', input).clone()
    return over('igamma', input, igamma(copy, *args, **kwargs))


igamma_body: Any = getattr(gamma_ops.igamma, '__wrapped__')


def igamma(input, other, *, out=None):
    """The lower incomplete gamma function of shape `input` at `other`, divided by the whole."""
    if active and out is None and concerned(loose((input, other), {})):
        return call_of(igamma, (input, other), {})
    try:
        input._node; other._node
        result = igamma_body(input, other)
    except INNER as error:
        if concerned(loose((input, other), {})):
            return call_of(igamma, (input, other), {})
        raise retold(igamma_body, (input, other), {}, error)
    return result if out is None else into('igamma', out, result)


def igammac_(input, *args, **kwargs):
    """In-place version of `igammac`."""
    copy = target('igammac', input).clone()
    return over('igammac', input, igammac(copy, *args, **kwargs))


igammac_body: Any = getattr(gamma_ops.igammac, '__wrapped__')


def igammac(input, other, *, out=None):
    """The upper incomplete gamma function of shape `input` at `other`, divided by the whole."""
    if active and out is None and concerned(loose((input, other), {})):
        return call_of(igammac, (input, other), {})
    try:
        input._node; other._node
        result = igammac_body(input, other)
    except INNER as error:
        if concerned(loose((input, other), {})):
            return call_of(igammac, (input, other), {})
        raise retold(igammac_body, (input, other), {}, error)
    return result if out is None else into('igammac', out, result)


def mvlgamma_(input, *args, **kwargs):
    """In-place version of `mvlgamma`."""
    copy = target('mvlgamma', input).clone()
    return over('mvlgamma', input, mvlgamma(copy, *args, **kwargs))


mvlgamma_body: Any = getattr(gamma_ops.mvlgamma, '__wrapped__')


def mvlgamma(input, p, *, out=None):
    """The logarithm of the gamma function of `p` dimensions."""
    if active and out is None and concerned(loose((input, p), {})):
        return call_of(mvlgamma, (input, p), {})
    if (type(p) is not int or p.bit_length() > 63):
        p = int_of("mvlgamma(): argument 'p' (position 2)", p)
    try:
        result = mvlgamma_body(input, p)
    except INNER as error:
        if concerned(loose((input, p), {})):
            return call_of(mvlgamma, (input, p), {})
        raise retold(mvlgamma_body, (input, p), {}, error)
    return result if out is None else into('mvlgamma', out, result, fresh=True)


GELU = gates_ops.gelu
gelu_forward = GELU.forward
gelu_vjp_input = GELU.rules[0].function


def gelu(input, approximate='none', *, out=None):
    """`input` times the probability that a standard normal lies below it (Hendrycks & Gimpel, 2016)."""
    if out is not None:
        return into('gelu', out, gelu(input, approximate))
    if type(approximate) is not str:
        approximate = text_of("gelu(): argument 'approximate' (position 2)", approximate)
    try:
        input_data = input._data
    except AttributeError:
        return apply(GELU, (input,), (approximate,))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(GELU, (input,), (approximate,))
    try:
        data = gelu_forward(CPU, input_data, approximate)
    except RAISED as error:
        raise explained(GELU, error, (input_data,), (approximate,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [GELU, (input_node,), (input_data,), (input._writes,), (approximate,),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


GELU.call = gelu


def gelu_backward(g, saved, node):
    input, = saved
    approximate, = node[STATICS]
    return (gelu_vjp_input(g, input, approximate),)


GELU.backward = gelu_backward


GELU_SLOPE = gates_ops.gelu_slope
gelu_slope_forward = GELU_SLOPE.forward
gelu_slope_vjp_input = GELU_SLOPE.rules[0].function


def gelu_slope(input, approximate):
    """The derivative of `gelu`."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(GELU_SLOPE, (input,), (approximate,))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET):
        return apply(GELU_SLOPE, (input,), (approximate,))
    try:
        data = gelu_slope_forward(CPU, input_data, approximate)
    except RAISED as error:
        raise explained(GELU_SLOPE, error, (input_data,), (approximate,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [GELU_SLOPE, (input_node,), (input_data,), (input._writes,), (approximate,),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


GELU_SLOPE.call = gelu_slope


def gelu_slope_backward(g, saved, node):
    input, = saved
    approximate, = node[STATICS]
    return (gelu_slope_vjp_input(g, input, approximate),)


GELU_SLOPE.backward = gelu_slope_backward


GELU_GRADIENT = gates_ops.gelu_gradient
gelu_gradient_forward = GELU_GRADIENT.forward


def gelu_gradient(slope, input, approximate):
    """The gradient of `gelu`, in one walk over the memory."""
    return apply(GELU_GRADIENT, (slope, input), (approximate,))


GELU_GRADIENT.call = gelu_gradient


SILU = gates_ops.silu
silu_forward = SILU.forward
silu_vjp_input = SILU.rules[0].function


def silu(input):
    """`input * sigmoid(input)`, also called swish."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(SILU, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(SILU, (input,), ())
    try:
        data = silu_forward(CPU, input_data)
    except RAISED as error:
        raise explained(SILU, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [SILU, (input_node,), (input_data,), (input._writes,), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


SILU.call = silu


def silu_backward(g, saved, node):
    input, = saved
    return (silu_vjp_input(g, input),)


SILU.backward = silu_backward


def silu_(input):
    """In-place version of `silu`."""
    return inplace(SILU, (input,), ())


MISH = gates_ops.mish
mish_forward = MISH.forward
mish_vjp_input = MISH.rules[0].function


def mish(input):
    """`input * tanh(softplus(input))` (Misra, 2019)."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(MISH, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(MISH, (input,), ())
    try:
        data = mish_forward(CPU, input_data)
    except RAISED as error:
        raise explained(MISH, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [MISH, (input_node,), (input_data,), (input._writes,), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


MISH.call = mish


def mish_backward(g, saved, node):
    input, = saved
    return (mish_vjp_input(g, input),)


MISH.backward = mish_backward


def mish_(input):
    """In-place version of `mish`."""
    return inplace(MISH, (input,), ())


HARDSWISH = gates_ops.hardswish
hardswish_forward = HARDSWISH.forward
hardswish_vjp_input = HARDSWISH.rules[0].function


def hardswish(input):
    """`input * hardsigmoid(input)` (Howard et al., 2019)."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(HARDSWISH, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(HARDSWISH, (input,), ())
    try:
        data = hardswish_forward(CPU, input_data)
    except RAISED as error:
        raise explained(HARDSWISH, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [HARDSWISH, (input_node,), (input_data,), (input._writes,), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


HARDSWISH.call = hardswish


def hardswish_backward(g, saved, node):
    input, = saved
    return (hardswish_vjp_input(g, input),)


HARDSWISH.backward = hardswish_backward


def hardswish_(input):
    """In-place version of `hardswish`."""
    return inplace(HARDSWISH, (input,), ())


GLU = gates_ops.glu
glu_forward = GLU.forward
glu_vjp_input = GLU.rules[0].function


def glu(input, dim=-1, **more):
    """The first half of `input` along `dim` times the sigmoid of the second (Dauphin et al., 2016)."""
    if more:
        return glu(**spelled(GLU, (input, dim), more))
    if type(dim) is not int:
        dim = int_of("glu(): argument 'dim' (position 2)", dim)
    try:
        input_data = input._data
    except AttributeError:
        return apply(GLU, (input,), (dim,))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(GLU, (input,), (dim,))
    try:
        data = glu_forward(CPU, input_data, dim)
    except RAISED as error:
        raise explained(GLU, error, (input_data,), (dim,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [GLU, (input_node,), (input_data,), (input._writes,), (dim,),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


GLU.call = glu


def glu_backward(g, saved, node):
    input, = saved
    dim, = node[STATICS]
    return (glu_vjp_input(g, input, dim),)


GLU.backward = glu_backward


TAKE_LINES = gather_ops.take_lines
take_lines_forward = TAKE_LINES.forward
take_lines_vjp_input = TAKE_LINES.rules[0].function


def take_lines(input, index, dim, **more):
    """`input[..., index, ...]`, one index per element of the result."""
    if more:
        return take_lines(**spelled(TAKE_LINES, (input, index, dim), more))
    try:
        input_data = input._data
    except AttributeError:
        return apply(TAKE_LINES, (input, index), (dim,))
    index_data = getattr(index, '_data', index)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or type(index_data) is not ndarray):
        return apply(TAKE_LINES, (input, index), (dim,))
    try:
        data = take_lines_forward(CPU, input_data, index_data, dim)
    except RAISED as error:
        raise explained(TAKE_LINES, error, (input_data, index_data), (dim,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    index_node = None if index_data is index else index._node if index._view is None else current(index)
    if (input_node is not None or index_node is not None) and is_recording():
        out._node = [TAKE_LINES, (input_node, index_node), (None if input_node is None else index_data,), (None if input_node is None else index_data is not index and index._writes or None,), (dim,),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


TAKE_LINES.call = take_lines


def take_lines_backward(g, saved, node):
    index, = saved
    dim, = node[STATICS]
    input_node, index_node = node[PARENTS]
    return (None if input_node is None else take_lines_vjp_input(g, input_node and input_node[SHAPE], index, dim), None)


TAKE_LINES.backward = take_lines_backward


SPREAD_LINES = gather_ops.spread_lines
spread_lines_forward = SPREAD_LINES.forward
spread_lines_vjp_input = SPREAD_LINES.rules[0].function


def spread_lines(input, index, shape, dim, **more):
    """Zeros of `shape` with `input` added where `index` says: the transpose of `take_lines`."""
    if more:
        return spread_lines(**spelled(SPREAD_LINES, (input, index, shape, dim), more))
    try:
        input_data = input._data
    except AttributeError:
        return apply(SPREAD_LINES, (input, index), (shape, dim))
    index_data = getattr(index, '_data', index)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or type(index_data) is not ndarray):
        return apply(SPREAD_LINES, (input, index), (shape, dim))
    try:
        data = spread_lines_forward(CPU, input_data, index_data, shape, dim)
    except RAISED as error:
        raise explained(SPREAD_LINES, error, (input_data, index_data), (shape, dim)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    index_node = None if index_data is index else index._node if index._view is None else current(index)
    if (input_node is not None or index_node is not None) and is_recording():
        out._node = [SPREAD_LINES, (input_node, index_node), (None if input_node is None else index_data,), (None if input_node is None else index_data is not index and index._writes or None,), (shape, dim),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


SPREAD_LINES.call = spread_lines


def spread_lines_backward(g, saved, node):
    index, = saved
    shape, dim = node[STATICS]
    input_node, index_node = node[PARENTS]
    return (None if input_node is None else spread_lines_vjp_input(g, index, dim), None)


SPREAD_LINES.backward = spread_lines_backward


TAKE_SLICES = gather_ops.take_slices
take_slices_forward = TAKE_SLICES.forward
take_slices_vjp_input = TAKE_SLICES.rules[0].function


def take_slices(input, index, dim, **more):
    """The slices of `input` along `dim` that the vector `index` names."""
    if more:
        return take_slices(**spelled(TAKE_SLICES, (input, index, dim), more))
    try:
        input_data = input._data
    except AttributeError:
        return apply(TAKE_SLICES, (input, index), (dim,))
    index_data = getattr(index, '_data', index)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or type(index_data) is not ndarray):
        return apply(TAKE_SLICES, (input, index), (dim,))
    try:
        data = take_slices_forward(CPU, input_data, index_data, dim)
    except RAISED as error:
        raise explained(TAKE_SLICES, error, (input_data, index_data), (dim,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    index_node = None if index_data is index else index._node if index._view is None else current(index)
    if (input_node is not None or index_node is not None) and is_recording():
        out._node = [TAKE_SLICES, (input_node, index_node), (None if input_node is None else index_data,), (None if input_node is None else index_data is not index and index._writes or None,), (dim,),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


TAKE_SLICES.call = take_slices


def take_slices_backward(g, saved, node):
    index, = saved
    dim, = node[STATICS]
    input_node, index_node = node[PARENTS]
    return (None if input_node is None else take_slices_vjp_input(g, input_node and input_node[SHAPE], index, dim), None)


TAKE_SLICES.backward = take_slices_backward


SPREAD_SLICES = gather_ops.spread_slices
spread_slices_forward = SPREAD_SLICES.forward
spread_slices_vjp_input = SPREAD_SLICES.rules[0].function


def spread_slices(input, index, shape, dim, **more):
    """Zeros of `shape` with the slices of `input` added where `index` says: the transpose of `take_slices`."""
    if more:
        return spread_slices(**spelled(SPREAD_SLICES, (input, index, shape, dim), more))
    try:
        input_data = input._data
    except AttributeError:
        return apply(SPREAD_SLICES, (input, index), (shape, dim))
    index_data = getattr(index, '_data', index)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or type(index_data) is not ndarray):
        return apply(SPREAD_SLICES, (input, index), (shape, dim))
    try:
        data = spread_slices_forward(CPU, input_data, index_data, shape, dim)
    except RAISED as error:
        raise explained(SPREAD_SLICES, error, (input_data, index_data), (shape, dim)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    index_node = None if index_data is index else index._node if index._view is None else current(index)
    if (input_node is not None or index_node is not None) and is_recording():
        out._node = [SPREAD_SLICES, (input_node, index_node), (None if input_node is None else index_data,), (None if input_node is None else index_data is not index and index._writes or None,), (shape, dim),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


SPREAD_SLICES.call = spread_slices


def spread_slices_backward(g, saved, node):
    index, = saved
    shape, dim = node[STATICS]
    input_node, index_node = node[PARENTS]
    return (None if input_node is None else spread_slices_vjp_input(g, index, dim), None)


SPREAD_SLICES.backward = spread_slices_backward


gather_body: Any = getattr(gather_ops.gather, '__wrapped__')


def gather(input, dim, index, *, sparse_grad=False, out=None):
    """`out[i][j] = input[index[i][j]][j]` for `dim` 0, `input[i][index[i][j]]` for 1: the shape of `index`."""
    if active and out is None and concerned(loose((input, dim, index), {'sparse_grad': sparse_grad})):
        return call_of(gather, (input, dim, index), {'sparse_grad': sparse_grad})
    if (type(dim) is not int or dim.bit_length() > 63):
        dim = int_of("gather(): argument 'dim' (position 2)", dim)
    if sparse_grad is not False and sparse_grad is not True:
        sparse_grad = flag_of("gather(): argument 'sparse_grad'", sparse_grad)
    try:
        result = gather_body(input, dim, index, sparse_grad=sparse_grad)
    except INNER as error:
        if concerned(loose((input, dim, index), {'sparse_grad': sparse_grad})):
            return call_of(gather, (input, dim, index), {'sparse_grad': sparse_grad})
        raise retold(gather_body, (input, dim, index), {'sparse_grad': sparse_grad}, error)
    return result if out is None else into('gather', out, result, input, index, same=True, fresh=True)


take_along_dim_body: Any = getattr(gather_ops.take_along_dim, '__wrapped__')


def take_along_dim(input, indices, dim=None, *, out=None):
    """`gather` with `indices` that broadcast; without `dim`, into all elements."""
    if active and out is None and concerned(loose((input, indices, dim), {})):
        return call_of(take_along_dim, (input, indices, dim), {})
    if dim is not None and (type(dim) is not int or dim.bit_length() > 63):
        dim = int_of("take_along_dim(): argument 'dim' (position 3)", dim)
    try:
        result = take_along_dim_body(input, indices, dim)
    except INNER as error:
        if concerned(loose((input, indices, dim), {})):
            return call_of(take_along_dim, (input, indices, dim), {})
        raise retold(take_along_dim_body, (input, indices, dim), {}, error)
    return result if out is None else into('take_along_dim', out, result, same=True, fresh=True)


index_select_body: Any = getattr(gather_ops.index_select, '__wrapped__')


def index_select(input, dim, index, *, out=None):
    """The slices of `input` along `dim` that the vector `index` names, a copy."""
    if active and out is None and concerned(loose((input, dim, index), {})):
        return call_of(index_select, (input, dim, index), {})
    if (type(dim) is not int or dim.bit_length() > 63):
        dim = int_of("index_select(): argument 'dim' (position 2)", dim)
    try:
        result = index_select_body(input, dim, index)
    except INNER as error:
        if concerned(loose((input, dim, index), {})):
            return call_of(index_select, (input, dim, index), {})
        raise retold(index_select_body, (input, dim, index), {}, error)
    return result if out is None else into('index_select', out, result, input, index, same=True)


take_body: Any = getattr(gather_ops.take, '__wrapped__')


def take(input, index, *, out=None):
    """Elements of `input`, counted through as one vector, in the shape of `index`."""
    if active and out is None and concerned(loose((input, index), {})):
        return call_of(take, (input, index), {})
    try:
        result = take_body(input, index)
    except INNER as error:
        if concerned(loose((input, index), {})):
            return call_of(take, (input, index), {})
        raise retold(take_body, (input, index), {}, error)
    return result if out is None else into('take', out, result, input, index, same=True)


TAKE_PIXELS = grid_ops.take_pixels
take_pixels_forward = TAKE_PIXELS.forward
take_pixels_vjp_values = TAKE_PIXELS.rules[0].function


def take_pixels(values, indices):
    """Elements of every channel, by indices of each sample: `(N, C, L), (N, M) -> (N, C, M)`."""
    try:
        values_data = values._data
    except AttributeError:
        return apply(TAKE_PIXELS, (values, indices), ())
    indices_data = getattr(indices, '_data', indices)
    if (observers or type(values_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or values_data.dtype is not float32
            or type(indices_data) is not ndarray):
        return apply(TAKE_PIXELS, (values, indices), ())
    try:
        data = take_pixels_forward(CPU, values_data, indices_data)
    except RAISED as error:
        raise explained(TAKE_PIXELS, error, (values_data, indices_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    values_node = values._node if values._view is None else current(values)
    indices_node = None if indices_data is indices else indices._node if indices._view is None else current(indices)
    if (values_node is not None or indices_node is not None) and is_recording():
        out._node = [TAKE_PIXELS, (values_node, indices_node), (None if values_node is None else indices_data,), (None if values_node is None else indices_data is not indices and indices._writes or None,), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


TAKE_PIXELS.call = take_pixels


def take_pixels_backward(g, saved, node):
    indices, = saved
    values_node, indices_node = node[PARENTS]
    return (None if values_node is None else take_pixels_vjp_values(g, indices, values_node and values_node[SHAPE]), None)


TAKE_PIXELS.backward = take_pixels_backward


ADD_PIXELS = grid_ops.add_pixels
add_pixels_forward = ADD_PIXELS.forward
add_pixels_vjp_slope = ADD_PIXELS.rules[0].function


def add_pixels(slope, indices, size):
    """The transpose of `take_pixels`: `(N, C, M), (N, M) -> (N, C, size)`."""
    try:
        slope_data = slope._data
    except AttributeError:
        return apply(ADD_PIXELS, (slope, indices), (size,))
    indices_data = getattr(indices, '_data', indices)
    if (observers or type(slope_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or type(indices_data) is not ndarray):
        return apply(ADD_PIXELS, (slope, indices), (size,))
    try:
        data = add_pixels_forward(CPU, slope_data, indices_data, size)
    except RAISED as error:
        raise explained(ADD_PIXELS, error, (slope_data, indices_data), (size,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    slope_node = slope._node if slope._view is None else current(slope)
    indices_node = None if indices_data is indices else indices._node if indices._view is None else current(indices)
    if (slope_node is not None or indices_node is not None) and is_recording():
        out._node = [ADD_PIXELS, (slope_node, indices_node), (None if slope_node is None else indices_data,), (None if slope_node is None else indices_data is not indices and indices._writes or None,), (size,),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


ADD_PIXELS.call = add_pixels


def add_pixels_backward(g, saved, node):
    indices, = saved
    slope_node, indices_node = node[PARENTS]
    return (None if slope_node is None else add_pixels_vjp_slope(g, indices), None)


ADD_PIXELS.backward = add_pixels_backward


MIXED_BITS = hashing_ops.mixed_bits
mixed_bits_forward = MIXED_BITS.forward


def mixed_bits(input, dim, keepdim, **more):
    """The exclusive or of the elements' bits: of floating numbers as float64, of integers as int64."""
    if more:
        return mixed_bits(**spelled(MIXED_BITS, (input, dim, keepdim), more))
    try:
        input_data = input._data
    except AttributeError:
        return apply(MIXED_BITS, (input,), (dim, keepdim))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET):
        return apply(MIXED_BITS, (input,), (dim, keepdim))
    try:
        data = mixed_bits_forward(CPU, input_data, dim, keepdim)
    except RAISED as error:
        raise explained(MIXED_BITS, error, (input_data,), (dim, keepdim)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


MIXED_BITS.call = mixed_bits


hash_tensor_body: Any = getattr(hashing_ops.hash_tensor, '__wrapped__')


def hash_tensor(input, dim=(), *, keepdim=False, mode=0, out=None):
    """The exclusive or of the elements' bits over `dim`, all of them by default: a uint64 tensor."""
    if active and out is None and concerned(loose((input, dim), {'keepdim': keepdim, 'mode': mode})):
        return call_of(hash_tensor, (input, dim), {'keepdim': keepdim, 'mode': mode})
    if dim is not None and (type(dim) is not int or dim.bit_length() > 63):
        dim = ints_of("hash_tensor(): argument 'dim' (position 2)", dim)
    if keepdim is not False and keepdim is not True:
        keepdim = flag_of("hash_tensor(): argument 'keepdim'", keepdim)
    try:
        result = hash_tensor_body(input, dim, keepdim=keepdim, mode=mode)
    except INNER as error:
        if concerned(loose((input, dim), {'keepdim': keepdim, 'mode': mode})):
            return call_of(hash_tensor, (input, dim), {'keepdim': keepdim, 'mode': mode})
        raise retold(hash_tensor_body, (input, dim), {'keepdim': keepdim, 'mode': mode}, error)
    return result if out is None else into('hash_tensor', out, result, same=True, fresh=True)


histogram_body: Any = getattr(histograms_ops.histogram, '__wrapped__')


def histogram(input, bins=100, *, range=None, weight=None, density=False, out=None):
    """Counts of the elements in bins of equal width (or between given edges), and the edges: (*) -> (B,), (B + 1,)."""
    if active and out is None and concerned(loose((input, bins), {'range': range, 'weight': weight, 'density': density})):
        return call_of(histogram, (input, bins), {'range': range, 'weight': weight, 'density': density})
    if density is not False and density is not True:
        density = flag_of("histogram(): argument 'density'", density)
    try:
        result = histogram_body(input, bins, range=range, weight=weight, density=density)
    except INNER as error:
        if concerned(loose((input, bins), {'range': range, 'weight': weight, 'density': density})):
            return call_of(histogram, (input, bins), {'range': range, 'weight': weight, 'density': density})
        raise retold(histogram_body, (input, bins), {'range': range, 'weight': weight, 'density': density}, error)
    return result if out is None else into('histogram', out, result)


histogramdd_body: Any = getattr(histograms_ops.histogramdd, '__wrapped__')


def histogramdd(input, bins, range=None, weight=None, density=False):
    """Counts of points in boxes, and the edges of every dimension: (..., D) -> (B1, ..., BD), D vectors."""
    if active and concerned(loose((input, bins, range, weight, density), {})):
        return call_of(histogramdd, (input, bins, range, weight, density), {})
    if density is not False and density is not True:
        density = flag_of("histogramdd(): argument 'density' (position 5)", density)
    try:
        return histogramdd_body(input, bins, range, weight, density)
    except INNER as error:
        if concerned(loose((input, bins, range, weight, density), {})):
            return call_of(histogramdd, (input, bins, range, weight, density), {})
        raise retold(histogramdd_body, (input, bins, range, weight, density), {}, error)


geqrf_body: Any = getattr(householder_ops.geqrf, '__wrapped__')


def geqrf(input, *, out=None):
    """R, below it the reflections whose product is Q, and their factors: (*, m, n) -> (*, m, n), (*, min(m, n))."""
    if active and out is None and concerned(loose((input,), {})):
        return call_of(geqrf, (input,), {})
    try:
        result = geqrf_body(input)
    except INNER as error:
        if concerned(loose((input,), {})):
            return call_of(geqrf, (input,), {})
        raise retold(geqrf_body, (input,), {}, error)
    return result if out is None else into('geqrf', out, result)


householder_product_body: Any = getattr(householder_ops.householder_product, '__wrapped__')


def householder_product(A, tau):
    """The first columns of the product of the reflections: (*, m, n), (*, k) -> (*, m, n)."""
    if active and concerned(loose((A, tau), {})):
        return call_of(householder_product, (A, tau), {})
    try:
        A._node; tau._node
        return householder_product_body(A, tau)
    except INNER as error:
        if concerned(loose((A, tau), {})):
            return call_of(householder_product, (A, tau), {})
        raise retold(householder_product_body, (A, tau), {}, error)


orgqr_body: Any = getattr(householder_ops.orgqr, '__wrapped__')


def orgqr(input, input2, *, out=None):
    """The first columns of the product of reflections: `linalg.householder_product`."""
    if active and out is None and concerned(loose((input, input2), {})):
        return call_of(orgqr, (input, input2), {})
    try:
        result = orgqr_body(input, input2)
    except INNER as error:
        if concerned(loose((input, input2), {})):
            return call_of(orgqr, (input, input2), {})
        raise retold(orgqr_body, (input, input2), {}, error)
    return result if out is None else into('orgqr', out, result)


ormqr_body: Any = getattr(householder_ops.ormqr, '__wrapped__')


def ormqr(input, input2, input3, left=True, transpose=False, *, out=None):
    """The product of reflections times a matrix, all columns of it: (*, m, k), (*, k), (*, m, n) -> (*, m, n)."""
    if active and out is None and concerned(loose((input, input2, input3, left, transpose), {})):
        return call_of(ormqr, (input, input2, input3, left, transpose), {})
    if left is not False and left is not True:
        left = flag_of("ormqr(): argument 'left' (position 4)", left)
    if transpose is not False and transpose is not True:
        transpose = flag_of("ormqr(): argument 'transpose' (position 5)", transpose)
    try:
        result = ormqr_body(input, input2, input3, left, transpose)
    except INNER as error:
        if concerned(loose((input, input2, input3, left, transpose), {})):
            return call_of(ormqr, (input, input2, input3, left, transpose), {})
        raise retold(ormqr_body, (input, input2, input3, left, transpose), {}, error)
    return result if out is None else into('ormqr', out, result)


IM2COL = image_ops.im2col
im2col_forward = IM2COL.forward
im2col_vjp_input = IM2COL.rules[0].function


def im2col(input, kernel_size, dilation, padding, stride):
    """Patches as columns: `(N, C, H, W) -> (N, C * kernel, patches)`."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(IM2COL, (input,), (kernel_size, dilation, padding, stride))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(IM2COL, (input,), (kernel_size, dilation, padding, stride))
    try:
        data = im2col_forward(CPU, input_data, kernel_size, dilation, padding, stride)
    except RAISED as error:
        raise explained(IM2COL, error, (input_data,), (kernel_size, dilation, padding, stride)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [IM2COL, (input_node,), (), (), (kernel_size, dilation, padding, stride),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    return out


IM2COL.call = im2col


def im2col_backward(g, saved, node):
    kernel_size, dilation, padding, stride = node[STATICS]
    input_node, = node[PARENTS]
    return (im2col_vjp_input(g, input_node and input_node[SHAPE], kernel_size, dilation, padding, stride),)


IM2COL.backward = im2col_backward


COL2IM = image_ops.col2im
col2im_forward = COL2IM.forward
col2im_vjp_input = COL2IM.rules[0].function


def col2im(input, output_size, kernel_size, dilation, padding, stride):
    """Columns summed into the patches they came from: the transpose of `im2col`."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(COL2IM, (input,), (output_size, kernel_size, dilation, padding, stride))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(COL2IM, (input,), (output_size, kernel_size, dilation, padding, stride))
    try:
        data = col2im_forward(CPU, input_data, output_size, kernel_size, dilation, padding, stride)
    except RAISED as error:
        raise explained(COL2IM, error, (input_data,), (output_size, kernel_size, dilation, padding, stride)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [COL2IM, (input_node,), (), (), (output_size, kernel_size, dilation, padding, stride),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    return out


COL2IM.call = col2im


def col2im_backward(g, saved, node):
    output_size, kernel_size, dilation, padding, stride = node[STATICS]
    return (col2im_vjp_input(g, kernel_size, dilation, padding, stride),)


COL2IM.backward = col2im_backward


pixel_shuffle_body: Any = getattr(image_ops.pixel_shuffle, '__wrapped__')


def pixel_shuffle(input, upscale_factor):
    """Channels into pixels: `(*, C * r * r, H, W) -> (*, C, H * r, W * r)`."""
    if active and concerned(loose((input, upscale_factor), {})):
        return call_of(pixel_shuffle, (input, upscale_factor), {})
    if (type(upscale_factor) is not int or upscale_factor.bit_length() > 63):
        upscale_factor = int_of("pixel_shuffle(): argument 'upscale_factor' (position 2)", upscale_factor)
    try:
        return pixel_shuffle_body(input, upscale_factor)
    except INNER as error:
        if concerned(loose((input, upscale_factor), {})):
            return call_of(pixel_shuffle, (input, upscale_factor), {})
        raise retold(pixel_shuffle_body, (input, upscale_factor), {}, error)


pixel_unshuffle_body: Any = getattr(image_ops.pixel_unshuffle, '__wrapped__')


def pixel_unshuffle(input, downscale_factor):
    """Pixels into channels: `(*, C, H * r, W * r) -> (*, C * r * r, H, W)`."""
    if active and concerned(loose((input, downscale_factor), {})):
        return call_of(pixel_unshuffle, (input, downscale_factor), {})
    if (type(downscale_factor) is not int or downscale_factor.bit_length() > 63):
        downscale_factor = int_of("pixel_unshuffle(): argument 'downscale_factor' (position 2)", downscale_factor)
    try:
        return pixel_unshuffle_body(input, downscale_factor)
    except INNER as error:
        if concerned(loose((input, downscale_factor), {})):
            return call_of(pixel_unshuffle, (input, downscale_factor), {})
        raise retold(pixel_unshuffle_body, (input, downscale_factor), {}, error)


STANDARD_GAMMA_GRAD = implicit_ops.standard_gamma_grad
standard_gamma_grad_forward = STANDARD_GAMMA_GRAD.forward


def standard_gamma_grad(concentration, sample):
    """How a draw of the standard gamma distribution moves with its shape."""
    return apply(STANDARD_GAMMA_GRAD, (concentration, sample), ())


STANDARD_GAMMA_GRAD.call = standard_gamma_grad


DRAWN_GAMMA = implicit_ops.drawn_gamma
drawn_gamma_forward = DRAWN_GAMMA.forward
drawn_gamma_vjp_concentration = DRAWN_GAMMA.rules[0].function


def drawn_gamma(concentration, sample):
    """A draw by `concentration`, as a function of it."""
    return apply(DRAWN_GAMMA, (concentration, sample), ())


DRAWN_GAMMA.call = drawn_gamma


def drawn_gamma_backward(g, saved, node):
    concentration, out = saved
    concentration_node, sample_node = node[PARENTS]
    return (None if concentration_node is None else drawn_gamma_vjp_concentration(g, concentration, out), None)


DRAWN_GAMMA.backward = drawn_gamma_backward


DIRICHLET_GRAD = implicit_ops.dirichlet_grad
dirichlet_grad_forward = DIRICHLET_GRAD.forward


def dirichlet_grad(x, alpha, total):
    """How a draw of a beta distribution moves with `alpha` when ``alpha + beta = total``, over ``1 - x``."""
    return apply(DIRICHLET_GRAD, (x, alpha, total), ())


DIRICHLET_GRAD.call = dirichlet_grad


DRAWN_DIRICHLET = implicit_ops.drawn_dirichlet
drawn_dirichlet_forward = DRAWN_DIRICHLET.forward
drawn_dirichlet_vjp_concentration = DRAWN_DIRICHLET.rules[0].function


def drawn_dirichlet(concentration, sample):
    """A draw by `concentration`, as a function of it."""
    return apply(DRAWN_DIRICHLET, (concentration, sample), ())


DRAWN_DIRICHLET.call = drawn_dirichlet


def drawn_dirichlet_backward(g, saved, node):
    concentration, out = saved
    concentration_node, sample_node = node[PARENTS]
    return (None if concentration_node is None else drawn_dirichlet_vjp_concentration(g, concentration, out), None)


DRAWN_DIRICHLET.backward = drawn_dirichlet_backward


range_body: Any = getattr(inclusive_ops.range, '__wrapped__')


def range(start, end, step=1, *, out=None, dtype=None, device=None, requires_grad=False, layout=None, pin_memory=False):
    """Numbers from `start` up to `end`, with it where a step ends there, by `step`; `arange` leaves the end out."""
    if active and concerned(loose((start, end, step), {'out': out, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory})):
        return call_of(range, (start, end, step), {'out': out, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory})
    if type(start) is not int and type(start) is not float:
        start = number_of("range(): argument 'start' (position 1)", start)
    if type(end) is not int and type(end) is not float:
        end = number_of("range(): argument 'end' (position 2)", end)
    if type(step) is not int and type(step) is not float:
        step = number_of("range(): argument 'step' (position 3)", step)
    if dtype is not None and type(dtype) is not Dtype:
        dtype = dtype_of("range(): argument 'dtype'", dtype)
    if requires_grad is not None and requires_grad is not False and requires_grad is not True:
        requires_grad = flag_of("range(): argument 'requires_grad'", requires_grad)
    if pin_memory is not False and pin_memory is not True:
        pin_memory = flag_of("range(): argument 'pin_memory'", pin_memory)
    try:
        return range_body(start, end, step, out=out, dtype=dtype, device=device, requires_grad=requires_grad, layout=layout, pin_memory=pin_memory)
    except INNER as error:
        if concerned(loose((start, end, step), {'out': out, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory})):
            return call_of(range, (start, end, step), {'out': out, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory})
        raise retold(range_body, (start, end, step), {'out': out, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory}, error)


ADD_SLICES = indexed_ops.add_slices
add_slices_forward = ADD_SLICES.forward
add_slices_vjp_input = ADD_SLICES.rules[0].function
add_slices_vjp_source = ADD_SLICES.rules[1].function


def add_slices(input, source, index, dim, alpha=1, **more):
    """`input` with slices added where a vector says."""
    if more:
        return add_slices(**spelled(ADD_SLICES, (input, source, index, dim, alpha), more))
    return apply(ADD_SLICES, (input, source, index), (dim, alpha))


ADD_SLICES.call = add_slices


def add_slices_backward(g, saved, node):
    index, = saved
    dim, alpha = node[STATICS]
    input_node, source_node, index_node = node[PARENTS]
    return (None if input_node is None else add_slices_vjp_input(g), None if source_node is None else add_slices_vjp_source(g, source_node and source_node[SHAPE], index, dim, alpha), None)


ADD_SLICES.backward = add_slices_backward


def add_slices_(input, source, index, dim, alpha=1):
    """In-place version of `add_slices`."""
    return inplace(ADD_SLICES, (input, source, index), (dim, alpha))


COPY_SLICES = indexed_ops.copy_slices
copy_slices_forward = COPY_SLICES.forward
copy_slices_vjp_input = COPY_SLICES.rules[0].function
copy_slices_vjp_source = COPY_SLICES.rules[1].function


def copy_slices(input, source, index, dim, **more):
    """`input` with other slices where a vector says."""
    if more:
        return copy_slices(**spelled(COPY_SLICES, (input, source, index, dim), more))
    return apply(COPY_SLICES, (input, source, index), (dim,))


COPY_SLICES.call = copy_slices


def copy_slices_backward(g, saved, node):
    index, = saved
    dim, = node[STATICS]
    input_node, source_node, index_node = node[PARENTS]
    return (None if input_node is None else copy_slices_vjp_input(g, index, dim), None if source_node is None else copy_slices_vjp_source(g, source_node and source_node[SHAPE], index, dim), None)


COPY_SLICES.backward = copy_slices_backward


def copy_slices_(input, source, index, dim):
    """In-place version of `copy_slices`."""
    return inplace(COPY_SLICES, (input, source, index), (dim,))


FILL_SLICES = indexed_ops.fill_slices
fill_slices_forward = FILL_SLICES.forward
fill_slices_vjp_input = FILL_SLICES.rules[0].function


def fill_slices(input, index, value, dim, **more):
    """`input` with a number in the slices that a vector names."""
    if more:
        return fill_slices(**spelled(FILL_SLICES, (input, index, value, dim), more))
    try:
        input_data = input._data
    except AttributeError:
        return apply(FILL_SLICES, (input, index), (value, dim))
    index_data = getattr(index, '_data', index)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or type(index_data) is not ndarray):
        return apply(FILL_SLICES, (input, index), (value, dim))
    try:
        data = fill_slices_forward(CPU, input_data, index_data, value, dim)
    except RAISED as error:
        raise explained(FILL_SLICES, error, (input_data, index_data), (value, dim)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    index_node = None if index_data is index else index._node if index._view is None else current(index)
    if (input_node is not None or index_node is not None) and is_recording():
        out._node = [FILL_SLICES, (input_node, index_node), (None if input_node is None else index_data,), (None if input_node is None else index_data is not index and index._writes or None,), (value, dim),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


FILL_SLICES.call = fill_slices


def fill_slices_backward(g, saved, node):
    index, = saved
    value, dim = node[STATICS]
    input_node, index_node = node[PARENTS]
    return (None if input_node is None else fill_slices_vjp_input(g, index, dim), None)


FILL_SLICES.backward = fill_slices_backward


def fill_slices_(input, index, value, dim):
    """In-place version of `fill_slices`."""
    return inplace(FILL_SLICES, (input, index), (value, dim))


ADD_KEY = indexed_ops.add_key
add_key_forward = ADD_KEY.forward
add_key_vjp_input = ADD_KEY.rules[0].function
add_key_vjp_value = ADD_KEY.rules[1].function


def add_key(input, value, key):
    """`input` with `value` added at `key`, repeated places too."""
    return apply(ADD_KEY, (input, value), (key,))


ADD_KEY.call = add_key


def add_key_backward(g, saved, node):
    key, = node[STATICS]
    input_node, value_node = node[PARENTS]
    return (None if input_node is None else add_key_vjp_input(g), None if value_node is None else add_key_vjp_value(g, key))


ADD_KEY.backward = add_key_backward


def add_key_(input, value, key):
    """In-place version of `add_key`."""
    return inplace(ADD_KEY, (input, value), (key,))


index_add_body: Any = getattr(indexed_ops.index_add, '__wrapped__')


def index_add(input, dim, index, source, *, alpha=1, out=None):
    """`input` with the slices of `source` added along `dim` where `index` says, repeated places too."""
    if active and out is None and concerned(loose((input, dim, index, source), {'alpha': alpha})):
        return call_of(index_add, (input, dim, index, source), {'alpha': alpha})
    if (type(dim) is not int or dim.bit_length() > 63):
        dim = int_of("index_add(): argument 'dim' (position 2)", dim)
    if type(alpha) is not int and type(alpha) is not float:
        alpha = number_of("index_add(): argument 'alpha'", alpha)
    try:
        input._node; index._node; source._node
        result = index_add_body(input, dim, index, source, alpha=alpha)
    except INNER as error:
        if concerned(loose((input, dim, index, source), {'alpha': alpha})):
            return call_of(index_add, (input, dim, index, source), {'alpha': alpha})
        raise retold(index_add_body, (input, dim, index, source), {'alpha': alpha}, error)
    return result if out is None else into('index_add', out, result, fresh=True)


index_add__body: Any = getattr(indexed_ops.index_add_, '__wrapped__')


def index_add_(self, dim, index, source, *, alpha=1):
    """Add the slices of `source` along `dim` where `index` says."""
    if active and concerned(loose((self, dim, index, source), {'alpha': alpha})):
        return call_of(index_add_, (self, dim, index, source), {'alpha': alpha})
    if (type(dim) is not int or dim.bit_length() > 63):
        dim = int_of("index_add_(): argument 'dim' (position 2)", dim)
    if type(alpha) is not int and type(alpha) is not float:
        alpha = number_of("index_add_(): argument 'alpha'", alpha)
    try:
        self._node; index._node; source._node
        return index_add__body(self, dim, index, source, alpha=alpha)
    except INNER as error:
        if concerned(loose((self, dim, index, source), {'alpha': alpha})):
            return call_of(index_add_, (self, dim, index, source), {'alpha': alpha})
        raise retold(index_add__body, (self, dim, index, source), {'alpha': alpha}, error)


index_copy_body: Any = getattr(indexed_ops.index_copy, '__wrapped__')


def index_copy(input, dim, index, source, *, out=None):
    """`input` with the slices of `source` along `dim` where `index` says."""
    if active and out is None and concerned(loose((input, dim, index, source), {})):
        return call_of(index_copy, (input, dim, index, source), {})
    if (type(dim) is not int or dim.bit_length() > 63):
        dim = int_of("index_copy(): argument 'dim' (position 2)", dim)
    try:
        input._node; index._node; source._node
        result = index_copy_body(input, dim, index, source)
    except INNER as error:
        if concerned(loose((input, dim, index, source), {})):
            return call_of(index_copy, (input, dim, index, source), {})
        raise retold(index_copy_body, (input, dim, index, source), {}, error)
    return result if out is None else into('index_copy', out, result, fresh=True)


index_copy__body: Any = getattr(indexed_ops.index_copy_, '__wrapped__')


def index_copy_(self, dim, index, source):
    """Write the slices of `source` along `dim` where `index` says."""
    if active and concerned(loose((self, dim, index, source), {})):
        return call_of(index_copy_, (self, dim, index, source), {})
    if (type(dim) is not int or dim.bit_length() > 63):
        dim = int_of("index_copy_(): argument 'dim' (position 2)", dim)
    try:
        self._node; index._node; source._node
        return index_copy__body(self, dim, index, source)
    except INNER as error:
        if concerned(loose((self, dim, index, source), {})):
            return call_of(index_copy_, (self, dim, index, source), {})
        raise retold(index_copy__body, (self, dim, index, source), {}, error)


index_fill_body: Any = getattr(indexed_ops.index_fill, '__wrapped__')


def index_fill(input, dim, index, value):
    """`input` with one value in the slices along `dim` that `index` names."""
    if active and concerned(loose((input, dim, index, value), {})):
        return call_of(index_fill, (input, dim, index, value), {})
    if (type(dim) is not int or dim.bit_length() > 63):
        dim = int_of("index_fill(): argument 'dim' (position 2)", dim)
    try:
        input._node; index._node
        return index_fill_body(input, dim, index, value)
    except INNER as error:
        if concerned(loose((input, dim, index, value), {})):
            return call_of(index_fill, (input, dim, index, value), {})
        raise retold(index_fill_body, (input, dim, index, value), {}, error)


index_fill__body: Any = getattr(indexed_ops.index_fill_, '__wrapped__')


def index_fill_(self, dim, index, value):
    """Write one value, a number or a 0-dim tensor, into the slices along `dim` that `index` names."""
    if active and concerned(loose((self, dim, index, value), {})):
        return call_of(index_fill_, (self, dim, index, value), {})
    if (type(dim) is not int or dim.bit_length() > 63):
        dim = int_of("index_fill_(): argument 'dim' (position 2)", dim)
    try:
        self._node; index._node
        return index_fill__body(self, dim, index, value)
    except INNER as error:
        if concerned(loose((self, dim, index, value), {})):
            return call_of(index_fill_, (self, dim, index, value), {})
        raise retold(index_fill__body, (self, dim, index, value), {}, error)


index_put_body: Any = getattr(indexed_ops.index_put, '__wrapped__')


def index_put(input, indices, values, accumulate=False):
    """`input` with `values` at the places that a tuple of index tensors names; `accumulate` adds them."""
    if active and concerned(loose((input, indices, values, accumulate), {})):
        return call_of(index_put, (input, indices, values, accumulate), {})
    if accumulate is not False and accumulate is not True:
        accumulate = flag_of("index_put(): argument 'accumulate' (position 4)", accumulate)
    try:
        input._node; values._node
        return index_put_body(input, indices, values, accumulate)
    except INNER as error:
        if concerned(loose((input, indices, values, accumulate), {})):
            return call_of(index_put, (input, indices, values, accumulate), {})
        raise retold(index_put_body, (input, indices, values, accumulate), {}, error)


index_put__body: Any = getattr(indexed_ops.index_put_, '__wrapped__')


def index_put_(input, indices, values, accumulate=False):
    """Write, or with `accumulate` add, `values` at the places that a tuple of index tensors names."""
    if active and concerned(loose((input, indices, values, accumulate), {})):
        return call_of(index_put_, (input, indices, values, accumulate), {})
    if accumulate is not False and accumulate is not True:
        accumulate = flag_of("index_put_(): argument 'accumulate' (position 4)", accumulate)
    try:
        input._node; values._node
        return index_put__body(input, indices, values, accumulate)
    except INNER as error:
        if concerned(loose((input, indices, values, accumulate), {})):
            return call_of(index_put_, (input, indices, values, accumulate), {})
        raise retold(index_put__body, (input, indices, values, accumulate), {}, error)


put_body: Any = getattr(indexed_ops.put, '__wrapped__')


def put(input, index, source, accumulate=False):
    """`input`, counted through as one vector, with the elements of `source` where `index` says."""
    if active and concerned(loose((input, index, source, accumulate), {})):
        return call_of(put, (input, index, source, accumulate), {})
    if accumulate is not False and accumulate is not True:
        accumulate = flag_of("put(): argument 'accumulate' (position 4)", accumulate)
    try:
        return put_body(input, index, source, accumulate)
    except INNER as error:
        if concerned(loose((input, index, source, accumulate), {})):
            return call_of(put, (input, index, source, accumulate), {})
        raise retold(put_body, (input, index, source, accumulate), {}, error)


put__body: Any = getattr(indexed_ops.put_, '__wrapped__')


def put_(self, index, source, accumulate=False):
    """Write, or with `accumulate` add, `source` where `index` says in all elements counted through."""
    if active and concerned(loose((self, index, source, accumulate), {})):
        return call_of(put_, (self, index, source, accumulate), {})
    if accumulate is not False and accumulate is not True:
        accumulate = flag_of("put_(): argument 'accumulate' (position 4)", accumulate)
    try:
        self._node; index._node; source._node
        return put__body(self, index, source, accumulate)
    except INNER as error:
        if concerned(loose((self, index, source, accumulate), {})):
            return call_of(put_, (self, index, source, accumulate), {})
        raise retold(put__body, (self, index, source, accumulate), {}, error)


_unsafe_masked_index_body: Any = getattr(indexed_ops._unsafe_masked_index, '__wrapped__')


def _unsafe_masked_index(input, mask, indices, fill):
    """`input[indices]` where `mask`, a number elsewhere, where an index may point outside."""
    if active and concerned(loose((input, mask, indices, fill), {})):
        return call_of(_unsafe_masked_index, (input, mask, indices, fill), {})
    try:
        return _unsafe_masked_index_body(input, mask, indices, fill)
    except INNER as error:
        if concerned(loose((input, mask, indices, fill), {})):
            return call_of(_unsafe_masked_index, (input, mask, indices, fill), {})
        raise retold(_unsafe_masked_index_body, (input, mask, indices, fill), {}, error)


_unsafe_masked_index_put_accumulate_body: Any = getattr(indexed_ops._unsafe_masked_index_put_accumulate, '__wrapped__')


def _unsafe_masked_index_put_accumulate(input, mask, indices, values):
    """`input` with `values` added at `indices` where `mask`, where an index elsewhere may point outside."""
    if active and concerned(loose((input, mask, indices, values), {})):
        return call_of(_unsafe_masked_index_put_accumulate, (input, mask, indices, values), {})
    try:
        return _unsafe_masked_index_put_accumulate_body(input, mask, indices, values)
    except INNER as error:
        if concerned(loose((input, mask, indices, values), {})):
            return call_of(_unsafe_masked_index_put_accumulate, (input, mask, indices, values), {})
        raise retold(_unsafe_masked_index_put_accumulate_body, (input, mask, indices, values), {}, error)


INV = inverse_ops.inv
inv_forward = INV.forward
inv_vjp_input = INV.rules[0].function


def inv(input):
    """The inverse of each square matrix."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(INV, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(INV, (input,), ())
    try:
        data = inv_forward(CPU, input_data)
    except RAISED as error:
        raise explained(INV, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [INV, (input_node,), (out._data,), (out._writes,), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


INV.call = inv


def inv_backward(g, saved, node):
    out, = saved
    return (inv_vjp_input(g, out),)


INV.backward = inv_backward


COFACTOR = inverse_ops.cofactor
cofactor_forward = COFACTOR.forward
cofactor_vjp_input = COFACTOR.rules[0].function


def cofactor(input):
    """The derivative of the determinant, of singular matrices too: by products of all singular values but one."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(COFACTOR, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(COFACTOR, (input,), ())
    try:
        data = cofactor_forward(CPU, input_data)
    except RAISED as error:
        raise explained(COFACTOR, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [COFACTOR, (input_node,), (input_data, out._data), (input._writes, out._writes), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


COFACTOR.call = cofactor


def cofactor_backward(g, saved, node):
    input, out = saved
    return (cofactor_vjp_input(g, input, out),)


COFACTOR.backward = cofactor_backward


DET = inverse_ops.det
det_forward = DET.forward
det_vjp_input = DET.rules[0].function


def det(input):
    """The determinant of each square matrix."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(DET, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(DET, (input,), ())
    try:
        data = det_forward(CPU, input_data)
    except RAISED as error:
        raise explained(DET, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [DET, (input_node,), (input_data,), (input._writes,), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


DET.call = det


def det_backward(g, saved, node):
    input, = saved
    return (det_vjp_input(g, input),)


DET.backward = det_backward


SIGN_AND_LOG = inverse_ops.sign_and_log
sign_and_log_forward = SIGN_AND_LOG.forward
sign_and_log_vjp_input = SIGN_AND_LOG.rules[0].function


def sign_and_log(input):
    """The sign and the logarithm of the absolute value of each determinant."""
    return apply(SIGN_AND_LOG, (input,), ())


SIGN_AND_LOG.call = sign_and_log


SOLUTION = inverse_ops.solution
solution_forward = SOLUTION.forward
solution_vjp_input = SOLUTION.rules[0].function
solution_vjp_other = SOLUTION.rules[1].function


def solution(input, other):
    """X in AX = B."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(SOLUTION, (input, other), ())
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or type(other_data) is not ndarray or other_data.dtype is not float32):
        return apply(SOLUTION, (input, other), ())
    try:
        data = solution_forward(CPU, input_data, other_data)
    except RAISED as error:
        raise explained(SOLUTION, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    other_node = None if other_data is other else other._node if other._view is None else current(other)
    if (input_node is not None or other_node is not None) and is_recording():
        out._node = [SOLUTION, (input_node, other_node), (input_data, None if input_node is None else out._data), (input._writes, None if input_node is None else out._writes), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


SOLUTION.call = solution


def solution_backward(g, saved, node):
    input, out = saved
    input_node, other_node = node[PARENTS]
    return (None if input_node is None else solution_vjp_input(g, input, out), None if other_node is None else solution_vjp_other(g, input))


SOLUTION.backward = solution_backward


TRIANGULAR = inverse_ops.triangular
triangular_forward = TRIANGULAR.forward
triangular_vjp_input = TRIANGULAR.rules[0].function
triangular_vjp_other = TRIANGULAR.rules[1].function


def triangular(input, other, upper, unit):
    """X in AX = B for a triangular A, of which the other half is not looked at."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(TRIANGULAR, (input, other), (upper, unit))
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or type(other_data) is not ndarray or other_data.dtype is not float32):
        return apply(TRIANGULAR, (input, other), (upper, unit))
    try:
        data = triangular_forward(CPU, input_data, other_data, upper, unit)
    except RAISED as error:
        raise explained(TRIANGULAR, error, (input_data, other_data), (upper, unit)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    other_node = None if other_data is other else other._node if other._view is None else current(other)
    if (input_node is not None or other_node is not None) and is_recording():
        out._node = [TRIANGULAR, (input_node, other_node), (input_data, None if input_node is None else out._data), (input._writes, None if input_node is None else out._writes), (upper, unit),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


TRIANGULAR.call = triangular


def triangular_backward(g, saved, node):
    input, out = saved
    upper, unit = node[STATICS]
    input_node, other_node = node[PARENTS]
    return (None if input_node is None else triangular_vjp_input(g, input, out, upper, unit), None if other_node is None else triangular_vjp_other(g, input, upper, unit))


TRIANGULAR.backward = triangular_backward


inv_ex_body: Any = getattr(inverse_ops.inv_ex, '__wrapped__')


def inv_ex(A, *, check_errors=False):
    """The inverse of each square matrix, and where elimination met a zero, or 0: nothing is raised."""
    if active and concerned(loose((A,), {'check_errors': check_errors})):
        return call_of(inv_ex, (A,), {'check_errors': check_errors})
    if check_errors is not False and check_errors is not True:
        check_errors = flag_of("inv_ex(): argument 'check_errors'", check_errors)
    try:
        return inv_ex_body(A, check_errors=check_errors)
    except INNER as error:
        if concerned(loose((A,), {'check_errors': check_errors})):
            return call_of(inv_ex, (A,), {'check_errors': check_errors})
        raise retold(inv_ex_body, (A,), {'check_errors': check_errors}, error)


inverse_body: Any = getattr(inverse_ops.inverse, '__wrapped__')


def inverse(input, *, out=None):
    """The inverse of each square matrix."""
    if active and out is None and concerned(loose((input,), {})):
        return call_of(inverse, (input,), {})
    try:
        result = inverse_body(input)
    except INNER as error:
        if concerned(loose((input,), {})):
            return call_of(inverse, (input,), {})
        raise retold(inverse_body, (input,), {}, error)
    return result if out is None else into('inverse', out, result, same=True)


logdet_body: Any = getattr(inverse_ops.logdet, '__wrapped__')


def logdet(input):
    """The logarithm of each determinant; NaN where a real one is negative."""
    if active and concerned(loose((input,), {})):
        return call_of(logdet, (input,), {})
    try:
        return logdet_body(input)
    except INNER as error:
        if concerned(loose((input,), {})):
            return call_of(logdet, (input,), {})
        raise retold(logdet_body, (input,), {}, error)


slogdet_body: Any = getattr(inverse_ops.slogdet, '__wrapped__')


def slogdet(input, *, out=None):
    """The sign and the logarithm of the absolute value of each determinant."""
    if active and out is None and concerned(loose((input,), {})):
        return call_of(slogdet, (input,), {})
    try:
        result = slogdet_body(input)
    except INNER as error:
        if concerned(loose((input,), {})):
            return call_of(slogdet, (input,), {})
        raise retold(slogdet_body, (input,), {}, error)
    return result if out is None else into('slogdet', out, result)


solve_body: Any = getattr(inverse_ops.solve, '__wrapped__')


def solve(A, B, *, left=True):
    """X in AX = B, or with `left=False` in XA = B; vectors too."""
    if active and concerned(loose((A, B), {'left': left})):
        return call_of(solve, (A, B), {'left': left})
    if left is not False and left is not True:
        left = flag_of("solve(): argument 'left'", left)
    try:
        return solve_body(A, B, left=left)
    except INNER as error:
        if concerned(loose((A, B), {'left': left})):
            return call_of(solve, (A, B), {'left': left})
        raise retold(solve_body, (A, B), {'left': left}, error)


solve_ex_body: Any = getattr(inverse_ops.solve_ex, '__wrapped__')


def solve_ex(A, B, *, left=True, check_errors=False):
    """X in AX = B, and where elimination met a zero: 0 where it did not, and nothing is raised."""
    if active and concerned(loose((A, B), {'left': left, 'check_errors': check_errors})):
        return call_of(solve_ex, (A, B), {'left': left, 'check_errors': check_errors})
    if left is not False and left is not True:
        left = flag_of("solve_ex(): argument 'left'", left)
    if check_errors is not False and check_errors is not True:
        check_errors = flag_of("solve_ex(): argument 'check_errors'", check_errors)
    try:
        return solve_ex_body(A, B, left=left, check_errors=check_errors)
    except INNER as error:
        if concerned(loose((A, B), {'left': left, 'check_errors': check_errors})):
            return call_of(solve_ex, (A, B), {'left': left, 'check_errors': check_errors})
        raise retold(solve_ex_body, (A, B), {'left': left, 'check_errors': check_errors}, error)


solve_triangular_body: Any = getattr(inverse_ops.solve_triangular, '__wrapped__')


def solve_triangular(A, B, *, upper, left=True, unitriangular=False):
    """X in AX = B for a triangular A, of which the other half is not looked at."""
    if active and concerned(loose((A, B), {'upper': upper, 'left': left, 'unitriangular': unitriangular})):
        return call_of(solve_triangular, (A, B), {'upper': upper, 'left': left, 'unitriangular': unitriangular})
    if upper is not False and upper is not True:
        upper = flag_of("solve_triangular(): argument 'upper'", upper)
    if left is not False and left is not True:
        left = flag_of("solve_triangular(): argument 'left'", left)
    if unitriangular is not False and unitriangular is not True:
        unitriangular = flag_of("solve_triangular(): argument 'unitriangular'", unitriangular)
    try:
        A._node; B._node
        return solve_triangular_body(A, B, upper=upper, left=left, unitriangular=unitriangular)
    except INNER as error:
        if concerned(loose((A, B), {'upper': upper, 'left': left, 'unitriangular': unitriangular})):
            return call_of(solve_triangular, (A, B), {'upper': upper, 'left': left, 'unitriangular': unitriangular})
        raise retold(solve_triangular_body, (A, B), {'upper': upper, 'left': left, 'unitriangular': unitriangular}, error)


triangular_solve_body: Any = getattr(inverse_ops.triangular_solve, '__wrapped__')


def triangular_solve(input, A, upper=True, transpose=False, unitriangular=False, *, out=None):
    """X in AX = input for a triangular A, and A; `linalg.solve_triangular` follows it."""
    if active and out is None and concerned(loose((input, A, upper, transpose, unitriangular), {})):
        return call_of(triangular_solve, (input, A, upper, transpose, unitriangular), {})
    if upper is not False and upper is not True:
        upper = flag_of("triangular_solve(): argument 'upper' (position 3)", upper)
    if transpose is not False and transpose is not True:
        transpose = flag_of("triangular_solve(): argument 'transpose' (position 4)", transpose)
    if unitriangular is not False and unitriangular is not True:
        unitriangular = flag_of("triangular_solve(): argument 'unitriangular' (position 5)", unitriangular)
    try:
        result = triangular_solve_body(input, A, upper, transpose, unitriangular)
    except INNER as error:
        if concerned(loose((input, A, upper, transpose, unitriangular), {})):
            return call_of(triangular_solve, (input, A, upper, transpose, unitriangular), {})
        raise retold(triangular_solve_body, (input, A, upper, transpose, unitriangular), {}, error)
    return result if out is None else into('triangular_solve', out, result)


matrix_power_body: Any = getattr(inverse_ops.matrix_power, '__wrapped__')


def matrix_power(A, n, *, out=None):
    """A matrix multiplied by itself; a negative power is one of the inverse."""
    if active and out is None and concerned(loose((A, n), {})):
        return call_of(matrix_power, (A, n), {})
    if (type(n) is not int or n.bit_length() > 63):
        n = int_of("matrix_power(): argument 'n' (position 2)", n)
    try:
        result = matrix_power_body(A, n)
    except INNER as error:
        if concerned(loose((A, n), {})):
            return call_of(matrix_power, (A, n), {})
        raise retold(matrix_power_body, (A, n), {}, error)
    return result if out is None else into('matrix_power', out, result)


concat_body: Any = getattr(join_ops.concat, '__wrapped__')


def concat(tensors, dim=0, *, axis=None, out=None):
    """`cat` by its other names."""
    if active and out is None and concerned(loose((tensors, dim), {'axis': axis})):
        return call_of(concat, (tensors, dim), {'axis': axis})
    if (type(dim) is not int or dim.bit_length() > 63):
        dim = int_of("concat(): argument 'dim' (position 2)", dim)
    try:
        result = concat_body(tensors, dim, axis=axis)
    except INNER as error:
        if concerned(loose((tensors, dim), {'axis': axis})):
            return call_of(concat, (tensors, dim), {'axis': axis})
        raise retold(concat_body, (tensors, dim), {'axis': axis}, error)
    return result if out is None else into('concat', out, result, error=TypeError, fresh=True)


hstack_body: Any = getattr(join_ops.hstack, '__wrapped__')


def hstack(tensors, *, out=None):
    """The tensors side by side: along dimension 1, or 0 for vectors."""
    if active and out is None and concerned(loose((tensors,), {})):
        return call_of(hstack, (tensors,), {})
    try:
        result = hstack_body(tensors)
    except INNER as error:
        if concerned(loose((tensors,), {})):
            return call_of(hstack, (tensors,), {})
        raise retold(hstack_body, (tensors,), {}, error)
    return result if out is None else into('hstack', out, result, error=TypeError, fresh=True)


vstack_body: Any = getattr(join_ops.vstack, '__wrapped__')


def vstack(tensors, *, out=None):
    """The tensors one above the other, vectors as rows."""
    if active and out is None and concerned(loose((tensors,), {})):
        return call_of(vstack, (tensors,), {})
    try:
        result = vstack_body(tensors)
    except INNER as error:
        if concerned(loose((tensors,), {})):
            return call_of(vstack, (tensors,), {})
        raise retold(vstack_body, (tensors,), {}, error)
    return result if out is None else into('vstack', out, result, error=TypeError, fresh=True)


dstack_body: Any = getattr(join_ops.dstack, '__wrapped__')


def dstack(tensors, *, out=None):
    """The tensors one behind the other, along dimension 2."""
    if active and out is None and concerned(loose((tensors,), {})):
        return call_of(dstack, (tensors,), {})
    try:
        result = dstack_body(tensors)
    except INNER as error:
        if concerned(loose((tensors,), {})):
            return call_of(dstack, (tensors,), {})
        raise retold(dstack_body, (tensors,), {}, error)
    return result if out is None else into('dstack', out, result, error=TypeError, fresh=True)


column_stack_body: Any = getattr(join_ops.column_stack, '__wrapped__')


def column_stack(tensors, *, out=None):
    """The tensors side by side, vectors as columns."""
    if active and out is None and concerned(loose((tensors,), {})):
        return call_of(column_stack, (tensors,), {})
    try:
        result = column_stack_body(tensors)
    except INNER as error:
        if concerned(loose((tensors,), {})):
            return call_of(column_stack, (tensors,), {})
        raise retold(column_stack_body, (tensors,), {}, error)
    return result if out is None else into('column_stack', out, result, error=TypeError, fresh=True)


block_diag_body: Any = getattr(join_ops.block_diag, '__wrapped__')


def block_diag(*tensors):
    """The matrices along the diagonal of a larger one, zeros elsewhere."""
    if active and concerned(loose((*tensors,), {})):
        return call_of(block_diag, (*tensors,), {})
    try:
        return block_diag_body(*tensors)
    except INNER as error:
        if concerned(loose((*tensors,), {})):
            return call_of(block_diag, (*tensors,), {})
        raise retold(block_diag_body, (*tensors,), {}, error)


meshgrid_body: Any = getattr(join_ops.meshgrid, '__wrapped__')


def meshgrid(*tensors, indexing=None):
    """Coordinates on the grid that vectors span, one view each: "ij" matrix order, "xy" with the first two swapped."""
    if active and concerned(loose((*tensors,), {'indexing': indexing})):
        return call_of(meshgrid, (*tensors,), {'indexing': indexing})
    try:
        return meshgrid_body(*tensors, indexing=indexing)
    except INNER as error:
        if concerned(loose((*tensors,), {'indexing': indexing})):
            return call_of(meshgrid, (*tensors,), {'indexing': indexing})
        raise retold(meshgrid_body, (*tensors,), {'indexing': indexing}, error)


cartesian_prod_body: Any = getattr(join_ops.cartesian_prod, '__wrapped__')


def cartesian_prod(*tensors):
    """Every choice of one element per vector: (N, number of vectors)."""
    if active and concerned(loose((*tensors,), {})):
        return call_of(cartesian_prod, (*tensors,), {})
    try:
        return cartesian_prod_body(*tensors)
    except INNER as error:
        if concerned(loose((*tensors,), {})):
            return call_of(cartesian_prod, (*tensors,), {})
        raise retold(cartesian_prod_body, (*tensors,), {}, error)


combinations_body: Any = getattr(join_ops.combinations, '__wrapped__')


def combinations(input, r=2, with_replacement=False):
    """Every choice of `r` elements of a vector, in order: (N, r)."""
    if active and concerned(loose((input, r, with_replacement), {})):
        return call_of(combinations, (input, r, with_replacement), {})
    if (type(r) is not int or r.bit_length() > 63):
        r = int_of("combinations(): argument 'r' (position 2)", r)
    if with_replacement is not False and with_replacement is not True:
        with_replacement = flag_of("combinations(): argument 'with_replacement' (position 3)", with_replacement)
    try:
        return combinations_body(input, r, with_replacement)
    except INNER as error:
        if concerned(loose((input, r, with_replacement), {})):
            return call_of(combinations, (input, r, with_replacement), {})
        raise retold(combinations_body, (input, r, with_replacement), {}, error)


_chunk_cat_body: Any = getattr(join_ops._chunk_cat, '__wrapped__')


def _chunk_cat(tensors, dim, num_chunks, *, out=None):
    """Each tensor cut along `dim` into `num_chunks` equal pieces, zeros at the end, and those of each number joined.

    (N, *) and (M, *) -> (num_chunks, n + m) for `dim` 0, where n and m are the elements of a piece.
    """
    if active and concerned(loose((tensors, dim, num_chunks), {'out': out})):
        return call_of(_chunk_cat, (tensors, dim, num_chunks), {'out': out})
    try:
        return _chunk_cat_body(tensors, dim, num_chunks, out=out)
    except INNER as error:
        if concerned(loose((tensors, dim, num_chunks), {'out': out})):
            return call_of(_chunk_cat, (tensors, dim, num_chunks), {'out': out})
        raise retold(_chunk_cat_body, (tensors, dim, num_chunks), {'out': out}, error)


ldl_factor_ex_body: Any = getattr(ldl_ops.ldl_factor_ex, '__wrapped__')


def ldl_factor_ex(A, *, hermitian=False, check_errors=False):
    """L and D in one matrix, the exchanges as LAPACK counts them, and the first zero block of D or 0."""
    if active and concerned(loose((A,), {'hermitian': hermitian, 'check_errors': check_errors})):
        return call_of(ldl_factor_ex, (A,), {'hermitian': hermitian, 'check_errors': check_errors})
    if hermitian is not False and hermitian is not True:
        hermitian = flag_of("ldl_factor_ex(): argument 'hermitian'", hermitian)
    if check_errors is not False and check_errors is not True:
        check_errors = flag_of("ldl_factor_ex(): argument 'check_errors'", check_errors)
    try:
        return ldl_factor_ex_body(A, hermitian=hermitian, check_errors=check_errors)
    except INNER as error:
        if concerned(loose((A,), {'hermitian': hermitian, 'check_errors': check_errors})):
            return call_of(ldl_factor_ex, (A,), {'hermitian': hermitian, 'check_errors': check_errors})
        raise retold(ldl_factor_ex_body, (A,), {'hermitian': hermitian, 'check_errors': check_errors}, error)


ldl_factor_body: Any = getattr(ldl_ops.ldl_factor, '__wrapped__')


def ldl_factor(A, *, hermitian=False):
    """L and D in one matrix, and the exchanges as LAPACK counts them."""
    if active and concerned(loose((A,), {'hermitian': hermitian})):
        return call_of(ldl_factor, (A,), {'hermitian': hermitian})
    if hermitian is not False and hermitian is not True:
        hermitian = flag_of("ldl_factor(): argument 'hermitian'", hermitian)
    try:
        return ldl_factor_body(A, hermitian=hermitian)
    except INNER as error:
        if concerned(loose((A,), {'hermitian': hermitian})):
            return call_of(ldl_factor, (A,), {'hermitian': hermitian})
        raise retold(ldl_factor_body, (A,), {'hermitian': hermitian}, error)


ldl_solve_body: Any = getattr(ldl_ops.ldl_solve, '__wrapped__')


def ldl_solve(LD, pivots, B, *, hermitian=False):
    """X in AX = B, from what `ldl_factor` returns."""
    if active and concerned(loose((LD, pivots, B), {'hermitian': hermitian})):
        return call_of(ldl_solve, (LD, pivots, B), {'hermitian': hermitian})
    if hermitian is not False and hermitian is not True:
        hermitian = flag_of("ldl_solve(): argument 'hermitian'", hermitian)
    try:
        return ldl_solve_body(LD, pivots, B, hermitian=hermitian)
    except INNER as error:
        if concerned(loose((LD, pivots, B), {'hermitian': hermitian})):
            return call_of(ldl_solve, (LD, pivots, B), {'hermitian': hermitian})
        raise retold(ldl_solve_body, (LD, pivots, B), {'hermitian': hermitian}, error)


poisson_nll_loss_body: Any = getattr(likelihood_ops.poisson_nll_loss, '__wrapped__')


def poisson_nll_loss(input, target, log_input=True, full=False, size_average=None, eps=1e-08, reduce=None, reduction='mean'):
    """`exp(input) - target * input`, for counts `target` of the rate `exp(input)`; `full` adds Stirling's `log(n!)`."""
    if active and concerned(loose((input, target, log_input, full, size_average, eps, reduce, reduction), {})):
        return call_of(poisson_nll_loss, (input, target, log_input, full, size_average, eps, reduce, reduction), {})
    if log_input is not False and log_input is not True:
        log_input = flag_of("poisson_nll_loss(): argument 'log_input' (position 3)", log_input)
    if full is not False and full is not True:
        full = flag_of("poisson_nll_loss(): argument 'full' (position 4)", full)
    try:
        return poisson_nll_loss_body(input, target, log_input, full, size_average, eps, reduce, reduction)
    except INNER as error:
        if concerned(loose((input, target, log_input, full, size_average, eps, reduce, reduction), {})):
            return call_of(poisson_nll_loss, (input, target, log_input, full, size_average, eps, reduce, reduction), {})
        raise retold(poisson_nll_loss_body, (input, target, log_input, full, size_average, eps, reduce, reduction), {}, error)


gaussian_nll_loss_body: Any = getattr(likelihood_ops.gaussian_nll_loss, '__wrapped__')


def gaussian_nll_loss(input, target, var, full=False, eps=1e-06, reduction='mean'):
    """`(log(var) + (input - target) ** 2 / var) / 2`, the variance held above `eps` (Nix & Weigend, 1994)."""
    if active and concerned(loose((input, target, var, full, eps, reduction), {})):
        return call_of(gaussian_nll_loss, (input, target, var, full, eps, reduction), {})
    if full is not False and full is not True:
        full = flag_of("gaussian_nll_loss(): argument 'full' (position 4)", full)
    try:
        return gaussian_nll_loss_body(input, target, var, full, eps, reduction)
    except INNER as error:
        if concerned(loose((input, target, var, full, eps, reduction), {})):
            return call_of(gaussian_nll_loss, (input, target, var, full, eps, reduction), {})
        raise retold(gaussian_nll_loss_body, (input, target, var, full, eps, reduction), {}, error)


MATMUL = linalg_ops.matmul
matmul_forward = MATMUL.forward
matmul_vjp_input = MATMUL.rules[0].function
matmul_vjp_other = MATMUL.rules[1].function


def matmul(input, other, *, out=None):
    """Matrix product of the last two dimensions, broadcast over the rest; vectors as in `numpy.matmul`."""
    if out is not None:
        return into('matmul', out, matmul(input, other), same=True, fresh=True)
    try:
        input_data = input._data
    except AttributeError:
        return apply(MATMUL, (input, other), ())
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or type(other_data) is not ndarray or other_data.dtype is not float32):
        return apply(MATMUL, (input, other), ())
    try:
        data = matmul_forward(CPU, input_data, other_data)
    except RAISED as error:
        raise explained(MATMUL, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    other_node = None if other_data is other else other._node if other._view is None else current(other)
    if (input_node is not None or other_node is not None) and is_recording():
        out._node = [MATMUL, (input_node, other_node), (None if other_node is None else input_data, None if input_node is None else other_data), (None if other_node is None else input._writes, None if input_node is None else other_data is not other and other._writes or None), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


MATMUL.call = matmul


def matmul_operator(input, other):
    """`matmul` between operands."""
    try:
        input_data = input._data
    except AttributeError:
        return attempted(MATMUL, (input, other), ())
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or type(other_data) is not ndarray or other_data.dtype is not float32):
        return attempted(MATMUL, (input, other), ())
    try:
        data = matmul_forward(CPU, input_data, other_data)
    except RAISED as error:
        raise explained(MATMUL, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    other_node = None if other_data is other else other._node if other._view is None else current(other)
    if (input_node is not None or other_node is not None) and is_recording():
        out._node = [MATMUL, (input_node, other_node), (None if other_node is None else input_data, None if input_node is None else other_data), (None if other_node is None else input._writes, None if input_node is None else other_data is not other and other._writes or None), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


def matmul_backward(g, saved, node):
    input, other = saved
    input_node, other_node = node[PARENTS]
    return (None if input_node is None else matmul_vjp_input(g, other, input_node and input_node[SHAPE]), None if other_node is None else matmul_vjp_other(g, input, other_node and other_node[SHAPE]))


MATMUL.backward = matmul_backward


LINEAR = linalg_ops.linear
linear_forward = LINEAR.forward
linear_vjp_input = LINEAR.rules[0].function
linear_vjp_weight = LINEAR.rules[1].function
linear_vjp_bias = LINEAR.rules[2].function


def linear(input, weight, bias=None, *, out=None):
    """`input @ weight.T + bias` in one node: an op for speed (one node, bias added in place)."""
    if out is not None:
        return into('linear', out, linear(input, weight, bias))
    try:
        input_data = input._data
    except AttributeError:
        return apply(LINEAR, (input, weight, bias), ())
    weight_data = getattr(weight, '_data', weight)
    bias_data = getattr(bias, '_data', bias)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or type(weight_data) is not ndarray or weight_data.dtype is not float32
            or not (bias_data is None or type(bias_data) is ndarray and bias_data.dtype is float32)):
        return apply(LINEAR, (input, weight, bias), ())
    try:
        data = linear_forward(CPU, input_data, weight_data, bias_data)
    except RAISED as error:
        raise explained(LINEAR, error, (input_data, weight_data, bias_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    weight_node = None if weight_data is weight else weight._node if weight._view is None else current(weight)
    bias_node = None if bias_data is bias else bias._node if bias._view is None else current(bias)
    if (input_node is not None or weight_node is not None or bias_node is not None) and is_recording():
        out._node = [LINEAR, (input_node, weight_node, bias_node), (None if weight_node is None else input_data, None if input_node is None else weight_data), (None if weight_node is None else input._writes, None if input_node is None else weight_data is not weight and weight._writes or None), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


LINEAR.call = linear


def linear_backward(g, saved, node):
    input, weight = saved
    input_node, weight_node, bias_node = node[PARENTS]
    return (None if input_node is None else linear_vjp_input(g, weight), None if weight_node is None else linear_vjp_weight(g, input), None if bias_node is None else linear_vjp_bias(g))


LINEAR.backward = linear_backward


bilinear_body: Any = getattr(linalg_ops.bilinear, '__wrapped__')


def bilinear(input1, input2, weight, bias=None):
    """`input1 @ weight[o] @ input2 + bias[o]`: `(*, I), (*, J), (O, I, J) -> (*, O)`."""
    if active and concerned(loose((input1, input2, weight, bias), {})):
        return call_of(bilinear, (input1, input2, weight, bias), {})
    try:
        return bilinear_body(input1, input2, weight, bias)
    except INNER as error:
        if concerned(loose((input1, input2, weight, bias), {})):
            return call_of(bilinear, (input1, input2, weight, bias), {})
        raise retold(bilinear_body, (input1, input2, weight, bias), {}, error)


LOGICAL_AND = logic_ops.logical_and
logical_and_forward = LOGICAL_AND.forward


def logical_and(input, other, *, out=None):
    """True where both are non-zero."""
    if out is not None:
        return into('logical_and', out, logical_and(input, other))
    try:
        input_data = input._data
    except AttributeError:
        return apply(LOGICAL_AND, (input, other), ())
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or type(other_data) is not ndarray or other_data.dtype is not float32):
        return apply(LOGICAL_AND, (input, other), ())
    try:
        data = logical_and_forward(CPU, input_data, other_data)
    except RAISED as error:
        raise explained(LOGICAL_AND, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


LOGICAL_AND.call = logical_and


def logical_and_(input, other):
    """In-place version of `logical_and`."""
    return inplace(LOGICAL_AND, (input, other), ())


LOGICAL_OR = logic_ops.logical_or
logical_or_forward = LOGICAL_OR.forward


def logical_or(input, other, *, out=None):
    """True where either is non-zero."""
    if out is not None:
        return into('logical_or', out, logical_or(input, other))
    try:
        input_data = input._data
    except AttributeError:
        return apply(LOGICAL_OR, (input, other), ())
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or type(other_data) is not ndarray or other_data.dtype is not float32):
        return apply(LOGICAL_OR, (input, other), ())
    try:
        data = logical_or_forward(CPU, input_data, other_data)
    except RAISED as error:
        raise explained(LOGICAL_OR, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


LOGICAL_OR.call = logical_or


def logical_or_(input, other):
    """In-place version of `logical_or`."""
    return inplace(LOGICAL_OR, (input, other), ())


LOGICAL_XOR = logic_ops.logical_xor
logical_xor_forward = LOGICAL_XOR.forward


def logical_xor(input, other, *, out=None):
    """True where exactly one is non-zero."""
    if out is not None:
        return into('logical_xor', out, logical_xor(input, other))
    try:
        input_data = input._data
    except AttributeError:
        return apply(LOGICAL_XOR, (input, other), ())
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or type(other_data) is not ndarray or other_data.dtype is not float32):
        return apply(LOGICAL_XOR, (input, other), ())
    try:
        data = logical_xor_forward(CPU, input_data, other_data)
    except RAISED as error:
        raise explained(LOGICAL_XOR, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


LOGICAL_XOR.call = logical_xor


def logical_xor_(input, other):
    """In-place version of `logical_xor`."""
    return inplace(LOGICAL_XOR, (input, other), ())


LOGICAL_NOT = logic_ops.logical_not
logical_not_forward = LOGICAL_NOT.forward


def logical_not(input, *, out=None):
    """True where an element is zero."""
    if out is not None:
        return into('logical_not', out, logical_not(input))
    try:
        input_data = input._data
    except AttributeError:
        return apply(LOGICAL_NOT, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(LOGICAL_NOT, (input,), ())
    try:
        data = logical_not_forward(CPU, input_data)
    except RAISED as error:
        raise explained(LOGICAL_NOT, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


LOGICAL_NOT.call = logical_not


def logical_not_(input):
    """In-place version of `logical_not`."""
    return inplace(LOGICAL_NOT, (input,), ())


BITWISE_AND = logic_ops.bitwise_and
bitwise_and_forward = BITWISE_AND.forward


def bitwise_and(input, other, *, out=None):
    """The bits set in both; of masks, `and`."""
    if out is not None:
        input = operand_of('bitwise_and', input)
        return into('bitwise_and', out, bitwise_and(input, other))
    try:
        input_data = input._data
    except AttributeError:
        return apply(BITWISE_AND, (input, other), ())
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (other_data.dtype is float32 if type(other_data) is ndarray else type(other_data) in NUMBERS)):
        return apply(BITWISE_AND, (input, other), ())
    try:
        data = bitwise_and_forward(CPU, input_data, other_data)
    except RAISED as error:
        raise explained(BITWISE_AND, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


BITWISE_AND.call = bitwise_and


def bitwise_and_operator(input, other):
    """`bitwise_and` between operands."""
    try:
        input_data = input._data
    except AttributeError:
        return attempted(BITWISE_AND, (input, other), ())
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (other_data.dtype is float32 if type(other_data) is ndarray else type(other_data) in NUMBERS)):
        return attempted(BITWISE_AND, (input, other), ())
    try:
        data = bitwise_and_forward(CPU, input_data, other_data)
    except RAISED as error:
        raise explained(BITWISE_AND, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


def bitwise_and_(input, other):
    """In-place version of `bitwise_and`."""
    return inplace(BITWISE_AND, (input, other), ())


BITWISE_OR = logic_ops.bitwise_or
bitwise_or_forward = BITWISE_OR.forward


def bitwise_or(input, other, *, out=None):
    """The bits set in either; of masks, `or`."""
    if out is not None:
        input = operand_of('bitwise_or', input)
        return into('bitwise_or', out, bitwise_or(input, other))
    try:
        input_data = input._data
    except AttributeError:
        return apply(BITWISE_OR, (input, other), ())
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (other_data.dtype is float32 if type(other_data) is ndarray else type(other_data) in NUMBERS)):
        return apply(BITWISE_OR, (input, other), ())
    try:
        data = bitwise_or_forward(CPU, input_data, other_data)
    except RAISED as error:
        raise explained(BITWISE_OR, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


BITWISE_OR.call = bitwise_or


def bitwise_or_operator(input, other):
    """`bitwise_or` between operands."""
    try:
        input_data = input._data
    except AttributeError:
        return attempted(BITWISE_OR, (input, other), ())
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (other_data.dtype is float32 if type(other_data) is ndarray else type(other_data) in NUMBERS)):
        return attempted(BITWISE_OR, (input, other), ())
    try:
        data = bitwise_or_forward(CPU, input_data, other_data)
    except RAISED as error:
        raise explained(BITWISE_OR, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


def bitwise_or_(input, other):
    """In-place version of `bitwise_or`."""
    return inplace(BITWISE_OR, (input, other), ())


BITWISE_XOR = logic_ops.bitwise_xor
bitwise_xor_forward = BITWISE_XOR.forward


def bitwise_xor(input, other, *, out=None):
    """The bits set in exactly one; of masks, `xor`."""
    if out is not None:
        input = operand_of('bitwise_xor', input)
        return into('bitwise_xor', out, bitwise_xor(input, other))
    try:
        input_data = input._data
    except AttributeError:
        return apply(BITWISE_XOR, (input, other), ())
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (other_data.dtype is float32 if type(other_data) is ndarray else type(other_data) in NUMBERS)):
        return apply(BITWISE_XOR, (input, other), ())
    try:
        data = bitwise_xor_forward(CPU, input_data, other_data)
    except RAISED as error:
        raise explained(BITWISE_XOR, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


BITWISE_XOR.call = bitwise_xor


def bitwise_xor_operator(input, other):
    """`bitwise_xor` between operands."""
    try:
        input_data = input._data
    except AttributeError:
        return attempted(BITWISE_XOR, (input, other), ())
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (other_data.dtype is float32 if type(other_data) is ndarray else type(other_data) in NUMBERS)):
        return attempted(BITWISE_XOR, (input, other), ())
    try:
        data = bitwise_xor_forward(CPU, input_data, other_data)
    except RAISED as error:
        raise explained(BITWISE_XOR, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


def bitwise_xor_(input, other):
    """In-place version of `bitwise_xor`."""
    return inplace(BITWISE_XOR, (input, other), ())


BITWISE_NOT = logic_ops.bitwise_not
bitwise_not_forward = BITWISE_NOT.forward


def bitwise_not(input, *, out=None):
    """The other bits; of a mask, `not`."""
    if out is not None:
        return into('bitwise_not', out, bitwise_not(input), same=True)
    try:
        input_data = input._data
    except AttributeError:
        return apply(BITWISE_NOT, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(BITWISE_NOT, (input,), ())
    try:
        data = bitwise_not_forward(CPU, input_data)
    except RAISED as error:
        raise explained(BITWISE_NOT, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


BITWISE_NOT.call = bitwise_not


def bitwise_not_(input):
    """In-place version of `bitwise_not`."""
    return inplace(BITWISE_NOT, (input,), ())


BITWISE_LEFT_SHIFT = logic_ops.bitwise_left_shift
bitwise_left_shift_forward = BITWISE_LEFT_SHIFT.forward


def bitwise_left_shift(input, other, *, out=None):
    """The bits `other` places higher."""
    if out is not None:
        return into('bitwise_left_shift', out, bitwise_left_shift(input, other))
    try:
        input_data = input._data
    except AttributeError:
        return apply(BITWISE_LEFT_SHIFT, (input, other), ())
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (other_data.dtype is float32 if type(other_data) is ndarray else type(other_data) in NUMBERS)):
        return apply(BITWISE_LEFT_SHIFT, (input, other), ())
    try:
        data = bitwise_left_shift_forward(CPU, input_data, other_data)
    except RAISED as error:
        raise explained(BITWISE_LEFT_SHIFT, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


BITWISE_LEFT_SHIFT.call = bitwise_left_shift


def bitwise_left_shift_operator(input, other):
    """`bitwise_left_shift` between operands."""
    try:
        input_data = input._data
    except AttributeError:
        return attempted(BITWISE_LEFT_SHIFT, (input, other), ())
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (other_data.dtype is float32 if type(other_data) is ndarray else type(other_data) in NUMBERS)):
        return attempted(BITWISE_LEFT_SHIFT, (input, other), ())
    try:
        data = bitwise_left_shift_forward(CPU, input_data, other_data)
    except RAISED as error:
        raise explained(BITWISE_LEFT_SHIFT, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


def bitwise_left_shift_(input, other):
    """In-place version of `bitwise_left_shift`."""
    return inplace(BITWISE_LEFT_SHIFT, (input, other), ())


BITWISE_RIGHT_SHIFT = logic_ops.bitwise_right_shift
bitwise_right_shift_forward = BITWISE_RIGHT_SHIFT.forward


def bitwise_right_shift(input, other, *, out=None):
    """The bits `other` places lower; the sign stays."""
    if out is not None:
        return into('bitwise_right_shift', out, bitwise_right_shift(input, other))
    try:
        input_data = input._data
    except AttributeError:
        return apply(BITWISE_RIGHT_SHIFT, (input, other), ())
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (other_data.dtype is float32 if type(other_data) is ndarray else type(other_data) in NUMBERS)):
        return apply(BITWISE_RIGHT_SHIFT, (input, other), ())
    try:
        data = bitwise_right_shift_forward(CPU, input_data, other_data)
    except RAISED as error:
        raise explained(BITWISE_RIGHT_SHIFT, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


BITWISE_RIGHT_SHIFT.call = bitwise_right_shift


def bitwise_right_shift_operator(input, other):
    """`bitwise_right_shift` between operands."""
    try:
        input_data = input._data
    except AttributeError:
        return attempted(BITWISE_RIGHT_SHIFT, (input, other), ())
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (other_data.dtype is float32 if type(other_data) is ndarray else type(other_data) in NUMBERS)):
        return attempted(BITWISE_RIGHT_SHIFT, (input, other), ())
    try:
        data = bitwise_right_shift_forward(CPU, input_data, other_data)
    except RAISED as error:
        raise explained(BITWISE_RIGHT_SHIFT, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


def bitwise_right_shift_(input, other):
    """In-place version of `bitwise_right_shift`."""
    return inplace(BITWISE_RIGHT_SHIFT, (input, other), ())


DIRECTION = loss_ops.direction
direction_forward = DIRECTION.forward


def direction(input):
    """-1, 0 or 1 by the sign of `input`."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(DIRECTION, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET):
        return apply(DIRECTION, (input,), ())
    try:
        data = direction_forward(CPU, input_data)
    except RAISED as error:
        raise explained(DIRECTION, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


DIRECTION.call = direction


MSE_LOSS = loss_ops.mse_loss
mse_loss_forward = MSE_LOSS.forward
mse_loss_vjp_input = MSE_LOSS.rules[0].function
mse_loss_vjp_target = MSE_LOSS.rules[1].function


def mse_loss(input, target, reduction='mean'):
    """Squared differences."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(MSE_LOSS, (input, target), (reduction,))
    target_data = getattr(target, '_data', target)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (target_data.dtype is float32 if type(target_data) is ndarray else type(target_data) in NUMBERS)):
        return apply(MSE_LOSS, (input, target), (reduction,))
    try:
        data = mse_loss_forward(CPU, input_data, target_data, reduction)
    except RAISED as error:
        raise explained(MSE_LOSS, error, (input_data, target_data), (reduction,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    target_node = None if target_data is target else target._node if target._view is None else current(target)
    if (input_node is not None or target_node is not None) and is_recording():
        out._node = [MSE_LOSS, (input_node, target_node), (input_data, target_data), (input._writes, target_data is not target and target._writes or None), (reduction,),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


MSE_LOSS.call = mse_loss


def mse_loss_backward(g, saved, node):
    input, target = saved
    reduction, = node[STATICS]
    input_node, target_node = node[PARENTS]
    return (None if input_node is None else mse_loss_vjp_input(g, input, target, reduction), None if target_node is None else mse_loss_vjp_target(g, input, target, reduction))


MSE_LOSS.backward = mse_loss_backward


L1_LOSS = loss_ops.l1_loss
l1_loss_forward = L1_LOSS.forward
l1_loss_check: Any = L1_LOSS.check
l1_loss_vjp_input = L1_LOSS.rules[0].function
l1_loss_vjp_target = L1_LOSS.rules[1].function


def l1_loss(input, target, reduction='mean'):
    """Absolute differences, of real numbers."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(L1_LOSS, (input, target), (reduction,))
    target_data = getattr(target, '_data', target)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (target_data.dtype is float32 if type(target_data) is ndarray else type(target_data) in NUMBERS)):
        return apply(L1_LOSS, (input, target), (reduction,))
    l1_loss_check(input_data, target_data, reduction)
    try:
        data = l1_loss_forward(CPU, input_data, target_data, reduction)
    except RAISED as error:
        raise explained(L1_LOSS, error, (input_data, target_data), (reduction,)) from None
    outputs = out_out, difference_out = tuple([
        Tensor(d if type(d) is ndarray else as_array(d), None) for d in data])
    input_node = input._node if input._view is None else current(input)
    target_node = None if target_data is target else target._node if target._view is None else current(target)
    if (input_node is not None or target_node is not None) and is_recording():
        out_out._node = [L1_LOSS, (input_node, target_node), (difference_out._data,), (difference_out._writes,), (reduction,),
                     out_out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out_out._node)
    return outputs


L1_LOSS.call = l1_loss


def l1_loss_backward(g, saved, node):
    difference, = saved
    reduction, = node[STATICS]
    input_node, target_node = node[PARENTS]
    return (None if input_node is None else l1_loss_vjp_input(g, difference, reduction), None if target_node is None else l1_loss_vjp_target(g, difference, reduction))


L1_LOSS.backward = l1_loss_backward


SMOOTH_L1_LOSS = loss_ops.smooth_l1_loss
smooth_l1_loss_forward = SMOOTH_L1_LOSS.forward
smooth_l1_loss_vjp_input = SMOOTH_L1_LOSS.rules[0].function
smooth_l1_loss_vjp_target = SMOOTH_L1_LOSS.rules[1].function


def smooth_l1_loss(input, target, reduction='mean', beta=1.0):
    """Squared differences below `beta`, absolute ones above (Girshick, 2015)."""
    if type(beta) is not int and type(beta) is not float:
        beta = real_of("smooth_l1_loss(): argument 'beta' (position 4)", beta)
    try:
        input_data = input._data
    except AttributeError:
        return apply(SMOOTH_L1_LOSS, (input, target), (reduction, beta))
    target_data = getattr(target, '_data', target)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (target_data.dtype is float32 if type(target_data) is ndarray else type(target_data) in NUMBERS)):
        return apply(SMOOTH_L1_LOSS, (input, target), (reduction, beta))
    try:
        data = smooth_l1_loss_forward(CPU, input_data, target_data, reduction, beta)
    except RAISED as error:
        raise explained(SMOOTH_L1_LOSS, error, (input_data, target_data), (reduction, beta)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    target_node = None if target_data is target else target._node if target._view is None else current(target)
    if (input_node is not None or target_node is not None) and is_recording():
        out._node = [SMOOTH_L1_LOSS, (input_node, target_node), (input_data, target_data), (input._writes, target_data is not target and target._writes or None), (reduction, beta),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


SMOOTH_L1_LOSS.call = smooth_l1_loss


def smooth_l1_loss_backward(g, saved, node):
    input, target = saved
    reduction, beta = node[STATICS]
    input_node, target_node = node[PARENTS]
    return (None if input_node is None else smooth_l1_loss_vjp_input(g, input, target, reduction, beta), None if target_node is None else smooth_l1_loss_vjp_target(g, input, target, reduction, beta))


SMOOTH_L1_LOSS.backward = smooth_l1_loss_backward


HUBER_LOSS = loss_ops.huber_loss
huber_loss_forward = HUBER_LOSS.forward
huber_loss_vjp_input = HUBER_LOSS.rules[0].function
huber_loss_vjp_target = HUBER_LOSS.rules[1].function


def huber_loss(input, target, reduction='mean', delta=1.0):
    """Half the squared differences below `delta`, `delta` times the rest above (Huber, 1964)."""
    if type(delta) is not int and type(delta) is not float:
        delta = real_of("huber_loss(): argument 'delta' (position 4)", delta)
    try:
        input_data = input._data
    except AttributeError:
        return apply(HUBER_LOSS, (input, target), (reduction, delta))
    target_data = getattr(target, '_data', target)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (target_data.dtype is float32 if type(target_data) is ndarray else type(target_data) in NUMBERS)):
        return apply(HUBER_LOSS, (input, target), (reduction, delta))
    try:
        data = huber_loss_forward(CPU, input_data, target_data, reduction, delta)
    except RAISED as error:
        raise explained(HUBER_LOSS, error, (input_data, target_data), (reduction, delta)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    target_node = None if target_data is target else target._node if target._view is None else current(target)
    if (input_node is not None or target_node is not None) and is_recording():
        out._node = [HUBER_LOSS, (input_node, target_node), (input_data, target_data), (input._writes, target_data is not target and target._writes or None), (reduction, delta),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


HUBER_LOSS.call = huber_loss


def huber_loss_backward(g, saved, node):
    input, target = saved
    reduction, delta = node[STATICS]
    input_node, target_node = node[PARENTS]
    return (None if input_node is None else huber_loss_vjp_input(g, input, target, reduction, delta), None if target_node is None else huber_loss_vjp_target(g, input, target, reduction, delta))


HUBER_LOSS.backward = huber_loss_backward


BINARY_CROSS_ENTROPY = loss_ops.binary_cross_entropy
binary_cross_entropy_forward = BINARY_CROSS_ENTROPY.forward
binary_cross_entropy_vjp_input = BINARY_CROSS_ENTROPY.rules[0].function
binary_cross_entropy_vjp_target = BINARY_CROSS_ENTROPY.rules[1].function


def binary_cross_entropy(input, target, weight=None, reduction='mean'):
    """`-(target * log(input) + (1 - target) * log(1 - input))`, logarithms held above -100."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(BINARY_CROSS_ENTROPY, (input, target, weight), (reduction,))
    target_data = getattr(target, '_data', target)
    weight_data = getattr(weight, '_data', weight)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or type(target_data) is not ndarray or target_data.dtype is not float32
            or type(weight_data) is not ndarray and weight_data is not None):
        return apply(BINARY_CROSS_ENTROPY, (input, target, weight), (reduction,))
    try:
        data = binary_cross_entropy_forward(CPU, input_data, target_data, weight_data, reduction)
    except RAISED as error:
        raise explained(BINARY_CROSS_ENTROPY, error, (input_data, target_data, weight_data), (reduction,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    target_node = None if target_data is target else target._node if target._view is None else current(target)
    weight_node = None if weight_data is weight else weight._node if weight._view is None else current(weight)
    if (input_node is not None or target_node is not None or weight_node is not None) and is_recording():
        out._node = [BINARY_CROSS_ENTROPY, (input_node, target_node, weight_node), (None if input_node is None and target_node is None else input_data, None if input_node is None else target_data, None if input_node is None and target_node is None else weight_data), (None if input_node is None and target_node is None else input._writes, None if input_node is None else target_data is not target and target._writes or None, None if input_node is None and target_node is None else weight_data is not weight and weight._writes or None), (reduction,),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


BINARY_CROSS_ENTROPY.call = binary_cross_entropy


def binary_cross_entropy_backward(g, saved, node):
    input, target, weight = saved
    reduction, = node[STATICS]
    input_node, target_node, weight_node = node[PARENTS]
    return (None if input_node is None else binary_cross_entropy_vjp_input(g, input, target, weight, reduction), None if target_node is None else binary_cross_entropy_vjp_target(g, input, weight, reduction), None)


BINARY_CROSS_ENTROPY.backward = binary_cross_entropy_backward


BINARY_CROSS_ENTROPY_WITH_LOGITS = loss_ops.binary_cross_entropy_with_logits
binary_cross_entropy_with_logits_forward = BINARY_CROSS_ENTROPY_WITH_LOGITS.forward
binary_cross_entropy_with_logits_vjp_input = BINARY_CROSS_ENTROPY_WITH_LOGITS.rules[0].function
binary_cross_entropy_with_logits_vjp_target = BINARY_CROSS_ENTROPY_WITH_LOGITS.rules[1].function


def binary_cross_entropy_with_logits(input, target, weight=None, pos_weight=None, reduction='mean', *, out=None):
    """`binary_cross_entropy` of `sigmoid(input)`, without overflow; `pos_weight` weighs the positive targets."""
    if out is not None:
        return into('binary_cross_entropy_with_logits', out, binary_cross_entropy_with_logits(input, target, weight, pos_weight, reduction))
    try:
        input_data = input._data
    except AttributeError:
        return apply(BINARY_CROSS_ENTROPY_WITH_LOGITS, (input, target, weight, pos_weight), (reduction,))
    target_data = getattr(target, '_data', target)
    weight_data = getattr(weight, '_data', weight)
    pos_weight_data = getattr(pos_weight, '_data', pos_weight)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or type(target_data) is not ndarray or target_data.dtype is not float32
            or type(weight_data) is not ndarray and weight_data is not None
            or type(pos_weight_data) is not ndarray and pos_weight_data is not None):
        return apply(BINARY_CROSS_ENTROPY_WITH_LOGITS, (input, target, weight, pos_weight), (reduction,))
    try:
        data = binary_cross_entropy_with_logits_forward(CPU, input_data, target_data, weight_data, pos_weight_data, reduction)
    except RAISED as error:
        raise explained(BINARY_CROSS_ENTROPY_WITH_LOGITS, error, (input_data, target_data, weight_data, pos_weight_data), (reduction,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    target_node = None if target_data is target else target._node if target._view is None else current(target)
    weight_node = None if weight_data is weight else weight._node if weight._view is None else current(weight)
    pos_weight_node = None if pos_weight_data is pos_weight else pos_weight._node if pos_weight._view is None else current(pos_weight)
    if (input_node is not None or target_node is not None or weight_node is not None or pos_weight_node is not None) and is_recording():
        out._node = [BINARY_CROSS_ENTROPY_WITH_LOGITS, (input_node, target_node, weight_node, pos_weight_node), (None if input_node is None and target_node is None else input_data, None if input_node is None else target_data, None if input_node is None and target_node is None else weight_data, None if input_node is None and target_node is None else pos_weight_data), (None if input_node is None and target_node is None else input._writes, None if input_node is None else target_data is not target and target._writes or None, None if input_node is None and target_node is None else weight_data is not weight and weight._writes or None, None if input_node is None and target_node is None else pos_weight_data is not pos_weight and pos_weight._writes or None), (reduction,),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


BINARY_CROSS_ENTROPY_WITH_LOGITS.call = binary_cross_entropy_with_logits


def binary_cross_entropy_with_logits_backward(g, saved, node):
    input, target, weight, pos_weight = saved
    reduction, = node[STATICS]
    input_node, target_node, weight_node, pos_weight_node = node[PARENTS]
    return (None if input_node is None else binary_cross_entropy_with_logits_vjp_input(g, input, target, weight, pos_weight, reduction), None if target_node is None else binary_cross_entropy_with_logits_vjp_target(g, input, weight, pos_weight, reduction), None, None)


BINARY_CROSS_ENTROPY_WITH_LOGITS.backward = binary_cross_entropy_with_logits_backward


svd_lowrank_body: Any = getattr(lowrank_ops.svd_lowrank, '__wrapped__')


def svd_lowrank(A, q=6, niter=2, M=None):
    """U, S, V of the `q` largest singular values of A, or of A - M: approximate, and as random as `randn`."""
    if active and concerned(loose((A, q, niter, M), {})):
        return call_of(svd_lowrank, (A, q, niter, M), {})
    try:
        return svd_lowrank_body(A, q, niter, M)
    except INNER as error:
        if concerned(loose((A, q, niter, M), {})):
            return call_of(svd_lowrank, (A, q, niter, M), {})
        raise retold(svd_lowrank_body, (A, q, niter, M), {}, error)


pca_lowrank_body: Any = getattr(lowrank_ops.pca_lowrank, '__wrapped__')


def pca_lowrank(A, q=None, center=True, niter=2):
    """U, S, V of the rows of A, after their mean is taken out with `center`."""
    if active and concerned(loose((A, q, center, niter), {})):
        return call_of(pca_lowrank, (A, q, center, niter), {})
    if center is not False and center is not True:
        center = flag_of("pca_lowrank(): argument 'center' (position 3)", center)
    try:
        return pca_lowrank_body(A, q, center, niter)
    except INNER as error:
        if concerned(loose((A, q, center, niter), {})):
            return call_of(pca_lowrank, (A, q, center, niter), {})
        raise retold(pca_lowrank_body, (A, q, center, niter), {}, error)


EXCHANGED = lu_ops.exchanged
exchanged_forward = EXCHANGED.forward
exchanged_vjp_input = EXCHANGED.rules[0].function


def exchanged(input, pivots, back):
    """The rows in the order that `pivots` leave them: P^T A; with `back`, PA."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(EXCHANGED, (input, pivots), (back,))
    pivots_data = getattr(pivots, '_data', pivots)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or type(pivots_data) is not ndarray):
        return apply(EXCHANGED, (input, pivots), (back,))
    try:
        data = exchanged_forward(CPU, input_data, pivots_data, back)
    except RAISED as error:
        raise explained(EXCHANGED, error, (input_data, pivots_data), (back,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    pivots_node = None if pivots_data is pivots else pivots._node if pivots._view is None else current(pivots)
    if (input_node is not None or pivots_node is not None) and is_recording():
        out._node = [EXCHANGED, (input_node, pivots_node), (None if input_node is None else pivots_data,), (None if input_node is None else pivots_data is not pivots and pivots._writes or None,), (back,),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


EXCHANGED.call = exchanged


def exchanged_backward(g, saved, node):
    pivots, = saved
    back, = node[STATICS]
    input_node, pivots_node = node[PARENTS]
    return (None if input_node is None else exchanged_vjp_input(g, pivots, back), None)


EXCHANGED.backward = exchanged_backward


PACKED = lu_ops.packed
packed_forward = PACKED.forward
packed_vjp_input = PACKED.rules[0].function


def packed(input):
    """L below the diagonal and U above, the row exchanges, and the first zero pivot or 0."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(PACKED, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(PACKED, (input,), ())
    try:
        data = packed_forward(CPU, input_data)
    except RAISED as error:
        raise explained(PACKED, error, (input_data,), ()) from None
    outputs = LU_out, pivots_out, info_out = tuple([
        Tensor(d if type(d) is ndarray else as_array(d), None) for d in data])
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        LU_out._node = [PACKED, (input_node,), (LU_out._data, pivots_out._data), (LU_out._writes, pivots_out._writes), (),
                     LU_out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(LU_out._node)
    return outputs


PACKED.call = packed


def packed_backward(g, saved, node):
    LU, pivots = saved
    return (packed_vjp_input(g, LU, pivots),)


PACKED.backward = packed_backward


lu_factor_ex_body: Any = getattr(lu_ops.lu_factor_ex, '__wrapped__')


def lu_factor_ex(A, *, pivot=True, check_errors=False):
    """L and U in one matrix, the row exchanges counted from 1, and the first zero pivot of U or 0."""
    if active and concerned(loose((A,), {'pivot': pivot, 'check_errors': check_errors})):
        return call_of(lu_factor_ex, (A,), {'pivot': pivot, 'check_errors': check_errors})
    if pivot is not False and pivot is not True:
        pivot = flag_of("lu_factor_ex(): argument 'pivot'", pivot)
    if check_errors is not False and check_errors is not True:
        check_errors = flag_of("lu_factor_ex(): argument 'check_errors'", check_errors)
    try:
        return lu_factor_ex_body(A, pivot=pivot, check_errors=check_errors)
    except INNER as error:
        if concerned(loose((A,), {'pivot': pivot, 'check_errors': check_errors})):
            return call_of(lu_factor_ex, (A,), {'pivot': pivot, 'check_errors': check_errors})
        raise retold(lu_factor_ex_body, (A,), {'pivot': pivot, 'check_errors': check_errors}, error)


lu_factor_body: Any = getattr(lu_ops.lu_factor, '__wrapped__')


def lu_factor(A, *, pivot=True):
    """L and U in one matrix, and the row exchanges counted from 1."""
    if active and concerned(loose((A,), {'pivot': pivot})):
        return call_of(lu_factor, (A,), {'pivot': pivot})
    if pivot is not False and pivot is not True:
        pivot = flag_of("lu_factor(): argument 'pivot'", pivot)
    try:
        return lu_factor_body(A, pivot=pivot)
    except INNER as error:
        if concerned(loose((A,), {'pivot': pivot})):
            return call_of(lu_factor, (A,), {'pivot': pivot})
        raise retold(lu_factor_body, (A,), {'pivot': pivot}, error)


lu_body: Any = getattr(lu_ops.lu, '__wrapped__')


def lu(input, pivot=True, get_infos=False, *, out=None):
    """L and U in one matrix, and the row exchanges; `linalg.lu_factor` follows it."""
    if active and out is None and concerned(loose((input, pivot, get_infos), {})):
        return call_of(lu, (input, pivot, get_infos), {})
    if pivot is not False and pivot is not True:
        pivot = flag_of("lu(): argument 'pivot' (position 2)", pivot)
    if get_infos is not False and get_infos is not True:
        get_infos = flag_of("lu(): argument 'get_infos' (position 3)", get_infos)
    try:
        result = lu_body(input, pivot, get_infos)
    except INNER as error:
        if concerned(loose((input, pivot, get_infos), {})):
            return call_of(lu, (input, pivot, get_infos), {})
        raise retold(lu_body, (input, pivot, get_infos), {}, error)
    return result if out is None else into('lu', out, result)


lu_unpack_body: Any = getattr(lu_ops.lu_unpack, '__wrapped__')


def lu_unpack(LU_data, LU_pivots, unpack_data=True, unpack_pivots=True, *, out=None):
    """P, L and U from what `lu_factor` returns."""
    if active and out is None and concerned(loose((LU_data, LU_pivots, unpack_data, unpack_pivots), {})):
        return call_of(lu_unpack, (LU_data, LU_pivots, unpack_data, unpack_pivots), {})
    if unpack_data is not False and unpack_data is not True:
        unpack_data = flag_of("lu_unpack(): argument 'unpack_data' (position 3)", unpack_data)
    if unpack_pivots is not False and unpack_pivots is not True:
        unpack_pivots = flag_of("lu_unpack(): argument 'unpack_pivots' (position 4)", unpack_pivots)
    try:
        result = lu_unpack_body(LU_data, LU_pivots, unpack_data, unpack_pivots)
    except INNER as error:
        if concerned(loose((LU_data, LU_pivots, unpack_data, unpack_pivots), {})):
            return call_of(lu_unpack, (LU_data, LU_pivots, unpack_data, unpack_pivots), {})
        raise retold(lu_unpack_body, (LU_data, LU_pivots, unpack_data, unpack_pivots), {}, error)
    return result if out is None else into('lu_unpack', out, result)


lu_matrices_body: Any = getattr(lu_ops.lu_matrices, '__wrapped__')


def lu_matrices(A, *, pivot=True):
    """P, L and U in A = PLU: `linalg.lu`."""
    if active and concerned(loose((A,), {'pivot': pivot})):
        return call_of(lu_matrices, (A,), {'pivot': pivot})
    if pivot is not False and pivot is not True:
        pivot = flag_of("lu_matrices(): argument 'pivot'", pivot)
    try:
        return lu_matrices_body(A, pivot=pivot)
    except INNER as error:
        if concerned(loose((A,), {'pivot': pivot})):
            return call_of(lu_matrices, (A,), {'pivot': pivot})
        raise retold(lu_matrices_body, (A,), {'pivot': pivot}, error)


solve_factored_body: Any = getattr(lu_ops.solve_factored, '__wrapped__')


def solve_factored(LU, pivots, B, *, left=True, adjoint=False):
    """X in AX = B, or with `left=False` in XA = B, from what `lu_factor` returns: `linalg.lu_solve`."""
    if active and concerned(loose((LU, pivots, B), {'left': left, 'adjoint': adjoint})):
        return call_of(solve_factored, (LU, pivots, B), {'left': left, 'adjoint': adjoint})
    if left is not False and left is not True:
        left = flag_of("solve_factored(): argument 'left'", left)
    if adjoint is not False and adjoint is not True:
        adjoint = flag_of("solve_factored(): argument 'adjoint'", adjoint)
    try:
        return solve_factored_body(LU, pivots, B, left=left, adjoint=adjoint)
    except INNER as error:
        if concerned(loose((LU, pivots, B), {'left': left, 'adjoint': adjoint})):
            return call_of(solve_factored, (LU, pivots, B), {'left': left, 'adjoint': adjoint})
        raise retold(solve_factored_body, (LU, pivots, B), {'left': left, 'adjoint': adjoint}, error)


lu_solve_body: Any = getattr(lu_ops.lu_solve, '__wrapped__')


def lu_solve(input, LU_data, LU_pivots, *, out=None):
    """X in AX = input, from what `lu` returns; `linalg.lu_solve` follows it."""
    if active and out is None and concerned(loose((input, LU_data, LU_pivots), {})):
        return call_of(lu_solve, (input, LU_data, LU_pivots), {})
    try:
        result = lu_solve_body(input, LU_data, LU_pivots)
    except INNER as error:
        if concerned(loose((input, LU_data, LU_pivots), {})):
            return call_of(lu_solve, (input, LU_data, LU_pivots), {})
        raise retold(lu_solve_body, (input, LU_data, LU_pivots), {}, error)
    return result if out is None else into('lu_solve', out, result, fresh=True)


FILL_MASK = masks_ops.fill_mask
fill_mask_forward = FILL_MASK.forward
fill_mask_vjp_input = FILL_MASK.rules[0].function


def fill_mask(input, mask, value):
    """`input` with a number where `mask` is true."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(FILL_MASK, (input, mask), (value,))
    mask_data = getattr(mask, '_data', mask)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or type(mask_data) is not ndarray):
        return apply(FILL_MASK, (input, mask), (value,))
    try:
        data = fill_mask_forward(CPU, input_data, mask_data, value)
    except RAISED as error:
        raise explained(FILL_MASK, error, (input_data, mask_data), (value,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    mask_node = None if mask_data is mask else mask._node if mask._view is None else current(mask)
    if (input_node is not None or mask_node is not None) and is_recording():
        out._node = [FILL_MASK, (input_node, mask_node), (None if input_node is None else mask_data,), (None if input_node is None else mask_data is not mask and mask._writes or None,), (value,),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


FILL_MASK.call = fill_mask


def fill_mask_backward(g, saved, node):
    mask, = saved
    input_node, mask_node = node[PARENTS]
    return (None if input_node is None else fill_mask_vjp_input(g, mask), None)


FILL_MASK.backward = fill_mask_backward


def fill_mask_(input, mask, value):
    """In-place version of `fill_mask`."""
    return inplace(FILL_MASK, (input, mask), (value,))


FILL_NUMBER = masks_ops.fill_number
fill_number_forward = FILL_NUMBER.forward
fill_number_vjp_input = FILL_NUMBER.rules[0].function


def fill_number(input, value):
    """A number at every place of the shape of `input`."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(FILL_NUMBER, (input,), (value,))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET):
        return apply(FILL_NUMBER, (input,), (value,))
    try:
        data = fill_number_forward(CPU, input_data, value)
    except RAISED as error:
        raise explained(FILL_NUMBER, error, (input_data,), (value,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [FILL_NUMBER, (input_node,), (), (), (value,),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    return out


FILL_NUMBER.call = fill_number


def fill_number_backward(g, saved, node):
    return (fill_number_vjp_input(g),)


FILL_NUMBER.backward = fill_number_backward


def fill_number_(input, value):
    """In-place version of `fill_number`."""
    return inplace(FILL_NUMBER, (input,), (value,))


masked_fill_body: Any = getattr(masks_ops.masked_fill, '__wrapped__')


def masked_fill(input, mask, value):
    """`input` with a number (or a 0-dim tensor) where `mask` is true."""
    if active and concerned(loose((input, mask, value), {})):
        return call_of(masked_fill, (input, mask, value), {})
    try:
        input._node; mask._node
        return masked_fill_body(input, mask, value)
    except INNER as error:
        if concerned(loose((input, mask, value), {})):
            return call_of(masked_fill, (input, mask, value), {})
        raise retold(masked_fill_body, (input, mask, value), {}, error)


masked_fill__body: Any = getattr(masks_ops.masked_fill_, '__wrapped__')


def masked_fill_(self, mask, value):
    """Write a number (or a 0-dim tensor) where `mask` is true."""
    if active and concerned(loose((self, mask, value), {})):
        return call_of(masked_fill_, (self, mask, value), {})
    try:
        self._node; mask._node
        return masked_fill__body(self, mask, value)
    except INNER as error:
        if concerned(loose((self, mask, value), {})):
            return call_of(masked_fill_, (self, mask, value), {})
        raise retold(masked_fill__body, (self, mask, value), {}, error)


masked_select_body: Any = getattr(masks_ops.masked_select, '__wrapped__')


def masked_select(input, mask, *, out=None):
    """The elements where `mask` is true, as a vector."""
    if active and out is None and concerned(loose((input, mask), {})):
        return call_of(masked_select, (input, mask), {})
    try:
        result = masked_select_body(input, mask)
    except INNER as error:
        if concerned(loose((input, mask), {})):
            return call_of(masked_select, (input, mask), {})
        raise retold(masked_select_body, (input, mask), {}, error)
    return result if out is None else into('masked_select', out, result, input, mask, same=True)


masked_scatter_body: Any = getattr(masks_ops.masked_scatter, '__wrapped__')


def masked_scatter(input, mask, source):
    """`input` with the next elements of `source` where `mask` is true."""
    if active and concerned(loose((input, mask, source), {})):
        return call_of(masked_scatter, (input, mask, source), {})
    try:
        input._node; mask._node; source._node
        return masked_scatter_body(input, mask, source)
    except INNER as error:
        if concerned(loose((input, mask, source), {})):
            return call_of(masked_scatter, (input, mask, source), {})
        raise retold(masked_scatter_body, (input, mask, source), {}, error)


masked_scatter__body: Any = getattr(masks_ops.masked_scatter_, '__wrapped__')


def masked_scatter_(self, mask, source):
    """Write the next elements of `source` where `mask` is true."""
    if active and concerned(loose((self, mask, source), {})):
        return call_of(masked_scatter_, (self, mask, source), {})
    try:
        self._node; mask._node; source._node
        return masked_scatter__body(self, mask, source)
    except INNER as error:
        if concerned(loose((self, mask, source), {})):
            return call_of(masked_scatter_, (self, mask, source), {})
        raise retold(masked_scatter__body, (self, mask, source), {}, error)


fill_body: Any = getattr(masks_ops.fill, '__wrapped__')


def fill(input, value):
    """One value, a number or a 0-dim tensor, in the shape and dtype of `input`."""
    if active and concerned(loose((input, value), {})):
        return call_of(fill, (input, value), {})
    try:
        return fill_body(input, value)
    except INNER as error:
        if concerned(loose((input, value), {})):
            return call_of(fill, (input, value), {})
        raise retold(fill_body, (input, value), {}, error)


fill__body: Any = getattr(masks_ops.fill_, '__wrapped__')


def fill_(input, value):
    """Write one value, a number or a 0-dim tensor, everywhere."""
    if active and concerned(loose((input, value), {})):
        return call_of(fill_, (input, value), {})
    try:
        return fill__body(input, value)
    except INNER as error:
        if concerned(loose((input, value), {})):
            return call_of(fill_, (input, value), {})
        raise retold(fill__body, (input, value), {}, error)


zero__body: Any = getattr(masks_ops.zero_, '__wrapped__')


def zero_(input):
    """Write zeros everywhere."""
    if active and concerned(loose((input,), {})):
        return call_of(zero_, (input,), {})
    try:
        return zero__body(input)
    except INNER as error:
        if concerned(loose((input,), {})):
            return call_of(zero_, (input,), {})
        raise retold(zero__body, (input,), {}, error)


fill_diagonal__body: Any = getattr(masks_ops.fill_diagonal_, '__wrapped__')


def fill_diagonal_(self, fill_value, wrap=False):
    """Write a number on the main diagonal; `wrap`: begin again below, where a matrix has more rows than columns."""
    if active and concerned(loose((self, fill_value, wrap), {})):
        return call_of(fill_diagonal_, (self, fill_value, wrap), {})
    if type(fill_value) is not int and type(fill_value) is not float:
        fill_value = number_of("fill_diagonal_(): argument 'fill_value' (position 2)", fill_value)
    if wrap is not False and wrap is not True:
        wrap = flag_of("fill_diagonal_(): argument 'wrap' (position 3)", wrap)
    try:
        return fill_diagonal__body(self, fill_value, wrap)
    except INNER as error:
        if concerned(loose((self, fill_value, wrap), {})):
            return call_of(fill_diagonal_, (self, fill_value, wrap), {})
        raise retold(fill_diagonal__body, (self, fill_value, wrap), {}, error)


stride_body: Any = getattr(memory_ops.stride, '__wrapped__')


def stride(self, dim=None):
    """Steps between neighbours, in elements, of all dimensions or of one."""
    if active and concerned(loose((self, dim), {})):
        return call_of(stride, (self, dim), {})
    if dim is not None and (type(dim) is not int or dim.bit_length() > 63):
        dim = int_of("stride(): argument 'dim' (position 2)", dim)
    try:
        return stride_body(self, dim)
    except INNER as error:
        if concerned(loose((self, dim), {})):
            return call_of(stride, (self, dim), {})
        raise retold(stride_body, (self, dim), {}, error)


set__body: Any = getattr(memory_ops.set_, '__wrapped__')


def set_(self, source=None, storage_offset=0, size=None, stride=None):
    """Let this tensor be another's memory, or lie in a storage at any offset, size and stride."""
    if active and concerned(loose((self, source, storage_offset, size, stride), {})):
        return call_of(set_, (self, source, storage_offset, size, stride), {})
    if (type(storage_offset) is not int or storage_offset.bit_length() > 63):
        storage_offset = int_of("set_(): argument 'storage_offset' (position 3)", storage_offset)
    if size is not None:
        size = list_of("set_(): argument 'size' (position 4)", size)
    if stride is not None:
        stride = list_of("set_(): argument 'stride' (position 5)", stride)
    try:
        return set__body(self, source, storage_offset, size, stride)
    except INNER as error:
        if concerned(loose((self, source, storage_offset, size, stride), {})):
            return call_of(set_, (self, source, storage_offset, size, stride), {})
        raise retold(set__body, (self, source, storage_offset, size, stride), {}, error)


resize_as__body: Any = getattr(memory_ops.resize_as_, '__wrapped__')


def resize_as_(input, the_template, memory_format=None):
    """Take the size of another tensor in place."""
    if active and concerned(loose((input, the_template, memory_format), {})):
        return call_of(resize_as_, (input, the_template, memory_format), {})
    try:
        return resize_as__body(input, the_template, memory_format)
    except INNER as error:
        if concerned(loose((input, the_template, memory_format), {})):
            return call_of(resize_as_, (input, the_template, memory_format), {})
        raise retold(resize_as__body, (input, the_template, memory_format), {}, error)


empty_strided_body: Any = getattr(memory_ops.empty_strided, '__wrapped__')


def empty_strided(size, stride, *, dtype=None, layout=None, device=None, requires_grad=False, pin_memory=False):
    """Unset values of a size at these strides, in elements."""
    if active and concerned(loose((size, stride), {'dtype': dtype, 'layout': layout, 'device': device, 'requires_grad': requires_grad, 'pin_memory': pin_memory})):
        return call_of(empty_strided, (size, stride), {'dtype': dtype, 'layout': layout, 'device': device, 'requires_grad': requires_grad, 'pin_memory': pin_memory})
    if dtype is not None and type(dtype) is not Dtype:
        dtype = dtype_of("empty_strided(): argument 'dtype'", dtype)
    if requires_grad is not None and requires_grad is not False and requires_grad is not True:
        requires_grad = flag_of("empty_strided(): argument 'requires_grad'", requires_grad)
    if pin_memory is not False and pin_memory is not True:
        pin_memory = flag_of("empty_strided(): argument 'pin_memory'", pin_memory)
    try:
        return empty_strided_body(size, stride, dtype=dtype, layout=layout, device=device, requires_grad=requires_grad, pin_memory=pin_memory)
    except INNER as error:
        if concerned(loose((size, stride), {'dtype': dtype, 'layout': layout, 'device': device, 'requires_grad': requires_grad, 'pin_memory': pin_memory})):
            return call_of(empty_strided, (size, stride), {'dtype': dtype, 'layout': layout, 'device': device, 'requires_grad': requires_grad, 'pin_memory': pin_memory})
        raise retold(empty_strided_body, (size, stride), {'dtype': dtype, 'layout': layout, 'device': device, 'requires_grad': requires_grad, 'pin_memory': pin_memory}, error)


empty_permuted_body: Any = getattr(memory_ops.empty_permuted, '__wrapped__')


def empty_permuted(size, physical_layout, *, dtype=None, layout=None, device=None, requires_grad=False, pin_memory=False):
    """Unset values of a size, dense in memory with the dimensions in the order `physical_layout`."""
    if active and concerned(loose((size, physical_layout), {'dtype': dtype, 'layout': layout, 'device': device, 'requires_grad': requires_grad, 'pin_memory': pin_memory})):
        return call_of(empty_permuted, (size, physical_layout), {'dtype': dtype, 'layout': layout, 'device': device, 'requires_grad': requires_grad, 'pin_memory': pin_memory})
    if dtype is not None and type(dtype) is not Dtype:
        dtype = dtype_of("empty_permuted(): argument 'dtype'", dtype)
    if requires_grad is not None and requires_grad is not False and requires_grad is not True:
        requires_grad = flag_of("empty_permuted(): argument 'requires_grad'", requires_grad)
    if pin_memory is not False and pin_memory is not True:
        pin_memory = flag_of("empty_permuted(): argument 'pin_memory'", pin_memory)
    try:
        return empty_permuted_body(size, physical_layout, dtype=dtype, layout=layout, device=device, requires_grad=requires_grad, pin_memory=pin_memory)
    except INNER as error:
        if concerned(loose((size, physical_layout), {'dtype': dtype, 'layout': layout, 'device': device, 'requires_grad': requires_grad, 'pin_memory': pin_memory})):
            return call_of(empty_permuted, (size, physical_layout), {'dtype': dtype, 'layout': layout, 'device': device, 'requires_grad': requires_grad, 'pin_memory': pin_memory})
        raise retold(empty_permuted_body, (size, physical_layout), {'dtype': dtype, 'layout': layout, 'device': device, 'requires_grad': requires_grad, 'pin_memory': pin_memory}, error)


new_empty_strided_body: Any = getattr(memory_ops.new_empty_strided, '__wrapped__')


def new_empty_strided(self, size, stride, dtype=None, layout=None, device=None, requires_grad=False, pin_memory=False):
    """Unset values of a size at these strides, in this tensor's dtype and device."""
    if active and concerned(loose((self, size, stride, dtype, layout, device, requires_grad, pin_memory), {})):
        return call_of(new_empty_strided, (self, size, stride, dtype, layout, device, requires_grad, pin_memory), {})
    size = list_of("new_empty_strided(): argument 'size' (position 2)", size)
    stride = list_of("new_empty_strided(): argument 'stride' (position 3)", stride)
    if dtype is not None and type(dtype) is not Dtype:
        dtype = dtype_of("new_empty_strided(): argument 'dtype' (position 4)", dtype)
    if requires_grad is not None and requires_grad is not False and requires_grad is not True:
        requires_grad = flag_of("new_empty_strided(): argument 'requires_grad' (position 7)", requires_grad)
    if pin_memory is not False and pin_memory is not True:
        pin_memory = flag_of("new_empty_strided(): argument 'pin_memory' (position 8)", pin_memory)
    try:
        return new_empty_strided_body(self, size, stride, dtype, layout, device, requires_grad, pin_memory)
    except INNER as error:
        if concerned(loose((self, size, stride, dtype, layout, device, requires_grad, pin_memory), {})):
            return call_of(new_empty_strided, (self, size, stride, dtype, layout, device, requires_grad, pin_memory), {})
        raise retold(new_empty_strided_body, (self, size, stride, dtype, layout, device, requires_grad, pin_memory), {}, error)


cdist_body: Any = getattr(metrics_ops.cdist, '__wrapped__')


def cdist(x1, x2, p=2.0, compute_mode='use_mm_for_euclid_dist_if_necessary'):
    """Distances between every two rows: (*, n, d), (*, m, d) -> (*, n, m)."""
    if active and concerned(loose((x1, x2, p, compute_mode), {})):
        return call_of(cdist, (x1, x2, p, compute_mode), {})
    if type(p) is not int and type(p) is not float:
        p = real_of("cdist(): argument 'p' (position 3)", p)
    try:
        return cdist_body(x1, x2, p, compute_mode)
    except INNER as error:
        if concerned(loose((x1, x2, p, compute_mode), {})):
            return call_of(cdist, (x1, x2, p, compute_mode), {})
        raise retold(cdist_body, (x1, x2, p, compute_mode), {}, error)


cross3_body: Any = getattr(metrics_ops.cross3, '__wrapped__')


def cross3(input, other, dim=-1):
    """The cross product along a dimension of size 3."""
    if active and concerned(loose((input, other, dim), {})):
        return call_of(cross3, (input, other, dim), {})
    if (type(dim) is not int or dim.bit_length() > 63):
        dim = int_of("cross3(): argument 'dim' (position 3)", dim)
    try:
        input._node; other._node
        return cross3_body(input, other, dim)
    except INNER as error:
        if concerned(loose((input, other, dim), {})):
            return call_of(cross3, (input, other, dim), {})
        raise retold(cross3_body, (input, other, dim), {}, error)


cross_body: Any = getattr(metrics_ops.cross, '__wrapped__')


def cross(input, other, dim=None, *, out=None):
    """The cross product along `dim`, or along the first dimension of size 3."""
    if active and out is None and concerned(loose((input, other, dim), {})):
        return call_of(cross, (input, other, dim), {})
    if dim is not None and (type(dim) is not int or dim.bit_length() > 63):
        dim = int_of("cross(): argument 'dim' (position 3)", dim)
    try:
        result = cross_body(input, other, dim)
    except INNER as error:
        if concerned(loose((input, other, dim), {})):
            return call_of(cross, (input, other, dim), {})
        raise retold(cross_body, (input, other, dim), {}, error)
    return result if out is None else into('cross', out, result, fresh=True)


cov_body: Any = getattr(metrics_ops.cov, '__wrapped__')


def cov(input, *, correction=1, fweights=None, aweights=None):
    """The covariance of rows, observations in columns: (n, N) -> (n, n)."""
    if active and concerned(loose((input,), {'correction': correction, 'fweights': fweights, 'aweights': aweights})):
        return call_of(cov, (input,), {'correction': correction, 'fweights': fweights, 'aweights': aweights})
    if (type(correction) is not int or correction.bit_length() > 63):
        correction = int_of("cov(): argument 'correction'", correction)
    try:
        return cov_body(input, correction=correction, fweights=fweights, aweights=aweights)
    except INNER as error:
        if concerned(loose((input,), {'correction': correction, 'fweights': fweights, 'aweights': aweights})):
            return call_of(cov, (input,), {'correction': correction, 'fweights': fweights, 'aweights': aweights})
        raise retold(cov_body, (input,), {'correction': correction, 'fweights': fweights, 'aweights': aweights}, error)


corrcoef_body: Any = getattr(metrics_ops.corrcoef, '__wrapped__')


def corrcoef(input):
    """The correlation of rows, observations in columns: (n, N) -> (n, n)."""
    if active and concerned(loose((input,), {})):
        return call_of(corrcoef, (input,), {})
    try:
        return corrcoef_body(input)
    except INNER as error:
        if concerned(loose((input,), {})):
            return call_of(corrcoef, (input,), {})
        raise retold(corrcoef_body, (input,), {}, error)


matrix_norm_body: Any = getattr(metrics_ops.matrix_norm, '__wrapped__')


def matrix_norm(A, ord='fro', dim=(-2, -1), keepdim=False, *, dtype=None):
    """The norm of matrices: "fro", "nuc", 1, -1, 2, -2, inf or -inf."""
    if active and concerned(loose((A, ord, dim, keepdim), {'dtype': dtype})):
        return call_of(matrix_norm, (A, ord, dim, keepdim), {'dtype': dtype})
    if keepdim is not False and keepdim is not True:
        keepdim = flag_of("matrix_norm(): argument 'keepdim' (position 4)", keepdim)
    if dtype is not None and type(dtype) is not Dtype:
        dtype = dtype_of("matrix_norm(): argument 'dtype'", dtype)
    try:
        A._node
        return matrix_norm_body(A, ord, dim, keepdim, dtype=dtype)
    except INNER as error:
        if concerned(loose((A, ord, dim, keepdim), {'dtype': dtype})):
            return call_of(matrix_norm, (A, ord, dim, keepdim), {'dtype': dtype})
        raise retold(matrix_norm_body, (A, ord, dim, keepdim), {'dtype': dtype}, error)


any_norm_body: Any = getattr(metrics_ops.any_norm, '__wrapped__')


def any_norm(A, ord=None, dim=None, keepdim=False, *, dtype=None):
    """The norm of a vector or of matrices, by the number of dimensions: `linalg.norm`."""
    if active and concerned(loose((A, ord, dim, keepdim), {'dtype': dtype})):
        return call_of(any_norm, (A, ord, dim, keepdim), {'dtype': dtype})
    if keepdim is not False and keepdim is not True:
        keepdim = flag_of("any_norm(): argument 'keepdim' (position 4)", keepdim)
    if dtype is not None and type(dtype) is not Dtype:
        dtype = dtype_of("any_norm(): argument 'dtype'", dtype)
    try:
        A._node
        return any_norm_body(A, ord, dim, keepdim, dtype=dtype)
    except INNER as error:
        if concerned(loose((A, ord, dim, keepdim), {'dtype': dtype})):
            return call_of(any_norm, (A, ord, dim, keepdim), {'dtype': dtype})
        raise retold(any_norm_body, (A, ord, dim, keepdim), {'dtype': dtype}, error)


cond_body: Any = getattr(metrics_ops.cond, '__wrapped__')


def cond(A, p=None):
    """The condition number: how much a solution may grow an error."""
    if active and concerned(loose((A, p), {})):
        return call_of(cond, (A, p), {})
    try:
        A._node
        return cond_body(A, p)
    except INNER as error:
        if concerned(loose((A, p), {})):
            return call_of(cond, (A, p), {})
        raise retold(cond_body, (A, p), {}, error)


ADDCMUL = mixing_ops.addcmul
addcmul_forward = ADDCMUL.forward
addcmul_vjp_input = ADDCMUL.rules[0].function
addcmul_vjp_tensor1 = ADDCMUL.rules[1].function
addcmul_vjp_tensor2 = ADDCMUL.rules[2].function


def addcmul(input, tensor1, tensor2, value=1, *, out=None):
    """`input + value * tensor1 * tensor2`, broadcast."""
    if out is not None:
        return into('addcmul', out, addcmul(input, tensor1, tensor2, value))
    if type(value) is not int and type(value) is not float:
        value = number_of("addcmul(): argument 'value' (position 4)", value)
    try:
        input_data = input._data
    except AttributeError:
        return apply(ADDCMUL, (input, tensor1, tensor2), (value,))
    tensor1_data = getattr(tensor1, '_data', tensor1)
    tensor2_data = getattr(tensor2, '_data', tensor2)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or type(tensor1_data) is not ndarray or tensor1_data.dtype is not float32
            or type(tensor2_data) is not ndarray or tensor2_data.dtype is not float32):
        return apply(ADDCMUL, (input, tensor1, tensor2), (value,))
    try:
        data = addcmul_forward(CPU, input_data, tensor1_data, tensor2_data, value)
    except RAISED as error:
        raise explained(ADDCMUL, error, (input_data, tensor1_data, tensor2_data), (value,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    tensor1_node = None if tensor1_data is tensor1 else tensor1._node if tensor1._view is None else current(tensor1)
    tensor2_node = None if tensor2_data is tensor2 else tensor2._node if tensor2._view is None else current(tensor2)
    if (input_node is not None or tensor1_node is not None or tensor2_node is not None) and is_recording():
        out._node = [ADDCMUL, (input_node, tensor1_node, tensor2_node), (None if tensor2_node is None else tensor1_data, None if tensor1_node is None else tensor2_data), (None if tensor2_node is None else tensor1_data is not tensor1 and tensor1._writes or None, None if tensor1_node is None else tensor2_data is not tensor2 and tensor2._writes or None), (value,),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


ADDCMUL.call = addcmul


def addcmul_backward(g, saved, node):
    tensor1, tensor2 = saved
    value, = node[STATICS]
    input_node, tensor1_node, tensor2_node = node[PARENTS]
    return (None if input_node is None else addcmul_vjp_input(g), None if tensor1_node is None else addcmul_vjp_tensor1(g, tensor2, value), None if tensor2_node is None else addcmul_vjp_tensor2(g, tensor1, value))


ADDCMUL.backward = addcmul_backward


def addcmul_(input, tensor1, tensor2, value=1):
    """In-place version of `addcmul`."""
    if type(value) is not int and type(value) is not float:
        value = number_of("addcmul(): argument 'value' (position 4)", value)
    return inplace(ADDCMUL, (input, tensor1, tensor2), (value,))


ADDCDIV = mixing_ops.addcdiv
addcdiv_forward = ADDCDIV.forward
addcdiv_vjp_input = ADDCDIV.rules[0].function
addcdiv_vjp_tensor1 = ADDCDIV.rules[1].function
addcdiv_vjp_tensor2 = ADDCDIV.rules[2].function


def addcdiv(input, tensor1, tensor2, value=1, *, out=None):
    """`input + value * tensor1 / tensor2`, broadcast."""
    if out is not None:
        return into('addcdiv', out, addcdiv(input, tensor1, tensor2, value))
    if type(value) is not int and type(value) is not float:
        value = number_of("addcdiv(): argument 'value' (position 4)", value)
    try:
        input_data = input._data
    except AttributeError:
        return apply(ADDCDIV, (input, tensor1, tensor2), (value,))
    tensor1_data = getattr(tensor1, '_data', tensor1)
    tensor2_data = getattr(tensor2, '_data', tensor2)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or type(tensor1_data) is not ndarray or tensor1_data.dtype is not float32
            or type(tensor2_data) is not ndarray or tensor2_data.dtype is not float32):
        return apply(ADDCDIV, (input, tensor1, tensor2), (value,))
    try:
        data = addcdiv_forward(CPU, input_data, tensor1_data, tensor2_data, value)
    except RAISED as error:
        raise explained(ADDCDIV, error, (input_data, tensor1_data, tensor2_data), (value,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    tensor1_node = None if tensor1_data is tensor1 else tensor1._node if tensor1._view is None else current(tensor1)
    tensor2_node = None if tensor2_data is tensor2 else tensor2._node if tensor2._view is None else current(tensor2)
    if (input_node is not None or tensor1_node is not None or tensor2_node is not None) and is_recording():
        out._node = [ADDCDIV, (input_node, tensor1_node, tensor2_node), (None if tensor2_node is None else tensor1_data, None if tensor1_node is None and tensor2_node is None else tensor2_data), (None if tensor2_node is None else tensor1_data is not tensor1 and tensor1._writes or None, None if tensor1_node is None and tensor2_node is None else tensor2_data is not tensor2 and tensor2._writes or None), (value,),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


ADDCDIV.call = addcdiv


def addcdiv_backward(g, saved, node):
    tensor1, tensor2 = saved
    value, = node[STATICS]
    input_node, tensor1_node, tensor2_node = node[PARENTS]
    return (None if input_node is None else addcdiv_vjp_input(g), None if tensor1_node is None else addcdiv_vjp_tensor1(g, tensor2, value), None if tensor2_node is None else addcdiv_vjp_tensor2(g, tensor1, tensor2, value))


ADDCDIV.backward = addcdiv_backward


def addcdiv_(input, tensor1, tensor2, value=1):
    """In-place version of `addcdiv`."""
    if type(value) is not int and type(value) is not float:
        value = number_of("addcdiv(): argument 'value' (position 4)", value)
    return inplace(ADDCDIV, (input, tensor1, tensor2), (value,))


LERP = mixing_ops.lerp
lerp_forward = LERP.forward
lerp_vjp_input = LERP.rules[0].function
lerp_vjp_end = LERP.rules[1].function
lerp_vjp_weight = LERP.rules[2].function


def lerp(input, end, weight, *, out=None):
    """`input + weight * (end - input)`: from `input` at weight 0 to `end` at weight 1, exact at both."""
    if out is not None:
        return into('lerp', out, lerp(input, end, weight), same=bool(getattr(weight, 'ndim', 0)))
    try:
        input_data = input._data
    except AttributeError:
        return apply(LERP, (input, end, weight), ())
    end_data = getattr(end, '_data', end)
    weight_data = getattr(weight, '_data', weight)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or type(end_data) is not ndarray or end_data.dtype is not float32
            or not (weight_data.dtype is float32 if type(weight_data) is ndarray else type(weight_data) in NUMBERS)):
        return apply(LERP, (input, end, weight), ())
    try:
        data = lerp_forward(CPU, input_data, end_data, weight_data)
    except RAISED as error:
        raise explained(LERP, error, (input_data, end_data, weight_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    end_node = None if end_data is end else end._node if end._view is None else current(end)
    weight_node = None if weight_data is weight else weight._node if weight._view is None else current(weight)
    if (input_node is not None or end_node is not None or weight_node is not None) and is_recording():
        out._node = [LERP, (input_node, end_node, weight_node), (None if weight_node is None else input_data, None if weight_node is None else end_data, None if input_node is None and end_node is None else weight_data), (None if weight_node is None else input._writes, None if weight_node is None else end_data is not end and end._writes or None, None if input_node is None and end_node is None else weight_data is not weight and weight._writes or None), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


LERP.call = lerp


def lerp_backward(g, saved, node):
    input, end, weight = saved
    input_node, end_node, weight_node = node[PARENTS]
    return (None if input_node is None else lerp_vjp_input(g, weight), None if end_node is None else lerp_vjp_end(g, weight), None if weight_node is None else lerp_vjp_weight(g, input, end))


LERP.backward = lerp_backward


def lerp_(input, end, weight):
    """In-place version of `lerp`."""
    return inplace(LERP, (input, end, weight), ())


HYPOT = mixing_ops.hypot
hypot_forward = HYPOT.forward
hypot_vjp_input = HYPOT.rules[0].function
hypot_vjp_other = HYPOT.rules[1].function


def hypot(input, other, *, out=None):
    """The hypotenuse of a right triangle with these legs."""
    if out is not None:
        return into('hypot', out, hypot(input, other))
    try:
        input_data = input._data
    except AttributeError:
        return apply(HYPOT, (input, other), ())
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or type(other_data) is not ndarray or other_data.dtype is not float32):
        return apply(HYPOT, (input, other), ())
    try:
        data = hypot_forward(CPU, input_data, other_data)
    except RAISED as error:
        raise explained(HYPOT, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    other_node = None if other_data is other else other._node if other._view is None else current(other)
    if (input_node is not None or other_node is not None) and is_recording():
        out._node = [HYPOT, (input_node, other_node), (None if input_node is None else input_data, None if other_node is None else other_data, out._data), (None if input_node is None else input._writes, None if other_node is None else other_data is not other and other._writes or None, out._writes), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


HYPOT.call = hypot


def hypot_backward(g, saved, node):
    input, other, out = saved
    input_node, other_node = node[PARENTS]
    return (None if input_node is None else hypot_vjp_input(g, input, out), None if other_node is None else hypot_vjp_other(g, other, out))


HYPOT.backward = hypot_backward


def hypot_(input, other):
    """In-place version of `hypot`."""
    return inplace(HYPOT, (input, other), ())


COPYSIGN = mixing_ops.copysign
copysign_forward = COPYSIGN.forward
copysign_vjp_input = COPYSIGN.rules[0].function
copysign_vjp_other = COPYSIGN.rules[1].function


def copysign(input, other, *, out=None):
    """The size of `input` with the sign of `other`."""
    if out is not None:
        return into('copysign', out, copysign(input, other))
    try:
        input_data = input._data
    except AttributeError:
        return apply(COPYSIGN, (input, other), ())
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (other_data.dtype is float32 if type(other_data) is ndarray else type(other_data) in NUMBERS)):
        return apply(COPYSIGN, (input, other), ())
    try:
        data = copysign_forward(CPU, input_data, other_data)
    except RAISED as error:
        raise explained(COPYSIGN, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    other_node = None if other_data is other else other._node if other._view is None else current(other)
    if (input_node is not None or other_node is not None) and is_recording():
        out._node = [COPYSIGN, (input_node, other_node), (None if input_node is None else input_data, None if input_node is None else out._data), (None if input_node is None else input._writes, None if input_node is None else out._writes), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


COPYSIGN.call = copysign


def copysign_backward(g, saved, node):
    input, out = saved
    input_node, other_node = node[PARENTS]
    return (None if input_node is None else copysign_vjp_input(g, input, out), None if other_node is None else copysign_vjp_other(g))


COPYSIGN.backward = copysign_backward


def copysign_(input, other):
    """In-place version of `copysign`."""
    return inplace(COPYSIGN, (input, other), ())


HEAVISIDE = mixing_ops.heaviside
heaviside_forward = HEAVISIDE.forward
heaviside_vjp_input = HEAVISIDE.rules[0].function
heaviside_vjp_values = HEAVISIDE.rules[1].function


def heaviside(input, values, *, out=None):
    """0 below 0, 1 above, `values` at 0."""
    if out is not None:
        return into('heaviside', out, heaviside(input, values), same=True)
    return apply(HEAVISIDE, (input, values), ())


HEAVISIDE.call = heaviside


def heaviside_backward(g, saved, node):
    input_node, values_node = node[PARENTS]
    return (None if input_node is None else heaviside_vjp_input(g), None if values_node is None else heaviside_vjp_values(g))


HEAVISIDE.backward = heaviside_backward


def heaviside_(input, values):
    """In-place version of `heaviside`."""
    return inplace(HEAVISIDE, (input, values), ())


GCD = mixing_ops.gcd
gcd_forward = GCD.forward


def gcd(input, other, *, out=None):
    """The greatest common divisor of each pair of integers."""
    if out is not None:
        return into('gcd', out, gcd(input, other))
    try:
        input_data = input._data
    except AttributeError:
        return apply(GCD, (input, other), ())
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or type(other_data) is not ndarray or other_data.dtype is not float32):
        return apply(GCD, (input, other), ())
    try:
        data = gcd_forward(CPU, input_data, other_data)
    except RAISED as error:
        raise explained(GCD, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


GCD.call = gcd


def gcd_(input, other):
    """In-place version of `gcd`."""
    return inplace(GCD, (input, other), ())


LCM = mixing_ops.lcm
lcm_forward = LCM.forward


def lcm(input, other, *, out=None):
    """The least common multiple of each pair of integers."""
    if out is not None:
        return into('lcm', out, lcm(input, other))
    try:
        input_data = input._data
    except AttributeError:
        return apply(LCM, (input, other), ())
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or type(other_data) is not ndarray or other_data.dtype is not float32):
        return apply(LCM, (input, other), ())
    try:
        data = lcm_forward(CPU, input_data, other_data)
    except RAISED as error:
        raise explained(LCM, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


LCM.call = lcm


def lcm_(input, other):
    """In-place version of `lcm`."""
    return inplace(LCM, (input, other), ())


def deg2rad_(input, *args, **kwargs):
    """In-place version of `deg2rad`."""
    copy = target('deg2rad', input).clone()
    return over('deg2rad', input, deg2rad(copy, *args, **kwargs))


deg2rad_body: Any = getattr(mixing_ops.deg2rad, '__wrapped__')


def deg2rad(input, *, out=None):
    """Degrees as radians."""
    if active and out is None and concerned(loose((input,), {})):
        return call_of(deg2rad, (input,), {})
    try:
        result = deg2rad_body(input)
    except INNER as error:
        if concerned(loose((input,), {})):
            return call_of(deg2rad, (input,), {})
        raise retold(deg2rad_body, (input,), {}, error)
    return result if out is None else into('deg2rad', out, result)


def rad2deg_(input, *args, **kwargs):
    """In-place version of `rad2deg`."""
    copy = target('rad2deg', input).clone()
    return over('rad2deg', input, rad2deg(copy, *args, **kwargs))


rad2deg_body: Any = getattr(mixing_ops.rad2deg, '__wrapped__')


def rad2deg(input, *, out=None):
    """Radians as degrees."""
    if active and out is None and concerned(loose((input,), {})):
        return call_of(rad2deg, (input,), {})
    try:
        result = rad2deg_body(input)
    except INNER as error:
        if concerned(loose((input,), {})):
            return call_of(rad2deg, (input,), {})
        raise retold(rad2deg_body, (input,), {}, error)
    return result if out is None else into('rad2deg', out, result)


native_layer_norm_body: Any = getattr(native_ops.native_layer_norm, '__wrapped__')


def native_layer_norm(input, normalized_shape, weight, bias, eps):
    """`layer_norm`, and the mean and inverse deviation of every row: (*, D), (*, 1), (*, 1)."""
    if active and concerned(loose((input, normalized_shape, weight, bias, eps), {})):
        return call_of(native_layer_norm, (input, normalized_shape, weight, bias, eps), {})
    normalized_shape = list_of("native_layer_norm(): argument 'normalized_shape' (position 2)", normalized_shape)
    if type(eps) is not int and type(eps) is not float:
        eps = real_of("native_layer_norm(): argument 'eps' (position 5)", eps)
    try:
        return native_layer_norm_body(input, normalized_shape, weight, bias, eps)
    except INNER as error:
        if concerned(loose((input, normalized_shape, weight, bias, eps), {})):
            return call_of(native_layer_norm, (input, normalized_shape, weight, bias, eps), {})
        raise retold(native_layer_norm_body, (input, normalized_shape, weight, bias, eps), {}, error)


native_group_norm_body: Any = getattr(native_ops.native_group_norm, '__wrapped__')


def native_group_norm(input, weight, bias, N, C, HxW, group, eps):
    """`group_norm`, and the mean and inverse deviation of every group: (N, C, *), (N, group), (N, group)."""
    if active and concerned(loose((input, weight, bias, N, C, HxW, group, eps), {})):
        return call_of(native_group_norm, (input, weight, bias, N, C, HxW, group, eps), {})
    if (type(N) is not int or N.bit_length() > 63):
        N = int_of("native_group_norm(): argument 'N' (position 4)", N)
    if (type(C) is not int or C.bit_length() > 63):
        C = int_of("native_group_norm(): argument 'C' (position 5)", C)
    if (type(HxW) is not int or HxW.bit_length() > 63):
        HxW = int_of("native_group_norm(): argument 'HxW' (position 6)", HxW)
    if (type(group) is not int or group.bit_length() > 63):
        group = int_of("native_group_norm(): argument 'group' (position 7)", group)
    if type(eps) is not int and type(eps) is not float:
        eps = real_of("native_group_norm(): argument 'eps' (position 8)", eps)
    try:
        return native_group_norm_body(input, weight, bias, N, C, HxW, group, eps)
    except INNER as error:
        if concerned(loose((input, weight, bias, N, C, HxW, group, eps), {})):
            return call_of(native_group_norm, (input, weight, bias, N, C, HxW, group, eps), {})
        raise retold(native_group_norm_body, (input, weight, bias, N, C, HxW, group, eps), {}, error)


native_batch_norm_body: Any = getattr(native_ops.native_batch_norm, '__wrapped__')


def native_batch_norm(input, weight, bias, running_mean, running_var, training, momentum, eps, *, out=None):
    """`batch_norm`, and the mean and inverse deviation of every channel in training: (N, C, *), (C,), (C,)."""
    if active and out is None and concerned(loose((input, weight, bias, running_mean, running_var, training, momentum, eps), {})):
        return call_of(native_batch_norm, (input, weight, bias, running_mean, running_var, training, momentum, eps), {})
    if training is not False and training is not True:
        training = flag_of("native_batch_norm(): argument 'training' (position 6)", training)
    if type(momentum) is not int and type(momentum) is not float:
        momentum = real_of("native_batch_norm(): argument 'momentum' (position 7)", momentum)
    if type(eps) is not int and type(eps) is not float:
        eps = real_of("native_batch_norm(): argument 'eps' (position 8)", eps)
    try:
        result = native_batch_norm_body(input, weight, bias, running_mean, running_var, training, momentum, eps)
    except INNER as error:
        if concerned(loose((input, weight, bias, running_mean, running_var, training, momentum, eps), {})):
            return call_of(native_batch_norm, (input, weight, bias, running_mean, running_var, training, momentum, eps), {})
        raise retold(native_batch_norm_body, (input, weight, bias, running_mean, running_var, training, momentum, eps), {}, error)
    return result if out is None else into('native_batch_norm', out, result)


nonzero_body: Any = getattr(nonzero_ops.nonzero, '__wrapped__')


def nonzero(input, *, as_tuple=False, out=None):
    """The indices of the elements that are not zero: (N, ndim), or a vector per dimension."""
    if active and concerned(loose((input,), {'as_tuple': as_tuple, 'out': out})):
        return call_of(nonzero, (input,), {'as_tuple': as_tuple, 'out': out})
    if as_tuple is not False and as_tuple is not True:
        as_tuple = flag_of("nonzero(): argument 'as_tuple'", as_tuple)
    try:
        return nonzero_body(input, as_tuple=as_tuple, out=out)
    except INNER as error:
        if concerned(loose((input,), {'as_tuple': as_tuple, 'out': out})):
            return call_of(nonzero, (input,), {'as_tuple': as_tuple, 'out': out})
        raise retold(nonzero_body, (input,), {'as_tuple': as_tuple, 'out': out}, error)


nonzero_static_body: Any = getattr(nonzero_ops.nonzero_static, '__wrapped__')


def nonzero_static(input, *, size, fill_value=-1, out=None):
    """The first `size` rows of `nonzero`, filled up where there are fewer: (size, ndim)."""
    if active and out is None and concerned(loose((input,), {'size': size, 'fill_value': fill_value})):
        return call_of(nonzero_static, (input,), {'size': size, 'fill_value': fill_value})
    if (type(size) is not int or size.bit_length() > 63):
        size = int_of("nonzero_static(): argument 'size'", size)
    if (type(fill_value) is not int or fill_value.bit_length() > 63):
        fill_value = int_of("nonzero_static(): argument 'fill_value'", fill_value)
    try:
        result = nonzero_static_body(input, size=size, fill_value=fill_value)
    except INNER as error:
        if concerned(loose((input,), {'size': size, 'fill_value': fill_value})):
            return call_of(nonzero_static, (input,), {'size': size, 'fill_value': fill_value})
        raise retold(nonzero_static_body, (input,), {'size': size, 'fill_value': fill_value}, error)
    return result if out is None else into('nonzero_static', out, result)


unravel_index_body: Any = getattr(nonzero_ops.unravel_index, '__wrapped__')


def unravel_index(indices, shape):
    """The places in an array of `shape` that indices into its flattened elements name: a tensor per dimension."""
    if active and concerned(loose((indices, shape), {})):
        return call_of(unravel_index, (indices, shape), {})
    try:
        return unravel_index_body(indices, shape)
    except INNER as error:
        if concerned(loose((indices, shape), {})):
            return call_of(unravel_index, (indices, shape), {})
        raise retold(unravel_index_body, (indices, shape), {}, error)


argwhere_body: Any = getattr(nonzero_ops.argwhere, '__wrapped__')


def argwhere(input):
    """The indices of the elements that are not zero: (N, ndim)."""
    if active and concerned(loose((input,), {})):
        return call_of(argwhere, (input,), {})
    try:
        return argwhere_body(input)
    except INNER as error:
        if concerned(loose((input,), {})):
            return call_of(argwhere, (input,), {})
        raise retold(argwhere_body, (input,), {}, error)


LAYER_NORM = norm_ops.layer_norm
layer_norm_forward = LAYER_NORM.forward
layer_norm_check: Any = LAYER_NORM.check
layer_norm_vjp_input = LAYER_NORM.rules[0].function


def layer_norm(input, weight=None, bias=None, normalized_shape=(), eps=1e-05):
    """Mean 0 and variance 1 over the dimensions of `normalized_shape`, then `* weight + bias` (Ba et al., 2016)."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(LAYER_NORM, (input, weight, bias), (normalized_shape, eps))
    weight_data = getattr(weight, '_data', weight)
    bias_data = getattr(bias, '_data', bias)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (weight_data is None or type(weight_data) is ndarray and weight_data.dtype is float32)
            or not (bias_data is None or type(bias_data) is ndarray and bias_data.dtype is float32)):
        return apply(LAYER_NORM, (input, weight, bias), (normalized_shape, eps))
    layer_norm_check(input_data, weight_data, bias_data, normalized_shape, eps)
    try:
        data = layer_norm_forward(CPU, input_data, weight_data, bias_data, normalized_shape, eps)
    except RAISED as error:
        raise explained(LAYER_NORM, error, (input_data, weight_data, bias_data), (normalized_shape, eps)) from None
    outputs = out_out, mean_out, rstd_out = tuple([
        Tensor(d if type(d) is ndarray else as_array(d), None) for d in data])
    input_node = input._node if input._view is None else current(input)
    weight_node = None if weight_data is weight else weight._node if weight._view is None else current(weight)
    bias_node = None if bias_data is bias else bias._node if bias._view is None else current(bias)
    if (input_node is not None or weight_node is not None or bias_node is not None) and is_recording():
        out_out._node = [LAYER_NORM, (input_node, weight_node, bias_node), (input_data, weight_data, mean_out._data, rstd_out._data), (input._writes, weight_data is not weight and weight._writes or None, mean_out._writes, rstd_out._writes), (normalized_shape, eps),
                     out_out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out_out._node)
    return outputs


LAYER_NORM.call = layer_norm


def layer_norm_backward(g, saved, node):
    input, weight, mean, rstd = saved
    normalized_shape, eps = node[STATICS]
    input_node, weight_node, bias_node = node[PARENTS]
    input_g, weight_g, bias_g = layer_norm_vjp_input(g, input, weight, mean, rstd, normalized_shape, eps)
    return (input_g, weight_g, bias_g)


LAYER_NORM.backward = layer_norm_backward


LAYER_NORM_GRADIENT = norm_ops.layer_norm_gradient
layer_norm_gradient_forward = LAYER_NORM_GRADIENT.forward


def layer_norm_gradient(slope, input, mean, rstd, weight=None, normalized_shape=()):
    """The gradients of `layer_norm`."""
    return apply(LAYER_NORM_GRADIENT, (slope, input, mean, rstd, weight), (normalized_shape,))


LAYER_NORM_GRADIENT.call = layer_norm_gradient


GROUP_NORM = norm_ops.group_norm
group_norm_forward = GROUP_NORM.forward
group_norm_check: Any = GROUP_NORM.check
group_norm_vjp_input = GROUP_NORM.rules[0].function


def group_norm(input, weight=None, bias=None, num_groups=1, eps=1e-05):
    """Mean 0 and variance 1 over groups of channels (Wu & He, 2018)."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(GROUP_NORM, (input, weight, bias), (num_groups, eps))
    weight_data = getattr(weight, '_data', weight)
    bias_data = getattr(bias, '_data', bias)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (weight_data is None or type(weight_data) is ndarray and weight_data.dtype is float32)
            or not (bias_data is None or type(bias_data) is ndarray and bias_data.dtype is float32)):
        return apply(GROUP_NORM, (input, weight, bias), (num_groups, eps))
    group_norm_check(input_data, weight_data, bias_data, num_groups, eps)
    try:
        data = group_norm_forward(CPU, input_data, weight_data, bias_data, num_groups, eps)
    except RAISED as error:
        raise explained(GROUP_NORM, error, (input_data, weight_data, bias_data), (num_groups, eps)) from None
    outputs = out_out, mean_out, rstd_out = tuple([
        Tensor(d if type(d) is ndarray else as_array(d), None) for d in data])
    input_node = input._node if input._view is None else current(input)
    weight_node = None if weight_data is weight else weight._node if weight._view is None else current(weight)
    bias_node = None if bias_data is bias else bias._node if bias._view is None else current(bias)
    if (input_node is not None or weight_node is not None or bias_node is not None) and is_recording():
        out_out._node = [GROUP_NORM, (input_node, weight_node, bias_node), (input_data, weight_data), (input._writes, weight_data is not weight and weight._writes or None), (num_groups, eps),
                     out_out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out_out._node)
    return outputs


GROUP_NORM.call = group_norm


def group_norm_backward(g, saved, node):
    input, weight = saved
    num_groups, eps = node[STATICS]
    input_node, weight_node, bias_node = node[PARENTS]
    input_g, weight_g, bias_g = group_norm_vjp_input(g, input, weight, num_groups, eps)
    return (input_g, weight_g, bias_g)


GROUP_NORM.backward = group_norm_backward


VECTOR_NORM = norms_ops.vector_norm
vector_norm_forward = VECTOR_NORM.forward
vector_norm_vjp_input = VECTOR_NORM.rules[0].function


def vector_norm(input, ord=2, dim=None, keepdim=False, **more):
    """The `ord`-norm of the elements over `dim`, taken as one vector."""
    if more:
        return landed(vector_norm(**spelled(VECTOR_NORM, (input, ord, dim, keepdim), more)), more)
    if type(ord) is not int and type(ord) is not float:
        ord = scalar_of("vector_norm(): argument 'ord' (position 2)", ord)
    if dim is not None and type(dim) is not int:
        dim = ints_of("vector_norm(): argument 'dim' (position 3)", dim)
    if keepdim is not False and keepdim is not True:
        keepdim = flag_of("vector_norm(): argument 'keepdim' (position 4)", keepdim)
    try:
        input_data = input._data
    except AttributeError:
        return apply(VECTOR_NORM, (input,), (ord, dim, keepdim))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(VECTOR_NORM, (input,), (ord, dim, keepdim))
    try:
        data = vector_norm_forward(CPU, input_data, ord, dim, keepdim)
    except RAISED as error:
        raise explained(VECTOR_NORM, error, (input_data,), (ord, dim, keepdim)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [VECTOR_NORM, (input_node,), (input_data, out._data), (input._writes, out._writes), (ord, dim, keepdim),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


VECTOR_NORM.call = vector_norm


def vector_norm_backward(g, saved, node):
    input, out = saved
    ord, dim, keepdim = node[STATICS]
    input_node, = node[PARENTS]
    return (vector_norm_vjp_input(g, input, out, ord, dim, keepdim, input_node and input_node[SHAPE]),)


VECTOR_NORM.backward = vector_norm_backward


LOGSUMEXP = norms_ops.logsumexp
logsumexp_forward = LOGSUMEXP.forward
logsumexp_vjp_input = LOGSUMEXP.rules[0].function


def logsumexp(input, dim=None, keepdim=False, *, out=None, **more):
    """The logarithm of the sum of exponentials over `dim`; nothing overflows."""
    if out is not None:
        return into('logsumexp', out, logsumexp(input, dim, keepdim, **more), fresh=True)
    if more:
        return logsumexp(**spelled(LOGSUMEXP, (input, dim, keepdim), more))
    if dim is not None and type(dim) is not int:
        dim = ints_of("logsumexp(): argument 'dim' (position 2)", dim)
    if keepdim is not False and keepdim is not True:
        keepdim = flag_of("logsumexp(): argument 'keepdim' (position 3)", keepdim)
    try:
        input_data = input._data
    except AttributeError:
        return apply(LOGSUMEXP, (input,), (dim, keepdim))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(LOGSUMEXP, (input,), (dim, keepdim))
    try:
        data = logsumexp_forward(CPU, input_data, dim, keepdim)
    except RAISED as error:
        raise explained(LOGSUMEXP, error, (input_data,), (dim, keepdim)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [LOGSUMEXP, (input_node,), (input_data, out._data), (input._writes, out._writes), (dim, keepdim),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


LOGSUMEXP.call = logsumexp


def logsumexp_backward(g, saved, node):
    input, out = saved
    dim, keepdim = node[STATICS]
    input_node, = node[PARENTS]
    return (logsumexp_vjp_input(g, input, out, dim, keepdim, input_node and input_node[SHAPE]),)


LOGSUMEXP.backward = logsumexp_backward


norm_body: Any = getattr(norms_ops.norm, '__wrapped__')


def norm(input, p='fro', dim=None, keepdim=False, out=None, dtype=None):
    """The `p`-norm over `dim`: "fro" and 2 are Euclidean; of a matrix also "nuc"."""
    if active and concerned(loose((input, p, dim, keepdim, out, dtype), {})):
        return call_of(norm, (input, p, dim, keepdim, out, dtype), {})
    if dim is not None and (type(dim) is not int or dim.bit_length() > 63):
        dim = ints_of("norm(): argument 'dim' (position 3)", dim)
    if keepdim is not False and keepdim is not True:
        keepdim = flag_of("norm(): argument 'keepdim' (position 4)", keepdim)
    if dtype is not None and type(dtype) is not Dtype:
        dtype = dtype_of("norm(): argument 'dtype' (position 6)", dtype)
    try:
        return norm_body(input, p, dim, keepdim, out, dtype)
    except INNER as error:
        if concerned(loose((input, p, dim, keepdim, out, dtype), {})):
            return call_of(norm, (input, p, dim, keepdim, out, dtype), {})
        raise retold(norm_body, (input, p, dim, keepdim, out, dtype), {}, error)


dist_body: Any = getattr(norms_ops.dist, '__wrapped__')


def dist(input, other, p=2):
    """The `p`-norm of `input - other`."""
    if active and concerned(loose((input, other, p), {})):
        return call_of(dist, (input, other, p), {})
    if type(p) is not int and type(p) is not float:
        p = number_of("dist(): argument 'p' (position 3)", p)
    try:
        return dist_body(input, other, p)
    except INNER as error:
        if concerned(loose((input, other, p), {})):
            return call_of(dist, (input, other, p), {})
        raise retold(dist_body, (input, other, p), {}, error)


def renorm_(input, *args, **kwargs):
    """In-place version of `renorm`."""
    copy = target('renorm', input).clone()
    return over('renorm', input, renorm(copy, *args, **kwargs))


renorm_body: Any = getattr(norms_ops.renorm, '__wrapped__')


def renorm(input, p, dim, maxnorm, *, out=None):
    """`input` with each slice along `dim` whose `p`-norm is above `maxnorm` scaled down to it."""
    if active and out is None and concerned(loose((input, p, dim, maxnorm), {})):
        return call_of(renorm, (input, p, dim, maxnorm), {})
    if type(p) is not int and type(p) is not float:
        p = number_of("renorm(): argument 'p' (position 2)", p)
    if (type(dim) is not int or dim.bit_length() > 63):
        dim = int_of("renorm(): argument 'dim' (position 3)", dim)
    if type(maxnorm) is not int and type(maxnorm) is not float:
        maxnorm = number_of("renorm(): argument 'maxnorm' (position 4)", maxnorm)
    try:
        result = renorm_body(input, p, dim, maxnorm)
    except INNER as error:
        if concerned(loose((input, p, dim, maxnorm), {})):
            return call_of(renorm, (input, p, dim, maxnorm), {})
        raise retold(renorm_body, (input, p, dim, maxnorm), {}, error)
    return result if out is None else into('renorm', out, result, fresh=True)


CONSTANT_PAD_ND = pad_ops.constant_pad_nd
constant_pad_nd_forward = CONSTANT_PAD_ND.forward
constant_pad_nd_vjp_input = CONSTANT_PAD_ND.rules[0].function


def constant_pad_nd(input, pad, value=0, *, out=None):
    """`input` with `value` around it; negative sizes cut."""
    if out is not None:
        return into('constant_pad_nd', out, constant_pad_nd(input, pad, value))
    pad = list_of("constant_pad_nd(): argument 'pad' (position 2)", pad)
    if type(value) is not int and type(value) is not float:
        value = number_of("constant_pad_nd(): argument 'value' (position 3)", value)
    try:
        input_data = input._data
    except AttributeError:
        return apply(CONSTANT_PAD_ND, (input,), (pad, value))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET):
        return apply(CONSTANT_PAD_ND, (input,), (pad, value))
    try:
        data = constant_pad_nd_forward(CPU, input_data, pad, value)
    except RAISED as error:
        raise explained(CONSTANT_PAD_ND, error, (input_data,), (pad, value)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [CONSTANT_PAD_ND, (input_node,), (), (), (pad, value),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    return out


CONSTANT_PAD_ND.call = constant_pad_nd


def constant_pad_nd_backward(g, saved, node):
    pad, value = node[STATICS]
    return (constant_pad_nd_vjp_input(g, pad),)


CONSTANT_PAD_ND.backward = constant_pad_nd_backward


EDGE_PAD = pad_ops.edge_pad
edge_pad_forward = EDGE_PAD.forward
edge_pad_vjp_input = EDGE_PAD.rules[0].function


def edge_pad(input, pad, mode):
    """`input` continued beyond its edges: mirrored, by its last values, or around."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(EDGE_PAD, (input,), (pad, mode))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET):
        return apply(EDGE_PAD, (input,), (pad, mode))
    try:
        data = edge_pad_forward(CPU, input_data, pad, mode)
    except RAISED as error:
        raise explained(EDGE_PAD, error, (input_data,), (pad, mode)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [EDGE_PAD, (input_node,), (), (), (pad, mode),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    return out


EDGE_PAD.call = edge_pad


def edge_pad_backward(g, saved, node):
    pad, mode = node[STATICS]
    input_node, = node[PARENTS]
    return (edge_pad_vjp_input(g, input_node and input_node[SHAPE], pad, mode),)


EDGE_PAD.backward = edge_pad_backward


EDGE_PAD_GRADIENT = pad_ops.edge_pad_gradient
edge_pad_gradient_forward = EDGE_PAD_GRADIENT.forward
edge_pad_gradient_vjp_slope = EDGE_PAD_GRADIENT.rules[0].function


def edge_pad_gradient(slope, shape, pad, mode):
    """The gradient of `edge_pad`: every element gets those of its repetitions."""
    try:
        slope_data = slope._data
    except AttributeError:
        return apply(EDGE_PAD_GRADIENT, (slope,), (shape, pad, mode))
    if (observers or type(slope_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET):
        return apply(EDGE_PAD_GRADIENT, (slope,), (shape, pad, mode))
    try:
        data = edge_pad_gradient_forward(CPU, slope_data, shape, pad, mode)
    except RAISED as error:
        raise explained(EDGE_PAD_GRADIENT, error, (slope_data,), (shape, pad, mode)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    slope_node = slope._node if slope._view is None else current(slope)
    if slope_node is not None and is_recording():
        out._node = [EDGE_PAD_GRADIENT, (slope_node,), (), (), (shape, pad, mode),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    return out


EDGE_PAD_GRADIENT.call = edge_pad_gradient


def edge_pad_gradient_backward(g, saved, node):
    shape, pad, mode = node[STATICS]
    return (edge_pad_gradient_vjp_slope(g, pad, mode),)


EDGE_PAD_GRADIENT.backward = edge_pad_gradient_backward


pad_body: Any = getattr(pad_ops.pad, '__wrapped__')


def pad(input, pad, mode='constant', value=None):
    """Pad the last dimensions: `pad` is (before, after) of the last one, then of the one before it, and so on."""
    if active and concerned(loose((input, pad, mode, value), {})):
        return call_of(pad, (input, pad, mode, value), {})
    pad = list_of("pad(): argument 'pad' (position 2)", pad)
    if type(mode) is not str:
        mode = text_of("pad(): argument 'mode' (position 3)", mode)
    if value is not None and type(value) is not int and type(value) is not float:
        value = real_of("pad(): argument 'value' (position 4)", value)
    try:
        return pad_body(input, pad, mode, value)
    except INNER as error:
        if concerned(loose((input, pad, mode, value), {})):
            return call_of(pad, (input, pad, mode, value), {})
        raise retold(pad_body, (input, pad, mode, value), {}, error)


SPLIT = pieces_ops.split
split_forward = SPLIT.forward
split_vjp_tensor = SPLIT.rules[0].function


def split(tensor, split_size_or_sections, dim=0, **more):
    """Views of pieces along `dim`: all of one size but the last, or of the sizes in a list."""
    if more:
        return split(**spelled(SPLIT, (tensor, split_size_or_sections, dim), more))
    if (type(split_size_or_sections) is not int or split_size_or_sections.bit_length() > 63):
        split_size_or_sections = pieces_of("split(): argument 'split_size_or_sections' (position 2)", split_size_or_sections)
    if type(dim) is not int:
        dim = int_of("split(): argument 'dim' (position 3)", dim)
    return apply(SPLIT, (tensor,), (split_size_or_sections, dim))


SPLIT.call = split


DIAGONAL = pieces_ops.diagonal
diagonal_forward = DIAGONAL.forward
diagonal_vjp_input = DIAGONAL.rules[0].function


def diagonal(input, offset=0, dim1=0, dim2=1):
    """View of the diagonal of two dimensions, as the last dimension."""
    if (type(offset) is not int or offset.bit_length() > 63):
        offset = int_of("diagonal(): argument 'offset' (position 2)", offset)
    if type(dim1) is not int:
        dim1 = int_of("diagonal(): argument 'dim1' (position 3)", dim1)
    if type(dim2) is not int:
        dim2 = int_of("diagonal(): argument 'dim2' (position 4)", dim2)
    try:
        input_data = input._data
    except AttributeError:
        return apply(DIAGONAL, (input,), (offset, dim1, dim2))
    if input_data.ndim > 3 and not input_data.flags.c_contiguous:
        input_data = settled(input)
    if (observers or type(input_data) is not ndarray):
        return apply(DIAGONAL, (input,), (offset, dim1, dim2))
    try:
        data = diagonal_forward(CPU, input_data, offset, dim1, dim2)
    except RAISED as error:
        raise explained(DIAGONAL, error, (input_data,), (offset, dim1, dim2)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [DIAGONAL, (input_node,), (), (), (offset, dim1, dim2),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    if input._view is None:
        out._writes = input._writes
        out._view = [input, ((DIAGONAL, (offset, dim1, dim2), None),), next(clock), is_recording(), None]
    else:
        mark_view(DIAGONAL, input, (offset, dim1, dim2), out)
    return out


DIAGONAL.call = diagonal


def diagonal_backward(g, saved, node):
    offset, dim1, dim2 = node[STATICS]
    input_node, = node[PARENTS]
    return (diagonal_vjp_input(g, input_node and input_node[SHAPE], offset, dim1, dim2),)


DIAGONAL.backward = diagonal_backward


DIAGONAL_BACK = pieces_ops.diagonal_back
diagonal_back_forward = DIAGONAL_BACK.forward
diagonal_back_vjp_input = DIAGONAL_BACK.rules[0].function


def diagonal_back(input, shape, offset, dim1, dim2):
    """Zeros of `shape` with `input` on a diagonal: the transpose of `diagonal`."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(DIAGONAL_BACK, (input,), (shape, offset, dim1, dim2))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET):
        return apply(DIAGONAL_BACK, (input,), (shape, offset, dim1, dim2))
    try:
        data = diagonal_back_forward(CPU, input_data, shape, offset, dim1, dim2)
    except RAISED as error:
        raise explained(DIAGONAL_BACK, error, (input_data,), (shape, offset, dim1, dim2)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [DIAGONAL_BACK, (input_node,), (), (), (shape, offset, dim1, dim2),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    return out


DIAGONAL_BACK.call = diagonal_back


def diagonal_back_backward(g, saved, node):
    shape, offset, dim1, dim2 = node[STATICS]
    return (diagonal_back_vjp_input(g, offset, dim1, dim2),)


DIAGONAL_BACK.backward = diagonal_back_backward


narrow_body: Any = getattr(pieces_ops.narrow, '__wrapped__')


def narrow(input, dim, start, length):
    """View of `length` slices from `start` on along `dim`."""
    if active and concerned(loose((input, dim, start, length), {})):
        return call_of(narrow, (input, dim, start, length), {})
    if (type(dim) is not int or dim.bit_length() > 63):
        dim = int_of("narrow(): argument 'dim' (position 2)", dim)
    if (type(length) is not int or length.bit_length() > 63):
        length = int_of("narrow(): argument 'length' (position 4)", length)
    try:
        return narrow_body(input, dim, start, length)
    except INNER as error:
        if concerned(loose((input, dim, start, length), {})):
            return call_of(narrow, (input, dim, start, length), {})
        raise retold(narrow_body, (input, dim, start, length), {}, error)


select_body: Any = getattr(pieces_ops.select, '__wrapped__')


def select(input, dim, index):
    """View of the slice `index` along `dim`, which goes away."""
    if active and concerned(loose((input, dim, index), {})):
        return call_of(select, (input, dim, index), {})
    if (type(dim) is not int or dim.bit_length() > 63):
        dim = int_of("select(): argument 'dim' (position 2)", dim)
    if (type(index) is not int or index.bit_length() > 63):
        index = int_of("select(): argument 'index' (position 3)", index)
    try:
        return select_body(input, dim, index)
    except INNER as error:
        if concerned(loose((input, dim, index), {})):
            return call_of(select, (input, dim, index), {})
        raise retold(select_body, (input, dim, index), {}, error)


split_with_sizes_body: Any = getattr(pieces_ops.split_with_sizes, '__wrapped__')


def split_with_sizes(input, split_sizes, dim=0):
    """Views of pieces of given sizes along `dim`."""
    if active and concerned(loose((input, split_sizes, dim), {})):
        return call_of(split_with_sizes, (input, split_sizes, dim), {})
    split_sizes = list_of("split_with_sizes(): argument 'split_sizes' (position 2)", split_sizes)
    if (type(dim) is not int or dim.bit_length() > 63):
        dim = int_of("split_with_sizes(): argument 'dim' (position 3)", dim)
    try:
        return split_with_sizes_body(input, split_sizes, dim)
    except INNER as error:
        if concerned(loose((input, split_sizes, dim), {})):
            return call_of(split_with_sizes, (input, split_sizes, dim), {})
        raise retold(split_with_sizes_body, (input, split_sizes, dim), {}, error)


chunk_body: Any = getattr(pieces_ops.chunk, '__wrapped__')


def chunk(input, chunks, dim=0):
    """Views of at most `chunks` pieces of one size along `dim`."""
    if active and concerned(loose((input, chunks, dim), {})):
        return call_of(chunk, (input, chunks, dim), {})
    if (type(chunks) is not int or chunks.bit_length() > 63):
        chunks = int_of("chunk(): argument 'chunks' (position 2)", chunks)
    if (type(dim) is not int or dim.bit_length() > 63):
        dim = int_of("chunk(): argument 'dim' (position 3)", dim)
    try:
        return chunk_body(input, chunks, dim)
    except INNER as error:
        if concerned(loose((input, chunks, dim), {})):
            return call_of(chunk, (input, chunks, dim), {})
        raise retold(chunk_body, (input, chunks, dim), {}, error)


tensor_split_body: Any = getattr(pieces_ops.tensor_split, '__wrapped__')


def tensor_split(input, indices_or_sections, dim=0):
    """Views of pieces along `dim`: so many of nearly one size, or cut at the given indices."""
    if active and concerned(loose((input, indices_or_sections, dim), {})):
        return call_of(tensor_split, (input, indices_or_sections, dim), {})
    if (type(dim) is not int or dim.bit_length() > 63):
        dim = int_of("tensor_split(): argument 'dim' (position 3)", dim)
    try:
        return tensor_split_body(input, indices_or_sections, dim)
    except INNER as error:
        if concerned(loose((input, indices_or_sections, dim), {})):
            return call_of(tensor_split, (input, indices_or_sections, dim), {})
        raise retold(tensor_split_body, (input, indices_or_sections, dim), {}, error)


hsplit_body: Any = getattr(pieces_ops.hsplit, '__wrapped__')


def hsplit(input, indices_or_sections):
    """Views of pieces side by side: along dimension 1, or 0 of a vector."""
    if active and concerned(loose((input, indices_or_sections), {})):
        return call_of(hsplit, (input, indices_or_sections), {})
    try:
        return hsplit_body(input, indices_or_sections)
    except INNER as error:
        if concerned(loose((input, indices_or_sections), {})):
            return call_of(hsplit, (input, indices_or_sections), {})
        raise retold(hsplit_body, (input, indices_or_sections), {}, error)


vsplit_body: Any = getattr(pieces_ops.vsplit, '__wrapped__')


def vsplit(input, indices_or_sections):
    """Views of pieces one above the other: along dimension 0."""
    if active and concerned(loose((input, indices_or_sections), {})):
        return call_of(vsplit, (input, indices_or_sections), {})
    try:
        return vsplit_body(input, indices_or_sections)
    except INNER as error:
        if concerned(loose((input, indices_or_sections), {})):
            return call_of(vsplit, (input, indices_or_sections), {})
        raise retold(vsplit_body, (input, indices_or_sections), {}, error)


dsplit_body: Any = getattr(pieces_ops.dsplit, '__wrapped__')


def dsplit(input, indices_or_sections):
    """Views of pieces one behind the other: along dimension 2."""
    if active and concerned(loose((input, indices_or_sections), {})):
        return call_of(dsplit, (input, indices_or_sections), {})
    try:
        return dsplit_body(input, indices_or_sections)
    except INNER as error:
        if concerned(loose((input, indices_or_sections), {})):
            return call_of(dsplit, (input, indices_or_sections), {})
        raise retold(dsplit_body, (input, indices_or_sections), {}, error)


NOTHING = pointwise_ops.nothing
nothing_forward = NOTHING.forward


def nothing(input):
    """Zeros like `input`: the gradient of a step."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(NOTHING, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET):
        return apply(NOTHING, (input,), ())
    try:
        data = nothing_forward(CPU, input_data)
    except RAISED as error:
        raise explained(NOTHING, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


NOTHING.call = nothing


ADD = pointwise_ops.add
add_forward = ADD.forward
add_vjp_input = ADD.rules[0].function
add_vjp_other = ADD.rules[1].function


def add(input, other, alpha=1, *, out=None):
    """`input + alpha * other`, broadcast."""
    if out is not None:
        return into('add', out, add(input, other, alpha))
    if type(alpha) is not int and type(alpha) is not float:
        alpha = number_of("add(): argument 'alpha' (position 3)", alpha)
    try:
        input_data = input._data
    except AttributeError:
        return apply(ADD, (input, other), (alpha,))
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (other_data.dtype is float32 if type(other_data) is ndarray else type(other_data) in NUMBERS)):
        return apply(ADD, (input, other), (alpha,))
    try:
        data = add_forward(CPU, input_data, other_data, alpha)
    except RAISED as error:
        raise explained(ADD, error, (input_data, other_data), (alpha,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    other_node = None if other_data is other else other._node if other._view is None else current(other)
    if (input_node is not None or other_node is not None) and is_recording():
        out._node = [ADD, (input_node, other_node), (), (), (alpha,),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    return out


ADD.call = add


def add_operator(input, other):
    """`add` between operands."""
    alpha = 1
    try:
        input_data = input._data
    except AttributeError:
        return attempted(ADD, (input, other), (alpha,))
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (other_data.dtype is float32 if type(other_data) is ndarray else type(other_data) in NUMBERS)):
        return attempted(ADD, (input, other), (alpha,))
    try:
        data = add_forward(CPU, input_data, other_data, alpha)
    except RAISED as error:
        raise explained(ADD, error, (input_data, other_data), (alpha,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    other_node = None if other_data is other else other._node if other._view is None else current(other)
    if (input_node is not None or other_node is not None) and is_recording():
        out._node = [ADD, (input_node, other_node), (), (), (alpha,),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    return out


def add_backward(g, saved, node):
    alpha, = node[STATICS]
    input_node, other_node = node[PARENTS]
    return (None if input_node is None else add_vjp_input(g), None if other_node is None else add_vjp_other(g, alpha))


ADD.backward = add_backward


def add_(input, other, alpha=1):
    """In-place version of `add`."""
    if type(alpha) is not int and type(alpha) is not float:
        alpha = number_of("add(): argument 'alpha' (position 3)", alpha)
    return inplace(ADD, (input, other), (alpha,))


SUB = pointwise_ops.sub
sub_forward = SUB.forward
sub_vjp_input = SUB.rules[0].function
sub_vjp_other = SUB.rules[1].function


def sub(input, other, alpha=1, *, out=None):
    """`input - alpha * other`, broadcast."""
    if out is not None:
        return into('sub', out, sub(input, other, alpha))
    if type(alpha) is not int and type(alpha) is not float:
        alpha = number_of("sub(): argument 'alpha' (position 3)", alpha)
    try:
        input_data = input._data
    except AttributeError:
        return apply(SUB, (input, other), (alpha,))
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (other_data.dtype is float32 if type(other_data) is ndarray else type(other_data) in NUMBERS)):
        return apply(SUB, (input, other), (alpha,))
    try:
        data = sub_forward(CPU, input_data, other_data, alpha)
    except RAISED as error:
        raise explained(SUB, error, (input_data, other_data), (alpha,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    other_node = None if other_data is other else other._node if other._view is None else current(other)
    if (input_node is not None or other_node is not None) and is_recording():
        out._node = [SUB, (input_node, other_node), (), (), (alpha,),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    return out


SUB.call = sub


def sub_operator(input, other):
    """`sub` between operands."""
    alpha = 1
    try:
        input_data = input._data
    except AttributeError:
        return attempted(SUB, (input, other), (alpha,))
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (other_data.dtype is float32 if type(other_data) is ndarray else type(other_data) in NUMBERS)):
        return attempted(SUB, (input, other), (alpha,))
    try:
        data = sub_forward(CPU, input_data, other_data, alpha)
    except RAISED as error:
        raise explained(SUB, error, (input_data, other_data), (alpha,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    other_node = None if other_data is other else other._node if other._view is None else current(other)
    if (input_node is not None or other_node is not None) and is_recording():
        out._node = [SUB, (input_node, other_node), (), (), (alpha,),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    return out


def sub_backward(g, saved, node):
    alpha, = node[STATICS]
    input_node, other_node = node[PARENTS]
    return (None if input_node is None else sub_vjp_input(g), None if other_node is None else sub_vjp_other(g, alpha))


SUB.backward = sub_backward


def sub_(input, other, alpha=1):
    """In-place version of `sub`."""
    if type(alpha) is not int and type(alpha) is not float:
        alpha = number_of("sub(): argument 'alpha' (position 3)", alpha)
    return inplace(SUB, (input, other), (alpha,))


RSUB = pointwise_ops.rsub
rsub_forward = RSUB.forward
rsub_vjp_input = RSUB.rules[0].function
rsub_vjp_other = RSUB.rules[1].function


def rsub(input, other, alpha=1, *, out=None):
    """`other - alpha * input`, broadcast."""
    if out is not None:
        return into('rsub', out, rsub(input, other, alpha))
    if type(alpha) is not int and type(alpha) is not float:
        alpha = number_of("rsub(): argument 'alpha' (position 3)", alpha)
    try:
        input_data = input._data
    except AttributeError:
        return apply(RSUB, (input, other), (alpha,))
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (other_data.dtype is float32 if type(other_data) is ndarray else type(other_data) in NUMBERS)):
        return apply(RSUB, (input, other), (alpha,))
    try:
        data = rsub_forward(CPU, input_data, other_data, alpha)
    except RAISED as error:
        raise explained(RSUB, error, (input_data, other_data), (alpha,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    other_node = None if other_data is other else other._node if other._view is None else current(other)
    if (input_node is not None or other_node is not None) and is_recording():
        out._node = [RSUB, (input_node, other_node), (), (), (alpha,),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    return out


RSUB.call = rsub


def rsub_operator(input, other):
    """`rsub` between operands."""
    alpha = 1
    try:
        input_data = input._data
    except AttributeError:
        return NotImplemented
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (other_data.dtype is float32 if type(other_data) is ndarray else type(other_data) in NUMBERS)):
        return attempted(RSUB, (input, other), (alpha,))
    try:
        data = rsub_forward(CPU, input_data, other_data, alpha)
    except RAISED as error:
        raise explained(RSUB, error, (input_data, other_data), (alpha,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    other_node = None if other_data is other else other._node if other._view is None else current(other)
    if (input_node is not None or other_node is not None) and is_recording():
        out._node = [RSUB, (input_node, other_node), (), (), (alpha,),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    return out


def rsub_backward(g, saved, node):
    alpha, = node[STATICS]
    input_node, other_node = node[PARENTS]
    return (None if input_node is None else rsub_vjp_input(g, alpha), None if other_node is None else rsub_vjp_other(g))


RSUB.backward = rsub_backward


MUL = pointwise_ops.mul
mul_forward = MUL.forward
mul_vjp_input = MUL.rules[0].function
mul_vjp_other = MUL.rules[1].function


def mul(input, other, *, out=None):
    """`input * other`, broadcast."""
    if out is not None:
        return into('mul', out, mul(input, other))
    try:
        input_data = input._data
    except AttributeError:
        return apply(MUL, (input, other), ())
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (other_data.dtype is float32 if type(other_data) is ndarray else type(other_data) in NUMBERS)):
        return apply(MUL, (input, other), ())
    try:
        data = mul_forward(CPU, input_data, other_data)
    except RAISED as error:
        raise explained(MUL, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    other_node = None if other_data is other else other._node if other._view is None else current(other)
    if (input_node is not None or other_node is not None) and is_recording():
        out._node = [MUL, (input_node, other_node), (None if other_node is None else input_data, None if input_node is None else other_data), (None if other_node is None else input._writes, None if input_node is None else other_data is not other and other._writes or None), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


MUL.call = mul


def mul_operator(input, other):
    """`mul` between operands."""
    try:
        input_data = input._data
    except AttributeError:
        return attempted(MUL, (input, other), ())
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (other_data.dtype is float32 if type(other_data) is ndarray else type(other_data) in NUMBERS)):
        return attempted(MUL, (input, other), ())
    try:
        data = mul_forward(CPU, input_data, other_data)
    except RAISED as error:
        raise explained(MUL, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    other_node = None if other_data is other else other._node if other._view is None else current(other)
    if (input_node is not None or other_node is not None) and is_recording():
        out._node = [MUL, (input_node, other_node), (None if other_node is None else input_data, None if input_node is None else other_data), (None if other_node is None else input._writes, None if input_node is None else other_data is not other and other._writes or None), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


def mul_backward(g, saved, node):
    input, other = saved
    input_node, other_node = node[PARENTS]
    return (None if input_node is None else mul_vjp_input(g, other), None if other_node is None else mul_vjp_other(g, input))


MUL.backward = mul_backward


def mul_(input, other):
    """In-place version of `mul`."""
    return inplace(MUL, (input, other), ())


TRUE_DIVIDE = pointwise_ops.true_divide
true_divide_forward = TRUE_DIVIDE.forward
true_divide_vjp_input = TRUE_DIVIDE.rules[0].function
true_divide_vjp_other = TRUE_DIVIDE.rules[1].function


def true_divide(input, other, *, out=None):
    """`input / other`, broadcast; integers give the default dtype."""
    if out is not None:
        return into('true_divide', out, true_divide(input, other))
    try:
        input_data = input._data
    except AttributeError:
        return apply(TRUE_DIVIDE, (input, other), ())
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (other_data.dtype is float32 if type(other_data) is ndarray else type(other_data) in NUMBERS)):
        return apply(TRUE_DIVIDE, (input, other), ())
    try:
        data = true_divide_forward(CPU, input_data, other_data)
    except RAISED as error:
        raise explained(TRUE_DIVIDE, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    other_node = None if other_data is other else other._node if other._view is None else current(other)
    if (input_node is not None or other_node is not None) and is_recording():
        out._node = [TRUE_DIVIDE, (input_node, other_node), (None if other_node is None else input_data, other_data), (None if other_node is None else input._writes, other_data is not other and other._writes or None), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


TRUE_DIVIDE.call = true_divide


def true_divide_operator(input, other):
    """`true_divide` between operands."""
    try:
        input_data = input._data
    except AttributeError:
        return attempted(TRUE_DIVIDE, (input, other), ())
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (other_data.dtype is float32 if type(other_data) is ndarray else type(other_data) in NUMBERS)):
        return attempted(TRUE_DIVIDE, (input, other), ())
    try:
        data = true_divide_forward(CPU, input_data, other_data)
    except RAISED as error:
        raise explained(TRUE_DIVIDE, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    other_node = None if other_data is other else other._node if other._view is None else current(other)
    if (input_node is not None or other_node is not None) and is_recording():
        out._node = [TRUE_DIVIDE, (input_node, other_node), (None if other_node is None else input_data, other_data), (None if other_node is None else input._writes, other_data is not other and other._writes or None), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


def true_divide_backward(g, saved, node):
    input, other = saved
    input_node, other_node = node[PARENTS]
    return (None if input_node is None else true_divide_vjp_input(g, other), None if other_node is None else true_divide_vjp_other(g, input, other))


TRUE_DIVIDE.backward = true_divide_backward


def true_divide_(input, other):
    """In-place version of `true_divide`."""
    return inplace(TRUE_DIVIDE, (input, other), ())


RECIPROCAL = pointwise_ops.reciprocal
reciprocal_forward = RECIPROCAL.forward
reciprocal_vjp_input = RECIPROCAL.rules[0].function


def reciprocal(input, *, out=None):
    """`1 / input`, elementwise."""
    if out is not None:
        return into('reciprocal', out, reciprocal(input))
    try:
        input_data = input._data
    except AttributeError:
        return apply(RECIPROCAL, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(RECIPROCAL, (input,), ())
    try:
        data = reciprocal_forward(CPU, input_data)
    except RAISED as error:
        raise explained(RECIPROCAL, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [RECIPROCAL, (input_node,), (out._data,), (out._writes,), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


RECIPROCAL.call = reciprocal


def reciprocal_backward(g, saved, node):
    out, = saved
    return (reciprocal_vjp_input(g, out),)


RECIPROCAL.backward = reciprocal_backward


def reciprocal_(input):
    """In-place version of `reciprocal`."""
    return inplace(RECIPROCAL, (input,), ())


NEG = pointwise_ops.neg
neg_forward = NEG.forward
neg_vjp_input = NEG.rules[0].function


def neg(input, *, out=None):
    """`-input`."""
    if out is not None:
        return into('neg', out, neg(input), same=True)
    try:
        input_data = input._data
    except AttributeError:
        return apply(NEG, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(NEG, (input,), ())
    try:
        data = neg_forward(CPU, input_data)
    except RAISED as error:
        raise explained(NEG, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [NEG, (input_node,), (), (), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    return out


NEG.call = neg


def neg_backward(g, saved, node):
    return (neg_vjp_input(g),)


NEG.backward = neg_backward


def neg_(input):
    """In-place version of `neg`."""
    return inplace(NEG, (input,), ())


ABS = pointwise_ops.abs
abs_forward = ABS.forward
abs_vjp_input = ABS.rules[0].function


def abs(input, *, out=None):
    """The size of each element, whatever its sign; of a complex number, its modulus."""
    if out is not None:
        return into('abs', out, abs(input), same=not input.is_complex())
    try:
        input_data = input._data
    except AttributeError:
        return apply(ABS, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(ABS, (input,), ())
    try:
        data = abs_forward(CPU, input_data)
    except RAISED as error:
        raise explained(ABS, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [ABS, (input_node,), (input_data,), (input._writes,), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


ABS.call = abs


def abs_backward(g, saved, node):
    input, = saved
    return (abs_vjp_input(g, input),)


ABS.backward = abs_backward


def abs_(input):
    """In-place version of `abs`."""
    return inplace(ABS, (input,), ())


SGN = pointwise_ops.sgn
sgn_forward = SGN.forward
sgn_vjp_input = SGN.rules[0].function


def sgn(input, *, out=None):
    """-1, 0 or 1 by the sign; of a complex number, the number of size 1 in its direction."""
    if out is not None:
        return into('sgn', out, sgn(input), same=True)
    try:
        input_data = input._data
    except AttributeError:
        return apply(SGN, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(SGN, (input,), ())
    try:
        data = sgn_forward(CPU, input_data)
    except RAISED as error:
        raise explained(SGN, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [SGN, (input_node,), (input_data, out._data), (input._writes, out._writes), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


SGN.call = sgn


def sgn_backward(g, saved, node):
    input, out = saved
    return (sgn_vjp_input(g, input, out),)


SGN.backward = sgn_backward


def sgn_(input):
    """In-place version of `sgn`."""
    return inplace(SGN, (input,), ())


WHERE_ZERO = pointwise_ops.where_zero
where_zero_forward = WHERE_ZERO.forward
where_zero_vjp_value = WHERE_ZERO.rules[0].function


def where_zero(size, value):
    """`value` where `size` is not 0, else 0."""
    return apply(WHERE_ZERO, (size, value), ())


WHERE_ZERO.call = where_zero


def where_zero_backward(g, saved, node):
    size, = saved
    size_node, value_node = node[PARENTS]
    return (None, None if value_node is None else where_zero_vjp_value(g, size))


WHERE_ZERO.backward = where_zero_backward


SIGN = pointwise_ops.sign
sign_forward = SIGN.forward
sign_vjp_input = SIGN.rules[0].function


def sign(input, *, out=None):
    """-1, 0 or 1 by the sign of each element."""
    if out is not None:
        return into('sign', out, sign(input), same=True)
    try:
        input_data = input._data
    except AttributeError:
        return apply(SIGN, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(SIGN, (input,), ())
    try:
        data = sign_forward(CPU, input_data)
    except RAISED as error:
        raise explained(SIGN, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [SIGN, (input_node,), (), (), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    return out


SIGN.call = sign


def sign_backward(g, saved, node):
    return (sign_vjp_input(g),)


SIGN.backward = sign_backward


def sign_(input):
    """In-place version of `sign`."""
    return inplace(SIGN, (input,), ())


EXP = pointwise_ops.exp
exp_forward = EXP.forward
exp_vjp_input = EXP.rules[0].function


def exp(input, *, out=None):
    """e to the power of `input`, elementwise."""
    if out is not None:
        return into('exp', out, exp(input))
    try:
        input_data = input._data
    except AttributeError:
        return apply(EXP, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(EXP, (input,), ())
    try:
        data = exp_forward(CPU, input_data)
    except RAISED as error:
        raise explained(EXP, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [EXP, (input_node,), (out._data,), (out._writes,), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


EXP.call = exp


def exp_backward(g, saved, node):
    out, = saved
    return (exp_vjp_input(g, out),)


EXP.backward = exp_backward


def exp_(input):
    """In-place version of `exp`."""
    return inplace(EXP, (input,), ())


LOG = pointwise_ops.log
log_forward = LOG.forward
log_vjp_input = LOG.rules[0].function


def log(input, *, out=None):
    """Natural logarithm, elementwise."""
    if out is not None:
        return into('log', out, log(input))
    try:
        input_data = input._data
    except AttributeError:
        return apply(LOG, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(LOG, (input,), ())
    try:
        data = log_forward(CPU, input_data)
    except RAISED as error:
        raise explained(LOG, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [LOG, (input_node,), (input_data,), (input._writes,), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


LOG.call = log


def log_backward(g, saved, node):
    input, = saved
    return (log_vjp_input(g, input),)


LOG.backward = log_backward


def log_(input):
    """In-place version of `log`."""
    return inplace(LOG, (input,), ())


TANH = pointwise_ops.tanh
tanh_forward = TANH.forward
tanh_vjp_input = TANH.rules[0].function


def tanh(input, *, out=None):
    """Hyperbolic tangent, elementwise."""
    if out is not None:
        return into('tanh', out, tanh(input))
    try:
        input_data = input._data
    except AttributeError:
        return apply(TANH, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(TANH, (input,), ())
    try:
        data = tanh_forward(CPU, input_data)
    except RAISED as error:
        raise explained(TANH, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [TANH, (input_node,), (out._data,), (out._writes,), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


TANH.call = tanh


def tanh_backward(g, saved, node):
    out, = saved
    return (tanh_vjp_input(g, out),)


TANH.backward = tanh_backward


def tanh_(input):
    """In-place version of `tanh`."""
    return inplace(TANH, (input,), ())


positive_body: Any = getattr(pointwise_ops.positive, '__wrapped__')


def positive(input):
    """`input` itself; a mask has no sign."""
    if active and concerned(loose((input,), {})):
        return call_of(positive, (input,), {})
    try:
        return positive_body(input)
    except INNER as error:
        if concerned(loose((input,), {})):
            return call_of(positive, (input,), {})
        raise retold(positive_body, (input,), {}, error)


CHEBYSHEV_POLYNOMIAL_T = polynomials_ops.chebyshev_polynomial_t
chebyshev_polynomial_t_forward = CHEBYSHEV_POLYNOMIAL_T.forward


def chebyshev_polynomial_t(input, n):
    """The Chebyshev, first kind, polynomial of degree `n`, broadcast; 0 for a negative degree."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(CHEBYSHEV_POLYNOMIAL_T, (input, n), ())
    n_data = getattr(n, '_data', n)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (n_data.dtype is float32 if type(n_data) is ndarray else type(n_data) in NUMBERS)):
        return apply(CHEBYSHEV_POLYNOMIAL_T, (input, n), ())
    try:
        data = chebyshev_polynomial_t_forward(CPU, input_data, n_data)
    except RAISED as error:
        raise explained(CHEBYSHEV_POLYNOMIAL_T, error, (input_data, n_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


CHEBYSHEV_POLYNOMIAL_T.call = chebyshev_polynomial_t


CHEBYSHEV_POLYNOMIAL_U = polynomials_ops.chebyshev_polynomial_u
chebyshev_polynomial_u_forward = CHEBYSHEV_POLYNOMIAL_U.forward


def chebyshev_polynomial_u(input, n):
    """The Chebyshev, second kind, polynomial of degree `n`, broadcast; 0 for a negative degree."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(CHEBYSHEV_POLYNOMIAL_U, (input, n), ())
    n_data = getattr(n, '_data', n)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (n_data.dtype is float32 if type(n_data) is ndarray else type(n_data) in NUMBERS)):
        return apply(CHEBYSHEV_POLYNOMIAL_U, (input, n), ())
    try:
        data = chebyshev_polynomial_u_forward(CPU, input_data, n_data)
    except RAISED as error:
        raise explained(CHEBYSHEV_POLYNOMIAL_U, error, (input_data, n_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


CHEBYSHEV_POLYNOMIAL_U.call = chebyshev_polynomial_u


CHEBYSHEV_POLYNOMIAL_V = polynomials_ops.chebyshev_polynomial_v
chebyshev_polynomial_v_forward = CHEBYSHEV_POLYNOMIAL_V.forward


def chebyshev_polynomial_v(input, n):
    """The Chebyshev, third kind, polynomial of degree `n`, broadcast; 0 for a negative degree."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(CHEBYSHEV_POLYNOMIAL_V, (input, n), ())
    n_data = getattr(n, '_data', n)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (n_data.dtype is float32 if type(n_data) is ndarray else type(n_data) in NUMBERS)):
        return apply(CHEBYSHEV_POLYNOMIAL_V, (input, n), ())
    try:
        data = chebyshev_polynomial_v_forward(CPU, input_data, n_data)
    except RAISED as error:
        raise explained(CHEBYSHEV_POLYNOMIAL_V, error, (input_data, n_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


CHEBYSHEV_POLYNOMIAL_V.call = chebyshev_polynomial_v


CHEBYSHEV_POLYNOMIAL_W = polynomials_ops.chebyshev_polynomial_w
chebyshev_polynomial_w_forward = CHEBYSHEV_POLYNOMIAL_W.forward


def chebyshev_polynomial_w(input, n):
    """The Chebyshev, fourth kind, polynomial of degree `n`, broadcast; 0 for a negative degree."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(CHEBYSHEV_POLYNOMIAL_W, (input, n), ())
    n_data = getattr(n, '_data', n)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (n_data.dtype is float32 if type(n_data) is ndarray else type(n_data) in NUMBERS)):
        return apply(CHEBYSHEV_POLYNOMIAL_W, (input, n), ())
    try:
        data = chebyshev_polynomial_w_forward(CPU, input_data, n_data)
    except RAISED as error:
        raise explained(CHEBYSHEV_POLYNOMIAL_W, error, (input_data, n_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


CHEBYSHEV_POLYNOMIAL_W.call = chebyshev_polynomial_w


SHIFTED_CHEBYSHEV_POLYNOMIAL_T = polynomials_ops.shifted_chebyshev_polynomial_t
shifted_chebyshev_polynomial_t_forward = SHIFTED_CHEBYSHEV_POLYNOMIAL_T.forward


def shifted_chebyshev_polynomial_t(input, n):
    """The Chebyshev, first kind, at `2 * input - 1`, polynomial of degree `n`, broadcast; 0 for a negative degree."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(SHIFTED_CHEBYSHEV_POLYNOMIAL_T, (input, n), ())
    n_data = getattr(n, '_data', n)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (n_data.dtype is float32 if type(n_data) is ndarray else type(n_data) in NUMBERS)):
        return apply(SHIFTED_CHEBYSHEV_POLYNOMIAL_T, (input, n), ())
    try:
        data = shifted_chebyshev_polynomial_t_forward(CPU, input_data, n_data)
    except RAISED as error:
        raise explained(SHIFTED_CHEBYSHEV_POLYNOMIAL_T, error, (input_data, n_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


SHIFTED_CHEBYSHEV_POLYNOMIAL_T.call = shifted_chebyshev_polynomial_t


SHIFTED_CHEBYSHEV_POLYNOMIAL_U = polynomials_ops.shifted_chebyshev_polynomial_u
shifted_chebyshev_polynomial_u_forward = SHIFTED_CHEBYSHEV_POLYNOMIAL_U.forward


def shifted_chebyshev_polynomial_u(input, n):
    """The Chebyshev, second kind, at `2 * input - 1`, polynomial of degree `n`, broadcast; 0 for a negative degree."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(SHIFTED_CHEBYSHEV_POLYNOMIAL_U, (input, n), ())
    n_data = getattr(n, '_data', n)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (n_data.dtype is float32 if type(n_data) is ndarray else type(n_data) in NUMBERS)):
        return apply(SHIFTED_CHEBYSHEV_POLYNOMIAL_U, (input, n), ())
    try:
        data = shifted_chebyshev_polynomial_u_forward(CPU, input_data, n_data)
    except RAISED as error:
        raise explained(SHIFTED_CHEBYSHEV_POLYNOMIAL_U, error, (input_data, n_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


SHIFTED_CHEBYSHEV_POLYNOMIAL_U.call = shifted_chebyshev_polynomial_u


SHIFTED_CHEBYSHEV_POLYNOMIAL_V = polynomials_ops.shifted_chebyshev_polynomial_v
shifted_chebyshev_polynomial_v_forward = SHIFTED_CHEBYSHEV_POLYNOMIAL_V.forward


def shifted_chebyshev_polynomial_v(input, n):
    """The Chebyshev, third kind, at `2 * input - 1`, polynomial of degree `n`, broadcast; 0 for a negative degree."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(SHIFTED_CHEBYSHEV_POLYNOMIAL_V, (input, n), ())
    n_data = getattr(n, '_data', n)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (n_data.dtype is float32 if type(n_data) is ndarray else type(n_data) in NUMBERS)):
        return apply(SHIFTED_CHEBYSHEV_POLYNOMIAL_V, (input, n), ())
    try:
        data = shifted_chebyshev_polynomial_v_forward(CPU, input_data, n_data)
    except RAISED as error:
        raise explained(SHIFTED_CHEBYSHEV_POLYNOMIAL_V, error, (input_data, n_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


SHIFTED_CHEBYSHEV_POLYNOMIAL_V.call = shifted_chebyshev_polynomial_v


SHIFTED_CHEBYSHEV_POLYNOMIAL_W = polynomials_ops.shifted_chebyshev_polynomial_w
shifted_chebyshev_polynomial_w_forward = SHIFTED_CHEBYSHEV_POLYNOMIAL_W.forward


def shifted_chebyshev_polynomial_w(input, n):
    """The Chebyshev, fourth kind, at `2 * input - 1`, polynomial of degree `n`, broadcast; 0 for a negative degree."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(SHIFTED_CHEBYSHEV_POLYNOMIAL_W, (input, n), ())
    n_data = getattr(n, '_data', n)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (n_data.dtype is float32 if type(n_data) is ndarray else type(n_data) in NUMBERS)):
        return apply(SHIFTED_CHEBYSHEV_POLYNOMIAL_W, (input, n), ())
    try:
        data = shifted_chebyshev_polynomial_w_forward(CPU, input_data, n_data)
    except RAISED as error:
        raise explained(SHIFTED_CHEBYSHEV_POLYNOMIAL_W, error, (input_data, n_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


SHIFTED_CHEBYSHEV_POLYNOMIAL_W.call = shifted_chebyshev_polynomial_w


HERMITE_POLYNOMIAL_H = polynomials_ops.hermite_polynomial_h
hermite_polynomial_h_forward = HERMITE_POLYNOMIAL_H.forward


def hermite_polynomial_h(input, n):
    """The physicists' Hermite polynomial of degree `n`, broadcast; 0 for a negative degree."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(HERMITE_POLYNOMIAL_H, (input, n), ())
    n_data = getattr(n, '_data', n)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (n_data.dtype is float32 if type(n_data) is ndarray else type(n_data) in NUMBERS)):
        return apply(HERMITE_POLYNOMIAL_H, (input, n), ())
    try:
        data = hermite_polynomial_h_forward(CPU, input_data, n_data)
    except RAISED as error:
        raise explained(HERMITE_POLYNOMIAL_H, error, (input_data, n_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


HERMITE_POLYNOMIAL_H.call = hermite_polynomial_h


HERMITE_POLYNOMIAL_HE = polynomials_ops.hermite_polynomial_he
hermite_polynomial_he_forward = HERMITE_POLYNOMIAL_HE.forward


def hermite_polynomial_he(input, n):
    """The probabilists' Hermite polynomial of degree `n`, broadcast; 0 for a negative degree."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(HERMITE_POLYNOMIAL_HE, (input, n), ())
    n_data = getattr(n, '_data', n)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (n_data.dtype is float32 if type(n_data) is ndarray else type(n_data) in NUMBERS)):
        return apply(HERMITE_POLYNOMIAL_HE, (input, n), ())
    try:
        data = hermite_polynomial_he_forward(CPU, input_data, n_data)
    except RAISED as error:
        raise explained(HERMITE_POLYNOMIAL_HE, error, (input_data, n_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


HERMITE_POLYNOMIAL_HE.call = hermite_polynomial_he


LAGUERRE_POLYNOMIAL_L = polynomials_ops.laguerre_polynomial_l
laguerre_polynomial_l_forward = LAGUERRE_POLYNOMIAL_L.forward


def laguerre_polynomial_l(input, n):
    """The Laguerre polynomial of degree `n`, broadcast; 0 for a negative degree."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(LAGUERRE_POLYNOMIAL_L, (input, n), ())
    n_data = getattr(n, '_data', n)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (n_data.dtype is float32 if type(n_data) is ndarray else type(n_data) in NUMBERS)):
        return apply(LAGUERRE_POLYNOMIAL_L, (input, n), ())
    try:
        data = laguerre_polynomial_l_forward(CPU, input_data, n_data)
    except RAISED as error:
        raise explained(LAGUERRE_POLYNOMIAL_L, error, (input_data, n_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


LAGUERRE_POLYNOMIAL_L.call = laguerre_polynomial_l


LEGENDRE_POLYNOMIAL_P = polynomials_ops.legendre_polynomial_p
legendre_polynomial_p_forward = LEGENDRE_POLYNOMIAL_P.forward


def legendre_polynomial_p(input, n):
    """The Legendre polynomial of degree `n`, broadcast; 0 for a negative degree."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(LEGENDRE_POLYNOMIAL_P, (input, n), ())
    n_data = getattr(n, '_data', n)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (n_data.dtype is float32 if type(n_data) is ndarray else type(n_data) in NUMBERS)):
        return apply(LEGENDRE_POLYNOMIAL_P, (input, n), ())
    try:
        data = legendre_polynomial_p_forward(CPU, input_data, n_data)
    except RAISED as error:
        raise explained(LEGENDRE_POLYNOMIAL_P, error, (input_data, n_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


LEGENDRE_POLYNOMIAL_P.call = legendre_polynomial_p


MAX_POOL = pool_ops.max_pool
max_pool_forward = MAX_POOL.forward
max_pool_vjp_input = MAX_POOL.rules[0].function


def max_pool(input, kernel, stride, padding, dilation, ceil_mode):
    """The greatest value of each window: `(N, C, ...) -> (N, C, ...)`."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(MAX_POOL, (input,), (kernel, stride, padding, dilation, ceil_mode))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(MAX_POOL, (input,), (kernel, stride, padding, dilation, ceil_mode))
    try:
        data = max_pool_forward(CPU, input_data, kernel, stride, padding, dilation, ceil_mode)
    except RAISED as error:
        raise explained(MAX_POOL, error, (input_data,), (kernel, stride, padding, dilation, ceil_mode)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [MAX_POOL, (input_node,), (input_data, out._data), (input._writes, out._writes), (kernel, stride, padding, dilation, ceil_mode),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


MAX_POOL.call = max_pool


def max_pool_backward(g, saved, node):
    input, out = saved
    kernel, stride, padding, dilation, ceil_mode = node[STATICS]
    return (max_pool_vjp_input(g, input, out, kernel, stride, padding, dilation),)


MAX_POOL.backward = max_pool_backward


MAX_POOL_GRADIENT = pool_ops.max_pool_gradient
max_pool_gradient_forward = MAX_POOL_GRADIENT.forward
max_pool_gradient_vjp_slope = MAX_POOL_GRADIENT.rules[0].function


def max_pool_gradient(slope, input, best, kernel, stride, padding, dilation):
    """The gradient of `max_pool`: each window's goes to its first maximum."""
    try:
        slope_data = slope._data
    except AttributeError:
        return apply(MAX_POOL_GRADIENT, (slope, input, best), (kernel, stride, padding, dilation))
    input_data = getattr(input, '_data', input)
    best_data = getattr(best, '_data', best)
    if (observers or type(slope_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or type(input_data) is not ndarray
            or type(best_data) is not ndarray):
        return apply(MAX_POOL_GRADIENT, (slope, input, best), (kernel, stride, padding, dilation))
    try:
        data = max_pool_gradient_forward(CPU, slope_data, input_data, best_data, kernel, stride, padding, dilation)
    except RAISED as error:
        raise explained(MAX_POOL_GRADIENT, error, (slope_data, input_data, best_data), (kernel, stride, padding, dilation)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    slope_node = slope._node if slope._view is None else current(slope)
    input_node = None if input_data is input else input._node if input._view is None else current(input)
    best_node = None if best_data is best else best._node if best._view is None else current(best)
    if (slope_node is not None or input_node is not None or best_node is not None) and is_recording():
        out._node = [MAX_POOL_GRADIENT, (slope_node, input_node, best_node), (None if slope_node is None else input_data, None if slope_node is None else best_data), (None if slope_node is None else input_data is not input and input._writes or None, None if slope_node is None else best_data is not best and best._writes or None), (kernel, stride, padding, dilation),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


MAX_POOL_GRADIENT.call = max_pool_gradient


def max_pool_gradient_backward(g, saved, node):
    input, best = saved
    kernel, stride, padding, dilation = node[STATICS]
    slope_node, input_node, best_node = node[PARENTS]
    return (None if slope_node is None else max_pool_gradient_vjp_slope(g, input, best, kernel, stride, padding, dilation), None, None)


MAX_POOL_GRADIENT.backward = max_pool_gradient_backward


MAX_POOL_PICK = pool_ops.max_pool_pick
max_pool_pick_forward = MAX_POOL_PICK.forward
max_pool_pick_vjp_values = MAX_POOL_PICK.rules[0].function


def max_pool_pick(values, input, best, kernel, stride, padding, dilation):
    """`values` where `input` has the maximum of each window: the transpose of `max_pool_gradient`."""
    try:
        values_data = values._data
    except AttributeError:
        return apply(MAX_POOL_PICK, (values, input, best), (kernel, stride, padding, dilation))
    input_data = getattr(input, '_data', input)
    best_data = getattr(best, '_data', best)
    if (observers or type(values_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or type(input_data) is not ndarray
            or type(best_data) is not ndarray):
        return apply(MAX_POOL_PICK, (values, input, best), (kernel, stride, padding, dilation))
    try:
        data = max_pool_pick_forward(CPU, values_data, input_data, best_data, kernel, stride, padding, dilation)
    except RAISED as error:
        raise explained(MAX_POOL_PICK, error, (values_data, input_data, best_data), (kernel, stride, padding, dilation)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    values_node = values._node if values._view is None else current(values)
    input_node = None if input_data is input else input._node if input._view is None else current(input)
    best_node = None if best_data is best else best._node if best._view is None else current(best)
    if (values_node is not None or input_node is not None or best_node is not None) and is_recording():
        out._node = [MAX_POOL_PICK, (values_node, input_node, best_node), (None if values_node is None else input_data, None if values_node is None else best_data), (None if values_node is None else input_data is not input and input._writes or None, None if values_node is None else best_data is not best and best._writes or None), (kernel, stride, padding, dilation),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


MAX_POOL_PICK.call = max_pool_pick


def max_pool_pick_backward(g, saved, node):
    input, best = saved
    kernel, stride, padding, dilation = node[STATICS]
    values_node, input_node, best_node = node[PARENTS]
    return (None if values_node is None else max_pool_pick_vjp_values(g, input, best, kernel, stride, padding, dilation), None, None)


MAX_POOL_PICK.backward = max_pool_pick_backward


MAX_POOL_WITH_INDICES = pool_ops.max_pool_with_indices
max_pool_with_indices_forward = MAX_POOL_WITH_INDICES.forward
max_pool_with_indices_check: Any = MAX_POOL_WITH_INDICES.check
max_pool_with_indices_vjp_input = MAX_POOL_WITH_INDICES.rules[0].function


def max_pool_with_indices(input, kernel, stride, padding, dilation, ceil_mode):
    """`max_pool`, and the flat index of each maximum in its channel."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(MAX_POOL_WITH_INDICES, (input,), (kernel, stride, padding, dilation, ceil_mode))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(MAX_POOL_WITH_INDICES, (input,), (kernel, stride, padding, dilation, ceil_mode))
    max_pool_with_indices_check(input_data, kernel, stride, padding, dilation, ceil_mode)
    try:
        data = max_pool_with_indices_forward(CPU, input_data, kernel, stride, padding, dilation, ceil_mode)
    except RAISED as error:
        raise explained(MAX_POOL_WITH_INDICES, error, (input_data,), (kernel, stride, padding, dilation, ceil_mode)) from None
    outputs = out_out, indices_out = tuple([
        Tensor(d if type(d) is ndarray else as_array(d), None) for d in data])
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out_out._node = [MAX_POOL_WITH_INDICES, (input_node,), (indices_out._data,), (indices_out._writes,), (kernel, stride, padding, dilation, ceil_mode),
                     out_out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out_out._node)
    return outputs


MAX_POOL_WITH_INDICES.call = max_pool_with_indices


def max_pool_with_indices_backward(g, saved, node):
    indices, = saved
    input_node, = node[PARENTS]
    return (max_pool_with_indices_vjp_input(g, indices, input_node and input_node[SHAPE]),)


MAX_POOL_WITH_INDICES.backward = max_pool_with_indices_backward


SCATTER_PLACES = pool_ops.scatter_places
scatter_places_forward = SCATTER_PLACES.forward
scatter_places_vjp_slope = SCATTER_PLACES.rules[0].function


def scatter_places(slope, indices, shape):
    """Zeros of `shape` (N, C, ...) with `slope` added at flat indices of each channel."""
    try:
        slope_data = slope._data
    except AttributeError:
        return apply(SCATTER_PLACES, (slope, indices), (shape,))
    indices_data = getattr(indices, '_data', indices)
    if (observers or type(slope_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or type(indices_data) is not ndarray):
        return apply(SCATTER_PLACES, (slope, indices), (shape,))
    try:
        data = scatter_places_forward(CPU, slope_data, indices_data, shape)
    except RAISED as error:
        raise explained(SCATTER_PLACES, error, (slope_data, indices_data), (shape,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    slope_node = slope._node if slope._view is None else current(slope)
    indices_node = None if indices_data is indices else indices._node if indices._view is None else current(indices)
    if (slope_node is not None or indices_node is not None) and is_recording():
        out._node = [SCATTER_PLACES, (slope_node, indices_node), (None if slope_node is None else indices_data,), (None if slope_node is None else indices_data is not indices and indices._writes or None,), (shape,),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


SCATTER_PLACES.call = scatter_places


def scatter_places_backward(g, saved, node):
    indices, = saved
    slope_node, indices_node = node[PARENTS]
    return (None if slope_node is None else scatter_places_vjp_slope(g, indices), None)


SCATTER_PLACES.backward = scatter_places_backward


TAKE_PLACES = pool_ops.take_places
take_places_forward = TAKE_PLACES.forward
take_places_vjp_values = TAKE_PLACES.rules[0].function


def take_places(values, indices):
    """`values` (N, C, ...) at flat indices of each channel."""
    try:
        values_data = values._data
    except AttributeError:
        return apply(TAKE_PLACES, (values, indices), ())
    indices_data = getattr(indices, '_data', indices)
    if (observers or type(values_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or type(indices_data) is not ndarray):
        return apply(TAKE_PLACES, (values, indices), ())
    try:
        data = take_places_forward(CPU, values_data, indices_data)
    except RAISED as error:
        raise explained(TAKE_PLACES, error, (values_data, indices_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    values_node = values._node if values._view is None else current(values)
    indices_node = None if indices_data is indices else indices._node if indices._view is None else current(indices)
    if (values_node is not None or indices_node is not None) and is_recording():
        out._node = [TAKE_PLACES, (values_node, indices_node), (None if values_node is None else indices_data,), (None if values_node is None else indices_data is not indices and indices._writes or None,), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


TAKE_PLACES.call = take_places


def take_places_backward(g, saved, node):
    indices, = saved
    values_node, indices_node = node[PARENTS]
    return (None if values_node is None else take_places_vjp_values(g, indices, values_node and values_node[SHAPE]), None)


TAKE_PLACES.backward = take_places_backward


AVG_POOL = pool_ops.avg_pool
avg_pool_forward = AVG_POOL.forward
avg_pool_vjp_input = AVG_POOL.rules[0].function


def avg_pool(input, kernel, stride, padding, ceil_mode, include, divisor):
    """The mean of each window: `(N, C, ...) -> (N, C, ...)`."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(AVG_POOL, (input,), (kernel, stride, padding, ceil_mode, include, divisor))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(AVG_POOL, (input,), (kernel, stride, padding, ceil_mode, include, divisor))
    try:
        data = avg_pool_forward(CPU, input_data, kernel, stride, padding, ceil_mode, include, divisor)
    except RAISED as error:
        raise explained(AVG_POOL, error, (input_data,), (kernel, stride, padding, ceil_mode, include, divisor)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [AVG_POOL, (input_node,), (), (), (kernel, stride, padding, ceil_mode, include, divisor),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    return out


AVG_POOL.call = avg_pool


def avg_pool_backward(g, saved, node):
    kernel, stride, padding, ceil_mode, include, divisor = node[STATICS]
    input_node, = node[PARENTS]
    return (avg_pool_vjp_input(g, input_node and input_node[SHAPE], kernel, stride, padding, ceil_mode, include, divisor),)


AVG_POOL.backward = avg_pool_backward


AVG_POOL_GRADIENT = pool_ops.avg_pool_gradient
avg_pool_gradient_forward = AVG_POOL_GRADIENT.forward
avg_pool_gradient_vjp_slope = AVG_POOL_GRADIENT.rules[0].function


def avg_pool_gradient(slope, shape, kernel, stride, padding, ceil_mode, include, divisor):
    """The gradient of `avg_pool` for an input of this shape."""
    try:
        slope_data = slope._data
    except AttributeError:
        return apply(AVG_POOL_GRADIENT, (slope,), (shape, kernel, stride, padding, ceil_mode, include, divisor))
    if (observers or type(slope_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET):
        return apply(AVG_POOL_GRADIENT, (slope,), (shape, kernel, stride, padding, ceil_mode, include, divisor))
    try:
        data = avg_pool_gradient_forward(CPU, slope_data, shape, kernel, stride, padding, ceil_mode, include, divisor)
    except RAISED as error:
        raise explained(AVG_POOL_GRADIENT, error, (slope_data,), (shape, kernel, stride, padding, ceil_mode, include, divisor)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    slope_node = slope._node if slope._view is None else current(slope)
    if slope_node is not None and is_recording():
        out._node = [AVG_POOL_GRADIENT, (slope_node,), (), (), (shape, kernel, stride, padding, ceil_mode, include, divisor),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    return out


AVG_POOL_GRADIENT.call = avg_pool_gradient


def avg_pool_gradient_backward(g, saved, node):
    shape, kernel, stride, padding, ceil_mode, include, divisor = node[STATICS]
    return (avg_pool_gradient_vjp_slope(g, kernel, stride, padding, ceil_mode, include, divisor),)


AVG_POOL_GRADIENT.backward = avg_pool_gradient_backward


RESAMPLE = pool_ops.resample
resample_forward = RESAMPLE.forward
resample_vjp_input = RESAMPLE.rules[0].function


def resample(input, matrices, name):
    """Multiply the last dimensions by a matrix each, of shape (new size, old size)."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(RESAMPLE, (input,), (matrices, name))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(RESAMPLE, (input,), (matrices, name))
    try:
        data = resample_forward(CPU, input_data, matrices, name)
    except RAISED as error:
        raise explained(RESAMPLE, error, (input_data,), (matrices, name)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [RESAMPLE, (input_node,), (), (), (matrices, name),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    return out


RESAMPLE.call = resample


def resample_backward(g, saved, node):
    matrices, name = node[STATICS]
    return (resample_vjp_input(g, matrices, name),)


RESAMPLE.backward = resample_backward


ADAPTIVE_MAX_POOL = pool_ops.adaptive_max_pool
adaptive_max_pool_forward = ADAPTIVE_MAX_POOL.forward
adaptive_max_pool_vjp_input = ADAPTIVE_MAX_POOL.rules[0].function


def adaptive_max_pool(input, out_size):
    """The greatest value of each of `out_size` windows that cover the input, and its flat index in its channel."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(ADAPTIVE_MAX_POOL, (input,), (out_size,))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(ADAPTIVE_MAX_POOL, (input,), (out_size,))
    try:
        data = adaptive_max_pool_forward(CPU, input_data, out_size)
    except RAISED as error:
        raise explained(ADAPTIVE_MAX_POOL, error, (input_data,), (out_size,)) from None
    outputs = out_out, indices_out = tuple([
        Tensor(d if type(d) is ndarray else as_array(d), None) for d in data])
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out_out._node = [ADAPTIVE_MAX_POOL, (input_node,), (indices_out._data,), (indices_out._writes,), (out_size,),
                     out_out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out_out._node)
    return outputs


ADAPTIVE_MAX_POOL.call = adaptive_max_pool


def adaptive_max_pool_backward(g, saved, node):
    indices, = saved
    input_node, = node[PARENTS]
    return (adaptive_max_pool_vjp_input(g, indices, input_node and input_node[SHAPE]),)


ADAPTIVE_MAX_POOL.backward = adaptive_max_pool_backward


POW = powers_ops.pow
pow_forward = POW.forward
pow_vjp_input = POW.rules[0].function
pow_vjp_exponent = POW.rules[1].function


def pow(input, exponent, *, out=None):
    """`input` to the power `exponent`, broadcast."""
    if out is not None:
        return into('pow', out, pow(input, exponent))
    try:
        input_data = input._data
    except AttributeError:
        return apply(POW, (input, exponent), ())
    exponent_data = getattr(exponent, '_data', exponent)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (exponent_data.dtype is float32 if type(exponent_data) is ndarray else type(exponent_data) in NUMBERS)):
        return apply(POW, (input, exponent), ())
    try:
        data = pow_forward(CPU, input_data, exponent_data)
    except RAISED as error:
        raise explained(POW, error, (input_data, exponent_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    exponent_node = None if exponent_data is exponent else exponent._node if exponent._view is None else current(exponent)
    if (input_node is not None or exponent_node is not None) and is_recording():
        out._node = [POW, (input_node, exponent_node), (input_data, exponent_data, None if exponent_node is None else out._data), (input._writes, exponent_data is not exponent and exponent._writes or None, None if exponent_node is None else out._writes), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


POW.call = pow


def pow_operator(input, exponent):
    """`pow` between operands."""
    try:
        input_data = input._data
    except AttributeError:
        return attempted(POW, (input, exponent), ())
    exponent_data = getattr(exponent, '_data', exponent)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (exponent_data.dtype is float32 if type(exponent_data) is ndarray else type(exponent_data) in NUMBERS)):
        return attempted(POW, (input, exponent), ())
    try:
        data = pow_forward(CPU, input_data, exponent_data)
    except RAISED as error:
        raise explained(POW, error, (input_data, exponent_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    exponent_node = None if exponent_data is exponent else exponent._node if exponent._view is None else current(exponent)
    if (input_node is not None or exponent_node is not None) and is_recording():
        out._node = [POW, (input_node, exponent_node), (input_data, exponent_data, None if exponent_node is None else out._data), (input._writes, exponent_data is not exponent and exponent._writes or None, None if exponent_node is None else out._writes), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


def pow_backward(g, saved, node):
    input, exponent, out = saved
    input_node, exponent_node = node[PARENTS]
    return (None if input_node is None else pow_vjp_input(g, input, exponent), None if exponent_node is None else pow_vjp_exponent(g, input, exponent, out))


POW.backward = pow_backward


def pow_(input, exponent):
    """In-place version of `pow`."""
    return inplace(POW, (input, exponent), ())


SQRT = powers_ops.sqrt
sqrt_forward = SQRT.forward
sqrt_vjp_input = SQRT.rules[0].function


def sqrt(input, *, out=None):
    """Square root, elementwise."""
    if out is not None:
        return into('sqrt', out, sqrt(input))
    try:
        input_data = input._data
    except AttributeError:
        return apply(SQRT, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(SQRT, (input,), ())
    try:
        data = sqrt_forward(CPU, input_data)
    except RAISED as error:
        raise explained(SQRT, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [SQRT, (input_node,), (out._data,), (out._writes,), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


SQRT.call = sqrt


def sqrt_backward(g, saved, node):
    out, = saved
    return (sqrt_vjp_input(g, out),)


SQRT.backward = sqrt_backward


def sqrt_(input):
    """In-place version of `sqrt`."""
    return inplace(SQRT, (input,), ())


RSQRT = powers_ops.rsqrt
rsqrt_forward = RSQRT.forward
rsqrt_vjp_input = RSQRT.rules[0].function


def rsqrt(input, *, out=None):
    """`1 / sqrt(input)`, elementwise."""
    if out is not None:
        return into('rsqrt', out, rsqrt(input))
    try:
        input_data = input._data
    except AttributeError:
        return apply(RSQRT, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(RSQRT, (input,), ())
    try:
        data = rsqrt_forward(CPU, input_data)
    except RAISED as error:
        raise explained(RSQRT, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [RSQRT, (input_node,), (out._data,), (out._writes,), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


RSQRT.call = rsqrt


def rsqrt_backward(g, saved, node):
    out, = saved
    return (rsqrt_vjp_input(g, out),)


RSQRT.backward = rsqrt_backward


def rsqrt_(input):
    """In-place version of `rsqrt`."""
    return inplace(RSQRT, (input,), ())


def square_(input, *args, **kwargs):
    """In-place version of `square`."""
    copy = target('square', input).clone()
    return over('square', input, square(copy, *args, **kwargs))


square_body: Any = getattr(powers_ops.square, '__wrapped__')


def square(input, *, out=None):
    """`input * input`, elementwise."""
    if active and out is None and concerned(loose((input,), {})):
        return call_of(square, (input,), {})
    try:
        input._node
        result = square_body(input)
    except INNER as error:
        if concerned(loose((input,), {})):
            return call_of(square, (input,), {})
        raise retold(square_body, (input,), {}, error)
    return result if out is None else into('square', out, result)


float_power_body: Any = getattr(powers_ops.float_power, '__wrapped__')


def float_power(input, exponent, *, out=None):
    """`input` to the power `exponent`, computed in float64 whatever the dtypes."""
    if active and out is None and concerned(loose((input, exponent), {})):
        return call_of(float_power, (input, exponent), {})
    try:
        result = float_power_body(input, exponent)
    except INNER as error:
        if concerned(loose((input, exponent), {})):
            return call_of(float_power, (input, exponent), {})
        raise retold(float_power_body, (input, exponent), {}, error)
    return result if out is None else into('float_power', out, result, same=True)


ERFCX = probabilities_ops.erfcx
erfcx_forward = ERFCX.forward
erfcx_vjp_input = ERFCX.rules[0].function


def erfcx(input):
    """`exp(input ** 2) * erfc(input)`: what is left of the tail when its fall is taken out."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(ERFCX, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(ERFCX, (input,), ())
    try:
        data = erfcx_forward(CPU, input_data)
    except RAISED as error:
        raise explained(ERFCX, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [ERFCX, (input_node,), (input_data, out._data), (input._writes, out._writes), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


ERFCX.call = erfcx


def erfcx_backward(g, saved, node):
    input, out = saved
    return (erfcx_vjp_input(g, input, out),)


ERFCX.backward = erfcx_backward


NDTRI = probabilities_ops.ndtri
ndtri_forward = NDTRI.forward
ndtri_vjp_input = NDTRI.rules[0].function


def ndtri(input):
    """The number that a standard normal one is less than with chance `input`."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(NDTRI, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(NDTRI, (input,), ())
    try:
        data = ndtri_forward(CPU, input_data)
    except RAISED as error:
        raise explained(NDTRI, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [NDTRI, (input_node,), (out._data,), (out._writes,), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


NDTRI.call = ndtri


def ndtri_backward(g, saved, node):
    out, = saved
    return (ndtri_vjp_input(g, out),)


NDTRI.backward = ndtri_backward


LOG_NDTR = probabilities_ops.log_ndtr
log_ndtr_forward = LOG_NDTR.forward
log_ndtr_vjp_input = LOG_NDTR.rules[0].function


def log_ndtr(input):
    """The logarithm of `ndtr`, exact in the lower tail."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(LOG_NDTR, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(LOG_NDTR, (input,), ())
    try:
        data = log_ndtr_forward(CPU, input_data)
    except RAISED as error:
        raise explained(LOG_NDTR, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [LOG_NDTR, (input_node,), (input_data,), (input._writes,), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


LOG_NDTR.call = log_ndtr


def log_ndtr_backward(g, saved, node):
    input, = saved
    return (log_ndtr_vjp_input(g, input),)


LOG_NDTR.backward = log_ndtr_backward


ENTR = probabilities_ops.entr
entr_forward = ENTR.forward
entr_vjp_input = ENTR.rules[0].function


def entr(input):
    """`-input * log(input)`: 0 at 0, and minus infinity below."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(ENTR, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(ENTR, (input,), ())
    try:
        data = entr_forward(CPU, input_data)
    except RAISED as error:
        raise explained(ENTR, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [ENTR, (input_node,), (input_data,), (input._writes,), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


ENTR.call = entr


def entr_backward(g, saved, node):
    input, = saved
    return (entr_vjp_input(g, input),)


ENTR.backward = entr_backward


XLOG1PY = probabilities_ops.xlog1py
xlog1py_forward = XLOG1PY.forward
xlog1py_vjp_input = XLOG1PY.rules[0].function
xlog1py_vjp_other = XLOG1PY.rules[1].function


def xlog1py(input, other):
    """`input * log1p(other)`, 0 where `input` is 0."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(XLOG1PY, (input, other), ())
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or not (other_data.dtype is float32 if type(other_data) is ndarray else type(other_data) in NUMBERS)):
        return apply(XLOG1PY, (input, other), ())
    try:
        data = xlog1py_forward(CPU, input_data, other_data)
    except RAISED as error:
        raise explained(XLOG1PY, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    other_node = None if other_data is other else other._node if other._view is None else current(other)
    if (input_node is not None or other_node is not None) and is_recording():
        out._node = [XLOG1PY, (input_node, other_node), (input_data, other_data), (input._writes, other_data is not other and other._writes or None), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


XLOG1PY.call = xlog1py


def xlog1py_backward(g, saved, node):
    input, other = saved
    input_node, other_node = node[PARENTS]
    return (None if input_node is None else xlog1py_vjp_input(g, input, other), None if other_node is None else xlog1py_vjp_other(g, input, other))


XLOG1PY.backward = xlog1py_backward


mm_body: Any = getattr(products_ops.mm, '__wrapped__')


def mm(input, mat2, *, out=None):
    """(n, m) @ (m, p) -> (n, p)."""
    if active and out is None and concerned(loose((input, mat2), {})):
        return call_of(mm, (input, mat2), {})
    try:
        result = mm_body(input, mat2)
    except INNER as error:
        if concerned(loose((input, mat2), {})):
            return call_of(mm, (input, mat2), {})
        raise retold(mm_body, (input, mat2), {}, error)
    return result if out is None else into('mm', out, result, same=True, fresh=True)


bmm_body: Any = getattr(products_ops.bmm, '__wrapped__')


def bmm(input, mat2, *, out=None):
    """(b, n, m) @ (b, m, p) -> (b, n, p)."""
    if active and out is None and concerned(loose((input, mat2), {})):
        return call_of(bmm, (input, mat2), {})
    try:
        result = bmm_body(input, mat2)
    except INNER as error:
        if concerned(loose((input, mat2), {})):
            return call_of(bmm, (input, mat2), {})
        raise retold(bmm_body, (input, mat2), {}, error)
    return result if out is None else into('bmm', out, result, same=True, fresh=True)


mv_body: Any = getattr(products_ops.mv, '__wrapped__')


def mv(input, vec, *, out=None):
    """(n, m) @ (m,) -> (n,)."""
    if active and out is None and concerned(loose((input, vec), {})):
        return call_of(mv, (input, vec), {})
    try:
        result = mv_body(input, vec)
    except INNER as error:
        if concerned(loose((input, vec), {})):
            return call_of(mv, (input, vec), {})
        raise retold(mv_body, (input, vec), {}, error)
    return result if out is None else into('mv', out, result, same=True, fresh=True)


dot_body: Any = getattr(products_ops.dot, '__wrapped__')


def dot(input, tensor, *, out=None):
    """The sum of the products of two vectors."""
    if active and out is None and concerned(loose((input, tensor), {})):
        return call_of(dot, (input, tensor), {})
    try:
        result = dot_body(input, tensor)
    except INNER as error:
        if concerned(loose((input, tensor), {})):
            return call_of(dot, (input, tensor), {})
        raise retold(dot_body, (input, tensor), {}, error)
    return result if out is None else into('dot', out, result, same=True, fresh=True)


vdot_body: Any = getattr(products_ops.vdot, '__wrapped__')


def vdot(input, other, *, out=None):
    """The sum of the products of two vectors, the first conjugated."""
    if active and out is None and concerned(loose((input, other), {})):
        return call_of(vdot, (input, other), {})
    try:
        result = vdot_body(input, other)
    except INNER as error:
        if concerned(loose((input, other), {})):
            return call_of(vdot, (input, other), {})
        raise retold(vdot_body, (input, other), {}, error)
    return result if out is None else into('vdot', out, result, same=True, fresh=True)


inner_body: Any = getattr(products_ops.inner, '__wrapped__')


def inner(input, other, *, out=None):
    """The products summed over the last dimension of both: (*, n), (**, n) -> (*, **)."""
    if active and out is None and concerned(loose((input, other), {})):
        return call_of(inner, (input, other), {})
    try:
        result = inner_body(input, other)
    except INNER as error:
        if concerned(loose((input, other), {})):
            return call_of(inner, (input, other), {})
        raise retold(inner_body, (input, other), {}, error)
    return result if out is None else into('inner', out, result, same=True)


outer_body: Any = getattr(products_ops.outer, '__wrapped__')


def outer(input, vec2, *, out=None):
    """Every product of two elements: (n,), (m,) -> (n, m)."""
    if active and out is None and concerned(loose((input, vec2), {})):
        return call_of(outer, (input, vec2), {})
    try:
        result = outer_body(input, vec2)
    except INNER as error:
        if concerned(loose((input, vec2), {})):
            return call_of(outer, (input, vec2), {})
        raise retold(outer_body, (input, vec2), {}, error)
    return result if out is None else into('outer', out, result)


tensordot_body: Any = getattr(products_ops.tensordot, '__wrapped__')


def tensordot(a, b, dims=2, *, out=None):
    """Sum products over dimensions of both: the last and first `dims`, or two lists of them."""
    if active and out is None and concerned(loose((a, b, dims), {})):
        return call_of(tensordot, (a, b, dims), {})
    try:
        result = tensordot_body(a, b, dims)
    except INNER as error:
        if concerned(loose((a, b, dims), {})):
            return call_of(tensordot, (a, b, dims), {})
        raise retold(tensordot_body, (a, b, dims), {}, error)
    return result if out is None else into('tensordot', out, result, same=True, fresh=True)


def addmm_(input, *args, **kwargs):
    """In-place version of `addmm`."""
    copy = target('addmm', input).clone()
    return over('addmm', input, addmm(copy, *args, **kwargs))


addmm_body: Any = getattr(products_ops.addmm, '__wrapped__')


def addmm(input, mat1, mat2, *, beta=1, alpha=1, out=None):
    """`beta * input + alpha * (mat1 @ mat2)`."""
    if active and out is None and concerned(loose((input, mat1, mat2), {'beta': beta, 'alpha': alpha})):
        return call_of(addmm, (input, mat1, mat2), {'beta': beta, 'alpha': alpha})
    if type(beta) is not int and type(beta) is not float:
        beta = number_of("addmm(): argument 'beta'", beta)
    if type(alpha) is not int and type(alpha) is not float:
        alpha = number_of("addmm(): argument 'alpha'", alpha)
    try:
        input._node; mat1._node; mat2._node
        result = addmm_body(input, mat1, mat2, beta=beta, alpha=alpha)
    except INNER as error:
        if concerned(loose((input, mat1, mat2), {'beta': beta, 'alpha': alpha})):
            return call_of(addmm, (input, mat1, mat2), {'beta': beta, 'alpha': alpha})
        raise retold(addmm_body, (input, mat1, mat2), {'beta': beta, 'alpha': alpha}, error)
    return result if out is None else into('addmm', out, result, same=True, fresh=True)


def addmv_(input, *args, **kwargs):
    """In-place version of `addmv`."""
    copy = target('addmv', input).clone()
    return over('addmv', input, addmv(copy, *args, **kwargs))


addmv_body: Any = getattr(products_ops.addmv, '__wrapped__')


def addmv(input, mat, vec, *, beta=1, alpha=1, out=None):
    """`beta * input + alpha * (mat @ vec)`."""
    if active and out is None and concerned(loose((input, mat, vec), {'beta': beta, 'alpha': alpha})):
        return call_of(addmv, (input, mat, vec), {'beta': beta, 'alpha': alpha})
    if type(beta) is not int and type(beta) is not float:
        beta = number_of("addmv(): argument 'beta'", beta)
    if type(alpha) is not int and type(alpha) is not float:
        alpha = number_of("addmv(): argument 'alpha'", alpha)
    try:
        input._node; mat._node; vec._node
        result = addmv_body(input, mat, vec, beta=beta, alpha=alpha)
    except INNER as error:
        if concerned(loose((input, mat, vec), {'beta': beta, 'alpha': alpha})):
            return call_of(addmv, (input, mat, vec), {'beta': beta, 'alpha': alpha})
        raise retold(addmv_body, (input, mat, vec), {'beta': beta, 'alpha': alpha}, error)
    return result if out is None else into('addmv', out, result, same=True, fresh=True)


def addr_(input, *args, **kwargs):
    """In-place version of `addr`."""
    copy = target('addr', input).clone()
    return over('addr', input, addr(copy, *args, **kwargs))


addr_body: Any = getattr(products_ops.addr, '__wrapped__')


def addr(input, vec1, vec2, *, beta=1, alpha=1, out=None):
    """`beta * input + alpha * outer(vec1, vec2)`."""
    if active and out is None and concerned(loose((input, vec1, vec2), {'beta': beta, 'alpha': alpha})):
        return call_of(addr, (input, vec1, vec2), {'beta': beta, 'alpha': alpha})
    if type(beta) is not int and type(beta) is not float:
        beta = number_of("addr(): argument 'beta'", beta)
    if type(alpha) is not int and type(alpha) is not float:
        alpha = number_of("addr(): argument 'alpha'", alpha)
    try:
        input._node; vec1._node; vec2._node
        result = addr_body(input, vec1, vec2, beta=beta, alpha=alpha)
    except INNER as error:
        if concerned(loose((input, vec1, vec2), {'beta': beta, 'alpha': alpha})):
            return call_of(addr, (input, vec1, vec2), {'beta': beta, 'alpha': alpha})
        raise retold(addr_body, (input, vec1, vec2), {'beta': beta, 'alpha': alpha}, error)
    return result if out is None else into('addr', out, result)


def baddbmm_(input, *args, **kwargs):
    """In-place version of `baddbmm`."""
    copy = target('baddbmm', input).clone()
    return over('baddbmm', input, baddbmm(copy, *args, **kwargs))


baddbmm_body: Any = getattr(products_ops.baddbmm, '__wrapped__')


def baddbmm(input, batch1, batch2, *, beta=1, alpha=1, out=None):
    """`beta * input + alpha * (batch1 @ batch2)`, for each matrix of a batch."""
    if active and out is None and concerned(loose((input, batch1, batch2), {'beta': beta, 'alpha': alpha})):
        return call_of(baddbmm, (input, batch1, batch2), {'beta': beta, 'alpha': alpha})
    if type(beta) is not int and type(beta) is not float:
        beta = number_of("baddbmm(): argument 'beta'", beta)
    if type(alpha) is not int and type(alpha) is not float:
        alpha = number_of("baddbmm(): argument 'alpha'", alpha)
    try:
        input._node; batch1._node; batch2._node
        result = baddbmm_body(input, batch1, batch2, beta=beta, alpha=alpha)
    except INNER as error:
        if concerned(loose((input, batch1, batch2), {'beta': beta, 'alpha': alpha})):
            return call_of(baddbmm, (input, batch1, batch2), {'beta': beta, 'alpha': alpha})
        raise retold(baddbmm_body, (input, batch1, batch2), {'beta': beta, 'alpha': alpha}, error)
    return result if out is None else into('baddbmm', out, result, same=True, fresh=True)


addbmm_body: Any = getattr(products_ops.addbmm, '__wrapped__')


def addbmm(input, batch1, batch2, *, beta=1, alpha=1, out=None):
    """`beta * input + alpha * (batch1 @ batch2).sum(0)`: the products of a batch added up."""
    if active and out is None and concerned(loose((input, batch1, batch2), {'beta': beta, 'alpha': alpha})):
        return call_of(addbmm, (input, batch1, batch2), {'beta': beta, 'alpha': alpha})
    if type(beta) is not int and type(beta) is not float:
        beta = number_of("addbmm(): argument 'beta'", beta)
    if type(alpha) is not int and type(alpha) is not float:
        alpha = number_of("addbmm(): argument 'alpha'", alpha)
    try:
        input._node; batch1._node; batch2._node
        result = addbmm_body(input, batch1, batch2, beta=beta, alpha=alpha)
    except INNER as error:
        if concerned(loose((input, batch1, batch2), {'beta': beta, 'alpha': alpha})):
            return call_of(addbmm, (input, batch1, batch2), {'beta': beta, 'alpha': alpha})
        raise retold(addbmm_body, (input, batch1, batch2), {'beta': beta, 'alpha': alpha}, error)
    return result if out is None else into('addbmm', out, result, same=True, fresh=True)


addbmm__body: Any = getattr(products_ops.addbmm_, '__wrapped__')


def addbmm_(self, batch1, batch2, *, beta=1, alpha=1):
    """Write `addbmm` into this tensor, which takes its size: alone among the in-place forms."""
    if active and concerned(loose((self, batch1, batch2), {'beta': beta, 'alpha': alpha})):
        return call_of(addbmm_, (self, batch1, batch2), {'beta': beta, 'alpha': alpha})
    if type(beta) is not int and type(beta) is not float:
        beta = number_of("addbmm_(): argument 'beta'", beta)
    if type(alpha) is not int and type(alpha) is not float:
        alpha = number_of("addbmm_(): argument 'alpha'", alpha)
    try:
        return addbmm__body(self, batch1, batch2, beta=beta, alpha=alpha)
    except INNER as error:
        if concerned(loose((self, batch1, batch2), {'beta': beta, 'alpha': alpha})):
            return call_of(addbmm_, (self, batch1, batch2), {'beta': beta, 'alpha': alpha})
        raise retold(addbmm__body, (self, batch1, batch2), {'beta': beta, 'alpha': alpha}, error)


kron_body: Any = getattr(products_ops.kron, '__wrapped__')


def kron(input, other, *, out=None):
    """Every element of `input` times all of `other`, in blocks."""
    if active and out is None and concerned(loose((input, other), {})):
        return call_of(kron, (input, other), {})
    try:
        result = kron_body(input, other)
    except INNER as error:
        if concerned(loose((input, other), {})):
            return call_of(kron, (input, other), {})
        raise retold(kron_body, (input, other), {}, error)
    return result if out is None else into('kron', out, result, fresh=True)


quantile_body: Any = getattr(quantiles_ops.quantile, '__wrapped__')


def quantile(input, q, dim=None, keepdim=False, *, interpolation='linear', out=None):
    """The value below which the fraction `q` of the elements lies; a vector `q` comes first in the shape."""
    if active and out is None and concerned(loose((input, q, dim, keepdim), {'interpolation': interpolation})):
        return call_of(quantile, (input, q, dim, keepdim), {'interpolation': interpolation})
    if dim is not None and (type(dim) is not int or dim.bit_length() > 63):
        dim = int_of("quantile(): argument 'dim' (position 3)", dim)
    if keepdim is not False and keepdim is not True:
        keepdim = flag_of("quantile(): argument 'keepdim' (position 4)", keepdim)
    try:
        result = quantile_body(input, q, dim, keepdim, interpolation=interpolation)
    except INNER as error:
        if concerned(loose((input, q, dim, keepdim), {'interpolation': interpolation})):
            return call_of(quantile, (input, q, dim, keepdim), {'interpolation': interpolation})
        raise retold(quantile_body, (input, q, dim, keepdim), {'interpolation': interpolation}, error)
    return result if out is None else into('quantile', out, result, same=True, fresh=True)


nanquantile_body: Any = getattr(quantiles_ops.nanquantile, '__wrapped__')


def nanquantile(input, q, dim=None, keepdim=False, *, interpolation='linear', out=None):
    """The quantile of what is not NaN."""
    if active and out is None and concerned(loose((input, q, dim, keepdim), {'interpolation': interpolation})):
        return call_of(nanquantile, (input, q, dim, keepdim), {'interpolation': interpolation})
    if dim is not None and (type(dim) is not int or dim.bit_length() > 63):
        dim = int_of("nanquantile(): argument 'dim' (position 3)", dim)
    if keepdim is not False and keepdim is not True:
        keepdim = flag_of("nanquantile(): argument 'keepdim' (position 4)", keepdim)
    try:
        result = nanquantile_body(input, q, dim, keepdim, interpolation=interpolation)
    except INNER as error:
        if concerned(loose((input, q, dim, keepdim), {'interpolation': interpolation})):
            return call_of(nanquantile, (input, q, dim, keepdim), {'interpolation': interpolation})
        raise retold(nanquantile_body, (input, q, dim, keepdim), {'interpolation': interpolation}, error)
    return result if out is None else into('nanquantile', out, result, same=True, fresh=True)


DRAW = random_ops.draw
draw_forward = DRAW.forward
draw_vjp_first = DRAW.rules[0].function
draw_vjp_second = DRAW.rules[1].function


def draw(numbers, first, second=None, node=''):
    """Numbers drawn by parameters that do not move them."""
    return apply(DRAW, (numbers, first, second), (node,))


DRAW.call = draw


def draw_backward(g, saved, node):
    numbers_node, first_node, second_node = node[PARENTS]
    return (None, None if first_node is None else draw_vjp_first(g, first_node and first_node[SHAPE]), None if second_node is None else draw_vjp_second(g, second_node and second_node[SHAPE]))


DRAW.backward = draw_backward


manual_seed_body: Any = getattr(random_ops.manual_seed, '__wrapped__')


def manual_seed(seed):
    """Start the default random stream of every device from `seed`; returns the generator."""
    if active and concerned(loose((seed,), {})):
        return call_of(manual_seed, (seed,), {})
    try:
        return manual_seed_body(seed)
    except INNER as error:
        if concerned(loose((seed,), {})):
            return call_of(manual_seed, (seed,), {})
        raise retold(manual_seed_body, (seed,), {}, error)


seed_body: Any = getattr(random_ops.seed, '__wrapped__')


def seed():
    """Start the default stream from a number of the operating system's, which is returned."""
    if active and concerned(loose((), {})):
        return call_of(seed, (), {})
    try:
        return seed_body()
    except INNER as error:
        if concerned(loose((), {})):
            return call_of(seed, (), {})
        raise retold(seed_body, (), {}, error)


initial_seed_body: Any = getattr(random_ops.initial_seed, '__wrapped__')


def initial_seed():
    """The seed the default stream started from."""
    if active and concerned(loose((), {})):
        return call_of(initial_seed, (), {})
    try:
        return initial_seed_body()
    except INNER as error:
        if concerned(loose((), {})):
            return call_of(initial_seed, (), {})
        raise retold(initial_seed_body, (), {}, error)


get_rng_state_body: Any = getattr(random_ops.get_rng_state, '__wrapped__')


def get_rng_state():
    """The state of the default stream, a uint8 tensor."""
    if active and concerned(loose((), {})):
        return call_of(get_rng_state, (), {})
    try:
        return get_rng_state_body()
    except INNER as error:
        if concerned(loose((), {})):
            return call_of(get_rng_state, (), {})
        raise retold(get_rng_state_body, (), {}, error)


set_rng_state_body: Any = getattr(random_ops.set_rng_state, '__wrapped__')


def set_rng_state(new_state):
    """Continue the default stream from a state that `get_rng_state` gave."""
    if active and concerned(loose((new_state,), {})):
        return call_of(set_rng_state, (new_state,), {})
    try:
        return set_rng_state_body(new_state)
    except INNER as error:
        if concerned(loose((new_state,), {})):
            return call_of(set_rng_state, (new_state,), {})
        raise retold(set_rng_state_body, (new_state,), {}, error)


rand_body: Any = getattr(random_ops.rand, '__wrapped__')


def rand(*shape, size=None, generator=None, dtype=None, device=None, requires_grad=False, layout=None, pin_memory=False, out=None):
    """Uniform numbers in [0, 1)."""
    if active and concerned(loose((*shape,), {'size': size, 'generator': generator, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory, 'out': out})):
        return call_of(rand, (*shape,), {'size': size, 'generator': generator, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory, 'out': out})
    if dtype is not None and type(dtype) is not Dtype:
        dtype = dtype_of("rand(): argument 'dtype'", dtype)
    if requires_grad is not None and requires_grad is not False and requires_grad is not True:
        requires_grad = flag_of("rand(): argument 'requires_grad'", requires_grad)
    if pin_memory is not False and pin_memory is not True:
        pin_memory = flag_of("rand(): argument 'pin_memory'", pin_memory)
    try:
        return rand_body(*shape, size=size, generator=generator, dtype=dtype, device=device, requires_grad=requires_grad, layout=layout, pin_memory=pin_memory, out=out)
    except INNER as error:
        if concerned(loose((*shape,), {'size': size, 'generator': generator, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory, 'out': out})):
            return call_of(rand, (*shape,), {'size': size, 'generator': generator, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory, 'out': out})
        raise retold(rand_body, (*shape,), {'size': size, 'generator': generator, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory, 'out': out}, error)


randn_body: Any = getattr(random_ops.randn, '__wrapped__')


def randn(*shape, size=None, generator=None, dtype=None, device=None, requires_grad=False, layout=None, pin_memory=False, out=None):
    """Numbers from the standard normal distribution; complex ones have variance 1 in all."""
    if active and concerned(loose((*shape,), {'size': size, 'generator': generator, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory, 'out': out})):
        return call_of(randn, (*shape,), {'size': size, 'generator': generator, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory, 'out': out})
    if dtype is not None and type(dtype) is not Dtype:
        dtype = dtype_of("randn(): argument 'dtype'", dtype)
    if requires_grad is not None and requires_grad is not False and requires_grad is not True:
        requires_grad = flag_of("randn(): argument 'requires_grad'", requires_grad)
    if pin_memory is not False and pin_memory is not True:
        pin_memory = flag_of("randn(): argument 'pin_memory'", pin_memory)
    try:
        return randn_body(*shape, size=size, generator=generator, dtype=dtype, device=device, requires_grad=requires_grad, layout=layout, pin_memory=pin_memory, out=out)
    except INNER as error:
        if concerned(loose((*shape,), {'size': size, 'generator': generator, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory, 'out': out})):
            return call_of(randn, (*shape,), {'size': size, 'generator': generator, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory, 'out': out})
        raise retold(randn_body, (*shape,), {'size': size, 'generator': generator, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory, 'out': out}, error)


randint_body: Any = getattr(random_ops.randint, '__wrapped__')


def randint(low=0, high=Ellipsis, size=None, *, generator=None, dtype=None, device=None, requires_grad=False, layout=None, pin_memory=False, out=None):
    """Integers from [low, high): `randint(high, size)` or `randint(low, high, size)`."""
    if active and concerned(loose((low, high, size), {'generator': generator, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory, 'out': out})):
        return call_of(randint, (low, high, size), {'generator': generator, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory, 'out': out})
    if dtype is not None and type(dtype) is not Dtype:
        dtype = dtype_of("randint(): argument 'dtype'", dtype)
    if requires_grad is not None and requires_grad is not False and requires_grad is not True:
        requires_grad = flag_of("randint(): argument 'requires_grad'", requires_grad)
    if pin_memory is not False and pin_memory is not True:
        pin_memory = flag_of("randint(): argument 'pin_memory'", pin_memory)
    try:
        return randint_body(low, high, size, generator=generator, dtype=dtype, device=device, requires_grad=requires_grad, layout=layout, pin_memory=pin_memory, out=out)
    except INNER as error:
        if concerned(loose((low, high, size), {'generator': generator, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory, 'out': out})):
            return call_of(randint, (low, high, size), {'generator': generator, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory, 'out': out})
        raise retold(randint_body, (low, high, size), {'generator': generator, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory, 'out': out}, error)


randperm_body: Any = getattr(random_ops.randperm, '__wrapped__')


def randperm(n, *, generator=None, dtype=None, device=None, requires_grad=False, layout=None, pin_memory=False, out=None):
    """The integers below `n` in random order."""
    if active and concerned(loose((n,), {'generator': generator, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory, 'out': out})):
        return call_of(randperm, (n,), {'generator': generator, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory, 'out': out})
    if (type(n) is not int or n.bit_length() > 63):
        n = int_of("randperm(): argument 'n' (position 1)", n)
    if dtype is not None and type(dtype) is not Dtype:
        dtype = dtype_of("randperm(): argument 'dtype'", dtype)
    if requires_grad is not None and requires_grad is not False and requires_grad is not True:
        requires_grad = flag_of("randperm(): argument 'requires_grad'", requires_grad)
    if pin_memory is not False and pin_memory is not True:
        pin_memory = flag_of("randperm(): argument 'pin_memory'", pin_memory)
    try:
        return randperm_body(n, generator=generator, dtype=dtype, device=device, requires_grad=requires_grad, layout=layout, pin_memory=pin_memory, out=out)
    except INNER as error:
        if concerned(loose((n,), {'generator': generator, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory, 'out': out})):
            return call_of(randperm, (n,), {'generator': generator, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory, 'out': out})
        raise retold(randperm_body, (n,), {'generator': generator, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory, 'out': out}, error)


rand_like_body: Any = getattr(random_ops.rand_like, '__wrapped__')


def rand_like(input, *, generator=None, dtype=None, device=None, requires_grad=False, memory_format=None, layout=None, pin_memory=False):
    """Uniform numbers in [0, 1), in the shape, dtype and device of `input`."""
    if active and concerned(loose((input,), {'generator': generator, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'memory_format': memory_format, 'layout': layout, 'pin_memory': pin_memory})):
        return call_of(rand_like, (input,), {'generator': generator, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'memory_format': memory_format, 'layout': layout, 'pin_memory': pin_memory})
    if dtype is not None and type(dtype) is not Dtype:
        dtype = dtype_of("rand_like(): argument 'dtype'", dtype)
    if requires_grad is not None and requires_grad is not False and requires_grad is not True:
        requires_grad = flag_of("rand_like(): argument 'requires_grad'", requires_grad)
    if pin_memory is not False and pin_memory is not True:
        pin_memory = flag_of("rand_like(): argument 'pin_memory'", pin_memory)
    try:
        return rand_like_body(input, generator=generator, dtype=dtype, device=device, requires_grad=requires_grad, memory_format=memory_format, layout=layout, pin_memory=pin_memory)
    except INNER as error:
        if concerned(loose((input,), {'generator': generator, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'memory_format': memory_format, 'layout': layout, 'pin_memory': pin_memory})):
            return call_of(rand_like, (input,), {'generator': generator, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'memory_format': memory_format, 'layout': layout, 'pin_memory': pin_memory})
        raise retold(rand_like_body, (input,), {'generator': generator, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'memory_format': memory_format, 'layout': layout, 'pin_memory': pin_memory}, error)


randn_like_body: Any = getattr(random_ops.randn_like, '__wrapped__')


def randn_like(input, *, generator=None, dtype=None, device=None, requires_grad=False, memory_format=None, layout=None, pin_memory=False):
    """Standard normal numbers, in the shape, dtype and device of `input`."""
    if active and concerned(loose((input,), {'generator': generator, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'memory_format': memory_format, 'layout': layout, 'pin_memory': pin_memory})):
        return call_of(randn_like, (input,), {'generator': generator, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'memory_format': memory_format, 'layout': layout, 'pin_memory': pin_memory})
    if dtype is not None and type(dtype) is not Dtype:
        dtype = dtype_of("randn_like(): argument 'dtype'", dtype)
    if requires_grad is not None and requires_grad is not False and requires_grad is not True:
        requires_grad = flag_of("randn_like(): argument 'requires_grad'", requires_grad)
    if pin_memory is not False and pin_memory is not True:
        pin_memory = flag_of("randn_like(): argument 'pin_memory'", pin_memory)
    try:
        return randn_like_body(input, generator=generator, dtype=dtype, device=device, requires_grad=requires_grad, memory_format=memory_format, layout=layout, pin_memory=pin_memory)
    except INNER as error:
        if concerned(loose((input,), {'generator': generator, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'memory_format': memory_format, 'layout': layout, 'pin_memory': pin_memory})):
            return call_of(randn_like, (input,), {'generator': generator, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'memory_format': memory_format, 'layout': layout, 'pin_memory': pin_memory})
        raise retold(randn_like_body, (input,), {'generator': generator, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'memory_format': memory_format, 'layout': layout, 'pin_memory': pin_memory}, error)


randint_like_body: Any = getattr(random_ops.randint_like, '__wrapped__')


def randint_like(input, low=0, high=Ellipsis, *, generator=None, dtype=None, device=None, requires_grad=False, memory_format=None, layout=None, pin_memory=False):
    """Integers from [low, high), in the shape, dtype and device of `input`."""
    if active and concerned(loose((input, low, high), {'generator': generator, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'memory_format': memory_format, 'layout': layout, 'pin_memory': pin_memory})):
        return call_of(randint_like, (input, low, high), {'generator': generator, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'memory_format': memory_format, 'layout': layout, 'pin_memory': pin_memory})
    if dtype is not None and type(dtype) is not Dtype:
        dtype = dtype_of("randint_like(): argument 'dtype'", dtype)
    if requires_grad is not None and requires_grad is not False and requires_grad is not True:
        requires_grad = flag_of("randint_like(): argument 'requires_grad'", requires_grad)
    if pin_memory is not False and pin_memory is not True:
        pin_memory = flag_of("randint_like(): argument 'pin_memory'", pin_memory)
    try:
        return randint_like_body(input, low, high, generator=generator, dtype=dtype, device=device, requires_grad=requires_grad, memory_format=memory_format, layout=layout, pin_memory=pin_memory)
    except INNER as error:
        if concerned(loose((input, low, high), {'generator': generator, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'memory_format': memory_format, 'layout': layout, 'pin_memory': pin_memory})):
            return call_of(randint_like, (input, low, high), {'generator': generator, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'memory_format': memory_format, 'layout': layout, 'pin_memory': pin_memory})
        raise retold(randint_like_body, (input, low, high), {'generator': generator, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'memory_format': memory_format, 'layout': layout, 'pin_memory': pin_memory}, error)


normal_body: Any = getattr(random_ops.normal, '__wrapped__')


def normal(mean, std=1.0, size=None, *, generator=None, dtype=None, device=None, requires_grad=False, layout=None, pin_memory=False, out=None):
    """Normal numbers; `mean` and `std` are numbers (with `size`) or tensors that broadcast."""
    if active and concerned(loose((mean, std, size), {'generator': generator, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory, 'out': out})):
        return call_of(normal, (mean, std, size), {'generator': generator, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory, 'out': out})
    if dtype is not None and type(dtype) is not Dtype:
        dtype = dtype_of("normal(): argument 'dtype'", dtype)
    if requires_grad is not None and requires_grad is not False and requires_grad is not True:
        requires_grad = flag_of("normal(): argument 'requires_grad'", requires_grad)
    if pin_memory is not False and pin_memory is not True:
        pin_memory = flag_of("normal(): argument 'pin_memory'", pin_memory)
    try:
        return normal_body(mean, std, size, generator=generator, dtype=dtype, device=device, requires_grad=requires_grad, layout=layout, pin_memory=pin_memory, out=out)
    except INNER as error:
        if concerned(loose((mean, std, size), {'generator': generator, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory, 'out': out})):
            return call_of(normal, (mean, std, size), {'generator': generator, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory, 'out': out})
        raise retold(normal_body, (mean, std, size), {'generator': generator, 'dtype': dtype, 'device': device, 'requires_grad': requires_grad, 'layout': layout, 'pin_memory': pin_memory, 'out': out}, error)


SUM = reduce_ops.sum
sum_forward = SUM.forward
sum_vjp_input = SUM.rules[0].function


def sum(input, dim=None, keepdim=False, *, out=None, **more):
    """Sum over `dim` (all elements by default)."""
    if out is not None:
        more.setdefault('dtype', getattr(out, 'dtype', None))
        return into('sum', out, sum(input, dim, keepdim, **more), fresh=True)
    if more:
        return landed(sum(**spelled(SUM, (input, dim, keepdim), more)), more)
    if dim is not None and type(dim) is not int:
        dim = ints_of("sum(): argument 'dim' (position 2)", dim)
    if keepdim is not False and keepdim is not True:
        keepdim = flag_of("sum(): argument 'keepdim' (position 3)", keepdim)
    try:
        input_data = input._data
    except AttributeError:
        return apply(SUM, (input,), (dim, keepdim))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(SUM, (input,), (dim, keepdim))
    try:
        data = sum_forward(CPU, input_data, dim, keepdim)
    except RAISED as error:
        raise explained(SUM, error, (input_data,), (dim, keepdim)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [SUM, (input_node,), (), (), (dim, keepdim),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    return out


SUM.call = sum


def sum_backward(g, saved, node):
    dim, keepdim = node[STATICS]
    input_node, = node[PARENTS]
    return (sum_vjp_input(g, input_node and input_node[SHAPE], dim, keepdim),)


SUM.backward = sum_backward


MEAN = reduce_ops.mean
mean_forward = MEAN.forward
mean_vjp_input = MEAN.rules[0].function


def mean(input, dim=None, keepdim=False, *, out=None, **more):
    """Mean over `dim` (all elements by default)."""
    if out is not None:
        return into('mean', out, mean(input, dim, keepdim, **more), fresh=True)
    if more:
        return landed(mean(**spelled(MEAN, (input, dim, keepdim), more)), more)
    if dim is not None and type(dim) is not int:
        dim = ints_of("mean(): argument 'dim' (position 2)", dim)
    if keepdim is not False and keepdim is not True:
        keepdim = flag_of("mean(): argument 'keepdim' (position 3)", keepdim)
    try:
        input_data = input._data
    except AttributeError:
        return apply(MEAN, (input,), (dim, keepdim))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(MEAN, (input,), (dim, keepdim))
    try:
        data = mean_forward(CPU, input_data, dim, keepdim)
    except RAISED as error:
        raise explained(MEAN, error, (input_data,), (dim, keepdim)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [MEAN, (input_node,), (), (), (dim, keepdim),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    return out


MEAN.call = mean


def mean_backward(g, saved, node):
    dim, keepdim = node[STATICS]
    input_node, = node[PARENTS]
    return (mean_vjp_input(g, input_node and input_node[SHAPE], dim, keepdim),)


MEAN.backward = mean_backward


NANSUM = reduce_ops.nansum
nansum_forward = NANSUM.forward
nansum_vjp_input = NANSUM.rules[0].function


def nansum(input, dim=None, keepdim=False, *, out=None, **more):
    """Sum over `dim`, NaN counting as 0."""
    if out is not None:
        more.setdefault('dtype', getattr(out, 'dtype', None))
        return into('nansum', out, nansum(input, dim, keepdim, **more), fresh=True)
    if more:
        return landed(nansum(**spelled(NANSUM, (input, dim, keepdim), more)), more)
    if dim is not None and type(dim) is not int:
        dim = ints_of("nansum(): argument 'dim' (position 2)", dim)
    if keepdim is not False and keepdim is not True:
        keepdim = flag_of("nansum(): argument 'keepdim' (position 3)", keepdim)
    try:
        input_data = input._data
    except AttributeError:
        return apply(NANSUM, (input,), (dim, keepdim))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(NANSUM, (input,), (dim, keepdim))
    try:
        data = nansum_forward(CPU, input_data, dim, keepdim)
    except RAISED as error:
        raise explained(NANSUM, error, (input_data,), (dim, keepdim)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [NANSUM, (input_node,), (input_data,), (input._writes,), (dim, keepdim),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


NANSUM.call = nansum


def nansum_backward(g, saved, node):
    input, = saved
    dim, keepdim = node[STATICS]
    input_node, = node[PARENTS]
    return (nansum_vjp_input(g, input, dim, keepdim, input_node and input_node[SHAPE]),)


NANSUM.backward = nansum_backward


PROD = reduce_ops.prod
prod_forward = PROD.forward
prod_vjp_input = PROD.rules[0].function


def prod(input, dim=Ellipsis, keepdim=False, *, out=None, **more):
    """Product over `dim` (all elements by default)."""
    if out is not None:
        more.setdefault('dtype', getattr(out, 'dtype', None))
        return into('prod', out, prod(input, dim, keepdim, **more), fresh=True)
    if more:
        return landed(prod(**spelled(PROD, (input, dim, keepdim), more)), more)
    if keepdim is not False and keepdim is not True:
        keepdim = flag_of("prod(): argument 'keepdim' (position 3)", keepdim)
    try:
        input_data = input._data
    except AttributeError:
        return apply(PROD, (input,), (dim, keepdim))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(PROD, (input,), (dim, keepdim))
    try:
        data = prod_forward(CPU, input_data, dim, keepdim)
    except RAISED as error:
        raise explained(PROD, error, (input_data,), (dim, keepdim)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [PROD, (input_node,), (input_data, out._data), (input._writes, out._writes), (dim, keepdim),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


PROD.call = prod


def prod_backward(g, saved, node):
    input, out = saved
    dim, keepdim = node[STATICS]
    input_node, = node[PARENTS]
    return (prod_vjp_input(g, input, out, input_node and input_node[SHAPE], dim, keepdim),)


PROD.backward = prod_backward


ALL = reduce_ops.all
all_forward = ALL.forward


def all(input, dim=None, keepdim=False, *, out=None, **more):
    """True where all elements over `dim` are non-zero."""
    if out is not None:
        return into('all', out, all(input, dim, keepdim, **more), truth=True, fresh=True)
    if more:
        return all(**spelled(ALL, (input, dim, keepdim), more))
    if dim is not None and type(dim) is not int:
        dim = ints_of("all(): argument 'dim' (position 2)", dim)
    if keepdim is not False and keepdim is not True:
        keepdim = flag_of("all(): argument 'keepdim' (position 3)", keepdim)
    try:
        input_data = input._data
    except AttributeError:
        return apply(ALL, (input,), (dim, keepdim))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(ALL, (input,), (dim, keepdim))
    try:
        data = all_forward(CPU, input_data, dim, keepdim)
    except RAISED as error:
        raise explained(ALL, error, (input_data,), (dim, keepdim)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


ALL.call = all


ANY = reduce_ops.any
any_forward = ANY.forward


def any(input, dim=None, keepdim=False, *, out=None, **more):
    """True where some element over `dim` is non-zero."""
    if out is not None:
        return into('any', out, any(input, dim, keepdim, **more), truth=True, fresh=True)
    if more:
        return any(**spelled(ANY, (input, dim, keepdim), more))
    if dim is not None and type(dim) is not int:
        dim = ints_of("any(): argument 'dim' (position 2)", dim)
    if keepdim is not False and keepdim is not True:
        keepdim = flag_of("any(): argument 'keepdim' (position 3)", keepdim)
    try:
        input_data = input._data
    except AttributeError:
        return apply(ANY, (input,), (dim, keepdim))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(ANY, (input,), (dim, keepdim))
    try:
        data = any_forward(CPU, input_data, dim, keepdim)
    except RAISED as error:
        raise explained(ANY, error, (input_data,), (dim, keepdim)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


ANY.call = any


COUNT_NONZERO = reduce_ops.count_nonzero
count_nonzero_forward = COUNT_NONZERO.forward


def count_nonzero(input, dim=None, *, out=None, **more):
    """How many elements over `dim` are not zero."""
    if out is not None:
        return into('count_nonzero', out, count_nonzero(input, dim, **more))
    if more:
        return count_nonzero(**spelled(COUNT_NONZERO, (input, dim), more))
    if dim is not None and type(dim) is not int:
        dim = ints_of("count_nonzero(): argument 'dim' (position 2)", dim)
    try:
        input_data = input._data
    except AttributeError:
        return apply(COUNT_NONZERO, (input,), (dim,))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(COUNT_NONZERO, (input,), (dim,))
    try:
        data = count_nonzero_forward(CPU, input_data, dim)
    except RAISED as error:
        raise explained(COUNT_NONZERO, error, (input_data,), (dim,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


COUNT_NONZERO.call = count_nonzero


nanmean_body: Any = getattr(reduce_ops.nanmean, '__wrapped__')


def nanmean(input, dim=None, keepdim=False, *, dtype=None, out=None, **more):
    """Mean over `dim` of what is not NaN."""
    if active and out is None and concerned(loose((input, dim, keepdim), {'dtype': dtype, **more})):
        return call_of(nanmean, (input, dim, keepdim), {'dtype': dtype, **more})
    if dim is not None and (type(dim) is not int or dim.bit_length() > 63):
        dim = ints_of("nanmean(): argument 'dim' (position 2)", dim)
    if keepdim is not False and keepdim is not True:
        keepdim = flag_of("nanmean(): argument 'keepdim' (position 3)", keepdim)
    if dtype is not None and type(dtype) is not Dtype:
        dtype = dtype_of("nanmean(): argument 'dtype'", dtype)
    try:
        result = nanmean_body(input, dim, keepdim, dtype=dtype, **more)
    except INNER as error:
        if concerned(loose((input, dim, keepdim), {'dtype': dtype, **more})):
            return call_of(nanmean, (input, dim, keepdim), {'dtype': dtype, **more})
        raise retold(nanmean_body, (input, dim, keepdim), {'dtype': dtype, **more}, error)
    return result if out is None else into('nanmean', out, result, fresh=True)


interpolate_body: Any = getattr(resize_ops.interpolate, '__wrapped__')


def interpolate(input, size=None, scale_factor=None, mode='nearest', align_corners=None, recompute_scale_factor=None, antialias=False):
    """Resize the spatial dimensions to `size`, or by `scale_factor`: `(N, C, ...) -> (N, C, ...)`."""
    if active and concerned(loose((input, size, scale_factor, mode, align_corners, recompute_scale_factor, antialias), {})):
        return call_of(interpolate, (input, size, scale_factor, mode, align_corners, recompute_scale_factor, antialias), {})
    if antialias is not False and antialias is not True:
        antialias = flag_of("interpolate(): argument 'antialias' (position 7)", antialias)
    try:
        return interpolate_body(input, size, scale_factor, mode, align_corners, recompute_scale_factor, antialias)
    except INNER as error:
        if concerned(loose((input, size, scale_factor, mode, align_corners, recompute_scale_factor, antialias), {})):
            return call_of(interpolate, (input, size, scale_factor, mode, align_corners, recompute_scale_factor, antialias), {})
        raise retold(interpolate_body, (input, size, scale_factor, mode, align_corners, recompute_scale_factor, antialias), {}, error)


CEIL = rounding_ops.ceil
ceil_forward = CEIL.forward
ceil_vjp_input = CEIL.rules[0].function


def ceil(input, *, out=None):
    """The smallest whole number not below each element."""
    if out is not None:
        return into('ceil', out, ceil(input), same=True)
    try:
        input_data = input._data
    except AttributeError:
        return apply(CEIL, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(CEIL, (input,), ())
    try:
        data = ceil_forward(CPU, input_data)
    except RAISED as error:
        raise explained(CEIL, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [CEIL, (input_node,), (), (), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    return out


CEIL.call = ceil


def ceil_backward(g, saved, node):
    return (ceil_vjp_input(g),)


CEIL.backward = ceil_backward


def ceil_(input):
    """In-place version of `ceil`."""
    return inplace(CEIL, (input,), ())


FLOOR = rounding_ops.floor
floor_forward = FLOOR.forward
floor_vjp_input = FLOOR.rules[0].function


def floor(input, *, out=None):
    """The largest whole number not above each element."""
    if out is not None:
        return into('floor', out, floor(input), same=True)
    try:
        input_data = input._data
    except AttributeError:
        return apply(FLOOR, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(FLOOR, (input,), ())
    try:
        data = floor_forward(CPU, input_data)
    except RAISED as error:
        raise explained(FLOOR, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [FLOOR, (input_node,), (), (), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    return out


FLOOR.call = floor


def floor_backward(g, saved, node):
    return (floor_vjp_input(g),)


FLOOR.backward = floor_backward


def floor_(input):
    """In-place version of `floor`."""
    return inplace(FLOOR, (input,), ())


TRUNC = rounding_ops.trunc
trunc_forward = TRUNC.forward
trunc_vjp_input = TRUNC.rules[0].function


def trunc(input, *, out=None):
    """Each element without its fraction."""
    if out is not None:
        return into('trunc', out, trunc(input), same=True)
    try:
        input_data = input._data
    except AttributeError:
        return apply(TRUNC, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(TRUNC, (input,), ())
    try:
        data = trunc_forward(CPU, input_data)
    except RAISED as error:
        raise explained(TRUNC, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [TRUNC, (input_node,), (), (), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    return out


TRUNC.call = trunc


def trunc_backward(g, saved, node):
    return (trunc_vjp_input(g),)


TRUNC.backward = trunc_backward


def trunc_(input):
    """In-place version of `trunc`."""
    return inplace(TRUNC, (input,), ())


ROUND = rounding_ops.round
round_forward = ROUND.forward
round_vjp_input = ROUND.rules[0].function


def round(input, decimals=Ellipsis, *, out=None):
    """The nearest multiple of `10**-decimals`, halves to the even one; of integers, that are it, only without any."""
    if out is not None:
        return into('round', out, round(input, decimals), same=True)
    if decimals is not Ellipsis and (type(decimals) is not int or decimals.bit_length() > 63):
        decimals = int_of("round(): argument 'decimals' (position 2)", decimals)
    try:
        input_data = input._data
    except AttributeError:
        return apply(ROUND, (input,), (decimals,))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(ROUND, (input,), (decimals,))
    try:
        data = round_forward(CPU, input_data, decimals)
    except RAISED as error:
        raise explained(ROUND, error, (input_data,), (decimals,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [ROUND, (input_node,), (), (), (decimals,),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    return out


ROUND.call = round


def round_backward(g, saved, node):
    return (round_vjp_input(g),)


ROUND.backward = round_backward


def round_(input, decimals=Ellipsis):
    """In-place version of `round`."""
    if decimals is not Ellipsis and (type(decimals) is not int or decimals.bit_length() > 63):
        decimals = int_of("round(): argument 'decimals' (position 2)", decimals)
    return inplace(ROUND, (input,), (decimals,))


FRAC = rounding_ops.frac
frac_forward = FRAC.forward
frac_vjp_input = FRAC.rules[0].function


def frac(input, *, out=None):
    """The fraction that `trunc` drops."""
    if out is not None:
        return into('frac', out, frac(input), same=True)
    try:
        input_data = input._data
    except AttributeError:
        return apply(FRAC, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(FRAC, (input,), ())
    try:
        data = frac_forward(CPU, input_data)
    except RAISED as error:
        raise explained(FRAC, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [FRAC, (input_node,), (), (), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    return out


FRAC.call = frac


def frac_backward(g, saved, node):
    return (frac_vjp_input(g),)


FRAC.backward = frac_backward


def frac_(input):
    """In-place version of `frac`."""
    return inplace(FRAC, (input,), ())


BESIDE = rounding_ops.beside
beside_forward = BESIDE.forward
beside_vjp_input = BESIDE.rules[0].function
beside_vjp_other = BESIDE.rules[1].function


def beside(input, other):
    """`nextafter` of arrays of one dtype, which is the one it steps in: half precision is not widened here."""
    return apply(BESIDE, (input, other), ())


BESIDE.call = beside


def beside_backward(g, saved, node):
    input, other = saved
    input_node, other_node = node[PARENTS]
    return (None if input_node is None else beside_vjp_input(g, input, other), None if other_node is None else beside_vjp_other(g))


BESIDE.backward = beside_backward


def nextafter_(input, *args, **kwargs):
    """In-place version of `nextafter`."""
    copy = target('nextafter', input).clone()
    return over('nextafter', input, nextafter(copy, *args, **kwargs))


nextafter_body: Any = getattr(rounding_ops.nextafter, '__wrapped__')


def nextafter(input, other, *, out=None):
    """The floating number beside `input` on the way to `other`."""
    if active and out is None and concerned(loose((input, other), {})):
        return call_of(nextafter, (input, other), {})
    try:
        result = nextafter_body(input, other)
    except INNER as error:
        if concerned(loose((input, other), {})):
            return call_of(nextafter, (input, other), {})
        raise retold(nextafter_body, (input, other), {}, error)
    return result if out is None else into('nextafter', out, result)


CUMSUM = scan_ops.cumsum
cumsum_forward = CUMSUM.forward
cumsum_vjp_input = CUMSUM.rules[0].function


def cumsum(input, dim=None, *, out=None, **more):
    """Sums of the elements up to each one along `dim`."""
    if out is not None:
        more.setdefault('dtype', getattr(out, 'dtype', None))
        return into('cumsum', out, cumsum(input, dim, **more), fresh=True)
    if more:
        return landed(cumsum(**spelled(CUMSUM, (input, dim), more)), more)
    if dim is not None and type(dim) is not int:
        dim = int_of("cumsum(): argument 'dim' (position 2)", dim)
    try:
        input_data = input._data
    except AttributeError:
        return apply(CUMSUM, (input,), (dim,))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(CUMSUM, (input,), (dim,))
    try:
        data = cumsum_forward(CPU, input_data, dim)
    except RAISED as error:
        raise explained(CUMSUM, error, (input_data,), (dim,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [CUMSUM, (input_node,), (), (), (dim,),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    return out


CUMSUM.call = cumsum


def cumsum_backward(g, saved, node):
    dim, = node[STATICS]
    return (cumsum_vjp_input(g, dim),)


CUMSUM.backward = cumsum_backward


def cumsum_(input, dim=None, dtype=None):
    """In-place version of `cumsum`."""
    same_dtype(input, dtype)
    if dim is not None and type(dim) is not int:
        dim = int_of("cumsum(): argument 'dim' (position 2)", dim)
    return inplace(CUMSUM, (input,), (dim,))


CUMSUM_BACK = scan_ops.cumsum_back
cumsum_back_forward = CUMSUM_BACK.forward
cumsum_back_vjp_input = CUMSUM_BACK.rules[0].function


def cumsum_back(input, dim, **more):
    """Sums of the elements from each one on: the transpose of `cumsum`."""
    if more:
        return cumsum_back(**spelled(CUMSUM_BACK, (input, dim), more))
    try:
        input_data = input._data
    except AttributeError:
        return apply(CUMSUM_BACK, (input,), (dim,))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET):
        return apply(CUMSUM_BACK, (input,), (dim,))
    try:
        data = cumsum_back_forward(CPU, input_data, dim)
    except RAISED as error:
        raise explained(CUMSUM_BACK, error, (input_data,), (dim,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [CUMSUM_BACK, (input_node,), (), (), (dim,),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    return out


CUMSUM_BACK.call = cumsum_back


def cumsum_back_backward(g, saved, node):
    dim, = node[STATICS]
    return (cumsum_back_vjp_input(g, dim),)


CUMSUM_BACK.backward = cumsum_back_backward


BACKWARDS = scan_ops.backwards
backwards_forward = BACKWARDS.forward
backwards_vjp_input = BACKWARDS.rules[0].function


def backwards(input, dim, **more):
    """The elements along `dim` in reverse."""
    if more:
        return backwards(**spelled(BACKWARDS, (input, dim), more))
    try:
        input_data = input._data
    except AttributeError:
        return apply(BACKWARDS, (input,), (dim,))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET):
        return apply(BACKWARDS, (input,), (dim,))
    try:
        data = backwards_forward(CPU, input_data, dim)
    except RAISED as error:
        raise explained(BACKWARDS, error, (input_data,), (dim,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [BACKWARDS, (input_node,), (), (), (dim,),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    return out


BACKWARDS.call = backwards


def backwards_backward(g, saved, node):
    dim, = node[STATICS]
    return (backwards_vjp_input(g, dim),)


BACKWARDS.backward = backwards_backward


CUMPROD = scan_ops.cumprod
cumprod_forward = CUMPROD.forward
cumprod_vjp_input = CUMPROD.rules[0].function


def cumprod(input, dim=None, *, out=None, **more):
    """Products of the elements up to each one along `dim`."""
    if out is not None:
        more.setdefault('dtype', getattr(out, 'dtype', None))
        return into('cumprod', out, cumprod(input, dim, **more), fresh=True)
    if more:
        return landed(cumprod(**spelled(CUMPROD, (input, dim), more)), more)
    if dim is not None and type(dim) is not int:
        dim = int_of("cumprod(): argument 'dim' (position 2)", dim)
    try:
        input_data = input._data
    except AttributeError:
        return apply(CUMPROD, (input,), (dim,))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(CUMPROD, (input,), (dim,))
    try:
        data = cumprod_forward(CPU, input_data, dim)
    except RAISED as error:
        raise explained(CUMPROD, error, (input_data,), (dim,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [CUMPROD, (input_node,), (input_data, out._data), (input._writes, out._writes), (dim,),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


CUMPROD.call = cumprod


def cumprod_backward(g, saved, node):
    input, out = saved
    dim, = node[STATICS]
    return (cumprod_vjp_input(g, input, out, dim),)


CUMPROD.backward = cumprod_backward


def cumprod_(input, dim=None, dtype=None):
    """In-place version of `cumprod`."""
    same_dtype(input, dtype)
    if dim is not None and type(dim) is not int:
        dim = int_of("cumprod(): argument 'dim' (position 2)", dim)
    return inplace(CUMPROD, (input,), (dim,))


RUNNING_MAX = scan_ops.running_max
running_max_forward = RUNNING_MAX.forward
running_max_check: Any = RUNNING_MAX.check
running_max_vjp_input = RUNNING_MAX.rules[0].function


def running_max(input, dim, **more):
    """The largest element so far along `dim`, and where it is."""
    if more:
        return running_max(**spelled(RUNNING_MAX, (input, dim), more))
    try:
        input_data = input._data
    except AttributeError:
        return apply(RUNNING_MAX, (input,), (dim,))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(RUNNING_MAX, (input,), (dim,))
    running_max_check(input_data, dim)
    try:
        data = running_max_forward(CPU, input_data, dim)
    except RAISED as error:
        raise explained(RUNNING_MAX, error, (input_data,), (dim,)) from None
    outputs = values_out, indices_out = tuple([
        Tensor(d if type(d) is ndarray else as_array(d), None) for d in data])
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        values_out._node = [RUNNING_MAX, (input_node,), (indices_out._data,), (indices_out._writes,), (dim,),
                     values_out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(values_out._node)
    return outputs


RUNNING_MAX.call = running_max


def running_max_backward(g, saved, node):
    indices, = saved
    dim, = node[STATICS]
    input_node, = node[PARENTS]
    return (running_max_vjp_input(g, indices, input_node and input_node[SHAPE], dim),)


RUNNING_MAX.backward = running_max_backward


RUNNING_MIN = scan_ops.running_min
running_min_forward = RUNNING_MIN.forward
running_min_check: Any = RUNNING_MIN.check
running_min_vjp_input = RUNNING_MIN.rules[0].function


def running_min(input, dim, **more):
    """The smallest element so far along `dim`, and where it is."""
    if more:
        return running_min(**spelled(RUNNING_MIN, (input, dim), more))
    try:
        input_data = input._data
    except AttributeError:
        return apply(RUNNING_MIN, (input,), (dim,))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(RUNNING_MIN, (input,), (dim,))
    running_min_check(input_data, dim)
    try:
        data = running_min_forward(CPU, input_data, dim)
    except RAISED as error:
        raise explained(RUNNING_MIN, error, (input_data,), (dim,)) from None
    outputs = values_out, indices_out = tuple([
        Tensor(d if type(d) is ndarray else as_array(d), None) for d in data])
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        values_out._node = [RUNNING_MIN, (input_node,), (indices_out._data,), (indices_out._writes,), (dim,),
                     values_out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(values_out._node)
    return outputs


RUNNING_MIN.call = running_min


def running_min_backward(g, saved, node):
    indices, = saved
    dim, = node[STATICS]
    input_node, = node[PARENTS]
    return (running_min_vjp_input(g, indices, input_node and input_node[SHAPE], dim),)


RUNNING_MIN.backward = running_min_backward


LOGCUMSUMEXP = scan_ops.logcumsumexp
logcumsumexp_forward = LOGCUMSUMEXP.forward
logcumsumexp_vjp_input = LOGCUMSUMEXP.rules[0].function


def logcumsumexp(input, dim=None, *, out=None, **more):
    """The logarithm of the running sum of exponentials along `dim`."""
    if out is not None:
        return into('logcumsumexp', out, logcumsumexp(input, dim, **more), same=True, fresh=True)
    if more:
        return logcumsumexp(**spelled(LOGCUMSUMEXP, (input, dim), more))
    if dim is not None and type(dim) is not int:
        dim = int_of("logcumsumexp(): argument 'dim' (position 2)", dim)
    try:
        input_data = input._data
    except AttributeError:
        return apply(LOGCUMSUMEXP, (input,), (dim,))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(LOGCUMSUMEXP, (input,), (dim,))
    try:
        data = logcumsumexp_forward(CPU, input_data, dim)
    except RAISED as error:
        raise explained(LOGCUMSUMEXP, error, (input_data,), (dim,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [LOGCUMSUMEXP, (input_node,), (input_data, out._data), (input._writes, out._writes), (dim,),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


LOGCUMSUMEXP.call = logcumsumexp


def logcumsumexp_backward(g, saved, node):
    input, out = saved
    dim, = node[STATICS]
    return (logcumsumexp_vjp_input(g, input, out, dim),)


LOGCUMSUMEXP.backward = logcumsumexp_backward


cummax_body: Any = getattr(scan_ops.cummax, '__wrapped__')


def cummax(input, dim, *, out=None):
    """The largest element so far along `dim`, and where it is."""
    if active and out is None and concerned(loose((input, dim), {})):
        return call_of(cummax, (input, dim), {})
    if (type(dim) is not int or dim.bit_length() > 63):
        dim = int_of("cummax(): argument 'dim' (position 2)", dim)
    try:
        result = cummax_body(input, dim)
    except INNER as error:
        if concerned(loose((input, dim), {})):
            return call_of(cummax, (input, dim), {})
        raise retold(cummax_body, (input, dim), {}, error)
    return result if out is None else into('cummax', out, result, fresh=True)


cummin_body: Any = getattr(scan_ops.cummin, '__wrapped__')


def cummin(input, dim, *, out=None):
    """The smallest element so far along `dim`, and where it is."""
    if active and out is None and concerned(loose((input, dim), {})):
        return call_of(cummin, (input, dim), {})
    if (type(dim) is not int or dim.bit_length() > 63):
        dim = int_of("cummin(): argument 'dim' (position 2)", dim)
    try:
        result = cummin_body(input, dim)
    except INNER as error:
        if concerned(loose((input, dim), {})):
            return call_of(cummin, (input, dim), {})
        raise retold(cummin_body, (input, dim), {}, error)
    return result if out is None else into('cummin', out, result, fresh=True)


diff_body: Any = getattr(scan_ops.diff, '__wrapped__')


def diff(input, n=1, dim=-1, prepend=None, append=None, *, out=None):
    """Each element less the one before it along `dim`, `n` times over; of masks, whether the two differ."""
    if active and out is None and concerned(loose((input, n, dim, prepend, append), {})):
        return call_of(diff, (input, n, dim, prepend, append), {})
    if (type(n) is not int or n.bit_length() > 63):
        n = int_of("diff(): argument 'n' (position 2)", n)
    if (type(dim) is not int or dim.bit_length() > 63):
        dim = int_of("diff(): argument 'dim' (position 3)", dim)
    try:
        result = diff_body(input, n, dim, prepend, append)
    except INNER as error:
        if concerned(loose((input, n, dim, prepend, append), {})):
            return call_of(diff, (input, n, dim, prepend, append), {})
        raise retold(diff_body, (input, n, dim, prepend, append), {}, error)
    return result if out is None else into('diff', out, result)


WRITE_LINES = scatter_ops.write_lines
write_lines_forward = WRITE_LINES.forward
write_lines_vjp_input = WRITE_LINES.rules[0].function
write_lines_vjp_src = WRITE_LINES.rules[1].function


def write_lines(input, src, index, dim, **more):
    """`input` with the elements of `src` where `index` says."""
    if more:
        return write_lines(**spelled(WRITE_LINES, (input, src, index, dim), more))
    return apply(WRITE_LINES, (input, src, index), (dim,))


WRITE_LINES.call = write_lines


def write_lines_backward(g, saved, node):
    index, = saved
    dim, = node[STATICS]
    input_node, src_node, index_node = node[PARENTS]
    return (None if input_node is None else write_lines_vjp_input(g, index, dim), None if src_node is None else write_lines_vjp_src(g, src_node and src_node[SHAPE], index, dim), None)


WRITE_LINES.backward = write_lines_backward


def write_lines_(input, src, index, dim):
    """In-place version of `write_lines`."""
    return inplace(WRITE_LINES, (input, src, index), (dim,))


WRITE_NUMBER = scatter_ops.write_number
write_number_forward = WRITE_NUMBER.forward
write_number_vjp_input = WRITE_NUMBER.rules[0].function


def write_number(input, index, value, dim, **more):
    """`input` with a number where `index` says."""
    if more:
        return write_number(**spelled(WRITE_NUMBER, (input, index, value, dim), more))
    try:
        input_data = input._data
    except AttributeError:
        return apply(WRITE_NUMBER, (input, index), (value, dim))
    index_data = getattr(index, '_data', index)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or type(index_data) is not ndarray):
        return apply(WRITE_NUMBER, (input, index), (value, dim))
    try:
        data = write_number_forward(CPU, input_data, index_data, value, dim)
    except RAISED as error:
        raise explained(WRITE_NUMBER, error, (input_data, index_data), (value, dim)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    index_node = None if index_data is index else index._node if index._view is None else current(index)
    if (input_node is not None or index_node is not None) and is_recording():
        out._node = [WRITE_NUMBER, (input_node, index_node), (None if input_node is None else index_data,), (None if input_node is None else index_data is not index and index._writes or None,), (value, dim),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


WRITE_NUMBER.call = write_number


def write_number_backward(g, saved, node):
    index, = saved
    value, dim = node[STATICS]
    input_node, index_node = node[PARENTS]
    return (None if input_node is None else write_number_vjp_input(g, index, dim), None)


WRITE_NUMBER.backward = write_number_backward


def write_number_(input, index, value, dim):
    """In-place version of `write_number`."""
    return inplace(WRITE_NUMBER, (input, index), (value, dim))


TAKE_CORNER = scatter_ops.take_corner
take_corner_forward = TAKE_CORNER.forward
take_corner_vjp_input = TAKE_CORNER.rules[0].function


def take_corner(input, index, shape, dim, **more):
    """What `index` names in `input`, in the first places of zeros of `shape`: the gradient of a `src`."""
    if more:
        return take_corner(**spelled(TAKE_CORNER, (input, index, shape, dim), more))
    try:
        input_data = input._data
    except AttributeError:
        return apply(TAKE_CORNER, (input, index), (shape, dim))
    index_data = getattr(index, '_data', index)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or type(index_data) is not ndarray):
        return apply(TAKE_CORNER, (input, index), (shape, dim))
    try:
        data = take_corner_forward(CPU, input_data, index_data, shape, dim)
    except RAISED as error:
        raise explained(TAKE_CORNER, error, (input_data, index_data), (shape, dim)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    index_node = None if index_data is index else index._node if index._view is None else current(index)
    if (input_node is not None or index_node is not None) and is_recording():
        out._node = [TAKE_CORNER, (input_node, index_node), (None if input_node is None else index_data,), (None if input_node is None else index_data is not index and index._writes or None,), (shape, dim),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


TAKE_CORNER.call = take_corner


def take_corner_backward(g, saved, node):
    index, = saved
    shape, dim = node[STATICS]
    input_node, index_node = node[PARENTS]
    return (None if input_node is None else take_corner_vjp_input(g, input_node and input_node[SHAPE], index, dim), None)


TAKE_CORNER.backward = take_corner_backward


SPREAD_CORNER = scatter_ops.spread_corner
spread_corner_forward = SPREAD_CORNER.forward
spread_corner_vjp_input = SPREAD_CORNER.rules[0].function


def spread_corner(input, index, shape, dim, **more):
    """Zeros of `shape` with the first elements of `input` added where `index` says."""
    if more:
        return spread_corner(**spelled(SPREAD_CORNER, (input, index, shape, dim), more))
    try:
        input_data = input._data
    except AttributeError:
        return apply(SPREAD_CORNER, (input, index), (shape, dim))
    index_data = getattr(index, '_data', index)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or type(index_data) is not ndarray):
        return apply(SPREAD_CORNER, (input, index), (shape, dim))
    try:
        data = spread_corner_forward(CPU, input_data, index_data, shape, dim)
    except RAISED as error:
        raise explained(SPREAD_CORNER, error, (input_data, index_data), (shape, dim)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    index_node = None if index_data is index else index._node if index._view is None else current(index)
    if (input_node is not None or index_node is not None) and is_recording():
        out._node = [SPREAD_CORNER, (input_node, index_node), (None if input_node is None else index_data,), (None if input_node is None else index_data is not index and index._writes or None,), (shape, dim),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


SPREAD_CORNER.call = spread_corner


def spread_corner_backward(g, saved, node):
    index, = saved
    shape, dim = node[STATICS]
    input_node, index_node = node[PARENTS]
    return (None if input_node is None else spread_corner_vjp_input(g, input_node and input_node[SHAPE], index, dim), None)


SPREAD_CORNER.backward = spread_corner_backward


ADD_LINES = scatter_ops.add_lines
add_lines_forward = ADD_LINES.forward
add_lines_vjp_input = ADD_LINES.rules[0].function
add_lines_vjp_src = ADD_LINES.rules[1].function


def add_lines(input, src, index, dim, **more):
    """`input` with the elements of `src` added where `index` says."""
    if more:
        return add_lines(**spelled(ADD_LINES, (input, src, index, dim), more))
    return apply(ADD_LINES, (input, src, index), (dim,))


ADD_LINES.call = add_lines


def add_lines_backward(g, saved, node):
    index, = saved
    dim, = node[STATICS]
    input_node, src_node, index_node = node[PARENTS]
    return (None if input_node is None else add_lines_vjp_input(g), None if src_node is None else add_lines_vjp_src(g, src_node and src_node[SHAPE], index, dim), None)


ADD_LINES.backward = add_lines_backward


def add_lines_(input, src, index, dim):
    """In-place version of `add_lines`."""
    return inplace(ADD_LINES, (input, src, index), (dim,))


COUNT_LINES = scatter_ops.count_lines
count_lines_forward = COUNT_LINES.forward


def count_lines(index, shape, dim, include_self, **more):
    """How many elements meet at each place, at least one."""
    if more:
        return count_lines(**spelled(COUNT_LINES, (index, shape, dim, include_self), more))
    try:
        index_data = index._data
    except AttributeError:
        return apply(COUNT_LINES, (index,), (shape, dim, include_self))
    if (observers or type(index_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET):
        return apply(COUNT_LINES, (index,), (shape, dim, include_self))
    try:
        data = count_lines_forward(CPU, index_data, shape, dim, include_self)
    except RAISED as error:
        raise explained(COUNT_LINES, error, (index_data,), (shape, dim, include_self)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


COUNT_LINES.call = count_lines


REDUCE_LINES = scatter_ops.reduce_lines
reduce_lines_forward = REDUCE_LINES.forward
reduce_lines_vjp_input = REDUCE_LINES.rules[0].function


def reduce_lines(input, src, index, dim, reduce, include_self, **more):
    """`input` reduced with the elements of `src` where `index` says."""
    if more:
        return reduce_lines(**spelled(REDUCE_LINES, (input, src, index, dim, reduce, include_self), more))
    try:
        input_data = input._data
    except AttributeError:
        return apply(REDUCE_LINES, (input, src, index), (dim, reduce, include_self))
    src_data = getattr(src, '_data', src)
    index_data = getattr(index, '_data', index)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or type(src_data) is not ndarray or src_data.dtype is not float32
            or type(index_data) is not ndarray):
        return apply(REDUCE_LINES, (input, src, index), (dim, reduce, include_self))
    try:
        data = reduce_lines_forward(CPU, input_data, src_data, index_data, dim, reduce, include_self)
    except RAISED as error:
        raise explained(REDUCE_LINES, error, (input_data, src_data, index_data), (dim, reduce, include_self)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    src_node = None if src_data is src else src._node if src._view is None else current(src)
    index_node = None if index_data is index else index._node if index._view is None else current(index)
    if (input_node is not None or src_node is not None or index_node is not None) and is_recording():
        out._node = [REDUCE_LINES, (input_node, src_node, index_node), (None if input_node is None and src_node is None else input_data, None if input_node is None and src_node is None else src_data, None if input_node is None and src_node is None else index_data, None if input_node is None and src_node is None else out._data), (None if input_node is None and src_node is None else input._writes, None if input_node is None and src_node is None else src_data is not src and src._writes or None, None if input_node is None and src_node is None else index_data is not index and index._writes or None, None if input_node is None and src_node is None else out._writes), (dim, reduce, include_self),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


REDUCE_LINES.call = reduce_lines


def reduce_lines_backward(g, saved, node):
    input, src, index, out = saved
    dim, reduce, include_self = node[STATICS]
    input_node, src_node, index_node = node[PARENTS]
    input_g, src_g = reduce_lines_vjp_input(g, input, src, index, out, dim, reduce, include_self) if input_node is not None or src_node is not None else (None, None)
    return (input_g, src_g, None)


REDUCE_LINES.backward = reduce_lines_backward


def reduce_lines_(input, src, index, dim, reduce, include_self):
    """In-place version of `reduce_lines`."""
    return inplace(REDUCE_LINES, (input, src, index), (dim, reduce, include_self))


scatter_body: Any = getattr(scatter_ops.scatter, '__wrapped__')


def scatter(input, dim, index, src=Ellipsis, *, value=None, reduce=Ellipsis, out=None):
    """`input` with `src`, a tensor or a number, where `index` says: `out[i][index[i][j]] = src[i][j]` for `dim` 1."""
    if active and out is None and concerned(loose((input, dim, index, src), {'value': value, 'reduce': reduce})):
        return call_of(scatter, (input, dim, index, src), {'value': value, 'reduce': reduce})
    if (type(dim) is not int or dim.bit_length() > 63):
        dim = int_of("scatter(): argument 'dim' (position 2)", dim)
    if value is not None and type(value) is not int and type(value) is not float:
        value = number_of("scatter(): argument 'value'", value)
    try:
        input._node; index._node
        result = scatter_body(input, dim, index, src, value=value, reduce=reduce)
    except INNER as error:
        if concerned(loose((input, dim, index, src), {'value': value, 'reduce': reduce})):
            return call_of(scatter, (input, dim, index, src), {'value': value, 'reduce': reduce})
        raise retold(scatter_body, (input, dim, index, src), {'value': value, 'reduce': reduce}, error)
    return result if out is None else into('scatter', out, result)


scatter__body: Any = getattr(scatter_ops.scatter_, '__wrapped__')


def scatter_(self, dim, index, src=Ellipsis, *, value=None, reduce=Ellipsis):
    """Write `src` where `index` says."""
    if active and concerned(loose((self, dim, index, src), {'value': value, 'reduce': reduce})):
        return call_of(scatter_, (self, dim, index, src), {'value': value, 'reduce': reduce})
    if (type(dim) is not int or dim.bit_length() > 63):
        dim = int_of("scatter_(): argument 'dim' (position 2)", dim)
    if value is not None and type(value) is not int and type(value) is not float:
        value = number_of("scatter_(): argument 'value'", value)
    try:
        self._node; index._node
        return scatter__body(self, dim, index, src, value=value, reduce=reduce)
    except INNER as error:
        if concerned(loose((self, dim, index, src), {'value': value, 'reduce': reduce})):
            return call_of(scatter_, (self, dim, index, src), {'value': value, 'reduce': reduce})
        raise retold(scatter__body, (self, dim, index, src), {'value': value, 'reduce': reduce}, error)


scatter_add_body: Any = getattr(scatter_ops.scatter_add, '__wrapped__')


def scatter_add(input, dim, index, src, *, out=None):
    """`input` with `src` added where `index` says, repeated places too."""
    if active and out is None and concerned(loose((input, dim, index, src), {})):
        return call_of(scatter_add, (input, dim, index, src), {})
    if (type(dim) is not int or dim.bit_length() > 63):
        dim = int_of("scatter_add(): argument 'dim' (position 2)", dim)
    try:
        input._node; index._node; src._node
        result = scatter_add_body(input, dim, index, src)
    except INNER as error:
        if concerned(loose((input, dim, index, src), {})):
            return call_of(scatter_add, (input, dim, index, src), {})
        raise retold(scatter_add_body, (input, dim, index, src), {}, error)
    return result if out is None else into('scatter_add', out, result)


scatter_add__body: Any = getattr(scatter_ops.scatter_add_, '__wrapped__')


def scatter_add_(self, dim, index, src):
    """Add `src` where `index` says, repeated places too."""
    if active and concerned(loose((self, dim, index, src), {})):
        return call_of(scatter_add_, (self, dim, index, src), {})
    if (type(dim) is not int or dim.bit_length() > 63):
        dim = int_of("scatter_add_(): argument 'dim' (position 2)", dim)
    try:
        self._node; index._node; src._node
        return scatter_add__body(self, dim, index, src)
    except INNER as error:
        if concerned(loose((self, dim, index, src), {})):
            return call_of(scatter_add_, (self, dim, index, src), {})
        raise retold(scatter_add__body, (self, dim, index, src), {}, error)


scatter_reduce_body: Any = getattr(scatter_ops.scatter_reduce, '__wrapped__')


def scatter_reduce(input, dim, index, src, reduce, *, include_self=True, out=None):
    """`input` reduced ("sum", "prod", "mean", "amax", "amin") with `src` where `index` says."""
    if active and out is None and concerned(loose((input, dim, index, src, reduce), {'include_self': include_self})):
        return call_of(scatter_reduce, (input, dim, index, src, reduce), {'include_self': include_self})
    if (type(dim) is not int or dim.bit_length() > 63):
        dim = int_of("scatter_reduce(): argument 'dim' (position 2)", dim)
    if include_self is not False and include_self is not True:
        include_self = flag_of("scatter_reduce(): argument 'include_self'", include_self)
    try:
        input._node; index._node; src._node
        result = scatter_reduce_body(input, dim, index, src, reduce, include_self=include_self)
    except INNER as error:
        if concerned(loose((input, dim, index, src, reduce), {'include_self': include_self})):
            return call_of(scatter_reduce, (input, dim, index, src, reduce), {'include_self': include_self})
        raise retold(scatter_reduce_body, (input, dim, index, src, reduce), {'include_self': include_self}, error)
    return result if out is None else into('scatter_reduce', out, result)


scatter_reduce__body: Any = getattr(scatter_ops.scatter_reduce_, '__wrapped__')


def scatter_reduce_(self, dim, index, src, reduce, *, include_self=True):
    """Reduce with `src` where `index` says."""
    if active and concerned(loose((self, dim, index, src, reduce), {'include_self': include_self})):
        return call_of(scatter_reduce_, (self, dim, index, src, reduce), {'include_self': include_self})
    if (type(dim) is not int or dim.bit_length() > 63):
        dim = int_of("scatter_reduce_(): argument 'dim' (position 2)", dim)
    if include_self is not False and include_self is not True:
        include_self = flag_of("scatter_reduce_(): argument 'include_self'", include_self)
    try:
        self._node; index._node; src._node
        return scatter_reduce__body(self, dim, index, src, reduce, include_self=include_self)
    except INNER as error:
        if concerned(loose((self, dim, index, src, reduce), {'include_self': include_self})):
            return call_of(scatter_reduce_, (self, dim, index, src, reduce), {'include_self': include_self})
        raise retold(scatter_reduce__body, (self, dim, index, src, reduce), {'include_self': include_self}, error)


REDUCE_SEGMENTS = segments_ops.reduce_segments
reduce_segments_forward = REDUCE_SEGMENTS.forward
reduce_segments_vjp_input = REDUCE_SEGMENTS.rules[0].function


def reduce_segments(input, index, count, axis, reduce, initial):
    """One result for each of `count` segments along `axis`: `index` names that of each element, `count` means none."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(REDUCE_SEGMENTS, (input, index), (count, axis, reduce, initial))
    index_data = getattr(index, '_data', index)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or type(index_data) is not ndarray):
        return apply(REDUCE_SEGMENTS, (input, index), (count, axis, reduce, initial))
    try:
        data = reduce_segments_forward(CPU, input_data, index_data, count, axis, reduce, initial)
    except RAISED as error:
        raise explained(REDUCE_SEGMENTS, error, (input_data, index_data), (count, axis, reduce, initial)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    index_node = None if index_data is index else index._node if index._view is None else current(index)
    if (input_node is not None or index_node is not None) and is_recording():
        out._node = [REDUCE_SEGMENTS, (input_node, index_node), (None if input_node is None else input_data, None if input_node is None else index_data, None if input_node is None else out._data), (None if input_node is None else input._writes, None if input_node is None else index_data is not index and index._writes or None, None if input_node is None else out._writes), (count, axis, reduce, initial),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


REDUCE_SEGMENTS.call = reduce_segments


def reduce_segments_backward(g, saved, node):
    input, index, out = saved
    count, axis, reduce, initial = node[STATICS]
    input_node, index_node = node[PARENTS]
    return (None if input_node is None else reduce_segments_vjp_input(g, input, index, out, count, axis, reduce, initial), None)


REDUCE_SEGMENTS.backward = reduce_segments_backward


segment_reduce_body: Any = getattr(segments_ops.segment_reduce, '__wrapped__')


def segment_reduce(data, reduce, *, lengths=None, indices=None, offsets=None, axis=0, unsafe=False, initial=None):
    """Reduce ("sum", "mean", "prod", "max", "min") each segment along `axis`: (N, *) -> (S, *).

    `lengths` are those of the segments, (S,), or `offsets` where they begin and the last one ends, (S + 1,); `initial`
    joins every segment.

    >>> segment_reduce(tensor([1.0, 2.0, 3.0]), "sum", lengths=tensor([2, 1]))
    tensor([3., 3.])
    """
    if active and concerned(loose((data, reduce), {'lengths': lengths, 'indices': indices, 'offsets': offsets, 'axis': axis, 'unsafe': unsafe, 'initial': initial})):
        return call_of(segment_reduce, (data, reduce), {'lengths': lengths, 'indices': indices, 'offsets': offsets, 'axis': axis, 'unsafe': unsafe, 'initial': initial})
    if (type(axis) is not int or axis.bit_length() > 63):
        axis = int_of("segment_reduce(): argument 'axis'", axis)
    if unsafe is not False and unsafe is not True:
        unsafe = flag_of("segment_reduce(): argument 'unsafe'", unsafe)
    if initial is not None and type(initial) is not int and type(initial) is not float:
        initial = number_of("segment_reduce(): argument 'initial'", initial)
    try:
        return segment_reduce_body(data, reduce, lengths=lengths, indices=indices, offsets=offsets, axis=axis, unsafe=unsafe, initial=initial)
    except INNER as error:
        if concerned(loose((data, reduce), {'lengths': lengths, 'indices': indices, 'offsets': offsets, 'axis': axis, 'unsafe': unsafe, 'initial': initial})):
            return call_of(segment_reduce, (data, reduce), {'lengths': lengths, 'indices': indices, 'offsets': offsets, 'axis': axis, 'unsafe': unsafe, 'initial': initial})
        raise retold(segment_reduce_body, (data, reduce), {'lengths': lengths, 'indices': indices, 'offsets': offsets, 'axis': axis, 'unsafe': unsafe, 'initial': initial}, error)


CLONE = shape_ops.clone
clone_forward = CLONE.forward
clone_vjp_input = CLONE.rules[0].function


def clone(input, memory_format=None):
    """A copy of the elements; the gradient passes through."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(CLONE, (input,), (memory_format,))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET):
        return apply(CLONE, (input,), (memory_format,))
    try:
        data = clone_forward(CPU, input_data, memory_format)
    except RAISED as error:
        raise explained(CLONE, error, (input_data,), (memory_format,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [CLONE, (input_node,), (), (), (memory_format,),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    return out


CLONE.call = clone


def clone_backward(g, saved, node):
    return (clone_vjp_input(g),)


CLONE.backward = clone_backward


CAST = shape_ops.cast
cast_forward = CAST.forward
cast_vjp_input = CAST.rules[0].function


def cast(input, dtype, source):
    """`input` as `dtype`, a NumPy dtype; `source` is what its gradient is cast back to."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(CAST, (input,), (dtype, source))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET):
        return apply(CAST, (input,), (dtype, source))
    try:
        data = cast_forward(CPU, input_data, dtype, source)
    except RAISED as error:
        raise explained(CAST, error, (input_data,), (dtype, source)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [CAST, (input_node,), (), (), (dtype, source),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    return out


CAST.call = cast


def cast_backward(g, saved, node):
    dtype, source = node[STATICS]
    return (cast_vjp_input(g, dtype, source),)


CAST.backward = cast_backward


TRANSFER = shape_ops.transfer
transfer_forward = TRANSFER.forward
transfer_vjp_input = TRANSFER.rules[0].function


def transfer(input, target, source):
    """`input` copied to device `target`; its gradient goes back to `source`."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(TRANSFER, (input,), (target, source))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET):
        return apply(TRANSFER, (input,), (target, source))
    try:
        data = transfer_forward(CPU, input_data, target, source)
    except RAISED as error:
        raise explained(TRANSFER, error, (input_data,), (target, source)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [TRANSFER, (input_node,), (), (), (target, source),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    return out


TRANSFER.call = transfer


def transfer_backward(g, saved, node):
    target, source = node[STATICS]
    return (transfer_vjp_input(g, source, target),)


TRANSFER.backward = transfer_backward


ZEROS_AS = shape_ops.zeros_as
zeros_as_forward = ZEROS_AS.forward
zeros_as_vjp_input = ZEROS_AS.rules[0].function


def zeros_as(input):
    """Zeros in the shape of `input`: the gradient of what was overwritten."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(ZEROS_AS, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET):
        return apply(ZEROS_AS, (input,), ())
    try:
        data = zeros_as_forward(CPU, input_data)
    except RAISED as error:
        raise explained(ZEROS_AS, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [ZEROS_AS, (input_node,), (), (), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    return out


ZEROS_AS.call = zeros_as


def zeros_as_backward(g, saved, node):
    return (zeros_as_vjp_input(g),)


ZEROS_AS.backward = zeros_as_backward


EXPAND = shape_ops.expand
expand_forward = EXPAND.forward
expand_vjp_input = EXPAND.rules[0].function


def expand(input, *size, **more):
    """View `input` at a larger `size`, repeating dimensions of size 1; -1 keeps one."""
    if more:
        size = spread(EXPAND, more)
    if size and type(size[0]) is not int:
        size = spread_of("expand(): argument 'size' (position 1)", size)
    try:
        input_data = input._data
    except AttributeError:
        return apply(EXPAND, (input,), (size,))
    if input_data.ndim > 3 and not input_data.flags.c_contiguous:
        input_data = settled(input)
    if (observers or type(input_data) is not ndarray):
        return apply(EXPAND, (input,), (size,))
    try:
        data = expand_forward(CPU, input_data, size)
    except RAISED as error:
        raise explained(EXPAND, error, (input_data,), (size,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [EXPAND, (input_node,), (), (), (size,),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    if input._view is None:
        out._writes = input._writes
        out._view = [input, ((EXPAND, (size,), None),), next(clock), is_recording(), None]
    else:
        mark_view(EXPAND, input, (size,), out)
    return out


EXPAND.call = expand


def expand_backward(g, saved, node):
    input_node, = node[PARENTS]
    return (expand_vjp_input(g, input_node and input_node[SHAPE]),)


EXPAND.backward = expand_backward


SPREAD_OVER = shape_ops.spread_over
spread_over_forward = SPREAD_OVER.forward
spread_over_vjp_input = SPREAD_OVER.rules[0].function


def spread_over(input, shape):
    """`input` broadcast to `shape`, for rules: written out when small, since `broadcast_to` costs 1.5 us."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(SPREAD_OVER, (input,), (shape,))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET):
        return apply(SPREAD_OVER, (input,), (shape,))
    try:
        data = spread_over_forward(CPU, input_data, shape)
    except RAISED as error:
        raise explained(SPREAD_OVER, error, (input_data,), (shape,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [SPREAD_OVER, (input_node,), (), (), (shape,),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    return out


SPREAD_OVER.call = spread_over


def spread_over_backward(g, saved, node):
    input_node, = node[PARENTS]
    return (spread_over_vjp_input(g, input_node and input_node[SHAPE]),)


SPREAD_OVER.backward = spread_over_backward


SUM_TO = shape_ops.sum_to
sum_to_forward = SUM_TO.forward
sum_to_vjp_input = SUM_TO.rules[0].function


def sum_to(input, shape):
    """Sum `input` down to `shape`: the transpose of broadcasting."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(SUM_TO, (input,), (shape,))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET):
        return apply(SUM_TO, (input,), (shape,))
    try:
        data = sum_to_forward(CPU, input_data, shape)
    except RAISED as error:
        raise explained(SUM_TO, error, (input_data,), (shape,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [SUM_TO, (input_node,), (), (), (shape,),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    return out


SUM_TO.call = sum_to


def sum_to_backward(g, saved, node):
    input_node, = node[PARENTS]
    return (sum_to_vjp_input(g, input_node and input_node[SHAPE]),)


SUM_TO.backward = sum_to_backward


RESHAPE = shape_ops.reshape
reshape_forward = RESHAPE.forward
reshape_vjp_input = RESHAPE.rules[0].function


def reshape(input, *shape, **more):
    """The same elements in another `shape`: a view where memory allows, else a copy."""
    if more:
        shape = spread(RESHAPE, more)
    if shape and type(shape[0]) is not int:
        shape = spread_of("reshape(): argument 'shape' (position 1)", shape)
    try:
        input_data = input._data
    except AttributeError:
        return apply(RESHAPE, (input,), (shape,))
    if input_data.ndim > 3 and not input_data.flags.c_contiguous:
        input_data = settled(input)
    if (observers or type(input_data) is not ndarray):
        return apply(RESHAPE, (input,), (shape,))
    try:
        data = reshape_forward(CPU, input_data, shape)
    except RAISED as error:
        raise explained(RESHAPE, error, (input_data,), (shape,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [RESHAPE, (input_node,), (), (), (shape,),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    if input._view is None and (data.base is input_data or data.base is not None and data.base is input_data.base):
        out._writes = input._writes
        out._view = [input, ((RESHAPE, (shape,), None),), next(clock), is_recording(), None]
    else:
        mark_view(RESHAPE, input, (shape,), out)
    return out


RESHAPE.call = reshape


def reshape_function(input, shape):
    """The same elements in another `shape`: a view where memory allows, else a copy."""
    if (active or not hasattr(input, '_node')) and concerned(loose((input, shape), {})):
        return call_of(reshape_function, (input, shape), {})
    shape = list_of("reshape(): argument 'shape' (position 2)", shape)
    return reshape(input, shape)


reshape_function.__name__ = 'reshape'


def reshape_backward(g, saved, node):
    input_node, = node[PARENTS]
    return (reshape_vjp_input(g, input_node and input_node[SHAPE]),)


RESHAPE.backward = reshape_backward


TRANSPOSE = shape_ops.transpose
transpose_forward = TRANSPOSE.forward
transpose_vjp_input = TRANSPOSE.rules[0].function


def transpose(input, dim0, dim1):
    """View with two dimensions swapped."""
    if type(dim0) is not int:
        dim0 = int_of("transpose(): argument 'dim0' (position 2)", dim0)
    if type(dim1) is not int:
        dim1 = int_of("transpose(): argument 'dim1' (position 3)", dim1)
    try:
        input_data = input._data
    except AttributeError:
        return apply(TRANSPOSE, (input,), (dim0, dim1))
    if input_data.ndim > 3 and not input_data.flags.c_contiguous:
        input_data = settled(input)
    if (observers or type(input_data) is not ndarray):
        return apply(TRANSPOSE, (input,), (dim0, dim1))
    try:
        data = transpose_forward(CPU, input_data, dim0, dim1)
    except RAISED as error:
        raise explained(TRANSPOSE, error, (input_data,), (dim0, dim1)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [TRANSPOSE, (input_node,), (), (), (dim0, dim1),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    if input._view is None:
        out._writes = input._writes
        out._view = [input, ((TRANSPOSE, (dim0, dim1), None),), next(clock), is_recording(), None]
    else:
        mark_view(TRANSPOSE, input, (dim0, dim1), out)
    return out


TRANSPOSE.call = transpose


def transpose_backward(g, saved, node):
    dim0, dim1 = node[STATICS]
    return (transpose_vjp_input(g, dim0, dim1),)


TRANSPOSE.backward = transpose_backward


UNSQUEEZE = shape_ops.unsqueeze
unsqueeze_forward = UNSQUEEZE.forward
unsqueeze_vjp_input = UNSQUEEZE.rules[0].function


def unsqueeze(input, dim, **more):
    """View with a new dimension of size 1 at `dim`."""
    if more:
        return unsqueeze(**spelled(UNSQUEEZE, (input, dim), more))
    if type(dim) is not int:
        dim = int_of("unsqueeze(): argument 'dim' (position 2)", dim)
    try:
        input_data = input._data
    except AttributeError:
        return apply(UNSQUEEZE, (input,), (dim,))
    if input_data.ndim > 3 and not input_data.flags.c_contiguous:
        input_data = settled(input)
    if (observers or type(input_data) is not ndarray):
        return apply(UNSQUEEZE, (input,), (dim,))
    try:
        data = unsqueeze_forward(CPU, input_data, dim)
    except RAISED as error:
        raise explained(UNSQUEEZE, error, (input_data,), (dim,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [UNSQUEEZE, (input_node,), (), (), (dim,),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    if input._view is None:
        out._writes = input._writes
        out._view = [input, ((UNSQUEEZE, (dim,), None),), next(clock), is_recording(), None]
    else:
        mark_view(UNSQUEEZE, input, (dim,), out)
    return out


UNSQUEEZE.call = unsqueeze


def unsqueeze_backward(g, saved, node):
    input_node, = node[PARENTS]
    return (unsqueeze_vjp_input(g, input_node and input_node[SHAPE]),)


UNSQUEEZE.backward = unsqueeze_backward


SQUEEZE = shape_ops.squeeze
squeeze_forward = SQUEEZE.forward
squeeze_vjp_input = SQUEEZE.rules[0].function


def squeeze(input, dim=Ellipsis, **more):
    """View without the dimensions of size 1, or without those among `dim` that have size 1."""
    if more:
        return squeeze(**spelled(SQUEEZE, (input, dim), more))
    if dim is not Ellipsis and type(dim) is not int:
        dim = ints_of("squeeze(): argument 'dim' (position 2)", dim)
    try:
        input_data = input._data
    except AttributeError:
        return apply(SQUEEZE, (input,), (dim,))
    if input_data.ndim > 3 and not input_data.flags.c_contiguous:
        input_data = settled(input)
    if (observers or type(input_data) is not ndarray):
        return apply(SQUEEZE, (input,), (dim,))
    try:
        data = squeeze_forward(CPU, input_data, dim)
    except RAISED as error:
        raise explained(SQUEEZE, error, (input_data,), (dim,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [SQUEEZE, (input_node,), (), (), (dim,),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    if input._view is None:
        out._writes = input._writes
        out._view = [input, ((SQUEEZE, (dim,), None),), next(clock), is_recording(), None]
    else:
        mark_view(SQUEEZE, input, (dim,), out)
    return out


SQUEEZE.call = squeeze


def squeeze_backward(g, saved, node):
    input_node, = node[PARENTS]
    return (squeeze_vjp_input(g, input_node and input_node[SHAPE]),)


SQUEEZE.backward = squeeze_backward


TAKE_BASIC = shape_ops.take_basic
take_basic_forward = TAKE_BASIC.forward
take_basic_vjp_input = TAKE_BASIC.rules[0].function


def take_basic(input, key):
    """Basic indexing by ints, slices, None and Ellipsis: a view."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(TAKE_BASIC, (input,), (key,))
    if input_data.ndim > 3 and not input_data.flags.c_contiguous:
        input_data = settled(input)
    if (observers or type(input_data) is not ndarray):
        return apply(TAKE_BASIC, (input,), (key,))
    try:
        data = take_basic_forward(CPU, input_data, key)
    except RAISED as error:
        raise explained(TAKE_BASIC, error, (input_data,), (key,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [TAKE_BASIC, (input_node,), (), (), (key,),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    if input._view is None:
        out._writes = input._writes
        out._view = [input, ((TAKE_BASIC, (key,), None),), next(clock), is_recording(), None]
    else:
        mark_view(TAKE_BASIC, input, (key,), out)
    return out


TAKE_BASIC.call = take_basic


def take_basic_backward(g, saved, node):
    key, = node[STATICS]
    input_node, = node[PARENTS]
    return (take_basic_vjp_input(g, input_node and input_node[SHAPE], key),)


TAKE_BASIC.backward = take_basic_backward


PLACE = shape_ops.place
place_forward = PLACE.forward
place_vjp_input = PLACE.rules[0].function


def place(input, shape, key):
    """Zeros of `shape` with `input` at a basic `key`: the transpose of `take_basic`."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(PLACE, (input,), (shape, key))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET):
        return apply(PLACE, (input,), (shape, key))
    try:
        data = place_forward(CPU, input_data, shape, key)
    except RAISED as error:
        raise explained(PLACE, error, (input_data,), (shape, key)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [PLACE, (input_node,), (), (), (shape, key),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    return out


PLACE.call = place


def place_backward(g, saved, node):
    shape, key = node[STATICS]
    return (place_vjp_input(g, key),)


PLACE.backward = place_backward


TAKE_KEY = shape_ops.take_key
take_key_forward = TAKE_KEY.forward
take_key_vjp_input = TAKE_KEY.rules[0].function


def take_key(input, key):
    """Indexing by integer arrays or masks: a copy."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(TAKE_KEY, (input,), (key,))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET):
        return apply(TAKE_KEY, (input,), (key,))
    try:
        data = take_key_forward(CPU, input_data, key)
    except RAISED as error:
        raise explained(TAKE_KEY, error, (input_data,), (key,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [TAKE_KEY, (input_node,), (), (), (key,),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    return out


TAKE_KEY.call = take_key


def take_key_backward(g, saved, node):
    key, = node[STATICS]
    input_node, = node[PARENTS]
    return (take_key_vjp_input(g, input_node and input_node[SHAPE], key),)


TAKE_KEY.backward = take_key_backward


SCATTER_KEY = shape_ops.scatter_key
scatter_key_forward = SCATTER_KEY.forward
scatter_key_vjp_input = SCATTER_KEY.rules[0].function


def scatter_key(input, shape, key):
    """Zeros of `shape` with `input` added at `key`, repeated indices too: the transpose of `take_key`."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(SCATTER_KEY, (input,), (shape, key))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET):
        return apply(SCATTER_KEY, (input,), (shape, key))
    try:
        data = scatter_key_forward(CPU, input_data, shape, key)
    except RAISED as error:
        raise explained(SCATTER_KEY, error, (input_data,), (shape, key)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [SCATTER_KEY, (input_node,), (), (), (shape, key),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    return out


SCATTER_KEY.call = scatter_key


def scatter_key_backward(g, saved, node):
    shape, key = node[STATICS]
    return (scatter_key_vjp_input(g, key),)


SCATTER_KEY.backward = scatter_key_backward


PUT_KEY = shape_ops.put_key
put_key_forward = PUT_KEY.forward
put_key_vjp_input = PUT_KEY.rules[0].function
put_key_vjp_value = PUT_KEY.rules[1].function


def put_key(input, value, key):
    """`input` with `value` at `key`; in place this is `input[key] = value`."""
    return apply(PUT_KEY, (input, value), (key,))


PUT_KEY.call = put_key


def put_key_backward(g, saved, node):
    key, = node[STATICS]
    input_node, value_node = node[PARENTS]
    return (None if input_node is None else put_key_vjp_input(g, key), None if value_node is None else put_key_vjp_value(g, key))


PUT_KEY.backward = put_key_backward


def put_key_(input, value, key):
    """In-place version of `put_key`."""
    return inplace(PUT_KEY, (input, value), (key,))


COPY = shape_ops.copy
copy_forward = COPY.forward
copy_vjp_src = COPY.rules[0].function


def copy(input, src, non_blocking=False):
    """`src` broadcast to the shape of `input`; in place this is `input[...] = src`."""
    if non_blocking is not False and non_blocking is not True:
        non_blocking = flag_of("copy(): argument 'non_blocking' (position 3)", non_blocking)
    return apply(COPY, (input, src), (non_blocking,))


COPY.call = copy


def copy_backward(g, saved, node):
    input_node, src_node = node[PARENTS]
    return (None, None if src_node is None else copy_vjp_src(g))


COPY.backward = copy_backward


def copy_(input, src, non_blocking=False):
    """In-place version of `copy`."""
    if non_blocking is not False and non_blocking is not True:
        non_blocking = flag_of("copy(): argument 'non_blocking' (position 3)", non_blocking)
    return inplace(COPY, (input, src), (non_blocking,))


UNBIND = shape_ops.unbind
unbind_forward = UNBIND.forward
unbind_vjp_input = UNBIND.rules[0].function


def unbind(input, dim=0, **more):
    """Slices along `dim`, one view each."""
    if more:
        return unbind(**spelled(UNBIND, (input, dim), more))
    if type(dim) is not int:
        dim = int_of("unbind(): argument 'dim' (position 2)", dim)
    return apply(UNBIND, (input,), (dim,))


UNBIND.call = unbind


CAT = shape_ops.cat
cat_forward = CAT.forward
cat_vjp_tensors = CAT.rules[0].function


def cat(tensors, dim=0, *, out=None, **more):
    """The tensors side by side along an existing dimension; empty 1-d tensors are passed over."""
    if out is not None:
        return into('cat', out, cat(tensors, dim, **more), *tensors, error=TypeError, fresh=True)
    if more:
        return cat(**spelled(CAT, (tensors, dim), more))
    if type(dim) is not int:
        dim = int_of("cat(): argument 'dim' (position 2)", dim)
    return apply(CAT, listed('cat', 'tensors', tensors), (dim,))


CAT.call = cat


STACK = shape_ops.stack
stack_forward = STACK.forward
stack_vjp_tensors = STACK.rules[0].function


def stack(tensors, dim=0, *, out=None, **more):
    """The tensors side by side along a new dimension."""
    if out is not None:
        return into('stack', out, stack(tensors, dim, **more), *tensors, error=TypeError, fresh=True)
    if more:
        return stack(**spelled(STACK, (tensors, dim), more))
    if type(dim) is not int:
        dim = int_of("stack(): argument 'dim' (position 2)", dim)
    return apply(STACK, listed('stack', 'tensors', tensors), (dim,))


STACK.call = stack


channel_shuffle_body: Any = getattr(shuffle_ops.channel_shuffle, '__wrapped__')


def channel_shuffle(input, groups):
    """Channels of `groups` groups taken in turns: `(N, C, ...) -> (N, C, ...)` (Zhang et al., 2018)."""
    if active and concerned(loose((input, groups), {})):
        return call_of(channel_shuffle, (input, groups), {})
    if (type(groups) is not int or groups.bit_length() > 63):
        groups = int_of("channel_shuffle(): argument 'groups' (position 2)", groups)
    try:
        return channel_shuffle_body(input, groups)
    except INNER as error:
        if concerned(loose((input, groups), {})):
            return call_of(channel_shuffle, (input, groups), {})
        raise retold(channel_shuffle_body, (input, groups), {}, error)


native_channel_shuffle_body: Any = getattr(shuffle_ops.native_channel_shuffle, '__wrapped__')


def native_channel_shuffle(input, groups):
    """`channel_shuffle`."""
    if active and concerned(loose((input, groups), {})):
        return call_of(native_channel_shuffle, (input, groups), {})
    if (type(groups) is not int or groups.bit_length() > 63):
        groups = int_of("native_channel_shuffle(): argument 'groups' (position 2)", groups)
    try:
        return native_channel_shuffle_body(input, groups)
    except INNER as error:
        if concerned(loose((input, groups), {})):
            return call_of(native_channel_shuffle, (input, groups), {})
        raise retold(native_channel_shuffle_body, (input, groups), {}, error)


cosine_similarity_body: Any = getattr(similarity_ops.cosine_similarity, '__wrapped__')


def cosine_similarity(x1, x2, dim=1, eps=1e-08):
    """The cosine of the angle between vectors along `dim`; their lengths are held above `eps`."""
    if active and concerned(loose((x1, x2, dim, eps), {})):
        return call_of(cosine_similarity, (x1, x2, dim, eps), {})
    if (type(dim) is not int or dim.bit_length() > 63):
        dim = int_of("cosine_similarity(): argument 'dim' (position 3)", dim)
    if type(eps) is not int and type(eps) is not float:
        eps = real_of("cosine_similarity(): argument 'eps' (position 4)", eps)
    try:
        return cosine_similarity_body(x1, x2, dim, eps)
    except INNER as error:
        if concerned(loose((x1, x2, dim, eps), {})):
            return call_of(cosine_similarity, (x1, x2, dim, eps), {})
        raise retold(cosine_similarity_body, (x1, x2, dim, eps), {}, error)


pairwise_distance_body: Any = getattr(similarity_ops.pairwise_distance, '__wrapped__')


def pairwise_distance(x1, x2, p=2.0, eps=1e-06, keepdim=False):
    """The p-norm of `x1 - x2 + eps` along the last dimension."""
    if active and concerned(loose((x1, x2, p, eps, keepdim), {})):
        return call_of(pairwise_distance, (x1, x2, p, eps, keepdim), {})
    if type(p) is not int and type(p) is not float:
        p = real_of("pairwise_distance(): argument 'p' (position 3)", p)
    if type(eps) is not int and type(eps) is not float:
        eps = real_of("pairwise_distance(): argument 'eps' (position 4)", eps)
    if keepdim is not False and keepdim is not True:
        keepdim = flag_of("pairwise_distance(): argument 'keepdim' (position 5)", keepdim)
    try:
        return pairwise_distance_body(x1, x2, p, eps, keepdim)
    except INNER as error:
        if concerned(loose((x1, x2, p, eps, keepdim), {})):
            return call_of(pairwise_distance, (x1, x2, p, eps, keepdim), {})
        raise retold(pairwise_distance_body, (x1, x2, p, eps, keepdim), {}, error)


margin_ranking_loss_body: Any = getattr(similarity_ops.margin_ranking_loss, '__wrapped__')


def margin_ranking_loss(input1, input2, target, margin=0, size_average=None, reduce=None, reduction='mean'):
    """`max(0, -target * (input1 - input2) + margin)`."""
    if active and concerned(loose((input1, input2, target, margin, size_average, reduce, reduction), {})):
        return call_of(margin_ranking_loss, (input1, input2, target, margin, size_average, reduce, reduction), {})
    try:
        return margin_ranking_loss_body(input1, input2, target, margin, size_average, reduce, reduction)
    except INNER as error:
        if concerned(loose((input1, input2, target, margin, size_average, reduce, reduction), {})):
            return call_of(margin_ranking_loss, (input1, input2, target, margin, size_average, reduce, reduction), {})
        raise retold(margin_ranking_loss_body, (input1, input2, target, margin, size_average, reduce, reduction), {}, error)


triplet_margin_loss_body: Any = getattr(similarity_ops.triplet_margin_loss, '__wrapped__')


def triplet_margin_loss(anchor, positive, negative, margin=1.0, p=2, eps=1e-06, swap=False, size_average=None, reduce=None, reduction='mean'):
    """`max(0, d(anchor, positive) - d(anchor, negative) + margin)` (Balntas et al., 2016)."""
    if active and concerned(loose((anchor, positive, negative, margin, p, eps, swap, size_average, reduce, reduction), {})):
        return call_of(triplet_margin_loss, (anchor, positive, negative, margin, p, eps, swap, size_average, reduce, reduction), {})
    if type(margin) is not int and type(margin) is not float:
        margin = real_of("triplet_margin_loss(): argument 'margin' (position 4)", margin)
    if type(p) is not int and type(p) is not float:
        p = real_of("triplet_margin_loss(): argument 'p' (position 5)", p)
    if type(eps) is not int and type(eps) is not float:
        eps = real_of("triplet_margin_loss(): argument 'eps' (position 6)", eps)
    if swap is not False and swap is not True:
        swap = flag_of("triplet_margin_loss(): argument 'swap' (position 7)", swap)
    try:
        return triplet_margin_loss_body(anchor, positive, negative, margin, p, eps, swap, size_average, reduce, reduction)
    except INNER as error:
        if concerned(loose((anchor, positive, negative, margin, p, eps, swap, size_average, reduce, reduction), {})):
            return call_of(triplet_margin_loss, (anchor, positive, negative, margin, p, eps, swap, size_average, reduce, reduction), {})
        raise retold(triplet_margin_loss_body, (anchor, positive, negative, margin, p, eps, swap, size_average, reduce, reduction), {}, error)


triplet_margin_with_distance_loss_body: Any = getattr(similarity_ops.triplet_margin_with_distance_loss, '__wrapped__')


def triplet_margin_with_distance_loss(anchor, positive, negative, *, distance_function=None, margin=1.0, swap=False, reduction='mean'):
    """`triplet_margin_loss` by a distance of your own, `pairwise_distance` by default."""
    if active and concerned(loose((anchor, positive, negative), {'distance_function': distance_function, 'margin': margin, 'swap': swap, 'reduction': reduction})):
        return call_of(triplet_margin_with_distance_loss, (anchor, positive, negative), {'distance_function': distance_function, 'margin': margin, 'swap': swap, 'reduction': reduction})
    if swap is not False and swap is not True:
        swap = flag_of("triplet_margin_with_distance_loss(): argument 'swap'", swap)
    try:
        return triplet_margin_with_distance_loss_body(anchor, positive, negative, distance_function=distance_function, margin=margin, swap=swap, reduction=reduction)
    except INNER as error:
        if concerned(loose((anchor, positive, negative), {'distance_function': distance_function, 'margin': margin, 'swap': swap, 'reduction': reduction})):
            return call_of(triplet_margin_with_distance_loss, (anchor, positive, negative), {'distance_function': distance_function, 'margin': margin, 'swap': swap, 'reduction': reduction})
        raise retold(triplet_margin_with_distance_loss_body, (anchor, positive, negative), {'distance_function': distance_function, 'margin': margin, 'swap': swap, 'reduction': reduction}, error)


pdist_body: Any = getattr(similarity_ops.pdist, '__wrapped__')


def pdist(input, p=2.0):
    """The p-norm distances between all pairs of rows: `(N, M) -> (N * (N - 1) / 2,)`."""
    if active and concerned(loose((input, p), {})):
        return call_of(pdist, (input, p), {})
    if type(p) is not int and type(p) is not float:
        p = real_of("pdist(): argument 'p' (position 2)", p)
    try:
        return pdist_body(input, p)
    except INNER as error:
        if concerned(loose((input, p), {})):
            return call_of(pdist, (input, p), {})
        raise retold(pdist_body, (input, p), {}, error)


cosine_embedding_loss_body: Any = getattr(similarity_ops.cosine_embedding_loss, '__wrapped__')


def cosine_embedding_loss(input1, input2, target, margin=0, size_average=None, reduce=None, reduction='mean'):
    """`1 - cos` where `target` is 1, `max(0, cos - margin)` where it is -1."""
    if active and concerned(loose((input1, input2, target, margin, size_average, reduce, reduction), {})):
        return call_of(cosine_embedding_loss, (input1, input2, target, margin, size_average, reduce, reduction), {})
    if type(margin) is not int and type(margin) is not float:
        margin = real_of("cosine_embedding_loss(): argument 'margin' (position 4)", margin)
    try:
        return cosine_embedding_loss_body(input1, input2, target, margin, size_average, reduce, reduction)
    except INNER as error:
        if concerned(loose((input1, input2, target, margin, size_average, reduce, reduction), {})):
            return call_of(cosine_embedding_loss, (input1, input2, target, margin, size_average, reduce, reduction), {})
        raise retold(cosine_embedding_loss_body, (input1, input2, target, margin, size_average, reduce, reduction), {}, error)


hinge_embedding_loss_body: Any = getattr(similarity_ops.hinge_embedding_loss, '__wrapped__')


def hinge_embedding_loss(input, target, margin=1.0, size_average=None, reduce=None, reduction='mean'):
    """`input` where `target` is 1, `max(0, margin - input)` where it is -1."""
    if active and concerned(loose((input, target, margin, size_average, reduce, reduction), {})):
        return call_of(hinge_embedding_loss, (input, target, margin, size_average, reduce, reduction), {})
    if type(margin) is not int and type(margin) is not float:
        margin = real_of("hinge_embedding_loss(): argument 'margin' (position 3)", margin)
    try:
        return hinge_embedding_loss_body(input, target, margin, size_average, reduce, reduction)
    except INNER as error:
        if concerned(loose((input, target, margin, size_average, reduce, reduction), {})):
            return call_of(hinge_embedding_loss, (input, target, margin, size_average, reduce, reduction), {})
        raise retold(hinge_embedding_loss_body, (input, target, margin, size_average, reduce, reduction), {}, error)


gradient_body: Any = getattr(slopes_ops.gradient, '__wrapped__')


def gradient(input, *, spacing=1.0, dim=None, edge_order=1):
    """The derivatives of samples `input` along `dim` (all of them), a distance or their places apart: a tensor each."""
    if active and concerned(loose((input,), {'spacing': spacing, 'dim': dim, 'edge_order': edge_order})):
        return call_of(gradient, (input,), {'spacing': spacing, 'dim': dim, 'edge_order': edge_order})
    if dim is not None and (type(dim) is not int or dim.bit_length() > 63):
        dim = ints_of("gradient(): argument 'dim'", dim)
    if (type(edge_order) is not int or edge_order.bit_length() > 63):
        edge_order = int_of("gradient(): argument 'edge_order'", edge_order)
    try:
        return gradient_body(input, spacing=spacing, dim=dim, edge_order=edge_order)
    except INNER as error:
        if concerned(loose((input,), {'spacing': spacing, 'dim': dim, 'edge_order': edge_order})):
            return call_of(gradient, (input,), {'spacing': spacing, 'dim': dim, 'edge_order': edge_order})
        raise retold(gradient_body, (input,), {'spacing': spacing, 'dim': dim, 'edge_order': edge_order}, error)


SOFTMAX_GRADIENT = softmax_ops.softmax_gradient
softmax_gradient_forward = SOFTMAX_GRADIENT.forward
softmax_gradient_vjp_slope = SOFTMAX_GRADIENT.rules[0].function
softmax_gradient_vjp_value = SOFTMAX_GRADIENT.rules[1].function


def softmax_gradient(slope, value, dim, **more):
    """The gradient of softmax, from that of its result and the result."""
    if more:
        return softmax_gradient(**spelled(SOFTMAX_GRADIENT, (slope, value, dim), more))
    return apply(SOFTMAX_GRADIENT, (slope, value), (dim,))


SOFTMAX_GRADIENT.call = softmax_gradient


def softmax_gradient_backward(g, saved, node):
    slope, value = saved
    dim, = node[STATICS]
    slope_node, value_node = node[PARENTS]
    return (None if slope_node is None else softmax_gradient_vjp_slope(g, value, dim), None if value_node is None else softmax_gradient_vjp_value(g, slope, value, dim))


SOFTMAX_GRADIENT.backward = softmax_gradient_backward


LOG_SOFTMAX_GRADIENT = softmax_ops.log_softmax_gradient
log_softmax_gradient_forward = LOG_SOFTMAX_GRADIENT.forward
log_softmax_gradient_vjp_slope = LOG_SOFTMAX_GRADIENT.rules[0].function
log_softmax_gradient_vjp_value = LOG_SOFTMAX_GRADIENT.rules[1].function


def log_softmax_gradient(slope, value, dim, **more):
    """The gradient of log_softmax, from that of its result and the result."""
    if more:
        return log_softmax_gradient(**spelled(LOG_SOFTMAX_GRADIENT, (slope, value, dim), more))
    return apply(LOG_SOFTMAX_GRADIENT, (slope, value), (dim,))


LOG_SOFTMAX_GRADIENT.call = log_softmax_gradient


def log_softmax_gradient_backward(g, saved, node):
    slope, value = saved
    dim, = node[STATICS]
    slope_node, value_node = node[PARENTS]
    return (None if slope_node is None else log_softmax_gradient_vjp_slope(g, value, dim), None if value_node is None else log_softmax_gradient_vjp_value(g, slope, value, dim))


LOG_SOFTMAX_GRADIENT.backward = log_softmax_gradient_backward


SOFTMAX = softmax_ops.softmax
softmax_forward = SOFTMAX.forward
softmax_vjp_input = SOFTMAX.rules[0].function


def softmax(input, dim, dtype=None, *, out=None, **more):
    """Exponentials scaled so that they sum to 1 along `dim`."""
    if dtype is not None:
        more['dtype'] = dtype_of("softmax(): argument 'dtype' (position 3)", dtype)
    if out is not None:
        return into('softmax', out, softmax(input, dim, **more), same=True, fresh=True)
    if more:
        return landed(softmax(**spelled(SOFTMAX, (input, dim), more)), more)
    if type(dim) is not int:
        dim = int_of("softmax(): argument 'dim' (position 2)", dim)
    try:
        input_data = input._data
    except AttributeError:
        return apply(SOFTMAX, (input,), (dim,))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(SOFTMAX, (input,), (dim,))
    try:
        data = softmax_forward(CPU, input_data, dim)
    except RAISED as error:
        raise explained(SOFTMAX, error, (input_data,), (dim,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [SOFTMAX, (input_node,), (out._data,), (out._writes,), (dim,),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


SOFTMAX.call = softmax


def softmax_backward(g, saved, node):
    out, = saved
    dim, = node[STATICS]
    return (softmax_vjp_input(g, out, dim),)


SOFTMAX.backward = softmax_backward


LOG_SOFTMAX = softmax_ops.log_softmax
log_softmax_forward = LOG_SOFTMAX.forward
log_softmax_vjp_input = LOG_SOFTMAX.rules[0].function


def log_softmax(input, dim, dtype=None, *, out=None, **more):
    """Logarithm of softmax, without overflow or underflow."""
    if dtype is not None:
        more['dtype'] = dtype_of("log_softmax(): argument 'dtype' (position 3)", dtype)
    if out is not None:
        return into('log_softmax', out, log_softmax(input, dim, **more), same=True, fresh=True)
    if more:
        return landed(log_softmax(**spelled(LOG_SOFTMAX, (input, dim), more)), more)
    if type(dim) is not int:
        dim = int_of("log_softmax(): argument 'dim' (position 2)", dim)
    try:
        input_data = input._data
    except AttributeError:
        return apply(LOG_SOFTMAX, (input,), (dim,))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(LOG_SOFTMAX, (input,), (dim,))
    try:
        data = log_softmax_forward(CPU, input_data, dim)
    except RAISED as error:
        raise explained(LOG_SOFTMAX, error, (input_data,), (dim,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [LOG_SOFTMAX, (input_node,), (out._data,), (out._writes,), (dim,),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


LOG_SOFTMAX.call = log_softmax


def log_softmax_backward(g, saved, node):
    out, = saved
    dim, = node[STATICS]
    return (log_softmax_vjp_input(g, out, dim),)


LOG_SOFTMAX.backward = log_softmax_backward


SORT_DIM = sorting_ops.sort_dim
sort_dim_forward = SORT_DIM.forward
sort_dim_check: Any = SORT_DIM.check
sort_dim_vjp_input = SORT_DIM.rules[0].function


def sort_dim(input, dim, descending, **more):
    """The elements in order along `dim`, and where they were."""
    if more:
        return sort_dim(**spelled(SORT_DIM, (input, dim, descending), more))
    try:
        input_data = input._data
    except AttributeError:
        return apply(SORT_DIM, (input,), (dim, descending))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(SORT_DIM, (input,), (dim, descending))
    sort_dim_check(input_data, dim, descending)
    try:
        data = sort_dim_forward(CPU, input_data, dim, descending)
    except RAISED as error:
        raise explained(SORT_DIM, error, (input_data,), (dim, descending)) from None
    outputs = values_out, indices_out = tuple([
        Tensor(d if type(d) is ndarray else as_array(d), None) for d in data])
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        values_out._node = [SORT_DIM, (input_node,), (indices_out._data,), (indices_out._writes,), (dim, descending),
                     values_out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(values_out._node)
    return outputs


SORT_DIM.call = sort_dim


def sort_dim_backward(g, saved, node):
    indices, = saved
    dim, descending = node[STATICS]
    input_node, = node[PARENTS]
    return (sort_dim_vjp_input(g, indices, input_node and input_node[SHAPE], dim),)


SORT_DIM.backward = sort_dim_backward


ARGSORT = sorting_ops.argsort
argsort_forward = ARGSORT.forward


def argsort(input, dim=-1, descending=False, stable=False, *, out=None, **more):
    """The indices that sort along `dim`."""
    if out is not None:
        return into('argsort', out, argsort(input, dim, descending, stable, **more))
    if more:
        return argsort(**spelled(ARGSORT, (input, dim, descending, stable), more))
    if type(dim) is not int:
        dim = int_of("argsort(): argument 'dim' (position 2)", dim)
    if descending is not False and descending is not True:
        descending = flag_of("argsort(): argument 'descending' (position 3)", descending)
    if stable is not False and stable is not True:
        stable = flag_of("argsort(): argument 'stable' (position 4)", stable)
    try:
        input_data = input._data
    except AttributeError:
        return apply(ARGSORT, (input,), (dim, descending, stable))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(ARGSORT, (input,), (dim, descending, stable))
    try:
        data = argsort_forward(CPU, input_data, dim, descending, stable)
    except RAISED as error:
        raise explained(ARGSORT, error, (input_data,), (dim, descending, stable)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


ARGSORT.call = argsort


TOPK_DIM = sorting_ops.topk_dim
topk_dim_forward = TOPK_DIM.forward
topk_dim_check: Any = TOPK_DIM.check
topk_dim_vjp_input = TOPK_DIM.rules[0].function


def topk_dim(input, k, dim, largest, **more):
    """The `k` first elements in order along `dim`, and where they were."""
    if more:
        return topk_dim(**spelled(TOPK_DIM, (input, k, dim, largest), more))
    try:
        input_data = input._data
    except AttributeError:
        return apply(TOPK_DIM, (input,), (k, dim, largest))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(TOPK_DIM, (input,), (k, dim, largest))
    topk_dim_check(input_data, k, dim, largest)
    try:
        data = topk_dim_forward(CPU, input_data, k, dim, largest)
    except RAISED as error:
        raise explained(TOPK_DIM, error, (input_data,), (k, dim, largest)) from None
    outputs = values_out, indices_out = tuple([
        Tensor(d if type(d) is ndarray else as_array(d), None) for d in data])
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        values_out._node = [TOPK_DIM, (input_node,), (indices_out._data,), (indices_out._writes,), (k, dim, largest),
                     values_out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(values_out._node)
    return outputs


TOPK_DIM.call = topk_dim


def topk_dim_backward(g, saved, node):
    indices, = saved
    k, dim, largest = node[STATICS]
    input_node, = node[PARENTS]
    return (topk_dim_vjp_input(g, indices, input_node and input_node[SHAPE], dim),)


TOPK_DIM.backward = topk_dim_backward


KTH_DIM = sorting_ops.kth_dim
kth_dim_forward = KTH_DIM.forward
kth_dim_check: Any = KTH_DIM.check
kth_dim_vjp_input = KTH_DIM.rules[0].function


def kth_dim(input, k, dim, keepdim, **more):
    """The `k`-th smallest element along `dim`, and where it is."""
    if more:
        return kth_dim(**spelled(KTH_DIM, (input, k, dim, keepdim), more))
    try:
        input_data = input._data
    except AttributeError:
        return apply(KTH_DIM, (input,), (k, dim, keepdim))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(KTH_DIM, (input,), (k, dim, keepdim))
    kth_dim_check(input_data, k, dim, keepdim)
    try:
        data = kth_dim_forward(CPU, input_data, k, dim, keepdim)
    except RAISED as error:
        raise explained(KTH_DIM, error, (input_data,), (k, dim, keepdim)) from None
    outputs = values_out, indices_out = tuple([
        Tensor(d if type(d) is ndarray else as_array(d), None) for d in data])
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        values_out._node = [KTH_DIM, (input_node,), (indices_out._data,), (indices_out._writes,), (k, dim, keepdim),
                     values_out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(values_out._node)
    return outputs


KTH_DIM.call = kth_dim


def kth_dim_backward(g, saved, node):
    indices, = saved
    k, dim, keepdim = node[STATICS]
    input_node, = node[PARENTS]
    return (kth_dim_vjp_input(g, indices, input_node and input_node[SHAPE], dim, keepdim),)


KTH_DIM.backward = kth_dim_backward


sort_body: Any = getattr(sorting_ops.sort, '__wrapped__')


def sort(input, dim=-1, descending=False, stable=False, *, out=None, **more):
    """The elements in order along `dim`, and where they were; equal elements keep their order."""
    if active and concerned(loose((input, dim, descending, stable), {'out': out, **more})):
        return call_of(sort, (input, dim, descending, stable), {'out': out, **more})
    if (type(dim) is not int or dim.bit_length() > 63):
        dim = int_of("sort(): argument 'dim' (position 2)", dim)
    if descending is not False and descending is not True:
        descending = flag_of("sort(): argument 'descending' (position 3)", descending)
    if stable is not False and stable is not True:
        stable = flag_of("sort(): argument 'stable' (position 4)", stable)
    try:
        return sort_body(input, dim, descending, stable, out=out, **more)
    except INNER as error:
        if concerned(loose((input, dim, descending, stable), {'out': out, **more})):
            return call_of(sort, (input, dim, descending, stable), {'out': out, **more})
        raise retold(sort_body, (input, dim, descending, stable), {'out': out, **more}, error)


msort_body: Any = getattr(sorting_ops.msort, '__wrapped__')


def msort(input, *, out=None):
    """The elements in order along the first dimension."""
    if active and out is None and concerned(loose((input,), {})):
        return call_of(msort, (input,), {})
    try:
        result = msort_body(input)
    except INNER as error:
        if concerned(loose((input,), {})):
            return call_of(msort, (input,), {})
        raise retold(msort_body, (input,), {}, error)
    return result if out is None else into('msort', out, result, same=True, fresh=True)


topk_body: Any = getattr(sorting_ops.topk, '__wrapped__')


def topk(input, k, dim=-1, largest=True, sorted=True, *, out=None):
    """The `k` largest (or smallest) elements along `dim`, and where they are."""
    if active and out is None and concerned(loose((input, k, dim, largest, sorted), {})):
        return call_of(topk, (input, k, dim, largest, sorted), {})
    if (type(k) is not int or k.bit_length() > 63):
        k = int_of("topk(): argument 'k' (position 2)", k)
    if (type(dim) is not int or dim.bit_length() > 63):
        dim = int_of("topk(): argument 'dim' (position 3)", dim)
    if largest is not False and largest is not True:
        largest = flag_of("topk(): argument 'largest' (position 4)", largest)
    if sorted is not False and sorted is not True:
        sorted = flag_of("topk(): argument 'sorted' (position 5)", sorted)
    try:
        result = topk_body(input, k, dim, largest, sorted)
    except INNER as error:
        if concerned(loose((input, k, dim, largest, sorted), {})):
            return call_of(topk, (input, k, dim, largest, sorted), {})
        raise retold(topk_body, (input, k, dim, largest, sorted), {}, error)
    return result if out is None else into('topk', out, result, fresh=True)


kthvalue_body: Any = getattr(sorting_ops.kthvalue, '__wrapped__')


def kthvalue(input, k, dim=-1, keepdim=False, *, out=None):
    """The `k`-th smallest element along `dim` (from 1), and where it is."""
    if active and out is None and concerned(loose((input, k, dim, keepdim), {})):
        return call_of(kthvalue, (input, k, dim, keepdim), {})
    if (type(k) is not int or k.bit_length() > 63):
        k = int_of("kthvalue(): argument 'k' (position 2)", k)
    if (type(dim) is not int or dim.bit_length() > 63):
        dim = int_of("kthvalue(): argument 'dim' (position 3)", dim)
    if keepdim is not False and keepdim is not True:
        keepdim = flag_of("kthvalue(): argument 'keepdim' (position 4)", keepdim)
    try:
        result = kthvalue_body(input, k, dim, keepdim)
    except INNER as error:
        if concerned(loose((input, k, dim, keepdim), {})):
            return call_of(kthvalue, (input, k, dim, keepdim), {})
        raise retold(kthvalue_body, (input, k, dim, keepdim), {}, error)
    return result if out is None else into('kthvalue', out, result, input, same=True, fresh=True)


ERF = special_ops.erf
erf_forward = ERF.forward
erf_vjp_input = ERF.rules[0].function


def erf(input, *, out=None):
    """The error function: the chance that a normal deviate lies within `input * sqrt(2)` of the mean."""
    if out is not None:
        return into('erf', out, erf(input))
    try:
        input_data = input._data
    except AttributeError:
        return apply(ERF, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(ERF, (input,), ())
    try:
        data = erf_forward(CPU, input_data)
    except RAISED as error:
        raise explained(ERF, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [ERF, (input_node,), (input_data,), (input._writes,), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


ERF.call = erf


def erf_backward(g, saved, node):
    input, = saved
    return (erf_vjp_input(g, input),)


ERF.backward = erf_backward


def erf_(input):
    """In-place version of `erf`."""
    return inplace(ERF, (input,), ())


ERFC = special_ops.erfc
erfc_forward = ERFC.forward
erfc_vjp_input = ERFC.rules[0].function


def erfc(input, *, out=None):
    """`1 - erf(input)`, exact in the tail."""
    if out is not None:
        return into('erfc', out, erfc(input))
    try:
        input_data = input._data
    except AttributeError:
        return apply(ERFC, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(ERFC, (input,), ())
    try:
        data = erfc_forward(CPU, input_data)
    except RAISED as error:
        raise explained(ERFC, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [ERFC, (input_node,), (input_data,), (input._writes,), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


ERFC.call = erfc


def erfc_backward(g, saved, node):
    input, = saved
    return (erfc_vjp_input(g, input),)


ERFC.backward = erfc_backward


def erfc_(input):
    """In-place version of `erfc`."""
    return inplace(ERFC, (input,), ())


ERFINV = special_ops.erfinv
erfinv_forward = ERFINV.forward
erfinv_vjp_input = ERFINV.rules[0].function


def erfinv(input, *, out=None):
    """The number whose error function is `input`."""
    if out is not None:
        return into('erfinv', out, erfinv(input))
    try:
        input_data = input._data
    except AttributeError:
        return apply(ERFINV, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(ERFINV, (input,), ())
    try:
        data = erfinv_forward(CPU, input_data)
    except RAISED as error:
        raise explained(ERFINV, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [ERFINV, (input_node,), (input_data,), (input._writes,), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


ERFINV.call = erfinv


def erfinv_backward(g, saved, node):
    input, = saved
    return (erfinv_vjp_input(g, input),)


ERFINV.backward = erfinv_backward


def erfinv_(input):
    """In-place version of `erfinv`."""
    return inplace(ERFINV, (input,), ())


LGAMMA = special_ops.lgamma
lgamma_forward = LGAMMA.forward
lgamma_vjp_input = LGAMMA.rules[0].function


def lgamma(input, *, out=None):
    """The logarithm of the absolute value of the gamma function."""
    if out is not None:
        return into('lgamma', out, lgamma(input))
    try:
        input_data = input._data
    except AttributeError:
        return apply(LGAMMA, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(LGAMMA, (input,), ())
    try:
        data = lgamma_forward(CPU, input_data)
    except RAISED as error:
        raise explained(LGAMMA, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [LGAMMA, (input_node,), (input_data,), (input._writes,), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


LGAMMA.call = lgamma


def lgamma_backward(g, saved, node):
    input, = saved
    return (lgamma_vjp_input(g, input),)


LGAMMA.backward = lgamma_backward


def lgamma_(input):
    """In-place version of `lgamma`."""
    return inplace(LGAMMA, (input,), ())


DIGAMMA = special_ops.digamma
digamma_forward = DIGAMMA.forward
digamma_vjp_input = DIGAMMA.rules[0].function


def digamma(input, *, out=None):
    """The derivative of `lgamma`."""
    if out is not None:
        return into('digamma', out, digamma(input))
    try:
        input_data = input._data
    except AttributeError:
        return apply(DIGAMMA, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(DIGAMMA, (input,), ())
    try:
        data = digamma_forward(CPU, input_data)
    except RAISED as error:
        raise explained(DIGAMMA, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [DIGAMMA, (input_node,), (input_data,), (input._writes,), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


DIGAMMA.call = digamma


def digamma_backward(g, saved, node):
    input, = saved
    return (digamma_vjp_input(g, input),)


DIGAMMA.backward = digamma_backward


def digamma_(input):
    """In-place version of `digamma`."""
    return inplace(DIGAMMA, (input,), ())


POLYGAMMA_OF = special_ops.polygamma_of
polygamma_of_forward = POLYGAMMA_OF.forward
polygamma_of_vjp_input = POLYGAMMA_OF.rules[0].function


def polygamma_of(input, n):
    """The `n`-th derivative of digamma, for n >= 1."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(POLYGAMMA_OF, (input,), (n,))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(POLYGAMMA_OF, (input,), (n,))
    try:
        data = polygamma_of_forward(CPU, input_data, n)
    except RAISED as error:
        raise explained(POLYGAMMA_OF, error, (input_data,), (n,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [POLYGAMMA_OF, (input_node,), (input_data,), (input._writes,), (n,),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


POLYGAMMA_OF.call = polygamma_of


def polygamma_of_backward(g, saved, node):
    input, = saved
    n, = node[STATICS]
    return (polygamma_of_vjp_input(g, input, n),)


POLYGAMMA_OF.backward = polygamma_of_backward


SINC = special_ops.sinc
sinc_forward = SINC.forward
sinc_vjp_input = SINC.rules[0].function


def sinc(input, *, out=None):
    """`sin(pi * input) / (pi * input)`, 1 at 0."""
    if out is not None:
        return into('sinc', out, sinc(input))
    try:
        input_data = input._data
    except AttributeError:
        return apply(SINC, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(SINC, (input,), ())
    try:
        data = sinc_forward(CPU, input_data)
    except RAISED as error:
        raise explained(SINC, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [SINC, (input_node,), (input_data,), (input._writes,), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


SINC.call = sinc


def sinc_backward(g, saved, node):
    input, = saved
    return (sinc_vjp_input(g, input),)


SINC.backward = sinc_backward


def sinc_(input):
    """In-place version of `sinc`."""
    return inplace(SINC, (input,), ())


polygamma_body: Any = getattr(special_ops.polygamma, '__wrapped__')


def polygamma(n, input, *, out=None):
    """The `n`-th derivative of digamma."""
    if active and out is None and concerned(loose((n, input), {})):
        return call_of(polygamma, (n, input), {})
    if (type(n) is not int or n.bit_length() > 63):
        n = int_of("polygamma(): argument 'n' (position 1)", n)
    try:
        result = polygamma_body(n, input)
    except INNER as error:
        if concerned(loose((n, input), {})):
            return call_of(polygamma, (n, input), {})
        raise retold(polygamma_body, (n, input), {}, error)
    return result if out is None else into('polygamma', out, result)


SYMMETRIC = spectral_ops.symmetric
symmetric_forward = SYMMETRIC.forward
symmetric_vjp_input = SYMMETRIC.rules[0].function


def symmetric(input, upper):
    """Eigenvalues, ascending, and eigenvectors of Hermitian matrices."""
    return apply(SYMMETRIC, (input,), (upper,))


SYMMETRIC.call = symmetric


LEVELS = spectral_ops.levels
levels_forward = LEVELS.forward


def levels(input, upper):
    """The eigenvalues of Hermitian matrices alone, which nobody differentiates."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(LEVELS, (input,), (upper,))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(LEVELS, (input,), (upper,))
    try:
        data = levels_forward(CPU, input_data, upper)
    except RAISED as error:
        raise explained(LEVELS, error, (input_data,), (upper,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


LEVELS.call = levels


GENERAL = spectral_ops.general
general_forward = GENERAL.forward
general_vjp_input = GENERAL.rules[0].function


def general(input, imaginary):
    """Complex eigenvalues and eigenvectors of square matrices, which are themselves complex or not."""
    return apply(GENERAL, (input,), (imaginary,))


GENERAL.call = general


SINGULAR = spectral_ops.singular
singular_forward = SINGULAR.forward
singular_vjp_input = SINGULAR.rules[0].function


def singular(input):
    """U, S, Vh in A = U diag(S) Vh, reduced: singular values in descending order."""
    return apply(SINGULAR, (input,), ())


SINGULAR.call = singular


SIZES = spectral_ops.sizes
sizes_forward = SIZES.forward


def sizes(input):
    """The singular values alone, which nobody differentiates."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(SIZES, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(SIZES, (input,), ())
    try:
        data = sizes_forward(CPU, input_data)
    except RAISED as error:
        raise explained(SIZES, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    return out


SIZES.call = sizes


PSEUDO = spectral_ops.pseudo
pseudo_forward = PSEUDO.forward
pseudo_vjp_input = PSEUDO.rules[0].function


def pseudo(input, atol, rtol, hermitian):
    """The Moore-Penrose inverse; singular values below `atol` or `rtol` of the largest count as zero."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(PSEUDO, (input,), (atol, rtol, hermitian))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(PSEUDO, (input,), (atol, rtol, hermitian))
    try:
        data = pseudo_forward(CPU, input_data, atol, rtol, hermitian)
    except RAISED as error:
        raise explained(PSEUDO, error, (input_data,), (atol, rtol, hermitian)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [PSEUDO, (input_node,), (input_data, out._data), (input._writes, out._writes), (atol, rtol, hermitian),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


PSEUDO.call = pseudo


def pseudo_backward(g, saved, node):
    input, out = saved
    return (pseudo_vjp_input(g, input, out),)


PSEUDO.backward = pseudo_backward


svd_body: Any = getattr(spectral_ops.svd, '__wrapped__')


def svd(input, some=True, compute_uv=True, *, out=None):
    """U, S, V in A = U diag(S) V^H."""
    if active and out is None and concerned(loose((input, some, compute_uv), {})):
        return call_of(svd, (input, some, compute_uv), {})
    if some is not False and some is not True:
        some = flag_of("svd(): argument 'some' (position 2)", some)
    if compute_uv is not False and compute_uv is not True:
        compute_uv = flag_of("svd(): argument 'compute_uv' (position 3)", compute_uv)
    try:
        result = svd_body(input, some, compute_uv)
    except INNER as error:
        if concerned(loose((input, some, compute_uv), {})):
            return call_of(svd, (input, some, compute_uv), {})
        raise retold(svd_body, (input, some, compute_uv), {}, error)
    return result if out is None else into('svd', out, result)


pinv_body: Any = getattr(spectral_ops.pinv, '__wrapped__')


def pinv(input, rcond=None, hermitian=False, *, atol=None, rtol=None):
    """The Moore-Penrose inverse: (*, m, n) -> (*, n, m)."""
    if active and concerned(loose((input, rcond, hermitian), {'atol': atol, 'rtol': rtol})):
        return call_of(pinv, (input, rcond, hermitian), {'atol': atol, 'rtol': rtol})
    if hermitian is not False and hermitian is not True:
        hermitian = flag_of("pinv(): argument 'hermitian' (position 3)", hermitian)
    try:
        input._node
        return pinv_body(input, rcond, hermitian, atol=atol, rtol=rtol)
    except INNER as error:
        if concerned(loose((input, rcond, hermitian), {'atol': atol, 'rtol': rtol})):
            return call_of(pinv, (input, rcond, hermitian), {'atol': atol, 'rtol': rtol})
        raise retold(pinv_body, (input, rcond, hermitian), {'atol': atol, 'rtol': rtol}, error)


pinverse_body: Any = getattr(spectral_ops.pinverse, '__wrapped__')


def pinverse(input, rcond=1e-15):
    """The Moore-Penrose inverse."""
    if active and concerned(loose((input, rcond), {})):
        return call_of(pinverse, (input, rcond), {})
    if type(rcond) is not int and type(rcond) is not float:
        rcond = real_of("pinverse(): argument 'rcond' (position 2)", rcond)
    try:
        return pinverse_body(input, rcond)
    except INNER as error:
        if concerned(loose((input, rcond), {})):
            return call_of(pinverse, (input, rcond), {})
        raise retold(pinverse_body, (input, rcond), {}, error)


matrix_rank_body: Any = getattr(spectral_ops.matrix_rank, '__wrapped__')


def matrix_rank(A, tol=None, hermitian=False, *, atol=None, rtol=None):
    """How many singular values are not zero: (*, m, n) -> (*,)."""
    if active and concerned(loose((A, tol, hermitian), {'atol': atol, 'rtol': rtol})):
        return call_of(matrix_rank, (A, tol, hermitian), {'atol': atol, 'rtol': rtol})
    if hermitian is not False and hermitian is not True:
        hermitian = flag_of("matrix_rank(): argument 'hermitian' (position 3)", hermitian)
    try:
        A._node
        return matrix_rank_body(A, tol, hermitian, atol=atol, rtol=rtol)
    except INNER as error:
        if concerned(loose((A, tol, hermitian), {'atol': atol, 'rtol': rtol})):
            return call_of(matrix_rank, (A, tol, hermitian), {'atol': atol, 'rtol': rtol})
        raise retold(matrix_rank_body, (A, tol, hermitian), {'atol': atol, 'rtol': rtol}, error)


lstsq_body: Any = getattr(spectral_ops.lstsq, '__wrapped__')


def lstsq(A, B, rcond=None, *, driver=None):
    """X that makes the squares of AX - B smallest, by the Moore-Penrose inverse: (*, m, n), (*, m, k) -> (*, n, k)."""
    if active and concerned(loose((A, B, rcond), {'driver': driver})):
        return call_of(lstsq, (A, B, rcond), {'driver': driver})
    try:
        A._node; B._node
        return lstsq_body(A, B, rcond, driver=driver)
    except INNER as error:
        if concerned(loose((A, B, rcond), {'driver': driver})):
            return call_of(lstsq, (A, B, rcond), {'driver': driver})
        raise retold(lstsq_body, (A, B, rcond), {'driver': driver}, error)


stft_body: Any = getattr(spectrogram_ops.stft, '__wrapped__')


def stft(input, n_fft, hop_length=None, win_length=None, window=None, center=True, pad_mode='reflect', normalized=False, onesided=None, return_complex=None, align_to_window=None):
    """The transforms of frames of `n_fft` points every `hop_length`: (B, L) or (L,) -> (B, n_fft // 2 + 1, frames).

    Complex signals, and all with `onesided=False`, give `n_fft` frequencies; `center` continues the signal at both ends
    (`pad_mode`), so that the first frame is about its first point.
    """
    if active and concerned(loose((input, n_fft, hop_length, win_length, window, center, pad_mode, normalized, onesided, return_complex, align_to_window), {})):
        return call_of(stft, (input, n_fft, hop_length, win_length, window, center, pad_mode, normalized, onesided, return_complex, align_to_window), {})
    if (type(n_fft) is not int or n_fft.bit_length() > 63):
        n_fft = int_of("stft(): argument 'n_fft' (position 2)", n_fft)
    if hop_length is not None and (type(hop_length) is not int or hop_length.bit_length() > 63):
        hop_length = int_of("stft(): argument 'hop_length' (position 3)", hop_length)
    if win_length is not None and (type(win_length) is not int or win_length.bit_length() > 63):
        win_length = int_of("stft(): argument 'win_length' (position 4)", win_length)
    if center is not False and center is not True:
        center = flag_of("stft(): argument 'center' (position 6)", center)
    if normalized is not False and normalized is not True:
        normalized = flag_of("stft(): argument 'normalized' (position 8)", normalized)
    if onesided is not None and onesided is not False and onesided is not True:
        onesided = flag_of("stft(): argument 'onesided' (position 9)", onesided)
    if return_complex is not None and return_complex is not False and return_complex is not True:
        return_complex = flag_of("stft(): argument 'return_complex' (position 10)", return_complex)
    if align_to_window is not None and align_to_window is not False and align_to_window is not True:
        align_to_window = flag_of("stft(): argument 'align_to_window' (position 11)", align_to_window)
    try:
        return stft_body(input, n_fft, hop_length, win_length, window, center, pad_mode, normalized, onesided, return_complex, align_to_window)
    except INNER as error:
        if concerned(loose((input, n_fft, hop_length, win_length, window, center, pad_mode, normalized, onesided, return_complex, align_to_window), {})):
            return call_of(stft, (input, n_fft, hop_length, win_length, window, center, pad_mode, normalized, onesided, return_complex, align_to_window), {})
        raise retold(stft_body, (input, n_fft, hop_length, win_length, window, center, pad_mode, normalized, onesided, return_complex, align_to_window), {}, error)


istft_body: Any = getattr(spectrogram_ops.istft, '__wrapped__')


def istft(input, n_fft, hop_length=None, win_length=None, window=None, center=True, normalized=False, onesided=None, length=None, return_complex=False):
    """The signal of which these are the frames, by least squares (Griffin and Lim, 1984).

    (B, frequencies, frames) -> (B, length), as long as the frames reach when `length` is not given.
    """
    if active and concerned(loose((input, n_fft, hop_length, win_length, window, center, normalized, onesided, length, return_complex), {})):
        return call_of(istft, (input, n_fft, hop_length, win_length, window, center, normalized, onesided, length, return_complex), {})
    if (type(n_fft) is not int or n_fft.bit_length() > 63):
        n_fft = int_of("istft(): argument 'n_fft' (position 2)", n_fft)
    if hop_length is not None and (type(hop_length) is not int or hop_length.bit_length() > 63):
        hop_length = int_of("istft(): argument 'hop_length' (position 3)", hop_length)
    if win_length is not None and (type(win_length) is not int or win_length.bit_length() > 63):
        win_length = int_of("istft(): argument 'win_length' (position 4)", win_length)
    if center is not False and center is not True:
        center = flag_of("istft(): argument 'center' (position 6)", center)
    if normalized is not False and normalized is not True:
        normalized = flag_of("istft(): argument 'normalized' (position 7)", normalized)
    if onesided is not None and onesided is not False and onesided is not True:
        onesided = flag_of("istft(): argument 'onesided' (position 8)", onesided)
    if length is not None and (type(length) is not int or length.bit_length() > 63):
        length = int_of("istft(): argument 'length' (position 9)", length)
    if return_complex is not False and return_complex is not True:
        return_complex = flag_of("istft(): argument 'return_complex' (position 10)", return_complex)
    try:
        return istft_body(input, n_fft, hop_length, win_length, window, center, normalized, onesided, length, return_complex)
    except INNER as error:
        if concerned(loose((input, n_fft, hop_length, win_length, window, center, normalized, onesided, length, return_complex), {})):
            return call_of(istft, (input, n_fft, hop_length, win_length, window, center, normalized, onesided, length, return_complex), {})
        raise retold(istft_body, (input, n_fft, hop_length, win_length, window, center, normalized, onesided, length, return_complex), {}, error)


VARIANCE = statistics_ops.variance
variance_forward = VARIANCE.forward
variance_vjp_input = VARIANCE.rules[0].function


def variance(input, dim=None, correction=1, keepdim=False, **more):
    """The mean squared distance from the mean, over `dim`; divides by the count less `correction`."""
    if more:
        return variance(**spelled(VARIANCE, (input, dim, correction, keepdim), more))
    if keepdim is not False and keepdim is not True:
        keepdim = flag_of("variance(): argument 'keepdim' (position 4)", keepdim)
    try:
        input_data = input._data
    except AttributeError:
        return apply(VARIANCE, (input,), (dim, correction, keepdim))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(VARIANCE, (input,), (dim, correction, keepdim))
    try:
        data = variance_forward(CPU, input_data, dim, correction, keepdim)
    except RAISED as error:
        raise explained(VARIANCE, error, (input_data,), (dim, correction, keepdim)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [VARIANCE, (input_node,), (input_data,), (input._writes,), (dim, correction, keepdim),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


VARIANCE.call = variance


def variance_backward(g, saved, node):
    input, = saved
    dim, correction, keepdim = node[STATICS]
    input_node, = node[PARENTS]
    return (variance_vjp_input(g, input, dim, correction, keepdim, input_node and input_node[SHAPE]),)


VARIANCE.backward = variance_backward


DEVIATION = statistics_ops.deviation
deviation_forward = DEVIATION.forward
deviation_vjp_input = DEVIATION.rules[0].function


def deviation(input, dim=None, correction=1, keepdim=False, **more):
    """The square root of the variance over `dim`."""
    if more:
        return deviation(**spelled(DEVIATION, (input, dim, correction, keepdim), more))
    if keepdim is not False and keepdim is not True:
        keepdim = flag_of("deviation(): argument 'keepdim' (position 4)", keepdim)
    try:
        input_data = input._data
    except AttributeError:
        return apply(DEVIATION, (input,), (dim, correction, keepdim))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(DEVIATION, (input,), (dim, correction, keepdim))
    try:
        data = deviation_forward(CPU, input_data, dim, correction, keepdim)
    except RAISED as error:
        raise explained(DEVIATION, error, (input_data,), (dim, correction, keepdim)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [DEVIATION, (input_node,), (input_data, out._data), (input._writes, out._writes), (dim, correction, keepdim),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


DEVIATION.call = deviation


def deviation_backward(g, saved, node):
    input, out = saved
    dim, correction, keepdim = node[STATICS]
    input_node, = node[PARENTS]
    return (deviation_vjp_input(g, input, out, dim, correction, keepdim, input_node and input_node[SHAPE]),)


DEVIATION.backward = deviation_backward


MEDIAN_DIM = statistics_ops.median_dim
median_dim_forward = MEDIAN_DIM.forward
median_dim_check: Any = MEDIAN_DIM.check
median_dim_vjp_input = MEDIAN_DIM.rules[0].function


def median_dim(input, dim, keepdim, skip_nan, **more):
    """The lower median along `dim`, and where it is."""
    if more:
        return median_dim(**spelled(MEDIAN_DIM, (input, dim, keepdim, skip_nan), more))
    try:
        input_data = input._data
    except AttributeError:
        return apply(MEDIAN_DIM, (input,), (dim, keepdim, skip_nan))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(MEDIAN_DIM, (input,), (dim, keepdim, skip_nan))
    median_dim_check(input_data, dim, keepdim, skip_nan)
    try:
        data = median_dim_forward(CPU, input_data, dim, keepdim, skip_nan)
    except RAISED as error:
        raise explained(MEDIAN_DIM, error, (input_data,), (dim, keepdim, skip_nan)) from None
    outputs = values_out, indices_out = tuple([
        Tensor(d if type(d) is ndarray else as_array(d), None) for d in data])
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        values_out._node = [MEDIAN_DIM, (input_node,), (indices_out._data,), (indices_out._writes,), (dim, keepdim, skip_nan),
                     values_out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(values_out._node)
    return outputs


MEDIAN_DIM.call = median_dim


def median_dim_backward(g, saved, node):
    indices, = saved
    dim, keepdim, skip_nan = node[STATICS]
    input_node, = node[PARENTS]
    return (median_dim_vjp_input(g, indices, input_node and input_node[SHAPE], dim, keepdim),)


MEDIAN_DIM.backward = median_dim_backward


MEDIAN_ALL = statistics_ops.median_all
median_all_forward = MEDIAN_ALL.forward
median_all_check: Any = MEDIAN_ALL.check
median_all_vjp_input = MEDIAN_ALL.rules[0].function


def median_all(input, skip_nan):
    """The lower median of all elements, and where it is in the flattened input."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(MEDIAN_ALL, (input,), (skip_nan,))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(MEDIAN_ALL, (input,), (skip_nan,))
    median_all_check(input_data, skip_nan)
    try:
        data = median_all_forward(CPU, input_data, skip_nan)
    except RAISED as error:
        raise explained(MEDIAN_ALL, error, (input_data,), (skip_nan,)) from None
    outputs = values_out, indices_out = tuple([
        Tensor(d if type(d) is ndarray else as_array(d), None) for d in data])
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        values_out._node = [MEDIAN_ALL, (input_node,), (indices_out._data,), (indices_out._writes,), (skip_nan,),
                     values_out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(values_out._node)
    return outputs


MEDIAN_ALL.call = median_all


def median_all_backward(g, saved, node):
    indices, = saved
    input_node, = node[PARENTS]
    return (median_all_vjp_input(g, indices, input_node and input_node[SHAPE]),)


MEDIAN_ALL.backward = median_all_backward


var_body: Any = getattr(statistics_ops.var, '__wrapped__')


def var(input, dim=None, unbiased=Ellipsis, keepdim=Ellipsis, *, correction=None, out=None, **more):
    """Variance over `dim`, with Bessel's correction unless told otherwise."""
    if active and out is None and concerned(loose((input, dim, unbiased, keepdim), {'correction': correction, **more})):
        return call_of(var, (input, dim, unbiased, keepdim), {'correction': correction, **more})
    if unbiased is not Ellipsis and unbiased is not False and unbiased is not True:
        unbiased = flag_of("var(): argument 'unbiased' (position 3)", unbiased)
    if keepdim is not Ellipsis and keepdim is not False and keepdim is not True:
        keepdim = flag_of("var(): argument 'keepdim' (position 4)", keepdim)
    if correction is not None and type(correction) is not int and type(correction) is not float:
        correction = number_of("var(): argument 'correction'", correction)
    try:
        result = var_body(input, dim, unbiased, keepdim, correction=correction, **more)
    except INNER as error:
        if concerned(loose((input, dim, unbiased, keepdim), {'correction': correction, **more})):
            return call_of(var, (input, dim, unbiased, keepdim), {'correction': correction, **more})
        raise retold(var_body, (input, dim, unbiased, keepdim), {'correction': correction, **more}, error)
    return result if out is None else into('var', out, result, fresh=True)


std_body: Any = getattr(statistics_ops.std, '__wrapped__')


def std(input, dim=None, unbiased=Ellipsis, keepdim=Ellipsis, *, correction=None, out=None, **more):
    """Standard deviation over `dim`, with Bessel's correction unless told otherwise."""
    if active and out is None and concerned(loose((input, dim, unbiased, keepdim), {'correction': correction, **more})):
        return call_of(std, (input, dim, unbiased, keepdim), {'correction': correction, **more})
    if unbiased is not Ellipsis and unbiased is not False and unbiased is not True:
        unbiased = flag_of("std(): argument 'unbiased' (position 3)", unbiased)
    if keepdim is not Ellipsis and keepdim is not False and keepdim is not True:
        keepdim = flag_of("std(): argument 'keepdim' (position 4)", keepdim)
    if correction is not None and type(correction) is not int and type(correction) is not float:
        correction = number_of("std(): argument 'correction'", correction)
    try:
        result = std_body(input, dim, unbiased, keepdim, correction=correction, **more)
    except INNER as error:
        if concerned(loose((input, dim, unbiased, keepdim), {'correction': correction, **more})):
            return call_of(std, (input, dim, unbiased, keepdim), {'correction': correction, **more})
        raise retold(std_body, (input, dim, unbiased, keepdim), {'correction': correction, **more}, error)
    return result if out is None else into('std', out, result, fresh=True)


var_mean_body: Any = getattr(statistics_ops.var_mean, '__wrapped__')


def var_mean(input, dim=None, unbiased=Ellipsis, keepdim=Ellipsis, *, correction=None, **more):
    """Variance and mean over `dim`."""
    if active and concerned(loose((input, dim, unbiased, keepdim), {'correction': correction, **more})):
        return call_of(var_mean, (input, dim, unbiased, keepdim), {'correction': correction, **more})
    if unbiased is not Ellipsis and unbiased is not False and unbiased is not True:
        unbiased = flag_of("var_mean(): argument 'unbiased' (position 3)", unbiased)
    if keepdim is not Ellipsis and keepdim is not False and keepdim is not True:
        keepdim = flag_of("var_mean(): argument 'keepdim' (position 4)", keepdim)
    if correction is not None and type(correction) is not int and type(correction) is not float:
        correction = number_of("var_mean(): argument 'correction'", correction)
    try:
        return var_mean_body(input, dim, unbiased, keepdim, correction=correction, **more)
    except INNER as error:
        if concerned(loose((input, dim, unbiased, keepdim), {'correction': correction, **more})):
            return call_of(var_mean, (input, dim, unbiased, keepdim), {'correction': correction, **more})
        raise retold(var_mean_body, (input, dim, unbiased, keepdim), {'correction': correction, **more}, error)


std_mean_body: Any = getattr(statistics_ops.std_mean, '__wrapped__')


def std_mean(input, dim=None, unbiased=Ellipsis, keepdim=Ellipsis, *, correction=None, **more):
    """Standard deviation and mean over `dim`."""
    if active and concerned(loose((input, dim, unbiased, keepdim), {'correction': correction, **more})):
        return call_of(std_mean, (input, dim, unbiased, keepdim), {'correction': correction, **more})
    if unbiased is not Ellipsis and unbiased is not False and unbiased is not True:
        unbiased = flag_of("std_mean(): argument 'unbiased' (position 3)", unbiased)
    if keepdim is not Ellipsis and keepdim is not False and keepdim is not True:
        keepdim = flag_of("std_mean(): argument 'keepdim' (position 4)", keepdim)
    if correction is not None and type(correction) is not int and type(correction) is not float:
        correction = number_of("std_mean(): argument 'correction'", correction)
    try:
        return std_mean_body(input, dim, unbiased, keepdim, correction=correction, **more)
    except INNER as error:
        if concerned(loose((input, dim, unbiased, keepdim), {'correction': correction, **more})):
            return call_of(std_mean, (input, dim, unbiased, keepdim), {'correction': correction, **more})
        raise retold(std_mean_body, (input, dim, unbiased, keepdim), {'correction': correction, **more}, error)


median_body: Any = getattr(statistics_ops.median, '__wrapped__')


def median(input, dim=Ellipsis, keepdim=False):
    """The lower median of all elements, or along `dim` with its index."""
    if active and concerned(loose((input, dim, keepdim), {})):
        return call_of(median, (input, dim, keepdim), {})
    if dim is not Ellipsis and (type(dim) is not int or dim.bit_length() > 63):
        dim = int_of("median(): argument 'dim' (position 2)", dim)
    if keepdim is not False and keepdim is not True:
        keepdim = flag_of("median(): argument 'keepdim' (position 3)", keepdim)
    try:
        return median_body(input, dim, keepdim)
    except INNER as error:
        if concerned(loose((input, dim, keepdim), {})):
            return call_of(median, (input, dim, keepdim), {})
        raise retold(median_body, (input, dim, keepdim), {}, error)


nanmedian_body: Any = getattr(statistics_ops.nanmedian, '__wrapped__')


def nanmedian(input, dim=Ellipsis, keepdim=False):
    """The lower median of what is not NaN, of all elements or along `dim` with its index."""
    if active and concerned(loose((input, dim, keepdim), {})):
        return call_of(nanmedian, (input, dim, keepdim), {})
    if dim is not Ellipsis and (type(dim) is not int or dim.bit_length() > 63):
        dim = int_of("nanmedian(): argument 'dim' (position 2)", dim)
    if keepdim is not False and keepdim is not True:
        keepdim = flag_of("nanmedian(): argument 'keepdim' (position 3)", keepdim)
    try:
        return nanmedian_body(input, dim, keepdim)
    except INNER as error:
        if concerned(loose((input, dim, keepdim), {})):
            return call_of(nanmedian, (input, dim, keepdim), {})
        raise retold(nanmedian_body, (input, dim, keepdim), {}, error)


SLIDE = strided_ops.slide
slide_forward = SLIDE.forward
slide_vjp_input = SLIDE.rules[0].function


def slide(input, dimension, size, step):
    """View of windows of `size` every `step` along `dimension`: a new last dimension."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(SLIDE, (input,), (dimension, size, step))
    if input_data.ndim > 3 and not input_data.flags.c_contiguous:
        input_data = settled(input)
    if (observers or type(input_data) is not ndarray):
        return apply(SLIDE, (input,), (dimension, size, step))
    try:
        data = slide_forward(CPU, input_data, dimension, size, step)
    except RAISED as error:
        raise explained(SLIDE, error, (input_data,), (dimension, size, step)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [SLIDE, (input_node,), (), (), (dimension, size, step),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    if input._view is None:
        out._writes = input._writes
        out._view = [input, ((SLIDE, (dimension, size, step), None),), next(clock), is_recording(), None]
    else:
        mark_view(SLIDE, input, (dimension, size, step), out)
    return out


SLIDE.call = slide


def slide_backward(g, saved, node):
    dimension, size, step = node[STATICS]
    input_node, = node[PARENTS]
    return (slide_vjp_input(g, input_node and input_node[SHAPE], dimension, size, step),)


SLIDE.backward = slide_backward


SLIDE_BACK = strided_ops.slide_back
slide_back_forward = SLIDE_BACK.forward
slide_back_vjp_input = SLIDE_BACK.rules[0].function


def slide_back(input, shape, dimension, size, step):
    """Windows added up where they came from: the transpose of `slide`."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(SLIDE_BACK, (input,), (shape, dimension, size, step))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET):
        return apply(SLIDE_BACK, (input,), (shape, dimension, size, step))
    try:
        data = slide_back_forward(CPU, input_data, shape, dimension, size, step)
    except RAISED as error:
        raise explained(SLIDE_BACK, error, (input_data,), (shape, dimension, size, step)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [SLIDE_BACK, (input_node,), (), (), (shape, dimension, size, step),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    return out


SLIDE_BACK.call = slide_back


def slide_back_backward(g, saved, node):
    shape, dimension, size, step = node[STATICS]
    return (slide_back_vjp_input(g, dimension, size, step),)


SLIDE_BACK.backward = slide_back_backward


STRIDED = strided_ops.strided
strided_forward = STRIDED.forward
strided_vjp_input = STRIDED.rules[0].function


def strided(input, size, stride, offset, source):
    """View of the storage of `input`; `source` is the (stride, offset) of `input` itself."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(STRIDED, (input,), (size, stride, offset, source))
    if input_data.ndim > 3 and not input_data.flags.c_contiguous:
        input_data = settled(input)
    if (observers or type(input_data) is not ndarray):
        return apply(STRIDED, (input,), (size, stride, offset, source))
    try:
        data = strided_forward(CPU, input_data, size, stride, offset, source)
    except RAISED as error:
        raise explained(STRIDED, error, (input_data,), (size, stride, offset, source)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [STRIDED, (input_node,), (), (), (size, stride, offset, source),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    if input._view is None:
        out._writes = input._writes
        out._view = [input, ((STRIDED, (size, stride, offset, source), None),), next(clock), is_recording(), None]
    else:
        mark_view(STRIDED, input, (size, stride, offset, source), out)
    return out


STRIDED.call = strided


def strided_backward(g, saved, node):
    size, stride, offset, source = node[STATICS]
    input_node, = node[PARENTS]
    return (strided_vjp_input(g, input_node and input_node[SHAPE], size, stride, offset, source),)


STRIDED.backward = strided_backward


STRIDED_BACK = strided_ops.strided_back
strided_back_forward = STRIDED_BACK.forward
strided_back_vjp_input = STRIDED_BACK.rules[0].function


def strided_back(input, shape, size, stride, offset, source):
    """What lies at each place of the storage added up, seen by the input."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(STRIDED_BACK, (input,), (shape, size, stride, offset, source))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET):
        return apply(STRIDED_BACK, (input,), (shape, size, stride, offset, source))
    try:
        data = strided_back_forward(CPU, input_data, shape, size, stride, offset, source)
    except RAISED as error:
        raise explained(STRIDED_BACK, error, (input_data,), (shape, size, stride, offset, source)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [STRIDED_BACK, (input_node,), (), (), (shape, size, stride, offset, source),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    return out


STRIDED_BACK.call = strided_back


def strided_back_backward(g, saved, node):
    shape, size, stride, offset, source = node[STATICS]
    return (strided_back_vjp_input(g, size, stride, offset, source),)


STRIDED_BACK.backward = strided_back_backward


STRIDED_PLACES = strided_ops.strided_places
strided_places_forward = STRIDED_PLACES.forward
strided_places_vjp_input = STRIDED_PLACES.rules[0].function


def strided_places(input, size, stride, offset, source):
    """The elements of a view by strides, from a tensor that lies as the input of that view did."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(STRIDED_PLACES, (input,), (size, stride, offset, source))
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET):
        return apply(STRIDED_PLACES, (input,), (size, stride, offset, source))
    try:
        data = strided_places_forward(CPU, input_data, size, stride, offset, source)
    except RAISED as error:
        raise explained(STRIDED_PLACES, error, (input_data,), (size, stride, offset, source)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [STRIDED_PLACES, (input_node,), (), (), (size, stride, offset, source),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    return out


STRIDED_PLACES.call = strided_places


def strided_places_backward(g, saved, node):
    size, stride, offset, source = node[STATICS]
    input_node, = node[PARENTS]
    return (strided_places_vjp_input(g, input_node and input_node[SHAPE], size, stride, offset, source),)


STRIDED_PLACES.backward = strided_places_backward


as_strided__body: Any = getattr(strided_ops.as_strided_, '__wrapped__')


def as_strided_(input, size, stride, storage_offset=None):
    """Take any size and stride over this tensor's storage in place."""
    if active and concerned(loose((input, size, stride, storage_offset), {})):
        return call_of(as_strided_, (input, size, stride, storage_offset), {})
    size = list_of("as_strided_(): argument 'size' (position 2)", size)
    stride = list_of("as_strided_(): argument 'stride' (position 3)", stride)
    if storage_offset is not None and (type(storage_offset) is not int or storage_offset.bit_length() > 63):
        storage_offset = int_of("as_strided_(): argument 'storage_offset' (position 4)", storage_offset)
    try:
        return as_strided__body(input, size, stride, storage_offset)
    except INNER as error:
        if concerned(loose((input, size, stride, storage_offset), {})):
            return call_of(as_strided_, (input, size, stride, storage_offset), {})
        raise retold(as_strided__body, (input, size, stride, storage_offset), {}, error)


as_strided_body: Any = getattr(strided_ops.as_strided, '__wrapped__')


def as_strided(input, size, stride, storage_offset=None):
    """View of this tensor's storage with any size and stride, in elements."""
    if active and concerned(loose((input, size, stride, storage_offset), {})):
        return call_of(as_strided, (input, size, stride, storage_offset), {})
    size = list_of("as_strided(): argument 'size' (position 2)", size)
    stride = list_of("as_strided(): argument 'stride' (position 3)", stride)
    if storage_offset is not None and (type(storage_offset) is not int or storage_offset.bit_length() > 63):
        storage_offset = int_of("as_strided(): argument 'storage_offset' (position 4)", storage_offset)
    try:
        return as_strided_body(input, size, stride, storage_offset)
    except INNER as error:
        if concerned(loose((input, size, stride, storage_offset), {})):
            return call_of(as_strided, (input, size, stride, storage_offset), {})
        raise retold(as_strided_body, (input, size, stride, storage_offset), {}, error)


as_strided_scatter_body: Any = getattr(strided_ops.as_strided_scatter, '__wrapped__')


def as_strided_scatter(input, src, size, stride, storage_offset=None):
    """`input` with `src` in a strided view of it."""
    if active and concerned(loose((input, src, size, stride, storage_offset), {})):
        return call_of(as_strided_scatter, (input, src, size, stride, storage_offset), {})
    size = list_of("as_strided_scatter(): argument 'size' (position 3)", size)
    stride = list_of("as_strided_scatter(): argument 'stride' (position 4)", stride)
    if storage_offset is not None and (type(storage_offset) is not int or storage_offset.bit_length() > 63):
        storage_offset = int_of("as_strided_scatter(): argument 'storage_offset' (position 5)", storage_offset)
    try:
        input._node; src._node
        return as_strided_scatter_body(input, src, size, stride, storage_offset)
    except INNER as error:
        if concerned(loose((input, src, size, stride, storage_offset), {})):
            return call_of(as_strided_scatter, (input, src, size, stride, storage_offset), {})
        raise retold(as_strided_scatter_body, (input, src, size, stride, storage_offset), {}, error)


hann_window_body: Any = getattr(tapers_ops.hann_window, '__wrapped__')


def hann_window(window_length, periodic=True, *, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False):
    """A raised cosine that ends in 0: (window_length,)."""
    if active and concerned(loose((window_length, periodic), {'dtype': dtype, 'layout': layout, 'device': device, 'pin_memory': pin_memory, 'requires_grad': requires_grad})):
        return call_of(hann_window, (window_length, periodic), {'dtype': dtype, 'layout': layout, 'device': device, 'pin_memory': pin_memory, 'requires_grad': requires_grad})
    if (type(window_length) is not int or window_length.bit_length() > 63):
        window_length = int_of("hann_window(): argument 'window_length' (position 1)", window_length)
    if periodic is not False and periodic is not True:
        periodic = flag_of("hann_window(): argument 'periodic' (position 2)", periodic)
    if dtype is not None and type(dtype) is not Dtype:
        dtype = dtype_of("hann_window(): argument 'dtype'", dtype)
    if pin_memory is not False and pin_memory is not True:
        pin_memory = flag_of("hann_window(): argument 'pin_memory'", pin_memory)
    if requires_grad is not None and requires_grad is not False and requires_grad is not True:
        requires_grad = flag_of("hann_window(): argument 'requires_grad'", requires_grad)
    try:
        return hann_window_body(window_length, periodic, dtype=dtype, layout=layout, device=device, pin_memory=pin_memory, requires_grad=requires_grad)
    except INNER as error:
        if concerned(loose((window_length, periodic), {'dtype': dtype, 'layout': layout, 'device': device, 'pin_memory': pin_memory, 'requires_grad': requires_grad})):
            return call_of(hann_window, (window_length, periodic), {'dtype': dtype, 'layout': layout, 'device': device, 'pin_memory': pin_memory, 'requires_grad': requires_grad})
        raise retold(hann_window_body, (window_length, periodic), {'dtype': dtype, 'layout': layout, 'device': device, 'pin_memory': pin_memory, 'requires_grad': requires_grad}, error)


hamming_window_body: Any = getattr(tapers_ops.hamming_window, '__wrapped__')


def hamming_window(window_length, periodic=True, alpha=0.54, beta=0.46, *, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False):
    """`alpha - beta cos(2 pi n / (N - 1))`, which does not quite end in 0: (window_length,)."""
    if active and concerned(loose((window_length, periodic, alpha, beta), {'dtype': dtype, 'layout': layout, 'device': device, 'pin_memory': pin_memory, 'requires_grad': requires_grad})):
        return call_of(hamming_window, (window_length, periodic, alpha, beta), {'dtype': dtype, 'layout': layout, 'device': device, 'pin_memory': pin_memory, 'requires_grad': requires_grad})
    if (type(window_length) is not int or window_length.bit_length() > 63):
        window_length = int_of("hamming_window(): argument 'window_length' (position 1)", window_length)
    if periodic is not False and periodic is not True:
        periodic = flag_of("hamming_window(): argument 'periodic' (position 2)", periodic)
    if type(beta) is not int and type(beta) is not float:
        beta = real_of("hamming_window(): argument 'beta' (position 4)", beta)
    if dtype is not None and type(dtype) is not Dtype:
        dtype = dtype_of("hamming_window(): argument 'dtype'", dtype)
    if pin_memory is not False and pin_memory is not True:
        pin_memory = flag_of("hamming_window(): argument 'pin_memory'", pin_memory)
    if requires_grad is not None and requires_grad is not False and requires_grad is not True:
        requires_grad = flag_of("hamming_window(): argument 'requires_grad'", requires_grad)
    try:
        return hamming_window_body(window_length, periodic, alpha, beta, dtype=dtype, layout=layout, device=device, pin_memory=pin_memory, requires_grad=requires_grad)
    except INNER as error:
        if concerned(loose((window_length, periodic, alpha, beta), {'dtype': dtype, 'layout': layout, 'device': device, 'pin_memory': pin_memory, 'requires_grad': requires_grad})):
            return call_of(hamming_window, (window_length, periodic, alpha, beta), {'dtype': dtype, 'layout': layout, 'device': device, 'pin_memory': pin_memory, 'requires_grad': requires_grad})
        raise retold(hamming_window_body, (window_length, periodic, alpha, beta), {'dtype': dtype, 'layout': layout, 'device': device, 'pin_memory': pin_memory, 'requires_grad': requires_grad}, error)


blackman_window_body: Any = getattr(tapers_ops.blackman_window, '__wrapped__')


def blackman_window(window_length, periodic=True, *, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False):
    """Two cosines, for lower side lobes than with one: (window_length,)."""
    if active and concerned(loose((window_length, periodic), {'dtype': dtype, 'layout': layout, 'device': device, 'pin_memory': pin_memory, 'requires_grad': requires_grad})):
        return call_of(blackman_window, (window_length, periodic), {'dtype': dtype, 'layout': layout, 'device': device, 'pin_memory': pin_memory, 'requires_grad': requires_grad})
    if (type(window_length) is not int or window_length.bit_length() > 63):
        window_length = int_of("blackman_window(): argument 'window_length' (position 1)", window_length)
    if periodic is not False and periodic is not True:
        periodic = flag_of("blackman_window(): argument 'periodic' (position 2)", periodic)
    if dtype is not None and type(dtype) is not Dtype:
        dtype = dtype_of("blackman_window(): argument 'dtype'", dtype)
    if pin_memory is not False and pin_memory is not True:
        pin_memory = flag_of("blackman_window(): argument 'pin_memory'", pin_memory)
    if requires_grad is not None and requires_grad is not False and requires_grad is not True:
        requires_grad = flag_of("blackman_window(): argument 'requires_grad'", requires_grad)
    try:
        return blackman_window_body(window_length, periodic, dtype=dtype, layout=layout, device=device, pin_memory=pin_memory, requires_grad=requires_grad)
    except INNER as error:
        if concerned(loose((window_length, periodic), {'dtype': dtype, 'layout': layout, 'device': device, 'pin_memory': pin_memory, 'requires_grad': requires_grad})):
            return call_of(blackman_window, (window_length, periodic), {'dtype': dtype, 'layout': layout, 'device': device, 'pin_memory': pin_memory, 'requires_grad': requires_grad})
        raise retold(blackman_window_body, (window_length, periodic), {'dtype': dtype, 'layout': layout, 'device': device, 'pin_memory': pin_memory, 'requires_grad': requires_grad}, error)


bartlett_window_body: Any = getattr(tapers_ops.bartlett_window, '__wrapped__')


def bartlett_window(window_length, periodic=True, *, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False):
    """A triangle that ends in 0: (window_length,)."""
    if active and concerned(loose((window_length, periodic), {'dtype': dtype, 'layout': layout, 'device': device, 'pin_memory': pin_memory, 'requires_grad': requires_grad})):
        return call_of(bartlett_window, (window_length, periodic), {'dtype': dtype, 'layout': layout, 'device': device, 'pin_memory': pin_memory, 'requires_grad': requires_grad})
    if (type(window_length) is not int or window_length.bit_length() > 63):
        window_length = int_of("bartlett_window(): argument 'window_length' (position 1)", window_length)
    if periodic is not False and periodic is not True:
        periodic = flag_of("bartlett_window(): argument 'periodic' (position 2)", periodic)
    if dtype is not None and type(dtype) is not Dtype:
        dtype = dtype_of("bartlett_window(): argument 'dtype'", dtype)
    if pin_memory is not False and pin_memory is not True:
        pin_memory = flag_of("bartlett_window(): argument 'pin_memory'", pin_memory)
    if requires_grad is not None and requires_grad is not False and requires_grad is not True:
        requires_grad = flag_of("bartlett_window(): argument 'requires_grad'", requires_grad)
    try:
        return bartlett_window_body(window_length, periodic, dtype=dtype, layout=layout, device=device, pin_memory=pin_memory, requires_grad=requires_grad)
    except INNER as error:
        if concerned(loose((window_length, periodic), {'dtype': dtype, 'layout': layout, 'device': device, 'pin_memory': pin_memory, 'requires_grad': requires_grad})):
            return call_of(bartlett_window, (window_length, periodic), {'dtype': dtype, 'layout': layout, 'device': device, 'pin_memory': pin_memory, 'requires_grad': requires_grad})
        raise retold(bartlett_window_body, (window_length, periodic), {'dtype': dtype, 'layout': layout, 'device': device, 'pin_memory': pin_memory, 'requires_grad': requires_grad}, error)


kaiser_window_body: Any = getattr(tapers_ops.kaiser_window, '__wrapped__')


def kaiser_window(window_length, periodic=True, beta=12.0, *, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False):
    """Kaiser's window by the Bessel function I0; a larger `beta` is narrower (Kaiser, 1974): (window_length,)."""
    if active and concerned(loose((window_length, periodic, beta), {'dtype': dtype, 'layout': layout, 'device': device, 'pin_memory': pin_memory, 'requires_grad': requires_grad})):
        return call_of(kaiser_window, (window_length, periodic, beta), {'dtype': dtype, 'layout': layout, 'device': device, 'pin_memory': pin_memory, 'requires_grad': requires_grad})
    if (type(window_length) is not int or window_length.bit_length() > 63):
        window_length = int_of("kaiser_window(): argument 'window_length' (position 1)", window_length)
    if periodic is not False and periodic is not True:
        periodic = flag_of("kaiser_window(): argument 'periodic' (position 2)", periodic)
    if type(beta) is not int and type(beta) is not float:
        beta = real_of("kaiser_window(): argument 'beta' (position 3)", beta)
    if dtype is not None and type(dtype) is not Dtype:
        dtype = dtype_of("kaiser_window(): argument 'dtype'", dtype)
    if pin_memory is not False and pin_memory is not True:
        pin_memory = flag_of("kaiser_window(): argument 'pin_memory'", pin_memory)
    if requires_grad is not None and requires_grad is not False and requires_grad is not True:
        requires_grad = flag_of("kaiser_window(): argument 'requires_grad'", requires_grad)
    try:
        return kaiser_window_body(window_length, periodic, beta, dtype=dtype, layout=layout, device=device, pin_memory=pin_memory, requires_grad=requires_grad)
    except INNER as error:
        if concerned(loose((window_length, periodic, beta), {'dtype': dtype, 'layout': layout, 'device': device, 'pin_memory': pin_memory, 'requires_grad': requires_grad})):
            return call_of(kaiser_window, (window_length, periodic, beta), {'dtype': dtype, 'layout': layout, 'device': device, 'pin_memory': pin_memory, 'requires_grad': requires_grad})
        raise retold(kaiser_window_body, (window_length, periodic, beta), {'dtype': dtype, 'layout': layout, 'device': device, 'pin_memory': pin_memory, 'requires_grad': requires_grad}, error)


conv_tbc_body: Any = getattr(tbc_ops.conv_tbc, '__wrapped__')


def conv_tbc(input, weight, bias, pad=0):
    """A 1-D convolution in time: `(T, N, C), (K, C, D), (D,) -> (T + 2 * pad - K + 1, N, D)`."""
    if active and concerned(loose((input, weight, bias, pad), {})):
        return call_of(conv_tbc, (input, weight, bias, pad), {})
    if (type(pad) is not int or pad.bit_length() > 63):
        pad = int_of("conv_tbc(): argument 'pad' (position 4)", pad)
    try:
        return conv_tbc_body(input, weight, bias, pad)
    except INNER as error:
        if concerned(loose((input, weight, bias, pad), {})):
            return call_of(conv_tbc, (input, weight, bias, pad), {})
        raise retold(conv_tbc_body, (input, weight, bias, pad), {}, error)


trapezoid_body: Any = getattr(trapezoids_ops.trapezoid, '__wrapped__')


def trapezoid(y, x=Ellipsis, *, dx=Ellipsis, dim=-1):
    """The integral of samples `y` along `dim`, at the places `x` or `dx` apart."""
    if active and concerned(loose((y, x), {'dx': dx, 'dim': dim})):
        return call_of(trapezoid, (y, x), {'dx': dx, 'dim': dim})
    if dx is not Ellipsis and type(dx) is not int and type(dx) is not float:
        dx = number_of("trapezoid(): argument 'dx'", dx)
    if (type(dim) is not int or dim.bit_length() > 63):
        dim = int_of("trapezoid(): argument 'dim'", dim)
    try:
        y._node
        return trapezoid_body(y, x, dx=dx, dim=dim)
    except INNER as error:
        if concerned(loose((y, x), {'dx': dx, 'dim': dim})):
            return call_of(trapezoid, (y, x), {'dx': dx, 'dim': dim})
        raise retold(trapezoid_body, (y, x), {'dx': dx, 'dim': dim}, error)


trapz_body: Any = getattr(trapezoids_ops.trapz, '__wrapped__')


def trapz(y, x=Ellipsis, *, dx=Ellipsis, dim=-1):
    """The integral of samples: `trapezoid`."""
    if active and concerned(loose((y, x), {'dx': dx, 'dim': dim})):
        return call_of(trapz, (y, x), {'dx': dx, 'dim': dim})
    if dx is not Ellipsis and type(dx) is not int and type(dx) is not float:
        dx = real_of("trapz(): argument 'dx'", dx)
    if (type(dim) is not int or dim.bit_length() > 63):
        dim = int_of("trapz(): argument 'dim'", dim)
    try:
        y._node
        return trapz_body(y, x, dx=dx, dim=dim)
    except INNER as error:
        if concerned(loose((y, x), {'dx': dx, 'dim': dim})):
            return call_of(trapz, (y, x), {'dx': dx, 'dim': dim})
        raise retold(trapz_body, (y, x), {'dx': dx, 'dim': dim}, error)


cumulative_trapezoid_body: Any = getattr(trapezoids_ops.cumulative_trapezoid, '__wrapped__')


def cumulative_trapezoid(y, x=Ellipsis, *, dx=Ellipsis, dim=-1):
    """The integrals of samples `y` from the first one on: one less than the samples along `dim`."""
    if active and concerned(loose((y, x), {'dx': dx, 'dim': dim})):
        return call_of(cumulative_trapezoid, (y, x), {'dx': dx, 'dim': dim})
    if dx is not Ellipsis and type(dx) is not int and type(dx) is not float:
        dx = number_of("cumulative_trapezoid(): argument 'dx'", dx)
    if (type(dim) is not int or dim.bit_length() > 63):
        dim = int_of("cumulative_trapezoid(): argument 'dim'", dim)
    try:
        y._node
        return cumulative_trapezoid_body(y, x, dx=dx, dim=dim)
    except INNER as error:
        if concerned(loose((y, x), {'dx': dx, 'dim': dim})):
            return call_of(cumulative_trapezoid, (y, x), {'dx': dx, 'dim': dim})
        raise retold(cumulative_trapezoid_body, (y, x), {'dx': dx, 'dim': dim}, error)


SIN = trigonometry_ops.sin
sin_forward = SIN.forward
sin_vjp_input = SIN.rules[0].function


def sin(input, *, out=None):
    """Sine of an angle in radians."""
    if out is not None:
        return into('sin', out, sin(input))
    try:
        input_data = input._data
    except AttributeError:
        return apply(SIN, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(SIN, (input,), ())
    try:
        data = sin_forward(CPU, input_data)
    except RAISED as error:
        raise explained(SIN, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [SIN, (input_node,), (input_data,), (input._writes,), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


SIN.call = sin


def sin_backward(g, saved, node):
    input, = saved
    return (sin_vjp_input(g, input),)


SIN.backward = sin_backward


def sin_(input):
    """In-place version of `sin`."""
    return inplace(SIN, (input,), ())


COS = trigonometry_ops.cos
cos_forward = COS.forward
cos_vjp_input = COS.rules[0].function


def cos(input, *, out=None):
    """Cosine of an angle in radians."""
    if out is not None:
        return into('cos', out, cos(input))
    try:
        input_data = input._data
    except AttributeError:
        return apply(COS, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(COS, (input,), ())
    try:
        data = cos_forward(CPU, input_data)
    except RAISED as error:
        raise explained(COS, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [COS, (input_node,), (input_data,), (input._writes,), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


COS.call = cos


def cos_backward(g, saved, node):
    input, = saved
    return (cos_vjp_input(g, input),)


COS.backward = cos_backward


def cos_(input):
    """In-place version of `cos`."""
    return inplace(COS, (input,), ())


TAN = trigonometry_ops.tan
tan_forward = TAN.forward
tan_vjp_input = TAN.rules[0].function


def tan(input, *, out=None):
    """Tangent of an angle in radians."""
    if out is not None:
        return into('tan', out, tan(input))
    try:
        input_data = input._data
    except AttributeError:
        return apply(TAN, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(TAN, (input,), ())
    try:
        data = tan_forward(CPU, input_data)
    except RAISED as error:
        raise explained(TAN, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [TAN, (input_node,), (out._data,), (out._writes,), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


TAN.call = tan


def tan_backward(g, saved, node):
    out, = saved
    return (tan_vjp_input(g, out),)


TAN.backward = tan_backward


def tan_(input):
    """In-place version of `tan`."""
    return inplace(TAN, (input,), ())


ASIN = trigonometry_ops.asin
asin_forward = ASIN.forward
asin_vjp_input = ASIN.rules[0].function


def asin(input, *, out=None):
    """The angle in radians, in [-pi/2, pi/2], of this sine."""
    if out is not None:
        return into('asin', out, asin(input))
    try:
        input_data = input._data
    except AttributeError:
        return apply(ASIN, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(ASIN, (input,), ())
    try:
        data = asin_forward(CPU, input_data)
    except RAISED as error:
        raise explained(ASIN, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [ASIN, (input_node,), (input_data,), (input._writes,), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


ASIN.call = asin


def asin_backward(g, saved, node):
    input, = saved
    return (asin_vjp_input(g, input),)


ASIN.backward = asin_backward


def asin_(input):
    """In-place version of `asin`."""
    return inplace(ASIN, (input,), ())


ACOS = trigonometry_ops.acos
acos_forward = ACOS.forward
acos_vjp_input = ACOS.rules[0].function


def acos(input, *, out=None):
    """The angle in radians, in [0, pi], of this cosine."""
    if out is not None:
        return into('acos', out, acos(input))
    try:
        input_data = input._data
    except AttributeError:
        return apply(ACOS, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(ACOS, (input,), ())
    try:
        data = acos_forward(CPU, input_data)
    except RAISED as error:
        raise explained(ACOS, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [ACOS, (input_node,), (input_data,), (input._writes,), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


ACOS.call = acos


def acos_backward(g, saved, node):
    input, = saved
    return (acos_vjp_input(g, input),)


ACOS.backward = acos_backward


def acos_(input):
    """In-place version of `acos`."""
    return inplace(ACOS, (input,), ())


ATAN = trigonometry_ops.atan
atan_forward = ATAN.forward
atan_vjp_input = ATAN.rules[0].function


def atan(input, *, out=None):
    """The angle in radians, in (-pi/2, pi/2), of this tangent."""
    if out is not None:
        return into('atan', out, atan(input))
    try:
        input_data = input._data
    except AttributeError:
        return apply(ATAN, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(ATAN, (input,), ())
    try:
        data = atan_forward(CPU, input_data)
    except RAISED as error:
        raise explained(ATAN, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [ATAN, (input_node,), (input_data,), (input._writes,), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


ATAN.call = atan


def atan_backward(g, saved, node):
    input, = saved
    return (atan_vjp_input(g, input),)


ATAN.backward = atan_backward


def atan_(input):
    """In-place version of `atan`."""
    return inplace(ATAN, (input,), ())


ATAN2 = trigonometry_ops.atan2
atan2_forward = ATAN2.forward
atan2_vjp_input = ATAN2.rules[0].function
atan2_vjp_other = ATAN2.rules[1].function


def atan2(input, other, *, out=None):
    """The angle in radians of the point (other, input), in [-pi, pi]."""
    if out is not None:
        return into('atan2', out, atan2(input, other))
    try:
        input_data = input._data
    except AttributeError:
        return apply(ATAN2, (input, other), ())
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32
            or type(other_data) is not ndarray or other_data.dtype is not float32):
        return apply(ATAN2, (input, other), ())
    try:
        data = atan2_forward(CPU, input_data, other_data)
    except RAISED as error:
        raise explained(ATAN2, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    other_node = None if other_data is other else other._node if other._view is None else current(other)
    if (input_node is not None or other_node is not None) and is_recording():
        out._node = [ATAN2, (input_node, other_node), (input_data, other_data), (input._writes, other_data is not other and other._writes or None), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


ATAN2.call = atan2


def atan2_backward(g, saved, node):
    input, other = saved
    input_node, other_node = node[PARENTS]
    return (None if input_node is None else atan2_vjp_input(g, input, other), None if other_node is None else atan2_vjp_other(g, input, other))


ATAN2.backward = atan2_backward


def atan2_(input, other):
    """In-place version of `atan2`."""
    return inplace(ATAN2, (input, other), ())


SINH = trigonometry_ops.sinh
sinh_forward = SINH.forward
sinh_vjp_input = SINH.rules[0].function


def sinh(input, *, out=None):
    """Hyperbolic sine."""
    if out is not None:
        return into('sinh', out, sinh(input))
    try:
        input_data = input._data
    except AttributeError:
        return apply(SINH, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(SINH, (input,), ())
    try:
        data = sinh_forward(CPU, input_data)
    except RAISED as error:
        raise explained(SINH, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [SINH, (input_node,), (input_data,), (input._writes,), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


SINH.call = sinh


def sinh_backward(g, saved, node):
    input, = saved
    return (sinh_vjp_input(g, input),)


SINH.backward = sinh_backward


def sinh_(input):
    """In-place version of `sinh`."""
    return inplace(SINH, (input,), ())


COSH = trigonometry_ops.cosh
cosh_forward = COSH.forward
cosh_vjp_input = COSH.rules[0].function


def cosh(input, *, out=None):
    """Hyperbolic cosine."""
    if out is not None:
        return into('cosh', out, cosh(input))
    try:
        input_data = input._data
    except AttributeError:
        return apply(COSH, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(COSH, (input,), ())
    try:
        data = cosh_forward(CPU, input_data)
    except RAISED as error:
        raise explained(COSH, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [COSH, (input_node,), (input_data,), (input._writes,), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


COSH.call = cosh


def cosh_backward(g, saved, node):
    input, = saved
    return (cosh_vjp_input(g, input),)


COSH.backward = cosh_backward


def cosh_(input):
    """In-place version of `cosh`."""
    return inplace(COSH, (input,), ())


ASINH = trigonometry_ops.asinh
asinh_forward = ASINH.forward
asinh_vjp_input = ASINH.rules[0].function


def asinh(input, *, out=None):
    """The number with this hyperbolic sine."""
    if out is not None:
        return into('asinh', out, asinh(input))
    try:
        input_data = input._data
    except AttributeError:
        return apply(ASINH, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(ASINH, (input,), ())
    try:
        data = asinh_forward(CPU, input_data)
    except RAISED as error:
        raise explained(ASINH, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [ASINH, (input_node,), (input_data,), (input._writes,), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


ASINH.call = asinh


def asinh_backward(g, saved, node):
    input, = saved
    return (asinh_vjp_input(g, input),)


ASINH.backward = asinh_backward


def asinh_(input):
    """In-place version of `asinh`."""
    return inplace(ASINH, (input,), ())


ACOSH = trigonometry_ops.acosh
acosh_forward = ACOSH.forward
acosh_vjp_input = ACOSH.rules[0].function


def acosh(input, *, out=None):
    """The number, not below 0, with this hyperbolic cosine."""
    if out is not None:
        return into('acosh', out, acosh(input))
    try:
        input_data = input._data
    except AttributeError:
        return apply(ACOSH, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(ACOSH, (input,), ())
    try:
        data = acosh_forward(CPU, input_data)
    except RAISED as error:
        raise explained(ACOSH, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [ACOSH, (input_node,), (input_data,), (input._writes,), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


ACOSH.call = acosh


def acosh_backward(g, saved, node):
    input, = saved
    return (acosh_vjp_input(g, input),)


ACOSH.backward = acosh_backward


def acosh_(input):
    """In-place version of `acosh`."""
    return inplace(ACOSH, (input,), ())


ATANH = trigonometry_ops.atanh
atanh_forward = ATANH.forward
atanh_vjp_input = ATANH.rules[0].function


def atanh(input, *, out=None):
    """The number with this hyperbolic tangent."""
    if out is not None:
        return into('atanh', out, atanh(input))
    try:
        input_data = input._data
    except AttributeError:
        return apply(ATANH, (input,), ())
    if (observers or type(input_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or input_data.dtype is not float32):
        return apply(ATANH, (input,), ())
    try:
        data = atanh_forward(CPU, input_data)
    except RAISED as error:
        raise explained(ATANH, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [ATANH, (input_node,), (input_data,), (input._writes,), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


ATANH.call = atanh


def atanh_backward(g, saved, node):
    input, = saved
    return (atanh_vjp_input(g, input),)


ATANH.backward = atanh_backward


def atanh_(input):
    """In-place version of `atanh`."""
    return inplace(ATANH, (input,), ())


squeeze__body: Any = getattr(turned_ops.squeeze_, '__wrapped__')


def squeeze_(self, dim=Ellipsis):
    """Drop dimensions of size 1 in place."""
    if active and concerned(loose((self, dim), {})):
        return call_of(squeeze_, (self, dim), {})
    if dim is not Ellipsis and (type(dim) is not int or dim.bit_length() > 63):
        dim = ints_of("squeeze_(): argument 'dim' (position 2)", dim)
    try:
        return squeeze__body(self, dim)
    except INNER as error:
        if concerned(loose((self, dim), {})):
            return call_of(squeeze_, (self, dim), {})
        raise retold(squeeze__body, (self, dim), {}, error)


unsqueeze__body: Any = getattr(turned_ops.unsqueeze_, '__wrapped__')


def unsqueeze_(self, dim):
    """Add a dimension of size 1 in place."""
    if active and concerned(loose((self, dim), {})):
        return call_of(unsqueeze_, (self, dim), {})
    if (type(dim) is not int or dim.bit_length() > 63):
        dim = int_of("unsqueeze_(): argument 'dim' (position 2)", dim)
    try:
        return unsqueeze__body(self, dim)
    except INNER as error:
        if concerned(loose((self, dim), {})):
            return call_of(unsqueeze_, (self, dim), {})
        raise retold(unsqueeze__body, (self, dim), {}, error)


transpose__body: Any = getattr(turned_ops.transpose_, '__wrapped__')


def transpose_(self, dim0, dim1):
    """Swap two dimensions in place."""
    if active and concerned(loose((self, dim0, dim1), {})):
        return call_of(transpose_, (self, dim0, dim1), {})
    if (type(dim0) is not int or dim0.bit_length() > 63):
        dim0 = int_of("transpose_(): argument 'dim0' (position 2)", dim0)
    if (type(dim1) is not int or dim1.bit_length() > 63):
        dim1 = int_of("transpose_(): argument 'dim1' (position 3)", dim1)
    try:
        return transpose__body(self, dim0, dim1)
    except INNER as error:
        if concerned(loose((self, dim0, dim1), {})):
            return call_of(transpose_, (self, dim0, dim1), {})
        raise retold(transpose__body, (self, dim0, dim1), {}, error)


PUT_PLACES = unpool_ops.put_places
put_places_forward = PUT_PLACES.forward
put_places_vjp_values = PUT_PLACES.rules[0].function


def put_places(values, indices, shape):
    """Zeros of `shape` (N, C, ...) with `values` written at flat indices of each channel."""
    try:
        values_data = values._data
    except AttributeError:
        return apply(PUT_PLACES, (values, indices), (shape,))
    indices_data = getattr(indices, '_data', indices)
    if (observers or type(values_data) is not ndarray
            or (warnings.filters or NO_FILTER)[0] is not QUIET
            or values_data.dtype is not float32
            or type(indices_data) is not ndarray):
        return apply(PUT_PLACES, (values, indices), (shape,))
    try:
        data = put_places_forward(CPU, values_data, indices_data, shape)
    except RAISED as error:
        raise explained(PUT_PLACES, error, (values_data, indices_data), (shape,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    values_node = values._node if values._view is None else current(values)
    indices_node = None if indices_data is indices else indices._node if indices._view is None else current(indices)
    if (values_node is not None or indices_node is not None) and is_recording():
        out._node = [PUT_PLACES, (values_node, indices_node), (None if values_node is None else indices_data,), (None if values_node is None else indices_data is not indices and indices._writes or None,), (shape,),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
        if living:
            check_saved(out._node)
    return out


PUT_PLACES.call = put_places


def put_places_backward(g, saved, node):
    indices, = saved
    values_node, indices_node = node[PARENTS]
    return (None if values_node is None else put_places_vjp_values(g, indices), None)


PUT_PLACES.backward = put_places_backward


VIEW = views_ops.view
view_forward = VIEW.forward
view_vjp_input = VIEW.rules[0].function


def view(input, *size, **more):
    """The same memory in another shape; `reshape` where a copy will do."""
    if more:
        size = spread(VIEW, more)
    if size and type(size[0]) is not int:
        size = spread_of("view(): argument 'size' (position 1)", size)
    try:
        input_data = input._data
    except AttributeError:
        return apply(VIEW, (input,), (size,))
    if input_data.ndim > 3 and not input_data.flags.c_contiguous:
        input_data = settled(input)
    if (observers or type(input_data) is not ndarray):
        return apply(VIEW, (input,), (size,))
    try:
        data = view_forward(CPU, input_data, size)
    except RAISED as error:
        raise explained(VIEW, error, (input_data,), (size,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [VIEW, (input_node,), (), (), (size,),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    if input._view is None and (data.base is input_data or data.base is not None and data.base is input_data.base):
        out._writes = input._writes
        out._view = [input, ((VIEW, (size,), None),), next(clock), is_recording(), None]
    else:
        mark_view(VIEW, input, (size,), out)
    return out


VIEW.call = view


def view_backward(g, saved, node):
    input_node, = node[PARENTS]
    return (view_vjp_input(g, input_node and input_node[SHAPE]),)


VIEW.backward = view_backward


VIEW_DTYPE = views_ops.view_dtype
view_dtype_forward = VIEW_DTYPE.forward


def view_dtype(input, dtype):
    """The same bytes read as another dtype; the last dimension shrinks or grows with the item size."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(VIEW_DTYPE, (input,), (dtype,))
    if input_data.ndim > 3 and not input_data.flags.c_contiguous:
        input_data = settled(input)
    if (observers or type(input_data) is not ndarray):
        return apply(VIEW_DTYPE, (input,), (dtype,))
    try:
        data = view_dtype_forward(CPU, input_data, dtype)
    except RAISED as error:
        raise explained(VIEW_DTYPE, error, (input_data,), (dtype,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    if input._view is None:
        out._writes = input._writes
        out._view = [input, ((VIEW_DTYPE, (dtype,), None),), next(clock), is_recording(), None]
    else:
        mark_view(VIEW_DTYPE, input, (dtype,), out)
    return out


VIEW_DTYPE.call = view_dtype


PERMUTE = views_ops.permute
permute_forward = PERMUTE.forward
permute_vjp_input = PERMUTE.rules[0].function


def permute(input, *dims, **more):
    """View with the dimensions in the order `dims`."""
    if more:
        dims = spread(PERMUTE, more)
    if dims and type(dims[0]) is not int:
        dims = spread_of("permute(): argument 'dims' (position 1)", dims)
    try:
        input_data = input._data
    except AttributeError:
        return apply(PERMUTE, (input,), (dims,))
    if input_data.ndim > 3 and not input_data.flags.c_contiguous:
        input_data = settled(input)
    if (observers or type(input_data) is not ndarray):
        return apply(PERMUTE, (input,), (dims,))
    try:
        data = permute_forward(CPU, input_data, dims)
    except RAISED as error:
        raise explained(PERMUTE, error, (input_data,), (dims,)) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [PERMUTE, (input_node,), (), (), (dims,),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    if input._view is None:
        out._writes = input._writes
        out._view = [input, ((PERMUTE, (dims,), None),), next(clock), is_recording(), None]
    else:
        mark_view(PERMUTE, input, (dims,), out)
    return out


PERMUTE.call = permute


def permute_function(input, dims):
    """View with the dimensions in the order `dims`."""
    if (active or not hasattr(input, '_node')) and concerned(loose((input, dims), {})):
        return call_of(permute_function, (input, dims), {})
    dims = list_of("permute(): argument 'dims' (position 2)", dims)
    return permute(input, dims)


permute_function.__name__ = 'permute'


def permute_backward(g, saved, node):
    dims, = node[STATICS]
    return (permute_vjp_input(g, dims),)


PERMUTE.backward = permute_backward


T = views_ops.t
t_forward = T.forward
t_vjp_input = T.rules[0].function


def t(input):
    """A matrix transposed: (n, m) -> (m, n); vectors and numbers as they are."""
    try:
        input_data = input._data
    except AttributeError:
        return apply(T, (input,), ())
    if input_data.ndim > 3 and not input_data.flags.c_contiguous:
        input_data = settled(input)
    if (observers or type(input_data) is not ndarray):
        return apply(T, (input,), ())
    try:
        data = t_forward(CPU, input_data)
    except RAISED as error:
        raise explained(T, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else as_array(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [T, (input_node,), (), (), (),
                     out._data.shape, next(clock), None, False, None, whence[0]()]
    if input._view is None:
        out._writes = input._writes
        out._view = [input, ((T, (), None),), next(clock), is_recording(), None]
    else:
        mark_view(T, input, (), out)
    return out


T.call = t


def t_backward(g, saved, node):
    return (t_vjp_input(g),)


T.backward = t_backward


swapaxes_body: Any = getattr(views_ops.swapaxes, '__wrapped__')


def swapaxes(input, axis0, axis1):
    """View with two dimensions swapped: `transpose` by NumPy's name."""
    if active and concerned(loose((input, axis0, axis1), {})):
        return call_of(swapaxes, (input, axis0, axis1), {})
    if (type(axis0) is not int or axis0.bit_length() > 63):
        axis0 = int_of("swapaxes(): argument 'axis0' (position 2)", axis0)
    if (type(axis1) is not int or axis1.bit_length() > 63):
        axis1 = int_of("swapaxes(): argument 'axis1' (position 3)", axis1)
    try:
        return swapaxes_body(input, axis0, axis1)
    except INNER as error:
        if concerned(loose((input, axis0, axis1), {})):
            return call_of(swapaxes, (input, axis0, axis1), {})
        raise retold(swapaxes_body, (input, axis0, axis1), {}, error)


movedim_body: Any = getattr(views_ops.movedim, '__wrapped__')


def movedim(input, source, destination):
    """View with the dimensions `source` moved to the places `destination`."""
    if active and concerned(loose((input, source, destination), {})):
        return call_of(movedim, (input, source, destination), {})
    if (type(source) is not int or source.bit_length() > 63):
        source = ints_of("movedim(): argument 'source' (position 2)", source)
    if (type(destination) is not int or destination.bit_length() > 63):
        destination = ints_of("movedim(): argument 'destination' (position 3)", destination)
    try:
        return movedim_body(input, source, destination)
    except INNER as error:
        if concerned(loose((input, source, destination), {})):
            return call_of(movedim, (input, source, destination), {})
        raise retold(movedim_body, (input, source, destination), {}, error)


flatten_body: Any = getattr(views_ops.flatten, '__wrapped__')


def flatten(input, start_dim=0, end_dim=-1):
    """The dimensions from `start_dim` to `end_dim` as one: (N, C, H, W) -> (N, C * H * W) from 1 on."""
    if active and concerned(loose((input, start_dim, end_dim), {})):
        return call_of(flatten, (input, start_dim, end_dim), {})
    if (type(start_dim) is not int or start_dim.bit_length() > 63):
        start_dim = int_of("flatten(): argument 'start_dim' (position 2)", start_dim)
    if (type(end_dim) is not int or end_dim.bit_length() > 63):
        end_dim = int_of("flatten(): argument 'end_dim' (position 3)", end_dim)
    try:
        return flatten_body(input, start_dim, end_dim)
    except INNER as error:
        if concerned(loose((input, start_dim, end_dim), {})):
            return call_of(flatten, (input, start_dim, end_dim), {})
        raise retold(flatten_body, (input, start_dim, end_dim), {}, error)


ravel_body: Any = getattr(views_ops.ravel, '__wrapped__')


def ravel(input):
    """All elements in one dimension."""
    if active and concerned(loose((input,), {})):
        return call_of(ravel, (input,), {})
    try:
        return ravel_body(input)
    except INNER as error:
        if concerned(loose((input,), {})):
            return call_of(ravel, (input,), {})
        raise retold(ravel_body, (input,), {}, error)


unflatten_body: Any = getattr(views_ops.unflatten, '__wrapped__')


def unflatten(input, dim, sizes):
    """One dimension as several: the inverse of `flatten`."""
    if active and concerned(loose((input, dim, sizes), {})):
        return call_of(unflatten, (input, dim, sizes), {})
    if (type(dim) is not int or dim.bit_length() > 63):
        dim = int_of("unflatten(): argument 'dim' (position 2)", dim)
    sizes = list_of("unflatten(): argument 'sizes' (position 3)", sizes)
    try:
        return unflatten_body(input, dim, sizes)
    except INNER as error:
        if concerned(loose((input, dim, sizes), {})):
            return call_of(unflatten, (input, dim, sizes), {})
        raise retold(unflatten_body, (input, dim, sizes), {}, error)


broadcast_to_body: Any = getattr(views_ops.broadcast_to, '__wrapped__')


def broadcast_to(input, size):
    """View `input` at a larger `size`."""
    if active and concerned(loose((input, size), {})):
        return call_of(broadcast_to, (input, size), {})
    size = list_of("broadcast_to(): argument 'size' (position 2)", size)
    try:
        return broadcast_to_body(input, size)
    except INNER as error:
        if concerned(loose((input, size), {})):
            return call_of(broadcast_to, (input, size), {})
        raise retold(broadcast_to_body, (input, size), {}, error)


broadcast_tensors_body: Any = getattr(views_ops.broadcast_tensors, '__wrapped__')


def broadcast_tensors(*tensors):
    """Every tensor expanded to the shape they make together."""
    if active and concerned(loose((*tensors,), {})):
        return call_of(broadcast_tensors, (*tensors,), {})
    try:
        return broadcast_tensors_body(*tensors)
    except INNER as error:
        if concerned(loose((*tensors,), {})):
            return call_of(broadcast_tensors, (*tensors,), {})
        raise retold(broadcast_tensors_body, (*tensors,), {}, error)


broadcast_shapes_body: Any = getattr(views_ops.broadcast_shapes, '__wrapped__')


def broadcast_shapes(*shapes):
    """The shape that tensors of these shapes make together."""
    if active and concerned(loose((*shapes,), {})):
        return call_of(broadcast_shapes, (*shapes,), {})
    try:
        return broadcast_shapes_body(*shapes)
    except INNER as error:
        if concerned(loose((*shapes,), {})):
            return call_of(broadcast_shapes, (*shapes,), {})
        raise retold(broadcast_shapes_body, (*shapes,), {}, error)


atleast_1d_body: Any = getattr(views_ops.atleast_1d, '__wrapped__')


def atleast_1d(*tensors):
    """A number as a vector; the rest as it is."""
    if active and concerned(loose((*tensors,), {})):
        return call_of(atleast_1d, (*tensors,), {})
    try:
        return atleast_1d_body(*tensors)
    except INNER as error:
        if concerned(loose((*tensors,), {})):
            return call_of(atleast_1d, (*tensors,), {})
        raise retold(atleast_1d_body, (*tensors,), {}, error)


atleast_2d_body: Any = getattr(views_ops.atleast_2d, '__wrapped__')


def atleast_2d(*tensors):
    """Tensors with at least two dimensions, new ones in front."""
    if active and concerned(loose((*tensors,), {})):
        return call_of(atleast_2d, (*tensors,), {})
    try:
        return atleast_2d_body(*tensors)
    except INNER as error:
        if concerned(loose((*tensors,), {})):
            return call_of(atleast_2d, (*tensors,), {})
        raise retold(atleast_2d_body, (*tensors,), {}, error)


atleast_3d_body: Any = getattr(views_ops.atleast_3d, '__wrapped__')


def atleast_3d(*tensors):
    """Tensors with at least three dimensions: (n,) -> (1, n, 1), (n, m) -> (n, m, 1)."""
    if active and concerned(loose((*tensors,), {})):
        return call_of(atleast_3d, (*tensors,), {})
    try:
        return atleast_3d_body(*tensors)
    except INNER as error:
        if concerned(loose((*tensors,), {})):
            return call_of(atleast_3d, (*tensors,), {})
        raise retold(atleast_3d_body, (*tensors,), {}, error)


conv1d_body: Any = getattr(window_ops.conv1d, '__wrapped__')


def conv1d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    """Slide a kernel over sequences: `(N, C, L), (O, C / groups, K) -> (N, O, L')`."""
    if active and concerned(loose((input, weight, bias, stride, padding, dilation, groups), {})):
        return call_of(conv1d, (input, weight, bias, stride, padding, dilation, groups), {})
    if (type(stride) is not int or stride.bit_length() > 63):
        stride = ints_of("conv1d(): argument 'stride' (position 4)", stride)
    if (type(dilation) is not int or dilation.bit_length() > 63):
        dilation = ints_of("conv1d(): argument 'dilation' (position 6)", dilation)
    if (type(groups) is not int or groups.bit_length() > 63):
        groups = int_of("conv1d(): argument 'groups' (position 7)", groups)
    try:
        return conv1d_body(input, weight, bias, stride, padding, dilation, groups)
    except INNER as error:
        if concerned(loose((input, weight, bias, stride, padding, dilation, groups), {})):
            return call_of(conv1d, (input, weight, bias, stride, padding, dilation, groups), {})
        raise retold(conv1d_body, (input, weight, bias, stride, padding, dilation, groups), {}, error)


conv2d_body: Any = getattr(window_ops.conv2d, '__wrapped__')


def conv2d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    """Slide a kernel over images: `(N, C, H, W), (O, C / groups, K, L) -> (N, O, H', W')`."""
    if active and concerned(loose((input, weight, bias, stride, padding, dilation, groups), {})):
        return call_of(conv2d, (input, weight, bias, stride, padding, dilation, groups), {})
    if (type(stride) is not int or stride.bit_length() > 63):
        stride = ints_of("conv2d(): argument 'stride' (position 4)", stride)
    if (type(dilation) is not int or dilation.bit_length() > 63):
        dilation = ints_of("conv2d(): argument 'dilation' (position 6)", dilation)
    if (type(groups) is not int or groups.bit_length() > 63):
        groups = int_of("conv2d(): argument 'groups' (position 7)", groups)
    try:
        return conv2d_body(input, weight, bias, stride, padding, dilation, groups)
    except INNER as error:
        if concerned(loose((input, weight, bias, stride, padding, dilation, groups), {})):
            return call_of(conv2d, (input, weight, bias, stride, padding, dilation, groups), {})
        raise retold(conv2d_body, (input, weight, bias, stride, padding, dilation, groups), {}, error)


conv3d_body: Any = getattr(window_ops.conv3d, '__wrapped__')


def conv3d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    """Slide a kernel over volumes: `(N, C, D, H, W), (O, C / groups, J, K, L) -> (N, O, D', H', W')`."""
    if active and concerned(loose((input, weight, bias, stride, padding, dilation, groups), {})):
        return call_of(conv3d, (input, weight, bias, stride, padding, dilation, groups), {})
    if (type(stride) is not int or stride.bit_length() > 63):
        stride = ints_of("conv3d(): argument 'stride' (position 4)", stride)
    if (type(dilation) is not int or dilation.bit_length() > 63):
        dilation = ints_of("conv3d(): argument 'dilation' (position 6)", dilation)
    if (type(groups) is not int or groups.bit_length() > 63):
        groups = int_of("conv3d(): argument 'groups' (position 7)", groups)
    try:
        return conv3d_body(input, weight, bias, stride, padding, dilation, groups)
    except INNER as error:
        if concerned(loose((input, weight, bias, stride, padding, dilation, groups), {})):
            return call_of(conv3d, (input, weight, bias, stride, padding, dilation, groups), {})
        raise retold(conv3d_body, (input, weight, bias, stride, padding, dilation, groups), {}, error)


conv_transpose1d_body: Any = getattr(window_ops.conv_transpose1d, '__wrapped__')


def conv_transpose1d(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1):
    """The transpose of `conv1d`: `(N, C, L), (C, O / groups, K) -> (N, O, L')`."""
    if active and concerned(loose((input, weight, bias, stride, padding, output_padding, groups, dilation), {})):
        return call_of(conv_transpose1d, (input, weight, bias, stride, padding, output_padding, groups, dilation), {})
    if (type(stride) is not int or stride.bit_length() > 63):
        stride = ints_of("conv_transpose1d(): argument 'stride' (position 4)", stride)
    if (type(padding) is not int or padding.bit_length() > 63):
        padding = ints_of("conv_transpose1d(): argument 'padding' (position 5)", padding)
    if (type(output_padding) is not int or output_padding.bit_length() > 63):
        output_padding = ints_of("conv_transpose1d(): argument 'output_padding' (position 6)", output_padding)
    if (type(groups) is not int or groups.bit_length() > 63):
        groups = int_of("conv_transpose1d(): argument 'groups' (position 7)", groups)
    if (type(dilation) is not int or dilation.bit_length() > 63):
        dilation = ints_of("conv_transpose1d(): argument 'dilation' (position 8)", dilation)
    try:
        return conv_transpose1d_body(input, weight, bias, stride, padding, output_padding, groups, dilation)
    except INNER as error:
        if concerned(loose((input, weight, bias, stride, padding, output_padding, groups, dilation), {})):
            return call_of(conv_transpose1d, (input, weight, bias, stride, padding, output_padding, groups, dilation), {})
        raise retold(conv_transpose1d_body, (input, weight, bias, stride, padding, output_padding, groups, dilation), {}, error)


conv_transpose2d_body: Any = getattr(window_ops.conv_transpose2d, '__wrapped__')


def conv_transpose2d(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1):
    """The transpose of `conv2d`: `(N, C, H, W), (C, O / groups, K, L) -> (N, O, H', W')`."""
    if active and concerned(loose((input, weight, bias, stride, padding, output_padding, groups, dilation), {})):
        return call_of(conv_transpose2d, (input, weight, bias, stride, padding, output_padding, groups, dilation), {})
    if (type(stride) is not int or stride.bit_length() > 63):
        stride = ints_of("conv_transpose2d(): argument 'stride' (position 4)", stride)
    if (type(padding) is not int or padding.bit_length() > 63):
        padding = ints_of("conv_transpose2d(): argument 'padding' (position 5)", padding)
    if (type(output_padding) is not int or output_padding.bit_length() > 63):
        output_padding = ints_of("conv_transpose2d(): argument 'output_padding' (position 6)", output_padding)
    if (type(groups) is not int or groups.bit_length() > 63):
        groups = int_of("conv_transpose2d(): argument 'groups' (position 7)", groups)
    if (type(dilation) is not int or dilation.bit_length() > 63):
        dilation = ints_of("conv_transpose2d(): argument 'dilation' (position 8)", dilation)
    try:
        return conv_transpose2d_body(input, weight, bias, stride, padding, output_padding, groups, dilation)
    except INNER as error:
        if concerned(loose((input, weight, bias, stride, padding, output_padding, groups, dilation), {})):
            return call_of(conv_transpose2d, (input, weight, bias, stride, padding, output_padding, groups, dilation), {})
        raise retold(conv_transpose2d_body, (input, weight, bias, stride, padding, output_padding, groups, dilation), {}, error)


conv_transpose3d_body: Any = getattr(window_ops.conv_transpose3d, '__wrapped__')


def conv_transpose3d(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1):
    """The transpose of `conv3d`."""
    if active and concerned(loose((input, weight, bias, stride, padding, output_padding, groups, dilation), {})):
        return call_of(conv_transpose3d, (input, weight, bias, stride, padding, output_padding, groups, dilation), {})
    if (type(stride) is not int or stride.bit_length() > 63):
        stride = ints_of("conv_transpose3d(): argument 'stride' (position 4)", stride)
    if (type(padding) is not int or padding.bit_length() > 63):
        padding = ints_of("conv_transpose3d(): argument 'padding' (position 5)", padding)
    if (type(output_padding) is not int or output_padding.bit_length() > 63):
        output_padding = ints_of("conv_transpose3d(): argument 'output_padding' (position 6)", output_padding)
    if (type(groups) is not int or groups.bit_length() > 63):
        groups = int_of("conv_transpose3d(): argument 'groups' (position 7)", groups)
    if (type(dilation) is not int or dilation.bit_length() > 63):
        dilation = ints_of("conv_transpose3d(): argument 'dilation' (position 8)", dilation)
    try:
        return conv_transpose3d_body(input, weight, bias, stride, padding, output_padding, groups, dilation)
    except INNER as error:
        if concerned(loose((input, weight, bias, stride, padding, output_padding, groups, dilation), {})):
            return call_of(conv_transpose3d, (input, weight, bias, stride, padding, output_padding, groups, dilation), {})
        raise retold(conv_transpose3d_body, (input, weight, bias, stride, padding, output_padding, groups, dilation), {}, error)


max_pool1d_body: Any = getattr(window_ops.max_pool1d, '__wrapped__')


def max_pool1d(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False):
    """The greatest value of each window: `(N, C, L) -> (N, C, L')`."""
    if active and concerned(loose((input, kernel_size, stride, padding, dilation, ceil_mode, return_indices), {})):
        return call_of(max_pool1d, (input, kernel_size, stride, padding, dilation, ceil_mode, return_indices), {})
    if (type(kernel_size) is not int or kernel_size.bit_length() > 63):
        kernel_size = ints_of("max_pool1d(): argument 'kernel_size' (position 2)", kernel_size)
    if stride is not None and (type(stride) is not int or stride.bit_length() > 63):
        stride = ints_of("max_pool1d(): argument 'stride' (position 3)", stride)
    if (type(padding) is not int or padding.bit_length() > 63):
        padding = ints_of("max_pool1d(): argument 'padding' (position 4)", padding)
    if (type(dilation) is not int or dilation.bit_length() > 63):
        dilation = ints_of("max_pool1d(): argument 'dilation' (position 5)", dilation)
    if ceil_mode is not False and ceil_mode is not True:
        ceil_mode = flag_of("max_pool1d(): argument 'ceil_mode' (position 6)", ceil_mode)
    if return_indices is not False and return_indices is not True:
        return_indices = flag_of("max_pool1d(): argument 'return_indices' (position 7)", return_indices)
    try:
        return max_pool1d_body(input, kernel_size, stride, padding, dilation, ceil_mode, return_indices)
    except INNER as error:
        if concerned(loose((input, kernel_size, stride, padding, dilation, ceil_mode, return_indices), {})):
            return call_of(max_pool1d, (input, kernel_size, stride, padding, dilation, ceil_mode, return_indices), {})
        raise retold(max_pool1d_body, (input, kernel_size, stride, padding, dilation, ceil_mode, return_indices), {}, error)


max_pool2d_body: Any = getattr(window_ops.max_pool2d, '__wrapped__')


def max_pool2d(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False):
    """The greatest value of each window: `(N, C, H, W) -> (N, C, H', W')`."""
    if active and concerned(loose((input, kernel_size, stride, padding, dilation, ceil_mode, return_indices), {})):
        return call_of(max_pool2d, (input, kernel_size, stride, padding, dilation, ceil_mode, return_indices), {})
    if (type(kernel_size) is not int or kernel_size.bit_length() > 63):
        kernel_size = ints_of("max_pool2d(): argument 'kernel_size' (position 2)", kernel_size)
    if stride is not None and (type(stride) is not int or stride.bit_length() > 63):
        stride = ints_of("max_pool2d(): argument 'stride' (position 3)", stride)
    if (type(padding) is not int or padding.bit_length() > 63):
        padding = ints_of("max_pool2d(): argument 'padding' (position 4)", padding)
    if (type(dilation) is not int or dilation.bit_length() > 63):
        dilation = ints_of("max_pool2d(): argument 'dilation' (position 5)", dilation)
    if ceil_mode is not False and ceil_mode is not True:
        ceil_mode = flag_of("max_pool2d(): argument 'ceil_mode' (position 6)", ceil_mode)
    if return_indices is not False and return_indices is not True:
        return_indices = flag_of("max_pool2d(): argument 'return_indices' (position 7)", return_indices)
    try:
        return max_pool2d_body(input, kernel_size, stride, padding, dilation, ceil_mode, return_indices)
    except INNER as error:
        if concerned(loose((input, kernel_size, stride, padding, dilation, ceil_mode, return_indices), {})):
            return call_of(max_pool2d, (input, kernel_size, stride, padding, dilation, ceil_mode, return_indices), {})
        raise retold(max_pool2d_body, (input, kernel_size, stride, padding, dilation, ceil_mode, return_indices), {}, error)


max_pool3d_body: Any = getattr(window_ops.max_pool3d, '__wrapped__')


def max_pool3d(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False):
    """The greatest value of each window: `(N, C, D, H, W) -> (N, C, D', H', W')`."""
    if active and concerned(loose((input, kernel_size, stride, padding, dilation, ceil_mode, return_indices), {})):
        return call_of(max_pool3d, (input, kernel_size, stride, padding, dilation, ceil_mode, return_indices), {})
    if (type(kernel_size) is not int or kernel_size.bit_length() > 63):
        kernel_size = ints_of("max_pool3d(): argument 'kernel_size' (position 2)", kernel_size)
    if stride is not None and (type(stride) is not int or stride.bit_length() > 63):
        stride = ints_of("max_pool3d(): argument 'stride' (position 3)", stride)
    if (type(padding) is not int or padding.bit_length() > 63):
        padding = ints_of("max_pool3d(): argument 'padding' (position 4)", padding)
    if (type(dilation) is not int or dilation.bit_length() > 63):
        dilation = ints_of("max_pool3d(): argument 'dilation' (position 5)", dilation)
    if ceil_mode is not False and ceil_mode is not True:
        ceil_mode = flag_of("max_pool3d(): argument 'ceil_mode' (position 6)", ceil_mode)
    if return_indices is not False and return_indices is not True:
        return_indices = flag_of("max_pool3d(): argument 'return_indices' (position 7)", return_indices)
    try:
        return max_pool3d_body(input, kernel_size, stride, padding, dilation, ceil_mode, return_indices)
    except INNER as error:
        if concerned(loose((input, kernel_size, stride, padding, dilation, ceil_mode, return_indices), {})):
            return call_of(max_pool3d, (input, kernel_size, stride, padding, dilation, ceil_mode, return_indices), {})
        raise retold(max_pool3d_body, (input, kernel_size, stride, padding, dilation, ceil_mode, return_indices), {}, error)


avg_pool1d_body: Any = getattr(window_ops.avg_pool1d, '__wrapped__')


def avg_pool1d(input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True):
    """The mean of each window: `(N, C, L) -> (N, C, L')`."""
    if active and concerned(loose((input, kernel_size, stride, padding, ceil_mode, count_include_pad), {})):
        return call_of(avg_pool1d, (input, kernel_size, stride, padding, ceil_mode, count_include_pad), {})
    if (type(kernel_size) is not int or kernel_size.bit_length() > 63):
        kernel_size = ints_of("avg_pool1d(): argument 'kernel_size' (position 2)", kernel_size)
    if stride is not None and (type(stride) is not int or stride.bit_length() > 63):
        stride = ints_of("avg_pool1d(): argument 'stride' (position 3)", stride)
    if (type(padding) is not int or padding.bit_length() > 63):
        padding = ints_of("avg_pool1d(): argument 'padding' (position 4)", padding)
    if ceil_mode is not False and ceil_mode is not True:
        ceil_mode = flag_of("avg_pool1d(): argument 'ceil_mode' (position 5)", ceil_mode)
    if count_include_pad is not False and count_include_pad is not True:
        count_include_pad = flag_of("avg_pool1d(): argument 'count_include_pad' (position 6)", count_include_pad)
    try:
        return avg_pool1d_body(input, kernel_size, stride, padding, ceil_mode, count_include_pad)
    except INNER as error:
        if concerned(loose((input, kernel_size, stride, padding, ceil_mode, count_include_pad), {})):
            return call_of(avg_pool1d, (input, kernel_size, stride, padding, ceil_mode, count_include_pad), {})
        raise retold(avg_pool1d_body, (input, kernel_size, stride, padding, ceil_mode, count_include_pad), {}, error)


avg_pool2d_body: Any = getattr(window_ops.avg_pool2d, '__wrapped__')


def avg_pool2d(input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True, divisor_override=None, *, out=None):
    """The mean of each window: `(N, C, H, W) -> (N, C, H', W')`."""
    if active and out is None and concerned(loose((input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override), {})):
        return call_of(avg_pool2d, (input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override), {})
    if (type(kernel_size) is not int or kernel_size.bit_length() > 63):
        kernel_size = ints_of("avg_pool2d(): argument 'kernel_size' (position 2)", kernel_size)
    if stride is not None and (type(stride) is not int or stride.bit_length() > 63):
        stride = ints_of("avg_pool2d(): argument 'stride' (position 3)", stride)
    if (type(padding) is not int or padding.bit_length() > 63):
        padding = ints_of("avg_pool2d(): argument 'padding' (position 4)", padding)
    if ceil_mode is not False and ceil_mode is not True:
        ceil_mode = flag_of("avg_pool2d(): argument 'ceil_mode' (position 5)", ceil_mode)
    if count_include_pad is not False and count_include_pad is not True:
        count_include_pad = flag_of("avg_pool2d(): argument 'count_include_pad' (position 6)", count_include_pad)
    if divisor_override is not None and (type(divisor_override) is not int or divisor_override.bit_length() > 63):
        divisor_override = int_of("avg_pool2d(): argument 'divisor_override' (position 7)", divisor_override)
    try:
        result = avg_pool2d_body(input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override)
    except INNER as error:
        if concerned(loose((input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override), {})):
            return call_of(avg_pool2d, (input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override), {})
        raise retold(avg_pool2d_body, (input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override), {}, error)
    return result if out is None else into('avg_pool2d', out, result)


avg_pool3d_body: Any = getattr(window_ops.avg_pool3d, '__wrapped__')


def avg_pool3d(input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True, divisor_override=None, *, out=None):
    """The mean of each window: `(N, C, D, H, W) -> (N, C, D', H', W')`."""
    if active and out is None and concerned(loose((input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override), {})):
        return call_of(avg_pool3d, (input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override), {})
    if (type(kernel_size) is not int or kernel_size.bit_length() > 63):
        kernel_size = ints_of("avg_pool3d(): argument 'kernel_size' (position 2)", kernel_size)
    if stride is not None and (type(stride) is not int or stride.bit_length() > 63):
        stride = ints_of("avg_pool3d(): argument 'stride' (position 3)", stride)
    if (type(padding) is not int or padding.bit_length() > 63):
        padding = ints_of("avg_pool3d(): argument 'padding' (position 4)", padding)
    if ceil_mode is not False and ceil_mode is not True:
        ceil_mode = flag_of("avg_pool3d(): argument 'ceil_mode' (position 5)", ceil_mode)
    if count_include_pad is not False and count_include_pad is not True:
        count_include_pad = flag_of("avg_pool3d(): argument 'count_include_pad' (position 6)", count_include_pad)
    if divisor_override is not None and (type(divisor_override) is not int or divisor_override.bit_length() > 63):
        divisor_override = int_of("avg_pool3d(): argument 'divisor_override' (position 7)", divisor_override)
    try:
        result = avg_pool3d_body(input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override)
    except INNER as error:
        if concerned(loose((input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override), {})):
            return call_of(avg_pool3d, (input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override), {})
        raise retold(avg_pool3d_body, (input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override), {}, error)
    return result if out is None else into('avg_pool3d', out, result)


adaptive_avg_pool1d_body: Any = getattr(window_ops.adaptive_avg_pool1d, '__wrapped__')


def adaptive_avg_pool1d(input, output_size):
    """The means of `output_size` windows that cover the input: `(N, C, L) -> (N, C, output_size)`."""
    if active and concerned(loose((input, output_size), {})):
        return call_of(adaptive_avg_pool1d, (input, output_size), {})
    if (type(output_size) is not int or output_size.bit_length() > 63):
        output_size = ints_of("adaptive_avg_pool1d(): argument 'output_size' (position 2)", output_size)
    try:
        return adaptive_avg_pool1d_body(input, output_size)
    except INNER as error:
        if concerned(loose((input, output_size), {})):
            return call_of(adaptive_avg_pool1d, (input, output_size), {})
        raise retold(adaptive_avg_pool1d_body, (input, output_size), {}, error)


adaptive_max_pool1d_body: Any = getattr(window_ops.adaptive_max_pool1d, '__wrapped__')


def adaptive_max_pool1d(input, output_size, return_indices=False):
    """The greatest values of `output_size` windows that cover the input: `(N, C, L) -> (N, C, output_size)`."""
    if active and concerned(loose((input, output_size, return_indices), {})):
        return call_of(adaptive_max_pool1d, (input, output_size, return_indices), {})
    if (type(output_size) is not int or output_size.bit_length() > 63):
        output_size = ints_of("adaptive_max_pool1d(): argument 'output_size' (position 2)", output_size)
    if return_indices is not False and return_indices is not True:
        return_indices = flag_of("adaptive_max_pool1d(): argument 'return_indices' (position 3)", return_indices)
    try:
        return adaptive_max_pool1d_body(input, output_size, return_indices)
    except INNER as error:
        if concerned(loose((input, output_size, return_indices), {})):
            return call_of(adaptive_max_pool1d, (input, output_size, return_indices), {})
        raise retold(adaptive_max_pool1d_body, (input, output_size, return_indices), {}, error)


adaptive_max_pool2d_body: Any = getattr(window_ops.adaptive_max_pool2d, '__wrapped__')


def adaptive_max_pool2d(input, output_size, return_indices=False):
    """The greatest values of `output_size` windows that cover the input: `(N, C, H, W) -> (N, C, *output_size)`."""
    if active and concerned(loose((input, output_size, return_indices), {})):
        return call_of(adaptive_max_pool2d, (input, output_size, return_indices), {})
    if return_indices is not False and return_indices is not True:
        return_indices = flag_of("adaptive_max_pool2d(): argument 'return_indices' (position 3)", return_indices)
    try:
        return adaptive_max_pool2d_body(input, output_size, return_indices)
    except INNER as error:
        if concerned(loose((input, output_size, return_indices), {})):
            return call_of(adaptive_max_pool2d, (input, output_size, return_indices), {})
        raise retold(adaptive_max_pool2d_body, (input, output_size, return_indices), {}, error)


adaptive_max_pool3d_body: Any = getattr(window_ops.adaptive_max_pool3d, '__wrapped__')


def adaptive_max_pool3d(input, output_size, return_indices=False):
    """The greatest values of `output_size` windows that cover the input: `(N, C, D, H, W) -> (N, C, *output_size)`."""
    if active and concerned(loose((input, output_size, return_indices), {})):
        return call_of(adaptive_max_pool3d, (input, output_size, return_indices), {})
    if return_indices is not False and return_indices is not True:
        return_indices = flag_of("adaptive_max_pool3d(): argument 'return_indices' (position 3)", return_indices)
    try:
        return adaptive_max_pool3d_body(input, output_size, return_indices)
    except INNER as error:
        if concerned(loose((input, output_size, return_indices), {})):
            return call_of(adaptive_max_pool3d, (input, output_size, return_indices), {})
        raise retold(adaptive_max_pool3d_body, (input, output_size, return_indices), {}, error)


lp_pool1d_body: Any = getattr(window_ops.lp_pool1d, '__wrapped__')


def lp_pool1d(input, norm_type, kernel_size, stride=None, ceil_mode=False):
    """The p-norm of each window: `(N, C, L) -> (N, C, L')`."""
    if active and concerned(loose((input, norm_type, kernel_size, stride, ceil_mode), {})):
        return call_of(lp_pool1d, (input, norm_type, kernel_size, stride, ceil_mode), {})
    if ceil_mode is not False and ceil_mode is not True:
        ceil_mode = flag_of("lp_pool1d(): argument 'ceil_mode' (position 5)", ceil_mode)
    try:
        return lp_pool1d_body(input, norm_type, kernel_size, stride, ceil_mode)
    except INNER as error:
        if concerned(loose((input, norm_type, kernel_size, stride, ceil_mode), {})):
            return call_of(lp_pool1d, (input, norm_type, kernel_size, stride, ceil_mode), {})
        raise retold(lp_pool1d_body, (input, norm_type, kernel_size, stride, ceil_mode), {}, error)


lp_pool2d_body: Any = getattr(window_ops.lp_pool2d, '__wrapped__')


def lp_pool2d(input, norm_type, kernel_size, stride=None, ceil_mode=False):
    """The p-norm of each window: `(N, C, H, W) -> (N, C, H', W')`."""
    if active and concerned(loose((input, norm_type, kernel_size, stride, ceil_mode), {})):
        return call_of(lp_pool2d, (input, norm_type, kernel_size, stride, ceil_mode), {})
    if ceil_mode is not False and ceil_mode is not True:
        ceil_mode = flag_of("lp_pool2d(): argument 'ceil_mode' (position 5)", ceil_mode)
    try:
        return lp_pool2d_body(input, norm_type, kernel_size, stride, ceil_mode)
    except INNER as error:
        if concerned(loose((input, norm_type, kernel_size, stride, ceil_mode), {})):
            return call_of(lp_pool2d, (input, norm_type, kernel_size, stride, ceil_mode), {})
        raise retold(lp_pool2d_body, (input, norm_type, kernel_size, stride, ceil_mode), {}, error)


lp_pool3d_body: Any = getattr(window_ops.lp_pool3d, '__wrapped__')


def lp_pool3d(input, norm_type, kernel_size, stride=None, ceil_mode=False):
    """The p-norm of each window: `(N, C, D, H, W) -> (N, C, D', H', W')`."""
    if active and concerned(loose((input, norm_type, kernel_size, stride, ceil_mode), {})):
        return call_of(lp_pool3d, (input, norm_type, kernel_size, stride, ceil_mode), {})
    if ceil_mode is not False and ceil_mode is not True:
        ceil_mode = flag_of("lp_pool3d(): argument 'ceil_mode' (position 5)", ceil_mode)
    try:
        return lp_pool3d_body(input, norm_type, kernel_size, stride, ceil_mode)
    except INNER as error:
        if concerned(loose((input, norm_type, kernel_size, stride, ceil_mode), {})):
            return call_of(lp_pool3d, (input, norm_type, kernel_size, stride, ceil_mode), {})
        raise retold(lp_pool3d_body, (input, norm_type, kernel_size, stride, ceil_mode), {}, error)


class TensorMethods:
    __slots__ = ()
    relu = relu
    relu_ = relu_
    sigmoid = sigmoid
    sigmoid_ = sigmoid_
    leaky_relu_ = leaky_relu_
    elu_ = elu_
    selu_ = selu_
    celu_ = celu_
    hardtanh_ = hardtanh_
    hardsigmoid_ = hardsigmoid_
    threshold_ = threshold_
    hardshrink = hardshrink
    prelu = prelu
    flip = flip
    roll = roll
    repeat = repeat
    tril = tril
    tril_ = tril_
    triu = triu
    triu_ = triu_
    fliplr = fliplr
    flipud = flipud
    rot90 = rot90
    tile = tile_method
    repeat_interleave = repeat_interleave
    diag_embed = diag_embed
    diag = diag
    diagflat = diagflat
    i0 = i0
    i0_ = i0_
    maximum = maximum
    minimum = minimum
    fmax = fmax
    fmin = fmin
    clamp = clamp
    clamp_ = clamp_
    clip = clamp
    clip_ = clamp_
    replace_nonfinite_ = replace_nonfinite_
    clamp_min = clamp_min
    clamp_min_ = clamp_min_
    clamp_max = clamp_max
    clamp_max_ = clamp_max_
    nan_to_num = nan_to_num
    nan_to_num_ = nan_to_num_
    float = casts_ops.float
    double = casts_ops.double
    half = casts_ops.half
    bfloat16 = casts_ops.bfloat16
    int = casts_ops.int
    long = casts_ops.long
    short = casts_ops.short
    char = casts_ops.char
    byte = casts_ops.byte
    bool = casts_ops.bool
    cfloat = casts_ops.cfloat
    cdouble = casts_ops.cdouble
    cpu = casts_ops.cpu
    cuda = cuda
    type_as = type_as
    type = casts_ops.type
    isclose = isclose
    allclose = allclose
    equal = equal
    index_reduce = index_reduce
    index_reduce_ = index_reduce_
    eq = eq
    eq_ = eq_
    __eq__ = eq_operator
    ne = ne
    ne_ = ne_
    not_equal = ne
    not_equal_ = ne_
    __ne__ = ne_operator
    gt = gt
    gt_ = gt_
    greater = gt
    greater_ = gt_
    __gt__ = gt_operator
    ge = ge
    ge_ = ge_
    greater_equal = ge
    greater_equal_ = ge_
    __ge__ = ge_operator
    lt = lt
    lt_ = lt_
    less = lt
    less_ = lt_
    __lt__ = lt_operator
    le = le
    le_ = le_
    less_equal = le
    less_equal_ = le_
    __le__ = le_operator
    isnan = isnan
    isinf = isinf
    isfinite = isfinite
    isposinf = isposinf
    isneginf = isneginf
    signbit = signbit
    conj_physical = conj_physical
    conj_physical_ = conj_physical_
    angle = angle
    conj = conj
    resolve_conj = resolve_conj
    isreal = isreal
    narrow_copy = narrow_copy
    unsafe_split_with_sizes = unsafe_split_with_sizes
    unsafe_chunk = unsafe_chunk
    unsafe_split = unsafe_split
    bincount = bincount
    histc = histc
    unique = unique
    unique_consecutive = unique_consecutive
    mode = mode
    new_zeros = new_zeros
    new_ones = new_ones
    new_full = new_full
    new_empty = new_empty
    new_tensor = new_tensor
    cholesky = cholesky
    cholesky_solve = cholesky_solve
    cholesky_inverse = cholesky_inverse
    qr = qr
    divide_whole_ = divide_whole_
    floor_divide = floor_divide
    floor_divide_ = floor_divide_
    __floordiv__ = floor_divide_operator
    remainder = remainder
    remainder_ = remainder_
    __mod__ = remainder_operator
    fmod = fmod
    fmod_ = fmod_
    div = div
    divide = div
    div_ = division_ops.div_
    divide_ = division_ops.div_
    bernoulli = bernoulli
    multinomial = multinomial
    select_scatter = select_scatter
    slice_scatter = slice_scatter
    diagonal_scatter = diagonal_scatter
    sum_to_size = embed_ops.sum_to_size
    __dlpack__ = exchange_ops.__dlpack__
    __dlpack_device__ = exchange_ops.__dlpack_device__
    matrix_exp = matrix_exp
    exp2 = exp2
    exp2_ = exp2_
    expm1 = expm1
    expm1_ = expm1_
    log2 = log2
    log2_ = log2_
    log10 = log10
    log10_ = log10_
    log1p = log1p
    log1p_ = log1p_
    logaddexp = logaddexp
    logaddexp2 = logaddexp2
    xlogy = xlogy
    xlogy_ = xlogy_
    logit = logit
    logit_ = logit_
    frexp = frexp
    ldexp = ldexp
    ldexp_ = ldexp_
    amax = amax
    amin = amin
    argmax = argmax
    argmin = argmin
    max = max
    min = min
    aminmax = aminmax
    is_nonzero = is_nonzero
    is_same_size = is_same_size
    is_signed = is_signed
    is_conj = is_conj
    is_neg = is_neg
    resolve_neg = resolve_neg
    get_device = get_device
    adjoint = adjoint
    uniform_ = uniform_
    normal_ = normal_
    log_normal_ = log_normal_
    exponential_ = exponential_
    cauchy_ = cauchy_
    geometric_ = geometric_
    random_ = fill_ops.random_
    bernoulli_ = fill_ops.bernoulli_
    igamma = igamma
    igamma_ = igamma_
    igammac = igammac
    igammac_ = igammac_
    mvlgamma = mvlgamma
    mvlgamma_ = mvlgamma_
    silu_ = silu_
    mish_ = mish_
    hardswish_ = hardswish_
    gather = gather
    take_along_dim = take_along_dim
    index_select = index_select
    take = take
    hash_tensor = hash_tensor
    histogram = histogram
    geqrf = geqrf
    orgqr = orgqr
    ormqr = ormqr
    add_slices_ = add_slices_
    copy_slices_ = copy_slices_
    fill_slices_ = fill_slices_
    add_key_ = add_key_
    index_add = index_add
    index_add_ = index_add_
    index_copy = index_copy
    index_copy_ = index_copy_
    index_fill = index_fill
    index_fill_ = index_fill_
    index_put = index_put
    index_put_ = index_put_
    put = put
    put_ = put_
    det = det
    inverse = inverse
    logdet = logdet
    slogdet = slogdet
    triangular_solve = triangular_solve
    matrix_power = matrix_power
    new = legacy_ops.new
    matmul = matmul
    __matmul__ = matmul_operator
    logical_and = logical_and
    logical_and_ = logical_and_
    logical_or = logical_or
    logical_or_ = logical_or_
    logical_xor = logical_xor
    logical_xor_ = logical_xor_
    logical_not = logical_not
    logical_not_ = logical_not_
    bitwise_and = bitwise_and
    bitwise_and_ = bitwise_and_
    __and__ = bitwise_and_operator
    bitwise_or = bitwise_or
    bitwise_or_ = bitwise_or_
    __or__ = bitwise_or_operator
    bitwise_xor = bitwise_xor
    bitwise_xor_ = bitwise_xor_
    __xor__ = bitwise_xor_operator
    bitwise_not = bitwise_not
    bitwise_not_ = bitwise_not_
    bitwise_left_shift = bitwise_left_shift
    bitwise_left_shift_ = bitwise_left_shift_
    __lshift__ = bitwise_left_shift_operator
    bitwise_right_shift = bitwise_right_shift
    bitwise_right_shift_ = bitwise_right_shift_
    __rshift__ = bitwise_right_shift_operator
    lu = lu
    lu_solve = lu_solve
    fill_mask_ = fill_mask_
    fill_number_ = fill_number_
    masked_fill = masked_fill
    masked_fill_ = masked_fill_
    masked_select = masked_select
    masked_scatter = masked_scatter
    masked_scatter_ = masked_scatter_
    fill_ = fill_
    zero_ = zero_
    fill_diagonal_ = fill_diagonal_
    stride = stride
    data_ptr = memory_ops.data_ptr
    storage_offset = memory_ops.storage_offset
    is_contiguous = memory_ops.is_contiguous
    is_set_to = memory_ops.is_set_to
    share_memory_ = memory_ops.share_memory_
    is_shared = memory_ops.is_shared
    is_pinned = memory_ops.is_pinned
    pin_memory = memory_ops.pin_memory
    contiguous = memory_ops.contiguous
    untyped_storage = memory_ops.untyped_storage
    storage = memory_ops.storage
    set_ = set_
    resize_ = memory_ops.resize_
    resize_as_ = resize_as_
    new_empty_strided = new_empty_strided
    cross = cross
    cov = cov
    corrcoef = corrcoef
    addcmul = addcmul
    addcmul_ = addcmul_
    addcdiv = addcdiv
    addcdiv_ = addcdiv_
    lerp = lerp
    lerp_ = lerp_
    hypot = hypot
    hypot_ = hypot_
    copysign = copysign
    copysign_ = copysign_
    heaviside = heaviside
    heaviside_ = heaviside_
    gcd = gcd
    gcd_ = gcd_
    lcm = lcm
    lcm_ = lcm_
    deg2rad = deg2rad
    deg2rad_ = deg2rad_
    rad2deg = rad2deg
    rad2deg_ = rad2deg_
    nonzero = nonzero
    nonzero_static = nonzero_static
    argwhere = argwhere
    logsumexp = logsumexp
    norm = norm
    dist = dist
    renorm = renorm
    renorm_ = renorm_
    split = split
    diagonal = diagonal
    narrow = narrow
    select = select
    split_with_sizes = split_with_sizes
    chunk = chunk
    tensor_split = tensor_split
    hsplit = hsplit
    vsplit = vsplit
    dsplit = dsplit
    add = add
    add_ = add_
    __add__ = add_operator
    sub = sub
    sub_ = sub_
    subtract = sub
    subtract_ = sub_
    __sub__ = sub_operator
    __rsub__ = rsub_operator
    mul = mul
    mul_ = mul_
    multiply = mul
    multiply_ = mul_
    __mul__ = mul_operator
    true_divide = true_divide
    true_divide_ = true_divide_
    __truediv__ = true_divide_operator
    reciprocal = reciprocal
    reciprocal_ = reciprocal_
    neg = neg
    neg_ = neg_
    negative = neg
    negative_ = neg_
    __neg__ = neg
    abs = abs
    abs_ = abs_
    absolute = abs
    absolute_ = abs_
    __abs__ = abs
    sgn = sgn
    sgn_ = sgn_
    sign = sign
    sign_ = sign_
    exp = exp
    exp_ = exp_
    log = log
    log_ = log_
    tanh = tanh
    tanh_ = tanh_
    positive = positive
    __pos__ = positive
    pow = pow
    pow_ = pow_
    __pow__ = pow_operator
    sqrt = sqrt
    sqrt_ = sqrt_
    rsqrt = rsqrt
    rsqrt_ = rsqrt_
    square = square
    square_ = square_
    float_power = float_power
    float_power_ = powers_ops.float_power_
    mm = mm
    bmm = bmm
    mv = mv
    dot = dot
    vdot = vdot
    inner = inner
    outer = outer
    ger = outer
    addmm = addmm
    addmm_ = addmm_
    addmv = addmv
    addmv_ = addmv_
    addr = addr
    addr_ = addr_
    baddbmm = baddbmm
    baddbmm_ = baddbmm_
    addbmm = addbmm
    addbmm_ = addbmm_
    trace = products_ops.trace
    kron = kron
    quantile = quantile
    nanquantile = nanquantile
    sum = sum
    mean = mean
    nansum = nansum
    prod = prod
    all = all
    any = any
    count_nonzero = count_nonzero
    nanmean = nanmean
    ceil = ceil
    ceil_ = ceil_
    floor = floor
    floor_ = floor_
    trunc = trunc
    trunc_ = trunc_
    fix = trunc
    fix_ = trunc_
    round = round
    round_ = round_
    frac = frac
    frac_ = frac_
    nextafter = nextafter
    nextafter_ = nextafter_
    cumsum = cumsum
    cumsum_ = cumsum_
    cumprod = cumprod
    cumprod_ = cumprod_
    logcumsumexp = logcumsumexp
    cummax = cummax
    cummin = cummin
    diff = diff
    write_lines_ = write_lines_
    write_number_ = write_number_
    add_lines_ = add_lines_
    reduce_lines_ = reduce_lines_
    scatter = scatter
    scatter_ = scatter_
    scatter_add = scatter_add
    scatter_add_ = scatter_add_
    scatter_reduce = scatter_reduce
    scatter_reduce_ = scatter_reduce_
    clone = clone
    expand = expand
    reshape = reshape
    transpose = transpose
    unsqueeze = unsqueeze
    squeeze = squeeze
    put_key_ = put_key_
    copy_ = copy_
    unbind = unbind
    softmax = softmax
    log_softmax = log_softmax
    argsort = argsort
    sort = sort
    msort = msort
    topk = topk
    kthvalue = kthvalue
    erf = erf
    erf_ = erf_
    erfc = erfc
    erfc_ = erfc_
    erfinv = erfinv
    erfinv_ = erfinv_
    lgamma = lgamma
    lgamma_ = lgamma_
    digamma = digamma
    digamma_ = digamma_
    sinc = sinc
    sinc_ = sinc_
    svd = svd
    pinverse = pinverse
    stft = stft
    istft = istft
    var = var
    std = std
    median = median
    nanmedian = nanmedian
    as_strided_ = as_strided_
    as_strided = as_strided
    as_strided_scatter = as_strided_scatter
    sin = sin
    sin_ = sin_
    cos = cos
    cos_ = cos_
    tan = tan
    tan_ = tan_
    asin = asin
    asin_ = asin_
    arcsin = asin
    arcsin_ = asin_
    acos = acos
    acos_ = acos_
    arccos = acos
    arccos_ = acos_
    atan = atan
    atan_ = atan_
    arctan = atan
    arctan_ = atan_
    atan2 = atan2
    atan2_ = atan2_
    arctan2 = atan2
    arctan2_ = atan2_
    sinh = sinh
    sinh_ = sinh_
    cosh = cosh
    cosh_ = cosh_
    asinh = asinh
    asinh_ = asinh_
    arcsinh = asinh
    arcsinh_ = asinh_
    acosh = acosh
    acosh_ = acosh_
    arccosh = acosh
    arccosh_ = acosh_
    atanh = atanh
    atanh_ = atanh_
    arctanh = atanh
    arctanh_ = atanh_
    squeeze_ = squeeze_
    unsqueeze_ = unsqueeze_
    t_ = turned_ops.t_
    transpose_ = transpose_
    swapaxes_ = transpose_
    swapdims_ = transpose_
    view = view
    permute = permute
    t = t
    swapaxes = swapaxes
    swapdims = swapaxes
    movedim = movedim
    moveaxis = movedim
    view_as = views_ops.view_as
    reshape_as = views_ops.reshape_as
    flatten = flatten
    ravel = ravel
    unflatten = unflatten
    expand_as = views_ops.expand_as
    broadcast_to = broadcast_to
