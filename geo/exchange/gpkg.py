"""Events -> GeoPackage: a layer `events` of points, and a table `reports` joined to it by `event_id`.

GDAL writes the time of writing into it; that is set to the selection's day, and the file packed anew, so that
the same events give the same bytes.
"""

from __future__ import annotations

import sqlite3
import tempfile
import warnings
from contextlib import closing
from pathlib import Path

import pyogrio

from geo.exchange import arrow
from geo.exchange.selection import Selection
from geo.seal.carried import KEY

TIMES = (("gpkg_contents", "last_change"), ("gpkg_metadata_reference", "timestamp"))


def write(selection: Selection) -> bytes:
    """Return the file; null geometry where no place is known."""
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        path = Path(folder) / "events.gpkg"
        pyogrio.write_arrow(
            arrow.events(selection.events), path, driver="GPKG", layer="events", geometry_name=arrow.GEOMETRY,
            geometry_type="Point", crs="EPSG:4326", dataset_metadata={KEY.upper(): selection.seal.text},
        )  # fmt: skip
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            pyogrio.write_arrow(
                arrow.reports(selection.events), path, driver="GPKG", layer="reports", append=True
            )
        with closing(sqlite3.connect(path, isolation_level=None)) as file:
            for table, column in TIMES:
                file.execute(
                    f"UPDATE {table} SET {column} = ?", (f"{selection.made.isoformat()}T00:00:00.000Z",)
                )
            file.execute("VACUUM")
        return path.read_bytes()
