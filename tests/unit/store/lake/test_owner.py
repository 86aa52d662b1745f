"""One lake belongs to one ledger, and what no process works in is swept."""

import pytest

from tocsin.errors import StoreError
from tocsin.store import open_ledger
from tocsin.store.lake.lake import Lake
from tocsin.store.lake.place import Place

LINE = "1 2018-03-26 CHN PRK 1 4.0"


@pytest.fixture
def place(tmp_path):
    return Place(tmp_path / "w.lake")


def ledger_at(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    return str(path)


def test_the_first_ledger_has_the_folder_and_no_other(place, tmp_path):
    mine, other = ledger_at(tmp_path / "w.sqlite"), ledger_at(tmp_path / "w.db")
    place.belong(mine)
    place.belong(mine)
    with pytest.raises(StoreError, match=r"is the lake of another ledger, \.\./w\.sqlite"):
        place.belong(other)
    assert place.files() == [], "the name of the ledger is no file of the lake"


def test_both_may_be_moved_together(place, tmp_path):
    place.belong(ledger_at(tmp_path / "w.sqlite"))
    moved = tmp_path.rename(tmp_path.with_name("elsewhere"))
    Place(moved / "w.lake").belong(str(moved / "w.sqlite"))
    with pytest.raises(StoreError):
        Place(moved / "w.lake").belong(ledger_at(moved / "x.sqlite"))


def test_a_ledger_that_is_gone_has_lost_its_claim(place, tmp_path):
    mine = ledger_at(tmp_path / "w.sqlite")
    place.belong(mine)
    renamed = tmp_path / "w.sqlite"
    place.belong(str(renamed.rename(tmp_path / "v.sqlite")))
    ledger_at(tmp_path / "w.sqlite")
    with pytest.raises(StoreError):
        place.belong(mine)


def test_a_database_server_has_its_folder_by_its_address(place, tmp_path):
    place.belong("postgresql://h/x")
    place.belong("postgresql://h/x")
    with pytest.raises(StoreError, match="postgresql://h/x"):
        place.belong(ledger_at(tmp_path / "w.sqlite"))


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "w.lake").write_text("in the way")
    with pytest.raises(StoreError, match="cannot be used as a lake"):
        Place(tmp_path / "w.lake").belong(str(tmp_path / "w.sqlite"))


def test_a_second_ledger_takes_nothing_in_and_removes_nothing(filled, tmp_path, toys):
    filled.take("a.txt", LINE)
    before = filled.lake.place.files()
    (filled.lake.place.folder / "work" / "dead").mkdir()
    wish = toys.Wish(source=toys.sources["toy"], retrieved=toys.today, version="0")
    offer = toys.Offer(name="b.txt", path=filled.file("b.txt", LINE))
    with open_ledger(str(tmp_path / "other.sqlite")) as ledger:
        with pytest.raises(StoreError, match="another ledger"):
            Lake(ledger, filled.lake.place.folder).ingest([offer], wish)
        assert ledger.ingests() == ()
    assert filled.lake.place.files() == before


def test_only_what_is_abandoned_is_swept(filled):
    filled.take("a.txt", LINE)
    stray = filled.lake.place.folder / "events" / "stray.parquet"
    stray.write_bytes(b"x")
    with filled.lake.place.work() as work:
        assert filled.lake.place.abandoned() == []
        assert filled.lake.tidy() == 0, "somebody works here, and nobody died"
        (filled.lake.place.folder / "work" / "dead").mkdir()
        assert filled.lake.tidy() == 2
        assert work.is_dir()
    assert not stray.exists()
    assert filled.ledger.verify() == []
