"""YAML whose every value knows its line, so that a message can name it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn, TypeAlias

import yaml

from tocsin.errors import OntologyError

Path: TypeAlias = tuple[str | int, ...]

MAX_BYTES = 4_000_000
MAX_DEPTH = 24
_NUMBER = re.compile(r"[-+]?(\d[\d_]*\.?\d*|\.\d+)([eE][-+]?\d+)?")
_LOCATION = re.compile(r"[^.\[\]]+|\[\d+\]")


@dataclass(frozen=True, slots=True)
class Located:
    """What a YAML file says, and where.

    Attributes:
        data: Plain maps, lists, text, numbers, true, false and None.
        lines: By path the line of the value, from 1.
        name: Name of the file in messages.
    """

    data: Any
    lines: Mapping[Path, int]
    name: str

    def line(self, path: Path) -> int:
        """Return the line of a value, or of the nearest thing around it that has one."""
        for end in range(len(path), -1, -1):
            if path[:end] in self.lines:
                return self.lines[path[:end]]
        return 1

    def refuse(self, path: Path, message: str) -> NoReturn:
        """Raise an OntologyError that names the file and the line."""
        where = f"{self.name}:{self.line(path)}"
        raise OntologyError(f"{where}: {message}", subject=where)


def load(text: str, name: str, *, begin: str = "`version: 1` and `game: …`") -> Located:
    """Return what a YAML text says, and where.

    Words such as `no` and `on` and dates stay text; numbers may have an exponent.

    Args:
        text: The YAML.
        name: Name of the file in messages.
        begin: What such a file begins with, told where it is empty.

    Raises:
        OntologyError: It is no YAML, says a key twice, or uses references; the message names
            file, line and fix.
    """
    empty = Located(None, {}, name)
    try:
        loader = yaml.SafeLoader(text)
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1
        Located(None, {(): line}, name).refuse(
            (), f"this is no text: it holds the character {error.character:#06x}; save the file "
            "as plain UTF-8 text."
        )  # fmt: skip
    try:
        node = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        Located(None, {(): line}, name).refuse(
            (), f"this is no YAML: {error.problem}; check indentation, colons and quotes there."
        )
    except RecursionError:
        empty.refuse(
            (), f"nested deeper than {MAX_DEPTH} levels; no such file needs that many."
        )
    except yaml.YAMLError as error:
        empty.refuse((), f"this is no YAML: {' '.join(str(error).split())}")
    finally:
        loader.dispose()
    if node is None:
        empty.refuse((), f"the file is empty; begin it with {begin}.")
    lines: dict[Path, int] = {}
    seen: set[int] = set()
    return Located(_built(node, (), (lines, seen, name)), lines, name)


def refuse_unfit(text: str, name: str) -> None:
    """Refuse YAML that says a key twice, uses references, or is nested without need.

    Goes through the text once and builds nothing, so that neither references that refer to
    references nor ten thousand brackets cost anything. What is no YAML is left to the parser.

    Raises:
        OntologyError: It does; the message names file, line and fix.
    """
    scan = _Scan()
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            fault = scan.fault(event)
            if fault:
                line = event.start_mark.line + 1 if event.start_mark else 1
                Located(None, {(): line}, name).refuse((), fault)
    except yaml.YAMLError:
        return


class _Scan:
    """Goes through the events of a YAML text, with what is open there."""

    def __init__(self) -> None:
        # Of each map its keys so far, None for a list; and whether its last node was a key.
        self._open: list[set[str] | None] = []
        self._keyed: list[bool] = []

    def fault(self, event: yaml.Event) -> str:
        """Return what is wrong with an event; empty where nothing is."""
        if isinstance(event, yaml.AliasEvent):
            return "references (`*name`) are not read; write the value out."
        if isinstance(event, yaml.CollectionEndEvent):
            self._open.pop()
            self._keyed.pop()
        if isinstance(event, yaml.NodeEvent) and self._is_twice(event):
            return f"the key {getattr(event, 'value', '')!r} is there twice; keep one."
        if isinstance(event, yaml.CollectionStartEvent):
            self._open.append(set() if isinstance(event, yaml.MappingStartEvent) else None)
            self._keyed.append(False)
        if len(self._open) > MAX_DEPTH:
            return f"nested deeper than {MAX_DEPTH} levels; no such file needs that many."
        return ""

    def _is_twice(self, event: yaml.NodeEvent) -> bool:
        """Return whether a node is a key that its map has already."""
        keys = self._open[-1] if self._open else None
        if keys is None:
            return False
        self._keyed[-1] = not self._keyed[-1]
        if not self._keyed[-1] or not isinstance(event, yaml.ScalarEvent):
            return False
        is_known = event.value in keys
        keys.add(event.value)
        return is_known


def path_of(subject: str) -> Path:
    """Return the path that a text such as `goods[1].name` stands for."""
    parts = _LOCATION.findall(subject)
    return tuple(int(part[1:-1]) if part.startswith("[") else part for part in parts)


def _built(node: Any, path: Path, state: tuple[dict[Path, int], set[int], str]) -> Any:  # noqa: ANN401
    """Return the value of a node, noting lines on the way."""
    lines, seen, name = state
    here = Located(None, lines, name)
    if len(path) > MAX_DEPTH:
        here.refuse(
            path, f"nested deeper than {MAX_DEPTH} levels; no such file needs that many."
        )
    if id(node) in seen:
        here.refuse(path, "references (`*name`) are not read; write the value out.")
    seen.add(id(node))
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return [_built(one, (*path, i), state) for i, one in enumerate(node.value)]
    found: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else ""
        lines[(*path, key)] = key_node.start_mark.line + 1
        if not key:
            here.refuse((*path, key), "a key must be a name.")
        if key in found:
            here.refuse((*path, key), f"the key {key!r} is there twice; keep one.")
        found[key] = _built(value_node, (*path, key), state)
        lines[(*path, key)] = key_node.start_mark.line + 1
    return found


def _scalar(node: yaml.ScalarNode) -> Any:  # noqa: ANN401
    """Return a number, a truth value, None, or the text as it stands."""
    value = str(node.value)
    if node.style is not None:
        return value
    if value in {"true", "false"}:
        return value == "true"
    if value in {"", "~", "null"}:
        return None
    if _NUMBER.fullmatch(value):
        plain = value.replace("_", "")
        return int(plain) if plain.lstrip("+-").isdigit() else float(plain)
    return value
