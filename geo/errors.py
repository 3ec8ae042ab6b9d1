"""Dateline's errors: whose fault, and whether trying again helps.

    DatelineError
    ├── InputError        (ValueError)    an input file or option is at fault: mend it; the rest goes on
    │   ├── CorpusError                   an article could not be read
    │   │   └── LanguageError             it is in a language whose sentences nothing here can read
    │   └── OptionError                   a command's option has a value that cannot be meant: exit code 2
    ├── StoreError        (RuntimeError)  the store is locked, damaged or newer than this program
    │   ├── JournalError                  the analysts' journal is locked, damaged or cannot be written
    │   ├── NewerError                    the store was written by a newer Dateline: use that one
    │   └── ChangedError                  another analyst decided on the event meanwhile: look again
    ├── GazetteerError    (RuntimeError)  the place index is missing or stale: `python -m geo places build`
    └── GeocoderError     (OSError)       an online geocoder did not answer: try again later

Each message names the file or service and the cause in one line.
"""


class DatelineError(Exception):
    """Base of all errors a user may be shown as one line."""


class InputError(DatelineError, ValueError):
    """An input file or option is at fault."""


class CorpusError(InputError):
    """An article could not be read; names the file, the line where there is one, and the cause."""


class LanguageError(CorpusError):
    """An article is not in English; names the file, the line where there is one, and the language."""


class OptionError(InputError):
    """An option of a command has a value that cannot be meant; names both, and what is known instead."""


class StoreError(DatelineError, RuntimeError):
    """The event store is locked, damaged or of a newer version."""


class JournalError(StoreError):
    """The journal is locked, damaged or cannot be written; names the file, the line and the cause."""


class NewerError(StoreError):
    """The store was written by a newer version; names the file and both schemas."""


class ChangedError(StoreError):
    """An event was decided on by somebody else since it was opened; names who and what."""


class GazetteerError(DatelineError, RuntimeError):
    """The place index is missing, damaged or stale."""


class GeocoderError(DatelineError, OSError):
    """An online geocoder failed; trying again later may help."""
