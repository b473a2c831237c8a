// What the editor's checker looks for (quality/checks/userbar.py). Each check returns whether the
// element is all right. Classic script: it must register before the page has loaded.
(() => {
  const words = (text) => text.trim().split(/\s+/).filter(Boolean);
  const folded = (element) => element.textContent.replace(/\s+/g, " ").trim();
  const FILE = /\.(pdf|docx?|xlsx?|odt|ods|pptx?|zip|csv)$/i;
  const SIZE = /\d\s*(?:bytes?|[kmg]i?b)\b/i;
  // An area code and a number, as people write them in Germany.
  const PHONE = /(?:\+49[\s/()-]*|\b0)[1-9]\d{1,4}[\s/)-]+\d[\d\s-]{3,}\d/;

  const checks = {
    "link-words": (link, options) => {
      const name = (link.getAttribute("aria-label") || folded(link)).toLowerCase();
      return !options.words.includes(name.replace(/[\s.:!…>»→]+$/u, ""));
    },
    "link-address": (link) => !/^(?:https?:\/\/|www\.)\S+$/i.test(folded(link)),
    "link-file": (link) => {
      const address = link.getAttribute("href").split(/[?#]/)[0];
      const isFile = FILE.test(address) || /^\/documents\/\d+\//.test(address);
      // Lists of documents say it beside the link.
      const told = `${folded(link)} ${folded(link.closest("li, p, td") || link)}`;
      return !isFile || SIZE.test(told);
    },
    capitals: (element) => {
      const own = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
      const text = own.map((node) => node.textContent).join(" ");
      // Two long words in a row: an abbreviation stands alone.
      return !/\p{Lu}{5,}[\s-]+\p{Lu}{3,}|\p{Lu}{3,}[\s-]+\p{Lu}{5,}/u.test(text);
    },
    phone: (element) => {
      const copy = element.cloneNode(true);
      copy.querySelectorAll("a").forEach((link) => link.remove());
      return !PHONE.test(copy.textContent);
    },
    "long-sentence": (element, options) =>
      folded(element)
        .split(/[.!?…:](?=\s+["„“(]?[\p{Lu}\d])/u)
        .every((sentence) => words(sentence).length <= options.words),
    "easy-language": () =>
      document.documentElement.lang.endsWith("LS") ||
      document.documentElement.lang.startsWith("en") ||
      Boolean(document.querySelector('[hreflang="de-LS"], [data-easy-language]')),
  };

  const bar = document.querySelector("wagtail-userbar");
  if (bar && bar.registerCheck) {
    Object.entries(checks).forEach(([name, check]) => {
      bar.registerCheck(`city-check-${name}`, check);
    });
  }
})();
