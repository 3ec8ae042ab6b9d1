"""Signing in with a real identity provider on loopback: what each role sees, and what it does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import factories
from tests.browser.conftest import WAIT_MS, free_port, serving, until
from tests.identity import CLIENT, Provider, identity_provider

ROLES = "address,role\nvera@example.org,view\nrosa@example.org,review\nada@example.org,admin\n"
SECRETS = """[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "a-secret-of-this-test-alone-of-32-characters"
client_id = "{client}"
client_secret = "none"
server_metadata_url = "{provider}/.well-known/openid-configuration"
"""


@dataclass
class Guarded:
    """A dashboard before which people sign in."""

    address: str
    provider: Provider
    roles: Path


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    folder = tmp_path_factory.mktemp("guarded")
    store = factories.store(folder / "events.geojson", factories.events())
    secrets, roles, port = folder / "secrets.toml", folder / "roles.csv", free_port()
    roles.write_text(ROLES)
    with identity_provider() as provider:
        secrets.write_text(SECRETS.format(port=port, client=CLIENT, provider=provider.address))
        options = f"--secrets.files={secrets}"
        with serving(store, options, port=port, env={"DATELINE_ROLES": str(roles)}) as address:
            yield Guarded(address, provider, roles)


@pytest.fixture
def door(guarded: Guarded, browser: Browser) -> Iterator[Page]:
    """Give a page of a new visitor, before signing in."""
    guarded.roles.write_text(ROLES)
    context = browser.new_context(viewport={"width": 1440, "height": 1000})
    page = context.new_page()
    page.set_default_timeout(WAIT_MS)
    page.goto(guarded.address)
    yield page
    context.close()


def sign_in(page: Page, guarded: Guarded, **person: object) -> None:
    guarded.provider.person = person
    page.get_by_role("button", name="Sign in").click()


def test_a_stranger_sees_a_way_to_sign_in_and_nothing_else(door: Page) -> None:
    expect(door.get_by_role("button", name="Sign in")).to_be_visible()
    for secret in ("Map", "Review", "Articles"):
        expect(door.get_by_role("link", name=secret)).to_have_count(0)
    assert "shown" not in door.locator("body").inner_text()


@pytest.mark.parametrize("path", ["review", "articles", "about"])
def test_no_address_leads_a_stranger_past_the_door(door: Page, guarded: Guarded, path: str) -> None:
    door.goto(f"{guarded.address}/{path}")
    expect(door.get_by_role("button", name="Sign in")).to_be_visible()


def test_who_has_no_role_is_told_so_and_sees_nothing(door: Page, guarded: Guarded) -> None:
    sign_in(door, guarded, email="mallory@example.net")
    expect(door.get_by_text("mallory@example.net has no role here")).to_be_visible()
    expect(door.get_by_role("link", name="Articles")).to_have_count(0)


def test_an_address_that_the_provider_has_not_verified_has_no_role(door: Page, guarded: Guarded) -> None:
    sign_in(door, guarded, email="ada@example.org", email_verified=False)
    expect(door.get_by_text(re.compile("not verified"))).to_be_visible()
    expect(door.get_by_role("link", name="Articles")).to_have_count(0)


def test_a_viewer_sees_the_map_and_no_review(door: Page, guarded: Guarded) -> None:
    sign_in(door, guarded, email="Vera@example.org", email_verified=True)
    expect(door.get_by_text("vera@example.org (view)")).to_be_visible()
    expect(door.get_by_role("link", name="Articles")).to_be_visible()
    expect(door.get_by_role("link", name="Review")).to_have_count(0)


def test_a_reviewer_decides_under_the_address_that_signed_in(door: Page, guarded: Guarded) -> None:
    sign_in(door, guarded, email="rosa@example.org")
    door.get_by_role("link", name="Review").click()
    expect(door.get_by_role("button", name="Confirm")).to_be_enabled()
    expect(door.get_by_label("Your name")).to_have_count(0)


def test_a_role_that_is_taken_away_ends_with_the_next_click(door: Page, guarded: Guarded) -> None:
    sign_in(door, guarded, email="rosa@example.org")
    door.get_by_role("link", name="Review").click()
    expect(door.get_by_role("button", name="Confirm")).to_be_enabled()
    guarded.roles.write_text("address,role\nada@example.org,admin\n")
    until(
        lambda: door.get_by_role("button", name="Confirm").click(timeout=2000),
        lambda: expect(door.get_by_text("rosa@example.org has no role here")).to_be_visible(timeout=8000),
    )
    assert not (guarded.roles.parent / "events.journal.jsonl").exists()


def test_who_signs_out_is_a_stranger_again(door: Page, guarded: Guarded) -> None:
    sign_in(door, guarded, email="vera@example.org")
    door.get_by_role("button", name="Sign out").click()
    expect(door.get_by_role("button", name="Sign in")).to_be_visible()


def test_a_table_of_roles_without_signing_in_lets_nobody_in(
    tmp_path: Path, guarded: Guarded, browser: Browser
) -> None:
    store = factories.store(tmp_path / "events.geojson", factories.events())
    with serving(store, env={"DATELINE_ROLES": str(guarded.roles)}) as address:
        page = browser.new_page()
        page.goto(address)
        expect(page.get_by_text("signing in is not set up")).to_be_visible(timeout=WAIT_MS)
        expect(page.get_by_role("link", name="Articles")).to_have_count(0)
        page.close()
