"""What the site needs of Sphinx: generated parts, schemas beside the pages, and formulas as MathML.

Formulas are set by Docutils, so that the pages need no script and nothing from elsewhere.
"""

import html
import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.utils.math import MathError
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx import addnodes
from sphinx.search.en import SearchEnglish
from sphinx.util import logging

from reference import MARK, filled
from reference.contracts import schemas

_SHORT: dict[str, nodes.Node] = {}
"""The contents of each page without its headings, for the navigation of a build."""

_log = logging.getLogger(__name__)


def setup(app: Any) -> dict[str, bool]:  # noqa: ANN401 - Sphinx is not a dependency of Tocsin
    """Connect all of it."""
    app.connect("source-read", _fill)
    app.connect("env-get-outdated", _outdated)
    app.connect("html-page-context", _shorten_navigation, priority=400)  # the theme's is 500
    app.connect("build-finished", _write_schemas)
    app.add_search_language(English)
    app.add_html_math_renderer("mathml", (_inline, None), (_display, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}


class English(SearchEnglish):
    """English as Sphinx has it, with the stem of each word found once: 28,000 words, 4,000 stems."""

    def __init__(self, options: dict[str, str]) -> None:
        """Begin without a stem."""
        super().__init__(options)
        self.stem = cache(super().stem)  # type: ignore[method-assign]


def _fill(_app: Any, _name: str, source: list[str]) -> None:  # noqa: ANN401
    """Put the generated parts of a page in place when it is read."""
    source[0] = filled(source[0])


def _outdated(_app: Any, env: Any, *_: object) -> Iterable[str]:  # noqa: ANN401
    """Return the pages with generated parts: whether code or data changed is not known."""
    return [
        name
        for name in env.found_docs
        if MARK.search(Path(env.doc2path(name)).read_text("utf-8"))
    ]


def _shorten_navigation(app: Any, _page: str, _template: str, context: Any, _tree: Any) -> None:  # noqa: ANN401
    """Let the navigation, which has titles alone, be made without all headings of all pages.

    Sphinx copies them for every page before it throws them away: a quarter of the whole build.
    """
    make, environment = context.get("toctree"), app.env
    if make is None:
        return

    def toctree(**options: Any) -> str:  # noqa: ANN401
        whole, environment.tocs = environment.tocs, _titles(environment)
        try:
            return str(make(**options))
        finally:
            environment.tocs = whole

    context["toctree"] = toctree


def _titles(environment: Any) -> dict[str, nodes.Node]:  # noqa: ANN401
    """Return the contents of each page without its headings; made once for each page."""
    return {
        name: _SHORT[name] if name in _SHORT else _SHORT.setdefault(name, _title_alone(toc))
        for name, toc in environment.tocs.items()
    }


def _title_alone(toc: nodes.Node) -> nodes.Node:
    """Return the contents of a page as its title and the pages below it."""
    short = toc.deepcopy()
    for title in short.children:
        if len(title) > 1:
            pages = list(title.findall(addnodes.toctree))
            title.pop(1)
            if pages:
                title.append(nodes.bullet_list("", *pages))
    return short


def _write_schemas(app: Any, error: Exception | None) -> None:  # noqa: ANN401
    """Put the schemas of all contracts beside the pages."""
    if error is not None or app.builder.format != "html":
        return
    folder = Path(app.outdir) / "schemas"
    folder.mkdir(exist_ok=True)
    for name, schema in schemas().items():
        text = json.dumps(schema, ensure_ascii=False, indent=2)
        (folder / f"{name}.schema.json").write_text(f"{text}\n", encoding="utf-8")


def _inline(writer: Any, node: Any) -> None:  # noqa: ANN401
    """Set a formula within a line."""
    writer.body.append(_mathml(node, as_block=False))
    raise nodes.SkipNode


def _display(writer: Any, node: Any) -> None:  # noqa: ANN401
    """Set a formula by itself, with its number where it has one."""
    ids = "".join(f'<span id="{one}"></span>' for one in node["ids"])
    number = f'<span class="eqno">({node["number"]})</span>' if node.get("number") else ""
    writer.body.append(f'<div class="math">{ids}{number}{_mathml(node, as_block=True)}</div>\n')
    raise nodes.SkipNode


def _mathml(node: Any, *, as_block: bool) -> str:  # noqa: ANN401
    """Return a formula as MathML; one that Docutils does not know breaks the build."""
    text = node.astext()
    try:
        return str(tex2mathml(text, as_block=as_block))
    except MathError as error:
        _log.warning("%r is no formula: %s", text, error, location=node, type="math")
        return f"<code>{html.escape(text)}</code>"
