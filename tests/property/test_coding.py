"""What must hold for any text: spans, perturbations that keep a claim, and those that change it."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tocsin.coding import Depth, code, code_many
from tocsin.coding.actors.reference import Discourse
from tocsin.coding.events.nouns import noun_events
from tocsin.coding.events.scene import Scene
from tocsin.coding.events.verbs import verb_events
from tocsin.coding.lexicon import load_lexicon
from tocsin.coding.status.status import read_status
from tocsin.coding.syntax.tree import Role, Tree, Word
from tocsin.model.claim import Claim
from tocsin.model.document import Block, BlockKind, Document
from tocsin.model.gazetteer import load_gazetteer
from tocsin.model.ids import DocumentId
from tocsin.model.text import normalize

DAY = date(2024, 6, 12)
STATES = {"Kenya": "KEN", "Japan": "JPN", "Brazil": "BRA", "Iran": "IRN", "Poland": "POL"}
# Verbs whose frame and passive the parser reads in any of these sentences.
ACTS = {
    "attacked": "ASSAULT",
    "criticised": "ACCUSE",
    "praised": "SUPPORT",
    "sanctioned": "SANCTION",
    "supplied oil to": "AID",
}
pairs = st.lists(st.sampled_from(sorted(STATES)), min_size=2, max_size=2, unique=True)
few = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def as_document(text: str) -> Document:
    return Document(
        id=DocumentId("d-property"),
        path="property.txt",
        text=text,
        blocks=(Block(BlockKind.PARAGRAPH, 0, len(text)),) if text.strip() else (),
        sha256="",
        size=len(text),
        media_type="text/plain",
        date=DAY,
    )


def coded(text: str) -> tuple[Claim, ...]:
    return code(as_document(text), depth=Depth.FAST)[0].claims


def gist(claim: Claim) -> tuple:
    event = claim.event
    holders = tuple((holder.actor, holder.stance) for holder in claim.holders)
    return (event.type, event.source, event.target, event.items, event.reciprocal,
            claim.status, claim.polarity, holders)  # fmt: skip


def only(text: str) -> Claim:
    found = coded(text)
    assert len(found) == 1, (text, [gist(claim) for claim in found])
    return found[0]


@given(st.text(max_size=300))
def test_normalising_keeps_a_way_back(text):
    normal = normalize(text)
    assert len(normal.origins) == len(normal.text) + 1
    assert list(normal.origins) == sorted(normal.origins)
    assert normal.origins[-1] == len(text)
    for i in range(len(normal.text)):
        start, end = normal.source_span(i, i + 1)
        assert 0 <= start < end <= len(text)


@given(st.text(alphabet="abc XYZ019.,;:!?()-'\"", max_size=200).filter(lambda t: "  " not in t))
def test_plain_typography_is_left_alone(text):
    assert normalize(text).text == text


@given(st.text(max_size=200))
def test_normalising_twice_changes_nothing_more(text):
    once = normalize(text).text
    assert normalize(once).text == once


@few
@given(pairs, st.sampled_from(sorted(ACTS)))
def test_typography_keeps_a_claim(pair, act):
    plain = f'"It is so," officials said. {pair[0]}\'s army {act} {pair[1]} - and left.'
    curly = plain.replace('"', "\u201c").replace("'", "\u2019").replace(" - ", " \u2014 ")
    assert [gist(claim) for claim in coded(plain)] == [gist(claim) for claim in coded(curly)]


@few
@given(pairs, st.sampled_from(sorted(ACTS)),
       st.sampled_from(["On Monday, ", "Last week ", "In Geneva, ", "According to plan, ", ""]))  # fmt: skip
def test_an_adverbial_keeps_a_claim(pair, act, adverbial):
    plain = only(f"{pair[0]} has {act} {pair[1]}.")
    longer = only(f"{adverbial}{pair[0]} has {act} {pair[1]}.")
    assert gist(plain)[:7] == gist(longer)[:7]


@few
@given(pairs, st.sampled_from([act for act in sorted(ACTS) if " " not in act]))
def test_active_and_passive_are_one_claim(pair, act):
    active = only(f"The army of {pair[0]} has {act} {pair[1]}.")
    passive = only(f"{pair[1]} has been {act} by the army of {pair[0]}.")
    assert gist(active) == gist(passive)


@few
@given(pairs, st.sampled_from(sorted(ACTS)))
def test_a_swapped_pair_swaps_source_and_target(pair, act):
    one, other = (
        only(f"{pair[0]} has {act} {pair[1]}."),
        only(f"{pair[1]} has {act} {pair[0]}."),
    )
    assert (one.event.source, one.event.target) == (other.event.target, other.event.source)
    assert gist(replace(one, event=other.event)) == gist(other)


CHANGES = {
    "has not": ("polarity", "negated"),
    "may have": ("status", "possible"),
    "will have": ("status", "planned"),
}


@few
@given(pairs, st.sampled_from(sorted(ACTS)), st.sampled_from(sorted(CHANGES)))
def test_a_negation_or_hedge_changes_that_field_alone(pair, act, words):
    plain = only(f"{pair[0]} has {act} {pair[1]}.")
    changed = only(f"{pair[0]} {words} {act} {pair[1]}.")
    name, value = CHANGES[words]
    assert getattr(changed, name) == value
    assert gist(replace(changed, **{name: getattr(plain, name)})) == gist(plain)


@few
@given(pairs, st.sampled_from(sorted(ACTS)))
def test_a_denial_changes_the_holder_alone(pair, act):
    plain = only(f"{pair[0]} had {act} {pair[1]}.")
    denied = only(f"{pair[0]} denied that it had {act} {pair[1]}.")
    assert denied.is_denied
    assert denied.innermost.actor == STATES[pair[0]]
    assert gist(replace(denied, holders=())) == gist(plain)


PIECES = [
    *STATES, "Mr. Kim", "the two countries", "it", "they", "which", "that", "said", "denied", "may",
    "will", "not", "no", "never", "sold", "supply", "of", "to", "with", "between", "and", "or", "oil",
    "weapons", "a deal", "talks", "sanctions", "on", "if", "unless", "according to", "officials",
    "reportedly", "in May", "2019", "on Monday", "31 February", "cancelled", "to visit", ",", ".",
    "?", "!", "-", "\u2014", "\u2026", "\u201c", "\u201d", ";", ":", "(", ")", "\u200b", "\u00a0",
    "🚀", "$3 billion", "F-16s", "the", "WEAPONS", "\n",
]  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join))
def test_no_text_breaks_the_coder(text):
    for claim in coded(text):
        assert claim.quote == text[slice(*claim.span)]
        assert claim.quote
        assert 0 < claim.confidence <= 1
        assert claim.event.source or claim.event.target


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join), max_size=12))
def test_documents_coded_together_are_what_they_are_alone(texts):
    documents = [as_document(text) for text in texts]
    found = list(code_many(documents, depth=Depth.FAST))
    assert found == [code(document, depth=Depth.FAST) for document in documents]


WORDS = st.sampled_from(
    [("Kenya", "PROPN", "NNP"), ("it", "PRON", "PRP"), ("which", "PRON", "WDT"), ("sell", "VERB", "VBN"),
     ("supply", "VERB", "VBG"), ("deal", "NOUN", "NN"), ("meeting", "NOUN", "NNS"), ("of", "ADP", "IN"),
     ("officials", "NOUN", "NNS"), ("army", "NOUN", "NN"), ("shipment", "NOUN", "NN"), ("be", "AUX", "VB"),
     ("ready", "ADJ", "JJ"), ("no", "DET", "DT"), ("report", "NOUN", "NN"), ("deny", "VERB", "VBD"),
     ("urge", "VERB", "VBD"), ("country", "NOUN", "NN")]
)  # fmt: skip


@st.composite
def trees(draw) -> Tree:
    """Return a tree of any shape and any roles, as no parser would make it."""
    n = draw(st.integers(1, 25))
    words = []
    for i in range(n):
        text, pos, tag = draw(WORDS)
        role = draw(st.sampled_from(list(Role))) if i else Role.ROOT
        head = draw(st.integers(0, i - 1)) if i else 0
        words.append(Word(i, text, text, pos, tag, role, head, 10 * i, 10 * i + len(text)))
    return Tree(index=0, words=tuple(words))


def read_everything(tree: Tree) -> None:
    lexicon = load_lexicon(load_gazetteer())
    discourse = Discourse(load_gazetteer(), lexicon, DAY)
    discourse.enter(tree)
    scene = Scene(tree, discourse, lexicon)
    for event in [*noun_events(scene), *verb_events(scene)]:
        assert read_status(scene, event).status is not None


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(trees())
def test_no_tree_breaks_the_readers(tree):
    read_everything(tree)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("text", ["Kenya", "army", "shipment", "sell", "of"])
def test_the_longest_chain_of_any_role_needs_no_deep_stack(role, text):
    pos = {"Kenya": "PROPN", "sell": "VERB", "of": "ADP"}.get(text, "NOUN")
    words = (
        Word(i, text, text, pos, "VBN" if pos == "VERB" else "NN",
             role if i else Role.ROOT, max(i - 1, 0), 10 * i, 10 * i + 5)
        for i in range(400)
    )  # fmt: skip
    read_everything(Tree(index=0, words=tuple(words)))
