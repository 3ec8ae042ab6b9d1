from __future__ import annotations

from pathlib import Path

import pytest

from geo.errors import InputError
from geo.roles import ROLES, Roles, may


def table(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "roles.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_address_has_the_role_of_its_line_in_any_case(tmp_path: Path) -> None:
    roles = Roles.read(table(tmp_path, "address,role\nAnn@Example.org, Review\n\n"))
    assert roles.of(" ann@EXAMPLE.org ") == "review"


def test_a_domain_gives_a_role_to_all_whom_no_line_names(tmp_path: Path) -> None:
    roles = Roles.read(table(tmp_path, "address,role\n@example.org,view\nann@example.org,admin\n"))
    assert roles.of("bob@example.org") == "view"
    assert roles.of("ann@example.org") == "admin"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "@",
        "ann",
        "example.org",
        "ann@sub.example.org",
        "ann@example.org.evil.net",
        "ann@example.org@evil.net",
    ],
)
def test_who_stands_in_no_line_has_no_role(tmp_path: Path, address: str) -> None:
    assert Roles.read(table(tmp_path, "address,role\n@example.org,view\n")).of(address) is None


def test_each_role_includes_those_before_it() -> None:
    allowed = {(role, needed) for role in ROLES for needed in ROLES if may(role, needed)}
    assert allowed == {
        ("view", "view"), ("review", "view"), ("review", "review"),
        ("admin", "view"), ("admin", "review"), ("admin", "admin"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("", ":1: the header must be address,role"),
        ("who,role\nann@example.org,view\n", ":1: the header"),
        ("address,role\nann@example.org,owner\n", ":2: no role 'owner'; one of view, review, admin"),
        ("address,role\nann,view\n", ":2: not an e-mail address"),
        ("address,role\nann@example.org\n", ":2: not an e-mail address"),
        ("address,role\na@b.org,view\nA@b.org,admin\n", ":3: a@b.org stands in the table twice"),
    ],
)
def test_a_faulty_table_gives_nobody_a_role_and_says_where(tmp_path: Path, text: str, cause: str) -> None:
    with pytest.raises(InputError) as error:
        Roles.read(table(tmp_path, text))
    assert f"roles.csv{cause}" in str(error.value)


def test_a_table_that_is_no_text_is_said(tmp_path: Path) -> None:
    path = tmp_path / "roles.csv"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="cannot be read as a table of roles"):
        Roles.read(path)
