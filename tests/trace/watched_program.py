"""Runs a PyTorch script on nbtorch with every rule listening, and prints what was found."""

from __future__ import annotations

import contextlib
import io
import os
import runpy
import sys
import warnings

import nbtorch
from nbtorch.autograd import scope
from nbtorch.trace.explain import Finding, Watcher
from nbtorch.trace.recorder import Recorder


def main(script: str) -> None:
    nbtorch.alias()
    scope.track_source(True)
    found: dict[tuple[str, str], Finding] = {}
    watcher = Watcher(lambda finding: found.setdefault((finding.rule, finding.subject), finding))
    recorder = Recorder(on_end=watcher.look_at)
    recorder.attach()
    watcher.attach()
    recorder.begin(1)
    watcher.begin()
    sys.path.insert(0, os.path.dirname(script))
    sys.argv = [script]
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        held = runpy.run_path(script, run_name="__main__")
        recorder.end()
        watcher.end()
    del held
    for finding in found.values():
        print(finding.to_text())


if __name__ == "__main__":
    main(sys.argv[1])
