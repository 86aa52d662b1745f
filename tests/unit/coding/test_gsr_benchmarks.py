"""The harnesses of the sets that we did not write count what they say they count."""

import importlib.util
import json
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[3] / "benchmarks/coding"


def load(name):
    spec = importlib.util.spec_from_file_location(f"{name}_benchmark", FOLDER / name / "run.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module", autouse=True)
def _own_modules():
    yield
    for name in ("judging", "naive", "scoring", "triples", "run"):
        sys.modules.pop(name, None)


def test_plover_records_are_read_at_country_level(tmp_path):
    module = load("plover_gsr")
    records = [
        {"id": "PLOVER-GSR01-DOCUMENT-0001", "event": "DOCUMENT"},
        {
            "id": "PLOVER-GSR01-DEMAND-0001", "event": "DEMAND", "date": "2000-01-01",
            "source": [{"actorText": "Tokyo", "code": "JAP"}],
            "target": [{"actorText": "the Security Council", "code": "IGO"}],
            "text": "Tokyo urged the Security Council to meet.",
        },
    ]  # fmt: skip
    gold = module.gold_of(records[1])
    assert (gold.root, set(gold.source), set(gold.target)) == ("REQUEST", {"JPN"}, {"UN"})
    path = tmp_path / "gsr.json"
    path.write_text(json.dumps(records), encoding="utf-8")
    assert module.measure(path)["n"] == 1


def test_petrarch_sentences_are_read_from_what_is_no_xml(tmp_path):
    module = load("petrarch")
    path = tmp_path / "gsr.xml"
    path.write_text(
        '<Sentence category="A" date="20150609" id="A_1" evaluate="true"/>\n'
        '<EventCoding eventcode="190" sourcecode="KENGOV" targetcode="SOM" />\n'
        "<Text>\nKenya bombed Somalia.\n</Text>\n</Sentence>\n"
        '<Sentence category="A" date="121108" id="A_2" evaluate="true"/>\n'
        '<EventCoding eventcode="015" sourcecode="KEN" targetcode="SOM" />\n'
        "<Text>\nThe sky is blue.\n</Text>\n</Sentence>\n",
        encoding="utf-8",
    )
    result = module.measure(path)
    assert (result["events"], result["triple_f1"], result["exact_sentence"]) == (1, 1.0, 1.0)


def test_mirrored_events_are_one_mutual_event():
    module = load("petrarch")
    one, other = frozenset({"USA"}), frozenset({"LBN"})
    both = [module.Triple("CONSULT", one, other), module.Triple("CONSULT", other, one)]
    assert len(module.merged(both)) == 1


@pytest.mark.parametrize(
    ("code", "root"), [("010", None), ("023", "REQUEST"), ("0352", "AGREE"), ("084", "RETREAT")]
)
def test_cameo_codes_have_their_plover_root(code, root):
    assert load("petrarch").root_of(code) == root
