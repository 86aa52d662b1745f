"""What a family of measures is."""

from collections.abc import Callable
from dataclasses import dataclass

from tocsin.model.index import IndexValue, Question
from tocsin.store.base import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """One measure, as the Methods page shows it; its formula stands in the docstring.

    Attributes:
        name: As in `IndexValue.measure`.
        title: What readers call it.
        unit: Its unit.
        formula: The pure function that computes it.
        is_headline: Whether it is shown at first sight; the others with `--all`.
    """

    name: str
    title: str
    unit: str
    formula: Callable[..., object]
    is_headline: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Measures that belong together and come from the same rows.

    Attributes:
        name: What the command line calls it.
        title: What readers call it.
        methods: Its measures.
        tables: Tables of the lake that it reads.
        values: Gives the values for a question, unknown ones with the reason included.
    """

    name: str
    title: str
    methods: tuple[Method, ...]
    tables: tuple[str, ...]
    values: Callable[[View, Question], tuple[IndexValue, ...]]
