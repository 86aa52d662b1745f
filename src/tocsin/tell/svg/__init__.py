"""Pictures as SVG text, made in Python: the exchange network, concern bars, range strips.

Every function is pure and returns one `<svg>` element that is XML on its own, carries a title
and a description, and has colours as attributes, so that it also stands alone; a style sheet
of the page may override them by class.
"""

from tocsin.tell.svg.bars import BarRow, concern_bars, range_strip
from tocsin.tell.svg.network import exchange_network

__all__ = ["BarRow", "concern_bars", "exchange_network", "range_strip"]
