"""A process that adds documents with their codings until it is killed, and says which.

A line on standard output acknowledges: it is written only after the transaction.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from conftest import CODER, Maker

from tocsin.store import open_ledger


def main(path: str, first: int) -> None:
    with open_ledger(path) as ledger:
        for number in range(first, first + 10_000):
            document, raw = Maker.document(number)
            coding, sentences = Maker.coding(document)
            assessment = Maker.assessment(number, coding.claims)
            ledger.add_document(document, raw)
            sys.stdout.write(f"document {document.id}\n")
            sys.stdout.flush()
            ledger.add_coding(coding, sentences, CODER)
            sys.stdout.write(f"coding {document.id}\n")
            sys.stdout.flush()
            ledger.add_assessment(assessment)
            sys.stdout.write(f"assessment {assessment.id}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
