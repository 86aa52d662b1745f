"""What evidence weighs, how often such things happen, who is how reliable, whom it concerns."""

from collections.abc import Iterable, Iterator, Mapping

from reference.markdown import code, codes, heading, joined, plain, span, table
from tocsin.assess import load_ontology
from tocsin.assess.ontology import packaged
from tocsin.assess.schema import BaseRateClass, Parameter, RoleRow, SourceRow, SourcesFile

Parameters = Mapping[str, Parameter]


def evidence() -> str:
    """Return likelihoods, base rates and the grades of sources."""
    return joined(*_likelihoods(), *_base_rates(), *_grades())


def stakes() -> str:
    """Return the scale, what a text's stakes do, and the roles with their exposures."""
    file = load_ontology().stakes
    scale = {"common": file.scale.common, "families": file.scale.families}
    text = {name: getattr(file.text, name) for name in type(file.text).model_fields}
    return joined(
        heading(2, "The scale"),
        f"{plain(file.scale.reason)} The worst channel alone gives {file.scale.worst_alone:g}.",
        _parameters(scale),
        heading(2, "What the text says"),
        _parameters(text),
        heading(2, "Roles"),
        table(
            ["role", "a state that", "family", "recorded relation"],
            [
                (
                    f"[{code(name)}](#{name.replace('_', '-')})",
                    plain(one.label.format(party=f"the {one.towards}")),
                    one.family,
                    code(one.relation),
                )
                for name, one in file.roles.items()
            ],
        ),
        *(_role(name, one) for name, one in file.roles.items()),
    )


def _role(name: str, one: RoleRow) -> str:
    """Return a role with its exposures, the largest first."""
    largest = sorted(one.exposure.items(), key=lambda item: -item[1][1])
    return joined(
        heading(3, name.replace("_", " ")),
        plain(one.reason),
        table(["channel", "exposure"], [(code(key), span(range_)) for key, range_ in largest]),
    ).strip()


def _parameters(rows: Parameters, head: str = "parameter") -> str:
    """Return ranges with their reasons and sources."""
    return table(
        [head, "range", "reason", "source"],
        [
            (code(name), span(one.range), plain(one.reason), plain(one.source))
            for name, one in rows.items()
        ],
    )


def _likelihoods() -> Iterator[str]:
    """Yield the parts of likelihoods.yaml."""
    file = load_ontology().likelihoods
    yield heading(2, "Likelihoods")
    yield heading(3, "By the kind of statement")
    yield (
        "Likelihood ratio of an affirmed event that the innermost holder asserts; below, what is "
        "stated against it."
    )
    yield _parameters(file.status)
    yield _parameters(file.against)
    yield heading(3, "By the voice")
    yield table(
        ["voice", "", "can know", "gains if believed, asserting", "denying"],
        [
            (code(name), plain(one.label), plain(one.knows), plain(one.gains.asserted),
             plain(one.gains.denied))
            for name, one in file.voices.items()
        ],
    )  # fmt: skip
    names = ("weight_facts", "weight_ahead", "denies", "denies_open", "doubts")
    yield (
        "`weight_facts` and `weight_ahead` multiply the logarithm of the ratio; `denies` and "
        "`doubts` are ratios; `denies_open` is of acts done in public."
    )
    for name in names:
        rows = {key: getattr(one, name) for key, one in file.voices.items()}
        yield heading(4, name)
        yield _parameters({key: one for key, one in rows.items() if one is not None}, "voice")
    parts: dict[str, Parameters] = {
        "Modifiers": file.modifiers,
        "Reliability": file.reliability,
        "Dependence": file.dependence,
        "Pooling": {**file.pool, "structure": file.structure},
        "Games": file.games,
    }
    for title, part in parts.items():
        yield heading(3, title)
        yield _parameters(part)
    yield heading(3, "Caps")
    caps = {"ahead": file.caps.ahead, "actual": file.caps.actual}
    yield table(
        ["of", "most that the odds move", "reason"],
        [(code(key), f"{one.value:g} times", plain(one.reason)) for key, one in caps.items()],
    )


def _base_rates() -> Iterator[str]:
    """Yield the parts of base_rates.yaml."""
    file = load_ontology().base_rates
    yield heading(2, "Base rates")
    yield (
        "Probability within 365 days of an act that a report names for a pair; other horizons by a "
        "constant hazard. `follow_through` is counted, `prior` is judged."
    )
    yield table(
        ["class", "kind", "range", "weight", "reason"],
        [
            (
                code(name),
                code(one.kind),
                span(one.range) if one.range else code(one.follow),
                span(one.weight.range) if one.weight else "",
                plain(_reason(one)),
            )
            for name, one in file.classes.items()
        ],
    )
    yield heading(3, "Follow-through of announced meetings")
    yield plain(file.follow_through.source)
    yield table(
        ["data", "days", "after an intent", "after a random day", "n"],
        [
            (one.dataset, one.horizon_days, f"{one.p_intent:g}", f"{one.p_control:g}", one.n)
            for one in load_ontology().follow_through
        ],
    )
    yield _parameters(
        {
            "design_effect": file.follow_through.design_effect,
            "beyond_table": file.follow_through.beyond_table,
        }
    )
    yield heading(3, "The pair's own years")
    yield _parameters(
        {
            f"{name}.{key}": part
            for name, one in file.own_history.items()
            for key, part in (("worth", one.worth), ("seen", one.seen))
        }
    )


def _reason(one: BaseRateClass) -> str:
    """Return the reasons of a class: of its rate, and of its weight."""
    weight = f" Weight: {one.weight.reason}" if one.weight else ""
    return f"{one.reason}{weight}".strip()


def _grades() -> Iterator[str]:
    """Yield the sources of sources.yaml by their kind."""
    rows = packaged("sources.yaml", SourcesFile).sources
    kinds: dict[str, list[SourceRow]] = {}
    for row in rows.values():
        kinds.setdefault(row.kind, []).append(row)
    yield heading(2, "Grades of sources")
    yield (
        f"{len(rows)} sources. A day without a letter is F, which is unknown and not bad. "
        "`wp` names the year of the agreement among editors of Wikipedia that a letter is read from."
    )
    for kind, members in kinds.items():
        yield heading(3, kind.replace("_", " "))
        yield table(
            ["source", "also", "speaks for", "letter", "from", "to", "reason", "read from"],
            [line for row in members for line in _grade_lines(row)],
        )


def _grade_lines(row: SourceRow) -> Iterable[tuple[object, ...]]:
    """Return the lines of one source: one for each grade, or one without."""
    who = (row.name, ", ".join(row.names), codes([row.speaks_for] if row.speaks_for else ()))
    if not row.grades:
        return [(*who, "F", "", "", "", "")]
    return [
        (
            *who,
            one.reliability,
            one.start or "",
            one.end or "",
            plain(one.reason),
            plain(one.source),
        )
        for one in row.grades
    ]
