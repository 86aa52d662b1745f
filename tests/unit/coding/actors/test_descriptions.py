"""Whom a phrase without a name means."""

from datetime import date

import pytest

from tocsin.coding.actors.reference import Discourse
from tocsin.coding.lexicon import load_lexicon
from tocsin.coding.syntax.parser import parse
from tocsin.model.gazetteer import load_gazetteer
from tocsin.model.ids import country


@pytest.fixture(scope="module")
def meant(document):
    """Return whom the last word of a form in a text means, as `PRK KOR`."""

    def find(text, form, voice=()):
        gazetteer = load_gazetteer()
        day = date(2023, 6, 12)
        discourse = Discourse(gazetteer, load_lexicon(gazetteer), day, voice=voice)
        found = ""
        for tree in parse(document(text)).trees:
            discourse.enter(tree)
            for word in tree.words:
                if word.text == form:
                    actors = discourse.group(tree, word) or discourse.actors(tree, word)
                    found = " ".join(map(country, actors))
        return found

    return find


@pytest.mark.parametrize(
    ("text", "form", "states"),
    [
        ("Seoul offered food. The North did not reply.", "North", "PRK"),
        ("Sudan split. The South kept the oil.", "South", "SSD"),
        ("France split. The North kept the coal.", "North", ""),
        ("The two Koreas met.", "Koreas", "PRK KOR"),
        ("Japan curbed exports to Korea. It helps the Baltic states.", "states", "EST LTU LVA"),
        (
            "Kazakhstan sells ore to India. The former Soviet republic is rich.",
            "republic",
            "KAZ",
        ),
        ("India sells ore. The former Soviet republic is rich.", "republic", ""),
        ("Turkey called Libya. The NATO member sent ships.", "member", "TUR"),
        ("Finland and Sweden applied. The Nordic countries waited.", "countries", "SWE FIN"),
        ("Hamas attacked Israel. The group took hostages.", "group", "PSE"),
        ("ECOWAS warned Niger. The bloc gave no date.", "bloc", "ECOWAS"),
        ("The IAEA found traces in Iran. The agency asked Tehran.", "agency", "IAEA"),
        ("The European Union met. The court asked Tehran.", "court", ""),
        ("Israel bombed Damascus. The army was silent.", "army", "ISR"),
        ("Israel and Iran spoke. The army was silent.", "army", ""),
        ("North Korea fired, state media reported.", "media", "PRK"),
        ("Joe Biden met Rishi Sunak. The president smiled.", "president", "USA"),
        ("Joe Biden met Rishi Sunak. The prime minister smiled.", "minister", "GBR"),
        ("The Secretary of State smiled.", "Secretary", "USA"),
        ("Vladimir Putin met a farmer. The former spy smiled.", "spy", "RUS"),
        ("Japan curbed exports to South Korea; the former was firm.", "former", "JPN"),
        ("Egypt and Sudan fear Ethiopia. The latter is poor.", "latter", "SDN"),
        ("Egypt, Kenya and Sudan spoke. The latter is poor.", "latter", ""),
        ("Xi Jinping met Vladimir Putin. Both smiled.", "Both", "CHN RUS"),
        ("China, India and Japan met. The three will meet again.", "three", "CHN IND JPN"),
        ("Muammar Qaddafi, the country's ruler, swore.", "ruler", "LBY"),
    ],
)
def test_a_description_means_who_was_named(meant, text, form, states):
    assert meant(text, form) == states


@pytest.mark.parametrize(
    ("text", "form", "states"),
    [
        ("Lithuania stopped trains. Russia threatened its neighbour.", "neighbour", "LTU"),
        ("Russia threatened its neighbour.", "neighbour", ""),
        ("Poland and Latvia spoke. Russia threatened its neighbour.", "neighbour", ""),
        ("Lavrov called his Turkish counterpart.", "counterpart", "TUR"),
        ("Iran struck a US ally.", "ally", ""),
    ],
)
def test_kin_is_the_other_party_where_only_one_is_there(meant, text, form, states):
    assert meant(text, form) == states


@pytest.mark.parametrize(
    ("text", "form", "states"),
    [
        ("The ambassador in Berlin wrote.", "ambassador", ""),
        ("Judges in The Hague met.", "Judges", ""),
        ("A court in Moscow met.", "court", "RUS"),
        ("Although it denies this, China sells parts.", "it", "CHN"),
        ("Workers in France struck. They want more.", "They", ""),
        ("Egypt told Israel and Hamas to stop. They did.", "They", "ISR PSE"),
        ("Syria crossed a line. France wants to punish the regime.", "regime", "SYR"),
    ],
)
def test_who_is_not_meant(meant, text, form, states):
    assert meant(text, form) == states


@pytest.mark.parametrize(
    ("text", "form", "states"),
    [
        ('"We will answer," Vladimir Putin said.', "We", "RUS"),
        ('"We have no bread," said an old woman in Kyiv.', "We", ""),
        ('Joe Biden spoke to Israel: "We stand by you."', "We", ""),
        ('Imran Khan said Pakistan would wait. "We want peace," he added.', "We", "PAK"),
        ("We will answer.", "We", ""),
    ],
)
def test_we_is_the_speaker_s_side(meant, text, form, states):
    assert meant(text, form) == states


def test_we_of_an_official_text_is_its_publisher(meant):
    assert meant("We condemn the attack.", "We", voice=("NOR",)) == "NOR"
