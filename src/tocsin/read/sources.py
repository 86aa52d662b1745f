"""Files, folders, standard input and addresses become readings or failures."""

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from tocsin.errors import ReadError
from tocsin.read.assemble import assemble
from tocsin.read.base import Failure, Overrides, Reading, Source
from tocsin.read.drafts import draft_source, with_kind
from tocsin.read.sniff import SUPPORTED
from tocsin.settings import Settings

STDIN = "-"
MEDIA_TYPES = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".pdf": "application/pdf",
}


def read_sources(
    names: Sequence[str],
    *,
    settings: Settings,
    overrides: Overrides | None = None,
    stdin: bytes | None = None,
) -> Iterator[Reading | Failure]:
    """Yield a reading or failure for every document that the names lead to, in their order."""
    for name in names:
        yield from read_source(name, settings=settings, overrides=overrides, stdin=stdin)


def read_source(
    name: str,
    *,
    settings: Settings,
    overrides: Overrides | None = None,
    stdin: bytes | None = None,
) -> Iterator[Reading | Failure]:
    """Yield a reading or failure for every document that a name leads to.

    Args:
        name: A file, a folder (taken recursively, in order), an http(s) address, or `-`.
        settings: The settings in force.
        overrides: What the caller says of the documents.
        stdin: The bytes of standard input, for `-`.
    """
    given = overrides or Overrides()
    if name != STDIN and not is_address(name) and _is_folder(name):
        yield from _read_folder(name, settings, given)
        return
    yield _attempt(name, settings, given, stdin)


def is_address(name: str) -> bool:
    """Return whether a name is an address; `C:/news.txt` and `a:b.txt` are files."""
    return "://" in name


def _is_folder(name: str) -> bool:
    """Return whether a name is that of a folder; a name that cannot be one is none."""
    try:
        return bool(name) and Path(name).is_dir()
    except (OSError, ValueError):
        return False


def _attempt(
    name: str, settings: Settings, overrides: Overrides, stdin: bytes | None
) -> Reading | Failure:
    """Return the reading of one source, or why there is none."""
    try:
        source = with_kind(_load(name, settings, stdin))
        draft = draft_source(source, settings=settings, overrides=overrides)
        return assemble(source, draft, overrides)
    except ReadError as error:
        return Failure(name, error)


def _load(name: str, settings: Settings, stdin: bytes | None) -> Source:
    """Return the bytes of one source."""
    if name == STDIN:
        raw = stdin or b""
        _refuse_size(len(raw), "standard input", settings)
        return _checked(Source(path=STDIN, raw=raw, media_type=""))
    if is_address(name):
        # Loaded here: what opens connections takes 0.15 s that files need not spend.
        from tocsin.read.fetch import fetch_page  # noqa: PLC0415

        return _checked(fetch_page(name, settings=settings))
    return _checked(_load_file(name, settings))


def _load_file(name: str, settings: Settings) -> Source:
    """Return the bytes of a file.

    Raises:
        ReadError: There is no such file, it is no ordinary one, too large, or not readable.
    """
    path = Path(name)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            message = f"{name!r} is no ordinary file; give a file, a folder, an address or -."
            raise ReadError(message, subject=name)
        _refuse_size(status.st_size, name, settings)
        with path.open("rb") as stream:
            raw = stream.read(settings.max_bytes + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        message = f"{name!r} cannot be read: {reason}. Give the path of a file that is there."
        raise ReadError(message, subject=name) from error
    _refuse_size(len(raw), name, settings)
    return Source(path=name, raw=raw, media_type=MEDIA_TYPES.get(path.suffix.lower(), ""))


def _refuse_size(size: int, path: str, settings: Settings) -> None:
    """Raise an error for a document over the limit."""
    if size > settings.max_bytes:
        message = (
            f"{path} is too large: {size:,} bytes, and {settings.max_bytes:,} are read. Give the "
            "article alone, or raise max_bytes."
        )
        raise ReadError(message, subject=path)


def _checked(source: Source) -> Source:
    """Return the source if there is anything in it.

    Raises:
        ReadError: It is empty.
    """
    if source.raw.removeprefix(b"\xef\xbb\xbf").strip():
        return source
    what = f"holds only white space ({len(source.raw)} bytes)" if source.raw else "is empty"
    raise ReadError(
        f"{source.label} {what}; give a text to read ({SUPPORTED}).", subject=source.path
    )


def _read_folder(
    name: str, settings: Settings, overrides: Overrides
) -> Iterator[Reading | Failure]:
    """Yield a reading or failure for every file of a folder with a supported ending."""
    count = 0
    for path in _files(name):
        if count == settings.max_files:
            message = (
                f"{name} holds more than {settings.max_files:,} files; the first of them were "
                "read. Give smaller folders, or raise max_files."
            )
            yield Failure(name, ReadError(message, subject=name))
            return
        count += 1
        yield _attempt(path, settings, overrides, None)
    if count == 0:
        endings = ", ".join(sorted(MEDIA_TYPES))
        message = f"The folder {name} holds no file that can be read; looked for {endings}."
        yield Failure(name, ReadError(message, subject=name))


def _files(folder: str) -> Iterator[str]:
    """Yield the files of a folder in order; hidden ones and links are passed over."""
    for where, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(entry for entry in folders if not entry.startswith("."))
        for entry in sorted(names):
            path = Path(where, entry)
            is_supported = path.suffix.lower() in MEDIA_TYPES and not entry.startswith(".")
            if is_supported and not path.is_symlink():
                yield str(path)
