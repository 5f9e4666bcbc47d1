"""Do the gradients that `backward` computes agree with finite differences? `gradcheck` and `gradgradcheck`."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any

import numpy

from ..backend.array import NAMESPACES
from ..backend.dtype import get_default_dtype
from ..backend.random import Generator
from . import engine
from .api import grad
from .functional import zeros
from .modes import enable_grad


class GradcheckError(RuntimeError):
    """What `gradcheck` and `gradgradcheck` raise when gradients disagree."""


def _tupled(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, (tuple, list)) else (value,)


def _differentiable(outputs: Any) -> tuple[Any, ...]:
    return tuple([o for o in _tupled(outputs) if o.requires_grad])


def _learning(inputs: Any) -> list[Any]:
    return [t for t in inputs if hasattr(t, "_node") and t.requires_grad]


# ---------------------------------------------------------------- two ways to a Jacobian
def _numerical(func: Any, inputs: Any, count: int, eps: float) -> list[list[Any]]:
    """Per input and output, the Jacobian (numel of input, numel of output) by central differences."""
    found = []
    for t in _learning(inputs):
        rows: list[list[Any]] = [[] for _ in range(count)]
        flat = t._data.reshape(-1) if t._data.flags.c_contiguous else None
        for index in range(t._data.size):
            place = None if flat is not None else _unravel(index, t._data.shape)
            steps = [_slopes(func, inputs, t._data, flat, place, index, eps)]
            if t.is_complex():
                steps.append(_slopes(func, inputs, t._data, flat, place, index, eps * 1j))
            for number in range(count):
                real = steps[0][number]
                rows[number].append(real + steps[1][number] * 1j if len(steps) > 1 else real)
        found.append([engine.stack(r, 0) if r else None for r in rows])
    return found


def _unravel(index: int, shape: Any) -> tuple[int, ...]:
    place = []
    for size in reversed(shape):
        place.append(index % size)
        index //= size
    return tuple(reversed(place))


def _slopes(func: Any, inputs: Any, array: Any, flat: Any, place: Any, index: int, step: Any) -> list[Any]:
    """The change of every output, flat, for a step of one element of one input."""
    target, key = (array, place) if flat is None else (flat, index)
    before = target[key].copy()
    sides = []
    for moved in (before - step, before + step):
        target[key] = moved
        sides.append([o.detach().clone() for o in _tupled(func(*inputs))])
        target[key] = before
    for low, high in zip(*sides, strict=True):
        for what, a, b in (("shape", low.shape, high.shape), ("dtype", low.dtype, high.dtype)):
            if a != b:
                at = place if flat is None else _unravel(index, array.shape)
                raise AssertionError(
                    f"Expected `func` to return outputs with the same {what} when inputs are perturbed on index {at} "
                    f"by {step}, but got: {what}s {a} and {b}."
                )
    size = abs(step)
    return [((high - low) / (2 * size)).reshape(-1) for low, high in zip(*sides, strict=True)]


def _each(output: Any) -> Iterator[Any]:
    """Gradients of an output that are 1 for one element, for each."""
    for index in range(output.numel()):
        seed = zeros(output)
        seed.view(-1)[index] = 1
        yield seed


def _analytical(output: Any, inputs: list[Any], seeds: Any = None) -> tuple[list[Any], bool, bool]:
    """Per input the Jacobian by backward, and whether all gradients had the sizes and dtypes of their inputs.

    It has a column for each of `seeds`, the gradients of the output: without them for each element.
    """
    columns: list[list[Any]] = [[] for _ in inputs]
    sizes = types = True
    for seed in _each(output) if seeds is None else seeds:
        found = grad(output, inputs, seed, retain_graph=True, allow_unused=True)
        for column, g, t in zip(columns, found, inputs, strict=True):
            if g is not None and g.shape != t.shape:
                sizes, g = False, None
            if g is not None and g.dtype != t.dtype:
                types = False
            column.append((zeros(t) if g is None else g.to(t.dtype)).reshape(-1))
    return [engine.stack(column, 1) if column else None for column in columns], sizes, types


def _close(a: Any, b: Any, rtol: float, atol: float) -> bool:
    return bool((abs(a - b) <= atol + rtol * abs(b)).all())


def _checked_analytical(
    output: Any, inputs: list[Any], dtypes: bool, tolerance: float, seeds: Any = None
) -> list[Any]:
    first, sizes, types = _analytical(output, inputs, seeds)
    second, _, _ = _analytical(output, inputs, seeds)
    if dtypes and not types:
        raise GradcheckError("Gradient has dtype mismatch")
    if not sizes:
        raise GradcheckError("Analytical gradient has incorrect size")
    if not all([a is None or _close(a, b, 0, tolerance) for a, b in zip(first, second, strict=True)]):
        raise GradcheckError(
            "Backward is not reentrant, i.e., running backward with same input and grad_output multiple times gives "
            f"different values, although analytical gradient matches numerical gradient.The tolerance for "
            f"nondeterminism was {tolerance}."
        )
    return first


# ---------------------------------------------------------------- the checks
def _check_inputs(inputs: tuple[Any, ...]) -> None:
    for index, t in enumerate(inputs):
        if not (hasattr(t, "_node") and t.requires_grad):
            continue
        if str(t.dtype) not in ("torch.float64", "torch.complex128"):
            warnings.warn(
                f"Input #{index} requires gradient and is not a double precision floating point or complex. This check "
                "will likely fail if all the inputs are not of double precision floating point or complex. ",
                stacklevel=4,
            )
        if not all([step > 0 or size <= 1 for step, size in zip(t.stride(), t.shape, strict=True)]):
            raise RuntimeError(
                f"The {index}th input has a dimension with stride 0. gradcheck only supports inputs that are "
                "non-overlapping to be able to compute the numerical gradients correctly. You should call .contiguous "
                "on the input before passing it to gradcheck."
            )
    if not _learning(inputs):
        raise ValueError(
            "gradcheck expects at least one input tensor to require gradient, but none of them have requires_grad=True."
        )


def _check_part(
    func: Any, inputs: Any, eps: float, rtol: float, atol: float, dtypes: bool, tolerance: float, part: str | None,
    complexes: Any,
) -> None:  # fmt: skip
    """Compare the two Jacobians of every output with respect to every input."""
    everything = _tupled(func(*inputs))
    outputs = _differentiable(everything)
    numerical = _numerical(func, inputs, len(everything), eps)
    if not outputs:
        for per_input in numerical:
            if any([j is not None and bool((j != 0).any()) for j in per_input]):
                raise GradcheckError("Numerical gradient for function expected to be zero")
        return
    kept = [i for i, o in enumerate(everything) if o.requires_grad]
    learning = _learning(inputs)
    for number, (place, output) in enumerate(zip(kept, outputs, strict=True)):
        analytical = _checked_analytical(output, learning, dtypes, tolerance)
        for index, (a, per_input) in enumerate(zip(analytical, numerical, strict=True)):
            n = per_input[place]
            if a is None or n is None or _close(*_alike(a, n), rtol, atol):
                continue
            prefix = f"While considering the {part} part of complex outputs only, " if number in complexes else ""
            raise GradcheckError(
                f"{prefix}Jacobian mismatch for output {number:d} with respect to input {index:d},\n"
                f"numerical:{n}\nanalytical:{a}\n"
            )


# ---------------------------------------------------------------- one number for each Jacobian
def _unit(like: Any, generator: Generator) -> Any:
    """A vector of length 1 with as many elements as a tensor, of real numbers."""
    data = like._data
    drawn = generator.uniform((data.size,), 0.0, 1.0, get_default_dtype().array).astype(data.real.dtype)
    return NAMESPACES[type(data)].asarray(drawn / numpy.sqrt((drawn * drawn).sum()))


def _along(func: Any, inputs: Any, t: Any, u: Any, eps: float) -> list[Any]:
    """The slope of every output, flat, where the input `t` moves along `u`."""
    array, before, sides = t._data, t._data.copy(), []
    for step in (-eps, eps):
        array[...] = before + step * u.reshape(array.shape)
        sides.append([o._data.copy() for o in _tupled(func(*inputs))])
        array[...] = before
    return [((high - low) / (2 * eps)).reshape(-1) for low, high in zip(*sides, strict=True)]


def _slope(func: Any, inputs: Any, t: Any, parts: list[Any], eps: float) -> list[Any]:
    """`_along` the directions of the real and, for a complex input, the imaginary part, as one number's parts."""
    found = _along(func, inputs, t, parts[0], eps)
    if len(parts) == 1:
        return found
    return [a + 1j * b for a, b in zip(found, _along(func, inputs, t, parts[1] * 1j, eps), strict=True)]


def _check_part_fast(
    func: Any, inputs: Any, eps: float, rtol: float, atol: float, dtypes: bool, tolerance: float, part: str | None,
    complexes: Any,
) -> None:  # fmt: skip
    """Compare `v @ J @ u` for random vectors u of the input and v of the output, instead of the Jacobian J."""
    everything = _tupled(func(*inputs))
    outputs, learning, generator = _differentiable(everything), _learning(inputs), Generator()
    directions = [[_unit(t, generator) for _ in range(2 if t.is_complex() else 1)] for t in learning]
    slopes = [_slope(func, inputs, t, parts, eps) for t, parts in zip(learning, directions, strict=True)]
    if not outputs:
        if any([bool((abs(slope) > atol).any()) for per_input in slopes for slope in per_input]):
            raise GradcheckError("Numerical gradient for function expected to be zero")
        return
    weights = [_unit(o, generator) for o in outputs]
    seeds = [[engine.Tensor(v.reshape(o.shape), None)] for o, v in zip(outputs, weights, strict=True)]
    pulled = [_checked_analytical(o, learning, dtypes, tolerance, s) for o, s in zip(outputs, seeds, strict=True)]
    kept = [i for i, o in enumerate(everything) if o.requires_grad]
    for index, parts in enumerate(directions):
        for number, (place, v) in enumerate(zip(kept, weights, strict=True)):
            if pulled[number][index] is None:
                continue
            column = pulled[number][index]._data.reshape(-1)
            n = (v * slopes[index][place]).sum().item()
            a = (column.real * parts[0]).sum().item()
            a = a + 1j * (column.imag * parts[1]).sum().item() if len(parts) > 1 else a
            if abs(a - n) <= atol * float(sum(parts).sum() * v.sum()) + rtol * abs(n):
                continue
            prefix = f"While considering the {part} part of complex outputs only, " if number in complexes else ""
            raise GradcheckError(
                f"{prefix}Jacobian mismatch for output {number:d} with respect to input {index:d},\n"
                f"numerical:{n}\nanalytical:{a}\n"
                + _in_full(func, inputs, outputs[number], len(everything), index, place, eps, rtol, atol)
            )


def _in_full(
    func: Any, inputs: Any, output: Any, count: int, index: int, place: int, eps: float, rtol: float, atol: float
) -> str:
    """What the fast check's error adds: both Jacobians, and how far apart they are."""
    a, n = _alike(_analytical(output, _learning(inputs))[0][index], _numerical(func, inputs, count, eps)[index][place])
    small = (
        "\nFast gradcheck failed but element-wise differences are small. This means that the\n"
        "test might've passed in slow_mode!\n"
    )
    return (
        "\nThe above quantities relating the numerical and analytical jacobians are computed \nin fast mode. See: "
        "https://github.com/pytorch/pytorch/issues/53876 for more background \nabout fast mode. Below, we recompute "
        f"numerical and analytical jacobians in slow mode:\n\nNumerical:\n {n}\nAnalytical:\n{a}\n\n"
        f"The max per-element difference (slow mode) is: {abs(a - n).max().item()}.\n"
        + (small if _close(a, n, rtol, atol) else "")
    )


def _alike(a: Any, n: Any) -> tuple[Any, Any]:
    wider = a.dtype if a.is_complex() or not n.is_complex() else n.dtype
    return a.to(wider), n.to(wider)


def _check_scaled(outputs: tuple[Any, ...], inputs: list[Any]) -> None:
    """A backward must be multiplied by the gradient of its output."""
    if not inputs:
        raise GradcheckError("no Tensors requiring grad found in input")
    seeds = [zeros(o) for o in outputs]
    found = grad(outputs, inputs, seeds, allow_unused=True, retain_graph=True)
    for g, t in zip(found, inputs, strict=True):
        if g is None:
            continue
        if not bool((g == 0).all()):
            raise GradcheckError("backward not multiplied by grad_output")
        if g.dtype != t.dtype:
            raise GradcheckError("grad is incorrect type")
        if g.device != t.device:
            raise GradcheckError("grad is incorrect device")
        if g.shape != t.shape:
            raise GradcheckError("grad is incorrect size")


def gradcheck(
    func: Any,
    inputs: Any,
    *,
    eps: float = 1e-6,
    atol: float = 1e-5,
    rtol: float = 1e-3,
    raise_exception: bool = True,
    nondet_tol: float = 0.0,
    check_undefined_grad: bool = True,
    check_grad_dtypes: bool = False,
    check_batched_grad: bool = False,
    check_batched_forward_grad: bool = False,
    check_forward_ad: bool = False,
    check_backward_ad: bool = True,
    fast_mode: bool = False,
    masked: bool | None = None,
) -> bool:
    """Whether the gradients of `func` agree with central differences; a `GradcheckError` says where not.

    Inputs that require a gradient should be float64 or complex128. A complex output is checked as two real ones.
    `fast_mode` compares one number for each input and output, a random projection of the Jacobian; forward mode and
    batched gradients are made of the backward, and are right when it is.
    """
    if not (check_forward_ad or check_backward_ad):
        raise AssertionError("Expected at least one of check_forward_ad or check_backward_ad to be True")
    if check_batched_grad and not check_backward_ad:
        raise AssertionError("Setting check_batched_grad=True requires check_backward_ad to be True")
    if check_batched_forward_grad and not check_forward_ad:
        raise AssertionError("Setting check_batched_forward_grad=True requires check_forward_ad to be True")
    try:
        _check(func, _tupled(inputs), eps, atol, rtol, nondet_tol, check_grad_dtypes, fast_mode)
    except GradcheckError:
        if raise_exception:
            raise
        return False
    return True


def _check(
    func: Any, inputs: tuple[Any, ...], eps: float, atol: float, rtol: float, tolerance: float, dtypes: bool,
    fast: bool,
) -> None:  # fmt: skip
    _check_inputs(inputs)
    check = _check_part_fast if fast else _check_part
    out = _tupled(func(*inputs))
    outputs = _differentiable(out)
    if any([o.is_complex() for o in out]):
        complexes = [i for i, o in enumerate(outputs) if o.is_complex()]
        for part, name in (("imaginary", "imag"), ("real", "real")):
            check(_part(func, name), inputs, eps, rtol, atol, dtypes, tolerance, part, complexes)
    else:
        check(func, inputs, eps, rtol, atol, dtypes, tolerance, None, ())
    if outputs:
        _check_scaled(outputs, _learning(inputs))


def _part(func: Any, name: str) -> Any:
    """`func` with the real, or the imaginary, parts of its complex outputs."""
    return lambda *inputs: tuple([getattr(o, name) if o.is_complex() else o for o in _tupled(func(*inputs))])


def gradgradcheck(
    func: Any,
    inputs: Any,
    grad_outputs: Any = None,
    *,
    eps: float = 1e-6,
    atol: float = 1e-5,
    rtol: float = 1e-3,
    gen_non_contig_grad_outputs: bool = False,
    raise_exception: bool = True,
    nondet_tol: float = 0.0,
    check_undefined_grad: bool = True,
    check_grad_dtypes: bool = False,
    check_batched_grad: bool = False,
    check_fwd_over_rev: bool = False,
    check_rev_over_rev: bool = True,
    fast_mode: bool = False,
    masked: bool = False,
) -> bool:
    """`gradcheck` of the gradients of `func`, with respect to its inputs and to the gradients of its outputs."""
    if not (check_fwd_over_rev or check_rev_over_rev):
        raise AssertionError("Expected at least one of check_fwd_over_rev or check_rev_over_rev to be True")
    if check_undefined_grad and not check_rev_over_rev:
        raise AssertionError("Setting check_undefined_grad=True requires check_rev_over_rev to be True")
    if check_batched_grad and not check_rev_over_rev:
        raise AssertionError("Setting check_batched_grad=True requires check_rev_over_rev to be True")
    given = _tupled(inputs)
    seeds = _tupled(grad_outputs) if grad_outputs is not None else tuple(map(_drawn, _differentiable(func(*given))))
    learning = [i for i, t in enumerate(given) if hasattr(t, "_node") and t.requires_grad]

    def first(*args: Any) -> Any:
        values, weights = args[: len(given)], args[len(given) :]
        found = grad(
            _differentiable(func(*values)), [values[i] for i in learning], weights, create_graph=True,
            allow_unused=True,
        )  # fmt: skip
        return tuple([g for g in found if g is not None])

    with enable_grad():
        return gradcheck(
            first, (*given, *seeds), eps=eps, atol=atol, rtol=rtol, raise_exception=raise_exception,
            nondet_tol=nondet_tol, check_grad_dtypes=check_grad_dtypes, fast_mode=fast_mode, masked=masked,
        )  # fmt: skip


def _drawn(output: Any) -> Any:
    """Random numbers from -1 to 1, like an output."""
    if output.is_complex():
        parts = [output.real.detach().clone().uniform_(-1, 1) for _ in range(2)]
        return (parts[0] + parts[1] * 1j).requires_grad_()
    return output.detach().clone().uniform_(-1, 1).requires_grad_()
