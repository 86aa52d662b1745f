"""How time and memory of the lake grow with its rows: measured, drawn, and held to bounds.

Usage: growth.py [--rows 1000000,10000000,50000000] [--work DIR]. Writes `growth.json` and
`growth.svg` beside this file and fails where a bound is broken; `--draw` only draws and checks
what is in `growth.json`. Needs some 9 GB of disk for 50 million rows: the raw files are
removed step by step, as no question reads them. The machine is described without its name.
"""

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from generate import Chunk, World, chunks, write_file
from run import stage

HERE = Path(__file__).parent
TABLE, PICTURE = HERE / "growth.json", HERE / "growth.svg"
SIZES = (1_000_000, 10_000_000, 50_000_000)
STEP = 1_250_000
"""Rows of a step: what 512 MB of the feed hold, as in the pipeline."""

TIMES = {
    "ingest_cpu_seconds": "ingest",
    "dyad_months_cpu_seconds": "means of dyads by month, from rows",
    "export_cpu_seconds": "the same, from sums",
    "page_seconds": "a dyad's page",
}
PEAKS = {
    "ingest_peak_mb": "ingest",
    "dyad_months_peak_mb": "means, from rows",
    "export_peak_mb": "means, from sums",
    "page_peak_mb": "pages",
}
MOST_EXPONENT = 1.1
MOST_MB = {"ingest_peak_mb": 640}
"""An ingest reads one step while it settles another."""
MOST_OTHER_MB = 400


def steps(rows: int) -> Iterator[list[tuple[str, list[Chunk]]]]:
    """Yield files that are taken in together, as the pipeline takes them."""
    waiting: list[tuple[str, list[Chunk]]] = []
    size = 0
    for name, parts in chunks(rows):
        more = sum(chain.from_iterable(part.sizes for part in parts))
        if waiting and (size + more > STEP or len(waiting) == 64):
            yield waiting
            waiting, size = [], 0
        waiting.append((name, parts))
        size += more
    yield waiting


def fill(store: Path, rows: int) -> dict[str, float]:
    """Take so many rows in, a process for each step; return what all steps took.

    The files of the next step are made meanwhile.
    """
    world, found = World(0), []
    raw = store.with_suffix(".lake") / "raw"

    def made(number: int, files: list[tuple[str, list[Chunk]]]) -> Path:
        folder = store.with_suffix(f".data{number}")
        folder.mkdir()
        for name, parts in files:
            write_file(world, folder / name, parts)
        return folder

    with ThreadPoolExecutor(1) as pool:
        coming = deque[Future[Path]]()
        for number, files in enumerate(steps(rows)):
            coming.append(pool.submit(made, number, files))
            if number:
                found.append(taken(store, coming.popleft().result(), raw))
        found.append(taken(store, coming.popleft().result(), raw))
    return {
        "rows": sum(one["rows"] for one in found),
        "ingest_seconds": sum(one["seconds"] for one in found),
        "ingest_cpu_seconds": sum(one["cpu_seconds"] for one in found),
        "ingest_peak_mb": max(one["peak_mb"] for one in found),
        "files": sum(one["parts"] for one in found),
    }


def taken(store: Path, data: Path, raw: Path) -> dict[str, Any]:
    """Return what one ingest took; its files are removed, and what the lake kept of them."""
    found = stage("ingest", store, *sorted(data.iterdir()))
    shutil.rmtree(data)
    shutil.rmtree(raw)
    return found


def measure(folder: Path, rows: int) -> dict[str, float]:
    """Return the figures of a lake of so many rows; of three rounds the best."""
    store = folder / f"{rows}.sqlite"
    figures = fill(store, rows)
    for name in ("means", "export"):
        out = folder / f"{name}.parquet"
        best = min(
            (stage(name, store, "--out", out) for _ in range(3)),
            key=lambda one: one["cpu_seconds"],
        )
        key = "dyad_months" if name == "means" else name
        figures["dyad_months"] = best["dyad_months"]
        figures |= {f"{key}_{one}": best[one] for one in ("seconds", "cpu_seconds", "peak_mb")}
    page = stage("page", store, "--rounds", 5)
    figures |= {"page_seconds": page["ms"] / 1e3, "page_peak_mb": page["peak_mb"]}
    for path in (store.with_suffix(".lake"), *folder.glob(f"{rows}.sqlite*")):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    return {name: round(value, 3) for name, value in figures.items()}


def exponent(table: Sequence[dict[str, float]], name: str) -> float:
    """Return the slope of a figure by rows, both as logarithms, by least squares."""
    rows = np.log([one["rows"] for one in table])
    return float(np.polyfit(rows, np.log([one[name] for one in table]), 1)[0])


def exponents(table: Sequence[dict[str, float]]) -> dict[str, float]:
    return {name: round(exponent(table, name), 3) for name in (*TIMES, *PEAKS)}


def broken(table: Sequence[dict[str, float]]) -> list[str]:
    """Return a line for each bound that is broken."""
    fast = [
        f"{name} grows with the power {value} of the rows, above {MOST_EXPONENT}"
        for name, value in exponents(table).items()
        if value > MOST_EXPONENT
    ]
    large = [
        f"{name} is {one[name]} MB at {one['rows']:,} rows, above {MOST_MB.get(name, MOST_OTHER_MB)}"
        for one in table
        for name in PEAKS
        if one[name] > MOST_MB.get(name, MOST_OTHER_MB)
    ]
    return fast + large


def draw(table: Sequence[dict[str, float]]) -> None:
    """Draw times and peaks by rows, on logarithmic scales; the same bytes every time."""
    import matplotlib as mpl  # noqa: PLC0415 - only where something is drawn

    mpl.use("svg")
    from matplotlib import pyplot as plt  # noqa: PLC0415 - after the choice above

    with mpl.rc_context({"svg.hashsalt": "tocsin"}):
        figure, (left, right) = plt.subplots(1, 2, figsize=(10, 4.2), layout="constrained")
        rows = [one["rows"] for one in table]
        for name, title in TIMES.items():
            label = f"{title} (power {exponent(table, name):.2f})"
            left.plot(rows, [one[name] for one in table], "o-", label=label)
        left.set(xscale="log", yscale="log", xlabel="rows", ylabel="seconds")
        for name, title in PEAKS.items():
            right.plot(rows, [one[name] for one in table], "o-", label=title)
        for most in (*MOST_MB.values(), MOST_OTHER_MB):
            right.axhline(most, color="grey", linestyle="--", linewidth=1)
        right.set(xscale="log", ylim=(0, 700), xlabel="rows", ylabel="peak, MB")
        for axes in (left, right):
            axes.grid(visible=True, alpha=0.3)
            axes.legend(fontsize=8)
        figure.savefig(PICTURE, metadata={"Date": None})


def machine() -> dict[str, Any]:
    """Return what the machine is, without its name."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    models = [one.split(":")[1].strip() for one in lines if one.startswith("model name")]
    return {
        "processor": models[0] if models else platform.machine(),
        "cores": os.cpu_count(),
        "memory_gb": round(memory / 1e9),
        "system": platform.system(),
        "python": platform.python_version(),
        "duckdb": version("duckdb"),
        "load": round(os.getloadavg()[0], 1),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", default=",".join(map(str, SIZES)))
    parser.add_argument("--work", type=Path)
    parser.add_argument("--draw", action="store_true")
    options = parser.parse_args()
    if not options.draw:
        found = {"machine": machine(), "sizes": []}
        with tempfile.TemporaryDirectory(dir=options.work) as folder:
            for rows in map(int, options.rows.split(",")):
                found["sizes"].append(measure(Path(folder), rows))
                print(json.dumps(found["sizes"][-1]), flush=True)
        found["exponents"] = exponents(found["sizes"])
        TABLE.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    table = json.loads(TABLE.read_text(encoding="utf-8"))["sizes"]
    draw(table)
    problems = broken(table)
    for problem in problems:
        sys.stderr.write(problem + "\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
