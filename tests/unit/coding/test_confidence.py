"""How sure the coder is."""


def test_a_party_by_name_is_surer_than_by_pronoun(claim, claims):
    named = claim("Turkey supplied drones to Azerbaijan.").confidence
    pronoun = claims("Turkey is poor. It supplied drones to Azerbaijan.")[-1].confidence
    assert 0.05 <= pronoun < named <= 1


def test_a_deal_signed_is_surer_than_one_that_is_mentioned(claim):
    signed = claim("Turkey signed a deal with Peru.").confidence
    assert claim("Turkey's deal with Peru was praised.").confidence < signed


def test_an_unknown_doer_costs_most(claim):
    assert claim("Syria was attacked.").confidence < claim("Israel attacked Syria.").confidence
