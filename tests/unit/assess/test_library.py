"""Texts that were put away say what they said when they were open."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tocsin.assess import library as module
from tocsin.assess.chains import Chains
from tocsin.assess.dispatch import find_credits
from tocsin.assess.library import Library
from tocsin.assess.origins import find_origins
from tocsin.model.document import Block, BlockKind, Document

WORDS = [f"word{n}" for n in range(300)]


def document(name, *paragraphs, day=date(2023, 9, 5), **more):
    text, blocks = "", []
    for one in paragraphs:
        blocks.append(Block(BlockKind.PARAGRAPH, len(text), len(text) + len(one)))
        text += one + "\n\n"
    return Document(
        id=name, path=name, text=text, blocks=tuple(blocks), sha256=name, size=len(text),
        media_type="text/plain", date=day, **more,
    )  # fmt: skip


def stories(count):
    """Return texts of which one in three is cut from an earlier one."""
    rng = random.Random(3)  # noqa: S311 - reproducible, not secret
    texts = []
    for number in range(count):
        body = [" ".join(rng.choices(WORDS, k=30)) for _ in range(6)]
        if texts and number % 3 == 0:
            body = rng.choice(texts)[:4]
        texts.append(body)
    return [
        document(f"d-{n:03}", *body, day=date(2023, 9, 1) + timedelta(days=n % 5))
        for n, body in enumerate(texts)
    ]


@pytest.fixture(params=[module.MOST_WORDS, 400])
def shelf(request, monkeypatch):
    """A library with the documents behind it, which holds all words or those of few texts."""
    monkeypatch.setattr(module, "MOST_WORDS", request.param)
    opened = []

    def of(documents):
        by_id = {doc.id: doc for doc in documents}

        def reopen(ref):
            opened.append(ref)
            return by_id[ref]

        return Library(reopen=reopen), opened

    return of


@pytest.mark.parametrize("count", [20, 90])
def test_origins_are_those_of_the_open_texts(shelf, count):
    documents = stories(count)
    library, opened = shelf(documents)
    lean = [library.put_away(doc, ()) for doc in documents]
    assert not any(doc.text or doc.blocks for doc in lean)
    found = find_origins(lean, library=library)
    assert found == find_origins(documents)
    assert len(set(found.values())) < count
    assert bool(opened) is (module.MOST_WORDS == 400)


def test_shingles_that_are_held_stay_below_their_limit(shelf):
    documents = stories(60)
    library, _ = shelf(documents)
    for doc in documents:
        library.put_away(doc, ())
    assert sum(ordered.size for ordered, _ in library._words.values()) <= module.MOST_WORDS


def test_credits_are_those_of_the_open_text(shelf):
    doc = document("d-1", "SEOUL, Sept 5 (Meridian Wire) - Shells moved.", "More.", "(Reuters)")
    library, opened = shelf([doc])
    lean = library.put_away(doc, ())
    assert find_credits([lean], library) == find_credits([doc], Library())
    assert find_credits([lean], library)[0].agencies
    assert not opened


def test_outlets_of_claims_are_those_of_the_open_text(shelf, cases):
    text = cases.TextBuilder("d", date(2023, 9, 5))
    quote = "shells are moving to the port"
    text.claim(quote, "AID", "PRK>RUS", items="munitions")
    (claim,) = text.claims
    said = f"Reuters reported that {quote}."
    doc = document(claim.document, said)
    start = said.index(quote)
    claim = replace(claim, span=(start, start + len(quote)), quote=quote)
    library, opened = shelf([doc])
    lean = library.put_away(doc, [claim])
    outlet = Chains([lean], {}, library).outlet(claim)
    assert outlet == Chains([doc], {}, Library()).outlet(claim) == "reuters"
    assert not opened
