/* Questions that depend on an answer of the same page: hidden until it is given.
   Without this script they all stand there and say when they are meant; the server decides anyway. */

const form = document.querySelector("form.city-form");
const dependent = form ? [...form.querySelectorAll("[data-if]")] : [];

function given(name) {
  const fields = [...form.elements].filter((field) => field.name === name);
  return fields
    .filter((field) => !["checkbox", "radio"].includes(field.type) || field.checked)
    .filter((field) => !field.closest("[data-if][hidden]"))
    .map((field) => field.value)
    .filter((value) => value !== "");
}

function update() {
  // From top to bottom: what depends on a hidden question is hidden, too.
  for (const part of dependent) {
    const wanted = JSON.parse(part.dataset.answers);
    const answers = given(part.dataset.if);
    part.hidden = wanted.length
      ? !answers.some((answer) => wanted.includes(answer))
      : answers.length === 0;
  }
}

if (dependent.length) {
  for (const hint of form.querySelectorAll(".city-form__when")) hint.hidden = true;
  form.addEventListener("change", update);
  window.addEventListener("pageshow", update);
  update();
}
