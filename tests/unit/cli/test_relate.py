"""`tocsin relate`: one sentence, and rows on standard input."""

import json

import pytest

SENTENCE = "Russia supplied oil to North Korea."


def test_relation_is_told_in_words(tocsin):
    found = tocsin("relate", SENTENCE, "--source", "Russia", "--target", "North Korea")
    assert found.status == 0
    assert "Russia -> North Korea: AID" in found.out
    assert "occurred" in found.out


def test_sentence_that_tells_nothing_says_so(tocsin):
    found = tocsin("relate", "Russia, North Korea.", "--source", "Russia", "--target", "Korea")
    assert found.status == 0
    assert "does not tell" in found.out


def test_json_is_flat(tocsin):
    found = tocsin(
        "relate", SENTENCE, "--source", "Russia", "--target", "North Korea", "--json"
    )
    row = json.loads(found.out)
    assert (row["line"], row["source"], row["type"]) == (1, "Russia", "AID")
    assert {"quad", "mode", "status", "polarity", "confidence", "cue"} <= set(row)


def test_rows_bring_their_own_mentions_and_bad_ones_are_named(tocsin):
    rows = [
        json.dumps({"sentence": SENTENCE, "source": "Russia", "target": "North Korea"}),
        "",
        json.dumps({"sentence": SENTENCE, "source": "Japan", "target": "North Korea"}),
        json.dumps({"sentence": SENTENCE}),
        "{not json",
        json.dumps({"sentence": "China warned Japan.", "source": "China", "target": "Japan"}),
    ]
    found = tocsin("relate", "-", "--json", stdin="\n".join(rows).encode())
    assert found.status == 0
    assert [json.loads(line)["line"] for line in found.out.splitlines()] == [1, 6]
    assert [line.split(":")[1].strip() for line in found.errors] == [
        "line 3",
        "line 4",
        "line 5",
    ]


@pytest.mark.parametrize("options", [(), ("--source", "Russia"), ("--target", "North Korea")])
def test_missing_mention_is_status_2(tocsin, options):
    found = tocsin("relate", SENTENCE, *options)
    assert found.status == 2
    assert "--source and --target" in found.err


def test_no_sentence_is_a_failure(tocsin):
    found = tocsin("relate", "-", "--source", "a", "--target", "b")
    assert found.status == 1
    assert "nothing to read" in found.err
