"""A parse -> the country in which the armed groups that it names fight: where a headline names no country, a
town of that country is likelier meant than its namesake elsewhere.
"""

from __future__ import annotations

from spacy.tokens import Doc

from geo.extract.names import names, table


def home(doc: Doc) -> str | None:
    """Return the ISO 3166-1 alpha-2 code of the one country in which all groups of one country fight that
    `doc` names, None where they name several or none.
    """
    named = {name.id for name in names(doc) if name.id is not None}
    rows = [row for row in map(table().get, named) if row is not None and row["kind"] == "organization"]
    homes = {row["countries"] for row in rows if len(row["countries"]) == 2}
    return homes.pop() if len(homes) == 1 else None
