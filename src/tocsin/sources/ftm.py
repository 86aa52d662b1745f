"""FollowTheMoney: entities and changes of entities, one JSON object a line, behind limits.

The files are public, and so is what is written into them: lines are bounded before they are read,
and what is no text in a list of texts, no date or no UTF-8 is told of by line and column.
"""

import datetime as dt
import json
import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from typing import Any

from tocsin.errors import SourceError
from tocsin.sources.base import Given, Refuse

MOST_LINE = 4_000_000
"""Bytes of a line. The longest known entities have some 100 kB; a hostile line of empty objects
takes 25 times its size when it is read, so that this is 100 MB."""

RIGHT = "give entities.ftm.json of the data set, or a delta with an op and an entity a line"
"""What files are read."""

_OPERATIONS = {"ADD": "add", "MOD": "change", "DEL": "delete"}
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:[T ]\d.*)?")
# Control characters part lists on their way into the lake, and have no place in a name.
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
_HALVES = re.compile(r"[\ud800-\udfff]")
_OTHERS = {
    b"canonical_id,": "is a table of statements",
    b"id,schema,": "is a simple table of targets",
    b"[": "is one JSON list",
}


class Entity:
    """An entity, or a change of one, whose parts are asked for by name.

    Attributes:
        number: Line of the file, from 1.
        operation: What became of it: add, change or delete.
        schema: Its schema; empty where a deletion does not say it.
    """

    __slots__ = ("_name", "_properties", "_said", "number", "operation", "schema")

    def __init__(self, name: str, number: int, line: bytes) -> None:
        self._name = name
        self.number = number
        self._said = self._parsed(line)
        self.operation = "add"
        if "op" in self._said:
            self.operation = self._operation()
            self._said = self._object("entity")
        self.schema = self.text("schema") or ""
        if not self.schema and self.operation != "delete":
            raise self.misfit("schema", "the entity has none", "a schema such as Organization")
        self._properties = self._object("properties") if "properties" in self._said else {}

    @property
    def id(self) -> str:
        """Return the id of the entity.

        Raises:
            SourceError: It has none.
        """
        found = self.text("id")
        if not found:
            raise self.misfit("id", "the entity has none", "a text")
        return found

    @property
    def names(self) -> Iterable[str]:
        """Return the names of the properties that the entity has."""
        return self._properties.keys()

    def text(self, name: str) -> str | None:
        """Return a part that is a text; None where there is none.

        Raises:
            SourceError: It is anything else.
        """
        found = self._said.get(name)
        if found is None:
            return None
        if not isinstance(found, str):
            raise self.misfit(name, f"found {type(found).__name__}", "a text")
        return _clean(found) or None

    def flag(self, name: str) -> bool | None:
        """Return a part that is a truth; None where there is none.

        Raises:
            SourceError: It is anything else.
        """
        found = self._said.get(name)
        if found is None or isinstance(found, bool):
            return found
        raise self.misfit(name, f"found {type(found).__name__}", "true or false")

    def moment(self, name: str) -> dt.datetime | None:
        """Return a part that is a moment in UTC; None where there is none.

        Raises:
            SourceError: It is anything else.
        """
        text = self.text(name)
        if text is None:
            return None
        try:
            found = dt.datetime.fromisoformat(text)
        except ValueError as error:
            expected = "a moment such as 2024-06-01T10:57:03"
            raise self.misfit(name, f"found {text[:40]!r}", expected) from error
        return found.astimezone(dt.UTC) if found.tzinfo else found.replace(tzinfo=dt.UTC)

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a part that is a list of texts, each once; empty where there is none.

        Raises:
            SourceError: It is anything else.
        """
        return self._listed(self._said, name)

    def values(self, *properties: str) -> tuple[str, ...]:
        """Return the values of some properties, each once, in their order.

        Raises:
            SourceError: One is no list of texts.
        """
        known = self._properties
        lists = [self._listed(known, name) for name in properties if name in known]
        if len(lists) == 1:
            return lists[0]
        return tuple(dict.fromkeys(value for one in lists for value in one))

    def start(self, name: str) -> dt.date | None:
        """Return the first of several days; None where there is none.

        Of a year or a month the first day is meant, so that the true period lies within.

        Raises:
            SourceError: A date is none.
        """
        days = [self._day(name, text, is_end=False) for text in self.values(name)]
        return min(days, default=None)

    def end(self, name: str) -> dt.date | None:
        """Return the last of several days; None where there is none.

        Of a year or a month the last day is meant.

        Raises:
            SourceError: A date is none.
        """
        days = [self._day(name, text, is_end=True) for text in self.values(name)]
        return max(days, default=None)

    def misfit(self, column: str, found: str, expected: str) -> SourceError:
        """Return the error for a part: what was found, and what would be right."""
        message = (
            f"{self._name}, line {self.number}, column {column[:60]}: {found}, {expected} is "
            "expected."
        )
        return SourceError(message, subject=self._name, line=self.number, column=column[:60])

    def _parsed(self, line: bytes) -> dict[str, Any]:
        """Return the object on a line.

        Raises:
            SourceError: It is no JSON, or no object.
        """
        try:
            found = json.loads(line.removeprefix(b"\xef\xbb\xbf").decode("utf-8"))
        except UnicodeDecodeError as error:
            what = f"byte {error.start + 1} is no UTF-8"
            raise self.misfit("(line)", what, "text in UTF-8") from error
        except (ValueError, RecursionError) as error:
            raise self.misfit("(line)", f"no JSON ({error})", "one JSON object") from error
        if not isinstance(found, dict):
            raise self.misfit("(line)", f"found {type(found).__name__}", "one JSON object")
        return found

    def _operation(self) -> str:
        """Return what became of the entity.

        Raises:
            SourceError: It is not known.
        """
        found = self.text("op") or ""
        if found.upper() not in _OPERATIONS:
            raise self.misfit("op", f"found {found[:20]!r}", "ADD, MOD or DEL")
        return _OPERATIONS[found.upper()]

    def _object(self, name: str) -> dict[str, Any]:
        """Return a part that is an object.

        Raises:
            SourceError: It is none.
        """
        found = self._said.get(name)
        if not isinstance(found, dict):
            raise self.misfit(name, f"found {type(found).__name__}", "an object")
        return found

    def _listed(self, source: dict[str, Any], name: str) -> tuple[str, ...]:
        """Return a list of texts, each once; empty where there is none.

        Raises:
            SourceError: It is anything else.
        """
        found = source.get(name, [])
        if not isinstance(found, list):
            raise self.misfit(name, f"found {type(found).__name__}", "a list of texts")
        for one in found:
            if isinstance(one, dict):
                raise self.misfit(name, "found a whole entity within", f"its id ({RIGHT})")
            if not isinstance(one, str):
                raise self.misfit(name, f"found {type(one).__name__}", "a list of texts")
        return tuple(dict.fromkeys(clean for one in found if (clean := _clean(one))))

    def _day(self, name: str, text: str, *, is_end: bool) -> dt.date:
        """Return the first or the last day of a date, a month or a year.

        Raises:
            SourceError: It is none.
        """
        found = _DAY.fullmatch(text)
        year, month, day = found.groups() if found else ("0", None, None)
        try:
            first = dt.date(int(year), int(month or 1), int(day or 1))
        except ValueError as error:
            expected = "a date such as 2014, 2014-03 or 2014-03-17"
            raise self.misfit(name, f"found {text[:40]!r}", expected) from error
        if day or not is_end:
            return first
        last = first.replace(month=int(month or 12))
        return last.replace(day=monthrange(last.year, last.month)[1])


def read_entities(given: Given, refuse: Refuse) -> Iterator[Entity]:
    """Yield the entities of a file; lines that hold none are refused, and blank ones left out.

    Raises:
        SourceError: The file is another one of those that a data set is published as.
    """
    for number, line in _bounded(given, refuse):
        if number == 1:
            refuse_others(given, line)
        try:
            entity = Entity(given.name, number, line)
        except SourceError as error:
            refuse(error)
            continue
        yield entity


def refuse_others(given: Given, line: bytes) -> None:
    """Raise an error for the other files that a data set is published as.

    Raises:
        SourceError: The first line is no object.
    """
    head = line.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not head.startswith(b"{"):
        found = next((what for mark, what in _OTHERS.items() if head.startswith(mark)), "")
        message = f"{given.name} {found or 'does not begin with an entity'}; {RIGHT}."
        raise SourceError(message, subject=given.name, line=1)


def _bounded(given: Given, refuse: Refuse) -> Iterator[tuple[int, bytes]]:
    """Yield the lines of a file by number; those that are too long are refused unread."""
    with given.path.open("rb") as stream:
        number = 0
        while line := stream.readline(MOST_LINE + 1):
            number += 1
            if len(line) > MOST_LINE:
                while line and not line.endswith(b"\n"):
                    line = stream.readline(MOST_LINE)
                what = f"it is longer than {MOST_LINE:,} bytes, as no entity is"
                message = f"{given.name}, line {number}: {what}."
                refuse(SourceError(message, subject=given.name, line=number))
            elif number == 1 or line.strip():
                yield number, line


def _clean(text: str) -> str:
    """Return a text without control characters and halves of characters."""
    if text.isprintable():  # as nearly all are; three times as fast
        return text.strip()
    return _HALVES.sub("\ufffd", _CONTROL.sub(" ", text)).strip()
