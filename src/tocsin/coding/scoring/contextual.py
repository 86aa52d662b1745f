"""Words read in their sentence: a transformer fitted on our corpus, over the extra `embed`.

The encoder comes with the extra; the shipped file holds heads for acts, roles and relations, fitted
with it. The model sees no name of an actor: see `masking.py`.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from tocsin.coding.events.candidate import states_of
from tocsin.coding.events.scene import Scene
from tocsin.coding.scoring.archive import Arrays, lines_of, load_archive
from tocsin.coding.scoring.encoder import (
    END,
    INPUT,
    LONGEST,
    START,
    Session,
    Tokenizer,
    load_session,
    load_tokenizer,
)
from tocsin.coding.scoring.features import Trigger
from tocsin.coding.scoring.linear import Floats
from tocsin.coding.scoring.masking import masked, masked_pair
from tocsin.coding.scoring.proposals import role_example, trigger_example
from tocsin.coding.scoring.skeleton import Ends
from tocsin.coding.scoring.units import Absent, Party
from tocsin.model.vocabulary import EventType

CONTEXTUAL_FILE = "contextual.npz"
REST = ("acceptance", "threshold", "confidence")
# Words whose tokens are kept; a text without end must not fill the memory.
_MOST_KNOWN = 50_000


class Contextual:
    """Reads sentences, and judges acts, roles and relations by what it has read.

    Attributes:
        kinds: What a word may name, in the order of the scores; likewise `parts` (roles) and
            `roots` (relations).
        rest: What stands beside the model in its file: the weights of `REST`.
    """

    def __init__(self, session: Session, tokenizer: Tokenizer, arrays: Arrays) -> None:
        self._session, self._tokenizer = session, tokenizer
        self.kinds, self.parts, self.roots = (
            tuple(lines_of(arrays[name])) for name in ("kinds", "parts", "roots")
        )
        self._layers = {
            name.removeprefix("heads."): array.astype(np.float32)
            for name, array in arrays.items()
            if name.startswith("heads.")
        }
        self._wide = {
            name: arrays[f"wide.{name}"].astype(np.float32) for name in ("acts", "roles")
        }
        self._rows = {
            name: {
                feature: row for row, feature in enumerate(lines_of(arrays[f"names.{name}"]))
            }
            for name in self._wide
        }
        self.rest = {name: arrays[name] for name in REST if name in arrays}
        self._known: dict[str, list[int]] = {}

    def judge(self, scene: Scene, *, is_after: bool = False) -> "Judge":
        """Return a judge of the words of a sentence, read after the one before or by itself."""
        shown = masked(scene, is_after=is_after)
        states, firsts, before = self._read(shown.pieces, shown.before)
        return Judge(self, states, [firsts[place] for place in shown.places], before)

    def relations(self, ends: Ends) -> Floats:
        """Return the probability of each root between two given mentions; shape (roots,)."""
        words = [word.text for word in ends.tree.words]
        pieces, *sides = masked_pair(words, *ends.inside)
        states, firsts, _ = self._read(pieces)
        first, second = (0 if side is None else firsts[side] for side in sides)
        shown = np.concatenate([states[first], states[second], states.mean(axis=0)])
        scores = self.layer("p2", np.tanh(self.layer("p1", shown[None])))
        return np.asarray(_softmax(scores)[0], np.float32)

    def layer(self, name: str, inputs: Floats) -> Floats:
        """Return inputs through one linear layer."""
        found = inputs @ self._layers[f"{name}.weight"]
        bias = self._layers.get(f"{name}.bias")
        return np.asarray(found if bias is None else found + bias, np.float32)

    def evidence(self, name: str, features: Iterable[str]) -> Floats:
        """Return the scores that the features of a parse give, as `acts` or as `roles`."""
        known = self._rows[name]
        rows = [known[feature] for feature in features if feature in known]
        return np.asarray(self._wide[name][rows].sum(axis=0), np.float32)

    def _read(
        self, pieces: Sequence[str], before: Sequence[str] = ()
    ) -> tuple[Floats, list[int], list[int]]:
        """Return the states of the tokens, and for each piece, here and before, its first token."""
        ids, firsts, earlier = firsts_of(pieces, self._tokens, before)
        return self._session.run(None, {INPUT: np.array(ids, np.int64)})[0], firsts, earlier

    def _tokens(self, piece: str) -> list[int]:
        """Return the tokens of a word."""
        known = self._known.get(piece)
        if known is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            known = self._tokenizer.encode(piece, add_special_tokens=False).ids
            self._known[piece] = known
        return known


@dataclass(frozen=True)
class Judge:
    """What the model makes of the words of one sentence.

    Attributes:
        states: One for each token; shape (tokens, size).
        tokens: For each word its first token; 0 where it lies beyond what is read.
        before: Likewise for each piece of the sentence before.
    """

    model: Contextual
    states: Floats
    tokens: list[int]
    before: list[int]

    @property
    def kinds(self) -> tuple[str, ...]:
        """Return what a word may name, in the order of the chances."""
        return self.model.kinds

    @property
    def parts(self) -> tuple[str, ...]:
        """Return the roles, in the order of the chances."""
        return self.model.parts

    def acts(self, triggers: Sequence[Trigger]) -> Floats:
        """Return the probability of each kind for each word; shape (triggers, kinds)."""
        if not triggers:
            return np.zeros((0, len(self.kinds)), np.float32)
        model = self.model
        inputs = np.array([self._shown(trigger) for trigger in triggers])
        scores = model.layer("act2", np.tanh(model.layer("act1", inputs)))
        told = [trigger_example(trigger).blocks["trigger"] for trigger in triggers]
        return _softmax(scores + np.array([model.evidence("acts", names) for names in told]))

    def roles(self, asked: Sequence[tuple[Trigger, Party, EventType]]) -> Floats:
        """Return the probability of each role for each unit and word; shape (asked, parts)."""
        if not asked:
            return np.zeros((0, len(self.parts)), np.float32)
        model = self.model
        words = np.array([self._shown(trigger) for trigger, _, _ in asked])
        units = np.array([self._of_party(unit) for _, unit, _ in asked])
        told = model.layer(
            "rf", np.array([told_of(trigger, unit) for trigger, unit, _ in asked])
        )
        hidden = np.tanh(model.layer("rw", words) + model.layer("ru", units) + told)
        fit = np.tanh(model.layer("mw", words[:, : units.shape[1]]))
        fit = fit * np.tanh(model.layer("mu", units))
        names = [role_example(*one).blocks["role"] for one in asked]
        seen = np.array([model.evidence("roles", some) for some in names])
        return _softmax(model.layer("r2", hidden) + model.layer("m2", fit) + seen)

    def _of_party(self, party: Party) -> Floats:
        """Return the state of the word that stands for a party."""
        if isinstance(party, Absent):
            return np.asarray(self.states[self.before[party.place]], np.float32)
        return self._state(party.word.i)

    def _state(self, place: int) -> Floats:
        """Return the state of a word."""
        return np.asarray(self.states[self.tokens[place]], np.float32)

    def _shown(self, trigger: Trigger) -> Floats:
        """Return the state of a word and the types of the frames' events there."""
        kinds = np.zeros(len(self.kinds) - 1, np.float32)
        kinds[[self.kinds.index(event.type) - 1 for event in trigger.frames]] = 1
        return np.concatenate([self._state(trigger.word.i), kinds])


def firsts_of(
    pieces: Sequence[str], encode: Callable[[str], list[int]], before: Sequence[str] = ()
) -> tuple[list[int], list[int], list[int]]:
    """Return the tokens of a sentence, and for each piece, of it and of what is before, its first token.

    A piece beyond the limit has the place 0, which is that of the mark of the beginning. Of what
    stands before as much is read as leaves room for the sentence.

    Args:
        pieces: The words of the sentence.
        encode: Gives the tokens of a word.
        before: The words of the sentence before.
    """
    own = [encode(piece) for piece in pieces]
    room = LONGEST - 4 - sum(map(len, own))
    earlier = [encode(piece) for piece in before]
    while earlier and sum(map(len, earlier)) > room:
        earlier.pop(0)
    ids = [START]
    firsts_before = [0] * (len(before) - len(earlier))
    for some in earlier:
        firsts_before.append(len(ids))
        ids += some
    if earlier:
        ids += [END, END]
    firsts = []
    for some in own:
        firsts.append(len(ids) if len(ids) < LONGEST - 1 else 0)
        ids += some
    return [*ids[: LONGEST - 1], END], firsts, firsts_before


def told_of(trigger: Trigger, unit: Party) -> Floats:
    """Return whether a frame has an event there, and whether the unit is source or target in it."""
    events = trigger.frames
    return np.array(
        [
            bool(events),
            any(unit.states & states_of(event.source) for event in events),
            any(unit.states & states_of(event.target) for event in events),
        ],
        np.float32,
    )


def _softmax(scores: Floats) -> Floats:
    """Return scores as probabilities, row by row."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), np.float32)


@cache
def load_contextual() -> Contextual:
    """Return the shipped model.

    Raises:
        UsageError: The extra `embed` is not installed.
        ModelFilesError: A file is missing or altered.
    """
    arrays = load_archive(CONTEXTUAL_FILE)
    (known,) = lines_of(arrays["encoder"])
    return Contextual(load_session(known), load_tokenizer(), arrays)
