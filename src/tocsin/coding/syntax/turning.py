"""Trees of Universal Dependencies turned to our conventions, step by step.

Universal Dependencies make the content word the head and hang copula, preposition and marker
below it; all conjuncts hang on the first. The order of the steps matters: a copula takes over
the children of its predicate before its conjuncts are chained, and prepositions come last, as
they stand above whatever became of their noun.
"""

from itertools import pairwise

from tocsin.coding.syntax.labels import label_words, role_of
from tocsin.coding.syntax.node import Node, children, take_place
from tocsin.coding.syntax.tree import Role

_SUBJECTS = ("nsubj", "csubj", "nsubjpass", "csubjpass")
_PASSIVE = ("aux:pass", "auxpass", "nsubj:pass", "csubj:pass", "nsubjpass", "csubjpass")
_NAMES = ("flat", "name")
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_RELATIVE = frozenset({"WDT", "WP", "WP$"})
# What belongs to the clause and not to its predicate.
_OF_CLAUSE = frozenset(
    {
        *_SUBJECTS, "expl", "aux", "auxpass", "mark", "advcl", "parataxis", "discourse",
        "vocative", "dislocated", "punct", "obl", "ccomp",
    }
)  # fmt: skip
_BARE = frozenset({"obl", "nmod"})


def turn(nodes: list[Node]) -> None:
    """Bring the nodes of one sentence to our conventions; changes them."""
    _set_roles(nodes)
    for node in list(nodes):
        if node.label == "cop" and node.head != node.i:
            _lift_copula(nodes, node, nodes[node.head])
    _settle_dummies(nodes)
    for node in nodes:
        _chain_conjuncts(nodes, node)
    tops = _turn_prepositions(nodes)
    _move_coordinators(nodes, tops)


def _set_roles(nodes: list[Node]) -> None:
    """Give every node the role of its label, or what its surroundings make of it."""
    for node in nodes:
        node.role = role_of(node.label, "universal")
    for node in nodes:
        _turn_name(nodes, node)
    for node in nodes:
        if node.head == node.i:
            node.role = Role.ROOT
        else:
            node.role = _refined(nodes, node, nodes[node.head])


def _refined(nodes: list[Node], node: Node, head: Node) -> Role:
    """Return the role of a node where its label does not tell all."""
    if node.main_label in {"advmod", "neg"}:
        return _adverb_role(node)
    if node.label in {"mark", "case"}:
        return _marker_role(node)
    if node.label in {"xcomp", "acl"}:
        return _clause_role(nodes, node)
    if node.label in _BARE and not children(nodes, node, "case"):
        return _bare_role(node, head)
    return node.role


def _marker_role(node: Node) -> Role:
    """Return the role of `to` before an infinitive, of a possessive, of any other marker."""
    if node.label == "case":
        return Role.OTHER if node.tag == "POS" else node.role
    return Role.AUXILIARY if node.tag == "TO" else node.role


def _clause_role(nodes: list[Node], node: Node) -> Role:
    """Return the role of what may be a clause, or a predicate without copula, or a relative."""
    if node.label == "xcomp":
        is_clause = node.is_verb or children(nodes, node, "cop")
        return node.role if is_clause else Role.PREDICATIVE
    is_relative = any(child.tag in _RELATIVE for child in children(nodes, node))
    return Role.RELATIVE_CLAUSE if is_relative else node.role


def _adverb_role(node: Node) -> Role:
    """Return whether an adverb negates; `no` before a noun is a determiner."""
    if node.tag == "DT":
        return Role.DETERMINER
    is_not = node.label == "neg" or node.feats.get("Polarity") == "Neg"
    return Role.NEGATION if is_not or node.base in {"not", "n't"} else Role.ADVERB


def _bare_role(node: Node, head: Node) -> Role:
    """Return the role of a noun that hangs on a word without preposition or subtype."""
    if head.pos not in _NOMINAL or node.label == "obl":
        return Role.TIME
    return Role.COMPOUND if node.i < head.i else Role.APPOSITION


def _turn_name(nodes: list[Node], first: Node) -> None:
    """Make the last word of a name its head: `Vladimir` hangs on `Putin`."""
    rest = [child for child in children(nodes, first, *_NAMES) if child.i > first.i]
    if not rest or first.pos not in _NOMINAL or rest[-1].pos not in _NOMINAL:
        return
    last = rest[-1]
    take_place(last, first)
    for node in children(nodes, first):
        if node is not last:
            node.head = last.i
    first.head, first.label, first.role = last.i, "flat", Role.COMPOUND


def _lift_copula(nodes: list[Node], copula: Node, predicate: Node) -> None:
    """Make a copula the head of its predicate and give it what belongs to the clause."""
    below = [child for child in children(nodes, predicate) if child is not copula]
    take_place(copula, predicate)
    predicate.head, predicate.label = copula.i, "predicate"
    predicate.role = _predicate_role(below, copula, predicate)
    has_dummy = any(child.label == "expl" for child in below)
    for child in below:
        is_meant = has_dummy and child.label in {"ccomp", "xcomp"}
        if is_meant or _is_of_copula(nodes, child, copula, predicate):
            child.head = copula.i
        elif child.label == "advcl":
            child.role = Role.OPEN_COMPLEMENT


def _predicate_role(below: list[Node], copula: Node, predicate: Node) -> Role:
    """Return the role of a predicate below its copula; it may be a clause: `is to`, `is that`."""
    behind = [child for child in below if child.i > copula.i]
    if not predicate.is_verb:
        return Role.PREDICATIVE
    if predicate.tag == "VBG" or any(child.tag == "TO" for child in behind):
        return Role.OPEN_COMPLEMENT
    is_clause = any(child.main_label in {"mark", *_SUBJECTS} for child in behind)
    return Role.COMPLEMENT if is_clause else Role.PREDICATIVE


def _is_of_copula(nodes: list[Node], child: Node, copula: Node, predicate: Node) -> bool:
    """Return whether a child of a predicate belongs to its copula.

    What stands before the copula does, and the clause's own parts; what completes an adjective
    (`dependent on`, `ready to`) or noun stays.
    """
    if child.i < copula.i < predicate.i:
        return True
    if predicate.is_verb:
        return child.label.endswith(":outer") or child.label == "punct"
    if child.main_label == "advmod":
        is_degree = predicate.pos == "ADJ" and child.base in label_words("degree_adverbs")
        return child.i < predicate.i and not is_degree
    if child.label == "conj":
        return bool(children(nodes, child, *_SUBJECTS, "cop", "aux")) or child.is_verb
    is_own = predicate.pos == "ADJ" and _completes(nodes, child)
    return child.main_label in _OF_CLAUSE and not is_own


def _completes(nodes: list[Node], child: Node) -> bool:
    """Return whether a child completes an adjective: `dependent on`, `sure that`, `ready to`."""
    if child.label == "advcl":
        return any(word.tag == "TO" for word in children(nodes, child, "mark"))
    is_phrase = child.main_label == "obl" and bool(children(nodes, child, "case"))
    return child.label == "ccomp" or is_phrase


def _settle_dummies(nodes: list[Node]) -> None:
    """Give `it` and `there` the place that they have in our trees, and what they stand for."""
    for node in nodes:
        if node.label != "expl" or node.head == node.i:
            continue
        verb = nodes[node.head]
        if node.base == "there":
            node.role = Role.OTHER
            for subject in children(nodes, verb, "nsubj"):
                subject.role = Role.PREDICATIVE
            continue
        is_passive = bool(children(nodes, verb, "aux:pass", "auxpass"))
        node.role = Role.PASSIVE_SUBJECT if is_passive else Role.SUBJECT
        for clause in children(nodes, verb, "csubj", "csubjpass"):
            own = children(nodes, clause, *_SUBJECTS)
            clause.role = Role.COMPLEMENT if own else Role.OPEN_COMPLEMENT


def _chain_conjuncts(nodes: list[Node], first: Node) -> None:
    """Hang each conjunct on the one before it."""
    before = first
    for node in children(nodes, first, "conj"):
        if node.i > first.i:
            node.head, before = before.i, node


def _turn_prepositions(nodes: list[Node]) -> dict[int, int]:
    """Put prepositions above their nouns and clauses; return for each of these its preposition."""
    tops: dict[int, int] = {}
    for node in nodes:
        preps = _prepositions_of(nodes, node)
        if not preps:
            continue
        _hang_top(nodes, node, preps[0], tops)
        for upper, lower in pairwise(preps):
            lower.head, lower.role = upper.i, Role.PREPOSITION
        node.head = preps[-1].i
        node.role = Role.PREP_CLAUSE if node.is_verb else Role.PREP_OBJECT
        for prep in preps:
            prep.label = "turned"
            prep.pos = prep.pos if prep.pos == "VERB" else "ADP"
            prep.tag = "IN" if prep.tag == "TO" else prep.tag
        for child in children(nodes, node, "advmod", "neg"):
            if child.i < preps[0].i:
                child.head = preps[0].i
        tops[node.i] = preps[0].i
    return tops


def _hang_top(nodes: list[Node], node: Node, top: Node, tops: dict[int, int]) -> None:
    """Hang the first preposition of a node where the node hangs."""
    head = nodes[node.head]
    is_joined = node.role is Role.CONJUNCT
    is_root = node.head == node.i
    top.head = top.i if is_root else node.head
    top.role = Role.ROOT if is_root else Role.PREPOSITION
    if is_joined and head.i in tops:
        top.head, top.role = tops[head.i], Role.CONJUNCT
    elif not is_root and _is_agent(nodes, node, head, top):
        top.role = Role.AGENT


def _is_agent(nodes: list[Node], node: Node, head: Node, prep: Node) -> bool:
    """Return whether a preposition tells by whom something is done."""
    if node.label in {"obl:agent", "nmod:agent"}:
        return True
    is_reduced = head.tag == "VBN" and head.role in {Role.NOUN_CLAUSE, Role.RELATIVE_CLAUSE}
    is_passive = is_reduced or bool(children(nodes, head, *_PASSIVE))
    return prep.base == "by" and is_passive and node.pos in _NOMINAL


def _prepositions_of(nodes: list[Node], node: Node) -> list[Node]:
    """Return the prepositions of a noun or clause from the outermost inwards."""
    # A clause has markers and no case; a parse that says otherwise is wrong.
    is_clause = node.is_verb and children(nodes, node, *_SUBJECTS)
    cases = [] if is_clause else children(nodes, node, "case")
    firsts = [word for word in cases if word.tag != "POS" and word.i < node.i]
    firsts = firsts or _clause_prepositions(nodes, node)
    return [part for first in firsts
            for part in (first, *children(nodes, first, "fixed", "mwe"))]  # fmt: skip


def _clause_prepositions(nodes: list[Node], clause: Node) -> list[Node]:
    """Return the marker before a clause that is a preposition: `after meeting`, `of having`."""
    marks = [word for word in children(nodes, clause, "mark") if word.i < clause.i]
    if not marks or any(word.tag == "TO" and word.base == "to" for word in marks):
        return []
    first = marks[0]
    lower = first.text.lower()
    if lower in label_words("clause_prepositions"):
        return [first]
    has_aux = children(nodes, clause, "aux", *_SUBJECTS)
    is_participle = clause.tag == "VBG" and not has_aux
    return [first] if is_participle and lower not in label_words("plain_markers") else []


def _move_coordinators(nodes: list[Node], tops: dict[int, int]) -> None:
    """Hang `and` and commas before a conjunct on the conjunct before it."""
    for node in nodes:
        if node.main_label not in {"cc", "punct"} or node.label == "cc:preconj":
            continue
        owner = nodes[node.head]
        top = nodes[tops.get(owner.i, owner.i)]
        is_edge = node.label == "punct" and owner.main_label in {"acl", "appos"}
        if (owner.label == "conj" or is_edge) and node.i < top.i:
            node.head = top.head
