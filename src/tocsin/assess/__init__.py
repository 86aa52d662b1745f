"""ASSESS: from claims to judgements, and to concern per stakeholder."""

from tocsin.assess.assessment import assess
from tocsin.assess.case import Inquiry, LookFor, LookUp, Since
from tocsin.assess.dyads import find_dyad
from tocsin.assess.hypotheses.own import load_hypotheses, parse_hypotheses
from tocsin.assess.library import Library
from tocsin.assess.ontology import load_ontology, load_overrides, parse_overrides
from tocsin.assess.sources import load_grades, merged
from tocsin.assess.stakeholders import find_stakeholders

__all__ = [
    "Inquiry",
    "Library",
    "LookFor",
    "LookUp",
    "Since",
    "assess",
    "find_dyad",
    "find_stakeholders",
    "load_grades",
    "load_hypotheses",
    "load_ontology",
    "load_overrides",
    "merged",
    "parse_hypotheses",
    "parse_overrides",
]
