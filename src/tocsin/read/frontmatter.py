"""The front matter of a file: what its first lines, between two rules, say of it."""

import re
from dataclasses import dataclass
from datetime import date, datetime

import yaml

from tocsin.errors import ReadError
from tocsin.read.base import Stated
from tocsin.read.dates import read_date

LARGEST = 16_000
"""Characters; front matter is a handful of lines, and YAML is slow and can be made to explode."""

_FENCE = re.compile(r"---[ \t]*\n")
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_ENTRY = re.compile(r"^([A-Za-z][\w -]{0,40}?)[ \t]*:(?:[ \t]+(.*))?$")
_NAMES = {
    "title": ("title", "headline"),
    "author": ("author", "authors", "byline"),
    "publisher": ("publisher", "source", "site", "sitename", "site_name"),
    "date": ("date", "published", "publication_date", "date_published", "pubdate"),
    "url": ("url", "link", "canonical_url", "source_url"),
}


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the front matter of a file states, and where the text begins behind it."""

    stated: Stated
    end: int


# Lines of `key: value`, the value plain or one quoted string without escapes.
_ONLY_SCALARS = re.compile(
    r"(?:[A-Za-z_]+: (?:[A-Za-z0-9][\w ./:()+;-]*|\"[\w ,.'/:()+;?!-]*\")\n?)*"
)


def read_front_matter(text: str, *, path: str, has_date: bool = False) -> FrontMatter | None:
    """Return the front matter that a text begins with, or None where there is none.

    Args:
        text: The decoded file.
        path: How the file is called in messages.
        has_date: Whether the caller brings a date of its own, so that an unreadable one in
            the file does no harm.

    Raises:
        ReadError: The front matter states a date that is none.
    """
    fence = _FENCE.match(text)
    end = _END.search(text, fence.end(), fence.end() + LARGEST) if fence else None
    if fence is None or end is None:
        return None
    entries = _entries(text[fence.end() : end.start()])
    if not entries:
        return None
    return FrontMatter(_stated(entries, path=path, has_date=has_date), end.end())


def _entries(body: str) -> dict[str, object]:
    """Return the keys and values between the rules, empty where they are not such a list."""
    values = _from_yaml(body)
    if values is None:
        values = _from_lines(body)
    return {
        str(key).strip().lower().replace("-", "_").replace(" ", "_"): value
        for key, value in values.items()
    }


def _from_yaml(body: str) -> dict[object, object] | None:
    """Return the mapping that YAML makes of it; None where it is no YAML or uses aliases."""
    try:
        if "*" in body and any(
            isinstance(event, yaml.AliasEvent) for event in yaml.parse(body, yaml.SafeLoader)
        ):
            return None
        values = yaml.load(body, _loader_of(body))  # noqa: S506 - both are safe loaders
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    return values if isinstance(values, dict) else None


def _loader_of(body: str) -> type[yaml.SafeLoader]:
    """Return what reads YAML: in C, ten times as fast, where nothing in it is read differently."""
    is_plain = body.isascii() and _ONLY_SCALARS.fullmatch(body) is not None
    fast: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return fast if is_plain else yaml.SafeLoader


def _from_lines(body: str) -> dict[object, object]:
    """Return `key: value` lines as they stand; empty where a line is none.

    This serves values that are no YAML, such as a title with a colon in it.
    """
    values: dict[object, object] = {}
    for line in body.split("\n"):
        entry = _ENTRY.match(line)
        if entry:
            values[entry[1]] = (entry[2] or "").strip().strip("\"'")
        elif line.strip() and not line.lstrip().startswith(("#", "-")):
            return {}
    return values


def _stated(entries: dict[str, object], *, path: str, has_date: bool) -> Stated:
    """Return what the known keys state."""
    found = {
        field: next((entries[name] for name in names if entries.get(name)), None)
        for field, names in _NAMES.items()
    }
    return Stated(
        title=_text(found["title"]),
        author=_text(found["author"]),
        publisher=_text(found["publisher"]),
        url=_text(found["url"]),
        date=None if has_date else _date(found["date"], path),
    )


def _text(value: object) -> str | None:
    """Return a scalar, or a list of scalars, as one line of text."""
    if isinstance(value, list):
        parts = [part for part in map(_text, value) if part]
        return ", ".join(parts) or None
    if value is None or isinstance(value, dict | bool):
        return None
    return " ".join(str(value).split()) or None


def _date(value: object, path: str) -> date | None:
    """Return the stated date.

    Raises:
        ReadError: It is no date.
    """
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, date):
        return value
    found = read_date(str(value))
    if found is None:
        message = (
            f"The front matter of {path} says date: {_short(value)}, which is no single date; "
            "write it as 2023-09-05, or give --date."
        )
        raise ReadError(message, subject=path)
    return found


def _short(value: object) -> str:
    """Return a value for a message."""
    text = " ".join(str(value).split())
    return text if len(text) <= 40 else f"{text[:40]}..."
