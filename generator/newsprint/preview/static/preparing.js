// While the articles are read: shows how far it is, and then the page that was asked for.
(() => {
  "use strict";
  const EVERY = 400; // milliseconds

  function show(page) {
    const progress = document.querySelector("progress");
    for (const { name, value } of page.querySelector("progress").attributes) progress.setAttribute(name, value);
    const count = document.querySelector(".progress-count");
    count.textContent = page.querySelector(".progress-count").textContent;
  }

  async function look() {
    try {
      const response = await fetch(location.href, { cache: "no-store" });
      if (response.status !== 503) {
        location.reload();
        return;
      }
      show(new DOMParser().parseFromString(await response.text(), "text/html"));
    } catch { /* the preview has ended; it may be started again */ }
    setTimeout(look, EVERY);
  }

  setTimeout(look, EVERY);
})();
