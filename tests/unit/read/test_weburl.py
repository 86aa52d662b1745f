"""Addresses of pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.errors import FetchError
from tocsin.read.weburl import join_url, parse_url


@pytest.mark.parametrize(
    ("text", "whole", "host", "port"),
    [
        ("http://example.org", "http://example.org/", "example.org", 80),
        ("https://Example.ORG/a?b=c#d", "https://example.org/a?b=c", "example.org", 443),
        ("http://example.org:8080/", "http://example.org:8080/", "example.org", 8080),
        (
            "http://b\u00fccher.example/",
            "http://xn--bcher-kva.example/",
            "xn--bcher-kva.example",
            80,
        ),
        ("http://[2606:4700::1111]/", "http://[2606:4700::1111]/", "2606:4700::1111", 80),
        ("http://\u2460\u2461\u2466.0.0.1/", "http://127.0.0.1/", "127.0.0.1", 80),
        ("http://127\u30020\u30020\u30021/", "http://127.0.0.1/", "127.0.0.1", 80),
    ],
)
def test_an_address_is_read(text, whole, host, port):
    url = parse_url(text)
    assert (url.text, url.host, url.port) == (whole, host, port)


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("ftp://example.org/", "scheme is 'ftp'"),
        ("file:///etc/passwd", "scheme is 'file'"),
        ("javascript://example.org/%0aalert(1)", "scheme"),
        ("gopher://example.org/", "scheme"),
        ("http://user@example.org/", "user name"),
        ("http://user:pass@example.org/", "user name"),
        ("http://127.0.0.1\\@example.org/", "backslash"),
        ("http://example.org\\.evil.example/", "backslash"),
        ("http://exam ple.org/", "white space"),
        ("http://example.org/\r\nHost: evil", "control character"),
        ("http://example.org/\0", "control character"),
        ("http://example.org:22/", "port is 22"),
        ("http://example.org:99999/", "port"),
        ("http://example.org:x/", "port"),
        ("http:///path", "host"),
        ("http://", "host"),
        ("http://[::1", "malformed"),
        ("http://[fe80::1%25eth0]/", "host"),
        ("http://exa$mple.org/", "host"),
        ("http://" + "a" * 300 + ".org/", "host"),
        ("http://example.org/" + "a" * 9_000, "9,019 characters"),
        ("http://\u00ad.example/", "host"),
    ],
)
def test_an_address_is_refused_with_the_reason(text, match):
    with pytest.raises(FetchError, match=match) as caught:
        parse_url(text)
    assert caught.value.message.isprintable()


def test_a_redirect_is_joined_and_judged():
    base = parse_url("https://example.org/a/b")
    assert join_url(base, "../c").text == "https://example.org/c"
    assert join_url(base, "//other.example/x").text == "https://other.example/x"
    for location in (
        "file:///etc/passwd",
        "http://u@x.org/",
        "http://x.org:25/",
        "http://[",
        "a\\b",
        "x" * 9_000,
    ):
        with pytest.raises(FetchError):
            join_url(base, location)


@given(st.text(max_size=100))
def test_any_text_is_read_or_refused(text):
    for whole in (text, f"http://{text}", f"http://{text}/"):
        try:
            url = parse_url(whole)
        except FetchError:
            continue
        assert url.text.isascii() or url.host.isascii()
        assert "@" not in url.text.split("/")[2]
