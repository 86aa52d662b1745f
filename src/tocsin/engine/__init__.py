"""ENGINE: where work runs. In this process or in several, with the same results in one order.

The work is a function of a batch of tasks that returns one result for each. See
docs/architecture.md.
"""

from tocsin.engine.base import Engine, Lost, Work
from tocsin.engine.choose import ENGINES, choose_engine, count_jobs
from tocsin.engine.inline import InProcess
from tocsin.engine.processes import Processes

__all__ = [
    "ENGINES",
    "Engine",
    "InProcess",
    "Lost",
    "Processes",
    "Work",
    "choose_engine",
    "count_jobs",
]
