"""What a snapshot costs: 500 and 100,000 recorded nodes, beside the backward pass of the same graph.

Run `python benchmarks/snapshot.py`. Bars: 100,000 nodes in 2 s; 500 ops drawn, collapsed, in 0.5 s.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import nbtorch as torch
from nbtorch.trace import snapshot


def chain(nodes: int) -> torch.Tensor:
    """`nodes` recorded ops, one after the other, that end in a scalar."""
    value = torch.tensor([0.5] * 10, requires_grad=True)
    for _ in range((nodes - 1) // 2):
        value = (value * 0.999).tanh()
    return value.sum()


def best(run: Callable[[], object], times: int) -> float:
    """The shortest of several runs, in seconds."""
    durations = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        durations.append(time.perf_counter() - start)
    return min(durations)


def main() -> None:
    print(f"{'nodes':>8} {'snapshot':>10} {'backward':>10} {'ratio':>6} {'svg':>9} {'text':>9} {'svg size':>9}")
    for nodes, times in ((500, 20), (100_000, 3)):
        loss = chain(nodes)
        graph = snapshot(loss, call="loss")
        taken = best(lambda loss=loss: snapshot(loss, call="loss"), times)
        back = best(lambda loss=loss: loss.backward(retain_graph=True), times)
        svg = best(graph.to_svg, 3)
        text = best(graph.to_text, 3)
        print(
            f"{graph.ops:>8,} {taken * 1e3:>7.1f} ms {back * 1e3:>7.1f} ms {taken / back:>6.2f} {svg * 1e3:>6.1f} ms "
            f"{text * 1e3:>6.1f} ms {len(graph.to_svg().encode()) / 1e3:>6.1f} kB"
        )


if __name__ == "__main__":
    main()
