"""The order of the stages: whoever runs Tocsin, a command or a page, asks here.

Names are loaded at first use: `tocsin read` needs no ledger, and `tocsin --help` nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tocsin.engine import count_jobs
    from tocsin.pipeline.answering import answer
    from tocsin.pipeline.base import Coded, Intake, Request, Silence, Watcher
    from tocsin.pipeline.claims import code_documents
    from tocsin.pipeline.doctor import Check, State, examine
    from tocsin.pipeline.explaining import Explanation, explain
    from tocsin.pipeline.exporting import Exporting, export
    from tocsin.pipeline.gather import read_documents
    from tocsin.pipeline.handing_on import ENDINGS, KINDS
    from tocsin.pipeline.ingesting import Delivery, ingest
    from tocsin.pipeline.linting import Tally, lint
    from tocsin.pipeline.measuring import Measuring, check_parquet, measure, write_measures
    from tocsin.pipeline.networking import Networking, draw_network
    from tocsin.pipeline.opening import Opened
    from tocsin.pipeline.output import WRITERS
    from tocsin.pipeline.pictures import plot_measures, plot_network
    from tocsin.pipeline.relations import Related, relate_all
    from tocsin.pipeline.schemas import CONTRACTS, schema_of
    from tocsin.pipeline.sourcing import source_entries
    from tocsin.pipeline.states import parse_dyad
    from tocsin.pipeline.timelining import Timelining, draw_timeline, plot_timeline, shareable

__all__ = [
    "CONTRACTS",
    "ENDINGS",
    "KINDS",
    "WRITERS",
    "Check",
    "Coded",
    "Delivery",
    "Explanation",
    "Exporting",
    "Intake",
    "Measuring",
    "Networking",
    "Opened",
    "Related",
    "Request",
    "Silence",
    "State",
    "Tally",
    "Timelining",
    "Watcher",
    "answer",
    "check_parquet",
    "code_documents",
    "count_jobs",
    "draw_network",
    "draw_timeline",
    "examine",
    "explain",
    "export",
    "ingest",
    "lint",
    "measure",
    "parse_dyad",
    "plot_measures",
    "plot_network",
    "plot_timeline",
    "read_documents",
    "relate_all",
    "schema_of",
    "shareable",
    "source_entries",
    "write_measures",
]

_HOMES = {
    "CONTRACTS": "schemas",
    "ENDINGS": "handing_on",
    "KINDS": "handing_on",
    "WRITERS": "output",
    "Check": "doctor",
    "Coded": "base",
    "Delivery": "ingesting",
    "Explanation": "explaining",
    "Exporting": "exporting",
    "Intake": "base",
    "Measuring": "measuring",
    "Networking": "networking",
    "Opened": "opening",
    "Related": "relations",
    "Request": "base",
    "Silence": "base",
    "State": "doctor",
    "Tally": "linting",
    "Timelining": "timelining",
    "Watcher": "base",
    "answer": "answering",
    "check_parquet": "measuring",
    "code_documents": "claims",
    "count_jobs": "tocsin.engine",
    "draw_network": "networking",
    "draw_timeline": "timelining",
    "examine": "doctor",
    "explain": "explaining",
    "export": "exporting",
    "ingest": "ingesting",
    "lint": "linting",
    "measure": "measuring",
    "parse_dyad": "states",
    "plot_measures": "pictures",
    "plot_network": "pictures",
    "plot_timeline": "timelining",
    "read_documents": "gather",
    "relate_all": "relations",
    "schema_of": "schemas",
    "shareable": "timelining",
    "source_entries": "sourcing",
    "write_measures": "measuring",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    """Return a public name from the module that defines it."""
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    home = _HOMES[name]
    return getattr(import_module(home if "." in home else f"{__name__}.{home}"), name)
