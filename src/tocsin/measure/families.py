"""All families of measures, in the order in which they are shown."""

from tocsin.measure.base import Family
from tocsin.measure.change import bursting
from tocsin.measure.economy import dependence
from tocsin.measure.events import attention, contact, exchange, tension
from tocsin.measure.graph import balance, blocs, triads
from tocsin.measure.policy import similarity

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
