"""Which states a text names at all, without a parse: for saying why there is no answer."""

from datetime import date

from tocsin.model.document import Document
from tocsin.model.gazetteer import load_gazetteer
from tocsin.model.guards import subtokens
from tocsin.model.ids import ActorId, country


def named_states(document: Document) -> tuple[ActorId, ...]:
    """Return the states that the kept text names by a known form, each once, sorted.

    A form that may mean several states counts for none.
    """
    is_state = load_gazetteer().is_state
    texts = (document.text[block.start : block.end] for block in document.blocks)
    found = {state for text in texts for state in states_in_text(text, document.date)}
    return tuple(sorted(filter(is_state, found)))


def states_in_text(text: str, day: date | None) -> list[ActorId]:
    """Return the states and bodies that a text names by a known form, in order, with repeats."""
    found: list[ActorId] = []
    for match in load_gazetteer().find(subtokens(text)):
        valid = [entry for entry in match.entries if entry.holds_on(day)]
        states = {country(entry.actor) for entry in valid or match.entries}
        if len(states) == 1:
            found.extend(states)
    return found


def voice_of(document: Document, official: frozenset[str]) -> tuple[ActorId, ...]:
    """Return the state or body that a document speaks for; nothing for the press.

    Args:
        document: The document with its publisher.
        official: Lower-case words of which an official publisher's name has one.
    """
    publisher = document.publisher or ""
    if not official & {token.lower() for token in subtokens(publisher)}:
        return ()
    found = set(states_in_text(publisher, document.date))
    return tuple(found) if len(found) == 1 else ()
