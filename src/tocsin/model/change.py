"""What changed between two answers to one question, and what the change comes from."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tocsin.model.ids import DocumentId


class Cause(StrEnum):
    """The three things that an answer may change by."""

    EVIDENCE = "evidence"
    """Documents that came, or went, with their claims and stated stakes."""
    DATA = "data"
    """Structured data of the pair, and relations between states that came into or out of force."""
    ASSUMPTIONS = "assumptions"
    """The day and the horizon, settings, games, stakes set by hand, the version of Tocsin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One cause's part in a change; the parts of a change sum to it, as they are printed.

    Attributes:
        cause: Which cause.
        amount: Its part, in the unit of the change.
        figure: The id that `tocsin why` opens.
    """

    cause: Cause
    amount: float
    figure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Influence:
    """What one new text did: the value as it is, less the value with the text left out.

    Copies of a text go with it. Influences do not sum to the part of the evidence, as texts
    that say the same stand in for each other.

    Attributes:
        document: The text that stands for its origin.
        title: Its title, or the file's name.
        date: Its date; None where it has none.
        amount: What it did, in the unit of the change.
        claims: Its claims that enter into the value.
    """

    document: DocumentId
    title: str
    date: date | None
    amount: float
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """How one score or probability moved.

    Attributes:
        id: Of the judgement or concern that moved.
        before: Its value on the earlier day; None where nothing was judged then.
        after: Its value now; None where it is not judged any more.
        amount: after - before; None where one of them is missing.
        before_word: The level or the word of likelihood then; empty where nothing was judged.
        after_word: The same now.
        shares: What each cause did, in the order of `Cause`; empty where there is no amount.
        influences: The new texts that did most, the strongest first.
        figure: The id that `tocsin why` opens.
    """

    id: str
    before: float | None
    after: float | None
    amount: float | None
    before_word: str
    after_word: str
    shares: tuple[Share, ...]
    influences: tuple[Influence, ...]
    figure: str


class Ending(StrEnum):
    """What became of a judgement of an earlier day."""

    HAPPENED = "happened"
    """It is told as a fact of the days that it spoke of, or rows of data show it."""
    DISPUTED = "disputed"
    """It is told as a fact, and another text that is no party's says that it was not so."""
    PASSED = "passed"
    """The days that it spoke of have passed, and nothing tells of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A judgement of an earlier day of which is known now what became of it.

    Attributes:
        judgement: Id of the judgement.
        ending: What became of it.
        asked_on: The earlier day; the judgement spoke of the days behind it.
        end: The last day that it spoke of.
        earlier: Id of the answer that it stands in; empty where it was worked out again.
        day: The first day that is told for it, the last of several that a claim gives; None where
            nothing tells of it.
        claims: Claims that tell of it as a fact, each of a text behind the earlier day.
        against: Claims of others, and of no party, that it was not so.
        rows: Rows of data that show it, as `SOURCE:KEY`.
    """

    judgement: str
    ending: Ending
    asked_on: date
    end: date
    earlier: str = ""
    day: date | None = None
    claims: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How an answer differs from an earlier one.

    Attributes:
        since: The earlier day.
        earlier: Id of the earlier assessment; empty where it was worked out again for that day.
        concern: How each stakeholder's score moved.
        judgements: How each judgement moved, those that moved most first.
        documents: Texts that count now and did not then, by date.
        gone: Texts that counted then and do not now.
        data: What changed in the data, one sentence each.
        assumptions: What changed in the assumptions, one sentence each.
        settled: Judgements of earlier answers that are settled now and were not before; None for
            none.
    """

    since: date
    earlier: str
    concern: tuple[Shift, ...]
    judgements: tuple[Shift, ...]
    documents: tuple[DocumentId, ...]
    gone: tuple[DocumentId, ...]
    data: tuple[str, ...]
    assumptions: tuple[str, ...]
    settled: tuple[Settled, ...] | None = field(default=None, metadata={"omitted": True})
