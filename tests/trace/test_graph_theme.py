"""The static pictures and the interactive views agree on colours and on what an op is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from nbtorch.autograd.op import REGISTRY
from nbtorch.trace.theme import DARK, FAMILY_WORDS, LIGHT, family
from nbtorch.trace.wording import number, quantity

VIEWS = Path(__file__).parents[2] / "labextension"
PAIR = re.compile(r"--nbt-(?:op-)?([a-z]+): light-dark\((#\w+), (#\w+)\)")
OPS = ["conv2d", "max_pool2d", "batch_norm", "layer_norm", "mse_loss", "nll_loss", "cross_entropy", "leaky_relu"]
OPS += ["sdpa", "embedding", "add", "div", "mean", "getitem", "view", "flatten", "dropout", "log_softmax", "to"]


def test_colours_are_the_style_sheets():
    tokens = {name: (light, dark) for name, light, dark in PAIR.findall((VIEWS / "style/tokens.css").read_text())}
    shared = sorted(tokens.keys() & LIGHT.keys())
    assert {*FAMILY_WORDS, "accent", "val", "grad", "data", "bad"} <= set(shared)
    assert {name: (LIGHT[name], DARK[name]) for name in shared} == {name: tokens[name] for name in shared}


@pytest.mark.parametrize(("theme", "colours"), [("light", LIGHT), ("dark", DARK)])
def test_the_ramp_is_the_views(theme, colours):
    source = (VIEWS / "src/kit/ramp.ts").read_text()
    stops = re.search(rf"ember: {{.*?{theme}: \[(.*?)\]", source, re.DOTALL)[1]
    assert re.findall(r"#\w+", stops) == [colours[f"s{step}"] for step in range(7)]


def test_families_are_the_views():
    source = (VIEWS / "src/views/graph/family.ts").read_text()
    patterns = re.findall(r"/(\S+)/,\s*'(\w+)',?\s*\]", source)
    assert len(patterns) >= 7
    expected = {
        op: next((name for pattern, name in patterns if re.search(pattern, op)), "arithmetic")
        for op in [*OPS, *REGISTRY]
    }
    assert {op: family(op) for op in expected} == expected


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.08951, "0.0895"),
        (1.0, "1.00"),
        (6.24e-8, "6.24·10⁻⁸"),
        (0.000999, "9.99·10⁻⁴"),
        (-3.5, "\u22123.50"),
        (1234.4, "1,234"),
        (999.7, "1,000"),
        (0, "0"),
        (2.5e7, "2.50·10⁷"),
        (None, "\u2013"),
        (float("nan"), "NaN"),
    ],
)
def test_numbers_have_three_digits(value, text):
    assert number(value) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [(77562, "", "77.6 k"), (131072, "B", "131 kB"), (5, "", "5"), (0, "B", "0 B"), (999_600, "", "1.00 M")],
)
def test_quantities_have_a_prefix(value, unit, text):
    assert quantity(value, unit).replace("\u2009", " ") == text
