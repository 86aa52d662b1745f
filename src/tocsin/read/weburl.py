"""Addresses of pages, judged before anything is resolved."""

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

from tocsin.errors import FetchError

LONGEST = 8_192
PORTS = frozenset({80, 443, 8080, 8443})
DEFAULT_PORTS = {"http": 80, "https": 443}

_FORBIDDEN = re.compile(r"[\x00-\x20\x7f-\x9f\\\u2028\u2029]")
_HOST = re.compile(r"[A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\]")


@dataclass(frozen=True, slots=True)
class WebUrl:
    """An address that may be asked for, its host in ASCII.

    Attributes:
        text: The whole address, without its fragment.
        scheme: `http` or `https`.
        host: The name or number of the host, brackets of IPv6 taken off.
        port: The port, given or implied.
    """

    text: str
    scheme: str
    host: str
    port: int


def parse_url(text: str, *, ports: frozenset[int] | None = PORTS) -> WebUrl:
    """Return the address if it is one of a page.

    Args:
        text: The address.
        ports: The ports that may be asked, or None for any.

    Raises:
        FetchError: It is too long, ambiguous, or of a kind that is not fetched.
    """
    short = text if len(text) <= 80 else f"{text[:77]}..."
    if len(text) > LONGEST:
        raise _refusal(short, f"it has {len(text):,} characters, and {LONGEST:,} are taken")
    if _FORBIDDEN.search(text):
        raise _refusal(short, "it holds a backslash, white space or a control character")
    parts = _split(text, short)
    if parts.scheme not in DEFAULT_PORTS:
        raise _refusal(short, f"its scheme is {parts.scheme!r}; http and https are read")
    if "@" in parts.netloc:
        raise _refusal(short, "it carries a user name; give it without")
    host = _ascii_host(parts.hostname or "", short)
    port = _port(parts, short)
    if ports is not None and port not in ports:
        known = ", ".join(str(number) for number in sorted(ports))
        raise _refusal(short, f"its port is {port}; pages are read from {known}")
    shown = f"[{host}]" if ":" in host else host
    place = shown if port == DEFAULT_PORTS[parts.scheme] else f"{shown}:{port}"
    query = f"?{parts.query}" if parts.query else ""
    whole = f"{parts.scheme}://{place}{parts.path or '/'}{query}"
    return WebUrl(whole, parts.scheme, host, port)


def join_url(base: WebUrl, location: str, *, ports: frozenset[int] | None = PORTS) -> WebUrl:
    """Return the address that a redirect leads to.

    Raises:
        FetchError: It is none that may be asked for.
    """
    if len(location) > LONGEST or _FORBIDDEN.search(location):
        raise _refusal(location[:80], "it is the target of a redirect and malformed")
    try:
        target = urljoin(base.text, location)
    except ValueError as error:
        raise _refusal(location[:80], f"it is malformed ({error})") from error
    return parse_url(target, ports=ports)


def _split(text: str, short: str) -> SplitResult:
    """Return the parts of an address."""
    try:
        return urlsplit(text)
    except ValueError as error:
        raise _refusal(short, f"it is malformed ({error})") from error


def _ascii_host(host: str, short: str) -> str:
    """Return the host in ASCII, as it is asked for; digits in circles become digits here."""
    try:
        name = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise _refusal(short, "its host is no valid name") from error
    bracketed = f"[{name}]" if ":" in name else name
    if not _HOST.fullmatch(bracketed):
        raise _refusal(short, "its host is no valid name")
    return name.lower()


def _port(parts: SplitResult, short: str) -> int:
    """Return the port of an address."""
    try:
        return DEFAULT_PORTS[parts.scheme] if parts.port is None else parts.port
    except ValueError as error:
        raise _refusal(short, "its port is no number below 65,536") from error


def _refusal(text: str, reason: str) -> FetchError:
    """Return the error for an address that is not asked for."""
    shown = text.encode("unicode_escape").decode("ascii")
    message = f"{shown} is not fetched: {reason}. Give the http(s) address of a news page."
    return FetchError(message, subject=shown)
