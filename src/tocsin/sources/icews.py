"""ICEWS: coded events of 1995 to 2023, with names of actors and countries in place of codes.

`NA` is an empty cell in these files; Namibia is written out, so no state is lost by that. The
number of an event is unique within a day alone. CAMEO codes are text with zeros.

References:
    Boschee et al. (2015), ICEWS Coded Event Data and ICEWS Events and Aggregations.
"""

import datetime as dt

from tocsin.model.records import EVENTS
from tocsin.sources.base import Licence, Source
from tocsin.sources.bulk import Bulk, Form, Say, Steps, Take
from tocsin.sources.bulk_lookups import BODY_NAMES, CAMEO_QUADS, CAMEO_TYPES, ICEWS_STATES

LICENCE = Licence(
    name="terms of the Harvard Dataverse page",
    terms=(
        "For research and education, not for commerce, as users quoted the page in 2019; "
        "the text was not read at its source, so rows are not handed on."
    ),
    allows_rows=False,
    is_verified=False,
)


def _party(side: str) -> Steps:
    """Return how a side is found: a body by its own name before the state it belongs to."""
    return Steps(((f"{side} Name", BODY_NAMES), (f"{side} Country", ICEWS_STATES)))


_FORM = Bulk(
    columns=(
        "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country",
        "Event Text", "CAMEO Code", "Intensity", "Target Name", "Target Sectors",
        "Target Country", "Story ID", "Sentence Number", "Publisher", "City", "District",
        "Province", "Country", "Latitude", "Longitude",
    ),
    cells=(
        ("id", Take(("Event ID",))),
        ("day", Take(("Event Date",), Form.DAY)),
        ("source", _party("Source")),
        ("target", _party("Target")),
        ("source_name", Take(("Source Name",))),
        ("target_name", Take(("Target Name",))),
        ("code", Take(("CAMEO Code",))),
        ("scheme", Say("cameo")),
        ("type", Steps((("CAMEO Code", CAMEO_TYPES),))),
        ("quad", Steps((("CAMEO Code", CAMEO_QUADS),), Form.WHOLE)),
        ("goldstein", Take(("Intensity",), Form.REAL)),
        ("place", Steps((("Country", ICEWS_STATES),))),
        ("publisher", Take(("Publisher",))),
    ),
    needed=("Event ID", "Event Date"),
    empty=("NA",),
)  # fmt: skip

ICEWS = Source(
    name="icews",
    title="ICEWS Coded Event Data",
    provider="Lockheed Martin and Leidos, at Harvard Dataverse",
    table=EVENTS,
    licence=LICENCE,
    citation=(
        "Boschee, E., Lautenschlager, J., O'Brien, S., Shellman, S., Starz, J. and Ward, M. "
        "(2015). ICEWS Coded Event Data. Harvard Dataverse, "
        "https://doi.org/10.7910/DVN/28075."
    ),
    start=dt.date(1995, 1, 1),
    end=dt.date(2023, 4, 11),
    formats="events.*.tab, 20 columns between tabs below a header, NA for empty cells",
    reader=(_FORM,),
)
