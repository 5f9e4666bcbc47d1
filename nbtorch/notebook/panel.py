"""What the side panel lists: plain data, made by the main thread and swapped in whole, so that others may read it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from time import monotonic, perf_counter
from types import MappingProxyType
from typing import Any
from weakref import WeakSet

from IPython.core.interactiveshell import InteractiveShell

from ..autograd.node import SEQ
from ..trace.explain import Explanations
from ..trace.graph import Graph
from ..trace.graph_history import captured
from ..trace.nodes import exceeds, reachable, scopes
from ..trace.run import Run, runs
from .graph import graph_of
from .holders import Holders
from .layers import model_row
from .source import Cells

GRAPHS_MOST, TENSORS_MOST, MODELS_MOST, RUNS_MOST = 20, 200, 50, 20
BUDGET = 0.05  # seconds after a cell that drawing up graphs nobody asked for may take
UNASKED_MOST = 10_000  # nodes of a graph that is drawn up unasked: 0.1 s; `%graph` draws any
LAST = "last backward()"  # the graph of a loss that no name holds
REST = 100  # drawing up the models while a cell trains may take a hundredth of the time
EMPTY: dict[str, Any] = {"schema": 1, "busy": False, "step": None, "devices": None} | {
    name: [] for name in ("graphs", "runs", "models", "tensors")} | {"explanations": Explanations((), 0).to_dict()}


class Panel:
    """The panel's state. `state` and `graphs` are never changed, only replaced: any thread may read them."""

    def __init__(self, shell: InteractiveShell, cells: Cells, explained: Callable[[], Explanations]):
        self.shell, self.cells, self.explained = shell, cells, explained
        self.state: Mapping[str, Any] = EMPTY
        self.graphs: Mapping[str, dict[str, Any]] = MappingProxyType({})
        self.holders = Holders()
        self.watched = False  # whether a front end has ever asked: only then graphs are looked for
        self._rows: dict[str, dict[str, Any]] = {}  # name of a graph -> its row
        self._seen: dict[str, int] = {}  # name of a graph -> sequence number of its node
        self._inside: dict[str, WeakSet[Any]] = {}  # name of a graph -> the modules it runs through
        self._versions = 0
        self._next_models = 0.0

    def begin(self) -> None:
        """A cell starts."""
        self.state = {**self.state, "busy": True}

    def progress(self) -> dict[str, Any]:
        """What changes while a cell trains."""
        self.holders.follow_runs()
        changed: dict[str, Any] = {"busy": True, "runs": self._runs(), "devices": self.holders.row,
                                   "graphs": self._graph_rows()}
        changed["step"] = changed["runs"][-1]["steps"] if changed["runs"] else None
        began = monotonic()
        if began >= self._next_models:  # gradient norms move on
            changed["models"] = self._models(list(self.shell.user_ns.items()))
            self._next_models = monotonic() + REST * (monotonic() - began)
        self.state = {**self.state, **changed}
        return changed

    def refresh(self, root: Any = None) -> None:
        """A cell has ended: look at the notebook's names, and at the tensor whose backward() ran last.

        Called by the main thread only.
        """
        from .._tensor import Tensor

        names = [(name, value) for name, value in list(self.shell.user_ns.items()) if not name.startswith("_")]
        tensors = [(name, value) for name, value in names if isinstance(value, Tensor)]
        if self.watched:
            self._look_for_graphs(tensors, root)
            self.holders.look(self.shell.user_ns)
        rows = self._runs()
        explanations = self.explained().to_dict()
        self.state = {
            "schema": 1, "busy": False, "step": rows[-1]["steps"] if rows else None,
            "graphs": self._graph_rows(), "runs": rows, "explanations": explanations,
            "devices": self.holders.row,
            "models": self._models(names),
            "tensors": [_tensor_row(name, tensor) for name, tensor in tensors[:TENSORS_MOST]],
        }

    def draw(self, name: str, graph: Graph, cell: int | None) -> None:
        """List a graph under `name`, in place of an earlier one."""
        self._versions += 1
        self._rows.pop(name, None)
        self._rows[name] = {"name": name, "ops": graph.ops, "params": graph.params, "cell": cell,
                            "version": self._versions}
        graphs = {key: value for key, value in self.graphs.items() if key != name} | {name: graph.condensed().to_dict()}
        while len(self._rows) > GRAPHS_MOST:
            oldest = next(iter(self._rows))
            del self._rows[oldest], graphs[oldest]
            self._seen.pop(oldest, None)
            self._inside.pop(oldest, None)
        self.graphs = MappingProxyType(graphs)
        self.state = {**self.state, "graphs": self._graph_rows()}

    def graph(self, name: str) -> dict[str, Any] | None:
        """The graph that is listed under a name; of a run, as far as it has come. Called by any thread."""
        if name in self.graphs:
            return self.graphs[name]
        run = next((run for run in reversed(runs()) if _named(run) == name and run.captures is not None), None)
        return None if run is None else captured(run, name).condensed().to_dict()

    def _graph_rows(self) -> list[dict[str, Any]]:
        """The graphs there are; before them the newest run's, while no other shows its steps."""
        run = next(reversed(runs()), None)
        graph = run.captures.graph if run is not None and run.captures is not None else None
        if run is None or graph is None:
            return list(self._rows.values())
        live = run.state == "running"
        if not live and any((one.get("history") or {}).get("run") == run.key for one in self.graphs.values()):
            return list(self._rows.values())
        own = {"name": _named(run), "ops": graph.ops, "params": graph.params, "cell": run.cell,
               "version": f"{run.key} {graph.step}", "live": live}
        return [own, *self._rows.values()]

    def _look_for_graphs(self, tensors: list[tuple[str, Any]], root: Any) -> None:
        """Draw up the graphs behind the notebook's tensors that are new, scalars first, within a time budget."""
        began = perf_counter()
        self._forget(set(self._seen) - {name for name, tensor in tensors if tensor.grad_fn is not None} - {LAST})
        for name, tensor in _roots(tensors, root):
            number = tensor._node[SEQ]
            if self._seen.get(name) != number and exceeds(tensor._node, UNASKED_MOST):
                self._forget({name} & self._seen.keys())
            elif self._seen.get(name) != number:
                graph = graph_of(tensor, name, self.cells)
                self.draw(name, graph, graph.nodes[-1].cell or self.cells.number)
                self._seen[name] = number
                self._inside[name] = WeakSet(_modules(tensor))
            if perf_counter() - began > BUDGET:
                break

    def _forget(self, names: set[str]) -> None:
        """Take graphs off the list whose names now hold something else."""
        if names:
            for name in names:
                self._rows.pop(name, None)
                del self._seen[name], self._inside[name]
            self.graphs = MappingProxyType({name: graph for name, graph in self.graphs.items() if name not in names})

    def _models(self, names: list[tuple[str, Any]]) -> list[dict[str, Any]]:
        from ..nn import Module

        models = [(name, value) for name, value in names if isinstance(value, Module) and not name.startswith("_")]
        return [model_row(name, model) | {"graph": self._graph_through(model)} for name, model in models[:MODELS_MOST]]

    def _graph_through(self, model: Any) -> str | None:
        """The listed graph that shows a module best: a loss, or what was computed last."""
        through = [name for name in self._rows if model in self._inside.get(name, ())]
        return next((name for name in ("loss", LAST) if name in through), through[-1] if through else None)

    @staticmethod
    def _runs() -> list[dict[str, Any]]:
        return [run.row() for run in runs()[-RUNS_MOST:]]


def _named(run: Run) -> str:
    return f"run {run.id}"


def _roots(tensors: list[tuple[str, Any]], backward: Any) -> Iterator[tuple[str, Any]]:
    """Named tensors with a graph, scalars first; and the last loss, when no name holds it."""
    recorded = [(name, tensor) for name, tensor in tensors if tensor.grad_fn is not None]
    recorded.sort(key=lambda pair: pair[1]._data.size != 1)
    if backward is not None and all(tensor is not backward for _, tensor in recorded):
        yield LAST, backward
    yield from recorded[:GRAPHS_MOST]


def _modules(tensor: Any) -> set[Any]:
    """The modules that the ops behind a tensor were called in, as far as they are alive."""
    found = {scope for node in reachable([tensor._node]) for scope in scopes(node)}
    return {module for scope in found if scope.module is not None and (module := scope.module()) is not None}


def _tensor_row(name: str, tensor: Any) -> dict[str, Any]:
    return {"name": name, "shape": list(tensor.shape), "dtype": str(tensor.dtype).removeprefix("torch."),
            "device": str(tensor.device), "bytes": tensor._data.nbytes, "requires_grad": tensor.requires_grad,
            "graph": tensor.grad_fn is not None}
