"""Odd models, tensors and names in a real kernel: every view is whole, valid and harmless, and nobody complains."""

from __future__ import annotations

import base64
import json
import re
from importlib.resources import files

import jsonschema
import pytest

KINDS = ("graph", "gradflow", "devices", "curves")
SCHEMAS = {kind: json.loads(files("nbtorch.trace").joinpath(f"{kind}.schema.json").read_text()) for kind in KINDS}
SMALL = 100_000  # bytes of a bundle: what a notebook file keeps of one view
NAMES = ["<img src=x onerror=alert(1)>", "\U0001f600 layer", "a\"b'c", "</style><script>alert(1)</script>", "&amp;"]

ODD = f"""
class Anything(torch.nn.Module):  # has whatever it is asked for
    def __init__(self):
        super().__init__()
        for name in {NAMES!r}:
            self.add_module(name, torch.nn.Linear(4, 4))
        self.__dict__["made"] = True

    def __getattr__(self, name):
        if "made" not in self.__dict__ or name in self.__dict__["_modules"]:
            return super().__getattr__(name)
        return lambda *args, **kwargs: name

    def forward(self, x):
        for name in {NAMES!r}:
            x = self._modules[name](x)
        return x

class Nothing(torch.nn.Linear):  # refuses whatever it does not have
    def __init__(self, *sizes):
        super().__init__(*sizes)
        self.__dict__["made"] = True

    def __getattr__(self, name):
        if "made" not in self.__dict__ or name in ("weight", "bias"):
            return super().__getattr__(name)
        raise RuntimeError(f"no {{name}} here")

def trained(model, x, steps=4):
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    for _ in range(steps):
        optimizer.zero_grad()
        loss = model(x).square().mean()
        loss.backward()
        optimizer.step()
    return loss
"""


def bundles(cell):
    """The outputs that are views of ours: kind -> bundle."""
    found = {}
    for data in cell.saved():
        for key in data:
            if key.startswith("application/vnd.nbtorch."):
                found[key.removeprefix("application/vnd.nbtorch.").removesuffix("+json")] = data
    return found


def check(kind, data):
    """A static bundle is our JSON by its schema, a picture without a script, and text; and it is small."""
    assert set(data) == {f"application/vnd.nbtorch.{kind}+json", "text/html", "text/plain"}
    jsonschema.validate(data[f"application/vnd.nbtorch.{kind}+json"], SCHEMAS[kind])
    page = data["text/html"]
    assert page.startswith("<img ") and "<script" not in page and page.count("<") == 1
    assert not re.search(r"\son\w+=", re.sub(r'"[^"]*"', '""', page))
    picture = base64.b64decode(re.search(r"base64,([^\"]+)", page)[1]).decode()
    assert "<script" not in picture and "<img" not in picture and "onerror=alert(1)>" not in picture
    assert data["text/plain"].strip()
    assert sum(len(json.dumps(form)) for form in data.values()) < SMALL


@pytest.fixture(scope="module")
def odd(kernel):
    assert not kernel.run(ODD).of("error")
    return kernel


@pytest.mark.parametrize("model", ["Anything()", "Nothing(4, 4)"])
def test_every_view_of_an_odd_model(odd, model):
    cell = odd.run(f"%%live\nodd = {model}\nx = torch.randn(8, 4)\nloss = trained(odd, x)\n"
                   "%graph loss\n%graph --backward odd(x)\n%gradflow odd\n%devices odd")
    assert not cell.of("error", "stream"), cell.of("error", "stream")
    found = bundles(cell)
    assert set(found) == set(KINDS)
    for kind, data in found.items():
        check(kind, data)


@pytest.mark.parametrize("model", ["Anything()", "Nothing(4, 4)"])
def test_an_odd_model_as_the_last_expression_and_its_summary(odd, model):
    for code in (f"odd = {model}\nodd", "torch.summary(odd, torch.zeros(2, 4))"):
        cell = odd.run(code)
        assert not cell.of("error", "stream"), cell.of("error", "stream")
        (data,) = cell.saved()
        assert set(data) == {"text/plain", "text/html"} and "<script" not in data["text/html"]
        assert "<img src=x" not in data["text/html"]


@pytest.mark.parametrize("tensor", [
    "torch.empty(0)", "torch.empty(0, 3)", "torch.empty(3, 0, 2)", "torch.full((4, 5), float('nan'))",
    "torch.tensor(float('inf'))", "torch.tensor([])", "torch.zeros(2, 3, dtype=torch.bool)",
    "torch.tensor([1 + 2j, float('nan')])", "torch.full((2, 2), float('-inf'), dtype=torch.bfloat16)",
    "torch.zeros(1, 1, 1, 1, 1, 1)", "torch.tensor(3)", "torch.empty(0, requires_grad=True)",
    "torch.nn.Parameter(torch.full((3,), float('nan')))", "torch.randn(3).expand(10**6, 3)",
])
def test_odd_tensors_keep_their_text(odd, tensor):
    text = odd.run(f"print(repr({tensor}), end='')").text
    cell = odd.run(tensor)
    assert not cell.of("error", "stream"), cell.of("error", "stream")
    (data,) = cell.saved()
    assert data["text/plain"] == text or "randn" in tensor
    assert "<script" not in data.get("text/html", "")


@pytest.mark.parametrize("loss", [
    "(w * float('nan')).sum()", "(w / 0).sum()", "w[:0].sum()", "w[:0]", "(w * 1j).abs().sum()",
    "torch.cat([w[:0], w]).sum()",
])
def test_graphs_of_odd_values(odd, loss):
    cell = odd.run(f"w = torch.randn(5, requires_grad=True)\nvalue = {loss}\n%graph --backward {loss}\n%graph value")
    assert not cell.of("error", "stream"), cell.of("error", "stream")
    check("graph", bundles(cell)["graph"])


def test_training_on_nothing_and_on_no_numbers(odd):
    for data in ("torch.empty(0, 4)", "torch.full((3, 4), float('nan'))"):
        cell = odd.run(f"%%live\nloss = trained(torch.nn.Linear(4, 2), {data})\n%gradflow\n%devices\n%graph loss")
        assert not cell.of("error"), cell.of("error")
        for kind, bundle in bundles(cell).items():
            if kind in KINDS:
                check(kind, bundle)
