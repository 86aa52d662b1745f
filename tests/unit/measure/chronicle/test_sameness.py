"""When two reports tell one event, and when an event is of the kind that was announced."""

import datetime as dt
from dataclasses import replace

import pytest

from tocsin.measure.chronicle.merging import merged
from tocsin.measure.chronicle.profiles import kind_of, profile_of
from tocsin.measure.chronicle.sameness import is_same, may_fulfil, particulars, shared
from tocsin.model.timeline import Happening, Origin, Phase


def day(text):
    return dt.date.fromisoformat(text) if text else None


def event(
    words="they met",
    *,
    who="PRK>RUS",
    type="CONSULT",  # noqa: A002
    phase=Phase.DONE,
    when=None,
    said="2023-09-14",
    items="",
    mode="",
    others="",
    place="",
    holder="",
    status="occurred",
    publisher="Wire",
):
    """Return a report; `when` is a day or `first last`, `<>` between those who act together."""
    mutual = "<>" in who
    source, target = who.split("<>" if mutual else ">")
    days = (when or "").split() * 2 or [None, None]
    start, end = day(days[0]), day(days[-1] if when and " " in when else days[0])
    origin = Origin(
        feed="claims", id=f"c-{words}-{said}-{publisher}", said=day(said), publisher=publisher,
        words=words, holder=holder, status=status, start=start, end=end, confidence=0.8,
    )  # fmt: skip
    return Happening(
        source=source.split(".")[0],
        target=target.split(".")[0],
        is_mutual=mutual,
        type=type,
        mode=mode,
        items=tuple(items.split()),
        phase=phase,
        start=start,
        end=end,
        quad=1,
        goldstein=None,
        origins=(origin,),
        status=status,
        actors=(source, target, *others.split()),
        place=place,
    )


def same(one, other):
    there, back = (is_same(profile_of(a), profile_of(b))
                   for a, b in ((one, other), (other, one)))  # fmt: skip
    assert there == back
    return there


def plan(words="Kim Jong Un plans to visit Russia", **more):
    return event(words, **{"phase": Phase.AHEAD, "status": "planned", **more})


def test_overlapping_times_are_one_event():
    one = event(when="2023-09-13")
    assert same(one, event("the two held talks", when="2023-09-13"))
    assert same(one, event("the two held talks", when="2023-09-10 2023-09-16"))
    assert not same(one, event(when="2023-10-13"))


def test_a_year_is_too_long_to_tell_one_event_from_another():
    one = event("shells were delivered", type="AID", when="2023-09-13")
    year = "2023-01-01 2023-12-31"
    assert not same(one, event("aid was given", type="AID", when=year))
    fuel = event("fuel", type="AID", items="fuel", when="2023-09-13")
    assert same(fuel, event("oil", type="AID", items="fuel", when=year))


def test_days_that_lie_side_by_side_need_the_same_people():
    first = event(who="PRK.KIM_JONG_UN<>RUS.VLADIMIR_PUTIN", when="2023-09-13")
    assert same(first, event(who="PRK.KIM_JONG_UN<>RUS.VLADIMIR_PUTIN", when="2023-09-14"))
    assert not same(first, event(who="PRK<>RUS", when="2023-09-14"))
    assert not same(first, event(who="PRK.KIM_JONG_UN<>RUS.VLADIMIR_PUTIN", when="2023-09-15"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (event(when="2023-09-13"), event(when="2023-09-13", who="RUS>PRK")),
        (event(when="2023-09-13"), event(when="2023-09-13", type="ACCUSE")),
        (event(when="2023-09-13"), event(when="2023-09-13", phase=Phase.NOT_DONE)),
        (event(when="2023-09-13", items="fuel", type="AID"),
         event(when="2023-09-13", items="food", type="AID")),
        (event(when="2023-09-13", mode="military"), event(when="2023-09-13", mode="economic")),
        (event(when="2023-09-13", who="PRK<>RUS.VLADIMIR_PUTIN"),
         event(when="2023-09-13", who="PRK<>RUS.SERGEI_LAVROV")),
        (event(when="2023-09-13", who="PRK<>RUS", others="CHN"),
         event(when="2023-09-13", who="PRK<>RUS", others="IRN")),
    ],
    ids=["other_way", "other_type", "denial", "other_goods", "other_mode", "other_people",
         "other_third"],
)  # fmt: skip
def test_what_clashes_is_not_one_event(one, other):
    assert not same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (event(when="2023-09-13"), event(when="2023-09-13", who="RUS<>PRK")),
        (event(when="2023-09-13", items="weapons", type="AID"),
         event(when="2023-09-13", items="munitions", type="COOPERATE")),
        (event(when="2023-09-13", items="military_technology", type="AID"),
         event(when="2023-09-13", items="naval_technology", type="AID")),
        (event(when="2023-09-13", mode="military"), event(when="2023-09-13")),
        (event(when="2023-09-13", who="PRK<>RUS", others="CHN"),
         event(when="2023-09-13", who="PRK<>RUS")),
        (event(when="2023-09-13", who="PRK<>RUS.KREMLIN"),
         event(when="2023-09-13", who="PRK<>RUS.SERGEI_LAVROV")),
    ],
    ids=["together", "arms_given_or_sold", "wider_word", "mode_not_told", "third_not_told",
         "a_seat_is_nobody"],
)  # fmt: skip
def test_what_is_only_told_less_exactly_is_one_event(one, other):
    assert same(one, other)


def test_a_rank_in_words_tells_ministers_from_leaders():
    minister = event("Russia's foreign minister visited Pyongyang", who="RUS>PRK",
                     when="2023-10-18")  # fmt: skip
    assert not same(minister, event(who="RUS.VLADIMIR_PUTIN>PRK", when="2023-10-18"))
    assert same(minister, event(who="RUS.SERGEI_LAVROV>PRK", when="2023-10-18"))
    prime = event("the prime minister came", who="RUS>PRK", when="2023-10-18")
    assert not same(minister, prime)


def test_the_rank_of_who_speaks_is_not_that_of_who_travels():
    told = event("the president of Russia said a delegation went", who="PRK>RUS",
                 when="2023-10-18", holder="the president of Russia asserts")  # fmt: skip
    party = dict(profile_of(told).parties)["PRK"]
    assert party.ranks == {"staff"}
    staff = event("the leader's security staff travelled", when="2023-10-18")
    assert dict(profile_of(staff).parties)["PRK"].ranks == {"staff"}


def test_deeds_without_a_day_need_something_in_common_and_nearness():
    one = event(
        "North Korea delivered shells", type="AID", items="munitions", said="2023-10-14"
    )
    near = event("a shipment went out", type="AID", items="weapons", said="2023-10-17")
    assert same(one, near)
    assert not same(one, event("it sent help", type="AID", said="2023-10-17"))
    assert not same(one, event("a shipment", type="AID", items="weapons", said="2023-12-01"))


def test_deeds_without_a_day_are_one_by_their_words():
    one = event("reopened its embassy after seven years", type="SUPPORT", said="2023-06-07")
    assert same(one, event("reopens embassy today", type="SUPPORT", said="2023-06-08"))
    assert not same(one, event("praised the harvest", type="SUPPORT", said="2023-06-08"))


def test_a_copy_is_the_same_for_a_month():
    words = "negotiations about ammunition are actively advancing"
    one = event(words, said="2023-09-04")
    assert same(one, event(words, said="2023-09-30"))
    assert not same(one, event(words, said="2023-11-04"))
    bare = event("Kim has visited Russia", said="2023-09-04")
    assert same(bare, event("Kim has visited Russia", said="2023-09-30"))
    assert not same(event("the visit"), event("the visit"))


def test_plans_of_a_meeting_need_nearness_alone():
    one = plan(when="2023-09-05 2023-09-30", said="2023-09-05")
    assert same(one, plan("he may go to Russia", said="2023-09-12", status="possible"))
    assert same(plan(said="2023-09-05"), plan("a trip is planned", said="2023-09-12"))
    assert not same(plan(said="2023-09-05"), plan("a trip is planned", said="2023-11-12"))


def test_a_plan_told_after_the_time_of_another_is_not_that_one():
    one = plan(when="2023-09-05 2023-09-10", said="2023-09-05")
    assert not same(one, plan("a visit is planned", said="2023-09-12"))


def test_plans_of_anything_else_need_something_in_common():
    one = plan("will restore relations", type="SUPPORT", said="2023-03-11")
    other = plan("will honour obligations", type="SUPPORT", said="2023-03-11")
    assert not same(one, other)


def test_without_any_day_nothing_is_the_same():
    assert not same(event(said=None), event(said=None))


def test_shared_particulars_are_counted():
    one = profile_of(event("signed in Vostochny", who="PRK.KIM_JONG_UN<>RUS.VLADIMIR_PUTIN",
                           type="AID", items="weapons fuel", place="Vostochny"))  # fmt: skip
    two = profile_of(event("went by train", who="PRK.KIM_JONG_UN<>RUS", type="AID",
                           items="fuel", place="vostochny"))  # fmt: skip
    assert particulars(one, two) == 3
    assert shared(one, two) == 3
    assert shared(one, one) == 5


@pytest.mark.parametrize(
    ("type", "items", "kind"),
    [
        ("CONSULT", [], "CONSULT"),
        ("AID", [], "TRANSFER"),
        ("COOPERATE", ["weapons"], "TRANSFER"),
        ("COOPERATE", ["exercise"], "EXERCISE"),
        ("MOBILIZE", ["exercise"], "EXERCISE"),
        ("COOPERATE", [], "COOPERATE"),
    ],
)
def test_kinds(type, items, kind):  # noqa: A002
    assert kind_of(type, items) == kind


def test_an_agreement_to_meet_is_no_meeting():
    assert not may_fulfil(profile_of(plan()), profile_of(event(type="AGREE")))
    assert may_fulfil(profile_of(plan()), profile_of(event()))
    assert may_fulfil(profile_of(plan()), profile_of(event(who="RUS<>PRK")))
    assert not may_fulfil(profile_of(plan()), profile_of(event(who="RUS>PRK")))


def test_a_visit_keeps_its_direction_when_a_meeting_joins_it():
    visit = plan(when="2023-09-05 2023-09-30", said="2023-09-05")
    meeting = plan("they would meet", who="PRK.KIM_JONG_UN<>RUS.VLADIMIR_PUTIN",
                   said="2023-09-05", status="possible")  # fmt: skip
    back = plan("Kim invited Putin", who="RUS.VLADIMIR_PUTIN>PRK", said="2023-09-14",
                status="proposed")  # fmt: skip
    found = sorted(merged([back, meeting, visit]), key=lambda one: one.event.source)
    assert [len(one.event.origins) for one in found] == [2, 1]
    first = found[0].event
    assert (first.source, first.target, first.is_mutual) == ("PRK", "RUS", False)
    assert first.status == "planned"


def test_a_report_that_fits_two_events_joins_neither():
    reports = [
        event("they met on the 5th", when="2023-09-05"),
        event("they met on the 20th", when="2023-09-20"),
        event("they met in September", when="2023-09-01 2023-09-30"),
        event("talks in September", when="2023-09-01 2023-09-30", publisher="Other"),
    ]
    found = merged(reports)
    assert sorted(len(one.event.origins) for one in found) == [1, 1, 2]


def test_a_report_joins_the_event_with_which_it_shares_more():
    reports = [
        event(who="PRK.KIM_JONG_UN<>RUS", when="2023-09-05"),
        event(who="PRK<>RUS.SERGEI_LAVROV", when="2023-09-20"),
        event(who="PRK.KIM_JONG_UN<>RUS", when="2023-09-01 2023-09-30", said="2023-10-01"),
    ]
    found = [one for one in merged(reports) if len(one.event.origins) == 2]
    assert [one.event.start for one in found] == [day("2023-09-05")]


def test_a_report_without_a_day_does_not_join_two_shipments():
    reports = [
        event("a first load", type="AID", items="munitions", when="2023-09-08",
              said="2023-09-12"),
        event("a second load", type="AID", items="munitions", when="2023-09-13",
              said="2023-09-15"),
        event("loads were sent", type="AID", items="munitions", said="2023-09-15"),
    ]  # fmt: skip
    assert sorted(len(one.event.origins) for one in merged(reports)) == [1, 1, 1]


def test_the_time_of_an_event_is_the_narrowest_that_is_told():
    reports = [
        event("they met", when="2023-09-11 2023-09-17", said="2023-09-18"),
        event("they met on Wednesday", when="2023-09-13"),
        event("Kim saw Putin", who="PRK.KIM_JONG_UN<>RUS.VLADIMIR_PUTIN", said="2023-09-14"),
    ]
    (found,) = merged(reports[:2])
    assert (found.event.start, found.event.end) == (day("2023-09-13"), day("2023-09-13"))
    assert [one.said for one in found.event.origins] == [day("2023-09-14"), day("2023-09-18")]
    assert found.event.origins[1].start == day("2023-09-11")


def test_a_visit_that_goes_on_has_all_its_days():
    both_days = {"who": "PRK.KIM_JONG_UN<>RUS.VLADIMIR_PUTIN"}
    reports = [event(f"day {n}", when=f"2023-09-{n}", **both_days) for n in (13, 14, 15)]
    (found,) = merged(reports)
    assert (found.event.start, found.event.end) == (day("2023-09-13"), day("2023-09-15"))


def test_what_was_told_before_a_day_did_not_happen_on_it():
    people = {"who": "PRK.KIM_JONG_UN<>RUS.VLADIMIR_PUTIN"}
    dated = event(when="2023-09-13", **people)
    before = replace(event("they met", said="2023-09-10", **people), end=day("2023-09-10"))
    after = replace(event("they met", said="2023-09-15", **people), end=day("2023-09-15"))
    assert not same(dated, before)
    assert same(dated, after)
