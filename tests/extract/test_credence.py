"""What the signs of a telling say of its truth."""

from __future__ import annotations

from geo.extract import credence
from geo.extract.lexicon import rows
from tests.extract.reading import read


def test_no_sign_is_a_word_of_a_text():
    closed = {
        "role",
        "tag",
        "article",
        "auxiliary",
        "clause role",
        "form",
        "behind",
    }  # of grammar: a few dozen values whatever the text
    for row in rows("credence"):
        assert row["sign"] in closed or len(row["level"]) < 16
        assert -3 < float(row["weight"]) < 3


def test_one_dated_attack_is_more_likely_than_a_habit():
    attack = read("Gunmen killed four people in a cafe in Torsk on Wednesday.")
    assert attack[0].confidence > 0.5
    assert credence.chance({"age": "to 1"}) > credence.chance({"age": "to 366"})
    assert credence.chance({"finite": "yes"}) > credence.chance({"finite": "no"})


def test_a_level_never_seen_weighs_nothing():
    assert credence.chance({"tag": "never seen"}) == credence.chance({})
