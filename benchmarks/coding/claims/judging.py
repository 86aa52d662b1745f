"""What counts as the same claim: one told by the coder against one of the corpus."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from tocsin.model.claim import Claim
from tocsin.model.gazetteer import load_gazetteer
from tocsin.model.ids import ActorId, country

FIELDS = ("status", "polarity", "holder", "items", "time")
UNKNOWN = "?"
# Codes of ISO 3166-1 for territories, with the state that they belong to.
TERRITORIES = {
    "ABW": "NLD", "AIA": "GBR", "BMU": "GBR", "COK": "NZL", "CUW": "NLD", "CYM": "GBR",
    "FLK": "GBR", "FRO": "DNK", "GIB": "GBR", "GRL": "DNK", "GUF": "FRA", "GUM": "USA",
    "HKG": "CHN", "MAC": "CHN", "MAF": "FRA", "MSR": "GBR", "NCL": "FRA", "NIU": "NZL",
    "PRI": "USA", "PYF": "FRA", "SXM": "NLD", "TCA": "GBR", "TKL": "NZL", "VGB": "GBR",
}  # fmt: skip

Gold = dict[str, Any]


@dataclass(frozen=True)
class Told:
    """One claim of the coder, as it is compared."""

    type: str
    source: frozenset[str]
    target: frozenset[str]
    reciprocal: bool
    fields: dict[str, Any]
    depth: int

    @property
    def parties(self) -> frozenset[str]:
        return self.source | self.target

    def mirrors(self, other: "Told") -> bool:
        """Return whether two claims are one reciprocal event told from either side."""
        same = ("status", "polarity")
        return (
            self.reciprocal
            and other.reciprocal
            and self.type == other.type
            and self.parties == other.parties
            and all(self.fields[name] == other.fields[name] for name in same)
        )


@cache
def home_states() -> dict[str, str]:
    """Return group -> state: the gold names `HOUTHIS`, the coder `YEM.HOUTHIS`."""
    found: dict[str, str] = {}
    gazetteer = load_gazetteer()
    for actor in gazetteer.names:
        state, dot, part = actor.partition(".")
        # The palace `AFG.ARG` must not make Argentina Afghan.
        if dot and len(state) == 3 and not gazetteer.is_state(ActorId(part)):
            found.setdefault(part, state)
    return found


@cache
def home_of(actor: str) -> str:
    """Return the state that a group or territory belongs to; any other actor as it is.

    The corpus names by its own ids (`ISLAMIC_STATE`, `GRL`) what the gazetteer may name otherwise;
    territories roll up to their states, as everywhere in the coder.
    """
    gazetteer = load_gazetteer()
    if actor in home_states():
        return home_states()[actor]
    if actor in gazetteer.names or gazetteer.is_state(actor):
        return actor
    named = gazetteer.lookup(actor.replace("_", " ").title())
    return str(country(named)) if named else TERRITORIES.get(actor, actor)


def at_country(actors: Iterable[str]) -> frozenset[str]:
    """Return actors at the level of countries; armed groups count as where they act from."""
    return frozenset(home_of(str(country(actor))) for actor in actors)


def told_by(claim: Claim) -> Told:
    """Return a claim of the coder as it is compared."""
    event, holder = claim.event, claim.innermost
    actor = next(iter(at_country([holder.actor])), None) if holder and holder.actor else None
    start, end = event.time.start, event.time.end
    fields = {
        "status": claim.status.value,
        "polarity": claim.polarity.value,
        "holder": (actor, holder.stance.value) if holder else None,
        "items": sorted(item.value for item in event.items),
        "time": [day.isoformat() if day else None for day in (start, end)],
    }
    source, target = at_country(event.source), at_country(event.target)
    depth = len(claim.levels)
    return Told(event.type.value, source, target, event.reciprocal, fields, depth)


def each_once(claims: Iterable[Claim]) -> list[Told]:
    """Return claims as they are compared; a reciprocal event told from both sides is one."""
    kept: list[Told] = []
    for told in map(told_by, claims):
        if not any(told.mirrors(known) for known in kept):
            kept.append(told)
    return kept


def pairs_of(gold: Gold) -> list[tuple[frozenset[str], frozenset[str], bool]]:
    """Return the accepted parties as (source, target, is reciprocal), the preferred first."""
    readings = [gold, *gold.get("also", [])]
    return [
        (at_country(pair["source"]), at_country(pair["target"]), pair.get("reciprocal", False))
        for pair in readings
    ]


def has_parties(told: Told, gold: Gold) -> bool:
    """Return whether a claim has the parties of one accepted reading; `?` accepts any target."""
    for source, target, is_reciprocal in pairs_of(gold):
        if is_reciprocal:
            if told.parties == source | target:
                return True
        elif told.source == source and (told.target == target or UNKNOWN in target):
            return True
    return False


def members(told: list[Told], gold: Gold) -> list[Told]:
    """Return claims that together say a gold claim with a list: one for each member."""
    for source, target, is_reciprocal in pairs_of(gold):
        if is_reciprocal or max(len(source), len(target)) < 2:
            continue
        parts = [item for item in told if item.type in gold["types"]
                 and item.source <= source and item.target <= target]  # fmt: skip
        sources = frozenset().union(*(item.source for item in parts))
        targets = frozenset().union(*(item.target for item in parts))
        if (sources, targets) == (source, target):
            return parts
    return []


def accepted(gold: Gold, name: str) -> list[Any] | None:
    """Return the accepted values of a field; None where it is not judged."""
    if name == "holder":
        return gold["innermost"] and list(map(_holder, gold["innermost"]))
    if name == "items":
        return gold["items"] and [sorted(items) for items in gold["items"]]
    if name != "time":
        return gold[name]
    if not gold.get("time"):
        return None
    first, last = gold["time"]
    # "This month" may begin on the document's date or on the first (guide, 7).
    return [[first, last], [first[:8] + "01", last]]


def _holder(reading: dict[str, str] | None) -> tuple[str | None, str] | None:
    """Return one accepted innermost holder; None is the author."""
    if reading is None:
        return None
    actor = reading["actor"]
    return (next(iter(at_country([actor]))) if actor else None, reading["stance"])


def find(told: list[Told], gold: Gold) -> list[Told]:
    """Return the claims that match a gold claim: one, or one for each member of its list."""
    fitting = [item for item in told if item.type in gold["types"] and has_parties(item, gold)]

    def misses(item: Told) -> int:
        judged = ((name, accepted(gold, name)) for name in ("status", "polarity", "holder"))
        return sum(values is not None and item.fields[name] not in values
                   for name, values in judged)  # fmt: skip

    return [min(fitting, key=misses)] if fitting else members(told, gold)


def judge(told: list[Told], case: dict[str, Any], counts: Counter[str]) -> list[str]:
    """Count what one case shows; return its failures in words."""
    problems: list[str] = []
    left = list(told)
    counts["false_alarms"] += bool(left) and not case["claims"]
    counts["without_event"] += not case["claims"]
    for gold in sorted(case["claims"], key=lambda gold: gold.get("optional", False)):
        matched = find(left, gold)
        left = [item for item in left if item not in matched]
        if gold.get("optional"):
            continue
        counts["found" if matched else "missed"] += 1
        if matched:
            problems += _judge_fields(matched[0], gold, counts)
        else:
            parties = " or ".join(_readable(*pair) for pair in pairs_of(gold))
            problems.append(f"missed {gold.get('anchor', '')!r} {gold['types']} {parties}")
    counts["spurious"] += len(left)
    return problems + [
        f"spurious {item.type} {_readable(item.source, item.target, item.reciprocal)} "
        f"{item.fields['status']}"
        for item in left
    ]


def _judge_fields(told: Told, gold: Gold, counts: Counter[str]) -> list[str]:
    """Count which fields of a found claim are right; return the wrong ones in words."""
    problems = []
    for name in FIELDS:
        values = accepted(gold, name)
        if values is None:
            continue
        is_right = told.fields[name] in values
        counts[f"{name}_judged"] += 1
        counts[f"{name}_right"] += is_right
        if not is_right:
            problems.append(
                f"{name} of {gold.get('anchor', '')!r}: {told.fields[name]} not in {values}"
            )
    if "holders" in gold:
        counts["depth_judged"] += 1
        counts["depth_right"] += told.depth == len(gold["holders"])
    return problems


def _readable(source: frozenset[str], target: frozenset[str], is_reciprocal: bool) -> str:
    """Return parties as `RUS -> PRK`."""
    arrow = "<->" if is_reciprocal else "->"
    return f"{','.join(sorted(source)) or '-'} {arrow} {','.join(sorted(target)) or '-'}"
