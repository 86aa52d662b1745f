"""Who speaks."""

from datetime import date

import pytest

from tocsin.assess.relations import Relations
from tocsin.assess.voices import find_speaker
from tocsin.model.world import load_world

DYAD = ("RUS", "PRK")


class TestVoices:
    @pytest.mark.parametrize(
        ("actor", "name", "expected"),
        [
            ("RUS", "the Kremlin", "party"),
            ("PRK.KIM_JONG_UN", "Kim", "party"),
            ("USA", "US officials", "opponent"),
            ("CHN", "Beijing", "ally"),
            ("UN", "a UN panel", "body"),
            ("BRA", "Brasilia", "third"),
            ("KOR", "experts in Seoul", "expert"),
            (None, "Dr Loo", "expert"),
            (None, "a source", "unplaced"),
            (None, "the Wall Street Journal", "press"),
            ("KOR.YONHAP", "Yonhap", "press"),
            ("PRK.KCNA", "KCNA", "party"),
            (None, "Russia's TASS news agency", "party"),
            (None, "leaked documents", "leak"),
            ("USA", "leaked US documents", "leak"),
        ],
    )
    def test_kind_of_holder(self, cases, ontology, actor, name, expected):
        text = cases.TextBuilder("t")
        claim = text.claim("x", "AID", "PRK>RUS", holders=[cases.holder(actor, name)])
        relations = Relations(load_world(), date(2023, 9, 5))
        cues = ontology.likelihoods.names
        speaker = find_speaker(claim, ("PRK", "RUS"), "d-1", relations, cues)
        assert speaker.kind == expected
        assert speaker.is_unnamed == (name == "US officials")

    def test_author_speaks_once_per_origin(self, cases, ontology):
        claim = cases.TextBuilder("t").claim("x", "AID", "PRK>RUS")
        relations = Relations(load_world(), date(2023, 9, 5))
        cues = ontology.likelihoods.names
        one, two = (find_speaker(claim, DYAD, origin, relations, cues) for origin in "ab")
        assert one.kind == "author"
        assert one.key != two.key
