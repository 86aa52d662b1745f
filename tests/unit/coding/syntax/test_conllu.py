"""CoNLL-U as text."""

import pytest

from tocsin.coding.syntax.conllu import place_words, read_conllu
from tocsin.errors import ReadError


def row(number, form, head, *, label="dep", misc="_"):
    return f"{number}\t{form}\t{form}\tNOUN\tNN\t_\t{head}\t{label}\t_\t{misc}"


def test_the_text_is_the_comment_or_the_words_joined():
    words = "\n".join(
        [row(1, "Oil", 0), row(2, "fell", 1, misc="SpaceAfter=No"), row(3, ".", 1)]
    )
    told, joined = read_conllu(f"# text = Oil  fell.\n{words}\n\n{words}\n")
    assert (told.text, joined.text) == ("Oil  fell.", "Oil fell.")


def test_paragraphs_begin_where_the_comments_say():
    text = f"# newdoc id = a\n{row(1, 'Oil', 0)}\n\n{row(1, 'Gas', 0)}\n\n# newpar\n{row(1, 'Tin', 0)}"
    assert [raw.begins_paragraph for raw in read_conllu(text)] == [True, False, True]


def test_words_written_as_one_share_its_place():
    text = "\n".join([
        "1-2\tdon't\t_\t_\t_\t_\t_\t_\t_\t_", row(1, "do", 0), row(2, "n't", 1),
        "3-4\tdu\t_\t_\t_\t_\t_\t_\t_\t_", row(3, "de", 1), row(4, "le", 1),
    ])  # fmt: skip
    (raw,) = read_conllu(text)
    assert raw.text == "don't du"
    assert place_words(raw, raw.text, 0) == [(0, 2), (2, 5), (6, 8), (6, 8)]


def test_empty_nodes_are_passed_over():
    (raw,) = read_conllu(f"{row(1, 'Oil', 0)}\n{row('1.1', 'sold', '_')}\n{row(2, 'fell', 1)}")
    assert [word.form for word in raw.rows] == ["Oil", "fell"]


def test_an_underscore_may_be_a_word():
    (raw,) = read_conllu("1\t_\t_\tSYM\t_\t_\t0\troot\t_\t_")
    assert (raw.rows[0].form, raw.rows[0].lemma) == ("_", "")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1\tOil", "Line 1: a row has 2 columns"),
        (row(2, "Oil", 0), "Line 1: a row is numbered '2'; 1 would be next"),
        (row(1, "Oil", "_"), "Line 1: the head of 'Oil' is ''"),
        (row(1, "Oil", 7), "Line 1: a head is no word"),
        (f"{row(1, 'Oil', 2)}\n{row(2, 'fell', 1)}", "Line 1: the heads .* run in a circle"),
        ("1-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n" + row(1, "do", 0), "spans more words"),
    ],
)
def test_what_is_no_tree_is_refused_with_its_line(text, message):
    with pytest.raises(ReadError, match=message):
        list(read_conllu(text))


def test_words_of_another_text_are_refused():
    (raw,) = read_conllu(f"# text = Gas\n{row(1, 'Oil', 0)}")
    with pytest.raises(
        ReadError, match="Line 2: the word 'Oil' is to come; the text has 'Gas'"
    ):
        place_words(raw, raw.text, 0)
