"""Filter <-> JSON, as files carry it: what differs from no filter at all, by the names of `Filter`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
import shapely
from shapely.geometry import mapping, shape

from geo.query import Filter


def as_json(filter: Filter) -> dict[str, Any]:
    """Return the filter as plain JSON values: ISO days, degrees WGS 84, an outline as a GeoJSON geometry."""
    asked, nothing = (_plain(each) for each in (filter, Filter()))
    return {name: value for name, value in asked.items() if value != nothing[name]}


def of_json(asked: Mapping[str, Any]) -> Filter:
    """Return the filter that `as_json` wrote; raise ValueError (msgspec's, shapely's) or KeyError."""
    return msgspec.convert(dict(asked), Filter, dec_hook=_shape)


def _plain(filter: Filter) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(filter, enc_hook=_outline)
    return plain


def _outline(value: Any) -> Any:
    if isinstance(value, shapely.Geometry):
        geometry: Any = value
        return mapping(geometry)
    raise TypeError(f"a filter holds no {type(value)}")


def _shape(kind: type, value: Any) -> Any:
    if issubclass(kind, shapely.Geometry):
        return shape(value)
    raise TypeError(f"a filter holds no {kind}")
