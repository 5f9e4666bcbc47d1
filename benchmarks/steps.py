"""Whole training steps, nbtorch against PyTorch eager: time, peak memory, and whether the losses agree.

    python benchmarks/steps.py [--pin] [--seconds 6] [name ...]

Each side is a process of its own with one thread. The two take turns in slices of 0.15 s, and each figure is the least
processor time (user and system) of one step over all slices, which a busy machine changes little. The kernels of
NumPy's BLAS are those it chooses itself; `--pin` has it take AVX2 ones (OPENBLAS_CORETYPE=Haswell), which is what
PyTorch's MKL does on AMD.

Memory is of a new process for each figure: the most that was resident during ten steps (VmHWM, which starts again
before them; ru_maxrss elsewhere), less what was resident after the imports and the making of model, batch and
optimizer. Two things would make that figure a lie, so before the steps freed memory goes back to the system (importing
a library whose bytecode is not cached compiles it, and leaves 50 MB of freed memory in which the steps then have room),
and pages of files that the steps are the first to touch, which is the code of the libraries (PyTorch: 8 to 20 MB), are
in a column of their own and not in the ratio.

Bars, without the pin: the MLPs <= 0.7x PyTorch's time, the GPTs <= 0.8x, no model above 1.5x, no peak above 1.3x.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any

SIDES = ("torch", "nbtorch")
CHECKED = 5  # steps whose losses are compared
ALIKE = 2e-4  # how far those may be apart, relatively
BARS = {"mlp": 0.7, "gpt": 0.8, "": 1.5}
MEMORY_BAR = 1.3
SLICE = 0.15


# ---------------------------------------------------------------- models, for either library
def mlp(torch: Any) -> Any:
    nn = torch.nn
    return nn.Sequential(
        nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 64), nn.ReLU(), nn.Linear(64, 10)
    )  # fmt: skip


def cnn(torch: Any, more: bool = False) -> Any:
    """Two convolutions with pools, 28x28 -> 10; `more`: BatchNorm and Dropout too."""
    nn = torch.nn
    layers = []
    for inputs, outputs in ((1, 32), (32, 64)):
        norm = [nn.BatchNorm2d(outputs)] if more else []
        layers += [nn.Conv2d(inputs, outputs, 3), *norm, nn.ReLU(), nn.MaxPool2d(2)]
    dropout = [nn.Dropout(0.25)] if more else []
    return nn.Sequential(*layers, nn.Flatten(), *dropout, nn.Linear(1600, 10))


def resnet8(torch: Any) -> Any:
    """A stem, three residual blocks of 16, 32 and 64 channels, a mean over the picture and a linear layer."""
    nn, F = torch.nn, torch.nn.functional

    class Block(nn.Module):
        def __init__(self, inputs: int, outputs: int, stride: int):
            super().__init__()
            self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
            self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
            self.norm1, self.norm2 = nn.BatchNorm2d(outputs), nn.BatchNorm2d(outputs)
            self.short = None
            if stride != 1:
                self.short = nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

        def forward(self, x: Any) -> Any:
            y = F.relu(self.norm1(self.conv1(x)))
            return F.relu(self.norm2(self.conv2(y)) + (x if self.short is None else self.short(x)))

    return nn.Sequential(
        nn.Conv2d(3, 16, 3, 1, 1, bias=False), nn.BatchNorm2d(16), nn.ReLU(),
        Block(16, 16, 1), Block(16, 32, 2), Block(32, 64, 2),
        nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10),
    )  # fmt: skip


def gpt(torch: Any, fused: bool = False, layers: int = 4, width: int = 128, heads: int = 4, context: int = 64,
        vocabulary: int = 65) -> Any:  # fmt: skip
    """Decoder blocks with norms first, attention by hand or `fused`, embedding and head tied (as GPT-2)."""
    nn, F = torch.nn, torch.nn.functional

    class Attention(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.pack, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
            self.register_buffer("mask", torch.tril(torch.ones(context, context)).view(1, 1, context, context))

        def forward(self, x: Any) -> Any:
            B, T, C = x.size()
            q, k, v = [t.view(B, T, heads, C // heads).transpose(1, 2) for t in self.pack(x).split(width, dim=2)]
            if fused:
                y = F.scaled_dot_product_attention(q, k, v, is_causal=True)
            else:
                scores = (q @ k.transpose(-2, -1)) * (1.0 / (C // heads) ** 0.5)
                scores = scores.masked_fill(self.mask[:, :, :T, :T] == 0, float("-inf"))
                y = F.softmax(scores, dim=-1) @ v
            return self.out(y.transpose(1, 2).contiguous().view(B, T, C))

    class Block(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.norm1, self.norm2, self.attention = nn.LayerNorm(width), nn.LayerNorm(width), Attention()
            self.wide, self.narrow, self.gelu = nn.Linear(width, 4 * width), nn.Linear(4 * width, width), nn.GELU()

        def forward(self, x: Any) -> Any:
            x = x + self.attention(self.norm1(x))
            return x + self.narrow(self.gelu(self.wide(self.norm2(x))))

    class GPT(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.words, self.places = nn.Embedding(vocabulary, width), nn.Embedding(context, width)
            self.blocks = nn.ModuleList([Block() for _ in range(layers)])
            self.norm, self.head = nn.LayerNorm(width), nn.Linear(width, vocabulary, bias=False)
            self.words.weight = self.head.weight

        def forward(self, indices: Any) -> Any:
            x = self.words(indices) + self.places(torch.arange(indices.size(1)))
            for block in self.blocks:
                x = block(x)
            return self.head(self.norm(x)).view(-1, vocabulary)

    return GPT()


def recurrent(torch: Any, kind: str) -> Any:
    """A layer of 128 over sequences of 32 inputs, its last state into 10 classes."""
    nn = torch.nn

    class Last(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.layer, self.head = getattr(nn, kind)(32, 128, batch_first=True), nn.Linear(128, 10)

        def forward(self, x: Any) -> Any:
            return self.head(self.layer(x)[0][:, -1])

    return Last()


def sgd(torch: Any, parameters: Any) -> Any:
    return torch.optim.SGD(parameters, lr=0.01, momentum=0.9)


def adam(torch: Any, parameters: Any) -> Any:
    return torch.optim.Adam(parameters, lr=1e-3)


def adamw(torch: Any, parameters: Any) -> Any:
    return torch.optim.AdamW(parameters, lr=1e-3, betas=(0.9, 0.95), weight_decay=0.1)


# name: model, optimizer, shape of the input (None: characters)
MODELS: dict[str, tuple[Callable[[Any], Any], Callable[..., Any], tuple[int, ...] | None]] = {
    "mlp sgd": (mlp, sgd, (64, 784)),
    "mlp adam": (mlp, adam, (64, 784)),
    "cnn": (cnn, sgd, (64, 1, 28, 28)),
    "cnn bn dropout": (lambda torch: cnn(torch, more=True), sgd, (64, 1, 28, 28)),
    "resnet8": (resnet8, sgd, (32, 3, 32, 32)),
    "gpt": (gpt, adamw, None),
    "gpt sdpa": (lambda torch: gpt(torch, fused=True), adamw, None),
    "lstm": (lambda torch: recurrent(torch, "LSTM"), adam, (32, 32, 32)),
    "gru": (lambda torch: recurrent(torch, "GRU"), adam, (32, 32, 32)),
}


def step_of(torch: Any, name: str) -> Callable[[], Any]:
    """One training step on a fixed batch; it returns the loss."""
    import numpy

    build, optimizer_of, shape = MODELS[name]
    rng = numpy.random.default_rng(0)
    torch.manual_seed(0)
    model = build(torch)
    with torch.no_grad():
        for p in model.parameters():
            size = 0.02 if shape is None else 0.05
            if p.ndim > 1:
                p.copy_(torch.tensor((rng.standard_normal(tuple(p.shape)) * size).astype("float32")))
    if shape is None:
        x, y = (torch.tensor(rng.integers(0, 65, size)) for size in ((16, 64), (1024,)))
    else:
        x = torch.tensor(rng.standard_normal(shape).astype("float32"))
        y = torch.tensor(rng.integers(0, 10, shape[0]))
    optimizer, measure = optimizer_of(torch, model.parameters()), torch.nn.CrossEntropyLoss()
    torch.manual_seed(1)

    def step() -> Any:
        optimizer.zero_grad()
        loss = measure(model(x), y)
        loss.backward()
        optimizer.step()
        return loss

    return step


# ---------------------------------------------------------------- a side
def resident() -> tuple[int, int]:
    """The largest resident set so far, and what of the present one is pages of files, in kB."""
    try:
        lines = [line.split() for line in Path("/proc/self/status").read_text().splitlines()]
        found = {words[0]: int(words[1]) for words in lines if words[0] in ("VmHWM:", "RssFile:")}
        return found["VmHWM:"], found["RssFile:"]
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, 0


def settle() -> None:
    """Free what can be freed, and have VmHWM start again from what is resident now."""
    gc.collect()
    if sys.platform == "linux" and hasattr(library := ctypes.CDLL(None), "malloc_trim"):
        library.malloc_trim(0)
    if Path("/proc/self/clear_refs").exists():
        Path("/proc/self/clear_refs").write_text("5")


def growth(step: Callable[[], Any]) -> tuple[int, int]:
    """What ten steps need at their most, in kB: memory, and pages of files."""
    settle()
    before, code = resident()
    for _ in range(10):
        step()
    after, more = resident()
    return after - before - (more - code), more - code


def best(step: Callable[[], Any], seconds: float) -> float:
    """The least processor seconds of a step within so many."""
    least, now = float("inf"), process_time()
    end = now + seconds
    while now < end:
        step()
        then, now = now, process_time()
        least = min(least, now - then)
    return least


def work(side: str) -> None:
    """Answer commands, a line of JSON each: a model to start, a time to run it for."""
    torch = __import__(side)
    torch.set_num_threads(1)
    step = None
    for line in sys.stdin:
        command, value = json.loads(line)
        if command == "start":
            step = step_of(torch, value)
            answer: Any = [step().item() for _ in range(CHECKED)]
        elif command == "memory":
            answer = growth(step_of(torch, value))
        else:
            answer = best(step, value)
        print(json.dumps(answer), flush=True)


class Side:
    """A process that runs one library."""

    def __init__(self, name: str, pin: bool):
        kept = {k: v for k, v in os.environ.items() if not k.startswith("OPENBLAS_")}
        kept.update(dict.fromkeys(("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"), "1"))
        kept.update({"OPENBLAS_CORETYPE": "Haswell"} if pin else {})
        self.process = subprocess.Popen(
            [sys.executable, __file__, "--work", name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=kept,
        )

    def ask(self, command: str, value: Any) -> Any:
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(json.dumps([command, value]) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def close(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait()


def memory(name: str, pin: bool) -> list[tuple[int, int]]:
    """The growth of each side."""
    found = []
    for side in [Side(library, pin) for library in SIDES]:
        found.append(side.ask("memory", name))
        side.close()
    return found


def times(name: str, pin: bool, seconds: float) -> tuple[list[float], bool]:
    """The least milliseconds of a step on each side, and whether the losses agree."""
    sides = [Side(library, pin) for library in SIDES]
    theirs, ours = (side.ask("start", name) for side in sides)
    least = [float("inf")] * 2
    for _ in range(max(1, round(seconds / SLICE / 2))):
        for i, side in enumerate(sides):
            least[i] = min(least[i], side.ask("run", SLICE))
    for side in sides:
        side.close()
    return [value * 1e3 for value in least], all(
        abs(a - b) <= ALIKE * abs(a) for a, b in zip(theirs, ours, strict=True)
    )


def main() -> None:
    words = sys.argv[1:]
    if words[:1] == ["--work"]:
        return work(words[1])
    pin, seconds = "--pin" in words, 6.0
    if "--seconds" in words:
        seconds = float(words.pop(words.index("--seconds") + 1))
    wanted = [word for word in words if not word.startswith("--")]
    print(f"one thread, BLAS {'pinned to AVX2' if pin else 'as NumPy chooses'}")
    print(f"{'a training step':18}{'torch ms':>10}{'nbtorch ms':>12}{'ratio':>8}{'torch MB':>10}{'nbtorch MB':>12}"
          f"{'ratio':>8}{'code MB':>14}  losses")  # fmt: skip
    missed = []
    for name in MODELS:
        if wanted and not any(word in name for word in wanted):
            continue
        (theirs, ours), agree = times(name, pin, seconds)
        (more, their_code), (less, our_code) = memory(name, pin)
        code = f"{their_code / 1024:8.1f}{our_code / 1024:6.1f}"
        print(f"{name:18}{theirs:10.3f}{ours:12.3f}{ours / theirs:8.2f}{more / 1024:10.1f}{less / 1024:12.1f}"
              f"{less / more:8.2f}{code}  {'agree' if agree else 'DIFFER'}", flush=True)  # fmt: skip
        bar = BARS.get(name.split()[0], BARS[""])
        missed += [f"{name} {ours / theirs:.2f} > {bar}"] * (ours / theirs > bar)
        missed += [f"{name} memory {less / more:.2f} > {MEMORY_BAR}"] * (less / more > MEMORY_BAR)
        missed += [f"{name} losses"] * (not agree)
    if pin:
        print("the bars are for the BLAS as NumPy chooses it")
    else:
        print(f"bars: mlp <= {BARS['mlp']}, gpt <= {BARS['gpt']}, all <= {BARS['']}, memory <= {MEMORY_BAR} ->",
              "met" if not missed else "missed: " + ", ".join(missed))  # fmt: skip


if __name__ == "__main__":
    main()
