"""From readings to evidence: the order of documents, what is coded, and what a kill leaves."""

import datetime as dt
from dataclasses import replace

import pytest

from tocsin.assess import Library
from tocsin.errors import InsufficientDataError, ReadError
from tocsin.model.claim import Coding
from tocsin.model.document import Sentence
from tocsin.pipeline import evidencing, read_documents
from tocsin.pipeline.base import Coded, Intake, Refused, Silence
from tocsin.pipeline.evidencing import Shelf, gather_evidence
from tocsin.settings import Settings
from tocsin.store import open_ledger


@pytest.fixture
def coded(monkeypatch):
    """What was given to the coder, which finds one sentence in each text."""
    given = []

    def code_batch(batch, *, depth):
        given.extend(doc.path[-5] for doc in batch)
        return [_coded(doc) for doc in batch]

    monkeypatch.setattr(evidencing, "code_batch", code_batch)
    return given


def _coded(doc):
    if "foreign" in doc.text:
        return Refused(doc.path, InsufficientDataError("foreign"))
    sentence = Sentence(doc.id, 0, 0, len(doc.text), doc.text)
    return Coded(doc, Coding(document=doc.id, sentences=1), (sentence,))


@pytest.fixture
def readings(tmp_path):
    """The readings of nine files; the fifth cannot be coded, the seventh is the first again."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(9):
        said = "foreign" if number == 4 else str(number % 6 if number == 6 else number)
        text = f"---\ndate: 2023-09-0{number % 6 + 1}\n---\n\nText {said} says something.\n"
        (folder / f"{number}.txt").write_text(text)
    intake = Intake(sources=(str(folder),))
    return list(read_documents(intake, settings=Settings(), watcher=Silence()))


@pytest.fixture
def gathered(tmp_path, coded):
    def gather(readings, as_of=None):
        with open_ledger(str(tmp_path / "ledger.sqlite")) as ledger:
            return gather_evidence(
                readings,
                as_of,
                Shelf(ledger, Library(reopen=ledger.document)),
                settings=Settings(reader="fast"),
                watcher=Silence(),
            )

    return gather


def names(items):
    return "".join(item.path[-5] for item in items)


def test_documents_stand_in_their_order_whether_they_were_known_or_not(
    readings, gathered, coded
):
    gathered([readings[place] for place in (1, 3, 8)])
    coded.clear()
    found = gathered(readings)
    assert names(one.document for one in found.coded) == "0123578"
    assert set(coded).isdisjoint("138")


def test_texts_are_put_away(readings, gathered):
    found = gathered(readings, dt.date(2023, 9, 3))
    documents = [*(one.document for one in found.coded), *found.late]
    assert found.late
    assert not any(doc.text or doc.blocks for doc in documents)


def test_what_was_coded_before_a_run_ended_is_not_coded_again(readings, gathered, coded):
    def ending():
        yield from readings[:4]
        raise ReadError("the machine went down")

    with pytest.raises(ReadError):
        gathered(ending())
    assert names_of(coded) == "0123"
    coded.clear()
    gathered(readings)
    assert set(coded).isdisjoint("0123")


def names_of(coded):
    return "".join(sorted(coded))


def test_document_keeps_its_first_text_under_its_new_name(readings, gathered):
    gathered(readings[:1])
    document = replace(readings[0].document, path="other/0.txt", title="New")
    found = gathered([replace(readings[0], document=document)])
    (one,) = found.coded
    assert (one.document.path, one.document.title) == ("other/0.txt", "New")
