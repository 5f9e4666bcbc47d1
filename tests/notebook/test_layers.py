"""The panel's tree of a model: modules with parameters, outer ones before what is inside, shared parameters once."""

from __future__ import annotations

import pytest

import nbtorch as torch
from nbtorch import nn
from nbtorch.notebook.layers import MOST, model_row


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Linear(2, 3)
        self.blocks = nn.ModuleList([nn.Sequential(nn.Linear(3, 3), nn.ReLU()) for _ in range(2)])
        self.head = nn.Linear(3, 1, bias=False)

    def forward(self, x):
        x = self.stem(x)
        for block in self.blocks:
            x = block(x)
        return self.head(x)


def names(row):
    return [layer["name"] for layer in row["layers"]]


def test_every_module_with_parameters_has_a_row_below_the_one_it_is_in():
    row = model_row("net", Net())
    assert names(row) == ["stem", "blocks", "blocks.0", "blocks.0.0", "blocks.1", "blocks.1.0", "head"]
    assert [layer["params"] for layer in row["layers"]] == [9, 24, 12, 12, 12, 12, 3]
    assert row["params"] == 9 + 24 + 3
    assert row["layers"][1]["shape"] == []
    assert (row["layers"][1]["type"], row["layers"][1]["spark"]) == ("ModuleList", [])


def test_parameters_of_the_model_itself_are_a_row_too():
    row = model_row("layer", nn.Linear(2, 3))
    assert [(layer["name"], layer["shape"], layer["params"]) for layer in row["layers"]] == [("Linear", [3, 2], 9)]


def test_shared_parameters_count_once():
    net = Net()
    net.blocks[1][0].weight = net.blocks[0][0].weight
    row = model_row("net", net)
    outermost = [layer for layer in row["layers"] if "." not in layer["name"]]
    assert sum(layer["params"] for layer in outermost) == row["params"]


def test_a_model_without_parameters_has_no_rows():
    assert model_row("net", nn.Sequential(nn.ReLU()))["layers"] == []


def test_more_modules_than_are_listed_are_counted():
    row = model_row("deep", nn.Sequential(*[nn.Linear(1, 1) for _ in range(MOST + 5)]))
    assert (len(row["layers"]), row["hidden"]) == (MOST, 5)


def test_gradient_norms_of_a_run_are_those_of_the_layers_and_together_those_of_their_blocks():
    from nbtorch.trace.recorder import Recorder
    from nbtorch.trace.run import runs

    recorder = Recorder(lambda run, added: None, lambda run: None, lambda error: pytest.fail(str(error)))
    recorder.attach()
    try:
        recorder.begin(1, None, None)
        net = Net()
        optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
        for _ in range(3):
            optimizer.zero_grad()
            net(torch.randn(4, 2)).square().sum().backward()
            optimizer.step()
        recorder.end("finished", lambda run: None)
    finally:
        recorder.detach()
    row, [run] = model_row("net", net), runs()[-1:]
    assert row["run"] == run.key == run.row()["run"]
    assert row["at"][0] == 1 and len(row["at"]) == len(row["layers"][0]["spark"])
    assert run.row()["at"] == [1, 2, 3] and len(run.row()["spark"]) == 3
    sparks = {layer["name"]: layer["spark"] for layer in row["layers"]}
    assert len(sparks["stem"]) == len(sparks["blocks"]) > 0
    one, other, both = (sparks[name][0] for name in ("blocks.0.0", "blocks.1.0", "blocks"))
    assert both == pytest.approx((one**2 + other**2) ** 0.5, rel=0.02)
