"""Which place name of a text is the event's place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from geo.extract import extract, language
from geo.extract.country import World
from geo.extract.nesting import contains
from geo.model import Article, Place, Report, Toponym
from tests.extract.reading import PLACES, PUBLISHED, model, news, toponyms

PLACED = [
    ("A bomb exploded in Torsk on Wednesday, the government in Harwick said.", "Torsk"),
    ("Officials in Harwick said gunmen attacked a police post in Torsk on Wednesday.", "Torsk"),
    ("Gunmen killed a teacher from Harwick in Torsk on Wednesday.", "Torsk"),
    ("Rockets fired from Harwick hit a hospital in Torsk on Wednesday.", "Torsk"),
    ("A missile struck Sela Bazaar in Torsk on Wednesday.", "Sela Bazaar"),
    ("In Ombira, six people were killed on Wednesday when a mine exploded under a bus.", "Ombira"),
    ("A man from Harwick was shot dead by gunmen in Torsk on Wednesday.", "Torsk"),
    ("An attack on a mosque in Norfen killed nine people on Wednesday.", "Norfen"),
]


@pytest.mark.parametrize(("text", "name"), PLACED)
def test_place_hangs_on_the_event_and_not_on_speaker_or_victim(text: str, name: str) -> None:
    (report,) = news(text)
    assert report.place_name == name
    assert text[report.place_start : report.place_end] == name


@pytest.mark.parametrize(
    "text",
    [
        "Shells fall for the third day in Torsk",
        "Destroyed school no12 in Torsk, 1 reported casualty",
        "Two soldiers killed in a rebel attack;Torsk",
        "Two killed in shelling;Torsk;Torsk",
    ],
)
def test_headline_is_placed_where_it_names_one_place_only(text: str) -> None:
    assert news(text)[0].place_name == "Torsk"


def test_headlines_of_a_row_are_read_one_by_one() -> None:
    doc = language.parse(model(), Article("x", "Two killed in Ombira;12 hurt in Torsk; police said"))
    assert [s.text for s in doc.sents] == ["Two killed in Ombira;", "12 hurt in Torsk; police said"]


def test_town_is_taken_before_the_country_around_another() -> None:
    around = replace(PLACES["Ombira"], level="district", uncertainty_km=30.0)
    text = "Clashes continue in the countryside of Ombira and in Torsk"
    named = [replace(t, place=around) if t.name == "Ombira" else t for t in toponyms(text)]
    article = Article("x", text, published=PUBLISHED, published_basis="record")
    reports = extract(article, language.parse(model(), article), toponyms=named)
    assert [r.place_name for r in reports] == ["Torsk"]


@pytest.mark.parametrize(
    "text",
    [
        "Militiaman killed in shelling by Harwick's forces",
        "Militiaman killed in shelling by Harwick troops",
    ],
)
def test_capital_that_stands_for_its_army_is_no_place(text: str) -> None:
    article = Article("x", text, published=PUBLISHED, published_basis="record")
    world = World(capital=lambda code: PLACES["Harwick"])
    reports = extract(article, language.parse(model(), article), toponyms=toponyms(text), world=world)
    assert [r.place_name for r in reports] == [None]


def test_quarter_in_the_text_beats_the_city_in_the_dateline() -> None:
    (report,) = news("TORSK, May 16 (Agency) - A bomb went off in Sela Bazaar on Wednesday, police said.")
    assert report.place_name == "Sela Bazaar"


def test_dateline_places_an_event_whose_text_names_no_place() -> None:
    (report,) = news(
        "TORSK, Torsk, May 16 (Agency) - A car bomb exploded outside a bank on Wednesday, police said."
    )
    assert report.place_name == "Torsk"


def test_country_of_the_event_is_never_moved_to_the_city_of_the_dateline() -> None:
    text = (
        "HARWICK - In Harwick the weather was fine.\n\nGunmen killed ten villagers in Quarania on Wednesday."
    )
    (report,) = news(text)
    assert report.place_name == "Quarania"


def test_country_that_only_says_whose_embassy_it_was_is_no_place() -> None:
    (report,) = news("Gunmen attacked the Velland embassy in Torsk on Wednesday.")
    assert report.place_name == "Torsk"


def test_event_without_any_place_has_none() -> None:
    (report,) = news("Gunmen opened fire on a bus on Wednesday and killed two passengers.")
    assert report.place is None
    assert report.place_start is None
    assert report.confidence_place == 0.0


def test_place_of_the_paragraph_goes_on_for_its_next_sentence() -> None:
    text = "In Ombira, shops were closed. Gunmen shot two policemen there on Wednesday."
    (report,) = news(text)
    assert report.place_name == "Ombira"


def test_town_of_the_lead_stands_before_a_country_named_later() -> None:
    text = (
        "Nurses carried eleven dead on Wednesday from a school in Torsk that a rocket had hit at dawn.\n\n"
        "A spokesman said on Wednesday that the rocket attack on Velland was an answer."
    )
    assert "Torsk" in [r.place_name for r in news(text)]


def test_event_all_over_a_country_is_not_at_one_of_its_towns() -> None:
    text = (
        "Bombs went off across Quarania on Wednesday, killing nine people.\n\n"
        "The blasts began in Torsk at noon."
    )
    assert {r.place_name for r in news(text)} == {"Quarania"}


def test_dateline_gives_way_to_the_country_that_the_sentence_names() -> None:
    text = (
        "Torsk, May 15, 2024 (Crow News) - Vandals set fire to three of Quarania's grain stores on Wednesday."
    )
    assert [r.place_name for r in news(text)] == ["Quarania"]


def test_ship_called_after_a_town_is_no_place() -> None:
    text = "Four sailors died on Wednesday when rockets hit the Harwick, a ferry, near the town of Torsk."
    assert [r.place_name for r in news(text)] == ["Torsk"]


def read_with(names: Sequence[Toponym], text: str, world: World | None = None) -> list[Report]:
    article = Article("made-up", text, published=PUBLISHED, published_basis="record")
    reports = extract(article, language.parse(model(), article), toponyms=names, world=world)
    return [report for report in reports if report.main]


UNKNOWN = [  # names that nobody knows, in an article about Quarania
    "Gunmen killed nine villagers in Zubrova on Wednesday.",
    "A policeman was killed when a patrol came under fire near the village of Zubrova on Wednesday.",
    "Rebels raided the town of Zubrova on Wednesday, killing two guards.",
    "A bomb exploded at a market in Zubrova on Wednesday, killing four.",
]


@pytest.mark.parametrize("sentence", UNKNOWN)
def test_place_nobody_knows_keeps_its_name_and_has_its_country(sentence: str) -> None:
    text = f"TORSK, May 16, 2024 (Agency) - {sentence} Quarania has sent troops."
    unknown = Toponym(at := text.index("Zubrova"), at + len("Zubrova"), "Zubrova")
    (report,) = read_with([unknown, *toponyms(text)], text)
    assert report.place is not None
    assert (report.place_name, report.place.level, report.place.country) == ("Zubrova", "country", "XQ")
    assert report.place.within == ("Quarania",)


def test_event_without_a_place_has_the_only_country_of_its_article() -> None:
    (report,) = news(
        "Quarania said on Wednesday that it was in mourning. Gunmen killed two guards on Tuesday."
    )
    assert report.place is not None
    assert (report.place.level, report.place.country) == ("country", "XQ")


@pytest.mark.parametrize("mark", [" | ", ": ", " - ", " — "])
def test_heading_of_a_digest_gives_the_country_of_what_follows(mark: str) -> None:
    text = (
        f"Quarania{mark}Gunmen killed two guards in an ambush on Wednesday.\n\n"
        f"Velland{mark}A bomb exploded in a bus on Wednesday, killing three."
    )
    countries = {r.place.country for r in news(text) if r.place}
    assert countries == {"XQ", "XV"}


@pytest.mark.parametrize(
    ("words", "country"),
    [
        ("Quarania's capital", "XQ"),
        ("the capital of Quarania", "XQ"),
        ("the capital", "XQ"),
        ("Velland's capital", "XV"),
    ],
)
def test_capital_is_the_town_and_not_the_country(words: str, country: str) -> None:
    text = f"Quarania is in mourning, its people said. Gunmen shot dead two guards in {words} on Wednesday."
    seat = {"XQ": PLACES["Torsk"], "XV": PLACES["Harwick"]}
    (report,) = read_with(toponyms(text), text, World(capital=seat.get))
    assert report.place is not None
    assert (report.place.name, report.place.country) == (seat[country].name, country)
    assert report.place_name is None


def test_provincial_capital_is_not_the_country_s() -> None:
    text = "Quarania is in mourning. Gunmen shot dead two guards in the provincial capital on Wednesday."
    article = Article("made-up", text, published=PUBLISHED, published_basis="record")
    doc = language.parse(model(), article)
    reports = extract(
        article, doc, toponyms=toponyms(text), world=World(capital=lambda code: PLACES["Torsk"])
    )
    assert [r.place.level for r in reports if r.place] == ["country"]


def test_two_spellings_of_a_unit_are_one():
    district = Place("Spin Vel", 10.4, 10.4, "district", 20.0, "XQ", "XQ-1", "t:1", ("Tórsk", "Quarania"))
    town = Place("Torsk", 10.5, 10.5, "city", 3.0, "XQ", "XQ-1", "t:2", ("Tórsk", "Quarania"))
    assert contains(town, district)


ADDED = [
    "Rebels attacked a school in Torsk on Wednesday, in Quarania. They also kidnapped a judge.",
    "A bomb killed nine people in Torsk on Wednesday.\n\nIn addition, gunmen kidnapped a judge, police said.",
]


@pytest.mark.parametrize("text", ADDED)
def test_what_a_sentence_adds_was_where_the_one_before_it_tells(text: str) -> None:
    assert [report.place_name for report in news(text)] == ["Torsk", "Torsk"]


def test_what_is_added_to_events_of_two_towns_is_in_neither() -> None:
    text = (
        "A bomb went off in Torsk on Wednesday. Gunmen killed nine people in Ombira.\n\n"
        "Rebels also kidnapped a judge and his driver."
    )
    places = {report.type: report.place_name for report in news(text)}
    assert places["kidnapping"] not in ("Torsk", "Ombira")


def test_hotel_called_after_a_town_abroad_does_not_stand_there() -> None:
    (report,) = news(
        "Gunmen stormed the Harwick hotel in Torsk on Wednesday, killing nine people. Quarania mourns, "
        "and so does Ombira."
    )
    assert report.place_name == "Torsk"


SAID_THERE = [
    "A trader was shot dead in his shop, a spokesman told a news conference in Torsk on Wednesday.",
    "Gunmen killed six herders in an ambush, the governor told reporters in Torsk on Wednesday.",
    "Armed men kidnapped a doctor from her clinic, the army said at a briefing in Torsk on Wednesday.",
    "Five villagers were killed in a raid by rebels, a chief said by phone from Torsk on Wednesday.",
    "The minister told parliament in Torsk on Wednesday that a car bomb had killed twelve people.",
    "Speaking to journalists in Torsk on Wednesday, the general said shells had killed two nurses.",
    "Rebels burned a church and killed the priest, a bishop said in an interview in Torsk on Wednesday.",
]


@pytest.mark.parametrize("text", SAID_THERE)
def test_place_where_it_was_only_said_is_not_the_event_s(text: str) -> None:
    (report,) = news(text)
    assert report.place_name is None


HAPPENED_THERE = [
    "Police said six people were killed on Wednesday in Torsk when gunmen fired on a bus.",
    "In Torsk, police said gunmen had fired on a bus on Wednesday, killing six.",
    "Clashes were reported in Torsk on Wednesday in which rebels killed six people.",
    "The Taliban claimed responsibility for an attack in Torsk on Wednesday that killed six soldiers.",
    "A bomb went off at a press conference in Torsk on Wednesday, killing two reporters.",
    "A trader was shot dead in his shop in Torsk, a spokesman told reporters in Harwick on Wednesday.",
]


@pytest.mark.parametrize("text", HAPPENED_THERE)
def test_place_where_it_was_stays_the_event_s_beside_words_of_saying(text: str) -> None:
    (report,) = news(text)
    assert report.place_name == "Torsk"


DESTINATIONS = [
    "A drone hit an aid convoy on its way to Harwick near Torsk on Wednesday, killing five.",
    "A bomb hit a minibus bound for Harwick on Wednesday near Torsk, in Norfen, killing five.",
    "Five nurses died on Wednesday when their convoy, which was heading to Harwick, was hit near Torsk.",
    "Rebels ambushed a military convoy headed for Harwick near Torsk on Wednesday.",
    "Gunmen killed nine pilgrims en route to Harwick on Wednesday in Torsk.",
    "A roadside bomb hit a bus on its way to Harwick near the town of Torsk on Wednesday, killing six.",
]


@pytest.mark.parametrize("text", DESTINATIONS)
def test_event_was_where_the_travellers_were_and_not_where_they_were_going(text: str) -> None:
    (report,) = news(text)
    assert report.place_name == "Torsk"


ON_THE_WAY = [
    "Rebels attacked a train bound for Torsk on Wednesday.",
    "Guerrillas attacked a bus that was travelling to Torsk on Wednesday, killing two.",
    "Gunmen ambushed a bus travelling from Torsk to Harwick on Wednesday, killing six.",
]


@pytest.mark.parametrize("text", ON_THE_WAY)
def test_places_between_which_a_bus_travels_are_no_pin_alone(text: str) -> None:
    (report,) = news(text)
    assert report.place_name is None


REGION = Place("eastern Quarania", 10.5, 10.5, "province", 250.0, "XQ", None, "t:east", ("Quarania",))
VILLAGES = [
    "Rebels kill twelve in eastern Quarania\n\nRebels shot twelve farmers as they slept in Torsk on Monday.",
    "A bomb in eastern Quarania killed nine people on Wednesday.\n\nThe bomb exploded in Torsk near a bank.",
    "Militia kills dozens in eastern Quarania\n\nThe militia attacked a camp in Torsk on Wednesday.",
    "Gunmen killed two in eastern Quarania on Wednesday. The gunmen fired on a bus in Torsk, police said.",
    "Nine die in eastern Quarania blast\n\nNine people died on Wednesday when a mine exploded in Torsk.",
]


@pytest.mark.parametrize("text", VILLAGES)
def test_town_of_the_body_beats_the_region_of_the_headline(text: str) -> None:
    at = text.index("eastern Quarania")
    region = Toponym(at, at + len("eastern Quarania"), "eastern Quarania", "place", REGION)
    beside = [t for t in toponyms(text) if not at <= t.start < region.end]
    (report,) = read_with([region, *beside], text)
    assert report.place_name == "Torsk"


def test_region_of_the_headline_gets_the_name_of_the_village_that_nobody_knows() -> None:
    text = (
        "Gunmen kill two in Norfen. The gunmen attacked the village of Zubrova on Wednesday. Quarania mourns."
    )
    unknown = Toponym(at := text.index("Zubrova"), at + len("Zubrova"), "Zubrova")
    (report,) = read_with([unknown, *toponyms(text)], text)
    assert report.place is not None
    assert (report.place_name, report.place.level) == ("Zubrova", "province")
