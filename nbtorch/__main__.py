"""The command line: ``python -m nbtorch demo``, ``python -m nbtorch run script.py``."""

from __future__ import annotations

import argparse
import runpy
import sys
from collections.abc import Sequence
from pathlib import Path

import nbtorch
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
    program = choices.add_parser(
        "run",
        help="run a PyTorch program on nbtorch, as it is written",
        description="Run a PyTorch program on nbtorch: its `import torch` gives nbtorch.",
    )
    program.add_argument("-m", dest="module", action="store_true", help="the program is a module's name, not a file")
    program.add_argument("program", help="the file, or with -m the module")
    program.add_argument("arguments", nargs=argparse.REMAINDER, help="the program's own arguments")
    return commands


def run(program: str, arguments: Sequence[str], module: bool) -> None:
    """Run `program` as Python would, with `import torch` giving nbtorch."""
    nbtorch.alias()
    sys.argv = [program, *arguments]
    if module:
        sys.path.insert(0, str(Path.cwd()))
        runpy.run_module(program, run_name="__main__", alter_sys=True)
    else:
        sys.path.insert(0, str(Path(program).resolve().parent))
        runpy.run_path(program, run_name="__main__")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status."""
    options = parser().parse_args(arguments)
    if options.command == "run":
        run(options.program, options.arguments, options.module)
        return 0
    try:
        demo.run(options.dir, headless=options.headless)
    except demo.DemoError as error:
        print(f"nbtorch: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
