"""Sample inputs as plain shapes (and statics): what the one op test draws from.

A sample is a tuple of shapes, one per array input, with a dict of statics at the end when there are any. A shape may
be replaced by a Python number, or by None for an input left out.
"""

UNARY = (((3, 4),), ((),), ((2, 1, 3),), ((0, 2),))
BINARY = (((3, 4), (3, 4)), ((3, 1), (4,)), ((), (2, 2)), ((2, 3), 2.0))
MATMUL = (((3, 4), (4, 5)), ((2, 3, 4), (4, 5)), ((2, 3, 4), (2, 4, 5)))
REDUCE = (((3, 4),), ((3, 4), {"dim": 1}), ((2, 3, 4), {"dim": (0, 2), "keepdim": True}), ((3, 4), {"dim": -1}))
DIMENSION = (((3, 4), {"dim": 1}), ((2, 3, 4), {"dim": -2}), ((5,), {"dim": 0}))
