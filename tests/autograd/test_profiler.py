"""torch.profiler: every op is counted, parts hold their ops, the schedule decides which steps are noted."""

from __future__ import annotations

import json

import pytest

import nbtorch as torch
from nbtorch.profiler import ProfilerAction, ProfilerActivity, profile, record_function, schedule


def work():
    x = torch.ones(3, requires_grad=True)
    for _ in range(3):
        x = x.sin()
    x.sum().backward()


def test_every_op_is_counted():
    with profile(activities=[ProfilerActivity.CPU], record_shapes=True) as prof:
        work()
    counts = {e.key: e.count for e in prof.key_averages()}
    assert counts["aten::sin"] == counts["SinBackward0"] == 3
    assert counts["aten::sum"] == counts["SumBackward0"] == 1
    table = prof.key_averages().table(sort_by="self_cpu_time_total", row_limit=2)
    assert "CPU time avg" in table and "Self CPU time total:" in table
    assert len(table.splitlines()) == 7
    work()
    assert {e.key: e.count for e in prof.key_averages()} == counts  # nothing is noted after it


def test_a_part_holds_its_ops():
    with torch.autograd.profiler.profile() as prof, record_function("part"):
        work()
    events = {e.key: e for e in prof.key_averages()}
    inner = sum(e.cpu_time_total for name, e in events.items() if name != "part")
    assert events["part"].cpu_time_total >= inner > 0
    assert events["part"].self_cpu_time_total == pytest.approx(events["part"].cpu_time_total - inner, abs=1e-3)


def test_a_schedule_says_which_steps():
    ready = []
    with profile(schedule=schedule(wait=1, warmup=1, active=2, repeat=1), on_trace_ready=ready.append) as prof:
        for _ in range(8):
            work()
            prof.step()
    assert ready == [prof]
    assert {e.key: e.count for e in prof.key_averages()}["aten::sin"] == 6


@pytest.mark.oracle
def test_schedules_are_pytorchs():
    theirs = pytest.importorskip("torch").profiler
    for options in (
        {"wait": 1, "warmup": 2, "active": 3},
        {"wait": 0, "warmup": 1, "active": 1, "skip_first": 2, "repeat": 2},
    ):
        mine, yours = schedule(**options), theirs.schedule(**options)
        assert [mine(i).name for i in range(15)] == [yours(i).name for i in range(15)]
    assert [a.name for a in ProfilerAction] == [a.name for a in theirs.ProfilerAction]


def test_a_trace_can_be_written(tmp_path):
    with profile() as prof:
        work()
    prof.export_chrome_trace(str(tmp_path / "trace.json"))
    assert len(json.loads((tmp_path / "trace.json").read_text())["traceEvents"]) == len(prof.events)
