"""Questions: their wording and rules, their windows, their making from claims, their scoring."""

from datetime import date, timedelta

import pytest

from tocsin.errors import InsufficientDataError, UsageError
from tocsin.model.claim import Claim, Event, EventTime
from tocsin.model.event_classes import event_class, load_event_classes
from tocsin.model.forecast import (
    Answer,
    BaseRate,
    EvidenceRow,
    Forecast,
    QuestionRecord,
    Resolution,
)
from tocsin.model.ids import ActorId, ClaimId, DocumentId
from tocsin.model.index import Coverage
from tocsin.model.vocabulary import EventType, Polarity, Status
from tocsin.pipeline import forecasting
from tocsin.pipeline.forecasting.from_claims import Narrowing, question_from_claim
from tocsin.pipeline.forecasting.histories import chosen_sources, event_sources
from tocsin.pipeline.forecasting.listing import shareable_record
from tocsin.pipeline.forecasting.resolving import decided
from tocsin.pipeline.forecasting.scoring import Scoring, Which, as_known, scored, which_of
from tocsin.pipeline.forecasting.wording import (
    Window,
    checked_window,
    question_of,
    window_of,
)

DAY = date(2023, 9, 5)
PAIR = ("RUS", "PRK")


def question(kind="meeting", dyad=PAIR, within=14, asked_on=DAY, sources=("icews",)):
    window = window_of(asked_on, within=within, by=None)
    return question_of(event_class(kind), dyad, window, asked_on=asked_on, sources=sources)


def test_public_names_are_there():
    for name in forecasting.__all__:
        assert getattr(forecasting, name) is not None
    with pytest.raises(AttributeError):
        _ = forecasting.nonsense


def test_window_begins_on_the_day_after():
    assert window_of(DAY, within=14, by=None) == Window(
        start=date(2023, 9, 6), end=date(2023, 9, 19)
    )
    assert window_of(DAY, within=None, by=date(2023, 9, 6)).end == date(2023, 9, 6)
    assert (window_of(DAY, within=None, by=None).end - DAY).days == 30


@pytest.mark.parametrize(
    ("within", "by", "word"),
    [
        (14, date(2023, 9, 20), "exclude"),
        (0, None, "between 1 and"),
        (4000, None, "between 1 and"),
        (None, DAY, "what has passed is no forecast"),
        (None, date(2040, 1, 1), "more than 3650 days"),
    ],
)
def test_window_that_is_none_is_refused(within, by, word):
    with pytest.raises(UsageError, match=word):
        window_of(DAY, within=within, by=by)


def test_window_is_cut_to_what_is_ahead():
    whole = Window(start=date(2023, 9, 1), end=date(2023, 9, 30))
    assert checked_window(DAY, whole).start == date(2023, 9, 6)
    later = Window(start=date(2023, 9, 10), end=date(2023, 9, 30))
    assert checked_window(DAY, later) == later


def test_rule_names_sources_codes_parties_and_the_day_of_void():
    rule = question().rule
    assert rule.codes == ("042", "043", "044")
    assert "a row of icews, dated 2023-09-06 to 2023-09-19" in rule.yes
    assert "042 (make a visit)" in rule.yes
    assert "North Korea and Russia, either acting on the other" in rule.who
    assert rule.void_on == date(2023, 9, 19) + timedelta(days=365)
    assert "any source of event data in the lake" in question(sources=()).rule.yes
    directed = question("military_aid").rule
    assert "Russia acting on North Korea" in directed.who


def test_every_class_makes_a_question_that_can_be_read():
    for name in load_event_classes():
        text = question(name).text
        assert text.endswith("from 2023-09-06 to 2023-09-19?")
        assert "Russia" in text
        assert "North Korea" in text


def test_id_depends_on_what_is_asked_and_decided_and_on_nothing_else():
    one = question()
    assert question(dyad=("PRK", "RUS")).id == one.id
    assert question("aid").id != question("aid", dyad=("PRK", "RUS")).id
    ids = {one.id, question(within=15).id, question(sources=("gdelt",)).id, question("aid").id,
           question(sources=()).id, question(asked_on=date(2023, 9, 6)).id}  # fmt: skip
    assert len(ids) == 6
    assert question(sources=("icews", "gdelt")).id == question(sources=("gdelt", "icews")).id


class Claims:
    """Stands for a ledger with one claim."""

    def __init__(self, found):
        self.found = found

    def claim(self, _ref):
        return self.found


def claim(kind=EventType.CONSULT, status=Status.PLANNED, polarity=Polarity.AFFIRMED, **event):
    given = {"source": (ActorId("PRK.KIM_JONG_UN"),), "target": (ActorId("RUS"),), **event}
    return Claim(
        id=ClaimId("c-1"), document=DocumentId("d-1"), path="x", sentence=0, span=(0, 1),
        quote="x", event=Event(type=kind, **given), status=status, polarity=polarity,
        holders=(), confidence=0.9,
    )  # fmt: skip


def from_claim(found, **more):
    given = {"asked_on": DAY, "sources": ("icews",), **more}
    return question_from_claim("c-1", Claims(found), Narrowing(**given))


def test_claim_gives_pair_class_and_window():
    time = EventTime(date(2023, 9, 1), date(2023, 9, 30), "this month")
    found = from_claim(claim(time=time))
    assert found.dyad == ("PRK", "RUS")
    assert (found.event_class, found.claim, found.status) == ("meeting", "c-1", "planned")
    assert (found.start, found.end) == (date(2023, 9, 6), date(2023, 9, 30))


def test_claim_without_days_gets_the_default_window_and_options_win():
    assert (from_claim(claim()).end - DAY).days == 30
    time = EventTime(date(2023, 9, 1), date(2023, 9, 30), "this month")
    assert from_claim(claim(time=time), within=7).end == date(2023, 9, 12)
    chosen = from_claim(claim(), dyad="CHN-RUS", kind="agreement")
    assert (chosen.dyad, chosen.event_class) == (("CHN", "RUS"), "agreement")


@pytest.mark.parametrize(
    ("found", "error", "word"),
    [
        (claim(status=Status.OCCURRED), UsageError, "occurred"),
        (claim(status=Status.AVERTED), UsageError, "averted"),
        (claim(polarity=Polarity.NEGATED), UsageError, "did not happen"),
        (claim(target=()), InsufficientDataError, "but none; say which"),
        (claim(target=(ActorId("PRK"),)), InsufficientDataError, "but none; say which"),
        (claim(target=(ActorId("UN"),)), InsufficientDataError, "but none"),
        (claim(target=(ActorId("RUS"), ActorId("CHN"))), InsufficientDataError,
         "PRK-RUS, PRK-CHN"),
        (claim(kind=EventType.PROTEST, mode="demo"), InsufficientDataError, "PROTEST:demo"),
        (claim(time=EventTime(None, date(2023, 9, 4), "by then")), UsageError, "--as-of"),
    ],
)  # fmt: skip
def test_claim_that_asks_nothing_says_why(found, error, word):
    with pytest.raises(error, match=word):
        from_claim(found)


def coverage(source="icews", rows=9, table="events", **more):
    given = {"start": date(2023, 1, 1), "end": date(2023, 12, 31), "edition": "", **more}
    return Coverage(source=source, table=table, rows=rows, **given)


def test_largest_source_of_events_decides_and_claims_never_do():
    covered = (coverage(), coverage("gdelt", 50), coverage("claims", 99),
               coverage("un", 70, "votes"), coverage("empty", 0))  # fmt: skip
    assert [one.source for one in event_sources(covered)] == ["gdelt", "icews"]
    assert [one.source for one in chosen_sources(covered, ())] == ["gdelt"]
    assert [one.source for one in chosen_sources(covered, ("icews",))] == ["icews"]
    with pytest.raises(UsageError, match="it holds gdelt, icews"):
        chosen_sources(covered, ("claims",))
    assert chosen_sources((), ("icews",)) == ()


class NoRows:
    """Stands for a view of a lake without such rows."""

    def rows(self, *_arguments, **_options):
        raise InsufficientDataError("The lake holds no events.")


@pytest.mark.parametrize(
    ("covered", "as_of", "answer", "missing"),
    [
        ((coverage(),), date(2023, 9, 20), Answer.NO, ""),
        ((coverage(),), date(2023, 9, 19), None, "lasts to 2023-09-19"),
        ((), date(2023, 9, 20), None, "holds nothing of icews"),
        ((coverage("gdelt"),), date(2023, 9, 20), None, "holds nothing of icews"),
        ((coverage(end=date(2023, 9, 10)),), date(2023, 9, 20), None, "to 2023-09-10"),
        ((coverage(end=None),), date(2023, 9, 20), None, "unknown days"),
        ((coverage(gaps=((date(2023, 9, 8), date(2023, 9, 8)),)),), date(2023, 9, 20), None,
         "covers all"),
        ((coverage(scope=("USA",)),), date(2023, 9, 20), None, "other states only"),
        ((coverage(scope=("RUS", "PRK")),), date(2023, 9, 20), Answer.NO, ""),
        ((), date(2024, 9, 18), Answer.VOID, ""),
        ((coverage(),), date(2024, 9, 18), Answer.NO, ""),
    ],
)  # fmt: skip
def test_silence_is_no_only_where_a_source_covers_the_window(covered, as_of, answer, missing):
    found, lacking = decided(question(), as_of, covered, NoRows())
    assert (found.answer if found else None) == answer
    assert missing in lacking
    if found is not None:
        assert (found.by, found.decided_on) == ("rule", as_of)


def record(p=0.4, answer=Answer.YES, seen=date(2023, 9, 13), made=(DAY,), dyad=PAIR):
    asked = question(dyad=dyad)
    bases = (BaseRate(name="pair", words="w", p=0.3, n=5),)
    forecasts = tuple(
        Forecast(question=asked.id, place=at, made_on=day, p=p + at / 100, method="hand",
                 bases=bases if at == 1 else ())
        for at, day in enumerate(made, start=1)
    )  # fmt: skip
    row = EvidenceRow(source="icews", key="1", day=seen, words="secret")
    resolution = Resolution(
        question=asked.id, answer=answer, decided_on=date(2023, 9, 30), by="rule",
        because="w", rows=(row,) if answer is Answer.YES else (),
    )  # fmt: skip
    return QuestionRecord(question=asked, forecasts=forecasts, resolutions=(resolution,))


LATER = Scoring(as_of=date(2023, 10, 1))


def test_one_forecast_of_each_question_is_scored_the_first_or_the_last():
    days = (DAY, date(2023, 9, 10), date(2023, 9, 13))
    records = [record(made=days)]
    first = scored(records, LATER, seed=0)
    last = scored(records, Scoring(as_of=LATER.as_of, which=Which.LAST), seed=0)
    assert (first.n, last.n) == (1, 1)
    assert first.brier.value == pytest.approx((1 - 0.41) ** 2)
    # The third was made on the day of the event, and so not in time.
    assert last.brier.value == pytest.approx((1 - 0.42) ** 2)
    assert [one.name for one in first.comparisons] == ["pair", "even"]
    assert [one.name for one in last.comparisons] == ["even"]


def test_void_and_late_ones_are_counted_and_not_scored():
    records = [record(), record(answer=Answer.VOID, dyad=("CHN", "RUS")),
               record(made=(date(2023, 9, 14),), dyad=("CHN", "USA")),
               record(answer=Answer.NO, dyad=("USA", "RUS"))]  # fmt: skip
    found = scored(records, LATER, seed=0)
    assert (found.n, found.yes, found.void, found.unforecast, found.asked) == (2, 1, 1, 1, 4)
    assert found.share_void == pytest.approx(1 / 4)


def test_nothing_to_score_says_what_is_lacking():
    with pytest.raises(InsufficientDataError, match="no such question"):
        scored([], LATER, seed=0)
    with pytest.raises(InsufficientDataError, match="resolve --due"):
        scored([record(answer=Answer.VOID)], LATER, seed=0)
    with pytest.raises(InsufficientDataError, match="before its answer was known"):
        scored([record(made=(date(2023, 9, 20),))], LATER, seed=0)
    with pytest.raises(UsageError, match="first or last"):
        which_of("best")


def test_record_as_of_a_day_knows_nothing_later():
    known = as_known(record(made=(DAY, date(2023, 9, 10))), date(2023, 9, 6))
    assert len(known.forecasts) == 1
    assert known.resolutions == ()


def test_words_of_rows_that_may_not_go_are_left_out():
    shown = shareable_record(record())
    assert shown.resolution.rows[0].words == ""
    assert shown.resolution.rows[0].key == "1"
