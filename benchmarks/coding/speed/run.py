"""How fast raw text becomes claims, beside the parser alone.

Usage: run.py [--data PATH] [--jobs N] [--rounds N] [--limit N]. Prints one JSON object last.

Without --data the texts are those of `examples/` and of `corpus/claims/train.jsonl`. The two are
timed in turns, as the processor's speed changes from one minute to the next, and the medians of
CPU time are compared. The parser gets the same paragraphs, already read and in plain typography,
in batches of its own choice.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from tocsin.coding import Depth
from tocsin.coding.scoring.encoder import is_installed
from tocsin.coding.syntax.parser import is_english_word, load_english
from tocsin.coding.syntax.pieces import cut_blocks
from tocsin.pipeline import Intake, Silence, code_documents, read_documents
from tocsin.settings import Settings

ROOT = Path(__file__).parents[3]
CORPUS = ROOT / "corpus" / "claims" / "train.jsonl"
EXAMPLES = ROOT / "examples"
COLUMN = "text"
TABLES = {".jsonl", ".ndjson", ".csv", ".tsv", ".parquet"}


def own_texts() -> Iterator[str]:
    """Yield the texts of this repository: articles first, then sentences."""
    for path in sorted(EXAMPLES.rglob("*.md")):
        if path.name != "README.md":
            yield path.read_text(encoding="utf-8")
    if CORPUS.exists():
        with CORPUS.open(encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)[COLUMN]


def write_rows(path: Path, limit: int) -> Path:
    """Write the own texts as rows, so that the whole way is timed that the command takes."""
    with path.open("w", encoding="utf-8") as stream:
        for number, text in enumerate(own_texts()):
            if number == limit:
                break
            stream.write(json.dumps({COLUMN: text}) + "\n")
    return path


def intake_of(path: Path) -> Intake:
    return Intake(sources=(str(path),), column=COLUMN if path.suffix in TABLES else None)


def parser_texts(intake: Intake) -> list[str]:
    """Return the paragraphs as the parser gets them."""
    readings = read_documents(intake, settings=Settings(), watcher=Silence())
    return [
        piece.normal.text
        for reading in readings
        for piece in cut_blocks(reading.document, is_english_word)
    ]


def parse_all(texts: list[str]) -> int:
    """Return the number of sentences."""
    return sum(1 for doc in load_english().pipe(texts) for _ in doc.sents)


def code_all(intake: Intake, reader: str) -> int:
    """Return the number of claims."""
    found = code_documents(intake, settings=Settings(reader=reader), watcher=Silence())
    return sum(len(item.coding.claims) for item in found)


def cpu_seconds(work: Callable[[], int]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def wall_seconds(path: Path, jobs: int) -> float:
    """Return how long the command takes, start and end included."""
    column = ["--column", COLUMN] if path.suffix in TABLES else []
    command = [sys.executable, "-m", "tocsin", "code", str(path), *column, "--json", "--quiet"]
    start = time.perf_counter()
    subprocess.run(
        [*command, "--jobs", str(jobs)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        check=True,
    )  # fmt: skip
    return time.perf_counter() - start


def measure(path: Path, *, jobs: int = 1, rounds: int = 3) -> dict[str, object]:
    """Return the figures for one file or folder of texts, read fast, and deep where that goes."""
    intake = intake_of(path)
    texts = parser_texts(intake)
    readers = [Depth.FAST, Depth.DEEP] if is_installed() else [Depth.FAST]
    sentences = parse_all(texts)  # also warms up
    claims = [code_all(intake, reader) for reader in readers]
    rows = [
        [cpu_seconds(lambda: parse_all(texts))]
        + [cpu_seconds(partial(code_all, intake, reader)) for reader in readers]
        for _ in range(rounds)
    ]
    parser, coder, *deep = (statistics.median(times) for times in zip(*rows, strict=True))
    speedup = wall_seconds(path, 1) / wall_seconds(path, jobs) if jobs > 1 else None
    return {
        "set": "speed",
        "n": sentences,
        "claims": claims[0],
        "sentences_per_cpu_second": round(sentences / coder, 1),
        "parser_sentences_per_cpu_second": round(sentences / parser, 1),
        "ratio": round(parser / coder, 3),
        "deep_ratio": round(parser / deep[0], 3) if deep else None,
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "jobs": jobs,
        "jobs_speedup": None if speedup is None else round(speedup, 2),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="a folder, a text, or a table with `text`")
    parser.add_argument("--split", default="all", help="ignored; there is one")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--limit", type=int, default=300, help="of the own texts")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.data or write_rows(Path(folder) / "texts.jsonl", options.limit)
        figures = measure(path, jobs=options.jobs, rounds=options.rounds)
    print(json.dumps(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
