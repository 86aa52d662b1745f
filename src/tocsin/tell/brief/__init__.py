"""The brief: one HTML file that stands alone, on screen and on paper."""

from tocsin.tell.brief.page import render_html

__all__ = ["render_html"]
