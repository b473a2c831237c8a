// Opens and closes all entries of an accordion at once, and opens them for printing.
// Without this script each entry opens by itself: they are <details>.

for (const accordion of document.querySelectorAll("[data-accordion]")) {
  const entries = [...accordion.querySelectorAll("details")];
  const line = accordion.querySelector("[data-accordion-all]");
  if (line) {
    const button = line.querySelector("button");
    const label = () => {
      const isOpen = entries.every((entry) => entry.open);
      button.textContent = isOpen ? button.dataset.close : button.dataset.open;
      button.setAttribute("aria-expanded", String(isOpen));
    };
    button.addEventListener("click", () => {
      const open = !entries.every((entry) => entry.open);
      for (const entry of entries) entry.open = open;
    });
    for (const entry of entries) entry.addEventListener("toggle", label);
    line.hidden = false;
  }
}

let opened = [];
window.addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("main details:not([open])")];
  for (const entry of opened) entry.open = true;
});
window.addEventListener("afterprint", () => {
  for (const entry of opened) entry.open = false;
});
