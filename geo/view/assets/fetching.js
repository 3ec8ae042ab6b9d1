/* What a map of many events draws of what is in view: marks, heat, or shaded cells, provinces and countries, fetched
 * from geo/serve as the map is moved. The old stays until the new is there. Loaded after dateline.js.
 */
(function () {
  "use strict";
  /* One hue from light to dark (dark to light on dark ground): the order is seen without colour. */
  const RAMPS = {
    light: ["#f4d9a0", "#e6ad5c", "#cf7a37", "#a3461f", "#6b1f13"],
    dark: ["#5a2a17", "#8f4620", "#c4702f", "#e8a550", "#fbdf9c"],
  };

  function ramp(map) {
    return map.getContainer().classList.contains("dark") ? RAMPS.dark : RAMPS.light;
  }

  /* As far as the map can be dragged before the next answer: half a screen around. */
  function question(map, during) {
    const wide = map.getBounds().pad(0.25), wrap = function (lon) { return ((((lon + 180) % 360) + 360) % 360) - 180; };
    const all = wide.getEast() - wide.getWest() >= 360;
    const box = [all ? -180 : wrap(wide.getWest()), Math.max(wide.getSouth(), -90), all ? 180 : wrap(wide.getEast()), Math.min(wide.getNorth(), 90)];
    const asked = new URLSearchParams({ bbox: box.map(function (n) { return n.toFixed(4); }).join(","), zoom: String(map.getZoom()) });
    if (during) { asked.set("from", during[0]); asked.set("to", during[1]); }
    return asked.toString();
  }

  /* Draw the source of `layer` anew whenever the map has moved. Returns what stops it. */
  Dateline.follow = function (map, layer) {
    let waiting = null;
    const look = function () {
      if (waiting) waiting.abort();
      waiting = new AbortController();
      const data = map.getContainer().dataset, source = layer.payload.source;
      data.fetching = "yes";
      fetch(source.url + (source.url.includes("?") ? "&" : "?") + question(map, layer.during), { signal: waiting.signal })
        .then(function (r) { if (!r.ok) throw new Error(String(r.status)); return r.json(); })
        .then(function (found) {
          draw(map, layer, found);
          data.inView = found.n;
          data.fetching = "no";
          if (layer.onDrawn) layer.onDrawn(found.n);
        })
        .catch(function (error) {
          if (error.name === "AbortError") return;
          data.fetching = "failed";
          notice(map, Dateline.say("not fetched"));
        });
    };
    map.on("moveend", look);
    layer.look = look;
    look();
    return function () {
      map.off("moveend", look);
      if (waiting) waiting.abort();
    };
  };

  function draw(map, layer, found) {
    notice(map, "");
    if (found.points) {
      map.datelineLast = found.points;
      layer.draw(found.points, layer.during ? [] : layer.payload.areas);
      return;
    }
    layer.draw([], []);
    if (found.spots) heat(layer, found.spots);
    else shade(map, layer, found);
  }

  function heat(layer, spots) {
    const map = layer._map, colours = ramp(map), gradient = {};
    colours.forEach(function (colour, i) { gradient[(i + 1) / colours.length] = colour; });
    layer.addLayer(L.heatLayer(spots, { radius: 18, blur: 14, max: 1, minOpacity: 0.25, maxZoom: map.getZoom(), gradient: gradient }));
  }

  function shade(map, layer, found) {
    const colours = ramp(map);
    found.shapes.forEach(function (shape) {
      const said = shape.name ? shape.name + ": " + shape.said : shape.said;
      const drawn = L.polygon(shape.rings, { renderer: layer.areas, pane: "areas", className: "shade", weight: 0.8 });
      drawn.on("add", function () {
        drawn._path.style.setProperty("--shade", colours[shape.step]);
        drawn._path.setAttribute("role", "img");
        drawn._path.setAttribute("aria-label", said);
      });
      const box = document.createElement("div");
      box.textContent = said;
      drawn.bindTooltip(box, { sticky: true, className: "dateline-tip" });
      drawn.on("click", function () { map.fitBounds(drawn.getBounds(), { maxZoom: map.getZoom() + 2 }); });
      layer.addLayer(drawn);
    });
    scale(map, found.least, colours);
  }

  /* Which number each shade begins with. */
  function scale(map, least, colours) {
    if (map.datelineScale) map.datelineScale.remove();
    map.datelineScale = null;
    if (!least || !least.length) return;
    const control = L.control({ position: "bottomright" });
    control.onAdd = function () {
      const box = L.DomUtil.create("div", "dateline-scale");
      least.forEach(function (from, i) {
        const step = L.DomUtil.create("span", "step", box), swatch = L.DomUtil.create("i", "", step);
        swatch.style.background = colours[i];
        step.append(document.createTextNode(i + 1 < least.length && least[i + 1] - 1 > from ? from + "\u2013" + (least[i + 1] - 1) : i + 1 < least.length ? String(from) : from + "+"));
      });
      return box;
    };
    map.datelineScale = control.addTo(map);
  }
  Dateline.clearScale = function (map) { scale(map, null); };

  function notice(map, text) {
    const container = map.getContainer();
    let box = container.querySelector(".dateline-notice");
    if (!box && !text) return;
    if (!box) {
      box = L.DomUtil.create("div", "dateline-notice", container);
      box.setAttribute("role", "status");
    }
    box.textContent = text;
    box.hidden = !text;
  }
})();
