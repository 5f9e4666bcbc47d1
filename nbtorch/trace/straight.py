"""Chains drawn level: layout engines leave neighbours a few pixels apart, which reads as a mistake."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from .layout import Pair, Placed, Size

FARTHEST = 60.0  # a box moves no more than this
CLEAR = 6.0
MOST_TRIES = 8


def straightened(placed: Placed, sizes: Mapping[str, Size], links: Sequence[Pair]) -> Placed:
    """The layout with each unbranched chain on one line, where nothing is in the way."""
    boxes, routes = dict(placed.boxes), {pair: list(route) for pair, route in placed.routes.items()}
    for chain in _chains(boxes, links):
        centres = {key: boxes[key][1] + sizes[key][1] / 2 for key in chain}
        middle = sorted(centres.values())[len(chain) // 2]
        for level in sorted(set(centres.values()), key=lambda y: abs(y - middle))[:MOST_TRIES]:
            moves = {key: level - y for key, y in centres.items()}
            if max(map(abs, moves.values())) <= FARTHEST and not _blocked(moves, boxes, routes, sizes):
                break
        else:
            continue
        for key, move in moves.items():
            boxes[key] = (boxes[key][0], boxes[key][1] + move)
        for (a, b), route in routes.items():
            if a in moves and b in moves:
                left, right = boxes[a][0] + sizes[a][0], boxes[b][0]
                third = (right - left) / 3
                route[:] = [(left, level), (left + third, level), (right - third, level), (right, level)]
                continue
            for key, ends in ((a, (0, 1)), (b, (-1, -2))):
                for i in ends if key in moves else ():
                    route[i] = (route[i][0], route[i][1] + moves[key])
    return Placed(boxes, routes, placed.width, placed.height, placed.by)


def _chains(boxes: Mapping[str, object], links: Sequence[Pair]) -> list[list[str]]:
    """Boxes joined one to one: each the only target of the one before and fed by nothing else."""
    leaving, arriving = Counter(a for a, _ in links), Counter(b for _, b in links)
    after = {a: b for a, b in links if leaving[a] == 1 and arriving[b] == 1}
    inside = set(after.values())
    chains = []
    for start in boxes:
        if start in after and start not in inside:
            chain = [start]
            while chain[-1] in after:
                chain.append(after[chain[-1]])
            chains.append(chain)
    return chains


def _blocked(
    moves: Mapping[str, float],
    boxes: Mapping[str, tuple[float, float]],
    routes: Mapping[Pair, list[tuple[float, float]]],
    sizes: Mapping[str, Size],
) -> bool:
    """Whether a moved box would touch another box or a link that passes by."""
    obstacles = [(x, y, *sizes[key]) for key, (x, y) in boxes.items() if key not in moves]
    obstacles += [(x, y, 0.0, 0.0) for pair, route in routes.items() if not moves.keys() & set(pair) for x, y in route]
    for key, move in moves.items():
        if not move:
            continue
        (x, y), (w, h) = boxes[key], sizes[key]
        y += move
        for ox, oy, ow, oh in obstacles:
            if x < ox + ow + CLEAR and ox < x + w + CLEAR and y < oy + oh + CLEAR and oy < y + h + CLEAR:
                return True
    return False
