"""The brief as one HTML file that stands alone, on screen and on paper."""

from functools import cache
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from tocsin.tell.brief.describe import describe
from tocsin.tell.brief.parts import Brief, Line, Picture, Piece, text_of
from tocsin.tell.hygiene import inline
from tocsin.tell.view import BriefInput


def render_html(view: BriefInput) -> str:
    """Return the brief as one HTML document; the same view gives the same bytes.

    Nothing in it asks for anything from outside: style and pictures are inline, there is no
    script, and the page's own policy forbids both.
    """
    return html_of(describe(view))


def html_of(brief: Brief) -> str:
    """Return the description of a brief as one HTML document."""
    style = resources.files("tocsin.tell.brief") / "templates" / "style.css"
    page = _environment().get_template("page.html.j2").render(
        brief=brief,
        style=Markup(style.read_text("utf-8")),  # noqa: S704 - our own file
    )  # fmt: skip
    return page.rstrip() + "\n"


@cache
def _environment() -> Environment:
    """Return templates that escape everything and fail on what is not defined."""
    environment = Environment(
        loader=PackageLoader("tocsin.tell.brief"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_cleaned,
    )
    environment.filters |= {"line": _line, "text": text_of, "drawn": _drawn}
    return environment


def _cleaned(value: object) -> object:
    """Return text without controls before it is escaped; markup of our own as it is."""
    return inline(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _drawn(picture: Picture) -> Markup:
    """Return the markup of a picture."""
    return Markup(picture.svg)  # noqa: S704 - escaped by tell.svg


def _line(line: Line) -> Markup:
    """Return the markup of a line."""
    return Markup("").join(_piece(piece) for piece in line)


_TAGS = {
    "plain": ("", ""),
    "strong": (Markup("<strong>"), Markup("</strong>")),
    "soft": (Markup('<span class="soft">'), Markup("</span>")),
    "code": (Markup("<code>"), Markup("</code>")),
}


def _piece(piece: Piece) -> Markup:
    """Return the markup of a piece, everything in it escaped."""
    if piece.look == "quote":
        text = Markup('<q lang="{}">{}</q>').format(piece.language or "und", piece.text)
        return _linked(piece, text)
    opening, closing = _TAGS[piece.look]
    text = Markup("{}{}{}").format(opening, piece.text, closing)
    if piece.level:
        text = Markup('<span class="is-{}">{}</span>').format(piece.level, text)
    return _linked(piece, text)


def _linked(piece: Piece, text: Markup) -> Markup:
    """Return markup inside the link that its piece asks for."""
    if piece.url:
        opening = Markup('<a href="{}" rel="noopener noreferrer nofollow">').format(piece.url)
        return Markup("{}{}</a>").format(opening, text)
    figure = Markup(' data-figure="{}"').format(piece.ref) if piece.ref else ""
    if piece.to:
        kind = "num" if piece.ref else "ref"
        return Markup('<a class="{}"{} href="#{}">{}</a>').format(kind, figure, piece.to, text)
    return Markup("<span{}>{}</span>").format(figure, text) if figure else text
