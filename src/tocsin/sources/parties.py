"""The states and bodies behind the codes and names of sources, remembered from row to row."""

import datetime as dt
import re
from functools import cached_property

from tocsin.model.crosswalk import Crosswalk, Scheme, load_crosswalk
from tocsin.model.gazetteer import load_gazetteer
from tocsin.model.ids import ActorId

NO_PARTY = "a state that the crosswalk knows"
"""What is expected where a code or name stands for nobody."""


class Parties:
    """Finds who is meant by a code or a name on a day.

    A table has the same few hundred codes in every year, and a row costs little only if each of
    them is looked up once.
    """

    def __init__(self) -> None:
        self._coded: dict[tuple[str, Scheme, dt.date | None], ActorId | None] = {}
        self._named: dict[tuple[str, Scheme | None, dt.date | None], ActorId | None] = {}
        self._bodies: dict[str, ActorId | None] = {}

    @cached_property
    def crosswalk(self) -> Crosswalk:
        """Return the crosswalk of states."""
        return load_crosswalk()

    def coded(self, code: str, scheme: Scheme, day: dt.date | None) -> ActorId | None:
        """Return the state of a code on a day, or on the nearest one; None where it has none.

        Sources count states by dates of their own: the assembly has voted with Ukraine since
        1946, which is a state of the Correlates of War from 1991 on. `2.0` is the code `2`.
        """
        key = (code, scheme, day)
        if key not in self._coded:
            whole, walk = re.sub(r"\.0+$", "", code), self.crosswalk
            self._coded[key] = (
                walk.state(whole, scheme) if day is None else walk.holder(whole, scheme, day)
            )
        return self._coded[key]

    def named(
        self, name: str, day: dt.date | None, scheme: Scheme | None = None
    ) -> ActorId | None:
        """Return the state that a name means on a day, else at any time; None for nobody."""
        key = (name, scheme, day)
        if key not in self._named:
            walk = self.crosswalk
            self._named[key] = walk.named(name, scheme, day) or walk.named(name, scheme)
        return self._named[key]

    def body(self, name: str) -> ActorId | None:
        """Return the body of states that a name means, such as EU; None for anything else."""
        if name not in self._bodies:
            gazetteer = load_gazetteer()
            found = gazetteer.lookup(name)
            is_body = found is not None and found in gazetteer.sorts and "." not in found
            self._bodies[name] = found if is_body else None
        return self._bodies[name]
