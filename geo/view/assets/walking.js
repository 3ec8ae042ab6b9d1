/* Ways over the map without a mouse, how tall it is, and the control that shows all.
 *
 * Keyboard: all marks together are one stop of the Tab key. Arrow keys go to the next mark in their direction, Enter or
 * the space bar chooses it, plus and minus zoom, Escape closes what is open.
 *
 * Out: Dateline.walkable(map), .fill(map), .FitControl, .holdAgain(map). Loaded after dateline.js.
 */
(function () {
  "use strict";
  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

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
    container.setAttribute("aria-label", Dateline.say("map"));
    container.addEventListener("focusin", function (e) {
      if (!e.target.classList.contains("leaflet-marker-icon")) return;
      hold(map, e.target);
      if (!map.datelineQuiet) map.panInside(map.layerPointToLatLng(L.DomUtil.getPosition(e.target)), { padding: Dateline.EDGE });
    });
    container.addEventListener("keydown", function (e) {
      if (e.key === "Escape") Dateline.tell([]);
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
      button.title = Dateline.say("all");
      button.setAttribute("role", "button");
      button.setAttribute("aria-label", button.title);
      button.innerHTML = '<svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true"><path d="M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4" fill="none" stroke="currentColor" stroke-width="1.8"/></svg>';
      L.DomEvent.disableClickPropagation(bar);
      L.DomEvent.on(button, "click", function (e) {
        L.DomEvent.stop(e);
        if (map.datelineBounds) map.fitBounds(map.datelineBounds, { padding: Dateline.EDGE, maxZoom: Dateline.NEAR_ZOOM });
      });
      return bar;
    },
  });

  Object.assign(Dateline, { walkable: walkable, fill: fill, FitControl: FitControl, holdAgain: holdAgain });
})();
