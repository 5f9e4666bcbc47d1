"""Device placement in JupyterLab: under its cell, by keyboard, and in a file reopened without a run."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Opener
from .lab import Lab

pytestmark = pytest.mark.browser

VIEW = '[data-nbtorch="devices"]'
CELLS = (
    """\
%load_ext nbtorch
import nbtorch as torch
from nbtorch import nn
torch.manual_seed(0)
model = nn.Sequential(nn.Linear(64, 256), nn.ReLU(), nn.Linear(256, 256), nn.ReLU(), nn.Linear(256, 10))
optimizer = torch.optim.Adam(model.parameters())
x, y = torch.randn(512, 64), torch.randint(0, 10, (512,))
for _ in range(20):
    optimizer.zero_grad()
    nn.functional.cross_entropy(model(x), y).backward()
    optimizer.step()""",
    "%devices",
)


def test_the_view_is_drawn_read_by_keys_and_still_there_when_reopened(
    lab: Lab, opened: Opener, screenshots: Path
) -> None:
    lab.write("devices.ipynb", CELLS)
    notebook = opened(lab, "devices.ipynb")
    for cell in range(len(CELLS)):
        notebook.run_to_end(cell)
    notebook.wait_idle()
    view = notebook.show(1).locator(VIEW)
    view.wait_for()
    said = view.get_attribute("aria-label") or ""
    assert said.startswith("Memory on cpu: peak ") and " at " in said
    assert "0 host copies" in view.inner_text()
    slider = view.get_by_role("slider")
    slider.focus()
    notebook.page.keyboard.press("Home")
    assert view.locator(".nbt-dev-read").inner_text().startswith("linear in 0, forward: ")
    view.get_by_role("radio", name="module").click()
    notebook.page.keyboard.press("ArrowRight")
    assert view.get_by_role("row").count() > 4
    view.screenshot(path=screenshots / "devices-table.png")
    view.get_by_role("radio", name="owner").click()
    view.screenshot(path=screenshots / "devices.png")
    notebook.save()
    again = opened(lab, "devices.ipynb")
    reopened = again.show(1).locator(VIEW)
    reopened.wait_for()
    assert reopened.get_attribute("aria-label") == said
    assert notebook.complaints == [] and again.complaints == []
