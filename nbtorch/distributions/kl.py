"""Kullback-Leibler divergences (PyTorch's module of this name)."""

from . import kl_across as kl_across, kl_matrices as kl_matrices, kl_within as kl_within
from .divergence import kl_divergence as kl_divergence, register_kl as register_kl

__all__ = ["register_kl", "kl_divergence"]
