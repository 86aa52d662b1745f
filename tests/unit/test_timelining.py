"""The timeline out of a record: what is asked, refused, and handed on."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from tocsin.errors import InsufficientDataError, UsageError
from tocsin.model.timeline import Happening, Origin, Outcome, Phase, Timeline
from tocsin.pipeline.answering import answer
from tocsin.pipeline.base import Intake, Request, Silence
from tocsin.pipeline.ingesting import Delivery, ingest
from tocsin.pipeline.timelining import Timelining, draw_timeline, plot_timeline, shareable
from tocsin.settings import Settings

SAMPLES = Path(__file__).parents[1] / "data/sources"
TEXT = """---
date: 2018-05-30
publisher: Harbour Wire
---

Kim Jong Un plans to meet Russian foreign minister Sergei Lavrov this week, officials said.

North Korea could sell Russia artillery shells.
"""


@pytest.fixture
def settings(tmp_path):
    return Settings(store=str(tmp_path / "ledger.sqlite"), reader="fast", draws=100)


@pytest.fixture
def read(settings, tmp_path):
    """Put a short text into the ledger."""
    path = tmp_path / "wire.md"
    path.write_text(TEXT)
    request = Request(intake=Intake(sources=(str(path),)), dyad="RUS-PRK")
    answer(request, settings=settings, watcher=Silence())


@pytest.fixture
def data(settings):
    """Put a few events and trips into the lake."""
    for source, name in (("icews", "icews_events.tab"), ("colt", "colt_master.csv")):
        delivery = Delivery(
            source=source, names=(str(SAMPLES / name),), retrieved=dt.date(2024, 1, 1)
        )
        assert list(ingest(delivery, settings=settings, watcher=Silence()))


def draw(settings, dyad="RUS-PRK", **asked):
    return draw_timeline(Timelining(dyad=dyad, **asked), settings=settings, watcher=Silence())


def feeds(found):
    return {origin.feed for one in found.happenings for origin in one.origins}


def test_claims_alone_make_a_timeline(settings, read):
    found = draw(settings)
    assert feeds(found) == {"claims"}
    assert found.until == dt.date(2018, 5, 30)
    assert {one.phase for one in found.happenings} == {Phase.AHEAD}


def test_data_alone_make_a_timeline(settings, data):
    found = draw(settings)
    assert feeds(found) == {"colt", "icews"}
    assert {(one.source, one.target) for one in found.happenings} == {
        ("PRK", "RUS"), ("RUS", "PRK"),
    }  # fmt: skip
    assert found.until == dt.date(2023, 6, 14)
    assert feeds(draw(settings, since=dt.date(2019, 1, 1))) == {"colt"}


def test_text_and_data_stand_in_one_line_and_sources_can_be_chosen(settings, read, data):
    assert feeds(draw(settings)) == {"claims", "colt", "icews"}
    assert feeds(draw(settings, sources=("claims",))) == {"claims"}
    assert feeds(draw(settings, sources=("icews",))) == {"icews"}
    one = draw(settings, most=1)
    assert one.left_out > 0


def test_a_pair_that_a_source_covers_and_that_has_no_event_is_empty(settings, data):
    found = draw(settings, "FRA-BRA")
    assert (found.happenings, found.left_out) == ((), 0)


def test_a_record_without_anything_on_the_two_is_too_little(settings, read):
    with pytest.raises(InsufficientDataError, match=r"nothing on FRA-BRA: read texts"):
        draw(settings, "FRA-BRA")
    with pytest.raises(InsufficientDataError, match="no record yet"):
        draw(replace(settings, store=settings.store + ".none"))


def test_a_period_outside_of_the_record_is_too_little(settings, read):
    with pytest.raises(InsufficientDataError, match="ends with 2018-05-30"):
        draw(settings, since=dt.date(2020, 1, 1))


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"dyad": "RUS-RUS"}, "names one state twice"),
        ({"sources": ("gdelt",)}, r"no events of 'gdelt'; it has claims, colt, icews"),
        ({"since": dt.date(2020, 1, 1), "until": dt.date(2019, 1, 1)}, "swap them"),
    ],
    ids=["one_state", "source", "period"],
)
def test_what_cannot_be_asked_is_refused(settings, data, asked, message):
    with pytest.raises(UsageError, match=message):
        draw(settings, **asked)


def test_the_last_day_is_the_last_that_is_known(settings, read):
    assert draw(settings).since >= dt.date(2008, 1, 1)
    asked = {"since": dt.date(2018, 5, 1), "until": dt.date(2018, 5, 31)}
    found = draw(settings, **asked)
    assert (found.since, found.until) == (asked["since"], asked["until"])
    (visit,) = (one for one in found.happenings if one.type == "CONSULT")
    assert visit.outcome is Outcome.OPEN


def test_a_picture_is_drawn(settings, read, data, tmp_path):
    pytest.importorskip("matplotlib")
    path = tmp_path / "line.svg"
    plot_timeline(draw(settings), path, settings=settings)
    assert "Boschee" in path.read_text()


# What may be handed on


def origin(feed, name):
    return Origin(feed=feed, id=name, said=dt.date(2018, 6, 1), publisher="x", words="y")


def happening(*origins, **more):
    return Happening(
        source="PRK", target="RUS", is_mutual=False, type="CONSULT", mode="", items=(),
        phase=Phase.DONE, start=dt.date(2018, 6, 1), end=dt.date(2018, 6, 1), quad=1,
        goldstein=1.5, origins=origins, **more,
    )  # fmt: skip


def timeline_of(*happenings):
    return Timeline(
        dyad=("RUS", "PRK"),
        since=dt.date(2018, 1, 1),
        until=dt.date(2018, 12, 31),
        happenings=happenings,
        left_out=3,
    )


def test_rows_that_may_not_be_handed_on_are_left_out_with_the_reason():
    free = happening(origin("gdelt", "g"))
    bound = happening(origin("icews", "i"), origin("icews", "j"))
    told = happening(origin("claims", "c"), origin("icews", "k"))
    shown, note = shareable(timeline_of(free, bound, told))
    assert [[one.id for one in item.origins] for item in shown.happenings] == [["g"], ["c"]]
    assert [one.goldstein for one in shown.happenings] == [1.5, None]
    assert note.startswith("Rows that may not be handed on are left out: 3 of icews;")
    assert shown.left_out == 3


def test_links_follow_what_is_left():
    deed = happening(origin("claims", "c"), origin("icews", "k"))
    denial = happening(origin("claims", "d"), origin("polecat", "p"))
    gone = happening(origin("icews", "i"))
    kept = happening(origin("claims", "e"), resolved_by=deed.id, denied_by=(denial.id, gone.id))
    lost = happening(origin("claims", "f"), resolved_by=gone.id, basis="by data")
    shown, _ = shareable(timeline_of(deed, denial, gone, kept, lost))
    one, two, three, four = shown.happenings
    assert (three.resolved_by, three.denied_by) == (one.id, (two.id,))
    assert (four.resolved_by, four.basis) == ("", "by data")
    assert deed.id not in {each.id for each in shown.happenings}


def test_what_may_all_be_handed_on_stays_as_it_is():
    found = timeline_of(happening(origin("gdelt", "g")), happening(origin("claims", "c")))
    assert shareable(found) == (found, "")


def test_an_unknown_source_hands_nothing_on():
    shown, note = shareable(timeline_of(happening(origin("ours", "o"))))
    assert shown.happenings == ()
    assert "1 of ours" in note
