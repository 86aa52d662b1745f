"""Whom an act hits where its verb does not say."""


def test_the_one_other_state_of_a_sentence_is_hit(claims, brief):
    found = claims("Pakistan shot down two Indian jets and captured a pilot.")
    acts = [brief(claim).split(" [")[0] for claim in found]
    assert acts == ["ASSAULT PAK>IND", "COERCE PAK>IND"]


def test_a_place_is_no_other_side(claims, brief):
    found = claims("Chad accused Sudan in Geneva and expelled a diplomat.")
    assert {brief(claim).split()[1] for claim in found} == {"TCD>SDN"}


def test_of_several_states_the_speaker_is_meant(claims, brief):
    found = claims("Chad told a Kenyan broadcaster that Sudan must free a tanker.")
    assert all("KEN" not in brief(claim).split()[1] for claim in found)


def test_without_another_state_the_last_partner_is_meant(claims, brief):
    found = claims("Kenya bombed Somalia. Mogadishu closed the border.")
    assert brief(found[1]).startswith("COERCE SOM>KEN")
