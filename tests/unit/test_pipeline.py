"""The order of the stages: who is refused, what is recalled, what is written."""

import datetime as dt
import io
import os
from pathlib import Path

import pytest

import tocsin.pipeline
from tocsin.coding import Depth
from tocsin.engine import Lost
from tocsin.errors import (
    EngineError,
    InsufficientDataError,
    ModelFilesError,
    OutputError,
    ReadError,
    UsageError,
)
from tocsin.model.claim import Coding, StakeMention
from tocsin.model.document import Document
from tocsin.model.ids import ActorId, DocumentId
from tocsin.model.vocabulary import Attitude
from tocsin.pipeline import (
    Coded,
    Intake,
    Request,
    Silence,
    batches,
    code_documents,
    read_documents,
)
from tocsin.pipeline.base import Refused, sift
from tocsin.pipeline.batches import MOST_CHARACTERS, MOST_TASKS, Unread, code_batch, in_batches
from tocsin.pipeline.claims import at_path, code_document
from tocsin.pipeline.command import command_of
from tocsin.pipeline.output import check_output, write_whole
from tocsin.pipeline.schemas import CONTRACTS, schema_of
from tocsin.pipeline.states import parse_dyad, parse_states
from tocsin.read import Overrides
from tocsin.settings import Settings


class Ear(Silence):
    """A watcher that remembers whom it heard of."""

    def __init__(self):
        self.refused = []

    def refuse(self, path, error):
        self.refused.append((path, str(error)))


def refused(path, error=None):
    return Refused(path, error or ReadError(f"{path} is bad"))


def test_public_face_is_sorted_and_whole():
    names = tocsin.pipeline.__all__
    # Constants, classes, functions: the order in which ruff sorts an `__all__`.
    assert names == sorted(names, key=lambda n: (not n.isupper(), not n[0].isupper(), n))
    assert all(getattr(tocsin.pipeline, name) is not None for name in names)
    with pytest.raises(AttributeError, match="nonsense"):
        tocsin.pipeline.nonsense  # noqa: B018


def test_what_is_kept_comes_through_and_the_rest_is_told():
    ear = Ear()
    assert list(sift([refused("a"), 1, refused("b"), 2], ear)) == [1, 2]
    assert [path for path, _ in ear.refused] == ["a", "b"]


def test_single_refusal_is_raised_as_it_is_and_told_to_nobody():
    ear, error = Ear(), InsufficientDataError("x")
    with pytest.raises(InsufficientDataError, match=r"^x$"):
        list(sift([refused("a", error)], ear))
    assert ear.refused == []


def test_several_refusals_are_told_and_counted():
    ear = Ear()
    with pytest.raises(ReadError, match="None of the 3"):
        list(sift([refused("a"), refused("b"), refused("c")], ear))
    assert [path for path, _ in ear.refused] == ["a", "b", "c"]


def test_several_refusals_for_want_of_evidence_stay_that():
    items = [refused(path, InsufficientDataError("x")) for path in "ab"]
    with pytest.raises(InsufficientDataError, match="None of the 2"):
        list(sift(items, Ear()))
    with pytest.raises(ReadError):
        list(sift([*items, refused("c")], Ear()))


def test_nothing_at_all_is_an_error():
    with pytest.raises(ReadError, match="nothing to read"):
        list(sift([], Ear()))


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("RUS-PRK", ("RUS", "PRK")),
        ("prk-rus", ("PRK", "RUS")),
        ("RUS,PRK", ("RUS", "PRK")),
        ("Russia - North Korea", ("RUS", "PRK")),
        ("north korea\u2013russia", ("PRK", "RUS")),
        ("Guinea-Bissau-Senegal", ("GNB", "SEN")),
        ("Georgia-Chad", ("GEO", "TCD")),
    ],
)
def test_pair_of_codes_or_names(text, pair):
    assert parse_dyad(text) == pair


@pytest.mark.parametrize(
    "text", ["", "-", "RUS", "RUSPRK", "RUS-", "RUS-UN", "RUS-PRK.KIM_JONG_UN", "RUS-PRK-CHN"]
)
def test_what_is_no_pair_of_states(text):
    with pytest.raises(UsageError, match="RUS-PRK"):
        parse_dyad(text)


@pytest.mark.parametrize(
    ("text", "half"),
    [
        ("RUS-Atlantis", "as 'Atlantis' is no state"),
        ("Atlantis-RUS", "as 'Atlantis' is no state"),
    ],
)
def test_the_half_that_is_no_state_is_named(text, half):
    with pytest.raises(UsageError, match=half):
        parse_dyad(text)


def test_two_unknown_halves_are_not_told_apart():
    with pytest.raises(UsageError) as caught:
        parse_dyad("Lemuria-Atlantis")
    assert "is no state" not in caught.value.message


def test_states_come_once_and_in_order():
    assert parse_states("KOR, United States,,usa,South Korea") == ("KOR", "USA")


def test_command_holds_what_the_answer_depends_on():
    intake = Intake(sources=("my file.txt", "-"), date=dt.date(2023, 9, 5), publisher="A B")
    request = Request(intake=intake, dyad="RUS-PRK", stakes=Path("s.yaml"), out=Path("x.html"))
    settings = Settings(store="/tmp/x", seed=3, horizon_days=90)  # noqa: S108
    assert command_of(request, settings) == (
        "tocsin assess --dyad RUS-PRK --stakes s.yaml --date 2023-09-05 --publisher 'A B' "
        "--horizon 90 --seed 3 'my file.txt' -"
    )


def test_command_names_every_game():
    games = (Path("one.yaml"), Path("two.yaml"))
    request = Request(intake=Intake(sources=("a.txt",)), games=games)
    assert command_of(request, Settings()) == (
        "tocsin assess --game one.yaml --game two.yaml a.txt"
    )


def test_command_keeps_a_file_that_looks_like_an_option():
    request = Request(intake=Intake(sources=("--odd.txt",)))
    assert command_of(request, Settings()) == "tocsin assess -- --odd.txt"


def test_written_file_replaces_the_old_one_and_keeps_its_permissions(tmp_path):
    path = tmp_path / "brief.html"
    path.write_text("old")
    path.chmod(0o640)
    write_whole("new é", path)
    assert path.read_bytes() == "new é".encode()
    assert path.stat().st_mode & 0o777 == 0o640
    assert [one.name for one in tmp_path.iterdir()] == ["brief.html"]


def test_new_file_has_the_usual_permissions(tmp_path):
    write_whole("x", tmp_path / "a.json")
    (tmp_path / "b.json").touch()
    modes = {(tmp_path / name).stat().st_mode for name in ("a.json", "b.json")}
    assert len(modes) == 1


def test_failed_write_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    path = tmp_path / "brief.html"
    path.write_text("old")

    def fail(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OutputError, match="No space left"):
        write_whole("new", path)
    assert path.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["brief.html"]


def test_check_of_an_output_leaves_nothing_behind(tmp_path):
    check_output(tmp_path / "brief.html")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_folder_without_permission_is_refused(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="Permission denied"):
        check_output(tmp_path / "brief.html")


def test_every_contract_has_a_schema():
    for name in CONTRACTS:
        found = schema_of(name)
        assert found["type"] == "object"
        assert found["$schema"].startswith("https://json-schema.org/")


def test_coding_takes_the_name_that_its_document_has_now():
    mention = StakeMention(
        id="s-1",
        document=DocumentId("d-1"),
        path="old",
        sentence=0,
        span=(0, 1),
        quote="x",
        stakeholder=ActorId("KOR"),
        attitude=Attitude.FEARS,
    )
    coding = Coding(document=DocumentId("d-1"), sentences=1, stakes=(mention,))
    assert at_path(coding, "new").stakes[0].path == "new"


def test_repeated_finding_is_kept_once(monkeypatch):
    mention = StakeMention(
        id="s-1",
        document=DocumentId("d-1"),
        path="p",
        sentence=0,
        span=(0, 1),
        quote="x",
        stakeholder=ActorId("KOR"),
        attitude=Attitude.FEARS,
    )
    coding = Coding(document=DocumentId("d-1"), sentences=1, stakes=(mention, mention))
    monkeypatch.setattr(
        "tocsin.pipeline.batches.code", lambda _document, **_options: (coding, ())
    )
    document = Document(
        id=DocumentId("d-1"),
        path="p",
        text="x",
        blocks=(),
        sha256="",
        size=1,
        media_type="text/plain",
    )
    found = code_document(document, depth=Depth.FAST)
    assert not isinstance(found, Refused)
    assert found.coding.stakes == (mention,)


def test_standard_input_that_fails_is_a_read_error():
    class Broken(io.BytesIO):
        def read(self, _size=-1):
            raise OSError(5, "Input/output error")

    intake = Intake(sources=("-",), stdin=Broken())
    with pytest.raises(ReadError, match="Input/output error"):
        list(read_documents(intake, settings=Settings(), watcher=Silence()))


def test_standard_input_that_is_not_there_is_empty():
    with pytest.raises(ReadError, match="empty"):
        list(read_documents(Intake(sources=("-",)), settings=Settings(), watcher=Silence()))


def test_silence_hears_nothing():
    silence = Silence()
    silence.step("x")
    silence.note("x")
    silence.refuse("x", ReadError("x"))


class Crowd(Silence):
    """A watcher that counts."""

    def __init__(self):
        self.expected, self.finished, self.refusals, self.steps = "unsaid", [], [], []

    def expect(self, documents):
        self.expected = documents

    def done(self, claims):
        self.finished.append(claims)

    def refuse(self, path, error):
        self.refusals.append((path, error.message))

    def step(self, what, subject=""):
        self.steps.append((what, subject))


def a_document(path, text="Kenya met Mali."):
    return Document(
        id=DocumentId(f"d-{path}"),
        path=path,
        text=text,
        blocks=(),
        sha256="",
        size=len(text),
        media_type="text/plain",
    )


def test_batches_grow_so_that_the_first_results_come_at_once():
    documents = [a_document(str(n)) for n in range(1000)]
    sizes = [len(batch) for batch in in_batches(documents)]
    assert sizes[:6] == [1, 2, 4, 8, 16, 32]
    assert max(sizes) <= MOST_TASKS
    assert sum(sizes) == 1000


def test_batches_are_bounded_by_their_characters():
    long = [a_document(str(n), "x" * (MOST_CHARACTERS // 2)) for n in range(9)]
    assert [len(batch) for batch in in_batches(long)][1:] == [2, 2, 2, 2]
    refusals = [refused(str(n)) for n in range(10)]
    assert [len(batch) for batch in in_batches(refusals)] == [1, 2, 4, 3]


def test_batches_before_a_failure_are_kept():
    def source():
        yield a_document("1")
        yield a_document("2")
        raise UsageError("line 3 is bad")

    found = in_batches(source())
    assert [task.path for task in next(found)] == ["1"]
    assert [task.path for task in next(found)] == ["2"]
    with pytest.raises(UsageError):
        next(found)


def test_a_document_on_which_the_coder_fails_is_refused_alone(monkeypatch):
    def code(document, **_options):
        if document.path == "2":
            raise RecursionError("too deep")
        return Coding(document=document.id, sentences=1), ()

    monkeypatch.setattr(batches, "code", code)
    monkeypatch.setattr(
        batches, "code_many", lambda documents, **_options: map(code, documents)
    )
    found = code_batch(
        [a_document("1"), refused("r"), a_document("2"), a_document("3")], depth=Depth.FAST
    )
    assert [isinstance(item, Coded) for item in found] == [True, False, False, True]
    assert isinstance(found[2].error, EngineError)
    assert "RecursionError: too deep" in found[2].error.message
    assert "-vv" in found[2].error.message


def test_what_no_document_can_help_ends_the_batch(monkeypatch):
    def code_many(_documents, **_options):
        raise ModelFilesError("no model")

    monkeypatch.setattr(batches, "code_many", code_many)
    with pytest.raises(ModelFilesError):
        code_batch([a_document("1")], depth=Depth.FAST)


def test_a_file_is_read_where_it_is_coded(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Kenya met Mali in May.")
    tasks = [
        Unread(str(path), Settings(), Overrides(publisher="A")),
        Unread(str(tmp_path / "none.txt"), Settings(), Overrides()),
    ]
    coded, missing = code_batch(tasks, depth=Depth.FAST)
    assert (coded.document.publisher, len(coded.coding.claims)) == ("A", 1)
    assert isinstance(missing, Refused)
    assert "No such file" in missing.error.message


def test_a_lost_document_is_a_refusal_by_its_name(monkeypatch, tmp_path):
    class Deadly:
        def run(self, work, batches):
            for batch in batches:
                for task in batch:
                    lost = Lost(task, EngineError("the process that worked on it died."))
                    yield lost if task.path.endswith("b.txt") else work([task])[0]

    for name in "abc":
        (tmp_path / f"{name}.txt").write_text("Kenya met Mali in May.")
    monkeypatch.setattr("tocsin.pipeline.claims.choose_engine", lambda _jobs: Deadly())
    crowd = Crowd()
    found = list(
        code_documents(
            Intake(sources=(str(tmp_path),)), settings=Settings(), watcher=crowd, jobs=4
        )
    )
    assert [Path(item.document.path).stem for item in found] == ["a", "c"]
    assert crowd.refusals == [(str(tmp_path / "b.txt"), "the process that worked on it died.")]
    assert (crowd.expected, crowd.finished) == (3, [1, 0, 1])
    assert [what for what, _ in crowd.steps].count("coding") == 3


def test_nobody_knows_how_many_rows_a_stream_has(tmp_path):
    crowd = Crowd()
    intake = Intake(
        sources=("-",), stdin=io.BytesIO(b'{"text": "Kenya met Mali."}\n'), column="text"
    )
    assert len(list(code_documents(intake, settings=Settings(), watcher=crowd))) == 1
    assert crowd.expected is None
