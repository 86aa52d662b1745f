"""Which channels a claim speaks to."""

import pytest

from tocsin.assess.channels import link_claim

DYAD = ("RUS", "PRK")


def links(cases, ontology, *args, **options):
    text = cases.TextBuilder("t")
    claim = text.claim("words", *args, **options)
    return {link.key for link in link_claim(claim, ontology.channels, DYAD)}


class TestChannels:
    @pytest.mark.parametrize(
        ("args", "options", "expected"),
        [
            (("AID", "PRK>RUS"), {"items": "weapons"}, {"arms_supply-PRK-RUS"}),
            (("AID", "RUS>PRK"), {"items": "fuel food"}, {"economic_lifeline-RUS-PRK"}),
            (("AID", "RUS>PRK"), {"mode": "military"}, {"arms_supply-RUS-PRK"}),
            (
                ("AID", "RUS>PRK"),
                {"items": "naval_technology"},
                {"technology_transfer-RUS-PRK"},
            ),
            (("REQUEST", "RUS>PRK"), {"items": "munitions"}, {"arms_supply-PRK-RUS"}),
            (("CONSULT", "RUS>PRK"), {"reciprocal": True}, {"leaders_meeting-PRK-RUS"}),
            (
                ("COOPERATE", "PRK>RUS"),
                {"items": "weapons", "reciprocal": True},
                {"arms_supply-PRK-RUS", "arms_supply-RUS-PRK"},
            ),
            (
                ("COOPERATE", "PRK>RUS CHN"),
                {"items": "exercise", "reciprocal": True},
                {
                    "joint_exercises-PRK-RUS",
                    "joint_exercises-CHN-PRK",
                    "joint_exercises-CHN-RUS",
                },
            ),
            (("SANCTION", "CHN>PRK"), {"status": "averted"}, {"diplomatic_cover-CHN-PRK"}),
            (("SANCTION", "USA>PRK"), {}, set()),
            (("REJECT", "RUS>UN"), {}, {"diplomatic_cover-RUS-PRK"}),
            (("AGREE", "RUS>PRK"), {"mode": "military"}, {"defence_pact-PRK-RUS"}),
            (("AGREE", "RUS>PRK"), {}, {"diplomatic_ties-PRK-RUS"}),
            (("SUPPORT", "RUS>PRK"), {"mode": "nuclear"}, {"nuclear_tolerance-RUS-PRK"}),
            (("AID", "RUS>PRK"), {"items": "troops"}, {"manpower-RUS-PRK"}),
            (
                ("RETREAT", "RUS>PRK"),
                {"items": "sanctions_relief"},
                {"sanctions_erosion-RUS-PRK"},
            ),
            (("ACCUSE", "USA>PRK"), {}, set()),
            (("AID", "PRK>"), {"items": "weapons"}, set()),
        ],
    )
    def test_claim_speaks_to_channels(self, cases, ontology, args, options, expected):
        assert links(cases, ontology, *args, **options) == expected

    def test_each_channel_can_be_reached(self, ontology):
        assert all(channel.patterns for channel in ontology.channels.channels.values())
