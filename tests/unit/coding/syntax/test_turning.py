"""Trees of Universal Dependencies, turned."""

import pytest

from tocsin.coding import parse_conllu


def conllu(*words):
    """Return CoNLL-U of rows `form lemma UPOS XPOS head label`."""
    rows = []
    for number, line in enumerate(words, start=1):
        form, lemma, upos, xpos, head, label = line.split()
        rows.append(f"{number}\t{form}\t{lemma}\t{upos}\t{xpos}\t_\t{head}\t{label}\t_\t_")
    return "\n".join(rows)


def turned(*words):
    """Return `word role head` of every word."""
    tree = parse_conllu(conllu(*words)).trees[0]
    return [f"{word.text} {word.role} {tree.words[word.head].text}" for word in tree.words]


def test_a_copula_takes_the_clause_and_leaves_the_adjective_its_own():
    assert turned(
        "He he PRON PRP 2 nsubj",
        "said say VERB VBD 0 root",
        "that that SCONJ IN 8 mark",
        "Iran Iran PROPN NNP 8 nsubj",
        "has have AUX VBZ 8 aux",
        "been be AUX VBN 8 cop",
        "very very ADV RB 8 advmod",
        "ready ready ADJ JJ 2 ccomp",
        "to to PART TO 10 mark",
        "sell sell VERB VB 8 advcl",
    ) == [
        "He subject said",
        "said root said",
        "that marker been",
        "Iran subject been",
        "has auxiliary been",
        "been complement said",
        "very adverb ready",
        "ready predicative been",
        "to auxiliary sell",
        "sell open_complement ready",
    ]


def test_clauses_with_copulas_are_joined_at_the_copulas():
    found = turned(
        "Japan Japan PROPN NNP 3 nsubj",
        "is be AUX VBZ 3 cop",
        "dependent dependent ADJ JJ 0 root",
        "on on ADP IN 5 case",
        "Qatar Qatar PROPN NNP 3 obl",
        "and and CCONJ CC 10 cc",
        "Iran Iran PROPN NNP 10 nsubj",
        "was be AUX VBD 10 cop",
        "reportedly reportedly ADV RB 10 advmod",
        "angry angry ADJ JJ 3 conj",
        "here here ADV RB 10 advmod",
    )
    assert {
        "on preposition dependent",
        "and coordinator is",
        "was conjunct is",
        "reportedly adverb was",
        "angry predicative was",
    } <= set(found)


@pytest.mark.parametrize("tail", ["dependent and weak", "dependent , weak"])
def test_joined_predicates_stay_below_one_copula(tail):
    first, link, second = tail.split()
    found = turned(
        "Japan Japan PROPN NNP 3 nsubj",
        "is be AUX VBZ 3 cop",
        f"{first} {first} ADJ JJ 0 root",
        f"{link} {link} CCONJ CC 5 cc",
        f"{second} {second} ADJ JJ 3 conj",
    )
    assert f"{second} conjunct {first}" in found


def test_a_predicate_behind_a_preposition_hangs_on_it():
    found = turned(
        "Russia Russia PROPN NNP 4 nsubj",
        "is be AUX VBZ 4 cop",
        "in in ADP IN 4 case",
        "talks talk NOUN NNS 0 root",
        "with with ADP IN 6 case",
        "Iran Iran PROPN NNP 4 nmod",
    )
    assert found[2:] == [
        "in preposition is",
        "talks prep_object in",
        "with preposition talks",
        "Iran prep_object with",
    ]


@pytest.mark.parametrize(
    ("marker", "verb", "role"),
    [
        ("to to PART TO", "sell sell VERB VB", "open_complement"),
        ("that that SCONJ IN", "sells sell VERB VBZ", "complement"),
        ("now now ADV RB", "selling sell VERB VBG", "open_complement"),
        ("well well ADV RB", "armed arm VERB VBN", "predicative"),
    ],
)
def test_a_clause_may_be_a_predicate(marker, verb, role):
    found = turned(
        "The the DET DT 2 det",
        "aim aim NOUN NN 5 nsubj:outer",
        "is be AUX VBZ 5 cop",
        f"{marker} 5 {'advmod' if 'ADV' in marker else 'mark'}",
        f"{verb} 0 root",
    )
    assert found[4] == f"{verb.split()[0]} {role} is"
    assert found[1] == "aim subject is"


def test_it_stands_for_the_clause():
    found = turned(
        "It it PRON PRP 3 expl",
        "is be AUX VBZ 3 cop",
        "unwise unwise ADJ JJ 0 root",
        "to to PART TO 5 mark",
        "sell sell VERB VB 3 csubj",
    )
    assert (found[0], found[4]) == ("It subject is", "sell open_complement is")
    passive = turned(
        "It it PRON PRP 3 expl",
        "was be AUX VBD 3 aux:pass",
        "hoped hope VERB VBN 0 root",
        "Iran Iran PROPN NNP 5 nsubj",
        "agreed agree VERB VBD 3 ccomp",
    )
    assert passive[0] == "It passive_subject hoped"


def test_prepositions_in_a_row_are_a_chain():
    found = turned(
        "Troops troop NOUN NNS 2 nsubj",
        "went go VERB VBD 0 root",
        "only only ADV RB 7 advmod",
        "out out ADP IN 7 case",
        "of of ADP IN 7 case",
        "the the DET DT 7 det",
        "town town NOUN NN 2 obl",
    )
    assert found[2:] == [
        "only adverb out",
        "out preposition went",
        "of preposition out",
        "the determiner town",
        "town prep_object of",
    ]


@pytest.mark.parametrize(
    ("marker", "verb", "role"),
    [
        ("after", "meeting VERB VBG", "prep_clause after"),
        ("while", "meeting VERB VBG", "adverbial_clause left"),
        ("after", "met VERB VBD", "adverbial_clause left"),
        ("without", "met VERB VBD", "prep_clause without"),
    ],
)
def test_a_marker_before_a_participle_is_a_preposition(marker, verb, role):
    form, upos, xpos = verb.split()
    found = turned(
        "He he PRON PRP 2 nsubj",
        "left leave VERB VBD 0 root",
        f"{marker} {marker} SCONJ IN 4 mark",
        f"{form} meet {upos} {xpos} 2 advcl",
        "Xi Xi PROPN NNP 4 obj",
    )
    assert found[3] == f"{form} {role}"


def test_the_first_version_of_the_labels_is_read_too():
    found = turned(
        "No no DET DT 2 neg",
        "tanks tank NOUN NNS 5 nsubjpass",
        "were be AUX VBD 5 auxpass",
        "not not PART RB 5 neg",
        "sold sell VERB VBN 0 root",
        "by by ADP IN 8 case",
        "Jean Jean PROPN NNP 8 name",
        "Roy Roy PROPN NNP 5 nmod",
        "Monday Monday PROPN NNP 5 nmod:tmod",
        "because because ADP IN 12 case",
        "of of ADP IN 10 mwe",
        "rain rain NOUN NN 5 nmod",
    )
    assert found == [
        "No determiner tanks",
        "tanks passive_subject sold",
        "were passive_auxiliary sold",
        "not negation sold",
        "sold root sold",
        "by agent sold",
        "Jean compound Roy",
        "Roy prep_object by",
        "Monday time sold",
        "because preposition sold",
        "of preposition because",
        "rain prep_object of",
    ]


def test_a_relative_pronoun_makes_a_relative_clause():
    found = turned(
        "men man NOUN NNS 0 root",
        "who who PRON WP 3 nsubj",
        "left leave VERB VBD 1 acl",
        "home home NOUN NN 3 obl",
    )
    assert found[2:] == ["left relative_clause men", "home time left"]


def test_bare_nouns_are_compounds_before_and_appositions_behind():
    found = turned(
        "Minister minister NOUN NN 2 nmod",
        "Roy Roy PROPN NNP 3 nsubj",
        "stayed stay VERB VBD 0 root",
        "minister minister NOUN NN 3 xcomp",
        "Roy Roy PROPN NNP 4 nmod",
    )
    assert found[0] == "Minister compound Roy"
    assert found[3:] == ["minister predicative stayed", "Roy apposition minister"]


def test_a_case_at_a_clause_is_left_alone():
    found = turned(
        "LYON lyon ADP IN 3 case",
        "He he PRON PRP 3 nsubj",
        "left leave VERB VBD 0 root",
    )
    assert found[2] == "left root left"
