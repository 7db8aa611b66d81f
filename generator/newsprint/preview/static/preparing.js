// Shows the progress while the articles are read, and then the requested page.
(() => {
  "use strict";
  const EVERY = 400; // milliseconds

  function show(page) {
    const progress = document.querySelector("progress");
    for (const { name, value } of page.querySelector("progress").attributes) progress.setAttribute(name, value);
    const count = document.querySelector(".progress-count");
    count.textContent = page.querySelector(".progress-count").textContent;
  }

  async function check() {
    try {
      const response = await fetch(location.href, { cache: "no-store" });
      if (response.status !== 503) {
        location.reload();
        return;
      }
      show(new DOMParser().parseFromString(await response.text(), "text/html"));
    } catch { /* the preview has ended, but it may be started again */ }
    setTimeout(check, EVERY);
  }

  setTimeout(check, EVERY);
})();
