"""`%graph`, and its errors: one sentence each, no traceback."""

from __future__ import annotations

import json
import re

import pytest

GRAPH = "application/vnd.nbtorch.graph+json"


def test_the_bundle(kernel):
    kernel.run("train_step()", cell_id="cell-of-the-step")
    cell = kernel.run("%graph loss")
    (data,) = cell.saved()
    assert set(data) == {GRAPH, "text/html", "text/plain"}
    assert data[GRAPH]["call"] == "loss"
    assert data["text/html"].startswith("<img alt=")
    assert "loss" in data["text/plain"]


def test_nodes_know_their_cell_and_line(kernel):
    cell = kernel.run("a = torch.ones(3, requires_grad=True)\nb = (a * 2)\nc = b.sum()", cell_id="abc-123")
    nodes = kernel.run("%graph c").saved()[0][GRAPH]["nodes"]
    number = cell.of("execute_input")[0]["execution_count"]
    assert [(node["op"], node["cell"], node["cellId"], node["line"]) for node in nodes] == [
        ("mul", number, "abc-123", 2), ("sum", number, "abc-123", 3)]


def test_lines_below_live_are_counted_from_the_top(kernel):
    kernel.run("%%live\na = torch.ones(3, requires_grad=True)\nd = a.sum()", cell_id="live-cell")
    (node,) = kernel.run("%graph d").saved()[0][GRAPH]["nodes"]
    assert (node["cellId"], node["line"]) == ("live-cell", 3)


def test_an_expression_is_evaluated(kernel):
    data = kernel.run("%graph (model(data) ** 2).sum() * max(len([q for q in (1, 2)]), 1)").saved()[0]
    assert data[GRAPH]["ops"] >= 3


def test_what_the_expression_calls_stands_in_the_cell_of_the_magic(kernel):
    kernel.run("leaf = torch.ones(3, requires_grad=True)")
    cell = kernel.run("one = 1\n%graph (lambda each: each * 2)(leaf).sum()", cell_id="magic-cell")
    nodes = cell.saved()[0][GRAPH]["nodes"]
    number = cell.of("execute_input")[0]["execution_count"]
    assert [(node["op"], node["cell"], node["cellId"], node["line"]) for node in nodes] == [
        ("mul", number, "magic-cell", 2), ("sum", number, "magic-cell", 2)]


@pytest.mark.parametrize(("line", "says"), [
    ("lss", "name 'lss' is not defined; did you mean `loss`?"),
    ("zzz", "name 'zzz' is not defined; run the cell that makes it first."),
    ("data", "`data` has no graph: nothing it was computed from requires grad"),
    ("torch.ones(1, requires_grad=True)", "has no graph: it is a leaf"),
    ("3", "`3` is not a tensor but an int."),
    ("None", "is not a tensor but None."),
    ("model", "is a module (Sequential); its graph is made by calling it: `%graph model(input)`."),
    ("", "needs a tensor to look behind"),
    ("loss +", "is not one Python expression"),
])
def test_what_has_no_graph_is_one_sentence(kernel, line, says):
    cell = kernel.run(f"%graph {line}")
    assert says in cell.text
    assert cell.text.startswith("UsageError: %graph")
    assert len(cell.text.strip().splitlines()) == 1
    assert cell.saved() == []


@pytest.mark.parametrize("magic", ["%graph", "%gradflow", "%devices"])
def test_an_error_of_the_users_code_is_the_users(kernel, magic):
    kernel.run("train_step()\ndef broken(x):\n    return x.view(5, 5, 5)")
    (error,) = kernel.run(f"{magic} broken(model(data))").of("error")
    assert error["ename"] == "RuntimeError"
    shown = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(error["traceback"]))
    assert "in broken(x)" in shown and "nbtorch/notebook" not in shown and "nbtorch\\notebook" not in shown


def test_other_magics_say_what_they_take(kernel):
    assert "takes on or off, not 'maybe'" in kernel.run("%live maybe").text
    assert "not 'what'" in kernel.run("%nbtorch what").text
    assert "%graph EXPR" in kernel.run("%nbtorch").text


def test_a_huge_graph_is_bounded_in_the_notebook(kernel):
    kernel.run("v = torch.ones(3, requires_grad=True)\nfor _ in range(10_000): v = (v * 0.9).tanh()\nv = v.sum()")
    (data,) = kernel.run("%graph v").saved()
    assert data[GRAPH]["ops"] == 20_001 and len(data[GRAPH]["nodes"]) <= 2000
    assert len(json.dumps(data)) < 700_000
