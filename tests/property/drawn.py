"""Drawn evidence on drawn pairs: texts, questions and files as varied as users send them.

Everything is drawn from one seed with the standard library's generator: drawn piece by piece by
Hypothesis a case takes longer than its assessment. A failing seed draws the same case again.
Loaded by path, since tests are no package.
"""

import importlib.util
import sys
import tempfile
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

import numpy as np

from tocsin.assess import Inquiry, parse_overrides
from tocsin.assess.assessment import _make_case
from tocsin.assess.concern import reckon
from tocsin.assess.grades import grade_claims
from tocsin.assess.hypotheses.own import parse_hypotheses
from tocsin.assess.judgements import judge_all
from tocsin.assess.ontology import load_ontology
from tocsin.assess.propositions import find_propositions
from tocsin.assess.ranges import Sampler
from tocsin.assess.rivals import weigh_rivals
from tocsin.assess.sources import load_grades
from tocsin.errors import InsufficientDataError
from tocsin.model.ids import ActorId
from tocsin.model.outcome import Estimate, GameResult, Replay, Told
from tocsin.model.scenario import Bearing
from tocsin.model.world import load_world
from tocsin.settings import Settings


def load_cases():
    path = Path(__file__).parents[1] / "unit" / "assess" / "cases.py"
    spec = importlib.util.spec_from_file_location("assess_cases_drawn", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


cases = load_cases()

DRAWS = 100
DAY = date(2023, 9, 5)
PAIRS = (("RUS", "PRK"), ("SAU", "IRN"), ("TUR", "AZE"), ("CHN", "PAK"), ("SRB", "HUN"))
WHOM = ("USA", "KOR", "ISR", "ARM", "IND", "UKR", "BRA")
STATUSES = (
    "occurred", "ongoing", "planned", "proposed", "possible", "conditional", "averted",
)  # fmt: skip
STANCES = ("asserts", "asserts", "asserts", "denies", "doubts", "predicts", "demands")
PUBLISHERS = ("", "", "Reuters", "RT", "KCNA", "Harbour Review", "Gulf Lantern", "Daily Mail")
DISINTERESTED = (
    ("BRA", "Brasilia"),
    ("CHE", "Bern"),
    ("UN", "a UN panel"),
    (None, "an analyst at an institute"),
)
OTHERS = (
    *DISINTERESTED,
    ("USA", "US officials"),
    ("CHN", "Beijing"),
    ("UKR", "Kyiv"),
    ("ISR", "the Israeli minister"),
    (None, "a source"),
    (None, "leaked documents"),
    (None, "a diplomat"),
    (None, "the Wall Street Journal"),
    ("RUS.RT", "RT"),
    ("PRK.KCNA", "KCNA"),
)
SPANS = ((-4000, -3000), (-500, -400), (-20, -10), (-3, -1), (2, 30), (10, 400))
CELLS = ("CC", "C", "N", "I", "II", "NA")


@cache
def shapes():
    """Return every event that speaks to a channel: type, goods, mode, swap, partner, channel."""
    found = []
    for name, channel in load_ontology().channels.channels.items():
        for pattern in channel.patterns:
            goods = sorted(pattern.items) if pattern.items else [""]
            modes = sorted(pattern.modes, key=str) if pattern.modes else [None]
            found += [
                (kind.value, item, mode, pattern.swap, name)
                for kind in sorted(pattern.types)
                for item in goods
                for mode in modes
            ]
    return found


@cache
def plain_shapes():
    """Return the events that speak for a channel by happening, by channel."""
    found = {}
    for name, channel in load_ontology().channels.channels.items():
        for pattern in channel.patterns:
            if not (pattern.inverts or pattern.partner or pattern.target):
                kind, goods = min(pattern.types).value, min(pattern.items or {""})
                mode = min(pattern.modes, key=str) if pattern.modes else None
                found.setdefault(name, []).append((kind, goods, mode, pattern.swap, name))
    return found


@dataclass(frozen=True)
class Drawn:
    """A drawn question with its evidence.

    Attributes:
        seed: What it was drawn from.
        pair: The two states.
        sample: The evidence.
        question: What is asked.
        random: The generator, to go on drawing.
    """

    seed: int
    pair: tuple[str, str]
    sample: object
    question: Inquiry
    random: Random = field(repr=False)


def draw(seed):
    """Return a question with its evidence."""
    random = Random(seed)  # noqa: S311 - a test is no secret
    pair = random.choice(PAIRS)
    first = plain_text(pair)
    texts = [drawn_text(f"t{n}", pair, random) for n in range(random.randint(1, 4))]
    sample = cases.sample(first, *texts)
    return Drawn(seed, pair, sample, drawn_question(pair, sample, random), random)


def plain_text(pair):
    """Return a text with one plain claim, so that there always is something to judge."""
    made = cases.TextBuilder("plain", DAY, "")
    made.claim("plain words on arms", "AID", ">".join(pair), items="weapons", status="possible")
    return made


def holders_of(pair, random):
    """Return some people and houses that may speak of a pair."""
    own = ((pair[0], "its government"), (pair[1], "its ministry"))
    depth = random.choice((0, 0, 1, 1, 1, 2))
    return [
        cases.holder(*random.choice(own if random.random() < 0.35 else OTHERS), stance)
        for stance in random.choices(STANCES, k=depth)
    ]


def drawn_claim(text, pair, random, **fixed):
    """Add a claim of a random shape to a text; what is fixed is not drawn."""
    kind, goods, mode, swap, _ = fixed.pop("shape", None) or random.choice(shapes())
    ends = list(fixed.pop("ends", None) or random.sample(pair, 2))
    if fixed.pop("third", random.random() < 0.15):
        ends[random.randint(0, 1)] = random.choice(("CHN", "USA", "UN", "IND"))
    if swap:
        ends.reverse()
    drawn = {
        "items": goods,
        "mode": mode,
        "status": random.choice(STATUSES),
        "holders": holders_of(pair, random),
        "reciprocal": random.random() < 0.2,
        "negated": random.random() < 0.15,
        "days": drawn_days(random),
        "confidence": round(random.uniform(0.2, 1.0), 3),
    }
    place = len(text.claims) + len(text.stakes)
    words = " ".join(f"{text.name}{place}{letter}" for letter in "abcdefghijklmnopqrst")
    source = ", Reuters reported" if fixed.pop("quotes", random.random() < 0.1) else ""
    quote = f"{words}{source}"
    return text.claim(quote, kind, ">".join(ends), **(drawn | fixed))


def drawn_days(random):
    """Return when an event is said to happen; often nobody says."""
    if random.random() < 0.5:
        return (None, None)
    first, last = random.choice(SPANS)
    return (DAY + timedelta(days=first), DAY + timedelta(days=last))


def drawn_text(name, pair, random, **fixed):
    """Return a text with one to four claims and sometimes a stake."""
    day = DAY - timedelta(days=random.choice((0, 1, 3, 10, 40, 400)))
    text = cases.TextBuilder(name, day, random.choice(PUBLISHERS))
    for _ in range(random.randint(1, 4)):
        drawn_claim(text, pair, random, **fixed)
    if random.random() < 0.4:
        text.stake(
            f"{name} tells what is feared",
            random.choice(WHOM),
            random.choice(("fears", "prevents", "opposes", "wants")),
            receiver=random.choice(("", *pair)),
            items=random.choice(("", "weapons", "fuel", "money")),
        )
    return text


def drawn_question(pair, sample, random):
    """Return a question with all that a user may set beside it."""
    whom = random.sample(WHOM, random.randint(1, 4))
    ids = sorted(claim.id for claim in sample.claims)
    return Inquiry(
        dyad=(ActorId(pair[0]), ActorId(pair[1])),
        as_of=DAY,
        horizon_days=random.choice((1, 30, 90, 365, 3650)),
        stakeholders=tuple(map(ActorId, whom)),
        overrides=_some_stakes(whom, random) if random.random() < 0.3 else (),
        games=(_game(pair, random),) if random.random() < 0.3 else (),
        hypotheses=hypotheses(ids, random) if random.random() < 0.3 else None,
        grades=_grades(random.choice("ABCDEF")) if random.random() < 0.3 else None,
        look_up=_look_up(pair, random) if random.random() < 0.3 else None,
    )


def stakes(*rows):
    """Return stakes as a user's file sets them."""
    return parse_overrides("\n".join(["stakes:", *(f"- {row}" for row in rows)]))


def _some_stakes(whom, random):
    """Return stakes that a user sets for some stakeholders."""
    channels = sorted(load_ontology().channels.channels)
    rows = [
        f"{{stakeholder: {who}, channel: {random.choice(channels)}, "
        f"{random.choice(('harm', 'exposure'))}: {random.random():.3f}, reason: a study}}"
        for who in whom
    ]
    return stakes(*rows)


@cache
def _grades(letter):
    """Return a user's grades of two sources."""
    text = "sources:\n" + "\n".join(
        f"  {key}:\n    name: {name}\n    kind: press\n    grades:\n"
        f"      - {{reliability: {letter}, from: 2020-01-01, reason: a study}}"
        for key, name in (("review", "Harbour Review"), ("lantern", "Gulf Lantern"))
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "grades.yaml"
        path.write_text(text, encoding="utf-8")
        return load_grades(path)


def hypotheses(claims, random, *, flat=None):
    """Return a user's rivals, with cells for some claims; the same for all where flat is one."""
    cells = {one: random.choice(CELLS) for one in random.sample(claims, min(2, len(claims)))}
    rows = []
    for place in range(random.randint(2, 4)):
        own = {one: random.choice(CELLS) for one in cells} | (flat or {})
        listed = ", ".join(f"{one}: {cell}" for one, cell in sorted(own.items()))
        rows.append(
            f"  own_{place}:\n    statement: Reading {place}\n    reason: a study\n"
            f"    prior: {random.uniform(0.1, 0.9):.3f}\n    claims: {{{listed}}}"
        )
    proposed = "proposed: false\n" if random.random() < 0.5 or flat else ""
    return parse_hypotheses(f"{proposed}hypotheses:\n" + "\n".join(rows))


def _game(pair, random):
    """Return the answer of a game that speaks to arms."""
    low, p, high = sorted(round(random.random(), 3) for _ in range(3))
    told = Told(
        outcome="moves.arms", meaning="Arms move.", unit="probability", value=p,
        interval=(low, high), pooled=p, spread=(low, high), by_reading=(("one", low), ("two", high)),
    )  # fmt: skip
    estimate = Estimate(
        reading="one", meaning="One.", outcome=told.outcome, unit="probability", value=p,
        interval=(low, high), mean=p, known=1.0, draws=100,
    )  # fmt: skip
    bearing = Bearing(
        channel="arms_supply", giver=pair[0], receiver=pair[1], outcome=told.outcome
    )
    return GameResult(
        kind="exchange", title="Arms?", headline=estimate, baseline=estimate, spread=(estimate,),
        told=(told,), bands=(), tornado=(), sensitivity=(), flips=(), moves=(), levers=(),
        warnings=(), replay=Replay(sha256="ab" * 32, seed=0, draws=100, version="0"),
        bearings=(bearing,),
    )  # fmt: skip


def _look_up(pair, random):
    """Return what gives the pair's own years of meetings and of arms."""
    years = random.randint(1, 20)
    rates = [
        cases.own_rate(random.randint(0, years), years, "meeting", tuple(sorted(pair))),
        cases.own_rate(random.randint(0, years), years, "arms_transfer", pair),
    ]
    record = cases.record_of(*rates)
    return lambda *_: record


@cache
def sampler():
    """Return one source of draws for all cases: what it draws depends on names alone."""
    return Sampler(np.random.default_rng(0), DRAWS)


@dataclass(frozen=True)
class Worked:
    """A case as far as judgements, with what rests on them at call."""

    case: object
    propositions: tuple
    judged: tuple

    def p(self, key):
        """Return the draws of a judgement; None where it is not judged."""
        return next((one.p for one in self.judged if one.proposition.key == key), None)

    @property
    def scores(self):
        """Return the draws of each stakeholder's score."""
        whom = self.case.question.stakeholders
        return {one: reckon(one, self.judged, self.case).score for one in whom}

    @property
    def rivals(self):
        """Return the rival readings with their scores."""
        return weigh_rivals(self.propositions, self.case)[0]


def work(sample, question):
    """Return a case with its judgements, in the steps of `assess` and without its figures."""
    evidence = (sample.claims, sample.stakes, sample.documents)
    case, _ = _make_case(evidence, question, Settings(draws=DRAWS), load_world(), sampler())
    propositions = find_propositions(case)
    if question.look_up is not None:
        case = replace(case, record=question.look_up())
    case = replace(case, grades=grade_claims(propositions, case))
    return Worked(case, propositions, judge_all(propositions, case))


def answer(drawn, sample=None):
    """Return the whole assessment of a drawn question."""
    return cases.run(sample or drawn.sample, drawn.question, draws=DRAWS)


__all__ = ["Drawn", "InsufficientDataError", "answer", "cases", "draw", "work"]
