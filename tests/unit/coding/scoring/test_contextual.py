"""Words read in their sentence: what is made of states, and what the shipped model knows."""

import numpy as np
import pytest

from tocsin.coding.relate import ends_of
from tocsin.coding.scoring.archive import bytes_of
from tocsin.coding.scoring.contextual import (
    Contextual,
    firsts_of,
    load_contextual,
    told_of,
)
from tocsin.coding.scoring.encoder import END, INPUT, LONGEST, START, is_installed
from tocsin.coding.scoring.features import find_triggers
from tocsin.coding.scoring.units import find_absent, find_units
from tocsin.model.vocabulary import EventType

KINDS = ("NONE", *sorted(map(str, EventType)))
PARTS = ("NONE", "SRC", "TGT")
SIZE, HIDDEN = 4, 3

needs_extra = pytest.mark.skipif(not is_installed(), reason="the extra 'embed' is missing")


class FakeSession:
    """States that tell the token and its place."""

    def run(self, names, inputs):
        ids = inputs[INPUT].astype(np.float32)
        places = np.arange(len(ids), dtype=np.float32)
        return [np.stack([ids / 1000, places / 10, np.ones_like(ids), ids * 0], 1)]


class FakeTokenizer:
    """One token for each letter."""

    def encode(self, sequence, *, add_special_tokens=True):
        return type("Encoding", (), {"ids": [ord(letter) for letter in sequence]})


@pytest.fixture
def arrays():
    rng = np.random.default_rng(3)
    kinds = len(KINDS)

    def layer(name, size, width, *, is_biased=True):
        found = {f"heads.{name}.weight": rng.normal(size=(size, width)).astype(np.float16)}
        return found | (
            {f"heads.{name}.bias": rng.normal(size=width).astype(np.float16)}
            if is_biased
            else {}
        )

    return {
        "kinds": bytes_of(list(KINDS)),
        "parts": bytes_of(list(PARTS)),
        "roots": bytes_of(["AGREE", "ASSAULT"]),
        **layer("act1", SIZE + kinds - 1, HIDDEN),
        **layer("act2", HIDDEN, kinds),
        **layer("rw", SIZE + kinds - 1, HIDDEN),
        **layer("ru", SIZE, HIDDEN, is_biased=False),
        **layer("rf", 3, HIDDEN, is_biased=False),
        **layer("r2", HIDDEN, len(PARTS)),
        **layer("mw", SIZE, HIDDEN),
        **layer("mu", SIZE, HIDDEN),
        **layer("m2", HIDDEN, len(PARTS), is_biased=False),
        **layer("p1", 3 * SIZE, HIDDEN),
        **layer("p2", HIDDEN, 2),
        "names.acts": bytes_of(["l=attack"]),
        "wide.acts": np.zeros((1, kinds), np.float16),
        "names.roles": bytes_of(["g=subject"]),
        "wide.roles": np.array([[0, 50, 0]], np.float16),
    }


@pytest.fixture
def model(arrays):
    return Contextual(FakeSession(), FakeTokenizer(), arrays)


def test_chances_sum_to_one(model, triggers):
    found = triggers("Iran attacked Iraq and mocked Syria.")
    judge = model.judge(found[0].scene)
    acts = judge.acts(found)
    assert acts.shape == (len(found), len(KINDS))
    np.testing.assert_allclose(acts.sum(axis=1), 1, rtol=1e-5)
    roles = judge.roles([(found[0], unit, EventType.ASSAULT) for unit in found[0].units])
    assert roles.shape == (len(found[0].units), len(PARTS))
    np.testing.assert_allclose(roles.sum(axis=1), 1, rtol=1e-5)


def test_nothing_is_asked_of_nothing(model, scenery):
    judge = model.judge(scenery("Iran attacked Iraq.")[0])
    assert judge.acts([]).shape == (0, len(KINDS))
    assert judge.roles([]).shape == (0, len(PARTS))


def test_the_evidence_of_the_parse_counts(model, trigger):
    attack = trigger("Iran attacked Iraq.", "attacked")
    judge = model.judge(attack.scene)
    first, second = judge.roles([(attack, unit, EventType.ASSAULT) for unit in attack.units])
    assert first[PARTS.index("SRC")] > 0.99
    assert second[PARTS.index("SRC")] < 0.99


def test_what_frames_say_is_shown(arrays, trigger):
    arrays["heads.act1.weight"] = np.zeros_like(arrays["heads.act1.weight"])
    arrays["heads.act1.bias"] = np.zeros_like(arrays["heads.act1.bias"])
    attack = trigger("Iran attacked Iraq.", "attacked")
    before = (
        Contextual(FakeSession(), FakeTokenizer(), arrays).judge(attack.scene).acts([attack])
    )
    row = SIZE + KINDS.index("ASSAULT") - 1
    arrays["heads.act1.weight"][row] = 1
    after = (
        Contextual(FakeSession(), FakeTokenizer(), arrays).judge(attack.scene).acts([attack])
    )
    assert not np.allclose(before, after)
    assert told_of(attack, attack.units[0]).tolist() == [1, 1, 0]
    assert told_of(attack, attack.units[1]).tolist() == [1, 0, 1]


def test_relations_tell_source_from_target(model):
    text = "Iran attacked Iraq."
    one = model.relations(ends_of(text, (0, 4), (14, 18)))
    other = model.relations(ends_of(text, (14, 18), (0, 4)))
    assert one.sum() == pytest.approx(1)
    assert not np.allclose(one, other)


def test_pieces_beyond_the_limit_have_no_place():
    ids, firsts, _ = firsts_of(["ab"] * LONGEST, lambda piece: [1] * len(piece))
    assert len(ids) == LONGEST
    assert firsts[:3] == [1, 3, 5]
    assert max(firsts) < LONGEST - 1
    assert firsts[-1] == 0


def test_what_stands_before_comes_first_and_leaves_room():
    def encode(piece: str) -> list[int]:
        return [9] * len(piece)

    ids, firsts, before = firsts_of(["ab", "c"], encode, ["d", "ef"])
    assert ids == [START, 9, 9, 9, END, END, 9, 9, 9, END]
    assert (firsts, before) == ([6, 8], [1, 2])
    ids, firsts, before = firsts_of(["ab"] * 60, encode, ["d", "ef"] * 3)
    assert len(ids) <= LONGEST
    assert min(firsts) > 0
    assert before[:3] == [0, 0, 0]
    assert firsts[0] > before[-1] > 0


def test_roles_are_asked_of_who_stands_before(model, scenery):
    scene, events, _ = scenery("Iran attacked Iraq. The raid angered Peru.")
    units = find_units(scene)
    absent = find_absent(scene, units)
    found = find_triggers(scene, units, events, absent=absent)[0]
    judge = model.judge(scene, is_after=True)
    roles = judge.roles([(found, party, EventType.ASSAULT) for party in found.parties])
    assert roles.shape == (3, len(PARTS))
    assert len(np.unique(judge.before)) == len(scene.before)


@needs_extra
def test_who_acts_tells_no_act(triggers):
    chances = []
    for text in (
        "Kenya attacked Uganda over the border.",
        "Peru attacked Chile over the border.",
    ):
        found = triggers(text)
        chances.append(load_contextual().judge(found[0].scene).acts(found))
    np.testing.assert_allclose(*chances, atol=1e-6)


@needs_extra
@pytest.mark.parametrize(
    ("text", "word", "kind", "source", "target"),
    [
        ("Kenyan bombers struck a depot in Uganda.", "struck", "ASSAULT", "KEN", "UGA"),
        ("A village in Uganda was shelled by Kenya.", "shelled", "ASSAULT", "KEN", "UGA"),
        ("Peru will lend Chile a billion dollars.", "lend", "AID", "PER", "CHL"),
        ("Chile was promised loans that Peru later froze.", "froze", "SANCTION", "PER", "CHL"),
    ],
)
def test_the_shipped_model_knows_plain_acts(trigger, text, word, kind, source, target):
    found = trigger(text, word)
    judge = load_contextual().judge(found.scene)
    chances = dict(zip(judge.kinds, judge.acts([found])[0], strict=True))
    assert max(chances, key=chances.get) == kind
    roles = judge.roles([(found, unit, EventType(kind)) for unit in found.units])
    for role, state in (("SRC", source), ("TGT", target)):
        column = judge.parts.index(role)
        assert found.units[int(roles[:, column].argmax())].states == {state}
