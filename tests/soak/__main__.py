"""`make soak`: kill builds, reviews and appends to a journal at random moments. Alone:
`python -m tests.soak [MOMENTS [SEED]]`.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from random import Random

from tests.soak.killing import Survivor
from tests.soak.reviewing import notes_killed, reviews_killed


def main(moments: int = 200, seed: int = 1) -> None:
    """Kill so many of each, one after the other in one store; stop with an error where anything is lost."""
    with tempfile.TemporaryDirectory() as folder:
        begun = time.monotonic()
        survivor = Survivor(Path(folder), seed=seed)
        for _ in range(moments):
            survivor.kill_once()
        events = f"{len(survivor.store.events()):,} events, none lost or doubled"
        steps = ", ".join(f"{times} {step}" for step, times in survivor.steps.most_common())
        say(f"{moments} builds killed ({steps}): {events}", begun)
    for what, kill in (("reviews", reviews_killed), ("writers of a journal", notes_killed)):
        with tempfile.TemporaryDirectory() as folder:
            begun = time.monotonic()
            decisions = kill(Path(folder), moments, Random(seed))
            say(f"{moments} {what} killed: {decisions:,} decisions, none lost or doubled", begun)


def say(what: str, begun: float) -> None:
    """Print one result with the seconds it took."""
    print(f"{what} ({time.monotonic() - begun:.0f} s)", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
