"""What the exports of SIPRI say of themselves in the lines before their table.

The lines differ in number and words from one export to the next, so that the header is found by
what stands in it, and the facts by what is said of them, not by where.
"""

import csv
import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tocsin.errors import SourceError
from tocsin.model.crosswalk import Scheme, load_crosswalk
from tocsin.model.gazetteer import load_gazetteer
from tocsin.model.ids import ActorId, country
from tocsin.sources.base import Facts, Given, Licence
from tocsin.sources.tabular import text_of

ENCODINGS = ("utf-8-sig", "cp1252")
"""The site writes plain ASCII; spreadsheets that save it again do not."""

MOST_PROSE = 60
"""Lines in which a header is looked for; exports have 6 to 12 before it."""

LICENCE = Licence(
    name="SIPRI, all rights reserved",
    terms=(
        "Less than a tenth of a data set, for non-commercial use, with citation; anything more "
        "needs SIPRI's permission. Indices made from it may be published."
    ),
    allows_rows=False,
    is_verified=True,
)
CITATION = (
    "SIPRI Arms Transfers Database, Stockholm International Peace Research Institute, "
    "https://www.sipri.org/databases/armstransfers"
)
FIRST_YEAR = dt.date(1950, 1, 1)

_MARCH = 3
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_GENERATED = re.compile(
    r"\bgenerated:\s*(?:(?P<day>\d{1,2}) (?P<month>[a-z]{3})[a-z]* (?P<year>\d{4})"
    r"|(?P<iso>\d{4}-\d{2}-\d{2}))",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\barms from (?P<supplier>.+?) to (?P<recipient>.+?) ?\. Deals\b")
_RANGE = re.compile(r"\byear range '(?P<first>[^']*)' to '(?P<last>[^']*)'")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """The lines before the header of an export.

    Attributes:
        lines: How many they are.
        text: What they say, with single blanks between words.
        header: The header that follows, as it is written.
    """

    lines: int
    text: str
    header: tuple[str, ...]

    @property
    def generated(self) -> dt.date | None:
        """Return the day on which the export was made; None where it does not say."""
        found = _GENERATED.search(self.text)
        if found is None:
            return None
        try:
            if found["iso"]:
                return dt.date.fromisoformat(found["iso"])
            month = _MONTHS.index(found["month"].lower()) + 1
            return dt.date(int(found["year"]), month, int(found["day"]))
        except ValueError:
            return None

    @property
    def suppliers(self) -> tuple[str, ...]:
        """Return whose deliveries a register is about, in its words; empty for all."""
        found = _BETWEEN.search(self.text)
        return _named(found["supplier"]) if found else ()

    @property
    def recipients(self) -> tuple[str, ...]:
        """Return deliveries to whom a register is about, in its words; empty for all."""
        found = _BETWEEN.search(self.text)
        return _named(found["recipient"]) if found else ()

    @property
    def years(self) -> tuple[int | None, int | None]:
        """Return the first and the last year that a register states; None for no limit."""
        found = _RANGE.search(self.text)
        return (_year(found["first"]), _year(found["last"])) if found else (None, None)


def read_prose(given: Given, is_header: Callable[[Sequence[str]], bool]) -> Prose | None:
    """Return the lines before the header of an export; None where no line is one.

    Args:
        given: The file.
        is_header: Tells from the cells of a line, without outer blanks, whether it is the header.

    Raises:
        SourceError: The file is no text.
    """
    said: list[str] = []
    with text_of(given, ENCODINGS) as stream:
        for number in range(MOST_PROSE):
            line = stream.readline(100_000)
            if not line:
                break
            cells = [cell.strip() for cell in next(csv.reader([line]), [])]
            if is_header(cells):
                return Prose(lines=number, text=" ".join(said), header=tuple(cells))
            said.extend(", ".join(cells).rstrip(", ").split())
    return None


def facts_of(prose: Prose, years: tuple[int | None, int | None], scope: Sequence[str]) -> Facts:
    """Return the facts of an export.

    Args:
        prose: Its prose.
        years: The first and the last year that it covers.
        scope: States that it is about.
    """
    first, last = years
    return Facts(
        edition=f"generated {prose.generated}" if prose.generated else "",
        start=dt.date(first, 1, 1) if first else None,
        end=dt.date(last, 12, 31) if last else None,
        scope=tuple(scope),
    )


def last_covered(stated: int | None, seen: int | None, generated: dt.date | None) -> int | None:
    """Return the last year that an export covers; None where it neither says nor shows one.

    A year is published in March of the next. An export may be asked for later years, says so in
    its prose, and then holds nothing of them: the one of 17 February 2025 states 2024, and its
    last delivery is of 2023. So a stated year counts where the export has a delivery in it, or
    was made in April of the next year or later.
    """
    if generated is None:
        return stated if seen is None else seen
    published = generated.year - (1 if generated.month > _MARCH else 2)
    last = published if stated is None else min(stated, published)
    return last if seen is None else max(last, seen)


@lru_cache(maxsize=1 << 14)
def who(name: str, year: int | None) -> ActorId | None:
    """Return the state or body of a name in a year; None for nobody, or nobody that is known.

    A name with one star is a rebel group, one with two an international organisation.
    """
    day = dt.date(year, 7, 1) if year else None
    if name.endswith("**"):
        body = load_gazetteer().lookup(name.rstrip("* "), day)
        return country(body) if body else None
    return None if name.endswith("*") else load_crosswalk().named(name, Scheme.SIPRI, day)


def scope_of(names: Sequence[str], year: int | None) -> list[str]:
    """Return the states of some names; a name that is nobody's stands for itself.

    An empty scope would say that an export about a rebel group is about all the world.
    """
    return [who(name, year) or name for name in names]


def wrong_export(given: Given, found: str, right: str) -> SourceError:
    """Return the error for a file that is another export than the one asked for."""
    message = f"{given.name} {found}; {right}."
    return SourceError(message, subject=given.name)


def _named(text: str) -> tuple[str, ...]:
    """Return the names in a list; none for all countries."""
    names = tuple(name.strip() for name in text.split(",") if name.strip())
    return () if any(name.lower() in {"all", "all countries"} for name in names) else names


def _year(text: str) -> int | None:
    """Return a year; None for words such as `Not specified`."""
    return int(text) if re.fullmatch(r"\d{4}", text.strip()) else None
