"""Arrays, devices, dtypes and random streams: the only layer that knows NumPy from CuPy."""
