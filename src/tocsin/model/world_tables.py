"""The tables of world relations: for each file, its columns and how a line becomes a row."""

from tocsin.model.world_data import (
    Alliance,
    AllianceKind,
    Backing,
    BackingKind,
    BorderKind,
    Contiguity,
    Interest,
    Measure,
    Membership,
    MissileForce,
    NuclearPosture,
    NuclearStatus,
    Patronage,
    PatronageBasis,
    Reach,
    Record,
    Rivalry,
    RivalryKind,
    SanctionsRegime,
    Seat,
    SeatKind,
    Targeting,
    War,
    read_table,
)

BORDERS_SOURCE = "Tocsin compilation of land borders and facing coasts"


def read_wars() -> tuple[War, ...]:
    """Return wars.csv."""
    return read_table("wars", "id name side_a side_b start end source", _war)


def _war(row: Record) -> War:
    start, end = row.validity()
    side_a, side_b = row.actors("side_a"), row.actors("side_b")
    if set(side_a) & set(side_b):
        raise row.fail("an actor is on both sides")
    return War(
        key=row.key(f"war:{row.word('id')}"),
        id=row.word("id"),
        name=row.text("name"),
        side_a=side_a,
        side_b=side_b,
        start=start,
        end=end,
        source=row.text("source"),
    )


def read_backings() -> tuple[Backing, ...]:
    """Return backers.csv."""
    return read_table("backers", "war backer backs kind start end source", _backing)


def _backing(row: Record) -> Backing:
    start, end = row.validity()
    war, backer, backs = row.word("war"), row.actor("backer"), row.actor("backs")
    return Backing(
        key=row.key(f"backing:{war}:{backer}", backs),
        war=war,
        backer=backer,
        backs=backs,
        kinds=row.choices("kind", BackingKind),
        start=start,
        end=end,
        source=row.text("source"),
    )


def read_alliances() -> tuple[Alliance, ...]:
    """Return alliances.csv."""
    columns = "id name members kind directed_from directed_to start end source"
    return read_table("alliances", columns, _alliance)


def _alliance(row: Record) -> Alliance:
    start, end = row.validity()
    members = row.actors("members")
    directions = {name: row.cells[name] or None for name in ("directed_from", "directed_to")}
    if not {d for d in directions.values() if d} <= set(members):
        raise row.fail("directed_from and directed_to must be members")
    return Alliance(
        key=row.key(f"alliance:{row.word('id')}"),
        id=row.word("id"),
        name=row.text("name"),
        members=members,
        kind=row.choice("kind", AllianceKind),
        start=start,
        end=end,
        source=row.text("source"),
        **directions,
    )


def read_rivalries() -> tuple[Rivalry, ...]:
    """Return rivalries.csv."""
    return read_table("rivalries", "a b kind start end source", _rivalry)


def _rivalry(row: Record) -> Rivalry:
    start, end = row.validity()
    a, b = _pair(row)
    return Rivalry(
        key=row.key(f"rivalry:{a}-{b}"),
        a=a,
        b=b,
        kinds=row.choices("kind", RivalryKind),
        start=start,
        end=end,
        source=row.text("source"),
    )


def read_sanctions() -> tuple[SanctionsRegime, ...]:
    """Return sanctions.csv."""
    return read_table("sanctions", "id target authors measures start end source", _regime)


def _regime(row: Record) -> SanctionsRegime:
    start, end = row.validity()
    return SanctionsRegime(
        key=row.key(f"sanctions:{row.word('id')}"),
        id=row.word("id"),
        target=row.actor("target"),
        authors=row.actors("authors"),
        measures=row.choices("measures", Measure),
        start=start,
        end=end,
        source=row.text("source"),
    )


def read_seats() -> tuple[Seat, ...]:
    """Return unsc_seats.csv."""
    return read_table("unsc_seats", "state kind start end source", _seat)


def _seat(row: Record) -> Seat:
    start, end = row.validity()
    state, kind = row.actor("state"), row.choice("kind", SeatKind)
    term = "permanent" if kind is SeatKind.PERMANENT else row.text("start")[:4]
    return Seat(
        key=row.key(f"seat:{state}-{term}"),
        state=state,
        kind=kind,
        start=start,
        end=end,
        source=row.text("source"),
    )


def read_nuclear() -> tuple[NuclearStatus, ...]:
    """Return nuclear.csv."""
    return read_table("nuclear", "state status start end source", _nuclear)


def _nuclear(row: Record) -> NuclearStatus:
    start, end = row.validity()
    state, status = row.actor("state"), row.choice("status", NuclearPosture)
    return NuclearStatus(
        key=row.key(f"nuclear:{state}:{status}"),
        state=state,
        status=status,
        start=start,
        end=end,
        source=row.text("source"),
    )


def read_missiles() -> tuple[MissileForce, ...]:
    """Return missiles.csv."""
    return read_table("missiles", "state reach start end source", _missiles)


def _missiles(row: Record) -> MissileForce:
    start, end = row.validity()
    state, reach = row.actor("state"), row.choice("reach", Reach)
    return MissileForce(
        key=row.key(f"missiles:{state}:{reach}"),
        state=state,
        reach=reach,
        start=start,
        end=end,
        source=row.text("source"),
    )


def read_targeting() -> tuple[Targeting, ...]:
    """Return targeted.csv."""
    return read_table("targeted", "state targeted_by reason start end source", _targeting)


def _targeting(row: Record) -> Targeting:
    start, end = row.validity()
    state, by = row.actor("state"), row.actor("targeted_by")
    return Targeting(
        key=row.key(f"targeting:{by}:{state}"),
        state=state,
        targeted_by=by,
        reasons=row.words("reason"),
        start=start,
        end=end,
        source=row.text("source"),
    )


def read_contiguity() -> tuple[Contiguity, ...]:
    """Return contiguity.csv; its rows carry no dates and share one source."""
    return read_table("contiguity", "a b kind", _contiguity)


def _contiguity(row: Record) -> Contiguity:
    a, b = _pair(row)
    return Contiguity(
        key=row.key(f"contiguity:{a}-{b}"),
        a=a,
        b=b,
        kind=row.choice("kind", BorderKind),
        source=BORDERS_SOURCE,
    )


def read_patronage() -> tuple[Patronage, ...]:
    """Return patrons.csv."""
    return read_table("patrons", "patron client basis start end source", _patronage)


def _patronage(row: Record) -> Patronage:
    start, end = row.validity()
    patron, client = row.actor("patron"), row.actor("client")
    return Patronage(
        key=row.key(f"patronage:{patron}:{client}"),
        patron=patron,
        client=client,
        basis=row.choices("basis", PatronageBasis),
        start=start,
        end=end,
        source=row.text("source"),
    )


def read_interests() -> tuple[Interest, ...]:
    """Return interests.csv."""
    return read_table("interests", "state interest start end source", _interest)


def _interest(row: Record) -> Interest:
    start, end = row.validity()
    state, interest = row.actor("state"), row.word("interest")
    return Interest(
        key=row.key(f"interest:{state}:{interest}"),
        state=state,
        interest=interest,
        start=start,
        end=end,
        source=row.text("source"),
    )


def read_memberships() -> tuple[Membership, ...]:
    """Return memberships.csv."""
    return read_table("memberships", "body state start end source", _membership)


def _membership(row: Record) -> Membership:
    start, end = row.validity()
    body, state = row.actor("body"), row.actor("state")
    return Membership(
        key=row.key(f"membership:{body}:{state}"),
        body=body,
        state=state,
        start=start,
        end=end,
        source=row.text("source"),
    )


def _pair(row: Record) -> tuple[str, str]:
    """Return the two ids of a symmetric row, which must be in alphabetical order."""
    a, b = row.actor("a"), row.actor("b")
    if a >= b:
        raise row.fail(f"{a} and {b} must be different and in alphabetical order")
    return a, b
