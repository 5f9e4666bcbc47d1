"""The version, in the one place that the build, the package and its tests read."""

__version__ = "0.1.0"
