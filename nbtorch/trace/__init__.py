"""What was recorded, as frozen plain data that outlives the tensors: graphs and training runs."""

from .graph import Graph as Graph, Module as Module, Node as Node
from .snapshot import snapshot as snapshot
