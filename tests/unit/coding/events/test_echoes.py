"""Nouns that take up an event told before."""


def test_a_definite_noun_means_the_event_of_the_pair(claims, brief):
    text = "Kenya will host talks with Uganda. The talks could fail if Uganda objects."
    found = claims(text)
    assert found[0].status == "planned"
    assert all({*c.event.source, *c.event.target} == {"KEN", "UGA"} for c in found)


def test_a_mere_repetition_is_no_second_claim(claims):
    text = "Kenya signed a deal with Uganda. The deal was long."
    assert len(claims(text)) == 1


def test_a_cue_makes_the_repetition_a_claim(claims):
    text = "Kenya signed a deal with Uganda. The deal was cancelled."
    assert [c.status for c in claims(text)] == ["occurred", "averted"]


def test_a_noun_without_anything_before_it_means_nothing(claims):
    assert claims("The meeting was long.") == ()
