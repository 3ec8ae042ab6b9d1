"""Asking a real Nominatim that knows the small world of places.osm."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.request import urlopen

import pytest

from geo.errors import GeocoderError
from geo.places import online
from geo.places.distance import distance_km
from tests.servers import answering

pytestmark = pytest.mark.nominatim
ROOT = Path(__file__).parents[2]


def geocoder(settings):
    return online.geocoder("nominatim", settings=settings)


def locate(settings, *arguments):
    environment = os.environ | {
        "DATELINE_NOMINATIM_DOMAIN": settings.nominatim_domain,
        "DATELINE_NOMINATIM_SCHEME": "http",
        "DATELINE_GEOCODER_CACHE": str(settings.geocoder_cache),
    }
    command = [sys.executable, "-m", "geo", "locate", "--provider", "nominatim", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environment)


def test_a_quarter_is_found_in_its_city(settings):
    place = geocoder(settings)("Karrada, Baghdad")
    assert (place.name, place.level, place.country) == ("Karrada", "neighbourhood", "IQ")
    assert distance_km(place.lat, place.lon, 33.3006, 44.4190) < 0.1
    assert place.within == ("Baghdad", "Baghdad Governorate", "Iraq")


@pytest.mark.parametrize(
    ("name", "level", "country"),
    [
        ("Mosul", "city", "IQ"), ("Fallujah", "city", "IQ"), ("Robotyne", "city", "UA"),
        ("Al-Tanf", "city", "SY"), ("Dahieh", "neighbourhood", "LB"), ("Goma", "city", "CD"),
        ("Baghdad Governorate", "province", "IQ"),
        ("Hospital of the North, Mosul", "site", "IQ"), ("Kharkiv Oblast", "province", "UA"),
        ("Maiduguri", "city", "NG"), ("Jabalia", "city", "PS"),
    ],
)  # fmt: skip
def test_a_place_has_the_level_and_the_country_it_has(settings, name, level, country):
    place = geocoder(settings)(name)
    assert (place.level, place.country) == (level, country)


def test_the_radius_of_an_outline_reaches_its_corners(settings):
    zone = geocoder(settings)("Green Zone, Baghdad")
    assert zone.gazetteer_id == "osm:way/1"
    corners = [(33.293, 44.362), (33.291, 44.395), (33.307, 44.402), (33.319, 44.386), (33.317, 44.366)]
    farthest = max(distance_km(zone.lat, zone.lon, *corner) for corner in corners)
    assert farthest <= zone.uncertainty_km <= farthest + 1


def test_a_city_with_an_outline_is_as_large_as_it(settings):
    assert geocoder(settings)("Kyiv").uncertainty_km == pytest.approx(30, abs=5)
    assert geocoder(settings)("Beirut").uncertainty_km == pytest.approx(5, abs=1)


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("الحديدة", "Al Hudaydah"), ("الكرادة، بغداد", "Karrada"), ("الموصل", "Mosul"),
        ("Харків", "Kharkiv"), ("Харьков", "Kharkiv"), ("Салтівка, Харків", "Saltivka"),
        ("Бахмут", "Bakhmut"),
        ("Hewlêr", "Erbil"), ("Hodeidah", "Al Hudaydah"), ("International Zone, Baghdad", "Green Zone"),
    ],
)  # fmt: skip
def test_a_name_in_another_script_or_another_name_is_the_same_place(settings, name, english):
    assert geocoder(settings)(name).name == english


@pytest.mark.parametrize("name", ["Qwxyzzy Heights", "Karrada, Beirut", "Green Zone, Kyiv", "؟؟؟", "'; --"])
def test_what_is_not_there_is_no_place(settings, name):
    assert geocoder(settings)(name) is None


def test_of_two_places_of_a_name_the_one_in_the_country_is_taken(settings):
    ask = geocoder(settings)
    assert {place.country for place in ask.candidates("Tripoli")} == {"LB", "LY"}
    assert ask("Tripoli", country="LB").country == "LB"
    assert ask("Tripoli", country="LY").country == "LY"
    assert ask("Tripoli", country="IQ") is None
    assert ask("طرابلس", country="LB").lat == pytest.approx(34.4367)


def test_the_command_says_whose_data_it_is_and_what_else_is_called_so(settings):
    result = locate(settings, "Springfield")
    assert json.loads(result.stdout)["attribution"] == "© OpenStreetMap contributors, ODbL"
    assert "among 2 of this name" in result.stderr
    assert "Illinois" in result.stderr
    assert "Massachusetts" in result.stderr


def test_the_command_refuses_a_place_in_another_country(settings):
    result = locate(settings, "Tripoli", "--country", "IQ")
    assert (result.returncode, result.stdout) == (1, "")
    assert "nominatim knows it in Lebanon, Libya, but not in Iraq" in result.stderr
    assert json.loads(locate(settings, "Tripoli", "--country", "Lebanon").stdout)["country"] == "LB"


def test_a_server_that_goes_down_in_the_middle_is_one_line_and_what_it_said_is_kept(nominatim, settings):
    ask = geocoder(settings)
    aleppo = ask("Aleppo")
    nominatim.stop()
    try:
        assert geocoder(settings)("Aleppo") == aleppo
        with pytest.raises(GeocoderError, match=rf"^{nominatim.domain}: .+$"):
            ask("Idlib")
        assert "Traceback" not in locate(settings, "Idlib").stderr
    finally:
        nominatim.start()
    assert ask("Idlib").country == "SY"


def test_a_busy_server_is_asked_again_when_it_wishes(nominatim, settings):
    waited = []

    class Busy(BaseHTTPRequestHandler):
        """Refuses twice, then passes the question on to the real one."""

        def do_GET(self):
            self.server.asked.append(self.path)
            if len(self.server.asked) < 3:
                self.send_response(429)
                self.send_header("Retry-After", "7")
                self.end_headers()
                return
            with urlopen(f"http://{nominatim.domain}{self.path}", timeout=10) as answer:
                self.send_response(200)
                self.end_headers()
                self.wfile.write(answer.read())

        def log_message(self, *args):
            pass

    with answering(Busy) as busy:
        asked = replace(settings, nominatim_domain=f"127.0.0.1:{busy.server_port}")
        ask = online.geocoder("nominatim", settings=asked, sleep=waited.append)
        assert ask("Erbil").country == "IQ"
    assert waited == [7.0, 7.0]
