"""Texts of our own as documents, and the rows of their files: what harnesses on text share."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from tocsin.model.document import Block, BlockKind, Document
from tocsin.model.ids import DocumentId


def as_document(text: str, day: date | None) -> Document:
    """Return a text as a document of one paragraph."""
    return Document(
        id=DocumentId("d-case"),
        path="case",
        text=text,
        blocks=(Block(BlockKind.PARAGRAPH, 0, len(text)),),
        sha256="",
        size=len(text),
        media_type="text/plain",
        date=day,
    )


def read_rows(path: Path, kind: str = "") -> list[dict[str, Any]]:
    """Return the cases of a JSON-lines file, of one kind or of all.

    Raises:
        SystemExit: The file is missing or has no such case.
    """
    if not path.is_file():
        sys.exit(f"{path} is missing; --data takes a JSON-lines file of cases.")
    lines = path.read_text(encoding="utf-8").splitlines()
    found = [json.loads(line) for line in lines if line.strip()]
    found = [row for row in found if kind in {"", row["kind"]}]
    if not found:
        sys.exit(f"{path} has no case of the kind {kind!r}.")
    return found
