"""Pictures as SVG or PNG: measures over time, the timeline, the network of states.

They need the extra `plot`, matplotlib, which is loaded when a picture is drawn and not before.
"""

from tocsin.tell.plots.network import plot_network
from tocsin.tell.plots.saving import check_plot
from tocsin.tell.plots.series import plot_measures
from tocsin.tell.plots.timeline import plot_timeline

__all__ = ["check_plot", "plot_measures", "plot_network", "plot_timeline"]
