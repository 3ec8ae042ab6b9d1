"""Article text -> text that is safe in one output language. Alone knows what each language would run.

Everything an article says (titles, quotes, names, links) is hostile until it has passed one of these:

    html         HTML text and quoted attributes, also inside a JavaScript template literal (folium's popups)
    markdown     Streamlit's Markdown (labels, captions, expanders)
    script_json  data inside a <script> element
    csv_cell     a cell that a spreadsheet may open
    value        a value of a data file (KML, GeoPackage, Parquet)
    terminal     one line on a terminal
    plain        text that matplotlib draws (PNG, SVG, PDF)
    web_link     an address that may become a link, or None

Unicode's characters that reorder their surroundings (embeddings, overrides, isolates) are dropped where they
would move words of ours; letters of right-to-left scripts and their marks stay.
"""

from __future__ import annotations

import functools
import json
import re
import unicodedata
from typing import Any
from urllib.parse import urlsplit

_REORDERING = "\u202a-\u202e\u2066-\u2069"
_CONTROL = "\x00-\x08\x0b-\x1f\x7f-\x9f"  # but tab and line feed
_DROPPED = re.compile(f"[{_REORDERING}]")
_BROKEN = re.compile(f"[{_CONTROL}\ud800-\udfff\ufffe\uffff]")
_HTML = {ord(c): f"&#{ord(c)};" for c in "&<>\"'$`\\"}
_MARKDOWN = {ord(c): f"\\{c}" for c in "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"}
_SCRIPT = {ord(c): f"\\u{ord(c):04x}" for c in "<>&$`'\u2028\u2029"}
_FORMULA = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]*[=+\-@|%\uff1d\uff0b\uff0d\uff20\u2212]|[\t\r\n]")
_UNSEEN = re.compile(f"[{_CONTROL}\t\n\u061c\u200b\u200e\u200f\u2028\u2029\ufeff{_REORDERING}\ud800-\udfff]")
_MISSING = "\ufffd"


def _clean(text: str) -> str:
    return _BROKEN.sub(_MISSING, _DROPPED.sub("", text.replace("\r\n", "\n")))


def html(text: str) -> str:
    """Return `text` for HTML text or a quoted attribute; it stays inert in a JavaScript template literal too.

    Besides the five of HTML, `$`, backtick and backslash become character references: folium puts popups into
    template literals, where `${...}` would run.
    """
    return _clean(text).translate(_HTML)


def markdown(text: str) -> str:
    """Return `text` as one line of Streamlit Markdown that shows it letter by letter."""
    return " ".join(_clean(text).split()).translate(_MARKDOWN)


def script_json(value: Any) -> str:
    """Return `value` as ASCII JSON that cannot end a <script> element, open a comment or start `${...}`.

    JSON writes backslashes of its own, so parse it from the element's `textContent` or use it as a JavaScript
    expression; never paste it into a template literal. Raise ValueError for NaN and infinities.
    """
    return json.dumps(value, allow_nan=False, separators=(",", ":")).translate(_SCRIPT)


def csv_cell(text: str) -> str:
    """Return `text` so that a spreadsheet shows it and computes nothing: a formula gets an apostrophe."""
    cleaned = _BROKEN.sub(_MISSING, text)
    return f"'{cleaned}" if _FORMULA.match(text) else cleaned


def value(text: str) -> str:
    """Return `text` without what XML 1.0 and UTF-8 cannot hold: control characters, half surrogates."""
    return _BROKEN.sub(_MISSING, text)


def terminal(text: str) -> str:
    r"""Return `text` on one line, with control, invisible and reordering characters written out (`\x1b`)."""
    return _UNSEEN.sub(_spelled, text)


def _spelled(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape", "surrogatepass").decode("ascii")


def plain(text: str) -> str:
    r"""Return `text` on one line for matplotlib: no mathtext (`\$`), a mark for what its font cannot draw."""
    line = " ".join(_clean(text).split())
    drawn = "".join(c if ord(c) in _glyphs() else _drawable(c) for c in line)
    return drawn.replace("$", r"\$")


def _drawable(character: str) -> str:
    """Return a compatible form that the font has (of full-width letters), nothing for marks, or U+FFFD."""
    if unicodedata.category(character) in ("Cf", "Mn"):
        return ""
    form = unicodedata.normalize("NFKC", character)
    return form if all(ord(c) in _glyphs() for c in form) else _MISSING


@functools.cache
def _glyphs() -> frozenset[int]:
    from matplotlib import font_manager, ft2font  # 0.3 s that commands without a picture need not pay

    path = font_manager.findfont("DejaVu Sans", fallback_to_default=False)
    return frozenset(ft2font.FT2Font(path).get_charmap())


def web_link(url: str | None) -> str | None:
    """Return `url` if it is a plain http or https address that may become a link, else None.

    It still needs `html` where it is written into HTML.
    """
    if url is None or re.search(r"[\s\x00-\x20\x7f-\x9f<>\"'`\\]", url) or _DROPPED.search(url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None
