"""The word lists of factuality, read once from `factivity.yaml`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from tocsin.coding.lexicon import load_data


@dataclass(frozen=True, slots=True)
class Signature:
    """What a word says of the truth of what hangs on it, each value in [-3, 3].

    Attributes:
        name: The class of the word.
        affirmed: Where the word itself is so.
        negated: Where it is not.
        unsettled: Where that is left open.
        present: Where it is so today; None where today makes no difference.
        leaves_open: Whether what hangs on it lies ahead.
        is_thought: Whether a gerund behind `of` or `about` is only thought of.
    """

    name: str
    affirmed: float
    negated: float
    unsettled: float
    present: float | None = None
    leaves_open: bool = False
    is_thought: bool = False


@dataclass(frozen=True)
class Factivity:
    """The signatures of words and the values of settings.

    Attributes:
        clause: For finite clauses and gerunds, by lemma.
        infinitive: For infinitives, by lemma.
        unknown: For words in neither, by the kind of what hangs on them.
        modals: Group of modals -> value of the word itself affirmed and negated.
        settings: Values of clauses that are nobody's complement, by name.
        before: Markers and prepositions before what had not happened yet.
        without: Prepositions and adverbs before what did not happen.
    """

    clause: Mapping[str, Signature]
    infinitive: Mapping[str, Signature]
    unknown: Mapping[str, Signature]
    modals: Mapping[str, tuple[float, float]]
    settings: Mapping[str, float]
    before: frozenset[str]
    without: frozenset[str]

    def find(self, kind: str, lemmas: Iterable[str]) -> Signature | None:
        """Return the signature of the first lemma that has one for a kind of complement."""
        table = self.clause if kind == "clause" else self.infinitive
        return next((table[lemma] for lemma in lemmas if lemma in table), None)


@cache
def load_factivity() -> Factivity:
    """Return the word lists of factuality.

    Raises:
        OntologyError: The file does not hold what it should.
    """
    data = load_data("factivity.yaml")
    clause, infinitive = _by_word(data["clause"]), _by_word(data["infinitive"])
    pleased = next(item for item in infinitive.values() if item.name == "pleased")
    # Who is pleased that something happened is pleased to do it too.
    felt = {word: pleased for word, item in clause.items() if item.name == "emotive"}
    unknown = {kind: Signature("unknown", *values) for kind, values in data["unknown"].items()}
    return Factivity(
        clause=clause,
        infinitive={**felt, **infinitive},
        unknown=unknown,
        modals={group: (yes, no) for group, (yes, no) in data["modals"].items()},
        settings=data["settings"],
        before=frozenset(data["before"]),
        without=frozenset(data["without"]),
    )


def _by_word(classes: Mapping[str, Any]) -> dict[str, Signature]:
    """Return word -> signature; the first class that has a word keeps it."""
    found: dict[str, Signature] = {}
    for name, entry in classes.items():
        signature = Signature(
            name,
            affirmed=entry["values"][0],
            negated=entry["values"][1],
            unsettled=entry["values"][2],
            present=entry.get("present"),
            leaves_open=entry.get("leaves_open", False),
            is_thought=entry.get("is_thought", False),
        )
        for word in entry["words"]:
            found.setdefault(word, signature)
    return found
