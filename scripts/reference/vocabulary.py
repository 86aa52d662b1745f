"""The closed sets that claims are made of, classes of events, and words of likelihood."""

from collections.abc import Iterator
from enum import Enum
from importlib import resources
from typing import Any

import yaml

from reference.markdown import code, codes, heading, joined, plain, table
from tocsin.assess import load_ontology
from tocsin.model.estimative import SCALES
from tocsin.model.event_classes import load_event_classes
from tocsin.model.vocabulary import Attitude, EventType, Item, Polarity, Stance, Status


def vocabulary() -> str:
    """Return event types with modes, items, the other closed sets, classes of events, words."""
    modes = _modes()
    return joined(
        heading(2, "Event types"),
        "PLOVER (2021). Modes are those that the coder knows or that a channel or a class asks for.",
        table(
            ["type", "quadrant", "modes"],
            [(code(one), one.quad.replace("_", " "), codes(sorted(modes[one]))) for one in EventType],
        ),
        heading(2, "Items"),
        "What moves from one actor to another, or is done together.",
        table(["item", "channels that it speaks to"], [(code(one), codes(_channels(one))) for one in Item]),
        *(_closed(kind) for kind in (Status, Polarity, Stance, Attitude)),
        heading(2, "Classes of events"),
        "What `tocsin forecast` asks about. A row of data belongs to a class by the beginning of its CAMEO "
        "code, or by its PLOVER type and mode.",
        table(
            ["class", "question", "CAMEO", "PLOVER", "claims", "either may act"],
            [
                (
                    code(one.name),
                    plain(one.question.format(a="A", b="B")),
                    codes(one.codes),
                    codes(one.modes),
                    codes(one.claims),
                    "yes" if one.is_mutual else "no",
                )
                for one in load_event_classes().values()
            ],
        ),
        heading(2, "Words of likelihood"),
        *_scales(),
    )  # fmt: skip


def _closed(kind: type[Enum]) -> str:
    """Return one closed set."""
    values = codes(one.value for one in kind)
    return joined(heading(2, kind.__name__), f"{kind.__doc__} {values}.").strip()


def _channels(item: Item) -> list[str]:
    """Return the channels with a pattern that names an item."""
    return [
        name
        for name, channel in load_ontology().channels.channels.items()
        if any(item in (one.items or ()) for one in channel.patterns)
    ]


def _modes() -> dict[str, set[str]]:
    """Return the modes of each type that anything in the data names."""
    found: dict[str, set[str]] = {one.value: set() for one in EventType}
    text = (resources.files("tocsin.coding") / "data" / "frames.yaml").read_text("utf-8")
    for kind, mode in _named(yaml.load(text, Loader=yaml.CSafeLoader)):
        found.setdefault(kind, set()).add(mode)
    for channel in load_ontology().channels.channels.values():
        for one in channel.patterns:
            for kind in one.types:
                found[kind] |= {mode for mode in one.modes or () if mode}
    for row in load_event_classes().values():
        for kind, _, mode in (one.partition(":") for one in (*row.modes, *row.claims)):
            found[kind] |= {mode} - {""}
    return found


def _named(value: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - any YAML
    """Yield type and mode of whatever names both."""
    if isinstance(value, dict):
        if isinstance(value.get("type"), str) and isinstance(value.get("mode"), str):
            yield value["type"], value["mode"]
        value = list(value.values())
    for one in value if isinstance(value, list) else ():
        yield from _named(one)


def _scales() -> Iterator[str]:
    """Yield the standards of words, each as a table."""
    for scale in SCALES.values():
        spans = scale.spans()
        yield heading(3, scale.title)
        yield f"`--words {scale.name}`. {plain(scale.source)}."
        yield table(
            ["word", "published", "written for", "same range"],
            [
                (
                    one.word,
                    f"{one.low} to {one.high}%",
                    "{:g} to {:g}%".format(*spans[one.word]),
                    ", ".join(one.others),
                )
                for one in scale.bands
            ],
        )
