"""What is shown of a tensor: bounded, right, and without touching it."""

from __future__ import annotations

import re
import struct
import zlib
from base64 import b64decode
from html import escape
from time import perf_counter

import numpy as np
import pytest

import nbtorch as torch
from nbtorch.autograd import observe
from nbtorch.trace import preview
from nbtorch.trace.images import bright
from nbtorch.trace.raster import png

NAN = float("nan")


def cases():
    torch.manual_seed(0)
    return {
        "parameter": torch.nn.Parameter(torch.randn(10, 64)),
        "row": torch.arange(100.0),
        "long row": torch.randn(5000),
        "matrix": torch.randn(1000, 1000),
        "tall": torch.randn(5000, 3),
        "activations": torch.randn(64, 12, 8, 8).relu(),
        "filters": torch.randn(64, 32, 3, 3),
        "digits": torch.rand(24, 1, 28, 28),
        "photo": torch.rand(3, 224, 224),
        "photos": torch.randn(32, 3, 32, 32),
        "bytes": torch.randint(0, 256, (3, 64, 64), dtype=torch.uint8),
        "flags": torch.randn(20, 30) > 0,
        "integers": torch.randint(-5, 9, (12, 40)),
        "large integers": torch.tensor([2**62, -(2**62)]),
        "complex": torch.randn(9, 9, dtype=torch.complex64),
        "half": torch.randn(9, 9).half(),
        "bfloat16": torch.randn(9, 9).bfloat16(),
        "double": torch.tensor([1e300, -1e300, 1e308], dtype=torch.float64),
        "nothing but NaN": torch.full((4, 5), NAN),
        "images of NaN": torch.full((3, 8, 8), NAN),
        "infinite": torch.tensor([1.0, float("inf"), NAN]),
        "constant": torch.ones(3, 4),
        "with holes": torch.randn(64, 50).t()[::2],
        "expanded": torch.randn(1, 1).expand(300, 300),
        "permuted": torch.randn(100, 200, 30).permute(2, 0, 1),
        "many dimensions": torch.randn(2, 2, 2, 2, 2, 2, 2),
        "many small": torch.randn(5000, 2, 2),
    }


CASES = list(cases())


@pytest.mark.parametrize("name", CASES)
def test_any_tensor_has_a_small_page_of_its_own_text(name):
    tensor = cases()[name]
    before, text = tensor.detach().clone(), repr(tensor)
    view = preview(tensor)
    page = view.to_html()
    assert view.text == text and page.startswith("<pre ") and f">{escape(text)}</pre>" in page
    assert len(page) - len(text) < 16_500 and "<script" not in page
    assert view.cells.size <= 18_500
    assert torch.equal(torch.nan_to_num(tensor.detach()), torch.nan_to_num(before)) and repr(tensor) == text
    assert view.to_dict()["shape"] == list(tensor.shape) and text in view.to_text()


@pytest.mark.parametrize("tensor", [torch.tensor(1.0), torch.zeros(0, 3), torch.ones(1, 1)])
def test_text_says_it_all_of_one_element_and_of_none(tensor):
    assert preview(tensor) is None


def test_statistics_are_the_tensors():
    tensor = torch.randn(50, 40, dtype=torch.float64)
    tensor[3, :5] = 0
    seen = preview(tensor).statistics
    found = (seen.min, seen.max, seen.mean, seen.std)
    assert found == pytest.approx([x.item() for x in (tensor.min(), tensor.max(), tensor.mean(), tensor.std())])
    assert (seen.samples, seen.zeros, seen.nan, seen.inf) == (2000, 5, 0, 0)


def test_what_is_not_a_number_is_counted_and_left_out():
    seen = preview(torch.tensor([1.0, 3.0, NAN, float("inf"), -float("inf")])).statistics
    assert (seen.nan, seen.inf, seen.mean, seen.min, seen.max) == (1, 2, 2.0, 1.0, 3.0)


def test_a_huge_tensor_is_sampled_and_says_so():
    tensor = torch.arange(10_000_000, dtype=torch.float32).reshape(2500, 4000)
    times = []
    for _ in range(3):
        began = perf_counter()
        page = preview(tensor).to_html()
        times.append(perf_counter() - began)
    seen = preview(tensor).statistics
    assert 50_000 < seen.samples <= 100_000 and f"of {seen.samples:,} samples" in page
    assert abs(seen.mean / 5e6 - 1) < 0.01 and min(times) < 0.1  # 7 ms on an idle machine


@pytest.mark.parametrize("index", [np.s_[:, ::2], np.s_[::3, 5:]])
def test_holes_are_sampled_without_a_copy_of_all(index):
    tensor = torch.ones(3000, 4000)[index]
    assert preview(tensor).statistics.samples <= 100_000


def test_the_graph_and_the_ops_do_not_see_it():
    leaf = torch.randn(6, 6, requires_grad=True)
    out = leaf * 2
    node, version, seen = out.grad_fn, out._version, []
    observe.ops.append(listener := lambda *facts: seen.append(facts))
    try:
        preview(out).to_html()
    finally:
        observe.ops.remove(listener)
    assert not seen and out._version == version and type(out.grad_fn) is type(node)
    assert "requires grad" in preview(out).facts


@pytest.mark.parametrize("shape", [(10, 64), (2000, 1000), (4, 3, 32, 32), (70, 9, 9)])
def test_a_device_is_read_in_one_copy(fake_gpu, shape):
    tensor = torch.randn(*shape).cuda()
    text = repr(tensor)
    fake_gpu.syncs = 0
    assert repr(tensor) == text
    printing, fake_gpu.syncs = fake_gpu.syncs, 0
    view = preview(tensor)
    assert fake_gpu.syncs - printing == 1
    assert view.device.startswith("cuda") and view.text == text


def test_rows_and_columns_keep_their_order():
    cells = preview(torch.arange(12.0).reshape(3, 4)).cells
    assert cells.tolist() == [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]]


def test_a_png_has_the_pixels_it_was_given():
    pixels = np.arange(12, dtype=np.uint8).reshape(3, 4)
    file = png(pixels, [(i, 0, 0, 255) for i in range(12)])
    data, place = {}, 8
    while place < len(file):
        length, name = struct.unpack(">I4s", file[place : place + 8])
        body = file[place + 8 : place + 8 + length]
        assert struct.unpack(">I", file[place + 8 + length : place + 12 + length])[0] == zlib.crc32(name + body)
        data[name], place = body, place + 12 + length
    assert struct.unpack(">IIBBBBB", data[b"IHDR"]) == (4, 3, 8, 3, 0, 0, 0)
    lines = np.frombuffer(zlib.decompress(data[b"IDAT"]), np.uint8).reshape(3, 5)
    assert (lines[:, 1:] == pixels).all() and not lines[:, 0].any()


@pytest.mark.parametrize(
    ("values", "low", "high"),
    [([0.2, 0.9], 0, 1), ([0.0, 200.0], 0, 255), ([-2.0, 2.0], -2, 2), ([0.0, 3.0], 0, 3)],
)
def test_brightness_finds_its_range(values, low, high):
    found = bright(np.array(values))
    assert found[1:] == (low, high) and found[0].min() >= 0 and found[0].max() <= 1


def test_a_printed_class_name_is_no_markup():
    class Odd(torch.Tensor):
        def __repr__(self, **contents):
            return "<img src=x onerror=alert(1)>"

    page = preview(torch.ones(3, 3).as_subclass(Odd)).to_html()
    assert "<img src=x" not in page and "&lt;img src=x onerror" in page


def test_the_pictures_are_two_themes_of_one():
    page = preview(torch.randn(4, 4)).to_html()
    light, dark = re.findall(r"class='[ld]'[^>]*href='data:image/png;base64,([^']+)'", page)[-2:]
    assert b64decode(dark)[:8] == b64decode(light)[:8] == b"\x89PNG\r\n\x1a\n" and dark != light
