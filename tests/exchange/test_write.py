from __future__ import annotations

import csv
import datetime as dt
import io
import json
from dataclasses import replace

import pandas as pd
import pyogrio
import pytest

from geo import exchange
from geo.errors import InputError
from geo.exchange.csv import COLUMNS
from geo.model import Actor, Source, Target
from geo.query import Filter
from geo.store import event_of
from tests import factories

EVERYTHING = Filter(background=True, statuses=())
HOSTILE = '=HYPERLINK("http://x","y")\n<script>alert(1)</script>, `${alert(1)}`; \u202e\''


def write(events, **asked):
    return exchange.write(events, made=dt.date(2024, 3, 1), **asked)


def _rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_geojson_gives_back_the_same_events():
    written = write(factories.events(), filter=EVERYTHING, format="geojson")
    assert [event_of(feature) for feature in json.loads(written)["features"]] == factories.events()


def test_geojson_opens_as_typed_columns_and_wgs84_points(tmp_path):
    path = tmp_path / "events.geojson"
    path.write_bytes(write(factories.events(), filter=EVERYTHING, format="geojson"))
    table = pyogrio.read_dataframe(path)
    assert table.crs.to_epsg() == 4326
    assert len(table) == 9
    assert table.geometry.dropna().geom_type.unique().tolist() == ["Point"]
    assert pd.api.types.is_numeric_dtype(table["killed_min"])


@pytest.mark.parametrize("format", ["geojson", "csv", "CSV"])
def test_only_filtered_events_are_written(format):
    ukraine = write(factories.events(), filter=Filter(countries=("UA",)), format=format).decode()
    assert "e5" in ukraine
    assert "e1" not in ukraine


@pytest.mark.parametrize("format", list(exchange.FORMATS))
def test_same_events_give_the_same_bytes(format):
    first, second = (write(factories.events(), filter=EVERYTHING, format=format) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("format", list(exchange.FORMATS))
def test_no_event_still_gives_a_readable_file(format):
    assert write([], filter=Filter(), format=format)


def test_csv_holds_one_row_an_event_with_the_first_source():
    event = factories.event("e2", place=factories.EMBASSY, targets=(Target("embassy"), Target("gate")))
    (row,) = _rows(write([event], filter=Filter(), format="csv"))
    assert tuple(row) == COLUMNS
    assert row["lat"] == "33.2986"
    assert row["targets"] == "embassy; gate"
    assert row["main"] == "true"
    assert row["killed_max"] == "0"
    assert row["url"] == "https://example.org/a1"
    assert row["published"] == "2023-12-08"


def test_csv_leaves_unknown_cells_empty_and_reads_in_pandas():
    event = factories.event("e8", place=None, actors=(), killed=factories.Count())
    table = pd.read_csv(io.BytesIO(write([event], filter=Filter(), format="csv")))
    assert table.loc[0, ["lat", "actor", "killed_min"]].isna().all()


def test_csv_shows_hostile_text_as_text_and_drops_links_that_would_run():
    source = Source("a1", HOSTILE, HOSTILE, "javascript:alert(1)", dt.date(2023, 1, 1))
    report = replace(factories.report(), quote=HOSTILE, source=source)
    place = replace(factories.BAGHDAD, name=HOSTILE)
    actors = (Actor(HOSTILE, "group", "claimed"),)
    event = factories.event("=e1", reports=(report,), place=place, actors=actors, weapons=("@rocket",))
    (row,) = _rows(write([event], filter=Filter(), format="csv"))
    assert [name for name, cell in row.items() if cell[:1] in set("=+-@\t\r\n")] == []
    assert row["quote"] == f"'{HOSTILE}"
    assert row["url"] == ""


def test_unknown_format_says_which_there_are():
    with pytest.raises(
        InputError,
        match=r"\.docx: events are exported as one of \.geojson, \.csv, \.kml, \.gpkg, \.parquet, \.zip",
    ):
        write([], filter=Filter(), format="docx")
