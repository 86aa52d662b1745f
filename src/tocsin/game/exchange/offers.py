"""Alternating offers with patience and outside options, in closed form and by counting back."""

from dataclasses import dataclass

import numpy as np

from tocsin.game.base import Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Two parties at a table, one value per draw.

    Attributes:
        pie: What a deal is worth to both together, outside options not deducted.
        own_patience: What the proposer thinks one unit after one more round is worth, [0, 1).
        other_patience: The same of the responder.
        own_outside: What the proposer gets elsewhere.
        other_outside: What the responder gets elsewhere.
    """

    pie: Numbers
    own_patience: Numbers
    other_patience: Numbers
    own_outside: Numbers
    other_outside: Numbers


def power(own_patience: Numbers, other_patience: Numbers) -> Numbers:
    """Return the share of the pie that the first proposer gets without outside options.

    Unitless, in (0, 1]; arrays of one shape, patience in [0, 1).

    References:
        Rubinstein (1982): (1 - d2) / (1 - d1 d2).
    """
    return np.asarray((1 - other_patience) / (1 - own_patience * other_patience))


def proposer_gets(table: Table) -> Numbers:
    """Return what the first proposer gets of the pie, in its unit.

    An outside option is a threat only where it beats what the party would get by going on; then
    its holder gets just that. Without a gain over both outside options there is no deal, and
    what is returned means nothing. Outside options must not be negative.

    References:
        Rubinstein (1982); Binmore, Shaked and Sutton (1989). With outside options w the value
        of proposing solves V1 = pie - max(d2 V2, w2), V2 = pie - max(d1 V1, w1), so that
        V1 = min(pie - w2, max(pie (1 - d2) / (1 - d1 d2), pie - d2 (pie - w1))).
    """
    free = table.pie * power(table.own_patience, table.other_patience)
    backed = table.pie - table.other_patience * (table.pie - table.own_outside)
    return np.minimum(table.pie - table.other_outside, np.maximum(free, backed))


def counted_back(table: Table, rounds: int) -> Numbers:
    """Return what the first proposer gets when the talks end after a number of rounds.

    By backward induction from the last round, in which the responder takes anything as good as
    walking away. It differs from `proposer_gets` by at most pie x (d1 d2)^(rounds // 2).
    """
    value = table.pie - table.other_outside if rounds % 2 else table.pie - table.own_outside
    for turn in range(rounds - 1, 0, -1):
        # In round `turn` (from 1) the first proposer proposes where the number is odd.
        if turn % 2:
            value = table.pie - np.maximum(table.other_patience * value, table.other_outside)
        else:
            value = table.pie - np.maximum(table.own_patience * value, table.own_outside)
    return value
