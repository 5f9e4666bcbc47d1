"""The rules listening to a block of code as the notebook has them, with every step looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

from nbtorch.autograd import observe, scope
from nbtorch.trace.explain import Finding, Watcher
from nbtorch.trace.recorder import Recorder


class Found(dict[str, Finding]):
    """The first finding of each rule; `times` counts how often each was told."""

    def __init__(self) -> None:
        self.times: Counter[str] = Counter()

    def tell(self, finding: Finding) -> None:
        """Hear of a finding."""
        self.times[finding.rule] += 1
        self.setdefault(finding.rule, finding)

    def __str__(self) -> str:
        return "\n".join(finding.to_text() for finding in self.values())


@contextmanager
def watching() -> Iterator[Found]:
    """What is found while the block runs, and in the runs it made."""
    found = Found()
    watcher = Watcher(found.tell)
    recorder = Recorder(clock=count(0.0, 5.0).__next__, on_end=watcher.look_at)
    scope.track_source(True)
    recorder.attach()
    watcher.attach()
    recorder.begin(1)
    watcher.begin()
    try:
        yield found
    finally:
        recorder.end()
        watcher.end()
        watcher.detach()
        recorder.detach()
        scope.track_source(False)
    assert not observe.walk and not observe.step and not observe.batch
