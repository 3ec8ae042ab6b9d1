"""Errors -> lines on stderr that a terminal can be trusted with."""

from __future__ import annotations

import sys

from tqdm import tqdm

from geo.errors import DatelineError, LanguageError
from geo.view import escape


class Errors:
    """Prints each error as one safe line on stderr and counts them; `foreign` of them for the language."""

    def __init__(self) -> None:
        self.count = self.foreign = 0

    def __call__(self, error: DatelineError) -> None:
        """Print and count one error."""
        self.count += 1
        self.foreign += isinstance(error, LanguageError)
        tqdm.write(f"dateline: {escape.terminal(str(error))}", file=sys.stderr)
