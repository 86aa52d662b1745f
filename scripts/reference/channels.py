"""The channels through which a rapprochement matters."""

from collections.abc import Iterator

from reference.markdown import code, codes, heading, joined, plain, span, table
from tocsin.assess import load_ontology
from tocsin.assess.schema import Channel, Pattern, UnitTriple


def channels() -> str:
    """Return all channels with patterns, harm, lever and indicators."""
    file = load_ontology().channels
    return joined(
        table(
            ["channel", "what it is", "harm", "base rate", "class of events"],
            [
                (
                    f"[{code(name)}](#{name.replace('_', '-')})",
                    one.label,
                    span(one.harm.range),
                    code(one.base_rate),
                    code(one.event_class),
                )
                for name, one in file.channels.items()
            ],
        ),
        "A stated fact of words counts as something else in all channels but those of words: "
        + ", ".join(f"{code(kind)} as {code(status)}" for kind, status in file.words.items())
        + f". A claim that does not say who gives speaks to both directions at "
        f"{span(file.unknown_direction.range)} of its fit: {plain(file.unknown_direction.reason)}",
        *(_channel(name, one) for name, one in file.channels.items()),
    )


def _channel(name: str, one: Channel) -> str:
    """Return one channel."""
    return joined(
        heading(2, name.replace("_", " ")),
        f"{plain(one.proposition)}. {' '.join(_traits(one))}",
        f"Harm {span(one.harm.range)}: {plain(one.harm.reason)}",
        table(
            ["claims of", "with items", "in modes", "fit", "how"], map(_pattern, one.patterns)
        ),
        f"Lever: {plain(one.lever.what)}, which takes {_share(one.lever.takes)} of the probability"
        f"{', for who has leverage' if one.lever.needs_leverage else ''}. {plain(one.lever.reason)}",
        table(
            ["indicator", "where to look", "", "ratio", "why"],
            [
                (
                    plain(row.what),
                    plain(row.where),
                    row.direction,
                    span(row.ratio),
                    plain(row.reason),
                )
                for row in one.indicators
            ],
        ),
    ).strip()


def _share(range_: UnitTriple) -> str:
    """Return a share as it is read."""
    return span(range_)


def _traits(one: Channel) -> Iterator[str]:
    """Yield what sort of channel it is, a sentence each."""
    yield "Both do it together." if one.is_joint else "From giver to receiver."
    if one.covert:
        yield "Done in secret, so that a denial by a party says little."
    if one.repeats:
        yield "What happened recently tends to go on."
    if one.by_words:
        yield "The words are the act."
    yield f"Base rate {code(one.base_rate)}."
    if one.event_class:
        yield f"Events of class {code(one.event_class)} show that it came true."


def _pattern(one: Pattern) -> tuple[str, str, str, str, str]:
    """Return a pattern as a row."""
    items = "any" if one.items is None else codes(sorted(one.items)) or "none named"
    modes = "any" if one.modes is None else codes(sorted(mode or "none" for mode in one.modes))
    how = [
        "the target gives" if one.swap else "",
        "its failing to happen counts" if one.inverts else "",
        "against a body, for the partner" if one.partner else "",
        "the target is a body" if one.target == "body" and not one.partner else "",
    ]
    said = "; ".join(part for part in how if part)
    return codes(sorted(one.types)), items, modes, f"{one.fit:g}", said
