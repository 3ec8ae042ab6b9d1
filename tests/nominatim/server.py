"""A real Nominatim on loopback over a PostgreSQL of its own: installed before, imported, served, and gone
afterwards with all its files.

PostgreSQL refuses to run as root: then it runs as user postgres. It listens on a socket in a temporary
folder, to nobody else.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).parent
NOMINATIM = HERE.parents[1] / ".venv-nominatim" / "bin" / "nominatim"
PORT = 55432  # names the socket in our own folder; no port is opened
START_S = 60
STOP_S = 20
ADVICE = "run these tests with `make test-nominatim`, which installs what they need"


class Nominatim:
    """A Nominatim whose world is `places.osm`; `domain` is where it answers once it is started."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.domain = f"127.0.0.1:{_free_port()}"
        self._serving: subprocess.Popen[bytes] | None = None

    def build(self) -> None:
        """Import the small world into the database."""
        made = self._nominatim("import", "--osm-file", HERE / "places.osm", "--threads", 2, "--no-updates")
        assert made.wait() == 0, f"the import failed:\n{self.log()}"

    def start(self) -> None:
        """Serve, and return once it answers."""
        self._serving = self._nominatim("serve", "--server", self.domain)
        end = time.monotonic() + START_S
        while time.monotonic() < end and self._serving.poll() is None:
            try:
                with urllib.request.urlopen(f"http://{self.domain}/status", timeout=5) as answer:
                    assert answer.read() == b"OK", self.log()
                    return
            except OSError:
                time.sleep(0.1)
        raise AssertionError(f"Nominatim did not start:\n{self.log()}")

    def stop(self) -> None:
        """Stop serving; the database stays."""
        if self._serving:
            _end(self._serving)

    def log(self) -> str:
        """Return what Nominatim has said so far."""
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")

    def _nominatim(self, *arguments: object) -> subprocess.Popen[bytes]:
        environment = os.environ | {
            "NOMINATIM_DATABASE_DSN": f"pgsql:host={self.folder};port={PORT};user=nominatim;dbname=nominatim",
            "NOMINATIM_DATABASE_WEBUSER": "nominatim",
            "NOMINATIM_IMPORT_STYLE": "full",
            "NOMINATIM_TOKENIZER": "icu",
        }
        project = self.folder / "project"
        project.mkdir(exist_ok=True)
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(
                [*_dying_with_us(), NOMINATIM, *map(str, arguments), "--project-dir", project],
                env=environment, stdout=log, stderr=log,
            )  # fmt: skip


@contextmanager
def running() -> Iterator[Nominatim]:
    """Give a Nominatim that answers; raise AssertionError saying what is missing where there is none."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    assert programs, f"there is no PostgreSQL: {ADVICE}"
    assert NOMINATIM.exists(), f"there is no Nominatim: {ADVICE}"
    folder = Path(tempfile.mkdtemp(prefix="dateline-nominatim-"))
    try:
        with _database(folder, programs[-1]):
            nominatim = Nominatim(folder)
            nominatim.build()
            nominatim.start()
            try:
                yield nominatim
            finally:
                nominatim.stop()
    finally:
        shutil.rmtree(folder)


@contextmanager
def _database(folder: Path, programs: Path) -> Iterator[None]:
    """Run an empty PostgreSQL whose socket stands in the folder."""
    data = folder / "data"
    root = os.getuid() == 0
    user = ["--reuid=postgres", "--regid=postgres", "--init-groups"] if root else []
    if root:
        shutil.chown(folder, "postgres", "postgres")
        folder.chmod(0o755)
    made = subprocess.run(
        [*_dying_with_us(*user), programs / "initdb", "-D", data, "-U", "nominatim", "--auth=trust",
         "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"],
        cwd=folder, capture_output=True, text=True,
    )  # fmt: skip
    assert made.returncode == 0, f"PostgreSQL could not be set up:\n{made.stderr}"
    settings = {
        "listen_addresses": "", "unix_socket_directories": folder, "port": PORT, "fsync": "off",
        "synchronous_commit": "off", "full_page_writes": "off", "jit": "off",
    }  # fmt: skip
    options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    with (folder / "database.log").open("wb") as log:
        server = subprocess.Popen(
            [*_dying_with_us(*user), programs / "postgres", "-D", data, *options],
            cwd=folder, stdout=log, stderr=log,
        )  # fmt: skip
    try:
        end = time.monotonic() + START_S
        while not (folder / f".s.PGSQL.{PORT}").exists():
            if server.poll() is not None or time.monotonic() > end:
                said = (folder / "database.log").read_text(errors="replace")
                raise AssertionError(f"PostgreSQL did not start:\n{said}")
            time.sleep(0.1)
        yield
    finally:
        _end(server)


def _dying_with_us(*options: str) -> list[str]:
    """Return the words before a command that ends it, whatever happens, when this process ends."""
    return ["setpriv", "--pdeathsig=INT", *options, "--"]


def _end(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGINT)  # PostgreSQL: end at once, whoever is connected
    try:
        process.wait(STOP_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
