"""What was recorded, as frozen plain data that outlives the tensors: graphs and training runs."""

from .graph import Graph as Graph
from .graph import Module as Module
from .graph import Node as Node
from .snapshot import snapshot as snapshot
