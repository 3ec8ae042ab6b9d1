from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from streamlit_folium import _get_feature_group_string, generate_leaflet_string

from geo.query import table
from geo.view import assets, layers
from geo.view.basemap import ASKING, EventLayer, base_map
from geo.view.palette import marks
from tests import factories

OWN = [name for name in (*assets.MAP_SCRIPTS, *ASKING) if "/" not in name]


def script(*events) -> str:
    payload = layers.payload(
        events, rows=table(events), marks=marks(table(events), "actor"), colour_by="actor"
    )
    base = base_map("../assets")
    base.get_root().render()
    return _get_feature_group_string(EventLayer(payload), map=base)


def base_script() -> str:
    base = base_map("../assets")
    base.get_root().render()
    return generate_leaflet_string(base)


def test_the_base_is_the_same_on_every_call() -> None:
    assert base_script() == base_script()


def test_events_do_not_touch_the_base() -> None:
    before = base_script()
    script(factories.event())
    assert base_script() == before


def test_every_file_of_the_map_is_our_own_and_is_there() -> None:
    base = base_map("../assets", asking=True)
    links = [url for _, url in (*base.default_js, *base.default_css)]
    assert all(url.startswith("../assets/") for url in links)
    assert all((assets.FOLDER / url.removeprefix("../assets/")).is_file() for url in links)
    assert (assets.FOLDER / "basemap.json").is_file()


def test_the_base_names_no_foreign_host() -> None:
    assert not re.search(r"https?://", base_script())


@pytest.mark.parametrize("name", [*(f"{name}.js" for name in OWN), "dateline.css", "page.css"])
def test_our_files_fetch_nothing_from_elsewhere(name: str) -> None:
    text = (assets.FOLDER / name).read_text().replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"https?:|url\(//|@import", text)


def test_vendored_work_has_its_licence_beside_it() -> None:
    licences = {"LICENSE": "BSD 2-Clause", "LICENSE.draw": "MIT", "LICENSE.heat": "Redistribution and use"}
    for name, words in licences.items():
        assert words in (assets.FOLDER / "leaflet" / name).read_text()


@pytest.mark.parametrize("attack", factories.ATTACKS)
def test_hostile_text_leaves_the_script_as_data(attack: str) -> None:
    text = script(factories.event(place=factories.Place(attack, 1.0, 2.0, "city", 5.0)))
    payload = text.split("Dateline.events(", 1)[1].split(");\n", 1)[0]
    assert not set("<>`$'") & set(payload)
    assert "</script" not in text


def test_a_template_in_a_text_is_not_computed() -> None:
    text = script(factories.event(place=factories.Place("{{ 7 * 7 }}", 1.0, 2.0, "city", 5.0)))
    payload = text.split("Dateline.events(", 1)[1].split(");\n", 1)[0]
    assert "{{ 7 * 7 }}" in json.loads(payload)["points"][0]["lines"][0]


def test_texts_of_articles_reach_the_page_as_text_only() -> None:
    code = "".join((assets.FOLDER / f"{name}.js").read_text() for name in OWN)
    assert len(re.findall(r"innerHTML", code)) == 1  # the icon of the button, a literal
    assert "insertAdjacentHTML" not in code
    assert "eval" not in code


def test_every_script_of_ours_is_loaded() -> None:
    assert sorted(OWN) == sorted(path.stem for path in assets.FOLDER.glob("*.js"))


def test_assets_stand_beside_their_module() -> None:
    assert assets.FOLDER.parent == Path(assets.__file__).parent
