"""The tables of the lake: what a row of structured data is, column by column.

Every source is brought to one of these tables, whatever its own format calls the columns. The
columns of Parquet, the page of the reference and the checks of an ingest come from here.
"""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a column holds. Any column but a key may be empty, which means unknown."""

    TEXT = "text"
    WHOLE = "whole"
    REAL = "real"
    FLAG = "flag"
    DAY = "day"
    MOMENT = "moment"
    TEXTS = "texts"


class Grain(StrEnum):
    """How finely the rows of a table are parted in time."""

    MONTH = "month"
    YEAR = "year"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes:
        name: As in Parquet.
        kind: What it holds.
        meaning: What it says, with its unit.
    """

    name: str
    kind: Kind
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One kind of record.

    Attributes:
        name: As in the folders of the lake.
        columns: In the order in which rows give them.
        key: Columns that no two rows of one source may share.
        day: The column that places a row in time: a DAY, or a WHOLE year; empty for none.
        grain: How the rows are parted by it.
        parties: The columns with the states that a row is about.
    """

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    day: str
    grain: Grain
    parties: tuple[str, ...]

    def place(self, column: str) -> int:
        """Return where a column stands in a row."""
        return [one.name for one in self.columns].index(column)


def _columns(text: str) -> tuple[Column, ...]:
    """Return columns written one a line as `name kind meaning`."""
    parts = (line.split(maxsplit=2) for line in text.strip().splitlines())
    return tuple(Column(name, Kind(kind), meaning) for name, kind, meaning in parts)


EVENTS = Table(
    name="events",
    key=("id", "day"),
    day="day",
    grain=Grain.MONTH,
    parties=("source", "target"),
    columns=_columns("""
        id text The source's own number of the event.
        day day When it happened, as the source says.
        source text Who acts: a state or body by our ids; empty where it is neither.
        target text Who is acted on, likewise.
        source_name text Who acts, in the source's words or codes.
        target_name text Who is acted on, likewise.
        code text The source's own event code, as text with its zeros.
        scheme text Whose codes these are: cameo or plover.
        type text PLOVER event type.
        mode text PLOVER mode, where the source has one.
        quad whole Quadrant, 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict.
        goldstein real Goldstein value of the event, -10 to 10.
        is_root flag Whether the event stands in the opening of its text.
        mentions whole Times it was mentioned.
        articles whole Articles that mention it.
        tone real Average tone of those articles, -100 to 100.
        place text State in which it happened, by our ids.
        publisher text Who published it, where the source says so.
        added moment When the source added it, UTC.
        url text Address of the text it was found in.
    """),
)
MENTIONS = Table(
    name="mentions",
    key=("event", "url", "sentence"),
    day="day",
    grain=Grain.MONTH,
    parties=(),
    columns=_columns("""
        event text The source's own number of the event.
        day day When the text was seen.
        event_day day When the event was first seen.
        publisher text Who published it.
        url text Address or name of the text.
        sentence whole The sentence of the text, from 1.
        is_raw flag Whether the event was found in the text as it is, not in one put in order.
        confidence whole Confidence of the source's coder, 10 to 100.
        characters whole Length of the text.
        tone real Tone of the text, -100 to 100.
        language text Language it was translated from; empty for English.
    """),
)
VOTES = Table(
    name="votes",
    key=("roll_call", "state"),
    day="",
    grain=Grain.NONE,
    parties=("state",),
    columns=_columns("""
        roll_call text The source's own number of the roll call.
        state text Who votes.
        vote text yes, abstain, no, absent or not_member.
        session whole Session of the General Assembly, where the file says so.
        day day When it was, where the file says so.
    """),
)
ROLL_CALLS = Table(
    name="roll_calls",
    key=("roll_call",),
    day="day",
    grain=Grain.NONE,
    parties=(),
    columns=_columns("""
        roll_call text The source's own number of the roll call.
        session whole Session of the General Assembly; it opened in the year 1945 + session.
        day day When it was.
        is_important flag Whether the US Department of State listed it as important.
        resolution text Number of the resolution.
        title text Short title, where there is one.
        description text What it was about.
    """),
)
IDEAL_POINTS = Table(
    name="ideal_points",
    key=("state", "session"),
    day="year",
    grain=Grain.NONE,
    parties=("state",),
    columns=_columns("""
        state text Whose ideal point it is.
        session whole Session of the General Assembly.
        year whole Year in which the session opened, 1945 + session.
        point real Ideal point, in standard deviations.
        low real 5 % quantile of its posterior.
        high real 95 % quantile of its posterior.
        votes whole Votes that it rests on.
    """),
)
TRANSFERS = Table(
    name="transfers",
    key=("deal", "recipient", "year", "line"),
    day="year",
    grain=Grain.NONE,
    parties=("supplier", "recipient"),
    columns=_columns("""
        deal text The source's own number of the deal.
        supplier text Who delivers.
        recipient text Who receives.
        supplier_name text Who delivers, in the source's words.
        recipient_name text Who receives, in the source's words.
        designation text Name of the weapon.
        description text What kind of weapon it is.
        category text Category of arms.
        order_year whole Year of the order.
        is_order_estimate flag Whether that year is an estimate.
        year whole Year of the delivery.
        is_year_estimate flag Whether that year is an estimate.
        number real How many were delivered.
        is_number_estimate flag Whether that number is an estimate.
        status text New, second hand and the like.
        tiv_unit real Trend-indicator value of one piece of the deal, in millions.
        tiv real Trend-indicator value of the delivery, in millions: volume, not money.
        is_local flag Whether it was produced in the recipient's country.
        line whole Line of the file, as one deal may have several rows a year.
    """),
)
TRANSFER_TOTALS = Table(
    name="transfer_totals",
    key=("supplier_name", "recipient_name", "year"),
    day="year",
    grain=Grain.NONE,
    parties=("supplier", "recipient"),
    columns=_columns("""
        supplier text Who delivers; empty where the table is not about one.
        recipient text Who receives; empty where the table is not about one.
        supplier_name text Who delivers, in the source's words.
        recipient_name text Who receives, in the source's words.
        year whole Year of the deliveries.
        tiv real Trend-indicator value of the deliveries, in millions: volume, not money.
    """),
)
ALLIANCES = Table(
    name="alliances",
    key=("alliance", "source", "target", "start"),
    day="start",
    grain=Grain.NONE,
    parties=("source", "target"),
    columns=_columns("""
        alliance text The source's own number of the alliance; empty where rows are dyad-years.
        source text Who has the obligation.
        target text Towards whom.
        start day First day.
        end day Last day; empty while in force at the end of the data.
        is_left_censored flag Whether it was in force before the data begin.
        is_right_censored flag Whether it was in force when the data end.
        defense flag Obligation to defend.
        offense flag Obligation to join an attack.
        neutrality flag Obligation to stay neutral.
        nonaggression flag Obligation not to attack.
        consultation flag Obligation to consult, or entente.
    """),
)
STATES = Table(
    name="states",
    key=("code", "start"),
    day="start",
    grain=Grain.NONE,
    parties=("state",),
    columns=_columns("""
        state text The state by our id.
        code text The source's own code.
        name text The source's own name.
        start day First day as a member of the state system.
        end day Last day; empty while a member at the end of the data.
        is_right_censored flag Whether it was a member when the data end.
    """),
)
SANCTIONS = Table(
    name="sanctions",
    key=("sender_name", "target_name", "year", "cases"),
    day="year",
    grain=Grain.NONE,
    parties=("sender", "target"),
    columns=_columns("""
        sender text Who sanctions.
        target text Who is sanctioned.
        sender_name text Who sanctions, in the source's codes.
        target_name text Who is sanctioned, in the source's codes.
        year whole Year in force.
        arms flag Arms sanctions.
        military flag Sanctions on military assistance.
        trade flag Trade sanctions.
        financial flag Financial sanctions.
        travel flag Travel sanctions.
        other flag Other sanctions.
        trade_detail text Exports or imports, complete or partial, in the source's words.
        cases text The source's own numbers of the cases, with commas.
    """),
)
ENTITIES = Table(
    name="entities",
    key=("id",),
    day="",
    grain=Grain.NONE,
    parties=(),
    columns=_columns("""
        id text The source's own id of the entity.
        operation text add, change or delete.
        schema text FollowTheMoney schema, such as Organization or Sanction.
        caption text Its name as shown.
        names texts All its names; none of a person unless asked for.
        states texts States it is of or in, by our ids.
        topics texts Topics, such as sanction or export.control.
        datasets texts Data sets that it stands in.
        subjects texts Ids of the entities that it is about or links.
        authority text Who lists it.
        program text Under which programme.
        start day From when, where it says so.
        end day Until when, where it says so.
        first_seen moment When the source saw it first.
        last_seen moment When the source saw it last.
        last_change moment When it changed last.
        is_target flag Whether it is sanctioned or otherwise of interest itself.
        is_person flag Whether it is a natural person, whose particulars are left out.
    """),
)
VISITS = Table(
    name="visits",
    key=("id",),
    day="start",
    grain=Grain.NONE,
    parties=("visitor", "host"),
    columns=_columns("""
        id text The source's own number of the trip.
        visitor text State or body of the leader.
        host text State visited.
        visitor_name text State or body of the leader, in the source's words.
        host_name text State visited, in the source's words.
        leader text Name of the leader.
        rank text head_of_state, head_of_government, minister or other.
        role text Role in the source's words.
        start day First day.
        end day Last day.
        year whole Year, where no day is known.
        days whole Length of the trip.
        met_host flag Whether a head of state or government of the host was met.
        host_leader text Who was met.
        is_multilateral flag Whether the trip was to a multilateral event.
    """),
)
VALUES = Table(
    name="values",
    key=("series", "source", "target", "year"),
    day="year",
    grain=Grain.NONE,
    parties=("source", "target"),
    columns=_columns("""
        series text Name of the series.
        source text Of or from whom.
        target text Towards whom; empty for a series of single states.
        year whole Year.
        value real The value; empty where the source has none.
        unit text Its unit.
    """),
)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        EVENTS, MENTIONS, VOTES, ROLL_CALLS, IDEAL_POINTS, TRANSFERS, TRANSFER_TOTALS, ALLIANCES,
        STATES, SANCTIONS, ENTITIES, VISITS, VALUES,
    )
}  # fmt: skip
"""Every table of the lake by its name."""
