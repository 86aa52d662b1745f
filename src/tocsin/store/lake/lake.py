"""The lake: files of structured data, taken in whole or not at all, found through the ledger."""

from collections.abc import Sequence
from pathlib import Path

from tocsin.model.ingest import Ingest
from tocsin.store import holdings
from tocsin.store.lake import duck
from tocsin.store.lake.offers import Offer, Wish
from tocsin.store.lake.place import Place, raw_path
from tocsin.store.lake.step import Step
from tocsin.store.ledger import Ledger


class Lake:
    """Files of structured data behind a ledger.

    Attributes:
        ledger: Says which files count; a file that it does not name is not there.
        place: Where they lie.
    """

    def __init__(self, ledger: Ledger, folder: Path) -> None:
        self.ledger = ledger
        self.place = Place(folder)

    def make_ready(self) -> None:
        """Make sure that files can be taken in, and that nothing half done lies about.

        Raises:
            UsageError: DuckDB is not installed.
            StoreError: The lake is that of another ledger, or cannot be written.
        """
        duck.require()
        self.place.belong(self.ledger.name)
        self.tidy()

    def step(self, offers: Sequence[Offer], wish: Wish) -> Step:
        """Return the taking in of files as one step that nobody has read yet.

        The lake must have been made ready.
        """
        return Step((self.ledger, self.place), wish, offers)

    def ingest(self, offers: Sequence[Offer], wish: Wish) -> Ingest | None:
        """Take files in, in one step; return None where all of them are there already.

        When it returns, what was taken in survives a kill and a loss of power. If it raises or
        is killed, nothing of it is there.

        Raises:
            UsageError: DuckDB is not installed, or an option does not fit.
            SourceError: A file is not of the source's format; it names file, line and column.
            StoreError: The disk is full, the ledger locked or the lake damaged.
        """
        self.make_ready()
        with self.step(offers, wish) as step:
            step.read()
            return step.settle()

    def tidy(self) -> int:
        """Remove what killed processes left behind; return how many files and folders."""
        if not self.place.abandoned():  # what lives here now is no leftover
            return 0
        with self.ledger.writing() as connection:
            parts = {part.path for part in holdings.all_parts(connection)}
            raws = {
                raw_path(one.sha256)
                for ingest in holdings.all_ingests(connection)
                for one in ingest.inputs
            }
            return self.place.sweep(parts | raws)
