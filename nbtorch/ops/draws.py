"""Draws by probabilities and rates that tensors hold."""

from __future__ import annotations

from ..autograd.arguments import overloaded, real_of
from ..autograd.errors import broadcast_error
from ..autograd.op import composed
from ..backend import device as devices
from ..backend.array import Array, Flag, Int
from .checks import unimplemented
from .create import wrap
from .random import drawn_by, filled, room, stream


@composed()
def bernoulli(input: Array, p=..., *, generator=None, out=None):
    """1 with the probability that `input` holds (or `p`), else 0."""
    if out is not None:
        return room(out, input._data.shape).bernoulli_(input if p is ... else p, generator=generator)
    kind = input._data.dtype
    if p is ... and kind.kind in "biuc" and not input._data.size:
        return input.clone()
    if kind.kind in ("biuc" if p is ... else "c") and input._data.size:
        kernel = "scalar_cpu_" if p is not ... else "tensor_cpu_self_" if kind.kind == "c" else "tensor_cpu_p_"
        raise unimplemented(f"bernoulli_{kernel}", kind)
    if hasattr(p, "_node") and p._data.ndim:
        raise TypeError("bernoulli(): argument 'p' (position 2) must be float, not Tensor")
    p = p if p is ... else overloaded("bernoulli", real_of, p, input)
    chance = devices.move(input._data, "cpu") if p is ... else p
    drawn = filled(stream(generator).bernoulli(input._data.shape, chance, kind), input.device)
    return drawn_by((input,), drawn, f"BernoulliBackward{0 if p is ... else 1}")


@composed()
def multinomial(input, num_samples: Int, replacement: Flag = False, *, generator=None, out=None):
    """Indices drawn by the (relative) probabilities in `input`: (C,) -> (num_samples,), (N, C) -> (N, num_samples)."""
    drawn = stream(generator).multinomial(devices.move(input._data, "cpu"), num_samples, replacement)
    if out is None:
        return filled(drawn, input.device)
    if out._data.dtype != drawn.dtype:
        raise RuntimeError(f"multinomial expects Long tensor out, got: {out.dtype.word}")
    return room(out, drawn.shape).copy_(wrap(drawn))


@composed(method=False)
def poisson(input, generator=None):
    """Poisson counts of the rates in `input`."""
    drawn = filled(stream(generator).poisson(devices.move(input._data, "cpu")), input.device)
    return drawn_by((input,), drawn, "PoissonBackward0")


@composed(method=False)
def binomial(count, prob, generator=None):
    """The successes in `count` trials of probability `prob`: tensors that broadcast."""
    arrays = [devices.move(t._data, "cpu") for t in (count, prob)]
    refused = broadcast_error([array.shape for array in arrays])
    if refused is not None:
        raise refused
    return filled(stream(generator).binomial(*arrays), count.device)
