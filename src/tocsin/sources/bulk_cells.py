"""Two more ways of making a cell from a text table: a part of a text, and each of several."""

from dataclasses import dataclass

from tocsin.sources.bulk import Steps, Take


@dataclass(frozen=True, slots=True, kw_only=True)
class Between(Take):
    """The part of a cell between two texts; empty where the first of them is not in it.

    Attributes:
        after: What stands before the part.
        before: What ends it; where it is not there, the part goes on to the end.
    """

    after: str
    before: str


@dataclass(frozen=True, slots=True)
class Each(Steps):
    """Every one of the actors that stand joined in one cell.

    The columns of the steps are taken to be parallel: the second text of one goes with the
    second of the others. A record then becomes one row for each pair of different parties, or,
    where there is none, for the first pair. The first row keeps the id of the record, the others
    get `~2`, `~3` and so on behind it. Whom no lookup knows is left out, even where one of them
    is complete.

    Attributes:
        joints: Characters that stand between the actors.
    """

    joints: str = ";"
