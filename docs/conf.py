"""Sphinx: the pages of this folder as a site; built with warnings as errors, and read offline."""

import gc
import sys
from pathlib import Path

_DOCS = Path(__file__).parent
sys.path[:0] = [str(_DOCS / "_ext"), str(_DOCS.parent / "scripts"), str(_DOCS.parent / "src")]
# A build makes millions of nodes and throws few away: looking for garbage took a quarter of it,
# and without that it holds 290 MB at most.
gc.disable()

project = "Tocsin"
author = "The Tocsin team"
copyright = "The Tocsin team; CC BY 4.0"  # noqa: A001 - the name that Sphinx reads
extensions = ["myst_parser", "mathml", "reference.building"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
nitpicky = True
# Types of signatures, many of which are of the standard library, whose pages are not ours.
nitpick_ignore_regex = [("py:.*", ".*")]
smartquotes = False  # two hyphens are an option and no dash; 0.9 s

html_math_renderer = "mathml"
myst_enable_extensions = ["dollarmath"]
# `$` beside a blank or a digit is a sign, not a formula.
myst_dmath_allow_space = False
myst_dmath_allow_digits = False
myst_heading_anchors = 4

html_theme = "furo"
html_title = "Tocsin"
html_static_path = ["_static"]
html_css_files = ["tocsin.css"]
html_show_sourcelink = False
html_copy_source = False
