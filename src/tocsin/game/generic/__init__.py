"""Finite games of any kind: read, write and solve small ones."""

from tocsin.game.generic.behaviour import Behaviour, Course, Walker, behaviour_of
from tocsin.game.generic.efg import parse_efg, write_efg
from tocsin.game.generic.equilibria import (
    Equilibria,
    Equilibrium,
    all_equilibria,
    pure_equilibria,
)
from tocsin.game.generic.forms import InfoSet, Node, NodeKind, Payoffs, Table, Tree, table_of
from tocsin.game.generic.gambit import gambit_equilibria
from tocsin.game.generic.logit import Response, logit_of_table, logit_of_tree
from tocsin.game.generic.nfg import parse_nfg, write_nfg
from tocsin.game.generic.perfect import (
    Assessment,
    Induction,
    assess,
    backward_induction,
    perfect_bayesian,
)
from tocsin.game.generic.sequences import Strategic, strategic
from tocsin.game.generic.supports import supported_equilibria
from tocsin.game.generic.unrolled import tree_of
from tocsin.game.generic.zerosum import Value, zero_sum_value

__all__ = [
    "Assessment",
    "Behaviour",
    "Course",
    "Equilibria",
    "Equilibrium",
    "Induction",
    "InfoSet",
    "Node",
    "NodeKind",
    "Payoffs",
    "Response",
    "Strategic",
    "Table",
    "Tree",
    "Value",
    "Walker",
    "all_equilibria",
    "assess",
    "backward_induction",
    "behaviour_of",
    "gambit_equilibria",
    "logit_of_table",
    "logit_of_tree",
    "parse_efg",
    "parse_nfg",
    "perfect_bayesian",
    "pure_equilibria",
    "strategic",
    "supported_equilibria",
    "table_of",
    "tree_of",
    "write_efg",
    "write_nfg",
    "zero_sum_value",
]
