"""What pages show is what commands print: examples are run, compared, and brought up to date.

A mark stands on the line above a block:

    <!-- run -->                 the commands of the block are run; a ```text block right below
                                 it is what they print. `run, status 3` is how the last one ends,
                                 `run, needs jq` leaves it out where a program is missing.
    <!-- shown at 96: COMMAND -->  the ```text block is what this command prints, 96 columns wide.
    <!-- file: stakes.yaml -->   the block is a file that the commands below it find.
    <!-- not run: REASON -->     the commands need something that is not here.

A line that is only `…` stands for lines that are left out. All examples of a page run in one
empty folder with `examples` in it, in this process, where models are loaded once.
"""

import difflib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from unittest import mock

ROOT = Path(__file__).resolve().parents[1]
STRICT = [
    ROOT / "docs/tutorial.md",
    *(page for page in sorted((ROOT / "docs/howto").glob("*.md")) if page.stem != "index"),
]
"""Pages of which every command carries a mark."""
PAGES = [ROOT / "README.md", ROOT / "docs/games.md", *STRICT]

GAP = "…"
HERE = "/home/ana/tocsin"
"""What a page calls the folder that its examples run in."""
WIDTH = 80
_MARK = re.compile(
    r"^<!-- (?P<kind>run|shown|file|not run)(?: at (?P<width>\d+))?(?P<more>[:,].*?)? -->\n"
    r"```(?P<lang>\w+)\n(?P<body>.*?)^```$"
    r"(?:\n\n```text\n(?P<shown>.*?)^```$)?",
    re.MULTILINE | re.DOTALL,
)
# Ids hold the version and so change with it; an id that leads nowhere fails when it is used.
_ID = re.compile(r"\b(?:[a-z]-)?[0-9a-f]{10,64}\b|\b\d+\.\d+\.\d+\b")
_WORDS = re.compile(r"""(?:[^|'"]|'[^']*'|"[^"]*")+""")
_INTO = re.compile(r"\s+(>>?)\s*(\S+)\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A marked block of a page.

    Attributes:
        kind: `run`, `shown`, `file` or `not run`.
        body: The commands; of a file what it holds.
        language: What the block is written in: `sh` or `python`; of a file any.
        name: Of a file its name, else empty.
        shown: Where in the page what it prints stands, None where nothing is shown.
        width: Columns of the terminal.
        status: How the last command is to end.
        needs: A program without which the example is left out.
    """

    kind: str
    body: str
    language: str
    name: str = ""
    shown: tuple[int, int] | None = None
    width: int = WIDTH
    status: int = 0
    needs: str = ""


def examples(text: str) -> list[Example]:
    """Return the marked blocks of a page, in order."""
    return [_example(found) for found in _MARK.finditer(text)]


def unmarked(text: str) -> list[str]:
    """Return the first lines of those blocks of commands that carry no mark."""
    bare = _MARK.sub("", text)
    return re.findall(r"^```(?:sh|bash|console|python)\n(.*)$", bare, re.MULTILINE)


def _example(found: re.Match[str]) -> Example:
    """Return what a marked block says."""
    more = (found["more"] or "").lstrip(":,").strip()
    kind, body, width = found["kind"], found["body"], int(found["width"] or WIDTH)
    if kind == "shown":
        span = found.span("body")
        return Example(kind=kind, body=more, language="sh", shown=span, width=width)
    if kind == "file":
        return Example(kind=kind, body=body, language=found["lang"], name=more)
    status = re.search(r"status (\d+)", more)
    needs = re.search(r"needs (\w+)", more)
    return Example(
        kind=kind,
        body=body,
        language=found["lang"],
        shown=None if found["shown"] is None else found.span("shown"),
        width=width,
        status=int(status[1]) if status else 0,
        needs=needs[1] if needs else "",
    )


@dataclass(slots=True)
class Shell:
    """Runs lines as they are typed in a clone; `tocsin` and Python in this process."""

    status: int = 0
    _out: io.BytesIO = field(default_factory=io.BytesIO)
    _known: dict[str, list[str]] = field(default_factory=dict)

    def run(self, example: Example) -> list[str]:
        """Return the lines that the commands of an example print, errors among them.

        What is shown of a command that was run above is more of what it printed then.
        """
        if example.kind == "shown" and example.body in self._known:
            return self._known[example.body]
        self._out = io.BytesIO()
        os.environ["COLUMNS"] = str(example.width)
        if example.language == "python":
            self.status = _captured(lambda: _execute(example.body), b"", self._out, self._out)
        else:
            for line in _lines(example.body):
                self._pipeline(line)
        said = self._out.getvalue().decode().replace(str(Path.cwd()), HERE)
        lines = _trimmed(_folded(said.splitlines(), example.width))
        self._known[example.body.strip()] = lines
        return lines

    def _pipeline(self, line: str) -> None:
        """Run one line, stage by stage."""
        if export := re.fullmatch(r"export (\w+)=(\S+)", line):
            os.environ[export[1]] = export[2]
            return
        into = _INTO.search(line)
        stages = _WORDS.findall(line[: into.start()] if into else line)
        data = b""
        for number, stage in enumerate(stages):
            is_last = number == len(stages) - 1
            out = io.BytesIO() if into or not is_last else self._out
            self.status = self._stage(stage.strip(), data, out)
            data = out.getvalue()
        if into:
            with Path(into[2]).open("ab" if into[1] == ">>" else "wb") as file:
                file.write(data)

    def _stage(self, stage: str, data: bytes, out: io.BytesIO) -> int:
        """Run one command and return its status; what it says on standard error is printed."""
        if stage.split(maxsplit=1)[0] == "tocsin":
            from tocsin.cli import main  # noqa: PLC0415 - seconds, and not needed to find blocks

            return _captured(lambda: main(_words(stage)[1:]), data, out, self._out)
        done = subprocess.run(  # noqa: S603 - a line of our own pages
            ["/bin/bash", "-c", stage], input=data, capture_output=True, check=False
        )
        out.write(done.stdout)
        self._out.write(done.stderr)
        return done.returncode


def _words(stage: str) -> list[str]:
    """Return the words of a command, with `~` and patterns of names filled in."""
    words = [re.sub(r"^~", str(Path.home()), word) for word in shlex.split(stage)]
    return [
        name
        for word in words
        for name in (sorted(map(str, Path().glob(word))) if "*" in word else [word])
    ]


def _folded(lines: Sequence[str], width: int) -> list[str]:
    """Return lines with long messages folded at a blank, about as a terminal folds them."""
    return [
        part
        for line in lines
        for part in (
            textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False)
            if line.startswith("tocsin: ")
            else [line]
        )
    ]


def _lines(body: str) -> list[str]:
    """Return the commands of a block: without comments, continued lines as one."""
    whole = body.replace("\\\n", " ").splitlines()
    plain = (re.sub(r"\s+#\s.*$", "", line).strip() for line in whole)
    return [line for line in plain if line and not line.startswith("#")]


def _execute(source: str) -> int:
    """Run a block of Python."""
    exec(compile(source, "page", "exec"), {"__name__": "__main__"})  # noqa: S102 - our own page
    return 0


def _captured(call: Callable[[], int], data: bytes, out: io.BytesIO, err: io.BytesIO) -> int:
    """Return what a call returns; what it reads and writes are these bytes."""
    told = io.TextIOWrapper(out, encoding="utf-8", write_through=True)
    said = told if err is out else io.TextIOWrapper(err, encoding="utf-8", write_through=True)
    given = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8")
    with mock.patch.object(sys, "stdin", given), redirect_stdout(told), redirect_stderr(said):
        try:
            return call()
        finally:
            for wrapper in {told, said}:
                wrapper.flush()
                wrapper.detach()  # or the bytes go with it


@contextmanager
def clone() -> Iterator[Path]:
    """Give an empty folder as a fresh clone is, and work in it; nothing is left of it."""
    here, environ = Path.cwd(), dict(os.environ)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("examples", "tests"):
            (folder / part).symlink_to(ROOT / part)
        for one in [one for one in os.environ if one.startswith(("TOCSIN_", "XDG_"))]:
            del os.environ[one]
        os.environ |= {"HOME": name, "NO_COLOR": "1"}
        os.environ["PATH"] = f"{Path(sys.executable).parent}:{environ['PATH']}"
        os.chdir(folder)
        try:
            yield folder
        finally:
            os.chdir(here)
            os.environ.clear()
            os.environ |= environ


@contextmanager
def remembering() -> Iterator[None]:
    """Code each document once for all pages: what is found hangs on nothing else."""
    from tocsin.pipeline import batches  # noqa: PLC0415 - as above

    code, code_many, known = batches.code, batches.code_many, {}

    def code_once(document, *, depth):  # noqa: ANN001, ANN202 - those of code
        if (document, depth) not in known:
            known[document, depth] = code(document, depth=depth)
        return known[document, depth]

    def code_each_once(documents, *, depth):  # noqa: ANN001, ANN202 - those of code_many
        new = [one for one in documents if (one, depth) not in known]
        found = code_many(new, depth=depth)
        known.update(zip([(one, depth) for one in new], found, strict=True))
        return [known[one, depth] for one in documents]

    with mock.patch.multiple(batches, code=code_once, code_many=code_each_once):
        yield


@dataclass(frozen=True, slots=True)
class Told:
    """An example of a page, what it shows and what its commands print."""

    example: Example
    shown: list[str] | None
    printed: list[str]
    status: int


def play(text: str) -> Iterator[Told]:
    """Run the examples of a page one after the other, and yield what each prints."""
    with clone() as folder:
        shell = Shell()
        for one in examples(text):
            if one.kind == "file":
                (folder / one.name).write_text(one.body, encoding="utf-8")
            elif one.kind != "not run" and (not one.needs or shutil.which(one.needs)):
                printed = shell.run(one)
                shown = None if one.shown is None else text[slice(*one.shown)].splitlines()
                yield Told(one, shown, printed, shell.status)


def faults(text: str) -> list[str]:
    """Return what in a page is not as its commands do it, one line of reason for each."""
    found = []
    for told in play(text):
        what = told.example.body.strip().splitlines()[-1]
        if told.status != told.example.status:
            last = told.printed[-1:] or ["nothing is printed"]
            found.append(f"{what}\n  ends with status {told.status}: {last[0]}")
        elif told.shown is not None and (lost := missing(told.shown, told.printed)):
            found.append(f"{what}\n  does not print: " + "\n  ".join(lost))
    return found


def masked(line: str) -> str:
    """Return a line without what names the version."""
    return _ID.sub("#", line.rstrip())


def missing(
    shown: Sequence[str], printed: Sequence[str], form: Callable[[str], str] = masked
) -> list[str]:
    """Return the first lines shown that are not printed in this order; none if all are.

    Lines are compared in a form, by default without what names the version. What stands between two gaps is printed without a gap; what stands before the first one is
    the beginning, what stands after the last one the end.
    """
    parts = _parts(shown)
    lines = [form(line) for line in printed]
    place = 0
    for number, part in enumerate(parts):
        wanted = [form(line) for line in part]
        starts = range(place, len(lines) - len(wanted) + 1)
        if number == 0:
            starts = [0]
        elif number == len(parts) - 1 and wanted:
            starts = [len(lines) - len(wanted)]
        if number == 0 and len(parts) == 1 and wanted != lines:
            return part
        fitting = (
            at for at in starts if at >= place and lines[at : at + len(wanted)] == wanted
        )
        found = next(fitting, None)
        if found is None:
            return part
        place = found + len(wanted)
    return []


def _parts(shown: Sequence[str]) -> list[list[str]]:
    """Return what stands before, between and after the gaps, without blank lines at its ends."""
    parts: list[list[str]] = [[]]
    for line in shown:
        if line.strip() == GAP:
            parts.append([])
        else:
            parts[-1].append(line)
    return [_trimmed(part) for part in parts]


def _trimmed(lines: list[str]) -> list[str]:
    """Return lines without trailing blanks, and without empty ones at both ends."""
    whole = "\n".join(line.rstrip() for line in lines).strip("\n")
    return whole.split("\n") if whole else []


def refreshed(shown: Sequence[str], printed: Sequence[str]) -> list[str]:
    """Return what is to be shown now: as many lines from where each part begins.

    Raises:
        ValueError: The beginning of a part is not printed in any form.
    """
    if not _trimmed(list(shown)) or GAP not in [line.strip() for line in shown]:
        return list(printed)
    place, lines = 0, []
    for number, part in enumerate(_parts(shown)):
        if part:
            begin = 0 if number == 0 else _begin(part, printed, place)
            if number and number == len(_parts(shown)) - 1:
                begin = len(printed) - len(part)
            place = begin + len(part)
            lines += printed[begin:place]
        lines.append(GAP)
    return lines[:-1]


def _begin(part: list[str], printed: Sequence[str], place: int) -> int:
    """Return the line at which a part begins now."""
    rest = range(place, len(printed))
    for form in (masked, lambda line: re.sub(r"\d+", "#", line)):
        for at in rest:
            if form(printed[at]) == form(part[0]):
                return at
    likeness = {at: difflib.SequenceMatcher(None, part[0], printed[at]).ratio() for at in rest}
    best = max(likeness, key=lambda at: likeness[at], default=-1)
    if best < 0 or likeness[best] < 0.6:
        raise ValueError(f"nothing printed is like the line shown: {part[0]}")
    return best


def renewed(text: str) -> str:
    """Return a page that shows what its commands print now; ids in its words follow."""
    changes: list[tuple[tuple[int, int], str]] = []
    names: dict[str, str] = {}
    for told in play(text):
        if told.shown is None or told.example.shown is None:
            continue
        if told.shown and not missing(told.shown, told.printed, str.rstrip):
            continue
        now = refreshed(told.shown, told.printed)
        changes.append((told.example.shown, "".join(f"{line}\n" for line in now)))
        old, new = (_ID.findall("\n".join(lines)) for lines in (told.shown, now))
        names |= dict(zip(old, new, strict=False)) if len(old) == len(new) else {}
    for (start, end), block in reversed(changes):
        text = text[:start] + block + text[end:]
    return _ID.sub(lambda found: names.get(found[0], found[0]), text)


@cache
def text_of(page: Path) -> str:
    """Return the text of a page."""
    return page.read_text(encoding="utf-8")


def main(arguments: Sequence[str]) -> int:
    """Bring pages up to date, all of them where none is named."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    with remembering():
        for page in [Path(one).resolve() for one in arguments] or PAGES:
            text = renewed(
                renewed(text_of(page))
            )  # commands may name ids that are printed above
            page.write_text(text, encoding="utf-8")
            left = faults(text)
            sys.stdout.write(
                f"{page.relative_to(ROOT)}: {len(left)} left to be mended by hand\n"
            )
            sys.stdout.writelines(f"{one}\n" for one in left)
    return 0
