"""Trips of leaders are read from text and from a workbook, and hostile workbooks are not."""

import csv
import sys
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as hypothesis_given
from hypothesis import strategies as st

from tocsin.errors import SourceError
from tocsin.model.records import VISITS
from tocsin.sources.base import Given
from tocsin.sources.colt import SOURCE_COLT, rank_of
from tocsin.sources.sheets import MOST_CELLS, sheet_rows

DATA = Path(__file__).parents[3] / "tests/data/sources/colt_master.csv"
READER = SOURCE_COLT.reader
NAMES = [column.name for column in VISITS.columns]
EPOCH = date(1899, 12, 30)
HEADER = ["TripID", "LeaderCountryOrIGO", "CountryVisited", "TripStartDate"]

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
STYLES = (
    f'<styleSheet {MAIN}><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs>'
    "</styleSheet>"
)


def column_of(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_of(place: str, value: object) -> str:
    if isinstance(value, bool):
        return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, date):
        return f'<c r="{place}" s="1"><v>{(value - EPOCH).days}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{place}"><v>{value}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'


def sheet_of(rows: Sequence[Sequence[object]], first: int = 1) -> str:
    lines = []
    for number, row in enumerate(rows, start=first):
        cells = (
            cell_of(f"{column_of(place)}{number}", value)
            for place, value in enumerate(row, start=1)
            if value is not None
        )
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    return f"<worksheet {MAIN}><sheetData>{''.join(lines)}</sheetData></worksheet>"


def workbook(path: Path, sheets: dict[str, str], **others: str) -> Path:
    """Write a workbook with the XML of some sheets, and other members beside them."""
    named = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>'
        for n, name in enumerate(sheets, start=1)
    )
    links = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    members = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{OFFICE}"><sheets>{named}</sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{links}'
        f'<Relationship Id="s" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": STYLES,
    }
    for number, xml in enumerate(sheets.values(), start=1):
        members[f"xl/worksheets/sheet{number}.xml"] = xml
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {**members, **others}.items():
            archive.writestr(name, text)
    return path


def refuse(error: SourceError) -> None:
    raise error


def read(path: Path, told=refuse) -> list[dict]:
    given = Given(name=path.name, path=path)
    return [
        dict(zip(NAMES, row.cells, strict=True)) | {"at": row.line}
        for row in READER.rows(given, told)
    ]


def table(tmp_path: Path, *rows: Sequence[str], header: Sequence[str] = HEADER) -> Path:
    path = tmp_path / "colt.csv"
    with path.open("w", encoding="latin-1", newline="") as stream:
        csv.writer(stream).writerows([header, *rows])
    return path


@pytest.fixture
def trips():
    return read(DATA)


class TestText:
    def test_latin_1_is_read_and_lines_are_those_of_the_file(self, trips):
        assert len(trips) == 8
        assert [row["at"] for row in trips] == list(range(2, 10))
        assert trips[2]["leader"] == "Jürgen Müller"
        assert trips[6]["leader"] == "François Exemple"

    def test_days_in_several_forms(self, trips):
        assert [row["start"] for row in trips] == [
            date(2019, 4, 24),
            date(2019, 2, 26),
            date(2001, 6, 11),
            None,
            date(2019, 9, 2),
            None,
            date(2018, 4, 23),
            date(2023, 6, 14),
        ]
        assert trips[1]["end"] == date(2019, 3, 2)

    def test_tbd_is_unknown_and_the_year_stands_for_the_day(self, trips):
        assert (trips[2]["end"], trips[2]["days"]) == (None, None)
        assert (trips[3]["start"], trips[3]["year"], trips[3]["days"]) == (None, 2012, 2)
        assert trips[5]["year"] == 2018

    def test_visitor_and_host_are_states_or_bodies(self, trips):
        assert [(row["visitor"], row["host"]) for row in trips] == [
            ("PRK", "RUS"),
            ("PRK", "VNM"),
            ("DEU", "NAM"),
            ("UN", "KOR"),
            ("CHN", "PRK"),
            ("SAU", None),
            ("FRA", "USA"),
            ("PSE", "CHN"),
        ]
        assert trips[5]["host_name"] == "Unknown"
        assert trips[3]["visitor_name"] == "United Nations"

    @pytest.mark.parametrize(
        ("name", "party"),
        [
            ("Democratic Republic of the Congo", "COD"),
            ("European Commission", "EU"),
            ("NATO", "NATO"),
            ("Kosovo", "XKX"),
            ("Nowhere", None),
        ],
    )
    def test_a_name_without_a_code(self, tmp_path, name, party):
        (row,) = read(table(tmp_path, ["1", name, "Italy", "2018-06-01"]))
        assert (row["visitor"], row["visitor_name"]) == (party, name)

    def test_ranks(self, trips):
        assert [row["rank"] for row in trips] == [
            "head_of_state",
            "head_of_state",
            "head_of_government",
            "other",
            "minister",
            "other",
            "head_of_state",
            "head_of_government",
        ]
        assert trips[0]["role"] == "GS"

    @pytest.mark.parametrize(
        ("role", "rank"),
        [
            (None, None),
            ("", None),
            ("Zz", None),
            (" gs ", "head_of_state"),
            ("De  Facto", "head_of_government"),
            ("Head of State", "head_of_state"),
            ("Vice President", None),
        ],
    )
    def test_an_unknown_role_has_no_rank(self, role, rank):
        assert rank_of(role) == rank

    def test_truths(self, trips):
        assert [row["met_host"] for row in trips] == [
            *(True, True, False, None, None, None, True, True),
        ]
        assert trips[3]["is_multilateral"] is True
        assert trips[0]["host_leader"] == "Vladimir Exemplar"

    def test_an_end_before_the_start_is_unknown(self, trips):
        assert (trips[6]["start"], trips[6]["end"]) == (date(2018, 4, 23), None)

    def test_the_facts_are_those_of_the_trips(self):
        name = "Diplometrics_COLT_Travel_Dataset_Primary-HOGS-1990-2024_20250317.csv"
        facts = READER.facts(Given(name=name, path=DATA))
        assert facts.edition == "2025-03-17"
        assert (facts.start, facts.end) == (date(2001, 1, 1), date(2023, 6, 14))
        assert READER.facts(Given(name="colt.csv", path=DATA)).edition == ""

    @pytest.mark.parametrize(
        ("cell", "day"),
        [
            ("2018-06-01", date(2018, 6, 1)),
            ("2018/6/1", date(2018, 6, 1)),
            ("20180601", date(2018, 6, 1)),
            ("6/1/2018", date(2018, 6, 1)),
            ("6/1/18", date(2018, 6, 1)),
            ("12/31/99 0:00", date(1999, 12, 31)),
            ("1-Jun-18", date(2018, 6, 1)),
            ("01 June 2018", date(2018, 6, 1)),
            ("Jun. 1, 2018", date(2018, 6, 1)),
            ("43252", date(2018, 6, 1)),
            ("43252.5", date(2018, 6, 1)),
            ("2018", None),
            ("6/2018", None),
            ("June 2018", None),
            ("tbd", None),
            ("NA", None),
            ("", None),
        ],
    )
    def test_a_day(self, tmp_path, cell, day):
        (row,) = read(table(tmp_path, ["1", "France", "Italy", cell]))
        assert row["start"] == day

    @pytest.mark.parametrize("cell", ["13/6/2018", "2018-02-30", "soon", "1-Foo-18", "123456"])
    def test_no_day_is_refused_by_line_and_column(self, tmp_path, cell):
        noted = []
        path = table(tmp_path, ["1", "France", "Italy", "TBD"], ["2", "France", "Italy", cell])
        assert len(read(path, noted.append)) == 1
        assert [(error.line, error.column) for error in noted] == [(3, "TripStartDate")]

    def test_the_facts_overlook_what_does_not_fit(self, tmp_path):
        rows = [["1", "France", "Italy", day] for day in ("soon", "TBD", "2019-05-06")]
        facts = READER.facts(Given(name="x", path=table(tmp_path, *rows)))
        assert (facts.start, facts.end) == (date(2019, 1, 1), date(2019, 5, 6))

    @settings(
        max_examples=60,
        derandomize=True,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @hypothesis_given(day=st.dates(date(1970, 1, 1), date(2035, 12, 31)))
    def test_every_form_of_a_day_is_the_same_day(self, tmp_path, day):
        forms = (
            day.isoformat(),
            f"{day.month}/{day.day}/{day.year}",
            f"{day:%d-%b-%y}",
            f"{day:%B} {day.day}, {day.year}",
        )
        path = table(tmp_path, *([str(n), "France", "Italy", f] for n, f in enumerate(forms)))
        assert {row["start"] for row in read(path)} == {day}

    def test_a_missing_column_is_named(self, tmp_path):
        path = table(tmp_path, ["1"], header=["TripID"])
        with pytest.raises(SourceError, match="lacks LeaderCountryOrIGO, CountryVisited"):
            read(path)

    def test_columns_in_any_order_and_others_do_not_matter(self, tmp_path):
        header = ["Extra", "tripstartdate", "CountryVisited", "TripID", "LeaderCountryOrIGO"]
        (row,) = read(
            table(tmp_path, ["x", "2018-06-01", "Italy", "1", "France"], header=header)
        )
        assert (row["id"], row["visitor"], row["host"]) == ("1", "FRA", "ITA")
        assert (row["rank"], row["met_host"], row["is_multilateral"]) == (None, None, None)


@pytest.fixture
def master():
    with DATA.open(encoding="latin-1", newline="") as stream:
        return [list(row) for row in csv.reader(stream)]


class TestWorkbook:
    def test_it_says_the_same_as_the_text(self, tmp_path, master, trips):
        path = workbook(
            tmp_path / "colt.xlsx", {"Read me": sheet_of([["x"]]), "Master": sheet_of(master)}
        )
        assert read(path) == trips

    def test_typed_cells_are_days_numbers_and_truths(self, tmp_path):
        header = [*HEADER, "TripEndDate", "TripYear", "TripDuration", "MetHostHoGS"]
        rows = [header, [7, "France", "Italy", date(2018, 6, 1), 43253, 2018, 2.0, True]]
        path = workbook(tmp_path / "colt.xlsx", {"Master": sheet_of(rows)})
        (row,) = read(path)
        assert (row["id"], row["start"], row["end"]) == (
            "7",
            date(2018, 6, 1),
            date(2018, 6, 2),
        )
        assert (row["year"], row["days"], row["met_host"]) == (2018, 2, True)

    def test_rows_before_the_header_count_and_errors_name_the_row_of_the_sheet(self, tmp_path):
        rows = [["Some title"], [], HEADER, ["1", "France", "Italy", "soon"]]
        path = workbook(tmp_path / "colt.xlsx", {"master": sheet_of(rows, first=2)})
        with pytest.raises(SourceError) as caught:
            read(path)
        assert (caught.value.line, caught.value.column) == (5, "TripStartDate")

    def test_the_only_sheet_is_read_whatever_its_name(self, tmp_path):
        rows = [HEADER, ["1", "France", "Italy", date(2018, 6, 1)]]
        path = workbook(tmp_path / "colt.xlsx", {"Sheet1": sheet_of(rows)})
        assert len(read(path)) == 1

    def test_several_other_sheets_are_named(self, tmp_path):
        path = workbook(
            tmp_path / "colt.xlsx", {"A": sheet_of([["x"]]), "B": sheet_of([["y"]])}
        )
        with pytest.raises(SourceError, match="no sheet 'Master'; found 'A', 'B'"):
            read(path)

    def test_a_sheet_without_the_header_is_refused(self, tmp_path):
        path = workbook(tmp_path / "colt.xlsx", {"Master": sheet_of([["a", "b"], ["1", "2"]])})
        with pytest.raises(SourceError, match="the header lacks TripID"):
            read(path)

    def test_the_library_is_asked_for_by_name(self, tmp_path, monkeypatch):
        path = workbook(tmp_path / "colt.xlsx", {"Master": sheet_of([HEADER])})
        monkeypatch.setitem(sys.modules, "python_calamine", None)
        with pytest.raises(SourceError, match=r"pip install 'tocsin\[xlsx\]'"):
            read(path)


class TestHostileWorkbook:
    def refusal(self, path: Path) -> str:
        with pytest.raises(SourceError) as caught:
            list(sheet_rows(Given(name="colt.xlsx", path=path), "Master"))
        return caught.value.message

    def test_a_cell_far_away_is_refused_before_it_is_opened(self, tmp_path):
        xml = sheet_of([["x"]]).replace(
            "</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
        )
        path = workbook(tmp_path / "far.xlsx", {"Master": xml})
        assert f"{MOST_CELLS:,} cells" in self.refusal(path)

    def test_rows_and_columns_that_are_long_together_are_refused(self, tmp_path):
        xml = sheet_of([["x"]]).replace(
            "</sheetData>",
            '<row r="2"><c r="ZZ2"><v>1</v></c></row><row r="90000"><c r="A90000"><v>1</v></c>'
            "</row></sheetData>",
        )
        path = workbook(tmp_path / "far.xlsx", {"Master": xml})
        assert "90,000 rows and 702 columns" in self.refusal(path)

    @pytest.mark.parametrize("cell", ["<c><v>1</v></c>", '<c s="1" r="B9"/>', "<x:c\tr='B9'/>"])
    def test_a_cell_that_hides_its_place_is_refused(self, tmp_path, cell):
        xml = sheet_of([["x"]]).replace("</row>", f"{cell}</row>")
        path = workbook(tmp_path / "hidden.xlsx", {"Master": xml})
        assert "do not say where" in self.refusal(path)

    def test_a_cell_is_found_wherever_a_piece_ends(self, tmp_path, monkeypatch):
        xml = sheet_of([[f"{row}-{place}" for place in range(30)] for row in range(40)])
        path = workbook(tmp_path / "pieces.xlsx", {"Master": xml})
        for size in (67, 101, 1_000):
            monkeypatch.setattr("tocsin.sources.sheets._CHUNK", size)
            assert len(list(sheet_rows(Given(name="x", path=path), "Master"))) == 40

    def test_a_bomb_is_refused(self, tmp_path, monkeypatch):
        monkeypatch.setattr("tocsin.sources.sheets.MOST_UNPACKED", 1_000_000)
        path = workbook(
            tmp_path / "b.xlsx", {"Master": sheet_of([["x"]])}, **{"x.xml": " " * 10**6}
        )
        assert "1,000,000" in self.refusal(path)

    def test_too_many_parts_are_refused(self, tmp_path):
        others = {f"xl/{number}.xml": "" for number in range(600)}
        path = workbook(tmp_path / "m.xlsx", {"Master": sheet_of([["x"]])}, **others)
        assert "parts" in self.refusal(path)

    @pytest.mark.parametrize("other", ["content.xml", "xl/workbook.bin", "XL\\Workbook.bin"])
    def test_other_kinds_of_workbooks_are_refused(self, tmp_path, other):
        path = workbook(tmp_path / "o.xlsx", {"Master": sheet_of([["x"]])}, **{other: "x"})
        assert "kind .xlsx" in self.refusal(path)

    def test_any_zip_is_no_workbook(self, tmp_path):
        path = tmp_path / "a.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("a.csv", "x")
        assert "kind .xlsx" in self.refusal(path)

    @pytest.mark.parametrize("kept", [0.3, 0.6, 0.9])
    def test_a_sheet_that_was_cut_is_refused(self, tmp_path, kept):
        xml = sheet_of([[str(row)] * 4 for row in range(50)])
        path = workbook(tmp_path / "cut.xlsx", {"Master": xml[: int(len(xml) * kept)]})
        assert "cannot be read" in (said := self.refusal(path)) or "do not say" in said

    @settings(
        max_examples=80,
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @hypothesis_given(place=st.integers(0, 20_000), value=st.integers(0, 255))
    def test_a_flipped_byte_gives_rows_or_an_error_of_ours(self, tmp_path, place, value):
        path = workbook(
            tmp_path / "flip.xlsx", {"Master": sheet_of([HEADER, ["1", "a", "b", 3]])}
        )
        data = bytearray(path.read_bytes())
        data[place % len(data)] = value
        path.write_bytes(data)
        try:
            rows = list(sheet_rows(Given(name="x", path=path), "Master"))
        except SourceError:
            return
        assert len(rows) <= 2
