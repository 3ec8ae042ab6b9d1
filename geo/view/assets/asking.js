/* What a reader asks of the map itself: only what is in view, only what lies in a shape drawn on it, a picture of it.
 * Out: Dateline.onAsk({bbox: [west, south, east, north]}, {polygon: [[lon, lat], ...]} or {picture: [west, south, east,
 * north]}). Loaded after dateline.js.
 */
(function () {
  "use strict";
  const STYLE = { color: "#c27c00", weight: 2, fillOpacity: 0.08 };
  const SHAPES = {
    rectangle: { path: "M2.5 4h11v8h-11z" },
    polygon: { path: "M3 12L5 3.5l7 1.5 1.5 6.5z" },
  };
  const CAMERA = "M2 5h3l1.2-1.8h3.6L11 5h3v7.5H2zM8 6.2a2.4 2.4 0 1 0 .01 0z";

  /* As a filter has it: west greater than east where the view lies across the antimeridian. */
  function inView(map) {
    const bounds = map.getBounds(), round = function (n) { return Number(n.toFixed(3)); };
    const wide = bounds.getEast() - bounds.getWest() >= 360;
    const wrap = function (lon) { return round(((((lon + 180) % 360) + 360) % 360) - 180); };
    const south = round(Math.max(bounds.getSouth(), -90)), north = round(Math.min(bounds.getNorth(), 90));
    return wide ? [-180, south, 180, north] : [wrap(bounds.getWest()), south, wrap(bounds.getEast()), north];
  }

  const ViewControl = L.Control.extend({
    onAdd: function (map) {
      const button = L.DomUtil.create("button", "dateline-button dateline-in-view");
      button.type = "button";
      button.textContent = Dateline.say("only in view");
      L.DomEvent.disableClickPropagation(button);
      L.DomEvent.on(button, "click", function () { Dateline.ask({ bbox: inView(map) }); });
      return button;
    },
  });

  function iconButton(bar, kind, said, path, press) {
    const button = L.DomUtil.create("a", "dateline-draw dateline-draw-" + kind, bar);
    button.href = "#";
    button.title = said;
    button.setAttribute("role", "button");
    button.setAttribute("aria-label", said);
    const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    icon.setAttribute("viewBox", "0 0 16 16");
    icon.setAttribute("width", "15");
    icon.setAttribute("aria-hidden", "true");
    const shape = document.createElementNS("http://www.w3.org/2000/svg", "path");
    shape.setAttribute("d", path);
    icon.append(shape);
    button.append(icon);
    L.DomEvent.on(button, "click", function (e) { L.DomEvent.stop(e); press(); });
  }

  const PictureControl = L.Control.extend({
    onAdd: function (map) {
      const bar = L.DomUtil.create("div", "leaflet-bar");
      iconButton(bar, "picture", Dateline.say("picture of view"), CAMERA, function () {
        Dateline.ask({ picture: inView(map) });
      });
      L.DomEvent.disableClickPropagation(bar);
      return bar;
    },
  });

  const DrawControl = L.Control.extend({
    onAdd: function (map) {
      const bar = L.DomUtil.create("div", "leaflet-bar"), control = this;
      this.drawing = null;
      Object.keys(SHAPES).forEach(function (name) {
        iconButton(bar, name, Dateline.say("draw " + name), SHAPES[name].path, function () { control.begin(map, name); });
      });
      L.DomEvent.disableClickPropagation(bar);
      return bar;
    },
    begin: function (map, name) {
      if (this.drawing) this.drawing.disable();
      const options = { shapeOptions: STYLE, showArea: false, showLength: false, metric: true };
      this.drawing = name === "polygon" ? new L.Draw.Polygon(map, options) : new L.Draw.Rectangle(map, options);
      this.drawing.enable();
    },
  });

  /* What is asked for is drawn where it lies. */
  Dateline.outline = function (map, shapes) {
    if (map.datelineOutline) map.datelineOutline.remove();
    map.datelineOutline = L.layerGroup(shapes.map(function (rings) {
      return L.polygon(rings, { className: "asked", fill: false, interactive: false, weight: 2 });
    })).addTo(map);
  };

  Dateline.onMap.push(function (map) {
    new DrawControl({ position: "topleft" }).addTo(map);
    new PictureControl({ position: "topleft" }).addTo(map);
    new ViewControl({ position: "topright" }).addTo(map);
    map.on(L.Draw.Event.CREATED, function (e) {
      Dateline.ask({ polygon: e.layer.getLatLngs()[0].map(function (at) { const p = at.wrap(); return [p.lng, p.lat]; }) });
    });
  });
})();
