"""The contracts as files: they read back to what they were."""

from tocsin.model.assessment import Assessment
from tocsin.model.claim import Claim
from tocsin.model.codec import from_json
from tocsin.tell.export.contracts import render_claim_lines, render_contract


def test_assessment_reads_back_to_itself(any_view):
    text = render_contract(any_view)
    assert from_json(Assessment, text) == any_view.assessment
    assert not set(text) & set("<>&\u202e")


def test_claims_read_back_to_themselves_each_on_a_line(any_view):
    found = [from_json(Claim, line) for line in render_claim_lines(any_view).splitlines()]
    assert {one.id: one for one in found} == dict(any_view.claims)
    assert found == sorted(found, key=lambda one: (one.document, one.span, one.id))
