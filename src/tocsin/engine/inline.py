"""The engine that needs nothing: work in this process, one batch after the other."""

from collections.abc import Iterable, Iterator, Sequence

from tocsin.engine.base import Lost, Result, Task, Work


class InProcess:
    """Works in this process; a crash of the work is a crash of the caller."""

    def run(
        self, work: Work[Task, Result], batches: Iterable[Sequence[Task]]
    ) -> Iterator[Result | Lost[Task]]:
        """Yield the result of every task of every batch."""
        for batch in batches:
            yield from work(batch)
