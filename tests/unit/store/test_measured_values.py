"""Values of measures in the ledger: each once, however many come at once."""

from datetime import date

import pytest

from tocsin.model.index import Cover, IndexValue
from tocsin.store import holdings, open_ledger


def value(number):
    return IndexValue(
        measure="events", family="tension", parties=("RUS", "PRK"), start=date(2018, 1, 1),
        end=date(2018, 1, 31), value=float(number), unit="events", n=number, cover=Cover.FULL,
    )  # fmt: skip


@pytest.fixture
def ledger(tmp_path):
    with open_ledger(str(tmp_path / "w.sqlite")) as found:
        yield found


def test_values_are_kept_once_in_whatever_bunches_they_are_looked_up(ledger, monkeypatch):
    monkeypatch.setattr(holdings, "_MOST_IDS", 3)
    ledger.add_values([value(number) for number in range(7)])
    ledger.add_values([value(number) for number in range(10)])
    ledger.add_values([])
    assert [ledger.find(value(number).id).value for number in range(10)] == [
        value(number) for number in range(10)
    ]
    assert ledger.verify() == []


def test_more_values_than_a_statement_of_sqlite_holds(ledger):
    many = [value(number) for number in range(33_000)]
    ledger.add_values(many)
    assert ledger.find(many[-1].id).value == many[-1]
