"""What bytes look like: their kind by content, and why some are no text at all."""

import re

SUPPORTED = "plain text, Markdown, HTML, PDF"

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip archive (such as .docx, .odt, .epub or .zip)"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"\x7fELF", "a program (ELF)"),
    (b"MZ", "a program (Windows)"),
    (b"\xcf\xfa\xed\xfe", "a program (Mach-O)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (such as .doc)"),
    (b"{\\rtf", "a rich text file (.rtf)"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"ID3", "an MP3 sound file"),
    (b"OggS", "an Ogg media file"),
    (b"%!PS", "a PostScript file"),
    (b"wOFF", "a font"),
)
_RIFF = re.compile(rb"RIFF.{4}(WEBP|WAVE|AVI )", re.DOTALL)
_MP4 = re.compile(rb".{4}ftyp", re.DOTALL)
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--(?:(?!-->).){0,2000}-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_CONTROLS = frozenset(range(32)) - {9, 10, 12, 13, 27}
_CONTROL_TABLE = bytes(sorted(_CONTROLS | {127}))


def name_binary(raw: bytes) -> str | None:
    """Return what kind of binary file the first bytes say it is, or None."""
    head = raw[:64].lstrip(b"\xef\xbb\xbf \t\r\n") if raw[:1] != b"\x00" else raw[:64]
    for magic, name in _MAGIC:
        if head.startswith(magic) and _is_really(magic, raw):
            return name
    if _RIFF.match(head):
        return "a media file (RIFF)"
    return "a video file (MP4)" if _MP4.match(raw[:8]) else None


def _is_really(magic: bytes, raw: bytes) -> bool:
    """Return whether a short magic number is one, and not the beginning of a text."""
    return len(magic) > 4 or not magic.isalnum() or control_share(raw[:4096]) > 0.01


def is_pdf(raw: bytes) -> bool:
    """Return whether the bytes are a PDF file; up to 1,024 bytes may stand before its mark."""
    return b"%PDF-" in raw[:1024] and not looks_like_html(raw[:1024].decode("latin-1"))


def looks_like_html(text: str) -> bool:
    """Return whether a text begins as an HTML page does."""
    return _HTML.match(text.removeprefix("\ufeff")[:4096]) is not None


def control_share(raw: bytes) -> float:
    """Return the share of bytes that no text holds: control characters, NUL included."""
    return (len(raw) - len(raw.translate(None, _CONTROL_TABLE))) / (len(raw) or 1)
