"""Copies count once."""

from datetime import date

from tocsin.assess.origins import find_origins
from tocsin.model.document import Document


def document(name, text, day=date(2023, 9, 5), sha=None):
    return Document(
        id=name,
        path=name,
        text=text,
        blocks=(),
        sha256=sha or name,
        size=1,
        media_type="text/plain",
        date=day,
    )


WORDS = " ".join(f"word{n}" for n in range(200))
OTHER = " ".join(f"term{n}" for n in range(200))


class TestOrigins:
    def test_reprint_with_small_changes_is_one_origin(self):
        reprint = WORDS.replace("word50 ", "change ")
        docs = [document("d-1", WORDS), document("d-2", reprint), document("d-3", OTHER)]
        assert find_origins(docs) == {"d-1": "d-1", "d-2": "d-1", "d-3": "d-3"}

    def test_reprint_cut_to_half_is_one_origin(self):
        docs = [document("d-1", WORDS[: len(WORDS) // 2]), document("d-2", WORDS)]
        assert set(find_origins(docs).values()) == {"d-2"}

    def test_oldest_stands_for_the_origin(self):
        docs = [document("d-1", WORDS), document("d-2", WORDS, date(2023, 9, 1))]
        assert set(find_origins(docs).values()) == {"d-2"}

    def test_same_bytes_are_one_origin(self):
        docs = [document("d-1", "a b c", sha="x"), document("d-2", "d e f", sha="x")]
        assert len(set(find_origins(docs).values())) == 1

    def test_short_texts_are_compared_whole(self):
        docs = [
            document("d-1", "one two three four five"),
            document("d-2", "one two three four"),
        ]
        assert len(set(find_origins(docs).values())) == 2

    def test_large_sets_find_the_same_copies(self):
        others = [
            document(f"d-{n:03}", " ".join(f"w{n}x{k}" for k in range(80))) for n in range(70)
        ]
        docs = [*others, document("d-900", WORDS), document("d-901", WORDS + " tail")]
        found = find_origins(docs)
        assert found["d-901"] == found["d-900"]
        assert len(set(found.values())) == 71

    def test_order_does_not_matter(self):
        docs = [document("d-1", WORDS), document("d-2", WORDS), document("d-3", OTHER)]
        assert find_origins(docs) == find_origins(docs[::-1])
