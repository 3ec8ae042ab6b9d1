"""Text in capitals gets the case of print, letter for letter; what is read keeps the article's letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.extract import extract, language, restoring, truecase
from geo.model import Article
from tests.extract.reading import PUBLISHED, model, toponyms

TOWNS = {"torsk", "ombira", "sela bazaar", "quarania", "harwick", "port velland"}


def vocabulary() -> truecase.Vocabulary:
    return truecase.vocabulary(model(), named=TOWNS.__contains__)


PRINT = [
    "Two rockets hit the market in Torsk on Wednesday, killing four people.",
    "Gunmen attacked a police post near Sela Bazaar, the army said. Nobody has claimed it.",
    "The U.S. and the EU blamed Hezbollah and the Islamic State for the bombing of Port Velland.",
    "A spokesman for al-Shabaab told us that the US had bombed them at 4:15 a.m. on 3 March.",
    "It didn't say who was behind the attack, which came after Israel's strikes in May 2019.",
    "Troops may march on Ombira, General Velasquez said; they seized AK rifles and the NATO base.",
    "The Quarania Liberation Front (QLF) said it shot down a Russian drone over Harwick Airport.",
    "“We were hit,” said the mayor of Torsk. “They fired on the Kurdish quarter.”",
]


@pytest.mark.parametrize("text", PRINT)
def test_a_sentence_in_capitals_gets_the_case_of_print(text):
    assert truecase.recased(text.upper(), vocabulary()) == text


@pytest.mark.parametrize("text", PRINT)
def test_what_is_in_print_already_stays(text):
    assert truecase.recased(text, vocabulary()) == text


def test_a_headline_takes_the_case_of_its_words_from_the_prose_below_it():
    body = "Shells fell on the zarbod of Maruun late on Monday, and the Ebbo militia was blamed."
    text = f"EBBO SHELLS HIT ZARBOD OF MARUUN\n\n{body}"
    assert truecase.recased(text, vocabulary()) == f"Ebbo shells hit zarbod of Maruun\n\n{body}"


def test_a_few_capitals_in_prose_are_acronyms_and_stay():
    text = "The ELN, the FARC-EP and the AGC fought in TORSK, the UN said."
    assert truecase.recased(text, vocabulary()) == text


@given(st.text(max_size=80).map(str.upper) | st.text(max_size=80))
def test_no_text_changes_its_length_or_anything_but_case(text):
    plain = truecase.recased(text, vocabulary())
    assert len(plain) == len(text)
    assert plain.casefold() == text.casefold()


def test_reports_of_a_text_in_capitals_tell_its_own_letters():
    text = (
        "TORSK, MAY 15 -- HEZBOLLAH FIRED TWO ROCKETS AT A POLICE STATION IN TORSK ON WEDNESDAY, KILLING "
        "THREE OFFICERS, THE ARMY SAID."
    )
    article = Article("made-up", text, published=PUBLISHED)
    plain = truecase.article(article, vocabulary())
    doc = language.parse(model(), plain)
    read = extract(plain, doc, toponyms=toponyms(plain.text))
    (report,) = restoring.restored(read, article, plain=plain)
    assert report.type == "rocket_attack"
    assert (report.actors[0].name, report.actors[0].id) == ("HEZBOLLAH", "hezbollah")
    assert (report.place_name, report.killed.min) == ("TORSK", 3)
    assert text[report.start : report.end] == report.quote
    assert all(name.isupper() for name in (*report.weapons, *(t.name for t in report.targets)))


LOUD = [
    ("GUNMEN STORMED a school in Torsk.", "Gunmen stormed a school in Torsk."),
    ("The group HAS STEPPED UP ATTACKS since May.", "The group has stepped up attacks since May."),
    (
        "Two men were shot dead at a CHECKPOINT near Torsk.",
        "Two men were shot dead at a checkpoint near Torsk.",
    ),
    (
        "HEZBOLLAH HAS ATTACKED a base. The VILLAGE was empty.",
        "Hezbollah has attacked a base. The village was empty.",
    ),
    ("It was calm. POLICE HAVE ARRIVED, he said.", "It was calm. Police have arrived, he said."),
]


@pytest.mark.parametrize(("text", "plain"), LOUD)
def test_loud_words_of_a_line_in_print_become_small(text: str, plain: str) -> None:
    assert truecase.recased(text, vocabulary()) == plain


QUIET = [
    "PORT VELLAND, Quarania (Agency) - Two men were shot dead.",
    "PORT VELLAND. Planes bombed a market.",
    "The FARC AND ELN fought near TORSK, said UNHCR.",
    "TORSK - The army shelled Ombira.",
    "He spoke to the BBC, the UNICEF office and AFP.",
]


@pytest.mark.parametrize("text", QUIET)
def test_datelines_names_and_acronyms_stay_in_capitals(text: str) -> None:
    assert truecase.recased(text, vocabulary()) == text
