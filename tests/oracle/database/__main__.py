"""What differs from PyTorch: `python -m database [--part float32,errors] [NAME...]`, of all entries without names."""

from __future__ import annotations

import sys

import torch

from .parts import differences, entries, parts


def main(arguments: list[str]) -> None:
    torch.set_num_threads(1)
    only = arguments[arguments.index("--part") + 1].split(",") if "--part" in arguments else None
    start = int(arguments[arguments.index("--start") + 1]) if "--start" in arguments else 0
    names = [a for a in arguments if not a.isdigit() and not a.startswith("--") and a.split(",") != only]
    for entry in entries(set(names) or None)[start:]:
        title = f"{entry.name} {entry.variant_test_name}".strip()
        found = {p: differences(entry, p) for p in parts(entry) if only is None or p in only}
        bad = {part: problems for part, problems in found.items() if problems}
        print(f"{'FAIL' if bad else 'ok  '} {title} {' '.join(f'{p}:{len(x)}' for p, x in bad.items())}", flush=True)
        for part, problems in bad.items():
            for index, text in problems[: 40 if names else 1]:
                print(f"       {part} {index}: {text}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
