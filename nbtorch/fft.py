"""Discrete Fourier transforms by the names of `torch.fft`.

`n` and `s` are the points to transform, `dim` the dimensions, `norm` who divides: "backward" (the inverse transform, by
the count), "forward" (the other one) or "ortho" (both, by its root). With sizes N along the transformed dimension.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from . import _absent, _methods
from ._tensor import Tensor
from .autograd.arguments import int_of, ints_of, real_of
from .autograd.autocast import whole
from .autograd.calls import into
from .autograd.op import telling
from .backend import device as devices, dtype as dtypes
from .ops.checks import unimplemented
from .ops.complexes import conj
from .ops.create import countable, wrap
from .ops.dimension import dimension
from .ops.fourier import fourier, fourier_of_real, fourier_to_real, lengthened, mirrored, numeric

__all__ = [
    "fft", "fft2", "fftfreq", "fftn", "fftshift", "hfft", "hfft2", "hfftn", "ifft", "ifft2", "ifftn", "ifftshift",
    "ihfft", "ihfft2", "ihfftn", "irfft", "irfft2", "irfftn", "rfft", "rfft2", "rfftfreq", "rfftn",
]  # fmt: skip
Dims = int | Sequence[int] | None
_LAST_TWO = (-2, -1)


# ---------------------------------------------------------------- arguments
def _scale(norm: str | None, inverse: bool) -> str:
    """What a transform in this direction divides by."""
    if norm is None or norm == "backward":
        return "count" if inverse else "none"
    if norm == "forward":
        return "none" if inverse else "count"
    if norm == "ortho":
        return "root"
    raise RuntimeError(f'Invalid normalization mode: "{norm}"')


def _real(name: str, input: Tensor, words: str) -> Tensor:
    _tensor(name, input)
    if input.is_complex():
        raise RuntimeError(words + dtypes.of(input._data.dtype).word)
    return numeric(input)


def _tensor(name: str, input: Any) -> None:
    if not hasattr(input, "_node"):
        raise TypeError(f"fft_{name}(): argument 'input' (position 1) must be Tensor, not {type(input).__name__}")


def _enough(*sizes: int) -> None:
    for n in sizes:
        if n < 1:
            raise RuntimeError(f"Invalid number of data points ({n}) specified")


def _axis(name: str, input: Tensor, n: int | None, dim: int) -> int:
    """`dim` from the front, of a tensor that has dimensions, after a check of `n`."""
    if n is not None:
        int_of(f"fft_{name}(): argument 'n' (position 2)", n)
    if input.ndim == 0:
        raise IndexError(f"Dimension specified as {dim} but tensor has no dimensions")
    return dimension(dim, input.ndim)


def _axes(name: str, input: Tensor, s: Dims, dim: Dims) -> tuple[list[int], list[int]]:
    """The sizes and the dimensions that `s` and `dim` say, -1 in `s` for a size as it is."""
    s = s if s is None else ints_of(f"fft_{name}(): argument 's' (position 2)", s)
    dim = dim if dim is None else ints_of(f"fft_{name}(): argument 'dim' (position 3)", dim)
    sizes = None if s is None else [s] if isinstance(s, int) else list(s)
    given = None if dim is None else [dim] if isinstance(dim, int) else list(dim)
    if given is not None:
        for d in given:
            if input.ndim == 0:
                raise IndexError(f"Dimension specified as {d} but tensor has no dimensions")
        dims = [dimension(d, input.ndim) for d in given]
        if len(set(dims)) < len(dims):
            raise RuntimeError("FFT dims must be unique")
    if sizes is None:
        dims = dims if given is not None else list(range(input.ndim))
        sizes = [-1] * len(dims)
    elif given is not None and len(given) != len(sizes):
        raise RuntimeError("When given, dim and shape arguments must have the same length")
    elif len(sizes) > input.ndim:
        raise RuntimeError(f"Got shape with {len(sizes)} values but input tensor only has {input.ndim} dimensions.")
    elif given is None:
        dims = list(range(input.ndim - len(sizes), input.ndim))
    return [input.shape[d] if n == -1 else n for n, d in zip(sizes, dims, strict=True)], dims


def _resized(input: Tensor, sizes: Sequence[int], dims: Sequence[int]) -> Tensor:
    for n, d in zip(sizes, dims, strict=True):
        input = lengthened(input, d, n)
    return input


def _some(name: str, dims: Sequence[int]) -> None:
    if not dims:
        raise RuntimeError(f"{name} must transform at least one axis")


def _stored(name: str, result: Tensor, out: Tensor | None) -> Tensor:
    if out is None:
        return result
    if result.is_complex() != out.is_complex():
        kind = "complex" if result.is_complex() else "floating point"
        raise RuntimeError(f"{name} expects a {kind} output tensor, but got {dtypes.of(out._data.dtype).word}")
    stored: Tensor = into(f"fft_{name}", out, result, fresh=name not in ("ifft", "ihfft"))
    return stored


# ---------------------------------------------------------------- complex to complex
def _to_complex(name: str, input: Tensor, n: int | None, dim: int, norm: str | None, inverse: bool) -> Tensor:
    _tensor(name, input)
    input = numeric(input)
    axis = _axis(name, input, n, dim)
    n = input.shape[axis] if n is None else n
    _enough(n)
    input, scale = lengthened(input, axis, n), _scale(norm, inverse)
    if input.is_complex():
        return fourier(input, (axis,), scale, inverse)
    return (mirrored if inverse else fourier_of_real)(input, (axis,), scale, False)


@whole
def fft(
    input: Tensor, n: int | None = None, dim: int = -1, norm: str | None = None, *, out: Tensor | None = None
) -> Tensor:
    """The transform along `dim`: `X[k] = sum over j of x[j] exp(-2 pi i j k / n)`, (N,) -> (n,).

    >>> fft(tensor([1.0, 0.0, 0.0, 0.0]))
    tensor([1.+0.j, 1.+0.j, 1.+0.j, 1.+0.j])
    """
    return _stored("fft", _to_complex("fft", input, n, dim, norm, False), out)


@whole
def ifft(
    input: Tensor, n: int | None = None, dim: int = -1, norm: str | None = None, *, out: Tensor | None = None
) -> Tensor:
    """The inverse of `fft` along `dim`: (N,) -> (n,)."""
    return _stored("ifft", _to_complex("ifft", input, n, dim, norm, True), out)


def _to_complex_n(name: str, input: Tensor, s: Dims, dim: Dims, norm: str | None, inverse: bool) -> Tensor:
    _tensor(name, input)
    sizes, dims = _axes(name, input, s, dim)
    input = numeric(input, True)
    _enough(*sizes)
    return fourier(_resized(input, sizes, dims), tuple(dims), _scale(norm, inverse), inverse)


@whole
def fftn(
    input: Tensor, s: Dims = None, dim: Dims = None, norm: str | None = None, *, out: Tensor | None = None
) -> Tensor:
    """The transform along several dimensions, all of them by default: (N, M) -> (s[0], s[1])."""
    return _stored("fftn", _to_complex_n("fftn", input, s, dim, norm, False), out)


@whole
def ifftn(
    input: Tensor, s: Dims = None, dim: Dims = None, norm: str | None = None, *, out: Tensor | None = None
) -> Tensor:
    """The inverse of `fftn`."""
    return _stored("ifftn", _to_complex_n("ifftn", input, s, dim, norm, True), out)


@whole
def fft2(
    input: Tensor, s: Dims = None, dim: Dims = _LAST_TWO, norm: str | None = None, *, out: Tensor | None = None
) -> Tensor:
    """The transform along the last two dimensions: (..., N, M) -> (..., s[0], s[1])."""
    return _stored("fft2", _to_complex_n("fft2", input, s, dim, norm, False), out)


@whole
def ifft2(
    input: Tensor, s: Dims = None, dim: Dims = _LAST_TWO, norm: str | None = None, *, out: Tensor | None = None
) -> Tensor:
    """The inverse of `fft2`."""
    return _stored("ifft2", _to_complex_n("ifft2", input, s, dim, norm, True), out)


# ---------------------------------------------------------------- from real numbers to the first half of their waves
def _halved(name: str, input: Tensor, n: int | None, dim: int, norm: str | None, inverse: bool) -> Tensor:
    input = _real(name, input, f"{name} expects a real input tensor, but got ")
    axis = _axis(name, input, n, dim)
    n = input.shape[axis] if n is None else n
    _enough(n)
    transform = mirrored if inverse else fourier_of_real
    return transform(lengthened(input, axis, n), (axis,), _scale(norm, inverse), True)


@whole
def rfft(
    input: Tensor, n: int | None = None, dim: int = -1, norm: str | None = None, *, out: Tensor | None = None
) -> Tensor:
    """The first half of the transform of real numbers; the second mirrors it: (N,) -> (n // 2 + 1,)."""
    return _stored("rfft", _halved("rfft", input, n, dim, norm, False), out)


@whole
def ihfft(
    input: Tensor, n: int | None = None, dim: int = -1, norm: str | None = None, *, out: Tensor | None = None
) -> Tensor:
    """The inverse of `hfft`: from n real frequencies the first half of a signal that mirrors itself, (n // 2 + 1,)."""
    return _stored("ihfft", _halved("ihfft", input, n, dim, norm, True), out)


def _halved_n(name: str, input: Tensor, s: Dims, dim: Dims, norm: str | None) -> Tensor:
    input = _real(name, input, "rfftn expects a real-valued input tensor, but got ")
    sizes, dims = _axes(name, input, s, dim)
    _some("rfftn", dims)
    _enough(*sizes)
    return fourier_of_real(_resized(input, sizes, dims), tuple(dims), _scale(norm, False), True)


@whole
def rfftn(
    input: Tensor, s: Dims = None, dim: Dims = None, norm: str | None = None, *, out: Tensor | None = None
) -> Tensor:
    """`rfft` along the last dimension, `fft` along the others: (N, M) -> (s[0], s[1] // 2 + 1)."""
    return _stored("rfftn", _halved_n("rfftn", input, s, dim, norm), out)


@whole
def rfft2(
    input: Tensor, s: Dims = None, dim: Dims = _LAST_TWO, norm: str | None = None, *, out: Tensor | None = None
) -> Tensor:
    """`rfftn` along the last two dimensions."""
    return _stored("rfft2", _halved_n("rfft2", input, s, dim, norm), out)


def _inverse_halved_n(name: str, input: Tensor, s: Dims, dim: Dims, norm: str | None) -> Tensor:
    input = _real(name, input, "Only supports floating-point dtypes, but found: ")
    sizes, dims = _axes(name, input, s, dim)
    _some("ihfftn", dims)
    _enough(*sizes)
    scale = _scale(norm, True)
    last = mirrored(_resized(input, sizes, dims), tuple(dims[-1:]), scale, True)
    return fourier(last, tuple(dims[:-1]), scale, True) if len(dims) > 1 else last


def ihfftn(
    input: Tensor, s: Dims = None, dim: Dims = None, norm: str | None = None, *, out: Tensor | None = None
) -> Tensor:
    """The inverse of `hfftn`: `ihfft` along the last dimension, `ifft` along the others."""
    return _stored("ihfftn", _inverse_halved_n("ihfftn", input, s, dim, norm), out)


def ihfft2(
    input: Tensor, s: Dims = None, dim: Dims = _LAST_TWO, norm: str | None = None, *, out: Tensor | None = None
) -> Tensor:
    """`ihfftn` along the last two dimensions."""
    return _stored("ihfft2", _inverse_halved_n("ihfft2", input, s, dim, norm), out)


# ---------------------------------------------------------------- back to real numbers
def _whole(name: str, input: Tensor, n: int | None, dim: int, norm: str | None, inverse: bool) -> Tensor:
    _tensor(name, input)
    input = numeric(input, True)
    axis = _axis(name, input, n, dim)
    n = 2 * (input.shape[axis] - 1) if n is None else n
    _enough(n)
    input = lengthened(input, axis, n // 2 + 1)
    return fourier_to_real(input if inverse else conj(input), (axis,), _scale(norm, inverse), n)


@whole
def irfft(
    input: Tensor, n: int | None = None, dim: int = -1, norm: str | None = None, *, out: Tensor | None = None
) -> Tensor:
    """The inverse of `rfft`; whether n is odd must be said: (N,) -> (n,), 2 * (N - 1) by default."""
    return _stored("irfft", _whole("irfft", input, n, dim, norm, True), out)


@whole
def hfft(
    input: Tensor, n: int | None = None, dim: int = -1, norm: str | None = None, *, out: Tensor | None = None
) -> Tensor:
    """The transform, real, of a signal that mirrors itself and of which `input` is the first half: (N,) -> (n,)."""
    return _stored("hfft", _whole("hfft", input, n, dim, norm, False), out)


def _whole_n(name: str, input: Tensor, s: Dims, dim: Dims, norm: str | None, inverse: bool) -> Tensor:
    _tensor(name, input)
    input = numeric(input, True)
    sizes, dims = _axes(name, input, s, dim)
    _some(name.replace("2", "n"), dims)
    told = None if s is None else s if isinstance(s, int) else s[-1]
    if told is None or told == -1:
        sizes[-1] = 2 * (sizes[-1] - 1)
    _enough(*sizes)
    size, scale = sizes[-1], _scale(norm, inverse)
    input = _resized(input, [*sizes[:-1], size // 2 + 1], dims)
    if inverse:
        return fourier_to_real(input, tuple(dims), scale, size)
    if len(dims) > 1:
        input = fourier(input, tuple(dims[:-1]), scale, False)
    return fourier_to_real(conj(input), tuple(dims[-1:]), scale, size)


@whole
def irfftn(
    input: Tensor, s: Dims = None, dim: Dims = None, norm: str | None = None, *, out: Tensor | None = None
) -> Tensor:
    """The inverse of `rfftn`: `ifft` along all dimensions but the last, then `irfft`."""
    return _stored("irfftn", _whole_n("irfftn", input, s, dim, norm, True), out)


@whole
def irfft2(
    input: Tensor, s: Dims = None, dim: Dims = _LAST_TWO, norm: str | None = None, *, out: Tensor | None = None
) -> Tensor:
    """`irfftn` along the last two dimensions."""
    return _stored("irfft2", _whole_n("irfft2", input, s, dim, norm, True), out)


def hfftn(
    input: Tensor, s: Dims = None, dim: Dims = None, norm: str | None = None, *, out: Tensor | None = None
) -> Tensor:
    """`fft` along all dimensions but the last, then `hfft`."""
    return _stored("hfftn", _whole_n("hfftn", input, s, dim, norm, False), out)


def hfft2(
    input: Tensor, s: Dims = None, dim: Dims = _LAST_TWO, norm: str | None = None, *, out: Tensor | None = None
) -> Tensor:
    """`hfftn` along the last two dimensions."""
    return _stored("hfft2", _whole_n("hfft2", input, s, dim, norm, False), out)


# ---------------------------------------------------------------- frequencies, and where they stand
def _frequencies(name: str, n: int, d: float, dtype: Any, device: Any, requires_grad: bool, out: Any) -> Tensor:
    n = int_of(f"fft_{name}(): argument 'n' (position 1)", n)
    d = real_of(f"fft_{name}(): argument 'd' (position 2)", d)
    half = name == "rfftfreq"
    count = int(n / 2) + 1 if half else n
    if count < 0:
        raise RuntimeError(f"Trying to create tensor with negative dimension {count}: [{count}]")
    if out is not None and dtype is None:
        dtype = out.dtype
    kind = dtypes.get_default_dtype().array if dtype is None else dtypes.array_dtype(dtype)
    if dtypes.category(kind) < dtypes.FLOATING:
        raise RuntimeError(f"{name} requires a floating point or complex dtype")
    if dtypes.category(kind) > dtypes.FLOATING:
        raise unimplemented("arange_cpu", kind)
    countable((n,), dtypes.int64.array)
    xp = devices.namespace(device)
    negative = 0 if half else n // 2  # how many, behind the others
    steps = xp.roll(xp.arange(-negative, count - negative), -negative)
    work = dtypes.float32.array if kind in dtypes.HALF else kind
    step = 1 / (n * d) if n * d else math.copysign(math.inf, n * d)
    made = wrap((steps.astype(work) * work.type(step)).astype(kind), requires_grad)
    return made if out is None else into(f"fft_{name}", out, made)


@telling
def fftfreq(
    n: int, d: float = 1.0, *, out: Tensor | None = None, dtype: Any = None, layout: Any = None, device: Any = None,
    requires_grad: bool = False,
) -> Tensor:  # fmt: skip
    """The frequencies of `fft` over samples `d` apart: (n,), the negative ones behind the others.

    >>> fftfreq(5)
    tensor([ 0.0000,  0.2000,  0.4000, -0.4000, -0.2000])
    """
    return _frequencies("fftfreq", n, d, dtype, device, requires_grad, out)


@telling
def rfftfreq(
    n: int, d: float = 1.0, *, out: Tensor | None = None, dtype: Any = None, layout: Any = None, device: Any = None,
    requires_grad: bool = False,
) -> Tensor:  # fmt: skip
    """The frequencies of `rfft` over n samples `d` apart: (n // 2 + 1,)."""
    return _frequencies("rfftfreq", n, d, dtype, device, requires_grad, out)


def _rolled(input: Tensor, dim: Dims, back: bool) -> Tensor:
    dim = dim if dim is None else ints_of("fft_fftshift(): argument 'dim' (position 2)", dim)
    if input.ndim == 0 and dim not in (None, (), []):
        raise IndexError("Dimension specified as 0 but tensor has no dimensions")
    dims = list(range(input.ndim)) if dim is None else [dim] if isinstance(dim, int) else list(dim)
    dims = [dimension(d, input.ndim) for d in dims]
    halves = [input.shape[d] for d in dims]
    shifts = tuple([(n + 1) // 2 if back else n // 2 for n in halves])
    return _methods.roll(input, shifts, tuple(dims))


@telling
def fftshift(input: Tensor, dim: Dims = None) -> Tensor:
    """The frequencies of `fft` in rising order: the zero moves to the middle of each of `dim`."""
    return _rolled(input, dim, False)


@telling
def ifftshift(input: Tensor, dim: Dims = None) -> Tensor:
    """The inverse of `fftshift`."""
    return _rolled(input, dim, True)

__getattr__ = _absent.getter(__name__)
