"""The graph as a `graphviz.Digraph`, for those who want Graphviz's own picture, PDF or source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .collapse import prefixes
from .graph import Graph
from .theme import LIGHT, family
from .wording import TIMES, dimensions, printable

if TYPE_CHECKING:
    import graphviz


def digraph(graph: Graph) -> graphviz.Digraph:
    """Ops as boxes, modules as nested clusters, shapes on the edges."""
    import graphviz

    drawn = graphviz.Digraph(
        name="nbtorch",
        comment=printable(graph.call).replace("\n", " "),
        graph_attr={"rankdir": "LR", "fontname": "Helvetica", "fontsize": "11", "ranksep": "0.3", "nodesep": "0.2"},
        node_attr={"shape": "box", "style": "rounded", "fontname": "Helvetica", "fontsize": "11"},
        edge_attr={"fontname": "Helvetica", "fontsize": "9", "color": LIGHT["data"], "arrowsize": "0.6"},
    )
    for line in _clusters(graph):
        drawn.body.append(line)
    for node in graph.nodes:
        label = graphviz.escape(f"{printable(node.op)}\n{dimensions(node.shape)}").replace("\n", r"\n")
        drawn.node(f"n{node.id}", label=label, color=LIGHT[family(node.op)], tooltip=graphviz.escape(node.fn))
    for source, target, shape in graph.edges:
        drawn.edge(f"n{source}", f"n{target}", label=dimensions(shape))
    return drawn


def _clusters(graph: Graph) -> list[str]:
    """Nested subgraphs as source lines (the package's own nest by recursion)."""
    import graphviz

    members: dict[str, list[int]] = {}
    for node in graph.nodes:
        members.setdefault(node.mod, []).append(node.id)
        for path in prefixes(node.mod):
            members.setdefault(path, [])
    lines: list[str] = []
    opened: list[str] = []
    for path in sorted((path for path in members if path), key=lambda path: path.split(".")):
        while opened and not path.startswith(opened[-1] + "."):
            opened.pop()
            lines.append("}\n")
        module = graph.modules.get(path)
        repeat = f" {TIMES}{module.repeat}" if module is not None and module.repeat else ""
        kind = f" {module.type}" if module is not None else ""
        title = graphviz.escape(printable(path + kind + repeat)).replace('"', '\\"')
        lines.append(f'subgraph "cluster_{len(lines)}" {{ label="{title}" color="{LIGHT["line"]}"\n')
        lines += [f"n{i}\n" for i in members[path]]
        opened.append(path)
    return lines + ["}\n"] * len(opened)
