"""What is proposed for a sentence."""

import numpy as np
import pytest

from tocsin.coding.scoring.proposals import (
    FEATURES,
    LinearJudge,
    acceptance_features,
    propose,
    role_example,
    trigger_example,
)
from tocsin.model.vocabulary import EventType

TEXT = "Iran attacked Iraq."
ROLES = ("SRC", "TGT", "NONE")


@pytest.fixture
def proposals(triggers, acts_model, roles_model):
    def find(text, **lemmas):
        return propose(triggers(text), LinearJudge(acts_model(**lemmas), roles_model))

    return find


def test_a_word_that_the_model_knows_is_proposed_with_its_parties(proposals):
    (found,) = proposals("Iran serenaded Iraq.", serenade="SUPPORT")
    assert (found.type, found.source, found.target) == ("SUPPORT", ("IRN",), ("IRQ",))
    assert (found.event, found.agreement) == (None, "model")


def test_a_word_that_the_model_does_not_know_proposes_nothing(proposals):
    assert proposals("Iran serenaded Iraq.", dance="SUPPORT") == []


def test_a_frames_event_is_proposed_whatever_the_model_says(proposals):
    (found,) = proposals(TEXT, dance="SUPPORT")
    assert (found.type, found.agreement) == ("ASSAULT", "frame")
    assert found.event is not None


def test_what_model_and_frame_both_say_is_one_proposal(proposals):
    (found,) = proposals(TEXT, attack="ASSAULT")
    assert found.agreement == "both"
    assert found.event is not None


def test_another_type_than_the_frames_is_a_proposal_of_its_own(proposals):
    found = proposals(TEXT, attack="ACCUSE")
    assert [(one.type, one.agreement) for one in found] == [
        ("ACCUSE", "model"),
        ("ASSAULT", "frame"),
    ]


def test_chances_are_probabilities(proposals):
    for one in proposals(TEXT, attack="ACCUSE"):
        chances = (one.p_act, one.p_type, one.p_source, one.p_target)
        assert all(0 <= chance <= 1.00001 for chance in chances)


def test_nobody_does_anything_to_himself(proposals):
    for one in proposals("Iran serenaded Iran and Iraq.", serenade="SUPPORT"):
        assert not set(one.source) & set(one.target)


def test_but_a_state_may_act_on_its_own_people(proposals):
    (found,) = proposals("Sudanese jets serenaded Sudanese rebels.", serenade="ASSAULT")
    assert (found.source, found.target) == (("SDN",), ("SDN",))
    (found,) = proposals("Sudanese jets serenaded Sudanese rebels.", serenade="CONSULT")
    assert found.target == ()


def test_rather_than_on_itself_a_state_acts_on_another_that_may_be_meant(
    triggers, acts_model, table_model
):
    roles = {"g=subject": ("SRC", 9.0), "g=object": ("TGT", 9.0), "g=prep:near": ("TGT", 4.5)}
    judge = LinearJudge(acts_model(serenade="ASSAULT"), table_model("role", ROLES, roles))
    (found,) = propose(triggers("Sudanese jets serenaded Sudanese rebels near Chad."), judge)
    assert (found.source, found.target) == (("SDN",), ("TCD",))


def test_no_words_propose_nothing(acts_model, roles_model):
    assert propose([], LinearJudge(acts_model(attack="ASSAULT"), roles_model)) == []


def test_parties_of_a_mutual_act_have_no_order(proposals):
    (there,) = proposals("Iran serenaded Iraq.", serenade="CONSULT")
    (back,) = proposals("Iraq serenaded Iran.", serenade="CONSULT")
    assert there.key == back.key
    (there,) = proposals("Iran serenaded Iraq.", serenade="ACCUSE")
    (back,) = proposals("Iraq serenaded Iran.", serenade="ACCUSE")
    assert there.key != back.key


@pytest.mark.parametrize("lemmas", [{"attack": "ACCUSE"}, {"attack": "ASSAULT"}, {"no": "AID"}])
def test_there_is_one_number_for_each_feature(proposals, lemmas):
    assert len(set(FEATURES)) == len(FEATURES)
    for one in proposals(TEXT, **lemmas):
        for kept in ([], [one.event] if one.event is not None else []):
            found = acceptance_features(one, kept)
            assert found.shape == (len(FEATURES),)
            assert np.isfinite(found).all()


def test_features_tell_who_proposes_and_which_type(proposals):
    for one in proposals(TEXT, attack="ACCUSE"):
        found = dict(zip(FEATURES, acceptance_features(one, []).tolist(), strict=True))
        assert [found[name] for name in ("frame", "both", "model")].count(1) == 1
        assert found[one.agreement] == 1
        assert [kind for kind in EventType if found[f"is {kind}"]] == [one.type]
        assert found["bias"] == 1


def test_a_frames_event_that_a_rival_covers_shows_it(proposals):
    (one,) = proposals(TEXT, no="AID")
    covered = FEATURES.index("covered")
    assert acceptance_features(one, [])[covered] == 1
    assert acceptance_features(one, [one.event])[covered] == 0


def test_examples_have_the_blocks_of_their_models(trigger):
    attacked = trigger(TEXT, "attacked")
    example = trigger_example(attacked)
    assert example.blocks["trigger"]["l=attack"] == 1
    assert example.meanings
    assert "k=name" in role_example(attacked, attacked.units[0], "AID").blocks["role"]
