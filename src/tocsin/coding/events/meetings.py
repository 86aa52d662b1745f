"""Verbs by which actors come together: meetings, visits, joint work."""

from tocsin.coding.events.candidate import Candidate, without
from tocsin.coding.events.clause import Clause
from tocsin.coding.events.transfers import brings_help
from tocsin.model.ids import country
from tocsin.model.vocabulary import Item


def read_meet(clause: Clause) -> Candidate | None:
    """Read `A meets B`, `A and B met`, `A talks with B`."""
    objects = () if clause.is_any("topic_verbs") else clause.objects
    return clause.together((*clause.subject, *objects, *clause.behind(*clause.frame.preps)))


def read_visit(clause: Clause) -> Candidate | None:
    """Read `A visits B`, `A travels to a place in B`."""
    subject, source = clause.roles.subject, clause.subject
    if clause.is_any("motion") and clause.roles.objects:
        return None  # who flies or returns things travels nowhere
    if subject is not None and brings_help(clause, subject):
        return None
    target = clause.objects
    target = target or clause.behind(*clause.frame.preps)
    if not target and clause.verb.base == "attend":
        target = clause.scene.modifiers_of(clause.roles.objects)  # "the Beijing Olympics"
    target = tuple(actor for actor in without(target, source) if actor == country(actor))
    if subject is None or not clause.is_animate(subject) or not source or not target:
        return None
    return clause.event(source, target)


def read_host(clause: Clause) -> Candidate | None:
    """Read `A hosted B`, with B one that can travel."""
    if not any(clause.is_animate(word) for word in clause.roles.objects):
        return None
    return clause.between(clause.subject, clause.objects)


def read_joint(clause: Clause) -> Candidate | None:
    """Read `A and B cooperate`, `A works with B`."""
    others = clause.behind("with")
    if clause.verb.base == "work" and not others:
        return None
    event = clause.together((*clause.subject, *others), clause.goods())
    if event is not None and clause.is_any("drilling"):
        event.items = (Item.EXERCISE,)
    return event


def read_together(clause: Clause) -> Candidate | None:
    """Read `A and B build a port`: one thing done by two; one alone does it for himself."""
    subject = clause.roles.subject
    if subject is None or len(clause.scene.tree.conjuncts(subject.i)) < 2:
        is_named = subject is not None and subject.tag in {"NNS", "PRP"}
        if not is_named:
            return None
    objects = clause.roles.objects
    return clause.together(clause.subject, clause.goods()) if objects else None
