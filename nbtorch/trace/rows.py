"""Breaking a picture that is too wide into rows, like text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .layout import Pair, Placed, Point, Size

INDENT = 24.0  # what a link needs to turn around at the end of a row
LANE, MOST_LANES = 8.0, 4  # links between rows run side by side, the rest share the last lane


def wrapped(placed: Placed, sizes: Mapping[str, Size], room: float) -> tuple[Placed, dict[str, int]]:
    """Break a layout that is too wide into rows, like text; also the row of each box.

    Rows are balanced: the narrowest width that needs no extra row. Links between rows run back in the gap between them.
    """
    boxes = placed.boxes
    centre = {key: round(x + sizes[key][0] / 2) for key, (x, _) in boxes.items()}
    columns = sorted(set(centre.values()))
    left = {c: min(boxes[k][0] for k in boxes if centre[k] == c) for c in columns}
    right = {c: max(boxes[k][0] + sizes[k][0] for k in boxes if centre[k] == c) for c in columns}
    usable = room - 2 * INDENT
    rows = _break(columns, left, right, usable)
    cap = max(placed.width / len(rows), max(right[c] - left[c] for c in columns))
    while cap < usable and len(_break(columns, left, right, cap)) > len(rows):
        cap += 8
    rows = _break(columns, left, right, min(cap, usable))
    row_of = {key: next(r for r, row in enumerate(rows) if centre[key] in row) for key in boxes}
    routes = {pair: route for pair, route in placed.routes.items() if row_of[pair[0]] == row_of[pair[1]]}
    crossing = [pair for pair in placed.routes if pair not in routes]

    moved, moved_routes, gaps, y = {}, {}, {}, 0.0
    for r, row in enumerate(rows):
        members = [key for key in boxes if row_of[key] == r]
        mine = {pair: route for pair, route in routes.items() if row_of[pair[0]] == r}
        ys = [q for route in mine.values() for _, q in route] + [boxes[k][1] for k in members]
        ys += [boxes[k][1] + sizes[k][1] for k in members]
        lanes = [pair for pair in crossing if max(row_of[pair[0]], row_of[pair[1]]) == r]
        for lane, pair in enumerate(lanes[:MOST_LANES]):
            gaps[pair] = y + lane * LANE
        gaps.update((pair, y + (MOST_LANES - 1) * LANE) for pair in lanes[MOST_LANES:])
        y += min(len(lanes), MOST_LANES) * LANE + (12 if lanes else 0)
        shift_x, shift_y = -left[row[0]] + INDENT, y - min(ys)
        for key in members:
            moved[key] = (boxes[key][0] + shift_x, boxes[key][1] + shift_y)
        for pair, route in mine.items():
            moved_routes[pair] = [(px + shift_x, py + shift_y) for px, py in route]
        y += max(ys) - min(ys) + 12
    for pair in crossing:
        moved_routes[pair] = _around(pair, moved, sizes, gaps[pair])
    width = max(moved[key][0] + sizes[key][0] for key in moved) + INDENT
    return Placed(moved, moved_routes, width, y - 12, placed.by), row_of


def _break(
    columns: Sequence[int], left: Mapping[int, float], right: Mapping[int, float], cap: float
) -> list[list[int]]:
    rows: list[list[int]] = []
    for column in columns:
        if rows and right[column] - left[rows[-1][0]] <= cap:
            rows[-1].append(column)
        else:
            rows.append([column])
    return rows


def _around(pair: Pair, boxes: Mapping[str, Point], sizes: Mapping[str, Size], gap: float) -> list[Point]:
    """Out to the right, back through the gap at height `gap`, in from the left."""
    (ax, ay), (bx, by) = boxes[pair[0]], boxes[pair[1]]
    ax, ay, by = ax + sizes[pair[0]][0], ay + sizes[pair[0]][1] / 2, by + sizes[pair[1]][1] / 2
    turn = INDENT + 2
    if sizes[pair[0]][0] <= 1 and bx <= ax + 1:  # from the edge of an opened group to the start of a row: straight down
        out = ax - INDENT
        return [(ax, ay), (out, ay), (out, ay), (out, ay + 20), (out, ay + 30), (out, by - 30), (out, by - 20),
                (out, by), (out + 8, by), (bx, by)]  # fmt: skip
    return [
        (ax, ay),
        (ax + turn, ay),
        (ax + turn, gap),
        (ax - 4, gap),
        (ax - 4 - (ax - bx) / 3, gap),
        (bx + 4 + (ax - bx) / 3, gap),
        (bx + 4, gap),
        (bx - turn, gap),
        (bx - turn, by),
        (bx, by),
    ]
