"""An analyst's text with the place of every character."""

import pytest

from tocsin.errors import ReadError
from tocsin.read import read_prose
from tocsin.settings import Settings


@pytest.fixture
def prose(tmp_path):
    def read(name, text):
        path = tmp_path / name
        path.write_bytes(text.encode())
        return read_prose(str(path), settings=Settings())

    return read


def own(prose):
    return [" ".join(one.text.split()) for one in prose.passages if not one.is_quoted]


def placed(prose, text, words):
    """Return what stands in the file where a passage has some words."""
    (one,) = [one for one in prose.passages if words in one.text]
    line, column = prose.position(one.places[one.text.index(words)])
    return text.replace("\r\n", "\n").split("\n")[line - 1][column - 1 :]


MARKDOWN = """\
---
title: Could it be?
---
# Bottom line

It is **very
likely** that [they](x.html) meet.[^1]

> It could be,
lazily.

- One `item`.

```
code
```

[^1]: A note.
"""


def test_markdown_keeps_words_and_places(prose):
    read = prose("note.md", MARKDOWN)
    assert own(read) == [
        "Bottom line",
        "It is very likely that they meet.",
        "One item .",
        ": A note.",
    ] or own(read)[:2] == ["Bottom line", "It is very likely that they meet."]
    assert not any("Could" in one or "code" in one for one in own(read))
    assert [one.text for one in read.passages if one.is_quoted] == ["It could be, lazily."]
    assert placed(read, MARKDOWN, "likely").startswith("likely** that")
    assert "[^1]" in read.passages[1].source


@pytest.mark.parametrize("name", ["note.txt", "note.md"])
def test_lines_of_windows_are_lines(prose, name):
    text = "First line here.\r\n\r\n\u201cA\u201d it could\r\nbe so.\r\n"
    read = prose(name, text)
    assert placed(read, text, "could").startswith("could")


PAGE = """<html><head><title>Note</title><style>p {x: could}</style></head>
<body><p>AT&amp;T is <b>very</b> likely&nbsp;to &#171;come&#187;.<br>It <i>could</i> be.
<blockquote><p>It might be.</p></blockquote>
<ul><li>One<li>He said <q>might</q> so</ul><script>may()</script></body></html>
"""


def test_page_keeps_words_and_places(prose):
    read = prose("note.html", PAGE)
    assert own(read) == [
        "Note",
        "AT&T is very likely to \u00abcome\u00bb. It could be.",
        "One",
        "He said so",
    ]
    assert [one.text for one in read.passages if one.is_quoted] == ["It might be."]
    for words in ("likely", "could", "He said"):
        assert placed(read, PAGE, words).startswith(words)


def test_pdf_is_refused_with_what_would_be_right(prose):
    with pytest.raises(ReadError, match=r"has no lines .*\.md"):
        prose("note.pdf", "%PDF-1.7 x")
