"""The Python interface: the public names of the packages that a program may call.

The docstrings are Markdown, so they are set as such, in the directives that Sphinx has for Python.
autodoc would read them as reStructuredText, and took 15 s for these packages; this takes two.
"""

import inspect
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
    return str(signature.replace(parameters=[_short(one) for one in signature.parameters.values()],
                                 return_annotation=inspect.Signature.empty))  # fmt: skip


def _short(parameter: inspect.Parameter) -> inspect.Parameter:
    """Return a parameter whose default and type are short enough to be read."""
    default = parameter.default
    if default is not inspect.Parameter.empty and not isinstance(
        default, str | int | float | None
    ):
        parameter = parameter.replace(default=Ellipsis)
    return parameter.replace(annotation=inspect.Parameter.empty)
