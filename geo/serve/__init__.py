"""What a map of many events fetches as it is moved: HTTP routes of the running app, beside its pages.

A page offers what its filter found (`offer`) and tells the map the token it gets; whoever has no token gets
nothing, so the routes are open to those only who may see the page. An address holds nothing else but where
the map looks.
"""

from geo.serve.routes import ROUTES, address
from geo.serve.viewport import Measure
from geo.serve.views import offer

__all__ = ["ROUTES", "Measure", "address", "offer"]
