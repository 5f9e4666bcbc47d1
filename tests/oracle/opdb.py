"""Every sample of PyTorch's operator database, run on both sides: `python opdb.py [--dtype float64] NAME...`.

Prints what differs. Without names every entry is run (minutes), one line each.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator
from typing import Any

import numpy as np
import torch
from lists import TIES, UNIQUE_UP_TO_PHASE, UNSET
from torch.testing._internal.common_methods_invocations import op_db
from translate import FLOATS, Missing, forget, ours, theirs_to_numpy, to_numpy

import nbtorch

DTYPE_NAMES = ("float32", "float64", "int64", "bool", "float16", "bfloat16", "complex64")
DERIVATIVE = 1.0  # the scale of what flows back
HALF = (torch.float16, torch.bfloat16)
CLOSE = {  # relative to the value and to the largest value of the tensor
    "float64": (1e-7, 1e-8), "complex128": (1e-7, 1e-8), "float32": (2e-4, 2e-5), "complex64": (2e-4, 2e-5),
    "float16": (4e-3, 4e-3), "bfloat16": (3e-2, 3e-2),
}  # fmt: skip


def entries(names: Any = None) -> list[Any]:
    """The database's entries of these names, variants included; all of them without names."""
    return [entry for entry in op_db if names is None or entry.name in names]


def dtypes(entry: Any) -> list[torch.dtype]:
    """The dtypes of ours to test that PyTorch's entry has on the CPU."""
    have = entry.supported_dtypes("cpu")
    return [dtype for name in DTYPE_NAMES if (dtype := getattr(torch, name)) in have]


class Outcome:
    """What a call came to: a result or an exception."""

    def __init__(self, function: Any, *args: Any, **kwargs: Any):
        self.result = self.error = None
        try:
            self.result = function(*args, **kwargs)
        except Exception as error:
            self.error = error

    def differs(self, theirs: Outcome) -> str | None:
        """How the exception differs from PyTorch's; None where both ran."""
        if isinstance(self.error, Missing):
            return f"missing: {self.error}"
        if theirs.error is None and self.error is None:
            return None
        if theirs.error is None:
            return f"we raise {type(self.error).__name__}: {str(self.error)[:300]}"
        if self.error is None:
            return f"PyTorch raises {type(theirs.error).__name__}: {str(theirs.error)[:200]}; we do not"
        if type(theirs.error) in type(self.error).__mro__ or type(self.error).__name__ == type(theirs.error).__name__:
            return None
        return (
            f"we raise {type(self.error).__name__} ({str(self.error)[:160]}), "
            f"PyTorch {type(theirs.error).__name__} ({str(theirs.error)[:160]})"
        )


def seeded(framework: Any, function: Any) -> Any:
    """`function` on a fresh random stream of `framework`."""

    def run(*args: Any, **kwargs: Any) -> Any:
        framework.manual_seed(1234)
        if framework is torch:
            return function(*args, **kwargs)
        with warnings.catch_warnings():  # NumPy's own must not reach the user
            warnings.simplefilter("ignore")
            warnings.filterwarnings("error", category=RuntimeWarning)
            warnings.filterwarnings("ignore", category=RuntimeWarning, module=r"nbtorch\.")
            return function(*args, **kwargs)

    return run


def flat(value: Any) -> list[Any]:
    """The tensors and numbers of a nested result, in order."""
    if isinstance(value, tuple | list):
        return [leaf for item in value for leaf in flat(item)]
    if isinstance(value, dict):
        return [leaf for item in value.values() for leaf in flat(item)]
    return [value]


def compare(mine: Any, yours: Any, name: str, scale: float = 1, floor: float = 1e-3) -> str | None:
    """How a result differs from PyTorch's; errors are measured by the largest value, at least `floor`."""
    if name in ("svd", "linalg.svd") and isinstance(mine, tuple | list) and len(mine) == 3:
        mine, yours = [reduced(result, name) for result in (mine, yours)]
    if isinstance(yours, torch.Tensor):
        if not isinstance(mine, nbtorch.Tensor):
            return f"a {type(mine).__name__} instead of a tensor"
        if str(mine.dtype) != str(yours.dtype):
            return f"dtype {mine.dtype} instead of {yours.dtype}"
        if tuple(mine.shape) != tuple(yours.shape):
            return f"shape {tuple(mine.shape)} instead of {tuple(yours.shape)}"
        return (
            None
            if name in UNSET
            else close(to_numpy(mine), theirs_to_numpy(yours), str(yours.dtype)[6:], name, scale, floor)
        )
    if isinstance(yours, tuple | list):
        if not isinstance(mine, tuple | list) or len(mine) != len(yours):
            return f"{type(mine).__name__} of {len(mine) if hasattr(mine, '__len__') else '?'} instead of {len(yours)}"
        if getattr(type(yours), "__match_args__", None) and not hasattr(mine, type(yours).__match_args__[0]):
            return f"no field {type(yours).__match_args__[0]}"
        if isinstance(yours, tuple) != isinstance(mine, tuple):
            return f"a {type(mine).__name__} instead of a {type(yours).__name__}"
        for index, (a, b) in enumerate(zip(mine, yours, strict=True)):
            if difference := compare(a, b, name, scale, floor):
                return f"[{index}] {difference}"
        return None
    if isinstance(yours, bool | int | float | complex):
        if type(mine) is not type(yours):
            return f"a {type(mine).__name__} instead of a {type(yours).__name__}"
        return close(
            np.asarray(mine), np.asarray(yours), "float64" if isinstance(yours, float) else "", name, scale, floor
        )
    return None if str(mine) == str(yours) else f"{mine!r} instead of {yours!r}"


def close(mine: np.ndarray, yours: np.ndarray, dtype: str, name: str, scale: float, floor: float) -> str | None:
    if dtype not in CLOSE:
        wrong = mine != yours
    else:
        relative, absolute = (tolerance * scale for tolerance in CLOSE[dtype])
        if name in UNIQUE_UP_TO_PHASE:
            mine, yours = np.abs(mine), np.abs(yours)
        with np.errstate(all="ignore"):
            finite = np.abs(yours[np.isfinite(yours)])
            largest = min(float(finite.max()), 1e30) if finite.size else 1.0
            wrong = ~np.isclose(mine, yours, rtol=relative, atol=absolute * max(largest, floor), equal_nan=True)
        if dtype == "float16" and floor == DERIVATIVE:  # it overflows elsewhere when it is rounded elsewhere
            wrong &= np.isfinite(mine) & np.isfinite(yours)
    if not np.any(wrong):
        return None
    at = tuple(int(i) for i in np.argwhere(wrong)[0])
    return f"{int(wrong.sum())} of {wrong.size} values, at {at} {mine[at]} instead of {yours[at]}"


class Side:
    """One framework's copy of a sample, its gradients included."""

    def __init__(self, framework: Any, function: Any, sample: Any):
        translate = ours if framework is nbtorch else lambda value: value
        self.framework = framework
        forget()
        self.arguments = translate(sample.input), *translate(sample.args)
        self.keywords = dict(translate(sample.kwargs))
        self.process = translate(sample.output_process_fn_grad)
        self.function = seeded(framework, function)

    def call(self) -> Outcome:
        self.outcome = Outcome(self.function, *self.arguments, **self.keywords)
        return self.outcome

    def leaves(self) -> list[Any]:
        tensors = [t for t in flat([*self.arguments, self.keywords]) if isinstance(t, self.framework.Tensor)]
        return [t for t in tensors if t.requires_grad]

    def pull(self, outputs: list[Any], seed: int, create_graph: bool) -> Any:
        """Gradients of the leaves for cotangents drawn by `seed`."""
        draw = np.random.default_rng(seed)
        weights = []
        for output in outputs:
            weight = draw.uniform(-1, 1, tuple(output.shape))
            if output.is_complex():
                weight = weight + 1j * draw.uniform(-1, 1, tuple(output.shape))
            dtype = getattr(self.framework, str(output.dtype)[6:])
            weights.append(self.framework.tensor(weight, dtype=dtype))
        gradient = seeded(self.framework, self.framework.autograd.grad)
        return gradient(outputs, self.leaves(), weights, create_graph=create_graph, allow_unused=True)


def learns(value: Any) -> bool:
    return hasattr(value, "requires_grad") and value.requires_grad


def gradients(mine: Side, yours: Side, second: bool) -> str | None:
    """How first (and second) derivatives differ."""
    processed = [Outcome(side.process, side.outcome.result) for side in (mine, yours)]
    if yours_error := processed[1].error:
        raise yours_error
    if difference := processed[0].differs(processed[1]):
        return difference
    results = [flat(outcome.result) for outcome in processed]
    chosen = [index for index, value in enumerate(results[1]) if learns(value)]
    for index, (a, b) in enumerate(zip(*results, strict=True)):
        if learns(a) != learns(b):
            return f"output {index} requires_grad is {learns(a)}"
    for order in (1, 2) if second else (1,):
        if not chosen:
            return None
        pulled = [
            Outcome(side.pull, [result[i] for i in chosen], order, second and order == 1)
            for side, result in zip((mine, yours), results, strict=True)
        ]
        if "is not implemented" in str(pulled[1].error):  # a derivative that PyTorch does not have
            return None
        if difference := pulled[0].differs(pulled[1]):
            return f"derivative {order}: {difference}"
        if pulled[1].error is not None:
            return None
        for index, (a, b) in enumerate(zip(pulled[0].result, pulled[1].result, strict=True)):
            if a is None or b is None:  # a derivative known to be zero may be None on one side
                present = a if b is None else b
                values = None if present is None else (to_numpy if b is None else theirs_to_numpy)(present)
                difference = None if values is None or not np.any(values) else f"{a} instead of {b}"
            else:
                difference = compare(a, b, "", 5**order, DERIVATIVE)
            if difference:
                return f"derivative {order} of input {index}: {difference}"
        results = [list(outcome.result) for outcome in pulled]
        chosen = [i for i in range(len(results[1])) if learns(results[1][i]) and learns(results[0][i])]
    return None


def both(mine: Side, yours: Side, sample: Any, name: str, differentiable: bool, second: bool) -> str | None:
    """Call both sides; how they differ."""
    difference = mine.call().differs(yours.call())
    if difference or yours.outcome.error is not None:
        return difference
    results = [side.outcome.result for side in (mine, yours)]
    if name in TIES and not sample.kwargs.get("stable") and compare(*results, name):
        return compare(*[named(result, sample, TIES[name]) for result in results], name)
    difference = compare(*results, name)
    if difference or not differentiable:
        return difference
    if name == "msort" and sample.input.unique().numel() < sample.input.numel():  # whose gradient goes where is open
        return None
    return gradients(mine, yours, second)


def reduced(result: Any, name: str) -> Any:
    """A singular value decomposition without the vectors that no singular value belongs to: any will do."""
    u, values, v = result
    count = values.shape[-1]
    return u[..., :count], values, v[..., :count] if name == "svd" else v[..., :count, :]


def named(result: Any, sample: Any, position: int) -> Any:
    """A result with indices replaced by what they name: which of equal values comes first is open."""
    parts = list(result) if isinstance(result, tuple) else [result]
    if sample.input.ndim and str(parts[-1].dtype) == "torch.int64" and (len(parts) > 1 or position >= 10):
        position = position % 10
        dim = sample.kwargs.get("dim", sample.args[position] if len(sample.args) > position else -1)
        source = torch.movedim(sample.input.detach(), dim, -1)
        index = torch.from_numpy(to_numpy(parts[-1]).copy()) if isinstance(parts[-1], nbtorch.Tensor) else parts[-1]
        index = torch.movedim(index, dim, -1) if index.ndim == source.ndim else index.unsqueeze(-1)
        chosen = torch.gather(source, -1, index)
        parts[-1] = ours(chosen) if isinstance(parts[-1], nbtorch.Tensor) else chosen
    return tuple(parts)


def widened(operation: Any, half: torch.dtype) -> Any:
    """PyTorch's own op computed in float32 and rounded once: as right an answer in half precision as its own."""

    def cast(value: Any, old: torch.dtype, new: torch.dtype) -> Any:
        if isinstance(value, torch.Tensor):
            return value.to(new) if value.dtype == old else value
        if isinstance(value, tuple | list):
            return tuple([cast(item, old, new) for item in value])
        return {n: cast(v, old, new) for n, v in value.items()} if isinstance(value, dict) else value

    def run(*args: Any, **kwargs: Any) -> Any:
        return cast(
            operation(*cast(args, half, torch.float32), **cast(kwargs, half, torch.float32)), torch.float32, half
        )

    return run


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


def main(arguments: list[str]) -> None:
    torch.set_num_threads(1)
    only = arguments[arguments.index("--part") + 1].split(",") if "--part" in arguments else None
    start = int(arguments[arguments.index("--start") + 1]) if "--start" in arguments else 0
    names = [a for a in arguments if not a.isdigit() and not a.startswith("--") and a.split(",") != only]
    for entry in entries(set(names) or None)[start:]:
        title = f"{entry.name} {entry.variant_test_name}".strip()
        found = {p: differences(entry, p) for p in parts(entry) if only is None or p in only}
        bad = {part: problems for part, problems in found.items() if problems}
        print(f"{'FAIL' if bad else 'ok  '} {title} {' '.join(f'{p}:{len(x)}' for p, x in bad.items())}", flush=True)
        for part, problems in bad.items():
            for index, text in problems[: 40 if names else 1]:
                print(f"       {part} {index}: {text}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
