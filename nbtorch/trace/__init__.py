"""What was recorded, as frozen plain data that outlives the tensors: graphs and training runs."""

from nbtorch.trace.graph import Graph as Graph, Module as Module, Node as Node
from nbtorch.trace.snapshot import snapshot as snapshot
