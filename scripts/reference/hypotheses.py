"""The rival hypotheses that claims may propose, and what each class of claims says of them."""

from collections.abc import Iterator, Mapping

from reference.markdown import code, codes, heading, joined, plain, table
from tocsin.assess import load_ontology
from tocsin.assess.hypotheses.schema import ClaimClass, Condition, ReadingRow


def hypotheses() -> str:
    """Return readings, classes of claims with their cells, and what a cell weighs."""
    file = load_ontology().hypotheses
    return joined(
        table(
            ["hypothesis", "statement", "prior", "kind of"],
            [
                (code(name), plain(one.statement), f"{one.prior:g}", code(one.parent or ""))
                for name, one in file.hypotheses.items()
            ],
        ),
        f"Priors: {plain(file.prior_reason)} At least {file.fewest} are weighed; where the claims "
        f"hold too little, {codes(file.fallback)} are added in this order.",
        heading(2, "When each is proposed"),
        table(
            ["hypothesis", "where the claims hold one of", "unless", "reason"],
            [
                (code(name), _when(one), codes(one.unless), plain(one.reason))
                for name, one in file.hypotheses.items()
            ],
        ),
        heading(2, "Classes of claims"),
        "Every claim falls into the first class that it fits. Its cell says how likely such a claim is "
        "if the hypothesis is true; one that is not named has `N`.",
        table(
            ["class", "claims", "cells", "reason"],
            [
                (code(name), _match(one), _cells(one.cells), plain(one.reason))
                for name, one in file.classes.items()
            ],
        ),
        f"That no claim speaks to {codes(sorted(file.silence.channels))} counts once, in full: "
        f"{_cells(file.silence.cells)}. {plain(file.silence.reason)}",
        heading(2, "Cells"),
        plain(file.cells_reason),
        table(
            ["cell", "likelihood ratio", "PARC"],
            [
                (code(name), f"{one.likelihood_ratio:g}", one.parc)
                for name, one in file.cells.items()
            ],
        ),
    )  # fmt: skip


def _when(row: ReadingRow) -> str:
    """Return the conditions of a reading."""
    return "; or ".join("; ".join(_asked(one)) for one in row.when) or "always"


def _asked(one: Condition) -> Iterator[str]:
    """Yield what a condition asks for."""
    if one.channels:
        yield f"a claim on {codes(sorted(one.channels))}"
    if one.there and one.back:
        yield f"{codes(sorted(one.there))} one way and {codes(sorted(one.back))} the other"
    if one.patron:
        yield f"a third state gives {codes(sorted(one.patron))}"
    if one.pressure:
        yield "a third state acts against a member or the deal"
    if one.audience:
        yield "third states deal with a member, or act against one"
    if one.estranged:
        yield "the two are rivals, at war or mostly in conflict"
    if one.proposed:
        yield f"{codes(one.proposed)} is proposed"


def _match(one: ClaimClass) -> str:
    """Return what a claim must be to fall into a class."""
    match = one.match
    parts = [f"about the {match.about}"]
    parts += [match.sign] if match.sign else []
    parts += ["back from the receiver"] if match.flow else []
    parts += [] if match.actual is None else ["a fact" if match.actual else "ahead"]
    parts += [] if match.past is None else ["long past" if match.past else "not long past"]
    parts += [f"by {codes(sorted(match.voices))}"] if match.voices else []
    parts += [f"on {codes(sorted(match.channels))}"] if match.channels else []
    return ", ".join(parts)


def _cells(cells: Mapping[str, str]) -> str:
    """Return cells by hypothesis."""
    return ", ".join(f"{code(name)} {cell}" for name, cell in cells.items())
