"""How the event of a claim stands to the world, by status, polarity and holders."""

import pytest

from tocsin.model.claim import Claim, Event, Holder
from tocsin.model.ids import ActorId, ClaimId, DocumentId
from tocsin.model.standing import phase_of, standing_of
from tocsin.model.timeline import Phase
from tocsin.model.vocabulary import EventType, Polarity, Stance, Status


def claim(status, *holders, negated=False, mutual=False):
    """Return a claim that North Korea does something with Russia; holders as `ACTOR stance`."""
    return Claim(
        id=ClaimId("c-1"),
        document=DocumentId("d-1"),
        path="p",
        sentence=0,
        span=(0, 1),
        quote="x",
        event=Event(
            type=EventType.CONSULT,
            source=(ActorId("PRK.KIM_JONG_UN"),),
            target=(ActorId("RUS"),),
            reciprocal=mutual,
        ),
        status=Status(status),
        polarity=Polarity.NEGATED if negated else Polarity.AFFIRMED,
        holders=tuple(
            Holder(
                actor=None if actor == "-" else ActorId(actor),
                name=actor,
                stance=Stance(stance),
                cue=f"{number}",
            )
            for number, (actor, stance) in enumerate(holder.split() for holder in holders)
        ),
        confidence=0.8,
    )


@pytest.mark.parametrize(
    ("status", "affirmed", "negated"),
    [
        ("occurred", Phase.DONE, Phase.NOT_DONE),
        ("ongoing", Phase.DONE, Phase.NOT_DONE),
        ("planned", Phase.AHEAD, Phase.NOT_DONE),
        ("proposed", Phase.AHEAD, Phase.NOT_DONE),
        ("possible", Phase.AHEAD, Phase.NOT_DONE),
        ("conditional", Phase.TALK, Phase.TALK),
        ("averted", Phase.OFF, Phase.TALK),
    ],
)
def test_what_the_author_or_a_source_asserts(status, affirmed, negated):
    for holders in ((), ("USA asserts",), ("USA asserts", "PRK asserts")):
        assert phase_of(claim(status, *holders)) is affirmed
        assert phase_of(claim(status, *holders, negated=True)) is negated


@pytest.mark.parametrize("status", ["occurred", "ongoing", "planned", "proposed", "possible"])
def test_a_denial_says_that_it_is_not_so(status):
    assert phase_of(claim(status, "PRK denies")) is Phase.NOT_DONE
    assert standing_of(claim(status, "PRK denies")) == f"not {status}"


def test_a_denial_told_by_another_is_a_denial():
    assert phase_of(claim("occurred", "USA asserts", "PRK denies")) is Phase.NOT_DONE


def test_a_denied_report_of_another_is_a_denial():
    assert phase_of(claim("occurred", "RUS denies", "USA asserts")) is Phase.NOT_DONE


@pytest.mark.parametrize(
    "one",
    [
        claim("occurred", "PRK denies", negated=True),
        claim("averted", "PRK denies"),
        claim("occurred", "RUS denies", "PRK denies"),
    ],
    ids=["denies_its_absence", "denies_that_it_is_off", "denies_a_denial"],
)
def test_a_denial_of_a_denial_is_left_open(one):
    assert phase_of(one) is Phase.TALK
    assert standing_of(one) == "unclear"


def test_two_who_deny_together_deny_once():
    one = claim("occurred", "PRK denies", "RUS denies")
    together = tuple(
        Holder(actor=each.actor, name=each.name, stance=each.stance, cue="denied")
        for each in one.holders
    )
    both = Claim(**{**{n: getattr(one, n) for n in one.__dataclass_fields__},
                    "holders": together})  # fmt: skip
    assert phase_of(both) is Phase.NOT_DONE


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (claim("planned", "USA demands"), "demanded"),
        (claim("averted", "USA demands"), "demanded not"),
        (claim("proposed", "USA demands", negated=True), "demanded not"),
        (claim("planned", "- predicts"), "predicted"),
        (claim("possible", "KOR predicts"), "predicted"),
        (claim("occurred", "PRK predicts"), "predicted"),
        (claim("planned", "- doubts"), "doubted"),
        (claim("occurred", "USA doubts"), "doubted"),
        (claim("conditional"), "conditional"),
        (claim("conditional", "USA predicts"), "predicted"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_what_is_only_talked_of(one, said):
    assert phase_of(one) is Phase.TALK
    assert standing_of(one) == said


def test_a_demand_that_something_stop_has_not_stopped_it():
    assert phase_of(claim("averted", "USA demands")) is not Phase.OFF


def test_what_somebody_foretells_of_themselves_is_a_plan():
    assert phase_of(claim("planned", "PRK predicts")) is Phase.AHEAD
    assert standing_of(claim("planned", "PRK.KIM_JONG_UN predicts")) == "planned"
    assert phase_of(claim("planned", "PRK predicts", negated=True)) is Phase.NOT_DONE


def test_who_is_acted_on_foretells_a_plan_only_of_what_both_do():
    assert phase_of(claim("planned", "RUS predicts")) is Phase.TALK
    assert phase_of(claim("planned", "RUS predicts", mutual=True)) is Phase.AHEAD
