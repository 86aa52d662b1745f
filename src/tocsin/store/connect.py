"""Opening a ledger: whose file it is, how it is connected to, and how it is created.

The file's header is read before SQLite sees it, so that a file of another program is never
written to, not even by the recovery of its journal.
"""

import logging
import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from typing import Any

from platformdirs import user_data_path
from sqlalchemy import (
    URL,
    Connection,
    Engine,
    create_engine,
    event,
    insert,
    make_url,
    select,
    update,
)
from sqlalchemy.exc import ArgumentError, OperationalError

from tocsin.errors import StoreError
from tocsin.store.audit import append_entry
from tocsin.store.failure import store_errors
from tocsin.store.schema import (
    APPLICATION,
    APPLICATION_ID,
    CREATE_SEARCH_INDEX,
    SCHEMA_VERSION,
    meta,
    metadata,
)

BUSY_SECONDS = 5.0
"""How long a writer waits for another one before it gives up."""

_LOG = logging.getLogger(__name__)
_MAGIC = b"SQLite format 3\x00"
_HEADER_BYTES = 100
_ID_AT = slice(68, 72)
_CHOOSE = "choose another --store"


def default_path() -> Path:
    """Return where the ledger lies when none is chosen: the user's data folder."""
    return user_data_path("tocsin", appauthor=False) / "ledger.sqlite"


def has_ledger(path_or_url: str = "") -> bool:
    """Return whether there is something at the place of a ledger; a server is taken for one.

    Raises:
        StoreError: The text is neither a path nor a URL of a database that is kept.
    """
    url = _url(path_or_url)
    return not _is_sqlite(url) or Path(url.database or "").exists()


def connect(path_or_url: str, *, create: bool) -> tuple[Engine, str]:
    """Return an engine for a ledger that is ours and of a version we know, and its name.

    Args:
        path_or_url: A file, an SQLAlchemy URL, or nothing for the default file.
        create: Whether a ledger that is not there is created.

    Raises:
        StoreError: It is missing, not ours, newer than we are, locked, damaged or not writable.
    """
    url = _url(path_or_url)
    name = url.database or "" if _is_sqlite(url) else url.render_as_string(hide_password=True)
    if _is_sqlite(url):
        _check_file(Path(name), create=create)
    engine = _engine(url, name)
    try:
        with store_errors(name):
            _prepare(engine, name, create=create)
    except BaseException:
        engine.dispose()
        raise
    return engine, name


def begin_read(engine: Engine) -> Connection:
    """Return a connection that sees one state of the ledger until it is closed."""
    return engine.connect()


def begin_write(engine: Engine) -> Connection:
    """Return a connection that is the only one to write until it commits or is closed."""
    connection = engine.connect().execution_options(tocsin_begin="BEGIN IMMEDIATE")
    try:
        # On PostgreSQL this row is what keeps two writers apart; on SQLite the lock does.
        connection.execute(select(meta.c.application).with_for_update())
    except BaseException:
        connection.close()
        raise
    return connection


def has_search_index(connection: Connection) -> bool:
    """Return whether sentences are indexed for full-text search."""
    return connection.dialect.has_table(connection, "sentence_index")


def _url(path_or_url: str) -> URL:
    """Return the place of the ledger as a URL; a path becomes absolute.

    Raises:
        StoreError: The text is neither a path nor a URL of a database that is kept.
    """
    if "://" not in path_or_url:
        try:
            path = Path(path_or_url).expanduser() if path_or_url else default_path()
        except RuntimeError as error:
            message = f"{path_or_url} names a home folder that is not known; {_CHOOSE}."
            raise StoreError(message, subject=path_or_url) from error
        return URL.create("sqlite", database=str(path.absolute()))
    try:
        url = make_url(path_or_url)
    except (ArgumentError, ValueError) as error:
        message = "The --store given is no database URL; give a file, or dialect://host/name."
        raise StoreError(message) from error
    if not _is_sqlite(url):
        return url
    if not url.database or url.database.startswith((":memory:", "file:")) or url.query:
        message = (
            "An SQLite URL must name a file and nothing else, as in sqlite:///ledger.sqlite."
        )
        raise StoreError(message, subject=str(url))
    return _url(url.database)


def _is_sqlite(url: URL) -> bool:
    """Return whether a URL names an SQLite file."""
    return url.get_backend_name() == "sqlite"


def _check_file(path: Path, *, create: bool) -> None:
    """Refuse a file that is not a ledger; make the folder where one is to be created.

    Raises:
        StoreError: The file is missing and not to be created, not ours, or cannot be reached.
    """
    try:
        header = _header(path)
        if not header and create:
            path.parent.mkdir(parents=True, exist_ok=True)
            return
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        message = f"{path} cannot be opened as a ledger: {reason}; {_CHOOSE}."
        raise StoreError(message, subject=str(path)) from error
    if not header:
        message = f"There is no ledger at {path}; read something first, or {_CHOOSE}."
        raise StoreError(message, subject=str(path))
    if not header.startswith(_MAGIC):
        message = f"{path} is not a ledger of Tocsin, nor any SQLite file; {_CHOOSE}."
        raise StoreError(message, subject=str(path))
    if header[_ID_AT] != APPLICATION_ID.to_bytes(4, "big"):
        message = f"{path} is an SQLite file of another program; {_CHOOSE}."
        raise StoreError(message, subject=str(path))


def _header(path: Path) -> bytes:
    """Return the first bytes of a file; nothing where it is missing or empty.

    Raises:
        OSError: It is a folder or a device, or may not be read.
    """
    try:
        # Without O_NONBLOCK a named pipe would keep us waiting for its writer.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        return b""
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(0, "it is not a regular file")
        return file.read(_HEADER_BYTES)


def _engine(url: URL, name: str) -> Engine:
    """Return an engine whose SQLite connections are set up for safe writing.

    Raises:
        StoreError: The driver of the database is not installed or not known.
    """
    arguments = {"timeout": BUSY_SECONDS} if _is_sqlite(url) else {}
    try:
        engine = create_engine(url, hide_parameters=True, connect_args=arguments)
    except (ImportError, ArgumentError) as error:
        message = f"{name} needs a database driver that is not installed: {error}."
        raise StoreError(message, subject=name) from error
    if _is_sqlite(url):
        event.listen(engine, "connect", _set_up)
        event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: sqlite3.Connection, _record: object) -> None:
    """Set what SQLite keeps for each connection, not in the file."""
    connection.isolation_level = None  # `_begin` says when a transaction starts, and which
    for pragma in (
        "foreign_keys=ON",
        "synchronous=FULL",  # what is acknowledged survives a loss of power, too
        "cell_size_check=ON",  # notices damage where it is read
        "trusted_schema=OFF",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """Start a transaction; a writer takes the lock at once, so that waiting can help."""
    options: dict[str, Any] = dict(connection.get_execution_options())
    connection.exec_driver_sql(options.get("tocsin_begin", "BEGIN"))


def _prepare(engine: Engine, name: str, *, create: bool) -> None:
    """Create the tables where there are none, and refuse those that we do not know.

    Raises:
        StoreError: The tables are of another program or of a newer version.
    """
    with engine.connect() as connection:
        is_new = not connection.dialect.has_table(connection, meta.name)
    if is_new:
        if not create:
            message = f"There is no ledger at {name}; read something first, or {_CHOOSE}."
            raise StoreError(message, subject=name)
        _create(engine)
    _use_log(engine)
    with engine.connect() as connection:
        row = connection.execute(select(meta)).first()
    is_ours = row is not None and row.application == APPLICATION
    if row is None or not is_ours or not isinstance(row.schema_version, int):
        message = f"{name} is a database of another program; {_CHOOSE}."
        raise StoreError(message, subject=name)
    if row.schema_version > SCHEMA_VERSION:
        message = (
            f"{name} was written by a newer Tocsin (ledger version {row.schema_version}, this one "
            f"knows {SCHEMA_VERSION}); update Tocsin, or {_CHOOSE}."
        )
        raise StoreError(message, subject=name)
    if row.schema_version < SCHEMA_VERSION:
        _upgrade(engine)


def _upgrade(engine: Engine) -> None:
    """Add the tables that an older version did not have; every row stays as it was.

    Version 1 had no lake, version 2 no questions, version 3 no watch.
    """
    with engine.connect().execution_options(tocsin_begin="BEGIN IMMEDIATE") as connection:
        version = connection.execute(select(meta.c.schema_version).with_for_update()).scalar()
        if version is not None and version < SCHEMA_VERSION:
            metadata.create_all(connection)
            connection.execute(update(meta).values(schema_version=SCHEMA_VERSION))
            append_entry(connection, "upgrade", str(SCHEMA_VERSION), "")
        connection.commit()


def _create(engine: Engine) -> None:
    """Create the tables in one transaction; of several processes the first one does it.

    The journal becomes a write-ahead log only afterwards: the mark of ours and the tables then
    reach the file together, and a kill in between leaves an empty file, not a strange one.
    """
    with engine.connect().execution_options(tocsin_begin="BEGIN IMMEDIATE") as connection:
        if not connection.dialect.has_table(connection, meta.name):
            metadata.create_all(connection, checkfirst=False)
            _create_search_index(connection)
            row = {"application": APPLICATION, "schema_version": SCHEMA_VERSION}
            connection.execute(insert(meta), row)
            append_entry(connection, "create", APPLICATION, "")
        connection.commit()


def _use_log(engine: Engine) -> None:
    """Let readers read while one writes; a ledger that is busy right now is asked next time."""
    if engine.dialect.name != "sqlite":
        return
    pooled = engine.raw_connection()
    try:
        cursor = pooled.cursor()
        cursor.execute("PRAGMA journal_mode")
        if cursor.fetchone() != ("wal",):
            cursor.execute("PRAGMA journal_mode=WAL")
    except sqlite3.OperationalError as error:
        _LOG.info("the write-ahead log could not be switched on yet: %s", error)
    finally:
        pooled.close()


def _create_search_index(connection: Connection) -> None:
    """Create what only SQLite has: the mark of ours, and the index if FTS5 is built in."""
    if connection.dialect.name != "sqlite":
        return
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    try:
        connection.exec_driver_sql(CREATE_SEARCH_INDEX)
    except OperationalError as error:
        if "no such module" not in str(error.orig):
            raise


def copy_ledger(path_or_url: str, target: Path) -> bool:
    """Copy a ledger as it is now into a file; return False where there is none yet.

    Raises:
        StoreError: It is on a server, or cannot be read.
    """
    url = _url(path_or_url)
    if not _is_sqlite(url):
        message = "A ledger on a database server is not copied; leave out --dry-run."
        raise StoreError(message, subject=str(url))
    path = Path(url.database or "")
    if not path.exists():
        return False
    _check_file(path, create=False)
    with (
        store_errors(str(path)),
        closing(sqlite3.connect(path)) as source,
        closing(sqlite3.connect(target)) as copy,
    ):
        source.backup(copy)
    return True
