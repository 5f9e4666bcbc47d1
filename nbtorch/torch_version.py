"""Version strings that compare as versions: `torch.__version__ >= "2.2"`, `torch.__version__ >= (2, 2)`."""

from __future__ import annotations

import re
from typing import Any

FORM = (  # a pattern, compiled when versions are compared
    r"v?(?:(\d+)!)?(\d+(?:\.\d+)*)[-_.]?(?:(a|b|c|rc|alpha|beta|pre|preview)[-_.]?(\d*))?"
    r"(?:[-_.]?(?:post|rev|r)[-_.]?(\d*)|-(\d+))?(?:[-_.]?dev[-_.]?(\d*))?(?:\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?"
)
STAGES = {"a": 0, "alpha": 0, "b": 1, "beta": 1, "c": 2, "rc": 2, "pre": 2, "preview": 2}
FINAL = 3


def key(version: str) -> tuple[Any, ...]:
    """What orders versions, by PEP 440."""
    found = re.fullmatch(FORM, version.strip(), re.IGNORECASE)
    if found is None:
        raise ValueError(f"Invalid version: '{version}'")
    epoch, release, stage, number, post, dash, dev, local = found.groups()
    numbers = [int(n) for n in release.split(".")]
    while len(numbers) > 1 and numbers[-1] == 0:
        numbers.pop()
    is_post = post is not None or dash is not None
    if stage is not None:
        before = (STAGES[stage.lower()], int(number or 0))
    else:
        before = (-1, 0) if dev is not None and not is_post else (FINAL, 0)
    parts = [(1, int(p), "") if p.isdigit() else (0, 0, p.lower()) for p in re.split(r"[-_.]", local or "") if p]
    return (
        int(epoch or 0), tuple(numbers), before, int(post or dash or 0) if is_post else -1,
        float("inf") if dev is None else int(dev or 0), tuple(parts),
    )  # fmt: skip


class TorchVersion(str):
    """A string that is compared by its numbers, with strings, tuples and the versions of `packaging`."""

    __slots__ = ()

    def _keys(self, other: Any) -> tuple[Any, Any] | None:
        if isinstance(other, tuple | list):
            other = ".".join([str(part) for part in other])
        try:
            return key(self), key(str(other))
        except ValueError:  # not a version: compared as the strings they are
            return (str(self), other) if isinstance(other, str) else None

    def __eq__(self, other: object) -> bool:
        keys = self._keys(other)
        return keys is not None and keys[0] == keys[1]

    def __lt__(self, other: Any) -> bool:
        keys = self._keys(other)
        return NotImplemented if keys is None else keys[0] < keys[1]

    def __le__(self, other: Any) -> bool:
        keys = self._keys(other)
        return NotImplemented if keys is None else keys[0] <= keys[1]

    def __gt__(self, other: Any) -> bool:
        keys = self._keys(other)
        return NotImplemented if keys is None else keys[0] > keys[1]

    def __ge__(self, other: Any) -> bool:
        keys = self._keys(other)
        return NotImplemented if keys is None else keys[0] >= keys[1]

    __hash__ = str.__hash__
