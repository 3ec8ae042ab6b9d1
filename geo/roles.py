"""A table of people -> what each may do. Read only where signing in is asked for."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from geo.errors import InputError

Role = Literal["view", "review", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
HEADER = ["address", "role"]


@dataclass(frozen=True, slots=True)
class Roles:
    """Roles by e-mail address, and by `@domain` for all of a domain whom no line of their own names."""

    by_address: Mapping[str, Role]

    @classmethod
    def read(cls, path: Path) -> Roles:
        """Read a CSV with the header `address,role`; raise InputError naming file, line and cause."""
        try:
            lines = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            raise InputError(f"{path}: cannot be read as a table of roles: {error}") from error
        if not lines or [cell.strip() for cell in lines[0]] != HEADER:
            raise InputError(f"{path}:1: the header must be {','.join(HEADER)}")
        found: dict[str, Role] = {}
        for number, line in enumerate(lines[1:], 2):
            if not any(cell.strip() for cell in line):
                continue
            address, role = _entry(line, f"{path}:{number}")
            if address in found:
                raise InputError(f"{path}:{number}: {address} stands in the table twice")
            found[address] = role
        return cls(found)

    def of(self, address: str) -> Role | None:
        """Return the role of an address in any case; None where nobody gave it one."""
        address = address.strip().casefold()
        _, at, domain = address.rpartition("@")
        return self.by_address.get(address) or self.by_address.get(f"@{domain}" if at else "")


def may(role: Role, needed: Role) -> bool:
    """Tell whether a role includes another: who reviews also views, an admin does all."""
    return ROLES.index(role) >= ROLES.index(needed)


def _entry(line: list[str], where: str) -> tuple[str, Role]:
    cells = [cell.strip().casefold() for cell in line]
    if len(cells) != len(HEADER) or "@" not in cells[0]:
        raise InputError(f"{where}: not an e-mail address, or @domain, and a role")
    for role in ROLES:
        if cells[1] == role:
            return cells[0], role
    raise InputError(f"{where}: no role {cells[1]!r}; one of {', '.join(ROLES)}")
