"""Time and memory of `tocsin assess ARTICLE`, cold, beside what spaCy alone needs.

Usage: run.py [--data ARTICLE] [--second ARTICLE] [--runs N]. Prints one JSON object last. Read fast, and
deep where the extra `embed` is installed.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tocsin.coding.scoring.encoder import is_installed

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples/reference/demo.md"
SECOND = ROOT / "examples/riyadh-tehran/2023-03-11-beijing-deal.md"

SPACY_ALONE = """
import sys
import spacy
from tocsin.coding.syntax.parser import installed_model
nlp = spacy.load(installed_model(), exclude=["senter"])
nlp(open(sys.argv[1], encoding="utf-8").read())
"""

SAME_PROCESS = """
import json, sys, tempfile, time
from pathlib import Path
from tocsin.cli import main
folder = Path(tempfile.mkdtemp())
times = []
for article in sys.argv[1:]:
    sys.argv = ["tocsin", "assess", article, "--json", "--date", "2023-09-05",
                "--store", str(folder / "ledger.sqlite")]
    start = time.perf_counter()
    try:
        main()
    except SystemExit as end:
        if end.code:
            raise
    times.append(time.perf_counter() - start)
sys.stderr.write("TIMES " + json.dumps(times) + "\\n")
"""


def measure(command: list[str]) -> tuple[float, float]:
    """Return wall seconds and peak memory in MB of one finished process."""
    start = time.perf_counter()
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as child:
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"{' '.join(command)} ended with {child.returncode}")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def repeated(make: Callable[[int], list[str]], runs: int) -> dict[str, float]:
    """Return the medians over some runs, after one that does not count."""
    measure(make(0))
    rows = [measure(make(number)) for number in range(1, runs + 1)]
    return {
        "seconds": round(statistics.median(row[0] for row in rows), 3),
        "peak_mb": round(max(row[1] for row in rows), 1),
    }


def second_article(articles: list[Path], reader: str) -> float:
    """Return the seconds that a second article takes in the same process."""
    command = [sys.executable, "-c", SAME_PROCESS, *map(str, articles)]
    environ = os.environ | {"TOCSIN_READER": reader}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environ)
    line = next(line for line in done.stderr.splitlines() if line.startswith("TIMES "))
    return round(json.loads(line[6:])[-1], 3)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=EXAMPLE)
    parser.add_argument("--second", type=Path, default=SECOND)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tocsin", "assess", str(options.data), "--json"]
        command += ["--date", "2023-09-05"]

        def cold_by(reader: str) -> dict[str, float]:
            # A ledger of its own for each run: a known document would not be coded again.
            stem = [*command, "--reader", reader, "--store"]
            return repeated(lambda run: [*stem, f"{folder}/{reader}{run}.sqlite"], options.runs)

        cold = cold_by("fast")
        deep = cold_by("deep") if is_installed() else None
        parsing = [sys.executable, "-c", SPACY_ALONE, str(options.data)]
        alone = repeated(lambda _: parsing, options.runs)
    articles = [options.data, options.second]
    second = second_article(articles, "fast")
    result = {
        "set": "assess",
        "n": options.runs,
        "cold_seconds": cold["seconds"],
        "cold_peak_mb": cold["peak_mb"],
        "spacy_alone_seconds": alone["seconds"],
        "spacy_alone_peak_mb": alone["peak_mb"],
        "ratio_to_spacy": round(cold["seconds"] / alone["seconds"], 2),
        "second_article_seconds": second,
        "second_article_ratio": round(second / alone["seconds"], 2),
    }
    if deep is not None:
        result["deep_ratio_to_spacy"] = round(deep["seconds"] / alone["seconds"], 2)
        result["deep_peak_mb"] = deep["peak_mb"]
        deep_second = second_article(articles, "deep")
        result["deep_second_article_ratio"] = round(deep_second / alone["seconds"], 2)
    sys.stdout.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    main()
