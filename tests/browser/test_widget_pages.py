"""The live widget alone in a page, as VS Code, Colab and others put it there: their marks, variables and no network."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pytest

from nbtorch.notebook.live import BUILT
from nbtorch.trace.run import Run

from .lab import LIVE
from .test_tutorial import CONTRAST, INKED

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

# what ipywidgets' own style sheet tells every page: JupyterLab's light theme
WIDGETS = (":root { --jp-layout-color1: white; --jp-ui-font-color0: #000; --jp-ui-font-color1: #000d;"
           " --jp-border-color2: #e0e0e0; --jp-border-color3: #eee; }")
VSCODE = "--vscode-editor-background: {}; --vscode-editor-foreground: {}"

# name -> attributes of <html>, attributes of <body>, the system's scheme, whether the view has to be dark
PAGES = {
    "vscode-dark": (f'style="{VSCODE.format("#1e1e1e", "#d4d4d4")}"',
                    'class="vscode-dark" data-vscode-theme-kind="vscode-dark"', "light", True),
    "vscode-light": (f'style="{VSCODE.format("#ffffff", "#3b3b3b")}"',
                     'class="vscode-light" data-vscode-theme-kind="vscode-light"', "dark", False),
    "vscode-contrast": (f'style="{VSCODE.format("#000000", "#ffffff")}"',
                        'class="vscode-high-contrast" data-vscode-theme-kind="vscode-high-contrast"', "light", True),
    "colab-dark": ('theme="dark"', "", "light", True),
    "colab-light": ('theme="light"', "", "dark", False),
    "page-dark": ("", "", "dark", True),
    "page-light": ("", "", "light", False),
}
RENDER = """async ([code, state]) => {
  const module = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
  const { default: widget } = await import(module);
  const traits = { state, stoppable: true };
  window.sent = [];
  const model = { get: name => traits[name], on() {}, off() {}, send: message => window.sent.push(message) };
  await widget.render({ model, el: document.getElementById('output') });
}"""


@pytest.fixture(scope="module")
def state() -> dict[str, Any]:
    run = Run(0.0, "Net", 2)
    steps = list(range(1, 301))
    run.add("loss", "loss", steps, [math.exp(-step / 90) + 0.1 for step in steps])
    run.add("lr", "lr", steps, [0.1 for _ in steps])
    run.advance(4.0, 300)
    return run.to_dict()


@pytest.mark.parametrize("name", PAGES)
def test_the_view_is_readable_and_stops(browser: Browser, state, screenshots, name) -> None:
    html, body, scheme, is_dark = PAGES[name]
    context = browser.new_context(viewport={"width": 900, "height": 420}, offline=True, color_scheme=scheme)
    page, asked, wrong = context.new_page(), [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.set_content(
        f"<!doctype html><html {html}><style>{WIDGETS}</style><body {body}><div id=output></div></body></html>")
    page.evaluate(RENDER, [BUILT.read_text(encoding="utf-8"), state])
    view = page.locator(LIVE)
    page.wait_for_function("steps => document.querySelector('[data-nbtorch=live]').dataset.steps === steps", arg="300")
    page.screenshot(path=screenshots / f"widget-{name}.png")
    for text in ("h3", "figcaption", ".nbt-stats", ".nbt-stop"):
        handles = [view.locator(text).first.element_handle(), view.element_handle(), "color"]
        contrast, ground = page.evaluate(CONTRAST, handles)
        assert contrast > 4.5, text
        assert (ground < 0.5) == is_dark
    charts = view.locator("canvas")
    assert charts.evaluate_all(INKED) == charts.count() == 2
    view.locator(".nbt-stop").click()
    assert page.evaluate("window.sent") == [{"kind": "stop"}]
    assert [url for url in asked if not url.startswith(("blob:", "data:", "about:"))] == []
    assert wrong == []
    context.close()
