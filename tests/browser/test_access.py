"""Who cannot see, or not well, or has no network: axe-core over every view in three themes, names, keys, requests."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from .conftest import Opener
from .lab import DEEP, PANEL, TRAIN, Lab, Notebook

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
AXE = ROOT / "labextension" / "node_modules" / "axe-core" / "axe.min.js"
THEMES = {"light": "Light", "dark": "Dark", "contrast": "Dark High Contrast"}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# parts, not the page: the same view may stand in a cell and in the panel, and the rest is JupyterLab's
CHECK = """async ([selector, rules]) => {
  document.body.style.height = '100vh'; // JupyterLab's has no height and hides what overflows it: unseen, thinks axe
  const root = [...document.querySelectorAll(selector)].find(one => one.offsetParent);
  const found = await axe.run(root, { runOnly: rules });
  const told = ({ id, nodes }) => nodes.map(node => `${id}: ${node.html.slice(0, 160)} | ${node.failureSummary}`);
  return {
    violations: found.violations.flatMap(told),
    undecided: found.incomplete.flatMap(told),
    passed: found.passes.map(rule => rule.id),
  };
}"""

# the words of every node, and their contrast with what the node is filled with
GRAPH_CONTRAST = """view => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const light = (...colours) => {
    for (const colour of colours) {
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
    }
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map(v => {
      const share = v / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  };
  const page = getComputedStyle(view).backgroundColor;
  return [...view.querySelectorAll('.nbt-node')].flatMap(node => {
    const ground = [page, getComputedStyle(node.querySelector('.body')).fill];
    return [...node.querySelectorAll('text')].filter(text => !text.closest('.nbt-rep')).map(text => {
      const [a, b] = [light(...ground, getComputedStyle(text).fill), light(...ground)];
      return { text: text.textContent, contrast: Math.max(a, b) / Math.min(a, b) };
    });
  });
}"""

# pictures that a screen reader neither skips, because the words stand beside them, nor has a name for
WORDLESS = """selector => {
  const root = [...document.querySelectorAll(selector)].find(one => one.offsetParent);
  const named = one => (one.getAttribute('aria-label') ?? one.getAttribute('alt') ?? '').trim() !== '';
  return [...root.querySelectorAll('svg, canvas, img')]
    .filter(one => !one.closest('[aria-hidden="true"]') && !named(one))
    .filter(one => !(one.closest('figure, [role="img"]') && named(one.closest('figure, [role="img"]'))))
    .map(one => one.outerHTML.slice(0, 120));
}"""

# marks of keys and bars that look like what they stand on
WITHOUT_COLOUR = """root => {
  const page = getComputedStyle(root).backgroundColor;
  const bare = one => {
    const { backgroundColor: fill, backgroundImage: image, borderTopColor, borderTopWidth } = getComputedStyle(one);
    const hollow = borderTopWidth === '0px' || borderTopColor === page;
    return [page, 'rgba(0, 0, 0, 0)'].includes(fill) && image === 'none' && hollow;
  };
  return [...root.querySelectorAll('.nbt-keys i, .nbt-dev-key i, .vals i, .nbt-dv i, .nbt-dot')]
    .filter(one => one.offsetParent && bare(one)).map(one => one.outerHTML);
}"""

# written in the code, never fetched: XML's names for its vocabularies
NAMESPACES = {"www.w3.org"}

CELLS = {
    "setup": DEEP,
    "live": "%%live\n" + TRAIN.format(seconds=1.5),
    "graph": "%graph --backward nn.functional.cross_entropy(model(x), y)",
    "gradflow": "%gradflow model",
    "explain": "%explain",
    "devices": "%devices",
}
AT = {name: index for index, name in enumerate(CELLS)}
VIEWS = ("live", "graph", "gradflow", "explain", "devices")


@pytest.fixture(scope="module")
def asked() -> list[str]:
    """Every address that the page and its workers asked for."""
    return []


@pytest.fixture(scope="module")
def notebook(written: Opener, asked: list[str]) -> Notebook:
    """A notebook that has been run, with every view in it and the panel open."""
    notebook = written("access.ipynb", CELLS.values(), listen=lambda request: asked.append(request.url))
    notebook.command("nbtorch:show-panel")
    for cell in AT.values():
        notebook.run_to_end(cell)
    notebook.wait_idle()
    panel = notebook.page.locator(PANEL)
    panel.locator('[data-nbtorch="graph"] [data-node]').first.wait_for()
    panel.locator('[data-nbtorch="gradflow"] [data-layer]').first.wait_for()
    panel.locator('[aria-label="Models"] .fold').first.click()
    notebook.show(AT["live"]).locator('[data-nbtorch="live"]').get_by_role("slider").press("Home")  # held in all views
    notebook.page.locator(".nbt-cursor.held").wait_for()
    return notebook


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing(notebook: Notebook, theme: str, screenshots: Path) -> None:
    page = notebook.page
    notebook.set_theme(THEMES[theme])
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = {}
    for view in VIEWS:
        drawn = notebook.show(AT[view]).locator(f'[data-nbtorch="{view}"]').first
        drawn.wait_for()
        selector = f'.jp-Cell.jp-mod-active [data-nbtorch="{view}"]'
        found[view] = page.evaluate(CHECK, [selector, RULES])
        drawn.screenshot(path=screenshots / f"access-{view}-{theme}.png")
    found["panel"] = page.evaluate(CHECK, [PANEL, RULES])
    page.screenshot(path=screenshots / f"access-page-{theme}.png")
    assert {name: one["violations"] for name, one in found.items() if one["violations"]} == {}
    # what axe-core leaves to a person: the contrast of text in a picture (the next test) and on something drawn by CSS
    # and targets in a graph (the panel has one too), which are as large as its zoom makes them
    undecided = {(name, line.partition(":")[0]) for name, one in found.items() for line in one["undecided"]}
    left = {(name, "color-contrast") for name in found} | {(name, "target-size") for name in ("graph", "panel")}
    assert undecided <= left
    assert {name: one["passed"] for name, one in found.items() if "color-contrast" not in one["passed"]} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_words_in_a_graph_stand_out_from_their_node(notebook: Notebook, theme: str) -> None:
    """axe-core cannot tell what lies behind text in SVG."""
    notebook.set_theme(THEMES[theme])
    view = notebook.show(AT["graph"]).locator('[data-nbtorch="graph"]')
    for colour in view.get_by_role("radio").all():
        colour.click()
        notebook.page.wait_for_timeout(200)
        words = view.evaluate(GRAPH_CONTRAST)
        assert len(words) > 10
        assert [word for word in words if word["contrast"] < 4.5] == []
    view.get_by_role("radio", name="kind").click()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_high_contrast_of_the_system_keeps_what_is_data(notebook: Notebook, scheme: Any, screenshots: Path) -> None:
    """Forced colours take every background away, and all text has one colour: keys and series keep theirs."""
    page = notebook.page
    notebook.set_theme(THEMES["light"])
    page.emulate_media(forced_colors="active", color_scheme=scheme, reduced_motion="reduce")
    try:
        for view in VIEWS:
            drawn = notebook.show(AT[view]).locator(f'[data-nbtorch="{view}"]').first
            drawn.wait_for()
            page.wait_for_timeout(300)  # charts are drawn anew
            lost = drawn.evaluate(WITHOUT_COLOUR)
            assert lost == [], view
            assert drawn.evaluate("one => getComputedStyle(one).getPropertyValue('--nbt-move').trim()") == "0ms"
            drawn.screenshot(path=screenshots / f"forced-{view}-{scheme}.png")
        panel = page.locator(PANEL)
        assert panel.evaluate(WITHOUT_COLOUR) == []
        panel.screenshot(path=screenshots / f"forced-panel-{scheme}.png")
    finally:
        page.emulate_media(forced_colors="none", color_scheme="light", reduced_motion="no-preference")


def test_every_picture_has_words(notebook: Notebook) -> None:
    for view in VIEWS:
        notebook.show(AT[view]).locator(f'[data-nbtorch="{view}"]').first.wait_for()
        assert notebook.page.evaluate(WORDLESS, f'.jp-Cell.jp-mod-active [data-nbtorch="{view}"]') == []
    assert notebook.page.evaluate(WORDLESS, PANEL) == []


def test_the_shortcut_goes_to_the_panel_and_tab_through_it_in_order(notebook: Notebook) -> None:
    page = notebook.page
    notebook.show(AT["setup"])
    page.keyboard.press("Control+Shift+Y")
    page.wait_for_function("() => document.activeElement?.id === 'nbtorch-panel'")
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        inside = page.evaluate(
            """() => {
              const { activeElement: one } = document, panel = document.getElementById('nbtorch-panel');
              const section = one.closest('.nbt-sec')?.getAttribute('aria-label');
              return panel.contains(one) ? [section, one.matches('.hd')] : null;
            }""")
        if inside is None:
            break
        seen.append(inside)
    sections = list(dict.fromkeys(name for name, _ in seen))
    assert sections == page.evaluate("() => [...document.querySelectorAll('.nbt-sec')].map(one => one.ariaLabel)")
    assert [name for name, is_head in seen if is_head] == sections  # a section's title comes before what it holds
    assert len(seen) < 40  # a graph is one stop, however many nodes it has


def test_no_other_command_has_the_shortcut(notebook: Notebook) -> None:
    bound = notebook.page.evaluate(
        """() => window.jupyterapp.commands.keyBindings
          .filter(one => one.keys.join(' ') === 'Ctrl Shift Y').map(one => one.command)""")
    assert bound == ["nbtorch:show-panel"]


def test_the_palette_has_the_commands(notebook: Notebook) -> None:
    page = notebook.page
    notebook.command("apputils:activate-command-palette")
    page.locator(".lm-CommandPalette-input").fill("nbtorch")
    labels = page.locator(".lm-CommandPalette-itemLabel", has_text="nbtorch")
    assert sorted(labels.all_inner_texts()) == [
        "nbtorch: Jump to the last explanation",
        "nbtorch: Load the extension in this notebook",
        "nbtorch: Show panel",
    ]
    page.keyboard.press("Escape")
    enabled = "name => window.jupyterapp.commands.isEnabled(name)"
    assert page.evaluate(enabled, "nbtorch:last-explanation")
    assert not page.evaluate(enabled, "nbtorch:load-extension")  # it is loaded


def test_the_last_explanation_is_jumped_to(notebook: Notebook) -> None:
    notebook.show(AT["explain"])
    notebook.command("nbtorch:last-explanation")
    active = "index => window.jupyterapp.shell.currentWidget.content.activeCellIndex === index"
    notebook.page.wait_for_function(active, arg=AT["live"])


def test_settings_and_the_command_that_loads(notebook: Notebook, lab: Lab, opened: Opener, asked: list[str]) -> None:
    """Another window: the panel is there from the start, offers to load, and stays with its notebook."""
    lab.write("empty.ipynb", ["1 + 1"])
    save = "raw => window.jupyterapp.serviceManager.settings.save('nbtorch-lab:panel', raw)"
    notebook.page.evaluate(save, '{"showAtStart": true, "follow": false}')
    other = opened(lab, "empty.ipynb", listen=lambda request: asked.append(request.url))
    panel = other.page.locator(PANEL)
    panel.get_by_text("Nothing recorded yet").wait_for()
    assert panel.is_visible()
    other.command("nbtorch:load-extension")
    panel.get_by_text("Training shows up here by itself.").wait_for()
    assert other.save()["cells"][0]["source"] == ["%load_ext nbtorch"]
    other.command("docmanager:open", path="access.ipynb")
    other.page.wait_for_function("() => window.jupyterapp.shell.currentWidget.title.label === 'access.ipynb'")
    other.page.wait_for_timeout(300)
    assert panel.locator(".nbt-p-top strong").inner_text() == "empty.ipynb"
    notebook.page.evaluate(save, "{}")
    assert other.complaints == []


def test_nothing_outside_is_asked(notebook: Notebook, lab: Lab, asked: list[str]) -> None:
    own = urlsplit(lab.url).netloc
    outside = [url for url in asked if urlsplit(url).scheme not in ("data", "blob") and urlsplit(url).netloc != own]
    assert outside == []
    assert any("nbtorch-lab" in url for url in asked)


def test_no_built_file_names_an_outside_server() -> None:
    built = [*(ROOT / "nbtorch" / "labextension").rglob("*.js"), *(ROOT / "nbtorch" / "static").rglob("*.js")]
    named = {host for file in built for host in re.findall(r"https?://([\w.-]+)", file.read_text(encoding="utf-8"))}
    assert built and named <= NAMESPACES
