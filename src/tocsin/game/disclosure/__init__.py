"""Disclosure and deterrence: a signalling game with imperfect detection and denial."""

from tocsin.game.disclosure.equilibria import Candidate, equilibria, worst_violation
from tocsin.game.disclosure.kind import DISCLOSURE, build_disclosure, rules_of
from tocsin.game.disclosure.outcome import Outcome, play_out, stopping_belief
from tocsin.game.disclosure.response import Response, respond, select
from tocsin.game.disclosure.rules import MOVES, Rules, belief, replies

__all__ = [
    "DISCLOSURE",
    "MOVES",
    "Candidate",
    "Outcome",
    "Response",
    "Rules",
    "belief",
    "build_disclosure",
    "equilibria",
    "play_out",
    "replies",
    "respond",
    "rules_of",
    "select",
    "stopping_belief",
    "worst_violation",
]
