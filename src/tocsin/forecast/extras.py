"""Packages of the extra `forecast`, needed only where a forecast is made."""

import importlib.util

from tocsin.errors import UsageError

HINT = "forecasts need numba and LightGBM: pip install 'tocsin[forecast]'"


def require(*names: str) -> None:
    """Refuse to go on without packages of the extra.

    Raises:
        UsageError: One is not installed; the message says how to install it.
    """
    for name in names:
        if importlib.util.find_spec(name) is None:
            raise UsageError(f"{name} is not installed; {HINT}.", subject=name)
