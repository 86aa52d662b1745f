"""The Admiralty grade of a claim: its letter, its digit, and what they do."""

from datetime import date

import pytest

from tocsin.assess.grades import grade_claims
from tocsin.assess.propositions import find_propositions
from tocsin.assess.rivals import _credibility
from tocsin.model.assessment import ClaimGrade
from tocsin.model.codec import from_json, to_json

DAY = date(2023, 9, 5)
UN = ("UN", "a UN panel")
BRASILIA = ("BRA", "Brasilia")
KREMLIN = ("RUS", "the Kremlin")
WHITE_HOUSE = ("USA", "the White House")


def grade(cases, *texts):
    """Return the grade of the first text's first claim; a text is (options of its claims)."""
    made = []
    for number, sayings in enumerate(texts):
        text = cases.TextBuilder(f"t{number}", DAY, f"Paper {number}")
        for place, options in enumerate(sayings):
            own = {"items": "weapons", "status": "occurred"} | options
            who = own.pop("who", None)
            stance = own.pop("stance", "asserts")
            own["holders"] = [cases.holder(*who, stance)] if who else []
            words = " ".join(f"{number}{place}{n}" for n in range(20))
            text.claim(
                f"said {words}", own.pop("kind", "AID"), own.pop("ends", "PRK>RUS"), **own
            )
        made.append(text)
    case = cases.make_case(cases.sample(*made), cases.inquiry(as_of=DAY))
    return grade_claims(find_propositions(case), case)[made[0].claims[0].id]


class TestCredibility:
    @pytest.mark.parametrize(
        ("own", "others", "digit"),
        [
            ({}, [], "6"),
            ({}, [[{"who": UN}]], "1"),
            ({"status": "planned"}, [[{"who": UN}]], "1"),
            ({"status": "planned"}, [[{"status": "planned", "who": UN}]], "1"),
            # What is only held possible is never confirmed.
            ({"status": "possible"}, [[{"who": UN}]], "2"),
            ({"status": "possible"}, [[{"status": "possible", "who": UN}]], "2"),
            ({"status": "possible"}, [], "6"),
            ({}, [[{"status": "planned", "who": UN}]], "2"),
            ({}, [[{"status": "possible", "who": UN}]], "3"),
            ({}, [[{"who": UN}], [{"who": BRASILIA, "stance": "denies"}]], "3"),
            ({}, [[{"status": "possible", "who": UN}],
                  [{"who": BRASILIA, "stance": "denies"}]], "4"),
            ({}, [[{"who": BRASILIA, "stance": "denies"}]], "4"),
            ({}, [[{"who": BRASILIA, "stance": "denies"}],
                  [{"who": UN, "stance": "denies"}]], "5"),
            # The accused deny in any case.
            ({}, [[{"who": KREMLIN, "stance": "denies"}]], "6"),
            ({"who": KREMLIN, "stance": "denies"}, [[{"who": ("PRK", "Pyongyang"),
                                                      "stance": "denies"}]], "6"),
            ({"who": KREMLIN, "stance": "denies"}, [[{"who": UN}], [{"who": BRASILIA}]], "5"),
            # A mere doubt does not contradict a fact.
            ({}, [[{"who": BRASILIA, "stance": "doubts"}]], "6"),
            ({"status": "possible"}, [[{"who": BRASILIA, "stance": "doubts"}]], "4"),
            # An expert's forecast of a plan is no report of it.
            ({"status": "planned"}, [[{"status": "planned", "who": (None, "an analyst")}]], "2"),
            # One voice in two texts is one voice.
            ({"who": WHITE_HOUSE}, [[{"who": WHITE_HOUSE}]], "6"),
            # Other goods, another act, another person, another time are another event.
            ({}, [[{"items": "munitions", "who": UN}]], "6"),
            ({"items": "", "mode": "military"},
             [[{"items": "", "mode": "military", "kind": "COOPERATE", "who": UN}]], "6"),
            ({"days": (date(2023, 9, 1), date(2023, 9, 2))},
             [[{"days": (date(2023, 8, 10), date(2023, 8, 12)), "who": UN}]], "6"),
            ({"days": (date(2023, 9, 1), date(2023, 9, 2))},
             [[{"days": (date(2023, 9, 5), date(2023, 9, 5)), "who": UN}]], "1"),
            ({"days": (date(2019, 4, 1), date(2019, 4, 2))}, [[{"who": UN}]], "6"),
            ({"days": (date(2019, 4, 1), date(2019, 4, 2))},
             [[{"days": (date(2019, 4, 2), date(2019, 4, 2)), "who": UN}]], "1"),
        ],
    )  # fmt: skip
    def test_digit_by_what_other_origins_say(self, cases, own, others, digit):
        assert grade(cases, [own], *others).credibility == digit

    def test_other_claims_of_one_text_confirm_nothing(self, cases):
        assert grade(cases, [{}, {"who": UN}, {"who": BRASILIA}]).credibility == "6"

    def test_two_outlets_in_one_text_confirm_nothing(self, cases):
        outlets = [(None, "the Washington Post"), (None, "the Guardian")]
        found = grade(cases, [{"who": who} for who in outlets])
        assert found.credibility == "6"
        assert found.origin == "outlet:washington_post"

    def test_other_person_is_another_event(self, cases):
        own = {
            "kind": "CONSULT",
            "ends": "PRK.KIM_JONG_UN>RUS",
            "items": "",
            "reciprocal": True,
        }
        other = own | {"ends": "RUS.SERGEI_SHOIGU>PRK", "who": UN}
        assert grade(cases, [own], [other]).credibility == "6"
        assert grade(cases, [own], [own | {"who": UN}]).credibility == "1"

    def test_reason_names_the_claims(self, cases):
        found = grade(cases, [{}], [{"who": UN}], [{"who": BRASILIA, "stance": "denies"}])
        assert " of another origin says the same, c-" in found.reasons[1]
        assert found.reasons[1].endswith(" the opposite.")


class TestHolders:
    @pytest.mark.parametrize(
        ("who", "stance", "voice", "gains"),
        [
            (KREMLIN, "denies", "a party to it", "most;"),
            (KREMLIN, "asserts", "a party to it", "nothing;"),
            ((None, "leaked documents"), "asserts", "a leak", "whatever those who let it out"),
            ((None, "the Washington Post"), "asserts", "a news outlet", "readers"),
            (("KOR.YONHAP", "Yonhap"), "asserts", "a news outlet", "readers"),
            (("PRK.KCNA", "KCNA"), "asserts", "a party to it", "nothing;"),
        ],
    )
    def test_interest_and_competence_follow_the_holder(self, cases, who, stance, voice, gains):
        found = grade(cases, [{"who": who, "stance": stance}])
        assert found.voice == voice
        assert found.gains.startswith(gains)
        assert found.knows

    def test_media_of_a_state_speak_for_it_in_their_own_texts(self, cases):
        text = cases.TextBuilder("t", DAY, "KCNA")
        claim = text.claim("no shells went", "AID", "PRK>RUS", items="weapons", negated=True)
        case = cases.make_case(cases.sample(text), cases.inquiry(as_of=DAY))
        found = grade_claims(find_propositions(case), case)[claim.id]
        assert (found.mark, found.voice) == ("D6", "a party to it")


class TestParc:
    @pytest.mark.parametrize(
        ("mark", "level"),
        [
            ("F6", 1), ("A1", 2), ("B2", 2), ("F1", 2), ("B6", 2), ("B3", 2), ("C3", 1), ("C6", 1),
            ("A5", 1), ("E1", 1), ("D3", 0), ("F5", 0), ("E6", 0), ("E5", 0),
        ],
    )  # fmt: skip
    def test_unknown_is_medium_and_opposites_meet(self, mark, level):
        made = ClaimGrade(
            claim="c-1", reliability=mark[0], credibility=mark[1], source="", origin="d-1",
            voice="", knows="", gains="", reasons=("", ""),
        )  # fmt: skip
        assert _credibility(made) == level

    def test_no_grade_is_medium(self):
        assert _credibility(None) == 1


class TestContract:
    def test_answer_of_before_has_no_grades_and_keeps_its_bytes(self, answer):
        kind = type(answer)
        text = to_json(answer)
        assert from_json(kind, text) == answer
        data = text.split(', "grades": [')[0] + "}"
        old = from_json(kind, data)
        assert old.grades is None
        assert to_json(old) == data

    def test_every_judged_claim_has_a_grade(self, answer):
        graded = {grade.claim for grade in answer.grades}
        for judgement in answer.judgements:
            assert set(judgement.claims) | set(judgement.against) <= graded
        assert [grade.claim for grade in answer.grades] == sorted(graded)
