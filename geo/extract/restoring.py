"""What was read from a text whose capitals were made small (`truecase`) -> the same in its own letters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from geo.model import Actor, Article, Report


def restored(reports: Sequence[Report], article: Article, *, plain: Article) -> list[Report]:
    """Return what was read from the recased `plain`, with the article's own letters in names and quote."""
    if plain is article:
        return list(reports)

    def own(words: str | None) -> str | None:
        if words is None or words in article.text:
            return words
        found = re.search(r"\s+".join(map(re.escape, words.split())), plain.text)
        return " ".join(article.text[found.start() : found.end()].split()) if found else words

    def actor(each: Actor) -> Actor:
        aliases = tuple(own(alias) or alias for alias in each.aliases)
        return replace(
            each, name=own(each.name) or each.name, aliases=aliases, attributed_by=own(each.attributed_by)
        )

    return [
        replace(
            report,
            quote=article.text[report.start : report.end],
            actors=tuple(map(actor, report.actors)),
            targets=tuple(replace(t, name=own(t.name) or t.name) for t in report.targets),
            victims=tuple(
                replace(v, name=own(v.name) or v.name, aliases=tuple(own(a) or a for a in v.aliases))
                for v in report.victims
            ),
            weapons=tuple(own(w) or w for w in report.weapons),
            place_name=None
            if report.place_start is None or report.place_name is None
            else article.text[report.place_start : report.place_end],
        )
        for report in reports
    ]
