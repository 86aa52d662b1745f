"""Verdicts on what was told before."""


def test_to_call_a_move_a_crime_is_to_accuse_its_author(claims, brief):
    found = claims("Israel bombed a port in Yemen. Tehran called the strike a crime.")
    assert brief(found[1]).startswith("ACCUSE IRN>ISR")


def test_a_kind_word_is_praise(claims, brief):
    found = claims("Kenya recognised Kosovo. Albania called the step historic.")
    assert brief(found[1]).startswith("SUPPORT ALB>KEN")


def test_to_condemn_it_is_to_accuse_who_did_it(claims, brief):
    found = claims("Israel bombed Yemen. Turkey condemned it.")
    assert brief(found[1]).startswith("ACCUSE TUR>ISR")


def test_to_call_it_baseless_is_no_verdict(claims):
    found = claims("Chad armed Sudan, Kenya said. Chad called the report baseless.")
    assert all(claim.event.type != "ACCUSE" for claim in found)
