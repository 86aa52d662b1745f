"""The way from one word to another."""

from tocsin.coding.scoring.paths import LONGEST, name_of, way


def test_a_way_names_roles_and_prepositions(tree):
    sentence = tree(
        "Foo foo PROPN NNP subject 1",
        "sold sell VERB VBD root 1",
        "rice rice NOUN NN object 1",
        "to to ADP IN preposition 1",
        "Bar bar PROPN NNP prep_object 3",
    )
    found = way(sentence, sentence.words[0], sentence.words[4])
    assert found.signature == "subject|prep_object<preposition:to"
    assert found.meeting.text == "sold"
    assert [word.text for word in found.between] == ["to"]


def test_where_one_word_stands_above_the_other_it_is_the_meeting(tree):
    sentence = tree("Foo foo PROPN NNP subject 1", "left leave VERB VBD root 1")
    found = way(sentence, sentence.words[0], sentence.words[1])
    assert (found.signature, found.meeting.i, found.between) == ("subject|", 1, ())


def test_a_word_and_itself_are_no_way_apart(tree):
    sentence = tree("Foo foo PROPN NNP subject 1", "left leave VERB VBD root 1")
    assert way(sentence, sentence.words[0], sentence.words[0]).signature == "|"


def test_coordination_is_passed_over(tree):
    sentence = tree(
        "Foo foo PROPN NNP subject 3",
        "and and CCONJ CC coordinator 0",
        "Baz baz PROPN NNP conjunct 0",
        "met meet VERB VBD root 3",
        "Bar bar PROPN NNP object 3",
    )
    signatures = {way(sentence, sentence.words[i], sentence.words[4]).signature for i in (0, 2)}
    assert signatures == {"subject|object"}


def test_two_coordinated_words_stand_with_each_other(tree):
    sentence = tree(
        "Foo foo PROPN NNP subject 2",
        "Bar bar PROPN NNP conjunct 0",
        "met meet VERB VBD root 2",
    )
    assert way(sentence, sentence.words[1], sentence.words[0]).signature == "with|"


def test_a_long_way_is_far(tree):
    rows = ["w0 w VERB VB root 0"]
    rows += [f"w{i} w VERB VB complement {i - 1}" for i in range(1, LONGEST + 2)]
    sentence = tree(*rows)
    top, last, end = sentence.words[0], sentence.words[LONGEST], sentence.words[LONGEST + 1]
    assert way(sentence, last, top).signature == "<".join(["complement"] * LONGEST) + "|"
    assert way(sentence, end, top).signature == "far"
    assert way(sentence, top, end).signature == "far"


def test_words_of_two_trees_have_no_way(tree):
    sentence = tree("Foo foo PROPN NNP root 0", "Bar bar PROPN NNP root 1")
    found = way(sentence, sentence.words[0], sentence.words[1])
    assert (found.signature, found.between) == ("none|", ())


def test_a_verb_is_named_with_its_particle(tree):
    sentence = tree("called call VERB VBD root 0", "off off ADP RP particle 0")
    assert name_of(sentence, sentence.words[0]) == "call_off"


def test_numbers_have_one_name(tree):
    sentence = tree("40 40 NUM CD root 0", "men man NOUN NNS object 0")
    assert [name_of(sentence, word) for word in sentence.words] == ["#", "man"]
