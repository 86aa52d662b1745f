"""The questions of the view in the words of DuckDB.

`rows` stands for the newest rows of a table with their `feed`; `?` are always values.
"""

EVENT_MONTHS = """
    SELECT feed, "month", "source", "target", "type", coalesce("quad", 0) AS "quad",
           sum("events")::BIGINT AS "events", sum("scored")::BIGINT AS "scored",
           sum("goldstein"::DECIMAL(18, 4))::DOUBLE AS "goldstein",
           sum("mentions")::BIGINT AS "mentions"
    FROM rows WHERE "month" BETWEEN date_trunc('month', ?::DATE) AND ?::DATE
    {which}
    GROUP BY ALL ORDER BY ALL
"""
STATE_TOTALS = """
    SELECT feed, "month", sum("events")::BIGINT AS "events", sum("mentions")::BIGINT AS "mentions"
    FROM rows WHERE "state" = ?
    GROUP BY ALL ORDER BY ALL
"""
STATE_TOTALS_OF_DYADS = """
    SELECT feed, "month", sum("events")::BIGINT AS "events", sum("mentions")::BIGINT AS "mentions"
    FROM rows WHERE "source" = ? OR "target" = ?
    GROUP BY ALL ORDER BY ALL
"""
AMONG = 'AND list_contains(?, "source") AND list_contains(?, "target")'
TOUCHING = 'AND ("source" = ? OR "target" = ?)'
BETWEEN = 'AND "source" IN (?, ?) AND "target" IN (?, ?) AND "source" <> "target"'

EVENT_DAYS = """
    SELECT feed, "day", "source", "target", coalesce("quad", 0) AS "quad",
           sum("events")::BIGINT AS "events", sum("scored")::BIGINT AS "scored",
           sum("goldstein"::DECIMAL(18, 4))::DOUBLE AS "goldstein"
    FROM rows WHERE "day" BETWEEN ? AND ?
    {which}
    GROUP BY ALL ORDER BY ALL
"""

EVENTS = """
    SELECT feed, "id", "day", "source", "target", "type", "code",
           coalesce("quad", 0)::BIGINT AS "quad", "goldstein", 'occurred' AS "status",
           "source_name", "target_name", "url"
    FROM rows WHERE "day" BETWEEN ? AND ?
    {which}
    ORDER BY {order} LIMIT ?
"""

# Unanimity is judged over all members before the pair is chosen.
VOTES = """
    WITH cast_votes AS (
        SELECT feed, "roll_call", "state", "session", "day",
               CASE "vote" WHEN 'yes' THEN 1 WHEN 'abstain' THEN 0 WHEN 'no' THEN -1 END AS cast_
        FROM rows WHERE "vote" IN ('yes', 'abstain', 'no')
    ),
    unanimous AS (
        -- Fewer voters than the quorum of the founding 51 members are not the Assembly: of a
        -- file about a few states nobody can say that a roll call was unanimous.
        SELECT feed, "roll_call", min(cast_) = max(cast_) AND count(*) >= 26 AS is_unanimous
        FROM cast_votes GROUP BY feed, "roll_call"
    )
    SELECT a.feed, a."roll_call",
           coalesce(a."session", c."session", -1)::BIGINT AS "session",
           coalesce(a."day", c."day") AS "day", a.cast_::DOUBLE AS "first",
           b.cast_::DOUBLE AS "second", u.is_unanimous,
           coalesce(c."is_important", false) AS "is_important"
    FROM cast_votes a
    JOIN cast_votes b ON b.feed = a.feed AND b."roll_call" = a."roll_call" AND b."state" = ?
    JOIN unanimous u ON u.feed = a.feed AND u."roll_call" = a."roll_call"
    LEFT JOIN calls c ON c."roll_call" = a."roll_call"
    WHERE a."state" = ?
      AND CASE WHEN coalesce(a."day", c."day") IS NOT NULL
               THEN coalesce(a."day", c."day") BETWEEN ? AND ?
               ELSE coalesce(a."session", c."session", -1) + 1945
                    BETWEEN year(?::DATE) AND year(?::DATE) END
    ORDER BY ALL
"""
NO_CALLS = (
    "SELECT NULL::VARCHAR AS roll_call, NULL::BIGINT AS session, NULL::DATE AS day, "
    "NULL::BOOLEAN AS is_important WHERE false"
)

IDEAL_POINTS = """
    SELECT feed, "state", "session", "point", "low", "high"
    FROM rows WHERE list_contains(?, "state") AND "year" BETWEEN year(?::DATE) AND year(?::DATE)
    ORDER BY ALL
"""

TIES = """
    WITH spells AS (
        SELECT *, greatest(year("start"), year(?::DATE)) AS first_year,
               least(year(coalesce("end", reach, "start")), year(?::DATE)) AS last_year,
               CASE WHEN "defense" OR "offense" THEN 3
                    WHEN "neutrality" OR "consultation" THEN 2
                    WHEN "nonaggression" THEN 1 ELSE 0 END AS tie
        FROM rows WHERE "source" IS NOT NULL AND "target" IS NOT NULL {which}
    )
    SELECT feed, y.generate_series AS "year", "source", "target", max(tie)::BIGINT AS "level"
    FROM spells, generate_series(first_year, last_year) y
    GROUP BY ALL ORDER BY ALL
"""

FLOWS = {
    "transfers": """
        SELECT feed, 'tiv' AS "series", "year", "supplier" AS "source",
               "recipient" AS "target", sum("tiv"::DECIMAL(18, 4))::DOUBLE AS "value",
               'million TIV' AS "unit"
        FROM rows WHERE (list_contains(?, "supplier") OR list_contains(?, "recipient"))
          AND "year" BETWEEN year(?::DATE) AND year(?::DATE) AND ? IN ('', 'tiv')
        GROUP BY ALL ORDER BY ALL
    """,
    "transfer_totals": """
        SELECT feed, 'tiv' AS "series", "year", "supplier" AS "source",
               "recipient" AS "target", sum("tiv"::DECIMAL(18, 4))::DOUBLE AS "value",
               'million TIV' AS "unit"
        FROM rows WHERE (list_contains(?, "supplier") OR list_contains(?, "recipient"))
          AND "year" BETWEEN year(?::DATE) AND year(?::DATE) AND ? IN ('', 'tiv')
        GROUP BY ALL ORDER BY ALL
    """,
    "values": """
        SELECT feed, "series", "year", "source", "target", "value", coalesce("unit", '1') AS "unit"
        FROM rows WHERE (list_contains(?, "source") OR list_contains(?, "target"))
          AND "year" BETWEEN year(?::DATE) AND year(?::DATE) AND ? IN ('', "series")
        ORDER BY ALL
    """,
}

VISITS = """
    SELECT feed, "id", "visitor", "host", "leader", "rank", "start", "end",
           coalesce("met_host", false) AS "met_host",
           coalesce("is_multilateral", false) AS "is_multilateral"
    FROM rows WHERE (list_contains(?, "visitor") OR list_contains(?, "host"))
      AND coalesce("start", make_date("year"::INTEGER, 1, 1)) BETWEEN ? AND ?
    ORDER BY "start", "id"
"""

SANCTIONS = """
    SELECT feed, "sender", "target", "year",
           concat_ws(';', CASE WHEN "arms" THEN 'arms' END,
                     CASE WHEN "military" THEN 'military' END,
                     CASE WHEN "trade" THEN 'trade' END,
                     CASE WHEN "financial" THEN 'financial' END,
                     CASE WHEN "travel" THEN 'travel' END,
                     CASE WHEN "other" THEN 'other' END) AS "kinds",
           coalesce("cases", '') AS "cases"
    FROM rows WHERE (list_contains(?, "sender") OR list_contains(?, "target"))
      AND "year" BETWEEN year(?::DATE) AND year(?::DATE)
    ORDER BY ALL
"""
