"""The labels of each scheme of dependencies, by what they mean to us."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from tocsin.coding.lexicon import load_data
from tocsin.coding.syntax.tree import Role
from tocsin.errors import OntologyError

FILE = "labels.yaml"
SCHEMES = ("clearnlp", "universal")


@cache
def labels_of(scheme: str) -> Mapping[str, Role]:
    """Return the roles of the labels of one scheme.

    Args:
        scheme: One of `SCHEMES`.

    Raises:
        OntologyError: The data file names a role that there is not.
    """
    table: Mapping[str, str] = load_data(FILE)[scheme]
    try:
        return MappingProxyType({label: Role(role) for label, role in table.items()})
    except ValueError as error:
        message = f"{FILE}, {scheme}: {error}; the roles are those of `Role`."
        raise OntologyError(message, subject=FILE) from error


def role_of(label: str, scheme: str) -> Role:
    """Return what a label means; a subtype that is not known means what its main label means.

    A label that is not known at all is `Role.OTHER`.
    """
    table = labels_of(scheme)
    while label not in table and ":" in label:
        label = label.rpartition(":")[0]
    return table.get(label, Role.OTHER)


@cache
def label_words(name: str) -> frozenset[str]:
    """Return one list of words or tags of the data file."""
    return frozenset(load_data(FILE)[name])


@cache
def label_names(name: str) -> Mapping[str, str]:
    """Return one table of names of the data file."""
    table: Mapping[str, str] = load_data(FILE)[name]
    return MappingProxyType(dict(table))
