"""The whole assessment as a bundle."""

from tocsin.tell.export.json_text import json_text
from tocsin.tell.export.parties import parties_of
from tocsin.tell.export.stix.actors import TOCSIN, actors_of
from tocsin.tell.export.stix.answers import Answers
from tocsin.tell.export.stix.evidence import evidence_of
from tocsin.tell.export.stix.extension import definition
from tocsin.tell.export.stix.objects import JsonObject, refs_of, stix_id
from tocsin.tell.export.traces import traces_of
from tocsin.tell.view import BriefInput


def render_stix(view: BriefInput) -> str:
    """Return an assessment as the JSON of a bundle of STIX 2.1, the same for the same one."""
    objects = [*_each_once(_objects(view))]
    bundle = {
        "type": "bundle",
        "id": stix_id("bundle", view.assessment.id, *refs_of(objects)),
        "objects": objects,
    }
    return json_text(bundle, indent=2) + "\n"


def _objects(view: BriefInput) -> list[JsonObject]:
    """Return all objects: those that others refer to first, the report last."""
    actors = actors_of(parties_of(view))
    evidence = evidence_of(view, actors)
    answers = Answers(view, traces_of(view), actors, evidence)
    judgements = answers.judgements()
    told = [
        *actors.identities.values(),
        *actors.places,
        *evidence.notes.values(),
        *evidence.opinions,
        *judgements.values(),
        *answers.concerns(judgements),
        *answers.hypotheses(),
    ]
    report = answers.report(list(dict.fromkeys(refs_of(told))))
    return [TOCSIN, definition(TOCSIN["id"]), *told, report]


def _each_once(objects: list[JsonObject]) -> list[JsonObject]:
    """Return objects without those that say the same as one before them."""
    return list({one["id"]: one for one in objects}.values())
