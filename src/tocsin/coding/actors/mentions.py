"""Where a sentence names actors: gazetteer matches laid over its words."""

from dataclasses import dataclass
from datetime import date

from tocsin.coding.syntax.tree import Role, Tree
from tocsin.model.gazetteer import Entry, Found, Gazetteer, in_force, subtokens
from tocsin.model.ids import ActorId, country

Actors = tuple[ActorId, ...]

PERSON_KINDS = frozenset({"leader", "person_name"})
NAME_KINDS = frozenset({"name", "old", "code", "capital"})
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
    found = (_mention(tree, match, owners, day) for match in gazetteer.find(tokens))
    return [mention for mention in found if mention is not None]


def _mention(tree: Tree, match: Found, owners: list[int], day: date | None) -> Mention | None:
    """Return one match as a mention; None where it is part of a name or means several."""
    start, end = owners[match.start], owners[match.end - 1] + 1
    entry = _choose(match.entries, day)
    if entry is None or _is_part_of_name(tree, start, end, entry):
        return None
    return Mention(start, end, _head(tree, start, end), entry.actor, entry.kind, entry.gender)


def _choose(entries: tuple[Entry, ...], day: date | None) -> Entry | None:
    """Return the entry in force, None where several states remain."""
    valid = in_force(entries, day)
    states = {country(entry.actor) for entry in valid}
    return valid[0] if len(states) == 1 else None


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
