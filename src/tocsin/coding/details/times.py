"""When an event is said to happen: which of a sentence's times is its own."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from tocsin.coding.details.expressions import Found, read_expressions
from tocsin.coding.details.spans import Outlook, Span
from tocsin.coding.lexicon import load_data
from tocsin.coding.syntax.forms import SUBJECTS
from tocsin.coding.syntax.tree import CLAUSE_ROLES, Role, Tree, Word
from tocsin.model.claim import EventTime
from tocsin.model.vocabulary import Status

_DATA = load_data("times.yaml")
_APART = frozenset(_DATA["apart"])
_CLOSED_BELOW = frozenset(_DATA["closed_below"])
_OCCASIONS = frozenset(_DATA["occasions"])
_DATED_AHEAD = frozenset(_DATA["dated_ahead"])
_MODIFIER_ROLES = frozenset({Role.COMPOUND, Role.ADJECTIVE, Role.POSSESSOR, Role.NUMBER})
# Up from a clause of these kinds, a time is no longer the event's: "said on Monday that".
_CLOSED_ABOVE = CLAUSE_ROLES - {Role.OPEN_COMPLEMENT}
Place = tuple[int, int]
_OCCURS_IN = frozenset({"in", "at", "during"})
_PAST_HELPERS = frozenset({"was", "were", "had", "did"})


@dataclass(frozen=True, slots=True)
class Expression:
    """A stretch of words that tells a time.

    Attributes:
        start: Place of its first word.
        end: Place behind its last word.
        first: First day, inclusive; None for open.
        last: Last day, inclusive; None for open.
        text: Its words.
        owner: Place of the noun that it dates, and nothing else: `the June summit`.
        is_movable: Whether it means other days for an event on the other side of the date.
    """

    start: int
    end: int
    first: date | None
    last: date | None
    text: str
    owner: int | None = None
    is_movable: bool = False


def outlook_of(status: Status) -> Outlook:
    """Return where an event of some status lies, seen from the document's date."""
    if status is Status.AVERTED:
        return Outlook.EITHER
    return Outlook.AHEAD if status.is_ahead else Outlook.BEHIND


@dataclass(frozen=True, slots=True)
class Told:
    """From when a sentence is told.

    Attributes:
        day: The document's date; without one only times that name their year are told.
        latest: The last time of an event in the text so far, for `two days later`.
    """

    day: date | None
    latest: EventTime = field(default_factory=EventTime)

    @property
    def base(self) -> Span | None:
        """Return the days that a relative time is counted from; None where none were told."""
        return (self.latest.start, self.latest.end) if self.latest.start is not None else None


def time_of(
    tree: Tree, told: Told, status: Status, own: list[Word], words: list[Word]
) -> EventTime:
    """Return when an event is said to happen; without days where the sentence does not tell.

    Args:
        tree: The sentence.
        told: From when it is told.
        status: What became of the event.
        own: The words that the event hangs by: its anchor and the verb that carries it.
        words: All its words.
    """
    outlook = outlook_of(status)
    times = find_times(tree, told, outlook)
    fitting = [item for item in times if _fits(tree, item, told.day, outlook, own)]
    return choose_time(in_reach(tree, fitting, *own), [word.i for word in (*own, *words)])


def find_times(tree: Tree, told: Told, outlook: Outlook) -> list[Expression]:
    """Return the times that a sentence tells, in order; those that need a date only with one.

    A time that hangs on a verb in the past lies behind, whatever the event is.
    """
    text, places = _joined(tree)

    def words_at(start: int, end: int) -> Place:
        return places[start], places[end - 1] + 1

    def outlook_at(start: int, end: int) -> Outlook:
        place = words_at(start, end)
        is_told = _dated(tree, *place) is None and is_past(tree, *place)
        return Outlook.BEHIND if is_told else outlook

    found = [
        _expression(tree, item, text, words_at)
        for item in read_expressions(text, told.day, outlook_at, told.base)
        if _is_time(tree, item, *words_at(item.inner, item.end))
    ]
    return [item for item in found if item is not None]


def _joined(tree: Tree) -> tuple[str, list[int]]:
    """Return the words with one space between, and for each character the place of its word."""
    pieces, places = [], []
    for word in tree.words:
        piece = f"{word.text} "
        pieces.append(piece)
        places.extend([word.i] * len(piece))
    return "".join(pieces), places


def _is_time(tree: Tree, item: Found, start: int, end: int) -> bool:
    """Return whether words that look like a time are one: not `Mrs. May`, not `2,000 troops`."""
    top = _top(tree, start, end)
    before = tree.words[start - 1] if start else None
    is_name = top.pos == "PROPN" and before is not None and before.role is Role.COMPOUND
    if is_name and before is not None and before.head == top.i and before.pos == "PROPN":
        return not item.is_movable
    head = tree.words[top.head]
    is_number = top.role is Role.NUMBER and top.text.isdigit() and head.i >= end
    return not (is_number and head.tag in {"NNS", "NNPS"} and len(top.text) == 4)


def _expression(
    tree: Tree, item: Found, text: str, words_at: Callable[[int, int], Place]
) -> Expression | None:
    """Return an expression by its words; None for a modifier without a noun."""
    modified = _modified(tree, *words_at(item.inner, item.end))
    if item.needs_noun and modified is None:
        return None
    offset = item.start if modified is None else item.inner
    start, end = words_at(offset, item.end)
    first, last = item.span if modified is None else item.plain
    return Expression(
        start=start,
        end=end,
        first=first,
        last=last,
        text=text[offset : item.end],
        owner=_dated(tree, start, end) if modified is None else modified,
        is_movable=item.is_movable,
    )


def _modified(tree: Tree, start: int, end: int) -> int | None:
    """Return the noun that a time stands before: `the June summit`, `Monday's veto`."""
    top = _top(tree, start, end)
    head = tree.words[top.head]
    if top.role not in _MODIFIER_ROLES or head.i < end or not head.is_nominal:
        return None
    while head.role is Role.COMPOUND and tree.words[head.head].is_nominal:
        head = tree.words[head.head]
    return head.i


def _dated(tree: Tree, start: int, end: int) -> int | None:
    """Return what a time alone dates: `the clash of 17 June`, `two days after they met`."""
    last = tree.words[end - 1]
    if last.base in {"after", "before"}:
        below = tree.child(last.i, Role.PREP_CLAUSE, Role.PREP_OBJECT)
        return last.head if below is None else below.i
    noun = _modified(tree, end - 1, end)
    if noun is not None and tree.words[noun].pos == "NOUN":
        return noun
    top = _top(tree, start, end)
    head = tree.words[top.head]
    is_of = top.base == "of" and top.role is Role.PREPOSITION and head.is_nominal
    return head.i if is_of else None


def _fits(
    tree: Tree, item: Expression, day: date | None, outlook: Outlook, own: list[Word]
) -> bool:
    """Return whether a time lies where the event does.

    What was agreed on Friday is not to be done on that Friday.
    """
    if item.owner is not None and not _owns(tree, item.owner, own):
        return False
    if day is None or outlook is Outlook.EITHER:
        return True
    if outlook is Outlook.BEHIND:
        return item.first is None or item.first <= day
    governor = _governor(tree, item.start, item.end)
    is_own = governor is None or governor.i in {word.i for word in own}
    is_agreed_then = item.is_movable and is_past(tree, item.start, item.end) and not is_own
    return not _is_over(item, day) and not is_agreed_then


def _owns(tree: Tree, owner: int, own: list[Word]) -> bool:
    """Return whether a dated noun is the event, or where it happens: `join in Monday's drill`."""
    if owner in {word.i for word in own}:
        return True
    prep = tree.words[tree.words[owner].head]
    return prep.base in _OCCURS_IN and prep.head in {word.i for word in own if word.is_verb}


def _is_over(item: Expression, day: date) -> bool:
    """Return whether a time lies before a day, or comes up to it: `since May`."""
    if item.last is None or item.last > day:
        return False
    return item.last < day or item.first is None or item.first < day


def in_reach(tree: Tree, times: list[Expression], *words: Word) -> list[Expression]:
    """Return the times that belong to an event: those that hang on its own words, if any do.

    Else those of its clause and of the clauses around it; else, for a verb, one that the parser
    may have hung too low; never those inside a relative or other clause that the event is not
    part of.
    """
    own = {word.i for start in words for word in _measured(tree, start)}
    above = own | {word.i for start in words for word in _clause_above(tree, start)}
    tiers: dict[int, list[Expression]] = {0: [], 1: [], 2: []}
    for item in times:
        tier = _tier(tree, item, own, above)
        if tier is not None:
            tiers[tier].append(item)
    return tiers[0] or tiers[1] or tiers[2]


def _measured(tree: Tree, word: Word) -> list[Word]:
    """Return a noun and those that measure it: `the next round of talks`."""
    found = [word]
    while word.role is Role.PREP_OBJECT and tree.words[word.head].base == "of":
        of = tree.words[word.head]
        if of.head == of.i or not tree.words[of.head].is_nominal:
            break
        word = tree.words[of.head]
        found.append(word)
    return found


def _tier(tree: Tree, item: Expression, own: set[int], above: set[int]) -> int | None:
    """Return how close a time is to an event: 0 to 2, None where it is none of its."""
    if item.owner in own:
        return 0
    chain = _chain(tree, item.start, item.end)
    meeting = next((i for i, word in enumerate(chain) if word.i in above), None)
    if meeting is None:
        return None
    closed = [word for word in chain[1:meeting] if _is_closed(tree, word)]
    if closed:
        return _tier_of_closed(tree, item, own, chain[: meeting + 1])
    return 0 if chain[meeting].i in own else 1


def _tier_of_closed(
    tree: Tree, item: Expression, own: set[int], chain: list[Word]
) -> int | None:
    """Return how close a time is to an event where clauses lie between them."""
    target, below = chain[-1], chain[1:-1]
    closed = [word for word in below if _is_closed(tree, word)]
    if target.i not in own:
        is_raised = [word.role for word in closed] == [Role.OPEN_COMPLEMENT]
        return 1 if is_raised and _is_subject(tree, own, target) else None
    if target.is_verb:
        return 2 if item.is_movable and _may_be_too_low(tree, target, closed) else None
    # "The deal struck on Friday", "the visit that he had planned for May".
    is_due = [word.base in _DATED_AHEAD for word in closed] == [True]
    return 0 if is_due or (closed == below[-1:] and closed[0].is_verb) else None


def _is_subject(tree: Tree, own: set[int], verb: Word) -> bool:
    """Return whether an event is the subject of a verb: `talks are due to open on Monday`."""
    return any(child.i in own for child in tree.children(verb.i, *SUBJECTS))


def _may_be_too_low(tree: Tree, verb: Word, closed: list[Word]) -> bool:
    """Return whether a time below participles and infinitives may be that of the verb above.

    `Turned back two aircraft carrying migrants on Sunday`: the parser takes the nearest verb.
    """
    if verb.tag != "VBD":
        return False
    return all(
        word.is_verb
        and (word.tag in {"VBG", "VBN", "VB"})
        and word.role is not Role.CONJUNCT
        and not any(
            child.tag in {"VBD", "VBZ", "VBP", "MD"}
            for child in tree.children(word.i, Role.AUXILIARY, Role.PASSIVE_AUXILIARY)
        )
        for word in closed
    )


def _is_closed(tree: Tree, word: Word) -> bool:
    """Return whether what hangs below a word dates nothing above it."""
    if word.role in CLAUSE_ROLES or _is_other_clause(tree, word):
        return True
    return word.role is Role.PREPOSITION and word.base in _CLOSED_BELOW


def _is_other_clause(tree: Tree, word: Word) -> bool:
    """Return whether a coordinated verb has a subject of its own."""
    is_verb = word.role is Role.CONJUNCT and word.is_verb
    return is_verb and tree.child(word.i, *SUBJECTS) is not None


def _clause_above(tree: Tree, word: Word) -> Iterator[Word]:
    """Yield the words above one whose times it shares, up to the end of its clause."""
    for ancestor in tree.ancestors(word):
        if word.role in _CLOSED_ABOVE and word.is_verb:
            return
        if _is_other_clause(tree, word) or _is_occasion(word):
            return
        yield ancestor
        word = ancestor


def _is_occasion(word: Word) -> bool:
    """Return whether what lies below a word has its own time: `after`, `at the request of`."""
    if word.role is Role.PREPOSITION:
        return word.base in _APART
    return word.role is Role.PREP_OBJECT and word.base in _OCCASIONS


def is_past(tree: Tree, start: int, end: int) -> bool:
    """Return whether the verb that a time hangs on stands in the past.

    A participle without a helper stands in the tense of its clause: `meeting in Quito on
    Monday, they resolved`.
    """
    verb = _governor(tree, start, end)
    while verb is not None:
        if verb.base in _DATED_AHEAD:
            return False
        helpers = tree.children(verb.i, Role.AUXILIARY, Role.PASSIVE_AUXILIARY)
        if verb.tag == "VBD" or {child.text.lower() for child in helpers} & _PAST_HELPERS:
            return True
        if verb.tag != "VBG" or helpers:
            return False
        verb = next((word for word in tree.ancestors(verb) if word.is_verb), None)
    return False


def _governor(tree: Tree, start: int, end: int) -> Word | None:
    """Return the verb that a time hangs on, or the word of the calendar: `due on Monday`."""
    chain = _chain(tree, start, end)[1:]
    return next((word for word in chain if word.is_verb or word.base in _DATED_AHEAD), None)


def _top(tree: Tree, start: int, end: int) -> Word:
    """Return the word of a stretch that hangs on one outside it."""
    words = tree.words[start:end]
    outside = (word for word in words if not start <= word.head < end)
    return next(outside, words[0])


def _chain(tree: Tree, start: int, end: int) -> list[Word]:
    """Return the word that a time hangs by, and all words above it.

    `Said on Thursday it would`: a time right behind a verb in the past is that verb's.
    """
    top = _top(tree, start, end)
    before = tree.words[start - 1] if start else None
    if before is not None and before.tag == "VBD":
        return [top, before, *tree.ancestors(before)]
    return [top, *tree.ancestors(top)]


def choose_time(times: list[Expression], places: list[int]) -> EventTime:
    """Return the time of an event: the one told nearest behind its words, else before them."""
    if not times or not places:
        return EventTime()
    last, first = max(places), min(places)
    behind = [item for item in times if item.start >= last]
    inside = [item for item in times if first <= item.start < last]
    before = [item for item in times if item.start < first]
    chosen = behind[0] if behind else (inside or before)[-1]
    return EventTime(start=chosen.first, end=chosen.last, text=chosen.text)
