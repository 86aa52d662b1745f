"""The examples worked by hand on the pages of concepts are what the code computes."""

import importlib.util
import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from docutils.utils.math.latex2mathml import tex2mathml

from tocsin.assess.assessment import _make_case
from tocsin.assess.base_rates import _table, cumulative_hazard
from tocsin.assess.case import Case
from tocsin.assess.concern import Reckoning, reckon
from tocsin.assess.flips import find_flips
from tocsin.assess.hypotheses.scoring import Matrix, Witness
from tocsin.assess.judgements import Judged, judge_all
from tocsin.assess.mixing import shapley
from tocsin.assess.neighbours import BANDS, ROWS
from tocsin.assess.ontology import load_ontology
from tocsin.assess.propositions import find_propositions
from tocsin.assess.ranges import Sampler
from tocsin.assess.shingles import Shingler, containment
from tocsin.assess.shrinkage import Hazards, Years, shrink
from tocsin.assess.sources import load_book
from tocsin.assess.tail import find_tail
from tocsin.assess.words import LEVELS
from tocsin.forecast.scores import brier_scores, decompose, discrimination, log_scores, skill
from tocsin.game.exchange.deal import power
from tocsin.model.change import Cause
from tocsin.model.estimative import SCALES
from tocsin.model.world import load_world
from tocsin.settings import Settings

ROOT = Path(__file__).parents[2]
PAGES = {path.stem: path.read_text("utf-8") for path in (ROOT / "docs/concepts").glob("*.md")}
EVERY_PAGE = sorted(path for path in (ROOT / "docs").rglob("*.md"))

_path = ROOT / "tests/unit/assess/cases.py"
_spec = importlib.util.spec_from_file_location("assess_cases_for_concepts", _path)
cases = importlib.util.module_from_spec(_spec)
sys.modules[_spec.name] = cases
_spec.loader.exec_module(cases)


def table(page: str, name: str, *, nth: int = 0) -> list[list[str]]:
    """Return the rows of a worked table, without its head; a formula is no number to compare."""
    after = PAGES[page].split(f"<!-- worked: {name}; ", 1)[1]
    found = re.findall(r"(?:^\|.*\n)+", after, re.MULTILINE)[nth]
    rows = [re.split(r" *\| *", line.strip().strip("|").strip()) for line in found.splitlines()]
    return rows[2:]


def values(page: str, name: str) -> dict[str, str]:
    """Return the last cell of each row by the first."""
    return {row[0]: row[-1] for row in table(page, name)}


def signed(value: float, digits: int = 3) -> str:
    return "0.000" if value == 0 else f"{value:+.{digits}f}".replace("-", "\u2212")


class Modes(Sampler):
    """Every parameter at its most likely value."""

    def __init__(self, draws: int = 1) -> None:
        super().__init__(np.random.default_rng(0), draws)

    def draw(self, name, spread, scale="linear"):
        return np.full(self.draws, float(spread[1]))

    def normal(self, name):
        return np.zeros(self.draws)


def example(sampler: Sampler, *, denied: bool = True, texts: int = 2) -> Case:
    """Return the example of the pages: A is Turkey, B Azerbaijan, C Armenia, which it is not told."""
    one = cases.TextBuilder("one", date(2021, 5, 20))
    two = cases.TextBuilder("two", date(2021, 5, 28)) if texts > 1 else one
    officials = cases.holder("ARM", "Armenian officials")
    accused = cases.holder("TUR", "Ankara", "denies")
    told = {"items": "weapons"}
    one.claim("it could", "AID", "TUR>AZE", **told, status="possible", holders=[officials],
              confidence=0.8)  # fmt: skip
    if denied:
        one.claim("it does not", "AID", "TUR>AZE", **told, status="planned",
                  holders=[accused], confidence=0.85)  # fmt: skip
    two.claim("it plans to", "AID", "TUR>AZE", **told, status="planned", confidence=0.7)
    two.claim("both plan", "COOPERATE", "TUR>AZE", items="exercise", status="planned",
              reciprocal=True, confidence=0.6)  # fmt: skip
    evidence = cases.sample(*([one, two] if texts > 1 else [one]))
    asked = cases.inquiry("TUR AZE", "ARM", as_of=date(2021, 6, 1), horizon_days=365)
    case, _ = _make_case(
        (evidence.claims, evidence.stakes, evidence.documents),
        asked, Settings(), load_world(), sampler,
    )  # fmt: skip
    return case


def judged(case: Case) -> dict[str, Judged]:
    return {one.proposition.channel: one for one in judge_all(find_propositions(case), case)}


@pytest.fixture(scope="module")
def by_hand() -> tuple[Case, dict[str, Judged], Reckoning]:
    case = example(Modes())
    found = judged(case)
    return case, found, reckon("ARM", tuple(found.values()), case)


@pytest.fixture(scope="module")
def by_draws() -> tuple[Case, dict[str, Judged], Reckoning]:
    case = example(Sampler(np.random.default_rng(0), Settings().draws))
    found = judged(case)
    return case, found, reckon("ARM", tuple(found.values()), case)


def test_a_probability(by_hand, by_draws):
    arms = by_hand[1]["arms_supply"]
    ratios = {w.evidence.kind: w.ratio for w in arms.testimony.weighed}
    first, second, third = (ratios[kind] for kind in ("possible", "denies", "planned"))
    voices = 0.4
    decay = 1 - (1 - voices) / 2
    whole = np.log(first) + decay * np.log(third)
    (total,), (odds,), (p,) = arms.testimony.log_ratio, arms.log_odds, arms.p
    assert total == pytest.approx(whole + np.log(second))
    drawn = by_draws[1]["arms_supply"].judgement
    assert values("probability", "probability") == {
        "claim 1, ratio": f"{first:.3f}",
        "claim 1, log": signed(np.log(first)),
        "claim 2, ratio": f"{second:.3f}",
        "claim 2, log": signed(np.log(second)),
        "claim 3, ratio": f"{third:.3f}",
        "claim 3, log": signed(np.log(third)),
        "second voice counts": f"{decay:.2f}",
        "for": signed(whole),
        "against": signed(np.log(second)),
        "testimony": signed(total),
        "testimony as a probability": f"{arms.judgement.components.testimony:.3f}",
        "base rate, log-odds": signed(arms.base.log_odds[0]),
        "pooled log-odds": signed(odds),
        "probability": f"{p:.3f}",
        "without the denial": f"{p_of(example(Modes(), denied=False)):.3f}",
        "all three claims in one text": f"{p_of(example(Modes(), texts=1)):.3f}",
        "mean of 4,000 draws": f"{drawn.p:.3f}",
        "90 % interval": f"{drawn.interval[0]:.3f} to {drawn.interval[1]:.3f}",
    }
    assert f"ICD 203 calls {drawn.p:.3f} *{drawn.words}*" in PAGES["probability"]


def p_of(case: Case) -> float:
    return float(judged(case)["arms_supply"].p[0])


def test_a_concern(by_hand, by_draws):
    case, _, reckoning = by_hand
    arms, exercise = reckoning.terms
    (flip,) = (
        one for one in find_flips(reckoning) if one.ref == arms.judged.judgement.id
    )  # fmt: skip
    fixed = example(Modes(4000))
    tail = find_tail(reckon("ARM", tuple(judged(fixed).values()), fixed), fixed)
    drawn = by_draws[2]
    assert values("concern", "concern") == {
        "exposure to the arms": f"{arms.exposure.draws[0]:.3f}",
        "expected harm, arms": f"{arms.expected[0]:.3f}",
        "expected harm, exercise": f"{exercise.expected[0]:.3f}",
        "$X$": f"{reckoning.total[0]:.3f}",
        "score": f"{reckoning.centre:.1f}",
        "share of the arms": f"{reckoning.shares[0]:.3f}",
        "flip: probability of arms that gives minimal": f"{flip.to:.3f}",
        "worst 1 of 20 outcomes": f"{tail.shortfall:.1f}",
        "mean of 4,000 draws": f"{drawn.centre:.1f}",
        "90 % interval": f"{drawn.interval[0]:.1f} to {drawn.interval[1]:.1f}",
    }
    assert flip.level == "minimal"
    assert case.question.horizon_days == 365


def test_levels_of_concern():
    ends = [np.log(1 - bound / 100) / np.log(0.3) for bound, _ in LEVELS]
    told = " | ".join(["0", *(f"{end:.2f}" for end in ends)])
    assert f"lower end, $a = 1$ | {told} |" in PAGES["concern"]


def test_a_base_rate_beyond_the_table():
    ontology = load_ontology()
    row = ontology.base_rates.classes["meeting"]
    rows = _table(row, ontology)
    shares = np.array([1.0, 0.5, 0.0])
    p = 1 - np.exp(-cumulative_hazard(rows, 90, shares, has_intent=True))
    at, before = rows[-1], rows[-2]
    hazards = -np.log1p(-np.array([before.p_intent, at.p_intent]))
    effect = ontology.base_rates.follow_through.design_effect.range[1]
    error = np.sqrt(effect / (at.n * at.p_intent * (1 - at.p_intent)))
    assert list(values("base-rates", "meeting").values()) == [
        f"{hazards[0]:.3f}",
        f"{hazards[1]:.3f}",
        f"{(hazards[1] - hazards[0]) / 30:.4f}",
        *(f"{one:.3f}" for one in p),
        f"{error:.3f}",
    ]
    ratios = {
        one.horizon_days: one.p_intent
        * (1 - one.p_control)
        / one.p_control
        / (1 - one.p_intent)
        for one in rows
    }
    told = f"by {ratios[7]:.2f} within 7 days and by {ratios[60]:.2f} within 60"
    assert told in PAGES["probability"]
    page = PAGES["base-rates"]
    for name in ("p_intent", "p_control"):
        assert " | ".join(f"{getattr(one, name):.3f}"[1:] for one in rows) in page
    assert " | ".join(f"{one.n:,}" for one in rows) in page


def test_the_pairs_own_years():
    ones = np.ones(2000)
    uniform = Sampler(np.random.default_rng(0), len(ones)).uniform("any")
    hazard = -np.log1p(-0.3) * ones

    def mean(hits: int, seen: float) -> str:
        own = Years(hits=hits, years=20, worth=16 * ones, seen=seen * ones)
        yearly, _ = shrink(Hazards(year=hazard, ahead=hazard, excess=0 * ones), own, uniform)
        return f"{yearly.mean():.2f}"

    assert [row[1:] for row in table("base-rates", "own years")] == [
        [mean(hits, seen) for seen in (1.0, 0.45)] for hits in (0, 2, 6)
    ]


def test_rivals():
    cells = load_ontology().hypotheses.cells
    voices = load_ontology().likelihoods.dependence["voices"].range[1]
    medium, high = load_ontology().hypotheses.parc_levels[1:]
    kinds = (("C I I", 1.0, high), ("C I I", 0.5, medium), ("N CC N", 0.7, high),
             ("C C I", 0.6, medium))  # fmt: skip
    names = [kind.split() for kind, _, _ in kinds]
    matrix = Matrix(
        log_priors=np.log([0.4, 0.4, 0.2]),
        witnesses=[
            Witness(f"c{place}", kind, ("one", kind), weight, parc)
            for place, (kind, weight, parc) in enumerate(kinds)
        ],
        log_ratios=np.log([[cells[one].likelihood_ratio for one in row] for row in names]),
        marks=np.array([[float(cells[one].parc) for one in row] for row in names]),
        silence=(np.zeros(3), np.zeros(3)),
        heard=frozenset({"c0"}),
        discount=voices,
    )
    scores, rest = matrix.scores, matrix.without(0)
    rows = [row[1:] for row in table("rivals", "rivals")]
    for place in range(4):
        told = [signed(one) for one in matrix.said[place]]
        assert rows[place] == [*told, f"{matrix.diagnosticity[place]:.3f}"]
    assert [row[:3] for row in rows[4:]] == [
        [signed(one) for one in matrix.log_priors],
        [f"{one:.3f}" for one in scores.posterior],
        [f"{one:.2f}".replace("-", "\u2212") for one in scores.parc],
        [f"{one:.3f}" for one in rest.posterior],
    ]
    assert matrix.decisive() == (0,)
    assert (rest.leader, rest.least_inconsistent) == (1, (0,))
    page = PAGES["rivals"]
    for name in ("CC", "C", "I", "II"):
        assert re.search(rf"\| {name} \| [^|]+ \| {cells[name].likelihood_ratio} \|", page)


def test_a_change():
    causes = {"E": Cause.EVIDENCE, "D": Cause.DATA, "A": Cause.ASSUMPTIONS}
    after = PAGES["change"].split("<!-- worked: change; ", 1)[1]
    head = re.findall(r"^\| causes as now.*$", after, re.MULTILINE)[0].strip("| ").split(" | ")
    scores = [float(one) for one in table("change", "change")[0][1:]]
    subsets = {"none": "", "all": "E, D, A"}
    worth = {
        frozenset(causes[one] for one in subsets.get(name, name).split(", ") if one): score
        for name, score in zip(head[1:], scores, strict=True)
    }
    assert len(worth) == 8

    def in_order(order: str) -> list[float]:
        parts, known = {}, frozenset()
        for one in order:
            parts[one] = worth[known | {causes[one]}] - worth[known]
            known |= {causes[one]}
        return [parts[one] for one in "EDA"]

    exact = shapley(worth, list(causes.values()))
    parts = [exact[one] for one in causes.values()]
    rows = [row[1:] for row in table("change", "change", nth=1)]
    told = [in_order("EDA"), in_order("ADE"), parts]
    assert rows == [[signed(one, 1) for one in (*amounts, sum(amounts))] for amounts in told]


def test_a_record():
    p = np.array([0.1, 0.1, 0.3, 0.3, 0.3, 0.7, 0.7, 0.9])
    came = np.array([0, 0, 0, 1, 0, 1, 0, 1])
    parts, share = decompose(p, came), came.mean()
    within = parts.within_variance - parts.within_covariance
    assert within == pytest.approx(0, abs=1e-12)
    brier = brier_scores(p, came).mean()
    assert list(values("record", "record").values()) == [
        f"{one:.4f}"
        for one in (
            brier, log_scores(p, came).mean(), share, parts.reliability, parts.resolution,
            parts.uncertainty, parts.brier, skill(p, np.full(8, share), came),
            discrimination(p, came),
        )
    ]  # fmt: skip


def test_shares_of_a_bargain():
    rows = table("games", "exchange")
    assert len(rows) == 3
    for patience, share in rows:
        first, second = (np.array(float(one)) for one in patience.split(", "))
        assert f"{power(first, second):.3f}" == share


def test_shingles_and_bands():
    page = PAGES["origins"]
    first, second = (
        line.removeprefix("> ") for line in page.splitlines() if line.startswith("> ")
    )
    shingler = Shingler()
    one, two, three = (
        shingler.distinct(text) for text in (first, second, first.replace("monday", "tuesday"))
    )
    both = np.intersect1d(one, two).size
    assert f"$K = {both}/{one.size} = {containment(one, two):.3f}$" in page
    union = np.union1d(one, two).size
    assert f"$J = {both}/{union} = {both / union:.3f}$" in page
    assert f"$K = {containment(one, three)}$" in page
    assert f"(1 - J^{ROWS})^{{{BANDS}}}" in page
    chances = [1 - (1 - like**ROWS) ** BANDS for like in (0.01, 0.3, 0.5)]
    assert f"| {chances[0]:.5f} | {chances[1]:.3f} | {chances[2]:.3f} | more than" in page


def test_what_further_voices_add():
    page = PAGES["origins"]
    first = load_ontology().likelihoods.dependence["voices"].range[1]
    decays = [1 - (1 - first) / origins for origins in (1, 2, 3, 5)]
    sums = [sum(decay**place for place in range(5)) for decay in decays]
    assert "| $v$ | " + " | ".join(f"{one:.2f}" for one in decays) in page
    assert "count as | " + " | ".join(f"{one:.2f}" for one in sums) in page


def test_bounds_of_words():
    rows = re.findall(
        r"^\| ([a-z ]+) \| [^|]+ \| (\S+) to (\S+) \|$", PAGES["words"], re.MULTILINE
    )
    assert [(word, float(low), float(high)) for word, low, high in rows] == [
        (band.word, *(one / 100 for one in scale.spans()[band.word]))
        for scale in SCALES.values()
        for band in scale.bands
    ]


def test_parameters_on_the_pages_are_those_of_the_files():
    rows = load_ontology().likelihoods
    kinds = dict(
        re.findall(
            r"^\| ([a-z ]+) \| [^|]+ \| ([\d.]+) \|$", PAGES["propositions"], re.MULTILINE
        )
    )
    assert {name.replace(" ", "_"): float(one) for name, one in kinds.items()} == {
        name: row.range[1] for name, row in rows.status.items()
    }
    letters = "| ".join(f"{rows.reliability[one].range[1]:g} " for one in "ABCDEF")
    assert f"most likely | {letters.replace('1 | 0.7', '1.0 | 0.7')}|" in PAGES["grades"]
    weights = {"testimony": "0.85, 0.95, 1.0", "model": "0.1, 0.3, 0.5"}
    for name, told in weights.items():
        assert tuple(map(float, told.split(", "))) == rows.pool[name].range
        assert f"| {told} | `likelihoods.yaml:pool.{name}` |" in PAGES["probability"]
    assert rows.structure.range == (-0.9, 0.0, 0.9)
    assert (rows.caps.ahead.value, rows.caps.actual.value) == (12, 80)
    for name in ("repeats", "voices"):
        told = ", ".join(f"{one:g}" for one in rows.dependence[name].range)
        assert f"| {told} | `likelihoods.yaml:dependence.{name}` |" in PAGES["origins"]
    book = load_book().sources.values()
    graded = sum(bool(one.row.grades) for one in book)
    assert f"`sources.yaml` lists {len(book)} sources, {graded} of them" in PAGES["grades"]


def test_every_page_of_concepts_is_listed_and_every_link_leads_somewhere():
    listed = re.search(r"```\{toctree\}\n.*?\n\n(.*?)```", PAGES["index"], re.DOTALL)
    assert sorted(listed[1].split()) == sorted(set(PAGES) - {"index"})
    for name, text in PAGES.items():
        for target, anchor in re.findall(r"\]\(([\w./-]+\.md)(?:#([\w-]+))?\)", text):
            path = (ROOT / "docs/concepts" / target).resolve()
            assert path.exists(), (name, target)
            if anchor:
                assert anchor in set(anchors(path.read_text("utf-8"))), (name, target, anchor)


def anchors(text: str) -> Iterator[str]:
    """Yield what headings may be linked by, and names that were set by hand."""
    for heading in re.findall(r"^#{1,3} (.+)$", text, re.MULTILINE):
        yield re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")
    yield from re.findall(r"^\(([\w-]+)\)=$", text, re.MULTILINE)


@pytest.mark.parametrize(
    "path", EVERY_PAGE, ids=lambda path: str(path.relative_to(ROOT / "docs"))
)
def test_every_formula_can_be_set(path):
    text = re.sub(r"```.*?```|`[^`\n]*`", "", path.read_text("utf-8"), flags=re.DOTALL)
    for formula in re.findall(r"\$\$(.+?)\$\$", text, re.DOTALL):
        assert tex2mathml(formula, as_block=True)
    for formula in re.findall(r"(?<!\$)\$([^$\n]+)\$(?!\$)", text):
        assert tex2mathml(formula)
