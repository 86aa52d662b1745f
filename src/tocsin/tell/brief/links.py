"""Where the numbers and addresses of a brief lead."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from tocsin.model.assessment import Figure
from tocsin.tell.view import BriefInput
from tocsin.tell.words import percent, score

_NUMBER = re.compile(r"(?<![\w.,])(\d{1,3}%?)(?![\w%]|[.,]\d)")
_FORBIDDEN = re.compile(r"[\s\\\x00-\x20\x7f]")


def safe_url(url: str | None) -> str | None:
    """Return an address if it is plain http or https, so that it may be linked; else None."""
    if not url or _FORBIDDEN.search(url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    is_web = parts.scheme.lower() in {"http", "https"} and bool(parts.hostname)
    return url if is_web and "@" not in parts.netloc else None


def linked_numbers(
    text: str, view: BriefInput, figures: Mapping[str, Figure]
) -> list[tuple[str, str | None]]:
    """Return a text in pieces, its numbers with the id of the one figure they can mean.

    A number that stands for no score of concern and no probability, or for several, is a piece
    without an id.
    """
    shown = _shown_numbers(view)
    pieces = _NUMBER.split(text)
    linked: list[tuple[str, str | None]] = []
    for place, piece in enumerate(pieces):
        ids = shown.get(piece, []) if place % 2 else []
        only = ids[0] if len(ids) == 1 and ids[0] in figures else None
        linked.append((piece, only))
    return [pair for pair in linked if pair[0]]


def _shown_numbers(view: BriefInput) -> dict[str, list[str]]:
    """Return for each number as it is written the figures that it may stand for."""
    shown: dict[str, list[str]] = {}
    for one in view.assessment.concern:
        shown.setdefault(score(one.score), []).append(one.id)
    for judgement in view.assessment.judgements:
        shown.setdefault(percent(judgement.p), []).append(judgement.id)
    return shown
