"""The settings of a run, resolved once: flag > `TOCSIN_*` > `tocsin.toml` > default."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from tocsin.errors import UsageError

ENV_PREFIX = "TOCSIN_"
CONFIG_NAME = "tocsin.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that a user may set, with its default.

    Attributes:
        store: Path of the ledger; empty means `ledger.sqlite` in the user's data folder.
        lake: Folder of structured data; empty means a folder beside the ledger that has its name
            and ends in `.lake`.
        seed: Seed of every random draw; the same seed and inputs give the same bytes.
        draws: Number of Monte Carlo draws behind an interval, 100 to 1,000,000.
        horizon_days: How far ahead a judgement looks, in days, 1 to 3,650.
        max_bytes: The largest document that is read, in bytes.
        max_files: The most files that are taken from one folder.
        fetch_seconds: The longest a page may take to load, in seconds.
        feed_seconds: The longest that the new articles of one feed may take to load, in seconds.
        download_seconds: The longest a file of structured data may take to load, in seconds.
        max_data_bytes: The largest file of structured data that is read, in bytes, unpacked.
        extract_seconds: The longest the extraction of a page may take, in seconds.
        user_agent: What Tocsin calls itself when it fetches a page.
        reader: How deep the coder reads: `deep` needs the extra `embed`, `fast` reads about six
            times as fast and finds less, `auto` is deep where the extra is installed.
        words: The standard of the words of likelihood: `icd203` or `phia`.
    """

    store: str = ""
    lake: str = ""
    seed: int = 0
    draws: int = 4000
    horizon_days: int = 365
    max_bytes: int = 5_000_000
    max_files: int = 10_000
    fetch_seconds: float = 20.0
    feed_seconds: float = 20.0
    download_seconds: float = 900.0
    max_data_bytes: int = 50_000_000_000
    extract_seconds: float = 10.0
    user_agent: str = "tocsin/0.1 (+news analysis)"
    reader: str = "auto"
    words: str = "icd203"

    def __post_init__(self) -> None:
        """Refuse values outside their domain."""
        for name, low, high in _RANGES:
            value = getattr(self, name)
            if not low <= value <= high:
                raise UsageError(
                    f"The setting {name} is {value}; it must lie between {low} and {high}.",
                    subject=name,
                )
        if self.words not in _WORDS:
            raise UsageError(
                f"The setting words is {self.words!r}; it must be {' or '.join(_WORDS)}.",
                subject="words",
            )


_WORDS = ("icd203", "phia")
_RANGES: tuple[tuple[str, float, float], ...] = (
    ("seed", 0, 2**63 - 1),
    ("draws", 100, 1_000_000),
    ("horizon_days", 1, 3_650),
    ("max_bytes", 1_000, 500_000_000),
    ("max_files", 1, 1_000_000),
    ("fetch_seconds", 0.1, 600.0),
    ("feed_seconds", 0.1, 3_600.0),
    ("download_seconds", 0.1, 86_400.0),
    ("max_data_bytes", 1_000, 2**50),
    ("extract_seconds", 0.1, 600.0),
)


def load_settings(
    overrides: Mapping[str, Any] | None = None,
    *,
    environ: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> Settings:
    """Return the settings in force.

    Args:
        overrides: Values from flags; entries that are None count as not given.
        environ: The environment to read `TOCSIN_*` from; the process's own by default.
        folder: Where `tocsin.toml` is looked for; the working folder by default.

    Raises:
        UsageError: A name is unknown or a value does not fit its type or range.
    """
    values = _from_file((folder or Path.cwd()) / CONFIG_NAME)
    values |= _from_environment(os.environ if environ is None else environ)
    values |= {name: value for name, value in (overrides or {}).items() if value is not None}
    typed: dict[str, Any] = {name: _typed(name, value) for name, value in values.items()}
    return Settings(**typed)


def _from_file(path: Path) -> dict[str, Any]:
    """Return the values of a `tocsin.toml`, or nothing where there is none."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(
            f"{path} cannot be read as TOML: {error}.", subject=str(path)
        ) from error


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    """Return the settings that the environment names; other `TOCSIN_*` are left alone."""
    return {
        field.name: environ[ENV_PREFIX + field.name.upper()]
        for field in fields(Settings)
        if ENV_PREFIX + field.name.upper() in environ
    }


def _typed(name: str, value: object) -> str | int | float:
    """Return a value in the type of its setting."""
    types = {field.name: field.type for field in fields(Settings)}
    if name not in types:
        known = ", ".join(sorted(types))
        raise UsageError(f"There is no setting {name!r}; known are {known}.", subject=name)
    kind = types[name]
    try:
        return kind(value) if isinstance(kind, type) else str(value)
    except (TypeError, ValueError) as error:
        expected = getattr(kind, "__name__", str(kind))
        message = f"The setting {name} is {value!r}; it must be of type {expected}."
        raise UsageError(message, subject=name) from error
