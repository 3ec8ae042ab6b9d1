"""A parsed text -> the place names in it, not yet resolved. Joins spaCy's entities with the gazetteer's
names.

1. Runs of tokens that a gazetteer place bears, longest first; each is taken or left by its evidence
   (`evidence.py`).
2. Short forms of countries and states ("U.S.", "Long Beach, CA"), and nationality words.
3. Named sites and quarters that no gazetteer knows: "Karrada district", "Dufferin Street", "Aleppo
   University".
4. spaCy's places that none of these covers: nobody knows where they are, but they are names of places.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc
from spacy.tokens import Span as Entity

from geo.model import Span, ToponymKind
from geo.places import cues
from geo.places.evidence import (
    DASHES,
    PLACE_LABELS,
    Company,
    Name,
    Text,
    entity_bounds,
    features,
    kind_after,
    score,
)
from geo.places.gazetteer import Gazetteer
from geo.places.mention import Mention, mention_at, unknown_at
from geo.places.named_sites import ARTICLE_PREFIXES, POSSESSIVES, named_sites
from geo.places.names import bare, normalise
from geo.places.nesting import UNITS, is_large, is_word_of_area, nested, towns_in

LONGEST_NAME = 9  # tokens; "Deir ez-Zor" has five
JOINERS = DASHES | {"'", "’", "."}
NAME_JOINERS = frozenset({"de", "del", "della", "di", "da", "do", "du", "des", "sur", "upon", "am", "an"})
LEAST = -1e-9  # sums of weights that make nought may come out a hair below it
SURE = 1.0  # evidence at which a name speaks for its repetitions and neighbours
PREFIXES = ARTICLE_PREFIXES | {"anti", "non", "pro", "ex", "post", "pre", "trans"}


def recognise(doc: Doc, gazetteer: Gazetteer) -> list[Mention]:
    """Return the place names of `doc` in the order of the text; nested ones after those that hold them."""
    text = Text(doc)
    fixed = [*_abbreviations(text), *_demonyms(text, gazetteer)]
    names = [n for n in known_names(text, gazetteer) if _is_free(n, fixed)]
    judged, _ = judge(text, names, fixed)
    mentions = [m for m in fixed if not is_word_of_area(m, judged)]
    mentions += list(dict.fromkeys(_whole(text, n, judged) for n in judged))
    mentions += [town for n in judged for town in towns_in(text, n, gazetteer)]
    mentions += named_sites(text, mentions, gazetteer)
    covered = _positions(mentions)
    rejected = {i for n in names for i in range(n.start, n.end)} - covered
    mentions += [m for m in _entities(text) if not (covered | rejected).intersection(range(m.start, m.end))]
    return sorted(nested(text, mentions, gazetteer), key=lambda m: (m.start, -m.end))


def _is_free(name: Name, fixed: Sequence[Mention]) -> bool:
    """Tell whether `name` shares no word with `fixed`, or holds them as words ("US embassy in Kabul")."""
    shared = [m for m in fixed if m.start < name.end and name.start < m.end]
    size = name.end - name.start
    return all(name.start <= m.start and m.end <= name.end and m.end - m.start < size for m in shared)


def spanned(doc: Doc, spans: Sequence[Span], found: Sequence[Mention]) -> list[Mention]:
    """Return one mention for each of `spans`, as recognised where `found` has it, else as the words stand."""
    text, whole = Text(doc), doc.text
    return [
        _spanned(text, span, whole[span.start : span.end], found)
        for span in spans
        if 0 <= span.start < span.end <= len(whole)
    ]


def _spanned(text: Text, span: Span, words: str, found: Sequence[Mention]) -> Mention:
    tokens = text.doc.char_span(span.start, span.end, alignment_mode="expand")
    if tokens is None:
        raise ValueError(f"{span} holds no words")
    start, end = tokens.start, tokens.end
    same = next((m for m in found if (m.start, m.end) == (start, end)), None)
    if same is not None:
        return replace(same, span=span)
    fixed = cues.abbreviations().get(words, ())
    place_id = cues.demonyms().get(words.lower()) or (fixed[0].place_id if fixed else None)
    return replace(mention_at(text, start, end), asked=words, place_id=place_id, span=span)


def known_names(text: Text, gazetteer: Gazetteer) -> Iterator[Name]:
    """Yield the runs of tokens that a gazetteer place bears, the longest at each position."""
    at = 0
    while at < len(text.tokens):
        name = _longest_at(text, at, gazetteer)
        if name is None:
            at += 1
        else:
            yield name
            at = name.end


def _longest_at(text: Text, start: int, gazetteer: Gazetteer) -> Name | None:
    if not _may_begin(text, start):
        return None
    for end in reversed(_ends(text, start)):
        key = normalise(text.doc[start:end].text)
        for form in dict.fromkeys((key, bare(key))):
            if form and gazetteer.has_name(form):
                return Name(start, end, form, gazetteer.exact(form))
        variants = gazetteer.variants(key) if key and _invites_variants(text, start, end) else ()
        if variants:
            return Name(start, end, key, variants)
    return None


def _invites_variants(text: Text, start: int, end: int) -> bool:
    """Tell whether unknown words stand where a place is named, so that another spelling of one may be
    meant.
    """
    before = text.before(start)
    led = text.labels[start] in PLACE_LABELS or any(
        text.is_cue(before, cue) for cue in ("locative", "directional", "conjunction")
    )
    kind = kind_after(text, end)
    settled = kind is not None and kind.level in ("city", "district", "province")
    unsettled = kind is not None and not settled  # a mosque bears no town's name
    if not (led or settled) or unsettled or text.tokens[start].is_upper or _continues(text, end):
        return False
    words = text.lower[start:end]
    return not any(cues.is_common(w) or cues.is_given_name(w) or w in cues.kinds() for w in words)


def _may_begin(text: Text, index: int) -> bool:
    token = text.tokens[index]
    if token.is_lower and cues.is_cue(token.text, "not_alone") and token.text not in ARTICLE_PREFIXES:
        return text.token(index + 1) is not None  # "eastern Syria"
    if token.is_lower:
        return (
            token.text in ARTICLE_PREFIXES
            and index + 2 < len(text.tokens)
            and text.tokens[index + 1].text == "-"
            and text.tokens[index + 2].text[0].isupper()
        )
    if token.is_upper and text.is_cue(index, "locative"):
        return False  # "AT TOWER 22"
    if index >= 2 and text.tokens[index - 1].text == "-" and text.lower[index - 2] in PREFIXES:
        return False
    return (token.text[0].isalpha() and text.lower[index] not in {"the", "a", "an"}) or (
        text.lower[index] == "the" and token.is_title and not text.starts_sentence(index)
    )


def _ends(text: Text, start: int) -> list[int]:
    """Return where a name that begins at `start` may end."""
    ends: list[int] = []
    for at in range(start, min(start + LONGEST_NAME, len(text.tokens))):
        token = text.tokens[at]
        if token.text[0].isalpha() or (token.text[0].isdigit() and at > start):
            if not token.is_lower:
                ends.append(at + 1)
            if token.text.endswith(".") and len(token) > 3 and token.text not in cues.abbreviations():
                break
        elif token.text not in JOINERS or (
            token.text in DASHES and (token.whitespace_ or text.tokens[at - 1].whitespace_)
        ):
            break
    return [end for end in ends if not _cuts_a_name(text, start, end)]


def _cuts_a_name(text: Text, start: int, end: int) -> bool:
    """Tell whether tokens `start` to `end` are an article, or end in one that belongs to the next word."""
    return text.lower[end - 1] in ARTICLE_PREFIXES | {"the"} and (
        end == start + 1 or (end < len(text.tokens) and text.tokens[end].text == "-")
    )


def judge(text: Text, names: Sequence[Name], fixed: Sequence[Mention]) -> tuple[list[Name], Company]:
    """Return the names whose evidence says place, in two passes: what is sure by itself speaks for the
    rest.
    """
    weights = cues.weights("recognition")
    sure = [n for n in names if score(features(text, n), weights) >= SURE]
    units: list[Name | Mention] = [m for m in fixed if m.kind == "place"]
    units += [n for n in names if any(c.preferred and c.level in UNITS for c in n.candidates)]
    company = Company(
        accepted=frozenset(n.key for n in sure),
        units=frozenset(u.start for u in units),
        units_end=frozenset(u.end for u in units),
        places_start=frozenset(n.start for n in sure) | frozenset(m.start for m in fixed),
        places_end=frozenset(n.end for n in sure) | frozenset(m.end for m in fixed),
    )
    return [n for n in names if score(features(text, n, company=company), weights) >= LEAST], company


def _whole(text: Text, name: Name, judged: Sequence[Name]) -> Mention:
    """Return the mention of `name`, or of the longer unknown name that it is a word of ("Wadi Barada")."""
    joined = _joined(text, name)
    if joined is not None:
        return unknown_at(text, *joined)
    kind = kind_after(text, name.end)
    of_unit = any(c.level in UNITS for c in name.candidates)
    if kind is not None and kind.level == "natural" and of_unit:  # the Niger river is not Niger
        return replace(mention_at(text, name.start, name.end), known=False, wanted="natural")
    if is_large(name.candidates) or name.end - name.start > 1:
        return mention_at(text, name.start, name.end)
    others = {i for n in judged if n is not name and n.end - n.start > 1 for i in range(n.start, n.end)}
    start, end = name.start, name.end
    while _continues(text, start - 1) and start - 1 not in others:
        start -= 1
    while _continues(text, end) and end not in others:
        end += 1
    usual = any(c.preferred for c in name.candidates)
    if _article_follows(text, end) and (end + 2 not in others or not usual):
        end += 3
    while _hyphenated(text, end) and end + 1 not in others:
        end += 2
    if (start, end) == (name.start, name.end):
        return mention_at(text, start, end)
    return unknown_at(text, start, end)


def _article_follows(text: Text, index: int) -> bool:
    """Tell whether an Arabic article and its noun go on with a name ("Bustan al-Sultan")."""
    if index + 2 >= len(text.tokens) or text.lower[index] not in ARTICLE_PREFIXES:
        return False
    return text.tokens[index + 1].text in DASHES and text.tokens[index + 2].is_title


def _hyphenated(text: Text, index: int) -> bool:
    """Tell whether a hyphen at `index` joins the words before it to a capitalised one ("Pont-Sonde")."""
    if index + 1 >= len(text.tokens) or text.tokens[index].text not in DASHES:
        return False
    apart = text.tokens[index].whitespace_ or text.tokens[index - 1].whitespace_
    return not apart and text.tokens[index + 1].is_title


def _joined(text: Text, name: Name) -> tuple[int, int] | None:
    """Return the bounds of the longer place name that spaCy sees around `name` and small words join
    together.
    """
    if text.labels[name.start] not in PLACE_LABELS:
        return None
    start, end = entity_bounds(text, name)
    after = text.lower[name.end] if name.end + 1 < end else ""
    before = text.lower[name.start - 1] if name.start - 1 > start else ""
    return (start, end) if after in NAME_JOINERS or before in NAME_JOINERS else None


def _continues(text: Text, index: int) -> bool:
    """Tell whether the word at `index` may belong to the same name as its neighbour."""
    if not text.capitalised(index) or text.starts_sentence(index) or text.labels[index] in {"DATE", "NORP"}:
        return False
    word = text.word(index)
    cued = any(
        cues.is_cue(word, cue) for cue in ("never", "title", "locative", "directional", "organisation")
    )
    return not (cued or word in cues.kinds() or cues.is_common(word))


def _abbreviations(text: Text) -> Iterator[Mention]:
    """Yield the short forms that stand for a country or state."""
    index = cues.abbreviations()
    for token in text.tokens:
        word = token.text
        for written in (word, f"{word}."):
            if written not in index or (written != word and text.word(token.i + 1) != "\n"):
                continue
            for entry in index[written]:
                if not entry.after_comma or (token.i >= 2 and text.tokens[token.i - 1].text == ","):
                    # a union of states is no place, but says in which part of the world the text is
                    kind: ToponymKind = "demonym" if entry.place_id.startswith("region:") else "place"
                    yield Mention(token.i, token.i + 1, kind, token.text, place_id=entry.place_id)
                    break


def _demonyms(text: Text, gazetteer: Gazetteer) -> Iterator[Mention]:
    """Yield the words for people and things of a country ("Iraqi", "Saudi Arabian")."""
    table = cues.demonyms()
    at = 0
    while at < len(text.tokens):
        for end in (at + 2, at + 1):
            words = " ".join(text.lower[at:end])
            place_id = table.get(words)
            if (
                place_id
                and end <= len(text.tokens)
                and text.tokens[at].text[0].isupper()
                and not _is_language_or_person(text, at, end)
            ):
                arms = any(text.is_cue(i, "arms") for i in (end, end + 1))
                yield Mention(at, end, "demonym", text.doc[at:end].text, place_id=place_id, of_arms=arms)
                at = end - 1
                break
        at += 1


def _is_language_or_person(text: Text, start: int, end: int) -> bool:
    if start and text.lower[start - 1] == "the" and end < len(text.tokens) and text.tokens[end].is_lower:
        return False  # "the Quaranian town"
    label = text.labels[start]
    return label == "LANGUAGE" or (label == "PERSON" and text.labels[end - 1] == "PERSON")


def _entities(text: Text) -> Iterator[Mention]:
    """Yield spaCy's places, trimmed."""
    for entity in text.doc.ents:
        if entity.label_ not in PLACE_LABELS:
            continue
        start, end = _trimmed(text, entity)
        words = text.lower[start:end]
        if not words or not text.tokens[start].text[0].isupper():
            continue
        if len(words) == 1 and (cues.is_common(words[0]) or words[0] in text.surnames):
            continue
        if len(words) == 1 and text.tokens[start].tag_ == "JJ":
            continue  # "the Andean district of Pataz"
        yield unknown_at(text, start, end)


def _trimmed(text: Text, entity: Entity) -> tuple[int, int]:
    start, end = entity.start, entity.end
    while start < end and (
        text.lower[start] in {"the", "a", "an"}
        or text.tokens[start].is_lower
        or text.tokens[start].is_punct
        or (text.tokens[start].is_upper and text.is_cue(start, "locative"))
    ):
        start += 1
    while end > start and (
        text.lower[end - 1] in POSSESSIVES or text.tokens[end - 1].is_punct or text.tokens[end - 1].is_space
    ):
        end -= 1
    return start, end


def _positions(mentions: Sequence[Mention]) -> set[int]:
    return {i for m in mentions for i in range(m.start, m.end)}
