"""Images of a batch: every layout, every range, and what they were taken for."""

from __future__ import annotations

import io
import json
import re
import zlib
from base64 import b64decode
from contextlib import redirect_stdout
from xml.etree import ElementTree

import numpy as np
import pytest

import nbtorch as torch
from nbtorch.autograd import observe
from nbtorch.trace import images

COLOURS = np.arange(2 * 9 * 10 * 3, dtype=np.uint8).reshape(2, 9, 10, 3)


@pytest.mark.parametrize("wrap", [np.asarray, torch.tensor])
@pytest.mark.parametrize("axes", [(0, 1, 2, 3), (0, 3, 1, 2)])
def test_colours_in_every_layout_are_the_same_pixels(wrap, axes):
    batch = COLOURS.transpose(axes)
    assert (images(wrap(batch)).pixels == COLOURS).all()
    assert (images(wrap(batch[1])).pixels == COLOURS[1:]).all()
    assert (images([wrap(one) for one in batch]).pixels == COLOURS).all()


@pytest.mark.parametrize("shape", [(9, 10), (1, 9, 10), (2, 9, 10), (2, 1, 9, 10), (2, 9, 10, 1)])
def test_greys_have_no_channels(shape):
    view = images(torch.rand(shape))
    assert view.pixels.shape == (1 if shape[0] in (1, 9) else 2, 9, 10)


@pytest.mark.parametrize("shape", [(5,), (2, 5, 9, 10), (1, 2, 3, 9, 10), (0, 1, 8, 8), ()])
def test_other_shapes_are_refused(shape):
    with pytest.raises(ValueError, match=re.escape(f"got {list(shape)}")):
        images(torch.zeros(shape))


@pytest.mark.parametrize(
    ("values", "pixels"),
    [
        ([0.0, 0.5, 1.0], [0, 128, 255]),
        ([-2.0, 0.0, 2.0], [0, 128, 255]),
        ([0.0, 51.0, 255.0], [0, 51, 255]),
        ([0.0, float("nan"), 1.0], [0, 0, 255]),
        ([True, False, True], [255, 0, 255]),
    ],
)
def test_black_and_white_are_what_the_range_says(values, pixels):
    view = images(torch.tensor([values]))
    assert view.pixels.tolist() == [[pixels]] and view.odd == sum(value != value for value in values)


def test_transparent_is_white():
    assert images(np.array([[[10, 20, 30, 0]] * 6] * 6, np.uint8)).pixels.min() == 255


def test_at_most_64_and_it_says_so():
    view = images(torch.rand(1000, 1, 8, 8))
    assert len(view.pixels) == 64 and "64 of 1,000 images" in view.to_text() and "64 of 1,000" in view.to_html()
    assert len(images(torch.rand(9, 8, 8), most=5).pixels) == 5


def test_large_images_are_averaged():
    view = images(torch.rand(8, 3, 700, 600))
    assert view.pixels[..., 0].size <= 1 << 17 and abs(float(view.pixels.mean()) - 127) < 3
    assert len(view.to_html()) < 900_000


def test_wrong_predictions_are_said_and_outlined():
    labels, scores = torch.tensor([4, 1, 2]), torch.nn.functional.one_hot(torch.tensor([4, 7, 2]), 10).float()
    view = images(torch.rand(3, 1, 8, 8), labels, scores)
    assert view.wrong == (1,) and view.captions[1].wrong == "not 1" and view.captions[0].note == "100\u2009%"
    picture = ElementTree.fromstring(view.to_svg())
    outlines = [one for one in picture.iter("{http://www.w3.org/2000/svg}rect") if one.get("class") == "s-bad"]
    assert len(outlines) == 1 and "not 1" in view.to_svg() and "[1] 7 not 1" in view.to_text()
    assert json.loads(json.dumps(view.to_dict()))["wrong"] == [1]


@pytest.mark.parametrize(
    ("labels", "pred", "texts"),
    [
        ([0, 1], None, ["shoe", "<b>"]),
        (None, [1, 0], ["<b>", "shoe"]),
        (None, [[-3.0, 2.0], [1.0, 0.0]], ["<b>", "shoe"]),
        (["x", "y"], None, ["x", "y"]),
        ([torch.tensor(0), torch.tensor(1)], None, ["shoe", "<b>"]),
    ],
)
def test_captions(labels, pred, texts):
    view = images(torch.rand(2, 8, 8), labels, pred, classes=["shoe", "<b>"])
    assert [one.text for one in view.captions] == texts and not view.wrong
    assert "<b>" not in view.to_svg() and "<b>" not in view.to_html()


def test_labels_of_another_number_are_refused():
    with pytest.raises(ValueError, match="labels must have one entry for each of 2 images, got 3"):
        images(torch.rand(2, 8, 8), [1, 2, 3])
    with pytest.raises(ValueError, match="columns and most"):
        images(torch.rand(2, 8, 8), columns=0)


def test_the_picture_holds_one_png_with_the_pixels():
    batch = torch.randint(0, 256, (3, 1, 4, 5), dtype=torch.uint8)
    page = images(batch, columns=2).to_html()
    svg = b64decode(re.search(r"svg\+xml;base64,([^\"]+)", page)[1]).decode()
    files = re.findall(r"image/png;base64,([^\"]+)", svg)
    assert len(files) == 1 and "<script" not in page and svg.count("<use ") == 3
    file = b64decode(files[0])
    data = file[file.index(b"IDAT") + 4 : file.index(b"IEND") - 8]
    lines = np.frombuffer(zlib.decompress(data), np.uint8).reshape(9, 12)[:, 1:]
    assert (lines[5:9, :5] == batch[2, 0].numpy()).all() and (lines[:4, 6:] == batch[1, 0].numpy()).all()


def test_show_tells_a_viewer_or_prints():
    seen, out = [], io.StringIO()
    observe.show.append(listener := seen.append)
    try:
        assert torch.show(torch.rand(2, 8, 8), [1, 2]) is None
    finally:
        observe.show.remove(listener)
    with redirect_stdout(out):
        torch.show(torch.rand(2, 8, 8))
    assert [one.text for one in seen[0].captions] == ["1", "2"]
    assert out.getvalue().startswith("2\u00d78\u00d78 · 2 images")


def test_a_device_sends_what_is_shown(fake_gpu):
    batch = torch.rand(500, 1, 8, 8).cuda()
    fake_gpu.syncs = 0
    assert len(images(batch).pixels) == 64 and fake_gpu.syncs == 1
