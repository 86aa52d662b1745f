"""Reading the settings of a sanctions game."""

from dataclasses import dataclass

from tocsin.errors import UsageError
from tocsin.game.base import Layout, SettingSpec
from tocsin.game.layouts import (
    check_keys,
    check_settings,
    maps_at,
    name_at,
    names_at,
    number_at,
    one_of,
    refuse,
    truth_at,
)
from tocsin.game.sanctions.flows import MAX_INNER, Edge, Network
from tocsin.game.sanctions.votes import MAX_VOTERS, Body

MAX_EDGES = 64
SETTINGS = (
    SettingSpec(name="suppliers", meaning="Who supplies, a list of names.", is_required=True),
    SettingSpec(name="target", meaning="Who is under sanctions.", is_required=True),
    SettingSpec(
        name="edges",
        meaning=f"Ways, each with from and to, over at most {MAX_INNER} nodes between; by (the "
        "enforcer that can close it), cost (of closing it, 1 if left out) and measure (whether "
        "the new measure bears on it).",
        is_required=True,
    ),
    SettingSpec(
        name="body",
        meaning="Who votes on the new measure: voters (each with name and votes, 1 if left out), "
        "quota, vetoes (a list of names). Without it there is no new measure.",
    ),
)


@dataclass(frozen=True, slots=True)
class Sanctions:
    """A network with those who watch it.

    Attributes:
        network: Suppliers, ways and target.
        enforcers: Who can close ways.
        closers: By edge, the number of the enforcer that can close it; -1 for none.
        costs: By edge, what closing it costs.
        measured: By edge, whether the new measure bears on it.
        body: Who votes on the new measure; None for no new measure.
    """

    network: Network
    enforcers: tuple[str, ...]
    closers: tuple[int, ...]
    costs: tuple[float, ...]
    measured: tuple[bool, ...]
    body: Body | None


def read_sanctions(layout: Layout) -> Sanctions:
    """Return the settings, checked.

    Raises:
        UsageError: They describe no game; the subject is the path of the setting.
    """
    check_settings(layout, SETTINGS)
    suppliers = names_at(layout, "suppliers", least=1)
    target = name_at(layout["target"], "target")
    if target in suppliers:
        refuse("target", target, "somebody who is no supplier")
    entries = maps_at(layout, "edges", least=1, most=MAX_EDGES)
    edges = tuple(_edge(entry, f"edges[{i}]") for i, entry in enumerate(entries))
    names_at({"edges": [edge.name for edge in edges]}, "edges")
    network = Network(suppliers, target, edges)
    if len(network.inner) > MAX_INNER:
        refuse("edges", f"{len(network.inner)} nodes between", f"at most {MAX_INNER}")
    closers = [_closer(entry, f"edges[{i}]") for i, entry in enumerate(entries)]
    enforcers = tuple(dict.fromkeys(one for one in closers if one))
    return Sanctions(
        network,
        enforcers,
        tuple(enforcers.index(one) if one else -1 for one in closers),
        tuple(
            number_at(entry, "cost", f"edges[{i}]", default=1.0)
            for i, entry in enumerate(entries)
        ),
        tuple(truth_at(entry, "measure", default=False) for entry in entries),
        _body(layout["body"]) if "body" in layout else None,
    )


def _edge(entry: Layout, path: str) -> Edge:
    """Return one way."""
    check_keys(entry, ("from", "to", "by", "cost", "measure"), path)
    source = name_at(entry.get("from"), f"{path}.from")
    target = name_at(entry.get("to"), f"{path}.to")
    if source == target:
        refuse(path, source, "a way between two different nodes")
    return Edge(source, target)


def _closer(entry: Layout, path: str) -> str | None:
    """Return who can close a way."""
    return name_at(entry["by"], f"{path}.by") if "by" in entry else None


def _body(given: object) -> Body:
    """Return the voting body."""
    if not isinstance(given, dict):
        refuse("body", given, "a map with voters, quota and vetoes")
    check_keys(given, ("voters", "quota", "vetoes"), "body")
    entries = maps_at(given, "voters", least=1, most=MAX_VOTERS)
    names = names_at({"body.voters": [one.get("name") for one in entries]}, "body.voters")
    for i, entry in enumerate(entries):
        check_keys(entry, ("name", "votes"), f"body.voters[{i}]")
    weights = tuple(_whole(one, "votes", f"body.voters[{i}]") for i, one in enumerate(entries))
    vetoes = names_at(given, "vetoes", most=len(names))
    chosen = frozenset(one_of(one, names, f"body.vetoes[{i}]") for i, one in enumerate(vetoes))
    try:
        return Body(names, weights, _whole(given, "quota", "body", default=0), chosen)
    except UsageError as error:
        raise UsageError(f"body: {error.message}", subject="body") from error


def _whole(layout: Layout, key: str, path: str, *, default: int = 1) -> int:
    """Return a whole number of a map."""
    value = layout.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        refuse(f"{path}.{key}", value, "a whole number, not negative")
    return value
