"""Fears and aims."""

from tocsin.coding.coder import scenes_of
from tocsin.coding.events.candidate import Candidate
from tocsin.coding.stakes import find_stakes
from tocsin.model.vocabulary import EventType


def test_a_fear_names_giver_receiver_and_goods(coding):
    stake = coding("Japan fears that China could sell submarines to Cambodia.").stakes[0]
    assert (stake.stakeholder, stake.attitude) == ("JPN", "fears")
    assert (stake.giver, stake.receiver, stake.items) == ("CHN", "KHM", ("weapons",))


def test_an_aim_to_prevent(coding):
    text = (
        "Seoul's priority is to prevent Russia from giving missile technology to North Korea."
    )
    stake = coding(text).stakes[0]
    assert (stake.stakeholder, stake.attitude) == ("KOR", "prevents")
    assert stake.receiver == "PRK"


def test_what_somebody_would_gain(coding):
    stake = coding("Japan is worried about what North Korea would gain from Russia.").stakes[0]
    assert (stake.giver, stake.receiver) == ("RUS", "PRK")


def test_a_party_does_not_fear_its_own_act(coding):
    assert coding("China fears that China could sell submarines to Cambodia.").stakes == ()


def test_the_quote_is_the_sentence(coding):
    text = "Japan fears that China could sell submarines to Cambodia."
    stake = coding(text).stakes[0]
    assert stake.quote == text[slice(*stake.span)]


def test_goods_that_arrive_are_what_it_is_about(document):
    text = "Japan's priority is to prevent Iranian drones from reaching Sudan."
    scene, _, _ = next(iter(scenes_of(document(text))))
    reaching = next(word for word in scene.tree.words if word.text == "reaching")
    misread = Candidate(
        anchor=reaching,
        carrier=reaching,
        type=EventType.ASSAULT,
        source=("IRN",),
        target=("SDN",),
    )
    stake, *_ = find_stakes(scene, document(text), [misread])
    assert (stake.giver, stake.items, stake.event_type) == ("IRN", ("weapons",), None)


def test_an_attack_with_goods_stays_an_attack(coding):
    text = "Japan's priority is to prevent Iranian drones from striking Sudan."
    assert coding(text).stakes[0].event_type == "ASSAULT"
