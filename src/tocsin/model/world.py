"""Who fights, backs, allies with, threatens, sanctions and supplies whom, on a given day.

`load_world` reads the tables once; `World` answers questions about a day and always answers
with rows, so that whoever uses a fact can cite its key and its source. An actor that no table
knows has no relations: an empty answer means "none recorded", not "none".
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TypeVar

from tocsin.model import world_tables
from tocsin.model.world_data import (
    Alliance,
    AllianceKind,
    Backing,
    BorderKind,
    Contiguity,
    Fact,
    Interest,
    Membership,
    MissileForce,
    NuclearStatus,
    Patronage,
    Rivalry,
    SanctionsRegime,
    Seat,
    SeatKind,
    Targeting,
    War,
)

_F = TypeVar("_F", bound=Fact)

ALL_ALLIANCES = frozenset(AllianceKind)


@dataclass(frozen=True, slots=True)
class Tie:
    """A war or a pact as seen by one of its parties: who the other is, and by which row."""

    state: str
    other: str
    row: War | Alliance

    @property
    def key(self) -> str:
        """Return the key of the row."""
        return self.row.key

    @property
    def source(self) -> str:
        """Return the source of the row."""
        return self.row.source


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class World:
    """All recorded relations; states are ISO 3166-1 alpha-3, groups have a dotted suffix.

    Two worlds are the same where they are one object, so that answers can be kept by it.
    """

    wars: tuple[War, ...]
    backings: tuple[Backing, ...]
    pacts: tuple[Alliance, ...]
    rivalries: tuple[Rivalry, ...]
    regimes: tuple[SanctionsRegime, ...]
    seats: tuple[Seat, ...]
    nuclear: tuple[NuclearStatus, ...]
    missile_forces: tuple[MissileForce, ...]
    targeting: tuple[Targeting, ...]
    borders: tuple[Contiguity, ...]
    patronage: tuple[Patronage, ...]
    state_interests: tuple[Interest, ...]
    memberships: tuple[Membership, ...]

    def at_war(self, state: str, day: date) -> tuple[War, ...]:
        """Return the wars in which `state` is a belligerent."""
        return tuple(w for w in _current(self.wars, day) if w.opponents_of(state))

    def enemies(self, state: str, day: date) -> tuple[Tie, ...]:
        """Return the belligerents `state` is fighting, one tie for each enemy and war."""
        return tuple(
            Tie(state, other, war)
            for war in self.at_war(state, day)
            for other in war.opponents_of(state)
        )

    def backers_of(self, state: str, day: date) -> tuple[Backing, ...]:
        """Return who backs `state` in the wars under way."""
        return tuple(b for b in self._current_backings(day) if b.backs == state)

    def backed_by(self, backer: str, day: date) -> tuple[Backing, ...]:
        """Return whom `backer` backs in the wars under way."""
        return tuple(b for b in self._current_backings(day) if b.backer == backer)

    def backs_opponent_of(self, state: str, opponent_of: str, day: date) -> tuple[Backing, ...]:
        """Return how `state` backs the enemies of `opponent_of`, in the same war as theirs."""
        foes = {(t.row.key, t.other) for t in self.enemies(opponent_of, day)}
        return tuple(b for b in self.backed_by(state, day) if (f"war:{b.war}", b.backs) in foes)

    def alliances(
        self, state: str, day: date, *, kinds: Collection[str] = ALL_ALLIANCES
    ) -> tuple[Alliance, ...]:
        """Return the pacts of the given kinds that `state` belongs to."""
        return tuple(
            p for p in _current(self.pacts, day) if state in p.members and p.kind in kinds
        )

    def allies(
        self, state: str, day: date, *, kinds: Collection[str] = ALL_ALLIANCES
    ) -> tuple[Tie, ...]:
        """Return the partners of `state`, one tie for each partner and pact."""
        return tuple(
            Tie(state, other, pact)
            for pact in self.alliances(state, day, kinds=kinds)
            for other in pact.partners_of(state)
        )

    def defense_allies(self, state: str, day: date) -> tuple[Tie, ...]:
        """Return the partners of `state` in defence pacts, whoever owes the defence."""
        return self.allies(state, day, kinds={AllianceKind.DEFENSE})

    def rivals(self, state: str, day: date) -> tuple[Rivalry, ...]:
        """Return the rivalries of `state`; `Rivalry.other` names the rival."""
        return tuple(r for r in _current(self.rivalries, day) if state in (r.a, r.b))

    def sanctioned_by(self, state: str, day: date) -> tuple[SanctionsRegime, ...]:
        """Return the sanctions regimes on `state`, whoever keeps them."""
        return tuple(r for r in _current(self.regimes, day) if r.target == state)

    def regimes_of(self, author: str, target: str, day: date) -> tuple[SanctionsRegime, ...]:
        """Return the regimes `author` keeps on `target`, alone or through a body it is in.

        The United Nations is not such a body: its members are bound but are not the authors.
        """
        names = {author, *(m.body for m in self.bodies_of(author, day))}
        return tuple(r for r in self.sanctioned_by(target, day) if names & set(r.authors))

    def is_sanctions_author(self, author: str, target: str, day: date) -> bool:
        """Return whether `author`, alone or through a body it is in, sanctions `target`."""
        return bool(self.regimes_of(author, target, day))

    def security_council(self, day: date) -> tuple[Seat, ...]:
        """Return the seats of the Security Council, permanent ones first."""
        return tuple(_current(self.seats, day))

    def is_permanent_member(self, state: str, day: date) -> bool:
        """Return whether `state` holds a permanent seat, and so a veto."""
        return any(
            s.state == state and s.kind is SeatKind.PERMANENT for s in _current(self.seats, day)
        )

    def nuclear_status(self, state: str, day: date) -> tuple[NuclearStatus, ...]:
        """Return the nuclear postures of `state`; empty for a state without any."""
        return tuple(n for n in _current(self.nuclear, day) if n.state == state)

    def missiles(self, state: str, day: date) -> tuple[MissileForce, ...]:
        """Return the ballistic missile forces of `state`."""
        return tuple(m for m in _current(self.missile_forces, day) if m.state == state)

    def targets_of(self, arsenal_state: str, day: date) -> tuple[Targeting, ...]:
        """Return whom the arsenal or doctrine of `arsenal_state` aims at."""
        rows = _current(self.targeting, day)
        return tuple(t for t in rows if t.targeted_by == arsenal_state)

    def targeted_by(self, state: str, day: date) -> tuple[Targeting, ...]:
        """Return whose arsenals or doctrines aim at `state`."""
        return tuple(t for t in _current(self.targeting, day) if t.state == state)

    def patrons_of(self, client: str, day: date) -> tuple[Patronage, ...]:
        """Return who supplies or shields `client`."""
        return tuple(p for p in _current(self.patronage, day) if p.client == client)

    def clients_of(self, patron: str, day: date) -> tuple[Patronage, ...]:
        """Return whom `patron` supplies or shields."""
        return tuple(p for p in _current(self.patronage, day) if p.patron == patron)

    def neighbours(self, state: str) -> tuple[Contiguity, ...]:
        """Return the land borders and facing coasts of `state`."""
        return tuple(b for b in self.borders if state in (b.a, b.b))

    def are_contiguous(self, a: str, b: str) -> BorderKind | None:
        """Return how two states touch, or None (which is false) when they do not."""
        return next((c.kind for c in self.neighbours(a) if c.other(a) == b), None)

    def interests(self, state: str, day: date) -> tuple[Interest, ...]:
        """Return what `state` has made its business."""
        return tuple(i for i in _current(self.state_interests, day) if i.state == state)

    def bodies_of(self, state: str, day: date) -> tuple[Membership, ...]:
        """Return the bodies `state` belongs to."""
        return tuple(m for m in _current(self.memberships, day) if m.state == state)

    def members_of(self, body: str, day: date) -> tuple[Membership, ...]:
        """Return the members of `body`; empty for a body that is not recorded."""
        return tuple(m for m in _current(self.memberships, day) if m.body == body)

    def _current_backings(self, day: date) -> Iterable[Backing]:
        """Return the backings in force in wars under way: support ends with its war."""
        under_way = {w.id for w in _current(self.wars, day)}
        return (b for b in _current(self.backings, day) if b.war in under_way)


def _current(rows: Iterable[_F], day: date) -> Iterable[_F]:
    return (row for row in rows if row.in_force(day))


@cache
def load_world() -> World:
    """Return the relations recorded in ``ontology/world``, read once for each process.

    Raises:
        ValueError: A row is malformed; the message names the file and the line.
    """
    return World(
        wars=world_tables.read_wars(),
        backings=world_tables.read_backings(),
        pacts=world_tables.read_alliances(),
        rivalries=world_tables.read_rivalries(),
        regimes=world_tables.read_sanctions(),
        seats=world_tables.read_seats(),
        nuclear=world_tables.read_nuclear(),
        missile_forces=world_tables.read_missiles(),
        targeting=world_tables.read_targeting(),
        borders=world_tables.read_contiguity(),
        patronage=world_tables.read_patronage(),
        state_interests=world_tables.read_interests(),
        memberships=world_tables.read_memberships(),
    )
