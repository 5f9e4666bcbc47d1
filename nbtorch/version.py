"""The version, in the one place that the build, the package and its tests read."""

__version__ = "0.1.0"
nbtorch = __version__  # stays ours where the alias gives `__version__` PyTorch's form
pytorch = "2.13.0"  # the PyTorch whose names, texts and numbers these are

# what PyTorch's own file says of its build; there is no build here, CUDA comes with CuPy
cuda = hip = xpu = rocm = None
debug = False
git_version = "Unknown"
