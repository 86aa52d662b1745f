"""JSON that can be embedded anywhere: nothing in it is markup, hidden, or not UTF-8."""

import json
import re

# Signs of markup, controls beyond ASCII, format and direction marks, line separators, lone
# surrogates, tags. In JSON all of them stand inside of strings, where an escape means the same.
_ESCAPED = re.compile(
    "[<>&\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)


def json_text(value: object, *, indent: int | None = None) -> str:
    """Return plain JSON types as text, in which unseen characters and `<`, `>`, `&` are escapes.

    It reads back to the same value.
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)
    return _ESCAPED.sub(lambda found: _escape(found[0]), text)


def _escape(character: str) -> str:
    """Return the escape that JSON has for a character, two for one beyond the basic plane."""
    units = character.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[place : place + 4]}" for place in range(0, len(units), 4))
