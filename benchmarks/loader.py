"""Seconds of an epoch of a DataLoader, nbtorch against PyTorch: 60,000 x 784 float32, batches of 64, shuffled.

    python benchmarks/loader.py [rounds]

Each side runs in a process of its own, in turns, one thread per op; a figure is the minimum over the rounds: of the
processor time where there are no workers, which a busy machine changes little, of the time on the wall where there are.
Bars: samples one by one in this process <= 0.5x PyTorch's time, a TensorDataset <= 0.2x, two workers <= 0.5x. Workers
are persistent and the epoch is their second; `start` is the first, which has the start of the workers in it: PyTorch
forks here, nbtorch spawns.
"""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
import time

ROWS, WIDTH, BATCH = 60_000, 784, 64
BARS = {"samples": 0.5, "tensors": 0.2, "workers": 0.5}


def side(name: str) -> dict[str, float]:
    """The seconds of each case in one framework."""
    torch, data = importlib.import_module(name), importlib.import_module(f"{name}.utils.data")
    torch.set_num_threads(1)
    x, y = torch.rand(ROWS, WIDTH), torch.arange(ROWS)

    class Samples(data.Dataset):
        def __len__(self):
            return ROWS

        def __getitem__(self, i):
            return x[i], y[i]

    def epoch(loader, clock=time.process_time):
        start, seen = clock(), 0
        for rows, labels in loader:
            seen += len(labels)
            rows[0, 0].item()
        assert seen == ROWS
        return clock() - start

    def loader(dataset, **options):
        return data.DataLoader(dataset, BATCH, shuffle=True, **options)

    workers = loader(Samples(), num_workers=2, persistent_workers=True)
    return {
        "samples": min([epoch(loader(Samples())) for _ in range(4)]),
        "tensors": min([epoch(loader(data.TensorDataset(x, y))) for _ in range(3)]),
        "start": epoch(workers, time.perf_counter),
        "workers": min([epoch(workers, time.perf_counter) for _ in range(3)]),
    }


def main(rounds: int) -> None:
    best: dict[str, dict[str, float]] = {"torch": {}, "nbtorch": {}}
    for _ in range(rounds):
        for name, figures in best.items():
            done = subprocess.run([sys.executable, __file__, "side", name], stdout=subprocess.PIPE, check=True)
            for case, seconds in json.loads(done.stdout).items():
                figures[case] = min(seconds, figures.get(case, seconds))
    within = True
    for case, theirs in best["torch"].items():
        ours = best["nbtorch"][case]
        bar = BARS.get(case)
        within &= bar is None or ours <= bar * theirs
        print(
            f"{case:8s} torch {theirs:7.3f} s   ours {ours:7.3f} s   {ours / theirs:5.2f}x",
            f"(bar {bar}x)" if bar else "",
        )
    sys.exit(not within)


if __name__ == "__main__":
    if sys.argv[1:2] == ["side"]:
        print(json.dumps(side(sys.argv[2])))
    else:
        main(int(sys.argv[1]) if sys.argv[1:] else 3)
