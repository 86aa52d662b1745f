"""Who publishes and who speaks, by name; how reliable they have been, and on which day."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property, lru_cache
from itertools import combinations
from pathlib import Path
from string import capwords

from tocsin.assess.ontology import line_of, packaged, packaged_text, parse, read_own
from tocsin.assess.schema import CreditsFile, GradeRow, SourceRow, SourcesFile
from tocsin.errors import OntologyError

UNKNOWN = "F"
PACKAGED = "sources.yaml"


@dataclass(frozen=True, slots=True)
class Source:
    """Somebody who publishes or speaks.

    Attributes:
        key: Its key in the file.
        row: What the file says of it.
        file: The file's name.
        is_own: Whether it is from a user's file.
    """

    key: str
    row: SourceRow
    file: str = PACKAGED
    is_own: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Return all forms of its name."""
        return (self.row.name, *self.row.names)

    def grade_on(self, day: date) -> GradeRow | None:
        """Return the grade that holds on a day; None where there is none."""
        return next((row for row in self.row.grades if row.holds_on(day)), None)

    def row_key(self, grade: GradeRow) -> str:
        """Return the key of a grade as a data row: `sources.yaml:tass.2022-02-28`."""
        return f"{self.file}:{self.key}.{grade.start or 'always'}"


@dataclass(frozen=True)
class SourceBook:
    """Sources by key, found by name or by the gazetteer's id."""

    sources: Mapping[str, Source]

    @property
    def own(self) -> tuple[Source, ...]:
        """Return the sources of a user's file, by key."""
        return tuple(one for _, one in sorted(self.sources.items()) if one.is_own)

    @cached_property
    def by_name(self) -> dict[str, Source]:
        """Return sources by each of their names."""
        return {
            normal_name(name): source
            for source in self.sources.values()
            for name in source.names
        }

    @cached_property
    def _by_actor(self) -> dict[str, Source]:
        """Return sources by each of their ids in the gazetteer."""
        return {
            actor: source for source in self.sources.values() for actor in source.row.actors
        }

    def find(self, name: str | None, actor: str | None = None) -> Source | None:
        """Return the source of a name or id; None where it is not known.

        `The Washington Post`, `Reuters news agency` and `Russia's TASS` are found, `a Reuters
        witness` and `Washington` are not.
        """
        if actor is not None and actor in self._by_actor:
            return self._by_actor[actor]
        if not name:
            return None
        return self.by_name.get(normal_name(name)) or self.by_name.get(_bare(name))

    def name_of(self, key: str) -> str:
        """Return the name of a source; of one that is not known its key, words in capitals."""
        source = self.sources.get(key)
        return source.row.name if source else capwords(key)

    @cached_property
    def outlets(self) -> tuple[tuple[str, str], ...]:
        """Return every name of an outlet with the outlet's key, the longest first."""
        pairs = (
            (name, source.key)
            for source in self.sources.values()
            if source.row.is_outlet
            for name in source.names
        )
        return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair)))


@lru_cache(maxsize=4096)
def normal_name(name: str) -> str:
    """Return a name without its article, in small letters, spaces and quotes made plain."""
    plain = " ".join(name.replace("\u2019", "'").casefold().split())
    return plain.removeprefix("the ").strip(" .,")


def _bare(name: str) -> str:
    """Return a name without the words around it that leave the outlet the same."""
    words, around = normal_name(name).split(), load_credits().around
    while words and (words[0] in around or words[0].endswith("'s")):
        words = words[1:]
    while words and words[-1] in around:
        words = words[:-1]
    return " ".join(words)


@cache
def load_credits() -> CreditsFile:
    """Return how texts say where they have their news from, read and checked once."""
    return packaged("credits.yaml", CreditsFile)


@cache
def load_book() -> SourceBook:
    """Return the packaged sources, read and checked once.

    Raises:
        OntologyError: The file is malformed; the subject is `file:line`.
    """
    return parse_book(packaged_text(PACKAGED))


def load_grades(path: Path) -> SourceBook:
    """Return the sources that a user has graded.

    Raises:
        OntologyError: The file cannot be read, is not YAML, or a line does not fit.
    """
    book = parse_book(read_own(path, "a file of grades"), str(path))
    return SourceBook(
        {key: replace(one, file=path.name, is_own=True) for key, one in book.sources.items()}
    )


def merged(own: SourceBook | None) -> SourceBook:
    """Return the packaged sources with a user's own instead of those that share a name or key."""
    if own is None:
        return load_book()
    names = set(own.by_name)
    kept = {
        key: source
        for key, source in load_book().sources.items()
        if key not in own.sources and names.isdisjoint(map(normal_name, source.names))
    }
    return SourceBook(kept | dict(own.sources))


def parse_book(text: str, name: str = PACKAGED) -> SourceBook:
    """Return the sources in a YAML text.

    Raises:
        OntologyError: The text is not YAML, a line does not fit, two grades of one source hold on
            one day, or two sources have one name; the subject is `file:line`.
    """
    rows = parse(text, SourcesFile, name).sources
    for key, row in rows.items():
        for (_, one), (later, two) in combinations(enumerate(row.grades), 2):
            if one.overlaps(two):
                where = f"{name}:{line_of(text, ('sources', key, 'grades', later))}"
                message = (
                    f"{where}: two grades of {row.name!r} hold on one day, {two.first_with(one)}: "
                    f"{one.reliability} and {two.reliability}; end one before the other begins."
                )
                raise OntologyError(message, subject=where)
    _check_unique(rows, text, name)
    return SourceBook({key: Source(key, row, name) for key, row in rows.items()})


def _check_unique(rows: Mapping[str, SourceRow], text: str, name: str) -> None:
    """Refuse two sources with one name."""
    known: dict[str, str] = {}
    for key, row in rows.items():
        for form in dict.fromkeys(map(normal_name, (row.name, *row.names))):
            other = known.setdefault(form, key)
            if other != key:
                where = f"{name}:{line_of(text, ('sources', key))}"
                message = (
                    f"{where}: {key!r} and {other!r} are both called {form!r}; put their grades "
                    f"under one of them, or take the name out."
                )
                raise OntologyError(message, subject=where)
