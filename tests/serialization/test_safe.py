"""With `weights_only=True` nothing in a file runs, whatever its bytes say."""

from __future__ import annotations

import collections
import io
import os
import pickle
import struct
import sys
import time
import tracemalloc
import zipfile

import pytest

import nbtorch
from nbtorch.serialization import load, safe_globals

RAN: list[str] = []


def ran(*args, **kwargs):
    RAN.append("ran")


class Evil:
    """Something that runs when it is unpickled, in every way pickle has."""

    def __init__(self, *args):
        RAN.append("__init__")

    def __setstate__(self, state):
        RAN.append("__setstate__")

    def __call__(self, *args):
        RAN.append("__call__")

    def append(self, item):
        RAN.append("append")

    extend = __setitem__ = __hash__ = __call__  # type: ignore[assignment]


def text(word: str) -> bytes:
    return b"X" + struct.pack("<I", len(word)) + word.encode()


def name(path: str) -> bytes:
    module, _, thing = path.rpartition(".")
    return f"c{module}\n{thing}\n".encode()


def archive(data: bytes, *records: tuple[str, bytes]) -> io.BytesIO:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for path, content in (("archive/data.pkl", data), ("archive/version", b"3\n"), *records):
            made.writestr(path, content)
    file.seek(0)
    return file


def old(data: bytes) -> io.BytesIO:
    facts = [pickle.dumps(fact, 2) for fact in (0x1950A86A20F9469CFC6C, 1001, {"little_endian": True})]
    return io.BytesIO(b"".join([*facts, data, pickle.dumps([], 2)]))


ME = __name__
END, HERE = b".", "echo ran > ran"
COMMAND = text(HERE) + b"\x85R"
STORAGE = b"(" + text("storage") + name("torch.FloatStorage") + text("0") + text("cpu") + b"K\x01tQ"
PAYLOADS = {
    "reduce os.system": name("os.system") + COMMAND,
    "reduce posix.system": name("posix.system") + COMMAND,
    "reduce nt.system": name("nt.system") + COMMAND,
    "reduce subprocess": name("subprocess.Popen") + COMMAND,
    "reduce eval": name("builtins.eval") + text("__import__('os').system('echo ran > ran')") + b"\x85R",
    "reduce exec of Python 2": name("__builtin__.execfile") + COMMAND,
    "reduce getattr": name("builtins.getattr") + name("collections.OrderedDict") + text("__subclasses__") + b"\x86R",
    "reduce import": name("builtins.__import__") + text("this") + b"\x85R",
    "reduce functools.partial": name("functools.partial") + name("os.system") + COMMAND,
    "reduce operator.methodcaller": name("operator.methodcaller") + text("system") + b"\x85R",
    "nested reduce": name("collections.OrderedDict") + b"](" + text("a") + name("os.system") + COMMAND + b"\x86a\x85R",
    "reduce a name of torch": name("torch.load") + text("ran") + b"\x85R",
    "reduce torch.hub": name("torch.hub.load") + text("ran") + b"\x85R",
    "reduce a dotted name": b"ctorch\nTensor.register_hook\n" + b")R",
    "reduce what was made": name("collections.OrderedDict") + b")R)R",
    "reduce a text": text("os.system") + COMMAND,
    "reduce a dtype": name("torch.float32") + b")R",
    "stack global": b"\x80\x04" + text("os") + text("system") + b"\x93" + COMMAND,
    "stack global, dotted": b"\x80\x04" + text("torch") + text("serialization.os.system") + b"\x93" + COMMAND,
    "stack global by memo": b"\x80\x04" + text("os") + b"q\x00" + text("system") + b"q\x010h\x00h\x01\x93" + COMMAND,
    "stack global, no texts": b"\x80\x04" + name("torch.float32") + b"K\x01\x93",
    "inst": b"(" + text(HERE) + b"ios\nsystem\n",
    "obj": b"(" + name("os.system") + text(HERE) + b"o",
    "newobj": name(f"{ME}.Evil") + b")\x81",
    "newobj of a function": name("_codecs.encode") + b")\x81",
    "newobj with keywords": name("collections.OrderedDict") + b")}\x92",
    "build with setstate": name(f"{ME}.Evil") + b")\x81}b",
    "build a class": name("torch.Tensor") + b"N}" + text("__add__") + name("torch.Size") + b"s\x86b",
    "build a function": name("torch._utils._rebuild_tensor_v2") + b"}" + text("__doc__") + b"Nsb",
    "build a storage": STORAGE + b"}b",
    "build an OrderedDict's methods": name("collections.OrderedDict") + b")R}" + text("items") + b"Nsb",
    "build a tensor's slots": name("torch.FloatTensor") + b")\x81N}" + text("_data") + b"Ns\x86b",
    "append to an object": name(f"{ME}.Evil") + b")\x81Na",
    "append to an allowed class": name("collections.OrderedDict") + b"Na",
    "append to a set": b"\x8fNa",
    "set an item of a tensor": name("torch.FloatTensor") + b")\x81K\x00Ns",
    "items of a list": b"](K\x00Nu",
    "persistent id": text("0") + b"Q",
    "persistent id, a module": b"(" + text("module") + name("torch.FloatStorage") + b"NNtQ",
    "persistent id, a text": b"P0\n",
    "extension": b"\x82\x01",
    "numpy's scalars": name("numpy.core.multiarray.scalar") + b")R",
    "a subclass of Tensor": name("torch._tensor._rebuild_from_type_v2") + b"(" + name("collections.OrderedDict")
    + name("torch.Tensor") + b")}tR",
    "a subclass with another function": name("torch._tensor._rebuild_from_type_v2") + b"("
    + name("torch._utils._rebuild_tensor_v2") + name("collections.OrderedDict") + b")}tR",
    "a buffer from outside": b"\x97",
}  # fmt: skip


@pytest.mark.parametrize("wrap", [archive, old], ids=["zip", "legacy"])
@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_nothing_runs(payload, wrap, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    RAN.clear()
    tensor_class = {key: id(value) for key, value in vars(nbtorch.Tensor).items()}
    with pytest.raises((pickle.UnpicklingError, RuntimeError)) as caught:
        load(wrap(payload + END))
    assert not RAN and not os.path.exists("ran")
    assert {key: id(value) for key, value in vars(nbtorch.Tensor).items()} == tensor_class
    assert "Weights only load failed" in str(caught.value) or "failed locating file data/0" in str(caught.value)


LIVE = ["reduce os.system", "reduce posix.system", "stack global", "stack global by memo", "inst", "obj", "newobj",
        "build with setstate", "append to an object"]  # fmt: skip


@pytest.mark.skipif(os.name != "posix", reason="the payloads call a shell of POSIX")
@pytest.mark.parametrize("payload", LIVE)
def test_the_payloads_are_live(payload, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, ME, sys.modules[Evil.__module__])
    RAN.clear()
    load(archive(PAYLOADS[payload] + END), weights_only=False)
    made = payload == "newobj"  # it makes the object, and runs nothing of it
    assert made or RAN or os.path.exists("ran")


def test_the_error_names_the_class_and_what_to_do():
    with pytest.raises(pickle.UnpicklingError) as caught:
        load(archive(name("some.module.Thing") + b")R."))
    message = str(caught.value)
    assert "WeightsUnpickler error: Unsupported global: GLOBAL some.module.Thing was not an allowed global" in message
    assert "torch.serialization.add_safe_globals([some.module.Thing])" in message and "`weights_only`" in message


def test_what_the_user_calls_safe():
    serialization = nbtorch.serialization
    data = name(f"{ME}.ran") + b")R."
    with safe_globals([ran]):
        RAN.clear()
        assert load(archive(data)) is None and RAN == ["ran"]
        assert serialization.get_safe_globals() == [ran]
    assert serialization.get_safe_globals() == []
    with pytest.raises(pickle.UnpicklingError):
        load(archive(data))
    serialization.add_safe_globals([(ran, "old.place.run"), os.system])
    try:
        assert load(archive(name("old.place.run") + b")R.")) is None
        with pytest.raises(pickle.UnpicklingError, match=r"whose module (posix|nt) is blocked"):
            load(archive(name(f"{os.name}.system") + COMMAND + END))
    finally:
        serialization.clear_safe_globals()
    assert serialization.get_safe_globals() == []


class Point:
    def __init__(self, x):
        self.x = x


class Slots:
    __slots__ = ("x",)


def test_objects_of_safe_classes():
    slots = Slots()
    slots.x = 2
    file = io.BytesIO()
    nbtorch.save([Point(1), slots, collections.Counter("aab")], file)
    with safe_globals([Point, Slots]):
        file.seek(0)
        point, again, counter = load(file)
    assert point.x == 1 and again.x == 2 and counter == {"a": 2, "b": 1}


def test_unsafe_globals_are_listed():
    for protocol in (2, 4):
        file = io.BytesIO()
        nbtorch.save({"a": nbtorch.ones(1), "p": Point(1)}, file, pickle_protocol=protocol)
        file.seek(0)
        assert nbtorch.serialization.get_unsafe_globals_in_checkpoint(file) == [f"{ME}.Point"]


DEEP = b"".join([b"K\x00\x85q\x00", *[b"h\x00h\x00\x86q\x00" for _ in range(64)]])  # 2 ** 64 leaves in 300 bytes
BOMBS = {
    "a key of doubled tuples": b"}" + DEEP + b"h\x00Ns.",
    "a set of doubled tuples": b"\x8f(" + DEEP + b"h\x00\x90.",
    "a frozen set of them": b"(" + DEEP + b"h\x00\x91.",
    "an ordered dict of them": name("collections.OrderedDict") + b"]" + DEEP + b"h\x00N\x86a\x85R.",
    "a long text": b"X" + struct.pack("<I", 2**32 - 1) + b"x",
    "a longer text": b"\x8d" + struct.pack("<Q", 2**62) + b"x",
    "long bytes": b"\x8e" + struct.pack("<Q", 2**40) + b"x",
    "a long bytearray": b"\x96" + struct.pack("<Q", 2**40) + b"x",
    "a long number": b"\x8b" + struct.pack("<i", 2**31 - 1) + b"x",
    "a negative number": b"\x8b" + struct.pack("<i", -1) + b"x",
    "a bytearray of a number": name("builtins.bytearray") + b"\x8a\x06" + (2**40).to_bytes(6, "little") + b"\x85R.",
    "a tensor of a number": name("torch.FloatTensor") + b"\x8a\x06" + (2**40).to_bytes(6, "little") + b"\x85\x81.",
    "a plain tensor of a number": name("torch.Tensor") + b"\x8a\x06" + (2**40).to_bytes(6, "little") + b"\x85R.",
    "a name without end": b"c" + b"a" * 2_000_000,
    "a far memo": b"Nr" + struct.pack("<I", 2**32 - 1) + b"j" + struct.pack("<I", 2**31) + b".",
    "an encoding that unpacks": name("_codecs.encode") + text("x" * 99) + text("zip") + b"\x86R.",
    "nothing": b"",
    "no end": b"N",
    "too little": b"\x86.",
    "no mark": b"t.",
    "marks": b"(" * 1000 + b".",
    "a storage that is not there": b"(" + text("storage") + name("torch.FloatStorage") + text("9") + text("cpu")
    + b"\x8a\x06" + (2**40).to_bytes(6, "little") + b"tQ.",
    "a negative storage": b"(" + text("storage") + name("torch.FloatStorage") + text("0") + text("cpu")
    + b"J\xff\xff\xff\xfftQ.",
}  # fmt: skip


@pytest.mark.parametrize("wrap", [archive, old], ids=["zip", "legacy"])
@pytest.mark.parametrize("payload", BOMBS.values(), ids=BOMBS)
def test_bombs_do_not_go_off(payload, wrap):
    file = wrap(payload)
    size = len(file.getvalue())
    tracemalloc.start()
    begin = time.perf_counter()
    try:
        with pytest.raises((pickle.UnpicklingError, RuntimeError)):
            load(file)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 2 * size + 2_000_000 and time.perf_counter() - begin < 5


def view(storage: bytes, offset: int, size: bytes, stride: bytes) -> bytes:
    return (
        name("torch._utils._rebuild_tensor_v2") + b"(" + storage + b"J" + struct.pack("<i", offset) + size + stride
        + b"\x89Nt" + b"R."
    )  # fmt: skip


@pytest.mark.parametrize(
    ("offset", "size", "stride"),
    [
        (0, b"K\x02\x85", b"K\x01\x85"), (1, b"K\x01\x85", b"K\x01\x85"), (-1, b"K\x01\x85", b"K\x01\x85"),
        (0, b"K\x02\x85", b"J\xff\xff\xff\xff\x85"), (0, b"J\xff\xff\xff\xff\x85", b"K\x01\x85"),
        (0, b"K\x02\x85", b")"), (0, b"G\x3f\xf0\0\0\0\0\0\0\x85", b"K\x01\x85"), (0, b"N", b"N"),
        (0, b"K\x02K\x02\x86", b"\x8a\x08" + b"\xff" * 7 + b"\x3fK\x01\x86"),
    ],
)  # fmt: skip
def test_a_tensor_lies_inside_of_its_storage(offset, size, stride):
    file = archive(view(STORAGE, offset, size, stride), ("archive/data/0", b"\0\0\x80\x3f"))
    with pytest.raises(pickle.UnpicklingError):
        load(file)
    inside = archive(view(STORAGE, 0, b"K\x01\x85", b"K\x01\x85"), ("archive/data/0", b"\0\0\x80\x3f"))
    assert load(inside).tolist() == [1.0]


def test_random_bytes_never_run():
    import random

    draw = random.Random(0)
    file = io.BytesIO()
    nbtorch.save({"a": nbtorch.ones(3), "b": nbtorch.nn.Parameter(nbtorch.ones(2)), "c": [1, "x", (2, 3)]}, file)
    good = zipfile.ZipFile(file).read("archive/data.pkl")
    records = [(f"archive/data/{i}", bytes(12 - 4 * i)) for i in range(2)]
    failed = 0
    for _ in range(3000):
        data = bytearray(good)
        for _ in range(draw.randint(1, 4)):
            data[draw.randrange(len(data))] = draw.randrange(256)
        try:
            load(archive(bytes(data), *records))
        except (pickle.UnpicklingError, RuntimeError, NotImplementedError):
            failed += 1
    assert failed > 1000
