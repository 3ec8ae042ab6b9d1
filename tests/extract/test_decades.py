"""Words that papers of all decades have for attacks, and what trade, sport and weather share with them."""

from __future__ import annotations

import pytest

from tests.extract.reading import news

TOLD = [
    ("Two off-duty policemen were gunned down outside a bar in Torsk on Wednesday.", "shooting"),
    ("Gunmen in a van raked a cafe in Torsk with automatic fire, killing six people.", "shooting"),
    ("A cafe in Torsk was raked with gunfire on Wednesday and four customers died.", "shooting"),
    (
        "A judge and his driver were slain near Torsk on Wednesday, police said.",
        "attack/assassination/shooting",
    ),
    ("Guerrillas dynamited a power station near Torsk on Wednesday.", "bombing"),
    ("Saboteurs planted charges under a bridge at Torsk and brought it down.", "bombing"),
    ("Rebels brought down four electricity pylons near Torsk on Wednesday.", "bombing/sabotage"),
    ("Dynamite charges toppled six pylons near Torsk.", "bombing/sabotage"),
    ("Dynamite charges knocked over eight pylons of the line near Torsk.", "bombing/sabotage"),
    ("Armed men razed the village of Torsk on Wednesday.", "arson"),
    ("Mobs torched shops and cars in Torsk on Wednesday.", "arson"),
    ("Militiamen put the village of Torsk to the torch.", "arson"),
    ("Two schools were burnt to the ground by insurgents near Torsk.", "arson"),
    ("A banker was abducted at gunpoint in Torsk on Wednesday.", "kidnapping"),
    ("Three gunmen dragged a publisher from his car in Torsk on Wednesday.", "kidnapping"),
    ("Masked men bundled a trade unionist into a car in Torsk on Wednesday.", "kidnapping"),
    ("Armed men carried off the mayor of Torsk on Wednesday.", "kidnapping"),
    ("Rebels hauled away six nuns from a mission near Torsk on Wednesday.", "kidnapping"),
    ("Guerrillas held eleven hostages at an embassy in Torsk on Wednesday.", "kidnapping"),
    ("A teacher was held hostage by gunmen in Torsk.", "kidnapping"),
    ("Gunmen led away four engineers from a dam near Torsk on Wednesday.", "kidnapping"),
    ("An airliner was skyjacked on its way to Torsk on Wednesday.", "hijacking"),
    ("Four men with pistols commandeered a jetliner over Torsk on Wednesday.", "hijacking"),
    ("Gunmen seized an airliner with 80 passengers at Torsk on Wednesday.", "hijacking"),
    ("Guerrillas took over the airport of Torsk on Wednesday.", "raid"),
    ("Commandos seized the radio station in Torsk on Wednesday.", "raid"),
    ("Rebels captured the police post at Torsk on Wednesday, killing two guards.", "raid"),
    ("Gunmen occupied an embassy in Torsk on Wednesday and took eleven hostages.", "raid"),
    ("About 100 youths in masks burst into a railway station in Torsk and hurled firebombs.", "raid"),
    ("Gunmen held up a bank in Torsk on Wednesday.", "robbery"),
    ("Militiamen emptied the vault of a bank in Torsk on Wednesday.", "robbery"),
    ("Masked men robbed a payroll van near Torsk on Wednesday.", "robbery"),
    ("Guerrillas mortared the barracks at Torsk on Wednesday.", "shelling"),
    ("Our commandos hit the central barracks in Torsk with homemade mortars.", "shelling/attack"),
    ("Mortar rounds fell on a market in Torsk on Wednesday, killing six.", "shelling/attack"),
    ("A suspected informer was necklaced in Torsk on Wednesday.", "attack"),
    ("Six farmers were hacked to death near Torsk on Wednesday.", "stabbing"),
    ("Raiders slit the throats of eleven villagers at Torsk on Wednesday.", "stabbing/attack"),
    ("Attackers cut the throats of six shepherds near Torsk.", "stabbing/attack"),
    (
        "The bodies of three trade unionists were found riddled with bullets near Torsk.",
        "attack/assassination/shooting",
    ),
    ("A lawyer was found shot dead near Torsk on Wednesday.", "attack/assassination/shooting"),
    ("Rebels ambushed a convoy near Torsk, killing six soldiers.", "attack"),
    ("A patrol fell into an ambush near Torsk and five soldiers died.", "attack"),
    ("An ambush claimed the lives of six soldiers near Torsk on Wednesday.", "attack"),
    ("A land mine blew up under a bus near Torsk, killing eleven.", "bombing"),
    ("A truck ran over a landmine near Torsk on Wednesday and four people died.", "bombing"),
    ("A booby-trapped car exploded outside a church in Torsk.", "bombing"),
    ("A parcel bomb blew off the hands of a professor in Torsk on Wednesday.", "bombing"),
    ("A letter bomb injured a secretary at the ministry in Torsk on Wednesday.", "bombing"),
    ("A time bomb wrecked the office of an airline in Torsk.", "bombing"),
    ("A powerful bomb ripped through a pub in Torsk, killing ten.", "bombing"),
    ("A bomb demolished a bar in Torsk on Wednesday, killing 15 persons.", "bombing"),
    ("A bomb tore through a railway station in Torsk.", "bombing"),
    ("Saboteurs cut telephone cables in Torsk on Wednesday.", "sabotage"),
    ("Radicals slashed signal cables of the railways at 27 places in Torsk.", "sabotage"),
    ("In Torsk, six cables were severed by saboteurs on Wednesday.", "sabotage"),
    ("Saboteurs derailed a freight train near Torsk on Wednesday.", "sabotage/bombing"),
    ("A sniper picked off a soldier on patrol in Torsk on Wednesday.", "shooting/attack"),
    ("A sniper shot and seriously wounded a soldier in Torsk.", "shooting"),
    ("Assassins pumped six bullets into a newspaper editor in Torsk.", "shooting"),
    ("The minister was cut down by a burst of machine-gun fire in Torsk on Wednesday.", "shooting"),
    ("Troops opened up with machine guns on marchers in Torsk.", "shooting"),
    ("Death squads massacred forty peasants near Torsk on Wednesday.", "attack"),
    ("Soldiers rounded up and executed twenty peasants at Torsk on Wednesday.", "attack"),
    ("Jets strafed a refugee column near Torsk on Wednesday.", "air_strike/attack"),
    ("Warplanes pounded guerrilla bases near Torsk on Wednesday.", "air_strike"),
    ("Petrol bombs were thrown at a police station in Torsk on Wednesday.", "attack/bombing/arson"),
    ("A hand grenade was lobbed into a mosque in Torsk, injuring nine.", "bombing/attack"),
]
HARMLESS = [
    "The union seized on the report to press its demands in Torsk.",
    "Actors held up the show in Torsk on Wednesday because of the rain.",
    "Fans were held hostage by the weather in Torsk.",
    "The bank was held up as a model by the minister in Torsk.",
    "The company took over the airport of Torsk on Wednesday.",
    "Surgeons cut nerves and cables in a Torsk laboratory.",
    "The minister slashed taxes in Torsk on Wednesday.",
    "A landslide razed the village of Torsk on Wednesday.",
    "The storm toppled six pylons near Torsk on Wednesday.",
    "Police seized the radio station's accounts in Torsk on Wednesday.",
    "The council razed the old market of Torsk for a car park.",
    "The pitcher mowed down six batters in Torsk.",
    "The prosecutor led away the jury in Torsk.",
    "The museum occupied the former embassy in Torsk for years.",
    "The goalkeeper was beaten twice in Torsk on Wednesday.",
]


@pytest.mark.parametrize(("text", "types"), TOLD)
def test_attack_is_known_by_the_words_of_its_decade(text, types):
    assert {report.type for report in news(text)} & set(types.split("/"))


@pytest.mark.parametrize("text", HARMLESS)
def test_word_in_another_sense_is_no_attack(text):
    assert news(text) == []
