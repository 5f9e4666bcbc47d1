"""torch.fft: what transforms are, and PyTorch's errors and frequencies."""

from __future__ import annotations

import numpy as np
import pytest

import nbtorch


def test_a_wave_is_one_frequency():
    x = nbtorch.cos(2 * np.pi * 3 * nbtorch.arange(16) / 16)
    spectrum = nbtorch.fft.rfft(x)
    assert spectrum.dtype == nbtorch.complex64
    np.testing.assert_allclose(spectrum.abs().numpy(), 8 * np.eye(9)[3], atol=1e-5)
    assert nbtorch.fft.rfftfreq(16, 1 / 16)[3].item() == 3


@pytest.mark.parametrize("norm", [None, "forward", "ortho"])
@pytest.mark.parametrize("pair", ["fft", "fft2", "fftn", "hfft", "hfft2", "hfftn", "rfft", "rfft2", "rfftn"])
def test_the_inverse_undoes(pair, norm):
    forth, back = getattr(nbtorch.fft, pair), getattr(nbtorch.fft, f"i{pair}")
    x = nbtorch.randn(3, 5, 6, dtype=nbtorch.float64)
    if pair.startswith("h"):
        x = nbtorch.fft.ihfftn(x, dim=(1, 2)) if pair != "hfft" else nbtorch.fft.ihfft(x)
    again = back(forth(x, norm=norm), norm=norm)
    if pair == "hfftn":  # of three dimensions: half of the last one is all that an inverse of real numbers keeps
        again, x = forth(again, norm=norm), forth(x, norm=norm)
    np.testing.assert_allclose(again.numpy(), x.numpy(), atol=1e-12)


def test_the_gradient_of_the_energy_is_the_signal_itself():
    x = nbtorch.randn(7, dtype=nbtorch.float64, requires_grad=True)
    nbtorch.fft.fft(x, norm="ortho").abs().square().sum().backward()
    np.testing.assert_allclose(x.grad.numpy(), 2 * x.detach().numpy())


def test_no_elements_in_a_batch():
    assert nbtorch.fft.rfft(nbtorch.zeros(0, 6)).shape == (0, 4)
    assert nbtorch.fft.irfft(nbtorch.zeros(0, 4)).shape == (0, 6)


WRONG = [
    ("fft", "half", {}), ("fft", "real", {"n": 0}), ("fft", "real", {"norm": "a"}), ("fft", "real", {"dim": 3}),
    ("fft", "scalar", {}), ("fft2", "scalar", {}), ("fftn", "real", {"dim": (0, 0)}),
    ("fftn", "real", {"s": (1, 2, 3)}), ("fftn", "real", {"s": (1, 2), "dim": (0,)}), ("fftn", "real", {"s": (-2,)}),
    ("rfft", "complex", {}), ("rfftn", "complex", {}), ("rfftn", "real", {"dim": ()}), ("ihfft", "complex", {}),
    ("ihfftn", "complex", {}), ("ihfft2", "real", {"dim": ()}), ("hfftn", "real", {"dim": ()}),
    ("irfft2", "real", {"dim": ()}), ("irfft", "real", {"n": 0}), ("rfftn", "scalar", {}),
    ("fftshift", "real", {"dim": 4}),
]  # fmt: skip
FREQUENCIES = [
    (5,), (6,), (1,), (0,), (5, 0.1), (-1,), (4, 1.0, {"dtype": "float64"}), (4, 1.0, {"dtype": "float16"}),
    (4, 1.0, {"dtype": "int64"}), (4, 1.0, {"dtype": "complex64"}),
]  # fmt: skip


@pytest.mark.oracle
@pytest.mark.parametrize(("name", "kind", "arguments"), WRONG)
def test_errors_are_pytorchs(name, kind, arguments):
    torch = pytest.importorskip("torch")
    told = []
    for framework in (torch, nbtorch):
        x = framework.ones(()) if kind == "scalar" else framework.ones(3, 4)
        x = x.half() if kind == "half" else x.to(framework.complex64) if kind == "complex" else x
        with pytest.raises(Exception) as caught:
            getattr(framework.fft, name)(x, **arguments)
        told.append((type(caught.value), str(caught.value)))
    assert told[0] == told[1]


@pytest.mark.oracle
@pytest.mark.parametrize("name", ["fftfreq", "rfftfreq"])
@pytest.mark.parametrize("arguments", FREQUENCIES, ids=str)
def test_frequencies(name, arguments):
    torch = pytest.importorskip("torch")
    ends = []
    for framework in (torch, nbtorch):
        more = {k: getattr(framework, v) for k, v in arguments[-1].items()} if len(arguments) == 3 else {}
        try:
            ends.append(getattr(framework.fft, name)(*arguments[:2], **more))
        except Exception as error:
            ends.append(error)
    yours, mine = ends
    if isinstance(yours, Exception):
        assert (type(mine), str(mine)) == (type(yours), str(yours))
    else:
        assert str(mine.dtype) == str(yours.dtype)
        np.testing.assert_array_equal(mine.numpy(), yours.numpy())


@pytest.mark.oracle
def test_out_is_filled():
    torch = pytest.importorskip("torch")
    for framework in (torch, nbtorch):
        place = framework.empty(0, dtype=framework.complex64)
        assert framework.fft.fft(framework.ones(4), out=place) is place
        assert place.tolist() == [4, 0, 0, 0]
        with pytest.raises(RuntimeError, match="fft expects a complex output tensor, but got Float"):
            framework.fft.fft(framework.ones(4), out=framework.empty(4))
