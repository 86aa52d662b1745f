"""The same bytes in another process, whatever its seed of hashes, folder and settings."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import importlib.util, sys
from pathlib import Path
spec = importlib.util.spec_from_file_location("made", sys.argv[1])
made = importlib.util.module_from_spec(spec)
spec.loader.exec_module(made)
from tocsin.tell.plots import plot_measures, plot_network, plot_timeline
ways = (("RUS", "PRK"), ("PRK", "RUS"))
values = [one for way in ways for one in made.months("goldstein", [1, None, 3], parties=way)]
plot_measures(made.measured(values), Path("a.svg"))
plot_measures(made.measured(values), Path("a.png"))
plot_timeline(made.timeline(made.happening()), Path("b.svg"))
plot_network(made.graph(), Path("c.svg"), dyad=("S01", "S02"))
"""
NAMES = ("a.svg", "a.png", "b.svg", "c.svg")


@pytest.mark.slow
@pytest.mark.heavy
def test_another_process_draws_the_same_bytes(tmp_path):
    made = Path(__file__).with_name("conftest.py")
    for seed in ("1", "2"):
        folder = tmp_path / seed
        folder.mkdir()
        # What a user may have set for matplotlib, for one of the two.
        settings = (
            "font.size: 30\nsvg.fonttype: path\nlines.linewidth: 9\n" if seed == "2" else ""
        )
        (folder / "matplotlibrc").write_text(settings)
        subprocess.run(
            [sys.executable, "-c", SCRIPT, str(made)], cwd=folder, check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )  # fmt: skip
    for name in NAMES:
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes()
