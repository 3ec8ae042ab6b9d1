"""Paths, folders and globs -> the files to read, each once. Alone knows which of a folder are."""

from __future__ import annotations

import glob
import os
import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Literal

from geo.errors import CorpusError

Format = Literal["plain", "lines", "table"]
_FORMATS = tomllib.loads((Path(__file__).parent / "tables" / "fields.toml").read_text("utf-8"))["formats"]
_BY_SUFFIX: dict[str, Format] = {
    suffix: name for name in ("plain", "lines", "table") for suffix in _FORMATS[name]
}


STDIN = Path("-")


def format_of(path: Path) -> Format:
    """Return how a file is read: by its name's ending, as plain text where that says nothing."""
    return _BY_SUFFIX.get(path.suffix.lower(), "plain")


def listed(paths: Iterable[Path | str], *, on_error: Callable[[CorpusError], None]) -> Iterator[Path]:
    """Yield the files that paths, folders and globs name, folders in sorted order, no file twice.

    Hidden files are left out. What cannot be read, and a file of a folder in no known format, goes to
    `on_error`.
    """
    seen: set[str] = set()
    for given in paths:
        for path in _expanded(str(given), on_error) if str(given) != "-" else [STDIN]:
            key = os.path.realpath(path)
            if key not in seen:
                seen.add(key)
                yield path


def _expanded(given: str, on_error: Callable[[CorpusError], None]) -> Iterator[Path]:
    path = Path(given)
    try:
        exists = path.exists() or path.is_symlink()
    except (OSError, ValueError) as error:  # a name too long, a NUL in it
        on_error(CorpusError(f"{printable(given)[:200]}: {reason(error)}"))
        return
    matches = [path] if exists else _matching(given)
    if not matches:
        on_error(CorpusError(f"{printable(given)}: no such file or folder"))
    for match in matches:
        yield from _walked(match, on_error) if match.is_dir() else _file(match, on_error)


def _matching(pattern: str) -> list[Path]:
    if not glob.has_magic(pattern):
        return []
    return [Path(name) for name in sorted(glob.glob(pattern, recursive=True))]  # noqa: PTH207 - it may be absolute


def _file(path: Path, on_error: Callable[[CorpusError], None]) -> Iterator[Path]:
    if path.is_file():
        yield path
    elif path.is_symlink():
        on_error(CorpusError(f"{printable(str(path))}: a link to nothing"))
    else:
        on_error(CorpusError(f"{printable(str(path))}: not a file (a device or a pipe)"))


def _walked(folder: Path, on_error: Callable[[CorpusError], None]) -> Iterator[Path]:
    def unreadable(error: OSError) -> None:
        on_error(CorpusError(f"{error.filename}: {reason(error)}"))

    for base, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(base, name)
            if name.startswith(".") or path.suffix.lower() in _FORMATS["companions"]:
                continue
            if path.suffix.lower() not in _BY_SUFFIX:
                known = " ".join(sorted(_BY_SUFFIX)).strip()
                on_error(CorpusError(f"{path}: of no known format (known: {known})"))
                continue
            yield from _file(path, on_error)


def reason(error: OSError | ValueError) -> str:
    """Return the cause of a failure as a few words."""
    return error.strerror if isinstance(error, OSError) and error.strerror else str(error)


def printable(words: str) -> str:
    """Return a name that no terminal takes for a command: control characters as escapes."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in words)
