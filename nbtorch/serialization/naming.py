"""Which classes and functions a checkpoint names, found without making any of them."""

from __future__ import annotations

import io
import os
from contextlib import nullcontext
from typing import Any

from .allowed import users, values


def get_unsafe_globals_in_checkpoint(f: Any) -> list[str]:
    """The paths of classes and functions in `f` that `load` would refuse as long as nobody calls them safe."""
    with open(f, "rb") if isinstance(f, (str, os.PathLike)) else nullcontext(f) as file:
        start = file.tell()
        if file.read(4) != b"PK\3\4":
            raise ValueError("Expected input to be a checkpoint returned by torch.save")
        file.seek(start)
        from .archive import Archive  # brings `zipfile`

        data = bytes(Archive(file).read("data.pkl"))
    known = {*values(), *users()}
    return sorted({path for path in _named(data) if path not in known})


def _named(data: bytes) -> list[str]:
    import pickletools  # half a millisecond that others need not spend

    found, texts = [], [""]
    memo: dict[Any, str] = {}
    for instruction, argument, _ in pickletools.genops(io.BytesIO(data)):
        if instruction.name == "GLOBAL":
            found.append(str(argument).replace(" ", ".", 1))
        elif instruction.name == "STACK_GLOBAL":
            found.append(".".join(texts[-2:]))
        elif instruction.name == "MEMOIZE":
            memo[len(memo)] = texts[-1]
        elif "PUT" in instruction.name:
            memo[argument] = texts[-1]
        elif "GET" in instruction.name:
            texts.append(memo.get(argument, ""))
        elif "UNICODE" in instruction.name:
            texts.append(str(argument))
    return found
