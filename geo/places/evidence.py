"""What speaks for and against a capitalised name being a place here. In: a parsed text and a span of tokens
that a gazetteer knows; out: the names of the features that hold, whose weights stand in
`tables/recognition_weights.toml`.

The features look at the name itself (how many people live there, whether it is an ordinary word), at its
neighbours ("in X", "President X", "X Post"), at spaCy's opinion and at the rest of the text (a person of
that surname).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc, Token

from geo.places import cues
from geo.places.gazetteer import Candidate

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
QUOTES = frozenset("\"'“”‘’«»`")
POSSESSIVE = frozenset({"'s", "’s"})
DASHES = frozenset({"-", "–", "—", "--", "/"})
FRAGMENT_TOKENS = 40  # in a headline or a caption by itself spaCy takes most towns for persons or firms
JOINED = ";"  # without a blank behind it, what parts the headlines of a row
HEADLINE_WORDS = 5  # of four letters or more; fewer show no habit
HEADLINE_SHARE = 0.85  # of the words capitalised: capitals say nothing there
BULLETS = frozenset("•·▪◦*–-")
LABEL_ENDS = frozenset({".", ":", "(", "-", "–", "—"})
LABEL_TOKENS = 8  # before and behind a name in the label of a bullet
DATELINE_LEAD = 4  # tokens of an agency's name before the town
DATELINE_TOKENS = 12  # a dateline stands this close to the start of its paragraph


@dataclass(frozen=True, slots=True)
class Name:
    """Tokens `start` to `end` (exclusive) of a text that some gazetteer place bears as its name."""

    start: int
    end: int
    key: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Company:
    """The other names of a text: keys found to be places, where countries and provinces begin and end, where
    places begin and where they end.
    """

    accepted: frozenset[str]
    units: frozenset[int]
    units_end: frozenset[int]
    places_start: frozenset[int]
    places_end: frozenset[int]


class Text:
    """A parsed text with what the features ask of it more than once."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.tokens = list(doc)  # spaCy makes a new one each time it is asked
        self.lower = [token.lower_ for token in self.tokens]
        self.labels: list[str] = [token.ent_type_ for token in self.tokens]

    @cached_property
    def surnames(self) -> frozenset[str]:
        """Last words of the persons named in full or with a title."""
        return frozenset(self.lower[last] for last in self._surname_positions())

    def _surname_positions(self) -> Iterator[int]:
        for entity in self.doc.ents:
            if entity.label_ != "PERSON":
                continue
            last = entity.end - 1
            while last > entity.start and self.lower[last] in {"'s", "’s", "jr", "jr.", "sr", "sr."}:
                last -= 1
            if last > entity.start or self.is_cue(entity.start - 1, "title"):
                yield last

    @cached_property
    def lower_words(self) -> frozenset[str]:
        """The words that the text also writes in lower case."""
        return frozenset(token.text for token in self.tokens if token.is_lower)

    @cached_property
    def is_fragment(self) -> bool:
        """Tell whether the text is a headline, a caption, or a row of them."""
        return len(self.tokens) <= FRAGMENT_TOKENS or any(map(self.parts_headlines, range(len(self.tokens))))

    def parts_headlines(self, index: int) -> bool:
        """Tell whether the token at `index` is what parts the headlines of a row."""
        token = self.token(index)
        return token is not None and token.text == JOINED and not token.whitespace_

    def ends_line(self, index: int) -> bool:
        """Tell whether nothing of the same line stands at `index`."""
        return self.word(index) in ("", "\n") or self.parts_headlines(index)

    @cached_property
    def headline(self) -> list[bool]:
        """For each token: does it stand in a line where nearly every word is capitalised?"""
        flags = [False] * len(self.tokens)
        start = 0
        for end in range(1, len(self.tokens) + 1):
            if end == len(self.tokens) or self.starts_sentence(end):
                words = [t for t in self.tokens[start:end] if t.is_alpha and len(t) > 3]
                capitals = sum(not t.is_lower for t in words)
                if len(words) >= HEADLINE_WORDS and capitals >= HEADLINE_SHARE * len(words):
                    flags[start:end] = [True] * (end - start)
                start = end
        return flags

    def token(self, index: int) -> Token | None:
        """Return the token at `index`, None past either end."""
        return self.tokens[index] if 0 <= index < len(self.tokens) else None

    def word(self, index: int) -> str:
        """Return the lower-case word at `index`, dots stripped, empty past either end and at a line break."""
        return self.lower[index].strip().rstrip(".") or "\n" if 0 <= index < len(self.lower) else ""

    def is_cue(self, index: int, cue: str) -> bool:
        """Tell whether the word at `index` is listed as `cue`."""
        return cues.is_cue(self.word(index), cue)

    def starts_sentence(self, index: int) -> bool:
        """Tell whether a sentence, line or quotation begins at token `index`."""
        before = index - 1
        while before >= 0 and self.tokens[before].text in QUOTES:
            before -= 1
        if before < 0 or before < index - 1:
            return True
        previous = self.tokens[before]
        if self.parts_headlines(before):
            return True
        return previous.is_space or previous.text in {".", "!", "?", ":", "…", "•", "|"}

    def before(self, index: int) -> int:
        """Return the position of the word before `index`, articles and quotation marks skipped."""
        at = index - 1
        while at >= 0 and (self.lower[at] in {"the", "la", "le", "el"} or self.tokens[at].text in QUOTES):
            at -= 1
        return at

    def capitalised(self, index: int) -> bool:
        """Tell whether a capitalised word stands at `index` where capitals say something."""
        token = self.token(index)
        return token is not None and token.is_alpha and token.text[0].isupper() and not self.headline[index]


def features(text: Text, name: Name, *, company: Company | None = None) -> list[str]:
    """Return the features that hold for `name` in the `company` of the text's other names."""
    found = [*_own(text, name), *_left(text, name), *_right(text, name), *_entity(text, name)]
    return found if company is None else [*found, *_company(text, name, company)]


def _company(text: Text, name: Name, company: Company) -> Iterator[str]:
    if name.key in company.accepted:
        yield "accepted_elsewhere"
    if text.word(name.end) in {",", "("} and name.end + 1 in company.units:
        yield "before_container"
    at = name.start - 1
    if _joins_a_list(text, at) and at in company.places_end:
        yield "after_place_in_list"
    if _joins_a_list(text, name.end) and name.end + 1 in company.places_start:
        yield "before_place_in_list"
    if text.lower[at] in POSSESSIVE and at in company.units_end:
        yield "of_its_unit"


def _joins_a_list(text: Text, index: int) -> bool:
    return text.word(index) in {",", "/", "-", "–"} or text.is_cue(index, "conjunction")


def _own(text: Text, name: Name) -> Iterator[str]:
    levels = {c.level for c in name.candidates if c.preferred}
    population = max((c.population for c in name.candidates if c.level == "city"), default=0)
    if "country" in levels:
        yield "country"
    elif "province" in levels:
        yield "province"
    elif levels & {"site", "neighbourhood"}:
        yield "site"
    if any(c.similarity < 1.0 for c in name.candidates):
        yield "variant_spelling"
    elif not any(c.preferred for c in name.candidates):
        yield "only_alternate_name"
    if "country" not in levels:
        thresholds = ((1_000_000, "million"), (100_000, "large"), (15_000, "middling"), (0, "small"))
        yield next(label for least, label in thresholds if population >= least)
    words = text.lower[name.start : name.end]
    if len(words) > 1:
        yield "several_words"
        if any(c.id.startswith(("site:", "region:")) for c in name.candidates):
            yield "curated_by_full_name"
    elif "country" not in levels:
        yield from _single(text, name.start)


def _single(text: Text, index: int) -> Iterator[str]:
    token, word = text.tokens[index], text.lower[index]
    if cues.is_cue(word, "never") or cues.is_cue(word, "not_alone"):
        yield "never"
    if cues.is_common(word):
        yield "common_word"
    if word in text.lower_words:
        yield "lower_case_elsewhere"
    if cues.is_given_name(word):
        yield "given_name"
    if word in text.surnames:
        yield "surname_elsewhere"
    if token.is_upper and len(token) <= 5 and not text.headline[index]:
        yield "acronym"
    if token.pos_ and token.pos_ not in {"PROPN", "X"}:
        yield "not_a_name_by_tag_in_fragment" if text.is_fragment else "not_a_name_by_tag"
    if len(word) <= 3:
        yield "short"


def _left(text: Text, name: Name) -> Iterator[str]:
    at = text.before(name.start)
    if text.starts_sentence(name.start):
        yield "sentence_start"
    if text.is_cue(at, "struck"):
        yield "after_struck"
    if text.is_cue(at, "locative"):
        yield "after_locative"
    elif text.is_cue(at, "directional"):
        yield "after_directional"
    if at > 0 and text.lower[at] == "of" and text.is_cue(at - 1, "inhabitant"):
        yield "of_inhabitants"
    if text.is_cue(at, "title"):
        yield "after_title"
    elif text.capitalised(name.start - 1) and not text.is_cue(at, "locative"):
        label = text.labels[name.start - 1]
        word = text.word(name.start - 1)
        yield "after_given_name" if cues.is_given_name(word) or label == "PERSON" else "after_capital"
    kind = cues.kinds().get(text.word(at - 1)) if text.word(at) == "of" else None
    if kind is not None and kind.before:
        yield "after_kind"


def _right(text: Text, name: Name) -> Iterator[str]:
    after = text.word(name.end)
    if kind_after(text, name.end) is not None:
        adjective = text.tokens[name.end - 1].tag_ == "JJ" and text.word(name.end + 1) == "of"
        yield "adjective_of_kind" if adjective else "before_kind"
    elif cues.is_cue(after, "organisation") and not text.tokens[name.end].is_lower:
        yield "before_organisation"
    elif text.capitalised(name.end):
        given = cues.is_given_name(text.lower[name.end - 1]) and name.end == name.start + 1
        yield "given_name_before_capital" if given else "before_capital"
    if cues.is_cue(after, "speech"):
        yield "before_speech"
    elif cues.is_cue(after, "event"):
        yield "before_event"
    if text.starts_sentence(name.start) and text.is_fragment and text.ends_line(name.end):
        yield "alone_in_line"
    if is_dateline(text, name.start, name.end):
        yield "dateline"
    elif is_label(text, name.start, name.end):
        yield "label"


def kind_after(text: Text, index: int) -> cues.Kind | None:
    """Return the kind that the words from `index` name, if they are such that stand after a name."""
    for words in (f"{text.word(index)} {text.word(index + 1)}", text.word(index)):
        kind = cues.kinds().get(words)
        if kind is not None and kind.after:
            return kind
    return None


def is_dateline(text: Text, start: int, end: int) -> bool:
    """Tell whether tokens `start` to `end` open a paragraph as its dateline: "KABUL (Agency) -", "Kabul, 3
    May -".
    """
    first = start
    while first > 0 and not text.tokens[first - 1].is_space:
        first -= 1
        if start - first > DATELINE_LEAD:
            return False
    if any(text.tokens[i].text in {".", "!", "?", "("} for i in range(first, start)):
        return False
    for at in range(end, min(end + DATELINE_TOKENS, len(text.tokens))):
        token = text.tokens[at]
        if token.text in {"—", "–", "--", "-", "�"} and token.nbor(-1).whitespace_:
            return True
        if "\n" in token.text:
            return _is_dated(text, end, at)
        if token.pos_ == "VERB" or token.is_space or (token.text == "." and at > end + 1):
            return False
    return False


def is_label(text: Text, start: int, end: int) -> bool:
    """Tell whether tokens `start` to `end` stand in the words that head a bullet of a digest: "• Goma, North
    Kivu (high). Shells fell ...".
    """
    first = start - 1
    while first >= 0 and start - first <= LABEL_TOKENS and _in_label(text.tokens[first]):
        first -= 1
    if (
        first < 0
        or text.tokens[first].text not in BULLETS
        or (first and "\n" not in text.tokens[first - 1].text)
    ):
        return False
    last = end
    while last < len(text.tokens) and last - end <= LABEL_TOKENS and _in_label(text.tokens[last]):
        last += 1
    follows = text.token(last + 1)
    return follows is not None and not follows.is_space and text.tokens[last].text in LABEL_ENDS


def _in_label(token: Token) -> bool:
    return token.text in {",", "/", "'s"} or token.text[0].isupper()


def _is_dated(text: Text, start: int, end: int) -> bool:
    """Tell whether tokens `start` to `end`, the rest of a line, are a comma and a date (", 2 May 2025")."""
    words = [t for t in text.tokens[start:end] if not t.is_space]
    return len(words) > 2 and words[0].text == "," and any(len(t) == 4 and t.is_digit for t in words)


def _entity(text: Text, name: Name) -> Iterator[str]:
    labels = set(text.labels[name.start : name.end])
    if labels & PLACE_LABELS:
        yield "entity_place"
    elif "PERSON" in labels:
        start, end = entity_bounds(text, name)
        label = "entity_person" if end - start > 1 else "entity_person_alone"
        yield f"{label}_in_fragment" if text.is_fragment else label
        if end - start > name.end - name.start and cues.is_given_name(text.lower[start]):
            yield "in_personal_name"
    elif "ORG" in labels:
        start, end = entity_bounds(text, name)
        longer = end - start > name.end - name.start
        yield "entity_organisation" if longer else "entity_organisation_alone"
    elif "NORP" in labels:
        yield "entity_people"
    elif labels == {""}:
        yield "no_entity"
    else:
        yield "entity_other_in_fragment" if text.is_fragment else "entity_other"


def entity_bounds(text: Text, name: Name) -> tuple[int, int]:
    """Return the tokens of the entity that `name` stands in."""
    start, end = name.start, name.end
    while start > 0 and text.tokens[start].ent_iob_ == "I":
        start -= 1
    while end < len(text.tokens) and text.tokens[end].ent_iob_ == "I":
        end += 1
    return start, end


def score(names: Sequence[str], weights: Mapping[str, float]) -> float:
    """Return the sum of the weights of the features that hold."""
    return weights["bias"] + sum(weights.get(feature, 0.0) for feature in names)
