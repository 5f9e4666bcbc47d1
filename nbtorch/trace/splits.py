"""Which data a number was measured on, read from its name: `val_loss`, `acc/test`, `train.acc`."""

from __future__ import annotations

import re

SPLITS = {"train": "train", "training": "train", "val": "val", "valid": "val", "validation": "val", "eval": "val",
          "dev": "val", "test": "test"}


def split_name(name: str) -> tuple[str, str]:
    """The split that a name says ("train", "val", "test" or "") and what is left of the name."""
    words = [word for word in re.split(r"[_\-/. ]+", name) if word]
    if len(words) > 1:
        if words[0].lower() in SPLITS:
            return SPLITS[words[0].lower()], "_".join(words[1:])
        if words[-1].lower() in SPLITS:
            return SPLITS[words[-1].lower()], "_".join(words[:-1])
    return "", name
