from __future__ import annotations

import csv
import html as standard
import io
import json
import warnings
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from geo.view import escape

ATTACKS = [
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    "</textarea></title><svg onload=alert(1)>",
    "<!--<script>",
    "]]><b>",
    "\" onmouseover=alert(1) x='",
    "${alert(1)}",
    "`${alert(1)}`",
    "\\`${alert(1)}",
    "{{constructor.constructor('alert(1)')()}}",
    "line\u2028separator\u2029",
    "=HYPERLINK('x')",
    "$x^2$ and \\frac{1}{2}",
    "$$\\undefined{$",
    "\x1b[31mred\x1b]0;title\x07",
    "\u202egnp.exe\u202c",
    "نص عربي \u200f مع علامات",
    "漢字 かな 한글 ไทย हिन्दी 🚀",
    "\x00\x07\x7f\x9b\ud800",
    "[a](javascript:alert(1)) :red[b] *c* _d_ # e",
    "",
]
TEXT = st.text(st.characters(codec=None), max_size=60) | st.sampled_from(ATTACKS)


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def _parsed(markup: str) -> _Elements:
    parser = _Elements()
    parser.feed(markup)
    parser.close()
    return parser


@given(TEXT)
def test_html_adds_no_element_and_no_attribute(text: str) -> None:
    page = _parsed(f'<p title="{escape.html(text)}">{escape.html(text)}</p>')
    assert page.tags == ["p"]
    assert [name for name, _ in page.attributes] == ["title"]


@given(TEXT)
def test_html_leaves_nothing_that_a_template_literal_runs(text: str) -> None:
    assert not set(escape.html(text)) & set("$`\\<>\"'")


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=60))
def test_html_shows_ordinary_text_unchanged(text: str) -> None:
    assert standard.unescape(escape.html(text)) == text


def test_html_keeps_arabic_marks_and_drops_what_reorders_our_words() -> None:
    assert escape.html("ع\u200fب \u202eabc\u2067") == "ع\u200fب abc"


@given(TEXT)
def test_markdown_leaves_no_bare_punctuation_and_one_line(text: str) -> None:
    escaped = escape.markdown(text)
    assert "\n" not in escaped
    rest = escaped.replace("\\\\", "")
    assert all(i and rest[i - 1] == "\\" for i, c in enumerate(rest) if c in "*_[]()`$:<>#~|&!")


@given(TEXT)
def test_script_json_says_the_same_and_cannot_leave_its_element(text: str) -> None:
    written = escape.script_json({"quote": [text, 1.5, None]})
    assert json.loads(written) == {"quote": [text, 1.5, None]}
    assert written.isascii()
    assert not set(written) & set("<>&$`'")


def test_script_json_refuses_numbers_that_json_lacks() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        escape.script_json(float("nan"))


@pytest.mark.parametrize(
    "formula",
    [
        "=1+1",
        "+1",
        "-1+cmd|' /C calc'!A0",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        " =1",
        "\ufeff=1",
        "\u200b=1",
        "\n=1",
        "|x",
        "%0A=1",
        "＝1+1",
        "＋1",
        "－1",
        "＠x",
        "−1",
    ],
)
def test_csv_cell_turns_a_formula_into_text(formula: str) -> None:
    assert escape.csv_cell(formula).startswith("'")


@pytest.mark.parametrize("text", ["Baghdad", "3 killed", "(=1)", "a=b", "", "قصف"])
def test_csv_cell_leaves_ordinary_text_alone(text: str) -> None:
    assert escape.csv_cell(text) == text


@given(TEXT)
def test_csv_cell_survives_a_written_and_read_file(text: str) -> None:
    cell = escape.csv_cell(text)
    file = io.StringIO(newline="")
    csv.writer(file, quoting=csv.QUOTE_ALL).writerow([cell])
    assert next(csv.reader(io.StringIO(file.getvalue(), newline=""))) == [cell]
    cell.encode()


@given(TEXT)
def test_terminal_sends_no_control_character(text: str) -> None:
    line = escape.terminal(text)
    assert all(c.isprintable() or ord(c) > 0x9F for c in line)
    assert not set(line) & set("\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    line.encode()


def test_terminal_spells_out_what_it_hides() -> None:
    assert escape.terminal("\x1b[31m\u202eab\nc") == r"\x1b[31m\u202eab\nc"


@given(TEXT)
def test_plain_is_drawn_as_it_stands_and_warns_of_no_glyph(text: str) -> None:
    figure = Figure(figsize=(2, 1))
    drawn = figure.text(0, 0, escape.plain(text))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        FigureCanvasAgg(figure).draw()
    assert drawn._preprocess_math(drawn.get_text())[1] is False  # type: ignore[attr-defined]


@pytest.mark.parametrize("text", ATTACKS)
def test_plain_keeps_a_svg_well_formed(text: str) -> None:
    figure, file = Figure(figsize=(2, 1)), io.BytesIO()
    figure.text(0, 0, escape.plain(text))
    FigureCanvasSVG(figure).print_svg(file, metadata={"Date": None})
    assert ElementTree.fromstring(file.getvalue()).tag.endswith("svg")


def test_plain_marks_scripts_the_font_lacks_and_keeps_the_others() -> None:
    assert escape.plain("Київ بغداد 漢 ＡＢ") == "Київ بغداد \ufffd AB"


@pytest.mark.parametrize(
    "url", ["https://example.org/a?b=1&c=%20d#e", "http://example.org", "https://أخبار.example/١"]
)
def test_web_link_keeps_web_addresses(url: str) -> None:
    assert escape.web_link(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "\x01javascript:alert(1)",
        "vbscript:x",
        "data:text/html,<script>",
        "file:///etc/passwd",
        "//example.org",
        "example.org",
        "https://",
        "http://[",
        "ftp://a.b",
        "https://a.b/\u202egpj",
        'https://a.b/"onclick=x',
        "",
        None,
    ],
)
def test_web_link_refuses_everything_else(url: str | None) -> None:
    assert escape.web_link(url) is None
