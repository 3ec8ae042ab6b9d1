"""The commands as a person runs them: real processes, real models, the real index."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from geo import review
from geo.journal import Journal
from geo.store import Store
from tests import factories
from tests.journal.decisions import NOON, decision

ROOT = Path(__file__).parent.parent
STRUCK = (
    "BAGHDAD, 8 December 2023 (Test Wire) - Two rockets struck the Green Zone in Baghdad on Friday, "
    "wounding three guards, police said.\n"
)
HOSTILE = (
    "MOSUL, 9 December 2023 (Test Wire) - Gunmen killed two soldiers in Mosul on Saturday, police said.\n\n"
    "A group named <script>alert(1)</script> ${alert(1)} `x` </textarea> said nothing.\n"
)


def dateline(*arguments, input: str | None = None, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "geo", *map(str, arguments)]
    environment = os.environ | {"PYTHONPATH": os.fspath(ROOT)}
    return subprocess.run(command, capture_output=True, text=True, input=input, cwd=cwd, env=environment)


def said(result: subprocess.CompletedProcess[str]) -> list[str]:
    return [line for line in result.stderr.splitlines() if line.startswith("dateline: ")]


@pytest.fixture
def corpus(tmp_path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "good.txt").write_text(STRUCK, encoding="utf-8")
    return folder


def test_build_reads_what_it_can_and_names_each_broken_input_in_one_line(corpus, tmp_path):
    (corpus / "empty.txt").write_bytes(b"")
    (corpus / "binary.txt").write_bytes(bytes(range(256)) * 64)
    (corpus / "wrong.txt").write_bytes(b"Shots in M\xfcnchen \x81\x8d\x8f\x90\x9d\xff\xfe\x00\x01" * 3)
    (corpus / "huge.txt").write_text("Nothing happened today. " * 900_000, encoding="utf-8")
    record = json.dumps({"id": "whole", "text": STRUCK.replace("8 December", "9 December")})
    (corpus / "cut.jsonl").write_text(f"{record}\n{record[:40]}", encoding="utf-8")
    (corpus / "table.csv").write_text("when,who\n2023-12-08,nobody\n", encoding="utf-8")
    (corpus / "gone.txt").symlink_to(corpus / "nowhere.txt")
    store = Store(tmp_path / "events.geojson")
    result = dateline("build", corpus, "--store", store.path)
    assert result.returncode == 1
    named = sorted(Path(line.split(": ")[1].split(":")[0]).name for line in said(result))
    assert named == ["binary.txt", "cut.jsonl", "empty.txt", "gone.txt", "huge.txt", "table.csv", "wrong.txt"]
    assert {record.article.id for record in store.articles()} == {"good", "whole"}
    assert len(store.events()) == 1


def test_build_names_a_path_that_is_not_there(corpus, tmp_path):
    result = dateline("build", corpus, tmp_path / "missing", "--store", tmp_path / "events.geojson")
    assert result.returncode == 1
    assert [line for line in said(result) if "missing" in line] == said(result)
    assert len(Store(tmp_path / "events.geojson").events()) == 1


def test_build_ends_with_one_line_of_totals_and_what_failed(corpus, tmp_path):
    (corpus / "empty.txt").write_bytes(b"")
    last = dateline("build", corpus, "--store", tmp_path / "events.geojson").stderr.splitlines()[-1]
    assert last.endswith("1 article read, 1 event, 1 with a place; 1 input failed, named above")


def test_build_names_and_counts_an_article_that_is_not_in_english(corpus, tmp_path):
    french = "Deux roquettes ont frappé le marché de la ville mercredi, tuant six personnes, dit la police."
    (corpus / "marche.txt").write_text(french, encoding="utf-8")
    result = dateline("build", corpus, "--store", tmp_path / "events.geojson")
    assert result.returncode == 1
    assert said(result) == [f"dateline: {corpus / 'marche.txt'}: in French; only English is read, left out"]
    assert result.stderr.splitlines()[-1].endswith("1 input failed (1 not in English), named above")


def test_build_of_nothing_writes_nothing(tmp_path):
    store = tmp_path / "events.geojson"
    result = dateline("build", tmp_path / "nope", "--store", store)
    assert result.returncode == 1
    assert said(result)[-1].endswith(f"no article to read; {store} is as it was")
    assert list(tmp_path.iterdir()) == []


def test_build_twice_changes_no_byte_and_adding_an_article_adds_only_its_events(corpus, tmp_path):
    path = tmp_path / "events.geojson"
    assert dateline("build", corpus, "--store", path).returncode == 0
    before = path.read_bytes()
    assert dateline("build", corpus, "--store", path).returncode == 0
    assert path.read_bytes() == before
    (corpus / "more.txt").write_text(HOSTILE, encoding="utf-8")
    assert dateline("build", corpus, "--store", path).returncode == 0
    kept = set(before.decode().splitlines()[1:-1])
    lines = {line.rstrip(",") for line in path.read_text(encoding="utf-8").splitlines()[1:-1]}
    assert {line.rstrip(",") for line in kept} < lines
    assert len(lines) == len(kept) + 1


def test_build_says_how_many_articles_it_read_and_how_many_were_unchanged(corpus, tmp_path):
    path = tmp_path / "events.geojson"
    (corpus / "more.txt").write_text(HOSTILE, encoding="utf-8")
    assert "2 articles read, 2 events" in dateline("build", corpus, "--store", path).stderr
    (corpus / "more.txt").write_text(f"{HOSTILE} Nobody was hurt.", encoding="utf-8")
    assert "1 article read, 1 unchanged, 2 events" in dateline("build", corpus, "--store", path).stderr
    assert "0 articles read, 2 unchanged, 2 events" in dateline("build", corpus, "--store", path).stderr


def test_ctrl_c_ends_build_in_one_line_and_what_was_read_is_kept(tmp_path):
    articles = "".join(
        json.dumps({"id": f"n{n}", "text": STRUCK.replace("8 December", f"{n % 27 + 1} December")}) + "\n"
        for n in range(2000)
    )
    (tmp_path / "many.jsonl").write_text(articles, encoding="utf-8")
    store = Store(tmp_path / "events.geojson")
    command = [sys.executable, "-m", "geo", "build", str(tmp_path / "many.jsonl"), "--store", str(store.path)]
    heard = {
        "preexec_fn": lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)
    }  # a job in the background is deaf
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, **heard) as process:
        while not (store.part_path.exists() and store.part_path.stat().st_size > 2000):
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "stopped; what was read is kept" in stderr
    assert "Traceback" not in stderr
    assert store.part_path.exists()
    assert not store.path.exists()


def test_extract_prints_one_json_line_an_article_with_offsets_that_point_at_their_words(corpus):
    result = dateline("extract", corpus)
    [line] = result.stdout.splitlines()
    row = json.loads(line)
    [event] = [event for event in row["events"] if event["main"]]
    assert (row["article_id"], row["relevant"], row["published"]) == ("good", True, "2023-12-08")
    assert STRUCK[event["start"] : event["end"]] == event["quote"]
    assert STRUCK[event["place"]["start"] : event["place"]["end"]] == event["place"]["name"]
    assert (event["place"]["country"], event["date"], event["injured_min"]) == ("IQ", "2023-12-08", 3)


def test_explain_prints_each_field_with_its_words_and_names_what_it_cannot_read(corpus):
    (corpus / "empty.txt").write_bytes(b"")
    result = dateline("explain", corpus / "good.txt", corpus / "empty.txt", "-", input=HOSTILE)
    assert result.returncode == 1
    assert len(said(result)) == 1
    assert "Two rockets struck the Green Zone in Baghdad on Friday, wounding" in result.stdout
    assert "Confidence" in result.stdout
    assert "\nstdin: " in result.stdout
    assert "\x1b" not in result.stdout


def test_geoparse_reads_standard_input_and_resolves_only_the_spans_it_is_given():
    text = "Rockets fell on Baghdad and on Basra."
    record = {"id": "x", "text": text, "spans": [[text.index("Basra"), text.index("Basra") + 5]]}
    result = dateline("geoparse", "-", input=json.dumps(record) + "\n")
    [toponym] = json.loads(result.stdout)["toponyms"]
    assert (toponym["name"], toponym["country"]) == ("Basra", "IQ")
    assert (round(toponym["lat"]), round(toponym["lon"])) == (31, 48)


def test_link_prints_where_the_place_of_a_verb_stands_and_names_a_row_without_a_verb():
    text = "Police in Basra said gunmen had killed two guards in Kirkuk."
    verb = [text.index("killed"), text.index("killed") + 6]
    rows = [{"id": "x", "text": text, "verb": verb}, {"id": "y", "text": text}]
    result = dateline("link", "-", input="".join(json.dumps(row) + "\n" for row in rows))
    start = text.index("Kirkuk")
    assert [json.loads(line) for line in result.stdout.splitlines()] == [
        {"id": "x", "location": [start, start + 6]}
    ]
    assert result.returncode == 1
    assert said(result) == [
        "dateline: standard input:2: no verb; it says where in the text the verb stands, such as [3, 11]"
    ]


@pytest.mark.parametrize(
    ("verb", "cause"),
    [
        ("killed", 'verb is "killed", not a pair of offsets such as [3, 11]'),
        ([7], "verb is [7], not a pair of offsets such as [3, 11]"),
        ([7, 900], "verb [7, 900] lies outside the text, which has 35 characters"),
    ],
)
def test_link_names_file_line_and_cause_of_a_row_it_cannot_use(tmp_path, verb, cause):
    path = tmp_path / "asked.jsonl"
    row = {"id": "y", "text": "Gunmen killed two guards in Kirkuk.", "verb": verb}
    path.write_text("\n" + json.dumps(row) + "\n", encoding="utf-8")
    result = dateline("link", path)
    assert result.returncode == 1
    assert said(result) == [f"dateline: {path}:2: {cause}"]


def test_help_of_link_tells_the_rows_it_reads():
    told = dateline("link", "--help").stdout
    assert '"verb": [7, 13]' in " ".join(told.split())


def test_geoparse_names_file_and_line_of_spans_that_are_none_and_goes_on():
    rows = [{"id": "x", "text": "Basra is calm.", "spans": 5}, {"id": "y", "text": "Kirkuk is calm."}]
    result = dateline("geoparse", "-", input="".join(json.dumps(row) + "\n" for row in rows))
    assert [json.loads(line)["article_id"] for line in result.stdout.splitlines()] == ["y"]
    assert said(result) == ["dateline: standard input:1: spans are pairs of offsets, such as [[0, 5]]"]


def test_locate_answers_offline_with_a_quarter_and_its_radius():
    place = json.loads(dateline("locate", "Green Zone, Baghdad").stdout)
    assert (place["level"], place["country"]) == ("neighbourhood", "IQ")
    assert place["uncertainty_km"] <= 3
    assert place["lat"] == pytest.approx(33.305, abs=0.02)


def test_locate_says_that_a_place_is_not_known_rather_than_guess():
    result = dateline("locate", "Qwxyzzy Heights")
    assert (result.returncode, result.stdout) == (1, "")
    assert len(said(result)) == 1


def test_locate_says_among_which_places_of_a_name_it_chose():
    result = dateline("locate", "Springfield")
    assert json.loads(result.stdout)["country"] == "US"
    assert "among 3" in result.stderr
    assert "Georgia, United States (province)" in dateline("locate", "Georgia").stderr
    assert "Springfield, Massachusetts, United States" in result.stderr
    assert dateline("locate", "Springfield, Illinois").stderr == ""


def test_locate_takes_a_place_in_the_country_it_must_lie_in_and_no_other():
    assert json.loads(dateline("locate", "Tripoli", "--country", "Libya").stdout)["country"] == "LY"
    assert json.loads(dateline("locate", "Tripoli", "--country", "LB").stdout)["country"] == "LB"
    result = dateline("locate", "Kharkiv", "--country", "IQ")
    assert (result.returncode, result.stdout) == (1, "")
    assert said(result) == ["dateline: Kharkiv: gazetteer knows it in Ukraine, but not in Iraq"]


def test_an_index_that_is_up_to_date_is_said_to_be():
    dateline("places", "build")
    result = dateline("places", "build")
    assert (result.returncode, result.stdout) == (0, "")
    assert result.stderr.strip().endswith("up to date, nothing to build")


def test_locate_names_the_providers_there_are():
    result = dateline("locate", "Kharkiv", "--provider", "atlas")
    assert (result.returncode, result.stdout) == (2, "")
    assert "choose one of gazetteer, nominatim, photon" in said(result)[0]


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--type", "banana", "known are attack, armed_clash"),
        ("--type", "rocket-atack", "did you mean 'rocket_attack'"),
        ("--actor", "Nobody's Brigade", "no event names it"),
        ("--region", "IQ-ZZ", "no group of countries, country or province is called so"),
        ("--region", "Anbarr", "or 'Al Anbar'?"),
        ("--region", "Punjab", "Punjab, India (IN-PB); Punjab, Pakistan (PK-PB): give the code"),
        ("--region", "Congo", "Republic of the Congo (CG): give the code"),
        ("--country", "Congo", "Republic of the Congo (CG): give the code"),
        ("--country", "Anbar", "'Anbar' is a province: filters take it by --region"),
        ("--country", "Sahel", "'Sahel' is a group of countries: filters take it by --region"),
        ("--region", "Sahell", "did you mean 'Sahel'"),
        ("--region", "Donbas", "no boundary of this region is known; take --polygon or --bbox"),
        ("--region", "Northernn", "did you mean 'Northern'"),
        ("--polygon", "nowhere.geojson", "--polygon nowhere.geojson: cannot be read"),
        ("--country", "Iraqq", "did you mean 'Iraq'"),
        ("--min-confidence", "7", "from 0 to 1"),
        ("--min-killed", "-1", "--min-killed -1: a number from 0 up"),
        ("--attributed-by", "nobody at all", "--attributed-by nobody at all: nobody of this name"),
        ("--weapon", "dronne", "did you mean 'drone'"),
        ("--to", "2020-01-01", "--from 2023-01-01 lies after --to 2020-01-01"),
    ],
)
def test_a_filter_that_nothing_can_match_is_one_line_and_no_file(corpus, tmp_path, option, value, told):
    store, output = tmp_path / "events.geojson", tmp_path / "out.csv"
    dateline("build", corpus, "--store", store)
    asked = ("export", "--store", store, "--output", output, "--from", "2023-01-01", option, value)
    result = dateline(*asked)
    assert (result.returncode, output.exists()) == (2, False)
    line = result.stderr.splitlines()[-1]
    assert told in line
    assert line.count("'Northern'") <= 1


def test_a_region_is_a_group_a_country_or_a_province_by_name_or_code(corpus, tmp_path):
    store, output = tmp_path / "events.geojson", tmp_path / "out.csv"
    dateline("build", corpus, "--store", store)
    for region in ("Middle East", "iraq", "IQ-BG", "baghdad, IQ", "بغداد"):
        result = dateline("export", "--store", store, "--output", output, "--region", region)
        assert (result.returncode, len(output.read_text(encoding="utf-8").splitlines())) == (0, 2), region
    elsewhere = dateline("export", "--store", store, "--output", output, "--region", "Kherson")
    assert (elsewhere.returncode, len(output.read_text(encoding="utf-8").splitlines())) == (0, 1)


@pytest.mark.parametrize("format", ["png", "svg", "pdf", "html"])
def test_snapshot_writes_each_format(corpus, tmp_path, format):
    store, output = tmp_path / "events.geojson", tmp_path / f"map.{format}"
    dateline("build", corpus, "--store", store)
    result = dateline("snapshot", "--store", store, "--output", output, "--country", "Iraq")
    assert result.returncode == 0, result.stderr
    start = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF", "html": b"<!doctype html>"}[format]
    assert output.read_bytes()[:20].lower().startswith(start.lower())


def test_export_writes_only_the_filtered_events(corpus, tmp_path):
    store = tmp_path / "events.geojson"
    (corpus / "more.txt").write_text(HOSTILE, encoding="utf-8")
    dateline("build", corpus, "--store", store)
    dateline("export", "--store", store, "--output", tmp_path / "out.geojson", "--from", "2023-12-09")
    features = json.loads((tmp_path / "out.geojson").read_text(encoding="utf-8"))["features"]
    assert [feature["properties"]["date"] for feature in features] == ["2023-12-09"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["snapshot", "--output", "map.gif"], 2),
        (["export", "--output", "x.xlsx"], 2),
        (["export", "--output", "x.csv", "--country", "Narnia"], 2),
        (["export", "--output", "x.csv", "--from", "2024-13-01"], 2),
        (["export", "--output", "x.csv", "--store", "nowhere.geojson"], 1),
        ([], 2),
    ],
)
def test_a_wrong_option_is_one_line_and_an_exit_code(arguments, code, tmp_path):
    result = dateline(*arguments, cwd=tmp_path)
    assert result.returncode == code
    assert "Traceback" not in result.stderr


def test_error_lines_carry_no_terminal_codes_of_a_file_name(tmp_path):
    (tmp_path / "a\x1b[31mred.txt").write_bytes(b"")
    result = dateline("build", tmp_path, "--store", tmp_path / "events.geojson")
    assert "\x1b" not in "".join(said(result))


def test_build_applies_the_journal_and_names_in_a_line_each_what_it_cannot_place(corpus, tmp_path):
    store = Store(tmp_path / "events.geojson")
    assert dateline("build", corpus, "--store", store.path).returncode == 0
    journal = Journal(store.journal_path)
    journal.append(decision("reject", *store.events()), time=NOON)
    gone = factories.event("gone", reports=(factories.report(article="withdrawn"),))
    journal.append(decision("note", gone, why="ask \x1b[31mher"), time=NOON)
    result = dateline("build", corpus, "--store", store.path)
    assert result.returncode == 0
    assert [event.status for event in store.events()] == ["rejected"]
    *_, said, line, todo = result.stderr.splitlines()
    assert said.endswith("1 decision kept, but no event has the reports they were made on:")
    assert line == "  1 March 2026, 12:00 UTC, gone (article withdrawn): Ann noted (“ask \\x1b[31mher”)"
    assert "build with their articles again" in todo
    output = tmp_path / "events.csv"
    assert dateline("export", "--store", store.path, "--output", output).returncode == 0
    assert len(output.read_text(encoding="utf-8-sig").splitlines()) == 1


def test_history_tells_all_that_was_decided_or_only_on_one_event_or_what_found_none(corpus, tmp_path):
    store = Store(tmp_path / "events.geojson")
    dateline("build", corpus, "--store", store.path)
    journal = Journal(store.journal_path)
    (event,) = store.events()
    rejected = journal.append(decision("reject", event, why="a drill"), time=NOON)
    gone = factories.event("gone", reports=(factories.report(article="withdrawn"),))
    journal.append(decision("confirm", gone), time=NOON)
    journal.append(review.undo(rejected, who="\x1b[31mBen\nEve"), time=NOON)
    at = "1 March 2026, 12:00 UTC, "
    about = f"{event.id} (article {event.reports[0].source.article_id})"
    first = f"{at}{about}: Ann rejected (“a drill”), undone"
    other = f"{at}gone (article withdrawn): Ann confirmed"
    undid = rf"{at}{about}: \x1b[31mBen\nEve undid: rejected"
    whole = dateline("history", "--store", store.path)
    assert (whole.returncode, whole.stdout.splitlines()) == (0, [first, other, undid])
    assert dateline("history", event.id, "--store", store.path).stdout.splitlines() == [first, undid]
    assert dateline("history", "--unplaced", "--store", store.path).stdout.splitlines() == [other]
    nothing = dateline("history", "none", "--store", store.path)
    assert (nothing.returncode, nothing.stdout) == (0, "")
    assert "no such decision" in nothing.stderr


def test_renew_puts_into_the_store_what_was_decided_and_reads_no_article(corpus, tmp_path):
    store = Store(tmp_path / "events.geojson")
    dateline("build", corpus, "--store", store.path)
    Journal(store.journal_path).append(decision("reject", *store.events()), time=NOON)
    for path in corpus.iterdir():
        path.unlink()
    result = dateline("renew", "--store", store.path)
    assert (result.returncode, [event.status for event in store.events()]) == (0, ["rejected"])
    assert f"{store.path}: 1 event" in result.stderr
    store.reports_path.unlink()
    result = dateline("renew", "--store", store.path)
    assert result.returncode == 1
    assert "is missing" in result.stderr


def test_build_names_the_line_at_which_a_journal_is_damaged_and_leaves_the_store_alone(corpus, tmp_path):
    store = Store(tmp_path / "events.geojson")
    dateline("build", corpus, "--store", store.path)
    before = store.path.read_bytes()
    store.journal_path.write_text("junk\n")
    result = dateline("build", corpus, "--store", store.path)
    assert result.returncode == 1
    assert [line for line in said(result) if "events.journal.jsonl:1: not an entry" in line] == said(result)
    assert store.path.read_bytes() == before


@pytest.fixture
def filled(tmp_path) -> Path:
    return factories.store(tmp_path / "events.geojson", factories.events())


@pytest.mark.parametrize("format", ["geojson", "csv", "kml", "gpkg", "parquet", "zip"])
def test_export_writes_each_format(filled, tmp_path, format):
    output = tmp_path / f"out.{format}"
    result = dateline("export", "--store", filled, "--output", output, "--country", "Iraq")
    assert result.returncode == 0, result.stderr
    start = {"geojson": b'{"type"', "csv": b"\xef\xbb\xbf", "kml": b"<?xml", "gpkg": b"SQLite format 3"}
    assert output.read_bytes().startswith(
        start.get(format, {"parquet": b"PAR1", "zip": b"PK"}.get(format, b"?"))
    )


def test_verify_snapshot_tells_what_is_the_same_what_changed_and_what_was_altered(filled, tmp_path):
    picture, data, altered = (tmp_path / name for name in ("map.png", "events.zip", "altered.svg"))
    dateline("snapshot", "--store", filled, "--output", picture, "--country", "Iraq", "--size", "640x400")
    dateline("export", "--store", filled, "--output", data, "--country", "Iraq")
    dateline("snapshot", "--store", filled, "--output", altered, "--country", "Iraq")
    result = dateline("verify-snapshot", picture, data, "--store", filled)
    assert (result.returncode, said(result)) == (0, [])
    assert [line.split(", check ")[0].split(" as on")[0] for line in result.stdout.splitlines()] == [
        f"{picture}: same: 3 events",
        f"{data}: same: 3 events",
    ]
    altered.write_text(altered.read_text(encoding="utf-8").replace("Iraq", "Iran", 1), encoding="utf-8")
    (tmp_path / "notes.txt").write_text("no picture", encoding="utf-8")
    factories.store(filled, [event for event in factories.events() if event.id != "e2"])
    result = dateline(
        "verify-snapshot", picture, altered, tmp_path / "notes.txt", tmp_path / "gone.png", "--store", filled
    )
    assert (result.returncode, result.stdout) == (1, "")
    told = [line.removeprefix(f"dateline: {tmp_path}/") for line in said(result)]
    assert told[0].startswith("map.png: the data changed since")
    assert told[0].endswith(": 1 event gone")
    assert told[1] == "map.png: gone: e2"
    assert told[2] == "altered.svg: the file is altered since it was made"
    assert told[-2].startswith("notes.txt: only files that end in .png")
    assert told[-1].startswith("gone.png: cannot be read")


def test_snapshot_draws_an_atlas_and_a_playback(filled, tmp_path):
    for name, start in (("atlas.pdf", b"%PDF"), ("map.gif", b"GIF89a")):
        asked = ("--series", "month", "--size", "640x400", "--dpi", "60", "--extent=38,29,49,38")
        result = dateline("snapshot", "--store", filled, "--output", tmp_path / name, *asked)
        assert result.returncode == 0, result.stderr
        assert (tmp_path / name).read_bytes().startswith(start)


@pytest.mark.parametrize(
    ("name", "asked", "told"),
    [
        ("map.gif", (), "add --series"),
        ("map.png", ("--series", "week"), "a series is .pdf (an atlas) or .gif (a playback)"),
        ("map.png", ("--size", "a9"), "size a9: one of screen, a4"),
        ("map.png", ("--dpi", "9000"), "from 50 to 600"),
        ("map.png", ("--extent", "here"), "four numbers"),
        ("map.tiff", (), "ends in none of .png"),
    ],
)
def test_a_picture_that_cannot_be_meant_is_one_line_and_no_file(filled, tmp_path, name, asked, told):
    result = dateline("snapshot", "--store", filled, "--output", tmp_path / name, *asked)
    assert (result.returncode, (tmp_path / name).exists()) == (2, False)
    assert told in result.stderr.splitlines()[-1]
