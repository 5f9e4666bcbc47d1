"""A graph whose ops run on several devices says so, in words, in the text and in the static picture."""

from __future__ import annotations

from dataclasses import replace

import nbtorch as torch
from nbtorch.trace.snapshot import snapshot


def spread():
    net = torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.ReLU(), torch.nn.Linear(8, 2))
    graph = snapshot(net(torch.randn(3, 4)).sum(), call="loss")
    nodes = tuple(replace(node, device="cuda:0") if node.op == "relu" else node for node in graph.nodes)
    return replace(graph, nodes=nodes)


def test_devices_are_named_the_one_of_most_ops_first():
    assert spread().devices == ("cpu", "cuda:0")


def test_what_is_elsewhere_is_named_in_text_and_picture():
    graph = spread()
    text = graph.to_text()
    assert "on cpu, cuda:0" in text.splitlines()[1]
    assert [line for line in text.splitlines()[2:] if "cuda:0" in line] == [
        line for line in text.splitlines() if "relu" in line]
    assert "on cuda:0" in graph.to_svg()
    assert "cpu, cuda:0" in graph.to_svg()


def test_one_device_is_not_worth_a_word():
    graph = replace(spread(), nodes=tuple(replace(node, device="cpu") for node in spread().nodes))
    assert "cpu" not in graph.to_text()
    assert " on " not in graph.to_svg()
