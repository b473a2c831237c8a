/* Shows the source's text beside the editor's own, for the section and language that are chosen. */
(() => {
  const BOX = "[data-source-text-shown]";

  const fieldNear = (box, name) => {
    const child = box.closest("[data-inline-panel-child]");
    return child && child.querySelector(`[name$="-${name}"]`);
  };

  const show = (box) => {
    const code = fieldNear(box, "code");
    const language = fieldNear(box, "language");
    const body = box.querySelector(".source-text__body");
    if (!code || !body) return;
    if (!code.value) {
      body.textContent = body.dataset.choose;
      return;
    }
    const key = `${(language && language.value) || "de"}/${code.value}`;
    const source = [...document.querySelectorAll("template[data-source-text]")].find(
      (template) => template.dataset.sourceText === key,
    );
    body.replaceChildren();
    if (source) body.append(source.content.cloneNode(true));
    else body.textContent = body.dataset.empty;
  };

  const showAll = () => document.querySelectorAll(BOX).forEach(show);

  document.addEventListener("DOMContentLoaded", () => {
    showAll();
    document.addEventListener("change", (event) => {
      const child = event.target.closest("[data-inline-panel-child]");
      if (child) child.querySelectorAll(BOX).forEach(show);
    });
    // A form that was added a moment ago.
    new MutationObserver((changes) => {
      changes
        .flatMap((change) => [...change.addedNodes])
        .filter((node) => node instanceof Element)
        .flatMap((node) => [...node.querySelectorAll(BOX)])
        .forEach(show);
    }).observe(document.body, { childList: true, subtree: true });
  });
})();
