"""The named results of functions that return several tensors: they print and unpack as PyTorch's."""

from __future__ import annotations

from operator import itemgetter
from typing import Any


class Results(tuple):
    """A tuple whose parts have names."""

    __slots__ = ()
    names: tuple[str, ...] = ()

    def __repr__(self) -> str:
        parts = ",\n".join(f"{name}={part!r}" for name, part in zip(self.names, self, strict=True))
        return f"torch.return_types.{type(self).__name__}(\n{parts})"

    def __reduce__(self) -> Any:
        return type(self), (tuple(self),)


def _results(name: str, *names: str) -> type[Results]:
    parts = {part: property(itemgetter(index)) for index, part in enumerate(names)}
    return type(name, (Results,), {"__slots__": (), "names": names, "__module__": __name__, **parts})


_PAIR = ("values", "indices")
max = _results("max", *_PAIR)
min = _results("min", *_PAIR)
median = _results("median", *_PAIR)
nanmedian = _results("nanmedian", *_PAIR)
mode = _results("mode", *_PAIR)
sort = _results("sort", *_PAIR)
topk = _results("topk", *_PAIR)
kthvalue = _results("kthvalue", *_PAIR)
cummax = _results("cummax", *_PAIR)
cummin = _results("cummin", *_PAIR)
aminmax = _results("aminmax", "min", "max")
linalg_svd = _results("linalg_svd", "U", "S", "Vh")
svd = _results("svd", "U", "S", "V")
linalg_eigh = _results("linalg_eigh", "eigenvalues", "eigenvectors")
linalg_eig = _results("linalg_eig", "eigenvalues", "eigenvectors")
linalg_qr = _results("linalg_qr", "Q", "R")
qr = _results("qr", "Q", "R")
linalg_slogdet = _results("linalg_slogdet", "sign", "logabsdet")
slogdet = _results("slogdet", "sign", "logabsdet")
linalg_lstsq = _results("linalg_lstsq", "solution", "residuals", "rank", "singular_values")
linalg_inv_ex = _results("linalg_inv_ex", "inverse", "info")
linalg_solve_ex = _results("linalg_solve_ex", "result", "info")
linalg_cholesky_ex = _results("linalg_cholesky_ex", "L", "info")
linalg_lu = _results("linalg_lu", "P", "L", "U")
linalg_lu_factor = _results("linalg_lu_factor", "LU", "pivots")
linalg_lu_factor_ex = _results("linalg_lu_factor_ex", "LU", "pivots", "info")
linalg_ldl_factor = _results("linalg_ldl_factor", "LD", "pivots")
linalg_ldl_factor_ex = _results("linalg_ldl_factor_ex", "LD", "pivots", "info")
lu_unpack = _results("lu_unpack", "P", "L", "U")
frexp = _results("frexp", "mantissa", "exponent")
histogram = _results("histogram", "hist", "bin_edges")
histogramdd = _results("histogramdd", "hist", "bin_edges")
geqrf = _results("geqrf", "a", "tau")
triangular_solve = _results("triangular_solve", "solution", "cloned_coefficient")
_lu_with_info = _results("_lu_with_info", "LU", "pivots", "info")
