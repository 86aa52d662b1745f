"""The brief as Markdown: every number opens, and nothing that was read is markup."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.tell.brief.markdown import escaped, render_markdown
from tocsin.tell.brief.pieces import Desk
from tocsin.tell.lint import lint_sentences


def test_every_number_of_our_own_leads_to_an_id_that_opens_it(full, untraced):
    desk = Desk(full)
    labels = set(desk.labels.values())
    assert untraced.markdown(render_markdown(full), desk.known, labels) == []


def test_the_check_of_numbers_can_fail(untraced):
    def found(line):
        return untraced.markdown(line, {"k-USA"}, {"E1"})

    assert found("There are 17 of them") == ["There are 17 of them"]
    assert found("[17](#fig-k-none) of them")
    assert not found("[17](#fig-k-USA) of them, [\\[E1\\]](#ev-E1), “27” on 5 May 2023")


def test_every_link_has_its_target(full, untraced):
    text = render_markdown(full)
    targets = set(re.findall(r'<a id="([^"]+)"></a>', text))
    inner = {target[1:] for _, target in untraced.link.findall(text) if target.startswith("#")}
    assert len(inner) > 40
    assert inner <= targets


def test_it_holds_what_the_page_holds(full):
    text = render_markdown(full)
    for words in (
        "## Bottom line",
        "**It is likely**",
        "Confidence is moderate:",
        "### Evidence",
        "both North Korea and Russia have consistently denied",
        "### Rival readings",
        "#### Shells for technology".replace("Shells for technology", "“Shells"),
        "Will the leaders meet?",
        "### Limits",
        "tocsin assess article.txt --dyad",
        "Russia to North Korea: weapons technology (possible)",
    ):
        assert words in text, words  # fmt: skip


def test_likelihood_and_confidence_stand_apart(full, untraced):
    text = render_markdown(full)
    plain = untraced.link.sub(
        lambda found: found[1], untraced.quote.sub("", untraced.code.sub("", text))
    ).replace("*", "")
    assert any("It is likely (68%" in line for line in plain.splitlines())
    assert lint_sentences(plain.splitlines()) == []


def test_same_input_same_bytes_and_no_blanks_at_the_end_of_a_file(full):
    text = render_markdown(full)
    assert text == render_markdown(full)
    assert text.endswith("\n")
    assert "\n\n\n" not in text


def test_what_was_read_is_no_markup(hostile_full, untraced):
    evil = "[x](javascript:run) ![x](http://e.org) **b** `c` | cell # head www.e.org @me"
    cut = replace(hostile_full.assessment, limits=(evil, "- two", "=== three"))
    text = render_markdown(replace(hostile_full, assessment=cut))
    outside = untraced.code.sub("", text)
    assert "<script" not in outside
    assert "<img" not in outside
    assert not set(text) & set("\x1b\u202e\u202c")
    assert "\\[x\\](javascript:run) \\!\\[x\\](http\\://e.org)" in text
    assert "\\*\\*b\\*\\* \\`c\\` \\| cell \\# head www\\.e.org \\@me" in text
    assert "\n- \\- two\n- \\=== three\n" in text
    allowed = ("#", "<https://example.org/")
    assert all(target.startswith(allowed) for _, target in untraced.link.findall(text))


def test_rows_of_tables_have_the_columns_of_their_head(hostile_full, full):
    for view in (full, hostile_full):
        wide = None
        for line in render_markdown(view).splitlines():
            cells = len(re.findall(r"(?<!\\)\|", line))
            if not line.startswith("|"):
                wide = None
            else:
                wide = wide or cells
                assert cells == wide, line


@settings(max_examples=60)
@given(st.text(alphabet=st.sampled_from("ab`*_[]|~$<>&\\!#@:/w. "), max_size=40))
def test_no_sign_of_markup_stands_alone(text):
    shown = escaped(text)
    assert not re.search(r"(?<!\\)(?:\\\\)*[`*_\[\]|~$]", shown)
    assert "<" not in shown
    assert ">" not in shown


@pytest.mark.parametrize("command", ["tocsin assess 'a```b.md'", "tocsin assess a|b.md"])
def test_a_command_stands_as_it_is_typed(full, command):
    run = replace(full.assessment.run, command=command)
    text = render_markdown(replace(full, assessment=replace(full.assessment, run=run)))
    assert f"\n{command}\n" in text
