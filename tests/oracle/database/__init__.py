"""PyTorch's operator database, run on both sides: `PYTHONPATH=.:tests/oracle python -m database NAME...`."""
