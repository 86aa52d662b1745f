"""How much confidence a judgement carries: apart from how likely it is."""

from collections.abc import Sequence

from tocsin.assess.evidence import AGAINST, FOR, count_origins
from tocsin.assess.sources import UNKNOWN
from tocsin.assess.testimony import Weighed

WIDE, NARROW = 0.45, 0.3
HIGH, MODERATE = 5, 2
TELLING = 0.9
POOR = frozenset("DE")


def rate_confidence(
    weighed: Sequence[Weighed], interval: tuple[float, float], *, is_counted: bool
) -> tuple[str, tuple[str, ...]]:
    """Return high, moderate or low, and one clause for each reason.

    Points: independent origins (0 for one, 1 for two, 2 from three), kinds of voices for it (1
    from two, 2 from three), no disinterested voice against it (1), width of the 90 % interval
    (1 below 0.30, -1 above 0.45), a counted base rate (1), all graded sources for it D or E (-1).
    High from 5 and two origins, moderate from 2. One origin never gives high, and gives moderate
    only with several kinds of voices and a counted base rate; author, press and unplaced voices
    alone give low.
    """
    pro = [item for item in weighed if item.evidence.sign == FOR]
    checks: tuple[tuple[int, str], ...] = (
        _origins(pro),
        _voices(pro),
        _agreement(weighed),
        _width(interval),
        (1, "its base rate is counted") if is_counted else (0, "its base rate is not counted"),
        *_quality(pro),
    )
    points = sum(point for point, _ in checks)
    origins = count_origins(item.evidence for item in pro)
    kinds = {item.evidence.speaker.kind for item in pro}
    reasons = tuple(reason for _, reason in checks)
    if kinds <= {"author", "press", "unplaced"}:
        return "low", (*reasons, "no placed voice speaks for it")
    if origins <= 1 and (len(kinds) <= 1 or not is_counted):
        return "low", reasons
    if points >= HIGH and origins > 1:
        return "high", reasons
    return ("moderate" if points >= MODERATE else "low"), reasons


def _origins(pro: Sequence[Weighed]) -> tuple[int, str]:
    """Return the points and reason of the number of independent origins."""
    count = count_origins(item.evidence for item in pro)
    if count <= 1:
        return 0, "a single origin speaks for it"
    return min(count - 1, 2), f"{count} independent origins speak for it"


def _voices(pro: Sequence[Weighed]) -> tuple[int, str]:
    """Return the points and reason of the kinds of voices."""
    kinds = sorted({item.evidence.speaker.kind for item in pro})
    if len(kinds) <= 1:
        return 0, "one kind of voice speaks for it"
    return min(len(kinds) - 1, 2), f"{len(kinds)} kinds of voices speak for it"


def _quality(pro: Sequence[Weighed]) -> tuple[tuple[int, str], ...]:
    """Return the points and reason of the sources' grades; none where no source is graded."""
    known = {item.evidence.reliability.letter for item in pro} - {UNKNOWN}
    if not known:
        return ()
    if min(known) in POOR:
        return ((-1, f"no graded source for it is better than {min(known)}"),)
    return ((0, f"the best graded source for it is {min(known)}"),)


def _agreement(weighed: Sequence[Weighed]) -> tuple[int, str]:
    """Return the points and reason of what speaks against it."""
    telling = [
        item
        for item in weighed
        if item.evidence.sign == AGAINST
        and item.evidence.speaker.kind != "party"
        and item.ratio < TELLING
    ]
    if telling:
        count = len(telling)
        return (
            0,
            f"{count} {'claim' if count == 1 else 'claims'} by others than a party against it",
        )
    return 1, "nobody but a party speaks against it"


def _width(interval: tuple[float, float]) -> tuple[int, str]:
    """Return the points and reason of the width of the interval."""
    width = interval[1] - interval[0]
    if width > WIDE:
        return -1, f"its interval is wide, {width:.2f}"
    if width < NARROW:
        return 1, f"its interval is narrow, {width:.2f}"
    return 0, f"its interval is {width:.2f} wide"
