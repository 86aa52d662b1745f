"""Bytes to text: the declared encoding where it fits, a detected one where it is certain."""

import codecs
import re
from dataclasses import dataclass

from tocsin.errors import ReadError
from tocsin.read.sniff import SUPPORTED, control_share, name_binary

SAMPLE = 65_536
"""Bytes that detection looks at; more of them make it slower and hardly better."""

DAMAGE = 0.002
"""A page with fewer wrong bytes than this share of its size is read with replacement marks."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What a declaration may name. Python has codecs that are no encodings of text (rot13, base64)
# and some that hide it (utf-7, unicode_escape); neither must be reached from a page.
_KNOWN = re.compile(
    r"utf-8|utf-16(-[lb]e)?|utf-32(-[lb]e)?|cp(125[0-8]|437|85[0-8]|86[0-69]|874|932|949|950)"
    r"|iso8859-\d{1,2}|koi8-[rut]|mac-(roman|cyrillic|greek|turkish|latin2)|gb2312|gbk|gb18030"
    r"|big5(hkscs)?|shift_jis(_2004|x0213)?|euc_(jp|kr)|iso2022_(jp|kr)|johab|tis-620|ptcp154"
)
# The web reads these names as Windows-1252 (WHATWG Encoding Standard), as bytes 0x80 to 0x9f
# are quotes and dashes in practice, never control characters.
_AS_CP1252 = {"ascii", "iso8859-1"}
_META = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE
)
_XML = re.compile(
    rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE
)
# Letters and signs of Western Europe in Windows-1252: all but a few signs and free places.
_WESTERN = frozenset(
    bytes(
        {*range(0x80, 0x100)}
        - {*b"\x81\x88\x8d\x8f\x90\x98\x9d\xa4\xa6\xa8\xac\xaf"}
        - {*b"\xb5\xb6\xb8\xb9\xd7\xf7"}
    ).decode("cp1252")
)
_DETECTABLE = (
    *("cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257"),
    *("koi8_r", "iso8859_2", "iso8859_5", "iso8859_7", "iso8859_9", "gb18030", "big5"),
    *("shift_jis", "euc_jp", "euc_kr", "cp949", "utf_16", "utf_32"),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the encoding that it was decoded with."""

    text: str
    encoding: str


def decode_text(raw: bytes, *, path: str, charset: str | None = None) -> Decoded:
    """Return the text of a plain file; nothing is replaced, nothing guessed at odds.

    Raises:
        ReadError: The bytes are binary, damaged, or of an encoding that cannot be told.
    """
    _refuse_binary(raw, path)
    encodings = _stated(raw, charset)
    if not encodings[0].startswith(("utf-16", "utf-32")):
        _refuse_controls(raw, path)
    for encoding in encodings:
        text = _strictly(raw, encoding)
        if text is not None:
            return Decoded(text, encoding)
    _refuse_damage(raw, path)
    return _detected(raw, path)


def decode_page(raw: bytes, *, path: str, charset: str | None = None) -> Decoded:
    """Return the text of an HTML page: byte order mark, server, page, then detection.

    A few wrong bytes become replacement marks, as every browser does it; NULs become spaces.

    Raises:
        ReadError: The bytes are binary, or of an encoding that cannot be told.
    """
    _refuse_binary(raw, path)
    for encoding in _stated(raw, charset, *_declared(raw)):
        text = _strictly(raw, encoding)
        if text is not None:
            return Decoded(_without_nul(text, path), encoding)
    return _damaged_page(raw, charset, path)


def _damaged_page(raw: bytes, charset: str | None, path: str) -> Decoded:
    """Return the text of a page that no stated encoding fits entirely."""
    for encoding in _stated(raw, charset, *_declared(raw)):
        text = raw.decode(encoding, errors="replace")
        wrong = text.count("\ufffd")
        right = sum(character > "\x7f" for character in text) - wrong
        # A page in Windows-1252 that calls itself UTF-8 has no letter right beyond ASCII.
        if wrong <= min(max(1, int(DAMAGE * len(raw))), right):
            return Decoded(_without_nul(text, path), encoding)
    found = _detected(raw.replace(b"\0", b" "), path)
    return Decoded(_without_nul(found.text, path), found.encoding)


def _refuse_binary(raw: bytes, path: str) -> None:
    """Raise an error for bytes that begin as a known binary file does."""
    kind = name_binary(raw)
    if kind:
        message = f"{path} is {kind}, not text; supported are {SUPPORTED}."
        raise ReadError(message, subject=path)


def _stated(raw: bytes, *names: str | None) -> list[str]:
    """Return the encodings to try, surest first: byte order mark, stated names, UTF-8."""
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return [encoding]
    wide = guess_wide(raw)
    if wide:
        return [wide]
    known = [
        encoding for name in names if name for encoding in [known_encoding(name)] if encoding
    ]
    # A page that could be read far enough to find "utf-16" in it is not in UTF-16.
    narrow = ["utf-8" if name.startswith(("utf-16", "utf-32")) else name for name in known]
    return list(dict.fromkeys([*narrow, "utf-8"]))


def known_encoding(name: str) -> str | None:
    """Return Python's name of an encoding of text, or None for any other name."""
    try:
        found = codecs.lookup(name.strip()).name
    except (LookupError, ValueError):
        return None
    if found in _AS_CP1252:
        return "cp1252"
    return found if _KNOWN.fullmatch(found) else None


def guess_wide(raw: bytes) -> str | None:
    """Return the UTF-16 or UTF-32 that bytes without a mark are in, by where NULs stand."""
    sample = raw[: SAMPLE - SAMPLE % 4]
    nuls = [sample[place::4].count(0) for place in range(4)]
    total = sum(nuls)
    if total < max(4, 0.04 * len(sample)):
        return None
    quarter = len(sample) / 4
    if min(nuls[1:]) > 0.9 * quarter and nuls[0] < 0.1 * quarter:
        return "utf-32-le"
    if min(nuls[:3]) > 0.9 * quarter and nuls[3] < 0.1 * quarter:
        return "utf-32-be"
    if nuls[1] + nuls[3] > 0.97 * total:
        return "utf-16-le"
    return "utf-16-be" if nuls[0] + nuls[2] > 0.97 * total else None


def _declared(raw: bytes) -> list[str]:
    """Return the encodings that a page declares in its first bytes."""
    head = raw[:4096]
    found = [pattern.search(head) for pattern in (_META, _XML)]
    return [match[1].decode("ascii") for match in found if match]


def _strictly(raw: bytes, encoding: str) -> str | None:
    """Return the text, or None where a byte does not fit."""
    try:
        return raw.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _without_nul(text: str, path: str) -> str:
    """Return the text with NULs as spaces; many of them are a sign of a binary file."""
    if text.count("\0") > 0.01 * len(text):
        message = f"{path} is no page: it is full of NUL bytes. Supported are {SUPPORTED}."
        raise ReadError(message, subject=path)
    return text.replace("\0", " ")


def _refuse_controls(raw: bytes, path: str) -> None:
    """Raise an error for bytes with control characters that no text holds."""
    share = control_share(raw)
    if 0 not in raw and share <= 0.01:
        return
    found = (
        f"NUL bytes (the first at byte {raw.index(0)})" if 0 in raw else "control characters"
    )
    message = f"{path} is no text: it holds {found}. Supported are {SUPPORTED}; save it as UTF-8 text."
    raise ReadError(message, subject=path)


def _refuse_damage(raw: bytes, path: str) -> None:
    """Raise an error for UTF-8 with some wrong bytes in it; no other encoding is meant then."""
    text = raw.decode("utf-8", errors="replace")
    wrong = text.count("\ufffd")
    right = sum(character > "\x7f" for character in text[:SAMPLE]) - text[:SAMPLE].count(
        "\ufffd"
    )
    if right > 3 * wrong:
        place = _first_wrong(raw)
        message = (
            f"{path} is damaged: byte {place} (0x{raw[place]:02x}) is not valid UTF-8, while the "
            "rest is. Save the file as UTF-8 again."
        )
        raise ReadError(message, subject=path)


def _first_wrong(raw: bytes) -> int:
    """Return the offset of the first byte that is no UTF-8."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return 0


def _detected(raw: bytes, path: str) -> Decoded:
    """Return the text in a detected encoding.

    Raises:
        ReadError: No encoding fits well enough.
    """
    western = _strictly(raw, "cp1252")
    if western is not None and _is_western(western):
        return Decoded(western, "cp1252")
    # Loaded here: 0.03 s that a file in UTF-8 need not spend.
    from charset_normalizer import from_bytes  # noqa: PLC0415

    best = from_bytes(raw[:SAMPLE], cp_isolation=list(_DETECTABLE), threshold=0.15).best()
    text = _strictly(raw, best.encoding) if best else None
    if best is None or text is None:
        message = (
            f"The encoding of {path} cannot be told: byte {_first_wrong(raw)} is not valid UTF-8, "
            "and no other encoding fits. Save the file as UTF-8."
        )
        raise ReadError(message, subject=path)
    return Decoded(text, codecs.lookup(best.encoding).name)


def _is_western(text: str) -> bool:
    """Return whether a text is mostly ASCII, the rest letters and signs of Western Europe."""
    others = [character for character in text[:SAMPLE] if character > "\x7f"]
    return len(others) <= 0.12 * len(text[:SAMPLE]) and _WESTERN.issuperset(others)
