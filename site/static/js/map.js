// Opens a map after a click (components/map.html). Leaflet is fetched then, and not before.
// What it shows stands in the figure's JSON block (core.maps), and is put in as text, never as HTML.

const CROWD = 200; // more points than this keep a distance of FAR, fewer one of NEAR
const [FAR, NEAR] = [64, 34]; // pixels between two marks
const STREET = 16; // zoom for a single place

const element = (name, css, text) => {
  const made = document.createElement(name);
  if (css) made.className = css;
  if (text) made.textContent = text;
  return made;
};

// --- Loading -----------------------------------------------------------------------------

const loads = (made) =>
  new Promise((resolve, reject) => {
    made.addEventListener("load", resolve);
    made.addEventListener("error", () => {
      made.remove();
      reject(new Error(made.src ?? made.href));
    });
  });

let leaflet = null; // one for all maps of the page

function loadLeaflet({ script, style }) {
  leaflet ??= (async () => {
    const link = Object.assign(element("link"), { rel: "stylesheet", href: style });
    const code = Object.assign(element("script"), { src: script });
    const both = Promise.all([loads(link), loads(code)]);
    document.head.prepend(link, code); // before our own style sheets, which then win
    await both;
    return window.L.noConflict();
  })();
  leaflet.catch(() => (leaflet = null));
  return leaflet;
}

// --- What a popup says ---------------------------------------------------------------------

function entry({ title, url, text }, words) {
  const box = element("div", "map-entry");
  const heading = box.appendChild(element("p", "map-entry__title"));
  const name = heading.appendChild(element(url ? "a" : "span", "", title || words.unnamed));
  if (url) name.href = url;
  if (text) box.append(element("p", "", text));
  return box;
}

function popup(entries, words) {
  const box = element("div", "map-popup");
  box.tabIndex = -1;
  box.append(...entries.map((one) => entry(one, words)));
  return box;
}

/** A part of the drawing that is reached and used by keys; Leaflet knows no space bar. */
function makeButton(drawn, label, act) {
  drawn.setAttribute("tabindex", "0");
  drawn.setAttribute("role", "button");
  drawn.setAttribute("aria-label", label);
  drawn.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    act();
  });
}

// --- Marks -----------------------------------------------------------------------------------

function drawing(kind) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 32 42");
  svg.setAttribute("aria-hidden", "true");
  for (const [css, path] of [
    ["map-pin__body", "M16 41C11 32 2 25 2 15.5a14 14 0 0 1 28 0C30 25 21 32 16 41Z"],
    ["map-pin__sign", SIGNS[kind] ?? SIGNS[""]],
  ]) {
    const part = svg.appendChild(document.createElementNS(svg.namespaceURI, "path"));
    part.setAttribute("class", css);
    part.setAttribute("d", path);
  }
  return svg;
}

// Each kind has a sign of its own: colour alone would tell nothing to many.
const SIGNS = {
  "": "M16 10.5a5 5 0 1 0 .01 0Z",
  good: "M10 16l4.5 4.5L22.5 12",
  quiet: "M10.5 15.5h11",
  warning: "M16 9v8M16 21v.5",
};

function pin(L, group) {
  const { kind = "" } = group[0];
  const known = kind in SIGNS ? kind : "";
  const html = element("span", "map-pin__inner");
  html.append(drawing(known));
  if (group.length > 1) html.append(element("span", "map-pin__count", String(group.length)));
  return L.divIcon({
    className: `map-pin map-pin--${known || "plain"}`,
    html,
    iconSize: [32, 42],
    iconAnchor: [16, 41],
    popupAnchor: [0, -36],
  });
}

function bubble(L, group) {
  const html = element("span", "map-bubble__inner", String(group.length));
  return L.divIcon({ className: "map-bubble", html, iconSize: [44, 44] });
}

const place = ({ lat, lon }) => `${lat},${lon}`;

/** {key: [point, …]}: who stands closer than two marks can, stands together at the first's place. */
function gathered(points, map) {
  const zoom = map.getZoom();
  // At the last zoom only those of the very same place.
  const width = zoom === map.getMaxZoom() ? 0 : points.length > CROWD ? FAR : NEAR;
  const groups = new Map();
  const squares = new Map(); // the first ones, found again by the square they stand in
  const square = ({ x, y }) => `${Math.floor(x / width)}:${Math.floor(y / width)}`;
  const around = [-width, 0, width].flatMap((x) => [-width, 0, width].map((y) => [x, y]));
  for (const point of points) {
    let key = place(point);
    if (width) {
      const at = map.project([point.lat, point.lon], zoom);
      const near = around
        .flatMap((step) => squares.get(square(at.add(step))) ?? [])
        .find((first) => first.at.distanceTo(at) < width);
      key = near?.key ?? `${zoom}:${key}`;
      if (!near) squares.set(square(at), [...(squares.get(square(at)) ?? []), { at, key }]);
    }
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(point);
  }
  return groups;
}

function mark(L, map, group, words) {
  const spread = L.latLngBounds(group.map(({ lat, lon }) => [lat, lon]));
  const apart = !spread.getNorthEast().equals(spread.getSouthWest());
  const several = (apart ? words.many : words.same_place).replace("%(n)s", group.length);
  const title = group.length > 1 ? several : group[0].title || words.unnamed;
  const icon = apart ? bubble(L, group) : pin(L, group);
  const made = L.marker([group[0].lat, group[0].lon], { icon, title });
  const enter = () => map.fitBounds(spread, { padding: [48, 48] });
  if (apart) made.on("click", enter);
  else made.bindPopup(() => popup(group, words));
  const act = apart ? enter : () => made.openPopup();
  return made.on("add", () => makeButton(made.getElement(), title, act));
}

/** Keeps the marks of the visible part on the map; those that stay are not touched. */
function keepMarks(L, map, points, words) {
  let zoom = null;
  let groups = null;
  const shown = new Map();
  const refresh = () => {
    if (map.getZoom() !== zoom) {
      zoom = map.getZoom();
      groups = gathered(points, map);
    }
    const visible = map.getBounds().pad(0.5);
    const wanted = new Map();
    const isVisible = ({ lat, lon }) => visible.contains([lat, lon]);
    for (const [key, group] of groups) if (group.some(isVisible)) wanted.set(key, group);
    const hadFocus = map.getContainer().contains(document.activeElement);
    for (const key of shown.keys()) {
      if (wanted.has(key)) continue;
      shown.get(key).remove();
      shown.delete(key);
    }
    for (const [key, group] of wanted) {
      if (!shown.has(key)) shown.set(key, mark(L, map, group, words).addTo(map));
    }
    // A gathering that had the focus has dissolved into its points.
    const lost = hadFocus && !map.getContainer().contains(document.activeElement);
    if (lost) map.getContainer().focus({ preventScroll: true });
  };
  map.on("moveend", refresh);
  refresh();
}

// --- Lines and areas ---------------------------------------------------------------------------

function addShapes(L, map, shapes, words) {
  const css = ({ geometry, properties: { kind } }) => {
    const form = geometry.type.endsWith("Polygon") ? "area" : "line";
    return `map-shape map-shape--${form} map-shape--${kind in SIGNS && kind ? kind : "plain"}`;
  };
  const style = (feature) => ({ className: css(feature) });
  const layer = L.geoJSON(shapes, { style }).addTo(map);
  layer.eachLayer((shape) => {
    const about = shape.feature.properties;
    shape.bindPopup(() => popup([about], words));
    makeButton(shape.getElement(), about.title || words.unnamed, () => shape.openPopup());
  });
}

// --- Keys, wheel, background --------------------------------------------------------------------

/** Who opens a popup finds the focus in it, and afterwards where it was. */
function guideFocus(map, words) {
  let before = null;
  map.on("popupopen", ({ popup: opened }) => {
    const box = opened.getElement();
    box.querySelector(".leaflet-popup-close-button").setAttribute("aria-label", words.close);
    before = document.activeElement;
    box.querySelector(".map-popup").focus({ preventScroll: true });
  });
  map.on("popupclose", ({ popup: closed }) => {
    const { activeElement: now, body } = document;
    if (now !== body && !closed.getElement().contains(now)) return;
    const back = before?.isConnected ? before : map.getContainer();
    back.focus({ preventScroll: true });
  });
  map.getContainer().addEventListener("keydown", (event) => {
    if (event.key === "Escape") map.closePopup();
  });
}

/** The wheel scrolls the page; only with Ctrl it zooms the map. */
function guideWheel(map) {
  const choose = ({ ctrlKey }) => map.scrollWheelZoom[ctrlKey ? "enable" : "disable"]();
  map.getContainer().addEventListener("wheel", choose, { capture: true, passive: true });
}

/** The proxy answers with one pixel for what it cannot get (core.tiles). */
function addBackground(L, map, { url, bounds }, say) {
  const layer = L.tileLayer(url, { bounds, minZoom: map.getMinZoom(), maxZoom: map.getMaxZoom() });
  let missing = false;
  layer.on("loading", () => (missing = false));
  layer.on("tileload", ({ tile }) => (missing ||= tile.naturalWidth === 1));
  layer.on("tileerror", () => (missing = true));
  layer.on("load", () => say(missing));
  layer.addTo(map);
}

// --- The figure -----------------------------------------------------------------------------------

function open(L, canvas, { points, shapes, extent, zoom, tiles, words }, status) {
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(canvas, {
    ...zoom,
    zoomControl: false,
    attributionControl: false, // it stands below the map
    scrollWheelZoom: false,
    zoomAnimation: !still,
    fadeAnimation: !still,
    markerZoomAnimation: !still,
    inertia: !still,
  });
  if (still) {
    map.panBy = (by, options) => L.Map.prototype.panBy.call(map, by, { ...options, animate: false });
  }
  L.control.zoom({ zoomInTitle: words.zoom_in, zoomOutTitle: words.zoom_out }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  map.fitBounds(extent, { padding: [32, 44], maxZoom: STREET, animate: false });
  guideFocus(map, words);
  guideWheel(map);
  if (tiles) {
    addBackground(L, map, tiles, (fails) => {
      status.textContent = fails ? words.no_background : "";
    });
  }
  addShapes(L, map, shapes, words);
  keepMarks(L, map, points, words);
}

function prepare(figure) {
  const find = (selector) => figure.querySelector(selector);
  const data = JSON.parse(find("script[type='application/json']").textContent);
  const [show, skip] = [find("[data-map-show]"), find("[data-map-skip]")];
  const [canvas, status] = [find("[data-map-canvas]"), find("[role=status]")];
  show.addEventListener("click", async () => {
    show.disabled = true;
    status.textContent = "";
    try {
      const L = await loadLeaflet(figure.dataset);
      figure.classList.add("map--open");
      canvas.hidden = skip.hidden = false;
      open(L, canvas, data, status);
      find(".map__cover").hidden = true;
      canvas.focus({ preventScroll: true });
    } catch (error) {
      console.warn(error);
      show.disabled = false;
      status.textContent = data.words.failed;
    }
  });
  skip.addEventListener("click", () => find(".map__end").focus());
  show.hidden = false;
}

// Each map brings this script along; the browser runs it once.
for (const figure of document.querySelectorAll("[data-map]")) prepare(figure);
