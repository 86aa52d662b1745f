"""What Tocsin prints as JSON and what it reads from files, field by field, out of the schemas."""

from collections.abc import Iterator
from typing import Any

from reference.markdown import Docstring, code, codes, heading, joined, plain, table
from tocsin.pipeline import CONTRACTS

Schema = dict[str, Any]

FILES = ("stakes_file", "grades_file", "hypotheses_file", "watch_file", "scenario")
"""Contracts of files that a user writes; the others are what is printed."""

MAIN = ("claim", "document", "assessment", "question", "game", "game_explanation", "game_what_if",
        "game_comparison", "game_solution", "stix-extension")  # fmt: skip
"""Contracts that are told in full; every other one is a part of one of them."""


HEAD = ("field", "type", "default", "meaning")


def contracts() -> str:
    """Return what is printed."""
    parts = [name for name in CONTRACTS if name not in (*MAIN, *FILES)]
    seen: set[str] = set()
    return joined(
        f"Parts of these with a name of their own: {codes(parts)}.",
        *(_contract(name, seen) for name in MAIN),
    )


def schemas() -> dict[str, Schema]:
    """Return every schema by its name."""
    return {name: make() for name, make in CONTRACTS.items()}


def stakes_file() -> str:
    """Return the fields of a file of stakes."""
    return _file("stakes_file")


def grades_file() -> str:
    """Return the fields of a file of grades."""
    return _file("grades_file")


def hypotheses_file() -> str:
    """Return the fields of a file of hypotheses."""
    return _file("hypotheses_file")


def watch_file() -> str:
    """Return the fields of a file of watches."""
    return _file("watch_file")


def scenario_file() -> str:
    """Return the fields of a scenario."""
    return _file("scenario")


def _file(name: str) -> str:
    """Return the fields of a file, below the heading that the page has for it."""
    schema = CONTRACTS[name]()
    kinds = schema.get("$defs", {})
    return joined(
        table(HEAD, fields(schema)),
        _raw(name),
        *(_kind(kinds[one], title=one, level=3) for one in _reached(schema, kinds)),
    )


def _contract(name: str, seen: set[str]) -> str:
    """Return one contract: the whole, then its parts, but for those that were told before."""
    schema = CONTRACTS[name]()
    kinds = schema.get("$defs", {})
    whole = _kind(schema, title=name, level=2, note=_raw(name))
    own = [one for one in _reached(schema, kinds) if one not in seen]
    seen.update(own)
    return joined(whole, *(_kind(kinds[one], title=one, level=3) for one in own)).strip()


def _raw(name: str) -> str:
    """Return where the schema itself is; the site has it beside its pages."""
    return (
        f"`tocsin schema {name}` prints the schema; "
        f'<a href="../schemas/{name}.schema.json">here it is</a> as the site has it.'
    )


def _reached(schema: Schema, kinds: dict[str, Schema]) -> list[str]:
    """Return the kinds that a schema uses, in the order in which they are met."""
    found: dict[str, None] = {}
    waiting = list(_refs(schema.get("properties", {})))
    waiting += _refs(schema.get("additionalProperties", {})) if not waiting else []
    while waiting:
        name = waiting.pop(0)
        if name not in found and name in kinds:
            found[name] = None
            waiting += _refs(kinds[name])
    return list(found)


def _refs(value: object) -> list[str]:
    """Return the names of all kinds that a piece of a schema points to."""
    if isinstance(value, dict):
        own = [value["$ref"].rsplit("/", 1)[-1]] if "$ref" in value else []
        return own + [one for part in value.values() for one in _refs(part)]
    return [one for part in value for one in _refs(part)] if isinstance(value, list) else []


def _kind(schema: Schema, *, title: str, level: int, note: str = "") -> str:
    """Return one kind: what it is, and its fields or values."""
    told = Docstring(schema.get("description"))
    rows = list(fields(schema))
    values = f"One of {codes(schema['enum'])}." if "enum" in schema else ""
    return joined(
        heading(level, title), plain(told.text), values, table(HEAD, rows), note
    ).strip()


def fields(schema: Schema) -> Iterator[tuple[str, str, str, str]]:
    """Yield the fields of an object: name, type, default and meaning."""
    told = _shared(Docstring(schema.get("description")).of("Attributes"))
    needed = schema.get("required", ())
    for name, one in schema.get("properties", {}).items():
        meaning = told.get(name) or told.get(f"{name}_") or one.get("description", "")
        default = "required" if name in needed else _default(one)
        yield code(name), kind_of(_given(one)), default, plain(" ".join(str(meaning).split()))


def _shared(entries: dict[str, str]) -> dict[str, str]:
    """Return entries with those that speak of several fields at once, one for each."""
    return {one: text for names, text in entries.items() for one in names.split(", ")}


def _given(schema: Schema) -> Schema:
    """Return a field as it is where it is given: left out or null is the same."""
    if schema.get("default", 0) is not None or "anyOf" not in schema:
        return schema
    return {**schema, "anyOf": [one for one in schema["anyOf"] if one != {"type": "null"}]}


def _default(schema: Schema) -> str:
    """Return the default of a field that may be left out."""
    value = schema.get("default")
    if value in (None, "", [], {}):
        return ""
    return code(str(value).lower() if isinstance(value, bool) else value)


def kind_of(schema: Schema) -> str:
    """Return what a field holds, in words."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        return f"[{name}](#{name.lower()})"
    for key in ("anyOf", "oneOf", "allOf"):
        if key in schema:
            return " or ".join(dict.fromkeys(kind_of(one) for one in schema[key]))
    if "const" in schema:
        return code(schema["const"])
    if "enum" in schema:
        return " or ".join(code(one) for one in schema["enum"])
    return _simple(schema)


def _simple(schema: Schema) -> str:
    """Return what a field holds that is no choice and no kind of its own."""
    kind = schema.get("type")
    if kind == "array":
        if "prefixItems" in schema:
            kinds = [kind_of(one) for one in schema["prefixItems"]]
            same = len(set(kinds)) == 1
            return f"list of {len(kinds)}: {kinds[0]}" if same else f"[{', '.join(kinds)}]"
        count = (
            schema.get("minItems") if schema.get("minItems") == schema.get("maxItems") else None
        )
        many = f"list of {count}:" if count else "list of"
        return f"{many} {kind_of(schema.get('items', {}))}"
    if kind == "object":
        more = schema.get("additionalProperties")
        more = next(iter(schema.get("patternProperties", {}).values()), more)
        return f"map to {kind_of(more)}" if isinstance(more, dict) else "map"
    words = {"string": schema.get("format", "text"), "null": "null", None: "anything",
             "boolean": "true or false", "integer": "whole number", "number": "number"}  # fmt: skip
    return f"{words[kind]}{_domain(schema)}"


def _domain(schema: Schema) -> str:
    """Return the bounds of a number."""
    low, high = schema.get("minimum"), schema.get("maximum")
    if low is not None and high is not None:
        return f" from {low:g} to {high:g}"
    signs = {"minimum": "≥", "exclusiveMinimum": ">", "maximum": "≤", "exclusiveMaximum": "<"}
    return "".join(f" {sign} {schema[key]:g}" for key, sign in signs.items() if key in schema)
