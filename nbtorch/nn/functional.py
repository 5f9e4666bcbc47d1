"""The functions that modules call."""

from .._methods import linear as linear
