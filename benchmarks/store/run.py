"""The lake at work: ingest, means by dyad and month, a dyad's page, beside pandas where it is given.

Usage: run.py [--rows N] [--work DIR] [--peer-python PATH]; the last line is one JSON object.
Files come from `generate.py` (seeded); each stage is a process of its own (`stages.py`).
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
FILES = 40
"""Files the rows are spread over, a month each; a step of an ingest takes 64."""


def stage(*arguments: object) -> dict[str, Any]:
    """Return what a stage prints."""
    return told([sys.executable, str(HERE / "stages.py"), *map(str, arguments)])


def told(command: list[str]) -> dict[str, Any]:
    """Return the JSON that a command prints last."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command[:4])} failed:\n{done.stderr[-2000:]}")
    return json.loads(done.stdout.strip().splitlines()[-1])


def measure(rows: int, folder: Path, peer: str | None) -> dict[str, Any]:
    """Return the figures of all stages on so many rows."""
    data, store = folder / "data", folder / "all.sqlite"
    command = [sys.executable, str(HERE / "generate.py"), str(data), "--rows", str(rows)]
    subprocess.run([*command, "--months", str(FILES), "--by", "month"], check=True,
                   stdout=subprocess.DEVNULL)  # fmt: skip
    files = sorted(map(str, data.iterdir()))
    whole = stage("ingest", store, *files)
    dyads = stage("ingest", folder / "dyads.sqlite", *files, "--only-dyads")
    means = stage("means", store, "--out", folder / "means.parquet")
    sums = stage("export", store, "--out", folder / "sums.parquet")
    page = stage("page", store)
    found = {
        "set": "store",
        "n": whole["rows"],
        "ingest_rows_per_second": round(whole["rows"] / whole["seconds"]),
        "ingest_rows_per_cpu_second": round(whole["rows"] / whole["cpu_seconds"]),
        "ingest_dyads_rows_per_second": round(dyads["rows"] / dyads["seconds"]),
        "ingest_peak_mb": round(max(whole["peak_mb"], dyads["peak_mb"])),
        "repeat_ingest_ms": round(stage("repeat", store, files[0])["ms"], 1),
        "dyad_months": means["dyad_months"],
        "dyad_months_seconds": round(means["seconds"], 2),
        "dyad_months_peak_mb": round(means["peak_mb"]),
        "export_seconds": round(sums["seconds"], 2),
        "dyad_page_ms": round(page["ms"], 1),
        "dyad_page_view_ms": round(page["view_ms"], 1),
        "dyad_page_first_ms": round(page["first_ms"], 1),
        "open_ms": round(page["open_ms"], 1),
    }
    return found | (beside(store, folder, peer, means) if peer else {})


def beside(store: Path, folder: Path, peer: str, ours: dict[str, Any]) -> dict[str, Any]:
    """Return what pandas takes for the same means from the same files."""
    lake = store.with_suffix(".lake")
    files = sorted(map(str, (lake / "events").rglob("*.parquet")))
    theirs = told([peer, str(HERE / "peer.py"), str(folder / "peer.parquet"), *files])
    if theirs["dyad_months"] != ours["dyad_months"]:
        sys.exit(
            f"pandas found {theirs['dyad_months']} dyad-months, not {ours['dyad_months']}."
        )
    return {
        "pandas_seconds": round(theirs["seconds"], 2),
        "pandas_peak_mb": round(theirs["peak_mb"]),
        "ratio_to_pandas": round(theirs["cpu_seconds"] / ours["cpu_seconds"], 2),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=150_000)
    parser.add_argument(
        "--work", type=Path, help="Where files go; a temporary folder by default."
    )
    parser.add_argument("--peer-python", help="An interpreter with pandas and pyarrow.")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.work) as folder:
        print(json.dumps(measure(options.rows, Path(folder), options.peer_python)))


if __name__ == "__main__":
    main()
