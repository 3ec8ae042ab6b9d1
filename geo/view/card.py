"""One event -> its card as HTML: what, when, where, who says so, casualties, and the words it was read from.

Pure. Every text of an article passes `escape.html`; a link is made only of an http(s) address.
"""

from __future__ import annotations

from geo.merge import accounts
from geo.model import Actor, Event, Report, Victim
from geo.places import regions
from geo.view import escape, palette, reading, words
from geo.view.palette import Mark


def card(event: Event, *, mark: Mark) -> str:
    """Return the card of one event; `mark` is what it has on the map."""
    kicker = f"{palette.swatch(mark)} {escape.html(words.type_name(event.type))}{_flags(event)}"
    return (
        f'<article class="card" data-event="{escape.html(event.id)}">'
        f'<p class="kicker">{kicker}</p>'
        f"<h2>{escape.html(words.headline(event.actors))}</h2>"
        f"<dl>{_facts(event)}</dl>"
        f"<h3>{_sources_heading(event)}</h3>"
        f"{''.join(report(each) for each in event.reports)}"
        f'<p class="fine">{_confidence(event)}</p>'
        "</article>"
    )


def _flags(event: Event) -> str:
    flags = [] if event.main else ["background: recalled by the report"]
    if event.status != "machine":
        flags.append(words.STATUS[event.status])
    return "".join(f' <span class="flag">{flag}</span>' for flag in flags)


def _facts(event: Event) -> str:
    country = event.place.country if event.place else None
    name = regions.country_name(country) if country else None
    rows = [
        ("When", words.moment(event.when), ""),
        ("Where", words.place(event.place, country=name), words.precision(event.place)),
        ("Killed", words.count(event.killed), words.choice(accounts.choice(event.reports, "killed"))),
        ("Injured", words.count(event.injured), words.choice(accounts.choice(event.reports, "injured"))),
        ("Target", "; ".join(target.name for target in event.targets), ""),
        ("Weapon", "; ".join(event.weapons), ""),
        ("Victims", "; ".join(_victim(victim) for victim in event.victims), ""),
        ("Also named", "; ".join(_actor(actor) for actor in event.actors[1:]), ""),
        ("Disputed", words.dispute(accounts.dispute(event.reports)), ""),
    ]
    return "".join(fact(term, said, fine) for term, said, fine in rows if said)


def fact(term: str, said: str, fine: str = "") -> str:
    """Return a row of a card's list: what it is, what is known, and a finer print below."""
    detail = f' <span class="fine">{escape.html(fine)}</span>' if fine else ""
    return f"<div><dt>{term}</dt><dd>{escape.html(said)}{detail}</dd></div>"


def _victim(victim: Victim) -> str:
    return victim.name if victim.count is None else f"{victim.name} ({victim.count})"


def _actor(actor: Actor) -> str:
    return f"{words.called(actor)} ({words.ATTRIBUTION[actor.attribution].lower()})"


def _sources_heading(event: Event) -> str:
    publishers = {report.source.publisher for report in event.reports if report.source.publisher}
    told = words.plural(len(event.reports), "report")
    return f"{told} from {words.plural(len(publishers), 'publisher')}" if publishers else told


def report(report: Report) -> str:
    """Return one report: the quoted sentence with its evidence marked, and where it stands."""
    source = report.source
    title = escape.html(source.title or source.article_id)
    link = escape.web_link(source.url)
    if link:
        title = f'<a href="{escape.html(link)}" target="_blank" rel="noopener noreferrer">{title}</a>'
    told = [escape.html(source.publisher) if source.publisher else "publisher not known"]
    told.append(words.day(source.published) if source.published else "not dated")
    numbers = f"killed {words.count(report.killed)}, injured {words.count(report.injured)}"
    return (
        f'<blockquote dir="auto">{_quote(report)}</blockquote>'
        f'<p class="source">{title}<br><span class="fine">{", ".join(told)}; {numbers}</span></p>'
    )


def _quote(report: Report) -> str:
    return reading.marked(report.quote, reading.highlights(report.evidence), offset=report.start)


def _confidence(event: Event) -> str:
    parts = (
        ("place", event.confidence_place),
        ("date", event.confidence_date),
        ("actor", event.confidence_actor),
    )
    detail = ", ".join(f"{name} {value:.0%}" for name, value in parts)
    return (
        f"Confidence {event.confidence:.0%} ({detail}), {words.STATUS[event.status]}. "
        f"Event {escape.html(event.id)}."
    )
