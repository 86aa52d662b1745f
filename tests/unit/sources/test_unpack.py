"""Files as they are published are brought to plain ones, and bombs are not."""

import errno
import gzip
import hashlib
import io
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tocsin.errors import SourceError
from tocsin.sources.unpack import MOST_MEMBERS, unpacked

TABLE = b"1\t20240101\tRUS\tPRK\n" * 50
MOST = 10_000_000


@pytest.fixture
def folder(tmp_path):
    """Give an empty folder for what is unpacked."""
    made = tmp_path / "work"
    made.mkdir()
    return made


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def read(path: Path, folder: Path, most: int = MOST) -> bytes:
    return unpacked(path, "x.zip", folder, most_bytes=most).read_bytes()


def refusal(path: Path, folder: Path, most: int = MOST) -> str:
    with pytest.raises(SourceError) as caught:
        unpacked(path, "x.zip", folder, most_bytes=most)
    assert caught.value.subject == "x.zip"
    assert list(folder.iterdir()) == [], "nothing half unpacked is left behind"
    return caught.value.message


def test_a_plain_file_is_returned_as_it_is(tmp_path, folder):
    path = tmp_path / "plain.zip"
    path.write_bytes(TABLE)
    assert unpacked(path, "x", folder, most_bytes=1) == path
    assert list(folder.iterdir()) == []


def test_an_empty_file_is_plain(tmp_path, folder):
    path = tmp_path / "empty.gz"
    path.write_bytes(b"")
    assert unpacked(path, "x", folder, most_bytes=MOST) == path


@pytest.mark.parametrize("ending", [".export.CSV.zip", ".export.CSV", ".gz"])
def test_the_bytes_say_that_it_is_a_zip_not_the_ending(tmp_path, folder, ending):
    path = zipped(tmp_path / f"20191024143000{ending}", {"20191024143000.export.CSV": TABLE})
    assert read(path, folder) == TABLE


def test_gzip_of_several_parts_is_read_whole(tmp_path, folder):
    path = tmp_path / "table.csv"
    path.write_bytes(gzip.compress(TABLE) + gzip.compress(b"end\n"))
    assert read(path, folder) == TABLE + b"end\n"


def test_a_workbook_is_left_alone(tmp_path, folder):
    members = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}
    path = zipped(tmp_path / "colt.xlsx", members)
    assert unpacked(path, "x", folder, most_bytes=1) == path


def test_a_workbook_in_a_zip_is_taken_out(tmp_path, folder):
    inner = zipped(tmp_path / "inner.xlsx", {"[Content_Types].xml": b"<Types/>"}).read_bytes()
    path = zipped(tmp_path / "colt.zip", {"COLT.xlsx": inner})
    assert read(path, folder) == inner


def test_a_read_me_and_what_a_system_left_do_not_count(tmp_path, folder):
    members = {
        "data/": b"",
        "data/README.txt": b"read me",
        "__MACOSX/data/._t.csv": b"x",
        "data/.DS_Store": b"x",
        "data/t.CSV": TABLE,
        "data/codebook.pdf": b"%PDF",
    }
    assert read(zipped(tmp_path / "a.zip", members), folder) == TABLE


def test_the_only_file_is_taken_whatever_its_ending(tmp_path, folder):
    assert read(zipped(tmp_path / "a.zip", {"events": TABLE}), folder) == TABLE


def test_several_tables_are_named(tmp_path, folder):
    path = zipped(
        tmp_path / "a.zip", {f"events.{year}.tab": TABLE for year in range(2000, 2012)}
    )
    message = refusal(path, folder)
    assert "holds 12 files" in message
    assert "'events.2000.tab'" in message
    assert "'events.2011.tab'" not in message, "a list has an end"


def test_an_archive_without_a_file_is_refused(tmp_path, folder):
    assert "holds no file" in refusal(zipped(tmp_path / "a.zip", {"data/": b""}), folder)


def test_too_many_members_are_refused(tmp_path, folder):
    members = {f"{number}.md": b"" for number in range(MOST_MEMBERS + 1)}
    assert "1,001 members" in refusal(zipped(tmp_path / "a.zip", members), folder)


@pytest.mark.parametrize("inner", ["zip", "gzip", "bzip2"])
def test_an_archive_in_an_archive_is_refused(tmp_path, folder, inner):
    packed = {
        "zip": zipped(tmp_path / "i.zip", {"t.csv": TABLE}).read_bytes(),
        "gzip": gzip.compress(TABLE),
        "bzip2": b"BZh91AY&SY" + TABLE,
    }
    path = zipped(tmp_path / "a.zip", {"t.csv": packed[inner]})
    assert "holds another archive" in refusal(path, folder)


@pytest.mark.parametrize(
    ("head", "kind"),
    [(b"7z\xbc\xaf\x27\x1c", "7z"), (b"Rar!\x1a", "RAR"), (b"\xfd7zXZ\x00", "xz")],
)
def test_other_archives_are_named(tmp_path, folder, head, kind):
    path = tmp_path / "a"
    path.write_bytes(head + TABLE)
    assert f"packed as {kind}" in refusal(path, folder)


def test_a_name_with_a_path_out_of_the_folder_writes_nothing_there(tmp_path, folder):
    path = zipped(tmp_path / "a.zip", {"../../evil.csv": TABLE})
    assert read(path, folder) == TABLE
    assert [one.parent for one in tmp_path.rglob("*.csv")] == []
    assert len(list(folder.iterdir())) == 1


def test_an_absolute_name_writes_nothing_there(tmp_path, folder):
    target = tmp_path / "outside.csv"
    assert read(zipped(tmp_path / "a.zip", {str(target): TABLE}), folder) == TABLE
    assert not target.exists()


def test_more_than_the_limit_is_refused(tmp_path, folder):
    path = zipped(tmp_path / "a.zip", {"t.csv": TABLE})
    assert "over 900 bytes" in refusal(path, folder, most=900)
    assert read(path, folder, most=len(TABLE)) == TABLE


@pytest.mark.parametrize("kind", ["zip", "gzip"])
def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path, folder, kind):
    zeros = b"0" * 20_000_000
    path = tmp_path / "bomb"
    if kind == "zip":
        zipped(path, {"t.csv": zeros})
    else:
        path.write_bytes(gzip.compress(zeros))
    assert "200 times its size" in refusal(path, folder, most=10**9)


def test_a_small_table_that_packs_well_is_no_bomb(tmp_path, folder):
    zeros = b"0\t0\n" * 500_000
    assert read(zipped(tmp_path / "a.zip", {"t.csv": zeros}), folder) == zeros


def test_a_member_that_hides_its_size_is_refused(tmp_path, folder):
    path = zipped(tmp_path / "a.zip", {"t.csv": TABLE})
    data = bytearray(path.read_bytes())
    central = data.rindex(b"PK\x01\x02")
    data[central + 24 : central + 28] = struct.pack("<I", 10)
    path.write_bytes(data)
    assert "cannot be unpacked" in refusal(path, folder)


def test_an_encrypted_member_is_named(tmp_path, folder):
    path = zipped(tmp_path / "a.zip", {"t.csv": TABLE})
    data = bytearray(path.read_bytes())
    central = data.rindex(b"PK\x01\x02")
    data[central + 8] |= 1
    data[6] |= 1
    path.write_bytes(data)
    assert "'t.csv' encrypted" in refusal(path, folder)


@pytest.mark.parametrize("kept", [0.5, 0.9])
@pytest.mark.parametrize("kind", ["zip", "gzip"])
def test_a_file_that_was_cut_is_refused(tmp_path, folder, kind, kept):
    path = tmp_path / "cut"
    random = hashlib.sha256(b"seed").digest() * 100 + TABLE
    whole = gzip.compress(random) if kind == "gzip" else b""
    if kind == "zip":
        whole = zipped(path, {"t.csv": random}).read_bytes()
    path.write_bytes(whole[: int(len(whole) * kept)])
    assert "Fetch it anew" in refusal(path, folder)


@settings(
    max_examples=100,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(place=st.integers(0, 10_000), value=st.integers(0, 255), kind=st.booleans())
def test_a_flipped_byte_gives_the_same_table_or_an_error_of_ours(
    tmp_path, folder, place, value, kind
):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("t.csv", TABLE)
    data = bytearray(buffer.getvalue() if kind else gzip.compress(TABLE, mtime=0))
    data[place % len(data)] = value
    path = tmp_path / "flipped"
    path.write_bytes(data)
    try:
        found = unpacked(path, "x", folder, most_bytes=MOST)
    except SourceError:
        return
    assert found == path or found.read_bytes() == TABLE


def test_a_full_disk_is_no_fault_of_the_file(tmp_path, folder, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("tocsin.sources.unpack._limited", full)
    with pytest.raises(OSError, match="No space left"):
        read(zipped(tmp_path / "a.zip", {"t.csv": TABLE}), folder)
    assert list(folder.iterdir()) == []
