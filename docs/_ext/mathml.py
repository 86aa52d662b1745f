"""Sphinx: formulas as MathML, set by the browser; no script, no font, no request to outside."""

import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.utils.math import MathError
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx.util import logging

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

STYLE = Path(__file__).with_suffix(".css")
_LOGGER = logging.getLogger(__name__)
# TeX leaves room between `ln` and `x`, and none before a bracket; browsers leave none at all.
_APPLIED = re.compile(r"(<mo>&ApplyFunction;</mo>)(?!\s*<mo)")


def _mathml(node: nodes.Element, *, as_block: bool) -> str:
    """Return a formula as MathML; what cannot be converted warns, and stands as its TeX."""
    try:
        text = tex2mathml(node.astext(), as_block=as_block)
    except MathError as error:
        _LOGGER.warning("A formula cannot be set: %s", error, location=node)
        return f"<code>{escape(node.astext())}</code>"
    return _APPLIED.sub(r'\1<mspace width="0.17em"/>', text)


def _inline(writer: "HTML5Translator", node: nodes.math) -> None:
    """Write a formula that stands in a sentence."""
    writer.body.append(_mathml(node, as_block=False))
    raise nodes.SkipNode


def _block(writer: "HTML5Translator", node: nodes.math_block) -> None:
    """Write a formula of its own."""
    writer.body.append(writer.starttag(node, "div", CLASS="math"))
    writer.body.append(_mathml(node, as_block=True) + "</div>\n")
    raise nodes.SkipNode


def setup(app: "Sphinx") -> dict[str, bool]:
    """Register the renderer, and the style of formulas."""
    app.add_html_math_renderer("mathml", (_inline, None), (_block, None))
    app.config.html_static_path.append(str(STYLE))
    app.add_css_file(STYLE.name)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
