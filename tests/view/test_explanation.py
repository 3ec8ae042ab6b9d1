"""How a report was read: every field a row, each with its words, safe on page and terminal."""

from __future__ import annotations

import io
from dataclasses import replace

from geo.cli.explaining import lines, wants_colour
from geo.extract.credence import LEAST
from geo.model import Actor, Article, Count, Evidence, Reason, Report, Target, Victim
from geo.view import how
from geo.view.explanation import Explanation, explain, explanations
from tests import factories

TEXT = (
    "Rockets hit a compound in Torsk late on Friday.\nTwo guards were killed, the governor said. Nobody has "
    "claimed it."
)
ARTICLE = Article("a1", TEXT, title="Rockets hit a compound")


def evidence(field: str, words: str, rule: str = "a rule") -> Evidence:
    start = TEXT.index(words)
    return Evidence(field, start, start + len(words), rule)  # type: ignore[arg-type]


def report(**more: object) -> Report:
    found = [
        evidence("trigger", "hit", "triggers.csv: hit, verb"),
        evidence("weapon", "Rockets"),
        evidence("target", "compound"),
        evidence("victim", "guards"),
        evidence("actor", "Nobody"),
        evidence("attribution", "the governor"),
        evidence("killed", "Two"),
        evidence("date", "Friday"),
        evidence("place", "Torsk"),
    ]
    plain: dict[str, object] = {
        "quote": "Rockets hit a compound in Torsk late on Friday.",
        "actors": (Actor("Nobody", "group", "suspected", "the governor"),),
        "targets": (Target("compound", "civilian"),),
        "victims": (Victim("guards"),),
        "weapons": ("Rockets",),
        "killed": Count(2, 2),
        "place": factories.BAGHDAD,
        "evidence": tuple(found),
        "reasons": (Reason("main", "told first"), Reason("confidence", "law: yes", -0.4)),
    }
    return factories.report(**{**plain, **more})


def rows(told: Explanation) -> dict[str, str]:
    return {row.label: row.value for row in told.rows}


def test_every_field_has_a_row_in_plain_words():
    assert rows(explain(ARTICLE, report())) == {
        "Type": "Rocket attack",
        "Told as": "main event",
        "Date": "8 December 2023",
        "Place": "Baghdad, Iraq (town or city, within 12 km, geonames:98182)",
        "Actor": "Nobody (group): suspected",
        "Who says so": "the governor",
        "Targets": "compound (civilian)",
        "Victims": "guards",
        "Weapons": "Rockets",
        "Killed": "2",
        "Injured": "not said",
        "Confidence": "50%",
    }


def test_every_value_that_the_text_gives_shows_its_words_in_their_sentence():
    for row in explain(ARTICLE, report()).rows:
        for said in row.said:
            assert said.first <= said.start < said.end <= said.last
    told = {row.label: row.said for row in explain(ARTICLE, report()).rows}
    (killed,) = told["Killed"]
    assert TEXT[killed.first : killed.last] == "Two guards were killed, the governor said."
    assert [TEXT[said.start : said.end] for said in told["Who says so"]] == ["the governor"]


def test_a_report_says_why_it_is_news_and_what_raised_or_lowered_its_confidence():
    told = {row.label: row.reasons for row in explain(ARTICLE, report()).rows}
    assert told["Told as"] == ("told first",)
    assert told["Confidence"] == ("lowered (-0.40) by words of courts: yes",)


def test_what_was_thrown_away_says_so():
    doubtful = replace(report(), confidence=0.1)
    (_, told) = explanations(ARTICLE, [report()], [doubtful])
    asked = f"{LEAST:.0%}"
    assert told.doubted == f"thrown away: its confidence 10% is below the {asked} asked of a main event"


def test_on_a_page_no_word_of_an_article_is_code():
    hostile = Article("a1", TEXT.replace("compound", "<script>"))
    told = how.read(hostile, report(actors=(Actor("<img onerror=x>", "group", "suspected"),)))
    assert "<script>" not in told
    assert "<img" not in told
    assert '<mark class="ev-target"' in told
    assert told.startswith('<details class="how"><summary')


def test_on_a_terminal_no_word_of_an_article_is_a_command():
    hostile = Article("a1", TEXT.replace("Torsk", "\x1b]0;"), title="\x1b[2J\u202ehit")
    evil = report(actors=(Actor("\x1b[31mX", "group", "suspected", "\x07y"),))
    printed = "\n".join(lines(hostile, explanations(hostile, [evil]), colour=False))
    assert all(c.isprintable() or c == "\n" for c in printed)
    assert "hit a compound in" in printed


def test_colour_marks_the_words_and_is_for_terminals_only():
    printed = "\n".join(lines(ARTICLE, explanations(ARTICLE, [report()]), colour=True))
    assert "hit\x1b[0m a \x1b[1;33mcompound\x1b[0m in" in printed
    terminal = io.StringIO()
    terminal.isatty = lambda: True  # type: ignore[method-assign]
    assert wants_colour(terminal, {})
    assert not wants_colour(terminal, {"NO_COLOR": "1"})
    assert not wants_colour(terminal, {"TERM": "dumb"})
    assert not wants_colour(io.StringIO(), {})


def test_an_article_without_an_event_says_so():
    assert list(lines(ARTICLE, [], colour=False)) == [
        "a1: Rockets hit a compound",
        "  no event: no sentence says that an attack happened",
        "",
    ]


def test_each_sentence_of_an_event_is_quoted_once_and_fields_name_their_words_in_it():
    printed = list(lines(ARTICLE, explanations(ARTICLE, [report()]), colour=False))
    assert printed[2:5] == [
        "    [1] Rockets hit a compound in Torsk late on Friday.",
        "    [2] Two guards were killed, the governor said.",
        "    [3] Nobody has claimed it.",
    ]
    assert "                 [1] Torsk  26-31, a rule" in printed
    assert sum("were killed" in line for line in printed) == 1
