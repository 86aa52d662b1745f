"""Verbs by which one does something to another: acts, demands, retreats, tolerance."""

from tocsin.coding.actors.mentions import PERSON_KINDS, Actors
from tocsin.coding.events.bystanders import other_at_hand
from tocsin.coding.events.candidate import ACT_TYPES, Candidate, split_parties, without
from tocsin.coding.events.clause import Clause
from tocsin.coding.events.opinions import author_of
from tocsin.coding.events.scene import nominal
from tocsin.coding.lexicon import Frame
from tocsin.coding.syntax.tree import Role
from tocsin.model.ids import country
from tocsin.model.vocabulary import EventType, Item

# What may be done to somebody by nobody named: "was attacked", "has been sanctioned".
_BY_UNKNOWN = frozenset(
    {EventType.ASSAULT, EventType.COERCE, EventType.SANCTION, EventType.AID}
)
_ABOUT_ACTS = frozenset({EventType.REJECT, EventType.ACCUSE, EventType.SUPPORT})
# What is done to the one other state at hand where nobody else is said to bear it.
_ON_OTHERS = frozenset(
    {EventType.ASSAULT, EventType.COERCE, EventType.SANCTION, EventType.ACCUSE,
     EventType.REJECT, EventType.THREATEN, EventType.RETREAT, EventType.CONCEDE,
     EventType.PROTEST}
)  # fmt: skip
_DEMANDED = Frame("ask", EventType.REQUEST)
_EXPELLED = Frame("act", EventType.SANCTION)
_PHONED = Frame("meet", EventType.CONSULT)


def read_act(clause: Clause) -> Candidate | None:
    """Read `A does it to B`, with B as object, behind a preposition, or as owner of the object."""
    frame, source = clause.frame, clause.subject
    if clause.roles.is_passive and not source and clause.is_any("stative_passives"):
        return _read_stance(clause)
    if frame.type is EventType.ASSAULT and (_is_person_on_the_way(clause) or _is_deal(clause)):
        return None
    if clause.roles.is_passive and not source and frame.type in _ABOUT_ACTS:
        source = _seat(clause)
    target = _hit(clause, source)
    items = clause.means() if frame.type is EventType.SUPPORT else ()
    if frame.reciprocal and not target:
        source, target = split_parties(source)
    is_unknown = clause.roles.is_passive or (not source and _are_fighters(clause))
    may_lack_source = is_unknown and frame.type in _BY_UNKNOWN
    if may_lack_source and not source:
        source = without(clause.behind("from"), target)  # "was shelled from B"
    if not target or not (source or may_lack_source):
        return None
    event = clause.event(source, target, items)
    if items:
        event.type = EventType.AID
    event.reciprocal = frame.reciprocal
    return event


def _seat(clause: Clause) -> Actors:
    """Return the government in whose capital an act is judged: `was dismissed in New Delhi`."""
    scene = clause.scene
    places = nominal(clause.roles.behind("in"))
    mentions = [scene.discourse.mention(word.i) for word in places]
    return tuple(mention.actor for mention in mentions if mention and mention.kind == "capital")


def _are_fighters(clause: Clause) -> bool:
    """Return whether gunmen act of whom nobody says whose they are: `insurgents bombarded B's city`."""
    subject = clause.roles.subject
    return subject is not None and subject.base in clause.scene.lexicon.words["fighters"]


def _is_deal(clause: Clause) -> bool:
    """Return whether a verb of fighting only makes a deal: `under the deal struck on Friday`."""
    nouns = clause.scene.lexicon.nouns
    frames = [nouns.get(part.base) for part in clause.object_parts()]
    return any(frame is not None and frame.type is EventType.AGREE for frame in frames)


def _is_person_on_the_way(clause: Clause) -> bool:
    """Return whether a person only goes somewhere: `Kim crossed into B`, unlike his troops."""
    subject = clause.roles.subject
    if subject is None or clause.roles.objects:
        return False
    mention = clause.scene.discourse.mention(subject.i)
    return mention is not None and mention.kind in PERSON_KINDS


def _read_stance(clause: Clause) -> Candidate | None:
    """Read `A is opposed to B's plan`."""
    source = clause.objects
    return clause.between(
        source, clause.scene.reach(nominal(clause.roles.behind("to")), source)
    )


def _hit(clause: Clause, source: Actors) -> Actors:
    """Return whom an act is done to."""
    scene, frame, roles = clause.scene, clause.frame, clause.roles
    target = author_of(scene, roles.objects, source) if frame.type in _ABOUT_ACTS else ()
    target = target or scene.acted_on(roles.objects, source)
    if not target and clause.is_any("complaining"):
        about = nominal(roles.behind("about", "over", "against", "at", "of", "on"))
        target = scene.acted_on(about, source)
    if not target and frame.preps:
        target = scene.acted_on(nominal(roles.behind(*frame.preps)), source)
    if not target and roles.objects and frame.type in _ABOUT_ACTS:
        target = without(_parties_of_acts(clause), source)
    if not target and frame.type in _ON_OTHERS and (_is_open(clause) or _opens_to(clause)):
        target = other_at_hand(scene, clause.verb, source)
    return target


def _opens_to(clause: Clause) -> bool:
    """Return whether a clause tells what is let or threatened and names nobody it is done to.

    `Manila will let the recruiters back in`, `warned that this would have a price`.
    """
    tree = clause.scene.tree
    if clause.scene.groups(clause.roles.objects) or not (
        clause.is_any("letting") or clause.frame.type is EventType.THREATEN
    ):
        return False
    return tree.child(clause.verb.i, Role.COMPLEMENT, Role.OPEN_COMPLEMENT) is not None


def _is_open(clause: Clause) -> bool:
    """Return whether a verb leaves open whom it hits: nobody named, no clause to complete it."""
    tree = clause.scene.tree
    below = [Role.COMPLEMENT]
    if clause.frame.type is not EventType.THREATEN and not clause.is_any("refusing"):
        below.append(Role.OPEN_COMPLEMENT)  # what is threatened or refused gives way to nothing
    has_clause = tree.child(clause.verb.i, *below) is not None
    return not has_clause and not clause.scene.groups(clause.roles.objects)


def _parties_of_acts(clause: Clause) -> Actors:
    """Return who is behind an act that is opposed or praised: `drills that Kim opposes`."""
    scene = clause.scene
    if clause.roles.objects[0].base not in scene.lexicon.words["general_acts"]:
        return ()
    event = (
        scene.echo_here(ACT_TYPES)
        or scene.past.of_main_pair(ACT_TYPES)
        or scene.past.of_types(ACT_TYPES)
    )
    return (*event.source, *event.target) if event is not None else ()


def read_ask(clause: Clause) -> Candidate | None:
    """Read `A asks B to …`, `A demands goods from B`."""
    tree, source = clause.scene.tree, clause.subject
    if clause.is_any("telling") and tree.child(clause.verb.i, Role.OPEN_COMPLEMENT) is None:
        return None
    target = without(clause.objects, source)
    # "called on B" asks B, but "called B on Monday" is a telephone call.
    is_asking = bool(clause.behind("on", "upon") or clause.roles.behind("for"))
    if target and clause.verb.base == "call" and not is_asking:
        return _read_called(clause, source, target)
    target = target or without(clause.behind(*clause.frame.preps), source)
    if not target and (below := tree.child(clause.verb.i, Role.COMPLEMENT)) is not None:
        asked = clause.scene.group(tree.child(below.i, Role.SUBJECT))
        target = without(asked, source)
    if not target and _asks_at_large(clause):
        target = without(_asked_for(clause, source), source)
    if source and target and _is_sent_away(clause):
        clause = clause.by(_EXPELLED)
    return clause.event(source, target, clause.goods()) if source and target else None


def _asks_at_large(clause: Clause) -> bool:
    """Return whether somebody asks for something and the verb does not say whom: `asked for help`."""
    below = clause.scene.tree.child(clause.verb.i, Role.COMPLEMENT, Role.OPEN_COMPLEMENT)
    return clause.is_any("asking_at_large") and not clause.roles.objects and below is None


def _asked_for(clause: Clause, source: Actors) -> Actors:
    """Return whose the thing asked for is (`asked for Indian help`), else the other side at hand."""
    wanted = nominal(clause.roles.behind("for"))
    return clause.scene.reach(wanted, source) or other_at_hand(
        clause.scene, clause.verb, source
    )


def _is_sent_away(clause: Clause) -> bool:
    """Return whether envoys are told to go: `told two B diplomats to leave`."""
    words, tree = clause.scene.lexicon.words, clause.scene.tree
    below = tree.child(clause.verb.i, Role.OPEN_COMPLEMENT)
    is_leaving = below is not None and below.base in words["leaving"]
    return is_leaving and any(part.base in words["envoys"] for part in clause.object_parts())


def _read_called(clause: Clause, source: Actors, target: Actors) -> Candidate | None:
    """Read `A called B` as a telephone call, unless A calls B something."""
    names = clause.scene.tree.children(clause.verb.i, Role.PREDICATIVE, Role.COMPLEMENT)
    words = clause.scene.tree.words
    last = max(word.i for word in clause.roles.objects)
    is_quoted = any(word.text in {'"', "'", ":"} for word in words[last + 1 : last + 4])
    is_noun = all(word.pos == "NOUN" for word in clause.roles.objects)
    is_naming = bool(names) or len(clause.roles.objects) > 1 or is_quoted or is_noun
    return None if is_naming or not source else clause.by(_PHONED).event(source, target)


def read_must(clause: Clause) -> Candidate | None:
    """Read `A said that B must …` as A's demand of B, where nothing else tells what B must do."""
    tree, words = clause.scene.tree, clause.scene.lexicon.words
    modals = tree.children(clause.verb.i, Role.AUXILIARY)
    above = tree.head(clause.verb)
    is_told = clause.verb.role in {Role.COMPLEMENT, Role.PARATAXIS} and above is not None
    if not is_told or not any(modal.base in words["demanding_modals"] for modal in modals):
        return None
    speaker = clause.scene.group(tree.child(above.i, Role.SUBJECT)) if above else ()
    return clause.by(_DEMANDED).between(speaker, clause.subject) if speaker else None


def read_quit(clause: Clause) -> Candidate | None:
    """Read `A left OPEC`: to leave a body is to break with it, to leave a state is a journey."""
    is_state = clause.scene.discourse.gazetteer.is_state
    named = (*clause.objects, *clause.behind("from", "of", "out of"))
    bodies = tuple(actor for actor in named if not is_state(country(actor)))
    return clause.between(clause.subject, bodies)


def read_leave(clause: Clause) -> Candidate | None:
    """Read `A's troops left B`."""
    subject, scene = clause.roles.subject, clause.scene
    if subject is None or scene.discourse.role_kind(scene.tree, subject) != "military":
        return None
    return clause.between(clause.subject, clause.objects)


def read_tolerate(clause: Clause) -> Candidate | None:
    """Read `A overlooks B's breach`: A covers for B."""
    source = clause.subject
    target = clause.scene.acted_on(clause.roles.objects, source)
    target = target or without(clause.dependant(), source)
    if not source or not target:
        return None
    event = clause.event(source, target, (Item.DIPLOMATIC_COVER,))
    event.mode = "diplomatic"
    return event


def read_play_off(clause: Clause) -> Candidate | None:
    """Read `A plays B off against C`."""
    source = clause.subject
    against = clause.behind("against", "off against")
    target = without((*clause.objects, *against), source)
    return clause.event(source, target) if source and len(target) > 1 else None
