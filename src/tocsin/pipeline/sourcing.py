"""What is known of the sources of structured data, and what the lake holds of each."""

from tocsin.pipeline.ingesting import held, source_named
from tocsin.settings import Settings
from tocsin.sources import SOURCES
from tocsin.tell import SourceEntry


def source_entries(name: str | None, *, settings: Settings) -> tuple[SourceEntry, ...]:
    """Return the sources, or the one with a name, with what the lake covers of each.

    Raises:
        UsageError: There is no source of this name; the message lists all.
        StoreError: The ledger cannot be read.
    """
    covered = {one.source: one for one in held(settings)}
    chosen = [source_named(name)] if name else list(SOURCES.values())
    return tuple(
        SourceEntry(
            name=one.name,
            title=one.title,
            provider=one.provider,
            table=one.table.name,
            licence=one.licence.name,
            terms=one.licence.terms,
            allows_rows=one.licence.allows_rows,
            is_verified=one.licence.is_verified,
            citation=one.citation,
            start=one.start,
            end=one.end,
            formats=one.formats,
            options=tuple(sorted(one.options.items())),
            held=covered.get(one.name),
        )
        for one in chosen
    )
