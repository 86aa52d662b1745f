"""Which reader reads a verb."""


def test_a_second_frame_is_tried_where_the_first_finds_no_parties(claim, brief):
    text = "The president of Kenya received the president of Uganda."
    assert brief(claim(text)) == "CONSULT KEN>UGA [] occurred"


def test_a_particle_makes_another_verb(claims):
    found = claims("Macron called off his visit to Peru.")
    assert [(c.event.type, c.status) for c in found] == [("CONSULT", "averted")]


def test_it_is_denied(claims):
    found = claims("Israel said that Iran had sent rockets to Syria. Iran denied it.")
    assert [c.is_denied for c in found] == [False, True]
    assert found[1].event.source == found[0].event.source


def test_called_false_is_denied(claims):
    found = claims(
        "Israel said that Iran had sent rockets to Syria. Iran dismissed it as false."
    )
    assert [c.is_denied for c in found] == [False, True]


def test_what_is_not_denied_is_not_denied(claims):
    found = claims("Israel said that Iran had sent rockets to Syria. Iran has not denied it.")
    assert [c.is_denied for c in found] == [False]
