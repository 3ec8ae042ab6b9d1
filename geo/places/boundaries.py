"""Natural Earth's provinces -> `admin1.parquet`, `countries.parquet`: the outlines points are looked up in.

Run by hand when the source changes (data/README.md says how): `python -m geo.places.boundaries admin1.json`.
Provinces are mended by `tables/mends.csv`, those of one code are joined, all are simplified together so that
neighbours keep one border; countries are the union of their provinces, so that the two files never disagree.
Coordinates are WGS 84 degrees, longitude first inside geometries.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from geo.settings import DATA

MENDS = Path(__file__).parent / "tables" / "mends.csv"
TOLERANCE_DEGREES = 0.01  # about 1 km: Natural Earth 10m is not better than that
PRECISION_DEGREES = 1e-4
COVERED = 0.99  # of the area; the farthest islets are left out, or Norway would reach to Bouvet
LANGUAGES = ("ar", "de", "es", "fa", "fr", "he", "ru", "tr", "uk", "ur", "zh")
NAMES = ["name", "name_alt", "gn_name", "woe_name", "name_local", *(f"name_{code}" for code in LANGUAGES)]
WGS84 = Geod(ellps="WGS84")


def build(source: Path, folder: Path) -> None:
    """Write both files into `folder`, atomically, the same bytes for the same source."""
    provinces = _simplified(_joined(_mended(gpd.read_file(source))))
    _write(_measured(provinces), folder / "admin1.parquet")
    _write(_measured(_countries(provinces)), folder / "countries.parquet")


def _mended(units: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Apply the table of mends; a mend without a code leaves the unit out."""
    with MENDS.open(encoding="utf-8", newline="") as file:
        mends = {row["unit"]: row for row in csv.DictReader(file)}
    unknown = set(mends) - set(units["adm1_code"])
    if unknown:
        raise ValueError(f"{MENDS.name}: no such unit in the source: {sorted(unknown)}")
    mend = units["adm1_code"].map(mends)
    has = mend.notna()
    units["code"] = units["iso_3166_2"].str.rstrip("~?")
    units["country"] = units["code"].str[:2]
    units["label"] = units["name_en"].fillna(units["name"])
    for column, field in (("code", "code"), ("country", "country"), ("label", "name")):
        units.loc[has, column] = mend[has].map(lambda row, field=field: row[field])
    return units[(units["code"] != "") & units["label"].notna()]


def _joined(units: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return one row a code. The largest unit of a code gives the names, unless a mend named them all."""
    units = units.assign(names=_names(units), area=units.to_crs("EPSG:6933").area)
    units = units.sort_values(["code", "area"], ascending=[True, False])
    first = units.drop_duplicates("code").set_index("code")
    outlines = units.groupby("code")["geometry"].agg(_union)
    single = units.groupby("code").size() == 1
    return gpd.GeoDataFrame(
        {
            "code": first.index,
            "name": first["label"].to_numpy(),
            "names": first["names"].to_numpy(),
            "country": first["country"].to_numpy(),
            "geonames_id": first["gn_id"].where((first["gn_id"] > 0) & single).astype("Int64").to_numpy(),
            # The source's label point belongs to one unit; joined ones get their own in `_measured`.
            "lat": first["latitude"].where(single).to_numpy(),
            "lon": first["longitude"].where(single).to_numpy(),
        },
        geometry=list(outlines.reindex(first.index)),
        crs=units.crs,
    )


def _names(units: gpd.GeoDataFrame) -> list[str]:
    columns = units[NAMES].to_dict("records")
    return ["|".join(dict.fromkeys(_split(row.values()))) for row in columns]


def _split(values: object) -> list[str]:
    texts = [value for value in values if isinstance(value, str)]  # type: ignore[attr-defined]
    return [part.strip() for text in texts for part in text.split("|") if part.strip()]


def _simplified(provinces: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    geometry = shapely.coverage_simplify(provinces.geometry.to_numpy(), TOLERANCE_DEGREES)
    rounded = shapely.set_precision(geometry, PRECISION_DEGREES)
    lost = shapely.is_empty(rounded)  # an islet smaller than the tolerance keeps its own outline
    rounded[lost] = provinces.geometry.to_numpy()[lost]
    return provinces.set_geometry(gpd.GeoSeries(rounded, index=provinces.index, crs=provinces.crs))


def _countries(provinces: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    outlines = provinces.groupby("country")["geometry"].agg(_union)
    points = shapely.point_on_surface(np.array([_largest(shape) for shape in outlines]))
    columns = {"code": outlines.index, "lat": shapely.get_y(points), "lon": shapely.get_x(points)}
    return gpd.GeoDataFrame(columns, geometry=list(outlines), crs=provinces.crs)


def _union(parts: Iterable[BaseGeometry]) -> BaseGeometry:
    return shapely.union_all(np.array(list(parts)))


def _largest(shape: BaseGeometry) -> BaseGeometry:
    parts: list[BaseGeometry] = list(shapely.get_parts(shape))
    return max(parts, key=lambda part: float(part.area))


def _measured(units: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Put label points inside their outlines and add the radius that covers the unit from there."""
    shapes = units.geometry.to_numpy()
    inside = shapely.contains_xy(shapes, units["lon"], units["lat"])
    fallback = shapely.point_on_surface(np.array([_largest(shape) for shape in shapes]))
    lat = np.where(inside, units["lat"], shapely.get_y(fallback)).round(4)
    lon = np.where(inside, units["lon"], shapely.get_x(fallback)).round(4)
    radii = [radius_km(shape, lat=y, lon=x) for shape, y, x in zip(units.geometry, lat, lon, strict=True)]
    return units.assign(lat=lat, lon=lon, radius_km=radii)


def radius_km(shape: BaseGeometry, *, lat: float, lon: float) -> float:
    """Return the km from a point to the farthest edge of a shape, but for the last percent of its area."""
    parts = sorted(shapely.get_parts(shape), key=lambda part: float(part.area), reverse=True)
    share = np.cumsum([part.area for part in parts]) / shape.area
    kept = parts[: int(np.searchsorted(share, COVERED)) + 1]
    edge = np.concatenate([shapely.get_coordinates(part) for part in kept])
    _, _, metres = WGS84.inv(np.full(len(edge), lon), np.full(len(edge), lat), edge[:, 0], edge[:, 1])
    return round(float(metres.max()) / 1000, 1)


def _write(table: gpd.GeoDataFrame, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    pd.DataFrame.reset_index(table, drop=True).to_parquet(
        part, index=False, compression="zstd", compression_level=19, schema_version="1.1.0"
    )
    part.replace(path)


if __name__ == "__main__":
    build(Path(sys.argv[1]), DATA / "boundaries")
