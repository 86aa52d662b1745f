"""The id by which `tocsin why` opens an exported number, in the assessment that it is from."""

from collections.abc import Iterator
from dataclasses import dataclass

from tocsin.model.assessment import Figure
from tocsin.tell.view import BriefInput


@dataclass(frozen=True, slots=True)
class Traces:
    """The figures of one assessment by their ids.

    Attributes:
        assessment: Its id.
        figures: Its figures.
    """

    assessment: str
    figures: dict[str, Figure]

    def of(self, figure: str) -> str | None:
        """Return `a-…/ID` for a figure; None where the assessment has none of this id.

        The assessment is part of it: without it `tocsin why` looks in the newest one, where the
        same id may stand for another number.
        """
        return f"{self.assessment}/{figure}" if figure in self.figures else None

    def all(self) -> Iterator[tuple[str, Figure]]:
        """Yield the figures with the ids that open them, in the order of the assessment."""
        for figure in self.figures.values():
            yield f"{self.assessment}/{figure.id}", figure


def traces_of(view: BriefInput) -> Traces:
    """Return the traces of an assessment."""
    return Traces(view.assessment.id, view.figures())
