"""From an assessment to the description of its brief, which every format writes."""

from tocsin.tell.brief.annex import annex_sections
from tocsin.tell.brief.annex.closing import method
from tocsin.tell.brief.fitting import density_of
from tocsin.tell.brief.front import front_sections
from tocsin.tell.brief.parts import Brief, Fact, Piece
from tocsin.tell.brief.pieces import Desk, plain
from tocsin.tell.view import BriefInput
from tocsin.tell.words import day, listing


def describe(view: BriefInput) -> Brief:
    """Return what a brief holds, in the order of reading; the same for every format."""
    desk = Desk(view)
    answer = view.assessment
    parties = listing([view.name(one) for one in answer.question.dyad])
    title = plain(f"How concerning is the rapprochement of {parties}?")
    front = front_sections(desk)
    return Brief(
        title=title,
        name=f"{parties}: concern as of {day(answer.question.as_of)}",
        version=answer.run.version,
        run=answer.id,
        facts=_facts(desk),
        front=front,
        annex=annex_sections(desk),
        closing=method(desk),
        density=density_of(title, front),
    )


def _facts(desk: Desk) -> tuple[Fact, ...]:
    """Return the day, the horizon and what was read."""
    question, corpus = desk.view.assessment.question, desk.view.assessment.corpus
    facts = [
        Fact("As of", plain(day(question.as_of))),
        Fact("Horizon", (desk.number(f"{question.horizon_days:,} days", "run.horizon"),)),
    ]
    facts += [
        Fact(name, (desk.number(f"{count:,}", ref),))
        for name, count, ref in (
            ("Documents", corpus.documents, "corpus.documents"),
            ("Independent origins", corpus.origins, "corpus.origins"),
            ("Claims", corpus.claims, "corpus.claims"),
        )
    ]
    if corpus.first_date and corpus.last_date:
        ends = dict.fromkeys((day(corpus.first_date), day(corpus.last_date)))
        facts.append(Fact("Written", (Piece(" to ".join(ends)),)))
    return tuple(facts)
