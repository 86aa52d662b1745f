"""Quotes."""


def test_a_quote_has_the_modifiers_of_its_words(claim):
    text = "It rained, and the new president of Kenya met officials from Uganda in Nairobi."
    assert claim(text).quote.startswith("the new president of Kenya met officials from Uganda")
