"""YAML of users: what is refused before anything is built of it."""

import time

import pytest

from tocsin.errors import OntologyError
from tocsin.model.located import load, refuse_unfit


def bomb(levels=12, width=10):
    """Return references to references: ten to the power of the levels, written out."""
    lines = [f"a0: &a0 [{', '.join(['x'] * width)}]"]
    for level in range(1, levels):
        again = ", ".join([f"*a{level - 1}"] * width)
        lines.append(f"a{level}: &a{level} [{again}]")
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (bomb(), "f.yaml:2: references"),
        ("a: &x\n  - *x\n", "f.yaml:2: references"),
        ("a: &x {k: 1}\nb:\n  <<: *x\n", "f.yaml:3: references"),
        ("a: 1\nb: 2\na: 3\n", "f.yaml:3: the key 'a' is there twice"),
        ("a:\n  - {k: 1, l: [2], k: 3}\n", "f.yaml:2: the key 'k' is there twice"),
        ("a: " + "[" * 20_000 + "]" * 20_000, "f.yaml:1: nested deeper than 24"),
        ("{a: " * 20_000 + "1" + "}" * 20_000, "nested deeper than 24"),
    ],
)
@pytest.mark.parametrize("reader", [refuse_unfit, load])
def test_what_no_file_needs_is_refused_at_once(text, fault, reader):
    start = time.process_time()
    with pytest.raises(OntologyError) as caught:
        reader(text, "f.yaml")
    assert time.process_time() - start < 5
    assert "f.yaml:" in caught.value.message
    if reader is refuse_unfit:
        assert fault in caught.value.message


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a: 1\nb: {a: 1, c: [a, a, a]}\n",
        "- {a: 1}\n- {a: 1}\n",
        "a: [[1, 2], {a: a}]\n",
        "a: &x 1\n",
        "? [a, b]\n: 1\n",
        "a: [\n",
        "\tno yaml: [",
    ],
)
def test_what_is_plain_passes_and_what_is_no_yaml_is_left_to_the_parser(text):
    refuse_unfit(text, "f.yaml")
