"""Pictures of what was measured, with the citation of every source in them."""

from pathlib import Path

from tocsin import tell
from tocsin.model.graph import Graph
from tocsin.sources import SOURCES


def citations() -> dict[str, str]:
    """Return how each source is cited, by its name."""
    return {name: source.citation for name, source in SOURCES.items()}


def plot_measures(found: "tell.Measured", path: Path) -> None:
    """Draw values over time.

    Raises:
        OutputError: The file cannot be written, or ends in neither .svg nor .png.
        UsageError: matplotlib is not installed.
        InsufficientDataError: There is no value.
    """
    tell.plot_measures(found, path, credits_=citations())


def plot_network(graph: Graph, path: Path, *, dyad: tuple[str, str] | None) -> None:
    """Draw a network, two states of it pointed out.

    Raises:
        OutputError: The file cannot be written, or ends in neither .svg nor .png.
        UsageError: matplotlib is not installed.
    """
    tell.plot_network(graph, path, dyad=dyad, credits_=citations())
