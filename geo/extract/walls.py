"""A text with walls of signs -> the same text with blanks in their place, letter for letter.

What stands without a blank for a thousand signs is no word of any sentence, but damage or an attack: the
tokenizer's time grows with the square of its length.
"""

from __future__ import annotations

import re
from dataclasses import replace

from geo.model import Article

_WALL = re.compile(r"\S{1000,}")


def article(article: Article) -> Article:
    """Return the article with its walls blanked; itself where it has none."""
    text = _WALL.sub(lambda match: " " * len(match[0]), article.text)
    return article if text == article.text else replace(article, text=text)
