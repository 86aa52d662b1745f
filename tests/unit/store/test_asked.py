"""Questions, forecasts and resolutions in the ledger: added, never changed, checked."""

import sqlite3
from dataclasses import replace
from datetime import date

import pytest

from tocsin.errors import StoreError, UsageError
from tocsin.model.forecast import (
    Answer,
    BaseRate,
    EvidenceRow,
    Forecast,
    ForecastQuestion,
    Reason,
    Resolution,
    ResolutionRule,
)
from tocsin.store import open_ledger, rows

DAY = date(2018, 5, 20)


def question(end=3, **more):
    rule = ResolutionRule(
        sources=("icews",), codes=("042", "043"), modes=("CONSULT:visit",), who="either",
        yes="a row", no="none", void="nobody knows", void_on=date(2019, 6, end),
    )  # fmt: skip
    given = {
        "asked_on": DAY, "dyad": ("PRK", "RUS"), "event_class": "meeting", "is_mutual": True,
        "text": "Will they meet?", "start": date(2018, 5, 21), "end": date(2018, 6, end),
        "rule": rule, **more,
    }  # fmt: skip
    return ForecastQuestion(**given)


ROW = EvidenceRow(source="icews", key="17", day=date(2018, 5, 31), words="a visit")


def forecast(p=0.4, **more):
    given = {
        "question": question().id, "made_on": DAY, "p": p, "interval": (0.2, 0.6),
        "method": "pair_rate", "data_until": DAY,
        "reasons": (Reason(feature="pair", words="often", value=1.0, effect=2.5, rows=(ROW,)),),
        "bases": (BaseRate(name="pair", words="its own", p=0.4, n=10),), **more,
    }  # fmt: skip
    return Forecast(**given)


def resolution(answer=Answer.YES, **more):
    given = {
        "question": question().id, "answer": answer, "decided_on": date(2018, 6, 4),
        "by": "rule", "because": "a row is there", "rows": (ROW,), **more,
    }  # fmt: skip
    return Resolution(**given)


@pytest.fixture
def asked(ledger):
    """A ledger with a question, two forecasts and a resolution."""
    assert ledger.add_question(question())
    ledger.add_forecast(forecast(0.4))
    ledger.add_forecast(forecast(0.6))
    ledger.add_resolution(resolution())
    return ledger


def test_what_was_added_comes_back_in_order(asked):
    (record,) = asked.questions()
    assert record.question == question()
    assert record.forecasts == (forecast(0.4), forecast(0.6, place=2))
    assert record.resolution == resolution()
    assert record.first.p == 0.4
    assert record.last.base("pair").n == 10
    assert record.last.base("climatology") is None
    assert asked.verify() == []


def test_empty_ledger_has_no_questions(ledger):
    assert ledger.questions() == ()
    assert ledger.verify() == []


def test_question_asked_again_stays_as_it_was(asked):
    again = question(asked_on=date(2018, 5, 22), text="Another wording?")
    assert again.id == question().id
    assert not asked.add_question(again)
    assert asked.question(again.id).question.text == "Will they meet?"


def test_same_forecast_twice_is_one_and_a_return_to_it_is_another(asked):
    assert asked.add_forecast(forecast(0.6)).place == 2
    assert asked.add_forecast(forecast(0.4)).place == 3
    places = [one.place for one in asked.question(question().id).forecasts]
    assert places == [1, 2, 3]
    assert len({one.id for one in asked.question(question().id).forecasts}) == 3


def test_later_resolution_counts_and_the_earlier_one_stays(asked):
    assert asked.add_resolution(resolution(decided_on=date(2018, 7, 1))).place == 1
    void = resolution(Answer.VOID, by="hand", because="the row was wrong", rows=())
    assert asked.add_resolution(void).place == 2
    record = asked.question(question().id)
    assert record.resolution.answer is Answer.VOID
    assert [one.answer for one in record.resolutions] == [Answer.YES, Answer.VOID]
    other = replace(void, because="the file was withdrawn")
    assert asked.add_resolution(other).place == 3
    assert asked.verify() == []


def test_nothing_is_added_to_a_question_that_is_not_there(ledger):
    for add, part in ((ledger.add_forecast, forecast()), (ledger.add_resolution, resolution())):
        with pytest.raises(StoreError, match="ask it first"):
            add(part)
    assert ledger.verify() == []


def test_question_is_found_by_any_part_and_by_its_beginning(asked):
    record = asked.question(question().id)
    for ref in (record.question.id[:6], record.last.id, record.resolution.id[:7]):
        assert asked.question(ref) == record
    for kind, part in (("question", record.question), ("forecast", record.last),
                       ("resolution", record.resolution)):  # fmt: skip
        found = asked.find(part.id)
        assert (found.kind, found.value) == (kind, part)


def test_unknown_and_ambiguous_ids_are_said(asked):
    asked.add_question(question(end=4))
    with pytest.raises(UsageError, match="holds no question 'q-zz'"):
        asked.question("q-zz")
    with pytest.raises(UsageError, match="may mean"):
        asked.question("q-")
    with pytest.raises(UsageError, match="holds no forecast"):
        asked.question("f-zz")


def test_adding_again_after_opening_anew_changes_no_byte(asked, path):
    asked.close()
    before = path.read_bytes()
    with open_ledger(str(path)) as ledger:
        assert not ledger.add_question(question())
        assert len(ledger.questions()) == 1
    assert path.read_bytes() == before


def tampered(asked, path, *statements):
    asked.close()
    raw = sqlite3.connect(path)
    for statement in statements:
        assert raw.execute(statement).rowcount != 0
    raw.commit()
    raw.close()
    with open_ledger(str(path)) as ledger:
        return ledger.verify()


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("UPDATE forecasts SET json = replace(json, '0.4', '0.9')", "stored Forecast is not"),
        ("UPDATE questions SET json = replace(json, 'row', 'cow')", "ForecastQuestion is not"),
        ("UPDATE resolutions SET seal = 0", "stored Resolution is not"),
        ("DELETE FROM forecasts WHERE place = 1", "lacks its forecasts number 1"),
        (
            "DELETE FROM forecasts WHERE place = 2",
            "was recorded in the audit, but is not there",
        ),
        ("DELETE FROM resolutions", "was recorded in the audit, but is not there"),
        ("DELETE FROM questions", "that is not there"),
        ("UPDATE resolutions SET id = 'x-1'", "none of theirs"),
        ("UPDATE resolutions SET id = 'r-1'", "holds what is called r-"),
        ("UPDATE audit SET content = '' WHERE action = 'forecast'", "does not follow"),
    ],
)
def test_tampering_is_listed(asked, path, statement, problem):
    problems = tampered(asked, path, statement)
    assert any(problem in one for one in problems), problems


def test_forged_probability_with_a_fitting_seal_still_differs_from_the_audit(asked, path):
    asked.close()
    raw = sqlite3.connect(path)
    (json,) = raw.execute("SELECT json FROM forecasts WHERE place = 2").fetchone()
    forged = json.replace('"p": 0.6', '"p": 0.9')
    raw.execute(
        "UPDATE forecasts SET json = ?, seal = ? WHERE place = 2",
        (forged, rows.seal(forged, "")),
    )
    raw.commit()
    raw.close()
    with open_ledger(str(path)) as ledger:
        problems = ledger.verify()
    assert any("is not as the audit recorded it" in one for one in problems)
    assert any("holds what is called f-" in one for one in problems)


def test_ledger_of_version_two_is_upgraded_and_keeps_what_it_holds(filled, path, make):
    before = filled.documents()
    filled.close()
    raw = sqlite3.connect(path)
    for table in ("resolutions", "forecasts", "questions"):
        raw.execute(f"DROP TABLE {table}")
    raw.execute("UPDATE meta SET schema_version = 2")
    raw.commit()
    raw.close()
    with open_ledger(str(path), create=False) as ledger:
        assert ledger.documents() == before
        assert ledger.add_question(question())
        ledger.add_forecast(forecast())
        assert ledger.verify() == []
    raw = sqlite3.connect(path)
    assert raw.execute("SELECT schema_version FROM meta").fetchone() == (4,)
    last = "SELECT action, subject FROM audit ORDER BY seq DESC LIMIT 1 OFFSET 2"
    assert raw.execute(last).fetchone() == ("upgrade", "4")
    raw.close()
