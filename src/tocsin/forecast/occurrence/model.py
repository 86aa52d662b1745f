"""The model file: what was learned of each class, as numbers and text alone."""

import json
import zipfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from tocsin import __version__
from tocsin.errors import InsufficientDataError, OutputError, UsageError
from tocsin.forecast.occurrence.actors import Scope
from tocsin.forecast.occurrence.calibration import Blend
from tocsin.forecast.occurrence.features import NAMES
from tocsin.forecast.occurrence.fitting import Core, Fitted, Recipe, fit
from tocsin.forecast.occurrence.hazard import Shrinkage
from tocsin.forecast.occurrence.history import class_history
from tocsin.forecast.occurrence.logit import Logit
from tocsin.forecast.occurrence.season import Season
from tocsin.model.event_classes import event_class
from tocsin.model.quads import Quads, date_of, fingerprint
from tocsin.model.series import Numbers

FORMAT = 1
_KIND = "tocsin occurrence model"


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a model comes from.

    Attributes:
        version: Version of Tocsin.
        first: First day of the events that it was learned from.
        last: Last such day.
        events: How many they are.
        sha256: Of those events.
        source: Name of the source or file.
        scope: Between whom its events are.
        seed: What its draws began with.
    """

    version: str
    first: str
    last: str
    events: int
    sha256: str
    source: str
    scope: str
    seed: int


@dataclass(frozen=True, slots=True, eq=False)
class OccurrenceModel:
    """What was learned of each class of events.

    Attributes:
        provenance: Where it comes from.
        classes: What was learned, by the name of the class.
        skipped: Classes of which too little was there to learn from, with the reason.
    """

    provenance: Provenance
    classes: dict[str, Fitted]
    skipped: dict[str, str]


def fit_classes(
    quads: Quads,
    names: tuple[str, ...],
    *,
    source: str,
    scope: Scope = Scope.STATES,
    seed: int = 0,
    recipe: Recipe | None = None,
) -> OccurrenceModel:
    """Return a model of some classes, learned from all events that are given.

    A class of which too little is there is left out, and the model says why.

    Raises:
        InsufficientDataError: That is so of every class, or there are no events.
        UsageError: A class is unknown.
    """
    if not len(quads):
        raise InsufficientDataError(f"{source} has no events to learn from.", subject=source)
    end = int(quads.day[-1]) + 1
    found: dict[str, Fitted] = {}
    skipped: dict[str, str] = {}
    for name in names:
        history = class_history(quads, event_class(name), scope=scope)
        rng = np.random.default_rng(seed)
        try:
            found[name] = fit(history, end=end, recipe=recipe or Recipe(), rng=rng)
        except InsufficientDataError as error:
            skipped[name] = error.message
    if not found:
        message = f"Nothing can be learned from {source}: {'; '.join(skipped.values())}"
        raise InsufficientDataError(message, subject=source)
    told = Provenance(
        __version__, date_of(int(quads.day[0])), date_of(end - 1), len(quads),
        fingerprint(quads), source, scope.value, seed,
    )  # fmt: skip
    return OccurrenceModel(told, found, skipped)


def save_model(model: OccurrenceModel, path: Path) -> None:
    """Write a model as arrays and one text; the same model gives the same bytes.

    Raises:
        OutputError: The file cannot be written.
    """
    head = {
        "kind": _KIND,
        "format": FORMAT,
        "features": list(NAMES),
        "provenance": asdict(model.provenance),
        "skipped": model.skipped,
        "classes": {name: _told(one) for name, one in model.classes.items()},
    }
    arrays: dict[str, Any] = {"head": np.array(json.dumps(head, sort_keys=True))}
    for name, one in model.classes.items():
        arrays |= {f"{name}/{key}": value for key, value in _arrays(one).items()}
    try:
        with path.open("wb") as file:
            np.savez(file, allow_pickle=False, **arrays)
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error}.", subject=str(path)) from error


def load_model(path: Path) -> OccurrenceModel:
    """Return the model of a file.

    Raises:
        UsageError: The file cannot be read, is damaged, or is of another version.
    """
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        head = json.loads(str(arrays["head"]))
        _refuse_other(head, path)
        classes = {name: _fitted(told, arrays, name) for name, told in head["classes"].items()}
        return OccurrenceModel(Provenance(**head["provenance"]), classes, head["skipped"])
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile) as error:
        message = (
            f"{path} is no whole model of occurrence: {type(error).__name__}. Make one with "
            "`tocsin forecast fit`."
        )
        raise UsageError(message, subject=str(path)) from error


def _refuse_other(head: dict[str, Any], path: Path) -> None:
    """Refuse a file that is of another kind or version.

    Raises:
        UsageError: It is.
    """
    given = (head.get("kind"), head.get("format"), tuple(head.get("features", ())))
    if given != (_KIND, FORMAT, NAMES):
        version = head.get("provenance", {}).get("version", "unknown")
        message = (
            f"{path} is a {given[0]} of format {given[1]}, written by Tocsin {version}; this is "
            f"Tocsin {__version__}, which reads format {FORMAT} with its own features. Make it "
            "anew with `tocsin forecast fit`."
        )
        raise UsageError(message, subject=str(path))


def _told(one: Fitted) -> dict[str, Any]:
    """Return the single figures of what was learned."""
    return {
        "shrinkage": asdict(one.core.shrinkage),
        "intercept": one.core.logit.intercept,
        "spread": one.spread,
        "cases": one.cases,
        "pairs": one.pairs,
    }


def _arrays(one: Fitted) -> dict[str, Numbers]:
    """Return the arrays of what was learned."""
    logit, season = one.core.logit, one.core.season
    return {
        "mean": logit.mean,
        "scale": logit.scale,
        "weights": logit.weights,
        "week": season.week,
        "year": season.year,
        "blend": one.blend.weights,
        "draws": one.draws,
    }


def _fitted(told: dict[str, Any], arrays: dict[str, Numbers], name: str) -> Fitted:
    """Return what was learned of a class."""
    held = {key: arrays[f"{name}/{key}"] for key in _SHAPES}
    for key, width in _SHAPES.items():
        if held[key].shape[-1:] != (width,) or not np.isfinite(held[key]).all():
            raise ValueError(f"{name}/{key} has the shape {held[key].shape}")
    logit = Logit(held["mean"], held["scale"], held["weights"], float(told["intercept"]))
    season = Season(held["week"], held["year"])
    return Fitted(
        core=Core(Shrinkage(**told["shrinkage"]), season, logit),
        blend=Blend(held["blend"]),
        draws=held["draws"],
        spread=float(told["spread"]),
        cases=int(told["cases"]),
        pairs=int(told["pairs"]),
    )


_SHAPES = {
    "mean": len(NAMES),
    "scale": len(NAMES),
    "weights": len(NAMES),
    "week": 7,
    "year": 12,
    "blend": 5,
    "draws": len(NAMES) + 1,
}
