"""Articles that are not in English are told and named; English ones full of foreign names never are."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from py3langid.langid import LanguageIdentifier

from geo.corpus import language, read
from geo.errors import LanguageError
from geo.model import Article

with (Path(__file__).parent / "foreign.csv").open(encoding="utf-8", newline="") as file:
    FOREIGN = {row["language"]: row["text"] for row in csv.DictReader(file)}
ENGLISH = [
    "Two rockets struck the central market of Torsk on Wednesday, killing four people, police said.",
    "TWO ROCKETS STRUCK THE CENTRAL MARKET OF TORSK ON WEDNESDAY, KILLING FOUR PEOPLE, POLICE SAID.",
    "Shelling reported overnight: Oleksandrivka, Novosvitlivka, Dmytrivka, Bila Krynytsia, Velyka Novosilka, "
    "Staromaiorske, Urozhaine, Zolota Nyva, Vremivka, Makarivka and Neskuchne.",
    "Sheikh Abdul-Rahman al-Jabouri met Ayatollah Muhammad Ridha al-Gharawi in Salah ad-Din, Abu Ghraib, "
    "Umm Qasr, Tel Abyad and Deir ez-Zor before rockets fell.",
    "Gunmen kill three police officers, wound two more near Jamaat-ul-Mujahideen Dar-ul-Uloom checkpost",
    "March 3: (S12) strike near جسر المدينة bridge and سوق market, no casualties reported by civil defence",
    "“Allons enfants, la rue est à nous et la nuit est longue”, the crowd sang. Then a bomb went off in the "
    "square, and at least six people were hurt, according to the mayor, who was there with his son.",
    "Le Monde, Die Zeit, El País, La Repubblica, Gazeta Wyborcza, Dagens Nyheter",
    "Bombe in Torsk",
    "",
    "12:40 17:05 --- *** ???",
]


def _article(text: str, declared: str | None = None) -> Article:
    return Article("made-up", text, language=declared)


@pytest.mark.parametrize("name", FOREIGN)
@pytest.mark.parametrize("form", [str, str.upper])
def test_a_foreign_text_is_named_by_its_language(name, form):
    assert language.foreign(_article(form(FOREIGN[name]))) == name


@pytest.mark.parametrize("text", ENGLISH)
@pytest.mark.parametrize("form", [str, str.upper])
def test_an_english_text_is_none_of_them_whatever_names_stand_in_it(text, form):
    assert language.foreign(_article(form(text))) is None


@pytest.mark.parametrize("name", FOREIGN)
def test_an_english_title_saves_no_foreign_text(name):
    text = f"Rockets hit the central market of the town, police say\n\n{FOREIGN[name]}\n"
    assert language.foreign(_article(text)) == name


@pytest.mark.parametrize("name", FOREIGN)
def test_a_foreign_title_or_quotation_condemns_no_english_text(name):
    text = (
        f"{FOREIGN[name][:60]}\n\nGunmen stormed a post near Ombira on Tuesday and killed three soldiers, "
        f"the army said. “{FOREIGN[name]}”, a local paper wrote. Nobody has claimed the attack, which was "
        "the second in the province within a week. The governor said that the road would be closed until "
        "the men were found."
    )
    assert language.foreign(_article(text)) is None


def test_a_line_of_english_below_a_foreign_text_saves_it_not():
    text = f"{FOREIGN['French']} {FOREIGN['French']}\n\nFollow us on our channels. All rights reserved."
    assert language.foreign(_article(text)) == "French"


@pytest.mark.parametrize(
    ("text", "declared", "told"),
    [
        ("Bombe in Torsk", "de", "German"),
        ("Bombe in Torsk", "de-AT", "German"),
        ("Bombe in Torsk", "German", "German"),
        ("Bombe in Torsk", "en", None),
        ("Bombe in Torsk", "of no language", None),
        (ENGLISH[0], "fr", None),
        (FOREIGN["French"], "en", "French"),
    ],
)
def test_the_declared_language_decides_only_what_the_text_leaves_open(text, declared, told):
    assert language.foreign(_article(text, declared)) == told


def test_each_language_the_model_knows_has_a_name():
    model = LanguageIdentifier.from_model_file("data/model.npz.xz")
    assert set(model.labels) - {"en", "zxx"} <= set(language.names())


def test_a_foreign_article_is_one_error_that_names_file_and_language_and_the_rest_is_read(tmp_path):
    (tmp_path / "a.txt").write_text(FOREIGN["French"], encoding="utf-8")
    lines = [{"id": "b", "text": ENGLISH[0]}, {"id": "c", "text": FOREIGN["Ukrainian"]}]
    (tmp_path / "b.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    errors: list[Exception] = []
    assert [article.id for article in read([tmp_path], on_error=errors.append)] == ["b"]
    assert [type(error) for error in errors] == [LanguageError, LanguageError]
    assert [str(error) for error in errors] == [
        f"{tmp_path / 'a.txt'}: in French; only English is read, left out",
        f"{tmp_path / 'b.jsonl'}:2: in Ukrainian; only English is read, left out",
    ]
