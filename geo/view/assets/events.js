/* The layer of events: marks joined where they would overlap, radii, hatched areas, and where the map looks at first.
 * Out: Dateline.events(payload). Loaded after dateline.js, walking.js and glyphs.js.
 */
(function () {
  "use strict";
  const { svg, glyph, tint, donut, reach, count, isWide, tip } = Dateline.glyphs;
  const { EDGE, NEAR_ZOOM, say, tell, pick, holdAgain } = Dateline;
  const CLUSTER_PX = 32; // the ring of a few events is as wide
  const CHIP_PX = 40, CHIP_HEIGHT_PX = 22, LETTER_PX = 6.5;
  const ASIDE_PX = [ // from its place to where it hides no ring and no other chip, the nearest first
    [0, 0], [0, 24], [0, -24], [40, 0], [-40, 0], [0, 36], [0, -36], [36, 24], [-36, 24], [36, -24], [-36, -24], [0, 52], [0, -52],
    [60, 12], [-60, 12], [60, -12], [-60, -12], [44, 44], [-44, 44], [44, -44], [-44, -44],
  ];

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

  function middle(points) {
    const bounds = L.latLngBounds([]);
    points.forEach(function (p) { bounds.extend(p.box || [p.lat, p.lon]); });
    return bounds;
  }

  /* Return how many pixels aside a box of this width around a point hides nothing that is taken, and take it. */
  function aside(at, width, taken) {
    const x = width / 2, y = CHIP_HEIGHT_PX / 2;
    const free = ASIDE_PX.find(function (by) {
      const moved = at.add(by);
      return taken.every(function (t) { return Math.abs(t.at.x - moved.x) >= t.x + x || Math.abs(t.at.y - moved.y) >= t.y + y; });
    }) || ASIDE_PX[0];
    taken.push({ at: at.add(free), x: x, y: y });
    return free;
  }

  /* A line from the edge of a chip that stands aside to its place. */
  function leader(by, width) {
    const line = document.createElement("i"), inside = Math.min(width / 2 / Math.abs(by[0]), CHIP_HEIGHT_PX / 2 / Math.abs(by[1]));
    line.className = "leader";
    Object.assign(line.style, {
      left: "calc(50% - " + by[0] * inside + "px)", top: "calc(50% - " + by[1] * inside + "px)",
      width: Math.hypot(by[0], by[1]) * (1 - inside) + "px", transform: "rotate(" + Math.atan2(-by[1], -by[0]) + "rad)",
    });
    return line;
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
    addChip: function (areas, taken) {
      const first = areas[0], map = this._map;
      const ids = [].concat.apply([], areas.map(function (a) { return a.ids; }));
      const chip = document.createElement("span");
      chip.className = "chip " + first.level + (areas.some(this.isChosen, this) ? " is-chosen" : "");
      chip.setAttribute("style", tint(this.payload.marks[first.mark]));
      const name = document.createElement("span");
      name.className = "name";
      name.textContent = (areas.length > 1 ? say("name and more", { name: first.name, n: areas.length - 1 }) : first.name) + " ";
      const number = count(areas), bare = map.datelineNoun !== "event" && number === 1; // of one place there is nothing to count
      chip.append(name, document.createTextNode("\u25a8" + (bare ? "" : " " + number)));
      const letters = (this.isNear() ? name.textContent.length : 0) + 5;
      const width = letters * LETTER_PX + 16, by = aside(map.project([first.lat, first.lon]), width, taken);
      Object.assign(chip.style, { left: by[0] + "px", top: by[1] + "px" });
      if (by !== ASIDE_PX[0]) chip.append(leader(by, width));
      const label = areas.length > 1 ? say("in areas", { n: number, areas: areas.length }) : first.title;
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
      const taken = groups.map(function (g) {
        const r = reach(count(g));
        return { at: map.project(middle(g).getCenter()), x: r, y: r };
      });
      gather(map, this.places, CHIP_PX).forEach(function (g) { this.addChip(g, taken); }, this);
      groups.forEach(function (g) { this.addGroup(g); }, this);
      holdAgain(map);
      map.getContainer().classList.toggle("near", this.isNear());
      map.getContainer().dataset.glyphs = groups.length;
    },
    isNear: function () { return this._map.getZoom() >= 5; },
    addGroup: function (points) {
      const first = points[0], map = this._map;
      const chosen = points.some(this.isChosen, this);
      const spot = points.every(function (p) { return p.lat === first.lat && p.lon === first.lon && !isWide(p); });
      const ids = [].concat.apply([], points.map(function (p) { return p.ids; }));
      const number = count(points), one = number === 1;
      const face = one ? glyph(this.payload.marks[first.mark], first.hollow, chosen) : donut(points, this.payload, chosen);
      const bounds = middle(points);
      const centre = spot ? [first.lat, first.lon] : bounds.getCenter();
      const label = one ? first.lines[0] : say(spot ? "here" : "zoom in", { n: number });
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

  Dateline.events = function (payload) { return new EventsLayer(payload); };
})();
