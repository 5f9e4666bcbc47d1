"""A run as a file: every point comes back, and a file that cannot be written leaves the old one."""

from __future__ import annotations

import csv
import errno
import json
import math
import os
import struct
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

import nbtorch
from nbtorch.trace import export as module
from nbtorch.trace.run import Run
from nbtorch.trace.tfevents import masked_checksums

HOSTILE = 'a "b", <i>ü</i> 🎉\n=1+1'


def recorded(steps: int = 300, name: str = "val_acc") -> Run:
    run = Run(0.0, "Net", 3)
    run.add("loss", "loss", list(range(1, steps + 1)), [1 / step for step in range(1, steps + 1)])
    run.add(name, "metric", [10.0, 200.0], [0.25, math.nan])
    run.advance(2.0, steps)
    run.finish("finished")
    return run


def checksum(data: bytes) -> int:
    """Masked CRC32C, one bit after the other, as RFC 3720 and the record format describe it."""
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
    crc ^= 0xFFFFFFFF
    return ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF


def fields(data: bytes) -> dict[int, object]:
    """A protocol buffer message: field number -> its last value."""
    out, at = {}, 0

    def varint() -> int:
        nonlocal at
        value = shift = 0
        while True:
            byte = data[at]
            at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    while at < len(data):
        key = varint()
        if key & 7 == 0:
            out[key >> 3] = varint()
        else:
            length = {1: 8, 5: 4}.get(key & 7) or varint()
            out[key >> 3], at = data[at : at + length], at + length
    return out


def events(path: Path) -> list[dict[int, object]]:
    data, at, out = path.read_bytes(), 0, []
    while at < len(data):
        head, (length,) = data[at : at + 8], struct.unpack_from("<Q", data, at)
        body = data[at + 12 : at + 12 + length]
        assert struct.unpack_from("<I", data, at + 8)[0] == checksum(head)
        assert struct.unpack_from("<I", data, at + 12 + length)[0] == checksum(body)
        out.append(fields(body))
        at += length + 16
    return out


def test_the_checksum_is_castagnolis():
    masked = lambda crc: ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF  # noqa: E731
    assert masked_checksums([b"123456789", bytes(32), b""]) == [masked(0xE3069283), masked(0x8A9136AA), masked(0)]


@pytest.mark.parametrize("target", ["run.tfevents", "logs", "logs/deep/", "events.out.tfevents.12.host"])
def test_tensorboard_events_have_every_point(tmp_path, target):
    run = recorded(5000, HOSTILE)
    path = run.export(os.path.join(tmp_path, target))
    assert path.is_relative_to(tmp_path / target)
    assert "tfevents" in path.name
    first, *rest = events(path)
    assert first[3] == b"brain.Event:2"
    points = [(event, fields(fields(event[5])[1])) for event in rest]
    losses = [(event[2], struct.unpack("<f", point[2])[0]) for event, point in points if point[1] == b"loss"]
    assert losses == [(step, pytest.approx(1 / step)) for step in range(1, 5001)]
    others = [(event[2], struct.unpack("<f", point[2])[0]) for event, point in points if point[1] == HOSTILE.encode()]
    assert others == [(10, 0.25), (200, pytest.approx(math.nan, nan_ok=True))]
    times = [struct.unpack("<d", event[1])[0] for event, point in points if point[1] == b"loss"]
    assert times == sorted(times)
    assert times[-1] - times[0] == pytest.approx(2.0)


def test_tensorboard_reads_them(tmp_path):
    reader = pytest.importorskip("tensorboard.backend.event_processing.event_accumulator",
                                 reason="tensorboard is not installed")
    recorded().export(tmp_path)
    held = reader.EventAccumulator(str(tmp_path), size_guidance={"scalars": 0}).Reload()
    assert held.Tags()["scalars"] == ["loss", "val_acc"]
    assert [one.step for one in held.Scalars("loss")] == list(range(1, 301))


def test_values_beyond_single_precision_are_infinite(tmp_path):
    run = Run(0.0)
    run.add("loss", "loss", [1.0, 2.0, 3.0], [1e300, -1e300, math.nan])
    _, *rest = events(run.export(tmp_path))
    values = [struct.unpack("<f", fields(fields(event[5])[1])[2])[0] for event in rest]
    assert values[:2] == [math.inf, -math.inf]
    assert math.isnan(values[2])


def test_a_table_has_a_row_per_step(tmp_path):
    run = recorded(9000, HOSTILE)
    with run.export(tmp_path / "run.csv").open(newline="", encoding="utf-8") as file:
        head, *rows = csv.reader(file)
    assert head == ["step", "loss", HOSTILE]
    assert [(int(step), float(loss)) for step, loss, _ in rows] == [(step, 1 / step) for step in range(1, 9001)]
    assert {step: value for step, _, value in rows if value} == {"10": "0.25", "200": "nan"}


def test_json_and_svg_are_what_is_drawn(tmp_path):
    run = recorded(name=HOSTILE)
    assert json.loads(run.export(tmp_path / "run.json").read_text()) == run.to_dict()
    ElementTree.fromstring(run.export(str(tmp_path / "run.SVG")).read_text())


@pytest.mark.parametrize("suffix", [".csv", ".json", ".svg", ".tfevents"])
def test_a_run_without_points(tmp_path, suffix):
    assert Run(0.0).export(tmp_path / f"run{suffix}").stat().st_size > 0


@pytest.mark.parametrize("name", ["run.png", "run.txt", "run.csvx"])
def test_other_suffixes_are_refused(tmp_path, name):
    with pytest.raises(ValueError, match=r"\.csv, \.json, \.svg or \.tfevents.*not '\."):
        recorded().export(tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_a_full_disk_is_one_sentence_and_leaves_the_old_file(tmp_path, monkeypatch):
    def full(run: Run):
        yield b"step"
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    old = recorded().export(tmp_path / "run.csv")
    before = old.read_bytes()
    monkeypatch.setattr(module, "table", full)
    with pytest.raises(OSError, match="the run was not exported: No space left on device") as raised:
        recorded(500).export(old)
    assert raised.value.errno == errno.ENOSPC
    assert old.read_bytes() == before
    assert list(tmp_path.iterdir()) == [old]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no device that is always full")
@pytest.mark.parametrize("suffix", [".csv", ".json", ".svg", ".tfevents"])
def test_a_disk_without_room(tmp_path, suffix):
    link = tmp_path / f"run{suffix}"
    link.symlink_to("/dev/full")
    with pytest.raises(OSError, match="the run was not exported: No space left on device"):
        recorded().export(link)


CHILD = """
import resource, sys
from pathlib import Path
sys.path[:0] = {path!r}
from test_run_export import recorded
folder = Path({folder!r})
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
for suffix in (".csv", ".json", ".svg", ".tfevents"):
    file = folder / ("run" + suffix)
    file.write_bytes(b"old")
    try:
        recorded(5000).export(file)
    except OSError as error:
        print(suffix, error.strerror, file.read_bytes())
"""


@pytest.mark.skipif(os.name != "posix", reason="no limit of the size of files")
def test_a_file_that_grows_too_large_leaves_the_old_one(tmp_path):
    child = CHILD.format(path=[str(Path(__file__).parent), *sys.path], folder=str(tmp_path))
    done = subprocess.run([sys.executable, "-c", child], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 4, done.stdout
    assert all("the run was not exported" in line and line.endswith("b'old'") for line in done.stdout.splitlines())
    assert len(list(tmp_path.iterdir())) == 4


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(RuntimeError, match=r"Parent directory .* does not exist"):
        recorded().export(tmp_path / "no" / "run.csv")


def test_runs_are_found_where_the_help_says():
    run = recorded()
    assert isinstance(nbtorch.trace.runs(), list)
    assert isinstance(run, nbtorch.trace.Run)
