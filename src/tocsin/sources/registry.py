"""All sources of structured data, in the order in which they are shown."""

from tocsin.sources.alliances import SOURCE_ATOP, SOURCE_COW_ALLIANCES
from tocsin.sources.base import Source
from tocsin.sources.colt import SOURCE_COLT
from tocsin.sources.dyad_years import SOURCE_DYAD_YEARS
from tocsin.sources.gdelt import GDELT, GDELT_1, GDELT_MENTIONS
from tocsin.sources.icews import ICEWS
from tocsin.sources.ideal_points import SOURCE_UNGA_IDEAL_POINTS
from tocsin.sources.opensanctions import SOURCE_OPENSANCTIONS
from tocsin.sources.polecat import POLECAT
from tocsin.sources.sanctions import SOURCE_GSDB
from tocsin.sources.sipri import SOURCE_SIPRI_REGISTER
from tocsin.sources.sipri_tables import SOURCE_SIPRI_TIV
from tocsin.sources.state_systems import SOURCE_COW_STATES, SOURCE_GW_STATES
from tocsin.sources.unga import SOURCE_UNGA_ROLL_CALLS, SOURCE_UNGA_VOTES

SOURCES: dict[str, Source] = {
    source.name: source
    for source in (
        GDELT,
        GDELT_1,
        GDELT_MENTIONS,
        ICEWS,
        POLECAT,
        SOURCE_UNGA_VOTES,
        SOURCE_UNGA_ROLL_CALLS,
        SOURCE_UNGA_IDEAL_POINTS,
        SOURCE_SIPRI_REGISTER,
        SOURCE_SIPRI_TIV,
        SOURCE_ATOP,
        SOURCE_COW_ALLIANCES,
        SOURCE_COW_STATES,
        SOURCE_GW_STATES,
        SOURCE_GSDB,
        SOURCE_OPENSANCTIONS,
        SOURCE_COLT,
        SOURCE_DYAD_YEARS,
    )
}
"""Every source by the name that the command line has for it."""
