"""The values of factivity.yaml keep to their domain."""

from tocsin.coding.status.factivity import load_factivity


def test_values_lie_between_minus_three_and_three():
    words = load_factivity()
    signatures = [*words.clause.values(), *words.infinitive.values(), *words.unknown.values()]
    values = [
        value for item in signatures for value in (item.affirmed, item.negated, item.unsettled)
    ]
    values += [value for pair in words.modals.values() for value in pair]
    values += words.settings.values()
    assert all(-3 <= value <= 3 for value in values)


def test_who_is_pleased_that_is_pleased_to():
    words = load_factivity()
    assert words.find("infinitive", ["humbled"]).name == "pleased"


def test_the_first_lemma_with_a_signature_counts():
    words = load_factivity()
    assert words.find("clause", ["unheard", "know", "doubt"]).name == "factive"
    assert words.find("clause", ["unheard"]) is None
