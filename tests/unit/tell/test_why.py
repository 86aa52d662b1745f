"""What lies beneath an id."""

import io
import re
from dataclasses import replace

import pytest
from rich.console import Console

from tocsin.errors import UsageError
from tocsin.model.assessment import Figure
from tocsin.tell.why import MAX_CLAIMS, render_why


def printed(view, ref, encoding="utf-8", **more):
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding)
    render_why(view, ref, Console(file=stream, width=100), **more)
    stream.flush()
    return re.sub(r"[│├└─\s]+", " ", raw.getvalue().decode(encoding))


def test_a_figure_shows_steps_parts_claims_and_rows(view):
    text = printed(view, "j-arms_supply-PRK-RUS")
    assert text.startswith("68% (90% range 49–83%) North Korea supplies")  # noqa: RUF001
    for part in ("2. Testimony 0.74 enters with weight 0.60.", "article.txt:223-342",
                 "US officials assert: “the purpose", "data row base_rates.yaml:arms_transfer",
                 "[j-arms_supply-PRK-RUS.base_rate]"):  # fmt: skip
        assert part in text


def test_a_judgement_says_how_well_grounded_it_is_and_a_reading_how_scorings_agree(view):
    figure = Figure(id="h-H1.posterior", label="posterior", value=0.52)
    answer = replace(view.assessment, figures=(*view.assessment.figures, figure))
    full = replace(view, assessment=answer)
    text = printed(full, "j-arms_supply-PRK-RUS")
    assert "Confidence is moderate: a single origin speaks for it" in text
    assert "Confidence" not in printed(full, "j-arms_supply-PRK-RUS.testimony")
    assert "Both scorings put the same reading first." in printed(full, "h-H1.posterior")


def test_depth_says_how_far_figures_beneath_are_opened(view):
    bottom = Figure(id="x-3", label="bottom", value=0.1, steps=("the deepest step",))
    middle = Figure(id="x-2", label="middle", value=0.2, steps=("a step",), parts=("x-3",))
    top = Figure(id="x-1", label="top", value=0.3, parts=("x-2",))
    answer = replace(view.assessment, figures=(top, middle, bottom))
    texts = [printed(replace(view, assessment=answer), "x-1", depth=n) for n in range(3)]
    assert ["[x-2]" in text for text in texts] == [True, True, True]
    assert ["1. a step" in text for text in texts] == [False, True, True]
    assert ["[x-3]" in text for text in texts] == [False, True, True]
    assert ["the deepest step" in text for text in texts] == [False, False, True]
    assert printed(replace(view, assessment=answer), "x-1") == texts[1]


def test_every_figure_opens(view):
    for ref in view.figures():
        assert f"[{ref}]" in printed(view, ref)


def test_a_claim_is_marked_in_its_context(view):
    text = printed(view, "c-0000000002")
    assert "According to US officials, » the purpose of his meeting" in text
    assert "speaks for arms supply, North Korea → Russia [j-arms_supply-PRK-RUS]" in text
    assert "speaks against" in printed(view, "c-000000000e")


def test_the_context_of_a_claim_is_cut_between_words(view):
    claim = view.claims["c-0000000004"]
    before, after = "Begin. " + "lorem ipsum " * 60, " dolor sit" * 60 + " End."
    doc = view.documents[claim.document]
    long = replace(doc, text=before + claim.quote + after)
    span = (len(before), len(before) + len(claim.quote))
    whole = replace(
        view,
        documents={doc.id: long},
        claims={**view.claims, claim.id: replace(claim, span=span)},
    )
    told = printed(whole, claim.id)
    context = re.search(r"… (.*) » .* « (.*) …", told)
    assert context is not None
    assert {*context[1].split()} == {"lorem", "ipsum"}
    assert {*context[2].split()} == {"dolor", "sit"}
    assert "…" not in printed(view, "c-0000000002").partition("»")[0]  # its text begins there


def test_a_claim_whose_document_is_not_at_hand_shows_its_quote(view):
    assert "“selling arms to Russia”" in printed(replace(view, documents={}), "c-0000000004")


def test_stakes_and_documents_open(view):
    assert "stake: South Korea fears" in printed(view, "s-0000000001")
    text = printed(view, "d-93ab5c01de")
    assert "left out: read time, comment box" in text
    assert text.index("c-0000000001") < text.index("c-000000000e")


def test_the_assessment_itself_opens_as_the_answer(view):
    assert printed(view, view.assessment.id).startswith("High concern for South Korea (63)")


def test_an_unknown_id_names_those_like_it(view):
    with pytest.raises(UsageError, match=r"'ARMS_supply'.*j-arms_supply-PRK-RUS") as caught:
        printed(view, "ARMS_supply")
    assert caught.value.subject == "ARMS_supply"
    with pytest.raises(UsageError, match=r"corpus\.documents"):
        printed(view, "corpus.document")


def test_parts_that_run_in_a_circle_end(view):
    first, second = view.assessment.figures[:2]
    loop = (replace(first, parts=(second.id, "gone")), replace(second, parts=(first.id,)))
    looped = replace(view, assessment=replace(view.assessment, figures=loop))
    text = printed(looped, first.id)
    assert "gone (not in this assessment)" in text


def test_long_lists_are_counted_and_missing_claims_named(view):
    ids = ("c-none", *(["c-0000000001"] * (MAX_CLAIMS + 4)))
    figure = replace(view.assessment.figures[0], claims=ids)
    long = replace(view, assessment=replace(view.assessment, figures=(figure,)))
    text = printed(long, figure.id)
    assert "5 more claims" in text
    assert "c-none (not in this assessment)" in text


def test_hostile_text_is_shown_and_does_not_steer(hostile):
    for ref in ("j-arms_supply-PRK-RUS", "c-0000000002", "s-0000000001", "d-93ab5c01de"):
        text = printed(hostile, ref)
        assert "[bold]markup[/bold]" in text
        assert not set(text) & set("\x1b\u202e")
        assert printed(hostile, ref, "ascii").isascii()


def test_a_claim_tells_its_grade_why_and_whose_word_it_is(graded):
    text = printed(graded, "c-0000000002")
    for part in ("grade: B2: usually reliable; probably true",
                 "reliability: The Reference, since 2020-01-01: its own record. (file 12)",
                 "credibility: c-0000000004 of another origin",
                 "by: data row sources.yaml:reference.2020-01-01", "origin: The Reference",
                 "whose word: an opponent of a party; can know: much where",
                 "gains if believed: the isolation of an adversary"):  # fmt: skip
        assert part in text
    assert "grade: F6: reliability not to be judged; truth not to be judged" in printed(
        graded, "c-0000000004"
    )
    assert "origin: Gulf Lantern" in printed(graded, "c-0000000004")


def test_a_claim_of_an_older_answer_has_no_grade(view):
    assert "grade" not in printed(view, "c-0000000002")
