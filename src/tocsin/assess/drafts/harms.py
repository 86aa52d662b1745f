"""Whom the outcomes of a draft harm, and what they could do: as an assessment has it."""

from collections.abc import Mapping, Sequence

from tocsin.assess.drafts.material import Material
from tocsin.assess.names import readable
from tocsin.assess.propositions import Proposition
from tocsin.model.scenario import Lever, Stakeholder


def stakeholders_of(
    bands: Mapping[str, Mapping[str, float]], levers: Mapping[str, Sequence[Lever]]
) -> tuple[Stakeholder, ...]:
    """Return the stakeholders, the one with most to lose first.

    Args:
        bands: By name of a band, the harm to each stakeholder, 0 to 100.
        levers: By name of a stakeholder, what it can do.
    """
    totals: dict[str, float] = {}
    for harms in bands.values():
        for who, harm in harms.items():
            totals[who] = totals.get(who, 0.0) + harm
    return tuple(
        Stakeholder(
            name=who,
            harms=tuple((band, harms[who]) for band, harms in bands.items() if who in harms),
            levers=tuple(levers.get(who, ())),
        )
        for who in sorted(totals, key=lambda one: (-totals[one], one))
    )


def shared(harms: Mapping[str, float], share: float) -> dict[str, float]:
    """Return a part of some harms, in whole points; what comes to 0 is left out."""
    found = {who: float(round(share * harm)) for who, harm in harms.items()}
    return {who: harm for who, harm in found.items() if harm > 0}


def worst(material: Material, propositions: Sequence[Proposition]) -> dict[str, float]:
    """Return, by stakeholder, the largest harm that one of some propositions does."""
    found: dict[str, float] = {}
    for proposition in propositions:
        for who, harm in material.exposures(proposition).items():
            found[who] = max(harm, found.get(who, 0.0))
    return found


def lever_words(material: Material, proposition: Proposition) -> str:
    """Return what could be done about a proposition, as channels.yaml has it."""
    words = material.channel(proposition.channel).lever.what
    return words.format(
        giver=readable(proposition.giver), receiver=readable(proposition.receiver)
    )
