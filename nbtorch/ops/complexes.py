"""Complex numbers: their parts, their conjugates, and how they are put together."""

from __future__ import annotations

import numpy

from ..autograd import conjugate
from ..autograd.op import composed, op
from ..backend import dtype as dtypes
from ..backend.array import CPU, Array
from ..backend.storage import offset, steps
from .checks import want_tensors
from .compare import where
from .create import ones_like
from .pointwise import nothing
from .samples import SIGNED
from .trigonometry import cos, sin


def _z(draw):
    return draw.uniform(-1, 1, (3, 4)) + 1j * draw.uniform(-1, 1, (3, 4))


def is_complex(t):
    return t.dtype.kind == "c" if hasattr(t.dtype, "kind") else t.dtype.is_complex


def _complex_only(input):
    if input.dtype.kind != "c":
        raise RuntimeError("view_as_real is only supported for complex tensors")


@op(
    vjp={"input": lambda g: join_parts(g, nothing(g))},
    conjugates=True,
    view=True,
    method=False,
    function=False,
    grad_fn="SelectBackward0",
    samples=((_z,),),
)
def real_part(xp, input: Array):
    """View of the real parts."""
    return input.real


@op(
    vjp={"input": lambda g: join_parts(nothing(g), g)},
    conjugates=True,
    view=True,
    method=False,
    function=False,
    grad_fn="SelectBackward0",
    samples=((_z,),),
)
def imaginary_part(xp, input: Array):
    """View of the imaginary parts."""
    return input.imag


@composed(method=False)
def real(input):
    """The real parts; a real tensor is its own."""
    return real_part(input) if input.is_complex() else input


@composed(method=False)
def imag(input):
    """The imaginary parts of a complex tensor."""
    if not input.is_complex():
        raise RuntimeError("imag is not implemented for tensors with non-complex dtypes.")
    return imaginary_part(input)


@op(vjp={"real": lambda g: real_part(g), "imag": lambda g: imaginary_part(g)},
    conjugates=True, method=False, function=False,
    grad_fn="ComplexBackward0")  # fmt: skip
def join_parts(xp, real: Array, imag: Array):
    """`real + 1j * imag`."""
    out = xp.empty(
        xp.broadcast_shapes(real.shape, imag.shape), "complex128" if real.dtype == numpy.float64 else "complex64"
    )
    out.real, out.imag = real, imag
    return out


@composed(method=False, out="same")
def complex(real, imag):
    """`real + 1j * imag`, of two float32 or float64 tensors."""
    want_tensors("complex", real=real, imag=imag)
    if real.dtype != imag.dtype:
        raise RuntimeError(f"Expected object of scalar type {dtypes.of(real._data.dtype).word} but got scalar type "
                           f"{dtypes.of(imag._data.dtype).word} for second argument")  # fmt: skip
    if real._data.dtype not in ("float32", "float64"):
        raise RuntimeError(
            "Expected both inputs to be Half, Float or Double tensors but got "
            f"{dtypes.of(real._data.dtype).word} and {dtypes.of(imag._data.dtype).word}"
        )
    return join_parts(real, imag)


@composed(method=False, out=True)
def polar(abs, angle):
    """The complex numbers at distance `abs` from 0 in direction `angle`, in radians."""
    want_tensors("polar", abs=abs, angle=angle)
    words = [dtypes.of(value._data.dtype).word for value in (abs, angle)]
    if not {"Half", "Float", "Double"}.issuperset(words):
        raise RuntimeError(f"Expected both inputs to be Half, Float or Double tensors but got {' and '.join(words)}")
    if words[0] != words[1]:
        raise RuntimeError(
            f"Expected object of scalar type {words[0]} but got scalar type {words[1]} for second argument"
        )
    return complex(abs * cos(angle), abs * sin(angle))


@op(vjp={"input": lambda g: conj_physical(g)}, conjugates=True, method=True, inplace=True, samples=(*SIGNED, (_z,)))
def conj_physical(xp, input: Array):
    """The complex conjugate, computed."""
    return xp.conj(input) if input.dtype.kind == "c" else input.copy()


@composed()
def conj(input):
    """The complex conjugate; a real tensor is its own."""
    return conj_physical(input) if input.is_complex() else input


@composed()
def resolve_conj(input):
    """The tensor itself: conjugates are computed at once here."""
    return input


def _angle_slope(g, input):
    if not is_complex(input):
        return nothing(g)
    x, y = real_part(input), imaginary_part(input)
    size = x * x + y * y
    share = where(size == 0, 0.0, g / where(size == 0, 1.0, size))
    return join_parts(-y * share, x * share)


@op(vjp={"input": _angle_slope}, conjugates=True, promote="float", samples=SIGNED)
def angle(xp, input: Array):
    """The direction of each number in radians: 0 or pi for a real one."""
    if input.dtype.kind == "c":
        return xp.angle(input)
    return xp.where(xp.isnan(input), input, xp.where(input < 0, input.dtype.type(numpy.pi), input.dtype.type(0)))


def _pairs(input):
    if input.ndim == 0:
        raise RuntimeError("Input tensor must have one or more dimensions")
    if input.shape[-1] != 2:
        raise RuntimeError("Tensor must have a last dimension of size 2")
    if input.dtype.kind != "f" or input.dtype.itemsize == 2:
        raise RuntimeError(
            "view_as_complex is only supported for half, float and double tensors, but got a tensor of scalar type: "
            + dtypes.of(input.dtype).word
        )


@op(
    vjp={"input": lambda g: joined_pairs(g)},
    conjugates=True,
    view=True,
    method=False,
    check=_complex_only,
    samples=((_z,),),
)
def view_as_real(xp, input: Array):
    """The real and imaginary parts along a new last dimension: a view."""
    if input.dtype.kind != "c":
        _complex_only(input)
    real = input.real
    return xp.lib.stride_tricks.as_strided(real, (*input.shape, 2), (*input.strides, real.dtype.itemsize))


@op(
    vjp={"input": lambda g: view_as_real(g)},
    conjugates=True,
    view="maybe",
    method=False,
    check=_pairs,
    samples=(((3, 4, 2),), ((2,),)),
)
def view_as_complex(xp, input: Array):
    """Pairs along the last dimension as complex numbers: a view."""
    kind = "complex128" if input.dtype == numpy.float64 else "complex64"
    if not input.ndim or input.shape[-1] != 2 or input.dtype not in ("float32", "float64"):
        _pairs(input)
    moves = steps(input)
    if moves[-1] != 1:
        raise RuntimeError("Tensor must have a last dimension with stride 1")
    if any([step % 2 for step in moves[:-1]]):
        raise RuntimeError("Tensor must have a stride divisible by 2 for all but last dimension")
    if xp is CPU and offset(input) % 2:
        raise RuntimeError("Tensor must have a storage_offset divisible by 2")
    return input.view(kind)[..., 0]


@op(vjp={"input": lambda g: view_as_real(g)}, conjugates=True, method=False, function=False)
def joined_pairs(xp, input: Array):
    """`view_as_complex` of pairs that lie anywhere."""
    return view_as_complex.forward(xp, xp.ascontiguousarray(input))


@composed()
def isreal(input):
    """True where the imaginary part is 0."""
    return imaginary_part(input) == 0 if input.is_complex() else ones_like(input, dtype=dtypes.bool_)


conjugate.conj = conj_physical
