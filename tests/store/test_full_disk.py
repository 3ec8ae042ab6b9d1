"""A real small disk, full or read-only: one clear line each time, the last good state is kept, and it goes on
once there is room.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from geo import cli, review
from geo.cache import Cache
from geo.errors import JournalError, StoreError
from geo.journal import Journal
from geo.store import Store, checking
from tests.journal.decisions import NOON
from tests.soak.killing import batch, built

SIZE = 512 * 1024
PAGE = 4096  # bytes by which the disk gives and takes room


class Disk:
    """A store on a file system of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self._filler = folder, folder / "filler"
        self.store = Store(folder / "events.geojson")

    def fill(self, *, room: int = 0) -> None:
        """Leave so many bytes, in whole pages."""
        with self._filler.open("wb", buffering=0) as file, contextlib.suppress(OSError):
            while True:
                file.write(bytes(PAGE))
        with self._filler.open("r+b") as file:
            file.truncate(max(self._filler.stat().st_size - room, 0))

    def empty(self) -> None:
        """Make room again."""
        self._filler.unlink()

    def forbid(self) -> None:
        """Let nobody write, root neither."""
        subprocess.run(["mount", "-o", "remount,ro", os.fspath(self.folder)], check=True)

    def state(self) -> dict[str, bytes]:
        """Return every file but the locks."""
        files = (path for path in self.folder.iterdir() if path != self._filler and path.suffix != ".lock")
        return {path.name: path.read_bytes() for path in files}


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """A disk of half a megabyte with a store of 12 events and one decision."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", os.fspath(folder)]
    if os.name != "posix" or os.geteuid() or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("a small disk needs root's right to mount; test_failures has limits on files instead")
    try:
        found = Disk(folder)
        built(found.store, batch(0, version=1))
        decide(found.store)
        built(found.store, [])
        yield found
    finally:
        subprocess.run(["umount", "--lazy", os.fspath(folder)], check=True)


def decide(store: Store, *, why: str = "") -> None:
    review.decide(
        store, review.answer("confirm", store.events()[0], who="Ann", why=why), time=NOON, opened={}
    )


@pytest.mark.parametrize("room", [0, 3 * PAGE, 6 * PAGE])
def test_a_build_on_a_full_disk_is_one_line_and_goes_on_once_there_is_room(disk, room):
    before = disk.state()
    disk.fill(room=room)
    with pytest.raises(StoreError, match=r"cannot be written \(No space left on device\)") as told:
        built(disk.store, batch(1, version=1))
    assert "\n" not in str(told.value)
    assert before.items() <= disk.state().items()
    assert not list(disk.folder.glob(".*.tmp"))
    assert len(disk.store.events()) == 12
    disk.empty()
    built(disk.store, batch(1, version=1))
    assert len(disk.store.events()) == 24
    assert list(checking.findings(disk.store)) == []


def test_a_decision_on_a_full_disk_is_refused_and_none_before_it_is_lost(disk):
    before = disk.state()
    disk.fill()
    with pytest.raises(JournalError, match=r"journal\.jsonl: cannot be written \(") as told:
        decide(disk.store, why="x" * 2 * PAGE)
    assert "\n" not in str(told.value)
    assert disk.state() == before
    disk.empty()
    decide(disk.store, why="x" * 2 * PAGE)
    assert len(Journal(disk.store.journal_path).entries()) == 2


def test_a_renewal_on_a_full_disk_keeps_the_decision_and_the_store_until_there_is_room(disk):
    decide(disk.store, why="again")
    before = disk.state()
    disk.fill()
    with pytest.raises(StoreError, match="No space left on device"):
        review.renew(disk.store)
    assert disk.state() == before
    disk.empty()
    review.renew(disk.store)
    assert list(checking.findings(disk.store)) == []


def test_a_store_on_a_full_disk_opens_with_its_cache_elsewhere_or_says_why_not(disk, monkeypatch):
    disk.fill()
    assert len(Cache.open(disk.store)) == 12
    monkeypatch.setattr(tempfile, "tempdir", os.fspath(disk.folder))
    with pytest.raises(StoreError, match=r"cannot be written \(.*No space left on device"):
        Cache.open(disk.store)
    disk.empty()
    assert not list(disk.folder.glob("dateline-*/*"))
    assert len(Cache.open(disk.store)) == 12


OUTPUTS = ["export out.csv", "export out.geojson", "snapshot out.png", "snapshot out.html"]


@pytest.mark.parametrize("asked", OUTPUTS)
@pytest.mark.parametrize("spoil", [Disk.fill, Disk.forbid], ids=["full", "read-only"])
def test_what_cannot_be_written_out_is_one_line_and_the_file_before_stays(
    disk: Disk, asked: str, spoil: Callable[[Disk], None], capsys
):
    command, name = asked.split()
    output = disk.folder / name
    output.write_bytes(b"the one before")
    spoil(disk)
    elsewhere = Store(disk.folder.parent / "events.geojson")
    built(elsewhere, batch(0, version=1))
    assert cli.main([command, "--store", str(elsewhere.path), "--output", str(output)]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert f"{name}: cannot be written (" in line
    assert output.read_bytes() == b"the one before"
    assert not list(disk.folder.glob(f".{name}*"))


def test_a_read_only_disk_can_be_read_and_checked_and_each_writer_is_told(disk):
    before = disk.state()
    disk.forbid()
    for write in (lambda: built(disk.store, batch(1, version=1)), lambda: decide(disk.store)):
        with pytest.raises(StoreError, match=r"cannot be written \(Read-only file system\)"):
            write()
    assert len(disk.store.events()) == len(Cache.open(disk.store)) == 12
    with disk.store.resting():
        assert list(checking.findings(disk.store)) == []
    assert disk.state() == before
