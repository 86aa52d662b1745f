"""Where the numbers and addresses of a brief lead."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from tocsin.model.assessment import Figure
from tocsin.tell.view import BriefInput
from tocsin.tell.words import percent, score

_NUMBER = re.compile(r"(?<![\w.,])(\d{1,3}%?)(?![\w%]|[.,]\d)")
_RANGE_SIGNS = (" to ", "\u2013", "-")
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

    A score belongs to the stakeholder named last before it; a percentage to the one judgement
    with that probability. The ends of a range, and what may mean several, carry no id.
    """
    linked: list[tuple[str, str | None]] = []
    last = 0
    for match in _NUMBER.finditer(text):
        ref = _meant(match, view)
        linked += [
            (text[last : match.start()], None),
            (match[0], ref if ref in figures else None),
        ]
        last = match.end()
    return [pair for pair in (*linked, (text[last:], None)) if pair[0]]


def _meant(match: re.Match[str], view: BriefInput) -> str | None:
    """Return the id of the figure that a number stands for; None where that is not plain."""
    before, behind = match.string[: match.start()], match.string[match.end() :]
    if before.endswith(_RANGE_SIGNS) or behind.startswith(_RANGE_SIGNS):
        return None
    if match[0].endswith("%"):
        ids = [one.id for one in view.assessment.judgements if percent(one.p) == match[0]]
        return ids[0] if len(ids) == 1 else None
    named = [(before.rfind(view.name(one.stakeholder)), one) for one in view.assessment.concern]
    place, concern = max(named, key=lambda pair: pair[0], default=(-1, None))
    is_score = concern is not None and place >= 0 and score(concern.score) == match[0]
    return concern.id if is_score and concern is not None else None
