"""Six short reports in order of date, watched: what each changes, and the brief of each date.

The briefs are files beside this one; `TOCSIN_UPDATE_GOLDEN=1` writes them anew.
"""

import io
import os
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from rich.console import Console

from tocsin import tell
from tocsin.errors import StoreError
from tocsin.model.change import Cause
from tocsin.model.codec import to_json
from tocsin.model.watch import WatchAnswer
from tocsin.pipeline import explain
from tocsin.pipeline.base import Silence
from tocsin.pipeline.watching import Watching, watch
from tocsin.settings import Settings
from tocsin.store import Ledger, open_ledger
from tocsin.tell import WatchState

EXAMPLE = Path(__file__).parents[2] / "examples/watch/watch.yaml"
BRIEFS = Path(__file__).parent / "watch"
REPORTS = ("plan", "denial", "fisheries", "confirmation", "visit", "containers")
DAYS = {
    name: date.fromisoformat(path.name[:10])
    for name in REPORTS
    for path in EXAMPLE.parent.glob(f"reports/*-{name}.md")
}
MEETING, ARMS = "j-leaders_meeting-PRK-RUS", "j-arms_supply-PRK-RUS"


def run(settings, day, **more):
    request = Watching(file=EXAMPLE, today=date(2024, 1, 1), as_of=day, **more)
    (found,) = watch(request, settings=settings, watcher=Silence())
    return found


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    path = tmp_path_factory.mktemp("watch") / "ledger.sqlite"
    return Settings(store=str(path), reader="fast")


@pytest.fixture(scope="module")
def found(settings):
    """Give what the watch finds on each date, one after the other in one ledger."""
    return {name: run(settings, DAYS[name]) for name in REPORTS}


def p(one, judgement):
    return next(j.p for j in one.view.assessment.judgements if j.id == judgement)


def shift(one, ref):
    change = one.view.assessment.change
    return next(s for s in (*change.concern, *change.judgements) if s.id == ref)


def test_there_are_six_in_order_of_date():
    assert list(DAYS) == list(REPORTS)
    assert list(DAYS.values()) == sorted(DAYS.values())


def test_first_run_answers_and_later_ones_tell_what_changed(found):
    states = [found[name].state for name in REPORTS]
    assert states == [WatchState.FIRST, *[WatchState.CHANGED] * 5]
    for earlier, later in pairwise(REPORTS):
        assert found[later].before == found[earlier].view.assessment.id
        assert found[later].view.assessment.change.earlier == found[later].before


def test_confirmation_raises_the_planned_meeting(found):
    assert 0.3 < p(found["plan"], MEETING) < 0.8
    assert p(found["confirmation"], MEETING) > p(found["fisheries"], MEETING) + 0.2
    moved = shift(found["confirmation"], MEETING)
    assert {one.cause: one.amount > 0.2 for one in moved.shares}[Cause.EVIDENCE]
    assert "confirm the visit" in moved.influences[0].title


def test_denial_hardly_moves_the_arms_judgement(found):
    assert -0.03 < shift(found["denial"], ARMS).amount < 0
    assert abs(shift(found["denial"], MEETING).amount) < 0.01


def test_report_on_something_else_moves_nothing(found):
    change = found["fisheries"].view.assessment.change
    assert len(change.documents) == 1
    assert {one.amount for one in (*change.concern, *change.judgements)} == {0.0}


def settled(one):
    return {s.judgement: s for s in one.view.assessment.change.settled or ()}


def test_visit_settles_the_meeting_that_was_judged_first(found):
    for name in ("denial", "fisheries", "confirmation"):
        assert settled(found[name]) == {}
    (one,) = settled(found["visit"]).values()
    assert (one.judgement, one.ending, one.day) == (MEETING, "happened", date(2023, 9, 13))
    assert (one.asked_on, one.end) == (DAYS["plan"], date(2023, 10, 4))
    assert one.earlier == found["plan"].view.assessment.id
    quotes = [found["visit"].view.claims[ref].quote for ref in one.claims]
    assert any("met Kim Jong Un" in quote for quote in quotes)


def test_follow_up_settles_the_arms_and_tells_what_passed_unseen(found):
    told = settled(found["containers"])
    assert (told[ARMS].ending, told[ARMS].day) == ("happened", date(2023, 10, 1))
    (quote,) = [found["containers"].view.claims[ref].quote for ref in told[ARMS].claims]
    assert "1,000 containers" in quote
    assert MEETING not in told  # that was told a month before
    others = {one.ending for key, one in told.items() if key != ARMS}
    assert others == {"passed"}


def test_texts_decide_no_question_of_the_record_and_what_its_rule_lacks_is_told(found):
    assert all(one.resolved == () for one in found.values())
    for one in found["containers"].told:
        assert "the lake holds nothing of any source of event data" in one.missing or (
            "its window lasts to" in one.missing
        )


def test_visit_resolves_the_question_of_the_meeting(found):
    assert p(found["visit"], MEETING) > 0.95
    asked = {one.question.id: one for one in found["plan"].questions}
    told = [one for one in found["visit"].told if one.question in asked]
    assert [asked[one.question].question.event_class for one in told] == ["meeting"]
    assert told[0].day == date(2023, 9, 13)
    assert "met Kim Jong Un" in told[0].quote
    assert not found["confirmation"].told  # what is planned tells of nothing yet


def test_follow_up_resolves_the_question_of_the_arms(found):
    assert shift(found["containers"], ARMS).amount > 0.3
    kinds = {
        q.question.id: q.question.event_class for one in found.values() for q in one.questions
    }
    told = {kinds[one.question] for one in found["containers"].told}
    assert told == {"meeting", "military_aid"}


def test_judgements_enter_the_record_once_with_their_source(found, settings):
    with open_ledger(settings.store) as ledger:
        records = ledger.questions()
    asked = [q.question.id for one in found.values() for q in one.questions]
    assert len(set(asked)) == len(asked) == len(records) == 12
    for record in records:
        (forecast,) = record.forecasts
        answer, judgement = forecast.source.split("/")
        one = next(o for o in found.values() if o.view.assessment.id == answer)
        assert (forecast.p, forecast.method) == (p(one, judgement), "judgement")
        assert (record.question.end - record.question.asked_on).days == 30


def test_same_again_changes_nothing_and_writes_nothing(found, settings):
    path = Path(settings.store)
    before = _dump(settings)
    again = run(settings, DAYS["containers"])
    assert again.state is WatchState.SAME
    assert again.view.assessment == found["containers"].view.assessment
    assert again.questions == ()
    assert _dump(settings) == before
    assert path.exists()


def test_dry_run_tells_and_keeps_nothing(found, settings):
    before = _dump(settings)
    dry = run(settings, date(2023, 10, 20), is_dry=True)
    assert dry.state is WatchState.CHANGED
    assert "6 days passed" in dry.view.assessment.change.assumptions[0]
    assert _dump(settings) == before


def _dump(settings):
    with open_ledger(settings.store) as ledger:
        return (
            [to_json(one) for one in ledger.assessments()],
            ledger.questions(),
            ledger.seen(WatchAnswer, "RUS-PRK"),
        )


@pytest.mark.parametrize("step", ["add_assessment", "add_question", "add_forecast", "add_seen"])
@pytest.mark.parametrize("when", ["before", "after"])
def test_kill_loses_nothing_and_repeats_nothing(
    found, settings, tmp_path, monkeypatch, step, when
):
    """A run that dies at a write is run again, and leaves what an undisturbed one leaves."""
    own = replace(settings, store=str(tmp_path / "ledger.sqlite"))
    real = getattr(Ledger, step)

    def dying(self, value):
        if when == "after":
            real(self, value)
        raise KeyboardInterrupt

    monkeypatch.setattr(Ledger, step, dying)
    with pytest.raises(KeyboardInterrupt):
        run(own, DAYS["plan"])
    monkeypatch.undo()
    done = when == "after" and step == "add_seen"
    assert run(own, DAYS["plan"]).state is (WatchState.SAME if done else WatchState.FIRST)
    with open_ledger(own.store) as ledger:
        assert [one.id for one in ledger.assessments()] == [found["plan"].view.assessment.id]
        assert ledger.questions() == tuple(found["plan"].questions)
        assert ledger.verify() == []


def test_error_of_the_store_fails_the_pair_and_no_more(settings, monkeypatch, tmp_path):
    def full(self, value):
        raise StoreError("The disk is full.")

    own = replace(settings, store=str(tmp_path / "ledger.sqlite"))
    monkeypatch.setattr(Ledger, "add_assessment", full)
    one = run(own, DAYS["plan"])
    assert (one.state, one.error) == (WatchState.FAILED, "The disk is full.")


def test_every_number_of_a_change_opens(found, settings):
    change = found["confirmation"].view.assessment.change
    for one in (*change.concern, *change.judgements):
        for ref in (one.figure, *(share.figure for share in one.shares)):
            named = f"{found['confirmation'].view.assessment.id}/{ref}"
            assert explain(named, settings=settings).figures[0].id == ref


@pytest.mark.parametrize("name", REPORTS)
def test_brief_of_each_date_is_as_it_was(found, name):
    stream = io.StringIO()
    console = Console(file=stream, width=80, color_system=None, legacy_windows=False)
    tell.render_terminal(found[name].view, console)
    told = "\n".join(line.rstrip() for line in stream.getvalue().splitlines()) + "\n"
    path = BRIEFS / f"{DAYS[name]}-{name}.txt"
    if os.environ.get("TOCSIN_UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(told, encoding="utf-8")
    assert told == path.read_text(encoding="utf-8")
