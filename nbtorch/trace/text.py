"""The graph as a text tree by module: what a terminal, a diff or a screen reader shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from .cards import group_name, type_name
from .collapse import Tree
from .graph import Graph, Node
from .wording import TIMES, count, dimensions, number, printable, quantity, shortened

COLUMNS = 100
WIDEST = (48, 18, 12, 20)  # of the columns: name, output shape, parameters, place
MOST_LINES, MOST_CHILDREN = 200, 24


@dataclass(slots=True)
class _Branch:
    path: str
    prefix: str
    children: list[_Branch | Node] = field(default_factory=list)


def graph_text(graph: Graph) -> str:
    """See `Graph.to_text`."""
    tree = Tree(graph)
    root, deepest = _branches(tree)
    depth = deepest
    while depth > 0 and sum(1 for _ in _rows(root, tree, depth)) > MOST_LINES:
        depth -= 1
    title = f"Graph of {graph.call or 'a tensor'}" + (f": {graph.name}" if graph.name else "")
    lines = [shortened(printable(title), COLUMNS), shortened(_facts(graph), COLUMNS), ""]
    rows = [("op", "output", "parameters", "made in"), *_rows(root, tree, depth)]
    widths = [min(most, max(len(row[i]) for row in rows)) for i, most in enumerate(WIDEST)]
    lines += [_line(row, widths) for row in rows]
    return "\n".join(lines)


def _facts(graph: Graph) -> str:
    facts = [f"{count(graph.ops)} op{'s' if graph.ops != 1 else ''}", f"{quantity(graph.params)} parameters"]
    if graph.loss is not None:
        facts.append(f"{graph.value_word} {number(graph.loss)}")
    kept = sum(node.bytes * max(1, len(node.reps)) for node in graph.nodes)
    if kept:
        facts.append(f"{quantity(kept, 'B')} kept for backward")
    facts += sorted({node.dtype for node in graph.nodes})[:2]
    if len(graph.devices) > 1:
        facts.append(f"on {', '.join(graph.devices)}")
    if graph.batch is not None:
        facts.append(f"batch {graph.batch}")
    return " · ".join(facts)


def _branches(tree: Tree) -> tuple[_Branch, int]:
    root = _Branch("", "")
    found = {"": root}
    deepest = 0
    for node in tree.graph.nodes:
        here = root
        chain = tree.chain(node)
        deepest = max(deepest, len(chain))
        for path in chain:
            if path not in found:
                found[path] = _Branch(path, here.path)
                here.children.append(found[path])
            here = found[path]
        here.children.append(node)
    return root, deepest


def _rows(root: _Branch, tree: Tree, depth: int) -> Iterator[tuple[str, str, str, str]]:
    """Name, shape, parameters and place of each line; groups below `depth` levels stay closed."""
    for node in tree.graph.nodes[:1]:
        for shape in node.inputs[:1]:
            yield "input", dimensions(shape, tree.graph.batch), "", ""
    stack: list[tuple[str, list[_Branch | Node | int], int, str]] = [("", _abridged(root.children), 0, "")]
    while stack:
        indent, rest, level, prefix = stack.pop()
        if not rest:
            continue
        child, last = rest[0], len(rest) == 1
        stack.append((indent, rest[1:], level, prefix))
        stem = indent + ("└─ " if last else "├─ ")
        if isinstance(child, int):
            yield f"{stem}… {count(child)} more", "", "", ""
        elif isinstance(child, Node):
            name = child.mod[len(prefix) + 1 if prefix else 0 :]
            yield (
                stem + (f"{name}: {child.op}" if name else child.op) + tree.graph.elsewhere(child),
                dimensions(child.shape, tree.graph.batch),
                count(child.params) if child.params else "",
                _place(child),
            )
        else:
            module = tree.graph.modules.get(child.path)
            name = group_name(child.path, child.prefix, tree)
            kind = type_name(child.path, tree) or (module.type if module else "")
            repeat = tree.copies.get(child.path, 0)
            closed = f" · {tree.under[child.path]} ops" if level >= depth else ""
            yield (
                f"{stem}{name}: {kind}{f' {TIMES}{repeat}' if repeat else ''}{closed}",
                "",
                count(module.params) if module and module.params else "",
                "",
            )
            if level < depth:
                stack.append((indent + ("   " if last else "│  "), _abridged(child.children), level + 1, child.path))


def _abridged(children: list[_Branch | Node]) -> list[_Branch | Node | int]:
    """The children, those in the middle of a very long list replaced by their number."""
    if len(children) <= MOST_CHILDREN:
        return list(children)
    head, tail = MOST_CHILDREN * 2 // 3, MOST_CHILDREN // 3
    return [*children[:head], len(children) - head - tail, *children[-tail:]]


def _place(node: Node) -> str:
    if node.line is None:
        return ""
    return f"cell [{node.cell}], line {node.line}" if node.cell is not None else f"line {node.line}"


def _line(row: tuple[str, str, str, str], widths: list[int]) -> str:
    name, shape, params, place = (shortened(printable(text), width) for text, width in zip(row, widths, strict=True))
    return f"{name:<{widths[0]}}  {shape:<{widths[1]}}  {params:>{widths[2]}}  {place}".rstrip()
