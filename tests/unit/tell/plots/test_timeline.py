"""The picture of a timeline, whole."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tocsin.errors import InsufficientDataError, OutputError
from tocsin.model.timeline import Outcome, Phase
from tocsin.tell.plots import plot_timeline
from tocsin.tell.plots.canvas import shown


def article(make):
    """Return a visit announced and made, a delivery denied, an exercise called off, a promise."""
    visit = make.happening(
        mode="042", origins=tuple(make.origin("icews", date(2023, 9, 13), id=f"e{at}")
                                  for at in range(6)),
    )  # fmt: skip
    plan = make.happening(
        phase=Phase.AHEAD, outcome=Outcome.CAME, resolved_by=visit.id,
        start=date(2023, 9, 10), end=date(2023, 9, 13), status="planned",
    )  # fmt: skip
    denial = make.happening(
        type="AID", phase=Phase.NOT_DONE, items=("weapons",), quad=2,
        origins=(make.origin(id="c-2", said=date(2023, 9, 6)),), start=None, end=None,
    )  # fmt: skip
    given = make.happening(
        type="AID", items=("munitions",), quad=2, denied_by=(denial.id,),
        origins=(make.origin(id="c-3", said=date(2023, 8, 6)),), start=date(2023, 6, 1),
        end=date(2023, 8, 6),
    )  # fmt: skip
    off = make.happening(
        type="COOPERATE", phase=Phase.OFF, quad=2, is_mutual=True, start=None, end=None,
        origins=(make.origin(id="c-4", said=date(2023, 9, 7)),),
    )  # fmt: skip
    drill = replace(
        off, phase=Phase.AHEAD, outcome=Outcome.MAY_HAVE_COME, resolved_by=off.id,
        origins=(make.origin(id="c-5", said=date(2023, 8, 30)),),
    )  # fmt: skip
    food = make.happening(
        type="AID", phase=Phase.AHEAD, outcome=Outcome.DID_NOT_SHOW, start=date(2023, 4, 1),
        end=date(2023, 6, 30), source="RUS", target="PRK", quad=2,
        origins=(make.origin(id="c-6", said=date(2023, 3, 30)),),
    )  # fmt: skip
    talk = make.happening(
        type="THREATEN", phase=Phase.TALK, quad=3, start=None, end=None,
        origins=(make.origin(id="c-7", said=date(2023, 5, 1)),),
    )  # fmt: skip
    return make.timeline(visit, plan, denial, given, off, drill, food, talk)


@pytest.mark.parametrize("name", ["a.svg", "a.png"])
def test_the_same_timeline_has_the_same_bytes(tmp_path, make, name):
    found = article(make)
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        plot_timeline(found, tmp_path / folder / name)
    assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_a_picture_has_lanes_labels_key_and_strip(tmp_path, make):
    plot_timeline(article(make), tmp_path / "a.svg")
    told = make.texts(tmp_path / "a.svg")
    for text in (
        "What happened, and what was announced: Russia and North Korea",
        "1 January 2023 to 30 September 2023",
        "Russia → North Korea", "called off", "only talked of", "it did not show",
        "verbal", "cooperation", "conflict",
        "make a visit, 13 Sep 2023", "consult (visit), 4 Sep 2023",
        "aid (visit): munitions, 1 Jun 2023",
        "Rows of data by week: cooperation up, conflict down",
        "Sources: texts read by Tocsin, icews; drawn by Tocsin, whose figures are its own.",
    ):  # fmt: skip
        assert text in told


def test_the_description_says_what_became_of_plans(tmp_path, make):
    plot_timeline(article(make), tmp_path / "a.svg")
    described = make.texts(tmp_path / "a.svg")[1]
    assert "(ahead (planned); came: make a visit, 13 Sep 2023)" in described
    assert "did not show" in described


def test_a_plan_is_tied_to_its_outcome_by_an_arrow(tmp_path, make):
    found = article(make)
    plot_timeline(found, tmp_path / "a.svg")
    with_arrow = (tmp_path / "a.svg").read_text(encoding="utf-8").count("<path")
    loose = [replace(one, resolved_by="") for one in found.happenings]
    plot_timeline(replace(found, happenings=tuple(loose)), tmp_path / "b.svg")
    assert (tmp_path / "b.svg").read_text(encoding="utf-8").count("<path") < with_arrow


def test_an_empty_timeline_is_refused_with_its_period(tmp_path, make):
    with pytest.raises(InsufficientDataError, match="from 2023-01-01 to 2023-09-30"):
        plot_timeline(make.timeline(), tmp_path / "a.svg")
    assert list(tmp_path.iterdir()) == []


def test_what_is_not_drawn_is_said(tmp_path, make):
    bare = make.happening(start=None, end=None, origins=(make.origin(said=None),))
    found = make.timeline(bare, make.happening(), left_out=1234)
    plot_timeline(found, tmp_path / "a.svg")
    told = make.texts(tmp_path / "a.svg")
    assert "Without any day and not drawn: 1 event." in told
    assert "Of the data, 1,234 events are neither drawn nor counted." in told
    assert "Rows of data by week: cooperation up, conflict down" not in told


def test_what_is_announced_for_later_has_room_after_the_period(tmp_path, make):
    plan = make.happening(
        phase=Phase.AHEAD, outcome=Outcome.OPEN, start=date(2023, 11, 1),
        end=date(2024, 11, 1),
    )  # fmt: skip
    plot_timeline(make.timeline(plan), tmp_path / "a.svg")
    assert "after the period" in make.texts(tmp_path / "a.svg")
    plot_timeline(make.timeline(make.happening()), tmp_path / "b.svg")
    assert "after the period" not in make.texts(tmp_path / "b.svg")


def test_texts_without_room_are_counted(tmp_path, make):
    texts = [make.happening(origins=(make.origin(id=f"c-{at}"),)) for at in range(70)]
    plot_timeline(make.timeline(*texts), tmp_path / "a.svg")
    told = make.texts(tmp_path / "a.svg")
    assert "No room for 10 events more that texts tell of." in told


def test_only_events_without_a_day_give_a_picture_without_marks(tmp_path, make):
    bare = make.happening(start=None, end=None, origins=(make.origin(said=None),))
    plot_timeline(make.timeline(bare), tmp_path / "a.svg")
    assert "Without any day and not drawn: 1 event." in make.texts(tmp_path / "a.svg")


def test_days_that_no_source_covers_are_shaded(tmp_path, make):
    found = article(make)
    covered = [make.covers("icews", "2023-03-01", "2023-12-31"),
               make.covers("other", "2023-01-01", "2023-01-02")]  # fmt: skip
    plot_timeline(found, tmp_path / "a.svg")
    plot_timeline(found, tmp_path / "b.svg", covered=covered)
    first, second = (
        (tmp_path / name).read_text(encoding="utf-8").count("#eceff2")
        for name in ("a.svg", "b.svg")
    )
    assert (first, second) == (0, 1)


@pytest.mark.heavy
def test_hostile_text_is_shown_as_text(tmp_path, make):
    for at, given in enumerate(make.hostile):
        # Ids are made of UTF-8, in which no lone surrogate can stand.
        text = given.replace("\ud800", "")
        one = make.happening(
            source=text, target=text, type=text, mode=text, items=(text,),
            origins=(make.origin(text, id=text, words=text, publisher=text),), quad=0,
        )  # fmt: skip
        path = tmp_path / f"{at}.svg"
        plot_timeline(replace(make.timeline(one), dyad=(text, text)), path)
        assert "<script" not in path.read_text(encoding="utf-8")
        assert any(shown(text) in told for told in make.texts(path)[2:])


@pytest.mark.parametrize(
    ("since", "until"),
    [(date(2023, 9, 13), date(2023, 9, 13)), (date(1, 1, 1), date(9999, 12, 31))],
)
def test_a_day_and_all_of_time_can_be_drawn(tmp_path, make, since, until):
    found = replace(article(make), since=since, until=until)
    plot_timeline(found, tmp_path / "a.svg")
    assert (tmp_path / "a.svg").exists()


def test_the_ending_is_checked(tmp_path, make):
    with pytest.raises(OutputError, match=r"\.svg or \.png"):
        plot_timeline(article(make), tmp_path / "a.gif")


def test_five_hundred_events_take_at_most_two_seconds(tmp_path, make):
    day = date(2023, 1, 1)
    rows = [
        make.happening(origins=(make.origin("icews", day, id=f"e{at}"),), quad=1 + at % 4,
                       start=day + timedelta(at % 270), end=day + timedelta(at % 270))
        for at in range(500)
    ]  # fmt: skip
    found = make.timeline(*article(make).happenings, *rows)
    assert make.seconds(lambda: plot_timeline(found, tmp_path / "a.png")) < 2
