"""Packages of the extra `forecast`, needed only where a forecast is made."""

import importlib.util

from tocsin.errors import UsageError, missing_extra


def require(*names: str) -> None:
    """Refuse to go on without packages of the extra.

    Raises:
        UsageError: One is not installed; the message says how to install it.
    """
    for name in names:
        if importlib.util.find_spec(name) is None:
            raise missing_extra(UsageError, "A forecast", package=name, extra="forecast")
