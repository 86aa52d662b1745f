"""Quotes and places."""


def test_a_quote_has_the_modifiers_of_its_words(claim):
    text = "It rained, and the new president of Kenya met officials from Uganda in Nairobi."
    assert claim(text).quote.startswith("the new president of Kenya met officials from Uganda")


def test_the_place_is_a_city_behind_in(claim):
    assert claim("Kenya met Uganda in Hanoi.").event.place == "Hanoi"
    assert claim("Kenya met Uganda.").event.place is None
