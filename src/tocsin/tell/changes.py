"""What changed since an earlier day, and what harms at the ends of their ranges do, in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from tocsin.model.change import Cause, Change, Ending, Influence, Settled, Shift
from tocsin.tell.hygiene import clean, shorten
from tocsin.tell.view import BriefInput
from tocsin.tell.words import day, listing, percent, score

LEAST_MOVE = 0.005
"""Probability below which a judgement counts as unmoved: it would print as the same percentage."""
MAX_TITLE = 60
MAX_SETTLING = 3
"""Claims and rows that are named behind what is settled; JSON has all of them."""
CAUSES = {
    Cause.EVIDENCE: "new evidence",
    Cause.DATA: "data",
    Cause.ASSUMPTIONS: "assumptions",
}


@dataclass(frozen=True, slots=True)
class Moved:
    """One score or probability that moved, as it is told.

    Attributes:
        name: What moved.
        before: Its value then, with the unit, and with its level or word where that changed;
            empty where it was not judged.
        after: Its value now, likewise; empty where it is not judged any more.
        words: The level or word where it stayed the same; empty where it changed.
        amount: How far, with sign and unit; empty where there is no amount.
        causes: Each cause with what it did and the id that opens it.
        most: The texts that did most, in words.
        figure: The id that opens it.
    """

    name: str
    before: str
    after: str
    words: str
    amount: str
    causes: tuple[tuple[str, str, str], ...]
    most: tuple[str, ...]
    figure: str

    @property
    def sentence(self) -> str:
        """Return all of it in one line, without a full stop."""
        if not self.amount:
            now = f"{self.after} now, not judged then" if self.after else "not judged any more"
            return f"{self.name}: {now}"
        causes = ", ".join(f"{name} {amount}" for name, amount, _ in self.causes)
        most = f". Most by {self.most[0]}" if self.most else ""
        after = f"{self.after} ({self.words})" if self.words else self.after
        return f"{self.name}: {self.before} → {after}, {self.amount}: {causes}{most}"


def change_title(change: Change) -> str:
    """Return the heading of the change."""
    return f"What changed since {day(change.since)}"


def moved_concern(view: BriefInput) -> tuple[Moved, ...]:
    """Return how each stakeholder's score moved, in the order of the assessment."""
    change = view.assessment.change
    whom = {one.id: view.name(one.stakeholder) for one in view.assessment.concern}
    shifts = change.concern if change else ()
    return tuple(_moved(one, whom.get(one.id, clean(one.id))) for one in shifts)


def moved_judgements(view: BriefInput) -> tuple[Moved, ...]:
    """Return the judgements that moved, those that moved most first, then new and lost ones."""
    change = view.assessment.change
    shifts = change.judgements if change else ()
    return tuple(
        _moved(one, view.short_label(one.id))
        for one in shifts
        if one.amount is None or abs(one.amount) >= LEAST_MOVE
    )


def unmoved(view: BriefInput) -> int:
    """Return how many judgements stay where they were."""
    change = view.assessment.change
    return (len(change.judgements) if change else 0) - len(moved_judgements(view))


def came(view: BriefInput) -> str:
    """Return how many texts came and went, in a sentence."""
    change = view.assessment.change
    if change is None:
        return ""
    new, gone = len(change.documents), len(change.gone)
    went = f"; {gone} no longer {'counts' if gone == 1 else 'count'}" if gone else ""
    return f"{new or 'No'} new {'text' if new == 1 else 'texts'}{went}."


def change_lines(view: BriefInput, most: int) -> Iterator[str]:
    """Yield the change as lines: what is settled, scores, judgements, texts, assumptions."""
    change = view.assessment.change
    if change is None:
        return
    yield from settled_lines(view)
    for one in moved_concern(view):
        yield f"{one.sentence}."
    judgements = moved_judgements(view)
    for one in judgements[:most]:
        yield f"{one.sentence}."
    hidden = len(judgements) - most
    if hidden > 0:
        yield f"{hidden} more {'judgement' if hidden == 1 else 'judgements'} moved; the brief shows them."
    yield " ".join([came(view), *change.assumptions])


def settled_lines(view: BriefInput) -> Iterator[str]:
    """Yield each earlier judgement of which is known now what became of it, in a sentence."""
    change = view.assessment.change
    for one in (change.settled if change else None) or ():
        name = view.short_label(one.judgement)
        asked = f"{name}, judged on {day(one.asked_on)} for the days to {day(one.end)}"
        yield f"Settled: {asked}: {_ending(one)}."


def _ending(one: Settled) -> str:
    """Return what became of a judgement."""
    if one.ending is Ending.PASSED or one.day is None:
        return (
            "those days have passed and nothing here tells that it happened, which is no proof "
            "that it did not"
        )
    by = [*one.claims[:MAX_SETTLING], *one.rows[:MAX_SETTLING]]
    told = (
        f"it happened by {day(one.day)}, as {listing(by)} {'tells' if len(by) == 1 else 'tell'}"
    )
    if one.ending is Ending.DISPUTED:
        verb = "disputes" if len(one.against) == 1 else "dispute"
        return f"{told}, and {listing(one.against[:MAX_SETTLING])} {verb} it; not decided"
    return told


def _moved(shift: Shift, name: str) -> Moved:
    """Return a shift as it is told."""
    is_score = shift.id.startswith("k-")
    is_same = shift.before_word == shift.after_word
    ends = [
        _value(value, "" if is_same else word, is_score=is_score)
        for value, word in ((shift.before, shift.before_word), (shift.after, shift.after_word))
    ]
    return Moved(
        name=name,
        before=ends[0],
        after=ends[1],
        words=shift.after_word if is_same else "",
        amount="" if shift.amount is None else _amount(shift.amount, is_score=is_score),
        causes=tuple(
            (CAUSES[one.cause], _amount(one.amount, is_score=is_score), one.figure)
            for one in shift.shares
        ),
        most=tuple(_influence(one, is_score=is_score) for one in shift.influences),
        figure=shift.figure,
    )


def _value(value: float | None, word: str, *, is_score: bool) -> str:
    """Return a score or a probability, with its word if there is one; nothing for none."""
    if value is None:
        return ""
    told = score(value) if is_score else percent(value)
    return f"{told} ({word})" if word else told


def _amount(amount: float, *, is_score: bool) -> str:
    """Return a change with its sign: points of the score, or percentage points."""
    number = f"{amount:+.1f}" if is_score else f"{100 * amount:+.1f}"
    plain = number.replace("-", "\N{MINUS SIGN}")
    return "0" if float(number) == 0 else plain


def _influence(one: Influence, *, is_score: bool) -> str:
    """Return a text that did much, with what it did alone."""
    when = f", {day(one.date)}" if one.date else ""
    title = shorten(clean(one.title), MAX_TITLE)
    return f"“{title}”{when} ({_amount(one.amount, is_score=is_score)}; {one.document})"


@dataclass(frozen=True, slots=True)
class HarmLine:
    """What harms at the ends of their ranges do to one stakeholder.

    Attributes:
        name: The stakeholder.
        harms: Which harms are moved.
        low: The score at the low end.
        high: The score at the high end.
        crosses: The levels that would change, in words; empty where none would.
        place: How the place among the stakeholders would change; empty where it would not.
        figure: The id that opens it.
    """

    name: str
    harms: str
    low: str
    high: str
    crosses: str
    place: str
    figure: str


def harm_lines(view: BriefInput) -> tuple[HarmLine, ...]:
    """Return the table of harms at the ends of their ranges."""
    levels = {one.stakeholder: one.level for one in view.assessment.concern}
    found = []
    for row in view.assessment.sensitivity or ():
        level = levels.get(row.stakeholder, "")
        ends = ((row.low_level, "least"), (row.high_level, "greatest"))
        crossed = [f"{end} at the {which} harm" for end, which in ends if end != level]
        is_moved = row.low_rank != row.high_rank
        found.append(
            HarmLine(
                name=view.name(row.stakeholder),
                harms="all together" if row.channel == "*" else row.channel.replace("_", " "),
                low=score(row.low),
                high=score(row.high),
                crosses=", ".join(crossed),
                place=f"{row.low_rank} to {row.high_rank}" if is_moved else "",
                figure=row.figure,
            )
        )
    return tuple(found)
