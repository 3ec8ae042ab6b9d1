"""Every party of a text is weighed as the suspect of each of its events."""

from __future__ import annotations

from geo.extract import contests, language
from geo.extract.odds import chance
from geo.extract.rivals import Rival
from geo.extract.suspicion import chosen
from geo.model import Article
from tests.extract.reading import PUBLISHED, model, toponyms

TEXT = (
    "The ELN attacked a barracks near Torsk on Monday, killing two soldiers. "
    "The ELN blew up a bridge near Ombira on Tuesday. "
    "A pipeline near Harwick was bombed on Wednesday. The police chief said three workers were hurt."
)


def weighed(text: str) -> list[tuple[Rival, ...]]:
    article = Article("made-up", text, published=PUBLISHED, published_basis="record")
    doc = language.parse(model(), article)
    return [rivals for rivals, _ in contests(article, doc, toponyms=toponyms(text))]


def of(contest: tuple[Rival, ...], actor: str) -> Rival:
    return next(rival for rival in contest if rival.suspect.party.id == actor)


def test_party_of_other_events_is_weighed_for_the_one_that_names_nobody() -> None:
    *_, last = weighed(TEXT)
    rival = of(last, "eln")
    assert rival.added
    assert rival.signs["kind"] == "known group"
    assert rival.signs["kind and shared"] == "known group, most"
    assert rival.signs["near"] == "before"


def test_whom_a_rule_suspects_comes_first_and_is_not_added() -> None:
    first, *_ = weighed(TEXT)
    assert (first[0].suspect.party.id, first[0].added) == ("eln", False)


def test_signs_hold_no_word_of_the_text() -> None:
    texts = (TEXT, TEXT.replace("ELN", "PKK").replace("pipeline", "warehouse").replace("workers", "nuns"))
    signs = [[dict(rival.signs) for rival in contest] for text in texts for contest in weighed(text)]
    half = len(signs) // 2
    assert signs[:half] == signs[half:]


def test_first_suspect_of_the_rules_stays_however_unlikely() -> None:
    rival = of(weighed(TEXT)[0], "eln")
    doubted = Rival({}, rival.suspect, False)
    assert chosen([doubted]) == (rival.suspect,)


def test_nameless_band_is_never_added_without_a_rule() -> None:
    text = "A bank in Torsk was bombed on Wednesday. Smugglers roam the hills, the police chief said."
    (contest,) = weighed(text)
    (band,) = [r for r in contest if r.suspect.party.name == "Smugglers"]
    assert band.added
    assert band.suspect not in chosen(contest)


def test_chance_is_a_probability() -> None:
    assert all(0 < chance(rival.signs, "suspicion") < 1 for contest in weighed(TEXT) for rival in contest)
