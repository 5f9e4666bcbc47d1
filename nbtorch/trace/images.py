"""`images(batch, labels, pred)`: some images of a batch with what they are and what they were taken for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .._tensor import Tensor
from ..backend.device import move
from .graph import Shape
from .sampling import plain
from .wording import THIN, count, dimensions, number

MOST, PIXELS, SIDE = 64, 1 << 17, 512  # images, pixels of all of them, and a side before they are averaged
CHANNELS = (1, 3, 4)
LAYOUTS = "(H, W), (C, H, W), (H, W, C), (N, H, W), (N, C, H, W) or (N, H, W, C) with C of 1, 3 or 4"


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands under an image. `wrong` says what it is instead, where that is another thing."""

    text: str = ""
    note: str = ""
    wrong: str = ""


@dataclass(frozen=True)
class Images:
    """Images side by side. `pixels` are greys (N, H, W) or colours (N, H, W, 3); `low` is shown black, `high` white."""

    pixels: Any
    captions: tuple[Caption, ...]
    total: int
    shape: Shape  # of the batch
    dtype: str
    low: float
    high: float
    odd: int  # numbers that are not finite
    columns: int

    @property
    def wrong(self) -> tuple[int, ...]:
        """Which images were taken for something else."""
        return tuple(index for index, caption in enumerate(self.captions) if caption.wrong)

    @property
    def facts(self) -> str:
        """What is shown: `64 of 1,000 images · float32 · black 0, white 1.00`."""
        shown = len(self.pixels)
        many = f"{count(shown)} of {count(self.total)} images" if shown < self.total else _images(shown)
        found = [many, self.dtype, f"black {number(self.low)}, white {number(self.high)}"]
        if self.wrong:
            found.append(f"{len(self.wrong)} of {shown} wrong")
        if self.odd:
            found.append(f"{count(self.odd)} numbers are NaN or inf, shown black")
        return " · ".join(found)

    def to_dict(self) -> dict[str, Any]:
        """What is shown, without the pixels."""
        captions = [{"text": one.text, "note": one.note, "wrong": one.wrong} for one in self.captions]
        return {
            "schema": 1, "kind": "images", "shape": list(self.shape), "dtype": self.dtype, "total": self.total,
            "shown": len(self.pixels), "low": self.low, "high": self.high, "odd": self.odd, "captions": captions,
            "wrong": list(self.wrong),
        }  # fmt: skip

    def to_text(self) -> str:
        """The facts, and which predictions are wrong."""
        said = [f"[{at}] {self.captions[at].text} {self.captions[at].wrong}" for at in self.wrong]
        return "\n".join([f"{dimensions(self.shape)} · {self.facts}", *([", ".join(said)] if said else [])])

    def to_svg(self) -> str:
        """All of them in one picture with their captions."""
        from .images_picture import images_svg

        return images_svg(self)

    def to_html(self) -> str:
        """A line of facts above the picture, without a script."""
        from .images_picture import images_html

        return images_html(self)

    __str__ = __repr__ = to_text


def images(batch: Any, labels: Any = None, pred: Any = None, columns: int = 8, *, classes: Sequence[Any] | None = None,
           most: int = MOST) -> Images:
    """At most `most` (64) images of a tensor, an array or a list: (N, C, H, W), (N, H, W, C), (N, H, W), (C, H, W) …

    Bytes go from 0 to 255, numbers between 0 and 1 from 0 to 1, others from the least to the greatest. `labels` are
    what the images are, `pred` what they were taken for: classes (N,), or scores (N, K) whose greatest counts;
    `classes` names them. Raises ValueError for another shape and for labels of another number.
    """
    if columns < 1 or most < 1:
        raise ValueError(f"show(): columns and most must be at least 1, got {columns} and {most}")
    if isinstance(batch, list | tuple):
        batch = np.stack([_host(one) for one in batch])
    source = batch._data if isinstance(batch, Tensor) else np.asarray(batch)
    shape, axes = tuple(source.shape), _axes(tuple(source.shape))
    if axes is None or not source.size:
        raise ValueError(f"show(): batch must have the shape {LAYOUTS}, got {list(shape)}")
    total = shape[0] if axes[0] else 1
    chosen = source[: min(most, MOST)] if axes[0] else source[None]
    at = axes[1] if axes[0] or axes[1] is None else axes[1] + 1  # where the channels are
    rows, across = [place for place in range(1, chosen.ndim) if place != at]
    thin: list[slice] = [slice(None)] * chosen.ndim
    for place in (rows, across):
        thin[place] = slice(None, None, max(1, chosen.shape[place] // SIDE))
    values = plain(np.asarray(_host(chosen[tuple(thin)])))
    values = np.moveaxis(values, at, -1) if at is not None else values[..., None]
    levels, low, high = bright(values)
    odd = 0 if values.dtype.kind != "f" else int(values.size - np.count_nonzero(np.isfinite(values)))
    if levels.shape[-1] == 4:  # on white, where it is transparent
        levels = levels[..., :3] * levels[..., 3:] + 1 - levels[..., 3:]
    pixels = np.rint(255 * _averaged(levels)).astype(np.uint8)
    kind = batch.dtype.name if isinstance(batch, Tensor) else str(source.dtype)
    captions = _captions(len(pixels), total, labels, pred, classes)
    return Images(pixels[..., 0] if pixels.shape[-1] == 1 else pixels, captions, total, shape, kind, low, high, odd,
                  columns)


def bright(values: Any) -> tuple[Any, float, float]:
    """Brightness in 0..1, and which numbers are black and white: 0 and 255 of bytes, 0 and 1 of what lies between
    them, else the least and the greatest. What is not a number is black."""
    if values.dtype == np.uint8 and values.max() > 1:
        return values / 255, 0.0, 255.0
    values = values.astype(np.float64)
    finite = values[np.isfinite(values)]
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
    if low >= 0 and high <= 1:
        low, high = 0.0, 1.0
    elif low >= 0 and 128 < high <= 255:
        low, high = 0.0, 255.0
    span = high - low or 1.0
    return np.where(np.isfinite(values), np.clip((values - low) / span, 0, 1), 0), low, high


def _axes(shape: Shape) -> tuple[bool, int | None] | None:
    """Whether a shape begins with a batch, and where its channels are; PyTorch's order where both orders fit."""
    match len(shape):
        case 2:
            return False, None
        case 3 if shape[0] in CHANNELS:
            return False, 0
        case 3 if shape[2] in CHANNELS:
            return False, 2
        case 3:
            return True, None
        case 4 if shape[1] in CHANNELS:
            return True, 1
        case 4 if shape[3] in CHANNELS:
            return True, 3
    return None


def _host(value: Any) -> Any:
    array = value._data if isinstance(value, Tensor) else value
    return move(array, "cpu") if isinstance(value, Tensor) or hasattr(array, "get") else np.asarray(array)


def _averaged(levels: Any) -> Any:
    """Images (N, H, W, C) of at most `PIXELS` pixels: each the mean of a square of the original."""
    many, height, width = levels.shape[:3]
    step = 1
    while many * (height // step) * (width // step) > PIXELS and step < min(height, width):
        step += 1
    if step == 1:
        return levels
    height, width = height // step, width // step
    squares = levels[:, : height * step, : width * step].reshape(many, height, step, width, step, -1)
    return squares.mean((2, 4))


# ---- captions
def _captions(shown: int, total: int, labels: Any, pred: Any, classes: Sequence[Any] | None) -> tuple[Caption, ...]:
    truth = None if labels is None else _classes("labels", labels, total)[0][:shown]
    if pred is None:
        return tuple(Caption(_named(one, classes)) for one in truth) if truth is not None else ()
    said, sure = _classes("pred", pred, total)
    out = []
    for index in range(shown):
        text = _named(said[index], classes)
        other = truth is not None and _named(truth[index], classes) != text
        note = "" if sure is None else f"{100 * sure[index]:.3g}{THIN}%"
        wrong = f"not {_named(truth[index], classes)}" if other and truth is not None else ""
        out.append(Caption(text, note, wrong))
    return tuple(out)


def _classes(name: str, given: Any, total: int) -> tuple[list[Any], list[float] | None]:
    """Classes as given, or the greatest of the scores; and its probability, where the scores are such."""
    values = plain_list(given)
    found = np.asarray(values)
    if found.ndim == 2 and found.dtype.kind in "fiu" and found.shape[1] > 1:
        probable = found.dtype.kind == "f" and bool((found >= 0).all()) and np.allclose(found.sum(1), 1, atol=1e-3)
        values = found.argmax(1).tolist()
        sure = found.max(1).tolist() if probable else None
    else:
        values, sure = found.reshape(-1).tolist(), None
    if len(values) != total:
        raise ValueError(f"show(): {name} must have one entry for each of {_images(total)}, got {len(values)}")
    return values, sure


def plain_list(given: Any) -> Any:
    """A tensor as lists, and what holds tensors too; a single class as a list of one."""
    if isinstance(given, Tensor):
        given = given.detach().tolist()
    elif isinstance(given, np.ndarray):
        given = given.tolist()
    if isinstance(given, list | tuple):
        return [plain_list(one) if isinstance(one, Tensor) else one for one in given]
    return [given]


def _named(value: Any, classes: Sequence[Any] | None) -> str:
    if classes is not None and isinstance(value, int) and 0 <= value < len(classes):
        return str(classes[value])
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else number(value)
    return str(value)


def _images(many: int) -> str:
    return "1 image" if many == 1 else f"{count(many)} images"
