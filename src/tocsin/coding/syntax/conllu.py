"""CoNLL-U as text: rows of words, checked, with their places in the sentence's text."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tocsin.errors import ReadError

COLUMNS = 10
_TEXT = re.compile(r"#\s*text\s*=\s*(.*\S)")
_PARAGRAPH = re.compile(r"#\s*new(?:par|doc)\b")
_RANGE = re.compile(r"(\d+)-(\d+)")
_EMPTY_NODE = re.compile(r"\d+\.\d+")


@dataclass(frozen=True, slots=True)
class Row:
    """One word of a sentence as its row gives it; `_` is the empty string.

    Attributes:
        form: The word.
        lemma: Its dictionary form.
        upos: Universal part of speech.
        xpos: Tag of the language's own set.
        feats: Features, by name.
        head: Place of its head from 0; its own place for the root.
        label: Label of the basic dependency.
        misc: The last column, by name.
    """

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: Mapping[str, str]
    head: int
    label: str
    misc: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RawSentence:
    """One sentence as the file gives it.

    Attributes:
        line: The line, from 1, on which it begins.
        rows: Its words.
        surfaces: What is written for one word or for several (`don't`), as
            (form, first word, place behind the last word).
        text: The sentence as written: its comment, else the surfaces joined.
        begins_paragraph: Whether a paragraph or document begins with it.
    """

    line: int
    rows: tuple[Row, ...]
    surfaces: tuple[tuple[str, int, int], ...]
    text: str
    begins_paragraph: bool


@dataclass(slots=True)
class _Draft:
    """A sentence that is being read."""

    line: int = 0
    text: str | None = None
    begins_paragraph: bool = False
    rows: list[Row] = field(default_factory=list)
    surfaces: list[tuple[str, int, int]] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)

    def add(self, cells: Sequence[str], line: int) -> None:
        """Take in one row."""
        self.line = self.line or line
        if _EMPTY_NODE.fullmatch(cells[0]):
            return
        gap = "" if _pairs(cells[9]).get("SpaceAfter") == "No" else " "
        if (span := _RANGE.fullmatch(cells[0])) is not None:
            self.surfaces.append((cells[1], int(span[1]) - 1, int(span[2])))
            self.gaps.append(gap)
            return
        place = len(self.rows)
        if cells[0] != str(place + 1):
            message = f"Line {line}: a row is numbered {cells[0]!r}; {place + 1} would be next."
            raise ReadError(message)
        self.rows.append(_row(cells, place, line))
        if not self.surfaces or self.surfaces[-1][2] <= place:
            self.surfaces.append((cells[1], place, place + 1))
            self.gaps.append(gap)

    def done(self) -> RawSentence:
        """Return the sentence, its heads checked."""
        _check_heads(self.rows, self.line)
        if self.surfaces[-1][2] > len(self.rows):
            message = (
                f"Line {self.line}: {self.surfaces[-1][0]!r} spans more words than there are."
            )
            raise ReadError(message)
        pairs = zip(self.surfaces, self.gaps, strict=True)
        joined = "".join(form + gap for (form, _, _), gap in pairs).strip()
        return RawSentence(
            line=self.line,
            rows=tuple(self.rows),
            surfaces=tuple(self.surfaces),
            text=self.text or joined,
            begins_paragraph=self.begins_paragraph,
        )


def read_conllu(text: str) -> Iterator[RawSentence]:
    """Yield the sentences of a text in CoNLL-U; empty nodes and enhanced graphs are passed over.

    Raises:
        ReadError: A row has not ten columns, is numbered wrongly, or its head is no word, or
            the heads of a sentence run in a circle; the message names the line.
    """
    draft = _Draft()
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            if draft.rows:
                yield draft.done()
                draft = _Draft()
        elif line.startswith("#"):
            found = _TEXT.fullmatch(line.rstrip())
            draft.text = found[1] if found is not None else draft.text
            draft.begins_paragraph |= _PARAGRAPH.match(line) is not None
        else:
            cells = line.split("\t")
            if len(cells) != COLUMNS:
                message = (
                    f"Line {number}: a row has {len(cells)} columns; CoNLL-U has {COLUMNS}."
                )
                raise ReadError(message)
            draft.add(cells, number)
    if draft.rows:
        yield draft.done()


def place_words(sentence: RawSentence, text: str, start: int) -> list[tuple[int, int]]:
    """Return the span of each word in a text, looked for from an offset on.

    Words written as one (`don't`) have their part of it, or all of it where they are not
    written out (`du` for `de le`).

    Raises:
        ReadError: The words are not those of the text.
    """
    spans: list[tuple[int, int]] = []
    for form, first, last in sentence.surfaces:
        while start < len(text) and text[start].isspace():
            start += 1
        if not text.startswith(form, start):
            found = text[start : start + len(form)]
            message = (
                f"Line {sentence.line}: the word {form!r} is to come; the text has {found!r}."
            )
            raise ReadError(message)
        end = start + len(form)
        spans.extend(_parts(sentence.rows[first:last], text, start, end))
        start = end
    return spans


def _parts(rows: Sequence[Row], text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans of the words that are written as one."""
    if len(rows) == 1 or "".join(row.form for row in rows) != text[start:end]:
        return [(start, end)] * len(rows)
    spans = []
    for row in rows:
        spans.append((start, start + len(row.form)))
        start += len(row.form)
    return spans


def _row(cells: Sequence[str], place: int, line: int) -> Row:
    """Return one row of a word."""
    form, lemma, upos, xpos, feats, head, label = (
        "" if cell == "_" and i else cell for i, cell in enumerate(cells[1:8])
    )
    if not head.isdecimal():
        message = f"Line {line}: the head of {form!r} is {head!r}; it must be a number."
        raise ReadError(message)
    return Row(
        form=form,
        lemma=lemma,
        upos=upos,
        xpos=xpos,
        feats=_pairs(feats),
        head=int(head) - 1 if int(head) else place,
        label=label,
        misc=_pairs(cells[9]),
    )


def _pairs(cell: str) -> dict[str, str]:
    """Return `Name=Value|…` as a mapping; what has no value is left out."""
    parts = (part.partition("=") for part in cell.split("|"))
    return {name: value for name, sign, value in parts if sign}


def _check_heads(rows: Sequence[Row], line: int) -> None:
    """Refuse heads that are no words, and circles."""
    if any(row.head >= len(rows) for row in rows):
        raise ReadError(f"Line {line}: a head is no word of the sentence that begins here.")
    sound: set[int] = set()
    for place in range(len(rows)):
        path: list[int] = []
        here = place
        while here not in sound:
            if here in path:
                message = (
                    f"Line {line}: the heads of the sentence that begins here run in a circle."
                )
                raise ReadError(message)
            path.append(here)
            if rows[here].head == here:
                break
            here = rows[here].head
        sound.update(path)
