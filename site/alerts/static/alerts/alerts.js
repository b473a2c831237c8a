/* Closing an alert: remembered in this browser only, until the alert is changed. */

const NAME = "alerts-closed";
const alerts = [...document.querySelectorAll("[data-alerts] [data-alert]")];

function closed() {
  try {
    return new Set(JSON.parse(localStorage.getItem(NAME)) ?? []);
  } catch {
    return new Set(); // no storage, or something else in it: nothing was closed
  }
}

function remember(version) {
  const shown = new Set(alerts.map((alert) => alert.dataset.alert));
  const kept = [...closed()].filter((known) => shown.has(known)).concat(version);
  try {
    localStorage.setItem(NAME, JSON.stringify(kept));
  } catch {
    // without storage it is back on the next page
  }
}

function hide(alert) {
  alert.hidden = true;
  const all = alert.closest("[data-alerts]");
  if (!all.querySelector("[data-alert]:not([hidden]), .alerts__more")) all.hidden = true;
}

const gone = closed();
for (const alert of alerts) {
  const button = alert.querySelector("[data-dismiss]");
  if (!button) continue;
  if (gone.has(alert.dataset.alert)) {
    hide(alert);
    continue;
  }
  button.hidden = false;
  button.addEventListener("click", () => {
    remember(alert.dataset.alert);
    hide(alert);
    document.querySelector("main").focus();
  });
}
