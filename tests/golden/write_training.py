"""Write training.json, the losses that PyTorch prints. With torch installed: python tests/golden/write_training.py"""

from __future__ import annotations

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
from programs import train_cnn, train_mlp

lines = {
    train.__name__: [f"{loss:.4f}" for loss in train("torch", seed)] for train, seed in ((train_mlp, 0), (train_cnn, 1))
}
Path(__file__).with_name("training.json").write_text(json.dumps(lines, indent=1) + "\n")
