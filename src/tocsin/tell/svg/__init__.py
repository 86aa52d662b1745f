"""Pictures as SVG text, made in Python, one file for each kind.

Every function is pure and returns one `<svg>` element that is XML on its own, carries a title
and a description, and has colours as attributes, so that it also stands alone; a style sheet
of the page may override them by class. A picture is an image: nothing in it takes the focus, and
what it says stands in words beside it.
"""

from tocsin.tell.svg.bars import BarRow, concern_bars
from tocsin.tell.svg.calibration import CalibrationPoint, calibration_plot
from tocsin.tell.svg.matrix import MatrixRow, rivals_matrix
from tocsin.tell.svg.network import exchange_network
from tocsin.tell.svg.scenarios import Scenario, Scenarios, scenario_bands
from tocsin.tell.svg.strip import range_strip
from tocsin.tell.svg.timeline import TimeMark, time_rows
from tocsin.tell.svg.tornado import Tornado, TornadoRow, tornado_bars

__all__ = [
    "BarRow",
    "CalibrationPoint",
    "MatrixRow",
    "Scenario",
    "Scenarios",
    "TimeMark",
    "Tornado",
    "TornadoRow",
    "calibration_plot",
    "concern_bars",
    "exchange_network",
    "range_strip",
    "rivals_matrix",
    "scenario_bands",
    "time_rows",
    "tornado_bars",
]
