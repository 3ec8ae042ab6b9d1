"""Asking online geocoders on loopback: found, not found, refused, busy, slow, garbage, gone; the cache.
A real Nominatim is asked in tests/nominatim.
"""

from __future__ import annotations

import json
import time
from dataclasses import replace
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler
from typing import get_args

import pytest
from geopy.geocoders import SERVICE_TO_GEOCODER

from geo.errors import GeocoderError, InputError, OptionError
from geo.model import Level, Place
from geo.places import cues, online
from geo.settings import Settings
from tests.servers import answering

QUAY = {
    "osm_type": "way", "osm_id": 77, "lat": "12.34567", "lon": "45.67891", "class": "place",
    "type": "quarter",
    "addresstype": "quarter", "name": "Old Quay", "display_name": "Old Quay, Harbourtown, Ruritania",
    "boundingbox": ["12.33", "12.36", "45.66", "45.70"],
    "address": {"quarter": "Old Quay", "city": "Harbourtown", "state": "Coast", "ISO3166-2-lvl4": "RU-CO",
                "country": "Ruritania", "country_code": "rr"},
}  # fmt: skip
ABROAD = QUAY | {"osm_id": 78, "lat": "1.5", "boundingbox": None, "address": {"country_code": "zz"}}


def found(*results):
    return 200, {}, json.dumps(results).encode()


class Answering(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append((self.path, self.headers.get("User-Agent")))
        answers = self.server.answers
        status, headers, body = answers.pop(0) if len(answers) > 1 else answers[0]
        time.sleep(self.server.slowness_s)
        self.send_response(status)
        for name, value in ({"Content-Type": "application/json"} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture
def server():
    with answering(Answering) as made:
        made.answers, made.slowness_s = [found(QUAY)], 0
        yield made


@pytest.fixture
def settings(server, tmp_path):
    return Settings(
        geocoder_cache=tmp_path / "cache" / "answers.sqlite",
        geocoders=tmp_path / "geocoders.toml",
        nominatim_domain=f"127.0.0.1:{server.server_port}",
        nominatim_scheme="http",
        user_agent="dateline-tests",
    )


def set_up(settings, server, provider, **options):
    """Let the file of settings send a provider's questions to the server."""
    options = {"domain": f"127.0.0.1:{server.server_port}", "scheme": "http"} | options
    lines = [f"{name} = {json.dumps(value)}" for name, value in options.items()]
    settings.geocoders.write_text("\n".join([f"[{provider}]", *lines]))


def patient(settings, provider="nominatim"):
    """Return a geocoder and the list of the pauses that it makes."""
    slept = []
    return online.geocoder(provider, settings=settings, sleep=slept.append), slept


def test_a_found_place_has_level_radius_and_what_contains_it(server, settings):
    place = online.geocoder("nominatim", settings=settings)("Old Quay, Harbourtown")
    assert place == Place(
        name="Old Quay", lat=12.34567, lon=45.67891, level="neighbourhood",
        uncertainty_km=pytest.approx(2.9, abs=0.3),
        country="RR", admin1="RU-CO", gazetteer_id="osm:way/77", within=("Harbourtown", "Coast", "Ruritania"),
    )  # fmt: skip
    (path, agent), *rest = server.asked
    assert rest == []
    assert agent == "dateline-tests"
    assert "q=Old" in path


def test_without_a_box_the_kind_of_place_gives_the_radius(server, settings):
    server.answers = [found(QUAY | {"boundingbox": None, "addresstype": "town"})]
    assert online.geocoder("nominatim", settings=settings)("Old Quay").uncertainty_km == 10


def test_a_place_without_a_country_lies_where_its_point_lies(server, settings):
    server.answers = [found(QUAY | {"lat": "33.3", "lon": "44.4", "address": {}, "boundingbox": None})]
    assert online.geocoder("nominatim", settings=settings)("Old Quay").country == "IQ"


def test_the_same_question_is_asked_once_even_by_another_process(server, settings):
    first = online.geocoder("nominatim", settings=settings)("Old Quay")
    again = online.geocoder("nominatim", settings=settings)("  old   QUAY ")
    assert first == again
    assert len(server.asked) == 1


def test_no_such_place_is_none_and_remembered(server, settings):
    server.answers = [found()]
    ask = online.geocoder("nominatim", settings=settings)
    assert ask("Nowhere") is None
    assert ask("Nowhere") is None
    assert len(server.asked) == 1


def test_a_place_in_another_country_is_not_taken(server, settings):
    server.answers = [found(QUAY, ABROAD)]
    ask = online.geocoder("nominatim", settings=settings)
    assert ask("Old Quay", country="IQ") is None
    assert ask("Old Quay", country="ZZ").gazetteer_id == "osm:way/78"
    assert ask("Old Quay").gazetteer_id == "osm:way/77"
    assert len(server.asked) == 1


BUSY = [(429, {}, b"{}"), (500, {}, b"oops"), (502, {}, b""), (503, {}, b"")]
FINAL = [
    (403, {}, b"blocked"), (404, {}, b""), (200, {}, b"<html>not json"), (200, {}, b"[{}]"),
    (200, {}, b"\xff\xfe"), (200, {}, b"[1]"), (200, {}, b'"text"'), (200, {}, b"1"),
    (200, {"Content-Length": "900"}, b'[{"lat": "1",'),
    found(QUAY | {"lat": "north"}), found(QUAY | {"lat": "91"}), found(QUAY | {"lon": "NaN"}),
    found(QUAY | {"boundingbox": ["1", "2"]}), found(QUAY | {"address": "street"}),
    found({"lat": "1", "lon": "1"}),
]  # fmt: skip


@pytest.mark.parametrize("answer", [*BUSY, *FINAL], ids=lambda answer: f"{answer[0]} {answer[2][:12]!r}")
def test_a_failing_service_is_one_line_and_asked_again_next_time(server, settings, answer):
    server.answers = [answer]
    ask, _ = patient(settings)
    with pytest.raises(GeocoderError, match=r"^127\.0\.0\.1:\d+: .{3,300}$"):
        ask("Old Quay")
    server.answers = [found(QUAY)]
    assert ask("Old Quay").name == "Old Quay"


@pytest.mark.parametrize("answer", BUSY, ids=lambda answer: str(answer[0]))
def test_a_busy_service_is_asked_again_ever_later_but_not_for_ever(server, settings, answer):
    server.answers = [answer]
    ask, slept = patient(settings)
    with pytest.raises(GeocoderError):
        ask("Old Quay")
    assert len(server.asked) == online.TRIES
    assert slept == [1.0, 2.0, 4.0]


def test_a_service_that_recovers_answers(server, settings):
    server.answers = [BUSY[0], BUSY[1], found(QUAY)]
    ask, slept = patient(settings)
    assert ask("Old Quay").name == "Old Quay"
    assert slept == [1.0, 2.0]


@pytest.mark.parametrize("answer", FINAL[:3], ids=lambda answer: str(answer[0]))
def test_a_refusal_is_not_argued_with(server, settings, answer):
    server.answers = [answer]
    ask, slept = patient(settings)
    with pytest.raises(GeocoderError):
        ask("Old Quay")
    assert (len(server.asked), slept) == (1, [])


@pytest.mark.parametrize("status", [429, 503])
def test_the_service_says_how_long_to_wait(server, settings, status):
    server.answers = [(status, {"Retry-After": "11"}, b""), found(QUAY)]
    ask, slept = patient(settings)
    assert ask("Old Quay").name == "Old Quay"
    assert slept == [11.0]


def test_the_service_may_name_the_moment(server, settings):
    server.answers = [(429, {"Retry-After": formatdate(time.time() + 20, usegmt=True)}, b""), found(QUAY)]
    ask, slept = patient(settings)
    ask("Old Quay")
    assert slept == [pytest.approx(20, abs=3)]


def test_who_asks_for_an_hour_is_not_waited_for(server, settings):
    server.answers = [(429, {"Retry-After": "3600"}, b"")]
    ask, slept = patient(settings)
    with pytest.raises(GeocoderError, match="asks to wait 3600 s"):
        ask("Old Quay")
    assert (len(server.asked), slept) == (1, [])


def test_a_slow_service_is_given_up(server, settings):
    server.slowness_s = 1.0
    set_up(settings, server, "nominatim", timeout=0.2)
    with pytest.raises(GeocoderError, match="timed out"):
        online.geocoder("nominatim", settings=settings)("Old Quay")
    assert len(server.asked) == 1


def test_a_service_that_is_gone_is_an_error(settings):
    gone = replace(settings, nominatim_domain="127.0.0.1:9")
    with pytest.raises(GeocoderError, match=r"127\.0\.0\.1:9"):
        online.geocoder("nominatim", settings=gone)("Old Quay")


def test_an_unknown_provider_is_named_with_those_there_are(settings):
    with pytest.raises(OptionError, match="atlas: choose one of gazetteer, nominatim, photon"):
        online.geocoder("atlas", settings=settings)


def test_a_damaged_cache_is_named(server, settings):
    settings.geocoder_cache.parent.mkdir()
    settings.geocoder_cache.write_bytes(b"this is no database, but it is long enough to be one" * 5)
    with pytest.raises(GeocoderError, match=r"answers\.sqlite"):
        online.geocoder("nominatim", settings=settings)("Old Quay")


def test_photon_answers_with_kind_extent_and_country(server, settings):
    feature = {
        "geometry": {"coordinates": [43.785, 33.35], "type": "Point"},
        "properties": {"osm_type": "R", "osm_id": 5, "type": "city", "name": "Rivertown", "country": "Iraq",
                       "countrycode": "IQ", "state": "Anbar", "extent": [43.70, 33.40, 43.87, 33.30]},
    }  # fmt: skip
    server.answers = [(200, {}, json.dumps({"features": [feature]}).encode())]
    set_up(settings, server, "photon")
    ask = online.geocoder("photon", settings=settings)
    assert ask("Rivertown") == Place(
        name="Rivertown", lat=33.35, lon=43.785, level="city", uncertainty_km=pytest.approx(9.7, abs=0.3),
        country="IQ", gazetteer_id="osm:relation/5", within=("Anbar", "Iraq"),
    )  # fmt: skip
    assert server.asked[0][1] == "dateline-tests"


@pytest.mark.parametrize(
    ("code", "people", "level", "radius"),
    [
        ("PPLA", "3000000", "city", 23.0), ("PPL", "0", "city", 5.0), ("PPLX", "0", "neighbourhood", 2.0),
        ("ADM1", "0", "province", 200), ("PCLI", "0", "country", 1000), ("AIRB", "0", "site", 3.0),
        ("HLL", "0", "site", 5.0),
    ],
)  # fmt: skip
def test_geonames_is_read_as_its_dumps_are(server, settings, code, people, level, radius):
    record = {"geonameId": 9, "name": "Hilltown", "lat": "34.0", "lng": "43.0", "fcode": code,
              "population": people, "countryCode": "IQ", "countryName": "Iraq",
              "adminName1": "Anbar"}  # fmt: skip
    server.answers = [(200, {}, json.dumps({"geonames": [record]}).encode())]
    set_up(settings, server, "geonames", username="somebody")
    place = online.geocoder("geonames", settings=settings)("Hilltown")
    assert (place.level, place.uncertainty_km) == (level, pytest.approx(radius, abs=0.1))
    assert (place.gazetteer_id, place.within) == ("geonames:9", ("Anbar", "Iraq"))
    assert "username=somebody" in server.asked[0][0]


def test_geonames_whose_account_is_used_up_is_one_line(server, settings):
    server.answers = [(200, {}, b'{"status": {"value": 18, "message": "the daily limit of credits"}}')]
    set_up(settings, server, "geonames", username="somebody")
    with pytest.raises(GeocoderError, match="the daily limit of credits"):
        online.geocoder("geonames", settings=settings)("Hilltown")


def test_arcgis_answers_with_kind_extent_and_country(server, settings):
    candidate = {
        "address": "Lake District, Hilltown", "location": {"x": 44.0, "y": 36.0}, "score": 100,
        "attributes": {"Addr_type": "Locality", "Type": "Neighborhood", "PlaceName": "Lake District",
                       "Country": "IRQ", "CntryName": "Iraq", "City": "Hilltown"},
        "extent": {"xmin": 43.98, "ymin": 35.98, "xmax": 44.02, "ymax": 36.02},
    }  # fmt: skip
    server.answers = [(200, {}, json.dumps({"candidates": [candidate]}).encode())]
    set_up(settings, server, "arcgis")
    assert online.geocoder("arcgis", settings=settings)("Lake District") == Place(
        name="Lake District", lat=36.0, lon=44.0, level="neighbourhood",
        uncertainty_km=pytest.approx(2.9, abs=0.2), country="IQ", within=("Hilltown", "Iraq"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("address", "level", "within"), [("Karrada, Baghdad", "province", ("Baghdad",)), ("Iraq", "country", ())]
)
def test_of_any_other_service_a_place_is_known_by_its_province(server, settings, address, level, within):
    feature = {"geometry": {"coordinates": [44.42, 33.30]}, "properties": {"name": address}}
    server.answers = [(200, {}, json.dumps({"features": [feature]}).encode())]
    set_up(settings, server, "pelias")
    place = online.geocoder("pelias", settings=settings)("Karrada")
    assert (place.level, place.country, place.within) == (level, "IQ", within)
    assert place.admin1 == ("IQ-BG" if level == "province" else None)
    assert place.uncertainty_km > 20


def test_a_provider_whose_key_is_missing_says_where_to_write_it(settings):
    with pytest.raises(InputError, match=r"api_key.*\[opencage\].*geocoders\.toml"):
        online.geocoder("opencage", settings=settings)


def test_an_option_that_no_geocoder_has_is_named(server, settings):
    set_up(settings, server, "photon", colour="green")
    with pytest.raises(InputError, match="colour"):
        online.geocoder("photon", settings=settings)


@pytest.mark.parametrize("text", ["[photon", "photon = 3", "\x00"])
def test_a_broken_file_of_settings_is_named(settings, text):
    settings.geocoders.write_text(text)
    with pytest.raises(InputError, match=r"geocoders\.toml"):
        online.geocoder("photon", settings=settings)


def test_every_geocoder_of_geopy_can_be_chosen():
    assert {row["provider"] for row in cues.rows("providers.csv")} == set(SERVICE_TO_GEOCODER)


@pytest.mark.parametrize("row", cues.rows("providers.csv"), ids=lambda row: row["provider"])
def test_every_provider_says_whose_data_it_has(row):
    assert row["attribution"]
    assert row["source"]
    assert row["answers"] in {"", *(level["answers"] for level in cues.rows("online_levels.csv"))}


@pytest.mark.parametrize(
    "row", cues.rows("online_levels.csv"), ids=lambda row: f"{row['answers']} {row['kind']}"
)
def test_every_kind_of_answer_has_a_level_a_radius_and_a_source(row):
    assert row["level"] in get_args(Level)
    assert 0 < float(row["radius_km"]) <= 1000
    assert row["source"]


def test_nothing_is_asked_online_unless_a_provider_is_named():
    assert Settings.from_environment({}).provider == "gazetteer"
    assert Settings.from_environment({"DATELINE_PROVIDER": "photon"}).provider == "photon"
