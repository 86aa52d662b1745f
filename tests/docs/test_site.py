"""What is wrong with a built site is found: loads from elsewhere, links that lead nowhere."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from check_site import faults, main  # noqa: E402 - it lies beside the scripts

GOOD = '<h1 id="top">One</h1><a href="two.html#there">two</a><a href="#top">up</a><a href="https://x.org">x</a>'


@pytest.fixture
def site(tmp_path):
    (tmp_path / "one.html").write_text(GOOD)
    (tmp_path / "two.html").write_text(
        '<p id="there"></p><img src="a.svg"><script src="a.js"></script>'
    )
    (tmp_path / "a.css").write_text(
        "p { background: url(a.svg) } @font-face { src: url('f.woff2') }"
    )
    return tmp_path


def test_a_site_that_stands_by_itself_passes(site, capsys):
    assert list(faults(site)) == []
    assert main(site) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("one.html", '<script src="https://cdn.example/m.js"></script>'),
        ("one.html", '<link rel="stylesheet" href="//fonts.example/f.css">'),
        ("one.html", '<img src="http://example.org/a.png">'),
        ("one.html", '<a href="gone.html">gone</a>'),
        ("one.html", '<a href="two.html#gone">gone</a>'),
        ("one.html", '<a href="#gone">gone</a>'),
        ("a.css", "@import 'https://fonts.example/f.css';"),
        ("a.css", "p { background: url(https://example.org/a.png) }"),
    ],
)
def test_a_load_from_elsewhere_and_a_link_to_nowhere_are_named(site, name, text, capsys):
    (site / name).write_text(text)
    assert [one.split(":")[0] for one in faults(site)] == [name]
    assert main(site) == 1
    assert capsys.readouterr().err.startswith(f"{name}: ")
