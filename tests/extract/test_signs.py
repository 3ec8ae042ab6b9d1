"""What is told as one event that happened, against speech, habit, law and sums, in made-up articles."""

from __future__ import annotations

import pytest

from geo.extract.credence import LEAST
from geo.extract.signs import _is_quoted, _tense
from tests.extract.reading import model, news, read

HAPPENED = [
    "Gunmen killed four traders in a market in Torsk on Wednesday, police said.",
    "A bomb exploded outside a bank in Ombira on Tuesday night, wounding six people.",
    "Militants abducted two engineers near Ombira on Monday, the company said.",
    "Rockets hit a school in Harwick on Tuesday, killing a teacher, the mayor said.",
    "Rebels ambushed a police convoy near Torsk on Monday and killed three officers.",
]
SAID = [
    "We will never forget that they have bombed our people, and we denounce this new attack on our dignity.",
    "Our struggle goes on: our heroic comrades attack the enemy everywhere, and the people are with us.",
    "You kill our children and you murder our workers, and you call it justice, the speaker said.",
    "Those who attack our soldiers attack all of us; we must defend our homeland, he told us.",
]


@pytest.mark.parametrize("text", HAPPENED)
def test_one_dated_and_placed_attack_is_likely(text):
    (report,) = news(text)
    assert report.confidence > 0.5


@pytest.mark.parametrize("text", SAID)
def test_rhetoric_is_hardly_an_event(text):
    assert all(report.confidence < LEAST for report in read(text))


@pytest.mark.parametrize(
    "text",
    [
        "The squadron has missions of attack and of rescue, the army of Quarania said.",
        "Analysts fear attacks on the pipelines of Norfen if the talks fail.",
        "The rebels threatened to kill election officials in Ombira.",
        "Troops foiled an attempt by militants to kidnap the governor of Norfen.",
        "The minister said that no attack had taken place in Torsk.",
        "Is the army killing civilians in Torsk?",
        "Did rebels attack the police post in Torsk on Monday?",
        "Newspapers attacked the police of Torsk for its slow answer.",
        "Senators attacked the government of Quarania over its budget in a speech on Monday.",
        "The doctors of Torsk began a door-to-door attack on tuberculosis on Monday.",
        "The rebels released three hostages in Ombira on Monday.",
    ],
)
def test_what_did_not_happen_is_no_event(text):
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Ten miners were hacked to death in Torsk on Sunday.", "stabbing"),
        ("Two envoys are being held hostage by armed men in a hotel in Torsk since Monday.", "kidnapping"),
        ("Unknown men sprayed the judge's house in Torsk with bullets on Monday.", "shooting"),
        ("Nine power pylons were toppled near Ombira by rebels on Monday.", "sabotage"),
        ("A reporter was found dead in Torsk on Monday with gunshot wounds to the head.", "shooting"),
        ("Two schools were attacked in Torsk on Monday, killing a teacher.", "attack"),
    ],
)
def test_violence_told_without_the_word_attack_is_read(text, type_):
    assert [report.type for report in read(text)] == [type_]


def test_dead_of_a_flood_are_no_event():
    text = "Two teachers were killed and three wounded in Torsk on Friday when the flood tore down a bridge."
    assert read(text) == []


def test_a_bomb_amid_fighting_stays_a_bombing():
    text = (
        "A bomb destroyed a bus in Torsk on Monday. Fighting went on in Torsk on Monday between the army and "
        "rebels. Clashes between the army and rebels were heard in Torsk until Monday night."
    )
    assert news(text)[0].type == "bombing"


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('He said: "They bombed the town."', True),
        ('He said "nothing" when they bombed the town.', False),
        ("They bombed the town.", False),
    ],
)
def test_a_word_between_quotation_marks_is_quoted(text, quoted):
    token = next(t for t in model()(text) if t.lower_ == "bombed")
    assert _is_quoted(token) is quoted


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("They bombed the town.", "past"),
        ("They have bombed the town.", "have"),
        ("They had bombed the town.", "had"),
        ("They bomb the town every year.", "present"),
        ("They are bombing the town.", "present"),
        ("They could bomb the town.", "modal"),
        ("The town was bombed.", "past"),
    ],
)
def test_tense_is_that_of_the_first_auxiliary(text, tense):
    token = next(t for t in model()(text) if t.lemma_ == "bomb")
    assert _tense(token) == tense
