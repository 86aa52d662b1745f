"""One act is one claim."""


def test_a_light_verb_gives_way_to_its_noun(claims, brief):
    assert [brief(c) for c in claims("Kenya provided food aid to Chad.")] == [
        "AID KEN>TCD [food] occurred"
    ]


def test_an_accusation_gives_way_to_what_it_blames_for(claims, brief):
    found = claims("Egypt accused Ethiopia of arming Sudan.")
    assert [brief(c) for c in found] == ["AID ETH>SDN [] occurred"]


def test_an_accusation_without_an_act_stands(claims, brief):
    assert [brief(c) for c in claims("Egypt accused Ethiopia.")] == [
        "ACCUSE EGY>ETH [] occurred"
    ]


def test_support_as_the_purpose_of_a_transfer_is_no_second_event(claims):
    found = claims("Iran supplied weapons to Syria to support Syria's war.")
    types = [c.event.type for c in found]
    assert types.count("AID") == 1
    assert "SUPPORT" not in types
