"""The register of arms transfers and the tables of values are read as SIPRI exports them."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given as hypothesis_given
from hypothesis import settings
from hypothesis import strategies as st

from tocsin.errors import SourceError
from tocsin.model.records import TRANSFER_TOTALS, TRANSFERS
from tocsin.sources.base import Given
from tocsin.sources.sipri import SOURCE_SIPRI_REGISTER
from tocsin.sources.sipri_prose import last_covered
from tocsin.sources.sipri_tables import SOURCE_SIPRI_TIV

ROOT = Path(__file__).parents[3]
DATA = ROOT / "tests/data/sources"
REAL = ROOT.parent / "shared/data/sources/sipri_trade_register_ukraine_2000_2024.csv"
VALUE = "TIV delivery values"
REGISTER = SOURCE_SIPRI_REGISTER.reader
TIV = SOURCE_SIPRI_TIV.reader


def given(path: Path) -> Given:
    return Given(name=path.name, path=path)


def refuse(error: SourceError) -> None:
    raise error


def read(reader, path, table, told=refuse):
    names = [column.name for column in table.columns]
    return [
        dict(zip(names, row.cells, strict=True)) | {"at": row.line}
        for row in reader.rows(given(path), told)
    ]


def changed(tmp_path: Path, name: str, old: str, new: str) -> Path:
    text = (DATA / name).read_text(encoding="utf-8")
    assert old in text, "the test would change nothing"
    path = tmp_path / name
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


@pytest.fixture
def register():
    return read(REGISTER, DATA / "sipri_register.csv", TRANSFERS)


class TestRegister:
    def test_prose_of_any_length_is_skipped_and_lines_are_those_of_the_file(self, register):
        assert len(register) == 9
        assert [row["at"] for row in register] == list(range(8, 17))
        assert [row["line"] for row in register] == list(range(8, 17))

    def test_a_row_has_the_types_of_its_table(self, register):
        first = register[0]
        assert first["deal"] == "90001"
        assert (first["order_year"], first["year"], first["number"]) == (2017, 2019, 4.0)
        assert (first["tiv_unit"], first["tiv"]) == (30.0, 120.0)
        assert first["is_year_estimate"] is False
        assert first["is_local"] is False
        assert register[1]["is_number_estimate"] is True
        assert register[3]["designation"] == "Example-2, naval"
        assert register[6]["description"] == 'radar "E"'

    def test_a_deal_may_have_several_rows_in_a_year(self, register):
        keys = Counter((row["deal"], row["recipient"], row["year"]) for row in register)
        assert max(keys.values()) == 2
        whole = {(row["deal"], row["recipient"], row["year"], row["line"]) for row in register}
        assert len(whole) == len(register)

    def test_names_are_states_by_year(self, register):
        assert [row["recipient"] for row in register[:4]] == ["TUR", "TUR", "TUR", "PRK"]
        assert register[0]["supplier"] == "RUS"
        assert register[6]["recipient"] == "VNM"
        assert register[7]["recipient"] == "CIV"
        assert register[8]["recipient"] == "ARE"

    def test_rebels_and_unknown_suppliers_are_nobody_and_organisations_are_bodies(
        self, register
    ):
        assert register[4]["recipient"] is None
        assert register[4]["recipient_name"] == "Mujahedin (Afghanistan)*"
        assert register[5]["recipient"] == "AU"
        assert register[6]["supplier"] is None
        assert register[6]["supplier_name"] == "unknown supplier(s)"
        assert register[8]["supplier"] is None

    def test_an_empty_cell_is_unknown_and_a_nought_is_a_little(self, register):
        row = register[6]
        assert (row["order_year"], row["number"], row["tiv_unit"]) == (None, None, None)
        assert row["tiv"] == 0.0

    def test_the_facts_stand_in_the_prose(self):
        facts = REGISTER.facts(given(DATA / "sipri_register.csv"))
        assert facts.edition == "generated 2025-02-17"
        assert facts.start == date(1985, 1, 1)
        assert facts.scope == ("RUS",)

    def test_a_year_that_was_not_published_yet_is_not_covered(self):
        # The prose states 2024, and the file was made in February 2025.
        assert REGISTER.facts(given(DATA / "sipri_register.csv")).end == date(2023, 12, 31)

    def test_years_that_are_not_specified_are_no_limits(self, tmp_path):
        path = changed(
            tmp_path,
            "sipri_register.csv",
            "'1985' to '2024'",
            "'Not specified' to 'Not specified'",
        )
        facts = REGISTER.facts(given(path))
        assert facts.start is None
        assert facts.end == date(2023, 12, 31)

    def test_an_export_about_rebels_is_not_about_all_the_world(self, tmp_path):
        path = changed(
            tmp_path, "sipri_register.csv", "arms from Russia ", "arms from Foo (Bar)* "
        )
        assert REGISTER.facts(given(path)).scope == ("Foo (Bar)*",)

    def test_a_misfit_names_file_line_and_column(self, tmp_path):
        path = changed(tmp_path, "sipri_register.csv", ",2021,No,New,", ",2021?,No,New,")
        with pytest.raises(SourceError) as caught:
            read(REGISTER, path, TRANSFERS)
        assert (caught.value.line, caught.value.column) == (13, "Delivery year")
        assert "'2021?'" in caught.value.message

    def test_reading_goes_on_after_a_misfit_that_is_noted(self, tmp_path):
        path = changed(tmp_path, "sipri_register.csv", "46.5,Yes", "46.5,Perhaps")
        noted = []
        assert len(read(REGISTER, path, TRANSFERS, noted.append)) == 8
        assert [error.column for error in noted] == ["Local production"]

    def test_a_year_before_the_data_begin_is_a_misfit(self, tmp_path):
        path = changed(tmp_path, "sipri_register.csv", ",2021,No,New,", ",1821,No,New,")
        with pytest.raises(SourceError, match="a year from 1950 on"):
            read(REGISTER, path, TRANSFERS)

    def test_an_order_without_a_year_of_delivery_is_kept_without_one(self, tmp_path):
        path = changed(tmp_path, "sipri_register.csv", ",2021,No,New,", ",,No,New,")
        assert [row["year"] for row in read(REGISTER, path, TRANSFERS)].count(None) == 1
        assert REGISTER.facts(given(path)).end == date(2023, 12, 31)

    def test_the_facts_overlook_what_does_not_fit(self, tmp_path):
        path = changed(tmp_path, "sipri_register.csv", ",2021,No,New,", ",2021?,No,New,")
        assert REGISTER.facts(given(path)).end == date(2023, 12, 31)

    @pytest.mark.parametrize(
        ("said", "edition"),
        [
            ("Generated: 2025-03-11", "generated 2025-03-11"),
            ("Data generated: 31 February 2025", ""),
            ("nothing", ""),
        ],
    )
    def test_the_edition_is_the_day_that_is_said(self, tmp_path, said, edition):
        old = "Data generated: 17 Feb 2025 7:10:21 PM"
        path = changed(tmp_path, "sipri_register.csv", old, said)
        assert REGISTER.facts(given(path)).edition == edition

    def test_prose_that_a_spreadsheet_saved_again_is_read(self, tmp_path):
        lines = (DATA / "sipri_register.csv").read_text(encoding="utf-8").splitlines()
        prose = [line.replace('"', "") for line in lines[:6]]
        padded = [f'"{line}"' + "," * 16 for line in prose] + lines[6:]
        path = tmp_path / "again.csv"
        path.write_text("\ufeff" + "\r\n".join(padded) + "\r\n", encoding="utf-8")
        assert REGISTER.facts(given(path)) == REGISTER.facts(given(DATA / "sipri_register.csv"))
        assert len(read(REGISTER, path, TRANSFERS)) == 9

    def test_a_missing_column_is_named(self, tmp_path):
        path = changed(
            tmp_path, "sipri_register.csv", "TIV delivery values", "TIV of something"
        )
        with pytest.raises(SourceError, match="lacks TIV delivery values"):
            read(REGISTER, path, TRANSFERS)

    def test_the_export_by_order_is_refused_with_the_right_one(self, tmp_path):
        path = tmp_path / "orders.csv"
        header = (
            "Recipient,Supplier,Year of order, ,Number ordered, ,Year(s) of delivery,status"
        )
        path.write_text(f"prose\n{header}\nAngola,Israel,2004,?,8,?,2004; 2005,New\n")
        with pytest.raises(SourceError, match=r"one row for each order.*SIPRI AT Database ID"):
            REGISTER.facts(given(path))

    @pytest.mark.parametrize("text", ["", "prose\n" * 100, "a,b,c\n1,2,3\n"])
    def test_a_file_without_the_header_is_refused(self, tmp_path, text):
        path = tmp_path / "other.csv"
        path.write_text(text)
        with pytest.raises(SourceError, match="SIPRI AT Database ID"):
            read(REGISTER, path, TRANSFERS)

    def test_rows_may_not_be_handed_on(self):
        assert SOURCE_SIPRI_REGISTER.licence.allows_rows is False
        assert SOURCE_SIPRI_REGISTER.licence.is_verified is True


class TestLastCovered:
    @pytest.mark.parametrize(
        ("stated", "seen", "generated", "expected"),
        [
            (2024, 2023, date(2025, 2, 17), 2023),
            (2024, 2024, date(2025, 3, 10), 2024),
            (2025, 2025, date(2026, 7, 14), 2025),
            (2026, 2025, date(2026, 7, 14), 2025),
            (2020, 2018, date(2026, 7, 14), 2020),
            (None, 2025, date(2026, 7, 14), 2025),
            (None, None, None, None),
            (2024, None, None, 2024),
            (2024, 2019, None, 2019),
        ],
    )
    def test_known_cases(self, stated, seen, generated, expected):
        assert last_covered(stated, seen, generated) == expected

    @settings(derandomize=True, deadline=None)
    @hypothesis_given(
        stated=st.integers(1950, 2030), seen=st.integers(1950, 2030), day=st.dates()
    )
    def test_it_is_never_before_what_was_seen_nor_after_what_was_stated(
        self, stated, seen, day
    ):
        last = last_covered(max(stated, seen), seen, day)
        assert seen <= last <= max(stated, seen)


@pytest.fixture
def recipients():
    return read(TIV, DATA / "sipri_tiv_recipients.csv", TRANSFER_TOTALS)


class TestTivTable:
    def test_each_filled_cell_is_a_row_and_the_total_is_none(self, recipients):
        assert len(recipients) == 14
        assert not [row for row in recipients if row["recipient_name"].startswith("Total")]
        assert sum(row["tiv"] for row in recipients) == 125.0

    def test_the_total_row_says_whose_exports_they_are(self, recipients):
        assert {row["supplier"] for row in recipients} == {"CHN"}
        assert {row["supplier_name"] for row in recipients} == {"China"}
        assert recipients[0]["recipient"] == "PAK"

    def test_a_nought_is_a_row_and_an_empty_cell_is_none(self, recipients):
        turkey = {row["year"]: row["tiv"] for row in recipients if row["recipient"] == "TUR"}
        assert turkey == {2022: 1.0, 2023: 0.0}
        pakistan = {row["year"] for row in recipients if row["recipient"] == "PAK"}
        assert 2023 not in pakistan

    def test_names_with_stars(self, recipients):
        found = {row["recipient_name"]: row["recipient"] for row in recipients}
        assert found["United Wa State (Myanmar)*"] is None
        assert found["African Union**"] == "AU"
        assert found["UAE"] == "ARE"

    def test_the_facts(self):
        facts = TIV.facts(given(DATA / "sipri_tiv_recipients.csv"))
        assert facts.edition == "generated 2026-07-14"
        assert (facts.start, facts.end) == (date(2021, 1, 1), date(2025, 12, 31))
        assert facts.scope == ("CHN",)

    def test_a_table_by_supplier_is_about_the_imports_of_one(self):
        rows = read(TIV, DATA / "sipri_tiv_suppliers.csv", TRANSFER_TOTALS)
        assert {row["recipient"] for row in rows} == {"UKR"}
        assert [(row["supplier"], row["year"], row["tiv"]) for row in rows] == [
            ("TUR", 2023, 40.0),
            ("TUR", 2024, 50.0),
            (None, 2023, 5.0),
            ("NATO", 2023, 100.0),
            ("NATO", 2024, 5.0),
        ]

    def test_a_table_of_the_old_site_is_read(self):
        path = DATA / "sipri_tiv_old.csv"
        rows = read(TIV, path, TRANSFER_TOTALS)
        assert [
            (row["supplier"], row["recipient"], row["year"], row["tiv"]) for row in rows
        ] == [
            ("RUS", "PRK", 2000, 5.0),
            ("RUS", "PRK", 2001, 25.0),
            ("CHN", "PRK", 2000, 1.0),
            ("CHN", "PRK", 2002, 2.0),
        ]
        assert TIV.facts(given(path)).scope == ("PRK",)
        assert TIV.facts(given(path)).edition == "generated 2021-03-03"

    def test_a_table_of_the_world_has_one_party(self, tmp_path):
        path = tmp_path / "world.csv"
        path.write_text(
            "Exports by,2020,2021,2020-2021,Percentage\nRussia,5,7,12,100%\n"
            "Total world export,5,7,12,100%\n"
        )
        rows = read(TIV, path, TRANSFER_TOTALS)
        assert [(row["supplier"], row["recipient"], row["recipient_name"]) for row in rows] == [
            ("RUS", None, "world")
        ] * 2
        assert TIV.facts(given(path)).scope == ()

    def test_a_table_with_both_parties_needs_no_total(self, tmp_path):
        path = tmp_path / "both.csv"
        path.write_text(
            "Supplier,Recipient,2020,2021,2020-2021\nRussia,North Korea,5,,5\n"
            "China,North Korea,,2,2\n"
        )
        rows = read(TIV, path, TRANSFER_TOTALS)
        assert [(row["supplier"], row["recipient"], row["year"]) for row in rows] == [
            ("RUS", "PRK", 2020),
            ("CHN", "PRK", 2021),
        ]

    def test_a_total_within_rounding_holds(self, tmp_path):
        path = changed(tmp_path, "sipri_tiv_recipients.csv", "China,22,33,", "China,23,33,")
        assert len(read(TIV, path, TRANSFER_TOTALS)) == 14

    def test_a_total_beyond_rounding_is_refused_with_line_and_column(self, tmp_path):
        path = changed(tmp_path, "sipri_tiv_recipients.csv", "China,22,33,", "China,22,43,")
        with pytest.raises(SourceError) as caught:
            read(TIV, path, TRANSFER_TOTALS)
        assert (caught.value.line, caught.value.column) == (15, "2022")
        assert "'43'" in caught.value.message
        assert "33" in caught.value.message

    def test_a_country_whose_sum_is_not_its_own_is_refused(self, tmp_path):
        path = changed(tmp_path, "sipri_tiv_recipients.csv", "10,20,,30,5,", "10,20,,90,5,")
        with pytest.raises(SourceError) as caught:
            read(TIV, path, TRANSFER_TOTALS)
        assert (caught.value.line, caught.value.column) == (9, "2021-2026")

    def test_a_table_without_its_end_is_refused(self, tmp_path):
        text = (DATA / "sipri_tiv_recipients.csv").read_text(encoding="utf-8")
        path = tmp_path / "cut.csv"
        path.write_text(text[: text.index("Total imports")])
        with pytest.raises(SourceError, match="without its total row"):
            read(TIV, path, TRANSFER_TOTALS)

    def test_two_tables_in_a_file_are_refused(self, tmp_path):
        text = (DATA / "sipri_tiv_suppliers.csv").read_text(encoding="utf-8")
        path = tmp_path / "two.csv"
        path.write_text(text + "Russia,1,,1,1%,1,1%\n")
        with pytest.raises(SourceError, match="rows after the total"):
            read(TIV, path, TRANSFER_TOTALS)

    def test_a_table_by_category_is_refused(self, tmp_path):
        path = tmp_path / "category.csv"
        path.write_text(",2020,2021\nAircraft,1,2\nTotal,1,2\n")
        with pytest.raises(SourceError, match="no countries"):
            TIV.facts(given(path))

    @pytest.mark.parametrize("years", ["2020,2022", "2021,2020", "2020,2020"])
    def test_years_that_are_not_in_order_are_refused(self, tmp_path, years):
        path = tmp_path / "years.csv"
        path.write_text(f"Supplier,{years}\nRussia,1,2\nTotal exports to Ukraine,1,2\n")
        with pytest.raises(SourceError, match="each year once, in order"):
            TIV.facts(given(path))

    def test_a_volume_below_nought_is_refused(self, tmp_path):
        path = tmp_path / "below.csv"
        path.write_text("Supplier,2020\nRussia,-1\nTotal exports to Ukraine,-1\n")
        with pytest.raises(SourceError, match="0 or more"):
            read(TIV, path, TRANSFER_TOTALS)

    def test_a_total_is_not_held_against_rows_of_which_one_was_refused(self, tmp_path):
        path = tmp_path / "noted.csv"
        path.write_text("Supplier,2020\nRussia,9\nChina,many\nTotal exports to Ukraine,99\n")
        noted = []
        rows = read(TIV, path, TRANSFER_TOTALS, noted.append)
        assert [(row["supplier"], row["tiv"]) for row in rows] == [("RUS", 9.0)]
        assert [(error.line, error.column) for error in noted] == [(3, "2020")]
        assert TIV.facts(given(path)).end == date(2020, 12, 31)

    def test_a_register_is_no_table(self):
        with pytest.raises(SourceError, match="a column for each year"):
            TIV.facts(given(DATA / "sipri_register.csv"))

    @settings(derandomize=True, deadline=None, max_examples=60)
    @hypothesis_given(
        values=st.lists(
            st.lists(st.floats(0, 5_000), min_size=3, max_size=3), min_size=1, max_size=12
        )
    )
    def test_totals_of_rounded_figures_are_never_refused(self, values, tmp_path_factory):
        path = tmp_path_factory.mktemp("tiv") / "t.csv"
        lines = ["Supplier,2020,2021,2022,2020-2022"]
        for number, row in enumerate(values):
            lines.append(f"Name{number}," + ",".join(f"{v:.0f}" for v in (*row, sum(row))))
        columns = [sum(column) for column in zip(*values, strict=True)]
        total = ",".join(f"{v:.0f}" for v in (*columns, sum(columns)))
        path.write_text("\n".join([*lines, f"Total exports to Ukraine,{total}"]) + "\n")
        assert len(read(TIV, path, TRANSFER_TOTALS)) == 3 * len(values)


@pytest.fixture(scope="module")
def rows():
    return read(REGISTER, REAL, TRANSFERS)


@pytest.fixture(scope="module")
def plain():
    with REAL.open(encoding="utf-8", newline="") as stream:
        lines = stream.readlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("SIPRI AT"))
    return list(csv.DictReader(lines[start:]))


@pytest.mark.skipif(not REAL.exists(), reason="the sample of SIPRI's register is not here")
class TestRealRegister:
    def test_nothing_is_lost(self, rows, plain):
        assert len(rows) == len(plain) == 382
        assert len({row["deal"] for row in rows}) == 323
        assert [row["at"] for row in rows] == list(range(13, 395))

    def test_totals_are_those_of_the_file(self, rows, plain):
        expected = sum(float(row["TIV delivery values"]) for row in plain)
        assert sum(row["tiv"] for row in rows) == pytest.approx(expected)
        assert expected == pytest.approx(6_998.29)
        america = [row for row in rows if row["supplier"] == "USA" and row["year"] == 2022]
        assert round(sum(row["tiv"] for row in america)) == 966

    def test_cells_are_those_of_the_file(self, rows, plain):
        for row, cells in zip(rows, plain, strict=True):
            assert row["designation"] == cells["Designation"]
            assert row["year"] == int(cells["Delivery year"])
            assert row["number"] == float(cells["Numbers delivered"])
            assert row["is_number_estimate"] is (
                cells["Numbers delivered is estimate"] == "Yes"
            )
            assert row["is_local"] is (cells["Local production"] == "Yes")

    def test_every_name_but_the_unknown_ones_is_a_state(self, rows, plain):
        nobody = {row["supplier_name"] for row in rows if row["supplier"] is None}
        assert nobody == {"unknown supplier(s)"}
        assert {row["recipient"] for row in rows} == {"UKR"}
        suppliers = {row["supplier"] for row in rows} - {None}
        assert len(suppliers) == len({row["Supplier"] for row in plain}) - 1 == 31

    def test_the_facts(self):
        facts = REGISTER.facts(given(REAL))
        assert facts.edition == "generated 2025-02-17"
        assert (facts.start, facts.end) == (date(2000, 1, 1), date(2023, 12, 31))
        assert facts.scope == ("UKR",)

    def test_the_measure_is_mostly_the_number_times_the_unit(self, rows, plain):
        # The unit is rounded to hundredths, so that small ones do not multiply back.
        pairs = [(row["number"] * row["tiv_unit"], row["tiv"]) for row in rows]
        expected = [
            (float(r["Numbers delivered"]) * float(r["TIV deal unit"]), float(r[VALUE]))
            for r in plain
        ]
        assert pairs == expected
        assert sum(abs(product - tiv) <= 0.02 * tiv for product, tiv in pairs) == 316
