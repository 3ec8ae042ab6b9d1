/* Dateline's map in the browser. In: geometry of the ground, a payload of events. Out: a drawn Leaflet map, and the
 * ids of what was clicked. Texts of articles reach the page by textContent only. Asks for nothing but its own files.
 *
 *   Dateline.ground(map, {url | geometry, light, dark, attribution, noun})   countries and provinces on canvas, names, controls
 *   Dateline.events(payload)                                           a Leaflet layer; payload as geo/view/layers.py writes it
 *   Dateline.onChoose                                                  function (ids); replace it outside Streamlit
 *   Dateline.onMap                                                     functions (map), called once it is made: asking.js adds controls
 *   Dateline.onAsk                                                     function (what): an area that was drawn or is in view
 *   Dateline.onPick                                                    function ([lat, lon]): a click beside the marks, where payload.pick is true
 *
 * Keyboard: all marks together are one stop of the Tab key. Arrow keys go to the next mark in their direction, Enter or
 * the space bar chooses it, plus and minus zoom, Escape closes what is open.
 */
(function () {
  "use strict";
  const CLUSTER_PX = 32; // the ring of a few events is as wide
  const CHIP_PX = 40;
  const PROVINCES_FROM_ZOOM = 4;
  const PROVINCE_NAMES_FROM_ZOOM = 6;
  const NEAR_ZOOM = 7;
  const EDGE = [32, 32];
  const HELP = "Arrow keys go from mark to mark, Enter opens one, plus and minus zoom, Escape closes. The same stands in the tables of the page.";
  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

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

  /* ---- ground ---- */

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
    map.attributionControl.setPrefix(false).addAttribution(options.attribution);
    map.createPane("names").style.zIndex = 350;
    map.createPane("areas").style.zIndex = 380;
    map.getPane("names").style.pointerEvents = "none";
    const dress = function () {
      container.classList.toggle("dark", isDark());
      container.style.background = colours().sea;
    };
    dress();
    walkable(map);
    fill(map);
    new FitControl({ position: "topleft" }).addTo(map);
    Dateline.onMap.forEach(function (more) { more(map); });
    const ready = options.geometry ? Promise.resolve(options.geometry) : fetch(options.url).then(function (r) { return r.json(); });
    ready.then(function (raw) {
      const shapes = readGeometry(raw);
      const tiles = new GroundLayer(shapes, colours).addTo(map);
      const names = new NamesLayer(shapes.names, colours).addTo(map);
      onTheme(function () { dress(); tiles.redraw(); names.paint(); });
      container.dataset.ground = "drawn";
    });
  }

  /* The frame, not the first height it was given, decides how tall the map is. */
  function fill(map) {
    const container = map.getContainer();
    container.style.width = "100%";
    const grow = function () {
      container.style.height = window.innerHeight + "px";
      map.invalidateSize();
      if (map.datelineFit && !map.datelineTouched) map.datelineFit();
    };
    ["pointerdown", "wheel", "keydown"].forEach(function (deed) {
      container.addEventListener(deed, function () { map.datelineTouched = true; }, { passive: true });
    });
    if (window.parent !== window) {
      window.addEventListener("resize", grow);
      window.setTimeout(grow, 0);
    }
  }

  /* ---- keyboard: one stop for all marks ---- */

  function walkable(map) {
    const container = map.getContainer();
    container.setAttribute("role", "application");
    container.setAttribute("aria-label", "Map of " + map.datelineNoun + "s. " + HELP);
    container.addEventListener("focusin", function (e) {
      if (!e.target.classList.contains("leaflet-marker-icon")) return;
      hold(map, e.target);
      if (!map.datelineQuiet) map.panInside(map.layerPointToLatLng(L.DomUtil.getPosition(e.target)), { padding: EDGE });
    });
    container.addEventListener("keydown", function (e) {
      if (e.key === "Escape") tell([]);
      else if (e.key === "+" || e.key === "=") map.zoomIn();
      else if (e.key === "-") map.zoomOut();
      else if (ARROWS[e.key] && e.target.classList.contains("leaflet-marker-icon")) step(map, e.target, ARROWS[e.key]);
      else return;
      e.preventDefault();
    });
  }

  function marksOf(map) {
    return Array.from(map.getPane("markerPane").children);
  }

  /* Make `mark` the one that the Tab key reaches. */
  function hold(map, mark) {
    marksOf(map).forEach(function (other) { other.tabIndex = other === mark ? 0 : -1; });
    map.datelineHeld = mark.dataset.ids;
  }

  /* Marks are drawn anew on every change: the stop, and the focus where it was, go to the mark of the same event. */
  function holdAgain(map) {
    const all = marksOf(map), held = (map.datelineHeld || "").split(" ")[0];
    const same = all.find(function (mark) { return mark.dataset.ids.split(" ").includes(held); }) || all[0];
    if (!same) return;
    const focused = map.datelineFocused;
    map.datelineFocused = false;
    hold(map, same);
    map.datelineQuiet = true; // a map that fetches as it is moved would move for ever
    if (focused) same.focus({ preventScroll: true });
    map.datelineQuiet = false;
  }

  /* The nearest mark within 60 degrees of the arrow's direction. */
  function step(map, from, way) {
    const centre = function (mark) { const b = mark.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]; };
    const here = centre(from);
    let best = null, least = Infinity;
    marksOf(map).forEach(function (mark) {
      const at = centre(mark), dx = at[0] - here[0], dy = at[1] - here[1], far = Math.hypot(dx, dy);
      const along = dx * way[0] + dy * way[1];
      if (mark !== from && along > 0.5 * far && far + (far - along) < least) { best = mark; least = far + (far - along); }
    });
    if (best) best.focus();
  }

  const FitControl = L.Control.extend({
    onAdd: function (map) {
      const bar = L.DomUtil.create("div", "leaflet-bar");
      const button = L.DomUtil.create("a", "dateline-fit", bar);
      button.href = "#";
      button.title = "Show all " + map.datelineNoun + "s";
      button.setAttribute("role", "button");
      button.setAttribute("aria-label", button.title);
      button.innerHTML = '<svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true"><path d="M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4" fill="none" stroke="currentColor" stroke-width="1.8"/></svg>';
      L.DomEvent.disableClickPropagation(bar);
      L.DomEvent.on(button, "click", function (e) {
        L.DomEvent.stop(e);
        if (map.datelineBounds) map.fitBounds(map.datelineBounds, { padding: EDGE, maxZoom: NEAR_ZOOM });
      });
      return bar;
    },
  });

  /* ---- events ---- */

  const SVG = "http://www.w3.org/2000/svg";

  function svg(name, attributes, parent) {
    const node = document.createElementNS(SVG, name);
    Object.keys(attributes).forEach(function (key) { node.setAttribute(key, attributes[key]); });
    if (parent) parent.appendChild(node);
    return node;
  }

  function glyph(mark, hollow, chosen) {
    const root = svg("svg", { viewBox: "-12 -12 24 24", width: 24, height: 24, "aria-hidden": "true" });
    if (chosen) svg("circle", { r: 10.6, class: "chosen" }, root);
    svg("path", { d: mark.path, class: "halo" }, root);
    svg("path", { d: mark.path, class: hollow ? "hollow" : "solid", style: tint(mark) }, root);
    return root;
  }

  function tint(mark) {
    return "--light:" + mark.light + ";--dark:" + mark.dark;
  }

  /* A ring of slices, one a mark, with the number of events inside. */
  function donut(points, payload, chosen) {
    const number = count(points), r = number < 10 ? 13 : number < 50 ? 16 : number < 1000 ? 20 : 24, size = 2 * r + 8, tally = {};
    points.forEach(function (p) {
      if (!p.tally) tally[p.mark] = (tally[p.mark] || 0) + 1;
      else Object.keys(p.tally).forEach(function (m) { tally[m] = (tally[m] || 0) + p.tally[m]; });
    });
    const root = svg("svg", { viewBox: [-size / 2, -size / 2, size, size].join(" "), width: size, height: size, "aria-hidden": "true" });
    if (chosen) svg("circle", { r: r + 3, class: "chosen" }, root);
    svg("circle", { r: r + 1.2, class: "plate" }, root);
    const around = 2 * Math.PI * (r - 2);
    let at = 0;
    Object.keys(tally).sort(function (a, b) { return tally[b] - tally[a] || a - b; }).forEach(function (m) {
      const part = (tally[m] / number) * around;
      svg("circle", {
        r: r - 2, class: "slice", style: tint(payload.marks[m]),
        "stroke-dasharray": Math.max(part - 1, 0.5) + " " + around, "stroke-dashoffset": -at, transform: "rotate(-90)",
      }, root);
      at += part;
    });
    svg("text", { class: "number", "text-anchor": "middle", dy: "0.35em" }, root).textContent = number < 10000 ? String(number) : Math.round(number / 1000) + "k";
    return root;
  }

  /* An item stands for one event, or for the `n` that the server has joined. */
  function count(items) {
    return items.reduce(function (sum, item) { return sum + (item.n || item.ids.length); }, 0);
  }

  function isWide(item) {
    return item.box && (item.box[0][0] !== item.box[1][0] || item.box[0][1] !== item.box[1][1]);
  }

  function tip(lines) {
    const box = document.createElement("div");
    lines.slice(0, 6).forEach(function (line, i) {
      const row = document.createElement("div");
      row.textContent = line;
      if (i === 0) row.className = "first";
      box.appendChild(row);
    });
    if (lines.length > 6) box.appendChild(document.createTextNode("and " + (lines.length - 6) + " more"));
    return box;
  }

  function tell(ids) {
    Dateline.clicks = (Dateline.clicks || 0) + 1;
    Dateline.told = ids.slice().sort().join(); // chosen here: the map need not go there
    Dateline.onChoose(ids, Dateline.clicks);
  }

  /* A point is asked for as exactly as a finger can point: a ten-thousandth of a degree is 11 m. */
  function pick(e) {
    const at = e.latlng.wrap();
    Dateline.clicks = (Dateline.clicks || 0) + 1;
    Dateline.onPick([Number(at.lat.toFixed(4)), Number(at.lng.toFixed(4))], Dateline.clicks);
  }

  function gather(map, items, apart) {
    const groups = [];
    items.forEach(function (item) {
      const at = map.project([item.lat, item.lon]);
      const near = groups.find(function (g) { return g.at.distanceTo(at) < apart; });
      if (near) near.items.push(item);
      else groups.push({ at: at, items: [item] });
    });
    return groups.map(function (g) { return g.items; });
  }

  const EventsLayer = L.FeatureGroup.extend({
    initialize: function (payload) {
      L.FeatureGroup.prototype.initialize.call(this, []);
      this.payload = payload;
      this.chosen = new Set(payload.chosen);
    },
    onAdd: function (map) {
      const source = this.payload.source;
      this.areas = L.svg({ pane: "areas", padding: 0.5 }).addTo(map);
      this.defineHatches(map);
      this.glyphs = L.layerGroup().addTo(map);
      L.FeatureGroup.prototype.onAdd.call(this, map);
      this.frame(map);
      const last = source && source.kind === "marks" && map.datelineLast; // until the new is there
      this.draw(last || this.payload.points, this.payload.areas);
      if (source) this.leave = Dateline.follow(map, this);
      else map.on("zoomend", this.regroup, this);
      if (Dateline.player) Dateline.player(map, this);
      map.getContainer().classList.toggle("picking", Boolean(this.payload.pick));
      if (this.payload.pick) map.on("click", pick);
      const data = map.getContainer().dataset;
      data.events = this.payload.total;
      data.points = source ? "" : this.payload.points.length;
      data.kind = source ? source.kind : "marks";
      data.areas = this.payload.areas.length;
    },
    onRemove: function (map) {
      map.off("zoomend", this.regroup, this);
      map.off("click", pick);
      if (this.leave) this.leave();
      if (Dateline.clearScale) Dateline.clearScale(map);
      map.datelineFocused = map.datelineFocused || map.getPane("markerPane").contains(document.activeElement);
      this.glyphs.remove();
      L.FeatureGroup.prototype.onRemove.call(this, map);
      this.areas.remove();
    },

    /* Draw these and nothing else. */
    draw: function (points, areas) {
      this.clearLayers();
      this.points = points;
      this.places = areas;
      areas.forEach(this.addArea, this);
      points.forEach(this.addRadius, this);
      this.regroup();
    },

    /* Fit all events once; afterwards the view is the reader's, but for a choice made outside the map. */
    frame: function (map) {
      const spots = this.payload.bounds || this.payload.points.concat(this.payload.areas).map(function (p) { return [p.lat, p.lon]; });
      map.datelineBounds = spots.length ? L.latLngBounds(spots) : null;
      const goal = (this.payload.goals || this.payload.points.concat(this.payload.areas)).find(this.isChosen, this);
      if (map.datelineBounds && !map.datelineFit) {
        map.datelineFit = function () { map.fitBounds(map.datelineBounds, { padding: EDGE, maxZoom: NEAR_ZOOM, animate: false }); };
        map.datelineFit();
      }
      if (Dateline.outline) Dateline.outline(map, this.payload.asked || []);
      if (this.region(map)) return;
      if (this.payload.view !== undefined) { this.follow(map, goal); return; }
      const key = this.payload.chosen.join();
      const unseen = goal && !map.getBounds().pad(-0.05).contains([goal.lat, goal.lon]);
      if (goal && key !== map.datelineGoal && key !== Dateline.told && (unseen || map.datelineGoal === undefined)) {
        const fit = this.goTo.bind(this, map, goal);
        if (map.datelineGoal === undefined) map.datelineFit = fit;
        fit();
      }
      map.datelineGoal = key;
    },
    /* A region that is newly asked for is gone to; taking it away moves nothing. */
    region: function (map) {
      const asked = this.payload.region, before = map.datelineRegion;
      map.datelineRegion = asked ? asked.name : "";
      if (!asked || asked.name === before || this.payload.chosen.length) return false;
      const fit = function () { map.fitBounds(asked.bounds, { padding: EDGE, animate: false }); };
      if (before === undefined) map.datelineFit = fit;
      fit();
      return true;
    },
    /* On a map of other things than events each new question has its view: on the place chosen, or over all. */
    follow: function (map, goal) {
      const question = this.payload.view + " " + JSON.stringify(map.datelineBounds);
      if (question === map.datelineQuestion) return;
      map.datelineQuestion = question;
      map.datelineTouched = false;
      const all = function () { map.fitBounds(map.datelineBounds, { padding: EDGE, maxZoom: NEAR_ZOOM, animate: false }); };
      map.datelineFit = this.payload.view && goal ? this.goTo.bind(this, map, goal) : all;
      if (map.datelineBounds) map.datelineFit();
    },
    /* A link to an event opens on it, as near as its place is known. */
    goTo: function (map, goal) {
      const around = L.latLng(goal.lat, goal.lon).toBounds(Math.max(goal.km || 0, 1) * 4000);
      const closest = this.payload.closest || NEAR_ZOOM;
      map.setView([goal.lat, goal.lon], Math.max(3, Math.min(map.getBoundsZoom(around), closest)), { animate: false });
    },
    isChosen: function (item) {
      return item.ids.some(function (id) { return this.chosen.has(id); }, this);
    },

    defineHatches: function () {
      const root = this.areas._container;
      const defs = svg("defs", {}, root);
      this.payload.marks.forEach(function (mark, i) {
        const pattern = svg("pattern", { id: "hatch-" + i, width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, defs);
        svg("line", { x1: 0, y1: 0, x2: 0, y2: 7, class: "hatch", style: tint(mark) }, pattern);
      });
    },
    addArea: function (area) {
      const style = {
        renderer: this.areas, pane: "areas", className: "area " + area.level + (this.isChosen(area) ? " is-chosen" : ""),
        fillColor: "url(#hatch-" + area.mark + ")", fillOpacity: 1, weight: 1.2, dashArray: "5 4", bubblingMouseEvents: false,
      };
      const shape = area.rings.length ? L.polygon(area.rings, style) : L.circle([area.lat, area.lon], Object.assign({ radius: area.km * 1000 }, style));
      shape.on("add", function () { shape._path.setAttribute("style", tint(this.payload.marks[area.mark])); }, this);
      shape.on("click", function () { tell(area.ids); });
      shape.bindTooltip(tip([area.title].concat(area.lines)), { sticky: true, className: "dateline-tip" });
      this.addLayer(shape);
    },
    addChip: function (areas) {
      const first = areas[0], map = this._map;
      const ids = [].concat.apply([], areas.map(function (a) { return a.ids; }));
      const chip = document.createElement("span");
      chip.className = "chip " + first.level + (areas.some(this.isChosen, this) ? " is-chosen" : "");
      chip.setAttribute("style", tint(this.payload.marks[first.mark]));
      const name = document.createElement("span");
      name.className = "name";
      name.textContent = first.name + (areas.length > 1 ? " and " + (areas.length - 1) + " more " : " ");
      const number = count(areas), bare = map.datelineNoun !== "event" && number === 1; // of one place there is nothing to count
      chip.append(name, document.createTextNode("\u25a8" + (bare ? "" : " " + number)));
      const label = areas.length > 1 ? number + " " + map.datelineNoun + "s in " + areas.length + " areas: zoom in" : first.title;
      const choose = function () {
        if (areas.length === 1 || map.getZoom() >= map.getMaxZoom()) tell(ids);
        else map.fitBounds(L.latLngBounds(areas.map(function (a) { return [a.lat, a.lon]; })), { padding: [80, 80] });
      };
      const marker = this.button(chip, [first.lat, first.lon], label, [0, 0], choose, ids);
      marker.bindTooltip(tip([label].concat(areas.length > 1 ? areas.map(function (a) { return a.title; }) : first.lines)), { direction: "top", className: "dateline-tip" });
      this.glyphs.addLayer(marker);
    },
    addRadius: function (point) {
      if (!point.km) return;
      const circle = L.circle([point.lat, point.lon], {
        renderer: this.areas, pane: "areas", radius: point.km * 1000, className: "radius" + (this.isChosen(point) ? " is-chosen" : ""),
        weight: 1, interactive: false,
      });
      circle.on("add", function () { circle._path.setAttribute("style", tint(this.payload.marks[point.mark])); }, this);
      this.addLayer(circle);
    },

    /* Join what would overlap at this zoom: first come, first served, in the payload's fixed order. */
    regroup: function () {
      const map = this._map;
      if (!map) return;
      const groups = gather(map, this.points, CLUSTER_PX);
      map.datelineFocused = map.datelineFocused || map.getPane("markerPane").contains(document.activeElement);
      this.glyphs.clearLayers();
      gather(map, this.places, CHIP_PX).forEach(function (g) { this.addChip(g); }, this);
      groups.forEach(function (g) { this.addGroup(g); }, this);
      holdAgain(map);
      map.getContainer().classList.toggle("near", map.getZoom() >= 5);
      map.getContainer().dataset.glyphs = groups.length;
    },
    addGroup: function (points) {
      const first = points[0], map = this._map;
      const chosen = points.some(this.isChosen, this);
      const spot = points.every(function (p) { return p.lat === first.lat && p.lon === first.lon && !isWide(p); });
      const ids = [].concat.apply([], points.map(function (p) { return p.ids; }));
      const number = count(points), one = number === 1;
      const face = one ? glyph(this.payload.marks[first.mark], first.hollow, chosen) : donut(points, this.payload, chosen);
      const bounds = L.latLngBounds([]);
      points.forEach(function (p) { bounds.extend(p.box || [p.lat, p.lon]); });
      const centre = spot ? [first.lat, first.lon] : bounds.getCenter();
      const label = one ? first.lines[0] : number + " " + map.datelineNoun + "s" + (spot ? " here" : ": zoom in");
      const lines = [].concat.apply(one ? [] : [label], points.map(function (p) { return p.lines.slice(0, one ? 3 : 1); }));
      const choose = function () {
        if (spot || map.getZoom() >= map.getMaxZoom()) tell(ids);
        else map.fitBounds(bounds, { padding: [60, 60], maxZoom: map.getMaxZoom() });
      };
      const size = Number(face.getAttribute("width"));
      const marker = this.button(face, centre, label, [size, size], choose, ids);
      marker.setZIndexOffset(chosen ? 1000 : one ? 0 : 100);
      marker.bindTooltip(tip(lines), { direction: "top", offset: [0, -size / 2], className: "dateline-tip" });
      this.glyphs.addLayer(marker);
    },
    button: function (face, at, label, size, act, ids) {
      const icon = L.divIcon({ className: size[0] ? "dateline-glyph" : "dateline-chip", html: face, iconSize: size[0] ? size : null });
      const marker = L.marker(at, { icon: icon, keyboard: true, autoPanOnFocus: false, bubblingMouseEvents: false });
      marker.on("click", act);
      marker.on("add", function () {
        marker.getElement().setAttribute("aria-label", label);
        marker.getElement().dataset.ids = ids.join(" ");
        L.DomEvent.on(marker.getElement(), "keydown", function (e) {
          if (e.key === "Enter" || e.key === " ") { L.DomEvent.stop(e); act(); }
        });
      });
      return marker;
    },
  });

  const Dateline = {
    ground: ground,
    events: function (payload) { return new EventsLayer(payload); },
    onChoose: function (ids, clicks) {
      if (window.Streamlit) window.Streamlit.setComponentValue({ ids: ids, clicks: clicks });
    },
    onMap: [],
    onAsk: function (what) {
      if (window.Streamlit) window.Streamlit.setComponentValue(what);
    },
    onPick: function (at, clicks) {
      if (window.Streamlit) window.Streamlit.setComponentValue({ at: at, clicks: clicks });
    },
  };
  window.Dateline = Dateline;
})();
