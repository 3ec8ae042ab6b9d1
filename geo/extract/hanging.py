"""A place name and a trigger in one parse -> how the name hangs on it: a weight and the rule behind it.

Alone knows the grammar of where: which names of a sentence are the event's place and which are the speaker's
seat, somebody's home town, or the place a rocket came from.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from spacy.tokens import Token

from geo.extract import lexicon
from geo.extract.lexicon import verbs, words
from geo.extract.names import ALIGNED
from geo.extract.triggers import Trigger
from geo.model import Toponym

_TAKES_FROM = frozenset({"kidnap", "abduct", "seize", "snatch", "take", "kidnapping", "abduction"})
_STRUCK = frozenset({"patient", "goal", "effect", "of"})
_MEASURES = words("where measures")
_PARTS = words("where parts")
_WAYS = frozenset({"road", "highway", "way", "route", "street", "railway", "line"})
_LIES = frozenset({"be", "lie", "stand", "sit", "locate", "situate"})
_PARTS_OF_TOWN = words("where parts of towns")
_SPANS = words("where spans")
_ACROSS = frozenset({"over", "across"})
_SHOWS = words("where shows")
ON_THE_WAY = "on the way there"
_BOUND = words("hanging bound")
_THITHER = frozenset({"to", "for", "toward", "towards"})
_BESIDE = frozenset({"near", "outside", "off", "around"})
_AUDIENCES = words("hanging audiences")
_OCCASIONS = words("hanging occasions")
_SAID_AT = frozenset({"in", "at", "from", "by", "during", "before", "to", "outside", "via"})
_PRESS = frozenset({"news", "press", "media"})
_TIMES = frozenset({"DATE", "TIME"})
_SPEAKING = verbs("speech") | {"speak", "brief"}


def is_spoken(path: Sequence[Token]) -> bool:
    """Return whether the words over a name are those of somebody who speaks, or tell where he spoke."""
    return any(
        (child.dep_ in ("nsubj", "prep", "agent") and above.lemma_.lower() in _SPEAKING)
        or _is_occasion(child)
        or _is_audience(child, above)
        for child, above in pairwise(path)
    )


def _is_occasion(token: Token) -> bool:
    """Return whether a noun is where statements are made ('a briefing', 'a news conference')."""
    lemma = token.lemma_.lower()
    return lemma in _OCCASIONS or (lemma == "conference" and any(c.lower_ in _PRESS for c in token.children))


def _is_audience(token: Token, verb: Token) -> bool:
    """Return whether a noun names those to whom something is said ('told the radio')."""
    told = verb.lemma_.lower()
    heard = told == "tell" or (told in _SPEAKING and token.lemma_.lower() in _AUDIENCES)
    return heard and token.dep_ in ("dobj", "dative")


def _where_it_was_said(path: Sequence[Token], trigger: Token) -> bool:
    """Return whether a name is where somebody spoke ('told reporters in X', 'speaking in X, he said'); what
    stands behind a comma or behind what was said ('said rebels hit a school in X') may be the event's own.
    """
    doc, first = trigger.doc, path[0].i
    for child, above in pairwise(path):
        if _is_occasion(child):
            return True
        if above.lemma_.lower() not in _SPEAKING or not (above.i < first and _speaks(above)):
            continue
        if _is_audience(child, above) or (child.dep_ == "prep" and child.lower_ in _SAID_AT):
            between = doc[above.i + 1 : first]
            return not above.i < trigger.i < first and not any(t.text in ",;:" for t in between)
    return False


def _speaks(verb: Token) -> bool:
    """Return whether a verb has somebody who speaks ('police reported'; not 'clashes were reported in X')."""
    passive = any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children)
    return (
        verb.pos_ == "VERB"
        and not passive
        and (verb.tag_ != "VBN" or any(c.dep_ == "nsubj" for c in verb.children))
    )


def _heads_there(path: Sequence[Token]) -> bool:
    """Return whether what was hit was only on its way between places ('a convoy bound for X', 'on its way to
    X', 'a bus travelling from X'), also where the parser lost it.
    """
    first = path[0].left_edge.i
    before = path[0].doc[max(0, first - 2) : first]
    return any(map(_goes, path[1:], path[2:])) or (len(before) == 2 and _goes(before[1], before[0]))


def _goes(preposition: Token, above: Token) -> bool:
    """Return whether a preposition behind a word for travel leads to a place or from it."""
    if preposition.pos_ not in ("ADP", "SCONJ", "PART") or preposition.lower_ not in _THITHER | {"from"}:
        return False
    going = verbs("motion") if preposition.lower_ == "from" else verbs("motion") | _BOUND
    return not going.isdisjoint((above.lemma_.lower(), above.lower_))


def _beside_the_way(path: Sequence[Token]) -> bool:
    """Return whether a name stands with 'near' behind that of a destination ('bound for X near Y'): it tells
    where the event was, whatever the parser hangs it on.
    """
    at = next((i for i, t in enumerate(path[:4]) if t.dep_ == "prep" and t.lower_ in _BESIDE), None)
    if at is None or at + 1 >= len(path):
        return False
    there = path[at + 1]
    return there.pos_ == "PROPN" and _heads_there(path[at + 1 :])


def is_listed(root: Token, trigger: Token) -> bool:
    """Return whether a name is one of several in a list under a trigger ('in X and in Y')."""
    for token in (root, *root.ancestors):
        if token == trigger:
            break
        if token.dep_ == "conj" or any(
            c.dep_ == "conj" and c.pos_ in ("PROPN", "ADP") for c in token.children
        ):
            return True
    return False


def weigh(
    root: Token, toponym: Toponym, trigger: Trigger, arguments: dict[int, str], others: frozenset[int]
) -> tuple[int, str]:
    """Return how a place name whose head is `root` hangs on a trigger, -1 not at all, and why; `arguments`
    are the roles of tokens by index, `others` the text's other triggers.
    """
    if nationality(root, toponym):
        return -1, "a nationality"
    before = root.head.nbor(-1) if root.dep_ == "pobj" and root.head.i else None
    if (
        before is not None
        and before.i in others
        and before != trigger.token
        and before.pos_ in ("NOUN", "PROPN")
    ):
        return -1, "of another event"
    above = list(trigger.token.ancestors)
    if root in above:
        return 3, "where it happened"
    here, path = root, [root]
    for _ in range(12):
        if here == trigger.token:
            return _attached(path, arguments)
        if here != root and arguments.get(here.i) in _STRUCK:
            if _spans(path):
                return 0, "what a bridge spans"
            if _heads_there(path):
                return (2, "beside the way there") if _beside_the_way(path) else (-1, "where it was going")
            return (_of_person(path), "of a person") if only_of_person(path) else (3, "of the target")
        if here.i in arguments and arguments[here.i] in ("agent", "owner", "with"):
            return (1, "where the actor was") if _stays(path) else (-1, "of the actor")
        if here.head == here:
            break
        if (
            here.dep_ in ("nsubj", "agent")
            and here.head.lemma_.lower() in verbs("speech")
            and here.head != trigger.token
        ):
            return -1, "the speaker's"
        here = here.head
        path.append(here)
        if here.i in others and here != trigger.token and here not in above and _is_apart(here):
            return -1, "of another event"
    if any(t.dep_ == "pobj" and t.head.lower_ == "to" and t.head.head.lower_ == "according" for t in path):
        return -1, "the speaker's"
    if _where_it_was_said(path, trigger.token):
        return -1, "where it was said"
    if _on_the_way(path):
        return 0, ON_THE_WAY
    if _beside_the_way(path):
        return 2, "beside the way there"
    if only_of_person(path) or away(path) or _heads_there(path):
        return -1, "of a person"
    if _clause_of(trigger.token, above, path, others):
        return 2, "of the clause"
    return 1, "in the sentence"


def _clause_of(trigger: Token, above: list[Token], path: Sequence[Token], others: frozenset[int]) -> bool:
    """Return whether a name hangs on a verb over the trigger, no verb of saying between ('in X, five died
    when ...').
    """
    for below, verb in zip([trigger, *above], above, strict=False):
        if below.dep_ in ("acl", "relcl") and not any(c.lower_ == "where" for c in below.children):
            return False
        if verb.lemma_.lower() in verbs("speech") and not (path[0].i < trigger.i < verb.i):
            return False  # a place before the clause is the clause's own where the saying follows it
        if verb in path:
            return not any(t.dep_ == "conj" and t.i in others for t in path[: path.index(verb)])
    return False


def _is_apart(event: Token) -> bool:
    """Return whether another trigger names another event: a noun, or a clause of time ('after X did')."""
    if event.pos_ in ("NOUN", "PROPN"):
        return True
    return any(
        c.dep_ in ("mark", "prep", "advmod") and c.lower_ in ("after", "before", "since")
        for c in event.children
    )


def nationality(root: Token, toponym: Toponym) -> bool:
    """Return whether a country's name only says whose something is ('the U.S. embassy', "Iraq's army")."""
    if toponym.place is None or toponym.place.level != "country" or root.head == root:
        return False
    if toponym.place.gazetteer_id is None and root.head.lower_ in _PARTS_OF_TOWN:
        return False  # a quarter that nobody knows bears the country's level ('the Velm quarter')
    if root.dep_ in ("compound", "amod", "nmod") or ALIGNED.match(root.head.lower_):
        return True
    return root.dep_ == "poss" and not {root.head.lower_, root.head.lemma_.lower()} & _PARTS


def is_of_force(root: Token) -> bool:
    """Return whether a name says whose armed people somebody is ("Velorne forces", "Ket rebels")."""
    row = lexicon.person(root.head) if root.dep_ in ("compound", "nmod", "poss", "amod") else None
    return row is not None and row["stance"] in ("armed", "force")


def _attached(path: Sequence[Token], arguments: dict[int, str]) -> tuple[int, str]:
    taken = "from" if path[-1].lemma_.lower() in _TAKES_FROM else ""
    if any(
        t.i in arguments and arguments[t.i] in ("agent", "with", "" if taken else "source") for t in path[:-1]
    ):
        return (2, "where the actor was") if _stays(path) else (-1, "of the actor")
    if _spans(path):
        return 0, "what a bridge spans"
    if _on_the_way(path):
        return 0, ON_THE_WAY
    if _beside_the_way(path):
        return 2, "beside the way there"
    if away(path, taken) or _heads_there(path):
        return -1, "away from"
    if only_of_person(path):
        return _of_person(path), "of a person"
    if any(t.dep_ in ("ccomp", "relcl", "advcl", "parataxis") and not _lies(t) for t in path[:-1]):
        return 1, "in a clause of it"
    return 3, "of the trigger"


def _lies(verb: Token) -> bool:
    """Return whether a clause only says where something is ('the embassy, which stands in X')."""
    return verb.dep_ == "relcl" and verb.lemma_.lower() in _LIES


def _spans(path: Sequence[Token]) -> bool:
    """Return whether a name is of the river or valley that a bridge or a dam crosses ("a bridge over the
    Velm").
    """
    return any(
        child.dep_ == "prep" and child.lower_ in _ACROSS and above.lemma_.lower() in _SPANS
        for child, above in pairwise(path)
    )


def _on_the_way(path: Sequence[Token]) -> bool:
    """Return whether those it happened to were going there ('a bomb went off as they drove to X')."""
    return any(
        child.dep_ == "prep"
        and child.lower_ == "to"
        and verb.lemma_.lower() in verbs("motion")
        and verb.dep_ == "advcl"
        and any(c.lower_ in ("as", "while", "when") for c in verb.lefts)
        for child, verb in pairwise(path)
    )


def _stays(path: Sequence[Token]) -> bool:
    """Return whether a name tells where those who act were ('shot by gunmen in X'), not whose they are."""
    return len(path) > 2 and path[0].dep_ == "pobj" and path[1].lower_ in ("in", "at", "near", "outside")


def _of_person(path: Sequence[Token]) -> int:
    """Return how much a person's town says of the event's place: an official's a little, a home town none."""
    return -1 if any(t.dep_ == "prep" and t.lower_ == "from" for t in path) else 0


def only_of_person(path: Sequence[Token]) -> bool:
    """Return whether the name tells whose or whence a person is ('a teacher from Leeds', 'the Kabul police
    chief').
    """
    for child, above in pairwise(path):
        row = lexicon.person(above)
        if row is None or lexicon.target(above):
            continue
        if (child.dep_ == "prep" and child.lower_ in ("from", "of")) or child.dep_ in (
            "compound",
            "nmod",
            "poss",
        ):
            return True
    return False


def away(path: Sequence[Token], spared: str = "") -> bool:
    """Return whether the event came from there, went there or speaks of it ('fired from', 'fled to')."""
    for child, above in pairwise(path):
        if child.dep_ == "prep" and child.lower_ != spared and _leadsaway(child, above):
            measured = above.lemma_.lower() in _MEASURES or any(
                t.lemma_.lower() in _MEASURES for t in [*child.lefts, *above.children]
            )
            if not measured:
                return True
        if child.dep_ == "prep" and child.lower_ == "to" and above.lemma_.lower() in verbs("motion") | _WAYS:
            return True
    return False


def _leadsaway(preposition: Token, above: Token) -> bool:
    """Return whether 'from' tells whence one came, not out of what; 'about' and 'for' always do."""
    if preposition.lower_ in ("about", "for"):
        return not any(t.ent_type_ in _TIMES for t in preposition.children)  # "for the third day in Velorne"
    if above.lemma_.lower() in _SHOWS:
        return False  # "footage from Velorne" was taken there
    moved = above.lemma_.lower() in verbs("motion") | verbs("send") or above.pos_ not in ("VERB", "AUX")
    return preposition.lower_ == "from" and moved
