"""Signal processing by the names of `torch.signal`."""

from . import windows as windows
