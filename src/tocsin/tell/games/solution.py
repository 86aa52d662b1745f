"""Equilibria of a finite game for a terminal."""

from collections.abc import Iterator

from rich.console import Console

from tocsin.model.equilibrium import Choice, Profile, Solution
from tocsin.tell.layout import folded, put, say

_EXACT = 5e-7


def render_solution(found: Solution, console: Console) -> None:
    """Print a game and what was found of it: method, value, each profile, what it rests on."""
    say(found.title or found.file, console, style="bold")
    noun = "information sets" if found.form == "tree" else "strategies"
    sizes = ", ".join(
        f"{who(player)} ({size})"
        for player, size in zip(found.players, found.sizes, strict=True)
    )
    say(f"A {found.form}; players, with their {noun}: {sizes}.", console, style="dim")
    say(f"Method {found.method}: {found.words}.", console)
    if found.value is not None:
        say(
            f"Payoffs add to a constant; the value to {who(found.players[0])} is {found.value:.6g}.",
            console,
        )
    console.print()
    count = len(found.profiles)
    noun = "profile" if count == 1 else "profiles"
    say(f"{count} {noun} found{_marked(found)}.", console, style="bold")
    for number, one in enumerate(found.profiles, start=1):
        _profile(number, one, found, console)
    for note in found.notes:
        say(note, console, style="dim")


def _marked(found: Solution) -> str:
    """Return how many are pure, and how many perfect Bayesian."""
    pure = sum(one.is_pure for one in found.profiles)
    perfect = [one.is_perfect for one in found.profiles if one.is_perfect is not None]
    parts = [f"{pure} pure"] if found.profiles else []
    parts += [f"{sum(perfect)} perfect Bayesian"] if perfect else []
    if _has_components(found):
        parts.append(f"in {len({one.component for one in found.profiles})} components")
    return f", {', '.join(parts)}" if parts else ""


def _has_components(found: Solution) -> bool:
    """Return whether some equilibria hang together, so that it matters which."""
    groups = {one.component for one in found.profiles}
    return None not in groups and len(groups) < len(found.profiles)


def _profile(number: int, one: Profile, found: Solution, console: Console) -> None:
    """Print one profile."""
    payoffs = ", ".join(
        f"{who(player)} {value:.6g}"
        for player, value in zip(found.players, one.payoffs, strict=True)
    )
    marks = [
        *(["pure"] if one.is_pure else []),
        *(["perfect Bayesian"] if one.is_perfect else []),
        *(["not perfect Bayesian"] if one.is_perfect is False else []),
        *([f"component {one.component}"] if _has_components(found) else []),
    ]
    regret = "" if one.regret is None else f"; regret {_small(one.regret)}"
    marked = f" ({', '.join(marks)})" if marks else ""
    told = f"payoffs {payoffs}{regret}{marked}"
    console.print()
    say(told, console, head=f"{number:>3}. ")
    rows = [(_where(choices[0]), _mixed(choices)) for choices in _grouped(one.choices)]
    if rows:
        put(folded(rows, console, indent=5), console)
    for belief in one.beliefs:
        held = ", ".join(f"{_chance(p)} after {way}" for way, p in belief.nodes)
        say(
            f"{who(belief.player)} at {belief.at} believes: {held}.",
            console,
            head="     ",
            style="dim",
        )


def _grouped(choices: tuple[Choice, ...]) -> Iterator[tuple[Choice, ...]]:
    """Yield the choices that are made by one player at one place, in their order."""
    groups: dict[tuple[str, str], list[Choice]] = {}
    for choice in choices:
        groups.setdefault((choice.player, choice.at), []).append(choice)
    yield from map(tuple, groups.values())


def _where(choice: Choice) -> str:
    """Return who chooses, and where."""
    player = who(choice.player)
    return f"{player} at {choice.at}" if choice.at else player


def who(player: str) -> str:
    """Return what a player is called; those that have a number for a name are players."""
    return f"player {player}" if player.isdigit() or not player else player


def _mixed(choices: tuple[Choice, ...]) -> str:
    """Return what is done, with probabilities where it is mixed."""
    if len(choices) == 1:
        return choices[0].action
    return ", ".join(f"{choice.action} {_chance(choice.p)}" for choice in choices)


def _chance(p: float) -> str:
    """Return a probability as the exact answer of a game, not as an estimate."""
    nearest = round(p)
    return str(nearest) if abs(p - nearest) < _EXACT else f"{p:.4f}"


def _small(regret: float) -> str:
    """Return a regret, 0 where rounding alone makes it more."""
    return "0" if regret < 1e-9 else f"{regret:.2g}"
