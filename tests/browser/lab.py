"""A real JupyterLab server, and a notebook in it as a person's browser shows it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

if TYPE_CHECKING:
    from playwright.sync_api import ConsoleMessage, Locator, Page

SUBSHELLS = int(version("ipykernel").partition(".")[0]) >= 7  # without them questions wait for the end of the cell
PATIENCE = 60_000  # milliseconds that anything may take on a busy machine
GRAPH, LIVE, PANEL = '[data-nbtorch="graph"]', '[data-nbtorch="live"]', "#nbtorch-panel"
OWN_FOLDERS = (
    "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR", "IPYTHONDIR")
OPTIONS = (
    "--no-browser", "--allow-root", "--ip=127.0.0.1", "--ServerApp.port_retries=0",
    "--IdentityProvider.token=", "--ServerApp.password=",
    "--LabApp.news_url=None", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.expose_app_in_browser=True", "--JupyterNotebookApp.expose_app_in_browser=True")

# a cell that loads the extension and makes a network in which gradients vanish, with softmax where none belongs
DEEP = """\
%load_ext nbtorch
import time
import nbtorch as torch
from nbtorch import nn

class Deep(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Linear(16, 32)
        self.blocks = nn.ModuleList([nn.Linear(32, 32) for _ in range(6)])
        self.head = nn.Linear(32, 4)

    def forward(self, x):
        x = self.stem(x).sigmoid()
        for block in self.blocks:
            x = block(x).sigmoid()
        return self.head(x).softmax(1)

torch.manual_seed(0)
model = Deep()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
x, y = torch.randn(64, 16), torch.randint(0, 4, (64,))"""

# the same network trains for so many seconds; a fast machine that took no rest would be done with learning at once
TRAIN = """\
until = time.monotonic() + {seconds}
while time.monotonic() < until:
    optimizer.zero_grad()
    loss = nn.functional.cross_entropy(model(x), y)
    loss.backward()
    optimizer.step()
    time.sleep(0.003)"""

READY = """async () => {
  const notebook = window.jupyterapp?.shell.currentWidget;
  if (!notebook?.sessionContext || !notebook.content?.widgets) return false;
  await notebook.revealed;
  await notebook.sessionContext.ready;
  const kernel = notebook.sessionContext.session?.kernel;
  if (!kernel) return false;
  await kernel.info;
  return kernel.connectionStatus === 'connected' && kernel.status === 'idle';
}"""

# A cell whose prompt is [*] runs or waits to; the kernel's status turns idle after every message of a subshell, too.
WATCH = """
window.seen = [];
const shown = new WeakMap();
window.running = () => [...document.querySelectorAll('.jp-InputPrompt')].some(p => p.textContent.startsWith('[*'));
new MutationObserver(() => {
  for (const view of document.querySelectorAll('[data-nbtorch="live"][data-state]')) {
    const { steps, state } = view.dataset;
    if (shown.get(view) === steps + state) continue;
    shown.set(view, steps + state);
    window.seen.push({ steps: Number(steps), state, busy: window.running(), at: performance.now() });
  }
}).observe(document, { subtree: true, childList: true, attributeFilter: ['data-steps', 'data-state'] });
"""


class Lab:
    """JupyterLab as the Python that runs the tests has it, with settings, workspaces and trust of its own."""

    def __init__(self, folder: Path, disabled: tuple[str, ...] = ()):
        self.files, self.log = folder / "files", folder / "server.log"
        config = folder / "config"
        for each in (self.files, config / "labconfig"):
            each.mkdir(parents=True)
        off = {name: True for name in ("@jupyterlab/apputils-extension:announcements", *disabled)}
        (config / "labconfig" / "page_config.json").write_text(json.dumps({"disabledExtensions": off}))
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        environment = os.environ | {name: str(folder / name.lower()) for name in OWN_FOLDERS}
        # kernel, server and browser share few cores: BLAS threads that wait for each other would take all of them
        environment |= {"JUPYTER_CONFIG_DIR": str(config), "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        command = [sys.executable, "-m", "jupyterlab", *OPTIONS, f"--port={port}", f"--ServerApp.root_dir={self.files}"]
        with self.log.open("w") as log:
            self.process = subprocess.Popen(command, env=environment, cwd=folder, stdout=log, stderr=subprocess.STDOUT)
        try:
            self._wait(port)
        except BaseException:
            self.stop()
            raise

    def write(self, name: str, sources: Iterable[str]) -> None:
        """Make a notebook of these cells."""
        kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
        cells: list[Any] = [new_code_cell(source) for source in sources]
        nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernel}), self.files / name)

    def stop(self) -> None:
        """End the server, which ends its kernels."""
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _wait(self, port: int) -> None:
        deadline = time.monotonic() + PATIENCE / 1000
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(f"JupyterLab did not start:\n{self.log.read_text()[-2000:]}")


class Notebook:
    """One notebook, open in one page."""

    def __init__(self, page: Page, lab: Lab, name: str):
        self.page, self.lab, self.name = page, lab, name
        self.complaints: list[str] = []  # what the browser's console says against nbtorch
        page.set_default_timeout(PATIENCE)
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self._blame(error.stack or str(error)))
        page.add_init_script(WATCH)

    def open(self, door: str = "lab/tree") -> Notebook:
        """Load the page and wait until the kernel can be spoken to."""
        self.page.goto(f"{self.lab.url}/{door}/{self.name}?reset")
        self.page.wait_for_selector(".jp-Notebook")
        self.page.wait_for_function(READY)
        return self

    def close(self) -> None:
        """End the kernel and leave."""
        self.page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
        self.page.context.close()

    def command(self, name: str, **arguments: Any) -> None:
        """Execute a command without waiting for what it starts."""
        script = "([name, given]) => { void window.jupyterapp.commands.execute(name, given); }"
        self.page.evaluate(script, [name, arguments])

    def set_theme(self, name: str) -> None:
        """Change JupyterLab's theme, "Light" or another, and wait until its style sheet is in."""
        command = "name => window.jupyterapp.commands.execute('apputils:change-theme', { theme: name })"
        self.page.evaluate(command, f"JupyterLab {name}")
        self.page.wait_for_function("name => document.body.dataset.jpThemeName === name", arg=f"JupyterLab {name}")
        self.page.wait_for_timeout(300)  # transitions of colours are over

    def show(self, cell: int) -> Locator:
        """Go to a cell, as a reader would: JupyterLab draws what is near the view only."""
        self.page.evaluate(
            """async index => {
              const { content } = window.jupyterapp.shell.currentWidget;
              content.activeCellIndex = index;
              await content.scrollToItem(index, 'start');
            }""", cell)
        return self.page.locator(".jp-Notebook .jp-Cell.jp-mod-active")

    def run(self, cell: int) -> Locator:
        """Start a cell."""
        shown = self.show(cell)
        self.command("notebook:run-cell")
        return shown

    def run_to_end(self, cell: int) -> Locator:
        """Run a cell and wait for it."""
        shown = self.show(cell)
        self.page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-cell')")
        return shown

    def wait_idle(self) -> None:
        """Wait until no cell runs or waits to."""
        self.page.wait_for_function("() => !window.running()")

    def wait_drawn(self, times: int) -> None:
        """Wait until a view of a running cell has been drawn so often."""
        script = "times => window.seen.filter(view => view.state === 'running').length > times"
        self.page.wait_for_function(script, arg=times)

    def forget(self) -> None:
        """Start `seen` anew."""
        self.page.evaluate("() => { window.seen = []; }")

    def seen(self) -> list[dict[str, Any]]:
        """What live views have shown so far: points drawn, state, whether a cell was running."""
        return self.page.evaluate("() => window.seen")

    def save(self) -> dict[str, Any]:
        """Save, and read the file."""
        self.page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
        return json.loads((self.lab.files / self.name).read_text(encoding="utf-8"))

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._blame(f"{message.text} ({message.location['url']})")

    def _blame(self, said: str) -> None:
        """Keep what comes from nbtorch's files; the widget's module is loaded from a blob."""
        if "nbtorch" in said or "blob:" in said:
            self.complaints.append(said)
