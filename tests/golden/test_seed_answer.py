"""The reference article from end to end: who is concerned by what, and the sentences that say so."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ARTICLE = Path(__file__).parents[2].parent / "shared/seed/article.txt"
pytestmark = pytest.mark.skipif(
    not ARTICLE.exists(), reason="the reference article is not here"
)


def tocsin(*arguments: str) -> str:
    command = [sys.executable, "-m", "tocsin", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    return str(tmp_path_factory.mktemp("ledger") / "ledger.sqlite")


@pytest.fixture(scope="module")
def answer(ledger):
    call = ("assess", str(ARTICLE), "--date", "2023-09-05", "--for", "USA,KOR", "--json")
    return json.loads(tocsin(*call, "--store", ledger))


def leading(answer, stakeholder):
    concern = next(one for one in answer["concern"] if one["stakeholder"] == stakeholder)
    judgement = concern["drivers"][0]["judgement"]
    return next(one for one in answer["judgements"] if one["id"] == judgement)


def test_pair_is_found_in_the_text(answer):
    assert sorted(answer["question"]["dyad"]) == ["PRK", "RUS"]


def test_seoul_is_driven_by_what_pyongyang_gains(answer):
    assert leading(answer, "KOR")["receiver"] == "PRK"


def test_washington_is_driven_by_arms_for_the_war(answer):
    first = leading(answer, "USA")
    assert (first["channel"], first["giver"], first["receiver"]) == (
        "arms_supply",
        "PRK",
        "RUS",
    )


@pytest.mark.parametrize(
    ("stakeholder", "words"),
    [("KOR", "what North Korea would gain"), ("USA", "prevent North Korean weaponry")],
)
def test_why_shows_the_sentence_in_a_later_process(answer, ledger, stakeholder, words):
    trace = json.dumps(
        json.loads(tocsin("why", f"k-{stakeholder}", "--store", ledger, "--json"))
    )
    assert words in trace


@pytest.mark.heavy
def test_same_bytes_on_every_run(answer, tmp_path):
    call = ("assess", str(ARTICLE), "--date", "2023-09-05", "--for", "USA,KOR", "--json")
    first = tocsin(*call, "--store", str(tmp_path / "one.sqlite"))
    second = tocsin(*call, "--store", str(tmp_path / "two.sqlite"))
    assert first == second


def test_no_figure_stands_without_a_trace(answer):
    figures = {figure["id"]: figure for figure in answer["figures"]}
    for judgement in answer["judgements"]:
        assert figures[judgement["id"]]["steps"]
    for concern in answer["concern"]:
        assert figures[concern["id"]]["steps"]
