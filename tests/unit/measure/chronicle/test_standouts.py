"""How often event data show a summit that took place, and one that did not: ICEWS18."""

import datetime as dt
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from tocsin.measure.chronicle.coded import coded, peaks
from tocsin.measure.chronicle.standouts import CHANCE, LEAST_ROWS
from tocsin.model.series import Events

ICEWS18 = Path(__file__).parents[4].parent / (
    "shared/data/forecasting/icews18_train_valid.parquet"
)
FIRST, LAST = dt.date(2018, 1, 1), dt.date(2018, 9, 27)
LEADERS = {
    "CHN": ("China", "Xi Jinping"), "PRK": ("North Korea", "Kim Jong-Un"),
    "RUS": ("Russia", "Vladimir Putin"), "FRA": ("France", "Emmanuel Macron"),
    "IND": ("India", "Narendra Modi"), "DEU": ("Germany", "Angela Merkel"),
    "USA": ("United States", "Donald Trump"), "JPN": ("Japan", "Shinzo Abe"),
    "TUR": ("Turkey", "Recep Tayyip Erdogan"), "GBR": ("United Kingdom", "Theresa May"),
    "ISR": ("Israel", "Benjamin Netanyahu"), "IRN": ("Iran", "Hassan Rouhani"),
    "CAN": ("Canada", "Justin Trudeau"), "VNM": ("Vietnam", "Tran Dai Quang"),
    "IDN": ("Indonesia", "Joko Widodo"), "NPL": ("Nepal", "Khadga Prasad Sharma Oli"),
    "KOR": ("South Korea", "Moon Jae-in"), "QAT": ("Qatar", "Tamim bin Hamad Al Thani"),
    "PHL": ("Philippines", "Rodrigo Duterte"), "ITA": ("Italy", "Giuseppe Conte"),
    "SAU": ("Saudi Arabia", "Mohammed bin Salman"), "PAK": ("Pakistan", "Imran Khan"),
    "UZB": ("Uzbekistan", "Shavkat Mirziyoyev"), "NGA": ("Nigeria", "Muhammadu Buhari"),
    "KEN": ("Kenya", "Uhuru Muigai Kenyatta"), "POL": ("Poland", "Andrzej Duda"),
}  # fmt: skip
SUMMITS = """
CHN PRK 2018-03-25 4; CHN PRK 2018-05-07 2; CHN PRK 2018-06-19 2; USA PRK 2018-06-12 1
KOR PRK 2018-04-27 1; KOR PRK 2018-05-26 1; KOR PRK 2018-09-18 3; RUS CHN 2018-06-08 3
RUS CHN 2018-09-11 2; RUS TUR 2018-04-03 2; FRA USA 2018-04-23 3; DEU USA 2018-04-27 1
DEU RUS 2018-05-18 1; DEU RUS 2018-08-18 1; FRA RUS 2018-05-24 2; JPN RUS 2018-05-26 1
JPN RUS 2018-09-10 3; JPN USA 2018-04-17 2; JPN CHN 2018-05-08 4; IND CHN 2018-04-27 2
IND RUS 2018-05-21 1; SAU USA 2018-03-20 3; SAU GBR 2018-03-07 3; USA RUS 2018-07-16 1
GBR USA 2018-07-12 2; FRA IND 2018-03-09 4; ISR IND 2018-01-14 6; FRA CHN 2018-01-08 3
GBR CHN 2018-01-31 3; DEU CHN 2018-05-24 2; ISR USA 2018-03-05 1; ISR RUS 2018-05-09 1
ISR RUS 2018-07-11 1; IRN IND 2018-02-15 3; CAN IND 2018-02-17 7; VNM IND 2018-03-02 3
IDN IND 2018-05-29 2; NPL IND 2018-04-06 3; NPL CHN 2018-06-19 6; PAK SAU 2018-09-18 2
TUR GBR 2018-05-13 3; KOR JPN 2018-05-09 1; KOR CHN 2018-05-09 1; KOR RUS 2018-06-21 3
KOR USA 2018-05-22 1; KOR IND 2018-07-08 4; KOR VNM 2018-03-22 3; PHL ISR 2018-09-02 4
JPN ISR 2018-05-01 3; QAT USA 2018-04-10 1; UZB USA 2018-05-15 2; NGA USA 2018-04-30 1
KEN USA 2018-08-27 1; POL USA 2018-09-18 1; ITA USA 2018-07-30 1
"""
"""Visits and summits of heads of state or government, from general knowledge and not checked: a
pair, the first day and how many days it lasted. All that came to mind, before any was tried."""
CODES = {
    "Consult": "040", "Make a visit": "042", "Host a visit": "043",
    "Meet at a 'third' location": "044", "Engage in negotiation": "046",
}  # fmt: skip


def summits():
    for one in SUMMITS.replace("\n", ";").split(";"):
        if one.strip():
            first, second, start, days = one.split()
            yield (first, second), dt.date.fromisoformat(start), int(days)


@cache
def rows_of(pair):
    """Return the meetings of a pair in the file as rows of events."""
    duckdb = pytest.importorskip("duckdb", reason="tocsin[parquet] is not installed")
    if not ICEWS18.exists():
        pytest.skip("icews18_train_valid.parquet is not in this checkout")
    sides = [
        f"({{0}} IN ('{name}', '{leader}') OR {{0}} LIKE '%({name})')"
        for name, leader in (LEADERS[state] for state in pair)
    ]
    there, back = (f"{a.format('subj')} AND {b.format('obj')}" for a, b in (sides, sides[::-1]))
    query = (
        f"SELECT date, {there}, rel FROM '{ICEWS18}' "  # noqa: S608
        f"WHERE list_contains(?, rel) AND (({there}) OR ({back}))"
    )
    found = duckdb.execute(query, [list(CODES)]).fetchall()
    return [
        ("icews", f"e{n}", np.datetime64(when), *(pair if forth else pair[::-1]), "CONSULT",
         CODES[rel], 1, 1.0, "occurred", "", "", "")
        for n, (when, forth, rel) in enumerate(found)
    ]  # fmt: skip


def data_of(record, pair):
    view = record.Record(single=record.series(Events, *rows_of(pair)))
    feed = record.covers("icews", "events", str(FIRST), str(LAST), rows=400_000)
    return coded(view, pair, FIRST, LAST, [feed])


def stands_out(data, start, span):
    """Return the day that shows a summit in a span from a day on; None for none."""
    end = min(LAST, start + dt.timedelta(days=span + 1))
    (peak,) = peaks(data, "CONSULT", None, (max(FIRST, start), end), None)
    return peak.day if peak.rows >= LEAST_ROWS and peak.expected <= CHANCE else None


@pytest.mark.parametrize(("span", "recall", "false"), [(1, 0.9, 0.1), (7, 0.8, 0.08),
                                                       (14, 0.7, 0.08), (30, 0.55, 0.06)])  # fmt: skip
def test_summits_are_shown_on_their_day_and_other_times_are_not(record, span, recall, false):
    shown, right, tries, alarms, others = 0, 0, 0, 0, 0
    for pair, start, days in summits():
        data = data_of(record, pair)
        for offset in range(0, span, max(1, span // 4)):
            day = stands_out(data, start - dt.timedelta(days=offset), span)
            tries += 1
            shown += day is not None
            right += day is not None and -1 <= (day - start).days <= days
    for pair in {pair for pair, *_ in summits()}:
        data = data_of(record, pair)
        busy = [(start, days) for one, start, days in summits() if one == pair]
        for place in range(0, (LAST - FIRST).days - span, span):
            first = FIRST + dt.timedelta(days=place)
            last = first + dt.timedelta(days=span + 1)
            if any(first <= day + dt.timedelta(days=long) and day <= last
                   for day, long in busy):  # fmt: skip
                continue
            others += 1
            alarms += stands_out(data, first, span) is not None
    assert shown / tries >= recall
    assert right / shown >= 0.9
    assert alarms / others <= false
