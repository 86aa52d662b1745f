"""What the coder asks of a parser, of whatever scheme: the same roles, the same claims.

`contract.conllu` holds the sentences as trees of Universal Dependencies, made by hand.
"""

from pathlib import Path

import pytest

from tocsin.coding import Depth, UniversalParser, code
from tocsin.coding.syntax.conllu import read_conllu
from tocsin.coding.syntax.parser import parse

FILE = Path(__file__).with_name("contract.conllu")


def _blocks():
    """Return the parse of each sentence of the file by its text."""
    blocks = FILE.read_text(encoding="utf-8").strip().split("\n\n")
    return {next(read_conllu(block)).text: block for block in blocks}


UNIVERSAL = _blocks()
BACKENDS = {"clearnlp": parse, "universal": UniversalParser(UNIVERSAL.__getitem__)}

# Text; `word role head` for its key words; its claims.
CASES = [
    (
        "Russia sent missiles to Iran on Monday.",
        "Russia subject sent|missiles object sent|to preposition sent|Iran prep_object to",
        ["AID RUS>IRN occurred"],
    ),
    (
        "Missiles were sent to Iran by Russia.",
        "Missiles passive_subject sent|were passive_auxiliary sent|by agent sent|Russia prep_object by",
        ["AID RUS>IRN occurred"],
    ),
    (
        "China gave Pakistan two submarines.",
        "Pakistan recipient gave|submarines object gave|two number submarines",
        ["AID CHN>PAK occurred"],
    ),
    (
        "China gave two submarines to Pakistan.",
        "to preposition gave|Pakistan prep_object to|submarines object gave",
        ["AID CHN>PAK occurred"],
    ),
    (
        "France urged Turkey to withdraw its troops from Syria.",
        "Turkey object urged|withdraw open_complement urged|to auxiliary withdraw|its possessor troops",
        ["RETREAT TUR>SYR proposed (France demands)"],
    ),
    (
        "Poland began supplying Ukraine with tanks.",
        "supplying open_complement began|with preposition supplying|tanks prep_object with",
        ["AID POL>UKR ongoing"],
    ),
    (
        "Belarus is an ally of Russia.",
        "is root is|Belarus subject is|ally predicative is|of preposition ally|Russia prep_object of",
        [],
    ),
    (
        "Iran is ready to supply Russia with drones.",
        "Iran subject is|ready predicative is|supply open_complement ready|to auxiliary supply",
        ["AID IRN>RUS planned"],
    ),
    (
        "It is unlikely that Iran will attack Israel.",
        "It subject is|unlikely predicative is|attack complement is|that marker attack|will auxiliary attack",
        ["ASSAULT IRN>ISR possible"],
    ),
    (
        "Brazil, Chile and Peru condemned Venezuela.",
        "Brazil subject condemned|Chile conjunct Brazil|Peru conjunct Chile|and coordinator Chile",
        ["ACCUSE BRA,CHL,PER>VEN occurred"],
    ),
    (
        "Japan condemned Russia and imposed sanctions on Belarus.",
        "imposed conjunct condemned|and coordinator condemned|sanctions object imposed",
        ["ACCUSE JPN>RUS occurred", "SANCTION JPN>BLR occurred"],
    ),
    (
        "Israel's attack on Syria killed two soldiers.",
        "Israel possessor attack|'s other Israel|on preposition attack|Syria prep_object on",
        ["ASSAULT ISR>SYR occurred"],
    ),
    (
        "Germany, which has supported Ukraine, condemned Russia.",
        "supported relative_clause Germany|which subject supported|condemned root condemned",
        ["ACCUSE DEU>RUS occurred", "SUPPORT DEU>UKR occurred"],
    ),
    (
        "According to Ukraine, Iran has sold drones to Russia.",
        "According preposition sold|to preposition According|Ukraine prep_object to",
        ["COOPERATE IRN>RUS occurred (Ukraine asserts)"],
    ),
    (
        "India did not buy oil from Iran.",
        "did auxiliary buy|not negation buy|oil object buy|from preposition buy",
        ["COOPERATE IRN>IND occurred not"],
    ),
    (
        "Russia didn't attack Finland.",
        "did auxiliary attack|n't negation attack|Finland object attack",
        ["ASSAULT RUS>FIN occurred not"],
    ),
    (
        "South Korea may send weapons to Ukraine.",
        "South compound Korea|Korea subject send|may auxiliary send",
        ["AID KOR>UKR possible"],
    ),
    (
        "Iran denied that it had sent drones to Russia.",
        "sent complement denied|that marker sent|it subject sent|had auxiliary sent",
        ["AID IRN>RUS occurred (Iran denies)"],
    ),
    (
        "The arms deal between Iran and Russia was signed in May.",
        "deal passive_subject signed|between preposition deal|Iran prep_object between|Russia conjunct Iran",
        ["AGREE IRN<>RUS occurred"],
    ),
    (
        "Russia attacked Ukraine on Monday, officials in Kyiv said.",
        "Russia subject attacked|officials subject said|in preposition officials",
        ["ASSAULT RUS>UKR occurred (officials in Kyiv asserts)"],
    ),
    (
        "Russia used the missiles supplied by Iran.",
        "supplied noun_clause missiles|by agent supplied|Iran prep_object by",
        ["AID IRN>RUS occurred"],
    ),
    (
        "Vladimir Putin met Xi Jinping in Samarkand.",
        "Vladimir compound Putin|Putin subject met|Xi compound Jinping|Jinping object met",
        ["CONSULT RUS.VLADIMIR_PUTIN<>CHN.XI_JINPING occurred"],
    ),
    (
        "Because of the attack, Turkey threatened Israel.",
        "Because preposition threatened|Turkey subject threatened|Israel object threatened",
        ["THREATEN TUR>ISR occurred"],
    ),
    (
        "Putin visited Vietnam after meeting Xi in Beijing.",
        "after preposition visited|meeting prep_clause after|Xi object meeting",
        ["CONSULT RUS.VLADIMIR_PUTIN<>CHN.XI_JINPING occurred",
         "CONSULT RUS.VLADIMIR_PUTIN>VNM occurred"],
    ),
    (
        "Poland called off talks with Hungary.",
        "off particle called|talks object called|with preposition talks",
        [],
    ),
    (
        "Emmanuel Macron, the president of France, visited Egypt.",
        "Macron subject visited|president apposition Macron|Emmanuel compound Macron",
        ["CONSULT FRA.EMMANUEL_MACRON>EGY occurred"],
    ),
    (
        "Iran sent weapons to Syria and to Lebanon.",
        "Syria prep_object to|Lebanon prep_object to",
        ["AID IRN>SYR,LBN occurred"],
    ),
    (
        "There were no talks between India and Pakistan.",
        "There other were|talks predicative were|no determiner talks|India prep_object between",
        ["CONSULT IND<>PAK possible not"],
    ),
    (
        "Norway gave Ukraine twelve tanks last week.",
        "Ukraine recipient gave|week time gave|last adjective week",
        ["AID NOR>UKR occurred"],
    ),
    (
        "Turkey plans to buy fighter jets from Spain.",
        "buy open_complement plans|to auxiliary buy|fighter compound jets",
        ["COOPERATE ESP>TUR planned"],
    ),
    (
        "The talks between China and Japan were useful.",
        "talks subject were|useful predicative were|China prep_object between",
        ["CONSULT CHN<>JPN occurred"],
    ),
    (
        "The United States accused Iran of arming Russia.",
        "of preposition accused|arming prep_clause of|Russia object arming",
        ["AID IRN>RUS occurred (United States asserts)"],
    ),
    (
        "Cuba's leader was invited by Mexico and will fly there.",
        "leader passive_subject invited|by agent invited|fly conjunct invited|will auxiliary fly",
        ["REQUEST MEX>CUB occurred"],
    ),
]  # fmt: skip
TEXTS = [text for text, _, _ in CASES]


@pytest.fixture(params=BACKENDS)
def backend(request):
    return BACKENDS[request.param]


def arcs(tree):
    """Return `word role head` of every word."""
    return {f"{word.text} {word.role} {tree.words[word.head].text}" for word in tree.words}


def told(claim):
    """Return who is said to do what to whom, whether it happened, and who says so."""
    event = claim.event
    arrow = "<>" if event.reciprocal else ">"
    parts = [
        event.type,
        f"{','.join(event.source)}{arrow}{','.join(event.target)}",
        claim.status,
    ]
    parts += ["not"] if claim.polarity == "negated" else []
    parts += [f"({holder.name} {holder.stance})" for holder in claim.holders]
    return " ".join(parts)


def test_every_sentence_has_a_tree_by_hand():
    assert set(TEXTS) == set(UNIVERSAL)


@pytest.mark.parametrize(("text", "roles"), [case[:2] for case in CASES], ids=TEXTS)
def test_key_words_have_the_same_roles(backend, document, text, roles):
    assert set(roles.split("|")) <= arcs(backend(document(text)).trees[0])


@pytest.mark.parametrize(("text", "claims"), [case[::2] for case in CASES], ids=TEXTS)
def test_every_parser_gives_the_same_claims(document, text, claims):
    found = [
        sorted(map(told, code(document(text), parser=parser, depth=Depth.FAST)[0].claims))
        for parser in BACKENDS.values()
    ]
    assert found == [found[0]] * len(BACKENDS)
    # The scorer may find more than the frames do; it is trained, and these are not its tests.
    assert set(claims) <= set(found[0])


def test_words_and_sentences_stand_where_they_say(backend, document):
    plain = document("\n".join(TEXTS).replace("'", "\u2019"))
    parsed = backend(plain)
    assert [sentence.text.replace("\u2019", "'") for sentence in parsed.sentences] == TEXTS
    words = [word for tree in parsed.trees for word in tree.words]
    assert all(
        plain.text[word.start : word.end].replace("\u2019", "'") == word.text for word in words
    )
    assert [tree.index for tree in parsed.trees] == list(range(len(TEXTS)))


def test_every_tree_has_one_root_and_every_word_leads_to_it(backend, document):
    for tree in backend(document("\n".join(TEXTS))).trees:
        roots = [word for word in tree.words if word.head == word.i]
        assert [word.role for word in roots] == ["root"]
        ends = ((word, *tree.ancestors(word))[-1] for word in tree.words)
        assert all(end is roots[0] for end in ends)
