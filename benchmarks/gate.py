"""The gate: every benchmark whose data is at hand must keep its floors and ceilings.

Usage: gate.py [NAME …] [--update]. A floor is only ever raised: `--update` writes measured values
less the noise margin where that is better than what stands, and never the other way. A
`baseline.json` may name `data` outside the repository, relative to its root; the benchmark is
then run with `--data`, and skipped with a message where the data is absent. `script` names another script
than `run.py`, by its path from the folder. One that measures time
says `alone`; the others run side by side. `arguments` make a run smaller than the benchmark's own.
One that says `heavy` is left out where TOCSIN_SAMPLE is set, as CI does.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parent
MARGIN = 0.02


def find_benchmarks() -> dict[str, Path]:
    """Return every benchmark with a baseline, by its path below this folder."""
    found = sorted(HERE.rglob("baseline.json"))
    return {str(path.parent.relative_to(HERE)): path.parent for path in found}


def data_of(baseline: dict[str, Any]) -> Path | None:
    """Return where a benchmark's data lies outside the repository; None where it brings its own."""
    return ROOT / baseline["data"] if "data" in baseline else None


def run(
    script: Path, data: Path | None = None, arguments: Sequence[str] = ()
) -> dict[str, float]:
    """Return what a benchmark prints as its last line."""
    command = [sys.executable, str(script), *arguments]
    command += ["--data", str(data)] if data is not None else []
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{script} failed:\n{done.stderr[-2000:]}")
    return json.loads(done.stdout.strip().splitlines()[-1])


def broken(baseline: dict[str, Any], result: dict[str, float]) -> list[str]:
    """Return one line for each limit that a result breaks."""
    low = [
        f"{name} is {result[name]}, below its floor {floor}"
        for name, floor in baseline.get("floors", {}).items()
        if result[name] < floor
    ]
    high = [
        f"{name} is {result[name]}, above its ceiling {ceiling}"
        for name, ceiling in baseline.get("ceilings", {}).items()
        if result[name] > ceiling
    ]
    return low + high


def raised(baseline: dict[str, Any], result: dict[str, float]) -> bool:
    """Raise the floors to what was measured, less the margin; return whether any moved."""
    moved = False
    for name, floor in baseline.get("floors", {}).items():
        better = round(result[name] - MARGIN, 3)
        if better > floor:
            baseline["floors"][name] = better
            moved = True
    return moved


def run_all(folders: dict[str, Path], baselines: dict[str, Any]) -> dict[str, dict[str, float]]:
    """Return what each benchmark prints, by name.

    Those that measure time run alone, one after the other; the others side by side.
    """
    alone = [name for name in folders if baselines[name].get("alone")]
    beside = [name for name in folders if name not in alone]

    def one(name: str) -> dict[str, float]:
        baseline = baselines[name]
        script = (folders[name] / baseline.get("script", "run.py")).resolve()
        return run(script, data_of(baseline), baseline.get("arguments", ()))

    found = {name: one(name) for name in alone}
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        rest = pool.map(one, beside)
        found |= dict(zip(beside, rest, strict=True))
    return found


def main() -> int:
    """Run the benchmarks and return 1 where a limit is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--update", action="store_true")
    options = parser.parse_args()
    known = find_benchmarks()
    chosen: dict[str, Path] = {}
    baselines: dict[str, Any] = {}
    for name in options.names or known:
        if name not in known:
            sys.exit(f"There is no benchmark {name!r}; known are {', '.join(known)}.")
        baseline = json.loads((known[name] / "baseline.json").read_text(encoding="utf-8"))
        if baseline.get("heavy") and os.environ.get("TOCSIN_SAMPLE") and not options.names:
            sys.stdout.write(f"{name}: left out of the sample\n")
            continue
        data = data_of(baseline)
        if data is not None and not data.exists():
            sys.stdout.write(f"{name}: skipped, {baseline['data']} is absent\n")
            continue
        chosen[name], baselines[name] = known[name], baseline
    failures = 0
    for name, result in sorted(run_all(chosen, baselines).items()):
        baseline = baselines[name]
        sys.stdout.write(f"{name}: {json.dumps(result)}\n")
        problems = broken(baseline, result)
        failures += len(problems)
        for problem in problems:
            sys.stderr.write(f"{name}: {problem}\n")
        if options.update and not problems and raised(baseline, result):
            text = json.dumps(baseline, indent=2) + "\n"
            (chosen[name] / "baseline.json").write_text(text, encoding="utf-8")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
