"""Data files and a user's own stakes."""

from dataclasses import replace

import pytest

from tocsin.assess.ontology import (
    _check_names,
    _follow_through,
    load_overrides,
    parse,
    parse_overrides,
)
from tocsin.assess.schema import ChannelsFile
from tocsin.errors import OntologyError

OVERRIDES = """\
stakes:
  - stakeholder: KOR
    channel: technology_transfer
    receiver: PRK
    exposure: 0.1
    harm: [0.2, 0.3, 0.4]
    reason: our own study
"""


class TestOverrides:
    def test_override_replaces_exposure_and_harm(self, cases, answer):
        rows = parse_overrides(OVERRIDES)
        changed = cases.run(cases.reference(), cases.inquiry(overrides=rows))
        korea = next(item for item in changed.concern if item.stakeholder == "KOR")
        before = next(item for item in answer.concern if item.stakeholder == "KOR")
        assert korea.score < before.score
        figures = {figure.id: figure for figure in changed.figures}
        exposure = figures["k-KOR.exposure.technology_transfer-RUS-PRK"]
        assert exposure.value == 0.1
        assert "our own study" in exposure.steps[0]
        assert figures["k-KOR.harm.technology_transfer-RUS-PRK"].value == pytest.approx(0.3)
        usa = [next(c for c in a.concern if c.stakeholder == "USA") for a in (answer, changed)]
        assert usa[0].score == usa[1].score
        assert changed.run.inputs_sha256 != answer.run.inputs_sha256

    @pytest.mark.parametrize(
        ("text", "place", "message"),
        [
            (OVERRIDES.replace("0.1", "1.5"), "stakes.yaml:5", "between 0 and 1"),
            (OVERRIDES.replace("0.1", "[0.4, 0.2, 0.6]"), "stakes.yaml:5", "rising order"),
            (OVERRIDES.replace("exposure", "exposur"), "stakes.yaml:5", "not permitted"),
            (OVERRIDES.replace("technology_transfer", "teapots"), "stakes.yaml:3", "teapots"),
            (OVERRIDES.replace("    reason: our own study\n", ""), "stakes.yaml:2", "reason"),
            ("stakes: [", "stakes.yaml:1", "not YAML"),
            ("", "stakes.yaml:1", "the whole"),
        ],
    )
    def test_errors_name_file_and_line(self, text, place, message):
        with pytest.raises(OntologyError, match=message) as caught:
            parse_overrides(text)
        assert caught.value.subject == place

    def test_contradictory_rows_are_refused_with_both_lines(self):
        twice = (
            "stakes:\n"
            "  - {stakeholder: KOR, channel: money, exposure: 0.2, reason: one}\n"
            "  - {stakeholder: KOR, channel: money, harm: 0.2, reason: another field}\n"
            "  - {stakeholder: KOR, channel: money, giver: RUS, exposure: 0.3, reason: narrower}\n"
            "  - {stakeholder: KOR, channel: money, exposure: 0.9, reason: contradicts}\n"
        )
        with pytest.raises(OntologyError, match="in line 2 already; keep one") as caught:
            parse_overrides(twice)
        assert caught.value.subject == "stakes.yaml:5"
        assert len(parse_overrides("\n".join(twice.splitlines()[:-1]))) == 3

    def test_unreadable_file_is_said(self, tmp_path):
        with pytest.raises(
            OntologyError, match=r"cannot be read .*: No such file or directory\.$"
        ):
            load_overrides(tmp_path / "none.yaml")
        path = tmp_path / "own.yaml"
        path.write_text(OVERRIDES)
        assert load_overrides(path) == parse_overrides(OVERRIDES)

    def test_our_own_files_close_their_keys(self):
        with pytest.raises(OntologyError, match="words"):
            parse("channels: {}", ChannelsFile, "channels.yaml")

    def test_names_must_be_known_across_files(self, ontology):
        channels = ontology.channels.model_copy(update={"channels": {}})
        with pytest.raises(OntologyError, match="unknown name"):
            _check_names(replace(ontology, channels=channels))

    def test_follow_through_table_has_an_error_line(self, monkeypatch):
        monkeypatch.setattr(
            "tocsin.assess.ontology.packaged_text", lambda name: "dataset,n\nX,y\n"
        )
        with pytest.raises(OntologyError, match=r"t\.csv:2"):
            _follow_through("t.csv")
