"""The panel over the life of a kernel: busy, shared by notebooks, restarted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .conftest import Opener
from .lab import PANEL, READY, Lab, Notebook
from .test_panel import write

pytestmark = pytest.mark.browser

LOAD = "%load_ext nbtorch\nimport time\nimport nbtorch as torch\nfirst = torch.zeros(2, 3)"
TRAIN = """\
model = torch.nn.Linear(3, 2)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
until = time.monotonic() + 4
while time.monotonic() < until:
    optimizer.zero_grad()
    loss = model(first).square().sum()
    loss.backward()
    optimizer.step()
    time.sleep(0.003)"""
ROW = '[data-section="tensors"] [data-row="%s"]'
KERNEL = "window.jupyterapp.shell.currentWidget.sessionContext.session.kernel"
# what a server that restarts, a laptop that sleeps and a proxy that gives up do to it
LOSE = [f"() => {KERNEL}.reconnect()", f"() => {KERNEL}._ws.close(4000)"]
LONG = TRAIN.replace("time.monotonic() < until", "not Path('over').exists()").replace("model =", """\
from pathlib import Path
model =""", 1)
SHARE = """async path => {
  const { shell, commands } = window.jupyterapp;
  const { id } = shell.currentWidget.sessionContext.session.kernel;
  const other = await commands.execute('docmanager:open', { path });
  await other.sessionContext.ready;
  await other.sessionContext.changeKernel({ id });
}"""
# until a question of the panel has its answer: a click, and the view it brings
TIMED = """() => new Promise(done => {
  const section = document.querySelector('[data-section="devices"]');
  const began = performance.now();
  const watch = new MutationObserver(() => {
    if (!section.querySelector('[data-nbtorch="devices"]')) return;
    watch.disconnect();
    done(performance.now() - began);
  });
  watch.observe(section, { subtree: true, childList: true });
  section.querySelector('.bd > .nbt-link').click();
})"""


@pytest.fixture(scope="module")
def notebook(lab: Lab, opened: Opener) -> Iterator[Notebook]:
    write(lab, "life.ipynb", [LOAD, TRAIN])
    write(lab, "second.ipynb", ["second = torch.ones(4)"])
    notebook = opened(lab, "life.ipynb")
    notebook.command("nbtorch:show-panel")
    notebook.run_to_end(0)
    yield notebook
    assert notebook.complaints == []
    notebook.close()


@pytest.fixture(scope="module")
def alone(lab: Lab, opened: Opener) -> Iterator[Notebook]:
    write(lab, "alone.ipynb", [LOAD])
    notebook = opened(lab, "alone.ipynb")
    notebook.command("nbtorch:show-panel")
    notebook.run_to_end(0)
    yield notebook
    notebook.close()


def test_questions_are_answered_while_a_cell_is_busy(notebook: Notebook) -> None:
    panel = notebook.page.locator(PANEL)
    notebook.run(1)
    panel.locator('[data-device="cpu"] .peak').wait_for()
    took = notebook.page.evaluate(TIMED)
    assert notebook.page.evaluate("() => window.running()")
    assert took < 2000  # 100 ms on a machine that has nothing else to do
    assert "as of step" in panel.locator(".nbt-kernel").inner_text()
    notebook.wait_idle()


def test_two_notebooks_on_one_kernel_see_the_same(notebook: Notebook) -> None:
    page, panel = notebook.page, notebook.page.locator(PANEL)
    page.evaluate(SHARE, "second.ipynb")
    page.wait_for_function(READY)
    panel.locator(".nbt-p-top strong", has_text="second.ipynb").wait_for()
    panel.locator(ROW % "first").wait_for()
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-cell')")
    panel.locator(ROW % "second").wait_for()


@pytest.mark.parametrize("lose", LOSE)
@pytest.mark.parametrize("busy", [False, True])
def test_a_lost_connection_is_taken_up_again(alone: Notebook, lose: str, busy: bool) -> None:
    page, panel = alone.page, alone.page.locator(PANEL)
    if busy:
        added(alone, LONG, wait=False)
        panel.locator(".nbt-run .nbt-dot.running").wait_for()
    page.evaluate(lose)
    page.wait_for_function(f"() => {KERNEL}.connectionStatus === 'connected'")
    if busy:
        wait_for_more_steps(alone)
        panel.get_by_text("kernel busy").wait_for(state="detached")
        assert page.evaluate("() => window.running()")
        (alone.lab.files / "over").touch()
        panel.get_by_text("idle", exact=True).wait_for()
        alone.wait_idle()
        (alone.lab.files / "over").unlink()
    else:
        page.wait_for_function(READY)
    name = f"after_{busy}_{LOSE.index(lose)}"
    added(alone, f"{name} = torch.ones(5)")
    panel.locator(ROW % name).wait_for()


def test_a_page_loaded_again_has_the_panel_as_it_was(alone: Notebook) -> None:
    panel = alone.page.locator(PANEL)
    tensors = panel.locator('[data-section="tensors"]')
    tensors.locator(".hd").click()
    tensors.locator(".hd[aria-expanded=false]").wait_for()
    alone.page.wait_for_timeout(1500)  # JupyterLab writes down its layout
    load_again(alone)
    alone.page.wait_for_function(READY)
    tensors.locator(".hd[aria-expanded=false]").wait_for()
    tensors.locator(".hd").click()
    panel.locator(ROW % "first").wait_for()


def test_a_page_loaded_again_while_a_cell_trains_is_told_what_goes_on(alone: Notebook) -> None:
    page, panel = alone.page, alone.page.locator(PANEL)
    added(alone, LONG, wait=False)
    panel.locator(".nbt-run .nbt-dot.running").wait_for()
    load_again(alone)
    wait_for_more_steps(alone)
    panel.locator(ROW % "first").wait_for()
    (alone.lab.files / "over").touch()
    panel.get_by_text("idle", exact=True).wait_for()
    (alone.lab.files / "over").unlink()
    page.wait_for_function(READY)
    added(alone, "later = torch.ones(6)")
    panel.locator(ROW % "later").wait_for()


def test_a_restarted_kernel_is_offered_the_extension_and_followed(alone: Notebook) -> None:
    panel = alone.page.locator(PANEL)
    alone.page.evaluate(f"() => {KERNEL}.restart()")
    panel.get_by_text("Nothing recorded yet").wait_for()
    assert panel.locator("pre").inner_text() == "%load_ext nbtorch"
    alone.page.wait_for_function(READY)
    added(alone, LOAD + "\nfresh = torch.ones(6)")
    panel.locator(ROW % "fresh").wait_for()
    assert panel.locator(ROW % "first").count() == 1


def load_again(notebook: Notebook) -> None:
    """Reload the page, until JupyterLab has put back what was open: other notebooks too, and this one in front."""
    notebook.page.reload()
    notebook.page.wait_for_function("() => window.jupyterapp?.restored.then(() => true)")
    in_front = "name => window.jupyterapp.shell.currentWidget?.context?.path === name"
    notebook.page.wait_for_function(in_front, arg=notebook.name)
    notebook.page.wait_for_timeout(500)  # where the one that was in front before is not the last to come
    notebook.page.wait_for_function(in_front, arg=notebook.name)
    notebook.page.locator(PANEL).wait_for()


def wait_for_more_steps(notebook: Notebook) -> None:
    """Wait until the panel's newest run goes on."""
    notebook.page.locator(f"{PANEL} .nbt-run .tn").first.wait_for()
    notebook.page.wait_for_function(
        """async () => {
          const steps = () => parseInt(document.querySelector('.nbt-run .tn')?.textContent.replaceAll(',', ''));
          window.stepsBefore ??= steps();
          return steps() > window.stepsBefore;
        }""")
    notebook.page.evaluate("() => { delete window.stepsBefore; }")


def added(notebook: Notebook, source: str, wait: bool = True) -> None:
    """Run code in a new cell."""
    notebook.page.evaluate(
        """async ([source, wait]) => {
          const { commands, shell } = window.jupyterapp;
          await commands.execute('notebook:insert-cell-below');
          shell.currentWidget.content.activeCell.model.sharedModel.setSource(source);
          const over = commands.execute('notebook:run-cell');
          if (wait) await over;
        }""",
        [source, wait],
    )
