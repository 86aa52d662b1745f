"""The line that says where the data of a picture come from."""

from collections.abc import Iterable, Mapping

from tocsin.model.index import DataRows

_OURS = "drawn by Tocsin, whose figures are its own"


def source_line(rows: Iterable[DataRows], credits_: Mapping[str, str]) -> str:
    """Return the sources of rows with their editions and, where given, how to cite them.

    Args:
        rows: Rows beneath what is drawn.
        credits_: Citation by the name of the source, as its licence asks for.
    """
    editions: dict[str, dict[str, None]] = {}
    for row in rows:
        known = editions.setdefault(row.source, {})
        if row.edition:
            known[row.edition] = None
    return sources_told(
        ((name, ", ".join(found)) for name, found in editions.items()), credits_
    )


def sources_told(sources: Iterable[tuple[str, str]], credits_: Mapping[str, str]) -> str:
    """Return sources, each with its edition, as a line."""
    parts = []
    for name, edition in sources:
        more = "; ".join(part for part in (edition, credits_.get(name, "").rstrip(".")) if part)
        parts.append(f"{name} ({more})" if more else name)
    if not parts:
        return f"Source: none; {_OURS}."
    word = "Sources" if len(parts) > 1 else "Source"
    return f"{word}: {', '.join(parts)}; {_OURS}."
