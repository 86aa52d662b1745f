"""The record of a run: the ledger, and the lake of structured data beside it.

Taking data in needs readers of sources that questions do not need, so both load at first use.
"""

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.errors import UsageError
from tocsin.settings import Settings
from tocsin.store import Ledger, open_ledger
from tocsin.store.lake.place import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tocsin.store.lake.lake import Lake
    from tocsin.store.lake.view import LakeView


@contextmanager
def open_lake(settings: Settings, *, create: bool = True) -> "Iterator[Lake]":
    """Give the lake that belongs to the ledger of the settings.

    Raises:
        StoreError: The ledger cannot be used.
        UsageError: The ledger is on a server, and no folder is set for the lake.
    """
    with open_ledger(settings.store, create=create) as ledger:
        yield lake_of(ledger, settings)


@contextmanager
def open_view(settings: Settings, *, create: bool = False) -> "Iterator[LakeView]":
    """Give a view of the record as it is now.

    Raises:
        StoreError: The ledger is not there, or cannot be used.
        UsageError: The ledger is on a server, and no folder is set for the lake.
    """
    from tocsin.store.lake.view import viewing  # noqa: PLC0415 - 0.2 s for numpy

    with (
        open_ledger(settings.store, create=create) as ledger,
        viewing(ledger, place_of(ledger, settings)) as view,
    ):
        yield view


def lake_of(ledger: Ledger, settings: Settings) -> "Lake":
    """Return the lake of a ledger.

    Raises:
        UsageError: The ledger is on a server, and no folder is set for the lake.
    """
    from tocsin.store.lake.lake import Lake  # noqa: PLC0415 - 0.3 s for the readers in bulk

    return Lake(ledger, place_of(ledger, settings).folder)


def place_of(ledger: Ledger, settings: Settings) -> Place:
    """Return where the files of a ledger's lake lie.

    Raises:
        UsageError: The ledger is on a server, and no folder is set for the lake.
    """
    if settings.lake:
        return Place(Path(settings.lake).expanduser())
    if "://" in ledger.name:
        message = (
            "The ledger is a database server; name the folder of the lake in tocsin.toml "
            "(lake = ...) or in TOCSIN_LAKE."
        )
        raise UsageError(message, subject="lake")
    return Place(Path(ledger.name).with_suffix(".lake"))
