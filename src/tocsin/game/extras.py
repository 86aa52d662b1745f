"""Packages of the extra `game`, loaded where they are needed."""

from importlib import import_module
from typing import Any

from tocsin.errors import UsageError, missing_extra


def extra(module: str, purpose: str) -> Any:  # noqa: ANN401 - a module has no narrower type
    """Return a module of the extra `game`.

    Raises:
        UsageError: It is not installed; the message says what to install.
    """
    try:
        return import_module(module)
    except ImportError as error:
        package = module.partition(".")[0]
        raise missing_extra(UsageError, purpose, package=package, extra="game") from error
