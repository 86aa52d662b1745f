"""A ranking finds what habits say, from earlier days only, and says so when it cannot."""

import subprocess
import sys

import numpy as np
import pytest
from invented_events import (
    ACTORS,
    CONSULT,
    FIRST,
    PRAISE,
    VISIT,
    of_rows,
    world,
)

from tocsin.errors import InsufficientDataError, UsageError
from tocsin.forecast.ranking.base import Fitting, Horizon, Mode, Queries, both_directions
from tocsin.forecast.ranking.ranking import fit

KNOWN = FIRST + 60
MODES = ("counting", "full")


def asked(events, day):
    return both_directions(events, day)[0]


def query(subject, relation, day=KNOWN):
    number = ACTORS.index(subject) if isinstance(subject, str) else subject
    return Queries(np.array([number], np.int32), np.array([relation], np.int32), day)


def best(ranked):
    return int(ranked.candidate[np.argmax(ranked.score)])


def same(one, other):
    return all(
        getattr(one, name).tobytes() == getattr(other, name).tobytes()
        for name in ("start", "candidate", "score")
    )


def mean_gain(ranking, events, days):
    """Return the mean of 1 / rank of the true answers, without any filter."""
    gains = []
    for day in days:
        queries, answers = both_directions(events, day)
        ranked = ranking.rank(queries)
        for i, answer in enumerate(answers):
            cut = slice(ranked.start[i], ranked.start[i + 1])
            mine = ranked.score[cut][ranked.candidate[cut] == answer]
            gains.append(1 / (1 + (ranked.score[cut] > mine[0]).sum()) if len(mine) else 0)
        ranking.learn(events.between(day, day))
    return np.mean(gains)


@pytest.mark.parametrize("mode", MODES)
def test_a_visit_follows_the_consultation_of_the_day_before(fitted, events, mode):
    ranking = fitted(mode)
    eve = events.between(KNOWN - 1, KNOWN - 1)
    consulted = [
        (s, o) for s, r, o in zip(eve.subject, eve.relation, eve.object, strict=True)
        if r == CONSULT and list(eve.subject[eve.relation == CONSULT]).count(s) == 1
    ]  # fmt: skip
    assert consulted
    for one, other in consulted:
        assert best(ranking.rank(query(one, VISIT))) == other
        assert best(ranking.rank(query(other, VISIT + 4))) == one


@pytest.mark.parametrize("mode", MODES)
def test_what_is_within_a_group_stays_there(fitted, mode):
    found = best(fitted(mode).rank(query("Police (Laputa)", PRAISE)))

    assert ACTORS[found] == "Citizen (Laputa)"


@pytest.mark.parametrize("mode", MODES)
def test_habits_are_found_far_above_chance(fitted, events, mode):
    # By chance alone among 12 people it would be .26.
    assert mean_gain(fitted(mode), events, range(KNOWN, KNOWN + 8)) > 0.5


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("horizon", ["single", "multi"])
def test_events_of_the_day_and_later_do_not_change_its_scores(fitted, events, mode, horizon):
    later = world(seed=9).between(KNOWN, KNOWN + 9)
    rows = [
        row
        for part in (events.before(KNOWN), later)
        for row in zip(part.day, part.subject, part.relation, part.object, strict=True)
    ]
    other = of_rows(rows)
    queries = asked(events, KNOWN)

    first = fitted(mode, horizon, quads=events.before(KNOWN)).rank(queries)
    second = fitted(mode, horizon, quads=other.before(KNOWN)).rank(queries)

    assert (other.between(KNOWN, KNOWN).object != events.between(KNOWN, KNOWN).object[0]).any()
    assert same(first, second)


def test_names_that_are_first_seen_later_do_not_change_scores(fitted, events):
    renamed = tuple("Chief (Newland)" if name == "Newcomer" else name for name in ACTORS)
    before = events.before(KNOWN)
    queries = asked(events, KNOWN)
    changed = type(before)(
        before.day, before.subject, before.relation, before.object, renamed, before.relations,
        before.key,
    )  # fmt: skip

    assert same(fitted().rank(queries), fitted(quads=changed).rank(queries))


def test_a_day_that_was_learnt_changes_the_scores_of_the_next(fitted, events):
    ranking = fitted()
    later = asked(events, KNOWN + 1)
    before = ranking.rank(later)

    ranking.learn(events.between(KNOWN, KNOWN))

    assert not same(before, ranking.rank(later))


def test_learning_days_gives_the_counts_of_a_fit_on_all_of_them(fitted, events):
    ranking = fitted()
    for day in range(KNOWN, KNOWN + 5):
        ranking.learn(events.between(day, day))
    whole = fitted(quads=events.before(KNOWN + 5))

    for one, other in zip(ranking.learnt.state, whole.learnt.state, strict=True):
        assert np.array_equal(one.key, other.key)
        np.testing.assert_allclose(one.decayed, other.decayed, rtol=1e-5)
    # The fit on more days warms up longer, so that it has asked about later days only.
    assert ranking.learnt.rules.seen.sum() > whole.learnt.rules.seen.sum()


@pytest.mark.parametrize("mode", MODES)
def test_the_same_events_give_the_same_bytes(fitted, events, mode):
    queries = asked(events, KNOWN)

    assert same(
        fitted(mode).rank(queries), fitted(mode, quads=events.before(KNOWN)).rank(queries)
    )


def test_questions_together_are_answered_as_one_by_one(fitted, events):
    ranking = fitted("full")
    queries = asked(events, KNOWN)
    ranked = ranking.rank(queries)
    for i in range(len(queries)):
        one = Queries(queries.subject[i : i + 1], queries.relation[i : i + 1], KNOWN)
        cut = slice(ranked.start[i], ranked.start[i + 1])
        alone = ranking.rank(one)
        assert np.array_equal(alone.candidate, ranked.candidate[cut])
        assert np.array_equal(alone.score, ranked.score[cut])


def test_candidates_stand_once_and_scores_are_numbers(fitted, events):
    ranked = fitted("full").rank(asked(events, KNOWN))

    assert ranked.start[0] == 0
    assert ranked.start[-1] == len(ranked.candidate) == len(ranked.score)
    assert np.isfinite(ranked.score).all()
    for first, end in zip(ranked.start[:-1], ranked.start[1:], strict=True):
        assert len(set(ranked.candidate[first:end])) == end - first


def test_actors_never_seen_are_no_candidates_and_may_ask(fitted):
    ranking, newcomer = fitted("full"), ACTORS.index("Newcomer")

    ranked = ranking.rank(query("Newcomer", VISIT))

    assert len(ranked.candidate) > 0
    assert newcomer not in ranked.candidate


def test_no_questions_have_no_answers(fitted):
    none = np.empty(0, np.int32)

    ranked = fitted("full").rank(Queries(none, none, KNOWN))

    assert list(ranked.start) == [0]
    assert len(ranked.candidate) == 0


def test_a_history_that_stands_still_answers_days_far_ahead(fitted, events):
    ranking = fitted("full", "multi")

    near, far = (ranking.rank(asked(events, KNOWN + after)) for after in (0, 9))
    beyond = ranking.rank(query("Person 1", VISIT, KNOWN + 5000))

    assert len(near.candidate) > 0
    assert len(far.candidate) > 0
    assert np.isfinite(beyond.score).all()


def test_known_days_are_refused(fitted, events):
    ranking = fitted()
    with pytest.raises(UsageError, match="is not after the last known day"):
        ranking.rank(query("Utopia", VISIT, KNOWN - 1))
    with pytest.raises(UsageError, match="is not after the last known day"):
        ranking.learn(events.between(KNOWN - 1, KNOWN - 1))


def test_unknown_numbers_and_other_names_are_refused(fitted, events):
    ranking = fitted()
    with pytest.raises(UsageError, match="A relation is outside 0 to 7"):
        ranking.rank(query("Utopia", 8))
    with pytest.raises(UsageError, match="A subject is outside"):
        ranking.rank(query(len(ACTORS), VISIT))
    later = events.between(KNOWN, KNOWN)
    other = type(later)(
        later.day, later.subject, later.relation, later.object, later.actors, ("a",) * 4,
        later.key,
    )  # fmt: skip
    with pytest.raises(UsageError, match="other actors or relations"):
        ranking.learn(other)


def test_too_few_days_or_actors_are_refused(events):
    with pytest.raises(InsufficientDataError, match="too few to rank by"):
        fit(events.before(FIRST + 5), Mode.COUNTING, Fitting())
    alone = of_rows([(FIRST + day, 3, VISIT, 3) for day in range(30)])
    with pytest.raises(InsufficientDataError, match="events of 1 actors"):
        fit(alone, Mode.COUNTING, Fitting())


def test_holes_between_days_are_days_without_events(fitted):
    events = world()
    kept = events.picked((events.day < FIRST + 30) | (events.day > FIRST + 40))

    ranking = fitted("full", quads=kept.before(KNOWN))

    assert len(ranking.rank(query("Person 1", VISIT)).candidate) > 0


def test_progress_is_told_up_to_the_last_day(events):
    told = []
    fit(
        events.before(KNOWN), Mode.COUNTING, Fitting(horizon=Horizon.MULTI, block=10),
        progress=lambda done, whole: told.append((done, whole)),
    )  # fmt: skip

    assert told[-1] == (60, 60)
    assert told == sorted(told)


def test_types_need_no_compiler():
    code = "import sys, tocsin.forecast.ranking; sys.exit('numba' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
