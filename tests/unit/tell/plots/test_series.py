"""Pictures of measures, whole."""

from dataclasses import replace
from datetime import date

import pytest

from tocsin.errors import InsufficientDataError, OutputError
from tocsin.model.index import Cover
from tocsin.tell.plots import plot_measures
from tocsin.tell.plots.canvas import shown


def tension(make, count=24, source="icews"):
    """Return what the family gives for one source, by month."""
    known = [None if at % 11 == 7 else 1 + at % 5 for at in range(count)]
    return [
        *make.months("events_both", known, source=source),
        *make.months("goldstein_both", known, low=0.5, high=6, source=source),
        *make.months("goldstein_decayed_both", known, source=source),
        *make.months("goldstein", known, low=0.5, high=6, source=source, directed=True),
        *make.months("goldstein", known, source=source, parties=("PRK", "RUS")),
        *make.years("net_cooperation", [0.5, 0.6], first=2018, source=source),
    ]


@pytest.mark.parametrize("name", ["a.svg", "a.png"])
def test_the_same_values_have_the_same_bytes(tmp_path, make, name):
    found = make.measured(tension(make))
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        plot_measures(found, tmp_path / folder / name)
    assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_a_picture_has_title_period_panels_source_and_notes(tmp_path, make):
    path = tmp_path / "a.svg"
    plot_measures(make.measured(tension(make)), path)
    told = make.texts(path)
    for text in (
        "Cooperation and conflict: Russia and North Korea",
        "1 January 2018 to 31 December 2019",
        "Events between the two by month",
        "Net cooperation",
        "Source: icews; drawn by Tocsin, whose figures are its own.",
        "Bands and bars around values: 95 % interval.",
    ):
        assert text in told
    assert any(text.startswith("Grey: no source covers it") for text in told)
    assert "unknown in 2 of 24 periods" in told[1]


def test_credits_and_editions_stand_at_the_source(tmp_path, make):
    (one,) = make.months("events_both", [3])
    rows = (replace(one.rows[0], edition="2024-01"),)
    credits_ = {"icews": "Boschee et al. (2015), ICEWS Coded Event Data."}
    found = make.measured([replace(one, rows=rows)])
    plot_measures(found, tmp_path / "a.svg", credits_=credits_)
    assert make.texts(tmp_path / "a.svg")[-1] == (
        "Source: icews (2024-01; Boschee et al. (2015), ICEWS Coded Event Data); drawn by "
        "Tocsin, whose figures are its own."
    )


def test_where_nothing_is_known_the_picture_says_why(tmp_path, make):
    lacking = make.value(
        "s", date(2018, 1, 1), date(2018, 12, 31), None, source="", family="similarity",
        note="unknown, not zero; no alliances in the store",
    )  # fmt: skip
    plot_measures(make.measured([lacking]), tmp_path / "a.svg")
    told = make.texts(tmp_path / "a.svg")
    assert "Nothing of this is known." in told
    assert "Likeness of alliances: unknown, not zero; no alliances in the store" in told
    assert told[-1].startswith("Source: none")


def test_without_values_there_is_no_picture(tmp_path, make):
    with pytest.raises(InsufficientDataError, match="no values to draw"):
        plot_measures(make.measured([]), tmp_path / "a.svg")
    assert list(tmp_path.iterdir()) == []


def test_what_has_no_room_and_what_is_unknown_is_said(tmp_path, make):
    values = [one for source in "abcdefghi" for one in
              make.months("events_both", [1, 2], source=source)]  # fmt: skip
    lacking = make.value("events", date(2018, 1, 1), date(2018, 12, 31), None, source="",
                         note="no reason at all")  # fmt: skip
    plot_measures(make.measured([*values, lacking]), tmp_path / "a.svg")
    told = " ".join(make.texts(tmp_path / "a.svg"))
    assert "No room for: Events between the two by month (i)." in told
    assert "Not known: Who acts (no reason at all)." in told


def test_several_families_are_one_page(tmp_path, make):
    values = [one for family in ("tension", "blocs", "odd") for one in
              make.years("anything", [1, 2], first=2018, family=family)]  # fmt: skip
    lacking = make.value("s", date(2018, 1, 1), date(2018, 12, 31), None, source="",
                         family="similarity")  # fmt: skip
    plot_measures(make.measured([*values, *make.years("more", [1, 2], family="odd"), lacking]),
                  tmp_path / "a.svg")  # fmt: skip
    told = " ".join(make.texts(tmp_path / "a.svg"))
    assert "Russia and North Korea in the record" in told
    assert "Nothing is known of: policy similarity." in told
    assert "Of each family" not in told


def test_of_many_families_the_first_panels_are_drawn_and_the_others_named(tmp_path, make):
    values = [one for at in range(10) for one in
              make.years("anything", [1, 2], first=2018, family=f"family{at}")]  # fmt: skip
    plot_measures(make.measured(values), tmp_path / "a.svg")
    told = " ".join(make.texts(tmp_path / "a.svg"))
    assert "Of each family of measures the first panel; no room for family8, family9." in told


def test_what_is_covered_in_part_is_explained(tmp_path, make):
    (one, two) = make.months("events_both", [1, 2])
    plot_measures(make.measured([one, replace(two, cover=Cover.PART)]), tmp_path / "a.svg")
    told = make.texts(tmp_path / "a.svg")
    assert "Hollow marks and pale bars: the data cover the period in part only." in told


def test_names_that_have_no_room_are_codes(tmp_path, make):
    ways = (("COD", "CAF"), ("CAF", "COD"))
    values = [one for way in ways for one in make.years("events", [1, 2], parties=way)]
    found = make.measured([*values, *make.months("events_both", [1, 2])])
    plot_measures(found, tmp_path / "a.svg")
    assert {"COD → CAF", "CAF → COD"} <= set(make.texts(tmp_path / "a.svg"))


def test_steps_and_stacks_have_their_key(tmp_path, make):
    quads = ("verbal_cooperation", "material_cooperation")
    values = [
        *(one for quad in quads for one in make.years(f"share_{quad}_both", [0.5, 0.5])),
        *make.years("alliance_tie", [1, 2], family="similarity"),
        *make.years("alliance_tie", [1, 2], family="similarity", parties=("PRK", "RUS")),
    ]
    plot_measures(make.measured(values), tmp_path / "a.svg")
    told = set(make.texts(tmp_path / "a.svg"))
    assert {"verbal cooperation", "consultation", "defence", "Russia → North Korea"} <= told


@pytest.mark.heavy
def test_hostile_names_are_shown_as_text(tmp_path, make):
    for at, text in enumerate(make.hostile):
        path = tmp_path / f"{at}.svg"
        values = [
            *make.months("events_both", [1, 2, None], source=text),
            *make.years("flow", [1, 2], family="exchange", keys=(text,), unit=text),
            *make.years("leverage", [0.1], family="triads", parties=(text, "PRK", text)),
            make.value("change_point", date(2018, 1, 5), date(2018, 1, 9), 2.0, note=text,
                       family="bursts"),
        ]  # fmt: skip
        plot_measures(make.measured(values), path)
        svg = path.read_text(encoding="utf-8")
        assert "<script" not in svg
        assert any(shown(text) in one for one in make.texts(path)[2:])


@pytest.mark.parametrize(
    ("measure", "family"),
    [("visits", "contact"), ("friendly_ties", "triads"), ("same_bloc", "blocs"),
     ("burst", "bursts"), ("change_point", "bursts"), ("unusual_7", "bursts"),
     ("days_since_visit", "contact"), ("alliance_tie", "similarity"), ("pivot", "triads"),
     ("promised", "exchange"), ("dyad_balance", "balance"), ("arms_dependence", "dependence"),
     ("attention_ratio", "attention"), ("share_verbal_conflict_both", "tension")],
)  # fmt: skip
def test_every_form_of_a_panel_can_be_drawn_alone(tmp_path, make, measure, family):
    parties = ("RUS", "PRK", "CHN") if family == "triads" else ("RUS", "PRK")
    values = make.years(measure, [1, 0, None, 1], family=family, parties=parties)
    until = date(2018, 12, 31)
    found = make.measured(values, since=date(2014, 1, 1), until=until)
    plot_measures(found, tmp_path / "a.svg")
    plot_measures(make.measured(values[:1], until=until), tmp_path / "b.svg")
    assert len(make.texts(tmp_path / "a.svg")) > 5


@pytest.mark.parametrize("number", [0.0, 1e-9, -1e12, 1e15])
def test_any_size_of_number_can_be_drawn(tmp_path, make, number):
    plot_measures(make.measured(make.months("goldstein", [number, None, number])),
                  tmp_path / "a.svg")  # fmt: skip
    assert (tmp_path / "a.svg").exists()


@pytest.mark.parametrize(
    ("since", "until"),
    [(date(2018, 1, 1), date(2018, 1, 1)), (date(1, 1, 1), date(9999, 12, 31))],
)
def test_a_day_and_all_of_time_can_be_drawn(tmp_path, make, since, until):
    values = [make.value("events_both", since, since, 3), make.value("events", since, until, 3)]
    plot_measures(make.measured(values, since, until), tmp_path / "a.svg")
    assert (tmp_path / "a.svg").exists()


def test_the_ending_is_checked(tmp_path, make):
    with pytest.raises(OutputError, match=r"\.svg or \.png"):
        plot_measures(make.measured(tension(make)), tmp_path / "a.gif")


def test_ten_years_of_two_sources_take_at_most_two_seconds(tmp_path, make):
    values = [*tension(make, 120), *tension(make, 120, "gdelt")]
    found = make.measured(values, since=date(2018, 1, 1), until=date(2027, 12, 31))
    assert make.seconds(lambda: plot_measures(found, tmp_path / "a.png")) < 2
