// Shortens a list while the reader types. Without script the list is simply whole.
//
// A field `[data-filter]` names its list (data-filter-list). With data-filter-source the list is
// filled from that address (JSON: {words: [[title, url, see?]]}), fetched at the first touch.
// With data-filter-without-numbers a house number that is typed along does not count.

const MOST = 30;

const folded = (text) =>
  text
    .toLowerCase()
    .replaceAll("ß", "ss")
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .replace(/[.-]/g, " ")
    .replace(/ae/g, "a")
    .replace(/oe/g, "o")
    .replace(/ue/g, "u");

const matches = (text, words) => words.every((word) => text.includes(word));

function itemOf([title, url, other], see) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = url;
  link.textContent = other ?? title;
  if (other) {
    const whole = document.createElement("span");
    whole.append(`${title} → ${see} `, link);
    item.append(whole);
  } else {
    item.append(link);
  }
  return item;
}

function filterRows(list) {
  const rows = [...list.children].map((row) => [row, folded(row.textContent)]);
  return (words) => {
    let found = 0;
    for (const [row, text] of rows) {
      row.hidden = !matches(text, words);
      found += row.hidden ? 0 : 1;
    }
    return found;
  };
}

function filterSource(list, source, see) {
  let known = null;
  const load = async () => {
    const response = await fetch(source);
    const { words } = await response.json();
    return words.map((word) => [word, folded(`${word[0]} ${word[2] ?? ""}`)]);
  };
  return async (words) => {
    known ??= load();
    const found = words.length ? (await known).filter(([, text]) => matches(text, words)) : [];
    list.hidden = found.length === 0;
    list.replaceChildren(...found.slice(0, MOST).map(([word]) => itemOf(word, see)));
    return found.length;
  };
}

for (const field of document.querySelectorAll("[data-filter]")) {
  const { filterList, filterSource: source, filterFound, filterSee } = field.dataset;
  const list = document.getElementById(filterList);
  const input = field.querySelector("input");
  const status = field.querySelector("[role=status]");
  const narrow = source ? filterSource(list, source, filterSee) : filterRows(list);
  input.addEventListener("input", async () => {
    let words = folded(input.value).split(/\s+/).filter(Boolean);
    if ("filterWithoutNumbers" in field.dataset) words = words.filter((word) => !/^\d/.test(word));
    const found = await narrow(words);
    status.textContent = words.length ? filterFound.replace("{n}", found) : "";
  });
  field.hidden = false;
}
