"""CAMEO event codes: their names, quadrants, Goldstein values and PLOVER types.

Codes are text: `010` (make statement) and `10` (demand) are two codes, and a reader that made
numbers of them cannot be put right afterwards.

References:
    Schrodt (2012), CAMEO Conflict and Mediation Event Observations, manual 1.1b3. Goldstein
    (1992), table 1, as extended to CAMEO. PLOVER manual, draft 0.8 (2021), conversion table.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from tocsin.errors import OntologyError
from tocsin.model.tables import Row, read_rows
from tocsin.model.vocabulary import EventType, Quad

FOLDER = "tocsin.model.ontology"

_NUMBERS = {quad: number for number, quad in enumerate(Quad, start=1)}


class Scale(StrEnum):
    """Whose table of Goldstein values; the two differ for 016 and 022."""

    ICEWS = "icews"
    GDELT = "gdelt"


@dataclass(frozen=True, slots=True)
class CameoCode:
    """One event code.

    Attributes:
        code: Two digits for a root, three or four for an event.
        root: The first two digits.
        quad: Quadrant by root, as GDELT has it, 1 to 4: verbal cooperation (01-05), material
            cooperation (06-09), verbal conflict (10-14), material conflict (15-20). PLOVER
            has it otherwise for 02, 08 (to concede), 09 and 14: keep the scheme with the value.
        values: Goldstein value by scale, -10 (conflict) to 10 (cooperation); None is unknown.
        plover: Type in PLOVER (2021); None for statements (01), which are no events there.
    """

    code: str
    name: str
    root: str
    quad: int
    values: tuple[tuple[Scale, float | None], ...]
    plover: EventType | None

    def goldstein(self, scale: Scale) -> float | None:
        """Return the Goldstein value, -10 to 10; None where the table has none."""
        return dict(self.values)[scale]


@dataclass(frozen=True, eq=False, slots=True)
class Cameo:
    """All event codes in their order; `load_cameo` gives the shipped ones."""

    codes: dict[str, CameoCode]

    def get(self, code: str) -> CameoCode | None:
        """Return what is known of a code; None where there is no such code."""
        return self.codes.get(code)

    def goldstein(self, code: str, scale: Scale) -> float | None:
        """Return the Goldstein value of a code, -10 to 10; None where it has none.

        A value that the row itself carries goes before it.
        """
        known = self.codes.get(code)
        return known.goldstein(scale) if known else None


def plover_quad(kind: EventType | str) -> int:
    """Return the quadrant of a PLOVER type, 1 to 4, by PLOVER's own assignment.

    Raises:
        ValueError: There is no such type.
    """
    return quad_number(EventType(kind).quad)


def quad_number(quad: Quad) -> int:
    """Return the number that event data give a quadrant: 1 for verbal cooperation, to 4."""
    return _NUMBERS[quad]


@cache
def load_cameo() -> Cameo:
    """Return the codes of the shipped file.

    Raises:
        OntologyError: The file is missing or a row does not fit; the subject is `file:line`.
    """
    return Cameo({row["code"]: _code(row) for row in read_rows(FOLDER, "cameo.csv")})


def _code(row: Row) -> CameoCode:
    """Return the code of one row."""
    try:
        value = _number(row["goldstein"])
        gdelt = _number(row["goldstein_gdelt"])
        return CameoCode(
            code=row["code"],
            name=row["name"],
            root=row["root"],
            quad=int(row["quad"]),
            values=((Scale.ICEWS, value), (Scale.GDELT, value if gdelt is None else gdelt)),
            plover=EventType(row["plover"]) if row["plover"] else None,
        )
    except ValueError as error:
        where = row["_where"]
        message = f"{where}: {error}; expected numbers and a PLOVER type."
        raise OntologyError(message, subject=where) from error


def _number(cell: str) -> float | None:
    """Return the number in a cell; None where it is empty."""
    return float(cell) if cell else None
