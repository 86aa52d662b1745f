"""When two reports tell the same event, and when an event is what was announced.

Two reports of one event differ in words, in who is named and in how exactly they date it, and
two events of one pair may differ in nothing but the day. So it takes three things: that nothing
clashes, that the times fit, and, where the times are loose, that something in particular is
shared.
"""

from dataclasses import replace
from datetime import date, timedelta

from tocsin.measure.chronicle.profiles import LEADER, MEETING, Profile
from tocsin.model.timeline import Phase
from tocsin.model.vocabulary import Item

NEAR_DAYS = 7
"""Reports of something done without a day are of one event when told at most so far apart."""
REPEAT_DAYS = 14
"""Reports of something ahead without a day, likewise: a plan is news for longer than a deed."""
NARROW_DAYS = 31
"""A time that is longer, such as `last year`, does not tell one event from another."""
COPY_SHARE = 0.75
"""Share of the shorter quote's words from which on it is the other one again."""


def is_same(one: Profile, other: Profile) -> bool:
    """Return whether two reports tell one event.

    Nothing may clash (`clashes`), phase and kind must be the same, and the times must fit:

    - both have a time: the times overlap, and none is longer than a month unless something in
      particular is shared (`shared`); or they lie a day apart and name the same leaders, as
      reports differ by a day and a visit goes on;
    - one or both have none, or half of one: neither may lie after the other, as what was told on
      the 4th did not happen on the 7th; they were told within a week of each other or of the
      time, or within two weeks of a plan and before its time has passed; and something in
      particular is shared, unless both announce a meeting.

    The same words told within a month are a copy, whatever else is known. A report without a
    time of its own and without a date of publication is like no other.
    """
    if (one.phase, one.kind) != (other.phase, other.kind) or clashes(one, other):
        return False
    if one.is_dated and other.is_dated:
        return _same_time(one, other)
    return _gap(one, other) <= 0 and (is_copy(one, other) or _same_news(one, other))


def clashes(one: Profile, other: Profile) -> bool:
    """Return whether two reports cannot tell one event, whatever their times.

    Who acts on whom differs, unless one of them says that both act together; modes or goods are
    named by both and have nothing in common; the people of one state are named, or their ranks
    are, and differ; or third parties differ, none being only fewer than the others.
    """
    is_turned = one.way and other.way and one.way != other.way
    if is_turned or (one.mode and other.mode and one.mode != other.mode):
        return True
    if one.goods and other.goods and one.goods.isdisjoint(other.goods):
        return True
    if not (one.others <= other.others or other.others <= one.others):
        return True
    (_, first), (_, second) = (
        one.parties
    )  # in a loop this is what a timeline spends its time on
    (_, other_first), (_, other_second) = other.parties
    return first.clashes(other_first) or second.clashes(other_second)


def shared(one: Profile, other: Profile) -> int:
    """Return how many particulars two reports share: people, goods, places, telling words.

    From 0; each named person, a leader on the same side where nobody is named, the goods, the
    place and the words count one each. Goods that make the kind (`exercise`) do not count.
    """
    return particulars(one, other) + any(
        _overlap(mine, theirs, 0.5) for mine in one.words for theirs in other.words
    )


def particulars(one: Profile, other: Profile) -> int:
    """Return how many particulars but for words two reports share; see `shared`."""
    people = 0
    for (_, mine), (_, theirs) in zip(one.parties, other.parties, strict=True):
        named = len(mine.persons & theirs.persons)
        people += named or (LEADER in mine.ranks and LEADER in theirs.ranks)
    goods = (one.goods & other.goods) - {Item.EXERCISE.value}
    return people + bool(goods) + bool(one.places & other.places)


def is_copy(one: Profile, other: Profile) -> bool:
    """Return whether the words of two reports told within a month are nearly the same."""
    if not _told_near(one, other, NARROW_DAYS):
        return False
    return not one.quotes.isdisjoint(other.quotes) or any(
        len(mine) > 2 and len(theirs) > 2 and _overlap(mine, theirs, COPY_SHARE)
        for mine in one.words
        for theirs in other.words
    )


def may_fulfil(plan: Profile, deed: Profile) -> bool:
    """Return whether an event is of the kind that was announced, whatever its time.

    The kind must be the same and nothing may clash. An agreement to meet is no meeting, and the
    visit of a minister is not that of a president.
    """
    return plan.kind == deed.kind and not clashes(plan, deed)


def both(one: Profile, other: Profile) -> Profile:
    """Return two reports of one event as one: the narrower time, all that either names."""
    dated = [each for each in (one, other) if each.is_dated] or [one, other]
    starts = [each.start for each in dated if each.start]
    ends = [each.end for each in dated if each.end]
    start = max(starts, default=None) if dated[0].is_dated else min(starts, default=None)
    end = min(ends, default=None)
    if start and end and start > end:  # a day apart: it goes on
        start, end = min(starts), max(ends)
    said = [day for each in (one, other) for day in each.said or ()]
    parties = tuple(
        (state, mine.joined(theirs))
        for (state, mine), (_, theirs) in zip(one.parties, other.parties, strict=True)
    )
    return replace(
        one,
        way=one.way or other.way,
        mode=one.mode or other.mode,
        goods=one.goods & other.goods or one.goods | other.goods,
        parties=parties,
        others=one.others | other.others,
        places=one.places | other.places,
        words=tuple(dict.fromkeys((*one.words, *other.words))),
        quotes=one.quotes | other.quotes,
        start=start,
        end=end,
        said=(min(said), max(said)) if said else None,
    )


def _gap(one: Profile, other: Profile) -> int:
    """Return how many days lie between two times; 0 or less where they may overlap."""
    starts = (one.start or date.min, other.start or date.min)
    ends = (one.end or date.max, other.end or date.max)
    return (max(starts) - min(ends)).days


def _same_time(one: Profile, other: Profile) -> bool:
    """Return whether the times of two reports that both have one fit."""
    gap = _gap(one, other)
    if gap > 1:
        return False
    if gap == 1:
        return any(
            mine.persons & theirs.persons
            for (_, mine), (_, theirs) in zip(one.parties, other.parties, strict=True)
        )
    is_narrow = max(one.width, other.width) <= NARROW_DAYS
    return is_narrow or shared(one, other) > 0 or is_copy(one, other)


def _same_news(one: Profile, other: Profile) -> bool:
    """Return whether two of which one has no time were told close enough for one event."""
    is_plan = one.phase is Phase.AHEAD
    if not _told_near(one, other, REPEAT_DAYS if is_plan else NEAR_DAYS):
        return False
    dated, loose = (one, other) if one.is_dated else (other, one)
    if is_plan and dated.end and loose.said and loose.said[0] > dated.end:
        return False
    return (is_plan and one.kind == MEETING) or shared(one, other) > 0


def _told_near(one: Profile, other: Profile, days: int) -> bool:
    """Return whether two were told close to each other, or one close to the time of the other."""
    spans = [_span(one), _span(other)]
    if spans[0] is None or spans[1] is None:
        return False
    (first, last), (begin, finish) = spans[0], spans[1]
    gap = max(first, begin) - min(last, finish)
    return gap <= timedelta(days=days)


def _span(one: Profile) -> tuple[date, date] | None:
    """Return the days on which something was told, its own narrow time among them."""
    if one.said is None:
        return None
    if one.start is None or one.end is None or one.width > NARROW_DAYS:
        return one.said
    return min(one.said[0], one.start), max(one.said[1], one.end)


def _overlap(one: frozenset[str], other: frozenset[str], share: float) -> bool:
    """Return whether two sets of words have two and a share of the smaller one in common."""
    common = len(one & other)
    return common >= 2 and common >= share * min(len(one), len(other))
