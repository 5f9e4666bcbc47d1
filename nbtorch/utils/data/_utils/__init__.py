"""The parts of the loader: batches out of samples, fetching, worker processes and what goes between them."""

from . import collate as collate, fetch as fetch, pin_memory as pin_memory, worker as worker
