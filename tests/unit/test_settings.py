"""The settings: where they come from, which one wins, what is refused."""

from dataclasses import fields
from pathlib import Path

import pytest

from tocsin.errors import UsageError
from tocsin.settings import Settings, load_settings


def write_toml(folder: Path, text: str) -> Path:
    (folder / "tocsin.toml").write_text(text, encoding="utf-8")
    return folder


def test_defaults_hold_where_nothing_is_said(tmp_path):
    assert load_settings(environ={}, folder=tmp_path) == Settings()


def test_flag_wins_over_environment_over_file_over_default(tmp_path):
    write_toml(tmp_path, "seed = 1\ndraws = 111\nmax_files = 7\n")
    environ = {"TOCSIN_SEED": "2", "TOCSIN_DRAWS": "222"}
    found = load_settings({"seed": 3}, environ=environ, folder=tmp_path)
    assert (found.seed, found.draws, found.max_files) == (3, 222, 7)
    assert found.horizon_days == Settings().horizon_days


def test_flag_that_was_not_given_does_not_win(tmp_path):
    assert (
        load_settings({"seed": None}, environ={"TOCSIN_SEED": "2"}, folder=tmp_path).seed == 2
    )


def test_flag_of_zero_wins(tmp_path):
    assert load_settings({"seed": 0}, environ={"TOCSIN_SEED": "2"}, folder=tmp_path).seed == 0


def test_environment_is_read_in_the_type_of_the_setting(tmp_path):
    environ = {"TOCSIN_FETCH_SECONDS": "2.5", "TOCSIN_STORE": "x.sqlite"}
    found = load_settings(environ=environ, folder=tmp_path)
    assert found.fetch_seconds == 2.5
    assert found.store == "x.sqlite"


def test_other_variables_of_ours_are_left_alone(tmp_path):
    assert load_settings(environ={"TOCSIN_COMPLETE": "x"}, folder=tmp_path) == Settings()


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("sede = 1\n", "sede"),
        ("seed = \n", "TOML"),
        ('seed = "many"\n', "int"),
        ("draws = 5\n", "between 100"),
        ("horizon_days = 0\n", "between 1"),
        ("horizon_days = 4000\n", "3650"),
        ("seed = -1\n", "between 0"),
    ],
)
def test_wrong_file_is_refused_with_what_would_be_right(tmp_path, text, word):
    with pytest.raises(UsageError, match=word):
        load_settings(environ={}, folder=write_toml(tmp_path, text))


def test_wrong_environment_is_refused(tmp_path):
    with pytest.raises(UsageError, match="draws"):
        load_settings(environ={"TOCSIN_DRAWS": "lots"}, folder=tmp_path)


def test_file_that_is_no_text_is_refused(tmp_path):
    (tmp_path / "tocsin.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match="TOML"):
        load_settings(environ={}, folder=tmp_path)


def test_every_setting_is_described():
    text = Settings.__doc__ or ""
    assert [one.name for one in fields(Settings) if f"{one.name}: " not in text] == []
