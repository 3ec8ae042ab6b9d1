"""A file's bytes <-> the seal in them. The only module that knows where each format keeps it.

    png      text chunk "Dateline"            gif      comment
    svg      metadata, dc:subject             pdf      Keywords of the document information
    html     <meta name="dateline">           geojson  member "dateline", in "seal"
    kml      ExtendedData of the Document     gpkg     metadata of the file, "DATELINE"
    parquet  key-value metadata               zip      filter.json

The file's SHA-256 is computed while `Seal.blank` stands in its place. Two formats have a check sum of their
own over it, which is mended after: the chunk's CRC in PNG, the last line in GeoJSON. A CSV has no room for a
seal.
"""

from __future__ import annotations

import hashlib
import html
import io
import json
import re
import sqlite3
import struct
import zlib
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import PurePath
from xml.etree import ElementTree

import pyarrow.parquet as pq
from PIL import Image

from geo.errors import InputError
from geo.seal.making import Seal, read
from geo.store import sealing

KEY = "Dateline"
_META = re.compile(r'<meta name="dateline" content="([^"]*)">')
_KEYWORDS = re.compile(rb"/Keywords \(((?:[^()\\]|\\.)*)\)", re.DOTALL)
_CHUNK = struct.Struct(">I4s")
_PNG_HEAD = 8
_KML = "{http://www.opengis.net/kml/2.2}"
_SUBJECT = "{http://purl.org/dc/elements/1.1/}subject"
_LISTED = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}li"
_METADATA = "SELECT metadata FROM gpkg_metadata WHERE mime_type = 'text/xml'"


def sealed(content: bytes, seal: Seal, *, format: str) -> bytes:
    """Return the file with its SHA-256 in its seal, which was written with `Seal.text` into it."""
    return _exchanged(content, seal.blank, hashlib.sha256(content).hexdigest(), format=format)


def found(content: bytes, *, name: str) -> tuple[Seal, bool]:
    """Return the seal in a file, and whether the file is as it was made; `name` tells the format by its end.

    Raise InputError naming file and cause where there is none.
    """
    format = PurePath(name).suffix.lstrip(".").lower()
    reader = READERS.get(format)
    if reader is None:
        raise InputError(f"{name}: only files that end in .{', .'.join(READERS)} or .zip carry a seal")
    try:
        seal, digest = read(reader(content))
    except Exception as error:  # a reader of a foreign file may fail in any way
        raise InputError(f"{name}: no seal of Dateline in it ({_cause(error)})") from error
    blank = _exchanged(content, digest, seal.blank, format=format)
    return seal, hashlib.sha256(blank).hexdigest() == digest


def _exchanged(content: bytes, old: str, new: str, *, format: str) -> bytes:
    changed = content.replace(old.encode(), new.encode())
    return MENDED[format](changed) if format in MENDED else changed


def _cause(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__


def _png(content: bytes) -> str:
    with Image.open(io.BytesIO(content), formats=["PNG"]) as picture:
        return str(picture.info[KEY])


def _gif(content: bytes) -> str:
    with Image.open(io.BytesIO(content), formats=["GIF"]) as picture:
        return bytes(picture.info["comment"]).decode()


def _svg(content: bytes) -> str:
    return _first(ElementTree.fromstring(content).find(f".//{_SUBJECT}//{_LISTED}"))


def _kml(content: bytes) -> str:
    at = f"{_KML}Document/{_KML}ExtendedData/{_KML}Data[@name='{KEY}']/{_KML}value"
    return _first(ElementTree.fromstring(content).find(at))


def _first(node: ElementTree.Element | None) -> str:
    if node is None or not node.text:
        raise ValueError("nothing where it should stand")
    return node.text


def _pdf(content: bytes) -> str:
    match = _KEYWORDS.search(content)
    if match is None:
        raise ValueError("its document information has no keywords")
    return re.sub(rb"\\(.)", rb"\1", match[1], flags=re.DOTALL).decode("ascii")


def _html(content: bytes) -> str:
    match = _META.search(content.decode())
    if match is None:
        raise ValueError("its head has no such meta element")
    return html.unescape(match[1])


def _geojson(content: bytes) -> str:
    first = content.partition(b"\n")[0]
    return json.dumps(json.loads(first + b"]}")["dateline"]["seal"])


def _gpkg(content: bytes) -> str:
    with closing(sqlite3.connect(":memory:")) as file:
        file.deserialize(content)
        texts = [ElementTree.fromstring(row[0]) for row in file.execute(_METADATA)]
    named = [item for text in texts for item in text.iter("MDI") if item.get("key") == KEY.upper()]
    return _first(next(iter(named), None))


def _parquet(content: bytes) -> str:
    metadata: Mapping[bytes, bytes] = pq.read_metadata(io.BytesIO(content)).metadata
    return metadata[KEY.encode()].decode()


def _json(content: bytes) -> str:
    return content.decode()


READERS: Mapping[str, Callable[[bytes], str]] = {
    "png": _png, "svg": _svg, "pdf": _pdf, "gif": _gif, "html": _html, "geojson": _geojson, "kml": _kml,
    "gpkg": _gpkg, "parquet": _parquet, "json": _json,
}  # fmt: skip


def _checked(png: bytes) -> bytes:
    """Return the PNG with the CRC of each of our text chunks computed anew."""
    whole, at = bytearray(png), _PNG_HEAD
    while at + 12 <= len(whole):
        length, kind = _CHUNK.unpack_from(whole, at)
        end = at + 8 + length
        if kind == b"tEXt" and whole.startswith(KEY.encode() + b"\0", at + 8) and end + 4 <= len(whole):
            struct.pack_into(">I", whole, end, zlib.crc32(whole[at + 4 : end]))
        at = end + 4
    return bytes(whole)


MENDED: Mapping[str, Callable[[bytes], bytes]] = {"png": _checked, "geojson": sealing.signed}
