"""Reading the settings of a game out of plain maps and lists; messages name the path."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn, TypeVar

from tocsin.errors import UsageError
from tocsin.game.base import Layout, SettingSpec

_NAME = re.compile(r"[^\W\d]\w*(?:-\w+)*")
_Chosen = TypeVar("_Chosen", bound=str)


def refuse(path: str, found: object, wanted: str) -> NoReturn:
    """Raise a UsageError whose subject is the path of a setting."""
    raise UsageError(f"{path}: expected {wanted}, found {found!r}.", subject=path)


def check_keys(layout: Layout, known: Sequence[str], path: str = "") -> None:
    """Raise where a map has a key that means nothing here.

    Raises:
        UsageError: It has one; the message lists the known ones.
    """
    for key in layout:
        if key not in known:
            where = f"{path}.{key}" if path else str(key)
            refuse(where, key, f"one of {', '.join(known)}")


def check_settings(layout: Layout, settings: tuple[SettingSpec, ...]) -> None:
    """Raise where required settings are missing or unknown ones are given.

    Raises:
        UsageError: So it is.
    """
    check_keys(layout, [spec.name for spec in settings])
    for spec in settings:
        if spec.is_required and spec.name not in layout:
            raise UsageError(f"{spec.name} is missing: {spec.meaning}", subject=spec.name)


def name_at(value: Any, path: str) -> str:  # noqa: ANN401 - what a file says
    """Return a name, which may have letters, digits, `_` and inner `-`.

    Raises:
        UsageError: It is none; a dot would be taken for the end of a parameter's family.
    """
    if not isinstance(value, str) or not _NAME.fullmatch(value):
        refuse(path, value, "a name of letters, digits, _ and -, such as PRK or fuel_oil")
    return value


def names_at(layout: Layout, key: str, *, least: int = 0, most: int = 64) -> tuple[str, ...]:
    """Return a list of different names; empty where the setting is left out.

    Raises:
        UsageError: It is no such list.
    """
    values = layout.get(key, [])
    if not isinstance(values, list | tuple) or not least <= len(values) <= most:
        refuse(key, values, f"a list of {least} to {most} names")
    names = tuple(name_at(value, f"{key}[{i}]") for i, value in enumerate(values))
    for i, name in enumerate(names):
        if name in names[:i]:
            refuse(f"{key}[{i}]", name, "a name that is not there already")
    return names


def maps_at(layout: Layout, key: str, *, least: int = 0, most: int = 64) -> tuple[Layout, ...]:
    """Return a list of maps; empty where the setting is left out.

    Raises:
        UsageError: It is no such list.
    """
    values = layout.get(key, [])
    if not isinstance(values, list | tuple) or not least <= len(values) <= most:
        refuse(key, values, f"a list of {least} to {most} entries")
    for i, value in enumerate(values):
        if not isinstance(value, Mapping):
            refuse(f"{key}[{i}]", value, "a map of settings")
    return tuple(values)


def one_of(value: Any, choices: Sequence[_Chosen], path: str) -> _Chosen:  # noqa: ANN401
    """Return a value that must be one of a few.

    Raises:
        UsageError: It is none.
    """
    for choice in choices:
        if value == choice:
            return choice
    refuse(path, value, f"one of {', '.join(choices)}")


def number_at(
    layout: Layout, key: str, path: str, *, default: float, least: float = 0.0
) -> float:
    """Return a number of a map, the default where it is left out.

    Raises:
        UsageError: It is no number, or below the least.
    """
    value = layout.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not value >= least:
        refuse(f"{path}.{key}" if path else key, value, f"a number of at least {least:g}")
    return float(value)


def truth_at(layout: Layout, key: str, *, default: bool) -> bool:
    """Return a yes or no of a map.

    Raises:
        UsageError: It is neither.
    """
    value = layout.get(key, default)
    if not isinstance(value, bool):
        refuse(key, value, "true or false")
    return value
