"""Who says what is found, whoever it is, with source, cue and content."""

import pytest

from tocsin.coding import find_attributions
from tocsin.model.vocabulary import Stance


@pytest.fixture(scope="session")
def told(document):
    def run(text, *, depth=0):
        found = find_attributions(document(text))
        return [
            (item.source_text, item.cue_text, [text[a:b] for a, b in item.content])
            for item in found
            if depth is None or item.depth == depth
        ]

    return run


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        (
            "The baker said that flour had run out.",
            "The baker", "said", ["that flour had run out"],
        ),
        (
            "Flour has run out, the baker said.",
            "the baker", "said", ["Flour has run out"],
        ),
        (
            "According to two sailors, the ferry had left early.",
            "two sailors", "According to", ["the ferry had left early"],
        ),
        ("Critics expect the bridge to fail.", "Critics", "expect", ["the bridge to fail"]),
        ("She wants to sell the orchard.", "She", "wants", ["to sell the orchard"]),
        (
            "The mayor is confident that the dam will hold.",
            "The mayor", "is confident", ["that the dam will hold"],
        ),
        (
            "Residents are worried about the smell.",
            "Residents", "are worried", ["the smell"],
        ),
        (
            "The miller's claim that rats ate the grain surprised nobody.",
            "The miller's", "claim", ["that rats ate the grain"],
        ),
        ("Farmers criticised the new tax.", "Farmers", "criticised", ["the new tax"]),
        ("The report shows that wages fell.", "The report", "shows", ["that wages fell"]),
        (
            "The plan was praised by local teachers.",
            "local teachers", "was praised", ["The plan"],
        ),
    ],
)  # fmt: skip
def test_one_sentence(told, text, source, cue, content):
    assert told(text) == [(source, cue, content)]


def test_speech_goes_on_behind_its_speaker_in_the_same_paragraph(told):
    text = (
        '"The well is dry," the farmer said. "We carry water from the river. It takes all day."'
    )
    [(source, _, content)] = told(text)
    assert source == "the farmer"
    assert content == [
        '"The well is dry,"',
        '"We carry water from the river. It takes all day."',
    ]


def test_speech_before_the_cue_is_taken_whole(told):
    [(source, _, content)] = told('"It rained. Nobody came. We went home," said Anna Berg.')
    assert source == "Anna Berg"
    assert content == ['"It rained. Nobody came. We went home,"']


def test_speech_that_a_paragraph_leaves_open_goes_on_in_the_next(told):
    text = '"The well is dry," Mr. Hill said. "We dig.\n"We shall find water."'
    [(_, _, content)] = told(text)
    assert content[-1] == '"We shall find water."'


def test_another_speaker_takes_the_next_quotation(told):
    text = '"The well is dry," Mr. Hill said. "Then dig," Mrs. Hill replied.'
    assert [(who, content) for who, _, content in told(text)] == [
        ("Mr. Hill", ['"The well is dry,"']),
        ("Mrs. Hill", ['"Then dig,"']),
    ]


def test_who_speaks_inside_speech_stands_at_a_depth(told, document):
    text = "The clerk said that the guard denied the theft."
    assert [who for who, _, _ in told(text)] == ["The clerk"]
    [inner] = [item for item in find_attributions(document(text)) if item.depth]
    assert (inner.source_text, inner.stance) == ("the guard", Stance.DENIES)


def test_a_participle_behind_a_comma_has_the_subject_of_the_sentence(told):
    found = told("The guide praised the view, adding that snow was late.")
    assert [who for who, _, _ in found] == ["The guide", "The guide"]


@pytest.mark.parametrize("mark", ["\u2014", "\u2015", "--"])
def test_a_name_behind_a_dash_signs_a_quotation(told, mark):
    [(who, cue, content)] = told(f'"Trees remember the wind." {mark} Ida Holm')
    assert (who, cue, content) == ("Ida Holm", mark, ['"Trees remember the wind."'])


def test_a_name_before_a_colon_speaks(told):
    assert told("Police: the road will be closed until Monday.")[0][:2] == ("Police", ":")


def test_the_author_speaks_again_behind_a_semicolon(told):
    [(_, _, content)] = told("The cook said the soup was hot; the guests had left.")[:1]
    assert content == ["the soup was hot"]


def test_an_introduced_paragraph_is_content(told):
    text = "The captain added:\nThe sea was calm that night and we saw the lights of the coast."
    assert told(text)[0][2] == [text.split("\n")[1]]


def test_curly_and_straight_marks_read_alike(told):
    straight = '"The well is dry," the farmer said. "We carry water."'
    curly = "\u201cThe well is dry,\u201d the farmer said. \u201cWe carry water.\u201d"
    assert [len(part[2]) for part in told(straight)] == [len(part[2]) for part in told(curly)]


def test_offsets_are_those_of_the_document(document):
    text = "Rain fell.\nThe  baker said\u00a0that flour had run out."
    [item] = find_attributions(document(text))
    assert text[slice(*item.cue)] == item.cue_text == "said"
    assert item.sentence == 1


def test_a_document_without_a_paragraph_has_none(document):
    assert find_attributions(document("")) == ()
