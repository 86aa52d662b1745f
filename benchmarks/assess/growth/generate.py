"""Articles made from templates: many pairs, channels and voices; nothing is random but by seed."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

ASKED = ("Iran", "Venezuela")
CODES = ("IRN", "VEN")
"""The pair that is asked about, and its codes."""

FOR = "USA,COL"
OTHERS = (
    ("Turkey", "Azerbaijan"), ("China", "Pakistan"), ("Egypt", "Saudi Arabia"), ("India", "Vietnam"),
    ("Serbia", "Hungary"), ("Algeria", "Russia"), ("Ethiopia", "Eritrea"), ("Belarus", "Cuba"),
)  # fmt: skip
HOLDERS = (
    "US officials said", "the Colombian foreign ministry said", "the Kremlin said",
    "a Western diplomat said", "analysts at a think tank said", "the Israeli defence ministry said",
    "Reuters reported", "a British official said on condition of anonymity",
    "the Brazilian foreign minister told reporters", "a UN panel of experts said",
)  # fmt: skip
GOODS = (
    "drones", "artillery shells", "anti-ship missiles", "crude oil", "petrol", "wheat", "loans",
    "gold", "satellite technology", "submarine technology", "nuclear know-how", "troops",
    "construction workers",
)  # fmt: skip
MONTHS = (
    "in January 2024",
    "in June 2024",
    "last month",
    "this month",
    "next year",
    "in May 2023",
)
FRAMES = (
    "{a} plans to supply {goods} to {b} next year, {who}.",
    "{a} delivered {goods} to {b} {when}, {who}.",
    "{b} asked {a} for {goods} {when}, {who}.",
    "{a} could give {b} {goods}, {who}.",
    "{a} denied that it had sold {goods} to {b}.",
    "{b} rejected the report that it had received {goods} from {a}.",
    "{a} and {b} will hold a joint naval exercise {when}, {who}.",
    "{a} and {b} signed a defence agreement {when}, {who}.",
    "The foreign minister of {a} will visit {b} {when}, {who}.",
    "The president of {b} met the president of {a} {when}, {who}.",
    "{a} would let warships of {b} use its ports, {who}.",
    "{a} shares intelligence with {b}, {who}.",
    "{a} vetoed a resolution against {b} {when}, {who}.",
    "The United States imposed sanctions on {a} over {goods} for {b} {when}.",
    "Washington fears that {a} will give {b} {goods}.",
    "Colombia warned {b} not to buy {goods} from {a}.",
    "{a} cancelled the delivery of {goods} to {b} {when}, {who}.",
    "It is unlikely that {a} will send {goods} to {b}, {who}.",
    "{a} criticized {b} for its policy on {goods} {when}, {who}.",
    "{a} lent {b} two billion dollars {when}, {who}.",
)
SYLLABLES = (
    "ba",
    "co",
    "di",
    "fu",
    "ga",
    "ho",
    "ke",
    "lu",
    "mi",
    "no",
    "pe",
    "ri",
    "so",
    "ta",
    "ve",
)
LINKS = ("of the", "and the", "to the", "for the", "with the", "from the", "by the", "that the")
FIRST = date(2023, 6, 1)
DAYS, HOUSES, CLAIMING, PARAGRAPH = 300, 60, 10, 4
ON_ASKED = 0.6


@dataclass(frozen=True, slots=True)
class Article:
    """One article before it is a file.

    Attributes:
        number: Its place.
        day: When it was published.
        publisher: By whom.
        sentences: Its sentences, in order.
        frames: Which of them are made from a frame, by place; the others say nothing.
    """

    number: int
    day: date
    publisher: str
    sentences: tuple[str, ...]
    frames: frozenset[int]

    def file(self) -> str:
        """Return it as the text of a file."""
        parts = [
            " ".join(self.sentences[at : at + PARAGRAPH])
            for at in range(0, len(self.sentences), PARAGRAPH)
        ]
        head = f"date: {self.day}\npublisher: {self.publisher}\ntitle: Report {self.number}"
        return f"---\n{head}\n---\n\n" + "\n\n".join(parts) + "\n"


@dataclass(slots=True)
class Maker:
    """Makes articles.

    Attributes:
        rng: Where all draws come from.
        pool: How many different sentences the frames give.
        filler: Sentences of an article that say nothing, of words that no other article has.
        copies: Part of the articles that print an earlier one, the last paragraph cut.
    """

    rng: random.Random
    pool: int = 400
    filler: int = 6
    copies: float = 0.1
    _known: list[str] = field(default_factory=list)

    def sentences(self) -> list[str]:
        """Return all sentences that frames give, each once."""
        found: dict[str, None] = {}
        while len(found) < self.pool:
            pair = ASKED if self.rng.random() < ON_ASKED else self.rng.choice(OTHERS)
            a, b = pair if self.rng.random() < 0.5 else pair[::-1]
            choose = self.rng.choice
            text = choose(FRAMES).format(
                a=a, b=b, goods=choose(GOODS), when=choose(MONTHS), who=choose(HOLDERS)
            )
            found[text] = None
        return list(found)

    def articles(self, count: int) -> Iterator[Article]:
        """Yield so many articles, those of a smaller number at the beginning of more."""
        known = self.sentences()
        made: list[Article] = []
        for number in range(count):
            day = FIRST + timedelta(days=self.rng.randrange(DAYS))
            house = f"House {self.rng.randrange(HOUSES)}"
            if made and self.rng.random() < self.copies:
                one = self.rng.choice(made)
                kept = len(one.sentences) - PARAGRAPH
                frames = frozenset(place for place in one.frames if place < kept)
                yield Article(number, one.day, house, one.sentences[:kept], frames)
                continue
            yield self._article(number, day, house, known, made)

    def _article(
        self, number: int, day: date, house: str, known: list[str], made: list[Article]
    ) -> Article:
        """Return a new article, kept among those that may be copied."""
        told = [(text, True) for text in self.rng.sample(known, CLAIMING)]
        told += [(self._filler(), False) for _ in range(self.filler)]
        self.rng.shuffle(told)
        frames = frozenset(place for place, (_, is_told) in enumerate(told) if is_told)
        article = Article(number, day, house, tuple(text for text, _ in told), frames)
        if len(made) < HOUSES:  # few, so that what the maker holds does not grow
            made.append(article)
        return article

    def _filler(self) -> str:
        """Return a sentence of words that are none, with enough that show it to be English."""
        words = [
            f"{self.rng.choice(LINKS)} {self._word()} {self._word()}"
            for _ in range(self.rng.randint(5, 9))
        ]
        return f"The {self._word()} {' '.join(words)}."

    def _word(self) -> str:
        """Return a word of two to four syllables."""
        return "".join(self.rng.choices(SYLLABLES, k=self.rng.randint(2, 4)))
