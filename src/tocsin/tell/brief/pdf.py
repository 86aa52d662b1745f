"""The brief as PDF, set by Typst: the same bytes every time, with tags, links and no clock.

The description goes to the template as data, never as markup, so that what was read can neither
format nor call anything. Fonts of the machine are asked only for characters that Typst's own lack,
as bytes depend on them.
"""

import json
from dataclasses import fields, is_dataclass
from importlib import import_module, resources
from types import ModuleType
from typing import Any, cast

from tocsin.errors import UsageError, missing_extra
from tocsin.tell.brief.describe import describe
from tocsin.tell.brief.glyphs import printable
from tocsin.tell.brief.parts import Brief
from tocsin.tell.view import BriefInput

EXTRA = "brief"
"""The extra that brings what PDF and DOCX need."""
_NEEDED = {".pdf": ("typst",), ".docx": ("docx", "typst")}


def render_pdf(view: BriefInput) -> bytes:
    """Return the brief as PDF; the first page is the answer, the annex begins on the second.

    Raises:
        UsageError: The extra is not installed.
    """
    return pdf_of(describe(view))


def pdf_of(brief: Brief) -> bytes:
    """Return the description of a brief as PDF.

    Raises:
        UsageError: The extra is not installed.
    """
    template = resources.files("tocsin.tell.brief") / "templates" / "brief.typ"
    found = printable(brief, pages_of)
    data = json.dumps(as_data(found.brief), ensure_ascii=False)
    inputs = {"brief": data}
    return compiled(template.read_bytes(), inputs, has_system=found.needs_system, format="pdf")


def check_brief(ending: str) -> None:
    """Make sure that what a kind of brief needs is installed, before anything is computed.

    Raises:
        UsageError: The extra is not installed.
    """
    for name in _NEEDED.get(ending, ()):
        needed(name, ending)


def needed(name: str, ending: str) -> ModuleType:
    """Return a module of the extra.

    Raises:
        UsageError: It is not installed; the message says how to get it.
    """
    try:
        return import_module(name)
    except ImportError as error:
        raise missing_extra(
            UsageError,
            f"A brief as {ending}",
            package=name,
            extra=EXTRA,
            otherwise=".html and .md need nothing more",
            subject=ending,
        ) from error


def compiled(
    source: bytes,
    inputs: dict[str, str],
    *,
    has_system: bool = False,
    **options: Any,  # noqa: ANN401 - of Typst
) -> bytes:
    """Return what Typst makes of a source; with its own fonts alone unless others are needed.

    Raises:
        UsageError: The extra is not installed.
    """
    return _pages(source, inputs, has_system=has_system, **options)[0]


def pages_of(source: bytes, inputs: dict[str, str], *, has_system: bool) -> list[bytes]:
    """Return the pages that Typst makes of a source, as SVG.

    Raises:
        UsageError: The extra is not installed.
    """
    return _pages(source, inputs, has_system=has_system, format="svg")


def _pages(
    source: bytes,
    inputs: dict[str, str],
    *,
    has_system: bool,
    **options: Any,  # noqa: ANN401 - of Typst
) -> list[bytes]:
    """Return what Typst makes of a source: one file, or one for each page."""
    typst = needed("typst", ".pdf")
    made = typst.compile(
        source, sys_inputs=inputs, ignore_system_fonts=not has_system, **options
    )
    return made if isinstance(made, list) else [cast("bytes", made)]


def as_data(value: object) -> Any:  # noqa: ANN401 - which JSON type depends on the value
    """Return a part of a brief as plain JSON types, blocks with their kind."""
    if is_dataclass(value) and not isinstance(value, type):
        kind = {"kind": value.kind} if hasattr(value, "kind") else {}
        own = {each.name: as_data(getattr(value, each.name)) for each in fields(value)}
        return kind | own
    if isinstance(value, tuple | list):
        return [as_data(item) for item in value]
    return value
