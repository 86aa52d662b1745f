"""A text of judgements held to the rules of estimative language."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tocsin.model.wording.finding import Fault, Passage, Rule
from tocsin.model.wording.numbers import Number, numbers_of, percentages
from tocsin.model.wording.sentences import flat, sentence_spans, unquoted
from tocsin.model.wording.terms import (
    CONFIDENCE,
    HEDGE,
    Terms,
    foreign_spans,
    is_reported,
    key_of,
    range_words,
    terms_of,
)

ROUNDING = 0.5
"""Percentage points; numbers are printed as whole percents."""

_REFERENCE = re.compile(
    r"\[\^?\w{1,12}(?:[,;\u2013-]\s?\w{1,12})*\]|[\u00b9\u00b2\u00b3\u2074-\u2079]|\]\(|\]\[|<a\s|<sup\b|https?://|"
    r"\b[acdfhjkmqrs]-[0-9A-Za-z_]{4,}|(?i:\bsources?:|\(see\b)|\([^()]{0,80}\b(?:19|20)\d\d[a-z]?\)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Strictness:
    """What of a text is checked.

    Attributes:
        reports: Whether a hedge counts in a sentence that tells what somebody else says.
        traces: Whether a percentage needs a reference in its passage.
    """

    reports: bool = True
    traces: bool = False


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence without quotes, as it stands with them, and what in it the rules look at."""

    passage: int
    start: int
    text: str
    whole: str
    words: tuple[re.Match[str], ...]
    numbers: tuple[Number, ...]

    def fault(self, rule: Rule, span: tuple[int, int], *, wrong: str, right: str) -> Fault:
        """Return a breach of a rule at a place of the sentence."""
        return Fault(
            rule=rule,
            text=flat(self.text[slice(*span)]),
            wrong=wrong,
            right=right,
            passage=self.passage,
            start=self.start + span[0],
            sentence=flat(self.whole),
        )


def check_wording(
    passages: Sequence[Passage], scale: str | None = None, *, strict: Strictness
) -> list[Fault]:
    """Return the breaches of the rules in a text, in the order in which they stand.

    Args:
        passages: The text; block quotes, and what stands in quotation marks, pass.
        scale: The standard of the words, `icd203` or `phia`; ICD 203 by default.
        strict: What is checked.
    """
    terms = terms_of(scale)
    sentences = [
        one
        for place, passage in enumerate(passages)
        if not passage.is_quoted
        for one in _sentences(place, passage, terms)
    ]
    faults = [
        *(fault for one in sentences for fault in _of_sentence(one, terms, scale, strict)),
        *_rows(sentences, terms),
        *(_untraced(sentences, passages) if strict.traces else ()),
    ]
    return sorted(faults, key=lambda one: (one.passage, one.start, one.rule))


def _sentences(place: int, passage: Passage, terms: Terms) -> Iterator[_Sentence]:
    """Yield the sentences of a passage, quotes blank."""
    bare = unquoted(passage.text)
    for start, end in sentence_spans(passage.text):
        text = bare[start:end]
        words, numbers = tuple(terms.found(text)), tuple(percentages(text))
        yield _Sentence(place, start, text, passage.text[start:end], words, numbers)


def _of_sentence(
    one: _Sentence, terms: Terms, scale: str | None, strict: Strictness
) -> Iterator[Fault]:
    """Yield the faults of one sentence."""
    yield from _hedges(one, terms, strict)
    sure = CONFIDENCE.search(one.text)
    if one.words and sure:
        word = key_of(one.words[0])
        yield one.fault(
            Rule.MIXED,
            sure.span(),
            wrong=f"confidence shares a sentence with likelihood ('{word}')",
            right="say in a sentence of its own how high confidence is, and why",
        )
    numbers = numbers_of(one.words, one.numbers, one.text)
    for word_found, number in zip(one.words, numbers, strict=True):
        yield from _of_term(one, word_found, number, terms, scale)


def _hedges(one: _Sentence, terms: Terms, strict: Strictness) -> Iterator[Fault]:
    """Yield the hedges of a sentence; those of others pass where reports do."""
    for hedge in HEDGE.finditer(one.text):
        if strict.reports or not is_reported(one.text, hedge.start()):
            yield one.fault(
                Rule.HEDGE,
                hedge.span(),
                wrong=f"'{flat(hedge.group())}' hedges",
                right=f"say how probable it is, by a word of {terms.scale.title} and a number, "
                "or state the fact, or whose view it is",
            )


def _of_term(
    one: _Sentence,
    word: re.Match[str],
    number: Number | None,
    terms: Terms,
    scale: str | None,
) -> Iterator[Fault]:
    """Yield what is wrong with one term of likelihood."""
    key = key_of(word)
    span = terms.spans.get(key)
    if span is None:
        meant = terms.named(*foreign_spans(scale)[key])
        yield one.fault(
            Rule.TWO_STANDARDS,
            word.span(),
            wrong=f"'{key}' is no term of {terms.scale.title}",
            right=f"write {meant}, or hold the whole text to the other standard",
        )
    elif number is not None and not span[0] - ROUNDING <= number.value <= span[1] + ROUNDING:
        yield one.fault(
            Rule.RANGE,
            word.span(),
            wrong=f"{number.value:g}% is not '{key}' ({range_words(span)})",
            right=f"write {terms.named(number.value, number.value)} or another number",
        )


def _rows(sentences: Iterable[_Sentence], terms: Terms) -> Iterator[Fault]:
    """Yield the words of the row that a text uses less, where it uses both."""
    found = [(one, word) for one in sentences for word in one.words]
    rows = terms.scale.rows()
    counts = [sum(key_of(word) in row for _, word in found) for row in rows]
    if not all(counts):
        return
    rarer = rows[0] if counts[0] < counts[1] else rows[1]
    for one, word in found:
        key = key_of(word)
        if key in rarer:
            yield one.fault(
                Rule.ROWS,
                word.span(),
                wrong=f"'{key}' is of the other row of {terms.scale.title} than most of the text",
                right=f"write {terms.counterpart(key)}, as one text keeps to one row",
            )


def _untraced(sentences: Iterable[_Sentence], passages: Sequence[Passage]) -> Iterator[Fault]:
    """Yield the percentages that have a reference nowhere: not where they stand, nor again."""
    told = [(one, number) for one in sentences for number in one.numbers]
    traced = {place for place, one in enumerate(passages) if _REFERENCE.search(one.source)}
    known = {flat(number.text) for one, number in told if one.passage in traced}
    for one, number in told:
        if one.passage not in traced and flat(number.text) not in known:
            yield one.fault(
                Rule.UNTRACED,
                (number.start, number.end),
                wrong=f"{flat(number.text)} leads back to nothing",
                right="cite in its paragraph what it rests on: a note or link ([E3], [1]), or an id "
                "that `tocsin why` opens (j-...)",
            )
