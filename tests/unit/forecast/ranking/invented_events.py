"""Events of our own invention, in which who meets whom follows simple habits."""

import numpy as np

from tocsin.model.quads import quads_of

RELATIONS = ("Consult", "Make a visit", "Praise", "Threaten")
CONSULT, VISIT, PRAISE, THREATEN = range(4)
PLACES = ("Utopia", "Lilliput", "Laputa", "Erewhon")
ACTORS = tuple(
    sorted(
        [*PLACES, *(f"{role} ({place})" for role in ("Police", "Citizen") for place in PLACES)]
        + [f"Person {number}" for number in range(12)]
        + ["Newcomer"]
    )
)
FIRST = 16_000


def world(days=70, *, seed=0):
    """Return events: a consultation is followed by a visit the day after; the police praise."""
    rng = np.random.default_rng(seed)
    rows = []
    people = [place for place, name in enumerate(ACTORS) if name.startswith("Person")]
    for day in range(FIRST, FIRST + days):
        for _ in range(4):
            one, other = rng.choice(people, 2, replace=False)
            rows += [(day, one, CONSULT, other), (day + 1, one, VISIT, other)]
        place = PLACES[rng.integers(4)]
        police, citizen = (ACTORS.index(f"{role} ({place})") for role in ("Police", "Citizen"))
        rows.append((day, police, PRAISE, citizen))
        rows.append((day, *rng.choice(people, 1), THREATEN, people[0]))
    return of_rows([row for row in rows if row[0] < FIRST + days])


def of_rows(rows):
    """Return events from rows of day, subject, relation and object."""
    day, subject, relation, object_ = (
        np.array(one, np.int32) for one in zip(*rows, strict=True)
    )
    return quads_of(day, (subject, relation, object_), actors=ACTORS, relations=RELATIONS)[0]
