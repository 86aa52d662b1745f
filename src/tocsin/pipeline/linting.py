"""From files of an analyst, or a stored answer, to what in them breaks the rules of language."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from tocsin.errors import TocsinError, UsageError
from tocsin.model.wording.check import Strictness, check_wording
from tocsin.model.wording.finding import Fault, Finding
from tocsin.pipeline.base import Watcher
from tocsin.pipeline.gather import STDIN
from tocsin.read import Failure, Prose, is_address, list_source, read_prose
from tocsin.settings import Settings

_LAST = "last"
_ANSWER = re.compile(rf"a-[0-9a-f]+|{_LAST}")
_THEIRS = Strictness(reports=False, traces=True)


@dataclass(slots=True)
class Tally:
    """How a check went.

    Attributes:
        texts: Texts that were checked.
        findings: What was found in them.
        refused: Texts that could not be checked.
    """

    texts: int = 0
    findings: int = 0
    refused: int = 0
    rules: dict[str, int] = field(default_factory=dict)

    @property
    def is_clean(self) -> bool:
        """Return whether every text was checked and nothing was found."""
        return not self.findings and not self.refused

    def told(self) -> str:
        """Return it in a sentence."""
        checked = f"{self.texts} {'text' if self.texts == 1 else 'texts'} checked"
        if not self.findings:
            return f"{checked}, nothing found."
        rules = ", ".join(f"{rule} {count}" for rule, count in sorted(self.rules.items()))
        return f"{checked}, {self.findings} found: {rules}."


def lint(
    names: tuple[str, ...],
    *,
    settings: Settings,
    watcher: Watcher,
    stdin: BinaryIO | None = None,
    tally: Tally,
) -> Iterator[Finding]:
    """Yield what breaks a rule in each text, in the order in which it stands.

    Args:
        names: Files or folders of plain text, Markdown and HTML, `-`, ids of stored answers, or
            `last`, the newest one.
        settings: The settings in force; `words` is the standard that texts are held to. An
            answer is held to its own.
        watcher: Hears of texts that cannot be checked.
        stdin: Where `-` is read from.
        tally: Counts what was checked and found.

    Raises:
        TocsinError: A text that stands alone cannot be checked.
    """
    for name in names:
        for leaf in _leaves(name, settings):
            try:
                found = _checked(leaf, settings, stdin)
            except TocsinError as error:
                if len(names) == 1 and leaf == name:
                    raise
                tally.refused += 1
                watcher.refuse(name, error)
                continue
            tally.texts += 1
            for one in found:
                tally.findings += 1
                tally.rules[one.rule] = tally.rules.get(one.rule, 0) + 1
                yield one


def _leaves(name: str, settings: Settings) -> Iterator[str | Failure]:
    """Yield the files that a name leads to; the id of an answer, where no file has that name."""
    if _is_answer(name):
        yield name
        return
    yield from list_source(name, settings=settings)


def _is_answer(name: str) -> bool:
    """Return whether a name is that of an answer, or its beginning, and of no file."""
    return bool(_ANSWER.fullmatch(name)) and not Path(name).exists()


def _checked(leaf: str | Failure, settings: Settings, stdin: BinaryIO | None) -> list[Finding]:
    """Return what breaks a rule in one text."""
    if isinstance(leaf, Failure):
        raise leaf.error
    if _is_answer(leaf):
        return _of_answer(leaf, settings)
    if is_address(leaf):
        message = f"{leaf} is an address; save the page, and give the file."
        raise UsageError(message, subject=leaf)
    raw = stdin.read(settings.max_bytes + 1) if leaf == STDIN and stdin else None
    prose = read_prose(leaf, settings=settings, stdin=raw)
    faults = check_wording(prose.passages, settings.words, strict=_THEIRS)
    return [_finding(prose, one) for one in faults]


def _finding(prose: Prose, fault: Fault) -> Finding:
    """Return a fault with its line and column."""
    place = prose.passages[fault.passage].places[fault.start]
    return fault.at(prose.path, prose.position(place))


def _of_answer(ref: str, settings: Settings) -> list[Finding]:
    """Return what breaks a rule in the brief of a stored answer."""
    # The store and the brief take half a second that files need not spend.
    from tocsin.pipeline.explaining import view_of  # noqa: PLC0415
    from tocsin.store import open_ledger  # noqa: PLC0415
    from tocsin.tell.checks import brief_findings  # noqa: PLC0415

    with open_ledger(settings.store, create=False) as ledger:
        answer = ledger.assessment(None if ref == _LAST else ref)
        return brief_findings(view_of(answer, ledger))
