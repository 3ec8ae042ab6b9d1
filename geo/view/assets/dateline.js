/* Dateline's map in the browser: what all its parts share, and how it tells what was done on it. Loaded first; then
 * ground.js (countries, provinces, names), walking.js (keys and controls), glyphs.js (how events look), events.js (the
 * layer of events). Asks for nothing but its own files; texts of articles reach the page by textContent only.
 *
 *   Dateline.ground(map, {[geometry], light, dark, attribution, noun, words})   countries and provinces on canvas, names, controls
 *   Dateline.events(payload)                                           a Leaflet layer; payload as geo/view/layers.py writes it
 *   Dateline.onChoose                                                  function (ids); replace it outside Streamlit
 *   Dateline.onMap                                                     functions (map), called once it is made: asking.js adds controls
 *   Dateline.onAsk                                                     function (what): an area that was drawn or is in view
 *   Dateline.onPick                                                    function ([lat, lon]): a click beside the marks, where payload.pick is true
 */
(function () {
  "use strict";

  function toPage(what) {
    if (window.Streamlit) window.Streamlit.setComponentValue(what);
  }

  window.Dateline = {
    EDGE: [32, 32], // pixels that stay free around what is shown
    NEAR_ZOOM: 7,
    clicks: 0,
    words: null, // {locale, said}, which Dateline.ground gets
    onMap: [],
    onChoose: function (ids, clicks) { toPage({ ids: ids, clicks: clicks }); },
    onAsk: toPage,
    onPick: function (at, clicks) { toPage({ at: at, clicks: clicks }); },

    /* The reader's words by their name in geo/view/map_words.py, with {name} replaced; `n` chooses the plural's form. */
    say: function (name, values) {
      const { locale, said } = Dateline.words, given = values || {};
      const forms = said[name];
      const pattern = typeof forms === "string" ? forms : forms[new Intl.PluralRules(locale).select(given.n)] || forms.other;
      return pattern.replace(/\{(\w+)\}/g, function (_, key) { return given[key]; });
    },

    tell: function (ids) {
      Dateline.clicks += 1;
      Dateline.told = ids.slice().sort().join(); // chosen here: the map need not go there
      Dateline.onChoose(ids, Dateline.clicks);
    },
    ask: function (what) {
      Dateline.clicks += 1;
      Dateline.onAsk(Object.assign({ clicks: Dateline.clicks }, what));
    },
    /* A point is asked for as exactly as a finger can point: a ten-thousandth of a degree is 11 m. */
    pick: function (e) {
      const at = e.latlng.wrap();
      Dateline.clicks += 1;
      Dateline.onPick([Number(at.lat.toFixed(4)), Number(at.lng.toFixed(4))], Dateline.clicks);
    },
  };
})();
