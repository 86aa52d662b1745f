"""An assessment as entities of FollowTheMoney, held against the model of version 4.11.2."""

import datetime as dt
import json
import re
from pathlib import Path

from tocsin.tell.export.ftm import render_ftm

MODEL = json.loads(
    (Path(__file__).parents[3] / "data" / "exports" / "ftm-4.11.2.json").read_text("utf-8")
)
SCHEMATA = MODEL["schemata"]


def entities_of(view):
    return [json.loads(line) for line in render_ftm(view).splitlines()]


def of_schema(entities, name):
    return {one["id"]: one["properties"] for one in entities if one["schema"] == name}


def fault(kind, value, schemata):
    """Return what is wrong with a value of a type; nothing where it is right."""
    if kind.startswith("entity:"):
        wanted = kind.partition(":")[2]
        known = SCHEMATA[schemata[value]]["is_a"] if value in schemata else []
        return "" if wanted in known else f"{value} is no {wanted}"
    if kind == "date":
        return "" if dt.date.fromisoformat(value) else value
    if kind == "country":
        return "" if re.fullmatch("[a-z]{2}", value) else value
    if kind == "language":
        return "" if re.fullmatch("[a-z]{3}", value) else value
    return "" if value.strip() == value != "" else f"{value!r} is not clean"


def test_every_entity_fits_its_schema_and_every_reference_its_range(any_view):
    entities = entities_of(any_view)
    schemata = {one["id"]: one["schema"] for one in entities}
    assert len(schemata) == len(entities)
    for one in entities:
        schema = SCHEMATA[one["schema"]]
        assert re.fullmatch(MODEL["id"], one["id"])
        assert set(schema["required"]) <= set(one["properties"])
        for name, values in one["properties"].items():
            kind = schema["properties"][name]
            assert [found for each in values if (found := fault(kind, each, schemata))] == []


def test_event_says_in_its_name_how_firmly_it_is_claimed(view):
    events = of_schema(entities_of(view), "Event")
    assert set(events) == {f"tocsin-{claim}" for claim in view.claims}
    denied = events["tocsin-c-000000000e"]
    assert denied["name"] == ["planned, denied: North Korea → Russia: weapons"]
    assert denied["recordId"] == ["c-000000000e"]
    assert denied["proof"] == ["tocsin-d-93ab5c01de"]


def test_event_has_grade_and_origin_in_its_notes(graded):
    notes = {
        one["properties"]["recordId"][0]: one["properties"].get("notes")
        for one in entities_of(graded)
        if one["schema"] == "Event"
    }
    (told,) = notes["c-0000000002"]
    assert told.startswith("Grade B2 (usually reliable; probably true); origin: d-")
    assert notes["c-0000000004"][0].startswith("Grade F6")
    assert notes["c-0000000001"] is None


def test_article_names_publisher_and_sha256_and_no_file(view):
    (article,) = of_schema(entities_of(view), "Article").values()
    assert article["publisher"] == ["The Reference"]
    assert "cd" * 32 in article["notes"][0]
    assert "fileName" not in article
    assert "article.txt" not in render_ftm(view)


def test_who_says_so_stands_on_the_link_from_the_document(view):
    links = of_schema(entities_of(view), "Documentation").values()
    roles = {one["entity"][0]: one["role"][0] for one in links}
    assert roles["tocsin-c-0000000002"] == "US officials assert"
    assert roles["tocsin-c-000000000e"] == "North Korea denies"


def test_probability_stands_in_words_with_the_id_that_opens_it(view):
    notes = of_schema(entities_of(view), "Note").values()
    told = " ".join(text for one in notes for text in one["description"])
    assert "It is likely (68%, 90% range 49\u201383%) that North Korea supplies arms" in told
    assert "`tocsin why a-1f2e3d4c5b/j-arms_supply-PRK-RUS`" in told
    assert "`tocsin why a-1f2e3d4c5b/k-KOR`" in told


def test_hostile_text_is_cleaned(hostile):
    text = render_ftm(hostile)
    assert not set(text) & set("<>&\x1b\u202e")
    assert "javascript:" not in text


def test_same_assessment_gives_the_same_bytes(view):
    assert render_ftm(view) == render_ftm(view)
