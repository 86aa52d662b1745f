"""What must hold of a timeline, whatever was told and in whatever order."""

import datetime as dt
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.measure.chronicle.timeline import Asking, timeline
from tocsin.model.claim import Claim, Event, EventTime, Holder, Telling
from tocsin.model.ids import ActorId, ClaimId, DocumentId, digest
from tocsin.model.timeline import Outcome, Phase
from tocsin.model.vocabulary import EventType, Item, Polarity, Stance, Status

some = settings(max_examples=150, deadline=None, derandomize=True)

DYAD = ("RUS", "PRK")
FIRST = dt.date(2023, 1, 1)
SIDES = (
    ("PRK.KIM_JONG_UN", "RUS"), ("PRK", "RUS"), ("RUS", "PRK"),
    ("RUS.VLADIMIR_PUTIN", "PRK.KIM_JONG_UN"), ("RUS.SERGEI_LAVROV", "PRK"),
)  # fmt: skip
WORDS = (
    "the two held talks", "Kim plans to visit Russia", "a minister will travel to Pyongyang",
    "shells were delivered by rail", "the visit was called off", "they met there on Monday",
)  # fmt: skip
TYPES = (EventType.CONSULT, EventType.AID, EventType.COOPERATE, EventType.SUPPORT)

days = st.integers(0, 60).map(lambda count: FIRST + dt.timedelta(days=count))


@st.composite
def times(draw):
    """Draw a time: none, a day, or some days; an open end now and then."""
    if draw(st.booleans()):
        return EventTime()
    start = draw(days)
    length = draw(st.sampled_from([0, 0, 6, 29, 200]))
    end = start + dt.timedelta(days=length)
    return EventTime(
        draw(st.sampled_from([start, start, start, None])),
        draw(st.sampled_from([end, end, end, None])),
        "then",
    )


@st.composite
def tellings(draw):
    """Draw a claim about the two with the document that it stands in."""
    source, target = draw(st.sampled_from(SIDES))
    said = draw(st.one_of(days, days, days, st.none()))
    publisher = draw(st.sampled_from("ABCD"))
    words = draw(st.sampled_from(WORDS))
    stance = draw(st.sampled_from([None, None, None, *Stance]))
    event = Event(
        type=draw(st.sampled_from(TYPES)),
        source=(ActorId(source),),
        target=(ActorId(target),),
        items=draw(st.sampled_from([(), (), (Item.MUNITIONS,), (Item.WEAPONS,), (Item.FUEL,)])),
        reciprocal=draw(st.booleans()),
        time=draw(times()),
    )
    status = draw(st.sampled_from([*Status, Status.PLANNED, Status.OCCURRED]))
    document = DocumentId(digest("d", publisher, said))
    holders = (Holder(actor=ActorId("USA"), name="US", stance=stance, cue="x"),)
    return Telling(
        claim=Claim(
            id=ClaimId(digest("c", document, words, event, status, stance)),
            document=document,
            path="p",
            sentence=0,
            span=(0, 1),
            quote=words,
            event=event,
            status=status,
            polarity=draw(st.sampled_from([*Polarity, Polarity.AFFIRMED, Polarity.AFFIRMED])),
            holders=holders if stance else (),
            confidence=draw(st.sampled_from([0.3, 0.8])),
        ),
        published=said,
        publisher=publisher,
        title=None,
    )


stories = st.lists(tellings(), max_size=14, unique_by=lambda one: one.claim.id)


class Texts:
    """A view of claims alone."""

    def __init__(self, claims):
        self.claims = claims

    def coverage(self, table=""):
        return ()

    def tellings(self, dyad):
        return tuple(self.claims)


def drawn(claims, until=dt.date(2024, 12, 31), since=dt.date(2000, 1, 1)):
    return timeline(Texts(claims), Asking(dyad=DYAD, since=since, until=until))


@some
@given(stories, st.randoms(use_true_random=False))
def test_the_order_of_the_documents_does_not_matter(claims, random):
    turned = list(claims)
    random.shuffle(turned)
    assert drawn(claims) == drawn(turned)


@some
@given(stories)
def test_each_claim_stands_in_one_event_and_ids_are_its_own(claims):
    found = drawn(claims).happenings
    ids = [origin.id for one in found for origin in one.origins]
    assert sorted(ids) == sorted(one.claim.id for one in claims)
    assert len({one.id for one in found}) == len(found)


@some
@given(stories, days)
def test_links_lead_to_events_of_the_timeline_and_outcomes_to_what_was_ahead(claims, until):
    found = drawn(claims, until).happenings
    by = {one.id: one for one in found}
    for one in found:
        assert (one.outcome is not None) == (one.phase is Phase.AHEAD)
        assert (
            one.outcome in {Outcome.CAME, Outcome.MAY_HAVE_COME, Outcome.CALLED_OFF}
        ) == bool(one.resolved_by)
        assert bool(one.basis) == (one.outcome is not None)
        if one.outcome is Outcome.CALLED_OFF:
            assert by[one.resolved_by].phase is Phase.OFF
        elif one.resolved_by:
            assert by[one.resolved_by].phase is Phase.DONE
        assert {by[each].phase for each in one.denied_by} <= {Phase.NOT_DONE}
        assert one.start is None or one.end is None or one.start <= one.end
        assert 1 <= one.independent <= len(one.origins)


@some
@given(stories)
def test_without_a_source_nothing_did_not_show(claims):
    assert Outcome.DID_NOT_SHOW not in {one.outcome for one in drawn(claims).happenings}


@some
@given(stories)
def test_reports_of_one_event_agree_on_phase_and_on_people(claims):
    for one in drawn(claims).happenings:
        russians = {actor for actor in one.actors if actor in {s for side in SIDES for s in side}
                    and actor.startswith("RUS.")}  # fmt: skip
        assert len(russians) <= 1


@some
@given(stories, st.data())
def test_a_copy_by_another_paper_adds_an_origin_and_no_event(claims, data):
    dated = [one for one in claims if one.published]
    if not dated:
        return
    chosen = data.draw(st.sampled_from(dated))
    document = DocumentId(digest("d", "Z", chosen.published))
    copy = replace(
        chosen,
        publisher="Z",
        claim=replace(chosen.claim, id=ClaimId(digest("c", document)), document=document),
    )
    before, after = drawn(claims).happenings, drawn([*claims, copy]).happenings
    (home,) = [one for one in after if copy.claim.id in {o.id for o in one.origins}]
    assert chosen.claim.id in {origin.id for origin in home.origins}
    assert len(after) == len(before)
