"""Whether the claims meet the conditions of a reading, and the names and goods that they give."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from tocsin.assess.case import Case
from tocsin.assess.evidence import FOR, NEITHER, Evidence
from tocsin.assess.hypotheses.dealings import (
    Cast,
    conflict_between,
    dealing_of,
    opponents_by_stake,
    third_states,
)
from tocsin.assess.hypotheses.schema import Condition
from tocsin.assess.names import is_state, readable
from tocsin.assess.propositions import Proposition
from tocsin.assess.words import join
from tocsin.model.ids import ActorId

MOST_GOODS = 3
MOST_STATES = 2


@dataclass(frozen=True, slots=True)
class Met:
    """A condition that the claims meet.

    Attributes:
        claims: The claims that meet it, sorted.
        words: What fills the statement: names and goods.
        cast: Who plays which part by it.
        rows: Data rows that meet it.
    """

    claims: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    cast: Cast = field(default_factory=Cast)
    rows: tuple[str, ...] = ()


def cast_of(met: Iterable[Met]) -> Cast:
    """Return the parts of all conditions together; the first that names a part counts."""
    cast = Cast()
    for one in met:
        if cast.giver is None and one.cast.giver is not None:
            cast = replace(cast, giver=one.cast.giver, receiver=one.cast.receiver)
        if cast.member is None and one.cast.member is not None:
            cast = replace(cast, member=one.cast.member, patron=one.cast.patron)
    return cast


def first_met(
    conditions: Sequence[Condition], told: "Told", before: Mapping[str, Met]
) -> Met | None:
    """Return the first condition that is met, as it is met; None where none is."""
    for condition in conditions:
        parts = [ask(told, condition) for ask in _ASKED]
        asked = [part for part in parts if part is not _NOT_ASKED]
        if condition.proposed:
            asked.append(next((before[n] for n in condition.proposed if n in before), None))
        if all(part is not None for part in asked):
            return _together([part for part in asked if part is not None])
    return None


def _together(parts: Sequence[Met]) -> Met:
    """Return what several keys of one condition give together."""
    return Met(
        tuple(sorted({claim for part in parts for claim in part.claims})),
        {key: word for part in parts for key, word in part.words.items()},
        cast_of(parts),
        tuple(dict.fromkeys(row for part in parts for row in part.rows)),
    )


class Told:
    """What the claims of a case tell, asked condition by condition."""

    def __init__(self, propositions: Sequence[Proposition], case: Case) -> None:
        self.case = case
        self.propositions = propositions
        pair = set(case.dyad)
        self.own = [p for p in propositions if {p.giver, p.receiver} == pair]
        self.leading = [
            claim
            for claim in case.claims
            if case.origins.get(claim.document, claim.document) == claim.document
        ]

    def words(self) -> dict[str, str]:
        """Return what fills every statement: the pair, its goods, and the words for want of any."""
        ontology = self.case.ontology.hypotheses
        a, b = self.case.dyad
        found = {"a": readable(a), "b": readable(b), **ontology.states}
        for name, row in ontology.goods.items():
            items = [
                item
                for proposition in self.own
                if proposition.channel in row.channels
                for item in proposition.evidence
                if _bears(item)
            ]
            found[name] = self.goods(items) if items else row.otherwise
        return found

    def may_help(self, proposition: Proposition) -> bool:
        """Return whether a giver is a third state that is no opponent of the receiver."""
        giver, receiver = proposition.giver, proposition.receiver
        is_third = is_state(giver) and giver not in self.case.dyad
        return is_third and not self.case.relations.is_opponent(giver, receiver)

    def goods(self, items: Sequence[Evidence]) -> str:
        """Return what moves by some evidence: the goods that belong there, else the channels."""
        channels = self.case.ontology.channels.channels
        named: Counter[str] = Counter()
        for item in items:
            known = {g for p in channels[item.link.channel].patterns for g in p.items or ()}
            named.update(
                g.value.replace("_", " ") for g in item.claim.event.items if g in known
            )
        if not named:
            named.update(channels[item.link.channel].label for item in items)
        ranked = sorted(named, key=lambda good: (-named[good], good))
        return join(ranked[:MOST_GOODS])


def _bears(item: Evidence) -> bool:
    """Return whether evidence speaks for or against its proposition."""
    return item.sign != NEITHER


def _ids(items: Iterable[Evidence]) -> tuple[str, ...]:
    """Return the ids of the claims of some evidence, sorted."""
    return tuple(sorted({item.claim.id for item in items}))


def _of_channels(told: Told, condition: Condition) -> Met | None:
    """Return the claims on the pair that speak for or against some channels."""
    if condition.channels is None:
        return _NOT_ASKED
    items = [
        item
        for proposition in told.own
        if proposition.channel in condition.channels
        for item in proposition.evidence
        if _bears(item)
    ]
    return Met(_ids(items)) if items else None


def _of_flows(told: Told, condition: Condition) -> Met | None:
    """Return the goods that go there and come back, in the direction that more claims tell."""
    if condition.there is None or condition.back is None:
        return _NOT_ASKED
    best: tuple[tuple[int, str], Met] | None = None
    for giver, receiver in (told.case.dyad, told.case.dyad[::-1]):
        there = _flow(told, condition.there, giver)
        back = _flow(told, condition.back, receiver)
        if not there or not back:
            continue
        words = {
            "giver": readable(giver),
            "receiver": readable(receiver),
            "there": told.goods(there),
            "back": told.goods(back),
        }
        ids = _ids([*there, *back])
        met = Met(ids, words, Cast(giver=giver, receiver=receiver))
        rank = (-len(ids), giver)
        if best is None or rank < best[0]:
            best = (rank, met)
    return best[1] if best else None


def _flow(told: Told, channels: Iterable[str], giver: ActorId) -> list[Evidence]:
    """Return the evidence that a member gives through some channels, directions that are told."""
    return [
        item
        for proposition in told.own
        if proposition.channel in channels and proposition.giver == giver
        for item in proposition.evidence
        if _bears(item) and not item.link.is_undirected
    ]


def _of_patron(told: Told, condition: Condition) -> Met | None:
    """Return the member that gets from a third state, and that state, by the most claims."""
    if condition.patron is None:
        return _NOT_ASKED
    found: dict[tuple[ActorId, ActorId], list[Evidence]] = {}
    for p in told.propositions:
        if p.receiver in told.case.dyad and p.channel in condition.patron and told.may_help(p):
            items = [item for item in p.evidence if item.sign == FOR]
            found.setdefault((p.receiver, p.giver), []).extend(items)
    ranked = sorted((-len(_ids(items)), pair) for pair, items in found.items() if items)
    if not ranked:
        return None
    member, patron = ranked[0][1]
    other = next(state for state in told.case.dyad if state != member)
    words = {
        "member": readable(member), "other": readable(other), "patron": readable(patron),
    }  # fmt: skip
    return Met(_ids(found[member, patron]), words, Cast(member=member, patron=patron))


def _of_pressure(told: Told, condition: Condition) -> Met | None:
    """Return the third states that act against a member, or oppose what the pair does."""
    if not condition.pressure:
        return _NOT_ASKED
    counts = Counter(opponents_by_stake(told.case))
    claims = [c for c in told.leading if dealing_of(c, told.case, Cast()) == "pressure"]
    counts.update(chain.from_iterable(third_states(claim, told.case) for claim in claims))
    if not counts:
        return None
    return Met(tuple(sorted(claim.id for claim in claims)), {"pressers": _most_named(counts)})


def _of_audience(told: Told, condition: Condition) -> Met | None:
    """Return the third states that deal with a member or act against one."""
    if not condition.audience:
        return _NOT_ASKED
    claims = [c for c in told.leading if dealing_of(c, told.case, Cast()) is not None]
    counts = Counter(chain.from_iterable(third_states(claim, told.case) for claim in claims))
    if not counts:
        return None
    return Met(tuple(sorted(claim.id for claim in claims)), {"audience": _most_named(counts)})


def _of_estrangement(told: Told, condition: Condition) -> Met | None:
    """Return the rows that record a rivalry or war of the two, and the claims that tell of one."""
    if not condition.estranged:
        return _NOT_ASKED
    one, two = told.case.dyad
    recorded = told.case.relations.roles(one, two)
    rows = tuple(
        ground.key for name in ("at_war_with", "rival_of") for ground in recorded.get(name, ())
    )
    claims = conflict_between(told.leading, told.case)
    return Met(claims, rows=rows) if rows or claims else None


def _most_named(counts: Mapping[ActorId, int]) -> str:
    """Return the states that most is told of, by name."""
    ranked = sorted(counts, key=lambda state: (-counts[state], state))
    return join([readable(state) for state in ranked[:MOST_STATES]])


_NOT_ASKED = Met(("not asked",))
_ASKED: tuple[Callable[[Told, Condition], Met | None], ...] = (
    _of_channels,
    _of_flows,
    _of_patron,
    _of_pressure,
    _of_audience,
    _of_estrangement,
)
