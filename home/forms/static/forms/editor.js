/* The rows of a form's fields: each shows the options of its kind, and a question that decides on
   others is chosen from those before it. The server checks the same (home.forms). */

const OPTIONS = {
  choices: ["dropdown", "radio", "checkboxes"],
  meaning: ["singleline", "multiline", "email", "number", "date"],
  gets_confirmation: ["email"],
  minimum: ["number"],
  maximum: ["number"],
  accepted: ["file"],
  max_megabytes: ["file"],
  default_value: [
    ...["singleline", "multiline", "email", "number", "date"],
    ...["dropdown", "radio", "checkboxes", "checkbox", "hidden"],
  ],
  required: [
    ...["singleline", "multiline", "email", "number", "date"],
    ...["dropdown", "radio", "checkboxes", "checkbox", "file"],
  ],
};
const DECIDING = ["dropdown", "radio", "checkboxes", "checkbox"];
const ROW = "[data-inline-panel-child]";

const rows = () =>
  [...document.querySelectorAll(`#id_form_fields-FORMS > ${ROW}`)].filter(
    (row) => !row.classList.contains("deleted") && row.offsetParent !== null,
  );
const field = (row, name) => row.querySelector(`[name$="-${name}"]`);

function wrapperOf(row, name) {
  const found = field(row, name);
  return found && (found.closest("[data-contentpath]") || found.closest(".w-panel"));
}

function showOptions(row) {
  const kind = field(row, "field_type")?.value;
  for (const [name, kinds] of Object.entries(OPTIONS)) {
    const wrapper = wrapperOf(row, name);
    if (!wrapper) continue;
    // What is wrong is never hidden.
    const isWrong = wrapper.querySelector(".w-field--error, .error-message, [aria-invalid=true]");
    wrapper.hidden = Boolean(kind) && !kinds.includes(kind) && !isWrong;
    // Wagtail puts the label beside the field's wrapper, not into it.
    const label = row.querySelector(`label[for="${field(row, name).id}"]`);
    if (label) label.hidden = wrapper.hidden;
  }
  const panel = row.querySelector(".form-question-options");
  if (panel) {
    const inside = [...panel.querySelectorAll("[data-contentpath]")];
    panel.hidden = inside.length > 0 && inside.every((one) => one.hidden);
  }
}

function listQuestions() {
  const before = [];
  for (const row of rows()) {
    const input = field(row, "condition_question");
    if (input) offer(input, before.slice());
    const label = field(row, "label")?.value.trim();
    if (label && DECIDING.includes(field(row, "field_type")?.value)) before.push(label);
  }
}

function offer(input, labels) {
  const id = `${input.id}-questions`;
  let list = document.getElementById(id);
  if (!list) {
    list = document.createElement("datalist");
    list.id = id;
    input.after(list);
    input.setAttribute("list", id);
    input.setAttribute("autocomplete", "off");
  }
  list.replaceChildren(
    ...labels.map((label) => {
      const option = document.createElement("option");
      option.value = label;
      return option;
    }),
  );
}

// A question that is renamed takes along what depends on it.
function rename(input) {
  const old = input.dataset.before ?? input.defaultValue;
  input.dataset.before = input.value;
  if (!old.trim() || old === input.value) return;
  for (const row of rows()) {
    const condition = field(row, "condition_question");
    if (condition && condition.value === old) condition.value = input.value;
  }
}

function update() {
  rows().forEach(showOptions);
  listQuestions();
}

function start() {
  const all = document.getElementById("id_form_fields-FORMS");
  if (!all) return;
  all.addEventListener("change", (event) => {
    if (event.target.name?.endsWith("-label")) rename(event.target);
    update();
  });
  new MutationObserver(update).observe(all, { childList: true });
  update();
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
