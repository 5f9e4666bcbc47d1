"""What a long session does to the live view: cells run again and again, nested, in threads, under any name.

`NBTORCH_RERUNS=1000` runs the cell that is run again a thousand times (about a minute), else it is 120 times.
"""

from __future__ import annotations

import os
import sys

import pytest

CURVES, WIDGET = "application/vnd.nbtorch.curves+json", "application/vnd.jupyter.widget-view+json"

COUNT = """
import gc
from nbtorch.notebook.live import LiveView
from nbtorch.notebook.training import LiveCell
from nbtorch.trace.loop import Loop
import ipywidgets, nbtorch.trace
gc.collect()
kinds = [sum(kind in type(one).__mro__ for one in gc.get_objects()) for kind in (LiveView, LiveCell, Loop)]
print(*kinds, len(get_ipython().kernel.comm_manager.comms), len(ipywidgets.Widget.get_manager_state()['state']),
      len(nbtorch.trace.runs()) <= 50)
"""


def views(cell):
    return [data[CURVES] for data in cell.saved() if CURVES in data]


RERUNS = int(os.environ.get("NBTORCH_RERUNS", "120"))
SETTLED = 60  # runs after which caches are full and every list that is kept short is long enough
AGAIN = """%%live
model = torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.ReLU(), torch.nn.Linear(8, 1))
optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
for _ in range(3): train_step()
torch.log(acc=1.0)
%graph loss
%gradflow
%devices
"""
MEMORY = """
import gc
gc.collect()
print(len(gc.get_objects()), next((int(line.split()[1]) for line in open("/proc/self/status") if "VmRSS" in line), 0))
""" if sys.platform == "linux" else "import gc; gc.collect(); print(len(gc.get_objects()), 0)"


def test_a_cell_that_is_run_again_and_again_leaks_nothing(kernel):
    for _ in range(SETTLED):
        cell = kernel.run(AGAIN, cell_id="again")
        assert not cell.of("error", "stream")
    counted = kernel.run(COUNT).text
    objects, resident = map(int, kernel.run(MEMORY).text.split())
    for _ in range(RERUNS - SETTLED):
        cell = kernel.run(AGAIN, cell_id="again")
    assert kernel.run(COUNT).text == counted
    more_objects, more_resident = map(int, kernel.run(MEMORY).text.split())
    assert more_objects - objects < 500
    # IPython's own history of inputs is most of what is left
    assert more_resident - resident < 1024 + 4 * (RERUNS - SETTLED), "KiB"
    assert len(views(cell)[0]["earlier"]) == 3


def test_two_threads_have_a_view_each(kernel):
    cell = kernel.run("""%%live
import threading
def train(steps):
    model = torch.nn.Linear(4, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    for _ in range(steps):
        optimizer.zero_grad()
        model(data).sum().backward()
        optimizer.step()
threads = [threading.Thread(target=train, args=(steps,)) for steps in (300, 400)]
for thread in threads: thread.start()
for thread in threads: thread.join()
""")
    assert not cell.of("error")
    assert sorted(data["steps"] for data in views(cell)) == [300, 400]
    assert all(data["series"][0]["x"][-1] == data["steps"] for data in views(cell))


@pytest.mark.parametrize("inner", ["%%live\nfor _ in range(3): train_step()", "for _ in range(3): train_step()"])
def test_a_cell_in_a_cell_has_one_view(kernel, inner):
    cell = kernel.run(f"%%live\ntrain_step()\nget_ipython().run_cell({inner!r})\ntrain_step()")
    assert not cell.of("error")
    assert [data["steps"] for data in views(cell)] == [5]
    assert [data["steps"] for data in views(kernel.run("%%live\ntrain_step()"))] == [1]


def test_hostile_names_are_text(kernel):
    name = "<img src=x onerror=alert(1)>🎉"
    cell = kernel.run(f"""%%live
Odd = type({name!r}, (torch.nn.Linear,), {{}})
odd = Odd(4, 1)
optimizer = torch.optim.SGD(odd.parameters(), lr=0.01)
for _ in range(3):
    odd(data).sum().backward()
    optimizer.step()
    torch.log(**{{{name!r}: 1.0, "": 2.0, "a\\nb": 3.0}})
""")
    assert not cell.of("error")
    (shown,) = [data for data in cell.saved() if CURVES in data]
    assert shown[CURVES]["name"] == name
    assert {one["name"] for one in shown[CURVES]["series"]} >= {name, "", "a\nb"}
    assert "<img src=x" not in shown["text/html"]


def test_a_cell_that_is_interrupted_often_is_still_watched(kernel):
    for _ in range(5):
        cell = kernel.run("%%live\nfor _ in range(3): train_step()\nraise KeyboardInterrupt")
        assert [data["state"] for data in views(cell)] == ["interrupted"]
    assert [data["state"] for data in views(kernel.run("%%live\ntrain_step()"))] == ["finished"]
