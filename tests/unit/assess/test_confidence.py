"""Confidence apart from likelihood: what one origin can carry."""


def test_one_origin_without_a_counted_base_rate_gives_low_confidence(answer):
    assert answer.corpus.origins == 1
    uncounted = [one for one in answer.judgements
                 if "its base rate is not counted" in one.reasons]  # fmt: skip
    assert uncounted
    assert {one.confidence for one in uncounted} == {"low"}


def test_one_origin_never_gives_high_confidence(answer):
    assert all(one.confidence != "high" for one in answer.judgements)


def test_every_confidence_has_reasons(answer, gulf_answer):
    for one in (*answer.judgements, *gulf_answer.judgements):
        assert one.confidence in {"low", "moderate", "high"}
        assert len(one.reasons) >= 5
