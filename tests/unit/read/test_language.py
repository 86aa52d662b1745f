"""The language of a text."""

import pytest

from tocsin.read.language import detect_language

ENGLISH = "The leader of North Korea plans to visit Russia this month, officials in Seoul said on Tuesday."
OTHERS = {
    "ru": "\u041f\u0440\u0435\u0437\u0438\u0434\u0435\u043d\u0442 \u0420\u043e\u0441\u0441\u0438\u0438 \u0432\u0441\u0442\u0440\u0435\u0442\u0438\u043b\u0441\u044f \u0441 \u043b\u0438\u0434\u0435\u0440\u043e\u043c \u0421\u0435\u0432\u0435\u0440\u043d\u043e\u0439 \u041a\u043e\u0440\u0435\u0438 \u0432 \u0433\u043e\u0440\u043e\u0434\u0435.",
    "de": "Der russische Pr\u00e4sident trifft sich im September mit dem Machthaber von Nordkorea in Wladiwostok, wie es hie\u00df.",
    "fr": "Le pr\u00e9sident russe rencontrera le dirigeant nord-cor\u00e9en \u00e0 Vladivostok au mois de septembre, selon des responsables.",
    "es": "El presidente de Rusia se reunir\u00e1 con el l\u00edder de Corea del Norte en septiembre, seg\u00fan dijeron las autoridades.",
    "nl": "De Russische president ontmoet de leider van Noord-Korea in september, zo is door het ministerie gezegd.",
    "ko": "\uae40\uc815\uc740 \uc704\uc6d0\uc7a5\uc774 \ub7ec\uc2dc\uc544\ub97c \ubc29\ubb38\ud558\uc5ec \ud478\ud2f4 \ub300\ud1b5\ub839\uacfc \ud68c\ub2f4\ud560 \uacc4\ud68d\uc774\ub77c\uace0 \ud55c\uad6d \uc815\ubd80 \uad00\uacc4\uc790\uac00 \ubc1d\ud614\ub2e4.",
}


def test_english_is_told():
    assert detect_language(ENGLISH) == "en"


def test_clear_english_needs_no_model(monkeypatch):
    monkeypatch.setattr("tocsin.read.language._identifier", None)
    assert detect_language(ENGLISH) == "en"


@pytest.mark.parametrize("code", OTHERS)
def test_other_languages_are_told(code):
    assert detect_language(OTHERS[code]) == code


@pytest.mark.parametrize(
    "text", ["", "Short text.", "1234567890 " * 20, "\u041f\u0440\u0438\u0432\u0435\u0442"]
)
def test_too_little_text_is_not_told(text):
    assert detect_language(text) is None


def test_a_list_of_names_is_not_told():
    assert (
        detect_language("Kim Jong Un, Vladimir Putin, Vladivostok, Pyongyang, Moscow, Seoul")
        is None
    )


def test_a_mostly_foreign_text_with_some_english_is_not_english():
    assert detect_language(OTHERS["ru"] * 5 + "the of and to") == "ru"
