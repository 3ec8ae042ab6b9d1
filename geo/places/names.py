"""Place names -> keys, the form in which the gazetteer index stores and looks them up.

In: a name as a source or an article spells it, in any script. Out: a key, equal for spellings that differ in
no more than case, accents, apostrophes (ayn and hamza signs too), hyphens and spacing: 'al-Hudaydah' and
'Al Ḩudaydah' share one. The article stays part of the key ('al hudaydah'); `bare` strips it.
"""

from __future__ import annotations

import re
import unicodedata

_APOSTROPHES = "'’‘‛ʼʽʻʿʾʹʺ`´′″\"“”\u0640"  # the last one is the Arabic tatweel, a stroke without sound
_LETTERS = {
    "ı": "i",
    "ł": "l",
    "đ": "d",
    "ø": "o",
    "ə": "e",
    "æ": "ae",
    "œ": "oe",
    "ħ": "h",
    "ð": "d",
    "þ": "th",
}
# Spellings of one Arabic or Persian word that keyboards and agencies mix.
_ARABIC = {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه"}
_FOLD = str.maketrans(dict.fromkeys(_APOSTROPHES, "") | _LETTERS | _ARABIC | {"_": " "})
# Accents of Latin, Greek, Cyrillic; points of Hebrew, Arabic, Syriac. In other scripts marks are letters.
_ACCENTS = re.compile(
    "[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0730-\u074a]+"
)
# `\w` leaves out the vowel signs of South and South-East Asian scripts and the Japanese sound marks.
_SEPARATORS = re.compile(
    "[^\\w\u0900-\u0dff\u0e31-\u0e4e\u0eb1-\u0ecd\u0f71-\u0fbc\u1000-\u109f\u135d-\u135f\u1700-\u1a7f\u3099\u309a]+"
)
# Arabic articles assimilate to the next consonant: 'ad-Dawhah', 'ash-Sham'.
_ARTICLE = re.compile(r"^(?:al|el|ul|ad|an|ar|as|ash|at|ath|az|adh|the|la|le|los|las|les) (?=\S{3})")


def normalise(name: str) -> str:
    """Return the key of a name: casefolded, without accents and apostrophes, other signs as single spaces."""
    if name.isascii():
        folded = name.lower().translate(_FOLD)
    else:
        folded = unicodedata.normalize("NFKC", name).casefold().translate(_FOLD)
        folded = unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", folded)))
        folded = folded.translate(_FOLD)
    return _SEPARATORS.sub(" ", folded).strip()


def bare(key: str) -> str:
    """Return a key without its leading definite article, or the key itself where it has none."""
    return _ARTICLE.sub("", key, count=1)


UNIT = "district"  # the word under which the index keeps units below the province
# Words for such units as they stand in keys, without accents: the Cyrillic one has lost its breve.
_UNIT_AFTER = re.compile(
    r" (?:districts?|count(?:y|ies)|communes?|municipal(?:ity|ities|io)|governorate|townships?|ra[iy]on[iy]?|"
    r"cercle|(?:special )?woreda|regency|locality|local government area|lga|territory|sub ?prefecture|"
    r"sub ?county|department|prefecture|zone|parish|province|tehsil|taluka?|upazila|kommune?|ilcesi|tumani|"
    r"jaras|oblast|ولسوالي|раион)$"
)
_UNIT_BEFORE = re.compile(
    r"^(?:(?:cercle|commune|departement|departamento|district|distrito|municipio|canton|partido|prefecture|"
    r"province|provincia|territoire|arrondissement|sous prefecture|zone|county|municipality) "
    r"(?:du |de la |de los |de las |des |de |del |do |da |of )?|"
    r"(?:kabupaten|kota|qada|mintaqat|markaz|mudiriyat|degmada|nahiyat|powiat|okres|daira|daira de|opcina|"
    r"obshtina|opstina|komuna e|komuna|comuna|amphoe|srok|huyen|nohiyai|shahrestan e|ولسوالي|مديريه|منطقه|"
    r"قضاء|ناحيه) )(?=\S{3})"
)


def without_unit(key: str) -> str | None:
    """Return a key without its word for a unit ('tikrit county', 'cercle de nara'), None if it has none."""
    base = _UNIT_AFTER.sub("", key)
    if base == key:
        base = _UNIT_BEFORE.sub("", key)
    return base if base != key else None


def unit_key(key: str) -> str | None:
    """Return the key under which the unit that `key` names is kept, whatever it calls it, None for others."""
    base = without_unit(key)
    return base and f"{base} {UNIT}"
