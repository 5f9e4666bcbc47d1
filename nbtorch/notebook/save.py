"""Writing a view to a file: whole, or not at all."""

from __future__ import annotations

from html import escape
from pathlib import Path

from IPython.core.error import UsageError

from ..serialization.atomic import replacing
from ..trace.graph import Graph

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<style>body {{ margin: 24px; font-family: system-ui, sans-serif; color-scheme: light dark }} svg {{ max-width: 100% }}
pre {{ font-size: 12px; overflow: auto }}</style></head>
<body>{picture}<details><summary>The same as text</summary><pre>{words}</pre></details></body></html>
"""


def content(graph: Graph, suffix: str) -> str:
    """A graph in the format that a file's suffix names."""
    match suffix:
        case ".svg":
            return graph.to_svg()
        case ".json":
            return graph.to_json()
        case ".dot":
            return str(graph.to_dot().source)
        case ".txt":
            return graph.to_text() + "\n"
        case _:
            words = graph.to_text()
            return PAGE.format(title=escape(graph.call), picture=graph.to_svg(), words=escape(words))


def save(graph: Graph, file: str) -> Path:
    """Write `graph` to `file`; on a failure the old file stays, and a UsageError says why."""
    path = Path(file).expanduser()
    text = content(graph, path.suffix)
    try:
        with replacing(path) as out:
            out.write(text.encode("utf-8"))
    except (OSError, RuntimeError) as error:
        raise UsageError(f"%graph: `{file}` was not written: {getattr(error, 'strerror', None) or error}.") from None
    return path
