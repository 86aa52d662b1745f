"""Reading and writing games as tables, in the `.nfg` format of Gambit.

References:
    Gambit project, "Game representation formats", the strategic game (.nfg) file format: both
    the version with a list of payoffs and the one with a list of outcomes.
"""

from fractions import Fraction

from tocsin.game.generic.forms import Table, profiles
from tocsin.game.generic.tokens import Kind, Words, quoted, written

MAX_PROFILES = 1_000_000


def parse_nfg(text: str, *, name: str = "game.nfg") -> Table:
    """Return the game that a text describes; numbers are exact.

    Raises:
        SourceError: The text is not in the format; the message names file and line.
    """
    words = Words(text, name=name)
    title, players = words.prologue("NFG", 1)
    strategies = _strategies(words, len(players))
    comment = words.text("comment") if words.is_at(Kind.TEXT) else ""
    count = profiles(tuple(map(len, strategies)))
    body = _by_outcome if words.is_at(Kind.OPEN) else _by_payoff
    values = body(words, len(players), count)
    if not words.is_at(Kind.END):
        words.fail(f"the end of the file after the payoffs of {count} profiles")
    return Table(title, comment, players, strategies, values)


def _strategies(words: Words, players: int) -> tuple[tuple[str, ...], ...]:
    """Return the names of all strategies, which the file may give as mere numbers of them."""
    words.take(Kind.OPEN, "'{' before the strategies")
    found: list[tuple[str, ...]] = []
    count = 1
    while not words.is_at(Kind.CLOSE):
        size = words.whole("number of strategies") if words.is_at(Kind.NUMBER) else 0
        count *= max(size, 1)
        if count > MAX_PROFILES:
            words.fail_before(f"strategies with at most {MAX_PROFILES} profiles")
        numbered = tuple(str(i + 1) for i in range(size))
        found.append(numbered or words.texts("names of strategies"))
    words.take(Kind.CLOSE, "'}' after the strategies")
    if len(found) != players or not all(found):
        words.fail_before(f"strategies of each of {players} players, found {len(found)}")
    if profiles(tuple(map(len, found))) > MAX_PROFILES:
        words.fail_before(f"strategies with at most {MAX_PROFILES} profiles")
    return tuple(found)


def _by_payoff(words: Words, players: int, count: int) -> tuple[tuple[Fraction, ...], ...]:
    """Return the payoffs from a list of them, profile by profile."""
    wanted = f"payoff of {players} players for each of {count} profiles"
    flat = [words.number(wanted) for _ in range(players * count)]
    return tuple(tuple(flat[player::players]) for player in range(players))


def _by_outcome(words: Words, players: int, count: int) -> tuple[tuple[Fraction, ...], ...]:
    """Return the payoffs from a list of outcomes and the outcome of each profile."""
    words.take(Kind.OPEN, "'{' before the outcomes")
    outcomes = [(Fraction(0),) * players]
    while words.is_at(Kind.OPEN):
        words.take(Kind.OPEN, "'{' before an outcome")
        words.text("name of an outcome")
        outcomes.append(tuple(words.number("payoff of an outcome") for _ in range(players)))
        words.take(Kind.CLOSE, f"'}}' after {players} payoffs")
    words.take(Kind.CLOSE, "'{' of an outcome or '}' after the last")
    found = []
    for _ in range(count):
        number = words.whole(f"outcome of each of {count} profiles")
        if number >= len(outcomes):
            words.fail_before(f"the number of one of {len(outcomes) - 1} outcomes, or 0")
        found.append(outcomes[number])
    return tuple(tuple(one[player] for one in found) for player in range(players))


def write_nfg(table: Table) -> str:
    """Return a game in the format, with a list of payoffs; reading it gives an equal game."""
    players = " ".join(map(quoted, table.players))
    names = "\n".join(f"{{ {' '.join(map(quoted, one))} }}" for one in table.strategies)
    rows = zip(*table.values, strict=True)
    payoffs = " ".join(written(value) for row in rows for value in row)
    return (
        f"NFG 1 R {quoted(table.title)} {{ {players} }}\n\n{{ {names}\n}}\n"
        f"{quoted(table.comment)}\n\n{payoffs}\n"
    )
