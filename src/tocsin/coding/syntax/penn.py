"""Tags of the Penn Treebank, from universal parts of speech and features where there are none."""

from collections.abc import Mapping

from tocsin.coding.syntax.labels import label_words

Features = Mapping[str, str]

_FIXED = {
    "ADP": "IN",
    "SCONJ": "IN",
    "CCONJ": "CC",
    "CONJ": "CC",
    "NUM": "CD",
    "INTJ": "UH",
    "SYM": "SYM",
    "X": "FW",
}
_NOUNS = {"NOUN": "NN", "PROPN": "NNP"}
_PARTICLES = {"to": "TO", "'s": "POS", "'": "POS"}
_GRADES = {"Cmp": "R", "Sup": "S"}
_QUESTIONS = frozenset({"Int", "Rel"})


def tag_of(form: str, upos: str, xpos: str, feats: Features) -> str:
    """Return the Penn tag of a word: its own one, else one that follows from its features.

    A verb without features has the tag of its base form.
    """
    if xpos in label_words("penn_tags"):
        return xpos
    lower = form.lower()
    if upos in _NOUNS:
        return _NOUNS[upos] + ("S" if feats.get("Number") == "Plur" else "")
    if upos in {"VERB", "AUX"}:
        is_modal = upos == "AUX" and lower in label_words("modals")
        return "MD" if is_modal else _verb_tag(feats)
    if upos in {"ADJ", "ADV"}:
        return _graded(upos, feats)
    if upos in {"PRON", "DET"}:
        return _pronoun_tag(lower, upos, feats)
    if upos == "PART":
        return _PARTICLES.get(lower, "RB")
    return lower if upos == "PUNCT" else _FIXED.get(upos, "FW")


def _verb_tag(feats: Features) -> str:
    """Return the tag of a verb that is no modal."""
    kind, tense = feats.get("VerbForm"), feats.get("Tense")
    if kind == "Ger" or (kind == "Part" and tense == "Pres"):
        return "VBG"
    if kind == "Part":
        return "VBN"
    if kind in {"Inf", None} or feats.get("Mood") == "Imp":
        return "VB"
    if tense == "Past":
        return "VBD"
    is_third = feats.get("Person") == "3" and feats.get("Number") == "Sing"
    return "VBZ" if is_third else "VBP"


def _graded(upos: str, feats: Features) -> str:
    """Return the tag of an adjective or adverb."""
    if upos == "ADV" and feats.get("PronType") in _QUESTIONS:
        return "WRB"
    return ("JJ" if upos == "ADJ" else "RB") + _GRADES.get(feats.get("Degree", ""), "")


def _pronoun_tag(lower: str, upos: str, feats: Features) -> str:
    """Return the tag of a pronoun or determiner."""
    asks = feats.get("PronType") in _QUESTIONS
    if feats.get("Poss") == "Yes":
        return "WP$" if asks else "PRP$"
    if lower == "there" and upos == "PRON":
        return "EX"
    if asks:
        return "WDT" if upos == "DET" or lower in {"that", "which"} else "WP"
    is_personal = upos == "PRON" and feats.get("PronType") in {"Prs", None}
    return "PRP" if is_personal else "DT"
