"""What is promised against what is delivered, as claims coded from text tell it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from tocsin.measure.base import Method
from tocsin.measure.feeds import BACK, CLAIMS, OUT, parties
from tocsin.measure.intervals import wilson
from tocsin.measure.spans import unknown
from tocsin.model.index import Cover, DataRows, IndexValue, Question
from tocsin.model.series import Events
from tocsin.model.vocabulary import EventType, Status
from tocsin.store.base import View

GIVING = (EventType.AID, EventType.COOPERATE, EventType.SUPPORT)
"""Types of events in which something goes from one to the other."""
_NO_CLAIMS = "unknown, not zero; no text in the store speaks of it"
_NOT_ASKED = "unknown; claims are not among the sources that were asked for"
_TEXTS = "claims in the texts at hand: copies count again, and a promise kept is two claims"


def delivered_share(delivered: float, promised: float, averted: float) -> float:
    """Return the share of what is told as done among all that is told of an exchange.

    `delivered / (delivered + promised + averted)`, in [0, 1]; not-a-number where nothing is
    told. It is no rate of follow-through: a promise and its delivery are two claims, and the
    texts are a choice.
    """
    told = delivered + promised + averted
    return delivered / told if told else float("nan")


def claims_counted(told: Sequence[str]) -> int:
    """Return how many claims tell of giving with this status.

    Ids of claims. They are claims and not acts: ten texts that tell of one shipment are ten.
    """
    return len(told)


METHODS = (
    Method(name="promised", title="Claims of giving ahead", unit="claims", formula=claims_counted),
    Method(name="delivered", title="Claims of giving done", unit="claims", formula=claims_counted),
    Method(name="averted", title="Claims of giving called off", unit="claims", formula=claims_counted),
    Method(
        name="delivered_share", title="Share of giving told as done", unit="1",
        formula=delivered_share,
    ),
)  # fmt: skip
_PROMISED, _DELIVERED, _AVERTED, _SHARE = METHODS


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """Ids of the claims of one way, by what they say of the event."""

    promised: tuple[str, ...]
    delivered: tuple[str, ...]
    averted: tuple[str, ...]
    left_out: int


def promised(view: View, question: Question, family: str) -> tuple[IndexValue, ...]:
    """Return what claims say of giving between two states, for the whole period.

    Ahead are planned, proposed, possible and conditional events, done are occurred and ongoing
    ones; claims that something did not happen are left out.
    """
    period = (question.since, question.until)
    if question.sources and CLAIMS not in question.sources:
        return unknown(family, METHODS, question.dyad, period, _NOT_ASKED)
    rows = view.events(question.dyad, *period, feeds=(CLAIMS,))
    kinds = {one.value for one in GIVING}
    giving = np.array([one in kinds for one in rows.type], np.bool_)
    if not giving.any():
        return unknown(family, METHODS, question.dyad, period, _NO_CLAIMS)
    found: list[IndexValue] = []
    for way in (OUT, BACK):
        giver, taker = parties(question.dyad, way)
        told = _told(rows, giving & (rows.source == giver) & (rows.target == taker))
        found += _values(question, family, (giver, taker), told)
    return tuple(found)


def _told(rows: Events, mask: np.ndarray) -> _Told:
    """Return some claims sorted by status; of a claim that stands in several rows one counts."""
    groups: dict[str, list[str]] = {"promised": [], "delivered": [], "averted": [], "": []}
    seen = dict(zip(rows.id[mask].tolist(), rows.status[mask].tolist(), strict=True))
    for claim, status in seen.items():
        groups[_group(status)].append(claim)
    left_out = len(groups.pop(""))
    return _Told(**{name: tuple(ids) for name, ids in groups.items()}, left_out=left_out)


def _group(status: str) -> str:
    """Return what a status says of giving; nothing for one that denies the event."""
    if status not in set(Status):
        return ""
    known = Status(status)
    if known.is_actual:
        return "delivered"
    return "promised" if known.is_ahead else "averted"


def _values(
    question: Question, family: str, turned: tuple[str, str], told: _Told
) -> Iterator[IndexValue]:
    """Yield the values of one way."""
    parts = (told.promised, told.delivered, told.averted)
    everything = tuple(one for ids in parts for one in ids)
    note = _TEXTS
    if told.left_out:
        note += f"; {told.left_out} claims that it did not happen are left out"
    for method, ids in zip(METHODS, (*parts, everything), strict=True):
        value, low, high = _share(told) if method is _SHARE else (float(len(ids)), None, None)
        yield IndexValue(
            measure=method.name, family=family, parties=turned, start=question.since,
            end=question.until, value=value, unit=method.unit, n=len(ids), cover=Cover.PART,
            rows=(_rows(question, turned, ids),), claims=ids, low=low, high=high, note=note,
        )  # fmt: skip


def _share(told: _Told) -> tuple[float | None, float | None, float | None]:
    """Return the share of what is told as done with its interval; None where nothing is."""
    done, ahead, off = len(told.delivered), len(told.promised), len(told.averted)
    if not done + ahead + off:
        return None, None, None
    low, high = wilson(np.array(float(done)), np.array(float(done + ahead + off)))
    return delivered_share(done, ahead, off), float(low), float(high)


def _rows(question: Question, turned: tuple[str, str], ids: tuple[str, ...]) -> DataRows:
    """Return the claims as rows of data."""
    return DataRows(
        source=CLAIMS, table="events", parties=turned, start=question.since,
        end=question.until, rows=len(ids), directed=True,
    )  # fmt: skip
