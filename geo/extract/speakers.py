"""A word of a parse -> who tells the clause it stands in, and for whom a speaker speaks."""

from __future__ import annotations

from spacy.tokens import Span, Token

from geo.extract import lexicon
from geo.extract.actors import Parties, Party, is_pronoun
from geo.extract.clauses import objects, subjects
from geo.extract.factuality import governors
from geo.extract.lexicon import verbs, words
from geo.extract.phrases import modifiers, noun_phrase, referent
from geo.extract.senses import is_event_noun

_PRONOUNS = frozenset({"it", "he", "she", "they", "who", "which", "that", "we", "i", "both", "one"})
_PLURALS = ("NNS", "NNPS")
_NOT_ONE = {"he": _PLURALS, "she": _PLURALS, "it": ("NNS",)}  # tags of those whom a pronoun cannot stand for
_OFFICIALS = words("statements officials")
_FINDINGS = words("speakers findings")
_GROUPS = words("actors group words")
_REPORTING = words("speakers reporting")
_LOOKED_BACK = 80  # tokens: about three sentences


def resolve(token: Token, parties: Parties) -> Party | None:
    """Return the party a noun names; 'the group' and 'it' are the organisation named last."""
    party = parties.of(token) if token.lower_ not in _PRONOUNS else None
    if party is not None and not (is_pronoun(token) and party.id is None):
        return party
    if not is_pronoun(token):
        return None
    for verb in governors(token):
        subject = next(
            (
                c
                for c in verb.children
                if c.dep_ in ("nsubj", "nsubjpass") and c.i < token.i and not is_pronoun(c)
            ),
            None,
        )
        if subject is not None and (found := parties.of(subject, acting=False)):
            return found
    before = [n for n in parties.names if n.end <= token.i and not n.adjective]
    organisations = [
        p
        for p in (
            parties.of(parties.doc[n.end - 1], acting=False)
            for n in reversed(before)
            if token.i - n.end < _LOOKED_BACK
        )
        if p and p.kind == "organization"
    ]
    return organisations[0] if organisations else None


def spoken_for(token: Token, parties: Parties) -> Party | None:
    """Return those in whose name a spokesman, a ministry or an army speaks ('a spokesman for the rebels')."""
    token = _posing_as(referent(token))
    if token.lemma_.lower() not in _OFFICIALS:
        return None
    for word in sorted(modifiers(token), key=lambda t: t.dep_ != "poss"):
        found = parties.adjective(word) or parties.capital(word) or resolve(word, parties)
        if found is not None and found.kind != "individual":
            return found
    for of in [*objects(token, "of"), *objects(token, "for")]:
        found = resolve(of, parties)
        if found is not None and found.kind != "individual":
            return found
    return None


def _posing_as(token: Token) -> Token:
    """Return as whom a person is presented ('a man presented as the chief of X')."""
    if token.lemma_.lower() in _OFFICIALS:
        return token
    clauses = [c for c in token.rights if c.dep_ in ("acl", "relcl")]
    return next((t for c in clauses for t in objects(c, "as")), token)


def speaking(token: Token) -> Token | None:
    """Return the subject of the verb of saying that a clause hangs on."""
    said = False
    for verb in governors(token):
        said = said or verb.lemma_.lower() in verbs("speech") | verbs("accuse") | verbs("deny")
        subject = next((c for c in verb.children if c.dep_ == "nsubj"), None) or _right_before(verb)
        if said and subject is not None and subject != token:
            return referent(subject)
    return None


def _right_before(verb: Token) -> Token | None:
    """Return the noun between a comma and the verb of saying that ends a sentence, which parses may take for
    an apposition ('... were members of X, a regional official said').
    """
    if verb.i < 2 or verb.lemma_.lower() not in verbs("speech"):
        return None
    noun = verb.nbor(-1)
    return noun if noun.dep_ == "appos" and noun.left_edge.i and noun.left_edge.nbor(-1).text == "," else None


def speaker(token: Token) -> str | None:
    """Return the words for who tells a clause, None where the article itself does."""
    subject = speaking(token)
    if subject is not None and not _cannot_speak(subject) and (name := naming(subject)):
        return name
    beside = _said_beside(token) if subject is not None and _cannot_speak(subject) else None
    if beside is not None:
        return beside
    if in_quotation(token):
        said = [v for v in token.sent if v.lemma_.lower() in verbs("speech") and v.i < token.i]
        named = [s for v in said for s in subjects(v) if s.pos_ not in ("PRON", "DET")]
        if named:
            return _text(named[0])
    for word in token.sent:
        if word.lower_ == "according" and (
            named := [t for c in word.children if c.lower_ == "to" for t in c.children if t.dep_ == "pobj"]
        ):
            return naming(named[0])
    return None


def accuser(verb: Token, candidates: list[Token]) -> str | None:
    """Return the words for who accuses: the first candidate that can speak, else who tells the clause."""
    named = (naming(t) for t in candidates if not _cannot_speak(t))
    return next(filter(None, named), None) or _said_beside(verb) or speaker(verb)


def source(sentence: Span, *, after: int) -> str | None:
    """Return the words for the official who says something in a sentence or the `after` ones behind it."""
    doc, end = sentence.doc, sentence.end
    for _ in range(after):
        end = doc[end].sent.end if end < len(doc) else end
    for verb in doc[sentence.start : end]:
        if verb.pos_ == "VERB" and verb.lemma_.lower() in _REPORTING:
            for subject in subjects(verb):
                if _is_official(subject) and not _plans(verb) and (name := naming(subject)):
                    return name
    return None


def _is_official(token: Token) -> bool:
    """Return whether a noun, the title before a name or what stands beside it is an official's."""
    titles = [c for c in token.children if c.dep_ in ("compound", "appos")] if token.pos_ == "PROPN" else []
    rows = ((t.lemma_.lower(), lexicon.person(t)) for t in [token, *titles])
    return any(word in _OFFICIALS or (row is not None and row["stance"] == "force") for word, row in rows)


def _plans(verb: Token) -> bool:
    """Return whether somebody tells what is to come, not what was ('said he would visit the town')."""
    told = [c for c in verb.children if c.dep_ == "ccomp"]
    return any(c.dep_ == "aux" and c.lower_ in ("will", "would", "'ll") for t in told for c in t.children)


def _cannot_speak(token: Token) -> bool:
    """Return whether a noun is an event, a number or a thing ('a blast killed five, the mayor said, blaming
    rebels').
    """
    if token.like_num or is_event_noun(token.lemma_.lower()) or token.lemma_.lower() in _FINDINGS:
        return True
    return lexicon.weapon(token) is not None and lexicon.person(token) is None


def _said_beside(token: Token) -> str | None:
    """Return the subject of the last verb of saying before a word in its sentence."""
    for verb in reversed([t for t in token.sent if t.i < token.i and t.lemma_.lower() in verbs("speech")]):
        for subject in (c for c in verb.children if c.dep_ == "nsubj"):
            if not _cannot_speak(subject):
                return naming(subject)
    return None


def naming(token: Token) -> str | None:
    """Return the words for a speaker; for a pronoun those of the subject told last before it."""
    if token.lower_ not in _PRONOUNS and token.pos_ not in ("PRON", "DET"):
        named = [c for c in token.rights if c.dep_ == "appos" and c.pos_ == "PROPN"]
        return _text(named[0] if named and token.lemma_.lower() in _GROUPS else token)
    for before in reversed(token.doc[max(0, token.i - _LOOKED_BACK) : token.i]):
        subject = before.dep_ in ("nsubj", "nsubjpass") and before.pos_ in ("NOUN", "PROPN")
        subject = subject and before.tag_ not in _NOT_ONE.get(token.lower_, ())
        if subject and not _cannot_speak(before):
            return _text(before)
    return None


def in_quotation(token: Token) -> bool:
    """Return whether a word stands in quotation marks that its sentence opens."""
    before = token.sent.text[: token.idx - token.sent.start_char]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _text(token: Token) -> str:
    return " ".join(noun_phrase(token).text.split())
