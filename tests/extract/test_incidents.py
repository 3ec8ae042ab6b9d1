"""Several incidents of one article become several events, and what belongs to one stays with it."""

from __future__ import annotations

import pytest

from tests.extract.reading import news, read


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (
            "Missiles struck several cities on Wednesday. "
            "In Torsk, eight people were killed when a missile hit a bakery.\n\n"
            "In Ombira, a school was destroyed and two people died.",
            ["Torsk", "Ombira"],
        ),
        (
            "Shells hit a clinic in Torsk on Wednesday.\n\nShells also hit the market in Ombira.",
            ["Torsk", "Ombira"],
        ),
        (
            "A drone struck a depot in Torsk on Wednesday, killing a guard. "
            "Another drone struck a mill in Ombira.",
            ["Torsk", "Ombira"],
        ),
        (
            "Militants ambushed a patrol near Torsk on Wednesday. Three soldiers died.\n\n"
            "Warplanes bombed a village in Norfen on Wednesday.",
            ["Torsk", "Norfen"],
        ),
        (
            "A bomb went off at a bank in Harwick on Wednesday.\n\n"
            "Meanwhile, rebels stormed a barracks in Torsk.",
            ["Harwick", "Torsk"],
        ),
    ],
)
def test_incidents_told_town_by_town_are_events_of_their_own(text, places):
    assert {r.place_name for r in news(text)} >= set(places)


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen attacked a village near Torsk on Wednesday, killing nine people. Houses were burned.",
        "Bandits raided a market in Torsk on Wednesday and killed four. "
        "Others fled to the hills. Shops were looted.",
        "Gunmen killed six people in Torsk on Wednesday. "
        "Nine people were hurt and several others, mostly girls, abducted.",
        "A gang ambushed police in Torsk on Wednesday and killed a sergeant before a gun battle that lasted "
        "for hours.",
    ],
)
def test_what_attackers_do_besides_is_no_event_of_its_own(text):
    (report,) = news(text)
    assert report.place_name == "Torsk"
    assert report.type not in ("arson", "robbery", "kidnapping")


def test_dead_told_ahead_of_their_attack_belong_to_it():
    text = (
        "Seven people were killed in Torsk on Wednesday, officials said. "
        "Gunmen opened fire on a wedding there, a witness said."
    )
    (report,) = news(text)
    assert (report.killed.min, report.place_name) == (7, "Torsk")


def test_a_claim_tells_the_attack_that_was_told():
    text = (
        "Gunmen attacked a concert in Torsk on Wednesday, killing ten people. Shots were heard for an hour. "
        "The mayor closed the roads. Schools stayed shut. "
        "The Red Dawn Front said that its fighters had attacked a large crowd."
    )
    assert len(news(text)) == 1


def test_towns_of_one_wave_share_its_suspect():
    text = (
        "Rebels fired missiles at Torsk on Wednesday. "
        "There, missiles hit a mill and killed four people.\n\nIn Ombira, missiles hit a school."
    )
    told = {r.place_name: [a.name for a in r.actors] for r in news(text)}
    assert told["Torsk"] == told["Ombira"] == ["Rebels"]


def test_an_aftermath_is_news_of_its_attack():
    text = (
        "Police in Torsk arrested four men after Monday's bombing of a bank in which six people were killed."
    )
    assert [r.type for r in news(text)] == ["bombing"]


def test_an_undated_day_of_the_calendar_far_down_is_background():
    text = (
        "A bomb exploded in a market in Torsk on Wednesday, killing four people. The market was full. "
        "Doctors asked for blood. Roads were closed. The mayor spoke. "
        "In February gunmen killed two guards in Ombira."
    )
    assert [(r.place_name, r.main) for r in read(text)] == [("Torsk", True), ("Ombira", False)]


def test_another_incident_of_the_day_before_is_news_where_it_is_told_elsewhere():
    text = (
        "Gunmen killed four people in a cafe in Torsk on Wednesday.\n\n"
        "Elsewhere, two policemen were abducted in Ombira on Tuesday."
    )
    assert [r.place_name for r in news(text)] == ["Torsk", "Ombira"]


@pytest.mark.parametrize(
    "text",
    [
        "• Torsk (high). Overnight into Wednesday drones hit the town and two people died.\n"
        "• Ombira (medium). On Wednesday shells fell on the market and killed a porter.",
        "Daily note\n\n- Torsk: Gunmen shot dead two guards on Wednesday.\n\n"
        "- Ombira - A roadside bomb killed a driver on Wednesday.\n\n- Harwick. Quiet.",
    ],
)
def test_the_words_that_head_a_bullet_are_where_it_happened(text):
    assert [r.place_name for r in news(text)] == ["Torsk", "Ombira"]
