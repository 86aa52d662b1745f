"""The exchange as a kind of game: arms for technology, oil for cover, and the like."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np

from tocsin.game.base import (
    DISCOUNT,
    NON_NEGATIVE,
    PROBABILITY,
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
from tocsin.game.exchange.bundles import MAX_GOODS, Good
from tocsin.game.exchange.deal import Deal, Pair, Terms, with_payment, without_payment
from tocsin.game.layouts import check_keys, check_settings, maps_at, name_at, names_at, one_of
from tocsin.game.wording import mean_of, middle, percent

_SETTINGS = (
    SettingSpec(name="parties", meaning="The two parties, a list of names.", is_required=True),
    SettingSpec(
        name="goods",
        meaning=f"Up to {MAX_GOODS} goods, each with name, from (the party that gives it) and, "
        "where it moves only together with another, needs.",
        is_required=True,
    ),
    SettingSpec(
        name="third", meaning="Who rewards or punishes from outside; none if left out."
    ),
    SettingSpec(name="first_mover", meaning="Who proposes first; the first party if left out."),
)
_READINGS = (
    Reading(
        name="walk_away",
        meaning="Alternating offers; an outside option counts only where it beats going on.",
    ),
    Reading(
        name="split_difference",
        meaning="What a deal adds to both outside options is divided by patience.",
    ),
    Reading(
        name="barter",
        meaning="Payment is limited to what the parties can pay; goods must pay for goods.",
    ),
)


@dataclass(frozen=True, slots=True)
class Exchange:
    """Who exchanges what."""

    parties: tuple[str, str]
    goods: tuple[Good, ...]
    third: str | None
    proposer: int


def build_exchange(layout: Layout) -> Game:
    """Return the game that settings describe.

    Raises:
        UsageError: They describe none; the subject is the path of the setting.
    """
    exchange = _read(layout)
    third = exchange.third
    actors = (*exchange.parties, *([third] if third else []))
    parameters = tuple(_parameters(exchange))
    levers: list[tuple[str, tuple[str, ...]]] = [
        (one, (f"outside.{one}", f"payment_limit.{one}")) for one in exchange.parties
    ]
    if third:
        moved = ("penalty.", "punishment.", "reward.")
        names = tuple(spec.name for spec in parameters if spec.name.startswith(moved))
        levers.append((third, names))
    return Game(
        kind="exchange",
        actors=actors,
        parameters=parameters,
        outcomes=tuple(_outcomes(exchange)),
        readings=_READINGS,
        play=partial(_play, exchange),
        say=partial(_say, exchange),
        levers=tuple(levers),
        told=(
            "deal",
            *(f"moves_if_deal.{good.name}" for good in exchange.goods),
            *(f"moves.{good.name}" for good in exchange.goods),
            "payment",
        ),
    )


EXCHANGE = GameKind(
    name="exchange",
    title="Will two parties strike a deal, over which goods, and at what price?",
    settings=_SETTINGS,
    build=build_exchange,
)


def _read(layout: Layout) -> Exchange:
    """Return the settings, checked."""
    check_settings(layout, _SETTINGS)
    first, second = names_at(layout, "parties", least=2, most=2)
    entries = maps_at(layout, "goods", least=1, most=MAX_GOODS)
    names = names_at({"goods": [entry.get("name") for entry in entries]}, "goods")
    goods = tuple(
        _good(entry, f"goods[{i}]", (first, second), names) for i, entry in enumerate(entries)
    )
    third = name_at(layout["third"], "third") if "third" in layout else None
    if third is not None:
        names_at({"parties and third": [first, second, third]}, "parties and third")
    mover = one_of(layout.get("first_mover", first), (first, second), "first_mover")
    return Exchange((first, second), goods, third, (first, second).index(mover))


def _good(entry: Layout, path: str, parties: tuple[str, str], names: tuple[str, ...]) -> Good:
    """Return one good."""
    check_keys(entry, ("name", "from", "needs"), path)
    owner = parties.index(one_of(entry.get("from"), parties, f"{path}.from"))
    name = str(entry["name"])
    if "needs" not in entry:
        return Good(name, owner)
    others = [other for other in names if other != name]
    return Good(name, owner, names.index(one_of(entry["needs"], others, f"{path}.needs")))


def _parameters(exchange: Exchange) -> Iterator[ParameterSpec]:
    """Yield all parameters; all but patience are in one unit of utility."""

    def utility(name: str, meaning: str, default: float | None = 0.0) -> ParameterSpec:
        return ParameterSpec(
            name=name, unit="utility", meaning=meaning, domain=NON_NEGATIVE, default=default
        )

    for good in exchange.goods:
        owner = exchange.parties[good.owner]
        other = exchange.parties[1 - good.owner]
        yield utility(f"value.{good.name}", f"What {other} gains by {good.name}.", None)
        yield utility(f"cost.{good.name}", f"What {owner} loses by giving {good.name}.", None)
        if exchange.third:
            yield utility(
                f"penalty.{good.name}",
                f"What {exchange.third} makes {owner} pay for giving {good.name}.",
            )
    for party in exchange.parties:
        yield ParameterSpec(
            name=f"patience.{party}",
            unit="discount factor per round",
            meaning=f"What one unit after one more round of talks is worth to {party} now.",
            domain=DISCOUNT,
            default=0.9,
        )
        yield utility(f"outside.{party}", f"What {party} gets elsewhere without this deal.")
        yield utility(f"payment_limit.{party}", f"Most that {party} can pay (reading barter).")
        if exchange.third:
            third = exchange.third
            yield utility(
                f"punishment.{party}", f"What {third} makes {party} pay for any deal."
            )
            yield utility(f"reward.{party}", f"What {third} gives {party} for refraining.")


def _outcomes(exchange: Exchange) -> Iterator[OutcomeSpec]:
    """Yield all outcomes."""
    first, second = exchange.parties

    def chance(name: str, meaning: str, *, may_be_missing: bool = False) -> OutcomeSpec:
        return OutcomeSpec(
            name=name,
            unit="probability",
            meaning=meaning,
            domain=PROBABILITY,
            may_be_missing=may_be_missing,
        )

    def utility(name: str, meaning: str) -> OutcomeSpec:
        return OutcomeSpec(name=name, unit="utility", meaning=meaning, may_be_missing=True)

    yield chance("deal", f"{first} and {second} strike a deal.")
    for good in exchange.goods:
        owner, other = exchange.parties[good.owner], exchange.parties[1 - good.owner]
        yield chance(f"moves.{good.name}", f"{owner} gives {good.name} to {other}.")
        yield chance(
            f"moves_if_deal.{good.name}",
            f"{owner} gives {good.name} to {other}, given a deal.",
            may_be_missing=True,
        )
    yield utility("surplus", "What the best deal is worth beyond both outside options.")
    yield utility("payment", f"What {second} pays {first}, net; negative for the other way.")
    yield utility("payment_low", f"Least that {first} would take.")
    yield utility("payment_high", f"Most that {second} would pay.")
    for party in exchange.parties:
        yield utility(f"gain.{party}", f"What {party} gains by the deal.")
    for good in exchange.goods:
        name = good.name
        yield utility(f"break_even_cost.{name}", f"Cost from which {name} no longer moves.")
        yield utility(f"break_even_value.{name}", f"Value from which {name} moves.")


def _terms(exchange: Exchange, draws: Draws) -> Terms:
    """Return what the parties bring to the table."""
    nothing = np.zeros(len(next(iter(draws.values()))))

    def both(family: str) -> Pair:
        one, two = (draws.get(f"{family}.{party}", nothing) for party in exchange.parties)
        return Pair(one, two)

    def goods(family: str) -> Numbers:
        return np.array(
            [draws.get(f"{family}.{good.name}", nothing) for good in exchange.goods]
        )

    outside, reward = both("outside"), both("reward")
    return Terms(
        values=goods("value"),
        costs=goods("cost") + goods("penalty"),
        burden=both("punishment"),
        outside=Pair(outside.first + reward.first, outside.second + reward.second),
        patience=both("patience"),
        limits=both("payment_limit"),
        proposer=exchange.proposer,
    )


def _play(exchange: Exchange, draws: Draws, reading: str) -> dict[str, Numbers]:
    """Return all outcomes of all draws."""
    terms = _terms(exchange, draws)
    if reading == "barter":
        deal = without_payment(exchange.goods, terms)
    else:
        is_threat = reading == "walk_away"
        deal = with_payment(exchange.goods, terms, is_walking_a_threat=is_threat)
    found = {"deal": deal.is_struck.astype(np.float64)}
    for place, good in enumerate(exchange.goods):
        moves = deal.moves[place].astype(np.float64)
        found[f"moves.{good.name}"] = moves
        found[f"moves_if_deal.{good.name}"] = np.where(deal.is_struck, moves, np.nan)
    found |= {
        "surplus": deal.surplus,
        "payment": deal.payment,
        "payment_low": deal.lowest,
        "payment_high": deal.highest,
        f"gain.{exchange.parties[0]}": deal.gains.first,
        f"gain.{exchange.parties[1]}": deal.gains.second,
    }
    return found | _break_evens(exchange, draws, deal)


def _break_evens(exchange: Exchange, draws: Draws, deal: Deal) -> dict[str, Numbers]:
    """Return where each good begins and ceases to move, all else as it is.

    A negative cost or value says that no cost or value does it alone.
    """
    found = {}
    for place, good in enumerate(exchange.goods):
        found[f"break_even_cost.{good.name}"] = draws[f"cost.{good.name}"] + deal.slack[place]
        found[f"break_even_value.{good.name}"] = draws[f"value.{good.name}"] - deal.slack[place]
    return found


def _say(exchange: Exchange, draws: Draws, found: Outcomes) -> tuple[str, ...]:
    """Return who does what and why, one sentence each."""
    first, second = exchange.parties
    share = percent(mean_of(found["deal"]))
    said = [f"{first} and {second} strike a deal in {share} of draws."]
    said += [_said_of(exchange, good, draws, found) for good in exchange.goods]
    if mean_of(found["deal"]) == 0:
        return (*said, f"The best deal falls short by {middle(-found['surplus'])}.")
    lost = middle(np.where(found["deal"] > 0, found["surplus"], np.nan))
    low, high = middle(found["payment_low"]), middle(found["payment_high"])
    return (
        *said,
        f"{second} pays {first} {middle(found['payment'])}, between {low} and {high}.",
        f"To stop the deals, {exchange.third or 'anybody'} has to make them dearer by {lost}.",
    )


def _said_of(exchange: Exchange, good: Good, draws: Draws, found: Outcomes) -> str:
    """Return the sentence on one good."""
    name = good.name
    owner, other = exchange.parties[good.owner], exchange.parties[1 - good.owner]
    share = mean_of(found[f"moves.{name}"])
    worth = f"it is worth {middle(draws[f'value.{name}'])} to {other}"
    if share == 0:
        cost = middle(draws[f"cost.{name}"])
        return f"{owner} does not give {name} to {other}: {worth} and costs {owner} {cost}."
    given = percent(mean_of(found[f"moves_if_deal.{name}"]))
    edge = middle(found[f"break_even_cost.{name}"])
    return (
        f"{owner} gives {name} to {other} in {percent(share)} of draws ({given} of the deals): "
        f"{worth} and moves while it costs less than {edge}."
    )
