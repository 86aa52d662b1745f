"""Which relations of an event table belong to a class, announce it, or keep it company."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from tocsin.errors import OntologyError
from tocsin.model.cameo import load_cameo
from tocsin.model.event_classes import EventClass, load_event_classes
from tocsin.model.series import Flags
from tocsin.model.tables import read_rows

FOLDER = "tocsin.forecast.data"
FILE = "announcements.csv"


@dataclass(frozen=True, slots=True)
class Announcement:
    """What goes before events of a class.

    Attributes:
        intent: CAMEO codes of acts that announce it; those that begin with one count, too.
        kin: CAMEO codes of acts that keep it company.
        reason: Why these.
    """

    intent: tuple[str, ...]
    kin: tuple[str, ...]
    reason: str


@cache
def load_announcements() -> dict[str, Announcement]:
    """Return what announces each class of events, by the name of the class.

    Raises:
        OntologyError: The file is missing, or a row names no class or no code.
    """
    found = {}
    for row in read_rows(FOLDER, FILE):
        intent, kin = (tuple(filter(None, row[one].split(";"))) for one in ("intent", "kin"))
        unknown = [code for code in (*intent, *kin) if load_cameo().get(code) is None]
        if row["class"] not in load_event_classes() or unknown:
            message = (
                f"{row['_where']}: class is {row['class']!r}, codes {', '.join(unknown)} are "
                "unknown; expected a class of event_classes.csv and codes of CAMEO."
            )
            raise OntologyError(message, subject=row["_where"])
        found[row["class"]] = Announcement(intent, kin, row["reason"])
    return found


def folded(name: str) -> str:
    """Return the name of a relation by its letters alone: files differ in hyphens and commas."""
    return " ".join(re.findall("[a-z]+", name.casefold()))


@cache
def _codes() -> dict[str, str]:
    """Return the CAMEO code of each folded name; the longest, as `03` and `030` share one."""
    rows = sorted(load_cameo().codes.items(), key=lambda row: (len(row[0]), row[0]))
    return {folded(known.name): code for code, known in rows}


def code_of(relation: str) -> str:
    """Return the CAMEO code of a relation's name; the name itself where it has none."""
    return _codes().get(folded(relation), relation)


def has_codes(relations: Sequence[str], codes: tuple[str, ...]) -> Flags:
    """Return which relations have a code that begins with one of some codes."""
    if not codes:
        return np.zeros(len(relations), np.bool_)
    return np.array([code_of(one).startswith(codes) for one in relations], np.bool_)


def belongs(relations: Sequence[str], kind: EventClass) -> Flags:
    """Return which relations belong to a class, by CAMEO code or by a whole type of PLOVER."""
    by_type = np.array([one in kind.modes for one in relations], np.bool_)
    return has_codes(relations, kind.codes) | by_type
