"""The record of a pair as lines, on a terminal and in a brief."""

import io
import re
from dataclasses import replace
from datetime import date

import pytest
from rich.console import Console

from tocsin.model.index import Cover, DataRows, IndexValue
from tocsin.model.record import Covered, Finding, OwnRate, Precedent, Record, Title
from tocsin.tell.brief.html import render_html
from tocsin.tell.lint import lint_sentences
from tocsin.tell.record import (
    coverage_lines,
    history_lines,
    leading_history,
    leading_precedents,
    precedent_lines,
    rate_lines,
    unusual_lines,
)
from tocsin.tell.terminal import render_terminal

PAIR = ("RUS", "PRK")
DAY = date(2023, 9, 4)
HOSTILE = "<script>alert(1)</script>\x1b[31m[bold]x[/bold]"


def value(measure, number, days=(date(2013, 9, 4), DAY), *, parties=PAIR, source="gdelt",
          table="events", unit="1", cover=Cover.FULL, note="", n=3, ends=(None, None)):  # fmt: skip
    rows = DataRows(
        source=source, table=table, parties=parties, start=days[0], end=days[1], rows=n
    )
    return IndexValue(
        measure=measure, family="test", parties=parties, start=days[0], end=days[1],
        value=number, unit=unit, n=n, cover=cover, rows=(rows,) if source else (), note=note,
        low=ends[0], high=ends[1],
    )  # fmt: skip


def whole_year(year):
    return date(year, 1, 1), date(year, 12, 31)


TO_DATE = (date(2023, 1, 1), DAY)
AGREEMENT = {"source": "unga-votes", "table": "votes"}
TIE = {"source": "atop", "table": "alliances", "unit": "level", "cover": Cover.PART}
RECORD = Record(
    since=date(2013, 9, 4),
    until=DAY,
    history=(
        value("net", 0.873, ends=(0.84, 0.899)),
        value("net", 0.867, TO_DATE, ends=(0.821, 0.902)),
        value("share", 0.043),
        value("since", 1592.0, source="colt", table="visits", unit="days"),
        value("trips", 1.0, source="colt", table="visits", unit="trips"),
        value("trips", 0.0, TO_DATE, source="colt", table="visits", unit="trips"),
        value("agreement", 0.83, cover=Cover.PART, **AGREEMENT),
        value("agreement", 0.86, whole_year(2019), **AGREEMENT),
        value("tie", 1.4, **TIE),
        value("tie", 2.0, whole_year(2018), **TIE),
    ),
    unusual=(
        Finding(words="more events than usual", value=value("unusual_30", 3.0), is_unusual=True),
        Finding(words="a burst on 1 July 2023: 9 events", value=value("burst", 9.0),
                is_unusual=True),
        Finding(words="unknown, as the icews data end on 11 April 2023, 146 days before",
                value=value("unusual_30", None, source="icews"), is_unusual=False),
    ),
    precedents=(
        Precedent(base_class="meeting", words="visit of Kim Jong Un", value=value(
            "past_visit", 3.0, (date(2019, 4, 24), date(2019, 4, 26)), source="colt")),
        Precedent(base_class="meeting", words="visit of Vladimir Putin", value=value(
            "past_visit", 1.0, (date(2000, 7, 19), date(2000, 7, 19)), source="colt")),
        Precedent(base_class="arms_transfer", words="major arms, 50 million TIV", value=value(
            "past_deliveries", 50.0, (date(2000, 1, 1), date(2002, 12, 31)), source="tiv")),
        Precedent(base_class="treaty", words="their alliance tie rose", value=value(
            "past_pact", 2.0, whole_year(2000), source="atop")),
        Precedent(base_class="", words="burst of 12 events", value=value(
            "burst", 12.0, (date(2022, 4, 30), date(2022, 5, 2)))),
    ),
    rates=(
        OwnRate(base_class="meeting", words="visits", is_directed=False, value=value(
            "years", 6.0, (date(1993, 1, 1), date(2022, 12, 31)), parties=("PRK", "RUS"),
            source="colt", n=30)),
        OwnRate(base_class="arms_transfer", words="deliveries of major arms", is_directed=True,
                value=value("years", 0.0, (date(1993, 1, 1), date(2022, 12, 31)),
                            parties=("PRK", "RUS"), source="tiv", n=30)),
        OwnRate(base_class="arms_transfer", words="deliveries of major arms", is_directed=True,
                value=value("years", None, source="", n=0, note="unknown, not zero; no source")),
    ),
    coverage=(
        Covered(source="gdelt", table="events", start=date(2022, 1, 1), end=DAY, edition=""),
        Covered(source="tiv", table="transfer_totals", start=date(1990, 1, 1),
                end=date(2022, 12, 31), edition="2023", scope=("PRK",)),
        Covered(source="colt", table="visits", start=date(1990, 1, 1), end=DAY, edition=""),
        Covered(source="atop", table="alliances", start=date(1990, 1, 1),
                end=date(2018, 12, 31), edition=""),
        Covered(source="unga-votes", table="votes", start=None, end=None, edition=""),
    ),
    titles={
        "net": Title(words="Net cooperation, from -1 to 1"),
        "share": Title(words="Part of {first}'s events that are with {second}", is_share=True),
        "since": Title(words="Days since the last trip"),
        "trips": Title(words="Trips, {first} to {second}"),
        "agreement": Title(words="Agreement in UN votes", is_share=True),
        "tie": Title(words="Alliance tie, {first} to {second}"),
    },
)  # fmt: skip
RECORD = replace(
    RECORD,
    history=tuple(
        replace(one, measure="days_since_visit_both") if one.measure == "since" else one
        for one in RECORD.history
    ),
    titles={**RECORD.titles, "days_since_visit_both": RECORD.titles["since"]},
)


@pytest.fixture
def told(view):
    return replace(view, assessment=replace(view.assessment, record=RECORD))


def texts(lines):
    return [line.text for line in lines]


def printed(view, width=80, encoding="utf-8"):
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, newline="\n")
    render_terminal(view, Console(file=stream, width=width, color_system=None))
    stream.flush()
    return raw.getvalue().decode(encoding)


def section(view, **options):
    text = printed(view, **options)
    return text[text.index("What the record says") : text.index("What would change this")]


ALL = (unusual_lines, rate_lines, precedent_lines, history_lines, leading_precedents,
       leading_history)  # fmt: skip


class TestLines:
    def test_without_a_record_there_are_none(self, view):
        assert all(lines(view) == () for lines in (*ALL, coverage_lines))

    def test_every_line_with_a_number_names_the_ids_that_open_it(self, told):
        known = {one.id for one in RECORD.values()}
        for lines in ALL:
            for line in lines(told):
                assert line.refs
                assert set(line.refs) <= known
                assert all(ref in line.origin for ref in line.refs)

    def test_what_is_unusual_stands_out(self, told):
        assert [line.is_marked for line in unusual_lines(told)] == [True, True, False]

    def test_years_without_a_case_are_a_finding_and_not_unknown(self, told):
        assert texts(rate_lines(told)) == [
            "visits between North Korea and Russia in 6 of 30 covered years, 1993 to 2022",
            (
                "no deliveries of major arms from North Korea to Russia in 30 covered years, 1993 to "
                "2022"
            ),
            "deliveries of major arms from Russia to North Korea: unknown, not zero; no source",
        ]
        assert rate_lines(told)[2].source == ""
        assert rate_lines(told)[2].origin.startswith("(m-")

    def test_episodes_have_their_days_in_words(self, told):
        assert [text.split(":")[0] for text in texts(precedent_lines(told))] == [
            "24 to 26 April 2019",
            "19 July 2000",
            "2000 to 2002",
            "2000",
            "30 April 2022 to 2 May 2022",
        ]

    def test_first_of_each_kind_comes_first_where_there_is_little_room(self, told):
        assert [text.split(": ")[1] for text in texts(leading_precedents(told))] == [
            "visit of Kim Jong Un",
            "major arms, 50 million TIV",
            "their alliance tie rose",
            "burst of 12 events",
            "visit of Vladimir Putin",
        ]
        assert [line.source for line in leading_history(told)][:4] == [
            "gdelt", "colt", "unga-votes", "atop",
        ]  # fmt: skip

    def test_history_tells_the_whole_and_the_last_year_as_far_as_the_data_go(self, told):
        assert texts(history_lines(told)) == [
            (
                "Net cooperation, from -1 to 1: 0.873 (95% range 0.84 to 0.899) from 2022-01 to "
                "2023-09, 0.867 (95% range 0.821 to 0.902) in 2023 so far"
            ),
            "Part of Russia's events that are with North Korea: 4.3% from 2022-01 to 2023-09",
            "Days since the last trip: 1,592 days by 4 September 2023",
            "Trips, Russia to North Korea: 1 trip from 2013-09 to 2023-09, none in 2023 so far",
            "Agreement in UN votes: 83% from 2013-09 to 2023-09, 86% in 2019, covered in part",
            "Alliance tie, Russia to North Korea: neutrality or consultation in 2018",
        ]
        refs = [len(line.refs) for line in history_lines(told)]
        assert refs == [2, 1, 1, 2, 2, 1]

    def test_coverage_says_whom_the_files_are_about(self, told):
        lines = {line.source: line.text for line in coverage_lines(told)}
        assert lines["gdelt"] == "events, 1 January 2022 to 4 September 2023"
        assert lines["tiv"] == (
            "transfer totals, 1 January 1990 to 31 December 2022, edition 2023, read for PRK only"
        )
        assert lines["unga-votes"] == "votes, days not stated by the source"


class TestTerminal:
    def test_section_leads_with_now_and_stays_short(self, told):
        text = re.sub(r"\s+", " ", section(told))
        places = [text.index(lead) for lead in ("Now: ", "Before: ", "Precedent, ", "Net coop")]
        assert places == sorted(places)
        assert text.count("Now: ") == 2
        assert text.count("Precedent, ") == 3
        assert "more in the brief." in text
        assert "*" not in text

    def test_no_section_without_a_record(self, view):
        assert "What the record says" not in printed(view)

    @pytest.mark.parametrize("width", [60, 80, 120])
    def test_no_line_is_wider_than_the_terminal(self, told, width):
        assert max(map(len, printed(told, width).splitlines())) <= width

    def test_our_own_sentences_pass_the_lint(self, told):
        lines = [line.strip() for line in section(told, width=2000).splitlines()]
        assert lint_sentences(lines) == []

    def test_ascii_output_holds_ascii_alone(self, told):
        assert printed(told, encoding="ascii").isascii()


class TestBrief:
    def test_annex_has_the_section_and_a_way_to_it(self, told):
        page = render_html(told)
        assert '<a href="#record">The record</a>' in page
        part = page[page.index('<section id="record"') :]
        part = part[: part.index("</section>")]
        titles = re.findall(r"<h4[^>]*>([^<]+)</h4>", part)
        assert titles == [
            "What is unusual now", "How often before", "Precedents, the nearest first",
            "History of the pair", "What the data cover",
        ]  # fmt: skip
        assert "<strong>More events than usual</strong>" in part
        assert "Nothing here tells of a day after 5 September 2023." in part
        for one in RECORD.values():
            if one.id in {ref for lines in ALL for line in lines(told) for ref in line.refs}:
                assert f">{one.id}</code>" in part

    def test_front_page_is_the_same_with_and_without(self, view, told):
        bare, full = render_html(view), render_html(told)
        assert bare[: bare.index("<nav")] == full[: full.index("<nav")]

    def test_without_a_record_there_is_no_trace_of_it(self, view):
        page = render_html(view)
        assert "#record" not in page
        assert "structured data" not in page


def test_hostile_names_in_data_neither_steer_nor_vanish(told):
    evil = replace(
        RECORD,
        precedents=tuple(replace(one, words=HOSTILE) for one in RECORD.precedents),
        rates=tuple(replace(one, words=HOSTILE) for one in RECORD.rates),
        unusual=tuple(replace(one, words=HOSTILE) for one in RECORD.unusual),
        coverage=tuple(replace(one, edition=HOSTILE) for one in RECORD.coverage),
    )
    view = replace(told, assessment=replace(told.assessment, record=evil))
    text = section(view, width=300)
    assert "\x1b" not in text
    assert "<script>alert(1)</script>[U+001B][31m[bold]x[/bold]" in text
    page = render_html(view)
    assert "<script" not in page
    assert "\x1b" not in page
