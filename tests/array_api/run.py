"""Run the public tests of the array API standard, and write what came of them to RESULT.md beside this file.

    python tests/array_api/run.py                  nbtorch
    python tests/array_api/run.py torch            PyTorch through array-api-compat, where both are installed
    python tests/array_api/run.py nbtorch torch    both, for the table
    python tests/array_api/run.py -k linalg        what follows an option goes to pytest; RESULT.md stays as it is

The suite (https://github.com/data-apis/array-api-tests, at the commit below) and the packages that it needs are brought
to a folder of the user's cache, or to $NBTORCH_ARRAY_API_TESTS; nothing is installed. The examples are drawn without a
random seed, so that the figures are the same every time. A minute for nbtorch, six for PyTorch.
"""

from __future__ import annotations

import datetime
import os
import platform
import re
import subprocess
import sys
import xml.etree.ElementTree as xml
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SUITE = "https://github.com/data-apis/array-api-tests"
COMMIT = "55fcc60179efa2680ddd6cd926ddf17b83530e2b"
PACKAGES = ["hypothesis>=6.151", "ndindex>=1.8", "pytest", "pytest-json-report", "array-api-compat==1.16.0"]
STANDARD, EXAMPLES = "2024.12", 20
MODULES = {"nbtorch": "nbtorch.array_api", "torch": "array_api_compat.torch"}
REASONS = {  # why a test of nbtorch fails, by what its name matches
    r"test_array_object.py::test_getitem": "slices with a negative step are an error in PyTorch, and so on its tensors",
    r"test_special_cases.py::test_\w+\[__i?floordiv__": "the operator is PyTorch's, which gives NaN for infinities; "
    "`floor_divide` of the namespace gives what the standard wants",
    r"test_operators_and_elementwise_functions.py::test_\w+\[__": "the operators are PyTorch's, to which a 0-dim array "
    "counts as a number; the functions of the namespace promote as the standard wants",
}


def cache() -> Path:
    """Where the suite lies, brought there when it is not."""
    caches = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    folder = Path(os.environ.get("NBTORCH_ARRAY_API_TESTS", caches / "nbtorch" / f"array-api-tests-{COMMIT[:8]}"))
    suite, packages = folder / "suite", folder / "packages"
    if not (suite / "array-api" / "src").is_dir():
        subprocess.run(["git", "clone", "-q", SUITE, str(suite)], check=True)
        subprocess.run(["git", "-C", str(suite), "checkout", "-q", COMMIT], check=True)
        subprocess.run(["git", "-C", str(suite), "submodule", "update", "-q", "--init"], check=True)
    if not packages.is_dir():
        subprocess.run([sys.executable, "-m", "pip", "install", "-q", "--target", str(packages), *PACKAGES], check=True)
    return folder


def run(who: str, folder: Path, options: list[str]) -> Path:
    """Run the suite on a namespace; the file with its results."""
    report = folder / f"{who}.xml"
    paths = [str(ROOT), str(folder / "packages"), os.environ.get("PYTHONPATH", "")]
    environment = {
        **os.environ,
        "ARRAY_API_TESTS_MODULE": MODULES[who],
        "ARRAY_API_TESTS_VERSION": STANDARD,
        "PYTHONPATH": os.pathsep.join(paths),
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }
    examples = [] if any("max-examples" in option for option in options) else ["--max-examples", str(EXAMPLES)]
    command = [
        sys.executable, "-m", "pytest", "array_api_tests", "-q", "--tb=short", "-p", "no:cacheprovider",
        "--derandomize", "--disable-deadline", *examples, f"--junit-xml={report}", *options,
    ]  # fmt: skip
    done = subprocess.run(command, cwd=folder / "suite", env=environment, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"pytest ended with {done.returncode}")
    return report


def outcome(report: Path) -> tuple[Counter[str], dict[str, str]]:
    """How many tests passed, failed and were skipped; the first line of each failure."""
    counts, failures = Counter[str](), {}
    for case in xml.parse(report).getroot().iter("testcase"):
        bad = case.find("failure") if case.find("failure") is not None else case.find("error")
        kind = "failed" if bad is not None else "skipped" if case.find("skipped") is not None else "passed"
        counts[kind] += 1
        if bad is not None:
            path = case.get("classname", "").removeprefix("array_api_tests.").split(".")
            name = "::".join([f"{path[0]}.py", *path[1:], case.get("name", "")])
            failures[name] = first_line(bad)
    return counts, failures


def first_line(bad: xml.Element) -> str:
    """The error of a failure, without what hypothesis says of several."""
    errors = re.findall(r"(?m)^[E|+ ]*\b((?:\w+\.)*\w*(?:Error|Exception)\b: .*)$", bad.text or "")
    message = errors[0] if errors else (bad.get("message") or "").splitlines()[0]
    return message.replace("|", "\\|").replace("`", "'")[:160]


def reason(name: str, message: str) -> str:
    """Why a test of nbtorch fails, or its error where nobody knows."""
    return next((why for pattern, why in REASONS.items() if re.match(pattern, name)), f"**unknown**: {message}")


def version(who: str) -> str:
    """The version of nbtorch (its commit), or of PyTorch and array-api-compat."""
    if who == "nbtorch":
        return git("describe", "--always", "--dirty", "--exclude=*")
    names = "torch.__version__, 'through array-api-compat', array_api_compat.__version__"
    command = [sys.executable, "-c", f"import torch, array_api_compat; print({names})"]
    path = {**os.environ, "PYTHONPATH": str(cache() / "packages")}
    return subprocess.check_output(command, text=True, env=path).strip()


def git(*arguments: str) -> str:
    """What git says of this checkout."""
    return subprocess.check_output(["git", "-C", str(ROOT), *arguments], text=True).strip()


def written(results: dict[str, tuple[Counter[str], dict[str, str]]]) -> str:
    """RESULT.md."""
    rows = [
        f"| {who} {version(who)} | {counts['passed']} | {counts['failed']} | {counts['skipped']} |"
        for who, (counts, _) in results.items()
    ]
    lines = [
        "# The public tests of the array API standard",
        "",
        f"Written by `python tests/array_api/run.py {' '.join(results)}` on {datetime.date.today()}, Python "
        f"{platform.python_version()}: standard {STANDARD}, array-api-tests {COMMIT[:8]}, {EXAMPLES} examples a test, "
        "derandomized. PyTorch is measured through array-api-compat, in the same way. What is skipped belongs to a "
        "later standard, or the suite calls it flaky.",
        "",
        "| | passed | failed | skipped |",
        "|---|---|---|---|",
        *rows,
    ]
    for who, (_, failures) in results.items():
        lines += ["", f"## What fails on {who}", ""]
        if who == "nbtorch":
            lines += ["| test | why |", "|---|---|"]
            lines += [f"| `{name}` | {reason(name, message)} |" for name, message in failures.items()]
        else:
            lines += ["| test | error |", "|---|---|"]
            lines += [f"| `{name}` | {message} |" for name, message in failures.items()]
    return "\n".join(lines) + "\n"


def main(arguments: list[str]) -> None:
    """Run what the arguments ask for."""
    split = next((i for i, argument in enumerate(arguments) if argument.startswith("-")), len(arguments))
    chosen, options = arguments[:split] or ["nbtorch"], arguments[split:]
    if set(chosen) - set(MODULES):
        sys.exit(__doc__)
    folder = cache()
    results = {who: outcome(run(who, folder, options)) for who in chosen}
    for who, (counts, failures) in results.items():
        print(f"{who}: {dict(counts)}")
        for name, message in failures.items():
            print(f"  {name}: {reason(name, message) if who == 'nbtorch' else message}")
    if not options and len(chosen) == len(MODULES):
        (HERE / "RESULT.md").write_text(written(results))
    if any("unknown" in reason(*failure) for failure in results.get("nbtorch", (None, {}))[1].items()):
        sys.exit("nbtorch fails tests that REASONS in this file does not explain")


if __name__ == "__main__":
    main(sys.argv[1:])
