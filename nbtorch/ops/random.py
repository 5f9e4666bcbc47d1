"""Random tensors, with PyTorch's digits under the same seed."""

from __future__ import annotations

from typing import Any

import numpy

from ..autograd.apply import apply
from ..autograd.arguments import int_of, list_of, overloaded, real_of
from ..autograd.errors import broadcast_error, invalid
from ..autograd.memory import settled
from ..autograd.op import composed, op
from ..backend import device as devices, dtype as dtypes
from ..backend.array import Array, Index, Int
from ..backend.order import in_memory_order
from ..backend.random import Generator as Stream, default_generator
from .create import sizes, wrap
from .pointwise import nothing
from .reduce import sum
from .shape import spread_over


class Generator(Stream):
    """A random stream of its own: `Generator().manual_seed(0)`."""

    def get_state(self) -> Any:
        """The state as the 5056 bytes PyTorch uses, a uint8 tensor."""
        return wrap(numpy.array(super().get_state()))

    def set_state(self, new_state: Any) -> Any:
        """Continue from a state that `get_state` gave."""
        return super().set_state(getattr(new_state, "_data", new_state))

    def __repr__(self) -> str:
        return f"<torch._C.Generator object at {hex(id(self))}>"


default_generator.__class__ = Generator  # it hands its state out as a tensor too


def stream(generator: Any) -> Any:
    """The generator to draw from."""
    return default_generator if generator is None else generator


def filled(array: Any, device: Any, requires_grad: bool = False) -> Any:
    """The tensor of drawn numbers, on a device."""
    return wrap(devices.namespace(device).asarray(array), requires_grad)


@op(
    vjp={
        "first": lambda g, first_shape: spread_over(sum(nothing(g)), first_shape),
        "second": lambda g, second_shape: spread_over(sum(nothing(g)), second_shape),
    },
    method=False,
    function=False,
    grad_fn=lambda node: node,
)
def draw(xp, numbers: Index, first: Array, second: Array = None, node=""):
    """Numbers drawn by parameters that do not move them."""
    return xp.array(numbers)


def drawn_by(parameters: Any, numbers: Any, node: str) -> Any:
    """The tensor of drawn numbers, in the graph as PyTorch has it: its gradient by the parameters is 0."""
    if any([t.requires_grad for t in parameters]):
        first, second = (*parameters, None)[:2]
        return apply(draw, (numbers, first, second), (node,))
    return numbers


def _float_dtype(dtype: Any) -> Any:
    return dtypes.get_default_dtype().array if dtype is None else dtypes.array_dtype(dtype)


def room(out: Any, shape: tuple[int, ...], dtype: Any = None) -> Any:
    """`out`, resized to `shape` if it has another one; its dtype must be `dtype` where that is given."""
    if dtype is not None and dtypes.array_dtype(dtype) != out._data.dtype:
        raise RuntimeError(
            f"dtype {dtypes.of(dtypes.array_dtype(dtype)).word} does not match dtype of out parameter "
            f"({out.dtype.word})"
        )
    if out._data.shape != shape:
        out._data = numpy.empty(shape, out._data.dtype)
    return out


@composed(method=False)
def manual_seed(seed):
    """Start the default random stream of every device from `seed`; returns the generator."""
    return default_generator.manual_seed(int(seed))


@composed(method=False)
def seed():
    """Start the default stream from a number of the operating system's, which is returned."""
    return default_generator.seed()


@composed(method=False)
def initial_seed():
    """The seed the default stream started from."""
    return default_generator.initial_seed()


@composed(method=False)
def get_rng_state():
    """The state of the default stream, a uint8 tensor."""
    return default_generator.get_state()


@composed(method=False)
def set_rng_state(new_state):
    """Continue the default stream from a state that `get_rng_state` gave."""
    default_generator.set_state(new_state)


def _shape(name: str, shape: Any, size: Any) -> tuple[int, ...]:
    if not shape and size is None:
        raise TypeError(f"{name}() received an invalid combination of arguments - got (), but expected a size")
    return sizes(shape if size is None else (size,))


@composed(method=False)
def rand(
    *shape, size=None, generator=None, dtype=None, device=None, requires_grad=False, layout=None, pin_memory=False,
    out=None,
):  # fmt: skip
    """Uniform numbers in [0, 1)."""
    shape = _shape("rand", shape, size)
    if out is not None:
        return room(out, shape, dtype).uniform_(generator=generator)
    return filled(stream(generator).uniform(shape, dtype=_float_dtype(dtype)), device, requires_grad)


@composed(method=False)
def randn(
    *shape, size=None, generator=None, dtype=None, device=None, requires_grad=False, layout=None, pin_memory=False,
    out=None,
):  # fmt: skip
    """Numbers from the standard normal distribution; complex ones have variance 1 in all."""
    shape = _shape("randn", shape, size)
    if out is not None:
        return room(out, shape, dtype).normal_(generator=generator)
    return filled(stream(generator).normal(shape, dtype=_float_dtype(dtype)), device, requires_grad)


@composed(method=False)
def randint(
    low=0, high=..., size=None, *, generator=None, dtype=None, device=None, requires_grad=False, layout=None,
    pin_memory=False, out=None,
):  # fmt: skip
    """Integers from [low, high): `randint(high, size)` or `randint(low, high, size)`."""
    if size is None:
        low, high, size = 0, low, high
        high = int_of("randint(): argument 'high' (position 1)", high)
        size = list_of("randint(): argument 'size' (position 2)", size)
    elif high is ...:
        low, high = 0, int_of("randint(): argument 'high' (position 1)", low)
        size = list_of("randint(): argument 'size'", size)
    else:
        try:
            low, high, size = int_of("", low), int_of("", high), list_of("", size)
        except TypeError:
            raise invalid("randint", [low, high, size]) from None
    shape = sizes((size,))
    if out is not None:
        return room(out, shape, dtype).random_(low, high, generator=generator)
    kind = dtypes.int64.array if dtype is None else dtypes.array_dtype(dtype)
    return filled(stream(generator).randint(low, high, shape, kind), device, requires_grad)


@composed(method=False)
def randperm(
    n: Int, *, generator=None, dtype=None, device=None, requires_grad=False, layout=None, pin_memory=False, out=None
):
    """The integers below `n` in random order."""
    kind = dtypes.int64.array if dtype is None else dtypes.array_dtype(dtype)
    if out is not None:
        drawn = stream(generator).randperm(n, out._data.dtype)
        return room(out, (n,), dtype).copy_(wrap(drawn))
    return filled(stream(generator).randperm(n, kind), device, requires_grad)


def _like(input: Any, draw: Any, dtype: Any, device: Any, requires_grad: bool, memory_format: Any) -> Any:
    """A tensor like `input`, also in how it lies in memory, of what `draw(shape, dtype, in order)` gives."""
    array = settled(input)
    kind = array.dtype if dtype is None else dtypes.array_dtype(dtype)
    if str(memory_format).endswith("contiguous_format"):
        return filled(draw(array.shape, kind, True), device or input.device, requires_grad)
    plain = bool(array.flags.c_contiguous)
    drawn = in_memory_order(array, lambda shape: draw(shape, kind, plain))
    return filled(drawn, device or input.device, requires_grad)


@composed(method=False)
def rand_like(
    input, *, generator=None, dtype=None, device=None, requires_grad=False, memory_format=None, layout=None,
    pin_memory=False,
):  # fmt: skip
    """Uniform numbers in [0, 1), in the shape, dtype and device of `input`."""
    own = stream(generator)
    return _like(input, lambda s, k, _: own.uniform(s, dtype=k), dtype, device, requires_grad, memory_format)


@composed(method=False)
def randn_like(
    input, *, generator=None, dtype=None, device=None, requires_grad=False, memory_format=None, layout=None,
    pin_memory=False,
):  # fmt: skip
    """Standard normal numbers, in the shape, dtype and device of `input`."""
    own = stream(generator)

    def draw(shape: Any, kind: Any, plain: bool) -> Any:
        return own.normal(shape, dtype=kind, in_blocks=plain)

    return _like(input, draw, dtype, device, requires_grad, memory_format)


@composed(method=False)
def randint_like(
    input, low=0, high=..., *, generator=None, dtype=None, device=None, requires_grad=False, memory_format=None,
    layout=None, pin_memory=False,
):  # fmt: skip
    """Integers from [low, high), in the shape, dtype and device of `input`."""
    low, high = (0, low) if high is ... else (low, high)
    low, high = [overloaded("randint_like", int_of, value, input) for value in (low, high)]
    if low >= high:
        raise RuntimeError(f"random_ expects 'from' to be less than 'to', but got from={low} >= to={high}")
    own = stream(generator)
    return _like(input, lambda s, k, _: own.randint(low, high, s, k), dtype, device, requires_grad, memory_format)


def _normal_into(out: Any, mean: Any, std: Any, generator: Any) -> Any:
    """`out` filled with normal numbers of its own dtype, spread by `std` and moved by `mean`, one of them a tensor.

    With one deviation for all `out` keeps a shape that the means broadcast to, as in PyTorch.
    """
    many = hasattr(std, "_node")
    shapes = [tuple(getattr(value, "shape", ())) for value in (mean, std if many else out)]
    refused = broadcast_error(shapes)
    if refused is not None:
        raise refused
    if many and std._data.size and not bool((std._data >= 0).all()):
        raise RuntimeError("normal expects all elements of std >= 0.0")
    out = room(out, numpy.broadcast_shapes(*shapes))
    if not many:
        return out.normal_(0.0, std, generator=generator).add_(mean)
    return out.normal_(generator=generator).mul_(std).add_(mean)


@composed(method=False)
def normal(
    mean, std=1.0, size=None, *, generator=None, dtype=None, device=None, requires_grad=False, layout=None,
    pin_memory=False, out=None,
):  # fmt: skip
    """Normal numbers; `mean` and `std` are numbers (with `size`) or tensors that broadcast."""
    tensors = [t for t in (mean, std) if hasattr(t, "_node")]
    if size is not None or not hasattr(mean, "_node"):
        mean = overloaded("normal", real_of, mean, std)
    if size is not None or not hasattr(std, "_node"):
        std = overloaded("normal", real_of, std, mean)
    if size is not None:
        size = overloaded("normal", list_of, size, mean)
    if size is not None or not tensors:
        shape = sizes((size,))
        if out is not None:
            return room(out, shape, dtype).normal_(mean, std, generator=generator)
        return filled(stream(generator).normal(shape, mean, std, _float_dtype(dtype)), device, requires_grad)
    arrays = [devices.move(t._data, "cpu") if hasattr(t, "_node") else t for t in (mean, std)]
    refused = broadcast_error([numpy.shape(a) for a in arrays])
    if refused is not None:
        raise refused
    if out is not None:
        return _normal_into(out, mean, std, generator)
    shape = numpy.broadcast_shapes(*[numpy.shape(a) for a in arrays])
    result = filled(stream(generator).normal(shape, *arrays, dtype=tensors[0]._data.dtype), tensors[0].device)
    node = f"NormalBackward{3 if len(tensors) == 2 else 1 if tensors[0] is mean else 2}"
    return drawn_by(tensors, result, node)
