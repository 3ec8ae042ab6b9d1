"""Which captions tell of an attack. The captions are made up."""

from __future__ import annotations

import pytest

from geo.extract import captions
from geo.model import Report
from tests.extract.reading import news

TOLD = [
    ("Damage to a school in Torsk", "attack"),
    ("Damaged residential building, Torsk", "attack"),
    ("Destroyed bridge near Torsk, Norfen", "attack"),
    ("Aftermath of shelling in Ombira (damage to a school)", "shelling"),
    ("Shelling of a residential area in Torsk", "shelling"),
    ("Missile impact near the railway station, Torsk", "missile_strike"),
    ("Crater at a power station in Ombira, Norfen", "attack"),
    ("Explosion at a shopping centre in Torsk.", "bombing"),
    ("Aftermath of a strike on a military base in Torsk", "attack"),
    ("Regime warplanes raid the countryside of Ombira", "air_strike"),
    ("Clashes in the vicinity of Sela Bazaar", "armed_clash"),
    ("Destroyed apartment blocks in Torsk", "attack"),
    ("A hospital in Torsk got hit by shelling.", "shelling"),
    ("Clashes continue in the northern countryside of Ombira", "armed_clash"),
    ("Human losses in Norfen and 13 airstrikes target Torsk", "air_strike"),
    ("Artillery bombardment of Torsk by government forces", "shelling"),
    ("Damage to a courtyard after a strike in Torsk", "attack"),
    ("Aftermath of strikes, Torsk", "attack"),
    ("School 4 in Torsk destroyed", "attack"),
    ("Bridge near Torsk damaged", "attack"),
    ("Civilian casualties in Torsk", "attack"),
    ("Civilians killed in Torsk", "attack"),
    ("Two soldiers dead in Torsk", "attack"),
    ("Human losses in the countryside of Torsk", "attack"),
    ("Strike on the outskirts of Torsk", "attack"),
    ("Damage to the opera and ballet theatre in Torsk", "attack"),
    ("Incendiary weapons used in Torsk", "attack"),
    ("Blast claims 5 lives in Torsk", "bombing"),
]


@pytest.mark.parametrize(("text", "kind"), TOLD)
def test_caption_that_names_damage_by_arms_and_a_place_is_an_event(text: str, kind: str) -> None:
    (report,) = news(text)
    assert report.type == kind
    assert report.place_name in ("Torsk", "Ombira", "Sela Bazaar")


OTHER = [
    "Flood damages a school in Torsk",
    "Earthquake destroys houses in Torsk",
    "Damage to a school after a storm in Torsk",
    "Gas explosion at a hotel in Torsk",
    "Teachers strike in Torsk",
    "Torsk hit by price rises",
    "New bridge opened in Torsk",
    "Destroyed bridge rebuilt in Torsk",
    "Fire drill at a hospital in Torsk",
    "Harwick beat Torsk in the last match of the season",
    "The impact of tourism on Torsk",
    "Government targets growth in Torsk",
    "Damage to a school",
    "Fire destroys restaurant in Torsk",
    "Demolition crews destroyed a derelict hotel in Torsk",
    "Clashes over the budget continue in Torsk",
    "Army destroys 300 kg of cocaine near Torsk",
    "Police burn two tonnes of marijuana in Torsk",
    "Police destroy illegal stills in Torsk",
    "Soldiers set fire to poppy fields in Torsk",
    "Customs officers destroy counterfeit shoes in Torsk",
    "Court hears appeal over 1998 Torsk bombing",
    "Trial of suspects in 2015 Torsk attack opens",
    "Man convicted of Torsk mosque shooting",
    "Families mark anniversary of the Torsk bombing",
    "Aftermath of the election in Torsk",
    "Two killed in bus crash near Torsk",
    "Three dead after eating mushrooms in Torsk",
    "Body of a hiker found near Torsk",
    "Photographers capture Torsk at dawn",
    "Ombira seize the lead against Torsk",
    "Kill or cure: Torsk votes on its old port",
    "Smoke rises over Torsk",
    "Fire in an apartment building in Torsk",
    "Drone footage of a fire at a market in Torsk",
    "Missile museum in Torsk opens new hall",
    "Harwick clash with Ombira in Torsk derby",
    "Car hits pedestrian in Torsk, driver flees",
    "Damaged road in Torsk after heavy rain",
    "Doctors battle cholera outbreak in Torsk",
    "Heat wave claims five lives in Torsk",
    "Strike on Monday in Torsk",
]


@pytest.mark.parametrize("text", OTHER)
def test_caption_of_other_harm_or_without_a_place_is_none(text: str) -> None:
    assert news(text) == []


def test_only_one_short_line_is_a_caption() -> None:
    assert captions.is_caption(" Damage in Torsk \n")
    assert not captions.is_caption("Damage in Torsk\nDamage in Ombira")
    assert not captions.is_caption("Damage in Torsk. " * 40)
    assert not captions.is_caption("")


def test_words_of_damage_make_no_event_of_an_article() -> None:
    text = "A look at Torsk.\n\nDamage to a school in Torsk.\n\nThe town has three schools."
    assert [r for r in news(text) if isinstance(r, Report)] == []
