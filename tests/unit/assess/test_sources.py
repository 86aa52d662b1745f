"""Sources by name, their grades by day, and a user's own file of them."""

import re
from dataclasses import replace
from datetime import date

import pytest

from tocsin.assess.ontology import packaged_text
from tocsin.assess.reliability import UNGRADED, rate
from tocsin.assess.sources import load_book, load_grades, merged, parse_book
from tocsin.errors import OntologyError
from tocsin.model.gazetteer import load_gazetteer

OWN = """\
sources:
  lantern:
    name: The Daily Lantern
    kind: press
    grades:
      - {reliability: C, to: 2022-12-31, reason: our own record}
      - reliability: B
        from: 2023-01-01
        reason: our own record, better since
"""


@pytest.fixture(scope="module")
def book():
    return load_book()


class TestNames:
    @pytest.mark.parametrize(
        ("name", "key"),
        [
            ("the Washington Post", "washington_post"),
            ("THE WASHINGTON POST", "washington_post"),
            ("Reuters news agency", "reuters"),
            ("Russia's TASS news agency", "tass"),
            ("state-run Xinhua", "xinhua"),
            ("the Guardian newspaper", "guardian"),
        ],
    )
    def test_outlets_are_found_by_the_forms_of_the_press(self, book, name, key):
        assert book.find(name).key == key

    @pytest.mark.parametrize(
        "name", ["a Reuters witness", "Washington", "the post", "", None, "news agency"]
    )
    def test_others_are_not(self, book, name):
        assert book.find(name) is None

    def test_unknown_key_is_told_in_capitals_word_by_word(self, book):
        assert book.name_of("people's wire") == "People's Wire"
        assert book.name_of("ap") == "Associated Press"

    def test_id_of_the_gazetteer_finds_whatever_the_text_calls_it(self, book):
        assert book.find("the agency", "PRK.KCNA").key == "kcna"
        assert book.find("the ministry", "PRK") is None

    def test_every_id_is_one_of_the_gazetteer(self, book):
        gazetteer = load_gazetteer()
        ids = [actor for one in book.sources.values() for actor in one.row.actors]
        assert all(gazetteer.name_of(one) for one in ids)

    def test_state_media_say_for_whom_they_speak(self, book):
        media = [one.row for one in book.sources.values() if one.row.kind == "state_media"]
        assert all(row.speaks_for for row in media)
        others = [one.row for one in book.sources.values() if one.row.kind != "state_media"]
        assert not any(row.speaks_for for row in others)

    def test_nobody_is_completely_reliable_and_every_grade_has_a_source(self, book):
        grades = [grade for one in book.sources.values() for grade in one.row.grades]
        assert all(grade.reliability != "A" and grade.source != "judgement" for grade in grades)

    def test_no_reason_is_younger_than_the_day_it_holds_from(self, book):
        """An assessment of an earlier day must not be told of what came later."""
        late = [
            (source.key, row.start.isoformat(), told)
            for source in book.sources.values()
            for row in source.row.grades
            for told in re.findall(
                r"\b(?:19|20)\d\d(?:-\d\d-\d\d)?\b", f"{row.reason} {row.source}"
            )
            if row.start and told > row.start.isoformat()[: len(told)]
        ]
        assert late == []

    def test_no_two_sources_have_one_id_of_the_gazetteer(self, book):
        actors = [actor for source in book.sources.values() for actor in source.row.actors]
        assert len(actors) == len(set(actors))


class TestHistory:
    @pytest.mark.parametrize(
        ("name", "day", "letter"),
        [
            ("RT", date(2018, 1, 1), "F"),
            ("RT", date(2020, 1, 1), "D"),
            ("RT", date(2023, 1, 1), "E"),
            ("Voice of America", date(2024, 1, 1), "B"),
            ("Voice of America", date(2025, 6, 1), "F"),
        ],
    )
    def test_grade_of_the_day_counts(self, book, name, day, letter):
        assert rate([book.find(name)], day).letter == letter

    def test_row_and_reason_say_what_decided(self, book):
        found = rate([book.find("Reuters"), book.find("RT")], date(2022, 1, 1))
        assert found.row == "sources.yaml:rt.2021-01-01"
        assert found.reason.startswith("RT, since 2021-01-01: Deprecated")

    def test_unknown_letter_tells_its_reason_and_never_wins(self, book):
        day = date(2025, 6, 1)
        alone = rate([book.find("VOA")], day)
        assert (alone.letter, alone.row) == ("F", "sources.yaml:voice_of_america.2025-03-15")
        assert rate([book.find("VOA"), book.find("Reuters")], day).letter == "B"
        assert rate([book.find("Kyodo News")], day) == UNGRADED
        assert rate([], day) == UNGRADED


class TestOwnFile:
    def test_own_source_joins_ours(self, tmp_path):
        path = tmp_path / "grades.yaml"
        path.write_text(OWN)
        book = merged(load_grades(path))
        found = rate([book.find("Daily Lantern")], date(2023, 9, 5))
        assert (found.letter, found.row) == ("B", "grades.yaml:lantern.2023-01-01")
        assert rate([book.find("the Daily Lantern")], date(2020, 1, 1)).letter == "C"
        assert len(book.sources) == len(load_book().sources) + 1
        assert [one.key for one in book.own] == ["lantern"]

    def test_own_source_replaces_ours_of_the_same_name(self, tmp_path):
        path = tmp_path / "grades.yaml"
        path.write_text("sources: {mine: {name: reuters, kind: agency}}")
        book = merged(load_grades(path))
        assert book.find("Reuters").key == "mine"
        assert rate([book.find("Reuters")], date(2023, 1, 1)) == UNGRADED
        assert "reuters" not in book.sources

    def test_none_leaves_ours(self):
        assert merged(None) is load_book()

    @pytest.mark.parametrize(
        ("text", "place", "message"),
        [
            (OWN.replace("reliability: C", "reliability: G"), 6, "'A', 'B', 'C', 'D', 'E' or 'F'"),
            (OWN.replace("to: 2022-12-31", "to: 2023-01-01"), 7, "two grades .* 2023-01-01"),
            (OWN.replace("to: 2022-12-31, ", ""), 7, "end one before the other begins"),
            (OWN.replace("from: 2023-01-01", "from: 2023-01-01\n        to: 2022-01-01"), 7,
             r"cannot end \(2022-01-01\) before it begins \(2023-01-01\)"),
            (OWN.replace("2022-12-31", "soon"), 6, "date"),
            (OWN.replace("kind: press", "kind: blog"), 4, "'agency'"),
            (OWN.replace("kind: press", "kinds: press"), 4, "not permitted"),
            (OWN + "  other: {name: daily lantern}\n", 10, "both called 'daily lantern'"),
            ("sources: [", 1, "not YAML"),
            ("grades: {}", 1, "sources"),
        ],
    )  # fmt: skip
    def test_errors_name_file_line_and_fix(self, tmp_path, text, place, message):
        path = tmp_path / "grades.yaml"
        path.write_text(text)
        with pytest.raises(OntologyError, match=message) as caught:
            load_grades(path)
        assert caught.value.subject == f"{path}:{place}"

    def test_unreadable_file_is_said(self, tmp_path):
        with pytest.raises(
            OntologyError, match=r"cannot be read .*: No such file or directory\.$"
        ):
            load_grades(tmp_path / "none.yaml")

    def test_our_own_file_reads_back(self):
        assert parse_book(packaged_text("sources.yaml")) == load_book()


class TestAssessment:
    def test_own_grades_change_numbers_digest_and_row(self, cases, tmp_path):
        text = cases.TextBuilder("t", date(2023, 9, 5), "The Daily Lantern")
        text.claim(
            "shells will go north", "AID", "PRK>RUS", items="munitions", status="planned"
        )
        sample = cases.sample(text)
        path = tmp_path / "grades.yaml"
        path.write_text(OWN.replace("reliability: B", "reliability: E"))
        plain = cases.run(sample)
        graded = cases.run(sample, cases.inquiry(grades=load_grades(path)))
        assert plain.grades[0].mark == "F6"
        assert graded.grades[0].mark == "E6"
        assert graded.judgements[0].p < plain.judgements[0].p
        assert graded.run.inputs_sha256 != plain.run.inputs_sha256
        figure = next(f for f in graded.figures if f.id.endswith(".testimony"))
        assert {"likelihoods.yaml:reliability.E", "grades.yaml:lantern.2023-01-01"} <= set(
            figure.rows
        )
        assert "grade E6" in figure.steps[0]
        assert "no graded source for it is better than E" in graded.judgements[0].reasons

    def test_ungraded_sources_change_nothing(self, cases, tmp_path):
        path = tmp_path / "grades.yaml"
        path.write_text(
            "sources: {lantern: {name: The Daily Lantern, grades: [{reliability: F, reason: new}]}}"
        )
        sample = cases.reference()
        renamed = cases.Sample(
            sample.claims, sample.stakes,
            tuple(replace(doc, publisher="The Daily Lantern") for doc in sample.documents),
        )  # fmt: skip
        question = cases.inquiry(grades=load_grades(path))
        assert cases.run(renamed, question).judgements == cases.run(renamed).judgements
