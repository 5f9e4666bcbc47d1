"""Loops over a ModuleList: what joins the blocks is drawn in them, so that they fold and no arrow runs backwards."""

from itertools import pairwise

import pytest

import nbtorch as torch
from nbtorch import nn
from nbtorch.nn import functional as F
from nbtorch.trace import snapshot
from nbtorch.trace.collapse import Tree


class Stack(nn.Module):
    def __init__(self, loop, widths=(8,) * 5):
        super().__init__()
        self.stem = nn.Linear(8, widths[0])
        self.blocks = nn.ModuleList([nn.Linear(a, b) for a, b in pairwise(widths)])
        self.norms = nn.ModuleList([nn.LayerNorm(b) for b in widths[1:]])
        self.act = nn.ReLU()
        self.head = nn.Linear(widths[-1], 2)
        self.loop = loop

    def forward(self, x):
        return self.head(self.loop(self, self.stem(x)))


def after(net, x):
    for block in net.blocks:
        x = block(x).sigmoid()
    return x


def module_between(net, x):
    for block, norm in zip(net.blocks, net.norms, strict=True):
        x = net.act(norm(block(x)))
    return x


def before(net, x):
    for block in net.blocks:
        x = block(F.relu(x))
    return x


def around(net, x):
    for block in net.blocks:
        x = x + block(F.relu(x))
    return x


def not_after_the_last(net, x):
    for block in net.blocks[:-1]:
        x = F.relu(block(x))
    return net.blocks[-1](x)


def twice(net, x):
    return after(net, after(net, x))


def graph_of(loop, **options):
    return snapshot(Stack(loop, **options)(torch.randn(3, 8)).sum())


@pytest.mark.parametrize(
    "loop, kind, ops",
    [
        (after, "Linear, sigmoid", ["linear", "sigmoid"]),
        (module_between, "Linear, layer_norm, relu", ["linear", "layer_norm", "relu"]),
        (before, "relu, Linear", ["relu", "linear"]),
        (around, "relu, Linear, add", ["relu", "linear", "add"]),
    ],
)
def test_blocks_and_what_joins_them_fold_into_one(loop, kind, ops):
    graph = graph_of(loop)
    first = graph.modules["blocks.0"]
    assert (first.type, first.repeat, first.last) == (kind, 4, "blocks.3")
    assert [node.op for node in graph.nodes if node.mod == "blocks.0"] == ops
    assert "norms.0" not in graph.modules, "a list without ops of its own is not drawn"


def test_an_op_says_which_module_ran_it():
    ran = {node.op: node.own for node in graph_of(module_between).nodes if node.mod == "blocks.0"}
    assert ran == {"linear": None, "layer_norm": "norms.0", "relu": "act"}
    graph = graph_of(module_between)
    assert type(graph).from_dict(graph.to_dict()) == graph
    assert graph.modules["blocks.0"].params == 8 * 8 + 8 + 2 * 8, "the block has the norm's parameters too"


def test_the_last_block_may_go_without():
    modules = graph_of(not_after_the_last).modules
    assert modules["blocks.0"].type == "Linear, relu" and modules["blocks.0"].repeat == 3
    assert modules["blocks.3"].type == "Linear"


@pytest.mark.parametrize("loop", [after, module_between, before, around, not_after_the_last])
@pytest.mark.parametrize("widths", [(8,) * 5, (8, 7, 6, 5)])
def test_no_link_runs_backwards(loop, widths):
    if loop is around and len(set(widths)) > 1:
        widths = (8,) * 3
    level = Tree(graph_of(loop, widths=widths)).level()
    into = {key: {link.source for link in level.links if link.target == key} for key in level.items}
    done = set()
    while ready := [key for key, sources in into.items() if key not in done and sources <= done]:
        done.update(ready)
    assert done == set(into), "a closed list reads from what reads from it"


def test_blocks_that_are_called_again_stay_as_they_are():
    graph = graph_of(twice)
    assert all(node.own is None for node in graph.nodes)
    assert graph.modules["blocks.0"].type == "Linear"
