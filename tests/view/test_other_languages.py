"""What a reader sees of events, in another language: a made-up French, and one that shows what was forgotten.

Every datum of the second is called `Zzz`, so that any other letter outside the brackets is a word of ours.
"""

from __future__ import annotations

import ast
import csv
import datetime as dt
import inspect
from dataclasses import replace
from typing import get_args

import pytest
import shapely

from geo import language
from geo.extract import news, tellings
from geo.extract.omitted import Omission, Why
from geo.journal import Kind
from geo.language import catalogue
from geo.model import (
    Actor,
    Article,
    Attribution,
    Count,
    DateBasis,
    DatePrecision,
    Evidence,
    Level,
    Place,
    Reason,
    Source,
    Status,
    Target,
    TargetKind,
    Toponym,
    Victim,
    When,
)
from geo.places import regions
from geo.places.weighing import Weighed
from geo.query import NOT_NAMED, UNNAMED, Area, Box, Filter, LeftOut, actor_names, describe, table
from geo.store import ArticleRecord
from geo.view import (
    coverage,
    explanation,
    history,
    how,
    layers,
    legend,
    palette,
    permalink,
    placing,
    reading,
    words,
)
from geo.view.card import card
from geo.view.theme import LIGHT
from tests import factories, pseudo
from tests.journal.decisions import chain, decision

FRENCH = {
    "Attacks of type {types}": "Attaques du type {types}",
    "{said} {more}": "{said} {more}",
    "in {places}": "en {places}",
    "from {first} to {last}": "du {first} au {last}",
    "rocket attack": "tir de roquettes",
    "Sahel": "région sahélienne",
    "suspected actor {actors}": "auteur présumé : {actors}",
    "status {statuses}": "état : {statuses}",
    "confirmed": "confirmé",
    "Nobody named": "Personne n'est nommé",
    "When": "Date",
    "Killed": "Tués",
    "none reported": "aucun signalé",
    "Suspected: {actor}": "Soupçonné : {actor}",
    "{said}, according to {voice}": "{said}, d’après {voice}",
    "{level}, within {radius}": "{level}, à {radius} près",
    "part of a city": "quartier",
    "{first} to {last}": "{first} au {last}",
}
DATUM = "Zzz"
SPOT = Place(DATUM, 33.3, 44.4, "city", 2.5, "IQ", None, None, (DATUM, "Iraq"))
PROVINCE = replace(SPOT, level="province", admin1="IQ-AN", uncertainty_km=210.0)
COUNTRY = Place("Iraq", 33.0, 43.7, "country", 500.0, "IQ")
SOURCE = Source("1", DATUM, DATUM, "https://example.org", dt.date(2023, 12, 8), "record")


@pytest.fixture
def french(tmp_path, monkeypatch):
    """Speak a French that knows a few words."""
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    text = head + "\n".join(f'msgid "{key}"\nmsgstr "{said}"\n' for key, said in FRENCH.items())
    (tmp_path / "fr.po").write_text(text, encoding="utf-8")
    monkeypatch.setattr(language, "FOLDER", tmp_path)
    for cached in (language.languages, language._catalogue):
        cached.cache_clear()
    with language.using("fr"):
        yield
    monkeypatch.undo()
    for cached in (language.languages, language._catalogue):
        cached.cache_clear()


@pytest.fixture
def bracketed(tmp_path, monkeypatch):
    """Speak the language in which every word of ours stands in brackets."""
    pseudo.spoken(tmp_path, monkeypatch)


def actor(attribution: Attribution = "suspected", voice: str | None = DATUM, name: str = DATUM) -> Actor:
    return Actor(name, "group", attribution, voice)


def event(number: int = 1, **more):
    told = [
        factories.report(
            source=source, quote=DATUM, killed=Count(at, at), actors=(actor(), actor("denied")), trigger_end=2
        )
        for at, source in enumerate((SOURCE, replace(SOURCE, title=None, publisher=None, published=None)), 3)
    ]
    plain = {
        "actors": (actor(), actor("claimed"), actor("unknown", name="")),
        "reports": tuple(told),
        "place": SPOT,
        "targets": (Target(DATUM, "civilian"),),
        "victims": (Victim(DATUM, count=2),),
        "weapons": (DATUM, DATUM),
        "killed": Count(3, 4),
        "injured": Count(4, None),
    }
    return factories.event(str(number), **{**plain, **more})


EVENTS = [
    event(1),
    event(2, place=PROVINCE, type="shelling", actors=(), main=False, status="corrected"),
    event(3, place=COUNTRY, type="raid", actors=(actor("denied"),), status="confirmed"),
    event(4, place=None, type="air_strike", date=None, actors=(actor("confirmed"),)),
    event(5, actors=(Actor("gunmen", "group", "suspected"),)),
]


# ---- a French of a few words ----


@pytest.mark.usefixtures("french")
def test_a_filter_is_described_in_the_readers_language():
    asked = Filter(
        types=("rocket_attack",),
        countries=("IQ",),
        groups=("sahel",),
        actors=(NOT_NAMED,),
        statuses=("confirmed",),
        date_from=dt.date(2023, 12, 8),
        date_to=dt.date(2023, 12, 10),
    )
    assert describe(asked, actor_names=actor_names(table(EVENTS))) == (
        "Attaques du type tir de roquettes du 8 au 10 décembre 2023 en région sahélienne ou Irak, "
        "auteur présumé : Personne n'est nommé, état : confirmé"
    )


@pytest.mark.usefixtures("french")
def test_a_card_is_written_in_the_readers_language():
    told = card(factories.event(), mark=palette.OTHER)
    assert "Tir de roquettes</p>" in told
    assert "<h2>Soupçonné : Iran-aligned militias, d’après the embassy&#39;s spokesperson</h2>" in told
    assert "<dt>Date</dt><dd>8 décembre 2023</dd>" in told
    assert "<dd>Green Zone, Baghdad, Irak <span class=" in told
    assert "quartier, à 2,5 km près" in told
    assert "<dt>Tués</dt><dd>aucun signalé</dd>" in told


@pytest.mark.usefixtures("french")
def test_a_range_of_days_is_a_phrase_of_its_own():
    when = factories.day("2023-12-08", end=dt.date(2023, 12, 10), precision="range")
    assert words.date(when) == "8 au 10 décembre 2023"


@pytest.mark.usefixtures("french")
def test_the_name_of_a_country_is_said_once_though_the_place_has_it_in_english():
    assert words.place(factories.IRAQ, country="Iraq") == "Irak"
    assert words.place(factories.GREEN_ZONE, country="Irak") == "Green Zone, Baghdad, Irak"


@pytest.mark.usefixtures("french")
def test_names_that_are_kept_for_all_readers_are_asked_for_in_the_language_of_each():
    names = actor_names(table(EVENTS))
    assert names[NOT_NAMED] == "Personne n'est nommé"
    with language.using("en"):
        assert names[NOT_NAMED] == "Nobody named"


# ---- nothing of ours outside the catalogue ----


@pytest.mark.usefixtures("bracketed")
@pytest.mark.parametrize("shown", EVENTS, ids=lambda shown: shown.type)
def test_a_card_has_no_word_of_ours_outside_the_catalogue(shown):
    assert pseudo.outside(card(shown, mark=palette.OTHER), data=(DATUM, "gunmen")) == []


@pytest.mark.usefixtures("bracketed")
@pytest.mark.parametrize("colour_by", get_args(palette.ColourBy))
def test_a_legend_has_none(colour_by):
    rows = table(EVENTS + [event(n, actors=(actor(name=f"{DATUM} {n}"),)) for n in range(10, 25)])
    said = legend.legend(
        rows,
        filter=Filter(),
        marks=palette.marks(rows, colour_by),
        colour_by=colour_by,
        names=actor_names(rows),
    )
    assert pseudo.outside(said, data=(DATUM.casefold(), DATUM)) == []
    assert pseudo.outside(" ".join([*legend.NOT_IN.values(), *palette.COLOURED_BY.values()])) == []


FILTERS = [
    Filter(),
    Filter(background=True, undated=True),
    Filter(undated=True, date_from=dt.date(2023, 12, 8), date_to=dt.date(2024, 1, 2)),
    Filter(date_from=dt.date(2023, 12, 8), date_to=dt.date(2023, 12, 8)),
    Filter(date_from=dt.date(2023, 12, 8)),
    Filter(date_to=dt.date(2023, 12, 8), bbox=Box(1, 2, 3, 4), area=Area("1", shapely.box(0, 0, 1, 1))),
    Filter(area=permalink.drawn([(0, 0), (1, 0), (1, 1)]), groups=tuple(regions.groups())),
    Filter(countries=("IQ", "UA"), provinces=("CD-NK",), text="1", weapons=("missile", "air bomb")),
    Filter(targets=get_args(TargetKind), attributions=get_args(Attribution), statuses=get_args(Status)),
    Filter(types=("rocket_attack", "raid"), actors=("1", NOT_NAMED, UNNAMED), voices=("2",)),
    Filter(min_killed=1, min_harmed=2, min_reports=3, min_confidence=0.5),
]


@pytest.mark.usefixtures("bracketed")
@pytest.mark.parametrize("asked", FILTERS, ids=range(len(FILTERS)))
def test_a_filter_in_words_has_none(asked):
    said = describe(asked, actor_names=actor_names(table(EVENTS)), admin1_name=lambda code: "1")
    assert pseudo.outside(said) == []


@pytest.mark.usefixtures("bracketed")
def test_the_line_above_the_map_and_the_map_in_words_have_none():
    rows = table(EVENTS)
    names = actor_names(rows)
    told = [
        *words.shown(rows, rows, LeftOut(undated=1, unplaced=2, background=3)).values(),
        words.summary(rows, actor_names=names),
        words.summary(rows.iloc[:1], actor_names=names),
        words.summary(rows.iloc[:0], actor_names=names),
        words.summary(rows[rows["date"].isna()], actor_names=names),
    ]
    assert pseudo.outside("\n".join(told), data=(DATUM,)) == []


@pytest.mark.usefixtures("bracketed")
def test_the_tables_of_words_have_none():
    tables = [
        [words.ATTRIBUTION[key] for key in get_args(Attribution)],
        [words.ATTRIBUTION_MEANING[key] for key in get_args(Attribution)],
        [words.LEVEL[key] for key in get_args(Level)],
        [words.STATUS[key] + words.STATUS_NAME[key] for key in get_args(Status)],
        [words.target_name(key) for key in get_args(TargetKind)],
        [words.BASIS[key] for key in get_args(DateBasis)],
        words.FIELD.values(),
        [words.least(measure, 5) for measure in ("killed", "harmed", "reports")],
        [words.least("confidence", 0.5)],
        [words.apart(days) for days in (-2, 0, 1)],
        [words.kilometres(km) for km in (0.5, 2.5, 30)],
    ]
    assert pseudo.outside("\n".join(said for table in tables for said in table)) == []


@pytest.mark.usefixtures("bracketed")
@pytest.mark.parametrize("precision", get_args(DatePrecision))
@pytest.mark.parametrize("basis", get_args(DateBasis))
def test_a_date_has_none(precision, basis):
    when = factories.day(
        "2023-12-08", end=dt.date(2023, 12, 10), precision=precision, basis=basis, time="04:15"
    )
    assert pseudo.outside(words.moment(when)) == []
    assert pseudo.outside(words.moment(When(precision=precision, basis=basis))) == []


@pytest.mark.usefixtures("bracketed")
@pytest.mark.parametrize("attribution", get_args(Attribution))
@pytest.mark.parametrize("voice", [DATUM, None])
def test_a_headline_and_a_dispute_have_none(attribution, voice):
    for name in (DATUM, ""):
        one = actor(attribution, voice, name)
        assert pseudo.outside(words.headline([one]), data=(DATUM,)) == []
        assert pseudo.outside(words.dispute([one, one]), data=(DATUM,)) == []
    assert pseudo.outside(words.headline([])) == []


@pytest.mark.usefixtures("bracketed")
def test_what_the_map_draws_has_none():
    rows = table(EVENTS)
    marks = palette.marks(rows, "actor")
    drawn = layers.payload(EVENTS, rows=rows, marks=marks, colour_by="actor")
    told = [line for each in (*drawn["points"], *drawn["areas"]) for line in each["lines"]]
    told += [each[part] for each in drawn["areas"] for part in ("name", "title")]
    assert len(told) > 8
    assert pseudo.outside("\n".join(told), data=(DATUM, "gunmen")) == []


@pytest.mark.usefixtures("bracketed")
def test_how_a_report_was_read_has_none():
    article = Article("1", f"{DATUM}. {DATUM}.", chrome=(), title=DATUM)
    reasons = (
        Reason("main", "told first"),
        Reason("confidence", "law: yes", -0.4),
        Reason("confidence", "age: to 3", 1),
    )
    known = replace(actor(), id="1", aliases=("2", "3"))
    told = factories.report(
        quote=DATUM,
        place=SPOT,
        actors=(known,),
        reasons=reasons,
        targets=(Target(DATUM, "aid"),),
        confidence=0.1,
        evidence=tuple(Evidence(field, 0, 3, "1") for field in reading.FIELDS),
    )
    bare = factories.report(quote=DATUM, main=False, when=When(), confidence=0.1)
    left = how.left_out(article, [Omission(0, 3, why) for why in get_args(Why)])
    shown = [
        reading.article(article, [told]),
        reading.legend(),
        left,
        *(how.read(article, each) + how.doubted(article, each) for each in (told, bare)),
    ]
    assert pseudo.outside("\n".join(shown), data=(DATUM,)) == []
    assert pseudo.outside("\n".join([*explanation.SIGNS.values(), *explanation.KIND.values()])) == []


@pytest.mark.usefixtures("bracketed")
def test_a_decision_in_words_has_none():
    one = event(1)
    changed = {
        "actor": (None, {"name": DATUM, "kind": "group", "attribution": "claimed"}),
        "date": ({}, {"date": "2023-12-08", "precision": "day", "basis": "stated"}),
        "killed": ({}, {"min": 1, "max": 2}),
        "injured": ({"min": 0, "max": 0}, {"min": 3}),
        "type": ("raid", "rocket_attack"),
        "place": (None, {"name": DATUM, "lat": 1, "lon": 2, "level": "site", "uncertainty_km": 1}),
    }
    entries = chain(
        *(decision(kind, one, who=DATUM, why=DATUM) for kind in get_args(Kind)),
        *(
            decision("correct", one, who=DATUM, field=field, before=before, after=after)
            for field, (before, after) in changed.items()
        ),
    )
    told = [history.line(each, undone=True) for each in entries]
    told += [history.line(each, of=entries[0]) for each in entries]
    told += [history.subject(entries[0]), history.moment(entries[0])]
    assert pseudo.outside("\n".join(told), data=(DATUM, "a1")) == []


@pytest.mark.usefixtures("bracketed")
def test_the_names_of_a_text_and_what_they_may_mean_have_none():
    def name(place: Place | None, *rivals: tuple[Place, float]) -> Weighed:
        return Weighed(Toponym(0, 3, DATUM, place=place), rivals)

    other = replace(SPOT, lat=1.0, within=(DATUM,))
    names = [name(SPOT, (SPOT, 0.7), (other, 0.3)), name(COUNTRY), name(None), name(None, (SPOT, 1.0))]
    drawn = placing.payload(names, 0, overview=False)
    tables = [placing.rivals_table(names[0]), placing.names_table(names, [1, 2, 3, 4])]
    told = [
        *map(placing.card, names),
        *(line for each in (*drawn["points"], *drawn["areas"]) for line in each["lines"]),
        *(f"{table.to_csv()}" for table in tables),
        placing.marked_text(Article("1", f"{DATUM} 1"), names),
    ]
    assert pseudo.outside("\n".join(told), data=(DATUM,)) == []


@pytest.mark.usefixtures("bracketed")
def test_what_the_store_covers_has_none():
    days = [dt.date(2023, 12, 8), dt.date(2023, 12, 9), None]
    records = [
        ArticleRecord(factories.article(str(n), published=day, publisher=None if n % 2 else DATUM), "1")
        for n, day in enumerate(days)
    ]
    found = coverage.coverage(records)
    tooltip = coverage.heat(found, ground=LIGHT).to_dict()["encoding"]["tooltip"]
    told = [
        coverage.said(found, 3),
        coverage.said(coverage.coverage([]), 0),
        *found.sources,
        *(each["title"] for each in tooltip),
        *coverage.SINCE.values(),
        coverage.levels(table(EVENTS)).to_csv(),
    ]
    assert pseudo.outside("\n".join(told), data=(DATUM,)) == []


# ---- words that stand elsewhere ----


def test_a_type_is_called_in_the_catalogue_as_its_code_reads():
    with (catalogue.ROOT / "geo/extract/tables/types.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            assert row["label"] == row["type"].replace("_", " ")


def test_every_sign_of_how_sure_a_report_is_can_be_translated():
    with (catalogue.ROOT / "geo/extract/tables/credence.csv").open(encoding="utf-8", newline="") as file:
        assert {row["sign"] for row in csv.DictReader(file)} - {"bias"} <= set(explanation.SIGNS)


def test_every_reason_why_an_event_is_news_or_recalled_can_be_translated():
    said = {f"more than {news.OLD.days} days before publication"}
    parts = {"more than ", " days before publication"}
    for function in (news.recalled_because, news._as_news, tellings._news, tellings._judged):
        tree = ast.parse(inspect.getsource(function))
        strings = (each.value for each in ast.walk(tree) if isinstance(each, ast.Constant))
        said |= {string for string in strings if isinstance(string, str) and " " in string.strip()}
        said -= parts | {ast.get_docstring(tree.body[0], clean=False)}
    assert said == explanation.WHY_MAIN
