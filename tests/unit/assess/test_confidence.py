"""Confidence apart from likelihood: what one origin can carry."""

from datetime import date


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


def test_poor_sources_lower_confidence_and_say_so(cases):
    def judged(publisher):
        texts = []
        for number in range(3):
            text = cases.TextBuilder(f"t{number}", date(2023, 9, 5), publisher)
            text.claim(
                f"shells go, part {' '.join(f'{number}w{n}' for n in range(20))}", "AID", "PRK>RUS",
                items="munitions", status="ongoing",
                holders=[cases.holder(*(("USA", "Washington"), ("UN", "the UN"),
                                        ("BRA", "Brasilia"))[number])],
            )  # fmt: skip
            texts.append(text)
        return cases.run(cases.sample(*texts)).judgements[0]

    plain, good, poor = judged(""), judged("Reuters"), judged("Daily Mail")
    assert not any("graded" in reason for reason in plain.reasons)
    assert "the best graded source for it is B" in good.reasons
    assert "no graded source for it is better than E" in poor.reasons
    assert (good.confidence, poor.confidence) == ("high", "moderate")
    assert good.p > poor.p
