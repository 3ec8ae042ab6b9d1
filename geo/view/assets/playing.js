/* Plays the events of a map by day, week or month: each span alone, or all up to it. No other filter changes.
 * Where a reader asks for less motion nothing moves by itself; the slider still goes through time.
 * The payload's `span` bounds the time in days from 1970; its points have `days`. Loaded after dateline.js.
 */
(function () {
  "use strict";
  const EVERY_MS = 800, DAY_MS = 86400000;
  const UNITS = ["day", "week", "month"], MODES = ["window", "cumulative"];

  function date(day) { return new Date(day * DAY_MS); }
  function iso(day) { return date(day).toISOString().slice(0, 10); }
  function written(day, parts) { return date(day).toLocaleDateString(Dateline.words.locale, Object.assign({ timeZone: "UTC" }, parts)); }
  function said(day) { return written(day, { day: "numeric", month: "short", year: "numeric" }); }

  function between(span, unit) {
    if (unit === "month") return written(span[0], { month: "long", year: "numeric" });
    return span[0] === span[1] ? said(span[0]) : written(span[0], { day: "numeric", month: "short" }) + " \u2013 " + said(span[1]);
  }

  /* Spans of a unit, first and last day, that cover the time from first to last. Weeks begin on Monday. */
  function spans(unit, first, last) {
    const found = [];
    let from = first;
    while (from <= last) {
      const d = date(from);
      let to = from;
      if (unit === "week") to = from + 6 - ((d.getUTCDay() + 6) % 7);
      if (unit === "month") to = Date.UTC(d.getUTCFullYear(), d.getUTCMonth() + 1, 0) / DAY_MS;
      found.push([from, Math.min(to, last)]);
      from = to + 1;
    }
    return found;
  }

  function element(name, className, parent, attributes) {
    const made = L.DomUtil.create(name, className, parent);
    Object.keys(attributes || {}).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    return made;
  }

  function select(parent, label, options) {
    const made = element("select", "", parent, { "aria-label": label });
    options.forEach(function (value) {
      const option = element("option", "", made, { value: value });
      option.textContent = Dateline.say(value);
    });
    return made;
  }

  function Player(map) {
    this.map = map;
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const button = L.control({ position: "topright" });
    button.onAdd = () => {
      this.opener = element("button", "dateline-button dateline-over-time", null, { type: "button", "aria-expanded": "false" });
      this.opener.textContent = Dateline.say("over time");
      L.DomEvent.disableClickPropagation(this.opener);
      this.opener.addEventListener("click", () => { if (this.bar.hidden) this.open(); else this.close(); });
      return this.opener;
    };
    button.addTo(map);
    this.bar = element("div", "dateline-player", map.getContainer(), { role: "group", "aria-label": Dateline.say("player") });
    this.bar.hidden = true;
    L.DomEvent.disableClickPropagation(this.bar);
    L.DomEvent.disableScrollPropagation(this.bar);
    this.runner = element("button", "run", this.bar, { type: "button" });
    this.runner.hidden = still;
    this.slider = element("input", "", this.bar, { type: "range", min: "0", step: "1", "aria-label": Dateline.say("time") });
    this.output = element("output", "", this.bar, { "aria-live": "polite" });
    this.unit = select(this.bar, Dateline.say("step"), UNITS);
    this.mode = select(this.bar, Dateline.say("show"), MODES);
    this.runner.addEventListener("click", () => { this.run(!this.timer); });
    this.slider.addEventListener("input", () => { this.run(false); this.show(); });
    this.unit.addEventListener("change", () => { this.divide(); this.show(); });
    this.mode.addEventListener("change", () => { this.show(); });
    ["keydown", "keyup"].forEach((deed) => this.bar.addEventListener(deed, (e) => {
      if (e.key === "Escape" && deed === "keydown") this.close();
      e.stopPropagation();
    }));
    this.run(false);
  }

  Player.prototype = {
    /* A new layer stands on the map: another filter, or the same with another card open. */
    follow: function (layer) {
      const span = layer.payload.span, before = this.frame;
      this.layer = layer;
      this.span = span;
      this.opener.hidden = !span;
      if (!span) { if (!this.bar.hidden) this.close(); return; }
      if (!this.bar.hidden) {
        this.divide(before);
        this.show();
      }
    },
    open: function () {
      const days = this.span[1] - this.span[0];
      this.unit.value = days <= 62 ? "day" : days <= 400 ? "week" : "month";
      this.bar.hidden = false;
      this.map.getContainer().classList.add("playing");
      this.map.getContainer().style.setProperty("--player", this.bar.offsetHeight + 12 + "px");
      this.opener.setAttribute("aria-expanded", "true");
      this.divide();
      this.show();
      (this.runner.hidden ? this.slider : this.runner).focus();
      if (!this.runner.hidden) this.run(true);
    },
    close: function () {
      this.run(false);
      this.bar.hidden = true;
      this.map.getContainer().classList.remove("playing");
      this.opener.setAttribute("aria-expanded", "false");
      this.frame = null;
      delete this.map.getContainer().dataset.playing;
      this.layer.during = null;
      this.layer.onDrawn = null;
      if (this.layer.look) this.layer.look();
      else this.layer.draw(this.layer.payload.points, this.layer.payload.areas);
      this.opener.focus();
    },
    divide: function (before) {
      this.spans = spans(this.unit.value, this.span[0], this.span[1]);
      this.slider.max = String(this.spans.length - 1);
      const at = before ? this.spans.findIndex(function (s) { return s[1] >= before[1]; }) : 0;
      this.slider.value = String(Math.max(at, 0));
    },
    run: function (going) {
      window.clearInterval(this.timer);
      this.timer = going ? window.setInterval(() => this.next(), EVERY_MS) : null;
      this.runner.textContent = going ? "\u275a\u275a" : "\u25b6";
      this.runner.setAttribute("aria-label", Dateline.say(going ? "pause" : "play"));
      if (going && Number(this.slider.value) === Number(this.slider.max)) this.slider.value = "0";
    },
    next: function () {
      if (this.map.getContainer().dataset.fetching === "yes") return; // the last is not drawn yet
      if (Number(this.slider.value) >= Number(this.slider.max)) { this.run(false); return; }
      this.slider.value = String(Number(this.slider.value) + 1);
      this.show();
    },
    show: function () {
      const span = this.spans[Number(this.slider.value)], layer = this.layer;
      this.frame = span;
      const during = this.mode.value === "cumulative" ? [this.span[0], span[1]] : span;
      const when = this.mode.value === "cumulative" ? Dateline.say("up to", { day: said(span[1]) }) : between(span, this.unit.value);
      const tell = (number) => {
        this.output.textContent = Dateline.say("played", { when: when, n: number });
        this.slider.setAttribute("aria-valuetext", when);
        this.map.getContainer().dataset.playing = iso(during[0]) + "/" + iso(during[1]);
      };
      if (layer.payload.source) {
        layer.during = during.map(iso);
        layer.onDrawn = tell;
        layer.look();
        return;
      }
      const inside = function (days) { return days && days[0] <= during[1] && days[1] >= during[0]; };
      const points = layer.payload.points.filter(function (p) { return inside(p.days); });
      const areas = layer.payload.areas.map(function (area) {
        const ids = area.ids.filter(function (_, i) { return inside(area.days[i]); });
        return Object.assign({}, area, { ids: ids, n: ids.length });
      }).filter(function (area) { return area.n > 0; });
      layer.draw(points, areas);
      tell(points.length + areas.reduce(function (sum, area) { return sum + area.n; }, 0));
    },
  };

  Dateline.player = function (map, layer) {
    map.datelinePlayer = map.datelinePlayer || new Player(map);
    map.datelinePlayer.follow(layer);
  };
})();
