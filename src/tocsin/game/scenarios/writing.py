"""Writing of scenario files: the way back from a scenario to YAML that a person can work with."""

import re
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tocsin.model.scenario import Band, Bearing, Parameter, Scenario, Stakeholder

WIDTH = 96
# What stays unquoted: words of plain letters, so that no other reader of YAML sees more in them.
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_./-]*(?: [A-Za-z0-9_./-]+)*")
_TAKEN = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
_NAMED = {"\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\"}
_SURROGATES = range(0xD800, 0xE000)
_REPLACEMENT = 0xFFFD


@dataclass(frozen=True, slots=True, kw_only=True)
class Remarks:
    """What stands as comments in a scenario file.

    Attributes:
        header: Paragraphs at the top.
        above: By what stands below it, a paragraph: a section (`parameters`), a parameter
            (`value.shells`), or a place in the settings (`settings.goods[0]`).
    """

    header: tuple[str, ...] = ()
    above: Mapping[str, str] = field(default_factory=dict)


def write_scenario(scenario: Scenario, remarks: Remarks | None = None) -> str:
    """Return a scenario as the text of a file; reading it gives the scenario back.

    Whatever stands in its texts, each value stays on one line and means itself: what does not
    print is escaped, and a lone surrogate, which no file can hold, becomes U+FFFD.
    """
    said = remarks or Remarks()
    head = (f"{line}\n" for part in said.header for line in _comment(part))
    parts = [
        _entry("version", scenario.version),
        _entry("game", scenario.kind),
        _entry("title", scenario.title),
        _settings(scenario.settings, said),
        _parameters(scenario.parameters, said),
        _listed("correlations", [[c.first, c.second, c.rho] for c in scenario.correlations]),
        _listed("bands", [_band(band) for band in scenario.bands]),
        _stakeholders(scenario.stakeholders),
        [f"weights: {_flow(dict(scenario.weights))}"] if scenario.weights else [],
        _listed("informs", [_bearing(one) for one in scenario.bearings]),
        _entry("target", scenario.target) if scenario.target else [],
        _entry("seed", scenario.seed),
        _entry("draws", scenario.draws),
    ]
    body = (f"{line}\n" for part in parts for line in _explained(part, said))
    return "".join((*head, *body))


def _explained(lines: list[str], said: Remarks) -> Iterator[str]:
    """Yield a section below its comment."""
    if lines:
        key = lines[0].partition(":")[0]
        yield from _remarked(key, said, 0)
    yield from lines


def _entry(key: str, value: Any, indent: int = 0) -> list[str]:  # noqa: ANN401 - YAML
    """Return a key with a value that fits one line."""
    return [f"{' ' * indent}{_text(key)}: {_flow(value)}"]


def _listed(key: str, rows: list[Any]) -> list[str]:
    """Return a list, a row on each line; nothing where it is empty."""
    return [f"{key}:", *(f"  - {_flow(row)}" for row in rows)] if rows else []


def _settings(settings: Mapping[str, Any], said: Remarks) -> list[str]:
    """Return the settings."""
    if not settings:
        return []
    return ["settings:", *_block(settings, "settings", said)]


def _block(values: Mapping[str, Any], path: str, said: Remarks, indent: int = 2) -> list[str]:
    """Return a map with a line for each key, and one for each row of a list of maps."""
    lines: list[str] = []
    pad = " " * indent
    for key, value in values.items():
        here = f"{path}.{key}"
        lines += _remarked(here, said, indent)
        if isinstance(value, Mapping) and value:
            lines += [f"{pad}{_text(key)}:", *_block(value, here, said, indent + 2)]
        elif isinstance(value, list | tuple) and any(isinstance(v, Mapping) for v in value):
            lines.append(f"{pad}{_text(key)}:")
            for place, row in enumerate(value):
                lines += _remarked(f"{here}[{place}]", said, indent + 2)
                lines.append(f"{pad}  - {_flow(row)}")
        else:
            lines += _entry(key, value, indent)
    return lines


def _parameters(parameters: tuple[Parameter, ...], said: Remarks) -> list[str]:
    """Return the parameters, each with its range, its unit and where it comes from."""
    lines = ["parameters:"] if parameters else []
    for one in parameters:
        lines += _remarked(one.name, said, 2)
        lines.append(f"  {_text(one.name)}:")
        spread = one.spread
        numbers = spread.numbers[0] if spread.shape == "fixed" else list(spread.numbers)
        lines += _entry(spread.shape.value, numbers, 4)
        if spread.low is not None and spread.high is not None:
            lines += _entry("bounds", [spread.low, spread.high], 4)
        lines += _entry("unit", one.unit, 4) + _entry("source", one.source, 4)
        for key in ("quote", "claim", "date", "coder"):
            if getattr(one, key):
                lines += _entry(key, getattr(one, key), 4)
    return lines


def _band(band: Band) -> dict[str, Any]:
    """Return a band as a row."""
    row: dict[str, Any] = {"name": band.name, "outcome": band.outcome}
    if band.low is not None:
        row["from"] = band.low
    return row if band.high is None else row | {"below": band.high}


def _stakeholders(stakeholders: tuple[Stakeholder, ...]) -> list[str]:
    """Return the stakeholders, each with its harms and levers."""
    lines = ["stakeholders:"] if stakeholders else []
    for one in stakeholders:
        lines += [f"  - name: {_text(one.name)}", f"    harms: {_flow(dict(one.harms))}"]
        if one.levers:
            rows = ({"what": x.what, "parameter": x.parameter, "to": x.to} for x in one.levers)
            lines += ["    levers:", *(f"      - {_flow(row)}" for row in rows)]
    return lines


def _bearing(one: Bearing) -> dict[str, Any]:
    """Return a bearing as a row."""
    return {key: getattr(one, key) for key in ("channel", "giver", "receiver", "outcome")}


def _remarked(key: str, said: Remarks, indent: int) -> list[str]:
    """Return the comment above a place."""
    pad = " " * indent
    return (
        [pad + line for line in _comment(said.above[key], indent)] if key in said.above else []
    )


def _comment(text: str, indent: int = 0) -> list[str]:
    """Return a paragraph as lines of comment; what does not print becomes a space."""
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    wrapped = textwrap.wrap(
        plain, WIDTH - indent - 2, break_long_words=False, break_on_hyphens=False
    )
    return [f"# {line}" for line in wrapped] or ["#"]


def _flow(value: Any) -> str:  # noqa: ANN401 - YAML
    """Return a value on one line."""
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{_text(str(k))}: {_flow(v)}' for k, v in value.items())}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_flow, value))}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return _number(value)
    return "null" if value is None else _text(str(value))


def _number(value: float) -> str:
    """Return a number that reads back as itself, whole ones without a point."""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)


def _text(text: str) -> str:
    """Return a text as YAML reads it back: plain where that is safe, else in double quotes."""
    if _PLAIN.fullmatch(text) and text.casefold() not in _TAKEN:
        return text
    return f'"{"".join(map(_escaped, text))}"'


def _escaped(letter: str) -> str:
    """Return a letter as it may stand in double quotes."""
    if letter in _NAMED:
        return _NAMED[letter]
    if letter.isprintable():
        return letter
    code = ord(letter)
    if code in _SURROGATES:
        code = _REPLACEMENT
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
