"""Fast paths and methods of every op. Written by `python nbtorch/ops/surface.py` from nbtorch/ops: edit those."""
# ruff: noqa
from __future__ import annotations

from typing import Any

import numpy
from numpy import asarray, ndarray

from .autograd.apply import apply, current
from .autograd.errors import RAISED, explained, wrong_argument
from .autograd.inplace import inplace, mark_view
from .autograd.modes import recording
from .autograd.node import PARENTS, SHAPE, STATICS, clock
from .autograd.observe import ops as observers
from .autograd.scope import where as whence
from .backend.dtype import float32 as _float32
from .ops import compare, create, linalg, pointwise, random, reduce, shape

Tensor: Any = None  # set by nbtorch._tensor
float32 = _float32.array
is_recording = recording.get
NUMBERS = frozenset((float, int))



WHERE = compare.where
where_forward = WHERE.forward
where_vjp_input = WHERE.rules[0].function
where_vjp_other = WHERE.rules[1].function


def where(condition, input, other):
    """`input` where `condition`, else `other`, broadcast."""
    try:
        condition_data = condition._data
    except AttributeError:
        raise wrong_argument(WHERE, 0, condition) from None
    input_data = getattr(input, '_data', input)
    other_data = getattr(other, '_data', other)
    if (observers or type(condition_data) is not ndarray
            or type(input_data) is not ndarray or input_data.dtype is not float32
            or not (other_data.dtype is float32 if type(other_data) is ndarray else type(other_data) in NUMBERS)):
        return apply(WHERE, (condition, input, other), ())
    try:
        data = where_forward(numpy, condition_data, input_data, other_data)
    except RAISED as error:
        raise explained(WHERE, error, (condition_data, input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else asarray(data), None)
    condition_node = condition._node if condition._view is None else current(condition)
    input_node = None if input_data is input else input._node if input._view is None else current(input)
    other_node = None if other_data is other else other._node if other._view is None else current(other)
    if (condition_node is not None or input_node is not None or other_node is not None) and is_recording():
        out._node = [WHERE, (condition_node, input_node, other_node), (None if input_node is None and other_node is None else condition_data,), (None if input_node is None and other_node is None else condition._version,), (),
                     data.shape, next(clock), None, False, None, whence[0]()]
    return out


def where_backward(g, saved, node):
    condition, = saved
    condition_node, input_node, other_node = node[PARENTS]
    return (None, None if input_node is None else where_vjp_input(g, condition), None if other_node is None else where_vjp_other(g, condition))


WHERE.backward = where_backward


GT = compare.gt
gt_forward = GT.forward


def gt(input, other):
    """True where `input > other`."""
    try:
        input_data = input._data
    except AttributeError:
        raise wrong_argument(GT, 0, input) from None
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or input_data.dtype is not float32
            or not (other_data.dtype is float32 if type(other_data) is ndarray else type(other_data) in NUMBERS)):
        return apply(GT, (input, other), ())
    try:
        data = gt_forward(numpy, input_data, other_data)
    except RAISED as error:
        raise explained(GT, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else asarray(data), None)
    return out


def gt_(input, other):
    """In-place version of `gt`."""
    return inplace(GT, (input, other), ())


EQ = compare.eq
eq_forward = EQ.forward


def eq(input, other):
    """True where `input == other`."""
    try:
        input_data = input._data
    except AttributeError:
        raise wrong_argument(EQ, 0, input) from None
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or input_data.dtype is not float32
            or not (other_data.dtype is float32 if type(other_data) is ndarray else type(other_data) in NUMBERS)):
        return apply(EQ, (input, other), ())
    try:
        data = eq_forward(numpy, input_data, other_data)
    except RAISED as error:
        raise explained(EQ, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else asarray(data), None)
    return out


def eq_(input, other):
    """In-place version of `eq`."""
    return inplace(EQ, (input, other), ())


MATMUL = linalg.matmul
matmul_forward = MATMUL.forward
matmul_vjp_input = MATMUL.rules[0].function
matmul_vjp_other = MATMUL.rules[1].function


def matmul(input, other):
    """Matrix product of the last two dimensions, broadcast over the rest; vectors as in `numpy.matmul`."""
    try:
        input_data = input._data
    except AttributeError:
        raise wrong_argument(MATMUL, 0, input) from None
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or input_data.dtype is not float32
            or type(other_data) is not ndarray or other_data.dtype is not float32):
        return apply(MATMUL, (input, other), ())
    try:
        data = matmul_forward(numpy, input_data, other_data)
    except RAISED as error:
        raise explained(MATMUL, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else asarray(data), None)
    input_node = input._node if input._view is None else current(input)
    other_node = None if other_data is other else other._node if other._view is None else current(other)
    if (input_node is not None or other_node is not None) and is_recording():
        out._node = [MATMUL, (input_node, other_node), (None if other_node is None else input_data, None if input_node is None else other_data), (None if other_node is None else input._version, None if input_node is None else other_data is not other and other._version or None), (),
                     data.shape, next(clock), None, False, None, whence[0]()]
    return out


def matmul_backward(g, saved, node):
    input, other = saved
    input_node, other_node = node[PARENTS]
    return (None if input_node is None else matmul_vjp_input(g, other, input_node and input_node[SHAPE]), None if other_node is None else matmul_vjp_other(g, input, other_node and other_node[SHAPE]))


MATMUL.backward = matmul_backward


LINEAR = linalg.linear
linear_forward = LINEAR.forward
linear_vjp_input = LINEAR.rules[0].function
linear_vjp_weight = LINEAR.rules[1].function
linear_vjp_bias = LINEAR.rules[2].function


def linear(input, weight, bias=None):
    """`input @ weight.T + bias` in one node: an op for speed (one node, bias added in place)."""
    try:
        input_data = input._data
    except AttributeError:
        raise wrong_argument(LINEAR, 0, input) from None
    weight_data = getattr(weight, '_data', weight)
    bias_data = getattr(bias, '_data', bias)
    if (observers or type(input_data) is not ndarray
            or input_data.dtype is not float32
            or type(weight_data) is not ndarray or weight_data.dtype is not float32
            or not (bias_data is None or type(bias_data) is ndarray and bias_data.dtype is float32)):
        return apply(LINEAR, (input, weight, bias), ())
    try:
        data = linear_forward(numpy, input_data, weight_data, bias_data)
    except RAISED as error:
        raise explained(LINEAR, error, (input_data, weight_data, bias_data), ()) from None
    out = Tensor(data if type(data) is ndarray else asarray(data), None)
    input_node = input._node if input._view is None else current(input)
    weight_node = None if weight_data is weight else weight._node if weight._view is None else current(weight)
    bias_node = None if bias_data is bias else bias._node if bias._view is None else current(bias)
    if (input_node is not None or weight_node is not None or bias_node is not None) and is_recording():
        out._node = [LINEAR, (input_node, weight_node, bias_node), (None if weight_node is None else input_data, None if input_node is None else weight_data), (None if weight_node is None else input._version, None if input_node is None else weight_data is not weight and weight._version or None), (),
                     data.shape, next(clock), None, False, None, whence[0]()]
    return out


def linear_backward(g, saved, node):
    input, weight = saved
    input_node, weight_node, bias_node = node[PARENTS]
    return (None if input_node is None else linear_vjp_input(g, weight), None if weight_node is None else linear_vjp_weight(g, input), None if bias_node is None else linear_vjp_bias(g))


LINEAR.backward = linear_backward


ADD = pointwise.add
add_forward = ADD.forward
add_vjp_input = ADD.rules[0].function
add_vjp_other = ADD.rules[1].function


def add(input, other, alpha=1):
    """`input + alpha * other`, broadcast."""
    try:
        input_data = input._data
    except AttributeError:
        raise wrong_argument(ADD, 0, input) from None
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or input_data.dtype is not float32
            or not (other_data.dtype is float32 if type(other_data) is ndarray else type(other_data) in NUMBERS)):
        return apply(ADD, (input, other), (alpha,))
    try:
        data = add_forward(numpy, input_data, other_data, alpha)
    except RAISED as error:
        raise explained(ADD, error, (input_data, other_data), (alpha,)) from None
    out = Tensor(data if type(data) is ndarray else asarray(data), None)
    input_node = input._node if input._view is None else current(input)
    other_node = None if other_data is other else other._node if other._view is None else current(other)
    if (input_node is not None or other_node is not None) and is_recording():
        out._node = [ADD, (input_node, other_node), (), (), (alpha,),
                     data.shape, next(clock), None, False, None, whence[0]()]
    return out


def add_backward(g, saved, node):
    alpha, = node[STATICS]
    input_node, other_node = node[PARENTS]
    return (None if input_node is None else add_vjp_input(g), None if other_node is None else add_vjp_other(g, alpha))


ADD.backward = add_backward


def add_(input, other, alpha=1):
    """In-place version of `add`."""
    return inplace(ADD, (input, other), (alpha,))


SUB = pointwise.sub
sub_forward = SUB.forward
sub_vjp_input = SUB.rules[0].function
sub_vjp_other = SUB.rules[1].function


def sub(input, other, alpha=1):
    """`input - alpha * other`, broadcast."""
    try:
        input_data = input._data
    except AttributeError:
        raise wrong_argument(SUB, 0, input) from None
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or input_data.dtype is not float32
            or not (other_data.dtype is float32 if type(other_data) is ndarray else type(other_data) in NUMBERS)):
        return apply(SUB, (input, other), (alpha,))
    try:
        data = sub_forward(numpy, input_data, other_data, alpha)
    except RAISED as error:
        raise explained(SUB, error, (input_data, other_data), (alpha,)) from None
    out = Tensor(data if type(data) is ndarray else asarray(data), None)
    input_node = input._node if input._view is None else current(input)
    other_node = None if other_data is other else other._node if other._view is None else current(other)
    if (input_node is not None or other_node is not None) and is_recording():
        out._node = [SUB, (input_node, other_node), (), (), (alpha,),
                     data.shape, next(clock), None, False, None, whence[0]()]
    return out


def sub_backward(g, saved, node):
    alpha, = node[STATICS]
    input_node, other_node = node[PARENTS]
    return (None if input_node is None else sub_vjp_input(g), None if other_node is None else sub_vjp_other(g, alpha))


SUB.backward = sub_backward


def sub_(input, other, alpha=1):
    """In-place version of `sub`."""
    return inplace(SUB, (input, other), (alpha,))


MUL = pointwise.mul
mul_forward = MUL.forward
mul_vjp_input = MUL.rules[0].function
mul_vjp_other = MUL.rules[1].function


def mul(input, other):
    """`input * other`, broadcast."""
    try:
        input_data = input._data
    except AttributeError:
        raise wrong_argument(MUL, 0, input) from None
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or input_data.dtype is not float32
            or not (other_data.dtype is float32 if type(other_data) is ndarray else type(other_data) in NUMBERS)):
        return apply(MUL, (input, other), ())
    try:
        data = mul_forward(numpy, input_data, other_data)
    except RAISED as error:
        raise explained(MUL, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else asarray(data), None)
    input_node = input._node if input._view is None else current(input)
    other_node = None if other_data is other else other._node if other._view is None else current(other)
    if (input_node is not None or other_node is not None) and is_recording():
        out._node = [MUL, (input_node, other_node), (None if other_node is None else input_data, None if input_node is None else other_data), (None if other_node is None else input._version, None if input_node is None else other_data is not other and other._version or None), (),
                     data.shape, next(clock), None, False, None, whence[0]()]
    return out


def mul_backward(g, saved, node):
    input, other = saved
    input_node, other_node = node[PARENTS]
    return (None if input_node is None else mul_vjp_input(g, other), None if other_node is None else mul_vjp_other(g, input))


MUL.backward = mul_backward


def mul_(input, other):
    """In-place version of `mul`."""
    return inplace(MUL, (input, other), ())


TRUE_DIVIDE = pointwise.true_divide
true_divide_forward = TRUE_DIVIDE.forward
true_divide_vjp_input = TRUE_DIVIDE.rules[0].function
true_divide_vjp_other = TRUE_DIVIDE.rules[1].function


def true_divide(input, other):
    """`input / other`, broadcast; integers give the default dtype."""
    try:
        input_data = input._data
    except AttributeError:
        raise wrong_argument(TRUE_DIVIDE, 0, input) from None
    other_data = getattr(other, '_data', other)
    if (observers or type(input_data) is not ndarray
            or input_data.dtype is not float32
            or not (other_data.dtype is float32 if type(other_data) is ndarray else type(other_data) in NUMBERS)):
        return apply(TRUE_DIVIDE, (input, other), ())
    try:
        data = true_divide_forward(numpy, input_data, other_data)
    except RAISED as error:
        raise explained(TRUE_DIVIDE, error, (input_data, other_data), ()) from None
    out = Tensor(data if type(data) is ndarray else asarray(data), None)
    input_node = input._node if input._view is None else current(input)
    other_node = None if other_data is other else other._node if other._view is None else current(other)
    if (input_node is not None or other_node is not None) and is_recording():
        out._node = [TRUE_DIVIDE, (input_node, other_node), (other_data, None if other_node is None else out._data), (other_data is not other and other._version or None, None if other_node is None else out._version), (),
                     data.shape, next(clock), None, False, None, whence[0]()]
    return out


def true_divide_backward(g, saved, node):
    other, out = saved
    input_node, other_node = node[PARENTS]
    return (None if input_node is None else true_divide_vjp_input(g, other), None if other_node is None else true_divide_vjp_other(g, out, other))


TRUE_DIVIDE.backward = true_divide_backward


def true_divide_(input, other):
    """In-place version of `true_divide`."""
    return inplace(TRUE_DIVIDE, (input, other), ())


NEG = pointwise.neg
neg_forward = NEG.forward
neg_vjp_input = NEG.rules[0].function


def neg(input):
    """`-input`."""
    try:
        input_data = input._data
    except AttributeError:
        raise wrong_argument(NEG, 0, input) from None
    if (observers or type(input_data) is not ndarray
            or input_data.dtype is not float32):
        return apply(NEG, (input,), ())
    try:
        data = neg_forward(numpy, input_data)
    except RAISED as error:
        raise explained(NEG, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else asarray(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [NEG, (input_node,), (), (), (),
                     data.shape, next(clock), None, False, None, whence[0]()]
    return out


def neg_backward(g, saved, node):
    return (neg_vjp_input(g),)


NEG.backward = neg_backward


def neg_(input):
    """In-place version of `neg`."""
    return inplace(NEG, (input,), ())


EXP = pointwise.exp
exp_forward = EXP.forward
exp_vjp_input = EXP.rules[0].function


def exp(input):
    """e to the power of `input`, elementwise."""
    try:
        input_data = input._data
    except AttributeError:
        raise wrong_argument(EXP, 0, input) from None
    if (observers or type(input_data) is not ndarray
            or input_data.dtype is not float32):
        return apply(EXP, (input,), ())
    try:
        data = exp_forward(numpy, input_data)
    except RAISED as error:
        raise explained(EXP, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else asarray(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [EXP, (input_node,), (out._data,), (out._version,), (),
                     data.shape, next(clock), None, False, None, whence[0]()]
    return out


def exp_backward(g, saved, node):
    out, = saved
    return (exp_vjp_input(g, out),)


EXP.backward = exp_backward


def exp_(input):
    """In-place version of `exp`."""
    return inplace(EXP, (input,), ())


LOG = pointwise.log
log_forward = LOG.forward
log_vjp_input = LOG.rules[0].function


def log(input):
    """Natural logarithm, elementwise."""
    try:
        input_data = input._data
    except AttributeError:
        raise wrong_argument(LOG, 0, input) from None
    if (observers or type(input_data) is not ndarray
            or input_data.dtype is not float32):
        return apply(LOG, (input,), ())
    try:
        data = log_forward(numpy, input_data)
    except RAISED as error:
        raise explained(LOG, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else asarray(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [LOG, (input_node,), (input_data,), (input._version,), (),
                     data.shape, next(clock), None, False, None, whence[0]()]
    return out


def log_backward(g, saved, node):
    input, = saved
    return (log_vjp_input(g, input),)


LOG.backward = log_backward


def log_(input):
    """In-place version of `log`."""
    return inplace(LOG, (input,), ())


TANH = pointwise.tanh
tanh_forward = TANH.forward
tanh_vjp_input = TANH.rules[0].function


def tanh(input):
    """Hyperbolic tangent, elementwise."""
    try:
        input_data = input._data
    except AttributeError:
        raise wrong_argument(TANH, 0, input) from None
    if (observers or type(input_data) is not ndarray
            or input_data.dtype is not float32):
        return apply(TANH, (input,), ())
    try:
        data = tanh_forward(numpy, input_data)
    except RAISED as error:
        raise explained(TANH, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else asarray(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [TANH, (input_node,), (out._data,), (out._version,), (),
                     data.shape, next(clock), None, False, None, whence[0]()]
    return out


def tanh_backward(g, saved, node):
    out, = saved
    return (tanh_vjp_input(g, out),)


TANH.backward = tanh_backward


def tanh_(input):
    """In-place version of `tanh`."""
    return inplace(TANH, (input,), ())


RECIPROCAL = pointwise.reciprocal
reciprocal_forward = RECIPROCAL.forward
reciprocal_vjp_input = RECIPROCAL.rules[0].function


def reciprocal(input):
    """`1 / input`, elementwise."""
    try:
        input_data = input._data
    except AttributeError:
        raise wrong_argument(RECIPROCAL, 0, input) from None
    if (observers or type(input_data) is not ndarray
            or input_data.dtype is not float32):
        return apply(RECIPROCAL, (input,), ())
    try:
        data = reciprocal_forward(numpy, input_data)
    except RAISED as error:
        raise explained(RECIPROCAL, error, (input_data,), ()) from None
    out = Tensor(data if type(data) is ndarray else asarray(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [RECIPROCAL, (input_node,), (out._data,), (out._version,), (),
                     data.shape, next(clock), None, False, None, whence[0]()]
    return out


def reciprocal_backward(g, saved, node):
    out, = saved
    return (reciprocal_vjp_input(g, out),)


RECIPROCAL.backward = reciprocal_backward


def reciprocal_(input):
    """In-place version of `reciprocal`."""
    return inplace(RECIPROCAL, (input,), ())


SUM = reduce.sum
sum_forward = SUM.forward
sum_vjp_input = SUM.rules[0].function


def sum(input, dim=None, keepdim=False):
    """Sum over `dim` (all elements by default)."""
    try:
        input_data = input._data
    except AttributeError:
        raise wrong_argument(SUM, 0, input) from None
    if (observers or type(input_data) is not ndarray
            or input_data.dtype is not float32):
        return apply(SUM, (input,), (dim, keepdim))
    try:
        data = sum_forward(numpy, input_data, dim, keepdim)
    except RAISED as error:
        raise explained(SUM, error, (input_data,), (dim, keepdim)) from None
    out = Tensor(data if type(data) is ndarray else asarray(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [SUM, (input_node,), (), (), (dim, keepdim),
                     data.shape, next(clock), None, False, None, whence[0]()]
    return out


def sum_backward(g, saved, node):
    dim, keepdim = node[STATICS]
    input_node, = node[PARENTS]
    return (sum_vjp_input(g, input_node and input_node[SHAPE], dim, keepdim),)


SUM.backward = sum_backward


CLONE = shape.clone
clone_forward = CLONE.forward
clone_vjp_input = CLONE.rules[0].function


def clone(input, memory_format=None):
    """A copy of the elements; the gradient passes through."""
    try:
        input_data = input._data
    except AttributeError:
        raise wrong_argument(CLONE, 0, input) from None
    if (observers or type(input_data) is not ndarray):
        return apply(CLONE, (input,), (memory_format,))
    try:
        data = clone_forward(numpy, input_data, memory_format)
    except RAISED as error:
        raise explained(CLONE, error, (input_data,), (memory_format,)) from None
    out = Tensor(data if type(data) is ndarray else asarray(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [CLONE, (input_node,), (), (), (memory_format,),
                     data.shape, next(clock), None, False, None, whence[0]()]
    return out


def clone_backward(g, saved, node):
    return (clone_vjp_input(g),)


CLONE.backward = clone_backward


CAST = shape.cast
cast_forward = CAST.forward
cast_vjp_input = CAST.rules[0].function


def cast(input, dtype, source):
    """`input` as `dtype`, a NumPy dtype; `source` is what its gradient is cast back to."""
    try:
        input_data = input._data
    except AttributeError:
        raise wrong_argument(CAST, 0, input) from None
    if (observers or type(input_data) is not ndarray):
        return apply(CAST, (input,), (dtype, source))
    try:
        data = cast_forward(numpy, input_data, dtype, source)
    except RAISED as error:
        raise explained(CAST, error, (input_data,), (dtype, source)) from None
    out = Tensor(data if type(data) is ndarray else asarray(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [CAST, (input_node,), (), (), (dtype, source),
                     data.shape, next(clock), None, False, None, whence[0]()]
    return out


def cast_backward(g, saved, node):
    dtype, source = node[STATICS]
    return (cast_vjp_input(g, source),)


CAST.backward = cast_backward


TRANSFER = shape.transfer
transfer_forward = TRANSFER.forward
transfer_vjp_input = TRANSFER.rules[0].function


def transfer(input, target, source):
    """`input` copied to device `target`; its gradient goes back to `source`."""
    try:
        input_data = input._data
    except AttributeError:
        raise wrong_argument(TRANSFER, 0, input) from None
    if (observers or type(input_data) is not ndarray):
        return apply(TRANSFER, (input,), (target, source))
    try:
        data = transfer_forward(numpy, input_data, target, source)
    except RAISED as error:
        raise explained(TRANSFER, error, (input_data,), (target, source)) from None
    out = Tensor(data if type(data) is ndarray else asarray(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [TRANSFER, (input_node,), (), (), (target, source),
                     data.shape, next(clock), None, False, None, whence[0]()]
    return out


def transfer_backward(g, saved, node):
    target, source = node[STATICS]
    return (transfer_vjp_input(g, source, target),)


TRANSFER.backward = transfer_backward


EXPAND = shape.expand
expand_forward = EXPAND.forward
expand_vjp_input = EXPAND.rules[0].function


def expand(input, *size):
    """View `input` at a larger `size`, repeating dimensions of size 1; -1 keeps one."""
    size = size[0] if len(size) == 1 and not isinstance(size[0], int) else size
    try:
        input_data = input._data
    except AttributeError:
        raise wrong_argument(EXPAND, 0, input) from None
    if (observers or type(input_data) is not ndarray):
        return apply(EXPAND, (input,), (size,))
    try:
        data = expand_forward(numpy, input_data, size)
    except RAISED as error:
        raise explained(EXPAND, error, (input_data,), (size,)) from None
    out = Tensor(data if type(data) is ndarray else asarray(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [EXPAND, (input_node,), (), (), (size,),
                     data.shape, next(clock), None, False, None, whence[0]()]
    mark_view(EXPAND, input, (size,), out)
    return out


def expand_backward(g, saved, node):
    input_node, = node[PARENTS]
    return (expand_vjp_input(g, input_node and input_node[SHAPE]),)


EXPAND.backward = expand_backward


SPREAD_OVER = shape.spread_over
spread_over_forward = SPREAD_OVER.forward
spread_over_vjp_input = SPREAD_OVER.rules[0].function


def spread_over(input, shape):
    """`input` broadcast to `shape`, for rules: written out when small, since `broadcast_to` costs 1.5 us."""
    try:
        input_data = input._data
    except AttributeError:
        raise wrong_argument(SPREAD_OVER, 0, input) from None
    if (observers or type(input_data) is not ndarray):
        return apply(SPREAD_OVER, (input,), (shape,))
    try:
        data = spread_over_forward(numpy, input_data, shape)
    except RAISED as error:
        raise explained(SPREAD_OVER, error, (input_data,), (shape,)) from None
    out = Tensor(data if type(data) is ndarray else asarray(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [SPREAD_OVER, (input_node,), (), (), (shape,),
                     data.shape, next(clock), None, False, None, whence[0]()]
    return out


def spread_over_backward(g, saved, node):
    input_node, = node[PARENTS]
    return (spread_over_vjp_input(g, input_node and input_node[SHAPE]),)


SPREAD_OVER.backward = spread_over_backward


SUM_TO = shape.sum_to
sum_to_forward = SUM_TO.forward
sum_to_vjp_input = SUM_TO.rules[0].function


def sum_to(input, shape):
    """Sum `input` down to `shape`: the transpose of broadcasting."""
    try:
        input_data = input._data
    except AttributeError:
        raise wrong_argument(SUM_TO, 0, input) from None
    if (observers or type(input_data) is not ndarray):
        return apply(SUM_TO, (input,), (shape,))
    try:
        data = sum_to_forward(numpy, input_data, shape)
    except RAISED as error:
        raise explained(SUM_TO, error, (input_data,), (shape,)) from None
    out = Tensor(data if type(data) is ndarray else asarray(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [SUM_TO, (input_node,), (), (), (shape,),
                     data.shape, next(clock), None, False, None, whence[0]()]
    return out


def sum_to_backward(g, saved, node):
    input_node, = node[PARENTS]
    return (sum_to_vjp_input(g, input_node and input_node[SHAPE]),)


SUM_TO.backward = sum_to_backward


RESHAPE = shape.reshape
reshape_forward = RESHAPE.forward
reshape_vjp_input = RESHAPE.rules[0].function


def reshape(input, *shape):
    """The same elements in another `shape`: a view where memory allows, else a copy."""
    shape = shape[0] if len(shape) == 1 and not isinstance(shape[0], int) else shape
    try:
        input_data = input._data
    except AttributeError:
        raise wrong_argument(RESHAPE, 0, input) from None
    if (observers or type(input_data) is not ndarray):
        return apply(RESHAPE, (input,), (shape,))
    try:
        data = reshape_forward(numpy, input_data, shape)
    except RAISED as error:
        raise explained(RESHAPE, error, (input_data,), (shape,)) from None
    out = Tensor(data if type(data) is ndarray else asarray(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [RESHAPE, (input_node,), (), (), (shape,),
                     data.shape, next(clock), None, False, None, whence[0]()]
    mark_view(RESHAPE, input, (shape,), out)
    return out


def reshape_backward(g, saved, node):
    input_node, = node[PARENTS]
    return (reshape_vjp_input(g, input_node and input_node[SHAPE]),)


RESHAPE.backward = reshape_backward


TRANSPOSE = shape.transpose
transpose_forward = TRANSPOSE.forward
transpose_vjp_input = TRANSPOSE.rules[0].function


def transpose(input, dim0, dim1):
    """View with two dimensions swapped."""
    try:
        input_data = input._data
    except AttributeError:
        raise wrong_argument(TRANSPOSE, 0, input) from None
    if (observers or type(input_data) is not ndarray):
        return apply(TRANSPOSE, (input,), (dim0, dim1))
    try:
        data = transpose_forward(numpy, input_data, dim0, dim1)
    except RAISED as error:
        raise explained(TRANSPOSE, error, (input_data,), (dim0, dim1)) from None
    out = Tensor(data if type(data) is ndarray else asarray(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [TRANSPOSE, (input_node,), (), (), (dim0, dim1),
                     data.shape, next(clock), None, False, None, whence[0]()]
    mark_view(TRANSPOSE, input, (dim0, dim1), out)
    return out


def transpose_backward(g, saved, node):
    dim0, dim1 = node[STATICS]
    return (transpose_vjp_input(g, dim0, dim1),)


TRANSPOSE.backward = transpose_backward


UNSQUEEZE = shape.unsqueeze
unsqueeze_forward = UNSQUEEZE.forward
unsqueeze_vjp_input = UNSQUEEZE.rules[0].function


def unsqueeze(input, dim):
    """View with a new dimension of size 1 at `dim`."""
    try:
        input_data = input._data
    except AttributeError:
        raise wrong_argument(UNSQUEEZE, 0, input) from None
    if (observers or type(input_data) is not ndarray):
        return apply(UNSQUEEZE, (input,), (dim,))
    try:
        data = unsqueeze_forward(numpy, input_data, dim)
    except RAISED as error:
        raise explained(UNSQUEEZE, error, (input_data,), (dim,)) from None
    out = Tensor(data if type(data) is ndarray else asarray(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [UNSQUEEZE, (input_node,), (), (), (dim,),
                     data.shape, next(clock), None, False, None, whence[0]()]
    mark_view(UNSQUEEZE, input, (dim,), out)
    return out


def unsqueeze_backward(g, saved, node):
    input_node, = node[PARENTS]
    return (unsqueeze_vjp_input(g, input_node and input_node[SHAPE]),)


UNSQUEEZE.backward = unsqueeze_backward


SQUEEZE = shape.squeeze
squeeze_forward = SQUEEZE.forward
squeeze_vjp_input = SQUEEZE.rules[0].function


def squeeze(input, dim=None):
    """View without the dimensions of size 1, or without those among `dim` that have size 1."""
    try:
        input_data = input._data
    except AttributeError:
        raise wrong_argument(SQUEEZE, 0, input) from None
    if (observers or type(input_data) is not ndarray):
        return apply(SQUEEZE, (input,), (dim,))
    try:
        data = squeeze_forward(numpy, input_data, dim)
    except RAISED as error:
        raise explained(SQUEEZE, error, (input_data,), (dim,)) from None
    out = Tensor(data if type(data) is ndarray else asarray(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [SQUEEZE, (input_node,), (), (), (dim,),
                     data.shape, next(clock), None, False, None, whence[0]()]
    mark_view(SQUEEZE, input, (dim,), out)
    return out


def squeeze_backward(g, saved, node):
    input_node, = node[PARENTS]
    return (squeeze_vjp_input(g, input_node and input_node[SHAPE]),)


SQUEEZE.backward = squeeze_backward


TAKE_BASIC = shape.take_basic
take_basic_forward = TAKE_BASIC.forward
take_basic_vjp_input = TAKE_BASIC.rules[0].function


def take_basic(input, key):
    """Basic indexing by ints, slices, None and Ellipsis: a view."""
    try:
        input_data = input._data
    except AttributeError:
        raise wrong_argument(TAKE_BASIC, 0, input) from None
    if (observers or type(input_data) is not ndarray):
        return apply(TAKE_BASIC, (input,), (key,))
    try:
        data = take_basic_forward(numpy, input_data, key)
    except RAISED as error:
        raise explained(TAKE_BASIC, error, (input_data,), (key,)) from None
    out = Tensor(data if type(data) is ndarray else asarray(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [TAKE_BASIC, (input_node,), (), (), (key,),
                     data.shape, next(clock), None, False, None, whence[0]()]
    mark_view(TAKE_BASIC, input, (key,), out)
    return out


def take_basic_backward(g, saved, node):
    key, = node[STATICS]
    input_node, = node[PARENTS]
    return (take_basic_vjp_input(g, input_node and input_node[SHAPE], key),)


TAKE_BASIC.backward = take_basic_backward


PLACE = shape.place
place_forward = PLACE.forward
place_vjp_input = PLACE.rules[0].function


def place(input, shape, key):
    """Zeros of `shape` with `input` at a basic `key`: the transpose of `take_basic`."""
    try:
        input_data = input._data
    except AttributeError:
        raise wrong_argument(PLACE, 0, input) from None
    if (observers or type(input_data) is not ndarray):
        return apply(PLACE, (input,), (shape, key))
    try:
        data = place_forward(numpy, input_data, shape, key)
    except RAISED as error:
        raise explained(PLACE, error, (input_data,), (shape, key)) from None
    out = Tensor(data if type(data) is ndarray else asarray(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [PLACE, (input_node,), (), (), (shape, key),
                     data.shape, next(clock), None, False, None, whence[0]()]
    return out


def place_backward(g, saved, node):
    shape, key = node[STATICS]
    return (place_vjp_input(g, key),)


PLACE.backward = place_backward


TAKE_KEY = shape.take_key
take_key_forward = TAKE_KEY.forward
take_key_vjp_input = TAKE_KEY.rules[0].function


def take_key(input, key):
    """Indexing by integer arrays or masks: a copy."""
    try:
        input_data = input._data
    except AttributeError:
        raise wrong_argument(TAKE_KEY, 0, input) from None
    if (observers or type(input_data) is not ndarray):
        return apply(TAKE_KEY, (input,), (key,))
    try:
        data = take_key_forward(numpy, input_data, key)
    except RAISED as error:
        raise explained(TAKE_KEY, error, (input_data,), (key,)) from None
    out = Tensor(data if type(data) is ndarray else asarray(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [TAKE_KEY, (input_node,), (), (), (key,),
                     data.shape, next(clock), None, False, None, whence[0]()]
    return out


def take_key_backward(g, saved, node):
    key, = node[STATICS]
    input_node, = node[PARENTS]
    return (take_key_vjp_input(g, input_node and input_node[SHAPE], key),)


TAKE_KEY.backward = take_key_backward


SCATTER_KEY = shape.scatter_key
scatter_key_forward = SCATTER_KEY.forward
scatter_key_vjp_input = SCATTER_KEY.rules[0].function


def scatter_key(input, shape, key):
    """Zeros of `shape` with `input` added at `key`, repeated indices too: the transpose of `take_key`."""
    try:
        input_data = input._data
    except AttributeError:
        raise wrong_argument(SCATTER_KEY, 0, input) from None
    if (observers or type(input_data) is not ndarray):
        return apply(SCATTER_KEY, (input,), (shape, key))
    try:
        data = scatter_key_forward(numpy, input_data, shape, key)
    except RAISED as error:
        raise explained(SCATTER_KEY, error, (input_data,), (shape, key)) from None
    out = Tensor(data if type(data) is ndarray else asarray(data), None)
    input_node = input._node if input._view is None else current(input)
    if input_node is not None and is_recording():
        out._node = [SCATTER_KEY, (input_node,), (), (), (shape, key),
                     data.shape, next(clock), None, False, None, whence[0]()]
    return out


def scatter_key_backward(g, saved, node):
    shape, key = node[STATICS]
    return (scatter_key_vjp_input(g, key),)


SCATTER_KEY.backward = scatter_key_backward


PUT_KEY = shape.put_key
put_key_forward = PUT_KEY.forward
put_key_vjp_input = PUT_KEY.rules[0].function
put_key_vjp_value = PUT_KEY.rules[1].function


def put_key(input, value, key):
    """`input` with `value` at `key`; in place this is `input[key] = value`."""
    return apply(PUT_KEY, (input, value), (key,))


def put_key_backward(g, saved, node):
    key, = node[STATICS]
    input_node, value_node = node[PARENTS]
    return (None if input_node is None else put_key_vjp_input(g, key), None if value_node is None else put_key_vjp_value(g, key))


PUT_KEY.backward = put_key_backward


def put_key_(input, value, key):
    """In-place version of `put_key`."""
    return inplace(PUT_KEY, (input, value), (key,))


COPY = shape.copy
copy_forward = COPY.forward
copy_vjp_src = COPY.rules[0].function


def copy(input, src, non_blocking=False):
    """`src` broadcast to the shape of `input`; in place this is `input[...] = src`."""
    return apply(COPY, (input, src), (non_blocking,))


def copy_backward(g, saved, node):
    input_node, src_node = node[PARENTS]
    return (None, None if src_node is None else copy_vjp_src(g))


COPY.backward = copy_backward


def copy_(input, src, non_blocking=False):
    """In-place version of `copy`."""
    return inplace(COPY, (input, src), (non_blocking,))


UNBIND = shape.unbind
unbind_forward = UNBIND.forward
unbind_vjp_input = UNBIND.rules[0].function


def unbind(input, dim=0):
    """Slices along `dim`, one view each."""
    return apply(UNBIND, (input,), (dim,))


CAT = shape.cat
cat_forward = CAT.forward
cat_vjp_tensors = CAT.rules[0].function


def cat(tensors, dim=0):
    """The tensors side by side along an existing dimension; empty 1-d tensors are passed over."""
    return apply(CAT, tuple(tensors), (dim,))


STACK = shape.stack
stack_forward = STACK.forward
stack_vjp_tensors = STACK.rules[0].function


def stack(tensors, dim=0):
    """The tensors side by side along a new dimension."""
    return apply(STACK, tuple(tensors), (dim,))


class TensorMethods:
    __slots__ = ()
    gt = gt
    __gt__ = gt
    gt_ = gt_
    eq = eq
    __eq__ = eq
    eq_ = eq_
    new_zeros = create.new_zeros
    new_ones = create.new_ones
    new_full = create.new_full
    new_empty = create.new_empty
    new_tensor = create.new_tensor
    matmul = matmul
    __matmul__ = matmul
    add = add
    __add__ = add
    add_ = add_
    sub = sub
    __sub__ = sub
    sub_ = sub_
    mul = mul
    __mul__ = mul
    mul_ = mul_
    true_divide = true_divide
    __truediv__ = true_divide
    true_divide_ = true_divide_
    neg = neg
    __neg__ = neg
    neg_ = neg_
    exp = exp
    exp_ = exp_
    log = log
    log_ = log_
    tanh = tanh
    tanh_ = tanh_
    reciprocal = reciprocal
    reciprocal_ = reciprocal_
    bernoulli = random.bernoulli
    multinomial = random.multinomial
    poisson = random.poisson
    uniform_ = random.uniform_
    normal_ = random.normal_
    log_normal_ = random.log_normal_
    exponential_ = random.exponential_
    cauchy_ = random.cauchy_
    geometric_ = random.geometric_
    random_ = random.random_
    bernoulli_ = random.bernoulli_
    sum = sum
    clone = clone
    expand = expand
    reshape = reshape
    transpose = transpose
    unsqueeze = unsqueeze
    squeeze = squeeze
    put_key_ = put_key_
    copy_ = copy_
    unbind = unbind
