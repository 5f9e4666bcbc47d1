"""nbtorch inside IPython and Jupyter; the only layer that imports them. `%load_ext nbtorch` starts it."""
