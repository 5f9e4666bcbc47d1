"""A small layered layout: longest-path columns, barycentre order, straight long links. No dependencies."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

Point = tuple[float, float]
Pair = tuple[str, str]
SWEEPS = 6


def layered(
    sizes: Mapping[str, tuple[float, float]], links: Sequence[Pair], column_gap: float, row_gap: float
) -> tuple[dict[str, Point], dict[Pair, list[Point]]]:
    """Left top corners, and a cubic Bezier chain per link (Sugiyama, Tagawa and Toda, 1981)."""
    forward = _acyclic(sizes, links)
    rank = _ranks(sizes, forward)
    columns, chains = _with_waypoints(sizes, forward, rank)
    neighbours: dict[str, list[str]] = defaultdict(list)
    for chain in chains.values():
        for a, b in pairwise(chain):
            neighbours[a].append(b)
            neighbours[b].append(a)
    _order(columns, neighbours)
    height = {key: sizes[key][1] if key in sizes else 4.0 for column in columns for key in column}
    y = _heights(columns, neighbours, height, row_gap)
    _level_waypoints(chains.values(), columns, rank, y, height)

    boxes: dict[str, Point] = {}
    middle: dict[str, float] = {}
    span: list[tuple[float, float]] = []
    x = 0.0
    for column in columns:
        width = max((sizes[key][0] for key in column if key in sizes), default=0.0)
        span.append((x, x + width))
        for key in column:
            middle[key] = x + width / 2
            if key in sizes:
                boxes[key] = (x + (width - sizes[key][0]) / 2, y[key] - sizes[key][1] / 2)
        x += width + column_gap
    routes = {}
    for pair in links:
        turned = pair not in forward
        chain = chains[pair[::-1] if turned else pair]
        stops = [(boxes[chain[0]][0] + sizes[chain[0]][0], y[chain[0]])]
        for depth, key in enumerate(chain[1:-1], rank[chain[0]] + 1):
            stops += [(span[depth][0], y[key]), (span[depth][1], y[key])]
        stops.append((boxes[chain[-1]][0], y[chain[-1]]))
        points = _smooth(stops)
        routes[pair] = points[::-1] if turned else points
    return boxes, routes


def _acyclic(keys: Mapping[str, object], links: Sequence[Pair]) -> set[Pair]:
    """The links with those turned round that close a cycle (iterative depth-first search)."""
    following: dict[str, list[str]] = defaultdict(list)
    for a, b in links:
        following[a].append(b)
    state: dict[str, int] = {}
    backward: set[Pair] = set()
    for root in keys:
        if root in state:
            continue
        state[root] = 1
        stack = [(root, iter(following[root]))]
        while stack:
            key, rest = stack[-1]
            for target in rest:
                if state.get(target) == 1:
                    backward.add((key, target))
                elif target not in state:
                    state[target] = 1
                    stack.append((target, iter(following[target])))
                    break
            else:
                state[key] = 2
                stack.pop()
    return {(b, a) if (a, b) in backward else (a, b) for a, b in links}


def _ranks(keys: Mapping[str, object], links: set[Pair]) -> dict[str, int]:
    """Columns by the longest path; a source then moves right, next to its first consumer."""
    following: dict[str, list[str]] = defaultdict(list)
    waiting = dict.fromkeys(keys, 0)
    for a, b in links:
        following[a].append(b)
        waiting[b] += 1
    sources = [key for key in keys if not waiting[key]]
    rank = dict.fromkeys(keys, 0)
    ready = deque(sources)
    while ready:
        key = ready.popleft()
        for target in following[key]:
            rank[target] = max(rank[target], rank[key] + 1)
            waiting[target] -= 1
            if not waiting[target]:
                ready.append(target)
    for key in sources:
        if following[key]:
            rank[key] = min(rank[target] for target in following[key]) - 1
    return rank


def _with_waypoints(
    keys: Mapping[str, object], links: set[Pair], rank: Mapping[str, int]
) -> tuple[list[list[str]], dict[Pair, list[str]]]:
    """Columns of boxes and of waypoints, one waypoint in each column that a long link passes."""
    columns: list[list[str]] = [[] for _ in range(max(rank.values(), default=0) + 1)]
    for key in keys:
        columns[rank[key]].append(key)
    chains = {}
    for number, (a, b) in enumerate(sorted(links)):
        between = [f"\0{number}:{depth}" for depth in range(rank[a] + 1, rank[b])]
        for depth, key in enumerate(between, rank[a] + 1):
            columns[depth].append(key)
        chains[a, b] = [a, *between, b]
    return columns, chains


def _order(columns: list[list[str]], neighbours: Mapping[str, list[str]]) -> None:
    """Sort each column by the mean position of its neighbours, sweeping right and left."""
    for sweep in range(SWEEPS):
        for c in range(1, len(columns)) if sweep % 2 == 0 else range(len(columns) - 2, -1, -1):
            fixed = columns[c - 1 if sweep % 2 == 0 else c + 1]
            at = {key: i for i, key in enumerate(fixed)}
            mean = {}
            for i, key in enumerate(columns[c]):
                known = [at[other] for other in neighbours[key] if other in at]
                mean[key] = sum(known) / len(known) if known else i
            columns[c].sort(key=mean.__getitem__)


def _heights(
    columns: list[list[str]], neighbours: Mapping[str, list[str]], height: Mapping[str, float], gap: float
) -> dict[str, float]:
    """Centres: each wants to be level with its neighbours; the order and the gaps in a column are kept."""
    y: dict[str, float] = {}
    for column in columns:
        top = -sum(height[key] + gap for key in column) / 2
        for key in column:
            y[key] = top + height[key] / 2
            top += height[key] + gap
    for sweep in range(2 * SWEEPS):
        for c in range(len(columns)) if sweep % 2 == 0 else range(len(columns) - 1, -1, -1):
            column = columns[c]
            wish = {}
            for key in column:
                near = neighbours[key]
                ways = [other for other in near if other[0] == "\0"] if key[0] == "\0" else near
                chosen = ways or near  # a long link stays straight first of all
                wish[key] = sum(y[other] for other in chosen) / len(chosen) if chosen else y[key]
            y.update(_apart(column, wish, height, gap))
    return y


def _apart(
    column: Sequence[str], wish: Mapping[str, float], height: Mapping[str, float], gap: float
) -> dict[str, float]:
    """The nearest centres to the wishes that keep the gaps: neighbours that collide move as one block."""
    blocks: list[tuple[float, int, list[float]]] = []  # mean of (wish - offset), members, their offsets
    members: list[list[str]] = []
    for key in column:
        blocks.append((wish[key], 1, [0.0]))
        members.append([key])
        while len(blocks) > 1:
            (first, n, left), (second, m, right) = blocks[-2:]
            step = left[-1] + (height[members[-2][-1]] + height[members[-1][0]]) / 2 + gap
            if first + step <= second:
                break
            blocks[-2:] = [((first * n + (second - step) * m) / (n + m), n + m, left + [step + q for q in right])]
            members[-2:] = [members[-2] + members[-1]]
    return {
        key: start + offset
        for (start, _, offsets), keys in zip(blocks, members, strict=True)
        for key, offset in zip(keys, offsets, strict=True)
    }


def _level_waypoints(
    chains: Iterable[list[str]],
    columns: list[list[str]],
    rank: Mapping[str, int],
    y: dict[str, float],
    height: Mapping[str, float],
) -> None:
    """Put the waypoints of a long link on one line where no column objects."""
    for chain in chains:
        points = {key: columns[depth] for depth, key in enumerate(chain[1:-1], rank[chain[0]] + 1)}
        for level in sorted({y[key] for key in points}, key=lambda q: sum(abs(q - y[key]) for key in points)):
            if all(
                abs(level - y[other]) >= height[other] / 2 + 4
                for key, column in points.items()
                for other in column
                if other != key
            ):
                y.update(dict.fromkeys(points, level))
                break


def _smooth(stops: Sequence[Point]) -> list[Point]:
    """A Bezier chain through the stops, level at each of them."""
    points = [stops[0]]
    for (ax, ay), (bx, by) in pairwise(stops):
        bend = max(6.0, (bx - ax) / 2) if ay != by else (bx - ax) / 3
        points += [(ax + bend, ay), (bx - bend, by), (bx, by)]
    return points
