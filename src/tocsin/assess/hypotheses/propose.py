"""Which readings the claims propose, with the names and goods that fill their statements."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tocsin.assess.case import Case
from tocsin.assess.hypotheses.conditions import Met, Told, cast_of, first_met
from tocsin.assess.hypotheses.dealings import Cast
from tocsin.assess.hypotheses.schema import HypothesesFile, ReadingRow
from tocsin.assess.propositions import Proposition


@dataclass(frozen=True, slots=True)
class Proposal:
    """A reading that the claims propose.

    Attributes:
        row: The reading.
        statement: Its statement, filled.
        met: What proposed it.
        is_fallback: Whether it is weighed only because too few others are.
    """

    row: ReadingRow
    statement: str
    met: Met
    is_fallback: bool = False


@dataclass(frozen=True, slots=True)
class Proposals:
    """Everything that the claims propose, in the order of hypotheses.yaml, and the cast."""

    found: Mapping[str, Proposal]
    cast: Cast


def propose(propositions: Sequence[Proposition], case: Case) -> Proposals:
    """Return the readings that the claims propose; always at least `fewest` that are weighed."""
    ontology = case.ontology.hypotheses
    told = Told(propositions, case)
    met: dict[str, Met] = {}
    for name, row in ontology.hypotheses.items():
        if set(row.unless) & met.keys() or (row.parent is not None and row.parent not in met):
            continue
        first = Met() if not row.when else first_met(row.when, told, met)
        if first is not None:
            met[name] = first
    added = tuple(_fallbacks(ontology, met))
    met |= dict.fromkeys(added, Met())
    words = told.words()
    found = {}
    for name, row in ontology.hypotheses.items():
        if name in met:
            statement = sentence(row.statement.format(**{**words, **met[name].words}))
            found[name] = Proposal(row, statement, met[name], is_fallback=name in added)
    return Proposals(found, cast_of(met.values()))


def sentence(text: str) -> str:
    """Return a statement with a capital and a full stop, on one line."""
    plain = " ".join(text.split()).rstrip(".")
    return f"{plain[:1].upper()}{plain[1:]}."


def parents(rows: Mapping[str, str | None]) -> set[str]:
    """Return the names that are a parent of some other, given the parent of each."""
    return {parent for parent in rows.values() if parent is not None}


def _fallbacks(ontology: HypothesesFile, met: Mapping[str, Met]) -> Iterator[str]:
    """Yield the readings that are weighed because the claims propose too few."""
    rows = {name: ontology.hypotheses[name].parent for name in met}
    lacking = ontology.fewest - len(rows.keys() - parents(rows))
    for name in ontology.fallback:
        if lacking > 0 and name not in met:
            lacking -= 1
            yield name
