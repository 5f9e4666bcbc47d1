"""Write distributions.json: what PyTorch's distributions draw and say, for machines without PyTorch to compare with.

Run with PyTorch 2.13 installed: ``PYTHONPATH=tests python tests/golden/write_distributions.py``.
"""

from __future__ import annotations

import json
import pathlib

import torch
from distributions.families import CASES, made


def facts(line: str) -> dict[str, object]:
    """Samples under one seed, their scores, and the entropy where there is one."""
    distribution, _ = made(torch, line)
    torch.manual_seed(3)
    sample = distribution.sample((2,))
    found = {"line": line, "sample": sample.tolist(), "log_prob": distribution.log_prob(sample).tolist()}
    try:
        found["entropy"] = distribution.entropy().tolist()
    except NotImplementedError:
        found["entropy"] = None
    return found


if __name__ == "__main__":
    path = pathlib.Path(__file__).with_name("distributions.json")
    path.write_text("[\n" + ",\n".join([json.dumps(facts(line)) for line in CASES]) + "\n]\n")
