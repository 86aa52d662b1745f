"""What every command has in common: help, version, exit status, one sentence for an error."""

import io
import json
import sys

import pytest

from tocsin import __version__
from tocsin.cli import app as cli_app
from tocsin.cli import main
from tocsin.cli.report import say
from tocsin.cli.schema import _names

COMMANDS = ("assess", "read", "code", "relate", "why", "schema", "doctor")


def one_sentence(result):
    """Return the only line on standard error; nothing may stand on standard output."""
    assert result.out == ""
    assert len(result.errors) == 1, result.err
    assert result.errors[0].startswith("tocsin: ")
    assert "Traceback" not in result.err
    return result.errors[0]


def test_version_is_printed(tocsin):
    assert tocsin("--version").out == f"tocsin {__version__}\n"
    assert tocsin("--version", "read").out == f"tocsin {__version__}\n"


def test_help_lists_the_commands(tocsin):
    found = tocsin("--help")
    assert found.status == 0
    assert all(f" {name} " in found.out for name in (*COMMANDS, "forecast"))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(tocsin, name):
    found = tocsin(name, "--help")
    assert found.status == 0
    assert f"tocsin {name}" in found.out
    assert "--quiet" in found.out


@pytest.mark.parametrize(
    ("call", "word"),
    [
        (("asess",), "Did you mean"),
        (("assess",), "SOURCE"),
        (("assess", "x", "--horizon", "soon"), "--horizon"),
        (("assess", "x", "--horizon", "9999"), "between 1 and 3650"),
        (("assess", "x", "--date", "yesterday"), "2023-09-05"),
        (("assess", "x", "--as-of", "2023-02-30"), "2023-09-05"),
        (("assess", "x", "--dyad", "RUS"), "RUS-PRK"),
        (("assess", "x", "--dyad", "RUS-XYZ"), "RUS-PRK"),
        (("assess", "x", "--dyad", "RUS-RUS"), "twice"),
        (("assess", "x", "--for", "Atlantis"), "USA,KOR"),
        (("assess", "x", "--for", " , "), "USA,KOR"),
        (("assess", "x", "--out", "brief.rtf"), ".html, .md"),
        (("assess", "x", "--out", "brief"), ".html, .md"),
        (("assess", "x", "--seed", "-1"), "seed"),
        (("code", "x", "--json", "--csv"), "exclude"),
        (("read", "--nonsense", "x"), "--nonsense"),
        (("schema", "clam"), "claim"),
    ],
)
def test_wrong_call_is_status_2_and_says_what_would_be_right(tocsin, call, word):
    found = tocsin(*call)
    assert found.status == 2
    assert word in one_sentence(found)


def test_wrong_environment_is_status_2(tocsin, monkeypatch, wire):
    monkeypatch.setenv("TOCSIN_MAX_BYTES", "12")
    found = tocsin("read", wire)
    assert found.status == 2
    assert "max_bytes" in one_sentence(found)


def test_unforeseen_error_is_one_sentence_and_the_traceback_comes_with_verbose(
    tocsin, monkeypatch, wire
):
    def fail(*_args, **_kwargs):
        raise ZeroDivisionError("a\nb")

    monkeypatch.setattr("tocsin.pipeline.gather.read_source", fail)
    found = tocsin("read", wire)
    assert found.status == 1
    assert "ZeroDivisionError: a b. Run it again with -v" in one_sentence(found)
    loud = tocsin("read", wire, "-v")
    assert loud.status == 1
    assert "Traceback" in loud.err
    assert "Run it again" not in loud.err


def test_interruption_is_130(tocsin, monkeypatch, wire):
    def interrupt(*_args, **_kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr("tocsin.pipeline.gather.read_source", interrupt)
    found = tocsin("read", wire)
    assert (found.status, found.out, found.err) == (130, "", "")


def test_interruption_while_loading_is_130(monkeypatch):
    monkeypatch.delitem(sys.modules, "tocsin.cli.app")
    monkeypatch.setattr("builtins.__import__", _interrupted)
    assert main(["read", "x"]) == 130


def _interrupted(*_args, **_kwargs):
    raise KeyboardInterrupt


def test_result_that_nobody_reads_ends_quietly(tocsin, monkeypatch, wire):
    def stop(*_args, **_kwargs):
        raise BrokenPipeError(32, "Broken pipe")

    monkeypatch.setattr(cli_app, "app", stop)
    monkeypatch.setattr(cli_app, "_close_stdout", lambda: None)
    found = tocsin("read", wire)
    assert (found.status, found.err) == (1, "")


def test_standard_output_that_is_full_is_one_sentence(tocsin, monkeypatch, wire):
    def stop(*_args, **_kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(cli_app, "app", stop)
    monkeypatch.setattr(cli_app, "_close_stdout", lambda: None)
    found = tocsin("read", wire)
    assert found.status == 1
    assert "No space left" in one_sentence(found)


def test_schema_of_every_contract_is_printed(tocsin):
    found = tocsin("schema", "claim")
    assert found.status == 0
    assert "quote" in json.loads(found.out)["properties"]


def test_completion_of_schema_names():
    assert "claim" in _names()


def test_error_survives_an_encoding_that_cannot_hold_it(tocsin, monkeypatch):
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stderr", stream)
    say("Пхеньян")
    stream.flush()
    assert b"tocsin: \\u041f" in stream.buffer.getvalue()


@pytest.mark.parametrize("call", [(), ("forecast",)])
def test_no_command_shows_the_help_and_says_so(tocsin, call):
    found = tocsin(*call)
    assert found.status == 2
    assert "Usage" in found.out
    assert found.errors[-1].startswith("tocsin: No command was given; `tocsin")


@pytest.mark.parametrize(
    "name",
    ["ask", "list", "resolve", "score", "show", "fit", "update", "next", "backtest"],
)
def test_every_command_on_forecasts_has_help_with_an_example(tocsin, name):
    found = tocsin("forecast", name, "--help")
    assert found.status == 0
    assert f"tocsin forecast {name}" in found.out
    assert "--quiet" in found.out
