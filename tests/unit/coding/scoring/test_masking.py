"""What the contextual model gets to see of a sentence."""

import pytest

from tocsin.coding.scoring.masking import masked, masked_pair


def shown(scenery, text):
    return " ".join(masked(scenery(text)[0]).pieces)


def test_no_name_is_seen(scenery):
    found = shown(scenery, "Moscow sold North Korean shells to Iran, Vladimir Putin said.")
    assert found == "Norway sold Chilean shells to Portugal , Hansen said ."


def test_other_states_read_the_same(scenery):
    first = shown(scenery, "Kenya attacked Uganda, the Kenyan army said.")
    assert first == shown(scenery, "Peru attacked Chile, the Peruvian army said.")


def test_the_same_state_reads_the_same_again(scenery):
    assert (
        shown(scenery, "Iran met Iraq before Iran left.")
        == "Norway met Chile before Norway left ."
    )


def test_a_pronoun_reads_as_whom_it_means(scenery):
    found = shown(scenery, "Kenya said that it had told Uganda to withdraw its troops.")
    assert found.startswith("Norway said that Norway had told Chile to withdraw ")
    assert " 's troops" in found


@pytest.mark.parametrize(
    ("text", "read"),
    [
        pytest.param(
            "Kenya built missiles and Uganda wanted them.",
            "Norway built missiles and Chile wanted them .",
            id="what may be a thing is no actor",
        ),
        pytest.param(
            "Vladimir Putin said he would visit Iran.",
            "Hansen said Hansen would visit Chile .",
            id="he is a person",
        ),
        pytest.param(
            "Saudi Arabia struck Yemen before the kingdom left.",
            "Norway struck Chile before the kingdom of Norway left .",
            id="a description is told whose it is",
        ),
        pytest.param(
            "The Kenyan ministry met the ministry of Uganda.",
            "The Norwegian ministry met the ministry of Chile .",
            id="what a name tells is not told again",
        ),
    ],
)
def test_who_is_meant_is_told(scenery, text, read):
    assert shown(scenery, text) == read


def test_several_who_are_meant_are_all_told(scenery):
    text = "Kenya and Uganda said they would fight Peru."
    assert (
        shown(scenery, text) == "Norway and Chile said Norway and Chile would fight Portugal ."
    )


def test_nobody_who_is_unknown_is_told(scenery):
    assert shown(scenery, "They left and it rained.") == "They left and it rained ."


def test_bodies_and_armed_groups_read_by_their_sort(scenery):
    assert shown(scenery, "The United Nations met Hezbollah.") == "The NATO met militia ."


def test_states_beyond_the_last_row_share_it(scenery):
    text = "Iran, Iraq, Peru, Chile, Kenya, Uganda, Ghana, Nepal and Mali met."
    assert shown(scenery, text).count("Finland") == 3


def test_the_sentence_before_stands_in_front_where_it_is_asked_for(scenery):
    text = "Kenya closed its border with Uganda. The move angered Peru and the Kenyan army."
    scene = scenery(text)[0]
    assert masked(scene).before == []
    found = masked(scene, is_after=True)
    assert " ".join(found.pieces) == "The move angered Norway and the Chilean army ."
    # Stand-ins go by this sentence first.
    assert " ".join(found.before) == "Chile closed Chile 's border with Portugal ."


def test_only_the_end_of_a_long_sentence_is_remembered(scenery):
    long = "Kenya sold tea, " + "maize, rice, wheat, " * 20 + "and coffee to Uganda."
    found = masked(scenery(f"{long} The move angered Peru.")[0], is_after=True)
    assert len(found.before) == 48
    assert found.before[-4:] == ["coffee", "to", "Chile", "."]


def test_every_word_has_the_place_of_its_piece(scenery):
    scene = scenery("North Korea met the United Arab Emirates.")[0]
    found = masked(scene)
    assert len(found.places) == len(scene.tree)
    assert found.places[:3] == [0, 0, 1]


def test_given_mentions_stand_masked_whatever_they_are():
    words = ["The", "Kyrgyz", "commission", "met", "its", "counterpart", "."]
    pieces, source, target = masked_pair(words, frozenset({0, 1, 2}), frozenset({4, 5}))
    assert pieces == ["Norway", "met", "Chile", "."]
    assert (source, target) == (0, 2)


def test_a_mention_elsewhere_has_no_place():
    assert masked_pair(["Kenya", "left"], frozenset({0}), frozenset())[2] is None
