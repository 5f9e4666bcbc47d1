"""The op families. Importing this package registers every op; a family imports only families above it here."""

from . import create as create, shape as shape, views as views, pieces as pieces, join as join  # isort: skip
from . import memory as memory  # isort: skip
from . import arrange as arrange  # isort: skip
from . import exchange as exchange, turned as turned, strided as strided, embed as embed  # isort: skip
from . import facts as facts, legacy as legacy  # isort: skip
from . import pointwise as pointwise, compare as compare, logic as logic  # isort: skip
from . import powers as powers, rounding as rounding, division as division  # isort: skip
from . import trigonometry as trigonometry, bounds as bounds, reduce as reduce, gather as gather  # isort: skip
from . import exponential as exponential, mixing as mixing, bessel_series as bessel_series, special as special  # isort: skip
from . import probabilities as probabilities, bessel as bessel, gamma as gamma  # isort: skip
from . import polynomials as polynomials  # isort: skip
from . import extremes as extremes, scan as scan, sorting as sorting, norms as norms, statistics as statistics  # isort: skip
from . import counting as counting, complexes as complexes  # isort: skip
from . import scatter as scatter, indexed as indexed, masks as masks, combine as combine  # isort: skip
from . import indexing as indexing, casts as casts, copies as copies  # isort: skip
from . import linalg as linalg, einsum as einsum, products as products  # isort: skip
from . import elimination as elimination, inverse as inverse, decompose as decompose  # isort: skip
from . import spectral as spectral, lu as lu, ldl as ldl, householder as householder  # isort: skip
from . import exponent as exponent, chains as chains, metrics as metrics, trapezoids as trapezoids  # isort: skip
from . import nonzero as nonzero, random as random, fill as fill, draws as draws, implicit as implicit  # isort: skip
from . import lowrank as lowrank, histograms as histograms, slopes as slopes, hashing as hashing  # isort: skip
from . import choose as choose, closeness as closeness, quantiles as quantiles  # isort: skip
from . import activation as activation, gates as gates, softmax as softmax  # isort: skip
from . import loss as loss, classes as classes, norm as norm, batch_norm as batch_norm, native as native  # isort: skip
from . import conv as conv, conv_transposed as conv_transposed, pool as pool  # isort: skip
from . import pad as pad, window as window, image as image  # isort: skip
from . import segments as segments, fourier as fourier, tapers as tapers, spectrogram as spectrogram  # isort: skip
from . import embedding as embedding, dropout as dropout  # isort: skip
from . import similarity as similarity, attention as attention  # isort: skip
from . import likelihood as likelihood, margins as margins, ctc as ctc  # isort: skip
from . import grid as grid, bags as bags, shuffle as shuffle  # isort: skip
from . import resize as resize, unpool as unpool, fractional as fractional  # isort: skip
from . import inclusive as inclusive, tbc as tbc, grouped as grouped, scaled as scaled  # isort: skip
