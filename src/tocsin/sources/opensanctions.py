"""OpenSanctions: who is sanctioned and what links them, as FollowTheMoney entities.

A file has one entity a line (`entities.ftm.json`), or one change a line
(`{"op": "ADD", "entity": {…}}`). Every property is a list of texts in many scripts.

Of natural persons the names and captions are left out while reading, unless they are asked for:
what the measures need is which states and programmes are concerned, not who (opensanctions
#4523). What links entities, and papers and addresses that may be a person's, is kept without a
name as well.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from tocsin.errors import SourceError, UsageError
from tocsin.model.crosswalk import Scheme, load_crosswalk
from tocsin.model.records import ENTITIES
from tocsin.sources.base import Cell, Facts, Given, Licence, Refuse, Row, Source
from tocsin.sources.ftm import MOST_LINE, Entity, read_entities, refuse_others

_PEEKED = 1_000
"""Lines that are looked at for the day of the edition."""
_LINKS: Mapping[str, tuple[str, ...]] = {
    "Sanction": ("entity",),
    "Ownership": ("owner", "asset"),
    "Directorship": ("director", "organization"),
    "Membership": ("member", "organization"),
    "Employment": ("employee", "employer"),
    "Representation": ("agent", "client"),
    "UnknownLink": ("subject", "object"),
    "Family": ("person", "relative"),
    "Associate": ("person", "associate"),
    "Occupancy": ("holder", "post"),
    "Succession": ("predecessor", "successor"),
    "Debt": ("debtor", "creditor"),
    "Identification": ("holder",),
    "Passport": ("holder",),
    "CryptoWallet": ("holder",),
    "Security": ("issuer",),
}
"""Properties that hold ids of the entities that one is about or links, by schema."""
_UNNAMED = frozenset(_LINKS) - {"CryptoWallet", "Security"} | {"Address"}
"""Schemata whose captions may be a person's, and are no names."""
_OF_PERSONS = frozenset(
    (
        *("firstName", "lastName", "middleName", "fatherName", "motherName", "secondName"),
        *("birthDate", "deathDate", "birthPlace", "gender", "nationality", "citizenship"),
        *("passportNumber", "ethnicity", "religion", "education", "maidenName", "nameSuffix"),
    )
)
"""Properties that only a person has, whatever its schema says."""
_STATES = ("country", "nationality", "citizenship", "jurisdiction", "mainCountry", "flag")
"""Properties with the states that an entity is of or in, and not was born in or once was of."""
_SEEN = re.compile(rb'"last_seen"\s*:\s*"(\d{4}-\d{2}-\d{2})')


class OpenSanctions:
    """Reads entities and changes of entities."""

    def facts(self, given: Given) -> Facts:
        """Return the newest day on which an entity was seen, of the first thousand.

        Raises:
            SourceError: The file has no entities.
        """
        newest = ""
        with given.path.open("rb") as stream:
            for number in range(_PEEKED):
                line = stream.readline(MOST_LINE)
                if number == 0:
                    refuse_others(given, line)
                newest = max([newest, *(found.decode() for found in _SEEN.findall(line))])
                if not line:
                    break
        try:
            day = dt.date.fromisoformat(newest)
        except ValueError:
            day = None
        return Facts(edition=newest, end=day)

    def rows(self, given: Given, refuse: Refuse) -> Iterator[Row]:
        """Yield a row for each entity, or each change of one.

        Raises:
            SourceError: The file has no entities.
            UsageError: The option `persons` is not what it may be.
        """
        keeps_names = _keeps_names(given)
        for entity in read_entities(given, refuse):
            try:
                cells = _cells(entity, keeps_names=keeps_names)
            except SourceError as error:
                refuse(error)
                continue
            yield Row(entity.number, cells)


def _keeps_names(given: Given) -> bool:
    """Return whether the names of persons are kept.

    Raises:
        UsageError: The option is neither `names` nor `none`.
    """
    chosen = given.options.get("persons", "none")
    if chosen not in {"names", "none"}:
        message = (
            f"persons={chosen} is not known; persons=names keeps names of natural persons."
        )
        raise UsageError(message, subject="persons")
    return chosen == "names"


def _cells(entity: Entity, *, keeps_names: bool) -> tuple[Cell, ...]:
    """Return the cells of a row in the order of the table; an empty list says nothing: None.

    Raises:
        SourceError: A part is not as the format says.
    """
    schema, values = entity.schema, entity.values
    is_person = schema == "Person" or not _OF_PERSONS.isdisjoint(entity.names)
    is_named = keeps_names or not (is_person or schema in _UNNAMED)
    return (
        entity.id,
        entity.operation,
        schema or None,
        entity.text("caption") if is_named else None,
        (values("name") or None) if is_named else None,
        _states(values(*_STATES)),
        values("topics") or None,
        entity.texts("datasets") or None,
        values(*_LINKS.get(schema, ())) or None,
        "; ".join(values("authority")) or None,
        "; ".join(values("program", "programId")) or None,
        entity.start("startDate"),
        entity.end("endDate"),
        entity.moment("first_seen"),
        entity.moment("last_seen"),
        entity.moment("last_change"),
        entity.flag("target"),
        is_person if schema else None,
    )


def _states(codes: Sequence[str]) -> tuple[str, ...] | None:
    """Return the states and bodies of codes, each once; None for none."""
    found = dict.fromkeys(state for code in codes if (state := state_of(code)))
    return tuple(found) or None


@lru_cache(maxsize=1 << 12)
def state_of(code: str) -> str | None:
    """Return the state or body of a code of the format; None for nobody that is known.

    Codes are those of ISO 3166-1 in small letters, of ISO 3166-3 with four letters for states
    that are no more (`suhh`), and some of its own (`eu`). A part of a state counts for it
    (`us-ca`), and so does a territory (`hk`); a code of nowhere (`zz`) counts for nobody.
    """
    whole = code.strip().upper().partition("-")[0]
    if whole in _BODIES:
        return _BODIES[whole]
    crosswalk = load_crosswalk()
    region = crosswalk.region(whole, Scheme.ISO2)
    return crosswalk.state(whole, Scheme.ISO2) or (region.parent if region else None)


_BODIES = {"EU": "EU", "UN": "UN"}


SOURCE_OPENSANCTIONS = Source(
    name="opensanctions",
    title="OpenSanctions, FollowTheMoney entities",
    provider="OpenSanctions",
    table=ENTITIES,
    licence=Licence(
        name="CC BY-NC 4.0",
        terms=(
            "Free for non-commercial use with attribution; commercial use needs a licence of "
            "OpenSanctions. Rows are not exported: whether a use is commercial cannot be seen, "
            "and they concern persons."
        ),
        allows_rows=False,
        is_verified=True,
    ),
    citation="OpenSanctions, https://www.opensanctions.org, CC BY-NC 4.0",
    start=None,
    end=None,
    formats=(
        "entities.ftm.json with one FollowTheMoney entity a line, or a delta with an operation "
        "and an entity a line"
    ),
    reader=OpenSanctions(),
    options={
        "persons": "`names` keeps names and captions of natural persons; they are left out else"
    },
)
