"""Arithmetic on two or three tensors at once."""

from __future__ import annotations

import math

from ..autograd.op import composed, op
from ..backend import dtype as dtypes
from ..backend.array import Array, Number
from .checks import refuses, unimplemented, unordered
from .compare import where
from .pointwise import sign
from .samples import BINARY, Sample
from .scalars import converts

_ONE = 1  # the usual factor, which is this object
_THREE = (((3, 4), (3, 4), (3, 4)), ((3, 4), (3, 1), (4,)), ((3, 4), (3, 4), (3, 4), {"value": 2.5}))


def _real_value(input, tensor1, tensor2, value):
    if type(value) is complex and "c" not in [given.dtype.kind for given in (input, tensor1, tensor2)]:
        raise RuntimeError("value cannot be converted to type float without overflow")


@op(
    vjp={
        "input": lambda g: g,
        "tensor1": lambda g, tensor2, value: g * (tensor2 * value),
        "tensor2": lambda g, tensor1, value: g * (tensor1 * value),
    },
    promote="common",
    inplace=True,
    check=refuses("addcmul_cpu_out"),
    refuses=_real_value,
    samples=_THREE,
    numbers=(),
)
def addcmul(xp, input: Array, tensor1: Array, tensor2: Array, value: Number = 1):
    """`input + value * tensor1 * tensor2`, broadcast."""
    product = tensor1 * tensor2
    return input + (product if value is _ONE else product * converts(value, input.dtype))


def _no_integers(input, tensor1, tensor2, value):
    _real_value(input, tensor1, tensor2, value)
    if tensor1.dtype.kind in "biu" and tensor2.dtype.kind in "biu":
        raise RuntimeError(
            "Integer division with addcdiv is no longer supported, and in a future  release addcdiv will perform "
            "a true division of tensor1 and tensor2. The historic addcdiv behavior can be implemented as (input +"
            " value * torch.trunc(tensor1 / tensor2)).to(input.dtype) for integer inputs and as (input + value * "
            "tensor1 / tensor2) for float inputs. The future addcdiv behavior is just the latter implementation: "
            "(input + value * tensor1 / tensor2), for all dtypes."
        )


@op(
    vjp={
        "input": lambda g: g,
        "tensor1": lambda g, tensor2, value: g * (value / tensor2),
        "tensor2": lambda g, tensor1, tensor2, value: -g * (tensor1 * value / (tensor2 * tensor2)),
    },
    promote="common",
    inplace=True,
    refuses=_no_integers,
    samples=_THREE,
    numbers=(),
)
def addcdiv(xp, input: Array, tensor1: Array, tensor2: Array, value: Number = 1):
    """`input + value * tensor1 / tensor2`, broadcast."""
    quotient = tensor1 / tensor2
    return input + (quotient if value is _ONE else quotient * converts(value, input.dtype))


def _lerp_check(input, end, weight):
    for name, value in (("end", end), ("weight", weight)):
        if hasattr(value, "dtype") and (value.ndim or name == "end") and value.dtype != input.dtype:
            words = [dtypes.c_name(kind) for kind in (input.dtype, value.dtype)]
            raise RuntimeError(f"expected dtype {words[0]} for `{name}` but got dtype {words[1]}")
    common = dtypes.result_type([input, end, weight]) if hasattr(weight, "dtype") else input.dtype
    if common.kind in "biu":
        raise unimplemented("lerp_kernel_tensor" if hasattr(weight, "dtype") else "lerp_kernel_scalar", common)
    if not hasattr(weight, "dtype"):
        converts(weight, input.dtype)


@op(
    exact=("weight",),
    vjp={
        "input": lambda g, weight: g * (1 - weight),
        "end": lambda g, weight: g * weight,
        "weight": lambda g, input, end: g * (end - input),
    },
    promote="common",
    inplace=True,
    refuses=_lerp_check,
    samples=(((3, 4), (3, 4), 0.3), ((3, 4), (4,), 0.7), ((3, 4), (3, 4), (3, 4)), ((3, 1), (4,), ())),
    overload=lambda number: f"LerpBackward{0 if number('weight') else 1}",
    numbers=("weight",),
)
def lerp(xp, input: Array, end: Array, weight: Array):
    """`input + weight * (end - input)`: from `input` at weight 0 to `end` at weight 1, exact at both."""
    rise = end - input
    if isinstance(weight, (int, float)):
        return input + weight * rise if abs(weight) < 0.5 else end - rise * (1 - weight)
    return xp.where(xp.abs(weight) < 0.5, input + weight * rise, end - rise * (1 - weight))


@op(
    vjp={"input": lambda g, input, out: g * (input / out), "other": lambda g, other, out: g * (other / out)},
    promote="common",
    inplace=True,
    check=refuses("hypot_cpu", "biu"),
    samples=BINARY[:3],
    numbers=(),
)
def hypot(xp, input: Array, other: Array):
    """The hypotenuse of a right triangle with these legs."""
    return xp.hypot(input, other)


@op(
    vjp={"input": lambda g, input, out: g * where(input == 0, 0.0, sign(input) * sign(out)), "other": lambda g: g * 0},
    promote="float",
    inplace=True,
    samples=(*[Sample(*s, low=-2, high=2) for s in BINARY[:3]], Sample((2, 3), -2.0, low=-1, high=1)),
    numbers=("other",),
)
def copysign(xp, input: Array, other: Array):
    """The size of `input` with the sign of `other`."""
    return xp.copysign(input, other)


@composed(inplace=True, out=True)
def deg2rad(input):
    """Degrees as radians."""
    unordered("deg2rad is not supported for complex tensors.")(input._data)
    return input * (math.pi / 180)


@composed(inplace=True, out=True)
def rad2deg(input):
    """Radians as degrees."""
    unordered("rad2deg is not supported for complex tensors.")(input._data)
    return input * (180 / math.pi)


def _undefined(g):
    raise RuntimeError("derivative for aten::heaviside is not implemented")


def _same_kinds(input, values):
    unordered("heaviside is not yet implemented for complex tensors.")(input, values)
    if input.dtype != values.dtype:
        raise RuntimeError("heaviside is not yet implemented for tensors with different dtypes.")


_INTEGERS = (lambda draw: draw.integers(-9, 9, (3, 4)), lambda draw: draw.integers(1, 9, (3, 4)))


@op(vjp={"input": _undefined, "values": _undefined}, inplace=True, check=_same_kinds, samples=(_INTEGERS,), numbers=())
def heaviside(xp, input: Array, values: Array):
    """0 below 0, 1 above, `values` at 0."""
    return xp.where(input == 0, values, (input > 0).astype(values.dtype))


@op(promote="common", inplace=True, check=refuses("gcd", "fc"), samples=(_INTEGERS,), numbers=())
def gcd(xp, input: Array, other: Array):
    """The greatest common divisor of each pair of integers."""
    return xp.gcd(input, other)


@op(promote="common", inplace=True, check=refuses("lcm", "fc"), samples=(_INTEGERS,), numbers=())
def lcm(xp, input: Array, other: Array):
    """The least common multiple of each pair of integers."""
    return xp.lcm(input, other)
