"""What holds for all tests."""

import os

from hypothesis import settings

SETTINGS = "_hypothesis_internal_use_settings"
"""Where Hypothesis keeps what a test asks for."""

# Rules, words and the way around them are tested with the reader that needs no extra; what is
# true of the deep reader is tested where it says so, and the README shows what a user gets.
os.environ["TOCSIN_READER"] = "fast"
# As the command line does it: threads for small matrices only wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def pytest_collection_modifyitems(config, items):
    """Take a sample where one is enough; `make test` runs all tests with all their examples."""
    if os.environ.get("TOCSIN_SAMPLE"):
        heavy = [item for item in items if item.get_closest_marker("heavy")]
        items[:] = [item for item in items if not item.get_closest_marker("heavy")]
        config.hook.pytest_deselected(items=heavy)
        for test in {getattr(item.obj, "__func__", item.obj) for item in items}:
            _take_fewer_examples(test)


def _take_fewer_examples(test):
    """Let a property be tried on a third of its examples, at least ten where it has them."""
    asked = getattr(test, SETTINGS, None)
    if asked is not None:
        fewer = max(asked.max_examples // 3, min(10, asked.max_examples))
        setattr(test, SETTINGS, settings(asked, max_examples=fewer))
