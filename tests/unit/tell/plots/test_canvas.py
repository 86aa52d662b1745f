"""The sheet: text, widths, style, and what is in the files."""

import subprocess
import sys

import matplotlib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.errors import OutputError, UsageError
from tocsin.tell.plots import canvas
from tocsin.tell.plots.canvas import Box, Words, draw_picture, shown, width_of, wrapped

WORDS = Words(title="A title", subtitle="a day", source="Source: none", notes=("a note",),
              told="in words")  # fmt: skip


def draw(path, words=WORDS, text="body"):
    draw_picture(words, 1.0, lambda sheet: sheet.write(text, (0.3, 0.5)), path)
    return path.read_bytes()


@pytest.mark.parametrize("name", ["a.svg", "a.png"])
def test_the_same_picture_has_the_same_bytes(tmp_path, name):
    assert draw(tmp_path / name) == draw(tmp_path / f"other_{name}")


def test_files_say_no_software_and_no_date(tmp_path):
    svg, png = draw(tmp_path / "a.svg"), draw(tmp_path / "a.png")
    for word in (b"matplotlib", b"Matplotlib", b"Software", b"<dc:date"):
        assert word not in svg
        assert word not in png
    assert png.startswith(b"\x89PNG")


def test_an_svg_has_title_description_and_text_that_can_be_searched(tmp_path, make):
    svg = draw(tmp_path / "a.svg").decode()
    assert 'role="img" aria-labelledby="picture-title picture-desc"' in svg
    told = make.texts(tmp_path / "a.svg")
    assert told[0] == "A title"
    assert told[1] == "a day. in words a note Source: none"
    assert {"A title", "a day", "a note", "Source: none", "body"} <= set(told[2:])
    assert "Verdana" in svg


def test_hostile_text_is_shown_as_text(tmp_path, make):
    for at, text in enumerate(make.hostile):
        path = tmp_path / f"{at}.svg"
        words = Words(title=text, subtitle=text, source=text, notes=(text,), told=text)
        svg = draw(path, words, text).decode()
        assert make.texts(path).count(shown(text)) >= 5
        assert "<script" not in svg
        draw(tmp_path / f"{at}.png", words, text)


@given(st.text(st.characters()))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_any_text_makes_a_well_formed_picture(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("any") / "a.svg"
    draw(path, Words(title=text, subtitle=text, source="s", told=text), text)
    canvas_texts(path)


def canvas_texts(path):
    from xml.etree import ElementTree as ET  # noqa: PLC0415 - one use

    assert len(ET.fromstring(path.read_bytes())) > 2  # noqa: S314 - our own file


def test_the_users_settings_neither_show_nor_are_changed(tmp_path):
    before = draw(tmp_path / "a.svg")
    with matplotlib.rc_context({"font.size": 30, "axes.facecolor": "red"}):
        assert draw(tmp_path / "b.svg") == before
        assert matplotlib.rcParams["font.size"] == 30
    assert matplotlib.rcParams["svg.hashsalt"] != "tocsin"


def test_another_ending_is_refused(tmp_path):
    with pytest.raises(OutputError, match=r"\.svg or \.png"):
        draw(tmp_path / "a.pdf")


def test_without_matplotlib_the_extra_is_named(tmp_path, monkeypatch):
    def missing(name):
        raise ImportError(name)

    monkeypatch.setattr(canvas, "import_module", missing)
    with pytest.raises(UsageError, match=r"pip install 'tocsin\[plot\]'"):
        draw(tmp_path / "a.svg")
    assert list(tmp_path.iterdir()) == []


def test_matplotlib_is_loaded_at_the_first_picture_only():
    code = "import sys, tocsin.tell.plots; print('matplotlib' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True
    )
    assert done.stdout.strip() == "False"


def test_wider_letters_take_more_room():
    assert width_of("WWW", 9) > width_of("iii", 9) > 0
    assert width_of("WWW", 18) == pytest.approx(2 * width_of("WWW", 9), rel=0.02)
    assert width_of("", 9) == 0


def test_text_is_broken_at_spaces_and_cut_where_lines_run_out():
    text = "one two three four five six seven"
    lines = wrapped(text, 0.8, size=9, lines=9)
    assert " ".join(lines) == text
    assert all(width_of(line, 9) <= 0.8 for line in lines)
    short = wrapped(text, 0.8, size=9, lines=2)
    assert len(short) == 2
    assert short[1].endswith("…")
    assert all(width_of(line, 9) <= 0.8 for line in wrapped("x" * 99, 0.8, size=9, lines=1))
    assert wrapped("", 1.0) == ()


def test_a_long_title_takes_two_lines_and_no_more(tmp_path, make):
    words = Words(title="word " * 60, subtitle="", source="")
    draw(tmp_path / "a.svg", words)
    rows = [one for one in make.texts(tmp_path / "a.svg")[2:] if one.startswith("word")]
    assert len(rows) == 2
    assert rows[1].endswith("…")


def test_boxes_that_share_an_edge_do_not_meet():
    box = Box(0, 0, 1, 1)
    assert not box.meets(Box(1, 0, 1, 1))
    assert box.meets(Box(0.9, 0.9, 1, 1))
