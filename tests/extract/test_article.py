"""A whole article, as the wire writes it: the example of the shared folder, and a twin in our own words."""

from __future__ import annotations

import datetime as dt
import os
import warnings
from pathlib import Path

import pytest

from geo import corpus
from geo.extract import extract, language
from geo.model import Article, Report, Span, Toponym
from tests.extract.reading import PLACES, model, place, read

TWIN = "\n\n".join(
    [
        "Velland's consulate in Torsk shelled; minister points at pro-Kestrian fighters",
        (
            "Marsh Wire/ On Tuesday, the Velland consulate in Quarania confirmed that it had been targeted "
            "with rockets."
        ),
        (
            "A police source told Marsh Wire that alarms went off at the consulate in Sela Bazaar after "
            "several rockets had been fired at the building."
        ),
        (
            "The consulate's spokeswoman said in a statement: “So far no group has claimed responsibility, "
            "but indications are the attack was carried out by Kestria-backed militias, which move freely in "
            "Quarania.”"
        ),
        (
            "The statement said that at about 3:40 a.m. three rockets hit the consulate, and no casualties "
            "were reported."
        ),
        (
            "The police chief of Torsk promised on May 9 that he would reject any attack on guests of the "
            "country."
        ),
        (
            "Still, almost daily attacks on the alliance's convoys in Quarania began after the Northern "
            "League's attack on April 2, in a war in which more than 9,000 people have been killed."
        ),
        "In response, Velland has conducted strikes in Norfen, targeting arms depots of the militias.",
        "It is not confirmed whether the rockets are linked to the elections.",
    ]
)


@pytest.fixture(scope="module")
def twin() -> list[Report]:
    return read(TWIN, published=dt.date(2024, 5, 14))


def test_twin_tells_one_main_event(twin: list[Report]) -> None:
    (main,) = [report for report in twin if report.main]
    assert main.type == "rocket_attack"
    assert main.place_name == "Sela Bazaar"
    assert (main.when.date, main.when.precision, main.when.time) == (dt.date(2024, 5, 14), "day", "03:40")
    assert (main.killed.min, main.killed.max, main.injured.min, main.injured.max) == (0, 0, 0, 0)
    assert any("consulate" in target.name and target.kind == "diplomatic" for target in main.targets)
    assert any("rockets" in weapon for weapon in main.weapons)


def test_twin_names_the_suspects_by_the_spokeswomans_word(twin: list[Report]) -> None:
    main = next(report for report in twin if report.main)
    suspect = next(actor for actor in main.actors if actor.name == "Kestria-backed militias")
    assert (suspect.kind, suspect.attribution) == ("group", "suspected")
    assert suspect.attributed_by
    assert "spokeswoman" in suspect.attributed_by
    assert not any(actor.attribution == "denied" for actor in main.actors)


def test_twin_keeps_what_it_recalls_in_the_background(twin: list[Report]) -> None:
    recalled = [report for report in twin if not report.main]
    assert recalled
    assert all(report.killed.min is None for report in recalled)
    assert any(report.place_name == "Norfen" for report in recalled)


def test_quotes_and_triggers_point_into_the_text(twin: list[Report]) -> None:
    for report in twin:
        assert TWIN[report.start : report.end] == report.quote
        assert report.start <= report.trigger_start < report.trigger_end <= report.end
        for evidence in report.evidence:
            assert 0 <= evidence.start < evidence.end <= len(TWIN)
            assert evidence.rule


def _shared() -> Path | None:
    folder = Path(os.environ.get("DATELINE_SHARED", "../shared")) / "examples"
    found = sorted(folder.glob("*.txt")) if folder.is_dir() else []
    return found[0] if found else None


def _toponyms(text: str) -> list[Toponym]:
    """Return made-up resolutions of the example's own names; resolving is the gazetteer's matter."""
    known = {
        "Green Zone": place(
            "Green Zone", 33.305, 44.39, level="neighbourhood", country="IQ", within=("Baghdad",)
        ),
        "Baghdad": place("Baghdad", 33.34, 44.4, country="IQ"),
        "Iraq": place("Iraq", 33.0, 43.7, level="country", country="IQ"),
        "Syria": place("Syria", 35.0, 38.0, level="country", country="SY"),
        "Gaza Strip": place("Gaza Strip", 31.4, 34.4, level="province", country="PS"),
    }
    return [
        Toponym(at, at + len(name), name, "place", where)
        for name, where in known.items()
        for at in range(len(text))
        if text.startswith(name, at)
    ]


def test_shared_example_comes_out_as_its_table_says() -> None:
    path = _shared()
    if path is None:
        with pytest.warns(UserWarning, match="DATELINE_SHARED"):
            warnings.warn(
                "DATELINE_SHARED names no folder with examples: only the twin was tested", stacklevel=1
            )
        return
    (article,) = corpus.read([path], on_error=pytest.fail)
    article = Article(
        article.id,
        article.text,
        article.title,
        published=dt.date(2023, 12, 8),
        published_basis="record",
        chrome=article.chrome,
    )
    reports = extract(article, language.parse(model(), article), toponyms=_toponyms(article.text))
    (main,) = [report for report in reports if report.main]
    assert main.type in ("missile_strike", "rocket_attack")
    assert main.place_name == "Green Zone"
    assert (main.when.date, main.when.precision, main.when.time) == (dt.date(2023, 12, 8), "day", "04:15")
    militias = main.actors[0]
    assert militias.name == "Iran-aligned militias"
    assert (militias.kind, militias.attribution) == ("group", "suspected")
    assert militias.attributed_by == "U.S. Embassy spokesperson"
    assert ("U.S. Embassy", "diplomatic") in {(target.name, target.kind) for target in main.targets}
    assert len(main.weapons) == 2
    assert (main.killed.min, main.injured.min) == (0, 0)
    background = [report for report in reports if not report.main]
    assert {"hamas", "united-states"} <= {actor.id for report in background for actor in report.actors}
    assert all(report.killed.min is None for report in background)


def test_offsets_hold_where_chrome_is_blanked() -> None:
    text = "Marsh Wire/ A bomb exploded in Torsk on Wednesday and killed two people.\n\nMore from Marsh Wire"
    article = Article(
        "chrome", text, published=dt.date(2024, 5, 16), chrome=(Span(0, 11), Span(75, len(text)))
    )
    names = [Toponym(31, 36, "Torsk", "place", PLACES["Torsk"])]
    (report,) = extract(article, language.parse(model(), article), toponyms=names)
    assert text[report.start : report.end] == report.quote
    assert report.quote.startswith("A bomb exploded")
