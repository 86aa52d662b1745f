"""The version of the coder: of its rules, its word lists and its gazetteer together."""

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from tocsin.coding.scoring.depth import Depth

RULES = "rules-2"
_SOURCES = ("tocsin.coding", "tocsin.model.ontology.actors")
_ENDINGS = (".py", ".yaml", ".csv", ".npz")


def coder_version(depth: Depth) -> str:
    """Return the version, such as `rules-2+5f1e09ab.deep`; any change of rules or words changes it.

    A ledger keeps codings by this version, so that claims of an older coder, or of one that reads
    less deep, are never taken for those of this one.
    """
    return f"{_rules_version()}.{depth}"


@cache
def _rules_version() -> str:
    """Return the version of what is read at any depth. Reading the files takes milliseconds."""
    whole = hashlib.sha256()
    for package in _SOURCES:
        for file in _files(resources.files(package)):
            whole.update(file.name.encode())
            whole.update(file.read_bytes())
    return f"{RULES}+{whole.hexdigest()[:8]}"


def _files(folder: Traversable) -> Iterator[Traversable]:
    """Yield the rules and words in a folder and below it, in order of their names."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _files(entry)
        elif entry.name.endswith(_ENDINGS):
            yield entry
