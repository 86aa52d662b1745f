"""A text that loses parts without losing its offsets: what goes is blanked."""

import re

_NOT_NEWLINE = re.compile(r"[^\n]")


class Canvas:
    """A text whose characters can be turned into spaces; line feeds always stay.

    Attributes:
        source: The text as it was given.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self._spans: list[tuple[int, int]] = []

    def blank(self, start: int, end: int) -> None:
        """Turn the characters between two offsets into spaces."""
        if end > start:
            self._spans.append((start, end))

    def text(self) -> str:
        """Return the text as it stands now; its length is the length of the source."""
        pieces = []
        place = 0
        for start, end in sorted(self._spans):
            if end <= place:
                continue
            pieces.append(self.source[place : max(start, place)])
            pieces.append(_NOT_NEWLINE.sub(" ", self.source[max(start, place) : end]))
            place = end
        pieces.append(self.source[place:])
        return "".join(pieces)


def blank_outside(text: str, spans: list[tuple[int, int]]) -> str:
    """Return the text with everything outside the ordered spans turned into spaces."""
    canvas = Canvas(text)
    place = 0
    for start, end in spans:
        canvas.blank(place, start)
        place = end
    canvas.blank(place, len(text))
    return canvas.text()
