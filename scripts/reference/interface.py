"""The Python interface: the public names of the packages that a program may call.

The docstrings are Markdown, so they are set as such, in the directives that Sphinx has for Python.
autodoc would read them as reStructuredText, and took 15 s for these packages; this takes two.
"""

import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from reference.markdown import Docstring, code, heading, joined, plain, table

PACKAGES = (
    "tocsin.read",
    "tocsin.coding",
    "tocsin.assess",
    "tocsin.pipeline",
    "tocsin.pipeline.gaming",
    "tocsin.pipeline.forecasting",
    "tocsin.pipeline.watching",
)


def interface() -> str:
    """Return the public functions and classes of each package."""
    return joined(*(_package(name) for name in PACKAGES))


def public(package: str) -> Iterator[tuple[str, Any]]:
    """Yield the public functions and classes of a package; tables of names are left out."""
    module = import_module(package)
    for name in module.__all__:
        value = getattr(module, name)
        if inspect.isfunction(value) or inspect.isclass(value) or hasattr(value, "__wrapped__"):
            yield name, value


def _package(name: str) -> str:
    """Return one package."""
    told = Docstring(import_module(name).__doc__)
    return joined(
        heading(2, name),
        plain(told.first),
        *(_object(name, one, value) for one, value in public(name)),
    ).strip()


def _object(package: str, name: str, value: Any) -> str:  # noqa: ANN401
    """Return one function or class in the directive for it."""
    kind = "class" if inspect.isclass(value) else "function"
    told = Docstring(value.__doc__)
    body = joined(
        plain(told.text),
        _entries("argument", told.of("Args")),
        _entries("attribute", told.of("Attributes")),
        _entries("raises", told.of("Raises")),
        " ".join(plain(one) for one in told.of("Returns").values()),
    )
    return f"````{{py:{kind}}} {name}{_signature(value)}\n:module: {package}\n\n{body}````"


def _entries(title: str, entries: dict[str, str]) -> str:
    """Return a section of a docstring as a table."""
    return table(
        [title, "meaning"], [(code(key), plain(text)) for key, text in entries.items()]
    )


def _signature(value: Any) -> str:  # noqa: ANN401
    """Return a signature with types by their last name; empty where nobody calls it."""
    if inspect.isclass(value) and not hasattr(value, "__dataclass_fields__"):
        return ""
    signature = inspect.signature(value)
    inside = ", ".join(_parameters(list(signature.parameters.values())))
    given = signature.return_annotation
    ends = inspect.isclass(value) or given is inspect.Signature.empty
    return f"({inside})" if ends else f"({inside}) -> {_short(given)}"


def _parameters(parameters: list[inspect.Parameter]) -> Iterator[str]:
    """Yield parameters as they are written, with a star before those that are named."""
    has_star = False
    for one in parameters:
        if one.kind is one.KEYWORD_ONLY and not has_star:
            has_star = True
            yield "*"
        is_many = one.kind is one.VAR_POSITIONAL
        stars = "*" if is_many else "**" if one.kind is one.VAR_KEYWORD else ""
        has_star |= is_many
        kind = "" if one.annotation is one.empty else f": {_short(one.annotation)}"
        yield f"{stars}{one.name}{kind}{_default(one)}"


def _default(parameter: inspect.Parameter) -> str:
    """Return a default that is short enough to be read."""
    value = parameter.default
    if value is parameter.empty:
        return ""
    return f" = {value!r}" if isinstance(value, str | int | float | tuple | None) else " = ..."


def _short(annotation: Any) -> str:  # noqa: ANN401
    """Return a type by the last part of each name."""
    text = annotation if isinstance(annotation, str) else inspect.formatannotation(annotation)
    return re.sub(r"\b(?:\w+\.)+", "", text.replace("NoneType", "None"))
