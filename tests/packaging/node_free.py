"""A PATH with everything of this machine but JavaScript tools, and fresh Python environments to install into."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

JAVASCRIPT = ("node", "nodejs", "npm", "npx", "yarn", "yarnpkg", "pnpm", "corepack", "jlpm")
ROOT = Path(__file__).resolve().parents[2]


def link_farm(folder: Path) -> str:
    """Link every command of PATH but JavaScript's, and Python's own, into `folder`; return `folder`."""
    folder.mkdir()
    for place in os.environ["PATH"].split(os.pathsep):
        for command in Path(place).glob("*"):
            link = folder / command.name
            if not command.name.startswith((*JAVASCRIPT, "python", "pip", "jupyter")) and not os.path.lexists(link):
                link.symlink_to(command)
    return str(folder)


def environment(folder: Path, path: str) -> dict[str, str]:
    """Make a virtual environment; return the variables that make it the active one, with `path` behind it."""
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    variables = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "NBTORCH"))}
    return variables | {"PATH": f"{folder / 'bin'}{os.pathsep}{path}", "VIRTUAL_ENV": str(folder)}


def run(command: Iterable[str | Path], **options: object) -> str:
    """Run `command`; return what it printed, and put it into the failure when it fails."""
    done = subprocess.run(
        [str(word) for word in command], text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options
    )
    assert done.returncode == 0, done.stdout[-6000:]
    return done.stdout


def checkout(folder: Path) -> Path:
    """Copy the files that git tracks, as a clone would have them: nothing built."""
    folder.mkdir()
    files = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True).stdout
    archive = subprocess.run(
        ["tar", "--create", "--null", "--files-from=-"], cwd=ROOT, input=files, check=True, capture_output=True
    )
    subprocess.run(["tar", "--extract"], cwd=folder, input=archive.stdout, check=True)
    return folder
