"""Which relations of an event table belong to a class, announce it, or keep it company."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from tocsin.errors import OntologyError
from tocsin.model.cameo import load_cameo
from tocsin.model.event_classes import EventClass, code_named, load_event_classes
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


def has_codes(relations: Sequence[str], codes: tuple[str, ...]) -> Flags:
    """Return which relations have a code that begins with one of some codes."""
    if not codes:
        return np.zeros(len(relations), np.bool_)
    return np.array([code_named(one).startswith(codes) for one in relations], np.bool_)


def belongs(relations: Sequence[str], kind: EventClass) -> Flags:
    """Return which relations belong to a class."""
    return np.array([kind.has_relation(one) for one in relations], np.bool_)
