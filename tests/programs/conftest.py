"""The test's own modules lie beside it."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
