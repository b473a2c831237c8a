// Opens all steps of a journey at once: by a button, and on paper.
const steps = [...document.querySelectorAll("[data-steps] details")];
const tools = document.querySelector("[data-steps-tools]");

function openAll(open) {
  for (const step of steps) step.open = open;
}

if (tools && steps.length) {
  const button = tools.querySelector("button");
  const name = () => {
    const allOpen = steps.every((step) => step.open);
    button.textContent = allOpen ? tools.dataset.hide : tools.dataset.show;
    button.setAttribute("aria-expanded", String(allOpen));
  };
  button.addEventListener("click", () => {
    openAll(!steps.every((step) => step.open));
    name();
  });
  for (const step of steps) step.addEventListener("toggle", name);
  name();
  tools.hidden = false;
}

let before = [];
window.addEventListener("beforeprint", () => {
  before = steps.map((step) => step.open);
  openAll(true);
});
window.addEventListener("afterprint", () => steps.forEach((step, at) => (step.open = before[at])));
