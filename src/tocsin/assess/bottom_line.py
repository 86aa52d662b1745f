"""The answer in at most forty words, and what it does not carry."""

from collections.abc import Sequence

from tocsin.assess.case import Case
from tocsin.assess.channels import countries, participants
from tocsin.assess.concern import Reckoning
from tocsin.assess.games import about_games
from tocsin.assess.judgements import Judged
from tocsin.assess.names import readable
from tocsin.assess.words import day_words, join, percent
from tocsin.model.vocabulary import Quad

MOST_WORDS = 40


def write_bottom_line(reckonings: Sequence[Reckoning], judged: Sequence[Judged]) -> str:
    """Return concern per stakeholder and the leading judgement, at most forty words.

    Likelihood and confidence never share a sentence. Stakeholders that no longer fit are left
    out from the end; the judgement is the main driver of the first.
    """
    lead = reckonings[0].terms[0].judged if reckonings and reckonings[0].terms else judged[0]
    judgement = lead.judgement
    low, high = judgement.interval
    likely = (
        f"{judgement.proposition.rstrip('.')}: {judgement.words}, {percent(judgement.p)} "
        f"({percent(low).rstrip('%')} to {percent(high)})."
    )
    confidence = f"Confidence is {judgement.confidence}."
    concerns = [_concern(item) for item in reckonings]
    kept = _fitting(concerns, MOST_WORDS - _words(likely) - _words(confidence))
    if len(kept) < len(concerns):
        kept, confidence = _fitting(concerns, MOST_WORDS - _words(likely)), ""
    head = f"Concern: {'; '.join(kept)}." if kept else ""
    text = " ".join(part for part in (head, likely, confidence) if part)
    return (
        text
        if _words(text) <= MOST_WORDS
        else " ".join(part for part in (head, likely) if part)
    )


def _concern(item: Reckoning) -> str:
    """Return one stakeholder's concern in a few words."""
    low, high = item.interval
    return f"{readable(item.stakeholder)} {item.level}, {item.centre:.0f} ({low:.0f} to {high:.0f})"


def _fitting(parts: Sequence[str], room: int) -> list[str]:
    """Return the first parts that fit into a number of words, one kept for the heading."""
    kept: list[str] = []
    for part in parts:
        if sum(map(_words, kept)) + _words(part) + 1 > room:
            break
        kept.append(part)
    return kept


def _words(text: str) -> int:
    """Return the number of words of a text."""
    return len(text.split())


_OLD_DAYS = 365


def write_limits(
    judged: Sequence[Judged], case: Case, *, dyad_was_found: bool, left_out: int
) -> tuple[str, ...]:
    """Return what the answer does not carry, one sentence each."""
    limits = [
        *about_games([item.proposition for item in judged], case),
        (
            "Harms, exposures and likelihood ratios are documented judgements, not estimates from "
            "data; a rapprochement's benefits are not counted."
        ),
    ]
    limits[:0] = _about_conflict(case)
    limits.extend(_about_documents(case, left_out))
    limits.extend(_about_base_rates(judged, case))
    if dyad_was_found:
        names = join([readable(state) for state in case.dyad])
        limits.append(f"The pair was found automatically: {names}.")
    limits.extend(_about_voices(case))
    limits.extend(_about_record(case))
    return tuple(limits)


def _about_record(case: Case) -> list[str]:
    """Return the limits of the structured data: what ends long before, and what it omits."""
    record = case.record
    if record is None:
        return []
    as_of = case.question.as_of
    old = [
        f"{one.source} on {day_words(one.end)}"
        for one in record.coverage
        if one.end is not None and (as_of - one.end).days > _OLD_DAYS
    ]
    limits = [
        (
            "Structured data stand as their sources published them later, corrections included; "
            f"no row tells of a day after {day_words(as_of)}."
        )
    ]
    if old:
        limits.append(f"Data that end over a year before: {join(old)}.")
    if any(rate.years and rate.base_class == "arms_transfer" for rate in record.rates):
        limits.append(
            "Counts of arms deliveries are of major arms; shells and what is hidden are absent."
        )
    return limits


def _about_conflict(case: Case) -> list[str]:
    """Return the limit that the texts tell more of conflict than of rapprochement."""
    between = [c for c in case.claims if set(case.dyad) <= set(participants(c))]
    hostile = sum(c.event.type.quad in _HOSTILE for c in between)
    if 2 * hostile <= len(between):
        return []
    names = join([readable(state) for state in case.dyad])
    limit = (
        f"Of {len(between)} claims between {names}, {hostile} tell of conflict: what is judged "
        "here is the lesser part of what the texts say of the two."
    )
    return [limit]


_HOSTILE = frozenset({Quad.VERBAL_CONFLICT, Quad.MATERIAL_CONFLICT})


def _about_documents(case: Case, left_out: int) -> list[str]:
    """Return the limits that come from the documents."""
    limits = []
    if len(set(case.origins.values())) == 1:
        limits.append("Everything rests on a single origin; nothing is corroborated.")
    undated = sum(doc.date is None for doc in case.documents)
    if undated:
        noun = "document has" if undated == 1 else "documents have"
        limits.append(f"{undated} {noun} no date; how old the news in it is stays open.")
    if left_out:
        noun = "document was" if left_out == 1 else "documents were"
        limits.append(f"{left_out} {noun} published after {case.question.as_of} and left out.")
    return limits


def _about_base_rates(judged: Sequence[Judged], case: Case) -> list[str]:
    """Return the limits that come from missing or judged base rates."""
    channels = case.ontology.channels.channels
    missing = sorted(
        {channels[j.judgement.channel].label for j in judged if not j.base.is_known}
    )
    prior = sorted(
        {
            channels[j.judgement.channel].label
            for j in judged
            if j.base.is_known and not j.base.is_counted
        }
    )
    limits = []
    if missing:
        limits.append(
            f"There is no base rate for: {', '.join(missing)}; testimony starts from even odds "
            "there."
        )
    if prior:
        limits.append(f"Base rates are judged ranges, not counts, for: {', '.join(prior)}.")
    return limits


def _about_voices(case: Case) -> list[str]:
    """Return which member of the pair has no voice in the claims about it."""
    heard = {
        home
        for claim in case.claims
        if set(case.dyad) & set(participants(claim))
        for home in countries(h.actor for h in claim.holders if h.actor is not None)
    }
    silent = [readable(member) for member in case.dyad if member not in heard]
    if not silent:
        return []
    return [f"No claim is put down to {' or '.join(silent)}; its own voice is missing."]
