// The next dates of an event follow what the editor types. Without script they are those of the
// form as it was opened.

const PAUSE = 500; // milliseconds without a change
const ABOUT_DATES =
  /^(csrfmiddlewaretoken|starts_|ends_|repeats|interval|weekdays|until|count|skipped_|extra_)/;

function dates(form) {
  const all = [...new FormData(form)].filter(([name]) => ABOUT_DATES.test(name));
  return new URLSearchParams(all);
}

function follow(panel) {
  const form = panel.closest("form");
  let shown = dates(form).toString();
  let timer;

  async function ask() {
    const body = dates(form);
    const asked = body.toString();
    if (asked === shown) return;
    shown = asked;
    const answer = await fetch(panel.dataset.nextDates, { method: "POST", body });
    if (answer.ok && asked === shown) panel.innerHTML = await answer.text();
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  }

  // A click: rows are added and taken away by buttons.
  for (const kind of ["input", "change", "click"]) form.addEventListener(kind, later);
}

document.querySelectorAll("[data-next-dates]").forEach(follow);
