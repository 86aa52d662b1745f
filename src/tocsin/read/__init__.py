"""READ: files, folders, standard input and addresses become documents.

What is kept is the article; every offset of a block points into `Document.text`, and in plain
files also into the decoded file. See docs/read.md.
"""

from tocsin.read.base import Columns, Failure, Overrides, Reading
from tocsin.read.prose import Prose, read_prose
from tocsin.read.rows import count_rows, is_table, read_rows
from tocsin.read.sources import is_address, list_source, read_source, read_sources

__all__ = [
    "Columns",
    "Failure",
    "Overrides",
    "Prose",
    "Reading",
    "count_rows",
    "is_address",
    "is_table",
    "list_source",
    "read_prose",
    "read_rows",
    "read_source",
    "read_sources",
]
