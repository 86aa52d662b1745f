"""The whole coder."""

import pytest

from tocsin.coding import code
from tocsin.errors import InsufficientDataError
from tocsin.model.codec import to_json

TEXT = (
    "North Korea may supply shells to Russia, US officials said. Russia denied it. "
    "The two countries will meet in July. Japan fears that Russia could sell missiles to "
    "North Korea. China's food aid to North Korea continued, according to Seoul."
)


def test_another_language_is_refused(document):
    with pytest.raises(InsufficientDataError, match="'de'; Tocsin reads English") as caught:
        code(document("Kenia traf Uganda.", language="de"))
    assert caught.value.subject == "test.txt"


def test_an_unknown_language_is_read(document):
    assert code(document("Kenya met Uganda.", language=None))[0].claims


@pytest.mark.parametrize("text", ["", "  \n \n"])
def test_a_document_without_blocks_is_an_empty_coding(document, text):
    coding, sentences = code(document(text))
    assert (coding.sentences, coding.claims, coding.stakes, sentences) == (0, (), (), ())


def test_quotes_are_exact_substrings(coding):
    text = TEXT.replace("'", "\u2019").replace(
        "US officials", "\u201cUS officials\u201d \u2014"
    )
    for claim in coding(text).claims:
        assert claim.quote == text[slice(*claim.span)]
        assert claim.quote.strip()


def test_every_claim_stands_in_its_sentence(document):
    coding, sentences = code(document(TEXT))
    for claim in coding.claims:
        sentence = sentences[claim.sentence]
        assert sentence.start <= claim.span[0] < claim.span[1] <= sentence.end
    assert coding.sentences == len(sentences)


def test_the_same_text_gives_the_same_bytes(coding):
    assert to_json(coding(TEXT)) == to_json(coding(TEXT))


def test_ids_are_short_and_different(coding):
    ids = [claim.id for claim in coding(TEXT).claims]
    assert len(ids) == len(set(ids)) >= 4
    assert all(len(i) == 12 and i.startswith("c-") for i in ids)


def test_the_same_claim_twice_is_one(claims):
    assert len(claims("Kenya met Uganda. Kenya met Uganda.")) == 1


def test_new_goods_make_a_new_claim(claims):
    assert len(claims("Iran sent oil to Syria. Iran sent rockets to Syria.")) == 2


def test_another_month_makes_a_new_claim(claims):
    assert len(claims("Kenya met Uganda in May. Kenya met Uganda in March.")) == 2


def test_what_is_only_spoken_about_is_no_claim(claims):
    assert claims("Kenya met Uganda. Chad spoke about the meeting.")[1:] == ()


@pytest.mark.parametrize(
    "text",
    [
        "KENYA MET UGANDA. " * 20,
        "Kenya\tUganda\t3\t4 % | 5 |\n" * 50,
        "🚀 Kenya 🇰🇪 sold ✈️ jets 😀 to Uganda 🇺🇬 — wow!!! " * 20,
        "".join(chr(33 + (i * 7919) % 9000) for i in range(3000)),
        "Kenya sold oil to " + ", ".join(["Chad"] * 180) + ".",
        "Kenya " + "sold and bought and " * 90 + "shipped oil to Chad.",
        "Kenya said that Chad thinks that " * 60 + "Mali sold oil to Togo.",
        "army of " * 190 + "Chad attacked Mali.",
    ],
)
def test_odd_text_is_coded_without_a_crash(coding, text):
    assert coding(text).sentences >= 1
