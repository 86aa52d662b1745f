"""Files as they are published, brought to plain files: zip with one table, gzip, or plain.

What a file is, its first bytes say; endings lie (GDELT's `.CSV` is tab-separated, and its
`.CSV.zip` is often saved as `.CSV`). What comes out is counted while it comes, whatever the
archive says of its size, and no name in an archive decides where a byte is written.
"""

import errno
import gzip
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tocsin.errors import SourceError

CHUNK = 1 << 20
"""Bytes that are moved at once."""

MOST_RATIO = 200
"""How many times its packed size a file may have. Event tables have 5 to 10, JSON lines 20;
a bomb of zeros has 1,030, the most that deflate can do."""

FREE = 1 << 22
"""Bytes that may come out whatever the ratio: a nearly empty table packs well."""

MOST_MEMBERS = 1_000
"""Members of an archive; data sets are published with a handful."""

SHOWN = 8
"""Names that an error lists."""

_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_GZIP = b"\x1f\x8b"
_OTHERS = {
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"Rar!": "RAR",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"\x28\xb5\x2f\xfd": "zstd",
}
_DATA = (".csv", ".tsv", ".tab", ".txt", ".json", ".jsonl", ".ndjson", ".xlsx", ".dat")
_ABOUT = ("readme", "license", "licence", "codebook", "citation", "changelog", "manifest")
_WORKBOOK = "[Content_Types].xml"
# What the libraries were seen to raise on flipped bytes; a place below zero is an EINVAL.
_BROKEN = (
    *(zipfile.BadZipFile, gzip.BadGzipFile, zlib.error, struct.error),
    *(EOFError, NotImplementedError, RuntimeError, ValueError),
)
_LOCKED = 0x1


def unpacked(path: Path, name: str, folder: Path, *, most_bytes: int) -> Path:
    """Return the plain file in a file as it was published.

    A file that is not packed is returned as it is, and so is a workbook, which is a zip of its
    own kind. Of an archive with several members, the only one with the ending of data is meant;
    a read-me or a licence beside it does not count.

    Args:
        path: Where its bytes lie.
        name: As the user named it, for messages.
        folder: Of ours, for what is unpacked; whoever calls removes it.
        most_bytes: The most that may come out.

    Raises:
        SourceError: The archive is broken, encrypted, of a kind that is not read, holds no or
            several tables, or unpacks to more than it may.
        OSError: The disk is full, or the file cannot be read.
    """
    with path.open("rb") as stream:
        head = stream.read(8)
    kind = next((kind for magic, kind in _OTHERS.items() if head.startswith(magic)), "")
    if kind:
        raise _unfit(name, f"is packed as {kind}, and zip and gzip are read; unpack it")
    pour = _Pour(name, folder, path.stat().st_size, most_bytes)
    if head.startswith(_GZIP):
        with gzip.open(path) as packed:
            return _poured(packed, pour)
    return _unzipped(path, pour) if head.startswith(_ZIP) else path


@dataclass(frozen=True, slots=True)
class _Pour:
    """What is unpacked.

    Attributes:
        name: As the user named it, for messages.
        folder: Where to.
        packed: Its bytes as they came.
        most: The most that may come out.
    """

    name: str
    folder: Path
    packed: int
    most: int


def _unzipped(path: Path, pour: _Pour) -> Path:
    """Return the one table of a zip archive as a plain file, or the workbook that it is."""
    with translated(pour.name), zipfile.ZipFile(path) as archive:
        if _WORKBOOK in archive.namelist():
            return path
        member = _table_of(archive, pour.name)
        if member.flag_bits & _LOCKED:
            what = f"holds {member.filename!r} encrypted; unpack it with its password"
            raise _unfit(pour.name, what)
        with archive.open(member) as packed:
            return _poured(packed, pour)


def _table_of(archive: zipfile.ZipFile, name: str) -> zipfile.ZipInfo:
    """Return the member of an archive that is meant.

    Raises:
        SourceError: There is none, or nobody can say which.
    """
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise _unfit(
            name, f"holds {len(members):,} members, and at most {MOST_MEMBERS:,} are looked at"
        )
    files = [one for one in members if not one.is_dir() and not _is_hidden(one.filename)]
    if len(files) == 1:
        return files[0]
    tables = [one for one in files if _is_data(one.filename)]
    if len(tables) == 1:
        return tables[0]
    names = ", ".join(repr(one.filename[:80]) for one in (tables or files)[:SHOWN])
    more = ", …" if len(tables or files) > SHOWN else ""
    found = f"holds {len(tables or files)} files ({names}{more})" if files else "holds no file"
    raise _unfit(
        name, f"{found}, and one table is read at a time; unpack it and name the one to read"
    )


def _is_hidden(member: str) -> bool:
    """Return whether a member is what an operating system left behind."""
    parts = (part for part in member.split("/") if part not in {".", ".."})
    return any(part.startswith((".", "__MACOSX")) for part in parts)


def _is_data(member: str) -> bool:
    """Return whether a member has the ending of a table, and not the name of a read-me."""
    last = member.rsplit("/", 1)[-1].lower()
    return last.endswith(_DATA) and not last.startswith(_ABOUT)


def _poured(packed: IO[bytes] | gzip.GzipFile, pour: _Pour) -> Path:
    """Return a new file with all that comes out of a stream.

    Raises:
        SourceError: The stream is broken, or more comes out than may.
    """
    with tempfile.NamedTemporaryFile(dir=pour.folder, prefix="unpacked-", delete=False) as out:
        path = Path(out.name)
        try:
            with translated(pour.name):
                for chunk in _limited(packed, pour):
                    out.write(chunk)
            out.flush()
            _refuse_nested(path, pour.name)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
    return path


def _refuse_nested(path: Path, name: str) -> None:
    """Raise an error where what came out is an archive again; a workbook is none.

    Raises:
        SourceError: It is.
    """
    with path.open("rb") as stream:
        head = stream.read(8)
    is_packed = head.startswith((_GZIP, *_OTHERS))
    if head.startswith(_ZIP):
        with translated(name), zipfile.ZipFile(path) as archive:
            is_packed = _WORKBOOK not in archive.namelist()
    if is_packed:
        raise _unfit(name, "holds another archive; unpack it and name the file inside")


def _limited(packed: IO[bytes] | gzip.GzipFile, pour: _Pour) -> Iterator[bytes]:
    """Yield pieces of a stream until they are more than they may be."""
    total, most = 0, max(FREE, pour.packed * MOST_RATIO)
    while chunk := packed.read(CHUNK):
        total += len(chunk)
        if total > pour.most:
            raise _unfit(
                pour.name, f"unpacks to over {pour.most:,} bytes, and more is not read"
            )
        if total > most:
            raise _unfit(
                pour.name,
                f"unpacks to over {MOST_RATIO} times its size, as no table does; if it is one, "
                "unpack it",
            )
        yield chunk


@contextmanager
def translated(name: str) -> Iterator[None]:
    """Turn what a broken archive raises into an error of ours."""
    try:
        yield
    except (*_BROKEN, OSError) as error:
        if not isinstance(error, _BROKEN) and error.errno != errno.EINVAL:
            raise
        reason = str(error).rstrip(".") or type(error).__name__
        message = f"{name} cannot be unpacked: {reason}. Fetch it anew."
        raise SourceError(message, subject=name) from error


def _unfit(name: str, what: str) -> SourceError:
    """Return the error that a file is not fit."""
    return SourceError(f"{name} {what}.", subject=name)
