"""Sphinx: the pages of this folder as a site; built with warnings as errors."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "Tocsin"
author = "The Tocsin team"
copyright = "The Tocsin team; CC BY 4.0"  # noqa: A001 - the name that Sphinx reads
extensions = ["myst_parser", "mathml"]
html_math_renderer = "mathml"
myst_enable_extensions = ["dollarmath"]
# `$` beside a blank or a digit is a sign, not a formula.
myst_dmath_allow_space = False
myst_dmath_allow_digits = False
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "Tocsin"
myst_heading_anchors = 3
suppress_warnings = ["myst.xref_missing"]
