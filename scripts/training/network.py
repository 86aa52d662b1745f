"""The network behind the contextual model: the encoder's upper layers, heads, and the parse's evidence."""

import copy
import random
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from scripts.training.encoder import HIDDEN, LAYERS, PADDING, Encoder, load_encoder
from tocsin.coding.scoring.proposals import NO_ROLE, NOTHING, SOURCE, TARGET
from tocsin.model.vocabulary import EventType

KINDS = (NOTHING, *sorted(map(str, EventType)))
PARTS = (NO_ROLE, SOURCE, TARGET)
# Layers below are kept as they are: they hardly change, and their states are computed once.
FROZEN = 3
EPOCHS, EPOCHS_ONWARD, BATCH, WARM = 3, 1, 32, 0.08
# Passes from the fitted network, of which the mean is taken; each reads its own part of the acts.
PARTS_OF_ACTS = 2
# Of the encoder from its published weights, and of one that is fitted already; heads and evidence
# learn faster by these.
RATE, RATE_ONWARD, DECAY, DROPPED = 8e-5, 5e-5, 0.01, 0.2
FASTER_HEADS, FASTER_WIDE = 7, 30
INNER = 256
# Share of the steps in which the frames' opinion is not shown, so that the heads do not lean on
# it alone; share of the parse's features left out in each step; and of the sentences of
# relations that are read in each epoch for acts, and for relations.
UNTOLD, LEFT_OUT, LENT, PAIRED = 0.3, 0.1, 0.2, 0.3
# Share of the tokens that the fitted layers do not look at in a step, so that the network does
# not know its sentences by heart.
HIDDEN_WORDS = 0.1
EPOCHS_RELATIONS, RATE_RELATIONS, SMOOTHED = 12, 1e-3, 0.05
CROWD = 20  # batches that are drawn together and sorted by length


@dataclass
class Part:
    """A unit beside a word: its token, what frames say of it, its role and its evidence."""

    token: int
    told: list[float]
    role: int
    names: list[str]
    rows: list[int] = field(default_factory=list)


@dataclass
class Spot:
    """A word that may name an act: its token, what frames say of it, what it should be.

    Attributes:
        accepted: The kinds that are fair readings, `label` among them.
    """

    token: int
    kinds: list[int]
    label: int
    accepted: list[int]
    weight: float
    names: list[str]
    parts: list[Part] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)


@dataclass
class Shown:
    """A sentence as tokens, with words for acts, or with two mentions and a root for relations."""

    ids: list[int]
    spots: list[Spot] = field(default_factory=list)
    sides: tuple[int, int] = (0, 0)
    root: int = 0
    states: torch.Tensor = field(default_factory=lambda: torch.zeros(0))


class Network(nn.Module):
    """The encoder with heads for acts, roles and relations."""

    def __init__(self, roots: int, features: dict[str, dict[str, int]]) -> None:
        super().__init__()
        self.encoder: Encoder = load_encoder()
        kinds = len(KINDS) - 1
        self.wide = nn.ModuleDict(
            {
                "acts": nn.EmbeddingBag(len(features["acts"]), len(KINDS), mode="sum"),
                "roles": nn.EmbeddingBag(len(features["roles"]), len(PARTS), mode="sum"),
            }
        )
        for table in self.wide.values():
            nn.init.zeros_(table.weight)
        self.heads = nn.ModuleDict(
            {
                "act1": nn.Linear(HIDDEN + kinds, INNER),
                "act2": nn.Linear(INNER, len(KINDS)),
                "rw": nn.Linear(HIDDEN + kinds, INNER),
                "ru": nn.Linear(HIDDEN, INNER, bias=False),
                "rf": nn.Linear(3, INNER, bias=False),
                "r2": nn.Linear(INNER, len(PARTS)),
                "mw": nn.Linear(HIDDEN, INNER),
                "mu": nn.Linear(HIDDEN, INNER),
                "m2": nn.Linear(INNER, len(PARTS), bias=False),
                "p1": nn.Linear(3 * HIDDEN, INNER),
                "p2": nn.Linear(INNER, roots),
            }
        )
        self.drop = nn.Dropout(DROPPED)

    def acts(self, words: torch.Tensor, kinds: torch.Tensor) -> torch.Tensor:
        """Return the scores of kinds; shape (words, kinds)."""
        hidden = self.heads["act1"](torch.cat([self.drop(words), kinds], -1))
        return self.heads["act2"](self.drop(torch.tanh(hidden)))

    def roles(
        self, words: torch.Tensor, kinds: torch.Tensor, units: torch.Tensor, told: torch.Tensor
    ) -> torch.Tensor:
        """Return the scores of roles; shape (words and units, parts)."""
        hidden = self.heads["rw"](torch.cat([self.drop(words), kinds], -1))
        hidden = hidden + self.heads["ru"](self.drop(units)) + self.heads["rf"](told)
        # Who does it is told by how word and unit fit, not by either alone.
        fit = torch.tanh(self.heads["mw"](self.drop(words)))
        fit = fit * torch.tanh(self.heads["mu"](self.drop(units)))
        return self.heads["r2"](self.drop(torch.tanh(hidden))) + self.heads["m2"](
            self.drop(fit)
        )

    def evidence(self, name: str, rows: list[list[int]]) -> torch.Tensor:
        """Return the scores that the features of the parse give."""
        if self.training:
            rows = [[row for row in some if random.random() >= LEFT_OUT] for some in rows]  # noqa: S311 - no secret
        starts = np.cumsum([0, *map(len, rows[:-1])])
        flat = torch.tensor([row for some in rows for row in some], dtype=torch.long)
        return self.wide[name](flat, torch.tensor(starts, dtype=torch.long))

    def relations(
        self, states: torch.Tensor, mask: torch.Tensor, batch: list[Shown]
    ) -> torch.Tensor:
        """Return the scores of roots; shape (sentences, roots)."""
        rows = torch.arange(len(batch))
        sides = [states[rows, [one.sides[side] for one in batch]] for side in (0, 1)]
        mean = (states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        hidden = self.heads["p1"](self.drop(torch.cat([*sides, mean], -1)))
        return self.heads["p2"](self.drop(torch.tanh(hidden)))


def fit(
    network: Network,
    acts: list[Shown],
    lent: list[Shown],
    pairs: list[Shown],
    seed: int,
    *,
    is_onward: bool = False,
) -> None:
    """Fit the upper layers, the heads and the weights of the evidence.

    Args:
        network: What is fitted.
        acts: Sentences of the claims.
        lent: Sentences of the relations, read for acts.
        pairs: The same, read for relations.
        seed: Of all draws.
        is_onward: Whether the network is fitted already: once more over all, in smaller steps.
    """
    epochs, rate = (EPOCHS_ONWARD, RATE_ONWARD) if is_onward else (EPOCHS, RATE)
    torch.manual_seed(seed)
    random.seed(seed)
    tops = [value for layer in network.encoder.layers[FROZEN:] for value in layer.parameters()]
    groups = (
        ([value for value in tops if value.ndim > 1], rate, DECAY),
        ([value for value in tops if value.ndim == 1], rate, 0.0),
        ([*network.heads.parameters()], rate * FASTER_HEADS, DECAY),
        ([*network.wide.parameters()], rate * FASTER_WIDE, DECAY),
    )
    fitted = _only(network, [value for values, *_ in groups for value in values])
    _warm(network, [*acts, *lent, *pairs], FROZEN)
    optimizer = torch.optim.AdamW(
        [{"params": some, "lr": rate, "weight_decay": decay} for some, rate, decay in groups],
        fused=True,
    )
    few, paired = int(len(lent) * LENT), int(len(pairs) * PAIRED)
    steps = epochs * sum(-(-size // BATCH) for size in (len(acts), few, paired))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer,
        lambda step: min((step + 1) / (WARM * steps), (steps - step) / (steps * (1 - WARM))),
    )
    network.train()
    for epoch in range(epochs):
        turns = [
            *_batches(acts),
            *_batches(random.sample(lent, few)),
            *_batches(random.sample(pairs, paired)),
        ]
        random.shuffle(turns)
        losses: dict[bool, list[float]] = {True: [], False: []}
        for batch in turns:
            with half():
                loss = _loss(network, batch)
            _step(optimizer, loss, fitted)
            schedule.step()
            losses[bool(batch[0].spots)].append(loss.item())
        means = ", ".join(f"{np.mean(some):.3f}" for some in losses.values() if some)
        print(f"  epoch {epoch + 1}: loss of acts, of relations: {means}", flush=True)
    network.eval()


def fit_further(
    network: Network, acts: list[Shown], lent: list[Shown], pairs: list[Shown], seed: int
) -> None:
    """Fit some more times from here, each over another half, and take the mean of all weights.

    The mean of networks that were fitted from one beginning reads better than each of them, and is
    no larger (Wortsman et al. 2022, "Model soups").

    Args:
        network: It is fitted already.
        acts: Sentences of the claims.
        lent: Sentences of the relations, read for acts.
        pairs: The same, read for relations.
        seed: Of all draws.
    """
    states = [copy.deepcopy(network.state_dict())]
    for part in range(PARTS_OF_ACTS):
        network.load_state_dict(states[0])
        some = acts[part::PARTS_OF_ACTS]
        fit(network, some, lent, pairs, seed + 1 + part, is_onward=True)
        states.append(copy.deepcopy(network.state_dict()))
    mean = {name: torch.stack([one[name] for one in states]).mean(0) for name in states[0]}
    network.load_state_dict(mean)


def fit_relations(network: Network, pairs: list[Shown], seed: int) -> None:
    """Fit the heads of relations over the encoder as it is.

    Args:
        network: Its encoder is fitted.
        pairs: Sentences with two mentions and a root.
        seed: Of all draws.
    """
    torch.manual_seed(seed)
    random.seed(seed)
    heads = [value for name in ("p1", "p2") for value in network.heads[name].parameters()]
    _only(network, heads)
    _warm(network, pairs, LAYERS)
    optimizer = torch.optim.AdamW(heads, lr=RATE_RELATIONS, weight_decay=DECAY)
    network.train()
    for epoch in range(EPOCHS_RELATIONS):
        losses = []
        for batch in _batches(pairs):
            loss = _loss_of_roots(network, *_padded(batch), batch)
            _step(optimizer, loss, heads)
            losses.append(loss.item())
        print(f"  relations, epoch {epoch + 1}: loss {np.mean(losses):.3f}", flush=True)
    network.eval()


def half() -> torch.autocast:
    """Return a context of 16 bits (bfloat16), which takes a third of the time where a processor knows them."""
    return torch.autocast("cpu", torch.bfloat16)


def _only(network: Network, fitted: list[torch.Tensor]) -> list[torch.Tensor]:
    """Have only these values fitted; return them."""
    known = set(map(id, fitted))
    for value in network.parameters():
        value.requires_grad = id(value) in known
    return fitted


def _step(
    optimizer: torch.optim.Optimizer, loss: torch.Tensor, fitted: list[torch.Tensor]
) -> None:
    """Go one step down."""
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(fitted, 1.0)
    optimizer.step()


def _warm(network: Network, group: list[Shown], layers: int) -> None:
    """Keep the states below the fitted layers: they stay the same."""
    network.eval()
    ordered = sorted(group, key=lambda one: len(one.ids))
    with torch.no_grad(), half():
        for start in range(0, len(ordered), BATCH):
            batch = ordered[start : start + BATCH]
            ids = nn.utils.rnn.pad_sequence(
                [torch.tensor(one.ids) for one in batch],
                batch_first=True,
                padding_value=PADDING,
            )
            states = network.encoder.embed(ids)
            states = network.encoder.run(states, ids != PADDING, 0, layers)
            for one, row in zip(batch, states, strict=True):
                one.states = row[: len(one.ids)].half()


def _padded(batch: list[Shown]) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the kept states of some sentences, and 1 where there is a token."""
    pad = nn.utils.rnn.pad_sequence
    states = pad([one.states.float() for one in batch], batch_first=True)
    return states, pad([torch.ones(len(one.ids)) for one in batch], batch_first=True)


def _batches(group: list[Shown]) -> list[list[Shown]]:
    """Return sentences of like length together, in a drawn order."""
    drawn = random.sample(group, len(group))
    found = []
    for start in range(0, len(drawn), CROWD * BATCH):
        part = sorted(drawn[start : start + CROWD * BATCH], key=lambda one: len(one.ids))
        found += [part[k : k + BATCH] for k in range(0, len(part), BATCH)]
    return found


def _loss(network: Network, batch: list[Shown]) -> torch.Tensor:
    """Return the loss of a batch: of relations, or of acts and roles."""
    kept, mask = _padded(batch)
    seen = mask * (torch.rand_like(mask) >= HIDDEN_WORDS)
    states = network.encoder.run(kept, seen, FROZEN, LAYERS)
    if not batch[0].spots:
        return _loss_of_roots(network, states, mask, batch)
    spots = [(row, spot) for row, one in enumerate(batch) for spot in one.spots]
    weights = torch.tensor([spot.weight for _, spot in spots])
    words = states[[row for row, _ in spots], [spot.token for _, spot in spots]]
    kinds = torch.stack([_kinds(spot) for _, spot in spots])
    scores = network.acts(words, kinds)
    scores = scores + network.evidence("acts", [spot.rows for _, spot in spots])
    preferred = torch.tensor([spot.label for _, spot in spots])
    loss = _weighed(scores, preferred, weights) + _fair(
        scores, [spot for _, spot in spots], weights
    )
    played = [(place, part) for place, (_, spot) in enumerate(spots) for part in spot.parts]
    if not played:
        return loss
    places, parts = [place for place, _ in played], [part for _, part in played]
    units = states[[spots[place][0] for place in places], [part.token for part in parts]]
    told = torch.tensor([part.told for part in parts]) * (kinds[places].sum(1) > 0)[:, None]
    scores = network.roles(words[places], kinds[places], units, told)
    scores = scores + network.evidence("roles", [part.rows for part in parts])
    return loss + _weighed(scores, torch.tensor([part.role for part in parts]), weights[places])


def _loss_of_roots(
    network: Network, states: torch.Tensor, mask: torch.Tensor, batch: list[Shown]
) -> torch.Tensor:
    """Return the loss of a batch of relations."""
    roots = torch.tensor([one.root for one in batch])
    scores = network.relations(states, mask, batch)
    return functional.cross_entropy(scores, roots, label_smoothing=SMOOTHED)


def _kinds(spot: Spot) -> torch.Tensor:
    """Return the types that frames have for a word, as ones; now and then none is shown."""
    kinds = torch.zeros(len(KINDS) - 1)
    if random.random() >= UNTOLD:  # noqa: S311 - no secret
        kinds[spot.kinds] = 1
    return kinds


def _fair(scores: torch.Tensor, spots: list[Spot], weights: torch.Tensor) -> torch.Tensor:
    """Return the mean loss where any fair reading is right."""
    wrong = torch.full_like(scores, -1e9)
    for row, spot in enumerate(spots):
        wrong[row, spot.accepted] = 0
    losses = torch.logsumexp(scores, -1) - torch.logsumexp(scores + wrong, -1)
    return (losses * weights).sum() / (weights.sum() + 1e-6)


def _weighed(scores: torch.Tensor, labels: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    """Return the mean loss of weighed examples."""
    losses = functional.cross_entropy(scores, labels, reduction="none")
    return (losses * weights).sum() / (weights.sum() + 1e-6)
