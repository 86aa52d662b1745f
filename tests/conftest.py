"""What holds for all tests."""

import gc
import os
import re
from collections import Counter

import pytest
from hypothesis import settings

SETTINGS = "_hypothesis_internal_use_settings"
"""Where Hypothesis keeps what a test asks for."""

# Rules, words and the way around them are tested with the reader that needs no extra; what is
# true of the deep reader is tested where it says so, and the README shows what a user gets.
os.environ["TOCSIN_READER"] = "fast"
# As the command line does it: threads for small matrices only wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


@pytest.hookimpl(wrapper=True)
def pytest_collection(session):
    """Look for no garbage among half a million objects that stay; it took a sixth of the time."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


def pytest_collection_modifyitems(config, items):
    """Take a sample where one is enough; `make test` runs all tests with all their examples."""
    if os.environ.get("TOCSIN_SAMPLE"):
        heavy = [item for item in items if item.get_closest_marker("heavy")]
        items[:] = [item for item in items if not item.get_closest_marker("heavy")]
        rest = list(_beyond_the_sample(items))
        left = set(rest)
        items[:] = [item for item in items if item not in left]
        config.hook.pytest_deselected(items=heavy + rest)
        for test in {getattr(item.obj, "__func__", item.obj) for item in items}:
            _take_fewer_examples(test)


LONG = 10
"""Rows above which a table of cases is long."""


def _beyond_the_sample(items):
    """Yield the rows of tables that are left out.

    Of a long table two of three rows are; of one marked `sampled` four of five, however long.
    """
    tests = [(item.path, getattr(item, "originalname", item.name)) for item in items]
    tables, seen = Counter(tests), Counter()
    for item, test in zip(items, tests, strict=True):
        is_marked = item.get_closest_marker("sampled")
        if not is_marked and tables[test] <= LONG:
            continue
        if seen[test] % (5 if is_marked else 3):
            yield item
        seen[test] += 1


def _take_fewer_examples(test):
    """Let a property be tried on a tenth of its examples, at least ten where it has them."""
    asked = getattr(test, SETTINGS, None)
    if asked is not None:
        fewer = max(asked.max_examples // 10, min(10, asked.max_examples))
        setattr(test, SETTINGS, settings(asked, max_examples=fewer))


# What is no number of ours: days and years, names of standards, versions, labels of rows.
_MONTH = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_NO_NUMBER = re.compile(
    rf"\d{{1,2}}(?: to \d{{1,2}})? {_MONTH}(?: \d{{4}})?|\b{_MONTH} \d{{4}}"
    r"|\d{4}-\d\d-\d\d|\b(?:19|20)\d\d\b|ICD 203|version \d[\d.]+|\b[EHTO]\d+\b"
)
_MARKS = re.compile(r"^#+|^\d+\.|^\|(?:---\|)+$|<a id=\"[^\"]*\"></a>|<br>")
_NUMBER = re.compile(r"(?<!\w)\d[\d.,]*")
_NOT_OURS = (
    "ancestor-or-self::*[self::q or self::code or self::style or self::title or self::desc"
    " or contains(@class, 'scale') or contains(@class, 'size')]"
)
_LINK = re.compile(r"(?<!\\)\[((?:\\.|[^\\\]])*)\]\((#[\w.-]+|<[^>]*>)\)")
_FENCED = re.compile(r"(?ms)^(`{3,})sh\n.*?\n\1$")
_CODE = re.compile(r"`+[^`]*`+")
_QUOTE = re.compile(r"“[^”]*”")


class Untraced:
    """Finds the numbers of a brief's own words that nothing opens which `tocsin why` knows."""

    link, code, quote = _LINK, _CODE, _QUOTE

    @staticmethod
    def html(page, known):
        """Return such numbers of a page, with the words around them."""
        found = []
        for text in page.xpath("//body//text()"):
            node = text.getparent() if text.is_text else text.getparent().getparent()
            if node.xpath(_NOT_OURS):
                continue
            refs = node.xpath("(ancestor-or-self::*[@data-figure])[last()]/@data-figure")
            is_traced = bool(refs) and all(ref in known for ref in refs[0].split())
            bare = _NO_NUMBER.sub(" ", str(text))
            if _NUMBER.search(bare) and not is_traced:
                found.append(" ".join(bare.split()))
        return found

    @staticmethod
    def markdown(text, known, labels):
        """Return the lines with such a number; what follows a figure's mark is its trace."""
        found, trace = [], ""
        for line in _FENCED.sub("", text).splitlines():
            if mark := re.match(r'- <a id="fig-([^"]+)">', line):
                trace = mark[1]
            elif not line.startswith("  - "):
                trace = ""
            codes = {code.strip("`") for code in _CODE.findall(line)}
            if trace in known or codes & known:
                continue
            bad = [to for _, to in _LINK.findall(line) if not _leads(to, known, labels)]
            bare = _LINK.sub(" ", _QUOTE.sub(" ", _CODE.sub(" ", line)))
            if bad or _NUMBER.search(_NO_NUMBER.sub(" ", _MARKS.sub(" ", bare))):
                found.append(line)
        return found


def _leads(target, known, labels):
    """Return whether a link leads to a figure, to evidence or to the web."""
    if target.startswith("#fig-"):
        return target.removeprefix("#fig-") in known
    return target.removeprefix("#ev-") in labels or target.startswith("<http")


@pytest.fixture(scope="session")
def untraced():
    """Return what finds numbers that nothing opens."""
    return Untraced
