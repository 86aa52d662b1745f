"""Damage and tampering are noticed."""

import dataclasses
import random
import sqlite3

import pytest

from tocsin.errors import StoreError, UsageError
from tocsin.store import open_ledger, rows

CODER = "rules-1"


def tamper(filled, path, *statements):
    filled.close()
    raw = sqlite3.connect(path)
    for statement in statements:
        assert raw.execute(statement).rowcount != 0
    raw.commit()
    raw.close()
    with open_ledger(str(path)) as ledger:
        return ledger.verify()


def test_sound_ledger_has_no_problems(filled):
    assert filled.verify() == []


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("UPDATE audit SET subject = 'd-0' WHERE seq = 2", "audit entry 2 does not follow"),
        ("UPDATE audit SET content = '' WHERE seq = 3", "audit entry 3 does not follow"),
        ("DELETE FROM audit WHERE seq = 3", "audit entry 4 does not follow"),
        ("DELETE FROM audit WHERE seq = 6", "assessment a-"),
        ("UPDATE raw SET packed = x'ffff'", "cannot be unpacked"),
        ("UPDATE raw SET packed = (SELECT max(packed) FROM raw)", "not those that were stored"),
        ("UPDATE documents SET text = text || '.'", "a stored Document is not as it was"),
        ("UPDATE documents SET path = 'x'", ""),
        ("UPDATE claims SET json = replace(json, '0.8125', '0.9125')", "a stored Claim is not"),
        ("UPDATE stakes SET seal = 0", "a stored StakeMention is not"),
        ("DELETE FROM stakes", "has 0 of its 1 stakes left"),
        ("UPDATE sentences SET text = 'x' WHERE number = 1", "a stored sentence is not"),
        ("UPDATE codings SET claims = 2", "a stored coding is not"),
        ("DELETE FROM figures WHERE id = 'k-KOR.score'", "has 3 of its 4 figures left"),
        ("UPDATE assessments SET figures = 3", "a stored Assessment is not"),
        ("DELETE FROM documents WHERE number = 1", "that is not there"),
        ("DELETE FROM raw", "that is not there"),
        ("DELETE FROM sentence_index WHERE rowid = 1", "malformed"),
    ],
)
def test_tampering_is_listed(filled, path, statement, problem):
    problems = tamper(filled, path, statement)
    if problem:
        assert any(problem in one for one in problems), problems
    else:
        assert problems == []  # a column that is only searched, not read back


def forge(filled, path, document, **changes):
    """Change a stored document and its seal, as somebody would who knows how."""
    filled.close()
    row = rows.document_row(dataclasses.replace(document, **changes))
    raw = sqlite3.connect(path)
    raw.execute(
        "UPDATE documents SET json = ?, text = ?, seal = ? WHERE id = ?",
        (row["json"], row["text"], row["seal"], document.id),
    )
    raw.commit()
    raw.close()
    with open_ledger(str(path)) as ledger:
        return ledger.verify()


def test_document_with_a_fitting_seal_still_differs_from_the_audit(filled, path, make):
    document = make.document(1)[0]
    assert forge(filled, path, document, title="Forged") == [
        f"document {document.id} is not as the audit recorded it",
        f"document {document.id} was recorded in the audit, but is not there as it was",
    ]


def test_text_that_no_longer_holds_its_quotes_is_listed(filled, path, make):
    document = make.document(1)[0]
    problems = forge(filled, path, document, text=document.text.replace("shells", "grains"))
    assert any("quotes what does not stand at 0 to 75" in problem for problem in problems)


def test_broken_rules_of_a_table_are_listed(filled, path):
    problems = tamper(
        filled,
        path,
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_master SET sql = replace(sql, 'author VARCHAR,', "
        "'author VARCHAR NOT NULL,') WHERE name = 'documents'",
    )
    assert problems == ["SQLite says: NULL value in documents.author"] * 2


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE documents SET text = CAST(x'ff' AS TEXT)",
        "UPDATE sqlite_master SET sql = CAST(x'ff' AS TEXT) WHERE name = 'documents'",
        "UPDATE sqlite_master SET sql = 'CREATE TABLE raw (x)' WHERE name = 'raw'",
    ],
)
def test_bytes_that_make_no_sense_are_refused_in_one_sentence(filled, path, statement):
    filled.close()
    raw = sqlite3.connect(path)
    raw.execute("PRAGMA writable_schema = ON")
    raw.execute(statement)
    raw.commit()
    raw.close()
    with pytest.raises(StoreError) as error:
        everything(path)
    assert error.value.message.count("\n") == 0


def test_json_that_no_longer_fits_its_type_is_damage(filled, path):
    filled.close()
    raw = sqlite3.connect(path)
    raw.execute("UPDATE claims SET json = '{}', seal = ?", (rows.seal("{}", ""),))
    raw.commit()
    raw.close()
    with (
        open_ledger(str(path)) as ledger,
        pytest.raises(StoreError, match="is damaged: a stored Claim cannot be read"),
    ):
        ledger.claims()


def test_missing_document_is_noticed_in_the_list(filled, path):
    filled.close()
    raw = sqlite3.connect(path)
    raw.execute("DELETE FROM documents WHERE number = 2")
    raw.commit()
    raw.close()
    with (
        open_ledger(str(path)) as ledger,
        pytest.raises(StoreError, match="1 of the 2 documents added are left"),
    ):
        ledger.documents()


def test_missing_bytes_are_damage_and_bytes_never_stored_are_not(filled, path, make):
    tamper(filled, path, "DELETE FROM raw")
    with open_ledger(str(path)) as ledger:
        with pytest.raises(StoreError, match="are gone"):
            ledger.raw(make.document(1)[0].sha256)
        with pytest.raises(UsageError, match="holds no bytes"):
            ledger.raw("0" * 64)


def test_answer_that_the_assessment_lacks_is_damage(filled, path):
    filled.close()
    raw = sqlite3.connect(path)
    raw.execute("UPDATE answers SET id = 'k-USA' WHERE id = 'k-KOR'")
    raw.commit()
    raw.close()
    with (
        open_ledger(str(path)) as ledger,
        pytest.raises(StoreError, match="has lost its concern k-USA"),
    ):
        ledger.find("k-USA")


def everything(path):
    with open_ledger(str(path), create=False) as ledger:
        documents = ledger.documents()
        return (
            documents,
            [ledger.raw(document.sha256) for document in documents],
            [ledger.coding(document.id, CODER) for document in documents],
            [ledger.sentences(document.id) for document in documents],
            ledger.claims(),
            ledger.assessments(),
            [ledger.figure(figure.id) for figure in ledger.assessment().figures],
        )


def outcome(path, expected):
    """Return what reading a damaged file came to; anything unexpected is raised."""
    try:
        found = everything(path)
    except StoreError as error:
        return "refused" if "\n" not in error.message else error.message
    except UsageError:
        return "missing"
    return "equal" if found == expected else "different"


@pytest.mark.slow
def test_100_flips_and_truncations_are_refused_or_harmless(filled, path):
    filled.close()
    expected = everything(path)
    sound = path.read_bytes()
    rng = random.Random(7)  # noqa: S311 - a repeatable test, no secret
    outcomes = []
    for trial in range(100):
        damaged = bytearray(sound)
        if trial % 10 == 0:
            del damaged[rng.randrange(1, len(sound)) :]
        else:
            damaged[rng.randrange(len(sound))] ^= 1 << rng.randrange(8)
        path.write_bytes(damaged)
        outcomes.append(outcome(path, expected))
    assert set(outcomes) <= {"refused", "missing", "equal"}
    assert outcomes.count("refused") > 10
    path.write_bytes(sound)
    assert everything(path) == expected
