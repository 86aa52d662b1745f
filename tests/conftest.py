"""What holds for all tests."""

import os

# Rules, words and the way around them are tested with the reader that needs no extra; what is
# true of the deep reader is tested where it says so, and the README shows what a user gets.
os.environ["TOCSIN_READER"] = "fast"
# As the command line does it: threads for small matrices only wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def pytest_collection_modifyitems(config, items):
    """Leave heavy tests out where a sample is enough; `make test` runs them all."""
    if os.environ.get("TOCSIN_SAMPLE"):
        heavy = [item for item in items if item.get_closest_marker("heavy")]
        items[:] = [item for item in items if not item.get_closest_marker("heavy")]
        config.hook.pytest_deselected(items=heavy)
