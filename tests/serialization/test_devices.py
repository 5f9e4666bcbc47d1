"""Checkpoints of tensors on a GPU: where they were is in the file, and `map_location` says where they go."""

from __future__ import annotations

import io

import pytest

import nbtorch as torch

FORMATS = pytest.mark.parametrize("new", [True, False], ids=["zip", "legacy"])


@FORMATS
def test_there_and_back(fake_gpu, new):
    x = torch.arange(6.0, device="cuda").reshape(2, 3)
    file = io.BytesIO()
    torch.save({"x": x, "row": x[1], "there": torch.ones(2)}, file, _use_new_zipfile_serialization=new)
    for place, kinds in (
        (None, ["cuda", "cuda", "cpu"]), ("cpu", ["cpu"] * 3), ("cuda:0", ["cuda"] * 3),
        (torch.device("cuda"), ["cuda"] * 3), ({"cuda:0": "cpu"}, ["cpu"] * 3),
        (lambda storage, location: storage.cpu(), ["cpu"] * 3),
        (lambda storage, location: storage.cuda(), ["cuda"] * 3),
    ):  # fmt: skip
        file.seek(0)
        again = torch.load(file, map_location=place)
        assert [t.device.type for t in again.values()] == kinds
        assert again["x"].tolist() == [[0, 1, 2], [3, 4, 5]] and again["row"].tolist() == [3, 4, 5]
        again["x"].add_(1)
        assert again["row"].tolist() == [4, 5, 6]


def test_a_gpu_that_is_not_there():
    file = io.BytesIO()
    torch.save(torch.ones(2), file)
    file.seek(0)
    with pytest.raises(RuntimeError, match="Attempting to deserialize object on a CUDA device but"):
        torch.load(file, map_location="cuda:0")
