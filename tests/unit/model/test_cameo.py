"""CAMEO event codes."""

import csv
from pathlib import Path

import pytest

from tocsin.errors import OntologyError
from tocsin.model import cameo as module
from tocsin.model.cameo import Scale, load_cameo, plover_quad, quad_number
from tocsin.model.vocabulary import EventType, Quad

ROOT = Path(__file__).resolve().parents[3]
SHARED = ROOT.parent / "shared/data"
CAMEO = load_cameo()
# Codes that the table of Goldstein values lacks.
WITHOUT_VALUE = {"1214", "155", "176", "1834", "1951", "1952"}


def shared(path):
    file = SHARED / path
    if not file.exists():
        pytest.skip(f"{file} is not here")
    return file


def test_codes_are_text_with_their_zeros():
    assert CAMEO.get("010").name == "Make statement"
    assert CAMEO.get("10").name == "Demand"
    assert CAMEO.get("40") is None
    assert CAMEO.get("1883") is None
    assert CAMEO.goldstein("40", Scale.GDELT) is None


def test_every_code_has_its_root_and_its_parent():
    for code, known in CAMEO.codes.items():
        assert known.code == code
        assert known.root == code[:2]
        assert known.name
        assert code[:2] in CAMEO.codes
        assert len(code) < 4 or code[:3] in CAMEO.codes
    assert list(CAMEO.codes) == sorted(CAMEO.codes)
    roots = [code for code in CAMEO.codes if len(code) == 2]
    assert roots == [f"{number:02}" for number in range(1, 21)]
    assert len(CAMEO.codes) == 318


@pytest.mark.parametrize(
    ("code", "quad"),
    [
        ("01", 1),
        ("057", 1),
        ("060", 2),
        ("094", 2),
        ("100", 3),
        ("1454", 3),
        ("150", 4),
        ("20", 4),
    ],
)
def test_quadrants_go_by_root(code, quad):
    assert CAMEO.get(code).quad == quad


@pytest.mark.parametrize(
    ("code", "scale", "value"),
    [
        ("016", Scale.ICEWS, -5.0),
        ("016", Scale.GDELT, -2.0),
        ("022", Scale.ICEWS, 3.4),
        ("022", Scale.GDELT, 3.2),
        ("0874", Scale.GDELT, 10.0),
        ("190", Scale.ICEWS, -10.0),
        ("010", Scale.GDELT, 0.0),
        ("155", Scale.GDELT, None),
    ],
)
def test_goldstein_values_by_scale(code, scale, value):
    assert CAMEO.goldstein(code, scale) == value


def test_values_lie_between_minus_ten_and_ten_and_are_missing_where_nobody_gave_one():
    for scale in Scale:
        values = {code: CAMEO.goldstein(code, scale) for code in CAMEO.codes}
        assert {code for code, value in values.items() if value is None} == WITHOUT_VALUE
        assert all(-10 <= value <= 10 for value in values.values() if value is not None)


def test_plover_types():
    assert CAMEO.get("0841").plover is EventType.RETREAT
    assert CAMEO.get("090").plover is EventType.ACCUSE
    assert CAMEO.get("020").plover is EventType.REQUEST
    assert CAMEO.get("191").plover is EventType.COERCE
    without = {known.root for known in CAMEO.codes.values() if known.plover is None}
    assert without == {"01"}
    assert {known.plover for known in CAMEO.codes.values()} == {*EventType, None}


def test_the_two_schemes_of_quadrants_differ_at_known_roots():
    differing = {
        root.code
        for root in CAMEO.codes.values()
        if len(root.code) == 2 and root.plover and plover_quad(root.plover) != root.quad
    }
    assert differing == {"02", "08", "09", "14"}


@pytest.mark.parametrize(
    ("kinds", "quad"),
    [
        ("AGREE CONSULT SUPPORT CONCEDE", 1),
        ("COOPERATE AID RETREAT", 2),
        ("REQUEST ACCUSE REJECT THREATEN", 3),
        ("PROTEST SANCTION MOBILIZE COERCE ASSAULT", 4),
    ],
)
def test_quadrants_of_plover(kinds, quad):
    assert {plover_quad(kind) for kind in kinds.split()} == {quad}


def test_quadrants_are_numbered_as_event_data_number_them():
    assert [quad_number(quad) for quad in Quad] == [1, 2, 3, 4]
    assert quad_number(Quad.VERBAL_COOPERATION) == 1
    with pytest.raises(ValueError, match="FIGHT"):
        plover_quad("FIGHT")


def test_a_row_that_does_not_fit_is_named(monkeypatch):
    row = dict.fromkeys(("code", "name", "root", "goldstein_gdelt", "plover"), "")
    row |= {"goldstein": "much", "quad": "1", "_where": "cameo.csv:9"}
    monkeypatch.setattr(module, "read_rows", lambda *_: iter([row]))
    with pytest.raises(OntologyError, match=r"cameo\.csv:9: .*much"):
        load_cameo.__wrapped__()


def test_the_plover_types_are_those_of_the_published_conversion():
    with (ROOT / "benchmarks/coding/petrarch/cameo_to_plover.csv").open(
        encoding="utf-8"
    ) as file:
        published = {row["cameo"]: row["plover"] for row in csv.DictReader(file)}
    assert {code: CAMEO.get(code).plover for code in published} == published


def test_goldstein_values_are_the_published_ones():
    file = shared("cases/goldstein_cameo.csv")
    with file.open(encoding="utf-8", newline="") as lines:
        published = {row["cameo"]: row["goldstein_icews_repo"] for row in csv.DictReader(lines)}
    assert published.pop("1883") == ""
    ours = {code: CAMEO.goldstein(code, Scale.ICEWS) for code in published}
    assert ours == {code: float(value) if value else None for code, value in published.items()}
    assert set(CAMEO.codes) - set(published) == {"1214"}


def test_gdelt_rows_carry_our_values_and_quadrants():
    lines = shared("sources/gdelt2.export.CSV").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    assert len(rows) == 1000
    for row in rows:
        code, root, quad, goldstein = row[26], row[28], row[29], row[30]
        assert CAMEO.get(code).root == root
        assert CAMEO.get(code).quad == int(quad)
        assert CAMEO.goldstein(code, Scale.GDELT) == float(goldstein)


def test_icews_rows_carry_our_values():
    lines = shared("sources/icews_events_2018.tab").read_text(encoding="utf-8").splitlines()
    events = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert len(events) == 199
    for event in events:
        value = CAMEO.goldstein(event["CAMEO Code"], Scale.ICEWS)
        assert value == float(event["Intensity"])
