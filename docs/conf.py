"""Sphinx: the pages of this folder as a site; built with warnings as errors."""

project = "Tocsin"
author = "The Tocsin team"
copyright = "The Tocsin team; CC BY 4.0"  # noqa: A001 - the name that Sphinx reads
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "Tocsin"
myst_heading_anchors = 3
suppress_warnings = ["myst.xref_missing"]
