"""`torch.autograd.variable.Variable`, which older programs import."""

from . import Variable as Variable
