/* The ground of the map: countries and provinces drawn on canvas, their names, light or dark as the page is.
 * Out: Dateline.ground. Loaded after dateline.js.
 */
(function () {
  "use strict";
  /* The outlines lie beside this script, and are asked for while the other scripts still arrive. A page that has all
   * within itself gives them to `ground`. */
  const here = document.currentScript && document.currentScript.src;
  const outlines = here ? fetch(new URL("basemap.json", here)).then(function (r) { return r.json(); }) : null;
  const PROVINCES_FROM_ZOOM = 4;
  const PROVINCE_NAMES_FROM_ZOOM = 6;

  /* ---- theme: the frame's own background tells, whoever set it ---- */

  function isDark() {
    const declared = document.documentElement.dataset.scheme;
    if (declared) return declared === "dark";
    const colour = getComputedStyle(document.documentElement).getPropertyValue("--background-color").trim();
    const hex = /^#([0-9a-f]{6})/i.exec(colour);
    if (!hex) return window.matchMedia("(prefers-color-scheme: dark)").matches;
    const n = parseInt(hex[1], 16);
    return 0.299 * (n >> 16) + 0.587 * ((n >> 8) & 255) + 0.114 * (n & 255) < 128;
  }

  function onTheme(callback) {
    let dark = isDark();
    const look = function () {
      if (isDark() === dark) return;
      dark = !dark;
      callback();
    };
    window.addEventListener("message", function () { window.setTimeout(look, 50); });
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", look);
    new MutationObserver(look).observe(document.documentElement, { attributes: true });
  }

  /* ---- the outlines ---- */

  function mercator(lon, lat) {
    const s = Math.sin((Math.max(-85.0511, Math.min(85.0511, lat)) * Math.PI) / 180);
    return [lon / 360 + 0.5, 0.5 - Math.log((1 + s) / (1 - s)) / (4 * Math.PI)];
  }

  /* Flat [lon, lat, dlon, dlat, ...] in steps of 1/scale degrees -> projected points and their box. */
  function unpack(deltas, scale) {
    const points = new Float64Array(deltas.length);
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    let lon = 0, lat = 0;
    for (let i = 0; i < deltas.length; i += 2) {
      lon += deltas[i];
      lat += deltas[i + 1];
      const p = mercator(lon / scale, lat / scale);
      points[i] = p[0];
      points[i + 1] = p[1];
      box[0] = Math.min(box[0], p[0]); box[1] = Math.min(box[1], p[1]);
      box[2] = Math.max(box[2], p[0]); box[3] = Math.max(box[3], p[1]);
    }
    return { points: points, box: box };
  }

  const GroundLayer = L.GridLayer.extend({
    options: { tileSize: 512, keepBuffer: 1, updateWhenZooming: false },
    initialize: function (shapes, colours) {
      L.GridLayer.prototype.initialize.call(this, {});
      this.shapes = shapes;
      this.colours = colours;
    },
    createTile: function (coords) {
      const ratio = window.devicePixelRatio || 1, size = this.options.tileSize;
      const tile = document.createElement("canvas");
      tile.width = tile.height = size * ratio;
      const pen = tile.getContext("2d");
      pen.scale(ratio, ratio);
      this.paint(pen, coords, size);
      return tile;
    },
    paint: function (pen, coords, size) {
      const c = this.colours(), world = 256 * Math.pow(2, coords.z);
      const x0 = coords.x * size, y0 = coords.y * size;
      const view = [x0 / world, y0 / world, (x0 + size) / world, (y0 + size) / world];
      pen.fillStyle = c.sea;
      pen.fillRect(0, 0, size, size);
      pen.lineJoin = "round";
      const trace = function (shape) { walk(pen, shape.points, world, x0, y0); };
      const inView = function (s) { return s.box[0] < view[2] && s.box[2] > view[0] && s.box[1] < view[3] && s.box[3] > view[1]; };
      const countries = this.shapes.countries.filter(function (s) { return s.rings.some(inView); });
      pen.fillStyle = c.land;
      countries.forEach(function (country) {
        pen.beginPath();
        country.rings.filter(inView).forEach(trace);
        pen.fill("evenodd");
      });
      if (coords.z >= PROVINCES_FROM_ZOOM) {
        pen.beginPath();
        this.shapes.lines.filter(inView).forEach(trace);
        pen.strokeStyle = c.province;
        pen.lineWidth = 0.8;
        pen.stroke();
      }
      pen.beginPath();
      countries.forEach(function (country) { country.rings.filter(inView).forEach(trace); });
      pen.strokeStyle = c.border;
      pen.lineWidth = coords.z < 4 ? 0.6 : 1;
      pen.stroke();
    },
  });

  /* Trace one line in pixels, leaving out points that fall within half a pixel of the last. */
  function walk(pen, points, world, x0, y0) {
    let lastX = points[0] * world - x0, lastY = points[1] * world - y0;
    pen.moveTo(lastX, lastY);
    for (let i = 2; i < points.length; i += 2) {
      const x = points[i] * world - x0, y = points[i + 1] * world - y0;
      if (i < points.length - 2 && Math.abs(x - lastX) + Math.abs(y - lastY) < 0.7) continue;
      pen.lineTo(x, y);
      lastX = x;
      lastY = y;
    }
  }

  /* Names: one canvas over the view, the largest first, none over another. */
  const NamesLayer = L.Layer.extend({
    initialize: function (names, colours) {
      this.names = names;
      this.colours = colours;
    },
    onAdd: function (map) {
      this.canvas = L.DomUtil.create("canvas", "dateline-names leaflet-zoom-hide", map.getPane("names"));
      map.on("moveend zoomend resize", this.paint, this);
      this.paint();
    },
    onRemove: function (map) {
      map.off("moveend zoomend resize", this.paint, this);
      this.canvas.remove();
    },
    paint: function () {
      const map = this._map, ratio = window.devicePixelRatio || 1, size = map.getSize(), zoom = map.getZoom();
      const canvas = this.canvas, c = this.colours(), taken = [];
      L.DomUtil.setPosition(canvas, map.containerPointToLayerPoint([0, 0]));
      canvas.width = size.x * ratio;
      canvas.height = size.y * ratio;
      canvas.style.width = size.x + "px";
      canvas.style.height = size.y + "px";
      const pen = canvas.getContext("2d");
      pen.scale(ratio, ratio);
      pen.textAlign = "center";
      pen.textBaseline = "middle";
      pen.lineJoin = "round";
      this.names.forEach(function (name) {
        if (zoom < name.from) return;
        const at = map.latLngToContainerPoint([name.lat, name.lon]);
        if (at.x < -80 || at.y < -20 || at.x > size.x + 80 || at.y > size.y + 20) return;
        const px = name.province ? 10.5 : Math.min(15, 10 + 0.7 * zoom);
        pen.font = (name.province ? "400 " : "600 ") + px + "px 'Source Sans', 'Source Sans 3', system-ui, sans-serif";
        pen.letterSpacing = name.province ? "0px" : "0.6px";
        const half = pen.measureText(name.name).width / 2 + 5, tall = px * 0.75;
        const box = [at.x - half, at.y - tall, at.x + half, at.y + tall];
        if (half * 2 > name.width * 256 * Math.pow(2, zoom) * 1.5) return;
        if (taken.some(function (t) { return box[0] < t[2] && box[2] > t[0] && box[1] < t[3] && box[3] > t[1]; })) return;
        taken.push(box);
        pen.strokeStyle = c.halo;
        pen.lineWidth = 3;
        pen.globalAlpha = name.province ? 0.8 : 1;
        pen.strokeText(name.name, at.x, at.y);
        pen.fillStyle = c.label;
        pen.fillText(name.name, at.x, at.y);
      });
    },
  });

  function readGeometry(raw) {
    const countries = raw.countries.map(function (country) {
      return { rings: country.rings.map(function (ring) { return unpack(ring, raw.scale); }) };
    });
    const lines = raw.provinces.lines.map(function (line) { return unpack(line, raw.scale); });
    const width = function (rings) { return Math.max.apply(null, rings.map(function (r) { return r.box[2] - r.box[0]; })); };
    const names = raw.countries.map(function (country, i) {
      return { name: country.name, lat: country.lat, lon: country.lon, width: width(countries[i].rings), from: 1 };
    });
    names.sort(function (a, b) { return b.width - a.width; });
    (raw.provinces.names || []).forEach(function (p) {
      names.push({ name: p[0], lat: p[1], lon: p[2], width: 1, from: PROVINCE_NAMES_FROM_ZOOM, province: true });
    });
    return { countries: countries, lines: lines, names: names };
  }

  function ground(map, options) {
    const colours = function () { return isDark() ? options.dark : options.light; };
    const container = map.getContainer();
    container.classList.add("dateline");
    map.datelineNoun = options.noun || "event";
    if (options.words) Dateline.words = options.words;
    if (map.zoomControl) {
      [[map.zoomControl._zoomInButton, "zoom nearer"], [map.zoomControl._zoomOutButton, "zoom farther"]].forEach(function (named) {
        named[0].title = Dateline.say(named[1]);
        named[0].setAttribute("aria-label", named[0].title);
      });
    }
    map.attributionControl.setPrefix(false).addAttribution(options.attribution);
    map.createPane("names").style.zIndex = 350;
    map.createPane("areas").style.zIndex = 380;
    map.getPane("names").style.pointerEvents = "none";
    const dress = function () {
      container.classList.toggle("dark", isDark());
      container.style.background = colours().sea;
    };
    dress();
    Dateline.walkable(map);
    Dateline.fill(map);
    new Dateline.FitControl({ position: "topleft" }).addTo(map);
    Dateline.onMap.forEach(function (more) { more(map); });
    Promise.resolve(options.geometry || outlines).then(function (raw) {
      const shapes = readGeometry(raw);
      const tiles = new GroundLayer(shapes, colours).addTo(map);
      const names = new NamesLayer(shapes.names, colours).addTo(map);
      onTheme(function () { dress(); tiles.redraw(); names.paint(); });
      container.dataset.ground = "drawn";
    });
  }


  Dateline.ground = ground;
})();
