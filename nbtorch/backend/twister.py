"""PyTorch's CPU random engine over NumPy's Mersenne Twister: words, uniforms, and the 5056 bytes of state."""

from __future__ import annotations

import operator
import os
import struct
import threading
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from .ranges import UNPACKING

if TYPE_CHECKING:
    from numpy.typing import NDArray

DEFAULT_SEED = 67280421310721
_WORDS = 624
_HEAD = "<QiiQ"  # initial seed, words left + 1, seeded, next word
_TAIL = "<dddi4xf?3x"  # normal x, y, rho, is y valid; a float32 normal, is it valid
STATE_BYTES = struct.calcsize(_HEAD) + 8 * _WORDS + struct.calcsize(_TAIL)


class Twister:
    """A seedable stream of random words that threads may share: what one call draws is never torn apart.

    It stands on `numpy.random.RandomState`, whose stream NumPy keeps frozen (NEP 19).
    """

    _seed = DEFAULT_SEED

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._spare_normal: float | None = None  # the second of a pair of normals, when only one was wanted
        self._untouched = True  # nothing was drawn since the seed was set

    @cached_property
    def _source(self) -> np.random.RandomState:
        """NumPy's generator, made when it is first needed: `numpy.random` takes 10 ms to import."""
        source = np.random.RandomState(np.random.MT19937(0))
        source.seed(self._seed % 2**32)
        return source

    def manual_seed(self, seed: int) -> Any:
        """Restart the stream from `seed`, in [-2**63, 2**64); only its low 32 bits matter to the digits."""
        if isinstance(seed, bool) or not hasattr(seed, "__index__"):
            raise RuntimeError(f"manual_seed expected a long, but got {type(seed).__name__}")
        seed = operator.index(seed)
        if not -(2**63) <= seed < 2**64:
            raise ValueError(UNPACKING)
        with self._lock:
            self._seed = seed % 2**64
            self._source.seed(self._seed % 2**32)
            self._untouched, self._spare_normal = True, None
        return self

    def seed(self) -> int:
        """Restart the stream from a seed of the operating system's making, and return it."""
        seed = int.from_bytes(os.urandom(7), "little") >> 3
        self.manual_seed(seed)
        return seed

    def initial_seed(self) -> int:
        """The seed that the stream last started from."""
        return self._seed

    def get_state(self) -> NDArray[np.uint8]:
        """The state as `torch.Generator.get_state` lays it out, a copy."""
        with self._lock:
            twister = self._source.get_state(legacy=False)["state"]
            seed, position, spare = self._seed, int(twister["pos"]), self._spare_normal
            head = struct.pack(_HEAD, seed, _WORDS + 1 - position, 1, 0 if self._untouched else position)
        tail = struct.pack(_TAIL, 0.0, spare or 0.0, 0.0, spare is not None, 0.0, False)
        return np.frombuffer(bytearray(head + twister["key"].astype("<u8").tobytes() + tail), np.uint8)

    def set_state(self, state: NDArray[np.uint8]) -> Any:
        """Continue from a state that `get_state` returned, here or in PyTorch."""
        if getattr(state, "dtype", None) != np.uint8:
            raise TypeError("RNG state must be a torch.ByteTensor")
        if state.size != STATE_BYTES:
            raise RuntimeError(
                f"Expected a CPUGeneratorImplState of size {STATE_BYTES} but found the input RNG state size to be "
                f"{state.size}"
            )
        data = np.ascontiguousarray(state).tobytes()
        seed, left, seeded, following = struct.unpack_from(_HEAD, data)
        if not (seeded and 0 < left <= _WORDS and following <= _WORDS):
            raise RuntimeError("Invalid mt19937 state")
        start = struct.calcsize(_HEAD)
        key = np.frombuffer(data, "<u8", _WORDS, start).astype(np.uint32)
        _, spare, _, valid, _, _ = struct.unpack_from(_TAIL, data, start + 8 * _WORDS)
        with self._lock:
            self._seed = seed
            source: Any = self._source  # whose type does not know that the pair of normals may be left out
            source.set_state(("MT19937", key, _WORDS + 1 - left))
            self._untouched, self._spare_normal = left == 1 and following == 0, spare if valid else None
        return self

    def words(self, count: int) -> NDArray[np.uint32]:
        """The next `count` 32-bit words."""
        with self._lock:
            self._untouched = self._untouched and count == 0
            return self._source.randint(0, 1 << 32, size=count, dtype=np.uint32)

    def long_words(self, count: int) -> NDArray[np.uint64]:
        """The next `count` 64-bit words: two short ones each, the high half first."""
        pairs = self.words(2 * count)
        return (pairs[0::2].astype(np.uint64) << np.uint64(32)) | pairs[1::2]

    def singles(self, count: int) -> NDArray[np.float32]:
        """The next `count` float32 uniforms in [0, 1): the low 24 bits of a word."""
        words = self.words(count)
        words &= np.uint32(0xFFFFFF)
        uniforms = words.view(np.int32).astype(np.float32)
        uniforms *= np.float32(2.0**-24)
        return uniforms

    def doubles(self, count: int) -> NDArray[np.float64]:
        """The next `count` float64 uniforms in [0, 1): the low 53 bits of a long word."""
        pairs = self.words(2 * count)
        return (pairs[0::2] & np.uint32(0x1FFFFF)) * 2.0**-21 + pairs[1::2] * 2.0**-53
