// Says at once when the login has ended, keeps what is typed, and lets it be saved after a new one.
(() => {
  const EVERY = 30_000; // an open form asks that often,
  const WHILE_TOLD = 2_000; // and that often while the dialog waits for the new login
  const template = document.getElementById("signed-out");
  const checked = new WeakSet();
  // By its attribute: a field of the form may be called "method".
  const isSent = (form) => form.getAttribute("method")?.toLowerCase() === "post";
  const forms = () =>
    [...document.forms].filter((form) => isSent(form) && !form.closest("#wagtail-sidebar"));
  let dialog = null;
  let user = null; // who opened the page; nobody on the page of the login itself

  // Who is signed in; null: nobody; undefined: no answer, which says nothing about the login.
  async function ask() {
    const options = { redirect: "manual", cache: "no-store" };
    try {
      const answer = await fetch(template.dataset.address, options);
      if (answer.ok) return await answer.json();
      return answer.type === "opaqueredirect" ? null : undefined; // led to the login
    } catch {
      return undefined;
    }
  }

  async function check() {
    if (user === null) return undefined;
    const signedIn = await ask();
    if (signedIn === null) tell();
    if (signedIn) welcome(signedIn);
    return signedIn;
  }

  function tell() {
    if (dialog?.open) return;
    if (!dialog) {
      dialog = template.content.querySelector("dialog").cloneNode(true);
      dialog.querySelector("button").addEventListener("click", () => dialog.close());
      document.body.append(dialog);
    }
    dialog.showModal();
    const timer = setInterval(() => (dialog.open ? check() : clearInterval(timer)), WHILE_TOLD);
  }

  // A new login has a new token: forms with the old one would be refused.
  function welcome({ user: key, name, token }) {
    for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) {
      field.value = token;
    }
    window.wagtailConfig.CSRF_TOKEN = token;
    const isOther = user !== key;
    user = key;
    if (!dialog) return;
    dialog.remove();
    dialog = null;
    const text = [template.dataset.again];
    if (isOther) text.push(`${template.dataset.other} ${name}`);
    const detail = { clear: true, type: isOther ? "warning" : "success", text: text.join(" ") };
    document.dispatchEvent(new CustomEvent("w-messages:add", { detail }));
    // Whatever saves by itself goes on.
    for (const form of forms()) form.dispatchEvent(new CustomEvent("w-unsaved:add"));
  }

  async function send(form, button) {
    const wasOff = button?.disabled;
    if (!(await ready(form))) {
      // Wagtail shows a busy button for half a minute.
      button?.setAttribute("data-w-progress-loading-value", "false");
      if (button) button.disabled = false;
      return;
    }
    checked.add(form);
    if (button) button.disabled = false; // a button that is off would not be sent
    form.requestSubmit(button);
    if (button) button.disabled = wasOff;
    checked.delete(form);
  }

  async function ready(form) {
    const signedIn = await check();
    return signedIn !== null && form.isConnected;
  }

  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      if (user === null || checked.has(form) || !forms().includes(form)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      send(form, event.submitter);
    },
    true,
  );
  document.addEventListener("w-autosave:error", check);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && forms().length) check();
  });
  setInterval(() => {
    if (!document.hidden && !dialog?.open && forms().length) check();
  }, EVERY);
  window.addEventListener("load", async () => {
    if (forms().length) user = (await ask())?.user ?? null;
  });
})();
