"""Entities are read with their states and links, and natural persons without their names."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as hypothesis_given
from hypothesis import strategies as st

from tocsin.errors import SourceError, UsageError
from tocsin.model.records import ENTITIES
from tocsin.sources.base import Given
from tocsin.sources.ftm import MOST_LINE
from tocsin.sources.opensanctions import SOURCE_OPENSANCTIONS, state_of

ROOT = Path(__file__).parents[3]
DATA = ROOT / "tests/data/sources"
REAL = ROOT.parent / "shared/data/sources/opensanctions_eu_fsf_t1.entities.ftm.json"
READER = SOURCE_OPENSANCTIONS.reader
NAMES = [column.name for column in ENTITIES.columns]


def refuse(error: SourceError) -> None:
    raise error


def read(path: Path, told=refuse, **options: str) -> list[dict]:
    given = Given(name=path.name, path=path, options=options)
    return [
        dict(zip(NAMES, row.cells, strict=True)) | {"at": row.line}
        for row in READER.rows(given, told)
    ]


def written(tmp_path: Path, *lines: object) -> Path:
    path = tmp_path / "entities.ftm.json"
    texts = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    path.write_bytes(b"\n".join(texts) + b"\n")
    return path


def entity(**parts: object) -> dict:
    return {"id": "x-1", "schema": "Organization", "properties": {}} | parts


@pytest.fixture
def entities():
    found = read(DATA / "opensanctions.entities.ftm.json")
    return {row["id"].removeprefix("XX-"): row for row in found}


class TestEntities:
    def test_an_organisation_keeps_its_names_in_all_scripts_once(self, entities):
        row = entities["org-1"]
        assert row["caption"] == "Завод «Пример»"
        assert row["names"] == ("Завод «Пример»", "Example LLC", "Παράδειγμα ΕΠΕ", "例子公司")
        assert row["topics"] == ("sanction", "export.control")
        assert row["datasets"] == ("xx_list", "yy_list")
        assert (row["is_target"], row["is_person"]) == (True, False)
        assert row["first_seen"] == datetime(2023, 4, 20, 18, 0, 25, tzinfo=UTC)
        assert row["subjects"] is None

    def test_a_person_keeps_states_topics_and_dates_and_no_name(self, entities):
        row = entities["person-1"]
        assert row["is_person"] is True
        assert (row["caption"], row["names"]) == (None, None)
        assert row["states"] == ("UKR", "USA")
        assert row["topics"] == ("sanction",)
        assert row["last_seen"] == datetime(2024, 6, 2, 10, 57, 3, tzinfo=UTC)

    def test_no_name_of_a_person_is_anywhere_in_a_row(self, entities):
        for row in entities.values():
            said = repr([cell for name, cell in row.items() if name != "id"])
            for name in ("Exemplar", "Экземпляр", "Ivan", "1970", "Minsk"):
                assert name not in said

    def test_what_has_the_properties_of_a_person_is_one_whatever_its_schema(self, entities):
        assert entities["legal-1"]["is_person"] is True
        assert entities["legal-1"]["names"] is None

    def test_names_of_persons_are_kept_when_asked_for(self):
        rows = read(DATA / "opensanctions.entities.ftm.json", persons="names")
        person = next(row for row in rows if row["id"] == "XX-person-1")
        assert person["caption"] == "Ivan Exemplar"
        assert person["names"] == ("Ivan Exemplar", "Иван Экземпляр")
        assert person["is_person"] is True

    def test_any_other_option_is_refused(self):
        with pytest.raises(UsageError, match="persons=names"):
            read(DATA / "opensanctions.entities.ftm.json", persons="all")

    def test_a_sanction_says_on_whom_by_whom_and_when(self, entities):
        row = entities["sanction-1"]
        assert row["subjects"] == ("XX-person-1",)
        assert row["authority"] == "Council of Examples"
        assert row["program"] == "EX-UKR; EX-PRK"
        assert row["states"] == ("EU",)
        assert row["caption"] is None

    def test_partial_dates_widen_the_period(self, entities):
        row = entities["sanction-1"]
        assert (row["start"], row["end"]) == (date(2014, 2, 20), date(2016, 2, 29))

    def test_a_link_keeps_both_ends_in_order(self, entities):
        row = entities["own-1"]
        assert row["subjects"] == ("XX-person-1", "XX-org-1")
        assert row["start"] == date(2011, 1, 5)

    def test_a_vessel_is_of_its_flag_and_not_of_a_past_one(self, entities):
        row = entities["vessel-1"]
        assert row["states"] == ("XKX", "DDR", "CSK", "PRK")
        assert row["names"] == ("EXAMPLE STAR",)
        assert row["last_change"] == datetime(2023, 7, 26, 20, 1, 14, tzinfo=UTC)

    def test_an_address_has_a_state_and_no_caption(self, entities):
        assert entities["address-1"]["states"] == ("KEN",)
        assert entities["address-1"]["caption"] is None

    def test_the_edition_is_the_newest_day(self):
        path = DATA / "opensanctions.entities.ftm.json"
        facts = READER.facts(Given(name="x", path=path))
        assert facts.edition == "2024-06-02"
        assert facts.end == date(2024, 6, 2)
        assert facts.start is None

    def test_an_edition_that_is_no_day_is_no_end(self, tmp_path):
        facts = READER.facts(Given(name="x", path=written(tmp_path, entity())))
        assert (facts.edition, facts.end) == ("", None)
        odd = written(tmp_path, *[entity(last_seen="2024-99-99")] * 1_001)
        facts = READER.facts(Given(name="x", path=odd))
        assert (facts.edition, facts.end) == ("2024-99-99", None)

    def test_changes_say_what_became_of_an_entity(self):
        rows = read(DATA / "opensanctions.delta.json")
        assert [(row["operation"], row["id"]) for row in rows] == [
            ("add", "XX-org-1"),
            ("change", "XX-sanction-1"),
            ("delete", "XX-person-9"),
        ]
        assert rows[1]["last_change"] == datetime(2024, 7, 1, tzinfo=UTC)
        assert (rows[2]["schema"], rows[2]["is_person"]) == (None, None)

    def test_rows_may_not_be_handed_on(self):
        assert SOURCE_OPENSANCTIONS.licence.allows_rows is False


class TestStates:
    @pytest.mark.parametrize(
        ("code", "state"),
        [
            ("kp", "PRK"),
            ("na", "NAM"),
            ("suhh", "RUS"),
            ("yucs", "YUG"),
            ("cshh", "CSK"),
            ("csxx", "SRB"),
            ("ddde", "DDR"),
            ("xk", "XKX"),
            ("us-ca", "USA"),
            ("gb-sct", "GBR"),
            ("cn-xz", "CHN"),
            ("hk", "CHN"),
            ("tw", "TWN"),
            ("eu", "EU"),
            ("zz", None),
            ("x-so", None),
            ("", None),
            ("kpx", None),
        ],
    )
    def test_a_code_of_the_format(self, code, state):
        assert state_of(code) == state


class TestMisfits:
    @pytest.mark.parametrize(
        ("line", "column", "said"),
        [
            (b'{"id": "x", "sch', "(line)", "no JSON"),
            (b"[1, 2]", "(line)", "found list"),
            (b'"text"', "(line)", "found str"),
            (b'{"id": "x", "schema": "Company", "properties": "\xff"}', "(line)", "no UTF-8"),
            (b"[" * 100_000, "(line)", "no JSON"),
            (b'{"id":' * 100_000, "(line)", "no JSON"),
            (b'{"id": ' + b"9" * 10_000 + b"}", "(line)", "no JSON"),
            ({"schema": "Company"}, "id", "has none"),
            (entity(id=""), "id", "has none"),
            (entity(id=5), "id", "found int"),
            ({"id": "x"}, "schema", "has none"),
            (entity(properties=[]), "properties", "found list"),
            (entity(properties={"name": "Example"}), "name", "found str"),
            (entity(properties={"name": [None]}), "name", "found NoneType"),
            (entity(properties={"name": [{"id": "y"}]}), "name", "whole entity within"),
            (entity(target="yes"), "target", "true or false"),
            (entity(first_seen="yesterday"), "first_seen", "'yesterday'"),
            (entity(datasets="eu_fsf"), "datasets", "a list"),
            (entity(properties={"startDate": ["2014-13"]}), "startDate", "'2014-13'"),
            (entity(properties={"endDate": ["2014-13"]}), "endDate", "'2014-13'"),
            (entity(properties={"endDate": ["soon"]}), "endDate", "'soon'"),
            ({"op": "PUT", "entity": entity()}, "op", "ADD, MOD or DEL"),
            ({"op": "ADD"}, "entity", "an object"),
            ({"op": "ADD", "entity": {"id": "x"}}, "schema", "has none"),
        ],
    )
    def test_it_is_told_of_by_line_and_column_and_reading_goes_on(
        self, tmp_path, line, column, said
    ):
        noted = []
        path = written(tmp_path, entity(), line, entity(id="x-3"))
        rows = read(path, noted.append)
        assert [row["id"] for row in rows] == ["x-1", "x-3"]
        assert [(error.line, error.column) for error in noted] == [(2, column)]
        assert said in noted[0].message
        with pytest.raises(SourceError):
            read(path)

    def test_a_line_that_is_too_long_is_skipped_unread(self, tmp_path):
        noted = []
        long = b'{"id": "' + b"x" * (3 * MOST_LINE) + b'"}'
        rows = read(written(tmp_path, entity(), long, entity(id="x-3")), noted.append)
        assert [(row["id"], row["at"]) for row in rows] == [("x-1", 1), ("x-3", 3)]
        assert [error.line for error in noted] == [2]
        assert "longer than 4,000,000 bytes" in noted[0].message

    def test_halves_of_characters_and_control_characters_do_not_come_through(self, tmp_path):
        line = rb'{"id": "x", "schema": "Company", "properties": {"name": ["A\ud800B\u0000\u001f"]}}'
        (row,) = read(written(tmp_path, line))
        assert row["names"] == ("A\ufffdB",)
        assert row["names"][0].encode()

    def test_a_byte_order_mark_and_a_missing_last_line_end_do_not_matter(self, tmp_path):
        path = tmp_path / "e.json"
        path.write_bytes(b"\xef\xbb\xbf" + json.dumps(entity()).encode())
        assert len(read(path)) == 1

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("canonical_id,entity_id,prop\n", "table of statements"),
            ("id,schema,name\n", "simple table of targets"),
            ("[{}]\n", "one JSON list"),
            ("", "does not begin with an entity"),
        ],
    )
    def test_other_files_of_a_data_set_are_refused_with_the_right_one(
        self, tmp_path, text, said
    ):
        path = tmp_path / "other"
        path.write_text(text)
        with pytest.raises(SourceError, match=r"entities\.ftm\.json") as caught:
            READER.facts(Given(name="other", path=path))
        assert said in caught.value.message

    @settings(
        derandomize=True,
        deadline=None,
        max_examples=60,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @hypothesis_given(
        said=st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=8),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(
                    st.sampled_from(
                        [
                            "id",
                            "schema",
                            "properties",
                            "name",
                            "op",
                            "entity",
                            "startDate",
                            "country",
                        ]
                    ),
                    inner,
                    max_size=5,
                )
            ),
            max_leaves=12,
        )
    )
    def test_any_json_gives_a_row_or_an_error_of_ours(self, tmp_path, said):
        noted = []
        rows = read(written(tmp_path, entity(), said), noted.append)
        assert len(rows) + len(noted) == 2
        for row in rows:
            assert all(part is None or part for part in (row["names"], row["states"]))


@pytest.mark.skipif(not REAL.exists(), reason="the sample of OpenSanctions is not here")
class TestReal:
    def test_nothing_is_lost(self):
        rows = read(REAL)
        plain = [json.loads(line) for line in REAL.read_text(encoding="utf-8").splitlines()]
        assert len(rows) == len(plain) == 7
        assert [row["id"] for row in rows] == [one["id"] for one in plain]
        assert [row["schema"] for row in rows] == [one["schema"] for one in plain]
        assert sum(row["is_person"] for row in rows) == 4
        assert {state for row in rows for state in row["states"] or ()} == {
            *("BLR", "RUS", "KEN", "IRN"),
        }

    def test_names_are_those_of_the_file_or_none(self):
        plain = [json.loads(line) for line in REAL.read_text(encoding="utf-8").splitlines()]
        for row, one in zip(read(REAL), plain, strict=True):
            if one["schema"] == "Organization":
                assert row["names"] == tuple(one["properties"]["name"])
            else:
                assert (row["names"], row["caption"]) == (None, None)
        for row, one in zip(read(REAL, persons="names"), plain, strict=True):
            assert row["names"] == (tuple(one["properties"].get("name", ())) or None)
            assert row["caption"] == one["caption"]
