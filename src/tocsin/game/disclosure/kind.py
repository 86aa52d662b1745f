"""Disclosure and deterrence as a kind of game."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from tocsin.game.base import (
    NON_NEGATIVE,
    POSITIVE,
    PROBABILITY,
    REAL,
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
from tocsin.game.disclosure.outcome import Outcome, play_out, stopping_belief
from tocsin.game.disclosure.rules import MOVES, Rules
from tocsin.game.layouts import check_settings, name_at, names_at, truth_at
from tocsin.game.wording import mean_of, percent

_SETTINGS = (
    SettingSpec(name="discloser", meaning="Who may go public.", is_required=True),
    SettingSpec(name="partners", meaning="Who prepares the deal: one name.", is_required=True),
    SettingSpec(name="stakes", meaning="Names of up to 4 stakes, such as [high, low]."),
    SettingSpec(
        name="denial", meaning="Whether denying and delaying is a move; true if left out."
    ),
)
_READINGS = (
    Reading(name="weighed", meaning="Both signs of embarrassment, weighed."),
    Reading(name="on_proceeding", meaning="Publicity makes going on costly."),
    Reading(name="on_cancelling", meaning="Publicity makes cancelling costly."),
    Reading(name="no_embarrassment", meaning="Publicity brings the sanction and nothing else."),
    Reading(name="on_proceeding_logit", meaning="The first sign, with errors by their cost."),
    Reading(name="on_cancelling_logit", meaning="The second sign, with errors by their cost."),
)


@dataclass(frozen=True, slots=True)
class Disclosure:
    """Who plays."""

    discloser: str
    partners: str
    stakes: tuple[str, ...]
    may_deny: bool


def build_disclosure(layout: Layout) -> Game:
    """Return the game that settings describe.

    Raises:
        UsageError: They describe none; the subject is the path of the setting.
    """
    check_settings(layout, _SETTINGS)
    stakes = names_at(layout, "stakes", most=4) or ("only",)
    game = Disclosure(
        name_at(layout["discloser"], "discloser"),
        name_at(layout["partners"], "partners"),
        stakes,
        truth_at(layout, "denial", default=True),
    )
    detections = tuple(f"detection.{name}" for name in stakes)
    return Game(
        kind="disclosure",
        actors=(game.discloser, game.partners),
        parameters=tuple(_parameters(game)),
        outcomes=tuple(_outcomes(game)),
        readings=_READINGS,
        play=partial(_play, game),
        say=partial(_say, game),
        levers=(
            (game.discloser, ("sanction", "source_cost", "exposure", *detections)),
            (game.partners, ("sunk_cost", "delay")),
        ),
        told=("proceed", "proceed_if_silent", "proceed_if_disclosed", "deterrence"),
    )


DISCLOSURE = GameKind(
    name="disclosure",
    title="Does publishing intelligence deter a deal, or lock it in?",
    settings=_SETTINGS,
    build=build_disclosure,
)


def _parameters(game: Disclosure) -> Iterator[ParameterSpec]:
    """Yield all parameters."""
    who, partners = game.discloser, game.partners

    def spec(
        name: str, meaning: str, domain: Domain, default: float | None = None
    ) -> ParameterSpec:
        unit = "probability" if domain == PROBABILITY else "utility"
        return ParameterSpec(
            name=name, unit=unit, meaning=meaning, domain=domain, default=default
        )

    for name in game.stakes:
        yield replace(
            spec(
                f"weight.{name}", f"How likely stakes are {name}, relative.", NON_NEGATIVE, 1.0
            ),
            unit="relative weight",
        )
        yield spec(f"detection.{name}", f"Chance that {who} finds out.", PROBABILITY)
        yield spec(f"gain.{name}", f"What {partners} gain by proceeding.", REAL)
        yield spec(f"harm.{name}", f"What {who} loses if they do.", NON_NEGATIVE)
    yield spec("sanction", "What proceeding costs once disclosed.", NON_NEGATIVE)
    yield spec("embarrassment", "What publicity costs those it is against.", NON_NEGATIVE)
    yield spec("weight_on_cancelling", "That it is against cancelling.", PROBABILITY, 0.5)
    yield spec("sunk_cost", "What is lost by cancelling.", NON_NEGATIVE, 0.0)
    yield spec("accusation", "Share of the sanction that a bluff brings.", PROBABILITY, 0.5)
    yield spec("delay", "Share of gain and harm left after denying.", PROBABILITY, 0.5)
    yield spec("exposure", "That evidence exposes a denial.", PROBABILITY, 0.5)
    yield spec("source_cost", f"What disclosing evidence costs {who}.", NON_NEGATIVE, 0.0)
    yield spec("bluff_cost", f"What disclosing without costs {who}.", NON_NEGATIVE, 0.0)
    yield spec("found_out", "That a silent deal is sanctioned anyway.", PROBABILITY, 0.0)
    yield replace(
        spec("rationality", "How little errors are made, in logit.", POSITIVE, 3.0),
        unit="1/utility",
    )


def _outcomes(game: Disclosure) -> Iterator[OutcomeSpec]:
    """Yield all outcomes."""

    def chance(name: str, meaning: str, *, may_be_missing: bool = False) -> OutcomeSpec:
        return OutcomeSpec(
            name=name,
            unit="probability",
            meaning=meaning,
            domain=PROBABILITY,
            may_be_missing=may_be_missing,
        )

    yield chance("proceed", "The deal goes on at once.")
    yield chance("deny", "It is denied and delayed.")
    yield chance("cancel", "It is cancelled.")
    yield chance("disclosed", f"{game.discloser} goes public.")
    yield chance("proceed_if_silent", "It goes on where nothing is disclosed.")
    yield chance("proceed_if_disclosed", "It goes on after a disclosure.")
    yield chance("proceed_if_proven", "It goes on after a disclosure known to have evidence.")
    yield OutcomeSpec(
        name="deterrence",
        unit="difference of probabilities",
        meaning="By how much proof lowers the chance that it goes on; negative for raising it.",
        domain=Domain(low=-1.0, high=1.0),
    )
    yield OutcomeSpec(
        name="value_of_disclosure",
        unit="utility",
        meaning=f"What being able to disclose is worth to {game.discloser}.",
    )
    yield chance("proceed_low", "Least chance that it goes on, of all equilibria.")
    yield chance("proceed_high", "Greatest chance.")
    yield OutcomeSpec(
        name="equilibria", unit="count", meaning="Number of equilibria.", domain=NON_NEGATIVE
    )
    for name in game.stakes:
        yield chance(
            f"stopping_belief.{name}",
            "Belief in evidence from which it does not go on; none where proof does not stop it.",
            may_be_missing=True,
        )


def rules_of(game: Disclosure, draws: Draws, *, sign: int) -> Rules:
    """Return the numbers of the game; sign 1 is against proceeding, -1 cancelling, 0 neither."""

    def family(name: str) -> Numbers:
        return np.array([draws[f"{name}.{stakes}"] for stakes in game.stakes])

    weights = family("weight")
    total = weights.sum(axis=0)
    even = np.full_like(weights, 1 / len(game.stakes))
    nothing = np.zeros_like(total)
    return Rules(
        prior=np.where(total > 0, weights / np.where(total > 0, total, 1.0), even),
        detection=family("detection"),
        gain=family("gain"),
        harm=family("harm"),
        sanction=draws["sanction"],
        accusation=draws["accusation"],
        on_proceeding=draws["embarrassment"] if sign > 0 else nothing,
        on_cancelling=draws["embarrassment"] if sign < 0 else nothing,
        sunk=draws["sunk_cost"],
        delay=draws["delay"],
        exposure=draws["exposure"],
        source=draws["source_cost"],
        bluff=draws["bluff_cost"],
        found_out=draws["found_out"],
        may_deny=game.may_deny,
    )


def _play(game: Disclosure, draws: Draws, reading: str) -> dict[str, Numbers]:
    """Return all outcomes of all draws."""
    if reading == "weighed":
        one, other = (_play(game, draws, name) for name in ("on_proceeding", "on_cancelling"))
        share = draws["weight_on_cancelling"]
        mixed = {name: (1 - share) * one[name] + share * other[name] for name in one}
        mixed["proceed_low"] = np.minimum(one["proceed_low"], other["proceed_low"])
        mixed["proceed_high"] = np.maximum(one["proceed_high"], other["proceed_high"])
        return mixed
    sign = {"on_proceeding": 1, "on_cancelling": -1, "no_embarrassment": 0}
    rules = rules_of(game, draws, sign=sign[reading.removesuffix("_logit")])
    is_logit = reading.endswith("_logit")
    found = _named(play_out(rules, draws["rationality"], is_logit=is_logit))
    beliefs = stopping_belief(rules)
    for place, name in enumerate(game.stakes):
        found[f"stopping_belief.{name}"] = beliefs[place]
    return found


def _named(outcome: Outcome) -> dict[str, Numbers]:
    """Return an outcome by its names."""
    return {
        **dict(zip(MOVES, outcome.moves, strict=True)),
        "disclosed": outcome.disclosed,
        "proceed_if_silent": outcome.if_silent,
        "proceed_if_disclosed": outcome.if_disclosed,
        "proceed_if_proven": outcome.if_proven,
        "deterrence": outcome.if_silent - outcome.if_proven,
        "value_of_disclosure": outcome.worth,
        "proceed_low": outcome.lowest,
        "proceed_high": outcome.highest,
        "equilibria": outcome.count,
    }


def _say(game: Disclosure, draws: Draws, found: Outcomes) -> tuple[str, ...]:
    """Return who does what and why, one sentence each."""
    who, partners = game.discloser, game.partners
    quiet, proven = (mean_of(found[f"proceed_if_{how}"]) for how in ("silent", "proven"))
    effect = "deters" if quiet > proven else "does not deter"
    share = percent(mean_of(draws["weight_on_cancelling"]))
    worth = mean_of(found["value_of_disclosure"])
    proceed, deny, cancel = (percent(mean_of(found[move])) for move in MOVES)
    low, high = (percent(mean_of(found[f"proceed_{end}"])) for end in ("low", "high"))
    public = percent(mean_of(found["disclosed"]))
    return (
        f"{partners} proceed in {proceed}, deny and delay in {deny} and cancel in {cancel}.",
        f"{who} goes public in {public}, because being able to is worth {worth:.2g} to it.",
        (
            f"Proof {effect}: {partners} proceed in {percent(proven)} once it is public and in "
            f"{percent(quiet)} in silence, with {share} on publicity binding those who would "
            "cancel."
        ),
        f"Over all equilibria they proceed in {low} to {high}.",
    )
