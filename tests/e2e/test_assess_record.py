"""An assessment over a lake of our own: it is used, opened, and never of a later day."""

import datetime as dt
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

pytest.importorskip("duckdb", reason="the lake needs DuckDB")

from tocsin.model.codec import to_json
from tocsin.pipeline import Delivery, Intake, Request, Silence, answer, explain, ingest
from tocsin.settings import Settings
from tocsin.tell import render_html
from tocsin.tell.record import history_lines, precedent_lines, rate_lines, unusual_lines

DAY = dt.date(2023, 9, 5)
TEXT = """Kim Jong Un plans to visit Russia this month, US officials said on Monday.

North Korea may supply weapons to Russia for the war in Ukraine, the White House said.

North Korea denied that it sells weapons to Russia.
"""
KINDS = (("036", "1", "4.0"), ("040", "1", "1.0"), ("0841", "2", "7.0"), ("112", "3", "-2.0"))


def actor(code):
    return [f"{code}GOV", code, code, *[""] * 7]


def event(number, day, source, target):
    """Return a row of GDELT 2.0, 61 cells between tabs."""
    code, quad, value = KINDS[number % len(KINDS)]
    text = day.strftime("%Y%m%d")
    place = ["0", *[""] * 7]
    return "\t".join(
        [
            *(str(number), text, text[:6], text[:4], f"{day.year}.5"),
            *(*actor(source), *actor(target)),
            *("1", code, code[:3], code[:2], quad, value, "5", "1", "5", "-1.5"),
            *(*place, *place, *place, f"{text}120000", f"https://news.example/{number}"),
        ]
    )


def events(first, last, *, seed):
    """Return the rows of some days: a busy month before the day, a quiet year before that."""
    rng = np.random.default_rng(seed)
    rows, day, number = [], first, seed * 1_000_000
    while day <= last:
        mean = 5.0 if day >= dt.date(2023, 8, 6) else 0.8
        for _ in range(int(rng.poisson(mean))):
            number += 1
            rows.append(event(number, day, *(("RUS", "PRK") if number % 2 else ("PRK", "RUS"))))
        rows += [event(number + 500_000 + one, day, "RUS", "CHN") for one in range(3)]
        number += 3
        day += dt.timedelta(1)
    return "\n".join(rows) + "\n"


def trips(*rows):
    head = (
        "TripID,LeaderCountryOrIGO,LeaderCountryISO,LeaderRole,LeaderFullName,CountryVisited,"
        "CountryVisitedISO,TripYear,TripStartDate,TripEndDate,MetHostHoGS,AttendedMultilatEvent"
    )
    names = {"PRK": "North Korea", "RUS": "Russia", "DEU": "Germany", "USA": "United States"}
    lines = [head]
    for number, (visitor, host, start, end) in enumerate(rows):
        cells = (
            *(f"{visitor}-{host}-{number}", names[visitor], visitor, "GS", "A Leader"),
            *(names[host], host, start[:4], start, end, "Yes", "No"),
        )
        lines.append(",".join(cells))
    return "\n".join(lines) + "\n"


def imports_of_north_korea(years, volumes):
    """Return a table by supplier; China delivers in the last year but one, so that it is covered."""
    russia = [volumes.get(year, "") for year in years]
    china = [2 if year == 2022 else "" for year in years]
    sums = [
        (one or 0) + (two or 0) if one or two else ""
        for one, two in zip(russia, china, strict=True)
    ]
    lines = [
        *("Volume of transfers of major arms", "Invented for tests.", "", "Source: nobody."),
        "Data generated: 14 March 2023 2:57:40 AM",
        f"Supplier,{','.join(map(str, years))},{years[0]}-{years[-1]},Percentage,Sum total years",
    ]
    names = ("Russia", "China", "Total exports to North Korea")
    for name, cells in zip(names, (russia, china, sums), strict=True):
        total = sum(cell or 0 for cell in cells)
        lines.append(f"{name},{','.join(map(str, cells))},{total},10%,{total}")
    return "\n".join(lines) + "\n"


TRIPS = (
    ("DEU", "USA", "1990-03-03", "1990-03-03"),
    ("RUS", "PRK", "2000-07-19", "2000-07-20"),
    ("PRK", "RUS", "2019-04-24", "2019-04-26"),
    ("DEU", "USA", "2023-10-03", "2023-10-03"),
)


class Place:
    """A folder with a ledger, its lake, and a text."""

    def __init__(self, folder):
        self.folder = folder
        self.settings = Settings(store=str(folder / "w.sqlite"), reader="fast", draws=300)

    def take(self, source, name, text):
        path = self.folder / name
        path.write_text(text)
        wish = Delivery(source=source, names=(str(path),), retrieved=dt.date(2024, 6, 1))
        return list(ingest(wish, settings=self.settings, watcher=Silence()))

    def answer(self, as_of=DAY, dyad="RUS-PRK"):
        path = self.folder / "wire.txt"
        path.write_text(TEXT)
        intake = Intake(sources=(str(path),), date=dt.date(2023, 9, 4))
        request = Request(intake=intake, dyad=dyad, stakeholders="USA,KOR", as_of=as_of)
        return answer(request, settings=self.settings, watcher=Silence())


def fill(place):
    first, last = dt.date(2022, 6, 1), dt.date(2023, 9, 30)
    place.take("gdelt", "a.export.CSV", events(first, last, seed=1))
    place.take("colt", "colt.csv", trips(*TRIPS))
    table = imports_of_north_korea(range(1990, 2023), {2000: 30, 2001: 14})
    place.take("sipri-tiv", "tiv.csv", table)
    return place


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return fill(Place(tmp_path_factory.mktemp("lake")))


@pytest.fixture(scope="module")
def view(place):
    return place.answer()


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    return Place(tmp_path_factory.mktemp("bare")).answer()


def judgement(view, ident):
    return next(one for one in view.assessment.judgements if one.id == ident)


def test_record_holds_history_precedents_and_what_is_unusual(view):
    record = view.assessment.record
    assert {row.source for one in record.history for row in one.rows} == {
        "gdelt", "colt", "sipri-tiv",
    }  # fmt: skip
    assert [line.text for line in rate_lines(view)][:1] == [
        (
            "visits of leaders or ministers between North Korea and Russia in 2 of 30 covered years, "
            "1993 to 2022"
        )
    ]
    assert precedent_lines(view)[0].text.startswith("24 to 26 April 2019: visit of A Leader")
    assert unusual_lines(view)[0].is_marked
    assert unusual_lines(view)[0].text.startswith(
        "more events than usual up to 5 September 2023"
    )


def test_no_row_of_a_way_that_the_tables_do_not_show_is_unknown(view):
    texts = [line.text for line in rate_lines(view)]
    assert any(
        text.startswith(
            "deliveries of major arms from North Korea to Russia: unknown, not zero"
        )
        for text in texts
    )
    assert any("from Russia to North Korea in 2 of 30 covered years" in text for text in texts)


def test_own_years_move_the_judgements_that_they_speak_to(view, bare):
    meeting = "j-leaders_meeting-PRK-RUS"
    assert judgement(view, meeting).p < judgement(bare, meeting).p
    forth = "j-arms_supply-PRK-RUS"
    assert judgement(view, forth).p == judgement(bare, forth).p


def test_every_number_of_the_record_opens_in_a_later_process(view, place):
    lines = [
        line
        for lines in (unusual_lines, rate_lines, precedent_lines, history_lines)
        for line in lines(view)
    ]
    assert len(lines) > 10
    for line in lines:
        assert line.refs
        for ref in line.refs:
            opened = explain(ref, settings=place.settings).view
            assert opened.value.id == ref
            assert opened.title != opened.value.measure
            assert opened.formula
            if opened.value.value and opened.value.rows:
                assert any(table.cells for table in opened.tables)


def test_visit_opens_with_its_own_row_first(view, place):
    (ref,) = precedent_lines(view)[0].refs
    (table,) = explain(ref, settings=place.settings).view.tables
    assert table.cells[0][table.columns.index("id")] == "PRK-RUS-2"


def test_step_of_the_judgement_names_the_count_that_opens(view, place):
    found = explain("j-leaders_meeting-PRK-RUS", settings=place.settings)
    steps = [step for figure in found.figures for step in figure.steps]
    assert any("in 2 of 30 years that the data cover" in step for step in steps)
    refs = {row for figure in found.figures for row in figure.rows if row.startswith("m-")}
    assert refs == {rate_lines(view)[0].refs[0]}


def test_same_bytes_on_every_run_and_for_a_pair_the_other_way_round(view, place):
    assert to_json(place.answer().assessment) == to_json(view.assessment)
    turned = place.answer(dyad="PRK-RUS").assessment
    assert turned.judgements == view.assessment.judgements


def test_rows_of_later_days_change_not_a_byte(tmp_path):
    place = fill(Place(tmp_path))
    before = place.answer()
    page = render_html(before)
    later = events(dt.date(2023, 10, 1), dt.date(2023, 12, 31), seed=2)
    same = events(dt.date(2023, 9, 6), dt.date(2023, 9, 30), seed=3)
    assert place.take("gdelt", "b.export.CSV", later)
    assert place.take("gdelt", "c.export.CSV", same)
    more = (*TRIPS, ("PRK", "RUS", "2023-09-13", "2023-09-17"))
    assert place.take("colt", "colt.csv", trips(*more))
    table = imports_of_north_korea(range(1990, 2024), {2000: 30, 2001: 14, 2023: 50})
    assert place.take("sipri-tiv", "tiv.csv", table)
    after = place.answer()
    assert to_json(after.assessment) == to_json(before.assessment)
    assert render_html(after) == page


def test_rows_of_the_days_before_do_change_it(tmp_path, view):
    """So that the test above can fail."""
    place = fill(Place(tmp_path))
    more = (*TRIPS, ("PRK", "RUS", "2021-09-13", "2021-09-17"))
    assert place.take("colt", "colt.csv", trips(*more))
    assert "in 3 of 30 covered years" in rate_lines(place.answer())[0].text


def test_old_data_say_when_they_end_and_years_after_them_are_unknown(place):
    late = place.answer(as_of=dt.date(2025, 6, 1))
    assert unusual_lines(late)[0].text == (
        "unknown, as the gdelt data end on 30 September 2023, 610 days before"
    )
    visits = rate_lines(late)[0].text
    assert visits.endswith("2 of 28 covered years, 1995 to 2022")
    assert any("Data that end over a year before" in limit for limit in late.assessment.limits)


def test_pair_of_which_the_lake_has_nothing_is_told_so(place):
    text = SimpleNamespace(path=place.folder / "other.txt")
    Path(text.path).write_text(
        "The president of Turkey plans to visit Azerbaijan this month, officials said.\n"
    )
    intake = Intake(sources=(str(text.path),), date=dt.date(2023, 9, 4))
    request = Request(intake=intake, dyad="TUR-AZE", as_of=DAY)
    view = answer(request, settings=place.settings, watcher=Silence())
    assert rate_lines(view)[0].text.startswith(
        "no visits of leaders or ministers between Azerbaijan and Turkey in 30 covered years"
    )
    assert precedent_lines(view) == ()
    assert not any(line.is_marked for line in unusual_lines(view))
