"""Gradient flow: the words are true, and every form of the view says the same."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any
from xml.etree import ElementTree

import jsonschema
import numpy as np
import pytest

import nbtorch as torch
from nbtorch.trace.gradflow import LEVELS, GradFlow, from_dict, from_samples
from nbtorch.trace.gradients import BINS, SAMPLE, Gradients, Layer, Layers

nn = torch.nn
SCHEMA = json.loads(files("nbtorch.trace").joinpath("gradflow.schema.json").read_text())


def record(norm: float = 0.1, **other: Any) -> np.ndarray:
    """One layer at one step: healthy unless told otherwise."""
    sample = np.zeros(1, SAMPLE)
    sample["norm"], sample["ratio"], sample["low"], sample["high"] = norm, 1e-3, norm / 100, norm
    sample["hist"][0, 30] = 255
    for name, value in other.items():
        sample[name] = value
    return sample


def flow(*layers: np.ndarray, kinds: tuple[str, ...] = (), names: tuple[str, ...] = (), steps: int = 1) -> GradFlow:
    history = Gradients(tuple(
        Layer(names[i] if names else f"layer{i}", kinds[i] if kinds else "Linear", (4, 4), 16)
        for i in range(len(layers))
    ))  # fmt: skip
    for step in range(steps):
        history.add(10 * step, np.concatenate(layers))
    return from_samples("Net", 3, "abc", "finished", 10 * steps - 10, history)


@pytest.mark.parametrize(
    "sample, word",
    [
        (record(), ""),
        (record(bad=1, norm=float("nan")), "NaN"),
        (record(float("nan")), "no gradient"),
        (record(zeros=0.95), "mostly dead"),
        (record(0.0, zeros=1.0), "dead"),
        (record(1e-6), "vanishing"),
        (record(200.0), "exploding"),
        (record(ratio=0.5), "large steps"),
    ],
)
def test_a_word_for_what_is_wrong(sample: np.ndarray, word: str) -> None:
    assert flow(sample, record(1.0), steps=3).rows[0].word == word


def test_small_gradients_everywhere_are_the_end_of_training() -> None:
    assert not flow(record(1e-6), record(2e-6), steps=3).troubled


def test_an_embedding_is_not_dead_because_most_words_did_not_occur() -> None:
    assert not flow(record(zeros=0.99), record(), kinds=("Embedding", "Linear"), steps=3).troubled


def test_large_steps_at_the_start_are_ordinary() -> None:
    rows = flow(record(ratio=0.5), steps=20).rows
    assert rows[0].marks == ((0, ""), (2, "large steps"))


def test_the_finding_names_the_layers() -> None:
    view = flow(*[record(1e-7)] * 5, record(1.0), steps=2)
    assert view.finding() == "At step 10 layer0, layer1, layer2 and 2 more hardly get a gradient."
    assert "ordinary" in flow(record()).finding()


def test_json_is_as_the_schema_says_and_comes_back() -> None:
    view = flow(record(), record(float("nan")), record(float("inf"), bad=3), steps=5)
    data = json.loads(json.dumps(view.to_dict(), allow_nan=False))
    jsonschema.validate(data, SCHEMA)
    assert from_dict(data).to_dict() == data
    assert from_dict({**data, "schema": 1}) == from_dict(data)
    with pytest.raises(ValueError, match="schema 3"):
        from_dict({**data, "schema": 3})


def test_a_distribution_is_a_letter_per_bin() -> None:
    sample = record()
    sample["hist"][0, 28:31] = (1, 128, 255)
    view = flow(sample)
    (letters,) = view.rows[0].hist
    assert (view.lo, view.hi) == (-2.0, -0.5) and len(letters) == 3
    assert letters[0] == "1" and letters[2] == LEVELS[-1] and BINS == 48


@pytest.mark.parametrize("count", [1, 7, 200])
def test_the_picture_is_one_safe_themed_svg(count: int) -> None:
    names = tuple(f"blocks.{i}.<img onerror=x>" for i in range(count))
    view = flow(*[record()] * (count - 1), record(1e-9 if count > 1 else 0.1), names=names, steps=9)
    picture = view.to_svg()
    root = ElementTree.fromstring(picture)
    assert root.tag.endswith("svg") and "<img" not in picture and "prefers-color-scheme:dark" in picture
    assert len(picture) < 100_000
    if count > 1:
        assert "vanishing" in picture


def test_text_fits_a_terminal_and_keeps_what_needs_attention() -> None:
    words = flow(*[record()] * 50, record(1e-9), *[record()] * 50, steps=9).to_text()
    assert "vanishing" in words and "… and" in words
    assert max(map(len, words.splitlines()[2:])) <= 100 and len(words.splitlines()) < 70


def test_the_layers_of_a_module() -> None:
    model = nn.Sequential(nn.Linear(4, 3), nn.ReLU(), nn.BatchNorm1d(3))
    model(torch.randn(8, 4)).sum().backward()
    layers = Layers.of(model)
    assert [(one.name, one.kind, one.params) for one in layers.layers] == [
        ("0", "Linear", 15), ("2", "BatchNorm1d", 6),
    ]  # fmt: skip
    assert layers.sample(None)["norm"][0] == pytest.approx(
        np.linalg.norm(np.concatenate([p.grad.numpy().ravel() for p in model[0].parameters()])), abs=1e-6
    )
