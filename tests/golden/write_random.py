"""Write random.json: what PyTorch's CPU generator draws, for machines without PyTorch to compare with.

Run with PyTorch 2.13 installed: ``python tests/golden/write_random.py``.
"""

from __future__ import annotations

import hashlib
import json
import math
import pathlib
from typing import Any

import torch
from torch.nn.functional import dropout

F32, F64, F16, BF16 = torch.float32, torch.float64, torch.float16, torch.bfloat16
PLENTY = 48  # values: beyond this only a hash is written


def draw(tensor: torch.Tensor, method: str, **arguments: Any) -> dict[str, Any]:
    """One draw of ours, `method(**arguments)`, and the tensor it has to equal."""
    tensor = tensor.detach().contiguous()
    raw = tensor.reshape(-1).view(torch.uint8).numpy().tobytes()
    digits = {"hex": raw.hex()} if tensor.numel() <= PLENTY else {"sha256": hashlib.sha256(raw).hexdigest()}
    name = str(tensor.dtype).removeprefix("torch.")
    return {"method": method, "arguments": arguments, "dtype": name, "shape": list(tensor.shape)} | digits


def layer(module: torch.nn.Module) -> list[dict[str, Any]]:
    """A default initialisation: kaiming_uniform(a=sqrt(5)) for the weight, then the bias, both in +-1/sqrt(fan_in)."""
    fan_in = module.weight[0].numel()
    weight_bound = math.sqrt(3.0) * (math.sqrt(2.0 / (1 + math.sqrt(5) ** 2)) / math.sqrt(fan_in))
    bias_bound = 1 / math.sqrt(fan_in)
    return [
        draw(module.weight, "uniform", shape=list(module.weight.shape), low=-weight_bound, high=weight_bound),
        draw(module.bias, "uniform", shape=list(module.bias.shape), low=-bias_bound, high=bias_bound),
    ]


def cases() -> Any:
    """Every case as (name, seed, draws); the seed is set just before the draws are made."""
    for seed in (0, 42, 2**32 - 1, 2**40 + 7, -1):
        yield (
            "rand and randn of every kind of size",
            seed,
            lambda: [
                drawn
                for n in (0, 1, 3, 15, 16, 17, 31, 32, 625)
                for drawn in (draw(torch.rand(n), "uniform", shape=n), draw(torch.randn(n), "normal", shape=n))
            ],
        )
    yield "a big randn", 7, lambda: [draw(torch.randn(100_003), "normal", shape=100_003)]
    for dtype in (F64, F16, BF16):
        name = str(dtype).removeprefix("torch.")
        yield (
            f"{name} rand and randn",
            1,
            lambda dtype=dtype: [
                drawn
                for n in (5, 20, 1000)
                for drawn in (
                    draw(torch.rand(n, dtype=dtype), "uniform", shape=n),
                    draw(torch.randn(n, dtype=dtype), "normal", shape=n),
                )
            ],
        )
    yield "randint", 3, lambda: [
        draw(torch.randint(low, high, (40,), dtype=dtype), "randint", low=low, high=high, shape=40)
        for low, high, dtype in (
            (0, 10, torch.int64), (-5, 5, torch.int32), (0, 2**28, torch.int64), (-(2**40), 2**40, torch.int64),
            (0, 256, torch.uint8), (0, 100, F32), (-3000, 3000, F16),
        )
    ]  # fmt: skip
    yield (
        "random_",
        3,
        lambda: [
            draw(torch.empty(20, dtype=dtype).random_(), "random_", shape=20)
            for dtype in (torch.int64, torch.int32, torch.int16, torch.uint8, torch.bool, F32, F64, F16)
        ],
    )
    yield "randperm", 2, lambda: [draw(torch.randperm(n), "randperm", count=n) for n in (0, 1, 2, 10, 40, 1797)]
    yield (
        "normal_ and uniform_",
        5,
        lambda: (
            [
                draw(torch.empty(n, dtype=dtype).normal_(1.5, 0.3), "normal", shape=n, mean=1.5, std=0.3)
                for n in (7, 40, 10_007)
                for dtype in (F32, F64)
            ]
            + [
                draw(torch.empty(n, dtype=dtype).uniform_(-0.1, 0.3), "uniform", shape=n, low=-0.1, high=0.3)
                for n in (7, 40, 10_007)
                for dtype in (F32, F64, F16, BF16)
            ]
        ),
    )
    yield (
        "bernoulli and a dropout mask",
        4,
        lambda: [
            draw(torch.bernoulli(torch.arange(9.0) / 8), "bernoulli", shape=9, p=[n / 8 for n in range(9)]),
            draw(torch.empty(40).bernoulli_(0.3), "bernoulli", shape=40, p=0.3),
            draw(dropout(torch.ones(5, 8), 0.25) != 0, "bernoulli", shape=[5, 8], p=0.75),
        ],
    )
    yield (
        "exponential, geometric, log_normal, cauchy",
        6,
        lambda: (
            [draw(torch.empty(n).exponential_(2.5), "exponential", shape=n, rate=2.5) for n in (9, 1000)]
            + [
                draw(torch.empty(40).geometric_(0.3), "geometric", shape=40, p=0.3),
                draw(torch.empty(41).log_normal_(0.5, 0.7), "log_normal", shape=41, mean=0.5, std=0.7),
                draw(torch.empty(40).cauchy_(1.0, 1.7), "cauchy", shape=40, median=1.0, sigma=1.7),
            ]
        ),
    )
    weights = [1.0, 5.0, 0.5, 2.0, 0.25, 3.0]
    yield "multinomial", 8, lambda: [
        draw(
            torch.multinomial(torch.tensor(weights), count, replacement=replacement),
            "multinomial", probabilities=weights, num_samples=count, replacement=replacement,
        )
        for count, replacement in ((1, False), (4, False), (1, True), (30, True))
    ]  # fmt: skip
    rates = [0.0, 0.5, 3.0, 9.9, 10.0, 40.0, 1e4]
    yield "poisson", 9, lambda: [draw(torch.poisson(torch.tensor(rates)), "poisson", rate=rates) for _ in range(5)]
    trials = {"count": [0.0, 3.0, 20.0, 60.0, 1e4, 60.0], "chance": [0.3, 0.1, 0.9, 0.4, 0.25, 1.0]}
    yield "binomial", 9, lambda: [
        draw(torch.binomial(torch.tensor(trials["count"]), torch.tensor(trials["chance"])), "binomial", **trials)
        for _ in range(5)
    ]  # fmt: skip
    shapes = [0.01, 0.3, 0.99, 1.0, 2.5, 40.0, 1e4]
    yield "gamma and Dirichlet", 10, lambda: [
        drawn
        for _ in range(5)
        for drawn in (
            draw(torch._standard_gamma(torch.tensor(shapes)), "standard_gamma", shape=shapes),
            draw(torch._sample_dirichlet(torch.tensor(shapes)), "dirichlet", concentration=shapes),
        )
    ]
    yield "Linear(20, 3) and Conv2d(3, 4, 3), by default", 0, lambda: [
        *layer(torch.nn.Linear(20, 3)), *layer(torch.nn.Conv2d(3, 4, 3))
    ]  # fmt: skip


def main() -> None:
    """Draw every case and write the file beside this one."""
    written = []
    for name, seed, draws in cases():
        torch.manual_seed(seed)
        written.append({"name": name, "seed": seed, "draws": draws()})
        state = torch.get_rng_state().numpy().tobytes()
        written[-1]["state after"] = hashlib.sha256(state).hexdigest()
    lines = ",\n".join(json.dumps(case) for case in written)
    content = f'{{"torch": "{torch.__version__.split("+")[0]}", "cases": [\n{lines}\n]}}\n'
    pathlib.Path(__file__).with_name("random.json").write_text(content)


if __name__ == "__main__":
    main()
