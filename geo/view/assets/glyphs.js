/* How events look: the mark of one, the ring of several, the lines of a tooltip. Draws nothing on the map itself.
 * Out: Dateline.glyphs. Loaded after dateline.js.
 */
(function () {
  "use strict";
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
    const number = count(points), size = 2 * reach(number), r = reach(number) - 4, tally = {};
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

  /* From the middle of a mark or a ring to its edge, in pixels. */
  function reach(number) {
    return number === 1 ? 12 : number < 10 ? 17 : number < 50 ? 20 : number < 1000 ? 24 : 28;
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
    if (lines.length > 6) box.appendChild(document.createTextNode(Dateline.say("more", { n: lines.length - 6 })));
    return box;
  }

  Dateline.glyphs = { svg: svg, glyph: glyph, tint: tint, donut: donut, reach: reach, count: count, isWide: isWide, tip: tip };
})();
