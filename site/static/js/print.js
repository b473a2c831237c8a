// Shows the print button: without script it would do nothing.
for (const tool of document.querySelectorAll("[data-print]")) {
  tool.hidden = false;
  tool.querySelector("button").addEventListener("click", () => window.print());
}
