"""Fail when a page of the built site loads anything from elsewhere, or a local link leads nowhere.

Sphinx checks the links that it makes; it knows nothing of those in HTML, of styles and scripts.
"""

import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

LOADED = {("img", "src"), ("script", "src"), ("iframe", "src"), ("source", "src"), ("link", "href"),
          ("object", "data"), ("use", "href")}  # fmt: skip
"""What a browser loads by itself when it shows a page."""

_OUTSIDE = re.compile(r"^(https?:)?//")
_IN_STYLE = re.compile(r"url\(\s*['\"]?((?:https?:)?//[^'\")]+)|@import\s+['\"]([^'\"]+)")


class Page(HTMLParser):
    """Takes note of all that a page names: what is loaded, links, and ids."""

    def __init__(self, text: str) -> None:
        """Read a page."""
        super().__init__()
        self.loaded: list[str] = []
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of one element."""
        for name, value in attrs:
            if name == "id" and value:
                self.ids.add(value)
            elif (tag, name) in LOADED and value:
                self.loaded.append(value)
            elif (tag, name) == ("a", "href") and value:
                self.links.append(value)


def faults(root: Path) -> Iterator[str]:
    """Yield what is wrong with a built site, one line each."""
    pages = {one: Page(one.read_text(encoding="utf-8")) for one in sorted(root.rglob("*.html"))}
    for path, page in pages.items():
        name = path.relative_to(root)
        for one in page.loaded:
            if _OUTSIDE.match(one):
                yield f"{name}: loads {one}"
        for link in page.links:
            if not re.match(r"^[a-z]+:|^//|^$", link) and not _leads(path, link, pages):
                yield f"{name}: {link} leads nowhere"
    for path in sorted(root.rglob("*.css")):
        for outside, imported in _IN_STYLE.findall(path.read_text(encoding="utf-8")):
            yield f"{path.relative_to(root)}: loads {outside or imported}"


def _leads(path: Path, link: str, pages: dict[Path, Page]) -> bool:
    """Return whether a local link leads to a file, and to a place in it."""
    name, _, anchor = link.partition("#")
    target = (path.parent / name.split("?")[0]).resolve() if name else path
    if not target.is_file():
        return False
    return not anchor or target not in pages or anchor in pages[target].ids


def main(root: Path) -> int:
    """Return 1 if anything is wrong with the site, and say on standard error what."""
    found = list(faults(root.resolve()))
    for line in found:
        sys.stderr.write(f"{line}\n")
    return min(1, len(found))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
