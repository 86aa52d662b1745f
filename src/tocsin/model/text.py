"""Typography: one spelling for quotes, dashes and spaces, with a way back to the original."""

import re
from dataclasses import dataclass

# One character for one character wherever possible, so that offsets stay the same;
# only what must change length (ligatures, ellipses, invisible characters) is in the second table.
_SAME_LENGTH = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc\u0060\u00b4\uff07", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\uff02", '"'),
        **dict.fromkeys("\u2010\u2011\u2043\ufe63\uff0d\u2212", "-"),
        **dict.fromkeys("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006", " "),
        **dict.fromkeys("\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\v\f", " "),
        **dict.fromkeys("\u0000\ufffc", " "),
    }
)
_WHITE = frozenset(" \n\r")
# Pictures between words, which hide what stands around them from a parser.
_PICTURES = re.compile(
    "[\u2600-\u27bf\u2b00-\u2bff\ufe0e\ufe0f\u20e3\U0001f000-\U0001faff\U000e0020-\U000e007f]"
)
_BEFORE_PICTURES = "\u20e2"
_OTHER_LENGTH = {
    "\u2013": " - ",  # en dash; inside a number range it stays tight, see _replacement
    "\u2014": " - ",
    "\u2015": " - ",
    "\u2026": "...",
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\u00ad": "",
    "\u200b": "",
    "\u200c": "",
    "\u200d": "",
    "\u2060": "",
    "\ufeff": "",
    "\u200e": "",
    "\u200f": "",
    "\u202a": "",
    "\u202b": "",
    "\u202c": "",
    "\u202d": "",
    "\u202e": "",
}
# What changes the length of a text, or is a space that another one may follow.
_UNEVEN = re.compile(f"  |[\n\r{''.join(_OTHER_LENGTH)}]|{_PICTURES.pattern}")


@dataclass(frozen=True, slots=True)
class NormalText:
    """A text in plain typography and, for each of its characters, where it came from.

    Attributes:
        text: The normalised text.
        origins: For each character of `text`, the offset of its source character; one entry
            more at the end, the length of the source.
    """

    text: str
    origins: tuple[int, ...]

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span [start, end) of the normalised text as a span of the source."""
        if start >= end:
            return self.origins[start], self.origins[start]
        return self.origins[start], self.origins[end - 1] + 1


def normalize(text: str) -> NormalText:
    """Return the text with plain quotes, dashes and single spaces, and the way back.

    Line breaks inside a paragraph and blanked-out marks become one space, as a parser that meets
    runs of white space breaks sentences at them.
    """
    plain = text.translate(_SAME_LENGTH)
    if _UNEVEN.search(plain) is None:  # which is what most paragraphs are
        return NormalText(text=plain, origins=tuple(range(len(text) + 1)))
    pieces: list[str] = []
    origins: list[int] = []
    is_after_space = False
    for offset, character in enumerate(plain):
        if character in _WHITE:
            piece = "" if is_after_space else " "
            is_after_space = True
        else:
            piece = _replacement(plain, offset, character)
            is_after_space = is_after_space and not piece
        pieces.append(piece)
        origins.extend([offset] * len(piece))
    origins.append(len(text))
    return NormalText(text="".join(pieces), origins=tuple(origins))


def _replacement(text: str, offset: int, character: str) -> str:
    """Return what stands for one character; a dash keeps tight between two letters or digits."""
    piece = _OTHER_LENGTH.get(character, character)
    if character > _BEFORE_PICTURES and _PICTURES.match(character):
        return ""
    if piece != " - ":
        return piece
    before, after = text[offset - 1 : offset], text[offset + 1 : offset + 2]
    is_tight_en = character == "\u2013" and before.isalnum() and after.isalnum()
    if is_tight_en:
        return "-"
    left = "" if before in {" ", ""} else " "
    right = "" if after in {" ", ""} else " "
    return f"{left}-{right}"
