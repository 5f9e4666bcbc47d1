"""The same sample on both sides: called, and differentiated twice."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import torch

import nbtorch

from .compare import DERIVATIVE, Outcome, compare, flat
from .lists import TIES
from .translate import forget, ours, theirs_to_numpy, to_numpy


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
