"""Words of estimative probability: which word a probability gets, by which standard."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

DEFAULT: Final = "icd203"


@dataclass(frozen=True, slots=True)
class Band:
    """One row of a standard's table.

    Attributes:
        word: The word that is written.
        low: Lower bound as published, in percent.
        high: Upper bound as published, in percent.
        forms: The same word in other forms, and words that may stand beside it in one text.
        others: Words of the standard's other row: of the same range, not to be mixed with these.
    """

    word: str
    low: int
    high: int
    forms: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """Return every word of the row, the one that is written first."""
        return (self.word, *self.forms, *self.others)


@dataclass(frozen=True, slots=True)
class WordScale:
    """A standard: bands from the least to the most probable.

    Bands that touch share a bound, which belongs to the band above: [45, 55) is `roughly even
    chance`. Between bands with a gap the nearest band counts, and the middle of the gap belongs
    to the band nearer to 50. The outer bands reach to 0 and 1, where the house writes `less
    than 1%` and `more than 99%`. So every probability has one word, and words rise with it.

    Attributes:
        name: Its key, as the setting `words` takes it.
        title: As a brief names it.
        bands: Its table, rising.
        source: Where the table comes from.
    """

    name: str
    title: str
    bands: tuple[Band, ...]
    source: str

    def word(self, p: float) -> str:
        """Return the word for a probability in [0, 1]."""
        for band, following in pairwise(self.bands):
            bound = _bound(band, following)
            if p < bound or (p == bound and _stays_below(band, following)):
                return band.word
        return self.bands[-1].word

    def spans(self) -> dict[str, tuple[float, float]]:
        """Return for every word the percentages that it may stand beside, bounds included.

        Touching bands both include the bound they share: a number is printed as a whole percent.
        """
        bounds = [100 * _bound(one, two) for one, two in pairwise(self.bands)]
        lows, highs = [0.0, *bounds], [*bounds, 100.0]
        return {
            word: (round(low, 9), round(high, 9))
            for band, low, high in zip(self.bands, lows, highs, strict=True)
            for word in band.words
        }

    def rows(self) -> tuple[frozenset[str], frozenset[str]]:
        """Return the words of the first row, and those of the other one, empty for none."""
        first = {word for band in self.bands for word in (band.word, *band.forms)}
        return frozenset(first), frozenset(word for band in self.bands for word in band.others)


def _bound(band: Band, following: Band) -> float:
    """Return the probability at which one band ends and the next begins."""
    return (band.high + following.low) / 200


def _stays_below(band: Band, following: Band) -> bool:
    """Return whether the bound itself belongs to the lower band: in a gap above 50 it does."""
    return band.high != following.low and _bound(band, following) > 0.5


_ICD203 = WordScale(
    name="icd203",
    title="ICD 203",
    source="Intelligence Community Directive 203 (2015), D.6.e.(2).(a)",
    bands=(
        Band("almost no chance", 1, 5, (), ("remote",)),
        Band("very unlikely", 5, 20, (), ("highly improbable",)),
        Band("unlikely", 20, 45, (), ("improbable", "improbably")),
        Band("roughly even chance", 45, 55, (), ("roughly even odds",)),
        Band("likely", 55, 80, (), ("probable", "probably")),
        Band("very likely", 80, 95, (), ("highly probable",)),
        Band("almost certain", 95, 99, ("almost certainly",), ("nearly certain",)),
    ),
)
# The table gives the outer bands as above 0 and below 100, and realistic possibility as below 50.
_PHIA = WordScale(
    name="phia",
    title="PHIA 2025",
    source="Professional Head of Intelligence Assessment, probability yardstick, 24 March 2025",
    bands=(
        Band("remote chance", 0, 5),
        Band("highly unlikely", 10, 20),
        Band("unlikely", 25, 35),
        Band("realistic possibility", 40, 50),
        Band("likely", 55, 75, ("probable", "probably")),
        Band("highly likely", 80, 90),
        Band("almost certain", 95, 100, ("almost certainly",)),
    ),
)
SCALES: Final = {scale.name: scale for scale in (_ICD203, _PHIA)}
"""The standards by name; the first is the default."""


def scale_named(name: str | None) -> WordScale:
    """Return the standard of a name; the default for none."""
    return SCALES[name or DEFAULT]
