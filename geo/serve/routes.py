"""The HTTP side of `viewport`: `/dateline/TOKEN/KIND?bbox=W,S,E,N&zoom=Z[&from=DAY&to=DAY&measure=killed]`.

Streamlit puts its `baseUrlPath` before its own routes only, so each route stands twice: bare and behind
whatever comes before. 404 for a token that is not, or no more, offered; 400 for a question that is none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from geo import language
from geo.query import Box
from geo.serve import viewport
from geo.serve.viewport import Look, Measure
from geo.serve.views import View, kept

PATH = "/dateline/{token}/{kind}"
KINDS: dict[str, Callable[[View, Look, Measure], dict[str, Any]]] = {
    "marks": lambda view, look, measure: viewport.marks(view, look),
    "heat": viewport.heat,
    "hexagons": viewport.hexagons,
    "provinces": partial(viewport.units, level="province"),
    "countries": partial(viewport.units, level="country"),
}


def answer(request: Request) -> Response:
    """Answer with what the map draws, as JSON that no cache keeps."""
    view = kept(request.path_params["token"])
    kind = KINDS.get(request.path_params["kind"])
    if view is None or kind is None:
        return Response(status_code=404)
    try:
        look, measure = _asked(request)
    except ValueError:
        return Response("bbox, zoom, from, to or measure cannot be read", status_code=400)
    with language.using(view.language):  # no page's session asks here
        found = msgspec.json.encode(kind(view, look, measure))
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return Response(found, media_type="application/json", headers=headers)


def _asked(request: Request) -> tuple[Look, Measure]:
    """Raise ValueError for what is no view."""
    given = request.query_params
    west, south, east, north = (float(part) for part in given.get("bbox", "").split(","))
    zoom = float(given.get("zoom", ""))
    if not (0 <= zoom <= 25 and abs(west) <= 180 and abs(east) <= 180 and -90 <= south <= north <= 90):
        raise ValueError(given)
    first, last = (dt.date.fromisoformat(given[name]) if name in given else None for name in ("from", "to"))
    measure: Measure = "killed" if given.get("measure") == "killed" else "events"
    return Look(Box(west, south, east, north), zoom, first, last), measure


def address(token: str, kind: str, measure: Measure) -> str:
    """Return where a map gets what was offered, relative to its frame in `/component/NAME/`."""
    return f"../..{PATH.format(token=token, kind=kind)}?measure={measure}"


ROUTES = [Route(PATH, answer), Route("/{base:path}" + PATH, answer)]
