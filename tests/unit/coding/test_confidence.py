"""How sure the coder is."""


def test_a_plain_sentence_is_surer_than_a_noun_with_a_pronoun(claim, claims):
    plain = claim("Turkey may supply drones to Azerbaijan.").confidence
    noun = claims("Turkey is poor. Its deal with Peru was praised.")[-1].confidence
    assert 0.05 <= noun < plain <= 1


def test_an_unknown_doer_costs_most(claim):
    assert claim("Syria was attacked.").confidence < claim("Israel attacked Syria.").confidence
