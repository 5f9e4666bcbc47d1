"""A training run as a file: a table, our own JSON, a picture, or TensorBoard's events."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..serialization.atomic import replacing
from .tfevents import Scalar, records

if TYPE_CHECKING:
    from .run import Run


def export(run: Run, path: Any) -> Path:
    """Write `run` to the file `path`, or as events into the folder `path`; returns the file. See `Run.export`."""
    file = Path(os.fspath(path)).expanduser()
    write = _content(run, file)
    if write is None:
        if file.suffix and not file.is_dir():
            raise ValueError(f"export() writes .csv, .json, .svg or .tfevents, or TensorBoard's events into a folder "
                             f"that exists or has no suffix, not '{file.suffix}'")
        write = records(run.began, scalars(run))
    try:
        if not file.suffix or file.is_dir():
            file.mkdir(parents=True, exist_ok=True)
            file /= f"events.out.tfevents.{int(run.began)}.nbtorch.{run.id}"
        with replacing(file) as out:
            for piece in write:
                out.write(piece)
    except OSError as error:
        raise type(error)(error.errno, f"the run was not exported: {error.strerror or error}", str(file)) from None
    return file


def _content(run: Run, file: Path) -> Iterable[bytes] | None:
    """What a file of this name holds; None when the name says nothing."""
    if file.is_dir():
        return None
    match file.suffix.lower():
        case ".csv":
            return table(run)
        case ".json":
            return [json.dumps(run.to_dict(), allow_nan=False).encode()]
        case ".svg":
            return [run.to_svg().encode("utf-8", "replace")]
    return records(run.began, scalars(run)) if ".tfevents" in file.name else None


def table(run: Run) -> Iterator[bytes]:
    """One row per step and one column per series; a cell is empty where a series has no point at a step."""
    columns = {name: dict(zip(one.x, one.y, strict=True)) for name, one in run.series.items()}
    steps = sorted(set().union(*columns.values()))
    yield _row(["step", *columns])
    for step in steps:
        values = (column.get(step) for column in columns.values())
        yield _row([_plain(step), *("" if value is None else _plain(value) for value in values)])


def scalars(run: Run) -> Iterator[Scalar]:
    """Every point with the time it was about made at: steps are taken to be equally long."""
    per_step = run.elapsed / max(1, run.steps - 1)
    for name, one in run.series.items():
        for step, value in zip(one.x, one.y, strict=True):
            yield name, int(step), run.began + max(0.0, step - 1) * per_step, value


def _row(cells: list[str]) -> bytes:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue().encode("utf-8", "replace")


def _plain(value: float) -> str:
    return str(int(value)) if value == value and abs(value) < 1e15 and value == int(value) else repr(value)
