"""`make soak`: kill builds at random moments. Alone: `python -m tests.soak [MOMENTS [SEED]]`."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from tests.soak.killing import Survivor


def main(moments: int = 200, seed: int = 1) -> None:
    """Kill so many builds one after the other in one store."""
    with tempfile.TemporaryDirectory() as folder:
        survivor = Survivor(Path(folder), seed=seed)
        begun = time.monotonic()
        for _ in range(moments):
            survivor.kill_once()
        events = len(survivor.store.events())
        spent = time.monotonic() - begun
        print(
            f"{moments} builds killed in {spent:.0f} s (seed {seed}), {survivor.inside} before they had ended"
        )
        print(f"the store opens each time; of its {events:,} events none is lost or doubled")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
