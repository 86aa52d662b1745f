"""How deep the coder reads."""

import pytest

from tocsin.coding.scoring import depth, encoder
from tocsin.coding.scoring.depth import Depth, depth_of
from tocsin.errors import UsageError


@pytest.fixture
def extra(monkeypatch):
    """Have the extra installed, or not."""

    def have(there):
        for module in (depth, encoder):
            monkeypatch.setattr(module, "is_installed", lambda: there)

    return have


@pytest.mark.parametrize(("there", "expected"), [(True, Depth.DEEP), (False, Depth.FAST)])
def test_auto_reads_as_deep_as_the_extras_allow(extra, there, expected):
    extra(there)
    assert depth_of("auto") is expected


def test_fast_needs_no_extra(extra):
    extra(False)
    assert depth_of("fast") is Depth.FAST


def test_deep_without_the_extra_names_it(extra):
    extra(False)
    with pytest.raises(UsageError, match=r"tocsin\[embed\]"):
        depth_of("deep")
    extra(True)
    assert depth_of("deep") is Depth.DEEP


def test_another_word_is_refused_with_the_choices():
    with pytest.raises(UsageError, match="auto, fast, deep"):
        depth_of("slow")
