"""Values, timelines and networks to draw, and pictures as what is in them."""

import sys
import time
from datetime import date, timedelta
from types import SimpleNamespace
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from tocsin.model.graph import Graph, GraphEdge, GraphNode
from tocsin.model.index import Cover, Coverage, DataRows, IndexValue, Question
from tocsin.model.timeline import Happening, Origin, Phase, Timeline
from tocsin.tell.measures import Measured

HOSTILE = (
    "<script>alert(1)</script>",
    r"$\alpha$",
    r"$\frac{1}{2",
    "a & b \"c\" 'd'",
    "\x1b[31mred\x1b[0m",
    "\u202eevil\u202c",
    "]]>{first} {0}%s",
    "\ufffe\ud800",
    "\u5317\u4eac",
)
DYAD = ("RUS", "PRK")
SVG = "{http://www.w3.org/2000/svg}"


def month_end(year, month):
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)


def value(measure, start, end, number, **more):
    """Return a value of tension from one source; `source=""` for one without rows."""
    source = more.pop("source", "icews")
    parties = more.pop("parties", DYAD)
    rows = (
        DataRows(source=source, table="events", parties=parties, start=start, end=end, rows=3,
                 directed=more.pop("directed", False), keys=more.pop("keys", ())),
    )  # fmt: skip
    return IndexValue(
        **{
            "measure": measure, "family": "tension", "parties": parties, "start": start,
            "end": end, "value": number, "unit": "1", "n": 3,
            "cover": Cover.FULL if number is not None else Cover.NONE,
            "rows": rows if source else (), **more,
        }
    )  # fmt: skip


def months(measure, numbers, **more):
    """Return values by month from 2018 on."""
    return tuple(
        value(measure, date(2018 + at // 12, at % 12 + 1, 1),
              month_end(2018 + at // 12, at % 12 + 1), number, **more)
        for at, number in enumerate(numbers)
    )  # fmt: skip


def years(measure, numbers, first=2014, **more):
    """Return values by year."""
    return tuple(
        value(measure, date(first + at, 1, 1), date(first + at, 12, 31), number, **more)
        for at, number in enumerate(numbers)
    )


TITLES = (("tension", "Cooperation and conflict"), ("similarity", "Policy similarity"))


def measured(values, since=date(2018, 1, 1), until=date(2019, 12, 31), coverage=()):
    question = Question(dyad=DYAD, since=since, until=until)
    return Measured(question=question, values=tuple(values), coverage=tuple(coverage),
                    titles=TITLES)  # fmt: skip


def origin(feed="claims", said=date(2023, 9, 4), **more):
    given = {"id": "c-1", "publisher": "BBC", "words": "a planned visit", **more}
    return Origin(feed=feed, said=said, **given)


def happening(**more):
    """Return a done consultation of PRK with RUS on 13 September 2023, told in a text."""
    given = {
        "source": "PRK", "target": "RUS", "is_mutual": False, "type": "CONSULT",
        "mode": "visit", "items": (), "phase": Phase.DONE, "start": date(2023, 9, 13),
        "end": date(2023, 9, 13), "quad": 1, "goldstein": None, "origins": (origin(),), **more,
    }  # fmt: skip
    return Happening(**given)


def timeline(*happenings, since=date(2023, 1, 1), until=date(2023, 9, 30), left_out=0):
    return Timeline(
        dyad=DYAD, since=since, until=until, happenings=happenings, left_out=left_out
    )


def graph(count=12, seed=1, **more):
    """Return a network in three blocs with friendly ties within and hostile ones between."""
    rng = np.random.default_rng(seed)
    ids = [f"S{at:02d}" for at in range(count)]
    nodes = tuple(GraphNode(one, at % 3, float(1 + at)) for at, one in enumerate(ids))
    edges = tuple(
        GraphEdge(ids[a], ids[b], float(sign * rng.uniform(0.2, 0.9)), sign, 20 + a + b)
        for a in range(count)
        for b in range(a + 1, count)
        if (sign := 1 if a % 3 == b % 3 else -1 if (a + b) % 5 == 0 else 0)
    )
    given = {"at": date(2018, 9, 30), "feed": "icews", "nodes": nodes, "edges": edges, **more}
    return Graph(**given)


def covers(source, start, end, gaps=()):
    first, last = (date.fromisoformat(one) if one else None for one in (start, end))
    return Coverage(source=source, table="events", start=first, end=last, edition="", rows=9,
                    gaps=gaps)  # fmt: skip


def seconds(draw):
    """Return the least of two times that drawing takes of the processor, in seconds.

    The clock on the wall would say how busy the machine is; counting lines for coverage makes
    it three times as slow.
    """
    spent = []
    for _ in range(2):
        start = time.process_time()
        draw()
        spent.append(time.process_time() - start)
    return min(spent) / (3 if sys.gettrace() else 1)


def texts(path):
    """Return the texts of an SVG, title and description included."""
    root = ET.fromstring(path.read_bytes())  # noqa: S314 - our own file
    return ["".join(one.itertext()) for one in root.iter() if one.tag.startswith(SVG)
            and one.tag[len(SVG):] in {"text", "title", "desc"}]  # fmt: skip


@pytest.fixture(scope="session")
def make():
    """Give what makes things to draw."""
    return SimpleNamespace(
        value=value, months=months, years=years, measured=measured, origin=origin,
        happening=happening, timeline=timeline, graph=graph, covers=covers, texts=texts, seconds=seconds,
        hostile=HOSTILE,
    )  # fmt: skip


@pytest.fixture
def axes():
    """Give axes that what is drawn can be looked up on."""
    from matplotlib.figure import Figure  # noqa: PLC0415 - not for the tests without it

    return Figure(figsize=(4, 3)).add_axes((0.1, 0.1, 0.8, 0.8))
