"""Events -> KML 2.2 for Google Earth and QGIS: a placemark an event, its sources in the balloon, its days as
a time span.

Three folders, so that no point says more than is known: at a point; known only by province or country (the
point stands for all of it); without a place (no point). Nothing in it is fetched from elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from geo.exchange.selection import ADDED, FLAT, Selection, reports, row
from geo.language import number, tr, trn
from geo.model import Event
from geo.seal.carried import KEY
from geo.view import escape, words
from geo.view.caption import filter_in_words

XMLNS = "http://www.opengis.net/kml/2.2"
WIDE = ("province", "country")


def write(selection: Selection) -> bytes:
    """Return the file in UTF-8."""
    root = Element("kml", xmlns=XMLNS)
    document = SubElement(root, "Document")
    _text(document, "name", tr("Attacks reported in the news"))
    said = filter_in_words(selection.everything, selection.filter)
    about = tr(
        "{filter}. {events}. Check: {hash}. Made on {day} with Dateline.",
        filter=said,
        events=trn("{n} event", "{n} events", len(selection.events)),
        hash=selection.seal.hash,
        day=words.day(selection.made),
    )
    _text(document, "description", escape.html(about))
    _data(SubElement(document, "ExtendedData"), KEY, selection.seal.text)
    placed = [event for event in selection.events if event.place and event.place.level not in WIDE]
    wide = [event for event in selection.events if event.place and event.place.level in WIDE]
    _folder(document, tr("Events"), placed)
    _folder(document, tr("Known only by province or country: the point stands for all of it"), wide)
    _folder(document, tr("Place not known"), [event for event in selection.events if event.place is None])
    ElementTree.indent(root)
    written: bytes = ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return written + b"\n"


def _folder(document: Element, name: str, events: Sequence[Event]) -> None:
    if not events:
        return
    folder = SubElement(document, "Folder")
    _text(folder, "name", f"{name} ({number(len(events))})")
    for event in events:
        _placemark(folder, event)


def _placemark(folder: Element, event: Event) -> None:
    mark = SubElement(folder, "Placemark")
    _text(mark, "name", words.title(event))
    _text(mark, "description", _balloon(event))
    if event.when.date:
        span = SubElement(mark, "TimeSpan")
        _text(span, "begin", event.when.date.isoformat())
        _text(span, "end", (event.when.end or event.when.date).isoformat())
    extended = SubElement(mark, "ExtendedData")
    for name, value in row(event).items():
        if name in (*FLAT, *ADDED) and value not in (None, ""):
            _data(extended, name, str(value).lower() if isinstance(value, bool) else str(value))
    if event.place:
        _text(SubElement(mark, "Point"), "coordinates", f"{event.place.lon!r},{event.place.lat!r}")


def _balloon(event: Event) -> str:
    """Return the balloon's HTML: who says who did it, how exactly the place is known, each report."""
    facts = (words.headline(event.actors), words.precision(event.place), words.STATUS[event.status])
    parts = [f"<p>{'<br>'.join(escape.html(fact) for fact in facts)}</p>"]
    for report in reports(event):
        named = ", ".join(filter(None, (report["publisher"], report["title"], report["published"])))
        source = escape.html(named or str(report["article_id"]))
        link = report["url"]
        cited = f'<a href="{escape.html(link)}">{source}</a>' if link else source
        parts.append(f'<p dir="auto">“{escape.html(report["quote"] or "")}”<br>{cited}</p>')
    return "".join(parts)


def _data(extended: Element, name: str, value: str) -> None:
    _text(SubElement(extended, "Data", name=name), "value", value)


def _text(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = escape.value(text)
