"""Families of measures, out of the families themselves and the docstrings of their formulas."""

import inspect
from collections.abc import Callable

from reference.markdown import Docstring, code, codes, heading, joined, plain, table
from tocsin.measure.base import Family, Method
from tocsin.measure.families import FAMILIES


def measures() -> str:
    """Return every family with its measures and their formulas."""
    return joined(*(_family(one) for one in FAMILIES.values()))


def _family(family: Family) -> str:
    """Return one family."""
    formulas: dict[Callable[..., object], list[Method]] = {}
    for method in family.methods:
        formulas.setdefault(method.formula, []).append(method)
    told = Docstring(family.values.__doc__)
    module = Docstring(inspect.getmodule(family.values).__doc__)
    return joined(
        heading(2, family.title),
        f"`--family {family.name}`, from {codes(family.tables)}. {plain(module.text)}",
        plain("\n\n".join(told.text.split("\n\n")[1:])),
        f"What to read into them: [{family.title}](../measures/{family.name}.md).",
        table(
            ["measure", "what it is", "unit", "shown"],
            [
                (code(one.name), plain(one.title), _unit(one.unit), "" if one.is_headline else code("--all"))
                for one in family.methods
            ],
        ),
        *(_formula(formula, methods) for formula, methods in formulas.items()),
    ).strip()  # fmt: skip


def _unit(unit: str) -> str:
    """Return a unit in words."""
    return "plain number" if unit == "1" else unit


def _formula(formula: Callable[..., object], methods: list[Method]) -> str:
    """Return what a formula computes, of what, when it refuses, and where it comes from."""
    told = Docstring(formula.__doc__)
    args = told.of("Args")
    return joined(
        heading(3, codes(one.name for one in methods if not _is_twin(one, methods))),
        plain(told.text),
        table(["of", "which is"], [(code(key), plain(text)) for key, text in args.items()]),
        _listed("Refuses", told.of("Raises")),
        _listed("References", told.of("References")),
        f"Formula: `{formula.__module__}.{formula.__qualname__}`.",
    ).strip()


def _is_twin(method: Method, methods: list[Method]) -> bool:
    """Return whether a measure is another one in both directions, or one of a long list."""
    others = {one.name for one in methods}
    return method.name.endswith("_both") and method.name.removesuffix("_both") in others


def _listed(title: str, entries: dict[str, str]) -> str:
    """Return a section of a docstring; nothing where there is none."""
    told = " ".join(
        f"{code(key)}: {plain(text)}" if key else plain(text) for key, text in entries.items()
    )
    return f"{title}: {told}" if told else ""
