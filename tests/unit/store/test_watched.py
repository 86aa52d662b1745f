"""What a watch keeps: the last of a key counts, nothing is taken out, damage is noticed."""

import sqlite3

import pytest

from tocsin.errors import StoreError
from tocsin.model.watch import Arrival, FeedVisit, WatchAnswer
from tocsin.store import copy_ledger, open_ledger

FEED = "https://example.org/feed"


def test_last_answer_of_a_name_counts(filled):
    answer = filled.assessments()[0].id
    assert filled.add_seen(WatchAnswer(name="RUS-PRK", assessment=answer))
    assert not filled.add_seen(WatchAnswer(name="RUS-PRK", assessment=answer))
    assert filled.seen(WatchAnswer, "RUS-PRK")[-1].assessment == answer
    assert filled.seen(WatchAnswer, "IRN-SAU") == ()
    assert filled.verify() == []


def test_state_of_a_feed_may_come_back(filled):
    states = [FeedVisit(feed=FEED, etag=tag) for tag in ("a", "a", "b", "a")]
    assert [filled.add_seen(one) for one in states] == [True, False, True, True]
    assert [one.etag for one in filled.seen(FeedVisit, FEED)] == ["a", "b", "a"]
    assert filled.verify() == []


def test_article_counts_once_and_attempts_each(filled):
    document = filled.documents()[0].id
    seen = [
        Arrival(feed=FEED, link="/a", reason="slow"),
        Arrival(feed=FEED, link="/a", reason="slow", attempt=2),
        Arrival(feed=FEED, link="/b", document=document),
        Arrival(feed=FEED, link="/a", reason="slow"),
        Arrival(feed=FEED, link="/b", document=document),
    ]
    assert [filled.add_seen(one) for one in seen] == [True, True, True, False, False]


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        (
            "UPDATE watched SET json = replace(json, 'RUS', 'IRN')",
            "a stored WatchAnswer is not",
        ),
        ("UPDATE watched SET key = 'IRN-SAU'", "it stands under IRN-SAU"),
        ("UPDATE watched SET kind = 'x'", "its kind 'x' is none of"),
        ("DELETE FROM watched", "watch answer 1 was recorded in the audit"),
    ],
)
def test_damage_is_noticed(filled, path, statement, problem):
    filled.add_seen(WatchAnswer(name="RUS-PRK", assessment=filled.assessments()[0].id))
    filled.close()
    raw = sqlite3.connect(path)
    assert raw.execute(statement).rowcount == 1
    raw.commit()
    raw.close()
    with open_ledger(str(path)) as ledger:
        assert any(problem in one for one in ledger.verify())


def test_what_is_named_and_not_there_is_noticed(filled):
    filled.add_seen(WatchAnswer(name="RUS-PRK", assessment="a-0000000000"))
    assert filled.verify() == ["watched 1 names a-0000000000, which is not there"]


def test_copy_holds_the_same_and_leaves_the_ledger_alone(filled, path, tmp_path):
    target = tmp_path / "copy.sqlite"
    assert copy_ledger(str(path), target)
    with open_ledger(str(target), create=False) as copy:
        assert copy.documents() == filled.documents()
        copy.add_seen(FeedVisit(feed=FEED))
    assert filled.seen(FeedVisit, FEED) == ()


def test_nothing_is_copied_where_there_is_nothing(tmp_path):
    assert not copy_ledger(str(tmp_path / "none.sqlite"), tmp_path / "copy.sqlite")
    assert list(tmp_path.iterdir()) == []


def test_ledger_on_a_server_is_not_copied(tmp_path):
    with pytest.raises(StoreError, match="leave out --dry-run"):
        copy_ledger("postgresql://host/name", tmp_path / "copy.sqlite")
