"""Damage in the lake is refused where it is read, named by the check, and mended."""

import datetime as dt

import pytest

from tocsin.errors import StoreError
from tocsin.store.lake.check import findings, mend
from tocsin.store.lake.view import viewing

LINES = [f"{n} 2018-0{1 + n % 3}-1{n % 9} CHN PRK 1 {n / 10}" for n in range(60)]
YEAR = (dt.date(2018, 1, 1), dt.date(2018, 12, 31))


def page(filled):
    with viewing(filled.ledger, filled.lake.place) as view:
        months = view.event_months(("CHN", "PRK"), *YEAR)
        events = view.events(("CHN", "PRK"), *YEAR)
    return months.events.tolist(), months.goldstein.tolist(), events.id.tolist()


def flip(path, place):
    raw = bytearray(path.read_bytes())
    raw[place] ^= 1
    path.write_bytes(bytes(raw))


@pytest.mark.parametrize("damage", ["flip", "cut", "gone"])
@pytest.mark.parametrize("role", ["rows", "months", "days", "states"])
def test_damage_is_refused_named_and_mended(filled, toys, damage, role):
    filled.take("a.txt", *LINES)
    before = page(filled)
    part = filled.ledger.parts(roles=(role,))[0]
    path = filled.lake.place.path(part.path)
    if damage == "flip":
        flip(path, part.size // 2)
    elif damage == "cut":
        path.write_bytes(path.read_bytes()[: part.size // 2])
    else:
        path.unlink()
    if role in {"rows", "months"}:
        with pytest.raises(StoreError, match="doctor --mend"):
            page(filled)
    found = list(findings(filled.lake))
    assert [one.path for one in found] == [part.path]
    said = list(mend(filled.lake, found, list(toys.sources.values())))
    assert len(said) == 1
    assert "derived again" in said[0]
    assert list(findings(filled.lake)) == []
    assert page(filled) == before
    assert filled.ledger.verify() == []


def test_what_was_taken_in_later_is_not_in_the_rows_that_are_derived_again(filled, toys):
    filled.take("a.txt", *LINES)
    filled.take("b.txt", *LINES[:30], "99 2018-01-01 CHN PRK 1 1.0")
    before = page(filled)
    for part in filled.ledger.parts(roles=("rows",)):
        filled.lake.place.path(part.path).unlink()
    found = list(findings(filled.lake))
    list(mend(filled.lake, found, list(toys.sources.values())))
    assert list(findings(filled.lake)) == []
    assert page(filled) == before


@pytest.mark.parametrize("damage", ["flip", "gone"])
def test_a_damaged_raw_file_is_restored_when_it_is_offered_again(filled, toys, damage):
    done = filled.take("a.txt", *LINES)
    raw = filled.lake.place.raw(done.inputs[0].sha256)
    if damage == "flip":
        flip(raw, 3)
    else:
        raw.unlink()
    assert len(list(findings(filled.lake))) == 1
    assert filled.take("a.txt", *LINES) is None
    assert list(findings(filled.lake)) == []
    assert len(filled.ledger.ingests()) == 1


def test_a_damaged_raw_file_is_named_and_cannot_be_derived(filled, toys):
    done = filled.take("a.txt", *LINES)
    raw = filled.lake.place.raw(done.inputs[0].sha256)
    flip(raw, 3)
    found = list(findings(filled.lake))
    assert [one.part for one in found] == [None]
    (said,) = mend(filled.lake, found, list(toys.sources.values()))
    assert "cannot be derived" in said


def test_rows_and_their_raw_file_damaged_together_are_said_to_be_lost(filled, toys):
    done = filled.take("a.txt", *LINES)
    flip(filled.lake.place.raw(done.inputs[0].sha256), 3)
    filled.lake.place.path(done.parts[0].path).unlink()
    said = list(mend(filled.lake, list(findings(filled.lake)), list(toys.sources.values())))
    assert any("its raw file a.txt is damaged too" in one for one in said)
