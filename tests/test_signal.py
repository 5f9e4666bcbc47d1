"""Windows, stft and istft against PyTorch, and that a signal comes back."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

import nbtorch

pytestmark = pytest.mark.filterwarnings("ignore:A window was not provided", "ignore:stft with return_complex=False")
WINDOWS = ("hann", "hamming", "blackman", "bartlett", "kaiser")
SHAPES = {name: {} for name in (*WINDOWS, "cosine", "nuttall", "exponential", "gaussian", "general_hamming")} | {
    "general_cosine": {"a": [0.5, 0.3, 0.2]}
}
TOLERANCES = (("float32", 2e-6), ("float64", 1e-13))


def ends(call, torch, **arguments):
    """What a call comes to in each framework: a result or an exception."""
    found = []
    for framework in (torch, nbtorch):
        try:
            found.append(call(framework, **arguments))
        except Exception as error:
            found.append(error)
    return found


def same(yours, mine, tolerance=1e-5):
    if isinstance(yours, Exception) or isinstance(mine, Exception):
        assert (type(mine), str(mine)) == (type(yours), str(yours).split("\n")[0])
        return
    assert str(mine.dtype) == str(yours.dtype)
    np.testing.assert_allclose(mine.detach().numpy(), yours.detach().numpy(), rtol=tolerance, atol=tolerance)


def test_a_signal_comes_back():
    x, window = nbtorch.randn(2, 100), nbtorch.hann_window(16)
    spectra = nbtorch.stft(x, 16, window=window, return_complex=True)
    assert spectra.shape == (2, 9, 26)
    np.testing.assert_allclose(nbtorch.istft(spectra, 16, window=window, length=100).numpy(), x.numpy(), atol=1e-5)


def test_a_periodic_window_is_a_symmetric_one_without_its_last_point():
    for name in WINDOWS:
        window = getattr(nbtorch, f"{name}_window")
        np.testing.assert_array_equal(window(8).numpy(), window(9, periodic=False)[:8].numpy())


def test_no_window_is_warned_of():
    with pytest.warns(UserWarning, match="A window was not provided"):
        nbtorch.stft(nbtorch.ones(20), 8, return_complex=True)


def window(framework, name, dtype, **arguments):
    return getattr(framework, f"{name}_window")(dtype=getattr(framework, dtype), **arguments)


def signal_window(framework, name, dtype, **arguments):
    return getattr(framework.signal.windows, name)(dtype=getattr(framework, dtype), **arguments)


@pytest.mark.oracle
@pytest.mark.parametrize("length", [0, 1, 2, 5, 16, 100])
@pytest.mark.parametrize("name", WINDOWS)
def test_windows(name, length):
    torch = pytest.importorskip("torch")
    for periodic, (dtype, tolerance) in itertools.product((True, False), TOLERANCES):
        shape = {"window_length": length, "periodic": periodic, "dtype": dtype}
        same(*ends(window, torch, name=name, **shape), tolerance)


@pytest.mark.oracle
@pytest.mark.parametrize("length", [0, 1, 2, 7, 64])
@pytest.mark.parametrize("name", SHAPES)
def test_signal_windows(name, length):
    torch = pytest.importorskip("torch")
    for sym, (dtype, tolerance) in itertools.product((True, False), TOLERANCES):
        shape = {"M": length, "sym": sym, "dtype": dtype, **SHAPES[name]}
        same(*ends(signal_window, torch, name=name, **shape), tolerance)


@pytest.mark.oracle
@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("hann", {"M": -1}), ("bartlett", {"dtype": "int64"}), ("kaiser", {"dtype": "float16"}),
        ("kaiser", {"beta": -1}),
        ("exponential", {"tau": -1}), ("exponential", {"center": 2.0}), ("gaussian", {"std": -1}),
        ("general_cosine", {"a": []}), ("general_cosine", {"a": 3}),
    ],
)  # fmt: skip
def test_errors_of_signal_windows(name, arguments):
    torch = pytest.importorskip("torch")
    given = {"M": 5, "dtype": "float32", **SHAPES[name], **arguments}
    same(*ends(signal_window, torch, name=name, **given))


def signal(is_complex):
    draw = np.random.default_rng(0)
    x = draw.normal(size=(2, 45))
    return (x + 1j * draw.normal(size=(2, 45))).astype("complex64") if is_complex else x.astype("float32")


def spectra_of(framework, is_complex, n_fft, win_length, **arguments):
    window = framework.linspace(0.5, 1, win_length or n_fft)
    x = framework.tensor(signal(is_complex))
    return framework.stft(x, n_fft, win_length=win_length, window=window, return_complex=True, **arguments)


@pytest.mark.oracle
@pytest.mark.parametrize("is_complex", [False, True])
@pytest.mark.parametrize("center", [False, True])
@pytest.mark.parametrize("n_fft", [8, 9, 50])
def test_stft(n_fft, center, is_complex):
    torch = pytest.importorskip("torch")
    given = {"n_fft": n_fft, "center": center, "is_complex": is_complex}
    for hop, length, onesided, normalized in itertools.product((None, 3), (None, 6), (None, False), (True, False)):
        more = {"hop_length": hop, "win_length": length, "onesided": onesided, "normalized": normalized}
        same(*ends(spectra_of, torch, **given, **more), 1e-4)


def signal_of(framework, values, n_fft, win_length, **arguments):
    """A signal, and its energy's gradients by the spectra and by the window."""
    spectra = framework.tensor(values, requires_grad=True)
    window = framework.linspace(0.5, 1, win_length or n_fft, requires_grad=True)
    result = framework.istft(spectra, n_fft, win_length=win_length, window=window, **arguments)
    return [result, *framework.autograd.grad(result.abs().square().sum(), [spectra, window])]


@pytest.mark.oracle
@pytest.mark.parametrize("center", [False, True])
@pytest.mark.parametrize("n_fft", [8, 9])
def test_istft(n_fft, center):
    torch = pytest.importorskip("torch")
    draw = np.random.default_rng(0)
    for hop, length, whole, size in itertools.product((None, 3), (None, 7), (True, False), (None, 12)):
        shape = (2, n_fft if whole else n_fft // 2 + 1, 7)
        values = draw.normal(size=shape) + 1j * draw.normal(size=shape)
        more = {"hop_length": hop, "win_length": length, "length": size, "return_complex": whole, "center": center}
        yours, mine = ends(signal_of, torch, values=values, n_fft=n_fft, **more)
        for a, b in zip(*((end,) if isinstance(end, Exception) else end for end in (yours, mine)), strict=True):
            same(a, b, 1e-4)


WRONG_STFT = [
    {"onesided": True, "complex": True}, {"return_complex": None}, {"n_fft": 0}, {"n_fft": 80, "center": False},
    {"win_length": 9}, {"size": 5}, {"align_to_window": True}, {"shape": (1, 1, 40), "center": False},
    {"dtype": "int64"},
]  # fmt: skip


@pytest.mark.oracle
@pytest.mark.parametrize("wrong", WRONG_STFT, ids=str)
def test_errors_of_stft(wrong):
    torch = pytest.importorskip("torch")

    def call(framework):
        given = {"n_fft": 8, "return_complex": True, **wrong}
        x = framework.ones(given.pop("shape", 40), dtype=getattr(framework, given.pop("dtype", "float32")))
        x = x.to(framework.complex64) if given.pop("complex", False) else x
        return framework.stft(x, window=framework.ones(given.pop("size", 8)), **given)

    same(*ends(call, torch))


WRONG_ISTFT = [
    {"real": True}, {"shape": (0, 21)}, {"n_fft": 10}, {"onesided": False}, {"hop_length": 9}, {"win_length": 9},
    {"size": 4}, {"return_complex": True}, {"shape": (1, 1, 5, 21)},
]  # fmt: skip


@pytest.mark.oracle
@pytest.mark.parametrize("wrong", WRONG_ISTFT, ids=str)
def test_errors_of_istft(wrong):
    torch = pytest.importorskip("torch")

    def call(framework):
        given = {"n_fft": 8, **wrong}
        kind = framework.float32 if given.pop("real", False) else framework.complex64
        spectra = framework.ones(given.pop("shape", (5, 21)), dtype=kind)
        return framework.istft(spectra, window=framework.ones(given.pop("size", 8)), **given)

    same(*ends(call, torch))
