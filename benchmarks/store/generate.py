"""GDELT 2.0 shaped events by a seed: 61 columns between tabs, the same bytes every time.

Usage: generate.py FOLDER --rows N [--seed N] [--by month|day] [--months N]. Names and texts are
invented; codes are those of our tables. Shares of a real file of 15 minutes (2,111 rows), which
are kept: 61 % of rows have the country of the first actor, 48 % that of the second, 22 % two
different ones, 2 % one of a region; five rows share an address, 3 % are dated back.
"""

import argparse
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, groupby, pairwise
from pathlib import Path
from typing import Any

import numpy as np

from tocsin.model.cameo import Scale, load_cameo
from tocsin.model.crosswalk import Scheme, load_crosswalk

SINCE = dt.date(2015, 3, 1)
FIRST_ID = 400_000_000
ROWS_OF_ARTICLE = 5
KINDS = (("two", 0.20), ("region", 0.02), ("same", 0.10), ("first", 0.29), ("second", 0.16),
         ("none", 0.23))  # fmt: skip
"""Whose countries are named: two different ones, one beside a region, the same twice, and so on."""
ROOTS = {
    "01": 120, "02": 64, "03": 103, "04": 229, "05": 71, "06": 27, "07": 37, "08": 46, "09": 29,
    "10": 9, "11": 65, "12": 24, "13": 9, "14": 17, "15": 1, "16": 7, "17": 39, "18": 25,
    "19": 78, "20": 1,
}  # fmt: skip
"""Rows of each root in the first 1,000 rows of that file; 20 is not among them and given one."""
ROLES = ("GOV", "COP", "BUS", "EDU", "CVL", "MIL", "MED", "LEG", "JUD", "OPP", "HLH", "REF")
REGIONS = ("AFR", "EUR", "SEA", "SAF", "WST", "MEA", "ASA", "LAM", "CRB", "NAF")
GROUPS = ("UNO", "EEC", "NAT", "IMF")
SYLLABLES = ("ba", "ce", "di", "fo", "gu", "ha", "ki", "lo", "mé", "na", "or", "pa", "qui", "ra",
             "so", "tu", "va", "wen", "xi", "zo")  # fmt: skip
MENTIONS = ((2, 21), (10, 15), (1, 15), (4, 12), (6, 9), (5, 8), (3, 8), (8, 6), (20, 3), (15, 2),
            (40, 1))  # fmt: skip
BACK = (1, 7, 30, 365)
PLACES, TONES, SLUGS = 12, 8192, 4096
MOST_AT_ONCE = 16_384
"""Rows that are put together at once, but for a day's more; it bounds memory."""

Floats = np.ndarray[Any, np.dtype[np.float64]]
Numbers = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True)
class Chunk:
    """Rows of some days in a row, and the number of the first of them."""

    days: tuple[dt.date, ...]
    sizes: tuple[int, ...]
    first: int


class Dice:
    """Draws of one chunk: only plain uniform numbers, so that no release of numpy changes them."""

    def __init__(self, *seeds: int) -> None:
        self._random = np.random.Generator(np.random.PCG64(np.random.SeedSequence(seeds)))

    def uniform(self, size: int) -> Floats:
        return self._random.random(size)

    def below(self, limit: int, size: int) -> Numbers:
        return (self.uniform(size) * limit).astype(np.int64)

    def weighed(self, cumulated: Floats, size: int) -> Numbers:
        """Return places in a table of cumulated weights."""
        return np.searchsorted(cumulated, self.uniform(size) * cumulated[-1], side="right")


@dataclass(frozen=True)
class World:
    """Everything that rows are put together from: cells that stand beside each other, as bytes.

    Attributes:
        seed: Decides on all of it.
    """

    seed: int

    @cached_property
    def states(self) -> list[tuple[str, str]]:
        """The CAMEO and FIPS codes of states, the weightiest first."""
        walk = load_crosswalk()
        codes = sorted({(code, walk.code(state, Scheme.FIPS, SINCE) or "")
                        for code, state in walk.pairs(Scheme.CAMEO, SINCE)})  # fmt: skip
        found = [one for one in codes if one[1]]
        order = np.argsort(Dice(self.seed, 1).uniform(len(found)), kind="stable")
        return [found[place] for place in order]

    @cached_property
    def masses(self) -> Floats:
        """Weights of states, as 1 / rank: the law of Zipf."""
        return 1.0 / (np.arange(len(self.states)) + 1.0)

    @cached_property
    def pairs(self) -> tuple[Numbers, Numbers, Floats]:
        """All directed pairs, and their cumulated weights."""
        count = len(self.states)
        first, second = np.divmod(np.arange(count * count), count)
        keep = first != second
        first, second = first[keep], second[keep]
        # A pair is drawn by the masses of both, and by how much they have to do with each other.
        ties = Dice(self.seed, 2).uniform(len(first)) ** 4 + 0.01
        return first, second, np.cumsum(self.masses[first] * self.masses[second] * ties)

    @cached_property
    def actors(self) -> Any:
        """Ten cells of an actor: four of each state, then roles, regions, groups, nobody."""
        cells = []
        for number, (code, _) in enumerate(self.states):
            name = word(number + 500, 3).upper()
            cells.append(actor(code, name, code))
            cells += [actor(code + role, f"{name} {role}", code, role) for role in ROLES[:3]]
        cells += [actor(role, role.title(), "", role) for role in ROLES]
        cells += [actor(region, region.title(), region) for region in REGIONS]
        cells += [actor(group, group.title(), "", "", group) for group in GROUPS]
        return pool([*cells, actor("", "", "")])

    @cached_property
    def places(self) -> Any:
        """Eight cells of a place: twelve of each state, and at the end none."""
        cells = ["0" + "\t" * 7]
        for number, (_, code) in enumerate(self.states):
            country, where = (
                word(number + 500, 3).title(),
                f"{number % 140 - 60}\t{number - 90}",
            )
            cells.append(f"1\t{country}\t{code}\t{code}\t\t{where}\t{code}")
            for place in range(1, PLACES):
                town = word(number * PLACES + place, 3).title()
                region = f"{code}{place:02d}"
                cells.append(
                    f"4\t{town}, {word(place, 4).title()} Province, {country}\t{code}\t{region}\t"
                    f"{1000 + number * PLACES + place}\t{number % 140 - 60}.{place * 337:04d}\t"
                    f"{number - 90}.{place * 719:04d}\t-{number * 1000 + place}"
                )
        return pool([*cells[1:], cells[0]])

    @cached_property
    def events(self) -> tuple[Any, Floats]:
        """The cells of event codes, each with and without the root mark, and their weights."""
        codes = [one for one in load_cameo().codes.values() if len(one.code) > 2]
        cells, weights, ranks = [], [], dict.fromkeys(ROOTS, 0)
        for code in codes:
            ranks[code.root] += 1
            value = code.goldstein(Scale.GDELT)
            text = f"{code.code}\t{code.code[:3]}\t{code.root}\t{code.quad}\t{value or 0.0}"
            cells += [f"1\t{text}", f"0\t{text}"]
            share = ROOTS[code.root] / ranks[code.root]
            weights += [share * 0.62, share * 0.38]
        return pool(cells), np.cumsum(weights)

    @cached_property
    def counts(self) -> tuple[Any, Floats]:
        """Mentions, sources and articles."""
        cells = [f"{number}\t{1 if number < 40 else 4}\t{number}" for number, _ in MENTIONS]
        return pool(cells), np.cumsum([weight for _, weight in MENTIONS])

    @cached_property
    def tones(self) -> Any:
        """Average tones, bell-shaped about -2, with as many digits as GDELT gives."""
        dice = Dice(self.seed, 3)
        bell = sum(dice.uniform(TONES) for _ in range(6)) - 3.0
        return pool([f"{value:.13f}" for value in (bell * 5.0 - 2.0).tolist()])

    @cached_property
    def slugs(self) -> Any:
        """The end of addresses, but for their number."""
        picks = Dice(self.seed, 4).below(1 << 20, SLUGS * 7).reshape(SLUGS, 7)
        return pool([plain("-".join(word(int(n), 4) for n in row)) for row in picks])

    @cached_property
    def sites(self) -> Any:
        """The beginning of addresses."""
        return pool([f"https://www.{plain(word(n * 7, 4))}-news.com/" for n in range(512)])


def pool(cells: Sequence[str]) -> Any:
    """Return texts as an array of bytes objects, of which rows take some by their places."""
    return bytes_array([cell.encode() for cell in cells])


def bytes_array(cells: Sequence[bytes]) -> Any:
    """Return bytes objects as an array; numpy would make them one of fixed width."""
    made = np.empty(len(cells), object)
    made[:] = cells
    return made


def word(number: int, length: int) -> str:
    """Return an invented word."""
    picks = (number // len(SYLLABLES) ** place % len(SYLLABLES) for place in range(length))
    return "".join(SYLLABLES[(pick + 3 * place) % 20] for place, pick in enumerate(picks))


def plain(text: str) -> str:
    """Return a word without accents, as addresses have it."""
    return text.replace("é", "e")


def actor(code: str, name: str, country: str, role: str = "", group: str = "") -> str:
    """Return the ten cells of an actor."""
    return f"{code}\t{name}\t{country}\t{group}\t\t\t\t{role}\t\t"


def actors_of(world: World, dice: Dice, size: int) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Return the places of both actors among `World.actors`, and their states or -1."""
    kinds = dice.weighed(np.cumsum([share for _, share in KINDS]), size)
    firsts, seconds, weights = world.pairs
    pair = dice.weighed(weights, size)
    one, two = firsts[pair], seconds[pair]
    two = np.where(kinds == 2, one, two)
    one = np.where(np.isin(kinds, (4, 5)), -1, one)
    two = np.where(np.isin(kinds, (3, 5)), -1, two)
    is_region = kinds == 1
    sides = []
    for number, states in enumerate((one, two)):
        others = 4 * len(world.states)
        variant = np.maximum(dice.below(8, size) - 4, 0)
        role = dice.below(2 * len(ROLES), size)
        # A third of those without a country are nobody; a few are bodies such as the UN.
        nobody = others + len(ROLES) + len(REGIONS) + len(GROUPS)
        lone = np.where(role < len(ROLES) + 4, others + role % len(ROLES), nobody)
        lone = np.where(dice.uniform(size) < 0.015, nobody - 1 - role % len(GROUPS), lone)
        place = np.where(states >= 0, 4 * np.maximum(states, 0) + variant, lone)
        known = states
        if number == 1:
            region = others + len(ROLES) + role % len(REGIONS)
            place, known = np.where(is_region, region, place), np.where(is_region, -1, states)
        sides.append((place, known))
    (place_1, state_1), (place_2, state_2) = sides
    return place_1, place_2, state_1, state_2


def geos_of(world: World, dice: Dice, size: int, one: Numbers, two: Numbers) -> list[Numbers]:
    """Return the places of both actors and of the event among `World.places`."""
    nowhere = len(world.places) - 1
    home = np.repeat(dice.weighed(np.cumsum(world.masses), size), ROWS_OF_ARTICLE)[:size]
    found = []
    for states, empty in ((one, 0.196), (two, 0.233), (one, 0.025)):
        town = np.maximum(dice.below(2 * PLACES, size) - PLACES, 0)
        is_home = (dice.uniform(size) < 0.5) | (states < 0)
        state = np.where(is_home, home, states)
        found.append(np.where(dice.uniform(size) < empty, nowhere, state * PLACES + town))
    return found


def day_cells(day: dt.date) -> bytes:
    """Return the five forms of a day but for the number of the event."""
    fraction = day.year + day.timetuple().tm_yday / 365.25
    text = day.strftime("%Y%m%d")
    return f"{text}\t{text[:6]}\t{text[:4]}\t{fraction:.4f}".encode()


def happened(dice: Dice, days: Sequence[dt.date], place: Numbers) -> list[bytes]:
    """Return the days of events that were added on some days; 3 % lie back."""
    offsets = (0, *BACK)
    known = bytes_array(
        [day_cells(day - dt.timedelta(back)) for day in days for back in offsets]
    )
    back = 1 + dice.below(len(BACK), len(place))
    back = np.where(dice.uniform(len(place)) < 0.03, back, 0)
    return known[place * len(offsets) + back].tolist()


def addresses(world: World, dice: Dice, days: Sequence[dt.date], place: Numbers) -> list[bytes]:
    """Return for each row the moment it was added and the address of its text."""
    day = place[::ROWS_OF_ARTICLE]
    count = len(day)
    begin = np.searchsorted(day, np.arange(len(days)))
    nth = np.arange(count) - begin[day]
    slot = nth * 96 // np.maximum(np.bincount(day, minlength=len(days)), 1)[day]
    clock = [f"{quarter // 4:02d}{quarter % 4 * 15:02d}00\t" for quarter in range(96)]
    dates = [one.strftime("%Y%m%d") for one in days]
    stamps = [f"{date}{time}".encode() for date in dates for time in clock]
    middle = [f"{one:%Y/%m/%d}/".encode() for one in days]
    made = bytes_array([
        b"%b%b%b%b-%d" % (stamps[stamp], site, middle[where], slug, end)
        for stamp, site, where, slug, end in zip(
            (day * 96 + slot).tolist(),
            world.sites[dice.below(len(world.sites), count)].tolist(),
            day.tolist(),
            world.slugs[dice.below(SLUGS, count)].tolist(),
            dice.below(10_000_000_000, count).tolist(),
            strict=True,
        )
    ])  # fmt: skip
    return np.repeat(made, ROWS_OF_ARTICLE)[: len(place)].tolist()


def rows_of(world: World, chunk: Chunk) -> bytes:
    """Return the rows of a chunk as they stand in a file."""
    size = sum(chunk.sizes)
    place = np.repeat(np.arange(len(chunk.days)), chunk.sizes)
    dice = Dice(world.seed, chunk.days[0].toordinal())
    place_1, place_2, one, two = actors_of(world, dice, size)
    events, event_weights = world.events
    counts, count_weights = world.counts
    tones = world.tones[dice.below(TONES, -(-size // ROWS_OF_ARTICLE))]
    columns = [
        [b"%d" % number for number in range(chunk.first, chunk.first + size)],
        happened(dice, chunk.days, place),
        world.actors[place_1].tolist(),
        world.actors[place_2].tolist(),
        events[dice.weighed(event_weights, size)].tolist(),
        counts[dice.weighed(count_weights, size)].tolist(),
        np.repeat(tones, ROWS_OF_ARTICLE)[:size].tolist(),
        *(world.places[town].tolist() for town in geos_of(world, dice, size, one, two)),
        addresses(world, dice, chunk.days, place),
    ]
    return b"\n".join([*map(b"\t".join, zip(*columns, strict=True)), b""])


def all_days(months: int) -> list[dt.date]:
    """Return all days of some months."""
    end = SINCE.year * 12 + SINCE.month - 1 + months
    last = dt.date(end // 12, end % 12 + 1, 1)
    return [SINCE + dt.timedelta(n) for n in range((last - SINCE).days)]


def chunks(
    rows: int, *, by: str = "month", months: int = 120
) -> Iterator[tuple[str, list[Chunk]]]:
    """Yield the name of each file and what is in it, in order of time."""
    days = all_days(months)
    weights = [0.7 if day.weekday() > 4 else 1.0 for day in days]  # news are made on weekdays
    total = sum(weights)
    bounds = [0, *(round(rows * so_far / total) for so_far in accumulate(weights))]
    sized = zip(days, pairwise(bounds), strict=True)
    form = "%Y%m" if by == "month" else "%Y%m%d"
    for stem, group in groupby(sized, key=lambda one: one[0].strftime(form)):
        found: list[Chunk] = []
        waiting: list[tuple[dt.date, tuple[int, int]]] = []
        for one in group:
            waiting.append(one)
            if one[1][1] - waiting[0][1][0] >= MOST_AT_ONCE:
                found.append(chunk_of(waiting))
                waiting = []
        yield f"{stem}.export.CSV", [*found, *([chunk_of(waiting)] if waiting else [])]


def chunk_of(sized: Sequence[tuple[dt.date, tuple[int, int]]]) -> Chunk:
    return Chunk(
        days=tuple(day for day, _ in sized),
        sizes=tuple(end - start for _, (start, end) in sized),
        first=FIRST_ID + sized[0][1][0],
    )


def write_file(world: World, path: Path, parts: Sequence[Chunk]) -> Path:
    with path.open("wb") as stream:
        stream.writelines(rows_of(world, chunk) for chunk in parts if sum(chunk.sizes))
    return path


def write(
    folder: Path, rows: int, *, seed: int = 0, by: str = "month", months: int = 120
) -> list[Path]:
    """Write all files and return them in order of time."""
    folder.mkdir(parents=True, exist_ok=True)
    world = World(seed)
    return [
        write_file(world, folder / name, parts)
        for name, parts in chunks(rows, by=by, months=months)
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rows", type=int, required=True)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--by", choices=("month", "day"), default="month")
    parser.add_argument("--months", type=int, default=120)
    options = parser.parse_args()
    paths = write(
        options.folder, options.rows, seed=options.seed, by=options.by, months=options.months
    )
    print(f"{len(paths)} files, {sum(path.stat().st_size for path in paths):,} bytes")


if __name__ == "__main__":
    main()
