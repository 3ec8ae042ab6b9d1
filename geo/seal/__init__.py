"""Events and the filter that chose them -> a seal: what a picture or file carries so that it can be checked.

The short hash (`3f9a-12bc-77d0`) is of filter and data alone, so that a picture, a table and a page of the
same events show the same one. The seal's text also holds the filter, a digest of each event, and the SHA-256
of the file that carries it (`carried`, `package`); `checking` compares all that with a store. A seal is a
check sum and no signature: it shows what has changed, not who has made the file.
"""

from geo.seal.checking import Verdict, verdict
from geo.seal.making import MOST_NAMED, Seal, seal

__all__ = ["MOST_NAMED", "Seal", "Verdict", "seal", "verdict"]
