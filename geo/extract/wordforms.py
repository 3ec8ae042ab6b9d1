"""Tags of a parse -> parts of speech, morphology and lemmas: spaCy's attribute ruler and rule lemmatizer,
which answer alike for a word of the same tag and role, asked once for each.

Both look at one token at a time but for a few patterns of two ("gon na", "there is"); only where such a pair
may begin is the ruler asked about the text itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, cast

from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc, MorphAnalysis, Token

MOST_REMEMBERED = 50_000  # words with a tag and a role; a language's common ones

_Key = tuple[int, int, int]
_Answer = tuple[int, int, int, MorphAnalysis, str]


@dataclass(slots=True)
class WordForms:
    """The component that stands for the ruler and the lemmatizer."""

    ruler: AttributeRuler
    lemmatizer: Lemmatizer
    opens_pair: Matcher
    remembered: dict[_Key, _Answer | None] = field(default_factory=dict)

    def __call__(self, doc: Doc) -> Doc:
        """Set part of speech, morphology and lemma of each token, as ruler and lemmatizer would in turn."""
        if len(self.remembered) > MOST_REMEMBERED:
            self.remembered.clear()
        pairs: list[int] = []
        for token in doc:
            key = (token.orth, token.tag, token.dep)
            answer = self.remembered[key] if key in self.remembered else self._learn(token, key)
            if answer is None:
                pairs.append(token.i)
            else:
                token.tag, token.dep, token.pos, token.morph, token.lemma_ = answer
        for start, end in _runs(pairs, len(doc)):
            self._read(doc, start, end)
        return doc

    def _learn(self, token: Token, key: _Key) -> _Answer | None:
        """Remember and return the answer for a token, None where it depends on the next one."""
        alone = token.doc[token.i : token.i + 1]
        if self.opens_pair(alone):
            self.remembered[key] = None
            return None
        self._read(token.doc, token.i, token.i + 1)
        self.remembered[key] = (token.tag, token.dep, token.pos, token.morph, token.lemma_)
        return self.remembered[key]

    def _read(self, doc: Doc, start: int, end: int) -> None:
        matches = self.ruler.matcher(doc[start:end], allow_missing=True, as_spans=False)
        found = [(int(doc.vocab.strings[m]), m, start + first, start + last) for m, first, last in matches]
        for token in doc[start:end]:
            token.lemma = 0
        self.ruler.set_annotations(doc, sorted(found))  # type: ignore[no-untyped-call]
        for token in doc[start:end]:
            if token.lemma == 0:
                token.lemma_ = self.lemmatizer.lemmatize(token)[0]


def _runs(opening: list[int], length: int) -> list[tuple[int, int]]:
    """Return where the runs of tokens that may open a pair start and end, the token behind each included."""
    runs: list[tuple[int, int]] = []
    for at in opening:
        start = runs.pop()[0] if runs and runs[-1][1] > at else at
        runs.append((start, min(at + 2, length)))
    return runs


def remember(nlp: Language) -> None:
    """Let `WordForms` do the work of a model's ruler and lemmatizer, where it has those that it knows."""
    if not {"attribute_ruler", "lemmatizer"} <= set(nlp.pipe_names):
        return
    ruler, lemmatizer = nlp.get_pipe("attribute_ruler"), nlp.get_pipe("lemmatizer")
    if not isinstance(ruler, AttributeRuler) or not isinstance(lemmatizer, Lemmatizer):
        return
    longest = max((len(pattern) for pattern in _patterns(ruler)), default=0)
    if longest != 2 or lemmatizer.mode != "rule" or lemmatizer.overwrite:
        return
    nlp.add_pipe("dateline_word_forms", before="attribute_ruler")
    nlp.disable_pipe("attribute_ruler")
    nlp.disable_pipe("lemmatizer")


@Language.factory("dateline_word_forms")
def word_forms(nlp: Language, name: str) -> WordForms:
    """Return the component for the ruler and the lemmatizer of this model."""
    ruler = cast("AttributeRuler", nlp.get_pipe("attribute_ruler"))
    opens = Matcher(nlp.vocab, validate=False)
    opens.add("pair", [[pattern[0]] for pattern in _patterns(ruler) if len(pattern) > 1])
    return WordForms(ruler, cast("Lemmatizer", nlp.get_pipe("lemmatizer")), opens)


def _patterns(ruler: AttributeRuler) -> list[list[dict[str, Any]]]:
    rows = cast("list[dict[str, list[list[dict[str, Any]]]]]", ruler.patterns)
    return [pattern for row in rows for pattern in row["patterns"]]
