"""One stage of the benchmark in a process of its own, so that its memory is nobody else's.

Usage: stages.py ingest|repeat|means|export|page …; prints one JSON object.
"""

import argparse
import json
import os
import shutil
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from memory import peak_mb

from tocsin.measure.families import FAMILIES
from tocsin.model.index import Question
from tocsin.model.ingest import Role
from tocsin.pipeline import Silence
from tocsin.pipeline.exporting import Exporting, export
from tocsin.pipeline.ingesting import Delivery, ingest
from tocsin.pipeline.record import open_lake
from tocsin.settings import Settings
from tocsin.store.lake.lake import Lake
from tocsin.store.lake.place import Place
from tocsin.store.lake.view import LakeView, viewing

SINCE, UNTIL = date(2015, 3, 1), date(2025, 2, 28)
PAGE = ("tension", "attention", "bursts", "exchange")
DYADS = 20
TODAY = date(2026, 1, 1)

MEANS = """
    SELECT "source", "target", date_trunc('month', "day")::DATE AS "month",
           count("goldstein")::BIGINT AS "scored", avg("goldstein") AS "mean"
    FROM rows WHERE "source" <> "target"
    GROUP BY ALL ORDER BY ALL
"""
BUSIEST = """
    SELECT least("source", "target") AS a, greatest("source", "target") AS b
    FROM rows GROUP BY ALL ORDER BY sum("events") DESC, a, b
"""


@dataclass
class Clock:
    """Seconds on the wall and of the processor since it was made."""

    wall: float = field(default_factory=time.perf_counter)
    cpu: float = field(default_factory=time.process_time)

    def read(self) -> dict[str, float]:
        return {
            "seconds": time.perf_counter() - self.wall,
            "cpu_seconds": time.process_time() - self.cpu,
        }


def do_ingest(options: argparse.Namespace) -> dict[str, float]:
    """Take files in as `tocsin ingest gdelt` does."""
    names = tuple(options.names)
    delivery = Delivery(
        source="gdelt", names=names, only_dyads=options.only_dyads, retrieved=TODAY
    )
    clock = Clock()
    steps = list(ingest(delivery, settings=settings(options), watcher=Silence()))
    figures = clock.read()
    return figures | {
        "rows": sum(one.rows for step in steps for one in step.inputs),
        "kept": sum(step.kept for step in steps),
        "steps": len(steps),
        "parts": sum(len(step.parts) for step in steps),
        "bytes": sum(one.size for step in steps for one in step.inputs),
    }


def do_repeat(options: argparse.Namespace) -> dict[str, float]:
    """Offer a file that is known, as a call that is repeated does."""
    delivery = Delivery(source="gdelt", names=tuple(options.names), retrieved=TODAY)
    times = []
    for _ in range(options.rounds):
        clock = Clock()
        if list(ingest(delivery, settings=settings(options), watcher=Silence())):
            sys.exit("The file was not known.")
        times.append(clock.read()["seconds"])
    return {"ms": statistics.median(times) * 1e3}


def do_means(options: argparse.Namespace) -> dict[str, float]:
    """Compute the means of Goldstein values from rows, the look at their bytes included."""
    clock = Clock()
    with (
        open_lake(settings(options), create=False) as lake,
        viewing(lake.ledger, lake.place) as view,
        lake.place.work() as work,
    ):
        query, values = view.over("events", Role.ROWS, MEANS, [])
        draft = work / "means.parquet"
        row = view.connection.execute(
            f"COPY ({query}) TO '{draft}' (FORMAT parquet)", values
        ).fetchone()
        figures = clock.read()
        shutil.move(draft, options.out)
    return figures | {"dyad_months": row[0] if row else 0}


def do_export(options: argparse.Namespace) -> dict[str, float]:
    """Write the means from the sums, as `tocsin export dyad-months` does."""
    clock = Clock()
    rows = export(
        Exporting(what="dyad-months", out=Path(options.out)), settings=settings(options)
    )
    return clock.read() | {"dyad_months": rows}


class Watched:
    """A view that keeps how long it took to answer."""

    def __init__(self, view: LakeView) -> None:
        self._view = view
        self.seconds = 0.0

    def __getattr__(self, name: str) -> Callable[..., object]:
        asked = getattr(self._view, name)

        def timed(*given: object, **more: object) -> object:
            start = time.perf_counter()
            try:
                return asked(*given, **more)
            finally:
                self.seconds += time.perf_counter() - start

        return timed


def page(view: LakeView, dyad: tuple[str, str]) -> tuple[float, float, int]:
    """Return the seconds a dyad's page takes, those of the view in it, and its values."""
    watched = Watched(view)
    start = time.perf_counter()
    watched.event_months(dyad, SINCE, UNTIL)
    watched.event_days(dyad, SINCE, UNTIL)
    watched.feed_months(SINCE, UNTIL)
    question = Question(dyad=dyad, since=SINCE, until=UNTIL)
    values = sum(len(FAMILIES[name].values(watched, question)) for name in PAGE)
    return time.perf_counter() - start, watched.seconds, values


def chosen(view: LakeView) -> list[tuple[str, str]]:
    """Return dyads from the busiest to seldom ones, at even steps of the logarithm of rank."""
    query, values = view.over("events", Role.MONTHS, BUSIEST, [])
    found = view.connection.execute(query, values).fetchall()
    ranks = {round((len(found) - 1) ** (n / (DYADS - 1))) for n in range(DYADS)}
    ranks |= set(range(DYADS - len(ranks) + 1))
    return [found[rank] for rank in sorted(ranks)[:DYADS] if rank < len(found)]


def do_page(options: argparse.Namespace) -> dict[str, float]:
    """Time the first page of a process, and then those of twenty dyads, each in its own view."""
    with open_lake(settings(options), create=False) as lake:
        with viewing(lake.ledger, lake.place) as view:
            dyads = chosen(view)
        opening, fresh = time.perf_counter(), Place(lake.place.folder)  # has checked no file
        with viewing(lake.ledger, fresh) as view:
            opened = time.perf_counter() - opening
            first, *_ = page(view, dyads[0])
        times = [[page_of(lake, dyad) for dyad in dyads] for _ in range(options.rounds)]
    best = [min(rounds) for rounds in zip(*times, strict=True)]
    return {
        "open_ms": opened * 1e3,
        "first_ms": first * 1e3,
        "ms": statistics.median(whole for whole, _, _ in best) * 1e3,
        "worst_ms": max(whole for whole, _, _ in best) * 1e3,
        "view_ms": statistics.median(view for _, view, _ in best) * 1e3,
        "measures_ms": statistics.median(whole - view for whole, view, _ in best) * 1e3,
        "values": statistics.median(values for _, _, values in best),
    }


def page_of(lake: Lake, dyad: tuple[str, str]) -> tuple[float, float, int]:
    """Return what `page` does, the opening of a view included; a view keeps its answers."""
    start = time.perf_counter()
    with viewing(lake.ledger, lake.place) as view:
        opened = time.perf_counter() - start
        whole, asking, values = page(view, dyad)
        return opened + whole, opened + asking, values


def settings(options: argparse.Namespace) -> Settings:
    return Settings(store=str(options.store))


STAGES = {
    "ingest": do_ingest,
    "repeat": do_repeat,
    "means": do_means,
    "export": do_export,
    "page": do_page,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stage", choices=STAGES)
    parser.add_argument("store", type=Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--only-dyads", action="store_true")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    figures = STAGES[options.stage](options)
    print(json.dumps(figures | {"peak_mb": peak_mb(), "load": os.getloadavg()[0]}))


if __name__ == "__main__":
    main()
