"""What every engine promises."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeAlias, TypeVar

from tocsin.errors import EngineError

Task = TypeVar("Task")
Result = TypeVar("Result")

Work: TypeAlias = Callable[[Sequence[Task]], Sequence[Result]]
"""Returns one result for each task of a batch, in order; what it raises ends the whole run."""


@dataclass(frozen=True, slots=True)
class Lost(Generic[Task]):
    """A task that cost the process that worked on it its life.

    Attributes:
        task: What was worked on.
        error: How the process ended.
    """

    task: Task
    error: EngineError


class Engine(Protocol):
    """Somewhere that work is done.

    Whatever the engine, the results come in the order of the tasks, each as soon as those before
    it are there, and batches are taken from their source only as fast as they are worked on.
    """

    def run(
        self, work: Work[Task, Result], batches: Iterable[Sequence[Task]]
    ) -> Iterator[Result | Lost[Task]]:
        """Yield the result of every task of every batch.

        Args:
            work: A function of a module, so that another process finds it by its name.
            batches: The tasks, in the bundles that the work takes at once.

        Raises:
            EngineError: The processes cannot be started.
        """
        ...
