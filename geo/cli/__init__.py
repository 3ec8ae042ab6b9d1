"""The commands: arguments in, progress and one-line errors to stderr, results to stdout, an exit code.

Exit codes: 0 success; 1 some inputs failed, each named on stderr, the rest done; 2 wrong usage; 130 stopped
by Ctrl-C. A command's module is imported when it is run, and what costs a second inside of the command that
needs it, so that `--help` answers at once.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from geo.cli.errors import Errors
from geo.cli.parser import parser
from geo.errors import DatelineError, OptionError
from geo.settings import Settings


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    arguments = parser().parse_args(argv)
    settings = Settings.from_environment()
    errors = Errors()
    try:
        command(arguments.run)(arguments, settings, errors)
    except OptionError as error:
        errors(error)
        return 2
    except DatelineError as error:
        errors(error)
    except KeyboardInterrupt:
        print("stopped; what was read is kept, run it again to go on", file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader of our output has gone, as `| head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1 if errors.count else 0


def command(name: str) -> Callable[[argparse.Namespace, Settings, Errors], None]:
    """Return what does a command, by the module here and the function, as in 'reading.build'."""
    module, function = name.split(".")
    found: Callable[[argparse.Namespace, Settings, Errors], None]
    found = getattr(import_module(f"geo.cli.{module}"), function)
    return found
