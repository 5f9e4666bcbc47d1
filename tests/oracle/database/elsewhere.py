"""The samples of PyTorch's operator database on the strict stand-in: what they give there, and on the CPU."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch

import nbtorch

from .compare import flat
from .lists import UNSET
from .parts import described, dtypes
from .translate import Missing, forget, ours, to_numpy

SAMPLES = 8  # of an entry, from first to last


def there(value: Any) -> Any:
    """A value with its tensors, and its word for a device, on the stand-in."""
    if isinstance(value, nbtorch.Tensor):
        return value.detach().to("cuda").requires_grad_(value.requires_grad)
    if isinstance(value, nbtorch.device) or value == "cpu":
        return nbtorch.device("cuda")
    if type(value) in (tuple, list):
        return type(value)([there(item) for item in value])
    return {name: there(item) for name, item in value.items()} if type(value) is dict else value


def answers(entry: Any) -> tuple[int, list[str]]:
    """How many samples ran, and what differs between the two devices: results, and first derivatives."""
    dtype = next((d for d in (torch.float32, torch.int64, torch.bool, torch.complex64) if d in dtypes(entry)), None)
    torch.manual_seed(0)
    learn = entry.supports_autograd and dtype is not None and dtype.is_floating_point
    samples = [] if dtype is None else list(entry.sample_inputs("cpu", dtype, requires_grad=learn))
    ran, found = 0, []
    for index in sorted({round(i) for i in np.linspace(0, len(samples) - 1, SAMPLES)} if samples else ()):
        sample = samples[index]
        try:
            forget()
            function = ours(entry.op)
            arguments, keywords = [ours(sample.input), *ours(sample.args)], ours(sample.kwargs)
        except Missing:
            continue
        ran += 1
        if difference := _differs(entry.name, function, arguments, keywords):
            found.append(f"{index}: {difference}   <- {described(sample)}")
    return ran, found


def _seeded(function: Any, *args: Any, **options: Any) -> Any:
    nbtorch.manual_seed(1234)
    return function(*args, **options)


def _differs(name: str, function: Any, arguments: Any, keywords: Any) -> str | None:
    others, options = there(arguments), there(keywords)
    here = _seeded(function, *arguments, **keywords)
    with nbtorch.device("cuda"):
        try:
            elsewhere = _seeded(function, *others, **options)
        except Exception as error:
            return f"{type(error).__name__}: {error}"
    results = [flat(here), flat(elsewhere)]
    if difference := _unlike(name, *results):
        return difference
    pulled = []
    for values, leaves in zip(results, (flat([*arguments, keywords]), flat([*others, options])), strict=True):
        leaves = [t for t in leaves if isinstance(t, nbtorch.Tensor) and t.requires_grad]
        total = sum([(t.abs() * 0.7).sum() for t in values if isinstance(t, nbtorch.Tensor) and t.requires_grad])
        if not leaves or not isinstance(total, nbtorch.Tensor):
            return None
        try:
            pulled.append(nbtorch.autograd.grad(total, leaves, allow_unused=True))
        except Exception as error:
            return f"derivative: {type(error).__name__}: {error}"
    difference = _unlike(name, *[[g for g in grads if g is not None] for grads in pulled])
    return f"derivative: {difference}" if difference else None


def _unlike(name: str, here: list[Any], elsewhere: list[Any]) -> str | None:
    if len(here) != len(elsewhere):
        return f"{len(elsewhere)} results instead of {len(here)}"
    for mine, other in zip(here, elsewhere, strict=True):
        if not isinstance(mine, nbtorch.Tensor):
            if type(mine) is not type(other):
                return f"{other!r} instead of {mine!r}"
            continue
        if not isinstance(other, nbtorch.Tensor):
            return f"{other!r} instead of {mine!r}"
        if other.device.type != "cuda" or other.dtype != mine.dtype or other.shape != mine.shape:
            return f"{other.dtype} {tuple(other.shape)} on {other.device} instead of {mine.dtype} {tuple(mine.shape)}"
        if name not in UNSET:
            a, b = to_numpy(mine), to_numpy(other.cpu())
            if not np.allclose(b, a, rtol=2e-5, atol=2e-5, equal_nan=True):
                return f"{b} instead of {a}"
    return None
