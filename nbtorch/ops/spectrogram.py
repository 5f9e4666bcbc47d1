"""The short-time Fourier transform and its inverse: the spectra of overlapping frames (Allen and Rabiner, 1977)."""

from __future__ import annotations

import warnings
from typing import Any

from ..autograd.op import composed
from ..backend import dtype as dtypes
from ..backend.array import Flag, Int
from .complexes import view_as_real
from .create import ones
from .fourier import fourier, fourier_of_real, fourier_to_real, numeric
from .pad import constant_pad_nd, pad
from .shape import transpose
from .strided import slide, slide_back

_NO_WINDOW = "A window was not provided. A rectangular window will be applied"
_EXPLICIT = (
    "To suppress this warning and use a rectangular window, explicitly set `window=torch.ones(n_fft, device=<device>)`."
)


def _told(function: str, input: str, window: Any, **arguments: Any) -> str:
    """A call as PyTorch's errors of these two functions repeat it."""
    seen = "None" if window is None else _kind(window).replace("[", "{[").replace("]", "]}")
    head = {name: arguments.pop(name) for name in ("n_fft", "hop_length", "win_length")}
    words = [f"{name}={int(v) if isinstance(v, bool) else v}" for name, v in (*head.items(), ("window", seen))]
    words += [f"{name}={int(v) if isinstance(v, bool) else v}" for name, v in arguments.items()]
    return f"{function}({input}, {', '.join(words)}) "


def _kind(t: Any) -> str:
    word, shape = dtypes.of(t._data.dtype).word, list(t._data.shape)
    return f"CPU{word}Type{shape}" if t.is_complex() else f"torch.{word}Tensor{shape}"


def _centred(window: Any, n_fft: int) -> Any:
    """A window with zeros on both sides, `n_fft` long."""
    missing = n_fft - window._data.shape[0]
    return constant_pad_nd(window, (missing // 2, missing - missing // 2)) if missing else window


@composed()
def stft(
    input, n_fft: Int, hop_length: Int = None, win_length: Int = None, window=None, center: Flag = True,
    pad_mode="reflect", normalized: Flag = False, onesided: Flag = None, return_complex: Flag = None,
    align_to_window: Flag = None,
):  # fmt: skip
    """The transforms of frames of `n_fft` points every `hop_length`: (B, L) or (L,) -> (B, n_fft // 2 + 1, frames).

    Complex signals, and all with `onesided=False`, give `n_fft` frequencies; `center` continues the signal at both ends
    (`pad_mode`), so that the first frame is about its first point.
    """
    if center:
        if align_to_window is not None:
            raise RuntimeError("stft align_to_window should only be set when center = false")
        shape, side = input._data.shape, n_fft // 2
        lifted = pad(input.view((1,) * (3 - len(shape)) + shape), (side, side), pad_mode)
        input = lifted.view(lifted._data.shape[-len(shape) :])
    hop_length = n_fft // 4 if hop_length is None else hop_length
    win_length = n_fft if win_length is None else win_length
    if window is None:
        warnings.warn(
            f"{_NO_WINDOW},which is known to cause spectral leakage. Other windows such as torch.hann_window or "
            f"torch.hamming_window are recommended to reduce spectral leakage.{_EXPLICIT}",
            stacklevel=3,
        )
    is_complex = input.is_complex() or (window is not None and window.is_complex())
    if return_complex is None:
        if not is_complex:
            raise RuntimeError(
                "stft requires the return_complex parameter be given for real inputs, and will further require that "
                "return_complex=True in a future PyTorch release."
            )
        return_complex = True
    elif not return_complex and not is_complex:
        warnings.warn(
            "stft with return_complex=False is deprecated. In a future pytorch release, stft will return complex "
            "tensors for all inputs, and return_complex=False will raise an error.\nNote: you can still call "
            "torch.view_as_real on the complex output to recover the old return format.",
            stacklevel=3,
        )
    reason = _unframed(input, n_fft, hop_length, win_length, window)
    if reason:
        told = _told(
            "stft", _kind(input), window, n_fft=n_fft, hop_length=hop_length,
            win_length=win_length, normalized=normalized, onesided=onesided, return_complex=return_complex,
            align_to_window=align_to_window,
        )  # fmt: skip
        raise RuntimeError(f"{told}: expected {reason}")
    if onesided and is_complex:
        raise RuntimeError("Cannot have onesided output if window or input is complex")
    single = input._data.ndim == 1
    signals = input.unsqueeze(0) if single else input
    if align_to_window:
        before = (n_fft - win_length) // 2
        signals = constant_pad_nd(signals, (before, n_fft - win_length - before))
    frames = slide(numeric(signals), 1, n_fft, hop_length)
    if window is not None or win_length < n_fft:
        whole = ones(win_length, dtype=input.dtype, device=input.device) if window is None else window
        frames = frames * _centred(whole, n_fft)
    scale = "root" if normalized else "none"
    if is_complex:
        spectra = fourier(frames, (2,), scale, False)
    else:
        spectra = fourier_of_real(frames, (2,), scale, onesided is None or onesided)
    spectra = transpose(spectra, 1, 2)
    spectra = spectra.squeeze(0) if single else spectra
    return spectra if return_complex else view_as_real(spectra)


def _unframed(input: Any, n_fft: int, hop_length: int, win_length: int, window: Any) -> str | None:
    """What PyTorch expected, where a signal cannot be cut into such frames."""
    shape = input._data.shape
    if dtypes.category(input._data.dtype) < dtypes.FLOATING:
        return "a tensor of floating point or complex values"
    if len(shape) not in (1, 2):
        return "a 1D or 2D tensor"
    if not 0 < n_fft <= shape[-1]:
        return f"0 < n_fft < {shape[-1]}, but got n_fft={win_length}"  # PyTorch's words name the other length
    if hop_length <= 0:
        return f"hop_length > 0, but got hop_length={hop_length}"
    if not 0 < win_length <= n_fft:
        return f"0 < win_length <= n_fft, but got win_length={win_length}"
    if window is not None and window._data.shape != (win_length,):
        size = list(window._data.shape)
        return f"a 1D window tensor of size equal to win_length={win_length}, but got window with size {size}"
    return None


@composed()
def istft(
    input, n_fft: Int, hop_length: Int = None, win_length: Int = None, window=None, center: Flag = True,
    normalized: Flag = False, onesided: Flag = None, length: Int = None, return_complex: Flag = False,
):  # fmt: skip
    """The signal of which these are the frames, by least squares (Griffin and Lim, 1984).

    (B, frequencies, frames) -> (B, length), as long as the frames reach when `length` is not given.
    """
    if window is None:
        warnings.warn(
            f"{_NO_WINDOW}.Please provide the same window used by stft to make the inversion lossless.{_EXPLICIT}",
            stacklevel=3,
        )
    hop_length = n_fft // 4 if hop_length is None else hop_length
    win_length = n_fft if win_length is None else win_length
    told = _told(
        "istft", _kind(input), window, n_fft=n_fft, hop_length=hop_length,
        win_length=win_length, center=center, normalized=normalized, onesided=onesided, length=length,
        return_complex=return_complex,
    )  # fmt: skip
    if not input.is_complex():
        raise RuntimeError(
            "istft requires a complex-valued input tensor matching the output from stft with return_complex=True."
        )
    frequencies, frames = input.size(-2), input.size(-1)
    half = frequencies != n_fft if onesided is None else onesided
    reason = _unjoined(input, n_fft, hop_length, win_length, window, half)
    if reason:
        raise RuntimeError(f"{told}: {reason}")
    single = input._data.ndim == 2
    spectra = transpose(input.unsqueeze(0) if single else input, 1, 2)
    real = spectra.real.dtype
    whole = ones(win_length, dtype=real, device=input.device) if window is None else window
    whole = _centred(whole, n_fft)
    scale = "root" if normalized else "count"
    if return_complex:
        if half:
            raise RuntimeError("Cannot have onesided output if window or input is complex")
        pieces = fourier(spectra, (2,), scale, True)
    else:
        if whole.is_complex():
            raise RuntimeError("Complex windows are incompatible with return_complex=False")
        pieces = fourier_to_real(spectra[..., : n_fft // 2 + 1], (2,), scale, n_fft)
    reach = n_fft + hop_length * (frames - 1)
    signal = slide_back(pieces * whole, (pieces._data.shape[0], reach), 1, n_fft, hop_length)
    weight = slide_back((whole * whole).expand((1, frames, n_fft)), (1, reach), 1, n_fft, hop_length)
    start = n_fft // 2 if center else 0
    end = start + length if length is not None else reach - start
    signal, weight = signal[:, start:end], weight[:, start:end]
    if not bool(weight.detach().abs().min() > 1e-11):
        raise RuntimeError(f"{told}window overlap add min: 1")
    signal = signal / weight
    if end > reach:
        warnings.warn(
            "The length of signal is shorter than the length parameter. Result is being padded with zeros in the tail. "
            "Please check your center and hop_length settings.",
            stacklevel=3,
        )
        signal = constant_pad_nd(signal, (0, end - reach))
    return signal.squeeze(0) if single else signal


def _unjoined(input: Any, n_fft: int, hop_length: int, win_length: int, window: Any, half: bool) -> str | None:
    """PyTorch's complaint, where such frames make no signal."""
    shape = input._data.shape
    if not input._data.size:
        return "input tensor cannot be empty."
    if len(shape) not in (2, 3):
        return f"expected a tensor with 3 or 4 dimensions, but got {len(shape) + 1}"
    if shape[-2] != (n_fft // 2 + 1 if half else n_fft):
        wanted = "n_fft / 2 + 1 when onesided=True" if half else "n_fft when onesided=False"
        words = "expected the frequency dimension (3rd to the last) of the input tensor to match"
        return f"{words} {wanted}, but got {shape[-2]}"
    if not 0 < hop_length <= win_length:
        return "expected 0 < hop_length <= win_length"
    if not 0 < win_length <= n_fft:
        return "expected 0 < win_length <= n_fft"
    if window is not None and window._data.shape != (win_length,):
        return "Invalid window shape. window has to be 1D and length of `win_length`"
    return None
