"""Files, folders, standard input and addresses become readings or failures."""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path

from tocsin.errors import ReadError
from tocsin.read.assemble import assemble
from tocsin.read.base import Columns, Failure, Overrides, Reading, Source
from tocsin.read.drafts import draft_source, with_kind
from tocsin.read.files import check_regular, files_below, refuse_size, unreadable
from tocsin.read.rows import TABLES, is_table, read_rows
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
    columns: Columns | None = None,
) -> Iterator[Reading | Failure]:
    """Yield a reading or failure for every document that a name leads to.

    Args:
        name: A file, a folder (taken recursively, in order), an http(s) address, or `-`.
        settings: The settings in force.
        overrides: What the caller says of the documents.
        stdin: The bytes of standard input, for `-`.
        columns: Where the rows of a table hold a text; with them, tables are read.
    """
    given = overrides or Overrides()
    for item in list_source(name, settings=settings, with_tables=columns is not None):
        if isinstance(item, Failure):
            yield item
        elif columns is not None and is_table(item):
            yield from read_rows(item, columns, settings=settings, overrides=given)
        else:
            yield _attempt(item, settings, given, stdin)


def list_source(
    name: str, *, settings: Settings, with_tables: bool = False
) -> Iterator[str | Failure]:
    """Yield the files that a name leads to, a folder's in order; any other name is itself.

    Args:
        name: A file, a folder, an http(s) address, or `-`.
        settings: The settings in force.
        with_tables: Whether tables in a folder count as files that can be read.
    """
    if name == STDIN or is_address(name) or not _is_folder(name):
        yield name
        return
    count = 0
    endings = {*MEDIA_TYPES, *TABLES} if with_tables else set(MEDIA_TYPES)
    for path in files_below(name, endings):
        if isinstance(path, Failure):
            yield path
            continue
        if count == settings.max_files:
            message = (
                f"{name} holds more than {settings.max_files:,} files; the first of them were "
                "read. Give smaller folders, or raise max_files."
            )
            yield Failure(name, ReadError(message, subject=name))
            return
        count += 1
        yield path
    if count == 0:
        looked_for = ", ".join(sorted(endings))
        message = f"The folder {name} holds no file that can be read; looked for {looked_for}."
        yield Failure(name, ReadError(message, subject=name))


def is_address(name: str) -> bool:
    """Return whether a name is an address; `C:/news.txt` and `a:b.txt` are files."""
    return "://" in name


def _is_folder(name: str) -> bool:
    """Return whether a name is that of a folder; a name that cannot be one is none."""
    try:
        return bool(name) and Path(name).is_dir()
    except (OSError, ValueError):
        return False


def read_loaded(source: Source, *, settings: Settings, weaker: Overrides) -> Reading | Failure:
    """Return the reading of bytes that are there already, or why there is none.

    Args:
        source: The bytes, and where they came from.
        settings: The settings in force.
        weaker: What is said of the document elsewhere; it fills what the document leaves open.
    """
    try:
        kept = with_kind(_checked(source))
        draft = draft_source(kept, settings=settings, overrides=Overrides())
        given = {
            one.name: getattr(weaker, one.name)
            for one in fields(Overrides)
            if getattr(draft.stated, one.name) is None
        }
        return assemble(kept, draft, Overrides(**given))
    except ReadError as error:
        return Failure(source.path, error)


def load_page(url: str, *, settings: Settings) -> Source:
    """Return the bytes of a page.

    Raises:
        FetchError: The address is refused, the server fails, or a limit is passed.
    """
    from tocsin.read.fetch import fetch_page  # noqa: PLC0415 - 0.15 s that files need not spend

    return fetch_page(url, settings=settings)


def _attempt(
    name: str, settings: Settings, overrides: Overrides, stdin: bytes | None
) -> Reading | Failure:
    """Return the reading of one source, or why there is none."""
    try:
        source = with_kind(load_source(name, settings, stdin))
        draft = draft_source(source, settings=settings, overrides=overrides)
        return assemble(source, draft, overrides)
    except ReadError as error:
        return Failure(name, error)


def load_source(name: str, settings: Settings, stdin: bytes | None) -> Source:
    """Return the bytes of one source."""
    if name == STDIN:
        raw = stdin or b""
        refuse_size(len(raw), "standard input", settings)
        return _checked(Source(path=STDIN, raw=raw, media_type=""))
    if is_address(name):
        return _checked(load_page(name, settings=settings))
    return _checked(_load_file(name, settings))


def _load_file(name: str, settings: Settings) -> Source:
    """Return the bytes of a file.

    Raises:
        ReadError: There is no such file, it is no ordinary one, too large, or not readable.
    """
    if is_table(name):
        message = (
            f"{name} is a table; say which of its columns holds the texts with --column NAME, as "
            "`tocsin read` and `tocsin code` take it."
        )
        raise ReadError(message, subject=name)
    path = Path(name)
    try:
        refuse_size(check_regular(path, name), name, settings)
        with path.open("rb") as stream:
            raw = stream.read(settings.max_bytes + 1)
    except (OSError, ValueError) as error:
        raise unreadable(name, error) from error
    refuse_size(len(raw), name, settings)
    return Source(path=name, raw=raw, media_type=MEDIA_TYPES.get(path.suffix.lower(), ""))


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
