"""Answers that a view has given, kept for those who ask the same again."""

from collections import OrderedDict
from dataclasses import fields
from typing import TypeVar

from tocsin.model.series import Series

S = TypeVar("S", bound=Series)

MOST_ROWS = 100_000
"""Rows that are kept, of all answers together; they take some 20 MB."""


class Answers:
    """The last answers of one unchanging view, by what was asked.

    The measures of a dyad ask for the same series one after the other, and asking takes the
    database longer than all that is computed from it.
    """

    def __init__(self, most_rows: int = MOST_ROWS) -> None:
        self._most = most_rows
        self._kept: OrderedDict[str, Series] = OrderedDict()

    def get(self, kind: type[S], asked: str) -> S | None:
        """Return the answer to a question; None where it is not kept."""
        found = self._kept.get(asked)
        if not isinstance(found, kind):
            return None
        self._kept.move_to_end(asked)
        return found

    def keep(self, asked: str, answer: S) -> S:
        """Return an answer that nobody can change any more, and keep it if it is not too large.

        Those that were not asked for the longest time make room.
        """
        for one in fields(answer):
            getattr(answer, one.name).setflags(write=False)
        if len(answer) <= self._most:
            self._kept[asked] = answer
            while sum(map(len, self._kept.values())) > self._most:
                self._kept.popitem(last=False)
        return answer
