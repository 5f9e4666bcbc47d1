"""Fourier transforms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .. import fft as library
from .._tensor import Tensor


def _along(function: Callable[..., Tensor]) -> Callable[..., Tensor]:
    def transform(x: Tensor, /, *, n: int | None = None, axis: int = -1, norm: str = "backward") -> Tensor:
        return function(x, n, axis, norm)

    transform.__name__ = transform.__qualname__ = function.__name__
    transform.__doc__ = function.__doc__
    return transform


def _over(function: Callable[..., Tensor]) -> Callable[..., Tensor]:
    def transform(x: Tensor, /, *, s: Any = None, axes: Any = None, norm: str = "backward") -> Tensor:
        return function(x, s, axes, norm)

    transform.__name__ = transform.__qualname__ = function.__name__
    transform.__doc__ = function.__doc__
    return transform


fft, ifft, rfft, irfft = _along(library.fft), _along(library.ifft), _along(library.rfft), _along(library.irfft)
hfft, ihfft = _along(library.hfft), _along(library.ihfft)
fftn, ifftn, rfftn, irfftn = _over(library.fftn), _over(library.ifftn), _over(library.rfftn), _over(library.irfftn)


def fftfreq(n: int, /, *, d: float = 1.0, dtype: Any = None, device: Any = None) -> Tensor:
    """The frequencies of a transform of `n` samples, `d` apart."""
    return library.fftfreq(n, d, dtype=dtype, device=device)


def rfftfreq(n: int, /, *, d: float = 1.0, dtype: Any = None, device: Any = None) -> Tensor:
    """The frequencies that are not negative, of a transform of `n` real samples."""
    return library.rfftfreq(n, d, dtype=dtype, device=device)


def fftshift(x: Tensor, /, *, axes: Any = None) -> Tensor:
    """The elements with frequency 0 moved to the middle."""
    return library.fftshift(x, axes)


def ifftshift(x: Tensor, /, *, axes: Any = None) -> Tensor:
    """What undoes `fftshift`."""
    return library.ifftshift(x, axes)
