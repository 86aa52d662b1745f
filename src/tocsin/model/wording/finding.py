"""What is wrong with a text of judgements, and where."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Rule(StrEnum):
    """The rules by their codes, which stay as they are from version to version."""

    HEDGE = "hedge"
    """A word that leaves open how probable it is: could, might, may, appears to, suggests."""
    MIXED = "mixed"
    """A word of likelihood and a level of confidence in one sentence."""
    RANGE = "range"
    """A number outside the range of the word of likelihood beside it."""
    ROWS = "rows"
    """Words of both rows of the standard's table in one text."""
    TWO_STANDARDS = "two-standards"
    """A word of another standard than the one in force."""
    UNTRACED = "untraced"
    """A number that leads back to nothing."""
    LENGTH = "length"
    """A bottom line of too many words; briefs of our own alone."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph, heading or item of a text, with where its characters stand in the file.

    Attributes:
        text: Its characters; what is no prose within it is blank.
        places: For each character its offset in the file.
        source: The same stretch of the file with marks and targets of links.
        is_quoted: Whether all of it is another's: a block quote.
    """

    text: str
    places: Sequence[int]
    source: str
    is_quoted: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """One breach of a rule.

    Attributes:
        rule: Which rule.
        text: The words or the number that break it.
        wrong: What is wrong, without a full stop.
        right: What would be right, without a full stop.
        passage: Place of the passage among those checked, from 0.
        start: Offset of `text` in the passage.
        sentence: The sentence it stands in, on one line.
    """

    rule: Rule
    text: str
    wrong: str
    right: str
    passage: int = 0
    start: int = 0
    sentence: str = ""

    def at(self, path: str, place: tuple[int, int] | None, ref: str | None = None) -> "Finding":
        """Return it with where it stands: line and column in a file, or an id in an answer."""
        line, column = place or (None, None)
        return Finding(
            path=path,
            line=line,
            column=column,
            ref=ref,
            rule=self.rule,
            text=self.text,
            wrong=self.wrong,
            right=self.right,
            sentence=self.sentence,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One breach of a rule, with where it stands.

    Attributes:
        path: The file as it was named, or the id of an answer.
        line: Its line, from 1; None in an answer.
        column: Its column in characters, from 1; None in an answer.
        ref: In an answer, the id of what the sentence or number belongs to; None in a file.
        rule: The code of the rule.
        text: The words or the number that break it.
        wrong: What is wrong.
        right: What would be right.
        sentence: The sentence it stands in.
    """

    path: str
    line: int | None
    column: int | None
    ref: str | None
    rule: Rule
    text: str
    wrong: str
    right: str
    sentence: str
