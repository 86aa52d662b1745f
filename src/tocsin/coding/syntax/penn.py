"""Tags of the Penn Treebank, from universal parts of speech and features where there are none."""

from collections.abc import Callable, Mapping

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
_PARTICLES = {"to": "TO", "'s": "POS", "'": "POS"}
_GRADES = {"Cmp": "R", "Sup": "S"}
_QUESTIONS = frozenset({"Int", "Rel"})


def tag_of(form: str, upos: str, xpos: str, feats: Features) -> str:
    """Return the Penn tag of a word: its own one, else one that follows from its features.

    A verb without features has the tag of its base form.
    """
    if xpos in label_words("penn_tags"):
        return xpos
    maker = _MAKERS.get(upos)
    return maker(form.lower(), feats) if maker is not None else _FIXED.get(upos, "FW")


def _noun_tag(_lower: str, feats: Features) -> str:
    """Return the tag of a common noun."""
    return "NNS" if feats.get("Number") == "Plur" else "NN"


def _name_tag(_lower: str, feats: Features) -> str:
    """Return the tag of a name."""
    return "NNPS" if feats.get("Number") == "Plur" else "NNP"


def _aux_tag(lower: str, feats: Features) -> str:
    """Return the tag of an auxiliary."""
    return "MD" if lower in label_words("modals") else _verb_tag(lower, feats)


def _verb_tag(_lower: str, feats: Features) -> str:
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


def _adjective_tag(_lower: str, feats: Features) -> str:
    """Return the tag of an adjective."""
    return "JJ" + _GRADES.get(feats.get("Degree", ""), "")


def _adverb_tag(_lower: str, feats: Features) -> str:
    """Return the tag of an adverb."""
    asks = feats.get("PronType") in _QUESTIONS
    return "WRB" if asks else "RB" + _GRADES.get(feats.get("Degree", ""), "")


def _pronoun_tag(lower: str, feats: Features) -> str:
    """Return the tag of a pronoun."""
    if lower == "there":
        return "EX"
    is_personal = feats.get("PronType") in {"Prs", None}
    is_other = is_personal and feats.get("Poss") != "Yes"
    return "PRP" if is_other else _determiner_tag(lower, feats)


def _determiner_tag(lower: str, feats: Features) -> str:
    """Return the tag of a determiner, or of a pronoun that could be one."""
    asks = feats.get("PronType") in _QUESTIONS
    if feats.get("Poss") == "Yes":
        return "WP$" if asks else "PRP$"
    if not asks:
        return "DT"
    return "WP" if lower in _PERSONS else "WDT"


def _particle_tag(lower: str, _feats: Features) -> str:
    """Return the tag of a particle."""
    return _PARTICLES.get(lower, "RB")


_PERSONS = frozenset({"who", "whom", "what", "whoever", "whatever"})
_MAKERS: Mapping[str, Callable[[str, Features], str]] = {
    "NOUN": _noun_tag,
    "PROPN": _name_tag,
    "VERB": _verb_tag,
    "AUX": _aux_tag,
    "ADJ": _adjective_tag,
    "ADV": _adverb_tag,
    "PRON": _pronoun_tag,
    "DET": _determiner_tag,
    "PART": _particle_tag,
    "PUNCT": lambda lower, _feats: lower,
}
