// The editor's map: a click fills the fields of latitude and longitude. Leaflet is fetched when
// the editor asks for the map. Without script the two fields are typed.

const PLACES = 6; // decimals, about 10 cm
const STREET = 17;

const loads = (made) =>
  new Promise((resolve, reject) => {
    made.addEventListener("load", resolve);
    made.addEventListener("error", reject);
    document.head.append(made);
  });

async function leaflet({ script, style }) {
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: style });
  const code = Object.assign(document.createElement("script"), { src: script });
  await Promise.all([loads(link), loads(code)]);
  return window.L;
}

function fields(box) {
  const form = box.closest("form");
  return ["latitude", "longitude"].map((name) => form.querySelector(`[name="${name}"]`));
}

function typed(inputs) {
  const numbers = inputs.map((input) => Number.parseFloat(input.value.replace(",", ".")));
  return numbers.every(Number.isFinite) ? numbers : null;
}

function draw(L, box, canvas, { tiles, attribution, extent, zoom, words }) {
  const inputs = fields(box);
  const status = box.querySelector("[role=status]");
  const map = L.map(canvas, { ...zoom, zoomControl: false });
  L.control.zoom({ zoomInTitle: words.zoom_in, zoomOutTitle: words.zoom_out }).addTo(map);
  map.attributionControl.setPrefix(false);
  const source = document.createElement("span");
  source.textContent = attribution; // Leaflet takes HTML
  if (tiles) L.tileLayer(tiles, { attribution: source.innerHTML, ...zoom }).addTo(map);
  const mark = L.circleMarker([0, 0], { radius: 10, color: "#a4133c", weight: 4 });
  const show = (place, closer) => {
    mark.setLatLng(place).addTo(map);
    if (closer) map.setView(place, STREET);
  };
  const start = typed(inputs);
  if (start) show(start, true);
  else map.fitBounds(extent);
  map.on("click", ({ latlng }) => {
    const place = [latlng.lat, latlng.lng].map((number) => number.toFixed(PLACES));
    inputs.forEach((input, at) => {
      input.value = place[at];
      input.dispatchEvent(new Event("input", { bubbles: true }));
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
    show(place);
    status.textContent = words.marked.replace("%(place)s", place.join(", "));
  });
  for (const input of inputs) {
    input.addEventListener("change", () => {
      const place = typed(inputs);
      if (place) show(place);
    });
  }
}

for (const box of document.querySelectorAll("[data-place-picker]")) {
  const button = box.querySelector("button");
  const canvas = box.querySelector(".place-picker__canvas");
  const data = JSON.parse(box.querySelector("script[type='application/json']").textContent);
  button.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      const L = await leaflet(box.dataset);
      canvas.hidden = false;
      button.hidden = true;
      draw(L, box, canvas, data);
    } catch {
      button.disabled = false;
      box.querySelector("[role=status]").textContent = data.words.failed;
    }
  });
}
