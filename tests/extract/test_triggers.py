"""Which words name an attack, of which type, and which only sound like it."""

from __future__ import annotations

import pytest

from geo.extract.lexicon import rows
from geo.extract.scan import mentions_attack
from geo.extract.senses import _CLASSES
from geo.extract.types import EVENT_TYPES
from tests.extract.reading import news, read

TYPED = [
    ("Glide bombs levelled an apartment block in Torsk on Wednesday.", "air_strike"),
    ("A remote-controlled device went off outside a bank in Torsk on Wednesday, wounding six.", "bombing"),
    ("Rebels in Ombira fled on Wednesday after seven pylons were felled near Torsk.", "sabotage"),
    ("Gunmen entered a hamlet near Torsk on Wednesday and left 38 bodies behind.", "shooting"),
    ("Masked men took two brothers from their home in Torsk on Wednesday.", "kidnapping"),
    ("Armed men climbed aboard a bus near Torsk on Wednesday and emptied three magazines.", "shooting"),
    ("The siege of a hotel in Torsk ended on Wednesday after eleven people were killed.", "raid"),
    ("Five farmers were killed near Torsk on Wednesday by members of Boko Haram.", "attack"),
    ("A helicopter released two bombs over the school in Torsk on Wednesday.", "air_strike"),
    ("One officer was wounded when a patrol came under fire near Torsk on Wednesday.", "shooting"),
    ("Two missiles struck the power station in Torsk on Wednesday.", "missile_strike"),
    ("Militants fired rockets at an air base near Torsk on Wednesday.", "rocket_attack"),
    ("Warplanes bombed a market in Torsk on Wednesday, killing six people.", "air_strike"),
    ("A drone hit an oil depot in Torsk on Wednesday.", "drone_strike"),
    ("Artillery shelled three villages near Torsk on Wednesday.", "shelling"),
    ("A car bomb exploded outside a police station in Torsk on Wednesday.", "bombing"),
    ("A lorry full of explosives went off on the road to Torsk on Wednesday.", "bombing"),
    ("A suicide bomber blew himself up at a checkpoint in Torsk on Wednesday.", "suicide_bombing"),
    ("Gunmen opened fire on worshippers leaving a mosque in Torsk on Wednesday.", "shooting"),
    ("Soldiers clashed with rebels near Torsk on Wednesday, officials said.", "armed_clash"),
    ("Unknown men assassinated a judge outside his home in Torsk on Wednesday.", "assassination"),
    ("Armed men kidnapped two engineers from a camp near Torsk on Wednesday.", "kidnapping"),
    ("Attackers set fire to a school in Torsk on Wednesday night.", "arson"),
    ("Pirates hijacked a cargo ship off Torsk on Wednesday.", "hijacking"),
    ("A man stabbed three passengers at the railway station in Torsk on Wednesday.", "stabbing"),
    ("Troops raided a village near Torsk on Wednesday and killed four people.", "raid"),
    ("Six farmers died when gunmen came to their fields near Torsk on Wednesday.", "attack"),
    ("Four nurses lost their lives in Torsk on Wednesday, cut off by bandits in a lane.", "attack"),
    ("Rioters set three parked buses on fire in Torsk on Wednesday.", "arson"),
    ("A missile set a grain silo in Torsk ablaze on Wednesday.", "missile_strike"),
    ("An armed gang forced its way into a bank vault in Torsk on Wednesday.", "raid"),
    ("Dockers fought police in the streets of Torsk on Wednesday.", "riot"),
    ("Mortar shells tore through the roof of a clinic in Torsk on Wednesday.", "shelling"),
    ("Vandals set the hall and six cars on fire at a bank in Torsk on Wednesday.", "arson"),
    ("A missile came down in the centre of Torsk on Wednesday and wounded nine.", "missile_strike"),
    ("Two aircraft fired on Torsk on Wednesday for half an hour.", "air_strike"),
    ("A van turned into a market in Torsk on Wednesday and ran over twenty people.", "vehicle_attack"),
    ("The railway in Torsk was sabotaged on Wednesday by people who knew it well.", "sabotage"),
    ("Two hooded men on a motorcycle shot dead a ward clerk in Torsk on Wednesday.", "shooting"),
    ("A group of rebels tried to infiltrate a barracks in Torsk on Wednesday.", "raid"),
    ("A truck laden with gas bottles exploded beside a base in Torsk on Wednesday.", "bombing"),
    ("An attack on a police post near Torsk killed two officers on Wednesday.", "attack"),
    ("Rebels blacked out Torsk on Wednesday by sabotage operations against the power grid.", "sabotage"),
    ("The governor deplored the burning of a mill by rebels in Torsk on Wednesday.", "arson"),
    ("Torsk was in the dark on Wednesday after the destruction of three pylons, rebels said.", "attack"),
    ("Prisoners held four wounded guards hostage in Torsk on Wednesday.", "kidnapping"),
    ("Leaders of all parties regretted the murder of Tomasz Velik in Torsk on Wednesday.", "assassination"),
    ("A judge was told to clear up the murder of two nuns in Torsk on Wednesday.", "assassination"),
    ("The bishop wants a commission to look into Wednesday's massacre of nine monks in Torsk.", "attack"),
]

NO_EVENT = [
    "A thief was seized by the crowd at a fair in Torsk on Wednesday.",
    "Sparks from a saw set off a fire that ruined a mill in Torsk on Wednesday.",
    "The chairman came under fire in parliament over the school in Torsk on Wednesday.",
    "Recruits fired lasers at dummy soldiers in Torsk on Wednesday.",
    "The opposition launched a blistering attack on the mayor of Torsk on Wednesday.",
    "A heart attack felled the mayor of Torsk on Wednesday. Doctors said that the attack was a mild one.",
    "A strike over pay hit schools in Torsk on Wednesday, and ferries stood still.",
    "A collision struck Torsk off the map of safe ports on Wednesday.",
    "The unions were holding the country hostage, a minister said in Torsk on Wednesday.",
    "A lion broke into a kraal near Torsk on Wednesday, and soldiers shot it.",
    "I thought that a bomb had gone off, said a neighbour of the kiln in Torsk on Wednesday.",
    "The governor of Torsk had an attack of nerves on Wednesday.",
    "After the storm in Torsk you would have thought that a bomb had fallen on the school.",
    "Drivers in Torsk bombarded the nurses with hoots of support on Wednesday.",
    "The actor died of a heart attack at his home in Torsk on Wednesday.",
    "Rail workers in Torsk began a strike over pay on Wednesday.",
    "Shares in Torsk hit a record high on Wednesday.",
    "The director shot her new film in Torsk last summer.",
    "There has been an explosion of interest in pottery in Torsk.",
    "The senator attacked the proposal in a speech in Torsk on Wednesday.",
    "The comedy bombed at the box office on Wednesday.",
    "The company fired its manager in Torsk on Wednesday.",
    "The ministry warned of possible attacks in Torsk on Wednesday.",
    "Rebels threatened to bomb the bridge in Torsk on Wednesday.",
    "Police in Torsk foiled an attack on the airport on Wednesday.",
    "No attack was reported in Torsk on Wednesday.",
    "If militants attack the dam in Torsk, the valley will be flooded, engineers said.",
    "The treaty gives every state the right to strike military bases in self-defence.",
    "The thunder sounded like an explosion, residents of Torsk said.",
    "A gas explosion wrecked a bakery in Torsk on Wednesday.",
    "Four people died in Torsk on Wednesday when a bus carrying armed robbers skidded in a crash.",
    "The fare bomb that went off in Torsk on Wednesday left its market poorer.",
    "Inspectors raided kitchens in Torsk on Wednesday and fined two owners.",
    "There was an explosion of measles cases in Torsk on Wednesday, nurses said.",
    "The mayor's teams raid yards in Torsk for standing water and fined forty owners on Wednesday.",
    "They are killing education in Torsk with inflation, a student said on Wednesday.",
    "Cyclone Odo, which hit Torsk on Wednesday, left forty dead. Odo struck the coast at noon.",
    "Soldiers held a man who was seized by residents of Torsk on Wednesday.",
    "Shoppers stormed the stores of Torsk on Wednesday.",
    "The minister came under fire from critics in Torsk on Wednesday.",
    "Two people were killed in a gas explosion at a Torsk canteen on Wednesday. The blast hurt nine others.",
    "An explosion shook a flat in Torsk on Wednesday. Firefighters found a leaking gas cylinder.",
    "A driver was killed in Torsk on Wednesday when his car went off a mountain road.",
    "A survey ship launched four drones on Wednesday to search the sea off Torsk for the wreck.",
    "The minister met leaders of groups fighting the rebels in Torsk on Wednesday.",
    "Police raided an office in Torsk on Wednesday in a fraud inquiry.",
    "The rebels wanted to lead the attack on the fort of Torsk on Wednesday.",
    "Floods caused the destruction of two bridges in Torsk on Wednesday.",
    "The ministry ordered the burning of 300 kg of cocaine in Torsk on Wednesday.",
    "They threatened to carry out the murder of the mayor of Torsk on Wednesday.",
]


@pytest.mark.parametrize(("text", "kind"), TYPED)
def test_type_follows_from_trigger_weapon_and_manner(text: str, kind: str) -> None:
    assert [report.type for report in news(text)] == [kind]


@pytest.mark.parametrize("text", NO_EVENT)
def test_word_in_another_sense_or_not_come_true_is_no_event(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(("text", "_"), TYPED)
def test_scan_lets_every_attack_through(text: str, _: str) -> None:
    assert mentions_attack(text)


@pytest.mark.parametrize(
    "text",
    [
        "The central bank kept its rate and said that growth would slow.",
        "The midfielder struck late to give the visitors a win after a quiet attack.",
        "A museum of clocks opens in spring; the mayor will speak.",
        "",
    ],
)
def test_scan_passes_over_articles_without_words_of_violence(text: str) -> None:
    assert not mentions_attack(text)


@pytest.mark.parametrize("row", rows("triggers"), ids=lambda row: f"{row['lemma']}-{row['pos']}")
def test_row_of_triggers_names_a_known_type_and_known_conditions(row: dict[str, str]) -> None:
    assert row["type"] in EVENT_TYPES
    assert row["pos"] in ("verb", "noun")
    assert row["strength"] in ("strong", "weak", "effect")
    assert row["source"]
    for condition in filter(None, f"{row['needs']}|{row['forbids']}".split("|")):
        relation, _, wanted = condition.partition(":")
        assert relation
        assert wanted
        assert not wanted.startswith("@") or wanted in _CLASSES


def test_every_type_has_a_label_and_codes_of_other_schemes() -> None:
    for event_type in EVENT_TYPES.values():
        assert event_type.label
        assert event_type.acled_event
        assert event_type.cameo
        assert event_type.plover
    assert EVENT_TYPES["bombing"].muc == "bombing"
    assert EVENT_TYPES["protest"].muc is None


def test_sport_report_full_of_war_words_tells_of_no_attack() -> None:
    text = (
        "Rovers bombed out of the cup as the striker fired wide.\n\n"
        "The captain shot from close range in the first half, but the goalkeeper saved. "
        "The league match was a battle: the visitors attacked, the defender raided down the left, "
        "and the referee sent off two players after a penalty."
    )
    assert read(text) == []


def test_drill_told_as_if_it_were_true_tells_of_no_attack() -> None:
    text = (
        "TORSK - At nine on Saturday an explosion shook the airport, and men in black opened fire.\n\n"
        "The men were marines and the blood was paint: it was the largest simulation that the agency has "
        "ever held. Under the scenario, a bomber struck at the gate. Another exercise is to follow in May."
    )
    assert read(text) == []


def test_storm_told_in_the_words_of_war_is_no_attack() -> None:
    text = (
        "The death toll of the cyclone in Torsk rose to 61, four days after the storm struck with the force "
        "of what a mayor called an aerial bombing.\n\nLandslides and lightning killed two herders, and the "
        "flooding cut the road."
    )
    assert read(text) == []


def test_dead_of_a_text_that_tells_of_arms_are_an_event_though_no_word_names_the_attack() -> None:
    (report,) = news(
        "Grief in Torsk\n\nThe number of those killed on Wednesday on the square of Torsk now stands at 13. "
        "Two mortar shells came in at an interval of 20 seconds, an officer said."
    )
    assert (report.place_name, report.killed.min) == ("Torsk", 13)


def test_dead_of_a_text_without_arms_are_no_event() -> None:
    assert read("Thirteen people died on Wednesday in Torsk, the hospital said, and two more are ill.") == []


GROWING = [
    "The group has stepped up attacks in Norfen.",
    "The rebels have intensified their attacks on police in Ombira since last year.",
    "They are stepping up attacks across Quarania as foreign troops leave.",
    "The militia has increased bombings in Norfen.",
    "The guerrillas have expanded attacks to Ombira.",
]


@pytest.mark.parametrize("said", GROWING)
def test_attacks_that_become_more_are_no_event_of_their_own(said: str) -> None:
    assert len(read(f"Gunmen killed two policemen in Torsk on Wednesday. {said}")) == 1


def test_burst_of_gas_that_a_witness_took_for_a_bomb_is_no_attack() -> None:
    text = (
        "A gas leak tore a house in Torsk apart on Wednesday, killing four people.\n\n"
        '"I thought a bomb had exploded," said a baker. "The blast threw me off my chair."'
    )
    assert news(text) == []


def test_bomb_of_a_war_of_old_that_is_made_safe_is_no_attack() -> None:
    text = (
        "Half of Torsk had to leave home on Wednesday while sappers defused a wartime bomb.\n\n"
        "Such bombs still kill: two of the sappers died near Ombira in 2014 when one exploded."
    )
    assert read(text) == []


def test_bomb_of_today_that_sappers_tried_to_make_safe_is_an_attack() -> None:
    (report,) = news("A bomb exploded in Torsk on Wednesday as sappers tried to defuse it, killing two.")
    assert report.type == "bombing"


def test_short_report_of_a_match_needs_few_of_its_words() -> None:
    text = "Torsk shot down the champions 2-1 on Wednesday. Velik killed the match with his second goal."
    assert read(text) == []


def test_few_words_of_trade_make_no_long_survey_a_report_of_trade() -> None:
    trade = "Inflation has eased, prices are stable, the tax on maize is gone and the central bank is calm. "
    calm = "People in the valley speak of the rain, of their schools and of the road that was promised. " * 60
    text = f"The economy of Quarania grows. {trade}{calm}\n\nGunmen shot dead a judge in Torsk on Wednesday."
    assert [r.place_name for r in read(text)] == ["Torsk"]


def test_burst_in_a_storm_is_no_attack() -> None:
    text = (
        "A hurricane tore roofs off Torsk on Wednesday, and flooding cut the road.\n\n"
        "An explosion at a power station killed two engineers."
    )
    assert news(text) == []
