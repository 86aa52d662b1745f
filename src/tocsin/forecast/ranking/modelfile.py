"""A fitted ranking in a file: numbers and JSON, nothing that could be run."""

import json
import zipfile
import zlib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from tocsin import __version__
from tocsin.errors import InsufficientDataError, OutputError, UsageError
from tocsin.forecast.ranking import columns, counting
from tocsin.forecast.ranking.base import Fitting, Horizon, Mode
from tocsin.forecast.ranking.groups import groups_of, places_of
from tocsin.forecast.ranking.known import Learnt
from tocsin.forecast.ranking.ranking import Ranking, Scorers
from tocsin.forecast.ranking.rules import CLASSES, Rules, no_rules
from tocsin.forecast.ranking.state import state_of
from tocsin.forecast.ranking.trees import Forest, is_sound
from tocsin.model.quads import Quads, date_of, day_of, fingerprint

FORMAT = 1
"""Raised whenever a file of before cannot be read any more."""
MOST_SCORED = 10_000
"""Candidates of a question that a file may ask to be scored."""
_ABOUT = "about"
_READ = (
    OSError, ValueError, KeyError, TypeError, EOFError, AttributeError, IndexError,
    zipfile.BadZipFile, zlib.error,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class About:
    """What a model file says of itself.

    Attributes:
        format: Version of the format.
        tocsin: Version of the package that wrote it.
        mode: Which scorer.
        how: How it was fitted.
        first: First day of the events it was fitted on, such as `2014-01-01`.
        last: Their last day.
        events: How many they were.
        sha256: Of those events, see `fingerprint`.
        relations: Names of the relations.
        places: What stood in brackets behind the names of the actors.
        columns: The columns of a candidate.
    """

    format: int
    tocsin: str
    mode: str
    how: dict[str, Any]
    first: str
    last: str
    events: int
    sha256: str
    relations: list[str]
    places: list[str]
    columns: list[str]


def save(ranking: Ranking, path: Path) -> About:
    """Write a ranking to a file, and return what the file says of itself.

    The events are not in it; `load` wants them again.

    Raises:
        OutputError: It cannot be written.
    """
    about = about_of(ranking)
    rules, forest = ranking.learnt.rules, ranking.scorers.forest
    where = np.flatnonzero(rules.seen)
    arrays: dict[str, Any] = {
        _ABOUT: np.frombuffer(json.dumps(asdict(about), sort_keys=True).encode(), np.uint8),
        "rule": where,
        "seen": rules.seen.ravel()[where],
        "held": rules.held.ravel()[where],
        "answers": rules.answers,
        "weights": ranking.scorers.weights,
    }
    if forest is not None:
        arrays.update({f"tree_{name}": getattr(forest, name) for name in Forest._fields})
    try:
        with path.open("wb") as stream:
            np.savez_compressed(stream, **arrays)
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror or error}."
        raise OutputError(message, subject=str(path)) from error
    return about


def about_of(ranking: Ranking) -> About:
    """Return what the file of a ranking would say of itself."""
    events, scorers = ranking.events, ranking.scorers
    seen = np.union1d(events.subject, events.object).tolist()
    return About(
        format=FORMAT,
        tocsin=__version__,
        mode=scorers.mode.value,
        how={**asdict(scorers.how), "horizon": scorers.how.horizon.value},
        first=date_of(int(events.day[0])),
        last=date_of(int(events.day[-1])),
        events=len(events),
        sha256=fingerprint(events),
        relations=list(events.relations),
        places=sorted(places_of(events.actors, seen)),
        columns=list(columns.COLUMNS),
    )


def load(path: Path, quads: Quads) -> Ranking:
    """Return the ranking of a file, with events as its history.

    The history may be another than the one it was fitted on: that one and later days, with new
    actors. Days after the file's last are learnt as they would have been; events of the file's
    days that differ are taken as they are now, while the rules keep what they counted.

    Raises:
        UsageError: The file is not there, damaged, of another version, or of other relations.
        InsufficientDataError: No event is of the days it was fitted on.
    """
    about, arrays = _read(path)
    groups = groups_of(quads.actors, about.places)
    known = quads.before(_day_after(about.last))
    if not len(known):
        message = f"{path} was fitted on events up to {about.last}; none of these is so old."
        raise InsufficientDataError(message, subject=str(path))
    try:
        how = Fitting(**{**about.how, "horizon": Horizon(about.how["horizon"])})
        if not 0 < how.limit <= MOST_SCORED:
            raise ValueError(how.limit)
        rules, weights = _mapped(about, arrays, quads.relations)
        forest = _forest(arrays) if Mode(about.mode) is Mode.FULL else None
    except _READ as error:
        raise _damaged(path) from error
    learnt = Learnt(state_of(known, groups), rules, groups)
    ranking = Ranking(known, learnt, Scorers(Mode(about.mode), how, weights, forest))
    for day in quads.days()[quads.days() > known.day[-1]].tolist():
        ranking.learn(quads.between(day, day))
    return ranking


def read_about(path: Path) -> About:
    """Return what a model file says of itself.

    Raises:
        UsageError: The file is not there, damaged, or of another version.
    """
    return _read(path)[0]


def _read(path: Path) -> tuple[About, dict[str, Any]]:
    """Return what a file says of itself, and its arrays.

    Raises:
        UsageError: The file is not there, damaged, or of another version.
    """
    if not path.is_file():
        message = f"There is no model file {path}; make one with `tocsin forecast fit`."
        raise UsageError(message, subject=str(path))
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        told = json.loads(arrays.pop(_ABOUT).tobytes())
        version = told["format"]
    except _READ as error:
        raise _damaged(path) from error
    fits = version == FORMAT and told.get("columns") == list(columns.COLUMNS)
    if not fits:
        message = (
            f"{path} is a model file of format {version} by Tocsin {told.get('tocsin', '?')}; "
            f"this is Tocsin {__version__} with format {FORMAT}. Fit it again with `tocsin "
            "forecast fit`."
        )
        raise UsageError(message, subject=str(path))
    try:
        return About(**told), arrays
    except _READ as error:
        raise _damaged(path) from error


def _mapped(
    about: About, arrays: dict[str, Any], relations: tuple[str, ...]
) -> tuple[Rules, Any]:
    """Return rules and weights for relations that may be more, or in another order.

    What was counted for a relation that is no longer there is left out.
    """
    old, new = len(about.relations), len(relations)
    places = {name: number for number, name in enumerate(relations)}
    to = np.array([places.get(name, -1) for name in about.relations], np.int64)
    to = np.concatenate([to, np.where(to < 0, -1, to + new)])
    question, link, kind = np.unravel_index(arrays["rule"], (2 * old, 2 * old, CLASSES))
    stays = (to[question] >= 0) & (to[link] >= 0)
    where = (to[question][stays], to[link][stays], kind[stays])
    rules = no_rules(2 * new)
    rules.seen[where] = arrays["seen"][stays]
    rules.held[where] = arrays["held"][stays]
    rules.answers[to[to >= 0]] = arrays["answers"][to >= 0]
    weights = arrays["weights"]
    if len(weights):
        mapped = np.tile(weights.mean(axis=0), (2 * new, 1))
        mapped[to[to >= 0]] = weights[to >= 0]
        weights = mapped
    if weights.shape[1] != len(counting.SIGNALS):
        raise ValueError(weights.shape)
    return rules, weights


def _forest(arrays: dict[str, Any]) -> Forest:
    """Return the trees of a file.

    Raises:
        ValueError: A way down one of them leads nowhere.
        KeyError: They are not in the file.
    """
    forest = Forest(*(arrays[f"tree_{name}"] for name in Forest._fields))
    if not is_sound(forest, columns.WIDTH):
        raise ValueError("a tree leads nowhere")
    return forest


def _day_after(date: str) -> int:
    """Return the day after a date, in days since 1 January 1970."""
    return day_of(date) + 1


def _damaged(path: Path) -> UsageError:
    """Return the error for a file that cannot be read."""
    message = f"{path} is damaged or no model file; fit it again with `tocsin forecast fit`."
    return UsageError(message, subject=str(path))
