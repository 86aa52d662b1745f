"""A draft of sanctions as a network: who supplies whom past whom, and who votes."""

from collections.abc import Iterator, Sequence
from typing import Any

from tocsin.assess.drafts.base import Draft, Sketch, finish, thirds
from tocsin.assess.drafts.beliefs import Belief, within
from tocsin.assess.drafts.harms import lever_words, shared, stakeholders_of, worst
from tocsin.assess.drafts.material import Material, kind_of
from tocsin.assess.drafts.regimes import MOST_WAYS, Regime, claim_of, find_regime, stand_of
from tocsin.assess.drafts.rules import apply
from tocsin.assess.names import readable
from tocsin.game.base import PROBABILITY
from tocsin.model.claim import Claim
from tocsin.model.scenario import Lever, Stakeholder
from tocsin.model.world_data import Seat, SeatKind

KIND = "sanctions"
WORLD, VIA = "WORLD", "via"
QUOTA = {15: 9}
"""Votes that a decision of the Security Council needs, by its size (Charter, article 27)."""
EDGES = (0.33, 0.66)
LITTLE, SOME, MUCH = "little leaks", "some leaks", "much leaks"


def draft_sanctions(material: Material) -> Draft:
    """Return the draft of a sanctions network.

    Raises:
        InsufficientDataError: The claims speak of no sanctions on either of the pair.
    """
    regime = find_regime(material)
    edges, beliefs = _ways(regime)
    suppliers = list(
        dict.fromkeys(edge["from"] for edge in edges if not edge["from"].startswith(VIA))
    )
    beliefs |= _votes(regime)
    settings: dict[str, Any] = {
        "suppliers": suppliers,
        "target": regime.target,
        "edges": edges,
    }
    if regime.seats:
        settings["body"] = _body(regime.seats)
    sketch = Sketch(
        title=f"How much gets past the sanctions on {readable(regime.target)}?",
        settings=settings,
        beliefs=beliefs,
        bands=thirds((LITTLE, SOME, MUCH), "leakage", EDGES),
        stakeholders=_stakeholders(regime, beliefs),
        notes=(
            "It informs no judgement of `tocsin assess`: a share of demand is no probability.",
            *_notes(regime),
        ),
        above=_above(regime),
    )
    return finish(KIND, sketch, material)


def _ways(regime: Regime) -> tuple[list[dict[str, Any]], dict[str, Belief]]:
    """Return the ways to the target, and what is believed of them.

    Each supplier has a way of its own; who gives cover is a place of transit as well, through
    which the goods of others go.
    """
    edges: list[dict[str, Any]] = []
    beliefs: dict[str, Belief] = {}
    for giver, goods in regime.supplied.items():
        edges.append(_edge(giver, regime.target, regime))
        name = f"{giver}_{regime.target}"
        said = goods[0][1]
        manner = kind_of(said).manner
        ids = tuple(item.claim.id for _, item in goods)
        beliefs[f"capacity.{name}"] = Belief(
            ruled=apply(KIND, "capacity", manner), said=said.claim, also=ids
        )
        plain = Belief(ruled=apply(KIND, "leak", manner), said=said.claim, also=ids)
        beliefs[f"leak.{name}"] = _covering(giver, regime) or plain
    covering_states = [one for one in regime.covered if one != regime.enforcer]
    for who in covering_states[:MOST_WAYS]:
        node = f"{VIA}_{who}"
        edges.append(_edge(WORLD, node, regime))
        edges.append({"from": node, "to": regime.target})
        last = f"{node}_{regime.target}"
        beliefs[f"capacity.{last}"] = Belief(ruled=apply(KIND, "capacity", "transit"))
        if (covering := _covering(who, regime)) is not None:
            beliefs[f"leak.{last}"] = covering
    if not covering_states:
        edges.append(_edge(WORLD, regime.target, regime))
    return edges, beliefs


def _covering(who: str, regime: Regime) -> Belief | None:
    """Return what gets past a state that gives cover; None for one that does not."""
    said = regime.covered.get(who)
    if said is None:
        return None
    is_fact = isinstance(said, Claim) or kind_of(said).manner == "done"
    ruled = apply(KIND, "leak", "covered" if is_fact else "may_cover")
    return Belief(ruled=ruled, said=claim_of(said))


def _edge(giver: str, to: str, regime: Regime) -> dict[str, Any]:
    """Return a way on which a new measure bears; nobody watches its own goods."""
    watched = regime.enforcer is not None and regime.enforcer != giver
    by = {"by": str(regime.enforcer)} if watched else {}
    return {"from": giver, "to": to, **by, "measure": True}


def _body(seats: Sequence[Seat]) -> dict[str, Any]:
    """Return the Security Council as the body that votes."""
    members = sorted({seat.state for seat in seats})
    permanent = sorted({s.state for s in seats if s.kind is SeatKind.PERMANENT})
    return {
        "voters": [{"name": member} for member in members],
        "quota": QUOTA.get(len(members), len(members) * 3 // 5),
        "vetoes": permanent,
    }


def _votes(regime: Regime) -> dict[str, Belief]:
    """Return how the members of the council vote on a new measure."""
    found: dict[str, Belief] = {}
    for member in sorted({seat.state for seat in regime.seats}):
        manner, said, recorded = stand_of(member, regime)
        for family in ("yes", "no"):
            found[f"{family}.{member}"] = Belief(
                ruled=apply(KIND, family, manner), said=said, recorded=recorded
            )
    return found


def _stakeholders(regime: Regime, beliefs: dict[str, Belief]) -> tuple[Stakeholder, ...]:
    """Return whom it harms that much gets through, and what the enforcer could do about a way."""
    material = regime.material
    flows = [proposition for goods in regime.supplied.values() for proposition, _ in goods]
    harms = {
        who: harm for who, harm in worst(material, flows).items() if who not in regime.supplied
    }
    bands = {SOME: shared(harms, 0.5), MUCH: harms}
    if regime.enforcer is None:
        return stakeholders_of(bands, {})
    levers = [
        Lever(
            what=f"{readable(regime.enforcer)}: {lever_words(material, goods[0][0])}",
            parameter=f"leak.{giver}_{regime.target}",
            to=within(PROBABILITY, beliefs[f"leak.{giver}_{regime.target}"].ruled.numbers)[0],
        )
        for giver, goods in regime.supplied.items()
        if giver != regime.enforcer
    ]
    return stakeholders_of(bands, {regime.enforcer: levers})


def _notes(regime: Regime) -> Iterator[str]:
    """Yield what the reader should know of the network."""
    if not regime.seats:
        day = "" if regime.material.day else ", whose seats need a day (--as-of)"
        yield f"There is no vote on a new measure: nothing speaks of the Security Council{day}."
    yield "WORLD stands for all that others sell."


def _above(regime: Regime) -> dict[str, str]:
    """Return the comments on the settings."""
    claims = ", ".join(claim.id for claim in regime.claims[:3])
    rows = ", ".join(row.key for row in regime.rows[:4])
    more = " and more" if len(regime.rows) > 4 else ""
    recorded = f" Recorded: {rows}{more}." if rows else ""
    found = {
        "settings.target": f"The claims speak of sanctions on it ({claims}).{recorded}",
        "settings.edges": (
            "One way for each supplier the claims name; through `via_…` go the goods of others, "
            "past a state that gives cover. `measure`: the new measure would bear on it."
        ),
    }
    if regime.seats:
        found["settings.body"] = (
            "The Security Council on the day, from recorded seats; nine of fifteen votes and no "
            "veto."
        )
    return found
