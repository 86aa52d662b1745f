"""The rows of the most promising candidates, for all questions of a day at once."""

import numpy as np

from tocsin.engine.compiled import compiled, inner
from tocsin.forecast.ranking import columns as c
from tocsin.forecast.ranking.base import Floats32
from tocsin.forecast.ranking.candidates import DOUBT, Work, entry, gather
from tocsin.forecast.ranking.known import Known
from tocsin.forecast.ranking.tables import LONG, RECENT, H, at, best, key3
from tocsin.model.quads import Int32s, Int64s

_TINY = 1e-30


@compiled("forecast")
def rows_of(
    known: Known, work: Work, subject: Int32s, relation: Int32s, limit: int
) -> tuple[Int64s, Int32s, Floats32]:
    """Return the rows of the most promising candidates of each question, the best first.

    Returns:
        Where the candidates of each question begin, with the end as the last; the candidates;
        their rows.
    """
    size = len(subject)
    start = np.zeros(size + 1, np.int64)
    actor = np.empty(size * limit, np.int32)
    rows = np.zeros((size * limit, c.WIDTH), np.float32)
    to = 0
    for i in range(size):
        s, q = subject[i], relation[i]
        gather(known, work, s, q)
        asked = _shares(known, work, s, q)
        count = best(work.score, work.size[0], limit, work.place)
        for j in range(count):
            actor[to + j] = work.actor[work.place[j]]
            rows[to + j] = work.row[work.place[j]]
            rows[to + j, c.PLACE] = j
            _look_up(known, rows[to + j], (s, q, actor[to + j]))
            rows[to + j, c.QUERY_TOTAL : c.FIRST] = asked
        _top(rows[to : to + count])
        to += count
        start[i + 1] = to
        for p in range(work.size[0]):
            work.slot[work.actor[p]] = -1
        work.size[0] = 0
    return start, actor[:to], rows[:to]


@inner
def _shares(known: Known, work: Work, s: int, q: int) -> Floats32:
    """Fill in shares and the first score of all candidates; return what holds for the question."""
    row = work.row
    asked = np.zeros(c.FIRST - c.QUERY_TOTAL, np.float32)
    anys = DOUBT
    for p in range(work.size[0]):
        asked[0] += row[p, c.OWN30]
        asked[1] += row[p, c.OWN30] > 0
        anys += row[p, c.ANY30]
    for p in range(work.size[0]):
        row[p, c.RULE_ALL] = -np.log(max(row[p, c.RULE_ALL], np.float32(_TINY)))
        row[p, c.OWN_SHARE] = row[p, c.OWN30] / (asked[0] + DOUBT)
        row[p, c.ANY_SHARE] = row[p, c.ANY30] / anys
        row[p, c.FIRST] = _first(row[p])
        work.score[p] = row[p, c.FIRST]
    asked[2] = known.active[s, RECENT]
    asked[3] = known.total[q, RECENT]
    asked[4] = known.answers[q, 1] / (known.answers[q, 0] + 1)
    asked[5] = known.answers[q, 2] / (known.answers[q, 0] + 1)
    asked[6] = known.horizon
    return asked


@inner
def _first(row: Floats32) -> float:
    """Return the sum of shares by which candidates are chosen; the weights are set by hand."""
    score: float = (
        (1 - np.exp(-row[c.RULE_ALL]))
        + row[c.OWN_SHARE]
        + np.float32(0.3) * (row[c.ANY_SHARE] + row[c.NEAR_THEN] + row[c.PEERS])
        + np.float32(0.3) * row[c.GROUP_ACTOR]
        + np.float32(0.5) * row[c.POP30]
        + np.float32(0.1) * (row[c.THEN_NEAR] + row[c.NEAR_NEAR])
    )
    return score


@inner
def _look_up(known: Known, row: Floats32, asked: tuple[int, int, int]) -> None:
    """Fill in what is counted by answer, group and role, for one candidate."""
    s, q, o = asked
    e = at(known.answer.key, key3(0, q, o))
    if e >= 0:
        age = known.day - known.answer.last[e]
        for h in range(H):
            count = known.answer.decayed[e, h] * known.rate[age, h]
            row[c.POP2 + h] = count / (known.total[q, h] + np.float32(0.1))
        row[c.POP_AGE] = age
        count = known.answer.decayed[e, LONG] * known.rate[age, LONG]
        row[c.BACK_SHARE] = row[c.OWN120] / (count + np.float32(DOUBT))
    row[c.ACT2] = known.active[o, 0]
    row[c.ACT30] = known.active[o, RECENT]
    row[c.ACT120] = known.active[o, LONG]
    row[c.ANY_BACK] = row[c.ANY30] / (known.active[o, RECENT] + np.float32(DOUBT))
    is_same = known.group[o] == known.group[s]
    row[c.SAME_GROUP] = is_same
    row[c.IS_SELF] = o == s
    key = key3(known.group[s], q, known.group[o])
    row[c.GROUP_GROUP] = entry(known.group_group, key, known.day, known.rate)
    key = key3(known.role[s] * 2 + is_same, q, known.role[o])
    row[c.ROLE_ROLE] = entry(known.role_role, key, known.day, known.rate)


@inner
def _top(rows: Floats32) -> None:
    """Fill in shares of the best candidate of the question."""
    for k in range(len(c.TOPPED)):
        best = np.float32(_TINY)
        for p in range(len(rows)):
            best = max(best, rows[p, c.TOPPED[k]])
        for p in range(len(rows)):
            rows[p, c.TOP_FIRST + k] = rows[p, c.TOPPED[k]] / best
