"""The tutorials as committed: executed in order by JupyterLab, with pictures in them and no dead widget."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
STATIC = {"text/html", "text/plain"}


@pytest.fixture(params=NOTEBOOKS, ids=lambda file: file.stem)
def document(request: pytest.FixtureRequest) -> dict[str, Any]:
    return json.loads(request.param.read_text(encoding="utf-8"))


def outputs(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [output for cell in document["cells"] for output in cell.get("outputs", ())]


def test_every_cell_was_run_once_in_order(document: dict[str, Any]) -> None:
    code = [cell for cell in document["cells"] if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in code] == list(range(1, len(code) + 1))
    assert all(cell["metadata"] == {} for cell in code)
    assert not [output for output in outputs(document) if output["output_type"] == "error"]


def test_views_are_static_and_know_their_cells(document: dict[str, Any]) -> None:
    ids = {cell["id"] for cell in document["cells"]}
    bundles = [output["data"] for output in outputs(document) if "text/html" in output.get("data", ())]
    assert bundles
    for bundle in bundles:
        (ours,) = set(bundle) - STATIC
        assert re.fullmatch(r"application/vnd\.nbtorch\.(graph|curves)\+json", ours)
        assert 'src="data:image/svg+xml;base64,' in "".join(bundle["text/html"])
        assert "".join(bundle["text/plain"]).count("\n") > 2
        cells = [node["cellId"] for node in bundle[ours].get("nodes", [])] or [bundle[ours]["cellId"]]
        assert set(cells) <= ids


def test_nothing_of_the_machine_that_ran_it_is_left(document: dict[str, Any]) -> None:
    text = json.dumps(document)
    assert "widget" not in text
    assert not re.search(r'0x[0-9a-f]{8,}|[":( ](/home|/tmp|/root|/Users|C:\\\\)', text)
