"""All families of measures, in the order in which they are shown."""

from tocsin.measure import (
    attention,
    balance,
    blocs,
    bursting,
    contact,
    dependence,
    exchange,
    similarity,
    tension,
    triads,
)
from tocsin.measure.base import Family

FAMILIES: dict[str, Family] = {
    module.FAMILY.name: module.FAMILY
    for module in (
        tension,
        attention,
        bursting,
        contact,
        exchange,
        dependence,
        similarity,
        triads,
        balance,
        blocs,
    )
}
"""Every family by the name that the command line has for it."""
