"""Where a sentence names actors: gazetteer matches laid over its words."""

from dataclasses import dataclass
from datetime import date

from tocsin.coding.syntax.tree import Role, Tree
from tocsin.model.gazetteer import Entry, Found, Gazetteer, in_force
from tocsin.model.guards import subtokens
from tocsin.model.ids import ActorId, country

Actors = tuple[ActorId, ...]

PERSON_KINDS = frozenset({"leader", "person_name"})
NAME_KINDS = frozenset({"name", "old", "code", "capital"})
# Where towns are told apart by the name of a region behind a comma.
_TOWN_STATES = frozenset({"USA", "CAN"})
_ACTING_ROLES = frozenset(
    {
        Role.SUBJECT,
        Role.PASSIVE_SUBJECT,
        Role.POSSESSOR,
        Role.AGENT,
        Role.OBJECT,
        Role.RECIPIENT,
    }
)
# Behind these stands who acts or is acted on, never where.
_ACTING_PREPOSITIONS = frozenset({"by", "with", "against"})
PLACE_KINDS = frozenset({"capital", "city", "region", "site", "base"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of words that names one actor.

    Attributes:
        start: Place of the first word.
        end: Place behind the last word.
        head: Place of the word that the rest hangs on.
        actor: Who is named.
        kind: The kind of the form, such as `adjective`, `capital`, `leader`.
        gender: `m` or `f` for a person, else empty.
    """

    start: int
    end: int
    head: int
    actor: ActorId
    kind: str
    gender: str = ""


def find_mentions(tree: Tree, gazetteer: Gazetteer, day: date | None) -> list[Mention]:
    """Return the actors that a sentence names by a known form, left to right."""
    tokens: list[str] = []
    owners: list[int] = []
    for word in tree.words:
        pieces = subtokens(word.text)
        tokens.extend(pieces)
        owners.extend([word.i] * len(pieces))
    matches = gazetteer.find(tokens)
    named = {state for match in matches for state in _sole_state(match, day)}
    found = [_mention(tree, match, owners, day, named) for match in matches]
    kept = [mention for mention in found if mention is not None]
    return [mention for mention in kept if not _is_town_of(tree, mention, kept)]


def _sole_state(match: Found, day: date | None) -> frozenset[ActorId]:
    """Return the one state that a match can mean; nothing where it can mean several."""
    states = frozenset(country(entry.actor) for entry in in_force(match.entries, day))
    return states if len(states) == 1 else frozenset()


def _mention(
    tree: Tree, match: Found, owners: list[int], day: date | None, named: set[ActorId]
) -> Mention | None:
    """Return one match as a mention; None where it is part of a name or means several."""
    start, end = owners[match.start], owners[match.end - 1] + 1
    entry = _choose(match.entries, day, named, is_acting=_is_acting(tree, start))
    if entry is None or _is_part_of_name(tree, start, end, entry):
        return None
    while entry.kind == "vessel" and end < len(tree) and tree.words[end].pos == "PROPN":
        end += 1  # "HMS Defender"
    return Mention(start, end, _head(tree, start, end), entry.actor, entry.kind, entry.gender)


def _is_acting(tree: Tree, place: int) -> bool:
    """Return whether a name stands for who acts, and not for where: `Brussels has warned …`."""
    word = tree.first_conjunct(tree.words[place])
    head = tree.words[word.head]
    is_behind = word.role is Role.PREP_OBJECT and head.base in _ACTING_PREPOSITIONS
    return is_behind or word.role in _ACTING_ROLES


def _choose(
    entries: tuple[Entry, ...], day: date | None, named: set[ActorId], *, is_acting: bool
) -> Entry | None:
    """Return the entry in force, None where several states remain.

    A capital that a body sits in means the body where it acts, unless the sentence names the
    state. Of several states the one that the sentence names otherwise is meant: `the Joint
    Chiefs of Staff in Seoul`.
    """
    valid = in_force(entries, day)
    states = {country(entry.actor) for entry in valid}
    if {entry.kind for entry in valid} == {"capital", "body"}:
        has_state = any(entry.kind == "capital" and entry.actor in named for entry in valid)
        kind = "body" if is_acting and not has_state else "capital"
        return next(entry for entry in valid if entry.kind == kind)
    if len(states) > 1:
        states &= named
        valid = [entry for entry in valid if country(entry.actor) in states]
    return valid[0] if len(states) == 1 else None


def _is_town_of(tree: Tree, mention: Mention, mentions: list[Mention]) -> bool:
    """Return whether a name is a town of a region beside it: `Moscow, Idaho`, `Ohio's Lebanon`."""
    if mention.kind not in {"name", "capital", "city"}:
        return False
    state = country(mention.actor)
    after = tree.words[mention.end].text if mention.end < len(tree) else ""
    return any(
        (
            (other.start == mention.end + 1 and after == ",")
            or (other.end == mention.start - 1 and tree.words[other.end].text == "'s")
        )
        and other.kind == "region"
        and country(other.actor) != state
        and country(other.actor) in _TOWN_STATES
        for other in mentions
    )


def _is_part_of_name(tree: Tree, start: int, end: int, entry: Entry) -> bool:
    """Return whether the words stand inside a longer proper name: `Jordan Smith`, `Air China`."""
    if entry.kind in {"leader", "body", "group", "seat", "state_media"} or end - start > 1:
        return False
    word = tree.words[start]
    if entry.kind in {"adjective", "person", "code"} or word.pos not in {"PROPN", "NOUN"}:
        return False
    after = tree.words[end] if end < len(tree) else None
    if after is not None and after.entity == "PERSON" and word.entity == "PERSON":
        return True
    before = tree.words[start - 1] if start else None
    return (
        before is not None
        and before.entity == "PERSON"
        and word.entity == "PERSON"
        and before.pos == "PROPN"
        and before.role is Role.COMPOUND
    )


def _head(tree: Tree, start: int, end: int) -> int:
    """Return the place of the word of a stretch that hangs on a word outside it."""
    places = [i for i in range(start, end) if tree.words[i].pos not in {"PUNCT", "PART", "DET"}]
    outside = [i for i in places if not start <= tree.words[i].head < end]
    roots = [i for i in places if tree.words[i].head == i]
    candidates = roots or outside or places or [end - 1]
    return candidates[-1]
