"""The 23 claims of the reference article, each looked for by itself."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from tocsin.coding import Depth, code
from tocsin.coding.scoring.encoder import is_installed
from tocsin.model.claim import Claim
from tocsin.model.codec import to_json
from tocsin.model.ids import country
from tocsin.read import Overrides, Reading, read_source
from tocsin.settings import Settings

ARTICLE = Path(__file__).parents[2].parent / "shared/seed/article.txt"
pytestmark = pytest.mark.skipif(
    not ARTICLE.exists(), reason="the reference article is not here"
)
ENOUGH = 20
# What a reader of single sentences holds for no act, or for another one.
MISSED = {
    Depth.FAST: frozenset[str](),
    Depth.DEEP: frozenset(
        {
            "exercises of the US, South Korea and Japan",
            "sanctions built up against North Korea",
            "cancelling being difficult",
        }
    ),
}
FURNITURE = ("Estimated read time", "You May Also Like", "More From Author", "no comments",
             "Add yours")  # fmt: skip
TALKS = "CONSULT"
TRADE = "AID COOPERATE AGREE"


@dataclass(frozen=True)
class Expected:
    """One claim of the issue.

    Attributes:
        types: Accepted types.
        parties: `SOURCE>TARGET` for a directed event, `A<>B` for a reciprocal one; an empty
            source is one that the text does not name.
        statuses: Accepted statuses.
        holders: Accepted innermost holders as `ACTOR:stance`, `Name:stance` for a person who
            speaks for nobody, empty for the author.
        items: Goods that must be among those of the claim.
        month: Month of the event.
        deniers: All who deny it on the innermost level.
    """

    what: str
    types: str
    parties: str
    statuses: str
    holders: tuple[str, ...] = ("",)
    items: str = ""
    month: str = ""
    deniers: str = ""


# What the issue says, in its order. A demand may also be read as the demanded act.
EXPECTED = [
    Expected("Kim to visit Russia this month", TALKS, "PRK>RUS", "planned", month="2023-09"),
    Expected("North Korea supplying weapons to Russia", TRADE, "PRK>RUS", "possible",
             ("USA:asserts",), items="weapons"),
    Expected("earlier US warnings", "THREATEN ACCUSE", "USA>PRK,RUS", "occurred"),
    Expected("Kim demanding more military support", "REQUEST", "PRK>RUS", "possible"),
    Expected("joint naval exercises of the three", "COOPERATE", "RUS<>CHN,PRK", "possible",
             items="exercise"),
    Expected("exercises of the US, South Korea and Japan", "COOPERATE", "USA<>KOR,JPN",
             "occurred ongoing", items="exercise"),
    Expected("Kim's opposition to them", "REJECT", "PRK>USA,KOR,JPN", "occurred ongoing"),
    Expected("Kim seeking weapons technology", "REQUEST AID", "PRK>RUS", "possible",
             items="military_technology"),
    Expected("experts in Seoul doubting such cooperation", TRADE, "PRK<>RUS", "possible planned",
             ("experts in Seoul:doubts", "KOR:doubts")),
    Expected("Russia refraining from selling weapons", TRADE, "RUS>PRK", "conditional",
             ("Yang Uk:asserts", "Yang Uk:predicts"), items="weapons"),
    Expected("Russia supporting the programme with oil and food", "AID SUPPORT", "RUS>PRK",
             "possible conditional", ("Yang Uk:asserts", "Yang Uk:predicts"), items="fuel food"),
    Expected("sanctions built up against North Korea", "SANCTION COERCE", ">PRK", "occurred"),
    Expected("China refraining from sanctions", "SANCTION COERCE", "CHN>PRK", "averted"),
    Expected("Chinese food aid", "AID", "CHN>PRK", "ongoing", items="food"),
    Expected("concessions from Moscow", "CONCEDE", "RUS>PRK", "possible", ("", "PRK:asserts")),
    Expected("Putin overlooking a nuclear test", "SUPPORT", "RUS>PRK", "possible"),
    Expected("North Korea playing Russia off against China", "COERCE", "PRK>RUS,CHN", "occurred",
             ("Dr. Bernard Loo:asserts", "SGP:asserts")),
    Expected("Kim and Trump in Hanoi", TALKS, "PRK<>USA", "occurred", month="2019-02"),
    Expected("Kim and Putin in Vladivostok", TALKS, "PRK<>RUS", "occurred", month="2019-04"),
    Expected("the US publicising to deter", "COERCE ACCUSE THREATEN", "USA>PRK", "possible",
             ("", "USA:asserts")),
    Expected("cancelling being difficult", TALKS, "PRK<>RUS", "averted possible",
             ("Dr. Loo:doubts",)),
    Expected("the US releasing intelligence", "ACCUSE", "USA>PRK,RUS", "occurred"),
    Expected("the denial by both", TRADE, "PRK<>RUS", "planned occurred possible",
             ("PRK:denies", "RUS:denies"), deniers="PRK RUS"),
]  # fmt: skip


def states(actors) -> frozenset[str]:
    return frozenset(str(country(actor)) for actor in actors)


def party_sets(text: str) -> list[frozenset[str]]:
    return [frozenset(side.split(",")) - {""} for side in text.split(">")]


def has_parties(claim: Claim, expected: Expected) -> bool:
    source, target = states(claim.event.source), states(claim.event.target)
    if "<>" in expected.parties:
        one, other = party_sets(expected.parties.replace("<>", ">"))
        return source | target == one | other
    wanted_source, wanted_target = party_sets(expected.parties)
    return target == wanted_target and (source == wanted_source or not wanted_source)


def holder_of(claim: Claim) -> set[str]:
    """Return the ways to name the innermost holder."""
    holder = claim.innermost
    if holder is None:
        return {""}
    actor = {f"{country(holder.actor)}:{holder.stance}"} if holder.actor else set()
    return actor or {f"{holder.name}:{holder.stance}"}


def matches(claim: Claim, expected: Expected) -> bool:
    month = claim.event.time.start.isoformat()[:7] if claim.event.time.start else ""
    deniers = {str(country(h.actor)) for h in claim.holders if h.actor and h.stance == "denies"}
    return (
        claim.event.type in expected.types.split()
        and has_parties(claim, expected)
        and claim.status in expected.statuses.split()
        and bool(holder_of(claim) & set(expected.holders))
        and set(expected.items.split()) <= set(claim.event.items)
        and expected.month in {"", month}
        and set(expected.deniers.split()) <= deniers
    )


needs_extra = pytest.mark.skipif(not is_installed(), reason="the extra 'embed' is missing")


@pytest.fixture(scope="module")
def document():
    overrides = Overrides(date=date(2023, 9, 5))
    (reading,) = read_source(str(ARTICLE), settings=Settings(), overrides=overrides)
    assert isinstance(reading, Reading)
    return reading.document


@pytest.fixture(
    scope="module", params=[Depth.FAST, pytest.param(Depth.DEEP, marks=needs_extra)]
)
def depth(request):
    return request.param


@pytest.fixture(scope="module")
def coding(depth, document):
    return code(document, depth=depth)[0]


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda one: one.what.replace(" ", "_"))
def test_the_claim_is_found(coding, depth, expected):
    is_found = any(matches(claim, expected) for claim in coding.claims)
    assert is_found == (expected.what not in MISSED[depth])


def test_enough_of_the_23_are_found(coding):
    assert len(EXPECTED) == 23
    missed = [expected.what for expected in EXPECTED
              if not any(matches(claim, expected) for claim in coding.claims)]  # fmt: skip
    assert len(EXPECTED) - len(missed) >= ENOUGH, f"missed: {'; '.join(missed)}"


def test_no_claim_comes_from_the_furniture(document, coding):
    raw = ARTICLE.read_text(encoding="utf-8")
    places = [(raw.find(text), raw.find(text) + len(text)) for text in FURNITURE]
    assert all(start >= 0 for start, _ in places)
    for item in (*coding.claims, *coding.stakes):
        start, end = item.span
        # In a plain file an offset of the document is one of the decoded file.
        assert item.quote == document.text[start:end] == raw[start:end]
        assert all(end <= low or high <= start for low, high in places)


def test_the_claims_are_the_same_bytes_each_time(document):
    assert to_json(code(document)[0]) == to_json(code(document)[0])
