"""The relation between two given mentions: one sentence, or rows with their own mentions."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from tocsin.coding import Depth, Relation, depth_of, relate
from tocsin.errors import UsageError
from tocsin.model.codec import plain
from tocsin.pipeline.base import Refused, Watcher, sift
from tocsin.settings import Settings


@dataclass(frozen=True, slots=True)
class Pair:
    """Two mentions in a sentence."""

    sentence: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Related:
    """Two mentions in a sentence, and what the sentence says between them.

    Attributes:
        line: The number of the line it came from, from 1.
    """

    line: int
    pair: Pair
    relation: Relation

    def as_json(self) -> dict[str, Any]:
        """Return this as plain JSON types, all on one level."""
        return {"line": self.line, **plain(self.pair), **plain(self.relation)}


def relate_all(
    lines: Iterable[str],
    *,
    source: str | None,
    target: str | None,
    watcher: Watcher,
    settings: Settings,
) -> Iterator[Related]:
    """Yield the relation for every line that is not empty.

    Args:
        lines: Sentences, or JSON objects with `sentence` and, if they differ from line to
            line, `source` and `target`.
        source: The mention that acts, for lines that name none.
        target: The mention that is acted on, for lines that name none.
        watcher: Hears of the lines that give nothing.
        settings: The settings in force.

    Raises:
        UsageError: The only line names no mention where none is given, is no such object, or
            does not hold its mentions.
        ReadError: None of several lines could be used, or there is no line.
    """
    depth = depth_of(settings.reader)
    return sift(_attempt_relations(lines, source, target, depth), watcher)


def _attempt_relations(
    lines: Iterable[str], source: str | None, target: str | None, depth: Depth
) -> Iterator[Related | Refused]:
    """Yield the relation of every line, or why there is none."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            pair = _pair(line.strip(), source, target)
            found = relate(pair.sentence, source=pair.source, target=pair.target, depth=depth)
        except UsageError as error:
            yield Refused(f"line {number}", error)
            continue
        yield Related(number, pair, found)


def _pair(line: str, source: str | None, target: str | None) -> Pair:
    """Return the mentions of one line.

    Raises:
        UsageError: One of them is missing.
    """
    row = _row(line)
    values = {
        "sentence": row.get("sentence", ""),
        "source": row.get("source") or source,
        "target": row.get("target") or target,
    }
    for name, value in values.items():
        if not isinstance(value, str) or not value:
            raise UsageError(
                f"{line[:60]!r} comes without its {name}; give --source and --target, or lines "
                'such as {"sentence": …, "source": …, "target": …}.',
                subject=name,
            )
    return Pair(*map(str, values.values()))


def _row(line: str) -> dict[str, object]:
    """Return a line as an object; a plain sentence is an object with nothing but itself."""
    if not line.startswith("{"):
        return {"sentence": line}
    try:
        row = json.loads(line)
    except ValueError as error:
        raise UsageError(f"{line[:60]!r} is no JSON: {error}.", subject="-") from error
    return row if isinstance(row, dict) else {"sentence": line}
