"""Results in files: the kind by the ending, checked before the work, whole or not at all."""

from collections.abc import Callable
from pathlib import Path

from tocsin import tell
from tocsin.errors import UsageError
from tocsin.model.codec import to_json
from tocsin.tell.whole import refuse_unwritable, replacing


def check_output(path: Path) -> None:
    """Make sure that a result can be written to a file, before anything is computed.

    Raises:
        UsageError: The ending is of no kind that can be written, or of one whose extra is missing.
        OutputError: The folder is missing or may not be written, or the name is a folder's.
    """
    ending = path.suffix.lower()
    if ending not in WRITERS:
        raise UsageError(
            f"{path} has the ending {path.suffix!r}; an answer can be written as "
            f"{', '.join(WRITERS)}.",
            subject="--out",
        )
    tell.check_brief(ending)
    refuse_unwritable(path, flag="--out")


def is_brief(path: Path) -> bool:
    """Return whether the ending of a file names a kind of brief."""
    return path.suffix.lower() in BRIEFS


def write_answer(view: tell.BriefInput, path: Path) -> None:
    """Write an answer in the kind that the ending of the file names.

    Raises:
        OutputError: It could not be written, or a brief would break the rules of its own language;
            what was there before is then unchanged.
    """
    if is_brief(path):
        tell.check_wording(view)
    write_whole(WRITERS[path.suffix.lower()](view), path)


def write_whole(content: str | bytes, path: Path, *, flag: str = "--out") -> None:
    """Write a file so that the old or the new content is there, never a part.

    Raises:
        OutputError: It could not be written; what was there before is then unchanged.
    """
    with replacing(path, flag=flag) as part:
        part.write_bytes(content.encode() if isinstance(content, str) else content)


def _html(view: tell.BriefInput) -> str:
    """Return the brief as one page."""
    return tell.render_html(view)


def _markdown(view: tell.BriefInput) -> str:
    """Return the brief as Markdown."""
    return tell.render_markdown(view)


def _pdf(view: tell.BriefInput) -> bytes:
    """Return the brief as PDF."""
    return tell.render_pdf(view)


def _docx(view: tell.BriefInput) -> bytes:
    """Return the brief as a Word document."""
    return tell.render_docx(view)


def _json(view: tell.BriefInput) -> str:
    """Return the assessment as readable JSON."""
    return to_json(view.assessment, indent=2) + "\n"


BRIEFS: dict[str, Callable[[tell.BriefInput], str | bytes]] = {
    ".html": _html,
    ".md": _markdown,
    ".pdf": _pdf,
    ".docx": _docx,
}
"""How a brief is written, by the ending of its file."""

WRITERS: dict[str, Callable[[tell.BriefInput], str | bytes]] = {**BRIEFS, ".json": _json}
"""How an answer is written, by the ending of its file."""
