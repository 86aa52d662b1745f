"""Markdown as prose: its marks are blanked, its words stay where they are."""

import re

from tocsin.model.document import BlockKind
from tocsin.read.canvas import Canvas
from tocsin.read.layout import Line, split_lines

_FENCE = re.compile(r"(`{3,}|~{3,})")
_ATX = re.compile(r"#{1,6}(?:[ \t]+|$)")
_ATX_END = re.compile(r"[ \t]+#+$")
_SETEXT = re.compile(r"=+|-+")
_RULE = re.compile(r"(?:[-*_][ \t]*){3,}")
_DEFINITION = re.compile(r"\[[^\]]{1,200}\]:\s*\S.*")
_TABLE_RULE = re.compile(r"\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-*:?[ \t]*)+")
_QUOTE = re.compile(r"(?:>[ \t]?)+")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_SCRIPT = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_TARGET = r"\((?:[^()\n]|\([^()\n]*\)){0,2000}\)"
_IMAGE = re.compile(rf"!\[[^\]\n]{{0,500}}\](?:{_TARGET}|\[[^\]\n]{{0,200}}\])")
_LINK = re.compile(rf"\[(?P<text>[^\[\]]{{0,1000}})\](?:{_TARGET}|\[[^\]\n]{{0,200}}\])")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,60}\]:?")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,1000}>|<https?://[^<>\s]{1,1000}>")
_EMPHASIS = re.compile(
    r"\*{1,3}(?=\S)|(?<=\S)\*{1,3}|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)|`+|~~"
)


def blank_markdown(text: str, *, start: int = 0) -> tuple[str, dict[int, BlockKind]]:
    """Return the text with its marks blanked, and the kinds that were written down.

    Args:
        text: The decoded file.
        start: Where its content begins, behind the front matter.

    Returns:
        The text, as long as it was, and kinds by the offset at which their line begins.
    """
    canvas = Canvas(text)
    canvas.blank(0, start)
    for pattern in (_COMMENT, _SCRIPT):
        for match in pattern.finditer(text, start):
            canvas.blank(*match.span())
    kinds = _blank_lines(canvas, canvas.text())
    _blank_inline(canvas)
    return canvas.text(), kinds


def _blank_lines(canvas: Canvas, text: str) -> dict[int, BlockKind]:
    """Blank the marks that concern whole lines; return the kinds that they give."""
    kinds: dict[int, BlockKind] = {}
    fence = ""
    before: Line | None = None
    for line in split_lines(text):
        opens = _FENCE.match(line.text)
        if fence or opens:
            canvas.blank(line.start, line.end)
            fence = _fence_after(fence, line.text, opens)
            before = None
        elif line.text:
            kind = _blank_line(canvas, line, before, kinds)
            if kind:
                kinds[line.origin] = kind
            before = line
        else:
            before = None
    return kinds


def _fence_after(fence: str, line: str, opens: re.Match[str] | None) -> str:
    """Return the fence that is open behind a line, empty for none."""
    if not fence:
        return opens[1] if opens else ""
    closes = opens is not None and line.strip(fence[0]) == "" and len(line) >= len(fence)
    return "" if closes else fence


def _blank_line(
    canvas: Canvas, line: Line, before: Line | None, kinds: dict[int, BlockKind]
) -> BlockKind | None:
    """Blank the marks of one line; return the kind that they give it."""
    opening = _ATX.match(line.text)
    if opening:
        canvas.blank(line.start, line.start + opening.end())
        end = _ATX_END.search(line.text)
        canvas.blank(line.end - len(end[0]) if end else line.end, line.end)
        return BlockKind.HEADING
    if before is not None and len(before.text) <= 150 and _SETEXT.fullmatch(line.text):
        kinds[before.origin] = BlockKind.HEADING
        canvas.blank(line.start, line.end)
        return None
    if _is_syntax(line.text):
        canvas.blank(line.start, line.end)
        return None
    quote = _QUOTE.match(line.text)
    if quote is None:
        return None
    canvas.blank(line.start, line.start + len(quote[0]))
    continues = before is not None and before.text.startswith(">")
    return None if continues else BlockKind.QUOTE


def _is_syntax(line: str) -> bool:
    """Return whether a line holds no words of the text: a rule, a definition, a table."""
    is_row = line.startswith("|") and line.endswith("|") and len(line) > 1
    patterns = (_RULE, _TABLE_RULE, _DEFINITION)
    is_note = line.startswith("[^")
    return is_row or (not is_note and any(pattern.fullmatch(line) for pattern in patterns))


def _blank_inline(canvas: Canvas) -> None:
    """Blank images, the targets of links, tags and emphasis."""
    for match in _IMAGE.finditer(canvas.text()):
        canvas.blank(*match.span())
    for match in _LINK.finditer(canvas.text()):
        canvas.blank(match.start(), match.start("text"))
        canvas.blank(match.end("text"), match.end())
    for pattern in (_FOOTNOTE, _TAG, _EMPHASIS):
        for match in pattern.finditer(canvas.text()):
            canvas.blank(*match.span())
