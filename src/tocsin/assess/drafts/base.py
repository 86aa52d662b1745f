"""What every draft is put together from, and how."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tocsin.assess.drafts.beliefs import Belief, parameter_of
from tocsin.assess.drafts.material import Material
from tocsin.assess.drafts.rules import apply
from tocsin.assess.names import readable
from tocsin.game.base import Game, ParameterSpec
from tocsin.game.kinds import kind_of
from tocsin.game.scenarios.writing import Remarks, write_scenario
from tocsin.model.scenario import Band, Bearing, Parameter, Scenario, Stakeholder

DRAWS = 2048


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """What the builder of a kind finds; the rest is the same for all kinds.

    Attributes:
        title: What is asked, in words.
        settings: Settings of the game.
        beliefs: By name of a parameter what is believed of it; the others are placeholders.
        bands: Bands of outcomes.
        stakeholders: Whom the outcome harms.
        bearings: Judgements that outcomes speak to.
        notes: What the reader should know, one paragraph each.
        above: Comments on places of the settings, as `Remarks` has them.
    """

    title: str
    settings: dict[str, Any]
    beliefs: Mapping[str, Belief]
    bands: tuple[Band, ...]
    stakeholders: tuple[Stakeholder, ...] = ()
    bearings: tuple[Bearing, ...] = ()
    notes: tuple[str, ...] = ()
    above: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A scenario drafted from claims, with the comments that go into its file."""

    scenario: Scenario
    remarks: Remarks

    @property
    def text(self) -> str:
        """Return the file."""
        return write_scenario(self.scenario, self.remarks)


def finish(kind: str, sketch: Sketch, material: Material) -> Draft:
    """Return the draft of a sketch: every parameter of the game, commented."""
    game = kind_of(kind).build(sketch.settings)
    documents = dict(material.documents)
    parameters: list[Parameter] = []
    above = dict(sketch.above)
    for spec in game.parameters:
        belief = sketch.beliefs.get(spec.name) or _placeholder(kind, spec)
        parameters.append(parameter_of(spec, belief, documents))
        above[spec.name] = f"{spec.meaning.rstrip('.')}. {belief.ruled.reason}"
    scenario = Scenario(
        kind=kind,
        title=f"{sketch.title} (draft from claims; the numbers are judgement)",
        settings=sketch.settings,
        parameters=tuple(parameters),
        bands=sketch.bands,
        stakeholders=sketch.stakeholders,
        bearings=sketch.bearings,
        draws=DRAWS,
    )
    above |= _sections(scenario, game)
    return Draft(
        scenario=scenario,
        remarks=Remarks(header=_header(scenario, sketch, material), above=above),
    )


def _placeholder(kind: str, spec: ParameterSpec) -> Belief:
    """Return the belief about a number of which nobody speaks."""
    return Belief(ruled=apply(kind, spec.name.partition(".")[0], "placeholder"))


def _header(scenario: Scenario, sketch: Sketch, material: Material) -> tuple[str, ...]:
    """Return what stands at the top of the file."""
    case = material.case
    quoted = sum(bool(one.quote) for one in scenario.parameters)
    documents = len({claim.document for claim in case.claims})
    names = " and ".join(readable(state) for state in sorted(material.dyad))
    day = f", as of {material.day}" if material.day else ""
    drafted = (
        f"Draft of a game of kind {scenario.kind} about {names}{day}, made by `tocsin game new` "
        f"from {_count(len(case.claims), 'claim')} of {_count(documents, 'document')}."
    )
    counted = (
        f"All ranges are drafts. {quoted} of {len(scenario.parameters)} rest on a claim, quoted "
        "beside them; the others are placeholders."
    )
    undated = () if material.day else (_UNDATED,)
    return (drafted, f"{counted} {_JUDGED}", _TO_RUN, *sketch.notes, *undated)


_JUDGED = (
    "A claim says that something is done, planned or feared; how much that is in utility or "
    "shares is judgement, by general rules (docs/games/drafts.md). Put in what you know, and "
    "change the source with the number."
)
_TO_RUN = (
    "Run it with `tocsin game run FILE`; see what decides it with `tocsin game explain FILE`; "
    "open a claim with `tocsin why ID`."
)
_UNDATED = (
    "No document has a date: recorded relations (wars, sanctions, seats, patrons) are left out. "
    "Give the day with --as-of."
)


def _sections(scenario: Scenario, game: Game) -> dict[str, str]:
    """Return the comments above the sections."""
    found = {
        "bands": f"Named ranges; the headline is {game.outcomes[0].name}. Harms hang on them."
    }
    if scenario.stakeholders:
        found["stakeholders"] = (
            "Harm of each band, 0 to 100: harm of the channel times exposure, as in `tocsin "
            "assess`. Judgement."
        )
    if scenario.bearings:
        found["informs"] = (
            "Judgements of `tocsin assess --game` that outcomes of this game speak to. Both rest on "
            "the same claims: until the ranges hold something else as well, claims count twice."
        )
    return found


def inform_once(drafts: Mapping[str, Draft]) -> dict[str, Draft]:
    """Return drafts of which no two inform one judgement: of several the first does.

    `tocsin assess` takes one game for a judgement.
    """
    taken: dict[tuple[str, str, str], str] = {}
    found: dict[str, Draft] = {}
    for kind, draft in drafts.items():
        own = draft.scenario.bearings
        first = [taken.setdefault((b.channel, b.giver, b.receiver), kind) for b in own]
        kept = tuple(b for b, who in zip(own, first, strict=True) if who == kind)
        others = sorted(set(first) - {kind})
        found[kind] = _left_to(draft, kept, others) if others else draft
    return found


def _left_to(draft: Draft, kept: tuple[Bearing, ...], others: Sequence[str]) -> Draft:
    """Return a draft that leaves some of its judgements to other games, and says so."""
    note = (
        f"What it would inform is left to the draft of the game {' and '.join(others)}, since "
        "one game speaks to a judgement; `tocsin assess --game` tells its outcomes all the same."
    )
    remarks = replace(draft.remarks, header=(*draft.remarks.header, note))
    return Draft(scenario=replace(draft.scenario, bearings=kept), remarks=remarks)


def _count(number: int, noun: str) -> str:
    """Return a number of things in words."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def halves(low: str, high: str, outcome: str) -> tuple[Band, Band]:
    """Return the two bands of an outcome that are parted at one half."""
    return (
        Band(name=low, outcome=outcome, low=None, high=0.5),
        Band(name=high, outcome=outcome, low=0.5, high=None),
    )


def thirds(names: Sequence[str], outcome: str, edges: tuple[float, float]) -> tuple[Band, ...]:
    """Return the three bands of an outcome."""
    low, middle, high = names
    return (
        Band(name=low, outcome=outcome, low=None, high=edges[0]),
        Band(name=middle, outcome=outcome, low=edges[0], high=edges[1]),
        Band(name=high, outcome=outcome, low=edges[1], high=None),
    )
