"""The word lists."""

import ast
from pathlib import Path

import pytest

import tocsin.coding
from tocsin.coding import lexicon as module
from tocsin.coding.events.nouns import READERS as NOUN_READERS
from tocsin.coding.events.verbs import READERS as VERB_READERS
from tocsin.coding.lexicon import load_repairs
from tocsin.errors import OntologyError

SOURCES = sorted(Path(tocsin.coding.__file__).parent.rglob("*.py"))


def used_lists():
    """Return the names of word lists that the code asks for."""
    found = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
                owner = node.value
                name = getattr(owner, "attr", getattr(owner, "id", ""))
                if name == "words" and isinstance(node.slice.value, str):
                    found.add(node.slice.value)
            is_any = isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "is_any"
            if is_any and isinstance(node.args[0], ast.Constant):
                found.add(node.args[0].value)
    return found


def test_every_list_that_is_asked_for_exists_and_every_list_is_asked_for(lexicon):
    ordered = {"ranks"}  # also a list, reached in its order
    assert used_lists() == set(lexicon.words) - ordered


def test_every_pattern_has_a_reader(lexicon):
    assert {frame.pattern for frame in lexicon.verbs.values()} <= set(VERB_READERS)
    further = [frame for frames in lexicon.second.values() for frame in frames]
    assert {frame.pattern for frame in further} <= set(VERB_READERS)
    of_phrases = {phrase.frame.pattern for phrase in lexicon.phrases}
    assert of_phrases <= {*VERB_READERS, "act"}
    assert {frame.pattern for frame in lexicon.nouns.values()} <= set(NOUN_READERS)


def test_every_reader_has_a_frame(lexicon):
    further = [frame for frames in lexicon.second.values() for frame in frames]
    frames = [*lexicon.verbs.values(), *further]
    assert set(VERB_READERS) == {frame.pattern for frame in frames}
    assert set(NOUN_READERS) == {frame.pattern for frame in lexicon.nouns.values()}


def test_light_operators_are_operators(lexicon):
    assert lexicon.words["light_operators"] <= set(lexicon.operators)


def test_words_that_yaml_would_read_as_truth_values_are_words(lexicon):
    assert lexicon.modifiers["no"] == "negated"
    assert "no" in lexicon.words["negators"]
    assert "false" in lexicon.words["denial_adjectives"]
    assert "on" in lexicon.verbs["attack"].preps


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: [no, yes]", "quote"),
        ("- a\n- b", "mapping"),
        ("a: [b", "no YAML"),
    ],
)
def test_a_broken_file_is_named(monkeypatch, tmp_path, text, said):
    (tmp_path / "broken.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(module.resources, "files", lambda _: tmp_path)
    with pytest.raises(OntologyError, match=said) as caught:
        module._load.__wrapped__("broken.yaml")
    assert caught.value.subject == "broken.yaml"


def test_a_list_may_not_stand_twice(monkeypatch):
    monkeypatch.setattr(module, "_CLASS_FILES", ("words.yaml", "words.yaml"))
    with pytest.raises(OntologyError, match="twice"):
        module._word_classes()


def test_repairs_are_words():
    assert load_repairs().lemmas["stag"] == "stage"
