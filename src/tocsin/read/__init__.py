"""READ: files, folders, standard input and addresses become documents.

What is kept is the article; every offset of a block points into `Document.text`, and in plain
files also into the decoded file. See docs/read.md.
"""

from tocsin.read.base import Failure, Overrides, Reading
from tocsin.read.sources import read_source, read_sources

__all__ = ["Failure", "Overrides", "Reading", "read_source", "read_sources"]
