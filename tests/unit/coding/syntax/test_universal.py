"""Documents that somebody else has parsed."""

import logging
from datetime import date

import pytest

from tocsin.coding import UniversalParser, code_parsed, parse_conllu
from tocsin.coding.syntax import universal
from tocsin.errors import ReadError

ROWS = """# newdoc
# text = Iran\u2019s envoy met  Xi.
1\tIran\tIran\tPROPN\tNNP\t_\t3\tnmod:poss\t_\t{0}SpaceAfter=No
2\t\u2019s\t's\tPART\tPOS\t_\t1\tcase\t_\t{1}_
3\tenvoy\tenvoy\tNOUN\tNN\t_\t4\tnsubj\t_\t_
4\tmet\tmeet\tVERB\tVBD\t_\t0\troot\t_\t_
5\tXi\tXi\tPROPN\tNNP\t_\t4\tobj\t_\tSpaceAfter=No
6\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_
"""
PLAIN = ROWS.format("", "")


def names(parsed):
    return {
        word.text: word.entity for tree in parsed.trees for word in tree.words if word.entity
    }


def test_offsets_are_those_of_the_text_in_the_comments():
    parsed = parse_conllu(f"{PLAIN}\n{PLAIN}", path="a.conllu", day=date(2024, 5, 1))
    document = parsed.document
    assert document.text == "Iran\u2019s envoy met  Xi.\n\nIran\u2019s envoy met  Xi."
    assert [document.text[block.start : block.end] for block in document.blocks] == [
        "Iran\u2019s envoy met  Xi."
    ] * 2
    second = parsed.trees[1]
    assert document.text[second.start : second.end] == "Iran\u2019s envoy met  Xi."
    assert second.words[1].text == "'s"
    assert (document.path, document.date, document.language) == (
        "a.conllu",
        date(2024, 5, 1),
        "en",
    )


def test_the_identity_depends_on_content_day_and_publisher():
    ids = {parse_conllu(PLAIN, path=path, day=day, publisher=publisher).document.id
           for path in "ab" for day in (None, date(2024, 5, 1))
           for publisher in (None, "x")}  # fmt: skip
    assert len(ids) == 4


def test_claims_are_coded_from_a_given_parse():
    (claim,) = code_parsed(parse_conllu(PLAIN, day=date(2024, 5, 1))).claims
    assert claim.event.type == "CONSULT"
    assert {*claim.event.source, *claim.event.target} == {"IRN", "CHN.XI_JINPING"}


def test_names_come_from_the_gazetteer_where_the_parse_has_none():
    assert names(parse_conllu(PLAIN)) == {"Iran": "GPE", "Xi": "PERSON"}


def test_names_come_from_the_parse_where_it_has_some():
    assert names(parse_conllu(ROWS.format("ner=S-ORG|", "ner=O|"))) == {"Iran": "ORG"}


def test_dates_are_known_by_their_words():
    parsed = parse_conllu(
        "1\tMay\tMay\tPROPN\tNNP\t_\t0\troot\t_\t_\n"
        "2\t2021\t2021\tNUM\tCD\t_\t1\tnummod\t_\t_\n"
        "3\tlast\tlast\tADJ\tJJ\t_\t4\tamod\t_\t_\n"
        "4\tweek\tweek\tNOUN\tNN\t_\t1\tobl\t_\t_\n"
        "5\tmay\tmay\tAUX\tMD\t_\t1\taux\t_\t_"
    )
    assert names(parsed) == dict.fromkeys(["May", "2021", "last", "week"], "DATE")


def test_a_flat_name_is_a_person_even_with_a_country_in_it():
    parsed = parse_conllu(
        "1\tMichael\tMichael\tPROPN\tNNP\t_\t3\tnsubj\t_\t_\n"
        "2\tJordan\tJordan\tPROPN\tNNP\t_\t1\tflat\t_\t_\n"
        "3\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\t_"
    )
    assert names(parsed) == {"Michael": "PERSON", "Jordan": "PERSON"}


@pytest.mark.parametrize(
    ("form", "lemma", "upos", "xpos", "expected"),
    [
        ("its", "it", "PRON", "PRP$", "its"),
        ("would", "will", "AUX", "MD", "would"),
        ("wo", "will", "AUX", "MD", "will"),
        ("n't", "n't", "PART", "RB", "not"),
        ("States", "_", "PROPN", "NNPS", "States"),
        ("Tanks", "_", "NOUN", "NNS", "tanks"),
        ("sent", "send", "VERB", "VBD", "send"),
    ],
)
def test_lemmas_are_as_the_word_lists_have_them(form, lemma, upos, xpos, expected):
    parsed = parse_conllu(f"1\t{form}\t{lemma}\t{upos}\t{xpos}\t_\t0\troot\t_\t_")
    assert parsed.trees[0].words[0].lemma == expected


def test_a_text_without_a_sentence_is_refused():
    with pytest.raises(ReadError, match=r"a\.conllu holds no sentence"):
        parse_conllu("# text = nothing", path="a.conllu")


def test_a_sentence_over_the_limit_is_counted_and_not_read(monkeypatch, caplog):
    monkeypatch.setattr(universal, "MAX_SENTENCE_WORDS", 5)
    with caplog.at_level(logging.WARNING):
        parsed = parse_conllu(PLAIN)
    assert (len(parsed.trees), len(parsed.sentences)) == (0, 1)
    assert "are not coded" in caplog.text


def test_a_parse_of_other_words_is_refused(document):
    with pytest.raises(ReadError, match="the word 'Iran' is to come"):
        UniversalParser(lambda _text: PLAIN)(document("Chad's envoy met Xi."))
