"""The tutorials as a person meets them: copied to a folder, then opened in JupyterLab or run to an HTML file."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from nbformat import NotebookNode

PACKAGE = Path(__file__).resolve().parent
INSTALL = f'"{sys.executable}" -m pip install "nbtorch[lab]"'
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
OFFLINE_PAGE = """\
{%- extends 'lab/index.html.j2' -%}
{% block html_head_js %}
<meta http-equiv="Content-Security-Policy"
      content="default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'">
{% endblock %}
{% block jupyter_widgets %}{% endblock %}
{% block html_head_js_mathjax %}{% endblock %}
{% block html_head_js_mermaidjs %}{% endblock %}
"""


class DemoError(Exception):
    """The demo cannot go on; the message says why and what to do."""


def run(folder: Path, headless: bool = False) -> None:
    """Copy the tutorials to `folder`, then open the first in JupyterLab or run it."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # the tutorials' matrices are small: threads would only wait
    shipped = tutorials()
    require("nbclient", "nbconvert", "sklearn") if headless else require("jupyterlab", "sklearn")
    for line in copy(shipped, folder):
        print(line)
    first = folder / shipped[0].name
    run_headless(first) if headless else open_in_lab(first)


def tutorials() -> list[Path]:
    """The shipped notebooks in reading order: inside an installed package, beside it in a checkout."""
    for folder in (PACKAGE / "tutorials", PACKAGE.parent / "notebooks"):
        found = sorted(folder.glob("[0-9]*.ipynb"))
        if found:
            return found
    raise DemoError(f"this installation carries no tutorials; reinstall it ({INSTALL}).")


def require(*modules: str) -> None:
    missing = [name for name in modules if find_spec(name) is None]
    if missing:
        raise DemoError(f"the demo needs {' and '.join(missing)}, not installed here; install with: {INSTALL}")


def copy(files: list[Path], folder: Path) -> Iterator[str]:
    """Copy what is not there yet, and say what became of each file; a file that exists is never written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file in files:
            target = folder / file.name
            if not target.exists():
                shutil.copyfile(file, target)
                yield f"copied {target}"
            elif target.read_bytes() != file.read_bytes():
                yield f"kept   {target}, which differs from the shipped one (--dir OTHER gives a fresh copy)"
    except OSError as error:
        raise DemoError(f"cannot copy the tutorials to {folder}: {error.strerror}.") from error


def open_in_lab(notebook: Path) -> None:
    """Become JupyterLab with `notebook` open, until the person stops it."""
    from jupyterlab.labapp import main

    print(f"opening {notebook} in JupyterLab; Ctrl-C in this terminal stops it", flush=True)
    os.chdir(notebook.parent)
    # JupyterLab refuses root without the option, and containers have nobody else
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    # the address, not the file, so that what the server prints leads there too where no browser can be opened
    address = f"--LabApp.default_url=/lab/tree/{quote(notebook.name)}"
    main([address, "--allow-root"] if as_root else [address])


def run_headless(notebook: Path) -> None:
    """Execute `notebook` in a kernel of its own, print its accuracy line and write it as an HTML file beside it."""
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    try:
        document = nbformat.read(notebook, as_version=4)
    except (nbformat.reader.NotJSONError, nbformat.ValidationError) as error:
        raise DemoError(f"{notebook} is not a readable notebook: {error}") from error
    print(f"running {notebook}", flush=True)
    client = NotebookClient(
        document,
        timeout=600,
        kernel_name="python3",
        resources={"metadata": {"path": str(notebook.parent)}},
        extra_arguments=["--IPKernelApp.log_level=ERROR"],  # its warnings are for people who run servers
    )
    try:
        client.execute(env=os.environ | {"NBTORCH_STATIC": "1"})
    except CellExecutionError as error:
        raise DemoError(f"a cell of {notebook} failed with {error.ename}: {error.evalue}") from error
    except (CellTimeoutError, DeadKernelError) as error:
        raise DemoError(f"{notebook} did not run to its end: {error}") from error
    print(accuracy_line(document) or f"{notebook} ran to its end and printed no accuracy")
    page = notebook.with_suffix(".html")
    page.write_text(to_html(document, title=notebook.stem), encoding="utf-8")
    print(f"wrote {page} ({page.stat().st_size / 1e6:.1f} MB, opens in any browser, needs no network)")


def accuracy_line(document: NotebookNode) -> str | None:
    """The last printed line that tells an accuracy."""
    outputs = (output for cell in document.cells for output in cell.get("outputs", ()))
    printed = "".join(output.text for output in outputs if output.output_type == "stream" and output.name == "stdout")
    return next((line.strip() for line in reversed(printed.splitlines()) if "accuracy" in line.lower()), None)


def to_html(document: NotebookNode, title: str) -> str:
    """One HTML page with every output as text or image: no script, and a policy that forbids every request."""
    from nbconvert import HTMLExporter

    for cell in document.cells:
        for output in cell.get("outputs", ()):
            if len(output.get("data", ())) > 1:  # a page has no kernel for a widget; its other forms say the same
                output.data.pop(WIDGET_VIEW, None)
    document.metadata.pop("widgets", None)
    exporter = HTMLExporter(raw_template=OFFLINE_PAGE, embed_images=True)
    page, _ = exporter.from_notebook_node(document, resources={"metadata": {"name": title}})
    return page
