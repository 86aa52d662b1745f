"""A run of a watch: each pair read again, answered again, and kept where something changed."""

import datetime as dt
import shlex
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from tocsin.assess import Inquiry
from tocsin.errors import InsufficientDataError, TocsinError, UsageError
from tocsin.model.assessment import Assessment
from tocsin.model.codec import to_json
from tocsin.model.forecast import QuestionRecord
from tocsin.model.watch import WatchAnswer
from tocsin.pipeline.answering import (
    assess_evidence,
    inquiry_of,
    keep,
    record,
    shelf_of,
    view_of,
)
from tocsin.pipeline.base import Intake, Request, Watcher
from tocsin.pipeline.evidencing import Evidence, gather_evidence
from tocsin.pipeline.forecasting.settling import settle
from tocsin.pipeline.gather import attempt_readings
from tocsin.pipeline.record import place_of
from tocsin.pipeline.watching.feeds import FeedReader
from tocsin.pipeline.watching.file import Watch, load_watches
from tocsin.settings import Settings
from tocsin.store import Ledger, copy_ledger, open_ledger
from tocsin.tell import Watched, WatchState


@dataclass(frozen=True, slots=True, kw_only=True)
class Watching:
    """What somebody wants of a watch.

    Attributes:
        file: The file of the watch.
        today: The day of the run; what is dated later is left out.
        only: Names of the pairs that are run; all where there are none.
        as_of: The day of the judgements; that of the newest document by default.
        is_dry: Whether nothing is kept.
    """

    file: Path
    today: dt.date
    only: tuple[str, ...] = ()
    as_of: dt.date | None = None
    is_dry: bool = False


def watch(request: Watching, *, settings: Settings, watcher: Watcher) -> Iterator[Watched]:
    """Yield what is found of each pair; the error of one does not stop the others.

    A new assessment is kept where question, inputs, version, seed or draws differ from those of
    the last answer under the same name. What marks it as the last one is written last, so that
    after a kill the pair is run again and nothing is there twice.

    Raises:
        OntologyError: The file does not fit.
        UsageError: `only` names a pair that is not in it.
        StoreError: The ledger cannot be opened.
    """
    watches = _chosen(load_watches(request.file), request.only)
    with _opened(request, settings) as (ledger, own):
        reader = FeedReader(ledger, own, watcher, request.today)
        for one in watches:
            watcher.step("watching", one.name)
            run = _Run(one, request, ledger, reader, own, watcher)
            try:
                yield run.result()
            except TocsinError as error:
                yield Watched(name=one.name, state=WatchState.FAILED, error=error.message)


def _chosen(watches: tuple[Watch, ...], only: tuple[str, ...]) -> tuple[Watch, ...]:
    """Return the watches of some names; all for none.

    Raises:
        UsageError: There is none of a name.
    """
    known = [one.name for one in watches]
    for name in only:
        if name not in known:
            message = f"There is no pair {name!r} in this file; there are {', '.join(known)}."
            raise UsageError(message, subject="--only")
    return tuple(one for one in watches if not only or one.name in only)


@contextmanager
def _opened(request: Watching, settings: Settings) -> Iterator[tuple[Ledger, Settings]]:
    """Give the ledger; for a dry run a copy of it, with the lake of the one that it copies.

    Raises:
        StoreError: It cannot be opened or copied.
    """
    if not request.is_dry:
        with open_ledger(settings.store) as ledger:
            yield ledger, settings
        return
    with tempfile.TemporaryDirectory(prefix="tocsin-watch-") as folder:
        copy = Path(folder) / "ledger.sqlite"
        lake = settings.lake
        if copy_ledger(settings.store, copy):
            with open_ledger(settings.store, create=False) as ledger:
                lake = str(place_of(ledger, settings).folder)
        own = replace(settings, store=str(copy), lake=lake)
        with open_ledger(own.store) as ledger:
            yield ledger, own


@dataclass(frozen=True, slots=True)
class _Run:
    """The run of one pair.

    Attributes:
        watch: What is watched.
        request: What somebody wants of the watch.
        ledger: Where everything is kept.
        reader: Reads the feeds.
        settings: The settings of the run.
        watcher: Hears how it goes.
    """

    watch: Watch
    request: Watching
    ledger: Ledger
    reader: FeedReader
    settings: Settings
    watcher: Watcher

    def result(self) -> Watched:
        """Return what is found of the pair.

        Raises:
            TocsinError: There is no answer; the message says why.
        """
        own = self._own_settings()
        asked = Request(
            intake=Intake(sources=self.watch.sources),
            dyad="-".join(self.watch.dyad),
            stakeholders=",".join(self.watch.stakeholders) or None,
            as_of=self.request.as_of,
            stakes=self.watch.stakes,
            hypotheses=self.watch.hypotheses,
            grades=self.watch.grades,
            games=self.watch.games,
        )
        inquiry = replace(inquiry_of(asked, own, self.watcher), command=self._command())
        evidence = self._evidence(asked, inquiry, own)
        last = self._last()

        def answer(since: str = "") -> Assessment:
            return assess_evidence(
                evidence,
                inquiry,
                self.ledger,
                settings=own,
                watcher=self.watcher,
                since=since,
            )

        found = answer()
        if last is not None and _core(last) == _core(found):
            state = WatchState.SAME
            return self._watched(last, evidence, state, before=last.id)
        if last is not None:
            found = self._compared(answer, last) or found
        return self._kept(found, evidence, last, own)

    def _own_settings(self) -> Settings:
        """Return the settings with what the file says of this pair."""
        days = self.watch.horizon
        return self.settings if days is None else replace(self.settings, horizon_days=days)

    def _evidence(self, asked: Request, inquiry: Inquiry, own: Settings) -> Evidence:
        """Return what the sources and feeds say, up to the day; of the future nothing.

        Raises:
            TocsinError: They give nothing.
        """
        sources = attempt_readings(asked.intake, settings=own, watcher=self.watcher)
        feeds = map(self.reader.readings, self.watch.feeds)
        readings = chain(sources, chain.from_iterable(feeds))
        until = self.request.as_of or self.request.today
        evidence = gather_evidence(
            readings, until, shelf_of(self.ledger, inquiry), settings=own, watcher=self.watcher
        )
        for note in evidence.notes:
            self.watcher.note(f"{self.watch.name}: {note}")
        return evidence

    def _last(self) -> Assessment | None:
        """Return the last answer under the name; None before the first one."""
        found = self.ledger.seen(WatchAnswer, self.watch.name)
        return self.ledger.assessment(found[-1].assessment) if found else None

    def _compared(
        self, answer: Callable[[str], Assessment], last: Assessment
    ) -> Assessment | None:
        """Return the answer compared with the last one; None where the two cannot be."""
        try:
            return answer(last.id)
        except (UsageError, InsufficientDataError) as error:
            self.watcher.note(f"{self.watch.name}: {error.message}")
            return None

    def _kept(
        self, found: Assessment, evidence: Evidence, last: Assessment | None, own: Settings
    ) -> Watched:
        """Keep an answer that is new, with the questions that it asks."""
        keep(found, self.ledger)
        questions: tuple[QuestionRecord, ...] = ()
        if self.watch.record:
            asked = record(found, self.ledger, settings=own, watcher=self.watcher)
            questions = tuple(one.record for one in asked)
        self.ledger.add_seen(WatchAnswer(name=self.watch.name, assessment=found.id))
        state = WatchState.FIRST if last is None else WatchState.CHANGED
        before = last.id if last else ""
        return self._watched(found, evidence, state, before=before, questions=questions)

    def _watched(
        self,
        found: Assessment,
        evidence: Evidence,
        state: WatchState,
        *,
        before: str,
        questions: tuple[QuestionRecord, ...] = (),
    ) -> Watched:
        """Return what is told of the pair."""
        claims = [claim for item in evidence.coded for claim in item.coding.claims]
        tried = settle(
            self.watch.dyad,
            claims,
            found.question.as_of,
            self.ledger,
            settings=self.settings,
            is_kept=self.watch.record,
        )
        return Watched(
            name=self.watch.name,
            state=state,
            view=view_of(found, evidence),
            before=before,
            questions=questions,
            told=tried.told,
            resolved=tried.resolved,
        )

    def _command(self) -> str:
        """Return the command that repeats the run of this pair."""
        words = ["tocsin", "watch", str(self.request.file), "--only", self.watch.name]
        if self.request.as_of is not None:
            words += ["--as-of", str(self.request.as_of)]
        return shlex.join(words)


def _core(answer: Assessment) -> tuple[object, ...]:
    """Return what an answer depends on; two answers of the same core are the same."""
    run = answer.run
    return (to_json(answer.question), run.inputs_sha256, run.version, run.seed, run.draws)
