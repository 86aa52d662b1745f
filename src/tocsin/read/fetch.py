"""The one door: no other module of Tocsin opens a connection.

A host is resolved once, every address of the answer is judged, and the connection goes to a
judged address and nowhere else; TLS still asks for the certificate of the name. Redirects
are followed here, each judged anew. One clock runs from the first resolution to the last byte.
"""

import logging
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import httpcore
import httpx

from tocsin.errors import FetchError
from tocsin.read.address import is_public
from tocsin.read.base import Source
from tocsin.read.inflate import DamagedError, TooLargeError, read_limited
from tocsin.read.weburl import PORTS, WebUrl, join_url, parse_url
from tocsin.settings import Settings

logger = logging.getLogger(__name__)

MOST_REDIRECTS = 5
MEDIA_TYPES = {
    "text/html": "text/html",
    "application/xhtml+xml": "application/xhtml+xml",
    "text/plain": "text/plain",
    "text/markdown": "text/markdown",
    "text/x-markdown": "text/markdown",
    "application/pdf": "application/pdf",
    "": "",
}
FEEDS = "application/rss+xml, application/atom+xml, application/xml, text/xml, */*;q=0.5"
NOT_MODIFIED = 304
LONGEST_TAG = 512
_REDIRECTS = {301, 302, 303, 307, 308}


def resolve(host: str, port: int) -> list[str]:
    """Return every address that the system's resolver knows for a host."""
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(answer[4][0]) for answer in answers))


@dataclass(frozen=True, slots=True)
class Door:
    """How hosts are resolved and judged; anything but the default is for tests.

    Attributes:
        resolve: Gives all addresses of a host.
        is_allowed: Judges one address.
        ports: The ports that may be asked, or None for any.
    """

    resolve: Callable[[str, int], list[str]] = resolve
    is_allowed: Callable[[str], bool] = is_public
    ports: frozenset[int] | None = PORTS


STRICT = Door()


Result = TypeVar("Result")
_Receive = Callable[[httpx.Response, WebUrl], Result]


def fetch_page(url: str, *, settings: Settings, door: Door = STRICT) -> Source:
    """Return the bytes of a page.

    Args:
        url: Its address.
        settings: Limits on size and time, and the name we go by.
        door: How hosts are resolved and judged.

    Raises:
        FetchError: The address is refused, the server fails, or a limit is passed.
    """
    with _client(url, settings, door, (settings.fetch_seconds, "fetch_seconds")) as client:
        return _follow(
            client, url, door, lambda response, place: _receive(response, place, url, settings)
        )


@dataclass(frozen=True, slots=True)
class FeedState:
    """What a server says of the state of a feed, to be asked with the next time."""

    etag: str = ""
    modified: str = ""


def fetch_feed(
    url: str, *, settings: Settings, state: FeedState, door: Door = STRICT
) -> tuple[bytes, FeedState] | None:
    """Return the bytes of a feed and its state; None where it is as it was.

    Args:
        url: Its address.
        settings: Limits on size and time, and the name we go by.
        state: What was said of its state before; empty for nothing.
        door: How hosts are resolved and judged.

    Raises:
        FetchError: The address is refused, the server fails, or a limit is passed.
    """
    asked = {"If-None-Match": state.etag, "If-Modified-Since": state.modified}
    with _client(url, settings, door, (settings.fetch_seconds, "fetch_seconds")) as client:
        client.headers.update({"Accept": FEEDS} | {k: v for k, v in asked.items() if v})
        return _follow(
            client, url, door, lambda response, _: _receive_feed(response, url, settings)
        )


def _receive_feed(
    response: httpx.Response, url: str, settings: Settings
) -> tuple[bytes, FeedState] | None:
    """Return the body of a feed with its state, whatever its media type says."""
    if response.status_code == NOT_MODIFIED:
        return None
    _refuse_status(response, url)
    tags = [response.headers.get(name, "")[:LONGEST_TAG] for name in ("etag", "last-modified")]
    return _body(response, url, settings), FeedState(*tags)


def fetch_file(url: str, target: Path, *, settings: Settings, door: Door = STRICT) -> None:
    """Load a file of structured data, of any kind and as the server keeps it.

    Args:
        url: Its address.
        target: Where its bytes go; it is there once all of them are, and never before.
        settings: Limits on size and time, and the name we go by.
        door: How hosts are resolved and judged.

    Raises:
        FetchError: The address is refused, the server fails, or a limit is passed.
        OSError: The bytes cannot be written.
    """
    limits = (settings.download_seconds, "download_seconds")
    draft = target.with_name(f"{target.name}.part")
    try:
        with _client(url, settings, door, limits) as client:
            client.headers.update({"Accept": "*/*", "Accept-Encoding": "identity"})
            _follow(
                client, url, door, lambda response, _: _save(response, url, draft, settings)
            )
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def _client(
    url: str, settings: Settings, door: Door, limit: tuple[float, str]
) -> Iterator[httpx.Client]:
    """Give a client whose errors are ours, for as many seconds as a setting allows."""
    seconds, setting = limit
    client = httpx.Client(
        transport=PinnedTransport(door, time.monotonic() + seconds),
        trust_env=False,
        follow_redirects=False,
        timeout=seconds,
        headers=_headers(settings),
    )
    with client:
        try:
            yield client
        except httpx.TimeoutException as error:
            message = (
                f"{url} was not loaded within {seconds:g} seconds. Try again, "
                f"raise {setting}, or save the page and read the file."
            )
            raise FetchError(message, subject=url) from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            reason = str(error).rstrip(".") or type(error).__name__
            message = f"{url} could not be loaded: {reason}. Check the address and the network."
            raise FetchError(message, subject=url) from error


def _headers(settings: Settings) -> dict[str, str]:
    """Return what is sent with every request; no cookies, no referrer."""
    return {
        "User-Agent": settings.user_agent,
        "Accept": "text/html, application/xhtml+xml, text/plain, text/markdown, application/pdf",
        "Accept-Encoding": "gzip, identity",
        "Accept-Language": "en",
        "Connection": "close",
    }


def _follow(client: httpx.Client, url: str, door: Door, receive: "_Receive[Result]") -> Result:
    """Return what is received at the end of at most five redirects."""
    place = parse_url(url, ports=door.ports)
    for _ in range(MOST_REDIRECTS + 1):
        client.cookies.clear()
        with client.stream("GET", place.text) as response:
            if response.status_code not in _REDIRECTS:
                return receive(response, place)
            location = response.headers.get("location")
        if not location:
            message = (
                f"{url} redirects (status {response.status_code}) without saying where to."
            )
            raise FetchError(message, subject=url)
        place = join_url(place, location, ports=door.ports)
        logger.debug("redirected to %s", place.text)
    message = f"{url} redirects more than {MOST_REDIRECTS} times. Give the address it ends at."
    raise FetchError(message, subject=url)


def _receive(response: httpx.Response, place: WebUrl, url: str, settings: Settings) -> Source:
    """Return the body of a response that is fit to be read."""
    media_type, charset = _content_type(response, url)
    raw = _body(response, url, settings)
    return Source(path=url, raw=raw, media_type=media_type, charset=charset, url=place.text)


def _body(response: httpx.Response, url: str, settings: Settings) -> bytes:
    """Return the body of a response, unpacked, within the limit on documents."""
    coding = response.headers.get("content-encoding", "").strip().lower()
    if coding not in {"", "identity", "gzip", "x-gzip"}:
        message = f"{url} came compressed as {coding[:40]!r}; asked for was gzip or nothing."
        raise FetchError(message, subject=url)
    limit = (settings.max_bytes, "max_bytes")
    _refuse_announced(response, url, limit)
    try:
        return read_limited(
            response.iter_raw(), limit=settings.max_bytes, is_gzip=coding.endswith("gzip")
        )
    except TooLargeError as error:
        raise _too_large(url, limit) from error
    except DamagedError as error:
        message = f"{url} came damaged: its gzip stream is broken ({error}). Try again."
        raise FetchError(message, subject=url) from error


def _save(response: httpx.Response, url: str, target: Path, settings: Settings) -> None:
    """Write the body of a response that succeeded, as it comes.

    A file that is packed with gzip is often sent as if the server had packed it on the way; it
    stays packed, as who reads it goes by its bytes.
    """
    _refuse_status(response, url)
    coding = response.headers.get("content-encoding", "").strip().lower()
    if coding not in {"", "identity", "gzip", "x-gzip"}:
        message = f"{url} came compressed as {coding[:40]!r} though that was not asked for."
        raise FetchError(message, subject=url)
    limit = (settings.max_data_bytes, "max_data_bytes")
    _refuse_announced(response, url, limit)
    size = 0
    with target.open("wb") as stream:
        for chunk in response.iter_raw():
            size += len(chunk)
            if size > settings.max_data_bytes:
                raise _too_large(url, limit)
            stream.write(chunk)


def _refuse_status(response: httpx.Response, url: str) -> None:
    """Raise an error for a response that did not succeed."""
    if response.status_code not in {200, 203}:
        message = (
            f"{url} was answered with status {response.status_code} {response.reason_phrase}. "
            "Give the address of a page that is there and open to all."
        )
        raise FetchError(message, subject=url)


def _content_type(response: httpx.Response, url: str) -> tuple[str, str | None]:
    """Return the media type and charset of a response that succeeded."""
    _refuse_status(response, url)
    kind, _, rest = response.headers.get("content-type", "").partition(";")
    media_type = MEDIA_TYPES.get(kind.strip().lower())
    if media_type is None:
        message = (
            f"{url} is {kind.strip()[:60]!r}, not an article; read are HTML, plain text, "
            "Markdown and PDF, and feeds by `tocsin watch`."
        )
        raise FetchError(message, subject=url)
    name, _, value = rest.partition("=")
    is_charset = name.strip().lower() == "charset"
    return media_type, value.split(";")[0].strip(" \"'") if is_charset else None


def _refuse_announced(response: httpx.Response, url: str, limit: tuple[int, str]) -> None:
    """Raise an error for a body that announces itself as too large for a setting."""
    announced = response.headers.get("content-length", "")
    if announced.isdecimal() and int(announced[:15]) > limit[0]:
        raise _too_large(url, limit)


def _too_large(url: str, limit: tuple[int, str]) -> FetchError:
    """Return the error for a body over the limit of a setting."""
    most, setting = limit
    advice = "Save the article alone, or raise" if setting == "max_bytes" else "Raise"
    message = f"{url} is larger than {most:,} bytes, the most that is read. {advice} {setting}."
    return FetchError(message, subject=url)


@cache
def _trust() -> ssl.SSLContext:
    """Return whom the system trusts; reading its certificates took longer than a small page."""
    return ssl.create_default_context()


class PinnedTransport(httpx.BaseTransport):
    """Sends requests over connections that only a judged address can be at the end of."""

    def __init__(self, door: Door, deadline: float) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=_trust(),
            max_connections=1,
            max_keepalive_connections=0,
            network_backend=PinnedBackend(door, deadline),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; errors of the line become those of httpx."""
        with _translated():
            response = self._pool.handle_request(
                httpcore.Request(
                    method=request.method,
                    url=httpcore.URL(str(request.url)),
                    headers=request.headers.raw,
                    extensions=request.extensions,
                )
            )
        return httpx.Response(response.status, headers=response.headers, stream=_Body(response))

    def close(self) -> None:
        """Close the connection."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    """The body of a response, as it comes over the line."""

    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        with _translated():
            yield from self._response.iter_stream()

    def close(self) -> None:
        """End the response."""
        self._response.close()


@contextmanager
def _translated() -> Iterator[None]:
    """Turn the errors of the line into those of httpx."""
    try:
        yield
    except httpcore.TimeoutException as error:
        raise httpx.ReadTimeout(str(error)) from error
    except (
        httpcore.NetworkError,
        httpcore.ProtocolError,
        httpcore.UnsupportedProtocol,
    ) as error:
        raise httpx.TransportError(str(error) or type(error).__name__) from error


class PinnedBackend(httpcore.NetworkBackend):
    """Opens connections to judged addresses alone, and ends them when time is up."""

    def __init__(self, door: Door, deadline: float) -> None:
        self._door = door
        self._deadline = deadline
        self._backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - our own clock is the stricter one
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Return a connection to one of the addresses of a host, all of them judged first."""
        failure: Exception = httpcore.ConnectError("the host has no address")
        for address in judged_addresses(host, port, self._door, self._deadline):
            try:
                stream = self._backend.connect_tcp(
                    address, port, _left(self._deadline), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
                continue
            return TimedStream(stream, self._deadline)
        raise failure

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ARG002 - the signature is httpcore's
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        """Refuse: a page is never behind a local socket."""
        message = f"{path} is a local socket"
        raise httpcore.ConnectError(message)


class TimedStream(httpcore.NetworkStream):
    """A connection on which the whole page, not each read, has a deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        """Return the next bytes."""
        return self._stream.read(max_bytes, _left(self._deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        """Send bytes."""
        self._stream.write(buffer, _left(self._deadline))

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        """Return the same connection, encrypted, its certificate checked against the name."""
        stream = self._stream.start_tls(ssl_context, server_hostname, _left(self._deadline))
        return TimedStream(stream, self._deadline)

    def get_extra_info(self, info: str) -> object:
        """Return what is known of the connection."""
        return self._stream.get_extra_info(info)


def judged_addresses(host: str, port: int, door: Door, deadline: float) -> list[str]:
    """Return the addresses of a host if every one of them may be connected to.

    An answer that mixes public and inner addresses is refused as a whole: no honest host gives
    one, and which of them is connected to must not be left to chance.

    Raises:
        FetchError: The host is unknown, or one of its addresses is not public.
    """
    name = host.strip("[]")
    addresses = _resolve_in_time(name, port, door, deadline)
    refused = [address for address in addresses if not door.is_allowed(address)]
    if refused:
        message = (
            f"{name} is not fetched: it stands for {refused[0]}, which is no public address. "
            "Give the address of a public page, or save the page and read the file."
        )
        raise FetchError(message, subject=name)
    return addresses[:4]


def _resolve_in_time(host: str, port: int, door: Door, deadline: float) -> list[str]:
    """Return what the resolver answers, which itself knows no time limit."""
    answers: list[list[str]] = []
    failures: list[str] = []

    def ask() -> None:
        try:
            answers.append(door.resolve(host, port))
        except (OSError, UnicodeError) as error:
            failures.append(getattr(error, "strerror", None) or str(error))

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(_left(deadline))
    if answers and answers[0]:
        return answers[0]
    reason = failures[0] if failures else "no answer came in time"
    message = f"The host {host} cannot be found: {reason}. Check the address and the network."
    raise FetchError(message, subject=host)


def _left(deadline: float) -> float:
    """Return the seconds that are left, or raise the error of a time-out."""
    seconds = deadline - time.monotonic()
    if seconds <= 0:
        message = "the time is up"
        raise httpcore.ReadTimeout(message)
    return seconds
