"""POLECAT: events in PLOVER's terms, the successor of ICEWS.

No real rows could be looked at; the columns are those of a published header, and what readers in
public code say of the files is provided for: bytes are ISO-8859-1, an empty cell may say `None`,
some files have tabs at the ends of lines, or a header with a `Headline` that no row has, several
actors stand in one cell with `;` or `|` between them, and their countries, codes or names, are
parallel to them.

An event between several actors becomes one row for each pair of different parties, as ICEWS has
it, so that each dyad has it once. The first pair keeps the number of the event, the next has `~2`
behind it; a count of all events counts pairs.

References:
    Halterman, Bagozzi, Beger, Schrodt and Scarborough (2023), PLOVER and POLECAT.
"""

import datetime as dt

from tocsin.model.records import EVENTS
from tocsin.sources.base import Licence, Source
from tocsin.sources.bulk import Bulk, Form, Say, Steps, Take
from tocsin.sources.bulk_cells import Each
from tocsin.sources.bulk_lookups import (
    BODY_NAMES,
    COW_STATES,
    PLOVER_QUADS,
    PLOVER_TYPES,
    QUAD_CODES,
    STATES,
)

LICENCE = Licence(
    name="terms of the Harvard Dataverse page",
    terms="Not read at their source, so rows are not handed on.",
    allows_rows=False,
    is_verified=False,
)


def _parties(side: str) -> Each:
    """Return how the actors of a side are found: each a body by name, or by its country."""
    return Each(
        (
            (f"{side} Name", BODY_NAMES),
            (f"{side} Country", STATES),
            (f"{side} COW", COW_STATES),
        ),
        joints=";|",
    )


_FORM = Bulk(
    columns=(
        "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code",
        "Contexts", "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector",
        "Actor Sectors", "Actor Title", "Actor Name Raw", "Wikipedia Actor ID",
        "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
        "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
        "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude",
        "GeoNames ID", "Raw Placename", "Feature Type", "Source", "Publication Date",
        "Story People", "Story Organizations", "Story Locations", "Language", "Version",
    ),
    cells=(
        ("id", Take(("Event ID",))),
        ("day", Take(("Event Date", "Publication Date"), Form.DAY)),
        ("source", _parties("Actor")),
        ("target", _parties("Recipient")),
        ("source_name", Take(("Actor Name", "Actor Name Raw"))),
        ("target_name", Take(("Recipient Name", "Recipient Name Raw"))),
        ("code", Take(("Event Type",))),
        ("scheme", Say("plover")),
        ("type", Steps((("Event Type", PLOVER_TYPES),))),
        ("mode", Take(("Event Mode",))),
        ("quad", Steps((("Quad Code", QUAD_CODES), ("Event Type", PLOVER_QUADS)), Form.WHOLE)),
        ("goldstein", Take(("Intensity",), Form.REAL)),
        ("place", Steps((("Country", STATES),))),
        ("publisher", Take(("Source",))),
    ),
    needed=("Event ID",),
    encoding="latin-1",
    empty=("None",),
)  # fmt: skip

POLECAT = Source(
    name="polecat",
    title="POLECAT Weekly Data",
    provider="Political Instability Task Force, at Harvard Dataverse",
    table=EVENTS,
    licence=LICENCE,
    citation=(
        "Halterman, A., Bagozzi, B. E., Beger, A., Schrodt, P. A. and Scarborough, G. I. "
        "(2023). PLOVER and POLECAT: A New Political Event Ontology and Dataset. SocArXiv "
        "rm5dw. Data: Harvard Dataverse, https://doi.org/10.7910/DVN/AJGVIT."
    ),
    # The first day in the files that public code names; whether older years exist is not known.
    start=dt.date(2018, 1, 1),
    end=None,
    formats="ngecEvents*.txt, 40 columns between tabs below a header, None for empty cells",
    reader=(_FORM,),
)
