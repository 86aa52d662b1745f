"""The lake: files of structured data, taken in whole or not at all, found through the ledger."""

from collections.abc import Sequence
from pathlib import Path

from tocsin.errors import StoreError
from tocsin.model.ingest import Ingest
from tocsin.store import holdings
from tocsin.store.lake import duck
from tocsin.store.lake.place import Place, raw_path, sha256_of
from tocsin.store.lake.step import Offer, Step, Wish
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

    def unknown(self, offers: Sequence[Offer], wish: Wish) -> list[tuple[Offer, str]]:
        """Return the files that were not read in this way before, each with its sha256.

        Raises:
            StoreError: A file cannot be read.
        """
        shas = {}
        for offer in offers:
            try:
                shas[sha256_of(offer.path)] = offer  # of the same bytes twice, one counts
            except OSError as error:
                reason = error.strerror or str(error)
                message = f"{offer.name} cannot be read: {reason}."
                raise StoreError(message, subject=offer.name) from error
        readings = {sha: wish.reading(sha) for sha in shas}
        known = self.ledger.known_readings(set(readings.values()))
        return [(offer, sha) for sha, offer in shas.items() if readings[sha] not in known]

    def ingest(self, offers: Sequence[Offer], wish: Wish) -> Ingest | None:
        """Take files in, in one step; return None where all of them are there already.

        When it returns, what was taken in survives a kill and a loss of power. If it raises or
        is killed, nothing of it is there.

        Raises:
            UsageError: DuckDB is not installed, or an option does not fit.
            SourceError: A file is not of the source's format; it names file, line and column.
            StoreError: The disk is full, the ledger locked or the lake damaged.
        """
        duck.require()
        self.place.belong(self.ledger.name)
        self.tidy()
        fresh = self.unknown(offers, wish)
        if not fresh:
            return None
        with self.place.work() as work:
            return Step((self.ledger, self.place), wish, fresh, work).run()

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
