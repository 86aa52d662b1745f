"""States as people write them: codes or names."""

from tocsin.errors import UsageError
from tocsin.model.gazetteer import Gazetteer, load_gazetteer
from tocsin.model.ids import ActorId


def parse_dyad(text: str) -> tuple[ActorId, ActorId]:
    """Return the two states of `RUS-PRK`, `Russia-North Korea` or `RUS,PRK`.

    Raises:
        UsageError: They are not two, not different, or one is no state that is known.
    """
    gazetteer = load_gazetteer()
    pairs = [
        (first, second)
        for left, right in _splits(text)
        if (first := _state(left, gazetteer)) and (second := _state(right, gazetteer))
    ]
    if not pairs:
        raise UsageError(
            f"{text!r} is no pair of states{_unknown_half(text, gazetteer)}; write two codes of "
            "ISO 3166-1 or two names with a hyphen between them, such as RUS-PRK.",
            subject="--dyad",
        )
    if pairs[0][0] == pairs[0][1]:
        message = f"{text!r} names one state twice; a pair needs two, such as RUS-PRK."
        raise UsageError(message, subject="--dyad")
    return pairs[0]


def parse_states(text: str, *, option: str = "--for") -> tuple[ActorId, ...]:
    """Return the states of `USA,KOR` or `United States, South Korea`, in order, each once.

    Args:
        text: Codes or names with commas between them.
        option: Where the text comes from, for messages.

    Raises:
        UsageError: One of them is no state that is known.
    """
    gazetteer = load_gazetteer()
    found: dict[ActorId, None] = {}
    for name in filter(None, (part.strip() for part in text.split(","))):
        state = _state(name, gazetteer)
        if state is None:
            raise UsageError(
                f"{name!r} is no state; write codes of ISO 3166-1 or names with commas between "
                "them, such as USA,KOR.",
                subject=option,
            )
        found[state] = None
    if not found:
        message = f"{text!r} names no state; write such as USA,KOR, or leave {option} out."
        raise UsageError(message, subject=option)
    return tuple(found)


def _unknown_half(text: str, gazetteer: Gazetteer) -> str:
    """Return, where one half of a text is a state, which half is none; else nothing."""
    for left, right in _splits(text):
        known, unknown = _state(left, gazetteer), _state(right, gazetteer)
        if left and right and (known is None) != (unknown is None):
            return f", as {(left if known is None else right)!r} is no state"
    return ""


def _splits(text: str) -> list[tuple[str, str]]:
    """Return the ways to take a text as two names; names such as Guinea-Bissau have hyphens."""
    marks = [place for place, letter in enumerate(text) if letter in "-,\u2013"]
    return [(text[:place].strip(), text[place + 1 :].strip()) for place in marks]


def _state(name: str, gazetteer: Gazetteer) -> ActorId | None:
    """Return the state with a code or name; None where there is none."""
    code = name.upper()
    if code in gazetteer.states:
        return ActorId(code)
    # Before the forms in texts, where names such as Georgia are taken only with a hint.
    for known, readable in gazetteer.states.items():
        if readable.casefold() == name.casefold():
            return ActorId(known)
    found = gazetteer.lookup(name) or gazetteer.lookup(name.title())
    return found if found in gazetteer.states else None
