"""Programs as people write them for PyTorch run as they are, and print and learn the same on both frameworks."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from frameworks import HERE, PROGRAMS, Framework, apart, golden

pytest.importorskip("sklearn")
TOLERANCE = {"rtol": 1e-4, "atol": 1e-6}


@pytest.fixture(scope="module")
def ours():
    framework = Framework("nbtorch")
    yield framework
    framework.close()


@pytest.fixture(scope="module")
def theirs():
    pytest.importorskip("torch")
    framework = Framework("torch")
    yield framework
    framework.close()


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_program_does_what_it_did_on_pytorch(program, ours):
    """Against the committed log, where PyTorch is not installed."""
    mine, expected = ours.run(program), golden()[program]
    assert apart(mine["printed"], expected["printed"]) == []
    np.testing.assert_allclose(mine["losses"], expected["losses"], **TOLERANCE)


@pytest.mark.oracle
@pytest.mark.parametrize("program", PROGRAMS)
def test_a_program_does_what_it_does_on_pytorch(program, ours, theirs):
    mine, expected = ours.run(program), theirs.run(program)
    assert apart(mine["printed"], expected["printed"]) == []
    assert mine["warnings"] == expected["warnings"]
    np.testing.assert_allclose(mine["losses"], expected["losses"], **TOLERANCE)


@pytest.mark.oracle
@pytest.mark.parametrize("seed", ["1", "2", "3"])
@pytest.mark.parametrize("program", ["models/mlp", "models/cnn"])
def test_losses_differ_by_rounding_only(program, seed, ours, theirs):
    """Whatever the seed; after an epoch some near tie of a max-pooling may fall the other way."""
    mine, expected = (framework.run(program, "--seed", seed)["losses"][:12] for framework in (ours, theirs))
    np.testing.assert_allclose(mine, expected, rtol=2e-6)


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_log_is_worth_comparing(program):
    """Equal lines are not equal nonsense: there are some, and the losses are finite and move."""
    log = golden()[program]
    assert len(log["printed"]) >= 3
    assert not any("nan" in line for line in log["printed"])
    assert np.isfinite(log["losses"]).all()
    assert not log["losses"] or len(set(log["losses"])) > len(log["losses"]) // 2


def test_a_program_runs_from_the_command_line(ours):
    program = HERE / "models" / "mlp.py"
    command = [sys.executable, "-m", "nbtorch", "run", str(program), "--seed", "3"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=HERE.parents[1], timeout=120)
    assert done.returncode == 0, done.stderr
    assert apart(done.stdout.splitlines(), ours.run("models/mlp", "--seed", "3")["printed"]) == []
