"""The ledger: everything that was read and answered, kept so that each number leads back."""

from tocsin.store.connect import copy_ledger, default_path, has_ledger
from tocsin.store.ledger import Ledger, open_ledger
from tocsin.store.resolve import Found, FoundKind, StoredFigure

__all__ = [
    "Found",
    "FoundKind",
    "Ledger",
    "StoredFigure",
    "copy_ledger",
    "default_path",
    "has_ledger",
    "open_ledger",
]
