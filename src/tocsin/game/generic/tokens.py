"""Words of the text formats for games, with the line of each; hostile text is bounded."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from fractions import Fraction
from typing import NoReturn

from tocsin.errors import SourceError

MAX_CHARACTERS = 8_000_000
"""Longest text that is read; a tree of 100,000 nodes has about half of it."""
MAX_PLAYERS = 20
_MAX_DIGITS = 60
_MAX_EXPONENT = 300
_MAX_SHOWN = 40


class Kind(Enum):
    """What a word is."""

    TEXT = auto()
    NUMBER = auto()
    WORD = auto()
    OPEN = auto()
    CLOSE = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A word: what it is, how it is written (texts without quotes), and where."""

    kind: Kind
    text: str
    line: int


_PATTERN = re.compile(
    r"""(?P<space>[\s,]+)
      | "(?P<text>(?:[^"\\]|\\.)*)"
      | (?P<number>[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?(?:/\d+)?)(?=[\s,{}"]|$)
      | (?P<open>\{) | (?P<close>\})
      | (?P<word>[A-Za-z]\w*)""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPED = re.compile(r"\\([\\\"])")
_KINDS = {"number": Kind.NUMBER, "open": Kind.OPEN, "close": Kind.CLOSE, "word": Kind.WORD}


def tokens(text: str, *, name: str) -> Iterator[Token]:
    """Yield the words of a text, at last one of kind END.

    Raises:
        SourceError: The text is too long, or has something that is no word.
    """
    if len(text) > MAX_CHARACTERS:
        raise SourceError(
            f"{name}: {len(text)} characters; games of up to {MAX_CHARACTERS} are read.",
            subject=name,
        )
    place, line = 0, 1
    while place < len(text):
        match = _PATTERN.match(text, place)
        if match is None:
            _refuse(text, place, line, name)
        if match.lastgroup == "text":
            yield Token(Kind.TEXT, _ESCAPED.sub(r"\1", match["text"]), line)
        elif match.lastgroup != "space":
            yield Token(_KINDS[str(match.lastgroup)], match[0], line)
        line += match[0].count("\n")
        place = match.end()
    yield Token(Kind.END, "the end of the file", line)


def _refuse(text: str, place: int, line: int, name: str) -> NoReturn:
    """Raise for what is no word."""
    shown = text[place : place + _MAX_SHOWN].split("\n", maxsplit=1)[0]
    fix = "close the quotation mark" if shown.startswith('"') else "write a name in quotes"
    raise SourceError(
        f"{name}, line {line}: {shown!r} is no word of a game file; {fix}, "
        "or use a number, a brace or a node letter (c, p, t).",
        subject=name,
        line=line,
    )


class Words:
    """A cursor over the words of a text, with errors that name file and line."""

    def __init__(self, text: str, *, name: str) -> None:
        """Read the first word."""
        self.name = name
        self._stream = tokens(text, name=name)
        self.now = next(self._stream)
        self._last = self.now

    def fail_before(self, wanted: str) -> NoReturn:
        """Raise an error about what was read last, which says what would be right."""
        raise SourceError(
            f"{self.name}, line {self._last.line}: expected {wanted}, found what ends with "
            f"{self._last.text[-_MAX_SHOWN:]!r}.",
            subject=self.name,
            line=self._last.line,
        )

    def fail(self, wanted: str) -> NoReturn:
        """Raise an error that says what would be right here."""
        found = self.now.text
        if len(found) > _MAX_SHOWN:
            found = found[:_MAX_SHOWN] + "..."
        raise SourceError(
            f"{self.name}, line {self.now.line}: expected {wanted}, found {found!r}.",
            subject=self.name,
            line=self.now.line,
        )

    def is_at(self, kind: Kind) -> bool:
        """Return whether the next word is of a kind."""
        return self.now.kind is kind

    def take(self, kind: Kind, wanted: str) -> str:
        """Return the next word and go on; fail where it is of another kind."""
        if self.now.kind is not kind:
            self.fail(wanted)
        self._last = self.now
        if kind is not Kind.END:
            self.now = next(self._stream)
        return self._last.text

    def text(self, wanted: str) -> str:
        """Return the next text in quotes."""
        return self.take(Kind.TEXT, f"{wanted} in quotes")

    def number(self, wanted: str) -> Fraction:
        """Return the next number, exactly; it may be a decimal or a fraction."""
        if self.now.kind is not Kind.NUMBER:
            self.fail(f"{wanted}, a number")
        if len(self.now.text) > _MAX_DIGITS or _exponent(self.now.text) > _MAX_EXPONENT:
            self.fail(f"a number of at most {_MAX_DIGITS} characters, exponent {_MAX_EXPONENT}")
        value = _fraction(self.now.text)
        if value is None:
            self.fail("a number that does not divide by zero")
        self.take(Kind.NUMBER, wanted)
        return value

    def whole(self, wanted: str) -> int:
        """Return the next number, which must be whole and not negative."""
        if not (self.now.kind is Kind.NUMBER and self.now.text.isdecimal()):
            self.fail(f"{wanted}, a whole number")
        if len(self.now.text) > _MAX_DIGITS:
            self.fail(f"a number of at most {_MAX_DIGITS} characters")
        return int(self.take(Kind.NUMBER, wanted))

    def texts(self, wanted: str) -> tuple[str, ...]:
        """Return the texts between braces."""
        self.take(Kind.OPEN, f"'{{' before {wanted}")
        found = []
        while self.is_at(Kind.TEXT):
            found.append(self.text(wanted))
        self.take(Kind.CLOSE, f"{wanted} in quotes or '}}'")
        return tuple(found)

    def prologue(self, name: str, version: int) -> tuple[str, tuple[str, ...]]:
        """Return title and players, with which both formats begin."""
        if self.take(Kind.WORD, name) != name:
            self.fail(f"{name} at the beginning of the file")
        if self.whole(f"version {version}") != version:
            self.fail(f"{name} {version}, the version of the format")
        if self.take(Kind.WORD, "R or D") not in {"R", "D"}:
            self.fail("R or D before the title")
        title = self.text("title")
        players = self.texts("names of players")
        if not 1 <= len(players) <= MAX_PLAYERS:
            self.fail_before(f"1 to {MAX_PLAYERS} players")
        return title, players

    def numbers(self, wanted: str) -> tuple[Fraction, ...]:
        """Return the numbers between braces."""
        self.take(Kind.OPEN, f"'{{' before {wanted}")
        found = []
        while self.is_at(Kind.NUMBER):
            found.append(self.number(wanted))
        self.take(Kind.CLOSE, f"{wanted} or '}}'")
        return tuple(found)


def _exponent(text: str) -> int:
    """Return the size of the exponent of a number; 0 without."""
    found = re.search(r"[eE][+-]?(\d+)", text)
    return int(found[1]) if found else 0


def _fraction(text: str) -> Fraction | None:
    """Return the value of a number; None where it divides by zero."""
    above, _, below = text.partition("/")
    if below and int(below) == 0:
        return None
    return Fraction(above) / int(below) if below else Fraction(above)


def quoted(text: str) -> str:
    """Return a text as the formats write it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def written(value: Fraction) -> str:
    """Return a number as the formats write it, exactly: whole, or a fraction."""
    return str(value)
