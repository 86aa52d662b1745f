"""Who speaks: the kind of a claim's holder, judged against the two ends of a proposition."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tocsin.assess.names import is_state, readable
from tocsin.assess.relations import Relations
from tocsin.assess.schema import NameCues
from tocsin.model.claim import Claim
from tocsin.model.ids import country
from tocsin.model.vocabulary import Stance

AUTHOR = "author"


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


def find_speaker(
    claim: Claim, ends: Sequence[str], origin: str, relations: Relations, cues: NameCues
) -> Speaker:
    """Return the speaker of a claim about two ends.

    The innermost holder speaks. One with a state or body is one voice wherever it is quoted;
    an author, an expert or an unplaced source is one voice per origin and name.
    """
    holder = claim.innermost
    if holder is None:
        return Speaker(AUTHOR, f"{AUTHOR}:{origin}", "the author")
    # Two who deny together stand side by side, not one behind the other.
    relays = sum(
        outer.stance is not holder.stance or holder.stance is not Stance.DENIES
        for outer in claim.holders[:-1]
    )
    if holder.actor is None:
        kind = "expert" if _mentions(holder.name, cues.expert) else "unplaced"
        key = f"{kind}:{origin}:{holder.name.casefold()}"
        return Speaker(kind, key, holder.name, relays=relays)
    home = country(holder.actor)
    if _mentions(holder.name, cues.expert) and not _mentions(holder.name, cues.unnamed):
        key = f"expert:{origin}:{holder.name.casefold()}"
        return Speaker("expert", key, holder.name, relays=relays)
    kind = _state_kind(home, ends, relations)
    is_unnamed = _mentions(holder.name, cues.unnamed)
    return Speaker(kind, f"actor:{home}", holder.name or readable(home), is_unnamed, relays)


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
    pattern = r"\b(?:" + "|".join(map(re.escape, words)) + r")\b"
    return re.search(pattern, name, re.IGNORECASE) is not None
