// Tells the city's own Matomo that a page was opened: one request without cookies, without the
// address's query (it may hold what was typed) and without anything about the device.

const script = document.querySelector("script[data-matomo]");
const isUnwanted = navigator.doNotTrack === "1" || navigator.globalPrivacyControl === true;

if (script && !isUnwanted) {
  const told = new URLSearchParams({
    idsite: script.dataset.site,
    rec: "1",
    apiv: "1",
    send_image: "0",
    url: location.origin + location.pathname,
    action_name: location.search ? location.pathname : document.title,
    rand: String(Math.random()).slice(2),
  });
  fetch(`${script.dataset.matomo}matomo.php?${told}`, {
    mode: "no-cors",
    credentials: "omit",
    referrerPolicy: "no-referrer",
    keepalive: true,
  }).catch(() => {});
}
