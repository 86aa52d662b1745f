"""The one door: what it refuses, and that it never knocks where it must not."""

import gzip
import socket
import threading
import time

import pytest

from tocsin.errors import FetchError
from tocsin.read import fetch
from tocsin.read.address import is_public
from tocsin.read.fetch import Door, fetch_page
from tocsin.settings import Settings

SETTINGS = Settings(fetch_seconds=5.0)
PAGE = b"<html><body><p>Kim visits Moscow.</p></body></html>"
HTML = {"Content-Type": "text/html; charset=utf-8"}
# Every way to write, wrap or name an address that leads inside.
SPELLINGS_TEXT = """
127.0.0.1 127.1 127.0.1 2130706433 0x7f000001 0x7f.1 0177.0.0.1 017700000001
0x7f.0x0.0x0.0x1 0 0.0.0.0 localhost LOCALHOST localhost.localdomain 127.0.0.1.
127.127.127.127 \u2460\u2461\u2466.0.0.1 127\u30020\u30020\u30021
\uff11\uff12\uff17.\uff10.\uff10.\uff11
\u24db\u24de\u24d2\u24d0\u24db\u24d7\u24de\u24e2\u24e3 10.0.0.1 172.16.0.1 192.168.1.1
169.254.169.254 100.64.0.1 192.0.0.8 192.88.99.1 198.18.0.1 224.0.0.1 240.0.0.1
255.255.255.255 [::1] [::] [::127.0.0.1] [::ffff:127.0.0.1] [::ffff:7f00:1]
[::ffff:0:127.0.0.1] [0:0:0:0:0:0:0:1] [64:ff9b::7f00:1] [64:ff9b:1::1] [2002:7f00:1::]
[2001:0:7f00:1::] [fe80::1] [fec0::1] [fc00::1] [fd12:3456::1] [ff02::1] [2001:db8::1]
"""
SPELLINGS = SPELLINGS_TEXT.split()
INNER_TEXT = """
127.0.0.1 10.0.0.1 169.254.169.254 100.64.0.1 ::1 ::ffff:127.0.0.1 64:ff9b::7f00:1 fe80::1
fec0::1 0.0.0.0 2002:7f00:1:: 192.0.0.8
"""
INNER = INNER_TEXT.split()


def resolve_inside(host, port):
    """Return what the system's resolver says to numbers, and the loopback for every name."""
    try:
        return [
            str(answer[4][0])
            for answer in socket.getaddrinfo(
                host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST
            )
        ]
    except socket.gaierror:
        return ["127.0.0.1"]


def local(server, **options):
    """Return a door that leads to the local server and nowhere else."""
    options.setdefault("resolve", lambda host, port: ["127.0.0.1"])
    return Door(is_allowed=lambda address: address == "127.0.0.1", ports=None, **options)


def get(server, path="/", *, settings=SETTINGS, **options):
    return fetch_page(
        f"http://news.example:{server.port}{path}",
        settings=settings,
        door=local(server, **options),
    )


def test_there_are_at_least_forty_spellings():
    assert len(SPELLINGS) >= 40


@pytest.mark.parametrize("host", SPELLINGS)
def test_no_spelling_leads_inside(host, server):
    door = Door(resolve=resolve_inside, ports=None)
    for scheme in ("http", "https"):
        with pytest.raises(FetchError):
            fetch_page(f"{scheme}://{host}:{server.port}/", settings=SETTINGS, door=door)
    assert server.connections == 0


@pytest.mark.parametrize("host", SPELLINGS)
def test_no_redirect_leads_inside(host, server):
    canary = socket.create_server(("127.0.0.1", 0))
    canary.setblocking(False)
    server.pages["/"] = (302, {"Location": f"http://{host}:{canary.getsockname()[1]}/"}, b"")

    def resolve(name, port):
        return ["127.0.0.1"] if name == "news.example" else resolve_inside(name, port)

    knocked = []

    def is_allowed(address):
        # The first address is that of the local server; from then on the strict judge rules.
        knocked.append(address)
        return address == "127.0.0.1" if len(knocked) == 1 else is_public(address)

    door = Door(resolve=resolve, is_allowed=is_allowed, ports=None)
    with pytest.raises(FetchError):
        fetch_page(f"http://news.example:{server.port}/", settings=SETTINGS, door=door)
    with canary, pytest.raises(BlockingIOError):
        canary.accept()
    assert server.connections == 1


@pytest.mark.parametrize("address", INNER)
def test_no_name_leads_inside(address, server):
    door = Door(resolve=lambda host, port: [address], ports=None)
    with pytest.raises(FetchError, match="no public address"):
        fetch_page(f"http://news.example:{server.port}/", settings=SETTINGS, door=door)
    assert server.connections == 0


@pytest.mark.parametrize("address", INNER)
@pytest.mark.parametrize("is_first", [True, False])
def test_a_mixed_answer_is_refused_as_a_whole(address, is_first, server):
    answer = [address, "93.184.216.34"] if is_first else ["93.184.216.34", address]
    door = Door(resolve=lambda host, port: answer, ports=None)
    with pytest.raises(FetchError, match="no public address"):
        fetch_page(f"http://news.example:{server.port}/", settings=SETTINGS, door=door)
    assert server.connections == 0


def test_a_host_is_resolved_once_and_the_connection_pinned_to_the_answer(server, monkeypatch):
    answers = iter([["93.184.216.34"], ["127.0.0.1"]])
    asked = []
    opened = []

    def resolve(host, port):
        asked.append(host)
        return next(answers)

    def connect(self, host, *args, **options):
        opened.append(host)
        raise fetch.httpcore.ConnectError("not here")

    monkeypatch.setattr(fetch.httpcore.SyncBackend, "connect_tcp", connect)
    with pytest.raises(FetchError, match="could not be loaded"):
        fetch_page("http://rebind.example/", settings=SETTINGS, door=Door(resolve=resolve))
    assert (asked, opened) == (["rebind.example"], ["93.184.216.34"])


def test_every_redirect_is_resolved_and_judged_anew(server):
    server.pages["/"] = (302, {"Location": "/next"}, b"")
    server.pages["/next"] = (200, HTML, PAGE)
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    with pytest.raises(FetchError, match=r"10\.0\.0\.1"):
        get(server, resolve=lambda host, port: next(answers))
    assert server.connections == 1


def test_the_default_door_is_strict():
    assert Door(fetch.resolve, is_public, frozenset({80, 443, 8080, 8443})) == fetch.STRICT


@pytest.mark.parametrize("name", ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY"])
def test_the_environment_opens_no_way_around(name, server, monkeypatch):
    monkeypatch.setenv(name, f"http://127.0.0.1:{server.port}")
    with pytest.raises(FetchError):
        fetch_page("http://10.0.0.1/", settings=SETTINGS)
    assert server.connections == 0


def test_a_page_is_fetched(server):
    server.pages["/a?b=c"] = (200, HTML, PAGE)
    found = get(server, "/a?b=c#part")
    assert (found.raw, found.media_type, found.charset) == (PAGE, "text/html", "utf-8")
    assert found.path == f"http://news.example:{server.port}/a?b=c#part"
    assert found.url == f"http://news.example:{server.port}/a?b=c"


def test_the_request_names_the_host_and_us_and_carries_nothing_else(server):
    server.pages["/"] = (200, HTML, PAGE)
    get(server)
    headers = {name.lower(): value for name, value in server.requests[0][1].items()}
    assert headers["host"] == f"news.example:{server.port}"
    assert headers["user-agent"].startswith("tocsin/")
    assert headers["accept-encoding"] == "gzip, identity"
    assert not {"cookie", "authorization", "referer"} & headers.keys()


def test_cookies_are_not_kept(server):
    server.pages["/"] = (302, {"Location": "/next", "Set-Cookie": "a=b; Path=/"}, b"")
    server.pages["/next"] = (200, HTML, PAGE)
    get(server)
    assert "cookie" not in {name.lower() for name in server.requests[1][1]}


def test_five_redirects_are_followed_and_six_are_not(server):
    for step in range(7):
        server.pages[f"/{step}"] = (302, {"Location": f"/{step + 1}"}, b"")
    server.pages["/5"] = (200, HTML, PAGE)
    assert get(server, "/0").url.endswith("/5")
    server.pages["/5"] = (302, {"Location": "/6"}, b"")
    server.pages["/6"] = (200, HTML, PAGE)
    with pytest.raises(FetchError, match="more than 5 times"):
        get(server, "/0")


@pytest.mark.parametrize(
    "location",
    [
        "file:///etc/passwd",
        "ftp://x.example/",
        "http://u:p@x.example/",
        "http://x.example\\y",
        "//[",
        "javascript:1",
    ],
)
def test_a_redirect_to_no_page_is_refused(location, server):
    server.pages["/"] = (302, {"Location": location}, b"")
    with pytest.raises(FetchError):
        get(server)


def test_a_redirect_to_nowhere_is_refused(server):
    server.pages["/"] = (302, {}, b"")
    with pytest.raises(FetchError, match="without saying where"):
        get(server)


@pytest.mark.parametrize("status", [204, 304, 400, 401, 403, 404, 410, 429, 500, 503])
def test_a_status_other_than_success_is_told(status, server):
    server.pages["/"] = (status, HTML, b"")
    with pytest.raises(FetchError, match=f"status {status}"):
        get(server)


@pytest.mark.parametrize(
    "kind",
    ["image/png", "application/json", "application/octet-stream", "video/mp4", "text/css"],
)
def test_what_is_no_article_is_refused(kind, server):
    server.pages["/"] = (200, {"Content-Type": kind}, PAGE)
    with pytest.raises(FetchError, match="not an article"):
        get(server)


@pytest.mark.parametrize(
    ("kind", "media_type"),
    [
        ("text/html", "text/html"),
        ("TEXT/HTML", "text/html"),
        ("text/x-markdown", "text/markdown"),
        ("application/pdf", "application/pdf"),
        ("text/plain;charset='koi8-r'", "text/plain"),
    ],
)
def test_kinds_of_articles_are_taken(kind, media_type, server):
    server.pages["/"] = (200, {"Content-Type": kind}, PAGE)
    assert get(server).media_type == media_type


def test_gzip_is_undone_and_other_codings_are_refused(server):
    server.pages["/gzip"] = (200, {**HTML, "Content-Encoding": "gzip"}, gzip.compress(PAGE))
    assert get(server, "/gzip").raw == PAGE
    for coding in ("br", "zstd", "deflate", "gzip, gzip", "compress"):
        server.pages["/"] = (200, {**HTML, "Content-Encoding": coding}, PAGE)
        with pytest.raises(FetchError, match="compressed as"):
            get(server)


def test_a_damaged_gzip_is_told(server):
    server.pages["/"] = (200, {**HTML, "Content-Encoding": "gzip"}, gzip.compress(PAGE)[:-9])
    with pytest.raises(FetchError, match="gzip stream is broken"):
        get(server)


def test_a_gzip_bomb_is_refused_at_the_limit(server):
    bomb = gzip.compress(b"\0" * 200_000_000)
    server.pages["/"] = (200, {**HTML, "Content-Encoding": "gzip"}, bomb)
    begin = time.monotonic()
    with pytest.raises(FetchError, match="larger than"):
        get(server)
    assert time.monotonic() - begin < 2


def test_a_page_over_the_limit_is_refused_when_announced_and_when_not(server):
    settings = Settings(max_bytes=1_000)
    server.pages["/"] = (200, HTML, b"x" * 1_001)
    with pytest.raises(FetchError, match="larger than 1,000 bytes"):
        get(server, settings=settings)

    def endless(handler):
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        try:
            while True:
                handler.wfile.write(b"x" * 1_000)
        except OSError:
            pass

    server.pages["/"] = endless
    with pytest.raises(FetchError, match="larger than 1,000 bytes"):
        get(server, settings=settings)


@pytest.mark.parametrize("part", ["headers", "body"])
def test_a_server_that_drips_is_left_in_time(part, server):
    def drip(handler):
        if part == "body":
            handler.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n")
        else:
            handler.wfile.write(b"HTTP/1.0 200 OK\r\nX: ")
        try:
            for _ in range(100):
                handler.wfile.write(b"x")
                handler.wfile.flush()
                time.sleep(0.05)
        except OSError:
            pass

    server.pages["/"] = drip
    begin = time.monotonic()
    with pytest.raises(FetchError, match=r"within 0\.4 seconds"):
        get(server, settings=Settings(fetch_seconds=0.4))
    assert time.monotonic() - begin < 1.5


def test_a_resolver_that_hangs_is_left_in_time():
    release = threading.Event()
    door = Door(resolve=lambda host, port: release.wait(5) and [])
    begin = time.monotonic()
    with pytest.raises(FetchError, match="no answer came in time"):
        fetch_page("http://slow.example/", settings=Settings(fetch_seconds=0.2), door=door)
    release.set()
    assert time.monotonic() - begin < 1.5


def test_an_unknown_host_is_told():
    def resolve(host, port):
        raise socket.gaierror(-2, "Name or service not known")

    with pytest.raises(FetchError, match=r"nowhere\.example cannot be found: Name or service"):
        fetch_page("http://nowhere.example/", settings=SETTINGS, door=Door(resolve=resolve))


def test_a_closed_port_is_told():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    door = Door(resolve=lambda host, _: ["127.0.0.1"], is_allowed=lambda _: True, ports=None)
    with pytest.raises(FetchError, match="could not be loaded"):
        fetch_page(f"http://x.example:{port}/", settings=SETTINGS, door=door)


def test_the_next_address_is_tried_where_one_is_dead(server):
    server.pages["/"] = (200, HTML, PAGE)
    door = Door(
        resolve=lambda host, port: ["127.0.0.2", "127.0.0.1"],
        is_allowed=lambda _: True,
        ports=None,
    )
    assert (
        fetch_page(f"http://x.example:{server.port}/", settings=SETTINGS, door=door).raw == PAGE
    )


def test_a_server_without_tls_is_told(server):
    door = local(server)
    with pytest.raises(FetchError, match="could not be loaded"):
        fetch_page(f"https://x.example:{server.port}/", settings=SETTINGS, door=door)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"nonsense\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\nContent-Type: text/html\r\n\r\nx",
        b"HTTP/1.1 999\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 50_000,
    ],
)
def test_a_broken_answer_is_told(answer, server):
    def broken(handler):
        handler.wfile.write(answer)
        handler.close_connection = True

    server.pages["/"] = broken
    with pytest.raises(FetchError):
        get(server)


def test_a_local_socket_is_never_opened():
    backend = fetch.PinnedBackend(fetch.STRICT, time.monotonic() + 1)
    with pytest.raises(fetch.httpcore.ConnectError):
        backend.connect_unix_socket("/run/x.sock")
