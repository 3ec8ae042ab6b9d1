"""The language made up for tests shows which words are ours and which were forgotten."""

from __future__ import annotations

import pytest

from geo import language
from geo.language import tr, trn
from tests import pseudo


@pytest.fixture(autouse=True)
def speaking(tmp_path, monkeypatch):
    """Speak the language made up for tests."""
    monkeypatch.setattr(pseudo.catalogue, "SOURCES", ("pages",))
    monkeypatch.setattr(pseudo.catalogue, "TABLES", ())
    monkeypatch.setattr(pseudo.catalogue, "ROOT", tmp_path)
    (tmp_path / "pages").mkdir()
    source = 'tr("Shown by {who}"), trn("{n} event of {all:g}", "{n} events of {all:g}", 2)'
    (tmp_path / "pages" / "map.py").write_text(source, encoding="utf-8")
    pseudo._written.cache_clear()
    pseudo.spoken(tmp_path, monkeypatch)
    yield
    pseudo._written.cache_clear()


def test_our_words_stand_in_brackets_and_values_outside():
    assert tr("Shown by {who}", who="A") == "⟦Shown by ⟧A"
    assert trn("{n} event of {all:g}", "{n} events of {all:g}", 1, all=3) == "1⟦ events of ⟧3"


def test_words_of_text_and_of_labels_are_found_outside_the_brackets_but_scripts_are_not():
    said = (
        f'<b title="{tr("Shown by {who}", who="Ann")}">⟦Yes⟧ 3 km</b><script>let x</script><i alt="No"></i>'
    )
    assert pseudo.outside(said) == ["Ann", "km", "No"]
    assert pseudo.outside(said, data=("Ann",)) == ["km", "No"]


def test_english_is_spoken_where_it_is_asked_for():
    with language.using("en"):
        assert tr("Shown by {who}", who="A") == "Shown by A"
