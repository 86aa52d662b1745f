"""Sanctions of the Global Sanctions Data Base, by dyad and year or by case.

The files are given out on request and none was at hand when this was written: columns and codes
are those that the published descriptions and other readers name. Spellings of headers, years and
flags are therefore taken in several forms; what does not fit is refused, never guessed.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from tocsin.errors import SourceError
from tocsin.model.crosswalk import Scheme
from tocsin.model.ids import ActorId
from tocsin.model.records import SANCTIONS
from tocsin.sources.base import Cell, Facts, Given, Licence, Refuse, Row, Source
from tocsin.sources.declared import pass_over, spanned, year_of
from tocsin.sources.parties import Parties
from tocsin.sources.tabular import Layout, Line, delimiter_of, header_of, read_lines

_KINDS = ("arms", "military", "trade", "financial", "travel", "other")
_NOT_GIVEN = frozenset({"NA", ".", "NaN"})
_OPEN = frozenset({"ongoing", "present", "9999"})
_ISO_DAY = re.compile(r"(\d{4})-\d\d-\d\d")
_DATED = re.compile(r"\d{2}[a-z]{3}(\d{4})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Side:
    """One sender or target of a sanction.

    Attributes:
        actor: State or body by our ids; None where it is neither.
        name: In the source's words.
    """

    actor: ActorId | None
    name: str


class Sanctions:
    """Reads both forms of the data base; the header tells which it is.

    The dyadic file has a row for each sender, target and year, in ISO codes. The file of cases
    has a row for each case, with names and groups of senders and targets: `EU, Korea, South` is
    two senders. It is expanded to a row for each of them and each year; a case without an end
    goes on to the last year of the file. Senders and targets that are neither a known state nor
    a known body keep their name and have no id.
    """

    def facts(self, given: Given) -> Facts:
        """Return the years that the file covers."""
        if not _is_cases(given):
            return spanned(_years(given, _dyadic(given), ("year",)))
        return spanned(_years(given, _cases(given), ("begin", "end")))

    def rows(self, given: Given, refuse: Refuse) -> Iterator[Row]:
        """Yield a row for each sender, target and year."""
        if not _is_cases(given):
            yield from _dyad_rows(given, refuse)
            return
        last = max(_years(given, _cases(given), ("begin", "end")), default=0)
        parties = Parties()
        for line in read_lines(given, _cases(given), refuse):
            try:
                rows = list(_case_rows(line, parties, last))
            except SourceError as error:
                refuse(error)
                continue
            yield from rows


def _dyad_rows(given: Given, refuse: Refuse) -> Iterator[Row]:
    """Yield the rows of the dyadic file."""
    parties = Parties()
    for line in read_lines(given, _dyadic(given), refuse):
        try:
            year = _year(line, "year")
            sender, target = (
                _coded_side(line, column, parties, year) for column in ("sender", "target")
            )
            cells = _cells(line, sender, target, year)
        except SourceError as error:
            refuse(error)
            continue
        yield Row(line.number, cells)


def _case_rows(line: Line, parties: Parties, last: int) -> Iterator[Row]:
    """Yield the rows of a case: for each sender, target and year."""
    begin = _year(line, "begin")
    text = line.text("end")
    end = last if text is None or text.lower() in _OPEN else _year(line, "end")
    if end < begin:
        raise line.misfit("end", text or "", f"a year from {begin} on")
    line.needed("cases")
    senders, targets = (
        _names(line.needed(column), parties, begin) for column in ("sender_name", "target_name")
    )
    for year in range(begin, end + 1):
        day = dt.date(year, 12, 31)
        sides = [
            [Side(_actor(name, parties, day), name) for name in names]
            for names in (senders, targets)
        ]
        for sender, target in product(*sides):
            yield Row(line.number, _cells(line, sender, target, year))


def _cells(line: Line, sender: Side, target: Side, year: int) -> tuple[Cell, ...]:
    """Return the cells of a sanction in a year."""
    kinds = tuple(line.flag(kind) for kind in _KINDS)
    cases = ",".join(_parts(line.text("cases") or ""))
    detail = line.text("descr_trade")
    return sender.actor, target.actor, sender.name, target.name, year, *kinds, detail, cases


def _coded_side(line: Line, side: str, parties: Parties, year: int) -> Side:
    """Return the sender or target of a line by its ISO code, else by its name.

    Raises:
        SourceError: Neither is given, or the code is none of three letters and stands for nobody.
    """
    code, name = line.text(side), line.text(f"{side}_name")
    day = dt.date(year, 12, 31)
    if code is None and name is None:
        raise line.misfit(side, "", "an ISO code of three letters")
    actor = parties.coded(code, Scheme.ISO3, day) if code else None
    if actor is None and name:
        actor = _actor(name, parties, day)
    if actor is None and code:
        actor = parties.body(code)
    if actor is None and code and not re.fullmatch(r"[A-Z]{3}", code):
        raise line.misfit(side, code, "an ISO code of three letters")
    return Side(actor, code or name or "")


def _names(text: str, parties: Parties, year: int) -> list[str]:
    """Return the names of states and bodies in a cell, with commas between and in them.

    The longest stretch that names somebody goes together: `Korea, North, EU` are two.
    """
    day = dt.date(year, 12, 31)
    words = _parts(text)
    names: dict[str, None] = {}
    while words:
        stretches = [words[:length] for length in range(min(MOST_WORDS, len(words)), 0, -1)]
        whole = next(
            (some for some in stretches if _actor(", ".join(some), parties, day)), words[:1]
        )
        names[", ".join(whole)] = None
        words = words[len(whole) :]
    return list(names)


MOST_WORDS = 3
"""Parts between commas of the longest name: `Congo, Democratic Republic of the` has two."""


def _actor(name: str, parties: Parties, day: dt.date) -> ActorId | None:
    """Return the state or body of a name, with or without a remark in brackets."""
    bare = re.sub(r"\s*\(.*\)$", "", name)
    for form in dict.fromkeys((name, bare)):
        actor = parties.named(form, day) or parties.body(form)
        if actor is not None:
            return actor
    return None


def _parts(text: str) -> list[str]:
    """Return the parts of a cell with commas or semicolons between them."""
    return [part.strip() for part in re.split(r"[,;]", text) if part.strip()]


def _year(line: Line, column: str) -> int:
    """Return the year in a cell, also out of a day: Stata writes years as such, too.

    Raises:
        SourceError: The cell holds no year.
    """
    text = line.needed(column)
    found = _ISO_DAY.fullmatch(text) or _DATED.fullmatch(text)
    return int(found[1]) if found else year_of(line, column)


def _years(given: Given, layout: Layout, columns: tuple[str, ...]) -> set[int]:
    """Return the years in some columns of a file; cells without one are refused later."""
    years = set[int]()
    for line in read_lines(given, layout, pass_over):
        for column in columns:
            text = line.text(column)
            if text is None or text.lower() in _OPEN:
                continue
            try:
                years.add(_year(line, column))
            except SourceError:
                continue
    return years


def _is_cases(given: Given) -> bool:
    """Return whether a file is the one of cases."""
    layout = Layout(needed=(), aliases={}, delimiter=delimiter_of(given))
    names = {cell.strip().lower() for cell in header_of(given, layout)}
    return "begin" in names and "year" not in names


_NAMES = {
    "sender_name": ("sanctioning_state", "sanctioning state"),
    "target_name": ("sanctioned_state", "sanctioned state"),
    "cases": ("case_id", "case id", "caseid"),
    "descr_trade": ("trade_descr", "descr trade"),
}


def _dyadic(given: Given) -> Layout:
    """Return how the dyadic file is written."""
    aliases = {
        **_NAMES,
        "sender": ("sanctioning_state_iso3", "sanctioning_iso3", "sanctioning_state"),
        "target": ("sanctioned_state_iso3", "sanctioned_iso3", "sanctioned_state"),
    }
    needed = ("sender", "target", "year", *_KINDS)
    return Layout(
        needed=needed, aliases=aliases, delimiter=delimiter_of(given), empty=_NOT_GIVEN
    )


def _cases(given: Given) -> Layout:
    """Return how the file of cases is written."""
    needed = ("cases", "sender_name", "target_name", "begin", "end", *_KINDS)
    return Layout(
        needed=needed, aliases=_NAMES, delimiter=delimiter_of(given), empty=_NOT_GIVEN
    )


SOURCE_GSDB = Source(
    name="gsdb",
    title="Global Sanctions Data Base, release 4",
    provider="Gabriel Felbermayr, Yoto Yotov and others",
    table=SANCTIONS,
    licence=Licence(
        name="on request",
        terms="Given out on request, to be cited; whether rows may be handed on was not read.",
        allows_rows=False,
        is_verified=False,
    ),
    citation=(
        "Gabriel Felbermayr, Aleksandra Kirilakha, Constantinos Syropoulos, Erdal Yalcin, Yoto V. "
        "Yotov (2020): The Global Sanctions Data Base, European Economic Review 129, 103561; "
        "release 4"
    ),
    start=dt.date(1949, 1, 1),
    end=dt.date(2023, 12, 31),
    formats=(
        "CSV, dyadic (sanctioning_state_iso3, sanctioned_state_iso3, year, arms, military, trade, "
        "financial, travel, other, descr_trade, case_id) or of cases (case_id, "
        "sanctioned_state, sanctioning_state, begin, end and the same kinds); no file was at "
        "hand when this reader was written."
    ),
    reader=Sanctions(),
)
