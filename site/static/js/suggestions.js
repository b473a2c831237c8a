// Suggestions below a field of the search: a combobox (ARIA 1.2). Without script it is a plain form.

const WAIT = 120; // ms after the last sign
const SHORTEST = 2;
const known = new Map(); // what this page was told already

const make = (tag, values) => Object.assign(document.createElement(tag), values);

async function ask(url, words, signal) {
  if (!known.has(words)) {
    const response = await fetch(`${url}?q=${encodeURIComponent(words)}`, { signal });
    if (!response.ok) return [];
    known.set(words, (await response.json()).suggestions);
  }
  return known.get(words);
}

function optionOf({ title, url, kind, language }, id) {
  const option = make("li", { id, role: "option", ariaSelected: "false" });
  const name = make("span", { textContent: title, lang: language });
  const about = make("span", { textContent: kind, className: "suggestions__kind" });
  option.dataset.url = url;
  option.append(name, " ", about);
  return option;
}

function enhance(input) {
  const { suggestions: url, suggestionsLabel, suggestionsSome, suggestionsNone } = input.dataset;
  const id = `${input.id}-vorschlaege`;
  const list = make("ul", { id, className: "suggestions", role: "listbox", hidden: true });
  const status = make("p", { className: "visually-hidden", role: "status" });
  let timer, request, active = -1;

  list.ariaLabel = suggestionsLabel;
  // ARIA allows no combobox on a field of type search.
  const combobox = { type: "text", role: "combobox", ariaAutoComplete: "list" };
  Object.assign(input, combobox, { ariaExpanded: "false" });
  input.setAttribute("aria-controls", id);
  input.form.append(list, status);

  const close = () => {
    clearTimeout(timer);
    request?.abort();
    list.hidden = true;
    input.ariaExpanded = "false";
    choose(-1);
  };
  const choose = (next) => {
    if (list.children[active]) list.children[active].ariaSelected = "false";
    active = next;
    const option = list.children[active];
    input.setAttribute("aria-activedescendant", option?.id ?? "");
    if (!option) return;
    option.ariaSelected = "true";
    option.scrollIntoView({ block: "nearest" });
  };
  const show = (found) => {
    choose(-1);
    list.replaceChildren(...found.map((one, place) => optionOf(one, `${id}-${place}`)));
    list.hidden = !found.length;
    input.ariaExpanded = String(!list.hidden);
    status.textContent = found.length ? suggestionsSome.replace("{n}", found.length) : suggestionsNone;
  };
  const look = async () => {
    request?.abort();
    request = new AbortController();
    const { signal } = request;
    try {
      const found = await ask(url, input.value.trim(), signal);
      if (!signal.aborted) show(found);
    } catch {
      // Broken off, or no net: the form works.
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    if (input.value.trim().length < SHORTEST) close();
    else timer = setTimeout(look, WAIT);
  });
  input.addEventListener("keydown", (event) => {
    const { key } = event;
    const { length } = list.children;
    if (event.isComposing) return;
    if (key === "Escape" && !list.hidden) {
      close();
    } else if (key === "ArrowDown" && list.hidden) {
      if (input.value.trim().length >= SHORTEST) look();
    } else if (key === "ArrowDown") {
      choose(active + 1 < length ? active + 1 : -1);
    } else if (key === "ArrowUp" && !list.hidden) {
      choose(active < 0 ? length - 1 : active - 1);
    } else if (key === "Enter" && list.children[active]) {
      location.assign(list.children[active].dataset.url);
    } else {
      return;
    }
    event.preventDefault();
  });
  input.addEventListener("blur", close);
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.url);
  });
}

for (const input of document.querySelectorAll("[data-suggestions]")) enhance(input);
