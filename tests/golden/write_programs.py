"""Write programs.json, what programs print on PyTorch. With torch installed: python tests/golden/write_programs.py"""

from __future__ import annotations

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "programs"))
from frameworks import GOLDEN, PROGRAMS, Framework

framework = Framework("torch")
logs = []
for program in PROGRAMS:
    outcome = framework.run(program)
    losses = json.dumps([float(f"{loss:.7g}") for loss in outcome["losses"]])
    printed = ",\n".join("   " + json.dumps(line) for line in outcome["printed"])
    logs.append(f' "{program}": {{\n  "losses": {losses},\n  "printed": [\n{printed}\n  ]\n }}')
GOLDEN.write_text("{\n" + ",\n".join(logs) + "\n}\n")
framework.close()
