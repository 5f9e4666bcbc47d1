"""Images side by side as one static picture: a PNG of all, and around it captions and outlines in both themes."""

from __future__ import annotations

from base64 import b64encode
from html import escape

from .images import Caption, Images
from .raster import png, tiled
from .svg import document, image, rectangle, short, text
from .wording import dimensions, shortened, text_width

WIDTH, GAP, FOOT, TALL = 860, 12, 18, 420
LARGEST, ALONE = 96, 320  # pixels of an image on the screen; of one that is alone
EDGE = 3  # between an image and its outline


def images_html(view: Images) -> str:
    """The facts as text, the images and captions as a picture."""
    return (
        '<div style="font:12px/1.5 system-ui,sans-serif;margin-bottom:4px">'
        f'<code style="background:none;padding:0">{dimensions(view.shape)}</code> '
        f'<span style="opacity:.68">{escape(view.facts)}</span></div>'
        f'<div style="max-height:{TALL}px;overflow:auto">{image(images_svg(view), _spoken(view))}</div>'
    )


def images_svg(view: Images) -> str:
    """The picture: `columns` images in a line."""
    many, height, width = view.pixels.shape[:3]
    columns = max(1, min(view.columns, many))
    most = ALONE if many == 1 else LARGEST
    across = max(8, min(most, (WIDTH - 2 * EDGE - GAP * (columns - 1)) // columns))  # whole: no pixel of a neighbour
    if height > width:
        across = max(8, min(across, round(1.5 * most * width / height)))
    down = max(1, round(across * height / width))
    lined = all(_fits(caption, across) for caption in view.captions)
    foot = 0 if not view.captions else FOOT if lined else 2 * FOOT - 4
    sheet = tiled(view.pixels, columns)
    data = b64encode(png(sheet)).decode("ascii")
    crisp = ' style="image-rendering:pixelated"' if across > width else ""
    body = [
        f'<defs><image id="p" width="{sheet.shape[1]}" height="{sheet.shape[0]}"{crisp} '
        f'href="data:image/png;base64,{data}"/></defs>'
    ]
    for index in range(many):
        line, column = divmod(index, columns)
        x, y = EDGE + column * (across + GAP), EDGE + line * (down + foot + GAP)
        place = f'viewBox="{column * (width + 1)} {line * (height + 1)} {width} {height}"'
        body.append(
            f'<svg x="{short(x)}" y="{short(y)}" width="{short(across)}" height="{short(down)}" {place} '
            f'preserveAspectRatio="none"><use href="#p"/></svg>'
        )
        if view.captions:
            body += _caption(view.captions[index], x, y, across, down, lined)
    lines = -(-many // columns)
    total = columns * (across + GAP) - GAP + 2 * EDGE, lines * (down + foot + GAP) - GAP + 2 * EDGE
    return document(*total, "images", _spoken(view), "".join(body), framed=False)


def _fits(caption: Caption, across: int) -> bool:
    """Whether both parts of a caption have room in one line."""
    right = caption.wrong or caption.note
    return text_width(caption.text, 11, bold=True) + (text_width(right, 11) + 8 if right else 0) <= 0.95 * across


def _caption(caption: Caption, x: float, y: float, across: int, down: int, lined: bool) -> list[str]:
    """What it was taken for, and how surely or what it is beside or below it; an outline where that is another."""
    right, base = caption.wrong or caption.note, y + down + 15
    colour = "bad" if caption.wrong else "ink2"
    most = max(2, int(across / 6.2))
    out = [text(x, base, shortened(caption.text, most), "c b f-ink")]
    if right and lined:
        out.append(text(x + across, base, right, f"c e f-{colour}"))
    elif right:
        out.append(text(x, base + FOOT - 4, shortened(right, most), f"c f-{colour}"))
    if caption.wrong:
        out.append(rectangle(x - 2, y - 2, across + 4, down + 4, 3, "s-bad", ' fill="none" stroke-width="2"'))
    return out


def _spoken(view: Images) -> str:
    """The facts, and each wrong one by its place."""
    return view.to_text().replace("\n", ": ")
