"""The command line: ``python -m nbtorch demo``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from nbtorch import demo
from nbtorch.version import nbtorch as __version__


def parser() -> argparse.ArgumentParser:
    commands = argparse.ArgumentParser(prog="python -m nbtorch", description="nbtorch: PyTorch's API, in the notebook.")
    commands.add_argument("--version", action="version", version=f"nbtorch {__version__}")
    choices = commands.add_subparsers(title="commands", dest="command", required=True)
    tutorials = choices.add_parser(
        "demo",
        help="copy the tutorials to a folder and open the first in JupyterLab",
        description="Copy the tutorials to a folder and open the first in JupyterLab. Files of yours are kept.",
    )
    tutorials.add_argument(
        "--dir", type=Path, default=Path("nbtorch-tutorials"), help="the folder for the copies (default: %(default)s)"
    )
    tutorials.add_argument(
        "--headless",
        action="store_true",
        help="run it without a browser, print its accuracy, and write it as one HTML file that needs no network",
    )
    return commands


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status."""
    options = parser().parse_args(arguments)
    try:
        demo.run(options.dir, headless=options.headless)
    except demo.DemoError as error:
        print(f"nbtorch: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
