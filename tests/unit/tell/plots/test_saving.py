"""Files of pictures: the kind by the ending, whole or not at all."""

import pytest

from tocsin.errors import OutputError
from tocsin.tell.plots.saving import check_plot, kind_of, write_picture


@pytest.mark.parametrize(("name", "kind"), [("a.svg", "svg"), ("a.PNG", "png")])
def test_the_ending_says_the_kind(tmp_path, name, kind):
    assert kind_of(tmp_path / name) == kind


@pytest.mark.parametrize("name", ["a.jpg", "a", "a.svg.gz", ".svg"])
def test_another_ending_is_refused_with_those_that_can_be(tmp_path, name):
    with pytest.raises(OutputError, match=r"\.svg or \.png") as caught:
        check_plot(tmp_path / name)
    assert caught.value.subject == str(tmp_path / name)


def test_a_picture_replaces_the_old_one_and_keeps_its_permissions(tmp_path):
    path = tmp_path / "a.svg"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_picture(b"new", path)
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o640
    assert [one.name for one in tmp_path.iterdir()] == ["a.svg"]


def test_a_missing_folder_is_named_before_anything_is_drawn(tmp_path):
    path = tmp_path / "nowhere" / "a.svg"
    for attempt in (check_plot, lambda one: write_picture(b"x", one)):
        with pytest.raises(OutputError, match="cannot be written: No such file") as caught:
            attempt(path)
        assert caught.value.subject == str(path)


def test_a_folder_is_no_file(tmp_path):
    path = tmp_path / "a.svg"
    path.mkdir()
    with pytest.raises(OutputError, match="is a folder"):
        check_plot(path)


def test_what_fails_half_way_leaves_the_old_picture(tmp_path, monkeypatch):
    path = tmp_path / "a.svg"
    path.write_bytes(b"old")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        write_picture(b"new", path)
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["a.svg"]


def test_checking_leaves_nothing_behind(tmp_path):
    check_plot(tmp_path / "a.png")
    assert list(tmp_path.iterdir()) == []
