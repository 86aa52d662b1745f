"""Readable names of actors, from the gazetteer."""

from tocsin.model.gazetteer import load_gazetteer


def is_state(actor: str) -> bool:
    """Return whether an actor is a state or a part of one."""
    return load_gazetteer().is_state(actor)


def readable(actor: str) -> str:
    """Return the readable name of an actor; the id itself where it has none."""
    return load_gazetteer().name_of(actor)
