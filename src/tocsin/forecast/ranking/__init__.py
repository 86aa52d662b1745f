"""Next-event ranking: who does what to whom next, given the one and the kind of event.

Here are the types; `ranking.fit`, `modelfile.load` and `why.explain` need the extra `forecast`.
"""

from tocsin.forecast.ranking.base import Horizon, Mode, Queries, Ranked, Ranker

__all__ = ["Horizon", "Mode", "Queries", "Ranked", "Ranker"]
