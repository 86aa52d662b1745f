"""The relation of two given mentions."""

import pytest

from tocsin.coding import relate, relate_spans
from tocsin.errors import UsageError


@pytest.mark.parametrize(
    ("sentence", "source", "target", "kinds"),
    [
        ("The rebels attacked the garrison.", "The rebels", "the garrison", {"ASSAULT"}),
        # What is sold is the one or the other by the guide (2).
        ("Acme Corp sold rockets to Initech.", "Acme Corp", "Initech", {"COOPERATE", "AID"}),
        ("Talks between Foo and Bar ended.", "Foo", "Bar", {"CONSULT"}),
    ],
)
def test_any_mentions_can_be_related(sentence, source, target, kinds):
    assert relate(sentence, source=source, target=target).type in kinds


def test_the_nearest_cue_decides_where_no_event_links_the_two():
    found = relate("Foo, angered, threatened someone near Bar.", source="Foo", target="Bar")
    assert found.confidence <= 0.5 or found.type is not None


@pytest.mark.parametrize(
    ("sentence", "kind", "root"),
    [
        ("Foo promised to send grain to Bar next month.", "AID", "AGREE"),
        ("Foo released dozens of prisoners to Bar on Friday.", "RETREAT", "YIELD"),
        ("Foo condemned Bar for the raid.", "ACCUSE", "ACCUSE"),
    ],
)
def test_the_root_is_what_a_plover_coder_writes(sentence, kind, root):
    found = relate(sentence, source="Foo", target="Bar")
    assert (found.type, found.root) == (kind, root)


def test_spans_tell_two_mentions_of_the_same_words_apart():
    text = "Foo thanked Foo."
    assert relate_spans(text, (0, 3), (12, 15)).type == "SUPPORT"


def test_a_confidence_is_a_probability():
    found = relate("Foo met Bar in Oslo.", source="Foo", target="Bar")
    assert 0 < found.confidence <= 1


def test_without_a_cue_nothing_is_told():
    found = relate("Foo is Bar.", source="Foo", target="Bar")
    assert (found.type, found.confidence, found.cue) == (None, 0.0, "")


@pytest.mark.parametrize(("source", "target"), [("Baz", "Bar"), ("Foo", ""), ("", "Bar")])
def test_mentions_must_stand_in_the_sentence(source, target):
    with pytest.raises(UsageError, match="does not stand in the sentence"):
        relate("Foo met Bar.", source=source, target=target)


def test_an_empty_sentence_is_refused():
    with pytest.raises(UsageError):
        relate("", source="Foo", target="Bar")
