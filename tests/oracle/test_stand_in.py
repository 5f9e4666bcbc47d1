"""Every entry of PyTorch's operator database on the strict stand-in: it computes on the device, and as on the CPU."""

from __future__ import annotations

import pytest

pytest.importorskip("torch")
pytest.importorskip("expecttest", reason="PyTorch's operator database imports expecttest")

from database import parts
from database.elsewhere import answers
from database.exceptions import UNSUPPORTED
from database.lists import CORE, WIDE
from test_database import title

pytestmark = pytest.mark.oracle
APART = {  # views of one memory, of which only what is seen is moved; samples that turn cuDNN off
    "as_strided-partial_views", "nn.functional.batch_norm-without_cudnn",
}  # fmt: skip
ENTRIES = [entry for entry in parts.entries() if entry.name not in UNSUPPORTED and title(entry) not in APART]


@pytest.mark.filterwarnings("ignore")  # NumPy's, which CuPy does not give; and PyTorch's
@pytest.mark.parametrize("entry", [pytest.param(entry, id=title(entry)) for entry in ENTRIES])
def test_on_the_device(entry, fake_gpu):
    ran, found = answers(entry)
    assert not found, "\n".join(found)
    assert ran or entry.name not in {*CORE, *WIDE}
