"""An assessment as a bundle of STIX 2.1, read by OASIS's own parser."""

import json
import random
import uuid
from collections import Counter
from dataclasses import replace

import pytest

from tocsin.model.vocabulary import Stance
from tocsin.tell.export.stix import EXTENSION, render_stix, stix_extension_schema
from tocsin.tell.export.stix.objects import FIRST_DAY, NAMESPACE

stix2 = pytest.importorskip("stix2", reason="the parser of STIX is in the extra dev")
jsonschema = pytest.importorskip("jsonschema", reason="the validator is in the extra dev")

FREE = {"horizon_days", "seed", "draws", "span"}
"""Numbers of the extension that are no findings."""


def objects_of(view):
    return json.loads(render_stix(view))["objects"]


def of_kind(objects, kind):
    return [one for one in objects if one["type"] == kind]


def extension(one):
    return one["extensions"][EXTENSION]


def said(objects, kind):
    """Return the objects whose extension says something of a kind."""
    return [one for one in objects if one.get("extensions") and extension(one)["kind"] == kind]


def by_actor(objects, kind="identity"):
    """Return the objects of a kind by the id that we have for the actor."""
    return {
        one["external_references"][0]["external_id"]: one
        for one in of_kind(objects, kind)
        if "external_references" in one
    }


def numbers(value, place=()):
    """Yield each number of a JSON value with the object that it stands in and its name."""
    for key, item in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(item, dict | list):
            yield from numbers(item, (*place, key))
        elif isinstance(item, int | float) and not isinstance(item, bool):
            yield value, (*place, key)


def test_parser_of_oasis_takes_every_object_without_custom_content(any_view):
    parsed = stix2.parse(render_stix(any_view), allow_custom=False)
    assert parsed.type == "bundle"
    assert {one["spec_version"] for one in parsed.objects} == {"2.1"}


def test_parser_refuses_what_is_not_of_the_standard(view):
    bundle = json.loads(render_stix(view))
    of_kind(bundle["objects"], "note")[0]["probability"] = 0.5
    with pytest.raises(stix2.exceptions.InvalidValueError, match="Unexpected properties"):
        stix2.parse(bundle, allow_custom=False)


def test_extensions_fit_their_published_schema(any_view):
    check = jsonschema.Draft202012Validator(stix_extension_schema())
    found = [extension(one) for one in objects_of(any_view) if "extensions" in one]
    assert found
    assert [one for one in found if not check.is_valid(one)] == []


def test_schema_refuses_a_probability_without_its_number(view):
    check = jsonschema.Draft202012Validator(stix_extension_schema())
    one = extension(said(objects_of(view), "judgement")[0])
    assert not check.is_valid({**one, "probability": {"unit": "probability"}})


def test_schema_in_the_bundle_is_the_published_one(view):
    (found,) = of_kind(objects_of(view), "extension-definition")
    assert json.loads(found["schema"]) == stix_extension_schema()
    assert found["id"] == EXTENSION


def test_ids_are_uuid_5_each_once_and_lead_to_objects_of_the_bundle(any_view):
    objects = objects_of(any_view)
    ids = [one["id"] for one in objects]
    assert Counter(ids).most_common(1)[0][1] == 1
    assert {uuid.UUID(one.partition("--")[2]).version for one in ids} == {5}
    refs = {
        ref
        for one in objects
        for ref in json.dumps(one).split('"')
        if "--" in ref and ref.partition("--")[0].replace("-", "").isalpha() and len(ref) < 80
    }
    assert refs <= set(ids)


def test_same_assessment_gives_the_same_bytes_in_any_order_of_its_evidence(view):
    claims = list(view.claims.items())
    random.Random(3).shuffle(claims)  # noqa: S311 - an order, no secret
    again = replace(view, claims=dict(claims), stakes=dict(reversed(view.stakes.items())))
    assert render_stix(again) == render_stix(view)


def test_another_content_has_another_id_and_a_state_always_the_same(view):
    first, *others = view.assessment.judgements
    changed = replace(
        view, assessment=replace(view.assessment, judgements=(replace(first, p=0.5), *others))
    )
    ours, theirs = objects_of(view), objects_of(changed)
    assert by_actor(ours) == by_actor(theirs)
    ids = {one["id"] for one in said(ours, "judgement")}
    assert len(ids - {one["id"] for one in said(theirs, "judgement")}) == 1


def test_times_are_the_days_of_document_and_assessment(view):
    question = replace(
        view.assessment.question, as_of=view.assessment.question.as_of.replace(day=9)
    )
    later = replace(view, assessment=replace(view.assessment, question=question))
    days = {one["type"]: one["created"][:10] for one in objects_of(later)}
    assert days["opinion"] == "2023-09-05"
    assert days["report"] == days["grouping"] == "2023-09-09"
    assert days["identity"] == days["location"] == FIRST_DAY.isoformat()
    assert all(one["created"] == one["modified"] for one in objects_of(later))


def test_states_are_identities_with_a_place_and_persons_individuals(view):
    objects = objects_of(view)
    people, places = by_actor(objects), by_actor(objects, "location")
    assert people["PRK"]["identity_class"] == "organization"
    assert people["PRK.KIM_JONG_UN"]["identity_class"] == "individual"
    assert places["PRK"]["country"] == "KP"
    assert "PRK.KIM_JONG_UN" not in places


def test_only_the_place_of_a_state_is_a_relationship(view):
    found = of_kind(objects_of(view), "relationship")
    assert {one["relationship_type"] for one in found} == {"located-at"}
    assert all(one["target_ref"].startswith("location--") for one in found)


def test_claim_is_a_note_on_who_takes_part_with_its_document(view):
    objects = objects_of(view)
    notes = {extension(one)["claim"]: one for one in said(objects, "claim")}
    assert set(notes) == set(view.claims)
    note, people = notes["c-0000000002"], by_actor(objects)
    assert note["object_refs"] == [people["PRK"]["id"], people["RUS"]["id"]]
    assert note["authors"] == ["US officials"]
    assert view.claims["c-0000000002"].quote in note["content"]
    assert note["external_references"] == [
        {
            "source_name": "The Reference",
            "description": "How Concerning is a Russia-Kim Jong Un Alliance?",
            "url": "https://example.org/article",
            "hashes": {"SHA-256": "cd" * 32},
            "external_id": "d-93ab5c01de",
        }
    ]


def test_denial_is_an_opinion_of_the_state_that_denies(view):
    objects = objects_of(view)
    people = by_actor(objects)
    found = {
        (extension(one)["claim"], one["created_by_ref"]): one
        for one in of_kind(objects, "opinion")
    }
    notes = {extension(one)["claim"]: one["id"] for one in said(objects, "claim")}
    for claim, state, stance in (
        ("c-000000000e", "PRK", "denies"),
        ("c-000000000f", "RUS", "denies"),
        ("c-0000000008", "KOR", "doubts"),
    ):
        opinion = found.pop((claim, people[state]["id"]))
        assert opinion["opinion"] == "disagree"
        assert opinion["object_refs"] == [notes[claim]]
        assert extension(opinion)["stance"] == stance
    assert found == {}


def test_doubt_of_somebody_unknown_is_told_by_us_with_the_name(view):
    claim = view.claims["c-0000000009"]
    doubting = replace(claim, holders=(replace(claim.holders[0], stance=Stance.DOUBTS),))
    objects = objects_of(replace(view, claims={claim.id: doubting}))
    (opinion,) = of_kind(objects, "opinion")
    ours = next(one for one in of_kind(objects, "identity") if one["name"] == "Tocsin")
    assert opinion["created_by_ref"] == ours["id"]
    assert opinion["authors"] == ["Yang Uk"]


def test_probability_stands_in_the_extension_and_confidence_is_trust(view):
    notes = {extension(one)["judgement"]: one for one in said(objects_of(view), "judgement")}
    for judgement in view.assessment.judgements:
        note = notes[judgement.id]
        probability = extension(note)["probability"]
        assert probability["value"] == judgement.p
        assert [probability["low"], probability["high"]] == list(judgement.interval)
        assert (
            note["confidence"] == {"low": 15, "moderate": 50, "high": 85}[judgement.confidence]
        )


def test_nothing_but_a_judgement_and_a_graded_claim_states_a_confidence(any_view):
    objects = objects_of(any_view)
    stated = {one["id"] for one in objects if "confidence" in one}
    graded = {one["id"] for one in said(objects, "claim") if "credibility" in extension(one)}
    assert stated <= {one["id"] for one in said(objects, "judgement")} | graded


@pytest.mark.parametrize(
    ("mark", "number"),
    [("A1", 90), ("B2", 70), ("F3", 50), ("A4", 30), ("B5", 10), ("A6", None), ("F6", None)],
)
def test_credibility_is_the_confidence_of_a_claim_whatever_its_source(graded, mark, number):
    grade = replace(graded.assessment.grades[0], reliability=mark[0], credibility=mark[1])
    one_alone = replace(graded, assessment=replace(graded.assessment, grades=(grade,)))
    notes = {extension(one)["claim"]: one for one in said(objects_of(one_alone), "claim")}
    note = notes.pop(grade.claim)
    assert note.get("confidence") == number
    told = extension(note)
    assert (told["reliability"], told["credibility"]) == (mark[0], mark[1])
    assert (told["graded_source"], told["origin"]) == (grade.source, grade.origin)
    assert not any("confidence" in one for one in notes.values())


def test_confidence_that_is_not_stated_is_left_out(bare):
    found = said(objects_of(bare), "judgement")
    assert found
    assert not any("confidence" in one for one in found)


def test_rival_is_a_grouping_of_the_claims_that_speak_to_it(view):
    objects = objects_of(view)
    notes = {extension(one)["claim"]: one["id"] for one in said(objects, "claim")}
    found = {extension(one)["hypothesis"]: one for one in of_kind(objects, "grouping")}
    assert found["H2"]["object_refs"] == [notes["c-000000000e"]]  # the other says nothing: N
    assert extension(found["H1"])["posterior"]["value"] == 0.52


def test_report_refers_to_everything_but_who_made_it(view):
    objects = objects_of(view)
    (report,) = of_kind(objects, "report")
    left = {one["id"] for one in objects} - {report["id"], *report["object_refs"]}
    assert {one.partition("--")[0] for one in left} == {"identity", "extension-definition"}
    assert report["published"] == "2023-09-05T00:00:00.000Z"
    assert report["description"].startswith("High concern for South Korea (63)")


def test_every_finding_stands_beside_its_figure_where_it_has_one(view):
    figures = {f"{view.assessment.id}/{one.id}": one.value for one in view.assessment.figures}
    found = [
        (holder, place)
        for one in objects_of(view)
        if "extensions" in one
        for holder, place in numbers(extension(one))
        if not FREE & set(place)
    ]
    assert len(found) > 50
    for holder, place in found:
        assert place[-1] in {"value", "low", "high"}
        assert {"value", "unit"} <= set(holder)
        if holder.get("figure") in figures:
            assert holder["value"] == figures[holder["figure"]]


def test_no_name_of_a_file_of_this_machine_and_no_command_is_told(view):
    text = render_stix(view)
    assert "article.txt" not in text
    assert view.assessment.run.command not in text


def test_hostile_text_is_cleaned_and_no_markup(hostile):
    text = render_stix(hostile)
    assert not set(text) & set("<>&\x1b\u202e\u202c")
    assert "javascript:" not in text
    quotes = [one["content"] for one in said(json.loads(text)["objects"], "claim")]
    assert all("\x1b" not in one and "\u202e" not in one for one in quotes)


def test_namespace_is_none_of_the_standard():
    assert str(NAMESPACE) != "00abedb4-aa42-466c-9c01-fed23315a9b7"
    assert NAMESPACE.version == 4
