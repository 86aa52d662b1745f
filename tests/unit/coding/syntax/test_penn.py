"""Penn tags from universal features."""

import pytest

from tocsin.coding.syntax.penn import tag_of


@pytest.mark.parametrize(
    ("form", "upos", "feats", "tag"),
    [
        ("tanks", "NOUN", "Number=Plur", "NNS"),
        ("tank", "NOUN", "Number=Sing", "NN"),
        ("States", "PROPN", "Number=Plur", "NNPS"),
        ("Iran", "PROPN", "", "NNP"),
        ("sent", "VERB", "VerbForm=Fin|Tense=Past", "VBD"),
        ("sends", "VERB", "VerbForm=Fin|Tense=Pres|Number=Sing|Person=3", "VBZ"),
        ("send", "VERB", "VerbForm=Fin|Tense=Pres|Number=Plur", "VBP"),
        ("send", "VERB", "VerbForm=Inf", "VB"),
        ("Send", "VERB", "VerbForm=Fin|Mood=Imp", "VB"),
        ("send", "VERB", "", "VB"),
        ("sent", "VERB", "VerbForm=Part|Tense=Past", "VBN"),
        ("sending", "VERB", "VerbForm=Part|Tense=Pres", "VBG"),
        ("sending", "VERB", "VerbForm=Ger", "VBG"),
        ("will", "AUX", "VerbForm=Fin", "MD"),
        ("was", "AUX", "VerbForm=Fin|Tense=Past", "VBD"),
        ("larger", "ADJ", "Degree=Cmp", "JJR"),
        ("soonest", "ADV", "Degree=Sup", "RBS"),
        ("where", "ADV", "PronType=Int", "WRB"),
        ("it", "PRON", "PronType=Prs", "PRP"),
        ("its", "PRON", "PronType=Prs|Poss=Yes", "PRP$"),
        ("whose", "PRON", "PronType=Rel|Poss=Yes", "WP$"),
        ("who", "PRON", "PronType=Rel", "WP"),
        ("which", "PRON", "PronType=Rel", "WDT"),
        ("this", "PRON", "PronType=Dem", "DT"),
        ("There", "PRON", "", "EX"),
        ("the", "DET", "PronType=Art", "DT"),
        ("to", "PART", "", "TO"),
        ("'s", "PART", "", "POS"),
        ("not", "PART", "", "RB"),
        ("on", "ADP", "", "IN"),
        ("that", "SCONJ", "", "IN"),
        ("and", "CCONJ", "", "CC"),
        (",", "PUNCT", "", ","),
        ("xyz", "X", "", "FW"),
    ],
)
def test_a_missing_tag_follows_from_the_features(form, upos, feats, tag):
    pairs = dict(part.split("=") for part in feats.split("|") if part)
    assert tag_of(form, upos, "", pairs) == tag
    assert tag_of(form, upos, "a tag of another set", pairs) == tag


def test_a_penn_tag_stands():
    assert tag_of("sent", "VERB", "VBD", {}) == "VBD"
