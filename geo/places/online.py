"""A place name -> places, asked of an online geocoder through geopy. The only file of this part that uses the
network.

Nothing is asked unless a provider is named. A row of `tables/providers.csv` says how often its public server
may be asked and whose data it gives. A service that is busy (429) or broken (5xx) is asked again, after as
long as it wishes; a service that is slow or gone is not. Nothing is asked twice: answers are kept on disk.
"""

from __future__ import annotations

import inspect
import time
import tomllib
import warnings
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

import tenacity
from geopy.adapters import AdapterHTTPError, URLLibAdapter, get_retry_after
from geopy.exc import GeopyError
from geopy.geocoders import get_geocoder_for_service
from geopy.location import Location

from geo.errors import GeocoderError, InputError, OptionError
from geo.model import Place
from geo.places import cues
from geo.places.online_answers import reader
from geo.places.online_memory import Ask, paced, remembered
from geo.settings import Settings

TIMEOUT_S = 10
TRIES = 4
LONGEST_WAIT_S = 60.0  # who asks for more is not waited for
BACK_OFF = tenacity.wait_exponential(multiplier=1, max=LONGEST_WAIT_S)  # 1, 2, 4 seconds
LONGEST_REASON = 200  # characters of what a service says of its failure
MOST = 20  # places of one name that are asked for
QUESTIONS: Mapping[str, Mapping[str, Any]] = {
    "nominatim": {"addressdetails": True, "language": "en", "limit": MOST},
    "photon": {"language": "en", "limit": MOST},
    "arcgis": {
        "out_fields": "Addr_type,Type,PlaceName,Country,CntryName,Region,Subregion,City,Nbrhd",
    },
}
NO_PLACE = (LookupError, TypeError, ValueError, AttributeError, UserWarning)


@dataclass(frozen=True, slots=True)
class Geocoder:
    """An online geocoder. `candidates` returns the places of a name, the likeliest first, and raises
    GeocoderError where the service fails; `attribution` says whose data they are.
    """

    attribution: str
    candidates: Ask

    def __call__(self, name: str, *, country: str | None = None) -> Place | None:
        """Return the likeliest place of a name, in `country` (alpha-2) where one is expected; else None."""
        return next(iter(inside(self.candidates(name), country)), None)


def inside(places: Iterable[Place], country: str | None) -> list[Place]:
    """Return those of the places that lie in the country they are expected in; all where none is."""
    return [place for place in places if country is None or place.country == country]


def geocoder(
    provider: str,
    *,
    settings: Settings,
    clock: Callable[[], float] = time.time,
    sleep: Callable[[float], None] = time.sleep,
) -> Geocoder:
    """Return the geocoder of a name of `providers.csv`, which is geopy's.

    Raise OptionError where there is none, InputError where its settings are not what it needs.
    """
    row = _providers().get(provider)
    if row is None:
        raise OptionError(f"--provider {provider}: choose one of gazetteer, {', '.join(_providers())}")
    options = _options(provider, settings)
    host = str(options.get("domain", row["host"]))
    ask = _asking(provider, row["answers"], options=options, settings=settings)
    ask = paced(
        ask,
        path=settings.geocoder_cache,
        host=host,
        pause=float(row["pause_s"]) if host == row["host"] else 0.0,
        clock=clock,
        sleep=sleep,
    )
    ask = _failing_as(host or provider, _patient(ask, sleep=sleep))
    return Geocoder(
        row["attribution"], remembered(ask, path=settings.geocoder_cache, service=f"{provider} {host}")
    )


@cache
def _providers() -> Mapping[str, Mapping[str, str]]:
    return {row["provider"]: row for row in cues.rows("providers.csv")}


def _options(provider: str, settings: Settings) -> dict[str, Any]:
    """Return what geopy's geocoder is made with: the environment's, then what the file of settings says."""
    options: dict[str, Any] = {"user_agent": settings.user_agent, "timeout": TIMEOUT_S}
    if provider == "nominatim":
        options |= {"domain": settings.nominatim_domain, "scheme": settings.nominatim_scheme}
    path = settings.geocoders
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        return options | dict(said.get(provider, {}))
    except (OSError, ValueError, TypeError) as error:
        raise InputError(f"{path}: not a file of settings for geocoders ({error})") from error


def _asking(provider: str, answers: str, *, options: Mapping[str, Any], settings: Settings) -> Ask:
    """Return a function that asks once; it raises what geopy raises, or ValueError for what is no place."""
    made = get_geocoder_for_service(provider)
    takes = inspect.signature(made).parameters
    try:
        # urllib rather than requests: no connection is left open behind a command
        service = made(**options, adapter_factory=URLLibAdapter)
    except (TypeError, GeopyError) as error:
        needs = [name for name, taken in takes.items() if taken.default is taken.empty]
        raise InputError(
            f"--provider {provider}: {error}; its options stand under [{provider}] in {settings.geocoders}"
            + (f", which needs {', '.join(needs)}" if needs else "")
        ) from error
    question, read = QUESTIONS.get(answers, {}), reader(answers)

    def ask(name: str) -> tuple[Place, ...]:
        # of a latitude of 91 degrees geopy warns
        with warnings.catch_warnings(action="error", category=UserWarning):
            found = service.geocode(name, exactly_one=False, **question)
        locations = [found] if isinstance(found, Location) else found or []
        return tuple(read(location) for location in locations if location is not None)

    return ask


def _patient(ask: Ask, *, sleep: Callable[[float], None]) -> Ask:
    """Return `ask` that asks a busy or broken service again, `TRIES` times in all."""
    again = tenacity.Retrying(
        retry=tenacity.retry_if_exception(_may_pass),
        stop=tenacity.stop_after_attempt(TRIES),
        wait=_wait,
        sleep=sleep,
        reraise=True,
    )
    return cast(Ask, again.wraps(ask))


def _wait(state: tenacity.RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    wished = _wished(error)
    return BACK_OFF(state) if wished is None else wished


def _may_pass(error: BaseException) -> bool:
    """Return whether asking again may help: the service is busy or broken, and for no long time."""
    status = error.__cause__.status_code if isinstance(error.__cause__, AdapterHTTPError) else 0
    return (status == 429 or status >= 500) and (_wished(error) or 0.0) <= LONGEST_WAIT_S


def _wished(error: BaseException | None) -> float | None:
    """Return after how many seconds the service wishes to be asked again, where it says so."""
    answer = error.__cause__ if error else None
    wished = get_retry_after(answer.headers) if isinstance(answer, AdapterHTTPError) else None
    return None if wished is None else float(wished)


def _failing_as(host: str, ask: Ask) -> Ask:
    """Return `ask` whose failures are one line that begins with the host."""

    def ask_or_say(name: str) -> tuple[Place, ...]:
        try:
            return ask(name)
        except (GeopyError, OSError) as error:
            wished = _wished(error)
            later = f"; it asks to wait {wished:.0f} s" if wished else ""
            reason = str(error).partition("\n")[0][:LONGEST_REASON]
            raise GeocoderError(f"{host}: {type(error).__name__}: {reason}{later}") from error
        except NO_PLACE as error:
            reason = repr(error)[:LONGEST_REASON]
            raise GeocoderError(f"{host}: an answer that is no place ({reason})") from error

    return ask_or_say
