// Loads a film from another provider, after a click only. The provider is one that the operator
// has allowed (VIDEO_HOSTS); without this script there is the link.

for (const box of document.querySelectorAll("[data-video]")) {
  const button = box.querySelector("button");
  button.hidden = false;
  button.addEventListener("click", () => {
    const frame = document.createElement("iframe");
    frame.src = box.dataset.video;
    frame.title = box.dataset.title;
    frame.allow = "fullscreen; encrypted-media; picture-in-picture";
    frame.referrerPolicy = "no-referrer";
    frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-presentation allow-popups");
    frame.allowFullscreen = true;
    box.replaceChildren(frame);
    box.classList.add("video__frame");
    frame.focus();
  });
}
