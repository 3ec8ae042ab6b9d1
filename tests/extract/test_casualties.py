"""Tolls: how many were killed and injured, in whose words, and which counts belong to no event."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

import geo.extract.casualties
from geo.extract.casualties import tolls
from geo.extract.numbers import find as numbers


def _counts(nlp: Language, text: str) -> list[tuple[str, int | None, int | None]]:
    return [(toll.kind, toll.min, toll.max) for toll in tolls(nlp(text)) if not toll.total]


def k(low, high=-1):
    return ("killed", low, low if high == -1 else high)


def i(low, high=-1):
    return ("injured", low, low if high == -1 else high)


VERBS = [
    (
        "Two men fired at a stop on Monday, murdering six people and wounding 21, medics said.",
        [k(6), i(21)],
    ),
    ("The dead and eight people in critical condition were taken away.", [i(8)]),
    ("Six people with bullet wounds were operated on.", [i(6)]),
    ("Doctors treated 31 people for shrapnel wounds.", [i(31)]),
    ("The blast killed at least 12 people and wounded 30 others.", [k(12, None), i(30)]),
    ("12 people were killed and 30 others wounded in the raid.", [k(12), i(30)]),
    ("Two soldiers and a child were killed in the village.", [k(3)]),
    ("Both brothers were killed when the roof fell.", [k(2)]),
    ("Gunmen opened fire in the bar, killing one and injuring two.", [k(1), i(2)]),
    ("Three people died and dozens were hurt in the shelling.", [k(3), i(24, None)]),
    ("Gunmen shot dead four guards at the gate.", [k(4)]),
    ("Two men were stabbed to death in the market.", [k(2)]),
    ("A policeman was killed in the clash.", [k(1)]),
    ("The bomber killed himself and five others.", [k(5)]),
    ("The attackers killed the governor and two of his guards.", [k(3)]),
    ("An explosion killed between 5 and 7 policemen on the road.", [k(5, 7)]),
    ("The army said it killed up to 20 fighters.", [k(None, 20)]),
    ("A dozen people were wounded by glass.", [i(12)]),
    ("The strike killed nearly 1,200 people.", [k(1200)]),
    ("Twenty-five villagers were massacred.", [k(25)]),
    ("Three people were shot and wounded.", [i(3)]),
    ("One soldier was killed and another wounded.", [k(1), i(1)]),
    ("The mine killed a woman and her two sons.", [k(3)]),
    ("Five of the passengers were killed.", [k(5)]),
    ("Two soldiers and several civilians were killed.", [k(4, None)]),
    ("Two soldiers and villagers were killed.", [k(2, None)]),
    ("Gunmen who killed three nurses fled to the hills.", [k(3)]),
    ("A 10-year-old boy was killed.", [k(1)]),
    ("A known film producer was shot dead at home.", [k(1)]),
    ("The army said it had gunned down a total of 62 rebels.", [k(62)]),
    ("A family of five was killed.", [k(5)]),
    ("Seven people were killed and 15 hurt in an explosion.", [k(7), i(15)]),
    ("The raid left 41 dead and about 90 wounded.", [k(41), i(90)]),
    ("Three dead, 8 injured in Torsk blast.", [k(3), i(8)]),
    ("At least 31 people embraced martyrdom and 44 sustained injuries in the blast.", [k(31, None), i(44)]),
    ("The governor's murder shocked the country.", [k(1)]),
    ("The murder of priests shocked the country.", [k(2, None)]),
    ("Residents of the quarter counted 19 corpses.", [k(19)]),
    ("A retired teacher was found lifeless in her flat.", [k(1)]),
    ("Nine persons are in the district hospital with burns.", [i(9)]),
    ("Two of the gunmen and one policeman died.", [k(1)]),
    ("Not 35 but 32 people died.", [k(32)]),
    ("The toll was lowered from 35 to 32.", [k(32)]),
    ("The ministry raised to nine the number of people killed.", [k(9)]),
    ("In the past hours rebels murdered an inspector and two of his brothers.", [k(3)]),
    ("Two teachers, Ana Orwe and Lis Brennik, were killed.", [k(2)]),
    ("Two men were fatally shot near the school.", [k(2)]),
    ("Gunmen gunned down three traders in the bazaar.", [k(3)]),
    ("Bandits on camels shot dead at least 30 herders and guards at a well.", [k(30, None)]),
    (
        "Calm came back after battles between both clans in which 15 men were killed and 40 injured.",
        [k(15), i(40)],
    ),
]

NOUNS = [
    ("A nurse gave the number of dead as 25, and the wounded as ten.", [k(25), i(10)]),
    ("Seven bodies were taken to the morgue.", [k(7)]),
    ("The killing of four guards shocked the port.", [k(4)]),
    ("The attack claimed the lives of 14 villagers.", [k(14)]),
    ("The storming of the camp claimed nine lives.", [k(9)]),
    ("Ten people lost their lives in the fire.", [k(10)]),
    ("Four people suffered injuries.", [i(4)]),
    ("The raid caused seven deaths.", [k(7)]),
    ("Police found the bodies of 15 farmers in a well.", [k(15)]),
    ("The raid failed, leaving three dead and five injured.", [k(3), i(5)]),
    ("The clashes left 12 soldiers dead and 20 wounded.", [k(12), i(20)]),
    ("The death toll rose to 17 on Monday.", [k(17)]),
    ("The death toll from the blast has reached 45, officials said.", [k(45)]),
    ("The number of wounded climbed to 60.", [i(60)]),
    ("Five people were found dead in a truck.", [k(5)]),
    ("The ministry gives the toll as 33.", [k(33)]),
    ("Mine disaster toll now 21", [k(21)]),
    ("The toll has passed 60.", [k(61, None)]),
    ("The dead number 14.", [k(14)]),
    ("The wounded now number 37.", [i(37)]),
    (
        "The number of people killed by the bombs that hit two crowded cafes in the old harbour, near the "
        "lighthouse, has risen to 44.",
        [k(44)],
    ),
    ("Eleven others are still being treated.", [i(11)]),
    ("Eleven miners remained in hospital.", [i(11, None)]),
    ("Six people were taken to hospital.", [i(6)]),
    ("Another 17 people were hurt.", [i(17)]),
]

HEADLINES = [
    ("At least 20 killed in Karsk car bomb", [k(20, None)]),
    ("Twelve dead, 30 injured in Karsk blast", [k(12), i(30)]),
    ("Three civilians killed, seven wounded as shells hit market", [k(3), i(7)]),
    ("Shelling injures six in Karsk", [i(6)]),
    ("Soldier killed in ambush near Karsk", [k(1)]),
]

PARTS = [
    ("A rocket killed seven people, including three children.", [k(7)]),
    ("Seven people, among them two women, were killed.", [k(7)]),
    ("The strike killed or wounded 12 people.", [k(None, 12), i(None, 12)]),
    ("20 people were feared dead.", [k(None, 20)]),
    ("The mine killed six men, among them a ten-year-old boy, and injured four.", [k(6), i(4)]),
    ("The fire killed 14 miners, five of them brothers and two of them boys.", [k(14)]),
    ("Over 40 traders, including some ten women, were killed.", [k(41, None)]),
    ("As many as 70 miners may have been killed.", [k(None, 70)]),
    ("The flood may have killed a dozen miners.", [k(None, 12)]),
]

ZEROS = [
    ("No casualties were reported.", [i(0), k(0)]),
    ("There were no reports of casualties.", [i(0), k(0)]),
    ("The drone fell in a field without causing casualties.", [i(0), k(0)]),
    ("The attack did not cause any casualties.", [i(0), k(0)]),
    ("No one was killed in the strike.", [k(0)]),
    ("Nobody was hurt.", [i(0), k(0)]),
    ("Nobody was injured.", [i(0)]),
    ("There were no deaths or injuries.", [i(0), k(0)]),
    ("The fire caused no injuries.", [i(0)]),
]

NONE = [
    "The army shot down 12 rockets and destroyed three houses.",
    "Gunmen killed 200 cattle.",
    "They threatened to kill 12 hostages.",
    "The bomb could have killed 50 people.",
    "The attempted murder of a policeman failed.",
    "There was no immediate word on casualties.",
    "There were no further casualties.",
    "There were no casualties on the army's side.",
    "He did not say how many lives had been lost.",
    "The farm could have killed 40 people.",
    "No one else was injured.",
    "The two sides killed time in three hotels.",
    "Soldiers were killed.",
    "Rebels captured 30 soldiers.",
    "The soldiers executed three raids.",
    "One of the dead was a miller.",
    "The blast killed the motor.",
    "If the mine had killed four men, he would know.",
]


@pytest.mark.parametrize(("text", "counts"), VERBS + NOUNS + HEADLINES)
def test_a_toll_is_read_from_verbs_nouns_and_headlines(nlp, text, counts):
    assert sorted(_counts(nlp, text), key=str) == sorted(counts, key=str)


@pytest.mark.parametrize(("text", "counts"), PARTS)
def test_a_part_adds_nothing_and_what_is_shared_or_feared_has_no_least(nlp, text, counts):
    assert sorted(_counts(nlp, text), key=str) == sorted(counts, key=str)


@pytest.mark.parametrize(("text", "counts"), ZEROS)
def test_none_reported_is_zero(nlp, text, counts):
    assert _counts(nlp, text) == counts


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_person_not_real_or_not_said_is_no_toll(nlp, text):
    assert _counts(nlp, text) == []


REPLACED = [
    ("The death toll rose to 80 from 52.", [k(80)]),
    ("The fire killed 31 people, up from 24 dead a day ago.", [k(31)]),
    ("The fire killed 31 people. An earlier count stood at 24 dead and 60 injured.", [k(31), i(60)]),
    ("The fire killed 31 people. The police had earlier said that 40 people were killed.", [k(31)]),
    ("The fire killed 31 people. The 40 deaths first reported were a mistake.", [k(31)]),
    ("The fire killed nearly 60 people. The death toll stands at 57.", [k(57)]),
    ("The fire killed nearly 60 people. A raid killed 12 people.", [k(60), k(12)]),
    ("According to a first count, 12 people were killed.", [k(12)]),
    ("An earlier count of dead was too low, and now 12 people are dead.", [k(12)]),
]


@pytest.mark.parametrize(("text", "counts"), REPLACED)
def test_a_count_that_the_text_replaces_is_none_where_another_stands(nlp, text, counts):
    assert sorted(_counts(nlp, text), key=str) == sorted(counts, key=str)


TOTALS = [
    "In the strip more than 16,500 people were killed.",
    "The war has killed tens of thousands of people.",
    "The conflict has killed 950 people since January.",
    "At least 300 people have been killed so far this year.",
    "The insurgency that has killed 40,000 people goes on.",
    "Gangs have killed 120 people over the past month.",
    "Raids killed about 4,000 people in 2016.",
]


@pytest.mark.parametrize("text", TOTALS)
def test_a_running_total_is_marked_and_belongs_to_no_event(nlp, text):
    found = tolls(nlp(text))
    assert [toll.total for toll in found] == [True]


def test_a_total_beside_an_event_leaves_the_event_its_own(nlp):
    text = "A strike killed 40 people on Friday, bringing the death toll to 1,240 since the war began."
    assert [(toll.min, toll.total) for toll in tolls(nlp(text))] == [(40, False), (1240, True)]


BESIDE = [
    "Two blasts killed 95 people at a march held four years since the raid.",
    "The number of wounded has since climbed to 60.",
    "On March 29 of this year a raid killed dozens of soldiers.",
    "A bomb killed 20 people in the deadliest attack in two years.",
    "A 30-year-old miner was killed.",
    "Ten people were killed in last month's raid.",
]


@pytest.mark.parametrize("text", BESIDE)
def test_words_of_time_that_count_nothing_make_no_total(nlp, text):
    assert [toll.total for toll in tolls(nlp(text))] == [False]


def test_a_toll_points_at_its_words_its_victims_and_the_word_that_tells_it(nlp):
    text = "On Monday the blast killed at least 12 market traders."
    (toll,) = tolls(nlp(text))
    assert text[toll.start : toll.end] == "at least 12 market traders"
    assert text[toll.word_start : toll.word_end] == "killed"
    assert toll.victims is not None
    assert text[slice(*toll.victims)] == "market traders"


NUMBERS = [
    ("at least 12 men", (12, None)),
    ("more than 16,500 men", (16501, None)),
    ("over a dozen men", (13, None)),
    ("more than hundreds of men", (200, None)),
    ("two dozen men", (24, 24)),
    ("half a dozen men", (6, 6)),
    ("dozens of men", (24, None)),
    ("scores of men", (40, None)),
    ("hundreds of men", (200, None)),
    ("tens of thousands of men", (20000, None)),
    ("between 5 and 7 men", (5, 7)),
    ("5-7 men", (5, 7)),
    ("two or three men", (2, 3)),
    ("up to 20 men", (None, 20)),
    ("about 50 men", (50, 50)),
    ("fewer than ten men", (None, 9)),
    ("no more than ten men", (None, 10)),
    ("nearly 300 men", (300, 300)),
    ("one hundred and twenty men", (120, 120)),
    ("1.2 million men", (1_200_000, 1_200_000)),
    ("20 or more men", (20, None)),
    ("a couple of men", (2, 2)),
]


@pytest.mark.parametrize(("text", "bounds"), NUMBERS)
def test_a_number_says_its_least_and_its_most(text, bounds):
    assert [(number.min, number.max) for number in numbers(text)] == [bounds]


@pytest.mark.parametrize("text", ["12%", "$500", "4.15", "10-year", "3,14", "№7"])
def test_percentages_prices_and_ages_are_no_numbers_of_people(text):
    assert numbers(text) == []


def test_every_casualty_word_of_the_table_gives_its_kind(nlp):
    table = tomllib.loads(
        (Path(geo.extract.casualties.__file__).parent / "tables" / "casualty.toml").read_text("utf-8")
    )
    assert table["source"]
    for kind in ("killed", "injured"):
        for state in table[kind]["states"]:
            assert [(t.kind, t.min) for t in tolls(nlp(f"The raid left seven farmers {state}."))] == [
                (kind, 7)
            ], state


VOCABULARY = """
killed and wounded 12 people no casualties at least two or dead dozens of the were including
children death toll rose to , . lives a soldier who
"""
WORDS = st.lists(st.sampled_from(VOCABULARY.split())).map(" ".join)


@settings(max_examples=80, deadline=None)
@given(text=st.text(max_size=60) | WORDS)
def test_no_text_breaks_the_tolls_and_their_offsets_hold(nlp, text):
    for toll in tolls(nlp(text)):
        assert 0 <= toll.start < toll.end <= len(text)
        assert 0 <= toll.word_start < toll.word_end <= len(text)
        assert toll.min is not None or toll.max is not None
        assert toll.min is None or toll.max is None or toll.min <= toll.max
        assert toll.victims is None or toll.start <= toll.victims[0] < toll.victims[1] <= len(text)
