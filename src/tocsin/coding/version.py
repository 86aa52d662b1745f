"""The version of the coder: of its rules, its word lists and its gazetteer together."""

import hashlib
from functools import cache
from importlib import resources

RULES = "rules-1"
_SOURCES = ("tocsin.coding", "tocsin.coding.data", "tocsin.model.ontology.actors")
_ENDINGS = (".py", ".yaml", ".csv")


@cache
def coder_version() -> str:
    """Return the version, such as `rules-1+5f1e09ab`; any change of rules or words changes it.

    A ledger keeps codings by this version, so that claims of an older coder are never taken for
    those of this one. Reading the files takes a few milliseconds.
    """
    whole = hashlib.sha256()
    for package in _SOURCES:
        files = sorted(resources.files(package).iterdir(), key=lambda file: file.name)
        for file in files:
            if file.name.endswith(_ENDINGS):
                whole.update(file.name.encode())
                whole.update(file.read_bytes())
    return f"{RULES}+{whole.hexdigest()[:8]}"
