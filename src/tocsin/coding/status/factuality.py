"""Did it happen: how far a text says that what any one word tells is so."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tocsin.coding.actors.reference import Discourse
from tocsin.coding.events.scene import Scene
from tocsin.coding.lexicon import load_lexicon
from tocsin.coding.status.factivity import Factivity, Signature, load_factivity
from tocsin.coding.syntax.forms import (
    AUXILIARIES,
    SUBJECTS,
    WH_TAGS,
    has_infinitive,
    is_bare,
    is_imperative,
    is_infinitive,
    is_past,
    is_present,
    leads_of,
    shares_infinitive,
)
from tocsin.coding.syntax.grammar import lemma_of, negator_of
from tocsin.coding.syntax.parser import parse_words
from tocsin.coding.syntax.tense import modal_of
from tocsin.coding.syntax.tree import Role, Tree, Word
from tocsin.model.gazetteer import load_gazetteer

# From here on a value counts as said to be so, or as said not to be.
SETTLED = 1.0
# Above it a governing word passes on its signature undiminished.
_FULL = 2.2
# Words looked at on the way upwards; behind them all is unsettled.
_MOST = 40
_CARRYING = frozenset({Role.PREDICATIVE, Role.OBJECT, Role.COMPLEMENT, Role.SUBJECT})


def judge_words(
    words: Sequence[str], spans: Sequence[tuple[int, int]], *, whole_clause: bool = False
) -> list[float]:
    """Return how far a text says that what some of its words tell happened, each in [-3, 3].

    Args:
        words: A text that is already cut into words.
        spans: Which words are asked for, [start, end) by place; of several the head counts.
        whole_clause: Whether the clause is asked for as it stands, its own modal and negation
            included: in `knew that nobody came` whether nobody came.

    Raises:
        ModelFilesError: The language model is missing or altered.
        ValueError: A word holds white space, or a span no word.
    """
    gazetteer = load_gazetteer()
    lexicon = load_lexicon(gazetteer)
    discourse = Discourse(gazetteer, lexicon, None)
    scenes = [Scene(tree, discourse, lexicon) for tree in parse_words(words)]
    placed = [(scene, word) for scene in scenes for word in scene.tree.words]
    if any(not placed[start:end] for start, end in spans):
        raise ValueError(f"Each span must hold one of the {len(words)} words.")
    heads = (_head(placed[start:end]) for start, end in spans)
    return [read_factuality(scene, word, whole_clause=whole_clause) for scene, word in heads]


def _head(placed: list[tuple[Scene, Word]]) -> tuple[Scene, Word]:
    """Return the word of a stretch that the others hang on, a verb before others."""
    scene = placed[0][0]
    own = {word.i for its, word in placed if its is scene}
    heads = [scene.tree.words[i] for i in sorted(own)
             if scene.tree.words[i].head not in own - {i}]  # fmt: skip
    return scene, next((word for word in heads if word.is_verb), heads[0])


def read_factuality(scene: Scene, word: Word, *, whole_clause: bool = False) -> float:
    """Return how far a text says that what a word tells happened, in [-3, 3].

    3 is stated to have happened, -3 not to have; what lies ahead has not. Each word that
    governs another passes on what its signature says (`managed to`, `did not know that`), and
    each word adds its own modal and negation; a clause that is nobody's complement has the
    value of its setting. Who holds a view does not matter but for the verb that says so.

    References:
        Nairn, Condoravdi and Karttunen (2006), Computing relative polarity for textual inference.
    """
    reader = _Reader(scene, scene.tree, load_factivity())
    return (reader.above(word) if whole_clause else reader.commitment(word)).value


@dataclass(frozen=True, slots=True)
class Commitment:
    """How far a text commits itself to what a word tells.

    Attributes:
        value: From -3, it did not happen, to 3, it happened.
        is_open: Whether it lies ahead or is only thought of, whatever the sign: what hangs on
            it is neither so nor denied.
    """

    value: float
    is_open: bool = False

    @property
    def is_so(self) -> bool:
        """Return whether it is stated as a fact."""
        return self.value > 0 and not self.is_open


@dataclass(slots=True)
class _Reader:
    """One sentence while its words are judged."""

    scene: Scene
    tree: Tree
    words: Factivity
    known: dict[int, Commitment] = field(default_factory=dict)
    steps: int = 0

    def commitment(self, word: Word) -> Commitment:
        """Return the commitment to a word: what is above it, and its own modal and negation."""
        if word.i in self.known:
            return self.known[word.i]
        self.steps += 1
        if self.steps > _MOST:
            return Commitment(0.0)
        word = self._main_verb(word)
        found = self._own(word, self._context(word))
        self.known[word.i] = found
        return found

    def above(self, word: Word) -> Commitment:
        """Return the commitment to a whole clause, its own modal and negation left aside."""
        return self._context(self._main_verb(word))

    def _main_verb(self, word: Word) -> Word:
        """Return the verb that an auxiliary helps, any other word itself."""
        head = self.tree.head(word)
        return head if word.role in AUXILIARIES and head is not None else word

    def _own(self, word: Word, context: Commitment) -> Commitment:
        """Return what a word's modal and negation make of what stands above it."""
        is_negated = negator_of(self.tree, word, self.scene.lexicon) is not None
        modal = modal_of(self.scene, word) if word.is_verb else ""
        if word.base == "go" and word.tag == "VBG" and has_infinitive(self.tree, word):
            modal = "planned"
        value = self.words.modals[modal or "none"][is_negated]
        if modal:
            is_denied = context.value <= -SETTLED and not context.is_open
            return context if is_denied else Commitment(value, is_open=not is_negated)
        if not is_negated:
            return context
        if context.is_open:
            return self._set("open_negated", is_open=True)
        return Commitment(max(value, -context.value))

    def _context(self, word: Word) -> Commitment:
        """Return what stands above a word: the main clause, or the word that it hangs on."""
        head = self.tree.head(word)
        if is_imperative(self.tree, word):
            return self._set("imperative", is_open=True)
        if head is None:
            return self._main(word)
        if shares_infinitive(self.tree, word):
            return self._complement(word, head)
        if word.role in {Role.CONJUNCT, Role.OTHER}:
            first = self.tree.first_conjunct(word)
            return self._context(first if first is not word else head)
        readers: dict[Role, Callable[[Word, Word], Commitment]] = {
            Role.COMPLEMENT: self._complement,
            Role.OPEN_COMPLEMENT: self._complement,
            Role.NOUN_CLAUSE: self._at_noun,
            Role.RELATIVE_CLAUSE: self._relative,
            Role.ADVERBIAL_CLAUSE: self._adverbial,
            Role.PREP_CLAUSE: self._behind_preposition,
            Role.PARATAXIS: self._parenthesis,
        }
        return readers.get(word.role, self._argument)(word, head)

    def _set(self, name: str, *, is_open: bool = False) -> Commitment:
        """Return the value of a setting."""
        return Commitment(self.words.settings[name], is_open)

    def _main(self, word: Word) -> Commitment:
        """Return the commitment of a main clause: statement, question, or a condition alone."""
        if leads_of(self.tree, word) & self.scene.lexicon.words["condition_markers"]:
            return self._set("condition", is_open=True)
        if not self.tree.is_question or not word.is_verb:
            return self._set(self._tense(word))
        is_wh = any(item.tag in WH_TAGS for item in self.tree.words[:3])
        return self._set("wh" if is_wh else "yes_no")

    def _tense(self, word: Word) -> str:
        """Return the setting of a main clause by its tense."""
        if word.tag == "VBN" or is_past(self.tree, word):
            return "past"
        subject = self.tree.child(word.i, *SUBJECTS)
        is_reader = subject is not None and subject.text.lower() == "you"
        return "reader" if is_reader and is_present(self.tree, word) else "present"

    def _parenthesis(self, word: Word, _: Word) -> Commitment:
        """Return the commitment of a clause put in beside the main one."""
        return self._main(word)

    def _complement(self, word: Word, head: Word) -> Commitment:
        """Return what a governing word says of its complement."""
        is_to = is_infinitive(self.tree, word) or is_bare(self.tree, word)
        kind = "infinitive" if is_to else "clause"
        signature = self._signature(kind, head)
        if head.base == "go" and head.tag == "VBG":
            return self.commitment(head)
        if is_to and any(child.tag in WH_TAGS for child in self.tree.children(word.i)):
            return self._set("how_to", is_open=True)
        if head.base == "be" and is_to and signature is None:
            return self._set("be_to", is_open=True)
        if {"whether", "if"} & {
            child.base for child in self.tree.children(word.i, Role.MARKER)
        }:
            return self._set("whether")
        is_gerund = word.tag == "VBG" and self.tree.child(word.i, *SUBJECTS) is None
        signature = signature or self.words.unknown[kind]
        return self._passed_on(signature, head, may_come=is_to or is_gerund)

    def _signature(self, kind: str, head: Word) -> Signature | None:
        """Return the signature of a governing word, or of the predicate behind its copula."""
        if any(child.base == "too" for child in self.tree.children(head.i, Role.ADVERB)):
            return self.words.find(kind, ["too"])
        own = [lemma_of(self.tree, head), head.base]
        if head.pos == "ADJ" or head.tag == "VBN":
            own.insert(0, head.text.lower())
        found = self.words.find(kind, own)
        if found is not None and head.base != "be":
            return found
        predicates = self.tree.children(head.i, Role.PREDICATIVE)
        return self.words.find(
            kind, [form for word in predicates for form in (word.text.lower(), word.base)]
        )

    def _passed_on(self, signature: Signature, head: Word, *, may_come: bool) -> Commitment:
        """Return what a word with a signature says of what hangs on it.

        Args:
            signature: What the word says.
            head: The word.
            may_come: Whether what hangs on it comes with it, as infinitives do, where it lies
                ahead itself: `will help to build`.
        """
        above = self._carried(head)
        if above.is_open:
            comes = may_come and signature.affirmed > 0
            value = min(signature.unsettled, above.value) if comes else signature.unsettled
            return Commitment(value, is_open=signature.negated <= 0)
        if above.value >= SETTLED:
            value = signature.affirmed
            is_today = head.pos != "NOUN" and not is_past(self.tree, head)
            if signature.present is not None and is_today:
                value = signature.present
            return Commitment(value * min(1.0, above.value / _FULL), signature.leaves_open)
        if above.value <= -SETTLED:
            return Commitment(signature.negated)
        return Commitment(signature.unsettled, signature.leaves_open)

    def _carried(self, head: Word) -> Commitment:
        """Return the commitment to a governing word; a noun or adjective has its verb's."""
        if head.is_verb:
            return self.commitment(head)
        above = self.tree.head(head)
        is_carried = above is not None and above.is_verb and head.role in _CARRYING
        found = (
            self.commitment(above) if above is not None and is_carried else self._set("noun")
        )
        determiners = self.tree.children(head.i, Role.DETERMINER)
        is_none = any(child.base == "no" for child in determiners)
        return Commitment(-found.value, found.is_open) if is_none else found

    def _at_noun(self, word: Word, head: Word) -> Commitment:
        """Return the commitment of a clause at a noun: `the plan to`, `the claim that`, `ships built`."""
        is_finite = self.tree.child(word.i, Role.MARKER) is not None
        if is_finite or is_infinitive(self.tree, word):
            return self._complement(word, head)
        return self._set("participle")

    def _relative(self, word: Word, head: Word) -> Commitment:
        """Return the commitment of a relative clause: taken for granted, unless it lies ahead."""
        if is_infinitive(self.tree, word):
            return self._set("aim", is_open=True)
        return self._set("relative_ahead" if self._is_ahead(word, head) else "relative")

    def _is_ahead(self, word: Word, head: Word) -> bool:
        """Return whether a clause in the present tense stands below something that lies ahead."""
        line = (head, *self.tree.ancestors(head))
        verb = next((item for item in line if item.is_verb), None)
        is_below = verb is not None and self.commitment(verb).is_open
        return is_below and is_present(self.tree, word)

    def _adverbial(self, word: Word, head: Word) -> Commitment:
        """Return the commitment of an adverbial clause by what leads it."""
        setting = self._led_by(leads_of(self.tree, word) | {word.text.lower()})
        if setting:
            return self._set(setting, is_open=setting == "condition")
        if is_infinitive(self.tree, word):
            return self._purpose(word, head)
        if word.tag == "VBG" and not leads_of(self.tree, word):
            return self._beside(word, head)
        is_ahead = self._is_ahead(word, head)
        return self._set("ahead" if is_ahead else "circumstance", is_open=is_ahead)

    def _led_by(self, markers: set[str]) -> str:
        """Return the setting that the leading words of a clause give; empty for none."""
        if markers & self.scene.lexicon.words["condition_markers"]:
            return "condition"
        if "whether" in markers:
            return "whether"
        return "before" if markers & self.words.before else ""

    def _purpose(self, word: Word, head: Word) -> Commitment:
        """Return the commitment of an infinitive of purpose, or of a complement taken for one."""
        if self._signature("infinitive", head) is not None:
            return self._complement(word, head)
        above = self.commitment(head)
        return above if above.is_open else self._set("purpose", is_open=True)

    def _beside(self, word: Word, head: Word) -> Commitment:
        """Return the commitment of a participle beside a verb: it goes with the verb."""
        is_close = 0 < word.i - head.i <= 2
        if is_close and self._signature("clause", head) is not None:
            return self._complement(word, head)
        above = self.commitment(head)
        return self._set("participle") if above.is_so else above

    def _behind_preposition(self, _: Word, prep: Word) -> Commitment:
        """Return the commitment of a gerund behind a preposition: `without`, `instead of`, `by`."""
        anchor = self.tree.head(prep)
        if anchor is None:
            return self._set("participle")
        if {prep.base, anchor.base} & self.words.without:
            return self._set("without")
        if prep.base in self.words.before:
            return self._set("before")
        return self._gerund_at(anchor, prep)

    def _gerund_at(self, anchor: Word, prep: Word) -> Commitment:
        """Return the commitment of a gerund by the word that its preposition hangs on."""
        thought = self._signature("clause", anchor)
        if thought is not None and thought.is_thought and prep.base in {"of", "about"}:
            return self._set("aim", is_open=True)
        signature = self._signature("infinitive", anchor) or thought
        if signature is not None:
            return self._passed_on(signature, anchor, may_come=True)
        above = self._carried(anchor)
        return above if above.is_open else self._set("participle")

    def _argument(self, word: Word, _: Word) -> Commitment:
        """Return the commitment to a noun: it goes with its verb, which may prevent it."""
        if word.role in {Role.ADJECTIVE, Role.COMPOUND, Role.PREPOSITION}:
            return self._set("relative")
        if word.is_verb and word.role in SUBJECTS:
            return self._set("aim" if is_infinitive(self.tree, word) else "yes_no")
        verb = next((item for item in self.tree.ancestors(word) if item.is_verb), None)
        if verb is None:
            return self._set("noun")
        above = self.commitment(verb)
        known = self.scene.lexicon.operators
        operator = known.get(lemma_of(self.tree, verb)) or known.get(verb.base)
        is_acted_on = word.role in {Role.OBJECT, Role.PASSIVE_SUBJECT}
        if operator in {"averted", "negated"} and is_acted_on and not above.is_open:
            return Commitment(-above.value)
        return self._set("noun") if above.is_so else above
