"""Every row of every table: filled in, with a source, and read by some rule."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import get_args

import pytest

from geo.extract import roles, senses
from geo.extract.lexicon import rows, verbs, words
from geo.model import TargetKind

HERE = Path(roles.__file__).parent
WORD_TABLES = (
    "people",
    "targets",
    "weapons",
    "abstract",
    "contexts",
    "verbs",
    "words",
    "triggers",
    "roles",
    "types",
    "actors",
)
TARGET_KINDS = set(get_args(TargetKind))


@pytest.mark.parametrize("table", WORD_TABLES)
def test_table_has_a_source_in_every_row_and_no_row_twice(table: str) -> None:
    found = [tuple(row.items()) for row in rows(table)]
    assert found
    assert len(found) == len(set(found))
    assert all(row.get("source") or row.get("checked") for row in rows(table))
    assert all(None not in row and None not in row.values() for row in rows(table))


def test_kinds_of_people_and_targets_are_the_models() -> None:
    assert {row["kind"] for row in rows("targets")} <= TARGET_KINDS
    assert {row["kind"] for row in rows("people")} <= TARGET_KINDS
    assert {row["stance"] for row in rows("people")} == {"armed", "force", "unruly", "neutral", "civil"}
    assert {row["actor"] for row in rows("people")} <= {"", "state", "group"}


def test_weapons_make_known_types() -> None:
    types = {row["type"] for row in rows("types")}
    assert {row["type"] for row in rows("weapons")} - {""} <= types


@pytest.mark.parametrize("pos", ["verb", "noun"])
def test_every_path_of_roles_can_be_read(pos: str) -> None:
    assert len(roles._patterns(pos)) == sum(row["pos"] == pos for row in rows("roles"))


def test_every_condition_of_a_sense_asks_for_a_role_that_is_read() -> None:
    roles_read = {row["role"] for row in rows("roles")} | set(senses._RELATIONS) | {"near", "before", "after"}
    asked = {
        condition.split(":")[0]
        for row in rows("triggers")
        for condition in (row["needs"] + "|" + row["forbids"]).split("|")
        if condition
    }
    assert asked <= roles_read


def test_classes_of_words_and_verbs_are_those_the_rules_ask_for() -> None:
    code = "".join(file.read_text("utf-8") for file in HERE.glob("*.py"))
    paths = "".join(row["path"] for row in rows("roles"))
    asked = set(re.findall(r'\bwords\("([^"]+)"\)', code))
    assert asked == {row["class"] for row in rows("words")}
    asked = set(re.findall(r'\bverbs\("([^"]+)"\)', code)) | set(re.findall(r"%(\w+)", paths))
    assert {kind for kind in asked if verbs(kind)} == asked
    with pytest.raises(ValueError, match="no words of class"):
        words("no such class")


ACTORS = rows("actors")
COUNTRIES = Path(roles.__file__).parents[1] / "places" / "tables" / "countries.csv"


def test_actor_table_holds_hundreds_of_groups_under_ids_of_their_own() -> None:
    groups = [row["id"] for row in ACTORS if row["kind"] == "organization"]
    assert len(groups) >= 500
    assert len({row["id"] for row in ACTORS}) == len(ACTORS)
    assert {row["kind"] for row in ACTORS} == {"state", "organization"}
    assert all(re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", row["id"]) for row in ACTORS)


def test_no_alias_names_two_actors() -> None:
    owners: dict[str, set[str]] = {}
    for row in ACTORS:
        for column in ("name", "aliases", "adjectives"):
            for alias in filter(None, row[column].split("|")):
                spelled = alias.casefold() if " " in alias else alias  # one word is read as it is written
                owners.setdefault(spelled, set()).add(row["id"])
    assert {alias: ids for alias, ids in owners.items() if len(ids) > 1} == {}


def test_countries_and_sides_of_actors_exist() -> None:
    with COUNTRIES.open(encoding="utf-8", newline="") as file:
        codes = {row["code"] for row in csv.DictReader(file)}
    states = {row["id"] for row in ACTORS if row["kind"] == "state"}
    for row in ACTORS:
        assert set(row["countries"].split()) <= codes, row["id"]
        assert row["side"] in states | {""}, row["id"]
        assert len(row["countries"].split()) == 1 or row["kind"] != "state", row["id"]


def test_active_years_are_a_first_year_and_a_last_or_none_yet() -> None:
    known = [row["active"] for row in ACTORS if row["active"]]
    assert len(known) >= 300
    for years in known:
        span = re.fullmatch(r"(\d{4})-(\d{4})?", years)
        assert span is not None, years
        assert 1800 <= int(span[1]) <= int(span[2] or 2026) <= 2026, years


def test_actor_rows_say_what_was_checked_and_where() -> None:
    said = {row["checked"] for row in ACTORS}
    assert all("checked" in text for text in said)
    assert len(said) > 1


def test_one_word_aliases_in_small_letters_are_no_everyday_words() -> None:
    with (COUNTRIES.parent / "recognition_common.csv").open(encoding="utf-8", newline="") as file:
        common = {row[0] for row in csv.reader(file)}
    aliases = {a for row in ACTORS for a in f"{row['name']}|{row['aliases']}".split("|") if a.islower()}
    assert aliases & common == set()
