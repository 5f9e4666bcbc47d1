"""The layers of a module as an HTML table without a script: groups of layers open and close, numbers have bars."""

from __future__ import annotations

import re
from html import escape

from .summary import Layer, Summary, walked
from .summary_text import cost, facts, frozen, label, output, output_head, parameters, totals
from .wording import TIMES, count, printable

MOST, ALL_OPEN = 300, 40  # rows in a page; rows that are all open at first
BAR, INDENT = 40, 16
WIDTHS = (None, 190, 160, 96, 48, 72, 48, 64)  # name, type, output, parameters, bar, FLOPs, bar, device
STYLE = (
    ".nbt-l{--p:#574bc4;--a:#0d7c72;max-width:900px;border:1px solid rgba(128,128,128,.3);border-radius:6px;"
    "font:12px/1.4 system-ui,sans-serif;padding-bottom:4px;overflow-x:auto}"
    "@media(prefers-color-scheme:dark){.nbt-l{--p:#a9a1ff;--a:#4fc7b8}}"
    '[data-jp-theme-light="true"] .nbt-l{--p:#574bc4;--a:#0d7c72}'
    '[data-jp-theme-light="false"] .nbt-l{--p:#a9a1ff;--a:#4fc7b8}'
    ".nbt-l.nbt-l table{table-layout:fixed;width:100%;min-width:640px;margin:0;border-collapse:collapse;"
    "font-size:12px}"
    ".nbt-l.nbt-l tbody tr:nth-child(n),.nbt-l.nbt-l tbody tr:hover{background:none}"
    ".nbt-l.nbt-l td,.nbt-l.nbt-l th{padding:3px 8px;text-align:left;border:0;font-weight:400;white-space:nowrap;"
    "overflow:hidden;text-overflow:ellipsis}"
    ".nbt-l.nbt-l .r{text-align:right;font-variant-numeric:tabular-nums}.nbt-l.nbt-l .b{padding:3px 0}"
    ".nbt-l .b i{display:inline-block;height:8px;border-radius:1px;background:var(--p)}.nbt-l .f i{background:var(--a)}"
    ".nbt-l.nbt-l code{background:none;padding:0}"
    ".nbt-l .q{opacity:.68}.nbt-l summary{list-style:none;cursor:pointer}"
    ".nbt-l summary::-webkit-details-marker{display:none}.nbt-l .n:before{content:'';display:inline-block;width:14px}"
    ".nbt-l summary .n:before{content:'▸'}.nbt-l details[open]>summary .n:before{content:'▾'}"
    ".nbt-l thead th,.nbt-l .h{border-bottom:1px solid rgba(128,128,128,.3)!important}"
    ".nbt-l .h{padding:10px 12px}.nbt-l .h b{font-size:13px;font-weight:600;margin-right:8px}"
    ".nbt-l .t{padding:6px 12px 2px}.nbt-l .x{border:1px solid rgba(128,128,128,.5);border-radius:8px;padding:0 5px;"
    "margin-left:6px;font-size:11px}"
)


def summary_html(view: Summary) -> str:
    """All of it in one element."""
    page = _Page(view)
    head = ["layer", "type", output_head(view) if page.seen else "", "parameters", "", "FLOPs" if page.seen else "", ""]
    cells = [f'<th{" class=r" if at in (3, 5) else ""}>{name}</th>' for at, name in enumerate(head)]
    cells += ["<th>device</th>"] if page.mixed else []
    title = f"<thead class=q><tr>{''.join(cells)}</tr></thead>"
    body = page.group(view.root.layers or (view.root,), 0, title)
    left = page.rows - MOST
    more = f"<div class=t>… and {count(left)} more layers</div>" if left > 0 else ""
    said = [line for line in totals(view) if "parameters  " not in line or "frozen" in line]  # the title has the rest
    below = "".join(f'<div>{escape(re.sub(" {2,}", ": ", line))}</div>' for line in said)
    return (
        f"<style>{STYLE}</style><div class=nbt-l><div class=h><b>{escape(printable(view.root.kind))}</b> "
        f'<span class=q>{escape(facts(view))}</span></div>{body}{more}<div class="t q">{below}</div></div>'
    )


class _Page:
    """Writes rows, as long as there is room."""

    def __init__(self, view: Summary):
        self.view = view
        self.seen, self.mixed = view.root.call.count > 0, len(view.devices) > 1
        self.rows = sum(1 for _ in walked(view.root.layers))
        self.written = 0
        words = any(frozen(layer) for layer, _ in walked((view.root,)))
        shown = [84 if at == 4 and words else width for at, width in enumerate(WIDTHS) if at < 7 or self.mixed]
        columns = "".join("<col>" if width is None else f"<col width={width}>" for width in shown)
        self.table = f"<table><colgroup>{columns}</colgroup>"

    def group(self, layers: tuple[Layer, ...], depth: int, head: str = "") -> str:
        """Layers below one another: rows in tables, and groups that open between them."""
        out, rows = [], [head] if head else []
        for layer in layers:
            if self.written >= MOST:
                break
            self.written += 1
            row = self.row(layer, depth)
            if not layer.layers:
                rows.append(row)
                continue
            if rows:
                out.append(f"{self.table}{''.join(rows)}</table>")
                rows = []
            shut = layer.repeat > 1 or (self.rows > ALL_OPEN and depth > 0)
            inner = self.group(layer.layers, depth + 1)
            state = "" if shut else " open"
            out.append(f"<details{state}><summary>{self.table}{row}</table></summary>{inner}</details>")
        if rows:
            out.append(f"{self.table}{''.join(rows)}</table>")
        return "".join(out)

    def row(self, layer: Layer, depth: int) -> str:
        """One layer."""
        shown = f"<code>{escape(label(layer))}</code>"
        if layer.repeat > 1:
            shown += f"<span class=x>{TIMES}{layer.repeat}</span>"
        kind, path = escape(printable(layer.kind)), escape(printable(layer.path))
        given = output(layer, self.view.batch)
        share = (layer.params or 0) / (self.view.params or 1)
        work = (layer.call.flops or 0) / (self.view.flops or 1)
        cells = [
            f'<td class=n style="padding-left:{8 + INDENT * depth}px" title="{path}">{shown}</td>',
            f'<td class=q title="{kind}">{kind}</td>',
            f"<td><code>{escape(given)}</code></td>" if given else "<td></td>",
            f"<td class=r>{parameters(layer)}</td>{_bar(share, 'b', frozen(layer))}",
            f"<td class=r>{cost(layer)}</td>{_bar(work, 'b f')}" if self.seen else "<td></td><td></td>",
        ]
        if self.mixed:
            cells.append(f"<td class=q>{escape(layer.device)}</td>")
        return f"<tr>{''.join(cells)}</tr>"


def _bar(share: float, classes: str, word: str = "") -> str:
    """A share as a length; a word where there is one to say, which is worth more than the bar."""
    if word:
        return f'<td class="{classes} q">{word}</td>'
    long = max(1.0, BAR * share) if share > 0 else 0.0
    bar = f'<i style="width:{long:.3g}px"></i>' if long else ""
    return f'<td class="{classes}">{bar}</td>'
