"""Files of users that say what makes no sense: a clear error, and never a number."""

import pytest

from tocsin.cli import main

BOMB = "\n".join(
    [f"a0: &a0 [{', '.join(['x'] * 10)}]"]
    + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    + [f"{key}: *a11" for key in ("stakes", "hypotheses", "sources", "pairs", "kind")]
)
REPORT = "North Korea will supply shells to Russia, US officials said on Monday.\n"


@pytest.fixture
def report(tmp_path, monkeypatch):
    """Give a folder with one report, and be there."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "report.md").write_text(REPORT, encoding="utf-8")
    return tmp_path


def ask(*more):
    return main(
        ["assess", "report.md", "--date", "2023-09-05", "--dyad", "RUS-PRK", "--for", "USA",
         "--store", "l.sqlite", "--draws", "100", "-q", *more]
    )  # fmt: skip


@pytest.mark.parametrize("option", ["--stakes", "--hypotheses", "--grades", "--game"])
def test_references_of_references_are_refused_by_line(report, capsys, option):
    (report / "bomb.yaml").write_text(BOMB, encoding="utf-8")
    assert ask(option, "bomb.yaml") == 1
    assert "bomb.yaml:2: references" in capsys.readouterr().err


def test_watch_of_references_is_refused_by_line(report, capsys):
    (report / "bomb.yaml").write_text(BOMB, encoding="utf-8")
    assert main(["watch", "bomb.yaml", "--store", "l.sqlite", "-q"]) == 1
    assert "bomb.yaml:2: references" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("{stakeholder: USA, harm: true, reason: r}", "not true or false"),
        ("{stakeholder: USA, harm: null, reason: r}", "sets neither"),
        ("{stakeholder: USA, harm: .nan, reason: r}", "rising order"),
        ("{stakeholder: USA, harm: .inf, reason: r}", "between 0 and 1"),
        ("{stakeholder: USA, harm: 1e308, reason: r}", "found '1e308'"),
        ("{stakeholder: USA, harm: [0.9, 0.5, 0.1], reason: r}", "rising order"),
        ("{stakeholder: USA, harm: 0.2, harm: 0.9, reason: r}", "there twice"),
        ("{stakeholder: ZZZ, harm: 0.2, reason: r}", "'ZZZ' is no state or body"),
        ("{stakeholder: USA, giver: Mars, harm: 0.2, reason: r}", "'Mars' is no state"),
        ("{stakeholder: USA, harm: 0.2}", "Field required"),
    ],
)
def test_stakes_that_make_no_sense_are_refused_by_line(report, capsys, row, fault):
    (report / "s.yaml").write_text(f"stakes:\n  - {row}\n", encoding="utf-8")
    assert ask("--stakes", "s.yaml") == 1
    err = capsys.readouterr().err
    assert "s.yaml:" in err
    assert fault in err


def test_stakes_larger_than_any_need_are_refused(report, capsys):
    row = "  - {stakeholder: USA, harm: 0.2, reason: r}\n"
    (report / "s.yaml").write_text("stakes:\n" + row * 30_000, encoding="utf-8")
    assert ask("--stakes", "s.yaml") == 1
    assert "larger than 1,000,000 bytes" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "status", "words"),
    [
        (("--horizon", "0"), 2, "horizon"),
        (("--horizon", "365000"), 2, "horizon"),
        (("--as-of", "9999-12-31"), 2, "must lie between 1000-01-01 and 8999-12-31"),
        (("--as-of", "0001-01-01"), 2, "must lie between 1000-01-01 and 8999-12-31"),
        (("--as-of", "1990-01-01"), 3, "Every document was published after"),
        (("--since", "1990-01-01"), 3, "every document was published"),
        (("--since", "2030-01-01"), 2, "not before the day"),
    ],
)
def test_a_time_without_an_answer_is_refused(report, capsys, options, status, words):
    found = ask(*options)
    err = " ".join(capsys.readouterr().err.split())
    assert words in err
    assert found == status
