"""The published schemas: up to date, and true of what is printed."""

import json
from pathlib import Path

import pytest

from tocsin.model.codec import plain
from tocsin.pipeline import Intake, Request, Silence, answer, schema_of
from tocsin.pipeline.schemas import PUBLISHED
from tocsin.settings import Settings

jsonschema = pytest.importorskip("jsonschema", reason="the validator is in the extra dev")

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "schemas"
DEMO = ROOT / "examples" / "reference" / "demo.md"


def closed(schema):
    """Return a schema that knows no property but those that it names."""
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    more = {"additionalProperties": False} if "properties" in schema else {}
    return {**more, **{key: closed(value) for key, value in schema.items()}}


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_schema_is_the_one_that_is_printed(name):
    text = (FOLDER / f"{name}.schema.json").read_text(encoding="utf-8")
    assert json.loads(text) == schema_of(name), "run scripts/schemas"


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_schema_is_one(name):
    jsonschema.Draft202012Validator.check_schema(schema_of(name))


def test_nothing_else_is_published():
    assert {one.name for one in FOLDER.iterdir()} == {f"{one}.schema.json" for one in PUBLISHED}


@pytest.mark.slow
def test_real_output_fits_the_schemas_and_has_nothing_that_they_do_not_name(tmp_path):
    request = Request(intake=Intake(sources=(str(DEMO),)), out=None)
    settings = Settings(store=str(tmp_path / "l.sqlite"), draws=200, reader="fast")
    view = answer(request, settings=settings, watcher=Silence())
    assessment = jsonschema.Draft202012Validator(closed(schema_of("assessment")))
    claim = jsonschema.Draft202012Validator(closed(schema_of("claim")))
    told = plain(view.assessment)
    assert [error.message for error in assessment.iter_errors(told)] == []
    assert len(view.claims) > 20
    for one in view.claims.values():
        assert [error.message for error in claim.iter_errors(plain(one))] == []
    assert not assessment.is_valid({**told, "concern": "high"})
    assert not claim.is_valid({**plain(one), "quote": None})
