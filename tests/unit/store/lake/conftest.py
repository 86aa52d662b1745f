"""A source of our own for tests of the lake: events and yearly values as short lines."""

import datetime as dt
from types import SimpleNamespace

import pytest

from tocsin.errors import SourceError
from tocsin.model.records import EVENTS, IDEAL_POINTS, VALUES
from tocsin.sources.base import Facts, Licence, Row, Source
from tocsin.store import open_ledger
from tocsin.store.lake.lake import Lake
from tocsin.store.lake.offers import Offer, Wish

LICENCE = Licence(name="ours", terms="none", allows_rows=True, is_verified=True)
TODAY = dt.date(2026, 11, 26)


class EventLines:
    """Reads `id day source target quad goldstein` a line."""

    def facts(self, given):
        return Facts()

    def rows(self, given, refuse):
        for number, line in enumerate(given.path.read_text().splitlines(), 1):
            cells = line.split()
            if len(cells) != 6:
                text = f"{given.name}, line {number}: found {len(cells)} cells, 6 are expected."
                refuse(SourceError(text, subject=given.name, line=number))
                continue
            yield Row(number, self._cells(cells))

    def _cells(self, cells):
        name, day, source, target, quad, value = (None if one == "-" else one for one in cells)
        row = [None] * len(EVENTS.columns)
        given = {
            "id": name,
            "day": dt.date.fromisoformat(day),
            "source": source,
            "target": target,
            "code": "040",
            "scheme": "cameo",
            "type": "CONSULT",
            "quad": int(quad),
            "goldstein": None if value is None else float(value),
            "mentions": 2,
        }
        for column, cell in given.items():
            row[EVENTS.place(column)] = cell
        return tuple(row)


class ValueLines:
    """Reads an edition in the first line, then `series source target year value`."""

    def facts(self, given):
        first = given.path.read_text().splitlines()[0].split()
        start, end = (dt.date.fromisoformat(one) for one in first[1:3])
        return Facts(edition=first[0], start=start, end=end, scope=tuple(first[3:]))

    def rows(self, given, refuse):
        for number, line in enumerate(given.path.read_text().splitlines()[1:], 2):
            series, source, target, year, value = line.split()
            unknown = None if value == "-" else float(value)
            yield Row(number, (series, source, target, int(year), unknown, "1"))


def source(name, table, reader):
    return Source(
        name=name,
        title=name,
        provider="us",
        table=table,
        licence=LICENCE,
        citation="ours",
        start=None,
        end=None,
        formats="lines",
        reader=reader,
    )


TOYS = {
    "toy": source("toy", EVENTS, EventLines()),
    "toy-values": source("toy-values", VALUES, ValueLines()),
    "toy-points": source("toy-points", IDEAL_POINTS, None),
}


class Filled:
    """A ledger and its lake in a folder, and short ways to fill them."""

    def __init__(self, folder):
        self.folder = folder
        self.ledger = open_ledger(str(folder / "work.sqlite"))
        self.lake = Lake(self.ledger, folder / "work.lake")

    def file(self, name, *lines):
        path = self.folder / name
        path.write_text("".join(f"{line}\n" for line in lines))
        return path

    def take(self, name, *lines, toy="toy", **more):
        path = self.file(name, *lines)
        wish = Wish(source=TOYS[toy], retrieved=TODAY, version="0", **more)
        return self.lake.ingest([Offer(name=name, path=path)], wish)


@pytest.fixture
def filled(tmp_path):
    """Give an empty lake with its ledger."""
    found = Filled(tmp_path)
    yield found
    found.ledger.close()


@pytest.fixture(scope="session")
def toys():
    """Give the sources of our own, and how files are offered."""
    return SimpleNamespace(sources=TOYS, Offer=Offer, Wish=Wish, today=TODAY)
