"""Which proposals stand."""

from dataclasses import replace

import numpy as np
import pytest

from tocsin.coding.scoring.depth import Depth
from tocsin.coding.scoring.encoder import is_installed
from tocsin.coding.scoring.proposals import FEATURES, LinearJudge, propose
from tocsin.coding.scoring.scorer import UNSCORED, Scorer, best_of, firm_of, load_scorer
from tocsin.model.vocabulary import EventType

needs_extra = pytest.mark.skipif(not is_installed(), reason="the extra 'embed' is missing")
DEPTHS = (Depth.FAST, pytest.param(Depth.DEEP, marks=needs_extra))
TEXT = "Iran attacked Iraq and mocked Syria."
FAST, DEEP = Depth.FAST, Depth.DEEP


@pytest.fixture
def proposed(triggers, acts_model, roles_model):
    """Proposals of two words; of the first one, the model's and the frames'."""
    acts = acts_model(attack="ACCUSE", mock="REJECT")
    found = propose(triggers(TEXT), LinearJudge(acts, roles_model))
    model = next(one for one in found if one.type == "ACCUSE" and one.event is None)
    frame = next(one for one in found if one.type == "ASSAULT")
    mocked = next(one for one in found if one.trigger.word.text == "mocked")
    return model, frame, mocked


def chosen(pairs, threshold=0.5, kept=()):
    return [proposal for _, proposal in best_of(pairs, threshold, kept)]


def test_a_firm_event_stands_whatever_its_chance(proposed):
    model, frame, _ = proposed
    pairs = [(0.99, model), (0.01, frame)]
    assert chosen(pairs, kept=[frame.event]) == [frame]
    assert chosen(pairs) == [model]


def test_a_firm_event_gives_way_where_its_word_is_likelier_read_otherwise(proposed):
    model, frame, mocked = proposed
    swapped, kept = replace(model, source=model.target, target=model.source), [frame.event]
    assert firm_of([(0.8, swapped), (0.7, frame)], 0.5, kept, FAST) == []
    assert firm_of([(0.8, swapped), (0.8, frame)], 0.5, kept, FAST) == kept
    assert firm_of([(0.5, swapped), (0.1, frame)], 0.5, kept, FAST) == kept
    assert firm_of([(0.9, mocked), (0.1, frame)], 0.5, kept, FAST) == kept
    assert firm_of([(0.1, frame)], 0.5, kept, FAST) == kept


def test_read_deep_the_frames_settle_the_type_of_an_act_that_the_reader_is_undecided_about(
    proposed,
):
    model, frame, _ = proposed
    frame, kept = replace(frame, p_type=0.1), [frame.event]

    def firm(chance, **changes):
        rival = replace(model, **{"p_type": 0.7, **changes})
        return firm_of([(chance, rival), (0.1, frame)], 0.5, kept, DEEP)

    assert firm(0.9) == kept
    assert firm(0.9, p_type=0.85) == []  # likelier by more than .7
    assert firm(0.9, source=model.target, target=model.source) == []
    assert firm_of([(0.9, frame)], 0.5, kept, DEEP) == kept
    assert firm_of([(0.2, frame)], 0.5, kept, DEEP) == []


def test_another_type_alone_must_be_likelier_by_far(proposed):
    model, frame, _ = proposed
    assert model.parties == frame.parties
    assert firm_of([(0.8, model), (0.6, frame)], 0.5, [frame.event], FAST) == [frame.event]
    assert firm_of([(0.8, model), (0.4, frame)], 0.5, [frame.event], FAST) == []


def test_so_must_a_reading_that_leaves_a_party_out(proposed):
    model, frame, _ = proposed
    less = replace(model, target=())
    assert not less.contradicts(frame)
    assert frame.contradicts(less)
    both = replace(model, source=(*model.source, *model.target), target=())
    assert not both.contradicts(frame)
    assert replace(model, source=model.target, target=()).contradicts(frame)
    assert not model.contradicts(replace(frame, source=()))
    assert firm_of([(0.8, less), (0.6, frame)], 0.5, [frame.event], FAST) == [frame.event]
    assert firm_of([(0.8, less), (0.4, frame)], 0.5, [frame.event], FAST) == []


def test_several_firm_events_of_a_word_all_stand(proposed):
    _, frame, _ = proposed
    twin = replace(frame, event=replace(frame.event))
    assert len(chosen([(0.1, frame), (0.1, twin)], kept=[frame.event, twin.event])) == 2


def test_below_the_threshold_nothing_stands(proposed):
    model, _, mocked = proposed
    assert chosen([(0.49, model), (0.5, mocked)]) == [mocked]


def test_one_event_stands_for_each_word(proposed):
    model, frame, mocked = proposed
    found = chosen([(0.6, model), (0.7, frame), (0.8, mocked)])
    assert found == [mocked, frame]


def test_no_event_stands_twice(proposed):
    model, _, mocked = proposed
    same = replace(mocked, type=model.type, source=model.source, target=model.target)
    assert chosen([(0.6, model), (0.7, same)]) == [same]


def test_of_equal_chances_the_first_in_the_text_stands(proposed):
    model, _, mocked = proposed
    assert chosen([(0.6, model), (0.6, mocked)]) == [model, mocked]
    same = replace(mocked, type=model.type, source=model.source, target=model.target)
    assert chosen([(0.6, model), (0.6, same)]) == [model]


def test_what_is_told_is_the_chance_it_came_with(proposed):
    model, _, _ = proposed
    assert best_of([(0.75, model)], 0.5, ()) == [(0.75, model)]


@pytest.fixture
def choose(scenery, acts_model, roles_model):
    """Let a scorer choose that takes every proposal for as likely, with log-odds of its own."""

    def run(text, *, threshold=0.4, depth=FAST, odds=0.0, **lemmas):
        weights = np.zeros(len(FEATURES), np.float32)
        weights[FEATURES.index("bias")] = odds
        scorer = Scorer(
            LinearJudge(acts_model(**lemmas), roles_model),
            weights,
            threshold,
            depth,
            np.zeros(1, np.float32),
        )
        return [(event.anchor.text, event.type.value, chance)
                for event, chance in scorer.choose(*scenery(text))]  # fmt: skip

    return run


def test_an_act_that_no_frame_knows_is_added(choose):
    assert choose("Iran serenaded Iraq.", serenade="SUPPORT") == [("serenaded", "SUPPORT", 0.5)]


def test_what_is_too_unlikely_is_not_added(choose):
    assert choose("Iran serenaded Iraq.", threshold=0.6, serenade="SUPPORT") == []


def test_read_deep_the_frames_too_must_be_likely(choose):
    assert choose("Iran attacked Iraq.", depth=DEEP, odds=-2) == []
    ((word, *_),) = choose("Iran attacked Iraq.", threshold=0.6, depth=DEEP)
    assert word == "attacked"


def test_read_deep_what_has_parties_out_of_sight_stands(choose):
    text = "Iran and Iraq will meet on Monday. The meeting will take place in Oman."
    assert choose(text, depth=DEEP, odds=-2) == choose(text, odds=-2)
    ((word, kind, _),) = choose(text, depth=DEEP, odds=-2)
    assert (word, kind) == ("meeting", "CONSULT")


def test_what_is_not_scored_stands_as_the_frames_have_it(choose):
    rows = "1 2 3 4 5 6 7 8 Iran attacked Iraq 9 10 11 12."
    for depth in (FAST, DEEP):
        assert choose(rows, depth=depth) == [("attacked", "ASSAULT", UNSCORED)]


def test_a_word_that_says_what_becomes_of_an_event_gives_way_to_it(choose):
    text = "Turkey postponed its talks with Greece."
    assert [found[:2] for found in choose(text, postpone="SANCTION")] == [("talks", "CONSULT")]
    text = "Turkey serenaded its talks with Greece."
    found = {found[0] for found in choose(text, serenade="SANCTION")}
    assert found == {"serenaded", "talks"}


def test_events_stand_in_the_order_of_the_text(choose):
    found = choose("Iran serenaded Iraq and attacked Syria.", serenade="SUPPORT")
    assert [one[0] for one in found] == ["serenaded", "attacked"]


def test_without_actors_nothing_is_added(choose):
    assert choose("The choir serenaded the village.", serenade="SUPPORT") == []


def test_goods_and_mutual_parties_come_with_an_added_act(scenery, acts_model, roles_model):
    weights = np.zeros(len(FEATURES), np.float32)
    acts = acts_model(serenade="COOPERATE")
    scorer = Scorer(LinearJudge(acts, roles_model), weights, 0.4, FAST, np.zeros(1, np.float32))
    ((event, _),) = scorer.choose(*scenery("Iran serenaded Iraq."))
    assert event.reciprocal
    assert (event.source, event.target) == (("IRN",), ("IRQ",))


@pytest.mark.parametrize("depth", DEPTHS)
def test_the_shipped_scorer_fits_its_features(depth, scenery):
    scorer = load_scorer(depth)
    judge = scorer.judges.judge(scenery("Iran attacked Iraq.")[0])
    assert scorer.acceptance.shape == (len(FEATURES),)
    assert 0 < scorer.threshold < 1
    assert set(judge.kinds) == {"NONE", *map(str, EventType)}
    assert set(judge.parts) == {"SRC", "TGT", "NONE"}
    assert 0 < UNSCORED < 1
    assert np.isfinite(scorer.confidence).all()


@pytest.mark.parametrize("depth", DEPTHS)
def test_the_shipped_scorer_keeps_firm_events(depth, scenery):
    scene, events, kept = scenery("Russian bombers struck a depot in Ukraine.")
    found = load_scorer(depth).choose(scene, events, kept)
    assert kept
    assert {id(event) for event in kept} <= {id(event) for event, _ in found}
    assert all(0 <= chance <= 1 for _, chance in found)
