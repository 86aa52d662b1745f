"""JSON of the model: the same bytes for the same value, and back again."""

import inspect
import json
import re
import textwrap
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from tocsin.errors import UsageError

Model = TypeVar("Model")

OMITTED = "omitted"
"""Metadata of a field that is left out where it is None.

For fields that a type got later: what was stored before keeps its bytes, and so its sha256.
"""


_Plan = tuple[tuple[str, str, bool], ...]
"""Of each field its name, how it is told, and whether it is left out where it is None."""

_PLANS: dict[type[Any], _Plan] = {}


def plain(value: object) -> Any:  # noqa: ANN401 - which JSON type depends on the value
    """Return a value of the model as plain JSON types, fields in their order of definition."""
    kind = type(value)
    if kind is str or value is None:
        return value
    plan = _PLANS.get(kind)
    if plan is None:
        plan = _PLANS[kind] = _plan(kind)
    if plan:
        return {
            told: plain(found)
            for name, told, may_go in plan
            if (found := getattr(value, name)) is not None or not may_go
        }
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return _scalar(value)


def _scalar(value: object) -> object:
    """Return what has no parts as JSON has it."""
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def _plan(kind: type[Any]) -> _Plan:
    """Return how the fields of a type are told; nothing for what has none.

    An id that is computed is told as well; reading back computes it anew.
    """
    if not is_dataclass(kind):
        return ()
    is_computed = isinstance(getattr(kind, "id", None), property)
    own = (("id", "id", False),) if is_computed else ()
    named = (
        (one.name, one.name.rstrip("_"), bool(one.metadata.get(OMITTED)))
        for one in fields(kind)
    )
    return (*own, *named)


def to_json(value: object, *, indent: int | None = None) -> str:
    """Return the JSON text of a value of the model, one line unless an indent is given."""
    return json.dumps(plain(value), ensure_ascii=False, indent=indent, allow_nan=False)


def from_json(kind: type[Model], text: str | bytes) -> Model:
    """Return the value of the model that a JSON text describes.

    Raises:
        UsageError: The text is not JSON, or does not fit the type.
    """
    adapter: TypeAdapter[Model] = _adapter(kind)
    try:
        return adapter.validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "the whole"
        message = f"This is no {kind.__name__}: at {where}, {first['msg']}."
        raise UsageError(message, subject=where) from error


def json_schema(kind: type[Any]) -> dict[str, Any]:
    """Return the JSON Schema of a type of the model."""
    return _adapter(kind).json_schema()


def describe_fields(schema: dict[str, Any], kind: type[Any]) -> None:
    """Say of each field in the schema of a pydantic class what its docstring says of it.

    And those of its bases: an editor shows it to whoever writes such a file.
    """
    own = [one for one in reversed(kind.__mro__) if one.__module__.startswith("tocsin.")]
    told = {name: text for one in own for name, text in _attributes(one.__doc__ or "")}
    names = {name: field.alias or name for name, field in kind.model_fields.items()}
    for name, text in told.items():
        if field := schema.get("properties", {}).get(names.get(name)):
            field.setdefault("description", text)


def _attributes(docstring: str) -> Iterator[tuple[str, str]]:
    """Yield the entries under `Attributes:` of a docstring, each on one line."""
    _, _, section = inspect.cleandoc(docstring).partition("\nAttributes:\n")
    for entry in re.split(r"\n(?! )", textwrap.dedent(section)):
        name, _, text = entry.partition(": ")
        yield name, " ".join(text.split())


def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    """Return the validator of a type; built once, as building is what costs."""
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]


# A plain dictionary: to mypy a type is nothing that `functools.cache` can hash.
_ADAPTERS: dict[type[Any], TypeAdapter[Any]] = {}
