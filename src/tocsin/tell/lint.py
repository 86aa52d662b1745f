"""A check of finished sentences of our own against the rules of estimative language."""

from collections.abc import Iterable

from tocsin.model.wording.check import Strictness, check_wording
from tocsin.model.wording.finding import Fault, Passage

_OURS = Strictness(reports=True, traces=False)


def lint_sentences(texts: Iterable[str], scale: str | None = None) -> list[str]:
    """Return what is wrong with the sentences of our own making, one message each.

    The rules are those of `tocsin lint`, told in docs/assess.md; hedges count in reports of
    what others say too. An empty list means that nothing is wrong.

    Args:
        texts: The sentences; one text may hold several.
        scale: The standard of the words, `icd203` or `phia`; ICD 203 by default.
    """
    return [message_of(one) for one in lint_texts(texts, scale)]


def lint_texts(texts: Iterable[str], scale: str | None = None) -> list[Fault]:
    """Return the faults of some texts; the passage of each is the place of its text."""
    return check_wording([_passage(text) for text in texts], scale, strict=_OURS)


def message_of(fault: Fault) -> str:
    """Return a fault as one line: what is wrong, and the sentence."""
    return f"{fault.wrong[:1].upper()}{fault.wrong[1:]}: {fault.sentence}"


def _passage(text: str) -> Passage:
    """Return a text of ours as a passage."""
    return Passage(text=text, places=range(len(text)), source=text)
