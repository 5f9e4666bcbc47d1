"""What watching costs: a training step with the notebook's listeners attached, over the same step without.

Both sides run in one process and one thread, in turns, in processor time, so that a noisy machine matters little.
What happens every so many seconds (messages, gradient samples, measured steps) happens every so many seconds of
processor time of the watched side, as on a quiet machine; so the ratio is that of whole times, in which all of it is.
The view is a real widget whose messages are serialised as a kernel does it; only the socket is missing. Lines of
source are a cost of their own: the engine looks up the user's line for every node while the extension is loaded.

Run: python benchmarks/live_cost.py
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy: the time of other threads would not be counted

import argparse
import json
import statistics
from collections.abc import Callable
from time import thread_time

import nbtorch as torch
import nbtorch.trace.watch
from nbtorch.autograd import scope
from nbtorch.notebook.live import LiveView
from nbtorch.trace.explain import Watcher
from nbtorch.trace.recorder import Recorder


def digits_mlp() -> tuple[Callable[[], object], object]:
    """A batch of 64 digits through 64-128-64-10, SGD with momentum: the smallest step worth watching."""
    model = torch.nn.Sequential(torch.nn.Linear(64, 128), torch.nn.ReLU(), torch.nn.Linear(128, 64), torch.nn.ReLU(),
                                torch.nn.Linear(64, 10))
    return model, torch.randn(64, 64)


def digits_cnn() -> tuple[Callable[[], object], object]:
    """The same batch as images through a small convolutional network."""
    model = torch.nn.Sequential(torch.nn.Conv2d(1, 16, 3, padding=1), torch.nn.ReLU(), torch.nn.MaxPool2d(2),
                                torch.nn.Conv2d(16, 32, 3, padding=1), torch.nn.ReLU(), torch.nn.Flatten(),
                                torch.nn.Linear(512, 10))
    return model, torch.randn(64, 1, 8, 8)


def training_step(model: object, data: object) -> Callable[[], None]:
    """One step as everybody writes it."""
    target = torch.randint(0, 10, (64,))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9)
    criterion = torch.nn.CrossEntropyLoss()

    def step() -> None:
        optimizer.zero_grad()
        loss = criterion(model(data), target)
        loss.backward()
        optimizer.step()

    return step


class Watch:
    """The listeners the extension attaches, and a widget that hears of every flush."""

    def __init__(self) -> None:
        self.view: LiveView | None = None
        self.messages = 0
        self.clock = Stopwatch()
        self.recorder = Recorder(self.flush, clock=self.clock)

    def flush(self, run: object, added: object) -> None:
        if self.view is None:
            self.view = LiveView(run, lambda: None)
            self.view.send = lambda message: json.dumps(message)
        self.view.add(run, added)
        self.messages += 1

    def on(self) -> None:
        self.clock.start()
        self.recorder.attach()

    def off(self) -> None:
        self.recorder.detach()
        self.clock.stop()


class Stopwatch:
    """Processor time between `start` and `stop` only."""

    def __init__(self) -> None:
        self.passed, self.began = 0.0, thread_time()

    def __call__(self) -> float:
        return self.passed + thread_time() - self.began

    def start(self) -> None:
        self.began = thread_time()

    def stop(self) -> None:
        self.passed = self()


class Explain:
    """The rules that explain what goes wrong."""

    messages = 0

    def __init__(self) -> None:
        self.watcher = Watcher()

    def on(self) -> None:
        self.watcher.attach()

    def off(self) -> None:
        self.watcher.detach()


class Everything:
    """All of it at once, as `%load_ext nbtorch` has it."""

    def __init__(self) -> None:
        self.parts = (Watch(), Explain(), Lines())

    @property
    def messages(self) -> int:
        return self.parts[0].messages

    def on(self) -> None:
        for part in self.parts:
            part.on()

    def off(self) -> None:
        for part in self.parts:
            part.off()


class Lines:
    """The user's line on every node, which `%graph` and the panel jump to."""

    messages = 0

    def on(self) -> None:
        scope.track_source(True)

    def off(self) -> None:
        scope.track_source(False)


def seconds(step: Callable[[], None], count: int) -> float:
    began = thread_time()
    for _ in range(count):
        step()
    return thread_time() - began


def measure(name: str, step: Callable[[], None], watch: Watch | Explain | Lines | Everything, rounds: int) -> float:
    """Print and return the ratio of the time of watched blocks, of about 60 ms, to that of bare ones."""
    seconds(step, 20)
    count = max(5, int(0.06 / (seconds(step, 20) / 20)))
    bare, watched = [], []
    for number in range(rounds):
        pair = {}
        for side in ((True, False) if number % 2 else (False, True)):
            if side:
                watch.on()
            pair[side] = seconds(step, count) / count
            if side:
                watch.off()
        bare.append(pair[False])
        watched.append(pair[True])
    ratio = sum(watched) / sum(bare)
    print(f"{name:<16} {1e6 * statistics.median(bare):8.1f} us bare {1e6 * statistics.median(watched):8.1f} us watched"
          f"   ratio {ratio:.3f}   ({watch.messages} messages)")
    return ratio


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=100)
    rounds = parser.parse_args().rounds
    torch.manual_seed(0)
    nbtorch.trace.watch.perf_counter = thread_time  # a sample's share is one of processor time, too
    for name, network in (("mlp", digits_mlp), ("cnn", digits_cnn)):
        for what, watch in (("watched", Watch()), ("explained", Explain()), ("lines", Lines()), ("all", Everything())):
            measure(f"{name}, {what}", training_step(*network()), watch, rounds)


if __name__ == "__main__":
    main()
