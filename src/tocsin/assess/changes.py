"""What changed since an earlier day, and how much of it is evidence, data and assumptions."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date

from tocsin import __version__
from tocsin.assess.case import Case, Since
from tocsin.assess.concern import SCORE_DIGITS, Reckoning
from tocsin.assess.influences import Without, leave_out, named
from tocsin.assess.judgements import P_DIGITS, Judged
from tocsin.assess.mixing import Mixtures, mix, shapley
from tocsin.assess.settled import find_settled
from tocsin.assess.words import day_words, level_of, likelihood_word
from tocsin.errors import InsufficientDataError, UsageError
from tocsin.model.assessment import Assessment, Run
from tocsin.model.change import Cause, Change, Share, Shift
from tocsin.model.world_data import Fact


@dataclass(frozen=True, slots=True)
class _Stored:
    """What the earlier assessment said, by id; empty where it is worked out again."""

    values: dict[str, float]
    words: dict[str, str]


def check_since(since: Since, case: Case) -> None:
    """Refuse to compare an answer with a later day or another pair.

    Raises:
        UsageError: The day is not before that of the assessment, or the earlier assessment is
            about another pair.
    """
    as_of, earlier = case.question.as_of, since.earlier
    if earlier is not None and set(earlier.question.dyad) != set(case.dyad):
        pairs = ["-".join(one) for one in (earlier.question.dyad, case.dyad)]
        message = f"{earlier.id} is about {pairs[0]}, and this answer about {pairs[1]}; compare answers about one pair."
        raise UsageError(message, subject="--since")
    if since.day > as_of or (earlier is None and since.day == as_of):
        named = f"{earlier.id} of {since.day}" if earlier else str(since.day)
        message = f"--since {named} is not before the day of the judgement, {as_of}; choose an earlier one."
        raise UsageError(message, subject="--since")


def nothing_then(since: Since) -> InsufficientDataError:
    """Return the error for an earlier day before every document."""
    message = (
        f"Nothing can be compared with {day_words(since.day)}: every document was published "
        "after it. Choose a later --since, or leave it out."
    )
    return InsufficientDataError(message, subject="--since")


def find_change(
    judged: Sequence[Judged],
    reckonings: Sequence[Reckoning],
    cases: tuple[Case, Case],
    since: Since,
    run: Run,
) -> Change:
    """Return what changed between two cases of one question.

    Args:
        judged: The judgements of the later case.
        reckonings: The concerns of the later case.
        cases: The earlier and the later case.
        since: What the answer is compared with.
        run: The run of the later case.

    Raises:
        InsufficientDataError: The evidence of the earlier day carries no answer.
    """
    then, now = cases
    try:
        mixtures = mix(then, now)
        stored = _stored(since.earlier)
        changed = _Changed(
            mixtures, stored, leave_out(judged, now, [d.id for d in then.documents])
        )
        concern = tuple(changed.concern(one) for one in reckonings)
        judgements = changed.judgements()
    except InsufficientDataError as error:
        message = (
            f"Nothing can be compared with {day_words(since.day)}: {error.message} Choose a "
            "later --since, or leave it out."
        )
        raise InsufficientDataError(message, subject="--since") from error
    old, new = ({doc.id: doc for doc in case.documents} for case in cases)
    come = sorted(new.keys() - old.keys(), key=lambda ref: (new[ref].date or date.min, ref))
    return Change(
        since=since.day,
        earlier=since.earlier.id if since.earlier else "",
        concern=concern,
        judgements=judgements,
        documents=tuple(come),
        gone=tuple(sorted(old.keys() - new.keys())),
        data=tuple(_data(mixtures)),
        assumptions=tuple(_assumptions(cases, since, run)),
        settled=find_settled(sorted(mixtures.before.is_judged), judged, cases, since) or None,
    )


def _stored(earlier: Assessment | None) -> _Stored:
    """Return what an earlier assessment said."""
    if earlier is None:
        return _Stored({}, {})
    concern = {one.id: one for one in earlier.concern}
    judgements = {one.id: one for one in earlier.judgements}
    return _Stored(
        {ref: one.score for ref, one in concern.items()}
        | {ref: one.p for ref, one in judgements.items()},
        {ref: one.level for ref, one in concern.items()}
        | {ref: one.words for ref, one in judgements.items()},
    )


@dataclass(frozen=True, slots=True)
class _Changed:
    """The changes of one question between two days."""

    mixtures: Mixtures
    stored: _Stored
    without: tuple[Without, ...]

    def concern(self, reckoning: Reckoning) -> Shift:
        """Return how a stakeholder's score moved."""
        who = reckoning.stakeholder
        ref = f"k-{who}"
        values = {key: one.scores[who] for key, one in self.mixtures.values.items()}
        replayed = values[frozenset()]
        before = self.stored.values.get(ref, round(replayed, SCORE_DIGITS))
        after = reckoning.centre
        shares = self._shares(ref, values, (before, after), SCORE_DIGITS)
        return Shift(
            id=ref,
            before=before,
            after=after,
            amount=round(after - before, SCORE_DIGITS),
            before_word=self.stored.words.get(ref, level_of(before)),
            after_word=reckoning.level,
            shares=shares,
            influences=named(self.without, who, is_score=True, digits=SCORE_DIGITS),
            figure=f"{ref}.change",
        )

    def judgements(self) -> tuple[Shift, ...]:
        """Return how each judgement moved, those that moved most first, new and lost ones last."""
        found = [self._judgement(one.key) for one in self.mixtures.propositions]
        return tuple(
            sorted(found, key=lambda one: (one.amount is None, -abs(one.amount or 0.0), one.id))
        )

    def _judgement(self, key: str) -> Shift:
        """Return how a judgement moved."""
        ref = f"j-{key}"
        values = {chosen: one.p[key] for chosen, one in self.mixtures.values.items()}
        before, after = self._ends(key)
        words = self.mixtures.now.words
        shares: tuple[Share, ...] = ()
        amount = None
        if before is not None and after is not None:
            amount = round(after - before, P_DIGITS)
            shares = self._shares(ref, values, (before, after), P_DIGITS)
        return Shift(
            id=ref,
            before=before,
            after=after,
            amount=amount,
            before_word="" if before is None else likelihood_word(before, words),
            after_word="" if after is None else likelihood_word(after, words),
            shares=shares,
            influences=named(self.without, key, is_score=False, digits=P_DIGITS),
            figure=ref if amount is None else f"{ref}.change",
        )

    def _ends(self, key: str) -> tuple[float | None, float | None]:
        """Return the probability of a judgement on both days; None where it was not judged."""
        before, after = self.mixtures.before, self.mixtures.after
        first = round(before.p[key], P_DIGITS) if key in before.is_judged else None
        if self.stored.values:
            first = self.stored.values.get(f"j-{key}")
        return first, round(after.p[key], P_DIGITS) if key in after.is_judged else None

    def _shares(
        self,
        ref: str,
        values: dict[frozenset[Cause], float],
        ends: tuple[float, float],
        digits: int,
    ) -> tuple[Share, ...]:
        """Return the parts of a change, rounded so that they sum to it.

        Where the earlier value is that of a stored assessment, what working it out again today
        gives beyond it belongs to the assumptions: settings, stakes set by hand, the version.
        """
        parts = dict.fromkeys(Cause, 0.0) | shapley(values, self.mixtures.causes)
        if self.stored.values:
            parts[Cause.ASSUMPTIONS] += values[frozenset()] - ends[0]
        rounded = round_parts([parts[cause] for cause in Cause], ends[1] - ends[0], digits)
        return tuple(
            Share(cause=cause, amount=amount, figure=f"{ref}.change.{cause.value}")
            for cause, amount in zip(Cause, rounded, strict=True)
        )


def round_parts(parts: Sequence[float], total: float, digits: int) -> tuple[float, ...]:
    """Return parts rounded so that they sum to a rounded total, by largest remainders.

    The remainder goes to parts that are not 0, so that what did nothing is told as nothing.
    """
    unit = 10**digits
    exact = [round(part * unit, 6) for part in parts]
    whole = [math.floor(value) for value in exact]
    order = [place for place, value in enumerate(exact) if value] or [0]
    order.sort(key=lambda place: (whole[place] - exact[place], place))
    missing = round(total * unit) - sum(whole)
    step = 1 if missing > 0 else -1
    for turn in range(abs(missing)):
        whole[order[turn % len(order)]] += step
    return tuple(value / unit for value in whole)


def _data(mixtures: Mixtures) -> list[str]:
    """Return what changed in the data, one sentence each."""
    then, now = mixtures.then, mixtures.now
    states = {*now.dyad, *now.question.stakeholders}
    told = [_fact(row, now.relations.day) for row in mixtures.facts if _names(row) & states]
    if then.record != now.record:
        lines = [len(case.record.values()) if case.record else 0 for case in (then, now)]
        told.append(
            f"The record of the pair: {lines[0]} values up to {day_words(then.relations.day)}, "
            f"{lines[1]} up to {day_words(now.relations.day)}."
        )
    return told


def _fact(row: Fact, day: date) -> str:
    """Return in words that a recorded relation came into or went out of force."""
    if row.in_force(day):
        return f"{row.key} came into force on {day_words(row.start or day)} ({row.source})."
    return f"{row.key} ended on {day_words(row.end or day)} ({row.source})."


def _names(row: Fact) -> set[str]:
    """Return the actors that a recorded relation names."""
    found: set[str] = set()
    for field in fields(row):
        value = getattr(row, field.name)
        found.update(value if isinstance(value, tuple) else (str(value),))
    return found


def _assumptions(cases: tuple[Case, Case], since: Since, run: Run) -> list[str]:
    """Return what changed in the assumptions, one sentence each."""
    then, now = cases
    first, last = then.question, now.question
    passed = (last.as_of - first.as_of).days
    told = []
    if passed:
        end = day_words(now.question.as_of)
        told.append(
            f"{passed} {'day' if passed == 1 else 'days'} passed: the judgements look ahead "
            f"from {end}, and what was to come before it no longer lies ahead."
        )
    if first.horizon_days != last.horizon_days:
        told.append(f"The horizon was {first.horizon_days} days, and is {last.horizon_days}.")
    if then.games != now.games:
        told.append(f"Games: {_titles(then)} then, {_titles(now)} now.")
    if since.earlier is not None:
        told += _settings(since.earlier.run, run)
    return told


def _titles(case: Case) -> str:
    """Return the games of a case in words."""
    return ", ".join(one.title for one in case.games) or "none"


def _settings(before: Run, after: Run) -> list[str]:
    """Return which settings differ between two runs."""
    rows = (
        ("version", before.version, __version__),
        ("seed", before.seed, after.seed),
        ("draws", before.draws, after.draws),
        (
            "stakes set by hand",
            _option(before.command, "--stakes"),
            _option(after.command, "--stakes"),
        ),
    )
    return [f"The {name} was {old}, and is {new}." for name, old, new in rows if old != new]


def _option(command: str, name: str) -> str:
    """Return what an option of a command says; `none` where it is not given."""
    words = command.split()
    return words[words.index(name) + 1] if name in words[:-1] else "none"
