"""What must hold of every draft, whatever the claims: it runs, or says why there is none."""

import importlib.util
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tocsin.assess.drafts import DRAFTERS, Tried, gather_material, try_draft
from tocsin.errors import InsufficientDataError
from tocsin.game.explain import draws_of
from tocsin.game.scenarios import parse_scenario
from tocsin.model.world import load_world

EVENTS = (
    ("AID", "weapons", None),
    ("AID", "fuel", None),
    ("AID", "", "military"),
    ("COOPERATE", "missile_or_space_technology", None),
    ("REQUEST", "money", None),
    ("SUPPORT", "diplomatic_cover", None),
    ("SANCTION", "", None),
    ("THREATEN", "", None),
    ("ACCUSE", "", "disclosure"),
    ("COERCE", "", "hedging"),
    ("CONSULT", "", None),
    ("REJECT", "", None),
)
ENDS = (
    "RUS>PRK",
    "PRK>RUS",
    "CHN>PRK",
    "USA>RUS PRK",
    "PRK>RUS CHN",
    "USA>PRK",
    "KOR>",
    ">RUS",
)
STATUSES = ("occurred", "ongoing", "planned", "proposed", "possible", "conditional", "averted")
HOLDERS = (
    None,
    ("USA", "US officials"),
    ("RUS", "the Kremlin"),
    (None, "an analyst at an institute"),
    ("UN", "a UN panel"),
)
QUOTES = (
    "plain words",
    "shells in return for fuel",
    "sanctions: they vetoed # them",
    'line\nbreak \\ "quoted" \x07 {[- &',
    "long " * 300,
    "Ünïcode 火 🚀",
)
DAY = date(2023, 9, 5)


def load_cases():
    path = Path(__file__).parents[1] / "unit" / "assess" / "cases.py"
    spec = importlib.util.spec_from_file_location("assess_cases", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


cases = load_cases()
spoken = st.tuples(
    st.sampled_from(EVENTS),
    st.sampled_from(ENDS),
    st.sampled_from(STATUSES),
    st.sampled_from(HOLDERS),
    st.sampled_from(("asserts", "denies", "doubts", "demands", "predicts")),
    st.tuples(st.booleans(), st.booleans(), st.floats(0.0, 1.0)),
    st.sampled_from(QUOTES),
)
feared = st.tuples(
    st.sampled_from(("USA", "KOR", "CHN", "RUS")),
    st.sampled_from(("fears", "prevents", "opposes", "wants")),
    st.sampled_from(("PRK", "RUS", "")),
    st.sampled_from(("PRK", "RUS", "")),
    st.sampled_from(("weapons", "", "fuel")),
)


def evidence(sayings, fears, *, is_dated):
    """Return a text with these claims and stakes."""
    text = cases.TextBuilder("text", DAY if is_dated else None, "A: press #1")
    for (event, items, mode), ends, status, who, stance, (joint, no, sure), quote in sayings:
        text.claim(
            quote, event, ends, items=items, mode=mode, status=status, negated=no,
            reciprocal=joint, confidence=sure,
            holders=[cases.holder(*who, stance)] if who else [],
        )  # fmt: skip
    for who, attitude, giver, receiver, items in fears:
        text.stake("it is feared", who, attitude, giver=giver, receiver=receiver, items=items)
    return cases.sample(text)


@settings(max_examples=30, deadline=None, derandomize=True,
          suppress_health_check=list(HealthCheck))  # fmt: skip
@given(
    st.lists(spoken, min_size=1, max_size=10),
    st.lists(feared, max_size=3),
    st.booleans(),
    st.sampled_from(sorted(DRAFTERS)),
)
def test_a_draft_runs_and_quotes_its_claims_or_says_why_there_is_none(
    sayings, fears, is_dated, kind
):
    sample = evidence(sayings, fears, is_dated=is_dated)
    tried = attempt(kind, sample)
    if tried.draft is None:
        assert tried.why_not.endswith(".")
        return
    setup = parse_scenario(tried.draft.text)
    assert setup.scenario == tried.draft.scenario
    check_quotes(setup.scenario, sample)
    small = replace(setup, scenario=replace(setup.scenario, draws=16))
    found = setup.game.run(draws_of(small))
    assert all(len(np.asarray(values)) == 16 for values in found.values())


def attempt(kind, sample):
    """Return the draft, or why there is none."""
    try:
        material = gather_material(
            (sample.claims, sample.stakes, sample.documents), world=load_world()
        )
    except InsufficientDataError as error:
        return Tried(kind=kind, draft=None, why_not=error.message)
    return try_draft(kind, material)


def check_quotes(scenario, sample):
    """Every parameter is a placeholder, or has words of the document and an id that exists."""
    quotes = {item.id: item.quote for item in (*sample.claims, *sample.stakes)}
    for one in scenario.parameters:
        assert one.coder == "draft"
        if one.source.startswith("placeholder"):
            assert (one.quote, one.claim) == ("", "")
        else:
            assert quotes[one.claim].startswith(one.quote.removesuffix("…"))
            assert one.quote.removesuffix("…") in sample.documents[0].text
            assert one.source.startswith("text.txt (A: press #1); judgement by rule ")
    pairs = {frozenset((bearing.giver, bearing.receiver)) for bearing in scenario.bearings}
    assert len(pairs) <= 1
    assert all(len(pair) == 2 for pair in pairs)
