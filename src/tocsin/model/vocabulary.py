"""The closed sets that every stage shares: event types, statuses, stances, items."""

from enum import StrEnum


class Quad(StrEnum):
    """The four quadrants of cooperation and conflict (PLOVER's assignment)."""

    VERBAL_COOPERATION = "verbal_cooperation"
    MATERIAL_COOPERATION = "material_cooperation"
    VERBAL_CONFLICT = "verbal_conflict"
    MATERIAL_CONFLICT = "material_conflict"


class EventType(StrEnum):
    """The sixteen event types of PLOVER (2021)."""

    ACCUSE = "ACCUSE"
    AGREE = "AGREE"
    AID = "AID"
    ASSAULT = "ASSAULT"
    COERCE = "COERCE"
    CONCEDE = "CONCEDE"
    CONSULT = "CONSULT"
    COOPERATE = "COOPERATE"
    MOBILIZE = "MOBILIZE"
    PROTEST = "PROTEST"
    REJECT = "REJECT"
    REQUEST = "REQUEST"
    RETREAT = "RETREAT"
    SANCTION = "SANCTION"
    SUPPORT = "SUPPORT"
    THREATEN = "THREATEN"

    @property
    def quad(self) -> Quad:
        """Return the quadrant of the type."""
        return _QUADS[self]


_QUADS = {
    kind: quad
    for quad, kinds in {
        Quad.VERBAL_COOPERATION: "AGREE CONSULT SUPPORT CONCEDE",
        Quad.MATERIAL_COOPERATION: "COOPERATE AID RETREAT",
        Quad.VERBAL_CONFLICT: "REQUEST ACCUSE REJECT THREATEN",
        Quad.MATERIAL_CONFLICT: "PROTEST SANCTION MOBILIZE COERCE ASSAULT",
    }.items()
    for kind in map(EventType, kinds.split())
}


class Status(StrEnum):
    """Whether an event happened, as the text puts it."""

    OCCURRED = "occurred"
    ONGOING = "ongoing"
    PLANNED = "planned"
    PROPOSED = "proposed"
    POSSIBLE = "possible"
    CONDITIONAL = "conditional"
    AVERTED = "averted"

    @property
    def is_actual(self) -> bool:
        """Return whether the text states the event as a fact of the past or present."""
        return self in {Status.OCCURRED, Status.ONGOING}

    @property
    def is_ahead(self) -> bool:
        """Return whether the event, if it comes, is still to come."""
        return self in {Status.PLANNED, Status.PROPOSED, Status.POSSIBLE, Status.CONDITIONAL}


class Polarity(StrEnum):
    """Whether the event or its absence is stated."""

    AFFIRMED = "affirmed"
    NEGATED = "negated"


class Stance(StrEnum):
    """How a holder stands to the event."""

    ASSERTS = "asserts"
    DENIES = "denies"
    DOUBTS = "doubts"
    PREDICTS = "predicts"
    DEMANDS = "demands"


class Item(StrEnum):
    """What moves from one actor to another, or is done together."""

    MUNITIONS = "munitions"
    WEAPONS = "weapons"
    MILITARY_TECHNOLOGY = "military_technology"
    NUCLEAR_TECHNOLOGY = "nuclear_technology"
    MISSILE_OR_SPACE_TECHNOLOGY = "missile_or_space_technology"
    NAVAL_TECHNOLOGY = "naval_technology"
    FUEL = "fuel"
    FOOD = "food"
    MONEY = "money"
    LABOUR = "labour"
    TROOPS = "troops"
    INTELLIGENCE = "intelligence"
    DIPLOMATIC_COVER = "diplomatic_cover"
    SANCTIONS_RELIEF = "sanctions_relief"
    EXERCISE = "exercise"


class Attitude(StrEnum):
    """How a stakeholder stands to something that others may do."""

    FEARS = "fears"
    PREVENTS = "prevents"
    OPPOSES = "opposes"
    WANTS = "wants"
