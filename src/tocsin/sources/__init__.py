"""Sources of structured data: what they are, and how their files are read."""

from tocsin.sources.base import Facts, Given, Licence, Reader, Row, Source
from tocsin.sources.registry import SOURCES

__all__ = ["SOURCES", "Facts", "Given", "Licence", "Reader", "Row", "Source"]
