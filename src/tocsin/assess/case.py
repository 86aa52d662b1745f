"""Everything one assessment is computed from, gathered once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from tocsin.assess.channels import Dyad, Link
from tocsin.assess.hypotheses.own import OwnHypotheses
from tocsin.assess.library import Library
from tocsin.assess.ontology import Ontology
from tocsin.assess.ranges import Sampler
from tocsin.assess.relations import Relations
from tocsin.assess.schema import StakeOverride
from tocsin.assess.sources import SourceBook, load_book
from tocsin.model.assessment import Assessment, ClaimGrade, Question
from tocsin.model.claim import Claim, StakeMention
from tocsin.model.document import Document
from tocsin.model.estimative import DEFAULT
from tocsin.model.ids import ActorId, ClaimId, DocumentId
from tocsin.model.outcome import GameResult
from tocsin.model.record import Record, Sought

LookUp = Callable[[tuple[ActorId, ActorId], date, tuple[Sought, ...]], Record | None]
"""Gives what structured data say of a pair up to a day, asked what the texts speak of."""


LookFor = Callable[[str, tuple[str, str], date, date], Sequence[tuple[date, str]]]
"""Gives the rows of a class of events between two states within some days, as day and key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """What an answer is compared with.

    Attributes:
        day: The earlier day.
        earlier: The earlier assessment; None where it is worked out again for that day.
        claims: Claims of the documents that the earlier assessment rests on.
        stakes: Stake mentions of the same documents.
        documents: Those documents.
        before: Answers before the earlier one, whose judgements may be settled now.
        look_for: Gives rows of data that show what was judged; None where there are none.
    """

    day: date
    earlier: Assessment | None = None
    claims: tuple[Claim, ...] = ()
    stakes: tuple[StakeMention, ...] = ()
    documents: tuple[Document, ...] = ()
    before: tuple[Assessment, ...] = ()
    look_for: LookFor | None = None

    @property
    def answers(self) -> tuple[Assessment, ...]:
        """Return all earlier answers."""
        return (self.earlier, *self.before) if self.earlier else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """A question as far as it was asked; what is None is found in the evidence.

    Attributes:
        dyad: The two states; None to find them.
        as_of: The day of the assessment; None for the newest document's date.
        horizon_days: Days ahead; None for the setting.
        stakeholders: For whom; empty to find them.
        overrides: Stakes that the user has set by hand.
        command: The command that asked, kept in the run.
        look_up: Gives what structured data say of a pair; None where there are none.
        games: Games that have been played on the question.
        since: What the answer is compared with; None for nothing.
        hypotheses: The user's own hypotheses; None for what the claims propose.
        grades: Sources that the user has graded; None for ours alone.
        library: Where the texts of documents are that were put away, with the sources that are
            known, `grades` among them; None where each comes with its text.
    """

    dyad: tuple[ActorId, ActorId] | None = None
    as_of: date | None = None
    horizon_days: int | None = None
    stakeholders: tuple[ActorId, ...] = ()
    overrides: tuple[StakeOverride, ...] = ()
    command: str = ""
    look_up: LookUp | None = None
    games: tuple[GameResult, ...] = ()
    since: Since | None = None
    hypotheses: OwnHypotheses | None = None
    grades: SourceBook | None = None
    library: Library | None = None


@dataclass(frozen=True, kw_only=True)
class Case:
    """One question with its evidence and data, ready to be computed.

    Attributes:
        question: What is asked, complete.
        claims: The claims of the documents up to the day of the assessment, sorted by id.
        stakes: The stake mentions of the same documents, sorted by id.
        documents: Those documents, sorted by id.
        origins: For each of them the document that stands for its origin.
        relations: The world on the day of the assessment.
        ontology: The data files.
        sampler: Where draws come from.
        overrides: Stakes that the user has set by hand.
        record: What structured data say of the pair; None where there are none.
        games: Games that have been played on the question.
        hypotheses: The user's own hypotheses; None for what the claims propose.
        words: The standard of the words of likelihood, `icd203` or `phia`.
        book: The sources that are known, a user's own among them.
        grades: The grade of each claim that speaks to a proposition, once that is known.
        library: Where the texts of the documents are; None where each comes with its text.
    """

    question: Question
    claims: Sequence[Claim]
    stakes: Sequence[StakeMention]
    documents: Sequence[Document]
    origins: Mapping[DocumentId, DocumentId]
    relations: Relations
    ontology: Ontology
    sampler: Sampler
    overrides: tuple[StakeOverride, ...] = ()
    record: Record | None = None
    games: tuple[GameResult, ...] = ()
    hypotheses: OwnHypotheses | None = None
    words: str = DEFAULT
    book: SourceBook = field(default_factory=load_book)
    grades: Mapping[ClaimId, ClaimGrade] = field(default_factory=dict)
    library: Library | None = None

    @property
    def dyad(self) -> Dyad:
        """Return the two states."""
        return self.question.dyad

    @cached_property
    def dates(self) -> dict[DocumentId, date | None]:
        """Return the date of each document."""
        return {doc.id: doc.date for doc in self.documents}

    def concerns_dyad(self, link: Link) -> bool:
        """Return whether both ends of a link are the two states."""
        return {link.giver, link.receiver} == set(self.dyad)
