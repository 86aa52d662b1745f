"""What happened, is planned or was called off between two states, from text and data alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tocsin.model.ids import digest

CLAIMS = "claims"
"""The feed of what was coded from text, among the sources of events."""


class Phase(StrEnum):
    """How an event stands to the world, as it is told; `standing.phase_of` decides it."""

    DONE = "done"
    """It happened, or is happening."""
    AHEAD = "ahead"
    """It is planned, proposed or possible; only this is waited for."""
    OFF = "off"
    """It was cancelled, prevented or refrained from."""
    NOT_DONE = "not_done"
    """It is said, by whoever speaks closest to it, not to have happened or not to be planned."""
    TALK = "talk"
    """It is only talked of: demanded, foretold by others, doubted or bound to a condition."""


class Outcome(StrEnum):
    """What became of an event that was ahead, as far as the record shows."""

    CAME = "came"
    MAY_HAVE_COME = "may_have_come"
    """Something of the kind is reported, which may be another such event."""
    CALLED_OFF = "called_off"
    OPEN = "open"
    """Its time has not passed on the last day of the timeline."""
    DID_NOT_SHOW = "did_not_show"
    """Its time has passed, and a source that covers it shows no such event."""
    UNKNOWN = "unknown"
    """Its time has passed, and nothing covers it, or what does cannot tell it from the usual."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """One report of an event.

    Attributes:
        feed: Source of the data; `claims` for text.
        id: Id of the claim, or the source's own number.
        said: Day on which it was said; of data the day of the event.
        publisher: Who said it, where known; of data the address of the text.
        words: The quote, or the names in the source's words.
        holder: Whose word it is, where it is not the author's; with the stance.
        document: Id of the document; empty for data.
        story: Id of the document that stands for the text: copies of one text are one story.
        status: What it says of the event, such as `planned`, `not occurred` or `demanded`.
        start: First day on which the event may fall by this report; None where it does not say.
        end: Last such day.
        confidence: How sure the coder is of its reading, in [0, 1]; None for data.
    """

    feed: str
    id: str
    said: date | None
    publisher: str
    words: str
    holder: str = ""
    document: str = ""
    story: str = ""
    status: str = ""
    start: date | None = None
    end: date | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One event with all reports of it.

    Attributes:
        source: Who acts.
        target: Who is acted on.
        is_mutual: Whether they do it together, as far as told.
        type: PLOVER type.
        mode: Its mode, where known; of data the source's own code.
        items: What moves.
        phase: How it stands to the world.
        start: First day on which it may fall; None where unknown.
        end: Last such day; of what is told without a time, the day on which it was told.
        quad: Quadrant, 1 to 4; 0 where unknown.
        goldstein: Goldstein value of data, the mean of its rows; None for claims alone.
        origins: The reports, earliest first.
        outcome: What became of it, of what was ahead.
        resolved_by: Id of the happening that decided the outcome; empty for none.
        status: The firmest that is said of it, such as `planned` where others say `possible`.
        actors: Ids of all who take part, third parties too, as far as told.
        place: Where, as a name; empty where unknown.
        basis: What the outcome rests on, in words; empty where there is none.
        denied_by: Ids of the happenings of phase `not_done` that speak of this event.
    """

    source: str
    target: str
    is_mutual: bool
    type: str
    mode: str
    items: tuple[str, ...]
    phase: Phase
    start: date | None
    end: date | None
    quad: int
    goldstein: float | None
    origins: tuple[Origin, ...]
    outcome: Outcome | None = None
    resolved_by: str = ""
    status: str = ""
    actors: tuple[str, ...] = ()
    place: str = ""
    basis: str = ""
    denied_by: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Return `h-` and ten digits that depend on the reports and on who acts."""
        return digest("h", *((one.feed, one.id) for one in self.origins), self.source)

    @property
    def independent(self) -> int:
        """Return from how many sources it is known that do not copy each other.

        Reports of one publisher and copies of one story are one; so are the rows of one source
        of data. Two papers that cite one official still count as two.
        """
        return len(_houses(self.origins))

    @property
    def is_dated(self) -> bool:
        """Return whether both the first and the last day on which it may fall are known."""
        return self.start is not None and self.end is not None


def _houses(origins: Sequence[Origin]) -> list[set[str]]:
    """Return the reports grouped by publisher and story, as marks that no two groups share."""
    groups: list[set[str]] = []
    for one in origins:
        if one.feed == CLAIMS:
            marks = {f"p:{one.publisher}", f"s:{one.story or one.document or one.id}"}
        else:
            marks = {f"f:{one.feed}"}
        for group in [group for group in groups if group & marks]:
            groups.remove(group)
            marks |= group
        groups.append(marks)
    return groups


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The events between two states in a period, in order of day.

    Attributes:
        dyad: The two states.
        since: First day.
        until: Last day.
        happenings: The events; of one without a first day its last counts, of one without
            either the day on which it was told, and those without any day stand at the end.
        left_out: Events of the data that are not shown, because there are too many.
    """

    dyad: tuple[str, str]
    since: date
    until: date
    happenings: tuple[Happening, ...]
    left_out: int = 0
