"""Modules on several processes or devices."""

from .data_parallel import DataParallel as DataParallel, data_parallel as data_parallel
from .distributed import DistributedDataParallel as DistributedDataParallel
from .replicate import parallel_apply as parallel_apply, replicate as replicate
from .scatter_gather import gather as gather, scatter as scatter, scatter_kwargs as scatter_kwargs
