"""Where the source says words: each call gives the names that its words hold, and no other."""

from __future__ import annotations

import ast
import string

import pytest

from geo.language import catalogue

FILES = sorted(f for source in catalogue.SOURCES for f in (catalogue.ROOT / source).rglob("*.py"))


def calls(text: str) -> list[ast.Call]:
    found = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call))
    return [call for call in found if isinstance(call.func, ast.Name) and call.func.id in ("tr", "trn")]


def wrong(text: str) -> list[str]:
    """Return the words of which a call gives another set of names; `n` is given by `trn` itself."""
    found = []
    for call in calls(text):
        words = [each.value for each in call.args[:2] if isinstance(each, ast.Constant)]
        given = {keyword.arg for keyword in call.keywords}
        if None in given:  # names that only the run knows
            continue
        given |= {"n"} if call.func.id == "trn" else set()  # type: ignore[attr-defined]
        for each in words[: catalogue.KEYWORDS[call.func.id]]:  # type: ignore[attr-defined]
            names = {name for _, name, _, _ in string.Formatter().parse(each) if name}
            found += [each] if names != given else []
    return found


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(catalogue.ROOT).as_posix())
def test_a_call_gives_the_names_that_its_words_hold(file):
    assert wrong(file.read_text(encoding="utf-8")) == []


def test_a_name_that_is_missing_or_not_in_the_words_is_found():
    assert wrong('tr("by {who}"), tr("by {who}", whom=1), tr("by", who=1), tr("by {who}", who=1)') == [
        "by {who}",
        "by {who}",
        "by",
    ]
    assert wrong('trn("{n} of {all}", "{n} of all", n, all=1), trn("{n}", "{n}", n), tr("{a}", **b)') == [
        "{n} of all"
    ]
