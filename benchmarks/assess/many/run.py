"""Time and memory of one `tocsin assess` over many articles, cold and with all of them known.

Usage: run.py [--data FOLDER] [--articles N] [--since] [--reader DEPTH]. Without data, articles
are made of sentences of the examples, drawn with a fixed seed. Prints one JSON object last.
"""

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).parents[3]
EXAMPLES = sorted((ROOT / "examples/reference").glob("2*.md"))
FIRST = date(2023, 6, 1)
SENTENCES = 16
_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


def sentences() -> list[str]:
    """Return the sentences of the examples on the reference pair."""
    found = []
    for path in EXAMPLES:
        body = path.read_text(encoding="utf-8").split("---\n", 2)[2]
        for paragraph in body.split("\n\n"):
            found += [one.strip() for one in _END.split(paragraph) if len(one.split()) > 5]
    return found


def make_articles(folder: Path, count: int) -> None:
    """Write articles of sixteen sentences each, two a day, no two of them copies."""
    known, rng = sentences(), random.Random(0)  # noqa: S311 - no secret
    for number in range(count):
        day = FIRST + timedelta(days=number // 2 % 300)
        chosen = rng.sample(known, SENTENCES)
        text = "\n\n".join(" ".join(chosen[at : at + 4]) for at in range(0, SENTENCES, 4))
        head = (
            f"---\ndate: {day}\npublisher: House {number % 40}\ntitle: Report {number}\n---\n\n"
        )
        (folder / f"{number:05}.md").write_text(f"{head}{text}\n", encoding="utf-8")


def measure(command: list[str]) -> tuple[float, float, float]:
    """Return wall seconds, CPU seconds and peak memory in MB of one finished process."""
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as child:
        errors = child.stderr.read() if child.stderr else b""
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(
            f"{' '.join(command)} ended with {child.returncode}:\n{errors.decode()[-2000:]}"
        )
    cpu = usage.ru_utime + usage.ru_stime
    return time.perf_counter() - start, cpu, usage.ru_maxrss / 1024


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--articles", type=int, default=20)
    parser.add_argument(
        "--since", action="store_true", help="compare with the middle of the time"
    )
    parser.add_argument("--reader", default="fast")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = options.data or Path(name) / "articles"
        if options.data is None:
            folder.mkdir()
            make_articles(folder, options.articles)
        command = [sys.executable, "-m", "tocsin", "assess", str(folder), "--dyad", "RUS-PRK"]
        command += ["--for", "USA,KOR", "--json", "-q", "--reader", options.reader]
        command += ["--store", f"{name}/ledger.sqlite"]
        if options.since:
            days = min(options.articles // 2, 300) // 2
            command += ["--since", str(FIRST + timedelta(days=days))]
        cold, warm = measure(command), measure(command)
    result = {
        "set": "assess/many",
        "n": len(list(folder.glob("*"))) if options.data else options.articles,
        "reader": options.reader,
        "seconds": round(cold[0], 2),
        "cpu_seconds": round(cold[1], 2),
        "peak_mb": round(cold[2], 1),
        "known_seconds": round(warm[0], 2),
        "known_cpu_seconds": round(warm[1], 2),
        "known_peak_mb": round(warm[2], 1),
    }
    sys.stdout.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    main()
