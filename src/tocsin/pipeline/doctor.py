"""The examination of an installation: what a run needs, and whether it is there."""

import importlib.metadata
import importlib.util
import os
import platform
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin import __version__
from tocsin.errors import TocsinError, UsageError
from tocsin.settings import Settings, load_settings

if TYPE_CHECKING:
    from tocsin.store.lake.check import Finding
    from tocsin.store.lake.lake import Lake

# The stages are loaded inside the checks: what is missing is then one broken check, and the
# others still run.
OLDEST_PYTHON = (3, 11)
PACKAGES = (
    "spacy",
    "numpy",
    "pydantic",
    "PyYAML",
    "typer",
    "rich",
    "SQLAlchemy",
    "Jinja2",
    "trafilatura",
    "lxml_html_clean",
    "py3langid",
    "charset-normalizer",
    "httpx",
    "platformdirs",
)


class State(StrEnum):
    """How a check ended."""

    SOUND = "sound"
    BROKEN = "broken"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at.

    Attributes:
        name: What it is.
        state: `absent` is what may be missing, such as a ledger before the first run.
        detail: What was found, or what is wrong and what to do.
    """

    name: str
    state: State
    detail: str


def examine(overrides: dict[str, object], *, mend: bool = False) -> Iterator[Check]:
    """Yield the checks of an installation, one after the other.

    Args:
        overrides: Settings from flags.
        mend: Whether damaged files of the lake are derived again where that is possible.
    """
    yield Check("tocsin", State.SOUND, __version__)
    yield _python()
    yield _packages()
    yield _checked("pdf", _pdf)
    yield _checked("parquet", _parquet)
    yield from (_checked(name, partial(_extra, name, why)) for name, why in _EXTRAS.items())
    yield _checked("settings", lambda: _settings(overrides))
    yield _checked("language model", _model)
    yield _checked("data files", _data_files)
    try:
        settings = load_settings(overrides)
    except TocsinError:
        return
    yield _checked("data folder", lambda: _data_folder(settings))
    yield _checked("ledger", lambda: _ledger(settings))
    yield from _lake(settings, mend=mend)


def _lake(settings: Settings, *, mend: bool) -> Iterator[Check]:
    """Yield whether every file of the lake is as it was written, and what was mended."""
    from tocsin.pipeline.record import open_lake  # noqa: PLC0415
    from tocsin.store import has_ledger  # noqa: PLC0415
    from tocsin.store.lake.check import findings  # noqa: PLC0415

    try:
        if not has_ledger(settings.store):
            yield Check("lake", State.ABSENT, "no data yet; `tocsin ingest` takes them in")
            return
        with open_lake(settings, create=False) as lake:
            parts = lake.ledger.parts()
            if not parts:
                where = lake.place.folder
                yield Check("lake", State.ABSENT, f"{where} holds no data yet")
                return
            found = list(findings(lake))
            for one in found:
                is_to_mend = one.part is not None and not mend  # raw files cannot be
                hint = "; `tocsin doctor --mend` derives it again" if is_to_mend else ""
                yield Check("lake", State.BROKEN, f"{lake.place.folder}: {one}{hint}")
            if found and mend:
                yield from _mended(lake, found)
            if not found:
                size = sum(part.size for part in parts) / 1e6
                detail = f"{lake.place.folder}: sound; {len(parts)} files, {size:,.1f} MB"
                yield Check("lake", State.SOUND, detail)
    except (TocsinError, OSError) as error:
        yield Check("lake", State.BROKEN, str(error))


def _mended(lake: "Lake", found: "Sequence[Finding]") -> Iterator[Check]:
    """Yield what was derived again, and what could not be."""
    from tocsin.sources import SOURCES  # noqa: PLC0415
    from tocsin.store.lake.check import mend  # noqa: PLC0415

    for said in mend(lake, found, list(SOURCES.values())):
        is_done = "cannot" not in said
        yield Check("lake", State.SOUND if is_done else State.BROKEN, said)


def _checked(name: str, look: Callable[[], tuple[State, str]]) -> Check:
    """Return the check of a look that may fail with an error of ours."""
    try:
        state, detail = look()
    except (TocsinError, OSError, ImportError) as error:
        return Check(name, State.BROKEN, str(error))
    return Check(name, state, detail)


def _python() -> Check:
    """Return whether the interpreter is new enough."""
    found = f"{platform.python_version()} at {sys.executable}"
    if sys.version_info[:2] < OLDEST_PYTHON:
        return Check("Python", State.BROKEN, f"{found}; 3.11 or later is needed")
    return Check("Python", State.SOUND, found)


def _packages() -> Check:
    """Return whether the packages are installed."""
    found, missing = [], []
    for name in PACKAGES:
        try:
            found.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            missing.append(name)
    if missing:
        wanted = " ".join(missing)
        return Check("packages", State.BROKEN, f"missing: {wanted}; pip install {wanted}")
    return Check("packages", State.SOUND, ", ".join(found))


def _pdf() -> tuple[State, str]:
    """Return whether PDF files can be read, which is optional."""
    if importlib.util.find_spec("pypdf") is None:
        return State.ABSENT, "pypdf is not installed; to read PDF: pip install 'tocsin[pdf]'"
    return State.SOUND, f"pypdf {importlib.metadata.version('pypdf')}"


def _parquet() -> tuple[State, str]:
    """Return whether Parquet files can be read, which is optional."""
    if importlib.util.find_spec("duckdb") is None:
        hint = "duckdb is not installed; to take data in: pip install 'tocsin[lake]'"
        return State.ABSENT, hint
    return State.SOUND, f"duckdb {importlib.metadata.version('duckdb')}"


def _extra(name: str, why: tuple[str, str]) -> tuple[State, str]:
    """Return whether a package of an extra is there, and else what it is for."""
    package, purpose = why
    if importlib.util.find_spec(package) is None:
        hint = f"{package} is not installed; {purpose}: pip install 'tocsin[{name}]'"
        return State.ABSENT, hint
    distribution = package.replace("_", "-")
    return State.SOUND, f"{package} {importlib.metadata.version(distribution)}"


_EXTRAS = {
    "network": ("networkx", "to find blocs"),
    "xlsx": ("python_calamine", "to read workbooks"),
    "plot": ("matplotlib", "to draw"),
    "embed": ("tocsin_reader", "to read deep, which finds more claims"),
    "brief": ("typst", "to write a brief as PDF or DOCX"),
    "forecast": ("lightgbm", "to learn who acts next"),
    "game": ("numba", "to play games"),
}
"""Further extras, each with its package and what it is for."""


def _settings(overrides: dict[str, object]) -> tuple[State, str]:
    """Return the settings that differ from their defaults."""
    settings, default = load_settings(overrides), Settings()
    names = Settings.__dataclass_fields__
    changed = [
        f"{name}={getattr(settings, name)!r}"
        for name in names
        if getattr(settings, name) != getattr(default, name)
    ]
    return State.SOUND, ", ".join(changed) or "all at their defaults"


def _model() -> tuple[State, str]:
    """Return whether the language model is there, as it should be, and loads."""
    from tocsin.coding.syntax.parser import (  # noqa: PLC0415
        INSTALL_HINT,
        PACKAGED,
        check_weights,
        installed_model,
        load_english,
        model_folder,
    )

    name = installed_model()
    if name is None:
        return State.BROKEN, f"no English model is installed; {INSTALL_HINT}"
    if name == PACKAGED:
        check_weights(model_folder())
    version = load_english().meta.get("version")
    checked = "; weights as known" if name == PACKAGED else ""
    return State.SOUND, f"{name} {version}{checked}"


def _data_files() -> tuple[State, str]:
    """Return whether the shipped data files can be read."""
    from tocsin.assess import load_ontology  # noqa: PLC0415
    from tocsin.coding.lexicon import load_lexicon  # noqa: PLC0415
    from tocsin.model.gazetteer import load_gazetteer  # noqa: PLC0415
    from tocsin.model.world import load_world  # noqa: PLC0415

    gazetteer = load_gazetteer()
    load_lexicon(gazetteer)
    world = load_world()
    channels = len(load_ontology().channels.channels)
    counts = f"{len(gazetteer.states)} states, {channels} channels, {len(world.wars)} wars"
    return State.SOUND, f"all load: {counts}"


def _data_folder(settings: Settings) -> tuple[State, str]:
    """Return whether the folder of the ledger may be written."""
    if "://" in settings.store:
        return State.ABSENT, "the ledger is a database server; no folder is needed"
    from tocsin.store import default_path  # noqa: PLC0415

    path = Path(settings.store).expanduser() if settings.store else default_path()
    folder = next(parent for parent in path.absolute().parents if parent.exists())
    if not os.access(folder, os.W_OK | os.X_OK):
        return State.BROKEN, f"{folder} may not be written; choose another --store"
    return State.SOUND, f"{folder} may be written"


def _ledger(settings: Settings) -> tuple[State, str]:
    """Return whether the ledger is ours and every byte of it as it was stored."""
    from tocsin.store import default_path, open_ledger  # noqa: PLC0415

    path = Path(settings.store).expanduser() if settings.store else default_path()
    if "://" not in settings.store and not path.exists():
        return State.ABSENT, f"{path} is not there yet; the first `tocsin assess` creates it"
    with open_ledger(settings.store, create=False) as ledger:
        name = ledger.name
        try:
            problems = ledger.verify()
        except UsageError as error:  # what a damaged row points to is not there
            problems = [f"is damaged: {error.message.rstrip('.')}"]
        if problems:
            more = f"; and {len(problems) - 1} more" if len(problems) > 1 else ""
            return State.BROKEN, f"{name}: {problems[0]}{more}; restore a copy of it"
        documents, answers = len(ledger.documents()), len(ledger.assessments())
    return State.SOUND, f"{name}: sound; {documents} documents, {answers} assessments"
