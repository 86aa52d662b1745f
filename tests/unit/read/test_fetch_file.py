"""A file of structured data over the one door: its limits, and that no part of it stays."""

import gzip
import time

import pytest

from tocsin.errors import FetchError
from tocsin.read.fetch import STRICT, Door, fetch_file
from tocsin.settings import Settings

DATA = bytes(range(256)) * 4_000
"""About 1 MB, of no kind of text."""
KIND = {"Content-Type": "application/octet-stream"}


@pytest.fixture
def target(tmp_path):
    return tmp_path / "loaded"


def get(server, target, path="/x.zip", *, settings=None, **options):
    options.setdefault("resolve", lambda host, port: ["127.0.0.1"])
    door = Door(is_allowed=lambda address: address == "127.0.0.1", ports=None, **options)
    url = f"http://data.example:{server.port}{path}"
    fetch_file(url, target, settings=settings or Settings(download_seconds=5.0), door=door)


def is_untouched(target):
    return list(target.parent.iterdir()) == []


def test_bytes_of_any_kind_come_as_they_are(server, target):
    server.pages["/x.zip"] = (200, KIND, DATA)
    get(server, target)
    assert target.read_bytes() == DATA
    assert [path.name for path in target.parent.iterdir()] == ["loaded"]


def test_what_is_sent_asks_for_no_compression_and_carries_nothing_else(server, target):
    server.pages["/x.zip"] = (200, KIND, DATA)
    get(server, target)
    headers = {name.lower(): value for name, value in server.requests[0][1].items()}
    assert (headers["accept"], headers["accept-encoding"]) == ("*/*", "identity")
    assert headers["user-agent"].startswith("tocsin/")
    assert not {"cookie", "authorization", "referer"} & headers.keys()


@pytest.mark.parametrize("coding", ["gzip", "x-gzip"])
def test_gzip_stays_packed(server, target, coding):
    packed = gzip.compress(DATA)
    server.pages["/x.csv.gz"] = (200, {**KIND, "Content-Encoding": coding}, packed)
    get(server, target, "/x.csv.gz")
    assert target.read_bytes() == packed


@pytest.mark.parametrize("coding", ["br", "zstd", "deflate", "gzip, gzip"])
def test_other_codings_are_refused(server, target, coding):
    server.pages["/x.zip"] = (200, {**KIND, "Content-Encoding": coding}, b"x")
    with pytest.raises(FetchError, match="though that was not asked for"):
        get(server, target)
    assert is_untouched(target)


@pytest.mark.parametrize("status", [204, 206, 304, 401, 403, 404, 429, 500, 503])
def test_a_status_other_than_success_is_told_and_nothing_is_kept(server, target, status):
    server.pages["/x.zip"] = (status, KIND, b"")
    with pytest.raises(FetchError, match=f"status {status}"):
        get(server, target)
    assert is_untouched(target)


def endless(handler):
    """Send a body that does not say how long it is, and is without end."""
    handler.send_response(200)
    handler.end_headers()
    try:
        while True:
            handler.wfile.write(b"x" * 1_000)
    except OSError:
        pass


def test_a_file_over_the_limit_is_refused_when_announced_and_when_not(server, target):
    settings = Settings(max_data_bytes=2_000, max_bytes=1_000)
    wanted = "larger than 2,000 bytes, the most that is read. Raise max_data_bytes"
    for page in ((200, KIND, b"x" * 2_001), endless):
        server.pages["/x.zip"] = page
        with pytest.raises(FetchError, match=wanted):
            get(server, target, settings=settings)
        assert is_untouched(target)
    server.pages["/x.zip"] = (200, KIND, b"x" * 2_000)
    get(server, target, settings=settings)
    assert target.stat().st_size == 2_000


def test_a_server_that_drips_is_left_in_time(server, target):
    def drip(handler):
        handler.wfile.write(b"HTTP/1.0 200 OK\r\n\r\n")
        try:
            for _ in range(100):
                handler.wfile.write(b"x")
                handler.wfile.flush()
                time.sleep(0.05)
        except OSError:
            pass

    server.pages["/x.zip"] = drip
    begin = time.monotonic()
    with pytest.raises(FetchError, match=r"within 0\.4 seconds. Try again, raise download_sec"):
        get(server, target, settings=Settings(download_seconds=0.4))
    assert time.monotonic() - begin < 1.5
    assert is_untouched(target)


def test_a_body_that_breaks_off_leaves_no_part(server, target):
    def broken(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(DATA)))
        handler.end_headers()
        handler.wfile.write(DATA[:-1])

    server.pages["/x.zip"] = broken
    with pytest.raises(FetchError, match="could not be loaded"):
        get(server, target)
    assert is_untouched(target)


def test_what_was_there_stays_until_all_is_there(server, target):
    target.write_bytes(b"old")
    server.pages["/x.zip"] = (500, KIND, b"")
    with pytest.raises(FetchError):
        get(server, target)
    assert target.read_bytes() == b"old"
    server.pages["/x.zip"] = (200, KIND, DATA)
    get(server, target)
    assert target.read_bytes() == DATA


def test_redirects_are_followed_and_judged(server, target):
    for step in range(6):
        server.pages[f"/{step}"] = (302, {"Location": f"/{step + 1}"}, b"")
    server.pages["/5"] = (200, KIND, DATA)
    get(server, target, "/0")
    assert target.read_bytes() == DATA
    server.pages["/5"] = (302, {"Location": "/6"}, b"")
    with pytest.raises(FetchError, match="more than 5 times"):
        get(server, target, "/0")
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    with pytest.raises(FetchError, match=r"10\.0\.0\.1"):
        get(server, target, "/0", resolve=lambda host, port: next(answers))


@pytest.mark.parametrize("location", ["file:///etc/passwd", "ftp://x.example/", "javascript:1"])
def test_a_redirect_to_what_is_no_address_is_refused(server, target, location):
    server.pages["/x.zip"] = (302, {"Location": location}, b"")
    with pytest.raises(FetchError):
        get(server, target)
    assert is_untouched(target)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "10.0.0.1", "169.254.169.254"]
)
def test_the_strict_door_leads_nowhere_inside(server, target, host):
    with pytest.raises(FetchError, match="no public address"):
        fetch_file(f"http://{host}/x.zip", target, settings=Settings(), door=STRICT)
    assert server.connections == 0
    assert is_untouched(target)


def test_a_folder_that_is_not_there_is_an_error_of_the_system(server, tmp_path):
    server.pages["/x.zip"] = (200, KIND, b"x")
    with pytest.raises(FileNotFoundError):
        get(server, tmp_path / "no" / "loaded")
