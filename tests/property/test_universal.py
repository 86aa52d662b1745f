"""Whatever a parse says, the turned tree is a tree."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.coding.syntax.conllu import Row
from tocsin.coding.syntax.labels import labels_of
from tocsin.coding.syntax.tree import Role
from tocsin.coding.syntax.universal import universal_tree

# What is turned is drawn as often as all the rest.
TURNED = ["cop", "case", "fixed", "flat", "expl", "mark", "conj", "cc", "xcomp", "csubj"]
LABELS = st.sampled_from(TURNED) | st.sampled_from(sorted(labels_of("universal")))
KINDS = st.sampled_from(
    [("NOUN", "NN"), ("PROPN", "NNP"), ("VERB", "VBG"), ("VERB", "VBD"), ("AUX", "VBZ"),
     ("ADJ", "JJ"), ("ADP", "IN"), ("SCONJ", "IN"), ("PART", "TO"), ("PART", "POS")]
)  # fmt: skip
FORMS = st.sampled_from(["it", "there", "after", "of", "by", "to", "that", "Iran", "not", "be"])


@st.composite
def sentences(draw):
    """Draw rows whose heads make a tree, and whose labels may make no sense."""
    order = draw(st.permutations(range(draw(st.integers(1, 12)))))
    heads = {order[0]: order[0]}
    for place, word in enumerate(order[1:], start=1):
        heads[word] = order[draw(st.integers(0, place - 1))]
    rows = []
    for word in range(len(order)):
        form, (upos, xpos) = draw(FORMS), draw(KINDS)
        label = "root" if heads[word] == word else draw(LABELS)
        rows.append(Row(form, form, upos, xpos, {}, heads[word], label, {}))
    return rows


@settings(max_examples=300, deadline=None)
@given(sentences())
def test_every_word_leads_to_the_one_root(rows):
    tree = universal_tree(rows, [(i, i + 1) for i in range(len(rows))])
    roots = [word for word in tree.words if word.head == word.i]
    assert [word.role for word in roots] == [Role.ROOT]
    assert [word.text for word in tree.words] == [row.form for row in rows]
    assert len(tree.subtree(roots[0].i)) == len(rows)
