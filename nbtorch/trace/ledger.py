"""Which memories are alive while ops run, and who owns each: every memory once, however many views share it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from weakref import ref

import numpy as np

from ..autograd.node import PARENTS, SAVED, SEQ
from ..backend.array import ARRAYS
from ..backend.device import of as device_of
from ..nn.parameter import Parameter
from .nodes import LEAF, leaf_of

PARAMETERS, OPTIMIZER, DATA, GRADIENTS, KEPT, PASSING, GONE = range(7)
OWNERS = ("parameters", "optimizer", "data", "gradients", "activations", "passing")
UNREAD: Any = object()  # the scope of a parameter that no op has read yet
SCRATCH: Any = object()  # the scope of what an optimizer computes in


class Death(ref):
    """A weak reference that knows which block it watches."""

    __slots__ = ("block",)
    block: Block


class Block:
    """One memory: how large, where, whose it is now, and the scope of the op that made or first read it."""

    __slots__ = ("bytes", "device", "held", "keepers", "key", "kind", "made", "of", "ref", "scope", "shape", "used")

    def __init__(self, base: Any, shape: tuple[int, ...], device: str, scope: Any):
        self.key, self.bytes, self.shape, self.device, self.scope = id(base), base.nbytes, shape, device, scope
        self.kind = GONE
        self.keepers = 0  # nodes that keep it for backward
        self.held = 0  # bytes of it that count as kept for backward: of data, those of the batch that was cut out of it
        self.made = False  # by an op of a recorded graph, so it is no data
        self.used = False  # read by a recorded op, other than to copy it elsewhere
        self.of: Block | None = None  # the parameter whose gradient or state it is
        self.ref: Death | None = None


class Ledger:
    """The memories that the ops of a step touch.

    `changed` lists the block of every change, `kinds` its owner from then on; `marks` says how many changes there were
    while each op ran: its inputs, its results and, going backward, what was saved for it are there together. Memory
    that an op takes and gives back inside is not seen. `kept` is what is kept for backward now, `copies` the copies
    between devices as {(from, to): [times, bytes]}.
    """

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.changed: list[Block] = []  # two lists, because a pair for each change is work for the garbage collector
        self.kinds: list[int] = []
        self.marks: list[int] = []
        self.copies: dict[tuple[str, str], list[int]] = {}
        self.kept = 0
        self._alive: dict[int, Block] = {}  # id of an array that owns memory -> its block
        self._dead: list[Block] = []
        self._keeps: dict[int, list[Block]] = {}  # number of a node -> what it keeps
        self._on_death = self._died

    @property
    def log(self) -> list[tuple[Block, int]]:
        """The changes as pairs of a block and its owner from then on."""
        return list(zip(self.changed, self.kinds, strict=True))

    def begin(self, optimizer: Any) -> None:
        """Learn what an optimizer updates and holds: parameters, their gradients, its state and working arrays."""
        for array in optimizer.scratch() if hasattr(optimizer, "scratch") else ():
            self.hold(array, OPTIMIZER, None).scope = SCRATCH
        state = getattr(optimizer, "state", {})  # another's optimizer may have none
        for group in optimizer.param_groups:
            for p in group["params"]:
                parameter = self.hold(p._data, PARAMETERS, None)
                if p.grad is not None:
                    self.hold(p.grad._data, GRADIENTS, parameter)
                for value in tensors(state.get(p, {})):
                    self.hold(value._data, OPTIMIZER, parameter)

    def close(self) -> None:
        """Watch no memory any more; the changes stay."""
        for block in self.blocks:
            block.ref = None
        self._alive.clear()

    # ---- while ops run
    def ran(self, op: Any, inputs: Any, outputs: Iterable[Any], node: Any, scope: Any) -> None:
        """An op ran forward; `node` is what was recorded of it, if anything."""
        self._bury(self._dying())
        for t in inputs:
            array = getattr(t, "_data", None)
            if type(array) not in ARRAYS:
                continue
            block = self._block(array, scope)
            if block.kind >= PASSING:
                if type(t) is Parameter:
                    self._turn(block, PARAMETERS)
                elif t._node is None and not block.made and (block.kind == GONE or node is not None):
                    self._turn(block, DATA)
                elif block.kind == GONE:
                    self._turn(block, PASSING)
            if block.scope is UNREAD:
                block.scope = scope
            if node is not None and op.name != "transfer":
                block.used = True
        for t in outputs:
            array = getattr(t, "_data", None)
            if type(array) in ARRAYS:
                self._pass(array, scope, node is not None)
        if node is not None:
            self._keep(node, scope)
        if op.name == "transfer":
            self._copied(inputs[0]._data, next(iter(outputs))._data)
        self.marks.append(len(self.kinds))

    def ran_backward(self, op: Any, node: list[Any], g: Any, pieces: Any, scope: Any) -> None:
        """A node's gradients were computed: what it saved was still there, and is not any more."""
        dead = self._dying()
        self._bury([block for block in dead if not block.keepers])
        dead = [block for block in dead if block.keepers]  # this op had it, until it was done
        if op.name == LEAF:
            self._accumulated(node)
        else:
            for one in g if isinstance(g, list) else (g,):
                self._send(one, scope, None)
            for one, parent in zip(pieces, node[PARENTS], strict=False):
                self._send(one, scope, parent)
            if op.name == "transfer":
                self._copied(getattr(g, "_data", g), getattr(pieces[0], "_data", pieces[0]))
        self.marks.append(len(self.kinds))
        for block in self._keeps.pop(node[SEQ], ()):
            self._release(block)
        self._bury(dead)

    def end(self, optimizer: Any) -> None:
        """The optimizer has stepped: what is there now is one more mark."""
        self._bury(self._dying())
        self.begin(optimizer)
        self.marks.append(len(self.kinds))

    # ---- blocks
    def _block(self, array: Any, scope: Any) -> Block:
        """The block of an array; a new one belongs to nobody yet."""
        base = array if array.base is None else owner(array)
        block = self._alive.get(id(base))
        if block is None:
            device = "cpu" if type(array) is np.ndarray else str(device_of(array))
            block = self._alive[id(base)] = Block(base, array.shape, device, scope)
            block.ref = Death(base, self._on_death)
            block.ref.block = block
            self.blocks.append(block)
        return block

    @staticmethod
    def arrays(saved: Any) -> Iterable[Any]:
        """The arrays among what a node saves."""
        return [array for array in saved if type(array) in ARRAYS]

    def _turn(self, block: Block, kind: int) -> None:
        if block.kind != kind:
            if kind < DATA and block.keepers and block.kind != GONE:  # a leaf: nobody keeps it for backward's sake
                self.kept -= block.held
            block.kind = kind
            self.changed.append(block)
            self.kinds.append(kind)

    def hold(self, array: Any, kind: int, parameter: Block | None) -> Block:
        """Say whose memory this is, unless an owner that comes first has it already."""
        block = self._block(array, UNREAD)
        if block.kind > kind:
            block.of = parameter
            self._turn(block, kind)
        return block

    def _pass(self, array: Any, scope: Any, made: bool) -> None:
        block = self._block(array, scope)
        if block.kind == GONE:
            block.made = made
            self._turn(block, PASSING)

    def _send(self, g: Any, scope: Any, target: Any) -> None:
        """A gradient is on its way to a node; at a leaf it is that leaf's, even before it is added there."""
        array = getattr(g, "_data", g)
        if type(array) in ARRAYS:
            self._pass(array, scope, True)
            leaf = leaf_of(target)
            if leaf is not None and array.shape == leaf._data.shape:
                self._become(array, leaf)

    def _become(self, array: Any, leaf: Any) -> None:
        block = self._block(array, UNREAD)
        if block.kind >= PASSING:
            block.of = self._block(leaf._data, UNREAD)
            self._turn(block, GRADIENTS)

    def _keep(self, node: list[Any], scope: Any) -> None:
        for parent in node[PARENTS]:
            leaf = leaf_of(parent)
            if leaf is not None:
                block = self.hold(leaf._data, PARAMETERS, None)
                if block.scope is UNREAD:
                    block.scope = scope
        mine = self._keeps.setdefault(node[SEQ], [])
        for array in self.arrays(node[SAVED]):
            block = self._block(array, scope)
            if block.kind < DATA or block in mine:
                continue
            mine.append(block)
            block.keepers += 1
            if block.keepers == 1:
                block.held = min(block.bytes, array.nbytes) if block.kind == DATA else block.bytes
                self.kept += block.held
                if block.kind >= PASSING:
                    self._turn(block, KEPT)

    def _release(self, block: Block) -> None:
        block.keepers -= 1
        if not block.keepers and block.kind >= DATA:
            self.kept -= block.held
            if block.kind == KEPT:
                self._turn(block, PASSING)

    def _accumulated(self, node: list[Any]) -> None:
        leaf = leaf_of(node)
        grad = None if leaf is None else leaf._grad
        if grad is not None:
            self._become(grad._data, leaf)

    def _copied(self, source: Any, target: Any) -> None:
        times = self.copies.setdefault((str(device_of(source)), str(device_of(target))), [0, 0])
        times[0] += 1
        times[1] += target.nbytes

    def _died(self, gone: Death) -> None:
        """Called wherever a memory is given back; noted at the next op, so that the order is that of the ops."""
        block = gone.block
        if self._alive.get(block.key) is block:
            del self._alive[block.key]
        self._dead.append(block)

    def _dying(self) -> list[Block]:
        dead, self._dead = self._dead, []
        return dead

    def _bury(self, dead: list[Block]) -> None:
        for block in dead:
            if block.keepers and block.kind >= DATA:  # its graph was dropped without going backward
                self.kept -= block.held
                block.keepers = 0
            block.kind = GONE
            self.changed.append(block)
            self.kinds.append(GONE)


def owner(array: Any) -> Any:
    """The array that owns the memory of a view."""
    while True:
        base = getattr(array, "base", None)
        if base is None or not hasattr(base, "nbytes") or not hasattr(base, "strides"):
            return array
        array = base


def tensors(value: Any) -> Iterable[Any]:
    """The tensors in an optimizer's state: in dicts, lists and tuples."""
    if hasattr(value, "_node"):
        yield value
    elif isinstance(value, dict | list | tuple):
        for one in value.values() if isinstance(value, dict) else value:
            yield from tensors(one)
