"""The parts of an entry: its samples in each dtype, its wrong inputs, its spellings."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any

import torch
from torch.testing._internal.common_methods_invocations import op_db

import nbtorch

from .compare import Outcome, compare, flat
from .sides import Side, both, widened
from .translate import FLOATS, Missing, ours

DTYPE_NAMES = ("float32", "float64", "int64", "bool", "float16", "bfloat16", "complex64")
HALF = (torch.float16, torch.bfloat16)


def entries(names: Any = None) -> list[Any]:
    """The database's entries of these names, variants included; all of them without names."""
    return [entry for entry in op_db if names is None or entry.name in names]


def dtypes(entry: Any) -> list[torch.dtype]:
    """The dtypes of ours to test that PyTorch's entry has on the CPU."""
    have = entry.supported_dtypes("cpu")
    return [dtype for name in DTYPE_NAMES if (dtype := getattr(torch, name)) in have]


def values(entry: Any, dtype: torch.dtype) -> Iterator[tuple[int, str]]:
    """What differs in values and derivatives, as (sample, difference)."""
    differentiable = dtype in FLOATS and entry.supports_autograd and dtype in entry.supported_backward_dtypes("cpu")
    second = differentiable and entry.supports_gradgrad and dtype in (torch.float64, torch.complex64)
    torch.manual_seed(0)
    function = Outcome(ours, entry.op)
    if function.error is not None:
        yield -1, function.differs(Outcome(lambda: None)) or ""
        return
    for index, sample in enumerate(entry.sample_inputs("cpu", dtype, requires_grad=differentiable)):
        state = torch.get_rng_state()
        try:
            mine = Side(nbtorch, function.result, sample)
        except Exception as error:
            yield index, f"no such sample here: {type(error).__name__} {error}"
            continue
        difference = both(mine, Side(torch, entry.op, sample), sample, entry.name, differentiable, second)
        if difference and dtype in HALF:
            mine, precise = Side(nbtorch, function.result, sample), Side(torch, widened(entry.op, dtype), sample)
            difference = both(mine, precise, sample, entry.name, differentiable, second) and difference
        if difference:
            yield index, f"{difference}   <- {described(sample)}"
        torch.set_rng_state(state)


def described(sample: Any) -> str:
    def word(value: Any) -> Any:
        if isinstance(value, torch.Tensor):
            return f"{str(value.dtype)[6:]}{list(value.shape)}" + ("" if value.is_contiguous() else "'")
        if isinstance(value, tuple | list):
            return type(value)([word(item) for item in value]) if type(value) in (tuple, list) else value
        return value

    words = [str(word(value)) for value in (sample.input, *sample.args)]
    return ", ".join([*words, *[f"{name}={word(value)}" for name, value in sample.kwargs.items()]])[:300]


def errors(entry: Any) -> Iterator[tuple[int, str]]:
    """What differs in the exceptions of the entry's wrong inputs."""
    if entry.error_inputs_func is None:
        return
    function = Outcome(ours, entry.op)
    if function.error is not None:
        yield -1, function.differs(Outcome(lambda: None)) or ""
        return
    for index, wrong in enumerate(entry.error_inputs("cpu")):
        sample = wrong.sample_input
        made = Outcome(Side, nbtorch, function.result, sample)  # what cannot be made is refused early
        mine = made.result.call() if made.error is None else made
        if difference := mine.differs(Side(torch, entry.op, sample).call()):
            yield index, f"{difference}   <- {described(sample)}"


def spellings(entry: Any) -> Iterator[tuple[int, str]]:
    """What differs where the op is called as a method, an operator, in place, with `out=` or by another name."""
    dtype = next((d for d in (torch.float32, torch.complex64, torch.int64, torch.bool) if d in dtypes(entry)), None)
    function = Outcome(ours, entry.op)
    if dtype is None or function.error is not None:
        return
    forms = {
        "method": entry.method_variant, "operator": entry.operator_variant, "in place": entry.inplace_variant,
        "in-place operator": entry.inplace_operator_variant, **{a.name: a.op for a in entry.aliases},
        **{f"{a.name} in place": a.inplace_variant for a in entry.aliases},
        **{f"{a.name} method": a.method_variant for a in entry.aliases},
    }  # fmt: skip

    def samples() -> list[Any]:  # fresh ones: what works in place has changed the last
        torch.manual_seed(0)
        return list(entry.sample_inputs("cpu", dtype, requires_grad=False))

    for form, variant in forms.items():
        if variant is None or not callable(variant):
            continue
        translated = Outcome(ours, variant)
        if translated.error is not None:
            yield -1, f"{form}: {translated.error}"
            continue
        for index, sample in enumerate(samples()):
            if isinstance(sample.input, tuple | list) and form != entry.name and "method" in form:
                continue
            try:
                mine, yours = Side(nbtorch, translated.result, sample), Side(torch, variant, sample)
            except Missing:
                continue
            target = mine.arguments[0]
            difference = mine.call().differs(yours.call())
            if difference is None and yours.outcome.error is None:
                difference = compare(mine.outcome.result, yours.outcome.result, entry.name)
                if difference is None and "place" in form and yours.outcome.result is yours.arguments[0]:
                    difference = None if mine.outcome.result is target else "not the tensor itself"
            if difference:
                yield index, f"{form}: {difference}   <- {described(sample)}"
    if entry.supports_out:
        yield from outs(entry, function.result, samples())


def outs(entry: Any, function: Any, samples: list[Any]) -> Iterator[tuple[int, str]]:
    """What differs where the result is written into given tensors."""
    for index, sample in enumerate(samples):
        try:
            mine, yours = Side(nbtorch, function, sample), Side(torch, entry.op, sample)
        except Missing:
            continue
        expected = yours.call().result
        tensors = expected if isinstance(expected, tuple | list) else (expected,)
        if yours.outcome.error or not all(isinstance(t, torch.Tensor) for t in tensors):
            continue
        places = [ours(torch.zeros_like(t)) for t in tensors]
        mine.keywords["out"] = places[0] if isinstance(expected, torch.Tensor) else tuple(places)
        yours.keywords["out"] = (
            torch.zeros_like(expected) if isinstance(expected, torch.Tensor) else tuple(map(torch.zeros_like, tensors))
        )
        difference = mine.call().differs(yours.call())
        if difference is None and yours.outcome.error is None:
            difference = compare(
                places if len(places) > 1 else places[0], list(tensors) if len(places) > 1 else tensors[0], entry.name
            )
            if difference is None and flat(mine.outcome.result)[0] is not places[0]:
                difference = "the result is not `out`"
        if difference:
            yield index, f"out=: {difference}   <- {described(sample)}"


def differences(entry: Any, part: str) -> list[tuple[int, str]]:
    """What differs in one part of an entry: a dtype's name, "errors" or "spellings"."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if part == "errors":
            return list(errors(entry))
        if part == "spellings":
            return list(spellings(entry))
        return list(values(entry, getattr(torch, part)))


def parts(entry: Any) -> list[str]:
    return [*[str(d)[6:] for d in dtypes(entry)], *(["errors"] if entry.error_inputs_func else []), "spellings"]
