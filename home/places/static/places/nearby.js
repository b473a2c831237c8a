// "Nearest to me": the browser asks the reader, and sorts the places of the list by itself. Where
// the reader is goes nowhere: neither to this site nor into the address.

const MOST = 5;
const EARTH = 6371; // km

const radians = (degrees) => (degrees * Math.PI) / 180;

function distance([lat, lon], [otherLon, otherLat]) {
  const half =
    Math.sin(radians(otherLat - lat) / 2) ** 2 +
    Math.cos(radians(lat)) * Math.cos(radians(otherLat)) * Math.sin(radians(otherLon - lon) / 2) ** 2;
  return 2 * EARTH * Math.asin(Math.sqrt(half));
}

function told(km, { nearbyFar, nearbyNear }) {
  if (km < 0.95) return nearbyNear.replace("{n}", Math.max(50, Math.round(km * 20) * 50));
  const number = km.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 });
  return nearbyFar.replace("{n}", number);
}

function list(features, here, words) {
  const box = document.createElement("div");
  const heading = box.appendChild(document.createElement("h3"));
  heading.textContent = words.nearbyHeading;
  const rows = box.appendChild(document.createElement("ol"));
  const near = features
    .filter((feature) => feature.geometry)
    .map((feature) => [distance(here, feature.geometry.coordinates), feature.properties])
    .sort(([one], [other]) => one - other)
    .slice(0, MOST);
  for (const [km, { title, url, street }] of near) {
    const row = rows.appendChild(document.createElement("li"));
    const link = row.appendChild(document.createElement("a"));
    link.href = new URL(url).pathname;
    link.textContent = title;
    row.append(["", street, told(km, words)].filter((part, at) => !at || part).join(", "));
  }
  return box;
}

const position = () =>
  new Promise((resolve, reject) =>
    navigator.geolocation.getCurrentPosition(resolve, reject, { timeout: 15_000, maximumAge: 60_000 }),
  );

for (const box of document.querySelectorAll("[data-nearby]")) {
  if (!navigator.geolocation) continue;
  const status = box.querySelector("[role=status]");
  box.hidden = false;
  box.querySelector("button").addEventListener("click", async () => {
    status.textContent = box.dataset.nearbyWaiting;
    try {
      const { coords } = await position();
      const { features } = await (await fetch(box.dataset.nearby)).json();
      status.replaceChildren(list(features, [coords.latitude, coords.longitude], box.dataset));
    } catch {
      status.textContent = box.dataset.nearbyRefused;
    }
  });
}
