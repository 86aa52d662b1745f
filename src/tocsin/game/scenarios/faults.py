"""Words for what pydantic finds wrong: what was found, and the fix."""

import difflib
from collections.abc import Mapping
from typing import Any

from tocsin.game.scenarios.schema import KEYS

_MISSING = {
    "unit": "add `unit: …`, such as years, share or USD; a number without unit is not read",
    "source": "add `source: …`: where the number comes from, or `own judgement`",
    "version": "add `version: 1` as the first line",
    "game": "add `game: …`, such as bargaining or exchange",
    "title": "add `title: …`, the question in words",
    "salience": "add `salience: …`, from 0 (does not care) to 1",
    "capability": "add `capability: …`, a number above 0",
    "position": "add `position: …`, in the unit of the issue",
}


def words_for(error: Mapping[str, Any]) -> str:
    """Return one sentence for an error as pydantic describes it."""
    kind, where = str(error["type"]), error["loc"]
    key = str(where[-1]) if where else "the file"
    if kind == "missing":
        return f"{key} is missing; {_MISSING.get(key, f'add `{key}: …`')}."
    if kind == "extra_forbidden":
        close = difflib.get_close_matches(key, KEYS, n=1)
        guess = f"did you mean {close[0]!r}?" if close else "take it out."
        return f"the key {key!r} means nothing here; {guess}"
    if key == "version":
        return (
            f"this scenario is of schema version {error['input']!r}, and this Tocsin reads "
            "version 1; update Tocsin, or check the file against docs/games/scenarios.md and "
            "write `version: 1`."
        )
    if kind == "value_error":
        return f"{error['msg'].removeprefix('Value error, ')}."
    found = error.get("input")
    wanted = _small(str(error["msg"]))
    if kind in {"model_type", "dict_type"}:
        is_number = where[:1] == ("parameters",)
        form = f"{{fixed: {found}, unit: …, source: …}}" if is_number else "name: value"
        wanted = f"a map is needed, such as `{form}`"
    return f"{key}: {wanted}; found {found!r}."


def _small(message: str) -> str:
    """Return a message that goes on in a sentence."""
    return message[:1].lower() + message[1:]
