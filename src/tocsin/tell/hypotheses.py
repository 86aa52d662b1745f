"""The rival hypotheses of an answer as a file that can be edited and read back."""

from collections.abc import Iterable, Iterator
from typing import Any

import yaml

from tocsin.model.assessment import Family, Hypothesis
from tocsin.tell.hygiene import shorten
from tocsin.tell.sentences import holder_chain
from tocsin.tell.view import BriefInput
from tocsin.tell.words import day

WIDTH = 96
QUOTE_COLUMNS = 100
_HEAD = """\
# The rival hypotheses of {parties}, as of {day}.
# Edit them, and give the file to `tocsin assess --hypotheses`.
#
# proposed    false: only what stands here is weighed. true: also what the claims propose.
# drop        proposed ones to take out, by name.
# prior       chance before the claims, among those with the same parent; scaled to sum to 1.
# parent      the hypothesis that this one is a kind of; it is then their sum.
# classes     the cell for each class of claims, and for silence on arms and technology: were the
#             hypothesis true, how likely is such a claim? CC very consistent, C, N neutral, I,
#             II very inconsistent, NA does not apply. What is left out is taken from the parent,
#             or is N.
# claims      the cell for single claims, by id; it wins over that of their class.
"""


class _Text(str):
    """A text that is written in quotes, whatever a reader takes its like for without."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    """Writes texts in quotes: `0E0` without them is a number to some readers."""


_Dumper.add_representer(
    _Text,
    lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style="'"),
)


def hypotheses_yaml(view: BriefInput) -> str:
    """Return the hypotheses of an answer as YAML; read back it gives the same answer.

    The claims that are weighed stand at the end as comments, the most telling first.
    """
    answer = view.assessment
    rivals = answer.hypotheses
    parties = " and ".join(view.name(actor) for actor in answer.question.dyad)
    families = {one.id: one for one in rivals.families or ()}
    rows = {one.id: _row(one) for one in _in_order(rivals.hypotheses, families)}
    data = {"proposed": False, "hypotheses": rows}
    # None: maps of plain values, the cells, on as few lines as they take.
    body = yaml.dump(
        data,
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=WIDTH,
        default_flow_style=None,
    )
    head = _HEAD.format(parties=parties, day=day(answer.question.as_of))
    return "\n".join([head + body, *_claims(view)]).rstrip() + "\n"


def _in_order(
    hypotheses: Iterable[Hypothesis], families: dict[str, Family]
) -> Iterator[Hypothesis | Family]:
    """Yield the hypotheses, each family before the first of its kinds."""
    seen: set[str] = set()
    for one in hypotheses:
        above = []
        parent = one.parent
        while parent is not None and parent in families and parent not in seen:
            seen.add(parent)
            above.append(families[parent])
            parent = families[parent].parent
        yield from reversed(above)
        yield one


def _row(one: Hypothesis | Family) -> dict[str, Any]:
    """Return what the file says of one hypothesis."""
    found: dict[str, Any] = {"statement": _Text(one.statement), "prior": one.prior}
    if one.parent is not None:
        found["parent"] = one.parent
    if one.reason:
        found["reason"] = _Text(one.reason)
    if isinstance(one, Hypothesis):
        found["classes"] = dict(one.classes or {})
        if one.by_hand:
            found["claims"] = dict(one.by_hand)
    return found


def _claims(view: BriefInput) -> Iterator[str]:
    """Yield the claims that are weighed as comments, the most telling first."""
    yield "# The claims, the most telling first: id, class, who says so, quote."
    for row in view.assessment.hypotheses.matrix or ():
        claim = view.claims.get(row.claim)
        if claim is not None:
            quote = shorten(f"{holder_chain(claim)}: “{claim.quote}”", QUOTE_COLUMNS)
            yield f"# {row.claim}  {row.kind or 'no class'}  {quote}"
