"""A ZIP package <-> its list of SHA-256 sums, and what of it is not as it was packed."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping

from geo.errors import InputError
from geo.seal import carried
from geo.seal.making import Seal

SUMS = "SHA256SUMS"
FILTER = "filter.json"
_CHUNK = 1 << 20


def sums(files: Mapping[str, bytes]) -> bytes:
    """Return the list that `sha256sum -c` reads, a line a file."""
    return "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)).encode()


def found(content: bytes, *, name: str) -> tuple[Seal, list[str]]:
    """Return the seal of a package, and what of it is not as it was packed, a line each.

    Raise InputError naming file and cause where it is no package of Dateline.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            listed = dict(line.split("  ", 1)[::-1] for line in package.read(SUMS).decode().splitlines())
            inside = {member.filename: _sum(package, member) for member in package.infolist()}
            asked = package.read(FILTER)
    except (zipfile.BadZipFile, KeyError, ValueError, NotImplementedError, RuntimeError, OSError) as error:
        raise InputError(f"{name}: no package of Dateline ({error})") from error
    seal, whole = carried.found(asked, name=FILTER)
    inside.pop(SUMS, None)
    wrong = [f"{member} is missing" for member in sorted(set(listed) - set(inside))]
    wrong += [f"{member} was added" for member in sorted(set(inside) - set(listed))]
    both = sorted(set(inside) & set(listed))
    wrong += [f"{member} is altered" for member in both if inside[member] != listed[member]]
    return seal, wrong if whole or wrong else [f"{FILTER} is altered"]


def _sum(package: zipfile.ZipFile, member: zipfile.ZipInfo) -> str:
    """Return the SHA-256 of a member, "" where it is damaged."""
    digest = hashlib.sha256()
    try:
        with package.open(member) as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except zipfile.BadZipFile:
        return ""
    return digest.hexdigest()
