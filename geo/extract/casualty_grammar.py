"""A casualty word of a parsed text -> its toll, by grammar: who is killed or hurt by a verb, or in a noun's
"of".

Alone knows which way words such as "kill", "die", "lives", "dead" point to their victims, and when nothing of
it happened ("threatened to kill").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Token

from geo.extract.casualty_counts import Counts, Group
from geo.extract.casualty_words import KINDS, TABLE, WORDS, Toll, TollKind, children, end_of, trimmed
from geo.extract.lexicon import words
from geo.extract.numbers import Quantity
from geo.extract.phrases import text_of
from geo.extract.things import listed_names

_ATTACKING = re.compile(
    r"\b(?:"
    + "|".join(f"{w}s?|{w[:-2]}en" if w.endswith("man") else f"{w}s?" for w in words("reference attackers"))
    + r")\b",
    re.I,
)


def of_word(token: Token, kind: TollKind, counts: Counts) -> Iterator[Toll]:
    """Yield the toll that a casualty verb or noun governs, at most one of a kind."""
    lemma, table = token.lemma_.lower(), TABLE[kind]
    if beside := _number_beside(token, table, counts):
        yield _toll(token, kind, [beside])
        return
    heads: Iterable[Token] = ()
    if token.pos_ in ("VERB", "AUX", "ADJ") and not _is_unreal(token):
        heads = _victims(token, lemma, table)
    if not heads and lemma in table["of"] and not _is_attempt(token):
        heads = _of_phrase(token) or _owner(token)
    if not heads and kind == "killed" and token.lower_ in WORDS["deadly"]:
        heads = _done_to_death(token)
    if not heads and kind == "killed" and lemma == "body" and _is_found(token):
        heads = _of_phrase(token) or [token]
    named = {lemma, token.lower_.removesuffix("s")}
    if not heads and named & set(table["counted"]) and (counted := _counted(token, counts)):
        yield _toll(token, kind, [counted])
        return
    if not heads:
        heads = _lives(token, kind)
    lists = [list(_conjuncts(head)) for head in _whole(list(heads))]
    groups = [g for listed in lists for one in listed if (g := counts.group(one))]
    groups = _without_attackers(groups, counts.text)
    if not groups and (follower := _follower(token, lemma, table, counts)):
        groups = [follower]
    if not groups and lemma in table["of"] and any(map(counts.several, heads)):
        head = next(h for h in heads if counts.several(h))
        groups = [Group(head.idx, end_of(head), head.idx, Quantity(head.idx, end_of(head), 2, None))]
    if groups:
        shared = _is_shared(token, table, counts) or _is_possible(token)
        yield _toll(token, kind, groups, shared=shared, open_end=any(_is_open(n, counts) for n in lists))


def _number_beside(token: Token, table: dict[str, list[str]], counts: Counts) -> Group | None:
    """Read "12 hurt" in "five people were killed and 12 hurt", of which the parser makes one number."""
    if token.i == 0 or token.lower_ not in table["states"] or token.dep_ == "amod":
        return None
    last = token.nbor(-1)
    before = last.nbor(-1) if last.i and last.lower_ in ("others", "more", "people", "persons") else last
    quantity = counts.of(before)
    if quantity is None or quantity.end != end_of(before):
        return None
    return Group(quantity.start, end_of(last), None, quantity)


def _owner(noun: Token) -> list[Token]:
    """Return who was killed in "the mayor's murder"."""
    return [t for t in noun.lefts if t.dep_ == "poss" and t.pos_ != "PRON"]


def _without_attackers(groups: list[Group], text: str) -> list[Group]:
    """Leave out those who attacked where others died too: "two of the gunmen and a policeman"."""
    others = [g for g in groups if not _ATTACKING.search(text[g.start : g.end])]
    return others or groups


def _whole(heads: list[Token]) -> list[Token]:
    """Leave out what is only a part of the noun before it ("nine people, among them a girl")."""
    return heads[:1] + [head for last, head in pairwise(heads) if not _is_part(last, head)]


def _is_open(named: list[Token], counts: Counts) -> bool:
    """Tell whether a list of nouns counts some and not others: "two soldiers and villagers"."""
    counted = [counts.group(one) is not None for one in named]
    return any(counted) and any(
        one.tag_ in ("NNS", "NNPS") and not known for one, known in zip(named, counted, strict=True)
    )


def _follower(token: Token, lemma: str, table: dict[str, list[str]], counts: Counts) -> Group | None:
    """Read the number right after a verb where grammar lost it: "killed between 5 and 7 policemen", "shot
    dead four".
    """
    doc = token.doc
    deadly = (
        table is TABLE["killed"]
        and token.lower_ == "dead"
        and _deadly_verb(token) == doc[max(token.i - 1, 0)]
    )
    transitive = bool({lemma, token.lower_.removesuffix("s")} & set(table["transitive"]))
    if not (deadly or transitive) or _is_unreal(token.head if deadly else token):
        return None
    at = _NEXT_WORD.match(counts.text, end_of(token))
    quantity = next((q for q in counts.all if at and q.start == at.end()), None)
    span = doc.char_span(quantity.start, quantity.end, alignment_mode="expand") if quantity else None
    if quantity is None or span is None:
        return None
    last = span.end
    while last < len(doc) and doc[last].pos_ in ("ADJ", "NOUN", "PROPN"):
        last += 1
    noun = doc[last - 1]
    if noun.lemma_.lower() in WORDS["things"] or noun.ent_type_ in ("DATE", "TIME", "MONEY"):
        return None
    lists = list(_conjuncts(noun))
    most = None if _is_open(lists, counts) else quantity.max
    who = quantity.end if last > span.end else None
    return Group(quantity.start, end_of(noun), who, replace(quantity, max=most))


_NEXT_WORD = re.compile(r"\s*:?\s+")


def _victims(verb: Token, lemma: str, table: dict[str, list[str]]) -> list[Token]:
    transitive, intransitive = lemma in table["transitive"], lemma in table["intransitive"]
    if not transitive and not intransitive:
        return []
    if transitive and (objects := children(verb, "dobj", "nsubjpass")):
        return _without_relatives(objects, verb)
    if transitive and verb.dep_ == "acl" and verb.tag_ in ("VBN", "VBD"):
        return [verb.head]
    if transitive and (shared := _shared_object(verb)):
        return shared
    if not intransitive and verb.tag_ not in ("VBN", "VBD"):
        return []
    if told := _told_of(verb):
        return told
    if subjects := children(verb, "nsubj"):
        relative = any(subject.tag_ in ("WP", "WDT") for subject in subjects)
        return [] if relative and transitive else _without_relatives(subjects, verb)
    first = _first_joined(verb)
    return _without_relatives(children(first, "nsubjpass", *(["nsubj"] if intransitive else [])), first)


def _told_of(verb: Token) -> list[Token]:
    """Return who is told to be dead in "33 people are known to have died"."""
    told = verb.head
    past = any(child.lower_ == "have" and child.dep_ == "aux" for child in verb.children)
    if verb.dep_ != "xcomp" or not past or told.tag_ != "VBN" or told.lemma_.lower() in WORDS["unreal"]:
        return []
    return _without_relatives(children(told, "nsubjpass"), told)


def _first_joined(verb: Token) -> Token:
    """Return the verb that holds the subject of "were shot, beaten and killed"."""
    while verb.dep_ == "conj" and verb.head.pos_ == "VERB" and not subject(verb):
        verb = verb.head
    return verb


def _shared_object(verb: Token) -> list[Token]:
    """Return the object that "killed and wounded 12 people" states once."""
    for other in verb.children:
        if other.dep_ == "conj" and other.pos_ == "VERB" and not subject(verb)[1:]:
            between = verb.doc[verb.i + 1 : other.i]
            if all(token.dep_ in ("cc", "punct") for token in between):
                return children(other, "dobj")
    return []


def _without_relatives(heads: list[Token], verb: Token) -> list[Token]:
    """Replace "who" and "that" by whom they stand for."""
    stood_for = verb.head if verb.dep_ == "relcl" else None
    named = [stood_for if head.tag_ in ("WP", "WDT") else head for head in heads]
    return [head for head in named if head is not None]


def _of_phrase(noun: Token) -> list[Token]:
    return [
        deep for prep in noun.rights if prep.lower_ == "of" for deep in prep.children if deep.dep_ == "pobj"
    ]


def _is_attempt(noun: Token) -> bool:
    """Tell whether a noun names what did not happen: "the attempted murder of", "a death threat"."""
    return any(
        child.lemma_.lower() in ("attempt", "attempted", "failed", "planned", "foiled")
        for child in noun.lefts
    )


def _done_to_death(word: Token) -> list[Token]:
    """Read "shot dead four guards", "were beaten to death", "fatally shot", "gunned down"."""
    verb = _deadly_verb(word)
    if verb is None or verb.pos_ != "VERB" or verb.lemma_ in WORDS["sentencing"] or _is_unreal(verb):
        return []
    own = [child for child in children(verb, "dobj", "nsubjpass") if child.i != word.i]
    whose = [verb.head] if verb.dep_ == "acl" and verb.tag_ == "VBN" else []
    return _without_relatives(own or whose or children(_first_joined(verb), "nsubjpass"), verb)


def _deadly_verb(word: Token) -> Token | None:
    """Return the verb that a word such as "dead", "to death", "fatally" or "down" makes one of killing."""
    if word.lower_ == "death":
        return word.head.head if word.head.lower_ == "to" and word.i > word.head.head.i else None
    if word.lower_ in WORDS["deadly_adverbs"]:
        return word.head if word.dep_ == "advmod" else None
    if word.lower_ == "down":
        return word.head if word.head.lemma_.lower() in WORDS["down"] else None
    return word.head if word.i > word.head.i else None


def _is_found(noun: Token) -> bool:
    return noun.dep_ in ("dobj", "nsubjpass") and noun.head.lemma_.lower() in WORDS["finding"]


def _counted(noun: Token, counts: Counts) -> Group | None:
    for child in noun.lefts:
        quantity = counts.of(child)
        if quantity is not None and child.dep_ in ("nummod", "det", "amod", "compound"):
            return Group(quantity.start, end_of(noun), None, quantity)
    return None


def _lives(token: Token, kind: TollKind) -> list[Token]:
    """Read "claimed the lives of 12", "12 people lost their lives", "suffered injuries"."""
    verb = token.head
    if kind == "killed" and token.lower_ in ("life", "lives"):
        if verb.lemma_ == "lose" and token.dep_ == "dobj" and any(c.dep_ == "poss" for c in token.lefts):
            return _without_relatives(_subjects(verb), verb)
        if verb.lemma_ in WORDS["losing"]:
            return _of_phrase(token) or [token]
        return _of_phrase(token) if verb.lower_ == "of" and verb.head.lower_ == "loss" else []
    if kind == "injured" and token.lower_ in ("injuries", "injury", "wounds", "burns"):
        to = [n for p in token.rights if p.lower_ == "to" for n in p.children if n.dep_ == "pobj"]
        suffered = verb.lemma_ in WORDS["suffering"] and token.dep_ == "dobj"
        return _without_relatives(_subjects(verb), verb) if suffered else to
    return []


def _subjects(verb: Token) -> list[Token]:
    own = subject(verb)
    if own or verb.dep_ not in ("conj", "acl"):
        return own
    return [verb.head] if verb.dep_ == "acl" else children(verb.head, "nsubj", "nsubjpass")


PART_OF = re.compile(
    r"\b(?:including|among (?:them|whom)|of whom|of them(?! (?:and|or)\b)|such as|as well as damag\w+)\b",
    re.I,
)


def _is_part(whole: Token, part: Token) -> bool:
    return whole.i < part.i and bool(PART_OF.search(part.doc[whole.i + 1 : part.i].text))


def _conjuncts(head: Token) -> Iterator[Token]:
    """Yield a noun and those joined to it, but not those that are part of it ("including three children")."""
    yield head
    if listed_names(head):
        return
    for child in head.rights:
        joined = child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN", "NUM", "PRON", "ADJ")
        if joined and not _fares_otherwise(child) and not _is_part(head, child):
            yield from _conjuncts(child)


def _fares_otherwise(joined: Token) -> bool:
    """Tell whether what is joined met with something else: "nine bodies and two wounded"."""
    last = joined.nbor() if joined.pos_ == "NUM" and joined.i + 1 < len(joined.doc) else joined
    return last.lower_ in WORDS["other_fate"]


def _is_unreal(verb: Token) -> bool:
    """Tell whether the killing is only feared, planned, denied or asked for."""
    modals = [child for child in verb.children if child.dep_ == "aux" and child.lower_ in WORDS["modals"]]
    if (modals and not _is_possible(verb)) or any(child.dep_ == "neg" for child in verb.children):
        return True
    if any(child.dep_ == "mark" and child.lower_ in ("if", "unless", "whether") for child in verb.children):
        return True
    to = any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children)
    if to and verb.head.i != verb.i and verb.head.lemma_.lower() in WORDS["unreal"]:
        return True
    return verb.dep_ == "conj" and verb.head.pos_ == "VERB" and _is_unreal(verb.head) and not subject(verb)


def _is_possible(verb: Token) -> bool:
    """Tell whether the killing may have happened: "as many as 40 may have been killed"."""
    helpers = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    return bool(helpers & WORDS["possible"]) and "have" in helpers


def _is_shared(verb: Token, table: dict[str, list[str]], counts: Counts) -> bool:
    """Tell whether one number counts the killed with others ("killed or wounded 12", "killed or
    captured"), not where the others have a number of their own ("five killed and several hurt").
    """
    others = {word for name in KINDS if TABLE[name] is not table for word in TABLE[name]["transitive"]}
    joined = [c for c in verb.children if c.dep_ == "conj" and c.pos_ == "VERB" and not subject(c)]
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB" and not subject(verb):
        joined.append(verb.head)
    either = any(c.dep_ == "cc" and c.lower_ == "or" for word in (verb, *joined) for c in word.children)
    own = children(verb, "dobj", "nsubjpass")
    return any(
        (other.lemma_.lower() in others or either)
        and not (own and (children(other, "dobj", "nsubjpass") or counts.of(other.nbor(-1))))
        for other in joined
    )


def subject(verb: Token) -> list[Token]:
    """Return the subjects a verb has of its own, active or passive."""
    return children(verb, "nsubj", "nsubjpass")


def _toll(
    word: Token, kind: TollKind, groups: list[Group], *, shared: bool = False, open_end: bool = False
) -> Toll:
    least = [group.quantity.min for group in groups if group.quantity.min is not None]
    most = [group.quantity.max for group in groups]
    who = next((group.who for group in groups if group.who is not None), None)
    end = max(group.end for group in groups)
    doubted = word.head.lower_ in WORDS["doubted"] and word.dep_ != "conj"
    return Toll(
        start=min(group.start for group in groups),
        end=end,
        kind=kind,
        min=None if shared or doubted or not least else sum(least),
        max=None if open_end or None in most else sum(number or 0 for number in most),
        word_start=word.idx,
        word_end=end_of(word),
        victims=trimmed(text_of(word.doc), who, end) if who is not None else None,
    )
