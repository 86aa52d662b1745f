"""The columns of a candidate's row, by number and in words."""

_WORDS = """
own2 such events with the actor, counting half after 2 days
own8 such events with the actor, counting half after 8 days
own30 such events with the actor, counting half after 30 days
own120 such events with the actor, counting half after 120 days
own_count how often such an event with the actor was seen
own_age days since such an event with the actor
any2 events of any kind with the actor, counting half after 2 days
any8 events of any kind with the actor, counting half after 8 days
any30 events of any kind with the actor, counting half after 30 days
any120 events of any kind with the actor, counting half after 120 days
any_age days since an event of any kind with the actor
any_kinds kinds of events seen with the actor
back30 such events in the other direction, counting half after 30 days
back_age days since such an event in the other direction
rule_all all aged rules that lead to the actor, together
rule_best the strongest aged rule that leads to the actor
rule_second the second strongest aged rule that leads to the actor
pop2 the actor's share in such events of all actors, counting half after 2 days
pop8 the actor's share in such events of all actors, counting half after 8 days
pop30 the actor's share in such events of all actors, counting half after 30 days
pop120 the actor's share in such events of all actors, counting half after 120 days
pop_age days since anyone had such an event with the actor
act2 events of the actor with anyone, counting half after 2 days
act30 events of the actor with anyone, counting half after 30 days
act120 events of the actor with anyone, counting half after 120 days
own_share the actor's share in such events of the subject
back_share the subject's share in such events of the actor
any_share the actor's share in all events of the subject
any_back the subject's share in all events of the actor
near_then such events of those whom the subject deals with most
then_near those whom the actors of such events deal with most
near_near those whom the ones that the subject deals with most deal with
peers actors of such events of others who had them with the same actors
group_group such events between the groups of the two
group_actor such events of the subject's group with the actor
role_role such events between actors of such roles
same_group whether the two are of one group
is_self whether it is the subject itself
query_total such events of the subject, counting half after 30 days
query_actors how many actors had such events with the subject
subject_total all events of the subject, counting half after 30 days
relation_total such events of all actors, counting half after 30 days
repeats how often an answer to such questions had such an event with the subject before
links how often an answer to such questions had any event with the subject before
horizon days since the last day that is known
first shares of rules, own events, partners, groups and frequency, all together
place the place by the shares of rules, own events, partners, groups and frequency
top_first shares of rules, own events, partners, groups and frequency, over the best actor's
top_rule_all all aged rules together, over the best actor's
top_rule_best the strongest aged rule, over the best actor's
top_own2 such events with the actor within days, over the most of any actor
top_own30 such events with the actor within weeks, over the most of any actor
top_any2 events of any kind with the actor within days, over the most of any actor
top_any30 events of any kind with the actor within weeks, over the most of any actor
top_pop30 the share in such events of all actors, over the highest of any actor
top_near_then such events of the subject's partners, over the most of any actor
top_peers actors of others' events, over the most of any actor
top_group_actor events of the subject's group with the actor, over the most of any actor
top_act30 events of the actor with anyone, over the most of any actor
"""
_LINES = tuple(line.split(" ", 1) for line in _WORDS.strip().splitlines())
COLUMNS = tuple(name for name, _ in _LINES)
"""Names of the columns, in order."""
WORDS = tuple(words for _, words in _LINES)
"""What each column says."""
WIDTH = len(COLUMNS)
(
    OWN2, OWN8, OWN30, OWN120, OWN_COUNT, OWN_AGE, ANY2, ANY8, ANY30, ANY120, ANY_AGE, ANY_KINDS,
    BACK30, BACK_AGE, RULE_ALL, RULE_BEST, RULE_SECOND, POP2, POP8, POP30, POP120, POP_AGE, ACT2,
    ACT30, ACT120, OWN_SHARE, BACK_SHARE, ANY_SHARE, ANY_BACK, NEAR_THEN, THEN_NEAR, NEAR_NEAR,
    PEERS, GROUP_GROUP, GROUP_ACTOR, ROLE_ROLE, SAME_GROUP, IS_SELF, QUERY_TOTAL, QUERY_ACTORS,
    SUBJECT_TOTAL, RELATION_TOTAL, REPEATS, LINKS, HORIZON, FIRST, PLACE, *TOPS,
) = range(WIDTH)  # fmt: skip
TOP_FIRST = TOPS[0]
TOPPED = (
    FIRST, RULE_ALL, RULE_BEST, OWN2, OWN30, ANY2, ANY30, POP30, NEAR_THEN, PEERS, GROUP_ACTOR,
    ACT30,
)  # fmt: skip
"""Columns that stand a second time as shares of the best of the question, from `TOP_FIRST` on."""


def _family(name: str) -> str:
    """Return what a column is about; columns about the same are told as one reason."""
    bare = name.removeprefix("top_").rstrip("0123456789")
    if bare == "place":
        return "first"
    known = ("own", "any", "back", "rule", "pop", "act", "group", "role", "query")
    return next((one for one in known if bare.startswith(one)), bare)


FAMILIES = tuple(_family(name) for name in COLUMNS)
"""What each column is about: `own8`, `own_age` and `top_own2` are all about `own`."""
