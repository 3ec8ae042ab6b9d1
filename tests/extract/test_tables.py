"""Every row of every table: filled in, with a source, and read by some rule."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from geo.extract import roles
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


def test_classes_of_words_and_verbs_are_those_the_rules_ask_for() -> None:
    code = "".join(file.read_text("utf-8") for file in HERE.glob("*.py"))
    paths = "".join(row["path"] for row in rows("roles"))
    asked = set(re.findall(r'\bwords\("([^"]+)"\)', code))
    assert asked == {row["class"] for row in rows("words")}
    asked = set(re.findall(r'\bverbs\("([^"]+)"\)', code)) | set(re.findall(r"%(\w+)", paths))
    assert {kind for kind in asked if verbs(kind)} == asked
    with pytest.raises(ValueError, match="no words of class"):
        words("no such class")
