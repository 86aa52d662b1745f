"""GDELT: events and mentions, as the feeds publish them every 15 minutes or every day.

The files are called `.CSV` and have tabs between cells that are never quoted. What is known of a
column beside its name: event codes are text with zeros; codes of actors' countries are CAMEO's,
and also those of regions, which name nobody; codes of places are FIPS; an event may be dated
years before it was added.

References:
    Leetaru and Schrodt (2013). The GDELT Event Database, data format codebook 2.0 (2015).
"""

import datetime as dt
from dataclasses import replace

from tocsin.model.records import EVENTS, MENTIONS
from tocsin.sources.base import Licence, Source
from tocsin.sources.bulk import Bulk, CellSpec, Form, Say, Steps, Take
from tocsin.sources.bulk_cells import Between
from tocsin.sources.bulk_lookups import CAMEO_STATES, CAMEO_TYPES, FIPS_STATES, KNOWN_GROUPS

LICENCE = Licence(
    name="GDELT terms of use",
    terms="Free for any use, with a citation of the GDELT Project and a link to it.",
    allows_rows=True,
    is_verified=False,
)
CITATION = (
    "Leetaru, K. and Schrodt, P. A. (2013). GDELT: Global Data on Events, Location and Tone, "
    "1979-2012. ISA Annual Convention. The GDELT Project, https://www.gdeltproject.org/."
)
_PROVIDER = "The GDELT Project"

_ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code",
    "Religion2Code", "Type1Code", "Type2Code", "Type3Code",
)  # fmt: skip
_PLACE = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
_HEAD = (
    *("GlobalEventID", "SQLDATE", "MonthYear", "Year", "FractionDate"),
    *(f"Actor{number}{part}" for number in (1, 2) for part in _ACTOR),
    *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass"),
    *("GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone"),
)
_COLUMNS = (
    *_HEAD,
    *(f"{where}Geo_{part}" for where in ("Actor1", "Actor2", "Action") for part in _PLACE),
    *("DATEADDED", "SOURCEURL"),
)
_COLUMNS_1 = tuple(name for name in _COLUMNS if not name.endswith("_ADM2Code"))


def _party(number: int) -> Steps:
    """Return how an actor is found: a body by its code before a state by its own."""
    return Steps(
        (
            (f"Actor{number}KnownGroupCode", KNOWN_GROUPS),
            (f"Actor{number}CountryCode", CAMEO_STATES),
        )
    )


_CELLS: tuple[tuple[str, CellSpec], ...] = (
    ("id", Take(("GlobalEventID",))),
    ("day", Take(("SQLDATE",), Form.COMPACT_DAY)),
    ("source", _party(1)),
    ("target", _party(2)),
    ("source_name", Take(("Actor1Name", "Actor1Code"))),
    ("target_name", Take(("Actor2Name", "Actor2Code"))),
    ("code", Take(("EventCode",))),
    ("scheme", Say("cameo")),
    ("type", Steps((("EventCode", CAMEO_TYPES),))),
    ("quad", Take(("QuadClass",), Form.WHOLE)),
    ("goldstein", Take(("GoldsteinScale",), Form.REAL)),
    ("is_root", Take(("IsRootEvent",), Form.FLAG)),
    ("mentions", Take(("NumMentions",), Form.WHOLE)),
    ("articles", Take(("NumArticles",), Form.WHOLE)),
    ("tone", Take(("AvgTone",), Form.REAL)),
    ("place", Steps((("ActionGeo_CountryCode", FIPS_STATES),))),
)
_CELLS_2 = (
    *_CELLS,
    ("added", Take(("DATEADDED",), Form.MOMENT)),
    ("url", Take(("SOURCEURL",))),
)
_CELLS_1 = (*_CELLS, ("added", Take(("DATEADDED",), Form.COMPACT_DAY)))
_CELLS_1_URL = (*_CELLS_1, ("url", Take(("SOURCEURL",))))

_EVENTS_2 = Bulk(
    columns=_COLUMNS, cells=_CELLS_2, needed=("GlobalEventID", "SQLDATE"), has_header=False
)
_EVENTS_1 = replace(_EVENTS_2, columns=_COLUMNS_1, cells=_CELLS_1_URL)
_EVENTS_OLD = replace(_EVENTS_2, columns=_COLUMNS_1[:-1], cells=_CELLS_1)
_DAY = (("Day", "SQLDATE"),)


def _saved(form: Bulk) -> tuple[Bulk, Bulk]:
    """Return forms for files that other tools saved with a header, in one of two ways."""
    tabs = replace(form, has_header=True, aliases=_DAY if "SQLDATE" in form.columns else ())
    return tabs, replace(tabs, delimiter=",", is_quoted=True)


GDELT = Source(
    name="gdelt",
    title="GDELT 2.0 Event Database",
    provider=_PROVIDER,
    table=EVENTS,
    licence=LICENCE,
    citation=CITATION,
    start=dt.date(2015, 2, 18),
    end=None,
    formats=(
        "*.export.CSV of the feed, 61 columns between tabs without a header; also saved with "
        "its header, between tabs or commas"
    ),
    reader=(*_saved(_EVENTS_2), _EVENTS_2),
)

# A source of its own: both editions code the same news, and their events must not be added.
GDELT_1 = Source(
    name="gdelt-1",
    title="GDELT 1.0 Event Database",
    provider=_PROVIDER,
    table=EVENTS,
    licence=LICENCE,
    citation=CITATION,
    start=dt.date(1979, 1, 1),
    end=None,
    formats=(
        "*.export.CSV of a day, 58 columns between tabs without a header, or 57 for the years, "
        "months and days up to 2013-03; also saved with its header, between tabs or commas"
    ),
    reader=(*_saved(_EVENTS_1), _EVENTS_1, _EVENTS_OLD),
)

_MENTIONS = Bulk(
    columns=(
        "GlobalEventID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName",
        "MentionIdentifier", "SentenceID", "Actor1CharOffset", "Actor2CharOffset",
        "ActionCharOffset", "InRawText", "Confidence", "MentionDocLen", "MentionDocTone",
        "MentionDocTranslationInfo", "Extras",
    ),
    cells=(
        ("event", Take(("GlobalEventID",))),
        ("day", Take(("MentionTimeDate",), Form.MOMENT)),
        ("event_day", Take(("EventTimeDate",), Form.MOMENT)),
        ("publisher", Take(("MentionSourceName",))),
        ("url", Take(("MentionIdentifier",))),
        ("sentence", Take(("SentenceID",), Form.WHOLE)),
        ("is_raw", Take(("InRawText",), Form.FLAG)),
        ("confidence", Take(("Confidence",), Form.WHOLE)),
        ("characters", Take(("MentionDocLen",), Form.WHOLE)),
        ("tone", Take(("MentionDocTone",), Form.REAL)),
        ("language", Between(("MentionDocTranslationInfo",), after="srclc:", before=";")),
    ),
    needed=("GlobalEventID", "MentionTimeDate"),
    has_header=False,
)  # fmt: skip

GDELT_MENTIONS = Source(
    name="gdelt-mentions",
    title="GDELT 2.0 Mentions Table",
    provider=_PROVIDER,
    table=MENTIONS,
    licence=LICENCE,
    citation=CITATION,
    start=dt.date(2015, 2, 18),
    end=None,
    formats=(
        "*.mentions.CSV of the feed, 16 columns between tabs without a header; also saved with "
        "its header, between tabs or commas"
    ),
    reader=(*_saved(_MENTIONS), _MENTIONS),
)
