"""Classes of events that questions are asked about: which rows of data belong to each."""

import re
from dataclasses import dataclass
from functools import cache

from tocsin.errors import OntologyError, UsageError
from tocsin.model.cameo import load_cameo
from tocsin.model.tables import Row, read_rows

FOLDER = "tocsin.model.ontology"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventClass:
    """A class of events.

    Attributes:
        name: Its name.
        title: What readers call it.
        question: A question with `{a}` and `{b}` for the two states.
        codes: CAMEO codes; those that begin with one of them belong to it, too.
        modes: Types or types with modes of PLOVER, such as `AID:military`.
        claims: The same for claims that ask for this class; the first class that fits is taken.
        is_mutual: Whether either state may act on the other.
    """

    name: str
    title: str
    question: str
    codes: tuple[str, ...]
    modes: tuple[str, ...]
    claims: tuple[str, ...]
    is_mutual: bool

    def has_code(self, code: str) -> bool:
        """Return whether rows with a CAMEO code belong to it."""
        return code.startswith(self.codes)

    def has_relation(self, name: str) -> bool:
        """Return whether events of a relation belong to it, by the name of its CAMEO code.

        A relation may also be a whole type of PLOVER.
        """
        return self.has_code(code_named(name)) or name in self.modes

    def fits_claim(self, kind: str, mode: str | None) -> bool:
        """Return whether a claim of a PLOVER type and mode asks for this class."""
        return kind in self.claims or f"{kind}:{mode}" in self.claims


def code_named(name: str) -> str:
    """Return the CAMEO code that a relation is or is named after; empty for none.

    Names are compared by their letters, as files differ in hyphens and commas.
    """
    return name if name in load_cameo().codes else _codes().get(_letters(name), "")


def _letters(name: str) -> str:
    """Return the words of a name, letters alone, in small ones."""
    return " ".join(re.findall("[a-z]+", name.casefold()))


@cache
def _codes() -> dict[str, str]:
    """Return the CAMEO code of each name; of two that share one (03 and 030) the longer."""
    codes = sorted(load_cameo().codes, key=lambda code: (len(code), code))
    return {_letters(load_cameo().codes[code].name): code for code in codes}


@cache
def load_event_classes() -> dict[str, EventClass]:
    """Return the classes by name, in the order in which a claim is compared with them.

    Raises:
        OntologyError: The file is missing or a row does not fit; the subject is `file:line`.
    """
    return {row["name"]: _class(row) for row in read_rows(FOLDER, "event_classes.csv")}


def event_class(name: str) -> EventClass:
    """Return the class of a name.

    Raises:
        UsageError: There is none; the message lists all.
    """
    known = load_event_classes()
    if name not in known:
        message = f"There is no class of events {name!r}; known are {', '.join(known)}."
        raise UsageError(message, subject=name)
    return known[name]


def _class(row: Row) -> EventClass:
    """Return the class of one row."""
    where = row["_where"]
    codes = tuple(filter(None, row["codes"].split(";")))
    unknown = [code for code in codes if load_cameo().get(code) is None]
    if unknown or not codes or row["mutual"] not in ("yes", "no"):
        message = (
            f"{where}: codes are {row['codes']!r} and mutual is {row['mutual']!r}; expected "
            "codes of CAMEO with semicolons between them, and yes or no."
        )
        raise OntologyError(message, subject=where)
    return EventClass(
        name=row["name"],
        title=row["title"],
        question=row["question"],
        codes=codes,
        modes=tuple(filter(None, row["modes"].split(";"))),
        claims=tuple(filter(None, row["claim"].split(";"))),
        is_mutual=row["mutual"] == "yes",
    )
