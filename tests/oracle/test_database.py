"""Every sample of PyTorch's operator database, as PyTorch answers it; what differs is named in exceptions.py."""

from __future__ import annotations

import pytest

pytest.importorskip("torch")
pytest.importorskip("expecttest", reason="PyTorch's operator database imports expecttest")

from database import parts
from database.exceptions import EXCEPTIONS, UNSUPPORTED
from database.lists import CORE, WIDE

pytestmark = pytest.mark.oracle
ENTRIES = [entry for entry in parts.entries() if entry.name not in UNSUPPORTED]


def title(entry):
    return f"{entry.name}-{entry.variant_test_name}" if entry.variant_test_name else entry.name


@pytest.mark.parametrize(
    ("entry", "part"),
    [pytest.param(entry, part, id=f"{title(entry)}-{part}") for entry in ENTRIES for part in parts.parts(entry)],
)
def test_entry(entry, part):
    found = parts.differences(entry, part)
    expected, why = EXCEPTIONS.get((title(entry), part), (0, ""))
    report = "\n".join(f"{index}: {text}" for index, text in found)
    assert len(found) == expected, f"{len(found)} samples differ, not {expected} {why}\n{report}"


def test_how_much_of_the_database_is_right():
    names = {entry.name for entry in parts.entries()}
    wrong = {entry.partition("-")[0] for entry, _ in EXCEPTIONS} | set(UNSUPPORTED)
    half_complex = {"complex", "view_as_complex"}  # what they differ in is a dtype that there is not
    assert set(CORE) <= names
    assert set(WIDE) <= names
    assert wrong & set(CORE) <= half_complex
    assert len(wrong & set(WIDE)) <= 0.03 * len(WIDE) + 1e-9, sorted(wrong & set(WIDE))
    assert len(names - wrong) >= 0.6 * len(names)
