"""How deep the coder reads: with the contextual model of the extra `embed`, or without."""

from enum import StrEnum

from tocsin.coding.scoring.encoder import is_installed, require
from tocsin.errors import UsageError


class Depth(StrEnum):
    """What judges the words that no frame is firm about."""

    FAST = "fast"
    DEEP = "deep"


AUTO = "auto"
CHOICES = (AUTO, *Depth)


def depth_of(choice: str) -> Depth:
    """Return the depth that a setting asks for; `auto` is deep where the extra is installed.

    Raises:
        UsageError: The choice is none of the three, or `deep` without the extra `embed`.
    """
    if choice == AUTO:
        return Depth.DEEP if is_installed() else Depth.FAST
    if choice not in CHOICES:
        message = f"There is no reader {choice!r}; take one of {', '.join(CHOICES)}."
        raise UsageError(message, subject="reader")
    if choice == Depth.DEEP:
        require()
    return Depth(choice)
