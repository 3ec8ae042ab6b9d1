from __future__ import annotations

import json

from geo.model import Article, Place, Toponym
from geo.places.weighing import Weighed
from geo.view import placing
from tests import factories

LEBANON = Place("Tripoli", 34.43, 35.84, "city", 5.0, "LB", "LB-AS", "geonames:1", ("North",))
LIBYA = Place("Tripoli", 32.89, 13.19, "city", 12.0, "LY", "LY-TN", "geonames:2", ("Tripoli District",))


def name(word: str, place: Place | None, *rivals: tuple[Place, float], start: int = 0) -> Weighed:
    return Weighed(Toponym(start, start + len(word), word, place=place), rivals)


TRIPOLI = name("Tripoli", LIBYA, (LIBYA, 0.704), (LEBANON, 0.296))
ZONE = name("Green Zone", factories.GREEN_ZONE, (factories.GREEN_ZONE, 1.0))
ANBAR = name("Anbar", factories.ANBAR, (factories.ANBAR, 1.0))
UNKNOWN = name("Qwxyzzy", None)


def test_the_place_chosen_has_its_radius_and_its_rivals_have_none() -> None:
    chosen, rival = placing.payload([TRIPOLI], 0, overview=False)["points"]
    assert (chosen["lat"], chosen["km"], chosen["hollow"]) == (32.89, 12.0, False)
    assert (rival["lat"], rival["km"], rival["hollow"]) == (34.43, 0, True)
    assert rival["lines"] == ["Tripoli, North, Lebanon", "Another place of this name"]


def test_a_country_has_no_pin_on_a_town_of_its_name_inside_it() -> None:
    mexico = Place("Mexico", 23.6, -102.3, "country", 1760.7, "MX")
    capital = Place("Mexico City", 19.43, -99.13, "city", 40.0, "MX", "MX-CMX")
    abroad = Place("Mexico", 15.07, 120.72, "city", 6.0, "PH", "PH-PAM")
    asked = name("Mexico", mexico, (mexico, 0.92), (capital, 0.05), (abroad, 0.01))
    drawn = placing.payload([asked], 0, overview=False)
    assert [point["lat"] for point in drawn["points"]] == [15.07]
    assert [area["level"] for area in drawn["areas"]] == ["country"]
    assert list(placing.rivals_table(asked)["Candidate"])[1] == "Mexico City, Mexico"


def test_an_overview_shows_every_place_of_a_text_once_and_no_rivals() -> None:
    drawn = placing.payload([TRIPOLI, ZONE, UNKNOWN, ZONE], 0, overview=True)
    assert [placing.number_of(point["ids"][0]) for point in drawn["points"]] == [0, 1]
    assert drawn["view"] == ""


def test_a_name_in_hand_is_where_the_map_goes() -> None:
    drawn = placing.payload([TRIPOLI, ZONE], 1, overview=False)
    assert drawn["chosen"] == [drawn["points"][1]["ids"][0]]
    assert drawn["view"] == drawn["chosen"][0]


def test_a_province_is_an_area_and_no_point() -> None:
    drawn = placing.payload([ANBAR], 0, overview=False)
    assert drawn["points"] == []
    assert drawn["areas"][0]["level"] == "province"
    assert drawn["areas"][0]["rings"]


def test_a_name_without_a_place_draws_nothing_and_the_card_says_so() -> None:
    drawn = placing.payload([UNKNOWN], 0, overview=False)
    assert (drawn["points"], drawn["areas"], drawn["chosen"]) == ([], [], [])
    assert "knows nothing of this name" in placing.card(UNKNOWN)
    assert "speaks for none of them" in placing.card(name("Tripoli", None, (LIBYA, 1.0)))


def test_a_rivals_mark_belongs_to_no_name() -> None:
    assert placing.number_of("rival") is None


def test_the_card_says_how_exactly_a_place_is_known_and_on_what_record() -> None:
    said = placing.card(ZONE)
    assert "part of a city, within 2.5 km" in said
    assert "site:green-zone" in said


def test_a_choice_that_no_candidate_is_says_how_it_was_read() -> None:
    assert "read from the words around the name" in placing.card(
        name("south of Tripoli", LEBANON, (LIBYA, 1))
    )
    assert "read from the words" not in placing.card(TRIPOLI)


def test_the_candidates_are_listed_with_their_likelihood_and_the_one_taken() -> None:
    table = placing.rivals_table(TRIPOLI)
    assert table["Likelihood"].tolist() == [0.7, 0.3]
    assert table["Taken"].tolist() == ["yes", ""]


def test_a_name_is_listed_once_with_how_often_it_stands_there() -> None:
    again = name("tripoli", LIBYA, start=40)
    times = placing.distinct([TRIPOLI, ZONE, again])
    assert list(times.values()) == [2, 1]
    assert placing.names_table(list(times), list(times.values()))["Taken for"].tolist() == [
        "Tripoli, Tripoli District, Libya",
        "Green Zone, Baghdad, Iraq",
    ]


def test_hostile_names_and_texts_stay_text() -> None:
    word = '<img src=x onerror="window.ran = 1">${7}'
    bad = name(word, Place(word, 1.0, 1.0, "city", 5.0, within=(word,)))
    marked = placing.marked_text(Article("a", f"{word} and more"), [bad])
    assert "<img" not in placing.card(bad) + marked
    assert "${" not in placing.card(bad) + marked
    assert json.dumps(placing.payload([bad], 0, overview=False))
