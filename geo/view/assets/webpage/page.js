/* The page around the map: the list, the cards, and what is chosen. In: the JSON that geo/view/webpage.py wrote into
 * the page. Articles' words reach the page by textContent only; links were checked when the page was written. */
(function () {
  "use strict";
  const read = function (id) { return JSON.parse(document.getElementById(id).textContent); };
  const ground = read("ground-data"), data = read("events-data");
  const byId = new Map(data.cards.map(function (card) { return [card.id, card]; }));
  const list = document.getElementById("list"), card = document.getElementById("card");
  let layer = null, cameFrom = null;

  function dress() {
    const dark = window.matchMedia("(prefers-color-scheme: dark)").matches;
    const colours = dark ? data.dark : data.light;
    Object.keys(colours).forEach(function (name) { document.body.style.setProperty("--" + name, colours[name]); });
  }

  function node(name, text, className) {
    const made = document.createElement(name);
    made.textContent = text;
    made.dir = "auto";
    if (className) made.className = className;
    return made;
  }

  /* ---- the list ---- */

  function fillList() {
    data.cards.forEach(function (item) {
      const row = document.createElement("li"), button = document.createElement("button");
      button.type = "button";
      button.dataset.id = item.id;
      button.append(node("span", item.title, "title"), node("span", item.headline, "told"));
      if (item.note) button.append(node("span", item.note, "told"));
      button.addEventListener("click", function () { choose([item.id], button); });
      row.append(button);
      list.append(row);
    });
    document.getElementById("none").hidden = data.cards.length > 0;
  }

  /* Arrow keys walk the list, as in any list box. */
  list.addEventListener("keydown", function (e) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (!step) return;
    const buttons = Array.from(list.querySelectorAll("button"));
    const next = buttons[buttons.indexOf(document.activeElement) + step];
    if (next) { e.preventDefault(); next.focus(); }
  });

  /* ---- the card ---- */

  function facts(rows) {
    const table = document.createElement("dl");
    rows.forEach(function (row) { table.append(node("dt", row[0]), node("dd", row[1])); });
    return table;
  }

  function quote(source) {
    const box = document.createElement("blockquote"), cite = document.createElement("cite");
    box.append(node("p", source.quote));
    cite.append(node("span", source.from));
    if (source.link) {
      const link = node("a", source.link);
      link.href = source.link;
      link.rel = "noopener noreferrer nofollow";
      link.target = "_blank";
      cite.append(document.createElement("br"), link);
    }
    box.append(cite);
    return box;
  }

  function fillCard(items) {
    const close = node("button", Dateline.say("close"), "close");
    close.type = "button";
    close.addEventListener("click", function () { choose([], null); });
    card.replaceChildren(close);
    items.forEach(function (item) {
      card.append(node("h2", item.title), node("p", item.headline, "headline"), facts(item.facts));
      item.sources.forEach(function (source) { card.append(quote(source)); });
    });
  }

  function choose(ids, from) {
    const items = ids.map(function (id) { return byId.get(id); }).filter(Boolean);
    fillCard(items);
    card.hidden = items.length === 0;
    list.querySelectorAll("button").forEach(function (button) {
      button.setAttribute("aria-current", String(ids.includes(button.dataset.id)));
    });
    draw(ids);
    if (items.length) {
      cameFrom = from;
      document.getElementById("side").scrollTop = 0;
      card.focus();
    } else if (cameFrom) cameFrom.focus();
  }

  document.addEventListener("keydown", function (e) {
    if (e.key === "Escape" && !card.hidden) choose([], null);
  });

  /* ---- the map ---- */

  const map = L.map("map", { maxZoom: 18, minZoom: 1, worldCopyJump: true, zoomControl: true }).setView([20, 20], 2);
  L.control.scale({ imperial: false }).addTo(map);

  function draw(ids) {
    if (layer) layer.remove();
    layer = Dateline.events(Object.assign({}, data.payload, { chosen: ids })).addTo(map);
  }

  Dateline.words = data.words;
  dress();
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", dress);
  fillList();
  map.invalidateSize();
  Dateline.onChoose = function (ids) { choose(ids, document.activeElement); };
  Dateline.ground(map, {
    geometry: ground, light: data.light, dark: data.dark, attribution: data.attribution, words: data.words,
  });
  draw([]);
})();
