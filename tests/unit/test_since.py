"""What an answer is compared with: a day, or an earlier answer with all it rests on."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from tocsin.coding import depth_of
from tocsin.errors import UsageError
from tocsin.model.assessment import Assessment as Answer
from tocsin.model.assessment import CorpusSummary, Figure, Question, Rivals, Run
from tocsin.model.claim import Coding
from tocsin.pipeline import since as module
from tocsin.pipeline.base import Coded
from tocsin.pipeline.evidencing import Shelf
from tocsin.pipeline.since import check_since, since_of

DEPTH = depth_of("fast")
EARLIER = Answer(
    id="a-1",
    question=Question(dyad=("RUS", "PRK"), as_of=date(2023, 9, 5), horizon_days=365),
    corpus=CorpusSummary(documents=2, origins=2, claims=2),
    bottom_line="",
    judgements=(),
    concern=(),
    hypotheses=Rivals(),
    indicators=(),
    exchange=(),
    figures=(Figure(id="corpus.claims", label="", value=2, claims=("c-1", "c-2")),),
    limits=(),
    run=Run(version="1", seed=0, draws=100, inputs_sha256="", documents=("d-1", "d-3")),
)


class Texts:
    """A library that keeps nothing."""

    def put_away(self, document, claims):
        return document


class Kept:
    """A ledger with three documents; what was coded before is asked for by name."""

    def __init__(self, earlier):
        self.earlier, self.asked = earlier, []

    def assessment(self, ref):
        return self.earlier

    def claim(self, ref):
        return SimpleNamespace(document=ref.replace("c", "d"))

    def document(self, ref):
        self.asked.append(ref)
        return SimpleNamespace(id=ref)

    def coding(self, ref, version):
        return None if ref == "d-3" else coding(ref)


def coding(ref):
    return Coding(document=ref, sentences=1, claims=(f"claim of {ref}",), stakes=())


def test_day_needs_no_ledger():
    assert since_of("2023-09-01", None, (), DEPTH).day == date(2023, 9, 1)


@pytest.mark.parametrize("text", ["", "x", "2023-13-01", "c-5f1e"])
def test_what_is_neither_day_nor_answer_is_refused(text):
    with pytest.raises(UsageError, match=r"write such as 2023-09-01 or a-"):
        check_since(text)


def test_documents_that_are_at_hand_are_not_looked_up(monkeypatch):
    monkeypatch.setattr(module, "code_document", lambda document, depth: "in another language")
    ledger = Kept(EARLIER)
    at_hand = Coded(SimpleNamespace(id="d-1"), coding("d-1"))
    found = since_of("a-1", Shelf(ledger, Texts()), [at_hand], DEPTH)
    assert ledger.asked == ["d-3"]
    assert [one.id for one in found.documents] == ["d-1", "d-3"]
    assert found.claims == ("claim of d-1",)  # nothing can be coded in the other one
    assert (found.day, found.earlier) == (date(2023, 9, 5), EARLIER)


def test_answer_of_before_documents_were_kept_has_those_of_its_claims():
    old = replace(EARLIER, run=replace(EARLIER.run, documents=None))
    found = since_of("a-1", Shelf(Kept(old), Texts()), (), DEPTH)
    assert [one.id for one in found.documents] == ["d-1", "d-2"]
    assert found.claims == ("claim of d-1", "claim of d-2")
