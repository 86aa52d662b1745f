"""How memory and time of `tocsin assess` grow with the articles: known ones, and compared days.

Usage: run.py [--sizes 100,300,1000] [--copies SHARE] [--keep FOLDER]. Prints one JSON object last.
Nothing of tocsin is loaded here: the peak of a process begins with that of the one that starts it.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from generate import CODES, FOR

HERE = Path(__file__).parent
SINCE = "2023-11-01"
FILLER, LONG = 6, 48


def measured(command: list[str]) -> tuple[float, float]:
    """Return the CPU seconds of a process, and its peak memory in MB."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as child:
        errors = child.stderr.read() if child.stderr else b""
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{errors.decode()[-2000:]}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def fill(folder: Path, count: int, filler: int, copies: float) -> None:
    """Write articles and their ledger in a process of its own, unless they are there."""
    if not folder.exists():
        command = [sys.executable, str(HERE / "fill.py"), str(folder), "--articles", str(count)]
        measured([*command, "--filler", str(filler), "--copies", str(copies)])


def assess(folder: Path, count: int, *more: str) -> dict[str, float]:
    """Return the time and memory of an answer over the first articles of a folder."""
    with tempfile.TemporaryDirectory() as name:
        for path in sorted((folder / "texts").iterdir())[:count]:
            shutil.copy(path, name)
        seconds, peak = measured([
            *(sys.executable, "-m", "tocsin", "assess", name, "--dyad", "-".join(CODES), "--for", FOR),
            *("--json", "-q", "--reader", "fast", "--store", str(folder / "ledger.sqlite"), *more),
        ])  # fmt: skip
    return {"articles": count, "cpu_seconds": round(seconds, 2), "peak_mb": round(peak, 1)}


def slope(first: dict[str, float], last: dict[str, float], what: str) -> float:
    """Return how much something grows by article between two runs."""
    return (last[what] - first[what]) / (last["articles"] - first["articles"])


def measure(folder: Path, sizes: list[int], copies: float) -> dict[str, Any]:
    """Return the runs of all sizes, and how they grow."""
    fill(folder / "short", sizes[-1], FILLER, copies)
    fill(folder / "long", sizes[1], LONG, copies)
    known = [assess(folder / "short", count) for count in sizes]
    compared = [assess(folder / "short", count, "--since", SINCE) for count in sizes]
    long = assess(folder / "long", sizes[1])
    first, middle, last = known[0], known[1], known[-1]
    return {
        "set": "assess/growth",
        "kb_per_article": round(1e3 * slope(first, last, "peak_mb"), 1),
        "kb_per_article_compared": round(1e3 * slope(compared[0], compared[-1], "peak_mb"), 1),
        "kb_per_longer_article": round(
            1e3 * (long["peak_mb"] - middle["peak_mb"]) / sizes[1], 1
        ),
        "ms_per_article": round(1e3 * slope(first, last, "cpu_seconds"), 1),
        "bend": round(
            slope(middle, last, "cpu_seconds") / slope(first, middle, "cpu_seconds"), 2
        ),
        "times_compared": round(compared[-1]["cpu_seconds"] / last["cpu_seconds"], 2),
        "known": known,
        "compared": compared,
        "long": long,
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="100,300,1000")
    parser.add_argument("--copies", type=float, default=0.1)
    parser.add_argument("--keep", type=Path, help="a folder for the articles, used again")
    asked = parser.parse_args()
    sizes = [int(one) for one in asked.sizes.split(",")]
    with tempfile.TemporaryDirectory() as name:
        told = measure(asked.keep or Path(name), sizes, asked.copies)
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
