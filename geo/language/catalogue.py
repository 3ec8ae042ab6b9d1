"""The source's own words -> the catalogues of the languages, brought up to date for translators.

What is no longer said goes, what is new comes in empty, and what is translated stays. Run it after words were
changed: `python -m geo.language.catalogue`, or with the code of a language to begin one.
"""

from __future__ import annotations

import ast
import csv
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from geo.language import ENGLISH, FOLDER, languages

ROOT = Path(__file__).parents[2]
SOURCES = ("geo", "pages")
HEADER = "# Dateline's words in one language, brought up to date by `catalogue.py`."
KEYWORDS = {"tr": 1, "trn": 2, "plurals": 2, "mark": 1}  # how many of the arguments are words
TABLES = (  # table and column whose cells a reader sees, looked up as `tr(cell)`
    ("geo/extract/tables/types.csv", "label"),
    ("geo/extract/tables/weapons.csv", "class"),
    ("geo/places/tables/groups.csv", "name"),
)


def template() -> Catalog:
    """Return every string of ours that a reader may see, untranslated, with the files it stands in."""
    found = Catalog(project="Dateline", charset="utf-8")
    for source in SOURCES:
        for file in sorted((ROOT / source).rglob("*.py")):
            for words in _said(file):
                found.add(words, locations=[(file.relative_to(ROOT).as_posix(), 0)])
    for table, column in TABLES:
        for cell in _cells(ROOT / table, column):
            found.add(cell, locations=[(table, 0)])
    return found


def _said(file: Path) -> Iterator[str | tuple[str, ...]]:
    """Yield the words that a file marks; Babel's own reader of Python sees none inside an f-string."""
    calls = (node for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Call))
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        wanted = KEYWORDS.get(call.func.id, 0) if isinstance(call.func, ast.Name) else 0
        literal = [each.value for each in call.args[:wanted] if isinstance(each, ast.Constant) and each.value]
        words = [value for value in literal if isinstance(value, str)]
        if wanted and len(words) == wanted:
            yield words[0] if wanted == 1 else tuple(words)


def _cells(table: Path, column: str) -> Iterator[str]:
    with table.open(encoding="utf-8", newline="") as file:
        yield from dict.fromkeys(row[column] for row in csv.DictReader(file) if row[column])


def catalogue(code: str) -> Catalog:
    """Return the catalogue of a language as it stands, empty where there is none."""
    path = FOLDER / f"{code}.po"
    if not path.exists():
        return Catalog(locale=code, project="Dateline", header_comment=HEADER, fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=code)


def update(code: str) -> list[str]:
    """Bring the file of a language up to the source; return the English of what it does not translate yet."""
    held = catalogue(code)
    held.update(template(), no_fuzzy_matching=True, update_creation_date=False)
    held.obsolete.clear()
    with (FOLDER / f"{code}.po").open("wb") as file:
        write_po(file, held, width=100, sort_by_file=True, include_lineno=False)
    return untranslated(held)


def untranslated(held: Catalog) -> list[str]:
    """Return the English of what has no translation yet."""
    return [_english(each.id) for each in held if each.id and not _is_whole(each.string)]


def main(codes: list[str]) -> None:
    """Update each language, or those named, and print how much each has."""
    for code in codes or [code for code in languages() if code != ENGLISH]:
        missing = update(code)
        print(f"{code}: {len(missing)} of {len(catalogue(code))} not translated", *missing[:20], sep="\n  ")


def _english(id: str | Sequence[str]) -> str:
    return id if isinstance(id, str) else id[0]


def _is_whole(said: str | Sequence[str] | None) -> bool:
    return all([said] if isinstance(said, str) else said or [""])


if __name__ == "__main__":
    main(sys.argv[1:])
