"""What goes wrong in training, found while it happens and said in words: what was seen, why, what to change."""

from .errors import Notes as Notes
from .finding import Evidence as Evidence, Explanations as Explanations, Finding as Finding
from .watcher import RULES as RULES, Watcher as Watcher
