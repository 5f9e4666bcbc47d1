"""The graph as data: JSON and its schema, the text tree, DOT."""
# ruff: noqa: RUF001 -- the views typeset signs, and the tests read them

from __future__ import annotations

import json
from dataclasses import FrozenInstanceError, replace
from pathlib import Path

import jsonschema
import pytest

from nbtorch.trace import Graph, Module, Node, snapshot

from .recording import stack

ROOT = Path(__file__).parents[2]
FIXTURES = sorted((ROOT / "labextension/test/fixtures").glob("graph-*.json"))
SCHEMA = json.loads((ROOT / "nbtorch/trace/graph.schema.json").read_text())
EVIL = ['<script>alert("1")</script>', "😀 & 'x' \"y\"", "a\x00b\ud800\n", "名前", "\\N{}|%", "x" * 300]


def read(path: Path) -> Graph:
    return Graph.from_dict(json.loads(path.read_text()))


def evil(name: str) -> Graph:
    nodes = tuple(Node(i, name, name, f"{name}.{i % 2}", (2, 3), inputs=((2, 3),)) for i in range(4))
    edges = ((0, 1, (2, 3)), (1, 2, (2, 3)), (2, 3, (2, 3)))
    return Graph(name, name, None, float("nan"), 1, 4, nodes, edges, {name: Module(name), f"{name}.0": Module(name)})


def graphs() -> list[Graph]:
    return [snapshot(stack(12)[0], call="loss"), *[read(path) for path in FIXTURES], *[evil(name) for name in EVIL]]


def test_there_are_fixtures():
    assert len(FIXTURES) >= 3


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_the_fixtures_of_the_views_fit_the_schema(path):
    jsonschema.validate(json.loads(path.read_text()), SCHEMA)


@pytest.mark.parametrize("graph", graphs(), ids=lambda graph: ascii(graph.call[:12]))
def test_json_fits_the_schema_and_comes_back(graph):
    data = json.loads(graph.to_json())
    jsonschema.validate(data, SCHEMA)
    again = Graph.from_dict(data)
    assert again.to_dict() == data == graph.to_dict()
    assert [node["id"] for node in data["nodes"]] == list(range(len(data["nodes"])))
    assert all(source < target for source, target, _ in data["edges"])


def test_numbers_that_json_cannot_hold_are_null():
    node = Node(0, "exp", "ExpBackward0", "", (), grad=float("inf"), reps=((float("nan"), 1.0, None),))
    graph = Graph(None, "", None, float("nan"), 0, 1, (node,), (), {})
    data = json.loads(graph.to_json())
    assert (data["loss"], data["nodes"][0]["grad"], data["nodes"][0]["reps"]) == (None, None, [[None, 1.0, None]])


@pytest.mark.parametrize("wrong", [{"kind": "curves", "schema": 1}, {"kind": "graph", "schema": 3}, {}])
def test_another_kind_or_schema_is_refused(wrong):
    with pytest.raises(ValueError, match="expected a graph of schema 2 at most"):
        Graph.from_dict(wrong)


def test_a_graph_is_frozen():
    graph = read(FIXTURES[0])
    with pytest.raises(FrozenInstanceError):
        graph.loss = 1.0
    with pytest.raises(FrozenInstanceError):
        graph.nodes[0].op = "exp"


def test_condensing_keeps_order_totals_and_flow():
    graph = read(next(path for path in FIXTURES if "resnet" in path.stem))
    small = graph.condensed(10)
    assert len(small.nodes) <= 10
    jsonschema.validate(small.to_dict(), SCHEMA)
    assert Graph.from_dict(small.to_dict()).to_dict() == small.to_dict()
    assert sum(node.many for node in small.nodes) == len(graph.nodes)
    assert sum(node.bytes for node in small.nodes) == sum(node.bytes for node in graph.nodes)
    assert all(source < target for source, target, _ in small.edges)
    assert {target for _, target, _ in small.edges} == set(range(1, len(small.nodes)))
    assert graph.condensed() is graph


# ---------------------------------------------------------------- text
@pytest.mark.parametrize("graph", graphs(), ids=lambda graph: ascii(graph.call[:12]))
def test_text_fits_a_terminal(graph):
    lines = graph.to_text().splitlines()
    assert max(map(len, lines)) <= 100
    assert len(lines) <= 210
    assert all(line.isprintable() for line in lines if line.isascii())


def test_text_is_a_tree_by_module():
    lines = snapshot(stack(12)[0], call="loss").to_text().splitlines()
    assert lines[0] == "Graph of loss: Net"
    facts = lines[1].replace("\u2009", " ").split(" · ")
    assert facts[:2] == ["51 ops", "6.40 k parameters"]
    assert facts[-2:] == ["float32", "batch 8"]
    assert lines[3].split() == ["op", "output", "parameters", "made", "in"]
    tree = "\n".join(lines[4:])
    assert tree == (
        "input                 16\n"
        "├─ stem: matmul       16             256\n"
        "├─ h.0–11: Block ×12                 512\n"
        "│  ├─ fc: matmul      16             256\n"
        "│  ├─ tanh            16\n"
        "│  ├─ out: matmul     16             256\n"
        "│  └─ add             16\n"
        "├─ mul                16\n"
        "└─ sum                scalar"
    )


def test_text_names_cells():
    graph = Graph(None, "y", None, None, 0, 1, (Node(0, "exp", "E", "", (3,), cell=4, line=2),), (), {})
    assert graph.to_text().splitlines()[-1].endswith("cell [4], line 2")


def test_an_empty_graph_is_still_text_and_a_picture():
    graph = Graph(None, "", None, None, 0, 0, (), (), {})
    assert "0 ops" in graph.to_text()
    assert graph.to_svg().startswith("<svg")


# ---------------------------------------------------------------- DOT
@pytest.mark.parametrize("graph", graphs(), ids=lambda graph: ascii(graph.call[:12]))
def test_dot_names_every_op_and_edge(graph):
    source = graph.to_dot().source
    assert source.count(" -> ") == len(graph.edges)
    assert source.count("tooltip=") == len(graph.nodes)
    assert source.count("subgraph") == source.count("}\n") - 1


def test_dot_escapes_names():
    graph = evil('" ] x [label="')
    assert r"\" ] x [label=\"" in graph.to_dot().source


def test_replacing_fields_works():
    graph = read(FIXTURES[0])
    assert replace(graph, step=3).step == 3
