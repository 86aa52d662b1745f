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
        "vocative", "dislocated", "punct",
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
    if node.label == "mark" and node.tag == "TO":
        return Role.AUXILIARY
    if node.main_label in {"advmod", "neg"}:
        return _adverb_role(node)
    if node.label == "xcomp" and not node.is_verb and not children(nodes, node, "cop"):
        return Role.PREDICATIVE
    if node.label in _BARE and not children(nodes, node, "case"):
        return _bare_role(node, head)
    if node.label == "acl" and _has_relative(nodes, node):
        return Role.RELATIVE_CLAUSE
    is_possessive = node.label == "case" and node.tag == "POS"
    return Role.OTHER if is_possessive else node.role


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


def _has_relative(nodes: list[Node], clause: Node) -> bool:
    """Return whether a relative pronoun stands in a clause."""
    return any(child.tag in _RELATIVE for child in children(nodes, clause))


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
    below = children(nodes, predicate)
    take_place(copula, predicate)
    predicate.head, predicate.label = copula.i, "predicate"
    predicate.role = Role.PREDICATIVE
    if predicate.is_verb:
        infinitive = any(child.tag == "TO" and child.i > copula.i for child in below)
        is_open = infinitive or predicate.tag == "VBG"
        predicate.role = Role.OPEN_COMPLEMENT if is_open else Role.COMPLEMENT
    has_dummy = any(child.label == "expl" for child in below)
    for child in below:
        if child is copula:
            continue
        if _is_of_copula(nodes, child, copula, predicate) or (
            has_dummy and child.label in {"ccomp", "xcomp"}
        ):
            child.head = copula.i
        elif child.label == "advcl":
            child.role = Role.OPEN_COMPLEMENT


def _is_of_copula(nodes: list[Node], child: Node, copula: Node, predicate: Node) -> bool:
    """Return whether a child of a predicate belongs to its copula.

    What stands before the copula does, and the clause's own parts; what completes an adjective
    (`dependent on`, `ready to`) or noun stays.
    """
    is_before = child.i < copula.i
    if predicate.is_verb:
        return is_before or child.label.endswith(":outer") or child.label == "punct"
    if child.main_label == "advmod":
        is_degree = predicate.pos == "ADJ" and child.base in label_words("degree_adverbs")
        return is_before or (child.i < predicate.i and not is_degree)
    if child.label == "advcl" and predicate.pos == "ADJ" and not is_before:
        return not any(word.tag == "TO" for word in children(nodes, child, "mark"))
    if child.main_label in _OF_CLAUSE:
        return True
    if child.main_label == "obl":
        is_own = predicate.pos == "ADJ" and not is_before
        return not is_own or child.role is Role.TIME
    if child.label == "conj":
        return bool(children(nodes, child, *_SUBJECTS, "cop", "aux")) or child.is_verb
    return child.label == "ccomp" and predicate.pos != "ADJ"


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
    elif _is_agent(nodes, node, head, top):
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
    firsts = [word for word in children(nodes, node, "case")
              if word.tag != "POS" and word.i < node.i]  # fmt: skip
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
