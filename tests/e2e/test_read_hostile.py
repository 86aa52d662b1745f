"""Hostile pages: each is read, or fails with a reason, within five seconds; none reads as empty."""

import time

import pytest

from tocsin.errors import ReadError
from tocsin.read import Failure, Overrides, Reading, read_source
from tocsin.settings import Settings

SECONDS = 5.0
PROSE = (
    "The president of Russia met the leader of North Korea on {0} to talk about weapons, "
    "officials in Seoul said in statement number {0}, and both governments denied it."
)


def prose(count: int, tag: str = "p") -> str:
    return "".join(f"<{tag}>{PROSE.format(place)}</{tag}>" for place in range(count))


def page(body: str, head: str = "") -> bytes:
    text = f"<!DOCTYPE html><html><head><title>Kim in Moscow</title>{head}</head><body>{body}</body></html>"
    return text.encode()


ARTICLE = prose(5)
META = '<meta charset="{}">'
BILLION = (
    '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {chr(98 + level)} "{f"&{chr(97 + level)};" * 10}">' for level in range(10)
    )
    + "]><html><body><p>&k;</p>"
).encode()

PAGES: dict[str, bytes] = {
    "declared ascii, is utf-8": page(
        ARTICLE + "<p>Élysée — “quoted” words.</p>", META.format("ascii")
    ),
    "declared utf-8, is latin-1": page(
        ARTICLE + "<p>The Élysée said so.</p>", META.format("utf-8")
    )
    .decode()
    .encode("cp1252"),
    "declared utf-8, is cp1251": page(
        "<p>" + "Президент России встретился в Москве. " * 30 + "</p>",
        META.format("utf-8"),
    )
    .decode()
    .encode("cp1251"),
    "declared utf-16, is ascii": page(ARTICLE, META.format("utf-16")),
    "declared nonsense": page(ARTICLE, META.format("klingon-42")),
    "declared rot13": page(ARTICLE, META.format("rot13")),
    "declared utf-7": page(ARTICLE + "<p>+ADw-script+AD4-</p>", META.format("utf-7")),
    "utf-16 le without mark": page(ARTICLE).decode().encode("utf-16-le"),
    "utf-16 be without mark": page(ARTICLE).decode().encode("utf-16-be"),
    "utf-16 with mark": page(ARTICLE).decode().encode("utf-16"),
    "utf-32 with mark": page(ARTICLE).decode().encode("utf-32"),
    "odd utf-16": page(ARTICLE).decode().encode("utf-16-le") + b"x",
    "a few NULs": page(ARTICLE.replace("officials", "offi\0cials", 3)),
    "full of NULs": page(ARTICLE) + b"\0" * 100_000,
    "NULs alone": b"\0" * 10_000,
    "lone surrogates": page(ARTICLE).replace(b"officials", b"offi\xed\xa0\x80cials"),
    "surrogate entities": page(ARTICLE + "<p>&#xD800;&#xDFFF; are no characters.</p>"),
    "entities beyond": page(ARTICLE + "<p>&#x110000; &#99999999999999; &nosuch; is none.</p>"),
    "overlong utf-8": page(ARTICLE).replace(b"officials", b"offi\xc0\xafcials"),
    "random bytes": bytes((place * 7919 + place // 3) % 256 for place in range(50_000)),
    "10,000 nested div": page("<div>" * 10_000 + ARTICLE + "</div>" * 10_000),
    "100,000 nested div": page("<div>" * 100_000 + ARTICLE + "</div>" * 100_000),
    "100,000 nested, unclosed": page("<div>" * 100_000 + ARTICLE),
    "10,000 nested span": page("<span>" * 10_000 + PROSE.format(1)),
    "10,000 nested with false ends": page("<div></x>" * 10_000 + ARTICLE),
    "300 nested div": page("<p>A lead stands here.</p>" + "<div>" * 300 + prose(40)),
    "10,000 nested lists": page("<ul><li>" * 10_000 + ARTICLE),
    "10,000 nested tables": page("<table><tr><td>" * 10_000 + ARTICLE),
    "10,000 nested quotes": page("<blockquote>" * 10_000 + ARTICLE),
    "200,000 attributes": page(
        f"<div {' '.join(f'a{n}=1' for n in range(200_000))}>{ARTICLE}</div>"
    ),
    "200,000 quoted attributes": page(
        "<div " + " ".join(f'a{n}="1"' for n in range(200_000)) + f">{ARTICLE}</div>"
    ),
    "one attribute of 1 MB": page(f'<div title="{"a" * 1_000_000}">{ARTICLE}</div>'),
    "tag name of 1 MB": page(f"<{'a' * 1_000_000}>{ARTICLE}"),
    "200,000 open brackets": page("<" * 200_000 + ARTICLE),
    "200,000 unended tags": page("<a" * 200_000 + ARTICLE),
    "200,000 quotes in tags": page("<a '" * 200_000 + ARTICLE),
    "unended attribute": page(f'<a href="{ARTICLE}'),
    "unended comment": page("<!-- " + ARTICLE),
    "200,000 comment openings": page("<!--" * 200_000 + ARTICLE),
    "unended script": page("<script>" + ARTICLE),
    "200,000 script openings": page("<script " * 200_000 + ARTICLE),
    "200,000 script openings, no end": b"<script " * 200_000,
    "100,000 comments": b"<!---->" * 100_000 + ARTICLE.encode(),
    "200,000 style openings": page("<style>" * 200_000),
    "unclosed everything": page("<p><b><i><a href=x>" * 60 + ARTICLE),
    "unclosed paragraphs": page("".join(f"<p>{PROSE.format(n)}" for n in range(3_000))),
    "script alone": page("<script>document.write('<p>" + PROSE.format(1) + "</p>')</script>"),
    "style alone": page("<style>p:after{content:'hello there.'}</style>"),
    "menu alone": page("<nav>" + "<li><a href=x>World</a></li>" * 500 + "</nav>"),
    "tags alone": page("<br>" * 100_000),
    "title alone": page(""),
    "plain 20 MB": page(prose(110_000)),
    "4.9 MB of prose": page(prose(26_000)),
    "4.9 MB in one paragraph": page("<p>" + PROSE.format(1) * 28_000 + "</p>"),
    "4.9 MB of links": page('<a href="/x">Kim visits Moscow</a> ' * 140_000),
    "40 identical paragraphs": page(f"<p>{PROSE.format(1)}</p>" * 40),
    "PDF as HTML": b"%PDF-1.7\n" + page(ARTICLE),
    "zip as HTML": b"PK\x03\x04" + page(ARTICLE),
    "PNG as HTML": b"\x89PNG\r\n\x1a\n" + page(ARTICLE),
    "gzip as HTML": b"\x1f\x8b\x08\x00" + page(ARTICLE),
    "entity bomb": BILLION,
    "external entity": b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><p>&x;</p>',
    "xml include": page('<xi:include href="file:///etc/passwd"/>' + ARTICLE),
    "entities by the 100,000": page("<p>" + "&amp;" * 100_000 + "</p>" + ARTICLE),
    "fragment": ARTICLE.encode(),
    "fragment, text alone": PROSE.format(1).encode(),
    "frames": b"<html><frameset><frame src=a><frame src=b></frameset></html>",
    "svg and mathematics": page("<svg><p></svg><math><mi><p>" * 80 + ARTICLE),
    "templates": page("<template>" * 100 + ARTICLE + "</template>" * 100),
    "right to left overrides": page(ARTICLE.replace("Russia", "\u202eRussia\u202c")),
    "zero widths": page(ARTICLE.replace("a", "a\u200b")),
    "linked data bomb": page(
        ARTICLE, f'<script type="application/ld+json">{"[" * 100_000}</script>'
    ),
    "linked data of numbers": page(
        ARTICLE,
        '<script type="application/ld+json">{"@type":"Article","datePublished":7}</script>',
    ),
    "dates without end": page(ARTICLE, '<meta name="date" content="' + "2023-" * 50_000 + '">'),
    "title of 1 MB": page(ARTICLE).replace(b"Kim in Moscow", b"Kim " * 250_000),
    "not found": page(
        "<h1>404 Not Found</h1><p>The page that you requested is not here.</p>"
    ).replace(b"Kim in Moscow", b"404 Not Found"),
    "one word": b"<p>x</p>",
    "a bracket": b"<",
    "white space": b" \n\t " * 1_000,
    "empty": b"",
}


def test_there_are_at_least_forty():
    assert len(PAGES) >= 40


@pytest.mark.parametrize("name", PAGES)
def test_a_hostile_page_is_read_or_fails_with_a_reason(name, tmp_path):
    path = tmp_path / "page.html"
    path.write_bytes(PAGES[name])
    begin = time.monotonic()
    results = list(read_source(str(path), settings=Settings(), overrides=Overrides()))
    assert time.monotonic() - begin < SECONDS
    assert len(results) == 1
    check(results[0])


def check(result):
    if isinstance(result, Failure):
        assert isinstance(result.error, ReadError)
        assert len(result.error.message) > 30
        assert result.error.message.endswith(".")
        return
    assert isinstance(result, Reading)
    document = result.document
    assert document.blocks
    assert document.text.strip()
    document.text.encode("utf-8")
    for block in document.blocks:
        piece = document.text[block.start : block.end]
        assert piece
        assert piece == piece.strip()
