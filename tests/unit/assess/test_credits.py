"""Whose dispatch a text carries, and whose news a claim is."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tocsin.assess.chains import OUTLET, Chains, Said
from tocsin.assess.dispatch import find_credits
from tocsin.assess.library import Library
from tocsin.assess.sources import load_book
from tocsin.model.document import Block, BlockKind, Document
from tocsin.read import Overrides, read_source
from tocsin.settings import Settings

DAY = date(2023, 9, 5)


def document(*paragraphs, name="d-1", publisher="Harbour Review", author=None, day=DAY):
    text, blocks = "", []
    for one in paragraphs:
        blocks.append(Block(BlockKind.PARAGRAPH, len(text), len(text) + len(one)))
        text += one + "\n\n"
    return Document(
        id=name, path=name, text=text, blocks=tuple(blocks), sha256=name, size=1,
        media_type="text/plain", publisher=publisher, author=author, date=day,
    )  # fmt: skip


def credit(*paragraphs, **options):
    return set(
        find_credits([document(*paragraphs, **options)], Library(load_book()))[0].agencies
    )


class TestBylines:
    @pytest.mark.parametrize(
        ("paragraphs", "agencies"),
        [
            (["SEOUL, Sept 5 (Reuters) - Shells will move.", "More."], {"reuters"}),
            (["Headline", "MOSCOW (AP) \u2014 Shells will move."], {"ap"}),
            (["SEOUL, Sept. 5 (Meridian Wire) - Shells will move."], {"meridian wire"}),
            (["BEIJING \u2014 Xinhua \u2014 Shells will move."], {"xinhua"}),
            (["By Reuters", "Shells will move."], {"reuters"}),
            (["By The Guardian", "Shells will move."], {"guardian"}),
            (["Shells will move.", "Copyright 2023 The Associated Press. All rights."], {"ap"}),
            (["Shells will move.", "Nobody knows when. (Yonhap)"], {"yonhap"}),
            (["Shells will move.", "\u00a9 2023 AFP"], {"afp"}),
            (["Shells will move.", "Source: Kyodo News"], {"kyodo"}),
            (["Shells will move.", "Nobody knows when. \u2013 AP"], {"ap"}),
            (["The ship (built in 1990) - an old one - sailed."], set()),
            (["Shells will move, Reuters reported."], set()),
            (["Shells will move.", "He called the channel anti-BBC."], set()),
            (["Shells will move.", "Nobody knows when. - Reuters"], {"reuters"}),
            (["SEOUL (CRAFP) - Shells will move, and AFPs too."], {"crafp"}),
            (["Shells will move."], set()),
            (["Yes"], set()),
            ([], set()),
        ],
    )
    def test_credit_of_head_and_tail(self, paragraphs, agencies):
        assert credit(*paragraphs) == agencies

    def test_own_name_is_no_credit(self):
        head = "SEOUL, Sept 5 (Reuters) - Shells will move."
        assert credit(head, publisher="Reuters") == set()

    @pytest.mark.parametrize(
        ("author", "agencies"),
        [("Reuters", {"reuters"}), ("By the Associated Press", {"ap"}), ("Jane Roe", set())],
    )
    def test_author_field_counts_where_it_is_an_outlet(self, author, agencies):
        assert credit("Shells will move.", author=author) == agencies

    def test_author_field_may_be_another_publisher(self):
        docs = [
            document("Shells will move.", author="Meridian Wire"),
            document("Shells will move.", name="d-2", publisher="Meridian Wire"),
        ]
        first, second = find_credits(docs, Library(load_book()))
        assert first.agencies == {"meridian wire"}
        assert first.shares(second)
        assert second.shares(first)

    def test_one_publisher_is_no_shared_credit(self):
        docs = [document("a", name="d-1"), document("b", name="d-2")]
        first, second = find_credits(docs, Library(load_book()))
        assert not first.shares(second)

    def test_long_paragraph_is_read_at_its_ends(self):
        assert credit("word " * 400 + "(Yonhap)") == {"yonhap"}


def claim_in(cases, doc, quote, holders=()):
    text = cases.TextBuilder(doc.id)
    made = text.claim(quote, "AID", "PRK>RUS", items="weapons", holders=list(holders))
    start = doc.text.index(quote)
    return replace(made, id=f"c-{doc.id}", document=doc.id, span=(start, start + len(quote)))


def outlet(cases, paragraph, quote="Shells moved", holders=(), **options):
    doc = document(*([paragraph] if isinstance(paragraph, str) else paragraph), **options)
    chains = Chains([doc], {doc.id: doc.id}, Library(load_book()))
    return chains.outlet(claim_in(cases, doc, quote, holders))


class TestReadDocuments:
    """What reading leaves of a dateline: no part of the article, but of the text."""

    BODY = (
        "North Korea will move shells to Russia this month, officials said on Tuesday, and the "
        "two states will hold talks about more.\n\nNobody knows when the ships will sail, the "
        "officials said, and the ministry did not comment on it.\n"
    )

    @pytest.mark.parametrize("name", ["a.md", "a.txt", "a.html"])
    def test_dateline_credits_its_agency_beside_the_publisher(self, tmp_path, name):
        text = f"SEOUL, Sept 5 (Reuters) - {self.BODY}"
        if name.endswith("html"):
            text = (
                f"<html><body><article><p>{text.replace(chr(10) * 2, '</p><p>')}</p></article>"
            )
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        given = Overrides(publisher="Harbour Review", date=DAY)
        (found,) = read_source(str(path), settings=Settings(), overrides=given)
        doc = found.document
        assert doc.text[doc.blocks[0].start :].startswith("North Korea")
        (one,) = find_credits([doc], Library())
        assert (one.publisher, one.agencies) == ("harbour review", {"reuters"})

    def test_dateline_without_a_publisher_names_it(self, tmp_path):
        path = tmp_path / "a.txt"
        path.write_text(f"SEOUL (AP) \u2014 {self.BODY}", encoding="utf-8")
        (found,) = read_source(str(path), settings=Settings())
        (one,) = find_credits([found.document], Library())
        assert (one.publisher, one.agencies) == ("ap", frozenset())


class TestOutlets:
    @pytest.mark.parametrize(
        ("sentence", "expected"),
        [
            (
                "Shells moved, as first reported by the Wall Street Journal.",
                "wall_street_journal",
            ),
            ("Shells moved, the Washington Post reported.", "washington_post"),
            ("Shells moved, officials told Reuters.", "reuters"),
            ("According to the New York Times, Shells moved.", "new_york_times"),
            ("Shells moved, he said in an interview with the BBC.", "bbc"),
            ("Shells moved. The sale was first reported by Yonhap.", "yonhap"),
            ("Shells moved. Prices rose. It was first reported by Yonhap.", ""),
            ("Shells moved, officials told reporters.", ""),
            ("Shells moved, Reuters reported and the BBC reported.", ""),
            ("Shells moved. According to Reuters, prices rose.", ""),
            ("Shells moved through the Guardian valley.", ""),
            ("According to the Guardian, Shells moved.", "guardian"),
            ("The Guardian reported that Shells moved.", "guardian"),
            ("According to the Guardian Council, Shells moved.", ""),
            ("Shells moved, said a source quoted by BBC Persian.", ""),
            ("Shells moved, officials told Reuters Monday.", "reuters"),
            ("Shells moved, officials told AFPs reporters.", ""),
        ],
    )
    def test_words_around_a_claim_name_its_source(self, cases, sentence, expected):
        assert outlet(cases, sentence) == expected

    def test_next_paragraph_does_not(self, cases):
        paragraphs = ["Shells moved.", "It was first reported by Yonhap."]
        assert outlet(cases, paragraphs) == ""

    def test_own_report_is_no_quotation(self, cases):
        sentence = "Shells moved, officials told Reuters."
        assert outlet(cases, sentence, publisher="Reuters") == ""
        assert outlet(cases, ["SEOUL (Reuters) - Rain fell.", sentence]) == ""

    def test_innermost_outlet_counts(self, cases):
        holders = [
            cases.holder(None, "Reuters"),
            cases.holder(None, "the Wall Street Journal"),
            cases.holder("USA", "US officials"),
        ]
        assert outlet(cases, "Shells moved.", holders=holders) == "wall_street_journal"

    def test_publisher_of_another_document_is_an_outlet(self, cases):
        docs = [
            document("Shells moved, the Gulf Lantern reported."),
            document("Nothing.", name="d-2", publisher="The Gulf Lantern"),
        ]
        chains = Chains(docs, {}, Library(load_book()))
        assert chains.outlet(claim_in(cases, docs[0], "Shells moved")) == "gulf lantern"
        assert (
            Chains(docs[:1], {}, Library(load_book())).outlet(
                claim_in(cases, docs[0], "Shells moved")
            )
            == ""
        )


class TestSettling:
    def settle(self, cases, *rows, kind="in_window"):
        """Return the origins of claims, each given by paragraph, publisher and days."""
        docs = [
            document(text, name=f"d-{n}", publisher=publisher, day=DAY + timedelta(days=days))
            for n, (text, publisher, days) in enumerate(rows)
        ]
        chains = Chains(docs, {}, Library(load_book()))
        return chains.settle(
            [Said(claim_in(cases, doc, "Shells moved"), 1, kind) for doc in docs]
        )

    def test_ten_quotations_are_one_origin(self, cases):
        rows = [("Shells moved, Reuters reported.", f"Paper {n}", n) for n in range(10)]
        assert set(self.settle(cases, *rows)) == {f"{OUTLET}reuters"}

    def test_quotation_belongs_to_the_report_itself(self, cases):
        rows = [
            ("Shells moved.", "Reuters", 0),
            ("Shells moved, Reuters reported.", "Paper", 2),
        ]
        assert self.settle(cases, *rows) == ["d-0", "d-0"]

    @pytest.mark.parametrize("days", [-1, 9])
    def test_of_other_days_it_is_the_outlet_alone(self, cases, days):
        rows = [
            ("Shells moved.", "Reuters", 0),
            ("Shells moved, Reuters reported.", "Paper", days),
        ]
        assert self.settle(cases, *rows) == ["d-0", f"{OUTLET}reuters"]

    def test_chain_of_quotations_ends_where_the_news_is_from(self, cases):
        rows = [
            ("Shells moved, Reuters reported.", "Harbour Wire", 0),
            ("Shells moved, the Harbour Wire reported.", "Gulf Lantern", 1),
            ("Shells moved, the Gulf Lantern reported.", "Paper", 2),
        ]
        assert self.settle(cases, *rows) == [f"{OUTLET}reuters"] * 3
        told = self.settle(cases, *rows, ("Shells moved.", "Reuters", 0))
        assert told == ["d-3"] * 4

    @pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (1, 2, 0), (2, 1, 0)])
    def test_outlets_that_quote_each_other_in_a_circle_are_one_origin(self, cases, order):
        rows = [
            ("Shells moved, the Gulf Lantern reported.", "Harbour Wire", 0),
            ("Shells moved, the Harbour Wire reported.", "Gulf Lantern", 0),
            ("Shells moved, the Gulf Lantern reported.", "Paper", 1),
        ]
        told = self.settle(cases, *(rows[place] for place in order))
        assert told == [f"{OUTLET}gulf lantern"] * 3

    def test_own_report_comes_before_a_quotation_of_the_same_outlet(self, cases):
        rows = [
            ("Shells moved, Yonhap reported.", "Harbour Wire", 0),
            ("Shells moved.", "Harbour Wire", 1),
            ("Shells moved, the Harbour Wire reported.", "Paper", 2),
        ]
        assert self.settle(cases, *rows) == [f"{OUTLET}yonhap", "d-1", "d-1"]

    def test_two_texts_of_one_publisher_stay_two_origins(self, cases):
        rows = [("Shells moved.", "Reuters", 0), ("Shells moved.", "Reuters", 1)]
        assert self.settle(cases, *rows) == ["d-0", "d-1"]

    def test_text_without_publisher_or_day_is_quoted_by_nobody(self, cases):
        rows = [
            ("Shells moved.", None, 0),
            ("Shells moved, Reuters reported.", None, 1),
        ]
        assert self.settle(cases, *rows) == ["d-0", f"{OUTLET}reuters"]

    def test_author_rests_on_the_one_outlet_quoted_in_the_same_way(self, cases):
        doc = document("Shells moved. Guns moved, Reuters reported. Trains moved.")
        chains = Chains([doc], {}, Library(load_book()))
        said = [
            Said(claim_in(cases, doc, "Guns moved"), 1, "planned"),
            Said(claim_in(cases, doc, "Shells moved"), 1, "planned"),
            Said(claim_in(cases, doc, "Trains moved"), 1, "precedent"),
            Said(
                claim_in(cases, doc, "Trains moved", [cases.holder("USA", "Bob")]), 1, "planned"
            ),
        ]
        said = [
            replace(one, claim=replace(one.claim, id=f"c-{n}")) for n, one in enumerate(said)
        ]
        assert chains.settle(said) == [f"{OUTLET}reuters", f"{OUTLET}reuters", "d-1", "d-1"]

    def test_sources_run_from_the_publisher_inwards(self, cases):
        doc = document("SEOUL (AP) - Rain.", "Shells moved.", publisher="Daily Mail")
        chains = Chains([doc], {}, Library(load_book()))
        claim = claim_in(cases, doc, "Shells moved", [cases.holder("PRK.KCNA", "KCNA")])
        assert [one.key for one in chains.sources(claim)] == ["daily_mail", "ap", "kcna"]
