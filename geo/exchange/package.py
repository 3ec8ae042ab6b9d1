"""Events -> a ZIP that explains itself: picture, every data format, filter, sources, README, SHA-256 sums.

`sha256sum -c SHA256SUMS` checks it, and `python -m geo verify-snapshot` compares it with the store.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping

from geo.exchange import csv
from geo.exchange.selection import Selection
from geo.language import mark, tr, trn
from geo.seal.carried import sealed
from geo.seal.package import FILTER, SUMS, sums
from geo.snapshot import ATTRIBUTION_NOTE, snapshot
from geo.view import words
from geo.view.caption import filter_in_words

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a ZIP can hold
UNIX = 3
MODE = 0o644 << 16
README = mark("""\
{title}
{line}

{said}.
{count} from {reports}. Made on {day} with Dateline.
Check: {hash}

map.png          the events on a map, with legend and what is not shown
events.geojson   the events with all that is known of them, for QGIS and geopandas; itself a Dateline store
events.csv       one row an event, for spreadsheets; the first report of each
sources.csv      one row a report: publisher, title, link, the sentence that tells the event
events.kml       for Google Earth
events.gpkg      GeoPackage: a layer "events" and a table "reports", joined by event_id
events.parquet   GeoParquet, the reports nested in a column
filter.json      what was asked for, and a digest of each event
SHA256SUMS       check sums: sha256sum -c SHA256SUMS

Coordinates are WGS 84. uncertainty_km is the radius in which an event lies. place_level "province" or
"country" means that only this is known; the point then stands for all of it. An event without a place has
no point. Empty is "not known"; a number of 0 is "none reported". killed_min and killed_max bound what the
reports say. attribution and attributed_by tell who says that the actor did it: a suspect here is a suspect of
that source, not a finding.

Whether the data has changed since: python -m geo verify-snapshot FILE

{attribution}
""")


def write(selection: Selection, data: Mapping[str, bytes]) -> bytes:
    """Return the package; `data` are the files of the data formats by the ends of their names."""
    files = {f"events.{format}": content for format, content in data.items()}
    files["map.png"] = snapshot(
        selection.everything,
        filter=selection.filter,
        format="png",
        made=selection.made,
        seal=selection.seal,
    )
    files["sources.csv"] = csv.write_reports(selection)
    files[FILTER] = sealed(
        json.dumps(selection.seal.carried, indent=1).encode(), selection.seal, format="json"
    )
    files["README.txt"] = _readme(selection).encode()
    return _zipped({**files, SUMS: sums(files)})


def _readme(selection: Selection) -> str:
    title = tr("Attacks reported in the news")
    said = " ".join(filter_in_words(selection.everything, selection.filter).split())
    return tr(
        README,
        title=title,
        line="=" * len(title),
        said=said,
        count=trn("{n} event", "{n} events", len(selection.events)),
        reports=trn("{n} report", "{n} reports", selection.seal.reports),
        day=words.day(selection.made),
        hash=selection.seal.hash,
        attribution=tr(ATTRIBUTION_NOTE),
    )


def _zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a ZIP in alphabetical order, every file of one time and mode."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        for name in sorted(files):
            member = zipfile.ZipInfo(name, EPOCH)
            member.create_system, member.external_attr = UNIX, MODE
            package.writestr(member, files[name], zipfile.ZIP_DEFLATED)
    return packed.getvalue()
