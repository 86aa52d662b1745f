"""Sentences in other languages inside an English text."""

import pytest

from tocsin.coding.syntax.foreign import is_foreign
from tocsin.coding.syntax.parser import is_english_word, load_english

FOREIGN = [
    "Rusia e Irán firmaron un acuerdo de cooperación militar en Moscú el lunes.",
    "Russland und Nordkorea haben in Moskau einen Vertrag unterzeichnet.",
    "La Russie a livré des armes à la Corée du Nord.",
    "Россия поставила оружие Ирану.",
    "Rusia telah mengirim senjata kepada Korea Utara untuk perang di Ukraina.",
]
ENGLISH = [
    "De la Rua visits El Salvador.",
    "Le Monde reports Iran sent weapons.",
    "El Pais and La Nacion agree Iran lied.",
    "Kenya armed Uganda.",
    "Kim Putin talks",
    "Пхеньян: Russia and Iran signed a pact on Monday.",
    "",
    "12 34 ; |",
]


def words(text):
    return [token.text for token in load_english().make_doc(text)]


@pytest.mark.parametrize("text", FOREIGN)
def test_another_language_is_told(text):
    assert is_foreign(words(text), is_english_word)


@pytest.mark.parametrize("text", ENGLISH)
def test_english_with_foreign_names_is_english(text):
    assert not is_foreign(words(text), is_english_word)
