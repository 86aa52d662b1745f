"""The reference has everything that there is, and the pages name nothing that is not."""

import re
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from tocsin.assess import load_ontology
from tocsin.measure.families import FAMILIES
from tocsin.model.vocabulary import EventType, Item
from tocsin.pipeline import CONTRACTS, WRITERS
from tocsin.settings import Settings
from tocsin.sources.registry import SOURCES

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

import reference  # noqa: E402 - it lies beside the scripts
from reference.commands import all_commands, options_of  # noqa: E402
from reference.contracts import fields as fields_of  # noqa: E402
from reference.interface import PACKAGES, public  # noqa: E402
from reference.markdown import Docstring, plain, table  # noqa: E402

PAGES = sorted((ROOT / "docs").rglob("*.md"))
READERS = [*PAGES, ROOT / "README.md", ROOT / "examples" / "README.md"]
COMMANDS = dict(all_commands())
LEAVES = {name: one for name, one in COMMANDS.items() if not hasattr(one, "commands")}
GUIDE = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
MADE: dict[str, str] = {}


def made(name):
    """Return a generated part, made once."""
    return (
        MADE.setdefault(name, "") or MADE.__setitem__(name, reference.part(name)) or MADE[name]
    )


def names(command):
    """Return all long options of a command, those that stand for no included."""
    found = {one for each in options_of(command) for one in (*each.opts, *each.secondary_opts)}
    return {one for one in found if one.startswith("--")} | {"--help"}


def section(command):
    """Return what the reference says of a command."""
    group = command.split()[0] if " " in command else ""
    text = made(f"commands-{group}" if group else "commands")
    return text.split(f"## tocsin {command}\n")[1].split("\n## ")[0]


def test_every_part_stands_on_one_page():
    marks = [mark for page in PAGES for mark in reference.MARK.findall(page.read_text("utf-8"))]
    assert sorted(marks) == sorted(reference.PARTS)


@pytest.mark.parametrize("name", LEAVES)
def test_every_command_is_there_with_its_options_and_arguments(name):
    told = section(name) + made("commands").split("\n## tocsin assess")[0]
    assert sorted(one for one in names(LEAVES[name]) if f"`{one}`" not in told) == []
    arguments = [one for one in LEAVES[name].params if one.param_type_name == "argument"]
    assert [
        one.name
        for one in arguments
        if f"| `{one.metavar.replace('|', chr(92) + '|')}`" not in told
    ] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_parameter_has_a_help_text_and_every_command_an_example(name):
    command = COMMANDS[name]
    silent = [one.name for one in command.params if not getattr(one, "help", None)]
    assert [one for one in silent if one != "help"] == []
    assert f"tocsin {name}" in (command.epilog or "")


def calls():
    """Yield every call of `tocsin` on a page, with the page."""
    for page in READERS:
        text = page.read_text(encoding="utf-8")
        blocks = re.findall(r"```[a-z]*\n(.*?)```", text, re.DOTALL)
        lines = [line for block in blocks for line in block.splitlines()]
        lines += re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
        for line in lines:
            for call in re.findall(r"\btocsin ([a-z][^|;&`]*)", line):
                yield page.name, call


def test_pages_name_no_command_and_no_option_that_is_not_there():
    wrong, seen = [], 0
    for page, call in calls():
        words = call.split()
        known = [
            " ".join(words[:size]) for size in (2, 1) if " ".join(words[:size]) in COMMANDS
        ]
        given = {word.split("=")[0] for word in words if re.match("--[a-z]", word)}
        seen += 1
        if not known:
            wrong.append((page, call))
        elif not hasattr(COMMANDS[known[0]], "commands"):
            wrong += [(page, call, one) for one in given - names(LEAVES[known[0]])]
    assert wrong == []
    assert seen > 100


def test_the_guide_names_no_option_that_is_not_there():
    known = {one for command in LEAVES.values() for one in names(command)}
    known |= {"--version", "--install-completion", "--show-completion"}
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", GUIDE))
    assert named
    assert named - known == set()


def test_the_guide_has_every_exit_status():
    statuses = set(re.findall(r"^\| `\w+Error` \| (\d) \|", made("settings"), re.MULTILINE))
    assert statuses >= {"1", "2", "3"}
    assert all(f"| {status} |" in GUIDE for status in {*statuses, "0", "130"})


@pytest.mark.parametrize("name", [one.name for one in fields(Settings)])
def test_every_setting_is_there_with_its_variable(name):
    assert f"| `{name}` | `TOCSIN_{name.upper()}` |" in made("settings")


@pytest.mark.parametrize(("name", "option"), [("store", "--store"), ("horizon_days", "--horizon"),
    ("draws", "--draws"), ("seed", "--seed"), ("reader", "--reader"), ("words", "--words")])  # fmt: skip
def test_a_setting_names_its_option(name, option):
    assert f"| `{name}` | `TOCSIN_{name.upper()}` | `{option}` |" in made("settings")


def test_every_contract_is_there():
    pages = made("contracts") + "".join(made(one) for one in reference.PARTS if "file-" in one)
    assert [
        name for name in CONTRACTS if f"`{name}`" not in pages and f"{name}`" not in pages
    ] == []
    assert [one for one in WRITERS if one not in section("assess")] == []


@pytest.mark.parametrize("name", CONTRACTS)
def test_every_field_has_a_meaning(name):
    schema = CONTRACTS[name]()
    kinds = {name: schema, **schema.get("$defs", {})}
    silent = [
        (kind, field)
        for kind, one in kinds.items()
        for field, _, _, meaning in fields_of(one)
        if not meaning
    ]
    assert silent == []


@pytest.mark.slow
def test_the_ontology_is_there():
    ontology = load_ontology()
    for part, found in {
        "channels": ontology.channels.channels,
        "stakes": ontology.stakes.roles,
        "hypotheses": {**ontology.hypotheses.hypotheses, **ontology.hypotheses.classes},
        "evidence": {**ontology.likelihoods.voices, **ontology.base_rates.classes},
        "vocabulary": [*EventType, *Item],
    }.items():
        assert [name for name in found if f"`{name}`" not in made(part)] == [], part


def test_every_measure_and_every_source_is_there():
    methods = [one.name for family in FAMILIES.values() for one in family.methods]
    assert [name for name in methods if f"| `{name}` |" not in made("measures")] == []
    assert [name for name in SOURCES if f"\n## {name}\n" not in made("data-sources")] == []


def test_every_measure_says_where_its_formula_is_and_what_it_computes():
    for formula in {one.formula for family in FAMILIES.values() for one in family.methods}:
        assert f"`{formula.__module__}.{formula.__qualname__}`" in made("measures")
        assert len(Docstring(formula.__doc__).text) > 40


@pytest.mark.slow
def test_every_public_name_is_there_with_a_docstring():
    for package in PACKAGES:
        for name, value in public(package):
            assert re.search(
                rf"\{{py:\w+\}} {name}\b.*\n:module: {package}\n\n\w", made("python")
            )
            assert value.__doc__, name


def test_what_is_no_markup_is_shown_letter_by_letter():
    assert plain("a*b and `c*d` [e] x_y") == r"a\*b and `c*d` \[e\] x\_y"
    assert table(["a", "b"], [["`x|y`", ""], ["1", None]]).splitlines()[2] == r"| `x\|y` |  |"
    assert table(["a", "b"], [["1", ""]]) == "| a |\n| --- |\n| 1 |"


def test_a_docstring_is_taken_apart():
    told = Docstring(
        """Return it.

        More of
        it.

        Args:
            one: The first,
                which is long.
            *two: The second.

        Raises:
            ValueError: Never.

        References: Somebody (1999), and
            others.
        """
    )
    assert told.text == "Return it.\n\nMore of it."
    assert told.of("Args") == {"one": "The first, which is long.", "two": "The second."}
    assert told.of("Raises") == {"ValueError": "Never."}
    assert told.of("References") == {"": "Somebody (1999), and others."}
    assert told.of("Attributes") == {}
