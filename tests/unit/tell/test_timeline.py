"""The timeline as text, CSV and JSON."""

import csv
import io
import json
from datetime import date

import pytest
from rich.console import Console

from tocsin.model.timeline import Happening, Origin, Outcome, Phase, Timeline
from tocsin.tell.timeline import (
    TIMELINE_COLUMNS,
    render_timeline,
    reports_of,
    said_of,
    standing_of,
    timeline_json,
    what_of,
    when_of,
    who_of,
    write_timeline_csv,
)

HOSTILE = ("<script>alert(1)</script>", "\x1b[31mred\x1b[0m", "[bold]markup[/bold]",
           "\u202eevil\u202c", "=HYPERLINK(1)", r"$\alpha$")  # fmt: skip


def origin(**more):
    given = {"feed": "claims", "id": "c-1", "said": date(2023, 9, 4), "publisher": "BBC",
             "words": "Kim Jong Un’s planned visit to Russia this month"}  # fmt: skip # noqa: RUF001
    return Origin(**{**given, **more})


def happening(**more):
    given = {"source": "PRK", "target": "RUS", "is_mutual": False, "type": "CONSULT",
             "mode": "visit", "items": (), "phase": Phase.DONE, "start": date(2023, 9, 13),
             "end": date(2023, 9, 13), "quad": 1, "goldstein": None, "origins": (origin(),)}  # fmt: skip
    return Happening(**{**given, **more})


def timeline(*happenings, left_out=0):
    return Timeline(dyad=("RUS", "PRK"), since=date(2023, 1, 1), until=date(2023, 9, 30),
                    happenings=happenings, left_out=left_out)  # fmt: skip


@pytest.fixture
def found():
    """Give a visit that was announced and made, a denied delivery, and a row of data."""
    visit = happening(mode="042", goldstein=1.9, origins=tuple(
        origin(feed="icews", id=f"e-{at}", words="Kim Jong Un > Vladimir Putin")
        for at in range(3)
    ))  # fmt: skip
    plan = happening(phase=Phase.AHEAD, outcome=Outcome.CAME, resolved_by=visit.id,
                     start=date(2023, 9, 10), end=date(2023, 9, 13), status="planned",
                     origins=(origin(), origin(id="c-2", publisher="NYT")))  # fmt: skip
    denial = happening(type="AID", mode="military", items=("weapons", "munitions"),
                       phase=Phase.NOT_DONE, start=None, end=None, quad=2,
                       origins=(origin(id="c-3", holder="North Korea denies"),))  # fmt: skip
    given = happening(type="AID", mode="", items=("munitions",), denied_by=(denial.id,),
                      origins=(origin(id="c-4"),))  # fmt: skip
    return timeline(plan, visit, given, denial, left_out=1234)


def printed(found, width):
    stream = io.StringIO()
    render_timeline(found, Console(file=stream, width=width))
    return stream.getvalue()


@pytest.mark.parametrize("width", [80, 160])
def test_rows_show_day_parties_act_standing_reports_and_words(found, width):
    text = " ".join(printed(found, width).split())
    for part in ("RUS-PRK, 2023-01-01 to 2023-09-30", "2023-09-10 to 2023-09-13", "PRK > RUS",
                 "consult (visit)", "make a visit", "2 (claims)", "1 (icews; told 3 times)",
                 "1,234 events of the data are not shown."):  # fmt: skip
        assert part in text
    assert max(map(len, printed(found, width).splitlines())) <= width


def test_an_outcome_names_the_row_that_decided_it(found):
    assert "ahead (planned); came: no. 2" in " ".join(printed(found, 200).split())
    assert "done; denied: no. 4" in " ".join(printed(found, 200).split())


def test_an_empty_timeline_says_so():
    for width in (80, 160):
        assert "No event between the two is known in this period." in printed(timeline(), width)


@pytest.mark.parametrize("width", [80, 160])
def test_hostile_text_does_not_steer(width):
    for text in HOSTILE:
        one = happening(source=text, type=text, mode=text, items=(text,), status=text,
                        phase=Phase.AHEAD, outcome=Outcome.OPEN,
                        origins=(origin(words=text, holder=text, publisher=text),))  # fmt: skip
        shown = printed(timeline(one), width)
        assert not set(shown) & set("\x1b\u202e")
        if text.startswith("[bold]"):
            assert "[bold]" in shown


def test_a_narrow_encoding_gets_plain_letters(found):
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    render_timeline(found, Console(file=stream, width=160))
    stream.flush()
    assert b"planned visit" in stream.buffer.getvalue()


def test_csv_has_a_row_for_each_event(found):
    stream = io.StringIO()
    write_timeline_csv(found, stream)
    rows = list(csv.DictReader(io.StringIO(stream.getvalue())))
    assert tuple(rows[0]) == TIMELINE_COLUMNS
    plan, visit, _, denial = rows
    assert [row["id"] for row in rows] == [one.id for one in found.happenings]
    assert plan["resolved_by"] == visit["id"]
    assert (plan["phase"], plan["status"], plan["outcome"]) == ("ahead", "planned", "came")
    assert (visit["goldstein"], visit["reports"], visit["independent"]) == ("1.9", "3", "1")
    assert visit["origin_ids"] == "e-0;e-1;e-2"
    assert (denial["items"], denial["start"]) == ("weapons;munitions", "")
    assert (denial["said"], denial["holder"]) == ("2023-09-04", "North Korea denies")
    assert plan["publishers"] == "BBC;NYT"


def test_no_cell_of_the_csv_is_a_formula_and_numbers_stay_numbers():
    one = happening(type="=1+1", goldstein=-9.5, origins=(origin(words="=HYPERLINK(1)"),))
    stream = io.StringIO()
    write_timeline_csv(timeline(one), stream)
    (row,) = csv.DictReader(io.StringIO(stream.getvalue()))
    assert (row["type"], row["words"]) == ("'=1+1", "'=HYPERLINK(1)")
    assert row["goldstein"] == "-9.5"


def test_an_event_without_reports_can_be_written():
    stream = io.StringIO()
    write_timeline_csv(timeline(happening(origins=())), stream)
    (row,) = csv.DictReader(io.StringIO(stream.getvalue()))
    assert (row["words"], row["said"]) == ("", "")
    assert "PRK > RUS" in printed(timeline(happening(origins=())), 80)


def test_json_has_ids_and_holds_all(found):
    told = json.loads(json.dumps(timeline_json(found)))
    assert told["dyad"] == ["RUS", "PRK"]
    assert told["left_out"] == 1234
    first = told["happenings"][0]
    assert next(iter(first)) == "id"
    assert first["id"] == found.happenings[0].id
    assert (first["independent"], first["outcome"]) == (2, "came")
    assert first["origins"][0]["words"].startswith("Kim")


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"mode": "042"}, "make a visit"), ({"mode": "99999"}, "consult"),
        ({"mode": ""}, "consult"), ({}, "consult (visit)"),
        ({"type": "AID", "mode": "military", "items": ("nuclear_technology", "fuel")},
         "aid (military): nuclear technology, fuel"),
    ],
)  # fmt: skip
def test_what_happens_is_said_in_words(more, told):
    assert what_of(happening(**more)) == told


def test_who_acts_is_named_with_a_sign_for_both():
    assert who_of(happening()) == "PRK > RUS"
    assert who_of(happening(is_mutual=True), {"PRK": "North Korea"}) == "North Korea <> RUS"


@pytest.mark.parametrize(
    ("start", "end", "said", "told"),
    [
        (date(2023, 9, 1), date(2023, 9, 30), None, "2023-09-01 to 2023-09-30"),
        (date(2023, 9, 1), date(2023, 9, 1), None, "2023-09-01"),
        (None, date(2023, 9, 30), None, "2023-09-30"),
        (None, None, date(2023, 9, 4), "told 2023-09-04"),
        (None, None, None, "no day known"),
    ],
)
def test_when_it_is_is_said_as_far_as_known(start, end, said, told):
    assert when_of(happening(start=start, end=end, origins=(origin(said=said),))) == told


def test_the_first_telling_counts():
    days = (date(2023, 9, 6), None, date(2023, 9, 4))
    one = happening(origins=tuple(origin(said=day) for day in days))
    assert said_of(one) == date(2023, 9, 4)
    assert said_of(happening(origins=())) is None


def test_every_phase_and_outcome_has_words():
    for phase in Phase:
        for outcome in (None, *Outcome):
            text = standing_of(happening(phase=phase, outcome=outcome, resolved_by="h-1"), {})
            assert ("h-1" in text) is (outcome is not None)
            assert "_" not in text


def test_reports_of_several_feeds_are_named():
    one = happening(origins=(origin(), origin(feed="icews", id="e-1")))
    assert reports_of(one) == "2 (claims, icews)"
