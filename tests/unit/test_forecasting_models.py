"""Which model answers, where model files lie, and what is written of them."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from tocsin.errors import OutputError, UsageError
from tocsin.forecast.base import Asked
from tocsin.forecast.occurrence.fitting import Recipe
from tocsin.forecast.occurrence.model import fit_classes, save_model
from tocsin.forecast.occurrence.questions import Sampling
from tocsin.forecast.rates import History, number_of
from tocsin.model.event_classes import event_class
from tocsin.model.forecast import EvidenceRow, Reason
from tocsin.model.quads import quads_of
from tocsin.pipeline.base import Silence
from tocsin.pipeline.forecasting import training
from tocsin.pipeline.forecasting.choosing import choose
from tocsin.pipeline.forecasting.evidence import with_evidence
from tocsin.pipeline.forecasting.histories import states_of
from tocsin.pipeline.forecasting.places import model_path
from tocsin.pipeline.forecasting.training import Training
from tocsin.settings import Settings
from tocsin.store.lake.place import sha256_of

FIRST, DAYS = date(2018, 1, 1), 120
STATES = ("CHN", "PRK", "RUS", "USA")
RELATIONS = ("Consult", "Make a visit")
QUICK = Recipe(draws=3, sampling=Sampling(horizons=(7,), drawn=100))


def history(source="icews"):
    rng = np.random.default_rng(3)
    day = np.repeat(np.arange(DAYS), 4) + number_of(FIRST)
    subject, object_ = rng.integers(4, size=(2, len(day)))
    quads, _ = quads_of(
        day.astype(np.int32), (subject, rng.integers(2, size=len(day)), object_),
        actors=STATES, relations=RELATIONS,
    )  # fmt: skip
    last = FIRST + timedelta(days=DAYS - 1)
    return History(quads=quads, first=FIRST, last=last, source=source)


def asked(day=119, kind="meeting"):
    made = FIRST + timedelta(days=day)
    return Asked(
        pair=("RUS", "PRK"), event_class=event_class(kind), made_on=made,
        start=made + timedelta(days=1), end=made + timedelta(days=7),
    )  # fmt: skip


@pytest.fixture(scope="module")
def model():
    return fit_classes(
        history().until(FIRST + timedelta(days=99)).quads, ("meeting", "aid"), source="icews",
        recipe=QUICK,
    )  # fmt: skip


@pytest.fixture
def settings(tmp_path):
    return Settings(store=str(tmp_path / "w.sqlite"))


def placed(model, settings):
    path = model_path("occurrence", settings)
    path.parent.mkdir(parents=True)
    save_model(model, path)
    return path


def test_model_files_lie_beside_the_ledger(settings, tmp_path):
    assert model_path("occurrence", settings) == tmp_path / "w.models" / "occurrence.npz"
    assert model_path("occurrence", Settings()).name == "occurrence.npz"
    with pytest.raises(UsageError, match="database server"):
        model_path("occurrence", Settings(store="postgresql://host/name"))


def test_without_a_model_the_rate_answers_and_says_so(settings):
    found = choose(asked(), history(), "", settings)
    given = found.forecast(asked())
    assert (given.method, found.sha256) == ("pair_rate", "")
    assert "no model has been fitted" in given.notes[-1]
    server = choose(asked(), history(), "", Settings(store="postgresql://host/name"))
    assert server.forecast(asked()).method == "pair_rate"


def test_rate_that_was_asked_for_needs_no_word(settings):
    assert choose(asked(), history(), "pair", settings).forecast(asked()).notes == ()


def test_model_beside_the_ledger_answers(model, settings):
    path = placed(model, settings)
    found = choose(asked(), history(), "", settings)
    assert (found.sha256, found.source) == (sha256_of(path), "icews")
    given = found.forecast(asked())
    assert given.method == "occurrence"
    assert 0 < given.interval[0] < given.p < given.interval[1] < 1


@pytest.mark.parametrize(
    ("question", "source", "word"),
    [
        (asked(day=98), "icews", "after the day of asking"),
        (asked(kind="agreement"), "icews", "not asked to learn the class agreement"),
        (asked(kind="aid"), "icews", "could not learn the class aid"),
        (asked(), "gdelt", "learned from icews, and gdelt decides"),
    ],
)
def test_model_that_cannot_answer_is_passed_over_or_refused(
    model, settings, question, source, word
):
    path = placed(model, settings)
    given = choose(question, history(source), "", settings).forecast(question)
    assert given.method == "pair_rate"
    assert word in given.notes[-1]
    with pytest.raises(UsageError, match=word):
        choose(question, history(source), str(path), settings)


def test_file_that_is_no_model_is_refused(settings, tmp_path):
    with pytest.raises(UsageError):
        choose(asked(), history(), str(tmp_path / "nothing.npz"), settings)


def from_history(monkeypatch, notes=()):
    monkeypatch.setattr(training, "history_of", lambda *_: (history(), notes))


def test_training_learns_class_by_class_and_names_what_it_could_not(
    monkeypatch, settings, tmp_path
):
    from_history(monkeypatch, ("a note",))
    card = training.train(
        Training(kinds=("meeting", "aid")), settings=settings, watcher=Silence()
    )
    assert [name for name, _ in card.parts] == ["meeting"]
    assert [name for name, _ in card.skipped] == ["aid"]
    assert card.notes == ("a note",)
    assert card.sha256 == sha256_of(tmp_path / "w.models" / "occurrence.npz")
    assert not list((tmp_path / "w.models").glob(".*"))


def test_model_that_cannot_be_written_leaves_the_old_one(
    monkeypatch, model, settings, tmp_path
):
    path = placed(model, settings)
    before = path.read_bytes()
    from_history(monkeypatch)

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(training, "save_model", fail)
    request = Training(kinds=("meeting",))
    with pytest.raises(OutputError, match="No space left"):
        training.train(request, settings=settings, watcher=Silence())
    assert path.read_bytes() == before
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="cannot be made"):
        training.train(
            replace(request, out=tmp_path / "file" / "m.npz"),
            settings=settings,
            watcher=Silence(),
        )


def test_actors_count_for_their_state_and_what_happens_inside_one_drops_out():
    actors = ("China", "Foreign Affairs (China)", "Kim Jong-Un", "North Korea", "Nobody")
    rows = [(1, 0, 3), (1, 1, 3), (2, 2, 3), (3, 2, 0), (4, 4, 0)]
    day, subject, object_ = (np.array(one, np.int32) for one in zip(*rows, strict=True))
    quads, _ = quads_of(
        day + number_of(FIRST), (subject, np.zeros(5, np.int32), object_),
        actors=actors, relations=("Consult",),
    )  # fmt: skip
    found = states_of(quads)
    told = [found.with_names(at)[1::2] for at in range(len(found))]
    assert told == [("CHN", "PRK"), ("PRK", "CHN")]


class Lake:
    """Stands for a view with one row."""

    def rows(self, _table, _where, _values, **_options):
        columns = ("feed", "id", "day", "source", "target", "code", "type", "mode")
        return columns, [("icews", "77", FIRST, "PRK", "RUS", "042", "CONSULT", None)]


def test_rows_behind_reasons_get_the_numbers_of_their_source():
    known = EvidenceRow(source="icews", key="3", day=FIRST, words="PRK Make a visit RUS")
    unknown = replace(known, words="RUS Make a visit PRK")
    odd = replace(known, words="odd")
    reason = Reason(feature="a", words="b", value=1.0, effect=1.0, rows=(known, unknown, odd))
    (found,) = with_evidence((reason,), "icews", Lake())
    assert [row.key for row in found.rows] == ["77", "3", "3"]
    assert found.rows[0].words == "PRK > RUS: Make a visit (042)"
    assert with_evidence((replace(reason, rows=()),), "icews", Lake())[0].rows == ()
