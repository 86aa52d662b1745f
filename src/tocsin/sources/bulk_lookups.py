"""Tables that bulk sources look their codes and names up in, made when they are needed.

They have no days: what a code means now, or meant last, is taken for all rows. That is right for
the sources that use them, which begin in 1979 or later and write present codes throughout.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache

from tocsin.model.cameo import load_cameo, plover_quad
from tocsin.model.crosswalk import FOLDER as CROSSWALK
from tocsin.model.crosswalk import Scheme, load_crosswalk
from tocsin.model.gazetteer import FOLDER as ACTORS
from tocsin.model.ids import country
from tocsin.model.tables import read_rows
from tocsin.model.vocabulary import EventType, Quad
from tocsin.sources.bulk import Lookup

_DATA = "tocsin.sources.data"
_NAME_KINDS = frozenset({"name", "old", "code"})

Pairs = tuple[tuple[str, str], ...]


@cache
def _cameo_states() -> Pairs:
    """Return the states of CAMEO's country codes; regions such as AFR are not among them."""
    return load_crosswalk().pairs(Scheme.CAMEO)


@cache
def _fips_states() -> Pairs:
    """Return the states of FIPS 10-4 codes."""
    return load_crosswalk().pairs(Scheme.FIPS)


@cache
def _known_groups() -> Pairs:
    """Return the bodies of CAMEO's codes for known groups: EEC is the EU, UNO and KID the UN.

    Armed groups and parties are left out, so that they count for the state that their own code
    names.
    """
    walk, bodies = load_crosswalk(), _body_ids()
    found = ((code, walk.body(code)) for code in sorted(walk.bodies))
    return tuple((code, country(actor)) for code, actor in found if actor in bodies)


@cache
def _body_ids() -> frozenset[str]:
    """Return the ids of all bodies and their organs."""
    return frozenset(row["id"] for row in read_rows(ACTORS, "bodies.csv"))


@cache
def _body_names() -> Pairs:
    """Return the bodies of their names, organs by the body: `UN Security Council` is the UN."""
    capitals = {row["capital"] for row in read_rows(ACTORS, "states.csv")}
    pairs = {
        form: country(row["id"])
        for row in read_rows(ACTORS, "bodies.csv")
        for form in (row["name"], *row["forms"].split(";"))
        if form and form not in capitals  # `Brussels` is a city where no sentence says more
    }
    more = {row["name"]: row["body"] for row in read_rows(_DATA, "icews_bodies.csv")}
    return tuple(sorted((pairs | more).items()))


def _state_names(scheme: Scheme) -> Iterator[tuple[str, str]]:
    """Yield each name of a state as publishers write it, also without its accents."""
    walk = load_crosswalk()
    for name in _published_names():
        state = walk.named(name, scheme)
        if state:
            yield name, state
            yield _without_accents(name), state


def _published_names() -> Iterator[str]:
    """Yield the names that the crosswalk knows, as they are written."""
    for row in read_rows(CROSSWALK, "names.csv"):
        yield row["name"]
    for row in read_rows(ACTORS, "states.csv"):
        yield from (row[column] for column in ("name", "official_name") if row[column])
    for row in read_rows(ACTORS, "names.csv"):
        if row["kind"] in _NAME_KINDS:
            yield row["form"]


def _without_accents(name: str) -> str:
    """Return a name without accents."""
    parts = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


@cache
def _icews_states() -> Pairs:
    """Return the states of the country names in ICEWS."""
    return tuple(sorted(dict(_state_names(Scheme.ICEWS)).items()))


@cache
def _named_or_coded_states() -> Pairs:
    """Return the states of names, which go first, and of ISO-3 codes."""
    codes = dict(load_crosswalk().pairs(Scheme.ISO3))
    return tuple(sorted((codes | dict(_state_names(Scheme.ICEWS))).items()))


@cache
def _cow_states() -> Pairs:
    """Return the states of COW numbers, with and without zeros before and behind."""
    pairs = load_crosswalk().pairs(Scheme.COW)
    forms = (
        (form, state) for code, state in pairs for form in (code, code.zfill(3), f"{code}.0")
    )
    return tuple(dict(forms).items())


@cache
def _cameo_types() -> Pairs:
    """Return the PLOVER types of CAMEO codes; statements (01) have none."""
    codes = load_cameo().codes.values()
    return tuple((code.code, code.plover.value) for code in codes if code.plover)


@cache
def _cameo_quads() -> Pairs:
    """Return the quadrants of CAMEO codes, by root as GDELT has them."""
    return tuple((code.code, str(code.quad)) for code in load_cameo().codes.values())


@cache
def _plover_types() -> Pairs:
    """Return the types of PLOVER for themselves, in capitals or not."""
    return tuple((text, kind.value) for kind in EventType for text in _cased(kind.value))


@cache
def _plover_quads() -> Pairs:
    """Return the quadrants of PLOVER types."""
    return tuple(
        (text, str(plover_quad(kind))) for kind in EventType for text in _cased(kind.value)
    )


@cache
def _quad_codes() -> Pairs:
    """Return the quadrants of what may stand for them: numbers and names."""
    return tuple(
        (text, str(number))
        for number, quad in enumerate(Quad, start=1)
        for text in (str(number), f"{number}.0", *_cased(quad.value.replace("_", " ")))
    )


def _cased(text: str) -> tuple[str, str, str]:
    """Return a text in capitals, in small letters, and with capitals at the beginnings."""
    return text.upper(), text.lower(), text.title()


CAMEO_STATES = Lookup("CAMEO country codes", _cameo_states)
FIPS_STATES = Lookup("FIPS country codes", _fips_states)
KNOWN_GROUPS = Lookup("CAMEO codes of known groups", _known_groups)
BODY_NAMES = Lookup("names of bodies", _body_names)
ICEWS_STATES = Lookup("country names of ICEWS", _icews_states)
STATES = Lookup("country names and ISO-3 codes", _named_or_coded_states)
COW_STATES = Lookup("COW country numbers", _cow_states)
CAMEO_TYPES = Lookup("CAMEO event codes with their PLOVER types", _cameo_types)
CAMEO_QUADS = Lookup("CAMEO event codes with their quadrants", _cameo_quads)
PLOVER_TYPES = Lookup("PLOVER event types", _plover_types)
PLOVER_QUADS = Lookup("PLOVER event types with their quadrants", _plover_quads)
QUAD_CODES = Lookup("quadrants", _quad_codes)
