"""What a draft is made from: coded claims, an assessment of the ledger, or texts to be coded."""

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from io import BufferedReader, RawIOBase
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from tocsin.coding import coder_version, depth_of
from tocsin.errors import InsufficientDataError, ReadError, UsageError
from tocsin.model.claim import Claim, StakeMention
from tocsin.model.codec import from_json
from tocsin.model.document import Document
from tocsin.model.ids import ActorId, DocumentId
from tocsin.pipeline.base import Intake, Watcher
from tocsin.pipeline.claims import code_documents
from tocsin.settings import Settings
from tocsin.store import Ledger, open_ledger

if TYPE_CHECKING:
    from typing_extensions import Buffer

STDIN = "-"
_STORED = re.compile(r"[ad]-[0-9a-f]{2,10}")
_JSON_LINES = frozenset({".ndjson", ".jsonl", ".json"})
_BOM = b"\xef\xbb\xbf"
_JSON_GROWTH = 8
"""A line of JSON is longer than what it holds, by escapes."""


@dataclass(slots=True)
class Evidence:
    """Claims, stakes and documents, each once.

    Attributes:
        dyad: The pair of the assessment that they are from; None from elsewhere.
        day: Its day, likewise.
    """

    claims: dict[str, Claim] = field(default_factory=dict)
    stakes: dict[str, StakeMention] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    dyad: tuple[ActorId, ActorId] | None = None
    day: dt.date | None = None

    def add(self, items: Iterable[Claim | StakeMention | Document]) -> None:
        """Add what was found; what has an id that is there already is the same."""
        for item in items:
            if isinstance(item, Claim):
                self.claims.setdefault(item.id, item)
            elif isinstance(item, StakeMention):
                self.stakes.setdefault(item.id, item)
            else:
                self.documents.setdefault(item.id, item)


def gather(intake: Intake, *, settings: Settings, watcher: Watcher) -> Evidence:
    """Return what the sources hold: files of claims, ids of the ledger, and texts.

    Raises:
        UsageError: A line is no claim, or an id stands for nothing.
        ReadError: A file, or none of the texts, can be read.
        InsufficientDataError: No text is in a language that is read.
        StoreError: The ledger cannot be used.
    """
    found = Evidence()
    texts: list[str] = []
    stdin = intake.stdin
    for name in intake.sources:
        if name == STDIN and stdin is not None:
            lines, stdin = _piped_claims(stdin, settings)
            if lines is None:
                texts.append(name)
            else:
                found.add(_parsed(lines, "standard input"))
        elif _STORED.fullmatch(name) and not Path(name).exists():
            _recall(name, found, settings)
        elif _holds_claims(name, settings):
            watcher.step("reading", name)
            found.add(_from_file(Path(name), settings))
        else:
            texts.append(name)
    if texts:
        own = replace(intake, sources=tuple(texts), stdin=stdin)
        for coded in code_documents(own, settings=settings, watcher=watcher):
            found.add((coded.document, *coded.coding.claims, *coded.coding.stakes))
    _name_documents(found, intake)
    return found


def _holds_claims(name: str, settings: Settings) -> bool:
    """Return whether a file holds claims as `tocsin code --json` prints them.

    Raises:
        UsageError: It holds other JSON, which must not be read as prose.
    """
    try:
        with Path(name).open("rb") as stream:
            first = next((line for line in _lines(stream, settings) if line.strip()), b"")
    except (OSError, ValueError):  # an address, a folder, or gone: who reads it will say
        return False
    if not first:  # a coder that found nothing prints nothing
        return Path(name).suffix.lower() in _JSON_LINES
    kind = _kind_of(first)
    if kind is not None and kind not in {Claim, StakeMention}:
        raise UsageError(
            f"{name} holds JSON, but no claims as `tocsin code --json` prints them, one a line; "
            "documents of `tocsin read --json` go to standard input, and an assessment is named "
            "by its id.",
            subject=name,
        )
    return kind is not None


def _kind_of(line: bytes) -> type | None:
    """Return what a line of JSON holds: a claim, a stake mention or anything; None for prose."""
    plain = line.lstrip(_BOM).strip()
    if plain in {b"{", b"["}:  # JSON over several lines
        return object
    if not plain.startswith((b"{", b"[")):
        return None
    try:
        value = json.loads(plain)
    except ValueError:  # prose may begin so
        return None
    if isinstance(value, dict) and "quote" in value:
        return StakeMention if "stakeholder" in value else Claim
    return object


def _from_file(path: Path, settings: Settings) -> Iterator[Claim | StakeMention]:
    """Yield the claims of a file.

    Raises:
        ReadError: It cannot be read.
        UsageError: A line is no claim.
    """
    try:
        with path.open("rb") as stream:
            yield from _parsed(_lines(stream, settings), str(path))
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror or error}."
        raise ReadError(message, subject=str(path)) from error


def _piped_claims(
    stream: BinaryIO, settings: Settings
) -> tuple[Iterator[bytes] | None, BinaryIO]:
    """Return the lines of a stream of claims, or None and the whole stream where it is none."""
    first = stream.readline(settings.max_bytes * _JSON_GROWTH)
    if _kind_of(first) in {Claim, StakeMention}:
        return chain([first], _lines(stream, settings)), stream
    return None, BufferedReader(_Whole(first, stream))


class _Whole(RawIOBase):
    """A stream whose first line has been looked at already; it is not read into memory."""

    def __init__(self, first: bytes, rest: BinaryIO) -> None:
        self._first, self._rest = first, rest

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def readinto(self, buffer: "Buffer") -> int:
        """Fill a buffer with the next bytes, and return how many there were."""
        room = memoryview(buffer)
        data = self._first[: len(room)] or self._rest.read(len(room))
        self._first = self._first[len(data) :]
        room[: len(data)] = data
        return len(data)


def _lines(stream: BinaryIO, settings: Settings) -> Iterator[bytes]:
    """Return the lines of a stream, each up to a limit."""
    longest = settings.max_bytes * _JSON_GROWTH
    return iter(lambda: stream.readline(longest), b"")


def _parsed(lines: Iterable[bytes], name: str) -> Iterator[Claim | StakeMention]:
    """Yield the claim, or the stake mention, of each line; empty lines are passed over.

    Raises:
        UsageError: A line is neither.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            is_stake = _kind_of(line) is StakeMention
            plain = line.lstrip(_BOM)
            yield from_json(StakeMention, plain) if is_stake else from_json(Claim, plain)
        except UsageError as error:
            message = (
                f"Line {number} of {name}: {error.message} Give claims as `tocsin code --json` "
                "prints them, one a line."
            )
            raise UsageError(message, subject=name) from error


def _recall(ref: str, found: Evidence, settings: Settings) -> None:
    """Add what the ledger holds of an assessment, or of a document.

    Raises:
        UsageError: There is no such id.
        StoreError: The ledger is missing or cannot be read.
    """
    with open_ledger(settings.store, create=False) as ledger:
        if ref.startswith("d-"):
            documents = {ledger.document(ref).id}
        else:
            assessment = ledger.assessment(ref)
            found.dyad, found.day = assessment.question.dyad, assessment.question.as_of
            beneath = {one for figure in assessment.figures for one in figure.claims}
            beneath |= {one for edge in assessment.exchange for one in edge.claims}
            claims = [ledger.claim(one) for one in sorted(beneath) if one.startswith("c-")]
            stakes = [ledger.stake(one) for one in sorted(beneath) if one.startswith("s-")]
            found.add((*claims, *stakes))
            documents = {one.document for one in claims} | {one.document for one in stakes}
        for name in sorted(documents):
            found.add((ledger.document(name), *_coded(name, ledger, settings)))


def _coded(
    document: DocumentId, ledger: Ledger, settings: Settings
) -> Iterator[Claim | StakeMention]:
    """Yield what was coded of a document: claims, and stakes where this coder found them."""
    yield from ledger.claims(document)
    coding = ledger.coding(document, coder_version(depth_of(settings.reader)))
    if coding is not None:
        yield from coding.stakes


def _name_documents(found: Evidence, intake: Intake) -> None:
    """Stand in for documents of which only claims are known, by what the caller says of them.

    A stand-in has no text, so that copies cannot be found among them.
    """
    for claim in found.claims.values():
        if claim.document not in found.documents:
            found.documents[claim.document] = Document(
                id=claim.document,
                path=claim.path,
                text="",
                blocks=(),
                sha256="",
                size=0,
                media_type="application/x-ndjson",
                title=intake.title,
                publisher=intake.publisher,
                date=intake.date,
            )


def refuse_empty(found: Evidence) -> None:
    """Refuse evidence without a claim.

    Raises:
        InsufficientDataError: It is that.
    """
    if not found.claims:
        read = len(found.documents)
        what = (
            f"{read} document{'' if read == 1 else 's'} gave no claim" if read else "No claim"
        )
        raise InsufficientDataError(
            f"{what}: there is nothing to draft a game from; give a text that says what two "
            "states do."
        )
