"""Which earlier judgements are settled: what they spoke of is told as done, or its days passed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tocsin.assess.case import Case, Since
from tocsin.assess.evidence import AGAINST, FOR, Evidence, deed_status
from tocsin.assess.judgements import Judged
from tocsin.assess.testimony import PARTY
from tocsin.model.assessment import Assessment
from tocsin.model.change import Ending, Settled
from tocsin.model.vocabulary import Stance, Status


@dataclass(frozen=True, slots=True)
class Asked:
    """A judgement of an earlier day, and the days that it spoke of.

    Attributes:
        key: `CHANNEL-GIVER-RECEIVER`.
        asked_on: The day of the judgement; it speaks of the days behind it.
        end: The last day that it speaks of.
        earlier: Id of the answer that it stands in; empty where it was worked out again.
    """

    key: str
    asked_on: date
    end: date
    earlier: str = ""

    def holds(self, first: date, last: date) -> bool:
        """Return whether it speaks of all of some days."""
        return self.asked_on < first and last <= self.end


def find_settled(
    keys: Sequence[str], judged: Sequence[Judged], cases: tuple[Case, Case], since: Since
) -> tuple[Settled, ...]:
    """Return the judgements of earlier answers that are settled now and were not before.

    What happened is told once, by the first answer whose days hold it; of the judgements whose
    days have passed unseen likewise the first.

    Args:
        keys: What was judged on the earlier day, where no earlier answer is given.
        judged: The judgements of the later case.
        cases: The earlier and the later case.
        since: What the answer is compared with.
    """
    then, now = cases
    by_key: dict[str, list[Asked]] = {}
    for one in _asked(keys, then, since):
        by_key.setdefault(one.key, []).append(one)
    told = [one for answer in since.answers for one in _told(answer)]
    propositions = {one.proposition.key: one.proposition for one in judged}
    found = []
    for key, asked in sorted(by_key.items()):
        proposition = propositions.get(key)
        evidence = proposition.evidence if proposition else ()
        known = [(one, day) for one, day in told if one.judgement == f"j-{key}"]
        left = [one for one in asked if not _is_told(one, known)]
        new = _happened(left, evidence, now, since) or _passed(left, now)
        if new is not None and new not in [one for one, _ in known]:
            found.append(new)
    return tuple(found)


def _asked(keys: Sequence[str], then: Case, since: Since) -> Iterator[Asked]:
    """Yield the judgements of all earlier answers, the earliest first."""
    if not since.answers:
        first = then.question
        end = first.as_of + timedelta(days=first.horizon_days)
        yield from (Asked(key, first.as_of, end) for key in keys)
    for answer in sorted(since.answers, key=lambda one: (one.question.as_of, one.id)):
        day = answer.question.as_of
        end = day + timedelta(days=answer.question.horizon_days)
        for one in answer.judgements:
            yield Asked(one.id.removeprefix("j-"), day, end, answer.id)


def _told(answer: Assessment) -> Iterator[tuple[Settled, date]]:
    """Yield what an earlier answer told as settled, with its day."""
    for one in (answer.change.settled if answer.change else None) or ():
        yield one, answer.question.as_of


def _is_told(asked: Asked, known: Sequence[tuple[Settled, date]]) -> bool:
    """Return whether an earlier answer told already what became of a judgement.

    What happened settles all that spoke of that day; what passed unseen all whose days had
    passed by then. What is disputed stays open.
    """
    return any(
        asked.end < told_on if one.day is None else asked.holds(one.day, one.day)
        for one, told_on in known
        if one.ending is not Ending.DISPUTED
    )


def _happened(
    asked: Sequence[Asked], evidence: Sequence[Evidence], now: Case, since: Since
) -> Settled | None:
    """Return the first judgement whose event is told as done within its days.

    A fact counts whose days all lie within them, which is told for a fact by somebody, and of
    which it is plain who gave to whom. What another text, and not a party, says against it after
    that day disputes it.
    """
    for one in asked:
        last = min(one.end, now.question.as_of)
        facts = [item for item in evidence if _is_fact(item, now) and _lies(item, one, last)]
        rows = _rows(one, last, now, since)
        if not facts and not rows:
            continue
        day = min([_last_day(item) or last for item in facts] + [when for when, _ in rows])
        against = [item for item in evidence if _disputes(item, facts, day, now)]
        ending = Ending.DISPUTED if against and not rows else Ending.HAPPENED
        return Settled(
            judgement=f"j-{one.key}",
            ending=ending,
            asked_on=one.asked_on,
            end=one.end,
            earlier=one.earlier,
            day=day,
            claims=_ids(facts),
            against=_ids(against),
            rows=tuple(key for _, key in rows),
        )
    return None


def _passed(asked: Sequence[Asked], now: Case) -> Settled | None:
    """Return the first judgement whose days have passed without its event being told."""
    for one in asked:
        if one.end < now.question.as_of:
            return Settled(
                judgement=f"j-{one.key}",
                ending=Ending.PASSED,
                asked_on=one.asked_on,
                end=one.end,
                earlier=one.earlier,
            )
    return None


def _ids(items: Sequence[Evidence]) -> tuple[str, ...]:
    """Return the claims of some evidence, sorted."""
    return tuple(sorted({item.claim.id for item in items}))


def _is_fact(item: Evidence, now: Case) -> bool:
    """Return whether a claim tells for a fact that the thing was done."""
    holder = item.claim.innermost
    is_told = holder is None or holder.stance is Stance.ASSERTS
    status = deed_status(item.claim, item.link, now.ontology.channels)
    is_done = item.sign == FOR and status is Status.OCCURRED
    return is_told and is_done and not item.link.is_undirected


def _lies(item: Evidence, asked: Asked, last: date) -> bool:
    """Return whether all days of a claim's event lie within those of a judgement."""
    time = item.claim.event.time
    end = time.end or time.start
    return end is not None and end <= last and asked.holds(time.start or end, end)


def _last_day(item: Evidence) -> date | None:
    """Return the last day of a claim's event."""
    return item.claim.event.time.end or item.claim.event.time.start


def _disputes(item: Evidence, facts: Sequence[Evidence], day: date, now: Case) -> bool:
    """Return whether another text, and not a party, says after a day that it was not so."""
    said = now.dates.get(item.claim.document)
    return (
        item.sign == AGAINST
        and item.speaker.kind != PARTY
        and said is not None
        and said >= day
        and item.origin not in {one.origin for one in facts}
    )


def _rows(asked: Asked, last: date, now: Case, since: Since) -> Sequence[tuple[date, str]]:
    """Return rows of data of the class of a judgement's channel within its days."""
    name, giver, receiver = asked.key.rsplit("-", 2)
    channel = now.ontology.channels.channels.get(name)
    kind = channel.event_class if channel else None
    if since.look_for is None or not kind or last <= asked.asked_on:
        return ()
    return since.look_for(kind, (giver, receiver), asked.asked_on + timedelta(days=1), last)
