"""Lines of a terminal: aligned, broken below a head, without trailing spaces."""

import io

import pytest
from rich.console import Console

from tocsin.tell.layout import aligned, put, say


@pytest.fixture
def console():
    return Console(file=io.StringIO(), width=40, highlight=False)


def shown(console):
    return console.file.getvalue()


def test_cells_stand_below_each_other_and_empty_columns_are_left_out(console):
    rows = [("a", "1", "", "x"), ("long", "200", "", ""), ("b", "30", "", "yy")]
    assert list(aligned(rows, console, indent=2, right={1})) == [
        "  a       1  x",
        "  long  200",
        "  b      30  yy",
    ]
    assert list(aligned([], console)) == []


def test_words_are_broken_below_their_head_and_never_within(console):
    say("one two " * 6 + "https://example.org/" + "x" * 60, console, head="head: ")
    lines = shown(console).splitlines()
    assert lines[0].startswith("head: one two")
    assert all(line.startswith("      ") for line in lines[1:])
    assert lines[-1] == "      https://example.org/" + "x" * 60
    assert not any(line.endswith(" ") for line in lines)


def test_no_words_are_an_empty_line(console):
    say("", console)
    say("", console, head="head: ")
    assert shown(console) == "\nhead:\n"


def test_nothing_is_markup_or_an_order_to_the_terminal(console):
    say("[red]x[/red] \x1b[31my\x1b[0m\nz", console)
    put(aligned([("[b]c\x07", "\x1b]0;t\x07d")], console), console)
    assert shown(console) == (
        "[red]x[/red] [U+001B][31my[U+001B][0m z\n[b]c[U+0007]  [U+001B]]0;t[U+0007]d\n"
    )


def test_a_terminal_without_the_letters_gets_plain_ones():
    console = Console(file=io.TextIOWrapper(io.BytesIO(), encoding="ascii"), width=40)
    say("Müller → …", console)
    console.file.flush()
    assert console.file.buffer.getvalue().isascii()
