"""GeoNames dumps: which rows are taken, as what, and that broken files are said."""

from __future__ import annotations

import os
import sqlite3
import warnings
import zipfile
from pathlib import Path

import pytest

from geo.errors import GazetteerError
from geo.places import build, geonames


def line(number, name, code, *, others="", people="0"):
    columns = [
        str(number), name, name, others, "33.3", "44.4", "P", code, "IQ", "", "07", "", "", "", people, "",
        "3", "Asia/Baghdad", "2025-01-01",
    ]  # fmt: skip
    return "\t".join(columns) + "\n"


DUMP = (
    line(1, "Tall Nowhere", "PPL", others="Tel Nowhere,تل", people="700")
    + line(2, "Old Nowhere", "PPLQ")
    + line(3, "Nowhere District", "ADM2")
    + line(4, "Nowhere Quarter", "PPLX")
    + line(5, "Nowhere Street", "ST")
    + line(6, "Camp Nowhere", "INSM")
)


def test_a_dump_gives_places_units_quarters_and_sites_with_their_province(tmp_path):
    path = tmp_path / "IQ.txt"
    path.write_text(DUMP, encoding="utf-8")
    ((last, batch),) = geonames.entries(path)
    assert last == 6
    assert [(e.id, e.level, e.admin1) for e in batch] == [
        ("geonames:1", "city", "IQ-BG"),
        ("geonames:3", "district", "IQ-BG"),
        ("geonames:4", "neighbourhood", "IQ-BG"),
        ("geonames:6", "site", "IQ-BG"),
    ]
    assert batch[0].names == ("Tel Nowhere", "تل")


def test_an_archive_is_read_as_its_table_is(tmp_path):
    path = tmp_path / "IQ.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "about")
        archive.writestr("IQ.txt", DUMP)
    assert sum(len(batch) for _, batch in geonames.entries(path)) == 4


def test_what_the_index_has_is_not_added_again(tmp_path):
    path = tmp_path / "IQ.txt"
    path.write_text(DUMP, encoding="utf-8")
    told = []
    connection = sqlite3.connect(":memory:")
    connection.executescript(build.SCHEMA)
    for _ in range(2):
        build.add(connection, path, tell=lambda *step: told.append(step[0]))
    assert connection.execute("SELECT count(*) FROM places").fetchone() == (4,)
    query = "SELECT place_id FROM names WHERE key = 'tel nowhere'"
    assert connection.execute(query).fetchall() == [("geonames:1",)]
    connection.close()
    assert told == ["IQ.txt: 4 places of 6 lines"]  # the second time its lines are known to stand there


def test_a_dump_whose_reading_was_stopped_goes_on_behind_the_last_batch(tmp_path, monkeypatch):
    path = tmp_path / "IQ.txt"
    path.write_text(DUMP, encoding="utf-8")
    monkeypatch.setattr(geonames, "BATCH", 2)
    connection = sqlite3.connect(tmp_path / "part.sqlite")
    connection.executescript(build.SCHEMA)

    def stop(step, done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build.add(connection, path, tell=stop)
    told = []
    build.add(connection, path, tell=lambda step, *_: told.append(step))
    assert told == ["IQ.txt: 2 places of 4 lines", "IQ.txt: 3 places of 6 lines"]
    assert connection.execute("SELECT count(*) FROM places").fetchone() == (4,)
    connection.close()


@pytest.mark.parametrize("content", [b"no dump\n", b"\xff\xfe\n"])
def test_what_is_no_dump_is_one_line_that_names_the_file(tmp_path, content):
    path = tmp_path / "XX.txt"
    path.write_bytes(content)
    with pytest.raises(GazetteerError, match=r"XX\.txt"):
        list(geonames.entries(path))
    with pytest.raises(GazetteerError, match="not a readable GeoNames dump"):
        list(geonames.entries(tmp_path / "none.txt"))


def test_a_real_dump_is_read_whole():
    dump = Path(os.environ.get("DATELINE_SHARED", "../shared")) / "bench" / "geonames" / "NL.txt"
    if not dump.is_file():
        with pytest.warns(UserWarning, match="DATELINE_SHARED"):
            warnings.warn("DATELINE_SHARED names no folder with bench/: only the twins ran", stacklevel=1)
        return
    last, added = 0, 0
    for line, batch in geonames.entries(dump):
        last, added = line, added + len(batch)
    assert last == len(dump.read_bytes().splitlines())
    assert last * 0.2 < added < last
