"""Which states a text names at all, without a parse: for saying why there is no answer."""

from tocsin.model.document import Document
from tocsin.model.gazetteer import load_gazetteer, subtokens
from tocsin.model.ids import ActorId, country


def named_states(document: Document) -> tuple[ActorId, ...]:
    """Return the states that the kept text names by a known form, each once, sorted.

    A form that may mean several states counts for none.
    """
    gazetteer = load_gazetteer()
    found: set[ActorId] = set()
    for block in document.blocks:
        tokens = subtokens(document.text[block.start : block.end])
        for match in gazetteer.find(tokens):
            valid = [entry for entry in match.entries if entry.holds_on(document.date)]
            states = {country(entry.actor) for entry in valid or match.entries}
            if len(states) == 1:
                found |= {state for state in states if gazetteer.is_state(state)}
    return tuple(sorted(found))
