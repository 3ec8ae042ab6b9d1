"""Asking a Nominatim on loopback: found, not found, refused, garbage, gone; the cache; one request a
second.
"""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from geo.errors import GeocoderError, InputError
from geo.model import Place
from geo.places import online
from geo.settings import Settings

QUAY = {
    "osm_type": "way", "osm_id": 77, "lat": "12.34567", "lon": "45.67891", "class": "place",
    "type": "quarter",
    "addresstype": "quarter", "name": "Old Quay", "display_name": "Old Quay, Harbourtown, Ruritania",
    "boundingbox": ["12.33", "12.36", "45.66", "45.70"],
    "address": {"quarter": "Old Quay", "city": "Harbourtown", "state": "Coast", "ISO3166-2-lvl4": "RU-CO",
                "country": "Ruritania", "country_code": "rr"},
}  # fmt: skip


class Answering(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append((self.path, self.headers.get("User-Agent")))
        status, body = self.server.answer
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture
def server():
    with HTTPServer(("127.0.0.1", 0), Answering) as made:
        made.asked, made.answer = [], (200, json.dumps([QUAY]).encode())
        thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield made
        made.shutdown()
        thread.join()


@pytest.fixture
def settings(server, tmp_path):
    return Settings(
        geocoder_cache=tmp_path / "cache" / "answers.sqlite",
        nominatim_domain=f"127.0.0.1:{server.server_port}",
        nominatim_scheme="http",
        user_agent="dateline-tests",
    )


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


def test_the_same_question_is_asked_once_even_by_another_process(server, settings):
    first = online.geocoder("nominatim", settings=settings)("Old Quay")
    again = online.geocoder("nominatim", settings=settings)("  old   QUAY ")
    assert first == again
    assert len(server.asked) == 1


def test_no_such_place_is_none_and_remembered(server, settings):
    server.answer = (200, b"[]")
    ask = online.geocoder("nominatim", settings=settings)
    assert ask("Nowhere") is None
    assert ask("Nowhere") is None
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "answer",
    [
        (429, b"{}"), (500, b"oops"), (503, b""), (403, b"blocked"), (200, b"<html>not json"), (200, b"[{}]"),
        (200, b'[{"lat": "north", "lon": "1", "display_name": "x"}]'), (200, b'[{"lat": "1", "lon": "1"}]'),
    ],
)  # fmt: skip
def test_a_failing_service_is_one_error_and_asked_again_next_time(server, settings, answer):
    server.answer = answer
    ask = online.geocoder("nominatim", settings=settings)
    with pytest.raises(GeocoderError, match=r"^127\.0\.0\.1:\d+: "):
        ask("Old Quay")
    server.answer = (200, json.dumps([QUAY]).encode())
    assert ask("Old Quay").name == "Old Quay"


def test_a_service_that_is_gone_is_an_error(settings):
    gone = replace(settings, nominatim_domain="127.0.0.1:9")
    with pytest.raises(GeocoderError, match=r"127\.0\.0\.1:9"):
        online.geocoder("nominatim", settings=gone)("Old Quay")


def test_an_unknown_provider_is_named_with_those_there_are(settings):
    with pytest.raises(InputError, match="atlas: choose one of gazetteer, nominatim"):
        online.geocoder("atlas", settings=settings)


def test_a_damaged_cache_is_named(server, settings):
    settings.geocoder_cache.parent.mkdir()
    settings.geocoder_cache.write_bytes(b"this is no database, but it is long enough to be one" * 5)
    with pytest.raises(GeocoderError, match=r"answers\.sqlite"):
        online.geocoder("nominatim", settings=settings)("Old Quay")


def test_questions_are_a_second_apart():
    now, slept = [100.0], []

    def sleep(seconds):
        slept.append(seconds)
        now[0] += seconds

    ask = online.paced(lambda name: None, pause=1.0, clock=lambda: now[0], sleep=sleep)
    ask("a")
    now[0] += 0.25
    ask("b")
    now[0] += 5.0
    ask("c")
    assert slept == [0.75]


def test_a_kept_answer_costs_no_pause(tmp_path):
    slept = []
    ask = online.paced(lambda name: None, pause=1.0, clock=lambda: 0.0, sleep=slept.append)
    kept = online.cached(ask, path=tmp_path / "answers.sqlite", service="test")
    for _ in range(3):
        assert kept("Nowhere") is None
    assert slept == []
