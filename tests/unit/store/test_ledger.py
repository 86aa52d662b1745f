"""What goes into the ledger comes out again, once."""

import dataclasses
import os
import subprocess
import sys

import pytest
from sqlalchemy import create_engine, text

from tocsin import store
from tocsin.errors import StoreError, UsageError
from tocsin.model.document import Sentence
from tocsin.store import default_path, open_ledger

CODER = "rules-1"


def test_public_face_is_sorted_and_whole():
    assert store.__all__ == sorted(store.__all__)
    assert all(hasattr(store, name) for name in store.__all__)


def test_document_and_raw_come_back_as_they_were(ledger, make):
    document, raw = make.document(1)
    assert ledger.add_document(document, raw) is True
    assert ledger.documents() == (document,)
    assert ledger.document(document.id) == document
    assert ledger.raw(document.sha256) == raw


def test_hostile_text_comes_back_as_it_was(ledger, make):
    document, raw = make.document(1)
    text_ = "NUL \x00, separators \x1f\u2028, astral \U0001f680, \ufeff'; DROP TABLE raw; --"
    document = dataclasses.replace(document, text=text_, title="\x00\x1f", author=text_)
    ledger.add_document(document, raw)
    assert ledger.document(document.id) == document
    assert ledger.verify() == []


def test_coding_comes_back_as_it_was(ledger, make):
    document, raw = make.document(1)
    coding, sentences = make.coding(document)
    ledger.add_document(document, raw)
    assert ledger.coding(document.id, CODER) is None
    assert ledger.sentences(document.id) == ()
    assert ledger.add_coding(coding, sentences, CODER) is True
    assert ledger.coding(document.id, CODER) == coding
    assert ledger.sentences(document.id) == sentences
    assert ledger.sentence(document.id, 1) == sentences[1]
    assert ledger.claims() == coding.claims
    assert ledger.claim(coding.claims[0].id) == coding.claims[0]
    assert ledger.stake(coding.stakes[0].id) == coding.stakes[0]


def test_empty_coding_is_a_coding(ledger, make):
    document, raw = make.document(1)
    empty = dataclasses.replace(make.coding(document)[0], sentences=0, claims=(), stakes=())
    ledger.add_document(document, raw)
    assert ledger.add_coding(empty, (), CODER)
    assert ledger.coding(document.id, CODER) == empty


def test_assessment_comes_back_as_it_was(filled, make):
    expected = make.assessment(1, filled.claims())
    assert filled.assessments() == (expected,)
    assert filled.assessment() == expected
    assert filled.assessment(expected.id) == expected


def test_adding_again_changes_no_byte(filled, make, path):
    filled.close()
    before = path.read_bytes()
    with open_ledger(str(path)) as again:
        document, raw = make.document(1)
        assert again.add_document(document, raw) is False
        assert again.add_coding(*make.coding(document), CODER) is False
        assert again.add_assessment(make.assessment(1, again.claims())) is False
    assert path.read_bytes() == before
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_first_reading_of_a_document_stays(ledger, make):
    document, raw = make.document(1)
    ledger.add_document(document, raw)
    other = dataclasses.replace(document, path="elsewhere.txt", title="Another")
    assert ledger.add_document(other, raw) is False
    assert ledger.document(document.id) == document


def test_document_added_by_another_in_between_is_there_already(ledger, make, monkeypatch):
    document, raw = make.document(1)
    ledger.add_document(document, raw)
    looks = iter([False, True])
    monkeypatch.setattr("tocsin.store.write.has_document", lambda *_: next(looks))
    assert ledger.add_document(document, raw) is False


def test_same_bytes_with_another_date_are_kept_once(ledger, make):
    document, raw = make.document(1)
    later = dataclasses.replace(document, id="d-ffffffffff", date=None)
    assert ledger.add_document(document, raw)
    assert ledger.add_document(later, raw)
    assert ledger.documents() == (document, later)
    assert ledger.verify() == []


def test_newest_coder_version_speaks_for_a_document(ledger, make):
    document, raw = make.document(1)
    coding, sentences = make.coding(document)
    ledger.add_document(document, raw)
    ledger.add_coding(coding, sentences, CODER)
    whole = (Sentence(document.id, 0, 0, len(document.text), document.text),)
    claim = dataclasses.replace(coding.claims[0], confidence=0.5)
    newer = dataclasses.replace(coding, sentences=1, claims=(claim,), stakes=())
    assert ledger.add_coding(newer, whole, "rules-2") is True
    assert ledger.claims() == (claim,)
    assert ledger.claim(claim.id) == claim
    assert ledger.sentences(document.id) == whole
    assert ledger.coding(document.id, CODER) == coding
    assert ledger.search("shells") == whole
    # What only the older version found is still there for the assessments that rest on it.
    assert ledger.claim(coding.claims[1].id) == coding.claims[1]
    assert ledger.verify() == []


def test_claims_are_chosen_by_document_and_dyad(filled, make):
    first = make.document(1)[0]
    assert {claim.document for claim in filled.claims(first.id)} == {first.id}
    both = filled.claims(dyad=("RUS", "PRK"))
    assert len(both) == 4
    assert {claim.event.target for claim in both} == {("RUS",)}
    assert filled.claims(first.id, dyad=("PRK", "RUS.GOVERNMENT")) == both[:2]
    assert filled.claims(dyad=("RUS", "KOR")) == ()


def test_repeated_assessment_becomes_the_newest(filled, make):
    first = make.assessment(1, filled.claims())
    second = make.assessment(2, filled.claims(), p=0.1)
    assert filled.add_assessment(second) is True
    assert filled.figure("j-arms_supply-PRK-RUS").assessment == second.id
    assert filled.add_assessment(first) is False
    assert [one.id for one in filled.assessments()] == [second.id, first.id]
    assert filled.figure("j-arms_supply-PRK-RUS").figure.value == 0.68
    assert filled.verify() == []


def test_other_answer_under_the_same_id_is_kept_beside_the_first(filled, make):
    changed = make.assessment(1, filled.claims(), p=0.2)
    assert filled.add_assessment(changed) is True
    assert filled.assessment(changed.id) == changed
    assert len(filled.assessments()) == 2
    assert filled.verify() == []


def test_bytes_of_another_document_are_refused(ledger, make):
    document, raw = make.document(1)
    with pytest.raises(StoreError, match="not those it was read from"):
        ledger.add_document(document, raw + b" ")
    assert ledger.documents() == ()


def test_coding_without_its_document_is_refused(ledger, make):
    with pytest.raises(StoreError, match="add the document first"):
        ledger.add_coding(*make.coding(make.document(1)[0]), CODER)


@pytest.mark.parametrize("span", [(0, 4), (-3, 2), (5, 10_000), (7, 2)])
def test_quote_that_is_not_in_the_text_is_refused(ledger, make, span):
    document, raw = make.document(1)
    coding, sentences = make.coding(document)
    ledger.add_document(document, raw)
    wrong = dataclasses.replace(coding.claims[0], span=span)
    with pytest.raises(StoreError, match="does not stand at"):
        ledger.add_coding(dataclasses.replace(coding, claims=(wrong,)), sentences, CODER)
    assert ledger.claims() == ()
    assert ledger.verify() == []


def test_coding_that_lacks_sentences_or_doubles_claims_is_refused(ledger, make):
    document, raw = make.document(1)
    coding, sentences = make.coding(document)
    ledger.add_document(document, raw)
    with pytest.raises(StoreError, match="counts 3 sentences, 2 came"):
        ledger.add_coding(coding, sentences[:2], CODER)
    double = dataclasses.replace(coding, claims=coding.claims[:1] * 2)
    with pytest.raises(StoreError, match="refused the operation: UNIQUE"):
        ledger.add_coding(double, sentences, CODER)
    astray = dataclasses.replace(coding.claims[0], sentence=99)
    with pytest.raises(StoreError, match="refused the operation: FOREIGN KEY"):
        ledger.add_coding(dataclasses.replace(coding, claims=(astray,)), sentences, CODER)
    assert ledger.coding(document.id, CODER) is None
    assert ledger.verify() == []


def test_text_that_is_no_unicode_is_refused(ledger, make):
    document, raw = make.document(1)
    with pytest.raises(StoreError, match="not valid Unicode"):
        ledger.add_document(dataclasses.replace(document, path="\udcff.txt"), raw)
    with pytest.raises(StoreError, match="not valid Unicode"):
        ledger.document("d-\udcff")
    assert ledger.documents() == ()


def test_what_is_not_there_is_said_so(ledger, make):
    for ask in (ledger.document, ledger.claim, ledger.stake, ledger.raw, ledger.assessment):
        with pytest.raises(UsageError, match="The ledger holds no"):
            ask("d-0000000000")
    with pytest.raises(UsageError, match="no assessment yet"):
        ledger.assessment()
    with pytest.raises(UsageError, match="no assessment yet"):
        ledger.figure("j-x")
    with pytest.raises(UsageError, match="0 stored sentences"):
        ledger.sentence("d-0000000000", 0)


def test_search_finds_words_in_any_order_and_operators_are_words(filled):
    assert len(filled.search("officer SHELLS")) == 6
    assert len(filled.search("number 101")) == 1
    assert len(filled.search("orleans", limit=2)) == 2
    assert filled.search("shells NOT russia") == ()
    assert filled.search('"* --') == ()
    assert filled.search("101")[0].text == filled.claims()[1].quote


def test_coding_may_hold_sentences_alone(filled, make):
    document, raw = make.document(5)
    coding, sentences = make.coding(document)
    filled.add_document(document, raw)
    bare = dataclasses.replace(coding, claims=(), stakes=())
    assert filled.add_coding(bare, sentences, CODER)
    assert filled.sentences(document.id) == sentences


def test_search_without_an_index_scans(filled, path):
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE sentence_index"))
    engine.dispose()
    assert len(filled.search("officer SHELLS")) == 6
    assert filled.search("_00") == ()  # no wildcard
    assert filled.verify() == []


def test_default_lies_in_the_users_data_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    with open_ledger() as ledger:
        assert ledger.name == str(default_path())
    assert default_path().is_file()


def test_figure_is_explained_in_a_later_process(filled, path):
    filled.close()
    program = (
        "import sys; from tocsin.store import open_ledger\n"
        "with open_ledger(sys.argv[1], create=False) as ledger:\n"
        "    figure = ledger.figure('j-arms_supply-PRK-RUS.test').figure\n"
        "    for ref in figure.claims[:1]:\n"
        "        claim = ledger.claim(ref)\n"
        "        print(figure.value, ledger.sentence(claim.document, claim.sentence).text)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONUTF8": "1"},
    )
    assert done.stdout == (
        "0.74 North Korea may supply shells to Russia, says officer number 100 of Orléans\n"
    )
