"""How states stand to each other on the day of the assessment, with the rows that say so."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from tocsin.model.world import World
from tocsin.model.world_data import AllianceKind, BackingKind, BorderKind, Fact, NuclearPosture

CLOSE_PACTS = frozenset({AllianceKind.DEFENSE, AllianceKind.CONSULTATION})
OUTSIDE_TREATY = frozenset(
    {
        NuclearPosture.ARMED,
        NuclearPosture.WEAPONS_PROGRAMME,
        NuclearPosture.CONTESTED_PROGRAMME,
        NuclearPosture.THRESHOLD,
    }
)
# A promise among many is diluted, and large pacts have treaty areas (NATO article 6, the Rio
# Treaty): with every pact counted, Uruguay came out as concerned about shells for Russia.
LARGEST_CLOSE_PACT = 5
ARMING = frozenset({BackingKind.ARMS, BackingKind.TROOPS})


@dataclass(frozen=True, slots=True)
class Ground:
    """A data row that a role rests on.

    Attributes:
        key: The row's key, `file:row`.
        source: Where the row comes from.
    """

    key: str
    source: str


Grounds = tuple[Ground, ...]


@dataclass(frozen=True)
class Relations:
    """The world on one day, asked in the terms of the assessment; answers are kept."""

    world: World
    day: date
    _roles: dict[tuple[str, str], dict[str, Grounds]] = field(default_factory=dict)
    _allies: dict[tuple[str, str], bool] = field(default_factory=dict)

    def roles(self, state: str, party: str) -> dict[str, Grounds]:
        """Return the roles that a state has towards a party, each with its grounds.

        Keys are roles of stakes.yaml without `_receiver` or `_giver`. Empty for the party
        itself and where nothing is recorded.
        """
        key = (state, party)
        if key not in self._roles:
            found = {name: find(self, state, party) for name, find in _ROLES.items()}
            self._roles[key] = (
                {name: grounds for name, grounds in found.items() if grounds}
                if state != party
                else {}
            )
        return self._roles[key]

    def is_opponent(self, state: str, party: str) -> bool:
        """Return whether a state is at war with, a rival, target or sanctioner of a party."""
        return bool(_OPPOSED & self.roles(state, party).keys())

    def is_ally(self, state: str, party: str) -> bool:
        """Return whether a state is a close ally, patron, client or backer of a party."""
        key = (state, party)
        if key not in self._allies:
            self._allies[key] = self._find_ally(state, party)
        return self._allies[key]

    def _find_ally(self, state: str, party: str) -> bool:
        """Return whether a state is an ally of a party, by the rows."""
        return bool(
            any(t.other == party for t in self.world.allies(state, self.day, kinds=CLOSE_PACTS))
            or any(row.patron == state for row in self.world.patrons_of(party, self.day))
            or any(row.patron == party for row in self.world.patrons_of(state, self.day))
            or any(row.backs == party for row in self.world.backed_by(state, self.day))
        )

    def enemies(self, state: str) -> tuple[str, ...]:
        """Return whom a state is at war with, each once."""
        return tuple(dict.fromkeys(tie.other for tie in self.world.enemies(state, self.day)))

    def has_leverage(self, state: str, parties: Iterable[str]) -> bool:
        """Return whether a state sanctions, supplies or fights one of some parties."""
        return any(_LEVERAGE & self.roles(state, party).keys() for party in parties)

    def adversaries(self, state: str) -> tuple[str, ...]:
        """Return whom a state is a rival of or aims its arsenal at, each once, sorted."""
        rivals = {row.other(state) for row in self.world.rivals(state, self.day)}
        targets = {row.state for row in self.world.targets_of(state, self.day)}
        return tuple(sorted(rivals | targets))


@lru_cache(maxsize=16)
def relations_on(world: World, day: date) -> Relations:
    """Return the world on a day; several questions about one day share what was found."""
    return Relations(world, day)


def _grounds(rows: Iterable[Fact]) -> Grounds:
    """Return rows as grounds, each once, in order of their keys."""
    return tuple(sorted({Ground(row.key, row.source) for row in rows}, key=lambda g: g.key))


def _at_war(relations: Relations, state: str, party: str) -> Grounds:
    ties = relations.world.enemies(state, relations.day)
    return _grounds(tie.row for tie in ties if tie.other == party)


def _arms_opponent(relations: Relations, state: str, party: str) -> Grounds:
    rows = relations.world.backs_opponent_of(state, party, relations.day)
    return _grounds(row for row in rows if ARMING & set(row.kinds))


def _backs_opponent(relations: Relations, state: str, party: str) -> Grounds:
    rows = relations.world.backs_opponent_of(state, party, relations.day)
    return _grounds(row for row in rows if not ARMING & set(row.kinds))


def _targeted(relations: Relations, state: str, party: str) -> Grounds:
    rows = relations.world.targeted_by(state, relations.day)
    return _grounds(row for row in rows if row.targeted_by == party)


def _rival(relations: Relations, state: str, party: str) -> Grounds:
    rows = relations.world.rivals(state, relations.day)
    return _grounds(row for row in rows if row.other(state) == party)


def _neighbour(relations: Relations, state: str, party: str) -> Grounds:
    rows = relations.world.neighbours(state)
    return _grounds(r for r in rows if r.other(state) == party and r.kind is BorderKind.LAND)


def _ally_of_exposed(relations: Relations, state: str, party: str) -> Grounds:
    """Return the small pacts with states that a party fights or aims at, with the rows of that."""
    rows: list[Fact] = []
    for tie in relations.world.defense_allies(state, relations.day):
        threats: list[Fact] = [
            row
            for row in relations.world.targeted_by(tie.other, relations.day)
            if row.targeted_by == party
        ]
        threats.extend(
            enemy.row
            for enemy in relations.world.enemies(tie.other, relations.day)
            if enemy.other == party
        )
        members = getattr(tie.row, "members", ())
        if threats and tie.other != party and len(members) <= LARGEST_CLOSE_PACT:
            rows.extend([tie.row, *threats])
    return _grounds(rows)


def _sanctions_author(relations: Relations, state: str, party: str) -> Grounds:
    return _grounds(relations.world.regimes_of(state, party, relations.day))


def _order_keeper(relations: Relations, state: str, party: str) -> Grounds:
    """Return the interest in non-proliferation and the posture that it is about."""
    world, day = relations.world, relations.day
    if world.is_permanent_member(party, day):
        return ()
    interests = [i for i in world.interests(state, day) if i.interest == "nonproliferation"]
    postures = [n for n in world.nuclear_status(party, day) if n.status in OUTSIDE_TREATY]
    return _grounds([*interests, *postures]) if interests and postures else ()


def _patron(relations: Relations, state: str, party: str) -> Grounds:
    rows = relations.world.patrons_of(party, relations.day)
    return _grounds(row for row in rows if row.patron == state)


_ROLES: dict[str, Callable[[Relations, str, str], Grounds]] = {
    "at_war_with": _at_war,
    "arms_opponent_of": _arms_opponent,
    "backs_opponent_of": _backs_opponent,
    "targeted_by": _targeted,
    "rival_of": _rival,
    "neighbour_of": _neighbour,
    "ally_of_exposed": _ally_of_exposed,
    "sanctions_author_on": _sanctions_author,
    "order_keeper": _order_keeper,
    "patron_of": _patron,
}

_LEVERAGE = frozenset({"sanctions_author_on", "patron_of", "at_war_with", "arms_opponent_of"})
_OPPOSED = frozenset(
    {
        "at_war_with",
        "arms_opponent_of",
        "backs_opponent_of",
        "targeted_by",
        "rival_of",
        "sanctions_author_on",
    }
)
