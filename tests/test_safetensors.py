"""Safetensors files both ways, and damaged ones."""

from __future__ import annotations

import json
import os
import struct

import pytest

import nbtorch
from nbtorch import safetensors

DTYPES = [
    "bool", "uint8", "int8", "uint16", "int16", "uint32", "int32", "uint64", "int64", "float16", "bfloat16", "float32",
    "float64",
]  # fmt: skip


def state(module):
    return {
        **{name: (module.arange(6) % 2).reshape(2, 3).to(getattr(module, name)) for name in DTYPES},
        "empty é": module.zeros(0, 3), "one": module.tensor(1.5), "many": module.arange(24.0).reshape(2, 3, 4),
    }  # fmt: skip


def assert_same(a, b):
    assert set(a) == set(b)
    for name in a:
        assert str(a[name].dtype) == str(b[name].dtype) and tuple(a[name].shape) == tuple(b[name].shape)
        assert a[name].tolist() == b[name].tolist()


@pytest.mark.oracle
def test_both_ways(tmp_path):
    torch = pytest.importorskip("torch")
    package = pytest.importorskip("safetensors.torch")
    path = tmp_path / "a.safetensors"
    package.save_file(state(torch), path, {"made": "there"})
    assert_same(safetensors.load_file(path), state(torch))
    assert_same(nbtorch.load(path), state(torch))
    safetensors.save_file(state(nbtorch), path, {"made": "there"})
    assert_same(package.load_file(path), state(torch))


def test_bytes_and_files(tmp_path):
    path = tmp_path / "a.safetensors"
    safetensors.save_file(state(nbtorch), path)
    assert_same(safetensors.load_file(path), state(nbtorch))
    assert safetensors.save(state(nbtorch)) == path.read_bytes()
    again = safetensors.load(path.read_bytes())
    assert_same(again, state(nbtorch))
    again["one"].add_(1)
    assert nbtorch.load(path, map_location="cpu")["one"] == 1.5


def test_what_cannot_be_saved(tmp_path):
    x = nbtorch.arange(6.0).reshape(2, 3)
    for tensors, error in (
        ({"a": x, "b": x}, RuntimeError), ({"a": x.t()}, ValueError), ({"a": 1}, ValueError), ([x], ValueError),
        ({1: x}, ValueError), ({"a": x.to(nbtorch.complex128)}, ValueError),
    ):  # fmt: skip
        with pytest.raises(error):
            safetensors.save_file(tensors, tmp_path / "a.safetensors")
    assert not os.listdir(tmp_path)


def raw(header, data=b""):
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + data


ENTRY = {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}


@pytest.mark.parametrize(
    "data",
    [
        b"", b"1234567", struct.pack("<Q", 2**63), struct.pack("<Q", 50) + b"{}", raw(b"{"), raw(b"[" * 100_000),
        raw([1]), raw({"a": ENTRY}), raw({"a": ENTRY}, bytes(5)), raw({"a": 1}),
        raw({"a": {**ENTRY, "dtype": "F8"}}, bytes(4)),
        raw({"a": {**ENTRY, "shape": [2**40]}}, bytes(4)), raw({"a": {**ENTRY, "shape": [-1]}}, bytes(4)),
        raw({"a": {**ENTRY, "data_offsets": [0, 2**40], "shape": [2**38]}}, bytes(4)),
        raw({"a": {**ENTRY, "data_offsets": [4, 8]}}, bytes(8)), raw({"a": ENTRY, "b": ENTRY}, bytes(4)),
        raw({"a": {**ENTRY, "shape": [0] * 99, "data_offsets": [0, 0]}}),
    ],
)  # fmt: skip
def test_damaged_files(data, tmp_path):
    path = tmp_path / "a.safetensors"
    path.write_bytes(data)
    for act in (lambda: safetensors.load_file(path), lambda: safetensors.load(data), lambda: nbtorch.load(path)):
        with pytest.raises(ValueError):
            act()
