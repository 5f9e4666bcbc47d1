"""The op families. Importing this package registers every op; a family imports only families above it here."""

from . import shape as shape  # isort: skip
from . import pointwise as pointwise, compare as compare  # isort: skip
from . import reduce as reduce, linalg as linalg, create as create, random as random  # isort: skip
