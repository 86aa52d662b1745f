"""What the site needs of Sphinx: generated parts, schemas beside the pages, and a quick build."""

import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from furo.navigation import get_navigation_tree
from sphinx.environment.adapters.toctree import global_toctree_for_doc
from sphinx.search.en import SearchEnglish

from reference import MARK, filled
from reference.contracts import schemas

_NAVIGATION: dict[str, str] = {}
"""The navigation of the pages of each folder, as the theme has it, with none of them marked."""


def setup(app: Any) -> dict[str, bool]:  # noqa: ANN401 - Sphinx is not a dependency of Tocsin
    """Connect all of it."""
    app.connect("source-read", _fill)
    app.connect("env-get-outdated", _outdated)
    app.connect("html-page-context", _leave_out, priority=400)  # the theme's is 500
    app.connect("html-page-context", _navigate, priority=600)
    app.connect("build-finished", _write_schemas)
    app.add_search_language(English)
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


def _leave_out(_app: Any, _page: str, _template: str, context: Any, _tree: Any) -> None:  # noqa: ANN401
    """Keep the theme from making the navigation of each page anew; `_navigate` makes it."""
    context["tocsin_toctree"] = context.get("toctree")
    context["toctree"] = lambda **_: ""


def _navigate(app: Any, page: str, _template: str, context: Any, _tree: Any) -> None:  # noqa: ANN401
    """Give a page its navigation: that of its folder, with the page and those above it marked.

    Made anew for each page it was a fifth of the build, as Sphinx copies all headings of all pages.
    """
    toctree = context.pop("tocsin_toctree")
    if toctree is None:
        return
    context["toctree"] = toctree
    folder = page.rpartition("/")[0]
    if folder not in _NAVIGATION:
        _NAVIGATION[folder] = get_navigation_tree(_unmarked(app, folder))
    above, text = app.env.toctree_includes, _NAVIGATION[folder]
    marked = page
    while marked:
        text = _marked(
            text, app.builder.get_relative_uri(_beside(folder), marked), marked == page
        )
        marked = next((one for one, below in above.items() if marked in below), "")
    context["furo_navigation_tree"] = text


def _unmarked(app: Any, folder: str) -> str:  # noqa: ANN401
    """Return the navigation as HTML for a page of a folder that is none of its pages."""
    tree = global_toctree_for_doc(
        app.env, _beside(folder), app.builder, tags=app.tags, titles_only=True, maxdepth=-1
    )
    return str(app.builder.render_partial(tree)["fragment"])


def _beside(folder: str) -> str:
    """Return the name of a page of a folder that is none of its pages."""
    return f"{folder}/_" if folder else "_"


def _marked(text: str, address: str, is_page: bool) -> str:
    """Return the navigation with one page marked: it is shown, or what is below it."""
    entry = re.compile(
        rf'<li class="([^"]*)"><a class="([^"]*)" href="{re.escape(address)}">(.*?</a>(?:<input )?)'
    )

    def mark(found: re.Match[str]) -> str:
        shown, link = ("current current-page", "current ") if is_page else ("current", "")
        rest = found[3].replace("<input ", '<input checked="" ')
        return f'<li class="{found[1]} {shown}"><a class="{link}{found[2]}" href="{address}">{rest}'

    return entry.sub(mark, text)


def _write_schemas(app: Any, error: Exception | None) -> None:  # noqa: ANN401
    """Put the schemas of all contracts beside the pages."""
    if error is not None or app.builder.format != "html":
        return
    folder = Path(app.outdir) / "schemas"
    folder.mkdir(exist_ok=True)
    for name, schema in schemas().items():
        text = json.dumps(schema, ensure_ascii=False, indent=2)
        (folder / f"{name}.schema.json").write_text(f"{text}\n", encoding="utf-8")
