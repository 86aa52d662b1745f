"""The same means by pandas from the same Parquet files, on one core; run by an interpreter that has it.

Usage: peer.py OUT FILE… prints one JSON object. Of three ways to read the files this was the fastest.
"""

import json
import sys
import time
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq


def means(paths: list[str]) -> pd.DataFrame:
    """Return events with a value and their mean by directed dyad and month."""
    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)
    columns = ["source", "target", "day", "goldstein"]
    table = pa.concat_tables(
        [
            pq.read_table(path, columns=columns, use_threads=False, partitioning=None)
            for path in paths
        ]
    )
    frame = table.to_pandas(use_threads=False, date_as_object=False)
    del table
    frame = frame.dropna(subset=["source", "target"])
    frame = frame[frame["source"] != frame["target"]]
    frame["month"] = frame["day"].astype("datetime64[s]").dt.to_period("M").dt.to_timestamp()
    grouped = frame.groupby(["source", "target", "month"], sort=True, observed=True)[
        "goldstein"
    ]
    return grouped.agg(["count", "mean"]).reset_index()


def main() -> None:
    out, *paths = sys.argv[1:]
    wall, cpu = time.perf_counter(), time.process_time()
    found = means(paths).rename(columns={"count": "scored"})
    found.to_parquet(out)
    figures = {"seconds": time.perf_counter() - wall, "cpu_seconds": time.process_time() - cpu}
    status = Path("/proc/self/status").read_text().splitlines()
    peak = next(int(one.split()[1]) for one in status if one.startswith("VmHWM"))
    print(json.dumps(figures | {"dyad_months": len(found), "peak_mb": peak * 1024 / 1e6}))


if __name__ == "__main__":
    main()
