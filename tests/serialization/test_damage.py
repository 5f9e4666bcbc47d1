"""A file is written whole or not at all; a damaged one gives a clear error, quickly, and without eating memory."""

from __future__ import annotations

import io
import os
import pickle
import random
import stat
import struct
import subprocess
import sys
import tarfile
import time
import tracemalloc
import zipfile

import numpy as np
import pytest

import nbtorch
from nbtorch.serialization import atomic

REFUSALS = (RuntimeError, pickle.UnpicklingError, EOFError, ValueError)
FORMATS = pytest.mark.parametrize("new", [True, False], ids=["zip", "legacy"])


def saved(obj, new: bool = True) -> bytes:
    file = io.BytesIO()
    nbtorch.save(obj, file, _use_new_zipfile_serialization=new)
    return file.getvalue()


def measured(data: bytes) -> tuple[int, float, str]:
    """Peak memory and seconds of a load that must fail, and what it says."""
    file = io.BytesIO(data)
    tracemalloc.start()
    begin = time.perf_counter()
    try:
        with pytest.raises(REFUSALS) as caught:
            nbtorch.load(file)
        return tracemalloc.get_traced_memory()[1], time.perf_counter() - begin, str(caught.value)
    finally:
        tracemalloc.stop()


# ---- reading
@FORMATS
def test_every_truncation_is_an_error(new):
    data = saved({"a": nbtorch.arange(300.0), "b": nbtorch.ones(3, dtype=nbtorch.bfloat16)}, new)
    nbtorch.load(io.BytesIO(data))  # which loads the modules that read such a file
    for length in {*range(0, len(data), 37), *range(len(data) - 40, len(data))}:
        peak, seconds, message = measured(data[:length])
        assert peak < 2 * len(data) + 500_000 and seconds < 2 and message, length


@FORMATS
def test_a_changed_byte_of_a_tensor(new):
    data = bytearray(saved(nbtorch.zeros(1000), new))
    place = data.index(bytes(2000)) + 1000
    data[place] ^= 1
    if new:
        assert "checksum" in measured(bytes(data))[2]
    else:  # the old format has nothing to notice it by
        assert nbtorch.load(io.BytesIO(bytes(data))).count_nonzero() == 1


@FORMATS
def test_no_random_damage_breaks_the_reader(new):
    draw = random.Random(1)
    good = saved({"a": nbtorch.arange(20.0), "b": [1, 2, "text"]}, new)
    for _ in range(1500):
        data = bytearray(good)
        for _ in range(draw.randint(1, 3)):
            data[draw.randrange(len(data))] = draw.randrange(256)
        try:
            nbtorch.load(io.BytesIO(bytes(data)))
        except (*REFUSALS, NotImplementedError):
            pass


def zipped(records: dict[str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, content in records.items():
            archive.writestr(f"archive/{name}", content)
    return file.getvalue()


def claiming(count: int) -> bytes:
    """The pickle of a tensor of `count` floats."""
    data = zipfile.ZipFile(io.BytesIO(saved(nbtorch.ones(7)))).read("archive/data.pkl")
    return data.replace(b"K\x07", b"\x8a\x08" + struct.pack("<q", count))


def test_claims_are_compared_with_what_is_there():
    for count in (8, 2**33, 2**61):
        peak, seconds, message = measured(zipped({"data.pkl": claiming(count), "data/0": bytes(28), "version": b"3\n"}))
        assert "bytes is announced" in message and peak < 1_000_000 and seconds < 1
    old = saved(nbtorch.ones(7), new=False)
    for count in (8, 2**33, 2**61):
        peak, _, message = measured(old.replace(b"K\x07", b"\x8a\x08" + struct.pack("<q", count)))
        assert peak < 1_000_000 and ("announced" in message or "outside" in message)


def test_zip_bombs():
    size = 200_000_000
    bomb = zipped({"data.pkl": claiming(size // 4), "data/0": bytes(size), "version": b"3\n"}, zipfile.ZIP_DEFLATED)
    peak, seconds, message = measured(bomb)
    assert "as bombs do" in message and peak < 2 * len(bomb) + 1_000_000 and seconds < 2


def test_records_that_overlap():
    many = {f"data/{i}": b"" for i in range(50)}
    data = bytearray(zipped({"data.pkl": b"N.", "version": b"3\n", "data/x": bytes(100_000), **many}))
    # every entry of the directory now leads to the one large record
    first = data.index(b"PK\3\4", data.index(b"archive/version"))
    place = data.index(b"PK\1\2")
    while data[place : place + 4] == b"PK\1\2":
        name_length = struct.unpack_from("<H", data, place + 28)[0]
        if b"data/" in data[place + 46 : place + 46 + name_length]:
            struct.pack_into("<II", data, place + 20, 100_000, 100_000)
            struct.pack_into("<I", data, place + 42, first)
        place += 46 + name_length
    peak, _, message = measured(bytes(data))
    assert ("claim more bytes" in message or "verlap" in message) and peak < 1_000_000


def test_compressed_records_are_read():
    values = np.random.default_rng(0).normal(size=1000).astype("float32")
    pickled = zipfile.ZipFile(io.BytesIO(saved(nbtorch.from_numpy(values)))).read("archive/data.pkl")
    data = zipped({"data.pkl": pickled, "data/0": values.tobytes(), "version": b"3\n"}, zipfile.ZIP_DEFLATED)
    assert nbtorch.load(io.BytesIO(data)).tolist() == values.tolist()


def test_other_zips_and_other_files():
    assert "data.pkl" in measured(zipped({"something": b"else"}))[2]
    assert "TorchScript" in measured(zipped({"data.pkl": b"N.", "constants.pkl": b"N."}))[2]
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w") as file:
        file.addfile(tarfile.TarInfo("pickle"))
    assert "legacy .tar format" in measured(tar.getvalue())[2]
    for junk in (b"hello", b"\x80", bytes(100), b"\x89HDF\r\n", pickle.dumps({"a": 1}), b"PK\3\4"):
        assert measured(junk)[2]


def test_a_good_file_needs_little_more_than_its_size(tmp_path):
    path = tmp_path / "file"
    nbtorch.save({"a": nbtorch.zeros(2_000_000), "b": nbtorch.zeros(1_000_000)}, path)
    for new in (True, False):
        nbtorch.save({"a": nbtorch.zeros(2_000_000)}, path, _use_new_zipfile_serialization=new)
        tracemalloc.start()
        nbtorch.load(path)
        peak = tracemalloc.get_traced_memory()[1]
        nbtorch.save({"a": nbtorch.zeros(2_000_000)}, path, _use_new_zipfile_serialization=new)
        tracemalloc.stop()
        assert peak < 2 * 8_000_000 + 1_000_000 + (0 if new else 16_000_000)


def test_a_mapped_file_is_read_when_it_is_used(tmp_path):
    path = tmp_path / "file"
    nbtorch.save({"a": nbtorch.zeros(2_000_000), "n": nbtorch.arange(3)}, path)
    tracemalloc.start()
    state = nbtorch.load(path, mmap=True)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1_000_000
    state["n"].add_(1)  # private: the file stays as it is
    assert state["n"].tolist() == [1, 2, 3] and nbtorch.load(path)["n"].tolist() == [0, 1, 2]
    nbtorch.save({"n": nbtorch.ones(1)}, path)  # a new file takes the name: what was mapped stays
    assert state["a"].sum() == 0 and state["n"].tolist() == [1, 2, 3]


# ---- writing
class Broken(Exception):
    pass


class Failing:
    """A file that fails after so many bytes."""

    def __init__(self, file, room: int):
        self.file, self.room = file, room

    def write(self, data):
        length = memoryview(data).nbytes
        self.file.write(memoryview(data).cast("B")[: self.room])
        self.room -= length
        if self.room < 0:
            raise Broken
        return length

    def __getattr__(self, name):
        return getattr(self.file, name)

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self.file.close()


@FORMATS
def test_a_failure_at_any_byte_leaves_the_old_file(new, tmp_path, monkeypatch):
    path = tmp_path / "file"
    nbtorch.save({"epoch": 1}, path)
    before = path.read_bytes()
    new_state = {"epoch": 2, "a": nbtorch.arange(400.0)}
    nbtorch.save(new_state, path, _use_new_zipfile_serialization=new)
    total = path.stat().st_size
    nbtorch.save({"epoch": 1}, path)
    fdopen = os.fdopen
    for room in {*range(0, total, 53), total - 1}:
        monkeypatch.setattr(atomic.os, "fdopen", lambda handle, mode, room=room: Failing(fdopen(handle, mode), room))
        with pytest.raises(Broken):
            nbtorch.save(new_state, path, _use_new_zipfile_serialization=new)
        assert path.read_bytes() == before and os.listdir(tmp_path) == ["file"]
    monkeypatch.undo()
    nbtorch.save(new_state, path, _use_new_zipfile_serialization=new)
    assert nbtorch.load(path)["epoch"] == 2 and os.listdir(tmp_path) == ["file"]


WRITER = """
import sys, nbtorch
path, n = sys.argv[1], 0
state = {"a": nbtorch.zeros(300_000), "n": 0}
while True:
    n += 1
    state["a"].fill_(n)
    state["n"] = n
    nbtorch.save(state, path, _use_new_zipfile_serialization=n % 2 == 0)
    print(n, flush=True)
"""


def test_a_killed_writer_leaves_a_whole_file(tmp_path):
    path = tmp_path / "file"
    draw = random.Random(2)
    for _ in range(4):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True)
        assert writer.stdout is not None
        writer.stdout.readline()  # the first is written
        for _ in range(4):
            time.sleep(draw.uniform(0, 0.02))
            state = nbtorch.load(path)  # readers see whole files while it is written, too
            assert bool((state["a"] == state["n"]).all())
        writer.kill()
        writer.communicate()
        state = nbtorch.load(path)
        assert bool((state["a"] == state["n"]).all()) and state["n"] >= 1


def test_what_cannot_be_pickled_leaves_the_old_file(tmp_path):
    path = tmp_path / "file"
    nbtorch.save(1, path)
    with pytest.raises((TypeError, AttributeError, pickle.PicklingError)):
        nbtorch.save([nbtorch.ones(3), lambda: 0], path)
    assert nbtorch.load(path) == 1 and os.listdir(tmp_path) == ["file"]


@pytest.mark.skipif(os.name != "posix", reason="links and modes")
def test_links_modes_and_devices(tmp_path):
    target, link = tmp_path / "target", tmp_path / "link"
    nbtorch.save(1, target)
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE(target.stat().st_mode) == 0o666 & ~mask
    target.chmod(0o640)
    link.symlink_to(target)
    nbtorch.save(2, link)
    assert link.is_symlink() and nbtorch.load(target) == 2 and stat.S_IMODE(target.stat().st_mode) == 0o640
    nbtorch.save(3, os.devnull)
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)


def test_a_stream_that_only_writes():
    class Stream:
        def __init__(self):
            self.parts = []

        def write(self, data):
            self.parts.append(bytes(data))

    for new in (True, False):
        stream = Stream()
        nbtorch.save({"a": nbtorch.ones(3)}, stream, _use_new_zipfile_serialization=new)
        assert nbtorch.load(io.BytesIO(b"".join(stream.parts)))["a"].tolist() == [1, 1, 1]


def test_no_checksum_when_asked():
    nbtorch.serialization.set_crc32_options(False)
    try:
        data = saved(nbtorch.ones(3))
    finally:
        nbtorch.serialization.set_crc32_options(True)
    assert {entry.CRC for entry in zipfile.ZipFile(io.BytesIO(data)).infolist()} == {0}
    assert nbtorch.load(io.BytesIO(data)).tolist() == [1, 1, 1]
