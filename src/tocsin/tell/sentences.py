"""The sentences of the answer: likelihood in one, confidence in another, who says what."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from tocsin.model.assessment import Judgement
from tocsin.model.claim import Claim, Holder
from tocsin.model.vocabulary import Polarity, Stance
from tocsin.tell.hygiene import clean
from tocsin.tell.view import BriefInput
from tocsin.tell.words import label, listing, percent, percent_range

# Words that are nouns take another lead than those that are adjectives.
_NOUN_LEADS = {
    "almost no chance": "There is almost no chance",
    "remote chance": "There is a remote chance",
    "realistic possibility": "There is a realistic possibility",
    "roughly even chance": "There is a roughly even chance",
    "roughly even odds": "There are roughly even odds",
}
_HEAD_NOUN = re.compile(r" (?:in|of|at|from|for|with|on|who|that|familiar|close)\b")
_PLURAL = {
    Stance.ASSERTS: "assert",
    Stance.DENIES: "deny",
    Stance.DOUBTS: "doubt",
    Stance.PREDICTS: "predict",
    Stance.DEMANDS: "demand",
}
_PRONOUNS = frozenset({"i", "we", "you", "they"})
_SINGULAR = {**{key: f"{verb}s" for key, verb in _PLURAL.items()}, Stance.DENIES: "denies"}


@dataclass(frozen=True, slots=True)
class Likelihood:
    """The first sentence on a judgement, in parts, so that its number can carry a link.

    It reads `{lead} ({number}, 90% range {interval}) that {clause}.`
    """

    lead: str
    number: str
    interval: str
    clause: str

    def __str__(self) -> str:
        """Return the whole sentence."""
        return f"{self.lead} ({self.number}, 90% range {self.interval}) that {self.clause}."


def likelihood(judgement: Judgement, view: BriefInput) -> Likelihood:
    """Return the sentence that says how likely it is, word and number.

    The horizon is left out: it stands once, above all judgements.
    """
    word = clean(judgement.words)
    return Likelihood(
        lead=_NOUN_LEADS.get(word.lower(), f"It is {word}"),
        number=percent(judgement.p),
        interval=percent_range(judgement.interval),
        clause=_clause(judgement.proposition, view),
    )


def confidence_sentence(judgement: Judgement) -> str:
    """Return the sentence that says how well grounded the estimate is, and why."""
    reasons = "; ".join(clean(reason).rstrip(".") for reason in judgement.reasons)
    head = f"Confidence is {clean(judgement.confidence)}"
    return f"{head}: {reasons}." if reasons else f"{head}."


def holder_chain(claim: Claim) -> str:
    """Return who says so, from the outermost speaker inwards.

    `US officials assert`; `US officials assert that North Korea denies`; `the author states`;
    `North Korea and Russia deny`.
    """
    if not claim.holders:
        return "the author states"
    return " that ".join(_said_by(level) for level in claim.levels)


def _said_by(level: tuple[Holder, ...]) -> str:
    """Return what those who speak together do: `North Korea and Russia deny`."""
    names = tuple(dict.fromkeys(clean(holder.name) for holder in level))
    return _speech(listing(names), level[0].stance)


def joint_chain(claims: tuple[Claim, ...]) -> str:
    """Return who says so for claims on one quote: `North Korea and Russia deny`."""
    first = claims[0]
    stances = {holder.stance for claim in claims for holder in claim.holders}
    is_flat = all(len(claim.holders) == 1 for claim in claims) and len(stances) == 1
    if len(claims) == 1 or not is_flat:
        return holder_chain(first)
    names = dict.fromkeys(clean(claim.holders[0].name) for claim in claims)
    return _speech(listing(tuple(names)), first.holders[0].stance)


def act(claim: Claim, name: Callable[[str | None], str]) -> str:
    """Return who does what to whom: `North Korea → Russia: weapons, munitions`."""
    event = claim.event
    source = listing([name(one) for one in event.source]) or "not named"
    target = listing([name(one) for one in event.target])
    sign = "↔" if event.reciprocal else "→"
    parties = f"{source} {sign} {target}" if target else source
    return f"{parties}: {matter(claim)}"


def matter(claim: Claim) -> str:
    """Return what moves or, where nothing is named, the type of the act."""
    event = claim.event
    kind = event.type.value.lower() + (f" ({label(clean(event.mode))})" if event.mode else "")
    items = ", ".join(label(item.value) for item in event.items)
    return items or kind


def standing(claim: Claim) -> str:
    """Return the status of a claim in words: `possible`, `denied`, `occurred, negated`."""
    parts = [claim.status.value]
    if claim.polarity is Polarity.NEGATED:
        parts.append("negated")
    if claim.is_denied:
        parts.append("denied")
    return ", ".join(parts)


def event_time(claim: Claim) -> str:
    """Return when the event is said to happen: the words, else the dates, else nothing."""
    time = claim.event.time
    ends = [one.isoformat() for one in (time.start, time.end) if one is not None]
    dates = " to ".join(dict.fromkeys(ends))
    if time.text and dates:
        return f"{clean(time.text)} ({dates})"
    return clean(time.text) if time.text else dates


def _clause(proposition: str, view: BriefInput) -> str:
    """Return a proposition as it stands behind `that`: with a capital only for a name."""
    text = view.without_horizon(proposition).rstrip(".")
    is_name = text[1:2].isupper() or any(
        text.startswith(clean(name)) for name in view.assessment.names.values()
    )
    return text if is_name else text[:1].lower() + text[1:]


def _speech(name: str, stance: Stance) -> str:
    """Return a speaker with the verb of the stance, in the right number.

    A head noun in small letters on -s (officials, experts in Seoul), an `and` or a pronoun takes
    the plural's verb; `United States` does not.
    """
    last = _HEAD_NOUN.split(name)[0].rsplit(" ", 1)[-1]
    is_plural = (
        " and " in name
        or name.casefold() in _PRONOUNS
        or (last.endswith("s") and last[:1].islower())
    )
    verbs = _PLURAL if is_plural else _SINGULAR
    return f"{name} {verbs[stance]}"
