"""Games beside the texts: what they move, how they are traced, and what is refused."""

from dataclasses import replace

import pytest

from tocsin.errors import UsageError
from tocsin.model.codec import from_json, to_json
from tocsin.model.outcome import Estimate, GameResult, Replay, Told
from tocsin.model.scenario import Bearing, Parameter, Shape, Spread

ARMS = "arms_supply-PRK-RUS"


def told(p, *, outcome="moves.shells", spread=None, unit="probability", interval=None):
    low, high = spread or (p, p)
    return Told(
        outcome=outcome, meaning="Shells move.", unit=unit, value=p, interval=interval,
        pooled=p, spread=(low, high), by_reading=(("one", low), ("two", high)),
    )  # fmt: skip


def played(p, *, channel="arms_supply", ends=("PRK", "RUS"), claim="", sha="ab" * 32, **more):
    one = told(p, **more)
    estimate = Estimate(
        reading="one", meaning="One.", outcome=one.outcome, unit=one.unit, value=p,
        interval=(p, p), mean=p, known=1.0, draws=100,
    )  # fmt: skip
    price = Told(
        outcome="payment", meaning="What is paid.", unit="utility", value=3.0, interval=(1, 5),
        pooled=3.0, spread=(3, 3), by_reading=(("one", 3.0),),
    )  # fmt: skip
    spread = Spread(shape=Shape.TRIANGULAR, numbers=(1.0, 2.0, 3.0))
    cost = Parameter(name="cost.shells", unit="utility", spread=spread, source="x", claim=claim)
    return GameResult(
        kind="exchange", title="Shells?", headline=estimate, baseline=estimate,
        spread=(estimate,), told=(one, price), bands=(), tornado=(), sensitivity=(), flips=(),
        moves=(), levers=(), warnings=("Readings disagree.",),
        replay=Replay(sha256=sha, seed=0, draws=100, version="0"),
        bearings=(Bearing(channel=channel, giver=ends[0], receiver=ends[1], outcome=one.outcome),),
        inputs=(cost,),
    )  # fmt: skip


def ask(cases, *games, sample=None):
    return cases.run(sample or cases.reference(), cases.inquiry(games=games))


def p_of(answer, key=ARMS):
    return next(one for one in answer.judgements if one.id == f"j-{key}")


def test_without_games_nothing_is_said_of_them_but_their_absence(answer):
    assert answer.games is None
    assert '"games"' not in to_json(answer)
    assert all(one.components.model is None for one in answer.judgements)
    assert any("no game has been solved" in limit for limit in answer.limits)


def test_a_game_moves_the_judgement_that_it_speaks_to_and_no_other(cases, answer):
    high, low = ask(cases, played(0.95)), ask(cases, played(0.05))
    assert p_of(low).p < p_of(answer).p < p_of(high).p
    assert p_of(high).components.model == pytest.approx(0.9, abs=0.05)
    others = [one.id for one in answer.judgements if one.id != f"j-{ARMS}"]
    assert [p_of(high, ident[2:]) for ident in others] == [
        p_of(answer, ident[2:]) for ident in others
    ]


def test_a_game_at_even_odds_hardly_moves_anything(cases, answer):
    assert p_of(ask(cases, played(0.5))).p == pytest.approx(p_of(answer).p, abs=0.005)


def test_a_wider_spread_of_readings_widens_the_model_and_never_reaches_certainty(cases):
    wide = ask(cases, played(0.5, spread=(0.0, 1.0)))
    figures = {one.id: one for one in wide.figures}
    low, high = figures[f"j-{ARMS}.model"].interval
    assert 0.0 < low < 0.35
    assert 0.65 < high < 1.0
    sure = {one.id: one for one in ask(cases, played(1.0)).figures}[f"j-{ARMS}.model"]
    assert 0.9 < sure.value < 0.98


def test_every_number_of_a_game_opens_down_to_its_run_and_its_claims(cases):
    sample = cases.reference()
    claim = sample.claims[0].id
    answer = ask(cases, played(0.8, claim=claim, interval=(0.7, 0.9)), sample=sample)
    figures = {one.id: one for one in answer.figures}
    run = figures["g-exchange-abababab.moves.shells"]
    assert figures[f"j-{ARMS}.model"].parts == (run.id,)
    assert f"j-{ARMS}.model" in figures[f"j-{ARMS}"].parts
    assert run.interval == (0.7, 0.9)
    assert run.claims == (claim,)
    steps = " ".join(run.steps)
    for words in (
        "one 0.800",
        "cost.shells: triangular 1, 2, 3 utility",
        "ab" * 32,
        "disagree",
    ):
        assert words in steps
    assert "g-exchange-abababab.payment" not in figures


def test_claims_that_nobody_read_are_not_pointed_to(cases):
    answer = ask(cases, played(0.8, claim="c-0000000000"))
    run = next(one for one in answer.figures if one.id.startswith("g-exchange"))
    assert run.claims == ()


def test_the_game_is_part_of_the_answer_its_id_and_what_would_flip_it(
    cases, answer, monkeypatch
):
    monkeypatch.setattr("tocsin.assess.flips.MOST_FLIPS", 20)
    found = ask(cases, played(0.8))
    assert found.id != answer.id
    assert from_json(type(found), to_json(found)) == found
    refs = [flip.ref for one in found.concern for flip in one.flips]
    assert f"j-{ARMS}.model" in refs
    assert any("Games rest on judged inputs" in limit for limit in found.limits)


def test_joint_channels_are_found_in_either_order(cases, answer):
    key = next(one.id[2:] for one in answer.judgements if one.channel == "leaders_meeting")
    for ends in (("PRK", "RUS"), ("RUS", "PRK")):
        found = ask(cases, played(0.97, channel="leaders_meeting", ends=ends))
        assert p_of(found, key).components.model is not None


def test_what_no_claim_alleges_is_told_as_unused(cases):
    answer = ask(cases, played(0.9, channel="basing"))
    assert any("what no claim alleges" in limit for limit in answer.limits)
    assert all(one.components.model is None for one in answer.judgements)


@pytest.mark.parametrize(
    ("games", "words"),
    [
        ([played(0.5, channel="shells")], "no channel"),
        ([played(0.5), played(0.6, sha="cd" * 32)], "both inform arms_supply-PRK-RUS"),
    ],
)
def test_games_that_speak_to_nothing_or_twice_are_refused(cases, games, words):
    with pytest.raises(UsageError, match=words):
        ask(cases, *games)


def test_a_game_without_an_answer_says_nothing(cases, answer):
    game = played(0.5)
    empty = replace(game.told[0], value=None, pooled=None, spread=None, interval=None)
    found = ask(cases, replace(game, told=(empty, game.told[1])))
    assert p_of(found).p == p_of(answer).p
    assert p_of(found).components.model is None


def test_a_game_that_informs_nothing_moves_nothing_and_the_limits_say_so(cases, answer):
    silent = ask(cases, replace(played(0.95), bearings=()))
    assert [one.p for one in silent.judgements] == [one.p for one in answer.judgements]
    assert all(one.components.model is None for one in silent.judgements)
    assert any("'Shells?' informs no judgement" in limit for limit in silent.limits)
    assert not any("informs no judgement" in limit for limit in ask(cases, played(0.5)).limits)
