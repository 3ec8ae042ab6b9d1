"""Which names that no gazetteer holds are places, and what holds them. All names are made up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from geo.extract import extract, language
from geo.extract.country import World
from geo.extract.unknown import is_office, is_part_of_town, under
from geo.model import Article, Report, Toponym
from tests.extract.reading import PLACES, PUBLISHED, model, place, toponyms

HELD = [
    ("In Torsk, rockets hit Velm Hospital on Wednesday, killing a patient.", "Velm Hospital", "Torsk"),
    ("Rebels stormed Fort Ulm near the town of Torsk on Wednesday, killing six.", "Fort Ulm", "Torsk"),
    ("Gunmen shot dead a judge in Velm Street in Torsk on Wednesday.", "Velm Street", "Torsk"),
    ("Shells hit Velm market in Ombira on Wednesday, killing six people.", "Velm market", "Ombira"),
    ("Gunmen attacked a school in Ulmar in Norfen on Wednesday, killing two teachers.", "Ulmar", "Norfen"),
    ("A drone hit Tower 31 in Norfen on Wednesday, killing three soldiers.", "Tower 31", "Norfen"),
]  # fmt: skip


def read(text: str, unknown: Sequence[str]) -> list[Report]:
    article = Article("made-up", text, published=PUBLISHED, published_basis="record")
    names = [Toponym(text.index(n), text.index(n) + len(n), n) for n in unknown]
    found = sorted([*toponyms(text), *names], key=lambda t: t.start)
    world = World(country=lambda code: PLACES["Quarania"])
    return extract(article, language.parse(model(), article), toponyms=found, world=world)


@pytest.mark.parametrize(("text", "name", "holder"), HELD)
def test_unknown_name_is_the_place_with_the_point_and_radius_of_what_holds_it(
    text: str, name: str, holder: str
) -> None:
    (report, *_) = read(text, [name])
    assert report.place_name == name
    assert report.place is not None
    around = PLACES[holder]
    assert (report.place.lat, report.place.lon, report.place.level) == (around.lat, around.lon, around.level)
    assert report.place.uncertainty_km >= around.uncertainty_km
    assert report.place.gazetteer_id is None
    assert report.place.within[0] == holder


LEFT = [
    ("Bombers hit the Velmish Embassy in Torsk on Wednesday, killing a guard.", "Velmish Embassy"),
    ("Gunmen killed two teachers in Torsk and in Ulmar on Wednesday.", "Ulmar"),
]


@pytest.mark.parametrize(("text", "unknown"), LEFT)
def test_body_or_second_town_gives_the_place_no_name(text: str, unknown: str) -> None:
    (report, *_) = read(text, [unknown])
    assert report.place_name == "Torsk"


def test_town_that_gives_its_province_the_name_may_stand_for_it() -> None:
    town = place("Norfen", 12.0, 9.0, within=("Norfen", "Quarania"))
    assert under(town, "Velm Hospital", in_town=False).uncertainty_km > town.uncertainty_km
    assert under(town, "Velm Street", in_town=True).uncertainty_km == town.uncertainty_km


@pytest.mark.parametrize(
    ("text", "name", "part"),
    [
        ("in the Velm quarter", "Velm", True),
        ("in Velm Street", "Velm Street", True),
        ("in the village of Velm", "Velm", False),
        ("at Velm Hospital", "Velm Hospital", False),
    ],
)
def test_quarters_and_streets_are_parts_of_a_town(text: str, name: str, part: bool) -> None:
    words = model()(text).char_span(text.index(name), text.index(name) + len(name))
    assert words is not None
    assert is_part_of_town(words) is part


def test_an_embassy_is_a_body_and_a_hospital_a_site() -> None:
    doc = model()("the Velmish Embassy and Velm Hospital")
    assert is_office(doc[1:3])
    assert not is_office(doc[4:6])


def test_event_on_the_way_to_a_place_is_near_it_with_a_wider_radius() -> None:
    (report,) = read(
        "A bomb went off beside a convoy on Wednesday as it drove to Torsk, killing two guards.", []
    )
    assert report.place_name == "Torsk"
    assert report.place is not None
    assert report.place.uncertainty_km == PLACES["Torsk"].uncertainty_km + 20


@pytest.mark.parametrize("words", ["here", "in this city"])
def test_here_is_the_town_of_the_dateline(words: str) -> None:
    text = (
        f"TORSK, May 16 (Agency) - Gunmen killed two guards {words} on Wednesday, officials in Ombira said."
    )
    (report,) = read(text.replace("TORSK", "Torsk"), [])
    assert report.place is not None
    assert report.place.name == "Torsk"


QUARTERS = [
    ("Two bombs went off in Torsk on Wednesday. The damaged offices stand in the Velm quarter.", "Velm"),
    ("Two bombs went off in Torsk on Wednesday. The shops are in Velm Street.", "Velm Street"),
    ("Gunmen killed a judge in Torsk on Wednesday. His house is in Velm Lane.", "Velm Lane"),
    ("A bomb went off at an intersection in the Velm neighborhood of Torsk on Wednesday.", "Velm"),
]


@pytest.mark.parametrize(("text", "name"), QUARTERS)
def test_quarter_that_a_sentence_beside_the_event_names_is_its_place_in_the_town(
    text: str, name: str
) -> None:
    (report, *_) = read(text, [name])
    assert report.place_name == name
    assert report.place is not None
    assert report.place.within[0] == "Torsk"


def test_of_two_quarters_beside_the_event_neither_is_its_place() -> None:
    text = "Two bombs went off in Torsk on Wednesday. One shop is in Velm Street. One is in Ulmar Road."
    (report, *_) = read(text, ["Velm Street", "Ulmar Road"])
    assert report.place_name == "Torsk"


def test_quarter_that_somebody_only_comes_from_is_not_the_place() -> None:
    text = "Two bombs went off in Torsk on Wednesday. A teacher from the Velm quarter helped."
    (report, *_) = read(text, ["Velm"])
    assert report.place_name == "Torsk"


ABROAD = place("Ulmar", -20.0, -20.0, country="XZ", within=("Zedland",))


@pytest.mark.parametrize(
    ("rest", "km", "country"),
    [
        ("Officials in Torsk blamed rebels. Quarania has buried them.", 2.0, "XQ"),
        ("Officials in Torsk blamed rebels. Quarania has buried them.", 9.0, "XZ"),
        ("Officials in Harwick blamed rebels. Quarania has buried them.", 2.0, "XZ"),
        ("Officials blamed rebels.", 2.0, "XZ"),
    ],
)
def test_village_abroad_that_alone_speaks_of_its_country_is_one_of_the_texts_own_country(
    rest: str, km: float, country: str
) -> None:
    text = f"Gunmen killed six people in the village of Ulmar on Wednesday. {rest}"
    article = Article("made-up", text, published=PUBLISHED, published_basis="record")
    abroad = Toponym(
        text.index("Ulmar"), text.index("Ulmar") + 5, "Ulmar", place=replace(ABROAD, uncertainty_km=km)
    )
    found = sorted([*toponyms(text), abroad], key=lambda t: t.start)
    world = World(country=lambda code: PLACES["Quarania"])
    (report, *_) = extract(article, language.parse(model(), article), toponyms=found, world=world)
    assert report.place is not None
    assert (report.place_name, report.place.country) == ("Ulmar", country)
