"""What the scorer looks at."""

import re

import pytest

from tocsin.coding.scoring.features import find_triggers, role_evidence, trigger_evidence
from tocsin.coding.scoring.units import find_units

# Sentences whose actors stand in every place that a feature looks at.
SENTENCES = (
    ("Iran accused Israel of sabotage.", "iran israel"),
    ("Russian bombers struck a depot in Ukraine.", "russia russian ukraine"),
    ("Turkey called off the talks with Greece.", "turkey greece"),
    ("Poland was attacked by Belarus near Lithuania.", "poland belarus lithuania"),
    ("The Chinese offer to Japan pleased Korea.", "china chinese japan korea"),
    ("Talks between Chad and Sudan angered Egypt.", "chad sudan egypt"),
    ("Peru wants Chile to ask Bolivia for a truce.", "peru chile bolivia"),
    ("Moscow said that Kyiv had shelled the village.", "moscow kyiv"),
)
WORDS = re.compile(r"[^\W_]+")


def everything_of(triggers) -> list[str]:
    """Return all that the models would see of some triggers."""
    found: list[str] = []
    for trigger in triggers:
        evidence = [trigger_evidence(trigger)]
        evidence += [role_evidence(trigger, unit, "AID") for unit in trigger.units]
        for one in evidence:
            found += [*one.names, *(word for _, word in one.meanings)]
    return found


def test_verbs_and_nouns_may_name_an_act(triggers):
    found = [one.word.text for one in triggers("Turkey called off the talks with Greece.")]
    assert found == ["called", "talks"]


def test_names_and_pronouns_name_no_act(triggers):
    found = {one.word.text for one in triggers("Iran said it would send help to Syria.")}
    assert {"send"} <= found
    assert not found & {"Iran", "it", "Syria"}


@pytest.mark.parametrize(
    ("text", "wide"),
    [
        ("Chinese officers questioned two Vietnamese fishermen.", ["questioned"]),
        ("Fishermen questioned by China went home to Vietnam.", ["questioned", "went"]),
        ("China maintained that Vietnam was wrong.", []),
        ("China said nothing of Vietnam.", ["said"]),
        ("Vietnam, China said, was wrong.", []),
    ],
)
def test_read_wide_a_verb_of_reporting_counts_that_has_an_object(scenery, text, wide):
    scene, events, _ = scenery(text)
    words = [
        [
            one.word.text
            for one in find_triggers(scene, find_units(scene), events, is_wide=is_wide)
        ]
        for is_wide in (True, False)
    ]
    assert words[0] == wide
    assert not {"questioned", "said"} & set(words[1])


def test_goods_name_no_act(triggers):
    found = [one.word.text for one in triggers("France sold missiles and fuel to Poland.")]
    assert found == ["sold"]


def test_a_trigger_knows_the_frames_events_of_its_word(trigger):
    struck = trigger("Russian bombers struck a depot in Ukraine.", "struck")
    assert [event.type for event in struck.frames] == ["ASSAULT"]
    assert trigger("Russian bombers struck a depot in Ukraine.", "depot").frames == ()


def test_a_passive_is_a_passive(trigger):
    passive = trigger("The depot was attacked by Russian troops.", "attacked")
    active = trigger("Russian troops attacked the depot.", "attacked")
    assert "pass=True" in trigger_evidence(passive).names
    assert "pass=False" in trigger_evidence(active).names


def test_who_acts_is_the_subject_in_either_voice(trigger):
    texts = ("Poland was attacked by Belarus.", "Belarus attacked Poland.")
    for text in texts:
        attacked = trigger(text, "attacked")
        grammar = {
            unit.actors[0]: {name for name in role_evidence(attacked, unit, "ASSAULT").names
                             if name in {"g=subject", "g=object"}}
            for unit in attacked.units
        }  # fmt: skip
        assert grammar == {"BLR": {"g=subject"}, "POL": {"g=object"}}


def test_a_negated_verb_shows_it(trigger):
    assert "neg" in trigger_evidence(trigger("Iran did not attack Iraq.", "attack")).names


def test_a_verb_and_its_particle_are_one(trigger):
    found = trigger_evidence(trigger("Turkey called off the talks with Greece.", "called"))
    assert {"l=call_off", "b=call", "lo=call_off+talk"} <= set(found.names)
    assert ("vl", "call_off") in found.meanings


def test_a_noun_knows_the_verb_it_hangs_on(trigger):
    found = trigger_evidence(trigger("Turkey called off the talks with Greece.", "talks")).names
    assert {"k=n", "lv=call", "lvs=name", "npu=with:name"} <= set(found)


@pytest.mark.parametrize("text", [text for text, _ in SENTENCES])
def test_no_feature_holds_the_id_of_an_actor(triggers, text):
    found = triggers(text)
    ids = {part for one in found for unit in one.units
           for actor in (*unit.actors, *unit.states) for part in actor.split(".")}  # fmt: skip
    assert ids
    seen = {word for name in everything_of(found) for word in WORDS.findall(name)}
    assert not seen & ids


@pytest.mark.parametrize(("text", "names"), SENTENCES)
def test_no_feature_holds_the_name_of_an_actor(triggers, text, names):
    found = everything_of(triggers(text))
    seen = {word for name in found for word in WORDS.findall(name.lower())}
    assert not seen & set(names.split())
