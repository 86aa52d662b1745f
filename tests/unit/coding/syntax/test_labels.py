"""Labels of dependencies by what they mean."""

import pytest

from tocsin.coding.syntax import labels
from tocsin.coding.syntax.labels import SCHEMES, labels_of, role_of
from tocsin.coding.syntax.parser import load_english
from tocsin.coding.syntax.tree import Role
from tocsin.errors import OntologyError


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("nsubj:pass", Role.PASSIVE_SUBJECT),
        ("nsubjpass", Role.PASSIVE_SUBJECT),
        ("acl:relcl", Role.RELATIVE_CLAUSE),
        ("conj:and", Role.CONJUNCT),
        ("advcl:after:which", Role.ADVERBIAL_CLAUSE),
        ("unheard:of", Role.OTHER),
    ],
)
def test_a_subtype_that_is_not_known_means_its_main_label(label, role):
    assert role_of(label, "universal") is role


def test_both_schemes_know_the_parts_of_a_clause():
    needed = {Role.SUBJECT, Role.PASSIVE_SUBJECT, Role.OBJECT, Role.RECIPIENT, Role.CONJUNCT,
              Role.COMPLEMENT, Role.OPEN_COMPLEMENT, Role.RELATIVE_CLAUSE}  # fmt: skip
    assert all(needed <= set(labels_of(scheme).values()) for scheme in SCHEMES)


def test_the_shipped_parser_has_no_label_that_the_table_lacks():
    # These have no role in what is read: interjections, amounts, repetitions and the like.
    unread = {"case", "intj", "meta", "quantmod", "dep", "csubjpass"}
    assert set(load_english().get_pipe("parser").labels) - set(labels_of("clearnlp")) <= unread


def test_a_role_that_there_is_not_is_refused(monkeypatch):
    monkeypatch.setattr(labels, "load_data", lambda _name: {"odd": {"nsubj": "hero"}})
    with pytest.raises(OntologyError, match="hero"):
        labels.labels_of.__wrapped__("odd")
