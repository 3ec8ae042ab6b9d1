"""One event -> its card as HTML: what, when, where, who says so, casualties, the words it was read from.

Pure. Every text of an article passes `escape.html`; a link is made only of an http(s) address.
"""

from __future__ import annotations

from geo import language
from geo.language import listed, tr, trn
from geo.merge import accounts
from geo.model import Actor, Event, Report, Victim
from geo.query import country_name
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
        f"<h3>{escape.html(_sources_heading(event))}</h3>"
        f"{''.join(report(each) for each in event.reports)}"
        f'<p class="fine">{_confidence(event)}</p>'
        "</article>"
    )


def _flags(event: Event) -> str:
    flags = [] if event.main else [tr("background: recalled by the report")]
    if event.status != "machine":
        flags.append(words.STATUS[event.status])
    return "".join(f' <span class="flag">{escape.html(flag)}</span>' for flag in flags)


def _facts(event: Event) -> str:
    country = event.place.country if event.place else None
    name = country_name(country) if country else None
    rows = [
        (tr("When"), words.moment(event.when), ""),
        (tr("Where"), words.place(event.place, country=name), words.precision(event.place)),
        (tr("Killed"), words.count(event.killed), words.choice(accounts.choice(event.reports, "killed"))),
        (tr("Injured"), words.count(event.injured), words.choice(accounts.choice(event.reports, "injured"))),
        (tr("Target"), tr("; ").join(target.name for target in event.targets), ""),
        (tr("Weapon"), tr("; ").join(event.weapons), ""),
        (tr("Victims"), tr("; ").join(_victim(victim) for victim in event.victims), ""),
        (tr("Also named"), tr("; ").join(_actor(actor) for actor in event.actors[1:]), ""),
        (tr("Disputed"), words.dispute(accounts.dispute(event.reports)), ""),
    ]
    return "".join(fact(term, said, fine) for term, said, fine in rows if said)


def fact(term: str, said: str, fine: str = "") -> str:
    """Return a row of a card's list: what it is, what is known, and a finer print below."""
    detail = f' <span class="fine">{escape.html(fine)}</span>' if fine else ""
    return f"<div><dt>{escape.html(term)}</dt><dd>{escape.html(said)}{detail}</dd></div>"


def _victim(victim: Victim) -> str:
    return victim.name if victim.count is None else f"{victim.name} ({victim.count})"


def _actor(actor: Actor) -> str:
    return f"{words.called(actor)} ({words.ATTRIBUTION[actor.attribution].lower()})"


def _sources_heading(event: Event) -> str:
    publishers = {report.source.publisher for report in event.reports if report.source.publisher}
    told = trn("{n} report", "{n} reports", len(event.reports))
    if not publishers:
        return told
    return trn("{reports} from {n} publisher", "{reports} from {n} publishers", len(publishers), reports=told)


def report(report: Report) -> str:
    """Return one report: the quoted sentence with its evidence marked, and where it stands."""
    source = report.source
    title = escape.html(source.title or source.article_id)
    link = escape.web_link(source.url)
    if link:
        title = f'<a href="{escape.html(link)}" target="_blank" rel="noopener noreferrer">{title}</a>'
    told = [
        source.publisher or tr("publisher not known"),
        words.day(source.published) if source.published else tr("not dated"),
    ]
    killed, injured = words.count(report.killed), words.count(report.injured)
    numbers = tr("killed {killed}, injured {injured}", killed=killed, injured=injured)
    fine = escape.html(tr("; ").join([listed(told), numbers]))
    return (
        f'<blockquote dir="auto">{_quote(report)}</blockquote>'
        f'<p class="source">{title}<br><span class="fine">{fine}</span></p>'
    )


def _quote(report: Report) -> str:
    return reading.marked(report.quote, reading.highlights(report.evidence), offset=report.start)


def _confidence(event: Event) -> str:
    share = language.percent
    parts = [
        tr("place {share}", share=share(event.confidence_place)),
        tr("date {share}", share=share(event.confidence_date)),
        tr("actor {share}", share=share(event.confidence_actor)),
    ]
    said = tr(
        "Confidence {share} ({parts}), {status}. Event {id}.",
        share=share(event.confidence),
        parts=listed(parts),
        status=words.STATUS[event.status],
        id=event.id,
    )
    return escape.html(said)
