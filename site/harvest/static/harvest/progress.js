// Keeps a running harvest's progress fresh, and loads the page anew when the run has ended.
// Without this script a <noscript> refresh does the same.
const PAUSE = 2000;
const AFTER_AN_ERROR = 10000;

function show(box, state) {
  const bar = box.querySelector("progress");
  if (state.percent === null) bar.removeAttribute("value");
  else bar.value = state.percent;
  box.querySelector("[data-label]").textContent = state.label;
  box.querySelector("[data-stage]").textContent = state.stage;
  box.querySelector("[data-count]").textContent = state.total
    ? `${state.done} / ${state.total}`
    : state.done || "";
  box.querySelector("[data-hint]").textContent = state.hint;
}

async function look(box) {
  let pause = PAUSE;
  try {
    const response = await fetch(box.dataset.harvestProgress, {
      headers: { Accept: "application/json" },
    });
    if (!response.ok) throw new Error(response.status);
    const state = await response.json();
    if (state.finished) {
      window.location.reload();
      return;
    }
    show(box, state);
  } catch {
    pause = AFTER_AN_ERROR;
  }
  setTimeout(look, pause, box);
}

for (const box of document.querySelectorAll("[data-harvest-progress]")) {
  setTimeout(look, PAUSE, box);
}
