"""Guards of ambiguous names: when a form is not the actor that it looks like."""

import re
from dataclasses import dataclass

_SUBTOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")
# The row of `ambiguous.csv` that guards every name of a state or place: newspapers, firms,
# treaties and seas are called after them.
ANY_NAME = "*"


@dataclass(frozen=True, slots=True)
class Guard:
    """When a form is not the actor that it looks like.

    Attributes:
        reject_before: Words that, right before the form, bar it.
        reject_after: Words that, right behind it, bar it.
        require_after: Words of which one must stand right behind it; empty asks for nothing.
        reject_any: Words that bar it anywhere in the sentence.
        require_any: Words of which one must stand in the sentence; empty asks for nothing.
    """

    reject_before: tuple[str, ...]
    reject_after: tuple[str, ...]
    require_after: tuple[str, ...]
    reject_any: tuple[str, ...]
    require_any: tuple[str, ...]

    def bars(self, before: str, after: str, around: str) -> bool:
        """Return whether the words before, behind and around a form say that it is not meant."""
        if any(f" {before}".endswith(f" {word}") for word in self.reject_before) or any(
            _starts_with(after, word) for word in self.reject_after
        ):
            return True
        follows = self.require_after
        if follows and not any(_starts_with(after, word) for word in follows):
            return True
        if any(f" {word} " in around for word in self.reject_any):
            return True
        needs = self.require_any
        return bool(needs) and not any(f" {word} " in around for word in needs)


def subtokens(text: str) -> list[str]:
    """Return the runs of letters and digits, and each other sign, of a text."""
    # Most forms need no pattern, which takes twice as long.
    if text.isalnum():
        return [text]
    return text.split() if text.replace(" ", "").isalnum() else _SUBTOKEN.findall(text)


def spaced(form: str) -> str:
    """Return a form with its sub-tokens set apart, as `find` compares them."""
    return " ".join(subtokens(form))


def _starts_with(text: str, word: str) -> bool:
    """Return whether a text begins with a whole word."""
    return text == word or text.startswith(word + " ")
