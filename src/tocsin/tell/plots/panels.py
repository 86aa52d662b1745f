"""Which panels show a family of measures, in order of weight, and how each is drawn.

A measure that is not named here has a panel of its own behind those that are, as lines: so a new
one shows up without a change here, if not at its best. Left out on purpose is what another panel
says already: hedging as 1 - concentration, the counts beneath shares, S with squared distances.
"""

from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """How the values of a panel are drawn."""

    LINES = "lines"
    """Values over time with their intervals, parted where one is unknown."""
    BARS = "bars"
    """Counts, from zero."""
    STACK = "stack"
    """Shares of a whole, on top of each other."""
    STEPS = "steps"
    """Levels with names."""
    FLAGS = "flags"
    """Yes or no, a row for each line."""
    DOTS = "dots"
    """Values of one period each, a row for each."""
    BURSTS = "bursts"
    """Stretches of days with what happened in them."""
    LEVELS = "levels"
    """Levels from one change to the next."""


class Tag(StrEnum):
    """What tells the lines of a panel apart for its readers."""

    WAY = "way"
    """Who does it to whom."""
    ON = "on"
    """Who depends on whom."""
    STATE = "state"
    """The first of the parties."""
    THIRD = "third"
    """The last of the parties."""
    OVER = "over"
    """The second of three over the first, beside the third."""
    ALL = "all"
    """Every one of the parties."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """One panel.

    Attributes:
        title: What it shows; `{first}` and `{second}` stand for the first two parties.
        measures: Names of the measures in it, each with its name for the reader.
        caption: Scale and unit in words.
        form: How it is drawn.
        tag: What its lines are called by.
        extent: Ends of the scale where they are fixed.
        reference: A value to compare with, drawn as a line and kept in sight.
        apart: Whether each source has a panel of its own.
        by_state: Whether each first party has a panel of its own.
        is_share: Whether values are shares, shown as percentages.
        levels: Names of the levels from 0 on.
        band: What the intervals are, where they are not 95 % ones.
        is_wide: Whether it takes the whole width.
        guides: Further values to compare with.
        faint: Measures that are the ground of another one: dots without a line.
    """

    title: str
    measures: tuple[tuple[str, str], ...]
    caption: str = ""
    form: Form = Form.LINES
    tag: Tag = Tag.WAY
    extent: tuple[float, float] | None = None
    reference: float | None = 0.0
    apart: bool = False
    by_state: bool = False
    is_share: bool = False
    levels: tuple[str, ...] = ()
    band: str = "95 % interval"
    is_wide: bool = False
    guides: tuple[float, ...] = ()
    faint: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the measures."""
        return tuple(name for name, _ in self.measures)


def _one(measure: str, told: str = "") -> tuple[tuple[str, str], ...]:
    """Return a single measure, named or not."""
    return ((measure, told),)


_QUADS = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
_UNIT = (0.0, 1.0)
_EVEN = (-1.0, 1.0)
_TENSION = (
    Spec(
        title="Events between the two by month", measures=_one("events_both"),
        caption="both directions", form=Form.BARS, apart=True,
    ),
    Spec(
        title="Mean Goldstein value by month",
        measures=(
            ("goldstein_both", "mean of the month"),
            ("goldstein_decayed_both", "decayed mean"),
        ),
        caption="both directions; -10 conflict to 10 cooperation", apart=True,
        faint=("goldstein_both",),
    ),
    Spec(
        title="Net cooperation",
        measures=_one("net_cooperation"),
        caption="share of cooperative less that of conflictual events, -1 to 1",
    ),
    Spec(
        title="What kind of events",
        measures=tuple(
            (f"share_{quad}_both", quad.replace("_", " ")) for quad in _QUADS
        ),
        caption="share of all events between the two", form=Form.STACK, extent=_UNIT,
        is_share=True, apart=True,
    ),
    Spec(title="Who acts", measures=_one("events"), caption="events", form=Form.BARS,
         apart=True),
    Spec(
        title="Mean Goldstein value by direction", measures=_one("goldstein"),
        caption="-10 conflict to 10 cooperation", apart=True,
    ),
)  # fmt: skip
_ATTENTION = (
    Spec(
        title="Attention beside the usual", measures=_one("attention_ratio"),
        caption="share of the state's events, 1 is the mean of the year before",
        tag=Tag.STATE, reference=1.0, apart=True,
    ),
    Spec(
        title="Share of each state's own events", measures=_one("share_of_state"),
        caption="events between the two", tag=Tag.STATE, is_share=True, apart=True,
    ),
    Spec(
        title="Share of all coverage",
        measures=(("share_of_events", "events"), ("share_of_mentions", "mentions")),
        caption="what is about the two, of all in the source", is_share=True, apart=True,
    ),
)  # fmt: skip
_BURSTS = (
    Spec(
        title="Bursts", measures=_one("burst"), caption="events in each stretch of days",
        form=Form.BURSTS, apart=True, is_wide=True,
    ),
    Spec(
        title="Changes of level", measures=_one("change_point"), caption="events a day",
        form=Form.LEVELS, apart=True, is_wide=True, band="95 % interval of the day",
    ),
    Spec(
        title="How unusual are the last days?",
        measures=tuple((f"unusual_{days}", f"last {days} days") for days in (7, 30, 90)),
        caption="z beside the year before: 0 as usual, beyond 2 either way rare",
        form=Form.DOTS, guides=(-2.0, 2.0), is_wide=True,
    ),
)  # fmt: skip
_CONTACT = (
    Spec(title="Trips of leaders", measures=_one("visits"), caption="trips",
         form=Form.BARS),
    Spec(
        title="Trips by rank and meeting", measures=_one("visit_weight"),
        caption="sum of weights; a head of state who meets the host counts 1",
        form=Form.BARS,
    ),
    Spec(
        title="Days with a reported visit or meeting",
        measures=_one("reported_meetings_both"), caption="days", form=Form.BARS,
        apart=True,
    ),
    Spec(
        title="Reported consultations", measures=_one("consultations"),
        caption="events, calls included", form=Form.BARS, apart=True,
    ),
    Spec(
        title="How long ago",
        measures=(
            ("days_since_visit", "last trip"), ("days_since_meeting", "last with a meeting"),
        ),
        caption="days before the end of the period", form=Form.DOTS,
    ),
    Spec(
        title="Trips to multilateral events", measures=_one("visits_multilateral"),
        caption="trips", form=Form.BARS,
    ),
    Spec(title="Days with a reported visit", measures=_one("reported_visits"),
         caption="days", form=Form.BARS, apart=True),
)  # fmt: skip
_EXCHANGE = (
    Spec(title="Arms delivered", measures=_one("arms"),
         caption="million TIV: volume, not money", form=Form.BARS),
    Spec(title="Flow of {topic}", measures=_one("flow"), caption="{unit}",
         form=Form.BARS),
    Spec(
        title="Material cooperation", measures=_one("material_given"), caption="events",
        form=Form.BARS, apart=True,
    ),
    Spec(
        title="Who gives more",
        measures=(
            ("material_balance", "material cooperation"), ("aid_balance", "aid"),
            ("support_balance", "support"),
        ),
        caption="balance: 1 {first} gives all, -1 {second} does", extent=_EVEN, apart=True,
    ),
    Spec(title="Aid", measures=_one("aid_given"), caption="events", form=Form.BARS,
         apart=True),
    Spec(
        title="Promised and delivered",
        measures=(
            ("promised", "ahead"), ("delivered", "done"), ("averted", "called off"),
        ),
        caption="claims in the texts at hand", form=Form.DOTS,
    ),
    Spec(title="Balance of arms", measures=_one("arms_balance"),
         caption="1 {first} gives all, -1 {second} does", extent=_EVEN),
    Spec(title="Balance of {topic}", measures=_one("flow_balance"),
         caption="1 {first} gives all, -1 {second} does", extent=_EVEN),
    Spec(title="Support in words and treaties", measures=_one("support_given"),
         caption="events", form=Form.BARS, apart=True),
    Spec(title="Practical cooperation", measures=_one("cooperation_given"),
         caption="events", form=Form.BARS, apart=True),
)  # fmt: skip
_ALLOW = "what suppliers without a name allow"
_DEPENDENCE = (
    Spec(
        title="Dependence in arms", measures=_one("arms_dependence"), tag=Tag.ON,
        caption="share of the other in arms received, five years up to each", extent=_UNIT,
        is_share=True, band=_ALLOW,
    ),
    Spec(
        title="Share of the other as a partner", measures=_one("partner_share"), tag=Tag.ON,
        caption="of trade or another amount", extent=_UNIT, is_share=True, band=_ALLOW,
    ),
    Spec(
        title="Who depends more", measures=_one("asymmetric_dependence"),
        caption="share of the one on the other less the other way round", extent=_EVEN,
        band=_ALLOW,
    ),
    Spec(title="Trade with the other", measures=_one("trade_dependence"),
         caption="share of the state's product", tag=Tag.ON, is_share=True),
    Spec(
        title="Concentration of partners", measures=_one("herfindahl"),
        caption="Herfindahl-Hirschman index, 1 a single partner", tag=Tag.STATE, extent=_UNIT,
        band=_ALLOW,
    ),
)  # fmt: skip
_TIES = ("none", "non-aggression", "consultation", "defence")
_SIMILARITY = (
    Spec(
        title="Likeness of alliances",
        measures=(("s", "S"), ("s_weighted", "S by capabilities")),
        caption="S, -1 to 1; likeness of portfolios is no alignment",
        extent=_EVEN,
    ),
    Spec(title="The alliance tie itself", measures=_one("alliance_tie"),
         caption="strongest obligation in force", form=Form.STEPS, levels=_TIES),
    Spec(title="Agreement in UN votes", measures=_one("un_agreement"),
         caption="roll calls that were not unanimous; 1 always agree", extent=_UNIT),
    Spec(title="Distance of ideal points", measures=_one("ideal_point_distance"),
         caption="standard deviations; 0 votes alike"),
    Spec(
        title="Likeness of alliances beyond chance",
        measures=(("kappa", "kappa"), ("pi", "pi"), ("alignment", "S beyond chance")),
        caption="0 as by chance, 1 the same", extent=_EVEN,
    ),
    Spec(title="Order of alliances", measures=_one("tau_b"), caption="tau-b, -1 to 1",
         extent=_EVEN),
)  # fmt: skip
_TRIADS = (
    Spec(
        title="How {first} divides its cooperation", measures=_one("patron_share"),
        caption="share of {second}; the rest goes to the third", tag=Tag.THIRD, extent=_UNIT,
        reference=0.5, is_share=True, by_state=True, apart=True,
    ),
    Spec(
        title="The triangle with a third", measures=_one("friendly_ties"),
        caption="friendly ties of three", form=Form.STEPS, tag=Tag.THIRD, apart=True,
        levels=("0 unit veto", "1 romantic triangle", "2 stable marriage", "3 menage a trois"),
    ),
    Spec(
        title="Leverage", measures=_one("leverage"),
        caption="answer of a patron when its client turns to its rival", form=Form.DOTS,
        tag=Tag.OVER, apart=True,
    ),
    Spec(title="Who is the pivot", measures=_one("pivot"),
         caption="filled: friend of two enemies", form=Form.FLAGS, tag=Tag.ALL, apart=True),
    Spec(
        title="How evenly {first} hedges", measures=_one("triad_hedging"),
        caption="between {second} and the third: 0 one alone, 1 halves", tag=Tag.THIRD, extent=_UNIT, by_state=True,
        apart=True,
    ),
)  # fmt: skip
_BALANCE = (
    Spec(
        title="The pair's own triangles in balance", measures=_one("dyad_balance"),
        caption="share by strength, of the year before each date", extent=_UNIT,
        reference=0.5, is_share=True,
    ),
    Spec(
        title="Which tie third states call for", measures=_one("third_pull"),
        caption="1 friendship, -1 hostility", extent=_EVEN,
    ),
    Spec(
        title="All triangles in balance",
        measures=(("balanced_share", "found"), ("expected_share", "by chance")),
        caption="share of all triangles of friendly and hostile ties", extent=_UNIT,
        is_share=True, apart=True,
    ),
    Spec(title="Balance beyond chance", measures=_one("balance_surplus"),
         caption="standard deviations"),
    Spec(
        title="Frustrated ties", measures=_one("frustrated_share"),
        caption="share that stands in the way of two camps", is_share=True,
        band="bounds, no chances",
    ),
    Spec(
        title="All triangles in balance, by strength",
        measures=(("balanced_weight", "by strength"), ("weakly_balanced_share", "weak balance")),
        caption="share of all triangles", extent=_UNIT, is_share=True, apart=True,
    ),
)  # fmt: skip
_BLOCS = (
    Spec(
        title="Do the two stand in one bloc?", measures=_one("bloc_agreement"),
        caption="share of searches that put them in one; near a half it is open", extent=_UNIT,
        reference=0.5, is_share=True,
    ),
    Spec(title="One bloc or two?", measures=_one("same_bloc"),
         caption="filled: one, in the best division found", form=Form.FLAGS),
    Spec(title="Who stands between others", measures=_one("betweenness"),
         caption="share of shortest paths among friends", tag=Tag.STATE, is_share=True,
         apart=True),
    Spec(title="Bound to one circle of friends", measures=_one("constraint"),
         caption="Burt's constraint", tag=Tag.STATE, apart=True),
    Spec(title="How far the tie bridges circles", measures=_one("bridging"),
         caption="0 same friends, 1 no friend in common", extent=_UNIT),
    Spec(title="How far states fall into blocs", measures=_one("modularity"),
         caption="modularity"),
)  # fmt: skip
PANELS: dict[str, tuple[Spec, ...]] = {
    "tension": _TENSION,
    "attention": _ATTENTION,
    "bursts": _BURSTS,
    "contact": _CONTACT,
    "exchange": _EXCHANGE,
    "dependence": _DEPENDENCE,
    "similarity": _SIMILARITY,
    "triads": _TRIADS,
    "balance": _BALANCE,
    "blocs": _BLOCS,
}
"""Panels by family."""
LEFT_OUT = frozenset({
    "s_squared", "triad_diversification", "hedging", "goldstein_decayed", "visit_rate",
    "visit_rate_both", "visits_both", "visits_multilateral_both", "visit_weight_both",
    "visit_weight_bilateral", "visit_weight_bilateral_both", "days_since_visit_both",
    "days_since_meeting_both", "consultations_both", "delivered_share", "co_membership",
    "cooperation_balance", "net_cooperation_both",
    *(f"{kind}_{quad}"
      for kind in ("count", "share")
      for quad in _QUADS),
    *(f"count_{quad}_both" for quad in _QUADS),
})  # fmt: skip
"""Measures without a panel of their own: another one says it, or they are in the table only."""
