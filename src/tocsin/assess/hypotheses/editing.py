"""What a user's file makes of the proposed hypotheses, and what it must not."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NoReturn

from tocsin.assess.case import Case
from tocsin.assess.hypotheses.board import Rival
from tocsin.assess.hypotheses.own import MOST, OwnHypotheses, OwnReading, find_cycle
from tocsin.assess.hypotheses.propose import Proposals, parents, sentence


@dataclass(frozen=True, slots=True)
class Editor:
    """A user's file, and what it changes."""

    own: OwnHypotheses
    proposals: Proposals
    case: Case

    def edit(self, proposed: Mapping[str, Rival]) -> dict[str, Rival]:
        """Return the hypotheses as the file leaves them.

        Raises:
            OntologyError: The file does not fit what was read; the message names file, line
                and fix.
        """
        file = self.own.file
        board = dict(proposed) if file.proposed else {}
        for place, name in enumerate(file.drop):
            if name not in board:
                known = ", ".join(board) or "nothing, as the file says `proposed: false`"
                self._refuse(("drop", place), f"{name!r} is not proposed here; {known} is.")
            board = _without(board, name)
        for name, row in file.hypotheses.items():
            base = board.get(name) or self._added(name, row, board)
            board[name] = self._changed(base, row)
        self._check_tree(board)
        self._check_statements(board)
        self._check_claims()
        return board

    def _refuse(self, place: tuple[str | int, ...], message: str) -> NoReturn:
        """Raise an error that names file and line."""
        self.own.located.refuse(place, message)

    def _added(self, name: str, row: OwnReading, board: Mapping[str, Rival]) -> Rival:
        """Return what a name stands for that is not there yet: a reading of ours, or a new one."""
        ours = self.case.ontology.hypotheses.hypotheses.get(name)
        found = self.proposals.found.get(name)
        statement = row.statement or (found.statement if found else None)
        prior = row.prior or (ours.prior if ours else None)
        if statement is None:
            message = f"{name} is not proposed here; give it a statement."
            self._refuse(("hypotheses", name), message)
        if prior is None:
            self._refuse(("hypotheses", name), f"{name} is new; give it a prior.")
        parent = ours.parent if ours and ours.parent in board else None
        return Rival(
            id=name,
            statement=statement,
            prior=prior,
            parent=parent if self.own.file.proposed else None,
            reason=f"Given in {self.own.name}.",
            claims=found.met.claims if found else (),
            rows=found.met.rows if found else (),
        )

    def _changed(self, base: Rival, row: OwnReading) -> Rival:
        """Return a hypothesis with what the file says of it."""
        found = self.proposals.found.get(base.id)
        statement = base.statement if row.statement is None else sentence(row.statement)
        return replace(
            base,
            statement=statement,
            prior=base.prior if row.prior is None else row.prior,
            parent=row.parent if "parent" in row.model_fields_set else base.parent,
            reason=row.reason or base.reason,
            classes=dict(row.classes),
            by_hand=dict(row.claims),
            is_own=found is None or statement != found.statement,
        )

    def _check_tree(self, board: Mapping[str, Rival]) -> None:
        """Refuse unknown parents, circles, and too few or too many to weigh."""
        above = {name: rival.parent for name, rival in board.items()}
        for name, parent in above.items():
            place = ("hypotheses", name, "parent")
            if parent is not None and parent not in board:
                known = ", ".join(one for one in board if one != name)
                self._refuse(place, f"there is no hypothesis {parent!r}; there are {known}.")
            if cycle := find_cycle(name, above):
                way = " < ".join(cycle)
                self._refuse(
                    place, f"{name} descends from itself ({way}); take one parent out."
                )
        count = len(above.keys() - parents(above))
        if not 2 <= count <= MOST:
            self._refuse(
                ("hypotheses",),
                f"{count} {'is' if count == 1 else 'are'} left to weigh; it takes 2 to {MOST}: "
                "write more, or leave out `proposed: false` or `drop`.",
            )

    def _check_statements(self, board: Mapping[str, Rival]) -> None:
        """Refuse a statement that stands twice."""
        seen: dict[str, str] = {}
        for name, rival in board.items():
            first = seen.setdefault(rival.statement.casefold(), name)
            if first != name:
                at = name if name in self.own.file.hypotheses else first
                self._refuse(
                    ("hypotheses", at, "statement"),
                    f"{first} and {name} say the same; take one out, or reword it.",
                )

    def _check_claims(self) -> None:
        """Refuse a cell for a claim that was not read."""
        known = {claim.id for claim in self.case.claims}
        for name, row in self.own.file.hypotheses.items():
            for claim in row.claims:
                if claim not in known:
                    self._refuse(
                        ("hypotheses", name, "claims", claim),
                        f"there is no claim {claim!r} among the {len(known)} that were read up "
                        f"to {self.case.question.as_of}; `tocsin code --json` lists them.",
                    )


def _without(board: Mapping[str, Rival], name: str) -> dict[str, Rival]:
    """Return the hypotheses without one and its kinds."""
    kept = {key: rival for key, rival in board.items() if key != name}
    for kind in [key for key, rival in kept.items() if rival.parent == name]:
        kept = _without(kept, kind)
    return kept
