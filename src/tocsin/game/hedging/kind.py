"""Hedging between two patrons as a kind of game."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from tocsin.game.base import (
    NON_NEGATIVE,
    POSITIVE,
    PROBABILITY,
    Domain,
    Draws,
    Game,
    GameKind,
    Layout,
    Numbers,
    Outcomes,
    OutcomeSpec,
    ParameterSpec,
    Reading,
    SettingSpec,
)
from tocsin.game.hedging.client import Offers, best_share, client_worth, leverage, punished
from tocsin.game.hedging.patrons import (
    Bids,
    Patron,
    best_responses,
    contest,
    logit_responses,
)
from tocsin.game.hedging.triangle import ENDS, SHAPES, Ties, end, is_balanced, shape
from tocsin.game.layouts import check_settings, name_at, names_at
from tocsin.game.wording import mean_of, middle, percent
from tocsin.model.gaming import Tie

_SETTINGS = (
    SettingSpec(name="client", meaning="Who hedges.", is_required=True),
    SettingSpec(name="patrons", meaning="The two patrons, a list of names.", is_required=True),
)
_READINGS = (
    Reading(name="offered", meaning="Patrons offer what they offer now; the client answers."),
    Reading(name="best_response", meaning="Patrons answer each other's offers."),
    Reading(name="logit", meaning="They do, with errors by their cost."),
)
_SIGNED = Domain(low=-1.0, high=1.0)
_TOLERANCE = Domain(low=0.5, high=1.0)


@dataclass(frozen=True, slots=True)
class Triad:
    """Who hedges between whom."""

    client: str
    patrons: tuple[str, str]


def _read(layout: Layout) -> Triad:
    """Return the settings, checked."""
    check_settings(layout, _SETTINGS)
    first, second = names_at(layout, "patrons", least=2, most=2)
    triad = Triad(name_at(layout["client"], "client"), (first, second))
    names_at({"client and patrons": [triad.client, first, second]}, "client and patrons")
    return triad


def build_hedging(layout: Layout) -> Game:
    """Return the game that settings describe.

    Raises:
        UsageError: They describe none; the subject is the path of the setting.
    """
    triad = _read(layout)
    levers: list[tuple[str, tuple[str, ...]]] = [(triad.client, ("dependence",))]
    levers += [(one, (f"aid.{one}", f"punishment.{one}")) for one in triad.patrons]
    return Game(
        kind="hedging",
        actors=(triad.client, *triad.patrons),
        parameters=tuple(_parameters(triad)),
        outcomes=tuple(_outcomes(triad)),
        readings=_READINGS,
        play=partial(_play, triad),
        say=partial(_say, triad),
        levers=tuple(levers),
        told=(
            *(f"share.{one}" for one in triad.patrons),
            "hedging",
            *(f"leverage.{one}" for one in triad.patrons),
        ),
    )


HEDGING = GameKind(
    name="hedging",
    title="How does a client divide its alignment between two patrons?",
    settings=_SETTINGS,
    build=build_hedging,
)


def _parameters(triad: Triad) -> Iterator[ParameterSpec]:
    """Yield all parameters."""
    client = triad.client
    for one, other in (triad.patrons, triad.patrons[::-1]):
        yield from _patron_parameters(client, one, other)
    yield _utility("dependence", f"Weight of {client}'s penalty for leaning on one patron.")
    yield ParameterSpec(
        name="tolerance",
        unit="share",
        meaning="Share of alignment with the other that a patron tolerates.",
        domain=_TOLERANCE,
        default=0.5,
    )
    yield ParameterSpec(
        name="patrons_tie",
        unit="signed strength",
        meaning=f"Tie between {triad.patrons[0]} and {triad.patrons[1]}; negative is hostile.",
        domain=_SIGNED,
        default=0.0,
    )
    yield ParameterSpec(
        name="rationality",
        unit="1/utility",
        meaning="How little patrons err (reading logit).",
        domain=POSITIVE,
        default=10.0,
    )


def _patron_parameters(client: str, one: str, other: str) -> Iterator[ParameterSpec]:
    """Yield the parameters of one patron."""
    yield _utility(f"aid.{one}", f"What {one} gives {client} at full alignment with it.")
    yield _utility(
        f"punishment.{one}",
        f"What {one} takes per unit of {client}'s alignment with {other} beyond tolerance.",
        0.0,
    )
    yield _utility(f"stake.{one}", f"What full alignment of {client} is worth to {one}.", 1.0)
    yield _utility(f"budget.{one}", f"Most aid that {one} can give (other readings).", 1.0)
    yield ParameterSpec(
        name=f"price.{one}",
        unit="utility per utility",
        meaning=f"What one unit of aid costs {one}.",
        domain=NON_NEGATIVE,
        default=1.0,
    )


def _utility(name: str, meaning: str, default: float | None = None) -> ParameterSpec:
    """Return a parameter in utility, not negative."""
    return ParameterSpec(
        name=name, unit="utility", meaning=meaning, domain=NON_NEGATIVE, default=default
    )


def _outcomes(triad: Triad) -> Iterator[OutcomeSpec]:
    """Yield all outcomes."""

    def share(name: str, unit: str, meaning: str) -> OutcomeSpec:
        return OutcomeSpec(name=name, unit=unit, meaning=meaning, domain=PROBABILITY)

    first, second = triad.patrons
    for one in triad.patrons:
        yield share(f"share.{one}", "share", f"Share of {triad.client}'s alignment with {one}.")
    yield share("hedging", "share", "1 less the difference of the shares.")
    for one, other in (triad.patrons, triad.patrons[::-1]):
        yield OutcomeSpec(
            name=f"leverage.{one}",
            unit="utility per utility",
            meaning=f"Aid that {one} must add for each unit that {other} adds.",
            domain=NON_NEGATIVE,
            may_be_missing=True,
        )
        yield OutcomeSpec(
            name=f"paid.{one}",
            unit="utility",
            meaning=f"Aid of {one} at full alignment.",
            domain=NON_NEGATIVE,
        )
    yield OutcomeSpec(name="worth", unit="utility", meaning=f"What {triad.client} gets in all.")
    yield share("settled", "probability", "Nobody would change its offer.")
    for name in SHAPES:
        yield share(f"triangle.{name}", "probability", f"The triangle is a {name}.")
    yield share("pivot", "probability", f"{triad.client} is the friend of two enemies.")
    yield share("balanced", "probability", "The signs of the triangle are in balance.")
    ends = {
        "together": "all three friends",
        f"with.{first}": f"{triad.client} and {first} against {second}",
        f"with.{second}": f"{triad.client} and {second} against {first}",
        "alone": f"{first} and {second} against {triad.client}",
    }
    for name, meaning in ends.items():
        yield share(f"ends.{name}", "probability", f"Balance leads to {meaning}.")


def _patron(draws: Draws, name: str) -> Patron:
    """Return a patron."""
    families = ("aid", "stake", "price", "budget")
    return Patron(*(draws[f"{family}.{name}"] for family in families))


def _offers(triad: Triad, draws: Draws) -> Offers:
    """Return what the client faces at what is offered now."""
    first, second = triad.patrons
    return Offers(
        draws[f"aid.{first}"],
        draws[f"aid.{second}"],
        draws["dependence"],
        draws[f"punishment.{first}"],
        draws[f"punishment.{second}"],
        draws["tolerance"],
    )


def _play(triad: Triad, draws: Draws, reading: str) -> dict[str, Numbers]:
    """Return all outcomes of all draws."""
    bids = _bids(triad, draws, reading)
    first, second = triad.patrons
    share = bids.share
    faced = _faced(triad, draws, bids)
    found = {
        f"share.{first}": share,
        f"share.{second}": 1 - share,
        "hedging": 1 - np.abs(2 * share - 1),
        f"leverage.{first}": leverage(share),
        f"paid.{first}": bids.first_aid,
        f"leverage.{second}": leverage(1 - share),
        f"paid.{second}": bids.second_aid,
        "worth": client_worth(share, faced),
        "settled": bids.is_settled.astype(np.float64),
    }
    return found | _triangle(triad, _ties(share, faced, draws["patrons_tie"]))


def _faced(triad: Triad, draws: Draws, bids: Bids) -> Offers:
    """Return what the client faces at what is paid in the end."""
    return replace(_offers(triad, draws), first_aid=bids.first_aid, second_aid=bids.second_aid)


def ties_of(layout: Layout, draws: Draws, reading: str) -> tuple[Tie, ...]:
    """Return the three ties as they are drawn, over complete draws under a reading.

    Raises:
        UsageError: The settings describe no game.
    """
    triad = _read(layout)
    bids = _bids(triad, draws, reading)
    ties = _ties(bids.share, _faced(triad, draws, bids), draws["patrons_tie"])
    first, second = triad.patrons
    return (
        _tie(triad.client, first, ties.first),
        _tie(triad.client, second, ties.second),
        _tie(first, second, ties.patrons),
    )


def _tie(a: str, b: str, values: Numbers) -> Tie:
    """Return one tie over draws."""
    low, middle, high = (float(one) for one in np.quantile(values, [0.05, 0.5, 0.95]))
    return Tie(a=a, b=b, value=middle, interval=(low, high))


def _bids(triad: Triad, draws: Draws, reading: str) -> Bids:
    """Return what patrons pay and how the client answers."""
    first, second = (_patron(draws, name) for name in triad.patrons)
    offers = _offers(triad, draws)
    if reading == "offered":
        share = best_share(offers)
        return Bids(share, first.aid, second.aid, np.ones(len(share), dtype=np.bool_))
    found = contest(first, second, offers)
    if reading == "best_response":
        return best_responses(found, first, second)
    return logit_responses(found, draws["rationality"])


def _ties(share: Numbers, offers: Offers, patrons: Numbers) -> Ties:
    """Return the ties: what a patron gives less what it takes, relative to all that is."""
    given = (offers.first_aid * np.sqrt(share), offers.second_aid * np.sqrt(1 - share))
    taken = punished(share, offers)
    total = given[0] + given[1] + taken[0] + taken[1]
    scale = np.where(total > 0, total, 1.0)
    return Ties((given[0] - taken[0]) / scale, (given[1] - taken[1]) / scale, patrons)


def _triangle(triad: Triad, ties: Ties) -> dict[str, Numbers]:
    """Return the outcomes about the triangle."""
    shapes, ends = shape(ties), end(ties)
    first, second = triad.patrons
    found = {
        f"triangle.{name}": (shapes == place).astype(np.float64)
        for place, name in enumerate(SHAPES)
    }
    pivot = (ties.first > 0) & (ties.second > 0) & (ties.patrons < 0)
    found["pivot"] = pivot.astype(np.float64)
    found["balanced"] = is_balanced(ties).astype(np.float64)
    names = ("together", f"with.{first}", f"with.{second}", "alone")
    for place, name in zip(range(len(ENDS)), names, strict=True):
        found[f"ends.{name}"] = (ends == place).astype(np.float64)
    return found


def _say(triad: Triad, draws: Draws, found: Outcomes) -> tuple[str, ...]:
    """Return who does what and why, one sentence each."""
    first, second = triad.patrons
    client = triad.client
    leaning, other = (
        (first, second) if mean_of(found[f"share.{first}"]) >= 0.5 else (second, first)
    )
    kinds = {name: mean_of(found[f"triangle.{name}"]) for name in SHAPES}
    likeliest = max(kinds, key=lambda name: kinds[name])
    return (
        (
            f"{client} gives {leaning} {middle(found[f'share.{leaning}'])} of its alignment: "
            f"{leaning} offers {middle(draws[f'aid.{leaning}'])}, {other} "
            f"{middle(draws[f'aid.{other}'])}."
        ),
        (
            f"For each unit that {other} adds, {leaning} has to add "
            f"{middle(found[f'leverage.{leaning}'])} to keep its share."
        ),
        (
            f"The triangle is a {likeliest.replace('_', ' ')} in {percent(kinds[likeliest])} of "
            f"draws; {client} is the friend of two enemies in {percent(mean_of(found['pivot']))}."
        ),
    )
