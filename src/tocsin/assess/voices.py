"""Who speaks: the kind of a claim's holder, judged against the two ends of a proposition."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from tocsin.assess.names import is_state, readable
from tocsin.assess.relations import Relations
from tocsin.assess.schema import NameCues
from tocsin.assess.sources import Source, SourceBook, load_book
from tocsin.model.claim import Claim, Holder
from tocsin.model.ids import country
from tocsin.model.vocabulary import Stance

AUTHOR = "author"
PRESS = "press"


@dataclass(frozen=True, slots=True)
class Speaker:
    """The voice that a claim is put down to.

    Attributes:
        kind: A key of `voices` in likelihoods.yaml.
        key: The same for all claims of one voice.
        name: As the text names it.
        is_unnamed: Whether officials speak without a name.
        relays: How many further speakers stand in between.
    """

    kind: str
    key: str
    name: str
    is_unnamed: bool = False
    relays: int = 0


@dataclass(frozen=True, slots=True)
class House:
    """What is known of the house that a claim was published by.

    Attributes:
        book: The sources that are known.
        publisher: The publisher, where it is one of them.
    """

    book: SourceBook
    publisher: Source | None = None


def find_speaker(
    claim: Claim,
    ends: Sequence[str],
    origin: str,
    relations: Relations,
    cues: NameCues,
    house: House | None = None,
) -> Speaker:
    """Return the speaker of a claim about two ends.

    The innermost holder speaks. One with a state or body is one voice wherever it is quoted, and
    so are the media that speak for a state; an author, an expert, a leak or an unplaced source is
    one voice per origin and name. Another outlet speaks as the author of its own report.
    """
    holder = claim.innermost
    house = house or House(load_book())
    if holder is None:
        return _author(house.publisher, ends, origin, relations)
    # Two who deny together stand side by side, not one behind the other.
    relays = sum(
        outer.stance is not holder.stance or holder.stance is not Stance.DENIES
        for outer in claim.holders[:-1]
    )
    source = house.book.find(holder.name, holder.actor)
    if source is not None and source.row.is_outlet and source.row.speaks_for is None:
        return Speaker(PRESS, f"{AUTHOR}:{origin}", holder.name, relays=relays)
    actor = holder.actor or (source.row.speaks_for if source else None)
    kind = _named_kind(holder, cues) or ("unplaced" if actor is None else "")
    if kind or actor is None:
        key = f"{kind}:{origin}:{holder.name.casefold()}"
        return Speaker(kind, key, holder.name, relays=relays)
    home = country(actor)
    kind = _state_kind(home, ends, relations)
    is_unnamed = _mentions(holder.name, cues.unnamed)
    return Speaker(kind, f"actor:{home}", holder.name or readable(home), is_unnamed, relays)


def _author(
    publisher: Source | None, ends: Sequence[str], origin: str, relations: Relations
) -> Speaker:
    """Return the author of a text; a state, where its publisher speaks for one."""
    home = publisher.row.speaks_for if publisher else None
    if publisher is None or home is None:
        return Speaker(AUTHOR, f"{AUTHOR}:{origin}", "the author")
    kind = _state_kind(home, ends, relations)
    return Speaker(kind, f"actor:{home}", publisher.row.name)


def _named_kind(holder: Holder, cues: NameCues) -> str:
    """Return whether a holder is a leak or an expert by its name; empty where it is neither."""
    if _mentions(holder.name, cues.leak):
        return "leak"
    is_official = holder.actor is not None and _mentions(holder.name, cues.unnamed)
    return "expert" if _mentions(holder.name, cues.expert) and not is_official else ""


def _state_kind(home: str, ends: Sequence[str], relations: Relations) -> str:
    """Return how a state or body stands to the two ends."""
    if home in ends:
        return "party"
    if not is_state(home):
        return "body"
    if any(relations.is_opponent(home, end) for end in ends):
        return "opponent"
    if any(relations.is_ally(home, end) for end in ends):
        return "ally"
    return "third"


def _mentions(name: str, words: Sequence[str]) -> bool:
    """Return whether a name holds one of the words, as whole words."""
    return _any_of(tuple(words)).search(name) is not None


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of some words as whole words; there are three such lists."""
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b", re.IGNORECASE)
